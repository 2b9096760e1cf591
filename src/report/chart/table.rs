//! The table of a chart of rows: places label, n, lane and value, wide or on a telephone, and sets their words.
//!
//! Leaves out what stands in a lane, and the data of the rows (`rows`).

use super::axis::Axis;
use super::backend::{Anchor, Pen};
use super::frame::{Frame, Width};
use super::palette::Role;
use super::rows::{Heads, Section, State};
use super::sheet::{
    Area, COUNT, HEAD, LABEL, NAME, STRONG, Sheet, TICK, height, leading, wide, widest, wrap,
};

/// The texts of a row; `gap` is what stands in the lane where nothing can be shown.
#[derive(Debug, Clone, Copy)]
pub(super) struct Cells<'a> {
    pub(super) label: &'a str,
    pub(super) n: &'a str,
    pub(super) value: &'a str,
    /// A second line under the value.
    pub(super) under: &'a str,
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

/// From this many rows and headings on they stand closer together, so that a figure of many groups keeps to half a sheet.
const MANY: usize = 12;
/// The room above and under what stands in a row: where there are few, where there are many, and where the name of one
/// of many takes several lines, so that it stays apart from the next.
const AIRY: f64 = 8.0;
const CLOSE: f64 = 2.0;
const APART: f64 = 7.0;
/// The height of the hatching of a row that shows nothing.
const HATCHED: f64 = 18.0;

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
    let value = most(&|cells| wide(cells.value, LABEL).max(wide(cells.under, TICK)));
    let words = heads.value.split(' ').map(|word| wide(word, HEAD)).fold(0.0, f64::max);
    let value = if value > 0.0 { value.max((words - HEAD_OVERHANG).min(120.0)) } else { 0.0 };
    let n = most(&|cells| wide(cells.n, COUNT)).max(wide(&heads.n, HEAD));
    // The lanes keep 200 px; long numbers take their room from the labels, which can wrap.
    let lane_right = if value > 0.0 { sheet.width - value - GAP } else { sheet.width - 8.0 };
    let label_limit =
        (lane_right - 200.0 - GAP - 14.0 - n).clamp(110.0, if value > 0.0 { 240.0 } else { 220.0 });
    let label = most(&|cells| wide(cells.label, LABEL)).max(wide(&heads.label, HEAD)).max(150.0);
    // A hair of room, so that a label that just fits is not wrapped.
    let label = label.min(label_limit) + 0.5;
    let n_right = if n > 0.0 { label + 14.0 + n } else { label };
    Columns { label, n_right, lane_left: n_right + GAP, lane_right, value }
}

