//! The noncentral t distribution and the studentized range against `noncentral.R`.

use super::case::cases;
use meetellen::statistics::noncentral::{
    noncentral_t_cdf, noncentral_t_noncentrality, studentized_range_cdf,
};

#[test]
fn noncentral_t_and_studentized_range_agree_with_r() {
    for case in cases("noncentral") {
        match case.call.as_str() {
            "noncentral_t_cdf" => case.check(noncentral_t_cdf(case.arg(0), case.arg(1), case.arg(2))),
            "noncentrality" => {
                case.check(noncentral_t_noncentrality(case.arg(0), case.arg(1), case.arg(2)));
            }
            "studentized_range_cdf" => {
                let groups = u32::try_from(case.count(1)).unwrap();
                case.check(studentized_range_cdf(case.arg(0), groups, case.arg(2)));
            }
            other => panic!("no function for {other}"),
        }
    }
}
