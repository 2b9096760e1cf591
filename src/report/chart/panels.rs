//! Lines of four groups and more: a panel per group on shared axes, the other groups in grey behind it.
//!
//! Leaves out the overlay of up to three groups (`lines`), whose data and plot it shares.

use super::backend::{Anchor, Fill};
use super::frame::Width;
use super::lines::{
    self, LinesChart, Series, draw_series, gap_pen, place, reason, tick_room, value_grid, values,
};
use super::palette::Role;
use super::rows::{Reading, State};
use super::sheet::{Area, HEAD, Plot, STRONG, Sheet, TICK, height, leading, wide, wrap};

const PLOT: f64 = 92.0;
const BETWEEN: f64 = 28.0;

/// Draws the chart and returns its height.
pub(super) fn draw(sheet: &Sheet<'_>, chart: &LinesChart) -> f64 {
    let columns = if chart.frame.width == Width::Narrow { 1 } else { 3 };
    let left = tick_room(&chart.axis);
    let across = place(columns) - 0.5;
    let room = (sheet.width - left - 2.0 - BETWEEN * (across - 1.0)) / across;
    let mut y = 0.0;
    for (row, group) in chart.series.chunks(columns).enumerate() {
        let titles: Vec<Vec<String>> =
            group.iter().map(|series| wrap(&series.label, room - 20.0, STRONG)).collect();
        let values: Vec<Vec<String>> =
            group.iter().map(|series| wrap(&last(chart, series), room - 20.0, TICK)).collect();
        let heads =
            titles.iter().zip(&values).map(|(title, value)| height(title, STRONG) + height(value, TICK));
        let plot_top = y + heads.fold(0.0, f64::max) + 8.0;
        let mut bottom = plot_top;
        for (column, series) in group.iter().enumerate() {
            let x = left + (place(column) - 0.5) * (room + BETWEEN);
            // Titles stand on the plot, so a short one is not far from its lines.
            let title_top = plot_top - 8.0 - height(&titles[column], STRONG) - height(&values[column], TICK);
            sheet.marker(x + 6.0, title_top + leading(STRONG) / 2.0, series.mark);
            sheet.lines(x + 20.0, title_top, &titles[column], STRONG, Anchor::Start);
            let under = title_top + height(&titles[column], STRONG);
            sheet.lines(x + 20.0, under, &values[column], TICK, Anchor::Start);
            let area = Area { left: x, right: x + room, top: plot_top, bottom: plot_top + PLOT };
            bottom = bottom.max(panel(sheet, chart, row * columns + column, area, column == 0));
        }
        y = bottom + 20.0;
    }
    key(sheet, chart, y - 8.0)
}

/// Returns the last value in words with its period, or the reason why there is none.
fn last(chart: &LinesChart, series: &Series) -> String {
    let shown = series
        .points
        .iter()
        .zip(&chart.periods)
        .rev()
        .find_map(|(state, period)| state.shown().map(|reading| (reading, period)));
    match shown {
        Some((reading, _)) if chart.periods.len() == 1 => reading.text().to_owned(),
        Some((reading, period)) => format!("{} ({period})", reading.text()),
        None => reason(series).to_owned(),
    }
}

/// Draws the panel of group `own` and returns where it ends. Only the first column has words at the grid.
fn panel(sheet: &Sheet<'_>, chart: &LinesChart, own: usize, area: Area, first_column: bool) -> f64 {
    let plot = lines::plot(sheet, chart, area);
    for band in &chart.bands {
        let from = (place(band.first) - 0.5, chart.axis.lower);
        plot.fill(from, (place(band.last) + 0.5, chart.axis.upper), Fill::Plain(Role::Band), None);
    }
    if first_column {
        value_grid(sheet, &chart.axis, area, &plot);
    } else {
        for tick in &chart.axis.ticks {
            let (_, y) = plot.place(0.0, tick.at);
            sheet.line(&[(area.left, y), (area.right, y)], Role::Grid, 1.0, "");
        }
    }
    for (at, series) in chart.series.iter().enumerate() {
        if at != own {
            behind(&plot, &points(series));
        }
    }
    let series = &chart.series[own];
    hatches(sheet, chart, series, area, &plot);
    draw_series(&plot, &points(series), series.mark, 0.75);
    ends(sheet, chart, area, &plot)
}

