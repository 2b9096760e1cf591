//! The sheet a chart is drawn on: plotters' drawing area, counted in px from the top left.
//!
//! Leaves out what to draw. A `Plot` is a part of the sheet with its own coordinates, in which plotters turns
//! values into places.

use super::backend::{Anchor, Fill, Pen, Purpose, Style, SvgBackend, Turn, units};
use super::palette::{Mark, Role};
use super::typeface::{self, Weight};
use plotters::coord::cartesian::Cartesian2d;
use plotters::coord::types::RangedCoordf64;
use plotters::coord::{CoordTranslate, Shift};
use plotters::drawing::{DrawingArea, IntoDrawingArea};
use plotters::element::{Drawable, PointCollection};
use plotters_backend::{BackendCoord, DrawingErrorKind};
use std::convert::Infallible;
use std::ops::Range;

/// Labels of rows and series.
pub(super) const LABEL: Style =
    Style { size: 15.0, weight: Weight::Regular, role: Role::Ink, purpose: Purpose::Words };
/// Headings of groups of rows, and names at the end of lines.
pub(super) const STRONG: Style =
    Style { size: 15.0, weight: Weight::Semibold, role: Role::Ink, purpose: Purpose::Words };
/// Numbers of people.
pub(super) const COUNT: Style =
    Style { size: 15.0, weight: Weight::Regular, role: Role::Soft, purpose: Purpose::Words };
/// Ticks, and second lines of labels.
pub(super) const TICK: Style =
    Style { size: 14.0, weight: Weight::Regular, role: Role::Soft, purpose: Purpose::Words };
/// Values at an axis.
pub(super) const AXIS: Style = Style { purpose: Purpose::Axis, ..TICK };
/// Heads of columns, and words on hatching.
pub(super) const HEAD: Style =
    Style { size: 13.5, weight: Weight::Semibold, role: Role::Soft, purpose: Purpose::Words };
/// The name of a reference line.
pub(super) const NAME: Style =
    Style { size: 13.5, weight: Weight::Semibold, role: Role::Ink, purpose: Purpose::Words };

/// What is drawn through the points of an element.
#[derive(Debug, Clone)]
pub(super) enum Ink<'a> {
    /// A line through all points.
    Line(Pen),
    /// A box between two points, with the radius of its corners in px.
    Box { fill: Fill, edge: Option<Pen>, corner: f64 },
    /// An area around all points.
    Region(Role),
    /// A marker on each point, 1 being the ordinary size.
    Marker(Mark, f64),
    /// A text on the first point.
    Text { content: &'a str, style: Style, anchor: Anchor, turn: Turn },
}

/// An element in any coordinates; plotters translates its points.
struct Element<'a, C> {
    points: &'a [C],
    ink: Ink<'a>,
}

impl<'a, C> PointCollection<'a, C> for &'a Element<'_, C> {
    type Point = &'a C;
    type IntoIter = &'a [C];

    fn point_iter(self) -> &'a [C] {
        self.points
    }
}

impl<C> Drawable<SvgBackend<'_>> for Element<'_, C> {
    fn draw<I: Iterator<Item = BackendCoord>>(
        &self,
        points: I,
        backend: &mut SvgBackend<'_>,
        _parent: (u32, u32),
    ) -> Result<(), DrawingErrorKind<Infallible>> {
        let points: Vec<BackendCoord> = points.collect();
        match (&self.ink, points.as_slice()) {
            (Ink::Line(pen), _) => backend.line(&points, *pen),
            (Ink::Region(role), _) => backend.area(&points, *role),
            (Ink::Box { fill, edge, corner }, [one, other]) => {
                backend.rectangle(*one, *other, *fill, *edge, *corner);
            }
            (Ink::Marker(mark, size), _) => {
                points.iter().for_each(|point| backend.marker(*point, *mark, *size))
            }
            (Ink::Text { content, style, anchor, turn }, [point, ..]) => {
                backend.text(*point, content, *style, *anchor, *turn);
            }
            (Ink::Box { .. } | Ink::Text { .. }, _) => {}
        }
        Ok(())
    }
}

