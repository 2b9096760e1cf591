//! Values at an axis: evenly spaced, so that a result among them stands out.
//!
//! Leaves out whether they stand where they should.

use super::super::visible::Piece;
use super::number::numbers_in;

/// Returns which of these texts, in their order, are values at an axis: in one row with equal steps.
///
/// A row has at least two values; two alone must be a round step apart.
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
    let is_in_pair = |at: usize| step(at).is_some_and(is_round) || at >= 1 && step(at - 1).is_some_and(is_round);
    (0..texts.len()).map(|at| is_in_row(at) || is_in_pair(at)).collect()
}

/// Returns the one number of a text; `None` where it holds none or several.
fn value(text: &str) -> Option<f64> {
    match numbers_in(text).as_slice() {
        [only] => only.value(),
        _ => None,
    }
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
    fn two_values_alone_must_be_a_round_step_apart() {
        assert_eq!(ticks(&["0", "50"]), [true; 2]);
        assert_eq!(ticks(&["0", "37"]), [false; 2]);
    }
}
