//! Where programmes belong: the built-in mappings, those of a scan, and what a person reads of a wrong one.
//!
//! Leaves out data files. Programmes in here are invented unless DUO lists them.

use meetellen::scan::{Mapping, Technique};

fn built_in(name: &str) -> Mapping {
    Mapping::load(name, &|_| None).expect("a built-in mapping")
}

#[test]
fn a_programme_is_found_by_code_by_name_and_by_both() {
    let mapping = built_in("betatechniek");
    for asked in
        ["34280", "B Werktuigbouwkunde", "werktuigbouwkunde", "34280 B Werktuigbouwkunde", "34280 - WTB"]
    {
        let placement = mapping.place(asked).unwrap();
        assert_eq!(placement.code, "34280", "{asked}");
        assert_eq!(placement.domain.as_deref(), Some("Engineering"));
        assert_eq!(placement.technique, Technique::Narrow);
    }
}

#[test]
fn a_programme_outside_technology_has_a_place_and_is_not_selected() {
    let mapping = built_in("betatechniek");
    let placement = mapping.place("B Opleiding tot leraar Basisonderwijs").unwrap();
    assert_eq!(placement.sector, "onderwijs");
    assert!(!mapping.selects(&placement));
}

#[test]
fn an_unknown_programme_has_no_place() {
    let mapping = built_in("betatechniek");
    assert_eq!(mapping.place("Toverkunst"), None);
}

#[test]
fn the_narrow_mapping_leaves_out_what_is_only_broad() {
    let (broad, narrow) = (built_in("betatechniek"), built_in("techniek"));
    let chemistry_teacher = broad.place("35199").unwrap();
    assert!(broad.selects(&chemistry_teacher));
    assert!(!narrow.selects(&narrow.place("35199").unwrap()));
    assert!(narrow.selects(&narrow.place("30020").unwrap()));
}

#[test]
fn a_rule_places_a_name_that_is_not_in_the_list() {
    let mapping = built_in("betatechniek");
    let placement = mapping.place("Middenkader Engineering (mbo 4)").unwrap();
    assert_eq!(placement.name, "Middenkader Engineering (mbo 4)");
    assert_eq!(placement.domain.as_deref(), Some("Engineering"));
    assert_eq!(mapping.place("Dictie"), None);
}

#[test]
fn a_part_of_croho_has_a_place_in_either_spelling() {
    let mapping = built_in("techniek");
    assert!(mapping.selects(mapping.place_part("TECHNIEK").unwrap()));
    assert!(!mapping.selects(mapping.place_part("GEDRAG_EN_MAATSCHAPPIJ").unwrap()));
}

#[test]
fn a_domain_of_mbo_has_a_place_and_so_has_a_trade_that_no_list_names() {
    let (broad, narrow) = (built_in("betatechniek"), built_in("techniek"));
    assert!(narrow.selects(narrow.place_part("Bouw en infra").unwrap()));
    let laboratory = "Ambacht, laboratorium en gezondheidstechniek";
    assert!(broad.selects(broad.place_part(laboratory).unwrap()));
    assert!(!narrow.selects(narrow.place_part(laboratory).unwrap()));
    assert!(!broad.selects(broad.place_part("Zorg en welzijn").unwrap()));
    for trade in
        ["Eerste monteur elektrotechnische installaties", "Schilder", "ICT-beheerder", "Allround lasser"]
    {
        assert!(narrow.selects(&narrow.place(trade).unwrap()), "{trade}");
    }
    assert_eq!(narrow.place("Filmmonteur"), None);
}

