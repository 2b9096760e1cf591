//! A plan in the making, and the rungs by which it is tightened where a line tells too much.
//!
//! Precision goes first, then the distribution of the total, then another group: the smallest, and groups
//! of a primary comparison last (DISCLOSURE.md, section 0).

use std::collections::{BTreeMap, BTreeSet};

use crate::model::Role;
use crate::results::{Answers, Cover, Outer, Plan, Step, Table, Visibility};
use crate::tabulation::{Tabulated, VariableKind};

use super::cells::{self, Printed, Quantity};
use super::lines::Release;

/// A plan for one population, in the making.
pub(super) struct Draft<'a> {
    pub(super) population: usize,
    pub(super) tabulated: &'a Tabulated,
    pub(super) release: &'a Release,
    pub(super) minimum: u64,
    /// Sets of roles whose groups are hidden last.
    pub(super) wanted: &'a [Vec<Role>],
    whole: Vec<Visibility>,
    own: Vec<Vec<Visibility>>,
    steps: BTreeMap<Table, Step>,
    merged: BTreeSet<(Table, usize)>,
    covers: BTreeMap<(usize, usize, Answers), Cover>,
}

impl<'a> Draft<'a> {
    pub(super) fn new(
        population: usize,
        tabulated: &'a Tabulated,
        release: &'a Release,
        minimum: u64,
        wanted: &'a [Vec<Role>],
    ) -> Self {
        let groups = release.groups.len();
        Self {
            population,
            tabulated,
            release,
            minimum,
            wanted,
            whole: vec![Visibility::Shown; groups],
            own: vec![vec![Visibility::Shown; groups]; tabulated.population.variables.len()],
            steps: BTreeMap::new(),
            merged: BTreeSet::new(),
            covers: BTreeMap::new(),
        }
    }

    pub(super) fn people(&self, group: usize) -> u64 {
        self.tabulated.cell(&self.release.groups[group]).people.most
    }

    pub(super) fn answered(&self, variable: usize, group: usize) -> u64 {
        self.tabulated.answered(self.tabulated.cell(&self.release.groups[group]), variable)
    }

    pub(super) fn sum(&self, variable: usize, group: usize) -> f64 {
        cells::sum(self.tabulated, self.tabulated.cell(&self.release.groups[group]), variable)
    }

    pub(super) fn count(&self, variable: usize, answers: &Answers, group: usize) -> u64 {
        let counts = self.tabulated.counts(self.tabulated.cell(&self.release.groups[group]), variable);
        answers.0.iter().map(|answer| counts.get(*answer).copied().map_or(0, u64::from)).sum()
    }

    pub(super) fn step(&self, group: usize) -> Step {
        self.steps.get(&self.release.tables[group]).copied().unwrap_or_default()
    }

    pub(super) fn visibility(&self, variable: Option<usize>, group: usize) -> Visibility {
        variable.map_or(self.whole[group], |variable| self.whole[group].max(self.own[variable][group]))
    }

    /// Returns the categories of a variable that are answers.
    pub(super) fn categories(&self, variable: usize) -> Vec<usize> {
        let described = &self.tabulated.population.variables[variable];
        (0..described.categories.len()).filter(|category| described.is_answer(*category)).collect()
    }

    /// Returns the answers of a variable as a group shows them.
    pub(super) fn answers(&self, variable: usize, group: usize) -> Vec<Answers> {
        let described = &self.tabulated.population.variables[variable];
        let categories = self.categories(variable);
        match described.kind {
            VariableKind::Outcome | VariableKind::Completion { .. } => {
                let success = categories.into_iter().filter(|c| described.categories[*c].success);
                vec![Answers(success.collect())]
            }
            _ => {
                let is_merged = self.merged.contains(&(self.release.tables[group].clone(), variable));
                Plan::answers_shown(&categories, if is_merged { Outer::Together } else { Outer::Apart })
            }
        }
    }

    pub(super) fn cover(&self, variable: usize, group: usize, answers: &Answers) -> Option<Cover> {
        self.covers.get(&(variable, group, answers.clone())).copied()
    }

    /// Returns whether a group does not show this answer as it is.
    pub(super) fn is_covered(&self, variable: usize, group: usize, answers: &Answers) -> bool {
        self.visibility(Some(variable), group) == Visibility::Shown
            && (self.cover(variable, group, answers).is_some()
                || !self.answers(variable, group).contains(answers))
    }

    pub(super) fn set_cover(&mut self, variable: usize, group: usize, answers: &Answers, cover: Cover) {
        self.covers.insert((variable, group, answers.clone()), cover);
    }

    /// Shows the outer answers of a variable together, in the whole table that a group is in.
    pub(super) fn merge(&mut self, variable: usize, group: usize) {
        self.merged.insert((self.release.tables[group].clone(), variable));
    }

    /// Withholds everything about a group.
    pub(super) fn hide_group(&mut self, group: usize) {
        self.whole[group] = Visibility::Withheld;
    }

