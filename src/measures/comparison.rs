//! Comparisons: who is set beside whom, and by how much they differ.
//!
//! Only groups that are shown are compared, so that no comparison tells about a hidden one. Gender and sex
//! are compared pair by pair, no group being the norm; other breakdowns compare each group with the other
//! stated groups together, or with the level that the scan names.

use std::sync::Arc;

use crate::model::{Name, Role};
use crate::results::{Against, Answers, Basis, Figure, Key, Part, Row, Sides, Statistic, Unit, Visibility};
use crate::statistics::{
    Estimate, Interval, NotEstimable,
    difference::risk_difference,
    effect::hedges_g,
    exact::fisher_test,
    frequency::Frequencies,
    means::welch,
    moments::Moments,
    proportion::Tally,
    superiority::superiority,
    table::{Table, association},
};
use crate::tabulation::{Group, STATUS, Scope, VariableKind};

use super::benchmark::Benchmark;
use super::outcome;
use super::planning::Planning;
use super::slice::{VariableOf, figure, point};
use super::weighted;
use super::{Slice, gap, overall};

/// Below this many people in a group there is an estimate with its interval, but no test.
pub(super) const N_INFER: u64 = 10;

/// Below this expected count the chi-squared distribution is no longer close.
pub(super) const LEAST_EXPECTED: f64 = 5.0;

/// With whom a group is compared, in breakdowns other than gender and sex.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Reference {
    /// With the other shown groups that people stated, together.
    #[default]
    Others,
    /// With this level of the breakdown.
    Level(String),
}

/// A comparison that the scan declared beforehand: only these are tested.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Primary {
    /// The measure.
    pub measure: String,
    /// The breakdown.
    pub by: Vec<Role>,
}

/// Which comparisons a scan wants.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Comparisons {
    /// With whom groups are compared.
    pub reference: Reference,
    /// The comparisons declared beforehand.
    pub primary: Vec<Primary>,
    /// The published figures beside which shares are set.
    pub benchmarks: Vec<Benchmark>,
    /// What the next survey should be able to see; `None` where nobody asks.
    pub plan: Option<Planning>,
}

impl Comparisons {
    /// Returns whether the scan declared the comparison of a measure between the groups of a breakdown.
    pub(super) fn declare(&self, measure: &str, by: &[Role]) -> bool {
        self.primary.iter().any(|primary| primary.measure == measure && primary.by == by)
    }
}

/// Labels of women and of men, in the order in which they are compared: vrouw minus man.
const WOMEN: [&str; 7] = ["vrouw", "vrouwen", "v", "f", "woman", "women", "female"];
const MEN: [&str; 6] = ["man", "mannen", "m", "men", "male", "males"];

/// Returns whether a label names women.
pub(super) fn is_woman(label: &str) -> bool {
    WOMEN.contains(&label.to_lowercase().as_str())
}

/// Returns whether a label names men.
pub(super) fn is_man(label: &str) -> bool {
    MEN.contains(&label.to_lowercase().as_str())
}

/// Returns the place of a label in the order of comparisons: men, women, everybody else.
///
/// Each group is compared with those before it, so that women minus men is what is told.
#[must_use]
pub fn gender_rank(label: &str) -> u8 {
    match label {
        label if is_man(label) => 0,
        label if is_woman(label) => 1,
        _ => 2,
    }
}

/// One comparison: a group and those it is compared with.
pub(super) struct Pair<'g> {
    pub(super) of: &'g Group,
    pub(super) against: Against,
    pub(super) reference: Vec<&'g Group>,
    /// Where `of` stands among the groups, where all others are the reference.
    pub(super) place: Option<usize>,
}

