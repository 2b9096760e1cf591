//! A scan folder that is written, read and thrown away; and what to ask of it.

use std::path::Path;

use meetellen::ingest::{Ingested, read_with};
use meetellen::model::{Column, Counts, Fault, FaultKind, Register, Role, Severity, SourceData, Survey};

/// Reads a folder of these files; `key` is what every environment variable holds.
pub(crate) fn with_key(files: &[(&str, &[u8])], key: Option<&str>) -> Result<Ingested, Vec<Fault>> {
    let folder = tempfile::tempdir().unwrap();
    for (name, bytes) in files {
        let path = folder.path().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, bytes).unwrap();
    }
    read_with(folder.path(), &|_| key.map(str::to_owned))
}

pub(crate) fn scan(files: &[(&str, &str)]) -> Result<Ingested, Vec<Fault>> {
    let files: Vec<(&str, &[u8])> = files.iter().map(|(name, text)| (*name, text.as_bytes())).collect();
    with_key(&files, None)
}

/// Reads a folder of `tests/scans`, with these files in the place of its own.
pub(crate) fn committed(name: &str, changed: &[(&str, &[u8])]) -> Result<Ingested, Vec<Fault>> {
    let own = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/scans").join(name);
    let mut files: Vec<(String, Vec<u8>)> = Vec::new();
    for entry in std::fs::read_dir(own).unwrap() {
        let entry = entry.unwrap();
        files.push((entry.file_name().to_string_lossy().into_owned(), std::fs::read(entry.path()).unwrap()));
    }
    for (name, bytes) in changed {
        files.retain(|(own, _)| own != name);
        files.push(((*name).to_owned(), bytes.to_vec()));
    }
    let files: Vec<(&str, &[u8])> =
        files.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())).collect();
    with_key(&files, None)
}

pub(crate) fn own(name: &str, file: &str) -> Vec<u8> {
    std::fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/scans").join(name).join(file)).unwrap()
}

pub(crate) fn read(found: Result<Ingested, Vec<Fault>>) -> Ingested {
    found.unwrap_or_else(|faults| panic!("{}", faults.iter().map(|f| format!("{f}\n")).collect::<String>()))
}

pub(crate) fn refused(found: Result<Ingested, Vec<Fault>>) -> Vec<Fault> {
    found.expect_err("refused").into_iter().filter(|fault| fault.severity == Severity::Refused).collect()
}

pub(crate) fn of_kind(faults: &[Fault], kind: FaultKind) -> Vec<&Fault> {
    faults.iter().filter(|fault| fault.kind == kind).collect()
}

pub(crate) fn register(ingested: &Ingested) -> &Register {
    let found = ingested.dataset.sources.iter().find_map(|source| match &source.data {
        SourceData::Register(register) => Some(register),
        _ => None,
    });
    found.unwrap()
}

pub(crate) fn survey(ingested: &Ingested) -> &Survey {
    let found = ingested.dataset.sources.iter().find_map(|source| match &source.data {
        SourceData::Survey(survey) => Some(survey),
        _ => None,
    });
    found.unwrap()
}

pub(crate) fn counts(ingested: &Ingested) -> &Counts {
    let SourceData::Counts(counts) = &ingested.dataset.sources[0].data else { panic!("counts") };
    counts
}

pub(crate) fn column(groups: &[Column], role: Role) -> &Column {
    groups.iter().find(|column| column.role == role).unwrap()
}

/// The labels of a column, row by row; empty where there is no answer.
pub(crate) fn labels(groups: &[Column], role: Role) -> Vec<String> {
    let column = column(groups, role);
    (0..column.codes.len())
        .map(|row| column.level(row).map_or(String::new(), |level| level.label.nl.clone()))
        .collect()
}
