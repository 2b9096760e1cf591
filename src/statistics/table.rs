//! Tables of counts: chi-squared, Cramer's V, residuals and linear-by-linear association.
//!
//! Leaves out exact tests (`exact`) and strata (`stratified`). Levels with nobody count for nothing.

use super::NotEstimable;
use super::count::{real, real_len};
use super::significance::ChiSquaredTest;

/// A table of counts of people, with at least two rows and two columns that hold somebody.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    rows: Vec<Vec<u64>>,
    row_totals: Vec<u64>,
    column_totals: Vec<u64>,
    total: u64,
}

impl Table {
    /// Makes a table of its rows. Shorter rows are read as if zeros followed.
    ///
    /// # Errors
    /// [`NotEstimable::NZero`] when nobody is in it, [`NotEstimable::OneLevel`] when all are in one row or column.
    pub fn new(rows: &[Vec<u64>]) -> Result<Self, NotEstimable> {
        let width = rows.iter().map(Vec::len).max().unwrap_or(0);
        let cell = |row: &Vec<u64>, column: usize| row.get(column).copied().unwrap_or(0);
        let rows: Vec<Vec<u64>> =
            rows.iter().map(|row| (0..width).map(|column| cell(row, column)).collect()).collect();
        let row_totals: Vec<u64> = rows.iter().map(|row| row.iter().sum()).collect();
        let column_totals: Vec<u64> =
            (0..width).map(|column| rows.iter().map(|row| row[column]).sum()).collect();
        let total = row_totals.iter().sum();
        let table = Self { rows, row_totals, column_totals, total };
        if total == 0 {
            return Err(NotEstimable::NZero);
        }
        if table.n_rows() < 2 || table.n_columns() < 2 {
            return Err(NotEstimable::OneLevel);
        }
        Ok(table)
    }

    /// Returns the rows as given.
    #[must_use]
    pub fn rows(&self) -> &[Vec<u64>] {
        &self.rows
    }

    /// Returns the number of people.
    #[must_use]
    pub fn total(&self) -> u64 {
        self.total
    }

    /// Returns the total per row.
    #[must_use]
    pub fn row_totals(&self) -> &[u64] {
        &self.row_totals
    }

    /// Returns the total per column.
    #[must_use]
    pub fn column_totals(&self) -> &[u64] {
        &self.column_totals
    }

    /// Returns the smallest count expected under independence, among levels with people.
    #[must_use]
    pub fn smallest_expected(&self) -> f64 {
        let smallest = |totals: &[u64]| totals.iter().copied().filter(|total| *total > 0).min().unwrap_or(0);
        real(smallest(&self.row_totals)) * real(smallest(&self.column_totals)) / real(self.total)
    }

    fn n_rows(&self) -> usize {
        self.row_totals.iter().filter(|total| **total > 0).count()
    }

    fn n_columns(&self) -> usize {
        self.column_totals.iter().filter(|total| **total > 0).count()
    }

    fn expected(&self, row: usize, column: usize) -> f64 {
        real(self.row_totals[row]) * real(self.column_totals[column]) / real(self.total)
    }

    /// Returns the sum of `(|observed - expected| - correction)^2 / expected`.
    fn pearson(&self, correction: f64) -> f64 {
        let cell = |row: usize, column: usize| {
            let expected = self.expected(row, column);
            let distance = (real(self.rows[row][column]) - expected).abs();
            if expected > 0.0 { (distance - correction.min(distance)).powi(2) / expected } else { 0.0 }
        };
        (0..self.rows.len())
            .map(|row| (0..self.column_totals.len()).map(|column| cell(row, column)).sum::<f64>())
            .sum()
    }
}

/// Association between the rows and the columns of a table.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Association {
    /// Pearson's test of independence, without continuity correction.
    pub test: ChiSquaredTest,
    /// Cramer's V, 0 to 1; the size of phi in a table of two by two.
    pub cramers_v: f64,
    /// Cramer's V corrected for bias, 0 to 1.
    pub cramers_v_corrected: f64,
    /// The smallest expected count; below 5 use `exact::independence_test`.
    pub smallest_expected: f64,
}

/// Returns the chi-squared test of independence with Cramer's V.
///
/// Denominators: people in the table; levels with nobody do not count as levels.
///
/// Source: Cramer (1946), Mathematical Methods of Statistics; Bergsma (2013), Journal of the Korean
/// Statistical Society 42, 323-328.
/// Reference: `tests/reference/table.R`, `chisq.test(correct = FALSE)`.
#[must_use]
pub fn association(table: &Table) -> Association {
    let statistic = table.pearson(0.0);
    let (rows, columns, n) = (real_len(table.n_rows()), real_len(table.n_columns()), real(table.total));
    let df = (rows - 1.0) * (columns - 1.0);
    let phi2 = statistic / n;
    // In a table of one person per level n - 1 is still at least 1: two rows need two people.
    let phi2_corrected = (phi2 - df / (n - 1.0)).max(0.0);
    let shrunk = |levels: f64| levels - (levels - 1.0).powi(2) / (n - 1.0);
    let smaller = shrunk(rows).min(shrunk(columns)) - 1.0;
    let cramers_v_corrected = if smaller > 0.0 { (phi2_corrected / smaller).sqrt().min(1.0) } else { 0.0 };
    Association {
        test: ChiSquaredTest::new(statistic, df),
        cramers_v: (phi2 / (rows.min(columns) - 1.0)).sqrt().min(1.0),
        cramers_v_corrected,
        smallest_expected: table.smallest_expected(),
    }
}

