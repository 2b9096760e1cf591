//! Whether a question works alike for two groups with the same score: a warning about comparing them.
//!
//! By gender and sex, over people who answered the whole scale, with 100 of them in each group at least.

use crate::model::{Name, Role};
use crate::results::{Basis, Figure, Key, Row, Statistic, Unit};
use crate::statistics::{
    NotEstimable,
    dif::{Dif, LEAST_PER_GROUP, Stratum, dif},
    frequency::{Frequencies, Frequency},
    multiplicity::{Correction, adjust},
};
use crate::tabulation::{AnswersByTotal, CompleteCases, Group, VariableKind};

use super::Slice;
use super::comparison::gender_pairs;
use super::slice::{VariableOf, point};

/// Returns the size of the difference per question, and its p-value corrected for the number of questions.
pub(super) fn rows(slice: &Slice<'_>, variable: VariableOf<'_>) -> Vec<Row> {
    let [role @ (Role::Gender | Role::Sex)] = slice.by[..] else { return Vec::new() };
    let VariableKind::Scale { items, .. } = &variable.described().kind else { return Vec::new() };
    if slice.own_unit().is_some() || items.len() < 2 {
        return Vec::new();
    }
    let tells = |group: &&Group| slice.plan.tells_spread(slice.population, variable.place, group);
    let groups: Vec<&Group> = slice.stated_and_shown(variable.place).into_iter().filter(tells).collect();
    let complete = |group: &Group| slice.tabulated.complete_cases(slice.cell(group), variable.place);
    let mut rows = Vec::new();
    for pair in gender_pairs(&groups, role) {
        let [reference] = pair.reference[..] else { continue };
        let (Some(focal), Some(others)) = (complete(pair.of), complete(reference)) else { continue };
        let is_enough = |cases: &CompleteCases| cases.n >= LEAST_PER_GROUP && !cases.answers.is_empty();
        if !is_enough(focal) || !is_enough(others) {
            continue;
        }
        let found: Vec<Result<Dif, NotEstimable>> =
            (0..items.len()).map(|item| dif(&strata(&focal.answers, &others.answers, item))).collect();
        let p: Vec<Option<f64>> =
            found.iter().map(|found| found.as_ref().ok().map(|found| found.p)).collect();
        let q = adjust(&p, Correction::BenjaminiHochberg);
        for ((item, found), q) in items.iter().zip(found).zip(q) {
            let key = |statistic| Key {
                against: pair.against.clone(),
                category: Name::from(item),
                ..slice.key(&variable.described().measure, pair.of, statistic)
            };
            let size = point(found.map(|found| found.standardised));
            let screen = match (q, found) {
                (Some(value), _) => Figure::Estimate { value, interval: None },
                (None, Err(reason)) => Figure::NotEstimable(reason),
                (None, Ok(_)) => Figure::NotEstimable(NotEstimable::NoVariation),
            };
            let row = |statistic, figure, unit, method| Row {
                basis: Basis::pair(focal.n, others.n),
                rests_on: vec![reference.clone()],
                ..slice.row(key(statistic), figure, unit, focal.n, method)
            };
            rows.push(row(Statistic::DifSmd, size, Unit::Reliability, "mantel"));
            rows.push(row(Statistic::Q, screen, Unit::Probability, "benjamini_hochberg"));
        }
    }
    rows
}

fn strata(focal: &AnswersByTotal, reference: &AnswersByTotal, item: usize) -> Vec<Stratum> {
    let answers = |counts: &[u32]| {
        #[expect(clippy::cast_precision_loss, reason = "a few steps per answer")]
        let cell = |(step, count): (usize, &u32)| Frequency { value: step as f64, count: u64::from(*count) };
        Frequencies::from_counts(counts.iter().enumerate().map(cell))
    };
    (0..focal.totals())
        .map(|total| Stratum {
            focal: answers(focal.of(item, total)),
            reference: answers(reference.of(item, total)),
        })
        .collect()
}
