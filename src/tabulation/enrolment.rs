//! A register by student: which rows belong to one student, and who was there in which year.
//!
//! Leaves out who is a starter (`start`) and what became of starters (`cohort`).

use std::collections::BTreeMap;

use crate::model::{Column, FollowUp, MISSING, Register, Role};

use super::education::{self, Education};

/// How often a programme may have been renumbered.
const MOST_SUCCESSORS: usize = 10;

/// A register with its rows sorted by student and year.
pub(super) struct Enrolments<'a> {
    pub(super) register: &'a Register,
    /// Row numbers, by student, then year, then place in the file.
    order: Vec<u32>,
    /// Where the rows of each student start in `order`; one more entry at the end.
    starts: Vec<usize>,
    institution: Option<&'a Column>,
    pub(super) sector: Option<&'a Column>,
    form: Option<&'a Column>,
    /// The programme of each row as it is called now.
    programmes: Vec<u32>,
    education: Vec<Education>,
}

impl<'a> Enrolments<'a> {
    #[expect(clippy::cast_possible_truncation, reason = "a file of four billion rows does not fit in memory")]
    pub(super) fn new(register: &'a Register, asked: &FollowUp) -> Self {
        let mut order: Vec<u32> = (0..register.student.len() as u32).collect();
        order.sort_by_key(|row| {
            let row = *row as usize;
            (register.student[row], register.year[row])
        });
        let mut starts = vec![0];
        for (place, pair) in order.windows(2).enumerate() {
            if register.student[pair[0] as usize] != register.student[pair[1] as usize] {
                starts.push(place + 1);
            }
        }
        starts.push(order.len());
        let column = |role| register.groups.iter().find(|column| column.role == role);
        Self {
            register,
            order,
            starts,
            institution: column(Role::Institution),
            sector: column(Role::Sector),
            form: column(Role::Form),
            programmes: programmes(register, column(Role::Programme), asked),
            education: levels(column(Role::Level), column(Role::Programme), register.student.len()),
        }
    }

    /// Returns the first and the last year of the file, or `None` where it is empty.
    pub(super) fn years(&self) -> Option<(u16, u16)> {
        Some((*self.register.year.iter().min()?, *self.register.year.iter().max()?))
    }

    /// Returns the rows of each student, by year.
    pub(super) fn students(&self) -> impl Iterator<Item = &[u32]> {
        self.starts.windows(2).map(|bounds| &self.order[bounds[0]..bounds[1]]).filter(|rows| !rows.is_empty())
    }

    /// Returns the school of a row; the same for all where the file names none.
    pub(super) fn institution(&self, row: u32) -> u16 {
        self.institution.map_or(0, |column| column.codes[row as usize])
    }

    /// Returns the programme of a row as it is called now; the same for all where the file names none.
    pub(super) fn programme(&self, row: u32) -> u32 {
        self.programmes.get(row as usize).copied().unwrap_or(0)
    }

    pub(super) fn education(&self, row: u32) -> Education {
        self.education.get(row as usize).copied().unwrap_or(Education::Unknown)
    }

    pub(super) fn is_full_time(&self, row: u32) -> bool {
        let level = self.form.and_then(|column| column.level(row as usize));
        level.is_some_and(|level| {
            education::is_full_time(&level.raw)
                || education::is_full_time(&level.label.nl)
                || education::is_full_time(&level.label.en)
        })
    }

    pub(super) fn year(&self, row: u32) -> u16 {
        self.register.year[row as usize]
    }

    /// Returns the diploma year of a row, or `None` without a diploma.
    pub(super) fn diploma_year(&self, row: u32) -> Option<u16> {
        self.register.diploma_year.get(row as usize).copied().filter(|year| *year > 0)
    }

    /// Returns whether the file tells of any diploma: without, nobody's completion is known.
    pub(super) fn has_diplomas(&self) -> bool {
        self.register.diploma_year.iter().any(|year| *year > 0)
    }

    /// Returns whether a row is a main enrolment.
    pub(super) fn is_main(&self, row: u32) -> bool {
        self.register.main.get(row as usize).copied().unwrap_or(true)
    }

    /// Returns whether a row is an enrolment on 1 October of its year, main or second.
    pub(super) fn is_present(&self, row: u32) -> bool {
        self.is_active(row) && !self.is_late(row)
    }

