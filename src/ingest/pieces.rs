//! The records of a text, block by block, and the lines between them that a broken quote makes unreadable.
//!
//! Leaves out what stands in a block (`block`).

use std::borrow::Cow;

use super::cut::{Broken, Cut, Shape, cut, line_ends};
use super::tally::TOLD;
use super::windows::Windows;

/// A part of a text.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Piece<'a> {
    /// Whole records.
    Records {
        /// How many bytes of the text stand before it.
        from: usize,
        /// The records.
        text: Cow<'a, [u8]>,
    },
    /// Lines that are left out because of a broken quote.
    Unreadable {
        /// The quote.
        broken: Broken,
        /// How many of their ends stand before it.
        before: u64,
        /// How many ends they have.
        line_ends: u64,
    },
}

/// More than a block is looked at, so that most blocks end in what is at hand.
const BEYOND: usize = 1 << 14;

/// The pieces of a text, in order; after [`TOLD`] broken quotes the rest is left out.
pub(super) struct Pieces<'w, 'a> {
    windows: &'w mut Windows<'a>,
    shape: Shape,
    size: usize,
    at: usize,
    n_broken: usize,
    next: Option<Piece<'a>>,
}

impl<'w, 'a> Pieces<'w, 'a> {
    /// Returns the pieces of a text that starts with rows; its blocks have `size` bytes at least.
    pub(super) fn of(windows: &'w mut Windows<'a>, shape: Shape, size: usize) -> Self {
        Self { windows, shape, size, at: 0, n_broken: 0, next: None }
    }

    fn records(&mut self, end: usize) -> Piece<'a> {
        let from = self.at;
        self.at += end;
        Piece::Records { from, text: self.windows.take(end) }
    }
}

impl<'a> Iterator for Pieces<'_, 'a> {
    type Item = Piece<'a>;

    fn next(&mut self) -> Option<Piece<'a>> {
        if let Some(next) = self.next.take() {
            return Some(next);
        }
        let mut at_hand = self.size.saturating_add(BEYOND);
        while self.n_broken < TOLD {
            let (text, reach) = self.windows.look(at_hand);
            if text.is_empty() {
                return None;
            }
            match cut(text, reach, self.shape, self.size) {
                Cut::Open => at_hand = text.len().saturating_mul(2),
                Cut::Records(end) => return Some(self.records(end)),
                Cut::Broken { records, broken, below } => {
                    let unreadable = Piece::Unreadable {
                        broken,
                        before: line_ends(&text[records..broken.opened]),
                        line_ends: line_ends(&text[records..below]),
                    };
                    self.n_broken += 1;
                    let before = (records > 0).then(|| self.records(records));
                    self.windows.take(below - records);
                    self.at += below - records;
                    if before.is_none() {
                        return Some(unreadable);
                    }
                    self.next = Some(unreadable);
                    return before;
                }
            }
        }
        None
    }
}
