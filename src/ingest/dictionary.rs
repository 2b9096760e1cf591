//! The distinct values of one column in one block, numbered by first appearance.
//!
//! Bytes in, small numbers out; answers of one byte skip the hash. A block starts with the values that are known
//! already, so that most blocks find nothing new. Leaves out what a value means and how the tables of blocks become one
//! (`reader`).

use std::sync::Arc;

/// The code of an empty field, which is no value.
pub(super) const EMPTY: u32 = u32::MAX;

const FREE: u32 = u32::MAX;

/// The values of a column that were found when a block was begun, by their numbers in the whole table.
#[derive(Debug, Clone, Default)]
pub(super) struct Known(Option<Arc<Distinct>>);

impl Known {
    /// Returns the number of values.
    pub(super) fn len(&self) -> usize {
        self.0.as_ref().map_or(0, |distinct| distinct.ends.len())
    }
}

/// A table of more values is not copied any more to be known to other blocks.
const MOST_KNOWN: usize = 1 << 16;

/// A table of distinct values, which takes next to no memory while it is empty: a file may have thousands of columns
/// that hold nothing.
#[derive(Debug, Default)]
pub(super) struct Dictionary {
    before: Known,
    own: Option<Box<Distinct>>,
}

impl Dictionary {
    /// Returns a table without values of its own; those that are known keep their numbers, and new ones come after.
    pub(super) fn after(before: Known) -> Self {
        Self { before, own: None }
    }

    /// Returns the number of `field`, new or known; [`EMPTY`] for an empty one.
    #[inline]
    pub(super) fn code(&mut self, field: &[u8]) -> u32 {
        if field.is_empty() {
            return EMPTY;
        }
        match &self.before.0 {
            None => self.own.get_or_insert_default().code(field),
            Some(before) => before
                .known(field)
                .unwrap_or_else(|| before.ends.len() as u32 + self.own.get_or_insert_default().code(field)),
        }
    }

    /// Returns the number of `field`, or `None` where it is empty or none of its own.
    pub(super) fn known(&self, field: &[u8]) -> Option<u32> {
        self.own.as_ref().filter(|_| !field.is_empty())?.known(field)
    }

    /// Returns how many values were known before.
    pub(super) fn n_before(&self) -> usize {
        self.before.len()
    }

    /// Returns the values of its own, by number.
    pub(super) fn values(&self) -> impl Iterator<Item = &[u8]> {
        self.own.iter().flat_map(|distinct| (0..distinct.ends.len()).map(|code| distinct.value(code as u32)))
    }

    /// Returns the values of its own, to be known to blocks; `None` where they are hardly more than `told` already,
    /// or so many that copying them takes longer than finding them again.
    pub(super) fn more_than(&self, told: &Known) -> Option<Known> {
        let own = self.own.as_ref()?;
        let (now, told) = (own.ends.len(), told.len());
        (now > told + told / 8 && now <= MOST_KNOWN).then(|| Known(Some(Arc::new((**own).clone()))))
    }
}

#[derive(Debug, Clone)]
struct Distinct {
    single: Vec<u32>,
    slots: Vec<Slot>,
    ends: Vec<u32>,
    text: Vec<u8>,
    last: u32,
}

/// A value of two bytes or more: with hash and length beside its number, most are told apart without looking at them.
#[derive(Debug, Clone, Copy)]
struct Slot {
    hash: u64,
    length: u32,
    code: u32,
}

const FREE_SLOT: Slot = Slot { hash: 0, length: 0, code: FREE };

impl Default for Distinct {
    fn default() -> Self {
        Self { single: Vec::new(), slots: Vec::new(), ends: Vec::new(), text: Vec::new(), last: FREE }
    }
}

impl Distinct {
    #[inline]
    fn code(&mut self, field: &[u8]) -> u32 {
        match field {
            [byte] => {
                // Counted from the digits, and no further than was seen: thousands of columns hold a 1 or a 5 only.
                let place = usize::from(byte.wrapping_sub(b'0'));
                if let Some(&known) = self.single.get(place)
                    && known != FREE
                {
                    return known;
                }
                let code = self.insert(field);
                if self.single.len() <= place {
                    self.single.reserve_exact(place + 1 - self.single.len());
                    self.single.resize(place + 1, FREE);
                }
                self.single[place] = code;
                code
            }
            _ => {
                if field.len() <= SHORT {
                    return self.find(field);
                }
                if self.last != FREE && self.value(self.last) == field {
                    return self.last;
                }
                self.last = self.find(field);
                self.last
            }
        }
    }

