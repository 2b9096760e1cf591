//! One common factor under the items of a scale, and omega total from it.
//!
//! Leaves out more factors, standard errors and tests of fit.

use super::NotEstimable;
use super::cross_products::{Covariance, CrossProducts};
use super::reliability::enough_items;

/// The change at which the estimate stands still: relative to the spread of each item.
const TOLERANCE: f64 = 1e-13;

/// Rounds after which the estimate is taken as it is; scales of bounded answers need some ten to a hundred.
const MAX_ROUNDS: u32 = 5_000;

/// The least share of an item's variance that is its own: below it the model has no proper solution.
const UNIQUENESS_FLOOR: f64 = 1e-8;

/// After each so many rounds it is asked whether an item is on its way to no variance of its own: passes towards that
/// get ever smaller without standing still.
const ROUNDS_BEFORE_LIMIT: u32 = 50;

/// How near to that limit it is looked whether passes lead there, as a share of the item's variance.
const NEAR_LIMIT: f64 = 1e-3;

/// One factor fitted to the items of a scale.
#[derive(Debug, Clone, PartialEq)]
pub struct OneFactor {
    /// Omega total, 0 to 1: the share of the variance of the sum that the factor explains.
    pub omega: f64,
    /// How each item follows the factor, in the unit of the item; their sum is not negative.
    pub loadings: Vec<f64>,
    /// The variance of each item that is its own.
    pub uniquenesses: Vec<f64>,
    /// Whether the estimate may be shown without a remark.
    pub solution: Solution,
}

/// How far an estimate of a factor can be trusted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Solution {
    /// It stands still, and every item keeps variance of its own.
    Proper,
    /// An item keeps no variance of its own (a Heywood case): omega is a limit, to be shown with that remark.
    Heywood,
    /// It still moved after the last round.
    Unfinished,
}

/// Fits one factor by maximum likelihood to the complete cases and returns omega total with it.
///
/// Source: Rubin & Thayer (1982), Psychometrika 47(1), 69-76 (EM); Varadhan & Roland (2008), Scandinavian Journal of
/// Statistics 35(2), 335-353 (leaps between its passes); `McDonald` (1999), Test Theory.
/// Reference: `tests/reference/scales.R`: `factanal`, `lavaan::cfa(std.lv = TRUE)`. These stop their searches
/// earlier than this one, so they agree to 1e-6; the same EM in R agrees to 1e-9.
///
/// # Errors
/// `NZero` and `NOne` by the complete cases, `OneItem`, `TooFewItems` below three, `ZeroVariance`
/// where an item is constant.
pub fn one_factor(scale: &CrossProducts) -> Result<OneFactor, NotEstimable> {
    enough_items(scale)?;
    let covariance = scale.covariance()?;
    if covariance.items() < 3 {
        return Err(NotEstimable::TooFewItems);
    }
    let items = 0..covariance.items();
    if items.clone().any(|item| covariance.variance(item) <= 0.0) {
        return Err(NotEstimable::ZeroVariance);
    }
    let covariances = rows(&covariance);
    let (fit, solution) = search(&covariances, start(&covariance));
    let sum: f64 = fit.loadings.iter().sum();
    let common = sum * sum;
    let omega = common / (common + fit.uniquenesses.iter().sum::<f64>());
    let sign = if sum < 0.0 { -1.0 } else { 1.0 };
    let loadings = fit.loadings.iter().map(|loading| sign * loading).collect();
    Ok(OneFactor { omega, loadings, uniquenesses: fit.uniquenesses, solution })
}

