//! Rare answers within a group that is shown: merged with a neighbour, banded, or withheld beside a band.
//!
//! "All women said no" tells about each of them; "all but one" tells the one about all others.

use std::borrow::Cow;

use crate::results::{Answers, Cover, Outer, Plan};
use crate::tabulation::VariableKind;

use super::ladder::{Changed, Draft};
use super::policy::BAND_MIN;

/// The share of groups, in percent, in which a state may be rare before it is told of no group.
const MOST_RARE: usize = 15;

/// Returns whether an answer is too rare, or too common, to be shown as it is.
pub(super) fn is_rare(count: u64, n: u64) -> bool {
    count.min(n - count) < BAND_MIN
}

impl Draft<'_> {
    /// Shows the outer answers of a variable together, in the whole table that a group is in.
    pub(super) fn merge(&mut self, variable: usize, group: usize) {
        if self.is_frozen(Some(variable), group) {
            return;
        }
        self.merged[variable][self.release.table_of[group]] = Outer::Together;
    }

    /// Returns whether a group shows each answer of a question on its own.
    pub(super) fn shows_apart(&self, variable: usize, group: usize) -> bool {
        self.tabulated.population.variables[variable].kind == VariableKind::Item
            && self.merged[variable][self.release.table_of[group]] == Outer::Apart
    }

    /// Returns the outer answers that some table shows together; none where no table does.
    pub(super) fn shown_together(&self, variable: usize) -> Vec<Answers> {
        if !self.merged[variable].contains(&Outer::Together) {
            return Vec::new();
        }
        let answers = Plan::answers_shown(self.categories(variable), Outer::Together);
        answers.into_iter().filter(|answers| answers.0.len() > 1).collect()
    }

    /// Returns the answers that a group shows together with these, or `None` where it shows them apart.
    pub(super) fn together<'b>(
        &self,
        variable: usize,
        group: usize,
        answers: &'b Answers,
    ) -> Option<Cow<'b, Answers>> {
        if self.merged[variable][self.release.table_of[group]] == Outer::Apart {
            return Some(Cow::Borrowed(answers));
        }
        let mut shown = self.answers(variable, group).into_iter();
        shown.find(|shown| answers.0.iter().all(|answer| shown.0.contains(answer))).map(Cow::Owned)
    }
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
        let large: Vec<usize> = (0..draft.release.groups.len())
            .filter(|group| draft.answered(variable, *group) >= draft.minimum)
            .collect();
        let scattered = if draft.is_partition(variable) { scattered(draft, variable, &large) } else { None };
        for group in large {
            cover_group(draft, variable, group, scattered.as_deref().unwrap_or_default());
        }
    }
}

/// Returns the two rarest states, if the rarest is rare in so many groups that it is told of none.
///
/// Neither is then told of any group, and of no group can it be computed: what the others leave over is both together.
fn scattered(draft: &Draft<'_>, variable: usize, large: &[usize]) -> Option<Vec<usize>> {
    let states = draft.answers(variable, draft.everybody());
    let order = least_wanted_first(draft, variable, draft.everybody(), &states, 0..states.len());
    let [rarest, next, _, ..] = order[..] else { return None };
    let is_rare_in = |group: &&usize| {
        is_rare(draft.count(variable, &states[rarest], **group), draft.answered(variable, **group))
    };
    let n_rare = large.iter().filter(is_rare_in).count();
    (n_rare * 100 > large.len() * MOST_RARE).then(|| vec![rarest, next])
}

fn cover_group(draft: &mut Draft<'_>, variable: usize, group: usize, scattered: &[usize]) {
    let n = draft.answered(variable, group);
    let answers = draft.answers(variable, group);
    let counts: Vec<u64> = answers.iter().map(|answers| draft.count(variable, answers, group)).collect();
    let mut covered: Vec<usize> = (0..answers.len()).filter(|i| is_rare(counts[*i], n)).collect();
    for i in &covered {
        draft.set_cover(variable, group, &answers[*i], Cover::Banded);
    }
    for i in scattered.iter().filter(|i| !covered.contains(i)).collect::<Vec<_>>() {
        draft.set_cover(variable, group, &answers[*i], Cover::Withheld);
        covered.push(*i);
    }
    if covered.is_empty() || answers.len() == 1 {
        return;
    }
    let rest = (0..answers.len()).filter(|i| !covered.contains(i));
    let mut rest = least_wanted_first(draft, variable, group, &answers, rest).into_iter();
    // Of states the shown ones tell how many people are in the others; of answers, that these are few.
    let least = if draft.is_partition(variable) { BAND_MIN } else { draft.minimum };
    while covered.len() < 2 || covered.iter().map(|i| counts[*i]).sum::<u64>() < least {
        let Some(next) = rest.next() else { break };
        draft.set_cover(variable, group, &answers[next], Cover::Withheld);
        covered.push(next);
    }
}

/// Covers one of some states of a group that shows the others, and as many of those as it takes; says whether any was
/// left.
///
/// One state less is one number less; withholding the group would take all of them.
pub(super) fn cover_further(
    draft: &mut Draft<'_>,
    variable: usize,
    group: usize,
    states: &[usize],
) -> Changed {
    let all = draft.answers(variable, group);
    let is_covered = |i: &usize| draft.cover(variable, group, &all[*i]).is_some();
    let (own, others): (Vec<usize>, Vec<usize>) =
        (0..all.len()).partition(|i| all[*i].0.iter().all(|state| states.contains(state)));
    let mut left: Vec<usize> = Vec::new();
    if !own.iter().any(is_covered) {
        left.extend(least_wanted_first(draft, variable, group, &all, own.into_iter()).first());
    }
    let (covered, open): (Vec<usize>, Vec<usize>) = others.into_iter().partition(is_covered);
    // States hide each other, and one that is hidden already needs one more beside it.
    let more = if left.is_empty() { 1 } else { 1_usize.saturating_sub(covered.len()) };
    left.extend(least_wanted_first(draft, variable, group, &all, open.into_iter()).iter().take(more));
    let is_shown = |i: &usize| !is_covered(i) && !left.contains(i);
    if left.is_empty() || !(0..all.len()).any(|i| is_shown(&i)) {
        return Changed::No;
    }
    for i in left {
        draft.set_cover(variable, group, &all[i], Cover::Withheld);
    }
    Changed::Yes
}

/// Returns answers in the order in which they are covered: in all groups alike, so that groups do not tell of each other.
///
/// Of a partition the answer that the fewest people of all gave comes first; of a question, of this group.
fn least_wanted_first(
    draft: &Draft<'_>,
    variable: usize,
    group: usize,
    answers: &[Answers],
    of: impl Iterator<Item = usize>,
) -> Vec<usize> {
    let by = if draft.is_partition(variable) { draft.everybody() } else { group };
    let mut of: Vec<usize> = of.collect();
    of.sort_by_key(|i| (draft.count(variable, &answers[*i], by), *i));
    of
}
