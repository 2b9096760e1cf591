//! Differential item functioning: do people with the same scale score, but of two groups, answer an item
//! alike?
//!
//! Leaves out models of item response, and purification of the score by dropping items.

use super::NotEstimable;
use super::count::real;
use super::distribution::chi_squared_sf;
use super::frequency::Frequencies;
use super::moments::Moments;

/// The least number of people per group for which this is run at all.
pub const LEAST_PER_GROUP: u64 = 100;

/// From this size, in standard deviations of the item, a difference is at least moderate.
const MODERATE: f64 = 0.17;

/// From this size, in standard deviations of the item, a difference is large.
const LARGE: f64 = 0.25;

/// The answers to one item of people with one scale score.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Stratum {
    /// The group that is asked about.
    pub focal: Frequencies,
    /// The group that it is compared with.
    pub reference: Frequencies,
}

impl Stratum {
    /// Returns the answers of both schools or blocks together, for the same scale score.
    #[must_use]
    pub fn merge(&self, other: &Self) -> Self {
        Self { focal: self.focal.merge(&other.focal), reference: self.reference.merge(&other.reference) }
    }

    fn holds_both(&self) -> bool {
        self.focal.n() > 0 && self.reference.n() > 0
    }
}

/// Whether an item works differently for two groups.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Dif {
    /// The Mantel statistic, on one degree of freedom.
    pub chi_squared: f64,
    /// The probability of a statistic as large.
    pub p: f64,
    /// Focal minus reference at the same score, weighted by the focal group, in points of the item.
    pub difference: f64,
    /// The same in standard deviations of the item.
    pub standardised: f64,
    /// The number of strata that hold both groups.
    pub strata: u64,
}

impl Dif {
    /// Returns how large the difference is, given the p-value corrected for the number of items.
    #[must_use]
    pub fn size(&self, p_adjusted: f64) -> Size {
        size(self.standardised, p_adjusted)
    }
}

/// Returns how large a difference of so many standard deviations is, given its corrected p-value.
///
/// Source: Zwick, Thayer & Mazzeo (1997), Applied Measurement in Education 10(4), 321-344.
#[must_use]
pub fn size(standardised: f64, p_adjusted: f64) -> Size {
    let distance = standardised.abs();
    if p_adjusted >= 0.05 || distance <= MODERATE {
        Size::Negligible
    } else if distance <= LARGE {
        Size::Moderate
    } else {
        Size::Large
    }
}

/// How large the difference of an item is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Size {
    /// Small, or not told from chance.
    Negligible,
    /// Worth reading the item again.
    Moderate,
    /// The item measures something else in one of the groups.
    Large,
}

/// Compares the answers to one item of two groups at equal scale scores.
///
/// Strata that lack a group tell nothing and are skipped, but their answers count in the spread of the item.
///
/// Source: Mantel (1963), Journal of the American Statistical Association 58, 690-700; Dorans & Schmitt
/// (1991).
/// Reference: `tests/reference/scales.R`,
/// `coin::independence_test(y ~ g | factor(score), teststat = "quadratic")`.
///
/// # Errors
/// `NoInformativeStratum` where no stratum holds both groups, `NoVariation` where all answers within
/// strata agree.
pub fn dif(strata: &[Stratum]) -> Result<Dif, NotEstimable> {
    let informative: Vec<&Stratum> = strata.iter().filter(|stratum| stratum.holds_both()).collect();
    if informative.is_empty() {
        return Err(NotEstimable::NoInformativeStratum);
    }
    let (mut excess, mut variance, mut difference, mut focal_people) = (0.0, 0.0, 0.0, 0.0);
    for stratum in &informative {
        let (focal, reference) = (stratum.focal.moments(), stratum.reference.moments());
        let all = focal.merge(reference);
        let (n_focal, n_reference, n) = (real(focal.n()), real(reference.n()), real(all.n()));
        excess += n_focal * (focal.mean()? - all.mean()?);
        variance += n_focal * n_reference * all.squares() / (n * (n - 1.0));
        difference += n_focal * (focal.mean()? - reference.mean()?);
        focal_people += n_focal;
    }
    let spread = strata
        .iter()
        .fold(Moments::default(), |all, stratum| {
            all.merge(stratum.focal.moments()).merge(stratum.reference.moments())
        })
        .standard_deviation()?;
    if variance <= 0.0 || spread <= 0.0 {
        return Err(NotEstimable::NoVariation);
    }
    let chi_squared = excess * excess / variance;
    let difference = difference / focal_people;
    Ok(Dif {
        chi_squared,
        p: chi_squared_sf(chi_squared, 1.0),
        difference,
        standardised: difference / spread,
        strata: informative.len() as u64,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use approx::assert_relative_eq;

    fn stratum(focal: &[f64], reference: &[f64]) -> Stratum {
        Stratum { focal: Frequencies::of(focal), reference: Frequencies::of(reference) }
    }

    #[test]
    fn strata_without_both_groups_tell_nothing() {
        assert_eq!(dif(&[]), Err(NotEstimable::NoInformativeStratum));
        assert_eq!(dif(&[stratum(&[1.0, 2.0], &[])]), Err(NotEstimable::NoInformativeStratum));
        let one = stratum(&[1.0, 2.0, 2.0], &[2.0, 3.0]);
        let with = dif(&[one.clone(), stratum(&[], &[2.0])]).unwrap();
        assert_eq!((with.strata, with.chi_squared), (1, dif(&[one]).unwrap().chi_squared));
    }

    #[test]
    fn equal_answers_within_strata_have_no_statistic() {
        assert_eq!(
            dif(&[stratum(&[1.0], &[1.0]), stratum(&[2.0], &[2.0, 2.0])]),
            Err(NotEstimable::NoVariation)
        );
    }

    #[test]
    fn one_stratum_gives_the_two_group_statistic() {
        // T - E = 3 - 2 * 1.8, V = 2 * 3 * (5 * 18 - 81) / (25 * 4): by hand.
        let found = dif(&[stratum(&[1.0, 2.0], &[1.0, 2.0, 3.0])]).unwrap();
        assert_relative_eq!(found.chi_squared, 0.36 / 0.84, max_relative = 1e-12);
        assert_relative_eq!(found.difference, -0.5, max_relative = 1e-14);
    }

    #[test]
    fn swapping_the_groups_keeps_the_statistic() {
        let strata = [stratum(&[1.0, 2.0], &[1.0, 2.0, 3.0]), stratum(&[4.0], &[5.0, 3.0])];
        let swapped = strata.clone().map(|s| Stratum { focal: s.reference, reference: s.focal });
        assert_relative_eq!(dif(&strata).unwrap().p, dif(&swapped).unwrap().p, max_relative = 1e-12);
    }

    #[test]
    fn a_difference_is_large_only_when_it_is_also_told_from_chance() {
        let found = Dif { chi_squared: 9.0, p: 0.003, difference: -0.3, standardised: -0.3, strata: 4 };
        assert_eq!(found.size(0.01), Size::Large);
        assert_eq!(found.size(0.2), Size::Negligible);
        assert_eq!(Dif { standardised: 0.2, ..found }.size(0.01), Size::Moderate);
        assert_eq!(Dif { standardised: 0.17, ..found }.size(0.01), Size::Negligible);
    }

    #[test]
    fn schools_merge_per_score() {
        let (one, other) = (stratum(&[1.0], &[2.0]), stratum(&[2.0], &[2.0, 3.0]));
        assert_eq!(one.merge(&other), stratum(&[1.0, 2.0], &[2.0, 2.0, 3.0]));
        assert_eq!(one.merge(&Stratum::default()), one);
    }
}