fn draw_on<CT: CoordTranslate>(area: &DrawingArea<SvgBackend<'_>, CT>, points: &[CT::From], ink: Ink<'_>) {
    area.draw(&Element { points, ink }).expect("invariant: our back end has no errors and is not shared");
}

/// A part of the figure in px.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Area {
    pub(super) left: f64,
    pub(super) top: f64,
    pub(super) right: f64,
    pub(super) bottom: f64,
}

impl Area {
    pub(super) fn width(self) -> f64 {
        self.right - self.left
    }

    pub(super) fn middle_x(self) -> f64 {
        f64::midpoint(self.left, self.right)
    }

    pub(super) fn middle_y(self) -> f64 {
        f64::midpoint(self.top, self.bottom)
    }
}

/// The sheet of one chart.
pub(super) struct Sheet<'a> {
    root: DrawingArea<SvgBackend<'a>, Shift>,
    /// The width in px.
    pub(super) width: f64,
}

impl<'a> Sheet<'a> {
    pub(super) fn new(backend: SvgBackend<'a>, width: f64) -> Self {
        Self { root: backend.into_drawing_area(), width }
    }

    /// Returns a part of the sheet in which `x` and `y` run over `frame`, `y` upwards.
    pub(super) fn plot(&self, frame: Area, x: Range<f64>, y: Range<f64>) -> Plot<'a> {
        let (left, right) = (units(frame.left), units(frame.right));
        let (top, bottom) = (units(frame.top), units(frame.bottom));
        let spec = Cartesian2d::<RangedCoordf64, RangedCoordf64>::new(x, y, (left..right, bottom..top));
        Plot { area: self.root.apply_coord_spec(spec) }
    }

    fn draw(&self, points: &[(f64, f64)], ink: Ink<'_>) {
        let points: Vec<BackendCoord> = points.iter().map(|(x, y)| (units(*x), units(*y))).collect();
        draw_on(&self.root, &points, ink);
    }

    /// Draws a line through `points`.
    pub(super) fn line(&self, points: &[(f64, f64)], role: Role, width: f64, dash: &'static str) {
        self.draw(points, Ink::Line(Pen { role, width, dash }));
    }

    /// Draws a filled box.
    pub(super) fn fill(&self, frame: Area, fill: Fill, edge: Option<Pen>, corner: f64) {
        let corners = [(frame.left, frame.top), (frame.right, frame.bottom)];
        self.draw(&corners, Ink::Box { fill, edge, corner });
    }

    /// Draws a marker.
    pub(super) fn marker(&self, x: f64, y: f64, mark: Mark) {
        self.draw(&[(x, y)], Ink::Marker(mark, 1.0));
    }

    /// Sets a text with its base line at `y`.
    pub(super) fn text(&self, x: f64, y: f64, content: &str, style: Style, anchor: Anchor) {
        self.draw(&[(x, y)], Ink::Text { content, style, anchor, turn: Turn::Level });
    }

    /// Sets a text from bottom to top, its middle at `y`, its letters centred on `x`.
    pub(super) fn text_upwards(&self, x: f64, y: f64, content: &str, style: Style) {
        let ink = Ink::Text { content, style, anchor: Anchor::Middle, turn: Turn::Upwards };
        self.draw(&[(x + style.size * 0.33, y)], ink);
    }

    /// Sets lines of text from `top` down.
    pub(super) fn lines(&self, x: f64, top: f64, lines: &[String], style: Style, anchor: Anchor) {
        let mut baseline = top + style.size * 0.86;
        for line in lines {
            self.text(x, baseline, line, style, anchor);
            baseline += leading(style);
        }
    }

    /// Sets lines of text around `middle`.
    pub(super) fn lines_around(&self, x: f64, middle: f64, lines: &[String], style: Style, anchor: Anchor) {
        // The eye centres on the small letters and capitals, not on the box with its descender.
        self.lines(x, middle - height(lines, style) / 2.0 + style.size * 0.07, lines, style, anchor);
    }

    /// Draws a hatched or outlined box on a clear ground, so that no grid or line shows through.
    pub(super) fn hole(&self, frame: Area, fill: Fill, edge: Option<Pen>) {
        self.fill(frame, Fill::Plain(Role::Paper), None, 3.0);
        self.fill(frame, fill, edge, 3.0);
    }

    /// Draws a hatched or outlined box with `lines` on a clear ground in its middle.
    pub(super) fn gap(&self, frame: Area, fill: Fill, lines: &[String]) {
        let dash = if fill == Fill::Nothing { "3 3" } else { "" };
        self.hole(frame, fill, Some(Pen { role: Role::Edge, width: 1.0, dash }));
        let wide = widest(lines, HEAD);
        if wide <= 0.0 {
            return;
        }
        let (x, y) = (frame.middle_x(), frame.middle_y());
        let pad = Area {
            left: x - wide / 2.0 - 6.0,
            right: x + wide / 2.0 + 6.0,
            top: frame.top + 0.6,
            bottom: frame.bottom - 0.6,
        };
        self.fill(pad, Fill::Plain(Role::Paper), None, 0.0);
        self.lines_around(x, y, lines, HEAD, Anchor::Middle);
    }
}

