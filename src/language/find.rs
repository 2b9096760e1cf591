//! The search: a list laid over the words of a block, longest fit first.
//!
//! Patterns wait under the first two bytes of their first word, or the last two of an ending, so a word meets few of them.
//! Leaves out counting (`review`).

use std::collections::HashMap;

use super::list::{Context, Group, Skip, WordList};
use super::token::{Start, Tokens};

/// What is looked for: words beside each other, of which the first may be an ending and the last a beginning.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Pattern {
    words: Vec<String>,
    shape: Shape,
    /// The group it belongs to; `None` for what only looks like a find.
    pub(super) group: Option<usize>,
    /// What could stand there instead of just this word; `…` stands for the letters before an ending.
    instead: Option<String>,
}

/// Which letters may stand around the words of a pattern.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shape {
    /// None: `word`.
    Whole,
    /// After the last word: `start*`.
    Start,
    /// Before the first word: `*end`.
    End,
    /// On both sides: `*within*`.
    Within,
}

impl Shape {
    fn is_open_before(self) -> bool {
        matches!(self, Self::End | Self::Within)
    }

    fn is_open_after(self) -> bool {
        matches!(self, Self::Start | Self::Within)
    }
}

impl Pattern {
    /// Makes a pattern of one word or more.
    pub(super) fn new(
        words: Vec<String>,
        shape: Shape,
        group: Option<usize>,
        instead: Option<String>,
    ) -> Self {
        Self { words, shape, group, instead }
    }

    /// Returns what could stand instead of a word (in lower case) that fits.
    pub(super) fn instead_of(&self, word: &str) -> Option<String> {
        let before = word.strip_suffix(self.words[0].as_str()).filter(|_| self.shape == Shape::End);
        let instead = self.instead.as_deref()?;
        Some(before.map_or_else(|| instead.to_owned(), |before| instead.replace('…', before)))
    }

    fn fits(&self, tokens: &Tokens, at: usize) -> bool {
        let last = self.words.len() - 1;
        at + last < tokens.all.len()
            && self.words.iter().enumerate().all(|(place, wanted)| {
                let word = tokens.word(at + place);
                let is_open_before = self.shape.is_open_before() && place == 0;
                match (is_open_before, self.shape.is_open_after() && place == last) {
                    (false, false) => word == wanted,
                    (false, true) => word.starts_with(wanted.as_str()),
                    (true, false) => word.len() > wanted.len() && word.ends_with(wanted.as_str()),
                    (true, true) => word.contains(wanted.as_str()),
                }
            })
    }

    /// Which of two that fit goes first: more words, then what only looks like a find, then a whole word, then more letters.
    fn rank(&self) -> (usize, bool, bool, usize) {
        let letters = self.words.iter().map(String::len).sum();
        (self.words.len(), self.group.is_none(), self.shape == Shape::Whole, letters)
    }
}

/// The patterns of a list, by the letters that a word must have to meet them.
#[derive(Debug, Clone, Default)]
pub(super) struct Index {
    pub(super) patterns: Vec<Pattern>,
    by_start: HashMap<[u8; 2], Vec<usize>>,
    by_end: HashMap<[u8; 2], Vec<usize>>,
    /// Patterns of one byte, or with a beginning and an ending left open.
    anywhere: Vec<usize>,
}

impl Index {
    pub(super) fn add(&mut self, pattern: Pattern) {
        let place = self.patterns.len();
        let first = pattern.words[0].as_bytes();
        let is_open_after = pattern.shape.is_open_after() && pattern.words.len() == 1;
        match (first, pattern.shape.is_open_before(), is_open_after) {
            ([.., a, b], true, false) => self.by_end.entry([*a, *b]).or_default().push(place),
            ([a, b, ..], false, _) => self.by_start.entry([*a, *b]).or_default().push(place),
            _ => self.anywhere.push(place),
        }
        self.patterns.push(pattern);
    }

    /// Returns the pattern that fits best at a word.
    fn best(&self, tokens: &Tokens, at: usize) -> Option<usize> {
        let bytes = tokens.word(at).as_bytes();
        let start = match bytes {
            [a, b, ..] => self.by_start.get(&[*a, *b]),
            _ => None,
        };
        let end = match bytes {
            [.., a, b] => self.by_end.get(&[*a, *b]),
            _ => None,
        };
        let waiting = start.into_iter().flatten().chain(end.into_iter().flatten()).chain(&self.anywhere);
        waiting
            .copied()
            .filter(|place| self.patterns[*place].fits(tokens, at))
            .max_by_key(|place| (self.patterns[*place].rank(), usize::MAX - place))
    }
}

/// A find: the words it covers and the pattern that they fit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Hit {
    pub(super) first: usize,
    pub(super) last: usize,
    pub(super) pattern: usize,
}

