//! What points at people is found, dropped, counted and named without its values, in any kind of column.

use meetellen::ingest::Ingested;
use meetellen::model::{Fault, FaultKind, Severity};

use crate::folder::{of_kind, read, refused, scan, survey};

fn asked(extra: &str, heading: &str, cells: &[&str]) -> Result<Ingested, Vec<Fault>> {
    let codebook = format!("[columns.gender]\nrole = \"gender\"\n[columns.SB01]\nrole = \"item\"\n{extra}");
    let rows: String = cells.iter().map(|cell| format!("vrouw;3;{cell}\n")).collect();
    scan(&[
        ("scan.toml", "[[source]]\nfile = \"a.csv\"\ncodebook = \"c.toml\"\n"),
        ("c.toml", &codebook),
        ("a.csv", &format!("gender;SB01;{heading}\n{rows}")),
    ])
}

#[test]
fn what_people_write_of_themselves_in_an_open_answer_is_counted() {
    let cells = [
        "bel me op 06-12345678 of mail naar iemand@school.example",
        "mijn rekening is NL91ABNA0417164300",
        "ik woon op 1234 AB 12",
        "mijn bsn is 111222333",
        "het was leuk",
    ];
    let ingested = read(asked("[columns.Open]\nrole = \"open\"\n", "Open", &cells));
    let told: Vec<_> = of_kind(&ingested.faults, FaultKind::Identifying);
    let texts: Vec<_> = told.iter().map(|fault| fault.message.nl.as_str()).collect();
    for kind in [
        "mailadressen",
        "telefoonnummers",
        "rekeningnummers",
        "postcodes met huisnummer",
        "burgerservicenummers",
    ] {
        assert!(texts.contains(&format!("{kind} in deze kolom: 1").as_str()), "{kind} in {texts:?}");
    }
    let all = format!("{ingested:?}");
    assert!(!all.contains("12345678") && !all.contains("school.example") && !all.contains("NL91"));
}

#[test]
fn a_mapped_column_of_service_numbers_is_taken_out() {
    let codebook = "[columns.nummer]\nrole = \"programme\"\n";
    let ingested = read(asked(codebook, "nummer", &["111222333", "123456782", "999999990", "111222333"]));
    assert!(survey(&ingested).groups.iter().all(|column| column.role != meetellen::model::Role::Programme));
    let told = of_kind(&ingested.faults, FaultKind::Identifying);
    assert_eq!((told.len(), told[0].severity), (1, Severity::Repaired));
    assert!(told[0].message.nl.contains("4 van de 4") && told[0].message.nl.contains("1 op de 11"));
    assert!(!format!("{ingested:?}").contains("999999990"));
}

#[test]
fn numbers_of_which_one_in_eleven_passes_stay() {
    let numbers: Vec<String> = (0..40).map(|n| (100_000_000 + n * 7 % 10).to_string()).collect();
    let cells: Vec<&str> = numbers.iter().map(String::as_str).collect();
    let ingested = read(asked("[columns.nummer]\nrole = \"programme\"\n", "nummer", &cells));
    assert!(of_kind(&ingested.faults, FaultKind::Identifying).is_empty());
    assert_eq!(survey(&ingested).groups.len(), 2);
}

#[test]
fn service_numbers_as_the_key_of_people_are_refused() {
    let cells = ["111222333", "123456782", "999999990"];
    let faults = refused(asked("[columns.nummer]\nrole = \"respondent\"\n", "nummer", &cells));
    assert_eq!(faults[0].kind, FaultKind::Identifying);
    assert!(faults[0].hint.nl.contains("pseudonym_key_env") && !faults[0].to_string().contains("999999990"));
}

#[test]
fn columns_of_names_and_numbers_are_named_whether_the_codebook_knows_them_or_not() {
    for heading in ["Achternaam", "E-mailadres", "Studentnummer", "IBAN", "Telefoonnummer", "BSN"] {
        let ingested = read(asked("", heading, &["x", "y"]));
        let told = of_kind(&ingested.faults, FaultKind::Identifying);
        assert_eq!(told.len(), 1, "{heading}");
        assert_eq!((told[0].column.as_deref(), told[0].value.as_deref()), (Some(heading), None));
        assert!(told[0].message.nl.contains("gevulde cellen: 2"));
    }
}

#[test]
fn a_group_in_which_everybody_stands_alone_is_taken_out() {
    let numbers: Vec<String> = (0..60).map(|n| format!("kamer {n}")).collect();
    let cells: Vec<&str> = numbers.iter().map(String::as_str).collect();
    let ingested = read(asked("[columns.plek]\nrole = \"location\"\n", "plek", &cells));
    let told = of_kind(&ingested.faults, FaultKind::Identifying);
    assert!(told[0].message.nl.contains("bijna iedereen"), "{told:?}");
    assert_eq!(survey(&ingested).groups.len(), 1);
}

#[test]
fn a_school_for_each_row_points_at_nobody() {
    let numbers: Vec<String> = (0..60).map(|n| format!("9{n:03}")).collect();
    let cells: Vec<&str> = numbers.iter().map(String::as_str).collect();
    let ingested = read(asked("[columns.school]\nrole = \"institution\"\n", "school", &cells));
    assert!(of_kind(&ingested.faults, FaultKind::Identifying).is_empty(), "{:?}", ingested.faults);
}
