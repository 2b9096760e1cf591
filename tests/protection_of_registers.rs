//! Registers and counts of small schools drawn from the practice data: what became of whom cannot be read back.
//!
//! Leaves out surveys (`protection`), and the practice scan itself (`demo_report`).

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::path::Path;

use meetellen::audit::{Audit, Effort, Verdict, audit};
use meetellen::ingest;
use meetellen::pipeline::{self, Wishes};
use meetellen::report::Parts;
use meetellen::synthetic::{Options, generate};
use tempfile::TempDir;

/// The sources whose numbers of people are secret.
const OF_PEOPLE: [&str; 2] = ["register", "aantallen"];

/// Returns the bands of rare answers in the reports of a folder: how many people are printed, and how wide the band is.
fn bands(out: &Path) -> Vec<(f64, f64)> {
    let mut bands = Vec::new();
    for report in std::fs::read_dir(out).unwrap().map(|entry| entry.unwrap().path().join("results.csv")) {
        let Ok(mut rows) = csv::Reader::from_path(report) else { continue };
        let names = rows.headers().unwrap().clone();
        let place = |name: &str| names.iter().position(|own| own == name).unwrap();
        let [status, lower, upper, n] = ["status", "lower", "upper", "n"].map(place);
        for row in rows.records().map(Result::unwrap) {
            if &row[status] == "banded" && &row[lower] == "0" {
                bands.push((row[n].parse().unwrap(), row[upper].parse().unwrap()));
            }
        }
    }
    bands
}

/// Publishes the numbers of some schools and attacks them.
fn attacked(schools: u16, students: u32, seed: u64) -> (Audit, TempDir) {
    let folder = TempDir::new().unwrap();
    for file in generate(&Options { students, schools, seed }) {
        std::fs::write(folder.path().join(&file.path), &file.bytes).unwrap();
    }
    let mut ingested = ingest::read(folder.path()).unwrap_or_else(|faults| panic!("refused: {faults:?}"));
    ingested.dataset.sources.retain(|source| OF_PEOPLE.contains(&source.name.as_str()));
    let parts = Parts { html: false, pdf: false, xlsx: false, docx: false, figures: false };
    let out = folder.path().join("rapport");
    pipeline::run(&ingested, &Wishes { parts, ..Wishes::default() }, &out).unwrap();
    (audit(&[out], Effort::default()).unwrap(), folder)
}

#[test]
fn nothing_withheld_of_small_registers_can_be_read_back() {
    let mut hidden = 0;
    let mut all = Vec::new();
    let surveys = [(2, 900, 1), (3, 2_000, 2), (4, 1_600, 3), (5, 2_000, 8), (3, 900, 21), (4, 4_000, 27)];
    for (schools, students, seed) in surveys {
        let (found, _folder) = attacked(schools, students, seed);
        let told = found.weaknesses.iter().filter(|weakness| weakness.finding.verdict != Verdict::Possible);
        all.extend(
            told.map(|told| format!("seed {seed}: {} {} {:?}", told.period, told.variable, told.finding)),
        );
        hidden += found.hidden;
    }
    assert_eq!(all, Vec::<String>::new());
    assert!(hidden > 500, "only {hidden} withheld numbers were attacked");
}

#[test]
fn a_band_tells_no_more_of_the_number_of_people_than_is_printed() {
    let (_, folder) = attacked(3, 2_000, 2);
    let bands = bands(&folder.path().join("rapport"));
    let width = |n: f64| (300.0 / n).ceil() / 100.0;
    // Of a table in round numbers "about 20" is 18 to 22, and nobody is shown below the minimum of five.
    let is_of_printed =
        |(n, upper): &&(f64, f64)| [*n, (n - 2.0).max(5.0)].iter().any(|n| (width(*n) - upper).abs() < 1e-9);
    let telling: Vec<_> = bands.iter().filter(|band| !is_of_printed(band)).collect();
    assert_eq!(telling, Vec::<&(f64, f64)>::new());
    assert!(bands.len() > 100, "only {} bands", bands.len());
}
