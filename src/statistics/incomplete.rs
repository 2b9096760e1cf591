//! The regularised incomplete beta and gamma functions with both tails, and their inverses.
//!
//! Leaves out complex and negative parameters. Written here because the quantiles of the usual crates fail
//! in the tails and for large parameters: a prefactor by saddle point keeps its relative precision there.

use std::f64::consts::PI;

/// Terms after which a continued fraction or a series is taken as it is: a bound on time, never met in practice.
const MAX_TERMS: u32 = 500_000;
/// Newton steps after which an inverse is taken as it is.
const MAX_STEPS: u32 = 200;
/// Beyond this logarithm numbers leave the range of `f64`.
const MAX_LOG: f64 = 708.0;

/// A distribution function at a point.
#[derive(Debug, Clone, Copy)]
pub(super) struct Tails {
    /// The probability below the point.
    pub(super) lower: f64,
    /// The probability above the point; the smaller of the two is computed directly.
    pub(super) upper: f64,
    /// The derivative of `lower` to the log-odds (beta) or the logarithm (gamma) of the point.
    pub(super) slope: f64,
}

/// Returns the tails of Beta(a, b) at `x`; `y` is 1 - x, given apart since one of them may be tiny.
pub(super) fn beta_tails(a: f64, b: f64, x: f64, y: f64) -> Tails {
    Beta::of(a, b).tails(x, y)
}

/// A beta distribution, with what all its points share.
struct Beta {
    a: f64,
    b: f64,
    stirling: f64,
}

impl Beta {
    fn of(a: f64, b: f64) -> Self {
        Self { a, b, stirling: stirling_error(a + b) - stirling_error(a) - stirling_error(b) }
    }

    /// Source: `DiDonato` & Morris (1992), TOMS 18, 360-373, equation 9.
    fn tails(&self, x: f64, y: f64) -> Tails {
        let (a, b) = (self.a, self.b);
        if x <= 0.0 {
            return Tails { lower: 0.0, upper: 1.0, slope: 0.0 };
        }
        if y <= 0.0 {
            return Tails { lower: 1.0, upper: 0.0, slope: 0.0 };
        }
        let slope = self.kernel(x, y);
        if x <= (a + 1.0) / (a + b + 2.0) {
            let lower = (slope * beta_fraction(a, b, x, y)).min(1.0);
            Tails { lower, upper: 1.0 - lower, slope }
        } else {
            let upper = (slope * beta_fraction(b, a, y, x)).min(1.0);
            Tails { lower: 1.0 - upper, upper, slope }
        }
    }

    /// Returns `x^a y^b / B(a, b)`.
    fn kernel(&self, x: f64, y: f64) -> f64 {
        let (a, b, n) = (self.a, self.b, self.a + self.b);
        let log = self.stirling - deviance(a, n * x) - deviance(b, n * y);
        // a / n * b, not a * b / n: the product may overflow.
        (a / n * b / (2.0 * PI)).sqrt() * log.exp()
    }
}

/// Returns the tails of Gamma(a) with scale 1 at `x`.
///
/// Source: Press et al. (2007), Numerical Recipes, section 6.2 (series and continued fraction).
pub(super) fn gamma_tails(a: f64, x: f64) -> Tails {
    if x <= 0.0 {
        return Tails { lower: 0.0, upper: 1.0, slope: 0.0 };
    }
    if x == f64::INFINITY {
        return Tails { lower: 1.0, upper: 0.0, slope: 0.0 };
    }
    let slope = (a / (2.0 * PI)).sqrt() * (-stirling_error(a) - deviance(a, x)).exp();
    if x < a + 1.0 {
        let lower = (slope * gamma_series(a, x)).min(1.0);
        Tails { lower, upper: 1.0 - lower, slope }
    } else {
        let upper = (slope * gamma_fraction(a, x)).min(1.0);
        Tails { lower: 1.0 - upper, upper, slope }
    }
}

