//! Cuts text at record ends outside quotes into blocks, and counts lines as an editor does.
//!
//! A quote opens only at the start of a field, so a stray one (`5" scherm`) is text here as it is to the
//! parser. Blocks depend on the bytes and the wished size alone, never on the number of threads, nor on how much of
//! the text is at hand. Leaves out where text comes from (`windows`) and what stands in a record (`block`).

use memchr::{memchr, memchr_iter, memchr2, memchr2_iter, memrchr2};

const QUOTE: u8 = b'"';

/// So many delimiters in lines with just as many as the headings have are no chance, in an answer of
/// several lines either: only rows that a quote swallowed look like that.
const CLEAR: u64 = 60;

/// So many are no chance where the record itself has a wrong number of fields too.
const LIKELY: u64 = 8;

/// Whether a text goes on behind the bytes that are at hand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Reach {
    /// It ends where they end.
    Whole,
    /// There is more of it.
    Part,
}

/// What the rows of a file look like.
#[derive(Debug, Clone, Copy)]
pub(super) struct Shape {
    /// The byte between fields.
    pub(super) delimiter: u8,
    /// The number of headings: a quoted field of many lines that each have so many fields is a broken quote, not a
    /// long answer.
    pub(super) width: usize,
}

/// What stands at the start of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Cut {
    /// Records, up to this byte.
    Records(usize),
    /// Records up to one byte, then the line of a broken quote; reading goes on at the line below it.
    Broken {
        /// Where the records end.
        records: usize,
        /// The quote.
        broken: Broken,
        /// Where the line below it starts.
        below: usize,
    },
    /// More of the text is needed to tell.
    Open,
}

/// A quote that opens a field and does not close it where its writer meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Broken {
    /// The byte of the quote.
    pub(super) opened: usize,
    /// The whole lines that it swallows, each with as many fields as the headings; 0 where it never closes.
    pub(super) swallowed: u64,
}

/// Returns where the first block of `text` ends: at the first record end from `size` bytes on.
///
/// `text` starts where a record does, and is not empty.
pub(super) fn cut(text: &[u8], reach: Reach, shape: Shape, size: usize) -> Cut {
    let mut walk = Walk::new(text, reach, shape, 0);
    let target = if reach == Reach::Whole { size.min(text.len()) } else { size };
    match walk.record_end(target) {
        Step::Record(end) => Cut::Records(end),
        Step::Broken(broken) => match walk.line_below(broken.opened) {
            Some(below) => Cut::Broken { records: walk.record_start(broken.opened), broken, below },
            None => Cut::Open,
        },
        Step::Open => Cut::Open,
    }
}

/// How the quotes of some records close.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Quotes {
    /// All of them.
    Closed,
    /// This one never does.
    Broken(Broken),
    /// More of the text is needed to tell.
    Open,
}

/// Returns whether the quotes between `start` and `end` close.
pub(super) fn quotes(text: &[u8], reach: Reach, start: usize, end: usize, delimiter: u8) -> Quotes {
    let mut walk = Walk::new(text, reach, Shape { delimiter, width: 0 }, start);
    while walk.at < end {
        match walk.record_end(walk.at + 1) {
            Step::Record(_) => {}
            Step::Broken(broken) => return Quotes::Broken(broken),
            Step::Open => return Quotes::Open,
        }
    }
    Quotes::Closed
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
    Broken(Broken),
    Open,
}

/// Where a quoted field closes.
enum Closing {
    At(usize),
    Never,
    Open,
}

/// A walk over the quotes of a text, always outside quotes between steps.
struct Walk<'a> {
    text: &'a [u8],
    reach: Reach,
    shape: Shape,
    /// Where the walk began.
    start: usize,
    at: usize,
    /// The next quote at or after `at`: kept, so that a text without quotes is searched once.
    quote: usize,
}

impl<'a> Walk<'a> {
    fn new(text: &'a [u8], reach: Reach, shape: Shape, start: usize) -> Self {
        let mut walk = Self { text, reach, shape, start, at: start, quote: start };
        walk.find_quote(start);
        walk
    }

