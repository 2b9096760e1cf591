//! Cuts text into records and fields, by the rules of the `csv` crate, without copying where the bytes allow.
//!
//! A quote opens only where a field starts; within quotes two of them are one; what follows a closing quote is
//! text. Lines without anything are no records. Leaves out headings and what a value means.

use std::ops::ControlFlow;

use memchr::memchr;

const QUOTE: u8 = b'"';

/// Where a field stands: in the text, or beyond its end in what was copied out of quotes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Span {
    start: usize,
    end: usize,
}

/// What spans point into.
#[derive(Debug, Clone, Copy)]
pub(super) struct Source<'a> {
    text: &'a [u8],
    copy: &'a [u8],
}

impl<'a> Source<'a> {
    #[inline]
    fn bytes(self, span: Span) -> &'a [u8] {
        match span.start.checked_sub(self.text.len()) {
            None => &self.text[span.start..span.end],
            Some(start) => &self.copy[start..span.end - self.text.len()],
        }
    }
}

/// The fields of one record.
#[derive(Debug, Clone, Copy)]
pub(super) struct Record<'a> {
    source: Source<'a>,
    spans: &'a [Span],
}

impl<'a> Record<'a> {
    /// Returns the number of fields.
    #[inline]
    pub(super) fn len(self) -> usize {
        self.spans.len()
    }

    /// Returns a field; empty where the record has fewer.
    #[inline]
    pub(super) fn field(self, at: usize) -> &'a [u8] {
        self.spans.get(at).map_or(&[], |span| self.source.bytes(*span))
    }

    /// Returns the fields.
    pub(super) fn fields(self) -> impl Iterator<Item = &'a [u8]> {
        self.spans.iter().map(move |span| self.source.bytes(*span))
    }
}

/// Records of as many fields each, column by column.
#[derive(Debug, Clone, Copy)]
pub(super) struct Columns<'a> {
    source: Source<'a>,
    spans: &'a [Span],
    width: usize,
}

impl<'a> Columns<'a> {
    /// Returns the fields of the column at this place, below the width.
    #[inline]
    pub(super) fn column(self, at: usize) -> impl Iterator<Item = &'a [u8]> {
        self.spans.chunks_exact(self.width).map(move |record| self.source.bytes(record[at]))
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
    let mut records = Records::new(text, delimiter);
    while let Some(start) = records.read() {
        if record(start, records.last()).is_break() {
            return;
        }
        records.clear();
    }
}

/// Reads a text record by record, and keeps the fields of those that are wanted until they are cleared.
pub(super) struct Records<'a> {
    marks: Marks<'a>,
    /// Where the next record starts, and its first field.
    start: usize,
    first: usize,
    spans: Vec<Span>,
    /// Where the spans of the last record begin.
    last: usize,
    /// Fields that do not stand in the text as they are: quotes within quotes, text behind a closing one.
    copy: Vec<u8>,
}

impl<'a> Records<'a> {
    /// Returns the records of `text`, none of them read.
    pub(super) fn new(text: &'a [u8], delimiter: u8) -> Self {
        // As the `csv` crate does: a mark of the byte order is no part of the first field.
        let first = if text.starts_with(b"\xEF\xBB\xBF") { 3 } else { 0 };
        Self {
            marks: Marks::new(text, delimiter),
            start: 0,
            first,
            spans: Vec::new(),
            last: 0,
            copy: Vec::new(),
        }
    }

    /// Makes records of fields that are cut already: `ends` says where each ends in `text`.
    pub(super) fn of_fields(text: &'a [u8], ends: &[usize]) -> Self {
        let mut records = Self::new(text, b';');
        let starts = std::iter::once(0).chain(ends.iter().copied());
        records.spans.extend(starts.zip(ends).map(|(start, &end)| Span { start, end }));
        records
    }

    /// Reads a record and returns the byte at which it starts; `None` at the end.
    pub(super) fn read(&mut self) -> Option<usize> {
        let text = self.marks.text;
        self.first += text[self.first..].iter().take_while(|byte| matches!(byte, b'\n' | b'\r')).count();
        if self.first == text.len() {
            return None;
        }
        self.last = self.spans.len();
        let end = self.split(self.first);
        let start = self.start;
        self.start = (end + 1).min(text.len());
        self.first = self.start;
        Some(start)
    }

