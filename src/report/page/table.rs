//! A table that a screen reader can walk through and that scrolls by itself on a narrow screen.

use maud::{Markup, html};

use super::Context;
use super::term::Linker;
use crate::report::{
    document::{Cell, Column, ColumnKind, Part, Table},
    sheet,
    wording::word::Word,
};

/// Whether a reader may sort a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sorting {
    /// By any column.
    ByReader,
    /// Its order says something, or another order would say something wrong.
    Fixed,
}

/// The most rows of a table on paper, so that the body of a report keeps to its 12 sheets.
const MOST_PRINTED: usize = 30;

/// Returns a table as a block of a chapter; in the annex it opens on request.
pub(super) fn block(
    table: &Table,
    part: Part,
    sorting: Sorting,
    context: &Context<'_>,
    linker: &mut Linker<'_>,
) -> Markup {
    match part {
        Part::Body if table.rows.len() > MOST_PRINTED => html! {
            .table.long { (inner(table, sorting, context)) (reminders(table, linker)) }
            p.note.print-only { (context.word(Word::LongTable)) " " (sheet::file_name(context.document.language)) "." }
        },
        Part::Body => html! { .table { (inner(table, sorting, context)) (reminders(table, linker)) } },
        Part::Annex => html! { details { summary { (table.caption) } (inner(table, sorting, context)) } },
    }
}

/// Returns a table with its notes.
pub(super) fn inner(table: &Table, sorting: Sorting, context: &Context<'_>) -> Markup {
    html! {
        .scroll role="group" tabindex="0" aria-label=(table.caption) {
            table id=[(!table.id.is_empty()).then_some(&table.id)] data-fixed[sorting == Sorting::Fixed] {
                caption { (table.caption) }
                thead {
                    tr {
                        @for column in &table.columns {
                            th scope="col" class=[side(column)] { (column.heading) }
                        }
                    }
                }
                tbody {
                    @for row in &table.rows {
                        tr {
                            @for (place, cell) in row.iter().enumerate() {
                                (set(cell, place, table.columns.get(place), context))
                            }
                        }
                    }
                }
            }
        }
        @for note in &table.notes { p.note { (note) } }
    }
}

/// Returns what the chapter did not yet say of withheld and rounded numbers.
fn reminders(table: &Table, linker: &mut Linker<'_>) -> Markup {
    html! { @for note in &table.reminders { @if linker.is_new(note) { p.note { (note) } } } }
}

fn side(column: &Column) -> Option<&'static str> {
    (column.kind == ColumnKind::Numbers).then_some("r")
}

fn set(cell: &Cell, place: usize, column: Option<&Column>, context: &Context<'_>) -> Markup {
    let value = cell.number.map(|number| number.value.to_string());
    let text = html! {
        @if let Some(spoken) = &cell.spoken {
            span aria-hidden="true" { (cell.text) } span.unseen { (spoken) }
        } @else {
            (cell.text)
        }
    };
    if place == 0 {
        return html! { th scope="row" data-v=[value] { (text) } };
    }
    let row = cell.row.and_then(|row| context.beside.lines(&[row]));
    html! { td class=[column.and_then(side)] data-v=[value] data-rows=[row] { (text) } }
}
