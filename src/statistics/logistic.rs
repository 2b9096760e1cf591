//! Logistic regression on groups of alike people, and the gap that it implies.
//!
//! Leaves out penalties: where the outcomes are separated there is no answer, and standardisation over
//! strata (`standardisation`) takes its place. A column that others determine is dropped, as in R.

use super::count::real;
use super::difference::log_interval;
use super::distribution::{Z_95, normal_p_two_sided};
use super::model_design::{Decomposed, Design, Matrix, decompose, dot};
use super::proportion::Tally;
use super::significance::ChiSquaredTest;
use super::{Estimate, Interval, NotEstimable};

/// A coefficient beyond this, or a fitted share nearer to 0 or 1 than [`EDGE`], means separation.
const LARGE: f64 = 15.0;
/// See [`LARGE`].
const EDGE: f64 = 1e-8;
/// The relative change of the deviance at which the fit has converged.
const CONVERGED: f64 = 1e-10;
/// The relative change of the coefficients at which they have; Newton then doubles the digits once more.
const SETTLED: f64 = 1e-7;
/// Steps after which a fit that has not converged counts as separated; seven is usual.
const MAX_STEPS: u32 = 100;

/// A logistic fit.
#[derive(Debug, Clone)]
pub struct Logistic {
    /// The number of people.
    pub n: u64,
    /// The deviance of people, -2 times the log-likelihood.
    pub deviance: f64,
    /// How many coefficients were estimated.
    pub rank: usize,
    coefficients: Vec<f64>,
    decomposed: Decomposed,
    covariance: Matrix,
}

/// A coefficient on the scale of log odds.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct LogOdds {
    /// The coefficient.
    pub value: f64,
    /// Its standard error.
    pub standard_error: f64,
    /// The coefficient over its error.
    pub z: f64,
    /// The two-sided p-value.
    pub p: f64,
    /// The odds ratio with its 95 % interval.
    pub odds_ratio: Estimate,
}

/// The gap between all people having a property and none having it, the rest of each person as it is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct MarginalEffect {
    /// With minus without, -1 to 1, with its normal 95 % interval.
    pub difference: Estimate,
    /// Its standard error by the delta method; the people are taken as fixed.
    pub standard_error: f64,
    /// The mean share if all had it, 0 to 1.
    pub with: f64,
    /// The mean share if none had it, 0 to 1.
    pub without: f64,
}

/// Returns the logistic fit of outcomes per row of the design; a row is a group of people with the same columns.
///
/// # Errors
/// [`NotEstimable::NZero`] without people, [`NotEstimable::NoVariation`] when all have the same outcome,
/// [`NotEstimable::Separation`] when columns separate the outcomes.
///
/// # Panics
/// Another number of tallies than rows: a fault in the program.
///
/// Source: `McCullagh` & Nelder (1989), Generalized Linear Models, section 2.5 (iterated weighted least squares).
/// Reference: `tests/reference/regression.R`, `glm(family = binomial)`.
pub fn logistic(design: &Design, outcomes: &[Tally]) -> Result<Logistic, NotEstimable> {
    assert_eq!(outcomes.len(), design.n_rows(), "invariant: one tally per row");
    let n: u64 = outcomes.iter().map(|tally| tally.n()).sum();
    let successes: u64 = outcomes.iter().map(|tally| tally.successes).sum();
    if n == 0 {
        return Err(NotEstimable::NZero);
    }
    if successes == 0 || successes == n {
        return Err(NotEstimable::NoVariation);
    }
    let start = |tally: &Tally| {
        let share = (real(tally.successes) + 0.5) / (real(tally.n()) + 1.0);
        (share / (1.0 - share)).ln()
    };
    let mut predictors: Vec<f64> = outcomes.iter().map(start).collect();
    let mut last_deviance = f64::INFINITY;
    let mut last_coefficients = Vec::new();
    for _ in 0..MAX_STEPS {
        let (decomposed, coefficients) = step(design, outcomes, &predictors);
        predictors = predict(design, &decomposed, &coefficients);
        let deviance = deviance(outcomes, &predictors);
        if !deviance.is_finite() {
            break;
        }
        // In a large file the deviance settles while a separated coefficient still grows by one a step.
        let settled = (deviance - last_deviance).abs() < CONVERGED * (deviance + 0.1)
            && largest_change(&coefficients, &last_coefficients) < SETTLED;
        if settled {
            if is_separated(&decomposed, &coefficients, &predictors, outcomes) {
                break;
            }
            // The covariance belongs to the coefficients shown, not to those of the step before.
            let decomposed = decompose(design, &root_weights(outcomes, &predictors), 1e-11);
            let covariance = decomposed.inverse_crossproduct();
            return Ok(Logistic {
                n,
                deviance,
                rank: decomposed.kept.len(),
                coefficients,
                decomposed,
                covariance,
            });
        }
        last_deviance = deviance;
        last_coefficients = coefficients;
    }
    Err(NotEstimable::Separation)
}