    /// Returns the last record.
    pub(super) fn last(&self) -> Record<'_> {
        Record { source: self.source(), spans: &self.spans[self.last..] }
    }

    /// Keeps the last record, with so many fields: what it lacks is empty.
    pub(super) fn keep(&mut self, width: usize) {
        self.spans.resize(self.last + width, Span::default());
    }

    /// Drops the last record.
    pub(super) fn drop_last(&mut self) {
        self.spans.truncate(self.last);
    }

    /// Returns the records that were kept, each with `width` fields.
    pub(super) fn kept(&self, width: usize) -> Columns<'_> {
        Columns { source: self.source(), spans: &self.spans, width: width.max(1) }
    }

    /// Returns how many fields are kept, and how many bytes were copied for them.
    pub(super) fn held(&self) -> (usize, usize) {
        (self.spans.len(), self.copy.len())
    }

    /// Drops all records that were kept.
    pub(super) fn clear(&mut self) {
        self.spans.clear();
        self.copy.clear();
        self.last = 0;
    }

    fn source(&self) -> Source<'_> {
        Source { text: self.marks.text, copy: &self.copy }
    }

    /// Splits the record at `first`; returns where it ends.
    fn split(&mut self, first: usize) -> usize {
        let (text, delimiter) = (self.marks.text, self.marks.delimiter);
        self.marks.skip_to(first);
        let mut start = first;
        loop {
            let end = self.marks.next();
            match text.get(end) {
                Some(&QUOTE) if end == start => {
                    let end = self.unquote(start + 1);
                    if text.get(end) != Some(&delimiter) {
                        return end;
                    }
                    start = end + 1;
                    self.marks.skip_to(start);
                }
                // A stray quote within a field is text.
                Some(&QUOTE) => {}
                Some(&byte) if byte == delimiter => {
                    self.spans.push(Span { start, end });
                    start = end + 1;
                }
                _ => {
                    self.spans.push(Span { start, end });
                    return end;
                }
            }
        }
    }

    /// Adds the field whose text within quotes starts at `start`; returns where the field ends.
    fn unquote(&mut self, start: usize) -> usize {
        let text = self.marks.text;
        if let Some(length) = memchr(QUOTE, &text[start..]) {
            let end = start + length + 1;
            if text.get(end).is_none_or(|&next| self.marks.is_end(next)) {
                self.spans.push(Span { start, end: end - 1 });
                return end;
            }
        }
        let before = text.len() + self.copy.len();
        let rest = self.quoted(start);
        self.marks.skip_to(rest);
        let mut end = self.marks.next();
        while text.get(end) == Some(&QUOTE) {
            end = self.marks.next();
        }
        self.copy.extend_from_slice(&text[rest..end]);
        self.spans.push(Span { start: before, end: text.len() + self.copy.len() });
        end
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

/// Where delimiters, quotes and line ends stand, found for so many bytes at once.
const STRETCH: usize = 64;

struct Marks<'a> {
    text: &'a [u8],
    delimiter: u8,
    /// The first byte of the stretch that was looked at.
    base: usize,
    /// A bit per mark of it that is still to come.
    bits: u64,
}

impl<'a> Marks<'a> {
    fn new(text: &'a [u8], delimiter: u8) -> Self {
        let mut marks = Self { text, delimiter, base: 0, bits: 0 };
        marks.look(0);
        marks
    }

    /// Returns the place of the next mark; the end of the text where there is none.
    #[inline]
    fn next(&mut self) -> usize {
        while self.bits == 0 {
            if self.base + STRETCH >= self.text.len() {
                return self.text.len();
            }
            self.look(self.base + STRETCH);
        }
        let at = self.base + self.bits.trailing_zeros() as usize;
        self.bits &= self.bits - 1;
        at
    }

    /// Goes on at `at`, which never goes back: marks before it are no more.
    #[inline]
    fn skip_to(&mut self, at: usize) {
        if at >= self.base + STRETCH {
            self.look(at - at % STRETCH);
        }
        self.bits &= u64::MAX << (at % STRETCH);
    }

    fn is_end(&self, byte: u8) -> bool {
        byte == self.delimiter || byte == b'\n' || byte == b'\r'
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
                    let records = Records::of_fields(&fields[..n_text], &ends[..n_ends]);
                    found.push((start, records.last().fields().map(<[u8]>::to_vec).collect()));
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
