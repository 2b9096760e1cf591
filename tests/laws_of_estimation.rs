//! What weighted estimates, curves and pooled schools must obey whatever the data, and their edges.

use meetellen::statistics::beta_binomial::beta_binomial;
use meetellen::statistics::calibration::{
    CalibrationFault, Margin, collapse, post_stratify, rake, raked_weights, trim, trim_and_rake,
};
use meetellen::statistics::competing::aalen_johansen;
use meetellen::statistics::design::Design;
use meetellen::statistics::funnel::{FunnelLevel, FunnelPlace, place, share_limits};
use meetellen::statistics::log_rank::{TimeWeights, log_rank};
use meetellen::statistics::nonresponse::{
    ResponseCell, frame_shares, range_without_assumptions, representativeness,
};
use meetellen::statistics::pooling::{Effect, fixed_effect, heterogeneity, random_effects, shrunken};
use meetellen::statistics::proportion::{Tally, wilson_interval};
use meetellen::statistics::rao_scott::rao_scott;
use meetellen::statistics::risk_table::{Exit, FollowUp, RiskTable};
use meetellen::statistics::rounds::{PairedCounts, mcnemar, newcombe_paired};
use meetellen::statistics::survey_logistic::survey_logistic;
use meetellen::statistics::survey_proportion::{
    equivalent_n, finite_standard_error, finite_wilson_interval, hypergeometric_interval,
    korn_graubard_interval, logit_interval,
};
use meetellen::statistics::survival::{KaplanMeier, SurvivalScale};
use meetellen::statistics::weighted::{
    kish, weighted_difference, weighted_mean, weighted_median, weighted_total,
};
use meetellen::statistics::{Fraction, Interval, NotEstimable};
use proptest::prelude::*;

fn near(a: f64, b: f64) -> bool {
    (a - b).abs() <= 1e-9 * a.abs().max(b.abs()).max(1e-3)
}

fn some(values: &[f64]) -> Vec<Option<f64>> {
    values.iter().copied().map(Some).collect()
}

/// A weight, a value and a group of two per row.
fn sample() -> impl Strategy<Value = Vec<(f64, f64, usize)>> {
    proptest::collection::vec((0.1_f64..9.0, 1.0_f64..5.0, 0_usize..2), 4..40)
}

/// A year and an exit (0 still there, 1 and 2 causes) per person.
fn followed() -> impl Strategy<Value = Vec<(u8, usize)>> {
    proptest::collection::vec((1_u8..8, 0_usize..3), 1..60)
}

fn people(followed: &[(u8, usize)]) -> Vec<FollowUp> {
    let exit = |exit: usize| if exit == 0 { Exit::Censored } else { Exit::Event(exit - 1) };
    followed.iter().map(|(year, end)| FollowUp { time: f64::from(*year), exit: exit(*end) }).collect()
}

