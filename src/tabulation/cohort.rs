//! What became of starters: still here, switched, gone, or with a diploma.
//!
//! Default definitions (DESIGN.md, "Retention default"): a cohort is everybody whose first main enrolment
//! at the school is in that year; after `k` years each starter has exactly one status, so that the four
//! add up to the whole cohort. A cohort too young for an outcome has none, and says from which year on it will.

use crate::model::{LevelKind, MISSING, Text};

use super::enrolment::{Enrolments, Start};
use super::population::Category;
use super::roll::{Codes, Observed};
use super::{Variable, VariableKind};

/// The states after `k` years, in the order of the codes: the measure names of `results.csv`.
pub const STATUS: [&str; 4] = ["reenrolled", "switch", "dropout", "diploma"];

/// Within how many years completion is counted.
pub const COMPLETION_YEARS: [u16; 2] = [5, 8];

const REENROLLED: u16 = 0;
const SWITCH: u16 = 1;
const DROPOUT: u16 = 2;
const DIPLOMA: u16 = 3;

/// The years after which a status is given.
const STATUS_YEARS: [u16; 1] = [1];

/// Returns what became of the starters of one cohort.
pub(super) fn observe<'a>(
    enrolments: &Enrolments<'_>,
    by_student: &StudentRows<'_>,
    starts: &[Start],
    cohort: u16,
    last_year: u16,
) -> Vec<Observed<'a>> {
    let status = STATUS_YEARS.iter().map(|years| {
        let mature = cohort + years;
        let codes = code_all(starts, last_year >= mature, |start| {
            status_after(enrolments, by_student.of(start), *start, *years)
        });
        observed(status_variable(*years), codes, mature, last_year)
    });
    let completion = COMPLETION_YEARS.iter().map(|years| {
        let mature = cohort + years;
        let codes = code_all(starts, last_year >= mature, |start| {
            let within = start.year..start.year + years;
            u16::from(!has_diploma(enrolments, by_student.of(start), *start, within))
        });
        observed(completion_variable(*years), codes, mature, last_year)
    });
    status.chain(completion).collect()
}

fn observed<'a>(variable: Variable, codes: Vec<u16>, mature: u16, last_year: u16) -> Observed<'a> {
    let variable = Variable { mature_in: (last_year < mature).then_some(mature), ..variable };
    Observed { variable, codes: Codes::PerPlace(codes), scale_items: Vec::new() }
}

fn code_all(starts: &[Start], is_mature: bool, code: impl Fn(&Start) -> u16) -> Vec<u16> {
    if is_mature { starts.iter().map(code).collect() } else { vec![MISSING; starts.len()] }
}

/// The rows of the student behind each start.
pub(super) struct StudentRows<'a> {
    rows: Vec<&'a [u32]>,
    student: &'a [u32],
}

impl<'a> StudentRows<'a> {
    pub(super) fn new(enrolments: &'a Enrolments<'_>, student: &'a [u32]) -> Self {
        let students = student.iter().max().map_or(0, |last| *last as usize + 1);
        let mut rows: Vec<&[u32]> = vec![&[]; students];
        for of_student in enrolments.students() {
            rows[student[of_student[0] as usize] as usize] = of_student;
        }
        Self { rows, student }
    }

    fn of(&self, start: &Start) -> &'a [u32] {
        self.rows[self.student[start.row as usize] as usize]
    }
}

fn status_after(enrolments: &Enrolments<'_>, rows: &[u32], start: Start, years: u16) -> u16 {
    if has_diploma(enrolments, rows, start, start.year..start.year + years) {
        return DIPLOMA;
    }
    let place = |row: u32| (enrolments.institution(row), enrolments.programme(row));
    let mut later = rows.iter().copied().filter(|row| enrolments.year(*row) == start.year + years).peekable();
    if later.peek().is_none() {
        DROPOUT
    } else if later.any(|row| place(row) == place(start.row)) {
        REENROLLED
    } else {
        SWITCH
    }
}

fn has_diploma(enrolments: &Enrolments<'_>, rows: &[u32], start: Start, years: std::ops::Range<u16>) -> bool {
    let school = enrolments.institution(start.row);
    rows.iter().any(|row| {
        enrolments.institution(*row) == school
            && enrolments.diploma_year(*row).is_some_and(|year| years.contains(&year))
    })
}

fn status_variable(years: u16) -> Variable {
    let categories = STATUS.iter().map(|word| category(word, false)).collect();
    Variable {
        measure: format!("retention.status{years}"),
        text: Text::default(),
        kind: VariableKind::Status { years },
        categories,
        mature_in: None,
    }
}

fn completion_variable(years: u16) -> Variable {
    Variable {
        measure: format!("retention.completed{years}"),
        text: Text::default(),
        kind: VariableKind::Completion { years },
        categories: vec![category("completed", true), category("not completed", false)],
        mature_in: None,
    }
}

fn category(word: &str, success: bool) -> Category {
    Category { label: Text::same(word), value: None, kind: LevelKind::Stated, success }
}
