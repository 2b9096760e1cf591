//! What became of starters after more than a year, all cohorts together that can be followed so long.
//!
//! Of one cohort these are cells of a few people; together they are numbers that can be shown.

use crate::model::{FollowUp, LevelKind, MISSING, Text, Within};

use super::cohort::{DROPOUT, DROPPED, Followed, STATUS, SWITCH, SWITCHED, UNFINISHED};
use super::education::Education;
use super::enrolment::Enrolments;
use super::population::{Category, Offered};
use super::roll::{Observed, Values};
use super::start::Start;
use super::{Variable, VariableKind};

/// How long starters are followed, and what is asked then.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Horizon {
    /// Their state, and its parts.
    Status(u16),
    /// Who has no diploma: still studying, or gone.
    Unfinished(u16),
    /// A diploma within the nominal time, which takes so long for the longest programme.
    Nominal { more: u16, longest: u16 },
}

/// Returns what is asked of all cohorts together.
pub(super) fn horizons(asked: &FollowUp, enrolments: &Enrolments<'_>) -> Vec<Horizon> {
    let mut horizons: Vec<Horizon> = asked.years.iter().map(|years| Horizon::Status(*years)).collect();
    if enrolments.has_diplomas() {
        let longest = Education::Bachelor.nominal().unwrap_or_default();
        horizons.extend(asked.completion.iter().map(|within| match within {
            Within::Years(years) => Horizon::Unfinished(*years),
            Within::Nominal { more } => Horizon::Nominal { more: *more, longest: longest + more },
        }));
    }
    horizons
}

impl Horizon {
    /// Returns for how many years starters are followed.
    pub(super) fn years(self) -> u16 {
        match self {
            Self::Status(years) | Self::Unfinished(years) => years,
            Self::Nominal { longest, .. } => longest,
        }
    }

    /// Returns what became of starters, each of whom can be followed so long.
    pub(super) fn observe<'o>(self, followed: &Followed<'_>, starts: &[Start]) -> Vec<Observed<'o>> {
        match self {
            Self::Status(years) => statuses(followed, starts, years),
            Self::Unfinished(years) => {
                let code = |start: &Start| {
                    if followed.has_diploma(start, years) {
                        behind(&UNFINISHED)
                    } else {
                        followed.kind_of_unfinished(start, years)
                    }
                };
                vec![observed(
                    followed.measure("unfinished", years),
                    &UNFINISHED,
                    starts.iter().map(code).collect(),
                )]
            }
            Self::Nominal { more, .. } => {
                let within = Within::Nominal { more };
                let code = |start: &Start| {
                    let allowed = followed.allowed(within, start);
                    allowed.map_or(MISSING, |years| u16::from(!followed.has_diploma(start, years)))
                };
                let measure = format!("retention.{}{}", within.measure(), followed.rule.suffix());
                let mut made = observed(measure, &["completed"], starts.iter().map(code).collect());
                made.variable.categories[0].success = true;
                vec![made]
            }
        }
    }
}

fn statuses<'o>(followed: &Followed<'_>, starts: &[Start], years: u16) -> Vec<Observed<'o>> {
    let states: Vec<u16> = starts.iter().map(|start| followed.status_after(*start, years)).collect();
    // All others stand behind the parts, so that a part is a share of everybody.
    let parts = |state: u16, words: &[&str], of: &dyn Fn(&Start) -> u16| -> Vec<u16> {
        let code = |(start, own): (&Start, &u16)| if *own == state { of(start) } else { behind(words) };
        starts.iter().zip(&states).map(code).collect()
    };
    let mut made = Vec::new();
    if followed.splits_switch() {
        let codes = parts(SWITCH, &SWITCHED, &|start| followed.kind_of_switch(*start, years));
        made.push(observed(followed.measure("switched", years), &SWITCHED, codes));
    }
    if followed.splits_dropout() {
        let codes = parts(DROPOUT, &DROPPED, &|start| followed.kind_of_dropout(start));
        made.push(observed(followed.measure("dropped", years), &DROPPED, codes));
    }
    // After one year the states stand per cohort.
    if years > 1 {
        made.push(observed(followed.measure("status", years), &STATUS, states));
    }
    made
}

/// Returns the code of those who have none of the named values.
fn behind(words: &[&str]) -> u16 {
    u16::try_from(words.len()).unwrap_or(MISSING)
}

/// Makes a variable of named values and one without a name, for everybody else.
fn observed<'o>(measure: String, words: &[&str], codes: Vec<u16>) -> Observed<'o> {
    let category = |word: &&str| Category {
        label: Text::same(*word),
        value: None,
        kind: LevelKind::Stated,
        success: false,
    };
    let variable = Variable {
        measure,
        text: Text::default(),
        kind: VariableKind::Pooled,
        categories: words.iter().chain(&[""]).map(category).collect(),
        mature_in: None,
        offered: Offered::Broadly,
    };
    Observed { variable, codes: Values::PerPlace(codes), scale_items: Vec::new() }
}
