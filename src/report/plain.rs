//! Pages that are no report: the list of reports, and what a share file or a comparison holds. One frame for all.
//!
//! Leaves out what stands in them.

use maud::{DOCTYPE, Markup, html};

use crate::model::Language;

use super::document::Banner;
use super::page;
use super::wording::word::Word;
use super::wording::{Slots, Template, render};

/// The page loads nothing and runs nothing.
const POLICY: &str =
    "default-src 'none'; style-src 'unsafe-inline'; font-src data:; base-uri 'none'; form-action 'none'";

/// A page that is no report.
pub(super) struct Plain<'a> {
    /// Its language.
    pub(super) language: Language,
    /// The title of the file.
    pub(super) title: &'a str,
    /// The warning above it.
    pub(super) banner: Option<Banner>,
    /// What stands above the line: the heading, and whom it is about.
    pub(super) top: Markup,
    /// Its content.
    pub(super) content: Markup,
}

impl Plain<'_> {
    /// Returns the page as an HTML file.
    pub(super) fn html(&self) -> String {
        html! {
            (DOCTYPE)
            html lang=(self.language.code()) {
                (page::head(self.title, page::plain_style(), POLICY))
                body {
                    header {
                        @if let Some(banner) = &self.banner { (page::banner_line(banner)) }
                        .wrap { .top { (self.top) } }
                    }
                    main.wrap { .single { (self.content) } }
                    footer { .wrap { p { (Word::NothingSent.text(self.language)) } } }
                }
            }
        }
        .into_string()
    }
}

/// Returns the warning that the people in it do not exist.
pub(super) fn practice_data(language: Language) -> Banner {
    Banner {
        word: Word::PracticeData.text(language).to_owned(),
        text: render(Template::Synthetic, language, &Slots::new()).map(|said| said.text).unwrap_or_default(),
    }
}
