//! What a scan of public or made-up data may share in full: how many people have each score, and cross-products.
//!
//! Nothing comes out of a population that is protected: there the published numbers are all there is.

use crate::disclosure::Group;
use crate::model::Role;
use crate::results::{Plan, Visibility};
use crate::tabulation::{Cube, VariableKind};

use super::file::Products;
use super::make::Extra;

/// Returns the scores and cross-products of scales, of the groups that the plan shows in full.
#[must_use]
pub fn extras(cube: &Cube, plan: &Plan) -> Vec<Extra> {
    let mut found = Vec::new();
    for (place, tabulated) in cube.populations.iter().enumerate().filter(|(place, _)| plan.is_open(*place)) {
        let variables = tabulated.population.variables.iter().enumerate();
        for (variable, described) in
            variables.filter(|(_, described)| matches!(described.kind, VariableKind::Scale { .. }))
        {
            for (group, cell) in tabulated.cells.iter().filter(|(group, _)| is_agreed(group, plan.per)) {
                if plan.visibility(place, Some(variable), group) != Visibility::Shown {
                    continue;
                }
                let counts = tabulated.counts(cell, variable).iter().zip(&described.categories);
                let scores = counts
                    .filter(|(count, _)| **count > 0)
                    .filter_map(|(count, category)| Some((category.value?, u64::from(*count))))
                    .collect();
                let products = tabulated.complete_cases(cell, variable).map(|cases| {
                    let items = cases.sums.len();
                    let upper =
                        (0..items).flat_map(|i| (i..items).map(move |j| cases.products[i * items + j]));
                    Products { n: cases.n, sums: cases.sums.clone(), products: upper.collect() }
                });
                found.push(Extra {
                    source: tabulated.population.source.clone(),
                    period: tabulated.population.period.clone(),
                    measure: described.measure.clone(),
                    group: group.clone(),
                    scores,
                    products,
                });
            }
        }
    }
    found
}

fn is_agreed(group: &Group, per: Option<Role>) -> bool {
    let roles = group.roles();
    let mut others = roles.iter().filter(|role| Some(**role) != per);
    matches!((others.next(), others.next()), (None | Some(Role::Gender | Role::Sex), None))
}
