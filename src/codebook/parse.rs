//! `codebook.toml` into a [`Codebook`], with every fault at once.
//!
//! Leaves out whether the columns exist in a file: only `ingest` sees files.

use super::choice::choices;
use super::column::{answer_sets, columns, role_word};
use super::configuration::{Reading, Section, read};
use super::counting::hidden;
use super::meaning::{Codebook, Unpivot};
use super::scale::{groups, scales};
use crate::model::{Fault, Text};

impl Codebook {
    /// Returns the codebook that `text` declares, or every fault in it.
    pub fn parse(file_name: &str, text: &str) -> Result<Self, Vec<Fault>> {
        read(file_name, text, |root, reading| Self::from_section(file_name, root, reading))
    }

    pub(super) fn from_section(name: &str, root: &mut Section<'_>, reading: &mut Reading<'_>) -> Self {
        let sets =
            root.table(reading, "answers").map_or_else(Vec::new, |section| answer_sets(section, reading));
        let mut columns =
            root.table(reading, "columns").map_or_else(Vec::new, |section| columns(section, reading, &sets));
        let unpivot = root.table(reading, "unpivot").and_then(|section| unpivot(section, reading));
        let scales = root
            .table(reading, "scales")
            .map_or_else(Vec::new, |section| scales(section, reading, &mut columns));
        let choices = root
            .table(reading, "choices")
            .map_or_else(Vec::new, |section| choices(section, reading, &mut columns));
        let groups = root.table(reading, "groups").map_or_else(Vec::new, |section| groups(section, reading));
        Self { name: name.to_owned(), columns, unpivot, scales, choices, knows_questions: false, groups }
    }
}

fn unpivot(mut section: Section<'_>, reading: &mut Reading<'_>) -> Option<Unpivot> {
    let headings = section.string(reading, "headings");
    let columns = section.strings(reading, "columns").map_or_else(Vec::new, |found| found.value);
    let hidden = hidden(&mut section, reading);
    let place = section.place.clone();
    section.finish(reading);
    let Some(headings) = headings else {
        reading.refuse(
            &place,
            None,
            Text::new("`headings` ontbreekt", "`headings` is missing"),
            Text::new(
                "schrijf bijvoorbeeld `headings = \"{year} {sex}\"`",
                "write for instance `headings = \"{year} {sex}\"`",
            ),
        );
        return None;
    };
    let mut roles = Vec::new();
    let mut rest = headings.value.as_str();
    while let Some(open) = rest.find('{') {
        let after = &rest[open + 1..];
        let Some(close) = after.find('}') else { break };
        roles.push(role_word(&after[..close], &headings.place, reading)?);
        rest = &after[close + 1..];
    }
    if roles.is_empty() || rest.contains(['{', '}']) {
        reading.refuse(
            &headings.place,
            Some(&headings.value),
            Text::new("de vorm noemt geen rol tussen accolades", "the form names no role between braces"),
            Text::new(
                "schrijf bijvoorbeeld `headings = \"{year} {sex}\"`",
                "write for instance `headings = \"{year} {sex}\"`",
            ),
        );
        return None;
    }
    Some(Unpivot { headings: headings.value, roles, columns, hidden })
}
