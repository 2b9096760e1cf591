//! Themes of interviews: how many people named each, and which quotes may be printed.

use meetellen::model::{Language, Severity};

use crate::scan::{is_withheld, lines, published, read, report, row, source};

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