proptest! {
    #[test]
    fn weights_count_only_by_their_proportions(rows in sample(), scale in 0.01_f64..100.0) {
        let (weights, values): (Vec<_>, Vec<_>) = rows.iter().map(|(w, y, _)| (*w, *y)).unzip();
        let scaled: Vec<_> = weights.iter().map(|w| w * scale).collect();
        let one = weighted_mean(&Design::weighted(&weights).unwrap(), &some(&values)).unwrap();
        let two = weighted_mean(&Design::weighted(&scaled).unwrap(), &some(&values)).unwrap();
        prop_assert!(near(one.value, two.value) && near(one.standard_error, two.standard_error));
        let cost = kish(&weights).unwrap();
        prop_assert!(cost.design_effect >= 1.0 - 1e-12 && near(cost.effective_n, one.effective_n));
    }

    #[test]
    fn the_order_of_rows_does_not_matter(rows in sample()) {
        let of = |rows: &[(f64, f64, usize)]| {
            let weights: Vec<_> = rows.iter().map(|(w, _, _)| *w).collect();
            let strata: Vec<_> = rows.iter().map(|(_, _, g)| *g).collect();
            let design = Design::weighted(&weights).unwrap().stratified(&strata);
            let values: Vec<_> = rows.iter().map(|(_, y, _)| Some(*y)).collect();
            let median = weighted_median(&design, &values).unwrap();
            (weighted_mean(&design, &values).unwrap(), median)
        };
        let mut turned = rows.clone();
        turned.reverse();
        let ((one, middle), (two, other)) = (of(&rows), of(&turned));
        prop_assert!(near(one.value, two.value) && near(one.standard_error, two.standard_error));
        prop_assert!((one.degrees_of_freedom - two.degrees_of_freedom).abs() < 0.5);
        prop_assert!((middle - other).abs() < 1e-12);
    }

    #[test]
    fn domains_add_up_to_the_whole(rows in sample()) {
        let weights: Vec<_> = rows.iter().map(|(w, _, _)| *w).collect();
        let design = Design::weighted(&weights).unwrap();
        let group = |wanted: usize| -> Vec<Option<f64>> {
            rows.iter().map(|(_, y, g)| (*g == wanted).then_some(*y)).collect()
        };
        prop_assume!(group(0).iter().any(Option::is_some) && group(1).iter().any(Option::is_some));
        let all: Vec<_> = rows.iter().map(|(_, y, _)| Some(*y)).collect();
        let total = |values: &[Option<f64>]| weighted_total(&design, values).unwrap().value;
        prop_assert!(near(total(&all), total(&group(0)) + total(&group(1))));
        if let Ok(gap) = weighted_difference(&design, &group(0), &group(1)) {
            let mean = |values: &[Option<f64>]| weighted_mean(&design, values).unwrap();
            let (one, two) = (mean(&group(0)), mean(&group(1)));
            prop_assert!((gap.difference - (one.value - two.value)).abs() < 1e-12);
            // Rows fall in one domain only, so that the scores of the two do not overlap.
            prop_assert!(near(gap.standard_error, one.standard_error.hypot(two.standard_error)));
        }
    }

    #[test]
    fn equal_weights_give_the_plain_standard_error_and_a_census_none(values in proptest::collection::vec(1.0_f64..5.0, 2..40)) {
        let n = u32::try_from(values.len()).unwrap();
        let mean = values.iter().sum::<f64>() / f64::from(n);
        let variance = values.iter().map(|y| (y - mean).powi(2)).sum::<f64>() / f64::from(n - 1);
        let design = Design::simple(values.len());
        let got = weighted_mean(&design, &some(&values)).unwrap();
        prop_assert!(near(got.value, mean) && near(got.standard_error, (variance / f64::from(n)).sqrt()));
        let half = weighted_mean(&design.clone().finite(&[2.0 * f64::from(n)]).unwrap(), &some(&values)).unwrap();
        prop_assert!(near(half.standard_error * 2.0_f64.sqrt(), got.standard_error));
        let census = weighted_mean(&design.finite(&[f64::from(n)]).unwrap(), &some(&values)).unwrap();
        prop_assert!(census.standard_error.to_bits() == 0 && census.interval().unwrap().lower.to_bits() == census.value.to_bits());
    }

    #[test]
    fn intervals_of_shares_hold_the_share_and_stay_within_0_and_1(x in 0_u64..40, more in 0_u64..40, rest in 0_u64..200) {
        prop_assume!(x + more > 0);
        let (tally, population) = (Tally::of(x, x + more), x + more + rest);
        let share = tally.share().unwrap().value();
        for interval in [finite_wilson_interval(tally, population), hypergeometric_interval(tally, population), range_without_assumptions(tally, population)] {
            let interval = interval.unwrap();
            prop_assert!(0.0 <= interval.lower && interval.lower <= share + 1e-12);
            prop_assert!(share - 1e-12 <= interval.upper && interval.upper <= 1.0);
        }
        let plain = wilson_interval(tally).unwrap();
        let finite = finite_wilson_interval(tally, population).unwrap();
        prop_assert!(finite.lower >= plain.lower - 1e-12 && finite.upper <= plain.upper + 1e-12);
        // The exact interval never reaches beyond what the others could still have said.
        let (exact, range) = (hypergeometric_interval(tally, population).unwrap(), range_without_assumptions(tally, population).unwrap());
        prop_assert!(exact.lower >= range.lower - 1e-12 && exact.upper <= range.upper + 1e-12);
    }

    #[test]
    fn raked_weights_meet_every_margin(rows in proptest::collection::vec((0.2_f64..5.0, 0_usize..2, 0_usize..3), 30..80), a in 0.2_f64..0.8) {
        let base: Vec<_> = rows.iter().map(|(w, _, _)| *w).collect();
        let margins = [
            Margin { level_of_row: rows.iter().map(|(_, g, _)| Some(*g)).collect(), totals: vec![600.0 * a, 600.0 * (1.0 - a)] },
            Margin { level_of_row: rows.iter().map(|(_, _, s)| Some(*s)).collect(), totals: vec![100.0, 200.0, 300.0] },
        ];
        // Every combination is there, so that raking must settle.
        prop_assume!((0..6).all(|cell| rows.iter().any(|(_, g, s)| g * 3 + s == cell)));
        let weights = raked_weights(&base, &margins).unwrap();
        for margin in &margins {
            for (level, total) in margin.totals.iter().enumerate() {
                let sum: f64 = weights.iter().zip(&margin.level_of_row).filter(|(_, l)| **l == Some(level)).map(|(w, _)| w).sum();
                prop_assert!(near(sum, *total));
            }
        }
        let once = post_stratify(&Design::weighted(&base).unwrap(), &rows.iter().map(|(_, g, _)| *g).collect::<Vec<_>>(), &margins[0].totals).unwrap();
        for (alone, stratified) in raked_weights(&base, &margins[..1]).unwrap().iter().zip(once.weights()) {
            prop_assert!(near(*alone, *stratified));
        }
    }

    #[test]
    fn trimming_keeps_the_sum(weights in proptest::collection::vec(0.1_f64..50.0, 2..40)) {
        let smallest = weights.iter().copied().fold(f64::INFINITY, f64::min);
        let trimmed = trim(&weights, 2.0 * smallest).unwrap();
        prop_assert!(near(trimmed.weights.iter().sum(), weights.iter().sum()));
        prop_assert!(trimmed.after.design_effect <= trimmed.before.design_effect + 1e-9 || trimmed.n_trimmed == 0
            || trimmed.after.largest > trimmed.cap);
    }

    #[test]
    fn a_curve_falls_and_without_censoring_is_a_plain_share(years in proptest::collection::vec(1_u8..8, 1..60)) {
        let all: Vec<_> = years.iter().map(|year| (*year, 1)).collect();
        let curve = KaplanMeier::of(&RiskTable::of(&people(&all), 2)).unwrap();
        let n = f64::from(u32::try_from(years.len()).unwrap());
        for point in curve.points() {
            let left = f64::from(u32::try_from(years.iter().filter(|year| f64::from(**year) > point.time).count()).unwrap());
            prop_assert!((point.survival - left / n).abs() < 1e-12);
            // Greenwood without censoring is the binomial standard error.
            prop_assert!((point.standard_error - (left / n * (1.0 - left / n) / n).sqrt()).abs() < 1e-12);
        }
    }

    #[test]
    fn risks_and_those_still_there_add_up_to_1(followed in followed()) {
        let table = RiskTable::of(&people(&followed), 2);
        let curve = KaplanMeier::of(&table).unwrap();
        for row in table.rows() {
            let risks = aalen_johansen(&table, row.time).unwrap();
            let sum = risks.event_free + risks.causes.iter().map(|cause| cause.risk).sum::<f64>();
            prop_assert!((sum - 1.0).abs() < 1e-12);
            prop_assert!((risks.event_free - curve.at(row.time).unwrap().survival).abs() < 1e-12);
            let naive = 1.0 - KaplanMeier::of(&table.cause_specific(0)).unwrap().at(row.time).unwrap().survival;
            prop_assert!(naive >= risks.causes[0].risk - 1e-12, "one minus Kaplan-Meier overstates a risk");
        }
    }

    #[test]
    fn one_cause_gives_the_complement_of_kaplan_meier_with_its_standard_error(followed in followed()) {
        let one: Vec<_> = followed.iter().map(|(year, exit)| (*year, (*exit).min(1))).collect();
        let table = RiskTable::of(&people(&one), 1);
        for point in KaplanMeier::of(&table).unwrap().points() {
            let risk = aalen_johansen(&table, point.time).unwrap().causes[0];
            prop_assert!((risk.risk - (1.0 - point.survival)).abs() < 1e-12);
            prop_assert!((risk.standard_error - point.standard_error).abs() < 1e-7);
        }
    }

    #[test]
    fn tables_of_sites_merge_into_the_table_of_all(one in followed(), two in followed()) {
        let together = RiskTable::of(&people(&[one.clone(), two.clone()].concat()), 2);
        let (first, second) = (RiskTable::of(&people(&one), 2), RiskTable::of(&people(&two), 2));
        prop_assert_eq!(first.merge(&second), together.clone());
        prop_assert_eq!(together.merge(&RiskTable::of(&[], 2)), together.clone());
        prop_assert_eq!(RiskTable::of(&[], 2).merge(&together), together);
    }

    #[test]
    fn log_rank_does_not_depend_on_the_order_of_groups(one in followed(), two in followed(), three in followed()) {
        let [a, b, c] = [one, two, three].map(|group| RiskTable::of(&people(&group), 2));
        let test = log_rank(&[vec![a.clone(), b.clone(), c.clone()]], TimeWeights::Equal);
        let turned = log_rank(&[vec![c, a, b]], TimeWeights::Equal);
        match (test, turned) {
            (Ok(test), Ok(turned)) => {
                prop_assert!((test.statistic - turned.statistic).abs() <= 1e-8 * test.statistic.max(1.0));
                prop_assert!((test.observed.iter().sum::<f64>() - test.expected.iter().sum::<f64>()).abs() < 1e-9);
            }
            (test, turned) => prop_assert_eq!(test.is_err(), turned.is_err()),
        }
    }

    #[test]
    fn pooled_effects_lie_between_the_smallest_and_the_largest(units in proptest::collection::vec((-1.0_f64..1.0, 0.01_f64..0.5), 2..12)) {
        let effects: Vec<_> = units.iter().map(|(estimate, variance)| Effect { estimate: *estimate, variance: *variance }).collect();
        let (low, high) = effects.iter().fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), e| (low.min(e.estimate), high.max(e.estimate)));
        let spread = heterogeneity(&effects).unwrap();
        let typical = random_effects(&effects, spread.tau_squared).unwrap();
        let within = fixed_effect(&effects).unwrap();
        prop_assert!(spread.tau_squared >= 0.0 && typical.standard_error >= within.standard_error - 1e-12);
        for pooled in [within, typical] {
            prop_assert!(low - 1e-12 <= pooled.estimate && pooled.estimate <= high + 1e-12);
        }
        for (drawn, effect) in shrunken(&effects, spread.tau_squared).unwrap().iter().zip(&effects) {
            let (from, to) = (effect.estimate.min(typical.estimate), effect.estimate.max(typical.estimate));
            prop_assert!(from - 1e-12 <= drawn.estimate && drawn.estimate <= to + 1e-12);
        }
    }

    #[test]
    fn shrunken_shares_lie_between_their_own_and_the_mean(units in proptest::collection::vec((0_u64..30, 1_u64..30), 2..10)) {
        let units: Vec<_> = units.iter().map(|(x, more)| Tally::of(*x, x + more)).collect();
        if let Ok(model) = beta_binomial(&units) {
            let mean = model.mean.value();
            for unit in &units {
                let (own, drawn) = (unit.share().unwrap().value(), model.shrunken(*unit));
                let share = drawn.share.value();
                prop_assert!(own.min(mean) - 1e-9 <= share && share <= own.max(mean) + 1e-9);
                prop_assert!(drawn.interval.lower <= share + 1e-12 && share <= drawn.interval.upper + 1e-12);
            }
        }
    }

    #[test]
    fn wider_funnel_limits_hold_narrower_ones(n in 1_u64..400, p in 0.02_f64..0.98) {
        let limits = |level| share_limits(n, Fraction::clipped(p), level).unwrap();
        let (narrow, wide) = (limits(FunnelLevel::P95), limits(FunnelLevel::P998));
        prop_assert!(wide.lower <= narrow.lower + 1e-12 && narrow.upper <= wide.upper + 1e-12);
        prop_assert_eq!(place(p, narrow, wide), FunnelPlace::Inside);
    }

    #[test]
    fn paired_shares_turn_with_their_rounds(both in 0_u64..30, later in 0_u64..30, earlier in 0_u64..30, neither in 0_u64..30) {
        prop_assume!(both + later + earlier + neither > 0);
        let pairs = PairedCounts { both, later_only: later, earlier_only: earlier, neither };
        let turned = PairedCounts { both, later_only: earlier, earlier_only: later, neither };
        let (one, two) = (newcombe_paired(pairs).unwrap(), newcombe_paired(turned).unwrap());
        prop_assert!((one.interval.lower + two.interval.upper).abs() < 1e-12);
        prop_assert!(-1.0 <= one.interval.lower && one.interval.lower <= one.difference + 1e-12);
        prop_assert_eq!(mcnemar(pairs), mcnemar(turned));
    }
}

