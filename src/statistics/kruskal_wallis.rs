//! Comparing several groups by rank: the Kruskal-Wallis test.
//!
//! Leaves out exact probabilities, and which groups differ: [`super::pairwise`].

use super::NotEstimable;
use super::count::real;
use super::distribution::chi_squared_sf;
use super::frequency::{Frequencies, side_by_side};
use super::rank::{half, tie_term, whole};

/// The outcome of a Kruskal-Wallis test.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct KruskalWallis {
    /// The statistic, corrected for ties.
    pub h: f64,
    /// Degrees of freedom: the number of groups with people, less one.
    pub df: f64,
    /// The probability of an H as large, by the chi-square approximation.
    pub p: f64,
    /// Rank epsilon squared, 0 to 1: H / (n - 1).
    pub epsilon_squared: f64,
    /// Rank eta squared, (H - k + 1) / (n - k); can be negative, and is 0 where it is shown. None where each
    /// group has one member.
    pub eta_squared: Option<f64>,
}

/// Tests whether several groups differ in rank. Empty groups do not count.
///
/// Source: Kruskal & Wallis (1952), Journal of the American Statistical Association 47, 583-621; effect sizes
/// Tomczak & Tomczak (2014), Trends in Sport Sciences 21(1), 19-25.
/// Reference: `tests/reference/groups.R`, `kruskal.test`.
///
/// # Errors
/// `NZero` for nobody, `OneGroup` for one group with people, `AllTied` where everybody has the same value.
pub fn kruskal_wallis(groups: &[&Frequencies]) -> Result<KruskalWallis, NotEstimable> {
    let groups: Vec<&Frequencies> = groups.iter().copied().filter(|group| group.n() > 0).collect();
    match groups.len() {
        0 => return Err(NotEstimable::NZero),
        1 => return Err(NotEstimable::OneGroup),
        _ => {}
    }
    let mut twice_ranks = vec![0_u128; groups.len()];
    let (mut below, mut ties) = (0_u64, 0_u128);
    for joint in side_by_side(&groups) {
        let tied = joint.total();
        let twice_rank = u128::from(2 * below + tied + 1);
        for (sum, &here) in twice_ranks.iter_mut().zip(&joint.counts) {
            *sum += u128::from(here) * twice_rank;
        }
        ties += tie_term(tied);
        below += tied;
    }
    if ties == tie_term(below) {
        return Err(NotEstimable::AllTied);
    }
    let (n, k) = (real(below), real(groups.len() as u64));
    // Around the mean rank, not from raw squares: those lose the digits of a small H in a large group.
    let between: f64 = groups
        .iter()
        .zip(&twice_ranks)
        .map(|(group, &twice)| {
            let n_group = real(group.n());
            n_group * (half(twice) / n_group - (n + 1.0) / 2.0).powi(2)
        })
        .sum();
    let h = 12.0 / (n * (n + 1.0)) * between / (1.0 - whole(ties) / whole(tie_term(below)));
    let eta_squared = (n > k).then(|| (h - k + 1.0) / (n - k));
    Ok(KruskalWallis {
        h,
        df: k - 1.0,
        p: chi_squared_sf(h, k - 1.0),
        epsilon_squared: h / (n - 1.0),
        eta_squared,
    })
}

/// Tests whether several groups of plain values differ in rank: [`kruskal_wallis`] of their counts.
///
/// # Errors
/// As [`kruskal_wallis`].
pub fn kruskal_wallis_of(groups: &[&[f64]]) -> Result<KruskalWallis, NotEstimable> {
    let counted: Vec<Frequencies> = groups.iter().map(|values| Frequencies::of(values)).collect();
    kruskal_wallis(&counted.iter().collect::<Vec<_>>())
}

#[cfg(test)]
#[expect(clippy::float_cmp, reason = "a number of groups is exact")]
mod tests {
    use super::*;
    use approx::assert_relative_eq;

    #[test]
    fn empty_groups_do_not_count() {
        let with = kruskal_wallis_of(&[&[1.0, 2.0], &[], &[2.0, 3.0]]);
        assert_eq!(with, kruskal_wallis_of(&[&[1.0, 2.0], &[2.0, 3.0]]));
        assert_eq!(with.unwrap().df, 1.0);
    }

    #[test]
    fn a_comparison_needs_two_groups_and_two_values() {
        assert_eq!(kruskal_wallis_of(&[]), Err(NotEstimable::NZero));
        assert_eq!(kruskal_wallis_of(&[&[1.0, 2.0], &[]]), Err(NotEstimable::OneGroup));
        assert_eq!(kruskal_wallis_of(&[&[1.0; 3], &[1.0; 3], &[1.0; 2]]), Err(NotEstimable::AllTied));
    }

    #[test]
    fn groups_of_one_have_no_rank_eta_squared() {
        assert_eq!(kruskal_wallis_of(&[&[1.0], &[2.0], &[5.0]]).unwrap().eta_squared, None);
    }

    #[test]
    fn two_groups_give_the_square_of_the_mann_whitney_statistic() {
        let (first, second) = ([1.0, 2.0, 2.0, 5.0], [2.0, 3.0, 4.0, 4.0, 5.0]);
        let h = kruskal_wallis_of(&[&first, &second]).unwrap();
        let plain = super::super::rank::Continuity::Plain;
        let p = super::super::rank::mann_whitney_of(&first, &second).unwrap().p_normal(plain).unwrap();
        assert_relative_eq!(h.p, p, max_relative = 1e-12);
    }
}
