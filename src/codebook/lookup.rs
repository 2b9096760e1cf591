//! Which column of a codebook a heading means: looked up, since files have thousands of columns.
//!
//! Leaves out what the column means (`meaning`).

use std::collections::HashMap;

use super::meaning::{Codebook, ColumnMeaning, code_in, folded, wording, wordings};

/// The columns of a codebook by what they may be called.
///
/// Where several have one name the first in the codebook is meant.
#[derive(Debug)]
pub struct Lookup<'c> {
    columns: &'c [ColumnMeaning],
    /// By heading as it stands.
    exact: HashMap<&'c str, usize>,
    /// By heading or alias, folded.
    named: HashMap<String, usize>,
    /// By the wording of the question in either language; empty where the codebook does not know its questions.
    asked: HashMap<String, usize>,
}

impl<'c> Lookup<'c> {
    pub(super) fn new(codebook: &'c Codebook) -> Self {
        let (mut exact, mut named, mut asked) = (HashMap::new(), HashMap::new(), HashMap::new());
        for (place, column) in codebook.columns.iter().enumerate() {
            exact.entry(column.heading.as_str()).or_insert(place);
            for name in std::iter::once(&column.heading).chain(&column.aliases) {
                named.entry(folded(name)).or_insert(place);
            }
            for text in column.text.iter().filter(|_| codebook.knows_questions) {
                for own in [&text.nl, &text.en].map(|text| wording(text)) {
                    if !own.is_empty() {
                        asked.entry(own).or_insert(place);
                    }
                }
            }
        }
        Self { columns: &codebook.columns, exact, named, asked }
    }

    /// Returns the meaning of the column with this heading and, where the export has one, question text.
    ///
    /// A heading is compared without case, accents composed, white space as one space. First the heading as
    /// a whole, then its code (the last `[SB01]`), then the question text.
    #[must_use]
    pub fn column(&self, heading: &str, question: Option<&str>) -> Option<&'c ColumnMeaning> {
        self.place(heading, question).map(|place| &self.columns[place])
    }

    /// Returns the place in the codebook of the column that [`Self::column`] finds.
    #[must_use]
    pub fn place(&self, heading: &str, question: Option<&str>) -> Option<usize> {
        // Microsoft Forms puts the question in the heading, Qualtrics in a row below it.
        let code = code_in(heading).or_else(|| question.and_then(code_in));
        self.find(heading)
            .or_else(|| code.and_then(|code| self.find(code)))
            .or_else(|| question.and_then(|question| self.find(question)))
            .or_else(|| self.asking(heading, question))
    }

    fn find(&self, heading: &str) -> Option<usize> {
        // As it stands in the file: the common case.
        self.exact.get(heading).or_else(|| self.named.get(&folded(heading))).copied()
    }

    /// Returns the column that asks this, by its wording in either language, alone or behind a common question.
    fn asking(&self, heading: &str, question: Option<&str>) -> Option<usize> {
        if self.asked.is_empty() {
            return None;
        }
        let said = [Some(heading), question].into_iter().flatten().flat_map(wordings);
        said.filter_map(|said| self.asked.get(&said).copied()).min()
    }
}
