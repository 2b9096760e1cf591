//! The key of a row: which number it is. No two rows share one.

use std::sync::Arc;

use crate::model::{Name, Role};
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
    Group(Name),
    /// The same group in another round or year.
    Period(Name),
    /// A dated figure from outside.
    Benchmark(Name),
}

impl Against {
    /// Returns the `against` column of `results.csv`.
    #[must_use]
    pub fn word(&self) -> String {
        match self {
            Self::Nothing => String::new(),
            Self::Others => "others".to_owned(),
            Self::Group(label) => label.as_str().to_owned(),
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
    pub source: Name,
    /// The round, year or cohort.
    pub period: Name,
    /// What was measured.
    pub measure: Name,
    /// The roles that people are grouped by, in the order of the scan; empty for everybody.
    pub by: Arc<[Role]>,
    /// The people, the scope included.
    pub group: Group,
    /// The other side of a comparison.
    pub against: Against,
    /// What the number is.
    pub statistic: Statistic,
    /// The answer, for distributions.
    pub category: Name,
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
