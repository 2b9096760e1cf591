//! Alumni: which questions of the form a file lacks, told before a report says nothing of them.
//!
//! Leaves out reading the answers (`survey`), and files with a codebook of their own, whose columns are told of (`folder`).

use crate::model::{Fault, Role, Severity};

use super::columns::{lacking, mapped, not_in_form};
use super::tabled::Tabled;

/// Returns what a file of alumni lacks: refused without any question, else a note per question, and one where gender is missing.
pub(super) fn unasked(tabled: &Tabled) -> Vec<Fault> {
    let codebook = &tabled.used.codebook;
    let is_question = |role: Role| matches!(role, Role::Item | Role::Outcome);
    let has_questions = mapped(&tabled.table, codebook).iter().any(|column| is_question(column.meaning.role));
    let Some(file) = tabled.files.first() else { return Vec::new() };
    if !has_questions {
        return vec![not_in_form(Severity::Refused, &file.name, "AL03")];
    }
    let wanted = |role: Role| is_question(role) || role == Role::Gender;
    let lost = lacking(codebook, &file.format).into_iter().filter(|meaning| wanted(meaning.role));
    // A form of several choices has the codes with a letter in place of the question.
    let is_asked = |code: &str| file.format.headings.iter().any(|heading| heading.contains(code));
    lost.filter(|meaning| !is_asked(&meaning.heading))
        .map(|meaning| not_in_form(Severity::Note, &file.name, &meaning.heading))
        .collect()
}
