//! Cohorts in which everybody graduates in year 4: all where it can be seen, and nothing where it cannot.

use meetellen::disclosure::{Statistic, Status};

use crate::scan::{by_name, publish};

const CODEBOOK: &str = r#"
[columns.student]
role = "person"
[columns.jaar]
role = "year"
[columns.cohort]
role = "cohort"
[columns.geslacht]
role = "sex"
[columns.diploma]
role = "diploma_year"
"#;

const SCAN: &str = r#"
[scan]
synthetic = true
[[source]]
name = "register"
kind = "register"
file = "register.csv"
codebook = "codebook.toml"
[privacy]
exact = true
[report]
by = ["sex"]
[retention]
completed = [4, 5, 8]
"#;

/// Four cohorts of 40, each gone with a diploma after four years; the file ends on 1 October 2022.
fn register() -> Vec<u8> {
    let mut text = String::from("student;jaar;cohort;geslacht;diploma\n");
    for cohort in 2016..=2019 {
        for number in 0..40 {
            for year in cohort..(cohort + 4).min(2023) {
                let sex = if number % 2 == 0 { "V" } else { "M" };
                let diploma = if year == cohort + 3 { year.to_string() } else { String::new() };
                text.push_str(&format!("{cohort}-{number};{year};{cohort};{sex};{diploma}\n"));
            }
        }
    }
    text.into_bytes()
}

#[test]
fn everybody_graduates_where_it_can_be_seen_and_elsewhere_it_is_not_yet_observable() {
    let edited = publish(&register(), CODEBOOK, SCAN);
    let mut seen = 0;
    for ((measure, period, group, _), row) in by_name(&edited, Statistic::Share) {
        let Some(years) =
            measure.strip_prefix("retention.completed").and_then(|years| years.parse::<u16>().ok())
        else {
            continue;
        };
        let cohort: u16 = period.parse().unwrap();
        seen += 1;
        if cohort + years <= 2022 {
            assert_eq!((row.status(), row.value()), (Status::Shown, Some(1.0)), "{measure} {period} {group}");
        } else {
            assert_eq!(
                (row.status(), row.value()),
                (Status::NotYetObservable, None),
                "{measure} {period} {group}"
            );
            assert_eq!(row.reason(), format!("mature_in_{}", cohort + years));
        }
    }
    assert_eq!(seen, 4 * 3 * 3, "four cohorts, three times, everybody and two sexes");
}

#[test]
fn no_line_falls_to_zero_where_cohorts_are_young() {
    let edited = publish(&register(), CODEBOOK, SCAN);
    for ((measure, period, group, year), row) in by_name(&edited, Statistic::Share) {
        if measure.starts_with("retention.completed") {
            assert_ne!(row.value(), Some(0.0), "{measure} {period} {group}");
        }
        if measure == "retention.curve_diploma" {
            let expected = if year.parse::<u16>().unwrap() >= 4 { 1.0 } else { 0.0 };
            assert_eq!(row.value(), Some(expected), "{group} after {year} years");
        }
    }
}
