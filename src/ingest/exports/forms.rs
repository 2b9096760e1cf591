//! Microsoft Forms and Google Forms: one row of headings, whole questions, a few columns of their own.
//!
//! Source: Microsoft support, "Check and share your form results"; Google Docs Editors Help, "View and manage
//! form responses". Matrices are columns: `Vraag [rij]` of Google, the row alone of Microsoft.

use crate::codebook::folded;

use super::structure::Structure;

const STARTED: [&str; 5] = ["start time", "begintijd", "starttijd", "startzeit", "heure de d\u{e9}but"];

const ENDED: [&str; 8] = [
    "completion time",
    "tijd van voltooien",
    "voltooiingstijd",
    "tijd van voltooiing",
    "eindtijd",
    "fertigstellungszeit",
    "heure de fin",
    "end time",
];

const STAMPED: [&str; 5] = ["timestamp", "tijdstempel", "zeitstempel", "horodateur", "tijdstip"];

/// Returns whether Microsoft Forms wrote these headings: when somebody began and ended, one after another.
pub(super) fn is_microsoft(headings: &[String]) -> bool {
    let plain: Vec<String> = headings.iter().take(6).map(|heading| folded(heading)).collect();
    plain.windows(2).any(|two| STARTED.contains(&two[0].as_str()) && ENDED.contains(&two[1].as_str()))
}

/// Returns whether Google Forms wrote these headings: the moment stands first.
pub(super) fn is_google(headings: &[String]) -> bool {
    headings.len() > 1 && STAMPED.contains(&folded(&headings[0]).as_str())
}

/// Microsoft Forms ends each answer of a question with several by a semicolon.
pub(super) fn microsoft() -> Structure {
    Structure { joined_by: Some(";"), ..Structure::default() }
}

/// Google Forms writes a comma and a space between answers.
pub(super) fn google() -> Structure {
    Structure { joined_by: Some(", "), ..Structure::default() }
}