    fn value(&self, code: u32) -> &[u8] {
        let code = code as usize;
        let start = if code == 0 { 0 } else { self.ends[code - 1] as usize };
        &self.text[start..self.ends[code] as usize]
    }

    fn find(&mut self, field: &[u8]) -> u32 {
        if self.slots.is_empty() {
            self.slots = vec![FREE_SLOT; 16];
        }
        let hash = hash(field);
        let slot = self.slot(field, hash);
        let known = self.slots[slot].code;
        if known != FREE {
            return known;
        }
        let code = self.insert(field);
        // The text of a block, and so each value, is shorter than 4 GiB.
        self.slots[slot] = Slot { hash, length: field.len() as u32, code };
        if self.ends.len() * 2 > self.slots.len() {
            self.grow();
        }
        code
    }

    /// Returns the place of `field`, or the free one where it belongs.
    #[inline]
    fn slot(&self, field: &[u8], hash: u64) -> usize {
        let mask = self.slots.len() - 1;
        let mut place = hash as usize & mask;
        loop {
            let slot = self.slots[place];
            // Of short values of one length no two have the same hash.
            let is_same = || field.len() <= SHORT || self.value(slot.code) == field;
            let is_alike = slot.hash == hash && slot.length as usize == field.len();
            if slot.code == FREE || is_alike && is_same() {
                return place;
            }
            place = (place + 1) & mask;
        }
    }

    /// Returns the number of a value that is not empty, or `None` where it is a new one.
    #[inline]
    fn known(&self, field: &[u8]) -> Option<u32> {
        let code = match field {
            [byte] => *self.single.get(usize::from(byte.wrapping_sub(b'0')))?,
            _ if self.slots.is_empty() => return None,
            _ => self.slots[self.slot(field, hash(field))].code,
        };
        (code != FREE).then_some(code)
    }

    fn insert(&mut self, field: &[u8]) -> u32 {
        let code = u32::try_from(self.ends.len()).expect("invariant: a block holds fewer than 2^32 fields");
        self.text.extend_from_slice(field);
        self.ends.push(u32::try_from(self.text.len()).expect("invariant: a block is smaller than 4 GiB"));
        code
    }

    fn grow(&mut self) {
        let size = self.slots.len() * 4;
        let slots = std::mem::replace(&mut self.slots, vec![FREE_SLOT; size]);
        for slot in slots.into_iter().filter(|slot| slot.code != FREE) {
            let mut place = slot.hash as usize & (size - 1);
            while self.slots[place].code != FREE {
                place = (place + 1) & (size - 1);
            }
            self.slots[place] = slot;
        }
    }
}

const MULTIPLIER: u64 = 0x9E37_79B9_7F4A_7C15;

/// The longest value that is mixed as a whole.
const SHORT: usize = 8;

/// Mixes eight bytes at a time; of short values of one length each has its own hash.
#[inline]
fn hash(field: &[u8]) -> u64 {
    let mut state = field.len() as u64;
    if let Some(word) = word(field) {
        let state = mix(state, word);
        return state ^ (state >> 29);
    }
    let mut chunks = field.chunks_exact(8);
    for chunk in &mut chunks {
        state = mix(state, u64::from_le_bytes(chunk.try_into().expect("invariant: chunks of eight")));
    }
    let rest = chunks.remainder();
    if !rest.is_empty() {
        let mut word = [0; 8];
        word[..rest.len()].copy_from_slice(rest);
        state = mix(state, u64::from_le_bytes(word));
    }
    state ^ (state >> 29)
}

/// Returns the bytes of a short value as one number, for two to eight bytes; bytes may stand in it twice.
#[inline]
fn word(field: &[u8]) -> Option<u64> {
    let n = field.len();
    match n {
        4..=SHORT => {
            let first: [u8; 4] = field[..4].try_into().expect("invariant: four bytes");
            let last: [u8; 4] = field[n - 4..].try_into().expect("invariant: four bytes");
            Some(u64::from(u32::from_le_bytes(first)) | u64::from(u32::from_le_bytes(last)) << 32)
        }
        2 | 3 => Some(u64::from(field[0]) | u64::from(field[1]) << 8 | u64::from(field[n - 1]) << 16),
        _ => None,
    }
}

