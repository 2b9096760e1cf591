//! The start of a scan folder: `scan.toml` and a codebook per kind of file. The data stay where they are.

use std::fmt::Write as _;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use meetellen::codebook::{Guess, to_toml_in};
use meetellen::model::{Language, SourceKind, Stage};

use super::exit::Exit;
use super::{language, say, say_error};

/// A codebook for some files of one kind.
#[derive(Debug)]
pub(super) struct Proposed {
    pub(super) guess: Guess,
    pub(super) files: Vec<PathBuf>,
}

/// Writes `scan.toml` and the codebooks into `folder`; refuses to write over a scan that is there.
pub(super) fn write(proposals: &[Proposed], folder: &Path) -> Exit {
    match files(proposals, folder).and_then(|files| write_all(&files, folder)) {
        Ok(written) => {
            let folder = folder.display();
            say(&match language() {
                Language::Dutch => format!(
                    "geschreven in {folder}: {written}. Zoek ONZEKER in het codeboek, maak het af, en draai dan: meetellen report {folder}"
                ),
                Language::English => format!(
                    "written in {folder}: {written}. Look for UNSURE in the codebook, finish it, then run: meetellen report {folder}"
                ),
            });
            Exit::Done
        }
        Err(error) => {
            say_error(&match language() {
                Language::Dutch => format!("fout: kan geen scan beginnen in `{}`: {error}", folder.display()),
                Language::English => format!("error: cannot start a scan in `{}`: {error}", folder.display()),
            });
            Exit::Refused
        }
    }
}

struct File {
    name: String,
    text: String,
}

fn write_all(files: &[File], folder: &Path) -> io::Result<String> {
    fs::create_dir_all(folder)?;
    if let Some(there) = files.iter().find(|file| folder.join(&file.name).exists()) {
        let name = &there.name;
        return Err(io::Error::other(match language() {
            Language::Dutch => format!("{name} staat er al; kies een andere map"),
            Language::English => format!("{name} is there already; choose another folder"),
        }));
    }
    for file in files {
        fs::write(folder.join(&file.name), &file.text)?;
    }
    let names: Vec<&str> = files.iter().map(|file| file.name.as_str()).collect();
    Ok(names.join(", "))
}

fn files(proposals: &[Proposed], folder: &Path) -> io::Result<Vec<File>> {
    fs::create_dir_all(folder)?;
    let mut made = vec![File { name: "scan.toml".to_owned(), text: String::new() }];
    let mut sources = String::new();
    for proposed in proposals {
        let name = codebook_name(proposed.guess.kind, made.len() == 1);
        for (place, file) in proposed.files.iter().enumerate() {
            let several = proposed.files.len() > 1;
            source(
                &mut sources,
                &proposed.guess,
                &reached_from(folder, file)?,
                &round(file, several, place),
                &name,
            );
        }
        made.push(File { text: to_toml_in(&proposed.guess, language()), name });
    }
    let title = std::path::absolute(folder)?
        .file_name()
        .map_or_else(|| "scan".to_owned(), |name| name.to_string_lossy().into_owned());
    made[0].text = format!("{}{sources}{}", head(&title), tail());
    Ok(made)
}

fn codebook_name(kind: SourceKind, is_first: bool) -> String {
    match kind {
        _ if is_first => "codebook.toml",
        SourceKind::Register => "codebook-register.toml",
        SourceKind::Counts => "codebook-aantallen.toml",
        _ => "codebook-enquete.toml",
    }
    .to_owned()
}

fn head(title: &str) -> String {
    let title = quoted(title);
    match language() {
        Language::Dutch => format!(
            "# Het begin van een scan. De gegevens blijven staan waar ze stonden.\n[scan]\ntitle = {title}            # staat op elk verslag\nlanguages = [\"nl\"]          # [\"nl\", \"en\"]: ook in het Engels\n"
        ),
        Language::English => format!(
            "# The start of a scan. The data stay where they were.\n[scan]\ntitle = {title}            # stands on every report\nlanguages = [\"en\"]          # [\"nl\", \"en\"]: also in Dutch\n"
        ),
    }
}

fn tail() -> &'static str {
    match language() {
        Language::Dutch => {
            "\n[privacy]\n# ledger = \"publicaties.json\"   # zet dit aan als het verslag naar buiten gaat: een volgend verslag wordt er samen mee afgeschermd\n\n[report]\n# by = [\"gender\", \"programme\"]   # waarnaar uitgesplitst wordt; zonder deze regel: elk kenmerk in het codeboek\n# per = \"institution\"             # een verslag per school\n"
        }
        Language::English => {
            "\n[privacy]\n# ledger = \"publicaties.json\"   # switch this on once the report goes out: a next report will be protected together with it\n\n[report]\n# by = [\"gender\", \"programme\"]   # what to break down by; without this line: every feature in the codebook\n# per = \"institution\"             # a report per school\n"
        }
    }
}

fn source(out: &mut String, guess: &Guess, file: &str, round: &str, codebook: &str) {
    let (kind, name) = match guess.kind {
        SourceKind::Register => ("register", "register"),
        SourceKind::Counts => ("counts", "aantallen"),
        _ => ("survey", "studenten"),
    };
    let _ = writeln!(out, "\n[[source]]\nname = \"{name}\"\nkind = \"{kind}\"\nfile = {}", quoted(file));
    if guess.kind == SourceKind::Counts {
        let stage = match guess.stage {
            Some(Stage::Intake) => "intake",
            Some(Stage::Graduated) => "graduated",
            _ => "enrolled",
        };
        let _ = writeln!(out, "stage = \"{stage}\"");
    }
    if guess.kind == SourceKind::Survey && !round.is_empty() {
        let _ = writeln!(out, "round = {}", quoted(round));
    }
    let _ = writeln!(out, "codebook = \"{codebook}\"");
}

/// Returns the year in the name of a file; without one the place of the file, where there are several.
fn round(file: &Path, several: bool, place: usize) -> String {
    let name = file.file_stem().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
    let mut digits = name.split(|c: char| !c.is_ascii_digit());
    let year = digits.find(|word| word.len() == 4 && (word.starts_with("20") || word.starts_with("19")));
    match year {
        Some(year) => year.to_owned(),
        None if several => (place + 1).to_string(),
        None => String::new(),
    }
}

/// Returns the path of a file as the scan names it: from its folder, so that both can move together.
fn reached_from(folder: &Path, file: &Path) -> io::Result<String> {
    let (folder, file) = (std::path::absolute(folder)?, std::path::absolute(file)?);
    let (mut from, mut to) = (folder.components().peekable(), file.components().peekable());
    // On another drive there is no way but from its root.
    if from.peek() != to.peek() {
        return Ok(file.to_string_lossy().replace('\\', "/"));
    }
    while from.peek().is_some() && from.peek() == to.peek() {
        from.next();
        to.next();
    }
    let mut path = PathBuf::new();
    from.for_each(|_| path.push(".."));
    to.for_each(|part| path.push(part));
    Ok(path.to_string_lossy().replace('\\', "/"))
}

fn quoted(text: &str) -> String {
    let escaped: String = text
        .chars()
        .filter(|c| !c.is_control())
        .flat_map(|c| if matches!(c, '"' | '\\') { vec!['\\', c] } else { vec![c] })
        .collect();
    format!("\"{escaped}\"")
}
