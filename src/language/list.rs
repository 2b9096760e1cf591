//! Word lists: which words and forms are looked for, in which groups, and what could stand there instead.
//!
//! A list is a TOML file; `surveys/language` has ours, and says where each comes from. Leaves out the search (`find`).

use std::collections::{BTreeMap, BTreeSet};

use crate::codebook::{Place, Reading, Section, read};
use crate::model::{Fault, FaultKind, Language, Severity, Text};

use super::find::{Index, Pattern, Shape};
use super::token::cut;

const BUILT_IN: [(&str, &str); 2] = [
    ("nl.toml", include_str!("../../surveys/language/nl.toml")),
    ("en.toml", include_str!("../../surveys/language/en.toml")),
];

/// A word list, ready to be searched for.
#[derive(Debug, Clone)]
pub struct WordList {
    /// The language of the texts that it is for.
    pub language: Language,
    /// Its name, with what is known of it.
    pub title: Text,
    /// Its groups, in order of their id.
    pub groups: Vec<Group>,
    pub(super) common: BTreeSet<String>,
    pub(super) names: BTreeSet<String>,
    pub(super) titles: BTreeSet<String>,
    pub(super) index: Index,
}

/// Words that are alike: job titles, agentic words, and so on.
#[derive(Debug, Clone)]
pub struct Group {
    /// A word for programs, the same in all languages.
    pub id: String,
    /// The name.
    pub name: Text,
    /// What its words have in common, and what that means.
    pub about: Text,
    /// What could stand there instead, where a word has no alternative of its own.
    pub instead: Option<Text>,
    pub(super) skips: Vec<Skip>,
    pub(super) pairs: BTreeMap<String, String>,
    pub(super) only: BTreeMap<String, Context>,
}

/// When a word of a group is no find.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Skip {
    /// With m/v/x, or with the other word of its pair beside it.
    OpenForm,
    /// After a first name or a title: it is a surname.
    Surname,
    /// Soon after a first name: it is about that person.
    Named,
}

/// Between which words one word is a find: what tells a possessive from a verb.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Context {
    pub(super) after: BTreeSet<String>,
    pub(super) after_ending: Vec<String>,
    pub(super) not_after: BTreeSet<String>,
    pub(super) not_before: BTreeSet<String>,
    pub(super) not_before_start: Vec<String>,
}

/// The words of `skip`, and what each means.
const SKIPS: [(&str, Skip); 3] =
    [("open_form", Skip::OpenForm), ("surname", Skip::Surname), ("named", Skip::Named)];

/// The languages of texts that are read.
const LANGUAGES: [(&str, Language); 2] = [("nl", Language::Dutch), ("en", Language::English)];

impl WordList {
    /// Returns the lists that the program carries, Dutch and English.
    ///
    /// # Errors
    ///
    /// None as long as the tests pass: they read both.
    pub fn built_in() -> Result<Vec<Self>, Vec<Fault>> {
        BUILT_IN.iter().map(|(file, text)| Self::parse(file, text)).collect()
    }

    /// Returns the list that a TOML text declares; `file` is how faults name it.
    ///
    /// # Errors
    ///
    /// Every fault at once: a key that no list knows, a value of another kind, a language other than `nl` or `en`, a word without
    /// a letter, a word that stands there twice in a group, and a list without a word.
    pub fn parse(file: &str, text: &str) -> Result<Self, Vec<Fault>> {
        let list = read(file, text, list)?;
        if list.index.patterns.iter().any(|pattern| pattern.group.is_some()) {
            return Ok(list);
        }
        let message = Text::new("er staat geen woord in deze lijst", "this list has no word");
        let hint = Text::new(
            "schrijf een groep met `words` of `instead`, zoals in surveys/language/nl.toml",
            "write a group with `words` or `instead`, as in surveys/language/en.toml",
        );
        Err(vec![Fault::in_file(Severity::Refused, FaultKind::Configuration, file, message, hint)])
    }
}

fn list(root: &mut Section<'_>, reading: &mut Reading<'_>) -> WordList {
    let is_named = root.has("language");
    let language = root.choice(reading, "language", &LANGUAGES);
    if !is_named {
        missing(root, "language", "\"nl\"", reading);
    }
    let title = text(root, "title", reading);
    let [common, names, titles] = ["common", "names", "titles"].map(|key| {
        let words = root.strings(reading, key).map_or_else(Vec::new, |found| found.value);
        words.iter().map(|word| word.to_lowercase()).collect()
    });
    let (mut groups, mut index) = (Vec::new(), Index::default());
    if let Some(mut sections) = root.table(reading, "group") {
        let mut entries = sections.take_all();
        entries.sort_by_key(|entry| entry.key);
        for entry in entries {
            let Some(section) = reading.table(&entry) else { continue };
            groups.push(group(entry.key, section, groups.len(), &mut index, reading));
        }
    }
    WordList {
        language: language.map_or(Language::Dutch, |found| found.value),
        title,
        groups,
        common,
        names,
        titles,
        index,
    }
}

