//! Putting schools together: the average within-school effect, how much schools differ, and values drawn to the mean.
//!
//! Fixed effect, `DerSimonian`-Laird and Knapp-Hartung; likelihood estimates of the spread between schools and
//! meta-regression are left out. Shares have their own shrinkage in `beta_binomial.rs`.

use crate::statistics::{
    Fraction, Interval, NotEstimable,
    count::{real, real_len},
    distribution,
    proportion::Tally,
};

/// What is added to the cells of a unit in which a share is 0 or 1, whose variance would be 0.
const FLOOR: f64 = 0.5;

/// One unit's effect with its sampling variance.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Effect {
    /// The effect, on a scale on which effects can be averaged.
    pub estimate: f64,
    /// Its sampling variance, above 0.
    pub variance: f64,
}

/// A pooled effect.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Pooled {
    /// The pooled effect.
    pub estimate: f64,
    /// Its standard error.
    pub standard_error: f64,
    /// Its 95 % interval.
    pub interval: Interval,
    /// Two-sided p-value of no effect.
    pub p: f64,
    /// Units pooled.
    pub n_units: usize,
}

/// How much the effects of units differ beyond chance.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Heterogeneity {
    /// Cochran's Q.
    pub q: f64,
    /// Units minus 1.
    pub df: f64,
    /// The p-value of Q.
    pub p: f64,
    /// The share of the variation that is no chance: max(0, (Q - df)/Q).
    pub i_squared: Fraction,
    /// The variance between units by `DerSimonian` and Laird, at least 0.
    pub tau_squared: f64,
}

/// One unit's effect drawn towards the mean of all.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Shrunken {
    /// B mu + (1 - B) y.
    pub estimate: f64,
    /// B = v / (v + tau2): 0 keeps the unit's own value, 1 gives the mean of all.
    pub towards_mean: Fraction,
    /// Standard error of the prediction, the uncertainty of mu included.
    pub standard_error: f64,
}

/// Returns the fixed-effect mean: the average effect within these units, weighted by inverse variance.
///
/// Reference: `tests/reference/pooling.R`, `metafor::rma(method = "FE")`.
///
/// # Errors
/// [`NotEstimable::NZero`] without units, [`NotEstimable::ZeroVariance`] where a unit has no variance.
pub fn fixed_effect(effects: &[Effect]) -> Result<Pooled, NotEstimable> {
    check(effects)?;
    Ok(normal(&weighted_mean(effects, 0.0), effects.len()))
}

/// Returns how much the effects differ beyond chance.
///
/// Source: Cochran (1954), Biometrics 10, 101-129; `DerSimonian` & Laird (1986), Controlled Clinical Trials 7, 177-188;
/// Higgins & Thompson (2002), Statistics in Medicine 21, 1539-1558.
/// Reference: `tests/reference/pooling.R`, `metafor::rma(method = "DL")`.
///
/// # Errors
/// As for [`fixed_effect`]; [`NotEstimable::OneGroup`] with one unit, which cannot differ (its tau2 is 0).
pub fn heterogeneity(effects: &[Effect]) -> Result<Heterogeneity, NotEstimable> {
    check(effects)?;
    if effects.len() < 2 {
        return Err(NotEstimable::OneGroup);
    }
    let mean = weighted_mean(effects, 0.0);
    let weights = || effects.iter().map(|effect| 1.0 / effect.variance);
    let squares: f64 = weights().map(|weight| weight * weight).sum();
    let c = mean.weight_sum - squares / mean.weight_sum;
    let (q, df) = (mean.q, real_len(effects.len() - 1));
    let i_squared = Fraction::clipped(if q > 0.0 { (q - df) / q } else { 0.0 });
    let p = distribution::chi_squared_sf(q, df);
    Ok(Heterogeneity { q, df, p, i_squared, tau_squared: ((q - df) / c).max(0.0) })
}

/// Returns the mean effect of a typical unit, with normal interval; `tau_squared` comes from [`heterogeneity`].
///
/// Reference: `tests/reference/pooling.R`, `metafor::rma(method = "DL")`.
///
/// # Errors
/// As for [`fixed_effect`].
pub fn random_effects(effects: &[Effect], tau_squared: f64) -> Result<Pooled, NotEstimable> {
    check(effects)?;
    Ok(normal(&weighted_mean(effects, tau_squared), effects.len()))
}

/// Returns the same mean with the Knapp-Hartung interval on t with k - 1 degrees of freedom, for few units.
///
/// Source: Knapp & Hartung (2003), Statistics in Medicine 22, 2693-2710.
/// Reference: `tests/reference/pooling.R`, `metafor::rma(method = "DL", test = "knha")`.
///
/// # Errors
/// As for [`fixed_effect`]; [`NotEstimable::OneGroup`] with one unit; [`NotEstimable::ZeroVariance`] where all
/// effects are equal.
pub fn knapp_hartung(effects: &[Effect], tau_squared: f64) -> Result<Pooled, NotEstimable> {
    check(effects)?;
    if effects.len() < 2 {
        return Err(NotEstimable::OneGroup);
    }
    let mean = weighted_mean(effects, tau_squared);
    let df = real_len(effects.len() - 1);
    let standard_error = (mean.q / df / mean.weight_sum).sqrt();
    if standard_error <= 0.0 {
        return Err(NotEstimable::ZeroVariance);
    }
    let margin = distribution::student_t_quantile(0.975, df) * standard_error;
    Ok(Pooled {
        estimate: mean.estimate,
        standard_error,
        interval: Interval::new(mean.estimate - margin, mean.estimate + margin),
        p: distribution::student_t_p_two_sided(mean.estimate / standard_error, df),
        n_units: effects.len(),
    })
}

