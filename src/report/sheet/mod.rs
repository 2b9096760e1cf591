//! A document as a workbook: every table of it with real numbers, and a first sheet that says how to read them.
//!
//! There is not one formula in it: whatever a label begins with, it is written as text. The date of creation
//! is fixed, so the same document gives the same bytes. Leaves out charts, which are files of their own.

mod name;
mod group;
mod guide;
mod style;
mod delimited;

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, Worksheet, XlsxError};

use crate::model::Language;

use super::document::{Cell, ColumnKind, Document, Table};
use super::wording::word::Word;
pub use delimited::delimited;
use group::Group;
use style::Formats;

/// Returns the file name of the workbook in a language.
#[must_use]
pub fn file_name(language: Language) -> &'static str {
    match language {
        Language::Dutch => "tabellen.xlsx",
        Language::English => "tables.xlsx",
    }
}

/// Returns the file name of the tables for Dutch Excel in a language.
#[must_use]
pub fn csv_name(language: Language) -> &'static str {
    match language {
        Language::Dutch => "tabellen.csv",
        Language::English => "tables.csv",
    }
}

/// Returns the document as a workbook.
///
/// # Errors
/// A table is larger than a sheet.
pub fn workbook(document: &Document) -> Result<Vec<u8>, XlsxError> {
    let groups = group::groups(document);
    let formats = Formats::new();
    let mut workbook = Workbook::new();
    workbook.set_properties(&properties(document)?);
    guide::write(workbook.add_worksheet(), document, &groups, &formats)?;
    for group in &groups {
        write_group(workbook.add_worksheet(), document, group, &formats)?;
    }
    if let Some(name) = guide::definitions_name(document) {
        guide::write_definitions(workbook.add_worksheet(), document, &name, &formats)?;
    }
    workbook.save_to_buffer()
}

/// The title, and a fixed date: a clock would change the bytes from run to run.
fn properties(document: &Document) -> Result<DocProperties, XlsxError> {
    Ok(DocProperties::new()
        .set_title(shortened(&format!("{}, {}", document.title, document.subtitle)))
        .set_author("meetellen")
        .set_creation_datetime(&ExcelDateTime::from_ymd(2000, 1, 1)?))
}

/// Where the next row of a sheet goes.
struct Pen<'a> {
    sheet: &'a mut Worksheet,
    row: u32,
}

impl Pen<'_> {
    /// Writes a line of text in the first column and goes down.
    fn line(&mut self, text: &str, format: &rust_xlsxwriter::Format) -> Result<(), XlsxError> {
        self.sheet.write_string_with_format(self.row, 0, shortened(text), format)?;
        self.row += 1;
        Ok(())
    }
}

/// The most characters of a cell; a longer text would make the file invalid.
const MOST_CHARACTERS: usize = 32_767;

fn shortened(text: &str) -> String {
    text.chars().take(MOST_CHARACTERS).collect()
}

fn write_group(
    sheet: &mut Worksheet,
    document: &Document,
    group: &Group<'_>,
    formats: &Formats,
) -> Result<(), XlsxError> {
    sheet.set_name(&group.name)?;
    sheet.set_landscape().set_print_fit_to_pages(1, 0).set_paper_size(9);
    let mut pen = Pen { sheet, row: 0 };
    pen.line(&group.title, &formats.title)?;
    if let Some(banner) = &document.banner {
        pen.line(&banner.sentence(), &formats.warning)?;
    }
    match group.entries.as_slice() {
        [entry] => {
            for text in &entry.above {
                pen.line(text, &formats.text)?;
            }
            let heading = pen.row;
            write_head(&mut pen, entry.table, formats)?;
            pen.sheet.set_freeze_panes(pen.row, 1)?.set_repeat_rows(heading, heading)?;
            write_rows(&mut pen, entry.table, formats)?;
            if let Some(last) =
                entry.table.columns.len().checked_sub(1).filter(|_| !entry.table.rows.is_empty())
            {
                pen.sheet.autofilter(heading, 0, pen.row - 1, column_number(last))?;
            }
        }
        entries => {
            let shared = entries.first().filter(|_| group.has_one_head());
            if let Some(first) = shared {
                write_head(&mut pen, first.table, formats)?;
            }
            pen.sheet.set_freeze_panes(pen.row, 1)?;
            for entry in entries {
                pen.line(&entry.table.caption, &formats.subtitle)?;
                if shared.is_none() {
                    write_head(&mut pen, entry.table, formats)?;
                }
                write_rows(&mut pen, entry.table, formats)?;
                pen.row += 1;
            }
        }
    }
    pen.row += 1;
    let mut written: Vec<&str> = Vec::new();
    for text in group.entries.iter().flat_map(|entry| &entry.below) {
        if !written.contains(&text.as_str()) {
            pen.line(text, &formats.note)?;
            written.push(text);
        }
    }
    for (place, width) in style::widths(group.entries.iter().map(|entry| entry.table)).into_iter().enumerate()
    {
        pen.sheet.set_column_width(column_number(place), width)?;
    }
    foot(pen.sheet, document);
    Ok(())
}

fn write_head(pen: &mut Pen<'_>, table: &Table, formats: &Formats) -> Result<(), XlsxError> {
    for (place, column) in table.columns.iter().enumerate() {
        let format = if column.kind == ColumnKind::Numbers { &formats.number_head } else { &formats.head };
        pen.sheet.write_string_with_format(
            pen.row,
            column_number(place),
            shortened(&column.heading),
            format,
        )?;
    }
    pen.row += 1;
    Ok(())
}

fn write_rows(pen: &mut Pen<'_>, table: &Table, formats: &Formats) -> Result<(), XlsxError> {
    for row in &table.rows {
        for (place, cell) in row.iter().enumerate() {
            let kind = table.columns.get(place).map_or(ColumnKind::Words, |column| column.kind);
            write_cell(pen, column_number(place), cell, kind, formats)?;
        }
        pen.row += 1;
    }
    Ok(())
}

/// Writes a number as a number, and everything else as text: a label such as `=1+1` must not be calculated.
fn write_cell(
    pen: &mut Pen<'_>,
    column: u16,
    cell: &Cell,
    kind: ColumnKind,
    formats: &Formats,
) -> Result<(), XlsxError> {
    match cell.number.filter(|number| number.value.is_finite()) {
        Some(number) => {
            let format = formats.of_number(number.form);
            pen.sheet.write_number_with_format(pen.row, column, number.value, &format)?;
        }
        None if cell.text.is_empty() => {}
        None => {
            let format = if kind == ColumnKind::Numbers { &formats.right } else { &formats.text };
            pen.sheet.write_string_with_format(pen.row, column, shortened(&cell.text), format)?;
        }
    }
    Ok(())
}

/// What stands under each printed sheet: the warning, where there is one, and the page.
fn foot(sheet: &mut Worksheet, document: &Document) {
    let warning = document.banner.as_ref().map_or(String::new(), |banner| banner.word.replace('&', "&&"));
    let page = Word::Page.text(document.language);
    sheet.set_footer(format!("&L{warning}&R{page} &P"));
}

fn column_number(place: usize) -> u16 {
    u16::try_from(place).unwrap_or(u16::MAX)
}
