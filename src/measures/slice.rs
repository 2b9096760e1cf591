//! A slice: the groups of one breakdown, within one scope, of one population.

use std::sync::Arc;

use crate::model::{LevelKind, Name, Role};
use crate::results::{Against, Basis, Figure, Key, Plan, Row, Statistic, Step, Table, Unit, Visibility};
use crate::statistics::{
    Estimate, Interval, NotEstimable,
    frequency::{Frequencies, Frequency},
    proportion::Tally,
    weighted_frequency::{WeightedFrequencies, WeightedFrequency},
};
use crate::tabulation::{Category, Cell, Cube, Family, Group, MISSING_LABEL, Scope, Tabulated, Variable};

use super::Comparisons;

/// What a measure is asked about.
pub(super) struct Slice<'a> {
    pub(super) cube: &'a Cube,
    pub(super) plan: &'a Plan,
    pub(super) comparisons: &'a Comparisons,
    pub(super) population: usize,
    pub(super) tabulated: &'a Tabulated,
    pub(super) scope: &'a Scope,
    pub(super) by: Arc<[Role]>,
    pub(super) source: Name,
    pub(super) period: Name,
    /// The groups with somebody in them, in the order of reports.
    pub(super) groups: Vec<Group>,
}

/// Returns every slice of a cube.
pub(super) fn all<'a>(cube: &'a Cube, plan: &'a Plan, comparisons: &'a Comparisons) -> Vec<Slice<'a>> {
    let mut slices = Vec::new();
    let breakdowns: Vec<Arc<[Role]>> = cube.breakdowns.iter().map(|by| by.as_slice().into()).collect();
    for (population, tabulated) in cube.populations.iter().enumerate() {
        let [source, period] = [&tabulated.population.source, &tabulated.population.period].map(Name::from);
        for scope in &cube.scopes {
            for by in &breakdowns {
                let slice = Slice {
                    cube,
                    plan,
                    comparisons,
                    population,
                    tabulated,
                    scope,
                    by: Arc::clone(by),
                    source: source.clone(),
                    period: period.clone(),
                    groups: Vec::new(),
                };
                if slice.is_shown() {
                    slices.extend(slice.with_groups());
                }
            }
        }
    }
    slices
}

impl<'a> Slice<'a> {
    fn with_groups(mut self) -> Option<Self> {
        self.groups = match self.own_unit() {
            Some(group) => vec![group],
            None => self.cube.groups(self.tabulated, self.scope, &self.by),
        };
        (!self.groups.is_empty()).then_some(self)
    }

    /// Returns a slice of the same scope without a breakdown and without groups.
    pub(super) fn bare(&self) -> Self {
        Self {
            by: [].into(),
            source: self.source.clone(),
            period: self.period.clone(),
            groups: Vec::new(),
            ..*self
        }
    }

    /// Returns whether the run shows the table at all: pooled years only where the plan says so.
    fn is_shown(&self) -> bool {
        if self.tabulated.population.pooled.is_empty() {
            return true;
        }
        let per = self.plan.per;
        let mut roles: Vec<Role> = self.by.iter().copied().filter(|role| Some(*role) != per).collect();
        roles.sort_unstable();
        let table = Table { population: self.population, scope: self.scope.group(), roles };
        let is_open = self.plan.stratum_min(self.population) == Some(0);
        let is_beside_others = per.is_some_and(|per| self.by.contains(&per));
        !is_open && !is_beside_others && self.plan.pooled.contains(&table)
    }

    /// Returns the school itself, where a school is set beside the other schools in its own report.
    pub(super) fn own_unit(&self) -> Option<Group> {
        let unit = self.scope.unit()?;
        let group = self.scope.group();
        (*self.by == [unit.role] && self.tabulated.cells.contains_key(&group)).then_some(group)
    }

    pub(super) fn variables(&self) -> impl Iterator<Item = VariableOf<'a>> {
        let tabulated = self.tabulated;
        let variables =
            (0..tabulated.population.variables.len()).map(move |place| VariableOf::new(place, tabulated));
        let (by, per) = (Arc::clone(&self.by), self.plan.per);
        variables.filter(move |variable| variable.described().is_offered(&by, per))
    }

    pub(super) fn cell(&self, group: &Group) -> &'a Cell {
        self.tabulated.cell(group)
    }

    pub(super) fn visibility(&self, variable: Option<usize>, group: &Group) -> Visibility {
        self.plan.visibility(self.population, variable, group)
    }

    /// Returns how many people of a group the round could reach, or `None` where the scan does not tell.
    pub(super) fn asked(&self, group: &Group) -> Option<u64> {
        let population = &self.tabulated.population;
        if population.family != Family::Respondents {
            return None;
        }
        let frame = self.cube.frame_of(&population.period)?;
        let knows = |role: &Role| frame.population.roles.contains(role);
        frame.cell(group).people.exact().filter(|_| group.roles().iter().all(knows))
    }

    /// Returns whether the people count with weights.
    pub(super) fn is_weighted(&self) -> bool {
        self.tabulated.sample.is_some()
    }

    /// Returns the groups that people stated and that may be shown, for one variable.
    pub(super) fn stated_and_shown(&self, variable: usize) -> Vec<&Group> {
        self.groups
            .iter()
            .filter(|group| self.is_stated(group))
            .filter(|group| self.visibility(Some(variable), group) != Visibility::Withheld)
            .collect()
    }

    /// Returns whether a group is one that people stated: not "prefer not to say", not missing.
    pub(super) fn is_stated(&self, group: &Group) -> bool {
        self.by.iter().all(|role| {
            let label = group.level(*role).unwrap_or(MISSING_LABEL);
            self.cube.level_kind(*role, label) == Some(LevelKind::Stated)
        })
    }

    pub(super) fn key(&self, measure: impl Into<Name>, group: &Group, statistic: Statistic) -> Key {
        Key {
            scope: self.scope.clone(),
            source: self.source.clone(),
            period: self.period.clone(),
            measure: measure.into(),
            by: Arc::clone(&self.by),
            group: group.clone(),
            against: Against::Nothing,
            statistic,
            category: Name::default(),
        }
    }

    /// Returns a row about one group.
    pub(super) fn row(&self, key: Key, figure: Figure, unit: Unit, n: u64, method: &'static str) -> Row {
        Row {
            key,
            populations: vec![self.population],
            figure,
            unit,
            basis: Basis::of(n),
            method,
            sides: None,
            rests_on: Vec::new(),
        }
    }

    /// Returns the row of a count beside a share: kept back where the table is in round numbers.
    pub(super) fn count_row(&self, key: Key, count: u64, n: u64) -> Row {
        if self.plan.step(self.population, &key.group) == Step::Coarse {
            return self.withheld(key, Unit::People);
        }
        #[expect(clippy::cast_precision_loss, reason = "counts of people stay far below 2^52")]
        let figure = Figure::Estimate { value: count as f64, interval: None };
        self.row(key, figure, Unit::People, n, "")
    }

    /// Returns a row that says that the number is kept back.
    pub(super) fn withheld(&self, key: Key, unit: Unit) -> Row {
        self.row(key, Figure::Withheld, unit, 0, "")
    }
}

