//! Means, shares, totals and differences from weighted samples, with the linearised variance of the design.
//!
//! A value is `None` for a row outside the domain or without an answer: the row stays in the variance with score 0,
//! since the size of a domain is itself a matter of chance. Other weighted quantiles than the median are left out.

use crate::statistics::{
    Interval, NotEstimable,
    count::{real, real_len},
    design::{Design, check_weights},
    distribution,
};

/// An estimate from a weighted sample.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct SurveyEstimate {
    /// The estimate, in the unit of the values.
    pub value: f64,
    /// Its standard error; 0 for a census.
    pub standard_error: f64,
    /// Units of sampling minus strata of the whole design, as `confint(df = degf(design))`.
    pub degrees_of_freedom: f64,
    /// Units minus strata among the rows of the domain, as R's `subset()` counts them.
    pub domain_degrees_of_freedom: f64,
    /// Rows with a value and a weight, unweighted.
    pub n: u64,
    /// Their sum of weights.
    pub weight_sum: f64,
    /// (sum w)^2 / sum w^2 of these rows.
    pub effective_n: f64,
    /// Variance over that of a simple random sample without replacement; only means and shares have one.
    pub design_effect: Result<f64, NotEstimable>,
    /// Strata with a single unit, whose spread is taken around the grand mean; above 0 calls for a warning.
    pub lone_units: usize,
    /// Whether every unit of the population was in the sample.
    pub census: bool,
}

impl SurveyEstimate {
    /// Returns the t interval with the degrees of freedom of the design, or why there is none.
    ///
    /// A census has its estimate as both bounds: there is no sampling margin.
    ///
    /// Reference: `tests/reference/survey.R`, `confint(svymean(...), df = degf(design))`.
    ///
    /// # Errors
    /// [`NotEstimable::NOne`] with one row or no degrees of freedom; [`NotEstimable::ZeroVariance`] where all
    /// answers are equal.
    pub fn interval(&self) -> Result<Interval, NotEstimable> {
        if self.census {
            return Ok(Interval::new(self.value, self.value));
        }
        if self.n < 2 || self.degrees_of_freedom < 1.0 {
            return Err(NotEstimable::NOne);
        }
        if self.standard_error <= 0.0 {
            return Err(NotEstimable::ZeroVariance);
        }
        Ok(self.interval_at(distribution::student_t_quantile(0.975, self.degrees_of_freedom)))
    }

    /// Returns the estimate minus and plus `critical` standard errors.
    #[must_use]
    pub fn interval_at(&self, critical: f64) -> Interval {
        let margin = critical * self.standard_error;
        Interval::new(self.value - margin, self.value + margin)
    }
}

/// The difference of two domain means of one sample, first minus second.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct SurveyDifference {
    /// First mean minus second mean.
    pub difference: f64,
    /// Its standard error, with the covariance of the two domains.
    pub standard_error: f64,
    /// Difference over standard error.
    pub t: f64,
    /// Units minus strata among the rows of both domains, minus 1 for the second mean.
    pub degrees_of_freedom: f64,
    /// Two-sided p-value.
    pub p: f64,
    /// The 95 % t interval of the difference.
    pub interval: Interval,
}

/// What unequal weights cost.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Kish {
    /// n sum w^2 / (sum w)^2, at least 1.
    pub design_effect: f64,
    /// (sum w)^2 / sum w^2, at most the number of rows with weight.
    pub effective_n: f64,
    /// The smallest weight.
    pub smallest: f64,
    /// The largest weight.
    pub largest: f64,
}

/// Returns the weighted mean over the rows with a value, with its linearised standard error.
///
/// The denominator is the sum of weights of the rows with a value. A share is the mean of 0 and 1.
///
/// Source: Woodruff (1971), JASA 66, 411-414.
/// Reference: `tests/reference/survey.R`, `svymean`, `svyby(~y, ~domain, design, svymean)`.
///
/// # Errors
/// [`NotEstimable::NZero`] without rows, [`NotEstimable::AllMissing`] without values,
/// [`NotEstimable::BadWeights`] where all rows with a value have weight 0.
pub fn weighted_mean(design: &Design, values: &[Option<f64>]) -> Result<SurveyEstimate, NotEstimable> {
    let linear = linearise(design, values)?;
    let mut estimate = estimate_of(design, values, linear.mean, &linear.scores);
    estimate.design_effect = design_effect(design, values, &estimate);
    Ok(estimate)
}

