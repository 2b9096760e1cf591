//! Changes: the same group in this round and in the one before, as independent samples.

use crate::model::Name;
use crate::results::{Against, Basis, Figure, Key, Plan, Row, Sides, Statistic, Unit, Visibility};
use crate::statistics::{
    composition::{MeanStratum, standardised_difference},
    difference::risk_difference,
    means::welch,
    rounds::{minimum_detectable_difference, minimum_detectable_share_difference},
};
use crate::tabulation::{Group, Tabulated, VariableKind};

use super::comparison::effect;
use super::slice::{VariableOf, figure, point};
use super::{Slice, outcome, weighted};

/// The same variable in the period before.
struct Before<'a> {
    population: usize,
    tabulated: &'a Tabulated,
    variable: VariableOf<'a>,
}

fn before<'a>(slice: &Slice<'a>, variable: VariableOf<'_>) -> Option<Before<'a>> {
    let now = &slice.tabulated.population;
    let (population, tabulated) =
        slice.cube.populations[..slice.population].iter().enumerate().rev().find(|(_, earlier)| {
            earlier.population.source == now.source
                && earlier.population.family == now.family
                && earlier.population.pooled.is_empty()
                && now.pooled.is_empty()
        })?;
    // Weighted answers beside unweighted ones would show the weights as a change.
    if tabulated.sample.is_some() != slice.is_weighted() {
        return None;
    }
    let variables = &tabulated.population.variables;
    let place = variables
        .iter()
        .position(|other| other.mature_in.is_none() && other.is_alike(variable.described()))?;
    Some(Before { population, tabulated, variable: VariableOf::new(place, tabulated) })
}

/// Returns the change of each group's mean since the round before.
pub(super) fn of_means(slice: &Slice<'_>, variable: VariableOf<'_>) -> Vec<Row> {
    let Some(before) = before(slice, variable) else { return Vec::new() };
    let mut rows = Vec::new();
    for group in shown_in_both(slice, variable, &before, Visibility::MeanOnly) {
        let change = Change { slice, variable, before: &before, group };
        if slice.is_weighted() {
            let earlier = weighted::scores(before.variable, before.tabulated.cell(group));
            let (difference, basis) =
                weighted::change(&weighted::scores(variable, slice.cell(group)), &earlier);
            rows.push(change.row(
                Statistic::Difference,
                figure(difference),
                Unit::Score,
                basis,
                weighted::METHOD,
            ));
            continue;
        }
        let now = variable.frequencies(slice.cell(group)).moments();
        let then = before.variable.frequencies(before.tabulated.cell(group)).moments();
        let basis = Basis::pair(now.n(), then.n());
        let found = welch(now, then);
        let difference = found.map(|difference| difference.estimate());
        rows.push(change.row(Statistic::Difference, figure(difference), Unit::Score, basis, "welch_t"));
        if matches!(variable.described().kind, VariableKind::Scale { .. }) {
            let g = figure(effect(now, then));
            rows.push(change.row(Statistic::HedgesG, g, Unit::Pure, basis, "noncentral_t"));
            if slice.by.len() < 2 {
                let seen = found
                    .and_then(|found| found.test)
                    .map(|test| minimum_detectable_difference(test.standard_error));
                let seen = point(seen);
                rows.push(change.row(Statistic::MinimumDetectable, seen, Unit::Score, basis, "power_80"));
            }
        }
    }
    if slice.by.is_empty()
        && !slice.is_weighted()
        && matches!(variable.described().kind, VariableKind::Scale { .. })
    {
        rows.extend(at_one_mix(slice, variable, &before));
    }
    rows
}

/// Returns the change of everybody with the make-up of the people held equal, by each single role.
///
/// From groups that both rounds show, those without an answer to the role included; none where the scores of everybody
/// are withheld in one of the rounds.
fn at_one_mix(slice: &Slice<'_>, variable: VariableOf<'_>, before: &Before<'_>) -> Vec<Row> {
    let whole = slice.scope.group();
    let mut rows = Vec::new();
    let everybody = Slice { groups: vec![whole.clone()], by: [].into(), ..slice.bare() };
    if shown_in_both(&everybody, variable, before, Visibility::MeanOnly).is_empty() {
        return rows;
    }
    for by in slice.cube.breakdowns.iter().filter(|by| by.len() == 1) {
        if slice.scope.unit().is_some_and(|unit| by.contains(&unit.role)) {
            continue;
        }
        let groups = slice.cube.groups(slice.tabulated, slice.scope, by);
        let shown = Slice { groups, by: by.as_slice().into(), ..slice.bare() };
        let both = shown_in_both(&shown, variable, before, Visibility::MeanOnly);
        if both.len() < 2 {
            continue;
        }
        let strata: Vec<MeanStratum> = both
            .iter()
            .map(|group| MeanStratum {
                first: variable.frequencies(slice.cell(group)).moments(),
                reference: before.variable.frequencies(before.tabulated.cell(group)).moments(),
            })
            .collect();
        let n = |take: fn(&MeanStratum) -> u64| strata.iter().map(take).sum::<u64>();
        let basis = Basis {
            n: n(|stratum| stratum.first.n() + stratum.reference.n()),
            smallest: n(|stratum| stratum.first.n()).min(n(|stratum| stratum.reference.n())),
        };
        let change = Change { slice, variable, before, group: &whole };
        let made = figure(standardised_difference(&strata));
        let row = change.row(Statistic::DifferenceStandardised, made, Unit::Score, basis, "standardisation");
        let category = by.iter().map(|role| role.word()).collect::<String>().into();
        rows.push(Row {
            key: Key { category, ..row.key.clone() },
            rests_on: both.into_iter().cloned().collect(),
            ..row
        });
    }
    rows
}

