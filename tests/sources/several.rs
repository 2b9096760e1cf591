//! Several files of one source, people who are in two of them, and keys that a spreadsheet damaged.

use meetellen::ingest::Ingested;
use meetellen::model::{Fault, FaultKind, Role, Severity, SourceData};

use crate::folder::{labels, of_kind, read, refused, scan, survey, with_key};

const SURVEY: &str = r#"
[columns.nr]
role = "person"
[columns.gender]
role = "gender"
[columns.SB01]
role = "item"
aliases = ["thuis_2024"]
[columns.SB02]
role = "item"
[scales.thuis]
items = ["SB01", "SB02"]
range = [1, 5]
"#;

fn one(file: &str, extra: &str) -> String {
    format!("[[source]]\nkind = \"survey\"\nfile = \"{file}\"\ncodebook = \"c.toml\"\n{extra}\n")
}

#[test]
fn a_file_per_school_says_the_school_in_its_name() {
    let ingested = read(scan(&[
        ("scan.toml", &one("scholen/{institution}-2026.csv", "round = \"2026\"")),
        ("c.toml", SURVEY),
        ("scholen/90AA-2026.csv", "nr;gender;SB01;SB02\n1;vrouw;3;4\n"),
        ("scholen/90AB-2026.csv", "nr;gender;SB01;SB02\n2;man;5;4\n3;vrouw;2;2\n"),
    ]));
    assert_eq!(labels(&survey(&ingested).groups, Role::Institution), ["90AA", "90AB", "90AB"]);
    assert_eq!(ingested.inputs.len(), 2);
}

#[test]
fn a_setting_says_what_holds_for_every_row_and_a_filled_cell_decides() {
    let ingested = read(scan(&[
        ("scan.toml", &one("a.csv", "values = { institution = \"90AA\" }")),
        ("c.toml", &format!("{SURVEY}\n[columns.school]\nrole = \"institution\"\n")),
        ("a.csv", "nr;gender;SB01;SB02;school\n1;vrouw;3;4;\n2;man;3;4;90AZ\n"),
    ]));
    assert_eq!(labels(&survey(&ingested).groups, Role::Institution), ["90AA", "90AZ"]);
}

#[test]
fn a_copy_of_a_file_is_read_once_and_told() {
    let rows = "nr;gender;SB01;SB02\n1;vrouw;3;4\n";
    let ingested = read(scan(&[
        ("scan.toml", &one("a*.csv", "")),
        ("c.toml", SURVEY),
        ("a (1).csv", rows),
        ("a.csv", rows),
    ]));
    assert_eq!(survey(&ingested).rows, 1);
    let told = of_kind(&ingested.faults, FaultKind::DuplicateRow);
    assert_eq!((told.len(), told[0].file.as_str()), (1, "a.csv"));
}

#[test]
fn of_two_answers_of_one_respondent_the_fullest_counts_and_the_rule_is_told() {
    let ingested = read(scan(&[
        ("scan.toml", &one("*.csv", "")),
        ("c.toml", SURVEY),
        ("a.csv", "nr;gender;SB01;SB02\n1;vrouw;;\n2;man;3;3\n"),
        ("b.csv", "nr;gender;SB01;SB02\n1;vrouw;5;4\n2;man;1;1\n"),
    ]));
    let survey = survey(&ingested);
    assert_eq!(survey.rows, 2);
    assert_eq!(labels(&survey.groups, Role::Gender), ["man", "vrouw"]);
    let told = of_kind(&ingested.faults, FaultKind::DuplicateRow);
    let places: Vec<_> = told.iter().map(|fault| (fault.file.as_str(), fault.line)).collect();
    assert_eq!(places, [("a.csv", Some(2)), ("b.csv", Some(3))]);
    assert!(told[0].message.nl.contains("b.csv, regel 2 telt: de meeste antwoorden, bij evenveel de eerste"));
}

