//! Intervals of a share for weighted samples and for schools where a known part of the students answered.
//!
//! The plain Wilson and Clopper-Pearson intervals live with the other proportions; the GLM-based logit interval of
//! R's `svyciprop` is left out, being equal to [`logit_interval`] to many digits.

use crate::statistics::{
    Interval, NotEstimable,
    count::real,
    distribution::{self, Urn},
    proportion::{Tally, clopper_pearson_interval_effective, wilson_interval_effective},
    weighted::SurveyEstimate,
};

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
    if p <= 0.0 || p >= 1.0 {
        return clopper_pearson_interval_effective(p * share.effective_n, share.effective_n);
    }
    let df = share.domain_degrees_of_freedom;
    if share.n < 2 || df < 1.0 || share.standard_error <= 0.0 {
        return Err(NotEstimable::NOne);
    }
    let quantile = |df: f64| distribution::student_t_quantile(0.975, df);
    let effective =
        p * (1.0 - p) / share.standard_error.powi(2) * (quantile(real(share.n) - 1.0) / quantile(df)).powi(2);
    clopper_pearson_interval_effective(effective * p, effective)
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
/// [`NotEstimable::NZero`] without people; [`NotEstimable::BadWeights`] when the population is smaller than the
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

/// Returns the standard error of a share of students, some of `population`: sqrt((1 - n/N) p (1-p) / (n-1)).
///
/// # Errors
/// [`NotEstimable::NZero`] without people, [`NotEstimable::NOne`] when it is 1 of more,
/// [`NotEstimable::BadWeights`] when the population is smaller than the sample.
pub fn finite_standard_error(tally: Tally, population: u64) -> Result<f64, NotEstimable> {
    let (p, n) = (tally.share()?.value(), tally.n());
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
/// [`NotEstimable::NZero`] without people; [`NotEstimable::BadWeights`] when the population is smaller than the sample.
pub fn finite_wilson_interval(tally: Tally, population: u64) -> Result<Interval, NotEstimable> {
    let p = tally.share()?.value();
    if population == tally.n() {
        return Ok(Interval::new(p, p));
    }
    let interval = wilson_interval_effective(p, equivalent_n(tally.n(), population)?)?;
    let lower = if tally.successes == 0 { 0.0 } else { interval.lower };
    let upper = if tally.failures == 0 { 1.0 } else { interval.upper };
    Ok(Interval::new(lower, upper))
}

/// Returns the exact interval of the share among all `population` students: every share that the answers of `n` of
/// them do not contradict at 2.5 % on either side.
///
/// Source: Buonaccorsi (1987), The American Statistician 41, 215-218.
/// Reference: `tests/reference/survey.R`, tails of `phyper`.
///
/// # Errors
/// [`NotEstimable::NZero`] without people; [`NotEstimable::BadWeights`] when the population is smaller than the sample.
pub fn hypergeometric_interval(tally: Tally, population: u64) -> Result<Interval, NotEstimable> {
    let (successes, failures, n) = (tally.successes, tally.failures, tally.n());
    tally.share()?;
    if population < n {
        return Err(NotEstimable::BadWeights);
    }
    let (least, most) = (successes, population - failures);
    let urn = |yes: u64| Urn { successes: yes, failures: population - yes, draws: n };
    // At least x successes is at most n - x failures, which keeps the small tail exact.
    let at_least =
        |yes: u64| Urn { successes: population - yes, failures: yes, draws: n }.cdf(failures) > 0.025;
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
