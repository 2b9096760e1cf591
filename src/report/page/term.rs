//! Words in the text that have a definition, as links to it: the first time in each chapter.
//!
//! Serves the page and the text to edit. Leaves out headings and tables, where a link would get in the way.

use std::collections::BTreeSet;

use maud::{Markup, html};

use crate::report::document::{Block, Document, Section};

/// The shortest term that is linked: `n` would be found everywhere.
const SHORTEST: usize = 3;

/// The terms that a document defines.
pub(in crate::report) struct Terms<'a> {
    /// Longest first, so that "thuisgevoel van studenten" wins from "thuisgevoel".
    terms: Vec<Term<'a>>,
}

struct Term<'a> {
    letters: Vec<char>,
    id: &'a str,
}

impl<'a> Terms<'a> {
    /// Returns the terms of the document.
    pub(in crate::report) fn of(document: &'a Document) -> Self {
        let mut terms: Vec<Term<'a>> = Vec::new();
        for definition in document.sections.iter().flat_map(|section| &section.blocks).flat_map(definitions) {
            // "Interval (95%)" is found as "interval", "Uitval, switch" as either.
            let name = definition.term.split('(').next().unwrap_or_default();
            for name in name.split([',', '/']) {
                let letters: Vec<char> = name.trim().chars().flat_map(char::to_lowercase).collect();
                if letters.len() >= SHORTEST && terms.iter().all(|term| term.letters != letters) {
                    terms.push(Term { letters, id: &definition.id });
                }
            }
        }
        terms.sort_by_key(|term| std::cmp::Reverse(term.letters.len()));
        Self { terms }
    }

    /// Returns what links no term.
    pub(in crate::report) fn nowhere(&self) -> Linker<'_> {
        Linker { terms: &self.terms, linked: None, said: BTreeSet::new() }
    }

    /// Returns what links the terms within one chapter; in the chapter of the definitions nothing is linked.
    pub(in crate::report) fn within(&self, section: &Section) -> Linker<'_> {
        let defines = section.blocks.iter().any(|block| !definitions(block).is_empty());
        let linked = if defines { None } else { Some(Vec::new()) };
        Linker { terms: &self.terms, linked, said: BTreeSet::new() }
    }
}

fn definitions(block: &Block) -> &[crate::report::document::Definition] {
    if let Block::Definitions(definitions) = block { definitions } else { &[] }
}

/// A part of a text, and the anchor of its definition where it is a term.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::report) struct Piece<'t> {
    pub(in crate::report) text: &'t str,
    pub(in crate::report) id: Option<&'t str>,
}

/// Links terms within one chapter, each once.
pub(in crate::report) struct Linker<'a> {
    terms: &'a [Term<'a>],
    linked: Option<Vec<&'a str>>,
    said: BTreeSet<String>,
}

impl<'a> Linker<'a> {
    /// Returns whether a reminder was not yet said in this chapter, and remembers it.
    pub(in crate::report) fn is_new(&mut self, reminder: &str) -> bool {
        self.said.insert(reminder.to_owned())
    }

    /// Returns the text with links to the definitions of its terms.
    pub(super) fn text(&mut self, text: &str) -> Markup {
        html! {
            @for Piece { text, id } in self.pieces(text) {
                @if let Some(id) = id { a.term href={ "#" (id) } { (text) } } @else { (text) }
            }
        }
    }

    /// Returns the text in parts, its terms apart.
    pub(in crate::report) fn pieces<'t>(&mut self, text: &'t str) -> Vec<Piece<'t>>
    where
        'a: 't,
    {
        let whole = |text| Piece { text, id: None };
        let Some(linked) = &mut self.linked else { return vec![whole(text)] };
        let letters: Vec<(usize, char)> = text.char_indices().collect();
        let mut pieces = Vec::new();
        let (mut done, mut at) = (0, 0);
        while at < letters.len() {
            let starts = at == 0 || !letters[at - 1].1.is_alphanumeric();
            let found = starts
                .then(|| {
                    self.terms.iter().find(|term| !linked.contains(&term.id) && term.is_at(&letters[at..]))
                })
                .flatten();
            let Some(term) = found else {
                at += 1;
                continue;
            };
            let (start, end) = (letters[at].0, at + term.letters.len());
            let stop = letters.get(end).map_or(text.len(), |letter| letter.0);
            pieces.extend([whole(&text[done..start]), Piece { text: &text[start..stop], id: Some(term.id) }]);
            linked.push(term.id);
            done = stop;
            at = end;
        }
        pieces.push(whole(&text[done..]));
        pieces.retain(|piece| !piece.text.is_empty());
        pieces
    }
}

impl Term<'_> {
    /// Returns whether the term stands at the start of these letters, as a whole word.
    fn is_at(&self, letters: &[(usize, char)]) -> bool {
        let same = |(here, there): (&(usize, char), &char)| here.1.to_lowercase().eq(there.to_lowercase());
        letters.len() >= self.letters.len()
            && letters.iter().zip(&self.letters).all(same)
            && letters.get(self.letters.len()).is_none_or(|letter| !letter.1.is_alphanumeric())
    }
}
