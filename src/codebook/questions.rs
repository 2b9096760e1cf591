//! Which columns of a survey are questions: answers on a ladder, on numbers, or a short list.
//!
//! Leaves out which questions form a scale (`grouping`) and reversed items: the direction of a question is in its
//! wording, not in its values.

use std::collections::BTreeMap;

use super::blocks::LEAST;
use super::grouping::stem;
use super::guess::{ColumnSample, number, values};
use super::headings::{self, HeadingClass};
use super::ladders::{self, ladder};
use super::meaning::{ColumnMeaning, Label, Order, code_in, folded};
use super::strength::{by_amount, by_degree};
use super::vocabulary::{NOT_APPLICABLE, NOT_STATED, Unseen, numbered, ordered, plain_answer, steps_seen};
use crate::model::{Role, Text};

/// Codes that people give to "no answer" beside a scale of a few points.
const MISSING_CODES: [&str; 9] = ["-99", "99", "-999", "999", "-9", "77", "88", "98", "-1"];

/// Words of an outcome that a school calls success.
const SUCCESS: [&str; 6] = ["graduate", "graduated", "diploma", "gediplomeerd", "afgestudeerd", "geslaagd"];

/// A column that is a question.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Question {
    pub(super) meaning: ColumnMeaning,
    pub(super) reason: Text,
    /// What to check, where the guess may well be wrong.
    pub(super) check: Option<Text>,
    pub(super) scale: Option<Answered>,
}

/// On which kind of scale a question is answered.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Answered {
    /// A ladder of words, by its place among the known ones.
    Words { ladder: usize, steps: u32 },
    /// Words in an order that was read off them.
    Degrees { answers: Vec<String> },
    /// Whole numbers, from the lowest to the highest that occurs.
    Numbers { lowest: i32, highest: i32 },
}

impl Answered {
    /// Returns whether two questions are answered in one way.
    pub(super) fn alike(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Words { ladder, .. }, Self::Words { ladder: second, .. }) => ladder == second,
            (Self::Numbers { .. }, Self::Numbers { .. }) => true,
            (Self::Degrees { answers }, Self::Degrees { answers: second }) => answers == second,
            _ => false,
        }
    }

    /// Returns the bounds that hold both.
    pub(super) fn widest(&self, other: &Self) -> Self {
        match (self, other) {
            (Self::Numbers { lowest, highest }, Self::Numbers { lowest: low, highest: high }) => {
                Self::Numbers { lowest: *lowest.min(low), highest: *highest.max(high) }
            }
            _ => self.clone(),
        }
    }

    /// Returns the lowest and the highest value.
    pub(super) fn bounds(&self) -> (f64, f64) {
        match self {
            Self::Words { steps, .. } => (1.0, f64::from(*steps)),
            Self::Degrees { answers } => (1.0, f64::from(u32::try_from(answers.len()).unwrap_or(u32::MAX))),
            Self::Numbers { lowest, highest } => (f64::from(*lowest), f64::from(*highest)),
        }
    }
}

/// Returns the questions among `samples`, by their place.
pub(super) fn found(samples: &[&ColumnSample]) -> BTreeMap<usize, Question> {
    let known = ladders_of(samples);
    let mut questions = BTreeMap::new();
    for (index, sample) in samples.iter().enumerate() {
        let values = values(sample);
        if values.is_empty() {
            continue;
        }
        let class = headings::class_of(&sample.heading, sample.question.as_deref());
        let in_words = || known[index].and_then(|place| in_words(sample, &values, place));
        let question = match class {
            HeadingClass::Unknown => outcome(sample, &values)
                .or_else(in_words)
                .or_else(|| in_numbers(sample, &values))
                .or_else(|| in_degrees(sample, &values))
                .or_else(|| short_list(sample, &values)),
            // "Gender equality matters to me: strongly agree" asks for an opinion, whatever the heading names.
            HeadingClass::Role(_) | HeadingClass::Parents | HeadingClass::Gender => {
                in_words().filter(is_opinion)
            }
            _ => None,
        };
        if let Some(mut question) = question {
            question.meaning.id = id(&sample.heading, index);
            questions.insert(index, question);
        }
    }
    let mut stems: BTreeMap<String, usize> = BTreeMap::new();
    for stem in samples.iter().filter_map(|sample| stem(sample)) {
        *stems.entry(stem).or_default() += 1;
    }
    let places: Vec<usize> = questions.keys().copied().collect();
    let lone: Vec<usize> = places
        .into_iter()
        .filter(|index| {
            let Some(Question { scale: Some(Answered::Numbers { .. }), meaning, .. }) = questions.get(index)
            else {
                return false;
            };
            // One column of numbers may be a grade or a count; three with one stem, or three questions in words
            // side by side with the same numbers, are questions with parts.
            meaning.labels.is_empty() && !has_company(samples, &stems, &questions, *index)
        })
        .collect();
    questions.retain(|index, _| !lone.contains(index));
    questions
}

