//! Exports of survey tools recognised by their shape, and what each says about its own columns.
//!
//! A tool is told by headings that it alone writes, a row under them, or the structure file beside the
//! export. Recognition is always told, and `format` in scan.toml overrides it. Leaves out bytes and cells
//! (`reader`, `workbook`, `sav`) and what a column means (`codebook`).

mod structure;
mod joined;
mod gather;
mod complete;
mod head;
mod qualtrics;
mod forms;
mod surveymonkey;
mod spanned;
mod markup;
mod limesurvey;
mod lss;
mod redcap;
mod beside;

use crate::codebook::folded;
use crate::model::{Fault, FaultKind, Severity, Text};

use super::table::{Format, Kind};

pub use beside::Beside;
pub use structure::{AnswerSet, Described, Member, Proof, Screen, Screened, Structure, Ticked};

pub(super) use beside::find;
pub(super) use complete::{complete, separator};
pub(super) use gather::finish;
pub(super) use head::{Head, heading_row};
pub(super) use structure::SEPARATOR;

/// What a caller wants of a column, by its heading and question.
pub(super) type Keeper<'a> = &'a dyn Fn(&str, Option<&str>) -> Kind;

/// Returns whether a file is the data dictionary of `REDCap`.
pub(super) fn is_dictionary(bytes: &[u8]) -> bool {
    redcap::Dictionary::begins(bytes) && redcap::Dictionary::parse(&String::from_utf8_lossy(bytes)).is_some()
}

impl Structure {
    /// Returns what to keep of a column: also where only a set or a screen needs it.
    pub(super) fn kind(&self, heading: &str, question: Option<&str>, keep: Keeper<'_>) -> Kind {
        let own = keep(heading, question);
        if own != Kind::Nothing {
            return own;
        }
        let sets = self.sets.iter().filter(|set| set.members.iter().any(|member| member.heading == heading));
        let in_set = sets.into_iter().any(|set| keep(&set.heading, set.question.as_deref()) == Kind::Values);
        let screens = self.screens.iter().any(|screen| screen.heading == heading);
        if in_set || screens { Kind::Values } else { Kind::Nothing }
    }
}

impl Format {
    /// Adds what the file says about its columns; a question with several answers is a heading of its own.
    pub(super) fn with(mut self, structure: Structure) -> Self {
        self.questions.resize(self.headings.len(), String::new());
        for set in &structure.sets {
            if !self.headings.contains(&set.heading) {
                self.headings.push(set.heading.clone());
                self.questions.push(set.question.clone().unwrap_or_default());
            }
        }
        self.structure = structure;
        self
    }
}

/// Returns whether two texts are one to a reader: case, spaces and typographic signs left aside.
pub(super) fn same(one: &str, other: &str) -> bool {
    one == other || folded(one) == folded(other)
}

/// Returns the note that a file of SPSS was recognised, and what it says about itself.
pub(super) fn spss(file: &str, deflated: bool, encoding: &str, structure: &Structure) -> Fault {
    let ending = if deflated { "zsav" } else { "sav" };
    let labelled = structure.columns.iter().filter(|column| !column.labels.is_empty()).count();
    let sets = structure.sets.len();
    Fault::in_file(
        Severity::Note,
        FaultKind::Assumed,
        file,
        Text::new(
            format!(
                "herkend als SPSS-bestand ({ending}, {encoding}); kolommen met labels: {labelled}, vragen met meer antwoorden: {sets}"
            ),
            format!(
                "recognised as SPSS file ({ending}, {encoding}); columns with labels: {labelled}, questions with several answers: {sets}"
            ),
        ),
        Text::new(
            "staan er vreemde tekens in de labels? noem de tekenset met `encoding` in scan.toml",
            "odd characters in the labels? name the encoding with `encoding` in scan.toml",
        ),
    )
}

/// What the tests of several tools use.
#[cfg(test)]
mod testing {
    /// Returns a row of headings.
    pub(super) fn row(fields: &[&str]) -> Vec<String> {
        fields.iter().map(|field| (*field).to_owned()).collect()
    }
}
