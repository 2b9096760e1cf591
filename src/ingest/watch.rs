//! Looks at the values of a column that is not kept, and at none of a few values more than once.
//!
//! Leaves out what points at a person (`personal`) and what is told of it (`identify`).

use super::identify::{SHORTEST, Sightings};

/// What was seen in a column that is not kept, with some values in which there was nothing to see: a column of few
/// values is looked at as often as it has values.
#[derive(Debug, Default)]
pub(super) struct Watch {
    /// What was seen.
    pub(super) sightings: Sightings,
    /// By [`Short::place`]; empty until there is one: a file may have thousands of such columns.
    harmless: Vec<Short>,
}

/// A power of two.
const HARMLESS: usize = 8;

/// A value of at most sixteen bytes, which may stand in it twice.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
struct Short {
    first: u64,
    last: u64,
    length: usize,
}

impl Short {
    fn of(value: &[u8]) -> Option<Self> {
        let length = value.len();
        if length > 16 {
            return None;
        }
        if let (Some(first), Some(last)) = (value.first_chunk::<8>(), value.last_chunk::<8>()) {
            return Some(Self { first: u64::from_le_bytes(*first), last: u64::from_le_bytes(*last), length });
        }
        let (first, last) = (value.first_chunk::<4>()?, value.last_chunk::<4>()?);
        let (first, last) = (u32::from_le_bytes(*first), u32::from_le_bytes(*last));
        Some(Self { first: first.into(), last: last.into(), length })
    }

    fn place(self) -> usize {
        let mixed = (self.first ^ self.last.rotate_left(23)).wrapping_mul(0x9E37_79B9_7F4A_7C15);
        (mixed >> 40) as usize % HARMLESS
    }
}

impl Watch {
    /// Looks at one value.
    pub(super) fn look(&mut self, value: &[u8]) {
        if value.len() < SHORTEST {
            return;
        }
        let short = Short::of(value);
        if short.is_some_and(|short| self.harmless.get(short.place()) == Some(&short)) {
            return;
        }
        if !self.sightings.look(value, 1)
            && let Some(short) = short
        {
            self.harmless.resize(HARMLESS, Short::default());
            self.harmless[short.place()] = short;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_that_points_at_somebody_is_seen_each_time() {
        let values = ["0612345678", "voltijd", "deeltijd", "111222333", "a.b@c.example", "buiten Europa"];
        let mut watch = Watch::default();
        let mut all = Vec::new();
        for round in 0..50 {
            for (_, value) in values.iter().enumerate().filter(|(at, _)| round % (at + 1) == 0) {
                watch.look(value.as_bytes());
                all.push(*value);
            }
        }
        let mut each = Sightings::default();
        for value in all {
            each.look(value.as_bytes(), 1);
        }
        assert_eq!(watch.sightings, each);
    }
}