/// Returns the log-odds of the point of Beta(a, b) with probability `lower` below and `upper` above it.
///
/// Both are asked for, so that neither loses digits. Infinite where the point is 0 or 1 in `f64`.
pub(super) fn beta_log_odds(a: f64, b: f64, lower: f64, upper: f64) -> f64 {
    // Of shapes of one hump the log-odds are nearly normal.
    let away = if a >= 1.0 && b >= 1.0 { rough_normal_quantile(lower, upper) } else { 0.0 };
    beta_log_odds_from((a / b).ln() + away * (1.0 / a + 1.0 / b).sqrt(), a, b, lower, upper)
}

/// As [`beta_log_odds`], looked for from `start` on.
pub(super) fn beta_log_odds_from(start: f64, a: f64, b: f64, lower: f64, upper: f64) -> f64 {
    let beta = Beta::of(a, b);
    let tails = |log_odds: f64| {
        let x = 1.0 / (1.0 + (-log_odds).exp());
        let y = 1.0 / (1.0 + log_odds.exp());
        beta.tails(x, y)
    };
    log_quantile(tails, (a / b).ln(), start, lower, upper)
}

/// Returns the point of the normal distribution with `lower` below and `upper` above it, to three decimals.
///
/// Source: Abramowitz & Stegun 26.2.23.
pub(super) fn rough_normal_quantile(lower: f64, upper: f64) -> f64 {
    let (tail, sign) = if lower <= upper { (lower, -1.0) } else { (upper, 1.0) };
    let u = (-2.0 * tail.max(f64::MIN_POSITIVE).ln()).sqrt();
    let above = 2.515_517 + u * (0.802_853 + u * 0.010_328);
    let below = 1.0 + u * (1.432_788 + u * (0.189_269 + u * 0.001_308));
    sign * (u - above / below)
}

/// Returns the logarithm of the point of Gamma(a) with probability `lower` below and `upper` above it.
pub(super) fn gamma_log_point(a: f64, lower: f64, upper: f64) -> f64 {
    log_quantile(|log_point: f64| gamma_tails(a, log_point.exp()), a.ln(), a.ln(), lower, upper)
}

/// Returns ln of `n!` minus Stirling's formula, for real `n` > 0.
///
/// Source: Loader (2000), Fast and Accurate Computation of Binomial Probabilities.
pub(super) fn stirling_error(n: f64) -> f64 {
    let mut shifted = n;
    let mut sum = 0.0;
    while shifted < 16.0 {
        sum += (shifted + 0.5) * libm::log1p(1.0 / shifted) - 1.0;
        shifted += 1.0;
    }
    let r = 1.0 / (shifted * shifted);
    let series = 1.0 / 12.0
        - r * (1.0 / 360.0
            - r * (1.0 / 1260.0 - r * (1.0 / 1680.0 - r * (1.0 / 1188.0 - r * 691.0 / 360_360.0))));
    sum + series / shifted
}

/// Returns `x ln(x / mean) + mean - x` without cancellation near `x = mean`; 0 or more.
///
/// Source: Loader (2000), as above.
pub(super) fn deviance(x: f64, mean: f64) -> f64 {
    if x <= 0.0 {
        return mean;
    }
    if (x - mean).abs() >= 0.1 * (x + mean) {
        return x * (x / mean).ln() + mean - x;
    }
    let v = (x - mean) / (x + mean);
    let mut sum = (x - mean) * v;
    let mut power = 2.0 * x * v;
    let mut odd = 1.0;
    // |v| < 0.1, so that every term is a hundredth of the one before.
    for _ in 0..20 {
        power *= v * v;
        odd += 2.0;
        sum += power / odd;
    }
    sum
}

