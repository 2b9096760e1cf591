//! The noncentral t distribution and the studentized range.
//!
//! Leaves out their densities and the noncentral F. Both serve intervals and p-values: their error is
//! absolute, about 1e-13, so that far tails have fewer digits than those in `distribution`.

use super::distribution::{normal_cdf, student_t_cdf};
use super::incomplete::{beta_tails, stirling_error};
use std::f64::consts::{PI, SQRT_2};

/// Terms after which the series is taken as it is; about 20 times the noncentrality are needed.
const MAX_TERMS: u32 = 200_000;

/// Returns the probability below `t` of the noncentral t distribution.
///
/// `df` > 0, finite; `ncp` of any size (the series starts at its largest term, so that it never underflows).
///
/// Source: Lenth (1989), AS 243, Applied Statistics 38, 185-189; the start after Benton & Krishnamoorthy (2003).
/// Reference: `tests/reference/noncentral.R`, `pt(ncp)` where |ncp| < 37.6, where R has no approximation.
#[must_use]
pub fn noncentral_t_cdf(t: f64, df: f64, ncp: f64) -> f64 {
    if t.is_nan() || ncp.is_nan() || df.is_nan() || df <= 0.0 {
        return f64::NAN;
    }
    if ncp == 0.0 {
        return student_t_cdf(t, df);
    }
    if t < 0.0 {
        return 1.0 - noncentral_t_cdf(-t, df, -ncp);
    }
    let below_zero = normal_cdf(-ncp);
    let square = t * t;
    if square == 0.0 || square.is_infinite() {
        return if square == 0.0 { below_zero } else { 1.0 };
    }
    let (x, y) = (square / (square + df), df / (square + df));
    (below_zero + 0.5 * mixture(x, y, df / 2.0, ncp)).clamp(0.0, 1.0)
}

/// Returns the noncentrality at which the probability below `t` is `p`: a limit of an exact interval.
///
/// `p` strictly between 0 and 1, `df` > 0, `t` finite; otherwise NaN.
#[must_use]
pub fn noncentral_t_noncentrality(t: f64, df: f64, p: f64) -> f64 {
    if !t.is_finite() || df.is_nan() || df <= 0.0 || p.is_nan() || p <= 0.0 || p >= 1.0 {
        return f64::NAN;
    }
    // The probability falls in the noncentrality, from 1 to 0.
    let (mut low, mut high) = (t - 1.0, t + 1.0);
    let mut step = 1.0;
    while noncentral_t_cdf(t, df, low) < p && step < 1e12 {
        step *= 2.0;
        low -= step;
    }
    step = 1.0;
    while noncentral_t_cdf(t, df, high) > p && step < 1e12 {
        step *= 2.0;
        high += step;
    }
    for _ in 0..200 {
        let middle = f64::midpoint(low, high);
        if middle <= low || middle >= high {
            break;
        }
        if noncentral_t_cdf(t, df, middle) > p {
            low = middle;
        } else {
            high = middle;
        }
    }
    f64::midpoint(low, high)
}

/// Returns the probability below `q` of the studentized range of `groups` means on `df` degrees of freedom.
///
/// `q` >= 0, `groups` >= 2, `df` > 0 (infinite allowed). Absolute error below 1e-9.
///
/// Source: Copenhaver & Holland (1988), Journal of Statistical Computation and Simulation 30, 1-15.
/// Reference: `ptukey`, whose own error is about 1e-9.
#[must_use]
pub fn studentized_range_cdf(q: f64, groups: u32, df: f64) -> f64 {
    if q.is_nan() || groups < 2 || df.is_nan() || df <= 0.0 {
        return f64::NAN;
    }
    if q <= 0.0 {
        return 0.0;
    }
    if df > 1e6 {
        return range_cdf(q, groups);
    }
    // The scale s has df s^2 chi-squared; integrate over u = ln s, where the density is smooth for any df.
    let density = |u: f64| (df * u - 0.5 * df * (2.0 * u).exp_m1()).exp();
    // Below the mode the density falls as s^df only, above it faster than any normal.
    let spread = 1.0 / (2.0 * df).sqrt();
    let (from, to) = (-(9.0 * spread).max(40.0 / df), (9.0 * spread).min(2.5));
    let mass = integrate(&density, from, to, 64);
    let value = integrate(&|u| density(u) * range_cdf(q * u.exp(), groups), from, to, 64);
    (value / mass).clamp(0.0, 1.0)
}

/// Returns the sum over Poisson weights of incomplete betas, from the mode outwards.
fn mixture(x: f64, y: f64, b: f64, ncp: f64) -> f64 {
    let rate = ncp * ncp / 2.0;
    let mode = rate.floor();
    let even = outwards(x, y, b, mode + 0.5, mode, rate, poisson_like(mode, 0.0, rate), 0.0);
    let odd_start = poisson_like(mode, 0.5, rate);
    let odd = outwards(x, y, b, mode + 1.0, mode, rate, odd_start, 0.5);
    even + ncp.signum() * odd
}

