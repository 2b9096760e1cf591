//! Of which groups reliability, ranks and medians may be told (DISCLOSURE.md, section 7).
//!
//! Such statistics are no sums, so bounds along lines do not see what they tell together. They are told of
//! groups of 30 people and more, and only where the people beside them are nobody or as many as the minimum.

use std::collections::BTreeSet;

use crate::results::{Plan, SPREAD_MIN, Visibility};
use crate::tabulation::VariableKind;

use super::Policy;
use super::ladder::Draft;
use super::lines::Line;

/// Writes down the scales of groups whose spread is not told.
pub(super) fn hide_spread(draft: &Draft<'_>, policy: &Policy, plan: &mut Plan) {
    let variables = &draft.tabulated.population.variables;
    let scales = (0..variables.len())
        .filter(|variable| matches!(variables[*variable].kind, VariableKind::Scale { .. }));
    for variable in scales {
        for group in hidden(draft, policy, variable) {
            plan.without_spread.insert((draft.population, variable, draft.release.groups[group].clone()));
        }
    }
}

fn hidden(draft: &Draft<'_>, policy: &Policy, variable: usize) -> BTreeSet<usize> {
    let release = draft.release;
    let people = |group: usize| draft.answered(variable, group);
    let is_small = |group: &usize| {
        people(*group) < SPREAD_MIN || draft.visibility(Some(variable), *group) == Visibility::Withheld
    };
    let mut hidden: BTreeSet<usize> = (0..release.groups.len()).filter(is_small).collect();
    if policy.exact {
        return hidden;
    }
    loop {
        let before = hidden.len();
        for Line { parent, children } in &release.lines {
            let told: Vec<usize> = children.iter().copied().filter(|child| !hidden.contains(child)).collect();
            let all = people(*parent);
            let beside = |some: u64| all.saturating_sub(some);
            // Of a group that is not told nobody may be left either: its one part is the group by another name.
            let is_silent = hidden.contains(parent) && all >= SPREAD_MIN;
            if hidden.contains(parent) && !is_silent {
                continue;
            }
            let is_told = |few: u64| (few > 0 || is_silent) && few < draft.minimum;
            let rest = beside(told.iter().map(|child| people(*child)).sum());
            hidden.extend(told.into_iter().filter(|child| is_told(rest) || is_told(beside(people(*child)))));
        }
        if hidden.len() == before {
            return hidden;
        }
    }
}
