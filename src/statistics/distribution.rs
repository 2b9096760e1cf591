//! Distribution functions and quantiles of the usual distributions, exact in the tails and for large parameters.
//!
//! Leaves out densities of continuous distributions and random draws. Preconditions are stated per function;
//! outside of them the answer is NaN, and no statistic of this layer lets a NaN out: it checks its counts first.
//! A quantile never loops without bound, nor panics.
//!
//! The crate `statrs` has these distributions too, and gives the logarithms of gamma functions and factorials
//! elsewhere in this layer. Here it is too coarse: its normal distribution is off by 1e-10; its quantile of t is
//! wrong from 20,000 degrees of freedom on and does not return at 1e8; those of chi-squared and beta stop at an
//! absolute 1e-9, whatever the tail; and it panics where we answer NaN. In ordinary ranges both agree, which a
//! test holds.
//!
//! Reference: `tests/reference/distribution.R`.

use super::count::real;
use super::incomplete::{
    Tails, beta_log_odds, beta_log_odds_from, beta_tails, deviance, gamma_log_point, gamma_tails,
    rough_normal_quantile, stirling_error,
};
use std::f64::consts::{FRAC_1_SQRT_2, PI, SQRT_2};

/// The 97.5 % quantile of the normal distribution, for intervals of 95 %.
pub const Z_95: f64 = 1.959_963_984_540_054;

/// Degrees of freedom from which Student's t is the normal distribution to the last digit that matters.
const NORMAL_DF: f64 = 1e14;

/// Returns the standard normal probability below `z`.
#[must_use]
pub fn normal_cdf(z: f64) -> f64 {
    0.5 * libm::erfc(-z * FRAC_1_SQRT_2)
}

/// Returns the standard normal probability above `z`.
#[must_use]
pub fn normal_sf(z: f64) -> f64 {
    0.5 * libm::erfc(z * FRAC_1_SQRT_2)
}

/// Returns the two-sided p-value of a standard normal `z`.
#[must_use]
pub fn normal_p_two_sided(z: f64) -> f64 {
    libm::erfc(z.abs() * FRAC_1_SQRT_2)
}

/// Returns the standard normal quantile of `p`.
///
/// `p` in 0..=1; minus and plus infinity at the ends.
///
/// Source: Abramowitz & Stegun 26.2.23 as the start, then Halley on the distribution function.
#[must_use]
pub fn normal_quantile(p: f64) -> f64 {
    if !(0.0..=1.0).contains(&p) {
        return f64::NAN;
    }
    let tail = p.min(1.0 - p);
    let sign = if p < 0.5 { -1.0 } else { 1.0 };
    if tail <= 0.0 {
        return sign * f64::INFINITY;
    }
    let mut z = -rough_normal_quantile(tail, 1.0 - tail);
    for _ in 0..4 {
        let density = (-0.5 * z * z).exp() / (2.0 * PI).sqrt();
        if density < f64::MIN_POSITIVE {
            break;
        }
        // Near the middle the tail itself has lost the digits of z, and erf has not.
        let surplus =
            if tail > 0.25 { (0.5 - tail) - 0.5 * libm::erf(z / SQRT_2) } else { normal_sf(z) - tail };
        let newton = surplus / density;
        z += newton / (1.0 - 0.5 * z * newton);
    }
    sign * z
}

/// Returns the probability below `t` of Student's t. `df` > 0, not necessarily whole; may be infinite.
#[must_use]
pub fn student_t_cdf(t: f64, df: f64) -> f64 {
    student_t_sf(-t, df)
}

/// Returns the probability above `t` of Student's t. `df` > 0, not necessarily whole; may be infinite.
#[must_use]
pub fn student_t_sf(t: f64, df: f64) -> f64 {
    let two_sided = student_t_p_two_sided(t, df);
    if t > 0.0 { 0.5 * two_sided } else { 1.0 - 0.5 * two_sided }
}

/// Returns the probability beyond plus or minus `t` of Student's t: the two-sided p-value. `df` > 0.
#[must_use]
pub fn student_t_p_two_sided(t: f64, df: f64) -> f64 {
    if t.is_nan() || !positive(df) {
        return f64::NAN;
    }
    if df >= NORMAL_DF {
        return normal_p_two_sided(t);
    }
    let ratio = t * t / df;
    if ratio == f64::INFINITY {
        // t squared leaves the range; the tail is a power of t there.
        return if t.is_infinite() {
            0.0
        } else {
            beta_tails(df / 2.0, 0.5, (df.sqrt() / t).powi(2), 1.0).lower
        };
    }
    beta_tails(df / 2.0, 0.5, 1.0 / (1.0 + ratio), ratio / (1.0 + ratio)).lower
}

