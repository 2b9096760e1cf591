//! Two rounds that did not ask the same: what can be compared is, what cannot is not, and the report says which.
//!
//! The answers are invented. Leaves out people who answered twice (`panel`).

#![expect(clippy::unwrap_used, reason = "a test may stop at what should not happen")]

use std::collections::BTreeSet;
use std::fs;
use std::sync::LazyLock;

use meetellen::disclosure::{Against, Scope};
use meetellen::ingest;
use meetellen::model::Language;
use meetellen::pipeline::{self, Edited, Wishes, publish};
use meetellen::report::Parts;
use meetellen::report::edition::RoundChange;
use meetellen::report::story::document;
use tempfile::TempDir;

const SCAN: &str = r#"
[scan]
title = "Twee rondes, verzonnen"
languages = ["nl", "en"]
synthetic = true

[[source]]
name = "studenten"
kind = "survey"
file = "ronde-2024.csv"
round = "2024"
codebook = "codebook.toml"

[[source]]
name = "studenten"
kind = "survey"
file = "ronde-2026.csv"
round = "2026"
codebook = "codebook.toml"

[report]
by = ["gender"]
"#;

const CODEBOOK: &str = r#"
[columns.gender]
role = "gender"
labels = { "1" = "vrouw", "2" = "man" }

[columns.SB01]
role = "item"
[columns.SB02]
role = "item"
[columns.SB03]
role = "item"
text = { nl = "Ik sta er alleen voor", en = "I am on my own" }
[columns.SB04]
role = "item"
text = { nl = "Ik hoor erbij", en = "I belong" }
[columns.SE01]
role = "item"
[columns.SE02]
role = "item"
[columns.RM01]
role = "item"
aliases = ["rolmodel"]
text = { nl = "Ik zie mensen zoals ik", en = "I see people like me" }
[columns.XX01]
role = "item"
text = { nl = "Hoe vaak ben je er", en = "How often are you there" }

[scales.belonging]
items = ["SB01", "SB02", "SB03", "SB04"]
range = [1, 5]

[scales.self_efficacy]
items = ["SE01", "SE02", "RM01"]
range = [1, 5]
"#;

/// Answers of eighty invented people, a column per heading; the last column has answers up to `most`.
fn round(headings: &[&str], most: usize) -> String {
    let mut csv = format!("gender;{}\n", headings.join(";"));
    for person in 0..80 {
        let answer = |column: usize| match column + 1 == headings.len() {
            true => 1 + (person / 2 + column) % most,
            false => 1 + (person * (column + 3) + person / 7) % 5,
        };
        let answers: Vec<String> = (0..headings.len()).map(|column| answer(column).to_string()).collect();
        csv.push_str(&format!("{};{}\n", 1 + person % 2, answers.join(";")));
    }
    csv
}

fn scan(first: &[&str], second: &[&str]) -> TempDir {
    let folder = TempDir::new().unwrap();
    let write = |name: &str, text: &str| fs::write(folder.path().join(name), text).unwrap();
    write("scan.toml", SCAN);
    write("codebook.toml", CODEBOOK);
    write("ronde-2024.csv", &round(first, 5));
    write("ronde-2026.csv", &round(second, 3));
    folder
}

const FIRST: [&str; 7] = ["SB01", "SB02", "SB03", "SE01", "SE02", "rolmodel", "XX01"];
const SECOND: [&str; 7] = ["SB01", "SB02", "SB04", "SE01", "SE02", "RM01", "XX01"];

static UNLIKE: LazyLock<Edited> = LazyLock::new(|| {
    let folder = scan(&FIRST, &SECOND);
    publish(&ingest::read(folder.path()).unwrap(), &Wishes::default()).unwrap()
});

#[test]
fn a_score_over_other_questions_is_not_set_beside_that_of_the_round_before() {
    let compared: BTreeSet<&str> = UNLIKE
        .published
        .rows()
        .iter()
        .filter(|row| row.key().against == Against::Period("2024".into()))
        .map(|row| row.key().measure.as_str())
        .collect();
    // A renamed question is the same question, and so is the scale that it is in.
    let alike = ["item.RM01", "item.SB01", "item.SB02", "item.SE01", "item.SE02", "scale.self_efficacy"];
    assert_eq!(compared.into_iter().collect::<Vec<_>>(), alike);
    let has_mean = |round: &str| {
        UNLIKE.published.rows().iter().any(|row| {
            row.key().measure == "scale.belonging" && row.key().period == round && row.value().is_some()
        })
    };
    assert!(has_mean("2024") && has_mean("2026"), "each round still has its own score");
}