/// A part of the sheet with coordinates of its own.
pub(super) struct Plot<'a> {
    area: DrawingArea<SvgBackend<'a>, Cartesian2d<RangedCoordf64, RangedCoordf64>>,
}

impl Plot<'_> {
    /// Returns the place of a value on the sheet, in px.
    pub(super) fn place(&self, x: f64, y: f64) -> (f64, f64) {
        let (x, y) = self.area.map_coordinate(&(x, y));
        (f64::from(x) / super::backend::UNITS, f64::from(y) / super::backend::UNITS)
    }

    /// Draws a line through `points`.
    pub(super) fn line(&self, points: &[(f64, f64)], role: Role, width: f64, dash: &'static str) {
        draw_on(&self.area, points, Ink::Line(Pen { role, width, dash }));
    }

    /// Draws a box between two points.
    pub(super) fn fill(&self, one: (f64, f64), other: (f64, f64), fill: Fill, edge: Option<Pen>) {
        draw_on(&self.area, &[one, other], Ink::Box { fill, edge, corner: 0.0 });
    }

    /// Draws an area around `points`.
    pub(super) fn area(&self, points: &[(f64, f64)], role: Role) {
        draw_on(&self.area, points, Ink::Region(role));
    }

    /// Draws a marker, `size` 1 being the ordinary one.
    pub(super) fn marker(&self, x: f64, y: f64, mark: Mark, size: f64) {
        draw_on(&self.area, &[(x, y)], Ink::Marker(mark, size));
    }
}

/// Returns the distance between the base lines of a style.
pub(super) fn leading(style: Style) -> f64 {
    (style.size * 1.22).round()
}

/// Returns the height of lines, from the top of the first to the bottom of the last.
#[expect(clippy::cast_precision_loss, reason = "a text has few lines")]
pub(super) fn height(lines: &[String], style: Style) -> f64 {
    lines.len() as f64 * leading(style)
}

/// Returns the width of `text` in `style`.
pub(super) fn wide(text: &str, style: Style) -> f64 {
    typeface::width(text, style.size, style.weight)
}

/// Returns the width of the widest line.
pub(super) fn widest(lines: &[String], style: Style) -> f64 {
    lines.iter().map(|line| wide(line, style)).fold(0.0, f64::max)
}

/// Returns `text` in lines of at most `limit` px.
pub(super) fn wrap(text: &str, limit: f64, style: Style) -> Vec<String> {
    typeface::wrap(text, limit, style.size, style.weight)
}
