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
    /// The part of the spread of scores that goes with a breakdown, less its bias; the category names the breakdown.
    OmegaSquared,
    /// The part of the spread of ranks that goes with a breakdown; the category names the breakdown.
    EpsilonSquared,
    /// How far an answer and a breakdown hang together, less its bias; the category names the breakdown.
    CramersV,
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
    /// The p-value of all groups of a breakdown at once, which the category names; for primary comparisons only.
    POverall,
    /// The p-value of a change of the same people; for primary comparisons only.
    PPaired,
    /// The p-value after Holm.
    PAdjusted,
    /// People without an answer.
    NMissing,
    /// The share with the lowest score that can be had.
    Floor,
    /// The share with the highest score that can be had.
    Ceiling,
    /// The reliability of a scale of two questions, by Spearman and Brown.
    SpearmanBrown,
    /// The correlation of a question with the others of its scale.
    ItemRest,
    /// Cronbach's alpha of the other questions.
    AlphaIfDropped,
    /// How far answers to a question differ between two groups with equal scores, in standard deviations.
    DifSmd,
    /// The p-value after Benjamini and Hochberg within its table: a screen, not a test.
    Q,
    /// The mean at the mix of programmes, or of another role, of everybody.
    MeanAdjusted,
    /// The difference of such means.
    DifferenceAdjusted,
    /// What a combination would have if the separate gaps added up.
    Expected,
    /// How far a combination is from that.
    Excess,
    /// The smallest difference that would be seen in four of five such samples.
    MinimumDetectable,
    /// The change of the people who answered in both rounds.
    DifferencePaired,
    /// That change in units of the spread of the changes.
    EffectChange,
    /// That change in units of the average spread of both rounds.
    EffectRounds,
    /// The change of all, given that some people answered in both rounds.
    DifferenceOverlap,
    /// The change of people with a low first score.
    ChangeLow,
    /// The change that their low first score leads to expect.
    ChangeLowExpected,
    /// The share of those who answered with anything but "never": at least once.
    Ever,
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
    /// The mean of the differences within each school: these schools, as they are (fixed effect).
    DifferenceWithin,
    /// The difference at a typical school (random effects).
    DifferenceTypical,
    /// Between which differences a further school would lie.
    DifferencePredicted,
    /// The share of the spread between schools that is no chance.
    ISquared,
    /// Where 95 of 100 schools lie by chance alone; the value is that of all together.
    Limit95,
    /// Where 998 of 1 000 schools lie by chance alone.
    Limit998,
    /// A school's own number drawn towards that of all, the more so the fewer people it has.
    Shrunken,
    /// How many answers each group needs, to see a relevant difference in four of five scans.
    PlanNeeded,
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
            Self::OmegaSquared => "omega_squared",
            Self::EpsilonSquared => "epsilon_squared",
            Self::CramersV => "cramers_v",
            Self::RiskRatio => "risk_ratio",
            Self::OddsRatio => "odds_ratio",
            Self::Representation => "representation",
            Self::Parity => "parity",
            Self::LogOdds => "log_odds",
            Self::Needed => "needed",
            Self::Duncan => "duncan",
            Self::DuncanExpected => "duncan_expected",
            Self::P => "p",
            Self::POverall => "p_overall",
            Self::PPaired => "p_paired",
            Self::PAdjusted => "p_adjusted",
            Self::NMissing => "n_missing",
            Self::Floor => "floor",
            Self::Ceiling => "ceiling",
            Self::SpearmanBrown => "spearman_brown",
            Self::ItemRest => "item_rest",
            Self::AlphaIfDropped => "alpha_if_dropped",
            Self::DifSmd => "dif_smd",
            Self::Q => "q",
            Self::MeanAdjusted => "mean_adjusted",
            Self::DifferenceAdjusted => "difference_adjusted",
            Self::Expected => "expected",
            Self::Excess => "excess",
            Self::MinimumDetectable => "minimum_detectable",
            Self::DifferencePaired => "difference_paired",
            Self::EffectChange => "d_z",
            Self::EffectRounds => "d_av",
            Self::DifferenceOverlap => "difference_overlap",
            Self::ChangeLow => "change_low",
            Self::ChangeLowExpected => "change_low_expected",
            Self::Ever => "ever",
            Self::Nonresponse => "nonresponse",
            Self::Range => "range",
            Self::RIndicator => "r_indicator",
            Self::LargestBias => "largest_bias",
            Self::Kish => "kish",
            Self::NEffective => "n_effective",
            Self::DifferenceWithin => "difference_within",
            Self::DifferenceTypical => "difference_typical",
            Self::DifferencePredicted => "difference_predicted",
            Self::ISquared => "i_squared",
            Self::Limit95 => "limit_95",
            Self::Limit998 => "limit_998",
            Self::Shrunken => "shrunken",
            Self::PlanNeeded => "plan_needed",
        }
    }
}

impl fmt::Display for Statistic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}
