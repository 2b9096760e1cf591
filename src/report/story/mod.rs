//! What a report says: which numbers are shown where, and in which words. From published rows only.
//!
//! A chapter is a file; each gives a section, or nothing where the rows for it are not there. Look-ups are in
//! `reader`, differences with their certainty in `comparison`, the names of things in `phrase`. Leaves out how a
//! document looks (`page`, `sheet`) and the sentences themselves (`wording`).

mod reader;
mod number;
mod phrase;
mod comparison;
mod book;
mod table;
mod groups_figure;
mod cohort_figure;
mod summary;
mod representativeness;
mod response;
mod participation;
mod representation;
mod pooled;
mod retention;
mod questions;
mod crossed;
mod declared;
mod follow_up;
mod scales;
mod score_bands;
mod items;
mod chain;
mod choices;
mod experiences;
mod differences;
mod gaps;
mod rounds;
mod changes;
mod own_mix;
mod schools;
mod network;
mod planning;
mod quickscan;
mod team;
mod told;
mod alumni;
mod agreements;
mod withheld;
mod methods;
mod definitions;
mod annex;

use crate::disclosure::{Published, Scope};
use crate::model::Language;
use crate::report::{
    document::{Banner, Block as Piece, Document, Fact, Part, Section},
    edition::{Edition, Provenance},
    wording::{Template, list, section::Section as Chapter, sentence_start, word::Word},
};

use book::Book;
use phrase::choose;
use reader::Reader;

/// Returns the report of one scope in one language: what is said, in which order, with which figures.
///
/// Chapters without rows are left out; what no source can tell is said in the chapter on what is not shown.
#[must_use]
pub fn document(published: &Published, edition: &Edition, scope: &Scope, language: Language) -> Document {
    let reader = Reader::new(published, edition, scope, language);
    let mut draft = Book::default();
    chapters(&reader, &mut draft);
    let mut book = draft.with_room();
    let body = chapters(&reader, &mut book);
    // The summary is written when the figures that it points at have their numbers.
    let mut sections = vec![summary::chapter(&reader, &mut book)];
    sections.extend(body);
    sections.push(withheld::chapter(&reader, &mut book));
    sections.push(methods::chapter(&reader, &mut book));
    let definitions = definitions::chapter(&reader, &mut book, &sections);
    sections.push(definitions);
    sections.extend(annex::chapter(&reader, &mut book));
    number(&mut sections);
    for section in sections.iter_mut().filter(|section| section.part == Part::Body) {
        remind_once(&reader, section);
    }
    own_texts(&reader, &mut sections);
    Document {
        language,
        scope: scope.clone(),
        title: edition.title.clone(),
        subtitle: subtitle(&reader),
        banner: banner(&reader),
        house: edition.house.clone(),
        notices: edition.notices.iter().map(|notice| notice.get(language).to_owned()).collect(),
        facts: facts(&reader),
        sections,
    }
}

/// Returns the chapters with findings, in reading order.
fn chapters(reader: &Reader<'_>, book: &mut Book) -> Vec<Section> {
    let found = [
        response::chapter(reader, book),
        participation::chapter(reader, book),
        retention::chapter(reader, book),
        scales::chapter(reader, book, Chapter::Belonging, scales::BELONGING),
        scales::chapter(reader, book, Chapter::SelfEfficacy, scales::SELF_EFFICACY),
        scales::further(reader, book),
        quickscan::chapter(reader, book),
        team::chapter(reader, book),
        told::chapter(reader, book),
        alumni::chapter(reader, book),
        differences::chapter(reader, book),
        changes::chapter(reader, book),
        schools::chapter(reader, book),
        agreements::chapter(reader, book),
    ];
    found.into_iter().flatten().collect()
}

/// Sets apart what the notes of tables say of the whole report, so that a chapter says it once.
fn remind_once(reader: &Reader<'_>, section: &mut Section) {
    for block in &mut section.blocks {
        if let Piece::Table(table) = block {
            (table.reminders, table.notes) =
                table.notes.drain(..).partition(|note| table::is_reminder(reader, note));
        }
    }
}

/// Returns a chapter with its anchor, title and opening; its number is given at the end.
fn section(reader: &Reader<'_>, book: &mut Book, chapter: Chapter, blocks: Vec<Piece>) -> Section {
    Section {
        id: book.id(chapter.slug(reader.language)),
        number: None,
        title: chapter.title(reader.language).to_owned(),
        intro: Some(chapter.intro(reader.language).to_owned()),
        part: if chapter == Chapter::Annex { Part::Annex } else { Part::Body },
        blocks,
    }
}

/// Numbers the chapters of the body; the summary has no number.
fn number(sections: &mut [Section]) {
    let body = sections.iter_mut().skip(1).filter(|section| section.part == Part::Body);
    for (place, section) in body.enumerate() {
        section.number = Some(place + 1);
    }
}

/// Sets the school's own texts at the end of their chapters.
fn own_texts(reader: &Reader<'_>, sections: &mut [Section]) {
    let scope = reader.scope.unit().map_or_else(|| "alle".to_owned(), |unit| unit.code.clone());
    let names = [scope, reader.scope.to_string()];
    for section in sections {
        let chapter = Chapter::ALL.iter().find(|chapter| chapter.slug(reader.language) == section.id);
        let Some(chapter) = chapter else { continue };
        let slugs = [chapter.slug(Language::Dutch), chapter.slug(Language::English)];
        let text = names.iter().find_map(|scope| {
            slugs.iter().find_map(|slug| reader.edition.own_texts.get(&(scope.clone(), (*slug).to_owned())))
        });
        section.blocks.extend(text.cloned().map(Piece::OwnText));
    }
}

fn subtitle(reader: &Reader<'_>) -> String {
    let everybody = || sentence_start(reader.place().get(reader.language), reader.language);
    match reader.scope.unit() {
        Some(_) => reader.place().get(reader.language).to_owned(),
        None if reader.edition.scopes.len() > 2 => Word::AllSchools.text(reader.language).to_owned(),
        None => reader.edition.selection.as_ref().map_or_else(everybody, |selection| {
            sentence_start(selection.get(reader.language), reader.language)
        }),
    }
}

fn banner(reader: &Reader<'_>) -> Option<Banner> {
    (reader.edition.provenance == Provenance::Synthetic).then(|| Banner {
        word: Word::PracticeData.text(reader.language).to_owned(),
        text: reader.fixed(Template::Synthetic),
    })
}

/// Returns the selection, the sources with their rounds or years, and the version.
fn facts(reader: &Reader<'_>) -> Vec<Fact> {
    let language = reader.language;
    let fact = |label: &str, value: String| Fact { label: label.to_owned(), value };
    let mut facts = Vec::new();
    if let Some(selection) = &reader.edition.selection {
        facts.push(fact(Word::Selection.text(language), selection.get(language).to_owned()));
    }
    for source in &reader.edition.sources {
        let periods: Vec<String> = source
            .periods
            .iter()
            .filter(|period| {
                reader.blocks().iter().any(|block| block.source == source.name && block.period == **period)
            })
            .cloned()
            .collect();
        let periods = match periods.as_slice() {
            [] => continue,
            [first, _, .., last] => format!("{first} {} {last}", choose(language, "tot en met", "to")),
            few => list(few, language),
        };
        facts.push(fact(Word::Source.text(language), format!("{}, {periods}", source.name)));
    }
    facts.push(fact(Word::Version.text(language), format!("meetellen {}", reader.edition.version)));
    facts
}
