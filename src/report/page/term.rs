//! Words in the text that have a definition, as links to it: the first time in each chapter.
//!
//! Leaves out headings and tables, where a link would get in the way.

use std::collections::BTreeSet;

use maud::{Markup, html};

use crate::report::document::{Block, Document, Section};

/// A stretch of text, and the definition that it links to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::report) struct Linked<'t> {
    /// The text.
    pub(in crate::report) text: &'t str,
    /// The anchor of the definition.
    pub(in crate::report) id: Option<&'t str>,
}

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
            @for piece in self.pieces(text) {
                @match piece.id {
                    Some(id) => a.term href={ "#" (id) } { (piece.text) },
                    None => (piece.text),
                }
            }
        }
    }

    /// Returns the text cut where a term links to its definition.
    pub(in crate::report) fn pieces<'t>(&mut self, text: &'t str) -> Vec<Linked<'t>>
    where
        'a: 't,
    {
        let plain = |text| Linked { text, id: None };
        let Some(linked) = &mut self.linked else { return vec![plain(text)] };
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
            pieces.push(plain(&text[done..start]));
            pieces.push(Linked { text: &text[start..stop], id: Some(term.id) });
            linked.push(term.id);
            done = stop;
            at = end;
        }
        pieces.push(plain(&text[done..]));
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
