//! What first ended the study of starters, and after how many years: all cohorts together, for curves.
//!
//! Leaves out the curves themselves (`measures`). First exits count; who comes back is counted beside them.

use crate::model::{LevelKind, MISSING, Text};

use super::cohort::{DIPLOMA, DROPOUT, Followed, SWITCH};
use super::population::{Category, Offered};
use super::roll::{Observed, Values};
use super::start::Start;
use super::{Variable, VariableKind};

/// The causes of an exit, in the order of the codes: the ends of the measures of `results.csv`.
pub const CAUSES: [&str; 3] = ["diploma", "switch", "dropout"];

/// Causes per year of follow-up, and the end of the file as the last one.
pub const EVENTS: usize = CAUSES.len() + 1;

/// The same, for codes.
const PER_YEAR: u16 = 4;

/// Returns what first ended the study of starters, and of those who were gone whether they came back.
///
/// Starters of the last year of the file cannot be followed and must not be among them.
pub(super) fn observe<'o>(followed: &Followed<'_>, starts: &[Start]) -> Vec<Observed<'o>> {
    let follow_up = |start: &Start| followed.last_year - start.year;
    let longest = starts.iter().map(follow_up).max().unwrap_or(0);
    let exits: Vec<(u16, u16)> = starts
        .iter()
        .map(|start| {
            let exit = |years: u16| match followed.status_after(*start, years) {
                DIPLOMA => Some((years, 0)),
                SWITCH => Some((years, 1)),
                DROPOUT => Some((years, 2)),
                _ => None,
            };
            (1..=follow_up(start)).find_map(exit).unwrap_or((follow_up(start), 3))
        })
        .collect();
    let code = |(years, cause): &(u16, u16)| (years - 1) * PER_YEAR + cause;
    let returned = starts.iter().zip(&exits).map(|(start, (years, cause))| {
        if *cause != 2 || *years >= follow_up(start) {
            return MISSING;
        }
        u16::from(!followed.comes_back(start, *years))
    });
    let suffix = followed.rule.suffix();
    let words = CAUSES.iter().copied().chain(["censored"]);
    let yearly = (1..=longest).flat_map(|years| words.clone().map(move |word| format!("{word} {years}")));
    vec![
        observed(
            format!("retention.curve{suffix}"),
            VariableKind::Curve { years: longest },
            yearly.map(|word| category(&word, false)).collect(),
            exits.iter().map(code).collect(),
        ),
        observed(
            format!("retention.returned{suffix}"),
            VariableKind::Pooled,
            vec![category("returned", true), category("", false)],
            returned.collect(),
        ),
    ]
}

fn observed<'o>(
    measure: String,
    kind: VariableKind,
    categories: Vec<Category>,
    codes: Vec<u16>,
) -> Observed<'o> {
    let variable = Variable {
        measure,
        text: Text::default(),
        kind,
        categories,
        mature_in: None,
        offered: Offered::Broadly,
    };
    Observed { variable, codes: Values::PerPlace(codes), scale_items: Vec::new() }
}

fn category(word: &str, success: bool) -> Category {
    Category { label: Text::same(word), value: None, kind: LevelKind::Stated, success }
}
