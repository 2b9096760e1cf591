//! The reports of the demo scan: the same on any number of threads, complete, and marked as practice data.
//!
//! Leaves out what the reports say (`story`) and how they look (`page`).

#![expect(clippy::unwrap_used, reason = "a test that cannot go on should say where")]

mod report_folder;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::OnceLock;

use assert_cmd::cargo::CommandCargoExt;
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

    /// Returns the rows of every report.
    fn all_rows(&self) -> Vec<(String, Vec<Row>)> {
        let reports = self.reports("2");
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

#[test]
fn no_two_rows_share_a_key() {
    for (name, rows) in Demo::get().all_rows() {
        assert!(!rows.is_empty(), "{name}");
        assert_keys_differ(&rows);
    }
}

#[test]
fn each_status_goes_with_the_cells_that_may_be_filled() {
    let mut seen = BTreeSet::new();
    for (_, rows) in Demo::get().all_rows() {
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
