//! Where the files of a scan are: in a folder, or beside each other.
//!
//! Leaves out what they hold.

use std::path::{Path, PathBuf};

use encoding_rs::WINDOWS_1252;

use crate::model::{Fault, FaultKind, Severity, Text};

use super::exports::{self, Beside};
use super::file::{Input, matching, not_readable, open};

/// Where the files of a scan are.
pub(super) enum Files {
    /// In a folder.
    Folder(PathBuf),
    /// The folder of a single file, whose name is no pattern.
    Single(PathBuf),
}

/// A file and how the scan calls it.
pub(super) struct Named {
    /// The name, relative to the scan folder.
    pub(super) name: String,
    /// What it holds, or why it cannot be read.
    pub(super) input: Result<Input, Box<Fault>>,
}

impl Files {
    /// Returns the text of a configuration file.
    pub(super) fn text(&self, name: &str) -> Result<String, Box<Fault>> {
        let bytes = match self {
            Self::Folder(folder) | Self::Single(folder) => {
                std::fs::read(folder.join(name)).map_err(|error| not_readable(name, &error))?
            }
        };
        let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(&bytes).to_vec();
        String::from_utf8(bytes).map_err(|_| {
            Box::new(Fault::in_file(
                Severity::Refused,
                FaultKind::Undecodable,
                name,
                Text::new("geen UTF-8", "not UTF-8"),
                Text::new("bewaar het bestand als UTF-8", "save the file as UTF-8"),
            ))
        })
    }

    /// Returns whether there is something of this name.
    pub(super) fn has(&self, name: &str) -> bool {
        let (Self::Folder(folder) | Self::Single(folder)) = self;
        folder.join(name).exists()
    }

    /// Returns the bytes of a file that goes into the reports as it is.
    pub(super) fn bytes(&self, name: &str) -> Result<Vec<u8>, Box<Fault>> {
        let (Self::Folder(folder) | Self::Single(folder)) = self;
        std::fs::read(folder.join(name)).map_err(|error| not_readable(name, &error))
    }

    /// Returns the text of a description or list that a publisher gives with its data: UTF-8, else Windows-1252.
    pub(super) fn published(&self, name: &str) -> Result<String, Box<Fault>> {
        let (Self::Folder(folder) | Self::Single(folder)) = self;
        let bytes = std::fs::read(folder.join(name)).map_err(|error| not_readable(name, &error))?;
        let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(&bytes);
        Ok(std::str::from_utf8(bytes)
            .map_or_else(|_| WINDOWS_1252.decode_without_bom_handling(bytes).0.into_owned(), str::to_owned))
    }

    /// Returns the names of the files that a pattern means, sorted.
    pub(super) fn names(&self, pattern: &str) -> Vec<String> {
        let (Self::Folder(folder) | Self::Single(folder)) = self;
        matching(folder, pattern).iter().map(|path| name_in(folder, path)).collect()
    }

    /// Returns the file `named`, or those beside `file` that may say what its columns mean.
    pub(super) fn beside(&self, file: &str, named: Option<&str>) -> Result<Vec<Beside>, Box<Fault>> {
        let (Self::Folder(folder) | Self::Single(folder)) = self;
        exports::find(folder, file, named)
    }

    /// Returns the files that a pattern means; one that cannot be read where there is none.
    pub(super) fn open(&self, pattern: &str) -> Vec<Named> {
        let folder = match self {
            Self::Single(folder) => {
                return vec![Named { name: pattern.to_owned(), input: open(&folder.join(pattern), pattern) }];
            }
            Self::Folder(folder) => folder,
        };
        let mut found: Vec<Named> = matching(folder, pattern)
            .into_iter()
            .map(|path| {
                let name = name_in(folder, &path);
                Named { input: open(&path, &name), name }
            })
            .collect();
        if found.is_empty() {
            let missing = std::io::Error::from(std::io::ErrorKind::NotFound);
            found.push(Named { name: pattern.to_owned(), input: Err(not_readable(pattern, &missing)) });
        }
        found
    }
}

fn name_in(folder: &Path, path: &Path) -> String {
    path.strip_prefix(folder).unwrap_or(path).to_string_lossy().replace('\\', "/")
}
