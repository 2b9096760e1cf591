//! Cuts text into records and fields, by the rules of the `csv` crate, without copying where the bytes allow.
//!
//! A quote opens only where a field starts; within quotes two of them are one; what follows a closing quote is
//! text. Lines without anything are no records. Leaves out headings and what a value means.

use std::ops::ControlFlow;

use memchr::memchr;

const QUOTE: u8 = b'"';

/// The fields of one record.
#[derive(Debug, Clone, Copy)]
pub(super) struct Record<'a> {
    text: &'a [u8],
    ends: &'a [usize],
    /// How many bytes stand between two fields.
    gap: usize,
}

impl<'a> Record<'a> {
    /// Makes a record of the text of its fields, without anything between them, and the place where each ends.
    pub(super) fn new(text: &'a [u8], ends: &'a [usize]) -> Self {
        Self { text, ends, gap: 0 }
    }

    /// Returns the number of fields.
    #[inline]
    pub(super) fn len(self) -> usize {
        self.ends.len()
    }

    /// Returns a field; empty where the record has fewer.
    #[inline]
    pub(super) fn field(self, at: usize) -> &'a [u8] {
        let Some(&end) = self.ends.get(at) else { return &[] };
        let start = if at == 0 { 0 } else { self.ends[at - 1] + self.gap };
        &self.text[start..end]
    }

    /// Returns the fields.
    pub(super) fn fields(self) -> impl Iterator<Item = &'a [u8]> {
        let mut start = 0;
        self.ends.iter().map(move |&end| {
            let field = &self.text[start..end];
            start = end + self.gap;
            field
        })
    }
}

/// Calls `record` with the byte at which each record starts and its fields, until it breaks off.
///
/// A record ends with its first CR or LF; the LF of a CR LF and blank lines are taken with the next one.
pub(super) fn each_record(
    text: &[u8],
    delimiter: u8,
    mut record: impl FnMut(usize, Record<'_>) -> ControlFlow<()>,
) {
    let mut splitter = Splitter { marks: Marks::new(text, delimiter), ends: Vec::new(), copy: Vec::new() };
    let mut start = 0;
    // As the `csv` crate does: a mark of the byte order is no part of the first field.
    let mut first = if text.starts_with(b"\xEF\xBB\xBF") { 3 } else { 0 };
    loop {
        first += text[first..].iter().take_while(|byte| matches!(byte, b'\n' | b'\r')).count();
        if first == text.len() {
            return;
        }
        let (end, is_copied) = splitter.split(first);
        let whole = if is_copied { splitter.copy.as_slice() } else { &text[first..end] };
        let found = Record { text: whole, ends: &splitter.ends, gap: usize::from(!is_copied) };
        if record(start, found).is_break() {
            return;
        }
        start = (end + 1).min(text.len());
        first = start;
    }
}

struct Splitter<'a> {
    marks: Marks<'a>,
    ends: Vec<usize>,
    /// The fields of a record that holds quotes.
    copy: Vec<u8>,
}

impl Splitter<'_> {
    /// Splits the record at `first`; returns where it ends and whether its fields are in `copy`.
    fn split(&mut self, first: usize) -> (usize, bool) {
        self.ends.clear();
        let mut from = first;
        loop {
            let at = self.marks.from(from);
            match self.marks.text.get(at) {
                Some(&QUOTE) if at == field_start(first, &self.ends) => {
                    return (self.unquote(first, at), true);
                }
                // A stray quote within a field is text.
                Some(&QUOTE) => {}
                Some(&byte) if byte == self.marks.delimiter => self.ends.push(at - first),
                _ => {
                    self.ends.push(at - first);
                    return (at, false);
                }
            }
            from = at + 1;
        }
    }

    /// Copies the fields of the record at `first`, of which the one at `from` is quoted; returns where the record ends.
    fn unquote(&mut self, first: usize, mut from: usize) -> usize {
        let text = self.marks.text;
        self.copy.clear();
        let mut start = first;
        for end in &mut self.ends {
            self.copy.extend_from_slice(&text[start..first + *end]);
            start = first + *end + 1;
            *end = self.copy.len();
        }
        loop {
            let mut at = if text.get(from) == Some(&QUOTE) { self.quoted(from + 1) } else { from };
            let rest = at;
            at = self.marks.from(at);
            while text.get(at) == Some(&QUOTE) {
                at = self.marks.from(at + 1);
            }
            self.copy.extend_from_slice(&text[rest..at]);
            self.ends.push(self.copy.len());
            if text.get(at) != Some(&self.marks.delimiter) {
                return at;
            }
            from = at + 1;
        }
    }

    /// Copies what stands between quotes from `at` on; returns where it goes on behind the closing one.
    fn quoted(&mut self, mut at: usize) -> usize {
        let text = self.marks.text;
        while let Some(found) = memchr(QUOTE, &text[at..]) {
            let quote = at + found;
            self.copy.extend_from_slice(&text[at..quote]);
            if text.get(quote + 1) != Some(&QUOTE) {
                return quote + 1;
            }
            self.copy.push(QUOTE);
            at = quote + 2;
        }
        self.copy.extend_from_slice(&text[at..]);
        text.len()
    }
}

fn field_start(first: usize, ends: &[usize]) -> usize {
    ends.last().map_or(first, |end| first + end + 1)
}

