//! What `pool` refuses, each with the file and the reason: edited, cut off, out of date, unlike, twice, too few.
//!
//! The schools and students are invented. Leaves out what pools, and to what (`share`).

#![expect(clippy::unwrap_used, reason = "a test that cannot go on should say where")]

#[path = "network_scan/mod.rs"]
#[expect(dead_code, reason = "other tests use the rest")]
mod network_scan;

use std::fs;
use std::process::Command;

use assert_cmd::cargo::CommandCargoExt;
use meetellen::model::{Fault, Severity};
use meetellen::pipeline::{PipelineError, Wishes, pool};
use meetellen::share::{Block, ShareFile, Shared, read, unlike, write};
use network_scan::EXACT;
use tempfile::TempDir;

fn refusals(faults: &[Fault]) -> Vec<String> {
    faults.iter().filter(|fault| fault.severity == Severity::Refused).map(|fault| fault.to_string()).collect()
}

#[test]
fn a_file_that_was_edited_by_hand_is_refused() {
    let text = write(&EXACT.files[0].file);
    let changed = text.replacen("\"n\": 1", "\"n\": 2", 1);
    assert_ne!(text, changed);
    let faults = read("90AA.json", changed.as_bytes()).unwrap_err();
    assert!(faults[0].message.nl.contains("controlesom klopt niet"), "{faults:?}");
    // What mail does to line ends is no change.
    assert!(read("90AA.json", text.replace('\n', "\r\n").as_bytes()).is_ok());
}

#[test]
fn a_file_that_is_cut_off_or_out_of_date_is_refused_with_that_reason() {
    let text = write(&EXACT.files[0].file);
    let faults = read("90AA.json", &text.as_bytes()[..text.len() / 2]).unwrap_err();
    assert!(faults[0].message.nl.contains("afgebroken"), "{faults:?}");
    let old = write(&ShareFile { rules: 0, ..EXACT.files[0].file.clone() });
    let faults = read("90AA.json", old.as_bytes()).unwrap_err();
    assert!(faults[0].message.nl.contains("verouderd"), "{faults:?}");
    assert!(read("x.json", b"{}").unwrap_err()[0].message.nl.contains("geen deelbestand"));
}

#[test]
fn a_number_that_cannot_be_is_named_by_its_place_also_with_a_fitting_checksum() {
    let made_up = |change: fn(&mut Block)| {
        let mut file = EXACT.files[0].file.clone();
        let is_open = |block: &&mut Block| !block.strata.is_empty();
        change(file.blocks.iter_mut().find(is_open).unwrap());
        read("90AA.json", write(&file).as_bytes()).unwrap_err()
    };
    for faults in
        [made_up(|block| block.strata[0].count = block.n + 1), made_up(|block| block.share = Some(1.7))]
    {
        assert!(faults[0].message.nl.contains("getal dat niet kan"), "{faults:?}");
        assert_eq!(faults[0].column.as_deref(), Some("outcome.stage 2026 man"));
    }
}

#[test]
fn the_same_school_twice_is_refused_also_under_another_name() {
    let mut files = EXACT.files.clone();
    files.push(Shared { name: "nog-eens.json".to_owned(), ..files[0].clone() });
    let mut renamed = files[1].clone();
    "andere.json".clone_into(&mut renamed.name);
    "99ZZ".clone_into(&mut renamed.file.school.code);
    files.push(renamed);
    let told = refusals(&unlike(&files));
    assert_eq!(told.len(), 2, "{told:?}");
    assert!(told[0].contains("nog-eens.json") && told[0].contains("dezelfde school"), "{told:?}");
    assert!(told[1].contains("andere.json") && told[1].contains("onder een andere naam"), "{told:?}");
}

#[test]
fn other_questions_another_coding_and_another_rule_are_named_with_file_and_question() {
    let mut files = EXACT.files.clone();
    let definition = |file: &mut Shared, measure: &str| {
        let place = file.file.definitions.iter().position(|one| one.measure == measure).unwrap();
        file.file.definitions.remove(place)
    };
    let mut scale = definition(&mut files[1], "scale.belonging");
    scale.items.retain(|item| item != "SB03");
    files[1].file.definitions.push(scale);
    let mut scale = definition(&mut files[2], "scale.belonging");
    scale.reversed.clear();
    files[2].file.definitions.push(scale);
    let mut scale = definition(&mut files[3], "scale.self_efficacy");
    scale.needed = Some(6);
    files[3].file.definitions.push(scale);
    let mut item = definition(&mut files[4], "item.SB01");
    item.answers[0].value = Some(0.0);
    files[4].file.definitions.push(item);
    let told = refusals(&unlike(&files));
    assert_eq!(told.len(), 4, "all faults at once: {told:?}");
    let is_told = |parts: &[&str]| told.iter().any(|line| parts.iter().all(|part| line.contains(part)));
    assert!(is_told(&[&files[1].name, "scale.belonging", "ontbreekt SB03"]), "{told:?}");
    assert!(is_told(&[&files[2].name, "scale.belonging", "omgekeerd"]), "{told:?}");
    assert!(is_told(&[&files[3].name, "scale.self_efficacy", "6 antwoorden nodig"]), "{told:?}");
    assert!(is_told(&[&files[4].name, "item.SB01", "anders gecodeerd"]), "{told:?}");
    let refused = pool(&files, &Wishes::default(), "x");
    assert!(matches!(refused, Err(PipelineError::Refused(_))));
}

