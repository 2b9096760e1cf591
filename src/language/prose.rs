//! The words of a file without its markup, in blocks, and where each of them stood.

use std::ops::Range;

use super::anchor::{Anchor, source_of};

/// The text of a file, free of markup.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Prose {
    /// The file as text, for lines and columns; of a document without lines, its paragraphs.
    pub(super) source: String,
    /// The words.
    pub(super) plain: String,
    /// Paragraphs, headings and cells, in the order of the file.
    pub(super) blocks: Vec<Range<usize>>,
    /// What images are said to show; blocks of their own.
    pub(super) descriptions: Vec<Range<usize>>,
    /// Where images without a description stand, in bytes of the source.
    pub(super) undescribed: Vec<usize>,
    /// Where `plain` and `source` part ways, in order of `plain`.
    pub(super) anchors: Vec<Anchor>,
}

/// A place in a file, as an editor counts: both from 1, columns in characters.
///
/// In a Word document a line is a paragraph.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// The line, from 1.
    pub line: usize,
    /// The character in the line, from 1.
    pub column: usize,
}

impl Prose {
    /// Returns how many images have a description.
    #[must_use]
    pub fn described_images(&self) -> usize {
        self.descriptions.len()
    }

    /// Returns where images without a description stand.
    #[must_use]
    pub fn undescribed_images(&self) -> Vec<Place> {
        let mut places = self.places();
        self.undescribed.iter().map(|at| places.of_source(*at)).collect()
    }

    /// Adds words that stand in the file just so.
    pub(super) fn push(&mut self, text: &str, source: usize) {
        self.anchors.push(Anchor { plain: self.plain.len(), source, length: text.len() });
        self.plain.push_str(text);
    }

    /// Adds words that stand in the file at one place, such as what an image is said to show.
    pub(super) fn push_at(&mut self, text: &str, source: usize) {
        self.anchors.push(Anchor { plain: self.plain.len(), source, length: 0 });
        self.plain.push_str(text);
    }

    /// Ends a block that began at `start`; one without a word is none.
    pub(super) fn end_block(&mut self, start: usize) {
        if self.plain[start..].contains(char::is_alphanumeric) {
            self.blocks.push(start..self.plain.len());
        }
    }

    /// Returns the way to the places of this text.
    pub(super) fn places(&self) -> Places<'_> {
        let ends = self.source.bytes().enumerate().filter(|(_, byte)| *byte == b'\n');
        let lines = std::iter::once(0).chain(ends.map(|(at, _)| at + 1)).collect();
        Places { prose: self, lines, last: 0, place: Place { line: 1, column: 1 } }
    }
}

/// Places of a text, asked for one after the other.
///
/// Columns are counted on from the place before, so that a text on one line is not read again for each find.
pub(super) struct Places<'p> {
    prose: &'p Prose,
    /// Where each line of the source starts.
    lines: Vec<usize>,
    last: usize,
    place: Place,
}

impl Places<'_> {
    /// Returns the place of a byte of the plain text.
    pub(super) fn of_plain(&mut self, plain: usize) -> Place {
        self.of_source(source_of(&self.prose.anchors, plain))
    }

    fn of_source(&mut self, at: usize) -> Place {
        let line = self.lines.partition_point(|start| *start <= at).max(1);
        let goes_on = line == self.place.line && at >= self.last;
        let (from, column) = if goes_on { (self.last, self.place.column) } else { (self.lines[line - 1], 1) };
        let between = self.prose.source.get(from..at).unwrap_or("");
        self.last = at;
        self.place = Place { line, column: column + between.chars().count() };
        self.place
    }
}
