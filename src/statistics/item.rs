//! What each item adds to its scale: the correlation with the rest, and alpha without it.
//!
//! Leaves out answers per item, with floor and ceiling: [`super::frequency::Frequencies`] has those.

use super::NotEstimable;
use super::count::real;
use super::cross_products::{Covariance, CrossProducts};
use super::reliability::enough_items;

/// One item within its scale, over the complete cases.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ItemInScale {
    /// The mean answer, reversed where the scale says so.
    pub mean: f64,
    /// The standard deviation of the answers.
    pub standard_deviation: f64,
    /// The correlation with the sum of the other items, -1 to 1; negative is a sign of an item not reversed.
    pub item_rest: Result<f64, NotEstimable>,
    /// Alpha of the other items.
    pub alpha_if_dropped: Result<f64, NotEstimable>,
}

/// Returns what each item adds to its scale, in the order of the items.
///
/// Reference: `tests/reference/scales.R`, `psych::alpha()$item.stats$r.drop` and `$alpha.drop$raw_alpha`, on
/// complete cases.
///
/// # Errors
/// `NZero` and `NOne` by the complete cases, `TooFewItems` for no item, `OneItem` for one.
pub fn items_in_scale(scale: &CrossProducts) -> Result<Vec<ItemInScale>, NotEstimable> {
    enough_items(scale)?;
    let covariance = scale.covariance()?;
    (0..scale.items())
        .map(|item| {
            let rest = covariance.without(item);
            Ok(ItemInScale {
                mean: scale.mean(item)?,
                standard_deviation: covariance.variance(item).sqrt(),
                item_rest: item_rest(&covariance, &rest, item),
                alpha_if_dropped: alpha_of(&rest),
            })
        })
        .collect()
}

fn item_rest(covariance: &Covariance, rest: &Covariance, item: usize) -> Result<f64, NotEstimable> {
    let (own, others) = (covariance.variance(item), rest.total_variance());
    if own <= 0.0 || others <= 0.0 {
        return Err(NotEstimable::ZeroVariance);
    }
    let shared = covariance.with_total(item) - own;
    Ok((shared / (own * others).sqrt()).clamp(-1.0, 1.0))
}

fn alpha_of(rest: &Covariance) -> Result<f64, NotEstimable> {
    if rest.items() < 2 {
        return Err(NotEstimable::OneItem);
    }
    let total = rest.total_variance();
    if total <= 0.0 {
        return Err(NotEstimable::ZeroVariance);
    }
    let k = real(rest.items() as u64);
    Ok(k / (k - 1.0) * (1.0 - rest.item_variances() / total))
}

#[cfg(test)]
mod tests {
    use super::super::reliability::alpha;
    use super::*;
    use approx::assert_relative_eq;

    const ROWS: [[f64; 3]; 5] =
        [[1.0, 2.0, 5.0], [2.0, 2.0, 4.0], [4.0, 5.0, 1.0], [5.0, 3.0, 2.0], [3.0, 4.0, 3.0]];

    #[test]
    fn an_item_that_runs_against_its_scale_has_a_negative_correlation_with_the_rest() {
        let scale = CrossProducts::of(ROWS.iter().map(|row| &row[..])).unwrap();
        let items = items_in_scale(&scale).unwrap();
        assert!(items[2].item_rest.unwrap() < 0.0);
        assert!(items[2].alpha_if_dropped.unwrap() > alpha(&scale).unwrap().value);
    }

    #[test]
    fn alpha_if_dropped_is_alpha_of_the_other_items() {
        let scale = CrossProducts::of(ROWS.iter().map(|row| &row[..])).unwrap();
        let others = CrossProducts::of(ROWS.iter().map(|row| &row[1..])).unwrap();
        let dropped = items_in_scale(&scale).unwrap()[0].alpha_if_dropped.unwrap();
        assert_relative_eq!(dropped, alpha(&others).unwrap().value, max_relative = 1e-14);
    }

    #[test]
    fn a_constant_item_has_no_correlation_with_the_rest() {
        let rows = [[3.0, 1.0, 2.0], [3.0, 2.0, 2.0], [3.0, 4.0, 5.0]];
        let items = items_in_scale(&CrossProducts::of(rows.iter().map(|row| &row[..])).unwrap()).unwrap();
        assert_eq!(items[0].item_rest, Err(NotEstimable::ZeroVariance));
        assert_eq!((items[0].mean, items[0].standard_deviation), (3.0, 0.0));
    }

    #[test]
    fn two_items_have_no_alpha_without_one_of_them() {
        let scale = CrossProducts::of(ROWS.iter().map(|row| &row[..2])).unwrap();
        let items = items_in_scale(&scale).unwrap();
        assert_eq!(items[0].alpha_if_dropped, Err(NotEstimable::OneItem));
        assert_relative_eq!(items[0].item_rest.unwrap(), items[1].item_rest.unwrap(), max_relative = 1e-15);
        assert_eq!(items_in_scale(&CrossProducts::with_items(1)), Err(NotEstimable::OneItem));
    }
}
