//! Rounds, pooled schools, funnels and combinations against R, with edges.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on should say where")]

mod reference_numbers;

use meetellen::statistics::beta_binomial::beta_binomial;
use meetellen::statistics::funnel::{
    FunnelLevel, UnitMean, mean_limits, mean_overdispersion, mean_target, mean_z, share_limits,
    share_overdispersion, share_target, share_z, widened_share_limits,
};
use meetellen::statistics::intersection::{
    CellMean, FourCells, Intersection, intersection_of_means, intersection_of_shares,
};
use meetellen::statistics::pooling::{
    Effect, Pooled, fixed_effect, heterogeneity, knapp_hartung, prediction_interval, random_effects,
    share_difference_effect, share_effect, shrunken,
};
use meetellen::statistics::proportion::Tally;
use meetellen::statistics::rounds::{
    McNemar, OverlapDifference, PairedCounts, Round, mcnemar, minimum_detectable_difference,
    minimum_detectable_share_difference, newcombe_paired, overlapping_means, regression_to_the_mean,
};
use meetellen::statistics::{Fraction, NotEstimable};
use reference_numbers::{Reference, close, numbers};

const TOLERANCE: f64 = 1e-9;

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "counts written by R as whole numbers"
)]
fn count(value: f64) -> u64 {
    value as u64
}

#[test]
fn paired_shares_agree_with_r() {
    let reference = Reference::open("rounds");
    let tables = [
        [36, 12, 2, 0],
        [20, 30, 12, 40],
        [0, 0, 0, 9],
        [5, 0, 0, 5],
        [0, 10, 0, 0],
        [0, 6, 5, 0],
        [10, 1, 6, 12],
    ];
    for [both, later_only, earlier_only, neither] in tables {
        let pairs = PairedCounts { both, later_only, earlier_only, neither };
        let name = format!("{both}_{later_only}_{earlier_only}_{neither}");
        let got = newcombe_paired(pairs).unwrap();
        let row = [got.difference, got.interval.lower, got.interval.upper];
        reference.agrees(&format!("newcombe.{name}"), &row, TOLERANCE);
        match mcnemar(pairs) {
            Ok(McNemar::Exact { p }) => reference.agrees_on(&format!("mcnemar.exact.{name}"), p, TOLERANCE),
            Ok(McNemar::ChiSquare { statistic, p }) => {
                reference.agrees_on(&format!("mcnemar.x2.{name}"), statistic, TOLERANCE);
                reference.agrees_on(&format!("mcnemar.p.{name}"), p, TOLERANCE);
            }
            Err(reason) => assert_eq!((reason, later_only + earlier_only), (NotEstimable::NoDiscordant, 0)),
        }
    }
}

fn overlap_row(got: &OverlapDifference) -> [f64; 7] {
    let (lower, upper) = (got.interval.lower, got.interval.upper);
    [got.difference, got.standard_error, got.degrees_of_freedom, got.t, got.p, lower, upper]
}

#[test]
fn overlapping_rounds_agree_with_r_and_with_t_tests_at_both_ends() {
    let reference = Reference::open("rounds");
    for (index, row) in reference.file["input"]["overlap"].as_array().unwrap().iter().enumerate() {
        let [n0, m0, s0, n1, m1, s1, shared, r] = numbers(row).try_into().unwrap();
        let earlier = Round { n: count(n0), mean: m0, sd: s0 };
        let later = Round { n: count(n1), mean: m1, sd: s1 };
        let got = overlapping_means(earlier, later, count(shared), r).unwrap();
        reference.agrees(&format!("overlap.{index}"), &overlap_row(&got), TOLERANCE);
    }
    let (x, y) = (reference.input("x"), reference.input("y"));
    let apart = overlapping_means(round(&x[..30]), round(&y), 0, 0.0).unwrap();
    reference.agrees("overlap.none", &overlap_row(&apart), 1e-8);
    let (before, after) = (round(&x), round(&y));
    let products: f64 = x.iter().zip(&y).map(|(x, y)| (x - before.mean) * (y - after.mean)).sum();
    let together = overlapping_means(before, after, 40, products / (39.0 * before.sd * after.sd)).unwrap();
    reference.agrees("overlap.all", &overlap_row(&together), 1e-8);
}

