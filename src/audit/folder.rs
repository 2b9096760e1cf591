//! Reads report folders as a stranger would: every `results.csv` and `manifest.json` that lies in them.
//!
//! Nothing is taken on trust: what a number was rounded to is read off the numbers themselves.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use serde::Deserialize;
use thiserror::Error;

/// Why a folder could not be attacked.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum AuditError {
    /// A file or folder cannot be read.
    #[error("cannot read `{}`: {why}", path.display())]
    Unreadable {
        /// The file or folder.
        path: PathBuf,
        /// What is wrong with it.
        why: String,
    },
    /// There is no report in the folder.
    #[error("no results.csv in `{}`", .0.display())]
    NoReport(PathBuf),
    /// A role of the catalogue is that of no table.
    #[error(
        "no table of these reports is by `{0}`: name the columns of the catalogue as in `by` of results.csv"
    )]
    NoSuchRole(String),
}

/// What a row says about its number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum State {
    /// The number is there.
    Shown,
    /// Limits of the publisher of open data.
    Bounded,
    /// A band.
    Banded,
    /// Kept back.
    Withheld,
    /// There is no such number.
    NotEstimable,
    /// Too early to tell.
    NotYetObservable,
}

/// A row of `results.csv`, as its columns are named.
#[derive(Debug, Clone, Deserialize)]
pub(super) struct Row {
    /// Whose report it is in.
    pub(super) scope: String,
    /// The name of the source.
    pub(super) source: String,
    /// The round, year or cohort.
    pub(super) period: String,
    /// What was measured.
    pub(super) measure: String,
    /// The roles, joined by `*`.
    pub(super) by: String,
    /// The levels, joined by `*`.
    pub(super) group: String,
    /// The other side of a comparison.
    pub(super) against: String,
    /// What the number is.
    pub(super) statistic: String,
    /// The answer.
    pub(super) category: String,
    /// The number as written; empty where there is none.
    pub(super) value: String,
    /// The lower bound as written.
    pub(super) lower: String,
    /// The upper bound as written.
    pub(super) upper: String,
    /// The people in the denominator.
    pub(super) n: Option<f64>,
    /// What it says about its number.
    pub(super) status: State,
    /// Whether its table is said to be in round numbers; a report leaves that to be seen from the numbers.
    #[serde(skip)]
    pub(super) is_said_to_be_round: Option<bool>,
    /// How many schools' printed numbers it is made of; 0 where it was made of people.
    #[serde(skip)]
    pub(super) schools: u32,
}

impl Row {
    /// Returns the number, or `None` where there is none.
    #[must_use]
    pub(super) fn number(&self) -> Option<f64> {
        self.value.parse().ok()
    }

    /// Returns the two bounds, or `None` where one is missing.
    #[must_use]
    pub(super) fn bounds(&self) -> Option<(f64, f64)> {
        Some((self.lower.parse().ok()?, self.upper.parse().ok()?))
    }

    /// Returns the decimals that the number is written with.
    #[must_use]
    pub(super) fn decimals(&self) -> usize {
        decimals(&self.value)
    }
}

/// Returns the decimals that a number is written with.
pub(super) fn decimals(written: &str) -> usize {
    written.split_once('.').map_or(0, |(_, fraction)| fraction.len())
}

/// What a manifest says that matters to an attacker.
#[derive(Debug, Clone, Deserialize, Default)]
#[serde(default)]
pub(super) struct Manifest {
    /// The scope of the folder; `*` for the folder of all scopes.
    pub(super) scope: String,
    /// The version of the program.
    pub(super) version: String,
    /// The minima.
    pub(super) policy: Policy,
    /// From which size on a difference matters, by kind of number.
    pub(super) relevant: BTreeMap<String, f64>,
    /// The files that went in: two folders of the same files are about the same people.
    pub(super) inputs: Vec<Input>,
    /// The sources, and whether they are open data.
    pub(super) sources: Vec<Source>,
    /// The lowest and highest answer of measures with a mean, and the value of each answer.
    pub(super) measures: BTreeMap<String, Measure>,
    /// Levels that are no stated group, per role: "prefer not to say".
    pub(super) not_stated: BTreeMap<String, Vec<String>>,
    /// Levels that stand together in coarser groups, per role and group.
    pub(super) merged: BTreeMap<String, BTreeMap<String, Vec<String>>>,
    /// Published figures that stand beside results.
    pub(super) benchmarks: Vec<Benchmark>,
}

