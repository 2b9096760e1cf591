//! What a person reads when a `scan.toml`, a `codebook.toml` or a mapping is wrong, and what a right one means.
//!
//! Leaves out data files. Schools and programmes in here are invented unless DUO lists them.

use meetellen::codebook::{Codebook, Unpivot, code_in, instrument};
use meetellen::model::{Fault, Language, LevelKind, MissingRule, Role, SourceKind, Stage, Theme};
use meetellen::scan::{Breakdown, Mapping, Meaning, Names, Reference, RoleLevels, Scan, Select, Technique};

fn told(faults: &[Fault]) -> String {
    faults.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
}

fn scan_faults(text: &str) -> String {
    told(&Scan::parse("scan.toml", text).unwrap_err())
}

fn codebook_faults(text: &str) -> String {
    told(&Codebook::parse("codebook.toml", text).unwrap_err())
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
    assert_eq!(scan.report.relevant.score_sd, 0.3);
    assert_eq!(scan.report.relevant.participation_ratio, 1.25);
    assert_eq!(scan.weights.rake, [Role::Gender, Role::Programme]);
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
scan.toml:2 [scan.titel]: deze sleutel is niet bekend (bedoel je `title`? hier kan: title, languages, synthetic)
scan.toml:3 [privcy]: deze sleutel is niet bekend (bedoel je `privacy`? hier kan: scan, source, privacy, report, weights)
scan.toml:6 [report.bye]: deze sleutel is niet bekend (bedoel je `by`? hier kan: select, by, per, names, texts, reference, primary, relevant)
scan.toml:7 [report.relevant.item_point]: deze sleutel is niet bekend (bedoel je `item_points`? hier kan: score_sd, item_points, retention_points, participation_ratio)
scan.toml:8 [source]: de bron noemt geen bestand (schrijf bijvoorbeeld `file = "studenten.csv"`)
scan.toml:9 [source.fil]: deze sleutel is niet bekend (bedoel je `file`? hier kan: name, kind, file, round, stage, codebook, instrument, public, encoding, sheet, delimiter)
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
scan.toml:16 [source.instrument]: `belonging-en` dit instrument is niet bekend (bedoel je `belonging-nl`? mogelijk: belonging-nl)
scan.toml:16 [source.instrument]: `belonging-en` `codebook` en `instrument` staan er beide (kies een van beide)
scan.toml:17 [source.delimiter]: `puntkomma` dit woord is niet bekend (bedoel je `tab`? mogelijk: ;, ,, tab, |, :)
scan.toml:18 [source.encoding]: `latin` dit woord is niet bekend (bedoel je `utf-8`? mogelijk: utf-8, windows-1252, iso-8859-1, iso-8859-15, utf-16le, utf-16be)
scan.toml:19 [source.public]: `nee` hier hoort `true` of `false` (schrijf `public = true`)
scan.toml:22 [privacy.survey_min]: `3` lager dan 10 mag alleen met een reden, die in het verslag komt (zet er `reason = "…"` bij, of houd 10)
scan.toml:23 [privacy.register_min]: `0` hier hoort een geheel getal van 1 of meer (schrijf `register_min = 10`)
scan.toml:24 [privacy.exact]: `1` hier hoort `true` of `false` (schrijf `exact = true`)
scan.toml:27 [report.select]: `["x"]` hier hoort een indeling, of niveaus per rol (schrijf `select = "betatechniek"`)
scan.toml:28 [report.by]: `gendr` deze rol kan hier niet (bedoel je `gender`? mogelijk: institution, location, sector, domain, programme, level, form, cohort, year, round, role, gender, sex, origin, first_generation, support_need, age, prior_education)
scan.toml:28 [report.by]: `gender*gender` noemt `gender` twee keer (kruis verschillende rollen)
scan.toml:28 [report.by]: `respondent` deze rol kan hier niet (bedoel je `gender`? mogelijk: institution, location, sector, domain, programme, level, form, cohort, year, round, role, gender, sex, origin, first_generation, support_need, age, prior_education)
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
    insta::assert_snapshot!(faults[0].to_line(Language::English), @r#"scan.toml:2 [privacy.survey_minimum]: this key is not known (did you mean `survey_min`? possible here: survey_min, register_min, exact, pseudonym_key_env, reason)"#);
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

const CODEBOOK: &str = r#"
[columns.Geslacht]
role = "gender"
aliases = ["Wat is je gender?"]
labels = { "2" = "man", "1" = "vrouw", "3" = { nl = "non-binair", en = "non-binary", also = ["enby"] }, "4" = "wil ik niet zeggen" }
not_stated = ["4"]
missing = ["", 99, -99]

[columns.SB01]
role = "item"

[columns."Ik sta er hier alleen voor"]
id = "SB03"
role = "item"
text = { nl = "Ik sta er hier alleen voor", en = "I am on my own here" }

[columns.Leeftijd]
role = "age"
bands = [18, 21]

[columns.Target]
role = "outcome"
success = ["Dropout"]

[unpivot]
headings = "{year} {sex}"

[scales.belonging]
items = ["SB01", "SB03"]
reversed = ["SB03"]
range = [1, 5]
missing_rule = "proportion 0.7"
theme = "werkomgeving"

[groups.origin]
"Buiten Europa" = ["Turkije", "Marokko"]
"#;

#[test]
fn a_codebook_says_what_columns_mean() {
    let codebook = Codebook::parse("codebook.toml", CODEBOOK).unwrap();
    let gender = codebook.column(" geslacht ", None).unwrap();
    assert_eq!(gender.role, Role::Gender);
    let raws: Vec<&str> = gender.labels.iter().map(|label| label.raw.as_str()).collect();
    assert_eq!(raws, ["2", "1", "3", "4"], "labels keep the order of the file");
    assert_eq!(gender.answer("Non-Binary"), Some(2));
    assert_eq!(gender.answer("enby"), Some(2));
    assert_eq!(gender.answer("5"), None);
    assert_eq!(gender.kind("4"), LevelKind::NotStated);
    assert!(gender.is_missing(" ") && gender.is_missing("99") && gender.is_missing("-99"));
    assert!(!gender.is_missing("4"), "an answer is never missing");
    assert_eq!(codebook.column("Wat is je gender?", None), Some(gender));
    assert_eq!(codebook.column("Q7", Some("Wat is je gender?")), Some(gender));
    assert_eq!(codebook.column("Ik voel me thuis. [SB01]", None).unwrap().id(), "SB01");
    assert_eq!(codebook.column("Ik sta er hier\u{a0}alleen voor", None).unwrap().id(), "SB03");
    let scale = codebook.scale_of("SB03").unwrap();
    assert_eq!((scale.lowest, scale.highest, scale.theme), (1.0, 5.0, Theme::Work));
    assert_eq!(scale.missing_rule, MissingRule::Proportion(0.7));
    assert_eq!(codebook.unpivot.unwrap().roles, [Role::Year, Role::Sex]);
    assert_eq!(codebook.groups[0].levels[0].label, "Buiten Europa");
}

#[test]
fn every_fault_of_a_codebook_is_told_at_once() {
    insta::assert_snapshot!(codebook_faults(r#"
[columns.A]
role = "gendr"
[columns.B]
rol = "item"
[columns.C]
role = "item"
success = ["1"]
labels = { "1" = 5, "2" = { de = "zwei" } }
[columns.D]
role = "outcome"
[columns.E]
role = "gender"
labels = { "1" = "vrouw" }
not_stated = ["9"]
missing = ["9"]
[columns.F]
role = "item"
id = "C"
[columns.G]
role = "item"
id = "a b"
bands = [18, 16]
answers = "A5"
[columns.H]
role = "item"
theme = "school"
[scales.s]
items = ["C", "E", "C"]
reversed = ["Z"]
range = [5, 1]
missing_rule = "most"
theme = "leeromgving"
[scales.t]
range = [1, 5]
[scales.u]
items = ["H"]
range = [1, 5]
missing_rule = { proportion = 1.5 }
[unpivot]
headings = "{jaar} {sex}"
[groups.orgin]
"A" = ["1"]
[groups.origin]
"B" = ["1", "2"]
"C" = ["2"]
"#), @r#"
codebook.toml:3 [columns.A.role]: `gendr` deze rol kan hier niet (bedoel je `gender`? mogelijk: respondent, person, institution, location, sector, domain, programme, level, form, cohort, year, round, role, gender, sex, origin, first_generation, support_need, age, prior_education, item, outcome, diploma_year, main_enrolment, weight, stratum, count, hidden_id, open)
codebook.toml:4 [columns.B]: zonder `role` is niet bekend wat de kolom betekent (schrijf bijvoorbeeld `role = "item"`)
codebook.toml:5 [columns.B.rol]: deze sleutel is niet bekend (bedoel je `role`? hier kan: role, text, answers, labels, not_stated, not_applicable, missing, success, aliases, id, theme, separator, several, bands)
codebook.toml:6 [columns.C.success]: `success` hoort bij `role = "outcome"`, niet bij `item` (maak de rol `outcome`, of haal `success` weg)
codebook.toml:9 [columns.C.labels.1]: `5` hier hoort een tekst, of een tekst per taal (schrijf `1 = { nl = "…", en = "…" }`)
codebook.toml:9 [columns.C.labels.2]: hier ontbreekt de tekst (schrijf `{ nl = "…", en = "…" }`)
codebook.toml:9 [columns.C.labels.2.de]: deze sleutel is niet bekend (bedoel je `also`? hier kan: also, nl, en)
codebook.toml:10 [columns.D.success]: bij een uitkomst hoort welke waarden slagen zijn (schrijf bijvoorbeeld `success = ["Diploma"]`)
codebook.toml:12 [columns.E.not_stated]: `9` deze waarde is niet bekend (bedoel je `1`? mogelijk: 1)
codebook.toml:12 [columns.E.not_stated]: `9` staat in `not_stated` en in `missing` (een antwoord ontbreekt of het ontbreekt niet: kies een van beide)
codebook.toml:17 [columns.F]: heet `C`, net als de kolom `C` (geef een van beide een andere `id`)
codebook.toml:22 [columns.G.id]: `a b` een id heeft alleen letters, cijfers, `_`, `-` en `.` (schrijf bijvoorbeeld `id = "SB01"`)
codebook.toml:23 [columns.G.bands]: `bands` zijn oplopende hele leeftijden bij `role = "age"` (schrijf bijvoorbeeld `bands = [18, 21, 25]`)
codebook.toml:24 [columns.G.answers]: `A5` deze lijst antwoorden is niet bekend (er is er nog geen: voeg het toe)
codebook.toml:27 [columns.H.theme]: `school` dit woord is niet bekend (bedoel je `maatschappij`? mogelijk: individuele studenten, leeromgeving, werkomgeving, maatschappij)
codebook.toml:28 [scales.s.range]: een schaal heeft een laagste en een hoogste antwoord nodig, in die volgorde (schrijf bijvoorbeeld `range = [1, 5]`)
codebook.toml:29 [scales.s.items]: `E` is geen vraag: de rol is `gender` (maak de rol `item`, of haal het weg)
codebook.toml:29 [scales.s.items]: `C` staat twee keer in de schaal (noem elke vraag een keer)
codebook.toml:30 [scales.s.reversed]: `Z` deze omgekeerde vraag is niet bekend (bedoel je `C`? mogelijk: C, E, C)
codebook.toml:32 [scales.s.missing_rule]: `most` geen regel voor ontbrekende antwoorden (schrijf "half", "complete" of "proportion 0.7" (boven 0, hoogstens 1))
codebook.toml:33 [scales.s.theme]: `leeromgving` dit woord is niet bekend (bedoel je `leeromgeving`? mogelijk: individuele studenten, leeromgeving, werkomgeving, maatschappij)
codebook.toml:34 [scales.t]: een schaal heeft vragen nodig (schrijf bijvoorbeeld `items = ["SB01", "SB02"]`)
codebook.toml:39 [scales.u.missing_rule]: geen regel voor ontbrekende antwoorden (schrijf "half", "complete" of "proportion 0.7" (boven 0, hoogstens 1))
codebook.toml:41 [unpivot.headings]: `jaar` deze rol kan hier niet (bedoel je `year`? mogelijk: respondent, person, institution, location, sector, domain, programme, level, form, cohort, year, round, role, gender, sex, origin, first_generation, support_need, age, prior_education, item, outcome, diploma_year, main_enrolment, weight, stratum, count, hidden_id, open)
codebook.toml:42 [groups.orgin]: `orgin` deze rol kan hier niet (bedoel je `origin`? mogelijk: respondent, person, institution, location, sector, domain, programme, level, form, cohort, year, round, role, gender, sex, origin, first_generation, support_need, age, prior_education, item, outcome, diploma_year, main_enrolment, weight, stratum, count, hidden_id, open)
codebook.toml:46 [groups.origin.C]: `2` hoort al bij een andere groep (noem elk niveau een keer)
"#);
}

#[test]
fn unpivoting_needs_a_role_between_braces() {
    insta::assert_snapshot!(codebook_faults("[unpivot]\nheadings = \"jaar\"\n"), @r#"codebook.toml:2 [unpivot.headings]: `jaar` de vorm noemt geen rol tussen accolades (schrijf bijvoorbeeld `headings = "{year} {sex}"`)"#);
    insta::assert_snapshot!(codebook_faults("[unpivot]\ncolumns = [\"2014\"]\n"), @r#"codebook.toml:1 [unpivot]: `headings` ontbreekt (schrijf bijvoorbeeld `headings = "{year} {sex}"`)"#);
}

#[test]
fn an_unpivoted_heading_falls_apart_into_its_roles() {
    let form = |headings: &str| Unpivot { headings: headings.into(), roles: Vec::new(), columns: Vec::new() };
    assert_eq!(form("{year} {sex}").parts("2014 Vrouw"), Some(vec!["2014", "Vrouw"]));
    assert_eq!(form("n_{sex}_{year}").parts("n_man_2014"), Some(vec!["man", "2014"]));
    assert_eq!(form("{year} {sex}").parts("2014"), None);
    assert_eq!(form("{year} jaar").parts("2014 jaren"), None);
    assert_eq!(form("{year}{sex}").parts(" 2014"), None);
}

#[test]
fn a_code_is_the_last_one_in_brackets_or_the_heading_itself() {
    assert_eq!(code_in("Ik voel me op mijn plek [in deze opleiding]. [SB01]"), Some("SB01"));
    assert_eq!(code_in("Q1[SB01]"), Some("SB01"));
    assert_eq!(code_in("AL06A"), Some("AL06A"));
    assert_eq!(code_in("[SB01] dan [rest]"), Some("SB01"));
    assert_eq!(code_in("Q1[sb01]"), None);
    assert_eq!(code_in("SB1"), None);
    assert_eq!(code_in(""), None);
}

#[test]
fn a_value_on_a_scale_is_its_number_or_its_place_among_words() {
    let text = "[columns.A]\nrole = \"item\"\nlabels = { oneens = \"oneens\", neutraal = \"neutraal\", eens = \"eens\", nvt = \"n.v.t.\" }\nnot_applicable = [\"nvt\"]\n[columns.B]\nrole = \"item\"\n";
    let codebook = Codebook::parse("c", text).unwrap();
    let (words, numbers) = (&codebook.columns[0], &codebook.columns[1]);
    assert_eq!(words.value("Eens"), Some(3.0));
    assert_eq!(words.value("nvt"), None, "no place on the scale");
    assert_eq!(words.value("3"), None, "not a label");
    assert_eq!(numbers.value("3,5"), Some(3.5));
    assert_eq!(numbers.value("drie"), None);
    assert_eq!(numbers.value("NaN"), None);
}

#[test]
fn the_own_instrument_holds_the_whole_question_set() {
    let instrument = instrument::load("belonging-nl").unwrap();
    assert_eq!((instrument.version, instrument.licence.as_str()), (1, "CC0-1.0"));
    let codebook = &instrument.codebook;
    assert_eq!(codebook.with_role(Role::Item).count(), 43);
    let sizes: Vec<usize> = codebook.scales.iter().map(|scale| scale.items.len()).collect();
    assert_eq!(sizes, [8, 6, 3, 3, 4, 3]);
    let needed: Vec<usize> =
        codebook.scales.iter().map(|scale| scale.missing_rule.needed(scale.items.len())).collect();
    assert_eq!(needed, [4, 3, 2, 2, 2, 2]);
    let reversed: Vec<&String> = codebook.scales.iter().flat_map(|scale| &scale.reversed).collect();
    assert_eq!(reversed, ["SB03", "SB07"]);
    assert_eq!(instrument::load("belonging-en"), None);
}

#[test]
fn an_answer_to_the_own_instrument_is_read_as_code_and_in_both_languages() {
    let codebook = instrument::load("belonging-nl").unwrap().codebook;
    let column = codebook.column("Ik voel me op mijn plek in deze opleiding. [SB01]", None).unwrap();
    for cell in ["5", "helemaal mee eens", "Strongly agree"] {
        let answer = column.answer(cell).unwrap();
        assert_eq!(column.value(&column.labels[answer].raw), Some(5.0), "{cell}");
    }
    assert_eq!(column.kind("9"), LevelKind::NotStated);
    assert_eq!(codebook.column("TL01", None).unwrap().kind("8"), LevelKind::NotApplicable);
    // The question is whether a parent has a degree; the group is who has no such parent.
    let parents = codebook.column("BG03", None).unwrap();
    assert_eq!(parents.labels[parents.answer("nee").unwrap()].text.nl, "eerste generatie");
    let gender = codebook.column("BG01M", None).unwrap();
    assert_eq!((gender.separator.as_deref(), &*gender.several.clone().unwrap().en), (Some(";"), "several"));
    assert_eq!(codebook.column("BG01T", None).unwrap().role, Role::HiddenId);
}

fn built_in(name: &str) -> Mapping {
    Mapping::load(name, &|_| None).unwrap()
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
fn an_unknown_programme_has_no_place_and_all_of_them_make_one_fault() {
    let mapping = built_in("betatechniek");
    assert_eq!(mapping.place("Toverkunst"), None);
    let fault = mapping.unmapped("a.csv", &["Toverkunst".into(), "Alchemie van het niets".into()]).unwrap();
    insta::assert_snapshot!(fault, @"a.csv: `Toverkunst` 2 opleiding(en) zonder plaats in de indeling `betatechniek` (zet ze in `mappings/betatechniek.toml`: Toverkunst; Alchemie van het niets)");
    assert_eq!(mapping.unmapped("a.csv", &[]), None);
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
