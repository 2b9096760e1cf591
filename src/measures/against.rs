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

/// Returns the items with a negative item-rest correlation, in the order of the scales; empty where fewer than 30
/// people answered all items of a scale.
///
/// Complete cases of the first source that has the items; declared reversals count as declared.
#[must_use]
pub fn against(dataset: &Dataset) -> Vec<RunsAgainst> {
    dataset
        .scales
        .iter()
        .flat_map(|scale| {
            dataset
                .sources
                .iter()
                .filter_map(|source| match &source.data {
                    SourceData::Survey(survey) => Some(survey),
                    _ => None,
                })
                .map(|survey| of_scale(scale, survey))
                .find(|found| !found.is_empty())
                .unwrap_or_default()
        })
        .collect()
}

fn of_scale(scale: &Scale, survey: &Survey) -> Vec<RunsAgainst> {
    let items: Vec<&Item> =
        scale.items.iter().filter_map(|id| survey.items.iter().find(|item| item.id == *id)).collect();
    let k = items.len();
    let (mut n, mut sums, mut products) = (0, vec![0.0; k], vec![0.0; k * (k + 1) / 2]);
    for row in 0..survey.rows {
        let values: Option<Vec<f64>> = items.iter().map(|item| value(scale, item, row)).collect();
        let Some(values) = values.filter(|values| !values.is_empty()) else { continue };
        n += 1;
        let mut at = 0;
        for i in 0..k {
            sums[i] += values[i];
            for j in i..k {
                products[at] += values[i] * values[j];
                at += 1;
            }
        }
    }
    if n < LEAST || k < 3 {
        return Vec::new();
    }
    let found = CrossProducts::from_parts(n, sums, products).and_then(|scale| items_in_scale(&scale).ok());
    found
        .unwrap_or_default()
        .iter()
        .zip(&items)
        .filter_map(|(in_scale, item)| {
            let correlation = in_scale.item_rest.ok().filter(|correlation| *correlation < 0.0)?;
            Some(RunsAgainst { scale: scale.id.clone(), item: item.id.clone(), correlation, people: n })
        })
        .collect()
}

fn value(scale: &Scale, item: &Item, row: usize) -> Option<f64> {
    let value = item.answers.get(usize::from(*item.codes.get(row)?))?.value?;
    Some(if scale.reversed.contains(&item.id) { scale.lowest + scale.highest - value } else { value })
}
