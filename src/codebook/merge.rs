//! Several exports of one questionnaire as one: columns with the same heading are the same column.

use std::collections::BTreeMap;

use super::meaning::folded;
use super::sample::ColumnSample;

/// The distinct values of a column that are kept.
const MOST: usize = 500;

/// Returns the columns of several files, in the order of the first file that has each; counts are added up.
#[must_use]
pub fn merged(files: &[Vec<ColumnSample>]) -> Vec<ColumnSample> {
    let mut columns: Vec<ColumnSample> = Vec::new();
    let mut place: BTreeMap<String, usize> = BTreeMap::new();
    for samples in files {
        for sample in samples {
            match place.get(&folded(&sample.heading)) {
                Some(at) => add(&mut columns[*at], sample),
                None => {
                    place.insert(folded(&sample.heading), columns.len());
                    columns.push(sample.clone());
                }
            }
        }
    }
    columns
}

fn add(column: &mut ColumnSample, other: &ColumnSample) {
    for (value, count) in &other.distinct {
        match column.distinct.iter_mut().find(|(known, _)| known == value) {
            Some((_, known)) => *known += count,
            None => column.distinct.push((value.clone(), *count)),
        }
    }
    column.truncated |= other.truncated || column.distinct.len() > MOST;
    column.distinct.truncate(MOST);
    for label in &other.labels {
        if !column.labels.iter().any(|(code, _)| *code == label.0) {
            column.labels.push(label.clone());
        }
    }
    for code in &other.missing {
        if !column.missing.contains(code) {
            column.missing.push(code.clone());
        }
    }
    column.identifies |= other.identifies;
    if column.question.is_none() {
        column.question.clone_from(&other.question);
    }
}
