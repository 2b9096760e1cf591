//! What a row adds to a counter, and what a counter holds: people, weights, or bounds on people.
//!
//! Sums are of integers, so they are the same in any order. Leaves out which counters a row adds to (`marks`).

use super::People;
use super::cell::{Cell, WeightSum, Weights};

/// What one row adds to each of its counters.
pub(super) trait Amount: Copy + Sync {
    /// What a counter holds.
    type Sum: Copy + Default + Send;

    /// Adds it to a counter. Only the counter of who did not answer, which nobody reads, can wrap.
    fn add_to(self, sum: &mut Self::Sum);

    /// Returns how many people the row is.
    fn people(self) -> People;

    /// Returns a cell with these counters; `whole` is what all rows of the group add up to.
    fn cell(people: People, whole: Self::Sum, sums: &[Self::Sum]) -> Cell;
}

/// A row that is a person.
#[derive(Debug, Clone, Copy)]
pub(super) struct Person;

impl Amount for Person {
    type Sum = u32;

    #[inline]
    fn add_to(self, sum: &mut u32) {
        *sum = sum.wrapping_add(1);
    }

    fn people(self) -> People {
        People { least: 1, most: 1 }
    }

    fn cell(people: People, _whole: u32, sums: &[u32]) -> Cell {
        Cell { people, counts: sums.into(), ..Cell::default() }
    }
}

/// A row that is a person with a weight: one, the steps of the weight, and their square in a low and a high part.
///
/// Steps are at most 2^40, so each of the four numbers is at most 2^40.
#[derive(Debug, Clone, Copy)]
pub(super) struct Weighed([u64; 4]);

/// How many binary digits the low part of a square has.
const LOW: u32 = 40;

/// So many people can be added up at most: 2^23 times 2^40 fits in 64 bits.
pub(super) const MOST_WEIGHED: usize = 1 << 23;

impl Weighed {
    /// Returns the row with a weight of so many steps; who has none counts as having taken part only.
    #[expect(clippy::cast_possible_truncation, reason = "a square of 2^40 in parts of 40 digits")]
    pub(super) fn with(steps: u64) -> Self {
        let square = u128::from(steps) * u128::from(steps);
        let low = square as u64 & ((1 << LOW) - 1);
        Self([u64::from(steps > 0), steps, low, (square >> LOW) as u64])
    }

    fn weight(sum: &[u64; 4]) -> WeightSum {
        WeightSum { sum: u128::from(sum[1]), squares: u128::from(sum[2]) + (u128::from(sum[3]) << LOW) }
    }
}

impl Amount for Weighed {
    type Sum = [u64; 4];

    #[inline]
    fn add_to(self, sum: &mut [u64; 4]) {
        let [people, steps, low, high] = self.0;
        // Written out, the compiler adds two at a time.
        *sum = [
            sum[0].wrapping_add(people),
            sum[1].wrapping_add(steps),
            sum[2].wrapping_add(low),
            sum[3].wrapping_add(high),
        ];
    }

    fn people(self) -> People {
        People { least: 1, most: 1 }
    }

    #[expect(clippy::cast_possible_truncation, reason = "at most as many people as rows")]
    fn cell(people: People, whole: [u64; 4], sums: &[[u64; 4]]) -> Cell {
        Cell {
            people,
            counts: sums.iter().map(|sum| sum[0] as u32).collect(),
            weights: Some(Box::new(Weights {
                people: whole[0],
                whole: Self::weight(&whole),
                of_counted: sums.iter().filter(|sum| sum[0] > 0).map(Self::weight).collect(),
            })),
            ..Cell::default()
        }
    }
}

/// A row that is a cell of a table, which holds between so many people.
#[derive(Debug, Clone, Copy)]
pub(super) struct Bounded {
    /// The fewest people.
    pub(super) least: u32,
    /// The most people.
    pub(super) most: u32,
}

/// People in cells of a table.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Bounds {
    least: u32,
    /// How many more there can be.
    hidden: u32,
}

impl Amount for Bounded {
    type Sum = Bounds;

    #[inline]
    fn add_to(self, sum: &mut Bounds) {
        sum.least = sum.least.wrapping_add(self.least);
        sum.hidden = sum.hidden.wrapping_add(self.most.saturating_sub(self.least));
    }

    fn people(self) -> People {
        People { least: u64::from(self.least), most: u64::from(self.most) }
    }

    fn cell(people: People, _whole: Bounds, sums: &[Bounds]) -> Cell {
        let is_hidden = sums.iter().any(|sum| sum.hidden > 0);
        Cell {
            people,
            counts: sums.iter().map(|sum| sum.least).collect(),
            hidden: if is_hidden { sums.iter().map(|sum| sum.hidden).collect() } else { Box::default() },
            ..Cell::default()
        }
    }
}
