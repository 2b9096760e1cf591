//! The faults of a scan as a whole: what was guessed or assumed, and what it asks for in vain.
//!
//! Leaves out faults in `scan.toml` itself (`scan`).

use crate::codebook::{Codebook, ColumnMeaning};
use crate::model::{Fault, FaultKind, Role, Severity, Text};
use crate::scan::Scan;

/// Nobody said what the columns mean.
pub(super) fn guessed(file: &str) -> Fault {
    Fault::in_file(
        Severity::Note,
        FaultKind::Assumed,
        file,
        Text::new("wat de kolommen betekenen is geraden", "what the columns mean is a guess"),
        Text::new(
            "controleer het geraden codeboek naast het verslag",
            "check the guessed codebook beside the report",
        ),
    )
}

/// No column says anything that a report can be about.
pub(super) fn nothing_recognised(file: &str) -> Fault {
    Fault::in_file(
        Severity::Repaired,
        FaultKind::Assumed,
        file,
        Text::new(
            "geen kolom herkend waarover een verslag kan gaan",
            "no column recognised that a report can be about",
        ),
        Text::new(
            "is dit het bestand met de antwoorden of aantallen? maak anders een codeboek met `meetellen codebook`",
            "is this the file with the answers or counts? if so, make a codebook with `meetellen codebook`",
        ),
    )
}

/// Nobody said at which point of a study people were counted.
pub(super) fn assumed_stage(file: &str) -> Fault {
    Fault::in_file(
        Severity::Note,
        FaultKind::Assumed,
        file,
        Text::new("geen `stage` gegeven; gelezen als ingeschrevenen", "no `stage` given; read as enrolled"),
        Text::new(
            "zet `stage` op intake, enrolled of graduated",
            "set `stage` to intake, enrolled or graduated",
        ),
    )
}

/// `select` names a level that is nowhere.
pub(super) fn unknown_level(scan: &Scan, level: &str) -> Fault {
    Fault::in_file(
        Severity::Refused,
        FaultKind::Configuration,
        scan.file.clone(),
        Text::new(
            "`select` noemt een waarde die geen bron heeft",
            "`select` names a level that no source has",
        ),
        Text::new(
            "schrijf de waarde zoals het bestand of het codeboek",
            "write the level as the file or codebook does",
        ),
    )
    .with_value(level)
}

/// The population cannot be narrowed to the people whom the report is about.
pub(super) fn frame_without_selection(frame: &str, role: Role, scan: &Scan) -> Fault {
    // Weights of another population would be wrong; a response rate is only left out.
    let severity = if scan.weights.rake.is_empty() { Severity::Repaired } else { Severity::Refused };
    Fault::in_file(
        severity,
        FaultKind::MissingColumn,
        frame,
        Text::new(
            "de populatie heeft geen kolom waarop `select` kan kiezen; respons en wegen kunnen niet",
            "the population has no column that `select` can choose by; no response and no weights",
        ),
        Text::new("voeg de kolom toe aan de populatie", "add the column to the population"),
    )
    .in_column(role.word())
}

/// The theme of an item has no effect where it differs from that of its scale: findings stand with the scale.
pub(super) fn theme_of_item(codebook: &Codebook) -> Option<Fault> {
    let differs = |column: &&ColumnMeaning| {
        let scale = codebook.scale_of(column.id());
        scale.is_some_and(|scale| column.theme.is_some_and(|theme| theme != scale.theme))
    };
    let column = codebook.columns.iter().find(differs)?;
    Some(
        Fault::in_file(
            Severity::Note,
            FaultKind::Configuration,
            codebook.name.clone(),
            Text::new(
                "`theme` bij deze vraag is anders dan bij haar schaal; die van de schaal geldt",
                "`theme` of this item differs from that of its scale; that of the scale holds",
            ),
            Text::new("zet `theme` bij de schaal", "put `theme` at the scale"),
        )
        .at_line(column.line)
        .in_column(column.heading.clone()),
    )
}
