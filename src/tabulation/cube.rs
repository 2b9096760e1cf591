//! The cube: for every group of every population, how many people gave each answer.
//!
//! rayon stands here for the tabulating layer: rows are cut into chunks, each chunk is counted on its own,
//! and chunks are added in the order of the file.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use rayon::prelude::*;

use crate::model::{
    Column, Counts, Dataset, FollowUp, Language, Level, LevelKind, Role, SourceData, SourceKind, Stage,
};

use super::cell::{Cell, Keeps, WeightSum, add_complete_cases};
use super::crossing::crossed;
use super::crosstab::{self, Counted};
use super::marks::marks;
use super::panel::{self, Panel};
use super::pooling;
use super::register::count_register;
use super::roll::{self, Roll, Weight};
use super::strata;
use super::tabulated::{Sample, Tabulated};
use super::{Family, Group, MISSING_LABEL, People, Population, Scope, Unit};

/// Into how many chunks a roll is cut at most; the memory for partial counts grows with it.
const CHUNKS: usize = 16;

/// The most numbers that answers by total of one scale may take, in a group of the whole scan.
const MOST_BY_TOTAL: usize = 200_000;

/// The fewest rows that are worth a chunk of their own.
const LEAST_CHUNK: usize = 1 << 14;

/// By what people are counted.
#[derive(Debug, Clone, PartialEq)]
pub struct Design {
    /// The breakdowns of students; the empty one is always made.
    pub breakdowns: Vec<Vec<Role>>,
    /// The breakdowns of other sources, as far as their readers need them.
    pub of_others: Vec<Vec<Role>>,
    /// The role whose levels get a report each.
    pub per: Option<Role>,
    /// The language of the labels in group names.
    pub language: Language,
    /// How starters are followed.
    pub follow_up: FollowUp,
    /// How finely that is told.
    pub detail: Detail,
}

/// How finely is told what became of starters after more than a year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Detail {
    /// All cohorts together: of one cohort these would be cells of a few people.
    #[default]
    Together,
    /// Per cohort: everything is public or synthetic.
    PerCohort,
}

/// All counts of a scan.
#[derive(Debug, Clone, PartialEq)]
pub struct Cube {
    /// The populations: sources in the order of the scan, periods in order.
    pub populations: Vec<Tabulated>,
    /// The people whom each round could reach, where the scan tells; not a result of its own.
    pub frames: Vec<Tabulated>,
    /// The breakdowns, in the order of the scan; the first is the empty one.
    pub breakdowns: Vec<Vec<Role>>,
    /// The scopes: everybody, then each school by name.
    pub scopes: Vec<Scope>,
    /// The levels of each role, in the order of reports.
    pub levels: BTreeMap<Role, Vec<Level>>,
    /// The people who answered in two rounds, where keys join them.
    pub panels: Vec<Panel>,
    /// The language of the labels in group names.
    pub language: Language,
}

impl Cube {
    /// Returns the people whom a round could reach, or `None` where the scan does not tell.
    #[must_use]
    pub fn frame_of(&self, period: &str) -> Option<&Tabulated> {
        self.frames.iter().find(|frame| [period, ""].contains(&frame.population.period.as_str()))
    }

    /// Returns what kind of answer a level is; people without an answer have none.
    #[must_use]
    pub fn level_kind(&self, role: Role, label: &str) -> Option<LevelKind> {
        let levels = self.levels.get(&role)?;
        levels.iter().find(|level| level.label.get(self.language) == label).map(|level| level.kind)
    }

    /// Returns the labels of a role in the order of reports, people without an answer last.
    #[must_use]
    pub fn labels(&self, role: Role) -> Vec<&str> {
        let levels = self.levels.get(&role).map_or(&[][..], Vec::as_slice);
        let mut labels: Vec<&str> = Vec::new();
        for level in levels {
            let label = level.label.get(self.language);
            if !labels.contains(&label) {
                labels.push(label);
            }
        }
        labels.push(MISSING_LABEL);
        labels
    }

    /// Returns the groups of a breakdown within a scope that hold somebody, in the order of reports.
    #[must_use]
    pub fn groups(&self, tabulated: &Tabulated, scope: &Scope, by: &[Role]) -> Vec<Group> {
        let mut groups = vec![scope.group()];
        for role in by {
            if !tabulated.population.roles.contains(role) {
                return Vec::new();
            }
            let labels = self.labels(*role);
            // Within a school there are no groups of another school.
            let within = |group: &Group, label: &str| group.level(*role).is_none_or(|own| own == label);
            groups = groups
                .iter()
                .flat_map(|group| {
                    labels.iter().filter(|label| within(group, label)).map(|label| group.and(*role, *label))
                })
                .collect();
        }
        groups.retain(|group| tabulated.cells.contains_key(group));
        groups
    }
}

