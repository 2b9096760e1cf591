//! Report folders side by side: rounds, cohorts or schools, from `results.csv` and `manifest.json` alone.
//!
//! Computes no number: what stands in a folder stands beside what stands in another, with its interval. A measure that
//! is not defined alike everywhere is named and left out. Leaves out who is higher: rows keep the order of their keys.

mod folder;

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use crate::model::{Fault, FaultKind, Severity, Text};

use folder::Row;
pub use folder::{Defined, Folder, Number};

/// Which number is compared: its key without scope, source and period.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct What {
    /// The measure.
    pub measure: String,
    /// The roles, joined by `*`.
    pub by: String,
    /// The levels, joined by `*`.
    pub group: String,
    /// The other side of a difference.
    pub against: String,
    /// What the number is.
    pub statistic: String,
    /// The answer.
    pub category: String,
}

/// One number as each folder has it.
#[derive(Debug, Clone, PartialEq)]
pub struct Line {
    /// Which number.
    pub what: What,
    /// What each folder says; `None` where it has no such row.
    pub numbers: Vec<Option<Number>>,
}

/// A measure that is not defined alike.
#[derive(Debug, Clone, PartialEq)]
pub struct Unlike {
    /// The measure.
    pub measure: String,
    /// In what it differs, and where.
    pub reason: Text,
}

/// Folders side by side.
#[derive(Debug, Clone, PartialEq)]
pub struct SideBySide {
    /// The folders, in the order in which they were named.
    pub folders: Vec<Folder>,
    /// The numbers that two folders or more have, in the order of their keys.
    pub lines: Vec<Line>,
    /// The measures that were left out.
    pub unlike: Vec<Unlike>,
    /// The measures that one folder only has.
    pub alone: BTreeSet<String>,
}

/// Statistics that are set side by side; tests and effect sizes belong to their own report.
const STATISTICS: [&str; 7] =
    ["count", "share", "mean", "median", "alpha", "difference", "difference_standardised"];

/// Sets folders side by side.
///
/// # Errors
/// A folder cannot be read, or they have nothing in common that is defined alike.
pub fn side_by_side(paths: &[PathBuf]) -> Result<SideBySide, Vec<Fault>> {
    let (mut folders, mut faults) = (Vec::new(), Vec::new());
    for path in paths {
        match folder::read(path) {
            Ok(folder) => folders.push(folder),
            Err(fault) => faults.push(*fault),
        }
    }
    if !faults.is_empty() {
        return Err(faults);
    }
    let unlike = unlike(&folders);
    let is_left_out = |measure: &str| unlike.iter().any(|unlike| unlike.measure == measure);
    let mut lines: BTreeMap<What, Vec<Option<Number>>> = BTreeMap::new();
    for (place, folder) in folders.iter().enumerate() {
        for row in newest(folder).filter(|row| !is_left_out(&row.measure)) {
            let line = lines.entry(row.what()).or_insert_with(|| vec![None; folders.len()]);
            line[place] = Some(row.number());
        }
    }
    let mut has: BTreeMap<String, BTreeSet<usize>> = BTreeMap::new();
    for (what, numbers) in &lines {
        let places =
            numbers.iter().enumerate().filter(|(_, number)| number.is_some()).map(|(place, _)| place);
        has.entry(what.measure.clone()).or_default().extend(places);
    }
    let alone: BTreeSet<String> =
        has.into_iter().filter(|(_, folders)| folders.len() < 2).map(|(measure, _)| measure).collect();
    let lines: Vec<Line> = lines
        .into_iter()
        .filter(|(_, numbers)| numbers.iter().flatten().count() > 1)
        .map(|(what, numbers)| Line { what, numbers })
        .collect();
    if lines.is_empty() {
        let named = unlike.iter().map(|unlike| {
            Fault::in_file(
                Severity::Refused,
                FaultKind::Configuration,
                unlike.measure.clone(),
                unlike.reason.clone(),
                Text::new(
                    "maak de verslagen met hetzelfde codeboek",
                    "make the reports with the same codebook",
                ),
            )
        });
        let mut faults: Vec<Fault> = named.collect();
        faults.push(Fault::in_file(
            Severity::Refused,
            FaultKind::Empty,
            paths.iter().map(|path| path.display().to_string()).collect::<Vec<_>>().join(", "),
            Text::new(
                "deze mappen hebben geen cijfer gemeen dat gelijk is gedefinieerd",
                "these folders have no figure in common that is defined alike",
            ),
            Text::new(
                "vergelijk verslagen van dezelfde vragenlijst of hetzelfde register",
                "compare reports of the same survey or the same register",
            ),
        ));
        return Err(faults);
    }
    Ok(SideBySide { folders, lines, unlike, alone })
}

