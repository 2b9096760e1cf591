//! A table: heads that come back on every page, rows that are never cut, numbers under each other.
//!
//! Columns are as wide as their text where there is room; else the widest give most. Leaves out which tables
//! there are.

use super::brick::{Brick, Ink, Seam, keep, stack};
use super::composer::{Bit, Composer};
use super::front::rule;
use super::letters::width;
use super::lines::widest_word;
use super::paper::{CELL, HAIR, HEAD, LINE, MEASURE, NOTE, SMALL, Style};
use super::tree::{HeadOf, Kind};
use crate::report::{
    chart::Weight,
    document::{Cell, Column, ColumnKind, Table},
};

/// The space between two columns.
const GAP: f32 = 12.0;
/// The space above and under the text of a row.
const PAD: f32 = 1.3;
/// The smallest that the text of a table is set, as a part of its size, before words are cut.
const SMALLEST: f32 = 0.82;
/// From how many lines on a row may stand alone at the foot of a page.
const TALL_ROW: f32 = 3.0;

/// Sets a table with its title and notes.
pub(super) fn set(composer: &mut Composer<'_>, table: &Table) {
    let plan = Plan::of(table);
    composer.within(Kind::Table, |composer| {
        let title = [Bit::plain(&*table.caption)];
        let style = SMALL.weighing(Weight::Semibold);
        let mut caption = composer.set(Kind::Caption, &title, style, MEASURE);
        keep(&mut caption);
        composer.anchor(&mut caption, &table.id);
        composer.push(caption, 9.0);
        composer.hold();
        let head = composer.within(Kind::TableHead, |composer| heads(composer, table, &plan));
        composer.heads.push(without_meaning(&head));
        let place = composer.heads.len() - 1;
        composer.push(vec![head], 2.0);
        composer.hold();
        composer.within(Kind::TableBody, |composer| rows(composer, table, &plan, place));
    });
    let mut notes: Vec<&str> = table.notes.iter().map(String::as_str).collect();
    notes.extend(table.reminders.iter().map(String::as_str).filter(|note| composer.linker.is_new(note)));
    if !notes.is_empty() {
        composer.hold();
        let note = composer.set(Kind::Paragraph, &[Bit::plain(notes.join(" "))], NOTE, MEASURE);
        composer.push(note, 2.0);
    }
}

/// Where the columns of a table stand, and how large its text is.
struct Plan {
    lefts: Vec<f32>,
    widths: Vec<f32>,
    cell: Style,
    head: Style,
}

impl Plan {
    fn of(table: &Table) -> Self {
        let (mut cell, mut head) = (CELL, HEAD);
        let mut needs = needs(table, cell, head, Numbers::Whole);
        let gaps = GAP * count(table.columns.len().saturating_sub(1));
        let room = MEASURE - gaps;
        let least: f32 = needs.iter().map(|need| need.least).sum();
        if least > room {
            // Numbers may wrap at their spaces first, then letters are smaller; only then are words cut.
            needs = self::needs(table, cell, head, Numbers::Wrapped);
        }
        let least: f32 = needs.iter().map(|need| need.least).sum();
        if least > room {
            let factor = (room / least).max(SMALLEST);
            (cell, head) = (scaled(cell, factor), scaled(head, factor));
            needs = self::needs(table, cell, head, Numbers::Wrapped);
        }
        let widths = fitted(&needs, room);
        let mut lefts = Vec::new();
        let mut left = 0.0;
        for width in &widths {
            lefts.push(left);
            left += width + GAP;
        }
        Self { lefts, widths, cell, head }
    }

    /// Returns how wide the whole table is.
    fn width(&self) -> f32 {
        self.lefts.last().copied().unwrap_or(0.0) + self.widths.last().copied().unwrap_or(0.0)
    }
}

/// What a column needs: its widest word, and its widest text.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Need {
    least: f32,
    most: f32,
}

/// Whether a number with its words, such as an interval, keeps to one line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Numbers {
    Whole,
    Wrapped,
}

fn needs(table: &Table, cell: Style, head: Style, numbers: Numbers) -> Vec<Need> {
    table
        .columns
        .iter()
        .enumerate()
        .map(|(place, column)| {
            let texts = table.rows.iter().filter_map(|row| row.get(place)).map(|cell| cell.text.as_str());
            let mut need =
                Need { least: widest_word(&column.heading, head), most: width(&column.heading, head) };
            if column.kind == ColumnKind::Numbers {
                // A long heading may wrap above short numbers.
                need.most = need.most.min((2.0 * need.least).max(need.most / 2.0));
            }
            for text in texts {
                let least = match (column.kind, numbers) {
                    (ColumnKind::Numbers, Numbers::Whole) => width(text, cell),
                    _ => widest_word(text, cell),
                };
                need.least = need.least.max(least);
                need.most = need.most.max(width(text, cell));
            }
            need
        })
        .collect()
}

/// Returns the widths of columns that together are at most `room`.
fn fitted(needs: &[Need], room: f32) -> Vec<f32> {
    let sum = |part: &dyn Fn(&Need) -> f32| needs.iter().map(part).sum::<f32>();
    let (least, most) = (sum(&|need| need.least), sum(&|need| need.most));
    if most <= room {
        // A hair of room, so that a text that just fits is not broken.
        return needs.iter().map(|need| need.most + 0.05).collect();
    }
    if least >= room {
        return needs.iter().map(|need| need.least * room / least).collect();
    }
    let share = (room - least) / (most - least);
    needs.iter().map(|need| need.least + (need.most - need.least) * share).collect()
}

fn scaled(style: Style, factor: f32) -> Style {
    Style { size: style.size * factor, leading: style.leading * factor, ..style }
}

#[expect(clippy::cast_precision_loss, reason = "a table has few columns")]
fn count(number: usize) -> f32 {
    number as f32
}

