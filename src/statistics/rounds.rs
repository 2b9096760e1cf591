//! Change between rounds: paired shares, rounds that share part of their people, regression to the mean, and the
//! smallest change that could have been seen.
//!
//! Paired means and independent rounds stand with the other comparisons of means and shares. Growth curves over three
//! rounds or more are left out.

use crate::statistics::{
    Fraction, Interval, NotEstimable,
    count::{real, real_len},
    distribution,
    proportion::{Tally, wilson_interval},
};

/// With fewer changes than this, `McNemar`'s test is exact.
const EXACT_BELOW: u64 = 25;
/// The power at which [`minimum_detectable_difference`] counts a difference as seen.
const POWER: f64 = 0.80;

/// Yes and no of the same people in two rounds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PairedCounts {
    /// Yes in both rounds.
    pub both: u64,
    /// Yes in the later round only.
    pub later_only: u64,
    /// Yes in the earlier round only.
    pub earlier_only: u64,
    /// Yes in neither.
    pub neither: u64,
}

/// `McNemar`'s test, and which form of it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum McNemar {
    /// Binomial, for fewer than 25 people who changed.
    Exact {
        /// Two-sided p-value.
        p: f64,
    },
    /// Chi-square with 1 degree of freedom, without continuity correction.
    ChiSquare {
        /// (b - c)^2 / (b + c).
        statistic: f64,
        /// The p-value.
        p: f64,
    },
}

/// A difference of shares with its interval.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ShareDifference {
    /// The difference, between -1 and 1.
    pub difference: f64,
    /// The 95 % interval.
    pub interval: Interval,
}

/// One round of a comparison in which part of the people are the same.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Round {
    /// People in this round, the shared ones included.
    pub n: u64,
    /// Their mean.
    pub mean: f64,
    /// Their standard deviation, denominator n - 1.
    pub sd: f64,
}

/// The comparison of two rounds that share part of their people; later minus earlier.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct OverlapDifference {
    /// Later mean minus earlier mean.
    pub difference: f64,
    /// Its standard error.
    pub standard_error: f64,
    /// Difference over standard error.
    pub t: f64,
    /// Derrick's degrees of freedom: n - 1 when all are shared, Welch's when nobody is.
    pub degrees_of_freedom: f64,
    /// Two-sided p-value.
    pub p: f64,
    /// The 95 % interval of the difference.
    pub interval: Interval,
}

/// A change over two rounds of a group that was picked for its first scores, beside what chance alone would give.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ExpectedChange {
    /// The change of the group that its starting point leads to expect.
    pub expected: f64,
    /// The change that was measured.
    pub measured: f64,
    /// Measured minus expected.
    pub excess: f64,
}

/// Returns `McNemar`'s test that as many people changed one way as the other.
///
/// Source: `McNemar` (1947), Psychometrika 12, 153-157.
/// Reference: `tests/reference/rounds.R`, `mcnemar.test(correct = FALSE)`, `binom.test(b, b + c)`.
///
/// # Errors
/// [`NotEstimable::NoDiscordant`] where nobody changed.
pub fn mcnemar(pairs: PairedCounts) -> Result<McNemar, NotEstimable> {
    let (b, c) = (pairs.later_only, pairs.earlier_only);
    let changed = b + c;
    if changed == 0 {
        return Err(NotEstimable::NoDiscordant);
    }
    if changed < EXACT_BELOW {
        let p = (2.0 * distribution::binomial_cdf(b.min(c), changed, 0.5)).min(1.0);
        return Ok(McNemar::Exact { p });
    }
    let statistic = (real(b) - real(c)).powi(2) / real(changed);
    Ok(McNemar::ChiSquare { statistic, p: distribution::chi_squared_sf(statistic, 1.0) })
}

/// Returns the difference of two paired shares, later minus earlier, with Newcombe's interval.
///
/// Wilson bounds of both shares, with the correlation phi of the pairs (n/2 taken from a positive numerator).
///
/// Source: Newcombe (1998), Statistics in Medicine 17, 2635-2650, method 10.
/// Reference: `tests/reference/rounds.R`, written out there, and an example of the paper.
///
/// # Errors
/// [`NotEstimable::NZero`] without pairs.
pub fn newcombe_paired(pairs: PairedCounts) -> Result<ShareDifference, NotEstimable> {
    let PairedCounts { both, later_only, earlier_only, neither } = pairs;
    let n = both + later_only + earlier_only + neither;
    let (x1, x0) = (both + later_only, both + earlier_only);
    let (p1, p0) = (Fraction::of(x1, n)?.value(), Fraction::of(x0, n)?.value());
    let (later, earlier) = (wilson_interval(Tally::of(x1, n))?, wilson_interval(Tally::of(x0, n))?);
    let margins = real(x1) * real(n - x1) * real(x0) * real(n - x0);
    let product = real(both) * real(neither) - real(later_only) * real(earlier_only);
    let corrected = if product > 0.0 { (product - real(n) / 2.0).max(0.0) } else { product };
    let phi = if margins > 0.0 { corrected / margins.sqrt() } else { 0.0 };
    let reach = |a: f64, b: f64| (a * a - 2.0 * phi * a * b + b * b).max(0.0).sqrt();
    let difference = p1 - p0;
    let lower = difference - reach(p1 - later.lower, earlier.upper - p0);
    let upper = difference + reach(later.upper - p1, p0 - earlier.lower);
    Ok(ShareDifference { difference, interval: Interval::new(lower, upper) })
}

