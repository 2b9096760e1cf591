//! Lines over rounds or cohorts: up to three groups in one plot, each with its mark, dodged so intervals stay apart.
//!
//! Leaves out four and more groups, which get a panel each (`panels`). What is withheld keeps a place under the
//! plot; periods that nobody can know yet are hatched, never drawn as 0.

use super::axis::Axis;
use super::backend::{Anchor, Fill, Pen};
use super::error::ChartError;
use super::frame::{Frame, Width};
use super::palette::{Mark, Role};
use super::rows::{Reading, Span, State};
use super::sheet::{AXIS, Area, HEAD, Plot, STRONG, Sheet, TICK, height, leading, wide, widest, wrap};
use super::spread::{Block, push_apart};

/// A group over the periods.
#[derive(Debug, Clone, PartialEq)]
pub struct Series {
    /// The name of the group.
    pub label: String,
    /// How it is marked.
    pub mark: Mark,
    /// What it shows in each period, in the order of the periods.
    pub points: Vec<State<Reading>>,
}

/// Periods in which something else held, such as another rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Band {
    /// The first period, from 0.
    pub first: usize,
    /// The last period.
    pub last: usize,
    /// What held.
    pub label: String,
}

/// Lines over periods.
#[derive(Debug, Clone, PartialEq)]
pub struct LinesChart {
    /// What every chart has.
    pub frame: Frame,
    /// The periods, from early to late.
    pub periods: Vec<String>,
    /// What the periods are: `cohort (startjaar)`.
    pub period_title: String,
    /// The axis of the values.
    pub axis: Axis,
    /// The groups.
    pub series: Vec<Series>,
    /// Periods in which something else held.
    pub bands: Vec<Band>,
    /// When the first hatched period can be known: `cohort 2021 volgt op 1 oktober 2026`. May be empty.
    pub not_yet_detail: String,
}

/// More groups than this get a panel each.
const OVERLAY: usize = 3;
/// The distance between the marks of two groups in one period.
const DODGE: f64 = 11.0;
const PLOT: f64 = 200.0;

impl LinesChart {
    /// Checks that each series has a point per period, and that all of them fit the axis.
    pub(super) fn check(&self) -> Result<(), ChartError> {
        self.axis.check()?;
        if self.periods.is_empty() || self.series.is_empty() {
            return Err(ChartError::Empty(self.frame.id.clone()));
        }
        for series in &self.series {
            if series.points.len() != self.periods.len() {
                return Err(ChartError::Periods {
                    label: series.label.clone(),
                    points: series.points.len(),
                    periods: self.periods.len(),
                });
            }
            for point in &series.points {
                let numbers = point.shown().map(Reading::numbers).unwrap_or_default();
                self.axis.check_holds(&series.label, &numbers)?;
            }
        }
        match self.bands.iter().find(|band| band.first > band.last || band.last >= self.periods.len()) {
            Some(band) => Err(ChartError::Categories(band.label.clone())),
            None => Ok(()),
        }
    }

    pub(super) fn is_overlay(&self) -> bool {
        self.series.len() <= OVERLAY
    }

    /// Returns from which period on no group can be known yet, and the words for it.
    pub(super) fn not_yet(&self) -> Option<(usize, &str)> {
        let open = |at: &usize| {
            self.series.iter().all(|series| matches!(series.points[*at], State::NotYetObservable(_)))
        };
        let first = (0..self.periods.len()).rev().take_while(open).last()?;
        self.series[0].points[first].words().map(|words| (first, words))
    }
}

/// The place of a period on an axis that counts periods from 0.
#[expect(clippy::cast_precision_loss, reason = "a chart has few periods")]
pub(super) fn place(period: usize) -> f64 {
    period as f64 + 0.5
}

