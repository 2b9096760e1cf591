//! What people told in interviews and open answers, after somebody gave it themes.
//!
//! Leaves out who said it, and answers without a theme: those are never kept.

use super::{Text, Theme};

/// The headings of a table of themes; what stands under each is told in `docs/genderscan.md`.
pub const THEME_HEADINGS: [&str; 11] = [
    "round",
    "institution",
    "source",
    "theme",
    "theme_en",
    "aspect",
    "gender",
    "people",
    "quote",
    "publishable",
    "note",
];

/// A theme that people named.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    /// The measure of how many people named it: `theme.kleding-past-niet`.
    pub measure: String,
    /// The theme as a reader sees it.
    pub text: Text,
    /// Which of the four aspects of VHTO it is about.
    pub aspect: Theme,
    /// What people said about it, as far as it may be printed.
    pub quotes: Vec<Quote>,
}

/// Something that somebody said and that may be printed: nothing in it points at a person, or a person looked at it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quote {
    /// The words.
    pub words: String,
    /// The round.
    pub round: String,
    /// The school as the file writes it; empty where the file does not say.
    pub institution: String,
}
