//! Results of mbo: who left with a diploma, who got one, who stayed after a year, and who went on to hbo.
//!
//! Norms are left out: a scan sets them beside these results.

use std::collections::BTreeMap;

use crate::model::{LevelKind, MISSING, Text};

use super::education::Education;
use super::enrolment::Enrolments;
use super::population::{Category, Offered};
use super::roll::{Observed, Values};
use super::start::Start;
use super::{Variable, VariableKind};

/// How many years of starters are taken together: one year of a level holds few.
pub(super) const POOLED_YEARS: u16 = 3;

/// A mbo student who got a diploma in a year or left in it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Ending {
    /// The last row of that year at the school.
    pub(super) row: u32,
    in_jaarresultaat: Option<bool>,
    in_diplomaresultaat: Option<bool>,
}

/// Returns the mbo students of each year who got a diploma in it or left; a year needs the next one in the file.
pub(super) fn results(enrolments: &Enrolments<'_>) -> BTreeMap<u16, Vec<Ending>> {
    let mut by_year: BTreeMap<u16, Vec<Ending>> = BTreeMap::new();
    let Some((_, last_year)) = enrolments.years() else { return by_year };
    for rows in enrolments.students() {
        let mut seen: Vec<(u16, u16)> = Vec::new();
        for row in rows.iter().copied().filter(|row| enrolments.is_main(*row) && enrolments.is_present(*row))
        {
            let (school, year) = (enrolments.institution(row), enrolments.year(row));
            if seen.contains(&(school, year)) || year >= last_year || !enrolments.education(row).is_mbo() {
                continue;
            }
            seen.push((school, year));
            let own = || rows.iter().copied().filter(|other| enrolments.institution(*other) == school);
            let diploma_in = |from: u16| {
                own().any(|other| enrolments.diploma_year(other).is_some_and(|at| from <= at && at <= year))
            };
            let stays = own().any(|other| enrolments.year(other) == year + 1 && enrolments.is_present(other));
            let has_level = enrolments.education(row) >= Education::Mbo(2);
            let graduates = diploma_in(year);
            let leaves_without = !stays && !diploma_in(0);
            let result = Ending {
                row,
                in_jaarresultaat: (has_level && (graduates || leaves_without)).then_some(graduates),
                in_diplomaresultaat: (!stays).then(|| diploma_in(0)),
            };
            if enrolments.is_selected(row) && (graduates || !stays) {
                by_year.entry(year).or_default().push(result);
            }
        }
    }
    by_year
}

/// Returns the annual result and the diploma result of one year.
pub(super) fn observe<'o>(results: &[Ending]) -> Vec<Observed<'o>> {
    let code = |answer: Option<bool>| answer.map_or(MISSING, |success| u16::from(!success));
    vec![
        observed(
            "retention.jaarresultaat".to_owned(),
            VariableKind::Outcome,
            results.iter().map(|result| code(result.in_jaarresultaat)).collect(),
            None,
        ),
        observed(
            "retention.diplomaresultaat".to_owned(),
            VariableKind::Outcome,
            results.iter().map(|result| code(result.in_diplomaresultaat)).collect(),
            None,
        ),
    ]
}

/// Returns the starters' result: new mbo students who have a diploma or are still there after a year.
pub(super) fn observe_starters<'o>(
    starts: &[Start],
    status_after_a_year: impl Fn(Start) -> Option<bool>,
) -> Vec<Observed<'o>> {
    let codes = starts
        .iter()
        .map(|start| status_after_a_year(*start).map_or(MISSING, |success| u16::from(!success)))
        .collect();
    vec![observed("retention.startersresultaat".to_owned(), VariableKind::Pooled, codes, None)]
}

/// Returns whether graduates of mbo 4 are in hbo on the next 1 October; `None` where no key joins mbo and hbo.
pub(super) fn observe_progression<'o>(
    enrolments: &Enrolments<'_>,
    in_hbo: &BTreeMap<u32, Vec<u16>>,
    graduates: &[u32],
    year: u16,
) -> Option<Observed<'o>> {
    let last_year = enrolments.years()?.1;
    let is_mature = last_year > year;
    let code = |row: &u32| {
        if enrolments.education(*row) != Education::Mbo(4) || !is_mature {
            return MISSING;
        }
        let student = enrolments.register.student[*row as usize];
        u16::from(!in_hbo.get(&student).is_some_and(|years| years.contains(&(year + 1))))
    };
    let is_about = graduates.iter().any(|row| enrolments.education(*row) == Education::Mbo(4));
    let mature_in = (!is_mature).then_some(year + 1);
    is_about.then(|| {
        observed(
            "retention.progression_hbo".to_owned(),
            VariableKind::Outcome,
            graduates.iter().map(code).collect(),
            mature_in,
        )
    })
}

/// Returns the years in which each student is in hbo, of students who were in mbo; empty where no key joins them.
pub(super) fn years_in_hbo(enrolments: &Enrolments<'_>) -> BTreeMap<u32, Vec<u16>> {
    let mut found: BTreeMap<u32, Vec<u16>> = BTreeMap::new();
    for rows in enrolments.students() {
        if !rows.iter().any(|row| enrolments.education(*row).is_mbo()) {
            continue;
        }
        let hbo = rows.iter().copied().filter(|row| {
            matches!(enrolments.education(*row), Education::Ad | Education::Bachelor)
                && enrolments.is_present(*row)
        });
        let years: Vec<u16> = hbo.map(|row| enrolments.year(row)).collect();
        if !years.is_empty() {
            found.insert(enrolments.register.student[rows[0] as usize], years);
        }
    }
    found
}

fn observed<'o>(
    measure: String,
    kind: VariableKind,
    codes: Vec<u16>,
    mature_in: Option<u16>,
) -> Observed<'o> {
    let category = |word: &str, success| Category {
        label: Text::same(word),
        value: None,
        kind: LevelKind::Stated,
        success,
    };
    // Of shares over cohorts only the named values are told.
    let is_pooled = kind == VariableKind::Pooled;
    let variable = Variable {
        measure,
        text: Text::default(),
        kind,
        categories: vec![category("yes", true), category(if is_pooled { "" } else { "no" }, false)],
        mature_in,
        offered: Offered::Broadly,
    };
    Observed { variable, codes: Values::PerPlace(codes), scale_items: Vec::new() }
}
