//! Which schools lie further from the common value than chance would bring them: funnel limits.
//!
//! No ranks and no league tables: a school has a place inside or outside the limits, nothing more.

use crate::statistics::{
    Fraction, Interval, NotEstimable,
    count::{real, real_len},
    distribution,
    frequency::Frequencies,
    proportion::Tally,
    quantile::quantile,
};

/// With fewer units than this the spread between units is not estimated, and limits are provisional.
const FEWEST_UNITS: usize = 10;
/// The share of units at either end whose z is brought in before the spread is estimated.
const WINSORISED: f64 = 0.10;
/// With fewer people than this a unit's own standard deviation is not used for its z.
const OWN_SPREAD_FROM: u64 = 30;

/// How often chance alone brings a unit outside.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FunnelLevel {
    /// Once in 20 units.
    P95,
    /// Twice in 1 000 units.
    P998,
}

impl FunnelLevel {
    /// Returns the probability beyond either limit.
    #[must_use]
    pub fn tail(self) -> f64 {
        match self {
            Self::P95 => 0.025,
            Self::P998 => 0.001,
        }
    }

    fn z(self) -> f64 {
        -distribution::normal_quantile(self.tail())
    }
}

/// Where a unit lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FunnelPlace {
    /// On or within the 95 % limits: fits ordinary chance.
    Inside,
    /// Beyond a 95 % limit, not beyond the 99.8 % limit.
    Beyond95,
    /// Beyond a 99.8 % limit.
    Beyond998,
}

/// The mean of one unit.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct UnitMean {
    /// People.
    pub n: u64,
    /// Their mean.
    pub mean: f64,
    /// Their standard deviation, denominator n - 1.
    pub sd: f64,
}

/// How much more units differ than chance would have them.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Overdispersion {
    /// Mean squared z after winsorising; 1 for chance alone.
    pub phi: f64,
    /// The variance between units, at least 0.
    pub tau_squared: f64,
}

/// The common mean of the units and their common standard deviation.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct MeanTarget {
    /// Mean over all people.
    pub mean: f64,
    /// Pooled standard deviation within units.
    pub sd: f64,
}

/// Returns the share over all units together, the usual target.
///
/// # Errors
/// [`NotEstimable::NZero`] without people.
pub fn share_target(units: &[Tally]) -> Result<Fraction, NotEstimable> {
    Fraction::of(units.iter().map(|unit| unit.successes).sum(), units.iter().map(|unit| unit.n()).sum())
}

/// Returns the limits for a share among `n` people, exact for the binomial and interpolated so that they are smooth.
///
/// Source: Spiegelhalter (2005), Statistics in Medicine 24, 1185-1202, appendix A.1.1.
/// Reference: `tests/reference/funnel.R`, with `qbinom`, `pbinom` and `dbinom`.
///
/// # Errors
/// [`NotEstimable::NZero`] when `n` is 0, [`NotEstimable::NoVariation`] where the target is 0 or 1.
pub fn share_limits(n: u64, target: Fraction, level: FunnelLevel) -> Result<Interval, NotEstimable> {
    let p = variable(n, target)?;
    let limit = |tail: f64| {
        let r = distribution::binomial_quantile(tail, n, p);
        let alpha = (distribution::binomial_cdf(r, n, p) - tail) / distribution::binomial_pmf(r, n, p);
        Fraction::clipped((real(r) - alpha) / real(n)).value()
    };
    Ok(Interval::new(limit(level.tail()), limit(1.0 - level.tail())))
}

/// Returns the limits for a share among `n` people where units also differ by `tau_squared`: normal, clipped to 0..=1.
///
/// # Errors
/// As for [`share_limits`].
pub fn widened_share_limits(
    n: u64,
    target: Fraction,
    level: FunnelLevel,
    tau_squared: f64,
) -> Result<Interval, NotEstimable> {
    let p = variable(n, target)?;
    let margin = level.z() * (p * (1.0 - p) / real(n) + tau_squared).sqrt();
    Ok(Interval::new(Fraction::clipped(p - margin).value(), Fraction::clipped(p + margin).value()))
}

/// Returns how far a unit's share lies from the target: (p - P) / sqrt(P(1-P)/n + tau2).
///
/// # Errors
/// As for [`share_limits`].
pub fn share_z(unit: Tally, target: Fraction, tau_squared: f64) -> Result<f64, NotEstimable> {
    let p = variable(unit.n(), target)?;
    let share = unit.share()?.value();
    Ok((share - p) / (p * (1.0 - p) / real(unit.n()) + tau_squared).sqrt())
}

/// Returns how much more the shares of units differ than chance would have them, or `None` with fewer than 10 units.
///
/// Source: Spiegelhalter (2005), Statistics in Medicine 24, 1185-1202, appendix A.2.
/// Reference: `tests/reference/funnel.R`.
///
/// # Errors
/// As for [`share_limits`] for any unit.
pub fn share_overdispersion(
    units: &[Tally],
    target: Fraction,
) -> Result<Option<Overdispersion>, NotEstimable> {
    let z: Vec<f64> = units.iter().map(|unit| share_z(*unit, target, 0.0)).collect::<Result<_, _>>()?;
    let p = target.value();
    let weights: Vec<f64> = units.iter().map(|unit| real(unit.n()) / (p * (1.0 - p))).collect();
    Ok(overdispersion(&z, &weights))
}

