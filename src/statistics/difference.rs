//! Differences and ratios of the shares of two independent groups, first minus (or over) reference.
//!
//! Leaves out paired shares and strata (`stratified`). All intervals are 95 %, two-sided.

use super::count::real;
use super::distribution::Z_95;
use super::proportion::{Tally, wilson_interval};
use super::{Estimate, Interval, NotEstimable};
use std::f64::consts::PI;

/// Returns the difference of two shares, -1 to 1, with Newcombe's hybrid score interval.
///
/// # Errors
/// [`NotEstimable::NZero`] when one of the groups is empty.
///
/// Source: Newcombe (1998), Statistics in Medicine 17, 873-890, method 10.
/// Reference: `tests/reference/difference.R`; the paper's examples a to h.
pub fn risk_difference(first: Tally, reference: Tally) -> Result<Estimate, NotEstimable> {
    let (p1, p2) = (first.share()?.value(), reference.share()?.value());
    let (wilson1, wilson2) = (wilson_interval(first)?, wilson_interval(reference)?);
    let value = p1 - p2;
    let interval = Interval {
        lower: value - (p1 - wilson1.lower).hypot(wilson2.upper - p2),
        upper: value + (wilson1.upper - p1).hypot(p2 - wilson2.lower),
    };
    Ok(Estimate { value, interval: Ok(interval) })
}

/// Returns the difference of two shares, -1 to 1, with the score interval of Miettinen and Nurminen.
///
/// # Errors
/// [`NotEstimable::NZero`] when one of the groups is empty.
///
/// Source: Miettinen & Nurminen (1985), Statistics in Medicine 4, 213-226.
/// Reference: `tests/reference/difference.R`. Deviates from statsmodels `method="score"`, which lacks N/(N-1).
pub fn risk_difference_score(first: Tally, reference: Tally) -> Result<Estimate, NotEstimable> {
    let value = first.share()?.value() - reference.share()?.value();
    let score = ScoreStatistic::new(first, reference)?;
    let interval = Interval { lower: score.root(-1.0, value), upper: score.root(1.0, value) };
    Ok(Estimate { value, interval: Ok(interval) })
}

/// Returns the standard error of the difference of two shares, each group with its own variance.
///
/// 0 when both shares are 0 or 1; then use an interval, which does not vanish.
///
/// # Errors
/// [`NotEstimable::NZero`] when one of the groups is empty.
pub fn risk_difference_error(first: Tally, reference: Tally) -> Result<f64, NotEstimable> {
    Ok((share_variance(first)? + share_variance(reference)?).sqrt())
}

/// Returns the ratio of two shares, 0 or more, with the log interval of Katz.
///
/// A ratio of 0, or of two full groups, is given without interval (`zero_cell`): show
/// [`risk_difference_score`] beside it.
///
/// # Errors
/// [`NotEstimable::NZero`] when a group is empty; [`NotEstimable::ZeroCell`] when the reference share is 0.
///
/// Source: Katz et al. (1978), Biometrics 34, 469-474. Reference: `tests/reference/difference.R`.
pub fn risk_ratio(first: Tally, reference: Tally) -> Result<Estimate, NotEstimable> {
    let (p1, p2) = (first.share()?.value(), reference.share()?.value());
    if reference.successes == 0 {
        return Err(NotEstimable::ZeroCell);
    }
    let value = p1 / p2;
    let variance = (1.0 - p1) / real(first.successes) + (1.0 - p2) / real(reference.successes);
    let no_interval = first.successes == 0 || (first.failures == 0 && reference.failures == 0);
    let interval =
        if no_interval { Err(NotEstimable::ZeroCell) } else { Ok(log_interval(value, variance.sqrt())) };
    Ok(Estimate { value, interval })
}

/// Returns the ratio of two odds, 0 or more, with the log interval of Woolf; a ratio of 0 has no interval.
///
/// # Errors
/// [`NotEstimable::NZero`] when a group is empty; [`NotEstimable::ZeroCell`] when the ratio would divide by 0.
///
/// Source: Woolf (1955), Annals of Human Genetics 19, 251-253. Reference: `tests/reference/difference.R`.
pub fn odds_ratio(first: Tally, reference: Tally) -> Result<Estimate, NotEstimable> {
    first.share()?;
    reference.share()?;
    if first.failures == 0 || reference.successes == 0 {
        return Err(NotEstimable::ZeroCell);
    }
    let cells = cells(first, reference);
    if first.successes == 0 || reference.failures == 0 {
        return Ok(Estimate { value: 0.0, interval: Err(NotEstimable::ZeroCell) });
    }
    Ok(woolf(cells))
}

/// Returns the odds ratio after a half is added to each cell, for readers who ask for a number at a zero cell.
///
/// # Errors
/// [`NotEstimable::NZero`] when one of the groups is empty.
///
/// Source: Haldane (1956), Annals of Human Genetics 20, 309-311; Anscombe (1956), Biometrika 43, 461-464.
pub fn odds_ratio_haldane(first: Tally, reference: Tally) -> Result<Estimate, NotEstimable> {
    first.share()?;
    reference.share()?;
    Ok(woolf(cells(first, reference).map(|cell| cell + 0.5)))
}

/// Returns the interval of a ratio from the standard error of its logarithm.
pub(super) fn log_interval(ratio: f64, log_error: f64) -> Interval {
    Interval { lower: ratio * (-Z_95 * log_error).exp(), upper: ratio * (Z_95 * log_error).exp() }
}

/// Returns the variance of a share, p(1-p)/n.
pub(super) fn share_variance(tally: Tally) -> Result<f64, NotEstimable> {
    let p = tally.share()?.value();
    Ok(p * (1.0 - p) / real(tally.n()))
}

