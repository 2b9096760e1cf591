//! Sums and sums of cross-products of the items of a scale: what reliability and correlations need.
//!
//! Rows with a missing answer are not counted: complete cases only. Leaves out pairwise deletion, which does
//! not merge.

use super::NotEstimable;
use super::count::real;

/// Count, sums and sums of cross-products of the complete answers to the items of a scale.
///
/// Whole-number answers are added exactly, so blocks merge to the same result in any order.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct CrossProducts {
    items: usize,
    n: u64,
    sums: Vec<f64>,
    /// The upper triangle with the diagonal, row by row.
    products: Vec<f64>,
}

impl CrossProducts {
    /// Makes the empty sums of a scale of `items` items.
    #[must_use]
    pub fn with_items(items: usize) -> Self {
        Self { items, n: 0, sums: vec![0.0; items], products: vec![0.0; items * (items + 1) / 2] }
    }

    /// Counts rows of answers, one value per item; `None` where the rows differ in length.
    #[must_use]
    pub fn of<'a>(rows: impl IntoIterator<Item = &'a [f64]>) -> Option<Self> {
        let mut all = Self::default();
        for row in rows {
            if all.n == 0 {
                all = Self::with_items(row.len());
            }
            if row.len() != all.items {
                return None;
            }
            all.add(row);
        }
        Some(all)
    }

    /// Makes sums of shared parts; `None` where their lengths do not fit one another.
    ///
    /// `products` is the upper triangle with the diagonal, row by row.
    #[must_use]
    pub fn from_parts(n: u64, sums: Vec<f64>, products: Vec<f64>) -> Option<Self> {
        let items = sums.len();
        (products.len() == items * (items + 1) / 2).then_some(Self { items, n, sums, products })
    }

    /// Adds the answers of one person, one per item and reversed where the scale says so.
    ///
    /// # Panics
    /// The number of answers is not the number of items.
    pub fn add(&mut self, answers: &[f64]) {
        assert_eq!(answers.len(), self.items, "invariant: one answer per item");
        self.n += 1;
        let mut place = 0;
        for (first, &answer) in answers.iter().enumerate() {
            self.sums[first] += answer;
            for &other in &answers[first..] {
                self.products[place] += answer * other;
                place += 1;
            }
        }
    }

    /// Returns the sums of both groups together; the default and the empty ones change nothing.
    ///
    /// # Panics
    /// Both hold people, of scales with another number of items.
    #[must_use]
    pub fn merge(&self, other: &Self) -> Self {
        if other.n == 0 && (other.items == 0 || other.items == self.items) {
            return self.clone();
        }
        if self.n == 0 && (self.items == 0 || other.items == self.items) {
            return other.clone();
        }
        assert_eq!(self.items, other.items, "invariant: only sums of one scale are merged");
        let plus = |left: &[f64], right: &[f64]| left.iter().zip(right).map(|(l, r)| l + r).collect();
        Self {
            items: self.items,
            n: self.n + other.n,
            sums: plus(&self.sums, &other.sums),
            products: plus(&self.products, &other.products),
        }
    }

    /// Returns the number of items.
    #[must_use]
    pub fn items(&self) -> usize {
        self.items
    }

    /// Returns the number of complete cases.
    #[must_use]
    pub fn n(&self) -> u64 {
        self.n
    }

    /// Returns the sum of the answers per item.
    #[must_use]
    pub fn sums(&self) -> &[f64] {
        &self.sums
    }

    /// Returns the sums of cross-products: the upper triangle with the diagonal, row by row.
    #[must_use]
    pub fn products(&self) -> &[f64] {
        &self.products
    }

    /// Returns the mean of an item over the complete cases.
    ///
    /// # Errors
    /// `NZero` for no complete case.
    pub fn mean(&self, item: usize) -> Result<f64, NotEstimable> {
        if self.n == 0 { Err(NotEstimable::NZero) } else { Ok(self.sums[item] / real(self.n)) }
    }

    /// Returns the covariances of the items over the complete cases, with denominator n - 1.
    ///
    /// # Errors
    /// `NZero` for no complete case, `NOne` for one.
    pub fn covariance(&self) -> Result<Covariance, NotEstimable> {
        match self.n {
            0 => return Err(NotEstimable::NZero),
            1 => return Err(NotEstimable::NOne),
            _ => {}
        }
        let n = real(self.n);
        let mut values = vec![0.0; self.items * self.items];
        let mut place = 0;
        for row in 0..self.items {
            for column in row..self.items {
                // n times the product minus the product of sums stays a whole number for whole-number
                // answers: a constant item then has a variance of exactly zero.
                let product = n * self.products[place];
                let difference = product - self.sums[row] * self.sums[column];
                let scaled = if row == column { beyond_rounding(difference, product) } else { difference };
                values[row * self.items + column] = scaled;
                values[column * self.items + row] = scaled;
                place += 1;
            }
        }
        Ok(Covariance { items: self.items, divisor: n * (n - 1.0), values })
    }
}

