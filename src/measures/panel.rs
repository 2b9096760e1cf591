//! Change of the people who answered in both rounds, where keys join the rounds.
//!
//! Single questions only where the scan declares them. Beside the change of everybody, which allows for the shared people; and the change of those who began low, beside
//! what their low start alone leads to expect. Told only where the people who are in one round only are nobody or
//! as many as the minimum, so that they cannot be had by subtraction.

use crate::model::Name;
use crate::results::{Against, Basis, Figure, Key, Row, Statistic, Unit, Visibility};
use crate::statistics::{
    Estimate, NotEstimable,
    effect::paired_effect,
    frequency::{Frequencies, Frequency},
    means::paired,
    moments::Moments,
    quantile::quantile,
    rounds::{
        McNemar, PairedCounts, Round, ShareDifference, mcnemar, newcombe_paired, overlapping_means,
        regression_to_the_mean,
    },
    signed_rank::signed_rank,
};
use crate::tabulation::{Category, Group, Panel, PanelVariable, VariableKind};

use super::Slice;
use super::comparison::N_INFER;
use super::slice::{VariableOf, figure, point};

/// People are called low when their first score is in this part of all first scores.
const LOW: f64 = 0.25;

/// Scores of people in the earlier and the later round.
#[derive(Debug, Clone, Default)]
struct Scores {
    earlier: Vec<f64>,
    later: Vec<f64>,
}

/// Returns the rows of a scale, outcome or question about people who answered in both rounds.
pub(super) fn rows(slice: &Slice<'_>, variable: VariableOf<'_>) -> Vec<Row> {
    let Some(panel) = slice.cube.panels.iter().find(|panel| panel.later == slice.population) else {
        return Vec::new();
    };
    let Some(place) = panel.variables.iter().position(|other| other.later == variable.place) else {
        return Vec::new();
    };
    let described = variable.described();
    let is_left_out =
        described.kind == VariableKind::Item && !slice.comparisons.declare(&described.measure, &slice.by);
    if slice.by.len() > 1 || is_left_out {
        return Vec::new();
    }
    let followed = Followed { slice, variable, panel, place };
    slice.groups.iter().flat_map(|group| followed.of_group(group)).collect()
}

/// One variable of one panel.
struct Followed<'a, 's> {
    slice: &'a Slice<'s>,
    variable: VariableOf<'a>,
    panel: &'a Panel,
    place: usize,
}

impl Followed<'_, '_> {
    fn pair(&self) -> PanelVariable {
        self.panel.variables[self.place]
    }

