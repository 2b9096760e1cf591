//! Count, mean and sum of squared deviations of a group, mergeable: what means, tests and ANOVA need.
//!
//! Leaves out the values themselves: medians, ranks and shares come from [`super::frequency::Frequencies`].

use super::NotEstimable;
use super::count::real;

/// How many values there are, around what, and how spread out.
///
/// Merging in another order can change the last bits of the mean. Where values are few and distinct, count
/// them in [`super::frequency::Frequencies`] and take its moments: those do not depend on any order.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Moments {
    n: u64,
    mean: f64,
    /// The sum of squared deviations from the mean (M2).
    squares: f64,
}

impl Moments {
    /// Returns the moments of `values`, which must be finite; the empty slice gives `Moments::default()`.
    #[must_use]
    pub fn of(values: &[f64]) -> Self {
        values.iter().fold(Self::default(), |moments, &value| moments.with(value))
    }

    /// Makes moments of published or shared parts: a count, a mean and a sum of squared deviations.
    ///
    /// `n = 0` gives the empty moments whatever the other two are; `n = 1` has no deviations.
    #[must_use]
    pub fn from_parts(n: u64, mean: f64, squares: f64) -> Self {
        match n {
            0 => Self::default(),
            1 => Self { n, mean, squares: 0.0 },
            _ => Self { n, mean, squares: squares.max(0.0) },
        }
    }

    /// Returns the moments with one value more.
    ///
    /// Source: Welford (1962), Technometrics 4(3), 419-420.
    #[must_use]
    pub fn with(self, value: f64) -> Self {
        let n = self.n + 1;
        let deviation = value - self.mean;
        let mean = self.mean + deviation / real(n);
        Self { n, mean, squares: self.squares + deviation * (value - mean) }
    }

    /// Returns the moments of both groups together; an empty group changes nothing, on either side.
    ///
    /// Source: Chan, Golub & `LeVeque` (1983), The American Statistician 37(3), 242-247.
    #[must_use]
    pub fn merge(self, other: Self) -> Self {
        if self.n == 0 {
            return other;
        }
        if other.n == 0 {
            return self;
        }
        let n = self.n + other.n;
        let deviation = other.mean - self.mean;
        let share = real(other.n) / real(n);
        Self {
            n,
            mean: self.mean + deviation * share,
            squares: self.squares + other.squares + deviation * deviation * real(self.n) * share,
        }
    }

    /// Returns the number of values.
    #[must_use]
    pub fn n(self) -> u64 {
        self.n
    }

    /// Returns the arithmetic mean, in the unit of the values.
    ///
    /// Reference: `tests/reference/groups.R`, `mean`.
    ///
    /// # Errors
    /// `NZero` for the empty group.
    pub fn mean(self) -> Result<f64, NotEstimable> {
        if self.n == 0 { Err(NotEstimable::NZero) } else { Ok(self.mean) }
    }

    /// Returns the sum of squared deviations from the mean; 0 for no values and for one.
    #[must_use]
    pub fn squares(self) -> f64 {
        self.squares
    }

    /// Returns the variance, with denominator n - 1.
    ///
    /// Reference: `tests/reference/groups.R`, `var`.
    ///
    /// # Errors
    /// `NZero` for no values, `NOne` for one.
    pub fn variance(self) -> Result<f64, NotEstimable> {
        match self.n {
            0 => Err(NotEstimable::NZero),
            1 => Err(NotEstimable::NOne),
            n => Ok(self.squares / real(n - 1)),
        }
    }

    /// Returns the standard deviation, with denominator n - 1.
    ///
    /// # Errors
    /// `NZero` for no values, `NOne` for one.
    pub fn standard_deviation(self) -> Result<f64, NotEstimable> {
        self.variance().map(f64::sqrt)
    }

    /// Returns the standard error of the mean, of a sample from a population without end.
    ///
    /// # Errors
    /// `NZero` for no values, `NOne` for one.
    pub fn standard_error(self) -> Result<f64, NotEstimable> {
        Ok((self.variance()? / real(self.n)).sqrt())
    }

    /// Tells whether there are values and all are the same: the flag of an interval that is a point.
    #[must_use]
    pub fn is_constant(self) -> bool {
        self.n > 0 && self.squares <= 0.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use approx::assert_relative_eq;
    use proptest::prelude::*;

    #[test]
    fn merging_an_empty_group_changes_nothing() {
        let group = Moments::of(&[1.0, 2.0, 3.0, 4.0]);
        assert_eq!(Moments::default().merge(group), group);
        assert_eq!(group.merge(Moments::default()), group);
        assert_eq!(group.variance().map(|variance| variance * 3.0), Ok(5.0));
    }

    #[test]
    fn nobody_and_one_person_have_no_spread() {
        assert_eq!(Moments::default().mean(), Err(NotEstimable::NZero));
        assert_eq!(Moments::default().variance(), Err(NotEstimable::NZero));
        assert_eq!(Moments::of(&[4.0]).mean(), Ok(4.0));
        assert_eq!(Moments::of(&[4.0]).standard_error(), Err(NotEstimable::NOne));
    }

    #[test]
    fn equal_answers_have_a_variance_of_exactly_zero() {
        let three = Moments::of(&[0.1; 3]);
        assert!(three.is_constant());
        assert!(three.merge(Moments::of(&[0.1; 70])).is_constant());
        assert!(!Moments::default().is_constant());
    }

    #[test]
    fn parts_of_shared_aggregates_make_the_same_group() {
        let group = Moments::of(&[2.0, 2.5, 4.0]);
        assert_eq!(Moments::from_parts(3, group.mean().unwrap(), group.squares()), group);
        assert_eq!(Moments::from_parts(0, 7.0, 7.0), Moments::default());
    }

    #[test]
    fn a_large_offset_costs_no_precision() {
        let moved = Moments::of(&[1e9 + 1.0, 1e9 + 2.0, 1e9 + 3.0, 1e9 + 4.0]);
        assert_relative_eq!(moved.variance().unwrap(), 5.0 / 3.0, max_relative = 1e-12);
    }

    proptest! {
        #[test]
        fn groups_merge_in_any_order_to_the_whole(
            first in prop::collection::vec(-50.0..50.0_f64, 0..40),
            second in prop::collection::vec(-50.0..50.0_f64, 0..40),
        ) {
            let whole = Moments::of(&[first.clone(), second.clone()].concat());
            for merged in [Moments::of(&first).merge(Moments::of(&second)), Moments::of(&second).merge(Moments::of(&first))] {
                prop_assert_eq!(merged.n(), whole.n());
                prop_assert!((merged.mean - whole.mean).abs() < 1e-12 * 50.0);
                prop_assert!((merged.squares - whole.squares).abs() <= 1e-11 * (1.0 + whole.squares));
            }
        }
    }
}
