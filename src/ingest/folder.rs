//! A scan folder or a single file: everything is read, every fault collected, then told.
//!
//! Leaves out what the numbers mean; nothing here prints or writes.

use std::path::Path;

use crate::codebook::{Codebook, ColumnMeaning, guess, instrument, nearest, to_toml};
use crate::model::{Counts, Dataset, Fault, Role, Severity, Source, SourceData, SourceKind, Stage, Text};
use crate::scan::{Benchmark, Mapping, Meaning, Reference, Scan, Select, SourceFile};

use super::columns::{keep, lacking, missing_column, tell_dropped};
use super::counts::counts;
use super::file::{Input, InputKind};
use super::files::Files;
use super::preview::samples;
use super::reader::TableReader;
use super::register::register;
use super::scan_fault::{assumed_stage, frame_without_selection, guessed, not_read, unknown_level};
use super::select::{by_levels, by_mapping, derive, unknown_levels};
use super::survey::rounds;
use super::table::{Format, Kind, Reading, Table};
use super::unpivot::Pattern;
use super::weigh::{Weighing, weigh};
use super::workbook;

/// Everything that was read.
#[derive(Debug, Clone, PartialEq)]
pub struct Ingested {
    /// What the scan asks for; for a single file a scan with that file as its source.
    pub scan: Scan,
    /// The rows.
    pub dataset: Dataset,
    /// What was repaired or is worth knowing; nothing here was refused.
    pub faults: Vec<Fault>,
    /// The files that were read, in the order of the scan.
    pub inputs: Vec<InputFile>,
    /// What the columns of each source mean, in the order of the scan.
    pub codebooks: Vec<UsedCodebook>,
    /// Which people are selected, for titles; `None`: all, or levels that the scan names.
    pub selection: Option<Text>,
    /// The published figures that the scan names.
    pub benchmarks: Vec<Benchmark>,
    /// The population of `[weights]`: people by the roles that its headings name.
    pub frame: Option<Counts>,
    /// How the answers of each weighted round got their weights, in the order of the scan.
    pub weighing: Vec<Weighing>,
}

/// A file that was read, for the manifest.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InputFile {
    /// The name, relative to the scan folder.
    pub name: String,
    /// The SHA-256 of the file on disk, in hexadecimals.
    pub sha256: String,
    /// The number of rows of data.
    pub rows: usize,
    /// The encoding by its web name; `xlsx` for a workbook; empty for configuration.
    pub encoding: String,
    /// The delimiter; empty for a workbook or configuration.
    pub delimiter: String,
}

/// What the columns of a source mean, and where that stood.
#[derive(Debug, Clone, PartialEq)]
pub struct UsedCodebook {
    /// The name of the source.
    pub source: String,
    /// The codebook.
    pub codebook: Codebook,
    /// The guess as `codebook.toml`, where nobody wrote one; said on every page.
    pub guessed: Option<String>,
}

/// Reads a scan folder, its `scan.toml`, or a single data file; every fault where any is refused.
///
/// A single file is a source whose codebook is guessed.
pub fn read(path: &Path) -> Result<Ingested, Vec<Fault>> {
    let is_scan = path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("toml"));
    if path.is_dir() || is_scan {
        let (folder, name) = if path.is_dir() {
            (path.to_owned(), "scan.toml".to_owned())
        } else {
            (path.parent().unwrap_or(Path::new("")).to_owned(), file_name(path))
        };
        let files = Files::Folder(folder);
        let text = files.text(&name).map_err(|fault| vec![*fault])?;
        return scan(&files, Scan::parse(&name, &text)?);
    }
    let name = file_name(path);
    let stem = path.file_stem().map_or_else(|| name.clone(), |stem| stem.to_string_lossy().into_owned());
    let source = SourceFile {
        name: "survey".to_owned(),
        kind: SourceKind::Survey,
        files: vec![name],
        round: String::new(),
        stage: None,
        meaning: Meaning::Guess,
        public: false,
        encoding: None,
        sheet: None,
        delimiter: None,
        line: 0,
    };
    let single = Scan { title: stem, sources: vec![source], ..Scan::default() };
    let parent = path.parent().unwrap_or(Path::new("")).to_owned();
    scan(&Files::Single(parent), single)
}

