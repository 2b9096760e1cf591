//! The plan: which cells a run shows, and how precisely. Made by `disclosure`, followed by `measures`.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::Role;
use crate::tabulation::Group;

/// People behind a figure that describes spread or reliability: with fewer, answers can be enumerated.
pub const SPREAD_MIN: u64 = 30;

/// With this many people or more, shares are printed to one decimal of a percent.
const DECIMAL_MIN: u64 = 100;

/// A rung of the precision ladder (DISCLOSURE.md, section 0).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Step {
    /// P0: `n` exact, means to .01, shares to .1 % from n = 100 and whole % below.
    #[default]
    Fine,
    /// P1: `n` to the nearest 5, means and interval bounds to .1, shares to whole %.
    Coarse,
}

impl Step {
    /// Returns a number of people as this step prints it.
    #[must_use]
    pub fn people(self, n: u64) -> u64 {
        match self {
            Self::Fine => n,
            Self::Coarse => (n + 2) / 5 * 5,
        }
    }

    /// Returns the unit to which numbers of people are printed.
    #[must_use]
    pub fn people_unit(self) -> f64 {
        match self {
            Self::Fine => 1.0,
            Self::Coarse => 5.0,
        }
    }

    /// Returns the unit to which means and their bounds are printed.
    #[must_use]
    pub fn score_unit(self) -> f64 {
        match self {
            Self::Fine => 0.01,
            Self::Coarse => 0.1,
        }
    }

    /// Returns the unit to which spreads of the scores of `n` people are printed.
    #[must_use]
    pub fn spread_unit(self, n: u64) -> f64 {
        if n < SPREAD_MIN { Self::Coarse.score_unit() } else { self.score_unit() }
    }

    /// Returns the unit to which shares of `n` people are printed.
    #[must_use]
    pub fn share_unit(self, n: u64) -> f64 {
        if self == Self::Fine && n >= DECIMAL_MIN { 0.001 } else { 0.01 }
    }
}

/// A table: the groups by one set of roles within one scope.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Table {
    /// Which population, by its place in the cube.
    pub population: usize,
    /// The people of the table, together.
    pub scope: Group,
    /// The roles that its groups differ in, in the order of [`Role`].
    pub roles: Vec<Role>,
}

/// What a run may say about one variable of one group.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Visibility {
    /// Everything.
    #[default]
    Shown,
    /// The mean, but not how many people gave each answer.
    MeanOnly,
    /// Nothing.
    Withheld,
}

/// How the answers of a distribution are shown in one group.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Cover {
    /// The share as a band: hardly anybody gave this answer, or hardly anybody another.
    Banded,
    /// Nothing, because a banded answer could be computed from it.
    Withheld,
}

/// What a whole run shows, decided from counts before anything is measured.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Plan {
    /// Variables of groups that are not wholly shown; a variable `None` is the number of people itself.
    pub hidden: BTreeMap<(usize, Option<usize>, Group), Visibility>,
    /// Tables that are printed less precisely.
    pub steps: BTreeMap<Table, Step>,
    /// Tables of combinations that leave distributions of answers out: too many of their groups are small.
    pub without_distributions: BTreeSet<Table>,
    /// Distributions whose outer answers are shown together in a table, per variable.
    pub merged: BTreeSet<(Table, usize)>,
    /// Answers that are not shown as they are, by population, variable, group and answer.
    pub covers: BTreeMap<(usize, usize, Group, Answers), Cover>,
    /// Variables of groups whose spread is not told: no reliability, no ranks, no median.
    pub without_spread: BTreeSet<(usize, usize, Group)>,
    /// The role whose levels have a report each.
    pub per: Option<Role>,
    /// The fewest people behind a published answers figure.
    pub least: u64,
    /// Per population, the people who must be left in a year of a curve.
    pub curve_minima: Vec<u64>,
    /// Whether rare answers may be told: everything is public or synthetic.
    pub candour: Candour,
    /// Tables of pooled years that are shown; their single years are withheld.
    pub pooled: BTreeSet<Table>,
    /// Per population, the fewest people of each group in a stratum of its own; 0 where everything is open.
    pub stratum_min: Vec<u64>,
}

