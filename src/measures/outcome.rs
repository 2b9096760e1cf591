//! Outcomes: the share of a group with an answer that counts as success; options: the share that ticked each.

use crate::results::{Answers, Cover, Figure, Rare, Row, Statistic, Unit, Visibility};
use crate::tabulation::{Group, VariableKind};

use super::slice::VariableOf;
use super::{Slice, adjusted, change, comparison, description, intersection, own_mix, panel, retention};

/// Returns the rows of every outcome.
pub(super) fn rows(slice: &Slice<'_>) -> Vec<Row> {
    slice
        .variables()
        .filter(|variable| is_yes_or_no(&variable.described().kind))
        .flat_map(|variable| {
            let mut rows: Vec<Row> =
                slice.groups.iter().flat_map(|group| retention::in_time(slice, variable, group)).collect();
            rows.extend(comparison::of_shares(slice, variable));
            rows.extend(change::of_shares(slice, variable));
            if !slice.is_weighted() {
                rows.extend(adjusted::of_shares(slice, variable));
                rows.extend(intersection::of_shares(slice, variable));
                rows.extend(panel::rows(slice, variable));
                rows.extend(own_mix::of_success(slice, variable));
            }
            rows
        })
        .collect()
}

/// An outcome, or an option of a question with several answers: both are a share of those who were asked.
fn is_yes_or_no(kind: &VariableKind) -> bool {
    matches!(kind, VariableKind::Outcome | VariableKind::Choice { .. })
}

/// Returns the share and the count of successes; also used for completion within some years.
pub(super) fn of_group(slice: &Slice<'_>, variable: VariableOf<'_>, group: &Group) -> Vec<Row> {
    let described = variable.described();
    let share_key = slice.key(&described.measure, group, Statistic::Share);
    let count_key = slice.key(&described.measure, group, Statistic::Count);
    if !variable.is_exact(slice.cell(group)) {
        let is_shown = slice.visibility(Some(variable.place), group) == Visibility::Shown;
        let bounds = Figure::Bounds(variable.success_bounds(slice.cell(group)));
        let n = variable.answered(slice.cell(group));
        return match is_shown {
            true => vec![slice.row(share_key, bounds, Unit::Share, n, "bounds")],
            false => vec![slice.withheld(share_key, Unit::Share), slice.withheld(count_key, Unit::People)],
        };
    }
    let tally = variable.tally(slice.cell(group));
    let n = tally.n();
    let successes = success(variable);
    let cover = if slice.visibility(Some(variable.place), group) == Visibility::Shown {
        slice.plan.cover(slice.population, variable.place, group, &successes)
    } else {
        Some(Cover::Withheld)
    };
    let share =
        match cover {
            None => description::share_of(slice, variable, group, |answer| successes.0.contains(&answer))
                .row(slice, share_key, Unit::Share),
            // A band is about people: three of them may carry a larger share of the weight.
            Some(Cover::Banded) if !slice.is_weighted() => {
                slice.row(share_key, Figure::Rare(Rare::of(tally)), Unit::Share, n, "")
            }
            Some(_) => slice.withheld(share_key, Unit::Share),
        };
    if slice.is_weighted() {
        // A count of people beside a weighted share would be a second equation about the same answers.
        return vec![share];
    }
    let count = match cover {
        None => slice.count_row(count_key, tally.successes, n),
        Some(_) => slice.withheld(count_key, Unit::People),
    };
    vec![share, count]
}

/// Returns the answers that count as success, as the plan knows them.
pub(super) fn success(variable: VariableOf<'_>) -> Answers {
    let categories = &variable.described().categories;
    Answers((0..categories.len()).filter(|category| categories[*category].success).collect())
}
