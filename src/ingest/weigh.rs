//! Weights per respondent: from a column, or made so that the answers match the population of `[weights]`.
//!
//! People of one combination of levels have one weight, computed from counts: neither the order of the file nor the
//! number of threads changes it. Leaves out every number made with weights.

use std::collections::BTreeMap;

use crate::model::{
    Column, Counts, Dataset, Fault, LevelKind, MISSING, Role, SourceData, SourceKind, Survey,
};
use crate::scan::{Breakdown, Scan};
use crate::statistics::{
    calibration::{CalibrationFault, Margin, raked_weights, trim_and_rake},
    weighted::{Kish, kish},
};

use super::weigh_fault::{self as told, Place};

/// A margin level with fewer answers than this makes weights that rest on few people.
const FEW: u64 = 10;

/// A weight this many times the median is worth a warning where nothing is trimmed.
const LARGE: f64 = 5.0;

/// How the answers of one round are weighted.
#[derive(Debug, Clone, PartialEq)]
pub struct Weighing {
    /// The name of the source.
    pub source: String,
    /// The round.
    pub round: String,
    /// Whether a column of the file holds weights.
    pub from_file: bool,
    /// The margins that the weights were made to match; empty where they come from the file alone.
    pub margins: Vec<Vec<Role>>,
    /// How many times the median weight a weight may be, where weights were trimmed.
    pub trim: Option<f64>,
    /// What unequal weights cost.
    pub kish: Kish,
}

/// Makes the weights that the scan asks for, and returns how each weighted round got them.
pub(super) fn weigh(
    dataset: &mut Dataset,
    frame: Option<&Counts>,
    scan: &Scan,
    faults: &mut Vec<Fault>,
) -> Vec<Weighing> {
    let margins = &scan.weights.rake;
    let mut found = Vec::new();
    let mut is_raked = false;
    // The population is that of the students: a quickscan or alumni are not in it.
    for source in dataset.sources.iter_mut().filter(|source| source.kind == SourceKind::Survey) {
        let SourceData::Survey(survey) = &mut source.data else { continue };
        let place = Place { scan, source: &source.name, round: &source.round };
        let from_file = !survey.weights.is_empty();
        let mut used: Vec<Vec<Role>> = Vec::new();
        if let Some(frame) = frame.filter(|_| !margins.is_empty()) {
            if let Some(role) = unknown_role(survey, margins) {
                faults.push(told::not_raked(&place, role));
            } else {
                is_raked = true;
                if let Some(weights) = raked(survey, frame, &place, faults) {
                    survey.weights = weights;
                    used = margins.iter().map(|margin| margin.0.clone()).collect();
                }
            }
        }
        if survey.weights.is_empty() {
            continue;
        }
        let mut weights = Vec::with_capacity(survey.rows);
        weights.extend(rows(survey).map(|row| survey.weights[row]).filter(|w| *w > 0.0));
        let weights = sorted(weights);
        match kish(&weights) {
            Ok(kish) => found.push(Weighing {
                source: source.name.clone(),
                round: source.round.clone(),
                from_file,
                trim: scan.weights.trim.filter(|_| !used.is_empty()),
                margins: used,
                kish,
            }),
            Err(_) => faults.push(told::no_weights(&place)),
        }
    }
    if frame.is_some() && !margins.is_empty() && !is_raked {
        faults.push(told::nothing_to_rake(scan));
    }
    found
}

/// Returns the rows within the selection.
fn rows(survey: &Survey) -> impl Iterator<Item = usize> + '_ {
    (0..survey.rows).filter(|row| survey.selected.get(*row).copied().unwrap_or(true))
}

fn sorted(mut weights: Vec<f64>) -> Vec<f64> {
    weights.sort_unstable_by(f64::total_cmp);
    weights
}

fn unknown_role(survey: &Survey, margins: &[Breakdown]) -> Option<Role> {
    let knows = |role: &Role| survey.groups.iter().any(|column| column.role == *role);
    margins.iter().flat_map(|margin| &margin.0).copied().find(|role| !knows(role))
}

