//! A register by student: which rows belong to one student, and who was there in which year.
//!
//! Leaves out what became of starters (`cohort`).

use std::collections::BTreeMap;

use crate::model::{Column, Register, Role};

/// A register with its rows sorted by student and year.
pub(super) struct Enrolments<'a> {
    register: &'a Register,
    /// Row numbers, by student, then year, then place in the file.
    order: Vec<u32>,
    /// Where the rows of each student start in `order`; one more entry at the end.
    starts: Vec<usize>,
    institution: Option<&'a Column>,
    programme: Option<&'a Column>,
}

/// Someone's first main enrolment at a school.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Start {
    /// The row of that enrolment.
    pub(super) row: u32,
    /// Its year.
    pub(super) year: u16,
}

impl<'a> Enrolments<'a> {
    #[expect(clippy::cast_possible_truncation, reason = "a file of four billion rows does not fit in memory")]
    pub(super) fn new(register: &'a Register) -> Self {
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
            programme: column(Role::Programme),
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

    /// Returns the programme of a row; the same for all where the file names none.
    pub(super) fn programme(&self, row: u32) -> u16 {
        self.programme.map_or(0, |column| column.codes[row as usize])
    }

    pub(super) fn year(&self, row: u32) -> u16 {
        self.register.year[row as usize]
    }

    /// Returns the diploma year of a row, or `None` without a diploma.
    pub(super) fn diploma_year(&self, row: u32) -> Option<u16> {
        self.register.diploma_year.get(row as usize).copied().filter(|year| *year > 0)
    }

    fn is_main(&self, row: u32) -> bool {
        self.register.main.get(row as usize).copied().unwrap_or(true)
    }

    fn is_selected(&self, row: u32) -> bool {
        self.register.selected.get(row as usize).copied().unwrap_or(true)
    }

    /// Returns one row per student and year: the main enrolment, within the selection.
    pub(super) fn enrolled(&self) -> BTreeMap<u16, Vec<u32>> {
        let mut by_year: BTreeMap<u16, Vec<u32>> = BTreeMap::new();
        for rows in self.students() {
            let mut last = None;
            for row in rows.iter().copied().filter(|row| self.is_main(*row)) {
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

    /// Returns everybody's first main enrolment at each school, within the selection, by year.
    ///
    /// Where the file gives a starting year, a start is the first main enrolment in that year. Where it
    /// does not, a start is the first appearance, and those in the first year of the file are left out:
    /// some of these people started earlier, unseen.
    pub(super) fn starts(&self) -> BTreeMap<u16, Vec<Start>> {
        let mut by_year: BTreeMap<u16, Vec<Start>> = BTreeMap::new();
        let Some((first_year, _)) = self.years() else { return by_year };
        for rows in self.students() {
            let mut schools: Vec<u16> = Vec::new();
            for row in rows.iter().copied().filter(|row| self.is_main(*row)) {
                let (school, year) = (self.institution(row), self.year(row));
                let begins = match self.register.cohort.get(row as usize) {
                    Some(cohort) => *cohort == year,
                    None => true,
                };
                if !begins || schools.contains(&school) {
                    continue;
                }
                schools.push(school);
                let truncated = self.register.cohort.is_empty() && year == first_year;
                if !truncated && self.is_selected(row) {
                    by_year.entry(year).or_default().push(Start { row, year });
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
