//! The tools whose exports are known, by the word that `format` in scan.toml uses.

use crate::model::Text;

/// A tool that writes exports with a shape of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ExportFormat {
    /// Qualtrics: two or three heading rows.
    Qualtrics,
    /// `LimeSurvey`.
    LimeSurvey,
    /// Microsoft Forms.
    MicrosoftForms,
    /// Google Forms.
    GoogleForms,
    /// `SurveyMonkey`: two heading rows.
    SurveyMonkey,
    /// `REDCap`.
    Redcap,
    /// No tool: one row of headings, each further row an answer.
    Table,
}

/// The words of `format`.
pub(super) const FORMATS: [(&str, ExportFormat); 7] = [
    ("qualtrics", ExportFormat::Qualtrics),
    ("limesurvey", ExportFormat::LimeSurvey),
    ("microsoft-forms", ExportFormat::MicrosoftForms),
    ("google-forms", ExportFormat::GoogleForms),
    ("surveymonkey", ExportFormat::SurveyMonkey),
    ("redcap", ExportFormat::Redcap),
    ("table", ExportFormat::Table),
];

impl ExportFormat {
    /// Returns what people call such an export.
    #[must_use]
    pub fn name(self) -> Text {
        match self {
            Self::Qualtrics => Text::new("Qualtrics-export", "Qualtrics export"),
            Self::LimeSurvey => Text::new("LimeSurvey-export", "LimeSurvey export"),
            Self::MicrosoftForms => Text::new("Microsoft Forms-export", "Microsoft Forms export"),
            Self::GoogleForms => Text::new("Google Forms-export", "Google Forms export"),
            Self::SurveyMonkey => Text::new("SurveyMonkey-export", "SurveyMonkey export"),
            Self::Redcap => Text::new("REDCap-export", "REDCap export"),
            Self::Table => Text::new("gewone tabel", "plain table"),
        }
    }
}
