//! What is recognised in an input and what is wrong with it, whether a report can be made of it or not.
//!
//! Leaves out how faults are told (`cli`).

use std::path::Path;

use crate::model::{Fault, SourceKind};

use super::folder::read_or_refuse;
use super::table::Format;

/// A file that was read.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct InputFile {
    /// The name, relative to the scan folder.
    pub name: String,
    /// What it is a list of, as the scan says; for a single file as it seems; `None` for configuration.
    pub kind: Option<SourceKind>,
    /// The SHA-256 of the file on disk, in hexadecimals.
    pub sha256: String,
    /// The number of rows of data.
    pub rows: usize,
    /// The number of columns.
    pub columns: usize,
    /// The line of the headings, from 1; 0 where none were found.
    pub heading_line: u64,
    /// The encoding by its web name; `xlsx` for a workbook; empty for configuration.
    pub encoding: String,
    /// The delimiter; empty for a workbook or configuration.
    pub delimiter: String,
}

impl InputFile {
    /// Returns what was found out about a file.
    pub(super) fn new(name: &str, kind: SourceKind, sha256: String, rows: usize, format: &Format) -> Self {
        Self {
            name: name.to_owned(),
            kind: Some(kind),
            sha256,
            rows,
            columns: format.headings.len(),
            heading_line: format.line,
            encoding: format.encoding.clone(),
            delimiter: format.delimiter.clone(),
        }
    }
}

/// What was recognised in an input, and every fault of it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Examined {
    /// The files that could be opened, in the order of the scan.
    pub inputs: Vec<InputFile>,
    /// Every fault, by source and in the order of the files.
    pub faults: Vec<Fault>,
}

/// Reads a scan folder, its `scan.toml` or a single file only to say what is wrong with it.
///
/// Delimited texts are read in `encoding`, a web name, where the scan names none; `variable` is that of
/// [`super::read_with`].
#[must_use]
pub fn examine(path: &Path, encoding: Option<&str>, variable: &dyn Fn(&str) -> Option<String>) -> Examined {
    match read_or_refuse(path, encoding, variable) {
        Ok(read) => Examined { inputs: read.inputs, faults: read.faults },
        Err(refusal) => Examined { inputs: refusal.inputs, faults: refusal.faults },
    }
}
