//! One common factor under the items of a scale, and omega total from it.
//!
//! Leaves out more factors, standard errors and tests of fit.

use std::mem;

use super::NotEstimable;
use super::cross_products::{Covariance, CrossProducts};
use super::reliability::enough_items;

/// The change at which the estimate stands still: relative to the spread of each item.
const TOLERANCE: f64 = 1e-13;

/// Passes after which the estimate is taken as it is; scales of bounded answers need about a hundred.
const MAX_PASSES: u32 = 200_000;

/// The least share of an item's variance that is its own: below it the model has no proper solution.
const UNIQUENESS_FLOOR: f64 = 1e-8;

/// Where passes run out, an item with less than this share of its own variance is on its way to none: only
/// then do passes get ever smaller without standing still.
const SLOW_LOSS: f64 = 0.05;

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
    /// An item keeps no variance of its own, or loses the last of it (a Heywood case): omega is a limit, to be shown with that remark.
    Heywood,
    /// It still moved after the last pass.
    Unfinished,
}

/// Fits one factor by maximum likelihood to the complete cases and returns omega total with it.
///
/// Source: Rubin & Thayer (1982), Psychometrika 47(1), 69-76 (EM); `McDonald` (1999), Test Theory.
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
    let mut fit = start(&covariance);
    let mut solution = Solution::Unfinished;
    let rows = rows(&covariance);
    let still: Vec<(f64, f64)> = items
        .clone()
        .map(|item| covariance.variance(item))
        .map(|variance| (TOLERANCE * variance.sqrt(), TOLERANCE * variance))
        .collect();
    let (mut next, mut room) = (fit.clone(), Room::of(covariance.items()));
    for _ in 0..MAX_PASSES {
        pass(&rows, &fit, &mut next, &mut room);
        let moved = still.iter().enumerate().any(|(item, (loading, uniqueness))| {
            (next.loadings[item] - fit.loadings[item]).abs() >= *loading
                || (next.uniquenesses[item] - fit.uniquenesses[item]).abs() >= *uniqueness
        });
        mem::swap(&mut fit, &mut next);
        if !moved {
            solution = Solution::Proper;
            break;
        }
    }
    let limit = match solution {
        Solution::Unfinished => SLOW_LOSS,
        _ => 2.0 * UNIQUENESS_FLOOR,
    };
    if items.clone().any(|item| fit.uniquenesses[item] <= limit * covariance.variance(item)) {
        solution = Solution::Heywood;
    }
    let sum: f64 = fit.loadings.iter().sum();
    let common = sum * sum;
    let omega = common / (common + fit.uniquenesses.iter().sum::<f64>());
    let sign = if sum < 0.0 { -1.0 } else { 1.0 };
    let loadings = fit.loadings.iter().map(|loading| sign * loading).collect();
    Ok(OneFactor { omega, loadings, uniquenesses: fit.uniquenesses, solution })
}

#[derive(Clone)]
struct Fit {
    loadings: Vec<f64>,
    uniquenesses: Vec<f64>,
}

/// What a pass works out on the way; kept from pass to pass, since there are many.
struct Room {
    /// How each item weighs in the estimate of the factor.
    weights: Vec<f64>,
    /// The covariance of each item with that estimate.
    with_factor: Vec<f64>,
}

impl Room {
    fn of(items: usize) -> Self {
        Self { weights: vec![0.0; items], with_factor: vec![0.0; items] }
    }
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

/// One pass of expectation and maximisation, from `fit` to `next`.
fn pass(covariances: &[Vec<f64>], fit: &Fit, next: &mut Fit, room: &mut Room) {
    let Room { weights, with_factor } = room;
    let mut precision = 0.0;
    for ((weight, loading), own) in weights.iter_mut().zip(&fit.loadings).zip(&fit.uniquenesses) {
        *weight = loading / own;
        precision += loading * *weight;
    }
    precision += 1.0;
    with_factor.fill(0.0);
    // Item by item over all sums at once: they do not wait for each other. A row is its own column.
    for (row, weight) in covariances.iter().zip(weights) {
        *weight /= precision;
        for (sum, covariance) in with_factor.iter_mut().zip(row) {
            *sum += covariance * *weight;
        }
    }
    let explained: f64 = room.weights.iter().zip(&room.with_factor).map(|(weight, with)| weight * with).sum();
    let factor_variance = 1.0 / precision + explained;
    for (item, with) in room.with_factor.iter().enumerate() {
        let variance = covariances[item][item];
        let loading = with / factor_variance;
        next.loadings[item] = loading;
        next.uniquenesses[item] = (variance - loading * with).max(UNIQUENESS_FLOOR * variance);
    }
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
        let mut next = fit.clone();
        pass(&rows(&covariance), &fit, &mut next, &mut Room::of(3));
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
    fn an_item_that_still_loses_its_own_variance_after_the_last_pass_is_told() {
        // The second item explains the others better than one factor can: its own variance falls as 1 / passes.
        let products = vec![99.0, 60.0, 10.0, 10.0, 99.0, 60.0, 60.0, 99.0, 10.0, 99.0];
        let scale = CrossProducts::from_parts(100, vec![0.0; 4], products).unwrap();
        let found = one_factor(&scale).unwrap();
        assert_eq!(found.solution, Solution::Heywood);
        assert!(found.uniquenesses[1] < SLOW_LOSS);
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
