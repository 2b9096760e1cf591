//! Sets of people, named by what they have in common.
//!
//! The same people are one `Group` wherever a report shows them: the women of school 28DN are
//! `{gender: vrouw, institution: 28DN}` in the report of that school and in a table over all schools.

use std::collections::BTreeMap;
use std::fmt;

use crate::model::Role;

/// The label of people without an answer, in `results.csv` and inside the program.
pub const MISSING_LABEL: &str = "missing";

/// Everybody who has each of these levels; the empty group is everybody.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Group(BTreeMap<Role, String>);

impl Group {
    /// Returns the group of everybody.
    #[must_use]
    pub fn everybody() -> Self {
        Self::default()
    }

    /// Returns the group of those in this one who also have `level` of `role`.
    #[must_use]
    pub fn and(&self, role: Role, level: impl Into<String>) -> Self {
        let mut levels = self.0.clone();
        levels.insert(role, level.into());
        Self(levels)
    }

    /// Returns the group without the condition on `role`.
    #[must_use]
    pub fn without(&self, role: Role) -> Self {
        let mut levels = self.0.clone();
        levels.remove(&role);
        Self(levels)
    }

    /// Returns the group with conditions on `roles` only.
    #[must_use]
    pub fn within(&self, roles: &[Role]) -> Self {
        Self(self.0.iter().filter(|(role, _)| roles.contains(role)).map(|(r, l)| (*r, l.clone())).collect())
    }

    /// Returns the level of `role`, or `None` where the group has no condition on it.
    #[must_use]
    pub fn level(&self, role: Role) -> Option<&str> {
        self.0.get(&role).map(String::as_str)
    }

    /// Returns the roles that the group has conditions on, in the order of [`Role`].
    #[must_use]
    pub fn roles(&self) -> Vec<Role> {
        self.0.keys().copied().collect()
    }

    /// Returns the `group` column of `results.csv`: the levels in the order of `by`, joined by `*`.
    #[must_use]
    pub fn label(&self, by: &[Role]) -> String {
        let levels: Vec<String> =
            by.iter().filter_map(|role| self.level(*role)).map(|level| level.replace('*', "\\*")).collect();
        levels.join("*")
    }
}

/// The people whom a report is about.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Scope {
    /// Everybody in the scan.
    #[default]
    All,
    /// Everybody at one school, or with one level of another role.
    Unit(Unit),
}

/// One level of a role that has a report of its own.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Unit {
    /// The role.
    pub role: Role,
    /// The level as files write it, such as a code: names the scope and its folder.
    pub code: String,
    /// The level as groups are named.
    pub label: String,
}

impl Scope {
    /// Returns the people in the scope as a group.
    #[must_use]
    pub fn group(&self) -> Group {
        match self {
            Self::All => Group::everybody(),
            Self::Unit(unit) => Group::everybody().and(unit.role, unit.label.clone()),
        }
    }

    /// Returns the unit that the scope is about, or `None` where it is everybody.
    #[must_use]
    pub fn unit(&self) -> Option<&Unit> {
        match self {
            Self::All => None,
            Self::Unit(unit) => Some(unit),
        }
    }
}

impl fmt::Display for Scope {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::All => f.write_str("all"),
            Self::Unit(unit) => write!(f, "{}={}", unit.role, unit.code),
        }
    }
}
