//! Starters: who is in a domain for the first time on 1 October, and who began later in the year.
//!
//! Those whom the first year of the file already holds are no starters: some began earlier, unseen.

use std::collections::BTreeMap;

use crate::model::{CohortRule, Domain, Variant};

use super::education::Education;
use super::enrolment::Enrolments;

/// Someone's first main enrolment in a domain.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Start {
    /// The row of that enrolment.
    pub(super) row: u32,
    /// Its year.
    pub(super) year: u16,
}

/// The starters of a register, and those who began too late to be one.
#[derive(Debug, Default)]
pub(super) struct Starts {
    /// Starters by cohort, within the selection.
    pub(super) starters: BTreeMap<u16, Vec<Start>>,
    /// Rows of those who began after 1 October, by the cohort that they would be in.
    pub(super) late: BTreeMap<u16, Vec<u32>>,
}

/// A place within which somebody starts once.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Place(u32, u32);

/// What the starting year in the file is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum StartingYear {
    /// The file has none.
    Absent,
    /// The programme: a student has several at one school.
    OfProgramme,
    /// The school.
    OfSchool,
}

/// Returns what the starting year is about, by whether it differs between the programmes of a student.
pub(super) fn starting_year(enrolments: &Enrolments<'_>) -> StartingYear {
    let cohort = &enrolments.register.cohort;
    if cohort.is_empty() {
        return StartingYear::Absent;
    }
    let differs = |rows: &[u32]| {
        rows.windows(2).any(|pair| {
            let of = |row: u32| cohort[row as usize];
            let same_school = enrolments.institution(pair[0]) == enrolments.institution(pair[1]);
            let same_programme = enrolments.programme(pair[0]) == enrolments.programme(pair[1]);
            same_school && !same_programme && of(pair[0]) > 0 && of(pair[1]) > 0 && of(pair[0]) != of(pair[1])
        })
    };
    let (mut several, mut differing) = (0_u64, 0_u64);
    for rows in enrolments.students() {
        let switched = rows.windows(2).any(|pair| {
            enrolments.institution(pair[0]) == enrolments.institution(pair[1])
                && enrolments.programme(pair[0]) != enrolments.programme(pair[1])
        });
        several += u64::from(switched);
        differing += u64::from(differs(rows));
    }
    // A few students return to a school under a new starting year; a school's year does not differ for half.
    if differing * 2 > several { StartingYear::OfProgramme } else { StartingYear::OfSchool }
}

/// Returns the starters by a rule.
pub(super) fn starts(enrolments: &Enrolments<'_>, rule: CohortRule, starting_year: StartingYear) -> Starts {
    let mut found = Starts::default();
    let Some((first_year, _)) = enrolments.years() else { return found };
    let reader = Reader { enrolments, rule, starting_year, first_year };
    for rows in enrolments.students() {
        let mut places: Vec<Place> = Vec::new();
        for row in rows.iter().copied() {
            let Some(place) = reader.place(row).filter(|place| !places.contains(place)) else { continue };
            places.push(place);
            let own: Vec<u32> = rows
                .iter()
                .copied()
                .filter(|other| enrolments.is_active(*other) && reader.place(*other) == Some(place))
                .collect();
            match reader.beginning(rows, &own) {
                Some(Beginning::OnTime(row)) if enrolments.is_selected(row) && reader.is_member(row) => {
                    let year = enrolments.year(row);
                    found.starters.entry(year).or_default().push(Start { row, year });
                }
                Some(Beginning::Late { row, cohort })
                    if enrolments.is_selected(row) && reader.is_member(row) =>
                {
                    found.late.entry(cohort).or_default().push(row);
                }
                _ => {}
            }
        }
    }
    found
}

enum Beginning {
    OnTime(u32),
    Late { row: u32, cohort: u16 },
}

struct Reader<'a> {
    enrolments: &'a Enrolments<'a>,
    rule: CohortRule,
    starting_year: StartingYear,
    first_year: u16,
}

