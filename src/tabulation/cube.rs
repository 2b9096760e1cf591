//! The cube: for every group of every population, how many people gave each answer.
//!
//! rayon stands here for the tabulating layer: rows are cut into chunks, each chunk is counted on its own,
//! and chunks are added in the order of the file.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use rayon::prelude::*;

use crate::model::{Column, Counts, Dataset, Language, Level, LevelKind, MISSING, Role, SourceData, Stage};

use super::cell::{Cell, CompleteCases, Keeps, add_complete_cases};
use super::cohort::{self, StudentRows};
use super::enrolment::Enrolments;
use super::panel::{self, Panel};
use super::roll::{self, Roll, Weight};
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
    /// The breakdowns; the empty one is always made.
    pub breakdowns: Vec<Vec<Role>>,
    /// The role whose levels get a report each.
    pub per: Option<Role>,
    /// The language of the labels in group names.
    pub language: Language,
}

/// A population with the counts of all its groups.
#[derive(Debug, Clone, PartialEq)]
pub struct Tabulated {
    /// Who and what was counted.
    pub population: Population,
    /// The counts of each group; groups without anybody are not in it.
    pub cells: BTreeMap<Group, Cell>,
    /// Where the counts of each variable start in a cell.
    offsets: Vec<usize>,
    nobody: Cell,
}

impl Tabulated {
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

    /// Returns how many people of a cell answered: "prefer not to say" and "not applicable" are no answers.
    #[must_use]
    pub fn answered(&self, cell: &Cell, variable: usize) -> u64 {
        let counts = self.counts(cell, variable).iter().enumerate();
        let kinds = &self.population.variables[variable];
        counts.filter(|(category, _)| kinds.is_answer(*category)).map(|(_, n)| u64::from(*n)).sum()
    }