pub(super) fn pairs<'g>(slice: &Slice<'_>, groups: &[&'g Group]) -> Vec<Pair<'g>> {
    if slice.own_unit().is_some() || slice.by.is_empty() {
        return Vec::new();
    }
    if let [role @ (Role::Gender | Role::Sex)] = slice.by[..] {
        return gender_pairs(groups, role);
    }
    groups
        .iter()
        .enumerate()
        .filter_map(|(place, of)| {
            let mut others = None;
            let (against, reference) = match &slice.comparisons.reference {
                Reference::Others => {
                    others = Some(place);
                    let reference = [&groups[..place], &groups[place + 1..]].concat();
                    (Against::Others, reference)
                }
                Reference::Level(level) => {
                    let reference: Vec<&Group> =
                        groups.iter().copied().filter(|group| group.label(&slice.by) == *level).collect();
                    (Against::Group(Name::from(level)), reference)
                }
            };
            let is_itself = reference.contains(of);
            (!reference.is_empty() && !is_itself).then_some(Pair { of, against, reference, place: others })
        })
        .collect()
}

/// Returns each pair of groups once: women minus men first, then every further group minus those before it.
pub(super) fn gender_pairs<'g>(groups: &[&'g Group], role: Role) -> Vec<Pair<'g>> {
    let rank = |group: &Group| gender_rank(group.level(role).unwrap_or_default());
    let mut ranked: Vec<&Group> = groups.to_vec();
    ranked.sort_by_key(|group| rank(group));
    let mut pairs = Vec::new();
    for (i, of) in ranked.iter().enumerate() {
        for reference in &ranked[..i] {
            pairs.push(Pair {
                of,
                against: Against::Group(reference.label(&[role]).into()),
                reference: vec![reference],
                place: None,
            });
        }
    }
    pairs
}

/// Returns differences of means by Welch, effect sizes, and tests where they were declared beforehand.
pub(super) fn of_means(slice: &Slice<'_>, variable: VariableOf<'_>) -> Vec<Row> {
    let measure = &variable.described().measure;
    let groups = slice.stated_and_shown(variable.place);
    let measure = &Name::from(measure);
    let side = |group: &Group| slice.key(measure, group, Statistic::Mean);
    let table: Arc<[Key]> = groups.iter().map(|group| side(group)).collect();
    let all = slice.is_weighted().then(|| weighted::Table::of(slice, variable, &groups));
    let mut rows = Vec::new();
    for pair in pairs(slice, &groups) {
        let compared =
            Compared { slice, measure, pair: &pair, unit: Unit::Score, side: &side, table: &table };
        if let Some(all) = &all {
            rows.extend(weighted::means(&compared, all));
            continue;
        }
        rows.extend(means(&compared, variable));
    }
    if !slice.is_weighted() {
        rows.extend(overall::of_means(slice, variable, &groups));
    }
    rows
}

fn means(compared: &Compared<'_, '_>, variable: VariableOf<'_>) -> Vec<Row> {
    let (slice, pair) = (compared.slice, compared.pair);
    let answers = |group: &Group| variable.frequencies(slice.cell(group));
    let of_answers = answers(pair.of);
    let reference_answers = pair
        .reference
        .iter()
        .map(|group| answers(group))
        .reduce(|all, next| all.merge(&next))
        .unwrap_or_else(|| Frequencies::of(&[]));
    let (of, reference) = (of_answers.moments(), reference_answers.moments());
    let basis = Basis::pair(of.n(), reference.n());
    let difference = welch(of, reference);
    let mut rows = vec![compared.difference(difference.map(|d| d.estimate()), basis, "welch_t")];
    if matches!(variable.described().kind, VariableKind::Scale { .. }) {
        rows.push(compared.plain(
            Statistic::HedgesG,
            figure(effect(of, reference)),
            Unit::Pure,
            basis,
            "noncentral_t",
        ));
        let tells = |group: &Group| slice.plan.tells_spread(slice.population, variable.place, group);
        if tells(pair.of) && pair.reference.iter().all(|group| tells(group)) {
            let chance = superiority(&of_answers, &reference_answers).map(|found| Estimate {
                value: found.value,
                interval: found.test.map(|test| clipped(test.interval)),
            });
            rows.push(compared.plain(
                Statistic::Superiority,
                figure(chance),
                Unit::Pure,
                basis,
                "brunner_munzel",
            ));
        }
    }
    if compared.is_tested(basis) {
        rows.push(compared.test(
            difference.and_then(|difference| difference.test).map(|test| test.p),
            basis,
            "welch_t",
        ));
    }
    rows
}

