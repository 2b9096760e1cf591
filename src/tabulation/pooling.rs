//! Cohorts of several years together: what a single year is too small to show.
//!
//! Years are pooled on a fixed grid of three, so that windows never overlap, in this run or a later one: two
//! overlapping windows would tell the difference between them. Leaves out which of both is shown (`disclosure`).

use std::collections::BTreeMap;

use crate::model::Role;

use super::cell::Cell;
use super::strata::Strata;
use super::tabulated::Tabulated;
use super::{Family, Group};

/// How many years are pooled, as the inspectorate pools starters of mbo.
const WINDOW: u16 = 3;

/// Returns the pooled cohorts of every source whose years fill a window.
pub(super) fn pool(populations: &[Tabulated]) -> Vec<Tabulated> {
    let mut windows: BTreeMap<(String, &str, u16), Vec<&Tabulated>> = BTreeMap::new();
    for tabulated in populations.iter().filter(|t| t.population.family == Family::Cohort) {
        if let Ok(year) = tabulated.population.period.parse::<u16>() {
            let start = year - year % WINDOW;
            let window = (tabulated.population.source.clone(), rule(tabulated), start);
            windows.entry(window).or_default().push(tabulated);
        }
    }
    windows
        .into_values()
        .filter(|years| years.len() == usize::from(WINDOW))
        .filter_map(|years| together(&years))
        .collect()
}

/// Returns by which rule a cohort was made: the suffix of its measures, empty for the default.
fn rule(cohort: &Tabulated) -> &str {
    let measure = cohort.population.variables.first().map(|variable| variable.measure.as_str());
    measure.and_then(|measure| measure.split_once('@')).map_or("", |(_, rule)| rule)
}

/// Returns the cohorts together, with the outcomes that each of them can show; `None` where there is none.
fn together(years: &[&Tabulated]) -> Option<Tabulated> {
    let (first, last) = (years.first()?, years.last()?);
    // Per outcome, its place in each year.
    let shared: Vec<Vec<usize>> = first
        .population
        .variables
        .iter()
        .filter_map(|variable| {
            years
                .iter()
                .map(|year| {
                    year.population.variables.iter().position(|other| {
                        other.measure == variable.measure
                            && other.mature_in.is_none()
                            && other.categories == variable.categories
                    })
                })
                .collect()
        })
        .collect();
    if shared.is_empty() {
        return None;
    }
    let mut population = first.population.clone();
    population.variables =
        shared.iter().map(|places| first.population.variables[places[0]].clone()).collect();
    population.pooled = years.iter().map(|year| year.population.period.clone()).collect();
    population.period = format!("{}..{}", first.population.period, last.population.period);
    let mut offsets = vec![0];
    for variable in &population.variables {
        offsets.push(offsets[offsets.len() - 1] + variable.categories.len());
    }
    let mut cells: BTreeMap<Group, Cell> = BTreeMap::new();
    let mut strata = first.strata.clone();
    strata.values_mut().for_each(|strata| strata.cells.clear());
    for (place, year) in years.iter().enumerate() {
        let of_year = |cell: &Cell| Cell {
            people: cell.people,
            counts: shared.iter().flat_map(|places| year.counts(cell, places[place]).to_vec()).collect(),
            ..Cell::default()
        };
        for (group, cell) in &year.cells {
            cells.entry(group.clone()).or_default().merge(&of_year(cell));
        }
        for (role, of_role) in &year.strata {
            let Some(own): Option<&mut Strata> = strata.get_mut(role) else { continue };
            for (group, cell) in &of_role.cells {
                own.cells.entry(group.clone()).or_default().merge(&of_year(cell));
            }
        }
    }
    let mut nested = first.nested.clone();
    years.iter().for_each(|year| nested.merge(year.nested.clone()));
    Some(Tabulated { nested, ..Tabulated::of(population, cells, strata, offsets) })
}

/// Returns pooled and single years as one population of one outcome, in which the year is a role like any other.
///
/// `places` gives the outcome in `pooled` and in each of `years`; a year has its period as level of [`Role::Cohort`].
#[must_use]
pub fn side_by_side(pooled: &Tabulated, years: &[(&str, &Tabulated)], places: &[usize]) -> Option<Tabulated> {
    let (of_pooled, of_years) = places.split_first()?;
    let mut population = pooled.population.clone();
    population.variables = vec![population.variables.get(*of_pooled)?.clone()];
    population.roles.push(Role::Cohort);
    let one = |tabulated: &Tabulated, cell: &Cell, place: usize| Cell {
        people: cell.people,
        counts: tabulated.counts(cell, place).into(),
        ..Cell::default()
    };
    let mut cells: BTreeMap<Group, Cell> =
        pooled.cells.iter().map(|(group, cell)| (group.clone(), one(pooled, cell, *of_pooled))).collect();
    for ((period, year), place) in years.iter().zip(of_years) {
        for (group, cell) in &year.cells {
            cells.insert(group.and(Role::Cohort, *period), one(year, cell, *place));
        }
    }
    let offsets = vec![0, population.variables[0].categories.len()];
    // What is nested in all years together is so in each of them.
    let nested = pooled.nested.clone();
    Some(Tabulated { nested, ..Tabulated::of(population, cells, BTreeMap::new(), offsets) })
}