/// Returns the continued fraction that times the kernel is the lower tail; converges for x below the mean.
fn beta_fraction(a: f64, b: f64, x: f64, y: f64) -> f64 {
    let distance = if a > b { (a + b) * y - b } else { a - (a + b) * x };
    let denominator = |n: f64| {
        n + n * (b - n) * x / (a + 2.0 * n - 1.0)
            + (a + n) / (a + 2.0 * n + 1.0) * (distance + 1.0 + n * (1.0 + y))
    };
    // For n = 0 the middle term is 0, also where a = 1 would divide by 0.
    let first = a / (a + 1.0) * (distance + 1.0);
    let numerator = |n: f64| {
        let step = a + 2.0 * n - 1.0;
        (a + n - 1.0) / step * ((a + b + n - 1.0) / step) * n * (b - n) * x * x
    };
    1.0 / lentz(first, numerator, denominator)
}

/// Returns `1/a + x/(a(a+1)) + ...`.
fn gamma_series(a: f64, x: f64) -> f64 {
    let mut term = 1.0 / a;
    let mut sum = term;
    let mut shifted = a;
    for _ in 0..MAX_TERMS {
        shifted += 1.0;
        term *= x / shifted;
        sum += term;
        if term <= sum * f64::EPSILON * 0.1 {
            break;
        }
    }
    sum
}

/// Returns the continued fraction that times the kernel is the upper tail; converges for x above a.
fn gamma_fraction(a: f64, x: f64) -> f64 {
    1.0 / lentz(x + 1.0 - a, |n| -n * (n - a), |n| x + 2.0 * n + 1.0 - a)
}

/// Returns `b0 + a1/(b1 + a2/(b2 + ...))` by the modified method of Lentz.
fn lentz(first: f64, numerator: impl Fn(f64) -> f64, denominator: impl Fn(f64) -> f64) -> f64 {
    const TINY: f64 = 1e-300;
    let guarded = |value: f64| if value.abs() < TINY { TINY } else { value };
    let mut value = guarded(first);
    let mut ratio_c = value;
    let mut ratio_d = 0.0;
    for step in 1..=MAX_TERMS {
        let n = f64::from(step);
        let (above, below) = (numerator(n), denominator(n));
        ratio_d = 1.0 / guarded(below + above * ratio_d);
        ratio_c = guarded(below + above / ratio_c);
        let change = ratio_c * ratio_d;
        value *= change;
        if (change - 1.0).abs() <= f64::EPSILON {
            break;
        }
    }
    value
}

/// Returns the coordinate at which the tails are `lower` and `upper`, by Newton on the log of the smaller.
///
/// In these coordinates both densities are log-concave, hence the log of a tail is concave: Newton comes
/// from one side after the first step and cannot run away. It begins at `start`; where a tail is too small for
/// `f64` it goes back towards `middle`, where none is.
fn log_quantile(tails: impl Fn(f64) -> Tails, middle: f64, start: f64, lower: f64, upper: f64) -> f64 {
    if lower <= 0.0 {
        return f64::NEG_INFINITY;
    }
    if upper <= 0.0 {
        return f64::INFINITY;
    }
    let (target, sign) = if lower <= upper { (lower, 1.0) } else { (upper, -1.0) };
    let mut last_good = middle;
    let mut at = start;
    for _ in 0..MAX_STEPS {
        let here = tails(at);
        let tail = if sign > 0.0 { here.lower } else { here.upper };
        // A first step can land where the tail underflows: halve the way back.
        if tail < f64::MIN_POSITIVE || here.slope < f64::MIN_POSITIVE {
            let halfway = f64::midpoint(at, last_good);
            if (halfway - at).abs() <= f64::EPSILON * at.abs() {
                break;
            }
            at = halfway;
            continue;
        }
        last_good = at;
        let excess = (tail / target).ln();
        at -= sign * excess * tail / here.slope;
        if at.abs() > MAX_LOG {
            // The point itself would leave the range of f64 on this side.
            let edge = MAX_LOG.copysign(at);
            let beyond = tails(edge);
            let tail_at_edge = if sign > 0.0 { beyond.lower } else { beyond.upper };
            if (tail_at_edge > target) == (edge * sign < 0.0) && tail_at_edge > 0.0 {
                return f64::INFINITY.copysign(at);
            }
            at = edge;
        }
        if excess.abs() < 1e-9 {
            break;
        }
    }
    at
}
