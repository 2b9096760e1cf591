//! A plan in the making, and the rungs by which it is tightened where a line tells too much.
//!
//! Precision goes first, then the distribution of the total, then another group: the smallest, and groups
//! of a primary comparison last (DISCLOSURE.md, section 0).

use crate::model::{LevelKind, Role};
use crate::results::{Answers, Cover, Outer, Plan, Step, Table, Visibility};
use crate::statistics::Interval;
use crate::tabulation::{Cell, Cube, Group, MISSING_LABEL, Tabulated, VariableKind};

use super::Layer;
use super::cells::{self, Printed, Quantity};
use super::cover;
use super::earlier::Before;
use super::lines::Release;
use super::rounding::{down, people_seen, up};
use super::weak::{Care, Weak};

/// A plan for one population, in the making.
pub(super) struct Draft<'a> {
    pub(super) population: usize,
    pub(super) tabulated: &'a Tabulated,
    pub(super) release: &'a Release,
    pub(super) minimum: u64,
    /// Sets of roles whose groups are hidden last.
    pub(super) wanted: &'a [Vec<Role>],
    /// Per group: whether its people stated all that it is named by.
    stated: Vec<bool>,
    pub(super) whole: Vec<Visibility>,
    /// Per variable and group.
    pub(super) own: Vec<Vec<Visibility>>,
    /// Per table.
    steps: Vec<Step>,
    /// Tables that leave distributions of answers out.
    dropped: Vec<usize>,
    /// Per variable and table.
    pub(super) merged: Vec<Vec<Outer>>,
    /// Per variable and group.
    pub(super) covers: Vec<Vec<Vec<(Answers, Cover)>>>,
    /// The cell of each group, and what is asked of it again and again.
    cells: Vec<&'a Cell>,
    answered: Vec<Vec<u64>>,
    sums: Vec<Vec<f64>>,
    categories: Vec<Vec<usize>>,
    /// How alike the weights of groups are; see [`Tabulated::evenness`].
    pub(super) evenness: f64,
    /// Per group: whether it stays as it was told before.
    pub(super) frozen: Vec<bool>,
    /// Per variable and group.
    pub(super) frozen_own: Vec<Vec<bool>>,
    /// Per table: whether it stays as precise as it was.
    frozen_steps: Vec<bool>,
    /// What was told before of groups that may have changed.
    pub(super) before: Before,
}

impl<'a> Draft<'a> {
    pub(super) fn new(
        cube: &Cube,
        population: usize,
        tabulated: &'a Tabulated,
        release: &'a Release,
        minimum: u64,
        wanted: &'a [Vec<Role>],
    ) -> Self {
        let (groups, variables) = (release.groups.len(), tabulated.population.variables.len());
        let cells: Vec<&Cell> = release.groups.iter().map(|group| tabulated.cell(group)).collect();
        let per_group = |variable: usize| cells.iter().map(move |cell| tabulated.answered(cell, variable));
        let sums = |variable: usize| cells.iter().map(move |cell| cells::sum(tabulated, cell, variable));
        let is_answer =
            |variable: usize, category: &usize| tabulated.population.variables[variable].is_answer(*category);
        let categories = |variable: usize| 0..tabulated.population.variables[variable].categories.len();
        Self {
            population,
            tabulated,
            release,
            minimum,
            wanted,
            stated: release.groups.iter().map(|group| is_stated(cube, group)).collect(),
            whole: vec![Visibility::Shown; groups],
            own: vec![vec![Visibility::Shown; groups]; variables],
            steps: vec![Step::Fine; release.tables.len()],
            dropped: Vec::new(),
            merged: vec![vec![Outer::Apart; release.tables.len()]; variables],
            covers: vec![vec![Vec::new(); groups]; variables],
            answered: (0..variables).map(|variable| per_group(variable).collect()).collect(),
            sums: (0..variables).map(|variable| sums(variable).collect()).collect(),
            categories: (0..variables)
                .map(|variable| categories(variable).filter(|c| is_answer(variable, c)).collect())
                .collect(),
            cells,
            evenness: tabulated.evenness(),
            frozen: vec![false; groups],
            frozen_own: vec![vec![false; groups]; variables],
            frozen_steps: vec![false; release.tables.len()],
            before: Before::default(),
        }
    }

    /// Withholds variables from the groups of breakdowns that do not show them.
    pub(super) fn hide_what_is_not_offered(&mut self, per: Option<Role>) {
        for (variable, described) in self.tabulated.population.variables.iter().enumerate() {
            for (group, own) in self.release.groups.iter().zip(&mut self.own[variable]) {
                if !described.is_offered(&group.roles(), per) {
                    *own = Visibility::Withheld;
                }
            }
        }
    }

