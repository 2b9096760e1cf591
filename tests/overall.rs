//! All groups of a breakdown at once, had the practice scan declared it: every test and its size beside R's.
//!
//! `tests/reference/overall.R` starts from the CSV files. Leaves out what the scan itself declares (`demo_numbers`).

#![expect(clippy::unwrap_used, reason = "a test may stop at what should not happen")]

use std::collections::{BTreeMap, BTreeSet};

use meetellen::disclosure::{PublishedRow, Status};
use meetellen::ingest;
use meetellen::model::Role;
use meetellen::pipeline::{Wishes, publish};
use meetellen::scan::{Breakdown, Primary};

const DECLARED: [(&str, Role); 6] = [
    ("scale.growth_mindset", Role::Origin),
    ("scale.home_support", Role::Programme),
    ("item.SB01", Role::Gender),
    ("item.SB03", Role::Origin),
    ("item.SE02", Role::Programme),
    ("retention.reenrolled1", Role::Programme),
];

const SIZES: [&str; 3] = ["omega_squared", "epsilon_squared", "cramers_v"];

type Key = [String; 5];

fn published(exact: bool) -> Vec<PublishedRow> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/surveys/demo");
    let mut ingested = ingest::read(folder.as_ref()).unwrap();
    ingested.scan.privacy.exact = exact;
    // Only what is looked at is counted.
    let by = [Role::Gender, Role::Origin, Role::Programme].map(|role| Breakdown(vec![role]));
    ingested.scan.report.by = Some(by.to_vec());
    ingested.scan.report.primary = DECLARED
        .into_iter()
        .map(|(measure, role)| Primary { measure: measure.to_owned(), by: Breakdown(vec![role]) })
        .collect();
    publish(&ingested, &Wishes::default()).unwrap().published.rows().to_vec()
}

fn is_of_all(row: &PublishedRow) -> bool {
    let word = row.key().statistic.word();
    word == "p_overall" || SIZES.contains(&word)
}

#[test]
fn tests_of_all_groups_agree_with_r_and_neither_side_has_one_more() {
    let mut expected: BTreeMap<Key, (u64, f64)> = BTreeMap::new();
    for line in include_str!("reference/overall.csv").lines().skip(2) {
        let fields: Vec<&str> = line.split(',').collect();
        let key: Vec<String> = fields[..5].iter().map(|field| (*field).to_owned()).collect();
        expected.insert(key.try_into().unwrap(), (fields[5].parse().unwrap(), fields[6].parse().unwrap()));
    }
    let rows = published(true);
    let ours: Vec<&PublishedRow> = rows.iter().filter(|row| is_of_all(row)).collect();
    let mut methods = BTreeSet::new();
    for row in &ours {
        let key = row.key();
        assert_eq!((key.by.len(), key.group_label()), (0, String::new()), "it is about everybody");
        let word = |text: &str| text.to_owned();
        let name = [
            key.scope.to_string(),
            key.period.to_string(),
            key.measure.to_string(),
            key.category.to_string(),
            word(key.statistic.word()),
        ];
        let Some((n, value)) = expected.remove(&name) else { panic!("R has no {name:?}: {row:?}") };
        assert_eq!(row.n(), Some(n), "{name:?}");
        let found = row.value().unwrap_or_else(|| panic!("{row:?}"));
        methods.insert(row.method());
        // Ten thousand drawn tables give a probability with an error of 0.005 at most.
        let least = if row.method() == "monte_carlo" { 0.025 } else { 1e-7 * value.abs() };
        assert!((found - value).abs() <= least, "{name:?}: {found}, R {value}");
    }
    let all = [
        "anova",
        "bergsma",
        "chi_squared",
        "fisher_freeman_halton",
        "kruskal_wallis",
        "monte_carlo",
        "welch_anova",
    ];
    assert_eq!(methods.into_iter().collect::<Vec<_>>(), all);
    assert!(expected.is_empty(), "only R has {expected:?}");
    assert!(ours.len() > 150, "{}", ours.len());
}

#[test]
fn without_full_precision_a_test_of_all_groups_is_rounded_and_about_shown_groups_only() {
    let rows = published(false);
    let tests: Vec<&PublishedRow> =
        rows.iter().filter(|row| is_of_all(row) && row.status() == Status::Shown).collect();
    assert!(!tests.is_empty());
    for row in tests {
        let steps = if row.key().statistic.word() == "p_overall" { 1000.0 } else { 100.0 };
        let value = row.value().unwrap() * steps;
        assert!((value - value.round()).abs() < 1e-9, "{row:?}");
        let key = row.key();
        let shown = rows.iter().filter(|other| {
            let of = other.key();
            other.status() == Status::Shown
                && (of.scope.to_string(), &of.period, &of.measure)
                    == (key.scope.to_string(), &key.period, &key.measure)
                && of.by_word() == key.category
                && matches!(of.statistic.word(), "mean" | "share")
        });
        assert!(shown.count() >= 3, "{row:?}");
    }
}
