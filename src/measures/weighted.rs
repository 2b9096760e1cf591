//! Comparisons and changes of people who count with weights: differences with the design-based t interval.
//!
//! Weights are never taken as numbers of people. Effect sizes and rank methods, which have no weighted form here,
//! are left out of weighted tables rather than computed without the weights.

use crate::results::{Answers, Basis, Row};
use crate::statistics::{
    Estimate, NotEstimable,
    rao_scott::rao_scott_of_cells,
    weighted::SurveyDifference,
    weighted_frequency::{self, Domains, WeightedFrequencies, difference},
};
use crate::tabulation::{Cell, Group};

use super::Slice;
use super::comparison::{Compared, Pair};
use super::slice::VariableOf;

/// The method of a weighted difference.
pub(super) const METHOD: &str = "linearised_t";

/// Returns the value of an answer in a mean.
pub(super) fn scores(variable: VariableOf<'_>, cell: &Cell) -> WeightedFrequencies {
    variable.weighted(cell, |_, category| category.value)
}

/// Returns 1 for each of the answers and 0 for any other, for a share.
pub(super) fn successes(variable: VariableOf<'_>, cell: &Cell, answers: &Answers) -> WeightedFrequencies {
    let described = variable.described();
    variable.weighted(cell, |place, _| {
        described.is_answer(place).then(|| f64::from(u8::from(answers.0.contains(&place))))
    })
}

/// Returns a difference with its interval.
pub(super) fn estimate(found: Result<SurveyDifference, NotEstimable>) -> Result<Estimate, NotEstimable> {
    found.map(|found| Estimate { value: found.difference, interval: Ok(found.interval) })
}

/// The scores of all groups that are compared.
pub(super) struct Table<'a> {
    slice: &'a Slice<'a>,
    variable: VariableOf<'a>,
    domains: Domains,
}

impl<'a> Table<'a> {
    pub(super) fn of(slice: &'a Slice<'a>, variable: VariableOf<'a>, groups: &[&Group]) -> Self {
        let scores: Vec<WeightedFrequencies> =
            groups.iter().map(|group| scores(variable, slice.cell(group))).collect();
        Self { slice, variable, domains: Domains::of(&scores, people(slice)) }
    }

    fn sides(&self, pair: &Pair<'_>) -> (WeightedFrequencies, WeightedFrequencies) {
        let answers = |group: &Group| scores(self.variable, self.slice.cell(group));
        match pair.place {
            Some(place) => (answers(pair.of), self.domains.but(place)),
            None => sides(self.slice, pair, answers),
        }
    }
}

/// Returns the difference of the weighted means of a pair, and its test where that was declared beforehand.
pub(super) fn means(compared: &Compared<'_, '_>, table: &Table<'_>) -> Vec<Row> {
    let (of, reference) = table.sides(compared.pair);
    let basis = Basis::pair(of.n(), reference.n());
    let found = difference(&of, &reference);
    let mut rows = vec![compared.difference(estimate(found), basis, METHOD)];
    if compared.is_tested(basis) {
        rows.push(compared.test(found.map(|found| found.p), basis, METHOD));
    }
    rows
}

/// Returns the difference of the weighted shares of a pair, and the Rao-Scott test where it was declared beforehand.
pub(super) fn shares(
    slice: &Slice<'_>,
    compared: &Compared<'_, '_>,
    variable: VariableOf<'_>,
    answers: &Answers,
) -> Vec<Row> {
    let (of, reference) =
        sides(slice, compared.pair, |group| successes(variable, slice.cell(group), answers));
    let basis = Basis::pair(of.n(), reference.n());
    let mut rows = vec![compared.difference(estimate(difference(&of, &reference)), basis, METHOD)];
    if compared.is_tested(basis) {
        let table = [&of, &reference].map(|side| vec![side.at(1.0), side.at(0.0)]);
        let found = rao_scott_of_cells(&table, of.sample());
        rows.push(compared.test(found.map(|found| found.p), basis, "rao_scott"));
    }
    rows
}

fn sides(
    slice: &Slice<'_>,
    pair: &Pair<'_>,
    answers: impl Fn(&Group) -> WeightedFrequencies,
) -> (WeightedFrequencies, WeightedFrequencies) {
    let reference = pair.reference.iter().map(|group| answers(group));
    (answers(pair.of), WeightedFrequencies::together(reference, people(slice)))
}

/// Returns the people of the sample.
fn people(slice: &Slice<'_>) -> u64 {
    slice.tabulated.sample.map_or(0, |sample| sample.people)
}

/// Returns the change between two weighted rounds, with the people of both.
pub(super) fn change(
    later: &WeightedFrequencies,
    earlier: &WeightedFrequencies,
) -> (Result<Estimate, NotEstimable>, Basis) {
    let found = weighted_frequency::change(later, earlier);
    (estimate(found), Basis::pair(later.n(), earlier.n()))
}
