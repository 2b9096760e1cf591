//! Case 04 of the reference answers: weighted estimates, calibration and finite populations on `survey::api`.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on should say where")]

mod oracle_case;

use meetellen::statistics::calibration::{Margin, post_stratify, rake, trim};
use meetellen::statistics::design::Design;
use meetellen::statistics::proportion::Tally;
use meetellen::statistics::rao_scott::rao_scott;
use meetellen::statistics::survey_logistic::survey_logistic;
use meetellen::statistics::survey_proportion::{
    equivalent_n, finite_standard_error, finite_wilson_interval, hypergeometric_interval,
    korn_graubard_interval, logit_interval,
};
use meetellen::statistics::weighted::{kish, weighted_difference, weighted_mean, weighted_total};
use meetellen::statistics::{Interval, NotEstimable};
use oracle_case::Case;
use std::collections::BTreeMap;

type Row = BTreeMap<String, String>;

const STYPES: [&str; 3] = ["E", "H", "M"];

fn numbers(rows: &[Row], column: &str) -> Vec<f64> {
    rows.iter().map(|row| row[column].parse().unwrap()).collect()
}

fn values(rows: &[Row], column: &str, keep: impl Fn(&Row) -> bool) -> Vec<Option<f64>> {
    rows.iter().map(|row| keep(row).then(|| row[column].parse().unwrap())).collect()
}

fn yes(rows: &[Row]) -> Vec<Option<f64>> {
    rows.iter().map(|row| Some(f64::from(u8::from(row["sch.wide"] == "Yes")))).collect()
}

fn codes(rows: &[Row], column: &str, levels: &[&str]) -> Vec<usize> {
    rows.iter().map(|row| levels.iter().position(|level| *level == row[column]).unwrap()).collect()
}

fn levels(rows: &[Row], column: &str, levels: &[&str]) -> Vec<Option<usize>> {
    codes(rows, column, levels).into_iter().map(Some).collect()
}

/// The samples of the case, with their designs.
struct Api {
    srs: Vec<Row>,
    strat: Vec<Row>,
    clus: Vec<Row>,
    /// Schools in the population by type, then by `sch.wide` (No, Yes).
    types: Vec<f64>,
    wide: Vec<f64>,
}

impl Api {
    fn read(case: &Case) -> Self {
        let population = case.rows("population.csv");
        let total = |column: &str, level: &str| {
            let of_level = population.iter().filter(|row| row[column] == level);
            of_level.map(|row| row["N"].parse::<f64>().unwrap()).sum::<f64>()
        };
        Self {
            srs: case.rows("input_srs.csv"),
            strat: case.rows("input_strat.csv"),
            clus: case.rows("input_clus1.csv"),
            types: STYPES.iter().map(|stype| total("stype", stype)).collect(),
            wide: ["No", "Yes"].iter().map(|wide| total("sch.wide", wide)).collect(),
        }
    }

    fn srs(&self) -> Design {
        // Weights follow from the population, as in svydesign(fpc = ~fpc) without weights.
        let weights = vec![6194.0 / 200.0; self.srs.len()];
        Design::weighted(&weights).unwrap().finite(&[6194.0]).unwrap()
    }

    fn strat(&self) -> Design {
        let strata = codes(&self.strat, "stype", &STYPES);
        Design::weighted(&numbers(&self.strat, "pw"))
            .unwrap()
            .stratified(&strata)
            .finite(&self.types)
            .unwrap()
    }

    fn clus(&self) -> Design {
        let clusters: Vec<usize> = self.clus.iter().map(|row| row["dnum"].parse().unwrap()).collect();
        Design::weighted(&numbers(&self.clus, "pw")).unwrap().clustered(&clusters).finite(&[757.0]).unwrap()
    }

    fn margins(&self, rows: &[Row]) -> Vec<Margin> {
        vec![
            Margin { level_of_row: levels(rows, "stype", &STYPES), totals: self.types.clone() },
            Margin { level_of_row: levels(rows, "sch.wide", &["No", "Yes"]), totals: self.wide.clone() },
        ]
    }
}

#[test]
fn weighted_estimates_agree_with_r() {
    let Some(mut case) = Case::open("04_survey_api") else { return };
    let api = Api::read(&case);
    let weights_only = Design::weighted(&numbers(&api.strat, "pw")).unwrap();
    check_design(&mut case, "srs_fpc", &api.srs(), &api.srs);
    check_design(&mut case, "srs_nofpc", &api.srs().infinite(), &api.srs);
    check_design(&mut case, "strat_fpc", &api.strat(), &api.strat);
    check_design(&mut case, "strat_nofpc", &api.strat().infinite(), &api.strat);
    check_design(&mut case, "weights_only", &weights_only, &api.strat);
    check_design(&mut case, "cluster_fpc", &api.clus(), &api.clus);
    check_domains(&mut case, &api);
    check_models(&mut case, &api);
    check_calibration(&mut case, &api);
    check_raking(&mut case, &api);
    check_finite_school(&mut case);
    case.finish(&[]);
}

