//! Columns of codes over one or more files of the same kind, with the line of every row.
//!
//! Leaves out how they are filled (`reader`) and what a column means (`codebook`).

use crate::model::{Fault, Numbers};
use crate::scan::ExportFormat;

use super::exports::{Beside, Structure};

/// The bytes of a block: small enough for the cache, large enough that its table is soon full.
pub(super) const BLOCK: usize = 1 << 20;

/// How a file is to be read, where the scan says so.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reading {
    /// The encoding by its web name; `None`: found out.
    pub encoding: Option<String>,
    /// The delimiter; `None`: found out.
    pub delimiter: Option<u8>,
    /// The sheet of a workbook; `None`: the first with headings.
    pub sheet: Option<String>,
    /// The headings that are expected; they say in which row the headings stand.
    pub known: Vec<String>,
    /// The tool that wrote the file; `None`: found out.
    pub format: Option<ExportFormat>,
    /// Files beside it that may say what its columns mean.
    pub beside: Vec<Beside>,
    /// The bytes of a block. It changes nothing but speed and memory.
    pub block: usize,
    /// The bytes of data to read at least; `None`: all.
    pub limit: Option<usize>,
}

impl Default for Reading {
    fn default() -> Self {
        Self {
            encoding: None,
            delimiter: None,
            sheet: None,
            known: Vec::new(),
            format: None,
            beside: Vec::new(),
            block: BLOCK,
            limit: None,
        }
    }
}

/// What was found out about a file.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Format {
    /// The encoding by its web name in lower case; `xlsx` for a workbook.
    pub encoding: String,
    /// The delimiter; empty for a workbook.
    pub delimiter: String,
    /// The line of the headings, from 1; 0 where none were found.
    pub line: u64,
    /// The headings as the columns are called.
    pub headings: Vec<String>,
    /// The question of each column, where the file has them; else empty.
    pub questions: Vec<String>,
    /// What the file, or the one beside it, says about its columns.
    pub structure: Structure,
    /// The file beside it that said so.
    pub beside: Option<String>,
}

/// Rows of one or more files.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Table {
    /// The number of rows.
    pub rows: usize,
    /// The columns, in the order of the first file that has them.
    pub columns: Vec<TableColumn>,
    /// Rows whose first filled field is `Totaal` or the like, not at the end of a file.
    pub totals: Vec<usize>,
    pub(super) stretches: Vec<Stretch>,
}

/// A column of a table.
#[derive(Debug, Clone, PartialEq)]
pub struct TableColumn {
    /// The heading.
    pub heading: String,
    /// The question, where the file has it in a row of its own.
    pub question: Option<String>,
    /// What was kept.
    pub kept: Kept,
}

/// What was kept of a column.
#[derive(Debug, Clone, PartialEq)]
pub enum Kept {
    /// Values, and an index into them per row.
    Values(Coded),
    /// A dense number per row by first appearance of the key, from 0; [`u32::MAX`] for an empty key.
    Keys(Vec<u32>),
    /// Nothing but the number of filled cells.
    Nothing {
        /// How many cells were filled.
        filled: u64,
    },
}

/// Values and codes.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Coded {
    /// The distinct values, trimmed and composed, by first appearance.
    pub values: Vec<String>,
    /// An index into `values` per row; [`crate::model::NO_NUMBER`] for an empty cell.
    pub codes: Numbers,
}

/// Rows that stand together in one file: row i of them is as many lines below `first_line` as `lines` says.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Stretch {
    pub(super) first_row: usize,
    pub(super) file: String,
    pub(super) first_line: u64,
    pub(super) lines: RowLines,
}

/// The line of each of some rows, counted from the first: few are needed where most rows have a line each.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct RowLines(Vec<RowLine>);

/// A row that does not stand right below the one before it.
#[derive(Debug, Clone, Copy, PartialEq)]
struct RowLine {
    row: u32,
    line: u32,
}

impl RowLines {
    /// Returns where rows stand by the line of each; none where row i is on line i.
    pub(super) fn of(lines: &[u32]) -> Self {
        let below = |row: usize| row.checked_sub(1).map_or(0, |before| lines[before].saturating_add(1));
        let rows = lines.iter().enumerate().filter(|(row, line)| **line != below(*row));
        let mut kept: Vec<RowLine> = rows
            .map(|(row, line)| RowLine { row: u32::try_from(row).unwrap_or(u32::MAX), line: *line })
            .collect();
        kept.shrink_to_fit();
        Self(kept)
    }

    /// Returns the line of a row.
    pub(super) fn line(&self, row: usize) -> u64 {
        let at = self.0.partition_point(|one| one.row as usize <= row);
        let last = at.checked_sub(1).map_or(RowLine { row: 0, line: 0 }, |at| self.0[at]);
        u64::from(last.line) + row as u64 - u64::from(last.row)
    }
}

/// Where a row stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Position<'a> {
    /// The file.
    pub file: &'a str,
    /// The line, from 1.
    pub line: u64,
}

impl Table {
    /// Returns where `row` stands.
    #[must_use]
    pub fn position(&self, row: usize) -> Position<'_> {
        let at = self.stretches.partition_point(|stretch| stretch.first_row <= row).saturating_sub(1);
        let Some(stretch) = self.stretches.get(at) else { return Position { file: "", line: 0 } };
        let within = row - stretch.first_row;
        Position { file: &stretch.file, line: stretch.first_line + stretch.lines.line(within) }
    }

    /// Returns the value in `row` of the column with this place; `None` where empty or not kept.
    #[must_use]
    pub fn value(&self, row: usize, column: usize) -> Option<&str> {
        match &self.columns.get(column)?.kept {
            Kept::Values(coded) => coded.values.get(coded.codes.at(row) as usize).map(String::as_str),
            _ => None,
        }
    }

    /// Returns the place of the column with exactly this heading.
    #[must_use]
    pub fn place(&self, heading: &str) -> Option<usize> {
        self.columns.iter().position(|column| column.heading == heading)
    }
}

/// What a caller wants of a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Its values.
    Values,
    /// Who is who.
    Keys,
    /// Nothing.
    Nothing,
}

/// A table and what was wrong with its files.
#[derive(Debug, Clone, PartialEq)]
pub struct Outcome {
    /// The rows.
    pub table: Table,
    /// The faults, by file and in the order of the file.
    pub faults: Vec<Fault>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_stand_on_the_lines_that_were_given() {
        for lines in [vec![], vec![0, 1, 2], vec![0, 1, 4, 5, 6, 9], vec![3, 4, 4, 5], vec![7]] {
            let rows = RowLines::of(&lines);
            let found: Vec<u64> = (0..lines.len()).map(|row| rows.line(row)).collect();
            assert_eq!(found, lines.iter().map(|line| u64::from(*line)).collect::<Vec<_>>());
        }
        assert_eq!((RowLines::default().line(5), RowLines::of(&[2, 3]).line(1)), (5, 3));
        assert_eq!(RowLines::of(&[0, 1, 4, 5, 6]).0.len(), 1);
    }
}
