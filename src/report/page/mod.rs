//! A document as a page: one file that opens from disk, needs no network and no script, and prints well.
//!
//! Knows no numbers: what stands in a [`Document`] is set, nothing is computed but places in a picture.
//! Leaves out which pages there are and where they go (`report`), and the list of reports (`index`).

mod style;
mod script;
pub(super) mod term;
mod section;
mod finding;
mod figure;
mod table;
mod markdown;
mod house;

use maud::{DOCTYPE, Markup, PreEscaped, html};

use crate::model::Language;

use super::document::{Banner, Document, Part, Section};
use super::wording::RowId;
use super::wording::word::Word;
pub(super) use markdown::is_safe as is_safe_address;
pub(super) use style::plain as plain_style;
use term::Terms;

/// What lies beside a page in its folder.
#[derive(Debug, Clone, Default)]
pub struct Beside {
    /// The languages in which the report is written, its own included.
    pub languages: Vec<Language>,
    /// Whether the tables lie beside it as a workbook.
    pub has_workbook: bool,
    /// The first row of `results.csv` in that folder, as sentences and cells name it.
    pub first_row: RowId,
}

impl Beside {
    /// Returns the lines of `results.csv` that `rows` stand on, for a `data-rows` attribute; `None` without rows.
    pub(super) fn lines(&self, rows: &[RowId]) -> Option<String> {
        // Line 1 holds the headings.
        let line = |row: &RowId| (row.0.saturating_sub(self.first_row.0) + 2).to_string();
        (!rows.is_empty()).then(|| rows.iter().map(line).collect::<Vec<_>>().join(" "))
    }
}

/// What every part of a page needs to know of the whole.
struct Context<'a> {
    document: &'a Document,
    beside: &'a Beside,
    terms: Terms<'a>,
}

impl Context<'_> {
    fn word(&self, word: Word) -> &'static str {
        word.text(self.document.language)
    }
}

/// Returns the file name of the page in a language.
#[must_use]
pub fn file_name(language: Language) -> &'static str {
    match language {
        Language::Dutch => "rapport.html",
        Language::English => "report.html",
    }
}

/// Returns the document as one HTML file. The same document gives the same bytes.
#[must_use]
pub fn html(document: &Document, beside: &Beside) -> String {
    let context = Context { document, beside, terms: Terms::of(document) };
    let word = |word: Word| context.word(word);
    let title = full_title(document);
    let first = document.sections.first().map_or("", |section| section.id.as_str());
    html! {
        (DOCTYPE)
        html lang=(document.language.code()) {
            (head(&title, &style::of(document), script::policy()))
            body data-table=(word(Word::CopyTable)) data-image=(word(Word::CopyImage))
                data-copied=(word(Word::Copied)) data-saved=(word(Word::SavedImage)) data-sort=(word(Word::SortBy)) {
                a.skip href={ "#" (first) } { (word(Word::ToSummary)) }
                header {
                    @if let Some(banner) = &document.banner { (banner_line(banner)) }
                    .wrap { (top(&context)) }
                }
                .wrap {
                    .columns {
                        (contents(&context))
                        main {
                            @for section in &document.sections { (section::render(section, &context)) }
                        }
                    }
                }
                footer { .wrap { (foot(&context)) } }
                script { (PreEscaped(script::TEXT)) }
            }
        }
    }
    .into_string()
}

/// Returns the head of a page; `policy` is what it may load, which is nothing from outside.
pub(super) fn head(title: &str, css: &str, policy: &str) -> Markup {
    html! {
        head {
            meta charset="utf-8";
            meta name="viewport" content="width=device-width, initial-scale=1";
            meta name="color-scheme" content="light dark";
            meta http-equiv="Content-Security-Policy" content=(policy);
            title { (title) }
            style { (PreEscaped(css)) }
        }
    }
}

/// Returns the warning that stands above a page.
pub(super) fn banner_line(banner: &Banner) -> Markup {
    html! { .banner { p { b { (banner.word) } " " (banner.meaning()) } } }
}

/// Returns the title of the file: scan, school and, where there is one, the warning.
pub(super) fn full_title(document: &Document) -> String {
    let mut title = document.title.clone();
    if !document.subtitle.is_empty() {
        title.push_str(", ");
        title.push_str(&document.subtitle);
    }
    if let Some(banner) = &document.banner {
        title.push_str(&format!(" ({})", banner.word));
    }
    title
}

fn top(context: &Context<'_>) -> Markup {
    let document = context.document;
    html! {
        .top {
            @for language in context.beside.languages.iter().filter(|language| **language != document.language) {
                p.tongue {
                    a href=(file_name(*language)) hreflang=(language.code()) lang=(language.code()) {
                        (Word::OtherLanguage.text(document.language))
                    }
                }
            }
            (house::logo(&document.house))
            h1 { (document.title) }
            @if !document.subtitle.is_empty() { p.whom { (document.subtitle) } }
            @if !document.facts.is_empty() {
                dl.facts {
                    @for fact in &document.facts { div { dt { (fact.label) } dd { (fact.value) } } }
                }
            }
            @if !document.notices.is_empty() {
                .notices { @for notice in &document.notices { p { (notice) } } }
            }
        }
    }
}

fn contents(context: &Context<'_>) -> Markup {
    let sections = &context.document.sections;
    let (body, annex): (Vec<&Section>, Vec<&Section>) =
        sections.iter().partition(|section| section.part == Part::Body);
    let list = |sections: &[&Section]| {
        html! { ol { @for section in sections { li { a href={ "#" (section.id) } { (section.title) } } } } }
    };
    let single: Vec<&Section> = sections.iter().collect();
    html! {
        nav.contents id=(CONTENTS) aria-label=(context.word(Word::Contents)) {
            p { (context.word(Word::Contents)) }
            @if annex.len() < 2 {
                (list(&single))
            } @else {
                (list(&body))
                p { (super::wording::section::Section::Annex.title(context.document.language)) }
                (list(&annex))
            }
        }
    }
}

/// The anchor of the contents; no chapter is called so.
const CONTENTS: &str = "toc";

fn foot(context: &Context<'_>) -> Markup {
    let language = context.document.language;
    let workbook = super::sheet::file_name(language);
    let has_annex = context.document.sections.iter().any(|section| section.part == Part::Annex);
    html! {
        @if has_annex && context.beside.has_workbook {
            p.print-only { (context.word(Word::AnnexOnScreen)) " " (workbook) "." }
        }
        p {
            (context.word(Word::SameNumbers)) " "
            @if context.beside.has_workbook {
                a href=(workbook) { (workbook) } " " (context.word(Word::And)) " "
            }
            a href="results.csv" { "results.csv" } ". "
            (context.word(Word::NothingSent))
        }
        p { (context.word(Word::AccessibilityNote)) }
    }
}