/// Returns the mean over all people and the pooled standard deviation within units.
///
/// # Errors
/// [`NotEstimable::NZero`] without people, [`NotEstimable::NOne`] where no unit has two,
/// [`NotEstimable::ZeroVariance`] where all within each unit are equal.
pub fn mean_target(units: &[UnitMean]) -> Result<MeanTarget, NotEstimable> {
    let n: u64 = units.iter().map(|unit| unit.n).sum();
    if n == 0 {
        return Err(NotEstimable::NZero);
    }
    let free = |unit: &UnitMean| real(unit.n.saturating_sub(1));
    let df: f64 = units.iter().map(free).sum();
    if df < 1.0 {
        return Err(NotEstimable::NOne);
    }
    let mean = units.iter().map(|unit| real(unit.n) * unit.mean).sum::<f64>() / real(n);
    let squares = |unit: &UnitMean| if unit.n > 1 { free(unit) * unit.sd * unit.sd } else { 0.0 };
    let sd = (units.iter().map(squares).sum::<f64>() / df).sqrt();
    if sd > 0.0 { Ok(MeanTarget { mean, sd }) } else { Err(NotEstimable::ZeroVariance) }
}

/// Returns the limits for the mean of `n` people: T -+ z sqrt(s^2/n + tau2), with the pooled s.
///
/// Reference: `tests/reference/funnel.R`.
///
/// # Errors
/// [`NotEstimable::NZero`] when `n` is 0.
pub fn mean_limits(
    n: u64,
    target: MeanTarget,
    level: FunnelLevel,
    tau_squared: f64,
) -> Result<Interval, NotEstimable> {
    if n == 0 {
        return Err(NotEstimable::NZero);
    }
    let margin = level.z() * (target.sd * target.sd / real(n) + tau_squared).sqrt();
    Ok(Interval::new(target.mean - margin, target.mean + margin))
}

/// Returns how far a unit's mean lies from the target, with its own standard deviation from 30 people on.
///
/// # Errors
/// [`NotEstimable::NZero`] when the unit is empty; [`NotEstimable::ZeroVariance`] where 30 people or more are equal.
pub fn mean_z(unit: UnitMean, target: MeanTarget, tau_squared: f64) -> Result<f64, NotEstimable> {
    if unit.n == 0 {
        return Err(NotEstimable::NZero);
    }
    let sd = if unit.n >= OWN_SPREAD_FROM { unit.sd } else { target.sd };
    if sd <= 0.0 {
        return Err(NotEstimable::ZeroVariance);
    }
    Ok((unit.mean - target.mean) / (sd * sd / real(unit.n) + tau_squared).sqrt())
}

/// Returns how much more the means of units differ than chance would have them, or `None` with fewer than 10 units.
///
/// # Errors
/// As for [`mean_z`] for any unit.
pub fn mean_overdispersion(
    units: &[UnitMean],
    target: MeanTarget,
) -> Result<Option<Overdispersion>, NotEstimable> {
    let z: Vec<f64> = units.iter().map(|unit| mean_z(*unit, target, 0.0)).collect::<Result<_, _>>()?;
    let own = |unit: &UnitMean| if unit.n >= OWN_SPREAD_FROM { unit.sd } else { target.sd };
    let weights: Vec<f64> = units.iter().map(|unit| real(unit.n) / own(unit).powi(2)).collect();
    Ok(overdispersion(&z, &weights))
}

/// Returns where a value lies, given the limits at both levels; a value on a limit is not beyond it.
#[must_use]
pub fn place(value: f64, limits_95: Interval, limits_998: Interval) -> FunnelPlace {
    let beyond = |limits: Interval| value < limits.lower || value > limits.upper;
    if beyond(limits_998) {
        FunnelPlace::Beyond998
    } else if beyond(limits_95) {
        FunnelPlace::Beyond95
    } else {
        FunnelPlace::Inside
    }
}

fn variable(n: u64, target: Fraction) -> Result<f64, NotEstimable> {
    let p = target.value();
    if n == 0 {
        return Err(NotEstimable::NZero);
    }
    if p <= 0.0 || p >= 1.0 { Err(NotEstimable::NoVariation) } else { Ok(p) }
}

fn overdispersion(z: &[f64], weights: &[f64]) -> Option<Overdispersion> {
    if z.len() < FEWEST_UNITS {
        return None;
    }
    let all = Frequencies::of(z);
    let (low, high) = (quantile(&all, WINSORISED).ok()?, quantile(&all, 1.0 - WINSORISED).ok()?);
    let k = real_len(z.len());
    let phi = z.iter().map(|z| z.clamp(low, high).powi(2)).sum::<f64>() / k;
    let sum: f64 = weights.iter().sum();
    let squares: f64 = weights.iter().map(|weight| weight * weight).sum();
    let tau_squared = ((k * phi - (k - 1.0)) / (sum - squares / sum)).max(0.0);
    Some(Overdispersion { phi, tau_squared })
}
