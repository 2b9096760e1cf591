//! Reports of a network: each of their numbers is of the schools that take part in it, and of no others.
//!
//! `bijdragen.csv` beside the report says who those are. So a number of a network is never a total that contains a
//! school which withholds it: it stands in a population of its own. Where the share files that the network was made
//! of are there too, its numbers are worked out from them again: what follows from them tells nothing more, and what
//! does not follow is a finding. Knows nothing of how a network is made.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use serde::Deserialize;

use super::Weakness;
use super::finding::{Attacker, Finding, Verdict};
use super::folder::{AuditError, Report, Row, State};
use super::printed::NETWORK;
use super::shared::SharedNumbers;
use super::system::Range;

/// Which number of several schools it is.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Place {
    source: String,
    period: String,
    measure: String,
    by: String,
    group: String,
}

impl Place {
    fn of(row: &Row) -> Self {
        Self {
            source: row.source.clone(),
            period: row.period.clone(),
            measure: curve_of(&row.measure),
            by: row.by.clone(),
            group: row.group.clone(),
        }
    }
}

/// Returns the table that a line of a curve is from: its lines have the same schools.
fn curve_of(measure: &str) -> String {
    let Some(rest) = measure.strip_prefix("retention.curve_") else { return measure.to_owned() };
    format!("retention.curve{}", rest.find('@').map_or("", |at| &rest[at..]))
}

/// Who takes part in each number.
type Contributions = BTreeMap<Place, Vec<String>>;

/// A line of `bijdragen.csv`.
#[derive(Debug, Deserialize)]
struct Line {
    source: String,
    period: String,
    measure: String,
    by: String,
    group: String,
    schools: String,
}

/// What was found of the reports of networks.
#[derive(Debug, Default)]
pub(super) struct Networks {
    /// The reports whose numbers all follow from share files that were read as well.
    pub(super) followed: BTreeSet<PathBuf>,
    /// Numbers that do not follow from them, or that are of too few schools.
    pub(super) weaknesses: Vec<Weakness>,
}

/// Puts the numbers of networks in a population of their own, and holds them to the share files.
///
/// # Errors
/// A file cannot be read.
pub(super) fn settle(releases: &mut [Vec<Report>], files: &SharedNumbers) -> Result<Networks, AuditError> {
    let mut found = Networks::default();
    for report in releases.iter_mut().flatten() {
        let Some(contributions) = contributions(&report.path)? else { continue };
        let made_of = files.of(&report.manifest.inputs);
        for row in report.rows.iter().filter(|row| row.by != INSTITUTION && is_told(row)) {
            let schools = contributions.get(&Place::of(row)).map_or(&[][..], Vec::as_slice);
            let cause = match &made_of {
                _ if schools.len() < FEWEST_SCHOOLS => Some("of fewer than three schools"),
                Some(numbers) if !follows(row, schools, numbers) => {
                    Some("does not follow from the share files")
                }
                _ => None,
            };
            found.weaknesses.extend(cause.map(|cause| weakness(row, cause)));
        }
        if made_of.is_some() {
            found.followed.insert(report.path.clone());
        }
        for row in &mut report.rows {
            let schools = contributions.get(&Place::of(row)).map_or(&[][..], Vec::as_slice);
            row.schools = u32::try_from(schools.len()).unwrap_or(u32::MAX);
            // What stands in no relation to any other number tells nothing of it.
            row.scope = format!("{NETWORK}={}, {} {}", schools.join("; "), row.by, row.group);
            row.by.clear();
            row.group.clear();
        }
    }
    Ok(found)
}

const INSTITUTION: &str = "institution";

/// Schools behind a number of several schools.
const FEWEST_SCHOOLS: usize = 3;

