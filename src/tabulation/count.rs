//! Counts the people of a roll in every group of every set of roles.
//!
//! Only the finest sets of roles are counted, or a finer one that two of them share (`shared`); the others are sums of
//! their groups. Leaves out which sets there are (`cube`) and reliability (`complete`).

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::ops::Range;

use super::People;
use super::cell::Cell;
use super::complete::{self, Keeps};
use super::grouped::{Grouped, Numbering};
use super::keying::{Keying, Way, ways};
use super::marks::{Mark, Marks};
use super::parallel::{by_part, each_chunk};
use super::roll::{Roll, Weight};
use super::shared::shared;
use super::sum::{Amount, Bounded, MOST_WEIGHED, Person, Weighed};

/// A set of roles and what is kept of its groups.
pub(super) struct Wanted<'a> {
    /// The groups.
    pub(super) keying: Keying<'a>,
    /// What is kept of complete cases.
    pub(super) keeps: Keeps,
}

/// The counts of the groups of one set of roles, by the number of the group.
pub(super) type Cells = BTreeMap<u64, Cell>;

/// Counts everybody on the roll; returns the groups of each set in the order of `wanted`.
pub(super) fn count(roll: &Roll<'_>, wanted: &[Wanted<'_>], offsets: &[usize]) -> Vec<Cells> {
    let mut keyings: Vec<Keying<'_>> = wanted.iter().map(|wanted| wanted.keying.clone()).collect();
    keyings.extend(shared(&keyings, &roll.rows));
    let ways = ways(&keyings, roll.rows.len(), |_, _| true);
    let work = Work { roll, offsets, keyings: &keyings, ways: &ways };
    let mut cells = match &roll.weight {
        Weight::Person => work.count(|_| Person),
        Weight::Weighed(grid) => work.count(|row| Weighed::with(grid.steps(row))),
        Weight::Cell { least, most } => work.count(|row| Bounded { least: least[row], most: most[row] }),
    };
    for &(place, way) in &ways {
        if let Way::RolledUp(finer) = way {
            cells[place] = rolled_up(&cells[finer], &keyings[finer], &keyings[place]);
        }
    }
    cells.truncate(wanted.len());
    complete::add(roll, wanted, &mut cells);
    cells
}

/// Returns the groups of `coarser` as sums of those of `finer`.
fn rolled_up(cells: &Cells, finer: &Keying<'_>, coarser: &Keying<'_>) -> Cells {
    let mut sums = Cells::new();
    for (key, cell) in cells {
        sums.entry(finer.project(*key, coarser)).or_default().merge(cell);
    }
    sums
}

struct Work<'w, 'a> {
    roll: &'w Roll<'a>,
    offsets: &'w [usize],
    keyings: &'w [Keying<'a>],
    ways: &'w [(usize, Way)],
}

impl Work<'_, '_> {
    fn count<A: Amount>(&self, amount: impl Fn(usize) -> A + Sync) -> Vec<Cells> {
        let is_narrow = self.offsets[self.offsets.len() - 1] <= usize::from(u16::MAX);
        let counted = by_part(self.roll.rows.len(), MOST_WEIGHED, |part| {
            if is_narrow {
                self.count_part::<A, u16>(part, &amount)
            } else {
                self.count_part::<A, u32>(part, &amount)
            }
        });
        let mut cells = vec![Cells::new(); self.keyings.len()];
        for part in counted {
            for (cells, counter) in cells.iter_mut().zip(part) {
                counter.add_to(cells);
            }
        }
        cells
    }

    fn count_part<A: Amount, M: Mark + Default>(
        &self,
        part: Range<usize>,
        amount: &impl Fn(usize) -> A,
    ) -> Vec<Counter<A>> {
        let width = self.offsets[self.offsets.len() - 1];
        let mut counters: Vec<Counter<A>> =
            self.keyings.iter().map(|keying| Counter::new(keying.size(), width)).collect();
        let mut marks = Marks::<M>::default();
        let mut amounts = Vec::new();
        let mut grouped = Grouped::default();
        each_chunk(self.roll, part, |rows, first| {
            marks.fill(self.roll, rows, first, self.offsets);
            // Worked out once for all sets, and added to counters sixteen bytes at a time where they lie in memory.
            amounts.clear();
            amounts.extend((0..rows.len()).map(|place| amount(rows.at(place))));
            for &(place, _) in self.ways.iter().filter(|(_, way)| *way == Way::Counted) {
                let counter = &mut counters[place];
                grouped.group(&self.keyings[place], rows, &mut counter.numbering);
                counter.count(&grouped, &marks, &amounts);
            }
        });
        counters
    }
}

/// The counters of the groups of one set of roles.
struct Counter<A: Amount> {
    numbering: Numbering,
    people: Vec<People>,
    /// Of each group its counters, then one for who did not answer, then one for everybody.
    sums: Vec<A::Sum>,
    width: usize,
}

impl<A: Amount> Counter<A> {
    fn new(size: u64, width: usize) -> Self {
        Self { numbering: Numbering::new(size), people: Vec::new(), sums: Vec::new(), width }
    }

    /// Adds the rows of a chunk, by the place of each in it.
    fn count<M: Mark>(&mut self, grouped: &Grouped, marks: &Marks<M>, amounts: &[A]) {
        let groups = self.numbering.keys.len();
        self.people.resize(groups, People::default());
        let length = groups * (self.width + 2);
        if length > self.sums.capacity() {
            // Most groups are there from the first rows on: doubling would take as much again for nothing.
            self.sums.reserve_exact(length + length / 8 - self.sums.len());
        }
        self.sums.resize(length, A::Sum::default());
        for (number, places) in grouped.groups() {
            let people = &mut self.people[number];
            let sums = &mut self.sums[number * (self.width + 2)..(number + 1) * (self.width + 2)];
            for &place in places {
                let amount = amounts[place as usize];
                let more = amount.people();
                people.least += more.least;
                people.most += more.most;
                for &mark in marks.of(place as usize) {
                    amount.add_to(&mut sums[mark.counter()]);
                }
                amount.add_to(&mut sums[self.width + 1]);
            }
        }
    }

    fn add_to(self, cells: &mut Cells) {
        let sums = self.sums.chunks_exact(self.width + 2);
        for ((key, people), sums) in self.numbering.keys.into_iter().zip(self.people).zip(sums) {
            let cell = A::cell(people, sums[self.width + 1], &sums[..self.width]);
            match cells.entry(key) {
                Entry::Vacant(slot) => {
                    slot.insert(cell);
                }
                Entry::Occupied(mut slot) => slot.get_mut().merge(&cell),
            }
        }
    }
}
