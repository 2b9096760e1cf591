//! Ink on a page: letters, areas and drawings where the bricks were placed.
//!
//! Every stretch of ink is either named in the structure or marked as decoration; nothing lies outside both.

use std::collections::BTreeMap;

use krilla::color::rgb;
use krilla::geom::{PathBuilder, Point, Rect, Size, Transform};
use krilla::num::NormalizedF32;
use krilla::paint::{Fill, FillRule};
use krilla::surface::Surface;
use krilla::tagging::{Artifact, ArtifactType, ContentTag, Identifier, SpanTag};
use krilla::text::Font;
use krilla_svg::{SurfaceExt as _, SvgSettings};

use super::brick::{Brick, Ink};
use super::letters::{self, place};
use super::lines::{LinkId, Piece};
use super::paper::{Colour, SIDE, Style, TOP};
use super::tree::Slot;

/// What a page leaves behind for the structure and the links.
#[derive(Debug, Default)]
pub(super) struct Marks {
    /// The ink of each slot, in drawing order.
    pub(super) inks: Vec<Mark>,
    /// The areas to click.
    pub(super) areas: Vec<ClickArea>,
    /// Where the figures stand.
    pub(super) figures: BTreeMap<Slot, Rect>,
}

/// A stretch of ink.
#[derive(Debug)]
pub(super) struct Mark {
    /// What it is.
    pub(super) slot: Slot,
    /// How the PDF calls it.
    pub(super) identifier: Identifier,
}

/// An area to click.
#[derive(Debug)]
pub(super) struct ClickArea {
    /// Where it is.
    pub(super) area: Rect,
    /// The link.
    pub(super) link: LinkId,
}

/// Draws on one page.
pub(super) struct Pen<'p, 's> {
    /// The page.
    pub(super) surface: &'p mut Surface<'s>,
    /// The fonts, by [`place`].
    pub(super) fonts: &'p [Font],
    /// The drawings of the document.
    pub(super) drawings: &'p [usvg::Tree],
    /// The page on which each anchor stands, counted from 1.
    pub(super) numbers: &'p BTreeMap<&'p str, usize>,
    /// What it leaves behind.
    pub(super) marks: Marks,
    /// What the ink that is being drawn is.
    open: Option<Option<Slot>>,
}

impl<'p, 's> Pen<'p, 's> {
    /// Returns a pen on a page that has no ink yet.
    pub(super) fn on(
        surface: &'p mut Surface<'s>,
        fonts: &'p [Font],
        drawings: &'p [usvg::Tree],
        numbers: &'p BTreeMap<&'p str, usize>,
    ) -> Self {
        Self { surface, fonts, drawings, numbers, marks: Marks::default(), open: None }
    }

    /// Draws a brick whose top is `y` under the top of the text, its drawing lower by `squeeze`.
    pub(super) fn brick(&mut self, brick: &Brick, y: f32, squeeze: f32) {
        let scale = 1.0 - squeeze / brick.height.max(1.0);
        for ink in &brick.inks {
            self.ink(ink, TOP + y, scale);
        }
        self.close();
    }

    fn ink(&mut self, ink: &Ink, top: f32, scale: f32) {
        match ink {
            Ink::Letters { baseline, piece } => {
                self.begin(piece.slot);
                self.letters(piece, top + baseline);
                if let Some(link) = piece.link {
                    self.clickable(link, piece.x, piece.width, top + baseline, piece.style);
                }
            }
            Ink::PageNumber { right, baseline, style, slot, link, anchor } => {
                let number = self.numbers.get(anchor.as_str()).map_or_else(String::new, ToString::to_string);
                let wide = letters::width(&number, *style);
                self.begin(Some(*slot));
                self.text(&number, right - wide, top + baseline, *style);
                self.clickable(*link, right - wide, wide, top + baseline, *style);
            }
            Ink::Area { x, y, width, height, colour } => {
                self.begin(None);
                self.area(SIDE + x, top + y, *width, *height, *colour);
            }
            Ink::Dot { x, y, radius, colour } => {
                self.begin(None);
                self.dot(SIDE + x, top + y, *radius, *colour);
            }
            Ink::Drawing { x, y, width, height, drawing, slot } => {
                let (left, top) = (SIDE + x, top + y);
                self.drawing(*drawing, left, top, *width * scale, *height * scale, *slot);
            }
            Ink::Anchor { .. } => {}
        }
    }

