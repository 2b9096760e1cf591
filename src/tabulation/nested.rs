//! Which groups by one feature of education lie wholly within a group by another: each programme is in one domain.
//!
//! Readers know that without a table that says so, and subtract. Only features of education: that all women of a
//! school happen to be young is no common knowledge. Leaves out what follows from it (`disclosure`).

use std::collections::{BTreeMap, BTreeSet};

use crate::model::{Language, Role};

use super::Group;
use super::keying::Keying;
use super::roll::{Roll, Weight};

/// The features that readers know of each other. A programme that is given at several levels is within none of them.
const EDUCATION: [Role; 6] =
    [Role::Level, Role::Form, Role::Location, Role::Sector, Role::Domain, Role::Programme];

/// How many rows are looked at together.
const ROWS: usize = 1 << 14;

/// Which levels of two features people have together.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Nested(BTreeMap<[Role; 2], BTreeSet<Group>>);

impl Nested {
    /// Returns which levels the people of a roll have together, of features that some breakdown names.
    pub(super) fn of(roll: &Roll<'_>, breakdowns: &[Vec<Role>], language: Language) -> Self {
        let is_told = |role: &Role| {
            roll.population.roles.contains(role) && breakdowns.iter().flatten().any(|r| r == role)
        };
        let roles: Vec<Role> = EDUCATION.into_iter().filter(is_told).collect();
        let pairs =
            roles.iter().enumerate().flat_map(|(i, one)| roles[i + 1..].iter().map(|two| [*one, *two]));
        Self(pairs.map(|pair| (pair, together(roll, pair, language))).collect())
    }

    /// Takes in what people of another table have together.
    pub(super) fn merge(&mut self, other: Self) {
        for (pair, groups) in other.0 {
            self.0.entry(pair).or_default().extend(groups);
        }
    }

    /// Returns the levels of `whole` that fall apart into levels of `part`, with those: nobody of these has another level.
    #[must_use]
    pub fn parts(&self, whole: Role, part: Role) -> BTreeMap<&str, Vec<&str>> {
        let groups =
            [[whole, part], [part, whole]].into_iter().filter_map(|pair| self.0.get(&pair)).flatten();
        let mut parts: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        let mut wholes: BTreeMap<&str, usize> = BTreeMap::new();
        for group in groups {
            let (Some(of), Some(own)) = (group.level(whole), group.level(part)) else { continue };
            parts.entry(of).or_default().push(own);
            *wholes.entry(own).or_default() += 1;
        }
        parts.retain(|_, parts| parts.iter().all(|own| wholes.get(own) == Some(&1)));
        parts
    }

    /// Returns the pairs of features that are compared, each both ways: the whole and the part.
    pub fn pairs(&self) -> impl Iterator<Item = [Role; 2]> {
        self.0.keys().flat_map(|[one, two]| [[*one, *two], [*two, *one]])
    }
}

fn together(roll: &Roll<'_>, roles: [Role; 2], language: Language) -> BTreeSet<Group> {
    let keying = Keying::of(&roles, roll.groups);
    let mut seen = vec![false; usize::try_from(keying.size()).unwrap_or_default()];
    let mut keys = Vec::new();
    for start in (0..roll.rows.len()).step_by(ROWS) {
        let rows = roll.rows.at(start..(start + ROWS).min(roll.rows.len()));
        keying.keys(&rows, &mut keys);
        let of_people =
            keys.iter().enumerate().filter(|(place, _)| has_people(&roll.weight, rows.at(*place)));
        for (_, key) in of_people {
            if let Some(seen) = usize::try_from(*key).ok().and_then(|key| seen.get_mut(key)) {
                *seen = true;
            }
        }
    }
    let held = (0_u64..).zip(&seen).filter(|(_, seen)| **seen);
    let naming = keying.naming(language);
    held.map(|(key, _)| naming.group(key)).collect()
}

fn has_people(weight: &Weight<'_>, row: usize) -> bool {
    match weight {
        Weight::Cell { most, .. } => most[row] > 0,
        _ => true,
    }
}
