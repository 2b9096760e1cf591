//! Sheets of a workbook into the same table as delimited text.
//!
//! Takes the named sheet, else the first with headings and rows. A cell that Excel made a date is written
//! as a date (2026-09-01): whether that was meant, the codebook's labels tell. Leaves out styles, formulas
//! and everything else that is not a value.

use std::io::Cursor;

use calamine::{Data, DataType, Reader as _, Sheets, open_workbook_auto_from_rs};

use crate::model::{Fault, FaultKind, Severity, Text};

use super::block::Builder;
use super::dialect::{Row, heading_row, name_columns};
use super::exports::Head;
use super::reader::TableReader;
use super::sheet::{Sheet, promises_too_much, unreadable};
use super::table::{Format, Kind, Reading};

/// The rows at the head of a sheet among which its headings are looked for.
const SAMPLE: usize = 200;

/// Adds the rows of a workbook's sheet to `reader`.
pub(super) fn read(
    reader: &mut TableReader,
    file: &str,
    bytes: &[u8],
    reading: &Reading,
    keep: &dyn Fn(&str, Option<&str>) -> Kind,
) -> Format {
    let format = Format { encoding: "xlsx".to_owned(), ..Format::default() };
    if promises_too_much(bytes) {
        reader.tell(unreadable(file, "a damaged list of texts"));
        return format;
    }
    let mut workbook = match open_workbook_auto_from_rs(Cursor::new(bytes)) {
        Ok(workbook) => workbook,
        Err(error) => {
            reader.tell(unreadable(file, &error.to_string()));
            return format;
        }
    };
    let Some(range) = sheet(&mut workbook, reader, file, reading) else { return format };
    let Some((first_line, _)) = range.start() else { return format };
    let known: Vec<&str> = reading.known.iter().map(String::as_str).collect();
    let rows: Vec<Row> = range
        .rows()
        .take(SAMPLE)
        .enumerate()
        .map(|(start, cells)| Row { start, fields: cells.into_iter().map(text).collect() })
        .collect();
    let Some(at) = heading_row(&rows, &known) else { return format };
    let line = u64::from(first_line) + 1 + at as u64;
    let mut faults = Vec::new();
    let mut head = Head::of(&rows[at..], reading);
    let headings = name_columns(&head.headings, &known, line, file, &mut faults);
    faults.extend(head.structured(file, &headings, line, reading));
    faults.into_iter().for_each(|fault| reader.tell(fault));
    let Head { questions, structure, beside, under, .. } = head;
    let places =
        reader.places(&headings, &questions, &|heading, question| structure.kind(heading, question, keep));
    let mut builder = Builder::new(&reader.keeps(&places));
    let (mut fields, mut ends) = (Vec::new(), Vec::new());
    let mut n_rows = 0;
    for cells in range.rows().skip(at + under + 1) {
        fields.clear();
        ends.clear();
        for cell in cells {
            match cell {
                Data::String(value) => fields.extend_from_slice(value.as_bytes()),
                other => fields.extend_from_slice(text(other).as_bytes()),
            }
            ends.push(fields.len());
        }
        builder.push(&fields, &ends);
        n_rows += 1;
    }
    reader.block(file, line + 1 + under as u64, &headings, &builder.with_lines(n_rows, &[]), &places);
    Format { line, headings, questions, beside, ..format }.with(structure)
}

