//! Tables of counts of the same people, cut in different ways: never added up, and each bounds the others.
//!
//! Where a publisher hid small cells, the total of one table lies between two numbers. Another table of the same
//! people hid other cells, so that the true total lies between both pairs. Sources of one name are such tables
//! by declaration; open sources of different names are recognised by agreeing wherever they can be compared.
//! Leaves out margins finer than the groups that are counted.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::{Column, Counts, MISSING, Role};

use super::tabulated::Tabulated;
use super::{Group, People};

/// Sweeps over the groups after which bounds are taken as they are.
const MOST_SWEEPS: usize = 12;

/// How far the bounds of a total may lie apart, as a part of it, for a table to be recognised by it.
const CLOSE: u64 = 100;

/// A table of counts of one year.
pub(super) struct Counted {
    pub(super) tabulated: Tabulated,
    /// The schools that are in it, by the values of the file.
    pub(super) schools: BTreeSet<String>,
}

/// Returns the schools that a table of counts holds, by the values of the file.
pub(super) fn schools(counts: &Counts) -> BTreeSet<String> {
    let column: Option<&Column> = counts.groups.iter().find(|column| column.role == Role::Institution);
    column.map_or_else(BTreeSet::new, |column| {
        let codes: BTreeSet<u16> = column.codes.iter().copied().filter(|code| *code != MISSING).collect();
        let level = |code: u16| column.levels.get(usize::from(code));
        codes.into_iter().filter_map(level).map(|level| level.raw.clone()).collect()
    })
}

/// Joins tables of the same people, and narrows the bounds of each by the others.
pub(super) fn join(tables: Vec<Counted>) -> Vec<Tabulated> {
    let mut joined: Vec<Counted> = Vec::new();
    for table in tables {
        let own = &table.tabulated.population;
        let same = joined.iter_mut().find(|known| {
            let known = &known.tabulated.population;
            (&known.source, &known.period, known.family) == (&own.source, &own.period, own.family)
        });
        match same {
            Some(known) => known.take(table),
            None => joined.push(table),
        }
    }
    let mut tables: Vec<Tabulated> = joined.into_iter().map(|counted| counted.tabulated).collect();
    let others: Vec<Vec<usize>> = (0..tables.len()).map(|place| recognised(&tables, place)).collect();
    let as_read: Vec<BTreeMap<Group, People>> = tables
        .iter()
        .map(|table| table.cells.iter().map(|(group, cell)| (group.clone(), cell.people)).collect())
        .collect();
    for (table, others) in tables.iter_mut().zip(&others) {
        for (group, cell) in &mut table.cells {
            for other in others.iter().filter_map(|other| as_read[*other].get(group)) {
                cell.people = narrowed(cell.people, *other);
            }
        }
        pass_down(table);
    }
    tables
}

impl Counted {
    /// Takes in another table of the same name and year: other schools are added, other cuts are not.
    fn take(&mut self, other: Self) {
        let are_parts =
            !self.schools.is_empty() && !other.schools.is_empty() && self.schools.is_disjoint(&other.schools);
        self.schools.extend(other.schools);
        let (own, other) = (&mut self.tabulated, other.tabulated);
        for role in &other.population.roles {
            if !own.population.roles.contains(role) {
                own.population.roles.push(*role);
            }
        }
        own.population.public &= other.population.public;
        own.nested.merge(other.nested);
        for (group, cell) in other.cells {
            match own.cells.get_mut(&group) {
                None => {
                    own.cells.insert(group, cell);
                }
                Some(known) if are_parts => known.merge(&cell),
                Some(known) => known.people = narrowed(known.people, cell.people),
            }
        }
        for (role, strata) in other.strata {
            let own = own.strata.entry(role).or_default();
            if own.places.is_empty() {
                *own = strata;
            } else if are_parts && own.places == strata.places {
                for (group, cell) in strata.cells {
                    own.cells.entry(group).or_default().merge(&cell);
                }
            }
        }
    }
}