/// Returns the finds in a block, from left to right; no word is in two.
pub(super) fn find(list: &WordList, tokens: &Tokens, hits: &mut Vec<Hit>) {
    hits.clear();
    let mut at = 0;
    while at < tokens.all.len() {
        let Some(best) = list.index.best(tokens, at) else {
            at += 1;
            continue;
        };
        let pattern = &list.index.patterns[best];
        let last = at + pattern.words.len() - 1;
        let is_find = pattern.group.is_some_and(|group| is_find(list, &list.groups[group], tokens, at, last));
        if is_find {
            hits.push(Hit { first: at, last, pattern: best });
        }
        at = if is_find || pattern.group.is_none() { last + 1 } else { at + 1 };
    }
}

/// Returns whether what fits a pattern means what the list is about.
fn is_find(list: &WordList, group: &Group, tokens: &Tokens, first: usize, last: usize) -> bool {
    let context = group.only.get(tokens.word(first));
    if context.is_some_and(|context| !is_between(context, tokens, first)) {
        return false;
    }
    !group.skips.iter().any(|skip| match skip {
        Skip::OpenForm => is_open(group, tokens, first, last),
        Skip::Surname => is_surname(list, tokens, first),
        Skip::Named => is_named(list, tokens, first),
    })
}

/// Returns whether a word stands between words that make it a find.
fn is_between(context: &Context, tokens: &Tokens, at: usize) -> bool {
    let sentence = tokens.all[at].sentence;
    let beside = |at: Option<usize>| {
        let at = at.filter(|at| tokens.all.get(*at).is_some_and(|token| token.sentence == sentence))?;
        Some(tokens.word(at))
    };
    let (Some(before), Some(after)) = (beside(at.checked_sub(1)), beside(Some(at + 1))) else { return false };
    let fits_before = context.after.contains(before)
        || context.after_ending.iter().any(|ending| before.ends_with(ending.as_str()));
    fits_before
        && !context.not_after.contains(before)
        && !context.not_before.contains(after)
        && !context.not_before_start.iter().any(|start| after.starts_with(start.as_str()))
}

/// How far from each other the two words of a pair may stand: `een monteur en een monteuse`.
const PAIR_REACH: usize = 3;

/// Returns whether a job title has an open form: `monteur (m/v/x)`, `monteur/monteuse`, `koelmonteuse of koelmonteur`.
fn is_open(group: &Group, tokens: &Tokens, first: usize, last: usize) -> bool {
    let is_sign = |at: usize| matches!(tokens.word(at), "m" | "v" | "x" | "f" | "d" | "o");
    // `monteur(s) (m/v/x)`.
    let signs = last + 1 + usize::from(matches!(tokens.word(last + 1), "s" | "en"));
    if is_sign(signs) && is_sign(signs + 1) {
        return true;
    }
    let from = first.saturating_sub(PAIR_REACH);
    let nearby = || (from..=last + PAIR_REACH).filter(|at| *at < tokens.all.len());
    group.pairs.iter().flat_map(|(one, other)| [(one, other), (other, one)]).any(|(own, other)| {
        let Some(prefix) = tokens.word(first).strip_suffix(own.as_str()) else { return false };
        nearby().any(|at| tokens.word(at).strip_suffix(other.as_str()) == Some(prefix))
    })
}

/// Words between a first name or title and a surname: `de heer Van der Metselaar`.
const PARTICLES: [&str; 9] = ["van", "de", "der", "den", "ten", "ter", "te", "t", "von"];

/// Returns whether a word is a surname: it has a capital, and a first name, a title or an initial stands before it.
fn is_surname(list: &WordList, tokens: &Tokens, at: usize) -> bool {
    if tokens.all[at].start != Start::Capital {
        return false;
    }
    let sentence = tokens.all[at].sentence;
    let before = (0..at).rev().take_while(|before| tokens.all[*before].sentence + 1 >= sentence);
    let Some(before) = before.into_iter().find(|before| !PARTICLES.contains(&tokens.word(*before))) else {
        return false;
    };
    let (word, token) = (tokens.word(before), &tokens.all[before]);
    // The point of an initial or a title (`J.`, `mw.`) looks like the end of a sentence.
    let is_beside = token.sentence == sentence || before + 1 == at;
    let is_name = list.names.contains(word) || word.chars().count() == 1;
    is_beside && (token.start == Start::Capital && is_name || list.titles.contains(word))
}

/// How many words may stand between a name and a word about that person.
const NAME_REACH: usize = 60;

/// Returns whether a first name or a title stands before a word, in its sentence or the one before.
fn is_named(list: &WordList, tokens: &Tokens, at: usize) -> bool {
    let sentence = tokens.all[at].sentence;
    let near = at.saturating_sub(NAME_REACH)..at;
    let before = near.rev().take_while(|before| tokens.all[*before].sentence + 1 >= sentence);
    before.into_iter().any(|before| {
        let word = tokens.word(before);
        tokens.all[before].start == Start::Capital && list.names.contains(word) || list.titles.contains(word)
    })
}
