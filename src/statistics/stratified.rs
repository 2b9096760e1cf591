//! Two groups compared within strata, such as programmes, and pooled by Mantel and Haenszel.
//!
//! Leaves out standardisation (`standardisation`) and models (`logistic`). Strata without one of the groups
//! say nothing about the gap and are left out; each answer says how many were used.

use super::count::real;
use super::difference::{log_interval, share_variance};
use super::distribution::Z_95;
use super::proportion::Tally;
use super::significance::ChiSquaredTest;
use super::{Estimate, Interval, NotEstimable};

/// Both groups within one stratum.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stratum {
    /// The first group.
    pub first: Tally,
    /// The reference group.
    pub reference: Tally,
}

/// A comparison pooled over strata.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Pooled {
    /// The pooled value with its 95 % interval.
    pub estimate: Estimate,
    /// The standard error: of the difference itself, or of the logarithm of a ratio.
    pub standard_error: Result<f64, NotEstimable>,
    /// How many strata held both groups.
    pub n_strata: usize,
}

/// Returns the Mantel-Haenszel odds ratio, 0 or more, with the interval of Robins, Breslow and Greenland.
///
/// # Errors
/// [`NotEstimable::NoInformativeStratum`]; [`NotEstimable::ZeroCell`] when either sum of the ratio is 0.
///
/// Source: Mantel & Haenszel (1959), JNCI 22, 719-748; Robins, Breslow & Greenland (1986), Biometrics 42, 311-323.
/// Reference: `tests/reference/stratified.R`, `mantelhaen.test`.
pub fn odds_ratio(strata: &[Stratum]) -> Result<Pooled, NotEstimable> {
    let cells = informative(strata)?;
    let sum = |term: &dyn Fn(&Cells) -> f64| cells.iter().map(term).sum::<f64>();
    let r = sum(&|s| s.a * s.d / s.n);
    let s = sum(&|s| s.b * s.c / s.n);
    if r <= 0.0 || s <= 0.0 {
        return Err(NotEstimable::ZeroCell);
    }
    let pr = sum(&|s| (s.a + s.d) / s.n * s.a * s.d / s.n);
    let mixed = sum(&|s| ((s.a + s.d) * s.b * s.c + (s.b + s.c) * s.a * s.d) / (s.n * s.n));
    let qs = sum(&|s| (s.b + s.c) / s.n * s.b * s.c / s.n);
    let variance = pr / (2.0 * r * r) + mixed / (2.0 * r * s) + qs / (2.0 * s * s);
    Ok(pooled_ratio(r / s, variance, cells.len()))
}

/// Returns the Mantel-Haenszel risk ratio, 0 or more, with the interval of Greenland and Robins.
///
/// # Errors
/// [`NotEstimable::NoInformativeStratum`]; [`NotEstimable::ZeroCell`] when either sum of the ratio is 0.
///
/// Source: Greenland & Robins (1985), Biometrics 41, 55-68. Reference: `metafor::rma.mh(measure = "RR")`.
pub fn risk_ratio(strata: &[Stratum]) -> Result<Pooled, NotEstimable> {
    let cells = informative(strata)?;
    let sum = |term: &dyn Fn(&Cells) -> f64| cells.iter().map(term).sum::<f64>();
    let r = sum(&|s| s.a * s.r2 / s.n);
    let s = sum(&|s| s.c * s.r1 / s.n);
    if r <= 0.0 || s <= 0.0 {
        return Err(NotEstimable::ZeroCell);
    }
    let variance = sum(&|s| (s.r1 * s.r2 * (s.a + s.c) - s.a * s.c * s.n) / (s.n * s.n)) / (r * s);
    Ok(pooled_ratio(r / s, variance, cells.len()))
}

/// Returns the Mantel-Haenszel risk difference, -1 to 1, with the variance of Sato.
///
/// The interval is missing (`no_variation`) where the variance is 0.
///
/// # Errors
/// [`NotEstimable::NoInformativeStratum`].
///
/// Source: Greenland & Robins (1985), as above; Sato (1989), Biometrics 45, 1323-1324.
/// Reference: `metafor::rma.mh(measure = "RD")`.
pub fn risk_difference(strata: &[Stratum]) -> Result<Pooled, NotEstimable> {
    let cells = informative(strata)?;
    let sum = |term: &dyn Fn(&Cells) -> f64| cells.iter().map(term).sum::<f64>();
    let weight = sum(&|s| s.r1 * s.r2 / s.n);
    let value = sum(&|s| (s.a * s.r2 - s.c * s.r1) / s.n) / weight;
    let p =
        sum(&|s| (s.r1 * s.r1 * s.c - s.r2 * s.r2 * s.a + s.r1 * s.r2 * (s.r2 - s.r1) / 2.0) / (s.n * s.n));
    let q = sum(&|s| (s.a * (s.r2 - s.c) + s.c * (s.r1 - s.a)) / (2.0 * s.n));
    let variance = (value * p + q) / (weight * weight);
    if variance <= 0.0 {
        let why = NotEstimable::NoVariation;
        let estimate = Estimate { value, interval: Err(why) };
        return Ok(Pooled { estimate, standard_error: Err(why), n_strata: cells.len() });
    }
    let error = variance.sqrt();
    let interval = Interval { lower: value - Z_95 * error, upper: value + Z_95 * error };
    let estimate = Estimate { value, interval: Ok(interval) };
    Ok(Pooled { estimate, standard_error: Ok(error), n_strata: cells.len() })
}

