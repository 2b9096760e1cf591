//! Schools against the limits of chance: the smaller the school, the wider the limits. Not a ranking.
//!
//! Leaves out the calculation of the limits. Other schools are hollow, with a code; the own school is named.

use super::axis::Axis;
use super::backend::{Anchor, Fill};
use super::error::ChartError;
use super::frame::{Frame, Width};
use super::lines::{tick_room, value_grid};
use super::palette::{Mark, Role};
use super::rows::Span;
use super::sheet::{Area, HEAD, NAME, Plot, STRONG, Sheet, TICK, height, leading, wide, widest, wrap};
use super::spread::{Block, push_apart};

/// The limits of chance for a school of a size.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Limit {
    /// The size: the number of people.
    pub size: f64,
    /// Nineteen of twenty schools that are alike fall within these.
    pub inner: Span,
    /// Nearly all (99,8 %) do.
    pub outer: Span,
}

/// A school.
#[derive(Debug, Clone, PartialEq)]
pub struct School {
    /// The number of people, as published.
    pub size: f64,
    /// The value, as published.
    pub value: f64,
    /// Its code; for the own school its name with its value.
    pub label: String,
}

/// Schools against the limits of chance.
#[derive(Debug, Clone, PartialEq)]
pub struct FunnelChart {
    /// What every chart has.
    pub frame: Frame,
    /// The axis of the sizes.
    pub sizes: Axis,
    /// What the sizes are.
    pub size_title: String,
    /// The axis of the values.
    pub values: Axis,
    /// The value of all schools together.
    pub centre: f64,
    /// The words for it: `alle scholen 18,6%`.
    pub centre_label: String,
    /// The limits, from small to large.
    pub limits: Vec<Limit>,
    /// The words at the end of the inner limits: `95%-grens`.
    pub inner_label: String,
    /// The words at the end of the outer limits: `99,8%-grens`.
    pub outer_label: String,
    /// The other schools.
    pub others: Vec<School>,
    /// The own school.
    pub own: Option<School>,
}

impl FunnelChart {
    /// Checks that all schools fit the axes; limits may run off them, and are cut there.
    pub(super) fn check(&self) -> Result<(), ChartError> {
        self.sizes.check()?;
        self.values.check()?;
        if self.others.is_empty() && self.own.is_none() {
            return Err(ChartError::Empty(self.frame.id.clone()));
        }
        self.values.check_holds(&self.centre_label, &[self.centre])?;
        for school in self.others.iter().chain(&self.own) {
            self.values.check_holds(&school.label, &[school.value])?;
            self.sizes.check_holds(&school.label, &[school.size])?;
        }
        Ok(())
    }
}

const PLOT: f64 = 280.0;

/// Draws the chart and returns its height.
pub(super) fn draw(sheet: &Sheet<'_>, chart: &FunnelChart) -> f64 {
    let narrow = chart.frame.width == Width::Narrow;
    let own =
        chart.own.as_ref().map(|school| wrap(&school.label, sheet.width * 0.6, STRONG)).unwrap_or_default();
    let top = height(&own, STRONG) + 12.0;
    let limit = if narrow { 92.0 } else { 150.0 };
    let ends = [&chart.outer_label, &chart.inner_label, &chart.centre_label];
    let room = ends
        .iter()
        .flat_map(|words| wrap(words, limit, NAME))
        .map(|line| wide(&line, NAME))
        .fold(0.0, f64::max);
    let area =
        Area { left: tick_room(&chart.values), right: sheet.width - room - 10.0, top, bottom: top + PLOT };
    let plot = sheet.plot(area, chart.sizes.lower..chart.sizes.upper, chart.values.lower..chart.values.upper);
    limits(chart, &plot);
    value_grid(sheet, &chart.values, area, &plot);
    let edges = (chart.limits.first(), chart.limits.last());
    if let (Some(first), Some(last)) = edges {
        plot.line(&[(first.size, chart.centre), (last.size, chart.centre)], Role::Ink, 1.5, "5 3");
    }
    let mut taken: Vec<Area> = Vec::new();
    for school in chart.others.iter().chain(&chart.own) {
        let (x, y) = plot.place(school.size, school.value);
        taken.push(Area { left: x - 8.0, right: x + 8.0, top: y - 8.0, bottom: y + 8.0 });
    }
    for school in &chart.others {
        plot.marker(school.size, school.value, Mark::Other, 1.0);
    }
    if let Some(school) = &chart.own {
        taken.push(own_school(sheet, chart, area, &plot, (school, &own)));
    }
    for school in &chart.others {
        code(sheet, chart, area, &plot, school, &mut taken);
    }
    end_names(sheet, chart, area, &plot, limit);
    sizes(sheet, chart, area, &plot)
}

