//! Sums over the people who answered all items of a scale: what reliability, and how items work, is computed from.
//!
//! Leaves out who did not answer them all (`score`).

use std::collections::BTreeMap;
use std::ops::Range;

use crate::model::SomeRows;

use super::count::{Cells, Wanted};
use super::grouped::{Grouped, Numbering};
use super::keying::{Keying, Way, ways};
use super::parallel::{by_part, each_chunk};
use super::roll::Roll;
use super::score::ScaleItem;

/// Sums over the people who answered all items of a scale: what reliability is computed from.
///
/// Answers are in steps above the lowest answer and reversed where needed; reliability does not depend
/// on where a scale starts or on its unit.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct CompleteCases {
    /// How many people answered all items.
    pub n: u64,
    /// The sum of each item.
    pub sums: Vec<u64>,
    /// The sums of products, row by row: item i times item j at `i * k + j`.
    pub products: Vec<u64>,
    /// How many people with each total gave each answer to each item; kept for few groups, else empty.
    pub answers: AnswersByTotal,
}

/// Answers to the items of a scale, by total score: what shows whether an item works alike in two groups.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct AnswersByTotal {
    counts: Vec<u32>,
    items: usize,
    /// The number of steps from the lowest to the highest answer of an item.
    span: usize,
}

impl AnswersByTotal {
    /// Returns whether nothing was kept.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.counts.is_empty()
    }

    /// Returns how many totals there are: 0 to one less than this.
    #[must_use]
    pub fn totals(&self) -> usize {
        self.items * self.span + 1
    }

    /// Returns how many people with a total gave each answer to an item, by steps above the lowest.
    #[must_use]
    pub fn of(&self, item: usize, total: usize) -> &[u32] {
        let start = self.start(item, total);
        self.counts.get(start..=start + self.span).unwrap_or(&[])
    }

    fn start(&self, item: usize, total: usize) -> usize {
        (item * self.totals() + total) * (self.span + 1)
    }

    /// Adds the person at `place` of the columns of steps.
    fn add(&mut self, columns: &[Vec<u16>], place: usize, span: usize) {
        if self.counts.is_empty() {
            (self.items, self.span) = (columns.len(), span);
            self.counts = vec![0; self.items * self.totals() * (span + 1)];
        }
        let total = columns.iter().map(|column| usize::from(column[place])).sum();
        for (item, column) in columns.iter().enumerate() {
            let step = usize::from(column[place]);
            let at = self.start(item, total) + step;
            if let Some(count) = self.counts.get_mut(at).filter(|_| step <= span) {
                *count += 1;
            }
        }
    }

    fn merge(&mut self, other: &Self) {
        if self.counts.is_empty() {
            *self = other.clone();
            return;
        }
        self.counts.iter_mut().zip(&other.counts).for_each(|(a, b)| *a += b);
    }
}

/// What is kept of the people who answered all items of a scale.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Keeps {
    /// Nothing.
    CountsOnly,
    /// Sums of products.
    CompleteCases,
    /// Answers by total too, of scales for which these are at most this many numbers.
    AnswersByTotal {
        /// The most numbers for one scale.
        most: usize,
    },
}

impl CompleteCases {
    /// Adds people, by a column of steps per item.
    fn add(&mut self, columns: &[Vec<u16>], span: usize) {
        let (k, n) = (columns.len(), columns[0].len());
        self.sums.resize(k, 0);
        self.products.resize(k * k, 0);
        self.n += n as u64;
        for (i, a) in columns.iter().enumerate() {
            self.sums[i] += a.iter().map(|step| u64::from(*step)).sum::<u64>();
            for (j, b) in columns.iter().enumerate().skip(i) {
                let product = product(a, b, span);
                self.products[i * k + j] += product;
                if i != j {
                    self.products[j * k + i] += product;
                }
            }
        }
    }

    pub(super) fn merge(&mut self, other: &Self) {
        if self.sums.is_empty() {
            *self = other.clone();
            return;
        }
        if other.sums.is_empty() {
            return;
        }
        self.answers.merge(&other.answers);
        self.n += other.n;
        self.sums.iter_mut().zip(&other.sums).for_each(|(a, b)| *a += b);
        self.products.iter_mut().zip(&other.products).for_each(|(a, b)| *a += b);
    }
}

