//! Practice data of other schools, and by other breakdowns: what people answered and what became of them cannot be read back.
//!
//! Leaves out the practice scan as it stands (`demo_report`).

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::collections::BTreeSet;
use std::path::Path;

use meetellen::audit::{Audit, Catalogue, Effort, Verdict, audit_knowing};
use meetellen::ingest::{self, Ingested};
use meetellen::model::Role;
use meetellen::pipeline::{self, Wishes};
use meetellen::report::Parts;
use meetellen::scan::Breakdown;
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

/// Reads a scan of some schools.
fn practice(schools: u16, students: u32, seed: u64, folder: &Path) -> Ingested {
    for file in generate(&Options { students, schools, seed }) {
        std::fs::write(folder.join(&file.path), &file.bytes).unwrap();
    }
    ingest::read(folder).unwrap_or_else(|faults| panic!("refused: {faults:?}"))
}

/// Publishes the numbers of a scan and attacks them.
fn attack(ingested: &Ingested, out: &Path) -> Audit {
    attack_knowing(ingested, &Catalogue::default(), out)
}

/// Publishes the numbers of a scan and attacks them as someone who knows the programmes.
fn attack_knowing(ingested: &Ingested, catalogue: &Catalogue, out: &Path) -> Audit {
    let parts = Parts { html: false, pdf: false, xlsx: false, docx: false, figures: false };
    pipeline::run(ingested, &Wishes { parts, ..Wishes::default() }, out).unwrap();
    audit_knowing(&[out.to_owned()], catalogue, Effort::default()).unwrap()
}

/// Returns what can be read back for sure.
fn told(found: &Audit) -> Vec<String> {
    let told = found.weaknesses.iter().filter(|weakness| weakness.finding.verdict != Verdict::Possible);
    told.map(|told| format!("{} {} {:?}", told.period, told.variable, told.finding)).collect()
}

/// Publishes the registers and counts of some schools and attacks them.
fn attacked(schools: u16, students: u32, seed: u64) -> (Audit, TempDir) {
    let folder = TempDir::new().unwrap();
    let mut ingested = practice(schools, students, seed, folder.path());
    ingested.dataset.sources.retain(|source| OF_PEOPLE.contains(&source.name.as_str()));
    (attack(&ingested, &folder.path().join("rapport")), folder)
}

#[test]
fn nothing_withheld_of_small_registers_can_be_read_back() {
    let mut hidden = 0;
    let mut all = Vec::new();
    let surveys = [(2, 900, 1), (3, 2_000, 2), (4, 1_600, 3), (5, 2_000, 8), (3, 900, 21), (4, 4_000, 27)];
    for (schools, students, seed) in surveys {
        let (found, _folder) = attacked(schools, students, seed);
        all.extend(told(&found).into_iter().map(|told| format!("seed {seed}: {told}")));
        hidden += found.hidden;
    }
    assert_eq!(all, Vec::<String>::new());
    assert!(hidden > 500, "only {hidden} withheld numbers were attacked");
}

/// Publishes a source of some schools by these breakdowns and attacks it.
fn attacked_by(source: &str, by: &[&[Role]], (schools, students, seed): (u16, u32, u64)) -> Audit {
    let folder = TempDir::new().unwrap();
    let mut ingested = practice(schools, students, seed, folder.path());
    ingested.dataset.sources.retain(|own| own.name == source);
    ingested.scan.report.by = Some(by.iter().map(|roles| Breakdown(roles.to_vec())).collect());
    ingested.scan.report.primary.clear();
    attack(&ingested, &folder.path().join("rapport"))
}

#[test]
fn a_mean_at_one_mix_is_not_told_of_women_whose_mean_is_withheld() {
    let by: [&[Role]; 3] = [&[Role::Gender, Role::Programme], &[Role::Gender], &[Role::Level]];
    let found = attacked_by("studenten", &by, (3, 700, 3));
    assert_eq!(told(&found), Vec::<String>::new());
    assert!(found.hidden > 100, "only {} withheld numbers were attacked", found.hidden);
}

/// Returns which programme is at which level, as every website of a school says.
fn levels_of_programmes(folder: &Path) -> Catalogue {
    let register = csv::ReaderBuilder::new().delimiter(b';').from_path(folder.join("oefen-register.csv"));
    let mut rows: BTreeSet<String> = BTreeSet::new();
    for row in register.unwrap().records().map(Result::unwrap) {
        rows.insert(format!("{};{}\n", &row[3], &row[4]));
    }
    let path = folder.join("opleidingen.csv");
    std::fs::write(&path, format!("programme;level\n{}", rows.into_iter().collect::<String>())).unwrap();
    Catalogue::read(&path).unwrap()
}

