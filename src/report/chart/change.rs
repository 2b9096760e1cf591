//! Change between two rounds as a table: per row a hollow mark, a line and a full mark, with the change in words.
//!
//! Stands in for slopes (`slope`) where there are many rows, or the width of a telephone. Leaves out intervals of the
//! rounds themselves: the interval of the change is what the reader needs, and it stands beside the row.

use super::backend::Anchor;
use super::frame::Width;
use super::palette::Mark;
use super::rows::{Heads, Reading, Section, State};
use super::sheet::{Area, NAME, Sheet, height, leading, widest, wrap};
use super::slope::{SlopeChart, SlopeRow, Verdict, side};
use super::table::{self, Above, Cells};

const LANE: f64 = 20.0;
const BEFORE: Mark = Mark::Other;

/// Draws the chart and returns its height.
pub(super) fn draw(sheet: &Sheet<'_>, chart: &SlopeChart) -> f64 {
    let rounds: Vec<String> = chart.rows.iter().map(both).collect();
    let sections = [Section { heading: None, rows: chart.rows.iter().zip(&rounds).collect() }];
    let entries = table::entries(&sections, |(row, rounds)| {
        let gap = [&row.from, &row.to].into_iter().find_map(State::words);
        // Where a round is not shown, its change would give it away.
        let change = row.change.as_ref().filter(|_| gap.is_none());
        Cells {
            label: &row.label,
            n: rounds,
            value: change.map_or("", |change| &change.text),
            under: change.map_or("", |change| &change.word),
            gap,
        }
    });
    let heads = Heads::default();
    let above = Above { heads: &heads, name: None, top: key(sheet, chart), lane: LANE };
    let laid = table::set(sheet, &chart.frame, &above, entries);
    let pieces = match chart.frame.width {
        Width::Wide => vec![laid.lanes],
        Width::Narrow => laid.rows.iter().map(|(_, area)| *area).collect(),
    };
    let bottom = table::grid(sheet, &chart.axis, laid.lanes, &pieces);
    for ((row, _), area) in &laid.rows {
        lane(sheet, chart, row, *area);
    }
    bottom
}

/// Returns both values in words; a dot stands for what is not shown.
fn both(row: &SlopeRow) -> String {
    let words = |state: &State<Reading>| state.shown().map_or("·", Reading::text).to_owned();
    format!("{} → {}", words(&row.from), words(&row.to))
}

fn lane(sheet: &Sheet<'_>, chart: &SlopeChart, row: &SlopeRow, area: Area) {
    let hidden = [&row.from, &row.to].into_iter().find(|state| state.words().is_some());
    if let Some(state) = hidden {
        table::gap(sheet, state, area);
        return;
    }
    let plot = sheet.plot(area, chart.axis.lower..chart.axis.upper, 0.0..1.0);
    let (Some(from), Some(to)) = (side(&row.from), side(&row.to)) else { return };
    let clear = row.change.as_ref().is_some_and(|change| change.verdict == Verdict::Clear);
    let dash = if clear { "" } else { "3 2" };
    plot.line(&[(from.value, 0.5), (to.value, 0.5)], row.mark.role(), 2.25, dash);
    plot.marker(from.value, 0.5, BEFORE, 0.75);
    plot.marker(to.value, 0.5, row.mark, 1.0);
}

/// Sets which mark is which round, and returns where it ends.
fn key(sheet: &Sheet<'_>, chart: &SlopeChart) -> f64 {
    let mark = chart.rows.first().map_or(Mark::Whole, |row| row.mark);
    let (mut x, mut y) = (0.0, 0.0);
    for (mark, name) in [(BEFORE, &chart.from), (mark, &chart.to)] {
        let lines = wrap(name, sheet.width - 20.0, NAME);
        let taken = 20.0 + widest(&lines, NAME);
        if x > 0.0 && x + taken > sheet.width {
            (x, y) = (0.0, y + leading(NAME) + 2.0);
        }
        sheet.marker(x + 8.0, y + leading(NAME) / 2.0, mark);
        sheet.lines(x + 20.0, y, &lines, NAME, Anchor::Start);
        x += taken + 20.0;
        y += height(&lines, NAME) - leading(NAME);
    }
    y + leading(NAME) + 8.0
}