/// Returns how much a gap changed from one cohort to another, later minus earlier, -2 to 2, cohorts independent.
///
/// The interval is normal; it is missing (`no_variation`) where all four shares are 0 or 1.
///
/// # Errors
/// [`NotEstimable::NZero`] when one of the four groups is empty.
///
/// Source: difference of differences with the four variances added. Reference: `tests/reference/stratified.R`.
pub fn change_of_gap(earlier: Stratum, later: Stratum) -> Result<Estimate, NotEstimable> {
    let gap = |stratum: Stratum| -> Result<f64, NotEstimable> {
        Ok(stratum.first.share()?.value() - stratum.reference.share()?.value())
    };
    let value = gap(later)? - gap(earlier)?;
    let variance = share_variance(earlier.first)?
        + share_variance(earlier.reference)?
        + share_variance(later.first)?
        + share_variance(later.reference)?;
    if variance <= 0.0 {
        return Ok(Estimate { value, interval: Err(NotEstimable::NoVariation) });
    }
    let half = Z_95 * variance.sqrt();
    Ok(Estimate { value, interval: Ok(Interval { lower: value - half, upper: value + half }) })
}

/// Whether a statistic of counts is moved towards its expectation by a half.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Continuity {
    /// As it is: the default of the reports.
    Uncorrected,
    /// By half a person, as older tables did.
    Corrected,
}

/// Returns the Cochran-Mantel-Haenszel test of no gap in any stratum, on 1 degree of freedom.
///
/// # Errors
/// [`NotEstimable::NoInformativeStratum`]; [`NotEstimable::NoVariation`] when no stratum has both outcomes.
///
/// Source: Mantel & Haenszel (1959), as above. Reference: `mantelhaen.test`.
pub fn cochran_mantel_haenszel(
    strata: &[Stratum],
    continuity: Continuity,
) -> Result<ChiSquaredTest, NotEstimable> {
    let cells = informative(strata)?;
    let variance: f64 = cells.iter().map(|s| s.r1 * s.r2 / (s.n * s.n) * s.m1 * s.m2 / (s.n - 1.0)).sum();
    if variance <= 0.0 {
        return Err(NotEstimable::NoVariation);
    }
    let distance = cells.iter().map(|s| s.a - s.r1 * s.m1 / s.n).sum::<f64>().abs();
    let correction = match continuity {
        Continuity::Uncorrected => 0.0,
        // Within a half nothing is corrected, as in R.
        Continuity::Corrected => {
            if distance < 0.5 {
                0.0
            } else {
                0.5
            }
        }
    };
    Ok(ChiSquaredTest::new((distance - correction).powi(2) / variance, 1.0))
}

/// Tests of whether the odds ratio is the same in all strata.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Homogeneity {
    /// The test of Breslow and Day.
    pub breslow_day: ChiSquaredTest,
    /// The same with Tarone's correction; the one to report.
    pub tarone: ChiSquaredTest,
}

/// Returns the Breslow-Day test over the strata that hold both groups and both outcomes; df is their number less 1.
///
/// # Errors
/// Those of [`odds_ratio`]; [`NotEstimable::OneLevel`] with fewer than two such strata.
///
/// Source: Breslow & Day (1980), IARC 32, section 4.4; Tarone (1985), Biometrika 72, 91-95.
/// Reference: `metafor::rma.mh(measure = "OR")`.
pub fn homogeneity(strata: &[Stratum]) -> Result<Homogeneity, NotEstimable> {
    let ratio = odds_ratio(strata)?.estimate.value;
    let mut cells = informative(strata)?;
    cells.retain(|s| s.m1 > 0.0 && s.m2 > 0.0);
    if cells.len() < 2 {
        return Err(NotEstimable::OneLevel);
    }
    let (mut statistic, mut distance, mut total) = (0.0, 0.0, 0.0);
    for s in &cells {
        let expected = s.expected_under(ratio);
        let variance = 1.0
            / (1.0 / expected
                + 1.0 / (s.r1 - expected)
                + 1.0 / (s.m1 - expected)
                + 1.0 / (s.r2 - s.m1 + expected));
        statistic += (s.a - expected).powi(2) / variance;
        distance += s.a - expected;
        total += variance;
    }
    let df = real(cells.len() as u64 - 1);
    let tarone = (statistic - distance * distance / total).max(0.0);
    Ok(Homogeneity {
        breslow_day: ChiSquaredTest::new(statistic, df),
        tarone: ChiSquaredTest::new(tarone, df),
    })
}

