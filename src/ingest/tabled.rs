//! The files of a source as one table, with what its columns mean: by a codebook, an instrument or a guess.
//!
//! Leaves out what becomes of the rows (`survey`, `register`, `counts`).

use crate::codebook::{Codebook, ColumnMeaning, guess, instrument, to_toml};
use crate::model::{Fault, Role, SourceKind, Stage};
use crate::scan::{Meaning, SourceFile};

use super::columns::Keeping;
use super::examine::InputFile;
use super::exports::{self, Structure};
use super::file::{Content, Input, InputKind};
use super::files::Files;
use super::fixed;
use super::folder::UsedCodebook;
use super::identify::{Keys, take_out, tell_dropped};
use super::joining::{Pseudonyms, Secret};
use super::opened::{Opened, opened};
use super::preview::samples;
use super::reader::TableReader;
use super::sav;
use super::scan_fault::{guessed, nothing_recognised};
use super::several::{add_values, of_one_population};
use super::table::{Format, Kind, Outcome, Reading, Table};
use super::workbook;

/// A source as it was read, before its columns mean anything.
pub(super) struct Tabled {
    /// The rows.
    pub(super) table: Table,
    /// What the columns mean.
    pub(super) used: UsedCodebook,
    /// What it is a list of.
    pub(super) kind: SourceKind,
    /// At which point of a study people were counted.
    pub(super) stage: Option<Stage>,
    /// Each file with its headings.
    pub(super) files: Vec<FileHeadings>,
    /// Of the people in it, where files are joined.
    pub(super) pseudonyms: Pseudonyms,
}

/// A file with what was found out about it.
pub(super) struct FileHeadings {
    /// The name, relative to the scan folder.
    pub(super) name: String,
    /// Its headings, encoding and delimiter.
    pub(super) format: Format,
}

/// Reads the files of a source; tables of counts that cut people in different ways are sources of their own.
///
/// They keep the name of the source, which says that they count the same people, and are not added up.
pub(super) fn apart(
    files: &Files,
    source: &SourceFile,
    secret: Option<&Secret>,
    inputs: &mut Vec<InputFile>,
    faults: &mut Vec<Fault>,
) -> Vec<(SourceFile, Option<Tabled>)> {
    let (mut own_inputs, mut own_faults) = (Vec::new(), Vec::new());
    let whole = tabled(files, source, secret, &mut own_inputs, &mut own_faults);
    let same_people = whole.as_ref().map_or_else(Vec::new, same_people);
    let cuts = whole.as_ref().filter(|whole| !same_people.is_empty() || is_cut_differently(whole));
    let Some(cuts) = cuts else {
        inputs.extend(own_inputs);
        faults.extend(own_faults);
        return vec![(source.clone(), whole)];
    };
    faults.extend(same_people);
    let each = |file: &FileHeadings| SourceFile { files: vec![file.name.clone()], ..source.clone() };
    let sources: Vec<SourceFile> = cuts.files.iter().map(each).collect();
    sources
        .into_iter()
        .map(|one| {
            let tabled = tabled(files, &one, secret, inputs, faults);
            (one, tabled)
        })
        .collect()
}

/// Returns what to tell of files that count the same people in different ways, whether a codebook names those or not.
fn same_people(tabled: &Tabled) -> Vec<Fault> {
    if tabled.kind != SourceKind::Counts {
        return Vec::new();
    }
    let formats: Vec<(&str, &Format)> =
        tabled.files.iter().map(|file| (file.name.as_str(), &file.format)).collect();
    of_one_population(&tabled.table, &tabled.used.codebook, &formats)
}

/// Returns whether the files of a table of counts differ in the roles by which they group people.
fn is_cut_differently(tabled: &Tabled) -> bool {
    let codebook = &tabled.used.codebook;
    let lookup = codebook.lookup();
    let roles = |file: &FileHeadings| -> Vec<Role> {
        let meanings = file.format.headings.iter().filter_map(|heading| lookup.column(heading, None));
        let mut roles: Vec<Role> =
            meanings.map(|meaning| meaning.role).filter(|role| role.is_grouping()).collect();
        roles.sort_unstable();
        roles.dedup();
        roles
    };
    tabled.kind == SourceKind::Counts
        && tabled.files.windows(2).any(|pair| roles(&pair[0]) != roles(&pair[1]))
}