#[expect(clippy::cast_precision_loss, reason = "forty people")]
fn round(values: &[f64]) -> Round {
    let n = values.len() as f64;
    let mean = values.iter().sum::<f64>() / n;
    let squares: f64 = values.iter().map(|value| (value - mean).powi(2)).sum();
    Round { n: values.len() as u64, mean, sd: (squares / (n - 1.0)).sqrt() }
}

#[test]
fn expected_and_detectable_changes_agree_with_r() {
    let reference = Reference::open("rounds");
    let (x, y) = (reference.input("x"), reference.input("y"));
    let low = regression_to_the_mean(&x, &y, |person| x[person] < 3.0).unwrap();
    reference.agrees_on("rtm.expected", low.expected, TOLERANCE);
    reference.agrees_on("rtm.measured", low.measured, TOLERANCE);
    let all = regression_to_the_mean(&x, &y, |_| true).unwrap();
    assert!(all.excess.abs() < 1e-14, "all people move as all people do");
    reference.agrees_on("mdd.se", minimum_detectable_difference(0.123), TOLERANCE);
    reference.agrees("mdd.share", &[minimum_detectable_share_difference(80, 33).unwrap()], TOLERANCE);
}

fn intersection_row(got: &Intersection) -> [f64; 7] {
    let (lower, upper) = (got.interval.lower, got.interval.upper);
    [got.joint_gap, got.additive_gap, got.expected, got.excess, got.standard_error, lower, upper]
}

#[test]
fn combinations_agree_with_r() {
    let reference = Reference::open("rounds");
    for (index, row) in reference.file["input"]["cells"].as_array().unwrap().iter().enumerate() {
        let (n, m, s) = (numbers(&row["n"]), numbers(&row["m"]), numbers(&row["s"]));
        let cell = |i: usize| CellMean { n: count(n[i]), mean: m[i], sd: s[i] };
        let cells = FourCells { neither: cell(0), first: cell(1), second: cell(2), both: cell(3) };
        let got = intersection_of_means(cells).unwrap();
        reference.agrees(&format!("cells.{index}"), &intersection_row(&got), TOLERANCE);
    }
    for (index, row) in reference.file["input"]["shares"].as_array().unwrap().iter().enumerate() {
        let (x, n) = (numbers(&row["x"]), numbers(&row["n"]));
        let cell = |i: usize| Tally::of(count(x[i]), count(n[i]));
        let cells = FourCells { neither: cell(0), first: cell(1), second: cell(2), both: cell(3) };
        let got = intersection_of_shares(cells).unwrap();
        reference.agrees(&format!("shares.{index}"), &intersection_row(&got), TOLERANCE);
    }
}

fn pooled_row(got: &Pooled) -> [f64; 5] {
    [got.estimate, got.standard_error, got.interval.lower, got.interval.upper, got.p]
}

#[test]
fn pooled_effects_agree_with_metafor() {
    let reference = Reference::open("pooling");
    for name in ["differ", "alike", "two", "one", "twelve"] {
        let (y, v) =
            (reference.input(&format!("effects/{name}/y")), reference.input(&format!("effects/{name}/v")));
        let effects: Vec<_> = y.iter().zip(&v).map(|(y, v)| Effect { estimate: *y, variance: *v }).collect();
        let id = |what: &str| format!("{name}.{what}");
        reference.agrees(&id("fe"), &pooled_row(&fixed_effect(&effects).unwrap()), TOLERANCE);
        let Ok(spread) = heterogeneity(&effects) else {
            assert_eq!((name, heterogeneity(&effects)), ("one", Err(NotEstimable::OneGroup)));
            let alone = random_effects(&effects, 0.0).unwrap();
            reference.agrees(&id("dl"), &pooled_row(&alone), TOLERANCE);
            assert_eq!(prediction_interval(&alone, 0.0), Err(NotEstimable::OneGroup));
            continue;
        };
        let row = [spread.q, spread.df, spread.p, spread.i_squared.value(), spread.tau_squared];
        reference.agrees(&id("het"), &row, TOLERANCE);
        let typical = random_effects(&effects, spread.tau_squared).unwrap();
        reference.agrees(&id("dl"), &pooled_row(&typical), TOLERANCE);
        let few = knapp_hartung(&effects, spread.tau_squared).unwrap();
        reference.agrees(&id("kh"), &pooled_row(&few), TOLERANCE);
        let next = prediction_interval(&typical, spread.tau_squared).unwrap();
        reference.agrees(&id("pi"), &[next.lower, next.upper], TOLERANCE);
        let drawn = shrunken(&effects, spread.tau_squared).unwrap();
        if spread.tau_squared > 0.0 {
            let column = |of: fn(&meetellen::statistics::pooling::Shrunken) -> f64| {
                drawn.iter().map(of).collect::<Vec<_>>()
            };
            reference.agrees(&id("blup"), &column(|unit| unit.estimate), TOLERANCE);
            reference.agrees(&id("blup.se"), &column(|unit| unit.standard_error), TOLERANCE);
        } else {
            assert!(drawn.iter().all(|unit| (unit.estimate - typical.estimate).abs() < 1e-15));
        }
    }
}

