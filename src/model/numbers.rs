//! A number per row in as few bytes as the largest needs, and codes that are such numbers by another name.
//!
//! Leaves out what numbers and codes stand for.

use std::fmt;
use std::ops::{Index, Range};
use std::sync::Arc;

use super::MISSING;

/// The number of a row that has none.
pub const NO_NUMBER: u32 = u32::MAX;

/// Rows of a table, in an order of their own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SomeRows<'a> {
    /// Rows that follow each other: what stands in them is read without looking up where.
    Run(Range<usize>),
    /// These.
    These(&'a [u32]),
}

impl SomeRows<'_> {
    /// Returns the number of rows.
    #[must_use]
    pub fn len(&self) -> usize {
        match self {
            Self::Run(rows) => rows.len(),
            Self::These(rows) => rows.len(),
        }
    }

    /// Returns whether there are no rows.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Returns the row at a place.
    ///
    /// # Panics
    /// There is no such place.
    #[must_use]
    #[inline]
    pub fn at(&self, place: usize) -> usize {
        match self {
            Self::Run(rows) => {
                assert!(place < rows.len(), "a place among the rows");
                rows.start + place
            }
            Self::These(rows) => rows[place] as usize,
        }
    }

    /// Calls `put` with what stands in each row of a column, by the place of the row among these.
    ///
    /// # Panics
    /// The column has no such row.
    #[inline]
    pub fn of<T: Copy>(&self, column: &[T], mut put: impl FnMut(usize, T)) {
        match self {
            Self::Run(rows) => {
                column[rows.clone()].iter().enumerate().for_each(|(place, one)| put(place, *one));
            }
            Self::These(rows) => {
                rows.iter().enumerate().for_each(|(place, row)| put(place, column[*row as usize]));
            }
        }
    }
}

/// A number per row, or [`NO_NUMBER`]; a copy shares the rows until one of both changes.
#[derive(Clone)]
pub struct Numbers(Arc<Width>);

/// The largest number of each width stands for none.
#[derive(Debug, Clone)]
enum Width {
    One(Vec<u8>),
    Two(Vec<u16>),
    Four(Vec<u32>),
}

impl Default for Numbers {
    fn default() -> Self {
        Self(Arc::new(Width::One(Vec::new())))
    }
}

impl Numbers {
    /// Returns `rows` rows without a number.
    #[must_use]
    pub fn none(rows: usize) -> Self {
        Self(Arc::new(Width::One(vec![u8::MAX; rows])))
    }

    /// Returns the number of rows.
    #[must_use]
    pub fn len(&self) -> usize {
        match &*self.0 {
            Width::One(all) => all.len(),
            Width::Two(all) => all.len(),
            Width::Four(all) => all.len(),
        }
    }

    /// Returns whether there are no rows.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Returns the number of `row`, or [`NO_NUMBER`].
    ///
    /// # Panics
    /// There is no such row.
    #[must_use]
    #[inline]
    pub fn at(&self, row: usize) -> u32 {
        match &*self.0 {
            Width::One(all) => widened(all[row]),
            Width::Two(all) => widened(all[row]),
            Width::Four(all) => all[row],
        }
    }

    /// Returns the number of `row`, or `None` where there is no such row.
    #[must_use]
    pub fn get(&self, row: usize) -> Option<u32> {
        (row < self.len()).then(|| self.at(row))
    }