/// Draws the chart and returns its height.
pub(super) fn draw(sheet: &Sheet<'_>, chart: &LinesChart) -> f64 {
    let narrow = chart.frame.width == Width::Narrow;
    let left = tick_room(&chart.axis);
    let names = names(chart, if narrow { sheet.width - 22.0 } else { 190.0 });
    let name_room = names.iter().map(EndName::width).fold(0.0, f64::max) + 22.0;
    let right = if narrow { sheet.width - 2.0 } else { sheet.width - name_room - 14.0 };
    let top = if narrow { key(sheet, chart, &names) } else { 8.0 };
    let top = top + band_room(chart, right - left);
    let area = Area { left, right, top, bottom: top + PLOT };
    let plot = plot(sheet, chart, area);
    let detail = ground(sheet, chart, area, &plot);
    for (at, series) in chart.series.iter().enumerate() {
        line(chart, &plot, at, series);
    }
    let ends = if narrow { area.bottom } else { ends(sheet, chart, area, &plot, &names) };
    let mut y = periods(sheet, chart, area, &plot).max(ends);
    y = gaps(sheet, chart, area, &plot, y);
    if detail == Detail::StillToSay {
        let swatch = Area { left: area.left, right: area.left + 25.0, top: y + 7.0, bottom: y + 20.0 };
        sheet.hole(swatch, Fill::HatchNotYet, Some(gap_pen(Fill::HatchNotYet)));
        let lines = wrap(&chart.not_yet_detail, area.width() - 34.0, TICK);
        sheet.lines(area.left + 33.0, y + 5.0, &lines, TICK, Anchor::Start);
        y += 7.0 + height(&lines, TICK);
    }
    if !chart.period_title.is_empty() {
        let lines = wrap(&chart.period_title, area.width(), TICK);
        sheet.lines(area.middle_x(), y + 2.0, &lines, TICK, Anchor::Middle);
        y += 2.0 + height(&lines, TICK);
    }
    y.max(ends) + 2.0
}

pub(super) fn tick_room(axis: &Axis) -> f64 {
    axis.ticks.iter().map(|tick| wide(&tick.label, TICK)).fold(0.0, f64::max) + 10.0
}

pub(super) fn plot<'a>(sheet: &Sheet<'a>, chart: &LinesChart, area: Area) -> Plot<'a> {
    let periods = place(chart.periods.len()) - 0.5;
    sheet.plot(area, 0.0..periods, chart.axis.lower..chart.axis.upper)
}

/// Returns the width of a band in a plot `across` px wide, less some room at the right.
fn band_width(chart: &LinesChart, band: &Band, across: f64) -> f64 {
    let periods = place(chart.periods.len()) - 0.5;
    (place(band.last) + 1.0 - place(band.first)) * across / periods - 8.0
}

/// Returns the height that the words of the bands take above the plot.
fn band_room(chart: &LinesChart, across: f64) -> f64 {
    let tall = |band: &Band| height(&wrap(&band.label, band_width(chart, band, across), TICK), TICK) + 3.0;
    chart.bands.iter().map(tall).fold(0.0, f64::max)
}

/// Draws bands, grid, ticks of the values and the hatched periods.
fn ground(sheet: &Sheet<'_>, chart: &LinesChart, area: Area, plot: &Plot<'_>) -> Detail {
    for band in &chart.bands {
        let (from, to) = (place(band.first) - 0.5, place(band.last) + 0.5);
        let ends = ((from, chart.axis.lower), (to, chart.axis.upper));
        plot.fill(ends.0, ends.1, Fill::Plain(Role::Band), None);
        // The words stand above the plot, where no interval can run through them.
        let x = plot.place(place(band.first) - 0.5, chart.axis.lower).0;
        let lines = wrap(&band.label, band_width(chart, band, area.width()), TICK);
        sheet.lines(x, area.top - height(&lines, TICK) - 3.0, &lines, TICK, Anchor::Start);
    }
    value_grid(sheet, &chart.axis, area, plot);
    chart.not_yet().map_or(Detail::Said, |(first, words)| {
        let open = Area { left: plot.place(place(first) - 0.5, chart.axis.lower).0 + 3.0, ..area };
        hatch_periods(sheet, open, words, &chart.not_yet_detail)
    })
}

/// Whether the hatched periods already say when they can be known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Detail {
    Said,
    StillToSay,
}

