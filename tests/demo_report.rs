//! The reports of the demo scan: the same on any number of threads, complete, and marked as practice data.
//!
//! Leaves out what the reports say (`story`) and how they look (`page`).

#![expect(clippy::unwrap_used, reason = "a test that cannot go on should say where")]

mod report_folder;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::OnceLock;

use assert_cmd::cargo::CommandCargoExt;
use lopdf::{Document as Pdf, Object};
use report_folder::{Row, assert_keys_differ, files, only, rows};
use tempfile::TempDir;

/// The demo reports, made once with one thread and once with two.
struct Demo {
    folder: TempDir,
}

impl Demo {
    fn get() -> &'static Self {
        static DEMO: OnceLock<Demo> = OnceLock::new();
        DEMO.get_or_init(|| {
            let demo = Self { folder: TempDir::new().unwrap() };
            let begin = |threads: &&str| {
                let scan = Path::new(env!("CARGO_MANIFEST_DIR")).join("surveys/demo");
                let mut command = Command::cargo_bin("meetellen").unwrap();
                command.arg("report").arg(scan).arg("--out").arg(demo.reports(threads));
                command
                    .args(["--threads", threads])
                    .stdout(Stdio::null())
                    .stderr(Stdio::null())
                    .spawn()
                    .unwrap()
            };
            // Side by side: together they take as long as the slower one.
            let runs: Vec<Child> = ["1", "2"].iter().map(begin).collect();
            for mut run in runs {
                assert_eq!(run.wait().unwrap().code(), Some(0));
            }
            demo
        })
    }

    fn reports(&self, threads: &str) -> PathBuf {
        self.folder.path().join(threads)
    }

    /// Returns the folder whose pages and PDFs are read: that in `MEETELLEN_DEMO`, made before, else the one made here.
    fn pages() -> PathBuf {
        std::env::var_os("MEETELLEN_DEMO").map_or_else(|| Self::get().reports("2"), PathBuf::from)
    }

    /// Returns the rows of every report.
    fn all_rows() -> Vec<(String, Vec<Row>)> {
        let reports = Self::pages();
        let names = files(&reports)
            .into_keys()
            .filter_map(|name| Some(name.strip_suffix("/results.csv")?.to_owned()));
        names
            .map(|name| {
                let rows = rows(&reports.join(&name).join("results.csv"));
                (name, rows)
            })
            .collect()
    }
}

#[test]
fn one_thread_and_two_give_the_same_bytes() {
    let demo = Demo::get();
    let (one, two) = (files(&demo.reports("1")), files(&demo.reports("2")));
    assert!(one.keys().eq(two.keys()));
    for (name, bytes) in one {
        assert!(two[&name] == bytes, "{name} differs");
    }
}

#[test]
fn every_school_has_a_report_in_both_languages() {
    let files = files(&Demo::get().reports("2"));
    for folder in ["alle", "90AA", "90AB", "90AC", "90AD", "90AE", "90AF"] {
        for name in [
            "rapport.html",
            "report.html",
            "tabellen.xlsx",
            "tables.xlsx",
            "results.csv",
            "withheld.csv",
            "faults.csv",
            "manifest.json",
        ] {
            assert!(files.contains_key(&format!("{folder}/{name}")), "{folder}/{name}");
        }
        for language in ["nl", "en"] {
            let figures = format!("{folder}/figuren/{language}/");
            for kind in [".svg", ".png"] {
                let n =
                    files.keys().filter(|name| name.starts_with(&figures) && name.ends_with(kind)).count();
                assert!((1..=15).contains(&n), "{n} {kind} in {figures}");
            }
        }
    }
}

/// The folders of the reports.
const REPORTS: [&str; 7] = ["alle", "90AA", "90AB", "90AC", "90AD", "90AE", "90AF"];