#[test]
fn weights_that_are_none_and_answers_that_are_missing_have_their_reason() {
    for weights in [[-1.0, 2.0], [0.0, 0.0], [f64::NAN, 1.0], [f64::INFINITY, 1.0]] {
        assert_eq!(kish(&weights), Err(NotEstimable::BadWeights));
        assert_eq!(Design::weighted(&weights).err(), Some(NotEstimable::BadWeights));
    }
    assert_eq!(kish(&[]), Err(NotEstimable::NZero));
    assert!((kish(&[2.0; 5]).unwrap().design_effect - 1.0).abs() < 1e-15);
    let design = Design::weighted(&[1.0, 1.0, 0.0]).unwrap();
    assert_eq!(weighted_mean(&design, &[None; 3]), Err(NotEstimable::AllMissing));
    assert_eq!(weighted_mean(&design, &[None, None, Some(3.0)]), Err(NotEstimable::BadWeights));
    assert_eq!(weighted_mean(&Design::simple(0), &[]), Err(NotEstimable::NZero));
    assert_eq!(weighted_median(&design, &[None; 3]), Err(NotEstimable::AllMissing));
    let one = weighted_mean(&design, &[Some(4.0), None, None]).unwrap();
    assert_eq!((one.value.to_bits(), one.interval()), (4.0_f64.to_bits(), Err(NotEstimable::NOne)));
    assert_eq!(korn_graubard_interval(&one).unwrap().upper.to_bits(), 1.0_f64.to_bits());
    let equal = weighted_mean(&design, &[Some(4.0), Some(4.0), None]).unwrap();
    assert_eq!(equal.interval(), Err(NotEstimable::ZeroVariance));
    assert_eq!(
        logit_interval(&weighted_mean(&design, &some(&[1.0; 3])).unwrap()),
        Err(NotEstimable::NoVariation)
    );
    assert_eq!(Design::simple(3).finite(&[2.0]).err(), Some(NotEstimable::BadWeights));
}