#[test]
fn shares_of_0_and_1_get_half_a_person_as_in_metafor() {
    let reference = Reference::open("pooling");
    for row in reference.file["input"]["rd"].as_array().unwrap() {
        let [x1, n1, x2, n2] = numbers(row).try_into().unwrap();
        let got = share_difference_effect(Tally::of(count(x1), count(n1)), Tally::of(count(x2), count(n2)))
            .unwrap();
        reference.agrees(&format!("rd.{x1}_{n1}_{x2}_{n2}"), &[got.estimate, got.variance], TOLERANCE);
    }
    for row in reference.file["input"]["pr"].as_array().unwrap() {
        let [x, n] = numbers(row).try_into().unwrap();
        let got = share_effect(Tally::of(count(x), count(n))).unwrap();
        reference.agrees(&format!("pr.{x}_{n}"), &[got.estimate, got.variance], TOLERANCE);
    }
}

fn units(x: &[f64], n: &[f64]) -> Vec<Tally> {
    x.iter().zip(n).map(|(x, n)| Tally::of(count(*x), count(*n))).collect()
}

#[test]
fn beta_binomial_shares_agree_with_r() {
    let reference = Reference::open("pooling");
    for name in ["schools", "small", "wide", "many"] {
        let schools =
            units(&reference.input(&format!("units/{name}/x")), &reference.input(&format!("units/{name}/n")));
        let model = beta_binomial(&schools).unwrap();
        let row = [model.mean.value(), model.precision().unwrap(), model.rho().value()];
        reference.agrees(&format!("bb.{name}"), &row, 1e-8);
        let drawn: Vec<_> = schools.iter().map(|school| model.shrunken(*school)).collect();
        let column = |of: fn(&meetellen::statistics::beta_binomial::ShrunkenShare) -> f64| {
            drawn.iter().map(of).collect::<Vec<_>>()
        };
        reference.agrees(&format!("bb.{name}.share"), &column(|unit| unit.share.value()), 1e-8);
        // Far in the tail of a beta with a tiny first parameter, a bound follows its parameters tenfold.
        reference.agrees(&format!("bb.{name}.lower"), &column(|unit| unit.interval.lower), 1e-7);
        reference.agrees(&format!("bb.{name}.upper"), &column(|unit| unit.interval.upper), 1e-7);
    }
}

#[test]
fn schools_that_differ_by_chance_are_all_given_the_pooled_share() {
    let schools = units(&[30.0, 31.0, 29.0, 30.0], &[60.0, 60.0, 60.0, 60.0]);
    let model = beta_binomial(&schools).unwrap();
    assert_eq!((model.precision(), model.rho().value().to_bits()), (None, 0.0_f64.to_bits()));
    assert!((model.shrunken(Tally::of(0, 60)).share.value() - 0.5).abs() < 1e-15);
    assert_eq!(beta_binomial(&units(&[0.0, 0.0], &[5.0, 9.0])), Err(NotEstimable::NoVariation));
    assert_eq!(beta_binomial(&units(&[3.0], &[5.0])), Err(NotEstimable::OneGroup));
    assert_eq!(beta_binomial(&units(&[0.0, 9.0], &[5.0, 9.0])), Err(NotEstimable::Separation));
    assert_eq!(beta_binomial(&[]), Err(NotEstimable::NZero));
}

