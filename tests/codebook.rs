//! What a codebook and the own instrument say about columns, and what a person reads of a wrong codebook.
//!
//! Leaves out data files and guesses.

use meetellen::codebook::{Codebook, Unpivot, code_in, instrument};
use meetellen::model::{Fault, LevelKind, MissingRule, Role, Theme};

fn told(faults: &[Fault]) -> String {
    faults.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
}

fn codebook_faults(text: &str) -> String {
    told(&Codebook::parse("codebook.toml", text).expect_err("a fault"))
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
codebook.toml:3 [columns.A.role]: `gendr` deze rol kan hier niet (bedoel je `gender`? mogelijk: respondent, person, institution, location, sector, domain, programme, level, form, cohort, year, round, role, gender, sex, origin, first_generation, support_need, age, prior_education, score_band, item, outcome, diploma_year, main_enrolment, equivalent, start_date, exit_reason, prior_diploma_year, weight, stratum, count, hidden_id, open)
codebook.toml:4 [columns.B]: zonder `role` is niet bekend wat de kolom betekent (schrijf bijvoorbeeld `role = "item"`)
codebook.toml:5 [columns.B.rol]: deze sleutel is niet bekend (bedoel je `role`? hier kan: role, text, answers, labels, not_stated, not_applicable, missing, order, success, aliases, id, theme, separator, several, until, hidden, divide_by, keywords, bands)
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
codebook.toml:41 [unpivot.headings]: `jaar` deze rol kan hier niet (bedoel je `year`? mogelijk: respondent, person, institution, location, sector, domain, programme, level, form, cohort, year, round, role, gender, sex, origin, first_generation, support_need, age, prior_education, score_band, item, outcome, diploma_year, main_enrolment, equivalent, start_date, exit_reason, prior_diploma_year, weight, stratum, count, hidden_id, open)
codebook.toml:42 [groups.orgin]: `orgin` deze rol kan hier niet (bedoel je `origin`? mogelijk: respondent, person, institution, location, sector, domain, programme, level, form, cohort, year, round, role, gender, sex, origin, first_generation, support_need, age, prior_education, score_band, item, outcome, diploma_year, main_enrolment, equivalent, start_date, exit_reason, prior_diploma_year, weight, stratum, count, hidden_id, open)
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
    let form = |headings: &str| Unpivot {
        headings: headings.into(),
        roles: Vec::new(),
        columns: Vec::new(),
        hidden: Vec::new(),
    };
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
