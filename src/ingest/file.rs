//! An input file: its bytes, unpacked, or where they are; with the hash of what stood on disk.
//!
//! The kind of a file is told by its first bytes, not its name. Leaves out what the bytes say.

use std::borrow::Cow;
use std::fs::File;
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};

use flate2::read::MultiGzDecoder;
use sha2::{Digest as _, Sha256};

use crate::model::{Fault, FaultKind, Severity, Text};

use super::foreign;
use super::layout::Layout;
use super::on_disk::OnDisk;

/// An input file.
#[derive(Debug)]
pub(super) struct Input {
    /// What stands in it.
    pub(super) content: Content,
    /// The SHA-256 of the file as it stands on disk, in hexadecimals.
    pub(super) sha256: String,
    /// What the bytes hold.
    pub(super) kind: InputKind,
    /// The places of the fields, where every field has its place.
    pub(super) layout: Option<Layout>,
}

/// The bytes of a file.
#[derive(Debug)]
pub(super) enum Content {
    /// All of them, unpacked.
    InMemory(Vec<u8>),
    /// A large text, which is read as it is needed.
    OnDisk(Box<OnDisk>),
}

impl Input {
    /// Returns the bytes at the start, which tell what the file is; all of those in memory.
    pub(super) fn head(&self) -> &[u8] {
        match &self.content {
            Content::InMemory(bytes) => bytes,
            Content::OnDisk(file) => &file.head,
        }
    }

    /// Returns all bytes of a file called `name`.
    pub(super) fn whole(&self, name: &str) -> Result<Cow<'_, [u8]>, Box<Fault>> {
        match &self.content {
            Content::InMemory(bytes) => Ok(Cow::Borrowed(bytes)),
            Content::OnDisk(file) => file.whole().map(Cow::Owned).map_err(|error| not_readable(name, &error)),
        }
    }
}

/// What a file holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum InputKind {
    /// Delimited text.
    Text,
    /// A workbook: xlsx, xlsm, xls, ods.
    Workbook,
    /// An SPSS file: sav, zsav.
    Spss,
}

/// A text of more bytes than this stays on disk.
const IN_MEMORY: u64 = 4 << 20;

/// Returns the file at `path`, called `name` in faults.
pub(super) fn open(path: &Path, name: &str) -> Result<Input, Box<Fault>> {
    let opened =
        if is_large_text(path).unwrap_or(false) { on_disk(path, name) } else { in_memory(path, name) };
    opened.map_err(|error| not_readable(name, &error))?
}

fn in_memory(path: &Path, name: &str) -> io::Result<Result<Input, Box<Fault>>> {
    Ok(unpacked(std::fs::read(path)?, name))
}

fn on_disk(path: &Path, name: &str) -> io::Result<Result<Input, Box<Fault>>> {
    let (file, hash) = OnDisk::look_through(path)?;
    if let Some(fault) = refused(name, &file.head, &file.tail) {
        return Ok(Err(fault));
    }
    let sha256 = hex(&hash.finalize());
    Ok(Ok(Input { content: Content::OnDisk(Box::new(file)), sha256, kind: InputKind::Text, layout: None }))
}

fn is_large_text(path: &Path) -> io::Result<bool> {
    let mut file = File::open(path)?;
    let mut start = Vec::new();
    if file.metadata()?.len() <= IN_MEMORY {
        return Ok(false);
    }
    file.by_ref().take(8).read_to_end(&mut start)?;
    Ok(!start.starts_with(&PACKED) && kind(&start) == InputKind::Text)
}

/// How a packed file starts.
const PACKED: [u8; 2] = [0x1F, 0x8B];

/// Returns what the bytes of a file called `name` hold.
pub(super) fn unpacked(packed: Vec<u8>, name: &str) -> Result<Input, Box<Fault>> {
    let sha256 = hex(&Sha256::digest(&packed));
    let bytes = if packed.starts_with(&PACKED) { gunzipped(&packed, MOST_UNPACKED, name)? } else { packed };
    if let Some(fault) = refused(name, &bytes, &bytes) {
        return Err(fault);
    }
    let kind = kind(&bytes);
    Ok(Input { content: Content::InMemory(bytes), sha256, kind, layout: None })
}

