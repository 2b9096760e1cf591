//! What is gathered while a document is set: bricks, structure, drawings, links and bookmarks.
//!
//! Knows how a text becomes bricks. Leaves out which blocks there are.

use std::collections::BTreeSet;

use super::brick::{Brick, Ink, Seam};
use super::letters::printable;
use super::lines::{self, LinkId, Run};
use super::paper::{INK, LINK, Style};
use super::tree::{ElementId, Kind, Slot, Tree};
use crate::report::{
    chart::Weight,
    document::{Block, Document, Part, Reach, Table},
    page::{
        Beside,
        term::{Linker, Terms},
    },
    wording::word::Word,
};

/// Where a link goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Target {
    /// An anchor in the document.
    Anchor(String),
    /// An address on the web.
    Web(String),
}

/// A link: every line of its text becomes a place to click.
#[derive(Debug, Clone)]
pub(super) struct LinkTo {
    /// Where it goes.
    pub(super) target: Target,
    /// What it says.
    pub(super) says: String,
    /// The place of its clickable areas in the structure.
    pub(super) slot: Slot,
}

/// A bookmark.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Bookmark {
    /// 1 for chapters, 2 for what stands in them.
    pub(super) level: usize,
    /// What it says.
    pub(super) text: String,
    /// Where it goes.
    pub(super) anchor: String,
}

/// A stretch of text that may carry a link or another weight.
#[derive(Debug, Clone)]
pub(super) struct Bit {
    /// The text.
    pub(super) text: String,
    /// Where it links to.
    pub(super) target: Option<Target>,
    /// Its weight; that of the style where `None`.
    pub(super) weight: Option<Weight>,
}

impl Bit {
    /// Returns plain text.
    pub(super) fn plain(text: impl Into<String>) -> Self {
        Self { text: text.into(), target: None, weight: None }
    }

    /// Returns text of a weight.
    pub(super) fn weighing(text: impl Into<String>, weight: Weight) -> Self {
        Self { weight: Some(weight), ..Self::plain(text) }
    }

    /// Returns text that links to an anchor.
    pub(super) fn link(text: impl Into<String>, anchor: &str) -> Self {
        Self { target: Some(Target::Anchor(anchor.to_owned())), ..Self::plain(text) }
    }
}

/// What is gathered while a document is set.
pub(super) struct Composer<'a> {
    /// The document.
    pub(super) document: &'a Document,
    /// What lies beside it.
    pub(super) beside: &'a Beside,
    /// What links the terms of the chapter at hand.
    pub(super) linker: Linker<'a>,
    /// The terms that are defined.
    pub(super) terms: &'a Terms<'a>,
    /// The structure.
    pub(super) tree: Tree,
    /// Where new elements come.
    pub(super) parent: ElementId,
    /// The level of the next heading within a chapter.
    pub(super) level: u16,
    /// The bricks of all pages, in order.
    pub(super) bricks: Vec<Brick>,
    /// The heads of tables that may run on.
    pub(super) heads: Vec<Brick>,
    /// The figures.
    pub(super) drawings: Vec<usvg::Tree>,
    /// The links.
    pub(super) links: Vec<LinkTo>,
    /// The bookmarks.
    pub(super) bookmarks: Vec<Bookmark>,
    /// Every anchor that will be set.
    anchors: BTreeSet<String>,
}

impl<'a> Composer<'a> {
    /// Returns a composer that holds nothing yet.
    pub(super) fn new(document: &'a Document, beside: &'a Beside, terms: &'a Terms<'a>) -> Self {
        Self {
            document,
            beside,
            linker: terms.nowhere(),
            terms,
            tree: Tree::new(),
            parent: Tree::ROOT,
            level: 3,
            bricks: Vec::new(),
            heads: Vec::new(),
            drawings: Vec::new(),
            links: Vec::new(),
            bookmarks: Vec::new(),
            anchors: anchors(document),
        }
    }

