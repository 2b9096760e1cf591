//! Event tables in share files: curves of several schools equal those of one run where everything is open, and are as
//! precise as the schools' own where they are rounded.
//!
//! The register is practice data. Leaves out what else share files hold (`share`).

#![expect(clippy::unwrap_used, reason = "a test that cannot go on should say where")]

use std::collections::BTreeMap;
use std::fs;
use std::sync::LazyLock;

use meetellen::disclosure::{Precision, Published, PublishedRow, Scope, Status};
use meetellen::ingest;
use meetellen::model::checksum::sha256;
use meetellen::pipeline::{self, Wishes, pool, publish};
use meetellen::share::{Block, CurveYear, ShareFile, Shared, read, write};
use meetellen::synthetic::{Options, generate};
use tempfile::TempDir;

/// One run over all rows, and the share files of its schools.
struct Ran {
    one: Published,
    files: Vec<Shared>,
}

const SCAN: &str = r#"
[scan]
title = "Netwerk van registers"
synthetic = true

[[source]]
name = "register"
kind = "register"
file = "oefen-register.csv"
codebook = "codebook-register.toml"

[privacy]
exact = EXACT

[report]
by = ["sex"]
per = "institution"
"#;

fn ran(exact: &str) -> Ran {
    let folder = TempDir::new().unwrap();
    for file in generate(&Options { students: 5_000, schools: 4, seed: 4 }) {
        fs::write(folder.path().join(&file.path), &file.bytes).unwrap();
    }
    fs::write(folder.path().join("scan.toml"), SCAN.replace("EXACT", exact)).unwrap();
    let ingested = ingest::read(folder.path()).unwrap_or_else(|faults| panic!("refused: {faults:?}"));
    let one = publish(&ingested, &Wishes::default()).unwrap().published;
    let files = pipeline::share(&ingested, &Wishes::default()).unwrap();
    Ran { one, files: files.iter().map(shared).collect() }
}

/// Writes and reads a file again, as it goes from school to network.
fn shared(file: &ShareFile) -> Shared {
    let text = write(file);
    let name = format!("{}.json", file.school.code);
    Shared { file: read(&name, text.as_bytes()).unwrap(), sha256: sha256(text.as_bytes()), name }
}

static EXACT: LazyLock<Ran> = LazyLock::new(|| ran("true"));
static PROTECTED: LazyLock<Ran> = LazyLock::new(|| ran("false"));

/// Returns the lines of the curves of everybody and of each sex, by measure, group and year.
fn curves(published: &Published) -> BTreeMap<(String, String, String), &PublishedRow> {
    let of_all = published.rows().iter().filter(|row| row.key().scope == Scope::All);
    of_all
        .filter(|row| row.key().measure.starts_with("retention.curve_"))
        .filter(|row| matches!(row.key().by_word().as_str(), "" | "sex"))
        .map(|row| {
            let key = row.key();
            ((key.measure.to_string(), key.group_label(), key.category.to_string()), row)
        })
        .collect()
}

fn tables(ran: &Ran) -> impl Iterator<Item = &Block> {
    ran.files.iter().flat_map(|file| &file.file.blocks)
}

fn near(a: Option<f64>, b: Option<f64>) -> bool {
    match (a, b) {
        (Some(a), Some(b)) => (a - b).abs() <= 1e-12,
        (a, b) => a.is_none() && b.is_none(),
    }
}

#[test]
fn pooled_event_tables_give_the_curves_of_one_run_over_all_rows() {
    let pooled = pool(&EXACT.files, &Wishes::default(), "Scholen samen").unwrap();
    let years: Vec<&CurveYear> = tables(&EXACT).flat_map(|block| &block.curve).collect();
    assert!(!years.is_empty() && years.iter().all(|told| told.shares.is_empty() && told.events.len() == 3));
    let (pooled, one) = (curves(&pooled.published), curves(&EXACT.one));
    let mut compared = 0;
    for (line, ours) in &pooled {
        let theirs = one[line];
        if ours.status() == Status::Withheld || ours.n() != theirs.n() {
            // A school whose curve has ended is followed no longer: n says so.
            continue;
        }
        assert!(near(ours.value(), theirs.value()), "{line:?}: {ours:?} beside {theirs:?}");
        assert!(near(ours.lower(), theirs.lower()) && near(ours.upper(), theirs.upper()), "{line:?}");
        assert_eq!(ours.method(), theirs.method(), "{line:?}");
        compared += 1;
    }
    // Four lines of everybody, women and men, over four years or more.
    assert!(compared >= 3 * 4 * 4, "only {compared} of {} points are of all schools", pooled.len());
}

