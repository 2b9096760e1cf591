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
        let mut fields = vec![SCHEMA.to_string()];
        fields.extend(address(row));
        fields.extend([
            number(row.value()),
            number(row.lower()),
            number(row.upper()),
            row.n().map_or_else(String::new, |n| n.to_string()),
            row.method().to_owned(),
            row.status().word().to_owned(),
            row.reason().to_owned(),
        ]);
        push_record(&mut csv, &fields);
    }
    csv
}

/// Returns `withheld.csv`: which numbers are withheld, never their value nor why each one.
#[must_use]
pub fn withheld<'a>(rows: impl IntoIterator<Item = &'a PublishedRow>) -> String {
    let mut csv = "scope,source,period,measure,by,group,against,statistic,category\n".to_owned();
    for row in rows.into_iter().filter(|row| row.status() == Status::Withheld) {
        push_record(&mut csv, &address(row));
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

/// Returns what tells a row from every other: the first columns of both files.
fn address(row: &PublishedRow) -> [String; 9] {
    let key = row.key();
    [
        key.scope.to_string(),
        key.source.clone(),
        key.period.clone(),
        key.measure.clone(),
        key.by_word(),
        key.group_label(),
        key.against.word(),
        key.statistic.to_string(),
        key.category.clone(),
    ]
}

/// Writes a number in its shortest form that reads back the same; never `-0`.
fn number(value: Option<f64>) -> String {
    value.map_or_else(String::new, |value| if value == 0.0 { "0".to_owned() } else { value.to_string() })
}

fn push_record(csv: &mut String, fields: &[String]) {
    for (i, field) in fields.iter().enumerate() {
        if i > 0 {
            csv.push(',');
        }
        if field.contains([',', '"', '\n', '\r']) {
            write!(csv, "\"{}\"", field.replace('"', "\"\"")).expect("invariant: a string takes all writes");
        } else {
            csv.push_str(field);
        }
    }
    csv.push('\n');
}
