//! Which questions form a scale: those with one answer set and one heading or question in front.
//!
//! Questions that only stand side by side are proposed as a comment: whether they measure one thing a person must say.

use std::collections::{BTreeMap, HashSet};

use super::guess::Proposal;
use super::meaning::code_in;
use super::questions::{Answered, Question};
use super::sample::ColumnSample;
use crate::model::{MissingRule, Scale, Text, Theme};

/// The scales that were found.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Grouped {
    /// Scales of which heading or question say that their items belong together.
    pub(super) scales: Vec<Scale>,
    /// Questions side by side with the same answers and nothing else in common: a suggestion.
    pub(super) suggested: Vec<Scale>,
}

#[derive(Debug)]
struct Group {
    stem: Option<String>,
    answered: Answered,
    items: Vec<String>,
    last: usize,
}

/// Returns a scale for each three or more questions with one stem and one kind of answers.
pub(super) fn scales(
    samples: &[&ColumnSample],
    questions: &BTreeMap<usize, Question>,
    proposals: &[Proposal],
) -> Grouped {
    let stems = stems(samples);
    let mut groups: Vec<Group> = Vec::new();
    for (index, question) in questions {
        let Some(answered) = &question.scale else { continue };
        // An instrument or a gender may have taken the column since.
        if proposals[*index].reason != question.reason {
            continue;
        }
        let stem = stems[*index].clone();
        let id = question.meaning.id().to_owned();
        let fits = |group: &&mut Group| {
            group.stem == stem
                && group.answered.alike(answered)
                && (stem.is_some() || group.last + 1 == *index)
        };
        match groups.iter_mut().find(fits) {
            Some(group) => {
                group.answered = group.answered.widest(answered);
                group.items.push(id);
                group.last = *index;
            }
            None => groups.push(Group { stem, answered: answered.clone(), items: vec![id], last: *index }),
        }
    }
    groups.retain(|group| group.items.len() >= 3);
    let mut grouped = Grouped::default();
    for (place, group) in groups.into_iter().enumerate() {
        let stem = group.stem.unwrap_or_default();
        let (lowest, highest) = group.answered.bounds();
        let scale = Scale {
            id: scale_id(&stem, place),
            text: if stem.is_empty() { Text::new("schaal", "scale") } else { Text::same(&stem) },
            items: group.items,
            reversed: Vec::new(),
            lowest,
            highest,
            missing_rule: MissingRule::Half,
            theme: Theme::Learning,
            bands: Vec::new(),
        };
        if stem.is_empty() { grouped.suggested.push(scale) } else { grouped.scales.push(scale) }
    }
    grouped
}

/// The stem of each column; the first part of `Q15, Q15_B, Q15_C` has the code of the question itself.
///
/// `Q1, Q2, Q3` are numbered, not parts of one question: such a stem says nothing.
fn stems(samples: &[&ColumnSample]) -> Vec<Option<String>> {
    let found: Vec<Option<String>> = samples.iter().map(|sample| stem(sample)).collect();
    let all: HashSet<&str> = found.iter().flatten().map(String::as_str).collect();
    samples
        .iter()
        .zip(&found)
        .map(|(sample, own)| {
            let heading = sample.heading.trim();
            if all.contains(heading) {
                return Some(heading.to_owned());
            }
            let numbered = ["q", "v", "vraag", "question", "item", "var", "x", "stelling", "kolom"];
            let is_number =
                |stem: &String| heading.trim_start_matches(stem.as_str()).chars().all(|c| !c.is_alphabetic());
            own.clone().filter(|stem| !is_number(stem) || !numbered.contains(&stem.to_lowercase().as_str()))
        })
        .collect()
}

/// What questions with parts have in common: the text before the part, or the code before its number.
pub(super) fn stem(sample: &ColumnSample) -> Option<String> {
    let heading = sample.heading.trim();
    let full = sample.question.as_deref().filter(|text| !text.trim().is_empty()).unwrap_or(heading).trim();
    if let Some((before, _)) = full.rsplit_once(" - ").filter(|(before, _)| !before.is_empty()) {
        return Some(before.to_owned());
    }
    if let Some((before, part)) = heading.rsplit_once('[').filter(|(before, _)| !before.trim().is_empty()) {
        // A code after a question is its name; a text in brackets is its part.
        let code = part.trim_end_matches(']');
        let own = code_in(heading) == Some(code);
        return if own { code_stem(code) } else { Some(before.trim().to_owned()) };
    }
    // Qualtrics joins question and statement with a hyphen and no spaces; the code says where it may be cut.
    if let (Some(stem), true) = (code_stem(heading), heading.chars().count() <= 20) {
        return Some(stem);
    }
    None
}

fn code_stem(code: &str) -> Option<String> {
    let before = code.trim_end_matches(|c: char| c.is_ascii_digit());
    let stem = before.trim_end_matches(['_', '.', '-', ' ', '#']);
    if before.len() < code.len() && !stem.is_empty() {
        return Some(stem.to_owned());
    }
    // "Q15_B" belongs to "Q15".
    let (before, letter) = code.rsplit_once('_')?;
    let is_letter = letter.len() == 1 && letter.chars().all(|c| c.is_ascii_uppercase());
    (is_letter && !before.is_empty()).then(|| before.to_owned())
}

fn scale_id(stem: &str, place: usize) -> String {
    let fits = !stem.is_empty()
        && stem.chars().count() <= 24
        && stem.chars().all(|c| c.is_alphanumeric() || c == '_');
    if fits { stem.to_owned() } else { format!("schaal{}", place + 1) }
}
