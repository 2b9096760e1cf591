//! Sets of roles whose people are counted together: a finer set that hardly has more groups than either.
//!
//! Each programme has one level, and gender, origin and cohort make a few hundred groups: one count of those costs
//! half of two. How a roll is counted changes no number. Leaves out counting (`count`).

use super::grouped::Numbering;
use super::keying::{Keying, Way, ways};
use super::roll::Rows;

/// So many rows, the first ones, show how many groups a set has.
const LOOKED_AT: usize = 1 << 14;

/// After so many rows each time, a set is left alone if it has too many groups already.
const AT_ONCE: usize = 1 << 10;

/// So many groups are few: their counters stay at hand.
const FEW: usize = 256;

/// Returns the sets to be counted beside `keyings`, each instead of two or more of them.
pub(super) fn shared<'a>(keyings: &[Keying<'a>], rows: &Rows) -> Vec<Keying<'a>> {
    if rows.len() <= LOOKED_AT {
        // Of few rows counting costs next to nothing.
        return Vec::new();
    }
    let counted = ways(keyings, rows.len(), |_, _| true).into_iter().filter(|(_, way)| *way == Way::Counted);
    let mut left: Vec<Seen<'_>> = counted
        .map(|(place, _)| keyings[place].clone())
        .filter(|keying| keying.is_worth_adding(rows.len()))
        .filter_map(|keying| Seen::of(keying, rows, LOOKED_AT))
        .collect();
    // Each time one takes the place of two or more, so there is a last time.
    while let Some(found) = closest(&left, rows) {
        left.retain(|one| !found.keying.has_all_of(&one.keying));
        left.push(found);
    }
    let is_made = |seen: &Seen<'_>| !keyings.iter().any(|own| own.has_all_of(&seen.keying));
    left.into_iter().filter(is_made).map(|seen| seen.keying).collect()
}

/// A set of roles, and how many groups it has among the rows that were looked at.
struct Seen<'a> {
    keying: Keying<'a>,
    groups: usize,
}

impl<'a> Seen<'a> {
    /// Returns a set of roles with its groups; `None` where there are more than `most`.
    fn of(keying: Keying<'a>, rows: &Rows, most: usize) -> Option<Self> {
        let (mut keys, mut numbering) = (Vec::new(), Numbering::new(keying.size()));
        let end = LOOKED_AT.min(rows.len());
        for start in (0..end).step_by(AT_ONCE) {
            keying.keys(&rows.at(start..end.min(start + AT_ONCE)), &mut keys);
            keys.iter().for_each(|key| _ = numbering.number(*key));
            if numbering.keys.len() > most {
                return None;
            }
        }
        Some(Self { keying, groups: numbering.keys.len() })
    }
}

/// Returns the set of the roles of two of `sets` that has the fewest groups; `None` where those are many.
fn closest<'a>(sets: &[Seen<'a>], rows: &Rows) -> Option<Seen<'a>> {
    let pairs =
        sets.iter().enumerate().flat_map(|(at, one)| sets[at + 1..].iter().map(move |other| (one, other)));
    let both = pairs.filter_map(|(one, other)| {
        let keying = one.keying.and(&other.keying);
        if !keying.is_worth_adding(rows.len()) {
            return None;
        }
        let most = one.groups.max(other.groups);
        Seen::of(keying, rows, FEW.max(most + most / 8))
    });
    both.min_by_key(|seen| seen.groups)
}

#[cfg(test)]
mod tests {
    use super::super::keying::tests::column;
    use super::*;
    use crate::model::Role;

    #[test]
    fn sets_are_counted_together_where_that_makes_few_groups() {
        let n = 60_000_u16;
        let columns = [
            column(Role::Gender, &["v", "m"], (0..n).map(|row| row % 2).collect()),
            column(Role::Level, &["mbo", "hbo", "wo"], (0..n).map(|row| row % 300 % 3).collect()),
            column(Role::Programme, &vec!["een"; 300], (0..n).map(|row| row % 300).collect()),
            column(Role::Institution, &vec!["een"; 400], (0..n).map(|row| row % 401 % 400).collect()),
        ];
        let of = |roles: &[Role]| Keying::of(roles, &columns);
        let sets =
            [&[Role::Gender][..], &[Role::Level], &[Role::Programme], &[Role::Institution], &[]].map(of);
        // Row 2n and 2n + 300 have one programme, and so one level and one gender.
        let found = shared(&sets, &Rows::All(usize::from(n)));
        assert!(found.len() == 1 && found[0].size() == 3 * 4 * 301, "{}", found.len());
        assert!(sets[..3].iter().all(|set| found[0].refines(set)) && !found[0].refines(&sets[3]));
        assert!(shared(&sets, &Rows::All(LOOKED_AT)).is_empty());
    }

    #[test]
    fn a_set_that_is_counted_anyway_is_not_made_again() {
        let n = 60_000_u16;
        let columns = [Role::Gender, Role::Level, Role::Form, Role::Programme]
            .map(|role| column(role, &["een", "twee"], (0..n).map(|row| row % 300 % 2).collect()));
        let of = |roles: &[Role]| Keying::of(roles, &columns);
        let all = [Role::Gender, Role::Level, Role::Form, Role::Programme];
        // Two breakdowns may name the same roles.
        let sets = [of(&all), of(&all), of(&all[..2]), of(&[])];
        assert!(shared(&sets, &Rows::All(usize::from(n))).is_empty());
        // With one that no other holds beside it, there is one set of all.
        let sets = [of(&all[..3]), of(&all[1..]), of(&all[..2]), of(&[])];
        let found = shared(&sets, &Rows::All(usize::from(n)));
        assert!(found.len() == 1 && found[0].size() == 81);
    }
}