    /// Draws the foot of a page or the warning above it: every page has it, so it is not read.
    pub(super) fn margin(&mut self, kind: ArtifactType, text: &str, x: f32, baseline: f32, style: Style) {
        self.close();
        self.surface.start_tagged(ContentTag::Artifact(Artifact::with_kind(kind)));
        self.text(&letters::printable(text), x, baseline, style);
        self.surface.end_tagged();
    }

    /// Begins ink of a slot, or decoration; ink of the same slot runs on.
    fn begin(&mut self, slot: Option<Slot>) {
        if self.open == Some(slot) {
            return;
        }
        self.close();
        match slot {
            Some(slot) => {
                let identifier = self.surface.start_tagged(ContentTag::Span(SpanTag::empty()));
                self.marks.inks.push(Mark { slot, identifier });
            }
            None => {
                let artifact = Artifact::with_kind(ArtifactType::Layout);
                self.surface.start_tagged(ContentTag::Artifact(artifact));
            }
        }
        self.open = Some(slot);
    }

    fn close(&mut self) {
        if self.open.take().is_some() {
            self.surface.end_tagged();
        }
    }

    fn letters(&mut self, piece: &Piece, baseline: f32) {
        self.surface.set_fill(Some(fill(piece.style.colour)));
        self.surface.draw_glyphs(
            Point::from_xy(SIDE + piece.x, baseline),
            &piece.glyphs,
            self.fonts[place(piece.style.weight)].clone(),
            &piece.text,
            piece.style.size,
            false,
        );
    }

    fn text(&mut self, text: &str, x: f32, baseline: f32, style: Style) {
        self.surface.set_fill(Some(fill(style.colour)));
        self.surface.draw_glyphs(
            Point::from_xy(SIDE + x, baseline),
            &letters::shape(text, style),
            self.fonts[place(style.weight)].clone(),
            text,
            style.size,
            false,
        );
    }

    fn clickable(&mut self, link: LinkId, x: f32, width: f32, baseline: f32, style: Style) {
        let (left, top) = (SIDE + x, baseline - style.size * 0.8);
        if let Some(area) = Rect::from_xywh(left, top, width.max(1.0), style.size * 1.1) {
            self.marks.areas.push(ClickArea { area, link });
        }
    }

    fn area(&mut self, x: f32, y: f32, width: f32, height: f32, colour: Colour) {
        let Some(rect) = Rect::from_xywh(x, y, width, height) else { return };
        let mut path = PathBuilder::new();
        path.push_rect(rect);
        self.filled(path, colour);
    }

    fn dot(&mut self, x: f32, y: f32, radius: f32, colour: Colour) {
        // Four curves that differ from a circle by less than a thousandth of the radius.
        let bend = radius * 0.552_285;
        let mut path = PathBuilder::new();
        path.move_to(x + radius, y);
        path.cubic_to(x + radius, y + bend, x + bend, y + radius, x, y + radius);
        path.cubic_to(x - bend, y + radius, x - radius, y + bend, x - radius, y);
        path.cubic_to(x - radius, y - bend, x - bend, y - radius, x, y - radius);
        path.cubic_to(x + bend, y - radius, x + radius, y - bend, x + radius, y);
        path.close();
        self.filled(path, colour);
    }

    fn filled(&mut self, path: PathBuilder, colour: Colour) {
        if let Some(path) = path.finish() {
            self.surface.set_fill(Some(fill(colour)));
            self.surface.draw_path(&path);
        }
    }

    fn drawing(&mut self, drawing: usize, left: f32, top: f32, width: f32, height: f32, slot: Slot) {
        let Some(size) = Size::from_wh(width, height) else { return };
        self.close();
        let identifier = self.surface.start_tagged(ContentTag::Other);
        self.marks.inks.push(Mark { slot, identifier });
        self.surface.push_transform(&Transform::from_translate(left, top));
        // Fonts and paths only: such a drawing always succeeds.
        let _ = self.surface.draw_svg(&self.drawings[drawing], size, SvgSettings::default());
        self.surface.pop();
        self.surface.end_tagged();
        if let Some(area) = Rect::from_xywh(left, top, width, height) {
            self.marks.figures.insert(slot, area);
        }
    }
}

fn fill(colour: Colour) -> Fill {
    Fill {
        paint: rgb::Color::new(colour.red, colour.green, colour.blue).into(),
        opacity: NormalizedF32::ONE,
        rule: FillRule::NonZero,
    }
}