/// Returns the page on which the part behind the body begins, counted from 1: the last bookmark of the first level.
fn pages_of_body(pdf: &Pdf) -> usize {
    let outlines = pdf.catalog().unwrap().get(b"Outlines").unwrap();
    let outlines = pdf.dereference(outlines).unwrap().1.as_dict().unwrap();
    let last = pdf.dereference(outlines.get(b"Last").unwrap()).unwrap().1.as_dict().unwrap();
    let aim = last.get(b"Dest").or_else(|_| last.get(b"A")).unwrap();
    let aim = match pdf.dereference(aim).unwrap().1 {
        Object::Dictionary(action) => pdf.dereference(action.get(b"D").unwrap()).unwrap().1,
        place => place,
    };
    let place = aim.as_array().unwrap();
    let page = place[0].as_reference().unwrap();
    let number = *pdf.get_pages().iter().find(|(_, id)| **id == page).unwrap().0;
    let from_below = place[3].as_float().unwrap();
    let begins_page = from_below > 770.0;
    usize::try_from(number).unwrap() - usize::from(begins_page)
}

#[test]
fn the_body_of_every_report_takes_at_most_twelve_pages_and_fifteen_figures() {
    let reports = Demo::pages();
    for name in REPORTS {
        for (pdf, html) in [("rapport.pdf", "rapport.html"), ("report.pdf", "report.html")] {
            let pages = pages_of_body(&Pdf::load(reports.join(name).join(pdf)).unwrap());
            assert!((8..=12).contains(&pages), "{name}/{pdf}: {pages} pages");
            let page = std::fs::read_to_string(reports.join(name).join(html)).unwrap();
            let figures = page.matches("<figure id=").count();
            assert!((10..=15).contains(&figures), "{name}/{html}: {figures} figures");
        }
    }
}

#[test]
fn every_report_shows_what_changed_since_the_round_before_as_a_figure() {
    let reports = Demo::pages();
    for name in REPORTS {
        let page = std::fs::read_to_string(reports.join(name).join("rapport.html")).unwrap();
        assert!(page.contains("<figure id=\"verandering\""), "{name}");
    }
}

/// Returns the findings of a summary as text, each with its certainty at the end.
fn findings(page: &str) -> Vec<String> {
    let list = page.split("<ol class=\"findings\">").nth(1).unwrap().split("</ol>").next().unwrap();
    list.split("<li data-rows").skip(1).map(|item| text(&format!("<li{item}"))).collect()
}