    /// Returns the numbers in the order of the rows.
    pub fn iter(&self) -> impl Iterator<Item = u32> + '_ {
        (0..self.len()).map(|row| self.at(row))
    }

    /// Makes room for `more` rows.
    pub fn reserve(&mut self, more: usize) {
        match Arc::make_mut(&mut self.0) {
            Width::One(all) => all.reserve(more),
            Width::Two(all) => all.reserve(more),
            Width::Four(all) => all.reserve(more),
        }
    }

    /// Adds a row.
    pub fn push(&mut self, number: u32) {
        let width = Arc::make_mut(&mut self.0);
        width.hold(if number == NO_NUMBER { 0 } else { number });
        match width {
            Width::One(all) => all.push(u8::narrow(number)),
            Width::Two(all) => all.push(u16::narrow(number)),
            Width::Four(all) => all.push(number),
        }
    }

    /// Adds rows.
    pub fn extend(&mut self, numbers: &[u32]) {
        // One more than the largest: none is 0 then.
        let above = numbers.iter().map(|number| number.wrapping_add(1)).max().unwrap_or(0);
        let width = Arc::make_mut(&mut self.0);
        width.hold(above.saturating_sub(1));
        match width {
            Width::One(all) => all.extend(numbers.iter().map(|number| u8::narrow(*number))),
            Width::Two(all) => all.extend(numbers.iter().map(|number| u16::narrow(*number))),
            Width::Four(all) => all.extend_from_slice(numbers),
        }
    }

    /// Adds a row per row of `codes`: a code below `kept` is its number, and that of the others stands in `number_of`, from
    /// the one of `kept` on; beyond it there is none, and where it is empty no code.
    pub fn extend_by(&mut self, codes: &Self, kept: usize, number_of: &[u32]) {
        let width = Arc::make_mut(&mut self.0);
        if number_of.is_empty() && width.append(&codes.0) {
            return;
        }
        let number_of: Vec<u32> = (0..kept as u32).chain(number_of.iter().copied()).collect();
        let largest = number_of.iter().filter(|number| **number != NO_NUMBER).max().copied().unwrap_or(0);
        width.hold(largest);
        match width {
            Width::One(all) => extend(all, codes, &number_of),
            Width::Two(all) => extend(all, codes, &number_of),
            Width::Four(all) => extend(all, codes, &number_of),
        }
    }

    /// Takes rows off or adds rows without a number.
    pub fn resize(&mut self, rows: usize) {
        match Arc::make_mut(&mut self.0) {
            Width::One(all) => all.resize(rows, u8::MAX),
            Width::Two(all) => all.resize(rows, u16::MAX),
            Width::Four(all) => all.resize(rows, u32::MAX),
        }
    }

    /// Calls `put` with each of `rows`, by its place among them, and what `of` makes of its number.
    fn each<T: Copy>(&self, rows: &SomeRows<'_>, of: impl Fn(u32) -> T, mut put: impl FnMut(usize, T)) {
        match &*self.0 {
            Width::One(all) => {
                let made: [T; 256] = std::array::from_fn(|number| of(widened(number as u8)));
                rows.of(all, |place, number| put(place, made[usize::from(number)]));
            }
            Width::Two(all) => rows.of(all, |place, number| put(place, of(widened(number)))),
            Width::Four(all) => rows.of(all, |place, number| put(place, of(number))),
        }
    }
}

impl Width {
    /// Adds numbers as they are, where they have the same width; returns whether they have.
    fn append(&mut self, numbers: &Self) -> bool {
        match (self, numbers) {
            (Self::One(all), Self::One(more)) => all.extend_from_slice(more),
            (Self::Two(all), Self::Two(more)) => all.extend_from_slice(more),
            (Self::Four(all), Self::Four(more)) => all.extend_from_slice(more),
            _ => return false,
        }
        true
    }

    /// Widens until `number` fits below the largest, which means none.
    fn hold(&mut self, number: u32) {
        let needs_four = number >= u32::from(u16::MAX);
        let widened = match self {
            Self::One(all) if needs_four => Self::Four(wider(all)),
            Self::One(all) if number >= u32::from(u8::MAX) => {
                let mut wide = Vec::with_capacity(all.capacity());
                let each = |number: &u8| if *number == u8::MAX { u16::MAX } else { u16::from(*number) };
                wide.extend(all.iter().map(each));
                Self::Two(wide)
            }
            Self::Two(all) if needs_four => Self::Four(wider(all)),
            _ => return,
        };
        *self = widened;
    }
}

/// Returns numbers in the widest form, with as much room for more.
fn wider<N: Narrow>(numbers: &Vec<N>) -> Vec<u32> {
    let mut wide = Vec::with_capacity(numbers.capacity());
    wide.extend(numbers.iter().copied().map(widened));
    wide
}

/// Returns a number of any width as one of the widest.
#[inline]
fn widened<N: Narrow>(number: N) -> u32 {
    if number == N::NONE { NO_NUMBER } else { number.into() }
}

