//! What `[retention]` may ask, and what is refused in the words of the person who asked it.

use meetellen::disclosure::{Statistic, Status};
use meetellen::model::{Fault, Severity};
use meetellen::pipeline::{self, PipelineError, Wishes};

use crate::against_r::CODEBOOK;
use crate::scan::{SCAN, by_name, publish, read};

const REGISTER: &[u8] = include_bytes!("../reference/cohorts.csv");

/// Returns why a scan of a closed register with these settings gives no report.
fn refused(codebook: &str, retention: &str) -> Vec<Fault> {
    let scan = format!("{}{retention}", SCAN.replace("public = true\n", ""));
    let faults = match read(REGISTER, codebook, &scan) {
        Err(faults) => faults,
        Ok(ingested) => match pipeline::publish(&ingested, &Wishes::default()) {
            Err(PipelineError::Refused(faults)) => faults,
            other => panic!("not refused: {:?}", other.map(|_| ())),
        },
    };
    faults.into_iter().filter(|fault| fault.severity == Severity::Refused).collect()
}

#[test]
fn a_word_that_is_not_known_is_refused_with_its_line_and_the_nearest_word() {
    for (retention, nearest) in [
        ("[retention]\ndefinition = \"vhh\"\n", "vh"),
        ("[retention]\ndomain = \"program\"\n", "programme"),
        ("[retention]\nyear = [1]\n", "years"),
    ] {
        let faults = refused(CODEBOOK, retention);
        assert_eq!(faults.len(), 1, "{faults:?}");
        assert!(faults[0].line.is_some(), "{}", faults[0]);
        assert!(faults[0].hint.nl.contains(nearest), "{}", faults[0]);
    }
}

#[test]
fn a_definition_of_others_keeps_its_own_domain() {
    let faults = refused(CODEBOOK, "[retention]\ndefinition = \"cbs\"\ndomain = \"hbo\"\n");
    assert!(faults[0].message.nl.contains("eigen domein"), "{}", faults[0]);
}

#[test]
fn a_definition_that_needs_a_column_says_which() {
    let without_form = CODEBOOK.replace("[columns.vorm]\nrole = \"form\"\n", "");
    let faults = refused(&without_form, "[retention]\ndefinition = \"vh\"\n");
    assert!(faults[0].message.nl.contains("`vh` heeft de rol `form` nodig"), "{}", faults[0]);
}

#[test]
fn two_definitions_in_one_report_are_for_open_data_only() {
    let two = "[retention]\ndefinition = [\"own\", \"cbs\"]\n";
    assert!(refused(CODEBOOK, two)[0].message.nl.contains("twee definities"));
    let edited = publish(REGISTER, CODEBOOK, &format!("{SCAN}{two}"));
    let shares = by_name(&edited, Statistic::Share);
    for measure in ["retention.dropout1", "retention.dropout1@cbs"] {
        assert!(shares.keys().any(|name| name.0 == measure), "{measure}");
    }
}

#[test]
fn of_closed_data_later_years_are_told_of_all_cohorts_together_in_whole_percents() {
    let scan = SCAN.replace("public = true\n", "");
    let edited = publish(REGISTER, CODEBOOK, &scan);
    let mut seen = 0;
    for ((measure, period, group, _), row) in by_name(&edited, Statistic::Share) {
        if ["2", "3"].iter().any(|years| measure == format!("retention.dropout{years}")) {
            assert!(period.contains(".."), "{measure} {period}");
            if row.status() == Status::Shown {
                seen += 1;
                let percent = row.value().unwrap() * 100.0;
                assert!((percent - percent.round()).abs() < 1e-9, "{measure} {group} {percent}");
                assert!(row.n().unwrap() >= 100 && row.n().unwrap() % 5 == 0);
            }
        }
    }
    assert!(seen >= 4, "{seen}");
}