fn cells(first: Tally, reference: Tally) -> [f64; 4] {
    [first.successes, first.failures, reference.successes, reference.failures].map(real)
}

fn woolf([a, b, c, d]: [f64; 4]) -> Estimate {
    let value = a * d / (b * c);
    let log_error = (1.0 / a + 1.0 / b + 1.0 / c + 1.0 / d).sqrt();
    Estimate { value, interval: Ok(log_interval(value, log_error)) }
}

/// The score statistic of Miettinen and Nurminen as a function of the tested difference.
struct ScoreStatistic {
    p1: f64,
    p2: f64,
    n1: f64,
    n2: f64,
}

impl ScoreStatistic {
    fn new(first: Tally, reference: Tally) -> Result<Self, NotEstimable> {
        Ok(Self {
            p1: first.share()?.value(),
            p2: reference.share()?.value(),
            n1: real(first.n()),
            n2: real(reference.n()),
        })
    }

    /// Returns where the statistic passes the 95 % point between `end` (-1 or 1) and the estimate.
    fn root(&self, end: f64, estimate: f64) -> f64 {
        if !self.rejects(end) {
            return end;
        }
        let (mut outside, mut inside) = (end, estimate);
        // 1075 halvings exhaust any interval of f64; bits run out after about 60.
        for _ in 0..200 {
            let middle = f64::midpoint(outside, inside);
            if middle <= outside.min(inside) || middle >= outside.max(inside) {
                break;
            }
            if self.rejects(middle) {
                outside = middle;
            } else {
                inside = middle;
            }
        }
        inside
    }

    fn rejects(&self, difference: f64) -> bool {
        let distance = self.p1 - self.p2 - difference;
        if distance == 0.0 {
            return false;
        }
        let r1 = self.restricted_share(difference);
        let r2 = (r1 - difference).clamp(0.0, 1.0);
        let total = self.n1 + self.n2;
        let variance = (r1 * (1.0 - r1) / self.n1 + r2 * (1.0 - r2) / self.n2) * total / (total - 1.0);
        distance * distance > Z_95 * Z_95 * variance
    }

    /// Returns the share of the first group under the restriction p1 - p2 = `difference`: the root of a cubic.
    ///
    /// Source: Farrington & Manning (1990), Statistics in Medicine 9, 1447-1454.
    fn restricted_share(&self, difference: f64) -> f64 {
        let Self { p1, p2, n1, n2 } = *self;
        let theta = n2 / n1;
        let l3 = 1.0 + theta;
        let l2 = -(1.0 + theta + p1 + theta * p2 + difference * (theta + 2.0));
        let l1 = difference * difference + difference * (2.0 * p1 + theta + 1.0) + p1 + theta * p2;
        let l0 = -p1 * difference * (1.0 + difference);
        let v = (l2 / (3.0 * l3)).powi(3) - l1 * l2 / (6.0 * l3 * l3) + l0 / (2.0 * l3);
        let size = ((l2 / (3.0 * l3)).powi(2) - l1 / (3.0 * l3)).max(0.0).sqrt();
        let u = if v < 0.0 { -size } else { size };
        let cosine = if u == 0.0 { 0.0 } else { (v / u.powi(3)).clamp(-1.0, 1.0) };
        let w = (PI + cosine.acos()) / 3.0;
        (2.0 * u * w.cos() - l2 / (3.0 * l3)).clamp(0.0, 1.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn any_tally() -> impl Strategy<Value = Tally> {
        (0_u64..80, 0_u64..80)
            .prop_map(|(successes, failures)| Tally { successes, failures })
            .prop_filter("somebody", |tally| tally.n() > 0)
    }

    proptest! {
        #[test]
        fn swapped_groups_mirror_the_difference(first in any_tally(), reference in any_tally()) {
            for compare in [risk_difference, risk_difference_score] {
                let there = compare(first, reference).unwrap();
                let back = compare(reference, first).unwrap();
                let (one, other) = (there.interval.unwrap(), back.interval.unwrap());
                prop_assert!((there.value + back.value).abs() < 1e-14);
                prop_assert!((one.lower + other.upper).abs() < 1e-9 && (one.upper + other.lower).abs() < 1e-9);
            }
        }

        #[test]
        fn an_interval_holds_its_estimate_within_the_bounds(first in any_tally(), reference in any_tally()) {
            for compare in [risk_difference, risk_difference_score] {
                let Estimate { value, interval } = compare(first, reference).unwrap();
                let Interval { lower, upper } = interval.unwrap();
                prop_assert!((-1.0 - 1e-12..=value).contains(&lower) && (value..=1.0 + 1e-12).contains(&upper));
            }
        }

        #[test]
        fn ratios_turn_over_when_groups_swap(first in any_tally(), reference in any_tally()) {
            for compare in [risk_ratio, odds_ratio] {
                if let (Ok(there), Ok(back)) = (compare(first, reference), compare(reference, first))
                    && let (Ok(one), Ok(other)) = (there.interval, back.interval)
                {
                    prop_assert!((there.value * back.value - 1.0).abs() < 1e-12);
                    prop_assert!((one.lower * other.upper - 1.0).abs() < 1e-11);
                }
            }
        }
    }

    #[test]
    fn a_ratio_of_zero_is_a_value_without_interval() {
        let (none, some) = (Tally::of(0, 10), Tally::of(3, 10));
        for ratio in [risk_ratio(none, some).unwrap(), odds_ratio(none, some).unwrap()] {
            assert_eq!(ratio, Estimate { value: 0.0, interval: Err(NotEstimable::ZeroCell) });
        }
        assert_eq!(
            risk_ratio(Tally::of(5, 5), Tally::of(9, 9)).unwrap().interval,
            Err(NotEstimable::ZeroCell)
        );
    }
}
