//! The records of one block, column by column: codes of a local table, keys, or a mere count.
//!
//! Rows of which every field is empty are left out here; rows that look like a footer are marked for
//! `table`, which alone knows where the file ends. Leaves out headings and what a value means.

use crate::model::Numbers;

use super::cut::{each_line_end, line_ends};
use super::dictionary::{Dictionary, Known, key};
use super::identify::Sightings;
use super::record::{Columns, Record, Records};
use super::tally::TOLD;
use super::watch::Watch;

/// What to keep of a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Keep {
    /// Its values, as codes.
    Codes,
    /// Who is who, without the key.
    Keys,
    /// Nothing but how many values are filled and how many point at people.
    Nothing,
}

/// What a block holds of one column.
#[derive(Debug)]
pub(super) enum Cells {
    /// A code per row and the table they point at.
    Codes(Dictionary, Numbers),
    /// What stands for the key, per row; 0 for an empty one; and what was seen in the keys.
    Keys(Vec<u128>, Option<Box<Sightings>>),
    /// How many fields were filled, and what was seen in them.
    Nothing(u64, Option<Box<Watch>>),
}

impl Cells {
    /// Adds the fields of the column at this place; `room` is for their codes.
    fn add(&mut self, rows: Columns<'_>, at: usize, room: &mut Vec<u32>) {
        match self {
            Self::Codes(dictionary, codes) => {
                room.clear();
                room.extend(rows.column(at).map(|field| dictionary.code(field)));
                codes.extend(room);
            }
            Self::Keys(keys, sightings) => keys.extend(rows.column(at).map(|field| {
                let field = field.trim_ascii();
                sightings.get_or_insert_default().look_key(field);
                if field.is_empty() { 0 } else { key(field) }
            })),
            Self::Nothing(filled, watch) => {
                for field in rows.column(at).filter(|field| !field.is_empty()) {
                    *filled += 1;
                    watch.get_or_insert_default().look(field.trim_ascii());
                }
            }
        }
    }
}

/// A row that may be a footer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Mark {
    /// The row within the block.
    pub(super) row: usize,
    /// Whether it counts up other rows or only says something.
    pub(super) kind: MarkKind,
    /// Whether it has too many or too few fields.
    pub(super) is_ragged: bool,
}

/// What a footer is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum MarkKind {
    /// The first filled field is `Totaal` or the like.
    Total,
    /// The only filled field is a remark: a source, a date, a note.
    Remark,
}

/// The records of one block.
#[derive(Debug)]
pub(super) struct Block {
    /// The number of rows kept.
    pub(super) rows: usize,
    /// What was kept, by column.
    pub(super) columns: Vec<Cells>,
    /// The number of line ends in the block.
    pub(super) line_ends: u64,
    /// The line of each row, counted from the block's first; empty where row i is on line i.
    pub(super) lines: Vec<u32>,
    /// The first lines with too many or too few fields, and how many fields.
    pub(super) ragged: Vec<Ragged>,
    /// The number of such lines.
    pub(super) n_ragged: u64,
    /// How many of those have a value too many, so that they are no row: it may have shifted the others.
    pub(super) n_long: u64,
    /// The first rows whose fields too many are empty, and how many fields.
    pub(super) trailing: Vec<Ragged>,
    /// The number of such rows.
    pub(super) n_trailing: u64,
    /// The lines, first ones only, on which every field was empty but for delimiters.
    pub(super) hollow: Vec<u32>,
    /// The number of such lines.
    pub(super) n_hollow: u64,
    /// Rows that may be a footer.
    pub(super) marks: Vec<Mark>,
    /// The number of rows left out, because nearly all cells of the block are lacking.
    pub(super) n_lacking: u64,
}

/// A record with a wrong number of fields.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Ragged {
    /// The line within the block, from 0.
    pub(super) line: u32,
    /// How many fields it has.
    pub(super) fields: usize,
}

/// How many cells a block may lack beside as many as it has bytes. Short rows under thousands of headings
/// would else take more memory than the file could ever fill.
const MAY_LACK: usize = 1 << 18;

