//! The architecture and the house style, checked: who may name whom, how files open, how long they are.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// Each layer, and the layers that it may name.
const MAY_USE: [(&str, &[&str]); 16] = [
    ("statistics", &[]),
    ("model", &[]),
    ("codebook", &["model"]),
    ("scan", &["model", "codebook"]),
    ("ingest", &["statistics", "model", "codebook", "scan"]),
    ("tabulation", &["model"]),
    ("results", &["statistics", "model", "tabulation"]),
    ("measures", &["statistics", "model", "tabulation", "results"]),
    ("disclosure", &["statistics", "model", "tabulation", "results"]),
    ("share", &["statistics", "model", "tabulation", "results", "measures", "disclosure"]),
    ("audit", &["model"]),
    ("compare", &["model"]),
    ("language", &["model", "codebook"]),
    ("report", &["statistics", "model", "disclosure", "share", "compare"]),
    ("synthetic", &["model"]),
    (
        "pipeline",
        &[
            "model",
            "codebook",
            "scan",
            "ingest",
            "tabulation",
            "results",
            "measures",
            "disclosure",
            "share",
            "report",
        ],
    ),
];

/// The files in which work is spread over threads.
const MAY_USE_RAYON: [&str; 5] = [
    "src/ingest/parallel.rs",
    "src/tabulation/parallel.rs",
    "src/disclosure/planning.rs",
    "src/measures/mod.rs",
    "src/report/mod.rs",
];

/// The longest that a file may be.
const MOST_LINES: usize = 500;

fn sources(folder: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join(folder)];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}

fn name(path: &Path) -> String {
    path.strip_prefix(env!("CARGO_MANIFEST_DIR")).unwrap().to_string_lossy().into_owned()
}

/// Returns the layer of a file in `src`: the first part of its path.
fn layer(path: &Path) -> String {
    let name = name(path);
    let rest = name.strip_prefix("src/").unwrap();
    rest.split(['/', '.']).next().unwrap().to_owned()
}

#[test]
fn a_layer_names_only_the_layers_that_it_may() {
    let mut broken = Vec::new();
    for path in sources("src") {
        let layer = layer(&path);
        let Some((_, allowed)) = MAY_USE.iter().find(|(known, _)| *known == layer) else {
            assert!(
                ["lib", "main", "cli"].contains(&layer.as_str()),
                "{layer} is not in the table of layers"
            );
            continue;
        };
        let text = fs::read_to_string(&path).unwrap();
        let mut uses = BTreeSet::new();
        for (number, line) in text.lines().enumerate() {
            assert!(!line.contains("use crate::{"), "{}:{}: one `use` per layer", name(&path), number + 1);
            let used = line.strip_prefix("use crate::").and_then(|rest| rest.split("::").next());
            assert!(
                used.is_none_or(|used| uses.insert(used)),
                "{}:{}: one `use` per layer",
                name(&path),
                number + 1
            );
            for named in line.match_indices("crate::").map(|(at, _)| &line[at + "crate::".len()..]) {
                let named = named.split(|c: char| !c.is_alphanumeric() && c != '_').next().unwrap();
                if named != layer && !allowed.contains(&named) {
                    broken.push(format!("{}:{}: {layer} names {named}", name(&path), number + 1));
                }
            }
        }
    }
    assert!(broken.is_empty(), "{}", broken.join("\n"));
}

#[test]
fn the_library_knows_no_arguments_terminal_or_environment() {
    let mut broken = Vec::new();
    for path in sources("src") {
        if ["cli", "main"].contains(&layer(&path).as_str()) {
            continue;
        }
        let text = fs::read_to_string(&path).unwrap();
        for (number, line) in text.lines().enumerate() {
            let forbidden =
                ["clap::", "indicatif::", "std::env::", "println!(", "eprintln!(", "stdout()", "SystemTime"];
            for word in forbidden.iter().filter(|word| line.contains(**word)) {
                broken.push(format!("{}:{}: {word}", name(&path), number + 1));
            }
        }
    }
    assert!(broken.is_empty(), "{}", broken.join("\n"));
}

#[test]
fn work_is_spread_over_threads_in_a_few_files_only() {
    let using: Vec<String> = sources("src")
        .iter()
        .filter(|path| fs::read_to_string(path).unwrap().contains("rayon"))
        .map(|path| name(path))
        .filter(|name| !MAY_USE_RAYON.contains(&name.as_str()) && !name.starts_with("src/cli/"))
        .filter(|name| name != "src/lib.rs" && !name.ends_with("/folder.rs"))
        .collect();
    assert!(using.is_empty(), "{using:?}");
}

#[test]
fn every_file_says_what_it_is_for() {
    for path in sources("src").into_iter().chain(sources("tests")) {
        let text = fs::read_to_string(&path).unwrap();
        assert!(text.starts_with("//! "), "{} does not open with what it is for", name(&path));
    }
}

#[test]
fn no_file_is_too_long() {
    let long: Vec<String> = sources("src")
        .iter()
        .map(|path| (name(path), fs::read_to_string(path).unwrap().lines().count()))
        .filter(|(_, lines)| *lines > MOST_LINES)
        .map(|(name, lines)| format!("{name}: {lines} lines"))
        .collect();
    assert!(long.is_empty(), "{}", long.join("\n"));
}

#[test]
fn paths_and_commands_in_the_documents_exist() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let help = include_str!("../src/cli/arguments.rs").to_lowercase();
    for document in ["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md"] {
        let text = fs::read_to_string(root.join(document)).unwrap();
        for quoted in text.split('`').skip(1).step_by(2) {
            let is_path = quoted.contains('/') && !quoted.contains([' ', '*', '<', '{', '|']);
            let is_ours = ["src/", "tests/", "docs/", "surveys/", "reports/example", ".ci/", "benches/"]
                .iter()
                .any(|start| quoted.starts_with(start));
            assert!(!(is_path && is_ours) || root.join(quoted).exists(), "{document} names `{quoted}`");
            if let Some(command) = quoted.strip_prefix("meetellen ") {
                let command = command.split_whitespace().next().unwrap();
                let is_command = command.chars().all(|c| c.is_ascii_lowercase());
                assert!(!is_command || help.contains(command), "{document} names `{quoted}`");
            }
        }
    }
}