    pub(super) fn is_active(&self, row: u32) -> bool {
        self.register.active.get(row as usize).copied().unwrap_or(true)
    }

    pub(super) fn is_late(&self, row: u32) -> bool {
        self.register.late.get(row as usize).copied().unwrap_or(false)
    }

    pub(super) fn is_selected(&self, row: u32) -> bool {
        self.register.selected.get(row as usize).copied().unwrap_or(true)
    }

    /// Returns whether the file says that someone who is gone left for work; `None` where it gives no reasons.
    pub(super) fn left_for_work(&self, rows: &[u32]) -> Option<bool> {
        let reasons = &self.register.left_for_work;
        (!reasons.is_empty()).then(|| rows.iter().any(|row| reasons[*row as usize]))
    }

    /// Returns one row per student and year: the main enrolment on 1 October, within the selection.
    pub(super) fn enrolled(&self) -> BTreeMap<u16, Vec<u32>> {
        let mut by_year: BTreeMap<u16, Vec<u32>> = BTreeMap::new();
        for rows in self.students() {
            let mut last = None;
            for row in rows.iter().copied().filter(|row| self.is_main(*row) && self.is_present(*row)) {
                if last != Some(self.year(row)) {
                    last = Some(self.year(row));
                    if self.is_selected(row) {
                        by_year.entry(self.year(row)).or_default().push(row);
                    }
                }
            }
        }
        by_year
    }

    /// Returns one row per student, school and diploma year, within the selection.
    pub(super) fn graduated(&self) -> BTreeMap<u16, Vec<u32>> {
        let mut by_year: BTreeMap<u16, Vec<u32>> = BTreeMap::new();
        for rows in self.students() {
            let mut diplomas: BTreeMap<(u16, u16), u32> = BTreeMap::new();
            for row in rows.iter().copied() {
                if let Some(year) = self.diploma_year(row) {
                    // The last enrolment up to the diploma says from which programme it is.
                    if self.year(row) <= year || !diplomas.contains_key(&(self.institution(row), year)) {
                        diplomas.insert((self.institution(row), year), row);
                    }
                }
            }
            for ((_, year), row) in diplomas {
                if self.is_selected(row) {
                    by_year.entry(year).or_default().push(row);
                }
            }
        }
        by_year
    }
}

/// Returns the programme of each row as a number: a renumbered programme keeps its number.
fn programmes(register: &Register, programme: Option<&Column>, asked: &FollowUp) -> Vec<u32> {
    let Some(programme) = programme else { return Vec::new() };
    let mut numbers: BTreeMap<String, u32> = BTreeMap::new();
    let mut number_of = |name: &str| {
        let next = u32::try_from(numbers.len()).unwrap_or(u32::MAX);
        *numbers.entry(successor(name, asked).to_owned()).or_insert(next)
    };
    let own: Vec<u32> = programme
        .levels
        .iter()
        .map(|level| {
            // A successor may be named by code or by name.
            let by_name = successor(&level.label.nl, asked);
            if by_name == level.label.nl { number_of(&level.raw) } else { number_of(by_name) }
        })
        .collect();
    let equivalent = register.equivalent.as_ref();
    let now: Vec<u32> = equivalent
        .map_or_else(Vec::new, |column| column.levels.iter().map(|level| number_of(&level.raw)).collect());
    let unknown = u32::MAX;
    (0..register.student.len())
        .map(|row| {
            let present = equivalent.map_or(MISSING, |column| column.codes[row]);
            let own = own.get(usize::from(programme.codes[row])).copied().unwrap_or(unknown);
            now.get(usize::from(present)).copied().unwrap_or(own)
        })
        .collect()
}

fn successor<'n>(name: &'n str, asked: &'n FollowUp) -> &'n str {
    let mut name = name;
    for _ in 0..MOST_SUCCESSORS {
        match asked.successors.iter().find(|(old, _)| old == name) {
            Some((_, new)) => name = new,
            None => break,
        }
    }
    name
}

fn levels(level: Option<&Column>, programme: Option<&Column>, rows: usize) -> Vec<Education> {
    let (column, levels) = match (level, programme) {
        (Some(column), _) => (column, education::of_levels(column)),
        (None, Some(column)) => (column, education::of_programmes(column)),
        (None, None) => return Vec::new(),
    };
    (0..rows)
        .map(|row| levels.get(usize::from(column.codes[row])).copied().unwrap_or(Education::Unknown))
        .collect()
}
