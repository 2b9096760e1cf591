//! Changes of people who answered twice, by the ranks of their sizes: Wilcoxon's signed-rank test.
//!
//! Leaves out Pratt's handling of people who did not change.

use super::NotEstimable;
use super::count::real;
use super::distribution::normal_p_two_sided;
use super::frequency::{Frequencies, side_by_side};
use super::rank::{EXACT_BELOW, half, tie_term, whole};

/// The signed ranks of changes of people who answered twice.
#[derive(Debug, Clone, PartialEq)]
pub struct SignedRank {
    /// The sum of the ranks of positive changes, mid-ranks for ties; zeros dropped.
    pub v: f64,
    /// The number of people who changed.
    pub n_changed: u64,
    /// The two-sided probability: exact below 50 without ties or zeros, else normal without continuity
    /// correction.
    pub p: f64,
}

/// Tests whether changes lie around zero, by the ranks of their sizes.
///
/// People without change are dropped, as Wilcoxon did. Sizes tie only where they are the same number: give
/// changes of a scale as whole numbers or rounded, since 3.8 - 2.6 is not 1.2 to a computer.
///
/// Source: Wilcoxon (1945), Biometrics Bulletin 1(6), 80-83.
/// Reference: `tests/reference/groups.R`, `wilcox.test(later, earlier, paired = TRUE, correct = FALSE)`.
///
/// # Errors
/// `NZero` where nobody answered twice, `NoDiscordant` where nobody changed.
pub fn signed_rank(changes: &Frequencies) -> Result<SignedRank, NotEstimable> {
    if changes.n() == 0 {
        return Err(NotEstimable::NZero);
    }
    let of_sign = |sign: f64| {
        Frequencies::from_counts(changes.cells().iter().filter(|cell| cell.value * sign > 0.0).copied())
            .map(f64::abs)
    };
    let (up, down) = (of_sign(1.0), of_sign(-1.0));
    let n_changed = up.n() + down.n();
    if n_changed == 0 {
        return Err(NotEstimable::NoDiscordant);
    }
    let (mut below, mut twice_v, mut ties) = (0_u64, 0_u128, 0_u128);
    for joint in side_by_side(&[&up, &down]) {
        let tied = joint.total();
        twice_v += u128::from(joint.counts[0]) * u128::from(2 * below + tied + 1);
        ties += tie_term(tied);
        below += tied;
    }
    let v = half(twice_v);
    let n = real(n_changed);
    let p = if ties == 0 && n_changed == changes.n() && n_changed < EXACT_BELOW {
        signed_rank_exact(twice_v / 2, n_changed)
    } else {
        let variance = n * (n + 1.0) * (2.0 * n + 1.0) / 24.0 - whole(ties) / 48.0;
        normal_p_two_sided((v - n * (n + 1.0) / 4.0) / variance.sqrt())
    };
    Ok(SignedRank { v, n_changed, p })
}

/// Counts the signs of ranks 1 to n with a sum as extreme.
fn signed_rank_exact(v: u128, n: u64) -> f64 {
    let most = u128::from(n * (n + 1) / 2);
    let tail = v.min(most - v);
    let mut sums =
        vec![0_u128; usize::try_from(most).expect("invariant: exact counts are for few people") + 1];
    sums[0] = 1;
    for rank in 1..=usize::try_from(n).expect("invariant: exact counts are for few people") {
        for place in (rank..sums.len()).rev() {
            sums[place] += sums[place - rank];
        }
    }
    let extreme: u128 = sums.iter().zip(0..=tail).map(|(signs, _)| signs).sum();
    (2.0 * whole(extreme) / whole(sums.iter().sum())).min(1.0)
}

#[cfg(test)]
#[expect(clippy::float_cmp, reason = "halves of whole numbers are exact")]
mod tests {
    use super::*;
    use approx::assert_relative_eq;
    use proptest::prelude::*;

    #[test]
    fn people_without_change_are_dropped_from_signed_ranks() {
        assert_eq!(signed_rank(&Frequencies::default()), Err(NotEstimable::NZero));
        assert_eq!(signed_rank(&Frequencies::of(&[0.0; 4])), Err(NotEstimable::NoDiscordant));
        let found = signed_rank(&Frequencies::of(&[0.0, 1.0, -2.0, 3.0])).unwrap();
        assert_eq!((found.v, found.n_changed), (4.0, 3));
        assert_eq!(signed_rank(&Frequencies::of(&[2.0])).unwrap().p, 1.0);
    }

    proptest! {
        #[test]
        fn turning_every_change_round_keeps_the_p_value(list in prop::collection::vec(-6..6_i32, 1..60)) {
            let changes = Frequencies::of(&list.into_iter().map(f64::from).collect::<Vec<_>>());
            let there = signed_rank(&changes);
            let back = signed_rank(&changes.map(|change| -change));
            prop_assert_eq!(there.is_ok(), back.is_ok());
            if let (Ok(there), Ok(back)) = (there, back) {
                assert_relative_eq!(there.p, back.p, max_relative = 1e-12);
            }
        }
    }
}
