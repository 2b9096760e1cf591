//! Dictionary-coded columns: each cell is a small number, each number a level with a label.

use super::{Codes, Role, Text};

/// The code of a cell without an answer.
pub const MISSING: u16 = u16::MAX;

/// What kind of answer a level is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum LevelKind {
    /// A group or answer as stated.
    Stated,
    /// "Wil ik niet zeggen" and the like: an answer and a state of its own, never missing.
    NotStated,
    /// "Niet van toepassing", "weet ik niet": counted, without a value on a scale.
    NotApplicable,
}

/// One level of a column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Level {
    /// The value as the file writes it.
    pub raw: String,
    /// What a reader sees; the value itself where the codebook gives no label.
    pub label: Text,
    /// Whether the level is a stated group.
    pub kind: LevelKind,
}

/// A column that people are grouped by.
///
/// The order of `levels` is the order in reports: that of the codebook, then by label.
#[derive(Debug, Clone, PartialEq)]
pub struct Column {
    /// What the column means.
    pub role: Role,
    /// The levels that codes point at.
    pub levels: Vec<Level>,
    /// One code per row: an index into `levels`, or [`MISSING`].
    pub codes: Codes,
    /// The coarser levels that the codebook declares; `None` where it declares none.
    pub coarser: Option<Coarser>,
}

/// Coarser levels of a column, used where the finer ones would be withheld.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Coarser {
    /// The coarser levels in the order of the codebook, then those that stay themselves.
    pub levels: Vec<Level>,
    /// The place in `levels` of each level of the column.
    pub of: Vec<u16>,
}

impl Column {
    /// Returns the level of `row`, or `None` where the answer is missing.
    #[must_use]
    pub fn level(&self, row: usize) -> Option<&Level> {
        self.levels.get(usize::from(self.codes[row]))
    }
}

/// One possible answer to an item or outcome.
#[derive(Debug, Clone, PartialEq)]
pub struct Answer {
    /// The value as the file writes it: the `category` of `results.csv` where no label is given.
    pub raw: String,
    /// What a reader sees.
    pub label: Text,
    /// Whether it counts as an answer on the scale.
    pub kind: LevelKind,
    /// The place on the scale, not reversed; `None` off any scale.
    pub value: Option<f64>,
}
