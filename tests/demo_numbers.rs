//! The numbers of the practice scan beside R's, from the same files: response, scales, questions, and the register.
//!
//! `tests/reference/demo.R`, `demo_items.R` and `demo_register.R` start from the CSV files and share no code with the
//! program. Leaves out what became of cohorts after the first year (`cohorts`), a school at its own mix (`twelve_schools`),
//! and most single questions, which are computed alike.

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

/// The scales of the survey of students; the areas of the quickscan are not computed in R.
const SCALES: [&str; 4] = ["belonging", "self_efficacy", "growth_mindset", "home_support"];

/// What R found of some measures, of the scopes that it looked at.
struct Part {
    packed: &'static [u8],
    has: fn(&str) -> bool,
    /// How many rows and kinds of statistic there are at least, so that an empty file is no agreement.
    least: [usize; 2],
}

const PARTS: [Part; 3] = [
    Part {
        packed: include_bytes!("reference/demo.csv.gz"),
        has: |measure| {
            let scale = measure.strip_prefix("scale.");
            scale.is_some_and(|scale| SCALES.contains(&scale))
                || ["response", "participation.respondents"].contains(&measure)
        },
        least: [14_000, 21],
    },
    Part {
        packed: include_bytes!("reference/demo_items.csv.gz"),
        has: |measure| ["item.SB01", "item.RM01"].contains(&measure),
        least: [6_000, 6],
    },
    Part {
        packed: include_bytes!("reference/demo_register.csv.gz"),
        has: |measure| {
            ["reenrolled1", "switch1", "dropout1", "diploma1"]
                .iter()
                .any(|state| measure.strip_prefix("retention.") == Some(state))
        },
        least: [8_000, 12],
    },
];

impl Part {
    fn expected(&self) -> BTreeMap<Key, Numbers> {
        let mut text = String::new();
        GzDecoder::new(self.packed).read_to_string(&mut text).unwrap();
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
}

fn published(is_exact: bool) -> BTreeMap<Key, PublishedRow> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/surveys/demo");
    let mut ingested = ingest::read(folder.as_ref()).unwrap();
    // The practice data are synthetic: every number may be told in full.
    ingested.scan.privacy.exact = is_exact;
    let rows = publish(&ingested, &Wishes::default()).unwrap().published;
    let of = |row: &PublishedRow| {
        let key = row.key();
        [
            key.scope.to_string(),
            key.period.to_string(),
            key.measure.to_string(),
            key.by_word(),
            key.group_label(),
            key.against.word(),
            key.statistic.word().to_owned(),
            key.category.to_string(),
        ]
    };
    rows.rows().iter().map(|row| (of(row), row.clone())).collect()
}

/// Returns whether a number puts a school beside one with the same programmes: `twelve_schools` compares it with R.
fn is_of_own_mix(key: &Key) -> bool {
    key[5] == "others"
        && key[7] == "programme"
        && ["expected", "difference_standardised"].contains(&key[6].as_str())
}

/// Returns every way in which the rows of one part differ from R's.
fn faults(expected: &BTreeMap<Key, Numbers>, published: &BTreeMap<&Key, &PublishedRow>) -> Vec<String> {
    let mut faults: Vec<String> = Vec::new();
    for (key, row) in published.iter().filter(|(_, row)| row.status() != Status::Withheld) {
        let Some(r) = expected.get(*key) else {
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
    faults
}

/// The comparisons that the practice scan declares, by measure and breakdown.
const PRIMARY: [(&str, &str); 3] =
    [("scale.belonging", "gender"), ("scale.self_efficacy", "gender"), ("retention.reenrolled1", "sex")];

#[test]
fn of_the_groups_of_a_primary_comparison_that_are_large_enough_four_in_five_are_shown() {
    let (exact, protected) = (published(true), published(false));
    let mut together = (0, 0);
    for (measure, by) in PRIMARY {
        let large = exact.iter().filter(|(key, row)| {
            let is_own = [&key[2], &key[3]] == [measure, by] && key[5].is_empty();
            is_own && ["mean", "share"].contains(&key[6].as_str()) && row.value().is_some()
        });
        let (all, shown) = large.fold((0, 0), |(all, shown), (key, _)| {
            let is_shown = protected[key].value().is_some() || protected[key].lower().is_some();
            (all + 1, shown + usize::from(is_shown))
        });
        // Programmes of one level are added up by readers, which costs registers most.
        assert!(all >= 30 && shown * 10 >= all * 7, "{measure} by {by}: {shown} of {all}");
        together = (together.0 + all, together.1 + shown);
    }
    assert!(together.1 * 5 >= together.0 * 4, "{} of {}", together.1, together.0);
}

#[test]
fn every_number_agrees_with_r_and_neither_side_has_one_more() {
    let published = published(true);
    for part in &PARTS {
        let expected = part.expected();
        let scopes: BTreeSet<&str> = expected.keys().map(|key| key[0].as_str()).collect();
        let ours: BTreeMap<&Key, &PublishedRow> = published
            .iter()
            .filter(|(key, _)| (part.has)(&key[2]) && scopes.contains(key[0].as_str()) && !is_of_own_mix(key))
            .collect();
        let faults = faults(&expected, &ours);
        let first = faults[..faults.len().min(40)].join("\n");
        assert!(faults.is_empty(), "{} of {}:\n{first}", faults.len(), expected.len());
        let statistics: BTreeSet<&str> = expected.keys().map(|key| key[6].as_str()).collect();
        let found = [expected.len(), statistics.len()];
        assert!(found[0] >= part.least[0] && found[1] >= part.least[1], "{found:?}, {statistics:?}");
    }
}
