//! What a person reads when a `scan.toml` is wrong, and what a right one means.
//!
//! Leaves out data files, codebooks and mappings. Schools in here are invented.

use meetellen::codebook::Codebook;
use meetellen::model::{Fault, Language, Role, SourceKind, Stage};
use meetellen::scan::{Breakdown, Meaning, Names, Reference, Relevant, RoleLevels, Scan, Select};

fn told(faults: &[Fault]) -> String {
    faults.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
}

fn scan_faults(text: &str) -> String {
    told(&Scan::parse("scan.toml", text).expect_err("a fault"))
}

const FULL_SCAN: &str = r#"
[scan]
title = "Gender Scan Hogeschool Voorbeeld 2026"
languages = ["nl", "en"]

[[source]]
name = "studenten"
kind = "survey"
file = "studenten-2024.csv"
round = 2024
instrument = "belonging-nl"

[[source]]
name = "studenten"
kind = "survey"
file = ["studenten-2026.csv", "later/*.csv"]
round = "2026"
codebook = "codebook.toml"
delimiter = "tab"
encoding = "windows-1252"

[[source]]
kind = "counts"
file = "duo.csv"
stage = "intake"
public = true

[privacy]
survey_min = 12
register_min = 4
reason = "afgesproken met de FG"
pseudonym_key_env = "MEETELLEN_KEY"

[report]
select = { sector = ["techniek"], level = ["bachelor", "Ad"] }
by = ["gender", "gender*origin"]
per = "institution"
names = "codes"
texts = "teksten"
reference = "benchmark"
primary = ["scale.belonging by gender", "retention.reenrolled1 by sex"]
relevant = { score_sd = 0.3, item_points = 4 }

[weights]
frame = "populatie.csv"
rake = ["gender", "programme"]
"#;

#[test]
fn a_full_scan_says_what_it_says() {
    let scan = Scan::parse("scan.toml", FULL_SCAN).unwrap();
    assert_eq!(scan.title, "Gender Scan Hogeschool Voorbeeld 2026");
    assert_eq!(scan.languages, [Language::Dutch, Language::English]);
    let [first, second, counts] = &scan.sources[..] else { panic!("three sources") };
    assert_eq!((first.round.as_str(), first.line), ("2024", 6));
    assert_eq!(first.meaning, Meaning::Instrument("belonging-nl".into()));
    assert_eq!(second.files, ["studenten-2026.csv", "later/*.csv"]);
    assert_eq!(second.meaning, Meaning::Codebook("codebook.toml".into()));
    assert_eq!((second.delimiter, second.encoding.as_deref()), (Some('\t'), Some("windows-1252")));
    assert_eq!(
        (counts.name.as_str(), counts.kind, counts.stage),
        ("counts", SourceKind::Counts, Some(Stage::Intake))
    );
    assert!(counts.public && !first.public);
    assert_eq!((scan.privacy.survey_min, scan.privacy.register_min), (12, 4));
    let levels = vec![
        RoleLevels { role: Role::Sector, levels: vec!["techniek".into()] },
        RoleLevels { role: Role::Level, levels: vec!["bachelor".into(), "Ad".into()] },
    ];
    assert_eq!(scan.report.select, Some(Select::Levels(levels)));
    assert_eq!(
        scan.report.by,
        Some(vec![Breakdown(vec![Role::Gender]), Breakdown(vec![Role::Gender, Role::Origin])])
    );
    assert_eq!(scan.report.by.unwrap()[1].to_string(), "gender*origin");
    assert_eq!((scan.report.per, scan.report.names), (Some(Role::Institution), Names::Codes));
    assert_eq!(scan.report.reference, Reference::Benchmark);
    assert_eq!(scan.report.primary[1].to_string(), "retention.reenrolled1 by sex");
    let relevant = Relevant { score_sd: 0.3, item_points: 4.0, ..Relevant::default() };
    assert_eq!(scan.report.relevant, relevant);
    assert_eq!(scan.weights.rake, [Role::Gender, Role::Programme].map(Breakdown::from));
}

#[test]
fn an_empty_scan_has_every_default() {
    assert_eq!(Scan::parse("scan.toml", "").unwrap(), Scan::default());
    let scan = Scan::parse("scan.toml", "\u{feff}[[source]]\r\nfile = \"a.csv\"\r\n").unwrap();
    assert_eq!((scan.sources[0].name.as_str(), scan.sources[0].kind), ("survey", SourceKind::Survey));
    assert_eq!(scan.sources[0].meaning, Meaning::Guess);
    assert_eq!(scan.languages, [Language::Dutch]);
    assert_eq!((scan.privacy.survey_min, scan.privacy.register_min), (10, 5));
}

