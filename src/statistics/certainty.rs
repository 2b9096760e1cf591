//! What an interval allows to be said: the six labels, by the interval and the smallest difference that matters.
//!
//! Labels rest on the bounds as published, after rounding: rounding first is up to the caller. The words themselves
//! live with the report.

use crate::statistics::Interval;

/// Room for the last digit of a number such as 0.2, which binary fractions do not hold exactly.
const LAST_DIGIT: f64 = 1e-9;

/// What an interval allows to be said about a difference.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Certainty {
    /// Excludes no difference and lies beyond what matters.
    Clear,
    /// Excludes no difference, and reaches both within and beyond what matters.
    SizeUncertain,
    /// Excludes no difference and lies wholly within what matters.
    Small,
    /// Includes no difference and lies wholly within what matters.
    PracticallyEqual,
    /// Includes no difference and reaches beyond what matters.
    CannotTell,
    /// A group is too small to compare.
    TooFew,
}

/// The smallest difference that matters, on the scale of the interval.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Relevance {
    /// A difference of this size, in the unit of the interval and above 0; no difference is 0.
    Difference(f64),
    /// A ratio of this size, above 1, or its inverse; no difference is 1.
    Ratio(f64),
}

/// Returns the label of an interval; `smallest_group` is the number of people in the smaller group.
///
/// A bound of no difference (0, or a ratio of 1) is included; "beyond" is more than what matters, "within" at most.
#[must_use]
pub fn certainty(interval: Interval, relevance: Relevance, smallest_group: u64, n_infer: u64) -> Certainty {
    if smallest_group < n_infer {
        return Certainty::TooFew;
    }
    let (zero, band) = match relevance {
        Relevance::Difference(size) => {
            (0.0, Interval::new(-size - LAST_DIGIT * size, size + LAST_DIGIT * size))
        }
        Relevance::Ratio(size) => (1.0, Interval::new((1.0 - LAST_DIGIT) / size, (1.0 + LAST_DIGIT) * size)),
    };
    let within = |bound: f64| bound >= band.lower && bound <= band.upper;
    match (includes(interval, zero), within(interval.lower), within(interval.upper)) {
        (true, true, true) => Certainty::PracticallyEqual,
        (true, _, _) => Certainty::CannotTell,
        (false, true, true) => Certainty::Small,
        (false, false, false) => Certainty::Clear,
        (false, _, _) => Certainty::SizeUncertain,
    }
}

/// Returns the label where no smallest difference is declared, as for trends: too few, cannot tell, or none.
#[must_use]
pub fn certainty_without_relevance(
    interval: Interval,
    smallest_group: u64,
    n_infer: u64,
) -> Option<Certainty> {
    if smallest_group < n_infer {
        Some(Certainty::TooFew)
    } else {
        includes(interval, 0.0).then_some(Certainty::CannotTell)
    }
}

fn includes(interval: Interval, value: f64) -> bool {
    interval.lower <= value && value <= interval.upper
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn labels_include_bounds_and_count_the_relevant_difference_as_within() {
        let label = |lower, upper| certainty(Interval::new(lower, upper), Relevance::Difference(0.2), 10, 10);
        assert_eq!(label(0.21, 0.6), Certainty::Clear);
        assert_eq!(label(-0.6, -0.21), Certainty::Clear);
        assert_eq!(label(0.2, 0.6), Certainty::SizeUncertain);
        assert_eq!(label(0.01, 0.2), Certainty::Small);
        assert_eq!(label(0.0, 0.2), Certainty::PracticallyEqual);
        assert_eq!(label(-0.2, 0.2), Certainty::PracticallyEqual);
        assert_eq!(label(0.0, 0.21), Certainty::CannotTell);
        assert_eq!(label(-0.5, 0.5), Certainty::CannotTell);
        // 0.1 + 0.2 is a hair above 0.3 in binary: published as 0.3, it lies within.
        let sum = certainty(Interval::new(0.1, 0.1 + 0.2), Relevance::Difference(0.3), 10, 10);
        assert_eq!(sum, Certainty::Small);
        assert_eq!(certainty(Interval::new(0.3, 0.9), Relevance::Difference(0.2), 9, 10), Certainty::TooFew);
    }

    #[test]
    fn labels_of_ratios_reach_from_the_inverse_to_the_ratio() {
        let label = |lower, upper| certainty(Interval::new(lower, upper), Relevance::Ratio(1.25), 10, 10);
        assert_eq!(label(1.26, 2.0), Certainty::Clear);
        assert_eq!(label(0.5, 0.79), Certainty::Clear);
        assert_eq!(label(0.8, 1.25), Certainty::PracticallyEqual);
        assert_eq!(label(1.0, 1.1), Certainty::PracticallyEqual);
        assert_eq!(label(0.79, 1.1), Certainty::CannotTell);
        assert_eq!(label(0.7, 0.9), Certainty::SizeUncertain);
        assert_eq!(label(1.01, 1.25), Certainty::Small);
    }

    #[test]
    fn a_trend_has_no_label_but_cannot_tell() {
        assert_eq!(
            certainty_without_relevance(Interval::new(-0.1, 0.1), 50, 10),
            Some(Certainty::CannotTell)
        );
        assert_eq!(certainty_without_relevance(Interval::new(0.0, 0.1), 50, 10), Some(Certainty::CannotTell));
        assert_eq!(certainty_without_relevance(Interval::new(0.01, 0.1), 50, 10), None);
        assert_eq!(certainty_without_relevance(Interval::new(0.01, 0.1), 9, 10), Some(Certainty::TooFew));
    }

    proptest! {
        #[test]
        fn labels_turn_with_their_groups(a in -4_i8..5, b in -4_i8..5) {
            let (low, high) = (f64::from(a.min(b)) / 10.0, f64::from(a.max(b)) / 10.0);
            let label = |lower, upper| certainty(Interval::new(lower, upper), Relevance::Difference(0.2), 50, 10);
            prop_assert_eq!(label(low, high), label(-high, -low));
        }
    }
}
