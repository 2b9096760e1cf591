//! Columns of codes over one or more files of the same kind, with the line of every row.
//!
//! The tables of blocks become one in the order of the blocks, so that codes do not depend on threads.
//! Leaves out what a column means: callers say by heading what to keep of it.

use std::collections::HashMap;

use crate::model::Fault;
use crate::model::FaultKind;
use crate::model::Severity;
use crate::model::Text;

use super::block::{Block, Cells, Keep, MarkKind, parse};
use super::cut::{cut, line_ends};
use super::decode::decode;
use super::dialect::{layout, name_columns, tidy};
use super::dictionary::EMPTY;
use super::identify::Sightings;
use super::parallel::fold_blocks;
use super::tally::TOLD;

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
    /// The bytes of a block. It changes nothing but speed and memory.
    pub block: usize,
    /// The bytes of data to read at least; `None`: all.
    pub limit: Option<usize>,
}

impl Default for Reading {
    fn default() -> Self {
        Self { encoding: None, delimiter: None, sheet: None, known: Vec::new(), block: BLOCK, limit: None }
    }
}

/// What was found out about a file.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Format {
    /// The encoding by its web name in lower case; `xlsx` for a workbook.
    pub encoding: String,
    /// The delimiter; empty for a workbook.
    pub delimiter: String,
    /// The headings as the columns are called.
    pub headings: Vec<String>,
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
    stretches: Vec<Stretch>,
}

/// A column of a table.
#[derive(Debug, Clone, PartialEq)]
pub struct TableColumn {
    /// The heading.
    pub heading: String,
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
    /// An index into `values` per row; [`u32::MAX`] for an empty cell.
    pub codes: Vec<u32>,
}

/// Rows that stand together in one file: row i of them is on line `first_line` + i, or on `lines[i]` from there.
#[derive(Debug, Clone, PartialEq)]
struct Stretch {
    first_row: usize,
    file: String,
    first_line: u64,
    lines: Vec<u32>,
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
        let line = stretch.lines.get(within).map_or(within as u64, |&line| u64::from(line));
        Position { file: &stretch.file, line: stretch.first_line + line }
    }

    /// Returns the value in `row` of the column with this place; `None` where empty or not kept.
    #[must_use]
    pub fn value(&self, row: usize, column: usize) -> Option<&str> {
        match &self.columns.get(column)?.kept {
            Kept::Values(coded) => coded.values.get(coded.codes[row] as usize).map(String::as_str),
            _ => None,
        }
    }

    /// Returns the place of the column with exactly this heading.
    #[must_use]
    pub fn place(&self, heading: &str) -> Option<usize> {
        self.columns.iter().position(|column| column.heading == heading)
    }
}

/// Reads files into one table.
#[derive(Debug, Default)]
pub struct TableReader {
    table: Table,
    index: Vec<HashMap<String, u32>>,
    keys: HashMap<u128, u32>,
    sightings: Vec<Sightings>,
    faults: Vec<Fault>,
}

impl TableReader {
    /// Returns a reader of an empty table.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Returns the number of rows read so far.
    #[must_use]
    pub fn rows(&self) -> usize {
        self.table.rows
    }

    /// Returns the faults found so far.
    #[must_use]
    pub fn faults(&self) -> &[Fault] {
        &self.faults
    }

    /// Adds a fault about a file of this table.
    pub fn tell(&mut self, fault: Fault) {
        self.faults.push(fault);
    }

    /// Returns the table and every fault, those about identifying values last.
    #[must_use]
    pub fn finish(mut self) -> Outcome {
        self.tell_sightings();
        Outcome { table: self.table, faults: self.faults }
    }

