//! Pooled years or single years: which of both a table shows, never both.
//!
//! Pooled cohorts are the sum of single ones, so both together would tell the year that is withheld. A table is
//! pooled where a group of it shows hardly any year, and only if all years, pooled and single, still hold together:
//! they are weighed as one release in which the year is a role like any other. Fails closed: what cannot be pooled
//! safely is not shown pooled, and its single years stay as they were.

use std::collections::BTreeMap;

use crate::model::{LevelKind, Role};
use crate::results::{Plan, Step, Table, Visibility};
use crate::tabulation::{Cube, Group, MISSING_LABEL, Tabulated, side_by_side};

use super::Policy;
use super::bounds::Known;
use super::cells::Block;
use super::ladder::Draft;
use super::lines::Release;
use super::weak::{self, Care};

/// Decides for every pooled population which of its tables are shown pooled.
pub(super) fn decide(plan: &mut Plan, cube: &Cube, policy: &Policy, wanted: &[Vec<Role>]) {
    for (place, pooled) in cube.populations.iter().enumerate() {
        let population = &pooled.population;
        // Where nothing is withheld, pooling would only repeat it.
        if population.pooled.is_empty() || population.public || policy.exact {
            continue;
        }
        let minimum = policy.minimum_of(population);
        if let Some(window) = Window::of(cube, place, minimum) {
            for variable in 0..population.variables.len() {
                window.decide(plan, variable, wanted);
            }
        }
        for group in pooled.cells.keys() {
            if !plan.pooled.contains(&plan.table(place, group)) {
                plan.hidden.insert((place, None, group.clone()), Visibility::Withheld);
            }
        }
    }
}

/// Which groups of a pooled table are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Groups {
    /// All that are large enough.
    All,
    /// Only those that people stated: the others are a handful, also over years.
    Stated,
}

/// The ways in which a table may be shown pooled, the most telling first.
const TRIES: [(Groups, Step); 4] = [
    (Groups::All, Step::Fine),
    (Groups::Stated, Step::Fine),
    (Groups::All, Step::Coarse),
    (Groups::Stated, Step::Coarse),
];

/// A place in the plan: population, outcome and group.
type Place = (usize, Option<usize>, Group);

/// Puts back what the plan said.
fn restore(plan: &mut Plan, before: Vec<(Place, Option<Visibility>)>) {
    for (place, visibility) in before.into_iter().rev() {
        match visibility {
            Some(visibility) => plan.hidden.insert(place, visibility),
            None => plan.hidden.remove(&place),
        };
    }
}

/// Pooled years with the single years that they are made of.
struct Window<'a> {
    cube: &'a Cube,
    place: usize,
    pooled: &'a Tabulated,
    /// Period, place in the cube and counts of each single year.
    years: Vec<(&'a str, usize, &'a Tabulated)>,
    minimum: u64,
}

impl<'a> Window<'a> {
    fn of(cube: &'a Cube, place: usize, minimum: u64) -> Option<Self> {
        let pooled = &cube.populations[place];
        let years: Vec<(&str, usize, &Tabulated)> = cube
            .populations
            .iter()
            .enumerate()
            .filter(|(_, tabulated)| {
                let population = &tabulated.population;
                population.source == pooled.population.source
                    && population.family == pooled.population.family
                    && pooled.population.pooled.contains(&population.period)
            })
            .map(|(other, tabulated)| (tabulated.population.period.as_str(), other, tabulated))
            .collect();
        let is_whole = years.len() == pooled.population.pooled.len();
        let has_no_cohort = !pooled.population.roles.contains(&Role::Cohort);
        (is_whole && has_no_cohort).then_some(Self { cube, place, pooled, years, minimum })
    }

    /// Returns the place of an outcome in the pooled years and in each single one.
    fn places(&self, variable: usize) -> Option<Vec<usize>> {
        let measure = &self.pooled.population.variables[variable].measure;
        let in_years = self
            .years
            .iter()
            .map(|(_, _, year)| year.population.variables.iter().position(|other| other.measure == *measure));
        std::iter::once(Some(variable)).chain(in_years).collect()
    }

    /// Shows the tables pooled that gain by it and still hold together with everything else.
    fn decide(&self, plan: &mut Plan, variable: usize, wanted: &[Vec<Role>]) {
        let planned: BTreeMap<Group, Visibility> = self
            .pooled
            .cells
            .keys()
            .map(|group| (group.clone(), plan.visibility(self.place, Some(variable), group)))
            .collect();
        for group in self.pooled.cells.keys() {
            plan.hidden.insert((self.place, Some(variable), group.clone()), Visibility::Withheld);
        }
        let Some(places) = self.places(variable) else { return };
        let years: Vec<(&str, &Tabulated)> =
            self.years.iter().map(|(period, _, year)| (*period, *year)).collect();
        let Some(joint) = side_by_side(self.pooled, &years, &places) else { return };
        let release = Release::of(&joint, |group| {
            let (place, group) = self.single(group);
            plan.table(place, &group)
        });
        let mut tables: Vec<Table> =
            self.pooled.cells.keys().map(|group| plan.table(self.place, group)).collect();
        tables.sort();
        tables.dedup();
        tables.retain(|table| table.roles.len() == 1);
        for table in tables {
            if !self.gains(plan, &table, &planned, &places) {
                continue;
            }
            let was_pooled = plan.pooled.contains(&table);
            let old_step = plan.steps.get(&table).copied();
            for (groups, step) in TRIES {
                let before = self.pool(plan, &table, &planned, &places, groups);
                plan.pooled.insert(table.clone());
                plan.steps.insert(table.clone(), old_step.unwrap_or(step).max(step));
                if self.holds(plan, &joint, &release, &places, wanted) {
                    break;
                }
                restore(plan, before);
                match old_step {
                    Some(step) => plan.steps.insert(table.clone(), step),
                    None => plan.steps.remove(&table),
                };
                if !was_pooled {
                    plan.pooled.remove(&table);
                }
            }
        }
    }

