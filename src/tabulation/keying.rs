//! Sets of roles by which people are grouped: the group of each row as a number, and which sets follow from others.
//!
//! Leaves out what is counted of a group (`count`, `complete`).

use std::collections::BTreeSet;

use crate::model::{Column, Language, Name, Role, SomeRows};

use super::{Group, MISSING_LABEL};

/// One set of roles, with the columns that decide a row's group.
#[derive(Debug, Clone)]
pub(super) struct Keying<'a> {
    columns: Vec<&'a Column>,
}

impl<'a> Keying<'a> {
    /// Returns the keying of `roles` by those of `columns` that have them.
    pub(super) fn of(roles: &[Role], columns: &'a [Column]) -> Self {
        let column = |role: &Role| columns.iter().find(|column| column.role == *role);
        Self { columns: roles.iter().filter_map(column).collect() }
    }

    /// Returns how many groups there can be; people without an answer are a group too.
    pub(super) fn size(&self) -> u64 {
        self.columns.iter().fold(1, |size: u64, column| size.saturating_mul(base(column)))
    }

    /// Returns whether adding up its groups, of so many rows, saves time beside counting those.
    pub(super) fn is_worth_adding(&self, rows: usize) -> bool {
        self.size().saturating_mul(ROWS_PER_GROUP) <= rows as u64
    }

    /// Puts the group of each of `rows` in `keys`, as a number that is unique within the set of roles.
    pub(super) fn keys(&self, rows: &SomeRows<'_>, keys: &mut Vec<u64>) {
        keys.clear();
        keys.resize(rows.len(), 0);
        for column in &self.columns {
            let base = base(column);
            let digit = |code: u16| u64::from(code).min(base - 1);
            column.codes.each(rows, digit, |place, digit| keys[place] = keys[place] * base + digit);
        }
    }

    /// Returns what the groups are called in a language.
    pub(super) fn naming(&self, language: Language) -> Naming<'_> {
        let of_column = |column: &&Column| -> Vec<Name> {
            let labels = column.levels.iter().map(|level| level.label.get(language));
            labels.chain([MISSING_LABEL]).map(Name::from).collect()
        };
        Naming { keying: self, names: self.columns.iter().map(of_column).collect() }
    }

    /// Returns whether every group of `part` is one or more groups of this set, and not of the same set.
    pub(super) fn refines(&self, part: &Self) -> bool {
        self.columns.len() > part.columns.len() && self.has_all_of(part)
    }

    /// Returns whether every role of `part` is one of this set.
    pub(super) fn has_all_of(&self, part: &Self) -> bool {
        part.columns.iter().all(|column| self.place(column).is_some())
    }

    /// Returns the number that `part` gives the group that this set gives the number `key`.
    pub(super) fn project(&self, key: u64, part: &Self) -> u64 {
        let digits = self.digits(key);
        part.columns.iter().fold(0, |key, column| {
            let digit = self.place(column).map_or(0, |place| digits[place]);
            key * base(column) + digit
        })
    }

    /// Returns the set of the roles of both.
    pub(super) fn and(&self, other: &Self) -> Self {
        let new = other.columns.iter().copied().filter(|column| self.place(column).is_none());
        Self { columns: self.columns.iter().copied().chain(new).collect() }
    }

    fn place(&self, column: &Column) -> Option<usize> {
        self.columns.iter().position(|known| known.role == column.role)
    }

    /// Returns the level of each column that a number holds.
    fn digits(&self, mut key: u64) -> Vec<u64> {
        let mut digits = vec![0; self.columns.len()];
        for (digit, column) in digits.iter_mut().zip(&self.columns).rev() {
            *digit = key % base(column);
            key /= base(column);
        }
        digits
    }
}

/// What the groups of a set are called. Groups share the names of levels: there may be many thousands of them.
pub(super) struct Naming<'k> {
    keying: &'k Keying<'k>,
    /// For each column the names of its levels, and one for people without an answer.
    names: Vec<Vec<Name>>,
}

impl Naming<'_> {
    /// Returns the group that a number stands for.
    pub(super) fn group(&self, key: u64) -> Group {
        let digits = self.keying.digits(key).into_iter().map(|digit| digit as usize);
        let levels = self.keying.columns.iter().zip(&self.names).zip(digits);
        levels.map(|((column, names), digit)| (column.role, names[digit].clone())).collect()
    }
}