#[test]
fn the_weighted_median_is_the_first_value_with_half_the_weight() {
    let design = Design::weighted(&[1.0, 1.0, 2.0, 3.0]).unwrap();
    assert_eq!(weighted_median(&design, &some(&[1.0, 2.0, 3.0, 4.0])), Ok(3.0));
    let tenths = Design::weighted(&[0.1, 0.2, 0.3]).unwrap();
    assert_eq!(weighted_median(&tenths, &some(&[1.0, 2.0, 3.0])), Ok(2.0), "0.1 + 0.2 is half of 0.6");
}

fn margin(levels: &[usize], totals: &[f64]) -> Margin {
    Margin { level_of_row: levels.iter().copied().map(Some).collect(), totals: totals.to_vec() }
}

#[test]
fn margins_that_cannot_be_met_are_named() {
    let base = [1.0; 4];
    let half = margin(&[0, 0, 1, 1], &[50.0, 50.0]);
    let unknown = raked_weights(&base, &[margin(&[0, 1, 2, 1], &[50.0, 50.0])]).unwrap_err();
    assert_eq!(unknown, CalibrationFault::LevelMissing { margin: 0, level: 2 });
    assert_eq!(unknown.reason(), Some(NotEstimable::MarginLevelMissing));
    let empty =
        raked_weights(&base, &[half.clone(), margin(&[0, 0, 1, 1], &[50.0, 40.0, 10.0])]).unwrap_err();
    assert_eq!(empty, CalibrationFault::LevelEmpty { margin: 1, level: 2 });
    assert_eq!(empty.reason(), Some(NotEstimable::MarginLevelEmpty));
    let other = raked_weights(&base, &[half.clone(), margin(&[0, 1, 0, 1], &[50.0, 60.0])]).unwrap_err();
    assert_eq!(other, CalibrationFault::TotalsDiffer { margin: 1, total: 110.0, first: 100.0 });
    assert_eq!(other.reason(), Some(NotEstimable::MarginTotalsDiffer));
    let never = raked_weights(&base, &[half, margin(&[0, 0, 1, 1], &[30.0, 70.0])]).unwrap_err();
    assert!(matches!(never, CalibrationFault::NotSettled { .. }) && never.reason().is_none());
    let bad = raked_weights(&[-1.0; 4], &[margin(&[0, 0, 1, 1], &[1.0, 1.0])]).unwrap_err();
    assert_eq!(bad.reason(), Some(NotEstimable::BadWeights));
    let zero = post_stratify(&Design::simple(2), &[0, 1], &[10.0, 0.0]).unwrap_err();
    assert_eq!(zero, CalibrationFault::LevelMissing { margin: 0, level: 1 });
}

