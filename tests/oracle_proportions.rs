//! The admissions of Berkeley, 1973: every number of shares, tables, strata and models from the file up.
//!
//! Leaves out reading files as the program does; the rows here are plain.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod oracle;

use meetellen::statistics::Fraction;
use meetellen::statistics::difference::{
    odds_ratio, risk_difference, risk_difference_error, risk_difference_score, risk_ratio,
};
use meetellen::statistics::exact::fisher_test;
use meetellen::statistics::logistic::{likelihood_ratio, logistic};
use meetellen::statistics::model_design::Design;
use meetellen::statistics::parity::{Unit, dissimilarity, parity_index, representation_index};
use meetellen::statistics::proportion::{Tally, clopper_pearson_interval, share};
use meetellen::statistics::standardisation::{StandardStratum, direct_standardisation};
use meetellen::statistics::stratified::{self, Continuity, Stratum, cochran_mantel_haenszel, homogeneity};
use meetellen::statistics::table::{Table, association, yates_test};
use meetellen::statistics::trend::{Level, cochran_armitage};
use oracle::{Answers, Oracle};

const DEPARTMENTS: [&str; 6] = ["A", "B", "C", "D", "E", "F"];

/// Women (first) and men (reference) admitted per department.
fn strata(oracle: &Oracle) -> Vec<Stratum> {
    let mut strata =
        vec![Stratum { first: Tally::default(), reference: Tally::default() }; DEPARTMENTS.len()];
    for row in oracle.rows("input.csv") {
        let place = DEPARTMENTS.iter().position(|name| *name == row["dept"]).expect("a department");
        let group = match row["gender"].as_str() {
            "Female" => &mut strata[place].first,
            "Male" => &mut strata[place].reference,
            other => panic!("gender {other}"),
        };
        *(if row["admit"] == "1" { &mut group.successes } else { &mut group.failures }) += 1;
    }
    strata
}

fn total(tallies: impl Iterator<Item = Tally>) -> Tally {
    tallies.fold(Tally::default(), |sum, one| Tally {
        successes: sum.successes + one.successes,
        failures: sum.failures + one.failures,
    })
}

fn crude(answers: &mut Answers, women: Tally, men: Tally) {
    for (name, tally) in [("Female", women), ("Male", men)] {
        let with_wilson = share(tally).unwrap();
        answers.put(format!("n.{name}"), tally.n() as f64);
        answers.put(format!("p.{name}"), with_wilson.value);
        answers.put_interval(format!("wilson.{name}"), with_wilson.interval);
        answers.put_interval(format!("clopper_pearson.{name}"), clopper_pearson_interval(tally));
    }
    let newcombe = risk_difference(women, men).unwrap();
    answers.put("newcombe.Female_minus_Male.diff", newcombe.value);
    answers.put_interval("newcombe.Female_minus_Male", newcombe.interval);
    answers.put_interval("mn.Female_minus_Male", risk_difference_score(women, men).unwrap().interval);
    answers.put("wald.Female_minus_Male.se", risk_difference_error(women, men).unwrap());
    for (name, ratio) in [("rr", risk_ratio(women, men)), ("or", odds_ratio(women, men))] {
        answers.put(format!("{name}.Female_vs_Male.est"), ratio.unwrap().value);
        answers.put_interval(format!("{name}.Female_vs_Male"), ratio.unwrap().interval);
    }
    let fisher = fisher_test(women, men).unwrap();
    answers.put("fisher.Female_vs_Male.p", fisher.p);
    answers.put("fisher.Female_vs_Male.or_cmle", fisher.odds_ratio.unwrap().value);
    let table =
        Table::new(&[vec![women.successes, women.failures], vec![men.successes, men.failures]]).unwrap();
    answers.put("chisq.gender_admit.x2", association(&table).test.statistic);
    answers.put("chisq.gender_admit.p", association(&table).test.p);
    answers.put("chisq.gender_admit.x2_yates", yates_test(&table).statistic);
    answers.put("chisq.gender_admit.phi", association(&table).cramers_v);
    answers.put("gpi.admit", parity_index(women, men).unwrap().value);
}

fn by_department(answers: &mut Answers, strata: &[Stratum]) {
    let departments: Vec<Tally> = strata.iter().map(|s| total([s.first, s.reference].into_iter())).collect();
    let rows: Vec<Vec<u64>> = departments.iter().map(|tally| vec![tally.successes, tally.failures]).collect();
    let department_by_outcome = association(&Table::new(&rows).unwrap());
    answers.put("chisq.dept_admit.x2", department_by_outcome.test.statistic);
    answers.put("chisq.dept_admit.cramers_v", department_by_outcome.cramers_v);
    answers.put("chisq.dept_admit.cramers_v_bc", department_by_outcome.cramers_v_corrected);
    let women: u64 = strata.iter().map(|s| s.first.n()).sum();
    let everybody: u64 = departments.iter().map(|tally| tally.n()).sum();
    let benchmark = Fraction::of(women, everybody).unwrap();
    for (name, stratum) in DEPARTMENTS.iter().zip(strata) {
        let unit = Tally { successes: stratum.first.n(), failures: stratum.reference.n() };
        let index = representation_index(unit, benchmark).unwrap();
        answers.put(format!("share_female.{name}"), unit.share().unwrap().value());
        answers.put(format!("rep_index.{name}"), index.value);
        answers.put_interval(format!("rep_index_ci.{name}"), index.interval);
    }
    let units: Vec<Unit> =
        strata.iter().map(|s| Unit { first: s.first.n(), reference: s.reference.n() }).collect();
    answers.put("duncan_D", dissimilarity(&units).unwrap().value);
    let levels: Vec<Level> = departments
        .iter()
        .zip(1..)
        .map(|(tally, place)| Level { score: f64::from(place), tally: *tally })
        .collect();
    let trend = cochran_armitage(&levels).unwrap();
    answers.put("trend.dept.x2", trend.chi_squared);
    answers.put("trend.dept.z_abs", trend.z.abs());
    answers.put("trend.dept.p", trend.p);
    answers.put("trend.dept.slope", trend.slope);
}

