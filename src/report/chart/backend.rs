//! The plotters back end of the house: elements become SVG with classes, measured text and two decimals.
//!
//! Leaves out the `<svg>` around it (`render_svg`) and where things stand (the kinds of chart). plotters counts in
//! whole units, so a px is 100 of them: that is what makes two decimals possible.

use super::palette::{Mark, Role, Shape};
use super::typeface::{self, Weight};
use plotters_backend::{
    BackendColor, BackendCoord, BackendStyle, BackendTextStyle, DrawingBackend, DrawingErrorKind, FontStyle,
    FontTransform, text_anchor::HPos, text_anchor::VPos,
};
use std::convert::Infallible;
use std::fmt::Write as _;

/// Units of the back end in a px.
pub(super) const UNITS: f64 = 100.0;

/// Returns `px` in units of the back end.
#[expect(clippy::cast_possible_truncation, reason = "charts stay far below 20 million px")]
pub(super) fn units(px: f64) -> i32 {
    (px * UNITS).round() as i32
}

/// Where a text stands in a chart, for tests of the layout. Coordinates in px, y downwards.
#[derive(Debug, Clone, PartialEq)]
pub struct TextBox {
    /// The text.
    pub text: String,
    /// The left edge.
    pub left: f64,
    /// The top, as high as an accented capital reaches.
    pub top: f64,
    /// The right edge.
    pub right: f64,
    /// The bottom, as low as a descender reaches.
    pub bottom: f64,
}

/// The side of a text that its point holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Anchor {
    Start,
    Middle,
    End,
}

/// The direction of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Turn {
    Level,
    /// Read from bottom to top.
    Upwards,
}

/// What a text is there for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Purpose {
    /// To be read: names, numbers, notes.
    Words,
    /// To measure by: a value at an axis. It is marked so, because it is no result.
    Axis,
}

/// Size, weight, colour and purpose of text.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Style {
    pub(super) size: f64,
    pub(super) weight: Weight,
    pub(super) role: Role,
    pub(super) purpose: Purpose,
}

/// A line to draw with: colour, width in px, and the dash as SVG writes it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Pen {
    pub(super) role: Role,
    pub(super) width: f64,
    pub(super) dash: &'static str,
}

/// What fills an area.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fill {
    Nothing,
    Plain(Role),
    /// Strokes upwards: withheld.
    HatchWithheld,
    /// Strokes downwards: not yet observable.
    HatchNotYet,
}

/// What has been drawn so far.
#[derive(Debug)]
pub(super) struct Drawing {
    pub(super) id: String,
    pub(super) body: String,
    pub(super) texts: Vec<TextBox>,
}

/// The back end: it writes into a drawing.
pub(super) struct SvgBackend<'a> {
    drawing: &'a mut Drawing,
    size: (u32, u32),
}

impl<'a> SvgBackend<'a> {
    pub(super) fn new(drawing: &'a mut Drawing, size: (u32, u32)) -> Self {
        Self { drawing, size }
    }

    pub(super) fn line(&mut self, points: &[BackendCoord], pen: Pen) {
        let (path, paint) = (path(points), self.paint(Fill::Nothing, Some(pen)));
        self.write(format_args!("<path d=\"{path}\"{paint}/>"));
    }

    pub(super) fn area(&mut self, points: &[BackendCoord], role: Role) {
        let (path, paint) = (path(points), self.paint(Fill::Plain(role), None));
        self.write(format_args!("<path d=\"{path}Z\"{paint}/>"));
    }

    pub(super) fn rectangle(
        &mut self,
        one: BackendCoord,
        other: BackendCoord,
        fill: Fill,
        edge: Option<Pen>,
        corner: f64,
    ) {
        let (left, right) = (one.0.min(other.0), one.0.max(other.0));
        let (top, bottom) = (one.1.min(other.1), one.1.max(other.1));
        let paint = self.paint(fill, edge);
        let corner = if corner > 0.0 { format!(" rx=\"{}\"", px(units(corner))) } else { String::new() };
        self.write(format_args!(
            "<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\"{corner}{paint}/>",
            px(left),
            px(top),
            px(right - left),
            px(bottom - top),
        ));
    }

    fn disc(&mut self, (x, y): BackendCoord, radius: f64, fill: Fill, edge: Option<Pen>) {
        let paint = self.paint(fill, edge);
        let (x, y, radius) = (px(x), px(y), px(units(radius)));
        self.write(format_args!("<circle cx=\"{x}\" cy=\"{y}\" r=\"{radius}\"{paint}/>"));
    }

