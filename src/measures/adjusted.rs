//! Differences within the same programme, or another place of study, beside the crude ones.
//!
//! Of every breakdown that crosses a feature of people with a place of study, such as gender by programme: means, and
//! options of questions. Leaves out outcomes and cohorts, whose strata are counted apart (`gap`).
//! Computed from shown combinations only, so that no model tells about a hidden one.

use std::collections::BTreeMap;

use crate::model::Role;
use crate::results::{Against, Basis, Key, Row, Statistic, Unit, Visibility};
use crate::statistics::{
    Estimate, NotEstimable,
    additive::{Additive, Combined, additive},
    proportion::Tally,
    regression::Combination,
    stratified::{self, risk_difference},
};
use crate::tabulation::Group;

use super::Slice;
use super::comparison::gender_pairs;
use super::outcome::success;
use super::slice::{VariableOf, figure};

/// The two roles of a breakdown: who people are, and where they study.
#[derive(Debug, Clone, Copy)]
struct Crossing {
    person: Role,
    place: Role,
}

fn crossing(slice: &Slice<'_>) -> Option<Crossing> {
    let [a, b] = slice.by[..] else { return None };
    let is_unit = |role: Role| slice.scope.unit().is_some_and(|unit| unit.role == role);
    match (a.is_personal(), b.is_personal()) {
        _ if is_unit(a) || is_unit(b) => None,
        (true, false) => Some(Crossing { person: a, place: b }),
        (false, true) => Some(Crossing { person: b, place: a }),
        _ => None,
    }
}

/// Returns the combinations of places in which two groups or more can be shown.
///
/// People whose number without a place is withheld are in none of them: an adjusted one would be about as telling.
fn shared<'g>(
    slice: &'g Slice<'_>,
    crossing: Crossing,
    variable: usize,
    mut shown: Vec<&'g Group>,
) -> Vec<&'g Group> {
    shown.retain(|group| {
        slice.visibility(Some(variable), &group.without(crossing.place)) != Visibility::Withheld
    });
    let mut at: BTreeMap<&str, usize> = BTreeMap::new();
    for group in &shown {
        *at.entry(group.level(crossing.place).unwrap_or_default()).or_default() += 1;
    }
    let is_shared = |group: &&Group| at[group.level(crossing.place).unwrap_or_default()] > 1;
    let kept: Vec<&Group> = shown.into_iter().filter(is_shared).collect();
    let places = at.values().filter(|groups| **groups > 1).count();
    debug_assert!(slice.by.len() == 2, "a crossing has two roles");
    if places > 1 { kept } else { Vec::new() }
}

fn levels<'g>(groups: &[&'g Group], role: Role) -> Vec<&'g str> {
    let mut levels: Vec<&str> = Vec::new();
    for group in groups {
        let level = group.level(role).unwrap_or_default();
        if !levels.contains(&level) {
            levels.push(level);
        }
    }
    levels
}

