//! Representativeness: how far those who answered look like all who were asked, feature by feature.
//!
//! Needs the population of the scan. A gap in the response is a property of the scan, not of the group. What the
//! population does not hold stays unknown: an even response says nothing about other features.

use crate::model::Role;
use crate::results::{Against, Figure, Key, Row, Statistic, Step, Unit, Visibility};
use crate::statistics::{
    Estimate, Fraction, Interval, NotEstimable,
    nonresponse::{Representativeness, ResponseCell, range_without_assumptions, representativeness},
    proportion::{Tally, share},
};
use crate::tabulation::{Family, Group, VariableKind};

use super::slice::{VariableOf, figure, point};
use super::{Slice, outcome};

/// A population with a smaller group than this is not printed by group: its size may be what nobody should know.
const LEAST_ASKED: u64 = 10;

/// The name of the population in the `against` column.
const FRAME: &str = "frame";

/// Returns the rows of one slice: by one feature, or over everybody.
pub(super) fn rows(slice: &Slice<'_>) -> Vec<Row> {
    if slice.tabulated.population.family != Family::Respondents || slice.own_unit().is_some() {
        return Vec::new();
    }
    match slice.by[..] {
        [] => slice.variables().filter_map(|variable| range(slice, variable)).collect(),
        [role] => Feature::of(slice, role).map_or_else(Vec::new, |feature| feature.rows()),
        _ => Vec::new(),
    }
}

/// One feature that both the population and the answers know.
struct Feature<'a, 's> {
    slice: &'a Slice<'s>,
    role: Role,
    /// The groups of the population, with how many were asked and how many answered.
    groups: Vec<(Group, ResponseCell)>,
}

impl<'a, 's> Feature<'a, 's> {
    /// Returns the feature, or `None` where the population does not know it or is smaller than those who answered.
    fn of(slice: &'a Slice<'s>, role: Role) -> Option<Self> {
        let frame = slice.cube.frame_of(&slice.tabulated.population.period)?;
        if !frame.population.roles.contains(&role) {
            return None;
        }
        let mut groups = slice.cube.groups(frame, slice.scope, &slice.by);
        // People without an answer on the feature are in no group of the population.
        groups
            .extend(slice.groups.iter().filter(|group| !groups.contains(group)).cloned().collect::<Vec<_>>());
        let mut cells = Vec::new();
        for group in groups {
            let answered = slice.cell(&group).people.most;
            let invited = frame.cell(&group).people.exact()?;
            if invited == 0 && !slice.is_stated(&group) {
                continue;
            }
            if invited < answered {
                return None;
            }
            cells.push((group, ResponseCell { invited, answered }));
        }
        (cells.len() > 1).then_some(Self { slice, role, groups: cells })
    }

    /// Returns whether every number of the feature may be printed as it is.
    fn is_shown(&self) -> bool {
        let slice = self.slice;
        self.groups.iter().all(|(group, cell)| {
            let is_open = slice.visibility(None, group) == Visibility::Shown
                && slice.plan.step(slice.population, group) == Step::Fine;
            is_open && cell.invited >= LEAST_ASKED
        })
    }

    fn rows(&self) -> Vec<Row> {
        let is_shown = self.is_shown();
        let cells: Vec<ResponseCell> = self.groups.iter().map(|(_, cell)| *cell).collect();
        let (invited, answered) = (total(&cells, |cell| cell.invited), total(&cells, |cell| cell.answered));
        let mut rows = Vec::new();
        for (group, cell) in &self.groups {
            let asked_key = self.slice.key("participation.frame", group, Statistic::Share);
            let key = Key {
                against: Against::Benchmark(FRAME.into()),
                ..self.slice.key("response", group, Statistic::Representation)
            };
            if !is_shown {
                rows.push(self.slice.withheld(asked_key, Unit::Share));
                rows.push(self.slice.withheld(key, Unit::Pure));
                continue;
            }
            let asked = Tally::of(cell.invited, invited).share().map(Fraction::value);
            rows.push(self.slice.row(asked_key, point(asked), Unit::Share, invited, "census"));
            let ratio = asked.and_then(|asked| ratio_to(Tally::of(cell.answered, answered), asked));
            rows.push(self.slice.row(key, figure(ratio), Unit::Pure, answered, "wilson"));
        }
        let evenness = representativeness(&cells);
        let key = self.over_everybody("response", Statistic::RIndicator);
        rows.push(if is_shown {
            self.slice.row(key, point(evenness.map(|found| found.r_indicator)), Unit::Pure, invited, "")
        } else {
            self.slice.withheld(key, Unit::Pure)
        });
        if let Ok(evenness) = evenness {
            rows.extend(
                self.slice.variables().filter_map(|variable| self.bias(variable, evenness, is_shown)),
            );
        }
        rows
    }

    /// Returns by how much a mean can be off at most, as far as the feature explains who answered.
    fn bias(&self, variable: VariableOf<'_>, evenness: Representativeness, is_shown: bool) -> Option<Row> {
        let slice = self.slice;
        let described = variable.described();
        if !matches!(described.kind, VariableKind::Scale { .. }) {
            return None;
        }
        let key = self.over_everybody(&described.measure, Statistic::LargestBias);
        if !is_shown || slice.visibility(Some(variable.place), &slice.scope.group()) == Visibility::Withheld {
            return Some(slice.withheld(key, Unit::Spread));
        }
        let moments = variable.frequencies(slice.cell(&slice.scope.group())).moments();
        let bias = moments.standard_deviation().and_then(|spread| evenness.largest_bias(spread));
        Some(slice.row(key, point(bias), Unit::Spread, moments.n(), ""))
    }

    /// Returns the key of a number about everybody in the scope that is made of one feature.
    fn over_everybody(&self, measure: &str, statistic: Statistic) -> Key {
        let key = self.slice.key(measure, &self.slice.scope.group(), statistic);
        Key { by: [].into(), category: self.role.word().into(), ..key }
    }
}

fn total(cells: &[ResponseCell], of: impl Fn(&ResponseCell) -> u64) -> u64 {
    cells.iter().map(of).sum()
}

/// Returns a share over a fixed one, with its Wilson interval over the same.
fn ratio_to(tally: Tally, known: f64) -> Result<Estimate, NotEstimable> {
    if known <= 0.0 {
        return Err(NotEstimable::BenchmarkZero);
    }
    let found = share(tally)?;
    let over = |bounds: Interval| Interval::new(bounds.lower / known, bounds.upper / known);
    Ok(Estimate { value: found.value / known, interval: found.interval.map(over) })
}

/// Returns what an outcome would be had all others said no, or yes; for everybody in the scope.
fn range(slice: &Slice<'_>, variable: VariableOf<'_>) -> Option<Row> {
    let group = slice.scope.group();
    if variable.described().kind != VariableKind::Outcome || slice.is_weighted() {
        return None;
    }
    let asked = slice.asked(&group)?;
    let key = slice.key(&variable.described().measure, &group, Statistic::Range);
    let answers = outcome::success(variable);
    let is_shown = slice.visibility(Some(variable.place), &group) == Visibility::Shown
        && slice.plan.cover(slice.population, variable.place, &group, &answers).is_none()
        && slice.plan.step(slice.population, &group) == Step::Fine;
    if !is_shown {
        return Some(slice.withheld(key, Unit::Share));
    }
    let tally = variable.tally(slice.cell(&group));
    let bounds = range_without_assumptions(tally, asked).ok()?;
    Some(slice.row(key, Figure::Bounds(bounds), Unit::Share, tally.n(), "bounds"))
}
