//! Group means at one mix of a second feature: an additive model of two features, from counts per combination.
//!
//! The rows of a combination all have the same features, so that least squares and its robust errors follow from
//! n, mean and spread per combination. Leaves out products of features (`intersection`) and numbers as features
//! (`regression`).

use super::NotEstimable;
use super::count::real;
use super::distribution::{student_t_p_two_sided, student_t_quantile};
use super::estimate::Interval;
use super::moments::Moments;
use super::regression::Combination;

/// A pivot below this share of its diagonal means that other columns determine the column.
const SINGULAR: f64 = 1e-9;

/// The people with one level of each of two features.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Combined {
    /// The level of the first feature, from 0.
    pub first: usize,
    /// The level of the second feature, from 0.
    pub second: usize,
    /// Their scores.
    pub scores: Moments,
}

/// The fitted model: a level of the first feature plus a level of the second.
#[derive(Debug, Clone, PartialEq)]
pub struct Additive {
    n_first: usize,
    /// The share of people with each level of the second feature.
    mix: Vec<f64>,
    coefficients: Vec<f64>,
    covariance: Vec<Vec<f64>>,
    df: f64,
}

/// Fits score ~ first + second by least squares, with errors that hold for unequal spread (HC3).
///
/// Source: `MacKinnon` & White (1985), Journal of Econometrics 29, 305-325 (HC3).
/// Reference: `tests/reference/demo.R`, `lm(score ~ first + second)` with HC3 written out, and
/// `emmeans(weights = "proportional")` written out.
///
/// # Errors
/// `NZero` without people, `OneLevel` where one feature determines the other, `NOne` without degrees of
/// freedom, `GroupNOne` where one person alone fixes a level, `ZeroVariance` where the model leaves no spread.
pub fn additive(cells: &[Combined]) -> Result<Additive, NotEstimable> {
    let cells: Vec<Combined> = cells.iter().copied().filter(|cell| cell.scores.n() > 0).collect();
    let n: u64 = cells.iter().map(|cell| cell.scores.n()).sum();
    let levels = |level: fn(&Combined) -> usize| cells.iter().map(level).max().map_or(0, |last| last + 1);
    let (n_first, n_second) = (levels(|cell| cell.first), levels(|cell| cell.second));
    if n == 0 {
        return Err(NotEstimable::NZero);
    }
    let columns = n_first + n_second - 1;
    if n <= columns as u64 {
        return Err(NotEstimable::NOne);
    }
    let row = |cell: &Combined| row(n_first, columns, cell.first, cell.second);
    let mut products = vec![vec![0.0; columns]; columns];
    let mut sums = vec![0.0; columns];
    for cell in &cells {
        let (x, weight) = (row(cell), real(cell.scores.n()));
        let total = weight * cell.scores.mean()?;
        for i in 0..columns {
            sums[i] += x[i] * total;
            for j in 0..columns {
                products[i][j] += x[i] * x[j] * weight;
            }
        }
    }
    let inverse = inverse(&products).ok_or(NotEstimable::OneLevel)?;
    let coefficients: Vec<f64> = inverse.iter().map(|line| dot(line, &sums)).collect();
    let mut meat = vec![vec![0.0; columns]; columns];
    for cell in &cells {
        let x = row(cell);
        let leverage = quadratic(&inverse, &x);
        if 1.0 - leverage < SINGULAR {
            return Err(NotEstimable::GroupNOne);
        }
        let off = cell.scores.mean()? - dot(&x, &coefficients);
        let squares = cell.scores.squares() + real(cell.scores.n()) * off * off;
        let weight = squares / ((1.0 - leverage) * (1.0 - leverage));
        for i in 0..columns {
            for j in 0..columns {
                meat[i][j] += x[i] * x[j] * weight;
            }
        }
    }
    let half = times(&inverse, &meat);
    let covariance = times(&half, &inverse);
    let mut mix = vec![0.0; n_second];
    for cell in &cells {
        mix[cell.second] += real(cell.scores.n()) / real(n);
    }
    Ok(Additive { n_first, mix, coefficients, covariance, df: real(n - columns as u64) })
}

impl Additive {
    /// Returns the mean of a level of the first feature at the mix of the second that all people have.
    ///
    /// # Errors
    /// `ZeroVariance` where the model leaves no spread.
    pub fn mean(&self, first: usize) -> Result<Combination, NotEstimable> {
        let mut weights = row(self.n_first, self.coefficients.len(), first, 0);
        for (second, share) in self.mix.iter().enumerate().skip(1) {
            weights[self.n_first + second - 1] = *share;
        }
        self.combine(&weights)
    }

    /// Returns a level of the first feature minus another, within levels of the second.
    ///
    /// # Errors
    /// `ZeroVariance` where the model leaves no spread.
    pub fn difference(&self, first: usize, reference: usize) -> Result<Combination, NotEstimable> {
        let columns = self.coefficients.len();
        let (of, against) = (row(self.n_first, columns, first, 0), row(self.n_first, columns, reference, 0));
        let weights: Vec<f64> = of.iter().zip(against).map(|(a, b)| a - b).collect();
        self.combine(&weights)
    }

    fn combine(&self, weights: &[f64]) -> Result<Combination, NotEstimable> {
        let variance = quadratic(&self.covariance, weights);
        if variance <= 0.0 {
            return Err(NotEstimable::ZeroVariance);
        }
        let (value, standard_error) = (dot(weights, &self.coefficients), variance.sqrt());
        let margin = student_t_quantile(0.975, self.df) * standard_error;
        Ok(Combination {
            value,
            standard_error,
            interval: Interval::new(value - margin, value + margin),
            p: student_t_p_two_sided(value / standard_error, self.df),
        })
    }
}

