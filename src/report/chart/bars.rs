//! Bars from 0 with the interval of their end and a benchmark mark: representation and shares.
//!
//! Leaves out stacks (`stacked`). The rows and gaps are those of `rows`.

use super::backend::Fill;
use super::dots::{benchmark, bracket, lay};
use super::error::ChartError;
use super::palette::Role;
use super::rows::{Reading, RowsChart, Span};
use super::sheet::{Area, Sheet};

const LANE: f64 = 22.0;
const BAR: f64 = 14.0;

/// Checks that the bars begin at 0, since their length is read as their value.
pub(super) fn check(chart: &RowsChart) -> Result<(), ChartError> {
    chart.check()?;
    if chart.axis.lower.abs() > 0.0 { Err(ChartError::BarsNotFromZero(chart.axis.lower)) } else { Ok(()) }
}

/// Draws the chart and returns its height.
pub(super) fn draw(sheet: &Sheet<'_>, chart: &RowsChart) -> f64 {
    lay(sheet, chart, LANE, |sheet, lane, row, reading| {
        let plot = sheet.plot(lane, chart.axis.lower..chart.axis.upper, 0.0..1.0);
        let middle = lane.middle_y();
        match reading {
            Reading::Point { value, interval, .. } => {
                // A share of 0 still leaves a line at the axis: it was measured.
                let right = plot.place(*value, 0.5).0.max(lane.left + 2.0);
                let bar =
                    Area { left: lane.left, right, top: middle - BAR / 2.0, bottom: middle + BAR / 2.0 };
                sheet.fill(bar, Fill::Plain(row.mark.role()), None, 0.0);
                if let Some(Span { lower, upper }) = interval {
                    // On the bar in the colour of the background, beyond it in ink: no bar is cut in strips.
                    let x = |value: f64| plot.place(value, 0.5).0;
                    sheet.line(&[(x(*lower), middle), (right, middle)], Role::Paper, 2.0, "");
                    sheet.line(&[(right, middle), (x(*upper).max(right), middle)], Role::Ink, 2.0, "");
                }
            }
            Reading::Limits { limits, .. } => bracket(sheet, &plot, lane, row, *limits),
        }
        benchmark(sheet, &plot, lane, row);
    })
}
