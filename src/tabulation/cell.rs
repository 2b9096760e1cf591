//! The counts of one group: people, answers, weights.
//!
//! Leaves out which groups there are (`cube`) and how they are counted (`count`).

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
    /// The weights of the people behind each counter.
    pub(super) of_counts: Box<[WeightSum]>,
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
    pub(super) fn merge(&mut self, other: &Self) {
        self.people.least += other.people.least;
        self.people.most += other.people.most;
        add_each(&mut self.counts, &other.counts, |a, b| *a += b);
        if let Some(other) = &other.weights {
            self.weights.get_or_insert_default().merge(other);
        }
        add_each(&mut self.hidden, &other.hidden, |a, b| *a += b);
        add_each(&mut self.complete, &other.complete, CompleteCases::merge);
    }
}

impl Weights {
    fn merge(&mut self, other: &Self) {
        self.people += other.people;
        self.whole = self.whole.merge(other.whole);
        add_each(&mut self.of_counts, &other.of_counts, |a, b| *a = a.merge(*b));
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
