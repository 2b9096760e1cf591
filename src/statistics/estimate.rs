//! What a statistic returns: a value with its interval, or the reason why there is none.

use thiserror::Error;

/// Why a statistic has no value. The words are those of the `reason` column of `results.csv`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Error)]
#[non_exhaustive]
pub enum NotEstimable {
    /// There is nobody.
    #[error("n_zero")]
    NZero,
    /// There is one person, and spread needs two.
    #[error("n_one")]
    NOne,
    /// Nobody answered.
    #[error("all_missing")]
    AllMissing,
    /// Everybody gave the same answer.
    #[error("zero_variance")]
    ZeroVariance,
    /// All ranks are tied.
    #[error("all_tied")]
    AllTied,
    /// A cell of the table is zero.
    #[error("zero_cell")]
    ZeroCell,
    /// There is one group, and a comparison needs two.
    #[error("one_group")]
    OneGroup,
    /// The variable has one level.
    #[error("one_level")]
    OneLevel,
    /// A group has one member.
    #[error("group_n_one")]
    GroupNOne,
    /// The outcome is the same for everybody.
    #[error("no_variation")]
    NoVariation,
    /// A model separates the outcomes completely.
    #[error("separation")]
    Separation,
    /// The scale has too few items.
    #[error("too_few_items")]
    TooFewItems,
    /// The scale has one item.
    #[error("one_item")]
    OneItem,
    /// The event did not happen.
    #[error("no_event")]
    NoEvent,
    /// Nobody changed.
    #[error("no_discordant")]
    NoDiscordant,
    /// No stratum holds both groups.
    #[error("no_informative_stratum")]
    NoInformativeStratum,
    /// The benchmark is zero.
    #[error("benchmark_zero")]
    BenchmarkZero,
    /// A level of the sample is not in the margin.
    #[error("margin_level_missing")]
    MarginLevelMissing,
    /// A level of the margin has nobody in the sample.
    #[error("margin_level_empty")]
    MarginLevelEmpty,
    /// The margins do not add up to the same total.
    #[error("margin_totals_differ")]
    MarginTotalsDiffer,
    /// Weights are negative, all zero or not finite.
    #[error("bad_weights")]
    BadWeights,
}

/// A share between 0 and 1. Percentages are born in the report only.
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd)]
pub struct Fraction(f64);

impl Fraction {
    /// Returns `successes / n`, or [`NotEstimable::NZero`] when `n` is 0.
    ///
    /// # Errors
    /// `n` is 0.
    #[expect(clippy::cast_precision_loss, reason = "counts of people stay far below 2^52")]
    pub fn of(successes: u64, n: u64) -> Result<Self, NotEstimable> {
        if n == 0 { Err(NotEstimable::NZero) } else { Ok(Self(successes as f64 / n as f64)) }
    }

    /// Makes a share of a number, clipped to 0..=1: rounding may put it a hair outside.
    #[must_use]
    pub fn clipped(value: f64) -> Self {
        Self(value.clamp(0.0, 1.0))
    }

    /// Returns the number, between 0 and 1.
    #[must_use]
    pub fn value(self) -> f64 {
        self.0
    }
}

/// An interval; for confidence intervals the level is 95 % unless a function says otherwise.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Interval {
    /// The lower bound.
    pub lower: f64,
    /// The upper bound.
    pub upper: f64,
}

impl Interval {
    /// Makes an interval of its bounds.
    #[must_use]
    pub fn new(lower: f64, upper: f64) -> Self {
        Self { lower, upper }
    }
}

/// A value with its interval, where one can be given.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Estimate {
    /// The value, in the unit of the statistic.
    pub value: f64,
    /// The interval, or why there is none.
    pub interval: Result<Interval, NotEstimable>,
}
