//! Shares of schools drawn towards the mean of all, with a beta-binomial model of how much schools differ.
//!
//! Maximum likelihood, without allowance for the uncertainty of the mean itself; covariates are left out.

use crate::statistics::{
    Fraction, Interval, NotEstimable,
    count::{real, real_len},
    distribution,
    proportion::Tally,
};

/// Newton stops when both steps are smaller than this.
const STEP: f64 = 1e-10;
/// Newton gives up after this many steps; twenty are common.
const STEPS: usize = 200;
/// Above this precision the units do not differ beyond chance.
const NO_SPREAD: f64 = 1e6;
/// Below this precision every unit stands for itself, at 0 % or 100 %.
const ALL_SPREAD: f64 = 1e-6;

/// The beta distribution that the shares of units come from.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct BetaBinomial {
    /// Its mean.
    pub mean: Fraction,
    /// a + b, infinite where units do not differ beyond chance.
    precision: f64,
}

/// One unit's share drawn towards the mean of all.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ShrunkenShare {
    /// (x + a) / (n + a + b).
    pub share: Fraction,
    /// The 95 % interval of the unit's share, given the model.
    pub interval: Interval,
}

impl BetaBinomial {
    /// Returns the correlation of two people of one unit, 1 / (1 + a + b): 0 where units do not differ.
    #[must_use]
    pub fn rho(&self) -> Fraction {
        Fraction::clipped(1.0 / (1.0 + self.precision))
    }

    /// Returns a + b, or `None` where units do not differ beyond chance and it is unbounded.
    #[must_use]
    pub fn precision(&self) -> Option<f64> {
        self.precision.is_finite().then_some(self.precision)
    }

    /// Returns the share of one unit drawn towards the mean; a unit without people gets the mean.
    #[must_use]
    pub fn shrunken(&self, unit: Tally) -> ShrunkenShare {
        let mean = self.mean.value();
        let Some(precision) = self.precision() else {
            return ShrunkenShare { share: self.mean, interval: Interval::new(mean, mean) };
        };
        let (yes, no) =
            (real(unit.successes) + mean * precision, real(unit.failures) + (1.0 - mean) * precision);
        let quantile = |p: f64| distribution::beta_quantile(p, yes, no);
        ShrunkenShare {
            share: Fraction::clipped(yes / (yes + no)),
            interval: Interval::new(quantile(0.025), quantile(0.975)),
        }
    }
}

/// Returns the maximum likelihood beta-binomial model of the units.
///
/// Newton's method on logit mean and ln precision, from the moment estimator. A precision above 10^6 is reported as
/// no difference between units.
///
/// Source: Skellam (1948), JRSS B 10, 257-261; Griffiths (1973), Biometrics 29, 637-648.
/// Reference: `tests/reference/pooling.R`, written out there with `digamma` and `trigamma`.
///
/// # Errors
/// [`NotEstimable::NZero`] without people, [`NotEstimable::OneGroup`] with people in one unit only,
/// [`NotEstimable::NoVariation`] where all said yes or all said no, [`NotEstimable::Separation`] where every unit is
/// at 0 % or 100 %.
pub fn beta_binomial(units: &[Tally]) -> Result<BetaBinomial, NotEstimable> {
    let inhabited: Vec<Tally> = units.iter().copied().filter(|unit| unit.n() > 0).collect();
    let (x, n) = inhabited.iter().fold((0, 0), |(x, n), unit| (x + unit.successes, n + unit.n()));
    let pooled = Fraction::of(x, n)?.value();
    if inhabited.len() < 2 {
        return Err(NotEstimable::OneGroup);
    }
    if x == 0 || x == n {
        return Err(NotEstimable::NoVariation);
    }
    let mut at = start(&inhabited, pooled);
    let mut likelihood = log_likelihood(&inhabited, at);
    for _ in 0..STEPS {
        let step = ascent(&Slopes::of(&inhabited, at));
        let mut fraction = 1.0;
        let (next, better) = loop {
            let next = Point { logit: at.logit + fraction * step.logit, log: at.log + fraction * step.log };
            let value = log_likelihood(&inhabited, next);
            // At the top rounding hides the gain, so that tiny steps pass unchecked.
            if value >= likelihood || fraction * step.size() < 1e-6 {
                break (next, value);
            }
            fraction /= 2.0;
        };
        (at, likelihood) = (next, better);
        if at.precision() > NO_SPREAD {
            return Ok(BetaBinomial { mean: Fraction::clipped(pooled), precision: f64::INFINITY });
        }
        if at.precision() < ALL_SPREAD {
            return Err(NotEstimable::Separation);
        }
        if step.size() < STEP {
            break;
        }
    }
    Ok(BetaBinomial { mean: Fraction::clipped(at.mean()), precision: at.precision() })
}

/// Logit of the mean and logarithm of the precision; also a step between two such points.
#[derive(Debug, Clone, Copy)]
struct Point {
    logit: f64,
    log: f64,
}

