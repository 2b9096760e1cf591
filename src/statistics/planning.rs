//! How many answers the next survey needs, so that a difference that matters would be seen.
//!
//! The smallest difference of `rounds`, turned round. Leaves out corrections for finite groups, weights and clusters.

use crate::statistics::{NotEstimable, count::real, distribution};

/// What a survey should be able to see.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Aim {
    /// The smallest difference that matters, in the unit of `spread`; above 0.
    pub difference: f64,
    /// The standard deviation of what is measured; .5 for a share, where it is largest.
    pub spread: f64,
    /// The chance to see it, between 0 and 1: .8 for four of five surveys.
    pub power: f64,
}

/// How many answers two groups need.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Needed {
    /// Answers of the first group, before rounding up.
    pub first: f64,
    /// Answers of the other group, before rounding up.
    pub other: f64,
}

/// Returns how many answers two groups need when their sizes keep the ratio that they have now.
///
/// n1 = (z.975 + z.power)^2 spread^2 (1 + n1/n2) / difference^2, and n2 in proportion: then the standard error is just
/// as large as the difference allows (METHODS, smallest detectable difference).
///
/// Reference: written out in R 4.2.2, beside the test; for equal groups `power.t.test` with many degrees of freedom
/// and `power.prop.test` with shares around a half.
///
/// # Errors
/// [`NotEstimable::NZero`] where one of the groups is empty now, [`NotEstimable::ZeroVariance`] where the aim has no
/// difference, spread or power.
pub fn answers_needed(first: u64, other: u64, aim: Aim) -> Result<Needed, NotEstimable> {
    if first == 0 || other == 0 {
        return Err(NotEstimable::NZero);
    }
    let is_aim = aim.difference > 0.0 && aim.spread > 0.0 && aim.power > 0.0 && aim.power < 1.0;
    if !is_aim {
        return Err(NotEstimable::ZeroVariance);
    }
    let reach = distribution::normal_quantile(0.975) + distribution::normal_quantile(aim.power);
    let ratio = real(first) / real(other);
    let needed = (reach * aim.spread / aim.difference).powi(2) * (1.0 + ratio);
    Ok(Needed { first: needed, other: needed / ratio })
}

#[cfg(test)]
mod tests {
    use super::super::rounds::minimum_detectable_difference;
    use super::*;
    use approx::assert_relative_eq;

    const SCORE: Aim = Aim { difference: 0.2, spread: 1.0, power: 0.8 };

    #[test]
    fn equal_groups_need_what_r_says() {
        // R 4: 2 * ((qnorm(.975) + qnorm(.8)) / .2)^2; power.t.test(delta = .2, power = .8) gives 393.4067.
        let found = answers_needed(100, 100, SCORE).unwrap();
        assert_relative_eq!(found.first, 392.443_986_717_454, max_relative = 1e-10);
        assert_relative_eq!(found.other, found.first, max_relative = 1e-12);
        // R 4: power.prop.test(p1 = .475, p2 = .525, power = .8) gives 1568.596; at a half 2 * .25 * (.../.05)^2.
        let share = answers_needed(10, 10, Aim { difference: 0.05, spread: 0.5, power: 0.8 }).unwrap();
        assert_relative_eq!(share.first, 1_569.775_946_869_817, max_relative = 1e-10);
    }

    #[test]
    fn with_the_needed_answers_the_difference_is_just_what_can_be_seen() {
        for [first, other] in [[110, 225], [25, 160], [300, 300], [1, 900]] {
            let found = answers_needed(first, other, SCORE).unwrap();
            let error = (1.0 / found.first + 1.0 / found.other).sqrt();
            assert_relative_eq!(minimum_detectable_difference(error), 0.2, max_relative = 1e-12);
            assert_relative_eq!(found.first / found.other, real(first) / real(other), max_relative = 1e-12);
        }
    }

    #[test]
    fn an_empty_group_and_an_aim_without_a_difference_have_no_answer() {
        assert_eq!(answers_needed(0, 10, SCORE), Err(NotEstimable::NZero));
        let nothing = Aim { difference: 0.0, ..SCORE };
        assert_eq!(answers_needed(10, 10, nothing), Err(NotEstimable::ZeroVariance));
    }
}