/// Returns the rows of the last period of each measure, of whole scopes and groups within them.
fn newest(folder: &Folder) -> impl Iterator<Item = &Row> {
    let mut last: BTreeMap<&str, &str> = BTreeMap::new();
    for row in folder.rows().filter(|row| row.is_number()) {
        let known = last.entry(&row.measure).or_insert(&row.period);
        *known = (*known).max(&row.period);
    }
    folder.rows().filter(move |row| {
        last.get(row.measure.as_str()) == Some(&row.period.as_str())
            && STATISTICS.contains(&row.statistic.as_str())
            && !row.by.split('*').any(|role| role == "institution")
            && !["period:", "benchmark:"].iter().any(|kind| row.against.starts_with(kind))
    })
}

/// Returns the measures that two folders define otherwise.
fn unlike(folders: &[Folder]) -> Vec<Unlike> {
    let mut found = defined_otherwise(folders, |folder| &folder.measures, Defined::difference);
    found.extend(defined_otherwise(folders, |folder| &folder.outcomes, other_answers_count));
    found
}

/// Returns what two folders define otherwise, where `of` has what each defines.
fn defined_otherwise<T>(
    folders: &[Folder],
    of: impl Fn(&Folder) -> &BTreeMap<String, T>,
    difference: impl Fn(&T, &T) -> Option<Text>,
) -> Vec<Unlike> {
    let mut found = Vec::new();
    let measures: BTreeSet<&String> = folders.iter().flat_map(|folder| of(folder).keys()).collect();
    for measure in measures {
        let defined: Vec<(&Folder, &T)> =
            folders.iter().filter_map(|folder| Some((folder, of(folder).get(measure)?))).collect();
        let Some((first, norm)) = defined.first() else { continue };
        let other = defined[1..].iter().find_map(|(folder, own)| Some((folder, difference(norm, own)?)));
        if let Some((folder, what)) = other {
            found.push(Unlike {
                measure: measure.clone(),
                reason: Text::new(
                    format!("niet gelijk gedefinieerd in `{}` en `{}`: {}", first.name, folder.name, what.nl),
                    format!("not defined alike in `{}` and `{}`: {}", first.name, folder.name, what.en),
                ),
            });
        }
    }
    found
}

fn other_answers_count(norm: &Vec<String>, own: &Vec<String>) -> Option<Text> {
    let list = |answers: &[String]| answers.join(", ");
    (norm != own).then(|| {
        Text::new(
            format!("in het ene telt [{}], in het andere [{}]", list(norm), list(own)),
            format!("[{}] counts in one, [{}] in the other", list(norm), list(own)),
        )
    })
}

/// Returns the comparison as CSV: a row per number and folder.
#[must_use]
pub fn csv(found: &SideBySide) -> String {
    let mut csv =
        "measure,by,group,against,statistic,category,alike,report,scope,period,value,lower,upper,n,status,reason\n"
            .to_owned();
    let mut push = |fields: &[&str]| {
        let quoted: Vec<String> = fields
            .iter()
            .map(|field| match field.contains([',', '"', '\n']) {
                true => format!("\"{}\"", field.replace('"', "\"\"")),
                false => (*field).to_owned(),
            })
            .collect();
        csv.push_str(&quoted.join(","));
        csv.push('\n');
    };
    for line in &found.lines {
        let what = &line.what;
        for (folder, number) in found.folders.iter().zip(&line.numbers) {
            let empty = Number::default();
            let number = number.as_ref().unwrap_or(&empty);
            push(&[
                &what.measure,
                &what.by,
                &what.group,
                &what.against,
                &what.statistic,
                &what.category,
                "yes",
                &folder.name,
                &folder.scope,
                &number.period,
                &number.value,
                &number.lower,
                &number.upper,
                &number.n,
                if number.status.is_empty() { "absent" } else { &number.status },
                "",
            ]);
        }
    }
    for unlike in &found.unlike {
        let mut fields = vec![unlike.measure.as_str(), "", "", "", "", "", "no"];
        fields.extend(["", "", "", "", "", "", "", "", unlike.reason.en.as_str()]);
        push(&fields);
    }
    csv
}
