//! The program as its user runs it: messages, exit codes, and what stands on the disk afterwards.
//!
//! Leaves out the numbers in a report (`real_data`).

#![expect(clippy::unwrap_used, reason = "a test that cannot go on should say where")]

#[path = "report_folder/mod.rs"]
mod report_folder;
#[path = "small_survey/mod.rs"]
mod small_survey;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use assert_cmd::cargo::CommandCargoExt;
use report_folder::{assert_keys_differ, files, only, rows};
use small_survey::{CODEBOOK, lines};
use tempfile::TempDir;

const SCAN: &str = r#"
[scan]
title = "Verzonnen scan"

[[source]]
file = "studenten.csv"
round = "2026"
codebook = "codebook.toml"

[report]
by = ["gender"]
"#;

/// A scan that keeps what it publishes.
const KEEPING: &str = "[privacy]\nledger = \"publicaties.json\"\n\n[report]";

/// A scan of 60 invented people, in a folder of its own.
struct Scan {
    folder: TempDir,
}

impl Scan {
    fn new() -> Self {
        let folder = TempDir::new().unwrap();
        fs::create_dir(folder.path().join("scan")).unwrap();
        let scan = Self { folder };
        fs::write(scan.path().join("scan.toml"), SCAN).unwrap();
        fs::write(scan.path().join("codebook.toml"), CODEBOOK).unwrap();
        fs::write(scan.data(), lines().join("\n")).unwrap();
        scan
    }

    /// Returns the same scan with other lines in its data file; the headings are line 1.
    fn with_lines(changed: &[(usize, &str)]) -> Self {
        let scan = Self::new();
        let mut lines = lines();
        for (line, text) in changed {
            (*text).clone_into(&mut lines[line - 1]);
        }
        fs::write(scan.data(), lines.join("\n")).unwrap();
        scan
    }

    fn path(&self) -> PathBuf {
        self.folder.path().join("scan")
    }

    fn data(&self) -> PathBuf {
        self.path().join("studenten.csv")
    }

    fn out(&self) -> PathBuf {
        self.folder.path().join("rapport")
    }

    /// Makes the report in numbers and pages only.
    fn report(&self) -> Ran {
        report(&self.path(), &self.out())
    }
}

/// How a run of the program ended.
struct Ran {
    code: i32,
    out: String,
    error: String,
}

impl Ran {
    /// Fails unless standard error has one line that holds all of these.
    #[track_caller]
    fn tells(&self, parts: &[&str]) -> &Self {
        let fits = |line: &&str| parts.iter().all(|part| line.contains(part));
        assert_eq!(self.error.lines().filter(fits).count(), 1, "{parts:?} in one line of:\n{}", self.error);
        self
    }

    #[track_caller]
    fn ends_with(&self, code: i32) -> &Self {
        assert_eq!(self.code, code, "{}", self.error);
        assert!(!self.error.contains("panicked"), "{}", self.error);
        self
    }
}

fn meetellen() -> Command {
    let mut command = Command::cargo_bin("meetellen").unwrap();
    command.env("LC_ALL", "nl_NL.UTF-8").env("COLUMNS", "100");
    command
}

fn run(command: &mut Command) -> Ran {
    let Output { status, stdout, stderr } = command.output().unwrap();
    Ran {
        code: status.code().expect("the program ends by itself"),
        out: String::from_utf8(stdout).unwrap(),
        error: String::from_utf8(stderr).unwrap(),
    }
}

fn report(path: &Path, out: &Path) -> Ran {
    run(meetellen().arg("report").arg(path).arg("--out").arg(out).args(["--only", "numbers,html"]))
}

