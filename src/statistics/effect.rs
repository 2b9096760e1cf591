//! Standardised differences between two means: Hedges g with its exact interval, Glass delta, and paired
//! versions.
//!
//! Leaves out labels such as "small": what is relevant is declared in the scan.

use super::count::real;
use super::distribution::Z_95;
use super::moments::Moments;
use super::noncentral::noncentral_t_noncentrality;
use super::{Interval, NotEstimable};
use statrs::function::gamma::ln_gamma;

/// A difference between two means in units of their pooled standard deviation.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct HedgesG {
    /// Hedges g: Cohen's d times the correction.
    pub g: f64,
    /// Cohen's d: the difference divided by the pooled standard deviation.
    pub d: f64,
    /// The correction for small groups (J), between 0 and 1.
    pub correction: f64,
    /// The pooled standard deviation, in the unit of the values.
    pub pooled_sd: f64,
    /// The exact 95 % interval of g.
    pub interval: Interval,
    /// The large-sample variance of g, for pooling over schools only.
    pub variance: f64,
}

impl HedgesG {
    /// Returns the large-sample 95 % interval, for comparison with pooled figures; the exact one is to be
    /// shown.
    #[must_use]
    pub fn approximate_interval(&self) -> Interval {
        let half = Z_95 * self.variance.sqrt();
        Interval::new(self.g - half, self.g + half)
    }
}

/// Returns the mean of `first` minus that of `reference` in units of the pooled standard deviation.
///
/// The interval inverts the noncentral t distribution and carries the same correction as g.
///
/// Source: Hedges (1981), Journal of Educational Statistics 6(2), 107-128; Steiger & Fouladi (1997).
/// Reference: `tests/reference/groups.R`, `effectsize::hedges_g(x, y)`; variance `metafor::escalc("SMD")`.
///
/// # Errors
/// `NZero` where a group is empty, `GroupNOne` where one has one member, `ZeroVariance` where both
/// are constant.
pub fn hedges_g(first: Moments, reference: Moments) -> Result<HedgesG, NotEstimable> {
    let difference = first.mean()? - reference.mean()?;
    if first.n() < 2 || reference.n() < 2 {
        return Err(NotEstimable::GroupNOne);
    }
    let df = real(first.n() + reference.n() - 2);
    let pooled_sd = ((first.squares() + reference.squares()) / df).sqrt();
    let d = in_units_of(difference, pooled_sd, first.mean()?.abs().max(reference.mean()?.abs()))?;
    let correction = small_sample_correction(df);
    let g = correction * d;
    let scale = (1.0 / real(first.n()) + 1.0 / real(reference.n())).sqrt();
    let limit = |p: f64| correction * scale * noncentral_t_noncentrality(d / scale, df, p);
    let variance = scale * scale + g * g / (2.0 * real(first.n() + reference.n()));
    Ok(HedgesG { g, d, correction, pooled_sd, interval: Interval::new(limit(0.975), limit(0.025)), variance })
}

/// Returns the mean of `first` minus that of `reference` in units of the standard deviation of the reference.
///
/// Source: Glass (1976), Educational Researcher 5(10), 3-8.
/// Reference: `tests/reference/groups.R`, `effectsize::glass_delta(x, y)`, without its correction.
///
/// # Errors
/// `NZero` where a group is empty, `GroupNOne` for one reference person, `ZeroVariance` for a
/// constant reference.
pub fn glass_delta(first: Moments, reference: Moments) -> Result<f64, NotEstimable> {
    let difference = first.mean()? - reference.mean()?;
    let spread = reference.standard_deviation().map_err(|_| NotEstimable::GroupNOne)?;
    in_units_of(difference, spread, reference.mean()?.abs())
}

/// The change of people who answered twice, standardised in two ways.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PairedEffect {
    /// The mean change in units of the standard deviation of the changes (dz).
    pub by_change: f64,
    /// The mean change in units of the average standard deviation of both rounds (d av): compares with other
    /// groups.
    pub by_rounds: f64,
}

/// Returns the mean change in units of spread; all three are moments of the people who answered both times.
///
/// Source: Lakens (2013), Frontiers in Psychology 4, 863; Cumming (2012), Understanding the New Statistics.
/// Reference: `tests/reference/groups.R`, written out there.
///
/// # Errors
/// `NZero` and `NOne` by the number of people, `ZeroVariance` where all changes are equal or both
/// rounds constant.
pub fn paired_effect(
    changes: Moments,
    later: Moments,
    earlier: Moments,
) -> Result<PairedEffect, NotEstimable> {
    let change = changes.mean()?;
    let average = ((later.variance()? + earlier.variance()?) / 2.0).sqrt();
    let size = later.mean()?.abs().max(earlier.mean()?.abs());
    Ok(PairedEffect {
        by_change: in_units_of(change, changes.standard_deviation()?, size)?,
        by_rounds: in_units_of(change, average, size)?,
    })
}

