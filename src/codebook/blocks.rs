//! Questions with several answers in an export: a column per option, or ticks joined in one cell.
//!
//! Leaves out gender, of which several ticks are one group, and who saw a question: no export says that by itself.

use std::collections::BTreeMap;

use super::choice::{ChoiceMeaning, says_not_ticked};
use super::guess::values;
use super::headings::{self, HeadingClass};
use super::meaning::folded;
use super::sample::ColumnSample;
use crate::model::{Base, Text};

/// What platforms write in the cell of a ticked option, where it is not the option itself.
const TICKED: [&str; 15] = [
    "1",
    "1.0",
    "x",
    "y",
    "j",
    "ja",
    "yes",
    "true",
    "waar",
    "checked",
    "aangekruist",
    "selected",
    "geselecteerd",
    "gekozen",
    "on",
];

/// The fewest people who wrote a text before it is taken for an option: fewer may be somebody's own words.
pub(super) const LEAST: u64 = 3;

/// A question with a column per option, by the places of its columns.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Block {
    pub(super) columns: Vec<usize>,
    /// The label of each column, in the same order.
    pub(super) labels: Vec<String>,
    pub(super) question: String,
    pub(super) id: String,
    pub(super) base: Base,
    pub(super) not_ticked: Vec<String>,
}

/// What the cells of an option column hold.
#[derive(Debug, Clone, PartialEq)]
struct Ticks {
    /// The one value that says that it was ticked.
    value: String,
    count: u64,
    not_ticked: Option<String>,
    has_blank: bool,
}

fn ticks(sample: &ColumnSample) -> Option<Ticks> {
    let found = values(sample);
    let (no, yes): (Vec<&str>, Vec<&str>) = found.iter().partition(|value| says_not_ticked(value));
    let ([] | [_], [value]) = (no.as_slice(), yes.as_slice()) else { return None };
    // "Ja" and "nee" side by side are answers to a question of its own.
    let is_answer = |value: &str| ["ja", "nee", "yes", "no"].contains(&folded(value).as_str());
    if !no.is_empty() && (is_answer(no[0]) || is_answer(value)) {
        return None;
    }
    // Two codes, one of which is no tick, are a question as well: 0 and 2, 0 and 5.
    if value.parse::<f64>().is_ok_and(|number| (number - 1.0).abs() > f64::EPSILON) && !no.is_empty() {
        return None;
    }
    let of = |wanted: &str| {
        sample.distinct.iter().filter(|(value, _)| value.trim() == wanted).map(|(_, count)| *count).sum()
    };
    let has_blank = sample.distinct.iter().any(|(value, _)| value.trim().is_empty());
    Some(Ticks {
        value: (*value).to_owned(),
        count: of(value),
        not_ticked: no.first().map(|value| (*value).to_owned()),
        has_blank,
    })
}

fn is_generic(value: &str) -> bool {
    TICKED.contains(&folded(value).as_str())
}

/// Returns the questions that have a column per option.
pub(super) fn found(samples: &[&ColumnSample], is_free: &dyn Fn(usize) -> bool) -> Vec<Block> {
    let mut groups: Vec<(String, Vec<usize>)> = Vec::new();
    for (index, sample) in samples.iter().enumerate() {
        let own = stem(&sample.heading);
        let usable = is_free(index)
            && matches!(headings::class(&sample.heading), HeadingClass::Unknown | HeadingClass::Gender)
            && !is_own_words(&sample.heading)
            && ticks(sample).is_some();
        if !usable {
            continue;
        }
        match groups.last_mut() {
            Some((stem, columns)) if *stem == own || own.is_empty() && stem.is_empty() => columns.push(index),
            _ => groups.push((own, vec![index])),
        }
    }
    groups.into_iter().filter_map(|(stem, columns)| block(samples, &stem, &columns)).collect()
}

