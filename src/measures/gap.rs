//! Gaps between like and like: within the same programmes, at one mix of programmes, and split in two parts.
//!
//! The crude gap stands beside them always (`comparison`). Where a source is not open, a stratum stands on its own
//! only if each group has enough people in it, all others are one stratum together, and there must be three or
//! more: one adjusted number then leaves more unknown than it tells (DISCLOSURE.md, section 7).

use std::collections::{BTreeMap, BTreeSet};

use crate::model::Role;
use crate::results::{Answers, Basis, Row, Statistic, Unit};
use crate::statistics::{
    Estimate, NotEstimable,
    logistic::logistic,
    model_design::Design,
    proportion::Tally,
    standardisation::{StandardStratum, decomposition, direct_standardisation},
    stratified::{Stratum, risk_difference},
};
use crate::tabulation::{Cell, Group};

use super::comparison::Compared;
use super::slice::{VariableOf, figure, point};

/// With fewer strata than this, an adjusted gap would tell about each of them.
const LEAST_STRATA: usize = 3;

/// With more coefficients than this there is no logistic model: each place and background has one.
const MOST_COEFFICIENTS: usize = 200;

/// Below this many people per group and stratum a source that is not open pools strata.
struct Pooling {
    minimum: u64,
}

/// Returns the adjusted gaps beside a crude one; none where a source does not know programmes.
pub(super) fn rows(compared: &Compared<'_, '_>, variable: VariableOf<'_>, answers: &Answers) -> Vec<Row> {
    let slice = compared.slice;
    let Some(minimum) = slice.plan.stratum_min(slice.population) else { return Vec::new() };
    let pooling = Pooling { minimum };
    let tally = |cell: &Cell| {
        let counts = slice.tabulated.counts(cell, variable.place);
        let successes =
            answers.0.iter().filter_map(|answer| counts.get(*answer)).map(|n| u64::from(*n)).sum();
        Tally::of(successes, slice.tabulated.answered(cell, variable.place))
    };
    let Some(by_place) = strata(compared, &tally, With::Places, &pooling) else { return Vec::new() };
    let alike = strata(compared, &tally, With::PlacesAndBackground, &pooling);
    let alike = alike.as_ref().unwrap_or(&by_place);
    let mut rows = vec![
        adjusted(compared, Statistic::DifferenceMh, within(&by_place), "sato", &by_place, &pooling),
        adjusted(
            compared,
            Statistic::DifferenceStandardised,
            standardised(alike),
            "standardisation",
            alike,
            &pooling,
        ),
    ];
    let model = Model::of(alike, background(compared));
    if model.n_coefficients() <= MOST_COEFFICIENTS {
        rows.push(adjusted(compared, Statistic::DifferenceAme, model.marginal(), "ame", alike, &pooling));
    }
    rows.extend(parts(compared, &by_place, &pooling));
    rows
}

/// Returns the role of prior education, where the strata of this comparison know it.
fn background(compared: &Compared<'_, '_>) -> Option<Role> {
    let [role] = compared.slice.by[..] else { return None };
    compared.slice.tabulated.strata.get(&role)?.background
}

/// Both groups in one stratum.
#[derive(Debug, Clone)]
struct Held {
    /// What its people have alike; nobody's level where small strata were put together.
    key: Group,
    groups: Stratum,
}

/// What strata hold alike.
#[derive(Clone, Copy, PartialEq, Eq)]
enum With {
    Places,
    PlacesAndBackground,
}

/// Returns both groups in each stratum of the scope, small strata together; `None` where there are too few.
fn strata(
    compared: &Compared<'_, '_>,
    tally: &dyn Fn(&Cell) -> Tally,
    with: With,
    pooling: &Pooling,
) -> Option<Vec<Held>> {
    let slice = compared.slice;
    let [role] = slice.by[..] else { return None };
    let table = slice.tabulated.strata.get(&role)?;
    if with == With::PlacesAndBackground && table.background.is_none() {
        return None;
    }
    let scope = slice.scope.group();
    let scope_roles = scope.roles();
    let mut found: BTreeMap<Group, Stratum> = BTreeMap::new();
    for (group, cell) in table.cells.iter().filter(|(group, _)| group.within(&scope_roles) == scope) {
        let is = |other: &Group| other.level(role) == group.level(role);
        let of = is(compared.pair.of);
        if !of && !compared.pair.reference.iter().any(|other| is(other)) {
            continue;
        }
        let mut key = group.without(role);
        if let (With::Places, Some(background)) = (with, table.background) {
            key = key.without(background);
        }
        let empty = Stratum { first: Tally::default(), reference: Tally::default() };
        let stratum = found.entry(key).or_insert(empty);
        let side = if of { &mut stratum.first } else { &mut stratum.reference };
        *side = sum(*side, tally(cell));
    }
    pooling.pooled(found.into_iter().map(|(key, groups)| Held { key, groups }).collect())
}

