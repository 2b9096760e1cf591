//! Least squares and logistic regression against `regression.R`.

use super::case::{Case, cases};
use meetellen::statistics::logistic::{likelihood_ratio, logistic};
use meetellen::statistics::model_design::Design;
use meetellen::statistics::proportion::Tally;
use meetellen::statistics::regression::{Errors, Setting, least_squares, nested_test};

/// The column of the group in every design here.
const GROUP: usize = 1;

fn levels(case: &Case, name: &str) -> Vec<usize> {
    case.counts(name).into_iter().map(|level| usize::try_from(level).unwrap()).collect()
}

fn n_levels(case: &Case) -> usize {
    usize::try_from(case.args["levels"].as_u64().unwrap()).unwrap()
}

fn check_least_squares(case: &Case) {
    let (group, outcome) = (case.numbers("g"), case.numbers("y"));
    let group_only = Design::intercept(outcome.len()).with_number(&group);
    let design =
        group_only.clone().with_factor(&levels(case, "f"), n_levels(case)).with_number(&case.numbers("x"));
    let Some(fit) = case.answer(least_squares(&design, &outcome)) else { return };
    let gap = fit.coefficient(GROUP, Errors::Classical).unwrap();
    case.check_field("n", fit.n as f64);
    case.check_field("df", fit.df as f64);
    case.check_field("r2", fit.r_squared);
    case.check_field("gap", gap.value);
    case.check_field("se", gap.standard_error);
    case.check_field("lower", gap.interval.lower);
    case.check_field("p", gap.p);
    case.check_field("hc3", fit.coefficient(GROUP, Errors::Hc3).unwrap().standard_error);
    let mean = |value, errors| fit.adjusted_mean(&[Setting { column: GROUP, value }], errors);
    if case.value["mean1"].is_null() {
        assert!(mean(1.0, Errors::Classical).is_err(), "the data cannot tell this mean");
        return;
    }
    case.check_field("mean1", mean(1.0, Errors::Classical).unwrap().value);
    case.check_field("mean1_se", mean(1.0, Errors::Classical).unwrap().standard_error);
    case.check_field("mean1_hc3", mean(1.0, Errors::Hc3).unwrap().standard_error);
    case.check_field("mean0", mean(0.0, Errors::Classical).unwrap().value);
    let nested = nested_test(&least_squares(&group_only, &outcome).unwrap(), &fit).unwrap();
    case.check_field("F", nested.statistic);
    case.check_field("F_p", nested.p);
}

fn check_logistic(case: &Case) {
    let outcomes: Vec<Tally> = case
        .counts("yes")
        .into_iter()
        .zip(case.counts("no"))
        .map(|(successes, failures)| Tally { successes, failures })
        .collect();
    let (group, factor) = (case.numbers("g"), levels(case, "f"));
    let design = Design::intercept(outcomes.len()).with_number(&group).with_factor(&factor, n_levels(case));
    let Some(fit) = case.answer(logistic(&design, &outcomes)) else { return };
    let coefficient = fit.coefficient(GROUP).unwrap();
    case.check_field("coef", coefficient.value);
    case.check_field("se", coefficient.standard_error);
    case.check_field("or", coefficient.odds_ratio.value);
    case.check_field("upper", coefficient.odds_ratio.interval.unwrap().upper);
    case.check_field("deviance", fit.deviance);
    case.check_field("rank", fit.rank as f64);
    let effect = fit.average_marginal_effect(&design, &outcomes, GROUP).unwrap();
    case.check_field("ame", effect.difference.value);
    case.check_field("ame_se", effect.standard_error);
    case.check_field("with", effect.with);
    case.check_field("without", effect.without);
    let clustered = fit.clustered(&design, &outcomes, &levels(case, "cluster")).unwrap();
    case.check_field("cluster_se", clustered.coefficient(GROUP).unwrap().standard_error);
    let clustered_effect = clustered.average_marginal_effect(&design, &outcomes, GROUP).unwrap();
    case.check_field("cluster_ame_se", clustered_effect.standard_error);
    if case.value["lrt"].is_null() {
        return;
    }
    let without_group = Design::intercept(outcomes.len()).with_factor(&factor, n_levels(case));
    let smaller = logistic(&without_group, &outcomes).unwrap();
    case.check_field("lrt", likelihood_ratio(&smaller, &fit).unwrap().statistic);
    let interacting = (2..design.n_columns()).fold(design.clone(), |d, column| d.with_product(GROUP, column));
    let larger = logistic(&interacting, &outcomes).unwrap();
    case.check_field("interaction", likelihood_ratio(&fit, &larger).unwrap().statistic);
    let effect = larger.average_marginal_effect(&interacting, &outcomes, GROUP).unwrap();
    case.check_field("interaction_ame", effect.difference.value);
}

#[test]
fn regressions_agree_with_r() {
    for case in cases("regression") {
        match case.call.as_str() {
            "least_squares" => check_least_squares(&case),
            "logistic" => check_logistic(&case),
            other => panic!("no function for {other}"),
        }
    }
}
