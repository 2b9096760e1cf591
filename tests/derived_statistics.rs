//! What may be derived from shown groups: reliability, ranks, models and combinations never tell of a hidden one.
//!
//! The scans are invented and written for the test: four questions, gender, origin and programme by counting.

#![expect(clippy::unwrap_used, reason = "a test may stop at what should not happen")]

use std::fmt::Write;
use std::fs;

use meetellen::disclosure::{PublishedRow, Status};
use meetellen::ingest;
use meetellen::pipeline::{Edited, Wishes, publish};
use tempfile::TempDir;

const SCAN: &str = r#"
[scan]
title = "Verzonnen"

[[source]]
name = "studenten"
kind = "survey"
file = "studenten.csv"
round = "2026"
codebook = "codebook.toml"

[report]
by = ["gender", "gender*origin", "gender*programme"]
"#;

const CODEBOOK: &str = r#"
[columns.gender]
role = "gender"
labels = { "1" = "vrouw", "2" = "man", "3" = "non-binair" }

[columns.herkomst]
role = "origin"
labels = { "1" = "Nederland", "2" = "elders" }

[columns.opleiding]
role = "programme"

[columns.Q1]
role = "item"
[columns.Q2]
role = "item"
[columns.Q3]
role = "item"
[columns.Q4]
role = "item"

[scales.belonging]
items = ["Q1", "Q2", "Q3", "Q4"]
range = [1, 5]
"#;

/// People with these features, so many of them.
struct People {
    gender: u8,
    origin: u8,
    programme: &'static str,
    n: usize,
}

fn people(gender: u8, origin: u8, programme: &'static str, n: usize) -> People {
    People { gender, origin, programme, n }
}

fn edited(groups: &[People]) -> Edited {
    edited_with(groups, "")
}

/// Publishes a scan of these people, with more settings of its report.
fn edited_with(groups: &[People], settings: &str) -> Edited {
    let folder = TempDir::new().unwrap();
    let mut csv = String::from("gender;herkomst;opleiding;Q1;Q2;Q3;Q4\n");
    let mut count = 0;
    for group in groups {
        for _ in 0..group.n {
            count += 1;
            // Answers that hang together and differ from person to person, the same at every run. Q4 runs against them.
            let level = (count * 7 + count / 3) % 5;
            let answer = |shift: usize| 1 + (level * 3 + (count * shift) % 5) / 4;
            let (gender, origin, programme) = (group.gender, group.origin, group.programme);
            let answers = [answer(1), answer(2), answer(3)];
            writeln!(
                csv,
                "{gender};{origin};{programme};{};{};{};{}",
                answers[0],
                answers[1],
                answers[2],
                6 - answers[0]
            )
            .unwrap();
        }
    }
    fs::write(folder.path().join("scan.toml"), format!("{SCAN}{settings}\n")).unwrap();
    fs::write(folder.path().join("codebook.toml"), CODEBOOK).unwrap();
    fs::write(folder.path().join("studenten.csv"), csv).unwrap();
    let ingested = ingest::read(folder.path()).unwrap();
    publish(&ingested, &Wishes::default()).unwrap()
}

fn of<'e>(edited: &'e Edited, statistic: &str) -> Vec<&'e PublishedRow> {
    let rows = edited.published.rows().iter();
    rows.filter(|row| row.key().measure == "scale.belonging" && row.key().statistic.word() == statistic)
        .collect()
}

fn shown(edited: &Edited, statistic: &str) -> Vec<String> {
    let told = of(edited, statistic).into_iter().filter(|row| row.status() == Status::Shown);
    told.map(|row| row.key().group_label()).collect()
}

#[test]
fn reliability_and_ranks_by_gender_are_not_told_beside_a_few_others() {
    let few = edited(&[people(1, 1, "A", 60), people(2, 1, "A", 95), people(3, 1, "A", 3)]);
    assert_eq!(shown(&few, "alpha"), [""], "three are left over when women and men are taken off");
    assert_eq!(shown(&few, "superiority"), Vec::<String>::new());
    let more = edited(&[people(1, 1, "A", 60), people(2, 1, "A", 95), people(3, 1, "A", 12)]);
    assert_eq!(
        shown(&more, "alpha"),
        ["", "man", "vrouw"],
        "twelve cannot be taken apart; they are too few themselves"
    );
    assert!(shown(&more, "superiority").contains(&"vrouw".to_owned()));
}

