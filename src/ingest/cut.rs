//! Cuts text at record ends outside quotes into blocks, and counts lines as an editor does.
//!
//! A quote opens only at the start of a field, so a stray one (`5" scherm`) is text here as it is to the
//! parser. Blocks depend on the bytes and the wished size alone, never on the number of threads. Leaves
//! out what stands in a record (`block`).

use std::ops::Range;

use memchr::{memchr, memchr_iter, memchr2, memchr2_iter, memrchr2};

use super::tally::TOLD;

const QUOTE: u8 = b'"';

/// So many delimiters in lines with just as many as the headings have are no chance, in an answer of
/// several lines either: only rows that a quote swallowed look like that.
const CLEAR: u64 = 60;

/// So many are no chance where the record itself has a wrong number of fields too.
const LIKELY: u64 = 8;

/// Where a text is cut, and the quotes that make rows of it unreadable.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Cuts {
    /// The blocks, in order; together they are the text but for the lines of broken quotes.
    pub(super) blocks: Vec<Range<usize>>,
    /// The broken quotes, in order; after [`TOLD`] of them the rest of the text is left out.
    pub(super) broken: Vec<Broken>,
}

/// A quote that opens a field and does not close it where its writer meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Broken {
    /// The byte of the quote.
    pub(super) opened: usize,
    /// The whole lines that it swallows, each with as many fields as the headings; 0 where it never closes.
    pub(super) swallowed: u64,
}

/// Cuts `text` from `start` into blocks of at least `size` bytes that end where a record ends.
///
/// `width` is the number of headings: a quoted field of many lines that each have so many fields is a
/// broken quote, not a long answer. The line of a broken quote is left out and reading goes on below it.
pub(super) fn cut(text: &[u8], start: usize, delimiter: u8, width: usize, size: usize) -> Cuts {
    let mut walk = Walk::new(text, start, delimiter, width);
    let mut cuts =
        Cuts { blocks: Vec::with_capacity((text.len() - start) / size.max(1) + 1), broken: Vec::new() };
    let mut from = start;
    while from < text.len() {
        match walk.record_end(from.saturating_add(size).min(text.len())) {
            Step::Record(end) => {
                cuts.blocks.push(from..end);
                from = end;
            }
            Step::Broken { broken, record } => {
                if record > from {
                    cuts.blocks.push(from..record);
                }
                cuts.broken.push(broken);
                if cuts.broken.len() == TOLD {
                    break;
                }
                from = walk.skip_line(broken.opened);
            }
        }
    }
    cuts
}

/// Returns the first quote between `start` and `end` that never closes, or `None`.
pub(super) fn unclosed(text: &[u8], start: usize, end: usize, delimiter: u8) -> Option<Broken> {
    let mut walk = Walk::new(text, start, delimiter, 0);
    while walk.at < end {
        match walk.record_end(walk.at + 1) {
            Step::Record(_) => {}
            Step::Broken { broken, .. } => return Some(broken),
        }
    }
    None
}

/// Returns the number of line ends in `text`.
///
/// LF, CR LF, a lone CR and the CR CR LF of some government files count as one each.
pub(super) fn line_ends(text: &[u8]) -> u64 {
    if memchr(b'\r', text).is_none() {
        return memchr_iter(b'\n', text).count() as u64;
    }
    each_line_end(text).count() as u64
}

/// Returns where the lines of `text` end, in order.
pub(super) fn each_line_end(text: &[u8]) -> impl Iterator<Item = usize> {
    memchr2_iter(b'\n', b'\r', text).filter(|&at| is_line_end(text, at))
}

/// Returns whether the CR or LF at `at` is where a line ends: a CR that belongs to a later LF is not.
fn is_line_end(text: &[u8], at: usize) -> bool {
    text[at] == b'\n'
        || !matches!((text.get(at + 1), text.get(at + 2)), (Some(b'\n'), _) | (Some(b'\r'), Some(b'\n')))
}

/// The line of a place further on than the one before: a file of nothing but faults is counted once.
#[derive(Debug, Default)]
pub(super) struct Lines {
    to: usize,
    ends: u64,
}

impl Lines {
    /// Returns the line, from 1, that the end of `text` is on.
    pub(super) fn at(&mut self, text: &[u8]) -> u64 {
        let line = 1 + self.ends + line_ends(&text[self.to..]);
        // A CR at the very end may yet become a CR LF: it is looked at again.
        let whole = text.iter().rposition(|&byte| byte != b'\r').map_or(0, |last| last + 1).max(self.to);
        self.ends += line_ends(&text[self.to..whole]);
        self.to = whole;
        line
    }
}

enum Step {
    Record(usize),
    Broken { broken: Broken, record: usize },
}

