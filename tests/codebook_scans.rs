//! From an export to a report, as a coordinator does it: `codebook --scan`, then `report`, on real files.
//!
//! Leaves out whether a guess is right in detail (`guess`, `guess_forms`): here it runs, and doubt is visible.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on should say where")]

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use assert_cmd::cargo::CommandCargoExt;
use tempfile::TempDir;

fn shared(path: &str) -> Option<PathBuf> {
    let shared = std::env::var("MEETELLEN_SHARED")
        .unwrap_or_else(|_| concat!(env!("CARGO_MANIFEST_DIR"), "/../shared").to_owned());
    let path = Path::new(&shared).join("data").join(path);
    if !path.exists() {
        eprintln!("SKIPPED: {} is not there", path.display());
        return None;
    }
    Some(path)
}

fn meetellen(arguments: &[&str]) -> Output {
    let mut command = Command::cargo_bin("meetellen").unwrap();
    command.env("LC_ALL", "C").args(arguments).output().unwrap()
}

struct Made {
    folder: TempDir,
    codebook: String,
}

impl Made {
    /// Runs `codebook --scan` on files and `report` on what it wrote.
    fn of(files: &[&Path]) -> Self {
        let folder = TempDir::new().unwrap();
        let scan = folder.path().join("scan");
        let names: Vec<&str> = files.iter().map(|file| file.to_str().unwrap()).collect();
        let mut arguments = vec!["codebook"];
        arguments.extend(names);
        arguments.extend(["--scan", scan.to_str().unwrap()]);
        let output = meetellen(&arguments);
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        let codebook = fs::read_to_string(scan.join("codebook.toml")).unwrap();
        let made = Self { folder, codebook };
        let out = made.folder.path().join("report");
        let output = meetellen(&[
            "report",
            scan.to_str().unwrap(),
            "--out",
            out.to_str().unwrap(),
            "--only",
            "numbers,html",
        ]);
        let code = output.status.code();
        assert!(matches!(code, Some(0 | 1)), "{code:?}: {}", String::from_utf8_lossy(&output.stderr));
        made
    }

    /// Returns value and n of each published share by measure and group.
    fn shares(&self) -> BTreeMap<(String, String), (f64, u64)> {
        let mut reader = csv::Reader::from_path(self.folder.path().join("report/alle/results.csv")).unwrap();
        reader
            .records()
            .map(Result::unwrap)
            .filter(|row| &row[8] == "share" && &row[15] == "shown" && row[7].is_empty() && row[9].is_empty())
            .map(|row| {
                ((row[4].to_owned(), row[6].to_owned()), (row[10].parse().unwrap(), row[13].parse().unwrap()))
            })
            .collect()
    }

    fn unsure(&self) -> usize {
        self.codebook.matches("# ONZEKER: ").count()
    }
}

#[test]
fn a_table_of_coded_items_gives_a_report_and_says_which_items_run_against_their_scale() {
    let Some(file) = shared("bfi/bfi.csv") else { return };
    let made = Made::of(&[&file]);
    assert!(made.codebook.contains("vul `labels` in"), "the codes of gender have no words");
    // R psych's key: A1 C4 C5 E1 E2 O2 O5 are worded the other way round.
    for item in ["A1", "C4", "C5", "E1", "E2", "O2", "O5"] {
        assert!(made.codebook.contains(&format!("`{item}` loopt tegen de andere vragen in")), "{item}");
    }
    assert_eq!(made.codebook.matches("loopt tegen").count(), 7);
    assert!(made.codebook.contains("samenhang met de rest: -0,31, 2709 mensen"));
    assert_eq!(made.codebook.matches("reversed = []").count(), 5, "a reversal is never guessed");
}

