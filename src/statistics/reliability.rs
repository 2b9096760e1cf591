//! How well the items of a scale hold together: alpha with its interval, standardised alpha, Spearman-Brown.
//!
//! Leaves out omega, which needs a factor model ([`super::factor`]), pairwise deletion, and any label such as
//! "acceptable".

use super::count::real;
use super::cross_products::CrossProducts;
use super::distribution::f_quantile;
use super::{Interval, NotEstimable};

/// Cronbach's alpha of a scale.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Alpha {
    /// Alpha, at most 1; negative where items run against each other, a sign of an item not reversed.
    pub value: f64,
    /// The 95 % interval by Feldt.
    pub interval: Interval,
    /// The number of complete cases.
    pub n: u64,
}

/// Returns Cronbach's alpha over the complete cases.
///
/// A constant item stays in the formula. Alpha of 1 has the interval 1 to 1. Below zero is printed as it is.
///
/// Source: Cronbach (1951), Psychometrika 16(3), 297-334; Feldt (1965), Psychometrika 30(3), 357-370.
/// Reference: `tests/reference/scales.R`, `psych::alpha` on complete cases (its default is pairwise).
///
/// # Errors
/// `NZero` and `NOne` by the complete cases, `TooFewItems` for no item, `OneItem` for one,
/// `ZeroVariance` where everybody has the same sum.
pub fn alpha(scale: &CrossProducts) -> Result<Alpha, NotEstimable> {
    enough_items(scale)?;
    let covariance = scale.covariance()?;
    let total = covariance.total_variance();
    if total <= 0.0 {
        return Err(NotEstimable::ZeroVariance);
    }
    let k = real(scale.items() as u64);
    let value = k / (k - 1.0) * (1.0 - covariance.item_variances() / total);
    Ok(Alpha { value, interval: feldt_interval(value, scale.n(), k), n: scale.n() })
}

/// Returns alpha of the items standardised to equal spread, from their mean correlation over the complete
/// cases.
///
/// Source: Spearman (1910) and Brown (1910), British Journal of Psychology 3(3).
/// Reference: `tests/reference/scales.R`, `psych::alpha()$total$std.alpha`.
///
/// # Errors
/// As [`alpha`], and `ZeroVariance` where an item is constant or the correlations cancel out.
pub fn standardised_alpha(scale: &CrossProducts) -> Result<f64, NotEstimable> {
    enough_items(scale)?;
    let covariance = scale.covariance()?;
    let mut sum = 0.0;
    for row in 0..scale.items() {
        for column in row + 1..scale.items() {
            sum += covariance.correlation(row, column)?;
        }
    }
    let k = real(scale.items() as u64);
    let mean = sum / (k * (k - 1.0) / 2.0);
    stepped_up(mean, k)
}

/// Returns the Spearman-Brown reliability of a scale of exactly two items; better than alpha there.
///
/// Source: Eisinga, te Grotenhuis & Pelzer (2013), International Journal of Public Health 58, 637-642.
/// Reference: `tests/reference/scales.R`, `2 * cor(x, y) / (1 + cor(x, y))`.
///
/// # Errors
/// `OneItem`, `TooFewItems` for no item, `NZero` and `NOne` by the complete cases, `ZeroVariance`
/// where an item is constant or the items are each other's mirror.
///
/// # Panics
/// The scale has more than two items.
pub fn spearman_brown(scale: &CrossProducts) -> Result<f64, NotEstimable> {
    enough_items(scale)?;
    assert_eq!(scale.items(), 2, "invariant: Spearman-Brown is asked of two items");
    stepped_up(scale.covariance()?.correlation(0, 1)?, 2.0)
}

/// Returns the reliability of `k` items with a mean correlation.
fn stepped_up(correlation: f64, k: f64) -> Result<f64, NotEstimable> {
    let whole = 1.0 + (k - 1.0) * correlation;
    if whole <= 1e-14 { Err(NotEstimable::ZeroVariance) } else { Ok(k * correlation / whole) }
}

