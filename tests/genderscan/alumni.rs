//! Alumni: shares by gender with how sure we are, beside dated national figures.

use meetellen::disclosure::Scope;
use meetellen::model::{Fault, Language, Severity};
use meetellen::report::document::Block;
use meetellen::report::story::document;

use crate::scan::{folder, is_withheld, lines, published, read, report, row, source};

/// So many women and men, of whom so many are still in technology after five years.
fn table(women: (usize, usize), men: (usize, usize)) -> String {
    let mut table = "ronde;AL02;AL03;AL04;AL05;AL06C;BG01\n".to_owned();
    for (code, (still, all)) in [(1, women), (2, men)] {
        for place in 0..all {
            let stays = u8::from(place < still);
            // One in four has a job below the level of the diploma, one in five one that does not fit.
            let level = if place % 4 == 0 { 1 } else { 2 };
            let fit = if place % 5 == 0 { 2 } else { 4 };
            let technical = if stays == 1 { 1 } else { 3 };
            table.push_str(&format!("2026;1;{technical};{level};{fit};{stays};{code}\n"));
        }
    }
    table
}

const SCAN: &str = "[scan]\nlanguages = [\"nl\", \"en\"]\n[[source]]\nkind = \"alumni\"\nfile = \"a.csv\"\n[report]\nbenchmarks = [\"hbo-monitor-niveau\"]\n";

#[test]
fn who_is_still_in_technology_is_told_by_gender_with_how_sure_we_are() {
    let table = table((40, 80), (130, 160));
    let edited = published(&read(folder(&[("scan.toml", SCAN), ("a.csv", &table)])));
    // 40 of 80 and 130 of 160: 0.5 and 0.8125, as printed at these numbers.
    assert_eq!(row(&edited, "outcome.AL06C", "gender=vrouw", "share").value(), Some(0.5));
    let men = row(&edited, "outcome.AL06C", "gender=man", "share").value().unwrap();
    assert!((men - 0.8125).abs() <= 0.005, "{men}");
    let [nl, en] = [Language::Dutch, Language::English].map(|language| report(&edited, language));
    for words in [
        "Alumni: na het diploma",
        "In de techniek na 5 jaar",
        "50 procent van de vrouwen",
        "Duidelijk verschil.",
        "80 procent (2023, hbomonitor.nl)",
        "werkomgeving",
        "Alle alumni",
    ] {
        assert!(nl.contains(words), "{words}: {nl}");
    }
    for words in [
        "Alumni: after the diploma",
        "In technology after 5 years",
        "Clear difference.",
        "set them beside these",
    ] {
        assert!(en.contains(words), "{words}: {en}");
    }
}

#[test]
fn six_women_are_not_shown_nor_what_is_left_of_them() {
    let edited = published(&read(source("alumni", &table((2, 6), (60, 80)))));
    assert!(is_withheld(row(&edited, "outcome.AL06C", "gender=vrouw", "share")));
    let [all, men] = ["", "gender=man"].map(|group| row(&edited, "outcome.AL06C", group, "share"));
    // Both to a tenth of a percent would give the women away: 62 of 86 less 60 of 80.
    if let (Some(all), Some(men)) = (all.n(), men.n()) {
        assert!(all % 5 == 0 && men % 5 == 0, "{all} {men}");
    }
    let text = report(&edited, Language::Dutch);
    assert!(!text.contains("procent van de vrouwen"), "{text}");
}

#[test]
fn an_unknown_answer_is_told_with_its_line_and_column() {
    let table = table((40, 80), (130, 160)).replacen("2026;1;1;", "2026;1;7;", 1);
    let ingested = read(source("alumni", &table));
    let told = ingested.faults.iter().find(|fault| fault.column.as_deref() == Some("AL03")).unwrap();
    assert_eq!((told.line, told.severity, told.value.as_deref()), (Some(2), Severity::Repaired, Some("7")));
}

#[test]
fn a_file_without_any_question_is_refused_and_the_kind_is_spelled_right() {
    let faults = source("alumni", "naam_van_kolom;BG01\nx;1\ny;2\n").unwrap_err();
    assert!(lines(&faults).contains("AL03"), "{}", lines(&faults));
    let faults = source("almuni", "AL03;BG01\n1;1\n").unwrap_err();
    assert!(lines(&faults).contains("bedoel je `alumni`"), "{}", lines(&faults));
}