/// Returns what two tables say together; where they contradict each other, everything that either allows.
fn narrowed(one: People, other: People) -> People {
    let both = People { least: one.least.max(other.least), most: one.most.min(other.most) };
    if both.least <= both.most {
        both
    } else {
        People { least: one.least.min(other.least), most: one.most.max(other.most) }
    }
}

/// Returns the other open tables that count the same people as the one at `place`.
fn recognised(tables: &[Tabulated], place: usize) -> Vec<usize> {
    let own = &tables[place].population;
    let is_same_release = |other: &Tabulated| {
        let other = &other.population;
        own.public && other.public && own.source != other.source && own.family == other.family
    };
    (0..tables.len())
        .filter(|other| {
            let other = &tables[*other];
            is_same_release(other)
                && own.period == other.population.period
                && years_agree(tables, &own.source, &other.population.source)
        })
        .collect()
}

/// Returns whether two sources agree in every group that both count, in every year that both have.
fn years_agree(tables: &[Tabulated], one: &str, other: &str) -> bool {
    tables.iter().filter(|table| table.population.source == one).all(|first| {
        let same = |second: &&Tabulated| {
            let (first, second) = (&first.population, &second.population);
            second.source == other && second.period == first.period && second.family == first.family
        };
        tables.iter().find(same).is_none_or(|second| agree(first, second))
    })
}

fn agree(first: &Tabulated, second: &Tabulated) -> bool {
    let total = first.cell(&Group::everybody()).people;
    // Bounds far apart overlap with anything.
    if total.most == 0 || (total.most - total.least) * CLOSE > total.most {
        return false;
    }
    first.cells.iter().all(|(group, cell)| {
        second.cells.get(group).is_none_or(|other| {
            cell.people.least <= other.people.most && other.people.least <= cell.people.most
        })
    })
}

/// Narrows the parts of each group by the group itself: what the whole leaves beside the other parts.
fn pass_down(table: &mut Tabulated) {
    if table.cells.values().all(|cell| cell.people.exact().is_some()) {
        return;
    }
    let groups: Vec<Group> = table.cells.keys().cloned().collect();
    let sets: BTreeSet<Vec<Role>> = groups.iter().map(Group::roles).collect();
    for _ in 0..MOST_SWEEPS {
        let mut changed = false;
        for parts in &sets {
            let wholes = sets
                .iter()
                .filter(|set| set.len() < parts.len() && set.iter().all(|role| parts.contains(role)));
            for whole in wholes {
                changed |= pass_to(table, &groups, whole, parts);
            }
        }
        if !changed {
            return;
        }
    }
}

fn pass_to(table: &mut Tabulated, groups: &[Group], whole: &[Role], parts: &[Role]) -> bool {
    let mut members: BTreeMap<Group, Vec<&Group>> = BTreeMap::new();
    for group in groups.iter().filter(|group| group.roles() == parts) {
        members.entry(group.within(whole)).or_default().push(group);
    }
    let mut changed = false;
    for (whole, parts) in members {
        let Some(whole) = table.cells.get(&whole).map(|cell| cell.people) else { continue };
        let sum = |of: fn(&People) -> u64, table: &Tabulated| -> u64 {
            parts.iter().map(|part| of(&table.cell(part).people)).sum()
        };
        let (mut least, mut most) = (sum(|people| people.least, table), sum(|people| people.most, table));
        for part in &parts {
            let Some(cell) = table.cells.get_mut(*part) else { continue };
            let own = cell.people;
            let by_whole = People {
                least: whole.least.saturating_sub(most - own.most),
                most: whole.most.saturating_sub(least - own.least),
            };
            let both = People { least: own.least.max(by_whole.least), most: own.most.min(by_whole.most) };
            if both.least <= both.most && both != own {
                cell.people = both;
                least += both.least - own.least;
                most -= own.most - both.most;
                changed = true;
            }
        }
    }
    changed
}