/// Returns a piece of a page without its tags.
fn text(markup: &str) -> String {
    let mut text = String::new();
    let mut is_tag = false;
    for letter in markup.chars() {
        match letter {
            '<' => is_tag = true,
            '>' => {
                is_tag = false;
                text.push(' ');
            }
            _ if !is_tag => text.push(letter),
            _ => {}
        }
    }
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Returns whether a finding says that there is a difference, or that something changed.
fn says_so(finding: &str) -> bool {
    ["vindt wel een verschil", "duidelijk verschil", "verschil, grootte onzeker", "klein verschil"]
        .iter()
        .any(|words| finding.contains(words))
}

#[test]
fn each_summary_names_the_planted_effects_that_can_be_shown_and_no_others() {
    // What the README of the demo says was planted, school by school.
    let planted: [(&str, &[&str]); 7] = [
        ("alle", &["Organisatie en beleid ging van 1,5", "Keuzebegeleiding ging van 1,9"]),
        ("90AA", &["Thuisgevoel (2026) bij", "Organisatie en beleid ging van"]),
        ("90AB", &["Organisatie en beleid ging van"]),
        ("90AC", &["Vertrouwen in eigen kunnen (2026) bij", "Organisatie en beleid ging van"]),
        ("90AD", &["studenten in de groep 'Elektrotechniek en Energie'", "Organisatie en beleid ging van"]),
        ("90AE", &["Organisatie en beleid ging van"]),
        ("90AF", &["Organisatie en beleid ging van"]),
    ];
    let reports = Demo::pages();
    for (name, effects) in planted {
        let page = std::fs::read_to_string(reports.join(name).join("rapport.html")).unwrap();
        let found: Vec<String> = findings(&page).into_iter().filter(|finding| says_so(finding)).collect();
        assert_eq!(found.len(), effects.len(), "{name}: {found:#?}");
        for (finding, effect) in found.iter().zip(effects) {
            assert!(finding.contains(effect), "{name}: {finding}");
        }
    }
}

#[test]
fn a_declared_comparison_is_of_the_last_cohorts_that_can_be_shown() {
    let page = std::fs::read_to_string(Demo::pages().join("alle/rapport.html")).unwrap();
    let found = findings(&page);
    let retention = found.iter().find(|finding| finding.contains("Nog ingeschreven")).unwrap();
    // Of those who came in 2025 it is not known yet.
    assert!(retention.contains("cohort 2024"), "{retention}");
}

/// Returns what a reader of a page meets in its body, a line per heading, paragraph, row or item.
fn body(page: &str) -> String {
    let main = page.split("<main").nth(1).unwrap().split("class=\"annex\"").next().unwrap();
    // Drawings say the same as the tables behind them.
    let words: String = main
        .split("<svg")
        .enumerate()
        .map(|(place, part)| if place == 0 { part } else { part.split_once("</svg>").unwrap().1 })
        .collect();
    let mut lines = String::new();
    let ends = ["</h2>", "</h3>", "</h4>", "</p>", "</tr>", "</li>", "</caption>", "</dd>", "</summary>"];
    let mut rest = words.as_str();
    while let Some((at, end)) = ends.iter().filter_map(|end| Some((rest.find(end)?, *end))).min() {
        let line = text(&rest[..at]);
        rest = &rest[at + end.len()..];
        if !line.is_empty() {
            lines.push_str(&line);
            lines.push('\n');
        }
    }
    lines
}

/// `MEETELLEN_EXAMPLE=write` writes it anew.
#[test]
fn the_example_is_the_report_of_the_first_school_of_the_demo() {
    let page = std::fs::read_to_string(Demo::pages().join("90AA/rapport.html")).unwrap();
    let example = Path::new(env!("CARGO_MANIFEST_DIR")).join("reports/example/90AA.txt");
    let now = body(&page);
    if std::env::var_os("MEETELLEN_EXAMPLE").is_some_and(|wish| wish == "write") {
        std::fs::write(&example, &now).unwrap();
    }
    let kept = std::fs::read_to_string(&example).unwrap();
    let differs = kept.lines().zip(now.lines()).find(|(kept, now)| kept != now);
    assert!(
        kept == now,
        "MEETELLEN_EXAMPLE=write cargo test --test demo_report writes it anew: {differs:#?}"
    );
}

#[test]
fn no_two_rows_share_a_key() {
    for (name, rows) in Demo::all_rows() {
        assert!(!rows.is_empty(), "{name}");
        assert_keys_differ(&rows);
    }
}

#[test]
fn response_is_a_share_of_the_numbers_that_are_printed() {
    let mut compared = 0;
    for (name, rows) in Demo::all_rows() {
        let group = |row: &Row| ["source", "period", "by", "group"].map(|column| row.text(column).to_owned());
        let is = |row: &Row, statistic: &str| {
            row.text("measure") == "response"
                && row.text("statistic") == statistic
                && row.text("status") == "shown"
        };
        let number = |row: &Row, column: &str| row.text(column).parse::<f64>().unwrap();
        let answered: BTreeMap<_, f64> =
            rows.iter().filter(|row| is(row, "n")).map(|row| (group(row), number(row, "value"))).collect();
        for row in rows.iter().filter(|row| is(row, "share")) {
            let printed = answered[&group(row)] / number(row, "n");
            assert!((printed - number(row, "value")).abs() < 0.005 + 1e-9, "{name}: {}", row.key());
            compared += 1;
        }
    }
    assert!(compared > 50, "only {compared} rates of response");
}

#[test]
fn each_status_goes_with_the_cells_that_may_be_filled() {
    let mut seen = BTreeSet::new();
    for (_, rows) in Demo::all_rows() {
        for row in rows {
            let status = row.text("status");
            let filled = |column| !row.text(column).is_empty();
            let fits = match status {
                "shown" => filled("value") && !filled("reason"),
                "bounded" | "banded" => !filled("value") && filled("lower") && filled("upper"),
                "withheld" => {
                    row.text("reason") == "privacy"
                        && !["value", "lower", "upper", "n", "method"].into_iter().any(filled)
                }
                "not_estimable" => filled("reason") && !filled("value"),
                "not_yet_observable" => row.text("reason").starts_with("mature_in_") && !filled("value"),
                _ => false,
            };
            assert!(fits, "{status}: {} {}", row.key(), row.text("reason"));
            if !seen.contains(status) {
                seen.insert(status.to_owned());
            }
        }
    }
    for status in ["shown", "banded", "withheld", "not_yet_observable"] {
        assert!(seen.contains(status), "no row is {status}");
    }
}

#[test]
fn every_page_says_that_nobody_here_exists() {
    for (name, bytes) in files(&Demo::get().reports("2")) {
        if name.ends_with(".html") {
            let page = String::from_utf8(bytes).unwrap();
            let mark = if page.contains("<html lang=\"en\"") { "PRACTICE DATA" } else { "OEFENGEGEVENS" };
            assert!(page.contains(mark), "{name}");
        }
    }
}

#[test]
fn every_page_names_its_language_and_loads_nothing() {
    for (name, bytes) in files(&Demo::get().reports("2")) {
        if !(name.ends_with(".html") || name.ends_with(".svg")) {
            continue;
        }
        let text = String::from_utf8(bytes).unwrap();
        let language = match name.rsplit('/').next() {
            Some("report.html") => "en",
            _ if name.contains("/figuren/en/") => "en",
            _ => "nl",
        };
        if name.ends_with(".html") {
            assert!(text.contains(&format!("<html lang=\"{language}\"")), "{name} is {language}");
        }
        // A name of a vocabulary is not loaded; anything that is loaded stands after one of these.
        for load in ["src=\"", "href=\"", "url(", "@import"] {
            for (at, _) in text.match_indices(load) {
                let target = text[at + load.len()..].trim_start_matches(['"', '\'', ' ']);
                assert!(
                    !target.starts_with("http") && !target.starts_with("//"),
                    "{name} loads {}",
                    &target[..40]
                );
            }
        }
    }
}

#[test]
fn school_a_shows_the_planted_difference_in_belonging() {
    // The README of the demo: women of school A score 0.4 SD lower.
    let demo = Demo::get();
    let rows = rows(&demo.reports("2").join("90AA/results.csv"));
    let wanted = [
        ("period", "2026"),
        ("measure", "scale.belonging"),
        ("by", "gender"),
        ("group", "vrouw"),
        ("against", "man"),
        ("statistic", "hedges_g"),
    ];
    let row = only(&rows, &wanted);
    assert_eq!(row.text("status"), "shown");
    assert!(row.number("upper").unwrap() < 0.0, "{:?}", row.number("value"));
}

/// What stands between two marks in a cell of the page on the genderscan.
fn between(cell: &str, mark: char) -> impl Iterator<Item = &str> {
    cell.split(mark).skip(1).step_by(2)
}

#[test]
fn every_row_of_the_page_on_the_genderscan_stands_in_the_demo() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let page = std::fs::read_to_string(root.join("docs/genderscan.md")).unwrap();
    let list = page.split("| what | practice scan | in the report |").nth(1).unwrap();
    let report = std::fs::read_to_string(Demo::pages().join("alle/rapport.html")).unwrap();
    // What the report over all schools has to withhold, that of a school may show.
    let reports = Demo::all_rows();
    let shown: BTreeSet<(&str, &str)> = reports
        .iter()
        .flat_map(|(_, rows)| rows)
        .filter(|row| row.text("status") != "withheld")
        .map(|row| (row.text("measure"), row.text("by")))
        .collect();
    let kinds: BTreeSet<&str> = shown.iter().map(|(measure, _)| measure.split('.').next().unwrap()).collect();
    let lines: Vec<&str> = list.lines().skip(2).filter(|line| line.starts_with('|')).collect();
    assert!(lines.len() >= 29, "{} rows", lines.len());
    for line in lines {
        let cells: Vec<&str> = line.trim_matches('|').split('|').map(str::trim).collect();
        let [_, files, places] = cells[..] else { panic!("{line}") };
        for file in between(files, '`') {
            assert!(root.join("surveys/demo").join(file).exists(), "{file}: {line}");
        }
        for chapter in between(places, '*').filter(|part| !part.contains('`')) {
            let is_there =
                report.contains(&format!(">{chapter}")) || report.contains(&format!("> {chapter}"));
            assert!(is_there, "{chapter}: {line}");
        }
        for named in between(places, '`') {
            let (measure, by) = named.split_once(" by ").unwrap_or((named, ""));
            if measure.split_once('.').is_some_and(|(kind, _)| kinds.contains(kind)) {
                assert!(shown.contains(&(measure, by)), "{named}: {line}");
            }
        }
    }
}

