//! Several tests at once: Holm's adjustment over the comparisons declared beforehand.
//!
//! A family is all tests of one report on equally recent periods: the last round with the last cohort, the round
//! before with the cohort before. A comparison and its mirror image count once.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::model::{Name, Role};
use crate::results::{Against, Figure, Row, Statistic};
use crate::statistics::multiplicity::{Correction, adjust as adjusted_for};
use crate::tabulation::Scope;

/// A comparison that a scan declared, in one report.
type Declared = (Scope, Name, Name, Arc<[Role]>);

fn declared(row: &Row) -> Declared {
    let key = &row.key;
    (key.scope.clone(), key.source.clone(), key.measure.clone(), key.by.clone())
}

/// The trend of a measure repeats its comparison through the years: it is no test of its own family.
fn is_test(row: &Row) -> bool {
    row.key.statistic == Statistic::P && !matches!(row.key.against, Against::Period(_))
}

/// Adds the adjusted p-value beside each p-value.
pub(super) fn adjust(rows: &mut Vec<Row>) {
    let tests: Vec<usize> = (0..rows.len()).filter(|place| is_test(&rows[*place])).collect();
    // Populations stand in the order of their periods.
    let mut periods: BTreeMap<Declared, BTreeSet<Vec<usize>>> = BTreeMap::new();
    for row in tests.iter().map(|place| &rows[*place]) {
        periods.entry(declared(row)).or_default().insert(row.populations.clone());
    }
    let mut families: BTreeMap<(Scope, usize), Vec<usize>> = BTreeMap::new();
    for place in tests {
        let row = &rows[place];
        let later = periods[&declared(row)].iter().filter(|other| **other > row.populations).count();
        families.entry((row.key.scope.clone(), later)).or_default().push(place);
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