impl Logistic {
    /// Returns the coefficient of a column.
    ///
    /// # Errors
    /// [`NotEstimable::OneLevel`] when other columns determine it.
    pub fn coefficient(&self, column: usize) -> Result<LogOdds, NotEstimable> {
        let place =
            self.decomposed.kept.iter().position(|kept| *kept == column).ok_or(NotEstimable::OneLevel)?;
        let value = self.coefficients[place];
        let standard_error = self.covariance.at(place, place).sqrt();
        let z = value / standard_error;
        let odds_ratio =
            Estimate { value: value.exp(), interval: Ok(log_interval(value.exp(), standard_error)) };
        Ok(LogOdds { value, standard_error, z, p: normal_p_two_sided(z), odds_ratio })
    }

    /// Returns the average marginal effect of a column of 0 and 1: g-computation over the people of the fit.
    ///
    /// `design` and `outcomes` are those of the fit. Products with the column follow it.
    ///
    /// # Errors
    /// [`NotEstimable::OneLevel`] when other columns determine the column.
    ///
    /// Reference: `tests/reference/regression.R`, `predict` with the column set, delta method.
    pub fn average_marginal_effect(
        &self,
        design: &Design,
        outcomes: &[Tally],
        column: usize,
    ) -> Result<MarginalEffect, NotEstimable> {
        if !self.decomposed.kept.contains(&column) {
            return Err(NotEstimable::OneLevel);
        }
        let (mut with, mut without) = (0.0, 0.0);
        let mut gradient = vec![0.0; self.coefficients.len()];
        for (row, tally) in outcomes.iter().enumerate() {
            let part = real(tally.n()) / real(self.n);
            for (value, sign) in [(1.0, 1.0), (0.0, -1.0)] {
                let values = design.row_with(row, column, value);
                let kept: Vec<f64> = self.decomposed.kept.iter().map(|column| values[*column]).collect();
                let share = expit(dot(&kept, &self.coefficients));
                *(if sign > 0.0 { &mut with } else { &mut without }) += part * share;
                let slope = sign * part * share * (1.0 - share);
                gradient.iter_mut().zip(&kept).for_each(|(sum, x)| *sum += slope * x);
            }
        }
        let value = with - without;
        let standard_error = self.covariance.quadratic(&gradient).sqrt();
        let half = Z_95 * standard_error;
        let interval = Ok(Interval { lower: value - half, upper: value + half });
        Ok(MarginalEffect { difference: Estimate { value, interval }, standard_error, with, without })
    }

