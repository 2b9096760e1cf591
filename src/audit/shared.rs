//! Reads share files as a stranger would: each as the report of one school, with the rows that its numbers stand for.
//!
//! A report of a network is made of share files; where those lie beside it, it is about the people in them.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use serde::Deserialize;
use sha2::{Digest, Sha256};

use super::folder::{AuditError, Input, Manifest, Measure, Policy, Report, Row, Source, State};

/// What an attacker takes from a share file.
#[derive(Debug, Deserialize)]
struct Shared {
    school: School,
    scope: String,
    minima: Minima,
    inputs: Vec<String>,
    sources: Vec<Source>,
    definitions: Vec<Definition>,
    levels: BTreeMap<String, Vec<Level>>,
    blocks: Vec<Block>,
    absent: Vec<Absent>,
}

#[derive(Debug, Deserialize)]
struct School {
    name: String,
}

#[derive(Debug, Deserialize)]
struct Minima {
    survey: u64,
    register: u64,
    exact: bool,
}

#[derive(Debug, Deserialize)]
struct Definition {
    measure: String,
    lowest: Option<f64>,
    highest: Option<f64>,
    #[serde(default)]
    answers: Vec<Answer>,
}

#[derive(Debug, Deserialize)]
struct Answer {
    category: String,
    value: Option<f64>,
}

#[derive(Debug, Deserialize)]
struct Level {
    label: String,
    stated: bool,
}

#[derive(Debug, Deserialize)]
struct Block {
    source: String,
    period: String,
    measure: String,
    by: String,
    group: String,
    precision: String,
    n: u64,
    count: Option<u64>,
    share: Option<f64>,
    mean: Option<f64>,
    sd: Option<f64>,
    #[serde(default)]
    answers: BTreeMap<String, Answered>,
    #[serde(default)]
    curve: Vec<CurveYear>,
    mix: Option<Mix>,
}

#[derive(Debug, Deserialize)]
struct Mix {
    role: String,
    parts: Vec<MixPart>,
}

#[derive(Debug, Deserialize)]
struct MixPart {
    level: String,
    precision: String,
    n: u64,
    share: Option<f64>,
    mean: Option<f64>,
    sd: Option<f64>,
}

#[derive(Debug, Deserialize)]
struct CurveYear {
    year: u16,
    n: u64,
    #[serde(default)]
    events: BTreeMap<String, u64>,
    #[serde(default)]
    shares: BTreeMap<String, f64>,
    #[serde(default)]
    at_most: BTreeMap<String, f64>,
}

#[derive(Debug, Deserialize)]
struct Answered {
    count: Option<u64>,
    share: f64,
    n: u64,
}

#[derive(Debug, Deserialize)]
struct Absent {
    source: String,
    period: String,
    measure: String,
    by: String,
    group: String,
}

/// Returns whether a path is a share file rather than a folder.
pub(super) fn is_share_file(path: &Path) -> bool {
    path.is_file() && path.extension().is_some_and(|extension| extension == "json")
}

/// Reads a share file as the report of its school.
///
/// # Errors
/// The file cannot be read, or is no share file.
pub(super) fn read(path: &Path) -> Result<Report, AuditError> {
    let unreadable = |why: String| AuditError::Unreadable { path: path.to_owned(), why };
    let text = fs::read_to_string(path).map_err(|why| unreadable(why.to_string()))?;
    let shared: Shared = serde_json::from_str(&text).map_err(|why| unreadable(why.to_string()))?;
    let rows = shared.blocks.iter().flat_map(|block| rows(block, &shared.scope));
    let rows = rows.chain(shared.absent.iter().map(|absent| withheld(absent, &shared.scope))).collect();
    Ok(Report { path: path.to_owned(), manifest: manifest(shared), rows })
}

/// The share files that were read, by the hash of their bytes.
#[derive(Debug, Default)]
pub(super) struct SharedNumbers(BTreeMap<String, SharedFile>);

#[derive(Debug)]
struct SharedFile {
    school: String,
    inputs: Vec<Input>,
    rows: Vec<Row>,
}

impl SharedNumbers {
    /// Reads the share files among the releases.
    ///
    /// # Errors
    /// A file cannot be read.
    pub(super) fn read(releases: &[Vec<Report>]) -> Result<Self, AuditError> {
        let mut files = BTreeMap::new();
        for report in releases.iter().flatten().filter(|report| is_share_file(&report.path)) {
            let unreadable = |why: String| AuditError::Unreadable { path: report.path.clone(), why };
            let bytes = fs::read(&report.path).map_err(|why| unreadable(why.to_string()))?;
            let hash: String = Sha256::digest(&bytes).iter().map(|byte| format!("{byte:02x}")).collect();
            let shared: Shared = serde_json::from_slice(&bytes).map_err(|why| unreadable(why.to_string()))?;
            let inputs = report.manifest.inputs.clone();
            files.insert(hash, SharedFile { school: shared.school.name, inputs, rows: report.rows.clone() });
        }
        Ok(Self(files))
    }

    /// Returns the rows of each school behind a report, by name; `None` where a file that it was made of is not there.
    pub(super) fn of(&self, inputs: &[Input]) -> Option<BTreeMap<String, Vec<Row>>> {
        inputs
            .iter()
            .map(|input| self.0.get(&input.sha256).map(|file| (file.school.clone(), file.rows.clone())))
            .collect()
    }