#[test]
fn the_same_person_in_two_rounds_of_one_file_is_no_double() {
    let ingested = read(scan(&[
        ("scan.toml", &one("a.csv", "")),
        ("c.toml", &format!("{SURVEY}\n[columns.ronde]\nrole = \"round\"\n")),
        ("a.csv", "nr;ronde;gender;SB01;SB02\n1;2024;vrouw;3;4\n1;2026;vrouw;5;4\n"),
    ]));
    let rounds: Vec<_> = ingested.dataset.sources.iter().map(|source| source.round.as_str()).collect();
    assert_eq!(rounds, ["2024", "2026"]);
    assert!(of_kind(&ingested.faults, FaultKind::DuplicateRow).is_empty());
}

#[test]
fn a_question_that_was_renamed_is_one_question_over_rounds() {
    let rounds = one("2024.csv", "round = \"2024\"") + &one("2026.csv", "round = \"2026\"");
    let ingested = read(scan(&[
        ("scan.toml", &rounds),
        ("c.toml", SURVEY),
        ("2024.csv", "nr;gender;thuis_2024;SB02\n1;vrouw;3;4\n"),
        ("2026.csv", "nr;gender;SB01;SB02\n1;vrouw;5;4\n"),
    ]));
    for source in &ingested.dataset.sources {
        let SourceData::Survey(survey) = &source.data else { panic!("survey") };
        let ids: Vec<_> = survey.items.iter().map(|item| item.id.as_str()).collect();
        assert_eq!(ids, ["SB01", "SB02"], "{}", source.round);
    }
}

#[test]
fn a_scale_with_other_bounds_in_another_codebook_is_refused() {
    let rounds = one("2024.csv", "round = \"2024\"")
        + &one("2026.csv", "round = \"2026\"").replace("c.toml", "d.toml");
    let faults = refused(scan(&[
        ("scan.toml", &rounds),
        ("c.toml", SURVEY),
        ("d.toml", &SURVEY.replace("[1, 5]", "[1, 7]")),
        ("2024.csv", "nr;gender;SB01;SB02\n1;vrouw;3;4\n"),
        ("2026.csv", "nr;gender;SB01;SB02\n1;vrouw;5;4\n"),
    ]));
    assert_eq!((faults[0].file.as_str(), faults[0].column.as_deref()), ("d.toml", Some("scales.thuis")));
}

const REGISTER: &str = r#"
[columns.student]
role = "person"
[columns.jaar]
role = "year"
[columns.vooropleiding]
role = "prior_education"
"#;

const KEY: &str = "een geheim dat alleen voor deze proef bestaat";

fn joined(key: Option<&str>) -> Result<Ingested, Vec<Fault>> {
    let scan = one("a.csv", "round = \"2026\"")
        + "[[source]]\nkind = \"register\"\nfile = \"r.csv\"\ncodebook = \"r.toml\"\n[privacy]\npseudonym_key_env = \"MEETELLEN_KEY\"\n";
    with_key(
        &[
            ("scan.toml", scan.as_bytes()),
            ("c.toml", SURVEY.as_bytes()),
            ("r.toml", REGISTER.as_bytes()),
            ("a.csv", b"nr;gender;SB01;SB02\nS700001;vrouw;3;4\ns700002;man;3;4\nS700009;man;3;4\n;man;2;2\n12345;man;1;1\n"),
            ("r.csv", b"student;jaar;vooropleiding\nS700001;2025;havo\nS700001;2026;vwo\nS700002;2026;mbo\nS700003;2026;mbo\n0012345;2026;havo\n"),
        ],
        key,
    )
}

#[test]
fn respondents_get_what_the_register_knows_of_them_and_strangers_are_counted_both_ways() {
    let ingested = read(joined(Some(KEY)));
    let survey = survey(&ingested);
    assert_eq!(labels(&survey.groups, Role::PriorEducation), ["vwo", "mbo", "", "", ""]);
    let told = of_kind(&ingested.faults, FaultKind::Key);
    let text = &told[0].message.nl;
    for part in
        ["2 van 5 deelnemers", "niet in het register: 2", "zonder sleutel: 1", "niet bij de deelnemers: 2"]
    {
        assert!(text.contains(part), "{text}");
    }
    assert!(told.iter().any(|fault| {
        fault.message.nl.contains("voorloopnullen van het register verschillen, niet gekoppeld: 1")
    }));
}