/// Returns the most likely fit, by rounds of two passes and a leap in their direction.
fn search(covariances: &[Vec<f64>], start: Fit) -> (Fit, Solution) {
    let mut fit = start;
    for round in 1..=MAX_ROUNDS {
        let once = pass(covariances, &fit);
        let twice = pass(covariances, &once);
        if distance(covariances, &once, &twice) < TOLERANCE {
            let lost = |(own, row): (&f64, usize)| *own <= 2.0 * UNIQUENESS_FLOOR * covariances[row][row];
            let is_heywood = twice.uniquenesses.iter().zip(0..).any(lost);
            return (twice, if is_heywood { Solution::Heywood } else { Solution::Proper });
        }
        let leapt = pass(covariances, &leap(covariances, [&fit, &once, &twice]));
        let is_better = deviance(covariances, &leapt) <= deviance(covariances, &twice);
        fit = if is_better { leapt } else { twice };
        if round % ROUNDS_BEFORE_LIMIT == 0
            && let Some(limit) = limit_ahead(covariances, &fit)
        {
            return (limit, Solution::Heywood);
        }
    }
    (fit, Solution::Unfinished)
}

/// Returns the fit in which the item with the least variance of its own has none, if passes lead there.
fn limit_ahead(covariances: &[Vec<f64>], fit: &Fit) -> Option<Fit> {
    let share = |item: usize| fit.uniquenesses[item] / covariances[item][item];
    let item = (0..covariances.len()).min_by(|one, other| share(*one).total_cmp(&share(*other)))?;
    let limit = all_but(covariances, item, UNIQUENESS_FLOOR);
    let near = all_but(covariances, item, NEAR_LIMIT);
    let leads_there = pass(covariances, &near).uniquenesses[item] < near.uniquenesses[item];
    let is_better = deviance(covariances, &limit) <= deviance(covariances, fit);
    (leads_there && is_better).then_some(limit)
}

/// Returns the fit in which the factor is one item but for a share of its variance: the others follow it as they do.
fn all_but(covariances: &[Vec<f64>], item: usize, share: f64) -> Fit {
    let variance = covariances[item][item];
    let mut loadings: Vec<f64> =
        covariances[item].iter().map(|covariance| covariance / variance.sqrt()).collect();
    let own = |(other, loading): (usize, &f64)| {
        at_least(covariances[other][other], covariances[other][other] - loading * loading)
    };
    let mut uniquenesses: Vec<f64> = loadings.iter().enumerate().map(own).collect();
    loadings[item] = (variance * (1.0 - share)).sqrt();
    uniquenesses[item] = share * variance;
    Fit { loadings, uniquenesses }
}

struct Fit {
    loadings: Vec<f64>,
    uniquenesses: Vec<f64>,
}

/// Starts from items that each share half of their variance, with the sign of their correlation with the
/// rest.
fn start(covariance: &Covariance) -> Fit {
    let items = covariance.items();
    let spread: Vec<f64> = (0..items).map(|item| covariance.variance(item).sqrt()).collect();
    let direction = |item: usize| {
        let correlations: f64 =
            (0..items).map(|other| covariance.at(item, other) / (spread[item] * spread[other])).sum();
        if correlations < 0.0 { -1.0 } else { 1.0 }
    };
    Fit {
        loadings: (0..items).map(|item| 0.7 * spread[item] * direction(item)).collect(),
        uniquenesses: spread.iter().map(|spread| 0.5 * spread * spread).collect(),
    }
}

/// Returns the covariances of each item with all items: there are many passes, which divide no more.
fn rows(covariance: &Covariance) -> Vec<Vec<f64>> {
    let items = 0..covariance.items();
    items.clone().map(|item| items.clone().map(|other| covariance.at(item, other)).collect()).collect()
}

/// Returns how each item weighs in the estimate of the factor, and one more than what all items tell of it.
fn weights(fit: &Fit) -> (Vec<f64>, f64) {
    let weights: Vec<f64> =
        fit.loadings.iter().zip(&fit.uniquenesses).map(|(loading, own)| loading / own).collect();
    let precision = 1.0 + dot(&fit.loadings, &weights);
    (weights.into_iter().map(|weight| weight / precision).collect(), precision)
}

/// Returns the covariance of each item with the estimate of the factor.
fn with_factor(covariances: &[Vec<f64>], weights: &[f64]) -> Vec<f64> {
    let mut sums = vec![0.0; weights.len()];
    // Item by item over all sums at once: they do not wait for each other. A row is its own column.
    for (row, weight) in covariances.iter().zip(weights) {
        sums.iter_mut().zip(row).for_each(|(sum, covariance)| *sum += covariance * weight);
    }
    sums
}

