//! Case 05 of the reference answers: Kaplan-Meier, log-rank and Aalen-Johansen on `survival::colon` and `mgus2`.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on should say where")]

mod oracle_case;

use meetellen::statistics::competing::aalen_johansen;
use meetellen::statistics::log_rank::{LogRank, TimeWeights, log_rank};
use meetellen::statistics::risk_table::{Exit, FollowUp, RiskTable};
use meetellen::statistics::survival::{KaplanMeier, SurvivalScale, survival_difference};
use oracle_case::Case;
use std::collections::BTreeMap;

type Row = BTreeMap<String, String>;

const ARMS: [&str; 3] = ["Obs", "Lev", "Lev+5FU"];

fn table(rows: &[Row], time: &str, event: &str, n_causes: usize, keep: impl Fn(&Row) -> bool) -> RiskTable {
    let person = |row: &Row| FollowUp {
        time: row[time].parse().unwrap(),
        exit: match row[event].parse::<usize>().unwrap() {
            0 => Exit::Censored,
            cause => Exit::Event(cause - 1),
        },
    };
    let people: Vec<_> = rows.iter().filter(|row| keep(row)).map(person).collect();
    RiskTable::of(&people, n_causes)
}

#[test]
fn survival_of_students_agrees_with_r() {
    let Some(mut case) = Case::open("05_survival") else { return };
    let colon = case.rows("input_colon.csv");
    let arm = |arm: &str| table(&colon, "time", "status", 1, |row| row["rx"] == arm);
    for name in ARMS {
        check_curve(&mut case, name, &KaplanMeier::of(&arm(name)).unwrap());
    }
    let tables: Vec<_> = ARMS.iter().map(|name| arm(name)).collect();
    let test = log_rank(std::slice::from_ref(&tables), TimeWeights::Equal).unwrap();
    check_log_rank(&mut case, &test);
    let early = log_rank(&[tables], TimeWeights::Survival).unwrap();
    case.check("peto_peto.x2", Some(early.statistic));
    let stratum = |sex: &str| {
        let group =
            |arm: &str| table(&colon, "time", "status", 1, |row| row["rx"] == arm && row["sex"] == sex);
        ARMS.iter().map(|name| group(name)).collect::<Vec<_>>()
    };
    let stratified = log_rank(&[stratum("0"), stratum("1")], TimeWeights::Equal).unwrap();
    case.check("logrank_strat_sex.x2", Some(stratified.statistic));
    let curve = |name| KaplanMeier::of(&arm(name)).unwrap();
    let gap = survival_difference(&curve("Lev+5FU"), &curve("Obs"), 1825.0).unwrap();
    case.check("km_diff.1825.diff", Some(gap.value));
    case.check("km_diff.1825.se", Some(gap.standard_error));
    case.check("km_diff.1825.lower", Some(gap.interval().lower));
    case.check("km_diff.1825.upper", Some(gap.interval().upper));
    check_competing(&mut case);
    case.finish(&["cox.", "gray."]);
}

fn check_curve(case: &mut Case, name: &str, curve: &KaplanMeier) {
    for time in [365, 1095, 1825, 2557] {
        let point = curve.at(f64::from(time)).unwrap();
        let id = |what: &str| format!("km.{name}.t{time}.{what}");
        case.check(&id("surv"), Some(point.survival));
        case.check(&id("se"), Some(point.standard_error));
        #[expect(clippy::cast_precision_loss, reason = "a few hundred people")]
        case.check(&id("at_risk"), Some(point.at_risk as f64));
        for (scale, suffix) in
            [(SurvivalScale::LogLog, ""), (SurvivalScale::Log, "_log"), (SurvivalScale::Plain, "_plain")]
        {
            let interval = point.interval(scale).unwrap();
            case.check(&id(&format!("lower{suffix}")), Some(interval.lower));
            if scale != SurvivalScale::Plain {
                case.check(&id(&format!("upper{suffix}")), Some(interval.upper));
            }
        }
    }
    let median = curve.median();
    case.check(&format!("km.{name}.median.est"), median.time);
    case.check(&format!("km.{name}.median.lower"), median.lower);
    case.check(&format!("km.{name}.median.upper"), median.upper);
    let mean = curve.restricted_mean(1825.0);
    case.check(&format!("km.{name}.rmst1825.est"), Some(mean.value));
    case.check(&format!("km.{name}.rmst1825.se"), Some(mean.standard_error));
}

fn check_log_rank(case: &mut Case, test: &LogRank) {
    case.check("logrank.x2", Some(test.statistic));
    case.check("logrank.df", Some(test.df));
    case.check("logrank.p", Some(test.p));
    case.check("logrank.obs_Obs", Some(test.observed[0]));
    case.check("logrank.exp_Obs", Some(test.expected[0]));
    case.check("logrank.exp_Lev", Some(test.expected[1]));
    case.check("logrank.exp_Lev5FU", Some(test.expected[2]));
}

fn check_competing(case: &mut Case) {
    let mgus = case.rows("input_mgus2.csv");
    let sexed = |sex: &str| table(&mgus, "etime", "event", 2, |row| sex == "all" || row["sex"] == sex);
    for sex in ["all", "F", "M"] {
        let group = sexed(sex);
        for time in [12, 60, 120, 240] {
            let risks = aalen_johansen(&group, f64::from(time)).unwrap();
            for (cause, risk) in ["progression", "death"].iter().zip(&risks.causes) {
                case.check(&format!("aj.{sex}.{cause}.t{time}.cif"), Some(risk.risk));
                case.check(&format!("aj.{sex}.{cause}.t{time}.se"), Some(risk.standard_error));
                if sex == "all" {
                    case.check(&format!("cif_delta.{cause}.t{time}.cif"), Some(risk.risk));
                    case.check(&format!("cif_delta.{cause}.t{time}.se"), Some(risk.standard_error));
                }
            }
            case.check(&format!("aj.{sex}.none.t{time}"), Some(risks.event_free));
        }
    }
    let progression = [sexed("F").cause_specific(0), sexed("M").cause_specific(0)];
    let test = log_rank(&[progression.to_vec()], TimeWeights::Equal).unwrap();
    case.check("cause_specific_logrank.progression", Some(test.statistic));
    let naive = KaplanMeier::of(&sexed("all").cause_specific(0)).unwrap().at(240.0).unwrap();
    case.check("naive_km.progression.t240", Some(1.0 - naive.survival));
    let risk = aalen_johansen(&sexed("all"), 240.0).unwrap().causes[0].risk;
    assert!(1.0 - naive.survival > 2.0 * risk, "one minus Kaplan-Meier is no risk");
}