#[test]
fn rows_without_a_level_keep_their_base_weight_and_the_rest_meets_its_share() {
    let known = Margin { level_of_row: vec![Some(0), Some(0), Some(1), None], totals: vec![30.0, 70.0] };
    let weights = raked_weights(&[1.0; 4], &[known]).unwrap();
    let expected = [11.25, 11.25, 52.5, 25.0];
    assert!(weights.iter().zip(expected).all(|(got, want)| near(*got, want)), "{weights:?}");
}

#[test]
fn trimming_and_raking_meet_the_totals_and_bring_the_largest_weight_down() {
    let base: Vec<f64> = (0..40).map(|row| if row == 0 { 30.0 } else { 1.0 }).collect();
    let levels: Vec<usize> = (0..40).map(|row| row % 2).collect();
    let margins = [margin(&levels, &[100.0, 100.0])];
    let trimmed = trim_and_rake(&base, &margins, 5.0).unwrap();
    let sum: f64 = trimmed.weights.iter().step_by(2).sum();
    assert!(near(sum, 100.0) && trimmed.n_trimmed == 1);
    assert!(
        trimmed.after.largest < trimmed.before.largest
            && trimmed.after.design_effect < trimmed.before.design_effect
    );
    assert!(trimmed.after.largest <= trimmed.cap * 1.000_002, "{} {}", trimmed.after.largest, trimmed.cap);
    let even = trim_and_rake(&[1.0; 40], &margins, 5.0).unwrap();
    assert_eq!((even.n_trimmed, even.before == even.after), (0, true));
    assert_eq!(trim(&[2.0, 3.0], 1.0), Err(NotEstimable::BadWeights));
}