fn is_opinion(question: &Question) -> bool {
    matches!(question.scale, Some(Answered::Words { steps, .. }) if steps >= 4)
}

fn has_company(
    samples: &[&ColumnSample],
    stems: &BTreeMap<String, usize>,
    questions: &BTreeMap<usize, Question>,
    index: usize,
) -> bool {
    if stem(samples[index]).is_some_and(|own| stems.get(&own).is_some_and(|n| *n >= 3)) {
        return true;
    }
    let is_sentence = |at: usize| {
        let sample = samples[at];
        sample.question.as_deref().unwrap_or(&sample.heading).split_whitespace().count() >= 3
    };
    let is_like = |at: usize| {
        is_sentence(at)
            && questions.get(&at).is_some_and(|other| matches!(other.scale, Some(Answered::Numbers { .. })))
    };
    let before = (0..index).rev().take_while(|at| is_like(*at)).count();
    let after = (index + 1..samples.len()).take_while(|at| is_like(*at)).count();
    is_sentence(index) && before + after >= 2
}

/// Returns the ladder of each column: the one that fits it and its neighbours best.
///
/// "Eens" alone is on several ladders; the columns beside it, with the same question, tell which is meant.
fn ladders_of(samples: &[&ColumnSample]) -> Vec<Option<usize>> {
    let mut found = vec![None; samples.len()];
    let mut at = 0;
    while at < samples.len() {
        let mut union: Vec<&str> = values(samples[at]);
        let Some(mut best) = best_ladder(&union) else {
            at += 1;
            continue;
        };
        let mut end = at + 1;
        while let Some(sample) = samples.get(end) {
            let mut wider = union.clone();
            wider.extend(values(sample).into_iter().filter(|value| !union.contains(value)));
            // An empty column, or one on another ladder, ends the run.
            let next =
                best_ladder(&wider).filter(|_| wider.len() < union.len() + 12 && !values(sample).is_empty());
            let Some(next) = next.filter(|_| best_ladder(&values(sample)).is_some()) else { break };
            (best, union) = (next, wider);
            end += 1;
        }
        found[at..end].fill(Some(best));
        at = end;
    }
    found
}

/// Returns the ladder on which every value stands, with most steps seen; of two alike the one seen whole.
fn best_ladder(values: &[&str]) -> Option<usize> {
    if values.is_empty() || values.len() > 40 {
        return None;
    }
    ladders::ladders()
        .enumerate()
        .filter_map(|(place, ladder)| Some((steps_seen(values, ladder).filter(|seen| *seen >= 2)?, place)))
        .max_by_key(|(seen, place)| (*seen, *seen == ladder(*place).len(), usize::MAX - place))
        .map(|(_, place)| place)
}

