//! Staff: shares of women by role, with the minima of counts.

use meetellen::model::{FaultKind, Language, Severity};

use crate::scan::{is_withheld, lines, published, read, report, row, source};

const STAFF: &str = "round;role;technical;gender;count
2026;docent;ja;vrouw;14
2026;docent;ja;man;46
2026;docent;nee;vrouw;30
2026;docent;nee;man;30
2026;management;;vrouw;2
2026;management;;man;9
2026;ondersteuning;;vrouw;20
2026;ondersteuning;;man;20
";

#[test]
fn women_who_teach_technology_are_shown_and_two_managers_are_not() {
    let edited = published(&read(source("staff", STAFF)));
    let share = row(&edited, "participation.staff", "role=docent (techniek)*gender=vrouw", "share");
    // 14 of 60, rounded as counts of this size are.
    assert!((share.value().unwrap() - 14.0 / 60.0).abs() < 0.02, "{:?}", share.value());
    for statistic in ["count", "share"] {
        assert!(is_withheld(row(&edited, "participation.staff", "role=management*gender=vrouw", statistic)));
    }
    let [nl, en] = [Language::Dutch, Language::English].map(|language| report(&edited, language));
    assert!(nl.contains("Team en voorzieningen") && nl.contains("Docent (techniek)"), "{nl}");
    assert!(nl.contains("medewerkers in 2026."), "{nl}");
    assert!(en.contains("Team and facilities") && en.contains("Share of women"), "{en}");
}

#[test]
fn registered_sex_is_a_column_of_its_own() {
    let table = STAFF.replace(";gender;", ";geslacht;").replace("vrouw", "V").replace(";man;", ";M;");
    let edited = published(&read(source("staff", &table)));
    let share = row(&edited, "participation.staff", "role=docent (techniek)*sex=vrouw", "share");
    assert!(share.value().is_some());
}

#[test]
fn a_missing_column_and_a_count_that_is_no_number_are_told() {
    let faults = source("staff", "round;role;count\n2026;docent;14\n").unwrap_err();
    assert!(lines(&faults).contains("gender"), "{}", lines(&faults));
    let ingested = read(source("staff", &STAFF.replace(";46", ";veel")));
    let told = ingested.faults.iter().find(|fault| fault.column.as_deref() == Some("count")).unwrap();
    assert_eq!((told.line, told.value.as_deref()), (Some(3), Some("veel")));
}

#[test]
fn every_missing_column_of_a_table_of_staff_is_told_at_once() {
    let faults = source("staff", "round;location\n2026;Noord\n").unwrap_err();
    for column in ["role", "gender", "count"] {
        let found = faults.iter().find(|fault| fault.column.as_deref() == Some(column));
        let found = found.unwrap_or_else(|| panic!("{column}: {}", lines(&faults)));
        assert!(found.severity == Severity::Refused && found.file == "a.csv", "{}", lines(&faults));
        assert!(!found.hint.nl.is_empty() && !found.hint.en.is_empty());
    }
}

#[test]
fn a_negative_number_an_unknown_year_and_a_row_that_is_there_twice_are_told() {
    let table =
        STAFF.replacen(";46", ";-46", 1).replacen("2026;docent;nee;vrouw", "volgend;docent;nee;vrouw", 1);
    let ingested = read(source("staff", &format!("{table}2026;management;;man;9\n")));
    let told: Vec<(Option<u64>, Option<&str>, Option<&str>)> = ingested
        .faults
        .iter()
        .map(|fault| (fault.line, fault.column.as_deref(), fault.value.as_deref()))
        .collect();
    for expected in [(Some(3), Some("count"), Some("-46")), (Some(4), Some("round"), Some("volgend"))] {
        assert!(told.contains(&expected), "{expected:?} in {told:?}");
    }
    let twice = ingested.faults.iter().find(|fault| fault.kind == FaultKind::DuplicateRow);
    assert_eq!(twice.and_then(|fault| fault.line), Some(10), "{}", lines(&ingested.faults));
}

#[test]
fn a_row_without_a_role_and_a_word_on_technology_that_is_none_are_told() {
    let table = STAFF.replacen("docent;ja;man", "docent;misschien;man", 1).replacen(
        "2026;ondersteuning;;man",
        "2026;;;man",
        1,
    );
    let ingested = read(source("staff", &table));
    let told: Vec<(Option<u64>, Option<&str>, Option<&str>)> = ingested
        .faults
        .iter()
        .filter(|fault| fault.severity == Severity::Repaired)
        .map(|fault| (fault.line, fault.column.as_deref(), fault.value.as_deref()))
        .collect();
    let expected = [(Some(3), Some("technical"), Some("misschien")), (Some(9), Some("role"), None)];
    assert_eq!(told, expected, "{}", lines(&ingested.faults));
    // Nothing is told of a table that is right: an empty cell is no word on technology.
    assert_eq!(lines(&read(source("staff", STAFF)).faults), "");
}