    /// Returns whether so few people carry most of the weight that a weighted number would be about them.
    pub(super) fn is_dominated(&self, variable: usize, group: usize) -> bool {
        #[expect(clippy::cast_precision_loss, reason = "counts of people stay far below 2^52")]
        let least = self.minimum as f64 / 2.0;
        let mass = self.tabulated.mass(self.cells[group], variable);
        mass.is_some_and(|mass| mass.effective_people() < least)
    }

    /// Takes over what a plan says of a group, to weigh it together with others.
    pub(super) fn load(&mut self, group: usize, whole: Visibility, own: Visibility, step: Step) {
        self.whole[group] = whole;
        for of_variable in &mut self.own {
            of_variable[group] = own;
        }
        self.steps[self.release.table_of[group]] = step;
    }

    /// Returns whether a group, or a variable of it, stays as it was told before.
    pub(super) fn is_frozen(&self, variable: Option<usize>, group: usize) -> bool {
        variable.map_or(self.frozen[group], |variable| self.frozen_own[variable][group])
    }

    /// Prints a table as precisely as before.
    pub(super) fn freeze_step(&mut self, table: usize, step: Step) {
        self.steps[table] = step;
        self.frozen_steps[table] = true;
    }

    /// Returns what has to stay hidden in the population.
    pub(super) fn layer(&self) -> Layer {
        Layer::of(&self.tabulated.population)
    }

    /// Returns how much of the band of a rare answer stays open: of answers there are too many tables to be generous.
    pub(super) fn care(&self) -> Care {
        match self.layer() {
            Layer::Counts => Care::Great,
            Layer::Answers => Care::Usual,
        }
    }

    /// Returns whether the people of a group stated all that it is named by.
    pub(super) fn is_stated(&self, group: usize) -> bool {
        self.stated[group]
    }

    pub(super) fn people(&self, group: usize) -> u64 {
        self.cells[group].people.most
    }

    /// Returns between which numbers the people of a group lie, by their number as printed.
    ///
    /// Where a publisher hid people, it is two limits, each rounded outward.
    #[expect(clippy::cast_precision_loss, reason = "counts of people stay far below 2^52")]
    pub(super) fn people_printed(&self, group: usize) -> Interval {
        let (people, step) = (self.cells[group].people, self.step(group));
        let unit = step.people_unit();
        match people.exact() {
            Some(n) => people_seen(n as f64, step),
            None => Interval::new(down(people.least as f64, unit), up(people.most as f64, unit)),
        }
    }

    pub(super) fn answered(&self, variable: usize, group: usize) -> u64 {
        self.answered[variable][group]
    }

    pub(super) fn sum(&self, variable: usize, group: usize) -> f64 {
        self.sums[variable][group]
    }

    pub(super) fn count(&self, variable: usize, answers: &Answers, group: usize) -> u64 {
        let counts = self.tabulated.counts(self.cells[group], variable);
        answers.0.iter().map(|answer| counts.get(*answer).copied().map_or(0, u64::from)).sum()
    }

    pub(super) fn step(&self, group: usize) -> Step {
        self.steps[self.release.table_of[group]]
    }

    pub(super) fn visibility(&self, variable: Option<usize>, group: usize) -> Visibility {
        variable.map_or(self.whole[group], |variable| self.whole[group].max(self.own[variable][group]))
    }

    /// Returns the categories of a variable that are answers.
    pub(super) fn categories(&self, variable: usize) -> &[usize] {
        &self.categories[variable]
    }

    /// Returns the answers of a variable as a group shows them.
    pub(super) fn answers(&self, variable: usize, group: usize) -> Vec<Answers> {
        let described = &self.tabulated.population.variables[variable];
        let categories = self.categories(variable);
        match described.kind {
            VariableKind::Outcome | VariableKind::Choice { .. } | VariableKind::Completion { .. } => {
                let success = categories.iter().copied().filter(|c| described.categories[*c].success);
                vec![Answers(success.collect())]
            }
            _ => Plan::answers_shown(categories, self.merged[variable][self.release.table_of[group]]),
        }
    }

    pub(super) fn cover(&self, variable: usize, group: usize, answers: &Answers) -> Option<Cover> {
        self.covers[variable][group].iter().find(|(known, _)| known == answers).map(|(_, cover)| *cover)
    }

