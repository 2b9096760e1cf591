//! Which counters each row of a chunk adds to: worked out once, used for every set of roles.
//!
//! Leaves out the counters themselves (`count`).

use crate::model::{MISSING, SomeRows};

use super::roll::Roll;

/// The number of a counter: narrow ones leave more of the cache to the counters.
pub(super) trait Mark: Copy + Default {
    /// Returns the mark of a counter, which was seen to fit.
    fn of(counter: usize) -> Self;

    /// Returns the counter.
    fn counter(self) -> usize;
}

impl Mark for u16 {
    #[expect(clippy::cast_possible_truncation, reason = "seen to fit")]
    fn of(counter: usize) -> Self {
        counter as Self
    }

    #[inline]
    fn counter(self) -> usize {
        self.into()
    }
}

impl Mark for u32 {
    #[expect(clippy::cast_possible_truncation, reason = "a cell holds some thousands of counters")]
    fn of(counter: usize) -> Self {
        counter as Self
    }

    #[inline]
    fn counter(self) -> usize {
        self as usize
    }
}

/// For each row of a chunk, the counter of each variable that it adds to.
#[derive(Debug, Default)]
pub(super) struct Marks<M> {
    marks: Vec<M>,
    variables: usize,
}

impl<M: Mark> Marks<M> {
    /// Works out the marks of `rows`, of which the first is at place `first` on the roll.
    ///
    /// `offsets` says where the counters of each variable start. Who did not answer marks the counter after the
    /// last one: a counter that nobody reads costs less than asking each time whether there is one.
    pub(super) fn fill(&mut self, roll: &Roll<'_>, rows: &SomeRows<'_>, first: usize, offsets: &[usize]) {
        self.variables = roll.observed.len();
        let nobody = M::of(offsets[self.variables]);
        self.marks.clear();
        self.marks.resize(rows.len() * self.variables, nobody);
        for (variable, observed) in roll.observed.iter().enumerate() {
            let offset = offsets[variable];
            let mark = |code: u16| if code == MISSING { nobody } else { M::of(offset + usize::from(code)) };
            let (marks, step) = (&mut self.marks, self.variables);
            observed.codes.each(rows, first, mark, |place, mark| marks[place * step + variable] = mark);
        }
    }

    /// Returns the counters that the row at `place` of the chunk adds to.
    #[inline]
    pub(super) fn of(&self, place: usize) -> &[M] {
        &self.marks[place * self.variables..(place + 1) * self.variables]
    }
}