    /// Returns the complete cases of a scale; kept for whole scopes and for gender within them.
    #[must_use]
    pub fn complete_cases<'a>(&self, cell: &'a Cell, variable: usize) -> Option<&'a CompleteCases> {
        cell.complete.get(variable).filter(|cases| !cases.sums.is_empty())
    }
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
    let levels = merge_levels(dataset, design.language);
    let mut populations = Vec::new();
    let mut surveys = Vec::new();
    for (place, source) in dataset.sources.iter().enumerate() {
        if matches!(source.data, SourceData::Survey(_)) {
            surveys.push((place, populations.len()));
        }
        let population = |period: String, family, columns: &[Column]| Population {
            source: source.name.clone(),
            period,
            family,
            public: source.public,
            variables: Vec::new(),
            roles: columns.iter().map(|column| column.role).collect(),
        };
        let mut count = |roll: Roll<'_>| populations.push(count_roll(roll, &breakdowns, design));
        match &source.data {
            SourceData::Survey(survey) => {
                let population = population(source.round.clone(), Family::Respondents, &survey.groups);
                count(roll::of_survey(population, survey, &dataset.scales, &source.name));
            }
            SourceData::Register(register) => {
                let enrolments = Enrolments::new(register);
                let plain = |period: u16, family, rows| Roll {
                    population: population(period.to_string(), family, &register.groups),
                    rows,
                    groups: &register.groups,
                    observed: Vec::new(),
                    weight: Weight::Person,
                };
                let starts = enrolments.starts();
                for (year, starts) in &starts {
                    count(plain(*year, Family::Intake, starts.iter().map(|start| start.row).collect()));
                }
                for (year, rows) in enrolments.enrolled() {
                    count(plain(year, Family::Enrolled, rows));
                }
                for (year, rows) in enrolments.graduated() {
                    count(plain(year, Family::Graduated, rows));
                }
                let last_year = enrolments.years().map_or(0, |(_, last)| last);
                let by_student = StudentRows::new(&enrolments, &register.student);
                for (year, starts) in &starts {
                    let observed = cohort::observe(&enrolments, &by_student, starts, *year, last_year);
                    let mut roll =
                        plain(*year, Family::Cohort, starts.iter().map(|start| start.row).collect());
                    roll.population.variables = observed.iter().map(|o| o.variable.clone()).collect();
                    count(Roll { observed, ..roll });
                }
            }
            SourceData::Counts(counts) => {
                let family = match counts.stage {
                    Stage::Intake => Family::Intake,
                    Stage::Enrolled => Family::Enrolled,
                    Stage::Graduated => Family::Graduated,
                };
                let years: BTreeSet<u16> = counts.year.iter().copied().collect();
                let selected = roll::selected_rows(&counts.selected, counts.year.len());
                for year in years {
                    count(Roll {
                        population: population(year.to_string(), family, &counts.groups),
                        rows: selected
                            .iter()
                            .copied()
                            .filter(|row| counts.year[*row as usize] == year)
                            .collect(),
                        groups: &counts.groups,
                        observed: Vec::new(),
                        weight: Weight::Cell { least: &counts.least, most: &counts.most },
                    });
                }
            }
        }
    }
    let scopes = scopes(design, &levels, &populations);
    let frames = frame.map_or_else(Vec::new, |frame| count_frames(frame, &breakdowns, design));
    let panels = panel::panels(dataset, &surveys, &populations, &breakdowns, design);
    Cube { populations, frames, breakdowns, scopes, levels, panels, language: design.language }
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
            family: Family::Frame,
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
    let keyings: Vec<Keying<'_>> = role_sets(&roll.population.roles, breakdowns, per)
        .into_iter()
        .map(|roles| Keying {
            keeps: kept_of(&roles, per),
            columns: roles
                .iter()
                .filter_map(|role| roll.groups.iter().find(|column| column.role == *role))
                .collect(),
        })
        .collect();
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
        for (keying, counted) in keyings.iter().zip(chunk) {
            for (key, cell) in counted {
                cells.entry(keying.group(key, design.language)).or_default().merge(&cell);
            }
        }
    }
    let nobody = Cell { counts: vec![0; offsets[offsets.len() - 1]], ..Cell::default() };
    Tabulated { population: roll.population, cells, offsets, nobody }
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
    let marks = marks(roll, rows, first, offsets);
    keyings
        .iter()
        .map(|keying| {
            let mut found: HashMap<u64, usize> = HashMap::new();
            let mut cells: Vec<(u64, Cell)> = Vec::new();
            for (place, row) in rows.iter().map(|row| *row as usize).enumerate() {
                let key = keying.key(row);
                let index = *found.entry(key).or_insert_with(|| {
                    cells.push((key, Cell { counts: vec![0; width], ..Cell::default() }));
                    cells.len() - 1
                });
                let cell = &mut cells[index].1;
                let people = match roll.weight {
                    Weight::Person => People { least: 1, most: 1 },
                    Weight::Cell { least, most } => {
                        People { least: u64::from(least[row]), most: u64::from(most[row]) }
                    }
                };
                cell.people.least += people.least;
                cell.people.most += people.most;
                for mark in marks.of(place) {
                    cell.counts[*mark as usize] += 1;
                }
                if keying.keeps != Keeps::CountsOnly {
                    add_complete_cases(cell, &roll.observed, row, keying.keeps);
                }
            }
            cells.into_iter().collect()
        })
        .collect()
}

/// For each row of a chunk, which counters it adds one to.
struct Marks {
    marks: Vec<u32>,
    ends: Vec<usize>,
}

impl Marks {
    fn of(&self, place: usize) -> &[u32] {
        let start = if place == 0 { 0 } else { self.ends[place - 1] };
        &self.marks[start..self.ends[place]]
    }
}

#[expect(clippy::cast_possible_truncation, reason = "a cell holds some thousands of counters")]
fn marks(roll: &Roll<'_>, rows: &[u32], first: usize, offsets: &[usize]) -> Marks {
    let mut marks = Marks { marks: Vec::new(), ends: Vec::with_capacity(rows.len()) };
    for (place, row) in rows.iter().enumerate() {
        for (observed, offset) in roll.observed.iter().zip(offsets) {
            let code = observed.codes.at(first + place, *row as usize);
            if code != MISSING {
                marks.marks.push((*offset + usize::from(code)) as u32);
            }
        }
        marks.ends.push(marks.marks.len());
    }
    marks
}