    /// Draws a marker of some 13 px times `size`, with an edge of background, so that it stands free of lines.
    pub(super) fn marker(&mut self, (x, y): BackendCoord, mark: Mark, size: f64) {
        let role = mark.role();
        let corners = |offsets: &[(f64, f64)]| -> Vec<BackendCoord> {
            offsets.iter().map(|(dx, dy)| (x + units(dx * size), y + units(dy * size))).collect()
        };
        match mark.shape() {
            Shape::Ring | Shape::Hollow => {
                let width = if mark.shape() == Shape::Ring { 3.2 } else { 2.0 };
                self.disc((x, y), 7.2 * size, Fill::Plain(Role::Paper), None);
                self.disc(
                    (x, y),
                    4.6 * size,
                    Fill::Plain(Role::Paper),
                    Some(Pen { role, width: width * size, dash: "" }),
                );
            }
            Shape::Circle => {
                self.disc(
                    (x, y),
                    5.9 * size,
                    Fill::Plain(role),
                    Some(Pen { role: Role::Paper, width: 1.5, dash: "" }),
                );
            }
            Shape::Diamond => {
                self.solid(&corners(&[(0.0, -7.6), (7.6, 0.0), (0.0, 7.6), (-7.6, 0.0)]), role);
            }
            Shape::Square => {
                self.solid(&corners(&[(-5.9, -5.9), (5.9, -5.9), (5.9, 5.9), (-5.9, 5.9)]), role);
            }
            Shape::Triangle => self.solid(&corners(&[(0.0, -7.4), (7.2, 5.2), (-7.2, 5.2)]), role),
            Shape::TriangleDown => self.solid(&corners(&[(0.0, 7.4), (7.2, -5.2), (-7.2, -5.2)]), role),
        }
    }

    fn solid(&mut self, points: &[BackendCoord], role: Role) {
        let edge = Pen { role: Role::Paper, width: 1.5, dash: "" };
        let (path, paint) = (path(points), self.paint(Fill::Plain(role), Some(edge)));
        self.write(format_args!("<path d=\"{path}Z\"{paint}/>"));
    }

    /// Sets a text with its base line at `point`, and keeps the box it takes.
    pub(super) fn text(
        &mut self,
        (x, y): BackendCoord,
        content: &str,
        style: Style,
        anchor: Anchor,
        turn: Turn,
    ) {
        let content = clean(content);
        if content.is_empty() {
            return;
        }
        self.keep_box((x, y), &content, style, anchor, turn);
        let mut paint = self.paint(Fill::Plain(style.role), None);
        if style.purpose == Purpose::Axis {
            paint = paint.replacen("class=\"", "class=\"tick ", 1);
        }
        let weight = match style.weight {
            Weight::Regular => String::new(),
            heavy => format!(" font-weight=\"{}\"", heavy.number()),
        };
        let anchor = match anchor {
            Anchor::Start => "",
            Anchor::Middle => " text-anchor=\"middle\"",
            Anchor::End => " text-anchor=\"end\"",
        };
        let (x, y) = (px(x), px(y));
        let turn = match turn {
            Turn::Level => String::new(),
            Turn::Upwards => format!(" transform=\"rotate(-90 {x} {y})\""),
        };
        self.write(format_args!(
            "<text x=\"{x}\" y=\"{y}\" font-size=\"{}\"{weight}{anchor}{paint}{turn}>{}</text>",
            px(units(style.size)),
            escape(&content),
        ));
    }

    fn keep_box(&mut self, (x, y): BackendCoord, content: &str, style: Style, anchor: Anchor, turn: Turn) {
        let (x, y) = (f64::from(x) / UNITS, f64::from(y) / UNITS);
        let width = typeface::width(content, style.size, style.weight);
        let before = match anchor {
            Anchor::Start => 0.0,
            Anchor::Middle => width / 2.0,
            Anchor::End => width,
        };
        let (above, below) = (style.size * 0.76, style.size * 0.21);
        let text = content.to_owned();
        self.drawing.texts.push(match turn {
            Turn::Level => TextBox {
                text,
                left: x - before,
                right: x - before + width,
                top: y - above,
                bottom: y + below,
            },
            Turn::Upwards => TextBox {
                text,
                left: x - above,
                right: x + below,
                top: y + before - width,
                bottom: y + before,
            },
        });
    }

