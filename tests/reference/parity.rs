//! Representation and dissimilarity against `parity.R`.

use super::case::{Case, cases};
use meetellen::statistics::parity::{
    Unit, dissimilarity, representation_difference, representation_index, representation_index_part_whole,
};
use meetellen::statistics::proportion::Tally;
use meetellen::statistics::{Estimate, Fraction, NotEstimable};

fn check(case: &Case, estimate: Result<Estimate, NotEstimable>) {
    if let Some(estimate) = case.answer(estimate) {
        case.check_field("value", estimate.value);
        case.check_field("lower", estimate.interval.unwrap().lower);
        case.check_field("upper", estimate.interval.unwrap().upper);
    }
}

#[test]
fn representation_and_dissimilarity_agree_with_r() {
    for case in cases("parity") {
        let tally = |index| Tally::of(case.count(index), case.count(index + 1));
        match case.call.as_str() {
            "representation" => check(&case, representation_index(tally(0), Fraction::clipped(case.arg(2)))),
            "representation_difference" => {
                check(&case, representation_difference(tally(0), Fraction::clipped(case.arg(2))));
            }
            "part_whole" => check(&case, representation_index_part_whole(tally(0), tally(2))),
            "part_whole_without_interval" => {
                let estimate = representation_index_part_whole(tally(0), tally(2)).unwrap();
                case.check(estimate.value);
                assert_eq!(estimate.interval, Err(NotEstimable::ZeroCell));
            }
            "dissimilarity" => {
                let pairs = case.counts("first").into_iter().zip(case.counts("reference"));
                let units: Vec<Unit> = pairs.map(|(first, reference)| Unit { first, reference }).collect();
                if let Some(got) = case.answer(dissimilarity(&units)) {
                    case.check_field("value", got.value);
                    case.check_field("expected", got.expected);
                }
            }
            other => panic!("no function for {other}"),
        }
    }
}
