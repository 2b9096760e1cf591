//! The ledger: what a school published before, so that a new report is protected together with it.
//!
//! It stays with the school, beside its data. Of groups that are withheld it holds no number.
//! Leaves out how a publication is written down and what it means for a new one (`disclosure`).

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::checksum;

/// What the file says that it is.
pub const FORMAT: &str = "meetellen-publicaties";

/// The version of the form of the file.
pub const SCHEMA: u32 = 1;

const NOTE: &str = "Wat deze school eerder publiceerde. Bewaar dit bestand bij de gegevens, verander het niet en stuur het niet mee.";

/// Everything that was published before, in order.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ledger {
    /// [`FORMAT`].
    pub format: String,
    /// [`SCHEMA`].
    pub schema: u32,
    /// What the file is, for who opens it.
    pub note: String,
    /// The hash of everything else in the file.
    pub checksum: String,
    /// The publications, the first one first.
    pub publications: Vec<Publication>,
}

/// What one run published of people who are protected.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Publication {
    /// The title of the reports.
    pub title: String,
    /// What was told, per population.
    pub populations: Vec<Disclosed>,
}

/// What was told of one population: the respondents of a round, a cohort.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Disclosed {
    /// The name of the source.
    pub source: String,
    /// The round, year or cohort.
    pub period: String,
    /// Which measures it gives.
    pub family: String,
    /// The measure under which its people are counted, where the family does not tell.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub named: Option<String>,
    /// What was observed of each person.
    pub measures: Vec<String>,
    /// What was told of each group.
    pub groups: Vec<DisclosedGroup>,
}

/// What was told of one group; measures are named by their place in [`Disclosed::measures`].
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DisclosedGroup {
    /// Role and level; empty for everybody.
    pub of: BTreeMap<String, String>,
    /// How many people, if the group was told.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub n: Option<u64>,
    /// Whether its numbers were rounded.
    #[serde(default, skip_serializing_if = "is_false")]
    pub round: bool,
    /// Measures of which nothing was told.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub withheld: Vec<usize>,
    /// Measures of which only the mean was told.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub means: Vec<usize>,
    /// Measures whose outer answers were told together.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub together: Vec<usize>,
    /// Answers that were not told as they are.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub covers: Vec<DisclosedCover>,
}

/// An answer, or neighbours told together, that hardly anybody gave, or that would tell of one.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DisclosedCover {
    /// The measure.
    pub measure: usize,
    /// The answers, as the scan labels them.
    pub answers: Vec<String>,
    /// Whether it was told as a band; else not at all.
    pub banded: bool,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde gives a reference")]
fn is_false(value: &bool) -> bool {
    !*value
}

impl Default for Ledger {
    fn default() -> Self {
        Self {
            format: FORMAT.to_owned(),
            schema: SCHEMA,
            note: NOTE.to_owned(),
            checksum: String::new(),
            publications: Vec::new(),
        }
    }
}

impl Ledger {
    /// Returns the ledger with one publication more; one that it holds already is not written twice.
    #[must_use]
    pub fn with(&self, publication: Publication) -> Self {
        let mut all = self.clone();
        if !all.publications.contains(&publication) {
            all.publications.push(publication);
        }
        all
    }

    /// Returns how many publications were made before this one.
    #[must_use]
    pub fn before(&self, publication: &Publication) -> usize {
        self.publications.iter().position(|known| known == publication).unwrap_or(self.publications.len())
    }

    /// Returns the file, with its checksum; the same publications give the same bytes.
    #[must_use]
    pub fn to_json(&self) -> String {
        let blank = Self { checksum: String::new(), ..self.clone() };
        let mut json = serde_json::to_string(&blank).expect("invariant: a ledger is plain data");
        json.push('\n');
        checksum::stamped(&json)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn publication(title: &str) -> Publication {
        Publication { title: title.to_owned(), populations: Vec::new() }
    }

    #[test]
    fn a_publication_is_written_once_and_those_before_it_are_counted() {
        let ledger = Ledger::default().with(publication("2025")).with(publication("2026"));
        assert_eq!(ledger.with(publication("2025")), ledger);
        let before = ["2025", "2026", "2027"].map(|title| ledger.before(&publication(title)));
        assert_eq!(before, [0, 1, 2]);
    }

    #[test]
    fn the_file_is_intact_and_reads_back_as_it_was() {
        let ledger = Ledger::default().with(publication("2025"));
        let json = ledger.to_json();
        assert!(checksum::is_intact(&json));
        let read: Ledger = serde_json::from_str(&json).unwrap();
        assert_eq!(read.publications, ledger.publications);
        assert_eq!(read.to_json(), json);
    }
}