/// Counts everybody in every group of the design; `frame` is the population of `[weights]`.
#[must_use]
pub fn tabulate(dataset: &Dataset, frame: Option<&Counts>, design: &Design) -> Cube {
    let mut breakdowns = vec![Vec::new()];
    breakdowns.extend(design.breakdowns.iter().filter(|by| !by.is_empty()).cloned());
    let new = |by: &&Vec<Role>| !by.is_empty() && !design.breakdowns.contains(by);
    let all: Vec<Vec<Role>> = breakdowns.iter().chain(design.of_others.iter().filter(new)).cloned().collect();
    let levels = merge_levels(dataset, design.language);
    let mut populations = Vec::new();
    let mut tables: Vec<Counted> = Vec::new();
    let mut surveys = Vec::new();
    for (place, source) in dataset.sources.iter().enumerate() {
        if matches!(source.data, SourceData::Survey(_)) {
            surveys.push((place, populations.len()));
        }
        let population = |period: String, family, columns: &[Column]| Population {
            source: source.name.clone(),
            period,
            pooled: Vec::new(),
            family,
            named: None,
            public: source.public,
            variables: Vec::new(),
            roles: columns.iter().map(|column| column.role).collect(),
        };
        let own = crossed(source.kind, &all, &breakdowns, design.per);
        let mut count = |roll: Roll<'_>| populations.push(count_roll(roll, &own, design));
        match &source.data {
            SourceData::Survey(survey) => {
                let family = match source.kind {
                    SourceKind::Survey => Family::Respondents,
                    _ => Family::Voices,
                };
                let population = population(source.round.clone(), family, &survey.groups);
                count(roll::of_survey(population, survey, &dataset.scales, &source.name));
            }
            SourceData::Register(register) => {
                let like = population(String::new(), Family::Cohort, &register.groups);
                let detail = if source.public { Detail::PerCohort } else { design.detail };
                count_register(register, &like, &design.follow_up, detail, design.per, &mut count);
            }
            SourceData::Counts(counts) => {
                let family = match (source.kind, counts.stage) {
                    (SourceKind::Staff, _) => Family::Staff,
                    (SourceKind::Themes, _) => Family::Told,
                    (_, Stage::Intake) => Family::Intake,
                    (_, Stage::Enrolled) => Family::Enrolled,
                    (_, Stage::Graduated) => Family::Graduated,
                };
                let years: BTreeSet<u16> = counts.year.iter().copied().collect();
                let selected = roll::selected_rows(&counts.selected, counts.year.len());
                for year in years {
                    let observed: Vec<roll::Observed<'_>> =
                        counts.outcomes.iter().map(roll::of_outcome).collect();
                    let roll = Roll {
                        population: Population {
                            variables: observed.iter().map(|o| o.variable.clone()).collect(),
                            named: counts.named.clone(),
                            ..population(year.to_string(), family, &counts.groups)
                        },
                        rows: selected
                            .iter()
                            .copied()
                            .filter(|row| counts.year[*row as usize] == year)
                            .collect(),
                        groups: &counts.groups,
                        observed,
                        weight: Weight::Cell { least: &counts.least, most: &counts.most },
                    };
                    if family == Family::Told {
                        // People name several themes: their numbers are never laid beside each other.
                        count(roll);
                        continue;
                    }
                    let tabulated = count_roll(roll, &own, design);
                    tables.push(Counted { tabulated, schools: crosstab::schools(counts) });
                }
            }
        }
    }
    populations.extend(crosstab::join(tables));
    populations.extend(pooling::pool(&populations));
    let scopes = scopes(design, &levels, &populations);
    let frames = frame.map_or_else(Vec::new, |frame| count_frames(frame, &breakdowns, design));
    let panels = panel::panels(dataset, &surveys, &populations, &breakdowns, design);
    Cube { populations, frames, breakdowns: all, scopes, levels, panels, language: design.language }
}

/// Counts the people whom each round could reach: one frame per round, or one for all.
fn count_frames(frame: &Counts, breakdowns: &[Vec<Role>], design: &Design) -> Vec<Tabulated> {
    let round = frame.groups.iter().find(|column| column.role == Role::Round);
    let rounds: BTreeSet<&str> = round
        .map_or_else(BTreeSet::new, |column| column.levels.iter().map(|level| level.raw.as_str()).collect());
    let roles: Vec<Role> =
        frame.groups.iter().map(|column| column.role).filter(|role| *role != Role::Round).collect();
    let of = |period: &str, rows: Vec<u32>| {
        let population = Population {
            source: String::new(),
            period: period.to_owned(),
            pooled: Vec::new(),
            family: Family::Frame,
            named: None,
            public: false,
            variables: Vec::new(),
            roles: roles.clone(),
        };
        let weight = Weight::Cell { least: &frame.least, most: &frame.most };
        let roll = Roll { population, rows, groups: &frame.groups, observed: Vec::new(), weight };
        count_roll(roll, breakdowns, design)
    };
    let all = roll::selected_rows(&frame.selected, frame.least.len());
    let Some(round) = round else { return vec![of("", all)] };
    rounds
        .into_iter()
        .map(|period| {
            let level = |row: u32| round.levels.get(usize::from(round.codes[row as usize]));
            let is_of = |row: &u32| level(*row).is_some_and(|level| level.raw == period);
            of(period, all.iter().copied().filter(is_of).collect())
        })
        .collect()
}