/// Returns the sum of the products of steps of at most `span`; so few at a time that they fit in 32 bits.
#[expect(
    clippy::cast_possible_wrap,
    clippy::cast_sign_loss,
    reason = "steps fit below the sign, and so do their sums"
)]
fn product(a: &[u16], b: &[u16], span: usize) -> u64 {
    if span > SMALL {
        return a.iter().zip(b).map(|(a, b)| u64::from(*a) * u64::from(*b)).sum();
    }
    let parts = a.chunks(FEW).zip(b.chunks(FEW));
    // Signed numbers of two bytes are multiplied and added up eight at a time.
    let sum = |(a, b): (&[u16], &[u16])| -> i32 {
        a.iter().zip(b).map(|(a, b)| i32::from(*a as i16) * i32::from(*b as i16)).sum()
    };
    parts.map(|part| sum(part) as u64).sum()
}

/// Scales with at most so many steps, of which [`FEW`] products fit in 31 bits.
const SMALL: usize = 255;
const FEW: usize = 1 << 15;

/// The complete cases of each scale, of the groups of one set of roles.
type Cases = BTreeMap<u64, Vec<CompleteCases>>;

/// Adds complete cases to the cells of the sets of roles that keep them.
pub(super) fn add(roll: &Roll<'_>, wanted: &[Wanted<'_>], cells: &mut [Cells]) {
    let places: Vec<usize> =
        (0..wanted.len()).filter(|place| wanted[*place].keeps != Keeps::CountsOnly).collect();
    let keyings: Vec<Keying<'_>> = places.iter().map(|place| wanted[*place].keying.clone()).collect();
    let keeps: Vec<Keeps> = places.iter().map(|place| wanted[*place].keeps).collect();
    let ways = ways(&keyings, roll.rows.len(), |finer, coarser| keeps[finer] >= keeps[coarser]);
    let counted: Vec<usize> =
        ways.iter().filter(|(_, way)| *way == Way::Counted).map(|(place, _)| *place).collect();
    let mut cases = counted_cases(roll, &keyings, &keeps, &counted);
    for &(place, way) in &ways {
        if let Way::RolledUp(finer) = way {
            cases[place] = rolled_up(&cases[finer], &keyings[finer], &keyings[place], keeps[place]);
        }
    }
    for (place, cases) in places.into_iter().zip(cases) {
        for (key, cases) in cases {
            cells[place].entry(key).or_default().complete = cases.into();
        }
    }
}

fn rolled_up(cases: &Cases, finer: &Keying<'_>, coarser: &Keying<'_>, keeps: Keeps) -> Cases {
    let mut sums = Cases::new();
    for (key, cases) in cases {
        let sum = sums.entry(finer.project(*key, coarser)).or_default();
        sum.resize(cases.len(), CompleteCases::default());
        sum.iter_mut().zip(cases).for_each(|(sum, cases)| sum.merge(cases));
        if keeps == Keeps::CompleteCases {
            sum.iter_mut().for_each(|sum| sum.answers = AnswersByTotal::default());
        }
    }
    sums
}

fn counted_cases(roll: &Roll<'_>, keyings: &[Keying<'_>], keeps: &[Keeps], counted: &[usize]) -> Vec<Cases> {
    let mut cases = vec![Cases::new(); keyings.len()];
    if roll.observed.iter().all(|observed| observed.scale_items.is_empty()) {
        return cases;
    }
    let parts =
        by_part(roll.rows.len(), usize::MAX, |part| cases_of_part(roll, part, keyings, keeps, counted));
    for part in parts {
        for (cases, part) in cases.iter_mut().zip(part) {
            for (key, more) in part {
                let known = cases.entry(key).or_default();
                known.resize(more.len(), CompleteCases::default());
                known.iter_mut().zip(&more).for_each(|(known, more)| known.merge(more));
            }
        }
    }
    cases
}

