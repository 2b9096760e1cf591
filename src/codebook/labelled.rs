//! Exports that say themselves what their codes mean: SPSS, LimeSurvey with its structure, REDCap with its dictionary.
//!
//! The guess looks at words; the file holds codes. Here codes become words before the guess and codes again after it.
//! Leaves out where the words come from (`ingest`).

use super::guess::Proposal;
use super::meaning::{ColumnMeaning, Label, folded};
use super::questions::{Answered, Question};
use super::sample::ColumnSample;
use super::vocabulary::{NOT_APPLICABLE, NOT_STATED};
use crate::model::{LevelKind, Role, Text};

/// Returns the column with words for codes, without the codes that the export calls missing.
pub(super) fn worded(sample: &ColumnSample) -> ColumnSample {
    if sample.labels.is_empty() && sample.missing.is_empty() {
        return sample.clone();
    }
    let mut distinct: Vec<(String, u64)> = Vec::new();
    for (value, count) in &sample.distinct {
        let value = if sample.missing.contains(value) { String::new() } else { words(sample, value) };
        match distinct.iter_mut().find(|(known, _)| *known == value) {
            Some((_, known)) => *known += count,
            None => distinct.push((value, *count)),
        }
    }
    ColumnSample { distinct, ..sample.clone() }
}

fn words(sample: &ColumnSample, value: &str) -> String {
    let word = |code: &str| {
        let known = sample.labels.iter().find(|(raw, _)| raw.trim() == code.trim());
        known.map_or_else(|| code.trim().to_owned(), |(_, text)| text.trim().to_owned())
    };
    match &sample.separator {
        Some(separator) if !separator.is_empty() => {
            value.split(separator.as_str()).map(word).collect::<Vec<_>>().join(separator)
        }
        _ => word(value),
    }
}

/// Gives a question the bounds of its codes: the file holds those, not places among words.
pub(super) fn bounds_of_codes(question: &mut Question, sample: &ColumnSample) {
    if question.scale.is_none() || sample.labels.is_empty() {
        return;
    }
    let stated = stated(sample);
    let codes: Vec<i32> = stated.iter().filter_map(|(raw, _)| raw.trim().parse().ok()).collect();
    let (Some(lowest), Some(highest)) = (codes.iter().min(), codes.iter().max()) else { return };
    if codes.len() == stated.len() && lowest < highest {
        question.scale = Some(Answered::Numbers { lowest: *lowest, highest: *highest });
    }
}

fn stated(sample: &ColumnSample) -> Vec<&(String, String)> {
    sample
        .labels
        .iter()
        .filter(|(raw, text)| {
            !sample.missing.contains(raw) && !NOT_STATED.is(text) && !NOT_APPLICABLE.is(text)
        })
        .collect()
}

/// Turns words into the codes of the file again; labels that nobody chose are there too, in the order of the form.
pub(super) fn recoded(proposal: &mut Proposal, sample: &ColumnSample) {
    let meaning = &mut proposal.meaning;
    for code in &sample.missing {
        if !matches!(meaning.role, Role::Open | Role::HiddenId) && !meaning.missing.contains(code) {
            meaning.missing.push(code.clone());
        }
    }
    if sample.labels.is_empty() || matches!(meaning.role, Role::HiddenId | Role::Outcome | Role::Age) {
        return;
    }
    if meaning.role == Role::Open {
        let is_question = (2..=30).contains(&stated(sample).len()) && proposal.rank == UNKNOWN;
        if !is_question {
            return;
        }
        meaning.role = Role::Item;
        proposal.reason = Text::new(
            "een vraag met antwoorden die het bestand zelf noemt",
            "a question whose answers the file names itself",
        );
    }
    let known = std::mem::take(&mut meaning.labels);
    let (not_stated, not_applicable) =
        (std::mem::take(&mut meaning.not_stated), std::mem::take(&mut meaning.not_applicable));
    let said_by = |text: &str, label: &Label| {
        std::iter::once(&label.raw).chain(&label.also).any(|word| folded(word) == folded(text))
    };
    let mut made: Vec<Label> = Vec::new();
    for (code, text) in sample.labels.iter().filter(|(code, _)| !sample.missing.contains(code)) {
        let label = known.iter().find(|label| said_by(text, label));
        let shown = label.map_or_else(|| Text::same(text.trim()), |label| label.text.clone());
        match kind(text, label, &not_stated, &not_applicable) {
            LevelKind::NotStated => meaning.not_stated.push(code.clone()),
            LevelKind::NotApplicable => meaning.not_applicable.push(code.clone()),
            LevelKind::Stated => {}
        }
        made.push(Label { raw: code.clone(), text: shown, also: vec![text.trim().to_owned()] });
    }
    // Several answers that make one group stay one label, with the codes of the others beside it.
    for label in known.iter().filter(|label| !label.also.is_empty()) {
        let of: Vec<usize> = (0..made.len())
            .filter(|place| made[*place].also.iter().any(|text| said_by(text, label)))
            .collect();
        if let Some((first, rest)) = of.split_first() {
            for place in rest.iter().rev() {
                let other = made.remove(*place);
                made[*first].also.push(other.raw);
                made[*first].also.extend(other.also);
            }
        }
    }
    meaning.labels = made;
    tidy(meaning);
}

/// The rank of a proposal that nothing was known of: a question, if the file says what its codes mean.
pub(super) const UNKNOWN: usize = usize::MAX;

fn kind(text: &str, label: Option<&Label>, not_stated: &[String], not_applicable: &[String]) -> LevelKind {
    let is_in = |list: &[String]| label.is_some_and(|label| list.contains(&label.raw));
    if is_in(not_stated) || NOT_STATED.is(text) {
        LevelKind::NotStated
    } else if is_in(not_applicable) || NOT_APPLICABLE.is(text) {
        LevelKind::NotApplicable
    } else {
        LevelKind::Stated
    }
}

/// A spelling that says what the code or the text says already is left out.
fn tidy(meaning: &mut ColumnMeaning) {
    for label in &mut meaning.labels {
        let text = label.text.clone();
        let raw = label.raw.clone();
        label.also.retain(|also| {
            ![&text.nl, &text.en, &raw].into_iter().any(|known| folded(known) == folded(also))
        });
    }
}