#[test]
fn questions_with_several_answers_have_the_base_of_who_ticked() {
    let Some(file) = shared("user2016/useR2016.csv") else { return };
    let made = Made::of(&[&file]);
    let shares = made.shares();
    // 172 of the 440 who ticked anything of Q13 contribute to packages; of all 455 it would be 37.8 %.
    let (share, n) = shares[&("choice.Q13.Q13_D@ticked".to_owned(), String::new())];
    assert!((share - 172.0 / 440.0).abs() < 0.006 && n.abs_diff(440) <= 2, "{share} {n}");
    let page = fs::read_to_string(made.folder.path().join("report/alle/rapport.html")).unwrap();
    assert!(page.contains("Meer antwoorden mochten: de percentages tellen samen op tot meer dan 100."));
    assert!(page.contains("wie minstens één antwoord koos"));
    assert!(made.unsure() >= 3);
    // The group of three is not printed, in no measure.
    assert!(!shares.keys().any(|(_, group)| group.contains("Non-Binary")));
}

#[test]
fn a_survey_of_a_magazine_and_a_table_of_outcomes_run_as_they_are() {
    for (file, doubts) in [
        ("masculinity/raw-responses.csv", 10),
        ("uci-dropout/predict_students_dropout_and_academic_success.csv", 3),
    ] {
        let Some(file) = shared(file) else { return };
        let made = Made::of(&[&file]);
        assert!(made.unsure() >= doubts, "{}: {}", file.display(), made.unsure());
        assert!(!made.shares().is_empty());
    }
}

/// Five answers of a real export, eight times: shape and headings are those of Qualtrics, the number of people is not.
#[test]
fn an_export_of_qualtrics_runs_as_it_is() {
    let folder = "exports/qualtrics/";
    for name in
        ["sample_survey__sample_survey.csv", "matrix_single_answer_survey__matrix_single_answer_testing.csv"]
    {
        let Some(file) = shared(&format!("{folder}{name}")) else { return };
        let text = fs::read_to_string(file).unwrap();
        let mut reader = csv::ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .from_reader(text.trim_start_matches('\u{feff}').as_bytes());
        let records: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
        let headings = if records[2].iter().any(|field| field.contains("ImportId")) { 3 } else { 2 };
        let status = records[0].iter().position(|field| field == "Status").unwrap();
        let place = TempDir::new().unwrap();
        let path = place.path().join("export.csv");
        let mut writer = csv::WriterBuilder::new().flexible(true).from_path(&path).unwrap();
        for record in &records[..headings] {
            writer.write_record(record).unwrap();
        }
        for copy in 0..8 {
            for record in &records[headings..] {
                let mut fields: Vec<String> = record.iter().map(str::to_owned).collect();
                fields[0] = format!("{}-{copy}", fields[0]);
                // Answers that the maker tried out are left out of a report; here they stand for real ones.
                fields[status] = "0".to_owned();
                writer.write_record(&fields).unwrap();
            }
        }
        writer.flush().unwrap();
        let made = Made::of(&[&path]);
        assert!(made.codebook.contains("hidden_id"), "addresses are dropped");
    }
}

#[test]
fn two_rounds_of_the_practice_survey_get_one_codebook() {
    let demo = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/surveys/demo"));
    let made = Made::of(&[&demo.join("oefen-studenten-2024.csv"), &demo.join("oefen-studenten-2026.csv")]);
    let scan = fs::read_to_string(made.folder.path().join("scan/scan.toml")).unwrap();
    assert!(scan.contains("round = \"2024\"") && scan.contains("round = \"2026\""), "{scan}");
    assert!(made.codebook.contains("vraag SB01 van belonging-nl"));
    assert!(made.codebook.contains("reversed = [\"SB03\", \"SB07\"]"), "the instrument says so");
}

