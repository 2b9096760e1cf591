//! Draws that are the same for good: on every machine, and whatever else is generated.
//!
//! Only the bits come from a crate; shares and normal draws are made here, since a distribution of a library may
//! change between versions and a logarithm of the machine between machines.

use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;

/// What a student's draws are for. Each purpose has an own part of the stream, so that a new question in the
/// survey changes nothing in the register.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Purpose {
    /// Who the student is and how the study goes.
    Career,
    /// Whether and what the student answers in a round, by its place.
    Round(usize),
    /// What the student says about placements and experiences, in the last round.
    Experiences,
}

/// A source of draws.
pub(super) struct Draws(ChaCha8Rng);

/// The words of the stream that one student may use for one purpose; some 350 are needed.
const WORDS_PER_PURPOSE: u128 = 2_048;
/// The purposes for which the stream of a student has room.
const PURPOSES: u128 = 4;

impl Draws {
    /// Returns the draws of one student of one school for one purpose.
    pub(super) fn new(seed: u64, school: usize, student: u32, purpose: Purpose) -> Self {
        let mut key = [0; 32];
        key[..8].copy_from_slice(&seed.to_le_bytes());
        let mut generator = ChaCha8Rng::from_seed(key);
        generator.set_stream(school as u64);
        let place = match purpose {
            Purpose::Career => 0,
            Purpose::Round(round) => 1 + round as u128,
            Purpose::Experiences => PURPOSES - 1,
        };
        generator.set_word_pos((u128::from(student) * PURPOSES + place) * WORDS_PER_PURPOSE);
        Self(generator)
    }

    /// Returns 64 random bits.
    pub(super) fn bits(&mut self) -> u64 {
        self.0.next_u64()
    }

    /// Returns a number from 0 up to but not including 1.
    #[expect(clippy::cast_precision_loss, reason = "53 bits fit")]
    pub(super) fn share(&mut self) -> f64 {
        (self.bits() >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// Returns whether something of this probability happens.
    pub(super) fn happens(&mut self, probability: f64) -> bool {
        self.share() < probability
    }

    /// Returns a draw from the normal distribution with mean 0 and standard deviation 1 (Box and Muller 1958).
    pub(super) fn normal(&mut self) -> f64 {
        let radius = libm::sqrt(-2.0 * libm::log(1.0 - self.share()));
        radius * libm::cos(std::f64::consts::TAU * self.share())
    }

    /// Returns a place in `weights`, each as likely as its weight; the last where `weights` is empty of weight.
    pub(super) fn place(&mut self, weights: impl Iterator<Item = f64> + Clone) -> usize {
        let mut left = self.share() * weights.clone().sum::<f64>();
        let mut last = 0;
        for (place, weight) in weights.enumerate() {
            if left < weight {
                return place;
            }
            left -= weight;
            last = place;
        }
        last
    }

    /// Returns a code from `codes`, each as likely as the weight beside it.
    pub(super) fn code(&mut self, codes: &[(u8, f64)]) -> u8 {
        let place = self.place(codes.iter().map(|(_, weight)| *weight));
        codes[place].0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn normal_draws_have_mean_zero_and_deviation_one() {
        let mut draws = Draws::new(1, 0, 0, Purpose::Career);
        let values: Vec<f64> = (0..20_000).map(|_| draws.normal()).collect();
        let mean = values.iter().sum::<f64>() / 20_000.0;
        let variance = values.iter().map(|value| (value - mean).powi(2)).sum::<f64>() / 19_999.0;
        assert!(mean.abs() < 0.03 && (variance - 1.0).abs() < 0.03, "{mean} {variance}");
    }

    #[test]
    fn seed_school_student_and_purpose_each_give_other_draws() {
        let first = |seed, school, student, purpose| Draws::new(seed, school, student, purpose).bits();
        let all = [
            first(1, 0, 0, Purpose::Career),
            first(2, 0, 0, Purpose::Career),
            first(1, 1, 0, Purpose::Career),
            first(1, 0, 1, Purpose::Career),
            first(1, 0, 0, Purpose::Round(0)),
            first(1, 0, 0, Purpose::Round(1)),
            first(1, 0, 0, Purpose::Experiences),
        ];
        assert!((1..all.len()).all(|place| !all[..place].contains(&all[place])));
    }

    #[test]
    fn a_place_without_weight_is_never_drawn() {
        let mut draws = Draws::new(3, 0, 0, Purpose::Career);
        assert!((0..1_000).all(|_| draws.place([0.0, 1.0, 0.0, 2.0].into_iter()) % 2 == 1));
    }
}