/// Returns the estimated total, the sum of weight times value, with its standard error.
///
/// Reference: `tests/reference/survey.R`, `svytotal`.
///
/// # Errors
/// [`NotEstimable::NZero`] without rows, [`NotEstimable::AllMissing`] without values.
pub fn weighted_total(design: &Design, values: &[Option<f64>]) -> Result<SurveyEstimate, NotEstimable> {
    let scores: Vec<f64> =
        values.iter().zip(design.weights()).map(|(value, weight)| weight * value.unwrap_or(0.0)).collect();
    check_values(design, values)?;
    Ok(estimate_of(design, values, scores.iter().sum(), &scores))
}

/// Returns the difference of two domain means, first minus second, with the design-based t test.
///
/// Source: Lumley (2010), Complex Surveys, section 2.4.
/// Reference: `tests/reference/survey.R`, `svyttest(y ~ group, design)`.
///
/// # Errors
/// As for [`weighted_mean`] in either domain; [`NotEstimable::ZeroVariance`] where both are constant;
/// [`NotEstimable::NOne`] without degrees of freedom.
pub fn weighted_difference(
    design: &Design,
    first: &[Option<f64>],
    second: &[Option<f64>],
) -> Result<SurveyDifference, NotEstimable> {
    let (one, two) = (linearise(design, first)?, linearise(design, second)?);
    let scores: Vec<f64> = one.scores.iter().zip(&two.scores).map(|(a, b)| a - b).collect();
    let standard_error = design.variance(&scores).sqrt();
    let used = |row: usize| design.weights()[row] > 0.0 && (first[row].is_some() || second[row].is_some());
    let degrees_of_freedom = design.degrees_of_freedom_of(used) - 1.0;
    if degrees_of_freedom < 1.0 {
        return Err(NotEstimable::NOne);
    }
    if standard_error <= 0.0 {
        return Err(NotEstimable::ZeroVariance);
    }
    let difference = one.mean - two.mean;
    let t = difference / standard_error;
    let margin = distribution::student_t_quantile(0.975, degrees_of_freedom) * standard_error;
    Ok(SurveyDifference {
        difference,
        standard_error,
        t,
        degrees_of_freedom,
        p: distribution::student_t_p_two_sided(t, degrees_of_freedom),
        interval: Interval::new(difference - margin, difference + margin),
    })
}

/// Returns the weighted median: the smallest value at which the weights so far reach half of all.
///
/// Between the two middle values of an even number it takes the lower one, where the plain median takes the middle.
///
/// Reference: `tests/reference/survey.R`, `svyquantile(qrule = "math")`.
///
/// # Errors
/// As for [`weighted_mean`].
pub fn weighted_median(design: &Design, values: &[Option<f64>]) -> Result<f64, NotEstimable> {
    check_values(design, values)?;
    let mut pairs: Vec<(f64, f64)> = weighted(design, values).collect();
    pairs.sort_by(|a, b| a.1.total_cmp(&b.1));
    let half = pairs.iter().map(|(weight, _)| weight).sum::<f64>() / 2.0;
    let mut reached = 0.0;
    let middle = pairs.iter().find(|(weight, _)| {
        reached += weight;
        // Sums of tenths end a rounding short of a half that they reach on paper.
        reached >= half * (1.0 - 1e-12)
    });
    middle.map(|(_, value)| *value).ok_or(NotEstimable::BadWeights)
}

