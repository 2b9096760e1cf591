//! Share files: what pools to the numbers of one run, what is refused and why, and what a stranger can read back.
//!
//! The schools and students are invented. Leaves out how the statistics agree with R (`reference_schools`).

#![expect(clippy::unwrap_used, reason = "a test that cannot go on should say where")]

#[path = "network_scan/mod.rs"]
mod network_scan;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use assert_cmd::cargo::CommandCargoExt;
use meetellen::audit::{self, Effort, Verdict};
use meetellen::disclosure::{Precision, Published, PublishedRow, Scope, Status, Step};
use meetellen::ingest;
use meetellen::model::checksum::sha256;
use meetellen::pipeline::{self, Wishes, pool};
use meetellen::share::{Block, Shared, read, write};
use network_scan::{CODEBOOK, EXACT, PROTECTED, scan};
use tempfile::TempDir;

fn at_all(published: &Published) -> BTreeMap<String, &PublishedRow> {
    let rows = published.rows().iter().filter(|row| row.key().scope == Scope::All);
    rows.map(|row| (format!("{:?}", row.key()), row)).collect()
}

fn near(a: Option<f64>, b: Option<f64>) -> bool {
    match (a, b) {
        (Some(a), Some(b)) => (a - b).abs() <= 1e-12 * b.abs().max(1.0),
        (a, b) => a.is_none() && b.is_none(),
    }
}

#[test]
fn pooled_share_files_give_the_numbers_of_one_run_over_all_rows() {
    let pooled = pool(&EXACT.files, &Wishes::default(), "Scholen samen").unwrap();
    let (pooled, one) = (at_all(&pooled.published), at_all(&EXACT.one));
    let mut compared: BTreeMap<String, usize> = BTreeMap::new();
    for (key, ours) in &pooled {
        // A group that a school withholds is told by fewer schools: then it is another number, and n says so.
        let Some(theirs) = one.get(key).filter(|theirs| theirs.n() == ours.n()) else { continue };
        if ours.status() != Status::Shown {
            continue;
        }
        assert!(near(ours.value(), theirs.value()), "{key}: {ours:?} beside {theirs:?}");
        // Means of one question have no spread per group in a share file, so no interval.
        if ours.lower().is_some() {
            assert!(near(ours.lower(), theirs.lower()) && near(ours.upper(), theirs.upper()), "{key}");
        }
        *compared.entry(ours.key().statistic.word().to_owned()).or_default() += 1;
    }
    for statistic in ["count", "share", "mean", "sd", "median", "alpha", "omega", "difference"] {
        assert!(compared.get(statistic).is_some_and(|times| *times > 1), "{statistic}: {compared:?}");
    }
    assert!(compared.contains_key("difference_mh"), "{compared:?}");
    // Of everybody no school withholds anything: each scale is there with all its people.
    for measure in ["scale.belonging", "scale.self_efficacy"] {
        let whole = |rows: &BTreeMap<String, &PublishedRow>| {
            rows.values()
                .find(|row| {
                    let key = row.key();
                    key.measure == measure && key.by.is_empty() && key.statistic.word() == "mean"
                })
                .map(|row| row.n())
        };
        assert_eq!(whole(&pooled), whole(&one));
    }
}

#[test]
fn of_what_one_run_says_of_everybody_a_pool_says_all_or_names_what_it_leaves_out() {
    let pooled = pool(&EXACT.files, &Wishes::default(), "Scholen samen").unwrap();
    let kept: BTreeSet<&str> = pooled.published.rows().iter().map(|row| row.key().statistic.word()).collect();
    let named: BTreeSet<&str> =
        EXACT.files.iter().flat_map(|file| &file.file.not_mergeable).map(String::as_str).collect();
    let silent: BTreeSet<&str> = at_all(&EXACT.one)
        .into_values()
        .filter(|row| row.status() == Status::Shown && row.key().by_word() != "institution")
        .map(|row| row.key().statistic.word())
        .filter(|word| !kept.contains(word) && !named.contains(word))
        .collect();
    // How many answered stands beside every number; no school has enough women and men to try its questions on.
    assert_eq!(silent.into_iter().collect::<Vec<_>>(), ["dif_smd", "n", "q"]);
}

#[test]
fn a_sum_of_rounded_numbers_of_people_is_told_in_round_numbers() {
    // One school prints round numbers, the others do not.
    let mut files = PROTECTED.files.clone();
    files[0].file.blocks.iter_mut().for_each(|block| block.precision = Precision::Round);
    let pooled = pool(&files, &Wishes::default(), "Scholen samen").unwrap();
    let round: Vec<&PublishedRow> = pooled
        .published
        .rows()
        .iter()
        .filter(|row| row.step() == Step::Coarse && row.key().by_word() != "institution")
        .collect();
    assert!(round.iter().any(|row| row.n().is_some()));
    for row in round {
        assert_eq!(row.n().unwrap_or(0) % 5, 0, "{row:?}");
    }
}

