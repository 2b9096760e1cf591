//! The words of the `statistic` column.

use std::fmt;

/// What a number is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Statistic {
    /// People in the denominator.
    N,
    /// People with this answer.
    Count,
    /// A share, 0 to 1.
    Share,
    /// A mean.
    Mean,
    /// A standard deviation (n - 1).
    Sd,
    /// A median.
    Median,
    /// Cronbach's alpha.
    Alpha,
    /// Omega total.
    Omega,
    /// This group minus the other.
    Difference,
    /// The difference within strata, by Mantel-Haenszel.
    DifferenceMh,
    /// The difference after standardising to one mix.
    DifferenceStandardised,
    /// The average marginal effect of a logistic model.
    DifferenceAme,
    /// The standardised difference of means.
    HedgesG,
    /// The chance that someone of this group scores higher than someone of the other.
    Superiority,
    /// The share in this group over that in the other.
    RiskRatio,
    /// The odds in this group over those in the other.
    OddsRatio,
    /// A share over that of a benchmark.
    Representation,
    /// A p-value; for primary comparisons only.
    P,
    /// The p-value after Holm.
    PAdjusted,
}

impl Statistic {
    /// Returns the word in `results.csv`.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::N => "n",
            Self::Count => "count",
            Self::Share => "share",
            Self::Mean => "mean",
            Self::Sd => "sd",
            Self::Median => "median",
            Self::Alpha => "alpha",
            Self::Omega => "omega",
            Self::Difference => "difference",
            Self::DifferenceMh => "difference_mh",
            Self::DifferenceStandardised => "difference_standardised",
            Self::DifferenceAme => "difference_ame",
            Self::HedgesG => "hedges_g",
            Self::Superiority => "superiority",
            Self::RiskRatio => "risk_ratio",
            Self::OddsRatio => "odds_ratio",
            Self::Representation => "representation",
            Self::P => "p",
            Self::PAdjusted => "p_adjusted",
        }
    }
}

impl fmt::Display for Statistic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}