/// Returns the quantile of `p` of Student's t.
///
/// `p` in 0..=1, infinite at the ends; `df` > 0, not necessarily whole; may be infinite.
///
/// Reference: `qt`.
#[must_use]
pub fn student_t_quantile(p: f64, df: f64) -> f64 {
    if !(0.0..=1.0).contains(&p) || !positive(df) {
        return f64::NAN;
    }
    if df >= NORMAL_DF {
        return normal_quantile(p);
    }
    let both_tails = 2.0 * p.min(1.0 - p);
    let middle = 2.0 * (p - 0.5).abs();
    // The point is df / (df + t^2), so that its log-odds are ln(df / t^2).
    let near = rough_normal_quantile(p.min(1.0 - p), p.max(1.0 - p));
    let start = if df > 2.0 && near < -0.1 { (df / (near * near)).ln() } else { df.ln() };
    let log_odds = beta_log_odds_from(start, df / 2.0, 0.5, both_tails, middle);
    let size = df.sqrt() * (-0.5 * log_odds).exp();
    if p < 0.5 { -size } else { size }
}

/// Returns the chi-squared probability below `x`. `df` > 0.
#[must_use]
pub fn chi_squared_cdf(x: f64, df: f64) -> f64 {
    chi_squared_tails(x, df).lower
}

/// Returns the chi-squared probability above `x`: the p-value of a test. `df` > 0.
#[must_use]
pub fn chi_squared_sf(x: f64, df: f64) -> f64 {
    chi_squared_tails(x, df).upper
}

/// Returns the chi-squared quantile of `p`. `p` in 0..=1 (0 and infinity at the ends), `df` > 0.
///
/// Reference: `qchisq`.
#[must_use]
pub fn chi_squared_quantile(p: f64, df: f64) -> f64 {
    if !(0.0..=1.0).contains(&p) || !positive(df) {
        return f64::NAN;
    }
    2.0 * gamma_log_point(df / 2.0, p, 1.0 - p).exp()
}

/// Returns the probability below `f` of the F distribution. Both degrees of freedom > 0; `df2` may be infinite.
#[must_use]
pub fn f_cdf(f: f64, df1: f64, df2: f64) -> f64 {
    f_tails(f, df1, df2).lower
}

/// Returns the probability above `f` of the F distribution: the p-value of a test. Both degrees of freedom > 0.
#[must_use]
pub fn f_sf(f: f64, df1: f64, df2: f64) -> f64 {
    f_tails(f, df1, df2).upper
}

/// Returns the quantile of `p` of the F distribution. `p` in 0..=1, both degrees of freedom > 0.
///
/// Reference: `qf`.
#[must_use]
pub fn f_quantile(p: f64, df1: f64, df2: f64) -> f64 {
    if !(0.0..=1.0).contains(&p) || !positive(df1) || !positive(df2) {
        return f64::NAN;
    }
    if df2 == f64::INFINITY {
        return chi_squared_quantile(p, df1) / df1;
    }
    df2 / df1 * beta_log_odds(df1 / 2.0, df2 / 2.0, p, 1.0 - p).exp()
}

/// Returns the probability below `x` of Beta(a, b). `a` and `b` > 0.
#[must_use]
pub fn beta_cdf(x: f64, a: f64, b: f64) -> f64 {
    checked_beta_tails(x, a, b).lower
}

/// Returns the probability above `x` of Beta(a, b). `a` and `b` > 0.
#[must_use]
pub fn beta_sf(x: f64, a: f64, b: f64) -> f64 {
    checked_beta_tails(x, a, b).upper
}

/// Returns the quantile of `p` of Beta(a, b). `p` in 0..=1, `a` and `b` > 0.
///
/// Reference: `qbeta`.
#[must_use]
pub fn beta_quantile(p: f64, a: f64, b: f64) -> f64 {
    if !(0.0..=1.0).contains(&p) || !finite_positive(a) || !finite_positive(b) {
        return f64::NAN;
    }
    1.0 / (1.0 + (-beta_log_odds(a, b, p, 1.0 - p)).exp())
}