#[test]
fn small_cells_join_their_declared_neighbour() {
    let joined = collapse(&[50, 3, 40, 0], &[100.0, 10.0, 90.0, 5.0], &[None, Some(0), None, Some(1)]);
    assert_eq!(joined, Ok(vec![0, 0, 2, 0]));
    let heavy = collapse(&[50, 40, 40], &[50.0, 100.0, 40.0], &[None, Some(2), None]);
    assert_eq!(heavy, Ok(vec![0, 1, 2]), "100 / 40 is less than four times 190 / 130");
    let heavier = collapse(&[500, 12, 40], &[500.0, 200.0, 40.0], &[None, Some(2), None]);
    assert_eq!(heavier, Ok(vec![0, 2, 2]));
    let alone = collapse(&[50, 0], &[100.0, 5.0], &[None, None]);
    assert_eq!(alone, Err(CalibrationFault::LevelEmpty { margin: 0, level: 1 }));
    let nobody = collapse(&[50, 0], &[100.0, 0.0], &[None, Some(0)]);
    assert_eq!(nobody, Ok(vec![0, 1]), "a cell without people needs no respondents");
}

#[test]
fn raking_to_a_known_margin_leaves_no_margin_of_error_for_it() {
    let design = Design::simple(4).finite(&[100.0]).unwrap();
    let raked = rake(&design, &[margin(&[0, 0, 1, 1], &[30.0, 70.0])]).unwrap();
    let share = weighted_mean(&raked, &some(&[1.0, 1.0, 0.0, 0.0])).unwrap();
    assert!(near(share.value, 0.3) && share.standard_error < 1e-12);
}

