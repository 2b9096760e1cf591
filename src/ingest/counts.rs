//! A table of counts, long or wide: a row per cell with the fewest and the most people it can hold.
//!
//! A number that the publisher hid is an interval, never a number. Rows that add up other rows are left
//! out and told. Leaves out every sum.

use crate::codebook::{Codebook, ColumnMeaning, Hidden};
use crate::model::{Column, Counts, Fault, FaultKind, MISSING, Outcome, Role, Severity, Stage, Text};

use super::answers::outcome;
use super::block::is_total;
use super::columns::{Mapped, mapped, missing_column, with_role};
use super::hidden::{Cells, said};
use super::number::year;
use super::table::{Coded, Table};
use super::unpivot::Pattern;
use super::values::{Complaint, group, tell};

/// A column of cells: those of a long table, or one of those of a wide one.
struct CellColumn<'a> {
    heading: &'a str,
    coded: &'a Coded,
    /// The values that the heading holds, in the order of the form's roles.
    headed: Vec<String>,
}

/// Returns the cells of `table`, or `None` where numbers or years are not mapped.
///
/// `round` is the year where neither a column nor a heading holds one.
pub(super) fn counts(
    table: &Table,
    codebook: &Codebook,
    stage: Stage,
    round: &str,
    faults: &mut Vec<Fault>,
) -> Option<Counts> {
    let columns = mapped(table, codebook);
    let file = table.position(0).file.to_owned();
    let pattern = codebook.unpivot.as_ref().map(Pattern::new);
    let roles: &[Role] = pattern.as_ref().map_or(&[], |pattern| pattern.roles());
    let (cells, totals): (Vec<CellColumn<'_>>, Vec<CellColumn<'_>>) =
        cell_columns(table, &columns, codebook, pattern.as_ref())
            .into_iter()
            .partition(|cell| !cell.headed.iter().any(|value| is_total(value.as_bytes())));
    faults.extend(totals.iter().map(|cell| total_column(&file, cell.heading)));
    if cells.is_empty() {
        faults.push(missing_column(Severity::Refused, &file, Role::Count.word(), None));
    }
    let years = with_role(&columns, Role::Year).and_then(Mapped::coded);
    let headed_year = roles.iter().position(|role| *role == Role::Year);
    let round_year = year(round);
    if years.is_none() && headed_year.is_none() && round_year.is_none() {
        faults.push(missing_column(Severity::Refused, &file, Role::Year.word(), None));
        return None;
    }
    if cells.is_empty() {
        return None;
    }
    let year_of_value: Vec<u16> = years
        .map_or_else(Vec::new, |coded| coded.values.iter().map(|value| year(value).unwrap_or(0)).collect());
    if let (Some(coded), Some(column)) = (years, with_role(&columns, Role::Year)) {
        let complaints: Vec<Option<Complaint>> =
            year_of_value.iter().map(|&year| (year == 0).then(no_year)).collect();
        tell(table, column.heading, coded, &complaints, faults);
    }
    let year_at = |row: usize, cell: &CellColumn<'_>| -> u16 {
        if let Some(coded) = years {
            return year_of_value.get(coded.codes.at(row) as usize).copied().unwrap_or(0);
        }
        headed_year.and_then(|at| year(&cell.headed[at])).or(round_year).unwrap_or(0)
    };
    let rows = rows_without_totals(table, &columns, &cells, hidden_marks(&columns, codebook), faults);
    let mut made = Counts {
        stage,
        named: None,
        year: vec![],
        groups: vec![],
        outcomes: vec![],
        least: vec![],
        most: vec![],
        selected: vec![],
    };
    // Which row and which cell column each cell of the result is.
    let mut row_of: Vec<usize> = Vec::new();
    let mut cell_of: Vec<usize> = Vec::new();
    let declared = hidden_marks(&columns, codebook);
    let columns_of_cells: Vec<Cells<'_>> = cells.iter().map(|cell| (cell.heading, cell.coded)).collect();
    let said = said(table, &columns_of_cells, &rows, declared, faults);
    for (place, (cell, said)) in cells.iter().zip(&said).enumerate() {
        for &row in &rows {
            let Some(interval) = said.people(cell.coded.codes.at(row)) else { continue };
            let year = year_at(row, cell);
            if year == 0 {
                continue;
            }
            made.year.push(year);
            made.least.push(interval.least);
            made.most.push(interval.most);
            row_of.push(row);
            cell_of.push(place);
        }
    }
    for column in &columns {
        let Some(coded) = column.coded() else { continue };
        let role = column.meaning.role;
        if role.is_grouping() && role != Role::Year {
            let whole = group(table, column.heading, coded, column.meaning, faults);
            let codes = row_of.iter().map(|&row| whole.codes[row]).collect();
            made.groups.push(Column { codes, ..whole });
        } else if role == Role::Outcome {
            let whole = outcome(table, column.heading, coded, column.meaning, faults);
            let codes = row_of.iter().map(|&row| whole.codes[row]).collect();
            made.outcomes.push(Outcome { codes, ..whole });
        }
    }
    for (at, role) in roles.iter().enumerate().filter(|(_, role)| **role != Role::Year) {
        made.groups.push(headed_group(table, codebook, *role, at, &cells, &cell_of, faults));
    }
    Some(made)
}