    fn find_quote(&mut self, from: usize) {
        self.quote = memchr(QUOTE, &self.text[from..]).map_or(self.text.len(), |at| from + at);
    }

    /// Returns whether what is at `at` or behind it depends on text that is not at hand.
    fn is_open(&self, at: usize) -> bool {
        at >= self.text.len() && self.reach == Reach::Part
    }

    /// Walks to the first record end at or after `target`.
    fn record_end(&mut self, target: usize) -> Step {
        loop {
            if self.quote >= target {
                let from = self.at.max(target.saturating_sub(1));
                if let Some(at) = memchr2(b'\n', b'\r', &self.text[from.min(self.quote)..self.quote]) {
                    self.at = self.behind_line_ends(from + at);
                    return if self.is_open(self.at) { Step::Open } else { Step::Record(self.at) };
                }
            }
            let opened = self.quote;
            if opened == self.text.len() {
                self.at = opened;
                return if self.is_open(opened) { Step::Open } else { Step::Record(opened) };
            }
            if !self.opens(opened) {
                self.at = opened + 1;
                self.find_quote(self.at);
                continue;
            }
            let swallowed = match self.close(opened) {
                Closing::Open => return Step::Open,
                Closing::Never => 0,
                Closing::At(closed) => match self.swallowed(opened, closed) {
                    None => return Step::Open,
                    Some(0) => {
                        self.at = closed + 1;
                        self.find_quote(self.at);
                        continue;
                    }
                    Some(swallowed) => swallowed,
                },
            };
            return Step::Broken(Broken { opened, swallowed });
        }
    }

    /// Returns the first byte from `at` on that ends no line.
    fn behind_line_ends(&self, at: usize) -> usize {
        at + self.text[at..].iter().take_while(|byte| matches!(byte, b'\n' | b'\r')).count()
    }

    /// Returns the end of the line at `at`; the end of the text where it is the last one.
    fn line_end(&self, at: usize) -> usize {
        memchr2(b'\n', b'\r', &self.text[at..]).map_or(self.text.len(), |found| at + found)
    }

    /// Returns where the line below that of `opened` starts; `None` where that is not at hand.
    fn line_below(&self, opened: usize) -> Option<usize> {
        let below = self.behind_line_ends(self.line_end(opened));
        (!self.is_open(below)).then_some(below)
    }

    /// Returns how many whole lines the field between two quotes holds where nearly all of them have as
    /// many fields as the headings; 0 where that may be chance, or the field an answer of several lines.
    ///
    /// `None` where the end of the record is not at hand.
    fn swallowed(&self, opened: usize, closed: usize) -> Option<u64> {
        let inside = &self.text[opened + 1..closed];
        let is_end = |byte: &u8| matches!(byte, b'\n' | b'\r');
        let Some(first) = memchr2(b'\n', b'\r', inside).filter(|_| self.shape.width > 1) else {
            return Some(0);
        };
        if self.is_open(self.line_end(closed)) {
            return None;
        }
        let last = memrchr2(b'\n', b'\r', inside).unwrap_or(first);
        let (mut lines, mut alike) = (0_u64, 0_u64);
        for line in inside[first..last].split(is_end).filter(|line| !line.is_empty()) {
            lines += 1;
            let delimiters = memchr_iter(self.shape.delimiter, line).count();
            alike += u64::from(delimiters + 1 == self.shape.width);
        }
        let delimiters = alike * (self.shape.width as u64 - 1);
        let odd_record = || self.fields_around(opened, closed) != self.shape.width;
        let clear = delimiters >= CLEAR || delimiters >= LIKELY && odd_record();
        Some(if alike * 10 >= lines * 9 && clear { lines } else { 0 })
    }

    /// Returns the number of fields of the record in which a quoted field stands.
    fn fields_around(&self, opened: usize, closed: usize) -> usize {
        let count = |text: &[u8]| memchr_iter(self.shape.delimiter, text).count();
        let after = self.line_end(closed);
        1 + count(&self.text[self.record_start(opened)..opened]) + count(&self.text[closed..after])
    }

    /// A quote opens only where a field starts.
    fn opens(&self, at: usize) -> bool {
        at == 0 || self.is_edge(self.text[at - 1])
    }

