//! How much practice data to make, and from which seed.

/// What `meetellen synth` can be asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Options {
    /// The number of students in the register, over all schools and cohorts.
    ///
    /// Not quite half of them are still enrolled in the last year; about a third of those answer a round.
    pub students: u32,
    /// The number of schools, from 1 to 6760; a number outside is brought back to the nearest.
    pub schools: u16,
    /// The seed of all draws.
    pub seed: u64,
}

impl Default for Options {
    /// Returns the demo scan that stands in `surveys/demo`.
    ///
    /// Of the seeds 2026 to 2225 this one draws nearest to what is planted; the README says so.
    fn default() -> Self {
        Self { students: 7_500, schools: 6, seed: 2200 }
    }
}

impl Options {
    /// The codes `90AA` to `99ZZ`.
    const MOST_SCHOOLS: u16 = 6760;

    pub(super) fn schools(&self) -> u16 {
        self.schools.clamp(1, Self::MOST_SCHOOLS)
    }
}