#[test]
fn two_schools_are_too_few_to_tell_apart_and_nothing_is_made() {
    for files in [&EXACT.files[..2], &EXACT.files[..1]] {
        let Err(PipelineError::Refused(faults)) = pool(files, &Wishes::default(), "Twee scholen") else {
            panic!("{} schools are no network", files.len());
        };
        assert!(faults[0].message.nl.contains("drie scholen of meer nodig"), "{faults:?}");
    }
}

#[test]
fn a_school_under_another_name_is_found_by_its_numbers_also_where_some_were_taken_out() {
    let mut files = EXACT.files.clone();
    let mut renamed = files[1].clone();
    "andere.json".clone_into(&mut renamed.name);
    "99ZZ".clone_into(&mut renamed.file.school.code);
    "Een andere school".clone_into(&mut renamed.file.school.name);
    let kept = renamed.file.blocks.len() - 3;
    renamed.file.blocks.truncate(kept);
    files.push(renamed);
    let told = refusals(&unlike(&files));
    assert_eq!(told.len(), 1, "{told:?}");
    assert!(
        told[0].contains(&format!("{kept} van de {kept}")) || told[0].contains("dezelfde cijfers"),
        "{told:?}"
    );
}

#[test]
fn two_schools_with_one_name_are_refused_because_their_numbers_would_be_one() {
    let mut files = EXACT.files.clone();
    files[3].file.school.name = files[2].file.school.name.to_uppercase();
    let told = refusals(&unlike(&files));
    assert_eq!(told.len(), 1, "{told:?}");
    assert!(told[0].contains("een school met dezelfde naam en een andere code"), "{told:?}");
}

#[test]
fn a_share_of_people_who_gave_other_answers_is_another_share() {
    let mut files = EXACT.files.clone();
    let stage = |file: &mut Shared| {
        let place = file.file.definitions.iter().position(|one| one.measure == "outcome.stage").unwrap();
        file.file.definitions[place].success = vec!["nee".to_owned()];
    };
    assert_eq!(refusals(&unlike(&files)), Vec::<String>::new());
    stage(&mut files[4]);
    let told = refusals(&unlike(&files));
    assert!(told.len() == 1 && told[0].contains("hier telt [nee], daar [ja]"), "{told:?}");
}

#[test]
fn the_file_in_another_language_is_named_not_all_others() {
    let mut files = EXACT.files.clone();
    files[0].file.language = "en".to_owned();
    let told = refusals(&unlike(&files));
    assert!(told.len() == 1 && told[0].contains(&files[0].name), "{told:?}");
}

#[test]
fn a_number_that_is_there_twice_is_refused_and_so_is_a_file_with_none() {
    let made_up = |change: fn(&mut ShareFile)| {
        let mut file = EXACT.files[0].file.clone();
        change(&mut file);
        read("90AA.json", write(&file).as_bytes()).unwrap_err()
    };
    for faults in
        [made_up(|file| file.blocks.push(file.blocks[0].clone())), made_up(|file| file.blocks.clear())]
    {
        assert!(faults[0].message.nl.contains("twee keer hetzelfde of niets"), "{faults:?}");
    }
}

#[test]
fn on_the_command_line_a_folder_stands_for_its_files_and_a_missing_file_is_told_in_plain_words() {
    let folder = TempDir::new().unwrap();
    let program = |arguments: &[&str]| {
        let ran = Command::cargo_bin("meetellen")
            .unwrap()
            .arg("pool")
            .args(arguments)
            .env("LANG", "nl_NL")
            .output();
        let ran = ran.unwrap();
        (ran.status.code(), String::from_utf8_lossy(&ran.stderr).into_owned())
    };
    let place = folder.path().to_str().unwrap();
    let out = format!("{place}/net");
    let (code, told) = program(&[place, "--out", &out]);
    assert_eq!(code, Some(3));
    assert!(told.contains("in deze map staan geen deelbestanden"), "{told}");
    let (code, told) = program(&[&format!("{place}/weg.json"), "--out", &out]);
    assert_eq!(code, Some(3));
    assert!(told.contains("dit bestand is er niet") && !told.contains("os error"), "{told}");
    for file in &EXACT.files {
        fs::write(folder.path().join(&file.name), write(&file.file)).unwrap();
    }
    let (code, told) = program(&[place, "--out", &out, "--only", "numbers"]);
    assert_eq!(code, Some(0), "{told}");
}