fn group(
    id: &str,
    mut section: Section<'_>,
    place: usize,
    index: &mut Index,
    reading: &mut Reading<'_>,
) -> Group {
    let (name, about) = (text(&mut section, "name", reading), text(&mut section, "about", reading));
    let mut patterns = Patterns { seen: BTreeSet::new(), index };
    let mut advice = None;
    if let Some(mut instead) = section.table(reading, "instead") {
        if instead.has("nl") && instead.has("en") {
            advice = instead.languages(reading);
            instead.finish(reading);
        } else {
            for entry in instead.take_all() {
                let own = reading.string(&entry).map(|found| found.value);
                patterns.add(entry.key, Some(place), own, &entry.place, reading);
            }
        }
    }
    for (key, group) in [("words", Some(place)), ("except", None)] {
        let Some(found) = section.strings(reading, key) else { continue };
        for word in &found.value {
            patterns.add(word, group, None, &found.place, reading);
        }
    }
    let made = Group {
        id: id.to_owned(),
        name,
        about,
        instead: advice,
        skips: skips(&mut section, reading),
        pairs: pairs(&mut section, reading),
        only: only(&mut section, reading),
    };
    section.finish(reading);
    made
}

fn skips(section: &mut Section<'_>, reading: &mut Reading<'_>) -> Vec<Skip> {
    let Some(found) = section.strings(reading, "skip") else { return Vec::new() };
    let known = SKIPS.map(|(word, _)| word);
    let mut skips = Vec::new();
    for word in &found.value {
        match SKIPS.iter().find(|(known, _)| known == word) {
            Some((_, skip)) => skips.push(*skip),
            None => reading.refuse_word(&found.place, word, &Text::new("dit woord", "this word"), &known),
        }
    }
    skips
}

fn pairs(section: &mut Section<'_>, reading: &mut Reading<'_>) -> BTreeMap<String, String> {
    let Some(mut pairs) = section.table(reading, "pairs") else { return BTreeMap::new() };
    let entries = pairs.take_all();
    let pair =
        |entry| reading.string(entry).map(|other| (entry.key.to_lowercase(), other.value.to_lowercase()));
    entries.iter().filter_map(pair).collect()
}

fn only(section: &mut Section<'_>, reading: &mut Reading<'_>) -> BTreeMap<String, Context> {
    let Some(mut words) = section.table(reading, "only") else { return BTreeMap::new() };
    let mut only = BTreeMap::new();
    for entry in words.take_all() {
        let Some(mut written) = reading.table(&entry) else { continue };
        let mut words = |key| written.strings(reading, key).map_or_else(Vec::new, |found| found.value);
        let context = Context {
            after: words("after").into_iter().collect(),
            after_ending: words("after_ending"),
            not_after: words("not_after").into_iter().collect(),
            not_before: words("not_before").into_iter().collect(),
            not_before_start: words("not_before_start"),
        };
        written.finish(reading);
        only.insert(entry.key.to_lowercase(), context);
    }
    only
}

/// Returns the text of a key that a list cannot do without; empty where it is not there, which is told.
fn text(section: &mut Section<'_>, key: &'static str, reading: &mut Reading<'_>) -> Text {
    let entry = section.take(key);
    let is_there = entry.is_some();
    let text = entry.and_then(|entry| reading.text(&entry));
    if !is_there {
        missing(section, key, "{ nl = \"…\", en = \"…\" }", reading);
    }
    text.unwrap_or_else(|| Text::same(""))
}

fn missing(section: &Section<'_>, key: &str, example: &str, reading: &mut Reading<'_>) {
    let message = Text::new(format!("`{key}` ontbreekt"), format!("`{key}` is missing"));
    let hint = Text::new(format!("schrijf `{key} = {example}`"), format!("write `{key} = {example}`"));
    reading.refuse(&section.place, None, message, hint);
}

/// Adds words to the index, and tells of those that cannot be looked for.
struct Patterns<'i> {
    seen: BTreeSet<String>,
    index: &'i mut Index,
}

impl Patterns<'_> {
    fn add(
        &mut self,
        word: &str,
        group: Option<usize>,
        instead: Option<String>,
        place: &Place,
        reading: &mut Reading<'_>,
    ) {
        if word.trim_matches('*').contains('*') || word.starts_with("**") || word.ends_with("**") {
            let message = Text::new(
                "een sterretje kan alleen voor of achter een woord",
                "a star can stand before or behind a word only",
            );
            let hint = Text::new(
                "schrijf \"vak*\" of \"*man\", of schrijf de woorden voluit",
                "write \"vak*\" or \"*man\", or write the words in full",
            );
            reading.refuse(place, Some(word), message, hint);
            return;
        }
        let Some(pattern) = pattern(word, group, instead) else {
            let message = Text::new("hier staat geen letter om te zoeken", "there is no letter to look for");
            let hint = Text::new("schrijf een woord, of haal dit weg", "write a word, or remove this");
            reading.refuse(place, Some(word), message, hint);
            return;
        };
        if self.seen.insert(word.to_lowercase()) {
            self.index.add(pattern);
            return;
        }
        let message = Text::new("dit woord staat al in deze groep", "this word is already in this group");
        let hint = Text::new("haal een van beide weg", "remove one of them");
        reading.refuse(place, Some(word), message, hint);
    }
}

/// Returns what to look for, or `None` where there is no letter in it.
fn pattern(word: &str, group: Option<usize>, instead: Option<String>) -> Option<Pattern> {
    let ending = word.strip_prefix('*');
    let bare = ending.unwrap_or(word);
    let stem = bare.strip_suffix('*');
    let words = cut(stem.unwrap_or(bare));
    let shape = match (ending, stem) {
        (None, None) => Shape::Whole,
        (None, Some(_)) => Shape::Start,
        (Some(_), None) => Shape::End,
        (Some(_), Some(_)) => Shape::Within,
    };
    (!words.is_empty()).then(|| Pattern::new(words, shape, group, instead))
}
