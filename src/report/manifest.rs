//! The manifest: from what and by which rules a report was made, so that the run can be repeated.
//!
//! Holds no clock, thread count or path: the same input gives the same bytes.

use serde::Serialize;

use super::data::SCHEMA;
use super::edition::{Edition, Provenance};

/// The name of the manifest in a report folder; also how a folder of ours is known.
pub const FILE_NAME: &str = "manifest.json";

/// Returns `manifest.json` for one scope.
#[must_use]
pub fn manifest(edition: &Edition, scope: &str) -> String {
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
        inputs: edition
            .inputs
            .iter()
            .map(|input| Input { file: &input.name, sha256: &input.sha256 })
            .collect(),
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
    inputs: Vec<Input<'a>>,
}

#[derive(Serialize)]
struct Policy<'a> {
    survey_min: u64,
    register_min: u64,
    exact: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<&'a str>,
}

#[derive(Serialize)]
struct Input<'a> {
    file: &'a str,
    sha256: &'a str,
}