impl Reader<'_> {
    /// Returns where a row is, within the domain of the rule; `None` outside it.
    fn place(&self, row: u32) -> Option<Place> {
        let school = u32::from(self.enrolments.institution(row));
        let education = self.enrolments.education(row);
        match self.rule.domain {
            Domain::Programme => Some(Place(school, self.enrolments.programme(row))),
            Domain::Level => Some(Place(school, level(education))),
            Domain::Institution => Some(Place(school, 0)),
            Domain::Sector => {
                let sector = self.enrolments.sector.map_or(0, |column| u32::from(column.codes[row as usize]));
                Some(Place(sector, 0))
            }
            Domain::Hbo | Domain::HigherEducation => (!education.is_mbo()).then_some(Place(0, 0)),
        }
    }

    /// Returns whether the definition counts someone who starts with this row.
    fn is_member(&self, row: u32) -> bool {
        match self.rule.variant {
            Variant::Own | Variant::Inspectie | Variant::Unl => true,
            Variant::Cbs => self.enrolments.is_full_time(row),
            Variant::Vh => {
                self.enrolments.is_full_time(row) && self.enrolments.education(row) == Education::Bachelor
            }
        }
    }

    /// Returns how someone began in one place, whose active rows there are `own`.
    fn beginning(&self, rows: &[u32], own: &[u32]) -> Option<Beginning> {
        let enrolments = self.enrolments;
        let first = own.iter().copied().find(|row| enrolments.is_main(*row))?;
        let year = enrolments.year(first);
        if enrolments.is_late(first) {
            return Some(Beginning::Late { row: first, cohort: year });
        }
        let given = |row: u32| enrolments.register.cohort.get(row as usize).copied().filter(|year| *year > 0);
        let Some(cohort) = given(first) else {
            // Someone seen in the first year, also beside another programme, may have begun before it.
            let earliest = own.iter().map(|row| enrolments.year(*row)).min().unwrap_or(year);
            return (earliest > self.first_year).then_some(Beginning::OnTime(first));
        };
        let fits = match self.starting_year {
            StartingYear::OfProgramme => self.rule.domain == Domain::Programme,
            StartingYear::OfSchool => self.rule.domain == Domain::Institution,
            StartingYear::Absent => false,
        };
        if fits {
            let is_start = |row: &u32| {
                enrolments.is_main(*row)
                    && !enrolments.is_late(*row)
                    && given(*row) == Some(enrolments.year(*row))
            };
            if let Some(row) = own.iter().copied().find(is_start) {
                return Some(Beginning::OnTime(row));
            }
        }
        if cohort == year {
            return Some(Beginning::OnTime(first));
        }
        if cohort + 1 == year && cohort >= self.first_year && !self.was_there(rows, first, cohort) {
            return Some(Beginning::Late { row: first, cohort });
        }
        // Within a smaller place than the starting year is about, the first appearance is the start.
        let is_smaller = match self.starting_year {
            StartingYear::OfSchool => {
                matches!(self.rule.domain, Domain::Programme | Domain::Level | Domain::Sector)
            }
            StartingYear::OfProgramme | StartingYear::Absent => false,
        };
        let seen_before = rows.iter().any(|row| {
            enrolments.year(*row) < year && enrolments.institution(*row) == enrolments.institution(first)
        });
        (is_smaller && seen_before).then_some(Beginning::OnTime(first))
    }

    /// Returns whether the student had an enrolment in `year` at the place that the starting year is about.
    fn was_there(&self, rows: &[u32], first: u32, year: u16) -> bool {
        let enrolments = self.enrolments;
        rows.iter().copied().any(|row| {
            enrolments.year(row) == year
                && enrolments.is_active(row)
                && enrolments.institution(row) == enrolments.institution(first)
                && (self.starting_year != StartingYear::OfProgramme
                    || enrolments.programme(row) == enrolments.programme(first))
        })
    }
}

fn level(education: Education) -> u32 {
    match education {
        Education::Unknown => 0,
        Education::Mbo(level) => u32::from(level),
        Education::Ad => 5,
        Education::Bachelor => 6,
        Education::Master => 7,
    }
}
