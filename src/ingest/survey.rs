//! A table of answers, a row per respondent.
//!
//! Keys of respondents only find rows that are there twice; they are not kept. Keys of persons, which join rounds,
//! are kept as numbers without meaning. Leaves out scores, and
//! weights made of a population (`[weights]`).

use std::collections::BTreeMap;
use std::collections::HashSet;

use crate::codebook::Codebook;
use crate::model::{Fault, FaultKind, MISSING, Role, Severity, Survey, Text};

use super::answers::{item, outcome};
use super::columns::{Mapped, mapped, with_role};
use super::dictionary::key;
use super::number::decimal;
use super::table::{Coded, Kept, Table};
use super::tally::Tally;
use super::values::{Complaint, group, tell};

/// The answers of one round.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Round {
    /// The round as the file calls it; `None` where the file holds one round.
    pub(super) name: Option<String>,
    /// The answers.
    pub(super) survey: Survey,
}

/// Returns the answers in `table`, one survey per value of a column with the role `round`.
pub(super) fn rounds(table: &Table, codebook: &Codebook, faults: &mut Vec<Fault>) -> Vec<Round> {
    let columns = mapped(table, codebook);
    let mut survey = survey(table, codebook, &columns, faults);
    let twice = answered_twice(table, &columns, faults);
    if !twice.is_empty() {
        let rows: Vec<usize> = (0..survey.rows).filter(|row| !twice.contains(row)).collect();
        survey = only(&survey, &rows);
    }
    let Some(at) = survey.groups.iter().position(|column| column.role == Role::Round) else {
        return vec![Round { name: None, survey }];
    };
    let round = survey.groups.remove(at);
    let mut rows_of: BTreeMap<u16, Vec<usize>> = BTreeMap::new();
    for (row, &code) in round.codes.iter().enumerate() {
        rows_of.entry(code).or_default().push(row);
    }
    rows_of
        .into_iter()
        .map(|(code, rows)| Round {
            name: Some(
                round.levels.get(usize::from(code)).map_or_else(String::new, |level| level.label.nl.clone()),
            ),
            survey: only(&survey, &rows),
        })
        .collect()
}

fn survey(table: &Table, codebook: &Codebook, columns: &[Mapped<'_>], faults: &mut Vec<Fault>) -> Survey {
    let mut made = Survey { rows: table.rows, ..Survey::default() };
    for column in columns {
        let Some(coded) = column.coded() else { continue };
        let (heading, meaning) = (column.heading, column.meaning);
        match meaning.role {
            Role::Item => {
                let scale = codebook.scale_of(meaning.id());
                made.items.push(item(table, heading, coded, meaning, scale, faults));
            }
            Role::Outcome => made.outcomes.push(outcome(table, heading, coded, meaning, faults)),
            Role::Weight => made.weights = weights(table, column, coded, faults),
            Role::Person => made.people = people(column, coded),
            Role::HiddenId | Role::Open | Role::Respondent | Role::Count => {}
            Role::DiplomaYear | Role::MainEnrolment | Role::Equivalent => {}
            Role::StartDate | Role::ExitReason | Role::PriorDiplomaYear => {}
            _ => made.groups.push(group(table, heading, coded, meaning, faults)),
        }
    }
    made
}

/// Returns a number per row that stands for the person, the same in every round; 0 where there is no key.
fn people(column: &Mapped<'_>, coded: &Coded) -> Vec<u128> {
    let of_value = |value: &String| if column.meaning.is_missing(value) { 0 } else { key(value.as_bytes()) };
    let keys: Vec<u128> = coded.values.iter().map(of_value).collect();
    coded.codes.iter().map(|&code| keys.get(code as usize).copied().unwrap_or(0)).collect()
}

/// Returns a weight per row; 0 where there is none, so that the person counts unweighted only.
fn weights(table: &Table, column: &Mapped<'_>, coded: &Coded, faults: &mut Vec<Fault>) -> Vec<f64> {
    let mut complaints: Vec<Option<Complaint>> = vec![None; coded.values.len()];
    let mut weight_of = vec![0.0; coded.values.len()];
    for (code, value) in coded.values.iter().enumerate() {
        if column.meaning.is_missing(value) {
            continue;
        }
        match decimal(value).filter(|weight| *weight >= 0.0) {
            Some(weight) => weight_of[code] = weight,
            None => complaints[code] = Some(Complaint::not_a_number()),
        }
    }
    tell(table, column.heading, coded, &complaints, faults);
    coded.codes.iter().map(|&code| weight_of.get(code as usize).copied().unwrap_or(0.0)).collect()
}

/// Returns the rows of which the respondent's key stood in an earlier row.
fn answered_twice(table: &Table, columns: &[Mapped<'_>], faults: &mut Vec<Fault>) -> HashSet<usize> {
    let mut twice = HashSet::new();
    let Some(column) = with_role(columns, Role::Respondent) else { return twice };
    let Kept::Keys(keys) = column.kept else { return twice };
    // Keys are dense numbers already.
    let mut seen = vec![false; keys.len() + 1];
    let mut tally = Tally::new(table.position(0).file);
    for (row, &key) in keys.iter().enumerate() {
        let Some(seen) = seen.get_mut(key as usize) else { continue };
        if !std::mem::replace(seen, true) {
            continue;
        }
        twice.insert(row);
        let at = table.position(row);
        tally.add(
            Fault::in_file(
                Severity::Repaired,
                FaultKind::DuplicateRow,
                at.file,
                Text::new(
                    "deelnemer die er al staat; de eerste rij telt",
                    "respondent who is there already; the first row counts",
                ),
                Text::new("verwijder de rij die niet telt", "remove the row that does not count"),
            )
            .at_line(at.line)
            .in_column(column.heading),
        );
    }
    tally.finish(faults);
    twice
}

/// Returns the survey with these rows only.
pub(super) fn only(survey: &Survey, rows: &[usize]) -> Survey {
    let codes = |codes: &[u16]| -> Vec<u16> {
        rows.iter().map(|&row| codes.get(row).copied().unwrap_or(MISSING)).collect()
    };
    let mut made = survey.clone();
    made.rows = rows.len();
    made.groups.iter_mut().for_each(|column| column.codes = codes(&column.codes));
    made.items.iter_mut().for_each(|item| item.codes = codes(&item.codes));
    made.outcomes.iter_mut().for_each(|outcome| outcome.codes = codes(&outcome.codes));
    if !survey.weights.is_empty() {
        made.weights = rows.iter().map(|&row| survey.weights[row]).collect();
    }
    if !survey.people.is_empty() {
        made.people = rows.iter().map(|&row| survey.people[row]).collect();
    }
    if !survey.selected.is_empty() {
        made.selected = rows.iter().map(|&row| survey.selected[row]).collect();
    }
    made
}
