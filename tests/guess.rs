//! What the program makes of exports without a codebook: real files, and an invented form.
//!
//! Leaves out reading those files as a user would: samples are made here by a plain CSV reader.

use std::collections::BTreeMap;

use meetellen::codebook::{Codebook, ColumnSample, Guess, Order, guess, to_toml};
use meetellen::model::{LevelKind, Role, SourceKind, Stage};

/// Returns the columns of a delimited file as a reader would sample them, or `None` where it is not there.
fn sampled(path: &str, delimiter: u8) -> Option<Vec<ColumnSample>> {
    let shared = std::env::var("MEETELLEN_SHARED")
        .unwrap_or_else(|_| concat!(env!("CARGO_MANIFEST_DIR"), "/../shared").to_owned());
    let Ok(bytes) = std::fs::read(format!("{shared}/data/{path}")) else {
        eprintln!("SKIPPED: {path} is not in {shared}/data");
        return None;
    };
    let text = String::from_utf8_lossy(&bytes).replace("\r\r\n", "\n");
    let text = text.trim_start_matches('\u{feff}');
    let mut reader =
        csv::ReaderBuilder::new().delimiter(delimiter).flexible(true).from_reader(text.as_bytes());
    let headings: Vec<String> = reader.headers().expect("a first line").iter().map(str::to_owned).collect();
    let mut counts: Vec<BTreeMap<String, u64>> = vec![BTreeMap::new(); headings.len()];
    for record in reader.records() {
        for (index, value) in record.expect("a record").iter().enumerate().take(headings.len()) {
            *counts[index].entry(value.to_owned()).or_default() += 1;
        }
    }
    let sample = |(heading, counts): (String, BTreeMap<String, u64>)| ColumnSample {
        heading,
        question: None,
        truncated: counts.len() > 200,
        distinct: counts.into_iter().take(200).collect(),
        ..ColumnSample::default()
    };
    Some(headings.into_iter().zip(counts).map(sample).collect())
}

/// Makes a column of an invented form; each value occurs `times` times.
fn column(heading: &str, values: &[&str], times: u64) -> ColumnSample {
    let distinct = values.iter().map(|value| ((*value).to_owned(), times)).collect();
    ColumnSample { heading: heading.into(), distinct, ..ColumnSample::default() }
}

fn role(guess: &Guess, heading: &str) -> Role {
    guess
        .codebook
        .columns
        .iter()
        .find(|column| column.heading == heading)
        .expect("a column of that heading")
        .role
}

fn labels<'g>(guess: &'g Guess, heading: &str) -> Vec<&'g str> {
    let column = guess
        .codebook
        .columns
        .iter()
        .find(|column| column.heading == heading)
        .expect("a column of that heading");
    column.labels.iter().map(|label| label.text.nl.as_str()).collect()
}

/// The proposal is a codebook: what is written is what was guessed.
fn assert_reads_back(guess: &Guess) {
    let mut read = Codebook::parse("guess", &to_toml(guess)).expect("a codebook");
    for column in &mut read.columns {
        column.line = 0;
    }
    assert_eq!(read, guess.codebook);
}

#[test]
fn a_table_of_items_gives_five_scales_and_no_reversal() {
    let Some(samples) = sampled("bfi/bfi.csv", b',') else { return };
    let guess = guess(&samples);
    assert_eq!(guess.kind, SourceKind::Survey);
    let ids: Vec<&str> = guess.codebook.scales.iter().map(|scale| scale.id.as_str()).collect();
    assert_eq!(ids, ["A", "C", "E", "N", "O"]);
    for scale in &guess.codebook.scales {
        assert_eq!((scale.items.len(), scale.lowest, scale.highest), (5, 1.0, 6.0));
        // A1, C4, C5, E1, E2, O2 and O5 are reversed: the file cannot say so.
        assert!(scale.reversed.is_empty());
    }
    assert_eq!(role(&guess, "gender"), Role::Gender);
    assert_eq!(role(&guess, "age"), Role::Age);
    assert_eq!(role(&guess, "education"), Role::Open, "one column of numbers is no question");
    assert_reads_back(&guess);
}

