//! Case 03 of the shared answers: neuroticism by gender and education, smoking by exercise.
//!
//! Every quantity that is not advisory must be found here by name. Leaves out the other cases, and is skipped
//! loudly where the shared folder is absent.

#![expect(clippy::unwrap_used, reason = "a missing answer stops the test")]

use meetellen::statistics::anova::{anova, brown_forsythe, welch_anova};
use meetellen::statistics::effect::{glass_delta, hedges_g};
use meetellen::statistics::exact::independence_test;
use meetellen::statistics::frequency::Frequencies;
use meetellen::statistics::kruskal_wallis::kruskal_wallis;
use meetellen::statistics::means::{MeanDifference, mean_interval, student, welch};
use meetellen::statistics::model_design::Design;
use meetellen::statistics::moments::Moments;
use meetellen::statistics::monotone::rank_correlation;
use meetellen::statistics::multiplicity::{Correction, adjust};
use meetellen::statistics::pairwise::{corrected, games_howell, pairwise_mann_whitney, pairwise_welch};
use meetellen::statistics::quantile::{median, quantile};
use meetellen::statistics::rank::{Continuity, largest_distance, mann_whitney};
use meetellen::statistics::regression::{Errors, Setting, least_squares, nested_test};
use meetellen::statistics::superiority::superiority;
use meetellen::statistics::table::{Table, association, linear_by_linear, standardised_residuals};
use serde_json::Value;
use std::collections::BTreeMap;
use std::fs::read_to_string;
use std::path::PathBuf;

/// What was found, by the name of the quantity.
type Found = BTreeMap<String, f64>;

/// A respondent with a score.
struct Person {
    woman: bool,
    education: Option<usize>,
    age: f64,
    score: f64,
}

fn folder() -> PathBuf {
    let beside = concat!(env!("CARGO_MANIFEST_DIR"), "/../shared");
    let shared = std::env::var("MEETELLEN_SHARED").unwrap_or_else(|_| beside.to_owned());
    PathBuf::from(shared).join("oracle/cases/03_groups")
}

/// The cells of a file in which nothing is quoted, without its heading.
fn rows(file: &str) -> Vec<Vec<String>> {
    let text = read_to_string(folder().join(file)).unwrap();
    text.lines().skip(1).map(|line| line.split(',').map(str::to_owned).collect()).collect()
}

fn people() -> Vec<Person> {
    let person = |cells: Vec<String>| {
        Some(Person {
            woman: cells[1] == "woman",
            education: cells[2].parse::<usize>().ok().map(|level| level - 1),
            age: cells[3].parse().unwrap(),
            score: cells[4].parse().ok()?,
        })
    };
    rows("input.csv").into_iter().filter_map(person).collect()
}

fn scores(people: &[Person], keep: impl Fn(&Person) -> bool) -> Frequencies {
    Frequencies::of(
        &people.iter().filter(|person| keep(person)).map(|person| person.score).collect::<Vec<_>>(),
    )
}

fn number(n: u64) -> f64 {
    f64::from(u32::try_from(n).unwrap())
}

fn put(found: &mut Found, id: &str, value: f64) {
    assert!(found.insert(id.to_owned(), value).is_none(), "{id} was found twice");
}

fn put_mean(found: &mut Found, name: &str, group: Moments) {
    let estimate = mean_interval(group).unwrap();
    put(found, &format!("mean.{name}.n"), number(group.n()));
    put(found, &format!("mean.{name}.mean"), estimate.value);
    put(found, &format!("mean.{name}.sd"), group.standard_deviation().unwrap());
    put(found, &format!("mean.{name}.se"), group.standard_error().unwrap());
    put(found, &format!("mean.{name}.lower"), estimate.interval.unwrap().lower);
    put(found, &format!("mean.{name}.upper"), estimate.interval.unwrap().upper);
}

fn put_t_test(found: &mut Found, name: &str, difference: MeanDifference) {
    let test = difference.test.unwrap();
    put(found, &format!("{name}.t"), test.t);
    put(found, &format!("{name}.df"), test.df);
    put(found, &format!("{name}.p"), test.p);
    put(found, &format!("{name}.diff"), difference.difference);
    put(found, &format!("{name}.lower"), test.interval.lower);
    put(found, &format!("{name}.upper"), test.interval.upper);
}

