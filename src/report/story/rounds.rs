//! What is not the same in every round: which questions cannot be compared, and since when; and which were renamed.
//!
//! Leaves out how much anything changed (`changes`).

use std::collections::BTreeMap;

use crate::model::Language;
use crate::report::{
    document::Block as Piece,
    edition::{RoundChange, RoundNote},
    wording,
};

use super::phrase::choose;
use super::reader::Reader;

/// Of more questions than this not all are named.
const MOST_NAMED: usize = 6;

/// Returns what a reader of changes must know of the questions; nothing where all can be compared.
pub(super) fn aside(reader: &Reader<'_>) -> Option<Piece> {
    let language = reader.language;
    let list = told(reader, |change| !is_harmless(change))?;
    let title = choose(language, "Niet elke ronde vroeg hetzelfde", "Not every round asked the same");
    let words = choose(
        language,
        "Wat niet gelijk is gevraagd, vergelijken we niet met de ronde ervoor.",
        "What was not asked alike is not compared with the round before.",
    );
    Some(Piece::Aside { title: title.to_owned(), paragraphs: vec![words.to_owned()], list })
}

/// Returns which questions are new or were renamed, for the annex; nothing where none is.
pub(super) fn new_and_renamed(reader: &Reader<'_>) -> Option<Piece> {
    let list = told(reader, is_harmless)?;
    let title = choose(reader.language, "Nieuwe en hernoemde vragen", "New and renamed questions").to_owned();
    Some(Piece::Aside { title, paragraphs: Vec::new(), list })
}

/// Returns whether all that was asked before can be compared as it is.
fn is_harmless(change: &RoundChange) -> bool {
    matches!(change, RoundChange::New | RoundChange::Renamed { .. })
}

/// Returns a line on each change of some kinds, by round; `None` where there is none.
fn told(reader: &Reader<'_>, is_meant: impl Fn(&RoundChange) -> bool) -> Option<Vec<String>> {
    let mut rounds: BTreeMap<(&str, &str), Vec<&RoundNote>> = BTreeMap::new();
    for note in reader.edition.rounds.iter().filter(|note| is_meant(&note.change)) {
        rounds.entry((&note.since, &note.before)).or_default().push(note);
    }
    let list: Vec<String> = rounds.values().flat_map(|notes| lines(reader, notes)).collect();
    (!list.is_empty()).then_some(list)
}

/// Returns a line per kind of difference between two rounds, and one per scale of other questions.
fn lines(reader: &Reader<'_>, notes: &[&RoundNote]) -> Vec<String> {
    let language = reader.language;
    let of = |change: &RoundChange| -> Vec<&RoundNote> {
        notes.iter().copied().filter(|note| note.change == *change).collect()
    };
    let named = |notes: Vec<&RoundNote>, line: &dyn Fn(&str, &RoundNote) -> String| {
        notes.first().map(|first| line(&names(reader, &notes), first))
    };
    let mut lines: Vec<String> = Vec::new();
    lines.extend(named(of(&RoundChange::New), &|names, note| match language {
        Language::Dutch => format!("Nieuw sinds {}: {names}.", note.since),
        Language::English => format!("New since {}: {names}.", note.since),
    }));
    lines.extend(named(of(&RoundChange::Dropped), &|names, note| match language {
        Language::Dutch => format!("Niet meer gevraagd sinds {}: {names}.", note.since),
        Language::English => format!("No longer asked since {}: {names}.", note.since),
    }));
    lines.extend(named(of(&RoundChange::OtherAnswers), &|names, note| match language {
        Language::Dutch => format!("Met andere antwoorden sinds {}: {names}.", note.since),
        Language::English => format!("With other answers since {}: {names}.", note.since),
    }));
    lines.extend(notes.iter().filter_map(|note| of_one(reader, note)));
    lines
}

/// Returns the line of a scale of other questions, or of a question with another name.
fn of_one(reader: &Reader<'_>, note: &RoundNote) -> Option<String> {
    let language = reader.language;
    let name = shown(reader, note);
    match &note.change {
        RoundChange::OtherQuestions { gone, new } => {
            let part = |word: &str, items: &[String]| {
                (!items.is_empty())
                    .then(|| format!("{word}: {}", wording::list(&quoted(reader, items), language)))
            };
            let parts: Vec<String> = [
                part(choose(language, "verdwenen", "gone"), gone),
                part(choose(language, "nieuw", "new"), new),
            ]
            .into_iter()
            .flatten()
            .collect();
            let parts = parts.join("; ");
            Some(match language {
                Language::Dutch => {
                    format!(
                        "De schaal {name} heeft sinds {} andere vragen ({parts}). Scores van daarvoor staan er niet naast.",
                        note.since
                    )
                }
                Language::English => {
                    format!(
                        "The scale {name} has other questions since {} ({parts}). Earlier scores do not stand beside it.",
                        note.since
                    )
                }
            })
        }
        RoundChange::Renamed { from, to } => Some(match language {
            Language::Dutch => {
                format!(
                    "De vraag {name} heet in de bestanden sinds {} '{to}', daarvoor '{from}'. Het is dezelfde vraag.",
                    note.since
                )
            }
            Language::English => {
                format!(
                    "The question {name} is called '{to}' in the files since {}, and '{from}' before. It is the same question.",
                    note.since
                )
            }
        }),
        _ => None,
    }
}

/// Returns the names of questions; of many the first, and that there are others.
fn names(reader: &Reader<'_>, notes: &[&RoundNote]) -> String {
    let mut names: Vec<String> = notes.iter().take(MOST_NAMED).map(|note| shown(reader, note)).collect();
    if notes.len() > MOST_NAMED {
        names.push(choose(reader.language, "andere vragen", "other questions").to_owned());
    }
    wording::list(&names, reader.language)
}

fn shown(reader: &Reader<'_>, note: &RoundNote) -> String {
    let text = note.text.get(reader.language);
    if note.measure.starts_with("scale.") { text.to_owned() } else { format!("'{text}'") }
}

fn quoted(reader: &Reader<'_>, items: &[String]) -> Vec<String> {
    items
        .iter()
        .map(|id| {
            let note = reader.item(&format!("item.{id}"));
            format!("'{}'", note.map_or(id.as_str(), |note| note.text.get(reader.language)))
        })
        .collect()
}
