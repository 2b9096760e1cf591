//! Definitions: the scales of the scan, and every word of the glossary that the report uses.

use crate::model::Language;
use crate::report::{
    document::{Block as Piece, Definition, Section},
    format::Number,
    wording::{Noun, glossary, section::Section as Chapter, sentence_start},
};

use super::book::Book;
use super::reader::Reader;
use super::scales::decimals;

/// Returns the chapter with the definitions of the words in `sections`.
pub(super) fn chapter(reader: &Reader<'_>, book: &mut Book, sections: &[Section]) -> Section {
    let language = reader.language;
    let mut found: Vec<Definition> = Vec::new();
    for scale in &reader.edition.scales {
        if reader.latest(&scale.measure).is_none() {
            continue;
        }
        let [low, high] = [scale.lowest, scale.highest]
            .map(|end| crate::report::format::Number::score(end, decimals(end)).bare(language));
        let questions = Noun::Question.counted(Number::count(scale.items.len() as u64), language);
        let term = sentence_start(scale.text.get(language), language);
        let text = match language {
            Language::Dutch => format!("Gemiddelde van {questions}, van {low} (laag) tot {high} (hoog)."),
            Language::English => format!("Mean of {questions}, from {low} (low) to {high} (high)."),
        };
        let entry = glossary::ENTRIES.iter().find(|entry| entry.term(language).eq_ignore_ascii_case(&term));
        let text = entry.map_or(text.clone(), |entry| format!("{} {text}", entry.meaning(language)));
        found.push(Definition { id: book.id(&format!("definitie-{term}")), term, text });
    }
    for entry in glossary::entries_in(&words(sections), language) {
        let term = match entry.term(language) {
            short if short.len() == 1 => short.to_owned(),
            term => sentence_start(term, language),
        };
        if found.iter().any(|known| known.term.eq_ignore_ascii_case(&term)) {
            continue;
        }
        let id = book.id(&format!("definitie-{term}"));
        found.push(Definition { id, term, text: entry.meaning(language).to_owned() });
    }
    if let Some(selection) = &reader.edition.selection {
        let term = sentence_start(selection.get(language), language);
        let text = match language {
            Language::Dutch => "De opleidingen in dit rapport, volgens de indeling van de scan.",
            Language::English => "The programmes in this report, by the mapping of the scan.",
        };
        found.push(Definition { id: book.id(&format!("definitie-{term}")), term, text: text.to_owned() });
    }
    found.sort_by_key(|definition| definition.term.to_lowercase());
    super::section(reader, book, Chapter::Definitions, vec![Piece::Definitions(found)])
}

/// Returns all words that a reader of the body meets.
fn words(sections: &[Section]) -> String {
    let mut text = String::new();
    let mut add = |words: &str| {
        text.push_str(words);
        text.push('\n');
    };
    for section in sections {
        add(&section.title);
        section.intro.iter().for_each(|intro| add(intro));
        for block in &section.blocks {
            match block {
                Piece::Paragraph(sentences) => sentences.iter().for_each(|sentence| add(&sentence.text)),
                Piece::Text(words) => add(words),
                Piece::List(list) => list.iter().for_each(|line| add(line)),
                Piece::Finding(finding) => finding.sentences.iter().for_each(|sentence| add(&sentence.text)),
                Piece::Figure(figure) => {
                    add(&figure.title);
                    add(&figure.subtitle);
                    figure.notes.iter().for_each(|note| add(note));
                    figure.table.columns.iter().for_each(|column| add(&column.heading));
                }
                Piece::Table(table) => {
                    add(&table.caption);
                    table.columns.iter().for_each(|column| add(&column.heading));
                    table.notes.iter().for_each(|note| add(note));
                }
                Piece::Aside { paragraphs, list, .. } => {
                    paragraphs.iter().chain(list).for_each(|line| add(line));
                }
                Piece::Heading { title, .. } => add(title),
                Piece::Definitions(_) | Piece::OwnText(_) => {}
            }
        }
    }
    text
}
