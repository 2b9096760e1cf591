//! Which columns of a survey are questions: answers on a ladder, on numbers, or a short list; and which form a scale.
//!
//! Leaves out reversed items: the direction of a question is in its wording, not in its values.

use std::collections::BTreeMap;

use super::guess::{Proposal, number, values};
use super::headings::{self, HeadingClass};
use super::meaning::{ColumnMeaning, Label, code_in, folded};
use super::sample::ColumnSample;
use super::vocabulary::{LADDERS, NOT_APPLICABLE, NOT_STATED, Unseen, ordered, steps_seen};
use crate::model::{MissingRule, Role, Scale, Text, Theme};

/// Codes that people give to "no answer" beside a scale of a few points.
const MISSING_CODES: [&str; 9] = ["-99", "99", "-999", "999", "-9", "77", "88", "98", "-1"];

/// Words of an outcome that a school calls success.
const SUCCESS: [&str; 6] = ["graduate", "graduated", "diploma", "gediplomeerd", "afgestudeerd", "geslaagd"];

/// A column that is a question.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Question {
    pub(super) meaning: ColumnMeaning,
    pub(super) reason: Text,
    scale: Option<Answered>,
}

/// On which kind of scale a question is answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Answered {
    /// A ladder of words, by its place among the known ones.
    Words { ladder: usize, steps: u32 },
    /// Whole numbers, from the lowest to the highest that occurs.
    Numbers { lowest: i32, highest: i32 },
}

/// Returns the questions among `samples`, by their place.
pub(super) fn found(samples: &[&ColumnSample]) -> BTreeMap<usize, Question> {
    let ladders = ladders_by_use(samples);
    let mut questions = BTreeMap::new();
    for (index, sample) in samples.iter().enumerate() {
        if headings::class(&sample.heading) != HeadingClass::Unknown {
            continue;
        }
        let values = values(sample);
        let question = (!values.is_empty())
            .then(|| {
                outcome(sample, &values)
                    .or_else(|| in_words(sample, &values, &ladders))
                    .or_else(|| in_numbers(sample, &values))
                    .or_else(|| short_list(sample, &values))
            })
            .flatten();
        if let Some(mut question) = question {
            question.meaning.id = id(&sample.heading, index);
            questions.insert(index, question);
        }
    }
    questions.retain(|index, question| {
        // One column of numbers may be a grade or a count; three with one stem are a question with parts.
        !matches!(question.scale, Some(Answered::Numbers { .. }))
            || stem(samples[*index]).is_some_and(|own| {
                samples.iter().filter(|other| stem(other).as_deref() == Some(own.as_str())).count() >= 3
            })
    });
    questions
}

/// Returns a scale for each three or more questions with one stem and one kind of answers.
pub(super) fn scales(
    samples: &[&ColumnSample],
    questions: &BTreeMap<usize, Question>,
    proposals: &[Proposal],
) -> Vec<Scale> {
    let mut groups: Vec<Group> = Vec::new();
    for (index, question) in questions {
        let (Some(stem), Some(answered)) = (stem(samples[*index]), question.scale) else { continue };
        // An instrument or a gender may have taken the column since.
        if proposals[*index].reason != question.reason {
            continue;
        }
        match groups.iter_mut().find(|group| group.stem == stem && group.answered.alike(answered)) {
            Some(group) => {
                group.answered = group.answered.widest(answered);
                group.items.push(question.meaning.id().to_owned());
            }
            None => groups.push(Group { stem, answered, items: vec![question.meaning.id().to_owned()] }),
        }
    }
    groups.retain(|group| group.items.len() >= 3);
    let ids: Vec<String> =
        groups.iter().enumerate().map(|(place, group)| scale_id(&group.stem, place)).collect();
    groups
        .into_iter()
        .zip(ids)
        .map(|(group, id)| {
            let (lowest, highest) = group.answered.bounds();
            let items = group.items;
            let text = Text::same(&group.stem);
            let (missing_rule, theme) = (MissingRule::Half, Theme::Learning);
            Scale { id, text, items, reversed: Vec::new(), lowest, highest, missing_rule, theme }
        })
        .collect()
}

#[derive(Debug)]
struct Group {
    stem: String,
    answered: Answered,
    items: Vec<String>,
}