/// The covariances of the items of a scale: a symmetric matrix.
#[derive(Debug, Clone, PartialEq)]
pub struct Covariance {
    items: usize,
    /// What every value is divided by: kept apart, so that sums of whole numbers stay exact.
    divisor: f64,
    values: Vec<f64>,
}

impl Covariance {
    /// Returns the number of items.
    #[must_use]
    pub fn items(&self) -> usize {
        self.items
    }

    /// Returns the covariance of two items, the variance where they are the same.
    #[must_use]
    pub fn at(&self, row: usize, column: usize) -> f64 {
        self.values[row * self.items + column] / self.divisor
    }

    /// Returns the variance of an item.
    #[must_use]
    pub fn variance(&self, item: usize) -> f64 {
        self.at(item, item)
    }

    /// Returns the covariance of an item with the sum of all items.
    #[must_use]
    pub fn with_total(&self, item: usize) -> f64 {
        self.values[item * self.items..(item + 1) * self.items].iter().sum::<f64>() / self.divisor
    }

    /// Returns the sum of the item variances (the trace).
    #[must_use]
    pub fn item_variances(&self) -> f64 {
        (0..self.items).map(|item| self.values[item * self.items + item]).sum::<f64>() / self.divisor
    }

    /// Returns the variance of the sum of all items; exactly 0 where everybody has the same sum.
    #[must_use]
    pub fn total_variance(&self) -> f64 {
        let size: f64 = self.values.iter().map(|value| value.abs()).sum();
        beyond_rounding(self.values.iter().sum(), size) / self.divisor
    }

    /// Returns the covariances without one item.
    #[must_use]
    pub fn without(&self, dropped: usize) -> Self {
        let kept = |place: &usize| *place != dropped;
        let values = (0..self.items)
            .filter(kept)
            .flat_map(|row| {
                (0..self.items).filter(kept).map(move |column| self.values[row * self.items + column])
            })
            .collect();
        Self { items: self.items.saturating_sub(1), divisor: self.divisor, values }
    }

    /// Returns the correlation of two items, between -1 and 1.
    ///
    /// # Errors
    /// `ZeroVariance` where one of them is the same for everybody.
    pub fn correlation(&self, row: usize, column: usize) -> Result<f64, NotEstimable> {
        let scale = (self.variance(row) * self.variance(column)).sqrt();
        if scale > 0.0 {
            Ok((self.at(row, column) / scale).clamp(-1.0, 1.0))
        } else {
            Err(NotEstimable::ZeroVariance)
        }
    }
}

/// Returns a sum of squares, or 0 where it is no more than what rounding leaves of terms of that `size`.
///
/// The input that needs it: an item of which every answer is 0.1.
fn beyond_rounding(sum: f64, size: f64) -> f64 {
    if sum > 1e-13 * size { sum } else { 0.0 }
}

