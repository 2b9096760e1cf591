//! The filled cells of one sheet of a workbook, row by row.
//!
//! Keeps filled cells only: a sheet whose last cell is far from its table takes no more memory than its
//! cells do. Leaves out which sheet is meant and what its rows are (`workbook`).

use std::io::Cursor;
use std::panic::{AssertUnwindSafe, catch_unwind};

use calamine::{Data, DataRef, Reader as _, Sheets};

use crate::model::{Fault, FaultKind, Severity, Text};

/// How much larger than its filled cells a table may be: sheets of check boxes are mostly empty.
const SPARSE: usize = 64;

/// The size up to which any table may be empty.
const SMALL: usize = 1 << 16;

/// The filled cells of a sheet.
#[derive(Debug, Default)]
pub(super) struct Sheet {
    first_row: u32,
    first_column: u32,
    width: usize,
    rows: Vec<Vec<(u32, Data)>>,
}

impl Sheet {
    /// Returns the sheet with this name.
    pub(super) fn read(
        workbook: &mut Sheets<Cursor<&[u8]>>,
        file: &str,
        name: &str,
    ) -> Result<Self, Box<Fault>> {
        // A number of a row beyond all bounds makes the reader of workbooks panic in a build with checks.
        catch_unwind(AssertUnwindSafe(|| cells(workbook, name)))
            .unwrap_or_else(|_| Err("a damaged sheet".to_owned()))
            .map_err(|error| Box::new(unreadable(file, &error)))
            .and_then(|cells| Self::of(cells, file))
    }

    fn of(cells: Vec<(u32, u32, Data)>, file: &str) -> Result<Self, Box<Fault>> {
        let rows = || cells.iter().map(|cell| cell.0);
        let columns = || cells.iter().map(|cell| cell.1);
        let (Some(first_row), Some(last_row)) = (rows().min(), rows().max()) else {
            return Ok(Self::default());
        };
        let (first_column, last_column) = (columns().min().unwrap_or(0), columns().max().unwrap_or(0));
        let height = (last_row - first_row) as usize + 1;
        let width = (last_column - first_column) as usize + 1;
        if height.saturating_mul(width) > cells.len() * SPARSE + SMALL {
            // The cell that stands furthest out is the one that does not belong to the table.
            let furthest = cells.iter().max_by_key(|cell| u64::from(cell.0) + 64 * u64::from(cell.1));
            return Err(Box::new(far_away(file, furthest.map_or((0, 0), |cell| (cell.0, cell.1)))));
        }
        let mut rows = vec![Vec::new(); height];
        for (row, column, value) in cells {
            rows[(row - first_row) as usize].push((column - first_column, value));
        }
        Ok(Self { first_row, first_column, width, rows })
    }

    /// Returns the row and column of the first cell, from 0; `None` for an empty sheet.
    pub(super) fn start(&self) -> Option<(u32, u32)> {
        (!self.rows.is_empty()).then_some((self.first_row, self.first_column))
    }

    /// Returns the number of rows from the first filled cell to the last.
    pub(super) fn height(&self) -> usize {
        self.rows.len()
    }

    /// Returns the rows, each as wide as the widest.
    pub(super) fn rows(&self) -> impl Iterator<Item = Vec<&Data>> {
        self.rows.iter().map(|cells| {
            let mut row = vec![&Data::Empty; self.width];
            for (column, value) in cells {
                row[*column as usize] = value;
            }
            row
        })
    }
}

/// The filled cells, in the order of the file.
fn cells(workbook: &mut Sheets<Cursor<&[u8]>>, name: &str) -> Result<Vec<(u32, u32, Data)>, String> {
    let Sheets::Xlsx(workbook) = workbook else {
        let range = workbook.worksheet_range(name).map_err(|error| error.to_string())?;
        let (row, column) = range.start().unwrap_or((0, 0));
        let place =
            |cell: (usize, usize, &Data)| (row + cell.0 as u32, column + cell.1 as u32, cell.2.clone());
        return Ok(range.used_cells().map(place).collect());
    };
    let mut reader = workbook.worksheet_cells_reader(name).map_err(|error| error.to_string())?;
    let mut cells = Vec::new();
    while let Some(cell) = reader.next_cell().map_err(|error| error.to_string())? {
        let (row, column) = cell.get_position();
        match cell.get_value() {
            DataRef::Empty => {}
            value => cells.push((row, column, Data::from(value.clone()))),
        }
    }
    Ok(cells)
}

/// Returns the fault of a workbook that cannot be read.
pub(super) fn unreadable(file: &str, why: &str) -> Fault {
    Fault::in_file(
        Severity::Refused,
        FaultKind::Unreadable,
        file,
        Text::new(format!("geen leesbare werkmap: {why}"), format!("not a readable workbook: {why}")),
        Text::new(
            "bewaar het als xlsx zonder wachtwoord, of als csv",
            "save it as xlsx without a password, or as csv",
        ),
    )
}

fn far_away(file: &str, (row, column): (u32, u32)) -> Fault {
    let cell = format!("{}{}", letters(column), u64::from(row) + 1);
    Fault::in_file(
        Severity::Refused,
        FaultKind::Unreadable,
        file,
        Text::new(
            format!("cel {cell} is gevuld en staat ver buiten de tabel"),
            format!("cell {cell} is filled and stands far outside the table"),
        ),
        Text::new(
            "verwijder wat daar staat, of bewaar het blad als csv",
            "delete what stands there, or save the sheet as csv",
        ),
    )
    .at_line(u64::from(row) + 1)
}

/// The letters of a column: `A` for 0, `AA` for 26.
fn letters(column: u32) -> String {
    let mut text = String::new();
    let mut rest = u64::from(column) + 1;
    while rest > 0 {
        text.insert(0, char::from(b'A' + ((rest - 1) % 26) as u8));
        rest = (rest - 1) / 26;
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_have_letters() {
        assert_eq!([0, 25, 26, 16_383].map(letters), ["A", "Z", "AA", "XFD"]);
    }

    #[test]
    fn a_cell_far_outside_the_table_is_told_by_its_name() {
        let cell = |row, column| (row, column, Data::Int(1));
        let fault = Sheet::of(vec![cell(0, 0), cell(1, 1), cell(1_048_575, 16_383)], "a.xlsx").unwrap_err();
        assert!(fault.message.nl.contains("XFD1048576"), "{fault}");
        let sheet = Sheet::of(vec![cell(4, 2), cell(5, 1)], "a.xlsx").unwrap();
        assert_eq!((sheet.start(), sheet.height()), (Some((4, 1)), 2));
        assert_eq!(sheet.rows().next().unwrap(), [&Data::Empty, &Data::Int(1)]);
    }
}
