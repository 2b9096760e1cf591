//! What every chart has: an id, words for those who do not see it, a language and a width.
//!
//! Leaves out the visible title, source and table, which the page around a chart sets.

use super::error::ChartError;
use crate::model::Language;

/// The room a chart gets. Charts are drawn at one px per unit, so text never shrinks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Width {
    /// 760 px, for a page and for print.
    Wide,
    /// 340 px, for a telephone: labels stand above their lane.
    Narrow,
}

impl Width {
    /// Returns the width in px.
    #[must_use]
    pub fn px(self) -> f64 {
        match self {
            Self::Wide => 760.0,
            Self::Narrow => 340.0,
        }
    }
}

/// What every chart has.
#[derive(Debug, Clone, PartialEq)]
pub struct Frame {
    /// The prefix of all ids in the SVG: one word, different for each chart in a page.
    pub id: String,
    /// The title, which states the finding; read aloud, not drawn.
    pub title: String,
    /// What the chart shows, in words; read aloud, not drawn.
    pub description: String,
    /// The language of all its words.
    pub language: Language,
    /// A remark under the chart, such as where the axis begins.
    pub note: Option<String>,
    /// The room it gets.
    pub width: Width,
}

impl Frame {
    /// Checks that the id can be the prefix of ids.
    pub(super) fn check(&self) -> Result<(), ChartError> {
        let allowed = |letter: char| letter.is_ascii_alphanumeric() || matches!(letter, '-' | '_');
        let begins = self.id.starts_with(|letter: char| letter.is_ascii_alphabetic());
        if begins && self.id.chars().all(allowed) { Ok(()) } else { Err(ChartError::Id(self.id.clone())) }
    }
}