#[test]
fn what_is_not_the_same_in_every_round_is_known_with_the_round_since_when() {
    let notes: Vec<(&str, &RoundChange)> =
        UNLIKE.edition.rounds.iter().map(|note| (note.measure.as_str(), &note.change)).collect();
    let items = |ids: &[&str]| ids.iter().map(|id| (*id).to_owned()).collect::<Vec<String>>();
    let scale = RoundChange::OtherQuestions { gone: items(&["SB03"]), new: items(&["SB04"]) };
    let renamed = RoundChange::Renamed { from: "rolmodel".to_owned(), to: "RM01".to_owned() };
    let expected = [
        ("scale.belonging", &scale),
        ("item.SB04", &RoundChange::New),
        ("item.RM01", &renamed),
        ("item.XX01", &RoundChange::OtherAnswers),
        ("item.SB03", &RoundChange::Dropped),
    ];
    assert_eq!(notes, expected);
    assert!(UNLIKE.edition.rounds.iter().all(|note| note.since == "2026" && note.before == "2024"));
}

#[test]
fn rounds_that_asked_the_same_have_nothing_to_say() {
    let all = ["SB01", "SB02", "SB03", "SB04", "SE01", "SE02", "RM01", "XX01"];
    let folder = scan(&all, &all);
    fs::write(folder.path().join("ronde-2024.csv"), round(&all, 3)).unwrap();
    let same = publish(&ingest::read(folder.path()).unwrap(), &Wishes::default()).unwrap();
    assert_eq!(same.edition.rounds, []);
}

#[test]
fn a_figure_of_questions_holds_those_of_one_round() {
    let document = document(&UNLIKE.published, &UNLIKE.edition, &Scope::All, Language::Dutch);
    let rows = UNLIKE.published.rows();
    let mut rounds_of_figures = Vec::new();
    for figure in document.figures() {
        let keys = || figure.rows().into_iter().map(|row| rows[row.0 as usize].key());
        if keys().all(|key| key.measure.starts_with("item.")) {
            rounds_of_figures.push(keys().map(|key| key.period.as_str()).collect::<BTreeSet<_>>());
        }
    }
    // Of both scales and of the loose question; what the last round did not ask stands in the annex.
    assert!(rounds_of_figures.len() >= 2, "{rounds_of_figures:?}");
    assert!(
        rounds_of_figures.iter().all(|rounds| *rounds == BTreeSet::from(["2026"])),
        "{rounds_of_figures:?}"
    );
}

#[test]
fn the_report_says_which_questions_cannot_be_compared_and_since_when() {
    let folder = scan(&FIRST, &SECOND);
    let out = folder.path().join("verslag");
    let parts = Parts { html: true, pdf: false, xlsx: false, docx: false, figures: false };
    let wishes = Wishes { parts, ..Wishes::default() };
    pipeline::run(&ingest::read(folder.path()).unwrap(), &wishes, &out).unwrap();
    // Words of the list of definitions are links.
    let plain = |page: String| -> String {
        let (text, rest) = page.split_once('<').unwrap_or((&page, ""));
        let words = rest.split('<').filter_map(|tag| tag.split_once('>')).map(|(_, words)| words);
        std::iter::once(text).chain(words).collect::<String>().replace("&#39;", "'")
    };
    let page = |name: &str| plain(fs::read_to_string(out.join("alle").join(name)).unwrap());
    let (dutch, english) = (page("rapport.html"), page("report.html"));
    for said in [
        "Nieuw sinds 2026: 'Ik hoor erbij'.",
        "Niet meer gevraagd sinds 2026: 'Ik sta er alleen voor'.",
        "Met andere antwoorden sinds 2026: 'Hoe vaak ben je er'.",
        "heeft sinds 2026 andere vragen (verdwenen: 'Ik sta er alleen voor'; nieuw: 'Ik hoor erbij')",
        "De vraag 'Ik zie mensen zoals ik' heet in de bestanden sinds 2026 'RM01', daarvoor 'rolmodel'.",
    ] {
        assert!(dutch.contains(said), "{said}");
    }
    assert!(english.contains("No longer asked since 2026: 'I am on my own'."));
    assert!(english.contains("Earlier scores do not stand beside it."));
}
