//! Forms as Dutch schools make them, each invented: what the program makes of headings, answers and ticks.
//!
//! Leaves out real files (`guess`, `codebook_scans`).

#![expect(clippy::unwrap_used, reason = "a test that cannot go on should say where")]

use meetellen::codebook::{Codebook, ColumnSample, Guess, guess, to_toml, to_toml_in};
use meetellen::model::{Base, Language, LevelKind, Role};

fn column(heading: &str, values: &[(&str, u64)]) -> ColumnSample {
    let distinct = values.iter().map(|(value, count)| ((*value).to_owned(), *count)).collect();
    ColumnSample { heading: heading.into(), distinct, ..ColumnSample::default() }
}

/// Makes a column in which each value occurs twelve times.
fn often(heading: &str, values: &[&str]) -> ColumnSample {
    column(heading, &values.iter().map(|value| (*value, 12)).collect::<Vec<_>>())
}

fn labels(guess: &Guess, heading: &str) -> Vec<String> {
    let column = guess.codebook.columns.iter().find(|column| column.heading == heading).unwrap();
    column.labels.iter().map(|label| label.text.nl.clone()).collect()
}

fn check(guess: &Guess, heading: &str) -> Option<String> {
    let reason = guess.reasons.iter().find(|reason| reason.heading == heading).unwrap();
    reason.check.as_ref().map(|check| check.nl.clone())
}

/// What is written loads as it is, and means what was guessed.
fn assert_reads_back(guess: &Guess) {
    for language in [Language::Dutch, Language::English] {
        let mut read = Codebook::parse("guess", &to_toml_in(guess, language)).unwrap();
        read.columns.iter_mut().for_each(|column| column.line = 0);
        assert_eq!(read, guess.codebook);
    }
}

#[test]
fn background_questions_in_full_sentences_have_their_roles() {
    let yes_no = ["Ja", "Nee", "Weet ik niet", "Wil ik niet zeggen"];
    let samples = [
        often(
            "1. Met welk gender identificeer je je het meest?",
            &["Vrouw", "Man", "Non-binair", "Anders, namelijk:", "Zeg ik liever niet"],
        ),
        often("2. Hoe oud ben je?", &["16", "17", "18", "23"]),
        often("3. Welke opleiding volg je?", &["Software developer", "Werktuigbouw"]),
        often("4. Op welk niveau volg je je opleiding?", &["Niveau 2", "Niveau 3", "Niveau 4"]),
        often("5. In welk leerjaar zit je?", &["1", "2", "3"]),
        often("6. Doe je bol of bbl?", &["BOL", "BBL"]),
        often("7. Heeft minstens één van je ouders een hbo- of universitaire opleiding afgerond?", &yes_no),
        often("8. Ben jij de eerste in je familie die studeert?", &yes_no),
        often("9. Heb je een functiebeperking of chronische ziekte?", &yes_no),
        often("10. Heb je een migratieachtergrond?", &yes_no),
        often("11. Wat is je hoogste vooropleiding?", &["vmbo", "havo", "vwo", "mbo"]),
        often("12. Op welke school zit je?", &["School A", "School B"]),
        often(
            "Wat is de hoogste opleiding van je ouders?",
            &["Basisschool", "Vmbo", "Mbo", "Hbo", "Universiteit", "Weet ik niet"],
        ),
    ];
    let guess = guess(&samples);
    let roles: Vec<Role> = guess.codebook.columns.iter().map(|column| column.role).collect();
    assert_eq!(
        roles,
        [
            Role::Gender,
            Role::Age,
            Role::Programme,
            Role::Level,
            Role::Year,
            Role::Form,
            Role::FirstGeneration,
            Role::Open,
            Role::SupportNeed,
            Role::Origin,
            Role::PriorEducation,
            Role::Institution,
            Role::Open,
        ]
    );
    assert_eq!(
        labels(&guess, &samples[0].heading),
        ["Vrouw", "Man", "Non-binair", "Anders, namelijk:", "Zeg ik liever niet"]
    );
    let parents = &guess.codebook.columns[6];
    assert_eq!(parents.labels[parents.answer("Nee").unwrap()].text.nl, "eerste generatie");
    assert_eq!(parents.kind("Weet ik niet"), LevelKind::NotApplicable);
    assert!(check(&guess, &samples[6].heading).is_some(), "one parent or both is for a person to say");
    assert!(check(&guess, &samples[8].heading).unwrap().contains("toestemming"));
    assert_reads_back(&guess);
    let first = meetellen::codebook::guess(&samples[7..8]);
    let family = &first.codebook.columns[0];
    assert_eq!(family.labels[family.answer("Ja").unwrap()].text.nl, "eerste generatie");
    let levels = meetellen::codebook::guess(&samples[12..]);
    let levels = &levels.codebook.columns[0];
    assert_eq!(levels.answer("Vmbo"), levels.answer("Basisschool"), "no parent with higher education");
    assert_ne!(levels.answer("Mbo"), levels.answer("Hbo"));
}