fn file_name(path: &Path) -> String {
    path.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned())
}

/// The file in which a scan brings published figures of its own.
const OWN_BENCHMARKS: &str = "benchmarks.toml";

/// A source as it was read, before its columns mean anything.
struct Tabled {
    table: Table,
    used: UsedCodebook,
    kind: SourceKind,
    stage: Option<Stage>,
    /// Each file with its headings.
    files: Vec<FileHeadings>,
}

struct FileHeadings {
    name: String,
    format: Format,
}

fn scan(files: &Files, mut scan: Scan) -> Result<Ingested, Vec<Fault>> {
    let mut faults = Vec::new();
    let mut inputs = Vec::new();
    faults.extend(scan.exact_fault());
    let mapping = mapping(files, &scan, &mut faults);
    let (sources_read, tabled): (Vec<SourceFile>, Vec<Option<Tabled>>) =
        scan.sources.iter().flat_map(|source| apart(files, source, &mut inputs, &mut faults)).unzip();
    scan.sources = sources_read;
    tell_missing(&scan, &tabled, &mut faults);
    let mut dataset = Dataset::default();
    let mut codebooks = Vec::new();
    for (source, tabled) in scan.sources.iter().zip(tabled) {
        let Some(tabled) = tabled else { continue };
        for scale in &tabled.used.codebook.scales {
            if !dataset.scales.iter().any(|known| known.id == scale.id) {
                dataset.scales.push(scale.clone());
            }
        }
        if tabled.table.rows > 0 {
            let first = tabled.files.first().map_or("", |file| file.name.as_str());
            for mut made in sources(&scan, source, &tabled, &mut faults) {
                if let Some(mapping) = &mapping {
                    for role in [Role::Sector, Role::Domain] {
                        if breaks_down_by(&scan, role) {
                            derive(&mut made, role, mapping);
                        }
                    }
                }
                match (&scan.report.select, &mapping) {
                    (Some(Select::Mapping(_)), Some(mapping)) => {
                        by_mapping(&mut made, mapping, first, &mut faults)
                    }
                    (Some(Select::Levels(levels)), _) => by_levels(&mut made, levels, first, &mut faults),
                    _ => {}
                }
                dataset.sources.push(made);
            }
        }
        codebooks.push(tabled.used);
    }
    if let Some(Select::Levels(levels)) = &scan.report.select {
        faults.extend(
            unknown_levels(&dataset.sources, levels).into_iter().map(|level| unknown_level(&scan, level)),
        );
    }
    let frame =
        scan.weights.frame.as_ref().and_then(|name| frame(files, name, &codebooks, &mut inputs, &mut faults));
    let frame = frame.and_then(|frame| selected_frame(frame, &scan, mapping.as_ref(), &mut faults));
    if faults.iter().any(|fault| fault.severity == Severity::Refused) {
        return Err(faults);
    }
    let weighing = weigh(&mut dataset, frame.as_ref(), &scan, &mut faults);
    let benchmarks = benchmarks(files, &scan, &mut faults);
    if faults.iter().any(|fault| fault.severity == Severity::Refused) {
        return Err(faults);
    }
    let chosen = matches!(scan.report.select, Some(Select::Mapping(_)));
    let selection = mapping.filter(|_| chosen).map(|mapping| mapping.title);
    Ok(Ingested { scan, dataset, faults, inputs, codebooks, selection, benchmarks, frame, weighing })
}