/// Publishes a source of three schools by these breakdowns and attacks it as someone who knows the programmes.
fn attacked_knowing_levels(source: &str, by: &[&[Role]], seed: u64) -> Audit {
    let folder = TempDir::new().unwrap();
    let mut ingested = practice(3, 700, seed, folder.path());
    ingested.dataset.sources.retain(|own| own.name == source);
    ingested.scan.report.by = Some(by.iter().map(|roles| Breakdown(roles.to_vec())).collect());
    ingested.scan.report.primary.clear();
    let known = levels_of_programmes(folder.path());
    attack_knowing(&ingested, &known, &folder.path().join("rapport"))
}

#[test]
fn programmes_that_readers_know_the_level_of_are_not_what_the_level_leaves() {
    let crossed: [&[Role]; 2] = [&[Role::Programme, Role::Sex], &[Role::Level, Role::Sex]];
    let registers = attacked_knowing_levels("register", &crossed, 1);
    assert_eq!(told(&registers), Vec::<String>::new());
    let of_answers: [&[Role]; 3] = [&[Role::Gender, Role::Programme], &[Role::Gender], &[Role::Level]];
    let surveys = attacked_knowing_levels("studenten", &of_answers, 2);
    assert_eq!(told(&surveys), Vec::<String>::new());
    for hidden in [registers.hidden, surveys.hidden] {
        assert!(hidden > 200, "only {hidden} withheld numbers were attacked");
    }
}

#[test]
fn what_only_all_tables_together_tell_is_withheld() {
    // Women of one school, in bands, are told by schools, programmes and levels together, by no table alone.
    let by: [&[Role]; 3] = [&[Role::Sex], &[Role::Programme], &[Role::Level]];
    let found = attacked_knowing_levels("register", &by, 7);
    assert_eq!(told(&found), Vec::<String>::new());
    assert!(found.hidden > 200, "only {} withheld numbers were attacked", found.hidden);
}

#[test]
fn a_share_over_cohorts_of_a_school_that_shows_none_is_not_what_the_other_schools_leave() {
    // In one of two schools too few study part-time for a share over cohorts: the other school and both together tell it.
    let found = attacked_by("register", &[&[Role::Form]], (2, 400, 2));
    assert_eq!(told(&found), Vec::<String>::new());
    assert!(found.hidden > 100, "only {} withheld numbers were attacked", found.hidden);
}

#[test]
fn a_share_of_round_numbers_in_a_whole_that_is_told_exactly_tells_no_more_than_they_do() {
    // About 5 of exactly 22 came in for a programme: 23 percent is no news of the 5.
    let found = attacked_by("register", &[&[Role::Sex], &[Role::Programme]], (2, 300, 12));
    assert_eq!(told(&found), Vec::<String>::new());
    assert!(found.hidden > 100, "only {} withheld numbers were attacked", found.hidden);
}

#[test]
fn a_change_at_one_mix_is_not_told_beside_scores_that_are_withheld() {
    let by: [&[Role]; 3] = [&[Role::Form], &[Role::Sex], &[Role::Gender, Role::Form]];
    let found = attacked_by("studenten", &by, (2, 300, 12));
    assert_eq!(told(&found), Vec::<String>::new());
    assert!(found.hidden > 100, "only {} withheld numbers were attacked", found.hidden);
}

#[test]
fn answers_that_one_table_shows_together_and_another_apart_cannot_be_read_back() {
    // By these breakdowns women and men of a school show outer answers together, and the school shows each: what is left
    // is what the others answered.
    let folder = TempDir::new().unwrap();
    let demo = concat!(env!("CARGO_MANIFEST_DIR"), "/surveys/demo");
    let mut ingested = ingest::read(demo.as_ref()).unwrap_or_else(|faults| panic!("refused: {faults:?}"));
    ingested.dataset.sources.retain(|source| source.name == "studenten" && source.round == "2024");
    ingested.scan.report.by = Some(vec![Breakdown(vec![Role::Gender]), Breakdown(vec![Role::Programme])]);
    ingested.scan.report.primary.clear();
    let found = attack(&ingested, &folder.path().join("rapport"));
    assert_eq!(told(&found), Vec::<String>::new());
    assert!(found.hidden > 200, "only {} withheld numbers were attacked", found.hidden);
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