/// Returns the named sheet, else the first with a row under its headings.
fn sheet(
    workbook: &mut Sheets<Cursor<&[u8]>>,
    reader: &mut TableReader,
    file: &str,
    reading: &Reading,
) -> Option<Sheet> {
    let names = workbook.sheet_names();
    if let Some(name) = &reading.sheet {
        if !names.contains(name) {
            let there = names.join(", ");
            reader.tell(
                Fault::in_file(
                    Severity::Refused,
                    FaultKind::Unreadable,
                    file,
                    Text::new("dit werkblad is er niet", "this sheet is not there"),
                    Text::new(format!("er zijn: {there}"), format!("there are: {there}")),
                )
                .with_value(name.clone()),
            );
            return None;
        }
        return range(workbook, reader, file, name);
    }
    for name in &names {
        let found = range(workbook, reader, file, name)?;
        if found.height() > 1 {
            if names.len() > 1 {
                reader.tell(Fault::in_file(
                    Severity::Note,
                    FaultKind::Assumed,
                    file,
                    Text::new(
                        format!("werkblad \u{201c}{name}\u{201d} gelezen"),
                        format!("read sheet \u{201c}{name}\u{201d}"),
                    ),
                    Text::new(
                        "noem een ander met `sheet` in scan.toml",
                        "name another with `sheet` in scan.toml",
                    ),
                ));
            }
            return Some(found);
        }
    }
    reader.tell(Fault::in_file(
        Severity::Refused,
        FaultKind::Empty,
        file,
        Text::new("geen werkblad met rijen", "no sheet with rows"),
        Text::new("exporteer het opnieuw, met de antwoorden", "export it again, with the answers"),
    ));
    None
}

fn range(
    workbook: &mut Sheets<Cursor<&[u8]>>,
    reader: &mut TableReader,
    file: &str,
    name: &str,
) -> Option<Sheet> {
    Sheet::read(workbook, file, name).map_err(|fault| reader.tell(*fault)).ok()
}

/// The value of a cell as a delimited export would write it.
fn text(cell: &Data) -> String {
    match cell {
        Data::Empty => String::new(),
        Data::String(value) | Data::DateTimeIso(value) | Data::DurationIso(value) => value.clone(),
        Data::Int(value) => value.to_string(),
        Data::Float(value) => value.to_string(),
        Data::Bool(value) => if *value { "TRUE" } else { "FALSE" }.to_owned(),
        // A day beyond the last that Excel knows is a number of a damaged file.
        Data::DateTime(value) if !(0.0..=LAST_DAY).contains(&value.as_f64()) => value.as_f64().to_string(),
        Data::DateTime(value) => date(value.as_f64()),
        Data::Error(_) => cell.as_string().unwrap_or_else(|| "#N/A".to_owned()),
    }
}

/// The day number of 31 December 9999.
const LAST_DAY: f64 = 2_958_465.0;

/// A day number of Excel as an ISO date; the time of day is left out.
///
/// Days are counted from 30 December 1899, which hides that Excel takes 1900 for a leap year.
/// Source: Howard Hinnant, "chrono-compatible low-level date algorithms", `civil_from_days`.
pub(super) fn date(serial: f64) -> String {
    let days = serial.floor() as i64 - 25_569 + 719_468;
    let era = days.div_euclid(146_097);
    let day_of_era = days.rem_euclid(146_097);
    let year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month + 2) / 5 + 1;
    let (month, carry) = if month < 10 { (month + 3, 0) } else { (month - 9, 1) };
    format!("{:04}-{month:02}-{day:02}", year_of_era + era * 400 + carry)
}

#[cfg(test)]
mod tests {
    use calamine::{ExcelDateTime, ExcelDateTimeType};

    use super::*;

    #[test]
    fn numbers_are_written_as_in_a_text_export() {
        assert_eq!(text(&Data::Float(3.0)), "3");
        assert_eq!(text(&Data::Float(0.25)), "0.25");
        assert_eq!(text(&Data::String("00123".into())), "00123");
        assert_eq!(text(&Data::Bool(true)), "TRUE");
    }

    #[test]
    fn a_day_that_no_calendar_has_is_the_number_it_is() {
        let day =
            |serial| text(&Data::DateTime(ExcelDateTime::new(serial, ExcelDateTimeType::DateTime, false)));
        assert_eq!(day(45_536.0), "2024-09-01");
        assert_eq!(day(LAST_DAY), "9999-12-31");
        assert_eq!(day(-1.0), "-1");
        assert_eq!(day(1e19), "10000000000000000000");
    }

    #[test]
    fn day_numbers_are_dates() {
        assert_eq!(date(45_536.0), "2024-09-01");
        assert_eq!(date(61.5), "1900-03-01");
        assert_eq!(date(43_890.0), "2020-02-29");
    }
}
