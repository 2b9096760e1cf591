//! Laws that hold for every register: the states of a cohort add up to it, and the parts of a state to the state.

use std::collections::BTreeMap;

use meetellen::disclosure::Statistic;
use proptest::prelude::*;

use crate::scan::{SCAN, by_name, publish_any};

const CODEBOOK: &str = r#"
[columns.student]
role = "person"
[columns.jaar]
role = "year"
[columns.school]
role = "institution"
[columns.opleiding]
role = "programme"
[columns.niveau]
role = "level"
[columns.geslacht]
role = "sex"
[columns.soort]
role = "main_enrolment"
[columns.diploma]
role = "diploma_year"
[columns.reden]
role = "exit_reason"
success = ["werk"]
"#;

/// Any rows at all, in any order: also those that no school would write.
fn registers() -> impl Strategy<Value = Vec<u8>> {
    let row = (0..40_u8, 2015..2024_u16, 0..3_u8, 0..4_u8, 0..4_usize, any::<bool>(), 0..8_u8, 0..6_u8);
    proptest::collection::vec(row, 1..160).prop_map(|rows| {
        let levels = ["Ad", "bachelor", "mbo 4", "master"];
        let mut text = String::from("student;jaar;school;opleiding;niveau;geslacht;soort;diploma;reden\n");
        for (student, year, school, programme, level, main, diploma, reason) in rows {
            let sex = if student % 3 == 0 { "M" } else { "V" };
            let kind = if main { "ja" } else { "nee" };
            let diploma = if diploma == 0 { year.to_string() } else { String::new() };
            let reason = if reason == 0 { "werk" } else { "" };
            let level = levels[level];
            text.push_str(&format!(
                "s{student};{year};S{school};P{programme};{level};{sex};{kind};{diploma};{reason}\n"
            ));
        }
        text.into_bytes()
    })
}

/// States and the parts that each falls apart into.
const SUMS: [(&str, &[&str]); 3] = [
    ("switch", &["switch_within", "switch_out", "progression"]),
    ("dropout", &["groenpluk", "dropout_other"]),
    ("left", &[]),
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn the_states_of_a_cohort_add_up_to_it_and_the_parts_to_their_state(register in registers()) {
        for retention in ["", "[retention]\ndomain = \"programme\"\n", "[retention]\ndomain = \"hbo\"\n"] {
            // A single row of somebody who is not enrolled is nobody to tell about.
            let Some(edited) = publish_any(&register, CODEBOOK, &format!("{SCAN}{retention}")) else { continue };
            let shares = by_name(&edited, Statistic::Share);
            let counts: BTreeMap<_, _> =
                by_name(&edited, Statistic::Count).into_iter().map(|(name, row)| (name, row.value())).collect();
            for (name, row) in shares.iter().filter(|(name, _)| name.0.starts_with("retention.reenrolled")) {
                let tail = name.0.trim_start_matches("retention.reenrolled");
                let count = |word: &str| {
                    let name = (format!("retention.{word}{tail}"), name.1.clone(), name.2.clone(), String::new());
                    counts.get(&name).copied().flatten()
                };
                if row.value().is_none() {
                    prop_assert!(count("dropout").is_none(), "a young cohort has no counts");
                    continue;
                }
                let states: f64 = ["reenrolled", "switch", "dropout", "diploma"].iter().filter_map(|s| count(s)).sum();
                prop_assert_eq!(states as u64, row.n().unwrap(), "{:?}", name);
                for (state, parts) in SUMS {
                    let parts: Vec<f64> = parts.iter().filter_map(|part| count(part)).collect();
                    if !parts.is_empty() {
                        prop_assert_eq!(Some(parts.iter().sum::<f64>()), count(state), "{} of {:?}", state, name);
                    }
                }
            }
            for (name, row) in shares.iter().filter(|(name, _)| name.0.starts_with("retention.completed")) {
                let tail = name.0.trim_start_matches("retention.completed");
                let count = |word: &str| {
                    counts[&(format!("retention.{word}{tail}"), name.1.clone(), name.2.clone(), String::new())].unwrap()
                };
                if row.value().is_some() {
                    let parts = count("completed") + count("enrolled") + count("left");
                    prop_assert_eq!(parts as u64, row.n().unwrap(), "{:?}", name);
                }
            }
            // Still studying and the three ends of a study are everybody, in every year of a curve.
            for (name, row) in shares.iter().filter(|(name, _)| name.0.starts_with("retention.curve_enrolled")) {
                let tail = name.0.trim_start_matches("retention.curve_enrolled");
                let of = |part: &str| {
                    let name = (format!("retention.curve_{part}{tail}"), name.1.clone(), name.2.clone(), name.3.clone());
                    shares[&name].value().unwrap()
                };
                let sum = row.value().unwrap() + of("diploma") + of("switch") + of("dropout");
                prop_assert!((sum - 1.0).abs() < 1e-12, "{sum} {name:?}");
            }
        }
    }
}
