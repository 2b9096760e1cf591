//! What an audit finds: which hidden number, who can read it back, and how closely.
//!
//! Holds findings only; how they are made is in the verdict.

use super::system::Range;

/// Who reads the release.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Attacker {
    /// Somebody with nothing but one release.
    Outsider,
    /// A respondent who is the only one in a hidden group, and knows what they answered.
    Insider,
    /// Somebody at the school, who knows how many people each group has.
    School,
    /// Somebody with several releases.
    Collector,
}

impl Attacker {
    /// Returns the word in reports.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Outsider => "outsider",
            Self::Insider => "insider",
            Self::School => "school",
            Self::Collector => "collector",
        }
    }
}

/// How bad it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verdict {
    /// The number can be computed.
    Exact,
    /// Too little is left open about it.
    Weak,
    /// Too little is left open to somebody who knows how many people there are, if there are as many as there can be.
    Possible,
}

/// A hidden number that can be read back.
#[derive(Debug, Clone, PartialEq)]
pub struct Finding {
    /// Who can.
    pub attacker: Attacker,
    /// How bad it is.
    pub verdict: Verdict,
    /// The people.
    pub people: String,
    /// Which number: `n`, `mean`, `count`, or what was derived.
    pub quantity: String,
    /// The answer, for counts.
    pub category: String,
    /// Between which values the attacker knows it to lie.
    pub known: Range,
    /// Between which values the number of people lies.
    pub n: Range,
    /// What it follows from.
    pub cause: String,
}