#[cfg(test)]
#[expect(clippy::float_cmp, reason = "zeros and copies are exact")]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn rows(answers: &[[f64; 3]]) -> CrossProducts {
        CrossProducts::of(answers.iter().map(|row| &row[..])).unwrap()
    }

    #[test]
    fn a_constant_item_has_a_variance_of_exactly_zero() {
        let covariance = rows(&[[1.0, 3.0, 2.0], [2.0, 3.0, 1.0], [4.0, 3.0, 5.0]]).covariance().unwrap();
        assert_eq!(covariance.variance(1), 0.0);
        assert_eq!(covariance.correlation(0, 1), Err(NotEstimable::ZeroVariance));
    }

    #[test]
    fn a_constant_item_of_tenths_has_no_variance_either() {
        let sums =
            CrossProducts::of([[0.1, 1.0], [0.1, 2.0], [0.1, 2.0]].iter().map(|row| &row[..])).unwrap();
        assert_eq!(sums.covariance().unwrap().variance(0), 0.0);
    }

    #[test]
    fn items_that_add_up_to_the_same_for_everybody_have_no_total_variance() {
        let sums = rows(&[[1.0, 3.0, 5.0], [2.0, 3.0, 4.0], [4.0, 4.0, 1.0], [1.0, 1.0, 7.0]]);
        assert_eq!(sums.covariance().unwrap().total_variance(), 0.0);
    }

    #[test]
    fn one_complete_case_has_no_covariance() {
        assert_eq!(rows(&[[1.0, 2.0, 3.0]]).covariance(), Err(NotEstimable::NOne));
        assert_eq!(CrossProducts::with_items(3).covariance(), Err(NotEstimable::NZero));
        assert_eq!(CrossProducts::with_items(3).mean(0), Err(NotEstimable::NZero));
    }

    #[test]
    fn ragged_rows_are_no_scale() {
        assert_eq!(CrossProducts::of([&[1.0, 2.0][..], &[1.0][..]]), None);
        assert_eq!(CrossProducts::from_parts(2, vec![1.0, 2.0], vec![1.0]), None);
    }

    #[test]
    fn shared_parts_make_the_same_sums() {
        let sums = rows(&[[1.0, 2.0, 3.0], [4.0, 5.0, 1.0]]);
        let again = CrossProducts::from_parts(sums.n(), sums.sums().to_vec(), sums.products().to_vec());
        assert_eq!(again, Some(sums));
    }

    #[test]
    fn the_parts_of_a_covariance_add_up() {
        let covariance = rows(&[[1.0, 2.0, 3.0], [4.0, 5.0, 1.0], [2.0, 2.0, 2.0]]).covariance().unwrap();
        let by_item: f64 = (0..3).map(|item| covariance.with_total(item)).sum();
        assert!((by_item - covariance.total_variance()).abs() < 1e-14);
        assert_eq!(covariance.without(1).at(0, 1), covariance.at(0, 2));
    }

    proptest! {
        #[test]
        fn sums_merge_exactly_in_any_order(
            answers in prop::collection::vec(prop::array::uniform3(1..6_i32), 0..40),
            cut in 0..40_usize,
        ) {
            let answers: Vec<[f64; 3]> = answers.into_iter().map(|row| row.map(f64::from)).collect();
            let cut = cut.min(answers.len());
            let (left, right) = (rows(&answers[..cut]), rows(&answers[cut..]));
            prop_assert_eq!(&left.merge(&right), &rows(&answers));
            prop_assert_eq!(&right.merge(&left), &rows(&answers));
            let empty = CrossProducts::with_items(3);
            prop_assert_eq!(&empty.merge(&left).merge(&CrossProducts::default()).sums, &if cut == 0 { vec![0.0; 3] } else { left.sums.clone() });
        }
    }
}
