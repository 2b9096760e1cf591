//! The probability of superiority: how often a random person of one group is higher than one of another.
//!
//! Leaves out permutation versions for very small groups.

use super::count::real;
use super::distribution::student_t_p_two_sided;
use super::frequency::{Frequencies, side_by_side};
use super::means::around;
use super::rank::{mann_whitney, whole};
use super::{Interval, NotEstimable};

/// The probability of superiority with its interval.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Superiority {
    /// The share of pairs in which the first group is higher, ties counted half; 0 to 1.
    pub value: f64,
    /// The test and interval, or why there is none.
    pub test: Result<BrunnerMunzel, NotEstimable>,
}

/// The test of a probability of superiority against one half, for groups that may differ in spread.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct BrunnerMunzel {
    /// The standard error of the probability of superiority.
    pub standard_error: f64,
    /// The statistic, negative where the first group is higher: the sign of the literature.
    pub w: f64,
    /// Degrees of freedom.
    pub df: f64,
    /// The two-sided probability.
    pub p: f64,
    /// The 95 % t interval; can reach outside 0 to 1, and is clipped to it where it is shown.
    pub interval: Interval,
}

/// Returns the probability that a random person of `first` is higher than one of `reference`, with its
/// interval.
///
/// No interval where a group has one member (`GroupNOne`), where all of one group are above all of the other
/// (`Separation`), or where everybody has the same value (`AllTied`): the estimated variance is then zero.
///
/// Source: Brunner & Munzel (2000), Biometrical Journal 42(1), 17-25.
/// Reference: `tests/reference/groups.R`, written out there from the pooled and within-group mid-ranks.
///
/// # Errors
/// `NZero` where a group is empty.
pub fn superiority(first: &Frequencies, reference: &Frequencies) -> Result<Superiority, NotEstimable> {
    let value = mann_whitney(first, reference)?.superiority();
    Ok(Superiority { value, test: brunner_munzel(value, first, reference) })
}

/// Returns the probability of superiority of plain values: [`superiority`] of their counts.
///
/// # Errors
/// `NZero` where a list is empty.
pub fn superiority_of(first: &[f64], reference: &[f64]) -> Result<Superiority, NotEstimable> {
    superiority(&Frequencies::of(first), &Frequencies::of(reference))
}

fn brunner_munzel(
    value: f64,
    first: &Frequencies,
    reference: &Frequencies,
) -> Result<BrunnerMunzel, NotEstimable> {
    if first.n() < 2 || reference.n() < 2 {
        return Err(NotEstimable::GroupNOne);
    }
    let (n_first, n_reference) = (real(first.n()), real(reference.n()));
    let in_first = placement_variance(first, reference) / (n_first * n_reference * n_reference);
    let in_reference = placement_variance(reference, first) / (n_reference * n_first * n_first);
    let variance = in_first + in_reference;
    if variance <= 0.0 {
        let one_half =
            first.cells().len() == 1 && first.cells()[0].value.total_cmp(&reference.cells()[0].value).is_eq();
        return Err(if one_half { NotEstimable::AllTied } else { NotEstimable::Separation });
    }
    let df = variance * variance
        / (in_first * in_first / (n_first - 1.0) + in_reference * in_reference / (n_reference - 1.0));
    let standard_error = variance.sqrt();
    let w = (0.5 - value) / standard_error;
    let interval = around(value, standard_error, df);
    Ok(BrunnerMunzel { standard_error, w, df, p: student_t_p_two_sided(w, df), interval })
}

/// Returns the variance over a group of placements: how many of `others` each person is above, ties counted
/// half.
///
/// The pooled mid-rank less the mid-rank within the group is the placement, so no ranks are needed. Sums are
/// whole numbers, so complete separation gives exactly 0.
fn placement_variance(group: &Frequencies, others: &Frequencies) -> f64 {
    let (mut below, mut sum, mut squares) = (0_u64, 0_u128, 0_u128);
    for joint in side_by_side(&[group, others]) {
        let twice = u128::from(2 * below + joint.counts[1]);
        sum += u128::from(joint.counts[0]) * twice;
        squares += u128::from(joint.counts[0]) * twice * twice;
        below += joint.counts[1];
    }
    let n = u128::from(group.n());
    whole(n * squares - sum * sum) / (4.0 * real(group.n()) * real(group.n() - 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn groups_of_one_value_are_even_without_interval() {
        let tied = superiority_of(&[3.0; 3], &[3.0; 3]).unwrap();
        assert_eq!((tied.value, tied.test), (0.5, Err(NotEstimable::AllTied)));
    }

    #[test]
    fn an_empty_group_has_no_pairs_and_one_person_no_interval() {
        assert_eq!(superiority_of(&[1.0], &[]), Err(NotEstimable::NZero));
        let one = superiority_of(&[1.0], &[2.0, 3.0]).unwrap();
        assert_eq!((one.value, one.test), (0.0, Err(NotEstimable::GroupNOne)));
    }

    #[test]
    fn complete_separation_has_no_interval() {
        let apart = superiority_of(&[1.0, 2.0, 3.0], &[4.0, 5.0, 6.0]).unwrap();
        assert_eq!((apart.value, apart.test), (0.0, Err(NotEstimable::Separation)));
        let apart = superiority_of(&[4.0; 3], &[1.0; 2]).unwrap();
        assert_eq!((apart.value, apart.test), (1.0, Err(NotEstimable::Separation)));
    }

    #[test]
    fn swapping_the_groups_mirrors_the_interval() {
        let (low, high) = ([1.0, 2.0, 2.0, 4.0], [2.0, 3.0, 5.0]);
        let there = superiority_of(&low, &high).unwrap().test.unwrap();
        let back = superiority_of(&high, &low).unwrap().test.unwrap();
        assert!((there.interval.lower + back.interval.upper - 1.0).abs() < 1e-14);
        assert!((there.w + back.w).abs() < 1e-14);
    }
}
