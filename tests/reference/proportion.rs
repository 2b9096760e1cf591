//! Intervals of a share against `proportion.R`.

use super::case::{Case, cases};
use meetellen::statistics::proportion::{
    Tally, clopper_pearson_interval, clopper_pearson_interval_effective, share, wilson_interval_effective,
};
use meetellen::statistics::{Interval, NotEstimable};

fn check(case: &Case, interval: Result<Interval, NotEstimable>) {
    if let Some(interval) = case.answer(interval) {
        case.check_field("lower", interval.lower);
        case.check_field("upper", interval.upper);
    }
}

#[test]
fn intervals_of_a_share_agree_with_r() {
    for case in cases("proportion") {
        let tally = || Tally::of(case.count(0), case.count(1));
        match case.call.as_str() {
            "wilson" => {
                if let Some(estimate) = case.answer(share(tally())) {
                    case.check_field("share", estimate.value);
                    check(&case, estimate.interval);
                }
            }
            "clopper_pearson" => check(&case, clopper_pearson_interval(tally())),
            "clopper_pearson_effective" => {
                check(&case, clopper_pearson_interval_effective(case.arg(0), case.arg(1)));
            }
            "wilson_effective" => check(&case, wilson_interval_effective(case.arg(0), case.arg(1))),
            other => panic!("no function for {other}"),
        }
    }
}
