//! The faults of a table as a whole: no rows, an open quote, rows and headings that do not fit.
//!
//! Leaves out faults about values (`values`).

use crate::model::{Fault, FaultKind, Severity, Text};

use super::cut::Broken;

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

/// A row has too many or too few fields.
pub(super) fn ragged(file: &str, fields: usize, width: usize) -> Fault {
    Fault::in_file(
        Severity::Repaired,
        FaultKind::RaggedRow,
        file,
        Text::new(
            format!(
                "{fields} velden waar de kolomnamen er {width} tellen; tekort is leeg, teveel is weggelaten"
            ),
            format!(
                "{fields} fields where the headings are {width}; lacking ones are empty, further ones left out"
            ),
        ),
        Text::new(
            "zet een veld met het scheidingsteken erin tussen aanhalingstekens",
            "put a field that holds the delimiter between quotes",
        ),
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
