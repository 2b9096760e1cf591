//! An invented school with 95 men, 18 women, two non-binary people and five who would rather not say.

use std::fmt::Write as _;

use meetellen::pipeline::Wishes;

use crate::report_folder::{Row, only};
use crate::scan::Scan;

const SIZES: [(&str, usize); 4] = [("man", 95), ("vrouw", 18), ("non-binair", 2), ("wil ik niet zeggen", 5)];

const SCAN: &str = r#"
[scan]
title = "Verzonnen school"

[[source]]
name = "studenten"
file = "studenten.csv"
round = "2026"
codebook = "codebook.toml"

[report]
by = ["gender"]
primary = ["scale.belonging by gender"]
"#;

const CODEBOOK: &str = r#"
[answers.five]
labels = { "1" = "1", "2" = "2", "3" = "3", "4" = "4", "5" = "5" }

[columns.gender]
role = "gender"
labels = { "vrouw" = "vrouw", "man" = "man", "non-binair" = "non-binair", "wil ik niet zeggen" = "wil ik niet zeggen" }
not_stated = ["wil ik niet zeggen"]

[columns.SB01]
role = "item"
answers = "five"

[columns.SB02]
role = "item"
answers = "five"

[columns.SB03]
role = "item"
answers = "five"

[columns.SB04]
role = "item"
answers = "five"

[scales.belonging]
items = ["SB01", "SB02", "SB03", "SB04"]
range = [1, 5]
"#;

fn rows() -> Vec<Row> {
    let mut file = "gender;SB01;SB02;SB03;SB04\n".to_owned();
    let genders = SIZES.iter().flat_map(|(gender, n)| std::iter::repeat_n(gender, *n));
    for (person, gender) in genders.enumerate() {
        let answer = |item: usize| 1 + (person * 7 + item * 3 + person / 5) % 5;
        writeln!(file, "{gender};{};{};{};{}", answer(0), answer(1), answer(2), answer(3)).unwrap();
    }
    let scan =
        Scan::new().with("studenten.csv", file).with("scan.toml", SCAN).with("codebook.toml", CODEBOOK);
    scan.report(&Wishes::default()).rows("alle")
}

fn mean<'a>(rows: &'a [Row], group: &str) -> &'a Row {
    let wanted = [("measure", "scale.belonging"), ("group", group), ("against", ""), ("statistic", "mean")];
    only(rows, &wanted)
}

#[test]
fn women_men_and_everybody_have_a_mean_and_the_few_have_none() {
    let rows = rows();
    for group in ["vrouw", "man", ""] {
        assert_eq!(mean(&rows, group).text("status"), "shown", "{group}");
    }
    for row in rows.iter().filter(|row| ["non-binair", "wil ik niet zeggen"].contains(&row.text("group"))) {
        assert_eq!(row.text("status"), "withheld", "{}", row.key());
    }
}

#[test]
fn nobody_leaves_the_total() {
    let rows = rows();
    let people = only(&rows, &[("measure", "participation.respondents"), ("by", ""), ("statistic", "count")]);
    assert_eq!(people.number("value"), Some(120.0));
}

#[test]
fn the_printed_means_leave_half_the_scale_open_for_the_seven() {
    let rows = rows();
    // The worst case: a stranger who knows all sizes. Means are to one decimal.
    let sum = |slack: f64| {
        let value = |group, slack: f64| mean(&rows, group).number("value").unwrap() + slack;
        120.0 * value("", slack) - 95.0 * value("man", -slack) - 18.0 * value("vrouw", -slack)
    };
    let (lower, upper) = ((sum(-0.05) / 7.0).max(1.0), (sum(0.05) / 7.0).min(5.0));
    assert!(upper - lower >= 2.0, "the mean of the seven lies between {lower} and {upper}");
}