/// Draws the grid lines of the values and their ticks at the left.
pub(super) fn value_grid(sheet: &Sheet<'_>, axis: &Axis, area: Area, plot: &Plot<'_>) {
    for tick in &axis.ticks {
        let (_, y) = plot.place(0.0, tick.at);
        let role = if tick.at.abs() > 0.0 { Role::Grid } else { Role::Rule };
        sheet.line(&[(area.left, y), (area.right, y)], role, 1.0, "");
    }
    let room = leading(TICK) + 2.0;
    let y = |value: f64| plot.place(0.0, value).1;
    for tick in axis.written(|ticks| ticks.windows(2).all(|pair| y(pair[0].at) - y(pair[1].at) >= room)) {
        sheet.text(area.left - 8.0, y(tick.at) + TICK.size * 0.33, &tick.label, AXIS, Anchor::End);
    }
}

/// Hatches periods that cannot be known yet; the words lie down where there is room, else they stand upright.
fn hatch_periods(sheet: &Sheet<'_>, open: Area, words: &str, detail: &str) -> Detail {
    let room = open.width() - 32.0;
    let level = wrap(words, room, HEAD);
    let longest = words.split(' ').map(|word| wide(word, HEAD)).fold(0.0, f64::max);
    if room >= longest && height(&level, HEAD) <= 60.0 {
        let more = if detail.is_empty() { Vec::new() } else { wrap(detail, room, HEAD) };
        let all: Vec<String> = level.into_iter().chain(more).collect();
        if height(&all, HEAD) <= open.bottom - open.top - 20.0 {
            sheet.gap(open, Fill::HatchNotYet, &all);
            return Detail::Said;
        }
    }
    sheet.gap(open, Fill::HatchNotYet, &[]);
    let long = wide(words, HEAD);
    let (x, y) = (open.middle_x(), open.middle_y());
    let half = (HEAD.size * 0.7).min(open.width() / 2.0);
    let pad =
        Area { left: x - half, right: x + half, top: y - long / 2.0 - 6.0, bottom: y + long / 2.0 + 6.0 };
    sheet.fill(pad, Fill::Plain(Role::Paper), None, 0.0);
    sheet.text_upwards(x, y, words, HEAD);
    if detail.is_empty() { Detail::Said } else { Detail::StillToSay }
}

/// Draws the line, the intervals and the markers of series `at`; withheld points break the line.
fn line(chart: &LinesChart, plot: &Plot<'_>, at: usize, series: &Series) {
    let shift = dodge(chart, plot, at);
    let points: Vec<Option<(f64, &Reading)>> = series
        .points
        .iter()
        .enumerate()
        .map(|(period, state)| state.shown().map(|reading| (place(period) + shift, reading)))
        .collect();
    draw_series(plot, &points, series.mark, 1.0);
}

/// Draws intervals, then the line, then the markers, so that a marker is never crossed.
pub(super) fn draw_series(plot: &Plot<'_>, points: &[Option<(f64, &Reading)>], mark: Mark, size: f64) {
    let interval_width = 2.0 * size;
    for (x, reading) in points.iter().flatten() {
        match reading {
            Reading::Point { interval: Some(Span { lower, upper }), .. } => {
                plot.line(&[(*x, *lower), (*x, *upper)], mark.role(), interval_width, "");
            }
            Reading::Limits { limits, .. } => {
                plot.line(&[(*x, limits.lower), (*x, limits.upper)], mark.role(), interval_width, "2 2");
            }
            Reading::Point { interval: None, .. } => {}
        }
    }
    for stretch in values(points).split(Option::is_none) {
        let stretch: Vec<(f64, f64)> = stretch.iter().flatten().copied().collect();
        if stretch.len() > 1 {
            plot.line(&stretch, mark.role(), 2.25, mark.dash());
        }
    }
    for (x, value) in values(points).into_iter().flatten() {
        plot.marker(x, value, mark, size);
    }
}