#[test]
fn a_scan_that_is_there_is_not_written_over() {
    let folder = TempDir::new().unwrap();
    let file = folder.path().join("a.csv");
    fs::write(&file, "Gender;V1\nvrouw;ja\nman;nee\n").unwrap();
    let scan = folder.path().join("scan");
    let arguments = ["codebook", file.to_str().unwrap(), "--scan", scan.to_str().unwrap()];
    assert!(meetellen(&arguments).status.success());
    let text = fs::read_to_string(scan.join("scan.toml")).unwrap();
    assert!(text.contains("file = \"../a.csv\""), "{text}");
    let again = meetellen(&arguments);
    assert_eq!(again.status.code(), Some(3));
    assert!(String::from_utf8_lossy(&again.stderr).contains("scan.toml staat er al"));
}

/// Invented answers of 60 people to the own form, as LimeSurvey writes them.
fn limesurvey(answers: bool) -> String {
    let mut out = String::from("\"id\",\"lastpage\",\"startlanguage\"");
    let headings = [
        "Q1[SB01]", "Q1[SB02]", "Q1[SB03]", "Q1[SB04]", "Q2[SE01]", "Q2[SE02]", "Q2[SE03]", "CO[CO01]",
        "CO[CO02]", "BG01", "BG06",
    ];
    for heading in headings {
        let _ = write!(out, ",\"{heading}\"");
    }
    out.push('\n');
    let agree = [
        "helemaal niet mee eens",
        "niet mee eens",
        "niet eens en niet oneens",
        "mee eens",
        "helemaal mee eens",
    ];
    let sure = ["helemaal niet zeker", "niet zo zeker", "redelijk zeker", "zeker", "heel zeker"];
    for person in 0..60_usize {
        let _ = write!(out, "\"{}\",\"9\",\"nl\"", person + 1);
        for question in 0..7_usize {
            let place = (person * 3 + question * 2 + person / 7) % 5;
            let words = if question < 4 { agree[place] } else { sure[place] };
            let _ = if answers { write!(out, ",\"{words}\"") } else { write!(out, ",\"{}\"", place + 1) };
        }
        let gender = usize::from(person % 2 == 0);
        let words = ["man", "vrouw"][gender];
        let _ = write!(out, ",\"{0}\",\"{0}\"", if answers { "Ja" } else { "Y" });
        let _ = if answers { write!(out, ",\"{words}\"") } else { write!(out, ",\"{}\"", 2 - gender) };
        let _ = writeln!(out, ",\"0000{}\"", person % 2 + 1);
    }
    out
}

#[test]
fn an_export_of_the_own_form_needs_no_codebook() {
    let mut means = Vec::new();
    for answers in [false, true] {
        for scan in [
            None,
            Some(
                "[scan]\ntitle = \"Verzonnen\"\n[[source]]\nkind = \"survey\"\nfile = \"export.csv\"\ninstrument = \"belonging-nl\"\n",
            ),
        ] {
            let folder = TempDir::new().unwrap();
            fs::write(folder.path().join("export.csv"), limesurvey(answers)).unwrap();
            let mut input = folder.path().join("export.csv");
            if let Some(scan) = scan {
                fs::write(folder.path().join("scan.toml"), scan).unwrap();
                input = folder.path().to_owned();
            }
            let out = folder.path().join("report");
            let output = meetellen(&[
                "report",
                input.to_str().unwrap(),
                "--out",
                out.to_str().unwrap(),
                "--only",
                "numbers",
            ]);
            assert!(
                matches!(output.status.code(), Some(0 | 1)),
                "{}",
                String::from_utf8_lossy(&output.stderr)
            );
            let mut reader = csv::Reader::from_path(out.join("alle/results.csv")).unwrap();
            let mean = reader
                .records()
                .map(Result::unwrap)
                .find(|row| &row[4] == "scale.belonging" && row[5].is_empty() && &row[8] == "mean")
                .unwrap();
            means.push((mean[10].to_owned(), mean[13].to_owned()));
        }
    }
    assert!(means.windows(2).all(|pair| pair[0] == pair[1]), "{means:?}");
    assert!(!means[0].0.is_empty());
}
