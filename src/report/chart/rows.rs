//! Charts that are a table with a picture: label, n, lane, value. This file places the rows and sets their text.
//!
//! Leaves out what stands in the lane: dots, bars and stacks draw that. Order is the caller's; nothing is sorted.

use super::axis::{Axis, Reference};
use super::backend::{Anchor, Fill, Pen};
use super::error::ChartError;
use super::frame::{Frame, Width};
use super::palette::{Mark, Role};
use super::sheet::{
    Area, COUNT, HEAD, LABEL, NAME, STRONG, Sheet, TICK, height, leading, wide, widest, wrap,
};

/// What a row, point or side has to show: a value, or the reason why there is none.
#[derive(Debug, Clone, PartialEq)]
pub enum State<T> {
    /// It may be shown.
    Shown(T),
    /// Withheld for privacy; the words stand on the hatching (afgeschermd).
    Withheld(String),
    /// There is nothing to calculate; the words say so.
    NotEstimable(String),
    /// Time has to pass first; the words say until when.
    NotYetObservable(String),
}

impl<T> State<T> {
    /// Returns the words that stand where a value would, or nothing when there is a value.
    #[must_use]
    pub fn words(&self) -> Option<&str> {
        match self {
            Self::Shown(_) => None,
            Self::Withheld(words) | Self::NotEstimable(words) | Self::NotYetObservable(words) => Some(words),
        }
    }

    pub(super) fn shown(&self) -> Option<&T> {
        if let Self::Shown(value) = self { Some(value) } else { None }
    }

    pub(super) fn hatch(&self) -> Fill {
        match self {
            Self::Withheld(_) => Fill::HatchWithheld,
            Self::NotYetObservable(_) => Fill::HatchNotYet,
            Self::Shown(_) | Self::NotEstimable(_) => Fill::Nothing,
        }
    }
}

/// The limits of a value, as published.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Span {
    /// The lower limit.
    pub lower: f64,
    /// The upper limit.
    pub upper: f64,
}

/// A published value and the words for it.
#[derive(Debug, Clone, PartialEq)]
pub enum Reading {
    /// A value, with its interval where there is one.
    Point {
        /// The value as published.
        value: f64,
        /// Its interval as published.
        interval: Option<Span>,
        /// Both in words: `3,70 (3,63–3,77)`.
        text: String,
    },
    /// Only limits are published: drawn as an open bracket without a marker.
    Limits {
        /// The limits as published.
        limits: Span,
        /// The limits in words.
        text: String,
    },
}

impl Reading {
    /// Returns the words.
    #[must_use]
    pub fn text(&self) -> &str {
        match self {
            Self::Point { text, .. } | Self::Limits { text, .. } => text,
        }
    }

    /// Returns every number that is drawn.
    #[must_use]
    pub fn numbers(&self) -> Vec<f64> {
        match self {
            Self::Point { value, interval, .. } => {
                let bounds = interval.iter().flat_map(|span| [span.lower, span.upper]);
                std::iter::once(*value).chain(bounds).collect()
            }
            Self::Limits { limits, .. } => vec![limits.lower, limits.upper],
        }
    }
}

/// The heads of the columns; an empty one is not drawn.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Heads {
    /// Above the labels: `Groep`.
    pub label: String,
    /// Above the numbers of people: `n`.
    pub n: String,
    /// Above the values: `gemiddelde (95%-interval)`.
    pub value: String,
}

/// Rows under a heading.
#[derive(Debug, Clone, PartialEq)]
pub struct Section<R> {
    /// The heading, or nothing.
    pub heading: Option<String>,
    /// The rows, in the order in which they are drawn.
    pub rows: Vec<R>,
}

/// A row of a chart of dots or bars.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// Who the row is about.
    pub label: String,
    /// The number of people in words; `·` where it is withheld.
    pub n: String,
    /// How the row is marked.
    pub mark: Mark,
    /// What it shows.
    pub state: State<Reading>,
    /// A value of the same group elsewhere, such as its share in a benchmark.
    pub benchmark: Option<f64>,
}

/// A chart of rows along one axis: dots with intervals, or bars from 0.
#[derive(Debug, Clone, PartialEq)]
pub struct RowsChart {
    /// What every chart has.
    pub frame: Frame,
    /// The heads of the columns.
    pub heads: Heads,
    /// The rows.
    pub sections: Vec<Section<Row>>,
    /// The axis.
    pub axis: Axis,
    /// A line across all rows.
    pub reference: Option<Reference>,
    /// What the benchmark of the rows is; drawn as a key where a row has one.
    pub benchmark_label: String,
}

