//! Changes: the same group in this round and in the one before, as independent samples.

use crate::results::{Against, Basis, Key, Row, Sides, Statistic, Unit, Visibility};
use crate::statistics::{difference::risk_difference, means::welch};
use crate::tabulation::{Group, Tabulated, VariableKind};

use super::comparison::effect;
use super::slice::{VariableOf, figure};
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
            earlier.population.source == now.source && earlier.population.family == now.family
        })?;
    // Weighted answers beside unweighted ones would show the weights as a change.
    if tabulated.sample.is_some() != slice.is_weighted() {
        return None;
    }
    let measure = &variable.described().measure;
    let place = tabulated.population.variables.iter().position(|other| {
        other.measure == *measure
            && other.mature_in.is_none()
            && other.range() == variable.described().range()
    })?;
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
        let difference = welch(now, then).map(|difference| difference.estimate());
        rows.push(change.row(Statistic::Difference, figure(difference), Unit::Score, basis, "welch_t"));
        if matches!(variable.described().kind, VariableKind::Scale { .. }) {
            let g = figure(effect(now, then));
            rows.push(change.row(Statistic::HedgesG, g, Unit::Pure, basis, "noncentral_t"));
        }
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
    }
    rows
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
            .then(|| Sides { against: vec![Key { period: period.clone(), ..now.clone() }], of: now });
        Row {
            key: Key {
                against: Against::Period(period.clone()),
                ..self.slice.key(measure, self.group, statistic)
            },
            populations: vec![self.before.population, self.slice.population],
            figure,
            unit,
            basis,
            method,
            sides,
        }
    }
}
