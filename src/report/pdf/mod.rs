//! A document as a PDF that a screen reader can read: tagged, written to PDF/UA-1, the same content as the page.
//!
//! The text is set twice over: first into *bricks* that are never cut, with the structure beside them, then onto
//! pages; only then are page numbers known. The writer refuses a document without title, language or text
//! alternatives, and so do we, earlier and by name. Leaves out the annex, which is on the page and in the
//! workbook, and every number that is not in the [`Document`]. No clock: the same document gives the same bytes.

mod paper;
mod letters;
mod tree;
mod lines;
mod brick;
mod flow;
mod composer;
mod front;
mod chapter;
mod finding;
mod figure;
mod table;
mod own_text;
mod ink;
mod writer;

use thiserror::Error;

use crate::model::Language;

use super::document::Document;
use super::page::{Beside, term::Terms};
use composer::{Composer, is_body};

/// Why a PDF was not written.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum PdfError {
    /// A reader, and a screen reader first, needs the title to know what is open.
    #[error("the report has no title; give `title` in scan.toml")]
    NoTitle,
    /// Who does not see the figure would get nothing.
    #[error("figure `{0}` has no text for who does not see it")]
    NoAlternative(String),
    /// The writer found something that PDF/UA-1 does not allow.
    #[error("the PDF would not be written to PDF/UA-1: {0}")]
    Refused(String),
}

/// Returns the file name of the PDF in a language.
#[must_use]
pub fn file_name(language: Language) -> &'static str {
    match language {
        Language::Dutch => "rapport.pdf",
        Language::English => "report.pdf",
    }
}

/// Returns the document as a PDF. The same document gives the same bytes.
///
/// # Errors
/// There is no title, a figure has no text alternative, or the writer finds what PDF/UA-1 does not allow.
pub fn pdf(document: &Document, beside: &Beside) -> Result<Vec<u8>, PdfError> {
    if document.title.trim().is_empty() {
        return Err(PdfError::NoTitle);
    }
    let terms = Terms::of(document);
    let mut composer = Composer::new(document, beside, &terms);
    front::set(&mut composer);
    for section in document.sections.iter().filter(|section| is_body(section.part)) {
        chapter::set(&mut composer, section)?;
    }
    figure::words_and_tables(&mut composer);
    front::end(&mut composer);
    let pages = flow::pages(&composer.bricks, &composer.heads, paper::ROOM);
    writer::write(&composer, &pages)
}
