//! The cube: for every group of every population, how many people gave each answer.
//!
//! Leaves out how rows are counted (`count`).

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::model::{
    Column, Counts, Dataset, FollowUp, Language, Level, LevelKind, Name, Role, SourceData, SourceKind, Stage,
};

use super::cell::{self, Cell};
use super::complete::Keeps;
use super::count::{Cells, Wanted, count};
use super::crossing::crossed;
use super::crosstab::{self, Counted};
use super::keying::{Keying, role_sets};
use super::panel::{self, Panel};
use super::pooling;
use super::register::count_register;
use super::roll::{self, Roll, Weight};
use super::strata;
use super::tabulated::{Sample, Tabulated};
use super::{Family, Group, MISSING_LABEL, Nested, Population, Scope, Unit};

/// The most numbers that answers by total of one scale may take, in a group of the whole scan.
const MOST_BY_TOTAL: usize = 200_000;

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
        let mut known = BTreeSet::new();
        let labels = levels.iter().map(|level| level.label.get(self.language));
        labels.filter(|label| known.insert(*label)).chain([MISSING_LABEL]).collect()
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
        let mut add = |roll: Roll<'_>| populations.push(count_roll(roll, &own, design));
        match &source.data {
            SourceData::Survey(survey) => {
                let family = match source.kind {
                    SourceKind::Survey => Family::Respondents,
                    _ => Family::Voices,
                };
                let population = population(source.round.clone(), family, &survey.groups);
                add(roll::of_survey(population, survey, &dataset.scales, &source.name));
            }
            SourceData::Register(register) => {
                let like = population(String::new(), Family::Cohort, &register.groups);
                let detail = if source.public { Detail::PerCohort } else { design.detail };
                count_register(register, &like, &design.follow_up, detail, design.per, &mut add);
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
                    let is_of_year = |row: &u32| counts.year[*row as usize] == year;
                    let roll = Roll {
                        population: Population {
                            variables: observed.iter().map(|o| o.variable.clone()).collect(),
                            named: counts.named.clone(),
                            ..population(year.to_string(), family, &counts.groups)
                        },
                        rows: roll::Rows::Some(selected.iter().copied().filter(is_of_year).collect()),
                        groups: &counts.groups,
                        observed,
                        weight: Weight::Cell { least: &counts.least, most: &counts.most },
                    };
                    if family == Family::Told {
                        // People name several themes: their numbers are never laid beside each other.
                        populations.push(count_roll(roll, &own, design));
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
        let rows = roll::Rows::Some(rows);
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
    let mut units: BTreeMap<Name, Unit> = BTreeMap::new();
    for level in levels.get(&role).into_iter().flatten() {
        let label = Name::from(level.label.get(design.language));
        let group = Group::everybody().and(role, label.clone());
        if populations.iter().any(|tabulated| tabulated.cells.contains_key(&group)) {
            units.entry(label.clone()).or_insert_with(|| Unit { role, code: level.raw.clone(), label });
        }
    }
    let mut units: Vec<Unit> = units.into_values().collect();
    units.sort();
    [Scope::All].into_iter().chain(units.into_iter().map(|unit| Scope::Unit(Arc::new(unit)))).collect()
}

/// Returns the levels of each role over all sources: in the order of the first source that has each.
fn merge_levels(dataset: &Dataset, language: Language) -> BTreeMap<Role, Vec<Level>> {
    let mut merged: BTreeMap<Role, Vec<Level>> = BTreeMap::new();
    let mut known = BTreeSet::new();
    for source in &dataset.sources {
        let groups = match &source.data {
            SourceData::Survey(survey) => &survey.groups,
            SourceData::Register(register) => &register.groups,
            SourceData::Counts(counts) => &counts.groups,
        };
        for column in groups {
            let levels = merged.entry(column.role).or_default();
            for level in &column.levels {
                if known.insert((column.role, level.label.get(language))) {
                    levels.push(level.clone());
                }
            }
        }
    }
    merged
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

fn count_roll(roll: Roll<'_>, breakdowns: &[Vec<Role>], design: &Design) -> Tabulated {
    let per = design.per;
    let mut wanted: Vec<Wanted<'_>> = role_sets(&roll.population.roles, breakdowns, per)
        .into_iter()
        .map(|roles| Wanted { keeps: kept_of(&roles, per), keying: Keying::of(&roles, roll.groups) })
        .collect();
    let tables = wanted.len();
    let mut strata = strata::designs(&roll.population, breakdowns, per);
    for (role, design) in &strata {
        let mut roles = design.roles();
        roles.push(*role);
        roles.sort_unstable();
        wanted.push(Wanted { keying: Keying::of(&roles, roll.groups), keeps: Keeps::CountsOnly });
    }
    let mut offsets = vec![0];
    for observed in &roll.observed {
        offsets.push(offsets[offsets.len() - 1] + observed.variable.categories.len());
    }
    let mut counted = wanted.iter().zip(count(&roll, &wanted, &offsets));
    let mut cells: BTreeMap<Group, Cell> = BTreeMap::new();
    for (wanted, counted) in counted.by_ref().take(tables) {
        name_groups(&wanted.keying, counted, design.language, &mut cells);
    }
    for ((wanted, counted), strata) in counted.zip(strata.values_mut()) {
        name_groups(&wanted.keying, counted, design.language, &mut strata.cells);
    }
    if !roll.population.public {
        // Of a group without people there is no row in a register either.
        cells.retain(|group, cell| *group == Group::everybody() || cell.people.most > 0);
    }
    let nested = Nested::of(&roll, breakdowns, design.language);
    let sample = match &roll.weight {
        Weight::Weighed(grid) => Some(Sample {
            people: cells
                .get(&Group::everybody())
                .and_then(|all| all.weights.as_ref())
                .map_or(0, |all| all.people),
            step: grid.step,
        }),
        _ => None,
    };
    Tabulated { sample, nested, ..Tabulated::of(roll.population, cells, strata, offsets) }
}

/// Adds counted groups by their names; levels with one label are one group.
fn name_groups(keying: &Keying<'_>, counted: Cells, language: Language, cells: &mut BTreeMap<Group, Cell>) {
    let naming = keying.naming(language);
    for (key, cell) in counted {
        cell::add(cells, naming.group(key), Cow::Owned(cell));
    }
}