#[test]
fn funnel_limits_agree_with_r() {
    let reference = Reference::open("funnel");
    for row in reference.file["limits"].as_array().unwrap() {
        let [n, p, low_95, high_95, low_998, high_998] = numbers(row).try_into().unwrap();
        let target = Fraction::clipped(p);
        let wide = share_limits(count(n), target, FunnelLevel::P998).unwrap();
        let narrow = share_limits(count(n), target, FunnelLevel::P95).unwrap();
        // Limits near 0 are a difference of almost equal numbers: within 1e-10 of a person.
        for (got, want) in
            [(narrow.lower, low_95), (narrow.upper, high_95), (wide.lower, low_998), (wide.upper, high_998)]
        {
            assert!((got - want).abs() <= 1e-10 * want.max(0.1), "n {n}, p {p}: {got} {want}");
        }
    }
}

#[test]
fn overdispersed_funnels_agree_with_r() {
    let reference = Reference::open("funnel");
    for name in ["apart", "chance"] {
        let schools = units(
            &reference.input(&format!("shares/{name}/x")),
            &reference.input(&format!("shares/{name}/n")),
        );
        let target = share_target(&schools).unwrap();
        let spread = share_overdispersion(&schools, target).unwrap().unwrap();
        reference.agrees(name, &[target.value(), spread.phi, spread.tau_squared], TOLERANCE);
        let tau = spread.tau_squared;
        let z: Vec<_> = schools.iter().map(|school| share_z(*school, target, tau).unwrap()).collect();
        reference.agrees(&format!("{name}.z"), &z, TOLERANCE);
        let limits: Vec<_> = schools
            .iter()
            .map(|school| widened_share_limits(school.n(), target, FunnelLevel::P998, tau).unwrap())
            .collect();
        let column =
            |of: fn(&meetellen::statistics::Interval) -> f64| limits.iter().map(of).collect::<Vec<_>>();
        reference.agrees(&format!("{name}.lower"), &column(|limit| limit.lower), TOLERANCE);
        reference.agrees(&format!("{name}.upper"), &column(|limit| limit.upper), TOLERANCE);
        assert_eq!(share_overdispersion(&schools[..9], target), Ok(None), "nine schools are too few");
    }
}

#[test]
fn funnels_of_means_agree_with_r() {
    let reference = Reference::open("funnel");
    let [n, m, s] = ["n", "m", "s"].map(|column| reference.input(&format!("means/{column}")));
    let schools: Vec<_> = (0..n.len()).map(|i| UnitMean { n: count(n[i]), mean: m[i], sd: s[i] }).collect();
    let target = mean_target(&schools).unwrap();
    let spread = mean_overdispersion(&schools, target).unwrap().unwrap();
    reference.agrees("means", &[target.mean, target.sd, spread.phi, spread.tau_squared], TOLERANCE);
    let z: Vec<_> = schools.iter().map(|school| mean_z(*school, target, 0.0).unwrap()).collect();
    reference.agrees("means.z", &z, TOLERANCE);
    let limits: Vec<_> =
        schools.iter().map(|school| mean_limits(school.n, target, FunnelLevel::P95, 0.0).unwrap()).collect();
    let column = |of: fn(&meetellen::statistics::Interval) -> f64| limits.iter().map(of).collect::<Vec<_>>();
    reference.agrees("means.lower", &column(|limit| limit.lower), TOLERANCE);
    reference.agrees("means.upper", &column(|limit| limit.upper), TOLERANCE);
}

#[test]
fn published_example_of_newcombe_is_met() {
    let pairs = PairedCounts { both: 36, later_only: 12, earlier_only: 2, neither: 0 };
    let got = newcombe_paired(pairs).unwrap();
    assert_eq!(format!("{:.4} {:.4}", got.interval.lower, got.interval.upper), "0.0569 0.3404");
    close("difference", got.difference, 0.2, TOLERANCE);
}
