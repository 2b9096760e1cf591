//! Values at an axis: evenly spaced, so that a result among them stands out.
//!
//! Leaves out whether they stand where they should.

use super::super::visible::Piece;
use super::number::numbers_in;

/// Returns which of these texts, in their order, are values at an axis: in one row with equal steps.
///
/// A row has at least two values; two alone must be some round steps apart.
pub(super) fn are_ticks(texts: &[Piece]) -> Vec<bool> {
    let values: Vec<Option<f64>> = texts.iter().map(|piece| value(&piece.text)).collect();
    let step = |at: usize| -> Option<f64> { Some((*values.get(at + 1)?)? - (*values.get(at)?)?) };
    let is_same = |one: usize, other: usize| match (step(one), step(other)) {
        (Some(one), Some(other)) => (one - other).abs() < 1e-9 && one.abs() > 0.0,
        _ => false,
    };
    let is_in_row = |at: usize| {
        // The row may end at this value, begin at it, or go on past it.
        at >= 2 && is_same(at - 2, at - 1) || at >= 1 && is_same(at - 1, at) || is_same(at, at + 1)
    };
    // What stands beside a row is no axis of its own.
    let is_pair = |at: usize| !is_in_row(at) && !is_in_row(at + 1) && step(at).is_some_and(is_even);
    (0..texts.len()).map(|at| is_in_row(at) || is_pair(at) || at >= 1 && is_pair(at - 1)).collect()
}

/// Returns the one number of a text; `None` where it holds none or several.
fn value(text: &str) -> Option<f64> {
    match numbers_in(text).as_slice() {
        [only] => only.value(),
        _ => None,
    }
}

/// Steps of an axis at most.
const MOST_STEPS: u8 = 6;

/// Returns whether a distance is a few round steps.
fn is_even(distance: f64) -> bool {
    (1..=MOST_STEPS).any(|steps| is_round(distance / f64::from(steps)))
}

/// Returns a text without the ends of an axis where it says them: "De as loopt van 2,5 tot 4,0".
///
/// Ends that are no few round steps apart stay, to be checked as other numbers are.
pub(super) fn without_ends(text: &str) -> String {
    for (begin, middle) in [("De as loopt van ", " tot "), ("The axis runs from ", " to ")] {
        let Some(at) = text.find(begin) else { continue };
        let rest = &text[at + begin.len()..];
        let ends = numbers_in(rest);
        if let [first, second, ..] = ends.as_slice() {
            let between = &rest[first.at + first.written.len()..second.at];
            let distance = second.value().zip(first.value()).map(|(last, first)| last - first);
            if between == middle && distance.is_some_and(is_even) {
                return format!("{}{}", &text[..at], &rest[second.at + second.written.len()..]);
            }
        }
    }
    text.to_owned()
}

/// Returns whether a step is 1, 2, 2.5 or 5 times a power of ten.
fn is_round(step: f64) -> bool {
    let step = step.abs();
    let power = 10_f64.powf(step.log10().floor());
    step > 0.0 && [1.0, 2.0, 2.5, 5.0, 10.0].iter().any(|round| (round * power - step).abs() < 1e-9 * power)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ticks(texts: &[&str]) -> Vec<bool> {
        let piece = |text: &&str| Piece { text: (*text).to_owned(), ..Piece::default() };
        are_ticks(&texts.iter().map(piece).collect::<Vec<_>>())
    }

    #[test]
    fn values_in_equal_steps_are_ticks_and_a_result_among_them_is_not() {
        assert_eq!(ticks(&["0%", "20%", "40%", "60%"]), [true; 4]);
        assert_eq!(ticks(&["2,5", "3,0", "3,5", "12", "24", "36"]), [true; 6]);
        assert_eq!(ticks(&["0", "20", "40", "37"]), [true, true, true, false]);
        assert_eq!(ticks(&["37"]), [false]);
    }

    #[test]
    fn the_ends_of_an_axis_are_left_out_where_they_could_be_ends() {
        assert_eq!(without_ends("De as loopt van 2,5 tot 4,0; n = 7."), "; n = 7.");
        assert_eq!(without_ends("The axis runs from 36 to 40."), ".");
        for other in ["De as loopt van 0 tot 37.", "Het loopt van 2,5 tot 4,0.", "De as loopt van 2 en 4."] {
            assert_eq!(without_ends(other), other);
        }
    }

    #[test]
    fn two_values_alone_must_be_a_few_round_steps_apart() {
        assert_eq!(ticks(&["0", "50"]), [true; 2]);
        assert_eq!(ticks(&["2,5", "4,0"]), [true; 2]);
        assert_eq!(ticks(&["0", "37"]), [false; 2]);
    }
}