/// A width of numbers.
trait Narrow: Copy + PartialEq + Into<u32> + TryFrom<u32> {
    /// What stands for no number.
    const NONE: Self;

    /// Returns a number that was seen to fit; the largest one stands for none in every width.
    #[inline]
    fn narrow(number: u32) -> Self {
        Self::try_from(number).unwrap_or(Self::NONE)
    }
}

impl Narrow for u8 {
    const NONE: Self = Self::MAX;
}

impl Narrow for u16 {
    const NONE: Self = Self::MAX;
}

impl Narrow for u32 {
    const NONE: Self = Self::MAX;
}

fn extend<N: Narrow>(all: &mut Vec<N>, codes: &Numbers, number_of: &[u32]) {
    let mut number_of: Vec<N> = number_of.iter().map(|number| N::narrow(*number)).collect();
    match &*codes.0 {
        Width::One(codes) => {
            // A list with a place for every byte is looked up without asking whether there is such a place.
            number_of.resize(255, N::NONE);
            number_of.push(N::NONE);
            if let Ok(number_of) = <&[N; 256]>::try_from(number_of.as_slice()) {
                all.extend(codes.iter().map(|code| number_of[usize::from(*code)]));
            }
        }
        Width::Two(codes) => {
            all.extend(
                codes.iter().map(|code| number_of.get(usize::from(*code)).copied().unwrap_or(N::NONE)),
            );
        }
        Width::Four(codes) => {
            all.extend(codes.iter().map(|code| number_of.get(*code as usize).copied().unwrap_or(N::NONE)));
        }
    }
}

impl From<Vec<u32>> for Numbers {
    fn from(numbers: Vec<u32>) -> Self {
        let largest = numbers.iter().filter(|number| **number != NO_NUMBER).max().copied().unwrap_or(0);
        let mut width = Width::One(Vec::new());
        width.hold(largest);
        match &mut width {
            Width::One(all) => all.extend(numbers.into_iter().map(u8::narrow)),
            Width::Two(all) => all.extend(numbers.into_iter().map(u16::narrow)),
            Width::Four(all) => *all = numbers,
        }
        Self(Arc::new(width))
    }
}

impl FromIterator<u32> for Numbers {
    fn from_iter<I: IntoIterator<Item = u32>>(numbers: I) -> Self {
        Self::from(numbers.into_iter().collect::<Vec<u32>>())
    }
}

impl PartialEq for Numbers {
    fn eq(&self, other: &Self) -> bool {
        self.iter().eq(other.iter())
    }
}

impl<const N: usize> PartialEq<[u32; N]> for Numbers {
    fn eq(&self, other: &[u32; N]) -> bool {
        self.iter().eq(other.iter().copied())
    }
}

impl fmt::Debug for Numbers {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.iter()).finish()
    }
}

/// A code per row: the numbers of a file and the code that each of them means, or [`MISSING`].
#[derive(Clone, Default)]
pub struct Codes {
    numbers: Numbers,
    code_of: Vec<u16>,
}

impl Codes {
    /// Returns the codes of rows that have `numbers`; one that is not a place in `code_of` means [`MISSING`].
    #[must_use]
    pub fn of(numbers: Numbers, code_of: Vec<u16>) -> Self {
        Self { numbers, code_of }
    }

    /// Returns the number of rows.
    #[must_use]
    pub fn len(&self) -> usize {
        self.numbers.len()
    }

    /// Returns whether there are no rows.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.numbers.is_empty()
    }

    /// Returns the code of `row`, or `None` where there is no such row.
    #[must_use]
    pub fn get(&self, row: usize) -> Option<&u16> {
        (row < self.len()).then(|| &self[row])
    }

    /// Returns the codes by another name, over the same rows; [`MISSING`] stays so.
    #[must_use]
    pub fn renamed(&self, name: impl Fn(u16) -> u16) -> Self {
        let code_of = self.code_of.iter().map(|code| if *code == MISSING { MISSING } else { name(*code) });
        Self { numbers: self.numbers.clone(), code_of: code_of.collect() }
    }

    /// Returns the codes in the order of the rows.
    pub fn iter(&self) -> impl Iterator<Item = &u16> {
        (0..self.len()).map(|row| &self[row])
    }

    /// Calls `put` with each of `rows`, by its place among them, and what `of` makes of its code.
    pub fn each<T: Copy>(&self, rows: &SomeRows<'_>, of: impl Fn(u16) -> T, put: impl FnMut(usize, T)) {
        self.numbers.each(rows, |number| of(*self.code(number)), put);
    }

    #[inline]
    fn code(&self, number: u32) -> &u16 {
        self.code_of.get(number as usize).unwrap_or(&MISSING)
    }
}