    fn before(&self) -> VariableOf<'_> {
        VariableOf::new(self.pair().earlier, &self.slice.cube.populations[self.panel.earlier])
    }

    fn of_group(&self, group: &Group) -> Vec<Row> {
        let tabulated = &self.slice.cube.populations[self.panel.earlier];
        let Some(cell) = self.panel.cells.get(group) else { return Vec::new() };
        if !self.is_open(group, cell.pairs(self.place).map(|(_, _, count)| u64::from(count)).sum()) {
            return Vec::new();
        }
        if self.variable.described().kind == VariableKind::Outcome {
            return self.shares(group);
        }
        let scores = self.scores(group);
        if self.variable.described().kind == VariableKind::Item {
            return self.answers(group, &scores);
        }
        let now = self.variable.frequencies(self.slice.cell(group)).moments();
        let then = self.before().frequencies(tabulated.cell(group)).moments();
        let shared = scores.later.len() as u64;
        let changes: Vec<f64> = scores.later.iter().zip(&scores.earlier).map(|(b, a)| b - a).collect();
        let change = paired(Moments::of(&changes));
        let made = figure(change.map(|difference| difference.estimate()));
        let [earlier, later] = [&scores.earlier, &scores.later].map(|scores| Moments::of(scores));
        let size = paired_effect(Moments::of(&changes), later, earlier);
        let in_units = |statistic, size| self.row(group, statistic, point(size), Unit::Pure, shared, "");
        let mut rows = vec![
            self.row(group, Statistic::DifferencePaired, made, Unit::Score, shared, "paired_t"),
            in_units(Statistic::EffectChange, size.map(|size| size.by_change)),
            in_units(Statistic::EffectRounds, size.map(|size| size.by_rounds)),
            self.row(
                group,
                Statistic::DifferenceOverlap,
                figure(overlap(then, now, &scores)),
                Unit::Score,
                now.n() + then.n() - shared,
                "partly_overlapping_t",
            ),
        ];
        let p = change.and_then(|difference| difference.test).map(|test| test.p);
        rows.extend(self.test(group, p, shared, "paired_t"));
        if self.slice.by.is_empty() {
            rows.extend(self.low(group, &scores));
        }
        rows
    }

    /// Returns the change of the answers to one question, with the test of signed ranks.
    fn answers(&self, group: &Group, scores: &Scores) -> Vec<Row> {
        let shared = scores.later.len() as u64;
        let changes: Vec<f64> = scores.later.iter().zip(&scores.earlier).map(|(b, a)| b - a).collect();
        let change = figure(paired(Moments::of(&changes)).map(|difference| difference.estimate()));
        let p = signed_rank(&Frequencies::of(&changes)).map(|found| found.p);
        let made = self.row(group, Statistic::DifferencePaired, change, Unit::Score, shared, "paired_t");
        std::iter::once(made).chain(self.test(group, p, shared, "wilcoxon")).collect()
    }

    /// Returns the test of a change, where the scan declared the comparison and there are enough people.
    fn test(&self, group: &Group, p: Result<f64, NotEstimable>, n: u64, method: &'static str) -> Option<Row> {
        let measure = &self.variable.described().measure;
        let is_tested = n >= N_INFER && self.slice.comparisons.declare(measure, &self.slice.by);
        is_tested.then(|| self.row(group, Statistic::PPaired, point(p), Unit::Probability, n, method))
    }

    /// Returns whether nobody is told apart by who joined or left.
    fn is_open(&self, group: &Group, shared: u64) -> bool {
        let least = self.slice.plan.least;
        let tabulated = &self.slice.cube.populations[self.panel.earlier];
        let earlier = self.before().answered(tabulated.cell(group));
        let later = self.variable.answered(self.slice.cell(group));
        let is_shown = |population, place| {
            self.slice.plan.visibility(population, Some(place), group) == Visibility::Shown
        };
        let beside = |n: u64| n.saturating_sub(shared);
        shared >= least
            && is_shown(self.panel.earlier, self.pair().earlier)
            && is_shown(self.panel.later, self.variable.place)
            && [earlier, later].iter().all(|n| beside(*n) == 0 || beside(*n) >= least)
    }

    fn scores(&self, group: &Group) -> Scores {
        let mut scores = Scores::default();
        let (then, now) = (&self.before().described().categories, &self.variable.described().categories);
        let cell = self.panel.cells.get(group);
        for (a, b, count) in cell.into_iter().flat_map(|cell| cell.pairs(self.place)) {
            let value = |categories: &[Category], code: u16| {
                categories.get(usize::from(code)).and_then(|category| category.value)
            };
            let (Some(a), Some(b)) = (value(then, a), value(now, b)) else { continue };
            for _ in 0..count {
                scores.earlier.push(a);
                scores.later.push(b);
            }
        }
        scores
    }

    fn shares(&self, group: &Group) -> Vec<Row> {
        let (then, now) = (&self.before().described().categories, &self.variable.described().categories);
        let mut counts = PairedCounts { both: 0, later_only: 0, earlier_only: 0, neither: 0 };
        let cell = self.panel.cells.get(group);
        for (a, b, count) in cell.into_iter().flat_map(|cell| cell.pairs(self.place)) {
            let (Some(a), Some(b)) = (then.get(usize::from(a)), now.get(usize::from(b))) else { continue };
            let place = match (a.success, b.success) {
                (true, true) => &mut counts.both,
                (false, true) => &mut counts.later_only,
                (true, false) => &mut counts.earlier_only,
                (false, false) => &mut counts.neither,
            };
            *place += u64::from(count);
        }
        let n = counts.both + counts.later_only + counts.earlier_only + counts.neither;
        let estimate =
            |found: ShareDifference| Estimate { value: found.difference, interval: Ok(found.interval) };
        let change = figure(newcombe_paired(counts).map(estimate));
        let (p, method) = match mcnemar(counts) {
            Ok(McNemar::Exact { p }) => (Ok(p), "mcnemar_exact"),
            Ok(McNemar::ChiSquare { p, .. }) => (Ok(p), "mcnemar"),
            Err(reason) => (Err(reason), "mcnemar"),
        };
        let made = self.row(group, Statistic::DifferencePaired, change, Unit::Share, n, "newcombe_paired");
        std::iter::once(made).chain(self.test(group, p, n, method)).collect()
    }

    /// Returns the change of people who began low, and the change that this leads to expect.
    fn low(&self, group: &Group, scores: &Scores) -> Vec<Row> {
        let count = |value: &f64| Frequency { value: *value, count: 1 };
        let first = Frequencies::from_counts(scores.earlier.iter().map(count));
        let Ok(limit) = quantile(&first, LOW) else { return Vec::new() };
        let is_low = |person: usize| scores.earlier[person] <= limit;
        let n = (0..scores.earlier.len()).filter(|person| is_low(*person)).count() as u64;
        let others = scores.earlier.len() as u64 - n;
        let least = self.slice.plan.least;
        if n < least || others < least {
            return Vec::new();
        }
        let found = regression_to_the_mean(&scores.earlier, &scores.later, is_low);
        let row = |statistic, figure| self.row(group, statistic, figure, Unit::Score, n, "lowest_quarter");
        vec![
            row(Statistic::ChangeLow, point(found.map(|found| found.measured))),
            row(Statistic::ChangeLowExpected, point(found.map(|found| found.expected))),
        ]
    }

    fn row(
        &self,
        group: &Group,
        statistic: Statistic,
        figure: Figure,
        unit: Unit,
        n: u64,
        method: &'static str,
    ) -> Row {
        let period = &self.slice.cube.populations[self.panel.earlier].population.period;
        let key = Key {
            against: Against::Period(Name::from(period)),
            ..self.slice.key(&self.variable.described().measure, group, statistic)
        };
        Row {
            populations: vec![self.panel.earlier, self.panel.later],
            basis: Basis::of(n),
            ..self.slice.row(key, figure, unit, n, method)
        }
    }
}

/// Returns the change of all, given the correlation of those who are in both rounds.
fn overlap(then: Moments, now: Moments, scores: &Scores) -> Result<Estimate, NotEstimable> {
    let round = |all: Moments| -> Result<Round, NotEstimable> {
        Ok(Round { n: all.n(), mean: all.mean()?, sd: all.standard_deviation()? })
    };
    let (a, b) = (Moments::of(&scores.earlier), Moments::of(&scores.later));
    let (mean_a, mean_b) = (a.mean()?, b.mean()?);
    let shared: f64 =
        scores.earlier.iter().zip(&scores.later).map(|(x, y)| (x - mean_a) * (y - mean_b)).sum();
    let spread = (a.squares() * b.squares()).sqrt();
    if spread <= 0.0 {
        return Err(NotEstimable::ZeroVariance);
    }
    let found = overlapping_means(round(then)?, round(now)?, scores.later.len() as u64, shared / spread)?;
    Ok(Estimate { value: found.difference, interval: Ok(found.interval) })
}
