//! Exports of survey tools, read as they come: what is recognised, told, dropped and made of them.

mod same;
mod spss;
mod tools;

use std::path::Path;

use meetellen::ingest::{Ingested, read};

/// Reads a scan of one source: `file` with `settings`, this codebook and other files beside it.
fn scanned(file: (&str, &[u8]), settings: &str, codebook: &str, beside: &[(&str, &str)]) -> Ingested {
    let folder = tempfile::tempdir().expect("test folder");
    let write =
        |name: &str, bytes: &[u8]| std::fs::write(folder.path().join(name), bytes).expect("test file");
    write(file.0, file.1);
    beside.iter().for_each(|(name, text)| write(name, text.as_bytes()));
    let name = file.0;
    let scan = format!(
        "[scan]\ntitle = \"proef\"\n[[source]]\nfile = \"{name}\"\ncodebook = \"c.toml\"\n{settings}\n"
    );
    write("scan.toml", scan.as_bytes());
    write("c.toml", codebook.as_bytes());
    read(folder.path()).unwrap_or_else(|faults| {
        panic!("{name}: {}", faults.iter().map(|fault| format!("{fault}\n")).collect::<String>())
    })
}

/// Returns what is told about a file, in Dutch.
fn told(path: &Path) -> Vec<String> {
    match meetellen::ingest::look(path) {
        Ok(look) => look.faults.iter().map(ToString::to_string).collect(),
        Err(faults) => faults.iter().map(ToString::to_string).collect(),
    }
}
