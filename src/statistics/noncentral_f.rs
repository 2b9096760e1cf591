//! The noncentral F distribution: intervals of shares of explained variance.
//!
//! Leaves out its density and quantiles, which nothing here needs.

use super::distribution::{beta_cdf, f_cdf};

/// Weights below this share of the largest one add nothing that can be seen.
const NEGLIGIBLE: f64 = 1e-18;

/// Returns the probability below `f` of the noncentral F distribution.
///
/// `f` >= 0, degrees of freedom > 0, `ncp` >= 0; NaN outside of that. Absolute error below 1e-12.
///
/// Source: Johnson, Kotz & Balakrishnan (1995), Continuous Univariate Distributions 2, 30.4: Poisson weights
/// of incomplete betas, summed from the largest weight outwards.
/// Reference: `tests/reference/groups.R`, `pf(f, df1, df2, ncp)`.
#[must_use]
pub fn noncentral_f_cdf(f: f64, df1: f64, df2: f64, ncp: f64) -> f64 {
    let inside = f >= 0.0 && df1 > 0.0 && df2 > 0.0 && ncp >= 0.0 && ncp.is_finite();
    if !inside {
        return f64::NAN;
    }
    if ncp == 0.0 || f == 0.0 {
        return f_cdf(f, df1, df2);
    }
    let x = df1 * f / (df1 * f + df2);
    let rate = ncp / 2.0;
    let term = |j: f64| beta_cdf(x, df1 / 2.0 + j, df2 / 2.0);
    // Weights relative to the mode cannot underflow there; their sum makes them a distribution.
    let mode = rate.floor();
    let (mut sum, mut total) = (term(mode), 1.0);
    let (mut weight, mut j) = (1.0, mode);
    while weight > NEGLIGIBLE {
        j += 1.0;
        weight *= rate / j;
        sum += weight * term(j);
        total += weight;
    }
    (weight, j) = (1.0, mode);
    while j > 0.0 && weight > NEGLIGIBLE {
        weight *= j / rate;
        j -= 1.0;
        sum += weight * term(j);
        total += weight;
    }
    (sum / total).clamp(0.0, 1.0)
}

/// Returns the noncentrality at which the probability below `f` is `p`: a limit of an exact interval.
///
/// 0 where even the central distribution has less than `p` below `f`. `p` strictly between 0 and 1.
#[must_use]
pub fn noncentral_f_noncentrality(f: f64, df1: f64, df2: f64, p: f64) -> f64 {
    // The probability falls in the noncentrality. Written so that NaN ends here too.
    let above = |ncp: f64| noncentral_f_cdf(f, df1, df2, ncp) > p;
    if !above(0.0) {
        return 0.0;
    }
    let (mut low, mut high) = (0.0, df1 * f + 1.0);
    while above(high) && high < 1e9 {
        low = high;
        high *= 2.0;
    }
    for _ in 0..200 {
        let middle = f64::midpoint(low, high);
        if middle <= low || middle >= high {
            break;
        }
        if above(middle) {
            low = middle;
        } else {
            high = middle;
        }
    }
    f64::midpoint(low, high)
}

#[cfg(test)]
#[expect(clippy::float_cmp, reason = "the same function with the same arguments")]
mod tests {
    use super::*;
    use approx::assert_relative_eq;

    #[test]
    fn without_noncentrality_it_is_the_f_distribution() {
        assert_eq!(noncentral_f_cdf(1.7, 3.0, 40.0, 0.0), f_cdf(1.7, 3.0, 40.0));
        assert_eq!(noncentral_f_cdf(0.0, 3.0, 40.0, 5.0), 0.0);
        assert!(noncentral_f_cdf(-1.0, 3.0, 40.0, 5.0).is_nan());
    }

    #[test]
    fn the_noncentrality_inverts_the_probability() {
        let ncp = noncentral_f_noncentrality(2.5, 4.0, 200.0, 0.05);
        assert_relative_eq!(noncentral_f_cdf(2.5, 4.0, 200.0, ncp), 0.05, max_relative = 1e-10);
        assert_eq!(noncentral_f_noncentrality(0.01, 4.0, 200.0, 0.95), 0.0);
    }
}