/// The levels of a column and one more, for people without an answer.
fn base(column: &Column) -> u64 {
    column.levels.len() as u64 + 1
}

/// Returns the sets of roles by which a roll is counted, each in the order of [`Role`].
///
/// Of `a*b` the groups of `a` are counted too: participation is the share of `b` within `a`.
pub(super) fn role_sets(roles: &[Role], breakdowns: &[Vec<Role>], per: Option<Role>) -> BTreeSet<Vec<Role>> {
    let mut sets = BTreeSet::new();
    let known = breakdowns.iter().filter(|by| by.iter().all(|role| roles.contains(role)));
    let wholes = known.clone().filter_map(|by| by.split_last()).map(|(_, whole)| whole);
    for by in known.map(Vec::as_slice).chain(wholes) {
        let mut set: Vec<Role> = by.to_vec();
        set.sort_unstable();
        set.dedup();
        if let Some(per) = per.filter(|per| roles.contains(per) && !set.contains(per)) {
            let mut within_unit = set.clone();
            within_unit.push(per);
            within_unit.sort_unstable();
            sets.insert(within_unit);
        }
        sets.insert(set);
    }
    sets
}

/// How the counts of one set of roles come about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Way {
    /// From the rows.
    Counted,
    /// As sums of the groups of another set, by its place.
    RolledUp(usize),
}

/// Where a finer set has more groups than one in so many rows, adding them up saves nothing.
const ROWS_PER_GROUP: u64 = 8;

/// Returns for each set whether it is counted or is the sum of another one, and the order in which they can be made.
///
/// `gives(a, b)` says whether what is kept of set a is enough for set b.
pub(super) fn ways(
    keyings: &[Keying<'_>],
    rows: usize,
    gives: impl Fn(usize, usize) -> bool,
) -> Vec<(usize, Way)> {
    let mut order: Vec<usize> = (0..keyings.len()).collect();
    order.sort_by_key(|&place| std::cmp::Reverse(keyings[place].columns.len()));
    order
        .iter()
        .map(|&place| {
            let keying = &keyings[place];
            let finer = |other: &usize| keyings[*other].refines(keying) && gives(*other, place);
            let found =
                order.iter().copied().filter(finer).filter(|other| keyings[*other].is_worth_adding(rows));
            let way = found.min_by_key(|other| keyings[*other].size()).map_or(Way::Counted, Way::RolledUp);
            (place, way)
        })
        .collect()
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::model::{Level, LevelKind, Text};

    pub(in super::super) fn column(role: Role, labels: &[&str], codes: Vec<u16>) -> Column {
        let level = |label: &&str| Level {
            raw: (*label).to_owned(),
            label: Text::same(*label),
            kind: LevelKind::Stated,
        };
        Column { role, levels: labels.iter().map(level).collect(), codes: codes.into(), coarser: None }
    }

    #[test]
    fn a_row_is_in_the_group_that_its_finer_group_is_part_of() {
        let columns = [
            column(Role::Gender, &["v", "m"], vec![0, 1, crate::model::MISSING, 0]),
            column(Role::Origin, &["a", "b", "c"], vec![2, 0, 1, crate::model::MISSING]),
        ];
        let rows = SomeRows::Run(0..4);
        let finer = Keying::of(&[Role::Gender, Role::Origin], &columns);
        let (mut fine, mut coarse) = (Vec::new(), Vec::new());
        finer.keys(&rows, &mut fine);
        for roles in [&[][..], &[Role::Gender], &[Role::Origin]] {
            let coarser = Keying::of(roles, &columns);
            coarser.keys(&rows, &mut coarse);
            let projected: Vec<u64> = fine.iter().map(|key| finer.project(*key, &coarser)).collect();
            assert_eq!(projected, coarse, "{roles:?}");
            assert!(finer.refines(&coarser) && !coarser.refines(&finer));
        }
        assert_eq!(finer.naming(Language::Dutch).group(fine[3]).level(Role::Origin), Some(MISSING_LABEL));
        let keyings = [Keying::of(&[], &columns), finer];
        assert_eq!(ways(&keyings, 1000, |_, _| true), [(1, Way::Counted), (0, Way::RolledUp(1))]);
        assert_eq!(ways(&keyings, 10, |_, _| true)[1], (0, Way::Counted));
    }
}
