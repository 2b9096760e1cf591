//! `meetellen synth`: practice data in a folder.

use std::fs;
use std::path::Path;

use meetellen::synthetic::{GeneratedFile, Options, generate};

use super::arguments::SynthArguments;
use super::exit::Exit;
use super::{say, say_error};

/// Writes a practice scan; refuses a folder that already holds something.
pub(super) fn run(arguments: &SynthArguments) -> Exit {
    let is_empty = fs::read_dir(&arguments.out).map_or(true, |mut entries| entries.next().is_none());
    if !is_empty {
        say_error(&format!("fout: `{}` is niet leeg; kies een nieuwe map", arguments.out.display()));
        return Exit::Refused;
    }
    let standard = Options::default();
    let options = Options {
        students: arguments.students.unwrap_or(standard.students),
        schools: arguments.schools.unwrap_or(standard.schools),
        seed: arguments.seed.unwrap_or(standard.seed),
    };
    match write(&generate(&options), &arguments.out) {
        Ok(()) => {
            say(&format!("OEFENGEGEVENS geschreven in {}", arguments.out.display()));
            Exit::Done
        }
        Err(error) => {
            say_error(&format!("fout: kan niet schrijven in `{}`: {error}", arguments.out.display()));
            Exit::Refused
        }
    }
}

/// Writes generated files below a folder.
pub(super) fn write(files: &[GeneratedFile], folder: &Path) -> std::io::Result<()> {
    for file in files {
        let path = folder.join(&file.path);
        if let Some(parent) = path.parent() {
            fs::create_dir_all(parent)?;
        }
        fs::write(path, &file.bytes)?;
    }
    Ok(())
}
