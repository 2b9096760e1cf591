//! Curves: how many starters are still studying after each year, and what ended it for the others.
//!
//! Kaplan-Meier for those still studying, Aalen-Johansen for diploma, switch and dropout, which compete. A
//! curve is over all cohorts together and stops where few are left. Other shares over cohorts stand here too.

use crate::results::{Basis, Figure, Rare, Row, Statistic, Unit, Visibility};
use crate::statistics::{
    Estimate,
    competing::aalen_johansen,
    proportion::{Tally, share},
    risk_table::{Exit, FollowUp, RiskTable},
    survival::{KaplanMeier, SurvivalScale},
};
use crate::tabulation::{CAUSES, EVENTS, Group, VariableKind};

use super::Slice;
use super::slice::{VariableOf, figure};

/// Fewer people than this with an outcome, or without it, are told as a limit.
const RARE: u64 = 3;

/// Returns the curves of each group, a row per year of follow-up and outcome, and shares over cohorts.
pub(super) fn rows(slice: &Slice<'_>) -> Vec<Row> {
    slice
        .variables()
        .flat_map(|variable| match variable.described().kind {
            VariableKind::Curve { years } => {
                slice.groups.iter().flat_map(|group| curve(slice, variable, group, years)).collect()
            }
            VariableKind::Pooled => {
                slice.groups.iter().flat_map(|group| pooled(slice, variable, group)).collect::<Vec<Row>>()
            }
            _ => Vec::new(),
        })
        .collect()
}

/// Returns the share of each value that has a name, of all who could be followed so long.
fn pooled(slice: &Slice<'_>, variable: VariableOf<'_>, group: &Group) -> Vec<Row> {
    let described = variable.described();
    let cell = slice.cell(group);
    let n = variable.answered(cell);
    let counts: Vec<u64> = variable.counts(cell).iter().map(|count| u64::from(*count)).collect();
    let named: Vec<usize> =
        (0..described.categories.len()).filter(|place| described.is_named(*place)).collect();
    let is_shown = slice.visibility(Some(variable.place), group) == Visibility::Shown;
    let untold = if slice.plan.is_open(slice.population) { Vec::new() } else { untold(&counts, &named, n) };
    named
        .iter()
        .map(|place| {
            let category = &described.categories[*place];
            // A yes-or-no has one measure, that of yes.
            let measure =
                if category.success { described.measure.clone() } else { described.part_measure(*place) };
            let key = slice.key(&measure, group, Statistic::Share);
            if !is_shown || untold.contains(place) {
                return slice.withheld(key, Unit::Pooled);
            }
            let tally = Tally::of(counts.get(*place).copied().unwrap_or(0), n);
            slice.row(key, figure(share(tally)), Unit::Pooled, n, "wilson")
        })
        .collect()
}

/// Returns the values that hardly anybody or nearly everybody has, and one more where the others would tell them.
///
/// A band would tell of the few people of a small group beside it; and what is told of all other values tells
/// the last one.
fn untold(counts: &[u64], named: &[usize], n: u64) -> Vec<usize> {
    let count = |place: &usize| counts.get(*place).copied().unwrap_or(0);
    let is_rare = |place: &&usize| n > 0 && count(place).min(n - count(place)) < RARE;
    let mut untold: Vec<usize> = named.iter().filter(is_rare).copied().collect();
    let is_partition = named.len() > 1 && named.iter().map(count).sum::<u64>() == n;
    if is_partition && untold.len() == 1 {
        let others = named.iter().filter(|place| !untold.contains(place));
        untold.extend(others.min_by_key(|place| (count(place), **place)).copied());
    }
    untold
}

fn curve(slice: &Slice<'_>, variable: VariableOf<'_>, group: &Group, years: u16) -> Vec<Row> {
    if slice.visibility(Some(variable.place), group) != Visibility::Shown {
        return Vec::new();
    }
    let table = risk_table(variable.counts(slice.cell(group)), years);
    let Ok(still_there) = KaplanMeier::of(&table) else { return Vec::new() };
    let measure = |part: &str| variable.described().measure.replacen("curve", &format!("curve_{part}"), 1);
    let mut rows = Vec::new();
    for year in 1..=years {
        let time = f64::from(year);
        let at_risk = table.at_risk(time);
        if at_risk < slice.plan.curve_min(slice.population) {
            break;
        }
        let mut add = |part: &str, figure: Figure, method: &'static str| {
            let mut key = slice.key(measure(part), group, Statistic::Share);
            key.category = year.to_string().into();
            let row = slice.row(key, figure, Unit::Pooled, at_risk, method);
            rows.push(Row { basis: Basis::of(at_risk), ..row });
        };
        let studying = still_there
            .at(time)
            .map(|point| Estimate { value: point.survival, interval: point.interval(SurvivalScale::LogLog) });
        add("enrolled", figure(studying), "kaplan_meier");
        let Ok(risks) = aalen_johansen(&table, time) else { continue };
        for (place, (cause, risk)) in CAUSES.iter().zip(&risks.causes).enumerate() {
            let events: u64 = table
                .rows()
                .iter()
                .filter(|row| row.time <= time)
                .filter_map(|row| row.events.get(place))
                .sum();
            let estimate = Estimate { value: risk.risk, interval: risk.interval() };
            let is_rare = events < RARE && !slice.plan.is_open(slice.population);
            let figure = if is_rare { Figure::Rare(Rare::Given) } else { figure(Ok(estimate)) };
            add(cause, figure, "aalen_johansen");
        }
    }
    rows
}

/// Returns who was followed until when, of the counts per year and cause.
fn risk_table(counts: &[u32], years: u16) -> RiskTable {
    let mut people = Vec::new();
    for year in 1..=years {
        for cause in 0..EVENTS {
            let place = usize::from(year - 1) * EVENTS + cause;
            let exit = if cause < CAUSES.len() { Exit::Event(cause) } else { Exit::Censored };
            let n = counts.get(place).copied().unwrap_or(0) as usize;
            people.extend(std::iter::repeat_n(FollowUp { time: f64::from(year), exit }, n));
        }
    }
    RiskTable::of(&people, CAUSES.len())
}
