//! Reads files into one table, block by block.
//!
//! The tables of blocks become one in the order of the blocks, so that codes do not depend on threads.
//! Leaves out what a column means: callers say by heading what to keep of it.

mod text;

use std::collections::HashMap;

use crate::model::{Fault, FaultKind, Numbers, Severity, Text};

use super::block::{Block, Cells, Keep, Mark, MarkKind};
use super::dialect::{tidied, unnamed};
use super::dictionary::{Dictionary, EMPTY, Known};
use super::identify::Sightings;
use super::key_numbers::KeyNumbers;
use super::tally::{TOLD, more};

use super::table::{Coded, Kept, Kind, Outcome, RowLines, Stretch, Table, TableColumn};
use super::table_fault::{empty, lacking, ragged, too_long, trailing, unnamed_column};

/// Reads files into one table.
#[derive(Debug, Default)]
pub struct TableReader {
    table: Table,
    /// The place of each heading.
    place_of: HashMap<String, usize>,
    /// The values of each column.
    index: Vec<Dictionary>,
    keys: KeyNumbers,
    /// By column, where something was looked at.
    sightings: Vec<Option<Box<Sightings>>>,
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
    pub(super) fn places(
        &mut self,
        headings: &[String],
        questions: &[String],
        keep: &dyn Fn(&str, Option<&str>) -> Kind,
    ) -> Vec<usize> {
        headings
            .iter()
            .enumerate()
            .map(|(at, heading)| {
                let question = questions.get(at).filter(|question| !question.is_empty()).cloned();
                self.place_of.get(heading).copied().unwrap_or_else(|| {
                    let rows = self.table.rows;
                    let kept = match keep(heading, question.as_deref()) {
                        Kind::Values => {
                            Kept::Values(Coded { values: Vec::new(), codes: Numbers::none(rows) })
                        }
                        Kind::Keys => Kept::Keys(vec![u32::MAX; rows]),
                        Kind::Nothing => Kept::Nothing { filled: 0 },
                    };
                    self.table.columns.push(TableColumn { heading: heading.clone(), question, kept });
                    self.index.push(Dictionary::default());
                    self.sightings.push(None);
                    let place = self.table.columns.len() - 1;
                    self.place_of.insert(heading.clone(), place);
                    place
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

    /// Brings what is known of the values of the columns at `places` up to date, where that is worth it.
    fn tell_known(&self, places: &[usize], known: &mut [Known]) {
        for (&place, known) in places.iter().zip(known) {
            if let Some(more) = self.index[place].more_than(known) {
                *known = more;
            }
        }
    }

    /// Makes room for about as many rows as the first block promises: growing by doubling costs a copy.
    fn reserve(&mut self, rows: usize, places: &[usize]) {
        for &place in places {
            match &mut self.table.columns[place].kept {
                Kept::Values(coded) => coded.codes.reserve(rows + rows / 64),
                Kept::Keys(numbers) => numbers.reserve(rows + rows / 64),
                Kept::Nothing { .. } => {}
            }
        }
    }

    /// Adds a block's rows, its values in the order in which they appear.
    fn merge(&mut self, file: &str, line: u64, block: &Block, places: &[usize], seen: &mut Seen) {
        let before = self.table.rows;
        for (cells, &place) in block.columns.iter().zip(places) {
            match (cells, &mut self.table.columns[place].kept) {
                (Cells::Codes(dictionary, codes), Kept::Values(coded)) => {
                    let index = &mut self.index[place];
                    let new = dictionary.values().map(|value| global_code(value, index, &mut coded.values));
                    let new: Vec<u32> = new.collect();
                    coded.codes.extend_by(codes, dictionary.n_before(), &new);
                }
                (Cells::Keys(keys, sightings), Kept::Keys(numbers)) => {
                    add_sightings(&mut self.sightings[place], sightings.as_deref());
                    self.keys.extend(keys, numbers);
                }
                (Cells::Nothing(n, watch), Kept::Nothing { filled }) => {
                    *filled += n;
                    let sightings = watch.as_deref().map(|watch| &watch.sightings);
                    add_sightings(&mut self.sightings[place], sightings);
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
                lines: RowLines::of(&block.lines),
            });
        }
        let at = |within: u32| line + u64::from(within);
        seen.ragged.extend(block.ragged.iter().map(|ragged| (at(ragged.line), ragged.fields)));
        seen.ragged.truncate(TOLD);
        seen.n_ragged += block.n_ragged;
        seen.n_long += block.n_long;
        seen.trailing.extend(block.trailing.iter().map(|trailing| (at(trailing.line), trailing.fields)));
        seen.trailing.truncate(TOLD);
        seen.n_trailing += block.n_trailing;
        seen.hollow.extend(block.hollow.iter().map(|&line| at(line)));
        seen.hollow.truncate(TOLD);
        seen.n_hollow += block.n_hollow;
        seen.marks.extend(block.marks.iter().map(|mark| Mark { row: before + mark.row, ..mark.clone() }));
        seen.n_lacking += block.n_lacking;
    }

    /// Takes off the footer, tells what was repaired, and fills up columns that this file has not.
    fn end_of_file(&mut self, file: &str, first_row: usize, headings: &[String], line: u64, mut seen: Seen) {
        let mut footer = Vec::new();
        while let Some(mark) = seen.marks.pop_if(|mark| mark.row + 1 == self.table.rows) {
            let line = self.table.position(mark.row).line;
            footer.push(line);
            self.table.rows = mark.row;
            if mark.is_ragged {
                seen.n_ragged -= 1;
                seen.ragged.retain(|(ragged, _)| *ragged != line);
            }
        }
        footer.reverse();
        let rows = self.table.rows;
        for column in &mut self.table.columns {
            match &mut column.kept {
                Kept::Values(coded) => coded.codes.resize(rows),
                Kept::Keys(numbers) => numbers.resize(rows, u32::MAX),
                Kept::Nothing { .. } => {}
            }
        }
        self.table.stretches.retain(|stretch| stretch.first_row < rows);
        self.table
            .totals
            .extend(seen.marks.iter().filter(|mark| mark.kind == MarkKind::Total).map(|mark| mark.row));
        self.left_out(file, &seen.hollow, seen.n_hollow, &HOLLOW);
        self.left_out(file, &footer, footer.len() as u64, &FOOTER);
        self.tell_widths(file, (rows - first_row) as u64, headings.len(), &seen);
        if seen.n_lacking > 0 {
            self.faults.push(lacking(file, headings.len()).times(seen.n_lacking));
        }
        for (at, heading) in headings.iter().enumerate() {
            let place = self.place_of.get(heading).copied();
            if *heading == unnamed(at) && place.is_some_and(|place| self.is_filled(place)) {
                self.faults.push(unnamed_column(file, heading).at_line(line));
            }
        }
        if rows == first_row {
            self.faults.push(empty(file));
        }
    }

    /// Tells the rows whose fields are not as many as the headings.
    fn tell_widths(&mut self, file: &str, rows: u64, width: usize, seen: &Seen) {
        for &(line, fields) in &seen.ragged {
            self.faults.push(ragged(file, fields, width).at_line(line));
        }
        let rest = seen.n_ragged - seen.ragged.len() as u64;
        if rest > 0 {
            self.faults.push(more(ragged(file, 0, width), rest));
        }
        if seen.n_long * ONE_IN > rows + seen.n_long {
            self.faults.push(too_long(file, seen.n_long, rows + seen.n_long));
        }
        // Where every row ends in a delimiter, that is the habit of the tool; where a few do, one may stand within a text.
        if seen.n_trailing * ONE_IN <= rows {
            for &(line, fields) in &seen.trailing {
                self.faults.push(trailing(file, fields - width).at_line(line));
            }
            let rest = seen.n_trailing - seen.trailing.len() as u64;
            if rest > 0 {
                self.faults.push(more(trailing(file, 0), rest));
            }
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
            .at_line(first)
            .times(n),
        );
    }

    /// Tells which columns hold values that point at people, with counts and without a value.
    fn tell_sightings(&mut self) {
        let file = self.table.stretches.first().map_or(String::new(), |stretch| stretch.file.clone());
        for (place, column) in self.table.columns.iter().enumerate() {
            let mut sightings = self.sightings[place].as_deref().copied().unwrap_or_default();
            let mut filled = 0;
            let kept = matches!(column.kept, Kept::Values(_));
            let severity = if kept { Severity::Repaired } else { Severity::Note };
            match &column.kept {
                Kept::Values(coded) if points_at_people(coded) => {
                    let mut times = vec![0_u64; coded.values.len()];
                    for code in coded.codes.iter().filter(|code| *code != EMPTY) {
                        times[code as usize] += 1;
                        filled += 1;
                    }
                    for (value, times) in coded.values.iter().zip(times) {
                        sightings.look(value.as_bytes(), times);
                    }
                }
                Kept::Nothing { filled: n } => filled = *n,
                Kept::Keys(numbers) => {
                    let n = numbers.iter().filter(|&&number| number != u32::MAX).count() as u64;
                    self.faults.extend(sightings.key_faults(&file, &column.heading, n));
                    continue;
                }
                Kept::Values(_) => {}
            }
            // Whether kept values are service numbers, `identify::take_out` says, which takes them out.
            let told = if kept { sightings.told_each() } else { sightings.told(filled) };
            for seen in told {
                self.faults.push(seen.fault(severity, &file, &column.heading));
            }
        }
    }
}

/// More than one row in ten that cannot be read is no slip: the file is refused. Fewer than that end in a
/// delimiter too many: they are told.
const ONE_IN: u64 = 10;

/// What the blocks of one file saw, lines counted from the file's first.
#[derive(Debug, Default)]
struct Seen {
    ragged: Vec<(u64, usize)>,
    n_ragged: u64,
    n_long: u64,
    trailing: Vec<(u64, usize)>,
    n_trailing: u64,
    hollow: Vec<u64>,
    n_hollow: u64,
    marks: Vec<Mark>,
    n_lacking: u64,
}

struct LeftOut {
    nl: &'static str,
    en: &'static str,
}

const HOLLOW: LeftOut = LeftOut { nl: "regel zonder waarden", en: "line without values" };
const FOOTER: LeftOut =
    LeftOut { nl: "totaal- of voetregel onder de gegevens", en: "total or footer line below the data" };

fn add_sightings(all: &mut Option<Box<Sightings>>, seen: Option<&Sightings>) {
    if let Some(seen) = seen {
        all.get_or_insert_default().add(*seen);
    }
}

/// Counting rows is worth it only where some value is suspect.
fn points_at_people(coded: &Coded) -> bool {
    let mut sightings = Sightings::default();
    coded.values.iter().any(|value| sightings.look(value.as_bytes(), 1))
}

/// Returns the code of a value over all blocks; new values go to `values`.
fn global_code(value: &[u8], index: &mut Dictionary, values: &mut Vec<String>) -> u32 {
    // What is known is tidy.
    if let Some(code) = index.known(value) {
        return code;
    }
    let text = tidied(std::str::from_utf8(value).expect("invariant: fields are cut from text"));
    let code = index.code(text.as_bytes());
    if code as usize == values.len() {
        values.push(text.into_owned());
    }
    code
}