fn set_wide<'a, R>(sheet: &Sheet<'_>, above: &Above<'_>, entries: Vec<Entry<'a, R>>) -> Table<'a, R> {
    let columns = columns(sheet, above.heads, &entries);
    let count = entries.len();
    let air = |lines: usize| match (count < MANY, lines) {
        (true, _) => AIRY,
        (false, ..=1) => CLOSE,
        (false, _) => APART,
    };
    let (mut y, name_bottom) = set_heads(sheet, above, &columns);
    let lanes_top = y;
    let mut rows = Vec::new();
    for entry in entries {
        match entry {
            Entry::Heading(heading) => {
                let lines = wrap(heading, columns.n_right, STRONG);
                y += if rows.is_empty() { 2.0 } else { 10.0 };
                sheet.lines(0.0, y, &lines, STRONG, Anchor::Start);
                y += height(&lines, STRONG) + 3.0;
                sheet.line(&[(0.0, y), (columns.n_right, y)], Role::Rule, 1.0, "");
                y += 3.0;
            }
            Entry::Row(row, cells) => {
                let label = wrap(cells.label, columns.label, LABEL);
                let gap = gap_lines(&cells, columns.lane_right - columns.lane_left);
                let lane = if cells.gap.is_some() && count >= MANY { HATCHED } else { above.lane };
                let tall = [height(&label, LABEL), height(&gap, HEAD) + 2.0, lane, value_height(&cells)]
                    .into_iter()
                    .fold(0.0, f64::max)
                    + air(label.len());
                let middle = y + tall / 2.0;
                sheet.lines_around(0.0, middle, &label, LABEL, Anchor::Start);
                let text_y = middle + LABEL.size * 0.33;
                sheet.text(columns.n_right, text_y, cells.n, COUNT, Anchor::End);
                let value = if cells.gap.is_some() && columns.value > 0.0 { "·" } else { cells.value };
                let up = if cells.under.is_empty() { 0.0 } else { leading(TICK) / 2.0 };
                sheet.text(sheet.width, text_y - up, value, LABEL, Anchor::End);
                sheet.text(sheet.width, text_y + up, cells.under, TICK, Anchor::End);
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
    let headless = [&heads.label, &heads.n, &heads.value].into_iter().all(String::is_empty);
    let heads_height = if headless { 0.0 } else { height(&value, HEAD).max(height(&label, HEAD)) };
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
                let tall = narrow_words(sheet, heads, &cells, y);
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

/// Sets label, n and value of a row above its lane, and returns the height they take.
fn narrow_words(sheet: &Sheet<'_>, heads: &Heads, cells: &Cells<'_>, top: f64) -> f64 {
    let hidden = cells.n.is_empty() || cells.n == "·";
    let n = if hidden { String::new() } else { format!("{}\u{a0}{}", heads.n, cells.n).trim().to_owned() };
    let aside = wide(cells.value, LABEL).max(wide(cells.under, TICK)).max(wide(&n, TICK));
    let room = sheet.width - aside - if aside > 0.0 { 14.0 } else { 0.0 };
    let mut label = wrap(cells.label, room.max(60.0), LABEL);
    let mut y = top;
    if aside > sheet.width * 0.4 && label.len() > 1 {
        // A column this narrow cuts a long name to pieces: it gets the full width, and the numbers stand under it.
        let whole = wrap(cells.label, sheet.width, LABEL);
        sheet.lines(0.0, y, &whole, LABEL, Anchor::Start);
        y += height(&whole, LABEL);
        label.clear();
    }
    let baseline = |line: f64| y + line * leading(LABEL) + LABEL.size * 0.86;
    sheet.lines(0.0, y, &label, LABEL, Anchor::Start);
    sheet.text(sheet.width, baseline(0.0), cells.value, LABEL, Anchor::End);
    sheet.text(sheet.width, baseline(1.0), cells.under, TICK, Anchor::End);
    // n stands behind the last line of the label if it fits there, else under the value.
    let values = value_height(cells);
    let lines = height(&label, LABEL);
    let last = label.last().map_or(-8.0, |line| wide(line, LABEL));
    if n.is_empty() {
        return y - top + lines.max(values);
    }
    if last + 10.0 + wide(&n, TICK) <= room {
        let line = (lines / leading(LABEL) - 1.0).max(0.0);
        sheet.text(last + 8.0, baseline(line), &n, TICK, Anchor::Start);
        return y - top + lines.max(values).max(leading(LABEL));
    }
    sheet.text(sheet.width, y + values + LABEL.size * 0.86, &n, TICK, Anchor::End);
    y - top + lines.max(values + leading(LABEL))
}

/// Returns the height of a value with the line under it.
fn value_height(cells: &Cells<'_>) -> f64 {
    let height = |text: &str, style| if text.is_empty() { 0.0 } else { leading(style) };
    height(cells.value, LABEL) + height(cells.under, TICK)
}

fn gap_lines(cells: &Cells<'_>, lane: f64) -> Vec<String> {
    cells.gap.map(|words| wrap(words, lane - 40.0, HEAD)).unwrap_or_default()
}

/// Draws the hatched lane of a row that shows nothing.
pub(super) fn gap<T>(sheet: &Sheet<'_>, state: &State<T>, area: Area) {
    let lines = state.words().map(|words| wrap(words, area.width() - 40.0, HEAD)).unwrap_or_default();
    let half = (HATCHED / 2.0).max(height(&lines, HEAD) / 2.0 + 1.0);
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
    axis.write_below(sheet, lanes.bottom + 4.0 + TICK.size, place);
    lanes.bottom + 4.0 + leading(TICK) + 4.0
}

/// The pen around what is outlined lightly.
pub(super) const HAIRLINE: Pen = Pen { role: Role::Edge, width: 0.75, dash: "" };
