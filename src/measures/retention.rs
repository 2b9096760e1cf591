//! Retention: what became of starters, and who completed within some years.
//!
//! The states after a year add up to the whole cohort, and the parts of a state to the state. A cohort too
//! young says so, with the year. Curves over all cohorts stand in `curve`.

use crate::results::{Answers, Cover, Figure, Rare, Row, Statistic, Unit, Visibility};
use crate::statistics::proportion::{Tally, share};
use crate::tabulation::{Group, STATUS, VariableKind};

use super::slice::{VariableOf, figure};
use super::{Slice, change, comparison, outcome, own_mix};

/// Returns the rows of every state, its parts, and completion.
pub(super) fn rows(slice: &Slice<'_>) -> Vec<Row> {
    slice
        .variables()
        .flat_map(|variable| {
            let each =
                |of: &dyn Fn(&Group) -> Vec<Row>| slice.groups.iter().flat_map(of).collect::<Vec<Row>>();
            match &variable.described().kind {
                VariableKind::Status { .. } => {
                    let mut rows = each(&|group| of_group(slice, variable, group));
                    rows.extend(comparison::of_states(slice, variable));
                    rows.extend(own_mix::of_states(slice, variable));
                    rows
                }
                VariableKind::Completion { .. } => {
                    let mut rows = each(&|group| in_time(slice, variable, group));
                    rows.extend(comparison::of_shares(slice, variable));
                    rows.extend(change::of_shares(slice, variable));
                    rows.extend(own_mix::of_success(slice, variable));
                    rows
                }
                VariableKind::Split { parent, state } => {
                    let parent = slice.variables().find(|other| other.described().measure == *parent);
                    each(&|group| {
                        parent.map_or_else(Vec::new, |parent| parts(slice, variable, parent, *state, group))
                    })
                }
                _ => Vec::new(),
            }
        })
        .collect()
}

/// Returns the share and the count of a group, or that its people have not been followed long enough.
pub(super) fn in_time(slice: &Slice<'_>, variable: VariableOf<'_>, group: &Group) -> Vec<Row> {
    match variable.described().mature_in {
        Some(mature_in) => too_young(slice, &variable.described().measure, group, mature_in),
        None => outcome::of_group(slice, variable, group),
    }
}

fn too_young(slice: &Slice<'_>, measure: &str, group: &Group, mature_in: u16) -> Vec<Row> {
    let key = slice.key(measure, group, Statistic::Share);
    vec![match slice.visibility(None, group) {
        Visibility::Withheld => slice.withheld(key, Unit::Share),
        _ => {
            let n = slice.cell(group).people.most;
            slice.row(key, Figure::NotYetObservable { mature_in }, Unit::Share, n, "")
        }
    }]
}

fn of_group(slice: &Slice<'_>, variable: VariableOf<'_>, group: &Group) -> Vec<Row> {
    let cover =
        |state: usize| slice.plan.cover(slice.population, variable.place, group, &Answers(vec![state]));
    let counts = variable.counts(slice.cell(group));
    let n = variable.answered(slice.cell(group));
    let mut rows = Vec::new();
    for state in 0..STATUS.len() {
        let measure = variable.described().part_measure(state);
        if let Some(mature_in) = variable.described().mature_in {
            rows.extend(too_young(slice, &measure, group, mature_in));
            continue;
        }
        let share_key = slice.key(&measure, group, Statistic::Share);
        let count_key = slice.key(&measure, group, Statistic::Count);
        if slice.visibility(Some(variable.place), group) != Visibility::Shown {
            rows.push(slice.withheld(share_key, Unit::Share));
            rows.push(slice.withheld(count_key, Unit::People));
            continue;
        }
        let tally = Tally::of(counts.get(state).copied().map_or(0, u64::from), n);
        let (figure, method) = match cover(state) {
            None => (figure(share(tally)), "wilson"),
            Some(Cover::Banded) => (Figure::Rare(Rare::of(tally)), ""),
            Some(Cover::Withheld) => (rest(slice, variable, group, cover), ""),
        };
        rows.push(slice.row(share_key, figure, Unit::Share, n, method));
        rows.push(match cover(state) {
            None => slice.count_row(count_key, tally.successes, n),
            Some(_) => slice.withheld(count_key, Unit::People),
        });
    }
    rows
}

/// Returns the parts of a state as shares of the whole cohort; all of them or none are shown.
fn parts(
    slice: &Slice<'_>,
    variable: VariableOf<'_>,
    parent: VariableOf<'_>,
    state: usize,
    group: &Group,
) -> Vec<Row> {
    let described = variable.described();
    let whole = slice.cell(group);
    let n = parent.answered(whole);
    let counts = variable.counts(whole);
    let shown = |of: VariableOf<'_>| slice.visibility(Some(of.place), group) == Visibility::Shown;
    let covered = |of: VariableOf<'_>, answers: Vec<usize>| {
        slice.plan.cover(slice.population, of.place, group, &Answers(answers)).is_some()
    };
    // Of a completion the plan knows the success only, which gives the rest.
    let of_parent = match parent.described().kind {
        VariableKind::Completion { .. } => covered(parent, outcome::success(parent).0),
        _ => covered(parent, vec![state]),
    };
    let is_open = shown(variable)
        && shown(parent)
        && !of_parent
        && !(0..described.categories.len()).any(|part| covered(variable, vec![part]));
    let mut rows = Vec::new();
    for part in 0..described.categories.len() {
        let measure = described.part_measure(part);
        if let Some(mature_in) = described.mature_in {
            rows.extend(too_young(slice, &measure, group, mature_in));
            continue;
        }
        let share_key = slice.key(&measure, group, Statistic::Share);
        let count_key = slice.key(&measure, group, Statistic::Count);
        let count = counts.get(part).copied().map_or(0, u64::from);
        if is_open {
            let figure = figure(share(Tally::of(count, n)));
            rows.push(slice.row(share_key, figure, Unit::Share, n, "wilson"));
            rows.push(slice.count_row(count_key, count, n));
        } else {
            rows.push(slice.withheld(share_key, Unit::Share));
            rows.push(slice.withheld(count_key, Unit::People));
        }
    }
    rows
}

/// Returns what a state that hides behind a band may say: what the published states leave.
fn rest(
    slice: &Slice<'_>,
    variable: VariableOf<'_>,
    group: &Group,
    cover: impl Fn(usize) -> Option<Cover>,
) -> Figure {
    let withheld = (0..STATUS.len()).filter(|state| cover(*state) == Some(Cover::Withheld)).count();
    if withheld > 1 {
        return Figure::Withheld;
    }
    let shown = (0..STATUS.len()).filter(|state| cover(*state).is_none());
    let banded = (0..STATUS.len()).filter(|state| cover(*state) == Some(Cover::Banded)).count();
    let key = |state| slice.key(variable.described().part_measure(state), group, Statistic::Share);
    Figure::Rest { shown: shown.map(key).collect(), banded }
}
