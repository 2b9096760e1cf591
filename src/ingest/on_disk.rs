//! A large text that stays on disk: looked through once for its hash and whether it is UTF-8, and read again in parts.
//!
//! Leaves out decoding (`decode`) and what the text says.

use std::fs::{File, Metadata};
use std::io::{self, Read as _};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use sha2::{Digest as _, Sha256};

use crate::model::{Fault, FaultKind, Severity, Text};

use super::file::not_readable;

/// The bytes that are looked through at once.
const STRETCH: usize = 1 << 18;

/// The bytes at the start that are kept: what a file is shows there.
pub(super) const HEAD: usize = 1 << 20;

/// The bytes at the end that are kept.
const TAIL: usize = 64;

/// A text on disk.
#[derive(Debug)]
pub(super) struct OnDisk {
    /// Where it is.
    pub(super) path: PathBuf,
    /// How the system described it.
    found: Metadata,
    /// The first [`HEAD`] bytes.
    pub(super) head: Vec<u8>,
    /// The last bytes.
    pub(super) tail: Vec<u8>,
    /// Whether all of it is UTF-8.
    pub(super) is_utf_8: bool,
}

impl OnDisk {
    /// Returns the file at `path`, looked through, and its SHA-256.
    pub(super) fn look_through(path: &Path) -> io::Result<(Self, Sha256)> {
        let mut made = Self {
            path: path.to_owned(),
            found: std::fs::metadata(path)?,
            head: Vec::new(),
            tail: Vec::new(),
            is_utf_8: true,
        };
        let mut hash = Sha256::new();
        each_stretch(path, |bytes| {
            hash.update(bytes);
            made.is_utf_8 = made.is_utf_8 && std::str::from_utf8(bytes).is_ok();
            let room = HEAD - made.head.len();
            made.head.extend_from_slice(&bytes[..room.min(bytes.len())]);
            made.tail = bytes[bytes.len().saturating_sub(TAIL)..].to_vec();
            ControlFlow::Continue(())
        })?;
        Ok((made, hash))
    }

    /// Calls `each` as [`each_stretch`] does.
    pub(super) fn each_stretch(&self, each: impl FnMut(&[u8]) -> ControlFlow<()>) -> io::Result<()> {
        each_stretch(&self.path, each)
    }

    /// Returns how many bytes it has.
    pub(super) fn length(&self) -> u64 {
        self.found.len()
    }

    /// Returns all bytes.
    pub(super) fn whole(&self) -> io::Result<Vec<u8>> {
        std::fs::read(&self.path)
    }

    /// Returns why what was read is not what was looked through, where it is not.
    pub(super) fn check(&self) -> Result<(), Failure> {
        let now = std::fs::metadata(&self.path)?;
        let is_same = now.len() == self.length() && now.modified().ok() == self.found.modified().ok();
        if is_same { Ok(()) } else { Err(Failure::Changed) }
    }
}

/// Why a file could not be read to its end.
#[derive(Debug)]
pub(super) enum Failure {
    /// The system says so.
    Unreadable(io::Error),
    /// Somebody wrote to it meanwhile.
    Changed,
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        Self::Unreadable(error)
    }
}

impl Failure {
    /// Returns the fault that tells it of a file called `name`.
    pub(super) fn fault(&self, name: &str) -> Fault {
        match self {
            Self::Unreadable(error) => *not_readable(name, error),
            Self::Changed => Fault::in_file(
                Severity::Refused,
                FaultKind::Unreadable,
                name,
                Text::new("veranderd terwijl het werd gelezen", "changed while it was read"),
                Text::new(
                    "wacht tot het bestand af is en probeer opnieuw",
                    "wait until the file is finished and try again",
                ),
            ),
        }
    }
}

/// Calls `each` with the bytes of the file, part by part, until it breaks off.
///
/// A part ends behind a byte that is a letter by itself in any encoding of single bytes and in UTF-8, and that is
/// no CR, so that neither a letter nor a line end is cut; but for a file without such bytes.
fn each_stretch(path: &Path, mut each: impl FnMut(&[u8]) -> ControlFlow<()>) -> io::Result<()> {
    let mut file = File::open(path)?;
    let mut bytes = Vec::with_capacity(2 * STRETCH);
    loop {
        let n_read = (&mut file).take(STRETCH as u64).read_to_end(&mut bytes)?;
        if bytes.is_empty() {
            return Ok(());
        }
        let is_safe = |byte: &u8| byte.is_ascii() && *byte != b'\r';
        let end = match bytes.iter().rposition(is_safe) {
            Some(last) if n_read > 0 => last + 1,
            _ => bytes.len(),
        };
        if each(&bytes[..end]).is_break() {
            return Ok(());
        }
        bytes.drain(..end);
    }
}
