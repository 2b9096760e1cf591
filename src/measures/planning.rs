//! The next survey: how many answers each group needs, so that a difference that matters would be seen.
//!
//! Only where `[plan]` of the scan asks for it, of the last round, of gender or sex. Made of the numbers of people as
//! they are printed, so that it tells no more than they do.

use crate::model::Role;
use crate::results::{Against, Basis, Key, Row, Statistic, Unit};
use crate::statistics::planning::{Aim, answers_needed};
use crate::tabulation::{Family, Group, VariableKind};

use super::Slice;
use super::comparison::gender_pairs;
use super::slice::{VariableOf, point};

/// What the next survey should be able to see.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Planning {
    /// Of scores, in standard deviations.
    pub score_sd: f64,
    /// Of shares, 0 to 1.
    pub share: f64,
    /// The chance to see it.
    pub power: f64,
}

/// Returns how many answers each of two groups needs, for scales and outcomes of the last round.
pub(super) fn rows(slice: &Slice<'_>) -> Vec<Row> {
    let Some(plan) = slice.comparisons.plan else { return Vec::new() };
    let now = &slice.tabulated.population;
    let [role @ (Role::Gender | Role::Sex)] = slice.by[..] else { return Vec::new() };
    let is_last = !slice.cube.populations[slice.population + 1..]
        .iter()
        .any(|later| later.population.source == now.source && later.population.family == now.family);
    if now.family != Family::Respondents || !is_last || slice.is_weighted() {
        return Vec::new();
    }
    let mut rows = Vec::new();
    for variable in slice.variables() {
        let (difference, spread) = match variable.described().kind {
            VariableKind::Scale { .. } => (plan.score_sd, 1.0),
            VariableKind::Outcome => (plan.share, 0.5),
            _ => continue,
        };
        let aim = Aim { difference, spread, power: plan.power };
        for pair in gender_pairs(&slice.stated_and_shown(variable.place), role) {
            for reference in pair.reference {
                rows.extend(of_pair(slice, variable, [pair.of, reference], role, aim));
            }
        }
    }
    rows
}

fn of_pair(
    slice: &Slice<'_>,
    variable: VariableOf<'_>,
    groups: [&Group; 2],
    role: Role,
    aim: Aim,
) -> Vec<Row> {
    let people = groups.map(|group| variable.answered(slice.cell(group)));
    // As printed: the exact ratio of the groups would tell more than the table does.
    let [first, other] =
        [0, 1].map(|side| slice.plan.step(slice.population, groups[side]).people(people[side]));
    let found = answers_needed(first, other, aim);
    let row = |side: usize, needed: Result<f64, _>| {
        let key = Key {
            against: Against::Group(groups[1 - side].label(&[role]).into()),
            ..slice.key(&variable.described().measure, groups[side], Statistic::PlanNeeded)
        };
        let row = slice.row(key, point(needed), Unit::People, people[side], "power");
        Row { basis: Basis { n: people[side], smallest: people[0].min(people[1]) }, ..row }
    };
    let needed = |take: fn(&crate::statistics::planning::Needed) -> f64| {
        found.as_ref().map(|found| take(found).ceil()).map_err(|reason| *reason)
    };
    vec![row(0, needed(|found| found.first)), row(1, needed(|found| found.other))]
}