    fn is_edge(&self, byte: u8) -> bool {
        byte == self.shape.delimiter || byte == b'\n' || byte == b'\r'
    }

    /// Returns the closing quote of the field opened at `opened`.
    ///
    /// In `"open;1 LF "b";2` the first quote would close at the one before b. A quote that closes a field
    /// of several lines, but stands where one opens and is followed by text, is the opening of another.
    fn close(&self, opened: usize) -> Closing {
        let mut from = opened + 1;
        loop {
            let Some(found) = memchr(QUOTE, &self.text[from..]) else {
                return if self.reach == Reach::Part { Closing::Open } else { Closing::Never };
            };
            let at = from + found;
            if self.is_open(at + 1) {
                return Closing::Open;
            }
            match self.text.get(at + 1) {
                Some(&QUOTE) => from = at + 2,
                Some(&next) if !self.is_edge(next) && at > opened + 1 && self.opens(at) => {
                    let is_of_one_line = memchr2(b'\n', b'\r', &self.text[opened + 1..at]).is_none();
                    return if is_of_one_line { Closing::At(at) } else { Closing::Never };
                }
                _ => return Closing::At(at),
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
    use std::ops::Range;

    fn cuts(text: &str, width: usize, size: usize) -> (Vec<Range<usize>>, Vec<Broken>) {
        let (mut blocks, mut all_broken, mut from) = (Vec::new(), Vec::new(), 0);
        let shape = Shape { delimiter: b';', width };
        while from < text.len() {
            let whole = cut(&text.as_bytes()[from..], Reach::Whole, shape, size);
            // However little is at hand: it says the same or that it cannot tell.
            for end in from + 1..text.len() {
                let part = cut(&text.as_bytes()[from..end], Reach::Part, shape, size);
                assert!(part == Cut::Open || part == whole, "{text:?} {from}..{end}: {part:?}, {whole:?}");
            }
            let (end, next) = match whole {
                Cut::Records(end) => (end, from + end),
                Cut::Broken { records, broken, below } => {
                    all_broken.push(Broken { opened: from + broken.opened, ..broken });
                    (records, from + below)
                }
                Cut::Open => panic!("the whole text is at hand"),
            };
            blocks.extend((end > 0).then_some(from..from + end));
            from = next;
        }
        (blocks, all_broken)
    }

    fn parts(text: &str, size: usize) -> Vec<&str> {
        cuts(text, 2, size).0.into_iter().map(|range| &text[range]).collect()
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
        let (blocks, broken) = cuts("a;b\n1;\"open\n2;y\n", 2, 1);
        assert_eq!(broken, [Broken { opened: 6, swallowed: 0 }]);
        assert_eq!(blocks, [0..4, 12..16]);
        // Not the last quote of the file: a later well-formed field would swallow the lines between.
        let (blocks, broken) = cuts("a;b\n1;\"open\n2;\"y\"\n", 2, 100);
        assert_eq!(broken, [Broken { opened: 6, swallowed: 0 }]);
        assert_eq!(blocks, [0..4, 12..18]);
    }

    #[test]
    fn a_quote_that_swallows_rows_is_told_by_their_fields() {
        let rows = "3;4;5;6\n".repeat(20);
        let text = format!("a;b;c;d\n1;\"open;x;y\n{rows}2;\";dus\";1;2\n7;8;9;0\n");
        let (blocks, broken) = cuts(&text, 4, 1 << 20);
        assert_eq!(broken, [Broken { opened: 10, swallowed: 20 }]);
        assert!(text[blocks[1].clone()].starts_with(&rows));
        // An answer of many lines has no such lines, or too few to tell.
        let long = format!("1;\"{}\";3;4\n", "een regel; met tekst\n".repeat(500));
        assert!(cuts(&long, 4, 1).1.is_empty());
        assert!(cuts("1;\"x\n2;3;4;5\ny\";3;4\n", 4, 1).1.is_empty());
    }

    #[test]
    fn few_rows_are_swallowed_only_where_the_record_itself_is_odd() {
        let swallowed = |text: &str| {
            let (_, broken) = cuts(text, 4, 1 << 20);
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
