//! Least squares with classical or heteroscedasticity-robust errors, and adjusted means.
//!
//! Leaves out weights and random effects. A column that others determine is dropped, as in R.

use super::Interval;
use super::NotEstimable;
use super::count::real_len;
use super::distribution::{f_sf, student_t_p_two_sided, student_t_quantile};
use super::model_design::{Decomposed, Design, Matrix, decompose, dot};

/// How standard errors are computed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Errors {
    /// One variance for all.
    Classical,
    /// Robust to unequal variances, HC3: the choice where groups differ in spread.
    Hc3,
}

/// A least-squares fit.
#[derive(Debug, Clone)]
pub struct LeastSquares {
    /// The number of rows.
    pub n: usize,
    /// Rows less estimated coefficients.
    pub df: usize,
    /// The share of the variance that the columns explain, 0 to 1.
    pub r_squared: f64,
    /// The sum of squared residuals.
    pub residual_squares: f64,
    coefficients: Vec<f64>,
    decomposed: Decomposed,
    column_means: Vec<f64>,
    classical: Result<Matrix, NotEstimable>,
    robust: Result<Matrix, NotEstimable>,
}

/// A combination of coefficients: a gap, or an adjusted mean.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Combination {
    /// The value, in the unit of the outcome.
    pub value: f64,
    /// Its standard error.
    pub standard_error: f64,
    /// The t interval, 95 %.
    pub interval: Interval,
    /// The two-sided p-value of the value being 0.
    pub p: f64,
}

/// Returns the least-squares fit of an outcome on a design, rows complete.
///
/// # Errors
/// [`NotEstimable::NZero`] without rows, [`NotEstimable::NOne`] with one,
/// [`NotEstimable::ZeroVariance`] when the outcome is constant.
///
/// # Panics
/// Another number of outcomes than rows: a fault in the program.
///
/// Source: `MacKinnon` & White (1985), Journal of Econometrics 29, 305-325, for HC3.
/// Reference: `tests/reference/regression.R`, `lm`, `sandwich::vcovHC(type = "HC3")`.
pub fn least_squares(design: &Design, outcome: &[f64]) -> Result<LeastSquares, NotEstimable> {
    assert_eq!(outcome.len(), design.n_rows(), "invariant: one outcome per row");
    let n = outcome.len();
    match n {
        0 => return Err(NotEstimable::NZero),
        1 => return Err(NotEstimable::NOne),
        _ => {}
    }
    let mean = outcome.iter().sum::<f64>() / real_len(n);
    let total_squares: f64 = outcome.iter().map(|value| (value - mean).powi(2)).sum();
    if total_squares <= 0.0 {
        return Err(NotEstimable::ZeroVariance);
    }
    let decomposed = decompose(design, &vec![1.0; n], 1e-7);
    let coefficients = decomposed.solve(outcome);
    let residuals: Vec<f64> = (0..n)
        .map(|row| {
            let fitted: f64 = decomposed
                .kept
                .iter()
                .zip(&coefficients)
                .map(|(column, b)| design.column(*column)[row] * b)
                .sum();
            outcome[row] - fitted
        })
        .collect();
    let residual_squares = dot(&residuals, &residuals);
    let df = n - decomposed.kept.len();
    let classical = if df == 0 {
        Err(NotEstimable::NOne)
    } else {
        let mut scaled = Matrix::zero(decomposed.kept.len());
        let variance = residual_squares / real_len(df);
        (0..decomposed.kept.len()).for_each(|index| scaled.add(index, index, variance));
        Ok(decomposed.sandwich(&scaled))
    };
    let robust = if df == 0 { Err(NotEstimable::NOne) } else { hc3(&decomposed, &residuals) };
    Ok(LeastSquares {
        n,
        df,
        r_squared: (1.0 - residual_squares / total_squares).max(0.0),
        residual_squares,
        column_means: design.column_means(|_| 1.0),
        coefficients,
        decomposed,
        classical,
        robust,
    })
}

impl LeastSquares {
    /// Returns the coefficient of a column, with its error.
    ///
    /// # Errors
    /// [`NotEstimable::OneLevel`] when other columns determine it, and those of [`LeastSquares::combination`].
    pub fn coefficient(&self, column: usize, errors: Errors) -> Result<Combination, NotEstimable> {
        if !self.decomposed.kept.contains(&column) {
            return Err(NotEstimable::OneLevel);
        }
        let mut combination = vec![0.0; self.column_means.len()];
        combination[column] = 1.0;
        let kept: Vec<f64> = self.decomposed.kept.iter().map(|kept| combination[*kept]).collect();
        self.combine(&kept, errors)
    }

    /// Returns a combination of all coefficients, one weight per column of the design.
    ///
    /// # Errors
    /// [`NotEstimable::OneLevel`] when the data cannot tell it, [`NotEstimable::NOne`] without degrees of freedom,
    /// [`NotEstimable::GroupNOne`] for HC3 where one row alone fixes a coefficient.
    pub fn combination(&self, weights: &[f64], errors: Errors) -> Result<Combination, NotEstimable> {
        let kept = self.decomposed.estimable(weights)?;
        self.combine(&kept, errors)
    }

    /// Returns the mean of a group at the observed mix of all other columns.
    ///
    /// `set` gives the columns that say the group, with their values; others stay at their means. In a model
    /// without products these are the means that emmeans calls `weights = "proportional"`.
    ///
    /// # Errors
    /// Those of [`LeastSquares::combination`].
    pub fn adjusted_mean(&self, set: &[Setting], errors: Errors) -> Result<Combination, NotEstimable> {
        let mut weights = self.column_means.clone();
        for setting in set {
            weights[setting.column] = setting.value;
        }
        self.combination(&weights, errors)
    }