impl RowsChart {
    /// Checks that there are rows and that all of them fit the axis.
    pub(super) fn check(&self) -> Result<(), ChartError> {
        self.axis.check()?;
        if self.sections.iter().all(|section| section.rows.is_empty()) {
            return Err(ChartError::Empty(self.frame.id.clone()));
        }
        for row in self.sections.iter().flat_map(|section| &section.rows) {
            let mut numbers = row.state.shown().map(Reading::numbers).unwrap_or_default();
            numbers.extend(row.benchmark);
            self.axis.check_holds(&row.label, &numbers)?;
        }
        self.reference.iter().try_for_each(|line| self.axis.check_holds(&line.label, &[line.value]))
    }

    pub(super) fn entries(&self) -> Vec<Entry<'_, Row>> {
        entries(&self.sections, |row| Cells {
            label: &row.label,
            n: &row.n,
            value: row.state.shown().map_or("", Reading::text),
            gap: row.state.words(),
        })
    }
}

/// The texts of a row; `gap` is what stands in the lane where nothing can be shown.
#[derive(Debug, Clone, Copy)]
pub(super) struct Cells<'a> {
    pub(super) label: &'a str,
    pub(super) n: &'a str,
    pub(super) value: &'a str,
    pub(super) gap: Option<&'a str>,
}

/// A heading or a row, in drawing order.
#[derive(Debug)]
pub(super) enum Entry<'a, R> {
    Heading(&'a str),
    Row(&'a R, Cells<'a>),
}

pub(super) fn entries<'a, R>(
    sections: &'a [Section<R>],
    cells: impl Fn(&'a R) -> Cells<'a>,
) -> Vec<Entry<'a, R>> {
    let mut entries = Vec::new();
    for section in sections {
        entries.extend(section.heading.as_deref().map(Entry::Heading));
        entries.extend(section.rows.iter().map(|row| Entry::Row(row, cells(row))));
    }
    entries
}

/// Where the lanes stand, from left to right and from top to bottom.
pub(super) struct Table<'a, R> {
    /// The area of all lanes together.
    pub(super) lanes: Area,
    /// The rows with the area of their own lane.
    pub(super) rows: Vec<(&'a R, Area)>,
    /// Where the line under a name above the lanes begins.
    pub(super) name_bottom: f64,
}

/// A name above the lanes, such as that of a reference line, and its place between their ends, 0 to 1.
#[derive(Debug, Clone, Copy)]
pub(super) struct Name<'a> {
    pub(super) words: &'a str,
    pub(super) at: f64,
}

/// The widths of the columns.
struct Columns {
    label: f64,
    n_right: f64,
    lane_left: f64,
    lane_right: f64,
    value: f64,
}

const GAP: f64 = 22.0;

/// What stands above the rows, and how high a lane is.
pub(super) struct Above<'a> {
    pub(super) heads: &'a Heads,
    pub(super) name: Option<Name<'a>>,
    pub(super) top: f64,
    /// The height of what stands in a lane.
    pub(super) lane: f64,
}

/// Sets heads, headings, labels and numbers from the top down, and returns where the lanes stand.
pub(super) fn set<'a, R>(
    sheet: &Sheet<'_>,
    frame: &Frame,
    above: &Above<'_>,
    entries: Vec<Entry<'a, R>>,
) -> Table<'a, R> {
    match frame.width {
        Width::Wide => set_wide(sheet, above, entries),
        Width::Narrow => set_narrow(sheet, above, entries),
    }
}

fn columns<R>(sheet: &Sheet<'_>, heads: &Heads, entries: &[Entry<'_, R>]) -> Columns {
    let most = |text: &dyn Fn(&Cells<'_>) -> f64| {
        entries
            .iter()
            .map(|entry| if let Entry::Row(_, cells) = entry { text(cells) } else { 0.0 })
            .fold(0.0, f64::max)
    };
    let value = most(&|cells| wide(cells.value, LABEL));
    let words = heads.value.split(' ').map(|word| wide(word, HEAD)).fold(0.0, f64::max);
    let value = if value > 0.0 { value.max(words - HEAD_OVERHANG) } else { 0.0 };
    let n = most(&|cells| wide(cells.n, COUNT)).max(wide(&heads.n, HEAD));
    let label_limit = if value > 0.0 { 240.0 } else { 220.0 };
    let label = most(&|cells| wide(cells.label, LABEL)).max(wide(&heads.label, HEAD)).max(150.0);
    // A hair of room, so that a label that just fits is not wrapped.
    let label = label.min(label_limit) + 0.5;
    let n_right = if n > 0.0 { label + 14.0 + n } else { label };
    let lane_right = if value > 0.0 { sheet.width - value - GAP } else { sheet.width - 8.0 };
    Columns { label, n_right, lane_left: n_right + GAP, lane_right, value }
}