#[test]
fn finite_populations_have_their_edges() {
    assert_eq!(finite_standard_error(Tally::of(3, 4), 4), Ok(0.0));
    assert_eq!(finite_standard_error(Tally::of(1, 1), 4), Err(NotEstimable::NOne));
    assert_eq!(finite_standard_error(Tally::of(3, 4), 3), Err(NotEstimable::BadWeights));
    assert_eq!(finite_wilson_interval(Tally::of(3, 4), 4), Ok(Interval::new(0.75, 0.75)));
    assert_eq!(finite_wilson_interval(Tally::of(0, 0), 4), Err(NotEstimable::NZero));
    assert_eq!(hypergeometric_interval(Tally::of(3, 4), 4), Ok(Interval::new(0.75, 0.75)));
    assert_eq!(equivalent_n(4, 4), Err(NotEstimable::ZeroVariance));
    assert_eq!(range_without_assumptions(Tally::of(45, 60), 100), Ok(Interval::new(0.45, 0.85)));
    assert_eq!(range_without_assumptions(Tally::of(45, 60), 59), Err(NotEstimable::BadWeights));
}

#[test]
fn response_without_frame_or_answers_has_its_reason() {
    let cell = |invited, answered| ResponseCell { invited, answered };
    assert_eq!(representativeness(&[]), Err(NotEstimable::NZero));
    assert_eq!(representativeness(&[cell(1, 1)]), Err(NotEstimable::NOne));
    let silent = representativeness(&[cell(10, 0), cell(5, 0)]).unwrap();
    assert_eq!(silent.coefficient_of_variation, Err(NotEstimable::NZero));
    assert_eq!(frame_shares(&[cell(10, 0)]), Err(NotEstimable::NZero));
    let even = representativeness(&[cell(10, 5), cell(20, 10)]).unwrap();
    assert!((even.r_indicator - 1.0).abs() < 1e-12);
    let shares = frame_shares(&[cell(75, 10), cell(25, 10)]).unwrap();
    assert!((shares[0].difference + 0.25).abs() < 1e-12 && (shares[1].difference - 0.25).abs() < 1e-12);
}