/// Returns why a file with this head and tail cannot be read as a table.
fn refused(name: &str, head: &[u8], tail: &[u8]) -> Option<Box<Fault>> {
    closed(head, name).or_else(|| foreign::refused(name, head, tail).map(Box::new))
}

fn kind(start: &[u8]) -> InputKind {
    if start.starts_with(b"PK\x03\x04") || start.starts_with(&[0xD0, 0xCF, 0x11, 0xE0]) {
        InputKind::Workbook
    } else if start.starts_with(b"$FL2") || start.starts_with(b"$FL3") {
        InputKind::Spss
    } else {
        InputKind::Text
    }
}

/// Returns what `packed` unpacks to: at most `always` bytes, or [`RATIO`] times its size where that is more.
fn gunzipped(packed: &[u8], always: usize, name: &str) -> Result<Vec<u8>, Box<Fault>> {
    let most = always.max(packed.len().saturating_mul(RATIO));
    let mut bytes = Vec::new();
    MultiGzDecoder::new(packed)
        .take(most as u64 + 1)
        .read_to_end(&mut bytes)
        .map_err(|error| not_readable(name, &error))?;
    if bytes.len() > most { Err(too_large(name)) } else { Ok(bytes) }
}

/// What a packed file may always unpack to, in bytes; a larger one to [`RATIO`] times its size.
const MOST_UNPACKED: usize = 256 << 20;

/// How often text may be smaller when packed: registers of repeated codes come to some sixty.
const RATIO: usize = 200;

fn too_large(name: &str) -> Box<Fault> {
    Box::new(Fault::in_file(
        Severity::Refused,
        FaultKind::Unreadable,
        name,
        Text::new(
            format!("uitgepakt meer dan {RATIO} keer zo groot: dat is geen gewone export"),
            format!("more than {RATIO} times as large when unpacked: that is no ordinary export"),
        ),
        Text::new(
            "pak het bestand zelf uit en kijk wat erin staat",
            "unpack the file yourself and look inside",
        ),
    ))
}

/// Returns the fault of a file of SPSS that only SPSS itself can open.
fn closed(bytes: &[u8], name: &str) -> Option<Box<Fault>> {
    let (message, hint) = if bytes.get(8..20) == Some(b"ENCRYPTEDSAV") {
        (
            Text::new("SPSS-bestand met een wachtwoord", "SPSS file with a password"),
            Text::new("bewaar het in SPSS zonder wachtwoord", "save it in SPSS without a password"),
        )
    } else if bytes.starts_with(b"ASCII SPSS PORT FILE") {
        (
            Text::new("SPSS-bestand van de soort por", "SPSS portable file"),
            Text::new("bewaar het in SPSS als sav", "save it in SPSS as sav"),
        )
    } else {
        return None;
    };
    Some(Box::new(Fault::in_file(Severity::Refused, FaultKind::Unreadable, name, message, hint)))
}

/// Returns the files that `pattern` means, sorted by name: itself, or all that match where it holds `*` or `?`.
///
/// The pattern is relative to `folder`; each of its parts may hold wildcards. Lock files of an office program
/// (`~$`) and hidden files are none.
pub(super) fn matching(folder: &Path, pattern: &str) -> Vec<PathBuf> {
    if !pattern.contains(['*', '?']) {
        return vec![folder.join(pattern)];
    }
    let mut found = vec![folder.to_owned()];
    for part in pattern.split('/').filter(|part| !part.is_empty() && *part != ".") {
        if !part.contains(['*', '?']) {
            found.iter_mut().for_each(|path| path.push(part));
            continue;
        }
        found = found.iter().flat_map(|path| within(path, part)).collect();
    }
    found.retain(|path| path.is_file());
    found.sort();
    found
}