fn set_wide<'a, R>(sheet: &Sheet<'_>, above: &Above<'_>, entries: Vec<Entry<'a, R>>) -> Table<'a, R> {
    let columns = columns(sheet, above.heads, &entries);
    let lane = above.lane;
    let (mut y, name_bottom) = set_heads(sheet, above, &columns);
    let lanes_top = y;
    let mut rows = Vec::new();
    for entry in entries {
        match entry {
            Entry::Heading(heading) => {
                let lines = wrap(heading, columns.n_right, STRONG);
                y += 6.0;
                sheet.lines(0.0, y, &lines, STRONG, Anchor::Start);
                y += height(&lines, STRONG) + 3.0;
                sheet.line(&[(0.0, y), (columns.n_right, y)], Role::Rule, 1.0, "");
                y += 3.0;
            }
            Entry::Row(row, cells) => {
                let label = wrap(cells.label, columns.label, LABEL);
                let gap = gap_lines(&cells, columns.lane_right - columns.lane_left);
                let tall = (height(&label, LABEL) + 8.0).max(height(&gap, HEAD) + 10.0).max(lane + 8.0);
                let middle = y + tall / 2.0;
                sheet.lines_around(0.0, middle, &label, LABEL, Anchor::Start);
                let text_y = middle + LABEL.size * 0.33;
                sheet.text(columns.n_right, text_y, cells.n, COUNT, Anchor::End);
                let value = if cells.gap.is_some() && columns.value > 0.0 { "·" } else { cells.value };
                sheet.text(sheet.width, text_y, value, LABEL, Anchor::End);
                let half = (lane / 2.0).max(height(&gap, HEAD) / 2.0 + 1.0);
                let area = Area {
                    left: columns.lane_left,
                    right: columns.lane_right,
                    top: middle - half,
                    bottom: middle + half,
                };
                rows.push((row, area));
                y += tall;
            }
        }
    }
    let lanes = Area { left: columns.lane_left, right: columns.lane_right, top: lanes_top, bottom: y + 4.0 };
    Table { lanes, rows, name_bottom }
}

/// Sets the heads and the name above the lanes; returns where the rows begin and where the line of the name does.
fn set_heads(sheet: &Sheet<'_>, above: &Above<'_>, columns: &Columns) -> (f64, f64) {
    let (heads, top) = (above.heads, above.top);
    let value = wrap(&heads.value, columns.value + HEAD_OVERHANG, HEAD);
    let label = wrap(&heads.label, columns.label, HEAD);
    let name = above.name.map(|name| placed_name(sheet, name, columns.lane_left, columns.lane_right));
    // The name shares the line of the heads where it has room there; else it stands between them and the lanes.
    let beside = name.as_ref().is_none_or(|name| {
        name.x - name.half > columns.n_right + 12.0
            && name.x + name.half < sheet.width - widest(&value, HEAD) - 12.0
    });
    let name_height = name.as_ref().map_or(0.0, |name| height(&name.lines, NAME));
    let heads_height = match [&heads.label, &heads.n, &heads.value].into_iter().all(String::is_empty) {
        true => 0.0,
        false => height(&value, HEAD).max(height(&label, HEAD)),
    };
    let tall = if beside { heads_height.max(name_height) } else { heads_height };
    let from = |lines: &[String]| top + tall - height(lines, HEAD);
    sheet.lines(0.0, from(&label), &label, HEAD, Anchor::Start);
    sheet.text(columns.n_right, top + tall - leading(HEAD) + HEAD.size * 0.86, &heads.n, HEAD, Anchor::End);
    sheet.lines(sheet.width, from(&value), &value, HEAD, Anchor::End);
    let mut y = top + tall;
    if let Some(name) = name {
        let name_top = if beside { y - name_height } else { y + 6.0 };
        sheet.lines(name.x, name_top, &name.lines, NAME, Anchor::Middle);
        y = name_top + name_height;
    }
    (y + if y > top { 6.0 } else { 0.0 }, y + 2.0)
}

/// How far the head of the values may reach over the lanes.
const HEAD_OVERHANG: f64 = 90.0;

/// The lines of a name, around their middle.
struct PlacedName {
    lines: Vec<String>,
    x: f64,
    half: f64,
}

fn placed_name(sheet: &Sheet<'_>, name: Name<'_>, left: f64, right: f64) -> PlacedName {
    let lines = wrap(name.words, (sheet.width * 0.6).max(300.0), NAME);
    let half = widest(&lines, NAME) / 2.0;
    let x = (left + name.at * (right - left)).clamp(half, sheet.width - half);
    PlacedName { lines, x, half }
}