fn block(samples: &[&ColumnSample], stem: &str, columns: &[usize]) -> Option<Block> {
    let all: Vec<(usize, Ticks)> =
        columns.iter().filter_map(|index| Some((*index, ticks(samples[*index])?))).collect();
    let same_value = all.windows(2).all(|pair| pair[0].1.value == pair[1].1.value);
    // Somebody's own words, in a field for them, are no option.
    let found: Vec<(usize, Ticks)> = all
        .into_iter()
        .filter(|(_, ticks)| same_value || is_generic(&ticks.value) || ticks.count >= LEAST)
        .collect();
    let somebody_did_not = found.iter().any(|(_, ticks)| ticks.has_blank || ticks.not_ticked.is_some());
    let is_block = found.len() >= 2 && somebody_did_not && (!same_value || is_generic(&found[0].1.value));
    if !is_block {
        return None;
    }
    let texts: Vec<&str> = found.iter().map(|(index, _)| full(samples[*index])).collect();
    let (question, parts) = split_texts(&texts);
    let labels = found
        .iter()
        .zip(parts)
        .map(|((index, ticks), part)| match (is_generic(&ticks.value), part) {
            (false, _) => ticks.value.clone(),
            (true, Some(part)) => part,
            (true, None) => samples[*index].heading.clone(),
        })
        .collect();
    let mut not_ticked: Vec<String> =
        found.iter().filter_map(|(_, ticks)| ticks.not_ticked.clone()).collect();
    not_ticked.sort();
    not_ticked.dedup();
    Some(Block {
        base: if not_ticked.is_empty() { Base::Ticked } else { Base::Stated },
        columns: found.iter().map(|(index, _)| *index).collect(),
        labels,
        question: question.unwrap_or_else(|| stem.to_owned()),
        id: id(stem, found[0].0),
        not_ticked,
    })
}

/// Returns the question of a column: its own row where there is one, else the heading.
fn full(sample: &ColumnSample) -> &str {
    sample.question.as_deref().filter(|text| !text.trim().is_empty()).unwrap_or(&sample.heading).trim()
}

/// Returns what the texts have in common in front, and what each has of its own behind it.
///
/// `Waarom? [sfeer]` and `Waarom? [werk]` are the question `Waarom?` with `sfeer` and `werk`.
fn split_texts(texts: &[&str]) -> (Option<String>, Vec<Option<String>>) {
    let first = texts.first().copied().unwrap_or_default();
    let mut common = first.len();
    for text in texts {
        let same = first.char_indices().zip(text.chars()).take_while(|((_, a), b)| a == b);
        let length = same.map(|((at, a), _)| at + a.len_utf8()).last().unwrap_or(0);
        common = common.min(length);
    }
    // Words that start alike are not cut in two.
    let at = first[..common]
        .rfind(['[', '(', ':', '-', '?', '\u{2013}', '_'])
        .map(|at| at + first[at..].chars().next().map_or(1, char::len_utf8));
    let Some(at) = at.filter(|at| *at > 2) else { return (None, vec![None; texts.len()]) };
    let own = |text: &&str| {
        let part = text.get(at..)?.trim().trim_end_matches(']').trim_matches(['[', ':', '-', ' ']).trim();
        let is_text = part.chars().any(char::is_alphabetic) && part.chars().count() > 1;
        is_text.then(|| part.to_owned())
    };
    let question = first[..at].trim().trim_end_matches(['[', '(', ':', '-', '_', '\u{2013}']).trim();
    (Some(question.to_owned()).filter(|text| !text.is_empty()), texts.iter().map(own).collect())
}

/// What the headings of a block have in common: the question before an option, or the code before its number.
pub(super) fn stem(heading: &str) -> String {
    let heading = heading.trim();
    if let Some((before, _)) = heading.split_once("___") {
        return before.to_owned();
    }
    if let Some((before, _)) = heading.rsplit_once('[').filter(|(before, _)| !before.trim().is_empty()) {
        return before.trim().to_owned();
    }
    for between in [" - ", " \u{2013} ", ": "] {
        if let Some((before, _)) = heading.rsplit_once(between).filter(|(before, _)| !before.is_empty()) {
            return before.to_owned();
        }
    }
    if let Some((before, part)) = heading.rsplit_once(['_', '.', '#']) {
        let is_number = !part.is_empty() && part.chars().all(|c| c.is_ascii_digit());
        let is_letter = part.len() == 1 && part.chars().all(char::is_alphabetic);
        if (is_number || is_letter) && !before.is_empty() {
            return before.to_owned();
        }
    }
    heading.to_owned()
}