fn check_interval(case: &mut Case, lower: &str, upper: &str, interval: Result<Interval, NotEstimable>) {
    case.check(lower, interval.ok().map(|interval| interval.lower));
    case.check(upper, interval.ok().map(|interval| interval.upper));
}

fn check_design(case: &mut Case, name: &str, design: &Design, rows: &[Row]) {
    let mean = weighted_mean(design, &values(rows, "api00", |_| true)).unwrap();
    case.check(&format!("{name}.api00.mean"), Some(mean.value));
    case.check(&format!("{name}.api00.se"), Some(mean.standard_error));
    case.check(&format!("{name}.api00.deff"), mean.design_effect.ok());
    case.check(&format!("{name}.api00.df"), Some(mean.degrees_of_freedom));
    check_interval(case, &format!("{name}.api00.lower"), &format!("{name}.api00.upper"), mean.interval());
    let share = weighted_mean(design, &yes(rows)).unwrap();
    case.check(&format!("{name}.schwide.p"), Some(share.value));
    case.check(&format!("{name}.schwide.se"), Some(share.standard_error));
    // The GLM-based interval of R's default equals the simple one within the tolerance of the case.
    for (method, interval) in [
        ("logit", logit_interval(&share)),
        ("xlogit", logit_interval(&share)),
        ("beta", korn_graubard_interval(&share)),
        ("mean", share.interval()),
    ] {
        let id = |bound: &str| format!("{name}.schwide.{method}.{bound}");
        check_interval(case, &id("lower"), &id("upper"), interval);
    }
    let total = weighted_total(design, &yes(rows)).unwrap();
    case.check(&format!("{name}.total.est"), Some(total.value));
    case.check(&format!("{name}.total.se"), Some(total.standard_error));
}

fn check_domains(case: &mut Case, api: &Api) {
    for stype in STYPES {
        let domain = values(&api.strat, "api00", |row| row["stype"] == stype);
        let mean = weighted_mean(&api.strat(), &domain).unwrap();
        case.check(&format!("svyby_strat.{stype}.mean"), Some(mean.value));
        case.check(&format!("svyby_strat.{stype}.se"), Some(mean.standard_error));
        // svyby() drops its df argument here, so that the case holds normal limits.
        let id = |bound: &str| format!("svyby_strat.{stype}.{bound}");
        check_interval(case, &id("lower"), &id("upper"), Ok(mean.interval_at(1.959_963_984_540_054)));
    }
    for awards in ["No", "Yes"] {
        for (name, rows, design) in
            [("svyby_domain", &api.strat, api.strat()), ("svyby_domain_cluster", &api.clus, api.clus())]
        {
            let mean = weighted_mean(&design, &values(rows, "api00", |row| row["awards"] == awards)).unwrap();
            case.check(&format!("{name}.awards{awards}.mean"), Some(mean.value));
            case.check(&format!("{name}.awards{awards}.se"), Some(mean.standard_error));
        }
    }
}

fn check_models(case: &mut Case, api: &Api) {
    let (rows, design) = (&api.strat, api.strat());
    let awards = |level: &'static str| values(rows, "api00", move |row| row["awards"] == level);
    let gap = weighted_difference(&design, &awards("Yes"), &awards("No")).unwrap();
    case.check("svyttest.diff", Some(gap.difference));
    case.check("svyttest.se", Some(gap.standard_error));
    case.check("svyttest.t", Some(gap.t));
    case.check("svyttest.df", Some(gap.degrees_of_freedom));
    case.check("svyttest.p.awardsYes", Some(gap.p));
    let wide = levels(rows, "sch.wide", &["No", "Yes"]);
    let test = rao_scott(&design, &wide, &levels(rows, "stype", &STYPES)).unwrap();
    case.check("svychisq.F", Some(test.f));
    case.check("svychisq.ndf", Some(test.numerator_df));
    case.check("svychisq.ddf", Some(test.denominator_df));
    case.check("svychisq.p.X-squared", Some(test.p));
    let is =
        |stype: &str| rows.iter().map(|row| f64::from(u8::from(row["stype"] == stype))).collect::<Vec<_>>();
    let columns = [vec![1.0; rows.len()], numbers(rows, "meals"), is("H"), is("M")];
    let model = survey_logistic(&design, &yes(rows), &columns).unwrap();
    case.check("svyglm.b_meals", Some(model.coefficients[1]));
    case.check("svyglm.se_meals", Some(model.standard_errors[1]));
    case.check("svyglm.b_M", Some(model.coefficients[3]));
    case.check("svyglm.se_M", Some(model.standard_errors[3]));
    let cost = kish(&numbers(rows, "pw")).unwrap();
    case.check("kish.deff", Some(cost.design_effect));
    case.check("kish.cv2", Some(cost.design_effect - 1.0));
    case.check("kish.n_eff", Some(cost.effective_n));
}