/// A chance lies between 0 and 1, also where its t interval does not.
fn clipped(interval: Interval) -> Interval {
    Interval::new(interval.lower.max(0.0), interval.upper.min(1.0))
}

/// Returns differences of shares by Newcombe's hybrid score interval.
pub(super) fn of_shares(slice: &Slice<'_>, variable: VariableOf<'_>) -> Vec<Row> {
    if variable.described().mature_in.is_some() {
        return Vec::new();
    }
    let measure = variable.described().measure.clone();
    let success = outcome::success(variable);
    shares(slice, variable, &measure, &success, |group| variable.tally(slice.cell(group)))
}

/// Returns differences of the shares of each state after some years.
pub(super) fn of_states(slice: &Slice<'_>, variable: VariableOf<'_>) -> Vec<Row> {
    if variable.described().mature_in.is_some() {
        return Vec::new();
    }
    (0..STATUS.len())
        .flat_map(|state| {
            let answers = Answers(vec![state]);
            shares(slice, variable, &variable.described().part_measure(state), &answers, |group| {
                let cell = slice.cell(group);
                let count = variable.counts(cell).get(state).copied().map_or(0, u64::from);
                Tally::of(count, variable.answered(cell))
            })
        })
        .collect()
}

fn shares(
    slice: &Slice<'_>,
    variable: VariableOf<'_>,
    measure: &str,
    answers: &Answers,
    tally: impl Fn(&Group) -> Tally,
) -> Vec<Row> {
    let mut groups = slice.stated_and_shown(variable.place);
    // A test of a share that is banded or withheld would tell what the band hides.
    groups.retain(|group| {
        slice.visibility(Some(variable.place), group) == Visibility::Shown
            && variable.is_exact(slice.cell(group))
            && slice.plan.cover(slice.population, variable.place, group, answers).is_none()
    });
    let measure = &Name::from(measure);
    let side = |group: &Group| slice.key(measure, group, Statistic::Share);
    let table: Arc<[Key]> = groups.iter().map(|group| side(group)).collect();
    let mut rows = Vec::new();
    for pair in pairs(slice, &groups) {
        let of = tally(pair.of);
        let reference = pair.reference.iter().map(|group| tally(group)).fold(Tally::of(0, 0), |sum, next| {
            Tally { successes: sum.successes + next.successes, failures: sum.failures + next.failures }
        });
        let basis = Basis::pair(of.n(), reference.n());
        let compared =
            Compared { slice, measure, pair: &pair, unit: Unit::Share, side: &side, table: &table };
        if slice.is_weighted() {
            rows.extend(weighted::shares(slice, &compared, variable, answers));
            continue;
        }
        rows.push(compared.difference(risk_difference(of, reference), basis, "newcombe"));
        rows.extend(gap::rows(&compared, variable, answers));
        if compared.is_tested(basis) {
            let test = test_of_shares(of, reference);
            let (p, method) = test.map_or_else(|reason| (Err(reason), ""), |test| (Ok(test.p), test.method));
            rows.push(compared.test(p, basis, method));
        }
    }
    if !slice.is_weighted() {
        rows.extend(overall::of_shares(slice, measure, &groups, tally));
    }
    rows
}

/// The test of a difference of two shares.
struct ShareTest {
    p: f64,
    method: &'static str,
}

/// Tests two shares: Pearson's chi-squared, or Fisher's exact test where an expected count is below 5.
fn test_of_shares(of: Tally, reference: Tally) -> Result<ShareTest, NotEstimable> {
    let row = |tally: Tally| vec![tally.successes, tally.failures];
    let table = Table::new(&[row(of), row(reference)])?;
    if table.smallest_expected() < LEAST_EXPECTED {
        return Ok(ShareTest { p: fisher_test(of, reference)?.p, method: "fisher" });
    }
    Ok(ShareTest { p: association(&table).test.p, method: "chi_squared" })
}