/// The cells of a stratum, named as in the sources: a, b of the first group, c, d of the reference.
#[derive(Debug, Clone, Copy)]
struct Cells {
    a: f64,
    b: f64,
    c: f64,
    d: f64,
    r1: f64,
    r2: f64,
    m1: f64,
    m2: f64,
    n: f64,
}

impl Cells {
    fn of(stratum: &Stratum) -> Self {
        let [a, b] = [stratum.first.successes, stratum.first.failures].map(real);
        let [c, d] = [stratum.reference.successes, stratum.reference.failures].map(real);
        Self { a, b, c, d, r1: a + b, r2: c + d, m1: a + c, m2: b + d, n: a + b + c + d }
    }

    /// Returns the count expected in cell a under a common odds ratio: the root within the margins.
    fn expected_under(&self, ratio: f64) -> f64 {
        let square = ratio - 1.0;
        let linear = ratio * (self.r1 + self.m1) + (self.r2 - self.m1);
        let constant = ratio * self.r1 * self.m1;
        let root = (linear * linear - 4.0 * square * constant).max(0.0).sqrt();
        // Each form cancels where the other does not; at a ratio of 1 only the first is defined.
        if linear >= 0.0 { 2.0 * constant / (linear + root) } else { (linear - root) / (2.0 * square) }
    }
}

fn informative(strata: &[Stratum]) -> Result<Vec<Cells>, NotEstimable> {
    let cells: Vec<Cells> =
        strata.iter().filter(|s| s.first.n() > 0 && s.reference.n() > 0).map(Cells::of).collect();
    if cells.is_empty() { Err(NotEstimable::NoInformativeStratum) } else { Ok(cells) }
}

fn pooled_ratio(value: f64, log_variance: f64, n_strata: usize) -> Pooled {
    if log_variance <= 0.0 {
        let why = NotEstimable::NoVariation;
        return Pooled {
            estimate: Estimate { value, interval: Err(why) },
            standard_error: Err(why),
            n_strata,
        };
    }
    let error = log_variance.sqrt();
    let estimate = Estimate { value, interval: Ok(log_interval(value, error)) };
    Pooled { estimate, standard_error: Ok(error), n_strata }
}

#[cfg(test)]
mod tests {
    use super::super::difference;
    use super::*;
    use proptest::prelude::*;

    fn any_stratum() -> impl Strategy<Value = Stratum> {
        (1_u64..60, 1_u64..60, 1_u64..60, 1_u64..60).prop_map(|(a, b, c, d)| Stratum {
            first: Tally { successes: a, failures: b },
            reference: Tally { successes: c, failures: d },
        })
    }

    proptest! {
        #[test]
        fn one_stratum_is_the_crude_comparison(stratum in any_stratum()) {
            let Stratum { first, reference } = stratum;
            let near = |one: Estimate, other: Estimate| {
                (one.value - other.value).abs() < 1e-12 * one.value.abs()
                    && (one.interval.unwrap().upper / other.interval.unwrap().upper - 1.0).abs() < 1e-11
            };
            prop_assert!(near(odds_ratio(&[stratum]).unwrap().estimate, difference::odds_ratio(first, reference).unwrap()));
            prop_assert!(near(risk_ratio(&[stratum]).unwrap().estimate, difference::risk_ratio(first, reference).unwrap()));
            let pooled = risk_difference(&[stratum]).unwrap().estimate.value;
            prop_assert!((pooled - difference::risk_difference(first, reference).unwrap().value).abs() < 1e-14);
        }

        #[test]
        fn a_stratum_without_one_group_changes_nothing(stratum in any_stratum(), alone in 1_u64..50) {
            let lone = Stratum { first: Tally::of(alone / 2, alone), reference: Tally::default() };
            prop_assert_eq!(odds_ratio(&[stratum]), odds_ratio(&[lone, stratum]));
            prop_assert_eq!(risk_difference(&[stratum]), risk_difference(&[stratum, lone]));
        }

        #[test]
        fn doubled_strata_are_perfectly_homogeneous(stratum in any_stratum()) {
            let test = homogeneity(&[stratum, stratum]).unwrap();
            prop_assert!(test.breslow_day.statistic < 1e-12 && test.tarone.p > 0.999);
        }
    }
}