    /// Adds the rows of a delimited text; `keep` says by heading what to keep.
    pub fn text(
        &mut self,
        file: &str,
        bytes: &[u8],
        reading: &Reading,
        keep: &dyn Fn(&str) -> Kind,
    ) -> Format {
        let decoded = decode(bytes, reading.encoding.as_deref(), file, &mut self.faults);
        let text = decoded.text.as_ref();
        let known: Vec<&str> = reading.known.iter().map(String::as_str).collect();
        let Some(layout) = layout(text, reading.delimiter, &known) else {
            self.faults.push(empty(file));
            return Format { encoding: decoded.encoding, ..Format::default() };
        };
        self.left_out(file, &layout.titles, layout.titles.len() as u64, &TITLE);
        let headings = name_columns(&layout.headings, &known, layout.line, file, &mut self.faults);
        let places = self.places(&headings, keep);
        let keeps = self.keeps(&places);
        let mut cuts = cut(text.as_bytes(), layout.start, layout.delimiter, reading.block);
        if let Some(limit) = reading.limit {
            cuts.blocks.retain(|range| range.start - layout.start < limit);
        }
        let mut line = 1 + line_ends(&text.as_bytes()[..layout.start]);
        let first_row = self.table.rows;
        let mut seen = Seen::default();
        fold_blocks(
            &cuts.blocks,
            |_, range| parse(&text.as_bytes()[range.clone()], layout.delimiter, &keeps),
            |block| {
                self.merge(file, line, &block, &places, &mut seen);
                line += block.line_ends;
            },
        );
        if let Some(opened) = cuts.unclosed {
            let line = 1 + line_ends(&text.as_bytes()[..opened]);
            self.faults.push(unclosed(file).at_line(line));
        }
        self.end_of_file(file, first_row, &headings, layout.line, seen);
        Format { encoding: decoded.encoding, delimiter: char::from(layout.delimiter).to_string(), headings }
    }

    /// Adds the rows of a sheet that is a block already, of which row 0 stands on `first_line`.
    pub(super) fn block(
        &mut self,
        file: &str,
        first_line: u64,
        headings: &[String],
        block: &Block,
        places: &[usize],
    ) {
        let first_row = self.table.rows;
        let mut seen = Seen::default();
        self.merge(file, first_line, block, places, &mut seen);
        self.end_of_file(file, first_row, headings, first_line.saturating_sub(1), seen);
    }

    /// Returns the place in the table of each heading, with a new column where there is none yet.
    pub(super) fn places(&mut self, headings: &[String], keep: &dyn Fn(&str) -> Kind) -> Vec<usize> {
        headings
            .iter()
            .map(|heading| {
                self.table.place(heading).unwrap_or_else(|| {
                    let rows = self.table.rows;
                    let kept = match keep(heading) {
                        Kind::Values => Kept::Values(Coded { values: Vec::new(), codes: vec![EMPTY; rows] }),
                        Kind::Keys => Kept::Keys(vec![u32::MAX; rows]),
                        Kind::Nothing => Kept::Nothing { filled: 0 },
                    };
                    self.table.columns.push(TableColumn { heading: heading.clone(), kept });
                    self.index.push(HashMap::new());
                    self.sightings.push(Sightings::default());
                    self.table.columns.len() - 1
                })
            })
            .collect()
    }

    /// Returns what a block keeps of the columns at `places`.
    pub(super) fn keeps(&self, places: &[usize]) -> Vec<Keep> {
        places
            .iter()
            .map(|&place| match self.table.columns[place].kept {
                Kept::Values(_) => Keep::Codes,
                Kept::Keys(_) => Keep::Keys,
                Kept::Nothing { .. } => Keep::Nothing,
            })
            .collect()
    }