/// Mixes a number into what was mixed before.
#[inline]
pub(super) fn mix(state: u64, word: u64) -> u64 {
    let product = (state ^ word).wrapping_mul(MULTIPLIER);
    product ^ (product >> 32)
}

/// Returns 128 bits that stand for a person's key, so that the key itself need not be kept.
///
/// Keys of up to 15 bytes keep their bytes and cannot collide; longer ones are mixed twice.
pub(super) fn key(field: &[u8]) -> u128 {
    if field.len() <= 15 {
        let mut word = [0; 16];
        word[..field.len()].copy_from_slice(field);
        word[15] = field.len() as u8;
        return u128::from_le_bytes(word);
    }
    let mut second = MULTIPLIER;
    for &byte in field {
        second = mix(second.rotate_left(5), u64::from(byte));
    }
    (u128::from(hash(field)) << 64 | u128::from(second)) | 1 << 127
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_fields_get_equal_numbers_in_order_of_appearance() {
        let mut table = Dictionary::default();
        let fields = ["3", "vrouw", "", "man", "vrouw", "3", "een heel lang antwoord", "man"];
        let codes: Vec<u32> = fields.iter().map(|field| table.code(field.as_bytes())).collect();
        assert_eq!(codes, [0, 1, EMPTY, 2, 1, 0, 3, 2]);
        let mut bytes = Dictionary::default();
        let codes: Vec<u32> = b"z/05a0z/\xff".iter().map(|byte| bytes.code(&[*byte])).collect();
        assert_eq!(codes, [0, 1, 2, 3, 4, 2, 0, 1, 5]);
        assert_eq!(table.values().nth(3), Some("een heel lang antwoord".as_bytes()));
    }

    #[test]
    fn only_what_was_coded_is_known() {
        let mut table = Dictionary::default();
        assert_eq!(table.known(b"ab"), None);
        for field in ["ab", "7", "een lang antwoord"] {
            assert_eq!(table.known(field.as_bytes()), None);
            let code = table.code(field.as_bytes());
            assert_eq!(table.known(field.as_bytes()), Some(code));
        }
        assert_eq!([&b""[..], b"8", b"abb", b"een lang antwoorx"].map(|field| table.known(field)), [None; 4]);
    }

    #[test]
    fn values_that_are_known_keep_their_numbers_and_new_ones_come_after() {
        let mut all = Dictionary::default();
        let fields = ["ab", "7", "een lang antwoord", ""];
        let mut codes: Vec<u32> = fields.iter().map(|field| all.code(field.as_bytes())).collect();
        let known = all.more_than(&Known::default()).unwrap();
        assert!(all.more_than(&known).is_none());
        let mut block = Dictionary::after(known);
        codes.extend(
            ["8", "7", "een lang antwoord", "", "cd", "8", "ab"].map(|field| block.code(field.as_bytes())),
        );
        assert_eq!(codes, [0, 1, 2, EMPTY, 3, 1, 2, EMPTY, 4, 3, 0]);
        assert_eq!(block.n_before(), 3);
        assert!(block.values().eq([&b"8"[..], b"cd"]));
    }

    #[test]
    fn short_values_that_differ_have_different_words() {
        for n in 2..=SHORT {
            let mut words: Vec<u64> = Vec::new();
            for at in 0..n {
                let mut field = vec![b'a'; n];
                field[at] = b'b';
                words.push(word(&field).unwrap());
            }
            words.push(word(&vec![b'a'; n]).unwrap());
            words.sort_unstable();
            words.dedup();
            assert_eq!(words.len(), n + 1, "{n} bytes");
        }
    }

    #[test]
    fn many_values_keep_their_numbers_when_the_table_grows() {
        let mut table = Dictionary::default();
        for round in 0..2 {
            for n in 0..5000_u32 {
                assert_eq!(table.code(n.to_string().as_bytes()), n, "round {round}");
            }
        }
    }

    #[test]
    fn different_keys_stand_for_different_people() {
        let keys = ["", "1", "01", "a", "123456789012345", "1234567890123456", "1234567890123457"];
        let mut seen: Vec<u128> = keys.iter().map(|text| key(text.as_bytes())).collect();
        seen.sort_unstable();
        seen.dedup();
        assert_eq!(seen.len(), keys.len());
    }
}