#[test]
fn neither_the_secret_nor_a_key_of_a_person_is_kept() {
    let all = format!("{:?}", read(joined(Some(KEY))));
    for secret in [KEY, "700001", "700009", "0012345"] {
        assert!(!all.contains(secret), "{secret} was kept");
    }
}

#[test]
fn without_the_secret_nothing_is_read() {
    let faults = refused(joined(None));
    assert_eq!(
        (faults[0].kind, faults[0].column.as_deref()),
        (FaultKind::Key, Some("privacy.pseudonym_key_env"))
    );
    assert!(faults[0].hint.nl.contains("MEETELLEN_KEY"));
    assert!(!refused(joined(Some("kort"))).is_empty());
}

#[test]
fn keys_that_a_spreadsheet_rounded_are_told() {
    let ingested = read(scan(&[
        ("scan.toml", &one("a.csv", "")),
        ("c.toml", SURVEY),
        ("a.csv", "nr;gender;SB01;SB02\n1,23E+08;vrouw;3;4\n1,24E+08;man;3;4\n"),
    ]));
    let told = of_kind(&ingested.faults, FaultKind::Key);
    assert_eq!((told.len(), told[0].severity), (1, Severity::Repaired));
    assert!(told[0].value.is_none() && told[0].message.nl.contains("aantal: 2"));
}

#[test]
fn schools_have_codes_where_the_scan_asks_for_them_and_only_the_key_knows_which() {
    let scan_toml =
        one("{institution}.csv", "round = \"2026\"") + "[report]\nnames = \"codes\"\ntexts = \"teksten\"\n";
    let ingested = read(scan(&[
        ("scan.toml", &scan_toml),
        ("c.toml", SURVEY),
        ("90AA.csv", "nr;gender;SB01;SB02\n1;vrouw;3;4\n"),
        ("90AB.csv", "nr;gender;SB01;SB02\n2;man;5;4\n3;vrouw;2;2\n1;vrouw;;\n"),
        ("teksten/90AB/samenvatting.md", "Onze tekst."),
    ]));
    let mut codes: Vec<_> = ingested.school_codes.iter().map(|school| school.code.as_str()).collect();
    codes.sort_unstable();
    assert_eq!(codes, ["S01", "S02"]);
    let of = |raw: &str| ingested.school_codes.iter().find(|school| school.raw == raw).unwrap().code.clone();
    let labels = labels(&survey(&ingested).groups, Role::Institution);
    assert_eq!(labels, [of("90AA"), of("90AB"), of("90AB")]);
    assert_eq!(ingested.texts.keys().next().unwrap().0, of("90AB"));
    let names: Vec<_> = ingested.inputs.iter().map(|input| input.name.as_str()).collect();
    assert_eq!(names, [format!("{}.csv", of("90AA")), format!("{}.csv", of("90AB"))]);
    assert!(!format!("{:?} {:?}", ingested.dataset, ingested.faults).contains("90A"));
}

#[test]
fn the_own_texts_of_a_scan_are_read_by_folder_and_section() {
    let scan_toml = one("a.csv", "") + "[report]\ntexts = \"teksten\"\n";
    let files = [
        ("scan.toml", scan_toml.as_str()),
        ("c.toml", SURVEY),
        ("a.csv", "nr;gender;SB01;SB02\n1;vrouw;3;4\n"),
        ("teksten/alle/samenvatting.md", "Wat wij *zelf* zeggen."),
    ];
    let ingested = read(scan(&files));
    let key = ("alle".to_owned(), "samenvatting".to_owned());
    assert_eq!(ingested.texts.get(&key).map(String::as_str), Some("Wat wij *zelf* zeggen."));
    let ingested = read(scan(&files[..3]));
    let told = of_kind(&ingested.faults, FaultKind::Unreadable);
    assert_eq!((told.len(), told[0].column.as_deref()), (1, Some("report.texts")));
}
