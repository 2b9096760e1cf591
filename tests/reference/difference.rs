//! Differences and ratios of two shares against `difference.R`.

use super::case::cases;
use meetellen::statistics::difference::{
    odds_ratio, odds_ratio_haldane, risk_difference, risk_difference_error, risk_difference_score, risk_ratio,
};
use meetellen::statistics::proportion::Tally;

#[test]
fn comparisons_of_two_shares_agree_with_r() {
    for case in cases("difference") {
        let first = Tally::of(case.count(0), case.count(1));
        let reference = Tally::of(case.count(2), case.count(3));
        let estimate = match case.call.as_str() {
            "newcombe" => risk_difference(first, reference),
            "score" => risk_difference_score(first, reference),
            "risk_ratio" => risk_ratio(first, reference),
            "odds_ratio" => odds_ratio(first, reference),
            "odds_ratio_haldane" => odds_ratio_haldane(first, reference),
            "error" => {
                case.check(risk_difference_error(first, reference).unwrap());
                continue;
            }
            other => panic!("no function for {other}"),
        };
        if let Some(estimate) = case.answer(estimate) {
            let interval = estimate.interval.unwrap();
            case.check_field("value", estimate.value);
            case.check_field("lower", interval.lower);
            case.check_field("upper", interval.upper);
        }
    }
}