    /// Returns the attributes that paint: classes for the style sheet, and light colours where there is none.
    fn paint(&self, fill: Fill, edge: Option<Pen>) -> String {
        let (mut class, mut attributes) = (Vec::new(), String::new());
        match fill {
            Fill::Nothing => attributes.push_str(" fill=\"none\""),
            Fill::Plain(role) => {
                class.push(format!("mc-f-{}", role.name()));
                attributes = format!(" fill=\"{}\"", role.light());
            }
            Fill::HatchWithheld => attributes = format!(" fill=\"url(#{}-withheld)\"", self.drawing.id),
            Fill::HatchNotYet => attributes = format!(" fill=\"url(#{}-not-yet)\"", self.drawing.id),
        }
        if let Some(pen) = edge {
            class.push(format!("mc-s-{}", pen.role.name()));
            let (color, width) = (pen.role.light(), px(units(pen.width)));
            attributes.push_str(&format!(" stroke=\"{color}\" stroke-width=\"{width}\""));
            if !pen.dash.is_empty() {
                attributes.push_str(&format!(" stroke-dasharray=\"{}\"", pen.dash));
            }
        }
        if class.is_empty() { attributes } else { format!(" class=\"{}\"{attributes}", class.join(" ")) }
    }

    fn write(&mut self, element: std::fmt::Arguments<'_>) {
        self.drawing.body.write_fmt(element).expect("invariant: writing into a String cannot fail");
        self.drawing.body.push('\n');
    }
}

fn path(points: &[BackendCoord]) -> String {
    let mut path = String::new();
    for (at, (x, y)) in points.iter().enumerate() {
        let letter = if at == 0 { 'M' } else { 'L' };
        let _ = write!(path, "{letter}{} {}", px(*x), px(*y));
    }
    path
}

/// Returns `units` as px with at most two decimals. Whole numbers all the way, so the same on every machine.
pub(super) fn px(units: i32) -> String {
    let sign = if units < 0 { "-" } else { "" };
    let (whole, part) = (units.unsigned_abs() / 100, units.unsigned_abs() % 100);
    match (part, part % 10) {
        (0, _) => format!("{sign}{whole}"),
        (_, 0) => format!("{sign}{whole}.{}", part / 10),
        _ => format!("{sign}{whole}.{part:02}"),
    }
}

/// Returns `text` without control characters, which are not allowed in XML, and without line breaks.
pub(super) fn clean(text: &str) -> String {
    let space = text.replace(['\n', '\t', '\r'], " ");
    space
        .chars()
        .filter(|letter| !letter.is_control() && !matches!(letter, '\u{fffe}' | '\u{ffff}'))
        .collect()
}

/// Returns `text` as it may stand in XML, also within quotes.
pub(super) fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

/// Stock plotters elements arrive here; they get the role of their colour.
impl DrawingBackend for SvgBackend<'_> {
    type ErrorType = Infallible;

    fn get_size(&self) -> (u32, u32) {
        self.size
    }

    fn ensure_prepared(&mut self) -> Result<(), DrawingErrorKind<Infallible>> {
        Ok(())
    }

    fn present(&mut self) -> Result<(), DrawingErrorKind<Infallible>> {
        Ok(())
    }

    fn draw_pixel(
        &mut self,
        (x, y): BackendCoord,
        color: BackendColor,
    ) -> Result<(), DrawingErrorKind<Infallible>> {
        let side = units(1.0);
        self.draw_rect((x, y), (x + side, y + side), &color, true)
    }

    fn draw_line<S: BackendStyle>(
        &mut self,
        from: BackendCoord,
        to: BackendCoord,
        style: &S,
    ) -> Result<(), DrawingErrorKind<Infallible>> {
        self.draw_path([from, to], style)
    }

    fn draw_rect<S: BackendStyle>(
        &mut self,
        upper_left: BackendCoord,
        bottom_right: BackendCoord,
        style: &S,
        fill: bool,
    ) -> Result<(), DrawingErrorKind<Infallible>> {
        let pen = pen_of(style);
        let (inside, edge) = if fill { (Fill::Plain(pen.role), None) } else { (Fill::Nothing, Some(pen)) };
        self.rectangle(upper_left, bottom_right, inside, edge, 0.0);
        Ok(())
    }

    fn draw_path<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        path: I,
        style: &S,
    ) -> Result<(), DrawingErrorKind<Infallible>> {
        self.line(&path.into_iter().collect::<Vec<_>>(), pen_of(style));
        Ok(())
    }

    fn draw_circle<S: BackendStyle>(
        &mut self,
        center: BackendCoord,
        radius: u32,
        style: &S,
        fill: bool,
    ) -> Result<(), DrawingErrorKind<Infallible>> {
        let pen = pen_of(style);
        let (inside, edge) = if fill { (Fill::Plain(pen.role), None) } else { (Fill::Nothing, Some(pen)) };
        self.disc(center, f64::from(radius) / UNITS, inside, edge);
        Ok(())
    }

    fn fill_polygon<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        vert: I,
        style: &S,
    ) -> Result<(), DrawingErrorKind<Infallible>> {
        self.area(&vert.into_iter().collect::<Vec<_>>(), pen_of(style).role);
        Ok(())
    }

    fn draw_text<S: BackendTextStyle>(
        &mut self,
        text: &str,
        style: &S,
        (x, y): BackendCoord,
    ) -> Result<(), DrawingErrorKind<Infallible>> {
        // plotters means the height of ascender and descender by size, SVG the em: without this, text is too wide.
        let size = typeface::em_for_height(style.size() / UNITS);
        let weight = if matches!(style.style(), FontStyle::Bold) { Weight::Bold } else { Weight::Regular };
        let anchor = match style.anchor().h_pos {
            HPos::Left => Anchor::Start,
            HPos::Center => Anchor::Middle,
            HPos::Right => Anchor::End,
        };
        let down = match style.anchor().v_pos {
            VPos::Top => size * 0.76,
            VPos::Center => size * 0.33,
            VPos::Bottom => -size * 0.21,
        };
        let turn = match style.transform() {
            FontTransform::Rotate270 => Turn::Upwards,
            _ => Turn::Level,
        };
        let role = Role::of_light(style.color().rgb);
        self.text(
            (x, y + units(down)),
            text,
            Style { size, weight, role, purpose: Purpose::Words },
            anchor,
            turn,
        );
        Ok(())
    }
}