fn in_words(sample: &ColumnSample, values: &[&str], place: usize) -> Option<Question> {
    steps_seen(values, ladder(place))?;
    let steps = u32::try_from(ladder(place).len()).unwrap_or(u32::MAX);
    let mut meaning = item(sample);
    let answers = ordered(values, ladder(place), Unseen::Kept);
    meaning.not_stated = answers.not_stated;
    meaning.not_applicable = answers.not_applicable;
    // A number in front is the value: the file says so itself.
    meaning.labels = with_numbers(answers.labels).unwrap_or_else(|labels| labels);
    let reason = Text::new(
        format!("{steps} bekende antwoorden, in volgorde"),
        format!("{steps} known answers, in their order"),
    );
    let numbers: Vec<i32> = meaning
        .labels
        .iter()
        .filter_map(|label| label.raw.parse().ok())
        .filter(|n| (0..=20).contains(n))
        .collect();
    let scale = (steps >= 3).then(|| match (numbers.iter().min(), numbers.iter().max()) {
        (Some(lowest), Some(highest)) if lowest < highest => {
            Answered::Numbers { lowest: *lowest, highest: *highest }
        }
        _ => Answered::Words { ladder: place, steps },
    });
    Some(Question { meaning, reason, check: None, scale })
}

/// Returns labels whose raw values are the numbers in front of the answers, if all that occur have one.
fn with_numbers(labels: Vec<Label>) -> Result<Vec<Label>, Vec<Label>> {
    let seen = |label: &Label| numbered(&label.raw).map(|(number, words)| (number, words.to_owned()));
    let numbers: Vec<Option<(i32, String)>> = labels.iter().map(seen).collect();
    let known: Vec<(usize, i32)> =
        numbers.iter().enumerate().filter_map(|(place, found)| Some((place, found.as_ref()?.0))).collect();
    let Some((place, first)) = known.first().copied().filter(|_| known.len() >= 2) else {
        return Err(labels);
    };
    let distance = i32::try_from(place).unwrap_or(0);
    let in_step =
        known.iter().all(|(at, number)| i32::try_from(*at).is_ok_and(|at| number - first == at - distance));
    if !in_step {
        return Err(labels);
    }
    let at = |place: usize| first - distance + i32::try_from(place).unwrap_or(0);
    Ok(labels
        .into_iter()
        .zip(numbers)
        .enumerate()
        .map(|(place, (label, found))| match found {
            Some((number, words)) => {
                let mut also = vec![label.raw];
                also.extend(label.also);
                let keep = |text: &str| numbered(text).map_or(text.to_owned(), |(_, words)| words.to_owned());
                let text = Text::new(keep(&label.text.nl), keep(&label.text.en));
                let text = if text.nl.is_empty() { Text::same(words) } else { text };
                Label { raw: number.to_string(), text, also }
            }
            // A step that nobody chose, and "wil ik niet zeggen" without a number.
            None if label.also.is_empty()
                && place < known.len() + distance.unsigned_abs() as usize + 2
                && !NOT_STATED.is(&label.raw)
                && !NOT_APPLICABLE.is(&label.raw) =>
            {
                Label { raw: at(place).to_string(), ..label }
            }
            None => label,
        })
        .collect())
}