    /// Withholds everything about a variable of a group.
    pub(super) fn hide_variable(&mut self, variable: usize, group: usize) {
        self.own[variable][group] = Visibility::Withheld;
    }

    /// Prints the tables of a whole scope less precisely.
    pub(super) fn coarsen(&mut self, table: &Table) -> Changed {
        match self.steps.insert(table.clone(), Step::Coarse) {
            Some(Step::Coarse) => Changed::No,
            _ => Changed::Yes,
        }
    }

    /// Takes the next rung for a line that tells too much about a quantity.
    pub(super) fn tighten(&mut self, line: usize, quantity: &Quantity) {
        let line = &self.release.lines[line];
        let release = self.release;
        let mut changed = Changed::No;
        for child in &line.children {
            changed = changed.or(self.coarsen(&release.tables[*child]));
        }
        if changed == Changed::Yes {
            return;
        }
        let scope = &release.tables[line.parent].scope;
        for table in release.tables.iter().filter(|table| table.scope == *scope) {
            changed = changed.or(self.coarsen(table));
        }
        if changed == Changed::Yes {
            return;
        }
        let is_count = matches!(quantity, Quantity::Count { .. });
        if is_count && release.tables[line.parent].roles.is_empty() && self.is_printed(quantity, line.parent)
        {
            self.hide(quantity, line.parent);
        } else if let Some(group) = self.breaks_another_route(line.parent, line, quantity) {
            self.hide(quantity, group);
        } else if let Some(group) = self.smallest_printed(&line.children, quantity) {
            self.hide(quantity, group);
        } else {
            self.hide(quantity, line.parent);
        }
    }

    fn is_printed(&self, quantity: &Quantity, group: usize) -> bool {
        quantity.printed(self, group) != Printed::Nothing
    }

    fn hide(&mut self, quantity: &Quantity, group: usize) {
        match quantity {
            Quantity::People => self.hide_group(group),
            Quantity::Sum { variable, .. } => self.hide_variable(*variable, group),
            Quantity::Count { variable, .. } => {
                let has_mean = self.tabulated.population.variables[*variable].range().is_some();
                let own = &mut self.own[*variable][group];
                *own = (*own).max(if has_mean { Visibility::MeanOnly } else { Visibility::Withheld });
            }
        }
    }

    /// Returns the group to hide so that what `line` does not print cannot be had by another line.
    fn breaks_another_route(
        &self,
        parent: usize,
        line: &super::lines::Line,
        quantity: &Quantity,
    ) -> Option<usize> {
        let open = line.children.iter().copied().filter(|child| !self.is_printed(quantity, *child));
        let unprinted = open.chain((!self.is_printed(quantity, parent)).then_some(parent));
        for group in unprinted {
            for other in self.release.lines_of[group].iter().map(|other| &self.release.lines[*other]) {
                if other == line {
                    continue;
                }
                let members = || other.children.iter().copied().chain([other.parent]);
                let is_only_open =
                    members().all(|member| member == group || self.is_printed(quantity, member));
                if is_only_open {
                    let candidates: Vec<usize> = members().filter(|member| *member != group).collect();
                    if let Some(smallest) = self.smallest_printed(&candidates, quantity) {
                        return Some(smallest);
                    }
                }
            }
        }
        None
    }

    /// Returns the printed group with the fewest people; groups of a primary comparison come last.
    fn smallest_printed(&self, groups: &[usize], quantity: &Quantity) -> Option<usize> {
        let people = |group: usize| match quantity.variable() {
            None => self.people(group),
            Some(variable) => self.answered(variable, group),
        };
        groups
            .iter()
            .copied()
            .filter(|group| people(*group) > 0 && self.is_printed(quantity, *group))
            .min_by_key(|group| {
                let roles = &self.release.tables[*group].roles;
                (self.wanted.contains(roles) || roles.is_empty(), people(*group), *group)
            })
    }

    /// Writes the draft into the plan of the run.
    pub(super) fn finish(self, plan: &mut Plan) {
        let population = self.population;
        let groups = &self.release.groups;
        for (group, visibility) in groups.iter().zip(&self.whole) {
            if *visibility != Visibility::Shown {
                plan.hidden.insert((population, None, group.clone()), *visibility);
            }
        }
        for (variable, own) in self.own.iter().enumerate() {
            for (group, visibility) in groups.iter().zip(own) {
                if *visibility != Visibility::Shown {
                    plan.hidden.insert((population, Some(variable), group.clone()), *visibility);
                }
            }
        }
        plan.steps.extend(self.steps);
        plan.merged.extend(self.merged);
        for ((variable, group, answers), cover) in self.covers {
            plan.covers.insert((population, variable, groups[group].clone(), answers), cover);
        }
    }
}

/// Whether a rung changed anything.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Changed {
    Yes,
    No,
}

impl Changed {
    fn or(self, other: Self) -> Self {
        if self == Self::Yes { self } else { other }
    }
}