#[test]
fn a_clean_scan_ends_with_0_and_says_where_the_report_is() {
    let scan = Scan::new();
    let ran = scan.report();
    ran.ends_with(0);
    assert!(ran.out.contains(&scan.out().display().to_string()), "{}", ran.out);
    assert_eq!(ran.error, "");
    let rows = rows(&scan.out().join("alle/results.csv"));
    assert_keys_differ(&rows);
    let response = only(&rows, &[("measure", "response"), ("by", ""), ("statistic", "n")]);
    assert_eq!(response.number("value"), Some(60.0));
}

#[test]
fn a_wrong_path_is_named_and_nothing_is_written() {
    let scan = Scan::new();
    let ran = report(&scan.folder.path().join("studneten.csv"), &scan.out());
    ran.ends_with(3).tells(&["fout: studneten.csv", "niet gevonden", "controleer de naam"]);
    assert!(!scan.out().exists());
}

#[test]
fn a_folder_without_a_scan_is_named() {
    let scan = Scan::new();
    fs::remove_file(scan.path().join("scan.toml")).unwrap();
    scan.report().ends_with(3).tells(&["fout: scan.toml", "niet gevonden"]);
}

#[test]
fn a_data_file_that_is_not_there_is_named() {
    let scan = Scan::new();
    fs::remove_file(scan.data()).unwrap();
    scan.report().ends_with(3).tells(&["fout: studenten.csv", "niet gevonden"]);
    assert!(!scan.out().exists());
}

#[test]
fn an_empty_file_is_refused() {
    let scan = Scan::new();
    fs::write(scan.data(), "").unwrap();
    scan.report().ends_with(3).tells(&["fout: studenten.csv", "geen rijen", "exporteer"]);
    fs::write(scan.data(), "gender;SB01;SB02\n").unwrap();
    scan.report().ends_with(3).tells(&["fout: studenten.csv", "geen rijen", "exporteer"]);
    assert!(!scan.out().exists());
}

#[test]
fn a_missing_column_is_named_with_the_heading_that_looks_like_it() {
    let scan = Scan::with_lines(&[(1, "gender;SB01;SB02x")]);
    scan.report().ends_with(3).tells(&[
        "fout: studenten.csv",
        "[SB02]",
        "staat niet in het bestand",
        "SB02x",
    ]);
    assert!(!scan.out().exists());
}

#[test]
fn a_quote_that_is_never_closed_is_refused_with_its_line() {
    let scan = Scan::with_lines(&[(5, "1;\"3;4")]);
    scan.report().ends_with(3).tells(&["fout: studenten.csv:5:", "aanhalingsteken", "sluit het"]);
    assert!(!scan.out().exists());
}

#[test]
fn what_was_repaired_is_told_with_line_column_and_value() {
    let scan = Scan::with_lines(&[(6, "1;9;3"), (9, "2;3"), (12, "7;3;3")]);
    let ran = scan.report();
    ran.ends_with(1)
        .tells(&["hersteld: studenten.csv:6", "[SB01]", "`9`", "buiten de schaal", "1 tot en met 5"])
        .tells(&["hersteld: studenten.csv:9", "2 velden", "3 tellen"])
        .tells(&["hersteld: studenten.csv:12", "[gender]", "`7`", "labels"]);
    assert!(scan.out().join("alle/rapport.html").is_file());
}

#[test]
fn faults_in_a_report_hold_no_values() {
    let scan = Scan::with_lines(&[(6, "1;Marieke;3")]);
    scan.report().ends_with(1).tells(&["hersteld: studenten.csv:6", "`Marieke`"]);
    for (name, bytes) in files(&scan.out()) {
        assert!(!String::from_utf8_lossy(&bytes).contains("Marieke"), "{name}");
    }
}

#[test]
fn all_faults_are_told_at_once() {
    let scan = Scan::with_lines(&[(1, "gender;SB01;SB03"), (5, "1;\"3;4")]);
    scan.report().ends_with(3).tells(&["fout: studenten.csv:5:"]).tells(&["fout: studenten.csv [SB02]"]);
    fs::write(scan.path().join("scan.toml"), SCAN.replace("by = ", "bi = ").replace("round", "ronde"))
        .unwrap();
    scan.report().ends_with(3).tells(&["scan.toml:7", "`round`"]).tells(&["scan.toml:11", "`by`"]);
}

