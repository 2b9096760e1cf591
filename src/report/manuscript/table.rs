//! Tables with a heading row that is repeated on every page, and a legend for what a dot stands for.

use maud::{Markup, html};

use super::Draft;
use super::line::{Style, clean, paragraph, plain};
use crate::report::document::{Cell, Column, ColumnKind, Table};

/// The room between the margins, in twentieths of a point: 170 mm.
const ROOM: usize = 9638;

/// Returns a table with its caption above and its notes under it.
pub(super) fn render(table: &Table, _draft: &Draft<'_>) -> Markup {
    if table.columns.is_empty() || table.rows.is_empty() {
        return html! {};
    }
    let widths = widths(table);
    html! {
        (paragraph(Style::Caption, plain(&table.caption)))
        w:tbl {
            w:tblPr {
                w:tblStyle w:val="Report" {}
                w:tblW w:w=(ROOM) w:type="dxa" {}
                w:tblLook w:val="0420" w:firstRow="1" w:lastRow="0" w:firstColumn="0" w:lastColumn="0"
                    w:noHBand="0" w:noVBand="1" {}
                w:tblCaption w:val=(clean(&table.caption)) {}
            }
            w:tblGrid { @for width in &widths { w:gridCol w:w=(width) {} } }
            w:tr {
                w:trPr { w:cantSplit {} w:tblHeader {} }
                @for (column, width) in table.columns.iter().zip(&widths) {
                    (cell(&column.heading, "TableHead", column.kind, *width))
                }
            }
            @for row in &table.rows {
                w:tr {
                    w:trPr { w:cantSplit {} }
                    @for (place, column) in table.columns.iter().enumerate() {
                        @let text = row.get(place).map_or("", |cell| cell.text.as_str());
                        (cell(text, "TableText", column.kind, widths[place]))
                    }
                }
            }
        }
        @for note in table.notes.iter().cloned().chain(legend(table)) {
            (paragraph(Style::Note, plain(&note)))
        }
        // Word joins two tables that touch.
        w:p { w:pPr { w:pStyle w:val="Gap" {} } }
    }
}

fn cell(text: &str, style: &str, kind: ColumnKind, width: usize) -> Markup {
    html! {
        w:tc {
            w:tcPr { w:tcW w:w=(width) w:type="dxa" {} }
            w:p {
                w:pPr {
                    w:pStyle w:val=(style) {}
                    @if kind == ColumnKind::Numbers { w:jc w:val="right" {} }
                }
                @if !text.is_empty() { (plain(text)) }
            }
        }
    }
}

/// Returns the width of each column: by its longest word at least, by its longest text at most.
fn widths(table: &Table) -> Vec<usize> {
    const NARROWEST: usize = 5;
    const WIDEST: usize = 38;
    let cells = |place: usize| table.rows.iter().filter_map(move |row| row.get(place));
    let wanted = |(place, column): (usize, &Column)| {
        let longest_word = column.heading.split(' ').map(letters).max().unwrap_or(0);
        let longest = cells(place).map(|cell| letters(&cell.text)).max().unwrap_or(0);
        longest.max(longest_word).clamp(NARROWEST, WIDEST) + 2
    };
    let wanted: Vec<usize> = table.columns.iter().enumerate().map(wanted).collect();
    let whole: usize = wanted.iter().sum();
    wanted.iter().map(|letters| letters * ROOM / whole.max(1)).collect()
}

fn letters(text: &str) -> usize {
    text.chars().count()
}

/// Returns what signs in cells stand for, as a screen reader would say them on the page.
fn legend(table: &Table) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for cell in table.rows.iter().flatten() {
        let Cell { text, spoken: Some(spoken), .. } = cell else { continue };
        let line = format!("{text} = {spoken}");
        // Signs are short; a cell that has words of its own needs no legend.
        if letters(text) <= 2 && !lines.contains(&line) {
            lines.push(line);
        }
    }
    lines
}
