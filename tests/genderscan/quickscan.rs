//! A quickscan: what its table must hold. What comes of it is in the practice scan.

use meetellen::model::Severity;

use crate::scan::{folder, lines, read, source};

#[test]
fn a_quickscan_without_areas_is_told_with_what_to_do() {
    let toml = "[scan]\n[[source]]\nkind = \"quickscan\"\nfile = \"q.csv\"\ncodebook = \"c.toml\"\nround = \"2026\"\n";
    let codebook = "[columns.Q1]\nrole = \"item\"\n[columns.Q2]\nrole = \"item\"\n[scales.policy]\nitems = [\"Q1\", \"Q2\"]\nrange = [0, 4]\n";
    let table = format!("Q1;Q2\n{}", "3;2\n".repeat(20));
    let ingested = read(folder(&[("scan.toml", toml), ("c.toml", codebook), ("q.csv", &table)]));
    let told = ingested.faults.iter().find(|fault| fault.message.nl.contains("geen gebieden"));
    let told = told.unwrap_or_else(|| panic!("{}", lines(&ingested.faults)));
    assert_eq!((told.file.as_str(), told.severity), ("q.csv", Severity::Repaired));
    assert!(told.hint.nl.contains("quickscan-nl") && told.hint.en.contains("_ambition"), "{told}");
}

#[test]
fn an_unknown_role_and_an_answer_off_the_scale_are_told_with_line_column_and_value() {
    let rows = "2;3;4\n3;2;4\n".repeat(15);
    let table = format!("QS00;QS13N;QS13A\n7;3;4\n2;6;4\n{rows}");
    let found = source("quickscan", &table);
    let faults = found.map_or_else(|faults| faults, |ingested| ingested.faults);
    for expected in [(Some(2), "QS00", "7"), (Some(3), "QS13N", "6")] {
        let is_it = |fault: &&meetellen::model::Fault| {
            (fault.line, fault.column.as_deref(), fault.value.as_deref())
                == (expected.0, Some(expected.1), Some(expected.2))
        };
        assert!(faults.iter().any(|fault| is_it(&fault)), "{expected:?}: {}", lines(&faults));
    }
}

#[test]
fn a_file_without_any_statement_of_the_form_is_refused_and_one_without_roles_is_told() {
    let toml = "[scan]\n[[source]]\nkind = \"quickscan\"\nfile = \"q.csv\"\ninstrument = \"quickscan-nl\"\nround = \"2026\"\n";
    let faults = folder(&[("scan.toml", toml), ("q.csv", "rol;vraag1\nmanagement;3\n")]).unwrap_err();
    let refused = faults.iter().find(|fault| fault.severity == Severity::Refused);
    assert_eq!(refused.and_then(|fault| fault.column.as_deref()), Some("QS11N"), "{}", lines(&faults));
    let table = format!("QS13N;QS13A\n{}", "3;4\n2;4\n".repeat(15));
    let ingested = read(folder(&[("scan.toml", toml), ("q.csv", &table)]));
    let told = ingested.faults.iter().find(|fault| fault.column.as_deref() == Some("QS00"));
    assert_eq!(told.map(|fault| fault.severity), Some(Severity::Note), "{}", lines(&ingested.faults));
}
