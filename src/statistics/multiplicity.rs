//! Corrections for many tests at once: Holm, Benjamini-Hochberg and Bonferroni.
//!
//! Leaves out which tests belong together: that is declared in the scan, before anything is computed.

use super::count::real;

/// How p-values of one family are corrected.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Correction {
    /// The chance of one false finding or more in the family; for primary comparisons.
    Holm,
    /// The share of false findings among the findings; for screens of many groups.
    BenjaminiHochberg,
    /// Every p-value times their number; never better than Holm, for comparison with older reports.
    Bonferroni,
}

/// Returns the corrected p-values of a family in the order given, each between 0 and 1.
///
/// Tests without p-value stay without, and do not count in the size of the family. An empty family gives an
/// empty list.
///
/// Source: Holm (1979), Scandinavian Journal of Statistics 6(2), 65-70; Benjamini & Hochberg (1995),
/// Journal of the Royal Statistical Society B 57(1), 289-300.
/// Reference: `tests/reference/groups.R`, `p.adjust`.
#[must_use]
pub fn adjust(p_values: &[Option<f64>], correction: Correction) -> Vec<Option<f64>> {
    let mut family: Vec<Ranked> =
        p_values.iter().enumerate().filter_map(|(place, p)| p.map(|p| Ranked { place, p })).collect();
    family.sort_by(|left, right| left.p.total_cmp(&right.p).then(left.place.cmp(&right.place)));
    let adjusted = match correction {
        Correction::Holm => holm(&family),
        Correction::BenjaminiHochberg => benjamini_hochberg(&family),
        Correction::Bonferroni => family.iter().map(|test| test.p * size(&family)).collect(),
    };
    let mut answer = vec![None; p_values.len()];
    for (test, p) in family.iter().zip(adjusted) {
        answer[test.place] = Some(p.min(1.0));
    }
    answer
}

/// A p-value and its place in the list as given.
struct Ranked {
    place: usize,
    p: f64,
}

fn size(family: &[Ranked]) -> f64 {
    real(family.len() as u64)
}

fn holm(ascending: &[Ranked]) -> Vec<f64> {
    let mut largest: f64 = 0.0;
    let mut left = size(ascending);
    let mut adjusted = Vec::with_capacity(ascending.len());
    for test in ascending {
        largest = largest.max(left * test.p);
        left -= 1.0;
        adjusted.push(largest);
    }
    adjusted
}

fn benjamini_hochberg(ascending: &[Ranked]) -> Vec<f64> {
    let mut smallest: f64 = 1.0;
    let mut rank = size(ascending);
    let mut adjusted = vec![0.0; ascending.len()];
    for (place, test) in ascending.iter().enumerate().rev() {
        smallest = smallest.min(size(ascending) * test.p / rank);
        rank -= 1.0;
        adjusted[place] = smallest;
    }
    adjusted
}

#[cfg(test)]
mod tests {
    use super::*;
    use approx::assert_relative_eq;
    use proptest::prelude::*;

    const FAMILY: [Option<f64>; 4] = [Some(0.01), Some(0.04), Some(0.03), Some(0.005)];

    fn assert_same(found: &[Option<f64>], expected: &[Option<f64>]) {
        assert_eq!(found.len(), expected.len());
        for (found, expected) in found.iter().zip(expected) {
            match (found, expected) {
                (Some(found), Some(expected)) => assert_relative_eq!(*found, *expected, max_relative = 1e-14),
                _ => assert_eq!(found, expected),
            }
        }
    }

    #[test]
    fn holm_steps_down_with_a_running_maximum() {
        let expected = [Some(0.03), Some(0.06), Some(0.06), Some(0.02)];
        assert_same(&adjust(&FAMILY, Correction::Holm), &expected);
    }

    #[test]
    fn benjamini_hochberg_steps_up_with_a_running_minimum() {
        let expected = [Some(0.02), Some(0.04), Some(0.04), Some(0.02)];
        assert_same(&adjust(&FAMILY, Correction::BenjaminiHochberg), &expected);
    }

    #[test]
    fn bonferroni_multiplies_by_the_size_of_the_family() {
        let expected = [Some(0.04), Some(0.16), Some(0.12), Some(0.02)];
        assert_same(&adjust(&FAMILY, Correction::Bonferroni), &expected);
    }

    #[test]
    fn tests_without_p_value_do_not_count_in_the_family() {
        let found = adjust(&[Some(0.01), None, Some(0.03)], Correction::Holm);
        assert_same(&found, &[Some(0.02), None, Some(0.03)]);
        assert_eq!(adjust(&[], Correction::Holm), []);
        assert_eq!(adjust(&[None], Correction::BenjaminiHochberg), [None]);
    }

    #[test]
    fn no_corrected_p_value_passes_one() {
        assert_eq!(adjust(&[Some(0.8), Some(0.9)], Correction::Holm), [Some(1.0), Some(1.0)]);
        assert_eq!(adjust(&[Some(0.8), Some(0.9)], Correction::Bonferroni), [Some(1.0), Some(1.0)]);
    }

    proptest! {
        #[test]
        fn corrections_stand_in_their_known_order(family in prop::collection::vec(0.0..=1.0_f64, 1..20)) {
            let family: Vec<Option<f64>> = family.into_iter().map(Some).collect();
            let by = |correction| adjust(&family, correction);
            let (bh, holm) = (by(Correction::BenjaminiHochberg), by(Correction::Holm));
            let bonferroni = by(Correction::Bonferroni);
            for place in 0..family.len() {
                prop_assert!(family[place] <= bh[place].map(|p| p + 1e-15));
                prop_assert!(bh[place] <= holm[place].map(|p| p + 1e-15));
                prop_assert!(holm[place] <= bonferroni[place].map(|p| p + 1e-15));
            }
        }
    }
}