impl Point {
    fn mean(self) -> f64 {
        1.0 / (1.0 + (-self.logit).exp())
    }

    fn precision(self) -> f64 {
        self.log.exp()
    }

    fn size(self) -> f64 {
        self.logit.abs().max(self.log.abs())
    }
}

fn start(units: &[Tally], pooled: f64) -> Point {
    let n: f64 = units.iter().map(|unit| real(unit.n())).sum();
    let squares: f64 = units.iter().map(|unit| real(unit.n()).powi(2)).sum();
    let share = |unit: &Tally| real(unit.successes) / real(unit.n());
    let between: f64 = units.iter().map(|unit| real(unit.n()) * (share(unit) - pooled).powi(2)).sum();
    let excess = between - pooled * (1.0 - pooled) * (real_len(units.len()) - 1.0);
    let rho = excess / (pooled * (1.0 - pooled) * (n - squares / n - (real_len(units.len()) - 1.0)));
    let rho = if rho.is_finite() { rho.clamp(1e-3, 0.9) } else { 0.5 };
    Point { logit: (pooled / (1.0 - pooled)).ln(), log: (1.0 / rho - 1.0).ln() }
}

/// Returns sum over `0..steps` of `term(base + i)`: ratios of gamma functions without gamma functions.
fn rising(base: f64, steps: u64, term: impl Fn(f64) -> f64) -> f64 {
    (0..steps).map(|i| term(base + real(i))).sum()
}

fn log_likelihood(units: &[Tally], at: Point) -> f64 {
    let (mean, precision) = (at.mean(), at.precision());
    let (a, b) = (mean * precision, (1.0 - mean) * precision);
    let unit = |unit: &Tally| {
        rising(a, unit.successes, f64::ln) + rising(b, unit.failures, f64::ln)
            - rising(precision, unit.n(), f64::ln)
    };
    units.iter().map(unit).sum()
}

/// First and second derivatives of the log-likelihood in logit mean and ln precision.
struct Slopes {
    logit: f64,
    log: f64,
    logit_logit: f64,
    logit_log: f64,
    log_log: f64,
}

impl Slopes {
    fn of(units: &[Tally], at: Point) -> Self {
        let (m, s) = (at.mean(), at.precision());
        let (a, b) = (m * s, (1.0 - m) * s);
        let (mut first, mut second) = ([0.0; 3], [0.0; 3]);
        for unit in units {
            for (index, (base, steps)) in
                [(a, unit.successes), (b, unit.failures), (s, unit.n())].into_iter().enumerate()
            {
                first[index] += rising(base, steps, |v| 1.0 / v);
                second[index] += rising(base, steps, |v| 1.0 / (v * v));
            }
        }
        let ([a1, b1, s1], [a2, b2, s2]) = (first, second);
        let by_mean = s * (a1 - b1);
        let by_precision = m * a1 + (1.0 - m) * b1 - s1;
        let g = m * (1.0 - m);
        Self {
            logit: by_mean * g,
            log: by_precision * s,
            logit_logit: -s * s * (a2 + b2) * g * g + by_mean * g * (1.0 - 2.0 * m),
            logit_log: ((a1 - b1) + s * ((1.0 - m) * b2 - m * a2)) * g * s,
            log_log: (s2 - m * m * a2 - (1.0 - m).powi(2) * b2) * s * s + by_precision * s,
        }
    }
}

/// Returns Newton's step where the surface is curved downwards, else one unit uphill; never more than 2 at once.
fn ascent(slopes: &Slopes) -> Point {
    let determinant = slopes.logit_logit * slopes.log_log - slopes.logit_log * slopes.logit_log;
    let step = if slopes.logit_logit < 0.0 && determinant > 0.0 {
        Point {
            logit: (slopes.logit_log * slopes.log - slopes.log_log * slopes.logit) / determinant,
            log: (slopes.logit_log * slopes.logit - slopes.logit_logit * slopes.log) / determinant,
        }
    } else {
        Point { logit: -slopes.logit / slopes.logit_logit.min(-1e-12), log: slopes.log.signum() }
    };
    let shrink = (2.0 / step.size()).min(1.0);
    Point { logit: step.logit * shrink, log: step.log * shrink }
}

#[cfg(test)]
mod tests {
    use super::*;
    use approx::assert_relative_eq;

    #[test]
    fn the_search_starts_at_the_estimator_of_moments() {
        let units = [3, 7, 2, 9].map(|successes| Tally::of(successes, 10));
        let start = start(&units, 21.0 / 40.0);
        // The shares lie 0.225, 0.175, 0.325 and 0.375 from 0.525, whose variance is 0.249375.
        let rho: f64 = (10.0 * 0.3275 - 0.249375 * 3.0) / (0.249375 * (40.0 - 10.0 - 3.0));
        assert_relative_eq!(start.mean(), 0.525, max_relative = 1e-12);
        assert_relative_eq!(start.precision(), 1.0 / rho - 1.0, max_relative = 1e-12);
    }
}