#[test]
fn what_cannot_be_added_up_is_absent_and_named() {
    let pooled = pool(&PROTECTED.files, &Wishes::default(), "Scholen samen").unwrap();
    let words: Vec<&str> = pooled.published.rows().iter().map(|row| row.key().statistic.word()).collect();
    for word in ["median", "alpha", "omega", "p", "hedges_g"] {
        assert!(!words.contains(&word), "{word}");
    }
    for file in &PROTECTED.files {
        assert!(file.file.not_mergeable.iter().any(|word| word == "alpha"), "{:?}", file.file.not_mergeable);
        assert!(file.file.blocks.iter().all(|block| block.scores.is_empty() && block.products.is_none()));
    }
    let notices: String = pooled.edition.notices.iter().map(|notice| notice.nl.as_str()).collect();
    assert!(notices.contains("alfa") && notices.contains("mediaan"), "{notices}");
}

#[test]
fn a_share_file_holds_nothing_finer_than_the_report_of_its_school() {
    for shared in &PROTECTED.files {
        let scope = &shared.file.scope;
        let rows: Vec<&PublishedRow> =
            PROTECTED.one.rows().iter().filter(|row| row.key().scope.to_string() == *scope).collect();
        for block in &shared.file.blocks {
            let published = |statistic: &str, category: &str| {
                let row = rows.iter().find(|row| {
                    let key = row.key();
                    key.source == block.source
                        && key.period == block.period
                        && key.measure == block.measure
                        && key.by_word() == block.by
                        && key.by.first().is_none_or(|role| key.group.level(*role) == Some(&block.group))
                        && key.against.word().is_empty()
                        && key.statistic.word() == statistic
                        && key.category == category
                });
                row.and_then(|row| row.value())
            };
            assert_eq!(block.mean, block.mean.and(published("mean", "")));
            assert_eq!(block.sd, block.sd.and(published("sd", "")));
            assert_eq!(block.share, block.share.and(published("share", "")));
            for (category, answered) in &block.answers {
                assert_eq!(Some(answered.share), published("share", category));
            }
        }
        assert!(shared.file.absent.iter().any(|absent| !absent.group.is_empty()), "small groups are named");
    }
}

#[test]
fn no_school_is_ranked_and_none_is_held_against_a_total_that_contains_it() {
    let pooled = pool(&EXACT.files, &Wishes::default(), "Scholen samen").unwrap();
    for row in pooled.published.rows() {
        assert!(!["rank", "position", "place"].contains(&row.key().statistic.word()));
    }
    let others = pooled.published.rows().iter().filter(|row| row.key().against.word() == "others");
    for row in others.filter(|row| row.key().measure == "scale.belonging") {
        let whole: u64 = EXACT
            .files
            .iter()
            .flat_map(|file| &file.file.blocks)
            .filter(|block| block.measure == "scale.belonging" && block.by.is_empty())
            .map(|block| block.n)
            .sum();
        assert_eq!(row.n(), Some(whole), "the school and the others together are everybody");
    }
    assert_eq!(limits(&pooled.published), 2 * EXACT.files.len());
}

fn limits(published: &Published) -> usize {
    let is_limit = |row: &&PublishedRow| {
        row.key().measure == "scale.belonging" && row.key().statistic.word().starts_with("limit_")
    };
    published.rows().iter().filter(is_limit).filter(|row| row.status() == Status::Shown).count()
}

fn program(arguments: &[&Path], more: &[&str]) -> std::process::Output {
    Command::cargo_bin("meetellen").unwrap().args(arguments).args(more).env("LANG", "nl_NL").output().unwrap()
}

fn share_files(folder: &Path) -> Vec<PathBuf> {
    let mut found: Vec<PathBuf> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "json"))
        .collect();
    found.sort();
    found
}

#[test]
fn on_the_command_line_share_pool_and_audit_belong_together() {
    let scan = scan("false");
    let place = TempDir::new().unwrap();
    let shares = place.path().join("delen");
    let ran = program(&[Path::new("share"), scan.path(), Path::new("--out"), &shares], &[]);
    assert_eq!(ran.status.code(), Some(0), "{}", String::from_utf8_lossy(&ran.stderr));
    let files = share_files(&shares);
    assert_eq!(files.len(), 6);
    let page = fs::read_to_string(shares.join("90AA-uitleg.html")).unwrap();
    assert!(page.contains("Wat staat er niet in") && page.contains("OEFENGEGEVENS"));
    // The same scan gives the same bytes.
    let again = place.path().join("nog-eens");
    program(&[Path::new("share"), scan.path(), Path::new("--out"), &again], &[]);
    assert_eq!(fs::read(&files[0]).unwrap(), fs::read(again.join(files[0].file_name().unwrap())).unwrap());

    let out = place.path().join("netwerk");
    let mut arguments: Vec<&Path> = vec![Path::new("pool")];
    arguments.extend(files.iter().map(PathBuf::as_path));
    arguments.extend([Path::new("--out"), &out]);
    let ran = program(&arguments, &["--only", "html"]);
    assert_eq!(ran.status.code(), Some(0), "{}", String::from_utf8_lossy(&ran.stderr));
    let page = fs::read_to_string(out.join("alle/rapport.html")).unwrap();
    assert!(page.contains("Dit is geen ranglijst") && page.contains("Binnen deze scholen"));
    let benchmarks = fs::read_to_string(out.join("benchmarks.toml")).unwrap();
    assert!(meetellen::scan::Benchmark::parse("benchmarks.toml", &benchmarks).unwrap().len() > 3);

    // Cut one off and edit another: both are named, and nothing is written.
    let text = fs::read_to_string(&files[0]).unwrap();
    fs::write(&files[0], &text[..text.len() / 3]).unwrap();
    let text = fs::read_to_string(&files[1]).unwrap();
    fs::write(&files[1], text.replacen("\"n\": ", "\"n\": 1", 1)).unwrap();
    let other = place.path().join("niet");
    let place_of_out = arguments.len() - 1;
    arguments[place_of_out] = &other;
    let ran = program(&arguments, &[]);
    let told = String::from_utf8_lossy(&ran.stderr).into_owned();
    assert_eq!(ran.status.code(), Some(3), "{told}");
    assert!(told.contains("afgebroken") && told.contains("controlesom"), "{told}");
    assert!(!other.exists());
}

