//! Staff: shares of women by role, with the minima of counts.

use meetellen::model::Language;

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
