//! Comparisons within strata against `stratified.R`.

use super::case::{Case, cases};
use meetellen::statistics::proportion::Tally;
use meetellen::statistics::standardisation::{StandardStratum, decomposition, direct_standardisation};
use meetellen::statistics::stratified::{
    Continuity, Pooled, Stratum, change_of_gap, cochran_mantel_haenszel, homogeneity, odds_ratio,
    risk_difference, risk_ratio,
};
use meetellen::statistics::{Estimate, NotEstimable};

fn strata(case: &Case) -> Vec<Stratum> {
    let tally = |successes, failures| Tally { successes, failures };
    let stratum = |row: &Vec<u64>| Stratum { first: tally(row[0], row[1]), reference: tally(row[2], row[3]) };
    case.rows("rows").iter().map(stratum).collect()
}

fn check_pooled(case: &Case, pooled: Result<Pooled, NotEstimable>) {
    if let Some(Pooled { estimate: Estimate { value, interval }, standard_error, .. }) = case.answer(pooled) {
        case.check_field("value", value);
        case.check_field("lower", interval.unwrap().lower);
        case.check_field("upper", interval.unwrap().upper);
        case.check_field("error", standard_error.unwrap());
    }
}

#[test]
fn comparisons_within_strata_agree_with_r() {
    for case in cases("stratified") {
        let strata = strata(&case);
        match case.call.as_str() {
            "odds_ratio" => {
                let pooled = odds_ratio(&strata);
                if let Ok(pooled) = pooled {
                    case.check_field("strata", pooled.n_strata as f64);
                }
                check_pooled(&case, pooled);
            }
            "risk_ratio" => check_pooled(&case, risk_ratio(&strata)),
            "risk_difference" => check_pooled(&case, risk_difference(&strata)),
            "cmh" => {
                if let Some(got) = case.answer(cochran_mantel_haenszel(&strata, Continuity::Uncorrected)) {
                    let corrected = cochran_mantel_haenszel(&strata, Continuity::Corrected).unwrap();
                    case.check_field("statistic", got.statistic);
                    case.check_field("p", got.p);
                    case.check_field("corrected", corrected.statistic);
                }
            }
            "homogeneity" => {
                if let Some(got) = case.answer(homogeneity(&strata)) {
                    case.check_field("breslow_day", got.breslow_day.statistic);
                    case.check_field("tarone", got.tarone.statistic);
                    case.check_field("p", got.tarone.p);
                    case.check_field("df", got.tarone.df);
                }
            }
            "change_of_gap" => {
                if let Some(got) = case.answer(change_of_gap(strata[0], strata[1])) {
                    case.check_field("value", got.value);
                    case.check_field("lower", got.interval.unwrap().lower);
                    case.check_field("upper", got.interval.unwrap().upper);
                }
            }
            "standardise" => {
                let weighted: Vec<StandardStratum> = strata
                    .iter()
                    .zip(case.numbers("weights"))
                    .map(|(groups, weight)| StandardStratum { groups: *groups, weight })
                    .collect();
                if let Some(got) = case.answer(direct_standardisation(&weighted)) {
                    case.check_field("first", got.first);
                    case.check_field("reference", got.reference);
                    case.check_field("value", got.difference.value);
                    case.check_field("error", got.standard_error);
                    case.check_field("strata", got.n_strata as f64);
                    case.check_field("covered", got.covered);
                }
            }
            "decomposition" => {
                if let Some(got) = case.answer(decomposition(&strata)) {
                    case.check_field("total", got.total);
                    case.check_field("rates", got.rates);
                    case.check_field("mix", got.mix);
                }
            }
            other => panic!("no function for {other}"),
        }
    }
}
