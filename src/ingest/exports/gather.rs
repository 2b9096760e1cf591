//! Questions with several answers gathered from their columns into one, and rows that are no answers left out.
//!
//! The gathered cell holds the codes of what was ticked; so a codebook reads the same question from any tool.
//! Leaves out what the answers mean (`codebook`).

use std::collections::HashMap;

use crate::model::{Fault, FaultKind, Severity, Text};

use super::super::dictionary::EMPTY;
use super::super::table::{Coded, Kept, Kind, RowLines, Stretch, Table, TableColumn};
use super::Keeper;
use super::structure::{AnswerSet, Proof, SEPARATOR, Screened, Structure, Ticked};

/// Words of a choice that was seen and left open.
const OPEN: [&str; 8] = ["0", "N", "No", "Nee", "FALSE", "-99", "Unchecked", "Not Selected"];

/// What a cell says about a choice.
#[derive(Debug, Clone, PartialEq, Eq)]
enum State {
    /// It was not shown, or the question was skipped.
    Unseen,
    /// It was seen and not ticked.
    Open,
    /// It was ticked: the code.
    Ticked(String),
}

/// Gathers sets, leaves rows out, and forgets the columns that were only needed for that.
pub(in crate::ingest) fn finish(
    table: &mut Table,
    structure: &Structure,
    keep: Keeper<'_>,
    faults: &mut Vec<Fault>,
) {
    for set in &structure.sets {
        let wanted = keep(&set.heading, set.question.as_deref()) == Kind::Values;
        if wanted && table.place(&set.heading).is_none() && proven(table, structure, set) {
            let coded = gathered(table, structure, set);
            table.columns.push(TableColumn {
                heading: set.heading.clone(),
                question: set.question.clone(),
                kept: Kept::Values(coded),
            });
        }
    }
    screen(table, structure, faults);
    for column in &mut table.columns {
        let Kept::Values(coded) = &column.kept else { continue };
        if keep(&column.heading, column.question.as_deref()) == Kind::Nothing {
            let filled = coded.codes.iter().filter(|code| *code != EMPTY).count() as u64;
            column.kept = Kept::Nothing { filled };
        }
    }
}

/// Returns whether the cells do not speak against a set; one that the file names itself needs no proof.
fn proven(table: &Table, structure: &Structure, set: &AnswerSet) -> bool {
    if set.proof == Proof::Told {
        return true;
    }
    let mut seen: Vec<&str> = Vec::new();
    let mut own = true;
    for member in &set.members {
        let Some(coded) = coded(table, &member.heading) else { return false };
        let missing = structure.of(&member.heading).map_or(&[][..], |column| &column.missing);
        let mut values = coded.values.iter().filter(|value| !is_open(value) && !missing.contains(value));
        let Some(value) = values.next() else { continue };
        if values.next().is_some() {
            return false;
        }
        own &= super::same(value, &member.text);
        if !seen.contains(&value.as_str()) {
            seen.push(value);
        }
    }
    !seen.is_empty() && (seen.len() == 1 || own)
}

fn coded<'t>(table: &'t Table, heading: &str) -> Option<&'t Coded> {
    match &table.columns[table.place(heading)?].kept {
        Kept::Values(coded) => Some(coded),
        Kept::Keys(_) | Kept::Nothing { .. } => None,
    }
}

fn is_open(value: &str) -> bool {
    OPEN.iter().any(|open| open.eq_ignore_ascii_case(value))
}

/// Returns the gathered column: the codes of what was ticked, joined; the separator alone where nothing was.
fn gathered(table: &Table, structure: &Structure, set: &AnswerSet) -> Coded {
    let columns: Vec<(&Coded, Vec<State>)> = set
        .members
        .iter()
        .filter_map(|member| {
            let coded = coded(table, &member.heading)?;
            let missing = structure.of(&member.heading).map_or(&[][..], |column| &column.missing);
            let state = |value: &String| {
                if missing.contains(value) {
                    return State::Unseen;
                }
                let code = || State::Ticked(member.code.replace(SEPARATOR, ","));
                match &member.ticked {
                    Ticked::Itself => State::Ticked(value.replace(SEPARATOR, ",")),
                    Ticked::By(values) if values.iter().any(|known| super::same(known, value)) => code(),
                    Ticked::Unless(values)
                        if !is_open(value) && !values.iter().any(|known| super::same(known, value)) =>
                    {
                        code()
                    }
                    _ => State::Open,
                }
            };
            Some((coded, coded.values.iter().map(state).collect()))
        })
        .collect();
    let mut made = Coded::default();
    let mut index: HashMap<String, u32> = HashMap::new();
    let mut cell = String::new();
    for row in 0..table.rows {
        cell.clear();
        let mut open = false;
        let mut codes: Vec<&str> = Vec::new();
        for (coded, states) in &columns {
            match states.get(coded.codes.at(row) as usize) {
                Some(State::Ticked(code)) if !codes.contains(&code.as_str()) => codes.push(code),
                Some(State::Open) => open = true,
                _ => {}
            }
        }
        if codes.is_empty() && open {
            cell.push_str(SEPARATOR);
        }
        codes.iter().enumerate().for_each(|(at, code)| {
            cell.push_str(if at == 0 { "" } else { SEPARATOR });
            cell.push_str(code);
        });
        made.codes.push(if cell.is_empty() {
            EMPTY
        } else {
            *index.entry(cell.clone()).or_insert_with(|| {
                made.values.push(cell.clone());
                made.values.len() as u32 - 1
            })
        });
    }
    made
}

