//! Reliability, one factor, items and differential item functioning against R: `tests/reference/scales.R`
//! asks, `scales.json` answers.
//!
//! Leaves out edges without an answer: the reasons for those are tested beside each statistic.

#![expect(
    clippy::unwrap_used,
    clippy::float_cmp,
    reason = "a missing answer stops the test; scores are whole numbers"
)]

#[path = "reference/inputs.rs"]
mod inputs;

use inputs::read;
use meetellen::statistics::cross_products::CrossProducts;
use meetellen::statistics::dif::{Stratum, dif};
use meetellen::statistics::factor::{Solution, one_factor};
use meetellen::statistics::frequency::{Frequencies, Frequency};
use meetellen::statistics::item::{ItemInScale, items_in_scale};
use meetellen::statistics::reliability::{alpha, spearman_brown, standardised_alpha};

fn scale(columns: &[Vec<f64>]) -> CrossProducts {
    let rows: Vec<Vec<f64>> =
        (0..columns[0].len()).map(|row| columns.iter().map(|column| column[row]).collect()).collect();
    CrossProducts::of(rows.iter().map(Vec::as_slice)).unwrap()
}

fn of_scale(id: &str, scale: &CrossProducts) -> Vec<Option<f64>> {
    let per_item = |take: &dyn Fn(&ItemInScale) -> Option<f64>| {
        items_in_scale(scale).unwrap().iter().map(take).collect::<Vec<_>>()
    };
    let factor = || {
        let fit = one_factor(scale).unwrap();
        assert_eq!(fit.solution, Solution::Proper);
        fit
    };
    vec![Some(match id {
        "alpha" => alpha(scale).unwrap().value,
        "alpha.lower" => alpha(scale).unwrap().interval.lower,
        "alpha.upper" => alpha(scale).unwrap().interval.upper,
        "standardised_alpha" => standardised_alpha(scale).unwrap(),
        "spearman_brown" => spearman_brown(scale).unwrap(),
        "omega" | "omega factanal" | "omega lavaan" => factor().omega,
        "loadings" => return factor().loadings.into_iter().map(Some).collect(),
        "item_rest" => return per_item(&|item| item.item_rest.ok()),
        "item_mean" => return per_item(&|item| Some(item.mean)),
        "item_sd" => return per_item(&|item| Some(item.standard_deviation)),
        "alpha_if_dropped" => return per_item(&|item| item.alpha_if_dropped.ok()),
        id => panic!("no statistic {id}"),
    })]
}

fn strata(answers: &[f64], focal: &[f64], scores: &[f64]) -> Vec<Stratum> {
    let of = |score: f64, group: f64| {
        let there = |&person: &usize| scores[person] == score && focal[person] == group;
        let cell = |person| Frequency { value: answers[person], count: 1 };
        Frequencies::from_counts((0..answers.len()).filter(there).map(cell))
    };
    let all = Frequencies::of(scores);
    all.cells().iter().map(|at| Stratum { focal: of(at.value, 1.0), reference: of(at.value, 0.0) }).collect()
}

fn of_dif(id: &str, strata: &[Stratum]) -> Vec<Option<f64>> {
    let found = dif(strata).unwrap();
    vec![Some(match id {
        "chi_squared" => found.chi_squared,
        "p" => found.p,
        "difference" => found.difference,
        "standardised" => found.standardised,
        "strata" => f64::from(u32::try_from(found.strata).unwrap()),
        id => panic!("no statistic {id}"),
    })]
}

#[test]
fn scales_and_items_agree_with_r() {
    let mut answers = 0;
    for input in read(include_str!("reference/scales.json")) {
        let lists = input.numbers();
        answers += match input.kind.as_str() {
            "scale" => input.check(|id| of_scale(id, &scale(&lists))),
            "dif" => {
                let strata = strata(&lists[0], &lists[1], &lists[2]);
                input.check(|id| of_dif(id, &strata))
            }
            kind => panic!("no kind {kind}"),
        };
    }
    assert!(answers > 90, "only {answers} answers were compared");
}
