//! Counts the people of a roll in every group of every set of roles.
//!
//! Only the finest sets of roles are counted, or a finer one that two of them share (`shared`); the others are sums of
//! their groups. Leaves out which sets there are (`cube`) and reliability (`complete`).

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ops::Range;

use crate::model::SomeRows;

use super::People;
use super::cell::{self, Cell};
use super::complete::{self, Keeps};
use super::grouped::{Grouped, Numbering};
use super::keying::{Keying, Way, ways};
use super::marks::{Mark, Marks};
use super::parallel::{by_part, each_chunk, is_one_chunk};
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
        cell::add(&mut sums, finer.project(*key, coarser), Cow::Borrowed(cell));
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
        if self.width() <= usize::from(u16::MAX) {
            self.count_marked::<A, u16>(&amount)
        } else {
            self.count_marked::<A, u32>(&amount)
        }
    }

    /// How many counters a group has.
    fn width(&self) -> usize {
        self.offsets[self.offsets.len() - 1]
    }

    fn count_marked<A: Amount, M: Mark>(&self, amount: &(impl Fn(usize) -> A + Sync)) -> Vec<Cells> {
        let mut cells = vec![Cells::new(); self.keyings.len()];
        let rows = self.roll.rows.len();
        if is_one_chunk(rows) {
            each_chunk(self.roll, 0..rows, |rows, first| {
                let added = Added::<A, M>::of(self, rows, first, amount);
                for (place, keying) in self.counted() {
                    added.count_at_once(keying, rows, self.width(), &mut cells[place]);
                }
            });
            return cells;
        }
        for part in by_part(rows, MOST_WEIGHED, |part| self.count_part::<A, M>(part, amount)) {
            for (cells, counter) in cells.iter_mut().zip(part) {
                counter.add_to(cells);
            }
        }
        cells
    }

    fn count_part<A: Amount, M: Mark>(
        &self,
        part: Range<usize>,
        amount: &impl Fn(usize) -> A,
    ) -> Vec<Counter<A>> {
        let mut counters: Vec<Counter<A>> =
            self.keyings.iter().map(|keying| Counter::new(keying.size(), self.width())).collect();
        let mut added = Added::<A, M>::default();
        let mut grouped = Grouped::default();
        each_chunk(self.roll, part, |rows, first| {
            added.fill(self, rows, first, amount);
            for (place, keying) in self.counted() {
                let counter = &mut counters[place];
                grouped.group(keying, rows, &mut counter.numbering);
                counter.count(&grouped, &added);
            }
        });
        counters
    }

    /// Returns the sets that are counted, with their places.
    fn counted(&self) -> impl Iterator<Item = (usize, &Keying<'_>)> {
        let counted = self.ways.iter().filter(|(_, way)| *way == Way::Counted);
        counted.map(|(place, _)| (*place, &self.keyings[*place]))
    }
}

/// What the rows of a chunk add, and to which counters: worked out once for all sets.
struct Added<A, M> {
    marks: Marks<M>,
    /// Added to counters sixteen bytes at a time where they lie in memory.
    amounts: Vec<A>,
}

impl<A, M: Default> Default for Added<A, M> {
    fn default() -> Self {
        Self { marks: Marks::default(), amounts: Vec::new() }
    }
}

impl<A: Amount, M: Mark> Added<A, M> {
    fn of(work: &Work<'_, '_>, rows: &SomeRows<'_>, first: usize, amount: &impl Fn(usize) -> A) -> Self {
        let mut made = Self::default();
        made.fill(work, rows, first, amount);
        made
    }

    fn fill(&mut self, work: &Work<'_, '_>, rows: &SomeRows<'_>, first: usize, amount: &impl Fn(usize) -> A) {
        self.marks.fill(work.roll, rows, first, work.offsets);
        self.amounts.clear();
        self.amounts.extend((0..rows.len()).map(|place| amount(rows.at(place))));
    }

    /// Adds the rows at `places`, which are of one group, to its people and its counters.
    #[inline]
    fn add_to(&self, places: &[u32], people: &mut People, sums: &mut [A::Sum]) {
        let everybody = sums.len() - 1;
        for &place in places {
            let amount = self.amounts[place as usize];
            let more = amount.people();
            people.least += more.least;
            people.most += more.most;
            for &mark in self.marks.of(place as usize) {
                amount.add_to(&mut sums[mark.counter()]);
            }
            amount.add_to(&mut sums[everybody]);
        }
    }

