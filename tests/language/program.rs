//! `meetellen language` as its user runs it: what it prints, and its exit codes.

use std::path::Path;
use std::process::{Command, Output};

use assert_cmd::cargo::CommandCargoExt;

fn run(arguments: &[&str]) -> Output {
    let mut command = Command::cargo_bin("meetellen").unwrap();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/language/texts");
    command.current_dir(folder).env("LC_ALL", "nl_NL.UTF-8").arg("language").args(arguments).output().unwrap()
}

fn out(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

#[test]
fn a_find_is_printed_with_its_place_and_an_alternative() {
    let output = run(&["vacature-monteur.txt"]);
    let text = out(&output);
    assert_eq!(output.status.code(), Some(0), "{text}");
    for part in [
        "vacature-monteur.txt:3:16  monteur  (functienaam in één vorm; kan ook: monteur (m/v/x))",
        "Wat onderzoek zegt",
        "Dit is geen oordeel",
        "Onder 200 woorden",
    ] {
        assert!(text.contains(part), "{part} in:\n{text}");
    }
}

#[test]
fn the_explanation_comes_in_english_too() {
    let text = out(&run(&["--lang", "en", "vacature-monteur.txt"]));
    assert!(text.contains("This is no verdict") && !text.contains("Dit is geen oordeel"), "{text}");
}

#[test]
fn json_has_every_place() {
    let output = run(&["--json", "vacature-monteur.txt", "open-dag.md"]);
    let value: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(value["texts"][0]["found"][0]["line"], 3);
    assert_eq!(value["texts"][0]["found"][0]["instead"], "monteur (m/v/x)");
    assert_eq!(value["texts"][1]["images"]["undescribed"][0]["line"], 6);
}

#[test]
fn a_file_of_another_kind_is_refused_with_what_to_do() {
    let output = run(&["vacature.pdf"]);
    assert_eq!(output.status.code(), Some(3));
    assert!(String::from_utf8(output.stderr).unwrap().contains("sla een pdf of doc eerst op"));
}