#[test]
fn likert_answers_are_in_order_however_they_are_written() {
    for (answers, value, highest) in [
        (&["Zeer mee oneens", "Mee oneens", "Neutraal", "Mee eens", "Zeer mee eens "][..], "mee eens", 4.0),
        (
            &["1 - helemaal oneens", "2 - oneens", "3 - neutraal", "4 - eens", "5 - helemaal eens"],
            "4 - eens",
            4.0,
        ),
        (&["(1) Nooit", "(2) Zelden", "(3) Soms", "(4) Vaak", "(5) Altijd"], "(5) Altijd", 5.0),
        (&["Strongly disagree", "Disagree", "Agree", "Strongly agree"], "Agree", 3.0),
        (
            &[
                "Helemaal mee oneens",
                "Mee oneens",
                "Een beetje mee oneens",
                "Een beetje mee eens",
                "Mee eens",
                "Helemaal mee eens",
            ],
            "mee eens",
            5.0,
        ),
        (
            &["zeer ontevreden", "ontevreden", "neutraal", "tevreden", "zeer tevreden", "n.v.t."],
            "tevreden",
            4.0,
        ),
        (&["Helemaal niet veilig", "Niet zo veilig", "Best veilig", "Heel erg veilig"], "Best veilig", 3.0),
    ] {
        let samples: Vec<ColumnSample> = ["[les]", "[pauze]", "[stage]"]
            .iter()
            .map(|part| often(&format!("Stelling {part}"), answers))
            .collect();
        let guess = guess(&samples);
        let item = &guess.codebook.columns[0];
        assert_eq!(item.role, Role::Item, "{answers:?}");
        let label = item.answer(value).unwrap();
        assert_eq!(item.value(&item.labels[label].raw), Some(highest), "{answers:?}");
        assert_eq!(guess.codebook.scales.len(), 1, "{answers:?}");
        assert!(guess.codebook.scales[0].reversed.is_empty());
        assert_reads_back(&guess);
    }
}

#[test]
fn codes_below_full_questions_are_items_and_a_lone_number_is_not() {
    let codes = ["1", "2", "3", "4", "5"];
    let samples = [
        often("Ik voel me thuis op deze school", &codes),
        often("Ik kan mezelf zijn in de klas", &codes),
        often("Mijn docenten kennen mij goed", &["2", "3", "4", "5"]),
        often("Rapportcijfer", &["6", "7", "8"]),
        column("Toelichting op je antwoord hierboven", &[("Goed", 1), ("Kan beter, vooral de roosters", 1)]),
    ];
    let guess = guess(&samples);
    let roles: Vec<Role> = guess.codebook.columns.iter().map(|column| column.role).collect();
    assert_eq!(roles, [Role::Item, Role::Item, Role::Item, Role::Open, Role::Open]);
    assert!(guess.codebook.scales.is_empty(), "standing side by side is no reason to add up");
    assert_eq!(guess.suggested[0].items.len(), 3);
    let toml = to_toml(&guess);
    assert!(
        toml.contains("# [scales.\"schaal1\"]") && toml.contains("# ONZEKER: deze vragen staan naast elkaar")
    );
    assert_reads_back(&guess);
}

#[test]
fn an_opinion_about_gender_is_a_question() {
    let agree = ["Helemaal mee oneens", "Mee oneens", "Neutraal", "Mee eens", "Helemaal mee eens"];
    let guess = guess(&[
        often("Wat is je gender?", &["vrouw", "man"]),
        often("Gender doet er in mijn opleiding niet toe", &agree),
        often("Mijn ouders staan achter mijn opleiding", &agree),
    ]);
    let roles: Vec<Role> = guess.codebook.columns.iter().map(|column| column.role).collect();
    assert_eq!(roles, [Role::Gender, Role::Item, Role::Item]);
}