fn points(series: &Series) -> Vec<Option<(f64, &Reading)>> {
    series
        .points
        .iter()
        .enumerate()
        .map(|(at, state)| state.shown().map(|reading| (place(at), reading)))
        .collect()
}

/// Draws another group in grey: published values only, without interval.
fn behind(plot: &Plot<'_>, points: &[Option<(f64, &Reading)>]) {
    for stretch in values(points).split(Option::is_none) {
        let stretch: Vec<(f64, f64)> = stretch.iter().flatten().copied().collect();
        match stretch.as_slice() {
            [] => {}
            [(x, y)] => plot.line(&[(x - 0.08, *y), (x + 0.08, *y)], Role::Rule, 1.0, ""),
            more => plot.line(more, Role::Rule, 1.0, ""),
        }
    }
}

/// Hatches each run of periods in which the group shows nothing; the key under the panels says why.
fn hatches(sheet: &Sheet<'_>, chart: &LinesChart, series: &Series, area: Area, plot: &Plot<'_>) {
    let mut at = 0;
    while at < series.points.len() {
        let state = &series.points[at];
        let alike = |other: &&State<Reading>| other.words() == state.words();
        let run = series.points[at..].iter().take_while(alike).count().max(1);
        if state.words().is_some() {
            let x = |period: f64| plot.place(period, chart.axis.lower).0;
            let (left, right) = (x(place(at) - 0.5) + 2.0, x(place(at + run) - 0.5) - 2.0);
            let hole = Area { left, right, ..area };
            sheet.hole(hole, state.hatch(), Some(gap_pen(state.hatch())));
        }
        at += run;
    }
}

/// Writes the first and the last period under a panel, or one of them where they do not fit side by side.
fn ends(sheet: &Sheet<'_>, chart: &LinesChart, area: Area, plot: &Plot<'_>) -> f64 {
    let last = chart.periods.len() - 1;
    let baseline = area.bottom + 4.0 + TICK.size;
    let (first_word, last_word) = (&chart.periods[0], &chart.periods[last]);
    let set = |at: usize, word: &str| {
        let half = wide(word, TICK) / 2.0;
        let x = plot
            .place(place(at), chart.axis.lower)
            .0
            .clamp(area.left + half, (area.right - half).max(area.left + half));
        sheet.text(x, baseline, word, TICK, Anchor::Middle);
    };
    if last > 0 && wide(first_word, TICK) + wide(last_word, TICK) + 12.0 < area.width() {
        set(0, first_word);
    }
    set(last, last_word);
    area.bottom + 4.0 + leading(TICK)
}

/// Explains under the panels what is hatched, and what the periods are. Returns where it ends.
fn key(sheet: &Sheet<'_>, chart: &LinesChart, top: f64) -> f64 {
    let mut y = top;
    let mut said: Vec<&str> = Vec::new();
    for state in chart.series.iter().flat_map(|series| &series.points) {
        let Some(words) = state.words() else { continue };
        if said.contains(&words) {
            continue;
        }
        said.push(words);
        let swatch = Area { left: 0.5, right: 26.0, top: y + 2.0, bottom: y + 15.0 };
        sheet.fill(swatch, state.hatch(), Some(gap_pen(state.hatch())), 3.0);
        let late = matches!(state, State::NotYetObservable(_)) && !chart.not_yet_detail.is_empty();
        let words = if late { format!("{words} ({})", chart.not_yet_detail) } else { words.to_owned() };
        let lines = wrap(&words, sheet.width - 34.0, HEAD);
        sheet.lines(34.0, y + 0.5, &lines, HEAD, Anchor::Start);
        y += height(&lines, HEAD) + 4.0;
    }
    for words in chart.bands.iter().map(|band| &band.label) {
        let swatch = Area { left: 0.5, right: 26.0, top: y + 2.0, bottom: y + 15.0 };
        sheet.fill(swatch, Fill::Plain(Role::Band), Some(super::table::HAIRLINE), 0.0);
        let lines = wrap(words, sheet.width - 34.0, HEAD);
        sheet.lines(34.0, y + 0.5, &lines, HEAD, Anchor::Start);
        y += height(&lines, HEAD) + 4.0;
    }
    if !chart.period_title.is_empty() {
        let lines = wrap(&chart.period_title, sheet.width, TICK);
        sheet.lines(0.0, y, &lines, TICK, Anchor::Start);
        y += height(&lines, TICK);
    }
    y
}
