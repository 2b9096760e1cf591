//! The share file: what stands in it, as JSON.
//!
//! Every number is one that the school published, with its n and how precisely it was printed. Leaves out reading and
//! the checksum (`verify`).

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::disclosure::Precision;
use crate::model::Text;

/// How a share file is known.
pub const FORMAT: &str = "meetellen-share";

/// The version of the form of the file.
pub const SCHEMA: u32 = 2;

/// The version of the definitions behind the numbers: raised when a number is computed in another way.
pub const RULES: u32 = 1;

/// One school's numbers, to be put together with those of others.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ShareFile {
    /// SHA-256 of the file with these 64 digits left out.
    pub checksum: String,
    /// [`FORMAT`].
    pub format: String,
    /// [`SCHEMA`].
    pub schema: u32,
    /// [`RULES`].
    pub rules: u32,
    /// The version of the program that wrote it.
    pub version: String,
    /// Whose numbers these are.
    pub school: School,
    /// The scope of its report in `results.csv`.
    pub scope: String,
    /// The title of the scan.
    pub title: String,
    /// Whether the people are made up.
    pub synthetic: bool,
    /// The language of the labels of groups: `nl` or `en`.
    pub language: String,
    /// The fewest people behind a number.
    pub minima: Minima,
    /// The hashes of the files that went in: no two schools have the same.
    pub inputs: Vec<String>,
    /// The sources, in order.
    pub sources: Vec<SharedSource>,
    /// What each measure counts.
    pub definitions: Vec<Definition>,
    /// The levels of the agreed breakdowns, in the order of reports.
    pub levels: BTreeMap<String, Vec<Level>>,
    /// The numbers.
    pub blocks: Vec<Block>,
    /// What the school withholds, so that nobody takes it for nobody.
    pub absent: Vec<Absent>,
    /// What the report has and this file has not, because it cannot be added up.
    pub not_mergeable: Vec<String>,
}

/// A school.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct School {
    /// The code, as files write it.
    pub code: String,
    /// The name.
    pub name: String,
}

/// The fewest people behind a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Minima {
    /// Behind an answers figure.
    pub survey: u64,
    /// Behind a register or counts figure.
    pub register: u64,
    /// Whether numbers are in full: every source is public or synthetic.
    pub exact: bool,
}

/// A source.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SharedSource {
    /// The name.
    pub name: String,
    /// `survey`, `register` or `counts`.
    pub kind: String,
    /// Its rounds or years, in order.
    pub periods: Vec<String>,
    /// Whether it is open data.
    pub public: bool,
}

/// What a measure counts; files are only put together where this is the same.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Definition {
    /// The measure in `results.csv`.
    pub measure: String,
    /// The name or the question.
    pub text: Text,
    /// The declared lowest score of a scale.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub lowest: Option<f64>,
    /// The declared highest score of a scale.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub highest: Option<f64>,
    /// The questions of a scale, in order.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub items: Vec<String>,
    /// Those of them that are reversed.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub reversed: Vec<String>,
    /// How many questions must be answered for a score.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub needed: Option<usize>,
    /// The aspect that findings belong to.
    #[serde(skip_serializing_if = "String::is_empty", default)]
    pub theme: String,
    /// The answers, in order.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub answers: Vec<Answer>,
    /// Which of them count, for a share of people.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub success: Vec<String>,
}

/// One possible answer.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Answer {
    /// As `results.csv` names it.
    pub category: String,
    /// As a reader sees it.
    pub text: Text,
    /// Its place on the scale, not reversed.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub value: Option<f64>,
}

/// One level of a breakdown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Level {
    /// As groups are named.
    pub label: String,
    /// As a reader sees it.
    pub text: Text,
    /// Whether people stated it: "prefer not to say" is no stated group.
    pub stated: bool,
}

/// The numbers of one group on one measure.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Block {
    /// The source.
    pub source: String,
    /// The round, year or cohort.
    pub period: String,
    /// The measure.
    pub measure: String,
    /// The agreed breakdown: empty for everybody, `gender` or `sex`.
    pub by: String,
    /// The level; empty for everybody.
    pub group: String,
    /// How precisely its numbers are printed.
    #[serde(with = "precision")]
    pub precision: Precision,
    /// People behind it; 0 where only answers are shown.
    pub n: u64,
    /// How many people, for a measure that counts them.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub count: Option<u64>,
    /// The share that counts as success, 0 to 1.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub share: Option<f64>,
    /// The mean.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub mean: Option<f64>,
    /// The standard deviation, with denominator n - 1.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub sd: Option<f64>,
    /// How many people gave each answer, those shown.
    #[serde(skip_serializing_if = "BTreeMap::is_empty", default)]
    pub answers: BTreeMap<String, Answered>,
    /// How many people have each score; of data that are public or made up only.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub scores: Vec<(f64, u64)>,
    /// The cross-products of a scale; of data that are public or made up only.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub products: Option<Products>,
    /// How many people there are in each programme, and with the answer; of data that are public or made up only.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub strata: Vec<StratumCount>,
    /// What ended the study of starters, year by year: the event table of a curve.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub curve: Vec<CurveYear>,
    /// The same number of each programme that the report shows by itself: of everybody only.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub mix: Option<Mix>,
}