#[test]
fn a_scan_of_which_nothing_can_be_shown_ends_with_4() {
    let scan = Scan::new();
    fs::write(scan.data(), lines()[..4].join("\n")).unwrap();
    scan.report().ends_with(4).tells(&["niets te tonen"]);
    assert!(!scan.out().exists());
}

#[test]
fn a_failed_run_leaves_the_old_report() {
    let scan = Scan::new();
    scan.report().ends_with(0);
    let before = files(&scan.out());
    fs::write(scan.data(), "gender;SB01\n1;\"2\n").unwrap();
    scan.report().ends_with(3);
    assert!(files(&scan.out()) == before);
    let beside: Vec<String> = fs::read_dir(scan.folder.path())
        .unwrap()
        .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
        .collect();
    assert_eq!(beside.len(), 2, "only scan and report: {beside:?}");
}

#[test]
fn a_new_run_replaces_the_old_report_whole() {
    let scan = Scan::new();
    scan.report().ends_with(0);
    fs::write(scan.out().join("alle/oud.txt"), "oud").unwrap();
    scan.report().ends_with(0);
    assert!(!scan.out().join("alle/oud.txt").exists());
}

#[test]
fn a_folder_that_holds_something_else_is_refused() {
    let scan = Scan::new();
    fs::create_dir(scan.out()).unwrap();
    fs::write(scan.out().join("scriptie.docx"), "hoofdstuk 1").unwrap();
    scan.report().ends_with(3).tells(&["geen rapport van meetellen", "andere map"]);
    assert_eq!(files(&scan.out()).len(), 1);
}

#[test]
fn a_file_alone_gives_a_report_that_says_its_codebook_is_a_guess() {
    let scan = Scan::new();
    let ran = run(meetellen().arg(scan.data()).arg("--out").arg(scan.out()).args(["--only", "html"]));
    ran.ends_with(0).tells(&["let op: studenten.csv", "geraden"]);
    let page = fs::read_to_string(scan.out().join("alle/rapport.html")).unwrap();
    assert!(page.contains("Het codeboek is geraden"));
    let guess = fs::read_to_string(scan.out().join("codebook.toml")).unwrap();
    assert!(guess.contains("[columns."), "{guess}");
}

#[test]
fn check_lists_every_fault_as_json_and_writes_nothing() {
    let scan = Scan::with_lines(&[(6, "1;9;3"), (9, "2;3")]);
    let before = files(scan.folder.path());
    let ran = run(meetellen().arg("check").arg(scan.path()).arg("--json"));
    ran.ends_with(1);
    let told: serde_json::Value = serde_json::from_str(&ran.out).unwrap();
    let file = &told["files"][0];
    assert_eq!((&file["file"], &file["rows"]), (&"studenten.csv".into(), &60.into()));
    assert_eq!((&file["encoding"], &file["delimiter"]), (&"utf-8".into(), &";".into()));
    assert_eq!((&file["heading_line"], &file["kind"]), (&1.into(), &"survey".into()));
    let faults = told["faults"].as_array().unwrap();
    assert_eq!(faults.len(), 2, "{faults:?}");
    let off = faults.iter().find(|fault| fault["fault"] == "off_scale").unwrap();
    assert_eq!((&off["file"], &off["line"]), (&"studenten.csv".into(), &6.into()));
    assert_eq!((&off["column"], &off["value"]), (&"SB01".into(), &"9".into()));
    assert!(off["hint"]["nl"].as_str().is_some_and(|hint| !hint.is_empty()));
    assert!(files(scan.folder.path()) == before);
}