    /// Shows a table pooled and withholds its single years; returns what the plan said before.
    fn pool(
        &self,
        plan: &mut Plan,
        table: &Table,
        planned: &BTreeMap<Group, Visibility>,
        places: &[usize],
        groups: Groups,
    ) -> Vec<(Place, Option<Visibility>)> {
        let mut before = Vec::new();
        for (group, visibility) in planned {
            if plan.table(self.place, group) != *table {
                continue;
            }
            let mut set = |place: Place, visibility: Visibility| {
                before.push((place.clone(), plan.hidden.insert(place, visibility)));
            };
            let own = if groups == Groups::Stated && !self.is_stated(table, group) {
                Visibility::Withheld
            } else {
                *visibility
            };
            set((self.place, Some(places[0]), group.clone()), own);
            set((self.place, None, group.clone()), own);
            for ((_, year, tabulated), place) in self.years.iter().zip(&places[1..]) {
                if tabulated.cells.contains_key(group) {
                    set((*year, Some(*place), group.clone()), Visibility::Withheld);
                }
            }
        }
        before
    }

    /// Returns the place and the group of a group in which the year is a role.
    fn single(&self, group: &Group) -> (usize, Group) {
        let year =
            group.level(Role::Cohort).and_then(|period| self.years.iter().find(|(p, ..)| *p == period));
        (year.map_or(self.place, |(_, place, _)| *place), group.without(Role::Cohort))
    }

    fn is_stated(&self, table: &Table, group: &Group) -> bool {
        table.roles.iter().all(|role| {
            let label = group.level(*role).unwrap_or(MISSING_LABEL);
            self.cube.level_kind(*role, label) == Some(LevelKind::Stated)
        })
    }

    /// Returns whether a table shows more pooled: a stated group shows hardly any year, and few years are lost.
    fn gains(
        &self,
        plan: &Plan,
        table: &Table,
        planned: &BTreeMap<Group, Visibility>,
        places: &[usize],
    ) -> bool {
        let groups: Vec<&Group> = planned
            .keys()
            .filter(|group| plan.table(self.place, group) == *table && self.is_stated(table, group))
            .collect();
        let years_shown = |group: &Group| {
            let is_shown = |place: usize, variable: usize| {
                plan.visibility(place, Some(variable), group) == Visibility::Shown
            };
            let years = self.years.iter().zip(&places[1..]);
            years.filter(|((_, year, _), variable)| is_shown(*year, **variable)).count()
        };
        let is_starving = |group: &&&Group| {
            planned[**group] == Visibility::Shown && years_shown(group) * 2 < self.years.len()
        };
        let shown: usize = groups.iter().map(|group| years_shown(group)).sum();
        groups.iter().any(|group| is_starving(&group)) && shown * 2 <= groups.len() * self.years.len()
    }

    /// Returns whether nothing can be computed from pooled and single years together.
    fn holds(
        &self,
        plan: &Plan,
        joint: &Tabulated,
        release: &Release,
        places: &[usize],
        wanted: &[Vec<Role>],
    ) -> bool {
        let mut draft = Draft::new(self.cube, self.place, joint, release, self.minimum, wanted);
        for (index, group) in release.groups.iter().enumerate() {
            let (place, own) = self.single(group);
            let variable = if place == self.place {
                places[0]
            } else {
                let year = self.years.iter().position(|(_, year, _)| *year == place);
                year.map_or(places[0], |year| places[year + 1])
            };
            let is_printed = place != self.place || plan.pooled.contains(&plan.table(place, &own));
            let whole = if is_printed { plan.visibility(place, None, &own) } else { Visibility::Withheld };
            draft.load(index, whole, plan.visibility(place, Some(variable), &own), plan.step(place, &own));
            for answers in draft.answers(0, index) {
                if let Some(cover) = plan.cover(place, variable, &own, &answers) {
                    draft.set_cover(0, index, &answers, cover);
                }
            }
        }
        let blocks = [Block::people(), Block::of_variable(&draft, 0)];
        blocks.iter().all(|block| weak::find(&Known::of(&draft, block), block, Care::Usual).is_empty())
    }
}