/// A walk over the quotes of a text, always outside quotes between steps.
struct Walk<'a> {
    text: &'a [u8],
    delimiter: u8,
    width: usize,
    /// Where the walk began.
    start: usize,
    at: usize,
    /// The next quote at or after `at`: kept, so that a text without quotes is searched once.
    quote: usize,
}

impl<'a> Walk<'a> {
    fn new(text: &'a [u8], start: usize, delimiter: u8, width: usize) -> Self {
        let mut walk = Self { text, delimiter, width, start, at: start, quote: start };
        walk.find_quote(start);
        walk
    }

    fn find_quote(&mut self, from: usize) {
        self.quote = memchr(QUOTE, &self.text[from..]).map_or(self.text.len(), |at| from + at);
    }

    /// Walks to the first record end at or after `target`.
    fn record_end(&mut self, target: usize) -> Step {
        loop {
            if self.quote >= target {
                let from = self.at.max(target.saturating_sub(1));
                if let Some(at) = memchr2(b'\n', b'\r', &self.text[from..self.quote]) {
                    let mut end = from + at;
                    while matches!(self.text.get(end), Some(b'\n' | b'\r')) {
                        end += 1;
                    }
                    self.at = end;
                    return Step::Record(end);
                }
            }
            let opened = self.quote;
            if opened == self.text.len() {
                self.at = opened;
                return Step::Record(opened);
            }
            if !self.opens(opened) {
                self.at = opened + 1;
                self.find_quote(self.at);
                continue;
            }
            let closed = self.close(opened);
            let swallowed = closed.map_or(0, |closed| self.swallowed(opened, closed));
            match closed {
                Some(closed) if swallowed == 0 => {
                    self.at = closed + 1;
                    self.find_quote(self.at);
                }
                _ => {
                    let broken = Broken { opened, swallowed };
                    return Step::Broken { broken, record: self.record_start(opened) };
                }
            }
        }
    }

    /// Goes on at the line after the one of `opened`, and returns where that starts.
    fn skip_line(&mut self, opened: usize) -> usize {
        let mut next = memchr2(b'\n', b'\r', &self.text[opened..]).map_or(self.text.len(), |at| opened + at);
        while matches!(self.text.get(next), Some(b'\n' | b'\r')) {
            next += 1;
        }
        self.at = next;
        self.find_quote(next);
        next
    }

    /// Returns how many whole lines the field between two quotes holds where nearly all of them have as
    /// many fields as the headings; 0 where that may be chance, or the field an answer of several lines.
    fn swallowed(&self, opened: usize, closed: usize) -> u64 {
        let inside = &self.text[opened + 1..closed];
        let is_end = |byte: &u8| matches!(byte, b'\n' | b'\r');
        let Some(first) = memchr2(b'\n', b'\r', inside).filter(|_| self.width > 1) else { return 0 };
        let last = memrchr2(b'\n', b'\r', inside).unwrap_or(first);
        let (mut lines, mut alike) = (0_u64, 0_u64);
        for line in inside[first..last].split(is_end).filter(|line| !line.is_empty()) {
            lines += 1;
            let delimiters = memchr_iter(self.delimiter, line).count();
            alike += u64::from(delimiters + 1 == self.width);
        }
        let delimiters = alike * (self.width as u64 - 1);
        let odd_record = || self.fields_around(opened, closed) != self.width;
        let clear = delimiters >= CLEAR || delimiters >= LIKELY && odd_record();
        if alike * 10 >= lines * 9 && clear { lines } else { 0 }
    }

    /// Returns the number of fields of the record in which a quoted field stands.
    fn fields_around(&self, opened: usize, closed: usize) -> usize {
        let after = memchr2(b'\n', b'\r', &self.text[closed..]).map_or(self.text.len(), |at| closed + at);
        let count = |text: &[u8]| memchr_iter(self.delimiter, text).count();
        1 + count(&self.text[self.record_start(opened)..opened]) + count(&self.text[closed..after])
    }

    /// A quote opens only where a field starts.
    fn opens(&self, at: usize) -> bool {
        at == 0 || self.is_edge(self.text[at - 1])
    }

    fn is_edge(&self, byte: u8) -> bool {
        byte == self.delimiter || byte == b'\n' || byte == b'\r'
    }

    /// Returns the closing quote of the field opened at `opened`.
    ///
    /// In `"open;1 LF "b";2` the first quote would close at the one before b. A quote that closes a field
    /// of several lines, but stands where one opens and is followed by text, is the opening of another.
    fn close(&self, opened: usize) -> Option<usize> {
        let mut from = opened + 1;
        loop {
            let at = from + memchr(QUOTE, &self.text[from..])?;
            match self.text.get(at + 1) {
                Some(&QUOTE) => from = at + 2,
                Some(&next) if !self.is_edge(next) && at > opened + 1 && self.opens(at) => {
                    let inside = &self.text[opened + 1..at];
                    return memchr2(b'\n', b'\r', inside).is_none().then_some(at);
                }
                _ => return Some(at),
            }
        }
    }

