//! Items that run against their scale: a sign that an item is worded the other way round and was not declared so.
//!
//! For whoever makes the codebook, not for a report: the numbers are of raw answers and pass no disclosure control.

use crate::model::{Dataset, Item, Scale, SourceData, Survey};
use crate::statistics::{cross_products::CrossProducts, item::items_in_scale};

/// The fewest people who must have answered all items: below it a sign is chance.
const LEAST: u64 = 30;

/// An item whose answers run against those on the rest of its scale.
#[derive(Debug, Clone, PartialEq)]
pub struct RunsAgainst {
    /// The scale.
    pub scale: String,
    /// The item.
    pub item: String,
    /// The correlation of the item with the sum of the others, -1 to 0.
    pub correlation: f64,
    /// How many people answered all items.
    pub people: u64,
}

/// Returns the items that would have to be turned round for all to run with their scale, in the order of the
/// scales; empty where fewer than 30 people answered all items of a scale.
///
/// The item with the most negative item-rest correlation is turned round until none is negative: where half of the
/// items are worded the other way round, the sign of one correlation says little. Complete cases of the first
/// source that has such items; declared reversals count as declared.
#[must_use]
pub fn against(dataset: &Dataset) -> Vec<RunsAgainst> {
    let surveys: Vec<&Survey> = dataset
        .sources
        .iter()
        .filter_map(|source| match &source.data {
            SourceData::Survey(survey) => Some(survey),
            _ => None,
        })
        .collect();
    let of_any = |scale: &Scale| {
        surveys
            .iter()
            .map(|survey| of_scale(scale, survey))
            .find(|found| !found.is_empty())
            .unwrap_or_default()
    };
    dataset.scales.iter().flat_map(of_any).collect()
}

fn of_scale(scale: &Scale, survey: &Survey) -> Vec<RunsAgainst> {
    let items: Vec<&Item> =
        scale.items.iter().filter_map(|id| survey.items.iter().find(|item| item.id == *id)).collect();
    let k = items.len();
    if k < 3 {
        return Vec::new();
    }
    let (mut n, mut sums, mut products) = (0, vec![0.0; k], vec![0.0; k * k]);
    for row in 0..survey.rows {
        let values: Option<Vec<f64>> = items.iter().map(|item| value(scale, item, row)).collect();
        let Some(values) = values else { continue };
        n += 1;
        for i in 0..k {
            sums[i] += values[i];
            for j in 0..k {
                products[i * k + j] += values[i] * values[j];
            }
        }
    }
    if n < LEAST {
        return Vec::new();
    }
    let mut sign = vec![1.0; k];
    let first = item_rest(n, &sums, &products, &sign);
    let mut turned: Vec<(usize, f64)> = Vec::new();
    // Each turn makes the sum of all correlations larger; k turns are more than enough.
    for _ in 0..k {
        let now = item_rest(n, &sums, &products, &sign);
        let worst = (0..k)
            .filter(|item| now[*item] < 0.0 && sign[*item] > 0.0)
            .min_by(|a, b| now[*a].total_cmp(&now[*b]).then(a.cmp(b)));
        let Some(item) = worst else { break };
        turned.push((item, if first[item] < 0.0 { first[item] } else { now[item] }));
        sign[item] = -1.0;
    }
    turned.sort_by_key(|(item, _)| *item);
    turned
        .into_iter()
        .map(|(item, correlation)| RunsAgainst {
            scale: scale.id.clone(),
            item: items[item].id.clone(),
            correlation,
            people: n,
        })
        .collect()
}

/// Returns the correlation of each item with the sum of the others, 0 where there is none.
fn item_rest(n: u64, sums: &[f64], products: &[f64], sign: &[f64]) -> Vec<f64> {
    let k = sums.len();
    let signed = sums.iter().zip(sign).map(|(sum, sign)| sum * sign).collect();
    let upper = (0..k).flat_map(|i| (i..k).map(move |j| (i, j)));
    let upper = upper.map(|(i, j)| products[i * k + j] * sign[i] * sign[j]).collect();
    let found = CrossProducts::from_parts(n, signed, upper).and_then(|scale| items_in_scale(&scale).ok());
    found.map_or_else(
        || vec![0.0; k],
        |items| items.iter().map(|item| item.item_rest.unwrap_or(0.0)).collect(),
    )
}

fn value(scale: &Scale, item: &Item, row: usize) -> Option<f64> {
    let value = item.answers.get(usize::from(*item.codes.get(row)?))?.value?;
    Some(if scale.reversed.contains(&item.id) { scale.lowest + scale.highest - value } else { value })
}
