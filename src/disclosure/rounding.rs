//! The one place where published numbers are rounded, and what a reader can infer from a rounded one.

use crate::results::Step;
use crate::statistics::Interval;

use super::policy::BAND_MIN;

/// Returns `value` to the nearest multiple of `unit`, halves away from zero.
pub(super) fn to_unit(value: f64, unit: f64) -> f64 {
    tidy((value / unit).round() * unit, unit)
}

/// Returns the largest multiple of `unit` not above `value`; a hair of binary noise is forgiven.
pub(super) fn down(value: f64, unit: f64) -> f64 {
    tidy((value / unit + 1e-9).floor() * unit, unit)
}

/// Returns the smallest multiple of `unit` not below `value`; a hair of binary noise is forgiven.
pub(super) fn up(value: f64, unit: f64) -> f64 {
    tidy((value / unit - 1e-9).ceil() * unit, unit)
}

/// Removes the binary noise of a multiple: 0.1 * 3 is 0.30000000000000004.
fn tidy(value: f64, unit: f64) -> f64 {
    let digits = 1.0 / unit;
    let steps = (value * digits).round();
    if digits >= 1.0 { steps / digits } else { (value / unit).round() * unit }
}

/// Returns how wide the band of a rare answer of `n` people is: the share of [`BAND_MIN`] people, rounded up to
/// whole percents, at most 1.
#[expect(clippy::cast_precision_loss, reason = "a small constant")]
pub(super) fn band_width(n: f64) -> f64 {
    up(BAND_MIN as f64 / n.max(1.0), 0.01).min(1.0)
}

/// Returns an interval around a published value that holds the exact one.
///
/// The bounds are laid around the rounded value, not the exact one: bounds rounded on their own would
/// tell a reader where between two steps the exact value lies.
pub(super) fn outward(exact: f64, interval: Interval, published: f64, unit: f64) -> Interval {
    let below = exact - interval.lower + unit / 2.0;
    let above = interval.upper - exact + unit / 2.0;
    Interval::new(down(published - below, unit), up(published + above, unit))
}

/// Returns between which sums the answers of `n` people lie, given their mean as published.
#[expect(clippy::cast_precision_loss, reason = "counts of people stay far below 2^52")]
pub(super) fn sum_seen(sum: f64, n: u64, step: Step) -> Interval {
    let n = n as f64;
    let unit = step.score_unit();
    let mean = to_unit(sum / n, unit);
    Interval::new((mean - unit / 2.0) * n, (mean + unit / 2.0) * n)
}

/// Returns between which counts an answer of `n` people lies, given its share as published.
///
/// In a coarse table the count itself is not printed: beside a share it would tell on which side of a
/// rounded percent the count lies.
#[expect(clippy::cast_precision_loss, reason = "counts of people stay far below 2^52")]
pub(super) fn count_seen(count: u64, n: u64, step: Step) -> Interval {
    let (count, n) = (count as f64, n as f64);
    if step == Step::Fine {
        return Interval::new(count, count);
    }
    let unit = step.share_unit(0);
    let share = to_unit(count / n, unit);
    Interval::new(((share - unit / 2.0) * n).max(0.0), ((share + unit / 2.0) * n).min(n))
}

/// Returns between which numbers a number of people lies, given it as published.
pub(super) fn people_seen(people: f64, step: Step) -> Interval {
    let unit = step.people_unit();
    let published = to_unit(people, unit);
    // A number of people is whole: "about 20" is 18 to 22.
    let slack = ((unit - 1.0) / 2.0).floor();
    Interval::new((published - slack).max(0.0), published + slack)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rounding_leaves_no_binary_noise() {
        assert_eq!(to_unit(0.30000000000000004, 0.1).to_string(), "0.3");
        assert_eq!(to_unit(3.17159, 0.01).to_string(), "3.17");
        assert_eq!(to_unit(42.0, 5.0).to_string(), "40");
        assert_eq!(to_unit(43.0, 5.0).to_string(), "45");
    }

    #[test]
    fn published_bounds_hold_the_exact_interval() {
        for exact in [3.13, 3.149, 3.151, 3.2, 4.04] {
            let interval = Interval::new(exact - 0.13, exact + 0.17);
            let seen = outward(exact, interval, to_unit(exact, 0.1), 0.1);
            assert!(seen.lower <= interval.lower && seen.upper >= interval.upper, "{exact}: {seen:?}");
        }
    }

    #[test]
    fn published_bounds_do_not_tell_on_which_side_the_exact_value_lies() {
        let around = |exact: f64| outward(exact, Interval::new(exact - 0.13, exact + 0.13), 3.1, 0.1);
        assert_eq!(around(3.06), around(3.13));
    }

    #[test]
    fn about_twenty_is_eighteen_to_twenty_two() {
        assert_eq!(people_seen(18.0, Step::Coarse), Interval::new(18.0, 22.0));
        assert_eq!(people_seen(22.0, Step::Coarse), Interval::new(18.0, 22.0));
        assert_eq!(people_seen(7.0, Step::Fine), Interval::new(7.0, 7.0));
    }
}