#[test]
fn check_ends_with_0_or_3_as_well() {
    let scan = Scan::new();
    run(meetellen().arg("check").arg(scan.path())).ends_with(0);
    fs::write(scan.data(), "").unwrap();
    let ran = run(meetellen().arg("check").arg(scan.path()).arg("--json"));
    ran.ends_with(3);
    assert!(ran.out.contains("\"empty\""), "{}", ran.out);
}

#[test]
fn check_groups_faults_and_says_what_it_recognised() {
    let wrong: Vec<(usize, &str)> = (10..40).map(|line| (line, "1;9;3")).collect();
    let scan = Scan::with_lines(&[wrong.as_slice(), &[(3, "2;\"4;1")]].concat());
    let ran = run(meetellen().arg("check").arg(scan.path()));
    ran.ends_with(3)
        .tells(&["fout: studenten.csv:3:", "aanhalingsteken dat opent en niet sluit"])
        .tells(&["hersteld: studenten.csv [SB01]: buiten de schaal", "30 keer"])
        .tells(&["regel 10 `9`, regel 11 `9`", "en 25 andere"]);
    let refused = ran.error.find("fout:").unwrap();
    assert!(refused < ran.error.find("hersteld:").unwrap(), "{}", ran.error);
    assert!(ran.out.contains("vragenlijst, 59 rijen, 3 kolommen; utf-8 met puntkomma's"), "{}", ran.out);
    assert!(ran.out.contains("fouten: 1, hersteld: 30 - zo komt er geen rapport"), "{}", ran.out);
}

#[test]
fn check_takes_several_paths_and_ends_with_the_worst() {
    let (good, bad) = (Scan::new(), Scan::with_lines(&[(3, "2;\"4;1")]));
    let ran = run(meetellen().arg("check").args([good.path(), bad.path()]).arg("--json"));
    ran.ends_with(3);
    let told: serde_json::Value = serde_json::from_str(&ran.out).unwrap();
    assert_eq!(told["files"].as_array().unwrap().len(), 2);
    assert_eq!(told["faults"][0]["path"], bad.path().display().to_string());
}

#[test]
fn an_encoding_on_the_command_line_overrides_the_guess() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("mac.csv");
    let rows: Vec<u8> = (0..40)
        .flat_map(|n| {
            format!("{};coll\u{8e}ge\n", ["man", "vrouw"][n % 2]).chars().map(|c| c as u8).collect::<Vec<_>>()
        })
        .collect();
    fs::write(&path, [b"geslacht;plek\n".as_slice(), &rows].concat()).unwrap();
    let ran = run(meetellen().arg("check").arg(&path).args(["--encoding", "macintosh"]));
    assert!(ran.code < 3, "{}", ran.error);
    assert!(ran.out.contains("macintosh met puntkomma's"), "{}", ran.out);
    run(meetellen().arg("check").arg(&path).args(["--encoding", "klingon"]))
        .ends_with(3)
        .tells(&["onbekende codering"]);
}

#[test]
fn wrong_use_ends_with_2() {
    for arguments in [&["report", "--nope"][..], &["report", "--lang", "fr"], &["synth"]] {
        let ran = run(meetellen().args(arguments));
        ran.ends_with(2);
        assert_eq!(ran.out, "", "{arguments:?}");
    }
}

#[test]
fn messages_are_english_where_the_terminal_is() {
    let scan = Scan::new();
    fs::write(scan.data(), "").unwrap();
    let ran = run(meetellen().arg("check").arg(scan.path()).env("LC_ALL", "en_GB.UTF-8"));
    ran.ends_with(3).tells(&["error: studenten.csv"]);
}

#[test]
fn practice_data_never_land_among_other_files() {
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join("eigen.txt"), "van mij").unwrap();
    let ran = run(meetellen().args(["synth", "--students", "50", "--out"]).arg(folder.path()));
    ran.ends_with(3).tells(&["niet leeg"]);
    assert_eq!(files(folder.path()).len(), 1);
}

