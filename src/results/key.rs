//! The key of a row: which number it is. No two rows share one.

use crate::model::Role;
use crate::tabulation::{Group, Scope};

use super::Statistic;

/// What a comparison compares with.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Against {
    /// Nothing: a number of one group.
    #[default]
    Nothing,
    /// The other groups shown, together; only stated groups.
    Others,
    /// Another group of the same breakdown.
    Group(String),
    /// The same group in another round or year.
    Period(String),
    /// A dated figure from outside.
    Benchmark(String),
}

impl Against {
    /// Returns the `against` column of `results.csv`.
    #[must_use]
    pub fn word(&self) -> String {
        match self {
            Self::Nothing => String::new(),
            Self::Others => "others".to_owned(),
            Self::Group(label) => label.clone(),
            Self::Period(period) => format!("period:{period}"),
            Self::Benchmark(name) => format!("benchmark:{name}"),
        }
    }
}

/// Which number a row holds, in the order in which rows are sorted.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Key {
    /// Whose report it is in.
    pub scope: Scope,
    /// The name of the source.
    pub source: String,
    /// The round, year or cohort.
    pub period: String,
    /// What was measured.
    pub measure: String,
    /// The roles that people are grouped by, in the order of the scan; empty for everybody.
    pub by: Vec<Role>,
    /// The people, the scope included.
    pub group: Group,
    /// The other side of a comparison.
    pub against: Against,
    /// What the number is.
    pub statistic: Statistic,
    /// The answer, for distributions.
    pub category: String,
}

impl Key {
    /// Returns the `by` column of `results.csv`.
    #[must_use]
    pub fn by_word(&self) -> String {
        self.by.iter().map(|role| role.word()).collect::<Vec<_>>().join("*")
    }

    /// Returns the `group` column of `results.csv`.
    #[must_use]
    pub fn group_label(&self) -> String {
        self.group.label(&self.by)
    }
}
