//! From published numbers to a report folder. Takes `Published` only: a row that was not sealed has no way in.

pub mod chart;
pub mod data;
pub mod document;
pub mod edition;
pub mod folder;
pub mod manifest;
pub mod format;
pub mod page;
pub mod sheet;
pub mod index;
pub mod wording;

use std::path::Path;

use rayon::prelude::*;

use crate::disclosure::{Published, PublishedRow, Scope};
use edition::Edition;
pub use folder::FolderError;
use folder::{ReportFile, Staging};

/// Which parts of a report are written; numbers always are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Parts {
    /// The pages.
    pub html: bool,
    /// The sheets.
    pub xlsx: bool,
    /// The figures as files of their own.
    pub figures: bool,
}

impl Default for Parts {
    fn default() -> Self {
        Self { html: true, xlsx: true, figures: true }
    }
}

/// Writes a report per scope and an index; returns how many reports there are.
///
/// # Errors
/// The folder holds something else, or the disk refuses; what was there before is then still there.
pub fn write(
    published: &Published,
    edition: &Edition,
    parts: &Parts,
    out: &Path,
) -> Result<usize, FolderError> {
    let staging = Staging::begin(out)?;
    let scopes: Vec<&Scope> = edition
        .scopes
        .iter()
        .filter(|scope| published.rows().iter().any(|row| row.key().scope == **scope))
        .collect();
    let written: Vec<Result<(), FolderError>> = scopes
        .par_iter()
        .map(|scope| {
            let files = of_scope(published, edition, parts, scope);
            let folder = folder_name(scope);
            files.into_iter().try_for_each(|file| {
                staging.write(&ReportFile { path: format!("{folder}/{}", file.path), ..file })
            })
        })
        .collect();
    written.into_iter().collect::<Result<(), FolderError>>()?;
    staging.write(&ReportFile::new(manifest::FILE_NAME, manifest::manifest(edition, "*")))?;
    staging.publish()?;
    Ok(scopes.len())
}

fn of_scope(published: &Published, edition: &Edition, _parts: &Parts, scope: &Scope) -> Vec<ReportFile> {
    let rows: Vec<&PublishedRow> = published.rows().iter().filter(|row| row.key().scope == *scope).collect();
    vec![
        ReportFile::new("results.csv", data::results(rows.iter().copied())),
        ReportFile::new("withheld.csv", data::withheld(rows.iter().copied())),
        ReportFile::new("faults.csv", data::faults(&edition.faults)),
        ReportFile::new(manifest::FILE_NAME, manifest::manifest(edition, &scope.to_string())),
    ]
}

/// Returns the name of the folder of a scope: `alle`, or the code of the school.
#[must_use]
pub fn folder_name(scope: &Scope) -> String {
    scope.unit().map_or_else(|| "alle".to_owned(), |unit| file_name(&unit.code))
}

/// Returns a text as the name of a file or folder: letters, digits and hyphens.
#[must_use]
pub fn file_name(text: &str) -> String {
    let mut name = String::new();
    for letter in text.chars() {
        if letter.is_alphanumeric() {
            name.push(letter);
        } else if !name.is_empty() && !name.ends_with('-') {
            name.push('-');
        }
    }
    let name = name.trim_end_matches('-');
    if name.is_empty() { "scan".to_owned() } else { name.to_owned() }
}
