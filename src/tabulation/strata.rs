//! Groups within strata, such as women within each programme: what gaps between like and like are computed from.
//!
//! Leaves out every statistic. These counts are finer than the tables of a report and are never printed as they are.

use std::collections::BTreeMap;

use crate::model::Role;

use super::cell::Cell;
use super::{Family, Group, Population, VariableKind};

/// The roles that say who people are, so that a gap between their groups can be adjusted.
const PEOPLE: [Role; 7] = [
    Role::Gender,
    Role::Sex,
    Role::Origin,
    Role::FirstGeneration,
    Role::SupportNeed,
    Role::Age,
    Role::PriorEducation,
];

/// The roles that say where people study; the first that a source has is the stratum.
const PLACES: [Role; 5] = [Role::Programme, Role::Domain, Role::Sector, Role::Level, Role::Location];

/// Groups of one role within each stratum.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Strata {
    /// What the strata are: the programme, within each school where the source has schools.
    pub places: Vec<Role>,
    /// Prior education, where the source has it: strata may be cut by it too.
    pub background: Option<Role>,
    /// The counts of each group in each stratum; groups without anybody are not in it.
    pub cells: BTreeMap<Group, Cell>,
}

impl Strata {
    /// Returns the role that names the strata for readers: the programme rather than its school.
    #[must_use]
    pub fn name(&self) -> Option<Role> {
        PLACES.into_iter().find(|place| self.places.contains(place)).or(self.places.first().copied())
    }

    /// Returns every role that its cells differ in, beside the role of the groups.
    pub(super) fn roles(&self) -> Vec<Role> {
        self.places.iter().copied().chain(self.background).collect()
    }
}

/// Returns the strata that a population needs, without counts, by the role of the groups compared.
pub(super) fn designs(
    population: &Population,
    breakdowns: &[Vec<Role>],
    per: Option<Role>,
) -> BTreeMap<Role, Strata> {
    let has_outcome = population.variables.iter().any(|variable| {
        matches!(
            variable.kind,
            VariableKind::Outcome | VariableKind::Status { .. } | VariableKind::Completion { .. }
        )
    });
    let is_roll = !matches!(
        population.family,
        Family::Respondents | Family::Voices | Family::Frame | Family::Staff | Family::Told
    );
    let knows = |role: &Role| population.roles.contains(role);
    let mut designs = BTreeMap::new();
    for by in breakdowns {
        let [role] = by[..] else { continue };
        let is_wanted = has_outcome || is_roll && matches!(role, Role::Sex | Role::Gender);
        if !PEOPLE.contains(&role) || !knows(&role) || !is_wanted {
            continue;
        }
        let place = PLACES.into_iter().find(knows);
        let mut places: Vec<Role> =
            [per, Some(Role::Institution), place].into_iter().flatten().filter(knows).collect();
        places.sort_unstable();
        places.dedup();
        if places.is_empty() {
            continue;
        }
        let background =
            Some(Role::PriorEducation).filter(|known| has_outcome && knows(known) && *known != role);
        designs.insert(role, Strata { places, background, cells: BTreeMap::new() });
    }
    designs
}
