//! A scan folder or a single file: everything is read, every fault collected, then told.
//!
//! Leaves out what the numbers mean; nothing here prints or writes.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use crate::codebook::{Codebook, nearest};
use crate::model::{
    Commitment, Counts, Dataset, Facility, Fault, FaultKind, House, Ledger, Role, Scale, Severity, Source,
    SourceData, SourceKind, Stage, Text, Told,
};
use crate::scan::{Benchmark, Mapping, Meaning, Reference, Scan, Select, SourceFile};

use super::agreed::unmeasurable;
use super::alumni::unasked;
use super::checklist::facilities as checklist;
use super::coarser::{coarsen, groups_of_nothing};
use super::columns::{lacking, missing_column, not_asked};
use super::commitments::commitments;
use super::counts::counts;
use super::examine::InputFile;
use super::files::Files;
use super::house::house;
use super::joining::{Pseudonyms, Secret, could_join, join, not_joined};
use super::ledger::ledger;
use super::population::{frame, selected_frame};
use super::quickscan::{distances, unasked as unstated, without_areas};
use super::register::register;
use super::scan_fault::{assumed_stage, theme_of_item, unknown_level};
use super::school_codes::{Named, SchoolCode, code_of, replace};
use super::score_bands::{band, not_banded};
use super::select::{by_levels, by_mapping, derive, unknown_levels};
use super::several::{other_scale, with_one_name};
use super::staff::staff;
use super::survey::rounds;
use super::tabled::{Tabled, apart};
use super::texts::texts;
use super::themes::{sources as theme_sources, themes as read_themes, unknown_groups};
use super::unpivot::Pattern;
use super::weigh::{Weighing, weigh};

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
    /// What was published before; `None` where the scan keeps no ledger.
    pub ledger: Option<Ledger>,
    /// The adviser's own texts: folder and file name without extension, and what the file says.
    pub texts: BTreeMap<(String, String), String>,
    /// The house style of the school.
    pub house: House,
    /// Which school each code stands for, where the scan asks for codes; it belongs outside the report folders.
    pub school_codes: Vec<SchoolCode>,
    /// What was agreed, in the order of the files.
    pub commitments: Vec<Commitment>,
    /// What people told, by theme, in the order of the files.
    pub told: Vec<Told>,
    /// What there is at school and at work places, in the order of the files.
    pub facilities: Vec<Facility>,
    /// How the answers of each weighted round got their weights, in the order of the scan.
    pub weighing: Vec<Weighing>,
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
/// A single file is a source whose codebook is guessed. A scan that joins files by keys of people needs [`read_with`].
pub fn read(path: &Path) -> Result<Ingested, Vec<Fault>> {
    read_with(path, &|_| None)
}

/// As [`read`]; `variable` returns the value of an environment variable, for the secret that joins files.
pub fn read_with(path: &Path, variable: &dyn Fn(&str) -> Option<String>) -> Result<Ingested, Vec<Fault>> {
    read_as(path, None, variable)
}

/// As [`read_with`]; delimited texts are read in `encoding`, a web name, where the scan names none.
pub fn read_as(
    path: &Path,
    encoding: Option<&str>,
    variable: &dyn Fn(&str) -> Option<String>,
) -> Result<Ingested, Vec<Fault>> {
    read_or_refuse(path, encoding, variable).map_err(|refusal| refusal.faults)
}

/// Why nothing was read, and what was recognised all the same.
#[derive(Debug, Default)]
pub(super) struct Refusal {
    pub(super) faults: Vec<Fault>,
    pub(super) inputs: Vec<InputFile>,
}

pub(super) fn read_or_refuse(
    path: &Path,
    encoding: Option<&str>,
    variable: &dyn Fn(&str) -> Option<String>,
) -> Result<Ingested, Refusal> {
    let (files, mut settings) = asked(path).map_err(|faults| Refusal { faults, inputs: Vec::new() })?;
    for source in settings.sources.iter_mut().filter(|source| source.encoding.is_none()) {
        source.encoding = encoding.map(str::to_owned);
    }
    scan(&files, settings, variable)
}

