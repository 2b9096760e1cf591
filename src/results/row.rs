//! A row: one number with its interval, its n and its method, or why there is none.

use std::sync::Arc;

use crate::statistics::{Interval, NotEstimable, proportion::Tally};
use crate::tabulation::Group;

use super::Key;

/// What a row says.
#[derive(Debug, Clone, PartialEq)]
pub enum Figure {
    /// A number.
    Estimate {
        /// The number, unrounded.
        value: f64,
        /// Its 95 % interval, where it has one.
        interval: Option<Interval>,
    },
    /// The limits between which a publisher's own suppression leaves the number.
    Bounds(Interval),
    /// Hardly anybody, or hardly anybody else: at most, or at least, as many people as a band is wide.
    Rare(Rare),
    /// A share of which only the limits between which it lies are told.
    Band(Interval),
    /// A sum of published numbers: a slope over years, a distance from a benchmark.
    Sum {
        /// The rows whose numbers are added, each times its weight.
        terms: Vec<(Key, f64)>,
        /// What is added to them.
        constant: f64,
        /// The number itself, unrounded.
        value: f64,
        /// Its 95 % interval, where it has one.
        interval: Option<Interval>,
    },
    /// What is left beside the published shares of `shown`, of which a part is in the bands of others.
    Rest {
        /// The rows whose shares are published.
        shown: Vec<Key>,
        /// How many answers are banded.
        banded: usize,
    },
    /// There is no such number, for this reason.
    NotEstimable(NotEstimable),
    /// The people have not been followed long enough; the file of this year will show it.
    NotYetObservable {
        /// The first year whose file can show it.
        mature_in: u16,
    },
    /// The plan keeps it back.
    Withheld,
}

/// Which people are few.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rare {
    /// Those who gave the answer.
    Given,
    /// Those who did not.
    NotGiven,
}

impl Rare {
    /// Returns whether those who gave an answer are the fewer ones, or those who did not.
    #[must_use]
    pub fn of(tally: Tally) -> Self {
        if tally.successes <= tally.failures { Self::Given } else { Self::NotGiven }
    }
}

/// What a number is made of: decides how it is rounded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    /// A number of people.
    People,
    /// A share, 0 to 1, of the people in `n`.
    Share,
    /// A share of several cohorts together, whose own shares are published too: in round numbers.
    Pooled,
    /// A mean on a scale.
    Score,
    /// A spread on a scale.
    Spread,
    /// A reliability.
    Reliability,
    /// A number without a unit: an effect size, a ratio.
    Pure,
    /// A probability of a test.
    Probability,
}

/// Whom a number rests on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Basis {
    /// People in the denominator, unweighted; both sides of a comparison.
    pub n: u64,
    /// The smaller side of a comparison; `n` where there is one side.
    pub smallest: u64,
}

impl Basis {
    /// Makes the basis of a number about one group.
    #[must_use]
    pub fn of(n: u64) -> Self {
        Self { n, smallest: n }
    }

    /// Makes the basis of a comparison of two groups.
    #[must_use]
    pub fn pair(a: u64, b: u64) -> Self {
        Self { n: a + b, smallest: a.min(b) }
    }
}

/// Rows whose mean, weighted by their people, is part of a difference.
///
/// Where each group of a table is set beside the others, all those differences share the rows of the table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    keys: Arc<[Key]>,
    but: Option<usize>,
}

impl Part {
    /// Makes a part of rows.
    #[must_use]
    pub fn of(keys: impl Into<Arc<[Key]>>) -> Self {
        Self { keys: keys.into(), but: None }
    }

    /// Makes a part of the plain rows of a table but the one at `place`.
    #[must_use]
    pub fn others(keys: &Arc<[Key]>, place: usize) -> Self {
        Self { keys: Arc::clone(keys), but: Some(place) }
    }

    /// Returns the rows of the table that the part shares with others, or `None` where it stands alone.
    #[must_use]
    pub fn shared(&self) -> Option<&Arc<[Key]>> {
        self.but.map(|_| &self.keys)
    }

    /// Returns the row of a part of one row.
    #[must_use]
    pub fn only(&self) -> Option<&Key> {
        let mut keys = self.keys();
        keys.next().filter(|_| keys.next().is_none())
    }

    /// Returns the rows.
    pub fn keys(&self) -> impl Iterator<Item = &Key> {
        self.of_each(&self.keys)
    }

    /// Returns the part of what was found for each row of the table.
    pub fn of_each<'a, T>(&self, found: &'a [T]) -> impl Iterator<Item = &'a T> + use<'a, T> {
        let but = self.but;
        found.iter().enumerate().filter(move |(place, _)| Some(*place) != but).map(|(_, found)| found)
    }
}

/// Which published numbers a number is made of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sides {
    /// What is added.
    pub plus: Vec<Part>,
    /// What is taken off.
    pub minus: Vec<Part>,
}

impl Sides {
    /// Makes the sides of a difference: a group, and those it is compared with.
    #[must_use]
    pub fn of(group: Key, against: Vec<Key>) -> Self {
        Self { plus: vec![Part::of([group])], minus: vec![Part::of(against)] }
    }
}

/// One number of the long table, before disclosure control.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// Which number it is.
    pub key: Key,
    /// The populations that it rests on, by place in the cube.
    pub populations: Vec<usize>,
    /// What it says.
    pub figure: Figure,
    /// What it is made of.
    pub unit: Unit,
    /// Whom it rests on.
    pub basis: Basis,
    /// How the interval was computed: a word such as `wilson`; empty where there is none.
    pub method: &'static str,
    /// For a difference of what is published: the rows that it is made of.
    pub sides: Option<Sides>,
    /// Other groups that the number is computed from: it is printed no more precisely than they are.
    pub rests_on: Vec<Group>,
}

/// All rows of a run, before disclosure control.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Results {
    /// The rows, in the order of their keys.
    pub rows: Vec<Row>,
}

impl Results {
    /// Makes results of rows in any order.
    ///
    /// # Panics
    /// Two rows share a key: a fault of the program.
    #[must_use]
    pub fn sorted(mut rows: Vec<Row>) -> Self {
        rows.sort_unstable_by(|a, b| a.key.cmp(&b.key));
        let twice = rows.windows(2).find(|pair| pair[0].key == pair[1].key);
        assert!(
            twice.is_none(),
            "invariant: no two rows share a key, but {:?}",
            twice.map(|pair| &pair[0].key)
        );
        Self { rows }
    }
}
