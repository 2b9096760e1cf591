//! What a plan withholds, counted: for whoever runs the program, never for a report.

use crate::results::{Plan, Step, Table, Visibility};
use crate::tabulation::Cube;

/// What a plan withholds, and how it prints less precisely than it could.
///
/// Counts are over all sources that are not open data. Whoever is in several groups counts in each.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Account {
    /// Groups with people, everybody together not counted.
    pub groups: usize,
    /// Those of which not even the size is told.
    pub withheld_groups: usize,
    /// The people in the groups.
    pub people: u64,
    /// The people in groups that are withheld.
    pub withheld_people: u64,
    /// Tables: the groups by one set of features within one scope.
    pub tables: usize,
    /// Tables in round numbers: otherwise a group that is withheld could be subtracted.
    pub rounded: usize,
    /// Tables of combinations without distributions of answers: too many of their groups are small.
    pub without_distributions: usize,
    /// Distributions whose outer answers are shown together: hardly anybody gave one of them.
    pub merged: usize,
}

impl Account {
    /// Counts what a plan withholds of what was counted.
    #[must_use]
    pub fn of(plan: &Plan, cube: &Cube) -> Self {
        let mut account = Self {
            without_distributions: plan.without_distributions.len(),
            merged: plan.merged.len(),
            ..Self::default()
        };
        let closed = cube.populations.iter().enumerate();
        for (place, tabulated) in closed.filter(|(_, tabulated)| !tabulated.population.public) {
            let mut tables: Vec<Table> =
                tabulated.cells.keys().map(|group| plan.table(place, group)).collect();
            tables.sort();
            tables.dedup();
            account.tables += tables.len();
            account.rounded +=
                tables.iter().filter(|table| plan.steps.get(table) == Some(&Step::Coarse)).count();
            for (group, cell) in tabulated.cells.iter().filter(|(group, _)| !group.roles().is_empty()) {
                let people = cell.people.most;
                if people == 0 {
                    continue;
                }
                account.groups += 1;
                account.people += people;
                if plan.visibility(place, None, group) == Visibility::Withheld {
                    account.withheld_groups += 1;
                    account.withheld_people += people;
                }
            }
        }
        account
    }
}