#[test]
fn a_register_of_1cijferho_is_recognised() {
    let Some(samples) = sampled("1cho-demo/EV299XX24_DEMO_enriched.csv", b';') else { return };
    let guess = guess(&samples);
    assert_eq!(guess.kind, SourceKind::Register);
    for (heading, expected) in [
        ("persoonsgebonden_nummer", Role::Person),
        ("inschrijvingsjaar", Role::Year),
        ("opleidingsvorm", Role::Form),
        ("eerste_jaar_aan_deze_opleiding_instelling", Role::Cohort),
        ("eerste_jaar_aan_deze_instelling", Role::Open),
        ("diplomajaar_hoogste_vooropleiding", Role::Open),
        ("geslacht", Role::Sex),
        ("leeftijd_per_peildatum_1_oktober", Role::Age),
        ("postcodecijfers_student_op_1_oktober", Role::HiddenId),
        ("soort_inschrijving_continu_hoger_onderwijs", Role::MainEnrolment),
        ("opleidingscode_naam_opleiding", Role::Programme),
        ("hoogste_vooropleiding_omschrijving_vooropleiding", Role::PriorEducation),
    ] {
        assert_eq!(role(&guess, heading), expected, "{heading}");
    }
    assert_eq!(guess.codebook.with_role(Role::MainEnrolment).count(), 1);
    assert_reads_back(&guess);
}

#[test]
fn a_wide_table_of_duo_is_unpivoted() {
    let Some(samples) = sampled("duo-hbo-2018/01-ingeschrevenen-hbo-2018.csv", b';') else { return };
    let guess = guess(&samples);
    assert_eq!(guess.kind, SourceKind::Counts);
    let unpivot = guess.codebook.unpivot.as_ref().unwrap();
    assert_eq!(unpivot.headings, "{year} {sex}");
    assert_eq!(role(&guess, "BRIN NUMMER ACTUEEL"), Role::Institution);
    assert_eq!(role(&guess, "INSTELLINGSNAAM ACTUEEL"), Role::Open, "one institution is not two");
    assert_eq!(role(&guess, "OPLEIDINGSNAAM ACTUEEL"), Role::Programme);
    assert_eq!(guess.codebook.columns.len(), 13, "years are no columns of their own");
    assert_reads_back(&guess);
}

#[test]
fn the_tables_of_duo_say_at_which_stage_they_count() {
    for (file, stage) in [
        ("eerstejaarsingeschrevenengeslhbo", Stage::Intake),
        ("ingeschrevenengeslhbo", Stage::Enrolled),
        ("gediplomeerdengeslhbo", Stage::Graduated),
    ] {
        let Some(samples) = sampled(&format!("duo-hbo-2024/{file}.csv"), b',') else { return };
        let guess = guess(&samples);
        assert_eq!((guess.kind, guess.stage), (SourceKind::Counts, Some(stage)), "{file}");
        assert_eq!(role(&guess, "GESLACHT"), Role::Sex);
        assert_eq!(guess.codebook.with_role(Role::Year).count(), 1);
        assert_eq!(guess.codebook.with_role(Role::Count).count(), 1);
        let sex = guess.codebook.with_role(Role::Sex).next().unwrap();
        assert_eq!(sex.kind("ONBEKEND"), LevelKind::NotStated);
    }
}

#[test]
fn the_outcome_of_study_is_an_outcome() {
    let Some(samples) = sampled("uci-dropout/predict_students_dropout_and_academic_success.csv", b',') else {
        return;
    };
    let guess = guess(&samples);
    assert_eq!(guess.kind, SourceKind::Survey);
    let target = guess.codebook.with_role(Role::Outcome).next().unwrap();
    assert_eq!((target.heading.as_str(), &target.success[..]), ("Target", &["Graduate".to_owned()][..]));
    assert_eq!(role(&guess, "Gender"), Role::Gender);
    assert_eq!(role(&guess, "Nacionality"), Role::Open);
    assert_eq!(role(&guess, "Age at enrollment"), Role::Age);
    assert_reads_back(&guess);
}

#[test]
fn genders_and_agreement_are_recognised_without_headings_that_say_so() {
    let Some(samples) = sampled("user2016/useR2016.csv", b',') else { return };
    let guess = guess(&samples);
    assert_eq!(role(&guess, "Q2"), Role::Gender);
    assert_eq!(labels(&guess, "Q2"), ["vrouw", "man", "Non-Binary/Unknown"]);
    let agreement = guess.codebook.column("Q15", None).unwrap();
    assert_eq!(agreement.value("Strongly agree"), Some(4.0), "nobody of 400 could choose a middle");
    assert_eq!(agreement.kind("No opinion"), LevelKind::NotApplicable);
    assert_reads_back(&guess);
}