fn check_calibration(case: &mut Case, api: &Api) {
    let cells = codes(&api.srs, "stype", &STYPES);
    let design = post_stratify(&api.srs(), &cells, &api.types).unwrap();
    let mean = weighted_mean(&design, &values(&api.srs, "api00", |_| true)).unwrap();
    case.check("poststrat.srs.mean", Some(mean.value));
    case.check("poststrat.srs.se", Some(mean.standard_error));
    let first_of = |cell: usize| design.weights()[cells.iter().position(|c| *c == cell).unwrap()];
    case.check("poststrat.srs.w_E", Some(first_of(0)));
    case.check("poststrat.srs.w_H", Some(first_of(1)));
    let share = weighted_mean(&design, &yes(&api.srs)).unwrap();
    case.check("poststrat.srs.y.p", Some(share.value));
    case.check("poststrat.srs.y.se", Some(share.standard_error));
    let clustered = post_stratify(&api.clus(), &codes(&api.clus, "stype", &STYPES), &api.types).unwrap();
    let mean = weighted_mean(&clustered, &values(&api.clus, "api00", |_| true)).unwrap();
    case.check("poststrat.clus1.mean", Some(mean.value));
    case.check("poststrat.clus1.se", Some(mean.standard_error));
}

fn check_raking(case: &mut Case, api: &Api) {
    for (name, rows, design) in [("rake.clus1", &api.clus, api.clus()), ("rake.srs", &api.srs, api.srs())] {
        let raked = rake(&design, &api.margins(rows)).unwrap();
        let mean = weighted_mean(&raked, &values(rows, "api00", |_| true)).unwrap();
        let cost = kish(raked.weights()).unwrap();
        case.check(&format!("{name}.mean"), Some(mean.value));
        case.check(&format!("{name}.se"), Some(mean.standard_error));
        case.check(&format!("{name}.w_min"), Some(cost.smallest));
        case.check(&format!("{name}.w_max"), Some(cost.largest));
        if name == "rake.clus1" {
            case.check("rake.clus1.w_sum", Some(raked.weights().iter().sum()));
            case.check("rake.clus1.kish", Some(cost.design_effect));
            check_trimming(case, &design, raked.weights(), rows);
        } else {
            check_cells(case, raked.weights(), rows);
        }
    }
}

fn check_cells(case: &mut Case, weights: &[f64], rows: &[Row]) {
    for stype in STYPES {
        for wide in ["No", "Yes"] {
            let row = rows.iter().position(|row| row["stype"] == stype && row["sch.wide"] == wide).unwrap();
            case.check(&format!("rake.srs.w_{stype}_{wide}"), Some(weights[row]));
        }
    }
}

fn check_trimming(case: &mut Case, design: &Design, raked: &[f64], rows: &[Row]) {
    let mut sorted = raked.to_vec();
    sorted.sort_by(f64::total_cmp);
    let trimmed = trim(raked, 1.3 * sorted[sorted.len() / 2]).unwrap();
    let fixed = design.clone().reweighted(&trimmed.weights).unwrap();
    case.check("trim.clus1.upper", Some(trimmed.cap));
    case.check("trim.clus1.w_max", Some(trimmed.after.largest));
    let mean = weighted_mean(&fixed, &values(rows, "api00", |_| true)).unwrap();
    case.check("trim.clus1.mean", Some(mean.value));
    case.check("trim.clus1.sum", Some(trimmed.weights.iter().sum()));
}

fn check_finite_school(case: &mut Case) {
    let answers: Vec<_> = (0..60).map(|person| Some(f64::from(u8::from(person < 45)))).collect();
    let school = Design::simple(60).finite(&[100.0]).unwrap();
    let share = weighted_mean(&school, &answers).unwrap();
    case.check("fpc60.p", Some(share.value));
    case.check("fpc60.se", Some(finite_standard_error(Tally::of(45, 60), 100).unwrap()));
    assert!((share.standard_error - finite_standard_error(Tally::of(45, 60), 100).unwrap()).abs() < 1e-15);
    let process = weighted_mean(&school.infinite(), &answers).unwrap();
    case.check("fpc60.se_nofpc", Some(process.standard_error));
    check_interval(case, "fpc60.beta_lower", "fpc60.beta_upper", korn_graubard_interval(&share));
    check_interval(case, "fpc60.xlogit_lower", "fpc60.xlogit_upper", logit_interval(&share));
    // A population without bound gives the plain Wilson interval.
    let plain = finite_wilson_interval(Tally::of(45, 60), 1 << 50);
    check_interval(case, "fpc60.wilson_lower", "fpc60.wilson_upper", plain);
    case.check("fpc60.n_star", Some(equivalent_n(60, 100).unwrap()));
    let finite = finite_wilson_interval(Tally::of(45, 60), 100);
    check_interval(case, "fpc60.wilson_fpc_lower", "fpc60.wilson_fpc_upper", finite);
    let exact = hypergeometric_interval(Tally::of(45, 60), 100);
    check_interval(case, "fpc60.hypergeometric.lower", "fpc60.hypergeometric.upper", exact);
    let census = weighted_mean(&Design::simple(60).finite(&[60.0]).unwrap(), &answers).unwrap();
    case.check("fpc_census.se", Some(census.standard_error));
    assert_eq!(census.interval(), Ok(Interval::new(0.75, 0.75)));
}