    /// Returns a word in the language of the document.
    pub(super) fn word(&self, word: Word) -> &'static str {
        word.text(self.document.language)
    }

    /// Adds bricks with this much space above the first.
    pub(super) fn push(&mut self, bricks: Vec<Brick>, before: f32) {
        let from = self.bricks.len();
        self.bricks.extend(bricks);
        if let Some(first) = self.bricks.get_mut(from) {
            first.before = before;
        }
    }

    /// Makes sure that the page does not end after what was added last.
    pub(super) fn hold(&mut self) {
        if let Some(last) = self.bricks.last_mut() {
            last.after = Seam::Closed;
        }
    }

    /// Runs `set` with new elements coming under an element of `kind`.
    pub(super) fn within<T>(&mut self, kind: Kind, set: impl FnOnce(&mut Self) -> T) -> T {
        let outer = self.parent;
        self.parent = self.tree.open(outer, kind);
        let result = set(self);
        self.parent = outer;
        result
    }

    /// Returns a text with links to the definitions of its terms.
    pub(super) fn linked(&mut self, text: &str) -> Vec<Bit> {
        let pieces = self.linker.pieces(text);
        pieces
            .into_iter()
            .map(|piece| match piece.id {
                Some(id) => Bit::link(piece.text, id),
                None => Bit::plain(piece.text),
            })
            .collect()
    }

    /// Sets a text as an element of `kind`; the bricks are its lines.
    pub(super) fn set(&mut self, kind: Kind, bits: &[Bit], style: Style, width: f32) -> Vec<Brick> {
        self.within(kind, |composer| composer.lines(bits, style, width))
    }

    /// Sets a text in the element at hand; the bricks are its lines, of which two stay together at either end.
    pub(super) fn lines(&mut self, bits: &[Bit], style: Style, width: f32) -> Vec<Brick> {
        laid(&self.runs(bits, style), style, width)
    }

    /// Sets a term and what it means, in one paragraph.
    pub(super) fn run_in(&mut self, term: &str, meaning: &str, style: Style, width: f32) -> Vec<Brick> {
        let mut run = |kind, text: &str, style| {
            let element = self.tree.open(self.parent, kind);
            Run { text: printable(text), style, slot: Some(self.tree.slot(element)), link: None }
        };
        let term = run(Kind::Label, &format!("{term}: "), style.weighing(Weight::Semibold).coloured(INK));
        let meaning = run(Kind::ItemBody, meaning, style);
        laid(&[term, meaning], style, width)
    }

    /// Returns a text in the element at hand, to be laid at any width.
    pub(super) fn runs(&mut self, bits: &[Bit], style: Style) -> Vec<Run> {
        let has_link = bits.iter().any(|bit| bit.target.is_some());
        let mut runs = Vec::new();
        for bit in bits.iter().filter(|bit| !bit.text.is_empty()) {
            let style = style.weighing(bit.weight.unwrap_or(style.weight));
            let text = printable(&bit.text);
            match bit.target.as_ref().filter(|target| self.leads_somewhere(target)) {
                Some(target) => {
                    let element = self.tree.open(self.parent, Kind::Link);
                    let slot = self.tree.slot(element);
                    let link = self.link(element, target.clone(), &bit.text);
                    // Terms keep the colour of the text: a page full of coloured words is hard to read.
                    let style = if bit.weight.is_some() { style.coloured(LINK) } else { style };
                    runs.push(Run { text, style, slot: Some(slot), link: Some(link) });
                }
                None => {
                    let parent =
                        if has_link { self.tree.open(self.parent, Kind::Stretch) } else { self.parent };
                    let slot = self.tree.slot(parent);
                    runs.push(Run { text, style, slot: Some(slot), link: None });
                }
            }
        }
        runs
    }

    /// Adds a link whose text stands in `element`.
    pub(super) fn link(&mut self, element: ElementId, target: Target, says: &str) -> LinkId {
        let slot = self.tree.slot(element);
        self.links.push(LinkTo { target, says: says.to_owned(), slot });
        LinkId(self.links.len() - 1)
    }

    fn leads_somewhere(&self, target: &Target) -> bool {
        match target {
            Target::Anchor(name) => self.anchors.contains(name),
            Target::Web(_) => true,
        }
    }

    /// Sets an anchor at the top of the first of these bricks.
    pub(super) fn anchor(&self, bricks: &mut [Brick], name: &str) {
        if let Some(first) = bricks.first_mut() {
            first.inks.push(Ink::Anchor { name: name.to_owned(), y: 0.0 });
        }
    }

    /// Adds a bookmark.
    pub(super) fn bookmark(&mut self, level: usize, text: &str, anchor: &str) {
        self.bookmarks.push(Bookmark { level, text: text.to_owned(), anchor: anchor.to_owned() });
    }
}

/// Returns the anchor of a figure's words and table, in the part behind the body.
pub(super) fn behind(figure: &str) -> String {
    format!("{figure}--tabel")
}

/// The anchor of that part.
pub(super) const BEHIND: &str = "figuren--tabellen";

/// Returns whether a table stands in the PDF.
pub(super) fn is_set(table: &Table) -> bool {
    table.reach == Reach::Everywhere && !table.columns.is_empty()
}

/// Returns whether a chapter stands in the PDF with its tables; what only specialists look up is in the workbook.
pub(super) fn is_body(part: Part) -> bool {
    part == Part::Body
}

/// Returns every anchor that will be set, so that no link leads nowhere.
fn anchors(document: &Document) -> BTreeSet<String> {
    let mut anchors = BTreeSet::from([BEHIND.to_owned()]);
    for section in document.sections.iter().filter(|section| is_body(section.part)) {
        anchors.insert(section.id.clone());
        for block in &section.blocks {
            match block {
                Block::Heading { id, .. } => {
                    anchors.insert(id.clone());
                }
                Block::Figure(figure) => {
                    anchors.insert(figure.id.clone());
                    anchors.insert(behind(&figure.id));
                }
                Block::Table(table) if is_set(table) => {
                    anchors.insert(table.id.clone());
                }
                Block::Definitions(definitions) => {
                    anchors.extend(definitions.iter().map(|definition| definition.id.clone()));
                }
                _ => {}
            }
        }
    }
    anchors
}

/// Returns the lines of these runs, of which two stay together at either end.
pub(super) fn laid(runs: &[Run], style: Style, width: f32) -> Vec<Brick> {
    let mut bricks: Vec<Brick> = lines::broken(runs, width)
        .into_iter()
        .map(|line| {
            let inks = line
                .pieces
                .into_iter()
                .map(|piece| Ink::Letters { baseline: style.baseline(), piece })
                .collect();
            Brick { wide: line.width, ..Brick::new(style.leading, inks) }
        })
        .collect();
    let count = bricks.len();
    if count > 1 {
        bricks[0].after = Seam::Closed;
        bricks[count - 2].after = Seam::Closed;
    }
    bricks
}
