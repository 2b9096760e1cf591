//! Lines between two rounds: where each scale or group stood, where it stands, and the change in words.
//!
//! Leaves out more than two rounds (`lines`), and charts of many rows or little width, whose slopes would lie on top
//! of each other: those become a table (`change`). A row with a side that is not shown stands under the plot, hatched.

use super::axis::Axis;
use super::backend::{Anchor, Style};
use super::error::ChartError;
use super::frame::{Frame, Width};
use super::palette::{Mark, Role};
use super::rows::{Reading, Span, State};
use super::sheet::{Area, HEAD, LABEL, Plot, STRONG, Sheet, TICK, height, leading, wide, wrap};
use super::spread::{Block, push_apart};
use super::typeface::Weight;

/// Whether the interval of a change leaves out 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// It does: a full line.
    Clear,
    /// It does not: a dashed line with hollow marks.
    Unclear,
}

/// A change as published.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// The change with its interval: `+0,29 (0,19 tot 0,39)`.
    pub text: String,
    /// The word for it: `duidelijk verschil`.
    pub word: String,
    /// Whether its interval leaves out 0.
    pub verdict: Verdict,
}

/// A scale or group in two rounds.
#[derive(Debug, Clone, PartialEq)]
pub struct SlopeRow {
    /// Its name.
    pub label: String,
    /// How it is marked when the change is clear.
    pub mark: Mark,
    /// The first round.
    pub from: State<Reading>,
    /// The second round.
    pub to: State<Reading>,
    /// The change, where both rounds are shown.
    pub change: Option<Change>,
}

/// Lines between two rounds.
#[derive(Debug, Clone, PartialEq)]
pub struct SlopeChart {
    /// What every chart has.
    pub frame: Frame,
    /// The name of the first round.
    pub from: String,
    /// The name of the second round.
    pub to: String,
    /// The axis; its ticks are not drawn, the values are.
    pub axis: Axis,
    /// The rows.
    pub rows: Vec<SlopeRow>,
}

impl SlopeChart {
    /// Checks that there are rows and that all of them fit the axis.
    pub(super) fn check(&self) -> Result<(), ChartError> {
        self.axis.check()?;
        if self.rows.is_empty() {
            return Err(ChartError::Empty(self.frame.id.clone()));
        }
        for row in &self.rows {
            for state in [&row.from, &row.to] {
                let numbers = state.shown().map(Reading::numbers).unwrap_or_default();
                self.axis.check_holds(&row.label, &numbers)?;
            }
        }
        Ok(())
    }

    /// Tells whether the slopes stay apart: some rows, and room for their words on both sides.
    pub(super) fn has_slopes(&self) -> bool {
        self.frame.width == Width::Wide && self.rows.len() <= 8
    }
}

/// A row of which both sides have a value.
struct Drawn<'a> {
    row: &'a SlopeRow,
    from: Side<'a>,
    to: Side<'a>,
    label: Vec<String>,
    change: Vec<String>,
    word: Vec<String>,
}

pub(super) struct Side<'a> {
    pub(super) value: f64,
    pub(super) interval: Option<Span>,
    pub(super) text: &'a str,
}

pub(super) fn side(state: &State<Reading>) -> Option<Side<'_>> {
    match state {
        State::Shown(Reading::Point { value, interval, text }) => {
            Some(Side { value: *value, interval: *interval, text })
        }
        _ => None,
    }
}

/// Places from left to right.
struct Columns {
    label: f64,
    from: f64,
    to: f64,
    change: f64,
    change_room: f64,
}

const NUMBER: Style = LABEL;
/// The room between intervals that stand beside each other.
const LANE: f64 = 14.0;
/// How far from its round a point may stand, as a part of the way to the other.
const MOST_INWARD: f64 = 0.3;
const CHANGE: Style = Style { role: Role::Ink, weight: Weight::Semibold, ..TICK };

/// Draws the chart and returns its height.
pub(super) fn draw(sheet: &Sheet<'_>, chart: &SlopeChart) -> f64 {
    let columns = columns(sheet, chart);
    let rows = rows(chart, &columns);
    let mut y = leading(STRONG);
    sheet.text(columns.from, STRONG.size * 0.86, &chart.from, STRONG, Anchor::Middle);
    sheet.text(columns.to, STRONG.size * 0.86, &chart.to, STRONG, Anchor::Middle);
    if !rows.is_empty() {
        let needed: f64 = rows.iter().map(|row| change_height(row).max(label_height(row))).sum();
        let area = Area {
            left: columns.from,
            right: columns.to,
            top: y + 10.0,
            bottom: y + 10.0 + needed.max(220.0),
        };
        y = lines(sheet, chart, &columns, &rows, area) + 6.0;
    }
    for row in &chart.rows {
        if side(&row.from).is_none() || side(&row.to).is_none() {
            y = hidden(sheet, row, &columns, y + 6.0);
        }
    }
    y + 2.0
}

