//! Questions with several answers: which options were ticked, each as a share of everybody who was asked.
//!
//! The shares overlap and are never added up. Leaves out the options by group: those stand in the annex.

use crate::disclosure::Statistic;
use crate::model::{Base, Language, SourceKind};
use crate::report::{
    chart::Mark,
    document::Block as Piece,
    edition::ChoiceNote,
    wording::{quoted, word::Word},
};

use super::book::{Book, Draft, Weight};
use super::groups_figure::{Ends, GroupRow, GroupSection, Groups};
use super::phrase::lower_first;
use super::reader::Reader;
use super::scales::hidden_title;

/// Returns a figure per question to students, or to alumni: each has its chapter.
pub(super) fn figures(reader: &Reader<'_>, book: &mut Book, asked: SourceKind) -> Vec<Piece> {
    let is_of = |note: &&ChoiceNote| {
        let found = note.options.iter().find_map(|option| reader.latest(&option.item.measure));
        let kind = found.and_then(|block| reader.source_kind(block.source));
        (kind == Some(SourceKind::Alumni)) == (asked == SourceKind::Alumni)
    };
    reader.edition.choices.iter().filter(is_of).filter_map(|note| figure(reader, book, note)).collect()
}

fn figure(reader: &Reader<'_>, book: &mut Book, note: &ChoiceNote) -> Option<Piece> {
    let language = reader.language;
    let mut first = None;
    let mut rows = Vec::new();
    for option in &note.options {
        let Some(block) = reader.latest(&option.item.measure) else { continue };
        let Some(cite) = reader.whole(block, Statistic::Share) else { continue };
        first.get_or_insert(block);
        rows.push(GroupRow { label: option.label.get(language).to_owned(), mark: Mark::Whole, cite });
    }
    let block = first?;
    let groups = Groups {
        sections: vec![GroupSection { heading: None, rows }],
        reference: None,
        ends: Ends::ShareFromZero,
        value: Word::Share.text(language).to_owned(),
    };
    if groups.is_empty() {
        return None;
    }
    let cites = groups.cites();
    let largest = cites
        .iter()
        .zip(&groups.sections[0].rows)
        .filter_map(|(cite, row)| Some((cite.value()?, cite.printed()?, &row.label)))
        .max_by(|a, b| a.0.total_cmp(&b.0));
    let title = match largest {
        Some((_, number, label)) => format!("{}: {}", quoted(label.trim()), number.in_table(language)),
        None => hidden_title(reader, block.measure),
    };
    let name = note.text.get(language).trim().to_owned();
    let n = reader.n_text(cites.iter().find_map(|cite| cite.people()));
    let mut notes = vec![several(language).to_owned(), base(note.base, language).to_owned()];
    notes.extend(groups.notes(reader));
    let draft = Draft {
        weight: Weight::Aside,
        link: lower_first(&name),
        title,
        subtitle: format!("{name} {}, {n}.", reader.period_name(block)),
        chart: groups.chart(reader),
        notes,
        source: reader.source_line(block),
        words: Vec::new(),
        table: groups.table(reader, name.clone()),
        shows: note.options.iter().map(|option| (option.item.measure.clone(), Vec::new())).collect(),
        name,
    };
    book.figure(reader, draft)
}

/// Returns why the shares add up to more than everybody.
fn several(language: Language) -> &'static str {
    match language {
        Language::Dutch => "Meer antwoorden mochten: de percentages tellen samen op tot meer dan 100.",
        Language::English => "People could give several answers: the percentages add up to more than 100.",
    }
}

/// Returns of whom the shares are.
pub(super) fn base(base: Base, language: Language) -> &'static str {
    match (base, language) {
        (Base::Ticked, Language::Dutch) => {
            "Het gaat om wie minstens één antwoord koos. Wie niets koos, is hier niet te onderscheiden van wie de vraag niet zag."
        }
        (Base::Ticked, Language::English) => {
            "This is about those who chose at least one answer. Those who chose none cannot be told from those who did not see the question."
        }
        (Base::Stated, Language::Dutch) => {
            "Het gaat om wie de vraag kreeg: bij elk antwoord staat ja of nee."
        }
        (Base::Stated, Language::English) => {
            "This is about those who were asked: each answer is stated as yes or no."
        }
        (Base::Written, Language::Dutch) => {
            "Het gaat om wie iets schreef. Een woord zegt niet wat iemand ervan vond; de antwoorden zelf zijn niet bewaard."
        }
        (Base::Written, Language::English) => {
            "This is about those who wrote something. A word does not say what somebody thought of it; the answers themselves are not kept."
        }
        (Base::Seen, Language::Dutch) => "Het gaat om wie de vraag zag, ook wie niets koos.",
        (Base::Seen, Language::English) => {
            "This is about those who saw the question, also those who chose nothing."
        }
    }
}
