//! What a reader sees of a file before anybody said what its columns mean: headings and distinct values.
//!
//! Looks at the head of a large file only. Leaves out the guess itself (`codebook`).

use std::path::Path;

use crate::codebook::ColumnSample;
use crate::model::{Fault, Severity};

use super::file::{Input, open};
use super::folder::add;
use super::reader::TableReader;
use super::table::{Kept, Kind, Reading};

/// The bytes of a text that are looked at: some ten thousand rows.
const HEAD: usize = 4 << 20;

/// The distinct values of a column that are told.
const DISTINCT: usize = 500;

/// Returns what each column of the file at `path` holds, or the faults that make it unreadable.
pub fn preview(path: &Path) -> Result<Vec<ColumnSample>, Vec<Fault>> {
    preview_as(path, None)
}

/// Looks as [`preview`] does; at a delimited text in `encoding`, a web name.
pub fn preview_as(path: &Path, encoding: Option<&str>) -> Result<Vec<ColumnSample>, Vec<Fault>> {
    let name = path.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
    let input = open(path, &name).map_err(|fault| vec![*fault])?;
    let mut reader = TableReader::new();
    add(
        &mut reader,
        &name,
        &input,
        &head(&Reading { encoding: encoding.map(str::to_owned), ..Reading::default() }),
        &|_, _| Kind::Values,
    );
    let refused: Vec<Fault> =
        reader.faults().iter().filter(|fault| fault.severity == Severity::Refused).cloned().collect();
    if refused.is_empty() { Ok(sampled(reader)) } else { Err(refused) }
}

/// Returns what each column of a file in memory holds.
pub(super) fn samples(name: &str, input: &Input, reading: &Reading) -> Vec<ColumnSample> {
    let mut reader = TableReader::new();
    add(&mut reader, name, input, &head(reading), &|_, _| Kind::Values);
    sampled(reader)
}

fn head(reading: &Reading) -> Reading {
    Reading { limit: Some(HEAD), ..reading.clone() }
}

fn sampled(reader: TableReader) -> Vec<ColumnSample> {
    let table = reader.finish().table;
    table
        .columns
        .iter()
        .filter_map(|column| {
            let Kept::Values(coded) = &column.kept else { return None };
            let mut times = vec![0_u64; coded.values.len()];
            let mut empty = 0;
            for &code in &coded.codes {
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
            Some(ColumnSample {
                heading: column.heading.clone(),
                question: column.question.clone(),
                distinct,
                truncated,
            })
        })
        .collect()
}
