//! The paper of the PDF: its size and margins, and every size of type and colour that is used on it.
//!
//! Leaves out where something is set. All lengths are in points.

use crate::report::chart::Weight;

/// The width of A4.
pub(super) const WIDE: f32 = 595.28;
/// The height of A4.
pub(super) const TALL: f32 = 841.89;
/// The margin left and right.
pub(super) const SIDE: f32 = 46.0;
/// The margin above the text.
pub(super) const TOP: f32 = 38.0;
/// The margin under the text; the foot stands in it.
pub(super) const BOTTOM: f32 = 38.0;
/// The width of the text.
pub(super) const MEASURE: f32 = WIDE - 2.0 * SIDE;
/// The height of the text.
pub(super) const ROOM: f32 = TALL - TOP - BOTTOM;
/// The space between two columns.
pub(super) const GUTTER: f32 = 20.0;

/// A colour, as red, green and blue.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Colour {
    /// Red.
    pub(super) red: u8,
    /// Green.
    pub(super) green: u8,
    /// Blue.
    pub(super) blue: u8,
}

const fn colour(red: u8, green: u8, blue: u8) -> Colour {
    Colour { red, green, blue }
}

/// Text.
pub(super) const INK: Colour = colour(0x17, 0x21, 0x2b);
/// The page itself.
pub(super) const PAPER: Colour = colour(0xff, 0xff, 0xff);
/// Second text.
pub(super) const SOFT: Colour = colour(0x4a, 0x56, 0x61);
/// Titles.
pub(super) const ACCENT: Colour = colour(0x27, 0x45, 0x5f);
/// Links.
pub(super) const LINK: Colour = colour(0x0b, 0x5a, 0x78);
/// A warning.
pub(super) const WARN: Colour = colour(0x5a, 0x3d, 0x00);
/// The area behind a warning.
pub(super) const WARN_TINT: Colour = colour(0xff, 0xe9, 0xb8);
/// The area behind a text that is set apart.
pub(super) const TINT: Colour = colour(0xf3, 0xf5, 0xf6);
/// The area of what hardly matters, in the picture of an interval.
pub(super) const ZONE: Colour = colour(0xdf, 0xe4, 0xe8);
/// Lines under heads.
pub(super) const LINE: Colour = colour(0xc3, 0xca, 0xd0);
/// Lines between rows.
pub(super) const HAIR: Colour = colour(0xe4, 0xe8, 0xeb);

/// How wide figures are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Digits {
    /// Each as it is drawn, for text.
    Natural,
    /// All alike, for columns.
    Even,
}

/// How a text is set.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Style {
    /// The size of the letters.
    pub(super) size: f32,
    /// From line to line.
    pub(super) leading: f32,
    /// How heavy the letters are.
    pub(super) weight: Weight,
    /// Their colour.
    pub(super) colour: Colour,
    /// How wide the figures are.
    pub(super) digits: Digits,
}

impl Style {
    /// Returns how far the foot of the letters stands under the top of its line.
    pub(super) fn baseline(self) -> f32 {
        self.leading / 2.0 + self.size * 0.33
    }

    /// Returns the same style in another weight.
    pub(super) fn weighing(self, weight: Weight) -> Self {
        Self { weight, ..self }
    }

    /// Returns the same style in another colour.
    pub(super) fn coloured(self, colour: Colour) -> Self {
        Self { colour, ..self }
    }
}

const fn style(size: f32, leading: f32, weight: Weight, colour: Colour) -> Style {
    Style { size, leading, weight, colour, digits: Digits::Natural }
}

/// The title of the report.
pub(super) const TITLE: Style = style(23.0, 25.0, Weight::Bold, ACCENT);
/// Whom it is about.
pub(super) const WHOM: Style = style(13.5, 18.0, Weight::Regular, INK);
/// Running text.
pub(super) const BODY: Style = style(9.4, 12.6, Weight::Regular, INK);
/// The opening of a chapter.
pub(super) const LEAD: Style = style(10.4, 13.8, Weight::Regular, INK);
/// The title of a chapter.
pub(super) const CHAPTER: Style = style(16.0, 19.0, Weight::Bold, ACCENT);
/// A heading within a chapter.
pub(super) const HEADING: Style = style(11.0, 13.6, Weight::Semibold, INK);
/// What stands under the title of a figure, and beside headings.
pub(super) const SUB: Style = style(8.6, 11.2, Weight::Regular, SOFT);
/// Notes and sources.
pub(super) const NOTE: Style = style(8.0, 10.2, Weight::Regular, SOFT);
/// The text in a box, lists of short texts and the contents.
pub(super) const SMALL: Style = style(8.8, 11.4, Weight::Regular, INK);
/// The cells of a table.
pub(super) const CELL: Style =
    Style { size: 8.3, leading: 10.2, weight: Weight::Regular, colour: INK, digits: Digits::Even };
/// The heads of a table.
pub(super) const HEAD: Style = style(7.8, 9.6, Weight::Semibold, SOFT);
/// The number of a finding.
pub(super) const BIG: Style =
    Style { size: 19.0, leading: 21.0, weight: Weight::Semibold, colour: ACCENT, digits: Digits::Even };
/// The foot of a page, and the warning above it.
pub(super) const FOOT: Style = style(8.0, 10.0, Weight::Regular, SOFT);