#[test]
fn curves_and_tests_without_events_or_people_have_their_reason() {
    let none = RiskTable::of(&people(&[(1, 0), (2, 0), (3, 0)]), 1);
    let curve = KaplanMeier::of(&none).unwrap();
    let point = curve.at(2.0).unwrap();
    assert_eq!((point.survival.to_bits(), point.at_risk), (1.0_f64.to_bits(), 2));
    let interval = point.interval(SurvivalScale::LogLog).unwrap();
    assert!(
        (interval.lower - 0.025_f64.sqrt()).abs() < 1e-12 && interval.upper.to_bits() == 1.0_f64.to_bits()
    );
    assert_eq!(curve.at(4.0), Err(NotEstimable::NZero));
    assert_eq!(curve.at(0.5).unwrap().at_risk, 3);
    assert_eq!(KaplanMeier::of(&RiskTable::of(&[], 1)), Err(NotEstimable::NZero));
    let all = KaplanMeier::of(&RiskTable::of(&people(&[(2, 1), (2, 1)]), 1)).unwrap();
    assert_eq!(all.at(2.0).unwrap().interval(SurvivalScale::LogLog), Err(NotEstimable::NoVariation));
    assert_eq!(all.at(9.0).unwrap().survival.to_bits(), 0.0_f64.to_bits());
    let groups =
        |tables: &[&RiskTable]| vec![tables.iter().map(|table| (*table).clone()).collect::<Vec<_>>()];
    let test = |strata: &[Vec<RiskTable>]| log_rank(strata, TimeWeights::Equal).err();
    assert_eq!(test(&groups(&[&none, &none])), Some(NotEstimable::NoEvent));
    assert_eq!(test(&groups(&[&none])), Some(NotEstimable::OneGroup));
    assert_eq!(test(&groups(&[&none, &RiskTable::of(&[], 1)])), Some(NotEstimable::OneGroup));
    assert_eq!(test(&[]), Some(NotEstimable::OneGroup));
    let late = RiskTable::of(&people(&[(5, 1), (6, 1)]), 1);
    assert_eq!(test(&groups(&[&none, &late])), Some(NotEstimable::NoInformativeStratum));
    assert_eq!(aalen_johansen(&none, 9.0), Err(NotEstimable::NZero));
    assert_eq!(aalen_johansen(&none, 3.0).unwrap().causes[0].interval(), Err(NotEstimable::NoEvent));
}

#[test]
fn weighted_tables_and_models_without_an_answer_have_their_reason() {
    let design = Design::weighted(&[1.0, 2.0, 1.0, 3.0]).unwrap();
    let (two, one) = ([Some(0), Some(1), Some(0), Some(1)], [Some(5); 4]);
    assert_eq!(rao_scott(&design, &two, &one), Err(NotEstimable::OneLevel));
    assert_eq!(rao_scott(&design, &two, &[None; 4]), Err(NotEstimable::AllMissing));
    let census = design.clone().finite(&[4.0]).unwrap();
    let other = [Some(0), Some(0), Some(1), Some(1)];
    assert_eq!(rao_scott(&census, &two, &other), Err(NotEstimable::ZeroVariance));
    let columns = [vec![1.0; 4], vec![0.0, 1.0, 0.0, 1.0]];
    let apart = survey_logistic(&design, &some(&[0.0, 1.0, 0.0, 1.0]), &columns);
    assert_eq!(apart, Err(NotEstimable::Separation));
    assert_eq!(survey_logistic(&design, &[None; 4], &columns), Err(NotEstimable::AllMissing));
    let constant = weighted_difference(
        &design,
        &[Some(1.0), None, Some(1.0), None],
        &[None, Some(2.0), None, Some(2.0)],
    );
    assert_eq!(constant, Err(NotEstimable::ZeroVariance));
}

#[test]
fn schools_without_variance_or_company_have_their_reason() {
    assert_eq!(fixed_effect(&[]), Err(NotEstimable::NZero));
    assert_eq!(fixed_effect(&[Effect { estimate: 0.1, variance: 0.0 }]), Err(NotEstimable::ZeroVariance));
    assert_eq!(heterogeneity(&[Effect { estimate: 0.1, variance: 0.1 }]), Err(NotEstimable::OneGroup));
    assert_eq!(share_limits(0, Fraction::clipped(0.5), FunnelLevel::P95), Err(NotEstimable::NZero));
    assert_eq!(share_limits(5, Fraction::clipped(0.0), FunnelLevel::P95), Err(NotEstimable::NoVariation));
    let limits = [Interval::new(0.4, 0.6), Interval::new(0.3, 0.7)];
    assert_eq!(place(0.6, limits[0], limits[1]), FunnelPlace::Inside);
    assert_eq!(place(0.65, limits[0], limits[1]), FunnelPlace::Beyond95);
    assert_eq!(place(0.29, limits[0], limits[1]), FunnelPlace::Beyond998);
}