fn scopes(design: &Design, levels: &BTreeMap<Role, Vec<Level>>, populations: &[Tabulated]) -> Vec<Scope> {
    let Some(role) = design.per else { return vec![Scope::All] };
    let mut units: BTreeMap<String, Unit> = BTreeMap::new();
    for level in levels.get(&role).into_iter().flatten() {
        let label = level.label.get(design.language).to_owned();
        let group = Group::everybody().and(role, label.clone());
        if populations.iter().any(|tabulated| tabulated.cells.contains_key(&group)) {
            units.entry(label.clone()).or_insert_with(|| Unit { role, code: level.raw.clone(), label });
        }
    }
    let mut units: Vec<Unit> = units.into_values().collect();
    units.sort();
    [Scope::All].into_iter().chain(units.into_iter().map(Scope::Unit)).collect()
}

/// Returns the levels of each role over all sources: in the order of the first source that has each.
fn merge_levels(dataset: &Dataset, language: Language) -> BTreeMap<Role, Vec<Level>> {
    let mut merged: BTreeMap<Role, Vec<Level>> = BTreeMap::new();
    for source in &dataset.sources {
        let groups = match &source.data {
            SourceData::Survey(survey) => &survey.groups,
            SourceData::Register(register) => &register.groups,
            SourceData::Counts(counts) => &counts.groups,
        };
        for column in groups {
            let levels = merged.entry(column.role).or_default();
            for level in &column.levels {
                let label = level.label.get(language);
                if !levels.iter().any(|known| known.label.get(language) == label) {
                    levels.push(level.clone());
                }
            }
        }
    }
    merged
}

/// Returns the sets of roles by which a roll is counted, each in the order of [`Role`].
///
/// Of `a*b` the groups of `a` are counted too: participation is the share of `b` within `a`.
pub(super) fn role_sets(roles: &[Role], breakdowns: &[Vec<Role>], per: Option<Role>) -> BTreeSet<Vec<Role>> {
    let mut sets = BTreeSet::new();
    let known = breakdowns.iter().filter(|by| by.iter().all(|role| roles.contains(role)));
    let wholes = known.clone().filter_map(|by| by.split_last()).map(|(_, whole)| whole);
    for by in known.map(Vec::as_slice).chain(wholes) {
        let mut set: Vec<Role> = by.to_vec();
        set.sort_unstable();
        set.dedup();
        if let Some(per) = per.filter(|per| roles.contains(per) && !set.contains(per)) {
            let mut within_unit = set.clone();
            within_unit.push(per);
            within_unit.sort_unstable();
            sets.insert(within_unit);
        }
        sets.insert(set);
    }
    sets
}

/// Returns what is kept of the complete cases of the groups of a set of roles.
///
/// Reliability is told of whole scopes and of gender; how items work, of gender only.
fn kept_of(roles: &[Role], per: Option<Role>) -> Keeps {
    let within: Vec<Role> = roles.iter().copied().filter(|role| Some(*role) != per).collect();
    let is_of_units = within.len() < roles.len();
    match within[..] {
        [] => Keeps::CompleteCases,
        [Role::Gender | Role::Sex] => {
            Keeps::AnswersByTotal { most: if is_of_units { MOST_BY_TOTAL / 10 } else { MOST_BY_TOTAL } }
        }
        _ => Keeps::CountsOnly,
    }
}

/// One set of roles, with the columns that decide a row's group.
struct Keying<'a> {
    columns: Vec<&'a Column>,
    keeps: Keeps,
}

impl Keying<'_> {
    /// Returns the group of a row as a number, unique within the set of roles.
    fn key(&self, row: usize) -> u64 {
        self.columns.iter().fold(0, |key, column| {
            let levels = column.levels.len() as u64;
            key * (levels + 1) + u64::from(column.codes[row]).min(levels)
        })
    }

    fn group(&self, mut key: u64, language: Language) -> Group {
        let mut group = Group::everybody();
        for column in self.columns.iter().rev() {
            let base = column.levels.len() as u64 + 1;
            let level = usize::try_from(key % base).ok().and_then(|code| column.levels.get(code));
            let label = level.map_or(MISSING_LABEL, |level| level.label.get(language));
            group = group.and(column.role, label);
            key /= base;
        }
        group
    }
}

