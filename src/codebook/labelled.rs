//! A guess with the help of what the export itself says: answers in words instead of codes, choices gathered.
//!
//! The guess reads words; codes come back as other spellings of the same answers, so that the codebook reads an
//! export in either form. Leaves out exports that say nothing.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::guess::{ColumnSample, Guess, Reason};
use super::ladders::ladders;
use super::meaning::{ColumnMeaning, Label, folded};
use super::vocabulary::{NOT_APPLICABLE, NOT_STATED, UNKNOWN, steps_seen};
use crate::model::{Role, Text};

/// Returns the columns as the guess should see them: in words, without choices and without missing codes.
pub(super) fn viewed(samples: &[ColumnSample]) -> Vec<Cow<'_, ColumnSample>> {
    let view = |sample| {
        if in_words(sample, samples) {
            Cow::Owned(words(sample))
        } else if sample.missing.is_empty() && sample.separator.is_none() {
            Cow::Borrowed(sample)
        } else {
            Cow::Owned(codes(sample))
        }
    };
    samples.iter().filter(|sample| !is_settled(sample)).map(view).collect()
}

/// Puts what was left out back into the guess, with what the export says about it.
pub(super) fn told(guess: &mut Guess, samples: &[ColumnSample]) {
    if !samples.iter().any(|sample| is_settled(sample) || says_something(sample)) {
        return;
    }
    let columns = std::mem::take(&mut guess.codebook.columns);
    let reasons = std::mem::take(&mut guess.reasons);
    let mut found: Vec<Option<(ColumnMeaning, Reason)>> =
        columns.into_iter().zip(reasons).map(Some).collect();
    // Looked up and taken in place: a file of thousands of columns would be moved as many times.
    let mut places: BTreeMap<String, usize> = BTreeMap::new();
    for (at, (column, _)) in found.iter().flatten().enumerate() {
        places.entry(column.heading.clone()).or_insert(at);
    }
    for sample in samples {
        let taken = places.get(&sample.heading).and_then(|at| found[*at].take());
        let (mut column, mut reason) = match taken {
            Some(taken) => taken,
            None if is_settled(sample) => settled(sample),
            None => continue,
        };
        if says_something(sample) {
            complete(&mut column, &mut reason, sample, in_words(sample, samples));
        }
        guess.codebook.columns.push(column);
        guess.reasons.push(reason);
    }
    for (column, reason) in found.into_iter().flatten() {
        guess.codebook.columns.push(column);
        guess.reasons.push(reason);
    }
}

/// Whether the export says something about the answers.
fn says_something(sample: &ColumnSample) -> bool {
    !sample.labels.is_empty() || !sample.missing.is_empty() || sample.separator.is_some()
}

/// A choice that is read with its question, and a column of which the export says that it names people.
fn is_settled(sample: &ColumnSample) -> bool {
    sample.part_of.is_some() || sample.identifies
}

fn settled(sample: &ColumnSample) -> (ColumnMeaning, Reason) {
    let (role, text) = match &sample.part_of {
        Some(question) => (
            Role::Open,
            Text::new(
                format!("een keuze van `{question}`: wordt daar gelezen"),
                format!("a choice of `{question}`: is read there"),
            ),
        ),
        None => (
            Role::HiddenId,
            Text::new(
                "de export zegt zelf dat dit mensen aanwijst",
                "the export itself says that this identifies people",
            ),
        ),
    };
    let mut column = ColumnMeaning::new(&sample.heading, role);
    column.text = sample.question.as_deref().map(Text::same);
    (column, Reason { heading: sample.heading.clone(), text, check: None })
}

/// Whether every answer has a label, and words say more than codes: not where columns share a scale of numbers.
fn in_words(sample: &ColumnSample, samples: &[ColumnSample]) -> bool {
    if sample.labels.is_empty() {
        return false;
    }
    if sample.separator.is_some() {
        return true;
    }
    let labelled = |value: &str| sample.labels.iter().any(|(code, _)| code == value);
    let answers = sample.distinct.iter().map(|(value, _)| value.trim()).filter(|value| !value.is_empty());
    if !answers.clone().all(|value| labelled(value) || sample.missing.iter().any(|code| code == value)) {
        // Texts in the cells already, as in an export with answers in full.
        return false;
    }
    let texts: Vec<&str> = stated(sample).map(|(_, text)| text.as_str()).collect();
    let ladder = ladders().any(|ladder| steps_seen(&texts, ladder).is_some_and(|seen| seen >= 2));
    let numbers = stated(sample).all(|(code, _)| code.parse::<f64>().is_ok());
    let alike = samples.iter().filter(|other| other.labels == sample.labels).count();
    ladder || !numbers || texts.len() < 3 || alike < 3
}

/// The labels that are answers: not those of missing codes, but for an answer that people gave.
fn stated(sample: &ColumnSample) -> impl Iterator<Item = &(String, String)> + Clone {
    sample.labels.iter().filter(|(code, text)| !sample.missing.contains(code) || is_non(text))
}

/// "Wil ik niet zeggen" is an answer, also where the file calls its code missing.
fn is_non(text: &str) -> bool {
    NOT_STATED.is(text) || NOT_APPLICABLE.is(text)
}

fn words(sample: &ColumnSample) -> ColumnSample {
    let word = |code: &str| {
        let label = sample.labels.iter().find(|(known, _)| known == code);
        label.map_or_else(|| code.to_owned(), |(_, text)| text.clone())
    };
    let mut view = codes(sample);
    for (value, _) in &mut view.distinct {
        *value = match &sample.separator {
            Some(separator) => value.split(separator.as_str()).map(word).collect::<Vec<_>>().join(separator),
            None => word(value),
        };
    }
    if sample.separator.is_none() {
        for (_, text) in stated(sample) {
            if !view.distinct.iter().any(|(value, _)| value == text) {
                view.distinct.push((text.clone(), 0));
            }
        }
    }
    view
}