/// Returns the probability of `k` successes in `n` draws with chance `p`. `p` in 0..=1; 0 for `k` > `n`.
///
/// Source: Loader (2000), Fast and Accurate Computation of Binomial Probabilities. Reference: `dbinom`.
#[must_use]
pub fn binomial_pmf(k: u64, n: u64, p: f64) -> f64 {
    if !(0.0..=1.0).contains(&p) {
        return f64::NAN;
    }
    if k > n { 0.0 } else { binomial_density(real(k), real(n), p) }
}

/// Returns the probability of at most `k` successes in `n` draws with chance `p`. `p` in 0..=1.
#[must_use]
pub fn binomial_cdf(k: u64, n: u64, p: f64) -> f64 {
    if !(0.0..=1.0).contains(&p) {
        return f64::NAN;
    }
    if k >= n { 1.0 } else { beta_tails(real(k) + 1.0, real(n - k), p, 1.0 - p).upper }
}

/// Returns the probability of more than `k` successes in `n` draws with chance `p`. `p` in 0..=1.
#[must_use]
pub fn binomial_sf(k: u64, n: u64, p: f64) -> f64 {
    if !(0.0..=1.0).contains(&p) {
        return f64::NAN;
    }
    if k >= n { 0.0 } else { beta_tails(real(k) + 1.0, real(n - k), p, 1.0 - p).lower }
}

/// Returns the smallest `k` of which the distribution function reaches `q`; 0..=n.
///
/// `q` and `p` in 0..=1; outside, the nearest bound is taken. Like R's `qbinom`, 64 roundings below `q` count as reached.
#[must_use]
pub fn binomial_quantile(q: f64, n: u64, p: f64) -> u64 {
    if q >= 1.0 {
        return n;
    }
    let chance = p.clamp(0.0, 1.0);
    let target = q.max(0.0) * (1.0 - 64.0 * f64::EPSILON);
    let (mut low, mut high) = (0, n);
    while low < high {
        let middle = low + (high - low) / 2;
        if binomial_cdf(middle, n, chance) >= target {
            high = middle;
        } else {
            low = middle + 1;
        }
    }
    low
}

/// An urn: `successes` and `failures` of which `draws` are taken without putting back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Urn {
    /// How many count as a success.
    pub successes: u64,
    /// How many do not.
    pub failures: u64,
    /// How many are taken; at most all of them.
    pub draws: u64,
}

impl Urn {
    /// Returns the fewest successes that a draw can hold.
    #[must_use]
    pub fn fewest(self) -> u64 {
        self.draws.saturating_sub(self.failures)
    }

    /// Returns the most successes that a draw can hold.
    #[must_use]
    pub fn most(self) -> u64 {
        self.draws.min(self.successes)
    }

    /// Returns the probability of `k` successes: the hypergeometric distribution. 0 where `k` cannot be.
    ///
    /// Reference: `dhyper`.
    #[must_use]
    pub fn pmf(self, k: u64) -> f64 {
        if k < self.fewest() || k > self.most() {
            return 0.0;
        }
        let total = real(self.successes + self.failures);
        if total <= 0.0 {
            return 1.0;
        }
        let p = (real(self.draws) / total).min(1.0);
        binomial_density(real(k), real(self.successes), p)
            * binomial_density(real(self.draws - k), real(self.failures), p)
            / binomial_density(real(self.draws), total, p)
    }

    /// Returns the probability of at most `k` successes.
    ///
    /// Sums over at most `draws` terms from `k` downwards. Reference: `phyper`.
    #[must_use]
    pub fn cdf(self, k: u64) -> f64 {
        if k >= self.most() {
            return 1.0;
        }
        (self.fewest()..=k).rev().map(|below| self.pmf(below)).sum::<f64>().min(1.0)
    }
}

fn binomial_density(x: f64, n: f64, p: f64) -> f64 {
    let q = 1.0 - p;
    if x <= 0.0 {
        return if n <= 0.0 { 1.0 } else { (n * libm::log1p(-p)).exp() };
    }
    if x >= n {
        return (n * p.ln()).exp();
    }
    if p <= 0.0 || q <= 0.0 {
        return 0.0;
    }
    let log = stirling_error(n)
        - stirling_error(x)
        - stirling_error(n - x)
        - deviance(x, n * p)
        - deviance(n - x, n * q);
    (n / (2.0 * PI * x * (n - x))).sqrt() * log.exp()
}