#[test]
fn a_codebook_is_proposed_for_an_export() {
    let scan = Scan::new();
    let ran = run(meetellen().arg("codebook").arg(scan.data()));
    ran.ends_with(0);
    assert!(ran.out.contains("role = \"gender\""), "{}", ran.out);
}

#[test]
fn completions_and_the_manual_name_every_command() {
    for arguments in [&["completions", "bash"][..], &["man"]] {
        let ran = run(meetellen().args(arguments));
        ran.ends_with(0);
        for command in ["report", "check", "audit", "codebook", "synth"] {
            assert!(ran.out.contains(command), "{arguments:?}: {command}");
        }
    }
}

#[test]
fn a_closed_pipe_is_no_fault() {
    for arguments in [&["--help"][..], &["completions", "bash"], &["man"]] {
        let mut child =
            meetellen().args(arguments).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        drop(child.stdout.take());
        let ended = child.wait_with_output().unwrap();
        let error = String::from_utf8(ended.stderr).unwrap();
        assert_eq!((ended.status.code(), error.as_str()), (Some(0), ""), "{arguments:?}");
    }
}

#[test]
fn what_was_published_is_kept_and_counts_for_the_next_report() {
    let scan = Scan::new();
    let ledger = scan.path().join("publicaties.json");
    fs::write(scan.path().join("scan.toml"), SCAN.replace("[report]", KEEPING)).unwrap();
    let draft = run(meetellen()
        .args(["report", "--draft", "--only", "html"])
        .arg(scan.path())
        .arg("--out")
        .arg(scan.out()));
    draft.ends_with(0).tells(&["publicaties.json", "nog geen logboek"]);
    assert!(!ledger.exists(), "a draft is not published");

    let first = scan.report();
    assert!(first.ends_with(0).out.contains("vastgelegd in het logboek publicaties.json"), "{}", first.out);
    let page = || fs::read_to_string(scan.out().join("alle/rapport.html")).unwrap();
    assert!(page().contains("eerste publicatie in het logboek"));
    let results = || fs::read_to_string(scan.out().join("alle/results.csv")).unwrap();
    let (kept, results_then) = (fs::read(&ledger).unwrap(), results());

    let again = scan.report();
    assert!(
        !again.ends_with(0).out.contains("vastgelegd"),
        "the same publication is kept once: {}",
        again.out
    );
    assert_eq!(fs::read(&ledger).unwrap(), kept);
    assert_eq!(results(), results_then);

    // Three answers came in late: everybody is three more, who could be subtracted.
    let mut late = fs::read_to_string(scan.data()).unwrap();
    let last: Vec<String> = late.lines().rev().take(3).map(str::to_owned).collect();
    late.push('\n');
    late.push_str(&last.join("\n"));
    fs::write(scan.data(), late).unwrap();
    let ran = scan.report();
    let shown = match ran.code {
        4 => 0,
        _ => rows(&scan.out().join("alle/results.csv"))
            .iter()
            .filter(|row| row.number("value") == Some(63.0))
            .count(),
    };
    assert_eq!(shown, 0, "{}", ran.error);
}

#[test]
fn a_ledger_that_was_changed_is_refused() {
    let scan = Scan::new();
    let ledger = scan.path().join("publicaties.json");
    fs::write(scan.path().join("scan.toml"), SCAN.replace("[report]", KEEPING)).unwrap();
    scan.report().ends_with(0);
    let kept = fs::read_to_string(&ledger).unwrap();
    fs::write(&ledger, kept.replace("\"n\":60", "\"n\":63")).unwrap();
    scan.report().ends_with(3).tells(&["publicaties.json", "controlesom klopt niet"]);
    run(meetellen().arg("check").arg(scan.path())).ends_with(3);
}

#[test]
fn the_help_reads_as_it_did() {
    insta::assert_snapshot!("help", run(meetellen().arg("--help")).out);
    insta::assert_snapshot!("help_report", run(meetellen().args(["report", "--help"])).out);
}
