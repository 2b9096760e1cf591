//! Several tests at once: Holm's adjustment over the comparisons declared beforehand.
//!
//! A family is all tests of one report and period; a comparison and its mirror image count once.

use std::collections::BTreeMap;

use crate::results::{Against, Figure, Row, Statistic};
use crate::statistics::multiplicity::{Correction, adjust as adjusted_for};
use crate::tabulation::Scope;

/// Adds the adjusted p-value beside each p-value.
pub(super) fn adjust(rows: &mut Vec<Row>) {
    let mut families: BTreeMap<(Scope, String), Vec<usize>> = BTreeMap::new();
    for (place, row) in rows.iter().enumerate() {
        // The trend of a measure repeats its comparison through the years: it is no test of its own family.
        let is_trend = matches!(row.key.against, Against::Period(_));
        if row.key.statistic == Statistic::P && !is_trend {
            families.entry((row.key.scope.clone(), row.key.period.clone())).or_default().push(place);
        }
    }
    for places in families.into_values() {
        let counted: Vec<usize> =
            places.iter().copied().filter(|place| !is_mirror(&rows[*place], rows, &places)).collect();
        let p: Vec<Option<f64>> = counted.iter().map(|place| p_of(&rows[*place])).collect();
        let adjusted = adjusted_for(&p, Correction::Holm);
        for (place, adjusted) in counted.into_iter().zip(adjusted) {
            let row = &rows[place];
            let figure = match adjusted {
                Some(value) => Figure::Estimate { value, interval: None },
                None => row.figure.clone(),
            };
            let mut key = row.key.clone();
            key.statistic = Statistic::PAdjusted;
            rows.push(Row { key, figure, method: "holm", ..rows[place].clone() });
        }
    }
}

fn p_of(row: &Row) -> Option<f64> {
    match row.figure {
        Figure::Estimate { value, .. } => Some(value),
        _ => None,
    }
}

/// Returns whether a row is the mirror image of an earlier one: with two groups, each against the other.
fn is_mirror(row: &Row, rows: &[Row], places: &[usize]) -> bool {
    row.key.against == Against::Others
        && places.iter().map(|place| &rows[*place]).any(|other| {
            other.key.group < row.key.group
                && other.key.measure == row.key.measure
                && other.key.by == row.key.by
                && other.key.against == Against::Others
                && other.basis.n == row.basis.n
                && is_one_of_two(row, rows, places)
        })
}

fn is_one_of_two(row: &Row, rows: &[Row], places: &[usize]) -> bool {
    let same = |other: &&Row| other.key.measure == row.key.measure && other.key.by == row.key.by;
    places.iter().map(|place| &rows[*place]).filter(same).count() == 2
}