/// Returns `exp(-rate) rate^(j + shift) / Gamma(j + shift + 1)`.
fn poisson_like(j: f64, shift: f64, rate: f64) -> f64 {
    let k = j + shift;
    if k == 0.0 {
        return (-rate).exp();
    }
    (-stirling_error(k) - super::incomplete::deviance(k, rate)).exp() / (2.0 * PI * k).sqrt()
}

#[expect(clippy::too_many_arguments, reason = "the terms of one series, named as in the source")]
fn outwards(x: f64, y: f64, b: f64, a: f64, mode: f64, rate: f64, weight: f64, shift: f64) -> f64 {
    let start = beta_tails(a, b, x, y);
    let kernel = start.slope;
    let mut sum = weight * start.lower;
    // Upwards: I(a + 1) = I(a) - kernel(a) / a, and the kernel grows by x (a + b) / a.
    let (mut lower, mut step, mut weight_up, mut j, mut a_up) = (start.lower, kernel, weight, mode, a);
    for _ in 0..MAX_TERMS {
        lower = (lower - step / a_up).max(0.0);
        step *= x * (a_up + b) / a_up;
        a_up += 1.0;
        j += 1.0;
        weight_up *= rate / (j + shift);
        sum += weight_up * lower;
        if weight_up * lower < 1e-18 {
            break;
        }
    }
    let (mut lower, mut step, mut weight_down, mut j, mut a_down) = (start.lower, kernel, weight, mode, a);
    while j > 0.0 && weight_down > 1e-18 {
        a_down -= 1.0;
        step *= a_down / (x * (a_down + b));
        lower = (lower + step / a_down).min(1.0);
        weight_down *= (j + shift) / rate;
        j -= 1.0;
        sum += weight_down * lower;
    }
    sum
}

/// Returns the probability that the range of `groups` standard normals is below `w`.
fn range_cdf(w: f64, groups: u32) -> f64 {
    let power = i32::try_from(groups - 1).unwrap_or(i32::MAX);
    let density = |z: f64| (-0.5 * z * z).exp() * (normal_cdf(z) - normal_cdf(z - w)).powi(power);
    (f64::from(groups) / (SQRT_2 * PI.sqrt()) * integrate(&density, -8.5, 8.5 + w.min(8.0), 24)).min(1.0)
}

/// Returns the integral by Gauss-Legendre of 8 points on each of `pieces` equal pieces.
fn integrate(function: &impl Fn(f64) -> f64, from: f64, to: f64, pieces: u32) -> f64 {
    const NODES: [f64; 4] =
        [0.183_434_642_495_649_8, 0.525_532_409_916_329, 0.796_666_477_413_626_7, 0.960_289_856_497_536_3];
    const WEIGHTS: [f64; 4] =
        [0.362_683_783_378_362, 0.313_706_645_877_887_3, 0.222_381_034_453_374_5, 0.101_228_536_290_376_26];
    let half = (to - from) / f64::from(pieces) / 2.0;
    let piece = |index: u32| {
        let centre = from + half * (2.0 * f64::from(index) + 1.0);
        let pair = |(node, weight): (&f64, &f64)| {
            weight * (function(centre - half * node) + function(centre + half * node))
        };
        NODES.iter().zip(&WEIGHTS).map(pair).sum::<f64>()
    };
    half * (0..pieces).map(piece).sum::<f64>()
}

#[cfg(test)]
mod tests {
    use super::super::distribution::student_t_p_two_sided;
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn the_noncentrality_has_the_probability_asked(t in -20.0..20.0_f64, df in 1.0..500.0_f64, p in 0.01..0.99_f64) {
            let ncp = noncentral_t_noncentrality(t, df, p);
            prop_assert!((noncentral_t_cdf(t, df, ncp) - p).abs() < 1e-9);
        }

        #[test]
        fn mirrored_t_and_noncentrality_swap_the_tails(t in -9.0..9.0_f64, df in 1.0..99.0_f64, ncp in -30.0..30.0_f64) {
            let sum = noncentral_t_cdf(t, df, ncp) + noncentral_t_cdf(-t, df, -ncp);
            prop_assert!((sum - 1.0).abs() < 1e-12);
        }

        #[test]
        fn the_range_of_two_is_a_t(q in 0.01..12.0_f64, df in 1.0..300.0_f64) {
            let expected = 1.0 - student_t_p_two_sided(q / SQRT_2, df);
            let got = studentized_range_cdf(q, 2, df);
            prop_assert!((got - expected).abs() < 1e-8, "{got} for {expected}");
        }
    }

    #[test]
    fn no_noncentrality_is_the_central_distribution() {
        assert!((noncentral_t_cdf(1.3, 7.0, 1e-12) - student_t_cdf(1.3, 7.0)).abs() < 1e-11);
    }

    #[test]
    fn what_lies_beyond_is_not_a_number() {
        assert!(noncentral_t_cdf(1.0, 0.0, 1.0).is_nan());
        assert!(noncentral_t_noncentrality(f64::INFINITY, 5.0, 0.5).is_nan());
        assert!(studentized_range_cdf(1.0, 1, 5.0).is_nan());
    }
}