/// So many fields are cut before their columns are coded, one by one: a column's table then stays at hand, and so do
/// the fields.
const CUT_AHEAD: usize = 1 << 12;

/// Parses the records of `text`, a block that begins at a record's start; `known` says what is known of the values of
/// each column.
pub(super) fn parse(text: &[u8], delimiter: u8, keep: &[Keep], known: &[Known]) -> Block {
    let mut builder = Builder::knowing(keep, known);
    builder.may_lack = text.len() + MAY_LACK;
    let mut starts = Vec::new();
    let mut records = Records::new(text, delimiter);
    while let Some(start) = records.read() {
        starts.push(start);
        builder.add(&mut records);
        let (fields, copied) = records.held();
        if fields >= CUT_AHEAD || copied >= CUT_AHEAD {
            builder.code(&mut records);
        }
    }
    builder.code(&mut records);
    builder.finish(text, &starts)
}

/// Builds a block record by record; also the way in for sheets, which have no text.
#[derive(Debug)]
pub(super) struct Builder {
    columns: Vec<Cells>,
    /// Room for the codes of a column.
    codes: Vec<u32>,
    rows: usize,
    seen: u32,
    /// The record of each row; used for its line.
    record_of_row: Vec<u32>,
    ragged: Vec<Ragged>,
    n_ragged: u64,
    n_long: u64,
    trailing: Vec<Ragged>,
    n_trailing: u64,
    hollow: Vec<u32>,
    n_hollow: u64,
    marks: Vec<Mark>,
    lacking: usize,
    may_lack: usize,
    n_lacking: u64,
}

impl Builder {
    /// Returns a builder that keeps `keep` of each column.
    pub(super) fn new(keep: &[Keep]) -> Self {
        Self::knowing(keep, &[])
    }

    /// As [`Self::new`], for columns of which values are known.
    fn knowing(keep: &[Keep], known: &[Known]) -> Self {
        let known = |at: usize| known.get(at).cloned().unwrap_or_default();
        let columns = keep
            .iter()
            .enumerate()
            .map(|(at, keep)| match keep {
                Keep::Codes => Cells::Codes(Dictionary::after(known(at)), Numbers::default()),
                Keep::Keys => Cells::Keys(Vec::new(), None),
                Keep::Nothing => Cells::Nothing(0, None),
            })
            .collect();
        Self {
            columns,
            codes: Vec::new(),
            rows: 0,
            seen: 0,
            record_of_row: Vec::new(),
            ragged: Vec::new(),
            n_ragged: 0,
            n_long: 0,
            trailing: Vec::new(),
            n_trailing: 0,
            hollow: Vec::new(),
            n_hollow: 0,
            marks: Vec::new(),
            lacking: 0,
            may_lack: usize::MAX,
            n_lacking: 0,
        }
    }

    /// Adds a record of fields that are cut already; `ends` says where each ends in `fields`.
    pub(super) fn push(&mut self, fields: &[u8], ends: &[usize]) {
        let mut records = Records::of_fields(fields, ends);
        self.add(&mut records);
        self.code(&mut records);
    }

    /// Adds the last of `records`, whose fields are coded later, or drops it.
    fn add(&mut self, records: &mut Records<'_>) {
        if self.is_row(records.last()) {
            records.keep(self.columns.len());
        } else {
            records.drop_last();
        }
    }

    /// Adds the fields of the records that were kept to their columns.
    fn code(&mut self, records: &mut Records<'_>) {
        let rows = records.kept(self.columns.len());
        for (at, cells) in self.columns.iter_mut().enumerate() {
            cells.add(rows, at, &mut self.codes);
        }
        records.clear();
    }