/// Leaves out trial rows where there are others, and tells those and the unfinished ones.
fn screen(table: &mut Table, structure: &Structure, faults: &mut Vec<Fault>) {
    let hit = |what: Screened| -> Vec<bool> {
        let mut hit = vec![false; table.rows];
        for screen in structure.screens.iter().filter(|screen| screen.what == what) {
            let Some(coded) = coded(table, &screen.heading) else { continue };
            let says = |value: &String| screen.values.iter().any(|known| super::same(known, value));
            let says: Vec<bool> = coded.values.iter().map(says).collect();
            let empty = screen.values.iter().any(String::is_empty);
            for (hit, code) in hit.iter_mut().zip(coded.codes.iter()) {
                *hit |= says.get(code as usize).copied().unwrap_or(empty);
            }
        }
        hit
    };
    let (trial, unfinished) = (hit(Screened::Trial), hit(Screened::Unfinished));
    let count = |hit: &[bool]| hit.iter().filter(|hit| **hit).count();
    let first = |hit: &[bool]| {
        let row = hit.iter().position(|hit| *hit).unwrap_or(0);
        let at = table.position(row);
        (at.file.to_owned(), at.line)
    };
    let (n_trial, n_unfinished) = (count(&trial), count(&unfinished));
    if n_unfinished > 0 {
        let (file, line) = first(&unfinished);
        let message = Text::new(
            format!(
                "niet afgemaakte vragenlijsten, tellen mee zover ze ingevuld zijn; aantal: {n_unfinished}"
            ),
            format!("unfinished questionnaires, counted as far as they go; number: {n_unfinished}"),
        );
        let hint = Text::new(
            "exporteer alleen afgeronde antwoorden als ze niet mogen meetellen",
            "export finished responses only if they should not count",
        );
        faults.push(Fault::in_file(Severity::Note, FaultKind::Assumed, file, message, hint).at_line(line));
    }
    if n_trial == 0 {
        return;
    }
    let (file, line) = first(&trial);
    let all = n_trial == table.rows;
    let message = if all {
        Text::new(
            format!("alle rijen zijn proefantwoorden van de maker ({n_trial}); ze tellen mee"),
            format!("all rows are trial answers of the maker ({n_trial}); they count"),
        )
    } else {
        Text::new(
            format!("proefantwoorden van de maker weggelaten, aantal: {n_trial}"),
            format!("trial answers of the maker left out, number: {n_trial}"),
        )
    };
    let hint = if all {
        Text::new("exporteer opnieuw zodra er antwoorden zijn", "export again once there are answers")
    } else {
        Text::new(
            "wis ze in de vragenlijst als dat klopt; anders tellen ze mee na `status` leeg te maken in het bestand",
            "delete them in the form if so; else empty their status in the file and they count",
        )
    };
    faults.push(Fault::in_file(Severity::Repaired, FaultKind::LeftOutRow, file, message, hint).at_line(line));
    if !all {
        without(table, &trial);
    }
}

/// Takes rows out of a table.
fn without(table: &mut Table, out: &[bool]) {
    let kept: Vec<usize> = (0..table.rows).filter(|&row| !out[row]).collect();
    let mut stretches: Vec<Stretch> = Vec::new();
    for (at, old) in table.stretches.iter().enumerate() {
        let end = table.stretches.get(at + 1).map_or(table.rows, |next| next.first_row);
        let within: Vec<usize> =
            kept.iter().copied().filter(|row| (old.first_row..end).contains(row)).collect();
        let Some(&first) = within.first() else { continue };
        let line = |row: usize| u32::try_from(old.lines.line(row - old.first_row)).unwrap_or(u32::MAX);
        let lines: Vec<u32> = within.into_iter().map(line).collect();
        stretches.push(Stretch {
            first_row: kept.partition_point(|&row| row < first),
            file: old.file.clone(),
            first_line: old.first_line,
            lines: RowLines::of(&lines),
        });
    }
    for column in &mut table.columns {
        match &mut column.kept {
            Kept::Values(coded) => coded.codes = kept.iter().map(|&row| coded.codes.at(row)).collect(),
            Kept::Keys(keys) => {
                let mut number = HashMap::new();
                let renumbered = kept.iter().map(|&row| {
                    let next = number.len() as u32;
                    if keys[row] == u32::MAX { u32::MAX } else { *number.entry(keys[row]).or_insert(next) }
                });
                *keys = renumbered.collect();
            }
            Kept::Nothing { .. } => {}
        }
    }
    table.totals = table.totals.iter().filter_map(|row| kept.binary_search(row).ok()).collect();
    table.stretches = stretches;
    table.rows = kept.len();
}
