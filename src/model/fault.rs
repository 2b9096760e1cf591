//! What is wrong with an input, in the words of the person who gave it.
//!
//! A fault names file, line, column, value and what to do. Faults travel beside a value: reading goes
//! on, and all of them are told at once. Only standard error shows values; report folders never do.

use std::fmt;

use super::{Language, Text};

/// How much a fault weighs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// No report can be made: exit code 3.
    Refused,
    /// Repaired, counted and reported: exit code 1.
    Repaired,
    /// Worth knowing; nothing was changed.
    Note,
}

impl Severity {
    /// Returns the stable word for this severity.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Refused => "refused",
            Self::Repaired => "repaired",
            Self::Note => "note",
        }
    }
}

/// What kind of fault it is: a stable word for programs and for grouping.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum FaultKind {
    /// The file is not there or cannot be read.
    Unreadable,
    /// The file holds no rows.
    Empty,
    /// A byte that the encoding does not know.
    Undecodable,
    /// A quote that is opened and never closed.
    UnclosedQuote,
    /// A row with too many or too few fields.
    RaggedRow,
    /// A row that is there twice.
    DuplicateRow,
    /// A heading that is empty or there twice.
    Heading,
    /// A column that the codebook names and the file lacks.
    MissingColumn,
    /// A value outside the declared bounds of its scale.
    OffScale,
    /// A value that the codebook does not list.
    UnknownLabel,
    /// A value that is not the number it should be.
    NotANumber,
    /// A year or date that cannot be.
    ImpossibleDate,
    /// A cell that a spreadsheet turned into a date.
    ExcelDate,
    /// A title, total or footer row that was left out.
    LeftOutRow,
    /// A column or value that identifies people, dropped at reading.
    Identifying,
    /// A number of people that a publisher hid.
    HiddenCount,
    /// A key of a person that a spreadsheet damaged, or that another file does not have.
    Key,
    /// A line or field that does not fit the description of the file.
    Layout,
    /// A key that configuration does not know, or a value it cannot use.
    Configuration,
    /// A programme without a place in the mapping.
    Unmapped,
    /// Something the program assumed and the reader should check.
    Assumed,
}

impl FaultKind {
    /// Returns the stable word for this kind.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Unreadable => "unreadable",
            Self::Empty => "empty",
            Self::Undecodable => "undecodable",
            Self::UnclosedQuote => "unclosed_quote",
            Self::RaggedRow => "ragged_row",
            Self::DuplicateRow => "duplicate_row",
            Self::Heading => "heading",
            Self::MissingColumn => "missing_column",
            Self::OffScale => "off_scale",
            Self::UnknownLabel => "unknown_label",
            Self::NotANumber => "not_a_number",
            Self::ImpossibleDate => "impossible_date",
            Self::ExcelDate => "excel_date",
            Self::LeftOutRow => "left_out_row",
            Self::Identifying => "identifying",
            Self::HiddenCount => "hidden_count",
            Self::Key => "key",
            Self::Layout => "layout",
            Self::Configuration => "configuration",
            Self::Unmapped => "unmapped",
            Self::Assumed => "assumed",
        }
    }
}

/// One thing that is wrong with an input.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Fault {
    /// How much it weighs.
    pub severity: Severity,
    /// The file, as the scan names it: never a path of the machine outside the scan folder.
    pub file: String,
    /// The line as a spreadsheet counts, from 1; `None` where the whole file is meant.
    pub line: Option<u64>,
    /// The kind of fault.
    pub kind: FaultKind,
    /// The heading of the column, where one is meant.
    pub column: Option<String>,
    /// The value as the file gives it. Shown on standard error only, never for identifying values.
    pub value: Option<String>,
    /// What is wrong, a fragment in lower case.
    pub message: Text,
    /// What to do about it.
    pub hint: Text,
    /// How many faults it stands for, 1 or more: the last of many of one kind stands for the rest.
    pub times: u64,
}

impl Fault {
    /// Makes a fault about a whole file.
    #[must_use]
    pub fn in_file(
        severity: Severity,
        kind: FaultKind,
        file: impl Into<String>,
        message: Text,
        hint: Text,
    ) -> Self {
        Self {
            severity,
            file: file.into(),
            line: None,
            kind,
            column: None,
            value: None,
            message,
            hint,
            times: 1,
        }
    }

    /// Says on which line it is.
    #[must_use]
    pub fn at_line(mut self, line: u64) -> Self {
        self.line = Some(line);
        self
    }

    /// Says in which column it is.
    #[must_use]
    pub fn in_column(mut self, column: impl Into<String>) -> Self {
        self.column = Some(column.into());
        self
    }

    /// Says which value is meant.
    #[must_use]
    pub fn with_value(mut self, value: impl Into<String>) -> Self {
        self.value = Some(value.into());
        self
    }

    /// Says how many faults it stands for.
    #[must_use]
    pub fn times(mut self, times: u64) -> Self {
        self.times = times;
        self
    }

    /// Returns the fault as one line for a terminal, value and hint included.
    #[must_use]
    pub fn to_line(&self, language: Language) -> String {
        format!("{} ({})", self.to_place_and_message(language), self.hint.get(language))
    }

    /// Returns where it is and what is wrong, value included, in one line.
    #[must_use]
    pub fn to_place_and_message(&self, language: Language) -> String {
        let mut place = self.file.clone();
        if let Some(line) = self.line {
            place.push_str(&format!(":{line}"));
        }
        if let Some(column) = &self.column {
            place.push_str(&format!(" [{column}]"));
        }
        let value = self.value.as_ref().map_or_else(String::new, |value| format!(" `{value}`"));
        format!("{place}:{value} {}", self.message.get(language))
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.to_line(Language::Dutch))
    }
}