/// Returns means at one mix of places, and for gender and sex their differences.
pub(super) fn of_means(slice: &Slice<'_>, variable: VariableOf<'_>) -> Vec<Row> {
    let Some(crossing) = crossing(slice) else { return Vec::new() };
    let groups = shared(slice, crossing, variable.place, slice.stated_and_shown(variable.place));
    let (people, places) = (levels(&groups, crossing.person), levels(&groups, crossing.place));
    if people.len() < 2 {
        return Vec::new();
    }
    let at = |levels: &[&str], group: &Group, role| {
        levels.iter().position(|level| Some(*level) == group.level(role)).unwrap_or_default()
    };
    let cells: Vec<Combined> = groups
        .iter()
        .map(|group| Combined {
            first: at(&people, group, crossing.person),
            second: at(&places, group, crossing.place),
            scores: variable.frequencies(slice.cell(group)).moments(),
        })
        .collect();
    let model = additive(&cells);
    let n_of = |first: usize| -> u64 {
        cells.iter().filter(|cell| cell.first == first).map(|cell| cell.scores.n()).sum()
    };
    let n = cells.iter().map(|cell| cell.scores.n()).sum();
    let found = |take: &dyn Fn(&Additive) -> Result<Combination, NotEstimable>| {
        let combination = model.as_ref().map_err(|reason| *reason).and_then(take);
        figure(combination.map(|found| Estimate { value: found.value, interval: Ok(found.interval) }))
    };
    let wholes: Vec<Group> =
        people.iter().map(|level| slice.scope.group().and(crossing.person, *level)).collect();
    let measure = &variable.described().measure;
    let row = |of: &Group, against: Against, statistic, figure, smallest| Row {
        basis: Basis { n, smallest },
        rests_on: groups.iter().map(|group| (*group).clone()).collect(),
        ..slice.row(
            Key {
                by: [crossing.person].into(),
                against,
                category: crossing.place.word().into(),
                ..slice.key(measure, of, statistic)
            },
            figure,
            Unit::Score,
            n,
            "least_squares_hc3",
        )
    };
    let mut rows = Vec::new();
    for (first, whole) in wholes.iter().enumerate() {
        let mean = found(&|model| model.mean(first));
        rows.push(row(whole, Against::Nothing, Statistic::MeanAdjusted, mean, n_of(first)));
    }
    for pair in pairs(&wholes, crossing.person) {
        let place = |group: &Group| wholes.iter().position(|whole| whole == group).unwrap_or_default();
        let (of, reference) = (place(pair.0), place(pair.1));
        let gap = found(&|model| model.difference(of, reference));
        let against = Against::Group(pair.1.label(&[crossing.person]).into());
        let smallest = n_of(of).min(n_of(reference));
        rows.push(row(pair.0, against, Statistic::DifferenceAdjusted, gap, smallest));
    }
    rows
}

fn pairs(groups: &[Group], role: Role) -> Vec<(&Group, &Group)> {
    if !matches!(role, Role::Gender | Role::Sex) {
        return Vec::new();
    }
    let groups: Vec<&Group> = groups.iter().collect();
    gender_pairs(&groups, role).into_iter().map(|pair| (pair.of, pair.reference[0])).collect()
}

/// Returns the difference of shares within places, pooled by Mantel and Haenszel; none where `gap` gives it.
///
/// `gap` counts strata of its own, also where no breakdown crosses the two features. One question has one answer.
pub(super) fn of_shares(slice: &Slice<'_>, variable: VariableOf<'_>) -> Vec<Row> {
    let Some(crossing) = crossing(slice) else { return Vec::new() };
    if slice.tabulated.strata.contains_key(&crossing.person) {
        return Vec::new();
    }
    let mut shown = slice.stated_and_shown(variable.place);
    shown.retain(|group| {
        slice.visibility(Some(variable.place), group) == Visibility::Shown
            && slice.plan.cover(slice.population, variable.place, group, &success(variable)).is_none()
    });
    let groups = shared(slice, crossing, variable.place, shown);
    let wholes: Vec<Group> = levels(&groups, crossing.person)
        .iter()
        .map(|level| slice.scope.group().and(crossing.person, *level))
        .collect();
    let tally = |whole: &Group, place: &str| {
        let group = whole.and(crossing.place, place);
        if groups.contains(&&group) { variable.tally(slice.cell(&group)) } else { Tally::of(0, 0) }
    };
    let mut rows = Vec::new();
    for (of, reference) in pairs(&wholes, crossing.person) {
        let strata: Vec<stratified::Stratum> = levels(&groups, crossing.place)
            .iter()
            .map(|place| stratified::Stratum { first: tally(of, place), reference: tally(reference, place) })
            .filter(|stratum| stratum.first.n() > 0 && stratum.reference.n() > 0)
            .collect();
        let side = |take: fn(&stratified::Stratum) -> u64| strata.iter().map(take).sum::<u64>();
        let basis = Basis::pair(side(|stratum| stratum.first.n()), side(|stratum| stratum.reference.n()));
        let key = Key {
            by: [crossing.person].into(),
            against: Against::Group(reference.label(&[crossing.person]).into()),
            category: crossing.place.word().into(),
            ..slice.key(&variable.described().measure, of, Statistic::DifferenceMh)
        };
        let pooled = figure(risk_difference(&strata).map(|pooled| pooled.estimate));
        rows.push(Row {
            basis,
            rests_on: groups.iter().map(|group| (*group).clone()).collect(),
            ..slice.row(key, pooled, Unit::Share, basis.n, "sato")
        });
    }
    rows
}
