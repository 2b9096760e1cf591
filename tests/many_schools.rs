//! Sixty schools in one run: every file of a folder holds numbers of its own scope only.
//!
//! A known failure of others is a folder with the chart of the last school in every report. The files are read as the
//! audit reads them, against the `results.csv` beside them; each kind of file is then taken from another school, and has
//! to be found. Leaves out whether what is withheld can be read back.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on should say where")]

#[path = "report_folder/mod.rs"]
#[expect(dead_code, reason = "of the written folders this test takes the files only")]
mod report_folder;
mod scan_head;

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use meetellen::audit::{Effort, audit};
use meetellen::ingest;
use meetellen::pipeline::{self, Wishes};
use meetellen::report::Parts;
use report_folder::files;
use scan_head::scan_toml;
use tempfile::TempDir;

const SCHOOLS: usize = 60;

/// What the report of the schools asks for.
const REPORT: &str = "per = \"institution\"\nby = [\"gender\"]\nprimary = [\"scale.belonging by gender\"]";

const CODEBOOK: &str = r#"
[columns.ronde]
role = "round"
[columns.school]
role = "institution"
[columns.geslacht]
role = "gender"
labels = { "v" = "vrouw", "m" = "man" }
[columns.B1]
role = "item"
text = { nl = "Ik hoor erbij" }
[columns.B2]
role = "item"
text = { nl = "Ik voel me thuis" }
[scales.belonging]
items = ["B1", "B2"]
range = [1, 5]
"#;

/// Answers of invented people: the schools differ in how many there are and in what they answer.
fn answers(schools: usize) -> String {
    let mut lines = String::from("ronde;school;geslacht;B1;B2\n");
    for school in 0..schools {
        for person in 0..60 + 7 * school {
            let gender = if person % 3 == 0 { "v" } else { "m" };
            let answer = |step: usize| 1 + (person * step + person / 5 + school * (person % 3)) % 5;
            writeln!(lines, "2026;S{:02};{gender};{};{}", school + 1, answer(7), answer(3)).unwrap();
        }
    }
    lines
}

/// Makes the reports of some schools.
fn made(schools: usize, parts: Parts) -> TempDir {
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join("studenten.csv"), answers(schools)).unwrap();
    let scan = scan_toml("Zestig verzonnen scholen", REPORT);
    fs::write(folder.path().join("scan.toml"), scan).unwrap();
    fs::write(folder.path().join("codebook.toml"), CODEBOOK).unwrap();
    let ingested = ingest::read(folder.path()).unwrap_or_else(|faults| panic!("refused: {faults:?}"));
    let wishes = Wishes { parts, ..Wishes::default() };
    pipeline::run(&ingested, &wishes, &folder.path().join("rapport")).unwrap();
    folder
}

/// Returns the folder with every kind of file, of two schools, made once.
fn reports() -> PathBuf {
    static REPORTS: OnceLock<TempDir> = OnceLock::new();
    REPORTS.get_or_init(|| made(2, Parts::default())).path().join("rapport")
}

/// Returns what a folder holds that no row of its own says, as file and number.
fn strangers(folder: &Path) -> BTreeSet<(String, String)> {
    let found = audit(&[folder.to_owned()], Effort { programs: 0, ..Effort::default() }).unwrap();
    let name = |path: &Path| path.strip_prefix(folder).unwrap().to_string_lossy().replace('\\', "/");
    found.leaks.into_iter().map(|leak| (name(&leak.file), leak.number)).collect()
}

/// Returns a copy of the folder of a school, to be spoilt.
fn copy_of(school: &str) -> TempDir {
    let copy = TempDir::new().unwrap();
    for (name, bytes) in files(&reports().join(school)) {
        let path = copy.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }
    copy
}

#[test]
fn every_folder_holds_numbers_of_its_own_scope_only() {
    let reports = made(SCHOOLS, Parts { pdf: false, docx: false, figures: false, ..Parts::default() });
    let mut read = 0;
    for entry in fs::read_dir(reports.path().join("rapport")).unwrap() {
        let folder = entry.unwrap().path();
        if folder.is_dir() {
            assert_eq!(strangers(&folder), BTreeSet::new(), "{}", folder.display());
            read += 1;
        }
    }
    assert_eq!(read, SCHOOLS + 1);
}

#[test]
fn a_folder_with_every_kind_of_file_holds_numbers_of_its_own_scope_only() {
    for school in ["alle", "S01", "S02"] {
        assert_eq!(strangers(&reports().join(school)), BTreeSet::new(), "{school}");
    }
}

#[test]
fn a_file_of_another_school_is_found_whatever_its_kind() {
    let own = files(&reports().join("S01"));
    let kinds = ["html", "pdf", "xlsx", "docx", "svg", "tabellen.csv", "tables.csv"];
    for kind in kinds {
        let names: Vec<&String> = own.keys().filter(|name| name.ends_with(kind)).collect();
        assert!(!names.is_empty(), "{kind}");
        for name in names {
            let copy = copy_of("S01");
            fs::copy(reports().join("S02").join(name), copy.path().join(name)).unwrap();
            // Without the other files, so that only this one is read.
            for other in own.keys().filter(|other| {
                *other != name && !other.ends_with("results.csv") && !other.ends_with(".json")
            }) {
                fs::remove_file(copy.path().join(other)).unwrap();
            }
            let found = strangers(copy.path());
            assert!(found.iter().any(|(file, _)| file == name), "{name}: {found:?}");
        }
    }
}

/// Returns where the charts of a page begin and end.
fn charts(page: &str) -> Vec<std::ops::Range<usize>> {
    let begins = page.match_indices("<svg xmlns").map(|(at, _)| at);
    begins.map(|at| at..at + page[at..].find("</svg>").unwrap() + "</svg>".len()).collect()
}

#[test]
fn a_single_chart_of_another_school_in_a_page_is_found() {
    let page = |school: &str| fs::read_to_string(reports().join(school).join("rapport.html")).unwrap();
    let (own, other) = (page("S01"), page("S02"));
    let (here, there) = (charts(&own), charts(&other));
    assert!(here.len() >= 4 && here.len() == there.len(), "{} and {}", here.len(), there.len());
    for (here, there) in here.into_iter().zip(there) {
        let copy = copy_of("S01");
        let mixed = format!("{}{}{}", &own[..here.start], &other[there], &own[here.end..]);
        fs::write(copy.path().join("rapport.html"), mixed).unwrap();
        assert!(!strangers(copy.path()).is_empty(), "the chart at {}", here.start);
    }
}

#[test]
fn a_single_sentence_of_another_school_in_a_page_is_found() {
    let path = |school: &str| reports().join(school).join("rapport.html");
    let own = fs::read_to_string(path("S01")).unwrap();
    let sentence = |page: &str| {
        let begin = page.find("vulden de vragenlijst in").unwrap();
        page[..begin].rfind('>').unwrap() + 1..begin + page[begin..].find('<').unwrap()
    };
    let other = fs::read_to_string(path("S02")).unwrap();
    let mixed = own.replace(&own[sentence(&own)], &other[sentence(&other)]);
    let copy = copy_of("S01");
    fs::write(copy.path().join("rapport.html"), mixed).unwrap();
    assert!(!strangers(copy.path()).is_empty());
}