/// On a telephone: label, n and value on a line above the lane.
fn set_narrow<'a, R>(sheet: &Sheet<'_>, above: &Above<'_>, entries: Vec<Entry<'a, R>>) -> Table<'a, R> {
    let (heads, lane) = (above.heads, above.lane);
    let (left, right) = (10.0, sheet.width - 10.0);
    let mut y = above.top;
    if let Some(name) = above.name.map(|name| placed_name(sheet, name, left, right)) {
        sheet.lines(name.x, y, &name.lines, NAME, Anchor::Middle);
        y += height(&name.lines, NAME) + 8.0;
    }
    let top = y;
    let mut rows = Vec::new();
    for entry in entries {
        match entry {
            Entry::Heading(heading) => {
                let lines = wrap(heading, sheet.width, STRONG);
                y += 8.0;
                sheet.lines(0.0, y, &lines, STRONG, Anchor::Start);
                y += height(&lines, STRONG) + 3.0;
                sheet.line(&[(0.0, y), (sheet.width, y)], Role::Rule, 1.0, "");
                y += 4.0;
            }
            Entry::Row(row, cells) => {
                let n = if cells.n.is_empty() || cells.gap.is_some() {
                    String::new()
                } else {
                    format!("{}\u{a0}{}", heads.n, cells.n).trim().to_owned()
                };
                let aside = wide(cells.value, LABEL).max(wide(&n, TICK));
                let room = sheet.width - aside - if aside > 0.0 { 14.0 } else { 0.0 };
                let label = wrap(cells.label, room.max(120.0), LABEL);
                let value_lines = if cells.value.is_empty() { 0.0 } else { leading(LABEL) };
                sheet.lines(0.0, y, &label, LABEL, Anchor::Start);
                sheet.text(sheet.width, y + LABEL.size * 0.86, cells.value, LABEL, Anchor::End);
                // n stands behind the last line of the label if it fits there, else under the value.
                let last = label.last().map_or(0.0, |line| wide(line, LABEL));
                let mut tall = height(&label, LABEL);
                if last + 10.0 + wide(&n, TICK) <= room {
                    let baseline = y + tall - leading(LABEL) + LABEL.size * 0.86;
                    sheet.text(last + 8.0, baseline, &n, TICK, Anchor::Start);
                } else if !n.is_empty() {
                    sheet.text(sheet.width, y + value_lines + LABEL.size * 0.86, &n, TICK, Anchor::End);
                    tall = tall.max(value_lines + leading(LABEL));
                }
                let gap = gap_lines(&cells, right - left);
                let lane = lane.max(height(&gap, HEAD) + 2.0);
                let area = Area { left, right, top: y + tall + 1.0, bottom: y + tall + 1.0 + lane };
                rows.push((row, area));
                y = area.bottom + 8.0;
            }
        }
    }
    let lanes = Area { left, right, top, bottom: y };
    Table { lanes, rows, name_bottom: top }
}

fn gap_lines(cells: &Cells<'_>, lane: f64) -> Vec<String> {
    cells.gap.map(|words| wrap(words, lane - 40.0, HEAD)).unwrap_or_default()
}

/// Draws the hatched lane of a row that shows nothing.
pub(super) fn gap<T>(sheet: &Sheet<'_>, state: &State<T>, area: Area) {
    let lines = state.words().map(|words| wrap(words, area.width() - 40.0, HEAD)).unwrap_or_default();
    let half = 9.0f64.max(height(&lines, HEAD) / 2.0 + 1.0);
    let area = Area { top: area.middle_y() - half, bottom: area.middle_y() + half, ..area };
    sheet.gap(area, state.hatch(), &lines);
}

/// Draws the grid behind the lanes and the ticks under them, and returns where the ticks end.
///
/// `pieces` are the stretches of the grid: one over all lanes, or on a telephone one per lane.
pub(super) fn grid(sheet: &Sheet<'_>, axis: &Axis, lanes: Area, pieces: &[Area]) -> f64 {
    let plot = sheet.plot(lanes, axis.lower..axis.upper, 0.0..1.0);
    let place = |value: f64| plot.place(value, 0.0).0;
    for tick in &axis.ticks {
        for piece in pieces {
            let x = place(tick.at);
            sheet.line(&[(x, piece.top), (x, piece.bottom)], Role::Grid, 1.0, "");
        }
    }
    let ticks = axis.written(|ticks| {
        ticks.windows(2).all(|pair| {
            let apart = place(pair[1].at) - place(pair[0].at);
            apart > wide(&pair[0].label, TICK) / 2.0 + wide(&pair[1].label, TICK) / 2.0 + 8.0
        })
    });
    for tick in ticks {
        let half = wide(&tick.label, TICK) / 2.0;
        let x = place(tick.at).clamp(half, sheet.width - half);
        sheet.text(x, lanes.bottom + 4.0 + TICK.size, &tick.label, TICK, Anchor::Middle);
    }
    lanes.bottom + 4.0 + leading(TICK) + 4.0
}

/// The pen around what is outlined lightly.
pub(super) const HAIRLINE: Pen = Pen { role: Role::Edge, width: 0.75, dash: "" };
