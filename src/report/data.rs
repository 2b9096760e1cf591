//! The data files of a report: every published number as a row, and what is withheld.
//!
//! `results.csv` is machine-readable: comma, decimal point, sorted, one row per number.

use std::fmt::Write;

use crate::disclosure::{PublishedRow, Status};

use super::edition::FaultNote;

/// The version of the columns of `results.csv`.
pub const SCHEMA: u32 = 1;

/// The columns of `results.csv`.
pub const COLUMNS: [&str; 16] = [
    "schema",
    "scope",
    "source",
    "period",
    "measure",
    "by",
    "group",
    "against",
    "statistic",
    "category",
    "value",
    "lower",
    "upper",
    "n",
    "method",
    "status",
];

/// Returns `results.csv`.
#[must_use]
pub fn results<'a>(rows: impl IntoIterator<Item = &'a PublishedRow>) -> String {
    let mut csv = COLUMNS.join(",");
    csv.push_str(",reason\n");
    for row in rows {
        write!(csv, "{SCHEMA},").expect(TAKES_ALL);
        push_address(&mut csv, row);
        for bound in [row.value(), row.lower(), row.upper()] {
            csv.push(',');
            push_number(&mut csv, bound);
        }
        csv.push(',');
        if let Some(n) = row.n() {
            write!(csv, "{n}").expect(TAKES_ALL);
        }
        for field in [row.method(), row.status().word(), row.reason()] {
            csv.push(',');
            push_field(&mut csv, field);
        }
        csv.push('\n');
    }
    csv
}

/// Returns `withheld.csv`: which numbers are withheld, never their value nor why each one.
#[must_use]
pub fn withheld<'a>(rows: impl IntoIterator<Item = &'a PublishedRow>) -> String {
    let mut csv = "scope,source,period,measure,by,group,against,statistic,category\n".to_owned();
    for row in rows.into_iter().filter(|row| row.status() == Status::Withheld) {
        push_address(&mut csv, row);
        csv.push('\n');
    }
    csv
}

/// Returns `faults.csv`: what was wrong with the input, without values.
#[must_use]
pub fn faults(faults: &[FaultNote]) -> String {
    let mut csv = "file,line,column,severity,fault,message,hint\n".to_owned();
    for fault in faults {
        let fields = [
            fault.file.clone(),
            fault.line.map_or_else(String::new, |line| line.to_string()),
            fault.column.clone().unwrap_or_default(),
            fault.severity.clone(),
            fault.kind.clone(),
            fault.message.nl.clone(),
            fault.hint.nl.clone(),
        ];
        push_record(&mut csv, &fields);
    }
    csv
}

const TAKES_ALL: &str = "invariant: a string takes all writes";

/// Writes what tells a row from every other: the first columns of both files.
fn push_address(csv: &mut String, row: &PublishedRow) {
    let key = row.key();
    push_field(csv, &key.scope.to_string());
    for field in [&key.source, &key.period, &key.measure] {
        csv.push(',');
        push_field(csv, field);
    }
    let (group, against) = (key.group_label(), key.against.word());
    for field in [&key.by_word(), &group, &against, key.statistic.word(), &key.category] {
        csv.push(',');
        push_field(csv, field);
    }
}

/// Writes a number in its shortest form that reads back the same; never `-0`.
fn push_number(csv: &mut String, value: Option<f64>) {
    match value {
        Some(0.0) => csv.push('0'),
        Some(value) => write!(csv, "{value}").expect(TAKES_ALL),
        None => {}
    }
}

fn push_record(csv: &mut String, fields: &[String]) {
    for (i, field) in fields.iter().enumerate() {
        if i > 0 {
            csv.push(',');
        }
        push_field(csv, field);
    }
    csv.push('\n');
}

fn push_field(csv: &mut String, field: &str) {
    if field.contains([',', '"', '\n', '\r']) {
        write!(csv, "\"{}\"", field.replace('"', "\"\"")).expect(TAKES_ALL);
    } else {
        csv.push_str(field);
    }
}
