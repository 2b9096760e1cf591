//! One report folder, as a comparison reads it.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::Path;

use serde::Deserialize;

use crate::model::{Fault, FaultKind, Severity, Text};

use super::What;

/// A report folder.
#[derive(Debug, Clone, PartialEq)]
pub struct Folder {
    /// The name of the folder, as it was given.
    pub name: String,
    /// The title of the scan.
    pub title: String,
    /// Whose report it is.
    pub scope: String,
    /// Whether the people are made up.
    pub synthetic: bool,
    /// How its measures are defined.
    pub measures: BTreeMap<String, Defined>,
    /// Which answers count, of each outcome.
    pub outcomes: BTreeMap<String, Vec<String>>,
    rows: Vec<Row>,
}

impl Folder {
    pub(super) fn rows(&self) -> impl Iterator<Item = &Row> {
        self.rows.iter()
    }
}

/// How a measure is defined, as far as a manifest says.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct Defined {
    /// The lowest answer or score.
    pub lowest: f64,
    /// The highest answer or score.
    pub highest: f64,
    /// The value of each answer.
    #[serde(default)]
    pub answers: BTreeMap<String, f64>,
    /// The questions of a scale.
    #[serde(default)]
    pub items: Vec<String>,
    /// Those of them that are reversed.
    #[serde(default)]
    pub reversed: Vec<String>,
    /// How many must be answered for a score.
    #[serde(default)]
    pub needed: Option<usize>,
}

impl Defined {
    /// Returns in what another definition differs, or `None` where it is the same.
    #[expect(clippy::float_cmp, reason = "declared bounds and values, as written")]
    pub(super) fn difference(&self, other: &Self) -> Option<Text> {
        let list = |items: &[String]| items.join(", ");
        if self.items != other.items {
            let lacks: Vec<String> =
                self.items.iter().filter(|item| !other.items.contains(item)).cloned().collect();
            let extra: Vec<String> =
                other.items.iter().filter(|item| !self.items.contains(item)).cloned().collect();
            return Some(Text::new(
                format!(
                    "andere vragen (verdwenen: {}; nieuw: {})",
                    or_none(&list(&lacks)),
                    or_none(&list(&extra))
                ),
                format!(
                    "other questions (gone: {}; new: {})",
                    or_none(&list(&lacks)),
                    or_none(&list(&extra))
                ),
            ));
        }
        if self.reversed != other.reversed {
            return Some(Text::new(
                format!(
                    "andere omgekeerde vragen: [{}] en [{}]",
                    list(&self.reversed),
                    list(&other.reversed)
                ),
                format!(
                    "other reversed questions: [{}] and [{}]",
                    list(&self.reversed),
                    list(&other.reversed)
                ),
            ));
        }
        if self.lowest != other.lowest || self.highest != other.highest {
            return Some(Text::new(
                format!(
                    "loopt van {} tot {} en van {} tot {}",
                    self.lowest, self.highest, other.lowest, other.highest
                ),
                format!(
                    "runs from {} to {} and from {} to {}",
                    self.lowest, self.highest, other.lowest, other.highest
                ),
            ));
        }
        if self.needed != other.needed {
            return Some(Text::new(
                "een ander aantal antwoorden is nodig voor een score",
                "another number of answers is needed for a score",
            ));
        }
        if self.answers != other.answers {
            let labels = |one: &Self| one.answers.keys().cloned().collect::<Vec<_>>();
            return Some(Text::new(
                format!(
                    "andere antwoorden of codes: [{}] en [{}]",
                    list(&labels(self)),
                    list(&labels(other))
                ),
                format!("other answers or codes: [{}] and [{}]", list(&labels(self)), list(&labels(other))),
            ));
        }
        None
    }
}

fn or_none(list: &str) -> &str {
    if list.is_empty() { "-" } else { list }
}

/// A number as its folder prints it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Number {
    /// The round, year or cohort.
    pub period: String,
    /// The number, as written; empty where there is none.
    pub value: String,
    /// The lower bound.
    pub lower: String,
    /// The upper bound.
    pub upper: String,
    /// The people in the denominator.
    pub n: String,
    /// The status of `results.csv`; empty where the folder has no such row.
    pub status: String,
}

/// A row of `results.csv`.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub(super) struct Row {
    pub(super) period: String,
    pub(super) measure: String,
    pub(super) by: String,
    group: String,
    pub(super) against: String,
    pub(super) statistic: String,
    category: String,
    value: String,
    lower: String,
    upper: String,
    n: String,
    status: String,
}

impl Row {
    pub(super) fn what(&self) -> What {
        What {
            measure: self.measure.clone(),
            by: self.by.clone(),
            group: self.group.clone(),
            against: self.against.clone(),
            statistic: self.statistic.clone(),
            category: self.category.clone(),
        }
    }

    /// Returns whether there is something to see: the last year of a cohort may not be observable yet.
    pub(super) fn is_number(&self) -> bool {
        self.status != "not_yet_observable"
    }

    pub(super) fn number(&self) -> Number {
        Number {
            period: self.period.clone(),
            value: self.value.clone(),
            lower: self.lower.clone(),
            upper: self.upper.clone(),
            n: self.n.clone(),
            status: self.status.clone(),
        }
    }
}

#[derive(Debug, Deserialize)]
struct Manifest {
    title: String,
    scope: String,
    #[serde(default)]
    synthetic: bool,
    #[serde(default)]
    measures: BTreeMap<String, Defined>,
    #[serde(default)]
    outcomes: BTreeMap<String, Vec<String>>,
}

/// Reads a report folder, or the report over all schools in a folder of reports.
///
/// # Errors
/// There is no report, or a file of it cannot be read.
pub(super) fn read(path: &Path) -> Result<Folder, Box<Fault>> {
    let name = path.display().to_string();
    let refuse = |what: &str, why: Text| {
        Box::new(Fault::in_file(
            Severity::Refused,
            FaultKind::Unreadable,
            format!("{name}/{what}"),
            Text::new(format!("kan niet worden gelezen: {}", why.nl), format!("cannot be read: {}", why.en)),
            Text::new(
                "geef een map die `meetellen report` maakte, met results.csv en manifest.json",
                "give a folder that `meetellen report` made, with results.csv and manifest.json",
            ),
        ))
    };
    let inner = path.join("alle");
    let place = if !path.join("results.csv").is_file() && inner.join("results.csv").is_file() {
        &inner
    } else {
        path
    };
    let text = fs::read_to_string(place.join("manifest.json"))
        .map_err(|error| refuse("manifest.json", why(&error)))?;
    let manifest: Manifest = serde_json::from_str(&text)
        .map_err(|error| refuse("manifest.json", Text::same(error.to_string())))?;
    let text =
        fs::read_to_string(place.join("results.csv")).map_err(|error| refuse("results.csv", why(&error)))?;
    let rows = csv::Reader::from_reader(text.as_bytes())
        .deserialize()
        .collect::<Result<Vec<Row>, _>>()
        .map_err(|error| refuse("results.csv", Text::same(error.to_string())))?;
    Ok(Folder {
        name,
        title: manifest.title,
        scope: manifest.scope,
        synthetic: manifest.synthetic,
        measures: manifest.measures,
        outcomes: manifest.outcomes,
        rows,
    })
}

fn why(error: &io::Error) -> Text {
    match error.kind() {
        io::ErrorKind::NotFound => Text::new("het bestand is er niet", "the file is not there"),
        _ => Text::same(error.to_string()),
    }
}
