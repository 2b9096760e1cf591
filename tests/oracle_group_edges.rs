//! Case 10 of the shared answers, as far as it is about means, ranks, scales and families of tests.
//!
//! Leaves out the edges of shares, survival and weights, and is skipped loudly where the shared folder is
//! absent.

#![expect(clippy::unwrap_used, reason = "a missing answer stops the test")]

use meetellen::statistics::NotEstimable;
use meetellen::statistics::anova::{anova, welch_anova};
use meetellen::statistics::cross_products::CrossProducts;
use meetellen::statistics::effect::hedges_g;
use meetellen::statistics::frequency::Frequencies;
use meetellen::statistics::kruskal_wallis::kruskal_wallis_of;
use meetellen::statistics::means::{TTest, mean_interval, welch};
use meetellen::statistics::moments::Moments;
use meetellen::statistics::multiplicity::{Correction, adjust};
use meetellen::statistics::quantile::{median_of, quantile};
use meetellen::statistics::rank::mann_whitney_of;
use meetellen::statistics::reliability::{Alpha, alpha, spearman_brown};
use meetellen::statistics::superiority::superiority_of;
use serde_json::Value;

type Answer = Result<f64, NotEstimable>;

fn t_test(first: &[f64], reference: &[f64]) -> Result<TTest, NotEstimable> {
    welch(Moments::of(first), Moments::of(reference))?.test
}

fn alpha_of(columns: &[&[f64]]) -> Result<Alpha, NotEstimable> {
    alpha(&scale(columns))
}

fn scale(columns: &[&[f64]]) -> CrossProducts {
    let rows: Vec<Vec<f64>> =
        (0..columns[0].len()).map(|row| columns.iter().map(|column| column[row]).collect()).collect();
    CrossProducts::of(rows.iter().map(Vec::as_slice)).unwrap()
}

fn corrected(family: &[Option<f64>], correction: Correction, place: usize) -> Answer {
    Ok(adjust(family, correction)[place].unwrap())
}