/// Whether people wrote something themselves in this column.
fn is_own_words(heading: &str) -> bool {
    let plain = folded(heading);
    [
        "_text",
        "[other]",
        "[anders]",
        "namelijk]",
        "toelichting",
        "specify]",
        "comment]",
        "_other",
        "_toelichting",
    ]
    .iter()
    .any(|end| plain.ends_with(end))
}

fn id(stem: &str, index: usize) -> String {
    let fits = !stem.is_empty()
        && stem.chars().count() <= 24
        && stem.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-'));
    if fits { stem.to_owned() } else { format!("q{:02}", index + 1) }
}

impl Block {
    /// Returns the section of the codebook, for columns that are called `ids`.
    pub(super) fn meaning(&self, ids: Vec<String>) -> ChoiceMeaning {
        ChoiceMeaning {
            id: self.id.clone(),
            text: Text::same(&self.question),
            options: ids,
            base: self.base,
            seen: None,
            not_ticked: self.not_ticked.clone(),
            theme: None,
        }
    }
}

/// Ticks joined in one cell.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Joined {
    pub(super) separator: &'static str,
    /// The options, most often ticked first, with how often.
    pub(super) options: Vec<(String, u64)>,
    /// How many different texts fewer than three people wrote.
    pub(super) rare: usize,
}

/// Returns the options whose ticks are joined in the cells of a column, or `None` where they are not.
///
/// An export that says itself what separates answers is believed; what is in no cell is an option all the same.
pub(super) fn joined(sample: &ColumnSample) -> Option<Joined> {
    if let Some(separator) = &sample.separator {
        return told(sample, separator);
    }
    [";", ","].into_iter().find_map(|separator| joined_by(sample, separator))
}

fn told(sample: &ColumnSample, separator: &str) -> Option<Joined> {
    let mut options: Vec<(String, u64)> =
        sample.labels.iter().map(|(_, text)| (text.trim().to_owned(), 0)).collect();
    let is_listed = !options.is_empty();
    let mut others: Vec<(String, u64)> = Vec::new();
    for (value, count) in &sample.distinct {
        for part in value.split(separator).map(str::trim).filter(|part| !part.is_empty()) {
            let list =
                if options.iter().any(|(known, _)| known == part) { &mut options } else { &mut others };
            match list.iter_mut().find(|(known, _)| known == part) {
                Some((_, known)) => *known += count,
                None => list.push((part.to_owned(), *count)),
            }
        }
    }
    let all = others.len();
    others.retain(|(_, count)| *count >= LEAST && !is_listed);
    let rare = all - others.len();
    options.extend(others);
    let separator = if separator == "," { "," } else { ";" };
    (options.len() >= 2).then_some(Joined { separator, options, rare })
}

