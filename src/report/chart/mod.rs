//! Figures: published, already worded numbers become an accessible SVG, and a picture of that same SVG.
//!
//! Knows no results, rows of `results.csv` or measures, and formats no number: every word comes in ready. Places
//! are computed from the published values only, since whoever reads an SVG reads its numbers back.
//!
//! A new kind of chart in four steps: (1) a file with its data, a `check` that says what would make it dishonest,
//! and a `draw` that goes down the sheet and returns its height; (2) an arm in [`Chart`] and the three matches
//! below; (3) its worst case (long names, one group withheld, one 0 %, one round) in `tests/chart_layout.rs`;
//! (4) look at the picture, wide and narrow. Text goes through `Sheet`, which records its box; colour comes from
//! `Role` or `Mark`; values become places through `Sheet::plot`, which is plotters.

mod error;
mod frame;
mod axis;
mod typeface;
mod painter;
mod palette;
mod backend;
mod sheet;
mod rows;
mod table;
mod spread;
mod dots;
mod bars;
mod stacked;
mod lines;
mod panels;
mod slope;
mod change;
mod funnel;
mod indexed;
mod picture;
mod excerpt;

pub use axis::{Axis, Reference, Tick};
pub use backend::TextBox;
pub use error::ChartError;
pub use frame::{Frame, Width};
pub use funnel::{FunnelChart, Limit, School};
pub use lines::{Band, LinesChart, Series};
pub use palette::{Mark, Role, stylesheet};
pub(super) use picture::svg_tree;
pub use picture::{Slide, render_png, render_slide};
pub use rows::{Heads, Reading, Row, RowsChart, Section, Span, State};
pub use slope::{Change, SlopeChart, SlopeRow, Verdict};
pub use stacked::{Alignment, Part, Poles, Ramp, StackedChart, StackedRow};
pub use typeface::{
    BOLD_TTF, BOLD_WOFF2, FAMILY, FAMILY_STACK, REGULAR_TTF, REGULAR_WOFF2, SEMIBOLD_TTF, SEMIBOLD_WOFF2,
    Weight, width as text_width, wrap as wrap_text,
};

use backend::{Drawing, SvgBackend, clean, escape, px, units};
use sheet::{Sheet, TICK};

/// A chart of any kind.
#[derive(Debug, Clone, PartialEq)]
pub enum Chart {
    /// Dots with intervals, a row per group.
    Dots(RowsChart),
    /// Bars from 0, a row per group.
    Bars(RowsChart),
    /// Stacked bars: answers around their middle, or statuses from the left.
    Stacked(StackedChart),
    /// Lines over rounds or cohorts; from four groups on a panel per group.
    Lines(LinesChart),
    /// Lines between two rounds, with the change in words.
    Slope(SlopeChart),
    /// Schools against the limits of chance.
    Funnel(FunnelChart),
}

impl Chart {
    /// Returns what every chart has.
    #[must_use]
    pub fn frame(&self) -> &Frame {
        match self {
            Self::Dots(chart) | Self::Bars(chart) => &chart.frame,
            Self::Stacked(chart) => &chart.frame,
            Self::Lines(chart) => &chart.frame,
            Self::Slope(chart) => &chart.frame,
            Self::Funnel(chart) => &chart.frame,
        }
    }

    /// Returns the same chart at another width and with another id, as a page that holds both needs.
    #[must_use]
    pub fn at(mut self, width: Width, id: &str) -> Self {
        let frame = match &mut self {
            Self::Dots(chart) | Self::Bars(chart) => &mut chart.frame,
            Self::Stacked(chart) => &mut chart.frame,
            Self::Lines(chart) => &mut chart.frame,
            Self::Slope(chart) => &mut chart.frame,
            Self::Funnel(chart) => &mut chart.frame,
        };
        frame.width = width;
        id.clone_into(&mut frame.id);
        self
    }

    fn check(&self) -> Result<(), ChartError> {
        self.frame().check()?;
        match self {
            Self::Dots(chart) => chart.check(),
            Self::Bars(chart) => bars::check(chart),
            Self::Stacked(chart) => chart.check(),
            Self::Lines(chart) => chart.check(),
            Self::Slope(chart) => chart.check(),
            Self::Funnel(chart) => chart.check(),
        }
    }

    fn draw(&self, sheet: &Sheet<'_>) -> f64 {
        match self {
            Self::Dots(chart) => dots::draw(sheet, chart),
            Self::Bars(chart) => bars::draw(sheet, chart),
            Self::Stacked(chart) => stacked::draw(sheet, chart),
            Self::Lines(chart) if chart.is_overlay() => lines::draw(sheet, chart),
            Self::Lines(chart) => panels::draw(sheet, chart),
            Self::Slope(chart) if chart.has_slopes() => slope::draw(sheet, chart),
            Self::Slope(chart) => change::draw(sheet, chart),
            Self::Funnel(chart) => funnel::draw(sheet, chart),
        }
    }
}

