//! Means of groups and differences between two means, each with a t interval.
//!
//! Leaves out weights and finite populations, and any choice of test by a test of variances: Welch always.

use super::count::real;
use super::distribution::{student_t_p_two_sided, student_t_quantile};
use super::moments::Moments;
use super::{Estimate, Interval, NotEstimable};

/// A difference between two means, with its t test where one can be given.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct MeanDifference {
    /// First minus reference, in the unit of the values.
    pub difference: f64,
    /// The test and interval, or why there is none.
    pub test: Result<TTest, NotEstimable>,
}

impl MeanDifference {
    /// Returns the difference with its 95 % interval.
    #[must_use]
    pub fn estimate(self) -> Estimate {
        Estimate { value: self.difference, interval: self.test.map(|test| test.interval) }
    }
}

/// A t test of a difference against zero.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct TTest {
    /// The standard error of the difference.
    pub standard_error: f64,
    /// The difference divided by its standard error.
    pub t: f64,
    /// Degrees of freedom, not whole in Welch's test.
    pub df: f64,
    /// The two-sided probability.
    pub p: f64,
    /// The 95 % interval of the difference.
    pub interval: Interval,
}

/// Returns the mean of a group with its 95 % t interval.
///
/// One person has a mean without interval (`NOne`). Where everybody gave the same answer the interval is that
/// point: [`Moments::is_constant`] is the flag that must be shown with it.
///
/// Source: Student (1908), Biometrika 6(1), 1-25.
/// Reference: `tests/reference/groups.R`, `t.test(x)`. R refuses constant values.
///
/// # Errors
/// `NZero` for the empty group.
pub fn mean_interval(group: Moments) -> Result<Estimate, NotEstimable> {
    let value = group.mean()?;
    let interval = group.standard_error().map(|error| around(value, error, real(group.n() - 1)));
    Ok(Estimate { value, interval })
}

/// Returns the mean of a group of whom `population` could answer, with the 95 % t interval for that population.
///
/// The standard error is multiplied by sqrt(1 - n/N); where all answered the interval is the mean itself. For
/// describing these people only: comparisons, trends and other years are about a process, and have no such factor.
///
/// Source: Cochran (1977), Sampling Techniques, section 2.6.
/// Reference: `tests/reference/weighted_scan.R`, `svymean` with `svydesign(fpc = ~N)`.
///
/// # Errors
/// `NZero` for the empty group; `BadWeights` where the population is smaller than the group.
pub fn finite_mean_interval(group: Moments, population: u64) -> Result<Estimate, NotEstimable> {
    let value = group.mean()?;
    if population < group.n() {
        return Err(NotEstimable::BadWeights);
    }
    if population == group.n() {
        return Ok(Estimate { value, interval: Ok(Interval::new(value, value)) });
    }
    let unseen = (real(population - group.n()) / real(population)).sqrt();
    let interval = group.standard_error().map(|error| around(value, error * unseen, real(group.n() - 1)));
    Ok(Estimate { value, interval })
}

/// Returns the mean of `first` minus that of `reference`, with Welch's test for unequal variances.
///
/// A group of one person has no test (`GroupNOne`), nor have two groups that are both constant
/// (`ZeroVariance`).
///
/// Source: Welch (1947), Biometrika 34, 28-35; Satterthwaite (1946), Biometrics Bulletin 2(6), 110-114.
/// Reference: `tests/reference/groups.R`, `t.test(x, y)`.
///
/// # Errors
/// `NZero` where a group is empty.
pub fn welch(first: Moments, reference: Moments) -> Result<MeanDifference, NotEstimable> {
    let difference = first.mean()? - reference.mean()?;
    let test = both_spread(first, reference).and_then(|()| {
        let squared = [first, reference].map(|group| group.variance().map(|v| v / real(group.n())));
        let (first_part, second_part) = (squared[0]?, squared[1]?);
        let variance = first_part + second_part;
        let df = variance * variance
            / (first_part * first_part / real(first.n() - 1)
                + second_part * second_part / real(reference.n() - 1));
        t_test(difference, variance.sqrt(), df, largest_mean(first, reference))
    });
    Ok(MeanDifference { difference, test })
}

/// Returns the mean of `first` minus that of `reference`, with Student's test on the pooled variance.
///
/// Only for comparison with older reports: [`welch`] needs no equal variances.
///
/// Source: Student (1908), Biometrika 6(1), 1-25.
/// Reference: `tests/reference/groups.R`, `t.test(x, y, var.equal = TRUE)`.
///
/// # Errors
/// `NZero` where a group is empty.
pub fn student(first: Moments, reference: Moments) -> Result<MeanDifference, NotEstimable> {
    let difference = first.mean()? - reference.mean()?;
    let test = both_spread(first, reference).and_then(|()| {
        let df = real(first.n() + reference.n() - 2);
        let variance = (first.squares() + reference.squares()) / df;
        let error = (variance * (1.0 / real(first.n()) + 1.0 / real(reference.n()))).sqrt();
        t_test(difference, error, df, largest_mean(first, reference))
    });
    Ok(MeanDifference { difference, test })
}

/// Returns the mean change of people who answered twice, with the paired t test.
///
/// `changes` are the moments of later minus earlier, one per person who answered both times.
///
/// Reference: `tests/reference/groups.R`, `t.test(later, earlier, paired = TRUE)`.
///
/// # Errors
/// `NZero` where nobody answered twice.
pub fn paired(changes: Moments) -> Result<MeanDifference, NotEstimable> {
    let difference = changes.mean()?;
    let test = changes
        .standard_error()
        .and_then(|error| t_test(difference, error, real(changes.n() - 1), difference.abs()));
    Ok(MeanDifference { difference, test })
}