#[test]
fn a_wrong_key_names_the_nearest_known_key_and_its_line() {
    insta::assert_snapshot!(scan_faults("[scan]\ntitel = \"x\"\n[privcy]\nsurvey_min = 10\n[report]\nbye = [\"gender\"]\nrelevant = { item_point = 3 }\n[[source]]\nfil = \"a.csv\"\n"), @r#"
scan.toml:2 [scan.titel]: deze sleutel is niet bekend (bedoel je `title`? hier kan: title, languages, synthetic, date)
scan.toml:3 [privcy]: deze sleutel is niet bekend (bedoel je `privacy`? hier kan: scan, source, privacy, report, retention, plan, style, weights)
scan.toml:6 [report.bye]: deze sleutel is niet bekend (bedoel je `by`? hier kan: select, by, per, names, texts, reference, benchmarks, primary, relevant)
scan.toml:7 [report.relevant.item_point]: deze sleutel is niet bekend (bedoel je `item_points`? hier kan: score_sd, item_points, retention_points, participation_ratio)
scan.toml:8 [source]: de bron noemt geen bestand (schrijf bijvoorbeeld `file = "studenten.csv"`)
scan.toml:9 [source.fil]: deze sleutel is niet bekend (bedoel je `file`? hier kan: name, kind, file, round, stage, codebook, instrument, public, encoding, sheet, delimiter, layout, values, format, structure)
"#);
}

#[test]
fn every_fault_of_a_scan_is_told_at_once() {
    insta::assert_snapshot!(scan_faults(r#"
[scan]
title = 2026
languages = ["nl", "de"]
synthetic = "ja"

[[source]]
kind = "surveys"
file = ["a.csv", true]
stage = "instroom"

[[source]]
kind = "register"
file = "b.csv"
codebook = "c.toml"
instrument = "belonging-en"
delimiter = "puntkomma"
encoding = "latin"
public = "nee"

[privacy]
survey_min = 3
register_min = 0
exact = 1

[report]
select = ["x"]
by = ["gendr", "gender*gender", "respondent"]
per = "school"
names = "mine"
primary = ["belonging gender", "scale.belonging by gendre"]
relevant = { score_sd = 0, participation_ratio = 1, item_points = "vijf" }

[weights]
rake = ["weight"]
"#), @r#"
scan.toml:3 [scan.title]: `2026` hier hoort een tekst (schrijf `title = "…"`)
scan.toml:4 [scan.languages]: `de` deze taal is niet bekend (bedoel je `nl`? mogelijk: nl, en)
scan.toml:5 [scan.synthetic]: `ja` hier hoort `true` of `false` (schrijf `synthetic = true`)
scan.toml:8 [source.kind]: `surveys` dit woord is niet bekend (bedoel je `survey`? mogelijk: survey, register, counts, quickscan, staff, themes, alumni, checklist, commitments)
scan.toml:9 [source.file]: `["a.csv", true]` hier hoort een lijst van teksten (schrijf `file = ["…"]`)
scan.toml:10 [source.stage]: `instroom` dit woord is niet bekend (bedoel je `intake`? mogelijk: intake, enrolled, graduated)
scan.toml:16 [source.instrument]: `belonging-en` dit instrument is niet bekend (bedoel je `belonging-nl`? mogelijk: belonging-nl, quickscan-nl, alumni-nl, staff-nl, checklist-nl)
scan.toml:16 [source.instrument]: `belonging-en` `codebook` en `instrument` staan er beide (kies een van beide)
scan.toml:17 [source.delimiter]: `puntkomma` dit woord is niet bekend (bedoel je `tab`? mogelijk: ;, ,, tab, |, :)
scan.toml:18 [source.encoding]: `latin` dit woord is niet bekend (bedoel je `utf-8`? mogelijk: utf-8, windows-1252, iso-8859-1, iso-8859-15, utf-16le, utf-16be)
scan.toml:19 [source.public]: `nee` hier hoort `true` of `false` (schrijf `public = true`)
scan.toml:22 [privacy.survey_min]: `3` lager dan 10 mag alleen met een reden, die in het verslag komt (zet er `reason = "…"` bij, of houd 10)
scan.toml:23 [privacy.register_min]: `0` hier hoort een geheel getal van 1 of meer (schrijf `register_min = 10`)
scan.toml:24 [privacy.exact]: `1` hier hoort `true` of `false` (schrijf `exact = true`)
scan.toml:27 [report.select]: `["x"]` hier hoort een indeling, of niveaus per rol (schrijf `select = "betatechniek"`)
scan.toml:28 [report.by]: `gendr` deze rol kan hier niet (bedoel je `gender`? mogelijk: institution, location, sector, domain, programme, level, form, cohort, year, round, role, gender, sex, origin, first_generation, support_need, age, prior_education, score_band)
scan.toml:28 [report.by]: `gender*gender` noemt `gender` twee keer (kruis verschillende rollen)
scan.toml:28 [report.by]: `respondent` deze rol kan hier niet (bedoel je `gender`? mogelijk: institution, location, sector, domain, programme, level, form, cohort, year, round, role, gender, sex, origin, first_generation, support_need, age, prior_education, score_band)
scan.toml:29 [report.per]: `school` deze rol kan hier niet (bedoel je `institution`? mogelijk: institution, location, sector, domain, programme, level, form, cohort, year, round, role, gender, sex, origin, first_generation, support_need, age, prior_education)
scan.toml:30 [report.names]: `mine` dit woord is niet bekend (bedoel je `own`? mogelijk: own, all, codes)
scan.toml:31 [report.primary]: `belonging gender` geen vergelijking van de vorm `maat by rol` (schrijf bijvoorbeeld "scale.belonging by gender")
scan.toml:31 [report.primary]: `gendre` deze rol kan hier niet (bedoel je `gender`? mogelijk: institution, location, sector, domain, programme, level, form, cohort, year, round, role, gender, sex, origin, first_generation, support_need, age, prior_education)
scan.toml:32 [report.relevant.score_sd]: `0` moet groter zijn dan 0 (laat het weg voor 0.2)
scan.toml:32 [report.relevant.item_points]: `vijf` hier hoort een getal (schrijf `item_points = 1`)
scan.toml:32 [report.relevant.participation_ratio]: `1` moet groter zijn dan 1 (laat het weg voor 1.25)
scan.toml:35 [weights.rake]: wegen kan alleen met een tabel van de populatie (zet er `frame = "populatie.csv"` bij)
scan.toml:35 [weights.rake]: `weight` deze rol kan hier niet (bedoel je `origin`? mogelijk: institution, location, sector, domain, programme, level, form, cohort, year, round, role, gender, sex, origin, first_generation, support_need, age, prior_education)
"#);
}

#[test]
fn empty_words_and_lists_are_faults() {
    insta::assert_snapshot!(scan_faults("[scan]\ntitle = \"\"\nlanguages = []\n[[source]]\nname = \" \"\nfile = []\n[report]\ntexts = \"\"\n"), @r#"
scan.toml:2 [scan.title]: is leeg (vul het in, of haal de regel weg)
scan.toml:3 [scan.languages]: een verslag heeft een taal nodig (schrijf `languages = ["nl"]`)
scan.toml:4 [source]: de bron noemt geen bestand (schrijf bijvoorbeeld `file = "studenten.csv"`)
scan.toml:5 [source.name]: is leeg (vul het in, of haal de regel weg)
scan.toml:8 [report.texts]: is leeg (vul het in, of haal de regel weg)
"#);
}

#[test]
fn syntax_faults_come_first_and_with_their_lines() {
    insta::assert_snapshot!(scan_faults("[scan]\ntitle = Scan 2026\n[scan]\ntitle = \"x\"\n"), @r#"
scan.toml:2: tekst zonder aanhalingstekens (schrijf `sleutel = "tekst"`)
scan.toml:3: deze sleutel staat er al (haal een van beide weg)
scan.toml:4: deze sleutel staat er al (haal een van beide weg)
"#);
    insta::assert_snapshot!(scan_faults("[scan]\ntitle = \"x\"\ntitle = \"y\"\n"), @r#"scan.toml:3: deze sleutel staat er al (haal een van beide weg)"#);
}

#[test]
fn a_table_in_the_wrong_place_is_a_fault() {
    insta::assert_snapshot!(scan_faults("scan = 1\nsource = \"a.csv\"\n"), @r#"
scan.toml:1 [scan]: `1` hier hoort een tabel (schrijf `scan = { … }`)
scan.toml:2 [source]: hier hoort een lijst van tabellen (schrijf `[[source]]`)
"#);
    insta::assert_snapshot!(scan_faults("source = []\n"), @r#"scan.toml:1 [source]: hier hoort een lijst van tabellen (schrijf `[[source]]`)"#);
}

#[test]
fn a_lower_minimum_needs_a_reason() {
    insta::assert_snapshot!(scan_faults("[privacy]\nsurvey_min = 9\nregister_min = 4\n"), @r#"
scan.toml:2 [privacy.survey_min]: `9` lager dan 10 mag alleen met een reden, die in het verslag komt (zet er `reason = "…"` bij, of houd 10)
scan.toml:3 [privacy.register_min]: `4` lager dan 5 mag alleen met een reden, die in het verslag komt (zet er `reason = "…"` bij, of houd 5)
"#);
    let scan =
        Scan::parse("s", "[privacy]\nsurvey_min = 9\nreason = \"klein, alle deelnemers akkoord\"\n").unwrap();
    assert_eq!(scan.privacy.survey_min, 9);
    assert!(Scan::parse("s", "[privacy]\nsurvey_min = 20\n").is_ok());
}

#[test]
fn full_precision_needs_open_or_practice_data() {
    let text = "[[source]]\nfile = \"a.csv\"\npublic = true\n[[source]]\nname = \"eigen\"\nfile = \"b.csv\"\n[privacy]\nexact = true\n";
    let scan = Scan::parse("scan.toml", text).unwrap();
    insta::assert_snapshot!(scan.exact_fault().unwrap(), @r#"scan.toml:8 [privacy.exact]: `true` volle precisie mag alleen met open of oefengegevens; `eigen` is geen van beide (zet `exact = false`, of `public = true` bij een bron die open data is)"#);
    let practice = Scan { synthetic: true, ..scan.clone() };
    assert_eq!(practice.exact_fault(), None);
    let mut open = scan;
    open.sources.retain(|source| source.public);
    assert_eq!(open.exact_fault(), None);
}

#[test]
fn two_sources_of_one_name_differ_in_round() {
    insta::assert_snapshot!(scan_faults("[[source]]\nfile = \"a.csv\"\n[[source]]\nfile = \"b.csv\"\n[[source]]\nname = \"survey\"\nkind = \"register\"\nfile = \"c.csv\"\n"), @r#"
scan.toml:3 [source.name]: `survey` heet hetzelfde als de bron op regel 1, met een andere soort of dezelfde ronde (geef een andere `name` of `round`, of zet de bestanden in één lijst bij `file`)
scan.toml:5 [source.name]: `survey` heet hetzelfde als de bron op regel 1, met een andere soort of dezelfde ronde (geef een andere `name` of `round`, of zet de bestanden in één lijst bij `file`)
"#);
    let stages = "[[source]]\nkind = \"counts\"\nfile = \"a.csv\"\nstage = \"intake\"\n[[source]]\nkind = \"counts\"\nfile = \"b.csv\"\nstage = \"enrolled\"\n";
    assert_eq!(Scan::parse("s", stages).unwrap().sources.len(), 2);
}

#[test]
fn a_fault_reads_in_english_too() {
    let faults = Scan::parse("scan.toml", "[privacy]\nsurvey_minimum = 3\n").unwrap_err();
    insta::assert_snapshot!(faults[0].to_line(Language::English), @r#"scan.toml:2 [privacy.survey_minimum]: this key is not known (did you mean `survey_min`? possible here: survey_min, register_min, exact, pseudonym_key_env, ledger, reason)"#);
}

#[test]
fn the_scan_and_the_codebook_of_the_documentation_are_right() {
    let scan = r#"
[scan]
title = "Gender Scan Hogeschool Voorbeeld 2026"
languages = ["nl", "en"]
[[source]]
name = "studenten"
kind = "survey"
file = "studenten-2026.csv"
round = "2026"
stage = "enrolled"
codebook = "codebook.toml"
public = true
[privacy]
survey_min = 10
register_min = 5
exact = false
pseudonym_key_env = "MEETELLEN_KEY"
[report]
select = "betatechniek"
by = ["gender", "sex", "origin", "gender*origin", "gender*programme", "level", "programme", "domain"]
per = "institution"
names = "own"
texts = "teksten"
reference = "others"
primary = ["scale.belonging by gender", "scale.self_efficacy by gender", "retention.reenrolled1 by sex"]
relevant = { score_sd = 0.2, item_points = 5, retention_points = 2, participation_ratio = 1.25 }
[weights]
frame = "populatie.csv"
rake = ["gender", "programme"]
"#;
    assert_eq!(Scan::parse("scan.toml", scan).unwrap().report.by.unwrap().len(), 8);
    let codebook = r#"
[columns.Geslacht]
role = "gender"
labels = { "1" = "vrouw", "2" = "man", "3" = "non-binair", "4" = "wil ik niet zeggen" }
not_stated = ["4"]
missing = ["", "99", "-99"]
[columns.SB03]
role = "item"
text = { nl = "Ik sta er hier alleen voor" }
[columns.Target]
role = "outcome"
success = ["Dropout"]
[unpivot]
headings = "{year} {sex}"
[scales.belonging]
items = ["SB01", "SB02", "SB03", "SB04"]
reversed = ["SB03"]
range = [1, 5]
missing_rule = "half"
theme = "leeromgeving"
[groups.origin]
"Buiten Europa" = ["Turkije", "Marokko", "Suriname"]
"#;
    let codebook = Codebook::parse("codebook.toml", codebook).unwrap();
    // SB01 is declared by its scale alone.
    assert_eq!(codebook.column("SB01", None).unwrap().role, Role::Item);
}
