//! Weighted samples, calibration, response and survival curves against R, on small invented samples with edges.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on should say where")]

mod reference_numbers;

use meetellen::statistics::calibration::{Margin, post_stratify, rake, trim};
use meetellen::statistics::competing::aalen_johansen;
use meetellen::statistics::design::Design;
use meetellen::statistics::log_rank::{TimeWeights, log_rank};
use meetellen::statistics::nonresponse::{ResponseCell, representativeness};
use meetellen::statistics::proportion::Tally;
use meetellen::statistics::rao_scott::rao_scott;
use meetellen::statistics::risk_table::{Exit, FollowUp, RiskTable};
use meetellen::statistics::survey_logistic::survey_logistic;
use meetellen::statistics::survey_proportion::{
    finite_wilson_interval, hypergeometric_interval, korn_graubard_interval, logit_interval,
};
use meetellen::statistics::survival::{KaplanMeier, SurvivalScale};
use meetellen::statistics::weighted::{
    SurveyEstimate, weighted_difference, weighted_mean, weighted_median, weighted_total,
};
use reference_numbers::{Reference, close};

const TOLERANCE: f64 = 1e-9;

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "codes written by R as whole numbers"
)]
fn code(value: f64) -> usize {
    value as usize
}

fn codes(values: &[f64]) -> Vec<usize> {
    values.iter().copied().map(code).collect()
}

fn levels(values: &[f64]) -> Vec<Option<usize>> {
    values.iter().map(|value| value.is_finite().then(|| code(*value))).collect()
}

fn present(values: &[f64]) -> Vec<Option<f64>> {
    values.iter().map(|value| value.is_finite().then_some(*value)).collect()
}

fn only(values: &[f64], group: &[f64], wanted: f64) -> Vec<Option<f64>> {
    let keep =
        |(value, group): (&f64, &f64)| (value.is_finite() && (group - wanted).abs() < 0.5).then_some(*value);
    values.iter().zip(group).map(keep).collect()
}

fn estimate(reference: &Reference, id: &str, got: &SurveyEstimate) {
    let interval = got.interval().unwrap();
    reference.agrees_on(&format!("{id}.value"), got.value, TOLERANCE);
    reference.agrees_on(&format!("{id}.se"), got.standard_error, TOLERANCE);
    reference.agrees_on(&format!("{id}.df"), got.degrees_of_freedom, TOLERANCE);
    reference.agrees_on(&format!("{id}.lower"), interval.lower, TOLERANCE);
    reference.agrees_on(&format!("{id}.upper"), interval.upper, TOLERANCE);
}