#[test]
fn below_thirty_there_is_no_reliability_and_no_median() {
    let small = edited(&[people(1, 1, "A", 29)]);
    for statistic in ["alpha", "omega", "item_rest", "median"] {
        assert_eq!(shown(&small, statistic), Vec::<String>::new(), "{statistic}");
    }
    let large = edited(&[people(1, 1, "A", 31)]);
    for statistic in ["alpha", "omega", "item_rest", "median"] {
        assert!(!shown(&large, statistic).is_empty(), "{statistic}");
    }
}

#[test]
fn question_bias_takes_a_hundred_people_on_each_side() {
    let below = edited(&[people(1, 1, "A", 99), people(2, 1, "A", 150)]);
    assert_eq!(of(&below, "dif_smd").len(), 0);
    let enough = edited(&[people(1, 1, "A", 100), people(2, 1, "A", 150)]);
    assert_eq!(of(&enough, "dif_smd").len(), 4);
}

#[test]
fn a_combination_with_a_hidden_corner_is_not_measured() {
    let hidden =
        edited(&[people(1, 1, "A", 60), people(1, 2, "A", 40), people(2, 1, "A", 60), people(2, 2, "A", 5)]);
    assert_eq!(of(&hidden, "excess").len() + of(&hidden, "expected").len(), 0);
    let whole =
        edited(&[people(1, 1, "A", 60), people(1, 2, "A", 40), people(2, 1, "A", 60), people(2, 2, "A", 50)]);
    assert_eq!(shown(&whole, "excess").len(), 2);
}

#[test]
fn an_adjusted_gap_leaves_out_programmes_where_one_of_the_groups_is_hidden() {
    let groups = |women| {
        [
            people(1, 1, "A", 40),
            people(2, 1, "A", 60),
            people(1, 1, "B", 45),
            people(2, 1, "B", 50),
            people(1, 1, "C", women),
            people(2, 1, "C", 80),
        ]
    };
    let without = edited(&groups(4));
    let with = edited(&groups(40));
    let n =
        |edited: &Edited| of(edited, "difference_adjusted").iter().filter_map(|row| row.n()).max().unwrap();
    assert!(n(&without) <= 195 + 2, "{}: the 84 people of programme C are in no model", n(&without));
    assert!(n(&with) >= 313, "{}", n(&with));
}

#[test]
fn a_question_that_runs_against_its_scale_is_seen() {
    let scan = edited(&[people(1, 1, "A", 60), people(2, 1, "A", 60)]);
    let against: Vec<(&str, bool)> = of(&scan, "item_rest")
        .iter()
        .map(|row| (row.key().category.as_str(), row.value().unwrap() < 0.0))
        .collect();
    assert!(against.contains(&("Q4", true)), "{against:?}");
}

#[test]
fn a_test_of_all_groups_takes_three_of_ten_people_and_leaves_out_hidden_ones() {
    let declared = |groups: &[People]| edited_with(groups, "primary = [\"scale.belonging by gender\"]");
    let few = declared(&[people(1, 1, "A", 60), people(2, 1, "A", 95), people(3, 1, "A", 9)]);
    assert_eq!(of(&few, "p_overall").len() + of(&few, "omega_squared").len(), 0, "two are left: a pair");
    let more = declared(&[people(1, 1, "A", 60), people(2, 1, "A", 95), people(3, 1, "A", 30)]);
    let [test] = &of(&more, "p_overall")[..] else { panic!("one test") };
    assert_eq!((test.status(), test.method(), test.n()), (Status::Shown, "welch_anova", Some(185)));
    assert_eq!((test.key().by.len(), test.key().category.as_str()), (0, "gender"));
    let thousandths = test.value().unwrap() * 1000.0;
    assert!((thousandths - thousandths.round()).abs() < 1e-9, "a probability is told in thousandths");
    assert_eq!(shown(&more, "p").len(), 3, "the pairs are tested beside it");
    assert_eq!(shown(&more, "p_adjusted").len(), 3, "Holm is about the pairs");
}

#[test]
fn no_test_is_published_that_was_not_declared() {
    let scan = edited(&[people(1, 1, "A", 60), people(2, 1, "A", 60), people(3, 1, "A", 30)]);
    let tests = ["p", "p_adjusted", "p_overall", "omega_squared", "epsilon_squared", "cramers_v"];
    let found = scan.published.rows().iter().filter(|row| tests.contains(&row.key().statistic.word()));
    assert_eq!(found.count(), 0);
    assert_eq!(shown(&scan, "q").len(), 3, "three pairs of gender, screened");
}
