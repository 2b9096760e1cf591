//! A checklist: yes, no or planned, at school and at work places.

use meetellen::model::{FaultKind, Language, Presence, Severity, Site};

use crate::scan::{folder, lines, published, read, report, source};

/// A report needs numbers of people: staff.
const SCAN: &str = "[scan]\nlanguages = [\"nl\", \"en\"]\n[[source]]\nkind = \"checklist\"\nfile = \"c.csv\"\n[[source]]\nkind = \"staff\"\nfile = \"s.csv\"\n";
const STAFF: &str = "round;role;gender;count\n2026;docent;vrouw;30\n2026;docent;man;50\n";

#[test]
fn what_there_is_stands_in_words_for_one_place_and_is_counted_for_more() {
    let of = |rows: &str| {
        let table = format!("ronde;vestiging;CK01S;CK01P;CK06S;CK12P\n{rows}");
        let edited = published(&read(folder(&[("scan.toml", SCAN), ("c.csv", &table), ("s.csv", STAFF)])));
        [Language::Dutch, Language::English].map(|language| report(&edited, language))
    };
    let [nl, en] = of("2026;Noord;1;0;2;8\n");
    assert!(nl.contains("Omkleedruimte voor elk gender dichtbij | ja | nee"), "{nl}");
    assert!(nl.contains("Werkkleding in alle maten en pasvormen | gepland"), "{nl}");
    assert!(!nl.contains("iemand wacht je op"), "{nl}");
    assert!(en.contains("Changing space for every gender nearby | yes | no"), "{en}");
    let [nl, _] = of("2026;Noord;ja;nee;2;8\n2026;Zuid;nee;nee;gepland;8\n2026;West;ja;ja;nee;8\n");
    assert!(nl.contains("Omkleedruimte voor elk gender dichtbij | 2 van 3 | 1 van 3"), "{nl}");
    assert!(nl.contains("Werkkleding in alle maten en pasvormen | 0 van 3, 2 gepland"), "{nl}");
}

#[test]
fn another_word_is_told_with_its_line_and_counts_for_nothing() {
    let ingested = read(source("checklist", "vestiging;CK01S\nNoord;ja\nZuid;bijna\n"));
    let told = ingested.faults.iter().find(|fault| fault.column.as_deref() == Some("CK01S")).unwrap();
    assert_eq!(
        (told.line, told.severity, told.value.as_deref()),
        (Some(3), Severity::Repaired, Some("bijna"))
    );
    assert_eq!(ingested.facilities.len(), 1);
    let only = &ingested.facilities[0];
    assert_eq!((only.item.as_str(), only.site, only.presence), ("CK01", Site::School, Presence::Yes));
}

#[test]
fn a_table_without_any_item_is_refused() {
    let faults = source("checklist", "vestiging;toilet\nNoord;ja\n").unwrap_err();
    assert!(lines(&faults).contains("CK01S"), "{}", lines(&faults));
}

#[test]
fn a_location_on_two_rows_of_one_round_is_told_and_in_two_rounds_it_is_not() {
    let told = |table: &str| read(source("checklist", table)).faults;
    let is_twice = |fault: &&meetellen::model::Fault| fault.kind == FaultKind::DuplicateRow;
    let faults = told("ronde;vestiging;CK01S\n2026;Noord;ja\n2026;Zuid;nee\n2026;Noord;nee\n");
    let twice = faults.iter().find(is_twice).unwrap();
    assert_eq!((twice.line, twice.severity), (Some(4), Severity::Note), "{}", lines(&faults));
    assert!(twice.message.nl.contains("regel 2") && !twice.hint.nl.is_empty(), "{}", lines(&faults));
    let faults = told("ronde;vestiging;CK01S\n2024;Noord;ja\n2026;Noord;nee\n");
    assert!(faults.iter().find(is_twice).is_none(), "{}", lines(&faults));
}

#[test]
fn an_item_that_the_checklist_does_not_have_is_told() {
    let faults = read(source("checklist", "vestiging;CK01S;CK99S\nNoord;ja;ja\n")).faults;
    let told = faults.iter().find(|fault| fault.column.as_deref() == Some("CK99S"));
    assert!(told.is_some(), "{}", lines(&faults));
}

#[test]
fn what_a_codebook_calls_missing_is_no_answer_and_no_fault() {
    let scan = "[scan]\n[[source]]\nkind = \"checklist\"\nfile = \"c.csv\"\ncodebook = \"k.toml\"\n[[source]]\nkind = \"staff\"\nfile = \"s.csv\"\n";
    let codebook = "[columns.vestiging]\nrole = \"location\"\n[columns.CK01S]\nrole = \"item\"\ntext = \"Toilet\"\nmissing = [\"onbekend\"]\n";
    let table = "vestiging;CK01S\nNoord;ja\nZuid;onbekend\nWest;\n";
    let files = [("scan.toml", scan), ("k.toml", codebook), ("c.csv", table), ("s.csv", STAFF)];
    let ingested = read(folder(&files));
    let of_item = ingested.faults.iter().filter(|fault| fault.column.as_deref() == Some("CK01S")).count();
    assert_eq!((of_item, ingested.facilities.len()), (0, 1), "{}", lines(&ingested.faults));
}