fn count_roll(roll: Roll<'_>, breakdowns: &[Vec<Role>], design: &Design) -> Tabulated {
    let per = design.per;
    let mut keyings: Vec<Keying<'_>> = role_sets(&roll.population.roles, breakdowns, per)
        .into_iter()
        .map(|roles| Keying {
            keeps: kept_of(&roles, per),
            columns: roles
                .iter()
                .filter_map(|role| roll.groups.iter().find(|column| column.role == *role))
                .collect(),
        })
        .collect();
    let tables = keyings.len();
    let mut strata = strata::designs(&roll.population, breakdowns, per);
    for (role, design) in &strata {
        let mut roles = design.roles();
        roles.push(*role);
        roles.sort_unstable();
        let columns = roles.iter().filter_map(|role| roll.groups.iter().find(|c| c.role == *role)).collect();
        keyings.push(Keying { columns, keeps: Keeps::CountsOnly });
    }
    let mut offsets = vec![0];
    for observed in &roll.observed {
        offsets.push(offsets[offsets.len() - 1] + observed.variable.categories.len());
    }
    let size = (roll.rows.len() / CHUNKS + 1).max(LEAST_CHUNK);
    let chunks: Vec<Vec<BTreeMap<u64, Cell>>> = roll
        .rows
        .par_chunks(size)
        .enumerate()
        .map(|(chunk, rows)| count_chunk(&roll, rows, chunk * size, &keyings, &offsets))
        .collect();
    let mut cells: BTreeMap<Group, Cell> = BTreeMap::new();
    for chunk in chunks {
        let mut counted = keyings.iter().zip(chunk);
        for (keying, counted) in counted.by_ref().take(tables) {
            for (key, cell) in counted {
                cells.entry(keying.group(key, design.language)).or_default().merge(&cell);
            }
        }
        for ((keying, counted), strata) in counted.zip(strata.values_mut()) {
            for (key, cell) in counted {
                strata.cells.entry(keying.group(key, design.language)).or_default().merge(&cell);
            }
        }
    }
    if !roll.population.public {
        // Of a group without people there is no row in a register either.
        cells.retain(|group, cell| *group == Group::everybody() || cell.people.most > 0);
    }
    let sample = match &roll.weight {
        Weight::Weighed(grid) => Some(Sample {
            people: roll.rows.iter().filter(|row| grid.steps(**row as usize) > 0).count() as u64,
            step: grid.step,
        }),
        _ => None,
    };
    Tabulated { sample, ..Tabulated::of(roll.population, cells, strata, offsets) }
}

/// Counts the people on `rows`, the first of whom is at place `first` on the roll, by each set of roles.
fn count_chunk(
    roll: &Roll<'_>,
    rows: &[u32],
    first: usize,
    keyings: &[Keying<'_>],
    offsets: &[usize],
) -> Vec<BTreeMap<u64, Cell>> {
    let width = offsets[offsets.len() - 1];
    let grid = match &roll.weight {
        Weight::Weighed(grid) => Some(grid),
        _ => None,
    };
    let empty = || Cell {
        counts: vec![0; width],
        weights: vec![WeightSum::default(); if grid.is_some() { width } else { 0 }],
        ..Cell::default()
    };
    let marks = marks(roll, rows, first, offsets);
    keyings
        .iter()
        .map(|keying| {
            let mut found: HashMap<u64, usize> = HashMap::new();
            let mut cells: Vec<(u64, Cell)> = Vec::new();
            for (place, row) in rows.iter().map(|row| *row as usize).enumerate() {
                let key = keying.key(row);
                let index = *found.entry(key).or_insert_with(|| {
                    cells.push((key, empty()));
                    cells.len() - 1
                });
                let cell = &mut cells[index].1;
                let people = match roll.weight {
                    Weight::Person | Weight::Weighed(_) => People { least: 1, most: 1 },
                    Weight::Cell { least, most } => {
                        People { least: u64::from(least[row]), most: u64::from(most[row]) }
                    }
                };
                cell.people.least += people.least;
                cell.people.most += people.most;
                if let Some(steps) = grid.map(|grid| grid.steps(row)).filter(|steps| *steps > 0) {
                    cell.weighted += 1;
                    cell.weight.add(steps);
                }
                for mark in marks.of(place) {
                    match roll.weight {
                        Weight::Cell { least, most } => cell.add(*mark as usize, least[row], most[row]),
                        _ => cell.counts[*mark as usize] += 1,
                    }
                    if let Some(grid) = grid {
                        cell.weights[*mark as usize].add(grid.steps(row));
                    }
                }
                if keying.keeps != Keeps::CountsOnly {
                    add_complete_cases(cell, &roll.observed, row, keying.keeps);
                }
            }
            cells.into_iter().collect()
        })
        .collect()
}
