//! Comparing two groups by rank: Mann-Whitney, and the largest distance between their distributions.
//!
//! Leaves out the interval of the probability of superiority, which is in [`super::superiority`], and
//! intervals for shifts of location.

use super::NotEstimable;
use super::count::real;
use super::distribution::normal_p_two_sided;
use super::frequency::{Frequencies, side_by_side};

/// From this group size on, the normal approximation takes the place of exact counting.
pub(super) const EXACT_BELOW: u64 = 50;

/// What the comparison of every pair of one person of each group gives.
#[derive(Debug, Clone, PartialEq)]
pub struct MannWhitney {
    n_first: u64,
    n_reference: u64,
    /// Twice U: a whole number, also with ties.
    twice_u: u128,
    /// The sum of t³ - t over all tied values.
    ties: u128,
}

/// Whether a normal approximation of a stepwise probability moves half a step to the middle.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Continuity {
    /// No correction: the default here.
    Plain,
    /// Half a step towards the middle: the default of R.
    Corrected,
}

/// Compares two groups pair by pair.
///
/// Source: Mann & Whitney (1947), Annals of Mathematical Statistics 18(1), 50-60.
/// Reference: `tests/reference/groups.R`, `wilcox.test(x, y)`.
///
/// # Errors
/// `NZero` where a group is empty.
pub fn mann_whitney(first: &Frequencies, reference: &Frequencies) -> Result<MannWhitney, NotEstimable> {
    if first.n() == 0 || reference.n() == 0 {
        return Err(NotEstimable::NZero);
    }
    let (mut twice_u, mut ties, mut reference_below) = (0, 0, 0);
    for joint in side_by_side(&[first, reference]) {
        let (here, there) = (joint.counts[0], joint.counts[1]);
        twice_u += u128::from(here) * u128::from(2 * reference_below + there);
        reference_below += there;
        ties += tie_term(here + there);
    }
    Ok(MannWhitney { n_first: first.n(), n_reference: reference.n(), twice_u, ties })
}

/// Compares two lists of plain values pair by pair: [`mann_whitney`] of their counts.
///
/// # Errors
/// `NZero` where a list is empty.
pub fn mann_whitney_of(first: &[f64], reference: &[f64]) -> Result<MannWhitney, NotEstimable> {
    mann_whitney(&Frequencies::of(first), &Frequencies::of(reference))
}

impl MannWhitney {
    /// Returns U of the first group: the number of pairs in which it is higher, ties counted half.
    #[must_use]
    pub fn u(&self) -> f64 {
        half(self.twice_u)
    }

    /// Returns the probability of superiority, 0 to 1: the share of pairs in which the first group is higher,
    /// ties counted half.
    #[must_use]
    pub fn superiority(&self) -> f64 {
        self.u() / self.pairs()
    }

    /// Returns Cliff's delta, which is also the rank-biserial correlation, -1 to 1.
    ///
    /// Source: Cliff (1993), Psychological Bulletin 114(3), 494-509.
    #[must_use]
    pub fn cliff_delta(&self) -> f64 {
        2.0 * self.superiority() - 1.0
    }

    /// Returns the two-sided probability: exact for groups below 50 without ties, else by [`Self::p_normal`]
    /// without continuity correction.
    ///
    /// # Errors
    /// `AllTied` where everybody has the same value.
    pub fn p(&self) -> Result<f64, NotEstimable> {
        if self.ties == 0 && self.n_first < EXACT_BELOW && self.n_reference < EXACT_BELOW {
            return Ok(self.p_exact());
        }
        self.p_normal(Continuity::Plain)
    }

    /// Returns the two-sided probability by the normal approximation with the variance corrected for ties.
    ///
    /// Reference: `tests/reference/groups.R`, `wilcox.test(x, y, exact = FALSE, correct = FALSE)`.
    ///
    /// # Errors
    /// `AllTied` where everybody has the same value.
    pub fn p_normal(&self, continuity: Continuity) -> Result<f64, NotEstimable> {
        let n = real(self.n_first + self.n_reference);
        let variance = self.pairs() / 12.0 * (n + 1.0 - whole(self.ties) / (n * (n - 1.0)));
        let all = u128::from(self.n_first + self.n_reference);
        if self.ties == all * all * all - all {
            return Err(NotEstimable::AllTied);
        }
        let away = (self.u() - self.pairs() / 2.0).abs();
        let away = match continuity {
            Continuity::Plain => away,
            Continuity::Corrected => (away - 0.5).max(0.0),
        };
        Ok(normal_p_two_sided(away / variance.sqrt()))
    }

    fn pairs(&self) -> f64 {
        real(self.n_first) * real(self.n_reference)
    }

    /// Counts the orders of both groups with a U as extreme; without ties U is a whole number.
    fn p_exact(&self) -> f64 {
        let pairs = u128::from(self.n_first) * u128::from(self.n_reference);
        let u = self.twice_u / 2;
        let tail = u.min(pairs - u);
        let orders = orders_by_u(self.n_first, self.n_reference);
        let all: u128 = orders.iter().sum();
        let extreme: u128 = orders.iter().zip(0..=tail).map(|(orders, _)| orders).sum();
        (2.0 * whole(extreme) / whole(all)).min(1.0)
    }
}

