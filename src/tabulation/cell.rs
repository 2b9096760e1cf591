//! The counts of one group: people, answers, and the sums that reliability is computed from.
//!
//! Leaves out which groups there are (`cube`).

use super::People;
use super::roll::Observed;

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
    pub(super) fn add(&mut self, steps: u64) {
        self.sum += u128::from(steps);
        self.squares += u128::from(steps) * u128::from(steps);
    }

    /// Returns the weights of both together.
    #[must_use]
    pub fn merge(self, other: Self) -> Self {
        Self { sum: self.sum + other.sum, squares: self.squares + other.squares }
    }
}

/// Sums over the people who answered all items of a scale: what reliability is computed from.
///
/// Answers are in steps above the lowest answer and reversed where needed; reliability does not depend
/// on where a scale starts or on its unit.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct CompleteCases {
    /// How many people answered all items.
    pub n: u64,
    /// The sum of each item.
    pub sums: Vec<u64>,
    /// The sums of products, row by row: item i times item j at `i * k + j`.
    pub products: Vec<u64>,
    /// How many people with each total gave each answer to each item; kept for few groups, else empty.
    pub answers: AnswersByTotal,
}

/// Answers to the items of a scale, by total score: what shows whether an item works alike in two groups.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct AnswersByTotal {
    counts: Vec<u32>,
    items: usize,
    /// The number of steps from the lowest to the highest answer of an item.
    span: usize,
}

impl AnswersByTotal {
    /// Returns whether nothing was kept.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.counts.is_empty()
    }

    /// Returns how many totals there are: 0 to one less than this.
    #[must_use]
    pub fn totals(&self) -> usize {
        self.items * self.span + 1
    }

    /// Returns how many people with a total gave each answer to an item, by steps above the lowest.
    #[must_use]
    pub fn of(&self, item: usize, total: usize) -> &[u32] {
        let start = self.start(item, total);
        self.counts.get(start..=start + self.span).unwrap_or(&[])
    }

    fn start(&self, item: usize, total: usize) -> usize {
        (item * self.totals() + total) * (self.span + 1)
    }

    #[expect(clippy::cast_possible_truncation, reason = "steps of a few answers")]
    fn add(&mut self, steps: &[u64], span: usize) {
        if self.counts.is_empty() {
            (self.items, self.span) = (steps.len(), span);
            self.counts = vec![0; self.items * self.totals() * (span + 1)];
        }
        let total = steps.iter().sum::<u64>() as usize;
        for (item, step) in steps.iter().enumerate() {
            let at = self.start(item, total) + *step as usize;
            if let Some(count) = self.counts.get_mut(at).filter(|_| *step as usize <= span) {
                *count += 1;
            }
        }
    }

    fn merge(&mut self, other: &Self) {
        if self.counts.is_empty() {
            *self = other.clone();
            return;
        }
        self.counts.iter_mut().zip(&other.counts).for_each(|(a, b)| *a += b);
    }
}

/// What is kept of the people who answered all items of a scale.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Keeps {
    /// Nothing.
    CountsOnly,
    /// Sums of products.
    CompleteCases,
    /// Answers by total too, of scales for which these are at most this many numbers.
    AnswersByTotal {
        /// The most numbers for one scale.
        most: usize,
    },
}

impl CompleteCases {
    fn add(&mut self, steps: &[u64]) {
        let k = steps.len();
        self.sums.resize(k, 0);
        self.products.resize(k * k, 0);
        self.n += 1;
        for (i, a) in steps.iter().enumerate() {
            self.sums[i] += a;
            for (j, b) in steps.iter().enumerate() {
                self.products[i * k + j] += a * b;
            }
        }
    }

    fn merge(&mut self, other: &Self) {
        if self.sums.is_empty() {
            *self = other.clone();
            return;
        }
        self.answers.merge(&other.answers);
        self.n += other.n;
        self.sums.iter_mut().zip(&other.sums).for_each(|(a, b)| *a += b);
        self.products.iter_mut().zip(&other.products).for_each(|(a, b)| *a += b);
    }
}

impl Cell {
    /// Adds a row of a table of counts to one counter.
    pub(super) fn add(&mut self, counter: usize, least: u32, most: u32) {
        self.counts[counter] += least;
        if most > least {
            self.hidden.resize(self.counts.len(), 0);
            self.hidden[counter] += most - least;
        }
    }

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

/// Adds a person who answered all items of a scale, for each scale.
pub(super) fn add_complete_cases(cell: &mut Cell, observed: &[Observed<'_>], row: usize, keeps: Keeps) {
    cell.complete.resize(observed.len(), CompleteCases::default());
    for (observed, complete) in observed.iter().zip(&mut cell.complete) {
        let steps: Option<Vec<u64>> = observed
            .scale_items
            .iter()
            .map(|item| {
                item.steps.get(usize::from(item.codes[row])).copied().flatten().map(|step| step as u64)
            })
            .collect();
        if let Some(steps) = steps.filter(|steps| !steps.is_empty()) {
            complete.add(&steps);
            let span = observed.scale_items[0].span;
            let size = steps.len() * (steps.len() * span + 1) * (span + 1);
            if matches!(keeps, Keeps::AnswersByTotal { most } if size <= most) {
                complete.answers.add(&steps, span);
            }
        }
    }
}