    /// Returns whether a record is a row, and counts it. Faults hold the number of the record until `finish` turns
    /// it into a line.
    fn is_row(&mut self, record: Record<'_>) -> bool {
        let number = self.seen;
        self.seen += 1;
        let Some(first) = record.fields().position(|field| !field.is_empty()) else {
            self.n_hollow += 1;
            if self.hollow.len() < TOLD {
                self.hollow.push(number);
            }
            return false;
        };
        let width = self.columns.len();
        let n_fields = record.len();
        let is_long = (width..n_fields).any(|at| !record.field(at).is_empty());
        self.lacking += width.saturating_sub(n_fields);
        if self.lacking > self.may_lack {
            self.n_lacking += 1;
            return false;
        }
        let ragged = Ragged { line: number, fields: n_fields };
        if is_long || n_fields < width {
            self.n_ragged += 1;
            if self.ragged.len() < TOLD {
                self.ragged.push(ragged);
            }
        } else if n_fields > width {
            self.n_trailing += 1;
            if self.trailing.len() < TOLD {
                self.trailing.push(ragged);
            }
        }
        let footer = footer(record, first);
        if is_long && footer.is_none() {
            self.n_long += 1;
            return false;
        }
        if let Some(kind) = footer {
            self.marks.push(Mark { row: self.rows, kind, is_ragged: is_long || n_fields < width });
        }
        self.record_of_row.push(number);
        self.rows += 1;
        true
    }

    /// Returns the block; `starts` are the bytes of `text` at which the records begin.
    fn finish(self, text: &[u8], starts: &[usize]) -> Block {
        let ends = line_ends(text);
        // Each record takes a line end, but perhaps the last: no more than that is a line each.
        let open = u64::from(!matches!(text.last(), Some(b'\n' | b'\r') | None));
        let one_line_each = ends + open == starts.len() as u64;
        let lines = if one_line_each { Vec::new() } else { record_lines(text, starts) };
        self.with_lines(ends, &lines)
    }

    /// Returns the block with the line of each record; no lines where record i is on line i.
    pub(super) fn with_lines(self, line_ends: u64, record_lines: &[u32]) -> Block {
        let line = |record: u32| record_lines.get(record as usize).copied().unwrap_or(record);
        let straight = record_lines.is_empty() && self.n_hollow == 0 && self.n_long == 0;
        Block {
            rows: self.rows,
            columns: self.columns,
            line_ends,
            lines: if straight { Vec::new() } else { self.record_of_row.into_iter().map(line).collect() },
            ragged: self.ragged.into_iter().map(|one| Ragged { line: line(one.line), ..one }).collect(),
            n_ragged: self.n_ragged,
            n_long: self.n_long,
            trailing: self.trailing.into_iter().map(|one| Ragged { line: line(one.line), ..one }).collect(),
            n_trailing: self.n_trailing,
            hollow: self.hollow.into_iter().map(line).collect(),
            n_hollow: self.n_hollow,
            marks: self.marks,
            n_lacking: self.n_lacking,
        }
    }
}

/// The line of each record, counted from the block's first: records of several lines, blank lines.
fn record_lines(text: &[u8], starts: &[usize]) -> Vec<u32> {
    let mut lines = Vec::with_capacity(starts.len());
    let mut ends = each_line_end(text).peekable();
    let mut line = 0;
    for &start in starts {
        // The parser hands over a record before the LF of its CR LF, and skips blank lines with the next.
        let blank = text[start..].iter().take_while(|byte| matches!(byte, b'\n' | b'\r')).count();
        while ends.next_if(|&end| end < start + blank).is_some() {
            line += 1;
        }
        lines.push(line);
    }
    lines
}

const TOTALS: [&str; 13] = [
    "totaal",
    "totalen",
    "total",
    "totals",
    "eindtotaal",
    "grand total",
    "algemeen totaal",
    "subtotaal",
    "som",
    "sum",
    "gemiddelde",
    "gemiddeld",
    "average",
];

const REMARKS: [&str; 16] = [
    "bron",
    "source",
    "toelichting",
    "noot",
    "note",
    "peildatum",
    "*",
    "©",
    "(c)",
    "copyright",
    "gegenereerd",
    "generated",
    "exported",
    "geëxporteerd",
    "aantal rijen",
    "datum",
];