fn columns(sheet: &Sheet<'_>, chart: &SlopeChart) -> Columns {
    const LABEL_LIMIT: f64 = 230.0;
    const BETWEEN: f64 = 180.0;
    const CHANGE_LIMIT: f64 = 176.0;
    let readings = chart.rows.iter().flat_map(|row| [&row.from, &row.to]).filter_map(State::shown);
    let number = readings.map(|reading| wide(reading.text(), NUMBER)).fold(24.0, f64::max) + 16.0;
    let label =
        chart.rows.iter().map(|row| wide(&row.label, STRONG)).fold(0.0, f64::max).min(LABEL_LIMIT) + 0.5;
    let changes = chart.rows.iter().filter_map(|row| row.change.as_ref());
    let room =
        changes.map(|change| wide(&change.text, CHANGE).max(wide(&change.word, TICK))).fold(0.0, f64::max);
    let from = label + 12.0 + number;
    let to = from + BETWEEN;
    let change = to + number + 12.0;
    let change_room = room.min(CHANGE_LIMIT).min(sheet.width - change).max(60.0) + 0.5;
    // What is left over goes to the lines, up to where slopes get too flat to see.
    let spare = (sheet.width - change - change_room).clamp(0.0, 160.0);
    Columns { label, from, to: to + spare, change: change + spare, change_room }
}

fn rows<'a>(chart: &'a SlopeChart, columns: &Columns) -> Vec<Drawn<'a>> {
    let drawn = |row: &'a SlopeRow| {
        let (from, to) = (side(&row.from)?, side(&row.to)?);
        let lines = |text: &dyn Fn(&Change) -> &String, style: Style| match &row.change {
            Some(change) => wrap(text(change), columns.change_room, style),
            None => Vec::new(),
        };
        Some(Drawn {
            row,
            from,
            to,
            label: wrap(&row.label, columns.label, STRONG),
            change: lines(&|change| &change.text, CHANGE),
            word: lines(&|change| &change.word, TICK),
        })
    };
    chart.rows.iter().filter_map(drawn).collect()
}

fn label_height(row: &Drawn<'_>) -> f64 {
    height(&row.label, STRONG) + 6.0
}

fn change_height(row: &Drawn<'_>) -> f64 {
    (height(&row.change, TICK) + height(&row.word, TICK)).max(leading(NUMBER)) + 8.0
}

/// Draws both rounds with their lines, and returns where the lowest label ends.
fn lines(sheet: &Sheet<'_>, chart: &SlopeChart, columns: &Columns, rows: &[Drawn<'_>], area: Area) -> f64 {
    let plot = sheet.plot(area, 0.0..1.0, chart.axis.lower..chart.axis.upper);
    for x in [area.left, area.right] {
        sheet.line(&[(x, area.top), (x, area.bottom)], Role::Rule, 1.25, "");
    }
    for (row, lane) in rows.iter().zip(lanes(rows)) {
        let inward = (lane as f64 * LANE / (area.right - area.left)).min(MOST_INWARD);
        slope(&plot, row, inward);
    }
    let y = |value: f64| plot.place(0.0, value).1;
    let mut bottom = area.bottom;
    let wished = |height: &dyn Fn(&Drawn<'_>) -> f64, value: &dyn Fn(&Drawn<'_>) -> f64| -> Vec<Block> {
        rows.iter().map(|row| Block { middle: y(value(row)), height: height(row) }).collect()
    };
    let left = wished(&label_height, &|row| row.from.value);
    for ((row, block), middle) in rows.iter().zip(&left).zip(push_apart(&left, area.top - 8.0)) {
        leader(sheet, (area.left - 8.0, block.middle), (area.left - 14.0, middle));
        sheet.text(area.left - 16.0, middle + NUMBER.size * 0.33, row.from.text, NUMBER, Anchor::End);
        sheet.lines_around(columns.label, middle, &row.label, STRONG, Anchor::End);
        bottom = bottom.max(middle + block.height / 2.0);
    }
    // Numbers keep close to their points; only the words about the change, which are taller, give way further.
    let numbers = wished(&|_| leading(NUMBER), &|row| row.to.value);
    let numbers_y = push_apart(&numbers, area.top - 8.0);
    let changes: Vec<Block> = rows
        .iter()
        .zip(&numbers_y)
        .map(|(row, middle)| Block { middle: *middle, height: change_height(row) })
        .collect();
    let changes_y = push_apart(&changes, area.top - 8.0);
    for (at, row) in rows.iter().enumerate() {
        let (number_y, middle) = (numbers_y[at], changes_y[at]);
        leader(sheet, (area.right + 8.0, numbers[at].middle), (area.right + 14.0, number_y));
        sheet.text(area.right + 16.0, number_y + NUMBER.size * 0.33, row.to.text, NUMBER, Anchor::Start);
        let number_right = area.right + 19.0 + wide(row.to.text, NUMBER);
        leader(sheet, (number_right, number_y), (columns.change - 4.0, middle));
        let top = middle - (height(&row.change, TICK) + height(&row.word, TICK)) / 2.0;
        sheet.lines(columns.change, top, &row.change, CHANGE, Anchor::Start);
        sheet.lines(columns.change, top + height(&row.change, TICK), &row.word, TICK, Anchor::Start);
        bottom = bottom.max(middle + changes[at].height / 2.0);
    }
    bottom
}