fn in_numbers(sample: &ColumnSample, values: &[&str]) -> Option<Question> {
    let is_none = |value: &&str| MISSING_CODES.contains(value);
    let is_said = |value: &&str| NOT_STATED.is(value) || NOT_APPLICABLE.is(value);
    let missing: Vec<&str> = values.iter().copied().filter(is_none).collect();
    let said: Vec<&str> = values.iter().copied().filter(|value| !is_none(value) && is_said(value)).collect();
    let points: Vec<&str> =
        values.iter().copied().filter(|value| !is_none(value) && !is_said(value)).collect();
    let mut numbers: Vec<i32> = Vec::new();
    let mut labels: Vec<Label> = Vec::new();
    for value in &points {
        let (number, words) = point(value)?;
        numbers.push(number);
        // "1 (helemaal niet)" beside a bare 2, 3 and 4: the ends have words, the numbers are the answers.
        let text = words.map_or_else(|| Text::same(number.to_string()), Text::same);
        let also = if words.is_some() { vec![(*value).to_owned()] } else { Vec::new() };
        labels.push(Label { raw: number.to_string(), text, also });
    }
    let bare = labels.iter().filter(|label| label.also.is_empty()).count();
    if numbers.len() < 3 || sample.truncated || bare == 0 {
        return None;
    }
    // 1 to 5 with an 8 or a 9: the 9 is "wil ik niet zeggen", not a ninth point.
    let apart = numbers.iter().all(|number| *number != 7 && *number != 10)
        && numbers.iter().filter(|number| **number <= 6).count() >= 3;
    let outside: Vec<i32> = numbers.iter().copied().filter(|number| apart && *number > 7).collect();
    numbers.retain(|number| !outside.contains(number));
    let (lowest, highest) = (*numbers.iter().min()?, *numbers.iter().max()?);
    let mut meaning = item(sample);
    meaning.missing = missing.into_iter().map(str::to_owned).collect();
    meaning.not_applicable = outside.iter().map(ToString::to_string).collect();
    let check = (!outside.is_empty()).then(|| {
        let codes: Vec<String> = outside.iter().map(ToString::to_string).collect();
        let codes = codes.join(", ");
        Text::new(
            format!("{codes} telt nu als \u{201c}niet van toepassing\u{201d}; zet het bij `not_stated` of verruim de schaal als dat anders is"),
            format!("{codes} now counts as \u{201c}not applicable\u{201d}; move it to `not_stated` or widen the scale if it is not"),
        )
    });
    if bare < labels.len() {
        labels.sort_by_key(|label| label.raw.parse::<i32>().unwrap_or(i32::MAX));
        labels.dedup_by(|second, first| first.raw == second.raw && first.also.is_empty());
        meaning.labels = labels;
    }
    add_said(&mut meaning, &said);
    let reason = Text::new(
        format!("hele getallen van {lowest} tot {highest}; controleer de grenzen"),
        format!("whole numbers from {lowest} to {highest}; check the bounds"),
    );
    Some(Question { meaning, reason, check, scale: Some(Answered::Numbers { lowest, highest }) })
}

/// Returns a point of a scale and the words beside it: `3`, `3.0`, `5 (helemaal eens)`.
fn point(value: &str) -> Option<(i32, Option<&str>)> {
    if let Some((number, words)) = numbered(value).filter(|(number, _)| (0..=10).contains(number)) {
        return Some((number, Some(words)));
    }
    let found = number(value).filter(|number| number.fract() == 0.0 && (0.0..=10.0).contains(number))?;
    #[expect(clippy::cast_possible_truncation, reason = "whole, 0 to 10")]
    Some((found as i32, None))
}

/// Answers that are no point of the scale stand behind its points.
fn add_said(meaning: &mut ColumnMeaning, said: &[&str]) {
    let answers = ordered(said, &[], Unseen::LeftOut);
    if !meaning.labels.is_empty() {
        meaning.labels.extend(answers.labels);
    }
    meaning.not_stated.extend(answers.not_stated);
    meaning.not_applicable.extend(answers.not_applicable);
}

/// Degrees of one thing, or amounts: an order that the words themselves tell.
fn in_degrees(sample: &ColumnSample, values: &[&str]) -> Option<Question> {
    let is_said = |value: &&&str| NOT_STATED.is(value) || NOT_APPLICABLE.is(value);
    let said: Vec<&str> = values.iter().filter(is_said).copied().collect();
    let stated: Vec<&str> = values.iter().filter(|value| !is_said(value)).copied().collect();
    if sample.truncated
        || !(2..=12).contains(&stated.len())
        || stated.iter().all(|value| number(value).is_some())
    {
        return None;
    }
    let degrees = by_degree(&stated);
    let is_degree = degrees.is_some();
    let order = degrees.or_else(|| by_amount(&stated))?;
    let mut meaning = item(sample);
    meaning.labels = order.iter().map(|value| label(value)).collect();
    add_said(&mut meaning, &said);
    let reason = Text::new(
        "antwoorden op volgorde van laag naar hoog, afgeleid uit de woorden",
        "answers from low to high, an order read off their words",
    );
    let check = Text::new("klopt de volgorde van `labels`?", "is the order of `labels` right?");
    let answers = order.iter().map(|value| plain_answer(value)).collect();
    let scale = is_degree.then_some(Answered::Degrees { answers });
    Some(Question { meaning, reason, check: Some(check), scale })
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
    let check =
        Text::new("wat telt als slagen? vul `success` aan", "what counts as success? complete `success`");
    Some(Question { meaning, reason, check: Some(check), scale: None })
}

