//! Dots with intervals: a marker per group, a line for its interval, the numbers at the right.
//!
//! Leaves out bars (`bars`); both share the table of `rows`.

use super::backend::{Anchor, Fill, Pen};
use super::frame::Width;
use super::palette::Role;
use super::rows::{Reading, Row, RowsChart, Span};
use super::sheet::{Area, NAME, Plot, Sheet, height, leading};
use super::table::{self, Above, Name};

const LANE: f64 = 22.0;

/// Draws the chart and returns its height.
pub(super) fn draw(sheet: &Sheet<'_>, chart: &RowsChart) -> f64 {
    lay(sheet, chart, LANE, |sheet, lane, row, reading| {
        let plot = sheet.plot(lane, chart.axis.lower..chart.axis.upper, 0.0..1.0);
        let middle = lane.middle_y();
        sheet.line(&[(lane.left, middle), (lane.right, middle)], Role::Grid, 1.0, "1 4");
        match reading {
            Reading::Point { value, interval, .. } => {
                if let Some(Span { lower, upper }) = interval {
                    plot.line(&[(*lower, 0.5), (*upper, 0.5)], row.mark.role(), 3.5, "");
                }
                benchmark(sheet, &plot, lane, row);
                plot.marker(*value, 0.5, row.mark, 1.0);
            }
            Reading::Limits { limits, .. } => {
                bracket(sheet, &plot, lane, row, *limits);
                benchmark(sheet, &plot, lane, row);
            }
        }
    })
}

/// Lays out the table, draws grid and reference, and lets `content` fill each lane that shows something.
pub(super) fn lay(
    sheet: &Sheet<'_>,
    chart: &RowsChart,
    lane_height: f64,
    content: impl Fn(&Sheet<'_>, Area, &Row, &Reading),
) -> f64 {
    let name = chart.reference.as_ref().map(|reference| Name {
        words: &reference.label,
        at: (reference.value - chart.axis.lower) / (chart.axis.upper - chart.axis.lower),
    });
    let above = Above { heads: &chart.heads, name, top: key(sheet, chart), lane: lane_height };
    let laid = table::set(sheet, &chart.frame, &above, chart.entries());
    let pieces = match chart.frame.width {
        Width::Wide => vec![laid.lanes],
        Width::Narrow => laid.rows.iter().map(|(_, area)| *area).collect(),
    };
    let bottom = table::grid(sheet, &chart.axis, laid.lanes, &pieces);
    if let Some(reference) = &chart.reference {
        let plot = sheet.plot(laid.lanes, chart.axis.lower..chart.axis.upper, 0.0..1.0);
        let (x, _) = plot.place(reference.value, 0.0);
        for piece in &pieces {
            let top = if chart.frame.width == Width::Wide { laid.name_bottom } else { piece.top };
            sheet.line(&[(x, top), (x, piece.bottom)], Role::Ink, 1.5, "5 3");
        }
    }
    for (row, area) in &laid.rows {
        match row.state.shown() {
            Some(reading) => content(sheet, *area, row, reading),
            None => table::gap(sheet, &row.state, *area),
        }
    }
    bottom
}

/// Sets the key of the benchmark mark above the table, and returns where it ends.
fn key(sheet: &Sheet<'_>, chart: &RowsChart) -> f64 {
    let rows = chart.sections.iter().flat_map(|section| &section.rows);
    if chart.benchmark_label.is_empty() || rows.filter(|row| row.benchmark.is_some()).count() == 0 {
        return 0.0;
    }
    let lines = super::sheet::wrap(&chart.benchmark_label, sheet.width - 20.0, NAME);
    mark(sheet, 5.0, leading(NAME) / 2.0, 8.0);
    sheet.lines(16.0, 0.0, &lines, NAME, Anchor::Start);
    height(&lines, NAME) + 10.0
}

/// Draws the upright mark of a benchmark on a clear ground.
fn mark(sheet: &Sheet<'_>, x: f64, middle: f64, half: f64) {
    let around =
        Area { left: x - 2.75, right: x + 2.75, top: middle - half - 1.5, bottom: middle + half + 1.5 };
    sheet.fill(around, Fill::Plain(Role::Paper), None, 0.0);
    sheet.line(&[(x, middle - half), (x, middle + half)], Role::Ink, 2.5, "");
}

/// Draws the benchmark of a row.
pub(super) fn benchmark(sheet: &Sheet<'_>, plot: &Plot<'_>, lane: Area, row: &Row) {
    if let Some(value) = row.benchmark {
        let (x, _) = plot.place(value, 0.5);
        mark(sheet, x, lane.middle_y(), (lane.bottom - lane.top) / 2.0);
    }
}

/// Draws limits without a value: an open bracket.
pub(super) fn bracket(sheet: &Sheet<'_>, plot: &Plot<'_>, lane: Area, row: &Row, limits: Span) {
    let (left, right) = (plot.place(limits.lower, 0.5).0, plot.place(limits.upper, 0.5).0);
    let pen = Pen { role: row.mark.role(), width: 1.5, dash: "" };
    let area = Area { left, right, top: lane.middle_y() - 4.0, bottom: lane.middle_y() + 4.0 };
    sheet.fill(area, Fill::Plain(Role::Paper), Some(pen), 4.0);
}
