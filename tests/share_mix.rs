//! A school of a network beside what a school with the same programmes would have: from the rows of share files only.
//!
//! The schools and students are invented, and every number here is worked out by hand.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on should say where")]

use std::fs;

use approx::assert_relative_eq;
use meetellen::disclosure::{PublishedRow, Status};
use meetellen::ingest;
use meetellen::model::checksum::sha256;
use meetellen::pipeline::{self, Pooled, Wishes, pool, pool_to};
use meetellen::report::Parts;
use meetellen::share::{Shared, read, write};
use tempfile::TempDir;

const SCAN: &str = r#"
[scan]
title = "Netwerk met opleidingen"
synthetic = true

[[source]]
name = "studenten"
kind = "survey"
file = "studenten.csv"
round = "2026"
codebook = "codebook.toml"

[privacy]
exact = EXACT

[report]
by = ["gender", "programme"]
per = "institution"
"#;

const CODEBOOK: &str = r#"
[columns.school]
role = "institution"
[columns.opleiding]
role = "programme"
[columns.gender]
role = "gender"
[columns.stage]
role = "outcome"
success = ["ja"]
"#;

/// People and those with the answer, of each programme of a school.
type School = (&'static str, [(&'static str, usize, usize); 2]);

const SCHOOLS: [School; 5] = [
    ("A", [("Bouw", 60, 30), ("Water", 20, 5)]),
    ("B", [("Bouw", 40, 30), ("Water", 50, 20)]),
    ("C", [("Bouw", 30, 12), ("Water", 50, 25)]),
    ("D", [("Bouw", 30, 18), ("Water", 100, 45)]),
    ("E", [("Lucht", 40, 20), ("Ruimte", 40, 10)]),
];

/// Returns the share files of the first schools, each read back as a network would.
fn files(schools: &[School], exact: &str) -> Vec<Shared> {
    let folder = TempDir::new().unwrap();
    let mut lines = "school;opleiding;gender;stage\n".to_owned();
    for (school, programmes) in schools {
        for (programme, people, with) in programmes {
            for person in 0..*people {
                let gender = if person % 2 == 0 { "vrouw" } else { "man" };
                let stage = if person < *with { "ja" } else { "nee" };
                lines.push_str(&format!("{school};{programme};{gender};{stage}\n"));
            }
        }
    }
    fs::write(folder.path().join("studenten.csv"), lines).unwrap();
    fs::write(folder.path().join("codebook.toml"), CODEBOOK).unwrap();
    fs::write(folder.path().join("scan.toml"), SCAN.replace("EXACT", exact)).unwrap();
    let ingested = ingest::read(folder.path()).unwrap_or_else(|faults| panic!("refused: {faults:?}"));
    let shared = pipeline::share(&ingested, &Wishes::default()).unwrap();
    shared
        .iter()
        .map(|file| {
            let (text, name) = (write(file), format!("{}.json", file.school.code));
            Shared { file: read(&name, text.as_bytes()).unwrap(), sha256: sha256(text.as_bytes()), name }
        })
        .collect()
}

fn mixed<'p>(pooled: &'p Pooled, school: &str, statistic: &str) -> Option<&'p PublishedRow> {
    pooled.published.rows().iter().find(|row| {
        let key = row.key();
        key.statistic.word() == statistic
            && key.category == "programme"
            && key.measure == "outcome.stage"
            && key.group_label() == school
    })
}

fn pooled(schools: &[School], exact: &str) -> Pooled {
    pool(&files(schools, exact), &Wishes::default(), "Scholen samen").unwrap()
}

#[test]
fn a_school_of_a_network_stands_beside_the_others_at_its_own_mix() {
    let pooled = pooled(&SCHOOLS, "true");
    // Of 80 people of A, 60 do Bouw and 20 Water; the others have 60 of 100 in Bouw and 90 of 200 in Water.
    let expected = (60.0 * 60.0 / 100.0 + 20.0 * 90.0 / 200.0) / 80.0;
    let row = mixed(&pooled, "A", "expected").unwrap();
    assert_relative_eq!(row.value().unwrap(), expected, max_relative = 1e-12);
    assert_eq!((row.n(), row.method()), (Some(80), "own_mix"));
    let difference = mixed(&pooled, "A", "difference_standardised").unwrap();
    assert_relative_eq!(difference.value().unwrap(), 35.0 / 80.0 - expected, max_relative = 1e-12);
    assert_eq!(difference.n(), Some(80 + 300));
    // Nobody has the programmes of E: nothing is said.
    assert!(mixed(&pooled, "E", "expected").is_none());
}

#[test]
fn two_others_are_too_few_and_one_that_is_nearly_everybody_as_well() {
    let three = pooled(&SCHOOLS[..3], "true");
    assert_eq!(mixed(&three, "A", "expected").unwrap().status(), Status::Withheld);
    let mut lopsided = SCHOOLS;
    lopsided[3].1 = [("Bouw", 2_000, 900), ("Water", 2_000, 900)];
    let lopsided = pooled(&lopsided, "true");
    assert_eq!(mixed(&lopsided, "A", "expected").unwrap().status(), Status::Withheld);
    assert_eq!(mixed(&lopsided, "D", "expected").unwrap().status(), Status::Shown);
}

#[test]
fn a_share_file_tells_by_programme_what_the_report_of_its_school_shows() {
    for file in files(&SCHOOLS, "false") {
        let block =
            file.file.blocks.iter().find(|block| block.measure == "outcome.stage" && block.by.is_empty());
        let told = &block.unwrap().mix.as_ref().unwrap();
        assert_eq!(told.role, "programme");
        let (_, programmes) = SCHOOLS.iter().find(|(code, _)| *code == file.file.school.code).unwrap();
        for part in &told.parts {
            let (_, people, with) = programmes.iter().find(|(name, ..)| *name == part.level).unwrap();
            #[expect(clippy::cast_precision_loss, reason = "some people")]
            let share = *with as f64 / *people as f64;
            assert!((part.share.unwrap() - share).abs() <= 0.005 + 1e-12, "{part:?}");
            assert!(part.n.abs_diff(*people as u64) <= 2, "{part:?}");
        }
    }
}

#[test]
fn the_network_report_shows_it_beside_the_number_of_each_school() {
    let out = TempDir::new().unwrap();
    let parts = Parts { html: true, pdf: false, xlsx: false, docx: false, figures: false };
    let wishes = Wishes { parts, ..Wishes::default() };
    pool_to(&files(&SCHOOLS, "false"), &wishes, "Scholen samen", out.path()).unwrap();
    let page = fs::read_to_string(out.path().join("alle/rapport.html")).unwrap();
    assert!(page.contains("Een school met dezelfde opleidingen zou hebben"));
    assert!(page.contains("te weinig andere scholen tonen dezelfde opleidingen"));
    let results = fs::read_to_string(out.path().join("alle/results.csv")).unwrap();
    assert!(results.contains(",others,expected,programme,"));
}
