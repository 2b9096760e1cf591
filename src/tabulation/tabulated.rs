//! A population with the counts of all its groups, and with their weights where people are weighted.
//!
//! Leaves out how people are counted (`cube`).

use std::collections::BTreeMap;

use crate::model::Role;

use super::cell::{Cell, WeightSum};
use super::complete::CompleteCases;
use super::strata::Strata;
use super::{Group, Nested, People, Population};

/// A population with the counts of all its groups.
#[derive(Debug, Clone, PartialEq)]
pub struct Tabulated {
    /// Who and what was counted.
    pub population: Population,
    /// The counts of each group; groups without anybody are not in it.
    pub cells: BTreeMap<Group, Cell>,
    /// The weighted sample that the people are; `None` where nobody is weighted.
    pub sample: Option<Sample>,
    /// Groups within strata, by the role of the groups: for gaps within the same programme.
    pub strata: BTreeMap<Role, Strata>,
    /// Which groups lie wholly within others without a table that says so.
    pub nested: Nested,
    /// Where the counts of each variable start in a cell.
    pub(super) offsets: Vec<usize>,
    pub(super) nobody: Cell,
}

/// A weighted sample.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Sample {
    /// People with a weight above 0.
    pub people: u64,
    /// The weight that one step of a [`WeightSum`] stands for.
    pub step: f64,
}

impl Tabulated {
    /// Makes a population of counts that are there already; `offsets` says where each variable starts in a cell.
    pub(super) fn of(
        population: Population,
        cells: BTreeMap<Group, Cell>,
        strata: BTreeMap<Role, Strata>,
        offsets: Vec<usize>,
    ) -> Self {
        let nobody = Cell { counts: vec![0; offsets.last().copied().unwrap_or(0)].into(), ..Cell::default() };
        Self { population, cells, strata, nested: Nested::default(), sample: None, offsets, nobody }
    }

    /// Returns the cell of a group, which is empty where there is nobody in it.
    #[must_use]
    pub fn cell(&self, group: &Group) -> &Cell {
        self.cells.get(group).unwrap_or(&self.nobody)
    }

    /// Returns how many people of a cell have each value of a variable.
    #[must_use]
    pub fn counts<'a>(&self, cell: &'a Cell, variable: usize) -> &'a [u32] {
        cell.counts.get(self.offsets[variable]..self.offsets[variable + 1]).unwrap_or(&[])
    }

    /// Returns the weights of the people of a cell who have each value of a variable; empty where nobody is weighted.
    pub fn weights<'a>(&self, cell: &'a Cell, variable: usize) -> impl Iterator<Item = WeightSum> + use<'a> {
        cell.weights_of(self.offsets[variable]..self.offsets[variable + 1])
    }

    /// Returns how many people of a cell answered: "prefer not to say" and "not applicable" are no answers.
    #[must_use]
    pub fn answered(&self, cell: &Cell, variable: usize) -> u64 {
        let counts = self.counts(cell, variable).iter().enumerate();
        let kinds = &self.population.variables[variable];
        counts.filter(|(category, _)| kinds.is_answer(*category)).map(|(_, n)| u64::from(*n)).sum()
    }

    /// Returns between which numbers of people of a cell a publisher's own suppression leaves each value.
    #[must_use]
    pub fn bounds(&self, cell: &Cell, variable: usize) -> Vec<People> {
        let hidden = cell.hidden.get(self.offsets[variable]..self.offsets[variable + 1]).unwrap_or(&[]);
        let counts = self.counts(cell, variable).iter().enumerate();
        counts
            .map(|(category, n)| {
                let least = u64::from(*n);
                People { least, most: least + hidden.get(category).copied().map_or(0, u64::from) }
            })
            .collect()
    }

    /// Returns the complete cases of a scale; kept for whole scopes and for gender within them.
    #[must_use]
    pub fn complete_cases<'a>(&self, cell: &'a Cell, variable: usize) -> Option<&'a CompleteCases> {
        cell.complete.get(variable).filter(|cases| !cases.sums.is_empty())
    }

    /// Returns the weights of the people of a cell who answered, together; `None` where nobody is weighted.
    #[must_use]
    pub fn mass(&self, cell: &Cell, variable: usize) -> Option<WeightSum> {
        self.sample?;
        let kinds = &self.population.variables[variable];
        let sums = self.weights(cell, variable).enumerate();
        let answers = sums.filter(|(category, _)| kinds.is_answer(*category)).map(|(_, sum)| sum);
        Some(answers.fold(WeightSum::default(), WeightSum::merge))
    }

    /// Returns how alike the weights of groups are: the smallest mean weight of a group over the largest.
    ///
    /// 1 where nobody is weighted or all weights are equal, towards 0 where a group counts many times another.
    #[must_use]
    pub fn evenness(&self) -> f64 {
        let (mut least, mut most) = (f64::INFINITY, 0.0_f64);
        for cell in self.cells.values() {
            for variable in 0..self.population.variables.len() {
                let answered = self.answered(cell, variable);
                if let Some(mass) = self.mass(cell, variable).filter(|_| answered > 0) {
                    let mean = steps(mass.sum) / steps(u128::from(answered));
                    (least, most) = (least.min(mean), most.max(mean));
                }
            }
        }
        if most > 0.0 { least / most } else { 1.0 }
    }
}

/// Returns a number of steps as a real number; sums beyond 2^53 lose only digits that no number shows.
#[expect(clippy::cast_precision_loss, reason = "a relative error of 1e-16")]
fn steps(steps: u128) -> f64 {
    steps as f64
}

impl WeightSum {
    /// Returns (sum w)^2 / sum w^2: how many people with equal weights would be as many; 0 for nobody.
    #[must_use]
    pub fn effective_people(self) -> f64 {
        let squares = steps(self.squares);
        if squares > 0.0 { steps(self.sum) * steps(self.sum) / squares } else { 0.0 }
    }

    /// Returns the sum of the weights and of their squares, in the unit of the weights.
    #[must_use]
    pub fn in_weights(self, sample: Sample) -> (f64, f64) {
        (steps(self.sum) * sample.step, steps(self.squares) * sample.step * sample.step)
    }
}
