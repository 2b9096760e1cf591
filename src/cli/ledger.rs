//! Keeping the ledger of a scan: what was published goes into the file that `scan.toml` names.

use std::fs;
use std::path::{Path, PathBuf};

use meetellen::ingest::Ingested;
use meetellen::model::Language;
use meetellen::pipeline::Summary;

use super::{language, say, say_error, write_whole};

/// Writes the ledger with this publication in it, whole; says whether what was published is kept.
///
/// A scan that names no ledger keeps nothing, which the report says.
pub(super) fn keep(ingested: &Ingested, scan: &Path, summary: &Summary) -> bool {
    let Some((name, text)) = ingested.scan.privacy.ledger.as_ref().zip(summary.ledger.as_ref()) else {
        return true;
    };
    let place = folder(scan).join(name);
    if fs::read_to_string(&place).is_ok_and(|known| known == *text) {
        return true;
    }
    match write_whole(&place, text) {
        Ok(()) => {
            say(&match language() {
                Language::Dutch => format!(
                    "vastgelegd in het logboek {name}: een volgend rapport wordt samen met dit rapport afgeschermd"
                ),
                Language::English => format!(
                    "kept in the ledger {name}: a next report will be protected together with this one"
                ),
            });
            true
        }
        Err(error) => {
            let place = place.display();
            say_error(&match language() {
                Language::Dutch => format!(
                    "fout: kan het logboek `{place}` niet schrijven: {error}; het rapport is er, maar publiceer het pas als het is vastgelegd"
                ),
                Language::English => format!(
                    "error: cannot write the ledger `{place}`: {error}; the report is there, but publish it only once it is kept"
                ),
            });
            false
        }
    }
}

/// Returns the folder of a scan that is named by its folder or its `scan.toml`.
fn folder(scan: &Path) -> PathBuf {
    if scan.is_dir() { scan.to_owned() } else { scan.parent().map(Path::to_owned).unwrap_or_default() }
}