fn cases_of_part(
    roll: &Roll<'_>,
    part: Range<usize>,
    keyings: &[Keying<'_>],
    keeps: &[Keeps],
    counted: &[usize],
) -> Vec<Cases> {
    let mut numberings: Vec<Numbering> = keyings.iter().map(|keying| Numbering::new(keying.size())).collect();
    let mut found: Vec<Vec<Vec<CompleteCases>>> = vec![Vec::new(); keyings.len()];
    let mut grouped = Grouped::default();
    let mut steps: Vec<Steps> = roll.observed.iter().map(|_| Steps::default()).collect();
    let mut room = Room::default();
    each_chunk(roll, part, |rows, _| {
        for (steps, observed) in steps.iter_mut().zip(&roll.observed) {
            steps.fill(&observed.scale_items, rows);
        }
        for &place in counted {
            grouped.group(&keyings[place], rows, &mut numberings[place]);
            let cases = &mut found[place];
            cases.resize(numberings[place].keys.len(), vec![CompleteCases::default(); steps.len()]);
            for (number, places) in grouped.groups() {
                for (steps, cases) in steps.iter().zip(&mut cases[number]) {
                    steps.add_to(cases, places, keeps[place], &mut room);
                }
            }
        }
    });
    let keys = numberings.into_iter().map(|numbering| numbering.keys);
    keys.zip(found).map(|(keys, found)| keys.into_iter().zip(found).collect()).collect()
}

/// More steps than a scale can have.
const NOT_ANSWERED: u16 = u16::MAX;

/// The answers to the items of one scale on the rows of a chunk, in steps above the lowest.
#[derive(Debug, Default)]
struct Steps {
    items: Vec<Vec<u16>>,
    /// Whether all items were answered, by row.
    complete: Vec<bool>,
    span: usize,
}

/// Room that is used again for each group: who answered all items, and their answers.
#[derive(Debug, Default)]
struct Room {
    places: Vec<u32>,
    columns: Vec<Vec<u16>>,
}

impl Steps {
    fn fill(&mut self, items: &[ScaleItem<'_>], rows: &SomeRows<'_>) {
        self.span = items.first().map_or(0, |item| item.span);
        self.items.resize(items.len(), Vec::new());
        self.complete.clear();
        self.complete.resize(rows.len(), true);
        for (item, steps) in items.iter().zip(&mut self.items) {
            steps.resize(rows.len(), 0);
            let step = |code| item.steps.of_code(code).unwrap_or(NOT_ANSWERED);
            item.codes.each(rows, step, |place, step| steps[place] = step);
            for (complete, step) in self.complete.iter_mut().zip(steps) {
                *complete &= *step != NOT_ANSWERED;
            }
        }
    }

    /// Adds those of `places` who answered all items.
    fn add_to(&self, cases: &mut CompleteCases, places: &[u32], keeps: Keeps, room: &mut Room) {
        let Room { places: complete, columns } = room;
        complete.resize(places.len(), 0);
        // Who is complete cannot be guessed beforehand: writing everybody down is faster than asking.
        let mut n = 0;
        for &place in places {
            complete[n] = place;
            n += usize::from(self.complete[place as usize]);
        }
        complete.truncate(n);
        if self.items.is_empty() || n == 0 {
            return;
        }
        columns.resize(self.items.len(), Vec::new());
        for (column, steps) in columns.iter_mut().zip(&self.items) {
            column.clear();
            column.extend(complete.iter().map(|place| steps[*place as usize]));
        }
        cases.add(columns, self.span);
        let size = columns.len() * (columns.len() * self.span + 1) * (self.span + 1);
        if matches!(keeps, Keeps::AnswersByTotal { most } if size <= most) {
            (0..n).for_each(|place| cases.answers.add(columns, place, self.span));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn products_are_the_same_for_short_and_long_scales() {
        let most = SMALL as u16;
        let a: Vec<u16> = (0..70_000_u32).map(|place| (place % 256) as u16).chain([most; 40_000]).collect();
        let b: Vec<u16> = a.iter().rev().copied().collect();
        assert_eq!(product(&a, &b, SMALL), product(&a, &b, SMALL + 1));
        assert_eq!(product(&[40_000; 3], &[50_000; 3], 60_000), 6_000_000_000);
    }
}
