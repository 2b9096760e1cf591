//! Registers: 1cijferHO with fixed places, enrolments with dates, and files that are refused.

use meetellen::model::{FaultKind, LevelKind, Role, Severity};

use crate::folder::{column, committed, labels, of_kind, own, read, refused, register, scan};

const INVENTED: &str = "verzonnen-1cho";

#[test]
fn a_file_with_fixed_places_is_read_by_its_description_with_the_names_of_its_codes() {
    let ingested = read(committed(INVENTED, &[]));
    let register = register(&ingested);
    // 40 starters, of whom 32 came back; the four rows that are not active on 1 October do not count.
    let there = |year: u16| {
        (0..register.year.len()).filter(|row| register.active[*row] && register.year[*row] == year).count()
    };
    assert_eq!((there(2022), there(2023)), (40, 32));
    assert_eq!(register.student.iter().max(), Some(&39));
    let programme = column(&register.groups, Role::Programme);
    let names: Vec<_> =
        programme.levels.iter().map(|level| (level.raw.as_str(), level.label.nl.as_str())).collect();
    assert_eq!(names, [("34280", "B Werktuigbouwkunde"), ("90001", "B Patiëntenpraat")]);
    assert!(
        labels(&register.groups, Role::Institution).iter().all(|name| name == "Hogeschool Verzonnenstad")
    );
    let sex = column(&register.groups, Role::Sex);
    let unknown = sex.levels.iter().find(|level| level.label.nl == "onbekend").unwrap();
    assert_eq!(unknown.kind, LevelKind::NotStated);
    assert_eq!(register.main.iter().filter(|main| **main).count(), 72);
    assert!(register.diploma_year.contains(&2023));
    let told = of_kind(&ingested.faults, FaultKind::LeftOutRow);
    assert!(told[0].message.nl.contains("aantal: 4"), "{told:?}");
}

#[test]
fn service_numbers_are_dropped_told_and_nowhere() {
    let ingested = read(committed(INVENTED, &[]));
    let dropped: Vec<_> = of_kind(&ingested.faults, FaultKind::Identifying)
        .iter()
        .map(|fault| fault.column.clone().unwrap())
        .collect();
    assert_eq!(dropped, ["Burgerservicenummer"]);
    let all = format!("{ingested:?}");
    for number in ["111222333", "123456782", "999999990", "987654329"] {
        assert!(!all.contains(number), "{number} was kept");
    }
}

#[test]
fn a_line_of_another_length_is_left_out_and_told_with_its_number() {
    let mut bytes = own(INVENTED, "EV_verzonnen.asc");
    bytes.remove(70);
    let ingested = read(committed(INVENTED, &[("EV_verzonnen.asc", &bytes)]));
    let told = of_kind(&ingested.faults, FaultKind::Layout);
    assert_eq!((told.len(), told[0].severity, told[0].line), (1, Severity::Repaired, Some(2)));
    assert_eq!(register(&ingested).year.len(), 75);
}

#[test]
fn a_code_that_no_list_knows_is_told_with_its_line() {
    let text = String::from_utf8(own(INVENTED, "EV_verzonnen.asc")).unwrap();
    let changed = text.replacen("34280", "99999", 1);
    let ingested = read(committed(INVENTED, &[("EV_verzonnen.asc", changed.as_bytes())]));
    let told = of_kind(&ingested.faults, FaultKind::UnknownLabel);
    assert_eq!((told.len(), told[0].value.as_deref(), told[0].line), (1, Some("99999"), Some(1)));
    assert_eq!(told[0].column.as_deref(), Some("Opleidingscode"));
}

#[test]
fn a_description_that_does_not_add_up_is_refused_with_its_line() {
    let text = String::from_utf8_lossy(&own(INVENTED, "Bestandsbeschrijving_verzonnen.txt")).into_owned();
    for (old, new) in [
        ("      13             4", "      14             4"),
        ("      21             5", "      20             5"),
    ] {
        assert!(text.contains(old));
        let changed = text.replace(old, new);
        let faults =
            refused(committed(INVENTED, &[("Bestandsbeschrijving_verzonnen.txt", changed.as_bytes())]));
        assert!(faults.iter().all(|fault| fault.kind == FaultKind::Layout), "{faults:?}");
        assert!(faults[0].line.is_some() && faults[0].column.is_some());
    }
}