/// A number of everybody by programme, or by what comes nearest to it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Mix {
    /// By what: `programme`, else `domain`, `sector`, `level` or `location`.
    pub role: String,
    /// The programmes, in the order of their names.
    pub parts: Vec<MixPart>,
}

/// One programme.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MixPart {
    /// Its name.
    pub level: String,
    /// How precisely its number is printed.
    #[serde(with = "precision")]
    pub precision: Precision,
    /// People behind it.
    pub n: u64,
    /// The share, 0 to 1.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub share: Option<f64>,
    /// The mean.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub mean: Option<f64>,
    /// The standard deviation, with denominator n - 1.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub sd: Option<f64>,
}

/// One year of a curve: who was still followed, and what had ended the study of the others.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CurveYear {
    /// Years after the start, from 1.
    pub year: u16,
    /// People who were followed for so long, as printed.
    pub n: u64,
    /// How many of them had a diploma, switched or dropped out in this year; of data that are public or made up only.
    #[serde(skip_serializing_if = "BTreeMap::is_empty", default)]
    pub events: BTreeMap<String, u64>,
    /// The shares of the curve as printed: `enrolled`, `diploma`, `switch` and `dropout` so far, where not in full.
    #[serde(skip_serializing_if = "BTreeMap::is_empty", default)]
    pub shares: BTreeMap<String, f64>,
    /// What is only told as "at most", because hardly anybody had it.
    #[serde(skip_serializing_if = "BTreeMap::is_empty", default)]
    pub at_most: BTreeMap<String, f64>,
}

/// The people of one group in one programme: what a difference within programmes is made of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StratumCount {
    /// The programme, or the smallest place that the source knows; empty for the school itself.
    pub place: String,
    /// People with the answer.
    pub count: u64,
    /// People who answered.
    pub n: u64,
}

/// Which numbers a block holds: what tells it from every other.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// The source.
    pub source: String,
    /// The round, year or cohort.
    pub period: String,
    /// The measure.
    pub measure: String,
    /// The agreed breakdown; empty for everybody.
    pub by: String,
    /// The level; empty for everybody.
    pub group: String,
}

impl Block {
    /// Returns which numbers it holds.
    #[must_use]
    pub fn place(&self) -> Place {
        Place {
            source: self.source.clone(),
            period: self.period.clone(),
            measure: self.measure.clone(),
            by: self.by.clone(),
            group: self.group.clone(),
        }
    }
}

/// How many people gave an answer.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Answered {
    /// The number, where the report prints it.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub count: Option<u64>,
    /// The share of those who answered, 0 to 1.
    pub share: f64,
    /// People who answered.
    pub n: u64,
}

/// Sums over the people who answered all questions of a scale, in steps above the lowest answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Products {
    /// How many people.
    pub n: u64,
    /// The sum of each question.
    pub sums: Vec<u64>,
    /// The sums of products: the upper triangle with the diagonal, row by row.
    pub products: Vec<u64>,
}

/// A group that a school withholds on a measure.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Absent {
    /// The source.
    pub source: String,
    /// The round, year or cohort.
    pub period: String,
    /// The measure.
    pub measure: String,
    /// The breakdown.
    pub by: String,
    /// The level.
    pub group: String,
    /// Always `privacy`.
    pub reason: String,
}

/// The words of [`Precision`] in the file.
mod precision {
    use serde::{Deserialize, Deserializer, Serializer, de::Error};

    use super::Precision;

    #[expect(clippy::trivially_copy_pass_by_ref, reason = "the form that serde asks for")]
    pub(super) fn serialize<S: Serializer>(precision: &Precision, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(match precision {
            Precision::Exact => "exact",
            Precision::Fine => "fine",
            Precision::Round => "round",
        })
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Precision, D::Error> {
        match String::deserialize(deserializer)?.as_str() {
            "exact" => Ok(Precision::Exact),
            "fine" => Ok(Precision::Fine),
            "round" => Ok(Precision::Round),
            other => Err(D::Error::custom(format!("`{other}` is no precision"))),
        }
    }
}
