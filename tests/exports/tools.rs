//! What is recognised and told about the export of each tool, on real samples and on documented forms.

use std::path::PathBuf;

use meetellen::ingest::look;
use meetellen::model::{FaultKind, Severity, SourceData};

use super::{scanned, told};

fn shared(name: &str) -> Option<PathBuf> {
    let root = std::env::var("MEETELLEN_SHARED")
        .map_or_else(|_| PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../shared")), PathBuf::from);
    let path = root.join("data").join("exports").join(name);
    if path.exists() {
        return Some(path);
    }
    eprintln!("SKIPPED: {} is not there", path.display());
    None
}

#[test]
fn real_exports_are_recognised_and_it_is_told() {
    for (folder, name) in [("qualtrics", "Qualtrics-export"), ("redcap", "REDCap-export")] {
        let Some(folder) = shared(folder) else { return };
        let mut folders = vec![folder];
        let mut n = 0;
        while let Some(folder) = folders.pop() {
            for entry in std::fs::read_dir(folder).expect("test folder") {
                let path = entry.expect("test file").path();
                let file = path.file_name().expect("a name").to_string_lossy().into_owned();
                let is_export = name.starts_with("Qualtrics") || file == "data.csv";
                if path.is_dir() {
                    folders.push(path);
                } else if is_export && !path.to_string_lossy().contains("empty-rows") {
                    let told = told(&path);
                    assert!(
                        told.iter().any(|line| line.contains(&format!("herkend als {name}"))),
                        "{path:?} {told:?}"
                    );
                    n += 1;
                }
            }
        }
        assert!(n >= 8, "{name}: {n}");
    }
}

#[test]
fn a_real_project_of_redcap_has_questions_labels_ticks_and_names() {
    let Some(path) = shared("redcap/simple/data.csv") else { return };
    let look = look(&path).expect("readable");
    let of = |heading: &str| look.columns.iter().find(|column| column.heading == heading).expect("a column");
    assert_eq!(of("race").labels.len(), 6);
    assert_eq!(of("race___1").part_of.as_deref(), Some("race"));
    assert!(of("name_first").identifies && of("email").identifies && !of("age").identifies);
    assert_eq!(of("ethnicity").labels[2].1, "Hispanic or Latino");
    let codebook = meetellen::codebook::guess(&look.columns).codebook;
    let role = |heading: &str| codebook.column(heading, None).map(|column| column.role);
    assert_eq!(role("telephone"), Some(meetellen::model::Role::HiddenId));
}

#[test]
fn several_answers_of_a_real_qualtrics_export_are_one_question() {
    let name = "qualtrics/no_basis_for_evaluation__no_basis_for_evaluation_insights.csv";
    let Some(path) = shared(name) else { return };
    let look = look(&path).expect("readable");
    let ticks = look.columns.iter().find(|column| column.heading == "Q2").expect("gathered");
    assert_eq!(ticks.question.as_deref(), Some("Check all statements you agree with"));
    assert_eq!(ticks.labels[4], ("-2".into(), "I've never had squash".into()));
    // A matrix of one answer each is not.
    assert!(look.columns.iter().all(|column| column.heading != "Q3"));
}

const QUALTRICS: &str = "StartDate,EndDate,Status,Finished,ResponseId,UserLanguage,Q1\n\
    Start Date,End Date,Response Type,Finished,Response ID,User Language,Gender\n\
    2026-03-01,2026-03-01,Survey Preview,True,R_0,NL,vrouw\n\
    2026-03-01,2026-03-01,IP Address,True,R_1,NL,vrouw\n\
    2026-03-01,2026-03-01,IP Address,False,R_2,NL,man\n\
    2026-03-01,2026-03-01,IP Address,True,R_1,NL,man\n";

const GENDER: &str = "[columns.Q1]\nrole = \"gender\"\n[columns.ResponseId]\nrole = \"respondent\"\n";

#[test]
fn trial_answers_are_left_out_unfinished_ones_told_and_doubles_found_on_their_own_line() {
    let read = scanned(("a.csv", QUALTRICS.as_bytes()), "", GENDER, &[]);
    let SourceData::Survey(survey) = &read.dataset.sources[0].data else { panic!("survey") };
    assert_eq!(survey.rows, 2, "{:?}", read.faults);
    let told: Vec<(FaultKind, Option<u64>)> =
        read.faults.iter().map(|fault| (fault.kind, fault.line)).collect();
    assert_eq!(
        told,
        [
            (FaultKind::Assumed, Some(1)),
            (FaultKind::Assumed, Some(5)),
            (FaultKind::LeftOutRow, Some(3)),
            (FaultKind::DuplicateRow, Some(6))
        ],
        "{:?}",
        read.faults
    );
}

#[test]
fn trial_answers_count_where_there_are_no_others() {
    let lines: Vec<&str> = QUALTRICS.lines().take(3).collect();
    let read = scanned(("a.csv", lines.join("\n").as_bytes()), "", GENDER, &[]);
    let SourceData::Survey(survey) = &read.dataset.sources[0].data else { panic!("survey") };
    assert_eq!(survey.rows, 1, "{:?}", read.faults);
    assert!(read.faults.iter().any(|fault| fault.message.nl.contains("ze tellen mee")), "{:?}", read.faults);
}

#[test]
fn a_wrong_recognition_is_overridden_in_the_scan() {
    let read = scanned(
        ("a.csv", QUALTRICS.as_bytes()),
        "format = \"table\"",
        "[columns.Q1]\nrole = \"gender\"\n",
        &[],
    );
    let SourceData::Survey(survey) = &read.dataset.sources[0].data else { panic!("survey") };
    assert_eq!(survey.rows, 5);
    assert!(read.faults.iter().all(|fault| !fault.message.nl.contains("herkend")));
}

#[test]
fn a_structure_file_of_another_kind_is_refused_by_name() {
    let folder = tempfile::tempdir().expect("test folder");
    let write = |name: &str, text: &str| std::fs::write(folder.path().join(name), text).expect("test file");
    write("a.csv", "id,submitdate,lastpage,Q1\n1,2026,3,Y\n");
    write("a.lss", "<document/>");
    write("c.toml", "[columns.Q1]\nrole = \"item\"\n");
    write("scan.toml", "[[source]]\nfile = \"a.csv\"\ncodebook = \"c.toml\"\nstructure = \"a.lss\"\n");
    let faults = meetellen::ingest::read(folder.path()).expect_err("refused");
    let refused = faults.iter().find(|fault| fault.severity == Severity::Refused).expect("refused");
    assert_eq!(refused.file, "a.lss");
}

#[test]
fn a_survey_of_another_form_in_the_same_folder_does_no_harm() {
    let folder = tempfile::tempdir().expect("test folder");
    let lss = "<document><LimeSurveyDocType>Survey</LimeSurveyDocType><questions><rows><row><qid>1</qid>\
               <type>S</type><title>X1</title><question>Iets anders</question></row></rows></questions></document>";
    std::fs::write(folder.path().join("ander.lss"), lss).expect("test file");
    let path = folder.path().join("a.csv");
    std::fs::write(&path, "naam;X1;Q1;Q2;Q3;Q4\na;1;1;2;3;4\nb;2;2;3;4;5\n").expect("test file");
    assert!(told(&path).iter().all(|line| !line.contains("herkend")));
}

#[test]
fn grids_of_forms_are_columns_with_their_question() {
    let folder = tempfile::tempdir().expect("test folder");
    let path = folder.path().join("a.csv");
    let text = "Tijdstempel,Stellingen [Ik hoor erbij],Stellingen [Ik voel me thuis],Geslacht\n\
                1-3-2026 10:00:00,Eens,Oneens,Vrouw\n1-3-2026 10:01:00,Oneens,Eens,Man\n";
    std::fs::write(&path, text).expect("test file");
    let look = look(&path).expect("readable");
    assert!(look.faults[0].message.nl.starts_with("herkend als Google Forms-export"));
    let codebook = meetellen::codebook::guess(&look.columns).codebook;
    assert_eq!(codebook.column("Tijdstempel", None).map(|column| column.role.word()), Some("hidden_id"));
}
