//! The page that says which reports a folder holds, by name and in which language.
//!
//! Leaves out every number: it is a way in, and no list from high to low.

use maud::html;
use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

use crate::disclosure::Scope;
use crate::model::Language;

use super::edition::{Edition, Provenance};
use super::plain::{Plain, practice_data};
use super::wording::word::Word;
use super::{Parts, folder_name, manuscript, page, pdf, sheet};

/// The name of the page.
pub const FILE_NAME: &str = "index.html";

/// Returns the list of the reports of these scopes as an HTML file, everybody first and then by name.
#[must_use]
pub fn html(edition: &Edition, scopes: &[&Scope], parts: &Parts) -> String {
    let language = edition.languages.first().copied().unwrap_or(Language::Dutch);
    let word = |word: Word| word.text(language);
    let mut scopes = scopes.to_vec();
    scopes
        .sort_by_key(|scope| (scope.unit().is_some(), sort_name(name(scope, language)), folder_name(scope)));
    let title = format!("{}: {}", edition.title, word(Word::Reports).to_lowercase());
    let top = html! {
        h1 { (edition.title) }
        p.whom { (word(Word::Reports)) }
        @if !edition.notices.is_empty() {
            .notices { @for notice in &edition.notices { p { (notice.get(language)) } } }
        }
    };
    let content = html! {
        ul.reports {
            @for scope in scopes {
                li {
                    (name(scope, language))
                    span {
                        @for tongue in &edition.languages {
                            @if parts.html { (link(scope, page::file_name(*tongue), *tongue)) }
                            @if parts.pdf { (link(scope, pdf::file_name(*tongue), *tongue)) }
                            @if parts.xlsx { (link(scope, sheet::file_name(*tongue), *tongue)) }
                            @if parts.docx { (link(scope, manuscript::file_name(*tongue), *tongue)) }
                        }
                        @if !parts.html && !parts.pdf && !parts.xlsx && !parts.docx {
                            a href={ (folder_name(scope)) "/results.csv" } { "results.csv" }
                        }
                    }
                }
            }
        }
    };
    let banner = (edition.provenance == Provenance::Synthetic).then(|| practice_data(language));
    Plain { language, title: &title, banner, top, content }.html()
}

fn link(scope: &Scope, file: &str, language: Language) -> maud::Markup {
    let code = language.code();
    html! {
        a href={ (folder_name(scope)) "/" (file) } hreflang=(code) lang=(code) {
            (file) span.unseen { " " (name(scope, language)) }
        }
    }
}

fn name(scope: &Scope, language: Language) -> &str {
    scope.unit().map_or_else(|| Word::Everybody.text(language), |unit| &unit.label)
}

/// A name as a Dutch reader looks it up: case and accents do not count.
fn sort_name(name: &str) -> String {
    name.nfd().filter(|letter| !is_combining_mark(*letter)).flat_map(char::to_lowercase).collect()
}