impl Index<usize> for Codes {
    type Output = u16;

    #[inline]
    fn index(&self, row: usize) -> &u16 {
        self.code(self.numbers.at(row))
    }
}

impl From<Vec<u16>> for Codes {
    fn from(codes: Vec<u16>) -> Self {
        codes.into_iter().collect()
    }
}

impl FromIterator<u16> for Codes {
    fn from_iter<I: IntoIterator<Item = u16>>(codes: I) -> Self {
        let number = |code: u16| if code == MISSING { NO_NUMBER } else { u32::from(code) };
        let numbers: Numbers = codes.into_iter().map(number).collect();
        let most = numbers.iter().filter(|number| *number != NO_NUMBER).max();
        Self { numbers, code_of: most.map_or_else(Vec::new, |most| (0..=most as u16).collect()) }
    }
}

impl PartialEq for Codes {
    fn eq(&self, other: &Self) -> bool {
        self.iter().eq(other.iter())
    }
}

impl<const N: usize> PartialEq<[u16; N]> for Codes {
    fn eq(&self, other: &[u16; N]) -> bool {
        self.iter().eq(other)
    }
}

impl fmt::Debug for Codes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.iter()).finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_the_same_in_every_width() {
        let mut numbers = Numbers::default();
        let mut plain = Vec::new();
        for number in [0, 254, NO_NUMBER, 255, 65_534, 7, 65_535, NO_NUMBER, u32::MAX - 1] {
            numbers.push(number);
            plain.push(number);
            assert!(numbers.iter().eq(plain.iter().copied()), "{plain:?}");
            assert_eq!(Numbers::from(plain.clone()), numbers);
        }
        numbers.resize(2);
        numbers.resize(3);
        assert_eq!(numbers, [0, 254, NO_NUMBER]);
    }

    #[test]
    fn a_copy_keeps_its_rows_when_the_other_changes() {
        let mut numbers = Numbers::none(2);
        let copy = numbers.clone();
        numbers.extend_by(&vec![1, 0, 9].into(), 0, &[300, 5]);
        numbers.extend(&[NO_NUMBER, 7, 65_535]);
        assert_eq!(copy, [NO_NUMBER; 2]);
        assert_eq!(numbers, [NO_NUMBER, NO_NUMBER, 5, 300, NO_NUMBER, NO_NUMBER, 7, 65_535]);
        let mut numbers = Numbers::none(1);
        numbers.extend_by(&vec![1, NO_NUMBER, 0, 3].into(), 2, &[9, 300]);
        numbers.extend_by(&vec![1, NO_NUMBER].into(), 2, &[]);
        assert_eq!(numbers, [NO_NUMBER, 1, NO_NUMBER, 0, 300, 1, NO_NUMBER]);
    }

    #[test]
    fn a_code_is_what_the_number_means() {
        let codes = Codes::of(vec![0, 2, 1, NO_NUMBER, 9].into(), vec![4, MISSING, 3]);
        assert_eq!(codes, [4, 3, MISSING, MISSING, MISSING]);
        assert_eq!(Codes::from(vec![1, MISSING, 300]), [1, MISSING, 300]);
        let seen = |rows: SomeRows<'_>| {
            let mut seen = Vec::new();
            codes.each(&rows, u32::from, |place, code| seen.push((place, code)));
            seen
        };
        assert_eq!(seen(SomeRows::These(&[1, 0, 3])), [(0, 3), (1, 4), (2, u32::from(MISSING))]);
        assert_eq!(seen(SomeRows::Run(1..3)), seen(SomeRows::These(&[1, 2])));
    }
}
