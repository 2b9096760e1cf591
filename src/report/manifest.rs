//! The manifest: from what and by which rules a report was made, so that the run can be repeated.
//!
//! Holds no clock, thread count or path: the same input gives the same bytes.

use std::collections::BTreeMap;

use serde::Serialize;

use super::data::SCHEMA;
use super::edition::{AnswerNote, BenchmarkNote, Edition, Provenance};
use crate::model::{Language, LevelKind, Role};

/// The name of the manifest in a report folder; also how a folder of ours is known.
pub const FILE_NAME: &str = "manifest.json";

/// Returns `manifest.json` for one scope, with the paths of the files beside it.
#[must_use]
pub fn manifest(edition: &Edition, scope: &str, files: &[&str]) -> String {
    let manifest = Manifest {
        program: "meetellen",
        version: &edition.version,
        schema: SCHEMA,
        title: &edition.title,
        scope,
        synthetic: edition.provenance == Provenance::Synthetic,
        languages: edition.languages.iter().map(|language| language.code()).collect(),
        breakdowns: edition
            .breakdowns
            .iter()
            .filter(|by| !by.is_empty())
            .map(|by| by.iter().map(|role| role.word()).collect::<Vec<_>>().join("*"))
            .collect(),
        policy: Policy {
            survey_min: edition.rules.survey_min,
            register_min: edition.rules.register_min,
            exact: edition.rules.is_exact,
            reason: edition.rules.reason.as_deref(),
        },
        relevant: Relevant {
            score_sd: edition.relevant.score_sd,
            item_points: edition.relevant.item_points,
            retention_points: edition.relevant.retention_points,
            participation_ratio: edition.relevant.participation_ratio,
        },
        inputs: edition
            .inputs
            .iter()
            .map(|input| Input { file: &input.name, sha256: &input.sha256 })
            .collect(),
        sources: edition
            .sources
            .iter()
            .map(|source| Source { name: &source.name, public: source.is_public })
            .collect(),
        measures: measures(edition),
        outcomes: outcomes(edition),
        not_stated: not_stated(edition),
        merged: merged(edition),
        benchmarks: edition.benchmarks.iter().map(Benchmark::of).collect(),
        files,
    };
    let mut json = serde_json::to_string_pretty(&manifest).expect("invariant: the manifest is plain data");
    json.push('\n');
    json
}

#[derive(Serialize)]
struct Manifest<'a> {
    program: &'a str,
    version: &'a str,
    schema: u32,
    title: &'a str,
    scope: &'a str,
    synthetic: bool,
    languages: Vec<&'a str>,
    breakdowns: Vec<String>,
    policy: Policy<'a>,
    relevant: Relevant,
    inputs: Vec<Input<'a>>,
    sources: Vec<Source<'a>>,
    measures: BTreeMap<&'a str, Measure<'a>>,
    /// Which answers count, of each outcome.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    outcomes: BTreeMap<&'a str, Vec<&'a str>>,
    not_stated: BTreeMap<&'static str, Vec<&'a str>>,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    merged: BTreeMap<&'static str, BTreeMap<&'a str, Vec<&'a str>>>,
    benchmarks: Vec<Benchmark<'a>>,
    files: &'a [&'a str],
}

#[derive(Serialize)]
struct Source<'a> {
    name: &'a str,
    public: bool,
}

/// A series of published figures that stands beside results, with where it is from.
#[derive(Serialize)]
struct Benchmark<'a> {
    id: &'a str,
    measure: &'a str,
    source: &'a str,
    retrieved: &'a str,
    /// Shares, 0 to 1, by starting year.
    values: BTreeMap<u16, f64>,
}

impl<'a> Benchmark<'a> {
    fn of(note: &'a BenchmarkNote) -> Self {
        Self {
            id: &note.id,
            measure: &note.measure,
            source: &note.source,
            retrieved: &note.retrieved,
            values: note.values.iter().copied().collect(),
        }
    }
}

/// The scale of a mean: the audit has to know what a hidden mean could be, a comparison whether it is the same.
#[derive(Serialize)]
struct Measure<'a> {
    lowest: f64,
    highest: f64,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    answers: BTreeMap<&'a str, f64>,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    items: &'a [String],
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    reversed: &'a [String],
    #[serde(skip_serializing_if = "Option::is_none")]
    needed: Option<usize>,
}

fn measures(edition: &Edition) -> BTreeMap<&str, Measure<'_>> {
    let scales = edition.scales.iter().map(|scale| {
        let measure = Measure {
            lowest: scale.lowest,
            highest: scale.highest,
            answers: BTreeMap::new(),
            items: &scale.items,
            reversed: &scale.reversed,
            needed: scale.needed,
        };
        (scale.measure.as_str(), measure)
    });
    let items =
        edition.items.iter().filter_map(|item| Some((item.measure.as_str(), of_answers(&item.answers)?)));
    scales.chain(items).collect()
}

fn of_answers(notes: &[AnswerNote]) -> Option<Measure<'_>> {
    let answers: BTreeMap<&str, f64> =
        notes.iter().filter_map(|answer| Some((answer.category.as_str(), answer.value?))).collect();
    let lowest = answers.values().copied().fold(f64::INFINITY, f64::min);
    let highest = answers.values().copied().fold(f64::NEG_INFINITY, f64::max);
    (lowest < highest).then_some(Measure {
        lowest,
        highest,
        answers,
        items: &[],
        reversed: &[],
        needed: None,
    })
}

fn outcomes(edition: &Edition) -> BTreeMap<&str, Vec<&str>> {
    let mut found: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for outcome in edition.outcomes.iter().chain(&edition.voices.outcomes) {
        let counted = outcome.answers.iter().filter(|answer| answer.success);
        found.insert(&outcome.measure, counted.map(|answer| answer.category.as_str()).collect());
    }
    found
}

/// Returns which levels stand together in coarser groups, by role and group.
fn merged(edition: &Edition) -> BTreeMap<&'static str, BTreeMap<&str, Vec<&str>>> {
    let language = edition.languages.first().copied().unwrap_or(Language::Dutch);
    let mut found: BTreeMap<&'static str, BTreeMap<&str, Vec<&str>>> = BTreeMap::new();
    for coarsening in &edition.rules.coarser {
        let of_role = found.entry(coarsening.role.word()).or_default();
        for group in &coarsening.groups {
            let of = group.of.iter().map(|level| level.label.get(language)).collect();
            of_role.insert(group.level.label.get(language), of);
        }
    }
    found
}

/// Returns the levels that are no group that people stated.
fn not_stated(edition: &Edition) -> BTreeMap<&'static str, Vec<&str>> {
    let mut found: BTreeMap<&'static str, Vec<&str>> = BTreeMap::new();
    let language = edition.languages.first().copied().unwrap_or(Language::Dutch);
    for (role, levels) in &edition.levels {
        let role: &Role = role;
        let levels: Vec<&str> = levels
            .iter()
            .filter(|level| level.kind != LevelKind::Stated)
            .map(|level| level.label.get(language))
            .collect();
        if !levels.is_empty() {
            found.insert(role.word(), levels);
        }
    }
    found
}

#[derive(Serialize)]
struct Policy<'a> {
    survey_min: u64,
    register_min: u64,
    exact: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<&'a str>,
}

/// From which size on a difference matters: the pages say it, and the audit has to know that it is no result.
#[derive(Serialize)]
struct Relevant {
    score_sd: f64,
    item_points: f64,
    retention_points: f64,
    participation_ratio: f64,
}

#[derive(Serialize)]
struct Input<'a> {
    file: &'a str,
    sha256: &'a str,
}
