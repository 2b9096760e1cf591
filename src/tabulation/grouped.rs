//! The rows of a chunk, group by group: groups get numbers by first appearance, rows are put in the order of the groups.
//!
//! Leaves out what is counted of them.

use std::collections::HashMap;
use std::ops::Range;

use crate::model::SomeRows;

use super::keying::Keying;

/// Up to so many possible groups are looked up in a list; more in a map.
const LISTED: u64 = 1 << 20;

const NEW: u32 = u32::MAX;

/// The groups that were seen, numbered by first appearance.
#[derive(Debug)]
pub(super) struct Numbering {
    /// What `Keying` calls each group.
    pub(super) keys: Vec<u64>,
    known: Known,
}

#[derive(Debug)]
enum Known {
    Listed(Vec<u32>),
    Mapped(HashMap<u64, u32>),
}

impl Numbering {
    /// Returns a numbering without groups, of which there can be `size`.
    pub(super) fn new(size: u64) -> Self {
        let known = match usize::try_from(size) {
            Ok(size) if size as u64 <= LISTED => Known::Listed(vec![NEW; size]),
            _ => Known::Mapped(HashMap::new()),
        };
        Self { keys: Vec::new(), known }
    }

    /// Returns the number of a group, new or known.
    #[expect(clippy::cast_possible_truncation, reason = "fewer groups than rows, which are below 2^32")]
    pub(super) fn number(&mut self, key: u64) -> u32 {
        let known = match &mut self.known {
            Known::Listed(numbers) => &mut numbers[key as usize],
            Known::Mapped(numbers) => numbers.entry(key).or_insert(NEW),
        };
        if *known == NEW {
            *known = self.keys.len() as u32;
            self.keys.push(key);
        }
        *known
    }
}

/// The places of a chunk in the order of their groups; room that is used again for each chunk.
#[derive(Debug, Default)]
pub(super) struct Grouped {
    keys: Vec<u64>,
    numbers: Vec<u32>,
    /// Where the places of each group end.
    ends: Vec<u32>,
    /// The places within the chunk: those of a group together, in the order of the file.
    places: Vec<u32>,
}

impl Grouped {
    /// Groups `rows` by `keying`.
    #[expect(clippy::cast_possible_truncation, reason = "a chunk has thousands of rows")]
    pub(super) fn group(&mut self, keying: &Keying<'_>, rows: &SomeRows<'_>, numbering: &mut Numbering) {
        keying.keys(rows, &mut self.keys);
        self.numbers.clear();
        self.numbers.extend(self.keys.iter().map(|key| numbering.number(*key)));
        self.ends.clear();
        self.ends.resize(numbering.keys.len(), 0);
        self.numbers.iter().for_each(|number| self.ends[*number as usize] += 1);
        let mut start = 0;
        for end in &mut self.ends {
            (start, *end) = (start + *end, start);
        }
        self.places.clear();
        self.places.resize(rows.len(), 0);
        for (place, number) in self.numbers.iter().enumerate() {
            let next = &mut self.ends[*number as usize];
            self.places[*next as usize] = place as u32;
            *next += 1;
        }
    }

    /// Returns the groups that have rows in the chunk, by number, each with its places.
    pub(super) fn groups(&self) -> impl Iterator<Item = (usize, &[u32])> {
        (0..self.ends.len()).filter_map(|number| {
            let places = &self.places[self.range(number)];
            (!places.is_empty()).then_some((number, places))
        })
    }

    fn range(&self, number: usize) -> Range<usize> {
        let start = number.checked_sub(1).map_or(0, |before| self.ends[before]);
        start as usize..self.ends[number] as usize
    }
}