#[test]
fn a_protected_event_table_holds_the_shares_as_printed() {
    for block in tables(&PROTECTED).filter(|block| !block.curve.is_empty()) {
        assert_eq!(block.precision, Precision::Round, "{}", block.measure);
        for told in &block.curve {
            assert!(told.events.is_empty() && told.n % 5 == 0 && told.n >= 100, "{told:?}");
            let is_in_percents = |share: &f64| (share * 100.0 - (share * 100.0).round()).abs() < 1e-9;
            assert!(told.shares.values().chain(told.at_most.values()).all(is_in_percents), "{told:?}");
        }
    }
}

#[test]
fn every_number_of_a_protected_event_table_is_one_of_the_report_of_its_school() {
    let mut seen = 0;
    for shared in &PROTECTED.files {
        let own: Vec<&PublishedRow> = PROTECTED
            .one
            .rows()
            .iter()
            .filter(|row| row.key().scope.to_string() == shared.file.scope)
            .collect();
        for block in &shared.file.blocks {
            for told in &block.curve {
                for (part, share) in told.shares.iter().chain(&told.at_most) {
                    let measure = block.measure.replacen("curve", &format!("curve_{part}"), 1);
                    let is_it = |row: &&&PublishedRow| {
                        let key = row.key();
                        let level = key.by.first().and_then(|role| key.group.level(*role));
                        key.measure == measure
                            && key.by_word() == block.by
                            && level.unwrap_or_default() == block.group
                            && key.category == told.year.to_string()
                    };
                    let row = own.iter().find(is_it).unwrap_or_else(|| panic!("{measure} {told:?}"));
                    assert_eq!(Some(*share), row.value().or(row.upper()), "{measure} {told:?}");
                    assert_eq!(Some(told.n), row.n(), "{measure} {told:?}");
                    seen += 1;
                }
            }
        }
    }
    assert!(seen > 100, "only {seen} numbers");
}

#[test]
fn a_curve_of_rounded_ones_is_never_further_off_than_its_interval_says() {
    let pooled = pool(&PROTECTED.files, &Wishes::default(), "Scholen samen").unwrap();
    let (pooled, exact) = (curves(&pooled.published), curves(&EXACT.one));
    let mut compared = 0;
    for (line, ours) in &pooled {
        let truth = exact[line];
        let (Some(ours_value), Some(true_value)) = (ours.value(), truth.value()) else { continue };
        assert!((ours_value - true_value).abs() <= 0.015, "{line:?}: {ours_value} beside {true_value}");
        if truth.n().unwrap().abs_diff(ours.n().unwrap()) > 15 {
            continue;
        }
        if let (Some(lower), Some(upper)) = (truth.lower(), truth.upper()) {
            let (told_lower, told_upper) = (ours.lower().unwrap(), ours.upper().unwrap());
            assert!(told_lower <= lower && upper <= told_upper, "{line:?}: {ours:?} beside {truth:?}");
        }
        compared += 1;
    }
    assert!(compared >= 20, "only {compared} of {} points", pooled.len());
}

#[test]
fn a_cause_that_every_school_tells_as_a_limit_is_kept_back() {
    let pooled = pool(&PROTECTED.files, &Wishes::default(), "Scholen samen").unwrap();
    let kept: Vec<_> = curves(&pooled.published)
        .into_iter()
        .filter(|((measure, _, year), row)| {
            measure.ends_with("diploma") && year == "1" && row.status() == Status::Withheld
        })
        .collect();
    assert!(!kept.is_empty(), "hardly anybody graduates in the first year");
}

#[test]
fn a_curve_that_cannot_be_is_refused_also_with_a_fitting_checksum() {
    let made_up = |change: fn(&mut Vec<CurveYear>)| {
        let mut file = PROTECTED.files[0].file.clone();
        change(&mut file.blocks.iter_mut().find(|block| block.curve.len() > 2).unwrap().curve);
        read("90AA.json", write(&file).as_bytes()).unwrap_err()
    };
    let refused = [
        made_up(|curve| curve[1].n = curve[0].n + 1),
        made_up(|curve| curve.swap(0, 1)),
        made_up(|curve| {
            let n = curve[0].n;
            curve[0].events.insert("switch".to_owned(), n + 1);
        }),
        made_up(|curve| {
            curve[0].shares.insert("switch".to_owned(), 1.1);
        }),
    ];
    for faults in refused {
        assert!(faults[0].message.nl.contains("getal dat niet kan"), "{faults:?}");
    }
}

#[test]
fn a_file_of_the_form_before_event_tables_is_named_as_out_of_date() {
    let old = ShareFile { schema: 1, version: "0.0.9".to_owned(), ..PROTECTED.files[0].file.clone() };
    let faults = read("90AA.json", write(&old).as_bytes()).unwrap_err();
    let told = &faults[0];
    assert!(told.message.nl.contains("verouderd (gemaakt met meetellen 0.0.9): `schema` is 1"), "{told:?}");
    assert!(told.hint.nl.contains("opnieuw maken met `meetellen share`"), "{told:?}");
}