#[test]
fn gender_is_never_forced_into_two_and_rare_own_words_are_not_written_down() {
    let guess = guess(&[column(
        "Gender",
        &[
            ("Female/Woman", 30),
            ("Male/Man", 40),
            ("Non-binary / third gender", 4),
            ("Two-spirit", 3),
            ("ik heet Noor", 1),
            ("Prefer not to say", 5),
        ],
    )]);
    let names = labels(&guess, "Gender");
    assert_eq!(names.len(), 5, "{names:?}");
    assert!(names.contains(&"Two-spirit".to_owned()));
    assert!(!to_toml(&guess).contains("Noor"));
    assert!(check(&guess, "Gender").unwrap().contains("eigen woorden"));
    assert_reads_back(&guess);
}

#[test]
fn genders_ticked_in_columns_of_their_own_are_one_group_each_with_several_apart() {
    let guess = guess(&[
        column("Gender? [vrouw]", &[("Y", 20), ("", 30)]),
        column("Gender? [man]", &[("Y", 25), ("", 25)]),
        column("Gender? [non-binair]", &[("Y", 5), ("", 45)]),
        column("Gender? [other]", &[("eigen woorden", 1), ("", 49)]),
    ]);
    let roles: Vec<Role> = guess.codebook.columns.iter().map(|column| column.role).collect();
    assert_eq!(roles, [Role::Gender, Role::Gender, Role::Gender, Role::Open]);
    assert_eq!(guess.codebook.columns[2].labels[0].text.nl, "non-binair");
    assert_reads_back(&guess);
}

#[test]
fn questions_with_several_answers_are_found_in_every_shape() {
    let guess = guess(&[
        column("Waarom deze studie? [sfeer]", &[("Y", 20), ("", 30)]),
        column("Waarom deze studie? [baankans]", &[("Y", 10), ("", 40)]),
        column("hulp___1", &[("1", 20), ("0", 30)]),
        column("hulp___2", &[("1", 10), ("0", 40)]),
        column(
            "Wat mis je? (meer antwoorden mogelijk)",
            &[("Rust;Ruimte;", 9), ("Ruimte;", 7), ("Rust;", 6), ("", 8), ("Ruimte;een aquarium;", 1)],
        ),
    ]);
    let bases: Vec<Base> = guess.codebook.choices.iter().map(|choice| choice.base).collect();
    assert_eq!(bases, [Base::Ticked, Base::Stated]);
    let joined = &guess.codebook.columns[4];
    assert_eq!((joined.role, joined.separator.as_deref()), (Role::Item, Some(";")));
    assert_eq!(joined.labels.len(), 2, "one person's own words are no option");
    assert!(!to_toml(&guess).contains("aquarium"));
    assert_reads_back(&guess);
}

#[test]
fn the_own_questions_are_known_by_their_wording() {
    let answers = ["mee eens", "helemaal mee eens", "niet mee eens"];
    for headings in [
        [
            "Ik voel me op mijn plek in deze opleiding",
            "In de pauze kan ik bij anderen aanschuiven.",
            "Ik sta er hier alleen voor",
        ],
        [
            "In hoeverre ben je het eens met deze zinnen? [Ik voel me op mijn plek in deze opleiding]",
            "In hoeverre ben je het eens met deze zinnen? [In de pauze kan ik bij anderen aanschuiven]",
            "In hoeverre ben je het eens met deze zinnen? [Ik sta er hier alleen voor]",
        ],
        [
            "This programme feels like the right place for me",
            "I can join others during breaks",
            "I am on my own here",
        ],
    ] {
        let samples: Vec<ColumnSample> = headings.iter().map(|heading| often(heading, &answers)).collect();
        let guess = guess(&samples);
        assert_eq!(guess.instrument.as_deref(), Some("belonging-nl"), "{headings:?}");
        assert_eq!(guess.codebook.scales[0].items, ["SB01", "SB02", "SB03"]);
        assert_eq!(guess.codebook.scales[0].reversed, ["SB03"], "the instrument says so; it is no guess");
        assert_reads_back(&guess);
    }
}

#[test]
fn each_column_stands_once_and_every_doubt_says_what_to_check() {
    let toml = to_toml(&guess(&[
        often("Wat is je geslacht?", &["1", "2"]),
        often("V1", &["ja", "nee"]),
        often("V1", &["ja", "nee"]),
    ]));
    assert!(toml.contains("# ONZEKER: vul `labels` in"));
    let english = to_toml_in(&guess(&[often("Gender", &["1", "2"])]), Language::English);
    assert!(english.contains("# UNSURE: fill in `labels`"), "{english}");
}