/// The published figures that the scan names: its own `benchmarks.toml` first, then those of the program.
fn benchmarks(files: &Files, scan: &Scan, faults: &mut Vec<Fault>) -> Vec<Benchmark> {
    let mut known = match files.text(OWN_BENCHMARKS) {
        Ok(text) => Benchmark::parse(OWN_BENCHMARKS, &text).unwrap_or_else(|found| {
            faults.extend(found);
            Vec::new()
        }),
        Err(_) => Vec::new(),
    };
    for built_in in Benchmark::built_in() {
        if !known.iter().any(|own| own.id == built_in.id) {
            known.push(built_in);
        }
    }
    if scan.report.benchmarks.is_empty() {
        let wanted = scan.report.reference == Reference::Benchmark;
        return if wanted { known } else { Vec::new() };
    }
    Benchmark::named(&scan.report.benchmarks, &known, &scan.file).unwrap_or_else(|found| {
        faults.extend(found);
        Vec::new()
    })
}

/// The mapping that `select` names; else the built-in one where a breakdown needs it.
fn mapping(files: &Files, scan: &Scan, faults: &mut Vec<Fault>) -> Option<Mapping> {
    let needed = breaks_down_by(scan, Role::Sector) || breaks_down_by(scan, Role::Domain);
    let name = match &scan.report.select {
        Some(Select::Mapping(name)) => name.as_str(),
        _ if needed => "betatechniek",
        _ => return None,
    };
    let own = |name: &str| files.text(&format!("mappings/{name}.toml")).ok();
    Mapping::load(name, &own).map_err(|found| faults.extend(found)).ok()
}

fn breaks_down_by(scan: &Scan, role: Role) -> bool {
    let named = scan.report.by.iter().flatten().any(|breakdown| breakdown.0.contains(&role));
    named || scan.report.per == Some(role)
}

/// Reads the files of a source; tables of counts that cut people in different ways are sources of their own.
///
/// They keep the name of the source, which says that they count the same people, and are not added up.
fn apart(
    files: &Files,
    source: &SourceFile,
    inputs: &mut Vec<InputFile>,
    faults: &mut Vec<Fault>,
) -> Vec<(SourceFile, Option<Tabled>)> {
    let (mut own_inputs, mut own_faults) = (Vec::new(), Vec::new());
    let whole = tabled(files, source, &mut own_inputs, &mut own_faults);
    let cuts = whole.as_ref().filter(|whole| is_cut_differently(whole));
    let Some(cuts) = cuts else {
        inputs.extend(own_inputs);
        faults.extend(own_faults);
        return vec![(source.clone(), whole)];
    };
    let each = |file: &FileHeadings| SourceFile { files: vec![file.name.clone()], ..source.clone() };
    let sources: Vec<SourceFile> = cuts.files.iter().map(each).collect();
    sources
        .into_iter()
        .map(|one| {
            let tabled = tabled(files, &one, inputs, faults);
            (one, tabled)
        })
        .collect()
}

/// Returns whether the files of a table of counts differ in the roles by which they group people.
fn is_cut_differently(tabled: &Tabled) -> bool {
    let codebook = &tabled.used.codebook;
    let roles = |file: &FileHeadings| -> Vec<Role> {
        let meanings = file.format.headings.iter().filter_map(|heading| codebook.column(heading, None));
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
    inputs: &mut Vec<InputFile>,
    faults: &mut Vec<Fault>,
) -> Option<Tabled> {
    let mut named = Vec::new();
    for one in source.files.iter().flat_map(|pattern| files.open(pattern)) {
        match one.input {
            Ok(input) => named.push((one.name, input)),
            Err(fault) => faults.push(*fault),
        }
    }
    let mut reading = Reading {
        encoding: source.encoding.clone(),
        delimiter: source.delimiter.and_then(|delimiter| u8::try_from(delimiter).ok()),
        sheet: source.sheet.clone(),
        ..Reading::default()
    };
    let (mut kind, mut stage) = (source.kind, source.stage);
    let used = match &source.meaning {
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
            faults.push(guessed(name));
            let toml = to_toml(&guess);
            UsedCodebook { source: source.name.clone(), codebook: guess.codebook, guessed: Some(toml) }
        }
    };
    reading.known =
        used.codebook.columns.iter().map(|column| super::dialect::tidy(&column.heading)).collect();
    let mut reader = TableReader::new();
    let mut headings = Vec::new();
    for (name, input) in named {
        let before = reader.rows();
        let format = add(&mut reader, &name, &input, &reading, &|heading, question| {
            keep(&used.codebook, heading, question)
        });
        inputs.push(InputFile {
            name: name.clone(),
            sha256: input.sha256,
            rows: reader.rows() - before,
            encoding: format.encoding.clone(),
            delimiter: format.delimiter.clone(),
        });
        headings.push(FileHeadings { name, format });
    }
    let outcome = reader.finish();
    faults.extend(outcome.faults);
    tell_dropped(&outcome.table, &used.codebook, faults);
    Some(Tabled { table: outcome.table, used, kind, stage, files: headings })
}