/// Returns how many orders of two groups without ties give each U, from 0 up.
///
/// These are the coefficients of the Gaussian binomial, built by one factor up and one down at a time: every
/// step is whole, and below 2^100 for groups below 50.
fn orders_by_u(n_first: u64, n_reference: u64) -> Vec<u128> {
    let length =
        usize::try_from(n_first * n_reference).expect("invariant: exact counts are for small groups") + 1;
    let step = |n: u64| usize::try_from(n).expect("invariant: exact counts are for small groups");
    let mut orders = vec![0_i128; length];
    orders[0] = 1;
    for size in 1..=n_first {
        let up = step(n_reference + size);
        for place in (up..length).rev() {
            orders[place] -= orders[place - up];
        }
        let down = step(size);
        for place in down..length {
            orders[place] += orders[place - down];
        }
    }
    orders
        .into_iter()
        .map(|orders| u128::try_from(orders).expect("invariant: a count is not negative"))
        .collect()
}

/// Returns the largest distance between the cumulative shares of two groups (Kolmogorov-Smirnov D), 0 to 1.
///
/// Reference: `tests/reference/groups.R`, `ks.test(x, y)$statistic`.
///
/// # Errors
/// `NZero` where a group is empty.
pub fn largest_distance(first: &Frequencies, reference: &Frequencies) -> Result<f64, NotEstimable> {
    if first.n() == 0 || reference.n() == 0 {
        return Err(NotEstimable::NZero);
    }
    let (mut first_below, mut reference_below, mut largest) = (0, 0, 0);
    for joint in side_by_side(&[first, reference]) {
        first_below += joint.counts[0];
        reference_below += joint.counts[1];
        let crossed = u128::from(first_below) * u128::from(reference.n());
        largest = crossed.abs_diff(u128::from(reference_below) * u128::from(first.n())).max(largest);
    }
    Ok(whole(largest) / (real(first.n()) * real(reference.n())))
}

/// Returns t³ - t for a number of people with one value: how much it takes from the variance of ranks.
pub(super) fn tie_term(tied: u64) -> u128 {
    let tied = u128::from(tied);
    tied * tied * tied - tied
}

/// Returns half of a number that was kept double to stay whole.
pub(super) fn half(twice: u128) -> f64 {
    whole(twice) / 2.0
}

/// Returns a whole number as one to calculate with.
#[expect(clippy::cast_precision_loss, reason = "beyond 2^53 a relative error of 1e-16 remains")]
pub(super) fn whole(value: u128) -> f64 {
    value as f64
}

#[cfg(test)]
#[expect(clippy::float_cmp, reason = "halves of whole numbers are exact")]
mod tests {
    use super::*;
    use approx::assert_relative_eq;
    use proptest::prelude::*;

    #[test]
    fn all_tied_groups_are_even_and_have_no_p_value() {
        let tied = mann_whitney_of(&[3.0; 3], &[3.0; 3]).unwrap();
        assert_eq!((tied.superiority(), tied.cliff_delta()), (0.5, 0.0));
        assert_eq!(tied.p(), Err(NotEstimable::AllTied));
    }

    #[test]
    fn one_person_against_one_other_has_an_exact_p_value_of_one() {
        assert_eq!(mann_whitney_of(&[1.0], &[2.0]).unwrap().p(), Ok(1.0));
        assert_eq!(mann_whitney_of(&[1.0], &[1.0]).unwrap().p(), Err(NotEstimable::AllTied));
        assert_eq!(mann_whitney_of(&[], &[2.0]), Err(NotEstimable::NZero));
    }

    #[test]
    fn small_groups_without_ties_are_counted_exactly() {
        let found = mann_whitney_of(&[1.0, 2.0, 3.0], &[4.0, 5.0, 6.0]).unwrap();
        assert_relative_eq!(found.p().unwrap(), 0.1, max_relative = 1e-15);
        let found = mann_whitney_of(&[1.1, 2.2, 3.3, 4.4], &[2.5, 6.0, 7.0, 8.0, 9.0]).unwrap();
        assert_eq!(found.u(), 2.0);
        assert_relative_eq!(found.p().unwrap(), 8.0 / 126.0, max_relative = 1e-15);
    }

    #[test]
    fn the_orders_of_the_largest_exact_groups_add_up_to_the_binomial() {
        let all: u128 = orders_by_u(49, 49).iter().sum();
        assert_eq!(all, 25_477_612_258_980_856_902_730_428_600);
    }

    #[test]
    fn groups_apart_are_at_distance_one_and_equal_ones_at_none() {
        let (low, high) = (Frequencies::of(&[1.0, 2.0]), Frequencies::of(&[3.0]));
        assert_eq!(largest_distance(&low, &high), Ok(1.0));
        assert_eq!(largest_distance(&low, &low), Ok(0.0));
        assert_eq!(largest_distance(&low, &Frequencies::default()), Err(NotEstimable::NZero));
    }

    proptest! {
        #[test]
        fn histograms_agree_with_pairs_counted_one_by_one(
            first in prop::collection::vec(1..6_i32, 2..25),
            second in prop::collection::vec(1..6_i32, 2..25),
        ) {
            let [first, second] = [first, second].map(|list| list.into_iter().map(f64::from).collect::<Vec<_>>());
            let mut u = 0.0;
            for one in &first {
                for other in &second {
                    u += if one > other { 1.0 } else if one < other { 0.0 } else { 0.5 };
                }
            }
            let found = mann_whitney_of(&first, &second).unwrap();
            prop_assert_eq!(found.u(), u);
            let back = mann_whitney_of(&second, &first).unwrap();
            prop_assert_eq!(found.p(), back.p());
            assert_relative_eq!(found.superiority() + back.superiority(), 1.0, max_relative = 1e-14);
        }
    }
}