fn contributions(report: &Path) -> Result<Option<Contributions>, AuditError> {
    let beside =
        [Some(report), report.parent()].into_iter().flatten().map(|folder| folder.join("bijdragen.csv"));
    let Some(path) = beside.into_iter().find(|path| path.is_file()) else { return Ok(None) };
    let unreadable = |why: String| AuditError::Unreadable { path: path.clone(), why };
    let text = fs::read_to_string(&path).map_err(|why| unreadable(why.to_string()))?;
    let mut found = Contributions::new();
    for line in csv::Reader::from_reader(text.as_bytes()).deserialize() {
        let line: Line = line.map_err(|why| unreadable(why.to_string()))?;
        let Line { source, period, measure, by, group, schools } = line;
        let names = schools.split("; ").filter(|name| !name.is_empty()).map(str::to_owned).collect();
        found.insert(Place { source, period, measure, by, group }, names);
    }
    Ok(Some(found))
}

/// Returns whether a row tells a number of people or a number about them, not one computed from several of those.
fn is_told(row: &Row) -> bool {
    row.status == State::Shown
        && row.against.is_empty()
        && ["n", "count", "share", "mean"].contains(&row.statistic.as_str())
}

/// Numbers of people are told in fives where some of them are.
const HALF_FIVE: f64 = 2.5;

/// A mean is told in tenths at its coarsest, a share in whole percents.
const HALF_TENTH: f64 = 0.05;
const HALF_PERCENT: f64 = 0.005;

/// What binary noise may amount to.
const HAIR: f64 = 1e-9;

/// Returns whether a number of several schools follows from what their files say.
fn follows(row: &Row, schools: &[String], numbers: &BTreeMap<String, Vec<Row>>) -> bool {
    if row.measure.starts_with("participation.") && row.statistic == "share" {
        // The part of a group in all is made of two other rows.
        return true;
    }
    let is_curve = row.measure.starts_with("retention.curve_");
    let of = |statistic: &str| -> Vec<&Row> {
        let is_it = |known: &&Row| {
            Place::of(known) == Place::of(row)
                && (known.measure == row.measure)
                && known.statistic == statistic
                && known.category == row.category
        };
        schools.iter().filter_map(|school| numbers.get(school)?.iter().find(is_it)).collect()
    };
    let (mut parts, is_made_of_shares) = match of(&row.statistic) {
        parts if parts.is_empty() && row.statistic == "count" => (of("share"), true),
        parts => (parts, false),
    };
    // A school whose curve has ended is followed no longer.
    parts.retain(|part| part.n.is_some());
    if parts.len() < FEWEST_SCHOOLS || !is_curve && parts.len() < schools.len() {
        return false;
    }
    let people: f64 = parts.iter().filter_map(|part| part.n).sum();
    let is_of_them = row.n.is_some_and(|n| (n - people).abs() <= HALF_FIVE + HAIR);
    let (Some(value), false) = (row.number(), is_curve) else { return is_of_them };
    let sum = |of: fn(f64, f64) -> f64| -> f64 {
        parts.iter().filter_map(|part| Some(of(part.number()?, part.n?))).sum()
    };
    #[expect(clippy::cast_precision_loss, reason = "some schools")]
    let halves = 0.5 * parts.len() as f64;
    let (expected, most) = match row.statistic.as_str() {
        "mean" => (sum(|mean, n| mean * n) / people, HALF_TENTH),
        "share" => (sum(|share, n| share * n) / people, HALF_PERCENT + halves / people),
        _ if is_made_of_shares => (sum(|share, n| share * n), halves + 0.5 + HALF_PERCENT * people),
        _ => (sum(|count, _| count), HALF_FIVE),
    };
    is_of_them && (value - expected).abs() <= most + HAIR
}

fn weakness(row: &Row, cause: &str) -> Weakness {
    let people = row.n.map_or(Range::new(0.0, f64::INFINITY), Range::exactly);
    let value = row.number().map_or(people, Range::exactly);
    Weakness {
        source: row.source.clone(),
        period: row.period.clone(),
        variable: row.measure.clone(),
        finding: Finding {
            attacker: Attacker::Collector,
            verdict: Verdict::Weak,
            people: if row.by.is_empty() {
                "everybody".to_owned()
            } else {
                format!("{}={}", row.by, row.group)
            },
            quantity: row.statistic.clone(),
            category: row.category.clone(),
            known: value,
            n: people,
            cause: format!("a number of a network {cause}"),
        },
    }
}