    /// Counts `rows` that are all there are: groups are whole, so that they need the counters one after the other.
    fn count_at_once(&self, keying: &Keying<'_>, rows: &SomeRows<'_>, width: usize, cells: &mut Cells) {
        let (mut grouped, mut numbering) = (Grouped::default(), Numbering::new(keying.size()));
        grouped.group(keying, rows, &mut numbering);
        let mut sums = vec![A::Sum::default(); width + 2];
        for (number, places) in grouped.groups() {
            let mut people = People::default();
            sums.fill(A::Sum::default());
            self.add_to(places, &mut people, &mut sums);
            cells.insert(numbering.keys[number], A::cell(people, sums[width + 1], &sums[..width]));
        }
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

    /// Adds the rows of a chunk.
    fn count<M: Mark>(&mut self, grouped: &Grouped, added: &Added<A, M>) {
        let groups = self.numbering.keys.len();
        self.people.resize(groups, People::default());
        let length = groups * (self.width + 2);
        if length > self.sums.capacity() {
            // Most groups are there from the first rows on: doubling would take as much again for nothing.
            self.sums.reserve_exact(length + length / 8 - self.sums.len());
        }
        self.sums.resize(length, A::Sum::default());
        for (number, places) in grouped.groups() {
            let sums = &mut self.sums[number * (self.width + 2)..(number + 1) * (self.width + 2)];
            added.add_to(places, &mut self.people[number], sums);
        }
    }

    fn add_to(self, cells: &mut Cells) {
        let sums = self.sums.chunks_exact(self.width + 2);
        for ((key, people), sums) in self.numbering.keys.into_iter().zip(self.people).zip(sums) {
            let cell = A::cell(people, sums[self.width + 1], &sums[..self.width]);
            cell::add(cells, key, Cow::Owned(cell));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::keying::tests::column;
    use super::super::{Cube, Design, Detail, Group, tabulate};
    use crate::model::{
        Answer, Dataset, FollowUp, Item, Language, LevelKind, MISSING, Role, Source, SourceData, SourceKind,
        Survey, Text,
    };

    const ROLES: [Role; 2] = [Role::Gender, Role::Programme];

    /// Each person is a number.
    const PEOPLE: u16 = 700;

    /// The questions, and whose numbers left them open.
    const QUESTIONS: [(&str, u16); 2] = [("b1", 11), ("b2", 7)];

    fn code(person: u16, open: u16) -> u16 {
        if person.is_multiple_of(open) { MISSING } else { person / 3 % 5 }
    }

    fn weight(person: u16) -> f64 {
        if person.is_multiple_of(13) { 0.0 } else { f64::from(person % 17) / 8.0 }
    }

    /// Answers of people of many programmes, some without a weight or an answer, so many times.
    fn counted(times: usize, is_weighed: bool) -> Cube {
        let people: Vec<u16> = (0..PEOPLE).cycle().take(usize::from(PEOPLE) * times).collect();
        let programmes: Vec<String> = (0..90).map(|at| format!("opleiding {at}")).collect();
        let programmes: Vec<&str> = programmes.iter().map(String::as_str).collect();
        let answer = |value: u8| Answer {
            raw: value.to_string(),
            label: Text::same(value.to_string()),
            kind: LevelKind::Stated,
            value: Some(value.into()),
        };
        let question = |(id, open): (&str, u16)| Item {
            id: id.into(),
            called: id.into(),
            text: Text::same(id),
            answers: (1..=5).map(answer).collect(),
            codes: people.iter().map(|person| code(*person, open)).collect::<Vec<u16>>().into(),
        };
        let survey = Survey {
            rows: people.len(),
            groups: vec![
                column(Role::Gender, &["v", "m"], people.iter().map(|n| n % 2).collect()),
                column(Role::Programme, &programmes, people.iter().map(|n| n % 90).collect()),
            ],
            items: QUESTIONS.map(question).into(),
            weights: if is_weighed { people.iter().copied().map(weight).collect() } else { Vec::new() },
            ..Survey::default()
        };
        let source = Source {
            name: "studenten".into(),
            round: "2026".into(),
            kind: SourceKind::Survey,
            public: false,
            synthetic: true,
            data: SourceData::Survey(survey),
        };
        let design = Design {
            breakdowns: vec![ROLES.to_vec(), vec![Role::Programme]],
            of_others: Vec::new(),
            per: None,
            language: Language::Dutch,
            follow_up: FollowUp::default(),
            detail: Detail::default(),
        };
        tabulate(&Dataset { sources: vec![source], ..Dataset::default() }, None, &design)
    }

    #[test]
    fn many_rows_are_counted_as_few_rows_are() {
        const TIMES: u32 = 30;
        for is_weighed in [false, true] {
            let (few, many) = (counted(1, is_weighed), counted(TIMES as usize, is_weighed));
            let (few, many) = (&few.populations[0], &many.populations[0]);
            assert_eq!((few.cells.len(), many.cells.len()), (1 + 2 + 90 + 90, few.cells.len()));
            for (group, cell) in &few.cells {
                let more = many.cell(group);
                assert_eq!(more.people.most, cell.people.most * u64::from(TIMES), "{group:?}");
                for question in 0..2 {
                    let counts: Vec<u32> = few.counts(cell, question).iter().map(|n| n * TIMES).collect();
                    assert_eq!(many.counts(more, question), counts, "{group:?}");
                    let times = u128::from(TIMES);
                    let sums = few.weights(cell, question).map(|sum| (sum.sum * times, sum.squares * times));
                    let sums: Vec<(u128, u128)> = sums.collect();
                    assert_eq!(sums.len(), if is_weighed { 5 } else { 0 });
                    let of_many = many.weights(more, question).map(|sum| (sum.sum, sum.squares));
                    assert_eq!(of_many.collect::<Vec<_>>(), sums, "{group:?}");
                }
            }
        }
    }

    #[test]
    fn behind_an_answer_are_the_weights_of_who_gave_it() {
        let cube = counted(1, true);
        let tabulated = &cube.populations[0];
        let sample = tabulated.sample.unwrap();
        for programme in 0..90 {
            let label = format!("opleiding {programme}");
            let cell = tabulated.cell(&Group::everybody().and(Role::Programme, label.as_str()));
            for (at, (_, open)) in QUESTIONS.into_iter().enumerate() {
                for (answer, sum) in tabulated.weights(cell, at).enumerate() {
                    let gave =
                        |person: &u16| person % 90 == programme && usize::from(code(*person, open)) == answer;
                    let weights = (0..PEOPLE).filter(gave).map(weight);
                    let wanted = weights.fold((0.0, 0.0), |(sum, squares), w| (sum + w, squares + w * w));
                    assert_eq!(sum.in_weights(sample), wanted, "{label}, {answer}");
                }
            }
        }
    }
}
