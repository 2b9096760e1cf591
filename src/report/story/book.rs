//! The report in the making: numbers figures, keeps anchors apart, and remembers what was shown where.
//!
//! Leaves out content. A body has at most fifteen figures: the chapters are written twice, first to see which
//! figures there could be, then with those that matter most. What falls out stands in the tables of the annex.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::Role;
use crate::report::{
    chart::{Chart, Frame, Width},
    document::{Block, Figure, Link, Table},
    wording::{Sentence, text::Topic, word::Word},
};

use super::reader::Reader;
use super::table::is_reminder;

/// The most figures that a body has, so that it stays within twelve printed pages.
const MOST_FIGURES: usize = 15;

/// How much a figure matters when there are more than a body has room for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Weight {
    /// What a chapter opens with, and what was declared beforehand.
    Main,
    /// What lies behind it: the questions of a scale, the years before, the gap within programmes.
    Behind,
    /// What rounds it off.
    Aside,
}

/// A figure before it has a number.
pub(super) struct Draft {
    /// How much it matters.
    pub(super) weight: Weight,
    /// What the figure shows, for its anchor and file: `thuisgevoel-groepen`.
    pub(super) name: String,
    /// What a link to it says: `thuisgevoel`.
    pub(super) link: String,
    /// The finding.
    pub(super) title: String,
    pub(super) subtitle: String,
    /// Makes the chart within its frame.
    pub(super) chart: Box<dyn FnOnce(Frame) -> Chart>,
    pub(super) notes: Vec<String>,
    pub(super) source: String,
    pub(super) words: Vec<Sentence>,
    pub(super) table: Table,
    /// The measures and breakdowns that findings may look for in it.
    pub(super) shows: Vec<(String, Vec<Role>)>,
}

/// A figure that a body could have.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Candidate {
    name: String,
    /// How many figures of that name came before it.
    before: usize,
    weight: Weight,
}

/// What the chapters share while they are written.
#[derive(Debug, Default)]
pub(super) struct Book {
    figures: usize,
    candidates: Vec<Candidate>,
    /// How many figures fewer there is room for, because tables of a body take it.
    taken: usize,
    /// The figures that fit; every figure where `None`.
    chosen: Option<Vec<Candidate>>,
    ids: BTreeSet<String>,
    links: BTreeMap<(String, Vec<Role>), Link>,
    differences: Option<Link>,
    topics: BTreeSet<Topic>,
}

impl Book {
    /// Returns an empty book for the figures that matter most of those in this one: by weight, then as they come.
    pub(super) fn with_room(&self) -> Self {
        let mut chosen = self.candidates.clone();
        chosen.sort_by_key(|candidate| candidate.weight);
        chosen.truncate(MOST_FIGURES.saturating_sub(self.taken));
        Self { chosen: Some(chosen), ..Self::default() }
    }

    /// Adds a figure; `None` where others matter more.
    pub(super) fn figure(&mut self, reader: &Reader<'_>, draft: Draft) -> Option<Block> {
        let before = self.candidates.iter().filter(|known| known.name == draft.name).count();
        let candidate = Candidate { name: draft.name.clone(), before, weight: draft.weight };
        let fits = self.chosen.as_ref().is_none_or(|chosen| chosen.contains(&candidate));
        self.candidates.push(candidate);
        if !fits {
            return None;
        }
        self.figures += 1;
        let number = self.figures;
        let id = self.id(&draft.name);
        let link = Link {
            id: id.clone(),
            text: format!("{} {number}: {}", Word::Figure.text(reader.language), draft.link),
        };
        for shown in draft.shows {
            self.links.entry(shown).or_insert_with(|| link.clone());
        }
        let words: Vec<&str> = draft.words.iter().map(|sentence| sentence.text.as_str()).collect();
        let frame = Frame {
            id: id.clone(),
            title: draft.title.clone(),
            description: if words.is_empty() { draft.subtitle.clone() } else { words.join(" ") },
            language: reader.language,
            note: None,
            width: Width::Wide,
        };
        let (reminders, notes) = draft.notes.into_iter().partition(|note| is_reminder(reader, note));
        Some(Block::Figure(Box::new(Figure {
            table: Table { id: self.id(&format!("tabel-{}", draft.name)), ..draft.table },
            id,
            number,
            title: draft.title,
            subtitle: draft.subtitle,
            chart: (draft.chart)(frame),
            notes,
            reminders,
            source: draft.source,
            words: draft.words,
        })))
    }

