//! Rates of two groups brought to one mix of strata, and a gap split into mix and rates.
//!
//! Leaves out indirect standardisation. Only strata with both groups can be compared; the answers say
//! how much of the standard they cover.

use super::count::real;
use super::difference::share_variance;
use super::distribution::Z_95;
use super::stratified::Stratum;
use super::{Estimate, Interval, NotEstimable};

/// Both groups within one stratum, and how much the stratum weighs in the standard population.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct StandardStratum {
    /// The groups.
    pub groups: Stratum,
    /// People of the standard population, or any measure of them; 0 or more.
    pub weight: f64,
}

/// Rates standardised to one mix.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Standardised {
    /// The rate of the first group, 0 to 1.
    pub first: f64,
    /// The rate of the reference group, 0 to 1.
    pub reference: f64,
    /// First minus reference, with its normal 95 % interval.
    pub difference: Estimate,
    /// The standard error of the difference.
    pub standard_error: f64,
    /// How many strata held both groups.
    pub n_strata: usize,
    /// The part of the standard's weight that these strata hold, 0 to 1; below 1 the mix is of common support only.
    pub covered: f64,
}

/// Returns directly standardised rates; strata that lack a group are left out for both.
///
/// The interval is missing (`no_variation`) where every rate used is 0 or 1.
///
/// # Errors
/// [`NotEstimable::NoInformativeStratum`] when no stratum with weight holds both groups,
/// [`NotEstimable::BadWeights`] for a weight below 0 or not finite.
///
/// Source: Fleiss, Levin & Paik (2003), Statistical Methods for Rates and Proportions, section 19.4.
/// Reference: `tests/reference/stratified.R`, the formula.
pub fn direct_standardisation(strata: &[StandardStratum]) -> Result<Standardised, NotEstimable> {
    if strata.iter().any(|s| !s.weight.is_finite() || s.weight < 0.0) {
        return Err(NotEstimable::BadWeights);
    }
    let used: Vec<&StandardStratum> = strata
        .iter()
        .filter(|s| s.weight > 0.0 && s.groups.first.n() > 0 && s.groups.reference.n() > 0)
        .collect();
    let weight: f64 = used.iter().map(|s| s.weight).sum();
    if weight <= 0.0 {
        return Err(NotEstimable::NoInformativeStratum);
    }
    let (mut first, mut reference, mut variance) = (0.0, 0.0, 0.0);
    for stratum in &used {
        let part = stratum.weight / weight;
        let Stratum { first: one, reference: other } = stratum.groups;
        first += part * one.share()?.value();
        reference += part * other.share()?.value();
        variance += part * part * (share_variance(one)? + share_variance(other)?);
    }
    let (value, standard_error) = (first - reference, variance.sqrt());
    let half = Z_95 * standard_error;
    let interval = if variance > 0.0 {
        Ok(Interval { lower: value - half, upper: value + half })
    } else {
        Err(NotEstimable::NoVariation)
    };
    Ok(Standardised {
        first,
        reference,
        difference: Estimate { value, interval },
        standard_error,
        n_strata: used.len(),
        covered: weight / strata.iter().map(|s| s.weight).sum::<f64>(),
    })
}

/// A gap in rates, split.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Decomposition {
    /// The gap, first minus reference, -1 to 1; the sum of the two parts.
    pub total: f64,
    /// The part due to rates that differ within strata.
    pub rates: f64,
    /// The part due to the groups being in different strata.
    pub mix: f64,
}

/// Returns the split of a crude gap into rates within strata and mix over strata, both groups alike as the base.
///
/// A stratum with only one of the groups takes that group's rate for both, so that it counts as mix.
///
/// # Errors
/// [`NotEstimable::NZero`] when one of the groups is empty.
///
/// Source: Kitagawa (1955), JASA 50, 1168-1194. Reference: `tests/reference/stratified.R`, the formula.
pub fn decomposition(strata: &[Stratum]) -> Result<Decomposition, NotEstimable> {
    let first_n: u64 = strata.iter().map(|s| s.first.n()).sum();
    let reference_n: u64 = strata.iter().map(|s| s.reference.n()).sum();
    if first_n == 0 || reference_n == 0 {
        return Err(NotEstimable::NZero);
    }
    let (mut rates, mut mix) = (0.0, 0.0);
    for stratum in strata {
        let (first, reference) = match (stratum.first.share(), stratum.reference.share()) {
            (Ok(first), Ok(reference)) => (first.value(), reference.value()),
            (Ok(only), Err(_)) | (Err(_), Ok(only)) => (only.value(), only.value()),
            (Err(_), Err(_)) => continue,
        };
        let first_part = real(stratum.first.n()) / real(first_n);
        let reference_part = real(stratum.reference.n()) / real(reference_n);
        rates += (first - reference) * f64::midpoint(first_part, reference_part);
        mix += (first_part - reference_part) * f64::midpoint(first, reference);
    }
    Ok(Decomposition { total: rates + mix, rates, mix })
}

#[cfg(test)]
mod tests {
    use super::super::difference::risk_difference;
    use super::super::proportion::Tally;
    use super::*;
    use proptest::prelude::*;

    fn any_strata() -> impl Strategy<Value = Vec<Stratum>> {
        let tally = || (0_u64..40, 0_u64..40).prop_map(|(successes, failures)| Tally { successes, failures });
        proptest::collection::vec(
            (tally(), tally()).prop_map(|(first, reference)| Stratum { first, reference }),
            1..6,
        )
    }

    proptest! {
        #[test]
        fn the_parts_add_up_to_the_crude_gap(strata in any_strata()) {
            let sum = |group: &dyn Fn(&Stratum) -> Tally| Tally {
                successes: strata.iter().map(|s| group(s).successes).sum(),
                failures: strata.iter().map(|s| group(s).failures).sum(),
            };
            if let (Ok(parts), Ok(crude)) =
                (decomposition(&strata), risk_difference(sum(&|s| s.first), sum(&|s| s.reference)))
            {
                prop_assert!((parts.total - crude.value).abs() < 1e-12);
                prop_assert!((parts.rates + parts.mix - parts.total).abs() < 1e-12);
            }
        }

        #[test]
        fn one_scale_of_the_weights_is_as_good_as_another(strata in any_strata(), factor in 0.01..100.0_f64) {
            let weighted = |factor: f64| -> Vec<StandardStratum> {
                (1_u32..).zip(&strata).map(|(k, groups)| StandardStratum { groups: *groups, weight: factor * f64::from(k) }).collect()
            };
            match (direct_standardisation(&weighted(1.0)), direct_standardisation(&weighted(factor))) {
                (Ok(one), Ok(other)) => prop_assert!((one.difference.value - other.difference.value).abs() < 1e-12),
                (one, other) => prop_assert_eq!(one, other),
            }
        }
    }

    #[test]
    fn rates_of_none_and_all_have_no_interval() {
        let groups = Stratum { first: Tally::of(5, 5), reference: Tally::of(0, 9) };
        let standardised = direct_standardisation(&[StandardStratum { groups, weight: 2.0 }]).unwrap();
        assert_eq!(standardised.difference.interval, Err(NotEstimable::NoVariation));
    }
}