#[test]
fn the_own_mapping_of_a_scan_extends_and_overrides_the_built_in_one() {
    let own = |name: &str| {
        (name == "betatechniek").then(|| {
            "base = \"betatechniek\"\n[programmes.techniek]\nX1 = { name = \"Slimme Machines\", domain = \"engineering\", technique = \"narrow\" }\n[programmes.economie]\n34421 = \"B Technische Bedrijfskunde\"\n".to_owned()
        })
    };
    let mapping = Mapping::load("betatechniek", &own).unwrap();
    assert_eq!(mapping.place("slimme machines").unwrap().code, "X1");
    assert_eq!(mapping.place("34421").unwrap().technique, Technique::Outside);
    assert!(mapping.selects(&mapping.place("34280").unwrap()));
}

#[test]
fn an_unknown_mapping_names_the_nearest() {
    let faults = Mapping::load("betatechnik", &|_| None).unwrap_err();
    insta::assert_snapshot!(faults[0], @"mappings/betatechnik.toml: `betatechnik` deze indeling is er niet (bedoel je `betatechniek`? of maak het bestand)");
}

#[test]
fn every_fault_of_a_mapping_is_told_at_once() {
    let own = |_: &str| {
        Some("[domains]\nict = \"ICT\"\n[parts]\ntechniek = \"smal\"\n[[rule]]\nsector = \"techniek\"\n[programmes.techniek]\nA1 = { domain = \"itc\", technique = \"narow\", jaar = 3 }\n".to_owned())
    };
    let faults = Mapping::load("eigen", &own).unwrap_err();
    let told: Vec<String> = faults.iter().map(ToString::to_string).collect();
    insta::assert_snapshot!(told.join("\n"), @r#"
mappings/eigen.toml:4 [parts.techniek]: `smal` dit woord is niet bekend (bedoel je `broad`? mogelijk: outside, broad, narrow)
mappings/eigen.toml:5 [rule]: een regel heeft namen nodig (schrijf bijvoorbeeld `names = ["*bouw*"]`)
mappings/eigen.toml:8 [programmes.techniek.A1.name]: een opleiding heeft een naam nodig (schrijf `name = "…"`)
mappings/eigen.toml:8 [programmes.techniek.A1.domain]: `itc` dit domein is niet bekend (bedoel je `ict`? mogelijk: ict)
mappings/eigen.toml:8 [programmes.techniek.A1.technique]: `narow` dit woord is niet bekend (bedoel je `narrow`? mogelijk: outside, broad, narrow)
mappings/eigen.toml:8 [programmes.techniek.A1.jaar]: deze sleutel is niet bekend (bedoel je `name`? hier kan: name, aliases, domain, technique)
"#);
}

#[test]
fn every_programme_that_duo_lists_has_a_place() {
    let shared = std::env::var("MEETELLEN_SHARED")
        .unwrap_or_else(|_| concat!(env!("CARGO_MANIFEST_DIR"), "/../shared").to_owned());
    let mapping = built_in("techniek");
    for file in ["ingeschrevenenhbo", "eerstejaarsingeschrevenenhbo", "gediplomeerdenhbo"] {
        let Ok(text) = std::fs::read_to_string(format!("{shared}/data/duo-hbo-2024/{file}.csv")) else {
            eprintln!("SKIPPED: {file}.csv is not in {shared}/data");
            return;
        };
        let mut reader = csv::Reader::from_reader(text.trim_start_matches('\u{feff}').as_bytes());
        let place = |headings: &csv::StringRecord, wanted: &str| {
            headings.iter().position(|heading| heading == wanted).unwrap()
        };
        let headings = reader.headers().unwrap().clone();
        let (code, name, part) = (
            place(&headings, "OPLEIDINGSCODE_ACTUEEL"),
            place(&headings, "OPLEIDINGSNAAM_ACTUEEL"),
            place(&headings, "ONDERDEEL"),
        );
        for record in reader.records().map(Result::unwrap) {
            let by_name = mapping.place(&record[name]);
            assert!(by_name.is_some(), "{}", &record[name]);
            assert!(mapping.place(&record[code]).is_some(), "{}", &record[code]);
            assert!(mapping.place_part(&record[part]).is_some(), "{}", &record[part]);
        }
    }
}
