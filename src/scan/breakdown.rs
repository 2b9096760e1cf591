//! By which roles a number is broken down, and the comparisons that a scan calls primary.
//!
//! Leaves out which levels are shown: `disclosure` decides that.

use std::fmt;

use crate::model::Role;

/// The roles of a breakdown, in the order of `scan.toml`; the total where there are none.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Breakdown(pub Vec<Role>);

/// A comparison declared before anybody saw the answers: `scale.belonging by gender`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Primary {
    /// The measure as in `results.csv`.
    pub measure: String,
    /// The roles whose groups are compared.
    pub by: Breakdown,
}

impl Breakdown {}

impl From<Role> for Breakdown {
    fn from(role: Role) -> Self {
        Self(vec![role])
    }
}

impl fmt::Display for Breakdown {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let words: Vec<&str> = self.0.iter().map(|role| role.word()).collect();
        f.write_str(&words.join("*"))
    }
}

impl fmt::Display for Primary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} by {}", self.measure, self.by)
    }
}
