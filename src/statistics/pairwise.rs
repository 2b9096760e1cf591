//! Every pair of several groups: Welch tests, Mann-Whitney tests and Games-Howell, corrected for their
//! number.
//!
//! Leaves out pairs with a common variance, and which pairs are worth a sentence.

use super::NotEstimable;
use super::count::real;
use super::frequency::Frequencies;
use super::means::{MeanDifference, welch};
use super::moments::Moments;
use super::multiplicity::{Correction, adjust};
use super::noncentral::studentized_range_cdf;
use super::rank::mann_whitney;

/// Two groups by their place in the list, and what their comparison gives.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Pair<T> {
    /// The place of the first group.
    pub first: usize,
    /// The place of the group it is compared with; the first minus this one.
    pub reference: usize,
    /// The comparison, or why there is none.
    pub comparison: Result<T, NotEstimable>,
}

/// Compares the means of every pair of groups by Welch's test: pairs in the order 0-1, 0-2, …, 1-2, ….
///
/// A pair with an empty group stays in the list with `NZero`.
///
/// Reference: `tests/reference/groups.R`, `pairwise.t.test(pool.sd = FALSE)`.
#[must_use]
pub fn pairwise_welch(groups: &[Moments]) -> Vec<Pair<MeanDifference>> {
    pairs(groups.len(), |first, reference| welch(groups[first], groups[reference]))
}

/// Returns the p-values of pairs of means, corrected; pairs without test stay without and do not count.
#[must_use]
pub fn corrected(pairs: &[Pair<MeanDifference>], correction: Correction) -> Vec<Option<f64>> {
    let p_values: Vec<Option<f64>> = pairs
        .iter()
        .map(|pair| pair.comparison.ok().and_then(|difference| difference.test.ok()).map(|test| test.p))
        .collect();
    adjust(&p_values, correction)
}

/// Returns the p-values of Games and Howell: each pair against the largest of all differences by chance.
///
/// `groups` is the number of groups that are compared; pairs without test stay without. Values below 1e-9 are
/// no more precise than that.
///
/// Source: Games & Howell (1976), Journal of Educational Statistics 1(2), 113-125.
/// Reference: `tests/reference/groups.R`, `ptukey(abs(t) * sqrt(2), k, df, lower.tail = FALSE)`.
#[must_use]
pub fn games_howell(pairs: &[Pair<MeanDifference>], groups: u32) -> Vec<Option<f64>> {
    let p_value = |pair: &Pair<MeanDifference>| {
        let test = pair.comparison.ok()?.test.ok()?;
        let range = test.t.abs() * std::f64::consts::SQRT_2;
        Some((1.0 - studentized_range_cdf(range, groups, test.df)).clamp(0.0, 1.0))
    };
    pairs.iter().map(p_value).collect()
}

/// Compares every pair of groups by rank and returns p-values without continuity correction, not yet
/// corrected for their number.
///
/// Reference: `tests/reference/groups.R`, `wilcox.test` per pair.
#[must_use]
pub fn pairwise_mann_whitney(groups: &[&Frequencies]) -> Vec<Pair<f64>> {
    pairs(groups.len(), |first, reference| mann_whitney(groups[first], groups[reference])?.p())
}

/// Returns how many findings chance alone gives on average among `tests` at the 5 % level.
#[must_use]
pub fn expected_by_chance(tests: u64) -> f64 {
    0.05 * real(tests)
}

fn pairs<T>(groups: usize, compare: impl Fn(usize, usize) -> Result<T, NotEstimable>) -> Vec<Pair<T>> {
    let mut pairs = Vec::new();
    for first in 0..groups {
        for reference in first + 1..groups {
            pairs.push(Pair { first, reference, comparison: compare(first, reference) });
        }
    }
    pairs
}

#[cfg(test)]
mod tests {
    use super::*;
    use approx::assert_relative_eq;

    fn three() -> Vec<Moments> {
        vec![
            Moments::of(&[1.0, 2.0, 2.0, 4.0]),
            Moments::default(),
            Moments::of(&[2.0, 3.0, 5.0]),
            Moments::of(&[6.0, 7.0, 7.0]),
        ]
    }

    #[test]
    fn a_pair_with_an_empty_group_stays_and_does_not_count() {
        let pairs = pairwise_welch(&three());
        let places: Vec<(usize, usize)> = pairs.iter().map(|pair| (pair.first, pair.reference)).collect();
        assert_eq!(places, [(0, 1), (0, 2), (0, 3), (1, 2), (1, 3), (2, 3)]);
        assert_eq!(pairs[0].comparison, Err(NotEstimable::NZero));
        let bonferroni = corrected(&pairs, Correction::Bonferroni);
        let raw = pairs[2].comparison.unwrap().test.unwrap().p;
        assert_eq!(bonferroni[0], None);
        assert_relative_eq!(bonferroni[2].unwrap(), 3.0 * raw, max_relative = 1e-14);
    }

    #[test]
    fn games_howell_of_two_groups_is_the_welch_test() {
        let pairs = pairwise_welch(&three()[2..]);
        let p = pairs[0].comparison.unwrap().test.unwrap().p;
        assert_relative_eq!(games_howell(&pairs, 2)[0].unwrap(), p, max_relative = 1e-6);
    }

    #[test]
    fn one_group_has_no_pairs() {
        assert_eq!(pairwise_welch(&three()[..1]), []);
        assert_eq!(pairwise_mann_whitney(&[&Frequencies::of(&[1.0])]), []);
    }

    #[test]
    fn a_pair_of_equal_answers_has_no_rank_test() {
        let same = Frequencies::of(&[2.0, 2.0]);
        assert_eq!(pairwise_mann_whitney(&[&same, &same])[0].comparison, Err(NotEstimable::AllTied));
    }

    #[test]
    fn chance_finds_one_in_twenty() {
        assert_relative_eq!(expected_by_chance(40), 2.0, max_relative = 1e-15);
    }
}
