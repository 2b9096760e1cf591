//! Weights on a grid: whole steps, whose sums are the same in any order and on any number of threads.
//!
//! A step is 2^-40 of the power of two above the largest weight: a relative error below 1e-12 of that weight, and
//! sums of squares that fit in 128 bits for 2^48 people. Leaves out where weights come from (`ingest`).

/// The binary digits of the largest weight.
const DIGITS: i32 = 40;

/// The weight of each row, in steps: those are worked out when they are asked for.
pub(super) struct Grid<'a> {
    pub(super) step: f64,
    weights: &'a [f64],
}

impl<'a> Grid<'a> {
    /// Lays weights on a grid; `None` where nobody is weighted. What is no number above 0 is no weight.
    #[expect(clippy::cast_possible_truncation, reason = "the power of two of a number")]
    pub(super) fn of(weights: &'a [f64]) -> Option<Self> {
        let largest = weights.iter().copied().map(usable).fold(0.0, f64::max);
        if largest <= 0.0 {
            return None;
        }
        let step = 2.0_f64.powi(largest.log2().floor() as i32 + 1 - DIGITS);
        Some(Self { step, weights })
    }

    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "at most 2^40 steps, none below 0"
    )]
    #[inline]
    pub(super) fn steps(&self, row: usize) -> u64 {
        let weight = self.weights.get(row).copied().map_or(0.0, usable);
        // Whoever has a weight stays in, however small it is beside the largest.
        // So many digits are rounded right by cutting off behind a half.
        if weight > 0.0 { ((weight / self.step + 0.5) as u64).max(1) } else { 0 }
    }
}

fn usable(weight: f64) -> f64 {
    if weight.is_finite() && weight > 0.0 { weight } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_weight_keeps_eleven_digits() {
        let weights = [0.37, 1.0, 4.999, 123.456];
        let grid = Grid::of(&weights).unwrap();
        for (row, weight) in weights.iter().enumerate() {
            let back = grid.steps(row) as f64 * grid.step;
            assert!((back / weight - 1.0).abs() < 1e-9, "{weight} is {back}");
            assert!((back - weight).abs() < 123.456 * 1e-12, "{weight} is {back}");
        }
    }

    #[test]
    fn nobody_with_a_weight_is_left_out_and_nobody_without_is_let_in() {
        let grid = Grid::of(&[1e-30, 1.0, 0.0, -2.0, f64::NAN]).unwrap();
        assert_eq!([0, 2, 3, 4, 9].map(|row| grid.steps(row)), [1, 0, 0, 0, 0]);
        assert!(Grid::of(&[0.0, 0.0]).is_none() && Grid::of(&[]).is_none());
    }
}
