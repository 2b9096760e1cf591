//! A document as a text to edit (DOCX): the body of the report with real headings, tables, captions and pictures.
//!
//! Written over `zip`, part by part, with fixed times: the same document gives the same bytes. Leaves out the
//! tables of the annex, which are for looking up and stand in the workbook; and macros, comments and fonts.

mod anchor;
mod block;
mod figure;
mod line;
mod markdown;
mod package;
mod style;
mod table;

use maud::{Markup, html};
use thiserror::Error;

use crate::model::Language;

use super::document::{Document, Part, Section};
use super::page::term::Terms;
use super::sheet;
use super::wording::word::Word;
use anchor::Anchors;
pub use figure::{Picture, picture};
use line::{Style, paragraph, plain};

/// Why a text was not written.
#[derive(Debug, Error)]
#[error("cannot pack the text: {0}")]
pub struct ManuscriptError(#[from] zip::result::ZipError);

/// Returns the file name of the text in a language.
#[must_use]
pub fn file_name(language: Language) -> &'static str {
    match language {
        Language::Dutch => "rapport.docx",
        Language::English => "report.docx",
    }
}

/// What the parts of a text share while it is written.
struct Draft<'a> {
    document: &'a Document,
    anchors: Anchors,
    terms: &'a Terms<'a>,
    /// The pictures, one for each figure; `None` where it cannot be drawn honestly.
    pictures: &'a [Option<Picture>],
    /// Addresses outside the text, which are relations of the package.
    addresses: Vec<String>,
    /// How many numbered lists there are so far: each begins at 1.
    numbered_lists: usize,
    /// How many marks, figures and other things with a number of their own there are so far.
    things: usize,
}

impl Draft<'_> {
    fn word(&self, word: Word) -> &'static str {
        word.text(self.document.language)
    }

    /// Returns a number that nothing else in the text has.
    fn thing(&mut self) -> usize {
        self.things += 1;
        self.things
    }

    /// Returns the relation to an address on the web.
    fn relation(&mut self, address: &str) -> String {
        let known = self.addresses.iter().position(|known| known == address);
        let place = known.unwrap_or_else(|| {
            self.addresses.push(address.to_owned());
            self.addresses.len() - 1
        });
        package::address_relation(place)
    }
}

/// Returns the document as DOCX; `pictures` are those of its figures, in order.
///
/// # Errors
/// The package is larger than its format allows.
pub fn docx(document: &Document, pictures: &[Option<Picture>]) -> Result<Vec<u8>, ManuscriptError> {
    let terms = Terms::of(document);
    let mut draft = Draft {
        document,
        anchors: Anchors::of(document),
        terms: &terms,
        pictures,
        addresses: Vec::new(),
        numbered_lists: 0,
        things: 0,
    };
    let body = body(&mut draft);
    Ok(package::pack(&draft, &body.into_string())?)
}

fn body(draft: &mut Draft<'_>) -> Markup {
    let document = draft.document;
    let opening = opening(draft);
    let chapters: Vec<Markup> = document
        .sections
        .iter()
        .filter(|section| section.part == Part::Body)
        .map(|section| chapter(section, draft))
        .collect();
    let has_annex = document.sections.iter().any(|section| section.part == Part::Annex);
    html! {
        (opening)
        @for chapter in chapters { (chapter) }
        @if has_annex {
            (paragraph(Style::Note, plain(&format!("{} {}.", draft.word(Word::AnnexOnScreen),
                sheet::file_name(document.language)))))
        }
        (paragraph(Style::Note, plain(&format!("{} results.csv.", draft.word(Word::SameNumbers)))))
        (package::page_setup())
    }
}

/// Returns what stands before the chapters: title, facts, notices and contents.
fn opening(draft: &mut Draft<'_>) -> Markup {
    let document = draft.document;
    html! {
        @if let Some(banner) = &document.banner { (paragraph(Style::Banner, plain(&banner.sentence()))) }
        (paragraph(Style::Title, plain(&document.title)))
        @if !document.subtitle.is_empty() { (paragraph(Style::Subtitle, plain(&document.subtitle))) }
        @for fact in &document.facts {
            (paragraph(Style::Fact, html! { (line::strong(&format!("{}: ", fact.label))) (plain(&fact.value)) }))
        }
        @for notice in &document.notices { (paragraph(Style::Banner, plain(notice))) }
        (contents(draft))
    }
}

/// Returns the contents as a field that a word processor can refresh, filled in already.
fn contents(draft: &Draft<'_>) -> Markup {
    let chapters: Vec<&Section> =
        draft.document.sections.iter().filter(|section| section.part == Part::Body).collect();
    let last = chapters.len().saturating_sub(1);
    html! {
        (paragraph(Style::ContentsTitle, plain(draft.word(Word::Contents))))
        @for (place, section) in chapters.iter().enumerate() {
            w:p {
                w:pPr { w:pStyle w:val="TOC1" {} }
                @if place == 0 {
                    (line::field_char("begin"))
                    w:r { w:instrText xml:space="preserve" { " TOC \\o \"1-2\" \\h \\z \\u " } }
                    (line::field_char("separate"))
                }
                (line::to_anchor(&draft.anchors, &section.id, &numbered(section)))
                @if place == last { (line::field_char("end")) }
            }
        }
    }
}

fn numbered(section: &Section) -> String {
    section.number.map_or_else(|| section.title.clone(), |number| format!("{number}  {}", section.title))
}

fn chapter(section: &Section, draft: &mut Draft<'_>) -> Markup {
    let mut linker = draft.terms.within(section);
    let style = if section.number.is_some() { Style::Heading1 } else { Style::Heading1Plain };
    let heading = line::marked(draft, &section.id, plain(&section.title));
    let intro = section.intro.as_ref().map(|intro| line::linked(draft, &mut linker, intro));
    html! {
        (paragraph(style, heading))
        @if let Some(intro) = intro { (paragraph(Style::Lead, intro)) }
        (block::blocks(section, draft, &mut linker))
    }
}
