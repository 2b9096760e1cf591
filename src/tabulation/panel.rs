//! People who answered in two rounds: how many had each pair of scores.
//!
//! Someone counts in a group when they are in it in both rounds. A key that stands twice in one round joins nobody.
//! Leaves out groups by two features and more.

use std::collections::{BTreeMap, HashMap};

use crate::model::{Column, Dataset, MISSING, Role, SourceData, Survey};

use super::cube::Design;
use super::keying::role_sets;
use super::roll::{self, Observed, selected_rows};
use super::tabulated::Tabulated;
use super::{Group, MISSING_LABEL, Variable, VariableKind};

/// Two rounds of one survey that share people.
#[derive(Debug, Clone, PartialEq)]
pub struct Panel {
    /// The earlier round, by its place among the populations.
    pub earlier: usize,
    /// The later round.
    pub later: usize,
    /// The scales, outcomes and questions with a range that both rounds have.
    pub variables: Vec<PanelVariable>,
    /// The people of each group; groups without anybody are not in it.
    pub cells: BTreeMap<Group, PanelCell>,
}

/// A scale, outcome or question in both rounds, by place among the variables of each.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PanelVariable {
    /// In the earlier round.
    pub earlier: usize,
    /// In the later round.
    pub later: usize,
}

/// The people of one group who answered in both rounds.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct PanelCell {
    counts: Vec<BTreeMap<(u16, u16), u32>>,
}

impl PanelCell {
    /// Returns how many people had each pair of values of a variable, earlier and later, in order.
    pub fn pairs(&self, variable: usize) -> impl Iterator<Item = (u16, u16, u32)> + '_ {
        let counts = self.counts.get(variable);
        counts.into_iter().flatten().map(|((earlier, later), count)| (*earlier, *later, *count))
    }
}

/// Returns the panels of every survey whose rounds can be joined: each round with the one before it.
pub(super) fn panels(
    dataset: &Dataset,
    surveys: &[(usize, usize)],
    populations: &[Tabulated],
    breakdowns: &[Vec<Role>],
    design: &Design,
) -> Vec<Panel> {
    let mut found = Vec::new();
    for (place, (source, later)) in surveys.iter().enumerate() {
        let name = &dataset.sources[*source].name;
        let before = surveys[..place].iter().rev().find(|(other, _)| dataset.sources[*other].name == *name);
        let Some((earlier_source, earlier)) = before else { continue };
        let (Some(now), Some(then)) = (survey(dataset, *source), survey(dataset, *earlier_source)) else {
            continue;
        };
        let rounds = [(then, &populations[*earlier]), (now, &populations[*later])];
        let joined = join(then, now);
        if joined.is_empty() {
            continue;
        }
        let [seen_then, seen_now] = rounds.map(|(survey, tabulated)| {
            let population = tabulated.population.clone();
            roll::of_survey(population, survey, &dataset.scales, name).observed
        });
        let variables = shared(&seen_then, &seen_now);
        let mut cells: BTreeMap<Group, PanelCell> = BTreeMap::new();
        for roles in role_sets(&populations[*later].population.roles, breakdowns, design.per) {
            let own = roles.iter().filter(|role| Some(**role) != design.per).count();
            let (Some(columns_then), Some(columns_now)) = (columns(then, &roles), columns(now, &roles))
            else {
                continue;
            };
            if own > 1 {
                continue;
            }
            for (row_then, row_now) in &joined {
                let group = group(&columns_now, *row_now, design);
                if group != self::group(&columns_then, *row_then, design) {
                    continue;
                }
                let cell = cells.entry(group).or_default();
                cell.counts.resize(variables.len(), BTreeMap::new());
                for (variable, counts) in variables.iter().zip(&mut cell.counts) {
                    let codes = (
                        seen_then[variable.earlier].codes.at(*row_then, *row_then),
                        seen_now[variable.later].codes.at(*row_now, *row_now),
                    );
                    if codes.0 != MISSING && codes.1 != MISSING {
                        *counts.entry(codes).or_default() += 1;
                    }
                }
            }
        }
        found.push(Panel { earlier: *earlier, later: *later, variables, cells });
    }
    found
}

fn survey(dataset: &Dataset, source: usize) -> Option<&Survey> {
    match &dataset.sources[source].data {
        SourceData::Survey(survey) if !survey.people.is_empty() => Some(survey),
        _ => None,
    }
}

/// Returns the rows of everybody who is in both rounds once, in the order of the later file.
fn join(then: &Survey, now: &Survey) -> Vec<(usize, usize)> {
    let (earlier, later) = (once(then), once(now));
    let rows = selected_rows(&now.selected, now.rows).into_iter().map(|row| row as usize);
    rows.filter(|row| later.get(&now.people[*row]) == Some(&Some(*row)))
        .filter_map(|row| Some(((*earlier.get(&now.people[row])?)?, row)))
        .collect()
}

/// Returns the row of each person; `None` for a key that stands twice.
fn once(survey: &Survey) -> HashMap<u128, Option<usize>> {
    let mut rows: HashMap<u128, Option<usize>> = HashMap::new();
    for row in selected_rows(&survey.selected, survey.rows).into_iter().map(|row| row as usize) {
        let key = survey.people[row];
        if key != 0 {
            rows.entry(key).and_modify(|known| *known = None).or_insert(Some(row));
        }
    }
    rows
}

fn shared(then: &[Observed<'_>], now: &[Observed<'_>]) -> Vec<PanelVariable> {
    let is_followed = |variable: &Variable| match variable.kind {
        VariableKind::Scale { .. } | VariableKind::Outcome => true,
        VariableKind::Item => variable.range().is_some(),
        _ => false,
    };
    now.iter()
        .enumerate()
        .filter(|(_, observed)| is_followed(&observed.variable))
        .filter_map(|(later, observed)| {
            let earlier = then.iter().position(|other| other.variable.is_alike(&observed.variable))?;
            Some(PanelVariable { earlier, later })
        })
        .collect()
}

fn columns<'a>(survey: &'a Survey, roles: &[Role]) -> Option<Vec<&'a Column>> {
    roles.iter().map(|role| survey.groups.iter().find(|column| column.role == *role)).collect()
}

fn group(columns: &[&Column], row: usize, design: &Design) -> Group {
    columns.iter().fold(Group::everybody(), |group, column| {
        let level = column.levels.get(usize::from(column.codes[row]));
        group.and(column.role, level.map_or(MISSING_LABEL, |level| level.label.get(design.language)))
    })
}