/// Returns the places of the values; limits without a value have none.
pub(super) fn values(points: &[Option<(f64, &Reading)>]) -> Vec<Option<(f64, f64)>> {
    points
        .iter()
        .map(|point| match point {
            Some((x, Reading::Point { value, .. })) => Some((*x, *value)),
            _ => None,
        })
        .collect()
}

#[expect(clippy::cast_precision_loss, reason = "a chart has few series and periods")]
fn dodge(chart: &LinesChart, plot: &Plot<'_>, at: usize) -> f64 {
    let step = plot.place(1.0, chart.axis.lower).0 - plot.place(0.0, chart.axis.lower).0;
    let apart = DODGE.min(step / (chart.series.len() as f64 + 1.0));
    (at as f64 - (chart.series.len() as f64 - 1.0) / 2.0) * apart / step
}

/// Writes the periods under the plot: all that fit, always the last, and returns where they end.
pub(super) fn periods(sheet: &Sheet<'_>, chart: &LinesChart, area: Area, plot: &Plot<'_>) -> f64 {
    let last = chart.periods.len() - 1;
    let words: Vec<Vec<String>> = chart.periods.iter().map(|words| wrap(words, area.width(), TICK)).collect();
    let half = |at: usize| widest(&words[at], TICK) / 2.0;
    let middle = |at: usize| {
        let x = plot.place(place(at), chart.axis.lower).0;
        x.min(area.right - half(at)).max(area.left + half(at))
    };
    let fits = |every: &usize| {
        let written: Vec<usize> = (0..=last).rev().step_by(*every).collect();
        written
            .windows(2)
            .all(|pair| middle(pair[1]) + half(pair[1]) + 8.0 <= middle(pair[0]) - half(pair[0]))
    };
    let every = (1..=last).find(fits).unwrap_or(last + 1);
    let mut tall = 0.0f64;
    for at in (0..=last).rev().step_by(every) {
        sheet.lines(middle(at), area.bottom + 5.0, &words[at], TICK, Anchor::Middle);
        tall = tall.max(height(&words[at], TICK));
    }
    area.bottom + 5.0 + tall
}

/// The name at the end of a line: the group, its last value and the period of it.
struct EndName {
    name: Vec<String>,
    value: Vec<String>,
    /// The period of the last value, and the value.
    last: Option<(usize, f64)>,
}

impl EndName {
    fn width(&self) -> f64 {
        widest(&self.name, STRONG).max(widest(&self.value, TICK))
    }

    fn height(&self) -> f64 {
        height(&self.name, STRONG) + height(&self.value, TICK)
    }
}

fn names(chart: &LinesChart, limit: f64) -> Vec<EndName> {
    let end = |series: &Series| {
        let shown =
            series.points.iter().enumerate().rev().find_map(|(at, state)| state.shown().map(|r| (at, r)));
        let words = match shown {
            Some((at, reading)) if chart.periods.len() > 1 => {
                format!("{} ({})", reading.text(), chart.periods[at])
            }
            Some((_, reading)) => reading.text().to_owned(),
            None => reason(series).to_owned(),
        };
        let last = shown.map(|(at, reading)| match reading {
            Reading::Point { value, .. } => (at, *value),
            Reading::Limits { limits, .. } => (at, f64::midpoint(limits.lower, limits.upper)),
        });
        EndName { name: wrap(&series.label, limit, STRONG), value: wrap(&words, limit, TICK), last }
    };
    chart.series.iter().map(end).collect()
}

/// Returns why a group shows nothing at all: the last reason other than that time has to pass.
pub(super) fn reason(series: &Series) -> &str {
    let late = |state: &&State<Reading>| matches!(state, State::NotYetObservable(_));
    let known = series.points.iter().rev().find(|state| !late(state)).or(series.points.last());
    known.and_then(State::words).unwrap_or_default()
}

