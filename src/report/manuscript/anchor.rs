//! Anchors of a document as bookmarks: short, of letters and digits, each different.
//!
//! Only what the text holds has one, so no link leads nowhere.

use std::collections::BTreeMap;

use crate::report::document::{Block, Document, Part, Section};

/// The most characters of a bookmark.
const MOST: usize = 40;

/// The bookmark of each anchor.
#[derive(Debug, Default)]
pub(super) struct Anchors {
    names: BTreeMap<String, String>,
}

impl Anchors {
    /// Returns the bookmarks of the body of the document.
    pub(super) fn of(document: &Document) -> Self {
        let mut anchors = Self::default();
        for section in document.sections.iter().filter(|section| section.part == Part::Body) {
            anchors.add(&section.id);
            anchors.add_blocks(section);
        }
        anchors
    }

    fn add_blocks(&mut self, section: &Section) {
        for block in &section.blocks {
            match block {
                Block::Heading { id, .. } => self.add(id),
                Block::Figure(figure) => self.add(&figure.id),
                Block::Definitions(definitions) => {
                    for definition in definitions {
                        self.add(&definition.id);
                    }
                }
                _ => {}
            }
        }
    }

    fn add(&mut self, id: &str) {
        // The number keeps two long anchors apart, and a bookmark begins with a letter.
        let mut name = format!("m{}_", self.names.len() + 1);
        name.extend(id.chars().map(|letter| if letter.is_ascii_alphanumeric() { letter } else { '_' }));
        let name = name.chars().take(MOST).collect();
        self.names.entry(id.to_owned()).or_insert(name);
    }

    /// Returns the bookmark of an anchor; `None` for what the text does not hold.
    pub(super) fn name(&self, id: &str) -> Option<&str> {
        self.names.get(id).map(String::as_str)
    }
}
