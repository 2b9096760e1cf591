//! The report folder: written beside its place and moved there whole, so that a killed run leaves the old one.
//!
//! rayon stands in this file: the reports of the scopes are made in parallel, each complete in itself.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use thiserror::Error;

use super::manifest;
use super::pdf::PdfError;

/// Why a report folder was not written.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum FolderError {
    /// The folder holds something that is not a report of ours.
    #[error("`{}` holds files that are not a report of meetellen; choose another folder or empty it", .0.display())]
    NotOurs(PathBuf),
    /// A table does not fit in a sheet.
    #[error("cannot make a workbook: {0}")]
    Workbook(#[from] rust_xlsxwriter::XlsxError),
    /// A text is larger than its format allows.
    #[error(transparent)]
    Manuscript(#[from] super::manuscript::ManuscriptError),
    /// A report cannot be a PDF that everybody can read.
    #[error("cannot make a PDF: {0}")]
    Pdf(#[from] PdfError),
    /// The disk refused.
    #[error("cannot write `{}`: {source}", path.display())]
    Write {
        /// The file or folder.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
}

/// A file of a report, by its path within the folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReportFile {
    /// The path within the folder, with `/`.
    pub path: String,
    /// The bytes.
    pub bytes: Vec<u8>,
}

impl ReportFile {
    /// Makes a file of its path and its text or bytes.
    #[must_use]
    pub fn new(path: impl Into<String>, bytes: impl Into<Vec<u8>>) -> Self {
        Self { path: path.into(), bytes: bytes.into() }
    }
}

/// A folder in the making, beside its place; dropped without [`Staging::publish`], it disappears.
#[derive(Debug)]
pub struct Staging {
    place: PathBuf,
    draft: PathBuf,
}

impl Staging {
    /// Begins a report folder at `place`.
    ///
    /// # Errors
    /// `place` holds something else than a report of ours, or the disk refuses.
    pub fn begin(place: &Path) -> Result<Self, FolderError> {
        if !is_free(place) {
            return Err(FolderError::NotOurs(place.to_owned()));
        }
        let draft = sibling(place, "wordt-geschreven");
        if draft.exists() {
            fs::remove_dir_all(&draft)
                .map_err(|source| FolderError::Write { path: draft.clone(), source })?;
        }
        fs::create_dir_all(&draft).map_err(|source| FolderError::Write { path: draft.clone(), source })?;
        Ok(Self { place: place.to_owned(), draft })
    }

    /// Writes one file of the report.
    ///
    /// # Errors
    /// The disk refuses.
    pub fn write(&self, file: &ReportFile) -> Result<(), FolderError> {
        let path = self.draft.join(&file.path);
        let refused = |source| FolderError::Write { path: path.clone(), source };
        if let Some(parent) = path.parent() {
            fs::create_dir_all(parent).map_err(refused)?;
        }
        fs::write(&path, &file.bytes).map_err(refused)
    }

    /// Moves the whole folder to its place; an older report there goes away.
    ///
    /// # Errors
    /// The disk refuses; the older report is then still there.
    pub fn publish(self) -> Result<(), FolderError> {
        let refused = |source| FolderError::Write { path: self.place.clone(), source };
        let old = sibling(&self.place, "wordt-vervangen");
        if self.place.exists() {
            if old.exists() {
                fs::remove_dir_all(&old).map_err(refused)?;
            }
            fs::rename(&self.place, &old).map_err(refused)?;
        }
        if let Err(source) = fs::rename(&self.draft, &self.place) {
            if old.exists() {
                fs::rename(&old, &self.place).map_err(refused)?;
            }
            return Err(refused(source));
        }
        if old.exists() {
            fs::remove_dir_all(&old).map_err(refused)?;
        }
        Ok(())
    }
}

impl Drop for Staging {
    fn drop(&mut self) {
        if self.draft.exists() {
            // Nothing is lost if this fails: the next run clears the draft first.
            let _ = fs::remove_dir_all(&self.draft);
        }
    }
}

/// Returns whether a report may be written at `place`: nothing there, an empty folder, or a report of ours.
#[must_use]
pub fn is_free(place: &Path) -> bool {
    match fs::read_dir(place) {
        Err(_) => !place.exists(),
        Ok(mut entries) => entries.next().is_none() || place.join(manifest::FILE_NAME).is_file(),
    }
}

fn sibling(place: &Path, suffix: &str) -> PathBuf {
    let name = place.file_name().map_or_else(|| "rapport".into(), |name| name.to_string_lossy().into_owned());
    place.with_file_name(format!(".{name}.{suffix}"))
}
