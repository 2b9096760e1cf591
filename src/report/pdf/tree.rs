//! The structure of the PDF: what each piece of text is, in the order in which it is read.
//!
//! A *slot* is a place in it that ink fills when a page is drawn; a paragraph over two pages fills one slot
//! twice. Leaves out where the ink stands.

/// Whether a head is of its column or of its row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum HeadOf {
    /// It stands above its cells.
    Column,
    /// It stands before its cells.
    Row,
}

/// What an element is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Kind {
    /// The whole document.
    Whole,
    /// A chapter or part of one.
    Section,
    /// A heading with its level, 1 for the title, and its text.
    Heading {
        /// The level.
        level: u16,
        /// The text.
        title: String,
    },
    /// A paragraph.
    Paragraph,
    /// The contents.
    Contents,
    /// A line of the contents.
    Entry,
    /// Text beside a link, so that both stand in order.
    Stretch,
    /// What points at another place.
    Reference,
    /// A link with the text that carries it.
    Link,
    /// A list with marks.
    List,
    /// A list in an order.
    Ordered,
    /// An item of a list.
    Item,
    /// The mark or term of an item.
    Label,
    /// The rest of an item.
    ItemBody,
    /// A table.
    Table,
    /// The title of a table.
    Caption,
    /// The rows with heads.
    TableHead,
    /// The other rows.
    TableBody,
    /// A row.
    Row,
    /// A head.
    Head(HeadOf),
    /// A cell.
    Cell,
    /// Text that is read aloud as another.
    Spoken(String),
    /// A drawing, with the words for who does not see it.
    Figure(String),
}

/// An element of the structure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct ElementId(usize);

/// A place for ink.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Slot(usize);

impl Slot {
    /// Returns its place among all slots.
    pub(super) fn index(self) -> usize {
        self.0
    }
}

/// What stands in an element.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Child {
    /// Another element.
    Element(ElementId),
    /// Ink.
    Slot(Slot),
}

#[derive(Debug)]
struct Element {
    kind: Kind,
    children: Vec<Child>,
}

/// The structure of a document.
#[derive(Debug)]
pub(super) struct Tree {
    elements: Vec<Element>,
    slots: usize,
}

impl Tree {
    /// The whole document.
    pub(super) const ROOT: ElementId = ElementId(0);

    /// Returns a structure with only its root.
    pub(super) fn new() -> Self {
        Self { elements: vec![Element { kind: Kind::Whole, children: Vec::new() }], slots: 0 }
    }

    /// Adds an element at the end of `parent`.
    pub(super) fn open(&mut self, parent: ElementId, kind: Kind) -> ElementId {
        let id = ElementId(self.elements.len());
        self.elements.push(Element { kind, children: Vec::new() });
        self.elements[parent.0].children.push(Child::Element(id));
        id
    }

    /// Adds a place for ink at the end of `parent`.
    pub(super) fn slot(&mut self, parent: ElementId) -> Slot {
        let slot = Slot(self.slots);
        self.slots += 1;
        self.elements[parent.0].children.push(Child::Slot(slot));
        slot
    }

    /// Returns how many slots there are.
    pub(super) fn slots(&self) -> usize {
        self.slots
    }

    /// Returns what an element is.
    pub(super) fn kind(&self, id: ElementId) -> &Kind {
        &self.elements[id.0].kind
    }

    /// Returns what stands in an element, in reading order.
    pub(super) fn children(&self, id: ElementId) -> &[Child] {
        &self.elements[id.0].children
    }
}