/// Returns the difference of two means that share `n_shared` people, whose two values correlate with `correlation`.
///
/// Source: Derrick, Russ, Toher & White (2017), Journal of Modern Applied Statistical Methods 16(1), 137-157.
/// Reference: `tests/reference/rounds.R`, with `t.test` at both ends of the overlap.
///
/// # Errors
/// [`NotEstimable::NOne`] where a round has fewer than 2 people or exactly one is shared and nobody else is there;
/// [`NotEstimable::ZeroVariance`] without any spread.
pub fn overlapping_means(
    earlier: Round,
    later: Round,
    n_shared: u64,
    correlation: f64,
) -> Result<OverlapDifference, NotEstimable> {
    assert!(n_shared <= earlier.n.min(later.n), "invariant: no more shared people than people");
    if earlier.n < 2 || later.n < 2 {
        return Err(NotEstimable::NOne);
    }
    let (n0, n1, shared) = (real(earlier.n), real(later.n), real(n_shared));
    let (v0, v1) = (earlier.sd.powi(2) / n0, later.sd.powi(2) / n1);
    let variance = v1 + v0 - 2.0 * correlation * later.sd * earlier.sd * shared / (n1 * n0);
    if variance <= 0.0 {
        return Err(NotEstimable::ZeroVariance);
    }
    let welch = (v0 + v1).powi(2) / (v0 * v0 / (n0 - 1.0) + v1 * v1 / (n1 - 1.0));
    let unpaired = (n0 - shared) + (n1 - shared);
    // Without shared people the first two terms would be -1 and Welch + 1 times 1.
    let degrees_of_freedom = (shared - 1.0) + (welch - shared + 1.0) * unpaired / (unpaired + 2.0 * shared);
    let (difference, standard_error) = (later.mean - earlier.mean, variance.sqrt());
    let t = difference / standard_error;
    let margin = distribution::student_t_quantile(0.975, degrees_of_freedom) * standard_error;
    Ok(OverlapDifference {
        difference,
        standard_error,
        t,
        degrees_of_freedom,
        p: distribution::student_t_p_two_sided(t, degrees_of_freedom),
        interval: Interval::new(difference - margin, difference + margin),
    })
}

/// Returns how far a group picked for its first scores would move by chance alone, beside how far it moved.
///
/// Expected change = mean change of all + (mean of all - mean of the group, first round) (1 - r s1/s0).
///
/// Source: Davis (1976), American Journal of Epidemiology 104, 493-498.
/// Reference: `tests/reference/rounds.R`, the prediction of `lm(later ~ earlier)` at the group's mean.
///
/// # Errors
/// [`NotEstimable::NZero`] without anybody picked, [`NotEstimable::NOne`] with fewer than 2 people in all,
/// [`NotEstimable::ZeroVariance`] where all first scores are equal.
pub fn regression_to_the_mean(
    earlier: &[f64],
    later: &[f64],
    picked: impl Fn(usize) -> bool,
) -> Result<ExpectedChange, NotEstimable> {
    assert_eq!(earlier.len(), later.len(), "invariant: a pair per person");
    let group: Vec<usize> = (0..earlier.len()).filter(|&person| picked(person)).collect();
    if group.is_empty() {
        return Err(NotEstimable::NZero);
    }
    if earlier.len() < 2 {
        return Err(NotEstimable::NOne);
    }
    let mean = |values: &[f64]| values.iter().sum::<f64>() / real_len(values.len());
    let (before, after) = (mean(earlier), mean(later));
    let squares: f64 = earlier.iter().map(|x| (x - before).powi(2)).sum();
    if squares <= 0.0 {
        return Err(NotEstimable::ZeroVariance);
    }
    // r s1/s0 is the slope of later on earlier.
    let products: f64 = earlier.iter().zip(later).map(|(x, y)| (x - before) * (y - after)).sum();
    let slope = products / squares;
    let size = real_len(group.len());
    let group_before = group.iter().map(|&person| earlier[person]).sum::<f64>() / size;
    let group_after = group.iter().map(|&person| later[person]).sum::<f64>() / size;
    let expected = (after - before) + (before - group_before) * (1.0 - slope);
    let measured = group_after - group_before;
    Ok(ExpectedChange { expected, measured, excess: measured - expected })
}

/// Returns the smallest true difference that a two-sided test at 5 % would have seen with 80 % power.
///
/// (z.975 + z.80) times the standard error. A smaller difference can go unseen, which is not its absence.
///
/// Reference: `tests/reference/rounds.R`, `(qnorm(.975) + qnorm(.80)) * se`.
#[must_use]
pub fn minimum_detectable_difference(standard_error: f64) -> f64 {
    (distribution::normal_quantile(0.975) + distribution::normal_quantile(POWER)) * standard_error
}

/// Returns the smallest difference of two independent shares that could have been seen, at shares of a half.
///
/// # Errors
/// [`NotEstimable::NZero`] when a group is empty.
pub fn minimum_detectable_share_difference(n1: u64, n2: u64) -> Result<f64, NotEstimable> {
    if n1 == 0 || n2 == 0 {
        return Err(NotEstimable::NZero);
    }
    Ok(minimum_detectable_difference((0.25 / real(n1) + 0.25 / real(n2)).sqrt()))
}