/// Returns what a folder holds whose name fits `part`.
fn within(folder: &Path, part: &str) -> Vec<PathBuf> {
    let Ok(entries) = std::fs::read_dir(folder) else { return Vec::new() };
    let named = entries.filter_map(Result::ok).filter(|entry| {
        let name = entry.file_name().to_string_lossy().into_owned();
        !name.starts_with("~$") && !name.starts_with('.') && fits(part.as_bytes(), name.as_bytes())
    });
    named.map(|entry| entry.path()).collect()
}

/// Returns the fault of a file that is not there or cannot be read.
pub(super) fn not_readable(name: &str, error: &std::io::Error) -> Box<Fault> {
    let (message, hint) = if error.kind() == std::io::ErrorKind::NotFound {
        (
            Text::new("bestand niet gevonden", "file not found"),
            Text::new("controleer de naam en de map in scan.toml", "check the name and folder in scan.toml"),
        )
    } else {
        (
            Text::new(format!("niet te lezen: {error}"), format!("cannot be read: {error}")),
            Text::new(
                "sluit het in andere programma's en probeer opnieuw",
                "close it in other programs and try again",
            ),
        )
    };
    Box::new(Fault::in_file(Severity::Refused, FaultKind::Unreadable, name, message, hint))
}

fn fits(pattern: &[u8], name: &[u8]) -> bool {
    match pattern {
        [] => name.is_empty(),
        [b'*', rest @ ..] => (0..=name.len()).any(|at| fits(rest, &name[at..])),
        [b'?', rest @ ..] => !name.is_empty() && fits(rest, &name[1..]),
        [byte, rest @ ..] => name.first() == Some(byte) && fits(rest, &name[1..]),
    }
}

/// Returns bytes in hexadecimals.
pub(super) fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    bytes.iter().fold(String::new(), |mut text, byte| {
        write!(text, "{byte:02x}").expect("invariant: writing to a string does not fail");
        text
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pattern_fits_names() {
        for (pattern, name, answer) in [
            ("*.csv", "a.csv", true),
            ("a?.csv", "a1.csv", true),
            ("a*", "b", false),
            ("*", "", true),
            ("a*b*c", "axxbc", true),
        ] {
            assert_eq!(fits(pattern.as_bytes(), name.as_bytes()), answer, "{pattern} {name}");
        }
    }

    #[test]
    fn a_file_that_is_not_there_is_refused() {
        let fault = open(Path::new("/nergens/niets.csv"), "niets.csv").unwrap_err();
        assert_eq!((fault.severity, fault.kind), (Severity::Refused, FaultKind::Unreadable));
    }

    fn packed(bytes: &[u8]) -> Vec<u8> {
        use std::io::Write as _;
        let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
        packer.write_all(bytes).unwrap();
        packer.finish().unwrap()
    }

    #[test]
    fn a_packed_file_that_unpacks_to_far_more_than_any_export_is_refused() {
        let zeros = packed(&vec![0; 1 << 20]);
        assert_eq!(gunzipped(&zeros, 1 << 20, "a.gz").map(|bytes| bytes.len()), Ok(1 << 20));
        let fault = gunzipped(&zeros, (1 << 20) - 1, "a.gz").unwrap_err();
        assert_eq!((fault.severity, fault.kind), (Severity::Refused, FaultKind::Unreadable));
    }

    #[test]
    fn files_that_only_spss_can_open_are_refused_with_the_way_out() {
        for (bytes, word) in
            [(&b"$FL2@(#)ENCRYPTEDSAV\0\0"[..], "wachtwoord"), (&b"ASCII SPSS PORT FILE"[..], "por")]
        {
            let fault = unpacked(bytes.to_vec(), "a.sav").unwrap_err();
            assert!(fault.message.nl.contains(word), "{fault}");
        }
    }

    #[test]
    fn a_packed_file_is_unpacked_and_hashed_as_it_stands() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.csv.gz");
        std::fs::write(&path, packed(b"a;b\n1;2\n")).unwrap();
        let input = open(&path, "a.csv.gz").unwrap();
        assert_eq!(input.head(), b"a;b\n1;2\n");
        assert_eq!(input.sha256, hex(&Sha256::digest(std::fs::read(&path).unwrap())));
    }
}