/// Returns weights that match the population, or `None` where they cannot be made: faults say why.
fn raked(survey: &Survey, frame: &Counts, place: &Place<'_>, faults: &mut Vec<Fault>) -> Option<Vec<f64>> {
    let before = faults.len();
    let round = frame.groups.iter().find(|column| column.role == Role::Round);
    let of_round = |row: &usize| {
        round.is_none_or(|round| round.level(*row).is_some_and(|level| level.raw == place.round))
    };
    let cells: Vec<usize> = (0..frame.least.len())
        .filter(|row| frame.selected.get(*row).copied().unwrap_or(true))
        .filter(of_round)
        .collect();
    if cells.is_empty() {
        faults.push(told::no_round(place));
        return None;
    }
    if cells.iter().any(|row| frame.least[*row] != frame.most[*row]) {
        faults.push(told::hidden_counts(place));
        return None;
    }
    let margins: Vec<Known> = place
        .scan
        .weights
        .rake
        .iter()
        .filter_map(|margin| Known::of(margin, survey, frame, &cells, place, faults))
        .collect();
    if faults[before..].iter().any(told::is_refused) {
        return None;
    }
    let classes = Classes::of(survey, &margins);
    margins.iter().zip(&place.scan.weights.rake).for_each(|(margin, by)| {
        let few = margin.few(&classes);
        if !few.is_empty() {
            faults.push(told::few_answers(place, by, &few));
        }
    });
    match classes.weights(&margins, place.scan.weights.trim) {
        Ok(of_class) => {
            if let Some(ratio) = classes.largest_ratio(&of_class).filter(|ratio| *ratio > LARGE) {
                faults.extend(told::large_weights(place, ratio));
            }
            Some(classes.of_rows(survey.rows, &of_class))
        }
        Err(fault) => {
            let level = |margin: usize, level: usize| {
                margins.get(margin).and_then(|known| known.names.get(level)).cloned().unwrap_or_default()
            };
            faults.push(told::calibration(place, &fault, &level));
            None
        }
    }
}

/// One margin: the level of each respondent and the people of each level.
struct Known {
    /// What readers call each level.
    names: Vec<String>,
    totals: Vec<f64>,
    /// The level of each row of the survey; `None` where the population does not know it.
    level_of_row: Vec<Option<usize>>,
}

impl Known {
    fn of(
        margin: &Breakdown,
        survey: &Survey,
        frame: &Counts,
        cells: &[usize],
        place: &Place<'_>,
        faults: &mut Vec<Fault>,
    ) -> Option<Self> {
        let find = |columns: &[Column], role: Role| columns.iter().position(|column| column.role == role);
        let mut columns = Vec::new();
        for role in &margin.0 {
            let Some(at) = find(&frame.groups, *role) else {
                faults.push(told::role_not_in_frame(place, *role));
                return None;
            };
            columns.push((&frame.groups[at], &survey.groups[find(&survey.groups, *role)?]));
        }
        let mut people: BTreeMap<Vec<&str>, u64> = BTreeMap::new();
        for &cell in cells {
            let labels: Option<Vec<&str>> = columns.iter().map(|(frame, _)| label(frame, cell)).collect();
            let Some(labels) = labels else {
                faults.push(told::frame_without_level(place, margin));
                return None;
            };
            *people.entry(labels).or_default() += u64::from(frame.least[cell]);
        }
        people.retain(|_, people| *people > 0);
        let places: BTreeMap<&Vec<&str>, usize> =
            people.keys().enumerate().map(|(at, key)| (key, at)).collect();
        let mut level_of_row = vec![None; survey.rows];
        let mut strangers: BTreeMap<String, u64> = BTreeMap::new();
        for row in rows(survey) {
            let labels: Option<Vec<&str>> = columns.iter().map(|(_, survey)| label(survey, row)).collect();
            let Some(labels) = labels else { continue };
            level_of_row[row] = places.get(&labels).copied();
            if level_of_row[row].is_none() {
                let may_be_unknown = columns.iter().any(|(_, survey)| is_state_of_its_own(survey, row));
                if !may_be_unknown {
                    *strangers.entry(labels.join("*")).or_default() += 1;
                }
            }
        }
        let stated = strangers.into_keys().collect::<Vec<_>>();
        if !stated.is_empty() {
            // A register knows no gender but the registered one: people it cannot know keep their own weight.
            let is_described = margin.0.iter().any(|role| matches!(role, Role::Gender | Role::Sex));
            faults.push(told::not_in_frame(place, margin, &stated, is_described));
        }
        #[expect(clippy::cast_precision_loss, reason = "counts of people stay far below 2^52")]
        let totals = people.values().map(|people| *people as f64).collect();
        Some(Self { names: people.keys().map(|labels| labels.join("*")).collect(), totals, level_of_row })
    }