/// Returns what unequal weights cost: design effect and effective number.
///
/// Source: Kish (1965), Survey Sampling, section 11.7.
/// Reference: `tests/reference/survey.R`, `length(w) * sum(w^2) / sum(w)^2`.
///
/// # Errors
/// [`NotEstimable::NZero`] without weights; [`NotEstimable::BadWeights`] where one is negative or not finite, or
/// where all are zero.
pub fn kish(weights: &[f64]) -> Result<Kish, NotEstimable> {
    check_weights(weights)?;
    let effective_n = effective_n(weights.iter().copied());
    Ok(Kish {
        design_effect: real_len(weights.len()) / effective_n,
        effective_n,
        smallest: weights.iter().copied().fold(f64::INFINITY, f64::min),
        largest: weights.iter().copied().fold(0.0, f64::max),
    })
}

/// A mean with the score of each row: weight times deviation over the sum of weights, 0 outside the domain.
struct Linearised {
    mean: f64,
    scores: Vec<f64>,
}

fn linearise(design: &Design, values: &[Option<f64>]) -> Result<Linearised, NotEstimable> {
    check_values(design, values)?;
    let weight_sum: f64 = weighted(design, values).map(|(weight, _)| weight).sum();
    if weight_sum <= 0.0 {
        return Err(NotEstimable::BadWeights);
    }
    let mean = weighted(design, values).map(|(weight, value)| weight * value).sum::<f64>() / weight_sum;
    let score = |(value, weight): (&Option<f64>, &f64)| {
        value.map_or(0.0, |value| weight * (value - mean) / weight_sum)
    };
    Ok(Linearised { mean, scores: values.iter().zip(design.weights()).map(score).collect() })
}

fn check_values(design: &Design, values: &[Option<f64>]) -> Result<(), NotEstimable> {
    assert_eq!(values.len(), design.n(), "invariant: a value per row of the design");
    if values.is_empty() {
        return Err(NotEstimable::NZero);
    }
    if values.iter().all(Option::is_none) { Err(NotEstimable::AllMissing) } else { Ok(()) }
}

/// Returns weight and value of the rows with both.
fn weighted<'a>(design: &'a Design, values: &'a [Option<f64>]) -> impl Iterator<Item = (f64, f64)> + 'a {
    let pairs = design.weights().iter().zip(values);
    pairs
        .filter(|(weight, _)| **weight > 0.0)
        .filter_map(|(weight, value)| value.map(|value| (*weight, value)))
}

fn estimate_of(design: &Design, values: &[Option<f64>], value: f64, scores: &[f64]) -> SurveyEstimate {
    let in_domain = |row: usize| design.weights()[row] > 0.0 && values[row].is_some();
    let weights = || weighted(design, values).map(|(weight, _)| weight);
    SurveyEstimate {
        value,
        standard_error: design.variance(scores).sqrt(),
        degrees_of_freedom: design.degrees_of_freedom(),
        domain_degrees_of_freedom: design.degrees_of_freedom_of(in_domain),
        n: weights().count() as u64,
        weight_sum: weights().sum(),
        effective_n: effective_n(weights()),
        design_effect: Err(NotEstimable::NoVariation),
        lone_units: design.lone_units(),
        census: design.is_census(),
    }
}

/// Returns the variance over that of a simple random sample of the same size without replacement.
fn design_effect(
    design: &Design,
    values: &[Option<f64>],
    estimate: &SurveyEstimate,
) -> Result<f64, NotEstimable> {
    if estimate.n < 2 {
        return Err(NotEstimable::NOne);
    }
    let n = real(estimate.n);
    let squares: f64 =
        weighted(design, values).map(|(weight, value)| weight * (value - estimate.value).powi(2)).sum();
    let spread = squares / estimate.weight_sum * n / (n - 1.0);
    let simple = spread * (1.0 / n - 1.0 / estimate.weight_sum);
    // Weights that sum to no more than n describe no population, so that nothing is left to compare with.
    if simple > 0.0 { Ok(estimate.standard_error.powi(2) / simple) } else { Err(NotEstimable::NoVariation) }
}

fn effective_n(weights: impl Iterator<Item = f64>) -> f64 {
    let (sum, squares) = weights.fold((0.0, 0.0), |(sum, squares), w| (sum + w, squares + w * w));
    if squares > 0.0 { sum * sum / squares } else { 0.0 }
}