    /// Returns the same fit with errors that allow people of a cluster, such as a school, to be alike.
    ///
    /// `clusters` gives the cluster of each row. No factor for small samples: refuse below ten clusters.
    ///
    /// # Errors
    /// [`NotEstimable::OneGroup`] with one cluster.
    ///
    /// Source: Liang & Zeger (1986), Biometrika 73, 13-22.
    /// Reference: `sandwich::vcovCL(type = "HC0", cadjust = FALSE)`.
    pub fn clustered(
        &self,
        design: &Design,
        outcomes: &[Tally],
        clusters: &[usize],
    ) -> Result<Self, NotEstimable> {
        let n_clusters = clusters.iter().max().map_or(0, |last| last + 1);
        let predictors = predict(design, &self.decomposed, &self.coefficients);
        let mut scores = vec![vec![0.0; self.coefficients.len()]; n_clusters];
        let mut people = vec![0; n_clusters];
        for (row, tally) in outcomes.iter().enumerate() {
            let surplus = real(tally.successes) - real(tally.n()) * expit(predictors[row]);
            people[clusters[row]] += tally.n();
            for (sum, column) in scores[clusters[row]].iter_mut().zip(&self.decomposed.kept) {
                *sum += surplus * design.column(*column)[row];
            }
        }
        if people.iter().filter(|people| **people > 0).count() < 2 {
            return Err(NotEstimable::OneGroup);
        }
        let mut middle = Matrix::zero(self.coefficients.len());
        scores.iter().for_each(|score| middle.add_outer(score, 1.0));
        let bread = self.decomposed.inverse_crossproduct();
        Ok(Self { covariance: bread.times(&middle).times(&bread), ..self.clone() })
    }
}

/// Returns the likelihood-ratio test of the columns that the larger fit has more than the smaller, on the same people.
///
/// # Errors
/// [`NotEstimable::OneLevel`] when the larger fit has no more.
///
/// Reference: `anova(smaller, larger, test = "Chisq")`.
pub fn likelihood_ratio(smaller: &Logistic, larger: &Logistic) -> Result<ChiSquaredTest, NotEstimable> {
    if larger.rank <= smaller.rank {
        return Err(NotEstimable::OneLevel);
    }
    let df = real((larger.rank - smaller.rank) as u64);
    Ok(ChiSquaredTest::new((smaller.deviance - larger.deviance).max(0.0), df))
}

fn step(design: &Design, outcomes: &[Tally], predictors: &[f64]) -> (Decomposed, Vec<f64>) {
    let roots = root_weights(outcomes, predictors);
    let decomposed = decompose(design, &roots, 1e-11);
    let working: Vec<f64> = outcomes
        .iter()
        .zip(predictors)
        .zip(&roots)
        .map(|((tally, predictor), root)| {
            if *root <= 0.0 {
                return 0.0;
            }
            let n = real(tally.n());
            let share = expit(*predictor);
            (predictor + (real(tally.successes) / n - share) / (share * (1.0 - share))) * root
        })
        .collect();
    let coefficients = decomposed.solve(&working);
    (decomposed, coefficients)
}

fn root_weights(outcomes: &[Tally], predictors: &[f64]) -> Vec<f64> {
    let root = |(tally, predictor): (&Tally, &f64)| {
        let share = expit(*predictor);
        (real(tally.n()) * share * (1.0 - share)).sqrt()
    };
    outcomes.iter().zip(predictors).map(root).collect()
}

fn predict(design: &Design, decomposed: &Decomposed, coefficients: &[f64]) -> Vec<f64> {
    let row = |row: usize| {
        decomposed.kept.iter().zip(coefficients).map(|(column, b)| design.column(*column)[row] * b).sum()
    };
    (0..design.n_rows()).map(row).collect()
}

/// Returns whether a coefficient other than the intercept, or a fitted share, is at the edge.
///
/// The intercept of a model with a year in it is far from 0 without any separation.
fn is_separated(
    decomposed: &Decomposed,
    coefficients: &[f64],
    predictors: &[f64],
    outcomes: &[Tally],
) -> bool {
    let large = |(column, b): (&usize, &f64)| *column > 0 && b.abs() > LARGE;
    let at_edge = |(tally, predictor): (&Tally, &f64)| {
        tally.n() > 0 && !(EDGE..=1.0 - EDGE).contains(&expit(*predictor))
    };
    decomposed.kept.iter().zip(coefficients).any(large) || outcomes.iter().zip(predictors).any(at_edge)
}

/// Returns the largest change relative to the size of the coefficient; infinite when there is nothing to compare.
fn largest_change(now: &[f64], before: &[f64]) -> f64 {
    if now.len() != before.len() {
        return f64::INFINITY;
    }
    now.iter().zip(before).map(|(a, b)| (a - b).abs() / (1.0 + a.abs())).fold(0.0, f64::max)
}