    /// Lets every report that was made of share files be about the people in those.
    pub(super) fn join(&self, releases: &mut [Vec<Report>]) {
        for report in releases.iter_mut().flatten() {
            let files = report.manifest.inputs.iter().filter_map(|input| self.0.get(&input.sha256));
            let made_of: Vec<Input> = files.flat_map(|file| &file.inputs).cloned().collect();
            if !made_of.is_empty() {
                report.manifest.inputs = made_of;
                report.manifest.inputs.sort();
                report.manifest.inputs.dedup();
            }
        }
    }
}

/// Returns the folders whose pages can be searched for numbers: a share file has none.
pub(super) fn has_pages(report: &Report) -> bool {
    let path: &PathBuf = &report.path;
    path.is_dir()
}

fn manifest(shared: Shared) -> Manifest {
    let measure = |definition: Definition| {
        let answers: BTreeMap<String, f64> = definition
            .answers
            .into_iter()
            .filter_map(|answer| Some((answer.category, answer.value?)))
            .collect();
        let lowest = answers.values().copied().fold(f64::INFINITY, f64::min);
        let highest = answers.values().copied().fold(f64::NEG_INFINITY, f64::max);
        let (lowest, highest) = (definition.lowest.unwrap_or(lowest), definition.highest.unwrap_or(highest));
        (lowest < highest)
            .then_some((definition.measure, Measure { lowest, highest, answers, items: Vec::new() }))
    };
    let not_stated = |levels: Vec<Level>| {
        levels.into_iter().filter(|level| !level.stated).map(|level| level.label).collect()
    };
    Manifest {
        scope: shared.scope,
        policy: Policy {
            survey_min: shared.minima.survey,
            register_min: shared.minima.register,
            exact: shared.minima.exact,
        },
        inputs: shared.inputs.into_iter().map(|sha256| Input { sha256 }).collect(),
        sources: shared.sources,
        measures: shared.definitions.into_iter().filter_map(measure).collect(),
        not_stated: shared.levels.into_iter().map(|(role, levels)| (role, not_stated(levels))).collect(),
        // A share file has no pages, so nothing that only pages say.
        ..Manifest::default()
    }
}

fn rows(block: &Block, scope: &str) -> Vec<Row> {
    #[expect(clippy::cast_precision_loss, reason = "counts of people stay far below 2^52")]
    let people = |count: u64| count as f64;
    let row = |statistic: &str, category: &str, value: f64, n: u64| Row {
        scope: scope.to_owned(),
        source: block.source.clone(),
        period: block.period.clone(),
        measure: block.measure.clone(),
        by: block.by.clone(),
        group: block.group.clone(),
        against: String::new(),
        statistic: statistic.to_owned(),
        category: category.to_owned(),
        value: value.to_string(),
        lower: String::new(),
        upper: String::new(),
        n: Some(people(n)),
        status: State::Shown,
        is_said_to_be_round: Some(block.precision == "round"),
        schools: 0,
    };
    let mut rows = Vec::new();
    rows.extend(block.count.map(|count| row("count", "", people(count), count)));
    rows.extend(block.share.map(|share| row("share", "", share, block.n)));
    rows.extend(block.mean.map(|mean| row("mean", "", mean, block.n)));
    rows.extend(block.sd.map(|sd| row("sd", "", sd, block.n)));
    for (category, answered) in &block.answers {
        rows.push(row("share", category, answered.share, answered.n));
        rows.extend(answered.count.map(|count| row("count", category, people(count), answered.n)));
    }
    for told in &block.curve {
        let year = told.year.to_string();
        let line = |part: &str| block.measure.replacen("curve", &format!("curve_{part}"), 1);
        for (part, share) in &told.shares {
            rows.push(Row { measure: line(part), ..row("share", &year, *share, told.n) });
        }
        for (part, most) in &told.at_most {
            let (measure, upper) = (line(part), most.to_string());
            let banded = Row { measure, status: State::Banded, upper, ..row("share", &year, 0.0, told.n) };
            rows.push(Row { value: String::new(), lower: "0".to_owned(), ..banded });
        }
        for (part, ended) in &told.events {
            let row = row("count", &year, people(*ended), told.n);
            rows.push(Row { measure: line(part), ..row });
        }
    }
    for (role, part) in block.mix.iter().flat_map(|mix| mix.parts.iter().map(|part| (&mix.role, part))) {
        let of_part = |statistic: &str, value: f64| Row {
            by: role.clone(),
            // A star would part two levels.
            group: part.level.replace('*', "\\*"),
            is_said_to_be_round: Some(part.precision == "round"),
            ..row(statistic, "", value, part.n)
        };
        rows.extend(part.share.map(|share| of_part("share", share)));
        rows.extend(part.mean.map(|mean| of_part("mean", mean)));
        rows.extend(part.sd.map(|sd| of_part("sd", sd)));
    }
    rows
}

fn withheld(absent: &Absent, scope: &str) -> Row {
    let statistic = match absent.measure.split('.').next() {
        Some("scale" | "item") => "mean",
        Some("participation") => "count",
        _ => "share",
    };
    Row {
        scope: scope.to_owned(),
        source: absent.source.clone(),
        period: absent.period.clone(),
        measure: absent.measure.clone(),
        by: absent.by.clone(),
        group: absent.group.clone(),
        against: String::new(),
        statistic: statistic.to_owned(),
        category: String::new(),
        value: String::new(),
        lower: String::new(),
        upper: String::new(),
        n: None,
        status: State::Withheld,
        is_said_to_be_round: None,
        schools: 0,
    }
}
