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
    /// The share of those asked who did not answer.
    Nonresponse,
    /// Between which shares all who were asked lie, whatever those who did not answer would have said.
    Range,
    /// How even the response is over the groups of one feature (1 - 2 S); the category names the feature.
    RIndicator,
    /// The largest bias of a mean that uneven response over one feature can give; the category names the feature.
    LargestBias,
    /// What unequal weights cost: n sum w^2 / (sum w)^2.
    Kish,
    /// The number of equally weighted people that would be as many: (sum w)^2 / sum w^2.
    NEffective,
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
            Self::Nonresponse => "nonresponse",
            Self::Range => "range",
            Self::RIndicator => "r_indicator",
            Self::LargestBias => "largest_bias",
            Self::Kish => "kish",
            Self::NEffective => "n_effective",
        }
    }
}

impl fmt::Display for Statistic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}