    /// Returns whether a group does not show this answer as it is.
    pub(super) fn is_covered(&self, variable: usize, group: usize, answers: &Answers) -> bool {
        self.visibility(Some(variable), group) != Visibility::Shown
            || (self.cover(variable, group, answers).is_some()
                || self.together(variable, group, answers).as_deref() != Some(answers))
    }

    pub(super) fn set_cover(&mut self, variable: usize, group: usize, answers: &Answers, cover: Cover) {
        if !self.is_frozen(Some(variable), group) {
            self.covers[variable][group].push((answers.clone(), cover));
        }
    }

    /// Withholds everything about a group, or about a variable of it.
    pub(super) fn withhold(&mut self, variable: Option<usize>, group: usize) -> Changed {
        self.lower(variable, group, Visibility::Withheld)
    }

    /// Shows no more of a group, or of a variable of it, than `most`; what was told before cannot be taken back.
    fn lower(&mut self, variable: Option<usize>, group: usize, most: Visibility) -> Changed {
        if self.is_frozen(variable, group) {
            return Changed::No;
        }
        let visibility = match variable {
            None => &mut self.whole[group],
            Some(variable) => &mut self.own[variable][group],
        };
        let changed = if *visibility < most { Changed::Yes } else { Changed::No };
        *visibility = (*visibility).max(most);
        changed
    }

    /// Leaves the distributions of answers out of a table; means stay.
    pub(super) fn drop_distributions(&mut self, table: usize) {
        self.dropped.push(table);
        let (tabulated, table_of) = (self.tabulated, &self.release.table_of);
        for (variable, described) in tabulated.population.variables.iter().enumerate() {
            if described.kind == VariableKind::Item {
                for group in (0..table_of.len()).filter(|group| table_of[*group] == table) {
                    self.lower(Some(variable), group, Visibility::MeanOnly);
                }
            }
        }
    }

    /// Prints a table less precisely; the totals of schools stand in one table, and are printed alike.
    pub(super) fn coarsen(&mut self, table: usize) -> Changed {
        let tables = &self.release.tables;
        let Table { scope, roles, .. } = &tables[table];
        if !roles.is_empty() {
            return self.round(table);
        }
        let is_beside = |other: &Table| other.roles.is_empty() && other.scope.roles() == scope.roles();
        let beside = (0..tables.len()).filter(|other| is_beside(&tables[*other]));
        beside.fold(Changed::No, |changed, other| changed.or(self.round(other)))
    }

    fn round(&mut self, table: usize) -> Changed {
        if self.steps[table] == Step::Coarse || self.frozen_steps[table] {
            return Changed::No;
        }
        self.steps[table] = Step::Coarse;
        Changed::Yes
    }

    /// Takes the next rung for what tells too much about a quantity.
    pub(super) fn tighten(&mut self, weak: Weak, quantity: &Quantity) -> Changed {
        match weak {
            Weak::Line(line) => self.tighten_line(line, quantity),
            Weak::Distribution(group) => match self.coarsen(self.release.table_of[group]) {
                Changed::Yes => Changed::Yes,
                Changed::No => self.hide(quantity, group),
            },
        }
    }

    fn tighten_line(&mut self, index: usize, quantity: &Quantity) -> Changed {
        let release = self.release;
        let line = &release.lines[index];
        // Of a total little is lost by rounding it, and it is what hidden groups are subtracted from.
        if self.is_printed(quantity, line.parent)
            && self.coarsen(release.table_of[line.parent]) == Changed::Yes
        {
            return Changed::Yes;
        }
        let mut changed = Changed::No;
        for child in &line.children {
            changed = changed.or(self.coarsen(release.table_of[*child]));
        }
        if changed == Changed::Yes {
            return changed;
        }
        let scope = &release.table(line.parent).scope;
        for table in (0..release.tables.len()).filter(|table| release.tables[*table].scope == *scope) {
            changed = changed.or(self.coarsen(table));
        }
        if changed == Changed::Yes {
            return changed;
        }
        // Counts of schools sharpen each other's totals; answers of one school say little of another's.
        if self.layer() == Layer::Counts {
            for table in 0..release.tables.len() {
                changed = changed.or(self.coarsen(table));
            }
            if changed == Changed::Yes {
                return changed;
            }
        }
        if self.is_item(quantity)
            && release.table(line.parent).roles.is_empty()
            && self.is_printed(quantity, line.parent)
        {
            return self.hide(quantity, line.parent);
        }
        let group = self
            .breaks_another_route(index, quantity)
            .or_else(|| self.loosens_the_total(index, quantity))
            .or_else(|| self.smallest_printed(&line.children, quantity))
            .unwrap_or(line.parent);
        self.hide(quantity, group)
    }

