//! The faults of a table as a whole: no rows, an open quote, rows and headings that do not fit.
//!
//! Leaves out faults about values (`values`).

use crate::model::{Fault, FaultKind, Severity, Text};

use super::cut::Broken;
use super::table::Position;

/// The file holds no rows.
pub(super) fn empty(file: &str) -> Fault {
    Fault::in_file(
        Severity::Refused,
        FaultKind::Empty,
        file,
        Text::new("het bestand bevat geen rijen", "the file holds no rows"),
        Text::new("exporteer het opnieuw, met de antwoorden", "export it again, with the answers"),
    )
}

/// A quote opens and never closes, or closes only after it swallowed rows.
pub(super) fn broken_quote(file: &str, broken: &Broken) -> Fault {
    let lines = broken.swallowed;
    let message = if lines == 0 {
        Text::new("aanhalingsteken dat opent en niet sluit", "quote that opens and does not close")
    } else {
        Text::new(
            format!(
                "aanhalingsteken dat pas na {lines} regels sluit; die regels hebben elk zoveel velden als er kolommen zijn"
            ),
            format!(
                "quote that closes only after {lines} lines, which each have as many fields as there are columns"
            ),
        )
    };
    Fault::in_file(
        Severity::Refused,
        FaultKind::UnclosedQuote,
        file,
        message,
        Text::new(
            "sluit het, of schrijf een aanhalingsteken in een tekst dubbel",
            "close it, or write a quote within a text twice",
        ),
    )
}

/// A row has too few fields, or values under no heading: then one of them may have pushed the others aside.
pub(super) fn ragged(file: &str, fields: usize, width: usize) -> Fault {
    let message = if fields > width {
        let surplus = fields - width;
        Text::new(
            format!(
                "{fields} velden, {surplus} meer dan er kolomnamen zijn: waarden kunnen verschoven zijn; regel weggelaten"
            ),
            format!(
                "{fields} fields, {surplus} more than there are headings: values may have shifted; line left out"
            ),
        )
    } else {
        Text::new(
            format!("{fields} velden waar de kolomnamen er {width} tellen; wat ontbreekt, is leeg"),
            format!("{fields} fields where the headings are {width}; what is lacking, is empty"),
        )
    };
    Fault::in_file(Severity::Repaired, FaultKind::RaggedRow, file, message, quotes())
}

/// A row of which the fields too many are empty, in a file whose other rows have none.
pub(super) fn trailing(file: &str, surplus: usize) -> Fault {
    Fault::in_file(
        Severity::Repaired,
        FaultKind::RaggedRow,
        file,
        Text::new(
            format!("velden te veel: {surplus}, leeg; kijk of waarden op deze regel verschoven zijn"),
            format!("fields too many: {surplus}, empty; see whether values on this line have shifted"),
        ),
        quotes(),
    )
}

/// So many rows have values under no heading that leaving them out would leave another table.
pub(super) fn too_long(file: &str, n: u64, of: u64) -> Fault {
    Fault::in_file(
        Severity::Refused,
        FaultKind::RaggedRow,
        file,
        Text::new(
            format!("{n} van {of} regels hebben meer velden dan er kolomnamen zijn"),
            format!("{n} of {of} lines have more fields than there are headings"),
        ),
        Text::new(
            "geef elke kolom een naam, of exporteer met een ander scheidingsteken of met aanhalingstekens",
            "name every column, or export with another delimiter or with quotes",
        ),
    )
    .times(n)
}

/// There are more headings than any tool has columns.
pub(super) fn too_wide(file: &str, width: usize) -> Fault {
    Fault::in_file(
        Severity::Refused,
        FaultKind::Heading,
        file,
        Text::new(
            format!("{width} kolomnamen, meer dan een werkblad kolommen kan hebben"),
            format!("{width} headings, more than a sheet can have columns"),
        ),
        Text::new(
            "kijk of het scheidingsteken klopt en of de regel met kolomnamen de goede is",
            "see whether the delimiter and the line of headings are right",
        ),
    )
}

fn quotes() -> Text {
    Text::new(
        "zet een veld met het scheidingsteken erin tussen aanhalingstekens",
        "put a field that holds the delimiter between quotes",
    )
}

/// Nearly all rows have far fewer fields than there are headings.
pub(super) fn lacking(file: &str, width: usize) -> Fault {
    Fault::in_file(
        Severity::Refused,
        FaultKind::RaggedRow,
        file,
        Text::new(
            format!("{width} kolomnamen, terwijl bijna alle regels veel minder velden hebben"),
            format!("{width} headings, while nearly all lines have far fewer fields"),
        ),
        Text::new(
            "kijk of het scheidingsteken klopt en of de regel met kolomnamen de goede is",
            "see whether the delimiter and the line of headings are right",
        ),
    )
}

/// A row says what another said already; only one of them counts.
pub(super) fn double_row(at: Position<'_>, message: Text, hint: Text) -> Fault {
    Fault::in_file(Severity::Repaired, FaultKind::DuplicateRow, at.file, message, hint).at_line(at.line)
}

/// A column holds values and has no heading.
pub(super) fn unnamed_column(file: &str, name: &str) -> Fault {
    Fault::in_file(
        Severity::Note,
        FaultKind::Heading,
        file,
        Text::new("kolom met waarden maar zonder naam", "column with values but without a name"),
        Text::new("geef de kolom een naam, of laat haar weg", "name the column, or leave it out"),
    )
    .in_column(name)
}
