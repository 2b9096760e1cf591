//! Every cohort, state, part and curve of a register with every mess in it, cell by cell beside `reference/cohorts.R`.

use approx::assert_abs_diff_eq;
use meetellen::disclosure::{Statistic, Status};

use crate::scan::{SCAN, by_name, publish};

const REGISTER: &[u8] = include_bytes!("../reference/cohorts.csv");
const EXPECTED: &[u8] = include_bytes!("../reference/cohorts_expected.csv");

pub(crate) const CODEBOOK: &str = r#"
[columns.student]
role = "person"
[columns.jaar]
role = "year"
[columns.school]
role = "institution"
[columns.opleiding]
role = "programme"
[columns.equivalent]
role = "equivalent"
[columns.niveau]
role = "level"
[columns.vorm]
role = "form"
[columns.geslacht]
role = "sex"
not_stated = ["O"]
[columns.soort]
role = "main_enrolment"
labels = { hoofd = "hoofdinschrijving", neven = "neveninschrijving", inactief = "niet actief" }
[columns.begindatum]
role = "start_date"
[columns.diplomajaar]
role = "diploma_year"
[columns.reden]
role = "exit_reason"
success = ["werk"]
"#;

/// Compares one part of the expected numbers; returns how many there were.
fn compare(set: &str, starting_year: bool, retention: &str) -> usize {
    let cohort = "\n[columns.eerste_jaar]\nrole = \"cohort\"\n";
    let codebook = format!("{CODEBOOK}{}", if starting_year { cohort } else { "" });
    let edited = publish(REGISTER, &codebook, &format!("{SCAN}{retention}"));
    let shares = by_name(&edited, Statistic::Share);
    let counts = by_name(&edited, Statistic::Count);
    let mut compared = 0;
    for record in csv::Reader::from_reader(EXPECTED).records() {
        let record = record.unwrap();
        let cell = |place: usize| record[place].to_owned();
        if &record[0] != set {
            continue;
        }
        compared += 1;
        let name = (cell(1), cell(2), cell(3), cell(4));
        let n: u64 = record[5].parse().unwrap();
        if name.0.starts_with("participation.late") {
            // Those who began late are in no cohort, whatever becomes of cohorts.
            let name = ("participation.late".to_owned(), name.1, name.2, name.3);
            assert_eq!(counts[&name].value().map(|value| value as u64), Some(n), "{name:?}");
            continue;
        }
        let row = shares.get(&name).unwrap_or_else(|| panic!("{set}: no row {name:?}"));
        assert_eq!(row.n(), Some(n), "{set} {name:?}");
        if record[6].starts_with("mature_in_") {
            assert_eq!(
                (row.status(), row.reason()),
                (Status::NotYetObservable, &record[6]),
                "{set} {name:?}"
            );
            continue;
        }
        let value: f64 = record[6].parse().unwrap();
        if !name.3.is_empty() {
            assert_abs_diff_eq!(row.value().unwrap(), value, epsilon = 1e-10);
            for (bound, expected) in [(row.lower(), &record[7]), (row.upper(), &record[8])] {
                match expected.parse::<f64>() {
                    Ok(expected) => assert_abs_diff_eq!(bound.unwrap(), expected, epsilon = 1e-10),
                    // R's interval of those still studying ends where nobody is left or nothing happened yet.
                    Err(_) if name.0.contains("curve_enrolled") => {}
                    Err(_) => assert_eq!(bound, None, "{set} {name:?}"),
                }
            }
        } else if n == 0 {
            assert_eq!(row.status(), Status::NotEstimable, "{set} {name:?}");
        } else {
            let share = row.value().unwrap_or_else(|| panic!("{set} {name:?} is {:?}", row.status()));
            assert_abs_diff_eq!(share * n as f64, value, epsilon = 1e-6);
        }
    }
    // What R does not have must not be there either: a cohort too many is an error too.
    for name in shares.keys().filter(|name| name.0.starts_with("retention.reenrolled1")) {
        let known = csv::Reader::from_reader(EXPECTED).into_records().any(|record| {
            let record = record.unwrap();
            &record[0] == set && record[1] == name.0 && record[2] == name.1 && record[3] == name.2
        });
        assert!(known, "{set}: R has no {name:?}");
    }
    compared
}

#[test]
fn without_a_starting_year_cohorts_are_those_of_r() {
    assert!(compare("absent", false, "") > 500);
}

#[test]
fn with_a_starting_year_cohorts_and_mbo_results_are_those_of_r() {
    assert!(compare("given", true, "") > 500);
}

#[test]
fn within_the_programme_a_renumbered_programme_is_no_switch_as_in_r() {
    assert!(compare("programme", false, "[retention]\ndomain = \"programme\"\n") > 500);
}

#[test]
fn by_the_definition_of_cbs_numbers_are_those_of_r() {
    assert!(compare("cbs", false, "[retention]\ndefinition = \"cbs\"\n") > 300);
}

#[test]
fn by_the_definition_of_vereniging_hogescholen_numbers_are_those_of_r() {
    assert!(compare("vh", false, "[retention]\ndefinition = \"vh\"\n") > 300);
}

#[test]
fn by_the_definition_of_the_inspectie_numbers_are_those_of_r() {
    assert!(compare("inspectie", false, "[retention]\ndefinition = \"inspectie\"\n") > 500);
}

#[test]
fn by_the_definition_of_universiteiten_van_nederland_numbers_are_those_of_r() {
    assert!(compare("unl", false, "[retention]\ndefinition = \"unl\"\n") > 500);
}

#[test]
fn a_table_of_successors_gives_what_the_equivalents_give() {
    let without = CODEBOOK.replace("[columns.equivalent]\nrole = \"equivalent\"\n", "");
    let retention =
        "[retention]\ndomain = \"programme\"\n[retention.successors]\n34001 = \"39001\"\n34002 = \"39002\"\n";
    let by_table = publish(REGISTER, &without, &format!("{SCAN}{retention}"));
    let by_column = publish(REGISTER, CODEBOOK, &format!("{SCAN}[retention]\ndomain = \"programme\"\n"));
    assert_eq!(by_name(&by_table, Statistic::Share), by_name(&by_column, Statistic::Share));
    let neither = publish(REGISTER, &without, &format!("{SCAN}[retention]\ndomain = \"programme\"\n"));
    assert_ne!(by_name(&neither, Statistic::Share), by_name(&by_column, Statistic::Share));
}