/// Returns whether `value` is a word for a sum over other rows.
pub(super) fn is_total(value: &[u8]) -> bool {
    let value = value.trim_ascii();
    TOTALS.iter().any(|word| value.eq_ignore_ascii_case(word.as_bytes()))
}

/// Returns what kind of footer a record is, from its first filled field.
fn footer(record: Record<'_>, first: usize) -> Option<MarkKind> {
    let value = record.field(first).trim_ascii();
    // Two bytes rule out nearly every row of data.
    if value.len() > 2
        && matches!(value[0].to_ascii_lowercase(), b't' | b'e' | b'g' | b'a' | b's')
        && is_total(value)
    {
        return Some(MarkKind::Total);
    }
    let alone = record.len() > 2 || first == 0;
    if alone && (first + 1..record.len()).all(|at| record.field(at).is_empty()) {
        let text = String::from_utf8_lossy(value).to_lowercase();
        let says = value.len() > 6 && REMARKS.iter().any(|word| text.starts_with(word));
        return says.then_some(MarkKind::Remark);
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn values(block: &Block, column: usize) -> Vec<String> {
        let Cells::Codes(dictionary, codes) = &block.columns[column] else { panic!("codes") };
        let all: Vec<String> =
            dictionary.values().map(|value| String::from_utf8(value.to_vec()).unwrap()).collect();
        codes.iter().map(|code| all.get(code as usize).cloned().unwrap_or_default()).collect()
    }

    #[test]
    fn fields_become_codes_of_a_local_table() {
        let block = parse(b"a;1\nb;\"x;\"\"y\"\na;\n", b';', &[Keep::Codes, Keep::Codes], &[]);
        assert_eq!(values(&block, 0), ["a", "b", "a"]);
        assert_eq!(values(&block, 1), ["1", "x;\"y", ""]);
        assert!(block.lines.is_empty());
    }

    #[test]
    fn rows_keep_the_line_on_which_they_begin() {
        for ending in ["\n", "\r\n", "\r\r\n", "\r"] {
            let text = ["a;1", "b;\"x", "y\"", "", "c;3", ";", "d;4", ""].join(ending);
            let block = parse(text.as_bytes(), b';', &[Keep::Codes, Keep::Codes], &[]);
            // Three CRs on end cannot be told from a blank line and its CR CR LF.
            assert_eq!(block.lines, [0, 1, 4, 6], "{ending:?}");
            assert_eq!(block.hollow, [5], "{ending:?}");
            assert_eq!(block.line_ends, 7, "{ending:?}");
        }
    }

    #[test]
    fn short_rows_are_filled_up_and_rows_with_a_value_too_many_are_no_rows() {
        let block = parse(b"a;1\nb\nc;1;;\nd;x;1\ne;5\n", b';', &[Keep::Codes, Keep::Codes], &[]);
        assert_eq!(values(&block, 1), ["1", "", "1", "5"]);
        assert_eq!(block.lines, [0, 1, 2, 4]);
        assert_eq!(block.ragged, [Ragged { line: 1, fields: 1 }, Ragged { line: 3, fields: 3 }]);
        assert_eq!((block.n_ragged, block.n_long), (2, 1));
        assert_eq!(block.trailing, [Ragged { line: 2, fields: 4 }]);
    }

    #[test]
    fn totals_and_remarks_are_marked() {
        let block = parse(b"a;1;2\nTotaal;3;4\nBron: DUO;;\nBronckhorst;1;2\n", b';', &[Keep::Codes; 3], &[]);
        let marks: Vec<_> = block.marks.iter().map(|mark| (mark.row, mark.kind)).collect();
        assert_eq!(marks, [(1, MarkKind::Total), (2, MarkKind::Remark)]);
    }

    #[test]
    fn keys_are_not_kept_as_text() {
        let block = parse(b"s1;x\n s1 ;x\n;x\n", b';', &[Keep::Keys, Keep::Nothing], &[]);
        let Cells::Keys(keys, _) = &block.columns[0] else { panic!("keys") };
        assert_eq!(keys[0], keys[1]);
        assert_eq!(keys[2], 0);
    }
}