#[test]
fn why_people_left_stands_in_the_chapter_on_alumni_as_shares_that_overlap() {
    let mut table = "ronde;AL03;AL07;BG01\n".to_owned();
    for place in 0..400 {
        let reasons = ["C", "\"A;C\"", "A", "\"C;D;G\"", "\"C;G\""][place % 5];
        table.push_str(&format!("2026;3;{reasons};{}\n", 1 + place % 2));
    }
    let edited = published(&read(source("alumni", &table)));
    // Four of five ticked the atmosphere, two of five pay and two of five unequal treatment.
    assert_eq!(row(&edited, "choice.AL07.C@ticked", "", "share").value(), Some(0.8));
    let text = report(&edited, Language::Dutch);
    let chapter = text.split("Alumni: na het diploma").last().unwrap();
    assert!(
        chapter.contains("'sfeer': 80,0%") && chapter.contains("tellen samen op tot meer dan 100"),
        "{text}"
    );
    assert!(!text.contains("Verdere thema's"), "{text}");
    // Each reason has its own table in the annex, called by its question and answer.
    assert!(text.contains("Waarom niet (meer) in de techniek?: salaris (van wie iets koos)"), "{text}");
}

#[test]
fn a_figure_shows_everybody_where_only_one_group_can_be_shown_and_groups_where_there_are_two() {
    // Nine others beside eight women: both are withheld, and the men are shown.
    let other = |place: usize| {
        let (technical, stays) = if place.is_multiple_of(2) { (1, 1) } else { (3, 0) };
        let (level, fit) =
            (if place.is_multiple_of(3) { 1 } else { 2 }, if place.is_multiple_of(4) { 2 } else { 4 });
        format!("2026;1;{technical};{level};{fit};{stays};3\n")
    };
    let others: String = (0..9).map(other).collect();
    let drawn = |women: (usize, usize)| {
        let table = format!("{}{}", table(women, (130, 160)), if women.1 < 10 { &*others } else { "" });
        let edited = published(&read(source("alumni", &table)));
        let share = |gender: &str| row(&edited, "outcome.AL06C", &format!("gender={gender}"), "share");
        assert!(share("man").value().is_some());
        assert_eq!(is_withheld(share("vrouw")), women.1 < 10);
        let made = document(&edited.published, &edited.edition, &Scope::All, Language::Dutch);
        let blocks: Vec<Block> = made.sections.into_iter().flat_map(|section| section.blocks).collect();
        let charts = blocks.iter().filter_map(|block| match block {
            Block::Figure(figure) if figure.id.contains("alumni") => Some(format!("{:?}", figure.chart)),
            _ => None,
        });
        charts.collect::<Vec<String>>().join("\n")
    };
    let [lone, both] = [drawn((4, 8)), drawn((30, 60))];
    assert!(lone.contains("Alle alumni") && !lone.contains("Mannen"), "{lone}");
    assert!(both.contains("Mannen") && both.contains("Vrouwen") && !both.contains("Alle alumni"), "{both}");
}

/// What is told of columns that a file of alumni lacks.
fn lacking(headings: &str, row: &str) -> Vec<(Severity, String)> {
    let table = format!("{headings}\n{}", format!("{row}\n").repeat(20));
    let faults = source("alumni", &table).map_or_else(|faults| faults, |ingested| ingested.faults);
    let lacks = |fault: &&Fault| fault.message.nl == "deze kolom ontbreekt";
    faults
        .iter()
        .filter(lacks)
        .map(|fault| (fault.severity, fault.column.clone().unwrap_or_default()))
        .collect()
}

#[test]
fn questions_of_the_form_that_a_file_of_alumni_lacks_are_told_and_so_is_gender() {
    let all = "ronde;AL01;AL02;AL03;AL04;AL05;AL06A;AL06B;AL06C;AL07;AL08;BG01";
    assert_eq!(lacking(all, "2026;2019;1;1;2;4;1;1;1;A;1;1"), []);
    let note = |column: &str| (Severity::Note, column.to_owned());
    let without =
        lacking("ronde;AL01;AL02;AL04;AL05;AL06A;AL06B;AL06C;AL07;AL08", "2026;2019;1;2;4;1;1;1;A;1");
    assert_eq!(without, [note("AL03"), note("BG01")]);
    assert_eq!(lacking("ronde;BG01", "2026;1"), [(Severity::Refused, "AL03".to_owned())]);
}

#[test]
fn a_row_without_a_round_is_told_where_other_rows_have_one() {
    let table = table((40, 80), (130, 160)).replacen("2026;1;1;", ";1;1;", 1);
    let ingested = read(source("alumni", &table));
    let told: Vec<&Fault> =
        ingested.faults.iter().filter(|fault| fault.column.as_deref() == Some("round")).collect();
    assert_eq!(told.len(), 1, "{}", lines(&ingested.faults));
    assert_eq!((told[0].line, told[0].severity), (Some(2), Severity::Repaired));
    assert_eq!(ingested.dataset.sources.len(), 1);
}
