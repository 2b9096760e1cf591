//! The rules of disclosure control as numbers, each with its reason.

use crate::tabulation::{Family, Population};

/// What has to stay hidden in a population.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Layer {
    /// Answers: nobody may compute what fewer than `survey_min` people answered. Sizes may be known.
    Answers,
    /// Counts: a small count is itself the secret.
    Counts,
}

impl Layer {
    /// Returns the layer of a population.
    #[must_use]
    pub fn of(population: &Population) -> Self {
        match population.family {
            Family::Respondents | Family::Voices => Self::Answers,
            _ => Self::Counts,
        }
    }
}

/// The minima of a scan.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Policy {
    /// People behind a published answers figure.
    pub survey_min: u64,
    /// People behind a published register or counts figure.
    pub register_min: u64,
    /// Every source is public or synthetic: full precision, the minima still hold.
    pub exact: bool,
}

/// People behind a share over several cohorts, whose own numbers are published beside it: with fewer, a
/// whole percent is less than one person, and the cohort that is not shown could be subtracted.
pub(super) const POOLED_MIN: u64 = 100;

/// An answer given by fewer people than this, or by all but fewer than this, is shown as a band:
/// the one who dissents would know what all others said.
pub(super) const BAND_MIN: u64 = 3;

impl Default for Policy {
    fn default() -> Self {
        Self { survey_min: 10, register_min: 5, exact: false }
    }
}

impl Policy {
    /// Returns the fewest people who must be left in a year of a curve.
    #[must_use]
    pub fn curve_min(&self, population: &Population) -> u64 {
        let minimum = self.minimum_of(population);
        if self.exact || population.public { minimum } else { minimum.max(POOLED_MIN) }
    }

    /// Returns the fewest people behind a figure of this population: answers and interviews, or counts.
    #[must_use]
    pub fn minimum_of(&self, population: &Population) -> u64 {
        match population.family {
            Family::Told => self.survey_min.max(self.register_min),
            _ => self.minimum(Layer::of(population)),
        }
    }

    /// Returns the fewest people behind a figure of this layer.
    #[must_use]
    pub fn minimum(&self, layer: Layer) -> u64 {
        match layer {
            Layer::Answers => self.survey_min,
            Layer::Counts => self.register_min,
        }
    }
}
