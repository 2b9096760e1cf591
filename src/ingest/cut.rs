//! Cuts text at record ends outside quotes into blocks, and counts lines as an editor does.
//!
//! A quote opens only at the start of a field, so a stray one (`5" scherm`) is text here as it is to the
//! parser. Blocks depend on the bytes and the wished size alone, never on the number of threads. Leaves
//! out what stands in a record (`block`).

use std::ops::Range;

use memchr::{memchr, memchr2, memchr2_iter};

const QUOTE: u8 = b'"';

/// Where a text is cut, and the quote that was never closed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Cuts {
    /// The blocks, in order; together they are the text up to the record of an unclosed quote.
    pub(super) blocks: Vec<Range<usize>>,
    /// The byte of a quote that opens and never closes.
    pub(super) unclosed: Option<usize>,
}

/// Cuts `text` from `start` into blocks of at least `size` bytes that end where a record ends.
pub(super) fn cut(text: &[u8], start: usize, delimiter: u8, size: usize) -> Cuts {
    let mut walk = Walk::new(text, start, delimiter);
    let mut blocks = Vec::with_capacity((text.len() - start) / size.max(1) + 1);
    let mut from = start;
    while from < text.len() {
        match walk.record_end(from.saturating_add(size).min(text.len())) {
            Step::Record(end) => {
                blocks.push(from..end);
                from = end;
            }
            Step::Unclosed { opened, record } => {
                if record > from {
                    blocks.push(from..record);
                }
                return Cuts { blocks, unclosed: Some(opened) };
            }
        }
    }
    Cuts { blocks, unclosed: None }
}

/// Returns the number of line ends in `text`.
///
/// LF, CR LF, a lone CR and the CR CR LF of some government files count as one each.
pub(super) fn line_ends(text: &[u8]) -> u64 {
    memchr2_iter(b'\n', b'\r', text).filter(|&at| is_line_end(text, at)).count() as u64
}

/// Returns whether the CR or LF at `at` is where a line ends: a CR that belongs to a later LF is not.
pub(super) fn is_line_end(text: &[u8], at: usize) -> bool {
    text[at] == b'\n'
        || !matches!((text.get(at + 1), text.get(at + 2)), (Some(b'\n'), _) | (Some(b'\r'), Some(b'\n')))
}

enum Step {
    Record(usize),
    Unclosed { opened: usize, record: usize },
}

/// A walk over the quotes of a text, always outside quotes between steps.
struct Walk<'a> {
    text: &'a [u8],
    delimiter: u8,
    at: usize,
    /// The next quote at or after `at`: kept, so that a text without quotes is searched once.
    quote: usize,
}

impl<'a> Walk<'a> {
    fn new(text: &'a [u8], start: usize, delimiter: u8) -> Self {
        let mut walk = Self { text, delimiter, at: start, quote: start };
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
            match self.close(opened) {
                Some(closed) => {
                    self.at = closed + 1;
                    self.find_quote(self.at);
                }
                None => return Step::Unclosed { opened, record: self.record_start(opened) },
            }
        }
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
        memchr::memrchr2(b'\n', b'\r', &self.text[self.at.min(opened)..opened])
            .map(|at| self.at.min(opened) + at + 1)
            .or_else(|| memchr::memrchr2(b'\n', b'\r', &self.text[..opened]).map(|at| at + 1))
            .unwrap_or(0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(text: &str, size: usize) -> Vec<&str> {
        cut(text.as_bytes(), 0, b';', size).blocks.into_iter().map(|range| &text[range]).collect()
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
    fn an_unclosed_quote_is_found_where_it_opened() {
        let cuts = cut(b"a;b\n1;\"open\n2;y\n", 0, b';', 1);
        assert_eq!((cuts.unclosed, cuts.blocks.len(), cuts.blocks[0].end), (Some(6), 1, 4));
        // Not the last quote of the file: a later well-formed field would swallow the lines between.
        let cuts = cut(b"a;b\n1;\"open\n2;\"y\"\n", 0, b';', 100);
        assert_eq!((cuts.unclosed, cuts.blocks.len(), cuts.blocks[0].end), (Some(6), 1, 4));
    }

    #[test]
    fn line_ends_are_counted_as_an_editor_does() {
        assert_eq!(line_ends(b"a\nb\r\nc\rd\r\r\ne"), 4);
        assert_eq!(line_ends(b"\r\r"), 2);
    }
}
