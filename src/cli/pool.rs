//! `meetellen pool`: share files of schools into the reports of a network.

use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use meetellen::model::{Fault, FaultKind, Language, Severity, Text};
use meetellen::pipeline::{self, Wishes};
use meetellen::share::{Shared, read};

use super::arguments::PoolArguments;
use super::exit::Exit;
use super::{faults, language, report, say};

/// Puts the files together; names every fault of every file.
pub(super) fn run(arguments: &PoolArguments) -> Exit {
    let mut files = Vec::new();
    let mut found = Vec::new();
    for path in arguments.files.iter().flat_map(|path| in_folder(path)) {
        match read_one(&path) {
            Ok(file) => files.push(file),
            Err(faults) => found.extend(faults),
        }
    }
    if !found.is_empty() {
        // What is wrong among the files that can be read is told as well.
        found.extend(meetellen::share::unlike(&files));
        return faults::tell(&found);
    }
    let wishes = Wishes {
        languages: arguments.lang.clone(),
        per: None,
        parts: report::parts(arguments.only.as_deref()),
        progress: None,
    };
    match pipeline::pool_to(&files, &wishes, &arguments.title, &arguments.out) {
        Ok(done) => {
            let warned = faults::tell(&done.faults);
            let out = arguments.out.display();
            let (schools, shown, withheld) = (files.len(), done.summary.shown, done.summary.withheld);
            say(&match language() {
                Language::Dutch => format!(
                    "{schools} scholen samen in {out}: {shown} cijfers getoond, {withheld} afgeschermd; vergelijkingscijfers in {out}/benchmarks.toml"
                ),
                Language::English => format!(
                    "{schools} schools together in {out}: {shown} figures shown, {withheld} withheld; benchmarks in {out}/benchmarks.toml"
                ),
            });
            warned
        }
        Err(error) => report::refused(error),
    }
}

/// Returns the JSON files in a folder, by name; a file, and a folder without any, as it is.
fn in_folder(path: &Path) -> Vec<PathBuf> {
    let is_json = |path: &PathBuf| path.extension().is_some_and(|extension| extension == "json");
    let Ok(entries) = fs::read_dir(path) else { return vec![path.to_owned()] };
    let mut found: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).filter(is_json).collect();
    found.sort();
    if found.is_empty() { vec![path.to_owned()] } else { found }
}

fn read_one(path: &Path) -> Result<Shared, Vec<Fault>> {
    let name = path
        .file_name()
        .map_or_else(|| path.display().to_string(), |name| name.to_string_lossy().into_owned());
    let bytes = fs::read(path).map_err(|error| {
        let refuse = |message, hint| {
            vec![Fault::in_file(Severity::Refused, FaultKind::Unreadable, name.clone(), message, hint)]
        };
        if path.is_dir() {
            return refuse(
                Text::new("in deze map staan geen deelbestanden", "there are no share files in this folder"),
                Text::new(
                    "geef een map met de JSON-bestanden van `meetellen share`",
                    "give a folder with the JSON files of `meetellen share`",
                ),
            );
        }
        let message = match error.kind() {
            ErrorKind::NotFound => Text::new("dit bestand is er niet", "this file is not there"),
            _ => Text::new(
                format!("kan het bestand niet lezen: {error}"),
                format!("cannot read the file: {error}"),
            ),
        };
        refuse(message, Text::new("controleer de naam en de map", "check the name and the folder"))
    })?;
    let file = read(&name, &bytes)?;
    Ok(Shared { sha256: meetellen::model::checksum::sha256(&bytes), name, file })
}
