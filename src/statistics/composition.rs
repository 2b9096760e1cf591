//! Two means at one mix of strata: what is left of a change when the make-up of the people is held equal.
//!
//! Leaves out shares (`standardisation`) and models (`additive`).

use super::count::real;
use super::distribution::student_t_quantile;
use super::estimate::Interval;
use super::moments::Moments;
use super::{Estimate, NotEstimable};

/// Both groups within one stratum.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct MeanStratum {
    /// The first group.
    pub first: Moments,
    /// The group it is compared with.
    pub reference: Moments,
}

/// Returns first minus reference at the mix of strata of both together, with Satterthwaite's t interval.
///
/// Sum of `W_k` (m1k - m0k) with `W_k` the share of stratum k among all people. Strata without one of the groups
/// are left out. No interval where a stratum has one person of a group (`GroupNOne`) or without any spread
/// (`ZeroVariance`).
///
/// Reference: `tests/reference/demo.R`, written out.
///
/// # Errors
/// `NoInformativeStratum` where no stratum holds both groups.
pub fn standardised_difference(strata: &[MeanStratum]) -> Result<Estimate, NotEstimable> {
    let held: Vec<&MeanStratum> =
        strata.iter().filter(|stratum| stratum.first.n() > 0 && stratum.reference.n() > 0).collect();
    let total: u64 = held.iter().map(|stratum| stratum.first.n() + stratum.reference.n()).sum();
    if held.is_empty() {
        return Err(NotEstimable::NoInformativeStratum);
    }
    let (mut value, mut variance, mut spread) = (0.0, 0.0, 0.0);
    let mut is_lone = false;
    for stratum in held {
        let weight = real(stratum.first.n() + stratum.reference.n()) / real(total);
        value += weight * (stratum.first.mean()? - stratum.reference.mean()?);
        for group in [stratum.first, stratum.reference] {
            let Ok(group_variance) = group.variance() else {
                is_lone = true;
                continue;
            };
            let part = weight * weight * group_variance / real(group.n());
            variance += part;
            spread += part * part / real(group.n() - 1);
        }
    }
    let interval = if is_lone {
        Err(NotEstimable::GroupNOne)
    } else if variance <= 0.0 {
        Err(NotEstimable::ZeroVariance)
    } else {
        let margin = student_t_quantile(0.975, variance * variance / spread) * variance.sqrt();
        Ok(Interval::new(value - margin, value + margin))
    };
    Ok(Estimate { value, interval })
}

#[cfg(test)]
mod tests {
    use super::super::means::welch;
    use super::*;
    use approx::assert_relative_eq;

    fn stratum(first: &[f64], reference: &[f64]) -> MeanStratum {
        MeanStratum { first: Moments::of(first), reference: Moments::of(reference) }
    }

    #[test]
    fn one_stratum_is_the_plain_difference() {
        let one = stratum(&[3.0, 4.0, 2.5, 5.0], &[1.0, 2.0, 4.0]);
        let (found, plain) =
            (standardised_difference(&[one]).unwrap(), welch(one.first, one.reference).unwrap());
        assert_relative_eq!(found.value, plain.difference, max_relative = 1e-12);
        assert_relative_eq!(
            found.interval.unwrap().lower,
            plain.test.unwrap().interval.lower,
            max_relative = 1e-12
        );
    }

    #[test]
    fn another_make_up_alone_is_no_change() {
        let (low, high) = ([1.0, 2.0, 3.0], [4.0, 5.0, 3.0]);
        let twice: Vec<f64> = high.iter().chain(&high).copied().collect();
        let strata = [stratum(&low, &low), stratum(&twice, &high)];
        assert_relative_eq!(standardised_difference(&strata).unwrap().value, 0.0, epsilon = 1e-15);
    }

    #[test]
    fn strata_with_one_group_say_nothing() {
        assert_eq!(standardised_difference(&[]), Err(NotEstimable::NoInformativeStratum));
        assert_eq!(
            standardised_difference(&[stratum(&[1.0, 2.0], &[])]),
            Err(NotEstimable::NoInformativeStratum)
        );
        let lone = standardised_difference(&[stratum(&[1.0], &[2.0, 3.0])]).unwrap();
        assert_eq!((lone.value, lone.interval), (-1.5, Err(NotEstimable::GroupNOne)));
    }
}
