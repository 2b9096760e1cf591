//! Shares of people with their intervals.
//!
//! Leaves out comparisons of shares (`difference`) and weights. All intervals are 95 %, two-sided.

use super::count::real;
use super::distribution::{Z_95, beta_quantile};
use super::{Estimate, Fraction, Interval, NotEstimable};

/// How many people of a group have something, and how many have not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Tally {
    /// Those who have it.
    pub successes: u64,
    /// Those who have not.
    pub failures: u64,
}

impl Tally {
    /// Makes a tally of `successes` out of `n`.
    ///
    /// # Panics
    /// More successes than people: a fault in the program, not in the data.
    #[must_use]
    pub fn of(successes: u64, n: u64) -> Self {
        let failures = n.checked_sub(successes).expect("invariant: the successes are part of the group");
        Self { successes, failures }
    }

    /// Returns the number of people.
    #[must_use]
    pub fn n(self) -> u64 {
        self.successes + self.failures
    }

    /// Returns the share of successes, 0 to 1, of all people of the tally.
    ///
    /// # Errors
    /// [`NotEstimable::NZero`] for an empty group.
    pub fn share(self) -> Result<Fraction, NotEstimable> {
        Fraction::of(self.successes, self.n())
    }
}

/// Returns the share with its Wilson interval, both 0 to 1; denominator: all people of the tally.
///
/// # Errors
/// [`NotEstimable::NZero`] for an empty group.
///
/// Source: Wilson (1927), JASA 22, 209-212.
/// Reference: `tests/reference/proportion.R`, `prop.test(correct = FALSE)`.
pub fn share(tally: Tally) -> Result<Estimate, NotEstimable> {
    Ok(Estimate { value: tally.share()?.value(), interval: wilson_interval(tally) })
}

/// Returns the Wilson score interval, 0 to 1.
///
/// Chosen over Wald because groups here are small: it stays within 0..=1 and never has width 0.
///
/// # Errors
/// [`NotEstimable::NZero`] for an empty group.
///
/// Source: Wilson (1927), JASA 22, 209-212. Reference: `prop.test(correct = FALSE)$conf.int`.
pub fn wilson_interval(tally: Tally) -> Result<Interval, NotEstimable> {
    wilson_interval_effective(tally.share()?.value(), real(tally.n()))
}

/// Returns the Wilson interval of a share on an effective number of people, such as n(N-1)/(N-n) for a
/// finite population. `share` in 0..=1; `n` > 0, not necessarily whole.
///
/// # Errors
/// [`NotEstimable::NZero`] when `n` is not above 0.
///
/// Source: Wilson (1927), as above.
pub fn wilson_interval_effective(share: f64, n: f64) -> Result<Interval, NotEstimable> {
    if n.is_nan() || n <= 0.0 {
        return Err(NotEstimable::NZero);
    }
    let z2 = Z_95 * Z_95;
    let centre = share + z2 / (2.0 * n);
    let half = Z_95 * (share * (1.0 - share) / n + z2 / (4.0 * n * n)).sqrt();
    let scale = 1.0 + z2 / n;
    // The formula leaves 1e-17 where theory has the bound itself.
    Ok(Interval {
        lower: if share <= 0.0 { 0.0 } else { ((centre - half) / scale).max(0.0) },
        upper: if share >= 1.0 { 1.0 } else { ((centre + half) / scale).min(1.0) },
    })
}

/// Returns the exact interval of Clopper and Pearson, 0 to 1; wider than it need be.
///
/// # Errors
/// [`NotEstimable::NZero`] for an empty group.
///
/// Source: Clopper & Pearson (1934), Biometrika 26, 404-413. Reference: `binom.test$conf.int`.
pub fn clopper_pearson_interval(tally: Tally) -> Result<Interval, NotEstimable> {
    clopper_pearson_interval_effective(real(tally.successes), real(tally.n()))
}

/// Returns the Clopper-Pearson interval on effective numbers, as the interval of Korn and Graubard needs.
///
/// `successes` in 0..=n, `n` > 0; neither necessarily whole.
///
/// # Errors
/// [`NotEstimable::NZero`] when `n` is not above 0.
///
/// Source: Korn & Graubard (1998), Survey Methodology 24, 193-201. Reference: `qbeta`.
pub fn clopper_pearson_interval_effective(successes: f64, n: f64) -> Result<Interval, NotEstimable> {
    if n.is_nan() || n <= 0.0 {
        return Err(NotEstimable::NZero);
    }
    let failures = n - successes;
    let lower = if successes <= 0.0 { 0.0 } else { beta_quantile(0.025, successes, failures + 1.0) };
    let upper = if failures <= 0.0 { 1.0 } else { beta_quantile(0.975, successes + 1.0, failures) };
    Ok(Interval { lower, upper })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn intervals_hold_the_share_and_mirror_it(successes in 0_u64..500, failures in 0_u64..500) {
            let tally = Tally { successes, failures };
            prop_assume!(tally.n() > 0);
            let mirrored = Tally { successes: failures, failures: successes };
            let share = tally.share().unwrap().value();
            for interval in [wilson_interval, clopper_pearson_interval] {
                let (one, other) = (interval(tally).unwrap(), interval(mirrored).unwrap());
                prop_assert!((0.0..=share).contains(&one.lower) && (share..=1.0).contains(&one.upper));
                prop_assert!((one.lower + other.upper - 1.0).abs() < 1e-12);
            }
        }

        #[test]
        fn clopper_pearson_bounds_have_their_tails(successes in 1_u64..60, failures in 1_u64..60) {
            let tally = Tally { successes, failures };
            let Interval { lower, upper } = clopper_pearson_interval(tally).unwrap();
            let at_least = crate::statistics::distribution::binomial_sf(successes - 1, tally.n(), lower);
            let at_most = crate::statistics::distribution::binomial_cdf(successes, tally.n(), upper);
            prop_assert!((at_least - 0.025).abs() < 1e-12 && (at_most - 0.025).abs() < 1e-12);
        }
    }

    #[test]
    fn an_empty_group_has_no_share() {
        assert_eq!(share(Tally::default()), Err(NotEstimable::NZero));
        assert_eq!(wilson_interval_effective(0.5, 0.0), Err(NotEstimable::NZero));
        assert_eq!(clopper_pearson_interval_effective(0.0, f64::NAN), Err(NotEstimable::NZero));
    }
}