    /// Returns whether a quantity is part of a distribution beside which a mean stays.
    fn is_item(&self, quantity: &Quantity) -> bool {
        let has_mean = |variable: &usize| self.tabulated.population.variables[*variable].range().is_some();
        matches!(quantity, Quantity::Count { variable, .. } if has_mean(variable))
    }

    pub(super) fn is_printed(&self, quantity: &Quantity, group: usize) -> bool {
        quantity.printed(self, group) != Printed::Nothing
    }

    /// Takes over the hidden groups and round numbers of another plan about the same people.
    pub(super) fn follow(&mut self, other: &Draft<'_>) -> Changed {
        let mut changed = Changed::No;
        for (group, visibility) in other.release.groups.iter().zip(&other.whole) {
            if let Ok(own) = self.release.groups.binary_search(group)
                && self.whole[own] < *visibility
                && !self.frozen[own]
            {
                self.whole[own] = *visibility;
                changed = Changed::Yes;
            }
        }
        for (table, step) in other.release.tables.iter().zip(&other.steps) {
            let is_same = |own: &Table| own.scope == table.scope && own.roles == table.roles;
            if *step == Step::Coarse
                && let Some(own) = self.release.tables.iter().position(is_same)
            {
                changed = changed.or(self.coarsen(own));
            }
        }
        changed
    }

    /// Returns whether two plans are about the same people: every group that both have is as large in both.
    pub(super) fn is_about_the_people_of(&self, other: &Draft<'_>) -> bool {
        let (own, theirs) = (&self.tabulated.population, &other.tabulated.population);
        let is_alike = |(place, group): (usize, &Group)| {
            other.release.groups.binary_search(group).is_ok_and(|at| other.people(at) == self.people(place))
        };
        own.source == theirs.source
            && own.period == theirs.period
            && self.release.groups.iter().enumerate().all(is_alike)
    }

    /// Returns whether the answers of a variable are states of people, of which each has one.
    pub(super) fn is_partition(&self, variable: usize) -> bool {
        let kind = &self.tabulated.population.variables[variable].kind;
        matches!(kind, VariableKind::Status { .. } | VariableKind::Split { .. })
    }

    /// Returns the place of the group that everybody is in.
    pub(super) fn everybody(&self) -> usize {
        // Groups are in order, and the one without roles is the first.
        0
    }

    fn hide(&mut self, quantity: &Quantity, group: usize) -> Changed {
        if self.is_frozen(quantity.variable(), group) {
            return Changed::No;
        }
        let states = match quantity {
            Quantity::Count { answers, .. } => answers.0.as_slice(),
            Quantity::Pair { states, .. } => states,
            _ => &[],
        };
        if let Some(variable) = quantity.variable()
            && self.is_partition(variable)
            && self.visibility(Some(variable), group) == Visibility::Shown
            && cover::cover_further(self, variable, group, states) == Changed::Yes
        {
            return Changed::Yes;
        }
        let hidden = if self.is_item(quantity) { Visibility::MeanOnly } else { Visibility::Withheld };
        self.lower(quantity.variable(), group, hidden)
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
        let tables = &self.release.tables;
        plan.without_distributions.extend(self.dropped.iter().map(|table| tables[*table].clone()));
        let coarse = tables.iter().zip(&self.steps).filter(|(_, step)| **step == Step::Coarse);
        plan.steps.extend(coarse.map(|(table, step)| (table.clone(), *step)));
        for (variable, merged) in self.merged.iter().enumerate() {
            let merged = tables.iter().zip(merged).filter(|(_, outer)| **outer == Outer::Together);
            plan.merged.extend(merged.map(|(table, _)| (table.clone(), variable)));
        }
        for (variable, covers) in self.covers.into_iter().enumerate() {
            for (group, covers) in groups.iter().zip(covers) {
                for (answers, cover) in covers {
                    plan.covers.insert((population, variable, group.clone(), answers), cover);
                }
            }
        }
    }
}

fn is_stated(cube: &Cube, group: &Group) -> bool {
    group.roles().iter().all(|role| {
        let label = group.level(*role).unwrap_or(MISSING_LABEL);
        cube.level_kind(*role, label) == Some(LevelKind::Stated)
    })
}

/// Whether a rung changed anything.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Changed {
    Yes,
    No,
}

impl Changed {
    pub(super) fn or(self, other: Self) -> Self {
        if self == Self::Yes { self } else { other }
    }
}
