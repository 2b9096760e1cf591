//! Curves: how many starters are still studying after each year, and what ended it for the others.
//!
//! Kaplan-Meier for those still studying, Aalen-Johansen for diploma, switch and dropout, which compete. A
//! curve is over all cohorts together and stops where few are left. Other shares over cohorts stand here too.

use crate::results::{Basis, Figure, Row, Statistic, Unit, Visibility};
use crate::statistics::{
    Estimate,
    competing::aalen_johansen,
    proportion::share,
    risk_table::{Exit, FollowUp, RiskTable},
    survival::{KaplanMeier, SurvivalScale},
};
use crate::tabulation::{CAUSES, EVENTS, Group, VariableKind};

use super::Slice;
use super::slice::{VariableOf, figure};

/// Returns the curves of each group, a row per year of follow-up and outcome, and shares over cohorts.
pub(super) fn rows(slice: &Slice<'_>) -> Vec<Row> {
    slice
        .variables()
        .flat_map(|variable| match variable.described().kind {
            VariableKind::Curve { years } => {
                slice.groups.iter().flat_map(|group| curve(slice, variable, group, years)).collect()
            }
            VariableKind::Pooled => {
                slice.groups.iter().map(|group| pooled(slice, variable, group)).collect::<Vec<Row>>()
            }
            _ => Vec::new(),
        })
        .collect()
}

fn pooled(slice: &Slice<'_>, variable: VariableOf<'_>, group: &Group) -> Row {
    let key = slice.key(&variable.described().measure, group, Statistic::Share);
    if slice.visibility(Some(variable.place), group) != Visibility::Shown {
        return slice.withheld(key, Unit::Pooled);
    }
    let tally = variable.tally(slice.cell(group));
    slice.row(key, figure(share(tally)), Unit::Pooled, tally.n(), "wilson")
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
            let mut key = slice.key(&measure(part), group, Statistic::Share);
            key.category = year.to_string();
            let row = slice.row(key, figure, Unit::Pooled, at_risk, method);
            rows.push(Row { basis: Basis::of(at_risk), ..row });
        };
        let studying = still_there
            .at(time)
            .map(|point| Estimate { value: point.survival, interval: point.interval(SurvivalScale::LogLog) });
        add("enrolled", figure(studying), "kaplan_meier");
        let Ok(risks) = aalen_johansen(&table, time) else { continue };
        for (cause, risk) in CAUSES.iter().zip(&risks.causes) {
            let estimate = Estimate { value: risk.risk, interval: risk.interval() };
            add(cause, figure(Ok(estimate)), "aalen_johansen");
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