/// Returns Hedges g with its exact interval.
pub(super) fn effect(of: Moments, reference: Moments) -> Result<Estimate, NotEstimable> {
    hedges_g(of, reference).map(|effect| Estimate { value: effect.g, interval: Ok(effect.interval) })
}

/// Returns how a school differs from the other schools together, in its own report.
pub(super) fn of_means_with_other_units(slice: &Slice<'_>, variable: VariableOf<'_>) -> Vec<Row> {
    let Some(of) = slice.own_unit() else { return Vec::new() };
    let everybody = slice.cube.groups(slice.tabulated, &Scope::All, &slice.by);
    let is_shown = |group: &Group| slice.visibility(Some(variable.place), group) != Visibility::Withheld;
    let others: Vec<&Group> =
        everybody.iter().filter(|group| **group != of && slice.is_stated(group) && is_shown(group)).collect();
    if others.is_empty() || !is_shown(&of) {
        return Vec::new();
    }
    let measure = &Name::from(&variable.described().measure);
    // The other schools stand in the report over all schools, where their rows are published.
    let side = |group: &Group| {
        let scope = if *group == of { slice.scope } else { &Scope::All };
        Key { scope: scope.clone(), ..slice.key(measure, group, Statistic::Mean) }
    };
    let pair = Pair { of: &of, against: Against::Others, reference: others.clone(), place: None };
    let table = Arc::default();
    let compared = Compared { slice, measure, pair: &pair, unit: Unit::Score, side: &side, table: &table };
    if slice.is_weighted() {
        return weighted::means(&compared, &weighted::Table::of(slice, variable, &[]));
    }
    means(&compared, variable)
}

/// A comparison with all that its rows share.
pub(super) struct Compared<'a, 's> {
    pub(super) slice: &'a Slice<'s>,
    measure: &'a Name,
    pub(super) pair: &'a Pair<'a>,
    unit: Unit,
    side: &'a dyn Fn(&Group) -> Key,
    /// The rows of all groups that are compared.
    table: &'a Arc<[Key]>,
}

impl Compared<'_, '_> {
    fn key(&self, statistic: Statistic) -> Key {
        Key { against: self.pair.against.clone(), ..self.slice.key(self.measure, self.pair.of, statistic) }
    }

    pub(super) fn difference(
        &self,
        estimate: Result<Estimate, NotEstimable>,
        basis: Basis,
        method: &'static str,
    ) -> Row {
        let against = match self.pair.place {
            Some(place) => Part::others(self.table, place),
            None => Part::of(self.pair.reference.iter().map(|group| (self.side)(group)).collect::<Vec<_>>()),
        };
        let sides = Sides { plus: vec![Part::of([(self.side)(self.pair.of)])], minus: vec![against] };
        let row = self.plain(Statistic::Difference, figure(estimate), self.unit, basis, method);
        Row { sides: Some(sides), ..row }
    }

    /// Returns what is left of the printed difference beside a printed part of it.
    pub(super) fn remainder(&self, statistic: Statistic, figure: Figure, basis: Basis, part: Key) -> Row {
        let sides = Sides::of(self.key(Statistic::Difference), vec![part]);
        Row { sides: Some(sides), ..self.plain(statistic, figure, Unit::Share, basis, "kitagawa") }
    }

    pub(super) fn plain(
        &self,
        statistic: Statistic,
        figure: Figure,
        unit: Unit,
        basis: Basis,
        method: &'static str,
    ) -> Row {
        Row {
            key: self.key(statistic),
            populations: vec![self.slice.population],
            figure,
            unit,
            basis,
            method,
            sides: None,
            rests_on: Vec::new(),
        }
    }

    pub(super) fn is_tested(&self, basis: Basis) -> bool {
        basis.smallest >= N_INFER && self.slice.comparisons.declare(self.measure, &self.slice.by)
    }

    pub(super) fn test(&self, p: Result<f64, NotEstimable>, basis: Basis, method: &'static str) -> Row {
        self.plain(Statistic::P, point(p), Unit::Probability, basis, method)
    }
}
