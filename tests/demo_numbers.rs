//! Every number on response, scales, comparisons and changes of the practice scan, beside R's, from the same files.
//!
//! `tests/reference/demo.R` starts from the CSV files and shares no code with the program. Leaves out single
//! questions, which are the counts that the scale scores are made of, and the register.

#![expect(clippy::unwrap_used, reason = "a test may stop at what should not happen")]

use std::collections::{BTreeMap, BTreeSet};
use std::io::Read;

use flate2::read::GzDecoder;
use meetellen::disclosure::{PublishedRow, Status};
use meetellen::ingest;
use meetellen::pipeline::{Wishes, publish};

/// Agreement that is asked of every number, relative to its size.
const TOLERANCE: f64 = 1e-7;

/// A bound can happen to lie near 0; from there on the agreement is one of points on a scale of 1 to 5.
const LEAST_SIZE: f64 = 1e-3;

/// The columns that say which number a row holds.
type Key = [String; 8];

#[derive(Debug)]
struct Numbers {
    value: Option<f64>,
    lower: Option<f64>,
    upper: Option<f64>,
}

fn expected() -> BTreeMap<Key, Numbers> {
    let packed = include_bytes!("reference/demo.csv.gz");
    let mut text = String::new();
    GzDecoder::new(&packed[..]).read_to_string(&mut text).unwrap();
    text.lines()
        .skip(2)
        .map(|line| {
            let fields: Vec<&str> = line.split('\t').collect();
            let key: Vec<String> = fields[..8].iter().map(|field| (*field).to_owned()).collect();
            let number = |at: usize| fields.get(at).and_then(|field| field.parse().ok());
            (key.try_into().unwrap(), Numbers { value: number(8), lower: number(9), upper: number(10) })
        })
        .collect()
}

fn is_compared(measure: &str) -> bool {
    measure.starts_with("scale.") || ["response", "participation.respondents"].contains(&measure)
}

fn published() -> BTreeMap<Key, PublishedRow> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/surveys/demo");
    let mut ingested = ingest::read(folder.as_ref()).unwrap();
    // The practice data are synthetic: every number may be told in full.
    ingested.scan.privacy.exact = true;
    let rows = publish(&ingested, &Wishes::default()).unwrap().published;
    let of = |row: &PublishedRow| {
        let key = row.key();
        [
            key.scope.to_string(),
            key.period.clone(),
            key.measure.clone(),
            key.by_word(),
            key.group_label(),
            key.against.word(),
            key.statistic.word().to_owned(),
            key.category.clone(),
        ]
    };
    rows.rows()
        .iter()
        .filter(|row| is_compared(&row.key().measure))
        .map(|row| (of(row), row.clone()))
        .collect()
}

#[test]
fn every_number_agrees_with_r_and_neither_side_has_one_more() {
    let (expected, published) = (expected(), published());
    let mut faults: Vec<String> = Vec::new();
    let shown = published.iter().filter(|(_, row)| row.status() != Status::Withheld);
    for (key, row) in shown {
        let Some(r) = expected.get(key) else {
            faults.push(format!("R has no {}: {:?} {:?}", key.join("|"), row.status(), row.value()));
            continue;
        };
        let pairs = [
            ("value", row.value(), r.value),
            ("lower", row.lower(), r.lower),
            ("upper", row.upper(), r.upper),
        ];
        for (what, ours, theirs) in pairs {
            let agrees = match (ours, theirs) {
                (Some(ours), Some(theirs)) => {
                    (ours - theirs).abs() <= TOLERANCE * theirs.abs().max(LEAST_SIZE)
                }
                (ours, theirs) => ours.is_none() && theirs.is_none(),
            };
            if !agrees {
                faults.push(format!("{} {what}: {ours:?}, R {theirs:?}", key.join("|")));
            }
        }
    }
    for key in expected.keys() {
        if published.get(key).is_none_or(|row| row.status() == Status::Withheld) {
            faults.push(format!("only R has {}", key.join("|")));
        }
    }
    assert!(
        faults.is_empty(),
        "{} of {}:\n{}",
        faults.len(),
        expected.len(),
        faults[..faults.len().min(40)].join("\n")
    );
    let statistics: BTreeSet<&str> = expected.keys().map(|key| key[6].as_str()).collect();
    assert!(expected.len() > 14_000 && statistics.len() > 20, "{} rows, {statistics:?}", expected.len());
}