/// Returns the change of each group's share since the round or cohort before.
pub(super) fn of_shares(slice: &Slice<'_>, variable: VariableOf<'_>) -> Vec<Row> {
    let Some(before) = before(slice, variable).filter(|_| variable.described().mature_in.is_none()) else {
        return Vec::new();
    };
    let mut rows = Vec::new();
    for group in shown_in_both(slice, variable, &before, Visibility::Shown) {
        let change = Change { slice, variable, before: &before, group };
        if slice.is_weighted() {
            let answers = outcome::success(variable);
            let earlier = outcome::success(before.variable);
            let (difference, basis) = weighted::change(
                &weighted::successes(variable, slice.cell(group), &answers),
                &weighted::successes(before.variable, before.tabulated.cell(group), &earlier),
            );
            rows.push(change.row(
                Statistic::Difference,
                figure(difference),
                Unit::Share,
                basis,
                weighted::METHOD,
            ));
            continue;
        }
        let now = variable.tally(slice.cell(group));
        let then = before.variable.tally(before.tabulated.cell(group));
        let basis = Basis::pair(now.n(), then.n());
        let difference = figure(risk_difference(now, then));
        rows.push(change.row(Statistic::Difference, difference, Unit::Share, basis, "newcombe"));
        if variable.described().kind == VariableKind::Outcome && slice.by.len() < 2 {
            let seen = if is_covered(slice.plan, slice.population, variable, group)
                || is_covered(slice.plan, before.population, before.variable, group)
            {
                // Beside a band it would say how small a change of what is not told could be told.
                Figure::Withheld
            } else {
                point(minimum_detectable_share_difference(now.n(), then.n()))
            };
            rows.push(change.row(Statistic::MinimumDetectable, seen, Unit::Share, basis, "power_80"));
        }
    }
    rows
}

/// Returns whether a group does not show this share as it is.
fn is_covered(plan: &Plan, population: usize, variable: VariableOf<'_>, group: &Group) -> bool {
    plan.cover(population, variable.place, group, &outcome::success(variable)).is_some()
}

/// Returns the groups of which both periods show at least as much as `least`.
fn shown_in_both<'g>(
    slice: &'g Slice<'_>,
    variable: VariableOf<'_>,
    before: &Before<'_>,
    least: Visibility,
) -> Vec<&'g Group> {
    slice
        .groups
        .iter()
        .filter(|group| {
            slice.visibility(Some(variable.place), group) <= least
                && before.tabulated.cells.contains_key(*group)
                && variable.is_exact(slice.cell(group))
                && before.variable.is_exact(before.tabulated.cell(group))
                && slice.plan.visibility(before.population, Some(before.variable.place), group) <= least
        })
        .collect()
}

/// The change of one group.
struct Change<'a, 's> {
    slice: &'a Slice<'s>,
    variable: VariableOf<'a>,
    before: &'a Before<'a>,
    group: &'a Group,
}

impl Change<'_, '_> {
    fn row(
        &self,
        statistic: Statistic,
        figure: crate::results::Figure,
        unit: Unit,
        basis: Basis,
        method: &'static str,
    ) -> Row {
        let measure = &self.variable.described().measure;
        let period = &self.before.tabulated.population.period;
        let side = if unit == Unit::Share { Statistic::Share } else { Statistic::Mean };
        let now = self.slice.key(measure, self.group, side);
        let sides = (statistic == Statistic::Difference)
            .then(|| Sides::of(now.clone(), vec![Key { period: Name::from(period), ..now }]));
        Row {
            key: Key {
                against: Against::Period(Name::from(period)),
                ..self.slice.key(measure, self.group, statistic)
            },
            populations: vec![self.before.population, self.slice.population],
            figure,
            unit,
            basis,
            method,
            sides,
            rests_on: Vec::new(),
        }
    }
}