    /// Returns the levels that some, but few, people answered for.
    fn few(&self, classes: &Classes) -> Vec<String> {
        let mut answered = vec![0; self.totals.len()];
        for class in &classes.classes {
            let level = class.rows.first().and_then(|row| self.level_of_row[*row]);
            if let Some(level) = level {
                answered[level] += class.rows.len() as u64;
            }
        }
        let few = answered.iter().zip(&self.names).filter(|(n, _)| (1..FEW).contains(*n));
        few.map(|(_, name)| name.clone()).collect()
    }
}

fn label(column: &Column, row: usize) -> Option<&str> {
    column.level(row).map(|level| level.label.nl.as_str())
}

/// Returns whether the level of a row is no group: "prefer not to say", "not applicable", or missing.
fn is_state_of_its_own(column: &Column, row: usize) -> bool {
    column.codes[row] == MISSING || column.level(row).is_some_and(|level| level.kind != LevelKind::Stated)
}

/// Respondents with the same levels and the same weight to start from.
struct Class {
    base: f64,
    rows: Vec<usize>,
}

struct Classes {
    classes: Vec<Class>,
}

impl Classes {
    fn of(survey: &Survey, margins: &[Known]) -> Self {
        let mut classes: BTreeMap<(Vec<Option<usize>>, u64), Class> = BTreeMap::new();
        for row in rows(survey) {
            let base = survey.weights.get(row).copied().unwrap_or(1.0);
            if base > 0.0 {
                let levels = margins.iter().map(|margin| margin.level_of_row[row]).collect();
                // Bits of positive numbers are in the order of the numbers.
                let class = classes.entry((levels, base.to_bits()));
                class.or_insert_with(|| Class { base, rows: Vec::new() }).rows.push(row);
            }
        }
        Self { classes: classes.into_values().collect() }
    }

    /// Returns the weight of a person of each class.
    fn weights(&self, margins: &[Known], trim: Option<f64>) -> Result<Vec<f64>, CalibrationFault> {
        let Some(times_median) = trim else {
            let base: Vec<f64> = self.classes.iter().map(|class| class.base * count(class)).collect();
            let weights = raked_weights(&base, &self.margins(margins, |_| 1))?;
            return Ok(weights
                .iter()
                .zip(&self.classes)
                .map(|(weight, class)| weight / count(class))
                .collect());
        };
        // Median and excess are about people: each has a place of its own, class after class.
        let base =
            self.classes.iter().flat_map(|class| class.rows.iter().map(|_| class.base)).collect::<Vec<_>>();
        let people = |class: &Class| class.rows.len();
        let weights = trim_and_rake(&base, &self.margins(margins, people), times_median)?.weights;
        let mut first = 0;
        let of_class = self.classes.iter().map(|class| {
            first += class.rows.len();
            weights[first - class.rows.len()]
        });
        Ok(of_class.collect())
    }

    fn margins(&self, margins: &[Known], times: impl Fn(&Class) -> usize) -> Vec<Margin> {
        let level = |known: &Known, class: &Class| known.level_of_row[class.rows[0]];
        margins
            .iter()
            .map(|known| Margin {
                level_of_row: self
                    .classes
                    .iter()
                    .flat_map(|class| std::iter::repeat_n(level(known, class), times(class)))
                    .collect(),
                totals: known.totals.clone(),
            })
            .collect()
    }

    /// Returns the largest weight over the median weight of people, or `None` where nobody is weighted.
    fn largest_ratio(&self, of_class: &[f64]) -> Option<f64> {
        let pairs = self.classes.iter().zip(of_class);
        let all = pairs.flat_map(|(class, weight)| std::iter::repeat_n(*weight, class.rows.len()));
        let all = sorted(all.collect());
        let median = *all.get(all.len() / 2)?;
        Some(all.last()? / median)
    }

    /// Returns a weight per row of the file; 0 where a row is outside the selection or has no weight.
    fn of_rows(&self, rows: usize, of_class: &[f64]) -> Vec<f64> {
        let mut weights = vec![0.0; rows];
        for (class, weight) in self.classes.iter().zip(of_class) {
            class.rows.iter().for_each(|row| weights[*row] = *weight);
        }
        weights
    }
}

#[expect(clippy::cast_precision_loss, reason = "counts of people stay far below 2^52")]
fn count(class: &Class) -> f64 {
    class.rows.len() as f64
}
