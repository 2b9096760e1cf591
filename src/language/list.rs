//! Word lists: which words and forms are looked for, in which groups, and what could stand there instead.
//!
//! A list is a TOML file; `surveys/language` has ours, and says where each comes from. Leaves out the search (`find`).

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;

use crate::model::{Language, Text};

use super::find::{Index, Pattern, Shape};
use super::token::cut;

const BUILT_IN: [&str; 2] =
    [include_str!("../../surveys/language/nl.toml"), include_str!("../../surveys/language/en.toml")];

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
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Skip {
    /// With m/v/x, or with the other word of its pair beside it.
    OpenForm,
    /// After a first name or a title: it is a surname.
    Surname,
    /// Soon after a first name: it is about that person.
    Named,
}

/// Between which words one word is a find: what tells a possessive from a verb.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct Context {
    pub(super) after: BTreeSet<String>,
    pub(super) after_ending: Vec<String>,
    pub(super) not_after: BTreeSet<String>,
    pub(super) not_before: BTreeSet<String>,
    pub(super) not_before_start: Vec<String>,
}

/// Why a word list cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct Malformed {
    /// The line, from 1; `None` where the whole list is meant.
    pub line: Option<usize>,
    /// What is wrong.
    pub message: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    language: String,
    title: Text,
    #[serde(default)]
    common: BTreeSet<String>,
    #[serde(default)]
    names: BTreeSet<String>,
    #[serde(default)]
    titles: BTreeSet<String>,
    group: BTreeMap<String, WrittenGroup>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenGroup {
    name: Text,
    about: Text,
    #[serde(default)]
    instead: Option<Instead>,
    #[serde(default)]
    words: Vec<String>,
    #[serde(default)]
    except: Vec<String>,
    #[serde(default)]
    skip: Vec<Skip>,
    #[serde(default)]
    pairs: BTreeMap<String, String>,
    #[serde(default)]
    only: BTreeMap<String, Context>,
}

/// What could stand instead: a word per word, or one advice for the group under `nl` and `en`.
#[derive(Deserialize)]
#[serde(transparent)]
struct Instead(BTreeMap<String, String>);

impl Instead {
    fn advice(&self) -> Option<Text> {
        let is_advice = self.0.len() == 2 && self.0.contains_key("nl") && self.0.contains_key("en");
        is_advice.then(|| Text::new(&self.0["nl"], &self.0["en"]))
    }
}

impl WordList {
    /// Returns the lists that the program carries, Dutch and English.
    ///
    /// # Errors
    ///
    /// None as long as the tests pass: they read both.
    pub fn built_in() -> Result<Vec<Self>, Malformed> {
        BUILT_IN.iter().map(|text| Self::parse(text)).collect()
    }

    /// Returns the list that a TOML text declares.
    ///
    /// # Errors
    ///
    /// A key that no list knows, a value of another kind, a language other than `nl` or `en`, or a pattern without a letter.
    pub fn parse(text: &str) -> Result<Self, Malformed> {
        let written: Written = toml::from_str(text).map_err(|error| Malformed {
            line: error.span().map(|span| 1 + text[..span.start.min(text.len())].matches('\n').count()),
            message: error.message().to_owned(),
        })?;
        let language = match written.language.as_str() {
            "nl" => Language::Dutch,
            "en" => Language::English,
            other => {
                return Err(Malformed { line: None, message: format!("language `{other}`: write nl or en") });
            }
        };
        let mut index = Index::default();
        let mut groups = Vec::new();
        for (id, group) in written.group {
            let advice = group.instead.as_ref().and_then(Instead::advice);
            let by_word =
                group.instead.filter(|_| advice.is_none()).map_or_else(BTreeMap::new, |instead| instead.0);
            let place = groups.len();
            let words = group.words.iter().map(|word| (word, None));
            let with_own = by_word.iter().map(|(word, instead)| (word, Some(instead.clone())));
            for (word, instead) in words.chain(with_own) {
                index.add(pattern(word, Some(place), instead)?);
            }
            for word in &group.except {
                index.add(pattern(word, None, None)?);
            }
            groups.push(Group {
                id,
                name: group.name,
                about: group.about,
                instead: advice,
                skips: group.skip,
                pairs: group.pairs,
                only: group.only,
            });
        }
        let lower = |words: BTreeSet<String>| words.iter().map(|word| word.to_lowercase()).collect();
        Ok(Self {
            language,
            title: written.title,
            groups,
            common: lower(written.common),
            names: lower(written.names),
            titles: lower(written.titles),
            index,
        })
    }
}

fn pattern(word: &str, group: Option<usize>, instead: Option<String>) -> Result<Pattern, Malformed> {
    let empty = || Malformed { line: None, message: format!("`{word}` has no word to look for") };
    let ending = word.strip_prefix('*');
    let bare = ending.unwrap_or(word);
    let stem = bare.strip_suffix('*');
    let words = cut(stem.unwrap_or(bare));
    if words.is_empty() {
        return Err(empty());
    }
    let shape = match (ending, stem) {
        (None, None) => Shape::Whole,
        (None, Some(_)) => Shape::Start,
        (Some(_), None) => Shape::End,
        (Some(_), Some(_)) => Shape::Within,
    };
    Ok(Pattern::new(words, shape, group, instead))
}