#[test]
fn an_invented_form_drops_who_answered_and_keeps_what_they_said() {
    let agree = ["Helemaal mee eens", "Mee eens", "Niet eens en niet oneens", "Helemaal niet mee eens", ""];
    let samples = [
        column("Id", &["1", "2", "3"], 1),
        column("Begintijd", &["1-2-2026 10:00"], 3),
        column("E-mail", &["anonymous"], 3),
        column("Contact", &["a.b@voorbeeld.nl", "c@voorbeeld.nl"], 1),
        column("Apparaat", &["10.0.0.1", "10.0.0.2"], 1),
        column("Hoe identificeer je je?", &["Vrouw;", "Man;", "Vrouw;Non-binair;", "Wil ik niet zeggen;"], 9),
        column("Wat is je gender? ", &["Man", "V", "vrouw", "Wil ik niet zeggen", "Non-binair"], 9),
        column("Ik hoor erbij [in de les]", &agree, 12),
        column("Ik hoor erbij [in de pauze]", &agree, 12),
        column("Ik hoor erbij [bij groepswerk]", &["Mee eens", "Niet mee eens", "Wil ik niet zeggen"], 12),
        column("Op welke dag ben je er?", &["maandag", "dinsdag"], 20),
        column("Religie", &["geen", "wel"], 20),
        column("Opmerkingen", &["Meer \"tijd\"\nen rust", "Niets"], 1),
    ];
    let guess = guess(&samples);
    for heading in ["Id", "Begintijd", "E-mail", "Contact", "Apparaat"] {
        assert_eq!(role(&guess, heading), Role::HiddenId, "{heading}");
    }
    assert_eq!(role(&guess, "Wat is je gender? "), Role::Gender);
    assert_eq!(labels(&guess, "Wat is je gender? "), ["vrouw", "Man", "Non-binair", "Wil ik niet zeggen"]);
    let gender = guess.codebook.column("wat is je gender?", None).unwrap();
    assert_eq!(gender.answer("V"), gender.answer("vrouw"), "two spellings of one answer");
    let item = guess.codebook.column("Ik hoor erbij [in de les]", None).unwrap();
    assert_eq!(item.id(), "q08");
    assert_eq!(item.value("Helemaal mee eens"), Some(5.0), "a step that nobody chose holds its place");
    let scale = &guess.codebook.scales[0];
    assert_eq!(scale.items, ["q08", "q09", "q10"]);
    assert_eq!((scale.lowest, scale.highest), (1.0, 5.0));
    assert_eq!(role(&guess, "Op welke dag ben je er?"), Role::Item);
    assert_eq!(role(&guess, "Religie"), Role::Open);
    assert_eq!(role(&guess, "Opmerkingen"), Role::Open);
    assert_eq!(guess.reasons.len(), samples.len());
    assert_reads_back(&guess);
}

#[test]
fn several_ticks_in_one_gender_question_are_recognised() {
    let ticks = ["vrouw;", "man;", "vrouw;non-binair;", "wil ik niet zeggen;"];
    let guess = guess(&[column("Gender (meer mag)", &ticks, 9), column("Gender", &ticks, 9)]);
    let gender = guess.codebook.column("Gender", None).unwrap();
    assert_eq!(gender.separator.as_deref(), Some(";"));
    assert_eq!(labels(&guess, "Gender"), ["vrouw", "man", "non-binair", "wil ik niet zeggen"]);
    assert_reads_back(&guess);
}

#[test]
fn an_export_of_the_own_question_set_needs_no_guessing() {
    let samples = [
        column("Ik voel me op mijn plek in deze opleiding. [SB01]", &["mee eens", "helemaal mee eens"], 9),
        column("In de pauze kan ik bij anderen aanschuiven. [SB02]", &["mee eens"], 9),
        column("Ik sta er hier alleen voor. [SB03]", &["niet mee eens"], 9),
        column("Wat is je gender? [BG01]", &["vrouw", "man"], 9),
        column("BG01T", &["iets"], 1),
        column("CO02", &["ja"], 9),
    ];
    let guess = guess(&samples);
    assert_eq!(guess.instrument.as_deref(), Some("belonging-nl"));
    let scale = &guess.codebook.scales[0];
    assert_eq!(
        (scale.id.as_str(), &scale.items[..]),
        ("belonging", &["SB01", "SB02", "SB03"].map(String::from)[..])
    );
    assert_eq!(scale.reversed, ["SB03"], "the instrument says so; it is no guess");
    assert_eq!(role(&guess, "BG01T"), Role::HiddenId);
    assert_eq!(role(&guess, "CO02"), Role::Open);
    assert_reads_back(&guess);
}

