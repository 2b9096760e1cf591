//! What a scan of public or made-up data may share in full: how many people have each score, cross-products, and the
//! people of each programme.
//!
//! Nothing comes out of a population that is protected: there the published numbers are all there is.

use std::collections::BTreeMap;

use crate::disclosure::Group;
use crate::model::Role;
use crate::results::{Plan, Visibility};
use crate::tabulation::{Cube, STATUS, Tabulated, Variable, VariableKind};

use super::file::{Products, StratumCount};
use super::make::Extra;

/// Returns the scores and cross-products of scales and the strata of shares, of the groups that the plan shows in full.
#[must_use]
pub fn extras(cube: &Cube, plan: &Plan) -> Vec<Extra> {
    let mut found = Vec::new();
    for (place, tabulated) in cube.populations.iter().enumerate().filter(|(place, _)| plan.is_open(*place)) {
        for (variable, described) in tabulated.population.variables.iter().enumerate() {
            let open = Open { tabulated, variable, described };
            let groups = tabulated.cells.keys().filter(|group| {
                is_agreed(group, plan.per)
                    && plan.visibility(place, Some(variable), group) == Visibility::Shown
            });
            for group in groups {
                match described.kind {
                    VariableKind::Scale { .. } => found.push(open.scale(group)),
                    VariableKind::Outcome | VariableKind::Completion { .. } => {
                        let answers: Vec<usize> = (0..described.categories.len())
                            .filter(|category| described.categories[*category].success)
                            .collect();
                        found.extend(open.strata(group, plan.per, &described.measure, &answers));
                    }
                    VariableKind::Status { .. } => {
                        found.extend((0..STATUS.len()).filter_map(|state| {
                            open.strata(group, plan.per, &described.part_measure(state), &[state])
                        }));
                    }
                    _ => {}
                }
            }
        }
    }
    found
}

/// One variable of a population of which everything may be told.
struct Open<'a> {
    tabulated: &'a Tabulated,
    variable: usize,
    described: &'a Variable,
}

impl Open<'_> {
    fn extra(&self, measure: &str, group: &Group) -> Extra {
        Extra {
            source: self.tabulated.population.source.clone(),
            period: self.tabulated.population.period.clone(),
            measure: measure.to_owned(),
            group: group.clone(),
            scores: Vec::new(),
            products: None,
            strata: Vec::new(),
        }
    }

    fn scale(&self, group: &Group) -> Extra {
        let cell = self.tabulated.cell(group);
        let counts = self.tabulated.counts(cell, self.variable).iter().zip(&self.described.categories);
        let scores = counts
            .filter(|(count, _)| **count > 0)
            .filter_map(|(count, category)| Some((category.value?, u64::from(*count))))
            .collect();
        let products = self.tabulated.complete_cases(cell, self.variable).map(|cases| {
            let items = cases.sums.len();
            let upper = (0..items).flat_map(|i| (i..items).map(move |j| cases.products[i * items + j]));
            Products { n: cases.n, sums: cases.sums.clone(), products: upper.collect() }
        });
        Extra { scores, products, ..self.extra(&self.described.measure, group) }
    }

    /// Returns how many people of a group are in each programme, and how many of them gave one of the answers; `None`
    /// where the source knows no place, or the group is everybody.
    fn strata(&self, group: &Group, per: Option<Role>, measure: &str, answers: &[usize]) -> Option<Extra> {
        let role = group.roles().into_iter().find(|role| Some(*role) != per)?;
        let table = self.tabulated.strata.get(&role)?;
        let own = group.roles();
        let inner: Vec<Role> = table.places.iter().copied().filter(|place| !own.contains(place)).collect();
        let mut counted: BTreeMap<String, StratumCount> = BTreeMap::new();
        for (place, cell) in table.cells.iter().filter(|(place, _)| place.within(&own) == *group) {
            let place = place.label(&inner);
            let counts = self.tabulated.counts(cell, self.variable);
            let given = answers.iter().filter_map(|answer| counts.get(*answer)).map(|n| u64::from(*n));
            let stratum = counted.entry(place.clone()).or_insert(StratumCount { place, count: 0, n: 0 });
            stratum.count += given.sum::<u64>();
            stratum.n += self.tabulated.answered(cell, self.variable);
        }
        Some(Extra { strata: counted.into_values().collect(), ..self.extra(measure, group) })
    }
}

fn is_agreed(group: &Group, per: Option<Role>) -> bool {
    let roles = group.roles();
    let mut others = roles.iter().filter(|role| Some(**role) != per);
    matches!((others.next(), others.next()), (None | Some(Role::Gender | Role::Sex), None))
}
