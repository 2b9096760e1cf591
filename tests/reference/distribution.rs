//! Distribution functions and quantiles against R, tails and large parameters included.

use meetellen::statistics::distribution as d;

use super::case::{Case, cases};

fn ours(case: &Case) -> f64 {
    let a = |index| case.arg(index);
    let urn = || d::Urn { successes: case.count(1), failures: case.count(2), draws: case.count(3) };
    match case.call.as_str() {
        "normal_cdf" => d::normal_cdf(a(0)),
        "normal_sf" => d::normal_sf(a(0)),
        "normal_quantile" => d::normal_quantile(a(0)),
        "student_t_cdf" => d::student_t_cdf(a(0), a(1)),
        "student_t_sf" => d::student_t_sf(a(0), a(1)),
        "student_t_quantile" => d::student_t_quantile(a(0), a(1)),
        "chi_squared_cdf" => d::chi_squared_cdf(a(0), a(1)),
        "chi_squared_sf" => d::chi_squared_sf(a(0), a(1)),
        "chi_squared_quantile" => d::chi_squared_quantile(a(0), a(1)),
        "f_cdf" => d::f_cdf(a(0), a(1), a(2)),
        "f_sf" => d::f_sf(a(0), a(1), a(2)),
        "f_quantile" => d::f_quantile(a(0), a(1), a(2)),
        "beta_cdf" => d::beta_cdf(a(0), a(1), a(2)),
        "beta_sf" => d::beta_sf(a(0), a(1), a(2)),
        "beta_quantile" => d::beta_quantile(a(0), a(1), a(2)),
        "binomial_pmf" => d::binomial_pmf(case.count(0), case.count(1), a(2)),
        "binomial_cdf" => d::binomial_cdf(case.count(0), case.count(1), a(2)),
        "binomial_sf" => d::binomial_sf(case.count(0), case.count(1), a(2)),
        "binomial_quantile" => d::binomial_quantile(a(0), case.count(1), a(2)) as f64,
        "hypergeometric_pmf" => urn().pmf(case.count(0)),
        "hypergeometric_cdf" => urn().cdf(case.count(0)),
        other => panic!("no function for {other}"),
    }
}

#[test]
fn distributions_agree_with_r() {
    for case in cases("distribution") {
        case.check(ours(&case));
    }
}