    fn combine(&self, kept: &[f64], errors: Errors) -> Result<Combination, NotEstimable> {
        let covariance = match errors {
            Errors::Classical => &self.classical,
            Errors::Hc3 => &self.robust,
        };
        let standard_error = covariance.as_ref().map_err(|why| *why)?.quadratic(kept).sqrt();
        let value = dot(&self.coefficients, kept);
        if standard_error <= 0.0 {
            return Err(NotEstimable::ZeroVariance);
        }
        let df = real_len(self.df);
        let half = student_t_quantile(0.975, df) * standard_error;
        Ok(Combination {
            value,
            standard_error,
            interval: Interval { lower: value - half, upper: value + half },
            p: student_t_p_two_sided(value / standard_error, df),
        })
    }
}

/// A column held at a value.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Setting {
    /// The column of the design.
    pub column: usize,
    /// Its value.
    pub value: f64,
}

/// An F test.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct FTest {
    /// The statistic, 0 or more.
    pub statistic: f64,
    /// The coefficients tested.
    pub df1: f64,
    /// The degrees of freedom of the residuals.
    pub df2: f64,
    /// The probability of a statistic at least as large; 0 to 1.
    pub p: f64,
}

/// Returns the F test of the columns that the larger fit has more than the smaller, on the same rows.
///
/// # Errors
/// [`NotEstimable::OneLevel`] when the larger fit has no more, [`NotEstimable::NOne`] without degrees of freedom,
/// [`NotEstimable::ZeroVariance`] when the larger fit is perfect.
///
/// Reference: `anova(smaller, larger)`.
pub fn nested_test(smaller: &LeastSquares, larger: &LeastSquares) -> Result<FTest, NotEstimable> {
    if larger.df >= smaller.df {
        return Err(NotEstimable::OneLevel);
    }
    if larger.df == 0 {
        return Err(NotEstimable::NOne);
    }
    if larger.residual_squares <= 0.0 {
        return Err(NotEstimable::ZeroVariance);
    }
    let (df1, df2) = (real_len(smaller.df - larger.df), real_len(larger.df));
    let gained = (smaller.residual_squares - larger.residual_squares).max(0.0);
    let statistic = gained / df1 / (larger.residual_squares / df2);
    Ok(FTest { statistic, df1, df2, p: f_sf(statistic, df1, df2) })
}

fn hc3(decomposed: &Decomposed, residuals: &[f64]) -> Result<Matrix, NotEstimable> {
    let mut middle = Matrix::zero(decomposed.kept.len());
    for (row, residual) in residuals.iter().enumerate() {
        let along: Vec<f64> = decomposed.directions.iter().map(|direction| direction[row]).collect();
        let free = 1.0 - dot(&along, &along);
        if free < 1e-10 {
            return Err(NotEstimable::GroupNOne);
        }
        middle.add_outer(&along, (residual / free).powi(2));
    }
    Ok(decomposed.sandwich(&middle))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn one_group_and_nothing_else_is_the_difference_of_means(
            women in proptest::collection::vec(0.0..5.0_f64, 2..30),
            men in proptest::collection::vec(0.0..5.0_f64, 2..30),
        ) {
            let outcome: Vec<f64> = women.iter().chain(&men).copied().collect();
            let group: Vec<f64> = women.iter().map(|_| 1.0).chain(men.iter().map(|_| 0.0)).collect();
            let fit = least_squares(&Design::intercept(outcome.len()).with_number(&group), &outcome).unwrap();
            let mean = |values: &[f64]| values.iter().sum::<f64>() / real_len(values.len());
            let squares = |values: &[f64]| values.iter().map(|v| (v - mean(values)).powi(2)).sum::<f64>();
            let gap = fit.coefficient(1, Errors::Hc3).unwrap();
            prop_assert!((gap.value - (mean(&women) - mean(&men))).abs() < 1e-11);
            // HC3 divides each residual by 1 - 1/n, so that each variance is that of the mean, with n - 1 twice.
            let part = |values: &[f64]| squares(values) / (real_len(values.len()) - 1.0).powi(2);
            prop_assert!((gap.standard_error - (part(&women) + part(&men)).sqrt()).abs() < 1e-10);
        }
    }

    #[test]
    fn a_group_of_one_has_no_robust_error() {
        let design = Design::intercept(4).with_number(&[1.0, 0.0, 0.0, 0.0]);
        let fit = least_squares(&design, &[3.0, 1.0, 2.0, 4.0]).unwrap();
        assert_eq!(fit.coefficient(1, Errors::Hc3), Err(NotEstimable::GroupNOne));
        assert!(fit.coefficient(1, Errors::Classical).is_ok());
    }

    #[test]
    fn too_few_rows_give_no_errors() {
        let nobody = least_squares(&Design::intercept(0), &[]);
        assert_eq!(nobody.map(|fit| fit.n), Err(NotEstimable::NZero));
        assert_eq!(least_squares(&Design::intercept(1), &[2.0]).map(|fit| fit.n), Err(NotEstimable::NOne));
        let saturated = least_squares(&Design::intercept(2).with_number(&[1.0, 0.0]), &[1.0, 3.0]).unwrap();
        assert_eq!(saturated.coefficient(1, Errors::Classical), Err(NotEstimable::NOne));
        assert_eq!(nested_test(&saturated, &saturated), Err(NotEstimable::OneLevel));
    }
}