    /// Adds a block's rows, its values in the order in which they appear.
    fn merge(&mut self, file: &str, line: u64, block: &Block, places: &[usize], seen: &mut Seen) {
        let before = self.table.rows;
        for (cells, &place) in block.columns.iter().zip(places) {
            match (cells, &mut self.table.columns[place].kept) {
                (Cells::Codes(dictionary, codes), Kept::Values(coded)) => {
                    let index = &mut self.index[place];
                    let global: Vec<u32> = dictionary
                        .values()
                        .map(|value| global_code(value, index, &mut coded.values))
                        .collect();
                    let code = |&code: &u32| global.get(code as usize).copied().unwrap_or(EMPTY);
                    coded.codes.extend(codes.iter().map(code));
                }
                (Cells::Keys(keys), Kept::Keys(numbers)) => {
                    numbers.extend(keys.iter().map(|&key| {
                        let next = self.keys.len() as u32;
                        if key == 0 { u32::MAX } else { *self.keys.entry(key).or_insert(next) }
                    }));
                }
                (Cells::Nothing(n, sightings), Kept::Nothing { filled }) => {
                    *filled += n;
                    self.sightings[place].add(*sightings);
                }
                _ => unreachable!("invariant: a block keeps what its column keeps"),
            }
        }
        self.table.rows += block.rows;
        if block.rows > 0 {
            self.table.stretches.push(Stretch {
                first_row: before,
                file: file.to_owned(),
                first_line: line,
                lines: block.lines.clone(),
            });
        }
        let at = |within: u32| line + u64::from(within);
        seen.ragged.extend(block.ragged.iter().map(|ragged| (at(ragged.line), ragged.fields)));
        seen.ragged.truncate(TOLD);
        seen.n_ragged += block.n_ragged;
        seen.hollow.extend(block.hollow.iter().map(|&line| at(line)));
        seen.hollow.truncate(TOLD);
        seen.n_hollow += block.n_hollow;
        seen.marks.extend(block.marks.iter().map(|mark| (before + mark.row, mark.kind)));
    }

    /// Takes off the footer, tells what was repaired, and fills up columns that this file has not.
    fn end_of_file(&mut self, file: &str, first_row: usize, headings: &[String], line: u64, mut seen: Seen) {
        let mut footer = Vec::new();
        while let Some(&(row, _)) = seen.marks.last()
            && row + 1 == self.table.rows
        {
            footer.push(self.table.position(row).line);
            self.table.rows = row;
            seen.marks.pop();
        }
        footer.reverse();
        let rows = self.table.rows;
        for column in &mut self.table.columns {
            match &mut column.kept {
                Kept::Values(coded) => coded.codes.resize(rows, EMPTY),
                Kept::Keys(numbers) => numbers.resize(rows, u32::MAX),
                Kept::Nothing { .. } => {}
            }
        }
        self.table.stretches.retain(|stretch| stretch.first_row < rows);
        self.table
            .totals
            .extend(seen.marks.iter().filter(|(_, kind)| *kind == MarkKind::Total).map(|(row, _)| *row));
        self.left_out(file, &seen.hollow, seen.n_hollow, &HOLLOW);
        self.left_out(file, &footer, footer.len() as u64, &FOOTER);
        for &(line, fields) in &seen.ragged {
            self.faults.push(ragged(file, fields, headings.len()).at_line(line));
        }
        let rest = seen.n_ragged - seen.ragged.len() as u64;
        if rest > 0 {
            self.faults.push(Fault {
                message: Text::new(
                    format!("en nog {rest} regels met een afwijkend aantal velden"),
                    format!("and {rest} more lines with another number of fields"),
                ),
                ..ragged(file, 0, headings.len())
            });
        }
        for (at, heading) in headings.iter().enumerate() {
            let unnamed = *heading == format!("kolom {}", at + 1);
            let place = self.table.place(heading);
            if unnamed && place.is_some_and(|place| self.is_filled(place)) {
                self.faults.push(unnamed_column(file, heading).at_line(line));
            }
        }
        if rows == first_row {
            self.faults.push(empty(file));
        }
    }

    fn is_filled(&self, place: usize) -> bool {
        match &self.table.columns[place].kept {
            Kept::Values(coded) => !coded.values.is_empty(),
            Kept::Keys(numbers) => numbers.iter().any(|&number| number != u32::MAX),
            Kept::Nothing { filled } => *filled > 0,
        }
    }

    fn left_out(&mut self, file: &str, lines: &[u64], n: u64, what: &LeftOut) {
        let Some(&first) = lines.first() else { return };
        let (nl, en) = (what.nl, what.en);
        self.faults.push(
            Fault::in_file(
                Severity::Note,
                FaultKind::LeftOutRow,
                file,
                Text::new(format!("{nl} weggelaten, aantal: {n}"), format!("{en} left out, number: {n}")),
                Text::new("controleer of dit geen gegevens waren", "check that these were no data"),
            )
            .at_line(first),
        );
    }

