//! Which columns of a table mean what, by the codebook; and which of the codebook's are not there.
//!
//! Leaves out the values of the columns (`values`, `answers`).

use crate::codebook::{Codebook, ColumnMeaning, Lookup, folded};
use crate::model::{Fault, FaultKind, Role, Severity, Text};

use super::table::{Coded, Format, Kept, Kind, Table, TableColumn};
use super::unpivot::Pattern;

/// A column of a table with its meaning.
#[derive(Debug, Clone, Copy)]
pub(super) struct Mapped<'a> {
    /// The heading in the file.
    pub(super) heading: &'a str,
    /// What it means.
    pub(super) meaning: &'a ColumnMeaning,
    /// What was kept of it.
    pub(super) kept: &'a Kept,
}

impl<'a> Mapped<'a> {
    /// Returns the values of the column, or `None` for keys and what is not kept.
    pub(super) fn coded(self) -> Option<&'a Coded> {
        match self.kept {
            Kept::Values(coded) => Some(coded),
            Kept::Keys(_) | Kept::Nothing { .. } => None,
        }
    }
}

/// What to keep of the columns of a file, by a codebook.
pub(super) struct Keeping<'a> {
    lookup: Lookup<'a>,
    /// The headings, folded, of last days of enrolments.
    until: Vec<String>,
    pattern: Option<Pattern<'a>>,
}

impl<'a> Keeping<'a> {
    /// Returns what `codebook` keeps.
    pub(super) fn by(codebook: &'a Codebook) -> Self {
        let until = codebook.columns.iter().filter_map(|meaning| meaning.until.as_deref()).map(folded);
        Self {
            lookup: codebook.lookup(),
            until: until.collect(),
            pattern: codebook.unpivot.as_ref().map(Pattern::new),
        }
    }

    /// Returns what to keep of the column with this heading and question.
    ///
    /// Identifying columns and open answers are dropped; keys are kept as numbers without meaning.
    pub(super) fn kind(&self, heading: &str, question: Option<&str>) -> Kind {
        if !self.until.is_empty() && self.until.contains(&folded(heading)) {
            return Kind::Values;
        }
        let meaning = self.lookup.column(heading, question);
        match meaning.map(|meaning| meaning.role) {
            // Open answers that are laid beside keywords are read, and dropped with the table.
            Some(Role::Open) if meaning.is_some_and(|meaning| !meaning.keywords.is_empty()) => Kind::Values,
            Some(Role::HiddenId | Role::Open) => Kind::Nothing,
            Some(Role::Person | Role::Respondent) => Kind::Keys,
            Some(_) => Kind::Values,
            None if self.pattern.as_ref().is_some_and(|pattern| pattern.fits(heading).is_some()) => {
                Kind::Values
            }
            None => Kind::Nothing,
        }
    }
}

/// Returns the mapped columns of a table, in the order of the codebook.
///
/// Where two headings mean the same column the first is taken.
pub(super) fn mapped<'a>(table: &'a Table, codebook: &'a Codebook) -> Vec<Mapped<'a>> {
    let lookup = codebook.lookup();
    let mut first: Vec<Option<&TableColumn>> = vec![None; codebook.columns.len()];
    for column in &table.columns {
        if let Some(place) = lookup.place(&column.heading, column.question.as_deref()) {
            first[place].get_or_insert(column);
        }
    }
    let mapped = |(meaning, column): (&'a ColumnMeaning, Option<&'a TableColumn>)| {
        let column = column?;
        Some(Mapped { heading: &column.heading, meaning, kept: &column.kept })
    };
    codebook.columns.iter().zip(first).filter_map(mapped).collect()
}

/// Returns the first mapped column with this role.
pub(super) fn with_role<'a>(columns: &[Mapped<'a>], role: Role) -> Option<Mapped<'a>> {
    columns.iter().copied().find(|column| column.meaning.role == role)
}

/// Returns the headings of the codebook that a file of this format lacks, identifying ones left out.
pub(super) fn lacking<'a>(codebook: &'a Codebook, format: &Format) -> Vec<&'a ColumnMeaning> {
    let lookup = codebook.lookup();
    let mut found = vec![false; codebook.columns.len()];
    for (at, heading) in format.headings.iter().enumerate() {
        if let Some(place) = lookup.place(heading, format.questions.get(at).map(String::as_str)) {
            found[place] = true;
        }
    }
    codebook
        .columns
        .iter()
        .zip(found)
        .filter(|(meaning, found)| !found && !matches!(meaning.role, Role::HiddenId | Role::Open))
        .map(|(meaning, _)| meaning)
        .collect()
}

/// Returns the note on a question that other rounds ask and this file does not.
pub(super) fn not_asked(file: &str, heading: &str) -> Fault {
    let message = Text::new(
        "vraag van een andere ronde; in deze ronde niet gesteld",
        "question of another round; not asked in this one",
    );
    let hint = Text::new(
        "stond de vraag toen wel in de lijst, voeg de kolom dan toe aan de export",
        "if the question was in the list then, add the column to the export",
    );
    Fault::in_file(Severity::Note, FaultKind::MissingColumn, file, message, hint).in_column(heading)
}

/// Returns what to tell of a column of our own forms and templates that a file lacks: nobody wrote a codebook for it.
pub(super) fn not_in_form(severity: Severity, file: &str, heading: &str) -> Fault {
    let message = Text::new("deze kolom ontbreekt", "this column is missing");
    let hint = Text::new(
        "voeg haar toe, of geef een eigen codeboek als zij anders heet: docs/sources.md, Beside students",
        "add it, or give a codebook of your own where it has another name: docs/sources.md, Beside students",
    );
    Fault::in_file(severity, FaultKind::MissingColumn, file, message, hint).in_column(heading)
}

/// Returns the fault of a mapped column that a file lacks.
pub(super) fn missing_column(severity: Severity, file: &str, heading: &str, nearest: Option<&str>) -> Fault {
    let hint = nearest.map_or_else(
        || {
            Text::new(
                "voeg de kolom toe aan de export, of haal haar uit het codeboek",
                "add the column to the export, or take it out of the codebook",
            )
        },
        |near| {
            Text::new(
                format!("bedoel je \u{201c}{near}\u{201d}? verander de naam in het codeboek"),
                format!("did you mean \u{201c}{near}\u{201d}? change the name in the codebook"),
            )
        },
    );
    let message = Text::new(
        "kolom die het codeboek noemt staat niet in het bestand",
        "column that the codebook names is not in the file",
    );
    Fault::in_file(severity, FaultKind::MissingColumn, file, message, hint).in_column(heading)
}