/// Adds one file to a table, whatever kind it is.
pub(super) fn add(
    reader: &mut TableReader,
    name: &str,
    input: &Input,
    reading: &Reading,
    keep: &dyn Fn(&str, Option<&str>) -> Kind,
) -> Format {
    match input.kind {
        InputKind::Text => reader.text(name, &input.bytes, reading, keep),
        InputKind::Workbook => workbook::read(reader, name, &input.bytes, reading, keep),
    }
}

/// Makes the sources of a table: several where a column holds the round.
fn sources(scan: &Scan, source: &SourceFile, tabled: &Tabled, faults: &mut Vec<Fault>) -> Vec<Source> {
    let (table, codebook) = (&tabled.table, &tabled.used.codebook);
    let made = |round: String, data: SourceData| Source {
        name: source.name.clone(),
        round,
        public: source.public,
        synthetic: scan.synthetic,
        data,
    };
    match tabled.kind {
        SourceKind::Survey | SourceKind::Quickscan | SourceKind::Staff | SourceKind::Alumni => {
            rounds(table, codebook, faults)
                .into_iter()
                .map(|round| {
                    let name = round.name.unwrap_or_else(|| source.round.clone());
                    made(name, SourceData::Survey(round.survey))
                })
                .collect()
        }
        SourceKind::Register => register(table, codebook, faults)
            .map(|register| made(source.round.clone(), SourceData::Register(register)))
            .into_iter()
            .collect(),
        SourceKind::Counts => {
            let stage = tabled.stage.unwrap_or_else(|| {
                faults.push(assumed_stage(table.position(0).file));
                Stage::Enrolled
            });
            counts(table, codebook, stage, &source.round, faults)
                .map(|counts| made(source.round.clone(), SourceData::Counts(counts)))
                .into_iter()
                .collect()
        }
        SourceKind::Themes | SourceKind::Checklist | SourceKind::Commitments => {
            faults.push(not_read(&source.name));
            Vec::new()
        }
    }
}