/// Returns -2 times the log-likelihood of people, not of groups, so that it does not depend on the grouping.
fn deviance(outcomes: &[Tally], predictors: &[f64]) -> f64 {
    let of_row = |(tally, predictor): (&Tally, &f64)| {
        // ln p = -ln(1 + e^-x), without cancellation at either side.
        let log_with = -libm::log1p((-predictor).exp());
        let log_without = -libm::log1p(predictor.exp());
        real(tally.successes) * log_with + real(tally.failures) * log_without
    };
    -2.0 * outcomes.iter().zip(predictors).map(of_row).sum::<f64>()
}

fn expit(x: f64) -> f64 {
    1.0 / (1.0 + (-x).exp())
}

#[cfg(test)]
mod tests {
    use super::super::difference::{odds_ratio, risk_difference_error};
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn one_group_and_nothing_else_is_the_crude_comparison(a in 1_u64..90, b in 1_u64..90, c in 1_u64..90, d in 1_u64..90) {
            let first = Tally { successes: a, failures: b };
            let reference = Tally { successes: c, failures: d };
            let design = Design::intercept(2).with_number(&[1.0, 0.0]);
            let fit = logistic(&design, &[first, reference]).unwrap();
            let (ours, woolf) = (fit.coefficient(1).unwrap().odds_ratio, odds_ratio(first, reference).unwrap());
            prop_assert!((ours.value / woolf.value - 1.0).abs() < 1e-9);
            prop_assert!((ours.interval.unwrap().upper / woolf.interval.unwrap().upper - 1.0).abs() < 1e-9);
            let effect = fit.average_marginal_effect(&design, &[first, reference], 1).unwrap();
            let error = risk_difference_error(first, reference).unwrap();
            prop_assert!((effect.standard_error - error).abs() < 1e-9);
        }
    }

    #[test]
    fn a_coefficient_or_a_share_at_the_edge_is_separation_each_by_itself() {
        let fit = |rows: [Tally; 2]| {
            logistic(&Design::intercept(2).with_number(&[0.0, 1.0]), &rows).map(|fit| fit.rank)
        };
        // A coefficient of 15.97, both shares well inside; and a share of 6e-9 with a coefficient of -9.4.
        let steep = [Tally::of(34, 100_000), Tally::of(99_966, 100_000)];
        let rare = [Tally::of(75, 1_000_000), Tally::of(6, 1_000_000_000)];
        assert_eq!([fit(steep), fit(rare)], [Err(NotEstimable::Separation); 2]);
        assert_eq!(fit([Tally::of(34, 100_000), Tally::of(99_000, 100_000)]), Ok(2));
    }

    #[test]
    fn a_year_in_the_model_is_no_separation() {
        let design = Design::intercept(4).with_number(&[2019.0, 2020.0, 2021.0, 2022.0]);
        let outcomes = [10, 14, 19, 25].map(|successes| Tally::of(successes, 40));
        let fit = logistic(&design, &outcomes).unwrap();
        assert!(fit.coefficient(0).unwrap().value < -LARGE, "the intercept is far away");
        assert!((0.5..0.6).contains(&fit.coefficient(1).unwrap().value));
    }

    #[test]
    fn one_cluster_gives_no_error() {
        let design = Design::intercept(2).with_number(&[1.0, 0.0]);
        let outcomes = [Tally::of(3, 9), Tally::of(4, 9)];
        let fit = logistic(&design, &outcomes).unwrap();
        assert_eq!(fit.clustered(&design, &outcomes, &[0, 0]).map(|fit| fit.n), Err(NotEstimable::OneGroup));
    }

    #[test]
    fn a_column_that_others_determine_has_no_coefficient() {
        let design = Design::intercept(3).with_number(&[1.0, 0.0, 0.0]).with_number(&[0.0, 1.0, 1.0]);
        let outcomes = [Tally::of(3, 9), Tally::of(4, 9), Tally::of(2, 9)];
        let fit = logistic(&design, &outcomes).unwrap();
        assert_eq!(fit.rank, 2);
        assert_eq!(fit.coefficient(2), Err(NotEstimable::OneLevel));
    }
}