fn within_departments(answers: &mut Answers, strata: &[Stratum]) {
    let ratio = stratified::odds_ratio(strata).unwrap();
    let interval = ratio.estimate.interval.unwrap();
    answers.put("mh.or", ratio.estimate.value);
    answers.put("mh.or_lower", interval.lower);
    answers.put("mh.or_upper", interval.upper);
    let plain = cochran_mantel_haenszel(strata, Continuity::Uncorrected).unwrap();
    let corrected = cochran_mantel_haenszel(strata, Continuity::Corrected).unwrap();
    answers.put("mh.cmh", plain.statistic);
    answers.put("mh.p", plain.p);
    answers.put("mh.cmh_cc", corrected.statistic);
    answers.put("mh.p_cc", corrected.p);
    let difference = stratified::risk_difference(strata).unwrap();
    answers.put("mh_rd.est", difference.estimate.value);
    answers.put("mh_rd.se", difference.standard_error.unwrap());
    answers.put_interval("mh_rd", difference.estimate.interval);
    let risks = stratified::risk_ratio(strata).unwrap();
    answers.put("mh_rr.est", risks.estimate.value);
    answers.put_interval("mh_rr", risks.estimate.interval);
    let homogeneity = homogeneity(strata).unwrap();
    answers.put("mh.breslow_day", homogeneity.breslow_day.statistic);
    answers.put("mh.tarone", homogeneity.tarone.statistic);
    answers.put("mh.tarone_p", homogeneity.tarone.p);
    let standard: Vec<StandardStratum> = strata
        .iter()
        .map(|groups| StandardStratum {
            groups: *groups,
            weight: (groups.first.n() + groups.reference.n()) as f64,
        })
        .collect();
    let standardised = direct_standardisation(&standard).unwrap();
    answers.put("std.rate_F", standardised.first);
    answers.put("std.rate_M", standardised.reference);
    answers.put("std.rd", standardised.difference.value);
    answers.put("std.rd_se", standardised.standard_error);
}

fn models(answers: &mut Answers, strata: &[Stratum]) {
    const WOMAN: usize = 1;
    let outcomes: Vec<Tally> = strata.iter().flat_map(|s| [s.first, s.reference]).collect();
    let woman: Vec<f64> = strata.iter().flat_map(|_| [1.0, 0.0]).collect();
    let department: Vec<usize> = (0..strata.len()).flat_map(|place| [place, place]).collect();
    let departments_only = Design::intercept(outcomes.len()).with_factor(&department, strata.len());
    let design = Design::intercept(outcomes.len()).with_number(&woman).with_factor(&department, strata.len());
    let interacting = (2..design.n_columns()).fold(design.clone(), |d, column| d.with_product(WOMAN, column));
    let fit = logistic(&design, &outcomes).unwrap();
    let gap = fit.coefficient(WOMAN).unwrap();
    answers.put("logit.or_female", gap.odds_ratio.value);
    answers.put("logit.se", gap.standard_error);
    answers.put("logit.z", gap.z);
    answers.put("logit.deviance", fit.deviance);
    answers.put("logit.loglik", fit.deviance / -2.0);
    let effect = fit.average_marginal_effect(&design, &outcomes, WOMAN).unwrap();
    answers.put("ame.female.est", effect.difference.value);
    answers.put("ame.female.se", effect.standard_error);
    answers.put_interval("ame.female", effect.difference.interval);
    answers.put("ame.female.std_p_F", effect.with);
    answers.put("ame.female.std_p_M", effect.without);
    let smaller = logistic(&departments_only, &outcomes).unwrap();
    let larger = logistic(&interacting, &outcomes).unwrap();
    answers.put("lrt.gender", likelihood_ratio(&smaller, &fit).unwrap().statistic);
    answers.put("lrt.gender_x_dept", likelihood_ratio(&fit, &larger).unwrap().statistic);
}

/// `fisher.test` stops its search at a width of 1.2e-4, so that its odds ratio has five digits; ours solves the same
/// equation to the end, as `reference/table.R` does.
const LOOSER: [(&str, f64); 1] = [("fisher.Female_vs_Male.or_cmle", 2e-5)];

#[test]
fn all_numbers_on_the_admissions_agree_with_r() {
    let Some(oracle) = Oracle::open("01_proportions_ucb") else { return };
    let strata = strata(&oracle);
    let mut answers = Answers::default();
    let (women, men) = (total(strata.iter().map(|s| s.first)), total(strata.iter().map(|s| s.reference)));
    crude(&mut answers, women, men);
    by_department(&mut answers, &strata);
    within_departments(&mut answers, &strata);
    models(&mut answers, &strata);
    oracle.compare(&answers, &[], &LOOSER);
}