/// Returns the columns of one combination: a constant, then a column per level but the first of each feature.
fn row(n_first: usize, columns: usize, first: usize, second: usize) -> Vec<f64> {
    let mut row = vec![0.0; columns];
    row[0] = 1.0;
    if first > 0 {
        row[first] = 1.0;
    }
    if second > 0 {
        row[n_first + second - 1] = 1.0;
    }
    row
}

fn dot(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

fn quadratic(matrix: &[Vec<f64>], x: &[f64]) -> f64 {
    matrix.iter().zip(x).map(|(line, x_i)| x_i * dot(line, x)).sum()
}

fn times(a: &[Vec<f64>], b: &[Vec<f64>]) -> Vec<Vec<f64>> {
    let columns = 0..b.len();
    let cell = |line: &[f64], j: usize| line.iter().zip(b).map(|(x, other)| x * other[j]).sum();
    a.iter().map(|line| columns.clone().map(|j| cell(line, j)).collect()).collect()
}

/// Returns the inverse of a symmetric positive matrix by elimination, or `None` where it has none.
fn inverse(matrix: &[Vec<f64>]) -> Option<Vec<Vec<f64>>> {
    let size = matrix.len();
    let mut left: Vec<Vec<f64>> = matrix.to_vec();
    let mut right: Vec<Vec<f64>> =
        (0..size).map(|i| (0..size).map(|j| if i == j { 1.0 } else { 0.0 }).collect()).collect();
    for pivot in 0..size {
        // Positive matrices need no exchange of rows.
        let on_diagonal = left[pivot][pivot];
        if on_diagonal <= SINGULAR * matrix[pivot][pivot].max(1.0) {
            return None;
        }
        for j in 0..size {
            left[pivot][j] /= on_diagonal;
            right[pivot][j] /= on_diagonal;
        }
        for i in (0..size).filter(|i| *i != pivot) {
            let factor = left[i][pivot];
            for j in 0..size {
                left[i][j] -= factor * left[pivot][j];
                right[i][j] -= factor * right[pivot][j];
            }
        }
    }
    Some(right)
}

#[cfg(test)]
mod tests {
    use super::super::model_design::Design;
    use super::super::regression::{Errors, least_squares};
    use super::*;
    use approx::assert_relative_eq;

    const SCORES: [(usize, usize, &[f64]); 6] = [
        (0, 0, &[3.0, 3.5, 4.0, 2.0]),
        (0, 1, &[2.5, 3.0, 1.0]),
        (0, 2, &[4.0, 4.5]),
        (1, 0, &[2.0, 2.25, 3.0]),
        (1, 1, &[1.0, 2.0, 2.0, 3.5, 1.5]),
        (1, 2, &[3.0, 5.0, 4.0]),
    ];

    fn cells() -> Vec<Combined> {
        SCORES
            .iter()
            .map(|(first, second, s)| Combined { first: *first, second: *second, scores: Moments::of(s) })
            .collect()
    }

    #[test]
    fn counts_per_combination_give_what_least_squares_gives_row_by_row() {
        let (mut first, mut second, mut score) = (Vec::new(), Vec::new(), Vec::new());
        for (a, b, scores) in SCORES {
            for value in scores {
                first.push(a);
                second.push(b);
                score.push(*value);
            }
        }
        let design = Design::intercept(score.len()).with_factor(&first, 2).with_factor(&second, 3);
        let by_row = least_squares(&design, &score).unwrap().coefficient(1, Errors::Hc3).unwrap();
        let by_cell = additive(&cells()).unwrap().difference(1, 0).unwrap();
        assert_relative_eq!(by_cell.value, by_row.value, max_relative = 1e-12);
        assert_relative_eq!(by_cell.standard_error, by_row.standard_error, max_relative = 1e-12);
        assert_relative_eq!(by_cell.interval.upper, by_row.interval.upper, max_relative = 1e-12);
    }

    #[test]
    fn adjusted_means_are_those_at_the_mix_of_everybody() {
        // R: f <- lm(y ~ a + b); w <- c(1, i, prop.table(table(b))[-1]); sum(w * coef(f)), and its HC3 error.
        let model = additive(&cells()).unwrap();
        for (first, value, error) in [
            (0, 3.047_287_472_035_794, 0.299_713_738_353_173),
            (1, 2.665_855_704_697_986, 0.271_782_592_757_848),
        ] {
            let found = model.mean(first).unwrap();
            assert_relative_eq!(found.value, value, max_relative = 1e-12);
            assert_relative_eq!(found.standard_error, error, max_relative = 1e-12);
        }
    }

    #[test]
    fn adjusted_means_differ_by_the_adjusted_difference() {
        let model = additive(&cells()).unwrap();
        let gap = model.mean(1).unwrap().value - model.mean(0).unwrap().value;
        assert_relative_eq!(gap, model.difference(1, 0).unwrap().value, max_relative = 1e-12);
    }

    #[test]
    fn a_feature_that_determines_the_other_cannot_be_told_apart() {
        let scores = Moments::of(&[1.0, 2.0, 3.0]);
        let cells = [Combined { first: 0, second: 0, scores }, Combined { first: 1, second: 1, scores }];
        assert_eq!(additive(&cells), Err(NotEstimable::OneLevel));
        assert_eq!(additive(&[]), Err(NotEstimable::NZero));
        let lone = Combined { first: 0, second: 0, scores: Moments::of(&[1.0]) };
        assert_eq!(additive(&[lone]), Err(NotEstimable::NOne));
    }
}
