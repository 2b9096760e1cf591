//! Draws with a seed: the same schools on every machine.

use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;

/// A stream of draws.
pub(crate) struct Draw(ChaCha8Rng);

impl Draw {
    /// Returns the stream of one cell of the table.
    pub(crate) fn new(seed: u64, stream: u64) -> Self {
        let mut generator = ChaCha8Rng::seed_from_u64(seed);
        generator.set_stream(stream);
        Self(generator)
    }

    /// Returns a number from 0 up to but not including 1.
    #[expect(clippy::cast_precision_loss, reason = "53 bits fit")]
    pub(crate) fn share(&mut self) -> f64 {
        (self.0.next_u64() >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// Returns whether something of this probability happens.
    pub(crate) fn happens(&mut self, probability: f64) -> bool {
        self.share() < probability
    }

    /// Returns how many of `n` have something of this probability.
    pub(crate) fn count(&mut self, n: u64, probability: f64) -> u64 {
        (0..n).filter(|_| self.happens(probability)).count() as u64
    }

    /// Returns a standard normal draw (Box and Muller 1958).
    pub(crate) fn normal(&mut self) -> f64 {
        let radius = (-2.0 * (1.0 - self.share()).ln()).sqrt();
        radius * (std::f64::consts::TAU * self.share()).cos()
    }

    /// Moves `n` random members to the front.
    pub(crate) fn sample<T>(&mut self, all: &mut [T], n: usize) {
        for place in 0..n.min(all.len()) {
            #[expect(clippy::cast_possible_truncation, reason = "schools are far smaller than 2^32")]
            let other = place + (self.0.next_u64() % (all.len() - place) as u64) as usize;
            all.swap(place, other);
        }
    }
}
