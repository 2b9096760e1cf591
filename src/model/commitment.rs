//! What was agreed after a scan: what, by which role, by when, and which number it should move.
//!
//! Holds no people: who does it is a role, never a name. Leaves out whether it worked (`report`).

use std::fmt;
use std::str::FromStr;

use super::{Role, Text, Theme};

/// The headings of a table of agreements; what stands under each is told in `docs/genderscan.md`.
pub const AGREEMENT_HEADINGS: [&str; 25] = [
    "id",
    "what",
    "what_en",
    "aspect",
    "owner_role",
    "owner_role_en",
    "measure",
    "group",
    "against",
    "statistic",
    "category",
    "direction",
    "size",
    "unit",
    "baseline",
    "target",
    "agreed",
    "due",
    "status",
    "evidence",
    "evidence_en",
    "reason",
    "reason_en",
    "round",
    "note",
];

/// One agreement (afspraak).
#[derive(Debug, Clone, PartialEq)]
pub struct Commitment {
    /// What was agreed.
    pub what: Text,
    /// Which of the four aspects of VHTO it is about.
    pub aspect: Theme,
    /// The role that does it.
    pub owner: Text,
    /// The number that it should move; `None` where nobody said so.
    pub target: Option<Target>,
    /// When it was agreed.
    pub agreed: Option<Date>,
    /// When it should be done.
    pub due: Option<Date>,
    /// How far it is.
    pub progress: Progress,
}

/// How far an agreement is, as the school says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Progress {
    /// Not begun.
    New,
    /// Under way.
    Busy,
    /// Done, with what shows it.
    Done(Text),
    /// Stopped, with the reason.
    Stopped(Text),
    /// Nobody said.
    NoNews,
}

/// The number that an agreement should move, and how far.
#[derive(Debug, Clone, PartialEq)]
pub struct Target {
    /// The measure in `results.csv`, without the variant of its definition.
    pub measure: String,
    /// The breakdown; empty for everybody.
    pub by: Vec<Role>,
    /// The group, a label per role; empty for everybody.
    pub group: Vec<String>,
    /// The other group, where a gap should become smaller.
    pub against: Option<String>,
    /// Which number of the measure.
    pub aim: Aim,
    /// The answer, where it is a share of one.
    pub category: String,
    /// Where the number should go; `None` for a gap that should become smaller, whichever group is ahead.
    pub direction: Option<Direction>,
    /// How far, above 0: shares from 0 to 1, scores in points of the scale.
    pub size: f64,
    /// The round or year before.
    pub baseline: String,
    /// The round or year in which it is tested.
    pub period: String,
}

/// Which number of a measure an agreement should move.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Aim {
    /// A mean.
    Mean,
    /// A share.
    Share,
    /// The difference between two groups: smaller is what is meant.
    Gap,
}

/// Where a number should go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    /// Higher.
    Up,
    /// Lower.
    Down,
}

/// A day of the calendar, ordered by time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Date {
    /// The year.
    pub year: u16,
    /// The month, from 1.
    pub month: u8,
    /// The day of the month, from 1.
    pub day: u8,
}

impl Date {
    /// Returns the whole months from this day to `later`; 0 where that is not later.
    #[must_use]
    pub fn months_until(self, later: Self) -> u32 {
        let months = |date: Self| u32::from(date.year) * 12 + u32::from(date.month);
        let begun = u32::from(later.day < self.day);
        months(later).saturating_sub(months(self) + begun)
    }
}

/// Returns how many days a month has, from 1; 0 for what is no month.
///
/// Source: Gregorian calendar.
#[must_use]
pub fn days_in(year: u16, month: u8) -> u8 {
    let is_leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    match month {
        2 if is_leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        _ => 0,
    }
}

impl FromStr for Date {
    type Err = ();

    /// Reads `2027-12-01`.
    fn from_str(text: &str) -> Result<Self, ()> {
        let mut parts = text.trim().split('-');
        let mut next = |length: usize| parts.next().filter(|part| part.len() == length).ok_or(());
        let year = next(4)?.parse().map_err(|_| ())?;
        let month: u8 = next(2)?.parse().map_err(|_| ())?;
        let day: u8 = next(2)?.parse().map_err(|_| ())?;
        let fits = (1..=days_in(year, month)).contains(&day) && parts.next().is_none();
        fits.then_some(Self { year, month, day }).ok_or(())
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_months_count_and_a_later_day_is_none_yet() {
        let day = |text: &str| text.parse::<Date>();
        let months = |from: &str, to: &str| Some(day(from).ok()?.months_until(day(to).ok()?));
        assert_eq!(months("2024-12-15", "2026-11-01"), Some(22));
        assert_eq!(months("2024-12-01", "2026-12-01"), Some(24));
        assert_eq!(months("2026-12-01", "2026-11-01"), Some(0));
        assert!(
            ["2027-13-01", "2027-02-29", "2027-1-1", "1 mei 2027", ""].iter().all(|text| day(text).is_err())
        );
        assert_eq!(day("2027-12-01").map(|date| date.to_string()), Ok("2027-12-01".to_owned()));
    }
}