/// Returns the correction J that takes the bias out of d, for degrees of freedom above 1.
fn small_sample_correction(df: f64) -> f64 {
    // The logarithms of gamma of a large school agree in their first ten digits; the series does not
    // subtract.
    if df > 1e4 {
        return 1.0 - 3.0 / (4.0 * df) - 7.0 / (32.0 * df * df) + 9.0 / (128.0 * df * df * df);
    }
    (ln_gamma(df / 2.0) - 0.5 * (df / 2.0).ln() - ln_gamma((df - 1.0) / 2.0)).exp()
}

fn in_units_of(difference: f64, spread: f64, size: f64) -> Result<f64, NotEstimable> {
    if spread <= 10.0 * f64::EPSILON * size {
        Err(NotEstimable::ZeroVariance)
    } else {
        Ok(difference / spread)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use approx::assert_relative_eq;

    #[test]
    fn constant_groups_have_no_standardised_difference() {
        assert_eq!(hedges_g(Moments::of(&[3.0; 3]), Moments::of(&[4.0; 3])), Err(NotEstimable::ZeroVariance));
        assert_eq!(
            glass_delta(Moments::of(&[1.0, 2.0]), Moments::of(&[4.0; 3])),
            Err(NotEstimable::ZeroVariance)
        );
        let (changes, later) = (Moments::of(&[1.0; 3]), Moments::of(&[2.0, 3.0, 5.0]));
        assert_eq!(paired_effect(changes, later, later), Err(NotEstimable::ZeroVariance));
    }

    #[test]
    fn two_and_two_people_are_enough() {
        // R: x <- c(1, 2); y <- c(4, 7); d <- -4 / sqrt((0.5 + 4.5) / 2); J = gamma(1) / (1 * gamma(0.5)).
        let found = hedges_g(Moments::of(&[1.0, 2.0]), Moments::of(&[4.0, 7.0])).unwrap();
        assert_relative_eq!(found.d, -4.0 / 2.5_f64.sqrt(), max_relative = 1e-12);
        assert_relative_eq!(found.correction, 1.0 / std::f64::consts::PI.sqrt(), max_relative = 1e-12);
    }

    #[test]
    fn groups_of_one_and_of_nobody_have_none_either() {
        let pair = Moments::of(&[1.0, 2.0]);
        assert_eq!(hedges_g(Moments::of(&[3.0]), pair), Err(NotEstimable::GroupNOne));
        assert_eq!(hedges_g(pair, Moments::default()), Err(NotEstimable::NZero));
        assert_eq!(glass_delta(pair, Moments::of(&[3.0])), Err(NotEstimable::GroupNOne));
        assert_eq!(paired_effect(Moments::of(&[3.0]), pair, pair), Err(NotEstimable::NOne));
    }

    #[test]
    fn swapping_the_groups_turns_the_sign_and_the_interval() {
        let (low, high) = (Moments::of(&[1.0, 2.0, 2.0, 4.0]), Moments::of(&[2.0, 3.0, 5.0]));
        let (there, back) = (hedges_g(low, high).unwrap(), hedges_g(high, low).unwrap());
        assert_relative_eq!(there.g, -back.g, max_relative = 1e-14);
        assert_relative_eq!(there.interval.lower, -back.interval.upper, max_relative = 1e-9);
    }

    #[test]
    fn the_exact_interval_of_a_whole_country_is_the_approximate_one() {
        let women = Moments::from_parts(600_000, 3.4, 600_000.0);
        let men = Moments::from_parts(400_000, 3.0, 400_000.0);
        let found = hedges_g(women, men).unwrap();
        let approximate = found.approximate_interval();
        assert_relative_eq!(found.interval.lower, approximate.lower, max_relative = 1e-6);
        assert_relative_eq!(found.interval.upper, approximate.upper, max_relative = 1e-6);
    }

    #[test]
    fn the_correction_is_smooth_where_its_formula_changes() {
        assert_relative_eq!(
            small_sample_correction(1e4),
            small_sample_correction(1e4 + 1e-6),
            max_relative = 1e-11
        );
        assert_relative_eq!(
            small_sample_correction(2.0),
            1.0 / std::f64::consts::PI.sqrt(),
            max_relative = 1e-14
        );
    }
}