/// What comes of each agreement of the practice scan, in both languages: each thing that can come of one is there.
const OUTCOMES: [(&str, [&str; 2]); 8] = [
    ("Wie iets meldt, hoort wat ermee gebeurt|Whoever reports hears what is done", ["Gehaald.", "Reached."]),
    (
        "Open dagen tonen allerlei technici|Open days show all kinds of technical people",
        ["Op weg, nog niet zo ver als afgesproken.", "On the way, not yet as far as agreed."],
    ),
    (
        "Management zoekt bedrijven in de regio op|Management visits companies in the region",
        ["Met deze aantallen niet te zien.", "Not to be seen with these numbers."],
    ),
    (
        "Rollen wisselen in het practicum|Roles rotate in the lab",
        ["Niet te zeggen: de verandering kan toeval zijn.", "Cannot tell: the change may be chance."],
    ),
    (
        "Startgesprek met elke student|A first talk with every student",
        ["Met deze aantallen niet te zien.", "Not to be seen with these numbers."],
    ),
    (
        "Afspraken met stagebedrijven|Agreements with placement companies",
        ["Nog niet te toetsen: deze ronde is er nog niet.", "Not to be tested yet: this round is to come."],
    ),
    (
        "Werving in meer wijken|Recruitment in more neighbourhoods",
        [
            "Niet gemeten: dit cijfer ontbreekt in een van de rondes.",
            "Not measured: this figure is missing from one of the rounds.",
        ],
    ),
    (
        "Werkkleding in alle maten|Work clothes in all sizes",
        ["Geen meetbaar doel afgesproken.", "No target was agreed that can be measured."],
    ),
];