/// Whether answers that hardly anybody gave are protected.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Candour {
    /// They are shown as bands.
    #[default]
    Protected,
    /// They are shown: every source is public or synthetic.
    Open,
}

/// How the two lowest and the two highest answers of a distribution are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outer {
    /// Each on its own.
    Apart,
    /// Two and two together: a few people gave one of them.
    Together,
}

/// One answer of a distribution, or neighbours that are shown together.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Answers(pub Vec<usize>);

impl Plan {
    /// Returns what may be said about a variable of a group; `None` asks for the number of people.
    #[must_use]
    pub fn visibility(&self, population: usize, variable: Option<usize>, group: &Group) -> Visibility {
        let whole = self.hidden.get(&(population, None, group.clone())).copied().unwrap_or_default();
        if variable.is_none() {
            return whole;
        }
        let own = self.hidden.get(&(population, variable, group.clone())).copied().unwrap_or_default();
        whole.max(own)
    }

    /// Returns whether everything of a population may be told: it is public, or all is public or synthetic.
    #[must_use]
    pub fn is_open(&self, population: usize) -> bool {
        self.stratum_min.get(population) == Some(&0)
    }

    /// Returns how many people must be left in a year of a curve for it to go on.
    #[must_use]
    pub fn curve_min(&self, population: usize) -> u64 {
        self.curve_minima.get(population).copied().unwrap_or(1)
    }

    /// Returns whether statistics that are not sums may be told: reliability, ranks, a median.
    #[must_use]
    pub fn tells_spread(&self, population: usize, variable: usize, group: &Group) -> bool {
        self.visibility(population, Some(variable), group) != Visibility::Withheld
            && !self.without_spread.contains(&(population, variable, group.clone()))
    }

    /// Returns the table that a group is in.
    #[must_use]
    pub fn table(&self, population: usize, group: &Group) -> Table {
        let roles = group.roles();
        match self.per.filter(|per| group.level(*per).is_some()) {
            Some(per) => Table {
                population,
                scope: group.within(&[per]),
                roles: roles.into_iter().filter(|role| *role != per).collect(),
            },
            None => Table { population, scope: Group::everybody(), roles },
        }
    }

    /// Returns how many people of each group a stratum of its own must hold; `None` where none may be used.
    #[must_use]
    pub fn stratum_min(&self, population: usize) -> Option<u64> {
        self.stratum_min.get(population).copied()
    }

    /// Returns how precisely the numbers of a group are printed.
    #[must_use]
    pub fn step(&self, population: usize, group: &Group) -> Step {
        self.steps.get(&self.table(population, group)).copied().unwrap_or_default()
    }

    /// Returns whether the table of a group says how many people gave each answer to a question.
    #[must_use]
    pub fn has_distributions(&self, population: usize, group: &Group) -> bool {
        !self.without_distributions.contains(&self.table(population, group))
    }

    /// Returns the answers of a variable as a group shows them: each on its own, or outer ones together.
    #[must_use]
    pub fn answers(
        &self,
        population: usize,
        variable: usize,
        group: &Group,
        categories: &[usize],
    ) -> Vec<Answers> {
        let is_merged = self.merged.contains(&(self.table(population, group), variable));
        Self::answers_shown(categories, if is_merged { Outer::Together } else { Outer::Apart })
    }

    /// Returns answers in order: each on its own, or the two lowest and the two highest together.
    #[must_use]
    pub fn answers_shown(categories: &[usize], outer: Outer) -> Vec<Answers> {
        if outer == Outer::Apart || categories.len() < 4 {
            return categories.iter().map(|category| Answers(vec![*category])).collect();
        }
        let last = categories.len() - 2;
        let mut answers = vec![Answers(categories[..2].to_vec())];
        answers.extend(categories[2..last].iter().map(|category| Answers(vec![*category])));
        answers.push(Answers(categories[last..].to_vec()));
        answers
    }

    /// Returns how an answer is covered in a group, or `None` where it is shown as it is.
    #[must_use]
    pub fn cover(
        &self,
        population: usize,
        variable: usize,
        group: &Group,
        answers: &Answers,
    ) -> Option<Cover> {
        self.covers.get(&(population, variable, group.clone(), answers.clone())).copied()
    }
}
