//! Themes of interviews: how many people named each, and which quotes may be printed.

use meetellen::model::{Fault, FaultKind, Language, Severity, Theme};

use crate::scan::{folder, is_withheld, lines, published, read, report, row, source};

const THEMES: &str = "round;source;theme;theme_en;aspect;gender;people;quote;publishable
2026;interview;Kleding past niet;Clothes do not fit;werkomgeving;vrouw;22;De werkkleding was altijd te groot.;ja
2026;interview;Kleding past niet;Clothes do not fit;werkomgeving;man;14;;
2026;interview;Grappen;Jokes;leeromgeving;vrouw;6;Niemand zei er iets van.;ja
2026;interview;Stage;Placement;werkomgeving;vrouw;15;Bij Karel mocht ik niets.;ja
2026;interview;Stage;Placement;werkomgeving;man;3;Ik mocht alles zelf doen.;nee
2026;open antwoord;Hulp;Help;individuele studenten;;30;Mijn mentor hielp altijd.;gecontroleerd
";

#[test]
fn themes_are_counted_by_group_where_ten_people_named_them() {
    let edited = published(&read(source("themes", THEMES)));
    assert_eq!(row(&edited, "theme.kleding-past-niet", "gender=vrouw", "count").value(), Some(22.0));
    assert!(is_withheld(row(&edited, "theme.grappen", "", "count")));
    // Three men would follow from eighteen people less fifteen women.
    assert!(is_withheld(row(&edited, "theme.stage", "gender=man", "count")));
    let women = row(&edited, "theme.stage", "gender=vrouw", "count");
    let all = row(&edited, "theme.stage", "", "count");
    assert!(women.value() != Some(15.0) || all.value() != Some(18.0));
    let [nl, en] = [Language::Dutch, Language::English].map(|language| report(&edited, language));
    assert!(
        nl.contains("Wat mensen vertelden") && nl.contains("Kleding past niet | werkomgeving | 36 | 22 | 14"),
        "{nl}"
    );
    assert!(
        en.contains("What people told") && en.contains("Clothes do not fit | work environment | 36"),
        "{en}"
    );
}

#[test]
fn a_quote_is_printed_only_if_it_may_be_and_points_at_nobody_and_its_theme_is_shown() {
    let ingested = read(source("themes", THEMES));
    let text = report(&published(&ingested), Language::Dutch);
    assert!(text.contains("De werkkleding was altijd te groot."), "{text}");
    // A person read this one.
    assert!(text.contains("Mijn mentor hielp altijd."), "{text}");
    for unsaid in ["Karel", "Ik mocht alles zelf doen", "Niemand zei er iets van"] {
        assert!(!text.contains(unsaid), "{unsaid}: {text}");
    }
    let flagged = ingested.faults.iter().find(|fault| fault.column.as_deref() == Some("quote")).unwrap();
    assert_eq!(
        (flagged.line, flagged.severity, flagged.value.as_deref()),
        (Some(5), Severity::Note, Some("Karel"))
    );
    // What is not printed is not kept either.
    assert!(!format!("{:?}", ingested.told).contains("Karel"));
}

#[test]
fn faults_of_a_table_of_themes_are_told_with_line_and_column() {
    let broken = THEMES
        .replacen(";22;", ";veel;", 1)
        .replacen("leeromgeving", "school", 1)
        .replacen(";nee\n", ";misschien\n", 1)
        .replacen("2026;open", "zomer;open", 1);
    let ingested = read(source("themes", &broken));
    let told: Vec<(Option<u64>, &str)> =
        ingested.faults.iter().filter_map(|fault| Some((fault.line, fault.column.as_deref()?))).collect();
    for expected in [(Some(2), "people"), (Some(4), "aspect"), (Some(6), "publishable"), (Some(7), "round")] {
        assert!(told.contains(&expected), "{expected:?} in {told:?}");
    }
    let faults = source("themes", "round;theme;aspect\n2026;Stage;werkomgeving\n").unwrap_err();
    assert!(lines(&faults).contains("people"), "{}", lines(&faults));
}

/// The faults of reading one table of themes.
fn faults(rows: &str) -> Vec<Fault> {
    let table = format!("{}\n{rows}", THEMES.lines().next().unwrap());
    source("themes", &table).map_or_else(|faults| faults, |ingested| ingested.faults)
}

/// The lines and values that are told of a column.
fn told<'f>(faults: &'f [Fault], column: &str) -> Vec<(Option<u64>, Option<&'f str>)> {
    let of_column = faults.iter().filter(|fault| fault.column.as_deref() == Some(column));
    of_column.map(|fault| (fault.line, fault.value.as_deref())).collect()
}

#[test]
fn every_missing_column_is_told() {
    let faults = source("themes", "round;gender\n2026;vrouw\n").unwrap_err();
    for column in ["theme", "aspect", "people"] {
        assert_eq!(told(&faults, column).len(), 1, "{}", lines(&faults));
    }
    assert!(faults[0].hint.nl.contains("theme, aspect en people"), "{}", lines(&faults));
}