/// Returns what one pass of expectation and maximisation makes of `fit`.
fn pass(covariances: &[Vec<f64>], fit: &Fit) -> Fit {
    let (weights, precision) = weights(fit);
    let with_factor = with_factor(covariances, &weights);
    let factor_variance = 1.0 / precision + dot(&weights, &with_factor);
    let loadings: Vec<f64> = with_factor.iter().map(|with| with / factor_variance).collect();
    let uniquenesses = (0..loadings.len())
        .map(|item| {
            at_least(covariances[item][item], covariances[item][item] - loadings[item] * with_factor[item])
        })
        .collect();
    Fit { loadings, uniquenesses }
}

/// Returns an item's own variance, or the least that an item of such a variance keeps.
fn at_least(variance: f64, own: f64) -> f64 {
    own.max(UNIQUENESS_FLOOR * variance)
}

/// Returns how far the covariances lie from those of `fit`, up to a constant: what passes make smaller.
fn deviance(covariances: &[Vec<f64>], fit: &Fit) -> f64 {
    let (weights, precision) = weights(fit);
    let explained = precision * dot(&weights, &with_factor(covariances, &weights));
    let own = fit.uniquenesses.iter().enumerate().map(|(item, own)| own.ln() + covariances[item][item] / own);
    own.sum::<f64>() + precision.ln() - explained
}

/// Returns how far two fits are apart: the largest difference, relative to the spread of the item.
fn distance(covariances: &[Vec<f64>], one: &Fit, other: &Fit) -> f64 {
    let apart = (0..covariances.len()).map(|item| {
        let variance = covariances[item][item];
        let loading = (one.loadings[item] - other.loadings[item]).abs() / variance.sqrt();
        loading.max((one.uniquenesses[item] - other.uniquenesses[item]).abs() / variance)
    });
    apart.fold(0.0, f64::max)
}

/// Returns where passes are heading: each next one is smaller than the one before by as much as the last two show.
///
/// Variances are taken by their logarithm, so that none falls below nothing.
fn leap(covariances: &[Vec<f64>], fits: [&Fit; 3]) -> Fit {
    let items = covariances.len();
    let [zero, one, two] = fits.map(|fit| {
        let loadings = (0..items).map(|item| fit.loadings[item] / covariances[item][item].sqrt());
        let own = (0..items).map(|item| (fit.uniquenesses[item] / covariances[item][item]).ln());
        loadings.chain(own).collect::<Vec<f64>>()
    });
    let first: Vec<f64> = one.iter().zip(&zero).map(|(one, zero)| one - zero).collect();
    let change: Vec<f64> =
        two.iter().zip(&one).zip(&first).map(|((two, one), first)| two - one - first).collect();
    let length = (dot(&first, &first) / dot(&change, &change)).sqrt().max(1.0);
    let ahead: Vec<f64> = (0..2 * items)
        .map(|place| zero[place] + 2.0 * length * first[place] + length * length * change[place])
        .collect();
    let (loadings, own) = ahead.split_at(items);
    let scaled = |(item, share): (usize, &f64)| share * covariances[item][item].sqrt();
    // An item has no more of its own than its variance.
    let kept = |(item, share): (usize, &f64)| {
        at_least(covariances[item][item], share.min(0.0).exp() * covariances[item][item])
    };
    Fit {
        loadings: loadings.iter().enumerate().map(scaled).collect(),
        uniquenesses: own.iter().enumerate().map(kept).collect(),
    }
}

