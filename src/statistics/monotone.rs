//! Whether a variable rises or falls over ordered groups: Spearman's rho and Kendall's tau-b.
//!
//! Leaves out their intervals and tests: shares over time have [`super::trend`].

use super::NotEstimable;
use super::count::real;
use super::frequency::{Frequencies, side_by_side};

/// Two rank correlations over the same pairs of answers.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct RankCorrelation {
    /// Spearman's rho, the correlation of mid-ranks, -1 to 1.
    pub spearman: f64,
    /// Kendall's tau-b, -1 to 1: pairs in the same order less pairs in the opposite one, corrected for ties.
    pub kendall: f64,
}

/// Correlates the order of groups with a variable; groups in ascending order, empty ones allowed.
///
/// Source: Spearman (1904), American Journal of Psychology 15(1), 72-101; Kendall (1945), Biometrika 33(3),
/// 239-251.
/// Reference: `tests/reference/groups.R`, `cor(x, y, method = "spearman")` and `"kendall"`.
///
/// # Errors
/// `NZero` for nobody, `NOne` for one person, `OneGroup` for one group with people, `AllTied` where
/// everybody has the same value.
pub fn rank_correlation(ascending: &[&Frequencies]) -> Result<RankCorrelation, NotEstimable> {
    let groups: Vec<&Frequencies> = ascending.iter().copied().filter(|group| group.n() > 0).collect();
    let sizes: Vec<u64> = groups.iter().map(|group| group.n()).collect();
    let n: u64 = sizes.iter().sum();
    match (n, groups.len()) {
        (0, _) => return Err(NotEstimable::NZero),
        (1, _) => return Err(NotEstimable::NOne),
        (_, 1) => return Err(NotEstimable::OneGroup),
        _ => {}
    }
    let rows = side_by_side(&groups);
    if rows.len() == 1 {
        return Err(NotEstimable::AllTied);
    }
    let totals: Vec<u64> = rows.iter().map(super::frequency::Joint::total).collect();
    let (group_ranks, value_ranks) = (centred_mid_ranks(&sizes), centred_mid_ranks(&totals));
    let mut products = 0.0;
    let mut order = 0.0;
    // People of each group with a value below that of the row: they make the pairs that are in order or
    // against it.
    let mut below = vec![0_u64; groups.len()];
    for (row, rank) in rows.iter().zip(&value_ranks) {
        let all_below: u64 = below.iter().sum();
        let mut lower_groups = 0;
        for (group, &here) in row.counts.iter().enumerate() {
            products += real(here) * group_ranks[group] * rank;
            let higher_groups = all_below - lower_groups - below[group];
            order += real(here) * (real(lower_groups) - real(higher_groups));
            lower_groups += below[group];
        }
        for (below, here) in below.iter_mut().zip(&row.counts) {
            *below += here;
        }
    }
    let spearman = products / (square_sum(&sizes, &group_ranks) * square_sum(&totals, &value_ranks)).sqrt();
    let kendall = order / (untied_pairs(&sizes, n) * untied_pairs(&totals, n)).sqrt();
    Ok(RankCorrelation { spearman: spearman.clamp(-1.0, 1.0), kendall: kendall.clamp(-1.0, 1.0) })
}

/// Returns the mid-rank of each class, less the mean rank.
fn centred_mid_ranks(sizes: &[u64]) -> Vec<f64> {
    let n: u64 = sizes.iter().sum();
    let mut below = 0;
    let mut ranks = Vec::with_capacity(sizes.len());
    for size in sizes {
        ranks.push((real(2 * below + size) - real(n)) / 2.0);
        below += size;
    }
    ranks
}

fn square_sum(sizes: &[u64], ranks: &[f64]) -> f64 {
    sizes.iter().zip(ranks).map(|(&size, rank)| real(size) * rank * rank).sum()
}

/// Returns the number of pairs of people in different classes.
fn untied_pairs(sizes: &[u64], n: u64) -> f64 {
    let pairs = |n: u64| real(n) * (real(n) - 1.0) / 2.0;
    pairs(n) - sizes.iter().map(|&size| pairs(size)).sum::<f64>()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn correlate(groups: &[&[f64]]) -> Result<RankCorrelation, NotEstimable> {
        let counted: Vec<Frequencies> = groups.iter().map(|values| Frequencies::of(values)).collect();
        rank_correlation(&counted.iter().collect::<Vec<_>>())
    }

    #[test]
    fn a_perfect_order_correlates_fully() {
        let up = correlate(&[&[1.0], &[2.0], &[3.5]]).unwrap();
        let down = correlate(&[&[3.0, 3.0], &[2.0], &[1.0]]).unwrap();
        assert!((up.spearman - 1.0).abs() < 1e-15 && (up.kendall - 1.0).abs() < 1e-15);
        assert!((down.spearman + 1.0).abs() < 1e-15 && (down.kendall + 1.0).abs() < 1e-15);
    }

    #[test]
    fn an_order_needs_two_groups_and_two_values() {
        assert_eq!(correlate(&[]), Err(NotEstimable::NZero));
        assert_eq!(correlate(&[&[1.0], &[]]), Err(NotEstimable::NOne));
        assert_eq!(correlate(&[&[1.0, 2.0], &[]]), Err(NotEstimable::OneGroup));
        assert_eq!(correlate(&[&[1.0, 1.0], &[1.0]]), Err(NotEstimable::AllTied));
    }

    proptest! {
        #[test]
        fn turning_the_variable_round_turns_the_sign(
            groups in prop::collection::vec(prop::collection::vec(1..6_i32, 0..10), 2..5),
        ) {
            let groups: Vec<Vec<f64>> =
                groups.into_iter().map(|group| group.into_iter().map(f64::from).collect()).collect();
            let turned: Vec<Vec<f64>> = groups.iter().map(|group| group.iter().map(|v| 6.0 - v).collect()).collect();
            let of = |groups: &[Vec<f64>]| correlate(&groups.iter().map(Vec::as_slice).collect::<Vec<_>>());
            match (of(&groups), of(&turned)) {
                (Ok(there), Ok(back)) => {
                    prop_assert!((there.spearman + back.spearman).abs() < 1e-14);
                    prop_assert!((there.kendall + back.kendall).abs() < 1e-14);
                }
                (there, back) => prop_assert_eq!(there, back),
            }
        }
    }
}
