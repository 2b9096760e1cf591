//! Which counters each row of a roll adds to: worked out once, used for every set of roles.

use crate::model::MISSING;

use super::roll::{Roll, Weight};

/// For each row of a chunk, which counters it adds one to.
pub(super) struct Marks {
    marks: Vec<u32>,
    ends: Vec<usize>,
}

impl Marks {
    pub(super) fn of(&self, place: usize) -> &[u32] {
        let start = if place == 0 { 0 } else { self.ends[place - 1] };
        &self.marks[start..self.ends[place]]
    }
}

#[expect(clippy::cast_possible_truncation, reason = "a cell holds some thousands of counters")]
pub(super) fn marks(roll: &Roll<'_>, rows: &[u32], first: usize, offsets: &[usize]) -> Marks {
    let mut marks = Marks { marks: Vec::new(), ends: Vec::with_capacity(rows.len()) };
    let has_weight = |row: u32| match &roll.weight {
        Weight::Weighed(grid) => grid.steps(row as usize) > 0,
        _ => true,
    };
    for (place, row) in rows.iter().enumerate() {
        // Who has no weight took part, and is in no weighted number.
        let observed = if has_weight(*row) { roll.observed.as_slice() } else { &[] };
        for (observed, offset) in observed.iter().zip(offsets) {
            let code = observed.codes.at(first + place, *row as usize);
            if code != MISSING {
                marks.marks.push((*offset + usize::from(code)) as u32);
            }
        }
        marks.ends.push(marks.marks.len());
    }
    marks
}