/// Returns Pearson's test with the continuity correction of Yates, meant for tables of two by two.
///
/// Source: Yates (1934), JRSS Supplement 1, 217-235. Reference: `chisq.test(correct = TRUE)`.
#[must_use]
pub fn yates_test(table: &Table) -> ChiSquaredTest {
    let df = (real_len(table.n_rows()) - 1.0) * (real_len(table.n_columns()) - 1.0);
    ChiSquaredTest::new(table.pearson(0.5), df)
}

/// Returns the adjusted standardised residual of each cell, about standard normal under independence.
///
/// A cell of a level with nobody has none ([`NotEstimable::NZero`]).
///
/// Source: Haberman (1973), Biometrics 29, 205-220. Reference: `chisq.test()$stdres`.
#[must_use]
pub fn standardised_residuals(table: &Table) -> Vec<Vec<Result<f64, NotEstimable>>> {
    let n = real(table.total);
    let cell = |row: usize, column: usize| {
        let expected = table.expected(row, column);
        if expected <= 0.0 {
            return Err(NotEstimable::NZero);
        }
        let other_rows = 1.0 - real(table.row_totals[row]) / n;
        let other_columns = 1.0 - real(table.column_totals[column]) / n;
        Ok((real(table.rows[row][column]) - expected) / (expected * other_rows * other_columns).sqrt())
    };
    (0..table.rows.len())
        .map(|row| (0..table.column_totals.len()).map(|column| cell(row, column)).collect())
        .collect()
}

/// The association of two ordered variables.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct LinearAssociation {
    /// The correlation of the scores, -1 to 1.
    pub correlation: f64,
    /// The test, (N - 1) times the squared correlation, on 1 degree of freedom.
    pub test: ChiSquaredTest,
}

/// Returns the linear-by-linear association with a score per row and per column.
///
/// A missing score is read as the place of the level: 1, 2, 3 and so on.
///
/// # Errors
/// [`NotEstimable::OneLevel`] when all people have the same row score, or the same column score.
///
/// Source: Mantel (1963), JASA 58, 690-700. Reference: `coin::lbl_test`.
pub fn linear_by_linear(
    table: &Table,
    row_scores: &[f64],
    column_scores: &[f64],
) -> Result<LinearAssociation, NotEstimable> {
    let n = real(table.total);
    let rows = centred(row_scores, &table.row_totals, n);
    let columns = centred(column_scores, &table.column_totals, n);
    let (row_spread, column_spread) =
        (spread(&rows, &table.row_totals), spread(&columns, &table.column_totals));
    if row_spread <= 0.0 || column_spread <= 0.0 {
        return Err(NotEstimable::OneLevel);
    }
    let row_product = |row: usize| {
        table.rows[row].iter().zip(&columns).map(|(cell, score)| real(*cell) * score).sum::<f64>() * rows[row]
    };
    let products = (0..table.rows.len()).map(row_product).sum::<f64>();
    let correlation = products / (row_spread * column_spread).sqrt();
    let test = ChiSquaredTest::new((n - 1.0) * correlation * correlation, 1.0);
    Ok(LinearAssociation { correlation, test })
}

fn centred(scores: &[f64], totals: &[u64], n: f64) -> Vec<f64> {
    let scores: Vec<f64> = (0..totals.len())
        .map(|level| scores.get(level).copied().unwrap_or_else(|| real_len(level + 1)))
        .collect();
    let mean = scores.iter().zip(totals).map(|(score, total)| score * real(*total)).sum::<f64>() / n;
    scores.iter().map(|score| score - mean).collect()
}

fn spread(centred: &[f64], totals: &[u64]) -> f64 {
    centred.iter().zip(totals).map(|(score, total)| score * score * real(*total)).sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn two_by_two_has_its_closed_form(a in 1_u64..60, b in 1_u64..60, c in 1_u64..60, d in 1_u64..60) {
            let table = Table::new(&[vec![a, b], vec![c, d]]).unwrap();
            let [a, b, c, d] = [a, b, c, d].map(real);
            let expected = (a + b + c + d) * (a * d - b * c).powi(2) / ((a + b) * (c + d) * (a + c) * (b + d));
            prop_assert!((association(&table).test.statistic - expected).abs() < 1e-10 * (1.0 + expected));
            let linear = linear_by_linear(&table, &[], &[]).unwrap();
            let n = a + b + c + d;
            prop_assert!((linear.test.statistic - expected * (n - 1.0) / n).abs() < 1e-9 * (1.0 + expected));
        }

        #[test]
        fn levels_with_nobody_change_nothing(cells in proptest::collection::vec(1_u64..30, 6)) {
            let plain = Table::new(&[cells[..3].to_vec(), cells[3..].to_vec()]).unwrap();
            let padded = [vec![cells[0], 0, cells[1], cells[2]], vec![], vec![cells[3], 0, cells[4], cells[5]]];
            prop_assert_eq!(association(&plain), association(&Table::new(&padded).unwrap()));
        }
    }

    #[test]
    fn a_residual_of_an_empty_level_is_not_estimable() {
        let table = Table::new(&[vec![3, 0, 1], vec![2, 0, 5]]).unwrap();
        assert_eq!(standardised_residuals(&table)[1][1], Err(NotEstimable::NZero));
        assert_eq!(linear_by_linear(&table, &[2.0, 2.0], &[]), Err(NotEstimable::OneLevel));
    }
}
