//! Logistic regression on a weighted sample, with the linearised covariance of the design.
//!
//! Columns are numbers, the constant included by the caller; an aliased column is refused rather than dropped.

use crate::statistics::{NotEstimable, count::real_len, design::Design};
use nalgebra::{DMatrix, DVector};

/// The fit stops when the deviance changes by less than this share.
const SETTLED: f64 = 1e-13;
/// The fit gives up after this many steps; a fit that has an answer takes ten.
const STEPS: usize = 60;
/// A coefficient larger than this tells of complete separation.
const LARGEST_COEFFICIENT: f64 = 15.0;
/// A fitted share this close to 0 or 1 tells of complete separation.
const EDGE: f64 = 1e-8;

/// A weighted logistic regression.
#[derive(Debug, Clone, PartialEq)]
pub struct SurveyLogistic {
    /// One coefficient per column, on the logit scale.
    pub coefficients: Vec<f64>,
    /// Their standard errors by linearisation.
    pub standard_errors: Vec<f64>,
    /// Units minus strata among the rows used, minus columns, plus 1.
    pub degrees_of_freedom: f64,
}

/// Returns the weighted logistic regression of `outcome` (0 or 1, or a share) on the columns.
///
/// Rows without an outcome, or with a column that is not finite, stay in the variance with score 0.
///
/// Source: Binder (1983), International Statistical Review 51, 279-292.
/// Reference: `tests/reference/survey.R`, `svyglm(family = quasibinomial)`.
///
/// # Errors
/// [`NotEstimable::AllMissing`] without rows to use, [`NotEstimable::Separation`] where the columns tell the outcomes
/// apart completely or are aliased.
pub fn survey_logistic(
    design: &Design,
    outcome: &[Option<f64>],
    columns: &[Vec<f64>],
) -> Result<SurveyLogistic, NotEstimable> {
    let usable = |row: usize| {
        outcome[row].is_some()
            && design.weights()[row] > 0.0
            && columns.iter().all(|column| column[row].is_finite())
    };
    let rows: Vec<usize> = (0..design.n()).filter(|&row| usable(row)).collect();
    if rows.is_empty() {
        return Err(NotEstimable::AllMissing);
    }
    let x = DMatrix::from_fn(rows.len(), columns.len(), |i, j| columns[j][rows[i]]);
    let y = DVector::from_iterator(rows.len(), rows.iter().map(|&row| outcome[row].unwrap_or(0.0)));
    let w = DVector::from_iterator(rows.len(), rows.iter().map(|&row| design.weights()[row]));
    let fit = fit(&x, &y, &w)?;
    let deviations: Vec<Vec<f64>> = (0..columns.len())
        .map(|j| {
            let mut scores = vec![0.0; design.n()];
            for (i, &row) in rows.iter().enumerate() {
                scores[row] = w[i] * (y[i] - fit.fitted[i]) * x[(i, j)];
            }
            design.deviations(&scores)
        })
        .collect();
    let product =
        |i: usize, j: usize| deviations[i].iter().zip(&deviations[j]).map(|(a, b)| a * b).sum::<f64>();
    let meat = DMatrix::from_fn(columns.len(), columns.len(), product);
    let covariance = &fit.inverse * meat * &fit.inverse;
    Ok(SurveyLogistic {
        coefficients: fit.coefficients.iter().copied().collect(),
        standard_errors: covariance.diagonal().iter().map(|variance| variance.sqrt()).collect(),
        degrees_of_freedom: design.degrees_of_freedom_of(usable) - real_len(columns.len()) + 1.0,
    })
}

struct Fit {
    coefficients: DVector<f64>,
    fitted: DVector<f64>,
    /// The inverse of X'WX at the end.
    inverse: DMatrix<f64>,
}

fn fit(x: &DMatrix<f64>, y: &DVector<f64>, w: &DVector<f64>) -> Result<Fit, NotEstimable> {
    let mut coefficients = DVector::zeros(x.ncols());
    let mut deviance = f64::INFINITY;
    for _ in 0..STEPS {
        let fitted = (x * &coefficients).map(|eta| 1.0 / (1.0 + (-eta).exp()));
        let spread = DVector::from_fn(y.len(), |i, _| w[i] * fitted[i] * (1.0 - fitted[i]));
        let weighted = DMatrix::from_fn(x.nrows(), x.ncols(), |i, j| x[(i, j)] * spread[i]);
        let inverse = (x.transpose() * weighted).cholesky().ok_or(NotEstimable::Separation)?.inverse();
        let slope = x.transpose() * DVector::from_fn(y.len(), |i, _| w[i] * (y[i] - fitted[i]));
        let now = deviance_of(y, &fitted, w);
        if (deviance - now).abs() < SETTLED * (now.abs() + 0.1) {
            let edge = fitted.iter().any(|p| *p < EDGE || *p > 1.0 - EDGE);
            let separated = edge || coefficients.iter().any(|b: &f64| b.abs() > LARGEST_COEFFICIENT);
            let fit = Fit { coefficients, fitted, inverse };
            return if separated { Err(NotEstimable::Separation) } else { Ok(fit) };
        }
        deviance = now;
        coefficients += inverse * slope;
    }
    Err(NotEstimable::Separation)
}

fn deviance_of(y: &DVector<f64>, fitted: &DVector<f64>, w: &DVector<f64>) -> f64 {
    let part = |share: f64, log_of: f64| if share > 0.0 { share * log_of.ln() } else { 0.0 };
    (0..y.len()).map(|i| -2.0 * w[i] * (part(y[i], fitted[i]) + part(1.0 - y[i], 1.0 - fitted[i]))).sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use approx::assert_relative_eq;

    #[test]
    fn the_deviance_is_minus_twice_the_weighted_log_likelihood() {
        let [y, fitted, weights] = [[1.0, 0.0, 0.25], [0.8, 0.25, 0.5], [2.0, 1.0, 4.0]]
            .map(|values| DVector::from_row_slice(&values));
        let expected = -2.0 * (2.0 * 0.8_f64.ln() + 0.75_f64.ln() + 4.0 * 0.5_f64.ln());
        assert_relative_eq!(deviance_of(&y, &fitted, &weights), expected, max_relative = 1e-14);
    }
}
