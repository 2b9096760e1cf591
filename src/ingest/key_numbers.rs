//! Keys of people as numbers, by first appearance.
//!
//! Leaves out what stands for a key (`dictionary::key`).

use super::dictionary::mix;

/// No number yet.
const FREE: u32 = u32::MAX;

/// So many keys are looked up together: the places of all of them are fetched before the first is compared, so that
/// the memory is waited for once.
const TOGETHER: usize = 32;

/// The numbers of keys, from 0.
#[derive(Debug, Default)]
pub(super) struct KeyNumbers {
    /// A number, or [`FREE`], at the place of its key or one of the next; a power of two.
    slots: Vec<u32>,
    keys: Vec<u128>,
}

impl KeyNumbers {
    /// Adds the number of each of `keys`, new or known, to `numbers`; [`u32::MAX`] for a key of 0, which is none.
    pub(super) fn extend(&mut self, keys: &[u128], numbers: &mut Vec<u32>) {
        let (mut places, mut found, mut is_found) = ([0; TOGETHER], [FREE; TOGETHER], [false; TOGETHER]);
        for keys in keys.chunks(TOGETHER) {
            self.make_room(keys.len());
            let mask = self.slots.len() - 1;
            for (place, &key) in places.iter_mut().zip(keys) {
                *place = hash(key) & mask;
            }
            for (found, &place) in found.iter_mut().zip(&places) {
                *found = self.slots[place & mask];
            }
            for ((is_found, &found), key) in is_found.iter_mut().zip(&found).zip(keys) {
                *is_found = self.keys.get(found as usize) == Some(key);
            }
            for (at, &key) in keys.iter().enumerate() {
                numbers.push(match key {
                    0 => u32::MAX,
                    _ if is_found[at] => found[at],
                    _ => self.number(key, places[at]),
                });
            }
        }
    }

    /// Returns the number of `key`, looked for from `place` on.
    fn number(&mut self, key: u128, mut place: usize) -> u32 {
        let mask = self.slots.len() - 1;
        loop {
            let number = self.slots[place];
            if number == FREE {
                break;
            }
            if self.keys[number as usize] == key {
                return number;
            }
            place = (place + 1) & mask;
        }
        let number = u32::try_from(self.keys.len()).expect("invariant: there are fewer than 2^32 rows");
        self.slots[place] = number;
        self.keys.push(key);
        number
    }

    /// Grows until three quarters of the slots are enough for `more` new keys.
    fn make_room(&mut self, more: usize) {
        let needed = (self.keys.len() + more) / 3 * 4 + 4;
        if needed <= self.slots.len() {
            return;
        }
        self.slots = vec![FREE; (2 * needed).next_power_of_two()];
        let mask = self.slots.len() - 1;
        for (number, &key) in self.keys.iter().enumerate() {
            let mut place = hash(key) & mask;
            while self.slots[place] != FREE {
                place = (place + 1) & mask;
            }
            self.slots[place] = number as u32;
        }
    }
}

/// Mixes the two halves of a key: the keyed hash of the standard library takes longer than the parsing.
fn hash(key: u128) -> usize {
    let mixed = mix(mix(0, key as u64), (key >> 64) as u64);
    (mixed ^ (mixed >> 29)) as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_keeps_the_number_of_its_first_appearance() {
        let mut numbers = KeyNumbers::default();
        let mut found = Vec::new();
        numbers.extend(&[7, 9, 7, 0, 8, 9], &mut found);
        assert_eq!(found, [0, 1, 0, u32::MAX, 2, 1]);
        let many: Vec<u128> = (1..100_000_u128).chain(1..100_000).map(|key| key * 64).collect();
        let (mut numbers, mut found) = (KeyNumbers::default(), Vec::new());
        numbers.extend(&many, &mut found);
        assert_eq!(found, (0..99_999).chain(0..99_999).collect::<Vec<u32>>());
    }
}
