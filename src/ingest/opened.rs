//! The files of a source, opened: each once, with what its name says and the layout of its fields.
//!
//! What is no table of people is refused here, before anybody guesses what its columns mean. Leaves out rows.

use crate::model::{Fault, FaultKind, Severity, Text};
use crate::scan::SourceFile;

use super::exchange::refused;
use super::file::{Input, InputKind};
use super::files::Files;
use super::fixed::{beside, described};
use super::layout::Layout;
use super::several::{OfFile, glob, twice};

/// The files of a source.
pub(super) struct Opened {
    /// Each file with its bytes, in the order of the scan and then by name.
    pub(super) files: Vec<(String, Input)>,
    /// What holds for every row of a file.
    pub(super) values: Vec<OfFile>,
    /// The layout, where fields have fixed places.
    pub(super) layout: Option<Layout>,
}

/// Opens the files of a source; what cannot be read is told.
pub(super) fn opened(files: &Files, source: &SourceFile, faults: &mut Vec<Fault>) -> Opened {
    let mut made = Opened { files: Vec::new(), values: Vec::new(), layout: None };
    let is_single = matches!(files, Files::Single(_));
    if let Some(name) = &source.layout {
        made.layout = described(files, name).map_err(|found| faults.extend(found)).ok();
    }
    for pattern in &source.files {
        // The name of a single file is no pattern.
        let found = files.open(&if is_single { pattern.clone() } else { glob(pattern) });
        for one in found {
            let mut input = match one.input {
                Ok(input) => input,
                Err(fault) => {
                    faults.push(*fault);
                    continue;
                }
            };
            if let Some((earlier, _)) = made.files.iter().find(|(_, other)| other.sha256 == input.sha256) {
                faults.push(twice(&one.name, earlier));
                continue;
            }
            if input.kind == InputKind::Text && source.layout.is_none() {
                match places(files, &one.name, &input) {
                    Ok(Some((name, layout))) => {
                        faults.push(read_by(&one.name, &name));
                        made.layout = Some(layout);
                    }
                    Ok(None) => {}
                    Err(found) => {
                        faults.extend(found);
                        continue;
                    }
                }
            }
            if source.layout.is_some() && made.layout.is_none() {
                continue;
            }
            if input.kind == InputKind::Text {
                input.layout.clone_from(&made.layout);
            }
            if !is_single {
                made.values.push(OfFile::new(source, pattern, &one.name));
            }
            made.files.push((one.name, input));
        }
    }
    made
}

/// Returns the layout of a text with fixed places, and the name of its description; why it cannot be read.
///
/// `None` where fields have no fixed places.
pub(super) fn places(
    files: &Files,
    name: &str,
    input: &Input,
) -> Result<Option<(String, Layout)>, Vec<Fault>> {
    if let Some(fault) = refused(name, input.head()) {
        return Err(vec![fault]);
    }
    beside(files, name, input.head()).transpose()
}

fn read_by(file: &str, layout: &str) -> Fault {
    Fault::in_file(
        Severity::Note,
        FaultKind::Assumed,
        file,
        Text::new(
            format!("elk veld heeft een vaste plaats; gelezen volgens {layout}"),
            format!("each field has a fixed place; read by {layout}"),
        ),
        Text::new(
            "noem in een scan de beschrijving van het jaar van het bestand bij `layout`",
            "in a scan, name the description of the file's year at `layout`",
        ),
    )
}