fn sum(a: Tally, b: Tally) -> Tally {
    Tally { successes: a.successes + b.successes, failures: a.failures + b.failures }
}

impl Pooling {
    /// Returns strata that may be used: small ones together, with the smallest other one if need be.
    fn pooled(&self, strata: Vec<Held>) -> Option<Vec<Held>> {
        if self.minimum == 0 {
            return Some(strata);
        }
        let is_enough = |groups: &Stratum| groups.first.n().min(groups.reference.n()) >= self.minimum;
        let (mut own, rest): (Vec<Held>, Vec<Held>) =
            strata.into_iter().partition(|held| is_enough(&held.groups));
        let both = |a: Stratum, b: Stratum| Stratum {
            first: sum(a.first, b.first),
            reference: sum(a.reference, b.reference),
        };
        let empty = Stratum { first: Tally::default(), reference: Tally::default() };
        let mut rest = rest.into_iter().map(|held| held.groups).fold(empty, both);
        if rest.first.n() + rest.reference.n() > 0 {
            if !is_enough(&rest) {
                let people = |held: &Held| held.groups.first.n() + held.groups.reference.n();
                let smallest = (0..own.len()).min_by_key(|place| people(&own[*place]))?;
                rest = both(rest, own.remove(smallest).groups);
            }
            own.push(Held { key: Group::everybody(), groups: rest });
        }
        (own.len() >= LEAST_STRATA).then_some(own)
    }

    /// Returns whom an adjusted number rests on: the smallest group of a stratum, where strata are protected.
    fn basis(&self, strata: &[Held]) -> Basis {
        let basis = people(strata);
        let sides = strata.iter().flat_map(|held| [held.groups.first.n(), held.groups.reference.n()]);
        let smallest = sides.min().filter(|_| self.minimum > 0);
        Basis { smallest: smallest.unwrap_or(basis.smallest), ..basis }
    }
}

/// Returns how many people of both groups the strata hold.
fn people(strata: &[Held]) -> Basis {
    let side = |take: fn(&Stratum) -> Tally| strata.iter().map(|held| take(&held.groups).n()).sum();
    Basis::pair(side(|groups| groups.first), side(|groups| groups.reference))
}

/// Returns the counts of the strata, whatever they are.
fn counts(strata: &[Held]) -> Vec<Stratum> {
    strata.iter().map(|held| held.groups).collect()
}

fn adjusted(
    compared: &Compared<'_, '_>,
    statistic: Statistic,
    estimate: Result<Estimate, NotEstimable>,
    method: &'static str,
    strata: &[Held],
    pooling: &Pooling,
) -> Row {
    compared.plain(statistic, figure(estimate), Unit::Share, pooling.basis(strata), method)
}

fn within(strata: &[Held]) -> Result<Estimate, NotEstimable> {
    risk_difference(&counts(strata)).map(|pooled| pooled.estimate)
}

/// Returns the gap if both groups were spread over the strata as they are together.
fn standardised(strata: &[Held]) -> Result<Estimate, NotEstimable> {
    #[expect(clippy::cast_precision_loss, reason = "counts of people stay far below 2^52")]
    let weight = |stratum: &Stratum| (stratum.first.n() + stratum.reference.n()) as f64;
    let strata: Vec<StandardStratum> = counts(strata)
        .into_iter()
        .map(|groups| StandardStratum { groups, weight: weight(&groups) })
        .collect();
    direct_standardisation(&strata).map(|standardised| standardised.difference)
}

/// A logistic model of the group, the place and the background, each by itself: a combination that hardly anybody is in
/// has no coefficient of its own, which would separate as soon as nobody or everybody in it has the outcome. Where a
/// place or background as a whole does, there is no answer, and the standardised gap stands alone (METHODS.md, section 5).
struct Model {
    tallies: Vec<Tally>,
    /// 1 for the group that is compared, 0 for the other.
    group: Vec<usize>,
    /// The level of each feature that is held alike, row by row.
    features: [Vec<usize>; 2],
}

impl Model {
    fn of(strata: &[Held], background: Option<Role>) -> Self {
        let place = |held: &Held| background.map_or_else(|| held.key.clone(), |role| held.key.without(role));
        let own = |held: &Held| background.and_then(|role| held.key.level(role)).map(str::to_owned);
        let (places, backgrounds): (BTreeSet<_>, BTreeSet<_>) =
            strata.iter().map(|held| (place(held), own(held))).unzip();
        let mut model = Self { tallies: Vec::new(), group: Vec::new(), features: [Vec::new(), Vec::new()] };
        for held in strata {
            let levels = [
                places.iter().position(|other| *other == place(held)),
                backgrounds.iter().position(|other| *other == own(held)),
            ];
            for (side, tally) in [(1, held.groups.first), (0, held.groups.reference)] {
                if tally.n() > 0 {
                    model.tallies.push(tally);
                    model.group.push(side);
                    for (feature, level) in model.features.iter_mut().zip(levels) {
                        feature.push(level.unwrap_or_default());
                    }
                }
            }
        }
        model
    }

