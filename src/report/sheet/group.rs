//! Which tables stand on which sheet: one each, but what the annex has under one heading stands together.

use crate::report::{
    document::{Block, Document, Part, Section, Table},
    wording::word::Word,
};

use super::name::Names;

/// A sheet in the making.
#[derive(Debug)]
pub(super) struct Group<'a> {
    /// The name of the sheet.
    pub(super) name: String,
    /// What stands above it.
    pub(super) title: String,
    /// Its tables, below each other.
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
        // What the annex has under one heading goes on one sheet, which is begun by its first table.
        let mut heading: Option<&str> = None;
        let mut begun = false;
        for block in &section.blocks {
            match block {
                Block::Heading { title, .. } if section.part == Part::Annex => {
                    heading = Some(title);
                    begun = false;
                }
                Block::Figure(figure) => {
                    let label = format!("{} {}", Word::Figure.text(document.language), figure.number);
                    let mut below = figure.notes.clone();
                    below.extend(figure.reminders.iter().cloned());
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
                    let below = table.notes.iter().chain(&table.reminders).cloned().collect();
                    let entry = Entry { table, above: vec![], below };
                    match groups.last_mut().filter(|_| begun) {
                        Some(last) => last.entries.push(entry),
                        None => groups.push(Group {
                            name: names.give(heading.unwrap_or(wish(table, section))),
                            title: heading.unwrap_or(&table.caption).to_owned(),
                            entries: vec![entry],
                        }),
                    }
                    begun = heading.is_some();
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

/// What anchors of tables begin with; on a sheet it says nothing, and not in every language of a reader.
const TABLE: [&str; 2] = ["tabel-", "table-"];

/// Returns what a sheet of one table would be called: its caption where that fits, else its anchor.
fn wish<'a>(table: &'a Table, section: &'a Section) -> &'a str {
    if table.caption.chars().count() <= super::name::MOST {
        &table.caption
    } else if table.id.is_empty() {
        &section.id
    } else {
        TABLE.iter().find_map(|begin| table.id.strip_prefix(begin)).unwrap_or(&table.id)
    }
}

impl Group<'_> {
    /// Returns whether all its tables have the same headings, which then stand above them once.
    pub(super) fn has_one_head(&self) -> bool {
        self.entries.windows(2).all(|pair| pair[0].table.columns == pair[1].table.columns)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sheet_of_a_table_with_a_long_caption_is_called_by_its_anchor_without_the_dutch_for_table() {
        let called = |caption: &str, id: &str| {
            let table = Table { caption: caption.to_owned(), id: id.to_owned(), ..Table::default() };
            let section = Section {
                id: "respons".to_owned(),
                number: None,
                title: String::new(),
                intro: None,
                part: Part::Body,
                blocks: Vec::new(),
            };
            wish(&table, &section).to_owned()
        };
        let long = "Who answered, beside those who were enrolled on 1 October";
        assert_eq!(called(long, "tabel-response"), "response");
        assert_eq!(called(long, "table-facilities"), "facilities");
        assert_eq!(called("Results of mbo", "tabel-results-mbo"), "Results of mbo");
    }
}
