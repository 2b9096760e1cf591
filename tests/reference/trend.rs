//! The trend of a share against `trend.R`.

use super::case::cases;
use meetellen::statistics::proportion::Tally;
use meetellen::statistics::trend::{Level, cochran_armitage};

#[test]
fn the_trend_of_a_share_agrees_with_r() {
    for case in cases("trend") {
        let tallies = case.counts("x").into_iter().zip(case.counts("n"));
        let levels: Vec<Level> = tallies
            .zip(case.numbers("scores"))
            .map(|((successes, n), score)| Level { score, tally: Tally::of(successes, n) })
            .collect();
        if let Some(got) = case.answer(cochran_armitage(&levels)) {
            case.check_field("chi_squared", got.chi_squared);
            case.check_field("p", got.p);
            case.check_field("slope", got.slope);
            case.check_field("z", got.z);
        }
    }
}