fn dot(one: &[f64], other: &[f64]) -> f64 {
    one.iter().zip(other).map(|(one, other)| one * other).sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use approx::assert_relative_eq;

    /// The sums of 100 people whose covariances are exactly those of one factor.
    fn of_one_factor(loadings: &[f64], uniquenesses: &[f64]) -> CrossProducts {
        let n = 100.0;
        let mut products = Vec::new();
        for (row, loading) in loadings.iter().enumerate() {
            for (column, other) in loadings.iter().enumerate().skip(row) {
                let own = if row == column { uniquenesses[row] } else { 0.0 };
                products.push((loading * other + own) * (n - 1.0));
            }
        }
        CrossProducts::from_parts(100, vec![0.0; loadings.len()], products).unwrap()
    }

    #[test]
    fn the_floor_of_a_uniqueness_is_a_part_of_the_variance() {
        // The first item, of variance 4, is all but the factor itself: nothing of it is left over.
        let products = [4.0, 1.0, 1.0, 4.0, 1.0, 4.0].map(|covariance| covariance * 99.0).to_vec();
        let covariance =
            CrossProducts::from_parts(100, vec![0.0; 3], products).unwrap().covariance().unwrap();
        let fit = Fit { loadings: vec![2.0, 0.5, 0.5], uniquenesses: vec![1e-12, 3.0, 3.0] };
        let next = pass(&rows(&covariance), &fit);
        assert_relative_eq!(next.uniquenesses[0], UNIQUENESS_FLOOR * 4.0, max_relative = 1e-12);
    }

    #[test]
    fn a_perfect_factor_is_found_again() {
        let (loadings, uniquenesses) = ([0.8, 0.6, 1.1, 0.4], [0.5, 0.9, 0.3, 1.2]);
        let found = one_factor(&of_one_factor(&loadings, &uniquenesses)).unwrap();
        assert_eq!(found.solution, Solution::Proper);
        for (found, loading) in found.loadings.iter().zip(loadings) {
            assert_relative_eq!(*found, loading, max_relative = 1e-9);
        }
        let common = 2.9_f64.powi(2);
        assert_relative_eq!(found.omega, common / (common + 2.9), max_relative = 1e-10);
    }

    #[test]
    fn an_item_that_was_not_reversed_gets_a_negative_loading() {
        let found = one_factor(&of_one_factor(&[0.8, 0.6, -0.5, 0.9], &[0.5, 0.9, 0.8, 0.6])).unwrap();
        assert!(found.loadings[2] < 0.0 && found.loadings[0] > 0.0);
    }

    #[test]
    fn identical_items_leave_no_variance_of_their_own() {
        let rows = [[1.0, 1.0, 2.0], [2.0, 2.0, 1.0], [4.0, 4.0, 5.0], [5.0, 5.0, 3.0], [3.0, 3.0, 4.0]];
        let found = one_factor(&CrossProducts::of(rows.iter().map(|row| &row[..])).unwrap()).unwrap();
        assert_eq!(found.solution, Solution::Heywood);
        assert!(found.omega > 0.8 && found.omega < 1.0);
    }

    #[test]
    fn an_item_that_loses_its_own_variance_ever_more_slowly_is_told() {
        // The second item explains the others better than one factor can: its own variance falls as 1 / passes.
        let products = vec![99.0, 60.0, 10.0, 10.0, 99.0, 60.0, 60.0, 99.0, 10.0, 99.0];
        let scale = CrossProducts::from_parts(100, vec![0.0; 4], products).unwrap();
        let found = one_factor(&scale).unwrap();
        assert_eq!(found.solution, Solution::Heywood);
        assert!(found.uniquenesses[1] < 1e-6);
    }

    #[test]
    fn a_factor_needs_three_items_that_vary() {
        let constant = CrossProducts::of([&[1.0, 2.0, 3.0][..], &[2.0, 2.0, 5.0], &[4.0, 2.0, 4.0]]).unwrap();
        assert_eq!(one_factor(&constant), Err(NotEstimable::ZeroVariance));
        let two = CrossProducts::of([&[1.0, 2.0][..], &[2.0, 2.0], &[4.0, 5.0]]).unwrap();
        assert_eq!(one_factor(&two), Err(NotEstimable::TooFewItems));
        assert_eq!(one_factor(&CrossProducts::with_items(1)), Err(NotEstimable::OneItem));
        assert_eq!(one_factor(&CrossProducts::with_items(4)), Err(NotEstimable::NZero));
    }
}
