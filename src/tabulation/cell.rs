//! The counts of one group: people, answers, weights.
//!
//! Leaves out which groups there are (`cube`) and how they are counted (`count`).

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::iter;
use std::ops::Range;

use super::People;
use super::complete::CompleteCases;

/// The counts of one group.
///
/// A whole country has a million of them: what most groups do not have takes hardly any room.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Cell {
    /// How many people there are, whether they answered or not.
    pub people: People,
    pub(super) counts: Box<[u32]>,
    /// The weights of the people; `None` where nobody is weighted.
    pub weights: Option<Box<Weights>>,
    /// How many more people than `counts` there can be, where a publisher hid cells; empty where none is hidden.
    pub(super) hidden: Box<[u32]>,
    pub(super) complete: Box<[CompleteCases]>,
}

/// The weights of the people of a group.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Weights {
    /// How many of the people have a weight.
    pub people: u64,
    /// The weights of all people.
    pub whole: WeightSum,
    /// The weights of the people behind each counter that has people: most groups have few people and many counters.
    pub(super) of_counted: Box<[WeightSum]>,
}

/// The weights of some people in whole steps of the grid of their population, so that sums are exact in any order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct WeightSum {
    /// The sum of the weights, in steps.
    pub sum: u128,
    /// The sum of the squared weights, in squared steps.
    pub squares: u128,
}

impl WeightSum {
    /// Returns the weights of both together.
    #[must_use]
    pub fn merge(self, other: Self) -> Self {
        Self { sum: self.sum + other.sum, squares: self.squares + other.squares }
    }
}

impl Cell {
    /// Returns the weights of the people behind each of a range of counters; none where nobody is weighted.
    pub(super) fn weights_of(&self, range: Range<usize>) -> impl Iterator<Item = WeightSum> {
        let counts = self.counts.get(range.clone()).filter(|_| self.weights.is_some()).unwrap_or(&[]);
        let before = self.counts.iter().take(range.start).filter(|count| **count > 0).count();
        let counted = self.weights.as_ref().and_then(|weights| weights.of_counted.get(before..));
        let mut sums = counted.unwrap_or(&[]).iter().copied();
        counts.iter().map(move |count| {
            let sum = if *count > 0 { sums.next() } else { None };
            sum.unwrap_or_default()
        })
    }

    pub(super) fn merge(&mut self, other: &Self) {
        self.people.least += other.people.least;
        self.people.most += other.people.most;
        if let Some(more) = &other.weights {
            let of_counted = self.weights_with(other);
            let weights = self.weights.get_or_insert_default();
            weights.people += more.people;
            weights.whole = weights.whole.merge(more.whole);
            weights.of_counted = of_counted;
        }
        add_each(&mut self.counts, &other.counts, |a, b| *a += b);
        add_each(&mut self.hidden, &other.hidden, |a, b| *a += b);
        add_each(&mut self.complete, &other.complete, CompleteCases::merge);
    }

    /// Returns the weights behind each counter that has people in this group or the other, of both together.
    fn weights_with(&self, other: &Self) -> Box<[WeightSum]> {
        let counters = self.counts.len().max(other.counts.len());
        let both = self.each_counter().zip(other.each_counter()).take(counters);
        let counted = both.filter(|((count, _), (more, _))| count + more > 0);
        counted.map(|((_, sum), (_, more))| sum.merge(more)).collect()
    }

    /// Returns the people and weights behind each counter; behind those that it has not, nobody, without end.
    fn each_counter(&self) -> impl Iterator<Item = (u32, WeightSum)> {
        let counts = self.counts.iter().copied().chain(iter::repeat(0));
        counts.zip(self.weights_of(0..self.counts.len()).chain(iter::repeat(WeightSum::default())))
    }
}

/// Adds a group to others by its name: further groups of one name are one group.
pub(super) fn add<K: Ord>(cells: &mut BTreeMap<K, Cell>, name: K, cell: Cow<'_, Cell>) {
    match cells.entry(name) {
        Entry::Vacant(slot) => _ = slot.insert(cell.into_owned()),
        Entry::Occupied(mut slot) => slot.get_mut().merge(&cell),
    }
}

/// Adds the counters of a group to those of another, of which either may have fewer.
fn add_each<T: Clone>(sums: &mut Box<[T]>, others: &[T], add: impl Fn(&mut T, &T)) {
    if sums.len() < others.len() {
        let shorter = std::mem::replace(sums, others.into());
        sums.iter_mut().zip(&shorter).for_each(|(sum, other)| add(sum, other));
    } else {
        sums.iter_mut().zip(others).for_each(|(sum, other)| add(sum, other));
    }
}
