//! Declared coarser groups, used before anything is withheld (DISCLOSURE.md, sections 0 and 4).
//!
//! One level is either fine or part of a coarser group in the whole run: fine groups beside coarser ones would tell
//! the difference. Leaves out merging of answers (`cover`), and levels for which no coarser group is declared.

use std::collections::BTreeMap;

use crate::model::{Coarsening, Role};
use crate::tabulation::{Cube, Group, Tabulated};

use super::Policy;

/// The share of the cells of a table, in percent, above which it is coarsened first.
pub(super) const MOST_SMALL: usize = 15;

/// Coarser groups that a run shows, with the table that asks for them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Merged {
    /// The groups.
    pub coarsening: Coarsening,
    /// The breakdown of the table; where each school has one of its own, of all of them together.
    pub by: Vec<Role>,
    /// The source of the table.
    pub source: String,
    /// The round, year or cohort of the table.
    pub period: String,
    /// How many cells it has as it is.
    pub cells: usize,
    /// How many of those are below the minimum.
    pub small: usize,
}

/// Returns which of the declared coarser groups are shown in place of the levels: where too many cells of some table
/// are below the minimum, and fewer are once the groups are coarser.
///
/// Roles are taken in order, each beside those that are coarser already. The role with a report per level stays.
#[must_use]
pub fn coarser_groups(
    cube: &Cube,
    policy: &Policy,
    declared: &[Coarsening],
    per: Option<Role>,
) -> Vec<Merged> {
    let mut chosen: Vec<Merged> = Vec::new();
    // Where everything is open nothing but what is below the minimum is withheld.
    for coarsening in declared.iter().filter(|own| !policy.exact && Some(own.role) != per) {
        let before: Vec<&Coarsening> = chosen.iter().map(|merged| &merged.coarsening).collect();
        let tables = cube.populations.iter().filter(|tabulated| is_protected(tabulated));
        let asking = tables.flat_map(|tabulated| {
            let minimum = policy.minimum_of(&tabulated.population);
            of_tables(cube, tabulated, coarsening, &before, minimum)
        });
        // The table that asks most; of several the first.
        let most = asking.reduce(
            |most, next| {
                if next.small * most.cells > most.small * next.cells { next } else { most }
            },
        );
        chosen.extend(most);
    }
    chosen
}

fn is_protected(tabulated: &Tabulated) -> bool {
    !tabulated.population.public && tabulated.population.pooled.is_empty()
}

/// Returns the tables by the role of `coarsening` that have too many small cells, and fewer with coarser groups.
fn of_tables(
    cube: &Cube,
    tabulated: &Tabulated,
    coarsening: &Coarsening,
    before: &[&Coarsening],
    minimum: u64,
) -> Vec<Merged> {
    let mut with: Vec<&Coarsening> = before.to_vec();
    let finer = sizes(cube, tabulated, coarsening.role, &with);
    with.push(coarsening);
    let coarser = sizes(cube, tabulated, coarsening.role, &with);
    let small = |sizes: &BTreeMap<Group, u64>| sizes.values().filter(|people| **people < minimum).count();
    let mut asking = Vec::new();
    for (by, sizes) in &finer {
        let (cells, few) = (sizes.len(), small(sizes));
        if few * 100 > cells * MOST_SMALL && coarser.get(by).is_some_and(|coarser| small(coarser) < few) {
            asking.push(Merged {
                coarsening: coarsening.clone(),
                by: by.clone(),
                source: tabulated.population.source.clone(),
                period: tabulated.population.period.clone(),
                cells,
                small: few,
            });
        }
    }
    asking
}

/// Returns the people of each group by a role, per set of roles, with coarser groups; groups without people are left out.
fn sizes(
    cube: &Cube,
    tabulated: &Tabulated,
    role: Role,
    coarsenings: &[&Coarsening],
) -> BTreeMap<Vec<Role>, BTreeMap<Group, u64>> {
    let mut sizes: BTreeMap<Vec<Role>, BTreeMap<Group, u64>> = BTreeMap::new();
    let with_people =
        tabulated.cells.iter().filter(|(group, cell)| group.level(role).is_some() && cell.people.most > 0);
    for (group, cell) in with_people {
        let coarse = coarsenings.iter().fold(group.clone(), |group, own| renamed(cube, &group, own));
        *sizes.entry(group.roles()).or_default().entry(coarse).or_default() += cell.people.most;
    }
    sizes
}

fn renamed(cube: &Cube, group: &Group, coarsening: &Coarsening) -> Group {
    let name = |level: &crate::model::Level| level.label.get(cube.language).to_owned();
    let holds =
        |own: &&crate::model::CoarseGroup, label: &str| own.of.iter().any(|level| name(level) == label);
    let coarse =
        group.level(coarsening.role).and_then(|label| coarsening.groups.iter().find(|own| holds(own, label)));
    coarse.map_or_else(|| group.clone(), |coarse| group.and(coarsening.role, name(&coarse.level)))
}
