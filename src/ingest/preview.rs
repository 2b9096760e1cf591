//! What a reader sees of a file before anybody said what its columns mean: headings and distinct values.
//!
//! Looks at the head of a large file only. Leaves out the guess itself (`codebook`).

use std::path::Path;

use crate::codebook::ColumnSample;
use crate::model::{Fault, Severity};

use super::dialect::unnamed;
use super::exports::{self, Structure};
use super::file::{Input, InputKind, open};
use super::files::Files;
use super::opened::places;
use super::reader::TableReader;
use super::table::{Kept, Kind, Reading, Table, TableColumn};
use super::tabled::add;

/// The bytes of a text that are looked at: some ten thousand rows.
const HEAD: usize = 4 << 20;

/// The distinct values of a column that are told.
const DISTINCT: usize = 500;

/// What a look at a file shows.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Look {
    /// What each column holds.
    pub columns: Vec<ColumnSample>,
    /// Which tool wrote the file, and what else is worth knowing; nothing here was refused.
    pub faults: Vec<Fault>,
}

/// Returns what each column of the file at `path` holds, or the faults that make it unreadable.
pub fn preview(path: &Path) -> Result<Vec<ColumnSample>, Vec<Fault>> {
    look(path).map(|look| look.columns)
}

/// Returns what each column of the file at `path` holds and what there is to tell, or why it is unreadable.
///
/// A structure file of LimeSurvey or a data dictionary of `REDCap` beside it is used.
pub fn look(path: &Path) -> Result<Look, Vec<Fault>> {
    look_as(path, None)
}

/// Looks as [`look`] does; at a delimited text in `encoding`, a web name.
pub fn look_as(path: &Path, encoding: Option<&str>) -> Result<Look, Vec<Fault>> {
    let name = path.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
    let mut input = open(path, &name).map_err(|fault| vec![*fault])?;
    if input.kind == InputKind::Text {
        let files = Files::Single(path.parent().unwrap_or(Path::new("")).to_owned());
        input.layout = places(&files, &name, &input)?.map(|(_, layout)| layout);
    }
    let beside = exports::find(path.parent().unwrap_or(Path::new("")), &name, None);
    let beside = beside.map_err(|fault| vec![*fault])?;
    let look = looked(
        &name,
        &input,
        &Reading { beside, encoding: encoding.map(str::to_owned), ..Reading::default() },
    );
    let refused = look.faults.iter().filter(|fault| fault.severity == Severity::Refused);
    let refused: Vec<Fault> = refused.cloned().collect();
    if refused.is_empty() { Ok(look) } else { Err(refused) }
}

/// Returns what each column of a file in memory holds.
pub(super) fn samples(name: &str, input: &Input, reading: &Reading) -> Vec<ColumnSample> {
    looked(name, input, reading).columns
}

fn looked(name: &str, input: &Input, reading: &Reading) -> Look {
    let mut reader = TableReader::new();
    let reading = Reading { limit: Some(HEAD), ..reading.clone() };
    let format = add(&mut reader, name, input, &reading, &|_, _| Kind::Values);
    let outcome = reader.finish();
    let (mut table, mut faults) = (outcome.table, outcome.faults);
    exports::finish(&mut table, &format.structure, &|_, _| Kind::Values, &mut faults);
    let columns = table.columns.iter().enumerate();
    let columns = columns
        .filter(|(at, column)| !is_blank(*at, column))
        .filter_map(|(_, column)| sample(&table, column, &format.structure))
        .collect();
    Look { columns, faults }
}

/// Whether a column has neither a heading nor a value: a sheet has thousands to the right of its table.
fn is_blank(at: usize, column: &TableColumn) -> bool {
    let is_empty = matches!(&column.kept, Kept::Values(coded) if coded.values.is_empty());
    is_empty && column.heading == unnamed(at)
}

fn sample(table: &Table, column: &TableColumn, structure: &Structure) -> Option<ColumnSample> {
    let Kept::Values(coded) = &column.kept else { return None };
    let mut times = vec![0_u64; coded.values.len()];
    let mut empty = 0;
    for code in coded.codes.iter() {
        match times.get_mut(code as usize) {
            Some(times) => *times += 1,
            None => empty += 1,
        }
    }
    let mut distinct: Vec<(String, u64)> =
        coded.values.iter().cloned().zip(times).filter(|(_, times)| *times > 0).collect();
    let truncated = distinct.len() > DISTINCT;
    distinct.truncate(DISTINCT);
    if empty > 0 {
        distinct.push((String::new(), empty));
    }
    let own = structure.sets.iter().find(|set| set.heading == column.heading);
    let told = structure.of(&column.heading);
    let (labels, separator) = match own {
        Some(set) => (set.labels(structure), Some(exports::SEPARATOR)),
        None => {
            let labels = told.map_or_else(Vec::new, |told| told.labels.clone());
            (labels, exports::separator(structure, coded))
        }
    };
    let part_of = structure.set_of(&column.heading).filter(|set| table.place(&set.heading).is_some());
    Some(ColumnSample {
        heading: column.heading.clone(),
        question: column.question.clone(),
        distinct,
        truncated,
        labels,
        missing: told.map_or_else(Vec::new, |told| told.missing.clone()),
        separator: separator.map(str::to_owned),
        part_of: part_of.map(|set| set.heading.clone()),
        identifies: told.is_some_and(|told| told.identifies),
    })
}
