//! A table of answers, a row per respondent.
//!
//! Keys of respondents only find rows that are there twice, and people who are in a register too; they are not kept. Leaves out scores, and
//! weights made of a population (`[weights]`).

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, HashSet};

use crate::codebook::Codebook;
use crate::model::{Codes, Fault, FaultKind, MISSING, Role, Severity, Survey, Text};

use super::answers::{item, outcome};
use super::choices::{choices, is_part};
use super::columns::{Mapped, mapped, with_role};
use super::gather::gather;
use super::number::Decimals;
use super::table::{Coded, Kept, Table};
use super::table_fault::double_row;
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
    let twice = answered_twice(table, &columns, &survey, faults);
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
    if rows_of.len() > 1
        && let Some(rows) = rows_of.remove(&MISSING)
    {
        without_round(table, &survey, &rows, faults);
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

/// Tells the rows that name no round where others do: they belong to none.
fn without_round(table: &Table, survey: &Survey, rows: &[usize], faults: &mut Vec<Fault>) {
    // Rows of respondents who answered twice are gone: only then do rows of the survey and the file differ.
    let is_place_known = survey.rows == table.rows;
    let mut tally = Tally::new(table.position(0).file);
    for &row in rows {
        let message = Text::new("geen ronde; deze rij telt niet mee", "no round; this row does not count");
        let hint = Text::new("schrijf de ronde erbij: 2026", "write the round: 2026");
        let at = table.position(row);
        let fault = Fault::in_file(Severity::Repaired, FaultKind::UnknownLabel, at.file, message, hint);
        let fault = fault.in_column(Role::Round.word());
        tally.add(if is_place_known { fault.at_line(at.line) } else { fault });
    }
    tally.finish(faults);
}

fn survey(table: &Table, codebook: &Codebook, columns: &[Mapped<'_>], faults: &mut Vec<Fault>) -> Survey {
    let mut made = Survey { rows: table.rows, ..Survey::default() };
    if let Some(Kept::Keys(person)) = with_role(columns, Role::Person).map(|column| column.kept) {
        made.person.clone_from(person);
    }
    for column in columns {
        let Some(coded) = column.coded() else { continue };
        let (heading, meaning) = (column.heading, column.meaning);
        match meaning.role {
            Role::Item if is_part(codebook, meaning) => {}
            Role::Item => {
                let scale = codebook.scale_of(meaning.id());
                made.items.push(item(table, heading, coded, meaning, scale, faults));
            }
            Role::Outcome => made.outcomes.push(outcome(table, heading, coded, meaning, faults)),
            Role::Weight => made.weights = weights(table, column, coded, faults),
            Role::HiddenId | Role::Open | Role::Person | Role::Respondent | Role::Count => {}
            Role::DiplomaYear | Role::MainEnrolment | Role::Equivalent => {}
            Role::StartDate | Role::ExitReason | Role::PriorDiplomaYear => {}
            _ => made.groups.push(group(table, heading, coded, meaning, faults)),
        }
    }
    made.choices = choices(table, codebook, columns, faults);
    gather(&mut made.groups, codebook);
    made
}

/// Returns a weight per row; 0 where there is none, so that the person counts unweighted only.
fn weights(table: &Table, column: &Mapped<'_>, coded: &Coded, faults: &mut Vec<Fault>) -> Vec<f64> {
    let mut complaints: Vec<Option<Complaint>> = vec![None; coded.values.len()];
    let mut weight_of = vec![0.0; coded.values.len()];
    let decimals = Decimals::of(coded.values.iter().map(String::as_str));
    for (code, value) in coded.values.iter().enumerate() {
        if column.meaning.is_missing(value) {
            continue;
        }
        match decimals.number(value).filter(|weight| *weight >= 0.0) {
            Some(weight) => weight_of[code] = weight,
            None => complaints[code] = Some(Complaint::no_number(value)),
        }
    }
    tell(table, column.heading, coded, &complaints, faults);
    coded.codes.iter().map(|code| weight_of.get(code as usize).copied().unwrap_or(0.0)).collect()
}

/// Returns the rows that do not count because the same respondent has another in the same round.
///
/// The row with the most answers counts; of rows with as many the first. People often open a form twice and
/// finish it once.
fn answered_twice(
    table: &Table,
    columns: &[Mapped<'_>],
    survey: &Survey,
    faults: &mut Vec<Fault>,
) -> HashSet<usize> {
    let mut twice = HashSet::new();
    let keys = with_role(columns, Role::Respondent).or_else(|| with_role(columns, Role::Person));
    let Some(column) = keys else { return twice };
    let Kept::Keys(keys) = column.kept else { return twice };
    let round = survey.groups.iter().find(|column| column.role == Role::Round);
    let answers = |row: usize| {
        let items = survey.items.iter().map(|item| &item.codes);
        let all = items.chain(survey.outcomes.iter().map(|outcome| &outcome.codes));
        all.filter(|codes| codes[row] != MISSING).count()
    };
    let mut best: BTreeMap<(u32, u16), usize> = BTreeMap::new();
    let mut pairs = Vec::new();
    for (row, &key) in keys.iter().enumerate().filter(|(_, key)| **key != u32::MAX) {
        match best.entry((key, round.map_or(0, |column| column.codes[row]))) {
            Entry::Vacant(slot) => {
                slot.insert(row);
            }
            Entry::Occupied(mut slot) => {
                let known = *slot.get();
                let (kept, lost) = if answers(row) > answers(known) { (row, known) } else { (known, row) };
                slot.insert(kept);
                twice.insert(lost);
                pairs.push((lost, kept));
            }
        }
    }
    let mut tally = Tally::new(table.position(0).file);
    for (lost, kept) in pairs {
        let (at, other) = (table.position(lost), table.position(kept));
        let place = if at.file == other.file { String::new() } else { format!("{}, ", other.file) };
        let line = other.line;
        let message = Text::new(
            format!(
                "deelnemer die twee keer antwoordde; {place}regel {line} telt: de meeste antwoorden, bij evenveel de eerste"
            ),
            format!(
                "respondent who answered twice; {place}line {line} counts: most answers, of as many the first"
            ),
        );
        let hint = Text::new("verwijder de rij die niet telt", "remove the row that does not count");
        tally.add(double_row(at, message, hint).in_column(column.heading));
    }
    tally.finish(faults);
    twice
}

/// Returns the survey with these rows only.
pub(super) fn only(survey: &Survey, rows: &[usize]) -> Survey {
    let codes = |codes: &Codes| -> Codes {
        rows.iter().map(|&row| codes.get(row).copied().unwrap_or(MISSING)).collect()
    };
    let mut made = survey.clone();
    made.rows = rows.len();
    made.groups.iter_mut().for_each(|column| column.codes = codes(&column.codes));
    made.items.iter_mut().for_each(|item| item.codes = codes(&item.codes));
    made.choices.iter_mut().for_each(|choice| choice.codes = codes(&choice.codes));
    made.outcomes.iter_mut().for_each(|outcome| outcome.codes = codes(&outcome.codes));
    if !survey.weights.is_empty() {
        made.weights = rows.iter().map(|&row| survey.weights[row]).collect();
    }
    if !survey.people.is_empty() {
        made.people = rows.iter().map(|&row| survey.people[row]).collect();
    }
    if !survey.person.is_empty() {
        made.person = rows.iter().map(|&row| survey.person[row]).collect();
    }
    if !survey.selected.is_empty() {
        made.selected = rows.iter().map(|&row| survey.selected[row]).collect();
    }
    made
}