fn two_groups(found: &mut Found, people: &[Person]) {
    let (women, men) = (scores(people, |person| person.woman), scores(people, |person| !person.woman));
    for (name, group) in [("woman", &women), ("man", &men)] {
        put_mean(found, name, group.moments());
        put(found, &format!("mean.{name}.median"), median(group).unwrap());
        put(found, &format!("mean.{name}.q1"), quantile(group, 0.25).unwrap());
        put(found, &format!("mean.{name}.q3"), quantile(group, 0.75).unwrap());
    }
    let (first, reference) = (women.moments(), men.moments());
    put_t_test(found, "welch", welch(first, reference).unwrap());
    put_t_test(found, "student", student(first, reference).unwrap());
    let g = hedges_g(first, reference).unwrap();
    put(found, "hedges.d", g.d);
    put(found, "hedges.g", g.g);
    put(found, "hedges.lower", g.interval.lower);
    put(found, "hedges.upper", g.interval.upper);
    put(found, "hedges.J", g.correction);
    put(found, "hedges.sd_pooled", g.pooled_sd);
    put(found, "hedges_approx.se", g.variance.sqrt());
    put(found, "hedges_approx.lower", g.approximate_interval().lower);
    put(found, "hedges_approx.upper", g.approximate_interval().upper);
    put(found, "glass_delta", glass_delta(first, reference).unwrap());
    let pairs = mann_whitney(&women, &men).unwrap();
    put(found, "mw.U", pairs.u());
    put(found, "mw.p", pairs.p().unwrap());
    put(found, "mw.p_cc", pairs.p_normal(Continuity::Corrected).unwrap());
    put(found, "mw.ps", pairs.superiority());
    put(found, "mw.cliff_delta", pairs.cliff_delta());
    put(found, "mw.rank_biserial", pairs.cliff_delta());
    let test = superiority(&women, &men).unwrap().test.unwrap();
    put(found, "brunner_munzel.se", test.standard_error);
    put(found, "brunner_munzel.df", test.df);
    put(found, "brunner_munzel.W", test.w);
    put(found, "brunner_munzel.p", test.p);
    put(found, "brunner_munzel.lower", test.interval.lower);
    put(found, "brunner_munzel.upper", test.interval.upper);
    put(found, "ks.D", largest_distance(&women, &men).unwrap());
}

fn several_groups(found: &mut Found, people: &[Person]) {
    let groups: Vec<Frequencies> =
        (0..5).map(|level| scores(people, |person| person.education == Some(level))).collect();
    let moments: Vec<Moments> = groups.iter().map(Frequencies::moments).collect();
    let groups: Vec<&Frequencies> = groups.iter().collect();
    for (level, group) in moments.iter().enumerate() {
        put_mean(found, &format!("ed{}", level + 1), *group);
    }
    let whole = anova(&moments).unwrap();
    put(found, "anova.F", whole.test.statistic);
    put(found, "anova.df1", whole.test.df1);
    put(found, "anova.df2", whole.test.df2);
    put(found, "anova.p", whole.test.p);
    put(found, "anova.ss_between", whole.between);
    put(found, "anova.ss_within", whole.within);
    put(found, "anova.eta2", whole.eta_squared());
    put(found, "anova.omega2", whole.omega_squared());
    put(found, "anova.epsilon2", whole.epsilon_squared());
    put(found, "anova.eta2_ci90.lower", whole.eta_squared_interval().lower);
    put(found, "anova.eta2_ci90.upper", whole.eta_squared_interval().upper);
    let unequal = welch_anova(&moments).unwrap();
    put(found, "welch_anova.F", unequal.statistic);
    put(found, "welch_anova.df1", unequal.df1);
    put(found, "welch_anova.df2", unequal.df2);
    put(found, "welch_anova.p", unequal.p);
    let ranks = kruskal_wallis(&groups).unwrap();
    put(found, "kw.H", ranks.h);
    put(found, "kw.df", ranks.df);
    put(found, "kw.p", ranks.p);
    put(found, "kw.epsilon2", ranks.epsilon_squared);
    put(found, "kw.eta2_H", ranks.eta_squared.unwrap());
    put(found, "brown_forsythe.F", brown_forsythe(&groups).unwrap().statistic);
    put(found, "brown_forsythe.p", brown_forsythe(&groups).unwrap().p);
    let order = rank_correlation(&groups).unwrap();
    put(found, "spearman.education", order.spearman);
    put(found, "kendall_b.education", order.kendall);
    every_pair(found, &moments, &groups);
}

fn every_pair(found: &mut Found, moments: &[Moments], groups: &[&Frequencies]) {
    let pairs = pairwise_welch(moments);
    let ranked: Vec<Option<f64>> =
        pairwise_mann_whitney(groups).into_iter().map(|pair| pair.comparison.ok()).collect();
    let by_test = [
        ("p_holm", corrected(&pairs, Correction::Holm)),
        ("p_bh", corrected(&pairs, Correction::BenjaminiHochberg)),
        ("p_bonf", corrected(&pairs, Correction::Bonferroni)),
        ("p_games_howell", games_howell(&pairs, 5)),
        ("p_mw_holm", adjust(&ranked, Correction::Holm)),
        ("p_mw", ranked),
    ];
    for (place, pair) in pairs.iter().enumerate() {
        let name = format!("pair.{}_{}", pair.first + 1, pair.reference + 1);
        let comparison = pair.comparison.unwrap();
        put(found, &format!("{name}.diff"), comparison.difference);
        put(found, &format!("{name}.p_welch"), comparison.test.unwrap().p);
        for (test, p_values) in &by_test {
            put(found, &format!("{name}.{test}"), p_values[place].unwrap());
        }
    }
}