fn chi_squared_tails(x: f64, df: f64) -> Tails {
    if x.is_nan() || !finite_positive(df) {
        return NO_TAILS;
    }
    gamma_tails(df / 2.0, x / 2.0)
}

fn f_tails(f: f64, df1: f64, df2: f64) -> Tails {
    if f.is_nan() || !finite_positive(df1) || !positive(df2) {
        return NO_TAILS;
    }
    if df2 == f64::INFINITY {
        return chi_squared_tails(df1 * f, df1);
    }
    if f <= 0.0 {
        return Tails { lower: 0.0, upper: 1.0, slope: 0.0 };
    }
    // Divided by the larger part, so that an infinite f gives 1 and 0.
    let odds = df1 * f / df2;
    beta_tails(df1 / 2.0, df2 / 2.0, 1.0 / (1.0 + 1.0 / odds), 1.0 / (1.0 + odds))
}

fn checked_beta_tails(x: f64, a: f64, b: f64) -> Tails {
    if x.is_nan() || !finite_positive(a) || !finite_positive(b) {
        NO_TAILS
    } else {
        beta_tails(a, b, x, 1.0 - x)
    }
}

const NO_TAILS: Tails = Tails { lower: f64::NAN, upper: f64::NAN, slope: f64::NAN };

fn positive(value: f64) -> bool {
    value > 0.0
}

fn finite_positive(value: f64) -> bool {
    value > 0.0 && value.is_finite()
}

#[cfg(test)]
mod tests {
    use super::*;
    use approx::assert_relative_eq;
    use proptest::prelude::*;

    /// Any degrees of freedom or shape that a report could meet, and some that it could not.
    fn any_size() -> impl Strategy<Value = f64> {
        (-2.0..8.0_f64).prop_map(|log| 10.0_f64.powf(log))
    }

    fn any_probability() -> impl Strategy<Value = f64> {
        prop_oneof![0.001..0.999_f64, (-200.0..-3.0_f64).prop_map(|log| 10.0_f64.powf(log))]
    }

    proptest! {
        #[test]
        fn a_quantile_has_its_probability_below_it(p in any_probability(), a in any_size(), b in any_size()) {
            let near = |got: f64, tolerance: f64| (got - p).abs() <= tolerance * p;
            prop_assert!(near(normal_cdf(normal_quantile(p)), 1e-11));
            let t = student_t_quantile(p, a);
            prop_assert!(t.is_infinite() || near(student_t_cdf(t, a), 1e-9));
            let x = chi_squared_quantile(p, a);
            prop_assert!(x < 1e-290 || near(chi_squared_cdf(x, a), 1e-9), "chi-squared {x}");
            let f = f_quantile(p, a, b);
            prop_assert!(!(1e-290..=1e290).contains(&f) || near(f_cdf(f, a, b), 1e-9), "F {f}");
            let share = beta_quantile(p, a, b);
            // Near 1 the share itself has too few digits to find the probability back.
            prop_assert!(!(1e-290..=0.999).contains(&share) || near(beta_cdf(share, a, b), 1e-6), "beta {share}");
        }

        #[test]
        fn two_tails_add_up_to_one(x in 0.0..50.0_f64, a in any_size(), b in any_size()) {
            assert_relative_eq!(student_t_cdf(x, a) + student_t_sf(x, a), 1.0, epsilon = 0.0, max_relative = 1e-14);
            assert_relative_eq!(f_cdf(x, a, b) + f_sf(x, a, b), 1.0, epsilon = 0.0, max_relative = 1e-14);
            assert_relative_eq!(student_t_cdf(-x, a), student_t_sf(x, a), epsilon = 0.0, max_relative = 1e-14);
        }

        #[test]
        fn t_squared_is_f_with_one_degree(t in 0.01..40.0_f64, df in any_size()) {
            let expected = student_t_p_two_sided(t, df);
            assert_relative_eq!(f_sf(t * t, 1.0, df), expected, epsilon = 0.0, max_relative = 1e-11);
        }

        #[test]
        fn in_ordinary_ranges_statrs_says_the_same(x in 0.01..30.0_f64, df in 1.0..1000.0_f64, a in 0.5..200.0_f64) {
            use statrs::distribution::{Beta, ChiSquared, ContinuousCDF, FisherSnedecor, StudentsT};
            let near = |got: f64, other: f64| (got - other).abs() <= 1e-10 * other.max(1e-30);
            let t = StudentsT::new(0.0, 1.0, df).unwrap();
            prop_assert!(near(student_t_sf(x, df), t.sf(x)), "t {x} {df}");
            prop_assert!(near(chi_squared_sf(x, df), ChiSquared::new(df).unwrap().sf(x)), "chi-squared {x} {df}");
            prop_assert!(near(f_sf(x, a, df), FisherSnedecor::new(a, df).unwrap().sf(x)), "F {x} {a} {df}");
            let share = x / 31.0;
            prop_assert!(near(beta_cdf(share, a, df), Beta::new(a, df).unwrap().cdf(share)), "beta {share} {a} {df}");
        }

        #[test]
        fn a_binomial_sums_to_one(n in 1_u64..200, p in 0.0..=1.0_f64) {
            let sum: f64 = (0..=n).map(|k| binomial_pmf(k, n, p)).sum();
            assert_relative_eq!(sum, 1.0, epsilon = 0.0, max_relative = 1e-12);
            let half = n / 2;
            let below: f64 = (0..=half).map(|k| binomial_pmf(k, n, p)).sum();
            assert_relative_eq!(binomial_cdf(half, n, p), below, epsilon = 1e-300, max_relative = 1e-11);
        }

        #[test]
        fn an_urn_has_its_mean(successes in 0_u64..60, failures in 0_u64..60, part in 0.0..=1.0_f64) {
            let total = successes + failures;
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a part of a small count")]
            let draws = (real(total) * part) as u64;
            let urn = Urn { successes, failures, draws };
            let mean: f64 = (0..=draws).map(|k| real(k) * urn.pmf(k)).sum();
            let expected = if total == 0 { 0.0 } else { real(draws) * real(successes) / real(total) };
            prop_assert!((mean - expected).abs() < 1e-11 * (1.0 + expected));
        }
    }