/// The column without its missing codes, but for those that are an answer by their label.
fn codes(sample: &ColumnSample) -> ColumnSample {
    let mut view = sample.clone();
    let is_answer = |code: &String| stated(sample).any(|(known, _)| known == code);
    view.distinct.retain(|(value, _)| !sample.missing.contains(value) || is_answer(value));
    view.distinct.retain(|(value, _)| sample.separator.as_ref() != Some(value));
    view
}

fn complete(column: &mut ColumnMeaning, reason: &mut Reason, sample: &ColumnSample, in_words: bool) {
    if matches!(column.role, Role::HiddenId | Role::Person | Role::Respondent) {
        return;
    }
    if sample.separator.is_some() {
        if matches!(column.role, Role::Item | Role::Open) && !sample.labels.is_empty() {
            column.role = Role::Item;
            column.labels.clear();
            reason.text = Text::new(
                "vraag met meer antwoorden, zoals de export zelf zegt",
                "question with several answers, as the export itself says",
            );
            reason.check = None;
        }
        column.separator.clone_from(&sample.separator);
    }
    if column.role == Role::Open || sample.labels.is_empty() {
        add_missing(column, sample);
        return;
    }
    let known = |column: &ColumnMeaning, text: &str| {
        column.labels.iter().position(|label| {
            [&label.raw, &label.text.nl, &label.text.en].iter().any(|own| folded(own) == folded(text))
        })
    };
    for (code, text) in stated(sample) {
        match known(column, text).filter(|_| in_words) {
            Some(at) if column.labels[at].raw != *code => {
                let label = &mut column.labels[at];
                if !label.also.contains(code) {
                    label.also.push(code.clone());
                }
            }
            Some(_) => {}
            None => {
                let raw = code.clone();
                column.labels.push(Label { raw, text: Text::same(text), also: Vec::new() });
                if NOT_APPLICABLE.is(text) {
                    column.not_applicable.push(code.clone());
                } else if NOT_STATED.is(text) || UNKNOWN.is(text) && column.role.is_demographic() {
                    column.not_stated.push(code.clone());
                }
            }
        }
    }
    // What the guess called an answer by its words has its code now.
    let raws: Vec<String> = column.labels.iter().map(|label| label.raw.clone()).collect();
    for list in [&mut column.not_stated, &mut column.not_applicable] {
        for value in list.iter_mut().filter(|value| !raws.contains(value)) {
            let label = sample.labels.iter().find(|(_, text)| folded(text) == folded(value));
            if let Some((code, _)) = label.filter(|(code, _)| raws.contains(code)) {
                value.clone_from(code);
            }
        }
        list.dedup();
    }
    add_missing(column, sample);
}

fn add_missing(column: &mut ColumnMeaning, sample: &ColumnSample) {
    for code in &sample.missing {
        let is_answer = column.answer(code).is_some();
        if !is_answer && !column.missing.contains(code) {
            column.missing.push(code.clone());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::guess::guess;
    use super::*;

    fn sample(heading: &str, values: &[&str], labels: &[(&str, &str)], missing: &[&str]) -> ColumnSample {
        ColumnSample {
            heading: heading.into(),
            distinct: values.iter().map(|value| ((*value).to_owned(), 9)).collect(),
            labels: labels.iter().map(|(code, text)| ((*code).into(), (*text).into())).collect(),
            missing: missing.iter().map(|code| (*code).into()).collect(),
            ..ColumnSample::default()
        }
    }

    fn column<'g>(guess: &'g Guess, heading: &str) -> &'g ColumnMeaning {
        guess.codebook.columns.iter().find(|column| column.heading == heading).unwrap()
    }

    #[test]
    fn codes_and_words_of_a_labelled_column_are_one_answer() {
        let gender = [("1", "vrouw"), ("2", "man"), ("3", "non-binair"), ("9", "wil ik niet zeggen")];
        let made = guess(&[sample("geslacht", &["1", "2", "9", ""], &gender, &["9"])]);
        let column = column(&made, "geslacht");
        assert_eq!(column.role, Role::Gender);
        assert_eq!(column.answer("1"), column.answer("vrouw"));
        assert!(column.answer("3").is_some(), "an answer that nobody gave is there");
        let raw = &column.labels[column.answer("9").unwrap()].raw;
        assert_eq!(column.kind(raw), crate::model::LevelKind::NotStated);
        assert!(!column.is_missing("9"));
    }

    #[test]
    fn choices_are_read_with_their_question_and_names_not_at_all() {
        let mut set = sample("werk", &["a", "a;b", ";"], &[("a", "Werk, betaald"), ("b", "Stage")], &[]);
        set.separator = Some(";".into());
        let part = ColumnSample { part_of: Some("werk".into()), ..sample("werk1", &["1", "0"], &[], &[]) };
        let name = ColumnSample { identifies: true, ..sample("bijnaam", &["x", "y"], &[], &[]) };
        let made = guess(&[part, name, set]);
        assert_eq!(
            (column(&made, "werk1").role, column(&made, "bijnaam").role),
            (Role::Open, Role::HiddenId)
        );
        let werk = column(&made, "werk");
        assert_eq!((werk.role, werk.separator.as_deref()), (Role::Item, Some(";")));
        assert!(werk.answer("b").is_some() && werk.answer("Stage") == werk.answer("b"));
        assert!(made.codebook.choices.is_empty());
    }
}
