//! How often each value occurs: the integer histogram that the statistics of a discrete variable come from.
//!
//! Counts merge exactly in any order, so a figure cannot depend on how the work was cut into blocks.
//! Leaves out weights and missing answers: neither is a value.

use super::count::real;
use super::moments::Moments;
use super::{Fraction, NotEstimable};

/// A value and the number of people who have it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Frequency {
    /// The value, on the scale of the variable.
    pub value: f64,
    /// How many people have it; at least 1.
    pub count: u64,
}

/// The distinct values of a group in ascending order, each with its count.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Frequencies {
    cells: Vec<Frequency>,
    n: u64,
}

impl Frequencies {
    /// Counts `values`, in any order; the empty slice gives `Frequencies::default()`.
    ///
    /// # Panics
    /// A value is not finite: missing answers are left out before counting.
    #[must_use]
    pub fn of(values: &[f64]) -> Self {
        Self::from_counts(values.iter().map(|&value| Frequency { value, count: 1 }))
    }

    /// Counts values that come with counts, in any order; a value may come more than once, and a count of 0
    /// is nothing.
    ///
    /// # Panics
    /// A value is not finite: missing answers are left out before counting.
    #[must_use]
    pub fn from_counts(counts: impl IntoIterator<Item = Frequency>) -> Self {
        let mut cells: Vec<Frequency> = counts.into_iter().filter(|cell| cell.count > 0).collect();
        for cell in &mut cells {
            assert!(cell.value.is_finite(), "invariant: a counted value is finite");
            // Minus zero and zero are one answer, and `total_cmp` would keep them apart.
            cell.value += 0.0;
        }
        cells.sort_by(|left, right| left.value.total_cmp(&right.value));
        cells.dedup_by(|next, kept| {
            let same = same_value(*next, *kept);
            if same {
                kept.count += next.count;
            }
            same
        });
        let n = cells.iter().map(|cell| cell.count).sum();
        Self { cells, n }
    }

    /// Returns the counts of both groups together; exact in any order, and an empty group changes nothing.
    #[must_use]
    pub fn merge(&self, other: &Self) -> Self {
        Self::from_counts(self.cells.iter().chain(&other.cells).copied())
    }

    /// Returns the values in ascending order with their counts.
    #[must_use]
    pub fn cells(&self) -> &[Frequency] {
        &self.cells
    }

    /// Returns the number of people.
    #[must_use]
    pub fn n(&self) -> u64 {
        self.n
    }

    /// Returns how many people have exactly `value`.
    #[must_use]
    pub fn count_of(&self, value: f64) -> u64 {
        let found = self.cells.binary_search_by(|cell| cell.value.total_cmp(&(value + 0.0)));
        found.map_or(0, |place| self.cells[place].count)
    }

    /// Returns the share of people with exactly `value`, of all who have a value.
    ///
    /// At the declared lower bound of a scale this is the floor share, at the upper bound the ceiling share.
    ///
    /// Source: Terwee et al. (2007), Journal of Clinical Epidemiology 60, 34-42 (flag above 15 %).
    ///
    /// # Errors
    /// `NZero` for the empty group.
    pub fn share_of(&self, value: f64) -> Result<Fraction, NotEstimable> {
        Fraction::of(self.count_of(value), self.n)
    }

    /// Returns count, mean and spread, the same to the last bit however the counts were merged.
    #[must_use]
    pub fn moments(&self) -> Moments {
        let Some(first) = self.cells.first() else { return Moments::default() };
        // Deviations are taken from the first value: a constant group then has a spread of exactly zero.
        let total: f64 = self.cells.iter().map(|cell| real(cell.count) * (cell.value - first.value)).sum();
        let mean = first.value + total / real(self.n);
        let squares = self.cells.iter().map(|cell| real(cell.count) * (cell.value - mean).powi(2)).sum();
        Moments::from_parts(self.n, mean, squares)
    }

    /// Returns the counts of `change(value)`, for instance of values reversed or taken as deviations.
    ///
    /// # Panics
    /// `change` gives a value that is not finite.
    #[must_use]
    pub fn map(&self, change: impl Fn(f64) -> f64) -> Self {
        Self::from_counts(
            self.cells.iter().map(|cell| Frequency { value: change(cell.value), count: cell.count }),
        )
    }
}

fn same_value(left: Frequency, right: Frequency) -> bool {
    left.value.total_cmp(&right.value).is_eq()
}

