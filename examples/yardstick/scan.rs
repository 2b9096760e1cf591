//! A scan folder of one source, read as a report would read it.

use std::path::Path;

use meetellen::ingest::{Ingested, read};
use meetellen::model::Severity;

use super::Outcome;

/// Reads `file` as the one source of a scan with this codebook.
pub(super) fn read_with(file: &Path, kind: &str, codebook: &str) -> Outcome<Ingested> {
    let folder = std::env::temp_dir().join(format!("meetellen-yardstick-{}", std::process::id()));
    std::fs::create_dir_all(&folder)?;
    // A path in single quotes is literal in TOML.
    let scan =
        format!("[[source]]\nkind = \"{kind}\"\nfile = '{}'\ncodebook = \"codebook.toml\"\n", file.display());
    std::fs::write(folder.join("scan.toml"), scan)?;
    std::fs::write(folder.join("codebook.toml"), codebook)?;
    let read = read(&folder);
    std::fs::remove_dir_all(&folder)?;
    let refused = |faults: Vec<meetellen::model::Fault>| {
        let worst = faults.into_iter().find(|fault| fault.severity == Severity::Refused);
        worst.map_or_else(String::new, |fault| fault.to_string())
    };
    Ok(read.map_err(refused)?)
}
