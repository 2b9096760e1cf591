//! Words of a block of text, in lower case, with their places and the sentence that they stand in.
//!
//! A hyphen, a slash or a space parts words; an apostrophe within a word does not, nor does a soft hyphen.

use std::borrow::Cow;
use std::ops::Range;

use unicode_normalization::{UnicodeNormalization, is_nfc};

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
    /// Returns a word in lower case, composed (NFC).
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
            Some(byte) if !byte.is_ascii() => {
                let Some(character) = text[at..].chars().next() else { return at };
                let is_part = character.is_alphanumeric()
                    || at > start && matches!(character, '\u{ad}' | '\u{2019}' | '\u{300}'..='\u{36f}');
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

/// Writes a word in lower case, composed, with a straight apostrophe and without soft hyphens.
fn lower_into(word: &str, text: &mut String) {
    if word.is_ascii() {
        let from = text.len();
        text.push_str(word);
        text[from..].make_ascii_lowercase();
        return;
    }
    let composed: Cow<'_, str> =
        if is_nfc(word) { Cow::Borrowed(word) } else { Cow::Owned(word.nfc().collect()) };
    for character in composed.chars() {
        match character {
            '\u{ad}' => {}
            '\u{2019}' => text.push('\''),
            _ => text.extend(character.to_lowercase()),
        }
    }
}