/// Every edge of this part of the case: its name, and what the program says.
fn edges() -> Vec<(&'static str, Answer)> {
    let constant: &[f64] = &[3.0; 3];
    let family = [Some(0.01), Some(0.04), Some(0.03), Some(0.005)];
    let (short, long) = ([1.1, 2.2, 3.3, 4.4], [2.5, 6.0, 7.0, 8.0, 9.0]);
    let two_items: [&[f64]; 2] = [&[1.0, 2.0, 3.0, 4.0, 5.0, 5.0], &[2.0, 2.0, 3.0, 5.0, 4.0, 5.0]];
    let run: &[f64] = &[1.0, 2.0, 3.0, 4.0, 5.0];
    vec![
        ("mean.n0", mean_interval(Moments::default()).map(|mean| mean.value)),
        ("mean.n1", mean_interval(Moments::of(&[4.0])).map(|mean| mean.value)),
        ("sd.n1", Moments::of(&[4.0]).standard_deviation()),
        ("ci.n1", mean_interval(Moments::of(&[4.0])).and_then(|mean| mean.interval).map(|ci| ci.lower)),
        ("t.zero_variance_equal", t_test(constant, constant).map(|test| test.p)),
        ("t.zero_variance_differ", t_test(constant, &[4.0; 3]).map(|test| test.p)),
        ("t.one_constant.t", t_test(constant, &[2.0, 4.0, 5.0]).map(|test| test.t)),
        ("t.one_constant.df", t_test(constant, &[2.0, 4.0, 5.0]).map(|test| test.df)),
        ("t.one_constant.p", t_test(constant, &[2.0, 4.0, 5.0]).map(|test| test.p)),
        ("g.zero_variance", hedges_g(Moments::of(constant), Moments::of(&[4.0; 3])).map(|effect| effect.g)),
        ("mw.all_tied.ps", mann_whitney_of(constant, constant).map(|pairs| pairs.superiority())),
        ("mw.all_tied.p", mann_whitney_of(constant, constant).and_then(|pairs| pairs.p())),
        ("ps.separated", superiority_of(&[1.0, 2.0, 3.0], &[4.0, 5.0, 6.0]).map(|pairs| pairs.value)),
        ("mw.exact_3_3.p", mann_whitney_of(&[1.0, 2.0, 3.0], &[4.0, 5.0, 6.0]).and_then(|pairs| pairs.p())),
        ("mw.exact_4_5.U", mann_whitney_of(&short, &long).map(|pairs| pairs.u())),
        ("mw.exact_4_5.p", mann_whitney_of(&short, &long).and_then(|pairs| pairs.p())),
        ("kw.all_tied", kruskal_wallis_of(&[&[1.0; 3], &[1.0; 3], &[1.0; 2]]).map(|test| test.h)),
        ("anova.one_group", anova(&[Moments::of(&short)]).map(|anova| anova.between)),
        ("welch_anova.group_n1", welch_anova(&[Moments::of(&short), Moments::of(&[1.0])]).map(|test| test.p)),
        (
            "alpha.negative",
            alpha_of(&[run, &[2.0, 3.0, 4.0, 5.0, 6.0], &[5.0, 4.0, 3.0, 2.0, 1.0]]).map(|a| a.value),
        ),
        ("alpha.one_item", alpha_of(&[run]).map(|alpha| alpha.value)),
        (
            "alpha.constant_item",
            alpha_of(&[&run[..4], &[3.0; 4], &[2.0, 1.0, 4.0, 3.0]]).map(|alpha| alpha.value),
        ),
        ("alpha.zero_total_variance", alpha_of(&[&run[..3], &[3.0, 2.0, 1.0]]).map(|alpha| alpha.value)),
        ("alpha.identical_items", alpha_of(&[run, run, run]).map(|alpha| alpha.value)),
        ("feldt.perfect", alpha_of(&[run, run]).map(|alpha| alpha.interval.lower)),
        ("alpha.two_items_spearman_brown", alpha_of(&two_items).map(|alpha| alpha.value)),
        ("sb.two_items", spearman_brown(&scale(&two_items))),
        ("holm.example", corrected(&family, Correction::Holm, 1)),
        ("holm.example3", corrected(&family, Correction::Holm, 2)),
        ("bh.example1", corrected(&family, Correction::BenjaminiHochberg, 0)),
        ("bh.example2", corrected(&family, Correction::BenjaminiHochberg, 1)),
        ("holm.with_missing", corrected(&[Some(0.01), None, Some(0.03)], Correction::Holm, 2)),
        ("median.even", median_of(&[1.0, 2.0, 3.0, 10.0])),
        ("q1.type7", quantile(&Frequencies::of(&[1.0, 2.0, 3.0, 10.0]), 0.25)),
    ]
}

#[test]
fn edges_of_group_comparisons_agree_with_the_shared_answers() {
    let beside = concat!(env!("CARGO_MANIFEST_DIR"), "/../shared");
    let shared = std::env::var("MEETELLEN_SHARED").unwrap_or_else(|_| beside.to_owned());
    let path = format!("{shared}/oracle/cases/10_edge/expected.json");
    let Ok(text) = std::fs::read_to_string(&path) else {
        eprintln!("SKIPPED: no shared answers at {path}");
        return;
    };
    let file: Value = serde_json::from_str(&text).unwrap();
    for (id, answer) in edges() {
        let same_id = |quantity: &&Value| quantity["id"].as_str() == Some(id);
        let quantity = file["quantities"].as_array().unwrap().iter().find(same_id).expect(id);
        match (answer, quantity["value"].as_f64()) {
            (Ok(found), Some(value)) => {
                let tolerance = quantity["tol"].as_f64().unwrap();
                assert!(
                    (found - value).abs() <= tolerance * value.abs().max(1.0),
                    "{id}: {found}, expected {value}"
                );
            }
            (Err(reason), None) => {
                assert_eq!(Some(reason.to_string().as_str()), quantity["reason"].as_str(), "{id}")
            }
            (found, expected) => panic!("{id}: found {found:?}, expected {expected:?}"),
        }
    }
}
