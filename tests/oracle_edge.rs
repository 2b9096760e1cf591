//! Edge cases and published small examples: what has no answer says why.
//!
//! Leaves out scores, ranks, scales, follow-up and weights, which have tests of their own; `ELSEWHERE` names them.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod oracle;

use meetellen::statistics::Fraction;
use meetellen::statistics::difference::{
    odds_ratio_haldane, risk_difference, risk_difference_score, risk_ratio,
};
use meetellen::statistics::exact::fisher_test;
use meetellen::statistics::logistic::logistic;
use meetellen::statistics::model_design::Design;
use meetellen::statistics::parity::{Unit, dissimilarity, representation_index};
use meetellen::statistics::proportion::{Tally, clopper_pearson_interval, share, wilson_interval};
use meetellen::statistics::stratified::{Stratum, odds_ratio};
use meetellen::statistics::table::Table;
use meetellen::statistics::trend::{Level, cochran_armitage};
use oracle::{Answers, Oracle};

/// Quantities of other parts of the layer: means and tests of scores, scales, adjustment of p-values,
/// follow-up, weights, pooling, paired shares and quantiles.
const ELSEWHERE: [&str; 27] = [
    "mean.*",
    "sd.n1",
    "ci.n1",
    "t.*",
    "g.zero_variance",
    "mw.*",
    "ps.separated",
    "kw.all_tied",
    "anova.one_group",
    "welch_anova.group_n1",
    "alpha.*",
    "sb.two_items",
    "half_rule.*",
    "feldt.perfect",
    "holm.*",
    "bh.*",
    "km.*",
    "logrank.no_event",
    "svy.*",
    "rake.*",
    "weights.negative_or_zero_sum",
    "dl.one_study",
    "mcnemar.*",
    "kish.equal",
    "median.even",
    "q1.type7",
    "wmedian",
];

fn newcombe_examples(answers: &mut Answers, oracle: &Oracle) {
    for row in oracle.rows("input_newcombe.csv") {
        let number = |name: &str| row[name].parse::<u64>().expect("a count");
        let first = Tally::of(number("x1"), number("n1"));
        let reference = Tally::of(number("x2"), number("n2"));
        let name = &row["case"];
        let newcombe = risk_difference(first, reference).unwrap();
        answers.put(format!("newcombe.{name}.diff"), newcombe.value);
        answers.put_interval(format!("newcombe.{name}"), newcombe.interval);
        answers.put_interval(format!("mn.{name}"), risk_difference_score(first, reference).unwrap().interval);
    }
}

fn shares(answers: &mut Answers) {
    for (x, n) in [(0, 10), (10, 10), (1, 1), (0, 1), (15, 148), (81, 263), (0, 20), (1, 29)] {
        answers.put_interval(format!("wilson.{x}_{n}"), wilson_interval(Tally::of(x, n)));
        answers.put_interval(format!("cp.{x}_{n}"), clopper_pearson_interval(Tally::of(x, n)));
    }
    answers.put_result("prop.0_0", share(Tally::of(0, 0)).map(|share| share.value));
}

fn zero_cells(answers: &mut Answers) {
    let (none, three) = (Tally::of(0, 10), Tally::of(3, 10));
    let ratio = risk_ratio(none, three).unwrap();
    assert!(ratio.value <= 0.0, "the ratio itself is printed, without interval");
    answers.put_result("rr.zero_cell", ratio.interval.map(|bounds| bounds.upper));
    let haldane = odds_ratio_haldane(none, three).unwrap();
    answers.put("or.haldane_0_10_3_7.or", haldane.value);
    answers.put_interval("or.haldane_0_10_3_7", haldane.interval);
    let fisher = fisher_test(none, three).unwrap();
    let bounds = fisher.odds_ratio.unwrap().interval.unwrap();
    assert!(bounds.lower <= 0.0, "no odds ratio is below 0");
    answers.put("fisher.0_10_3_7.p", fisher.p);
    answers.put("fisher.0_10_3_7.upper", bounds.upper);
    let tea = fisher_test(Tally::of(3, 4), Tally::of(1, 4)).unwrap();
    answers.put("fisher.tea.p", tea.p);
    answers.put("fisher.tea.or", tea.odds_ratio.unwrap().value);
}

fn reasons(answers: &mut Answers) {
    let level = |place: u32, n: u64| Level { score: f64::from(place), tally: Tally::of(0, n) };
    let trend = cochran_armitage(&[level(1, 10), level(2, 12), level(3, 9)]);
    answers.put_result("trend.all_zero", trend.map(|trend| trend.p));
    let separated = Design::intercept(2).with_number(&[0.0, 1.0]);
    let fit = logistic(&separated, &[Tally::of(0, 10), Tally::of(10, 10)]);
    answers.put_result("logit.separation", fit.map(|fit| fit.deviance));
    let men_only = [Unit { first: 0, reference: 5 }, Unit { first: 0, reference: 7 }];
    answers.put_result("duncan.no_minority", dissimilarity(&men_only).map(|spread| spread.value));
    let index = representation_index(Tally::of(3, 10), Fraction::clipped(0.0));
    answers.put_result("rep_index.benchmark_zero", index.map(|index| index.value));
    let nobody = Tally::default();
    let one_sided = [
        Stratum { first: Tally::of(3, 5), reference: nobody },
        Stratum { first: nobody, reference: Tally::of(1, 4) },
    ];
    answers
        .put_result("mh.no_informative_stratum", odds_ratio(&one_sided).map(|pooled| pooled.estimate.value));
    answers.put_result("cramers_v.one_row", Table::new(&[vec![3, 4, 5]]).map(|_| 0.0));
}

#[test]
fn edges_of_shares_tables_and_models_say_what_r_says() {
    let Some(oracle) = Oracle::open("10_edge") else { return };
    let mut answers = Answers::default();
    newcombe_examples(&mut answers, &oracle);
    shares(&mut answers);
    zero_cells(&mut answers);
    reasons(&mut answers);
    oracle.compare(&answers, &ELSEWHERE, &[]);
}
