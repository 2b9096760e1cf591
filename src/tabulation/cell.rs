//! The counts of one group: people, answers, weights.
//!
//! Leaves out which groups there are (`cube`) and how they are counted (`count`).

use super::People;
use super::complete::CompleteCases;

/// The counts of one group.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Cell {
    /// How many people there are, whether they answered or not.
    pub people: People,
    pub(super) counts: Vec<u32>,
    /// How many of the people have a weight; 0 where nobody is weighted.
    pub weighted: u64,
    /// The weights of all people; nothing where nobody is weighted.
    pub weight: WeightSum,
    /// The weights of the people behind each counter; empty where nobody is weighted.
    pub(super) weights: Vec<WeightSum>,
    /// How many more people than `counts` there can be, where a publisher hid cells; empty where none is hidden.
    pub(super) hidden: Vec<u32>,
    pub(super) complete: Vec<CompleteCases>,
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
        self.counts.resize(other.counts.len(), 0);
        self.counts.iter_mut().zip(&other.counts).for_each(|(a, b)| *a += b);
        self.weighted += other.weighted;
        self.weight = self.weight.merge(other.weight);
        self.weights.resize(other.weights.len(), WeightSum::default());
        self.weights.iter_mut().zip(&other.weights).for_each(|(a, b)| *a = a.merge(*b));
        if !other.hidden.is_empty() {
            self.hidden.resize(other.hidden.len(), 0);
            self.hidden.iter_mut().zip(&other.hidden).for_each(|(a, b)| *a += b);
        }
        self.complete.resize(other.complete.len(), CompleteCases::default());
        self.complete.iter_mut().zip(&other.complete).for_each(|(a, b)| a.merge(b));
    }
}