fn pen_of<S: BackendStyle>(style: &S) -> Pen {
    Pen { role: Role::of_light(style.color().rgb), width: f64::from(style.stroke_width()) / UNITS, dash: "" }
}

#[cfg(test)]
mod tests {
    use super::*;
    use plotters::prelude::*;

    #[test]
    fn units_become_px_with_two_decimals_at_most() {
        let written = [0, 5, 50, 123, 100, -7, -250].map(px);
        assert_eq!(written, ["0", "0.05", "0.5", "1.23", "1", "-0.07", "-2.5"]);
    }

    #[test]
    fn stock_elements_of_plotters_become_vectors_in_our_colours() {
        let mut drawing = Drawing { id: "t".to_owned(), body: String::new(), texts: Vec::new() };
        {
            let root = SvgBackend::new(&mut drawing, (40_000, 20_000)).into_drawing_area();
            let teal = RGBColor(0x0a, 0x7a, 0x78);
            root.draw(&Rectangle::new([(0, 0), (1000, 500)], teal.filled())).unwrap();
            root.draw(&Circle::new((100, 100), 300, ShapeStyle::from(&teal).stroke_width(200))).unwrap();
            root.draw(&PathElement::new(vec![(0, 0), (150, 275)], ShapeStyle::from(&teal).stroke_width(150)))
                .unwrap();
            root.draw(&Polygon::new(vec![(0, 0), (100, 0), (0, 100)], teal)).unwrap();
            let style = TextStyle::from((typeface::FAMILY, 2000.0).into_font()).color(&teal);
            root.draw_text("uitval", &style, (500, 500)).unwrap();
        }
        let body = &drawing.body;
        assert!(
            body.contains("<rect x=\"0\" y=\"0\" width=\"10\" height=\"5\" class=\"mc-f-teal\""),
            "{body}"
        );
        assert!(body.contains("<circle cx=\"1\" cy=\"1\" r=\"3\" class=\"mc-s-teal\""), "{body}");
        assert!(
            body.contains("<path d=\"M0 0L1.5 2.75\"") && body.contains("stroke-width=\"1.5\""),
            "{body}"
        );
        assert!(body.contains("<path d=\"M0 0L1 0L0 1Z\" class=\"mc-f-teal\""), "{body}");
        // 20 px of ascender and descender are fewer px of em; the box is as wide as the text that is set.
        let em = super::typeface::em_for_height(20.0);
        assert!(em < 17.0 && body.contains(&format!("font-size=\"{}\"", px(units(em)))), "{body}");
        let kept = &drawing.texts[0];
        assert!((kept.right - kept.left - typeface::width("uitval", em, Weight::Regular)).abs() < 1e-9);
    }
}