impl Answered {
    fn alike(self, other: Self) -> bool {
        match (self, other) {
            (Self::Words { ladder, .. }, Self::Words { ladder: second, .. }) => ladder == second,
            (Self::Numbers { .. }, Self::Numbers { .. }) => true,
            _ => false,
        }
    }

    fn widest(self, other: Self) -> Self {
        match (self, other) {
            (Self::Numbers { lowest, highest }, Self::Numbers { lowest: low, highest: high }) => {
                Self::Numbers { lowest: lowest.min(low), highest: highest.max(high) }
            }
            _ => self,
        }
    }

    fn bounds(self) -> (f64, f64) {
        match self {
            Self::Words { steps, .. } => (1.0, f64::from(steps)),
            Self::Numbers { lowest, highest } => (f64::from(lowest), f64::from(highest)),
        }
    }
}

/// The ladders, the one that fits most columns first: "eens" alone is on four of them.
fn ladders_by_use(samples: &[&ColumnSample]) -> Vec<usize> {
    let mut ladders: Vec<usize> = (0..LADDERS.len()).collect();
    let columns: Vec<Vec<&str>> = samples.iter().map(|sample| values(sample)).collect();
    let seen = |ladder: &usize| -> usize {
        columns.iter().filter_map(|values| steps_seen(values, LADDERS[*ladder])).sum()
    };
    ladders.sort_by_key(|ladder| (usize::MAX - seen(ladder), *ladder));
    ladders
}

fn in_words(sample: &ColumnSample, values: &[&str], ladders: &[usize]) -> Option<Question> {
    let ladder =
        *ladders.iter().find(|ladder| steps_seen(values, LADDERS[**ladder]).is_some_and(|seen| seen >= 2))?;
    let answers = ordered(values, LADDERS[ladder], Unseen::Kept);
    let steps = u32::try_from(LADDERS[ladder].len()).unwrap_or(u32::MAX);
    let mut meaning = item(sample);
    meaning.labels = answers.labels;
    meaning.not_stated = answers.not_stated;
    meaning.not_applicable = answers.not_applicable;
    let reason = Text::new(
        format!("{steps} bekende antwoorden, in volgorde"),
        format!("{steps} known answers, in their order"),
    );
    let scale = (steps >= 3).then_some(Answered::Words { ladder, steps });
    Some(Question { meaning, reason, scale })
}

fn in_numbers(sample: &ColumnSample, values: &[&str]) -> Option<Question> {
    let (missing, points): (Vec<&str>, Vec<&str>) =
        values.iter().partition(|value| MISSING_CODES.contains(value));
    let numbers: Option<Vec<i32>> = points
        .iter()
        .map(|value| number(value).filter(|number| number.fract() == 0.0 && (0.0..=10.0).contains(number)))
        .map(|number| {
            #[expect(clippy::cast_possible_truncation, reason = "whole, 0 to 10")]
            number.map(|number| number as i32)
        })
        .collect();
    let mut numbers = numbers.filter(|numbers| numbers.len() >= 3 && !sample.truncated)?;
    // 1 to 5 with an 8 or a 9: the 9 is "wil ik niet zeggen", not a ninth point.
    let apart = numbers.iter().all(|number| *number != 7 && *number != 10)
        && numbers.iter().filter(|number| **number <= 6).count() >= 3;
    let outside: Vec<String> =
        numbers.iter().filter(|number| apart && **number > 7).map(ToString::to_string).collect();
    numbers.retain(|number| !(apart && *number > 7));
    let (lowest, highest) = (*numbers.iter().min()?, *numbers.iter().max()?);
    let mut meaning = item(sample);
    meaning.missing = missing.into_iter().map(str::to_owned).collect();
    meaning.not_applicable = outside;
    let reason = Text::new(
        format!("hele getallen van {lowest} tot {highest}; controleer de grenzen"),
        format!("whole numbers from {lowest} to {highest}; check the bounds"),
    );
    Some(Question { meaning, reason, scale: Some(Answered::Numbers { lowest, highest }) })
}

