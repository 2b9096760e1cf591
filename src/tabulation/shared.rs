//! Sets of roles whose people are counted together: a finer set that hardly has more groups than either.
//!
//! Each programme has one level, and gender, origin and cohort make a few hundred groups: one count of those costs
//! half of two. How a roll is counted changes no number. Leaves out counting (`count`).

use super::grouped::Numbering;
use super::keying::{Keying, Way, ways};
use super::roll::Rows;

/// So many rows, the first ones, show how many groups a set has.
const LOOKED_AT: usize = 1 << 14;

/// So many groups are few: their counters stay at hand.
const FEW: usize = 256;

/// Returns the sets to be counted beside `keyings`, each instead of two or more of them.
pub(super) fn shared<'a>(keyings: &[Keying<'a>], rows: &Rows) -> Vec<Keying<'a>> {
    if rows.len() <= LOOKED_AT {
        // Of few rows counting costs next to nothing.
        return Vec::new();
    }
    let counted = ways(keyings, rows.len(), |_, _| true).into_iter().filter(|(_, way)| *way == Way::Counted);
    let seen = |keying: Keying<'a>| Seen { groups: groups(&keying, rows), keying };
    let mut left: Vec<Seen<'_>> = counted
        .map(|(place, _)| keyings[place].clone())
        .filter(|keying| keying.is_worth_adding(rows.len()))
        .map(seen)
        .collect();
    let mut made = Vec::new();
    while let Some(found) = closest(&left, rows) {
        left.retain(|one| !found.keying.refines(&one.keying));
        made.retain(|one| !found.keying.refines(one));
        made.push(found.keying.clone());
        left.push(found);
    }
    made
}

/// A set of roles, and how many groups it has among the rows that were looked at.
struct Seen<'a> {
    keying: Keying<'a>,
    groups: usize,
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
        let groups = groups(&keying, rows);
        let most = one.groups.max(other.groups);
        (groups <= FEW.max(most + most / 8)).then_some(Seen { keying, groups })
    });
    both.min_by_key(|seen| seen.groups)
}

fn groups(keying: &Keying<'_>, rows: &Rows) -> usize {
    let (mut keys, mut numbering) = (Vec::new(), Numbering::new(keying.size()));
    keying.keys(&rows.at(0..LOOKED_AT.min(rows.len())), &mut keys);
    keys.into_iter().for_each(|key| _ = numbering.number(key));
    numbering.keys.len()
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
}