#[test]
fn answers_without_a_known_order_get_no_values_and_so_no_mean() {
    let places = ["Thuis", "In de bibliotheek", "Op school"];
    let codes = ["1", "2", "3"];
    let coded = ColumnSample {
        labels: codes.iter().zip(places).map(|(code, text)| ((*code).into(), text.into())).collect(),
        ..column("Waar leer je met anderen?", &codes, 9)
    };
    let agree = ["Helemaal oneens", "Oneens", "Neutraal", "Eens", "Helemaal eens"];
    let guess = guess(&[
        column("Waar studeer je het liefst?", &places, 9),
        coded,
        column("Ik voel me thuis", &agree, 9),
    ]);
    let of = |at: usize| &guess.codebook.columns[at];
    assert!([0, 1, 2].iter().all(|at| of(*at).role == Role::Item));
    assert_eq!((of(0).order, of(1).order, of(2).order), (Order::None, Order::None, Order::Listed));
    assert!(places.iter().chain(&codes).all(|raw| of(0).value(raw).is_none() && of(1).value(raw).is_none()));
    assert_eq!(of(2).value("Eens"), Some(4.0));
    let told = |at: usize| guess.reasons[at].check.as_ref().map_or("", |check| check.nl.as_str());
    assert!(
        told(0).contains("haal `order` weg") && told(1).contains("haal `order` weg"),
        "{:?}",
        guess.reasons
    );
    assert!(to_toml(&guess).contains("order = \"none\""));
    assert_reads_back(&guess);
}

#[test]
fn an_order_belongs_to_a_question() {
    let refused = Codebook::parse("codebook.toml", "[columns.x]\nrole = \"gender\"\norder = \"none\"\n");
    assert!(format!("{refused:?}").contains("order"), "{refused:?}");
    assert!(Codebook::parse("codebook.toml", "[columns.x]\nrole = \"item\"\norder = \"low\"\n").is_err());
}

#[test]
fn nothing_gives_an_empty_codebook() {
    let guess = guess(&[]);
    assert!(guess.codebook.columns.is_empty() && guess.codebook.scales.is_empty());
    assert_reads_back(&Guess { codebook: Codebook { name: "guess".into(), ..Codebook::default() }, ..guess });
}

#[test]
fn a_proposal_gives_a_reason_for_each_column() {
    let samples = [
        column("Geslacht", &["1", "2"], 9),
        column("Leeftijd", &["17", "18"], 9),
        column("A1", &["1", "2", "3", "99"], 9),
        column("A2", &["1", "2", "5", "9"], 9),
        column("A3", &["1", "2", "4", "NA"], 9),
    ];
    let toml = to_toml(&guess(&samples));
    // The first lines are checked where the proposal is used; here the columns.
    let columns = toml.split_once("\n\n").expect("an introduction").1;
    insta::assert_snapshot!(columns, @r#"
# mensen noemen het zelf, in een enquête; wat de codes betekenen staat er niet bij
# ONZEKER: vul `labels` in, bijvoorbeeld labels = { "1" = "vrouw", "2" = "man" }; nu staan de codes in het verslag
[columns."Geslacht"]
role = "gender"

# de kop past bij `age`; de klassen zijn een voorstel
[columns."Leeftijd"]
role = "age"
bands = [18, 21, 24, 30]

# hele getallen van 1 tot 3; controleer de grenzen
[columns."A1"]
role = "item"
missing = ["99"]

# hele getallen van 1 tot 5; controleer de grenzen
# ONZEKER: 9 telt nu als “niet van toepassing”; zet het bij `not_stated` of verruim de schaal als dat anders is
[columns."A2"]
role = "item"
not_applicable = ["9"]

# hele getallen van 1 tot 4; controleer de grenzen
[columns."A3"]
role = "item"
missing = ["NA"]

# zelfde antwoorden en zelfde kop
# ONZEKER: horen deze vragen bij elkaar, en klopt `range`? geef de schaal een naam in `text`
[scales."A"]
text = "A"
items = ["A1", "A2", "A3"]
reversed = []
range = [1, 5]
missing_rule = "half"
theme = "leeromgeving"
"#);
}