#[test]
fn the_second_round_says_of_each_agreement_what_came_of_it() {
    for (language, name) in ["rapport.html", "report.html"].into_iter().enumerate() {
        let page = std::fs::read_to_string(Demo::pages().join("alle").join(name)).unwrap();
        // On a sheet a number without its margin would be none.
        let sheet = ["tabellen.csv", "tables.csv"][language];
        let sheet = std::fs::read_to_string(Demo::pages().join("alle").join(sheet)).unwrap();
        let reached = OUTCOMES[0].0.split('|').nth(language).unwrap();
        let line = sheet.lines().find(|line| line.contains(reached) && line.contains("56 ("));
        assert!(line.is_some_and(|line| line.contains("37 (")), "{reached}: {line:?}");
        for (agreements, outcomes) in OUTCOMES {
            let agreement = agreements.split('|').nth(language).unwrap();
            // A facility can have the name of an agreement about it.
            let rows: Vec<&str> = page.split("<tr").filter(|row| row.contains(agreement)).collect();
            let outcome = outcomes[language];
            assert!(
                rows.iter().any(|row| row.contains(outcome)),
                "{name}: {agreement}: not `{outcome}` in {rows:?}"
            );
        }
    }
}

#[test]
fn a_diploma_in_five_years_stands_beside_the_published_figure_with_its_year_and_source() {
    for (name, words) in [
        ("rapport.html", "bij iedereen in hbo-bètatechniek: 56,8 procent (2017, sac htno, jaarverslag 2023)"),
        ("report.html", "at hogescholen: 56.8% (2017, sac htno, jaarverslag 2023)"),
    ] {
        let page = std::fs::read_to_string(Demo::pages().join("alle").join(name)).unwrap();
        assert!(page.contains(words), "{name}");
    }
}