fn outcome(sample: &ColumnSample, values: &[&str]) -> Option<Question> {
    let plain = headings::plain(&sample.heading);
    let named = ["target", "outcome", "uitkomst", "studieresultaat", "eindstatus", "resultaat"];
    let success: Vec<String> = values
        .iter()
        .filter(|value| SUCCESS.contains(&folded(value).as_str()))
        .map(ToString::to_string)
        .collect();
    if !named.contains(&plain.as_str()) || success.is_empty() || values.len() > 8 {
        return None;
    }
    let mut meaning = item(sample);
    meaning.role = Role::Outcome;
    meaning.labels = plain_labels(values);
    meaning.success = success;
    let reason = Text::new(
        "een uitkomst van de studie; controleer wat als slagen telt",
        "an outcome of study; check what counts as success",
    );
    Some(Question { meaning, reason, scale: None })
}

/// A choice among a few words: shown as a distribution, never as a mean.
fn short_list(sample: &ColumnSample, values: &[&str]) -> Option<Question> {
    let rows: u64 =
        sample.distinct.iter().filter(|(value, _)| !value.trim().is_empty()).map(|(_, n)| n).sum();
    let short = values.iter().all(|value| value.chars().count() <= 80);
    let repeated = rows >= 3 * values.len() as u64;
    let words = values.iter().any(|value| number(value).is_none());
    if sample.truncated || !(2..=12).contains(&values.len()) || !short || !repeated || !words {
        return None;
    }
    let mut meaning = item(sample);
    let (nons, stated): (Vec<&str>, Vec<&str>) =
        values.iter().partition(|value| NOT_STATED.is(value) || NOT_APPLICABLE.is(value));
    let answers = ordered(&nons, &[], Unseen::LeftOut);
    meaning.labels = plain_labels(&stated);
    meaning.labels.extend(answers.labels);
    meaning.not_stated = answers.not_stated;
    meaning.not_applicable = answers.not_applicable;
    let n_values = values.len();
    let reason = Text::new(
        format!("een keuze uit {n_values} antwoorden; zet ze in volgorde"),
        format!("a choice of {n_values} answers; put them in order"),
    );
    Some(Question { meaning, reason, scale: None })
}

fn plain_labels(values: &[&str]) -> Vec<Label> {
    let mut values = values.to_vec();
    values.sort_by_key(|value| folded(value));
    let label = |value: &&str| Label { raw: (*value).to_owned(), text: Text::same(*value), also: Vec::new() };
    values.iter().map(label).collect()
}

fn item(sample: &ColumnSample) -> ColumnMeaning {
    let mut meaning = ColumnMeaning::new(&sample.heading, Role::Item);
    meaning.text = sample.question.as_deref().filter(|text| !text.trim().is_empty()).map(Text::same);
    meaning
}

/// A heading that is a sentence makes a bad key of `results.csv`: its code or its place stands for it.
fn id(heading: &str, index: usize) -> Option<String> {
    if let Some(code) = code_in(heading) {
        return (code != heading).then(|| code.to_owned());
    }
    let fits = heading.chars().count() <= 24
        && heading.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | '.'));
    (!fits).then(|| format!("q{:02}", index + 1))
}

/// What questions with parts have in common: the text before the part, or the code before its number.
fn stem(sample: &ColumnSample) -> Option<String> {
    let heading = sample.heading.trim();
    let full = sample.question.as_deref().unwrap_or(heading).trim();
    if let Some((before, _)) = full.rsplit_once(" - ").filter(|(before, _)| !before.is_empty()) {
        return Some(before.to_owned());
    }
    if let Some((before, part)) = heading.rsplit_once('[').filter(|(before, _)| !before.trim().is_empty()) {
        // A code after a question is its name; a text in brackets is its part.
        let code = part.trim_end_matches(']');
        let own = code_in(heading) == Some(code);
        return if own { code_stem(code) } else { Some(before.trim().to_owned()) };
    }
    if heading.chars().count() > 20 { None } else { code_stem(heading) }
}

fn code_stem(code: &str) -> Option<String> {
    let before = code.trim_end_matches(|c: char| c.is_ascii_digit());
    let stem = before.trim_end_matches(['_', '.', '-', ' ', '#']);
    (before.len() < code.len() && !stem.is_empty()).then(|| stem.to_owned())
}

fn scale_id(stem: &str, place: usize) -> String {
    let fits = stem.chars().count() <= 24 && stem.chars().all(|c| c.is_alphanumeric() || c == '_');
    if fits { stem.to_owned() } else { format!("schaal{}", place + 1) }
}