/// The marks that the codebook declares, at the numbers or at the headings that hold them.
fn hidden_marks<'a>(columns: &[Mapped<'a>], codebook: &'a Codebook) -> &'a [Hidden] {
    match &codebook.unpivot {
        Some(unpivot) => &unpivot.hidden,
        None => with_role(columns, Role::Count).map_or(&[], |column| &column.meaning.hidden),
    }
}

/// A column that adds up others would count everybody twice.
fn total_column(file: &str, heading: &str) -> Fault {
    Fault::in_file(
        Severity::Note,
        FaultKind::LeftOutRow,
        file,
        Text::new("kolom die andere optelt weggelaten", "column that adds up others left out"),
        Text::new("controleer of dit geen gegevens waren", "check that these were no data"),
    )
    .in_column(heading)
}

fn cell_columns<'a>(
    table: &'a Table,
    columns: &[Mapped<'a>],
    codebook: &Codebook,
    pattern: Option<&Pattern<'_>>,
) -> Vec<CellColumn<'a>> {
    let Some(pattern) = pattern else {
        return columns
            .iter()
            .filter(|column| column.meaning.role == Role::Count)
            .take(1)
            .filter_map(|column| {
                Some(CellColumn { heading: column.heading, coded: column.coded()?, headed: vec![] })
            })
            .collect();
    };
    let lookup = codebook.lookup();
    table
        .columns
        .iter()
        .filter(|column| lookup.column(&column.heading, column.question.as_deref()).is_none())
        .filter_map(|column| {
            let headed = pattern.fits(&column.heading)?;
            let super::table::Kept::Values(coded) = &column.kept else { return None };
            Some(CellColumn { heading: &column.heading, coded, headed })
        })
        .collect()
}

/// Returns the rows that do not add up others: no group of them is called `Totaal`.
fn rows_without_totals(
    table: &Table,
    columns: &[Mapped<'_>],
    cells: &[CellColumn<'_>],
    declared: &[Hidden],
    faults: &mut Vec<Fault>,
) -> Vec<usize> {
    let mut total = vec![false; table.rows];
    for &row in &table.totals {
        total[row] = true;
    }
    for column in columns.iter().filter(|column| column.meaning.role.is_grouping()) {
        let Some(coded) = column.coded() else { continue };
        let totals: Vec<bool> = coded.values.iter().map(|value| is_total(value.as_bytes())).collect();
        if totals.iter().any(|total| *total) {
            for (row, code) in coded.codes.iter().enumerate() {
                total[row] |= totals.get(code as usize).copied().unwrap_or(false);
            }
        }
    }
    let first = total.iter().position(|total| *total);
    if let Some(row) = first {
        let n = total.iter().filter(|total| **total).count();
        let at = table.position(row);
        faults.push(
            Fault::in_file(
                Severity::Note,
                FaultKind::LeftOutRow,
                at.file,
                Text::new(
                    format!("rij die andere optelt weggelaten, aantal: {n}"),
                    format!("row that adds up others left out, number: {n}"),
                ),
                Text::new("controleer of dit geen gegevens waren", "check that these were no data"),
            )
            .at_line(at.line),
        );
    }
    // In a long table an empty number is told; in a wide one a row without any is no row.
    let is_long = cells.iter().any(|cell| cell.headed.is_empty());
    let blank = is_long || declared.iter().any(|hidden| hidden.mark.is_empty());
    let headed = |row: usize| blank || cells.iter().any(|cell| cell.coded.codes.at(row) != u32::MAX);
    (0..table.rows).filter(|&row| !total[row] && headed(row)).collect()
}

/// The column of a role that stands in the headings.
fn headed_group(
    table: &Table,
    codebook: &Codebook,
    role: Role,
    at: usize,
    cells: &[CellColumn<'_>],
    cell_of: &[usize],
    faults: &mut Vec<Fault>,
) -> Column {
    let mut coded = Coded::default();
    for cell in cells {
        let value = &cell.headed[at];
        let code = coded.values.iter().position(|known| known == value).unwrap_or_else(|| {
            coded.values.push(value.clone());
            coded.values.len() - 1
        });
        coded.codes.push(code as u32);
    }
    let plain = ColumnMeaning::new(role.word(), role);
    let meaning = codebook.columns.iter().find(|meaning| meaning.role == role).unwrap_or(&plain);
    let column = group(table, role.word(), &coded, meaning, faults);
    let codes = cell_of.iter().map(|&cell| column.codes.get(cell).copied().unwrap_or(MISSING)).collect();
    Column { codes, ..column }
}

fn no_year() -> Complaint {
    Complaint::repaired(
        FaultKind::ImpossibleDate,
        Text::new("geen jaar; de rij is weggelaten", "not a year; the row is left out"),
        Text::new("schrijf 2024 of 2024/2025", "write 2024 or 2024/2025"),
    )
}
