//! What stands in a text: every find with its place, and per group how many per 1,000 words.
//!
//! Leaves out how it is printed. A text below [`LEAST_WORDS`] words has counts and no rate.

use crate::model::Language;

use super::find::{Hit, find};
use super::list::WordList;
use super::prose::{Place, Prose};
use super::token::{Start, Tokens, as_read};

/// The fewest words of which a number per 1,000 says anything: below it, one word more or less changes it by 5 or more.
pub const LEAST_WORDS: usize = 200;

/// How much of a text is looked at to find its language.
const SAMPLE: usize = 50_000;

/// What stands in a text.
#[derive(Debug, Clone, PartialEq)]
pub struct Review {
    /// The words of the text, those of descriptions of images included; numbers are no words.
    pub words: usize,
    /// How many of the words stand in pieces of each language, of the lists in their order.
    pub words_by_list: Vec<usize>,
    /// Every find, in the order of the text.
    pub found: Vec<Found>,
    /// Per list and group how many there are; groups without a find included.
    pub counted: Vec<Counted>,
}

/// One find.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// Where it stands.
    pub place: Place,
    /// The words as they stand in the text.
    pub text: String,
    /// Which list it is from, by its place.
    pub list: usize,
    /// Which group of the list, by its place.
    pub group: usize,
    /// In which part of the text.
    pub part: Part,
    /// What could stand there instead of just this word; the group may have advice for all.
    pub instead: Option<String>,
}

/// A part of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// What a reader reads.
    Text,
    /// What an image is said to show.
    Image,
}

/// How many finds a group has.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Counted {
    /// The list, by its place.
    pub list: usize,
    /// The group of the list, by its place.
    pub group: usize,
    /// How many there are.
    pub count: usize,
    /// How many per 1,000 words in the language of the list; `None` below [`LEAST_WORDS`] of them.
    pub per_thousand: Option<f64>,
}

/// Lays the lists over a text; each paragraph gets the list of its own language.
///
/// A paragraph that tells no language gets that of the text, and a text that tells none the first list. Without a list
/// there are words and no finds.
#[must_use]
pub fn review(prose: &Prose, lists: &[WordList]) -> Review {
    let mut made =
        Review { words: 0, words_by_list: vec![0; lists.len()], found: Vec::new(), counted: Vec::new() };
    let mut places = prose.places();
    let (mut tokens, mut hits): (Tokens, Vec<Hit>) = (Tokens::default(), Vec::new());
    let main = main_list(prose, lists);
    let blocks = prose.blocks.iter().map(|block| (block, Part::Text));
    for (block, part) in blocks.chain(prose.descriptions.iter().map(|block| (block, Part::Image))) {
        tokens.fill(&prose.plain, block.clone());
        let words = tokens.all.iter().filter(|token| token.start != Start::Digit).count();
        made.words += words;
        let place = most_votes(&votes(&tokens, lists)).unwrap_or(main);
        let Some(list) = lists.get(place) else { continue };
        made.words_by_list[place] += words;
        find(list, &tokens, &mut hits);
        for hit in &hits {
            let pattern = &list.index.patterns[hit.pattern];
            let Some(group) = pattern.group else { continue };
            let range = tokens.all[hit.first].place.start..tokens.all[hit.last].place.end;
            made.found.push(Found {
                place: places.of_plain(range.start),
                text: as_read(&prose.plain[range]),
                list: place,
                group,
                part,
                instead: pattern.instead_of(tokens.word(hit.first)),
            });
        }
    }
    made.found.sort_by_key(|found| found.place);
    made.counted = counted(&made, lists);
    made
}

fn counted(review: &Review, lists: &[WordList]) -> Vec<Counted> {
    let mut counted = Vec::new();
    for (list, words) in review.words_by_list.iter().enumerate().filter(|(_, words)| **words > 0) {
        for group in 0..lists[list].groups.len() {
            let count =
                review.found.iter().filter(|found| found.list == list && found.group == group).count();
            #[expect(clippy::cast_precision_loss, reason = "words of a text stay far below 2^52")]
            let per_thousand = (*words >= LEAST_WORDS).then(|| count as f64 * 1000.0 / *words as f64);
            counted.push(Counted { list, group, count, per_thousand });
        }
    }
    counted
}

impl Review {
    /// Returns the languages that pieces of the text are in, most words first.
    #[must_use]
    pub fn languages(&self, lists: &[WordList]) -> Vec<Language> {
        let mut places: Vec<usize> = (0..lists.len()).filter(|list| self.words_by_list[*list] > 0).collect();
        places.sort_by_key(|list| usize::MAX - self.words_by_list[*list]);
        places.into_iter().map(|list| lists[list].language).collect()
    }
}

/// How many words of a block are common in the language of each list.
fn votes(tokens: &Tokens, lists: &[WordList]) -> Vec<usize> {
    let is_common = |list: &WordList, at: usize| list.common.contains(tokens.word(at));
    // Thirty words tell the language of a paragraph.
    let sample = 0..tokens.all.len().min(30);
    lists.iter().map(|list| sample.clone().filter(|at| is_common(list, *at)).count()).collect()
}

/// The list with most votes, or `None` where two have as many.
fn most_votes(votes: &[usize]) -> Option<usize> {
    let most = votes.iter().max().copied().filter(|most| *most > 0)?;
    let mut winners = votes.iter().enumerate().filter(|(_, votes)| **votes == most);
    let (first, _) = winners.next()?;
    winners.next().is_none().then_some(first)
}

/// The list for the language of the text as a whole.
fn main_list(prose: &Prose, lists: &[WordList]) -> usize {
    let mut tokens = Tokens::default();
    let mut all = vec![0; lists.len()];
    for block in prose.blocks.iter().take_while(|block| block.start < SAMPLE) {
        tokens.fill(&prose.plain, block.clone());
        all.iter_mut().zip(votes(&tokens, lists)).for_each(|(sum, votes)| *sum += votes);
    }
    most_votes(&all).unwrap_or(0)
}