/// Reads the files of a source into a table, with the meaning of its columns.
fn tabled(
    files: &Files,
    source: &SourceFile,
    secret: Option<&Secret>,
    inputs: &mut Vec<InputFile>,
    faults: &mut Vec<Fault>,
) -> Option<Tabled> {
    let Opened { files: named, values, layout } = opened(files, source, faults);
    let mut reading = Reading {
        encoding: source.encoding.clone(),
        delimiter: source.delimiter.and_then(|delimiter| u8::try_from(delimiter).ok()),
        sheet: source.sheet.clone(),
        format: source.format,
        ..Reading::default()
    };
    if let Some((first, _)) = named.first() {
        match files.beside(first, source.structure.as_deref()) {
            Ok(beside) => reading.beside = beside,
            Err(fault) => faults.push(*fault),
        }
    }
    let (mut kind, mut stage) = (source.kind, source.stage);
    let mut about_guess = Vec::new();
    let mut used = match &source.meaning {
        Meaning::Codebook(name) => {
            let text = files.text(name).map_err(|fault| faults.push(*fault)).ok()?;
            let codebook = Codebook::parse(name, &text).map_err(|found| faults.extend(found)).ok()?;
            UsedCodebook { source: source.name.clone(), codebook, guessed: None }
        }
        Meaning::Instrument(name) => {
            let codebook = instrument::load(name)?.codebook;
            UsedCodebook { source: source.name.clone(), codebook, guessed: None }
        }
        Meaning::Guess => {
            let (name, input) = named.first()?;
            let guess = guess(&samples(name, input, &reading));
            // A scan folder says what its sources are; a single file does not.
            if matches!(files, Files::Single(_)) {
                (kind, stage) = (guess.kind, guess.stage);
            }
            about_guess.push(guessed(name));
            if guess.codebook.unpivot.is_none() && guess.codebook.columns.iter().all(is_unread) {
                about_guess.push(nothing_recognised(name));
            }
            let toml = to_toml(&guess);
            UsedCodebook { source: source.name.clone(), codebook: guess.codebook, guessed: Some(toml) }
        }
    };
    if let Some(layout) = &layout {
        fixed::label(&mut used.codebook, layout);
    }
    reading.known =
        used.codebook.columns.iter().map(|column| super::dialect::tidy(&column.heading)).collect();
    let keeping = Keeping::by(&used.codebook);
    // Keys that become pseudonyms are kept as values until they are.
    let kept = |heading: &str, question: Option<&str>| match keeping.kind(heading, question) {
        Kind::Keys if secret.is_some() => Kind::Values,
        kind => kind,
    };
    let mut reader = TableReader::new();
    let mut headings = Vec::new();
    for (name, input) in named {
        let before = reader.rows();
        let format = add(&mut reader, &name, &input, &reading, &kept);
        inputs.push(InputFile::new(&name, kind, input.sha256, reader.rows() - before, &format));
        headings.push(FileHeadings { name, format });
    }
    let Outcome { mut table, faults: found } = reader.finish();
    // Of a file without rows there is nothing to guess, and why is told already.
    faults.extend(about_guess.into_iter().filter(|_| table.rows > 0));
    faults.extend(found);
    let mut structure = Structure::default();
    headings.iter().for_each(|file| structure.add(&file.format.structure));
    exports::finish(&mut table, &structure, &kept, faults);
    exports::complete(&mut used.codebook, &table, &structure);
    for beside in reading.beside {
        if headings.iter().any(|file| file.format.beside.as_ref() == Some(&beside.name)) {
            inputs.push(InputFile { name: beside.name, sha256: beside.sha256, ..InputFile::default() });
        }
    }
    let keys = if secret.is_some() { Keys::Pseudonyms } else { Keys::Numbered };
    tell_dropped(&table, &used.codebook, faults);
    take_out(&mut table, &used.codebook, kind, keys, faults);
    let added = add_values(&mut table, &mut used.codebook, &values);
    headings.iter_mut().for_each(|file| file.format.headings.extend(added.iter().cloned()));
    if let Some(layout) = &layout {
        fixed::tell_unknown(&table, &used.codebook, layout, faults);
    }
    let pseudonyms =
        secret.map_or_else(Pseudonyms::default, |secret| secret.replace_keys(&mut table, &used.codebook));
    Some(Tabled { table, used, kind, stage, files: headings, pseudonyms })
}

fn is_unread(column: &ColumnMeaning) -> bool {
    matches!(column.role, Role::HiddenId | Role::Open | Role::Respondent | Role::Person)
}

/// Adds one file to a table, whatever kind it is.
pub(super) fn add(
    reader: &mut TableReader,
    name: &str,
    input: &Input,
    reading: &Reading,
    keep: &dyn Fn(&str, Option<&str>) -> Kind,
) -> Format {
    if input.layout.is_none()
        && let Content::OnDisk(file) = &input.content
    {
        return reader.on_disk(name, file, reading, keep);
    }
    let bytes = match input.whole(name) {
        Ok(bytes) => bytes,
        Err(fault) => {
            reader.tell(*fault);
            return Format::default();
        }
    };
    match (&input.layout, input.kind) {
        (Some(layout), _) => {
            let end = reading.limit.unwrap_or(usize::MAX).min(bytes.len());
            fixed::read(reader, name, &bytes[..end], layout, keep)
        }
        (None, InputKind::Text) => reader.text(name, &bytes, reading, keep),
        (None, InputKind::Spss) => sav::read(reader, name, &bytes, reading, keep),
        (None, InputKind::Workbook) => workbook::read(reader, name, &bytes, reading, keep),
    }
}
