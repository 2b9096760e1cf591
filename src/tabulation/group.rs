//! Sets of people, named by what they have in common.
//!
//! The same people are one `Group` wherever a report shows them: the women of school 28DN are
//! `{gender: vrouw, institution: 28DN}` in the report of that school and in a table over all schools.

use std::cmp::Ordering;
use std::fmt;
use std::sync::Arc;

use crate::model::{Name, Role};

/// The label of people without an answer, in `results.csv` and inside the program.
pub const MISSING_LABEL: &str = "missing";

/// Everybody who has each of these levels; the empty group is everybody.
///
/// Groups are in keys everywhere, so a clone shares the levels. They are in the order of their roles, one per role.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct Group(Arc<[(Role, Name)]>);

impl Group {
    /// Returns the group of everybody.
    #[must_use]
    pub fn everybody() -> Self {
        Self::default()
    }

    /// Returns the group of those in this one who also have `level` of `role`.
    #[must_use]
    pub fn and(&self, role: Role, level: impl Into<Name>) -> Self {
        let before = self.0.partition_point(|(own, _)| *own < role);
        let after = before + usize::from(self.level(role).is_some());
        let mut levels = Vec::with_capacity(self.0.len() + 1);
        levels.extend_from_slice(&self.0[..before]);
        levels.push((role, level.into()));
        levels.extend_from_slice(&self.0[after..]);
        Self(levels.into())
    }

    /// Returns the group without the condition on `role`.
    #[must_use]
    pub fn without(&self, role: Role) -> Self {
        self.keeping(|own| own != role)
    }

    /// Returns the group with conditions on `roles` only.
    #[must_use]
    pub fn within(&self, roles: &[Role]) -> Self {
        self.keeping(|own| roles.contains(&own))
    }

    fn keeping(&self, is_kept: impl Fn(Role) -> bool) -> Self {
        if self.0.iter().all(|(role, _)| is_kept(*role)) {
            return self.clone();
        }
        Self(self.0.iter().filter(|(role, _)| is_kept(*role)).cloned().collect())
    }

    /// Returns the level of `role`, or `None` where the group has no condition on it.
    #[must_use]
    pub fn level(&self, role: Role) -> Option<&str> {
        self.0.iter().find(|(own, _)| *own == role).map(|(_, level)| level.as_str())
    }

    /// Returns the roles that the group has conditions on, in the order of [`Role`].
    #[must_use]
    pub fn roles(&self) -> Vec<Role> {
        self.0.iter().map(|(role, _)| *role).collect()
    }

    /// Returns the `group` column of `results.csv`: the levels in the order of `by`, joined by `*`.
    #[must_use]
    pub fn label(&self, by: &[Role]) -> String {
        let levels: Vec<String> =
            by.iter().filter_map(|role| self.level(*role)).map(|level| level.replace('*', "\\*")).collect();
        levels.join("*")
    }
}

impl FromIterator<(Role, Name)> for Group {
    /// Makes the group of those who have all these levels, one per role.
    fn from_iter<I: IntoIterator<Item = (Role, Name)>>(levels: I) -> Self {
        let mut levels: Vec<(Role, Name)> = levels.into_iter().collect();
        levels.sort_by_key(|(role, _)| *role);
        Self(levels.into())
    }
}

impl Ord for Group {
    fn cmp(&self, other: &Self) -> Ordering {
        if Arc::ptr_eq(&self.0, &other.0) { Ordering::Equal } else { self.0.cmp(&other.0) }
    }
}

impl PartialOrd for Group {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// The people whom a report is about.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub enum Scope {
    /// Everybody in the scan.
    #[default]
    All,
    /// Everybody at one school, or with one level of another role.
    Unit(Arc<Unit>),
}

/// One level of a role that has a report of its own.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Unit {
    /// The role.
    pub role: Role,
    /// The level as files write it, such as a code: names the scope and its folder.
    pub code: String,
    /// The level as groups are named.
    pub label: Name,
}

impl Ord for Scope {
    fn cmp(&self, other: &Self) -> Ordering {
        match (self, other) {
            (Self::All, Self::All) => Ordering::Equal,
            (Self::All, Self::Unit(_)) => Ordering::Less,
            (Self::Unit(_), Self::All) => Ordering::Greater,
            (Self::Unit(one), Self::Unit(other)) if Arc::ptr_eq(one, other) => Ordering::Equal,
            (Self::Unit(one), Self::Unit(other)) => one.cmp(other),
        }
    }
}

impl PartialOrd for Scope {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
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
