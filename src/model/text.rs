//! Text in the two languages of the reports. Dutch comes first, English second.

use serde::{Deserialize, Serialize};

/// A language in which reports are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Language {
    /// Dutch, the first language of every report.
    #[serde(rename = "nl")]
    Dutch,
    /// English.
    #[serde(rename = "en")]
    English,
}

impl Language {
    /// Returns the code that `scan.toml` and HTML use: `nl` or `en`.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Dutch => "nl",
            Self::English => "en",
        }
    }
}

/// Answers that say that something did not happen.
const NEVER: [&str; 4] = ["nooit", "nee", "never", "no"];

/// A label or question in both languages; where only one is given it serves for both.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
pub struct Text {
    /// The Dutch text.
    pub nl: String,
    /// The English text.
    pub en: String,
}

impl Text {
    /// Makes a text of its Dutch and its English form.
    #[must_use]
    pub fn new(nl: impl Into<String>, en: impl Into<String>) -> Self {
        Self { nl: nl.into(), en: en.into() }
    }

    /// Makes a text that is the same in both languages.
    #[must_use]
    pub fn same(text: impl Into<String>) -> Self {
        let nl = text.into();
        Self { en: nl.clone(), nl }
    }

    /// Returns whether an answer says that something did not happen: "nooit" or "nee".
    #[must_use]
    pub fn says_never(&self) -> bool {
        [&self.nl, &self.en].into_iter().any(|label| NEVER.contains(&label.to_lowercase().as_str()))
    }

    /// Returns the text in `language`.
    #[must_use]
    pub fn get(&self, language: Language) -> &str {
        match language {
            Language::Dutch => &self.nl,
            Language::English => &self.en,
        }
    }
}