fn heads(composer: &mut Composer<'_>, table: &Table, plan: &Plan) -> Brick {
    composer.within(Kind::Row, |composer| {
        let mut cells: Vec<Brick> = table
            .columns
            .iter()
            .zip(&plan.widths)
            .map(|(column, width)| {
                let bits = [Bit::plain(spaced(&column.heading))];
                let lines = composer.set(Kind::Head(HeadOf::Column), &bits, plan.head, *width);
                stack(aligned(lines, column, *width))
            })
            .collect();
        let tall = cells.iter().map(|cell| cell.height).fold(0.0, f32::max);
        // Heads stand on the line under them.
        for cell in &mut cells {
            let down = tall - cell.height;
            *cell = stack(vec![Brick::new(down, Vec::new()), cell.clone()]);
        }
        across(cells, plan, tall, LINE)
    })
}

fn rows(composer: &mut Composer<'_>, table: &Table, plan: &Plan, head: usize) {
    let count = table.rows.len();
    for (place, row) in table.rows.iter().enumerate() {
        let mut brick = composer.within(Kind::Row, |composer| {
            let cells: Vec<Brick> = table
                .columns
                .iter()
                .enumerate()
                .map(|(place, column)| {
                    let empty = Cell::default();
                    let cell = row.get(place).unwrap_or(&empty);
                    let kind = if place == 0 { Kind::Head(HeadOf::Row) } else { Kind::Cell };
                    let lines =
                        composer.within(kind, |composer| words(composer, cell, plan, plan.widths[place]));
                    stack(aligned(lines, column, plan.widths[place]))
                })
                .collect();
            let tall = cells.iter().map(|cell| cell.height).fold(0.0, f32::max);
            across(cells, plan, tall, HAIR)
        });
        brick.head = Some(head);
        // No page begins or ends with a single row of a table, unless it is a row of several lines.
        let is_tall = brick.height >= TALL_ROW * CELL.leading;
        if place == 0 && !is_tall || place + 2 == count {
            brick.after = Seam::Closed;
        }
        if place + 1 == count {
            brick.after = Seam::Open;
        }
        composer.push(vec![brick], 0.0);
    }
}

/// Sets the words of a cell; a sign that says nothing aloud is read as what it means.
fn words(composer: &mut Composer<'_>, cell: &Cell, plan: &Plan, width: f32) -> Vec<Brick> {
    let bits = [Bit::plain(spaced(&cell.text))];
    match &cell.spoken {
        Some(spoken) => composer.set(Kind::Spoken(spoken.clone()), &bits, plan.cell, width),
        None => composer.lines(&bits, plan.cell, width),
    }
}

/// A cell without text still has to be there, or the cells after it would move up.
fn spaced(text: &str) -> String {
    if text.trim().is_empty() { "\u{a0}".to_owned() } else { text.to_owned() }
}

/// Moves the lines of a column of numbers to its right.
fn aligned(lines: Vec<Brick>, column: &Column, width: f32) -> Vec<Brick> {
    if column.kind == ColumnKind::Words {
        return lines;
    }
    lines
        .into_iter()
        .map(|line| {
            let right = (width - line.wide).max(0.0);
            line.indented(right)
        })
        .collect()
}

fn across(cells: Vec<Brick>, plan: &Plan, tall: f32, colour: super::paper::Colour) -> Brick {
    let height = tall + 2.0 * PAD;
    let mut inks = vec![rule(height - 0.5, plan.width(), 0.5, colour)];
    for (cell, left) in cells.into_iter().zip(&plan.lefts) {
        let down = Brick::new(PAD, Vec::new());
        inks.extend(stack(vec![down, Brick { before: 0.0, ..cell }]).indented(*left).inks);
    }
    Brick::new(height, inks)
}

/// Returns a head as it is set again on the next page: to be seen, not to be read again.
fn without_meaning(head: &Brick) -> Brick {
    let mut copy = head.clone();
    for ink in &mut copy.inks {
        if let Ink::Letters { piece, .. } = ink {
            piece.slot = None;
        }
    }
    copy
}

#[cfg(test)]
mod tests {
    use super::*;

    fn need(least: f32, most: f32) -> Need {
        Need { least, most }
    }

    #[test]
    fn columns_take_what_they_need_where_there_is_room() {
        let widths = fitted(&[need(20.0, 60.0), need(10.0, 30.0)], 100.0);
        assert!((widths[0] - 60.0).abs() < 0.1 && (widths[1] - 30.0).abs() < 0.1, "{widths:?}");
    }

    #[test]
    fn columns_together_never_exceed_the_page_and_keep_their_words_while_they_can() {
        let widths = fitted(&[need(20.0, 160.0), need(30.0, 30.0)], 100.0);
        assert!((widths.iter().sum::<f32>() - 100.0).abs() < 0.01, "{widths:?}");
        assert!(widths[0] >= 20.0 && widths[1] >= 30.0);
        let cut = fitted(&[need(120.0, 160.0), need(80.0, 90.0)], 100.0);
        assert!((cut.iter().sum::<f32>() - 100.0).abs() < 0.01, "{cut:?}");
    }

    #[test]
    fn a_table_with_many_columns_is_set_smaller() {
        let column = |place: usize| Column { heading: format!("heading{place}"), kind: ColumnKind::Words };
        let row: Vec<Cell> =
            (0..9).map(|_| Cell { text: "onafbreekbaarwoord".to_owned(), ..Cell::default() }).collect();
        let table = Table { columns: (0..9).map(column).collect(), rows: vec![row], ..Table::default() };
        let plan = Plan::of(&table);
        assert!(plan.cell.size < CELL.size && plan.width() <= MEASURE + 0.1, "{}", plan.width());
    }
}