/// A variable of a population, by its place.
#[derive(Clone, Copy)]
pub(super) struct VariableOf<'a> {
    pub(super) place: usize,
    tabulated: &'a Tabulated,
}

impl<'a> VariableOf<'a> {
    pub(super) fn new(place: usize, tabulated: &'a Tabulated) -> Self {
        Self { place, tabulated }
    }

    pub(super) fn described(&self) -> &'a Variable {
        &self.tabulated.population.variables[self.place]
    }

    pub(super) fn counts(&self, cell: &'a Cell) -> &'a [u32] {
        self.tabulated.counts(cell, self.place)
    }

    pub(super) fn answered(&self, cell: &Cell) -> u64 {
        self.tabulated.answered(cell, self.place)
    }

    /// Returns whether no publisher hid who gave which answer.
    pub(super) fn is_exact(&self, cell: &Cell) -> bool {
        self.tabulated.bounds(cell, self.place).iter().all(|people| people.exact().is_some())
    }

    /// Returns between which shares hidden cells leave the answers that count as success.
    #[expect(clippy::cast_precision_loss, reason = "counts of people stay far below 2^52")]
    pub(super) fn success_bounds(&self, cell: &Cell) -> Interval {
        let categories = &self.described().categories;
        let (mut least, mut most) = ([0, 0], [0, 0]);
        for (place, people) in self.tabulated.bounds(cell, self.place).iter().enumerate() {
            if self.described().is_answer(place) {
                let side = usize::from(categories[place].success);
                least[side] += people.least;
                most[side] += people.most;
            }
        }
        let share = |part: u64, others: u64| {
            if part + others == 0 { 0.0 } else { part as f64 / (part + others) as f64 }
        };
        Interval::new(share(least[1], most[0]), share(most[1], least[0]))
    }

    /// Returns how many people have each value, over one cell.
    pub(super) fn frequencies(&self, cell: &'a Cell) -> Frequencies {
        let categories = &self.described().categories;
        Frequencies::from_counts(self.counts(cell).iter().zip(categories).filter_map(|(count, category)| {
            Some(Frequency { value: category.value?, count: u64::from(*count) })
        }))
    }

    /// Returns the answers of one cell with the weights behind them, each 1 where nobody is weighted; `value` gives
    /// the number of a category, or `None` for what is no answer.
    pub(super) fn weighted(
        &self,
        cell: &'a Cell,
        value: impl Fn(usize, &Category) -> Option<f64>,
    ) -> WeightedFrequencies {
        let (counts, mut weights) = (self.counts(cell), self.tabulated.weights(cell, self.place));
        let categories = self.described().categories.iter().enumerate();
        let cells = categories.filter_map(|(place, category)| {
            let count = u64::from(counts.get(place).copied().unwrap_or(0));
            #[expect(clippy::cast_precision_loss, reason = "counts of people stay far below 2^52")]
            let (weight, squared) = match (self.tabulated.sample, weights.next()) {
                (Some(sample), Some(sum)) => sum.in_weights(sample),
                _ => (count as f64, count as f64),
            };
            Some(WeightedFrequency { value: value(place, category)?, count, weight, squared })
        });
        let everybody = || self.tabulated.cell(&Group::everybody()).people.most;
        let sample = self.tabulated.sample.map_or_else(everybody, |sample| sample.people);
        WeightedFrequencies::new(cells, sample)
    }

    /// Returns how many people gave an answer that counts as success.
    pub(super) fn tally(&self, cell: &'a Cell) -> Tally {
        let categories = &self.described().categories;
        let successes = self.counts(cell).iter().zip(categories).filter(|(_, category)| category.success);
        Tally::of(successes.map(|(count, _)| u64::from(*count)).sum(), self.answered(cell))
    }
}

/// Returns what a statistic with an interval says.
pub(super) fn figure(estimate: Result<Estimate, NotEstimable>) -> Figure {
    match estimate {
        Ok(estimate) => Figure::Estimate { value: estimate.value, interval: estimate.interval.ok() },
        Err(reason) => Figure::NotEstimable(reason),
    }
}

/// Returns what a statistic without an interval says.
pub(super) fn point(value: Result<f64, NotEstimable>) -> Figure {
    match value {
        Ok(value) => Figure::Estimate { value, interval: None },
        Err(reason) => Figure::NotEstimable(reason),
    }
}
