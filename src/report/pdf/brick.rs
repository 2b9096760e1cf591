//! Bricks: strips of a page that are never cut, with the ink on them, and how they are joined.
//!
//! Places are counted from the top left of the brick. Leaves out on which page a brick comes.

use super::lines::{LinkId, Piece};
use super::paper::{Colour, Style};
use super::tree::Slot;

/// Something that is drawn.
#[derive(Debug, Clone)]
pub(super) enum Ink {
    /// A piece of a line.
    Letters {
        /// Where the letters stand.
        baseline: f32,
        /// The letters.
        piece: Piece,
    },
    /// The number of the page on which an anchor stands; known when all pages are.
    PageNumber {
        /// Where the number ends.
        right: f32,
        /// Where the figures stand.
        baseline: f32,
        /// How it is set.
        style: Style,
        /// What it is.
        slot: Slot,
        /// The link that it carries.
        link: LinkId,
        /// The anchor.
        anchor: String,
    },
    /// A filled rectangle: a line, a tint.
    Area {
        /// Its left.
        x: f32,
        /// Its top.
        y: f32,
        /// Its width.
        width: f32,
        /// Its height.
        height: f32,
        /// Its colour.
        colour: Colour,
    },
    /// A filled circle.
    Dot {
        /// Its middle.
        x: f32,
        /// Its middle.
        y: f32,
        /// Its radius.
        radius: f32,
        /// Its colour.
        colour: Colour,
    },
    /// A figure.
    Drawing {
        /// Its left.
        x: f32,
        /// Its top.
        y: f32,
        /// Its width.
        width: f32,
        /// Its height.
        height: f32,
        /// Its place among the drawings of the document.
        drawing: usize,
        /// What it is.
        slot: Slot,
    },
    /// A place that links point at.
    Anchor {
        /// Its name.
        name: String,
        /// How far down.
        y: f32,
    },
}

impl Ink {
    fn moved(mut self, right: f32, down: f32) -> Self {
        match &mut self {
            Self::Letters { baseline, piece } => {
                *baseline += down;
                piece.x += right;
            }
            Self::PageNumber { right: edge, baseline, .. } => {
                *baseline += down;
                *edge += right;
            }
            Self::Area { x, y, .. } | Self::Dot { x, y, .. } | Self::Drawing { x, y, .. } => {
                *x += right;
                *y += down;
            }
            Self::Anchor { y, .. } => *y += down,
        }
        self
    }
}

/// Whether a page may end after a brick.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Seam {
    /// It may.
    Open,
    /// The next brick stays with this one.
    Closed,
}

/// Where a brick begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Start {
    /// Where there is room.
    Anywhere,
    /// On a new page, unless that would leave the page at hand nearly empty.
    Page,
}

/// A strip of a page.
#[derive(Debug, Clone)]
pub(super) struct Brick {
    /// The space above it, which falls away at the top of a page.
    pub(super) before: f32,
    /// How high it is.
    pub(super) height: f32,
    /// How wide its letters are, where it is a line.
    pub(super) wide: f32,
    /// How much of its height it can do without: its drawing is then smaller.
    pub(super) give: f32,
    /// What is drawn on it.
    pub(super) inks: Vec<Ink>,
    /// Whether a page may end after it.
    pub(super) after: Seam,
    /// Where it begins.
    pub(super) start: Start,
    /// The head that is set again above it at the top of a page, by its place among the heads.
    pub(super) head: Option<usize>,
}

impl Brick {
    /// Returns a brick of this height without space above.
    pub(super) fn new(height: f32, inks: Vec<Ink>) -> Self {
        Self {
            before: 0.0,
            height,
            wide: 0.0,
            give: 0.0,
            inks,
            after: Seam::Open,
            start: Start::Anywhere,
            head: None,
        }
    }

    /// Returns the brick with this much space above it.
    pub(super) fn below(self, before: f32) -> Self {
        Self { before, ..self }
    }

    /// Returns the brick with its ink moved to the right.
    pub(super) fn indented(mut self, right: f32) -> Self {
        self.inks = self.inks.into_iter().map(|ink| ink.moved(right, 0.0)).collect();
        self
    }
}

/// Keeps bricks together on a page; after the last one the page may end.
pub(super) fn keep(bricks: &mut [Brick]) {
    let last = bricks.len().saturating_sub(1);
    for brick in &mut bricks[..last] {
        brick.after = Seam::Closed;
    }
}

/// Joins bricks under each other into one; the space above the first stays outside.
pub(super) fn stack(bricks: Vec<Brick>) -> Brick {
    let before = bricks.first().map_or(0.0, |brick| brick.before);
    let mut whole = Brick::new(0.0, Vec::new()).below(before);
    for (place, brick) in bricks.into_iter().enumerate() {
        if place > 0 {
            whole.height += brick.before;
        }
        let down = whole.height;
        whole.inks.extend(brick.inks.into_iter().map(|ink| ink.moved(0.0, down)));
        whole.height += brick.height;
    }
    whole
}

/// Joins two bricks side by side, the second moved to the right; both begin at the top.
pub(super) fn beside(left: Brick, right: Brick, distance: f32) -> Brick {
    let mut whole = left;
    whole.height = whole.height.max(right.height);
    whole.inks.extend(right.indented(distance).inks);
    whole
}

/// Joins bricks into two columns, read down the first and then the second, as equal in height as can be.
pub(super) fn columns(bricks: Vec<Brick>, distance: f32) -> Brick {
    let heights: Vec<f32> = bricks.iter().map(|brick| brick.before + brick.height).collect();
    let taller = |split: usize| {
        let left: f32 = heights[..split].iter().sum();
        let right: f32 = heights[split..].iter().sum();
        left.max(right)
    };
    let splits = 1..=bricks.len();
    let split = splits.min_by(|one, other| taller(*one).total_cmp(&taller(*other))).unwrap_or(bricks.len());
    let mut left = bricks;
    let right = left.split_off(split);
    beside(stack(left), stack(right), distance)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn brick(height: f32) -> Brick {
        Brick::new(height, vec![Ink::Anchor { name: height.to_string(), y: 0.0 }]).below(2.0)
    }

    fn tops(brick: &Brick) -> Vec<f32> {
        brick.inks.iter().map(|ink| if let Ink::Anchor { y, .. } = ink { *y } else { -1.0 }).collect()
    }

    #[test]
    fn stacked_bricks_keep_the_space_between_them_and_not_above_the_first() {
        let whole = stack(vec![brick(10.0), brick(20.0), brick(5.0)]);
        assert_eq!(tops(&whole), [0.0, 12.0, 34.0]);
        assert!((whole.height - 39.0).abs() < 1e-4 && (whole.before - 2.0).abs() < 1e-4);
    }

    #[test]
    fn columns_are_balanced_and_keep_the_order() {
        let whole = columns(vec![brick(10.0), brick(10.0), brick(10.0), brick(10.0)], 100.0);
        assert_eq!(tops(&whole), [0.0, 12.0, 0.0, 12.0]);
        assert!((whole.height - 22.0).abs() < 1e-4);
    }
}