    /// Returns where the record of the quote at `opened` starts.
    ///
    /// Exact unless the record holds an earlier quoted field of several lines; then it is cut there, and
    /// the file is refused either way.
    fn record_start(&self, opened: usize) -> usize {
        memrchr2(b'\n', b'\r', &self.text[self.start..opened]).map_or(self.start, |at| self.start + at + 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(text: &str, size: usize) -> Vec<&str> {
        cut(text.as_bytes(), 0, b';', 2, size).blocks.into_iter().map(|range| &text[range]).collect()
    }

    #[test]
    fn a_block_ends_at_a_record_end_outside_quotes() {
        assert_eq!(parts("a;b\n1;2\n3;4", 1), ["a;b\n", "1;2\n", "3;4"]);
        assert_eq!(parts("a;\"x\ny\"\n3;4\n", 1), ["a;\"x\ny\"\n", "3;4\n"]);
        assert_eq!(parts("a;\"x \"\"\n\"\" y\"\r\n3;4\r\n", 1), ["a;\"x \"\"\n\"\" y\"\r\n", "3;4\r\n"]);
        assert_eq!(parts("a\r\r\nb\r\r\n", 1), ["a\r\r\n", "b\r\r\n"]);
        assert_eq!(parts("a;b\n1;2\n3;4", 5), ["a;b\n1;2\n", "3;4"]);
    }

    #[test]
    fn a_stray_quote_is_text() {
        assert_eq!(parts("5\" scherm;x\n6;y\n", 1), ["5\" scherm;x\n", "6;y\n"]);
        assert_eq!(parts("\"a\" b\";x\n6;y\n", 1), ["\"a\" b\";x\n", "6;y\n"]);
    }

    #[test]
    fn an_unclosed_quote_is_found_where_it_opened_and_reading_goes_on_below() {
        let cuts = cut(b"a;b\n1;\"open\n2;y\n", 0, b';', 2, 1);
        assert_eq!(cuts.broken, [Broken { opened: 6, swallowed: 0 }]);
        assert_eq!(cuts.blocks, [0..4, 12..16]);
        // Not the last quote of the file: a later well-formed field would swallow the lines between.
        let cuts = cut(b"a;b\n1;\"open\n2;\"y\"\n", 0, b';', 2, 100);
        assert_eq!(cuts.broken, [Broken { opened: 6, swallowed: 0 }]);
        assert_eq!(cuts.blocks, [0..4, 12..18]);
    }

    #[test]
    fn a_quote_that_swallows_rows_is_told_by_their_fields() {
        let rows = "3;4;5;6\n".repeat(20);
        let text = format!("a;b;c;d\n1;\"open;x;y\n{rows}2;\";dus\";1;2\n7;8;9;0\n");
        let cuts = cut(text.as_bytes(), 0, b';', 4, 1 << 20);
        assert_eq!(cuts.broken, [Broken { opened: 10, swallowed: 20 }]);
        assert!(text[cuts.blocks[1].clone()].starts_with(&rows));
        // An answer of many lines has no such lines, or too few to tell.
        let long = format!("1;\"{}\";3;4\n", "een regel; met tekst\n".repeat(500));
        assert!(cut(long.as_bytes(), 0, b';', 4, 1).broken.is_empty());
        assert!(cut(b"1;\"x\n2;3;4;5\ny\";3;4\n", 0, b';', 4, 1).broken.is_empty());
    }

    #[test]
    fn few_rows_are_swallowed_only_where_the_record_itself_is_odd() {
        let swallowed = |text: &str| {
            let broken = cut(text.as_bytes(), 0, b';', 4, 1 << 20).broken;
            broken.first().map_or(0, |broken| broken.swallowed)
        };
        let rows = |n: usize| "3;4;5;6\n".repeat(n);
        // A whole record of four fields around many such lines, and around a few.
        assert_eq!(swallowed(&format!("1;\"open\n{}\";5;6\n", rows(20))), 20);
        assert_eq!(swallowed(&format!("1;\"open\n{}\";5;6\n", rows(5))), 0);
        // A record of three fields around as few.
        assert_eq!(swallowed(&format!("1;\"open\n{}\";6\n", rows(5))), 5);
        assert_eq!(swallowed(&format!("1;\"open\n{}\";6\n", rows(1))), 0);
    }

    #[test]
    fn line_ends_are_counted_as_an_editor_does() {
        assert_eq!(line_ends(b"a\nb\r\nc\rd\r\r\ne"), 4);
        assert_eq!(line_ends(b"\r\r"), 2);
    }
}
