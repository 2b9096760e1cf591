//! Which counters each row of a chunk adds to: worked out once, used for every set of roles.
//!
//! Leaves out the counters themselves (`count`).

use crate::model::MISSING;

use super::roll::Roll;

/// For each row of a chunk, the counter of each variable that it adds to.
#[derive(Debug, Default)]
pub(super) struct Marks {
    marks: Vec<u32>,
    variables: usize,
}

impl Marks {
    /// Works out the marks of `rows`, of which the first is at place `first` on the roll.
    ///
    /// `offsets` says where the counters of each variable start. Who did not answer marks the counter after the
    /// last one: a counter that nobody reads costs less than asking each time whether there is one.
    #[expect(clippy::cast_possible_truncation, reason = "a cell holds some thousands of counters")]
    pub(super) fn fill(&mut self, roll: &Roll<'_>, rows: &[u32], first: usize, offsets: &[usize]) {
        self.variables = roll.observed.len();
        let nobody = offsets[self.variables] as u32;
        self.marks.clear();
        self.marks.resize(rows.len() * self.variables, nobody);
        for (variable, observed) in roll.observed.iter().enumerate() {
            let offset = offsets[variable] as u32;
            let mark = |code: u16| if code == MISSING { nobody } else { offset + u32::from(code) };
            let (marks, step) = (&mut self.marks, self.variables);
            observed.codes.each(rows, first, mark, |place, mark| marks[place * step + variable] = mark);
        }
    }

    /// Returns the counters that the row at `place` of the chunk adds to.
    #[inline]
    pub(super) fn of(&self, place: usize) -> &[u32] {
        &self.marks[place * self.variables..(place + 1) * self.variables]
    }
}
