//! Intervals of a share for weighted samples and for schools where a known part of the students answered.
//!
//! The plain Wilson and Clopper-Pearson intervals live with the other proportions; the GLM-based logit interval of
//! R's `svyciprop` is left out, being equal to [`logit_interval`] to many digits.

use crate::statistics::count::real;
use crate::statistics::distribution::{self, Urn};
use crate::statistics::weighted::SurveyEstimate;
use crate::statistics::{Fraction, Interval, NotEstimable};

/// The normal quantile of a 95 % interval.
const Z: f64 = 1.959_963_984_540_054;

/// Returns the Korn-Graubard interval of a weighted share: Clopper-Pearson on the effective number.
///
/// The effective number p(1-p)/Var is scaled by the squared ratio of t quantiles for the rows and for the units of
/// the domain, and may exceed n, as in R. At 0 % and 100 % it is (sum w)^2 / sum w^2.
///
/// Source: Korn & Graubard (1998), Survey Methodology 24, 193-201.
/// Reference: `tests/reference/survey.R`, `svyciprop(~y, design, method = "beta")`.
///
/// # Errors
/// [`NotEstimable::NOne`] where the domain has one row or no degrees of freedom.
pub fn korn_graubard_interval(share: &SurveyEstimate) -> Result<Interval, NotEstimable> {
    let p = share.value;
    if share.census {
        return Ok(Interval::new(p, p));
    }
    if share.n == 0 {
        return Err(NotEstimable::NZero);
    }
    if p <= 0.0 {
        return Ok(Interval::new(0.0, -(0.025_f64.ln() / share.effective_n).exp_m1()));
    }
    if p >= 1.0 {
        return Ok(Interval::new((0.025_f64.ln() / share.effective_n).exp(), 1.0));
    }
    let df = share.domain_degrees_of_freedom;
    if share.n < 2 || df < 1.0 || share.standard_error <= 0.0 {
        return Err(NotEstimable::NOne);
    }
    let quantile = |df: f64| distribution::student_t_quantile(0.975, df);
    let effective =
        p * (1.0 - p) / share.standard_error.powi(2) * (quantile(real(share.n) - 1.0) / quantile(df)).powi(2);
    let (yes, no) = (effective * p, effective * (1.0 - p));
    Ok(Interval::new(
        distribution::beta_quantile(0.025, yes, no + 1.0),
        distribution::beta_quantile(0.975, yes + 1.0, no),
    ))
}

/// Returns the interval of a weighted share on the logit scale: logit p -+ t SE / (p (1 - p)).
///
/// Source: Korn & Graubard (1999), Analysis of Health Surveys, section 3.2.
/// Reference: `tests/reference/survey.R`, `svyciprop(~y, design, method = "xlogit")`.
///
/// # Errors
/// [`NotEstimable::NoVariation`] at 0 % and 100 %, where the logit does not exist;
/// [`NotEstimable::NOne`] where the domain has one row or no degrees of freedom.
pub fn logit_interval(share: &SurveyEstimate) -> Result<Interval, NotEstimable> {
    let p = share.value;
    if share.census {
        return Ok(Interval::new(p, p));
    }
    if p <= 0.0 || p >= 1.0 {
        return Err(NotEstimable::NoVariation);
    }
    let df = share.domain_degrees_of_freedom;
    if share.n < 2 || df < 1.0 {
        return Err(NotEstimable::NOne);
    }
    let margin = distribution::student_t_quantile(0.975, df) * share.standard_error / (p * (1.0 - p));
    let centre = (p / (1.0 - p)).ln();
    let expit = |x: f64| 1.0 / (1.0 + (-x).exp());
    Ok(Interval::new(expit(centre - margin), expit(centre + margin)))
}

/// Returns the number of a sample with replacement that is as certain as `n` of `population`: n (N-1) / (N-n).
///
/// # Errors
/// [`NotEstimable::NZero`] when `n` is 0; [`NotEstimable::BadWeights`] when the population is smaller than the
/// sample; [`NotEstimable::ZeroVariance`] when all answered, so that the number has no bound.
pub fn equivalent_n(n: u64, population: u64) -> Result<f64, NotEstimable> {
    if n == 0 {
        return Err(NotEstimable::NZero);
    }
    if population < n {
        return Err(NotEstimable::BadWeights);
    }
    if population == n {
        return Err(NotEstimable::ZeroVariance);
    }
    Ok(real(n) * real(population - 1) / real(population - n))
}

