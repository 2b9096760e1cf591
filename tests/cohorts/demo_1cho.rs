//! The demo register of 1cijferHO, whose re-enrolment others published.

use std::path::{Path, PathBuf};

use meetellen::disclosure::{Statistic, Status};
use meetellen::model::FaultKind;

use crate::scan::{SCAN, by_name, publish, read};

const CODEBOOK: &str = r#"
[columns.persoonsgebonden_nummer]
role = "person"
[columns.inschrijvingsjaar]
role = "year"
[columns.eerste_jaar_aan_deze_opleiding_instelling]
role = "cohort"
[columns.soort_inschrijving_continu_hoger_onderwijs]
role = "main_enrolment"
[columns.geslacht]
role = "sex"
[columns.opleidingscode_naam_opleiding]
role = "programme"
[columns.diplomajaar_hoogste_vooropleiding]
role = "prior_diploma_year"
"#;

fn register() -> Option<Vec<u8>> {
    let shared = std::env::var("MEETELLEN_SHARED")
        .map_or_else(|_| Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared"), PathBuf::from);
    let file = shared.join("data/1cho-demo/EV299XX24_DEMO_enriched.csv");
    let bytes = std::fs::read(&file);
    if bytes.is_err() {
        eprintln!("SKIPPED: no data in {}", file.display());
    }
    bytes.ok()
}

#[test]
fn re_enrolment_is_that_of_its_readme_under_the_definition_within_the_programme() {
    let Some(register) = register() else { return };
    // The starting year in the file is that of the programme, so that no setting is needed.
    for retention in ["", "[retention]\ndomain = \"programme\"\n"] {
        let edited = publish(&register, CODEBOOK, &format!("{SCAN}{retention}"));
        let shares = by_name(&edited, Statistic::Share);
        for (sex, expected) in [("man", (208.0, 685)), ("vrouw", (837.0, 1456))] {
            let (mut stayed, mut starters) = (0.0, 0);
            for (name, row) in &shares {
                if name.0 == "retention.reenrolled1@programme" && name.2 == sex {
                    assert_eq!(row.status(), Status::Shown);
                    let n = row.n().unwrap();
                    stayed += row.value().unwrap() * n as f64;
                    starters += n;
                }
            }
            assert_eq!((stayed.round(), starters), expected, "{sex}");
        }
    }
}

#[test]
fn no_cohort_that_is_too_young_has_a_number() {
    let Some(register) = register() else { return };
    let edited = publish(&register, CODEBOOK, SCAN);
    let mut young = 0;
    for ((measure, period, _, _), row) in by_name(&edited, Statistic::Share) {
        // The file names no diplomas of its programmes: completion is not known, and so it is nowhere.
        assert!(!measure.contains("completed") && !measure.contains("curve"), "{measure}");
        let years = measure
            .strip_prefix("retention.reenrolled")
            .and_then(|rest| rest.split('@').next()?.parse().ok());
        if let (Some(years), Ok(cohort)) = (years, period.parse::<u16>()) {
            let years: u16 = years;
            if cohort + years > 2024 {
                young += 1;
                assert_eq!(row.status(), Status::NotYetObservable, "{measure} {period}");
                assert_eq!(row.reason(), format!("mature_in_{}", cohort + years));
            } else {
                assert!(row.value().is_some(), "{measure} {period}");
            }
        }
    }
    assert_eq!(young, 9, "2022 after three years, 2023 after two and three, for everybody and two sexes");
}

#[test]
fn the_sentence_in_a_year_double_rows_and_late_prior_diplomas_are_told() {
    let Some(register) = register() else { return };
    for role in ["prior_diploma_year", "diploma_year"] {
        let ingested = read(&register, &CODEBOOK.replace("prior_diploma_year", role), SCAN).unwrap();
        let told = |kind: FaultKind, column: Option<&str>, words: &str| {
            ingested.faults.iter().any(|fault| {
                fault.kind == kind && fault.column.as_deref() == column && fault.message.nl.contains(words)
            })
        };
        let prior = Some("diplomajaar_hoogste_vooropleiding");
        assert!(told(FaultKind::ImpossibleDate, prior, "geen jaar"));
        assert!(told(FaultKind::ImpossibleDate, prior, "na het jaar van de inschrijving"));
        assert!(told(FaultKind::DuplicateRow, None, "staat dit jaar al bij deze opleiding"));
        assert!(told(FaultKind::DuplicateRow, None, "twee of meer opleidingen"));
    }
}