/// The counts of several groups at one value.
pub(super) struct Joint {
    pub(super) value: f64,
    /// One count per group, in the order of the groups.
    pub(super) counts: Vec<u64>,
}

impl Joint {
    /// Returns how many people of all groups share the value.
    pub(super) fn total(&self) -> u64 {
        self.counts.iter().sum()
    }
}

/// Lays groups side by side: each distinct value once, ascending, with a count per group.
pub(super) fn side_by_side(groups: &[&Frequencies]) -> Vec<Joint> {
    let mut tagged: Vec<(usize, Frequency)> = groups
        .iter()
        .enumerate()
        .flat_map(|(group, frequencies)| frequencies.cells.iter().map(move |&cell| (group, cell)))
        .collect();
    tagged.sort_by(|left, right| left.1.value.total_cmp(&right.1.value).then(left.0.cmp(&right.0)));
    let mut joint: Vec<Joint> = Vec::new();
    for (group, cell) in tagged {
        match joint.last_mut() {
            Some(last) if last.value.total_cmp(&cell.value).is_eq() => last.counts[group] += cell.count,
            _ => {
                let mut counts = vec![0; groups.len()];
                counts[group] = cell.count;
                joint.push(Joint { value: cell.value, counts });
            }
        }
    }
    joint
}

#[cfg(test)]
mod tests {
    use super::*;
    use approx::assert_relative_eq;
    use proptest::prelude::*;

    #[test]
    fn values_are_counted_once_each_in_ascending_order() {
        let frequencies = Frequencies::of(&[3.0, 1.0, 3.0, -0.0, 0.0]);
        let pairs: Vec<(f64, u64)> =
            frequencies.cells().iter().map(|cell| (cell.value, cell.count)).collect();
        assert_eq!(pairs, [(0.0, 2), (1.0, 1), (3.0, 2)]);
        assert_eq!(frequencies.n(), 5);
        assert_eq!(frequencies.count_of(-0.0), 2);
        assert_eq!(frequencies.count_of(2.0), 0);
    }

    #[test]
    fn nobody_has_no_share_at_the_floor() {
        assert_eq!(Frequencies::default().share_of(1.0), Err(NotEstimable::NZero));
        assert_eq!(Frequencies::of(&[1.0, 1.0, 5.0, 2.0]).share_of(1.0).map(Fraction::value), Ok(0.5));
    }

    #[test]
    fn a_constant_group_has_no_spread_at_all() {
        let constant = Frequencies::from_counts([Frequency { value: 0.1, count: 3 }]);
        assert!(constant.moments().is_constant());
        assert_eq!(constant.moments().mean(), Ok(0.1));
    }

    #[test]
    fn a_count_of_nothing_is_no_cell() {
        assert_eq!(Frequencies::from_counts([Frequency { value: 2.0, count: 0 }]), Frequencies::default());
    }

    #[test]
    #[should_panic(expected = "invariant")]
    fn a_missing_answer_is_not_a_value() {
        let _ = Frequencies::of(&[1.0, f64::NAN]);
    }

    proptest! {
        #[test]
        fn counts_merge_exactly_in_any_order(
            first in prop::collection::vec(-3..8_i32, 0..40),
            second in prop::collection::vec(-3..8_i32, 0..40),
            third in prop::collection::vec(-3..8_i32, 0..40),
        ) {
            let values = |list: &[i32]| list.iter().map(|&value| f64::from(value) / 3.0).collect::<Vec<_>>();
            let whole = Frequencies::of(&values(&[first.clone(), second.clone(), third.clone()].concat()));
            let [first, second, third] = [first, second, third].map(|list| Frequencies::of(&values(&list)));
            prop_assert_eq!(&first.merge(&second).merge(&third), &whole);
            prop_assert_eq!(&third.merge(&Frequencies::default()).merge(&second).merge(&first), &whole);
            prop_assert_eq!(first.merge(&second.merge(&third)).moments(), whole.moments());
        }

        #[test]
        fn the_moments_of_a_histogram_are_those_of_the_slice(list in prop::collection::vec(1..6_i32, 1..60)) {
            let values: Vec<f64> = list.iter().map(|&value| f64::from(value) * 0.7).collect();
            let (counted, direct) = (Frequencies::of(&values).moments(), Moments::of(&values));
            prop_assert_eq!(counted.n(), direct.n());
            assert_relative_eq!(counted.mean().unwrap(), direct.mean().unwrap(), max_relative = 1e-13);
            prop_assert!((counted.squares() - direct.squares()).abs() <= 1e-12 * (1.0 + direct.squares()));
        }
    }
}