/// Returns for each row the first lane in which its intervals lie free of those of the rows before it.
///
/// Intervals on top of each other would look like one.
fn lanes(rows: &[Drawn<'_>]) -> Vec<usize> {
    let meet = |a: &Side<'_>, b: &Side<'_>| match (a.interval, b.interval) {
        (Some(a), Some(b)) => a.lower <= b.upper && b.lower <= a.upper,
        _ => false,
    };
    let mut lanes: Vec<usize> = Vec::with_capacity(rows.len());
    for (at, row) in rows.iter().enumerate() {
        let is_taken = |lane: usize| {
            let before = rows[..at].iter().zip(&lanes).filter(|(_, taken)| **taken == lane);
            before.into_iter().any(|(other, _)| meet(&row.from, &other.from) || meet(&row.to, &other.to))
        };
        lanes.push((0..at).find(|lane| !is_taken(*lane)).unwrap_or(at));
    }
    lanes
}

/// Draws a thin line from a point to its label where the label had to give way.
fn leader(sheet: &Sheet<'_>, from: (f64, f64), to: (f64, f64)) {
    if (from.1 - to.1).abs() > 3.0 {
        sheet.line(&[from, to], Role::Edge, 1.0, "");
    }
}

/// Draws the line of a row, `inward` of the way from each round to the other.
fn slope(plot: &Plot<'_>, row: &Drawn<'_>, inward: f64) {
    let clear = row.row.change.as_ref().is_some_and(|change| change.verdict == Verdict::Clear);
    let mark = if clear { row.row.mark } else { Mark::Other };
    let (from, to) = (inward, 1.0 - inward);
    for (x, side) in [(from, &row.from), (to, &row.to)] {
        if let Some(Span { lower, upper }) = side.interval {
            plot.line(&[(x, lower), (x, upper)], mark.role(), 3.0, "");
        }
    }
    let dash = if clear { "" } else { "5 4" };
    plot.line(&[(from, row.from.value), (to, row.to.value)], mark.role(), 2.25, dash);
    plot.marker(from, row.from.value, mark, 1.0);
    plot.marker(to, row.to.value, mark, 1.0);
}

/// Draws a row of which a side is not shown: its words where the value would be, its value where there is one.
fn hidden(sheet: &Sheet<'_>, row: &SlopeRow, columns: &Columns, top: f64) -> f64 {
    let label = wrap(&row.label, columns.label, STRONG);
    // Each gap stands around its own round.
    let half = ((columns.to - columns.from) / 2.0 - 4.0).min(columns.from - columns.label - 6.0);
    let sides = [
        (&row.from, columns.from - half, columns.from + half),
        (&row.to, columns.to - half, columns.to + half),
    ];
    let lines = |state: &State<Reading>, room: f64| match state {
        State::Shown(reading) => vec![reading.text().to_owned()],
        gap => wrap(gap.words().unwrap_or_default(), room - 10.0, HEAD),
    };
    let tallest = sides.iter().map(|(state, left, right)| height(&lines(state, right - left), NUMBER));
    let tall = tallest.fold(height(&label, STRONG), f64::max).max(18.0) + 6.0;
    let middle = top + tall / 2.0;
    sheet.lines_around(columns.label, middle, &label, STRONG, Anchor::End);
    for (at, (state, left, right)) in sides.into_iter().enumerate() {
        let words = lines(state, right - left);
        if state.shown().is_some() {
            let (x, anchor) =
                if at == 0 { (columns.from - 16.0, Anchor::End) } else { (columns.to + 16.0, Anchor::Start) };
            sheet.lines_around(x, middle, &words, NUMBER, anchor);
        } else {
            let half = height(&words, HEAD).max(16.0) / 2.0 + 1.0;
            sheet.gap(Area { left, right, top: middle - half, bottom: middle + half }, state.hatch(), &words);
        }
    }
    top + tall
}