fn joined_by(sample: &ColumnSample, separator: &'static str) -> Option<Joined> {
    let mut times: BTreeMap<String, u64> = BTreeMap::new();
    let mut order: Vec<String> = Vec::new();
    let mut joins: BTreeMap<(String, String), u64> = BTreeMap::new();
    let (mut several, mut cells) = (0, 0);
    for (value, count) in &sample.distinct {
        let parts: Vec<String> = value
            .split(separator)
            .map(|part| part.trim().to_owned())
            .filter(|part| !part.is_empty())
            .collect();
        cells += usize::from(!parts.is_empty());
        several += usize::from(parts.len() > 1);
        for pair in parts.windows(2) {
            *joins.entry((pair[0].clone(), pair[1].clone())).or_default() += count;
        }
        for part in parts {
            if !times.contains_key(&part) {
                order.push(part.clone());
            }
            *times.entry(part).or_default() += count;
        }
    }
    // Halves that only occur together are one option that holds the separator itself.
    for ((before, after), count) in &joins {
        let is_half = after.starts_with(char::is_lowercase)
            && times.get(before) == Some(count)
            && times.get(after) == Some(count);
        if is_half && order.len() > 2 {
            let whole = format!("{before}{separator} {after}");
            times.remove(before);
            times.remove(after);
            times.insert(whole.clone(), *count);
            order.retain(|part| part != after);
            if let Some(place) = order.iter().position(|part| part == before) {
                order[place] = whole;
            }
        }
    }
    let all: u64 = times.values().sum();
    let mut options: Vec<(String, u64)> = order
        .into_iter()
        .filter_map(|part| times.get(&part).map(|count| (part, *count)))
        .filter(|(_, count)| *count >= LEAST)
        .collect();
    options.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    let often: u64 = options.iter().map(|(_, count)| count).sum();
    let short = options.iter().all(|(part, _)| part.chars().count() <= 120);
    let is_number = |part: &str| part.parse::<f64>().is_ok();
    let in_words = options.iter().all(|(part, _)| !is_number(part)) || separator == ";";
    // "Employed, working full-time" is one answer with a comma: its parts never stand alone.
    let stands_alone = |part: &str| sample.distinct.iter().any(|(value, _)| value.trim() == part);
    let alone = options.iter().filter(|(part, _)| stands_alone(part)).count();
    let varied = alone * 2 >= options.len() || several >= 2 * options.len();
    let enough = if separator == ";" { 1 } else { 3 };
    let fits = several >= enough
        && (varied || separator == ";")
        && several * 20 >= cells
        && (2..=30).contains(&options.len())
        && short
        && in_words
        && often * 10 >= all * 7;
    let rare = times.len().saturating_sub(options.len());
    fits.then_some(Joined { separator, options, rare })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn column(heading: &str, distinct: &[(&str, u64)]) -> ColumnSample {
        let distinct = distinct.iter().map(|(value, count)| ((*value).to_owned(), *count)).collect();
        ColumnSample { heading: heading.into(), distinct, ..ColumnSample::default() }
    }

    fn blocks(columns: &[ColumnSample]) -> Vec<Block> {
        found(&columns.iter().collect::<Vec<_>>(), &|_| true)
    }

    #[test]
    fn a_column_per_option_is_one_question() {
        let found = blocks(&[
            column("Waarom koos je? [sfeer]", &[("Y", 20), ("", 30)]),
            column("Waarom koos je? [baankans]", &[("Y", 10), ("", 40)]),
            column("Waarom koos je? [other]", &[("mijn oma", 1), ("", 49)]),
        ]);
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].labels, ["sfeer", "baankans"]);
        assert_eq!((found[0].question.as_str(), found[0].base), ("Waarom koos je?", Base::Ticked));
    }

    #[test]
    fn the_first_option_may_have_the_code_of_the_question() {
        let found = blocks(&[
            column("Q13", &[("ik lees", 20), ("", 30)]),
            column("Q13_B", &[("ik schrijf", 10), ("", 40)]),
            column("Q13_C", &[("mijn eigen woorden", 1), ("", 49)]),
        ]);
        assert_eq!(found[0].labels, ["ik lees", "ik schrijf"]);
        assert_eq!(found[0].id, "Q13");
    }

    #[test]
    fn zeros_and_words_for_no_say_who_was_asked() {
        let found = blocks(&[
            column("check___1", &[("1", 20), ("0", 30)]),
            column("check___2", &[("1", 10), ("0", 40)]),
        ]);
        assert_eq!((found[0].base, &found[0].not_ticked[..]), (Base::Stated, &["0".to_owned()][..]));
        let questions =
            [column("V_1", &[("ja", 20), ("nee", 30)]), column("V_2", &[("ja", 10), ("nee", 40)])];
        assert!(blocks(&questions).is_empty(), "yes or no is a question of its own");
    }

    #[test]
    fn ticks_in_one_cell_are_told_from_sentences() {
        let forms =
            column("Waarom?", &[("sfeer;baankans;", 5), ("sfeer;", 9), ("baankans;iets van mijzelf;", 1)]);
        let found = joined(&forms).unwrap();
        assert_eq!((found.separator, found.rare), (";", 1));
        assert_eq!(found.options, [("sfeer".to_owned(), 14), ("baankans".to_owned(), 6)]);
        let google = [
            ("sfeer", 6),
            ("werk", 2),
            ("sfeer, geen werk, nog niet", 4),
            ("sfeer, werk", 5),
            ("werk, sfeer, geen werk, nog niet", 3),
        ];
        let found = joined(&column("Waarom?", &google)).unwrap();
        let names: Vec<&str> = found.options.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(names, ["sfeer", "werk", "geen werk, nog niet"]);
        let sentences = [("Ik vond het leuk, maar lang", 1), ("Goed, dank", 1), ("Prima", 1)];
        assert_eq!(joined(&column("Opmerkingen", &sentences)), None);
    }
}
