//! Rare answers within a group that is shown: merged with a neighbour, banded, or withheld beside a band.
//!
//! "All women said no" tells about each of them; "all but one" tells the one about all others.

use crate::results::{Answers, Cover};
use crate::tabulation::VariableKind;

use super::ladder::Draft;
use super::policy::BAND_MIN;

/// Returns whether an answer is too rare, or too common, to be shown as it is.
pub(super) fn is_rare(count: u64, n: u64) -> bool {
    count.min(n - count) < BAND_MIN
}

/// Decides which distributions show their outer answers together: per table, for all its groups alike.
pub(super) fn merge_rare_answers(draft: &mut Draft<'_>) {
    for variable in 0..draft.tabulated.population.variables.len() {
        let described = &draft.tabulated.population.variables[variable];
        let answers = draft.categories(variable).to_vec();
        let is_ordered = answers.iter().all(|category| described.categories[*category].value.is_some());
        if described.kind != VariableKind::Item || !is_ordered || answers.len() < 4 {
            continue;
        }
        for group in 0..draft.release.groups.len() {
            let n = draft.answered(variable, group);
            let rare = |category: &usize| is_rare(draft.count(variable, &Answers(vec![*category]), group), n);
            if n >= draft.minimum && answers.iter().any(rare) {
                draft.merge(variable, group);
            }
        }
    }
}

/// Covers rare answers, and beside them as many others as it takes that a rare one cannot be computed.
pub(super) fn cover_rare_answers(draft: &mut Draft<'_>) {
    for variable in 0..draft.tabulated.population.variables.len() {
        if !draft.tabulated.population.variables[variable].is_distribution() {
            continue;
        }
        for group in 0..draft.release.groups.len() {
            if draft.answered(variable, group) >= draft.minimum {
                cover_group(draft, variable, group);
            }
        }
    }
}

fn cover_group(draft: &mut Draft<'_>, variable: usize, group: usize) {
    let n = draft.answered(variable, group);
    let answers = draft.answers(variable, group);
    let counts: Vec<u64> = answers.iter().map(|answers| draft.count(variable, answers, group)).collect();
    let mut covered: Vec<usize> = (0..answers.len()).filter(|i| is_rare(counts[*i], n)).collect();
    for i in &covered {
        draft.set_cover(variable, group, &answers[*i], Cover::Banded);
    }
    if covered.is_empty() || answers.len() == 1 {
        return;
    }
    let mut rest: Vec<usize> = (0..answers.len()).filter(|i| !covered.contains(i)).collect();
    rest.sort_by_key(|i| (counts[*i], *i));
    let mut rest = rest.into_iter();
    while covered.len() < 2 || covered.iter().map(|i| counts[*i]).sum::<u64>() < draft.minimum {
        let Some(next) = rest.next() else { break };
        draft.set_cover(variable, group, &answers[next], Cover::Withheld);
        covered.push(next);
    }
}
