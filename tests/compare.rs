//! Report folders side by side: what stands in them stands beside each other, and unlike definitions do not.
//!
//! The scans are invented: two rounds of 60 people.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on should say where")]

#[path = "small_survey/mod.rs"]
mod small_survey;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use assert_cmd::cargo::CommandCargoExt;
use meetellen::compare::{SideBySide, side_by_side};
use meetellen::ingest;
use meetellen::model::Language;
use meetellen::pipeline::{self, Wishes};
use meetellen::report::{Parts, compared};
use small_survey::{CODEBOOK, lines};
use tempfile::TempDir;

/// Makes a report of 60 invented people.
fn report(place: &Path, round: &str, codebook: &str, plan: &str) -> PathBuf {
    let scan = place.join(format!("scan-{round}"));
    fs::create_dir_all(&scan).unwrap();
    fs::write(scan.join("studenten.csv"), lines().join("\n")).unwrap();
    fs::write(scan.join("codebook.toml"), codebook).unwrap();
    let text = format!(
        "[scan]\ntitle = \"Verzonnen scan {round}\"\n\n[[source]]\nfile = \"studenten.csv\"\nround = \"{round}\"\n\
         codebook = \"codebook.toml\"\n\n[report]\nby = [\"gender\"]\n{plan}"
    );
    fs::write(scan.join("scan.toml"), text).unwrap();
    let out = place.join(format!("verslag-{round}"));
    let wishes = Wishes {
        parts: Parts { html: true, pdf: false, xlsx: false, docx: false, figures: false },
        ..Wishes::default()
    };
    pipeline::run(&ingest::read(&scan).unwrap(), &wishes, &out).unwrap();
    out
}

#[test]
fn numbers_of_two_rounds_stand_side_by_side_as_they_were_printed() {
    let place = TempDir::new().unwrap();
    let folders = [report(place.path(), "2024", CODEBOOK, ""), report(place.path(), "2026", CODEBOOK, "")];
    let found = side_by_side(&folders).unwrap();
    assert!(found.unlike.is_empty() && found.alone.is_empty(), "{:?} {:?}", found.unlike, found.alone);
    let line = found
        .lines
        .iter()
        .find(|line| {
            line.what.measure == "scale.belonging" && line.what.statistic == "mean" && line.what.by.is_empty()
        })
        .unwrap();
    let [earlier, later] = [0, 1].map(|place| line.numbers[place].clone().unwrap());
    assert_eq!([earlier.period.as_str(), later.period.as_str()], ["2024", "2026"]);
    assert_eq!(earlier.value, later.value);
    let results = fs::read_to_string(folders[0].join("alle/results.csv")).unwrap();
    assert!(results.contains(&format!(",{},{},{},", earlier.value, earlier.lower, earlier.upper)));
}

#[test]
fn a_scale_with_other_questions_is_named_and_left_out() {
    let place = TempDir::new().unwrap();
    let other = CODEBOOK
        .replace("items = [\"SB01\", \"SB02\"]", "items = [\"SB01\", \"SB02\"]\nreversed = [\"SB02\"]");
    let folders = [report(place.path(), "2024", CODEBOOK, ""), report(place.path(), "2026", &other, "")];
    let found = side_by_side(&folders).unwrap();
    assert!(found.lines.iter().all(|line| line.what.measure != "scale.belonging"));
    assert_eq!(found.unlike.len(), 1);
    assert!(found.unlike[0].reason.nl.contains("SB02"), "{:?}", found.unlike);
    let ran = Command::cargo_bin("meetellen").unwrap().arg("compare").args(&folders).output().unwrap();
    assert_eq!(ran.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&ran.stderr).contains("scale.belonging"));
    assert!(String::from_utf8_lossy(&ran.stdout).contains("item.SB01"));
    let one = Command::cargo_bin("meetellen").unwrap().arg("compare").arg(&folders[0]).output().unwrap();
    assert_eq!(one.status.code(), Some(2));
    let twice = [&folders[0], &folders[0]];
    let ran = Command::cargo_bin("meetellen").unwrap().arg("compare").args(twice).output().unwrap();
    assert_eq!(ran.status.code(), Some(2));
    let none = Command::cargo_bin("meetellen")
        .unwrap()
        .args(["compare", "/bestaat-niet", "/ook-niet"])
        .output()
        .unwrap();
    assert_eq!(none.status.code(), Some(3));
}

#[test]
fn an_outcome_of_which_other_answers_count_is_named_and_left_out() {
    let place = TempDir::new().unwrap();
    let of = |success: &str| {
        CODEBOOK.replace("role = \"item\"", &format!("role = \"outcome\"\nsuccess = [{success}]"))
    };
    let of = |success: &str| of(success).split("[scales").next().unwrap().to_owned();
    let folders = [
        report(place.path(), "2024", &of("\"eens\""), ""),
        report(place.path(), "2026", &of("\"4\", \"eens\""), ""),
    ];
    let found = side_by_side(&folders).unwrap();
    assert!(found.lines.iter().all(|line| !line.what.measure.starts_with("outcome.SB0")));
    let measures: Vec<&str> = found.unlike.iter().map(|unlike| unlike.measure.as_str()).collect();
    assert_eq!(measures, ["outcome.SB01", "outcome.SB02"]);
    assert!(found.unlike[0].reason.nl.contains("in het ene telt [eens], in het andere [4, eens]"));
    let alike = side_by_side(&[folders[0].clone(), folders[0].join("alle")]);
    assert!(alike.is_ok_and(|alike| alike.unlike.is_empty()));
}

#[test]
fn the_plan_says_how_many_answers_each_group_needs() {
    let place = TempDir::new().unwrap();
    let folder = report(place.path(), "2026", CODEBOOK, "\n[plan]\nscore_sd = 0.2\n");
    let results = fs::read_to_string(folder.join("alle/results.csv")).unwrap();
    let needed: Vec<&str> = results.lines().filter(|line| line.contains(",plan_needed,")).collect();
    // R 4.2.2: ceiling(2 * ((qnorm(.975) + qnorm(.8)) / .2)^2), of groups of 30 and 30.
    assert_eq!(needed.iter().filter(|line| line.contains(",393,,,30,power,shown")).count(), 2, "{needed:#?}");
    let page = fs::read_to_string(folder.join("alle/rapport.html")).unwrap();
    assert!(page.contains("De volgende scan") && page.contains("393"));
    let without = report(place.path(), "2024", CODEBOOK, "");
    assert!(!fs::read_to_string(without.join("alle/results.csv")).unwrap().contains("plan_needed"));
}

#[test]
fn a_page_says_that_a_total_may_contain_the_school_beside_it() {
    let place = TempDir::new().unwrap();
    let folders = [report(place.path(), "2024", CODEBOOK, ""), report(place.path(), "2026", CODEBOOK, "")];
    let mut found = side_by_side(&folders).unwrap();
    let page = |found: &SideBySide| compared::html(found, Language::Dutch);
    assert!(!page(&found).contains("alle scholen samen"));
    found.folders[1].scope = "institution=28DN".to_owned();
    assert!(page(&found).contains("alle scholen samen"));
}
