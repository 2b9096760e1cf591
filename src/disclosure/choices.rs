//! Options of one question: each is its own yes or no, and together they tell more.
//!
//! Everybody in the base ticked something, so what is left by the other options is a lower bound of a hidden one, and
//! the ticks above the number of people are ticks of people who gave more than one answer. Leaves out what one option
//! tells by itself (`cover`) and what groups tell of each other (`bounds`).

use std::collections::BTreeMap;

use crate::model::Base;
use crate::results::{Answers, Cover, Visibility};
use crate::tabulation::VariableKind;

use super::cover::is_rare;
use super::ladder::Draft;
use super::policy::BAND_MIN;

/// Returns the options of each question in which everybody ticked something, by the place of the question.
fn questions(draft: &Draft<'_>) -> Vec<Vec<usize>> {
    let mut found: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (variable, described) in draft.tabulated.population.variables.iter().enumerate() {
        if let VariableKind::Choice { question, base: Base::Ticked } = described.kind {
            found.entry(question).or_default().push(variable);
        }
    }
    found.into_values().collect()
}

/// Covers further options where the shown ones tell about a covered one, or about who ticked more than one.
pub(super) fn cover_overlaps(draft: &mut Draft<'_>) {
    for options in questions(draft) {
        for group in 0..draft.release.groups.len() {
            if draft.answered(options[0], group) >= draft.minimum {
                cover_group(draft, &options, group);
            }
        }
    }
}

fn cover_group(draft: &mut Draft<'_>, options: &[usize], group: usize) {
    let n = draft.answered(options[0], group);
    let mut shown: Vec<(u64, usize)> = Vec::new();
    let mut covered: Vec<u64> = Vec::new();
    for option in options {
        let ticked = ticked(draft, *option, group);
        let count = draft.count(*option, &ticked, group);
        if draft.cover(*option, group, &ticked).is_some() {
            covered.push(count);
        } else {
            shown.push((count, *option));
        }
    }
    shown.sort_unstable();
    let mut shown = shown.into_iter();
    let mut total: u64 = shown.clone().map(|(count, _)| count).sum();
    let tells_overlap = covered.is_empty() && overlap_is_rare(total, n, options.len());
    let mut must = usize::from(tells_overlap);
    // What the shown options leave over is ticked by somebody: a covered option, unless several are covered.
    while must > 0
        || (!covered.is_empty()
            && total < n
            && (covered.len() < 2 || covered.iter().sum::<u64>() < draft.minimum))
    {
        let Some((count, option)) = shown.next() else { break };
        let ticked = ticked(draft, option, group);
        draft.set_cover(option, group, &ticked, Cover::Withheld);
        covered.push(count);
        total -= count;
        must = must.saturating_sub(1);
    }
}

/// Whether the ticks of all options tell that hardly anybody gave more than one answer.
///
/// Of two options the number of people who ticked both is known exactly; of more, one or two ticks too many are
/// those of one or two people.
fn overlap_is_rare(ticks: u64, n: u64, options: usize) -> bool {
    let above = ticks.saturating_sub(n);
    match options {
        0 | 1 => false,
        2 => above > 0 && is_rare(above, n),
        _ => above > 0 && above < BAND_MIN,
    }
}

fn ticked(draft: &Draft<'_>, option: usize, group: usize) -> Answers {
    draft.answers(option, group).into_iter().next().unwrap_or_else(|| Answers(Vec::new()))
}

/// Hides all options of a question in a group in which one had to be hidden for the sake of another group.
///
/// The bounds that protect groups look at one option at a time; without the other options nothing is left over.
pub(super) fn hide_together(draft: &mut Draft<'_>) {
    for options in questions(draft) {
        for group in 0..draft.release.groups.len() {
            let is_hidden = |option: &usize| draft.visibility(Some(*option), group) == Visibility::Withheld;
            if options.iter().any(is_hidden) {
                for option in &options {
                    draft.withhold(Some(*option), group);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ticks_above_the_number_of_people_tell_who_gave_two_answers() {
        assert!(overlap_is_rare(61, 60, 2), "one person ticked both");
        assert!(overlap_is_rare(118, 60, 2), "all but two ticked both");
        assert!(!overlap_is_rare(90, 60, 2));
        assert!(!overlap_is_rare(60, 60, 2), "nobody could tick both: two answers as any");
        assert!(overlap_is_rare(62, 60, 5));
        assert!(!overlap_is_rare(80, 60, 5));
    }
}