/// Sets the names at the right, each beside its last point, pushed apart where they would overlap. Returns where
/// the lowest ends.
fn ends(sheet: &Sheet<'_>, chart: &LinesChart, area: Area, plot: &Plot<'_>, names: &[EndName]) -> f64 {
    // A group without any value is named once, beside its hatched lane.
    let known: Vec<(&Series, &EndName)> =
        chart.series.iter().zip(names).filter(|(_, name)| name.last.is_some()).collect();
    let wished: Vec<Block> = known
        .iter()
        .map(|(_, name)| Block {
            middle: name.last.map_or(area.bottom, |(_, value)| plot.place(0.0, value).1),
            height: name.height() + 6.0,
        })
        .collect();
    let middles = push_apart(&wished, area.top - 10.0);
    let x = area.right + 14.0;
    let mut bottom = area.bottom;
    for ((series, name), middle) in known.into_iter().zip(middles) {
        let top = middle - name.height() / 2.0;
        sheet.marker(x + 6.0, top + leading(STRONG) / 2.0, series.mark);
        sheet.lines(x + 20.0, top, &name.name, STRONG, Anchor::Start);
        sheet.lines(x + 20.0, top + height(&name.name, STRONG), &name.value, TICK, Anchor::Start);
        bottom = bottom.max(top + name.height() + 2.0);
    }
    bottom
}

/// On a telephone the names stand above the plot. Returns where the plot begins.
fn key(sheet: &Sheet<'_>, chart: &LinesChart, names: &[EndName]) -> f64 {
    let mut y = 0.0;
    for (series, name) in chart.series.iter().zip(names).filter(|(_, name)| name.last.is_some()) {
        sheet.marker(8.0, y + leading(STRONG) / 2.0, series.mark);
        sheet.lines(22.0, y, &name.name, STRONG, Anchor::Start);
        y += height(&name.name, STRONG);
        sheet.lines(22.0, y, &name.value, TICK, Anchor::Start);
        y += height(&name.value, TICK) + 4.0;
    }
    y + 10.0
}

/// Draws under the plot, per group and reason, the periods in which it shows nothing. Returns where they end.
fn gaps(sheet: &Sheet<'_>, chart: &LinesChart, area: Area, plot: &Plot<'_>, top: f64) -> f64 {
    let open = chart.not_yet().map_or(chart.periods.len(), |(first, _)| first);
    let mut y = top;
    for series in &chart.series {
        let mut words: Vec<&str> = series.points[..open].iter().filter_map(State::words).collect();
        words.sort_unstable();
        words.dedup();
        for reason in words {
            y = gap_lane(sheet, chart, area, plot, y + 6.0, (series, reason, open));
        }
    }
    y
}

/// Draws the lane of one group and one reason; its words stand at the right, on a telephone above it.
fn gap_lane(
    sheet: &Sheet<'_>,
    chart: &LinesChart,
    area: Area,
    plot: &Plot<'_>,
    top: f64,
    (series, reason, open): (&Series, &str, usize),
) -> f64 {
    let narrow = chart.frame.width == Width::Narrow;
    let (x, room) =
        if narrow { (0.0, sheet.width - 22.0) } else { (area.right + 14.0, sheet.width - area.right - 34.0) };
    let lines = wrap(&format!("{}: {reason}", series.label), room, TICK);
    sheet.marker(x + 6.0, top + leading(TICK) / 2.0, series.mark);
    sheet.lines(x + 20.0, top, &lines, TICK, Anchor::Start);
    let words = height(&lines, TICK);
    let lane_top = if narrow { top + words + 2.0 } else { top + 2.0 };
    for (at, state) in series.points[..open].iter().enumerate() {
        if state.words() == Some(reason) {
            let x = |period: f64| plot.place(period, chart.axis.lower).0;
            let (left, right) = (x(place(at) - 0.5) + 3.0, x(place(at) + 0.5) - 3.0);
            let lane = Area { left, right, top: lane_top, bottom: lane_top + 13.0 };
            sheet.hole(lane, state.hatch(), Some(gap_pen(state.hatch())));
        }
    }
    (top + words).max(lane_top + 13.0)
}

/// Returns the outline of what is not shown: dashed where there is no hatching.
pub(super) fn gap_pen(fill: Fill) -> Pen {
    let dash = if fill == Fill::Nothing { "3 3" } else { "" };
    Pen { role: Role::Edge, width: 1.0, dash }
}