    /// Says that a table of the body takes the room of so many figures.
    pub(super) fn makes_room(&mut self, figures: usize) {
        self.taken += figures;
    }

    /// Returns an anchor that nothing else in the document has.
    pub(super) fn id(&mut self, name: &str) -> String {
        let plain = slug(name);
        let mut id = plain.clone();
        let mut copy = 1;
        while !self.ids.insert(id.clone()) {
            copy += 1;
            id = format!("{plain}-{copy}");
        }
        id
    }

    /// Remembers the table in which every difference stands that no figure shows.
    pub(super) fn set_differences(&mut self, link: Link) {
        self.differences = Some(link);
    }

    /// Returns the figure that shows a measure by a breakdown, else the table of differences.
    pub(super) fn link(&self, measure: &str, by: &[Role]) -> Option<Link> {
        self.links.get(&(measure.to_owned(), by.to_vec())).or(self.differences.as_ref()).cloned()
    }

    /// Returns a figure that shows a measure by any breakdown.
    pub(super) fn any_link(&self, measure: &str) -> Option<Link> {
        self.links.iter().find(|((shown, _), _)| shown == measure).map(|(_, link)| link.clone())
    }

    /// Remembers that a theme was touched, for the questions to the team.
    pub(super) fn touch(&mut self, measure: &str) {
        self.topics.extend(Topic::of_measure(measure));
    }

    /// Returns the themes that were touched.
    pub(super) fn topics(&self) -> impl Iterator<Item = Topic> + '_ {
        self.topics.iter().copied()
    }
}

/// Returns a text as an anchor: small letters without accents, digits and hyphens.
pub(super) fn slug(text: &str) -> String {
    let mut slug = String::new();
    for letter in text.to_lowercase().chars() {
        let plain = match letter {
            'à' | 'á' | 'â' | 'ä' => 'a',
            'è' | 'é' | 'ê' | 'ë' => 'e',
            'ì' | 'í' | 'î' | 'ï' => 'i',
            'ò' | 'ó' | 'ô' | 'ö' => 'o',
            'ù' | 'ú' | 'û' | 'ü' => 'u',
            'ç' => 'c',
            other => other,
        };
        if plain.is_ascii_alphanumeric() {
            slug.push(plain);
        } else if !slug.is_empty() && !slug.ends_with('-') {
            slug.push('-');
        }
    }
    let slug = slug.trim_end_matches('-');
    if slug.starts_with(|letter: char| letter.is_ascii_alphabetic()) {
        slug.to_owned()
    } else {
        format!("x-{slug}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_of_the_body_takes_the_room_of_figures() {
        let mut book = Book::default();
        book.candidates.extend((0..15).map(|before| candidate("losse vragen", before, Weight::Aside)));
        book.makes_room(2);
        assert_eq!(book.with_room().chosen.expect("a book with room has chosen").len(), MOST_FIGURES - 2);
    }

    fn candidate(name: &str, before: usize, weight: Weight) -> Candidate {
        Candidate { name: name.to_owned(), before, weight }
    }

    #[test]
    fn what_matters_most_has_a_place_whatever_comes_before_it() {
        let mut book = Book::default();
        book.candidates.extend((0..15).map(|before| candidate("losse vragen", before, Weight::Aside)));
        book.candidates.push(candidate("verandering", 0, Weight::Main));
        let chosen = book.with_room().chosen.expect("a book with room has chosen");
        assert_eq!(chosen.len(), MOST_FIGURES);
        assert!(chosen.iter().any(|figure| figure.name == "verandering"));
        // Of what matters alike, the last falls out.
        assert!(chosen.iter().all(|figure| figure.before < 14));
    }
}
