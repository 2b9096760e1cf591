//! Gaps between like and like: within the same programmes, at one mix of programmes, and split in two parts.
//!
//! The crude gap stands beside them always (`comparison`). Where a source is not open, a stratum stands on its own
//! only if each group has enough people in it, all others are one stratum together, and there must be three or
//! more: one adjusted number then leaves more unknown than it tells (DISCLOSURE.md, section 7).

use std::collections::BTreeMap;

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

/// With more strata than this there is no logistic model: it would have a coefficient for each.
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
    if alike.len() <= MOST_COEFFICIENTS {
        rows.push(adjusted(compared, Statistic::DifferenceAme, marginal(alike), "ame", alike, &pooling));
    }
    rows.extend(parts(compared, &by_place, &pooling));
    rows
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
) -> Option<Vec<Stratum>> {
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
    pooling.pooled(found.into_values().collect())
}

fn sum(a: Tally, b: Tally) -> Tally {
    Tally { successes: a.successes + b.successes, failures: a.failures + b.failures }
}

impl Pooling {
    /// Returns strata that may be used: small ones together, with the smallest other one if need be.
    fn pooled(&self, strata: Vec<Stratum>) -> Option<Vec<Stratum>> {
        if self.minimum == 0 {
            return Some(strata);
        }
        let is_enough = |stratum: &Stratum| stratum.first.n().min(stratum.reference.n()) >= self.minimum;
        let (mut own, rest): (Vec<Stratum>, Vec<Stratum>) = strata.into_iter().partition(is_enough);
        let empty = Stratum { first: Tally::default(), reference: Tally::default() };
        let mut rest = rest.into_iter().fold(empty, |a, b| Stratum {
            first: sum(a.first, b.first),
            reference: sum(a.reference, b.reference),
        });
        if rest.first.n() + rest.reference.n() > 0 {
            if !is_enough(&rest) {
                let people = |stratum: &Stratum| stratum.first.n() + stratum.reference.n();
                let smallest = (0..own.len()).min_by_key(|place| people(&own[*place]))?;
                let other = own.remove(smallest);
                rest = Stratum {
                    first: sum(rest.first, other.first),
                    reference: sum(rest.reference, other.reference),
                };
            }
            own.push(rest);
        }
        (own.len() >= LEAST_STRATA).then_some(own)
    }

    /// Returns whom an adjusted number rests on: the smallest group of a stratum, where strata are protected.
    fn basis(&self, strata: &[Stratum]) -> Basis {
        let total = strata.iter().fold((0, 0), |(a, b), s| (a + s.first.n(), b + s.reference.n()));
        let basis = Basis::pair(total.0, total.1);
        let sides = strata.iter().flat_map(|stratum| [stratum.first.n(), stratum.reference.n()]);
        let smallest = sides.min().filter(|_| self.minimum > 0);
        Basis { smallest: smallest.unwrap_or(basis.smallest), ..basis }
    }
}

fn adjusted(
    compared: &Compared<'_, '_>,
    statistic: Statistic,
    estimate: Result<Estimate, NotEstimable>,
    method: &'static str,
    strata: &[Stratum],
    pooling: &Pooling,
) -> Row {
    compared.plain(statistic, figure(estimate), Unit::Share, pooling.basis(strata), method)
}

fn within(strata: &[Stratum]) -> Result<Estimate, NotEstimable> {
    risk_difference(strata).map(|pooled| pooled.estimate)
}

/// Returns the gap if both groups were spread over the strata as they are together.
fn standardised(strata: &[Stratum]) -> Result<Estimate, NotEstimable> {
    #[expect(clippy::cast_precision_loss, reason = "counts of people stay far below 2^52")]
    let weight = |stratum: &Stratum| (stratum.first.n() + stratum.reference.n()) as f64;
    let strata: Vec<StandardStratum> =
        strata.iter().map(|groups| StandardStratum { groups: *groups, weight: weight(groups) }).collect();
    direct_standardisation(&strata).map(|standardised| standardised.difference)
}

/// Returns the average marginal effect of the group in a logistic model with the strata.
fn marginal(strata: &[Stratum]) -> Result<Estimate, NotEstimable> {
    let (mut tallies, mut group, mut stratum_of) = (Vec::new(), Vec::new(), Vec::new());
    for (place, stratum) in strata.iter().enumerate() {
        for (side, tally) in [(1, stratum.first), (0, stratum.reference)] {
            if tally.n() > 0 {
                tallies.push(tally);
                group.push(side);
                stratum_of.push(place);
            }
        }
    }
    if tallies.is_empty() {
        return Err(NotEstimable::NZero);
    }
    let design =
        Design::intercept(tallies.len()).with_factor(&group, 2).with_factor(&stratum_of, strata.len());
    let fit = logistic(&design, &tallies)?;
    fit.average_marginal_effect(&design, &tallies, 1).map(|effect| effect.difference)
}

/// Returns the two parts of the crude gap, which add up to it as it is printed.
fn parts(compared: &Compared<'_, '_>, strata: &[Stratum], pooling: &Pooling) -> Vec<Row> {
    let split = decomposition(strata);
    let mix = compared.plain(
        Statistic::DifferenceMix,
        point(split.map(|split| split.mix)),
        Unit::Share,
        pooling.basis(strata),
        "kitagawa",
    );
    // What is left is the printed gap less the printed part, so that a reader can add them up.
    let total = strata.iter().fold((0, 0), |(a, b), s| (a + s.first.n(), b + s.reference.n()));
    let rates = compared.remainder(
        Statistic::DifferenceRates,
        point(split.map(|split| split.rates)),
        Basis::pair(total.0, total.1),
        mix.key.clone(),
    );
    vec![mix, rates]
}
