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