#[test]
fn the_description_of_another_year_is_refused_once_and_not_for_every_line() {
    let text = String::from_utf8_lossy(&own(INVENTED, "Bestandsbeschrijving_verzonnen.txt")).into_owned();
    let wider = text.replace("\r\n\r\n(*) Geen", "\r\nNieuw veld          55          3\r\n\r\n(*) Geen");
    assert_ne!(wider, text);
    let faults = refused(committed(INVENTED, &[("Bestandsbeschrijving_verzonnen.txt", wider.as_bytes())]));
    let lengths: Vec<_> =
        faults.iter().filter(|fault| fault.message.nl.contains("elke regel telt 54")).collect();
    assert_eq!(lengths.len(), 1, "{faults:?}");
}

#[test]
fn an_enrolment_counts_in_every_year_in_which_it_is_active_on_the_first_of_october() {
    let ingested = read(committed("verzonnen-inschrijvingen", &[]));
    let register = register(&ingested);
    let mut there: Vec<(u32, u16)> =
        register.student.iter().copied().zip(register.year.iter().copied()).collect();
    there.sort_unstable();
    // 101: two years. 102: left the day before its second. 103: still there. 104: began in February. 105: never.
    // 106: the first of October was its last day.
    assert_eq!(there, [(0, 2021), (0, 2022), (1, 2021), (2, 2022), (2, 2023), (3, 2023), (5, 2023)]);
    let diploma: Vec<u16> = register.diploma_year.iter().copied().filter(|year| *year > 0).collect();
    assert_eq!(diploma, [2022, 2022], "July 2023 falls in the diploma year that began in October 2022");
    assert!(labels(&register.groups, Role::Institution).iter().all(|school| school == "90AF"));
    let told = of_kind(&ingested.faults, FaultKind::LeftOutRow);
    assert_eq!((told.len(), told[0].line), (1, Some(6)));
    let names = of_kind(&ingested.faults, FaultKind::Identifying);
    assert_eq!(names[0].column.as_deref(), Some("Naam"));
    assert!(!format!("{ingested:?}").contains("Verzonnen;"));
}

const PLAIN: &str = r#"
[columns.studentnummer]
role = "person"
[columns.collegejaar]
role = "year"
[columns.opleiding]
role = "programme"
[columns.geslacht]
role = "sex"
"#;

#[test]
fn a_row_per_student_and_year_needs_no_more_than_a_codebook() {
    let rows = "studentnummer;collegejaar;opleiding;geslacht\n0012;2022/2023;Bouwkunde;V\n0012;2023-24;Bouwkunde;V\n0013;01-02-2024;Bouwkunde;M\n";
    let ingested = read(scan(&[
        ("scan.toml", "[[source]]\nkind = \"register\"\nfile = \"a.csv\"\ncodebook = \"c.toml\"\n"),
        ("c.toml", PLAIN),
        ("a.csv", rows),
    ]));
    let register = register(&ingested);
    assert_eq!(register.student, [0, 0, 1]);
    assert_eq!(register.year, [2022, 2023, 2023], "a day in February is in the school year before");
}

#[test]
fn a_raw_exchange_file_is_refused_with_the_way_to_convert_it() {
    let rows = "VLP|27DV|2024-07-31|2026-03-24\nPER|111222333||1987-11-23|V\nISG|111222333||C3|2023-01-30\nSLR|1|1\n";
    let faults = refused(scan(&[
        ("scan.toml", "[[source]]\nkind = \"register\"\nfile = \"RO_27DV.csv\"\ncodebook = \"c.toml\"\n"),
        ("c.toml", PLAIN),
        ("RO_27DV.csv", rows),
    ]));
    assert_eq!((faults.len(), faults[0].kind), (1, FaultKind::Identifying));
    assert!(faults[0].hint.nl.contains("een rij per inschrijving"));
    assert!(!faults[0].to_string().contains("111222333"));
}