fn adjusted(found: &mut Found, people: &[Person]) {
    let complete: Vec<&Person> = people.iter().filter(|person| person.education.is_some()).collect();
    let outcome: Vec<f64> = complete.iter().map(|person| person.score).collect();
    let woman: Vec<f64> = complete.iter().map(|person| f64::from(u8::from(person.woman))).collect();
    let education: Vec<usize> = complete.iter().filter_map(|person| person.education).collect();
    let age: Vec<f64> = complete.iter().map(|person| person.age).collect();
    let by_group = Design::intercept(outcome.len()).with_number(&woman).with_factor(&education, 5);
    let fit = least_squares(&by_group.clone().with_number(&age), &outcome).unwrap();
    let gap = fit.coefficient(1, Errors::Classical).unwrap();
    put(found, "adj.n", number(u64::try_from(fit.n).unwrap()));
    put(found, "adj.gap", gap.value);
    put(found, "adj.se", gap.standard_error);
    put(found, "adj.r2", fit.r_squared);
    put(found, "adj.se_hc3", fit.coefficient(1, Errors::Hc3).unwrap().standard_error);
    let mean = |woman| fit.adjusted_mean(&[Setting { column: 1, value: woman }], Errors::Classical).unwrap();
    put(found, "adj.mean_man", mean(0.0).value);
    put(found, "adj.mean_woman", mean(1.0).value);
    put(found, "adj.se_woman", mean(1.0).standard_error);
    let crossed = (2..6).fold(by_group.clone(), |design, level| design.with_product(1, level));
    let (smaller, larger) = (least_squares(&by_group, &outcome), least_squares(&crossed, &outcome));
    let interaction = nested_test(&smaller.unwrap(), &larger.unwrap()).unwrap();
    put(found, "interaction.F", interaction.statistic);
    put(found, "interaction.df1", interaction.df1);
    put(found, "interaction.df2", interaction.df2);
    put(found, "interaction.p", interaction.p);
}

fn smoking_by_exercise(found: &mut Found) {
    let (smoking, exercise) = (["Never", "Occas", "Regul", "Heavy"], ["None", "Some", "Freq"]);
    let mut counts = vec![vec![0_u64; 3]; 4];
    for cells in rows("input_survey.csv") {
        let row = smoking.iter().position(|level| *level == cells[2]);
        let column = exercise.iter().position(|level| *level == cells[3]);
        if let (Some(row), Some(column)) = (row, column) {
            counts[row][column] += 1;
        }
    }
    let table = Table::new(&counts).unwrap();
    let whole = association(&table);
    put(found, "mass_survey.n", number(table.total()));
    put(found, "mass_survey.x2", whole.test.statistic);
    put(found, "mass_survey.p", whole.test.p);
    put(found, "mass_survey.min_expected", whole.smallest_expected);
    put(found, "mass_survey.cramers_v", whole.cramers_v);
    put(found, "mass_survey.fisher_p", independence_test(&table, 1).p);
    put(found, "mass_survey.stdres_Heavy_None", standardised_residuals(&table)[3][0].unwrap());
    put(found, "mass_survey.linear_by_linear", linear_by_linear(&table, &[], &[]).unwrap().test.statistic);
}

#[test]
fn every_group_comparison_agrees_with_the_shared_answers() {
    let Ok(text) = read_to_string(folder().join("expected.json")) else {
        eprintln!("SKIPPED: no shared answers in {}", folder().display());
        return;
    };
    let people = people();
    let mut found = Found::new();
    two_groups(&mut found, &people);
    several_groups(&mut found, &people);
    adjusted(&mut found, &people);
    smoking_by_exercise(&mut found);
    let file: Value = serde_json::from_str(&text).unwrap();
    let mut faults = Vec::new();
    let mut compared = 0;
    for quantity in file["quantities"].as_array().unwrap() {
        if quantity["advisory"].as_bool() == Some(true) {
            continue;
        }
        let id = quantity["id"].as_str().unwrap();
        let (value, tolerance) = (quantity["value"].as_f64().unwrap(), quantity["tol"].as_f64().unwrap());
        let is_p = id.ends_with(".p") || id.contains("p_");
        let allowed = if is_p { tolerance.max(1e-6) * value.abs() } else { tolerance * value.abs().max(1.0) };
        match found.get(id) {
            Some(number) if (number - value).abs() <= allowed => compared += 1,
            Some(number) => faults.push(format!("{id}: {number}, expected {value}")),
            None => faults.push(format!("{id}: not found")),
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    assert!(compared >= 199, "only {compared} quantities were compared");
}