fn designs(reference: &Reference) -> [(&'static str, Design); 2] {
    let flat = Design::weighted(&reference.input("w")).unwrap();
    let strata = codes(&reference.input("h"));
    let clusters = codes(&reference.input("c"));
    let full = flat.clone().stratified(&strata).clustered(&clusters).finite(&reference.input("N")).unwrap();
    [("full", full), ("flat", flat)]
}

#[test]
fn strata_clusters_a_lone_cluster_and_holes_agree_with_r() {
    let reference = Reference::open("survey");
    let [y, s, f, a, b] = ["y", "s", "f", "a", "b"].map(|column| reference.input(column));
    for (name, design) in designs(&reference) {
        let id = |what: &str| format!("{name}.{what}");
        estimate(&reference, &id("mean"), &weighted_mean(&design, &present(&y)).unwrap());
        estimate(&reference, &id("share"), &weighted_mean(&design, &present(&s)).unwrap());
        estimate(&reference, &id("women"), &weighted_mean(&design, &only(&y, &f, 1.0)).unwrap());
        let women = weighted_mean(&design, &only(&s, &f, 1.0)).unwrap();
        reference.agrees_on(&id("women.domain_df"), women.domain_degrees_of_freedom, TOLERANCE);
        for (method, interval) in
            [("beta", korn_graubard_interval(&women)), ("xlogit", logit_interval(&women))]
        {
            let interval = interval.unwrap();
            reference.agrees_on(&id(&format!("women.{method}.lower")), interval.lower, TOLERANCE);
            reference.agrees_on(&id(&format!("women.{method}.upper")), interval.upper, TOLERANCE);
        }
        let gap = weighted_difference(&design, &only(&y, &f, 1.0), &only(&y, &f, 0.0)).unwrap();
        reference.agrees_on(&id("gap.value"), gap.difference, TOLERANCE);
        reference.agrees_on(&id("gap.se"), gap.standard_error, TOLERANCE);
        reference.agrees_on(&id("gap.df"), gap.degrees_of_freedom, TOLERANCE);
        reference.agrees_on(&id("gap.lower"), gap.interval.lower, TOLERANCE);
        reference.agrees_on(&id("gap.upper"), gap.interval.upper, TOLERANCE);
        let test = rao_scott(&design, &levels(&f), &levels(&a)).unwrap();
        reference.agrees_on(&id("chisq.F"), test.f, TOLERANCE);
        reference.agrees_on(&id("chisq.ndf"), test.numerator_df, TOLERANCE);
        reference.agrees_on(&id("chisq.ddf"), test.denominator_df, TOLERANCE);
        reference.agrees_on(&id("chisq.p"), test.p, TOLERANCE);
        let test = rao_scott(&design, &levels(&a), &levels(&b)).unwrap();
        reference.agrees_on(&id("chisq33.F"), test.f, TOLERANCE);
        reference.agrees_on(&id("chisq33.ndf"), test.numerator_df, TOLERANCE);
        reference.agrees_on(&id("chisq33.p"), test.p, TOLERANCE);
        let columns = [vec![1.0; f.len()], f.clone(), reference.input("x")];
        let model = survey_logistic(&design, &present(&s), &columns).unwrap();
        reference.agrees(&id("logistic.b"), &model.coefficients, TOLERANCE);
        reference.agrees(&id("logistic.se"), &model.standard_errors, TOLERANCE);
        reference.agrees_on(&id("logistic.df"), model.degrees_of_freedom, TOLERANCE);
    }
}

#[test]
fn totals_medians_and_design_effects_agree_with_r() {
    let reference = Reference::open("survey");
    for (name, design) in designs(&reference) {
        let total = weighted_total(&design, &present(&reference.input("s"))).unwrap();
        estimate(&reference, &format!("{name}.total"), &total);
        let median = weighted_median(&design, &present(&reference.input("y"))).unwrap();
        reference.agrees_on(&format!("{name}.median"), median, TOLERANCE);
    }
    let [_, (_, flat)] = designs(&reference);
    let mean = weighted_mean(&flat, &present(&reference.input("y"))).unwrap();
    reference.agrees_on("flat.mean.deff", mean.design_effect.unwrap(), TOLERANCE);
}

#[test]
fn calibrated_weights_agree_with_r_where_base_weights_differ() {
    let reference = Reference::open("survey");
    let [_, (_, flat)] = designs(&reference);
    let [a, f, x] = ["a", "f", "x"].map(|column| reference.input(column));
    let stratified = post_stratify(&flat, &codes(&a), &reference.input("T1")).unwrap();
    estimate(&reference, "poststrat", &weighted_mean(&stratified, &present(&x)).unwrap());
    let margins = [
        Margin { level_of_row: levels(&a), totals: reference.input("T1") },
        Margin { level_of_row: levels(&f), totals: reference.input("T2") },
    ];
    let raked = rake(&flat, &margins).unwrap();
    reference.agrees("rake.weights", raked.weights(), TOLERANCE);
    estimate(&reference, "rake", &weighted_mean(&raked, &present(&x)).unwrap());
    let fixed = flat.reweighted(raked.weights()).unwrap();
    estimate(&reference, "rake.fixed", &weighted_mean(&fixed, &present(&x)).unwrap());
    reference.agrees("trim.weights", &trim(raked.weights(), 6.0).unwrap().weights, TOLERANCE);
}

#[test]
fn finite_population_intervals_agree_with_r() {
    let reference = Reference::open("survey");
    let cases =
        [(0, 10, 40), (10, 10, 40), (3, 12, 15), (1, 1, 2), (30, 60, 300), (7, 20, 20), (250, 900, 1000)];
    for (x, n, population) in cases {
        let exact = hypergeometric_interval(Tally::of(x, n), population).unwrap();
        reference.agrees(&format!("hyper.{x}_{n}_{population}"), &[exact.lower, exact.upper], TOLERANCE);
        let wilson = finite_wilson_interval(Tally::of(x, n), population).unwrap();
        reference.agrees(
            &format!("fpcwilson.{x}_{n}_{population}"),
            &[wilson.lower, wilson.upper],
            TOLERANCE,
        );
    }
}

#[test]
fn shares_of_0_and_100_percent_use_the_effective_number() {
    let reference = Reference::open("survey");
    let design = Design::weighted(&[1.0, 2.0, 3.0, 4.0]).unwrap();
    let none = weighted_mean(&design, &[Some(0.0); 4]).unwrap();
    let upper = korn_graubard_interval(&none).unwrap().upper;
    reference.agrees_on("kg.zero.upper", upper, TOLERANCE);
    let all = weighted_mean(&design, &[Some(1.0); 4]).unwrap();
    let lower = korn_graubard_interval(&all).unwrap().lower;
    reference.agrees_on("kg.one.lower", lower, TOLERANCE);
}

#[test]
fn response_indicators_agree_with_r() {
    let reference = Reference::open("survey");
    let cells = [(120, 60), (80, 20), (40, 30), (10, 0)]
        .map(|(invited, answered)| ResponseCell { invited, answered });
    let got = representativeness(&cells).unwrap();
    reference.agrees_on("response.sd", got.propensity_sd, TOLERANCE);
    reference.agrees_on("response.r", got.r_indicator, TOLERANCE);
    reference.agrees_on("response.cv", got.coefficient_of_variation.unwrap(), TOLERANCE);
    reference.agrees_on("response.cv", got.largest_bias(0.8).unwrap() / 0.8, TOLERANCE);
}

fn people(times: &[f64], exits: &[f64], keep: impl Fn(usize) -> bool) -> Vec<FollowUp> {
    let exit = |value: f64| if value < 0.5 { Exit::Censored } else { Exit::Event(code(value) - 1) };
    (0..times.len()).filter(|&i| keep(i)).map(|i| FollowUp { time: times[i], exit: exit(exits[i]) }).collect()
}

#[test]
fn small_survival_curves_agree_with_r() {
    let reference = Reference::open("survival");
    for name in ["tiny", "none", "all", "half", "flat", "late", "year"] {
        let times = reference.input(&format!("tiny/{name}/t"));
        let exits = reference.input(&format!("tiny/{name}/e"));
        let curve = KaplanMeier::of(&RiskTable::of(&people(&times, &exits, |_| true), 1)).unwrap();
        let id = |what: &str| format!("{name}.{what}");
        let column = |of: fn(&meetellen::statistics::survival::SurvivalPoint) -> f64| {
            curve.points().iter().map(of).collect::<Vec<_>>()
        };
        reference.agrees(&id("time"), &column(|point| point.time), TOLERANCE);
        reference.agrees(&id("surv"), &column(|point| point.survival), TOLERANCE);
        reference.agrees(&id("se"), &column(|point| point.standard_error), TOLERANCE);
        #[expect(clippy::cast_precision_loss, reason = "a hundred people")]
        reference.agrees(&id("risk"), &column(|point| point.at_risk as f64), TOLERANCE);
        for (point, lower) in curve.points().iter().zip(reference.all(&id("lower"))) {
            // R has no bounds before the first event, where ours is that of Clopper and Pearson.
            if let Some(lower) = lower {
                close(&id("lower"), point.interval(SurvivalScale::LogLog).unwrap().lower, lower, TOLERANCE);
            }
        }
        let median = curve.median();
        assert_eq!(median.time, reference.all(&id("median"))[0], "{name}");
        assert_eq!(median.lower, reference.all(&id("median.lower"))[0], "{name}");
        assert_eq!(median.upper, reference.all(&id("median.upper"))[0], "{name}");
        let (first, last) = (curve.points()[0].time, curve.points()[curve.points().len() - 1].time);
        for limit in [f64::midpoint(first, last), last] {
            let mean = curve.restricted_mean(limit);
            reference.agrees_on(&id(&format!("rmst{limit}")), mean.value, TOLERANCE);
            reference.agrees_on(&id(&format!("rmst{limit}.se")), mean.standard_error, TOLERANCE);
        }
    }
}

#[test]
fn log_rank_tests_agree_with_r_with_ties_strata_and_an_absent_group() {
    let reference = Reference::open("survival");
    let [t, e, g, s] = ["t", "e", "g", "s"].map(|column| reference.input(column));
    let group = |group: usize, stratum: Option<usize>| {
        let keep = |i: usize| code(g[i]) == group && stratum.is_none_or(|stratum| code(s[i]) == stratum);
        RiskTable::of(&people(&t, &e, keep), 3)
    };
    let groups = |stratum| (0..3).map(|g| group(g, stratum)).collect::<Vec<_>>();
    let (pooled, stratified) = (vec![groups(None)], vec![groups(Some(0)), groups(Some(1))]);
    let second = vec![(0..3).map(|g| group(g, None).cause_specific(1)).collect::<Vec<_>>()];
    for (name, strata, weights) in [
        ("logrank", &pooled, TimeWeights::Equal),
        ("logrank.strat", &stratified, TimeWeights::Equal),
        ("peto", &pooled, TimeWeights::Survival),
        ("peto.strat", &stratified, TimeWeights::Survival),
        ("cause2", &second, TimeWeights::Equal),
    ] {
        let test = log_rank(strata, weights).unwrap();
        let id = |what: &str| format!("{name}.{what}");
        reference.agrees(&id("x2"), &[test.statistic], TOLERANCE);
        reference.agrees(&id("df"), &[test.df], TOLERANCE);
        reference.agrees(&id("p"), &[test.p], TOLERANCE);
        reference.agrees(&id("exp"), &test.expected, TOLERANCE);
        reference.agrees(&id("obs"), &test.observed, TOLERANCE);
    }
}

#[test]
fn risks_of_three_causes_agree_with_r() {
    let reference = Reference::open("survival");
    let [t, e] = ["t", "e"].map(|column| reference.input(column));
    let table = RiskTable::of(&people(&t, &e, |_| true), 3);
    for (index, time) in reference.all("aj.time").into_iter().enumerate() {
        let risks = aalen_johansen(&table, time.unwrap()).unwrap();
        for (cause, risk) in risks.causes.iter().enumerate() {
            let answer = |what: &str| reference.all(&format!("aj.{}{what}", cause + 1))[index].unwrap();
            let interval = risk.interval().unwrap();
            close("risk", risk.risk, answer(""), TOLERANCE);
            close("se", risk.standard_error, answer(".se"), TOLERANCE);
            close("jackknife", risk.standard_error, answer(".jackknife"), 0.01);
            close("lower", interval.lower, answer(".lower"), TOLERANCE);
            close("upper", interval.upper, answer(".upper"), TOLERANCE);
        }
    }
}
