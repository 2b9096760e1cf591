//! The adviser's own texts: `teksten/<scope>/<section>.md`, set into the reports at every run.
//!
//! Leaves out which sections there are: `report` asks for them by name.

use std::collections::BTreeMap;

use crate::model::{Fault, FaultKind, Severity, Text};
use crate::scan::Scan;

use super::files::Files;

/// Returns the texts in the folder that the scan names, by folder and name of the file without its extension.
pub(super) fn texts(
    files: &Files,
    scan: &Scan,
    faults: &mut Vec<Fault>,
) -> BTreeMap<(String, String), String> {
    let mut found = BTreeMap::new();
    let Some(folder) = &scan.report.texts else { return found };
    for name in files.names(&format!("{folder}/*/*.md")) {
        match files.text(&name) {
            Ok(text) => {
                let mut parts = name.trim_end_matches(".md").rsplit('/');
                if let (Some(section), Some(scope)) = (parts.next(), parts.next()) {
                    found.insert((scope.to_owned(), section.to_owned()), text);
                }
            }
            Err(fault) => faults.push(*fault),
        }
    }
    if found.is_empty() {
        faults.push(
            Fault::in_file(
                Severity::Repaired,
                FaultKind::Unreadable,
                scan.file.clone(),
                Text::new("geen teksten in deze map", "no texts in this folder"),
                Text::new(
                    "zet ze in bijvoorbeeld teksten/alle/samenvatting.md",
                    "put them in for instance texts/alle/summary.md",
                ),
            )
            .in_column("report.texts")
            .with_value(folder.clone()),
        );
    }
    found
}