    /// Tells which columns hold values that point at people, with counts and without a value.
    fn tell_sightings(&mut self) {
        let file = self.table.stretches.first().map_or(String::new(), |stretch| stretch.file.clone());
        for (place, column) in self.table.columns.iter().enumerate() {
            let mut sightings = self.sightings[place];
            let mut filled = 0;
            let kept = matches!(column.kept, Kept::Values(_));
            let severity = if kept { Severity::Repaired } else { Severity::Note };
            match &column.kept {
                Kept::Values(coded) => {
                    let mut times = vec![0_u64; coded.values.len()];
                    for &code in coded.codes.iter().filter(|&&code| code != EMPTY) {
                        times[code as usize] += 1;
                        filled += 1;
                    }
                    for (value, times) in coded.values.iter().zip(times) {
                        sightings.look(value.as_bytes(), times);
                    }
                }
                Kept::Nothing { filled: n } => filled = *n,
                Kept::Keys(_) => {}
            }
            for seen in sightings.told(filled) {
                self.faults.push(seen.fault(severity, &file, &column.heading));
            }
        }
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

/// What the blocks of one file saw, lines counted from the file's first.
#[derive(Debug, Default)]
struct Seen {
    ragged: Vec<(u64, usize)>,
    n_ragged: u64,
    hollow: Vec<u64>,
    n_hollow: u64,
    marks: Vec<(usize, MarkKind)>,
}

struct LeftOut {
    nl: &'static str,
    en: &'static str,
}

const TITLE: LeftOut = LeftOut { nl: "titelregel boven de kolomnamen", en: "title line above the headings" };
const HOLLOW: LeftOut = LeftOut { nl: "regel zonder waarden", en: "line without values" };
const FOOTER: LeftOut =
    LeftOut { nl: "totaal- of voetregel onder de gegevens", en: "total or footer line below the data" };

fn global_code(value: &[u8], index: &mut HashMap<String, u32>, values: &mut Vec<String>) -> u32 {
    let text = tidy(std::str::from_utf8(value).expect("invariant: fields are cut from text"));
    if text.is_empty() {
        return EMPTY;
    }
    if let Some(&code) = index.get(&text) {
        return code;
    }
    let code = values.len() as u32;
    values.push(text.clone());
    index.insert(text, code);
    code
}

fn empty(file: &str) -> Fault {
    Fault::in_file(
        Severity::Refused,
        FaultKind::Empty,
        file,
        Text::new("het bestand bevat geen rijen", "the file holds no rows"),
        Text::new("exporteer het opnieuw, met de antwoorden", "export it again, with the answers"),
    )
}

fn unclosed(file: &str) -> Fault {
    Fault::in_file(
        Severity::Refused,
        FaultKind::UnclosedQuote,
        file,
        Text::new("aanhalingsteken dat opent en niet sluit", "quote that opens and does not close"),
        Text::new(
            "sluit het, of schrijf een aanhalingsteken in een tekst dubbel",
            "close it, or write a quote within a text twice",
        ),
    )
}

fn ragged(file: &str, fields: usize, width: usize) -> Fault {
    Fault::in_file(
        Severity::Repaired,
        FaultKind::RaggedRow,
        file,
        Text::new(
            format!(
                "{fields} velden waar de kolomnamen er {width} tellen; tekort is leeg, teveel is weggelaten"
            ),
            format!(
                "{fields} fields where the headings are {width}; lacking ones are empty, further ones left out"
            ),
        ),
        Text::new(
            "zet een veld met het scheidingsteken erin tussen aanhalingstekens",
            "put a field that holds the delimiter between quotes",
        ),
    )
}

fn unnamed_column(file: &str, name: &str) -> Fault {
    Fault::in_file(
        Severity::Note,
        FaultKind::Heading,
        file,
        Text::new("kolom met waarden maar zonder naam", "column with values but without a name"),
        Text::new("geef de kolom een naam, of laat haar weg", "name the column, or leave it out"),
    )
    .in_column(name)
}