    #[test]
    fn closed_forms_hold() {
        for x in [0.01, 0.7, 3.0, 250.0] {
            assert_relative_eq!(
                chi_squared_sf(x, 2.0),
                (-x / 2.0).exp(),
                epsilon = 0.0,
                max_relative = 1e-13
            );
            assert_relative_eq!(
                student_t_cdf(-x, 1.0),
                (1.0 / x).atan() / PI,
                epsilon = 0.0,
                max_relative = 1e-13
            );
        }
        assert_relative_eq!(beta_quantile(0.025, 1.0, 10.0), 1.0 - 0.975_f64.powf(0.1), max_relative = 1e-12);
        // A first guess lies where this tail is too small for f64.
        let far = 1e-198_f64.powf(1.0 / 700_000.0);
        assert_relative_eq!(beta_quantile(1e-198, 700_000.0, 1.0), far, max_relative = 1e-12);
        assert_relative_eq!(normal_quantile(0.975), Z_95, epsilon = 0.0, max_relative = 1e-15);
    }

    #[expect(clippy::float_cmp, reason = "the ends are exact")]
    #[test]
    fn the_ends_and_what_lies_beyond_are_answered_without_panic() {
        assert_eq!(student_t_quantile(0.0, 5.0), f64::NEG_INFINITY);
        assert_eq!(student_t_quantile(1.0, 5.0), f64::INFINITY);
        assert_eq!(student_t_quantile(0.5, 5.0), 0.0);
        assert_eq!(chi_squared_quantile(0.0, 5.0), 0.0);
        assert_eq!(beta_quantile(1.0, 2.0, 3.0), 1.0);
        assert_eq!(student_t_p_two_sided(f64::INFINITY, 3.0), 0.0);
        assert_eq!(f_sf(f64::INFINITY, 2.0, 3.0), 0.0);
        for wrong in [f64::NAN, -1.0, 0.0] {
            assert!(student_t_quantile(0.3, wrong).is_nan());
            assert!(chi_squared_sf(1.0, wrong).is_nan());
            assert!(beta_quantile(0.3, wrong, 1.0).is_nan());
            assert!(f_quantile(0.3, 2.0, wrong).is_nan());
        }
        assert!(student_t_quantile(1.2, 5.0).is_nan());
    }

    #[test]
    fn large_degrees_of_freedom_end_in_the_normal_distribution() {
        for df in [1e9, 1e12, 1e16, f64::INFINITY] {
            assert_relative_eq!(student_t_quantile(0.975, df), Z_95, epsilon = 0.0, max_relative = 2e-9);
        }
    }
}
