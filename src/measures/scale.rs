//! Scales: mean, spread, median and ends of belonging, self-efficacy and any other score.

use crate::results::{Candour, Figure, Rare, Row, Statistic, Unit, Visibility};
use crate::statistics::{
    Interval,
    proportion::{Tally, share},
    quantile::median,
};
use crate::tabulation::{Group, Scope, VariableKind};

use super::item::LEAST_SHOWN;
use super::slice::{VariableOf, figure, point};
use super::{
    Slice, adjusted, change, comparison, description, dif, intersection, own_mix, pairwise, panel,
    reliability,
};

/// Returns the rows of every scale.
pub(super) fn rows(slice: &Slice<'_>) -> Vec<Row> {
    slice
        .variables()
        .filter(|variable| matches!(variable.described().kind, VariableKind::Scale { .. }))
        .flat_map(|variable| {
            let mut rows: Vec<Row> =
                slice.groups.iter().flat_map(|group| of_group(slice, variable, group)).collect();
            rows.extend(reliability::rows(slice, variable));
            rows.extend(comparison::of_means(slice, variable));
            rows.extend(comparison::of_means_with_other_units(slice, variable));
            rows.extend(change::of_means(slice, variable));
            // These have no weighted form here: beside weighted means they would be about other people.
            if !slice.is_weighted() {
                rows.extend(dif::rows(slice, variable));
                rows.extend(pairwise::of_means(slice, variable));
                rows.extend(adjusted::of_means(slice, variable));
                rows.extend(intersection::of_means(slice, variable));
                rows.extend(panel::rows(slice, variable));
                rows.extend(own_mix::of_means(slice, variable));
            }
            rows
        })
        .collect()
}

fn of_group(slice: &Slice<'_>, variable: VariableOf<'_>, group: &Group) -> Vec<Row> {
    let measure = &variable.described().measure;
    let key = |statistic| slice.key(measure, group, statistic);
    if slice.visibility(Some(variable.place), group) == Visibility::Withheld {
        return vec![
            slice.withheld(key(Statistic::Mean), Unit::Score),
            slice.withheld(key(Statistic::Sd), Unit::Spread),
        ];
    }
    let scores = variable.frequencies(slice.cell(group));
    let n = scores.n();
    let mut rows = vec![
        description::mean(slice, variable, group).row(slice, key(Statistic::Mean), Unit::Score),
        description::spread(slice, variable, group).row(slice, key(Statistic::Sd), Unit::Spread),
    ];
    // Without weights these would be about other people than the weighted mean, and a second equation about them.
    if slice.is_weighted() {
        return rows;
    }
    if slice.by.len() < 2 && slice.plan.tells_spread(slice.population, variable.place, group) {
        rows.push(slice.row(key(Statistic::Median), point(median(&scores)), Unit::Score, n, ""));
    }
    if slice.by.is_empty() {
        for end in [Statistic::Floor, Statistic::Ceiling] {
            let (figure, method) = share_at(slice, variable, end);
            rows.push(slice.row(key(end), figure, Unit::Share, n, method));
        }
    }
    rows
}

/// Returns the share of a scope with the lowest or highest score.
///
/// The total over schools is told only as far as the shares of the schools tell it, so that no school's hidden
/// share can be had by subtraction.
fn share_at(slice: &Slice<'_>, variable: VariableOf<'_>, end: Statistic) -> (Figure, &'static str) {
    let whole = at_end(slice, variable, end, &slice.scope.group());
    let is_rare = |tally: Tally| tally.successes.min(tally.failures) < LEAST_SHOWN;
    let exact = (figure(share(whole)), "wilson");
    if slice.plan.candour == Candour::Open {
        return exact;
    }
    if is_rare(whole) {
        return (Figure::Rare(Rare::of(whole)), "");
    }
    let units: Vec<&Scope> = slice.cube.scopes.iter().filter(|scope| scope.unit().is_some()).collect();
    if *slice.scope != Scope::All || units.is_empty() {
        return exact;
    }
    let (mut least, mut most) = (0, 0);
    for unit in units {
        let group = unit.group();
        let tally = at_end(slice, variable, end, &group);
        match slice.visibility(Some(variable.place), &group) {
            Visibility::Withheld => most += tally.n(),
            _ if is_rare(tally) => {
                let few = LEAST_SHOWN.min(tally.n());
                let (lower, upper) = match tally.successes <= tally.failures {
                    true => (0, few),
                    false => (tally.n() - few, tally.n()),
                };
                least += lower;
                most += upper;
            }
            _ => {
                least += tally.successes;
                most += tally.successes;
            }
        }
    }
    if least == most {
        return exact;
    }
    #[expect(clippy::cast_precision_loss, reason = "counts of people stay far below 2^52")]
    let percent = |people: u64| people as f64 * 100.0 / whole.n() as f64;
    (Figure::Band(Interval::new(percent(least).floor() / 100.0, percent(most).ceil().min(100.0) / 100.0)), "")
}

fn at_end(slice: &Slice<'_>, variable: VariableOf<'_>, end: Statistic, group: &Group) -> Tally {
    let scores = variable.frequencies(slice.cell(group));
    let Some(range) = variable.described().range() else { return Tally::of(0, scores.n()) };
    let score = if end == Statistic::Floor { range.lowest } else { range.highest };
    let at = |value: f64| (value - score).abs() < 1e-9;
    Tally::of(scores.cells().iter().filter(|cell| at(cell.value)).map(|cell| cell.count).sum(), scores.n())
}
