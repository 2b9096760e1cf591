//! Scales: mean, spread and reliability of belonging, self-efficacy and any other score.

use crate::results::{Figure, Row, Statistic, Unit, Visibility};
use crate::statistics::{
    Estimate, NotEstimable,
    cross_products::CrossProducts,
    reliability::{Alpha, alpha},
};
use crate::tabulation::{CompleteCases, Group, VariableKind};

use super::slice::{VariableOf, figure};
use super::{Slice, change, comparison, description};

/// Returns the rows of every scale.
pub(super) fn rows(slice: &Slice<'_>) -> Vec<Row> {
    slice
        .variables()
        .filter(|variable| matches!(variable.described().kind, VariableKind::Scale { .. }))
        .flat_map(|variable| {
            let mut rows: Vec<Row> =
                slice.groups.iter().flat_map(|group| of_group(slice, variable, group)).collect();
            rows.extend(comparison::of_means(slice, variable));
            rows.extend(comparison::of_means_with_other_units(slice, variable));
            rows.extend(change::of_means(slice, variable));
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
    let mut rows = vec![
        description::mean(slice, variable, group).row(slice, key(Statistic::Mean), Unit::Score),
        description::spread(slice, variable, group).row(slice, key(Statistic::Sd), Unit::Spread),
    ];
    if slice.by.is_empty() {
        rows.push(reliability(slice, variable, group));
    }
    rows
}

/// Returns Cronbach's alpha over the people who answered all items, with Feldt's interval.
fn reliability(slice: &Slice<'_>, variable: VariableOf<'_>, group: &Group) -> Row {
    let key = slice.key(&variable.described().measure, group, Statistic::Alpha);
    let complete = slice.tabulated.complete_cases(slice.cell(group), variable.place);
    let n = complete.map_or(0, |cases| cases.n);
    let products = complete.and_then(cross_products);
    let figure = match products {
        Some(products) => {
            let estimate = |alpha: Alpha| Estimate { value: alpha.value, interval: Ok(alpha.interval) };
            figure(alpha(&products).map(estimate))
        }
        None => Figure::NotEstimable(NotEstimable::AllMissing),
    };
    slice.row(key, figure, Unit::Reliability, n, "feldt")
}

#[expect(clippy::cast_precision_loss, reason = "sums over people stay far below 2^52")]
fn cross_products(cases: &CompleteCases) -> Option<CrossProducts> {
    let items = cases.sums.len();
    let sums = cases.sums.iter().map(|sum| *sum as f64).collect();
    // The cube keeps the whole square of products, statistics its upper triangle.
    let upper = (0..items).flat_map(|i| (i..items).map(move |j| cases.products[i * items + j] as f64));
    CrossProducts::from_parts(cases.n, sums, upper.collect())
}
