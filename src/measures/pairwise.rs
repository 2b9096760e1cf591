//! Every pair of groups of a breakdown: which differ, screened for the number of pairs.
//!
//! No tests: a screened p-value says which pairs to look at first. Gender and sex are compared pair by pair
//! in `comparison` already and only get the screen.

use crate::model::{Name, Role};
use crate::results::{Against, Basis, Figure, Key, Row, Sides, Statistic, Unit};
use crate::statistics::{
    means::welch,
    moments::Moments,
    multiplicity::Correction,
    pairwise::{corrected, pairwise_welch},
};
use crate::tabulation::Group;

use super::Slice;
use super::comparison::{N_INFER, Reference, gender_pairs};
use super::slice::{VariableOf, figure};

/// With more groups than this, all pairs are a table nobody reads.
const MOST_GROUPS: usize = 8;

/// Returns the difference of each pair, and its p-value after Benjamini and Hochberg within the table.
pub(super) fn of_means(slice: &Slice<'_>, variable: VariableOf<'_>) -> Vec<Row> {
    let [role] = slice.by[..] else { return Vec::new() };
    if slice.own_unit().is_some() {
        return Vec::new();
    }
    let moments = |group: &Group| variable.frequencies(slice.cell(group)).moments();
    let tells = |group: &&Group| {
        slice.plan.tells_spread(slice.population, variable.place, group) && moments(group).n() >= N_INFER
    };
    let groups: Vec<&Group> = slice.stated_and_shown(variable.place).into_iter().filter(tells).collect();
    if !(3..=MOST_GROUPS).contains(&groups.len()) {
        return Vec::new();
    }
    let is_gender = matches!(role, Role::Gender | Role::Sex);
    let ordered: Vec<&Group> = if is_gender { by_rank(&groups, role) } else { groups };
    let all: Vec<Moments> = ordered.iter().map(|group| moments(group)).collect();
    let pairs = pairwise_welch(&all);
    let screened = corrected(&pairs, Correction::BenjaminiHochberg);
    let measure = &variable.described().measure;
    let mut rows = Vec::new();
    for (pair, q) in pairs.iter().zip(screened) {
        // The later group minus the earlier one, as in comparisons of gender.
        let (earlier, later) = (pair.first.min(pair.reference), pair.first.max(pair.reference));
        let (of, reference) = (ordered[later], ordered[earlier]);
        let label = reference.label(&slice.by);
        let basis = Basis::pair(all[later].n(), all[earlier].n());
        let row = |statistic, figure, unit, method| {
            let key =
                Key { against: Against::Group(Name::from(&label)), ..slice.key(measure, of, statistic) };
            Row { basis, rests_on: vec![reference.clone()], ..slice.row(key, figure, unit, basis.n, method) }
        };
        let is_compared =
            is_gender || matches!(&slice.comparisons.reference, Reference::Level(level) if *level == label);
        if !is_compared {
            let difference = welch(all[later], all[earlier]);
            let made = figure(difference.map(|difference| difference.estimate()));
            let side = |group: &Group| slice.key(measure, group, Statistic::Mean);
            rows.push(Row {
                sides: Some(Sides::of(side(of), vec![side(reference)])),
                ..row(Statistic::Difference, made, Unit::Score, "welch_t")
            });
        }
        let screen = match (q, &pair.comparison) {
            (Some(value), _) => Figure::Estimate { value, interval: None },
            (None, Ok(found)) => match found.test {
                Err(reason) => Figure::NotEstimable(reason),
                Ok(_) => continue,
            },
            (None, Err(reason)) => Figure::NotEstimable(*reason),
        };
        rows.push(row(Statistic::Q, screen, Unit::Probability, "benjamini_hochberg"));
    }
    rows
}

/// Returns groups in the order in which pairs of them are compared.
fn by_rank<'g>(groups: &[&'g Group], role: Role) -> Vec<&'g Group> {
    let pairs = gender_pairs(groups, role);
    let mut ordered: Vec<&Group> = pairs.first().map(|pair| pair.reference[0]).into_iter().collect();
    for pair in &pairs {
        if !ordered.contains(&pair.of) {
            ordered.push(pair.of);
        }
    }
    ordered
}