/// Returns where the effect of a further unit lies with 95 % chance: mu -+ z sqrt(tau2 + se^2).
///
/// Source: Higgins, Thompson & Spiegelhalter (2009), JRSS A 172, 137-159.
/// Reference: `tests/reference/pooling.R`, `predict(metafor::rma(method = "DL"))`.
///
/// # Errors
/// [`NotEstimable::OneGroup`] with one unit.
pub fn prediction_interval(pooled: &Pooled, tau_squared: f64) -> Result<Interval, NotEstimable> {
    if pooled.n_units < 2 {
        return Err(NotEstimable::OneGroup);
    }
    let reach = distribution::normal_quantile(0.975) * (tau_squared + pooled.standard_error.powi(2)).sqrt();
    Ok(Interval::new(pooled.estimate - reach, pooled.estimate + reach))
}

/// Returns each unit's effect drawn towards the random-effects mean, in the order of the units.
///
/// Source: Morris (1983), JASA 78, 47-55.
/// Reference: `tests/reference/pooling.R`, `metafor::blup`.
///
/// # Errors
/// As for [`fixed_effect`].
pub fn shrunken(effects: &[Effect], tau_squared: f64) -> Result<Vec<Shrunken>, NotEstimable> {
    check(effects)?;
    let mean = weighted_mean(effects, tau_squared);
    let shrink = |effect: &Effect| {
        let b = effect.variance / (effect.variance + tau_squared);
        Shrunken {
            estimate: b * mean.estimate + (1.0 - b) * effect.estimate,
            towards_mean: Fraction::clipped(b),
            standard_error: (b * tau_squared + b * b / mean.weight_sum).sqrt(),
        }
    };
    Ok(effects.iter().map(shrink).collect())
}

/// Returns the difference of two shares in one unit, first minus reference, as an effect to pool.
///
/// Where one of the four cells is empty, half a person is added to each cell of this unit: a share of 0 or 1 has no
/// variance, and the unit would outweigh all others.
///
/// Reference: `tests/reference/pooling.R`, `metafor::escalc(measure = "RD", add = 1/2, to = "only0")`.
///
/// # Errors
/// [`NotEstimable::NZero`] when a group is empty.
pub fn share_difference_effect(first: Tally, reference: Tally) -> Result<Effect, NotEstimable> {
    first.share()?;
    reference.share()?;
    let add = if certain(first) || certain(reference) { FLOOR } else { 0.0 };
    let (one, two) = (share(first, add), share(reference, add));
    Ok(Effect { estimate: one.estimate - two.estimate, variance: one.variance + two.variance })
}

/// Returns the share of one unit as an effect to pool, with half a person added to yes and no at 0 % and 100 %.
///
/// Reference: `tests/reference/pooling.R`, `metafor::escalc(measure = "PR", add = 1/2, to = "only0")`.
///
/// # Errors
/// [`NotEstimable::NZero`] when the unit is empty.
pub fn share_effect(unit: Tally) -> Result<Effect, NotEstimable> {
    unit.share()?;
    Ok(share(unit, if certain(unit) { FLOOR } else { 0.0 }))
}

struct WeightedMean {
    estimate: f64,
    weight_sum: f64,
    /// Sum of weight times squared deviation.
    q: f64,
}

fn weighted_mean(effects: &[Effect], tau_squared: f64) -> WeightedMean {
    let weight = |effect: &Effect| 1.0 / (effect.variance + tau_squared);
    let weight_sum: f64 = effects.iter().map(weight).sum();
    let estimate = effects.iter().map(|effect| weight(effect) * effect.estimate).sum::<f64>() / weight_sum;
    let q = effects.iter().map(|effect| weight(effect) * (effect.estimate - estimate).powi(2)).sum();
    WeightedMean { estimate, weight_sum, q }
}

fn normal(mean: &WeightedMean, n_units: usize) -> Pooled {
    let standard_error = (1.0 / mean.weight_sum).sqrt();
    let margin = distribution::normal_quantile(0.975) * standard_error;
    Pooled {
        estimate: mean.estimate,
        standard_error,
        interval: Interval::new(mean.estimate - margin, mean.estimate + margin),
        p: distribution::normal_p_two_sided(mean.estimate / standard_error),
        n_units,
    }
}

fn check(effects: &[Effect]) -> Result<(), NotEstimable> {
    if effects.is_empty() {
        return Err(NotEstimable::NZero);
    }
    let positive = |effect: &Effect| effect.variance > 0.0 && effect.variance.is_finite();
    if effects.iter().all(positive) { Ok(()) } else { Err(NotEstimable::ZeroVariance) }
}

fn certain(unit: Tally) -> bool {
    unit.successes == 0 || unit.failures == 0
}

fn share(unit: Tally, add: f64) -> Effect {
    let n = real(unit.n()) + 2.0 * add;
    let p = (real(unit.successes) + add) / n;
    Effect { estimate: p, variance: p * (1.0 - p) / n }
}
