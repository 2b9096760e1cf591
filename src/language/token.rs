//! Words of a block of text, in lower case, with their places and the sentence that they stand in.
//!
//! A hyphen, a slash or a space parts words; an apostrophe within a word does not, nor does what nobody sees (a soft hyphen), nor
//! a hyphen at the end of a line. Leaves out addresses of pages and of mail: nobody reads those as words.

use std::borrow::Cow;
use std::ops::Range;

use unicode_normalization::{UnicodeNormalization, is_nfkc};

use super::address::address_around;

/// A word of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Token {
    /// Where it stands in the plain text.
    pub(super) place: Range<usize>,
    /// The word in lower case, in the text of its [`Tokens`].
    lower: Range<usize>,
    /// The sentence of its block, from 0.
    pub(super) sentence: usize,
    /// How it begins.
    pub(super) start: Start,
}

/// How a word begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Start {
    /// With a capital letter.
    Capital,
    /// With a small letter.
    Small,
    /// With a digit: a number is no word.
    Digit,
}

/// The words of a block; made once and filled for each block again.
#[derive(Debug, Clone, Default)]
pub(super) struct Tokens {
    pub(super) all: Vec<Token>,
    text: String,
}

impl Tokens {
    /// Returns a word in lower case, composed, its ligatures taken apart (NFKC).
    pub(super) fn word(&self, at: usize) -> &str {
        self.all.get(at).map_or("", |token| &self.text[token.lower.clone()])
    }

    /// Replaces the words by those of a block of `plain`.
    pub(super) fn fill(&mut self, plain: &str, block: Range<usize>) {
        self.all.clear();
        self.text.clear();
        let text = &plain[block.clone()];
        let bytes = text.as_bytes();
        let (mut at, mut sentence, mut is_ending) = (0, 0, false);
        while at < bytes.len() {
            let end = word_end(text, at);
            if end == at {
                match bytes[at] {
                    b'.' | b'!' | b'?' => is_ending = true,
                    byte if byte.is_ascii_whitespace() && is_ending => {
                        sentence += 1;
                        is_ending = false;
                    }
                    b'"' | b'\'' | b')' => {}
                    _ => is_ending = false,
                }
                at += text[at..].chars().next().map_or(1, char::len_utf8);
                continue;
            }
            is_ending = false;
            if let Some(address) = address_around(text, at..end) {
                while self.all.last().is_some_and(|last| last.place.start >= block.start + address.start) {
                    self.all.pop();
                }
                at = address.end;
                continue;
            }
            let word = &text[at..end];
            let from = self.text.len();
            lower_into(word, &mut self.text);
            let start = match word.chars().next() {
                Some(first) if first.is_uppercase() => Start::Capital,
                Some(first) if first.is_numeric() => Start::Digit,
                _ => Start::Small,
            };
            self.all.push(Token {
                place: block.start + at..block.start + end,
                lower: from..self.text.len(),
                sentence,
                start,
            });
            at = end;
        }
    }
}

/// Returns the words of a pattern, in lower case.
pub(super) fn cut(text: &str) -> Vec<String> {
    let mut tokens = Tokens::default();
    tokens.fill(text, 0..text.len());
    (0..tokens.all.len()).map(|at| tokens.word(at).to_owned()).collect()
}

/// Returns where a word that starts here ends; the start itself where none does.
fn word_end(text: &str, start: usize) -> usize {
    let bytes = text.as_bytes();
    let mut at = start;
    loop {
        match bytes.get(at) {
            Some(byte) if byte.is_ascii_alphanumeric() => at += 1,
            Some(b'\'') if at > start && bytes.get(at + 1).is_some_and(u8::is_ascii_alphabetic) => at += 1,
            Some(b'-') if at > start => match after_break(text, at) {
                Some(next) => at = next,
                None => return at,
            },
            Some(byte) if !byte.is_ascii() => {
                let Some(character) = text[at..].chars().next() else { return at };
                let is_part = character.is_alphanumeric()
                    || at > start
                        && (is_unseen(character) || matches!(character, '\u{2019}' | '\u{300}'..='\u{36f}'));
                let is_loose = character == '\u{2019}'
                    && !text[at + character.len_utf8()..].starts_with(|next: char| next.is_alphabetic());
                if !is_part || is_loose {
                    return at;
                }
                at += character.len_utf8();
            }
            _ => return at,
        }
    }
}

/// Words after a hyphen that stands for a part left out: `koel- en vriestechniek`.
const JOINING: [&str; 4] = ["en", "of", "and", "or"];

/// Returns where a word goes on that a hyphen at this byte breaks off at the end of a line; `None` where it does not.
fn after_break(text: &str, hyphen: usize) -> Option<usize> {
    let rest = &text[hyphen + 1..];
    let line_end = rest.bytes().take_while(|byte| matches!(byte, b' ' | b'\r')).count();
    let next_line = rest[line_end..].strip_prefix('\n')?.trim_start_matches([' ', '\t']);
    let next = next_line.split(|character: char| !character.is_alphabetic()).next().unwrap_or("");
    let goes_on = next.starts_with(char::is_lowercase) && !JOINING.contains(&next);
    goes_on.then(|| text.len() - next_line.len())
}

/// Returns whether a character has no shape of its own: a place where a word may be broken, or where it may not.
fn is_unseen(character: char) -> bool {
    matches!(character, '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}')
}

/// Returns words as their reader sees them: on one line, without what nobody sees.
pub(super) fn as_read(text: &str) -> String {
    let mut read = String::new();
    let mut at = 0;
    while let Some(character) = text[at..].chars().next() {
        if let Some(next) = (character == '-').then(|| after_break(text, at)).flatten() {
            at = next;
            continue;
        }
        if character.is_whitespace() {
            if !read.ends_with(' ') {
                read.push(' ');
            }
        } else if !is_unseen(character) {
            read.push(character);
        }
        at += character.len_utf8();
    }
    read
}

/// Writes a word in lower case, composed, with a straight apostrophe and on one line.
fn lower_into(word: &str, text: &mut String) {
    if word.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
        let from = text.len();
        text.push_str(word);
        text[from..].make_ascii_lowercase();
        return;
    }
    let composed: Cow<'_, str> =
        if is_nfkc(word) { Cow::Borrowed(word) } else { Cow::Owned(word.nfkc().collect()) };
    for character in composed.chars() {
        match character {
            '\u{2019}' => text.push('\''),
            '-' => {}
            _ if is_unseen(character) || character.is_whitespace() => {}
            _ => text.extend(character.to_lowercase()),
        }
    }
}