#[test]
fn share_files_pooled_report_and_own_reports_together_tell_nothing_more() {
    let scan = scan("false");
    // Two questions, two answers: the attack on every one of them is the same.
    let codebook = CODEBOOK
        .replace(
            "items = [\"SB01\", \"SB02\", \"SB03\", \"SB04\"]\nreversed = [\"SB03\"]",
            "items = [\"SB01\", \"SB02\"]",
        )
        .replace("[scales.self_efficacy]\nitems = [\"SE01\", \"SE02\", \"SE03\"]\nrange = [1, 5]\n", "");
    let columns: String =
        ["SB01", "SB02"].iter().map(|item| format!("\n[columns.{item}]\nrole = \"item\"\n")).collect();
    fs::write(scan.path().join("codebook.toml"), format!("{codebook}{columns}")).unwrap();
    let place = TempDir::new().unwrap();
    let ingested = ingest::read(scan.path()).unwrap();
    let own = place.path().join("verslagen");
    let numbers = Wishes {
        parts: meetellen::report::Parts { html: false, pdf: false, xlsx: false, docx: false, figures: false },
        ..Wishes::default()
    };
    pipeline::run(&ingested, &numbers, &own).unwrap();
    let mut paths = vec![own.clone()];
    for file in pipeline::share(&ingested, &Wishes::default()).unwrap() {
        let path = place.path().join(format!("{}.json", file.school.code));
        fs::write(&path, write(&file)).unwrap();
        paths.push(path);
    }
    let files: Vec<Shared> = paths[1..]
        .iter()
        .map(|path| {
            let bytes = fs::read(path).unwrap();
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            Shared { file: read(&name, &bytes).unwrap(), sha256: sha256(&bytes), name }
        })
        .collect();
    let network = place.path().join("netwerk");
    pipeline::pool_to(&files, &numbers, "Scholen samen", &network).unwrap();
    paths.push(network);
    let weak = |paths: &[PathBuf]| -> Vec<String> {
        let found = audit::audit(paths, Effort { reach: 12, programs: 400 }).unwrap();
        let weak = found.weaknesses.iter().filter(|weakness| weakness.finding.verdict != Verdict::Possible);
        weak.map(|weakness| {
            let finding = &weakness.finding;
            format!("{} {} {} {}", weakness.variable, finding.people, finding.quantity, finding.category)
        })
        .collect()
    };
    let alone = weak(&[own]);
    let together = weak(&paths);
    let new: Vec<&String> = together.iter().filter(|finding| !alone.contains(finding)).collect();
    assert!(new.is_empty(), "{} new: {new:#?}", new.len());
}

#[test]
fn a_part_of_all_is_told_only_where_every_school_in_it_tells_all() {
    let shares = |files: &[Shared]| {
        let pooled = pool(files, &Wishes::default(), "Scholen samen").unwrap();
        let is_part = |row: &&PublishedRow| {
            let key = row.key();
            key.measure == "participation.respondents" && key.statistic.word() == "share"
        };
        pooled.published.rows().iter().filter(is_part).filter(|row| row.value().is_some()).count()
    };
    assert!(shares(&EXACT.files) > 1);
    let mut files = EXACT.files.clone();
    let is_all = |block: &Block| block.measure == "participation.respondents" && block.by.is_empty();
    files[2].file.blocks.retain(|block| !is_all(block));
    assert_eq!(shares(&files), 0, "women of six schools are no part of the people of five");
}

#[test]
fn no_share_of_a_network_has_a_margin_beyond_nobody_or_everybody() {
    let pooled = pool(&PROTECTED.files, &Wishes::default(), "Scholen samen").unwrap();
    let mut seen = 0;
    for row in pooled.published.rows().iter().filter(|row| row.key().statistic.word() == "share") {
        let (Some(lower), Some(upper)) = (row.lower(), row.upper()) else { continue };
        assert!(lower >= 0.0 && upper <= 1.0, "{row:?}");
        seen += 1;
    }
    assert!(seen > 5, "only {seen}");
}
