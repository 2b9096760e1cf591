//! The gate for numbers of several schools together, made of what each of them published before.
//!
//! A school that knows its own number could subtract it: so there must be three schools, and none may have more
//! than 85 % of the people (DISCLOSURE.md, section 7). Leaves out how schools are put together (`share`).

use std::collections::BTreeMap;

use crate::results::{Key, Statistic, Step};
use crate::statistics::{Interval, NotEstimable};

use super::Policy;
use super::published::{Published, PublishedRow, Status};
use super::rounding::{down, to_unit, up};

/// Schools behind a number of several schools together.
const FEWEST_SCHOOLS: usize = 3;

/// The largest part of the people that one of them may have, in percent.
const LARGEST_PART: u64 = 85;

/// How precisely the numbers are, that a number is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Precision {
    /// In full: every source is public or synthetic.
    Exact,
    /// As a report prints them where nothing is hidden beside them.
    Fine,
    /// In round numbers.
    Round,
}

impl Precision {
    fn step(self) -> Step {
        if self == Self::Round { Step::Coarse } else { Step::Fine }
    }
}

/// Who is behind a number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Behind {
    /// One school, which published it itself.
    School,
    /// Several schools: how many people each of them has in it.
    Schools(Vec<u64>),
}

impl Behind {
    /// Returns whether no school can subtract itself and learn about another one.
    fn is_safe(&self) -> bool {
        let Self::Schools(people) = self else { return true };
        let all: u64 = people.iter().sum();
        let largest = people.iter().copied().max().unwrap_or(0);
        people.iter().filter(|n| **n > 0).count() >= FEWEST_SCHOOLS && largest * 100 <= all * LARGEST_PART
    }
}

/// What a number says.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Made {
    /// A number with its interval; printed to `unit` unless it is exact.
    Number {
        /// The number.
        value: f64,
        /// Its interval, where it has one.
        interval: Option<Interval>,
        /// To what it is rounded, and how far the numbers that it is made of may be off.
        unit: f64,
    },
    /// There is no such number.
    NotEstimable(NotEstimable),
    /// A school kept its own number back.
    KeptBack,
}

/// A number made of the numbers of schools, before it is sealed.
#[derive(Debug, Clone, PartialEq)]
pub struct Joined {
    /// Which number it is.
    pub key: Key,
    /// What it says.
    pub made: Made,
    /// The people in the denominator.
    pub n: u64,
    /// The fewest people on one side.
    pub smallest: u64,
    /// Who is behind it.
    pub behind: Behind,
    /// How precise the numbers are that it is made of.
    pub precision: Precision,
    /// How the interval was computed.
    pub method: &'static str,
}

/// Seals numbers of several schools: withholds what is about few people or few schools, and rounds the rest.
///
/// Intervals are laid outward by half a unit, because the numbers behind them were rounded before.
#[must_use]
pub fn seal_joined(rows: &[Joined], policy: &Policy) -> Published {
    let sealed: BTreeMap<&Key, PublishedRow> = rows.iter().map(|row| (&row.key, pass(row, policy))).collect();
    Published { rows: sealed.into_values().collect() }
}

fn pass(row: &Joined, policy: &Policy) -> PublishedRow {
    let is_survey = ["scale.", "item.", "outcome.", "choice.", "response", "theme."]
        .iter()
        .any(|kind| row.key.measure.starts_with(kind));
    let least = if is_survey { policy.survey_min } else { policy.register_min };
    let blank = |status, reason: String| PublishedRow {
        key: row.key.clone(),
        status,
        value: None,
        lower: None,
        upper: None,
        n: None,
        step: row.precision.step(),
        method: "",
        reason,
    };
    if row.smallest < least || !row.behind.is_safe() {
        return blank(Status::Withheld, "privacy".to_owned());
    }
    match row.made {
        Made::KeptBack => blank(Status::Withheld, "privacy".to_owned()),
        Made::NotEstimable(
            NotEstimable::ZeroVariance
            | NotEstimable::AllTied
            | NotEstimable::NoEvent
            | NotEstimable::NoVariation
            | NotEstimable::ZeroCell,
        ) if row.precision != Precision::Exact => blank(Status::Withheld, "privacy".to_owned()),
        Made::NotEstimable(reason) => {
            PublishedRow { n: Some(row.n), ..blank(Status::NotEstimable, reason.to_string()) }
        }
        Made::Number { value, interval, unit } => {
            let is_exact = row.precision == Precision::Exact;
            let published = if is_exact { value } else { to_unit(value, unit) };
            let outward = |bounds: Interval| {
                let (below, above) = (value - bounds.lower, bounds.upper - value);
                let half = unit / 2.0;
                let wide =
                    Interval::new(down(published - below - half, unit), up(published + above + half, unit));
                // No share is below 0 or above 1, so no interval says that it might be.
                match row.key.statistic {
                    Statistic::Share => Interval::new(wide.lower.max(0.0), wide.upper.min(1.0)),
                    _ => wide,
                }
            };
            let seen = interval.map(|bounds| if is_exact { bounds } else { outward(bounds) });
            PublishedRow {
                key: row.key.clone(),
                status: Status::Shown,
                value: Some(published),
                lower: seen.map(|seen| seen.lower),
                upper: seen.map(|seen| seen.upper),
                n: Some(row.n),
                step: row.precision.step(),
                method: row.method,
                reason: String::new(),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_schools_or_one_that_is_nearly_everybody_are_kept_back() {
        assert!(Behind::School.is_safe());
        assert!(!Behind::Schools(vec![100, 100]).is_safe());
        assert!(!Behind::Schools(vec![100, 100, 0]).is_safe());
        assert!(!Behind::Schools(vec![860, 100, 40]).is_safe());
        assert!(Behind::Schools(vec![850, 100, 50]).is_safe());
        assert!(!Behind::Schools(Vec::new()).is_safe());
    }
}