/// Returns the standard error of a share of `n` students out of `population`: sqrt((1 - n/N) p (1-p) / (n-1)).
///
/// # Errors
/// [`NotEstimable::NZero`] when `n` is 0, [`NotEstimable::NOne`] when it is 1 of more,
/// [`NotEstimable::BadWeights`] when the population is smaller than the sample.
pub fn finite_standard_error(successes: u64, n: u64, population: u64) -> Result<f64, NotEstimable> {
    let p = Fraction::of(successes, n)?.value();
    if population < n {
        return Err(NotEstimable::BadWeights);
    }
    if population == n {
        return Ok(0.0);
    }
    if n == 1 {
        return Err(NotEstimable::NOne);
    }
    Ok((real(population - n) / real(population) * p * (1.0 - p) / real(n - 1)).sqrt())
}

/// Returns the Wilson interval of a share with the finite population correction, for describing these students.
///
/// The number is replaced by that of [`equivalent_n`]; when all answered both bounds are the share itself. Right only
/// if who answers is a matter of chance: [`crate::statistics::nonresponse::range_without_assumptions`] tells how far
/// that reaches.
///
/// Reference: `tests/reference/survey.R`, `prop.test(p * n_star, n_star, correct = FALSE)`.
///
/// # Errors
/// [`NotEstimable::NZero`] when `n` is 0; [`NotEstimable::BadWeights`] when the population is smaller than the sample.
pub fn finite_wilson_interval(successes: u64, n: u64, population: u64) -> Result<Interval, NotEstimable> {
    let p = Fraction::of(successes, n)?.value();
    if population == n {
        return Ok(Interval::new(p, p));
    }
    let n = equivalent_n(n, population)?;
    let centre = p + Z * Z / (2.0 * n);
    let margin = Z * (p * (1.0 - p) / n + Z * Z / (4.0 * n * n)).sqrt();
    let bound = |sum: f64| Fraction::clipped(sum / (1.0 + Z * Z / n)).value();
    let lower = if p <= 0.0 { 0.0 } else { bound(centre - margin) };
    let upper = if p >= 1.0 { 1.0 } else { bound(centre + margin) };
    Ok(Interval::new(lower, upper))
}

/// Returns the exact interval of the share among all `population` students: every share that the answers of `n` of
/// them do not contradict at 2.5 % on either side.
///
/// Source: Buonaccorsi (1987), The American Statistician 41, 215-218.
/// Reference: `tests/reference/survey.R`, tails of `phyper`.
///
/// # Errors
/// [`NotEstimable::NZero`] when `n` is 0; [`NotEstimable::BadWeights`] when the population is smaller than the sample.
pub fn hypergeometric_interval(successes: u64, n: u64, population: u64) -> Result<Interval, NotEstimable> {
    Fraction::of(successes, n)?;
    if population < n {
        return Err(NotEstimable::BadWeights);
    }
    let (least, most) = (successes, population - (n - successes));
    let urn = |yes: u64| Urn { successes: yes, failures: population - yes, draws: n };
    // At least x successes is at most n - x failures, which keeps the small tail exact.
    let at_least =
        |yes: u64| Urn { successes: population - yes, failures: yes, draws: n }.cdf(n - successes) > 0.025;
    let lower = first_in(least, most, at_least);
    let upper = first_in(least, most, |yes| urn(yes + 1).cdf(successes) <= 0.025);
    Ok(Interval::new(real(lower) / real(population), real(upper) / real(population)))
}

/// Returns the first number in `low..=high` for which `holds`, given that it keeps holding above it.
fn first_in(mut low: u64, mut high: u64, holds: impl Fn(u64) -> bool) -> u64 {
    while low < high {
        let middle = low + (high - low) / 2;
        if holds(middle) {
            high = middle;
        } else {
            low = middle + 1;
        }
    }
    low
}
