//! Means, tests, ranks and effect sizes against R: `tests/reference/groups.R` asks, `groups.json` answers.
//!
//! Leaves out edges at which R stops: the reasons for those are tested beside each statistic.

#![expect(clippy::unwrap_used, reason = "a missing answer stops the test")]

#[path = "reference/inputs.rs"]
mod inputs;

use inputs::{Input, read};
use meetellen::statistics::anova::{anova, brown_forsythe, welch_anova};
use meetellen::statistics::effect::{glass_delta, hedges_g, paired_effect};
use meetellen::statistics::frequency::Frequencies;
use meetellen::statistics::kruskal_wallis::kruskal_wallis;
use meetellen::statistics::means::{TTest, mean_interval, paired, student, welch};
use meetellen::statistics::moments::Moments;
use meetellen::statistics::monotone::rank_correlation;
use meetellen::statistics::multiplicity::{Correction, adjust};
use meetellen::statistics::noncentral_f::noncentral_f_cdf;
use meetellen::statistics::pairwise::{corrected, games_howell, pairwise_mann_whitney, pairwise_welch};
use meetellen::statistics::quantile::quantile;
use meetellen::statistics::rank::{Continuity, largest_distance, mann_whitney};
use meetellen::statistics::signed_rank::signed_rank;
use meetellen::statistics::superiority::superiority;

fn one(value: f64) -> Vec<Option<f64>> {
    vec![Some(value)]
}

fn of_t_test(part: &str, test: &TTest) -> f64 {
    match part {
        "t" => test.t,
        "df" => test.df,
        "p" => test.p,
        "lower" => test.interval.lower,
        "upper" => test.interval.upper,
        other => panic!("no part {other} in a t test"),
    }
}

fn of_group(id: &str, values: &[f64]) -> Vec<Option<f64>> {
    let (counted, moments) = (Frequencies::of(values), Moments::of(values));
    let interval = || mean_interval(moments).unwrap().interval.unwrap();
    one(match id {
        "mean" => counted.moments().mean().unwrap(),
        "sd" => moments.standard_deviation().unwrap(),
        "mean.lower" => interval().lower,
        "mean.upper" => interval().upper,
        id => quantile(&counted, id.strip_prefix("quantile ").unwrap().parse().unwrap()).unwrap(),
    })
}

fn of_pair(id: &str, first: &[f64], reference: &[f64]) -> Vec<Option<f64>> {
    let (moments, against) = (Moments::of(first), Moments::of(reference));
    let (counted, others) = (Frequencies::of(first), Frequencies::of(reference));
    let hedges = || hedges_g(moments, against).unwrap();
    let pairs = || mann_whitney(&counted, &others).unwrap();
    one(match id.split_once('.') {
        Some(("welch", part)) => of_t_test(part, &welch(moments, against).unwrap().test.unwrap()),
        Some(("student", part)) => of_t_test(part, &student(moments, against).unwrap().test.unwrap()),
        Some(("hedges", "g")) => hedges().g,
        Some(("hedges", "d")) => hedges().d,
        Some(("hedges", "lower")) => hedges().interval.lower,
        Some(("hedges", "upper")) => hedges().interval.upper,
        Some(("hedges", "variance")) => hedges().variance,
        Some(("mann_whitney", "u")) => pairs().u(),
        Some(("mann_whitney", "p")) => pairs().p().unwrap(),
        Some(("mann_whitney", "p_normal")) => pairs().p_normal(Continuity::Plain).unwrap(),
        Some(("mann_whitney", "p_corrected")) => pairs().p_normal(Continuity::Corrected).unwrap(),
        Some(("mann_whitney", "cliff")) => pairs().cliff_delta(),
        Some(("superiority", "value")) => superiority(&counted, &others).unwrap().value,
        Some(("superiority", part)) => {
            let test = superiority(&counted, &others).unwrap().test.unwrap();
            match part {
                "se" => test.standard_error,
                "df" => test.df,
                "w" => test.w,
                "p" => test.p,
                "lower" => test.interval.lower,
                _ => test.interval.upper,
            }
        }
        _ if id == "glass_delta" => glass_delta(moments, against).unwrap(),
        _ if id == "largest_distance" => largest_distance(&counted, &others).unwrap(),
        _ => panic!("no statistic {id}"),
    })
}