/// Where the texts of a chart stand, for tests of the layout.
#[derive(Debug, Clone, PartialEq)]
pub struct Layout {
    /// The width of the figure in px.
    pub width: f64,
    /// The height of the figure in px.
    pub height: f64,
    /// Every text that is drawn, in drawing order.
    pub texts: Vec<TextBox>,
}

/// Returns the chart as an SVG for a page or a file, with title, description and language for a screen reader.
///
/// The same data gives the same bytes. Colours are light; in a page with [`stylesheet`] they follow the screen.
///
/// # Errors
/// The data would not be drawn honestly or at all: a value off its axis, a bar not from 0, shares that are not a
/// whole, nothing to show.
pub fn render_svg(chart: &Chart) -> Result<String, ChartError> {
    let (drawing, layout) = drawn(chart)?;
    Ok(document(chart.frame(), &drawing, &layout))
}

/// Returns where the texts of the chart stand.
///
/// # Errors
/// As [`render_svg`].
pub fn layout(chart: &Chart) -> Result<Layout, ChartError> {
    drawn(chart).map(|(_, layout)| layout)
}

/// The margin around a chart in px, so that the outermost letters and lines keep clear of the edge.
const MARGIN: f64 = 2.0;

fn drawn(chart: &Chart) -> Result<(Drawing, Layout), ChartError> {
    // The sheet is as tall as any chart may become; the height of the figure is known once it has been drawn.
    const TALLEST: u32 = 10_000_000;
    chart.check()?;
    let frame = chart.frame();
    let mut drawing = Drawing { id: frame.id.clone(), body: String::new(), texts: Vec::new() };
    let backend = SvgBackend::new(&mut drawing, (units(frame.width.px()).unsigned_abs(), TALLEST));
    let sheet = Sheet::new(backend, frame.width.px());
    let mut height = chart.draw(&sheet);
    if let Some(note) = &frame.note {
        let lines = sheet::wrap(note, frame.width.px(), TICK);
        sheet.lines(0.0, height + 8.0, &lines, TICK, backend::Anchor::Start);
        height += 8.0 + sheet::height(&lines, TICK);
    }
    drop(sheet);
    let layout = Layout { width: frame.width.px(), height: height.ceil(), texts: drawing.texts.clone() };
    Ok((drawing, layout))
}

fn document(frame: &Frame, drawing: &Drawing, layout: &Layout) -> String {
    let (id, lang) = (&frame.id, frame.language.code());
    let (width, height) = (px(units(layout.width + 2.0 * MARGIN)), px(units(layout.height + 2.0 * MARGIN)));
    let margin = px(units(-MARGIN));
    let hatch = |name: &str, path: &str| {
        format!(
            "<pattern id=\"{id}-{name}\" width=\"7\" height=\"7\" patternUnits=\"userSpaceOnUse\"><path d=\"{path}\" \
             class=\"mc-s-edge\" stroke=\"{}\" stroke-width=\"1\" fill=\"none\"/></pattern>\n",
            Role::Edge.light()
        )
    };
    let mut patterns = String::new();
    for (name, path) in [
        ("withheld", "M-1.75 1.75L1.75 -1.75M0 7L7 0M5.25 8.75L8.75 5.25"),
        ("not-yet", "M-1.75 5.25L1.75 8.75M0 0L7 7M5.25 -1.75L8.75 1.75"),
    ] {
        if drawing.body.contains(&format!("url(#{id}-{name})")) {
            patterns.push_str(&hatch(name, path));
        }
    }
    let defs = if patterns.is_empty() { patterns } else { format!("<defs>\n{patterns}</defs>\n") };
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" viewBox=\"{margin} {margin} \
         {width} {height}\" role=\"img\" aria-labelledby=\"{id}-title {id}-desc\" lang=\"{lang}\" \
         xml:lang=\"{lang}\" font-family=\"{FAMILY_STACK}\">\n<title id=\"{id}-title\">{}</title>\n\
         <desc id=\"{id}-desc\">{}</desc>\n{defs}<rect x=\"{margin}\" y=\"{margin}\" width=\"{width}\" \
         height=\"{height}\" class=\"mc-f-paper\" fill=\"{}\"/>\n<g aria-hidden=\"true\">\n{}</g>\n</svg>\n",
        escape(&clean(&frame.title)),
        escape(&clean(&frame.description)),
        Role::Paper.light(),
        drawing.body,
    )
}