/// Returns where the files of a scan are and what the scan asks for; for a single file both are made up.
fn asked(path: &Path) -> Result<(Files, Scan), Vec<Fault>> {
    let is_scan = path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("toml"));
    if path.is_dir() || is_scan {
        let (folder, name) = if path.is_dir() {
            (path.to_owned(), "scan.toml".to_owned())
        } else {
            (path.parent().unwrap_or(Path::new("")).to_owned(), file_name(path))
        };
        let files = Files::Folder(folder);
        let text = files.text(&name).map_err(|fault| vec![*fault])?;
        let settings = Scan::parse(&name, &text)?;
        return Ok((files, settings));
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
        layout: None,
        values: Vec::new(),
        format: None,
        structure: None,
        line: 0,
    };
    let single = Scan { title: stem, sources: vec![source], ..Scan::default() };
    let parent = path.parent().unwrap_or(Path::new("")).to_owned();
    Ok((Files::Single(parent), single))
}

fn file_name(path: &Path) -> String {
    path.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned())
}

/// The file in which a scan brings published figures of its own.
const OWN_BENCHMARKS: &str = "benchmarks.toml";

fn scan(
    files: &Files,
    mut scan: Scan,
    variable: &dyn Fn(&str) -> Option<String>,
) -> Result<Ingested, Refusal> {
    let mut faults = Vec::new();
    let mut inputs = Vec::new();
    faults.extend(scan.exact_fault());
    let secret = Secret::of(&scan, variable).map_err(|fault| faults.push(*fault)).ok().flatten();
    let mapping = mapping(files, &scan, &mut faults);
    let mut agreed = Vec::new();
    let mut themes = Vec::new();
    for source in std::mem::take(&mut scan.sources) {
        match source.kind {
            SourceKind::Commitments => {
                agreed.extend(commitments(files, &source, &mut inputs, &mut faults));
            }
            SourceKind::Themes => themes.push(read_themes(files, &source, &mut inputs, &mut faults)),
            _ => scan.sources.push(source),
        }
    }
    let (sources_read, tabled): (Vec<SourceFile>, Vec<Option<Tabled>>) = scan
        .sources
        .iter()
        .flat_map(|source| apart(files, source, secret.as_ref(), &mut inputs, &mut faults))
        .unzip();
    scan.sources = sources_read;
    once_each(&mut faults);
    tell_missing(&scan, &tabled, &mut faults);
    let mut dataset = Dataset::default();
    let mut codebooks = Vec::new();
    let mut pseudonyms = Vec::new();
    let mut facilities: Vec<Facility> = Vec::new();
    for (source, tabled) in scan.sources.iter().zip(tabled) {
        let Some(mut tabled) = tabled else { continue };
        for scale in &tabled.used.codebook.scales {
            match dataset.scales.iter().find(|known| known.id == scale.id) {
                Some(known) => faults.extend(other_scale(known, scale, &tabled.used.codebook.name)),
                None => dataset.scales.push(scale.clone()),
            }
        }
        if tabled.kind == SourceKind::Checklist {
            facilities.extend(checklist(&tabled, &source.round, &mut faults));
        } else if tabled.table.rows > 0 {
            let made = sources(&scan, source, &mut tabled, &mut faults);
            let first = tabled.files.first().map_or("", |file| file.name.as_str());
            for mut made in made {
                if let (SourceKind::Quickscan, SourceData::Survey(survey)) = (tabled.kind, &mut made.data) {
                    faults.extend(without_areas(&tabled.used.codebook.scales, first));
                    let distances = distances(&tabled.used.codebook.scales, survey);
                    let is_new = |scale: &Scale| !dataset.scales.iter().any(|known| known.id == scale.id);
                    let new: Vec<Scale> = distances.into_iter().filter(is_new).collect();
                    dataset.scales.extend(new);
                }
                if let Some(mapping) = &mapping {
                    for role in [Role::Sector, Role::Domain] {
                        if breaks_down_by(&scan, role) {
                            derive(&mut made, role, mapping);
                        }
                    }
                }
                match (&scan.report.select, &mapping) {
                    // Staff study nothing: no selection of programmes leaves them out.
                    _ if made.kind == SourceKind::Staff => {}
                    (Some(Select::Mapping(_)), Some(mapping)) => {
                        by_mapping(&mut made, mapping, first, &mut faults)
                    }
                    (Some(Select::Levels(levels)), _) => by_levels(&mut made, levels, first, &mut faults),
                    _ => {}
                }
                coarsen(&mut made, &tabled.used.codebook);
                if breaks_down_by(&scan, Role::ScoreBand) {
                    band(&mut made, &dataset.scales);
                }
                dataset.sources.push(made);
                pseudonyms.push(tabled.pseudonyms.clone());
            }
        }
        faults.extend(groups_of_nothing(&tabled.used.codebook, &dataset.sources));
        faults.extend(theme_of_item(&tabled.used.codebook));
        codebooks.push(tabled.used);
    }
    for one in &themes {
        faults.extend(unknown_groups(one, &dataset));
        let made = theme_sources(one, &dataset, scan.synthetic);
        pseudonyms.extend(made.iter().map(|_| Pseudonyms::default()));
        dataset.sources.extend(made);
    }
    faults.extend(unmeasurable(&agreed, &dataset, &scan));
    faults.extend(with_one_name(&dataset.sources, &scan.file));
    if breaks_down_by(&scan, Role::ScoreBand) {
        faults.extend(not_banded(&dataset, &scan.file));
    }
    if secret.is_some() {
        join(&mut dataset.sources, &pseudonyms, &mut faults);
    } else if scan.privacy.pseudonym_key_env.is_none() && could_join(&dataset.sources) {
        faults.push(not_joined(&scan));
    }
    let mut texts = texts(files, &scan, &mut faults);
    let house = house(files, &scan, &mut faults);
    let ledger = ledger(files, &scan, &mut faults);
    if let Some(Select::Levels(levels)) = &scan.report.select {
        faults.extend(
            unknown_levels(&dataset.sources, levels).into_iter().map(|level| unknown_level(&scan, level)),
        );
    }
    let frame =
        scan.weights.frame.as_ref().and_then(|name| frame(files, name, &codebooks, &mut inputs, &mut faults));
    let mut frame = frame.and_then(|frame| selected_frame(frame, &scan, mapping.as_ref(), &mut faults));
    if faults.iter().any(|fault| fault.severity == Severity::Refused) {
        return Err(Refusal { faults, inputs });
    }
    let weighing = weigh(&mut dataset, frame.as_ref(), &scan, &mut faults);
    let benchmarks = benchmarks(files, &scan, &mut faults);
    if faults.iter().any(|fault| fault.severity == Severity::Refused) {
        return Err(Refusal { faults, inputs });
    }
    let chosen = matches!(scan.report.select, Some(Select::Mapping(_)));
    let selection = mapping.filter(|_| chosen).map(|mapping| mapping.title);
    let named = Named {
        dataset: &mut dataset,
        frame: &mut frame,
        inputs: &mut inputs,
        faults: &mut faults,
        texts: &mut texts,
    };
    let school_codes = replace(&scan, named);
    let mut told: Vec<Told> = themes.into_iter().flat_map(|one| one.told).collect();
    let of_quotes = told.iter_mut().flat_map(|one| &mut one.quotes).map(|quote| &mut quote.institution);
    for institution in of_quotes.chain(facilities.iter_mut().map(|one| &mut one.institution)) {
        *institution = code_of(institution, &school_codes);
    }
    Ok(Ingested {
        scan,
        dataset,
        faults,
        inputs,
        codebooks,
        selection,
        benchmarks,
        frame,
        ledger,
        texts,
        house,
        commitments: agreed.into_iter().map(|one| one.commitment).collect(),
        told,
        facilities,
        weighing,
        school_codes,
    })
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
    if scan.report.benchmarks.is_empty() && scan.report.reference != Reference::Benchmark {
        return Vec::new();
    }
    for built_in in Benchmark::built_in() {
        if !known.iter().any(|own| own.id == built_in.id) {
            known.push(built_in);
        }
    }
    if scan.report.benchmarks.is_empty() {
        return known;
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

/// Makes the sources of a table: several where a column holds the round.
fn sources(scan: &Scan, source: &SourceFile, tabled: &mut Tabled, faults: &mut Vec<Fault>) -> Vec<Source> {
    let (table, codebook) = (&tabled.table, &tabled.used.codebook);
    let made = |round: String, data: SourceData| Source {
        name: source.name.clone(),
        kind: tabled.kind,
        round,
        public: source.public,
        synthetic: scan.synthetic,
        data,
    };
    if !matches!(source.meaning, Meaning::Codebook(_)) {
        faults.extend(match tabled.kind {
            SourceKind::Alumni => unasked(tabled),
            SourceKind::Quickscan => unstated(tabled),
            _ => Vec::new(),
        });
    }
    match tabled.kind {
        SourceKind::Survey | SourceKind::Quickscan | SourceKind::Alumni => rounds(table, codebook, faults)
            .into_iter()
            .map(|round| {
                let name = round.name.unwrap_or_else(|| source.round.clone());
                made(name, SourceData::Survey(round.survey))
            })
            .collect(),
        SourceKind::Register => register(&mut tabled.table, codebook, faults)
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
        SourceKind::Staff => staff(tabled, &source.round, faults)
            .map(|counts| made(source.round.clone(), SourceData::Counts(counts)))
            .into_iter()
            .collect(),
        // Read on their own: they hold no rows of people.
        SourceKind::Themes | SourceKind::Checklist | SourceKind::Commitments => Vec::new(),
    }
}

/// Leaves one of faults that are alike: a codebook that several sources name is read for each.
fn once_each(faults: &mut Vec<Fault>) {
    let mut told = BTreeSet::new();
    faults.retain(|fault| fault.kind != FaultKind::Configuration || told.insert(fault.clone()));
}

/// Tells which columns of a codebook are in no file, or in another file only.
///
/// One codebook can serve many exports: a column that another source of the scan has is repaired, not
/// refused, and nothing to tell between kinds of sources. A question that another round asks is no fault of this one.
fn tell_missing(scan: &Scan, tabled: &[Option<Tabled>], faults: &mut Vec<Fault>) {
    for (source, one) in scan.sources.iter().zip(tabled) {
        let Some(one) = one else { continue };
        if !matches!(source.meaning, Meaning::Codebook(_)) {
            continue;
        }
        let codebook = &one.used.codebook;
        let lookup = codebook.lookup();
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
                let holders: Vec<&SourceFile> = others
                    .filter_map(|(other, tabled)| Some((other, tabled.as_ref()?)))
                    .filter(|(_, tabled)| {
                        tabled.files.iter().any(|other| {
                            !lacking(codebook, &other.format)
                                .iter()
                                .any(|lost| lost.heading == meaning.heading)
                        })
                    })
                    .map(|(other, _)| other)
                    .collect();
                let of_kind: Vec<&SourceFile> =
                    holders.iter().copied().filter(|other| other.kind == source.kind).collect();
                if of_kind.is_empty() && !holders.is_empty() {
                    continue;
                }
                // A heading that the codebook knows already is no other name of this column.
                let strangers =
                    file.format.headings.iter().filter(|name| lookup.column(name, None).is_none());
                let near = nearest(&meaning.heading, strangers.map(String::as_str));
                let is_question = matches!(meaning.role, Role::Item | Role::Outcome);
                let is_of_other_rounds = of_kind.iter().all(|other| other.round != source.round);
                faults.push(match near {
                    None if !of_kind.is_empty() && is_question && is_of_other_rounds => {
                        not_asked(&file.name, &meaning.heading)
                    }
                    _ if of_kind.is_empty() => {
                        missing_column(Severity::Refused, &file.name, &meaning.heading, near)
                    }
                    _ => missing_column(Severity::Repaired, &file.name, &meaning.heading, near),
                });
            }
        }
    }
}
