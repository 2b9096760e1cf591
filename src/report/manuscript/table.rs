//! Tables with a heading row that is repeated on every page, and a legend for what a dot stands for.

use maud::{Markup, html};

use super::line::{Style, clean, paragraph, plain};
use crate::report::document::{Cell, ColumnKind, Table};

/// The room between the margins, in twentieths of a point: 170 mm.
const ROOM: usize = 9638;

/// Returns a table with its caption above and its notes under it.
pub(super) fn render(table: &Table) -> Markup {
    if table.columns.is_empty() || table.rows.is_empty() {
        return html! {};
    }
    let Setting { set, widths } = setting(table);
    html! {
        (paragraph(Style::Caption, plain(&table.caption)))
        w:tbl {
            w:tblPr {
                w:tblStyle w:val="Report" {}
                w:tblW w:w=(widths.iter().sum::<usize>()) w:type="dxa" {}
                w:tblLayout w:type="fixed" {}
                w:tblLook w:val="0420" w:firstRow="1" w:lastRow="0" w:firstColumn="0" w:lastColumn="0"
                    w:noHBand="0" w:noVBand="1" {}
                w:tblCaption w:val=(clean(&table.caption)) {}
            }
            w:tblGrid { @for width in &widths { w:gridCol w:w=(width) {} } }
            w:tr {
                w:trPr { w:cantSplit {} w:tblHeader {} }
                @for (column, width) in table.columns.iter().zip(&widths) {
                    (cell(&column.heading, set.head, column.kind, *width))
                }
            }
            @for row in &table.rows {
                w:tr {
                    w:trPr { w:cantSplit {} }
                    @for (place, column) in table.columns.iter().enumerate() {
                        @let text = row.get(place).map_or("", |cell| cell.text.as_str());
                        (cell(text, set.text, column.kind, widths[place]))
                    }
                }
            }
        }
        @for note in table.notes.iter().chain(&table.reminders).cloned().chain(legend(table)) {
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

/// The type of a table: smaller where its words would not fit side by side.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Type {
    head: &'static str,
    text: &'static str,
    /// The width of a letter, bold and in a wide typeface, in twentieths of a point.
    letter: usize,
}

/// 9 points.
const NORMAL: Type = Type { head: "TableHead", text: "TableText", letter: 130 };
/// 7 points.
const SMALL: Type = Type { head: "TableHeadSmall", text: "TableTextSmall", letter: 101 };

/// The type and the widths of the columns of a table.
struct Setting {
    set: Type,
    widths: Vec<usize>,
}

/// Returns how a table is set: each column has room for its longest word, and of what is left a share by its longest
/// text.
fn setting(table: &Table) -> Setting {
    /// What stands free beside the text of a cell.
    const FREE: usize = 190;
    /// From here on a text may as well take more lines.
    const LONG: usize = 40;
    let texts = |place: usize| {
        let cells = table.rows.iter().filter_map(move |row| Some(row.get(place)?.text.as_str()));
        cells.chain(table.columns.get(place).map(|column| column.heading.as_str()))
    };
    let word = |place: usize| texts(place).flat_map(|text| text.split([' ', '-'])).map(breadth).max();
    let least = |set: Type| -> Vec<usize> {
        (0..table.columns.len()).map(|place| word(place).unwrap_or(0) * set.letter + FREE).collect()
    };
    let fits = |set: Type| least(set).iter().sum::<usize>() < ROOM;
    let set = if fits(NORMAL) { NORMAL } else { SMALL };
    let least = least(set);
    let whole: usize = least.iter().sum();
    if whole >= ROOM {
        // More words than a page is wide: each column gives in alike.
        return Setting { set, widths: least.iter().map(|width| width * ROOM / whole).collect() };
    }
    let longest = |place: usize| texts(place).map(letters).max().unwrap_or(0).min(LONG) * set.letter + FREE;
    // Everybody wishes for something, so that every table is as wide as the page.
    let wish: Vec<usize> =
        least.iter().enumerate().map(|(place, least)| longest(place).saturating_sub(*least) + 1).collect();
    let wishes: usize = wish.iter().sum();
    let widths =
        least.iter().zip(&wish).map(|(least, wish)| least + wish * (ROOM - whole) / wishes).collect();
    Setting { set, widths }
}

fn letters(text: &str) -> usize {
    text.chars().count()
}

/// Returns how many letters wide a word is: an m or w takes half as much room again, so that "Women" is not broken off.
fn breadth(word: &str) -> usize {
    let wide = word.chars().filter(|letter| matches!(letter, 'm' | 'w' | 'M' | 'W')).count();
    letters(word) + wide.div_ceil(2)
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::document::Column;

    fn table(columns: usize, heading: &str, text: &str) -> Table {
        let column = Column { heading: heading.to_owned(), kind: ColumnKind::Words };
        let cell = Cell { text: text.to_owned(), ..Cell::default() };
        Table { columns: vec![column; columns], rows: vec![vec![cell; columns]], ..Table::default() }
    }

    #[test]
    fn columns_fill_the_page_and_hold_their_longest_word() {
        for (columns, set) in [(4, NORMAL), (8, SMALL)] {
            let found = setting(&table(columns, "Gemiddelde", "nog niet"));
            assert_eq!(found.set, set);
            assert!(found.widths.iter().all(|width| *width >= 10 * set.letter), "{:?}", found.widths);
            let whole: usize = found.widths.iter().sum();
            assert!(whole <= ROOM && whole + columns >= ROOM, "{whole}");
        }
    }

    #[test]
    fn wide_letters_have_room_too() {
        assert_eq!(["Women", "Mean", "aandeel", ""].map(breadth), [6, 5, 7, 0]);
        let mut women = table(9, "Mensen", "46");
        women.columns[1].heading = "Women".to_owned();
        women.columns[2].heading = "Onder".to_owned();
        let Setting { set, widths } = setting(&women);
        assert!(widths[1] >= widths[2] + set.letter / 2, "{widths:?}");
    }

    #[test]
    fn a_table_of_more_words_than_fit_stays_within_the_page() {
        let found = setting(&table(14, "Verpleegtechnologie", "waarneembaar"));
        assert!(found.widths.iter().sum::<usize>() <= ROOM);
        assert!(found.widths.iter().all(|width| *width > 0));
    }
}