    fn n_levels(feature: &[usize]) -> usize {
        feature.iter().max().map_or(0, |most| most + 1)
    }

    /// Returns how many coefficients there are at most, that of the group included.
    fn n_coefficients(&self) -> usize {
        self.features.iter().map(|feature| Self::n_levels(feature)).sum()
    }

    /// Returns the average marginal effect of the group.
    fn marginal(&self) -> Result<Estimate, NotEstimable> {
        if self.tallies.is_empty() {
            return Err(NotEstimable::NZero);
        }
        let mut design = Design::intercept(self.tallies.len()).with_factor(&self.group, 2);
        for feature in &self.features {
            design = design.with_factor(feature, Self::n_levels(feature));
        }
        let fit = logistic(&design, &self.tallies)?;
        fit.average_marginal_effect(&design, &self.tallies, 1).map(|effect| effect.difference)
    }
}

/// Returns the two parts of the crude gap, which add up to it as it is printed.
fn parts(compared: &Compared<'_, '_>, strata: &[Held], pooling: &Pooling) -> Vec<Row> {
    let split = decomposition(&counts(strata));
    let mix = compared.plain(
        Statistic::DifferenceMix,
        point(split.map(|split| split.mix)),
        Unit::Share,
        pooling.basis(strata),
        "kitagawa",
    );
    // What is left is the printed gap less the printed part, so that a reader can add them up.
    let rates = compared.remainder(
        Statistic::DifferenceRates,
        point(split.map(|split| split.rates)),
        people(strata),
        mix.key.clone(),
    );
    vec![mix, rates]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn held(programme: &str, prior: &str, first: (u64, u64), reference: (u64, u64)) -> Held {
        let key = Group::everybody().and(Role::Programme, programme).and(Role::PriorEducation, prior);
        let tally = |(successes, n)| Tally::of(successes, n);
        Held { key, groups: Stratum { first: tally(first), reference: tally(reference) } }
    }

    fn sizes(strata: &[Held]) -> Vec<(u64, u64)> {
        strata.iter().map(|held| (held.groups.first.n(), held.groups.reference.n())).collect()
    }

    #[test]
    fn strata_with_few_people_of_a_group_are_one_together_and_three_must_be_left() {
        let pooling = Pooling { minimum: 5 };
        let large = |name| held(name, "havo", (6, 9), (5, 8));
        let strata = vec![
            large("A"),
            large("B"),
            held("C", "havo", (1, 4), (9, 12)),
            held("D", "havo", (2, 3), (1, 9)),
        ];
        let pooled = pooling.pooled(strata.clone()).unwrap();
        assert_eq!(sizes(&pooled), [(9, 8), (9, 8), (7, 21)]);
        assert_eq!(pooled[2].key, Group::everybody());
        assert!(pooling.pooled(strata[1..].to_vec()).is_none(), "two are left");
        assert_eq!(Pooling { minimum: 0 }.pooled(strata).unwrap().len(), 4, "an open source pools nothing");
    }

    #[test]
    fn a_rest_that_is_too_small_takes_the_smallest_stratum_with_it() {
        let strata = [("A", 9), ("B", 7), ("C", 12), ("D", 8), ("E", 2)]
            .map(|(name, n)| held(name, "havo", (1, n), (1, n)))
            .to_vec();
        let pooled = Pooling { minimum: 5 }.pooled(strata).unwrap();
        assert_eq!(sizes(&pooled), [(9, 9), (12, 12), (8, 8), (9, 9)]);
    }

    #[test]
    fn a_combination_in_which_everybody_stays_does_not_separate_the_model() {
        let strata = [
            held("A", "havo", (5, 5), (7, 9)),
            held("A", "vwo", (20, 25), (22, 30)),
            held("B", "havo", (11, 20), (12, 24)),
            held("B", "vwo", (9, 12), (4, 4)),
        ];
        // R: m <- glm(cbind(x, n - x) ~ g + place + prior, binomial, d, epsilon 1e-14); p at g = 1 less p at g = 0,
        // mean over people; delta method.
        let found = Model::of(&strata, Some(Role::PriorEducation)).marginal().unwrap();
        let interval = found.interval.unwrap();
        for (ours, of_r) in [
            (found.value, 0.059072623791345),
            (interval.lower, -0.098234935890881),
            (interval.upper, 0.216380183473572),
        ] {
            approx::assert_relative_eq!(ours, of_r, max_relative = 1e-7);
        }
    }
}