/// Where delimiters, quotes and line ends stand, found for so many bytes at once.
const STRETCH: usize = 64;

struct Marks<'a> {
    text: &'a [u8],
    delimiter: u8,
    /// The first byte of the stretch that was looked at.
    base: usize,
    /// A bit per mark of it.
    bits: u64,
}

impl<'a> Marks<'a> {
    fn new(text: &'a [u8], delimiter: u8) -> Self {
        let mut marks = Self { text, delimiter, base: 0, bits: 0 };
        marks.look(0);
        marks
    }

    /// Returns the place of the first mark at or after `at`, which never goes back; the end of the text where there is none.
    #[inline]
    fn from(&mut self, at: usize) -> usize {
        if at >= self.base + STRETCH {
            self.look(at - at % STRETCH);
        }
        let mut bits = self.bits & (u64::MAX << (at % STRETCH));
        while bits == 0 {
            if self.base + STRETCH >= self.text.len() {
                return self.text.len();
            }
            self.look(self.base + STRETCH);
            bits = self.bits;
        }
        self.base + bits.trailing_zeros() as usize
    }

    fn look(&mut self, base: usize) {
        self.base = base;
        self.bits = match self.text.get(base..base + STRETCH).and_then(|bytes| bytes.try_into().ok()) {
            Some(bytes) => bits(bytes, self.delimiter),
            None => {
                let rest = self.text.get(base..).unwrap_or(&[]);
                let mut bytes = [b' '; STRETCH];
                bytes[..rest.len()].copy_from_slice(rest);
                bits(&bytes, self.delimiter) & !(u64::MAX << rest.len())
            }
        };
    }
}

/// Returns a bit per byte that is a delimiter, a quote or a line end.
#[inline]
fn bits(bytes: &[u8; STRETCH], delimiter: u8) -> u64 {
    // Comparing all bytes first lets the compiler do sixteen or more at once.
    let mut marks = [0_u8; STRETCH];
    for (mark, &byte) in marks.iter_mut().zip(bytes) {
        *mark = u8::from(byte == delimiter)
            | u8::from(byte == QUOTE)
            | u8::from(byte == b'\n')
            | u8::from(byte == b'\r');
    }
    let eights = marks.chunks_exact(8).enumerate();
    eights.fold(0, |bits, (at, eight)| {
        let word = u64::from_le_bytes(eight.try_into().expect("invariant: chunks of eight"));
        // Brings the lowest bit of each of eight bytes together in the highest byte.
        bits | (word.wrapping_mul(0x0102_0408_1020_4080) >> 56) << (8 * at)
    })
}

#[cfg(test)]
mod tests {
    use csv_core::{ReadRecordResult, ReaderBuilder};
    use proptest::prelude::*;

    use super::*;

    type Found = Vec<(usize, Vec<Vec<u8>>)>;

    fn ours(text: &[u8]) -> Found {
        let mut found = Vec::new();
        each_record(text, b';', |start, record| {
            assert!((0..record.len()).map(|at| record.field(at)).eq(record.fields()));
            found.push((start, record.fields().map(<[u8]>::to_vec).collect()));
            ControlFlow::Continue(())
        });
        found
    }

    fn theirs(text: &[u8]) -> Found {
        let mut reader = ReaderBuilder::new().delimiter(b';').build();
        let (mut fields, mut ends) = (vec![0; text.len() + 9], vec![0; text.len() + 9]);
        let (mut read, mut n_text, mut n_ends, mut start) = (0, 0, 0, 0);
        let mut found = Vec::new();
        loop {
            let (result, n_in, n_out, n_fields) =
                reader.read_record(&text[read..], &mut fields[n_text..], &mut ends[n_ends..]);
            (read, n_text, n_ends) = (read + n_in, n_text + n_out, n_ends + n_fields);
            match result {
                ReadRecordResult::Record => {
                    let record = Record::new(&fields[..n_text], &ends[..n_ends]);
                    found.push((start, record.fields().map(<[u8]>::to_vec).collect()));
                    (n_text, n_ends, start) = (0, 0, read);
                }
                ReadRecordResult::End => return found,
                _ => {}
            }
        }
    }

    #[test]
    fn quotes_ends_and_marks_are_read_as_the_csv_crate_reads_them() {
        for text in [
            "",
            "\n\n",
            ";",
            "a",
            "a;b\r\n\r\nc",
            "\"a\"\"b\";\"c\nd\"x\"y;e\r",
            "\u{FEFF}\"a\";b",
            "a;\"open\nb;c",
            "5\" scherm;x\n\"\";\"\"\"\"\n",
        ] {
            assert_eq!(ours(text.as_bytes()), theirs(text.as_bytes()), "{text:?}");
        }
    }

    proptest! {
        #[test]
        fn any_text_is_cut_as_the_csv_crate_cuts_it(
            parts in prop::collection::vec(
                prop::sample::select(vec![";", "\"", "\n", "\r", "\r\n", "a", "een antwoord van enige lengte", "\u{FEFF}", "é"]),
                0..80,
            ),
        ) {
            let text = parts.concat();
            prop_assert_eq!(ours(text.as_bytes()), theirs(text.as_bytes()));
        }
    }
}