/// A choice among a few words: shown as a distribution, never as a mean.
///
/// A text that fewer than three people gave may be somebody's own words: it is not listed.
fn short_list(sample: &ColumnSample, values: &[&str]) -> Option<Question> {
    let count = |wanted: &str| -> u64 {
        sample.distinct.iter().filter(|(value, _)| value.trim() == wanted).map(|(_, n)| n).sum()
    };
    let rows: u64 = values.iter().map(|value| count(value)).sum();
    let is_said = |value: &&str| NOT_STATED.is(value) || NOT_APPLICABLE.is(value);
    let (nons, stated): (Vec<&str>, Vec<&str>) = values.iter().copied().partition(|value| is_said(value));
    let listed: Vec<&str> = stated.iter().copied().filter(|value| count(value) >= LEAST).collect();
    let short = listed.iter().all(|value| value.chars().count() <= 120);
    let repeated = rows >= 3 * values.len() as u64;
    let words = listed.iter().any(|value| number(value).is_none());
    if sample.truncated || !(2..=20).contains(&listed.len()) || !short || !repeated || !words {
        return None;
    }
    let mut meaning = item(sample);
    let answers = ordered(&nons, &[], Unseen::LeftOut);
    meaning.labels = plain_labels(&listed);
    // Nothing says which answer is more: a mean of them would be a number about nothing.
    meaning.order = Order::None;
    meaning.labels.extend(answers.labels);
    meaning.not_stated = answers.not_stated;
    meaning.not_applicable = answers.not_applicable;
    let n_values = listed.len();
    let reason =
        Text::new(format!("een keuze uit {n_values} antwoorden"), format!("a choice of {n_values} answers"));
    let rare = stated.len() - listed.len();
    let check = match rare {
        0 if n_values == 2 => None,
        0 => Some(Text::new(
            "lopen de antwoorden van laag naar hoog? zet `labels` dan op volgorde en haal `order` weg",
            "do the answers go from low to high? then put `labels` in order and remove `order`",
        )),
        rare => Some(Text::new(
            format!(
                "lopen de antwoorden van laag naar hoog, haal `order` dan weg; weggelaten, want door minder dan 3 mensen gegeven: {rare} andere teksten"
            ),
            format!(
                "if the answers go from low to high, remove `order`; left out, as given by fewer than 3 people: {rare} other texts"
            ),
        )),
    };
    Some(Question { meaning, reason, check, scale: None })
}

fn plain_labels(values: &[&str]) -> Vec<Label> {
    let mut values = values.to_vec();
    values.sort_by_key(|value| folded(value));
    values.iter().map(|value| label(value)).collect()
}

fn label(value: &str) -> Label {
    Label { raw: value.to_owned(), text: Text::same(value), also: Vec::new() }
}

fn item(sample: &ColumnSample) -> ColumnMeaning {
    let mut meaning = ColumnMeaning::new(&sample.heading, Role::Item);
    meaning.text = sample.question.as_deref().filter(|text| !text.trim().is_empty()).map(Text::same);
    meaning
}

/// A heading that is a sentence makes a bad key of `results.csv`: its code or its place stands for it.
pub(super) fn id(heading: &str, index: usize) -> Option<String> {
    if let Some(code) = code_in(heading) {
        return (code != heading).then(|| code.to_owned());
    }
    let fits = heading.chars().count() <= 24
        && heading.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | '.'));
    (!fits).then(|| format!("q{:02}", index + 1))
}