/// Returns the 95 % t interval around a value.
pub(super) fn around(value: f64, standard_error: f64, df: f64) -> Interval {
    let half = student_t_quantile(0.975, df) * standard_error;
    Interval::new(value - half, value + half)
}

fn both_spread(first: Moments, reference: Moments) -> Result<(), NotEstimable> {
    if first.n() < 2 || reference.n() < 2 { Err(NotEstimable::GroupNOne) } else { Ok(()) }
}

fn largest_mean(first: Moments, reference: Moments) -> f64 {
    let size = |group: Moments| group.mean().map_or(0.0, f64::abs);
    size(first).max(size(reference))
}

fn t_test(difference: f64, standard_error: f64, df: f64, size: f64) -> Result<TTest, NotEstimable> {
    // Values that differ by rounding only would give a t of millions; R draws the same line.
    if standard_error <= 10.0 * f64::EPSILON * size {
        return Err(NotEstimable::ZeroVariance);
    }
    let t = difference / standard_error;
    let interval = around(difference, standard_error, df);
    Ok(TTest { standard_error, t, df, p: student_t_p_two_sided(t, df), interval })
}

#[cfg(test)]
mod tests {
    use super::*;
    use approx::assert_relative_eq;
    use proptest::prelude::*;

    #[test]
    fn an_empty_group_has_no_mean_and_one_person_no_interval() {
        assert_eq!(mean_interval(Moments::default()), Err(NotEstimable::NZero));
        let one = mean_interval(Moments::of(&[4.0])).unwrap();
        assert_eq!((one.value, one.interval), (4.0, Err(NotEstimable::NOne)));
    }

    #[test]
    fn the_interval_of_equal_answers_is_a_point() {
        let same = mean_interval(Moments::of(&[3.0; 5])).unwrap();
        assert_eq!(same.interval, Ok(Interval::new(3.0, 3.0)));
    }

    #[test]
    fn a_known_population_narrows_the_interval_to_nothing_when_all_answered() {
        let group = Moments::of(&[2.0, 3.0, 3.0, 5.0]);
        let plain = mean_interval(group).unwrap().interval.unwrap();
        let of_sixteen = finite_mean_interval(group, 16).unwrap().interval.unwrap();
        let ratio = (of_sixteen.upper - of_sixteen.lower) / (plain.upper - plain.lower);
        assert_relative_eq!(ratio, 0.75_f64.sqrt(), max_relative = 1e-12);
        assert_eq!(finite_mean_interval(group, 4).unwrap().interval, Ok(Interval::new(3.25, 3.25)));
        assert_eq!(finite_mean_interval(group, 3), Err(NotEstimable::BadWeights));
        assert_eq!(finite_mean_interval(Moments::of(&[2.0]), 3).unwrap().interval, Err(NotEstimable::NOne));
        assert_eq!(finite_mean_interval(Moments::default(), 3), Err(NotEstimable::NZero));
    }

    #[test]
    fn constants_that_differ_give_a_difference_without_test() {
        let found = welch(Moments::of(&[3.0; 3]), Moments::of(&[4.0; 3])).unwrap();
        assert_eq!((found.difference, found.test), (-1.0, Err(NotEstimable::ZeroVariance)));
        assert_eq!(
            student(Moments::of(&[3.0; 3]), Moments::of(&[3.0; 3])).unwrap().test,
            Err(NotEstimable::ZeroVariance)
        );
    }

    #[test]
    fn a_group_of_one_gives_a_difference_without_test() {
        let found = welch(Moments::of(&[3.0]), Moments::of(&[4.0, 5.0])).unwrap();
        assert_eq!((found.difference, found.test), (-1.5, Err(NotEstimable::GroupNOne)));
        assert_eq!(welch(Moments::default(), Moments::of(&[4.0, 5.0])), Err(NotEstimable::NZero));
    }

    #[test]
    fn a_change_that_is_the_same_for_all_has_no_test() {
        assert_eq!(paired(Moments::of(&[0.5; 4])).unwrap().test, Err(NotEstimable::ZeroVariance));
        assert_eq!(paired(Moments::of(&[0.5])).unwrap().test, Err(NotEstimable::NOne));
        assert_eq!(paired(Moments::default()), Err(NotEstimable::NZero));
    }

    proptest! {
        #[test]
        fn swapping_the_groups_turns_the_sign_only(
            first in prop::collection::vec(1..6_i32, 3..30),
            second in prop::collection::vec(1..6_i32, 3..30),
        ) {
            let [first, second] = [first, second].map(|list| {
                Moments::of(&list.iter().map(|&value| f64::from(value)).collect::<Vec<_>>())
            });
            let (there, back) = (welch(first, second).unwrap(), welch(second, first).unwrap());
            prop_assert!((there.difference + back.difference).abs() < 1e-13);
            prop_assert_eq!(there.test.is_ok(), back.test.is_ok());
            if let (Ok(there), Ok(back)) = (there.test, back.test) {
                assert_relative_eq!(there.p, back.p, max_relative = 1e-12);
                prop_assert!((there.interval.lower + back.interval.upper).abs() < 1e-12);
            }
        }
    }
}