fn limits(chart: &FunnelChart, plot: &Plot<'_>) {
    let within = |value: f64| value.clamp(chart.values.lower, chart.values.upper);
    let edge = |side: fn(&Limit) -> f64| -> Vec<(f64, f64)> {
        chart.limits.iter().map(|limit| (limit.size, within(side(limit)))).collect()
    };
    let around = |low: Vec<(f64, f64)>, high: Vec<(f64, f64)>| -> Vec<(f64, f64)> {
        high.into_iter().chain(low.into_iter().rev()).collect()
    };
    plot.area(&around(edge(|limit| limit.inner.lower), edge(|limit| limit.inner.upper)), Role::Band);
    let line = |side: fn(&Limit) -> f64, dash, width| plot.line(&edge(side), Role::Slate, width, dash);
    line(|limit| limit.inner.lower, "", 1.5);
    line(|limit| limit.inner.upper, "", 1.5);
    line(|limit| limit.outer.lower, "4 3", 1.0);
    line(|limit| limit.outer.upper, "4 3", 1.0);
}

/// Sets the code of a school on the first of eight places around it that is free, if possible of lines too; else it
/// has none, only a mark.
fn code(
    sheet: &Sheet<'_>,
    chart: &FunnelChart,
    area: Area,
    plot: &Plot<'_>,
    school: &School,
    taken: &mut Vec<Area>,
) {
    let (x, y) = plot.place(school.size, school.value);
    let half = wide(&school.label, TICK) / 2.0;
    let places = [
        (0.0, -16.0),
        (0.0, 16.0),
        (half + 11.0, 0.0),
        (-half - 11.0, 0.0),
        (half + 8.0, -12.0),
        (-half - 8.0, -12.0),
        (half + 8.0, 12.0),
        (-half - 8.0, 12.0),
    ];
    let boxed = |(dx, dy): (f64, f64)| Area {
        left: x + dx - half - 2.0,
        right: x + dx + half + 2.0,
        top: y + dy - 8.0,
        bottom: y + dy + 8.0,
    };
    let free = |place: &Area| {
        let inside = place.left > area.left
            && place.right < area.right
            && place.top > area.top
            && place.bottom < area.bottom;
        inside && taken.iter().all(|other| apart(*place, *other))
    };
    let clear = |place: &Area| {
        let value = |side: fn(&Limit) -> f64| at_size(chart, plot, place.middle_x(), side);
        let lines = [
            Some(plot.place(school.size, chart.centre).1),
            value(|limit| limit.inner.lower),
            value(|limit| limit.inner.upper),
            value(|limit| limit.outer.lower),
            value(|limit| limit.outer.upper),
        ];
        lines.into_iter().flatten().all(|y| y < place.top - 1.0 || y > place.bottom + 1.0)
    };
    let free: Vec<Area> = places.into_iter().map(boxed).filter(free).collect();
    if let Some(place) = free.iter().copied().find(clear).or(free.first().copied()) {
        taken.push(place);
        sheet.text(
            place.middle_x(),
            place.middle_y() + TICK.size * 0.33,
            &school.label,
            TICK,
            Anchor::Middle,
        );
    }
}