/// Says which of too few items a scale has, if it has.
pub(super) fn enough_items(scale: &CrossProducts) -> Result<(), NotEstimable> {
    match (scale.n(), scale.items()) {
        (0, 0) => Err(NotEstimable::NZero),
        (_, 0) => Err(NotEstimable::TooFewItems),
        (_, 1) => Err(NotEstimable::OneItem),
        _ => Ok(()),
    }
}

/// Returns the interval that takes (1 - true) / (1 - found) as F-distributed.
fn feldt_interval(alpha: f64, n: u64, k: f64) -> Interval {
    let df = real(n - 1);
    let limit = |p: f64| 1.0 - (1.0 - alpha) * f_quantile(p, df, df * (k - 1.0));
    Interval::new(limit(0.975), limit(0.025))
}

#[cfg(test)]
mod tests {
    use super::*;
    use approx::assert_relative_eq;

    fn scale(columns: &[&[f64]]) -> CrossProducts {
        let rows: Vec<Vec<f64>> =
            (0..columns[0].len()).map(|row| columns.iter().map(|column| column[row]).collect()).collect();
        CrossProducts::of(rows.iter().map(Vec::as_slice)).unwrap()
    }

    #[test]
    fn an_item_that_was_not_reversed_makes_alpha_negative() {
        let found = alpha(&scale(&[
            &[1.0, 2.0, 3.0, 4.0, 5.0],
            &[2.0, 3.0, 4.0, 5.0, 6.0],
            &[5.0, 4.0, 3.0, 2.0, 1.0],
        ]));
        assert_relative_eq!(found.unwrap().value, -3.0, max_relative = 1e-14);
    }

    #[test]
    fn a_constant_item_stays_in_alpha_and_ends_standardised_alpha() {
        let with = scale(&[&[1.0, 2.0, 3.0, 4.0], &[3.0; 4], &[2.0, 1.0, 4.0, 3.0]]);
        assert_relative_eq!(alpha(&with).unwrap().value, 0.5625, max_relative = 1e-14);
        assert_eq!(standardised_alpha(&with), Err(NotEstimable::ZeroVariance));
    }

    #[test]
    fn identical_items_have_an_alpha_and_an_interval_of_one() {
        let same = scale(&[&[1.0, 2.0, 4.0], &[1.0, 2.0, 4.0]]);
        let found = alpha(&same).unwrap();
        assert_eq!((found.value, found.interval), (1.0, Interval::new(1.0, 1.0)));
        assert_relative_eq!(spearman_brown(&same).unwrap(), 1.0, max_relative = 1e-15);
    }

    #[test]
    fn one_item_and_one_person_have_no_alpha() {
        assert_eq!(alpha(&scale(&[&[1.0, 2.0]])), Err(NotEstimable::OneItem));
        assert_eq!(alpha(&scale(&[&[1.0], &[2.0]])), Err(NotEstimable::NOne));
        assert_eq!(alpha(&CrossProducts::with_items(4)), Err(NotEstimable::NZero));
        assert_eq!(alpha(&CrossProducts::default()), Err(NotEstimable::NZero));
    }

    #[test]
    fn mirrored_items_have_totals_without_variance() {
        let mirrored = scale(&[&[1.0, 2.0, 4.0], &[5.0, 4.0, 2.0]]);
        assert_eq!(alpha(&mirrored), Err(NotEstimable::ZeroVariance));
        assert_eq!(spearman_brown(&mirrored), Err(NotEstimable::ZeroVariance));
        assert_eq!(standardised_alpha(&mirrored), Err(NotEstimable::ZeroVariance));
    }

    #[test]
    fn merged_schools_have_the_alpha_of_all_people_together() {
        let (one, other) = (scale(&[&[1.0, 2.0, 4.0], &[2.0, 2.0, 5.0]]), scale(&[&[3.0, 1.0], &[3.0, 2.0]]));
        let whole = scale(&[&[1.0, 2.0, 4.0, 3.0, 1.0], &[2.0, 2.0, 5.0, 3.0, 2.0]]);
        assert_eq!(alpha(&other.merge(&one)), alpha(&whole));
    }
}
