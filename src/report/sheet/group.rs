//! Which tables stand on which sheet: one each, but tables of the annex with the same headings below each other.

use crate::report::document::{Block, Document, Part, Section, Table};
use crate::report::wording::word::Word;

use super::name::Names;

/// A sheet in the making.
#[derive(Debug)]
pub(super) struct Group<'a> {
    /// The name of the sheet.
    pub(super) name: String,
    /// What stands above it.
    pub(super) title: String,
    /// Its tables, which have the same headings.
    pub(super) entries: Vec<Entry<'a>>,
}

/// A table with what belongs to it.
#[derive(Debug)]
pub(super) struct Entry<'a> {
    pub(super) table: &'a Table,
    /// Lines above the headings: what is counted, of whom.
    pub(super) above: Vec<String>,
    /// Lines under the table: notes, source.
    pub(super) below: Vec<String>,
}

/// Returns the sheets of a document, in its order.
pub(super) fn groups(document: &Document) -> Vec<Group<'_>> {
    let mut names = Names::default();
    // Both are written by `guide`, before and after.
    let _ = names.give(Word::Contents.text(document.language));
    let _ = names.give(super::guide::DEFINITIONS.title(document.language));
    let mut groups: Vec<Group<'_>> = Vec::new();
    for section in &document.sections {
        let first = groups.len();
        for block in &section.blocks {
            match block {
                Block::Figure(figure) => {
                    let label = format!("{} {}", Word::Figure.text(document.language), figure.number);
                    let mut below = figure.notes.clone();
                    below.extend(figure.table.notes.iter().cloned());
                    below.push(figure.source.clone());
                    groups.push(Group {
                        name: names.give(&format!("{} {}", short(&label), figure.id)),
                        title: format!("{label}. {}", figure.title),
                        entries: vec![Entry {
                            table: &figure.table,
                            above: vec![figure.subtitle.clone()],
                            below,
                        }],
                    });
                }
                Block::Table(table) => {
                    let entry = Entry { table, above: vec![], below: table.notes.clone() };
                    let fitting = groups[first..].last_mut().filter(|last| joins(section, last, table));
                    if let Some(last) = fitting {
                        last.title.clone_from(&section.title);
                        last.entries.push(entry);
                    } else {
                        let wish = if table.id.is_empty() { &section.id } else { &table.id };
                        groups.push(Group {
                            name: names.give(wish),
                            title: table.caption.clone(),
                            entries: vec![entry],
                        });
                    }
                }
                _ => {}
            }
        }
    }
    groups
}

/// "Figuur 5" as "Fig 5", the same in both languages: a name has little room.
fn short(label: &str) -> String {
    label.chars().take(3).chain(label.chars().skip_while(|letter| !letter.is_whitespace())).collect()
}

/// Returns whether a table of the annex continues the sheet before it.
fn joins(section: &Section, last: &Group<'_>, table: &Table) -> bool {
    section.part == Part::Annex && last.entries.iter().all(|entry| entry.table.columns == table.columns)
}