fn of_rounds(id: &str, later: &[f64], earlier: &[f64]) -> Vec<Option<f64>> {
    let change = |(later, earlier): (&f64, &f64)| ((later - earlier) * 1e6).round() / 1e6;
    let changes: Vec<f64> = later.iter().zip(earlier).map(change).collect();
    let moments = Moments::of(&changes);
    let effect = || paired_effect(moments, Moments::of(later), Moments::of(earlier)).unwrap();
    one(match id.split_once('.').unwrap() {
        ("paired", "by_change") => effect().by_change,
        ("paired", "by_rounds") => effect().by_rounds,
        ("paired", part) => of_t_test(part, &paired(moments).unwrap().test.unwrap()),
        (_, "v") => signed_rank(&Frequencies::of(&changes)).unwrap().v,
        _ => signed_rank(&Frequencies::of(&changes)).unwrap().p,
    })
}

fn of_several(id: &str, groups: &[Vec<f64>]) -> Vec<Option<f64>> {
    let moments: Vec<Moments> = groups.iter().map(|values| Moments::of(values)).collect();
    let counted: Vec<Frequencies> = groups.iter().map(|values| Frequencies::of(values)).collect();
    let counted: Vec<&Frequencies> = counted.iter().collect();
    let pairs = pairwise_welch(&moments);
    let (f, w) = (anova(&moments).unwrap(), welch_anova(&moments).unwrap());
    let ranks = kruskal_wallis(&counted).unwrap();
    one(match id {
        "anova.f" => f.test.statistic,
        "anova.p" => f.test.p,
        "anova.between" => f.between,
        "anova.within" => f.within,
        "anova.eta_squared" => f.eta_squared(),
        "anova.omega_squared" => f.omega_squared(),
        "anova.epsilon_squared" => f.epsilon_squared(),
        "anova.eta_lower" => f.eta_squared_interval().lower,
        "anova.eta_upper" => f.eta_squared_interval().upper,
        "welch_anova.f" => w.statistic,
        "welch_anova.df" => w.df2,
        "welch_anova.p" => w.p,
        "kruskal.h" => ranks.h,
        "kruskal.p" => ranks.p,
        "kruskal.epsilon" => ranks.epsilon_squared,
        "kruskal.eta" => ranks.eta_squared.unwrap(),
        "brown_forsythe.f" => brown_forsythe(&counted).unwrap().statistic,
        "brown_forsythe.p" => brown_forsythe(&counted).unwrap().p,
        "spearman" => rank_correlation(&counted).unwrap().spearman,
        "kendall" => rank_correlation(&counted).unwrap().kendall,
        "pairwise.holm" => return corrected(&pairs, Correction::Holm),
        "pairwise.bh" => return corrected(&pairs, Correction::BenjaminiHochberg),
        "pairwise.games_howell" => {
            let p_values = games_howell(&pairs, u32::try_from(groups.len()).unwrap());
            // R's own tail is no better than 1e-9, so smaller values are not in the answers.
            return p_values.into_iter().map(|p| p.filter(|&p| p > 1e-3)).collect();
        }
        "pairwise.mann_whitney" => {
            return pairwise_mann_whitney(&counted).into_iter().map(|pair| pair.comparison.ok()).collect();
        }
        id => panic!("no statistic {id}"),
    })
}

fn of_family(id: &str, family: &[Option<f64>]) -> Vec<Option<f64>> {
    adjust(
        family,
        match id {
            "adjust.holm" => Correction::Holm,
            "adjust.bh" => Correction::BenjaminiHochberg,
            "adjust.bonferroni" => Correction::Bonferroni,
            id => panic!("no correction {id}"),
        },
    )
}

fn check(input: &Input) -> usize {
    if input.kind == "family" {
        return input.check(|id| of_family(id, &input.lists[0]));
    }
    let lists = input.numbers();
    input.check(|id| match input.kind.as_str() {
        "group" => of_group(id, &lists[0]),
        "pair" => of_pair(id, &lists[0], &lists[1]),
        "rounds" => of_rounds(id, &lists[0], &lists[1]),
        "several" => of_several(id, &lists),
        "noncentral_f" => one(noncentral_f_cdf(lists[0][0], lists[0][1], lists[0][2], lists[0][3])),
        kind => panic!("no kind {kind}"),
    })
}

#[test]
fn comparisons_of_groups_agree_with_r() {
    let inputs = read(include_str!("reference/groups.json"));
    let answers: usize = inputs.iter().map(check).sum();
    assert!(answers > 480, "only {answers} answers were compared");
}