/// Tells which columns of a codebook are in no file, or in another file only.
///
/// One codebook can serve many exports: a column that another source of the scan has is repaired, not
/// refused, and nothing to tell between kinds of sources.
fn tell_missing(scan: &Scan, tabled: &[Option<Tabled>], faults: &mut Vec<Fault>) {
    for (source, one) in scan.sources.iter().zip(tabled) {
        let Some(one) = one else { continue };
        if !matches!(source.meaning, Meaning::Codebook(_)) {
            continue;
        }
        let codebook = &one.used.codebook;
        let in_headings = |role: Role| {
            codebook.unpivot.as_ref().is_some_and(|unpivot| Pattern::new(unpivot).roles().contains(&role))
        };
        for file in one.files.iter().filter(|file| !file.format.headings.is_empty()) {
            for meaning in lacking(codebook, &file.format) {
                if in_headings(meaning.role) || codebook.unpivot.is_some() && meaning.role == Role::Count {
                    continue;
                }
                let others =
                    scan.sources.iter().zip(tabled).filter(|(other, _)| other.meaning == source.meaning);
                let kinds: Vec<SourceKind> = others
                    .filter_map(|(other, tabled)| Some((other.kind, tabled.as_ref()?)))
                    .filter(|(_, tabled)| {
                        tabled.files.iter().any(|other| {
                            !lacking(codebook, &other.format)
                                .iter()
                                .any(|lost| lost.heading == meaning.heading)
                        })
                    })
                    .map(|(kind, _)| kind)
                    .collect();
                let severity = if kinds.is_empty() {
                    Severity::Refused
                } else if kinds.contains(&source.kind) {
                    Severity::Repaired
                } else {
                    continue;
                };
                // A heading that the codebook knows already is no other name of this column.
                let strangers =
                    file.format.headings.iter().filter(|name| codebook.column(name, None).is_none());
                let near = nearest(&meaning.heading, strangers.map(String::as_str));
                faults.push(missing_column(severity, &file.name, &meaning.heading, near));
            }
        }
    }
}

/// Reads the population: its headings are the words of roles, and `count`.
fn frame(
    files: &Files,
    name: &str,
    codebooks: &[UsedCodebook],
    inputs: &mut Vec<InputFile>,
    faults: &mut Vec<Fault>,
) -> Option<Counts> {
    let named = files.open(name).into_iter().next()?;
    let input = named.input.map_err(|fault| faults.push(*fault)).ok()?;
    let mut codebook = Codebook { name: name.to_owned(), ..Codebook::default() };
    for role in Role::words().filter_map(|word| word.parse::<Role>().ok()) {
        let known = codebooks.iter().flat_map(|used| used.codebook.with_role(role)).next();
        let mut meaning = known.cloned().unwrap_or_else(|| ColumnMeaning::new("", role));
        meaning.heading = role.word().to_owned();
        meaning.aliases.clear();
        codebook.columns.push(meaning);
    }
    let mut reader = TableReader::new();
    let format = add(&mut reader, &named.name, &input, &Reading::default(), &|heading, question| {
        keep(&codebook, heading, question)
    });
    inputs.push(InputFile {
        name: named.name,
        sha256: input.sha256,
        rows: reader.rows(),
        encoding: format.encoding,
        delimiter: format.delimiter,
    });
    let outcome = reader.finish();
    faults.extend(outcome.faults);
    // A population has no year of its own; any will do to read it as a table of counts.
    counts(&outcome.table, &codebook, Stage::Enrolled, "2000", faults)
}

/// Marks the cells of the population that `select` selects; without the columns for that there is no population.
fn selected_frame(
    frame: Counts,
    scan: &Scan,
    mapping: Option<&Mapping>,
    faults: &mut Vec<Fault>,
) -> Option<Counts> {
    let name = scan.weights.frame.as_deref().unwrap_or_default();
    let has = |role: Role| frame.groups.iter().any(|column| column.role == role);
    let lacking = match &scan.report.select {
        None => None,
        Some(Select::Mapping(_)) if has(Role::Programme) || has(Role::Sector) => None,
        Some(Select::Mapping(_)) => Some(Role::Programme),
        Some(Select::Levels(levels)) => levels.iter().map(|one| one.role).find(|role| !has(*role)),
    };
    if let Some(role) = lacking {
        faults.push(frame_without_selection(name, role, scan));
        return None;
    }
    let data = SourceData::Counts(frame);
    let mut source = Source {
        name: name.to_owned(),
        round: String::new(),
        public: false,
        synthetic: scan.synthetic,
        data,
    };
    match (&scan.report.select, mapping) {
        (Some(Select::Mapping(_)), Some(mapping)) => by_mapping(&mut source, mapping, name, faults),
        (Some(Select::Levels(levels)), _) => by_levels(&mut source, levels, name, faults),
        _ => {}
    }
    match source.data {
        SourceData::Counts(counts) => Some(counts),
        _ => None,
    }
}