#[test]
fn a_row_without_a_theme_or_a_number_of_people_is_told() {
    let faults = faults(
        "2026;interview;;;leeromgeving;vrouw;12;;\n2026;interview;Stage;;werkomgeving;vrouw;;;\n2026;interview;Stage;;werkomgeving;man;12,5;;\n2026;interview;Stage;;werkomgeving;man;-3;;\n",
    );
    assert_eq!(told(&faults, "theme"), [(Some(2), None)], "{}", lines(&faults));
    let people = [(Some(3), None), (Some(4), Some("12,5")), (Some(5), Some("-3"))];
    assert_eq!(told(&faults, "people"), people, "{}", lines(&faults));
}

#[test]
fn a_quote_needs_no_number_of_people() {
    let faults =
        faults("2026;interview;Stage;;werkomgeving;vrouw;12;;\n2026;interview;Stage;;;;;Dat was leuk.;ja\n");
    assert_eq!(told(&faults, "people"), [], "{}", lines(&faults));
    assert_eq!(told(&faults, "aspect"), [], "{}", lines(&faults));
}

#[test]
fn a_theme_with_two_aspects_has_that_of_its_first_row() {
    let table =
        THEMES.replacen("Clothes do not fit;werkomgeving;man", "Clothes do not fit;leeromgeving;man", 1);
    let ingested = read(source("themes", &table));
    assert_eq!(told(&ingested.faults, "aspect"), [(Some(3), Some("leeromgeving"))]);
    assert_eq!(ingested.told[0].aspect, Theme::Work);
}

#[test]
fn a_group_that_stands_twice_with_a_theme_is_told_and_interviews_beside_open_answers_are_not() {
    let row = |source: &str| format!("2026;{source};Stage;;werkomgeving;vrouw;12;;\n");
    let twice = faults(&format!("{}{}", row("interview"), row("interview")));
    let found = twice.iter().find(|fault| fault.kind == FaultKind::DuplicateRow).unwrap();
    assert_eq!((found.line, found.column.as_deref()), (Some(3), Some("theme")));
    assert!(found.message.nl.contains("regel 2"), "{}", lines(&twice));
    let both = faults(&format!("{}{}", row("interview"), row("open antwoord")));
    assert!(both.iter().all(|fault| fault.kind != FaultKind::DuplicateRow), "{}", lines(&both));
}

#[test]
fn a_group_that_no_other_source_knows_is_told_once() {
    let row = |gender: &str| format!("2026;interview;Stage;;werkomgeving;{gender};12;;\n");
    let genders = ["vrouw", "vrouwe", "woman", "vrouwe", "non-binair", "genderfluide"];
    let faults = faults(&genders.map(row).concat());
    let expected = [(Some(3), Some("vrouwe")), (Some(7), Some("genderfluide"))];
    assert_eq!(told(&faults, "gender"), expected, "{}", lines(&faults));
}

#[test]
fn an_unknown_school_is_told_where_other_sources_name_schools() {
    let toml = "[scan]\n[[source]]\nkind = \"themes\"\nfile = \"a.csv\"\n[[source]]\nkind = \"staff\"\nfile = \"s.csv\"\n";
    let themes = "round;institution;theme;aspect;people\n2026;90AA;Stage;werkomgeving;12\n2026;90AX;Stage;werkomgeving;12\n";
    let staff = "round;institution;role;gender;count\n2026;90AA;docent;vrouw;30\n2026;90AA;docent;man;50\n";
    let ingested = read(folder(&[("scan.toml", toml), ("a.csv", themes), ("s.csv", staff)]));
    assert_eq!(
        told(&ingested.faults, "institution"),
        [(Some(3), Some("90AX"))],
        "{}",
        lines(&ingested.faults)
    );
    let alone = read(source("themes", themes));
    assert_eq!(told(&alone.faults, "institution"), []);
}

#[test]
fn a_column_that_is_not_read_is_told() {
    let faults = source("themes", "theme;aspect;people;naam\nStage;werkomgeving;12;Karel\n");
    let faults = faults.map_or_else(|faults| faults, |ingested| ingested.faults);
    let found = faults.iter().find(|fault| fault.column.as_deref() == Some("naam")).unwrap();
    assert_eq!((found.severity, found.value.as_deref()), (Severity::Note, None));
    assert!(!lines(&faults).contains("Karel"));
}

#[test]
fn a_round_that_is_no_year_is_told_in_both_languages_and_its_row_counts_for_nobody() {
    let table = THEMES.replacen("2026;open", "zomer;open", 1);
    let ingested = read(source("themes", &table));
    let told = ingested.faults.iter().find(|fault| fault.column.as_deref() == Some("round")).unwrap();
    assert_eq!(
        (told.line, told.severity, told.value.as_deref()),
        (Some(7), Severity::Repaired, Some("zomer"))
    );
    assert_eq!(
        [&told.message.nl, &told.hint.nl],
        ["geen jaar; de rij is weggelaten", "schrijf het jaar van de ronde: 2026"]
    );
    assert_eq!(
        [&told.message.en, &told.hint.en],
        ["not a year; the row is left out", "write the year of the round: 2026"]
    );
    assert!(ingested.told.iter().all(|told| told.text.nl != "Hulp"));
}
