//! A codebook completed with what the file itself says: labels, missing codes, question texts, separators.
//!
//! What the codebook declares goes before what the file says. Leaves out columns that the codebook does not name.

use crate::codebook::{Codebook, ColumnMeaning, Label, folded};
use crate::model::{Role, Text};

use super::super::table::{Coded, Kept, Table};
use super::joined;
use super::structure::{SEPARATOR, Structure};

/// Adds to `codebook` what `structure` says about the columns of `table`.
pub(in crate::ingest) fn complete(codebook: &mut Codebook, table: &Table, structure: &Structure) {
    let lookup = codebook.lookup();
    let places: Vec<Option<usize>> = table
        .columns
        .iter()
        .map(|column| lookup.place(&column.heading, column.question.as_deref()))
        .collect();
    for (column, place) in table.columns.iter().zip(places) {
        let Some(place) = place else { continue };
        let question = column.question.as_deref();
        let meaning = &mut codebook.columns[place];
        if matches!(meaning.role, Role::HiddenId | Role::Open | Role::Person | Role::Respondent) {
            continue;
        }
        if meaning.text.is_none() {
            meaning.text = question.filter(|text| !text.is_empty()).map(Text::same);
        }
        if let Some(set) = structure.sets.iter().find(|set| set.heading == column.heading) {
            meaning.separator.get_or_insert_with(|| SEPARATOR.to_owned());
            add(meaning, &set.labels(structure), &[]);
        } else if let Some(told) = structure.of(&column.heading) {
            add(meaning, &told.labels, &told.missing);
        }
        let (None, Kept::Values(coded)) = (&meaning.separator, &column.kept) else { continue };
        let values = || coded.values.iter().map(String::as_str);
        meaning.separator = separator(structure, coded)
            .or_else(|| {
                structure.joined_by.filter(|joined_by| joined::labelled(meaning, joined_by, values()))
            })
            .map(str::to_owned);
    }
}

/// Adds labels where the codebook has none, and missing codes that it does not know as answers.
fn add(meaning: &mut ColumnMeaning, labels: &[(String, String)], missing: &[String]) {
    let says = |list: &[String], text: &str| list.iter().any(|known| folded(known) == folded(text));
    let answers = |meaning: &ColumnMeaning, code: &str| {
        [&meaning.not_stated, &meaning.not_applicable, &meaning.success].iter().any(|list| says(list, code))
    };
    // A codebook that calls an answer by its words means its code too.
    for (code, text) in labels {
        for list in [&mut meaning.not_stated, &mut meaning.not_applicable, &mut meaning.missing] {
            if says(list, text) && !says(list, code) {
                list.push(code.clone());
            }
        }
    }
    let declared = !meaning.labels.is_empty();
    for code in missing {
        let is_answer = answers(meaning, code) || declared && meaning.answer(code).is_some();
        if !is_answer && !meaning.missing.contains(code) {
            meaning.missing.push(code.clone());
        }
    }
    if !declared {
        meaning.labels = labels
            .iter()
            .filter(|(code, text)| !meaning.is_missing(code) && !text.is_empty())
            .map(|(code, text)| Label { raw: code.clone(), text: Text::same(text), also: Vec::new() })
            .collect();
    }
}

/// Returns what separates the answers of a column, where its cells show it without a codebook.
pub(in crate::ingest) fn separator(structure: &Structure, coded: &Coded) -> Option<&'static str> {
    structure.joined_by.filter(|joined_by| *joined_by == SEPARATOR)?;
    joined::ended(coded.values.iter().map(String::as_str))
}
