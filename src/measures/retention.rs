//! Retention: what became of starters, and who completed within some years.
//!
//! The four states after a year add up to the whole cohort. A cohort too young says so, with the year.

use crate::results::{Answers, Cover, Figure, Row, Statistic, Unit, Visibility};
use crate::statistics::proportion::{Tally, share};
use crate::tabulation::{Group, STATUS, VariableKind};

use super::item::band;
use super::slice::{VariableOf, figure};
use super::{Slice, change, comparison, outcome};

/// Returns the rows of every state and of completion.
pub(super) fn rows(slice: &Slice<'_>) -> Vec<Row> {
    slice
        .variables()
        .flat_map(|variable| match variable.described().kind {
            VariableKind::Status { years } => {
                let mut rows: Vec<Row> =
                    slice.groups.iter().flat_map(|group| of_group(slice, variable, group, years)).collect();
                rows.extend(comparison::of_states(slice, variable, years));
                rows
            }
            VariableKind::Completion { .. } => {
                let mut rows: Vec<Row> =
                    slice.groups.iter().flat_map(|group| completion(slice, variable, group)).collect();
                rows.extend(comparison::of_shares(slice, variable));
                rows.extend(change::of_shares(slice, variable));
                rows
            }
            _ => Vec::new(),
        })
        .collect()
}

/// Returns the measure of a state after some years.
pub(super) fn state_measure(state: usize, years: u16) -> String {
    format!("retention.{}{years}", STATUS[state])
}

fn completion(slice: &Slice<'_>, variable: VariableOf<'_>, group: &Group) -> Vec<Row> {
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

fn of_group(slice: &Slice<'_>, variable: VariableOf<'_>, group: &Group, years: u16) -> Vec<Row> {
    let cover =
        |state: usize| slice.plan.cover(slice.population, variable.place, group, &Answers(vec![state]));
    let counts = variable.counts(slice.cell(group));
    let n = variable.answered(slice.cell(group));
    let mut rows = Vec::new();
    for state in 0..STATUS.len() {
        let measure = state_measure(state, years);
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
            Some(Cover::Banded) => (Figure::Band(band(tally)), ""),
            Some(Cover::Withheld) => (rest(slice, group, years, cover, n), ""),
        };
        rows.push(slice.row(share_key, figure, Unit::Share, n, method));
        rows.push(match cover(state) {
            None => slice.count_row(count_key, tally.successes, n),
            Some(_) => slice.withheld(count_key, Unit::People),
        });
    }
    rows
}

/// Returns what a state that hides behind a band may say: what the published states leave.
fn rest(
    slice: &Slice<'_>,
    group: &Group,
    years: u16,
    cover: impl Fn(usize) -> Option<Cover>,
    n: u64,
) -> Figure {
    let withheld = (0..STATUS.len()).filter(|state| cover(*state) == Some(Cover::Withheld)).count();
    if withheld > 1 {
        return Figure::Withheld;
    }
    let shown = (0..STATUS.len()).filter(|state| cover(*state).is_none());
    let banded = (0..STATUS.len()).filter(|state| cover(*state) == Some(Cover::Banded)).count();
    #[expect(clippy::cast_precision_loss, reason = "at most four states")]
    let banded = banded as f64;
    Figure::Rest {
        shown: shown.map(|state| slice.key(&state_measure(state, years), group, Statistic::Share)).collect(),
        band: banded * band(Tally::of(0, n)).upper,
    }
}