fn apart(one: Area, other: Area) -> bool {
    one.right <= other.left || other.right <= one.left || one.bottom <= other.top || other.bottom <= one.top
}

/// Returns how high a limit stands at the place `x`, taken from the nearest size.
fn at_size(chart: &FunnelChart, plot: &Plot<'_>, x: f64, side: fn(&Limit) -> f64) -> Option<f64> {
    let away = |limit: &Limit| (plot.place(limit.size, chart.centre).0 - x).abs();
    let nearest = chart.limits.iter().min_by(|one, other| away(one).total_cmp(&away(other)))?;
    let value = side(nearest).clamp(chart.values.lower, chart.values.upper);
    Some(plot.place(nearest.size, value).1)
}

/// Draws the own school, large, with its name above the limits and a line to it. Returns where the name stands.
fn own_school(
    sheet: &Sheet<'_>,
    chart: &FunnelChart,
    area: Area,
    plot: &Plot<'_>,
    (school, lines): (&School, &[String]),
) -> Area {
    let (x, y) = plot.place(school.size, school.value);
    let half = widest(lines, STRONG) / 2.0;
    let words_x = x.min(area.right - half).max(area.left + half);
    let edge = |at: f64| at_size(chart, plot, at, |limit| limit.outer.upper).unwrap_or(y);
    let above = edge(words_x - half).min(edge(words_x + half)).min(y - 10.0);
    let bottom = (above - 12.0).max(height(lines, STRONG) + 2.0);
    let name =
        Area { left: words_x - half, right: words_x + half, top: bottom - height(lines, STRONG), bottom };
    sheet.line(&[(x, bottom), (x, y - 8.0)], Role::Whole, 1.25, "");
    let around = Area { left: name.left - 4.0, right: name.right + 4.0, ..name };
    sheet.fill(around, Fill::Plain(Role::Paper), None, 0.0);
    sheet.lines(words_x, name.top, lines, STRONG, Anchor::Middle);
    let disc =
        |radius: f64| Area { left: x - radius, right: x + radius, top: y - radius, bottom: y + radius };
    sheet.fill(disc(8.0), Fill::Plain(Role::Paper), None, 8.0);
    sheet.fill(disc(6.5), Fill::Plain(Role::Whole), None, 6.5);
    around
}

/// Names the limits and the whole at the right end, pushed apart where they would overlap.
fn end_names(sheet: &Sheet<'_>, chart: &FunnelChart, area: Area, plot: &Plot<'_>, limit: f64) {
    let Some(last) = chart.limits.last() else { return };
    let named = [
        (&chart.outer_label, last.outer.upper, HEAD),
        (&chart.inner_label, last.inner.upper, HEAD),
        (&chart.centre_label, chart.centre, NAME),
    ];
    let lines: Vec<Vec<String>> = named.iter().map(|(words, _, style)| wrap(words, limit, *style)).collect();
    let blocks: Vec<Block> = named
        .iter()
        .zip(&lines)
        .map(|((_, value, style), lines)| {
            let value = value.clamp(chart.values.lower, chart.values.upper);
            Block { middle: plot.place(last.size, value).1, height: height(lines, *style) + 1.0 }
        })
        .collect();
    for (((_, _, style), lines), middle) in named.iter().zip(&lines).zip(push_apart(&blocks, area.top - 8.0))
    {
        sheet.lines_around(area.right + 10.0, middle, lines, *style, Anchor::Start);
    }
}

/// Writes the sizes under the plot and returns where they end.
fn sizes(sheet: &Sheet<'_>, chart: &FunnelChart, area: Area, plot: &Plot<'_>) -> f64 {
    let place = |value: f64| plot.place(value, chart.values.lower).0;
    chart.sizes.write_below(sheet, area.bottom + 6.0 + TICK.size, place);
    let lines = wrap(&chart.size_title, area.width(), TICK);
    let top = area.bottom + 8.0 + leading(TICK);
    sheet.lines(area.middle_x(), top, &lines, TICK, Anchor::Middle);
    top + height(&lines, TICK)
}