/// A series of published figures.
#[derive(Debug, Clone, PartialEq, Default, Deserialize)]
#[serde(default)]
pub(super) struct Benchmark {
    /// Shares, 0 to 1, by year.
    pub(super) values: BTreeMap<String, f64>,
}

/// The minima of a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub(super) struct Policy {
    /// People behind a published answers figure.
    pub(super) survey_min: u64,
    /// People behind a published register or counts figure.
    pub(super) register_min: u64,
    /// Every source is public or made up: full precision.
    pub(super) exact: bool,
}

impl Default for Policy {
    fn default() -> Self {
        Self { survey_min: 10, register_min: 5, exact: false }
    }
}

/// A file that went into a report.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
pub(super) struct Input {
    /// The hash of its bytes.
    pub(super) sha256: String,
}

/// A source of a report.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Default)]
#[serde(default)]
pub(super) struct Source {
    /// The name in `results.csv`.
    pub(super) name: String,
    /// Open data, with the suppression of its publisher.
    pub(super) public: bool,
}

/// What is known of the answers to a measure.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub(super) struct Measure {
    /// The lowest answer.
    pub(super) lowest: f64,
    /// The highest answer.
    pub(super) highest: f64,
    /// The value of each answer, as `results.csv` names it.
    #[serde(default)]
    pub(super) answers: BTreeMap<String, f64>,
    /// The questions of a scale.
    #[serde(default)]
    pub(super) items: Vec<String>,
}

/// One report folder: the report of one scope.
#[derive(Debug, Clone)]
pub(super) struct Report {
    /// Where it lies.
    pub(super) path: PathBuf,
    /// What its manifest says.
    pub(super) manifest: Manifest,
    /// The rows, in the order of the file.
    pub(super) rows: Vec<Row>,
}

impl Report {
    /// Returns what tells two reports on the same people: the files that they were made of.
    #[must_use]
    pub(super) fn people(&self) -> Vec<Input> {
        let mut inputs = self.manifest.inputs.clone();
        inputs.sort();
        inputs
    }

    /// Returns whether a source is open data.
    #[must_use]
    pub(super) fn is_public(&self, source: &str) -> bool {
        self.manifest.sources.iter().any(|known| known.name == source && known.public)
    }
}

/// Reads every report at or below `folder`, in the order of their paths.
///
/// # Errors
/// There is none, or one cannot be read.
pub(super) fn read(folder: &Path) -> Result<Vec<Report>, AuditError> {
    if super::shared::is_share_file(folder) {
        return Ok(vec![super::shared::read(folder)?]);
    }
    let mut places = Vec::new();
    find(folder, &mut places)?;
    places.sort();
    if places.is_empty() {
        return Err(AuditError::NoReport(folder.to_owned()));
    }
    places.iter().map(|place| report(place)).collect()
}

fn unreadable(path: &Path, why: impl ToString) -> AuditError {
    AuditError::Unreadable { path: path.to_owned(), why: why.to_string() }
}

fn find(folder: &Path, places: &mut Vec<PathBuf>) -> Result<(), AuditError> {
    for entry in fs::read_dir(folder).map_err(|why| unreadable(folder, why))? {
        let path = entry.map_err(|why| unreadable(folder, why))?.path();
        if path.is_dir() {
            find(&path, places)?;
        } else if path.file_name().is_some_and(|name| name == "results.csv") {
            places.push(folder.to_owned());
        }
    }
    Ok(())
}

fn report(folder: &Path) -> Result<Report, AuditError> {
    let path = folder.join("manifest.json");
    let text = fs::read_to_string(&path).map_err(|why| unreadable(&path, why))?;
    let manifest = serde_json::from_str(&text).map_err(|why| unreadable(&path, why))?;
    let path = folder.join("results.csv");
    let text = fs::read_to_string(&path).map_err(|why| unreadable(&path, why))?;
    let rows = rows(&text).map_err(|why| unreadable(&path, why))?;
    Ok(Report { path: folder.to_owned(), manifest, rows })
}

/// Reads the rows of a `results.csv`.
///
/// # Errors
/// A row lacks a column, or holds a status that does not exist.
pub(super) fn rows(text: &str) -> Result<Vec<Row>, csv::Error> {
    csv::Reader::from_reader(text.as_bytes()).deserialize().collect()
}
