//! Medians, quartiles and other quantiles of a group.
//!
//! Leaves out weighted quantiles and intervals for quantiles.

use super::NotEstimable;
use super::count::real;
use super::frequency::Frequencies;

/// Returns the quantile at `probability` (0 to 1) of everybody in the group, in the unit of the values.
///
/// Interpolates linearly between the two nearest order statistics: type 7 of R, Excel's `QUARTILE.INC`.
/// One person is every quantile; nobody has none.
///
/// Source: Hyndman & Fan (1996), The American Statistician 50(4), 361-365, definition 7.
/// Reference: `tests/reference/groups.R`, `quantile(x, probability, type = 7)`.
///
/// # Errors
/// `NZero` for the empty group.
///
/// # Panics
/// `probability` lies outside 0 to 1.
pub fn quantile(group: &Frequencies, probability: f64) -> Result<f64, NotEstimable> {
    assert!((0.0..=1.0).contains(&probability), "invariant: a probability lies between 0 and 1");
    if group.n() == 0 {
        return Err(NotEstimable::NZero);
    }
    let place = real(group.n() - 1) * probability;
    let below = place.floor();
    let part = place - below;
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 0 and n - 1")]
    let rank = below as u64;
    let lower = order_statistic(group, rank);
    if part <= 0.0 {
        return Ok(lower);
    }
    let upper = order_statistic(group, rank + 1);
    // The difference form keeps equal neighbours exactly equal.
    Ok(lower + part * (upper - lower))
}

/// Returns the median of everybody in the group: [`quantile`] at one half.
///
/// # Errors
/// `NZero` for the empty group.
pub fn median(group: &Frequencies) -> Result<f64, NotEstimable> {
    quantile(group, 0.5)
}

/// Returns the median of plain values.
///
/// # Errors
/// `NZero` for the empty slice.
pub fn median_of(values: &[f64]) -> Result<f64, NotEstimable> {
    median(&Frequencies::of(values))
}

/// Returns the value of the person at `rank`, counted from 0 in ascending order; the last beyond the end.
fn order_statistic(group: &Frequencies, rank: u64) -> f64 {
    let mut seen = 0;
    for cell in group.cells() {
        seen += cell.count;
        if rank < seen {
            return cell.value;
        }
    }
    group.cells().last().expect("invariant: the group has somebody").value
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn an_even_count_has_its_median_halfway() {
        assert_eq!(median_of(&[10.0, 1.0, 3.0, 2.0]), Ok(2.5));
    }

    #[test]
    fn quartiles_interpolate_as_type_seven() {
        let group = Frequencies::of(&[1.0, 2.0, 3.0, 10.0]);
        assert_eq!(quantile(&group, 0.25), Ok(1.75));
        assert_eq!(quantile(&group, 0.75), Ok(4.75));
        assert_eq!(quantile(&group, 0.0), Ok(1.0));
        assert_eq!(quantile(&group, 1.0), Ok(10.0));
    }

    #[test]
    fn nobody_has_no_median_and_one_person_is_every_quantile() {
        assert_eq!(median_of(&[]), Err(NotEstimable::NZero));
        assert_eq!(quantile(&Frequencies::of(&[4.0]), 0.9), Ok(4.0));
    }

    proptest! {
        #[test]
        fn a_quantile_lies_between_its_order_statistics(
            list in prop::collection::vec(1..8_i32, 1..50),
            probability in 0.0..=1.0_f64,
        ) {
            let mut values: Vec<f64> = list.iter().map(|&value| f64::from(value) / 7.0).collect();
            values.sort_by(f64::total_cmp);
            let place = (values.len() - 1) as f64 * probability;
            let found = quantile(&Frequencies::of(&values), probability).unwrap();
            prop_assert!(values[place.floor() as usize] <= found && found <= values[place.ceil() as usize] + 1e-15);
        }
    }
}
