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
    /// The part of a difference that goes with the groups being in different strata.
    DifferenceMix,
    /// The part of a difference that is left within the same strata.
    DifferenceRates,
    /// How much a difference changed since the cohort before.
    DifferenceChange,
    /// The change of a share per year.
    Slope,
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
    /// The number or rate of women over that of men.
    Parity,
    /// A change of log odds, which adds up over stages.
    LogOdds,
    /// How many more of a group it would take to reach parity or a benchmark, with the same total.
    Needed,
    /// The dissimilarity of two groups over programmes.
    Duncan,
    /// The dissimilarity that chance alone gives.
    DuncanExpected,
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
            Self::DifferenceMix => "difference_mix",
            Self::DifferenceRates => "difference_rates",
            Self::DifferenceChange => "difference_change",
            Self::Slope => "slope",
            Self::HedgesG => "hedges_g",
            Self::Superiority => "superiority",
            Self::RiskRatio => "risk_ratio",
            Self::OddsRatio => "odds_ratio",
            Self::Representation => "representation",
            Self::Parity => "parity",
            Self::LogOdds => "log_odds",
            Self::Needed => "needed",
            Self::Duncan => "duncan",
            Self::DuncanExpected => "duncan_expected",
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
