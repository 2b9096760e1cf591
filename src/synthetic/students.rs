//! Made-up students: who they are, and their enrolments year by year until the last year of the register.
//!
//! The k-th student of a school is the same person whatever the number of students and schools; only a change to
//! a school that is not in the scan reads as leaving. Leaves out what they answer in a survey.

use super::Options;
use super::draws::{Draws, Purpose};
use super::schools::{Programme, School, Sector, Women};

/// The first cohort of the register.
pub(super) const FIRST_YEAR: u16 = 2018;
/// The last year of the register: enrolled on 1 October 2025.
pub(super) const LAST_YEAR: u16 = 2025;

/// A made-up student.
#[derive(Debug)]
pub(super) struct Student {
    /// The school where the student started.
    pub(super) school: usize,
    /// The place among those who started there, from 0.
    pub(super) number: u32,
    pub(super) key: String,
    pub(super) gender: Gender,
    pub(super) sex: Sex,
    /// The code of question `BG05`.
    pub(super) prior_education: u8,
    /// In order of year; of one year the main enrolment first.
    pub(super) enrolments: Vec<Enrolment>,
}

/// How a student describes themselves.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Gender {
    Woman,
    Man,
    NonBinary,
}

/// The registered sex (geslacht): its own fact, drawn beside gender and never made of it in a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Sex {
    Male,
    Female,
    Unknown,
}

/// One programme in one year.
#[derive(Debug, Clone)]
pub(super) struct Enrolment {
    pub(super) year: u16,
    pub(super) school: usize,
    pub(super) programme: &'static Programme,
    /// The code of question `BG08`.
    pub(super) form: u8,
    pub(super) kind: EnrolmentKind,
    /// The first year at this school.
    pub(super) cohort: u16,
    /// The year of the diploma of this programme, where it was reached in this year.
    pub(super) diploma: Option<u16>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum EnrolmentKind {
    Main,
    /// A second programme beside the main one.
    Second,
}

impl Student {
    /// Returns the main enrolment of `year`, if there is one.
    pub(super) fn main_in(&self, year: u16) -> Option<&Enrolment> {
        self.enrolments
            .iter()
            .find(|enrolment| enrolment.year == year && enrolment.kind == EnrolmentKind::Main)
    }

    /// Returns whether this is one of the three women of a programme: she stays and always answers.
    pub(super) fn is_planted(&self) -> bool {
        self.gender == Gender::Woman && self.enrolments.iter().any(|e| e.programme.women == Women::Three)
    }
}

/// Returns all students, school after school.
pub(super) fn students(options: &Options, schools: &[School]) -> Vec<Student> {
    schools.iter().flat_map(|school| students_of(options, school, schools)).collect()
}

fn students_of(options: &Options, school: &School, schools: &[School]) -> Vec<Student> {
    let mut planted = 0;
    (0..school.students_of(options.students, schools))
        .map(|number| {
            let draws = Draws::new(options.seed, school.place, number, Purpose::Career);
            student(draws, school, number, schools, &mut planted)
        })
        .collect()
}

/// Makes one student; `planted` counts the women of the programme that has three.
fn student(mut draws: Draws, school: &School, number: u32, schools: &[School], planted: &mut u32) -> Student {
    let n_years = u32::from(LAST_YEAR - FIRST_YEAR) + 1;
    let cohort = FIRST_YEAR + u16::try_from(number % n_years).expect("invariant: below eight");
    let programme = &school.programmes[draws.place(school.programmes.iter().map(|p| p.weight))];
    let mut gender = gender(&mut draws, programme);
    let mut sex = sex(&mut draws, gender);
    let prior_education = prior_education(&mut draws, school.sector);
    let form = form(&mut draws, school.sector);

    // Cohorts 2022 and 2023 of a four-year programme are enrolled in both survey rounds.
    let is_planted = programme.women == Women::Three && matches!(cohort, 2022 | 2023) && *planted < 3;
    let start = Enrolment {
        year: cohort,
        school: school.place,
        programme,
        form,
        kind: EnrolmentKind::Main,
        cohort,
        diploma: None,
    };
    let enrolments = if is_planted {
        *planted += 1;
        (gender, sex) = (Gender::Woman, Sex::Female);
        (cohort..=LAST_YEAR).map(|year| Enrolment { year, ..start.clone() }).collect()
    } else {
        career(&mut draws, start, schools)
    };
    let key = format!("{}{number:05}", school.code);
    Student { school: school.place, number, key, gender, sex, prior_education, enrolments }
}

fn gender(draws: &mut Draws, programme: &Programme) -> Gender {
    let (is_non_binary, place) = (draws.happens(0.018), draws.share());
    match programme.women {
        Women::Three => Gender::Man,
        Women::Share(_) if is_non_binary => Gender::NonBinary,
        Women::Share(share) if place < share => Gender::Woman,
        Women::Share(_) => Gender::Man,
    }
}

fn sex(draws: &mut Draws, gender: Gender) -> Sex {
    let place = draws.share();
    match gender {
        Gender::NonBinary if place < 0.45 => Sex::Female,
        Gender::NonBinary if place < 0.90 => Sex::Male,
        Gender::NonBinary => Sex::Unknown,
        _ if place < 0.002 => Sex::Unknown,
        Gender::Woman => Sex::Female,
        Gender::Man => Sex::Male,
    }
}

fn prior_education(draws: &mut Draws, sector: Sector) -> u8 {
    draws.code(match sector {
        Sector::Hbo => &[(3, 0.52), (4, 0.12), (6, 0.32), (7, 0.04)],
        Sector::Mbo => &[(1, 0.45), (2, 0.45), (5, 0.08), (7, 0.02)],
    })
}

fn form(draws: &mut Draws, sector: Sector) -> u8 {
    draws.code(match sector {
        Sector::Hbo => &[(4, 0.88), (5, 0.08), (6, 0.04)],
        Sector::Mbo => &[(1, 0.75), (2, 0.25)],
    })
}

/// What happens after a year of study.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Turn {
    Dropout,
    OtherProgramme,
    OtherSchool,
    /// A year away, then on where the student left.
    Pause,
    Diploma,
    On,
}

fn career(draws: &mut Draws, start: Enrolment, schools: &[School]) -> Vec<Enrolment> {
    let mut enrolments = Vec::new();
    let first_year = start.year;
    let mut now = start;
    let mut years_in_programme = 1;
    while now.year <= LAST_YEAR {
        let turn = turn(draws, &now, first_year, years_in_programme);
        enrolments.push(now.clone());
        if draws.happens(0.015) {
            enrolments.extend(second_enrolment(draws, &now, schools));
        }
        match turn {
            Turn::Dropout => break,
            Turn::Diploma => {
                // What happens after 1 October of the last year is not known yet.
                let main = enrolments.iter_mut().rev().find(|e| e.kind == EnrolmentKind::Main);
                if let Some(main) = main.filter(|main| main.year < LAST_YEAR) {
                    main.diploma = Some(main.year);
                }
                break;
            }
            Turn::On => years_in_programme += 1,
            Turn::Pause => {
                years_in_programme += 1;
                now.year += 1;
            }
            Turn::OtherProgramme => {
                let Some(other) = other_programme(draws, &now, schools) else { break };
                now.programme = other;
                years_in_programme = 1;
            }
            Turn::OtherSchool => {
                let neighbour = schools[now.school].neighbour();
                let Some(school) = schools.get(neighbour) else { break };
                now = Enrolment { school: neighbour, cohort: now.year + 1, ..now };
                now.programme = &school.programmes[open_programme(draws, school)];
                years_in_programme = 1;
            }
        }
        now.year += 1;
    }
    enrolments
}

fn turn(draws: &mut Draws, now: &Enrolment, first_year: u16, years_in_programme: u16) -> Turn {
    let is_first = now.year == first_year;
    let is_due = years_in_programme >= now.programme.years;
    let (dropout, programme, school) =
        if is_first { (now.programme.first_year_dropout, 0.07, 0.03) } else { (0.04, 0.015, 0.005) };
    let diploma = if is_due { 0.6 } else { 0.0 };
    let going_on = 1.0 - dropout - programme - school - 0.012 - diploma;
    let turns = [
        (Turn::Dropout, dropout),
        (Turn::OtherProgramme, programme),
        (Turn::OtherSchool, school),
        (Turn::Pause, 0.012),
        (Turn::Diploma, diploma),
        (Turn::On, going_on),
    ];
    turns[draws.place(turns.iter().map(|(_, weight)| *weight))].0
}

fn second_enrolment(draws: &mut Draws, main: &Enrolment, schools: &[School]) -> Option<Enrolment> {
    let programme = other_programme(draws, main, schools)?;
    Some(Enrolment { programme, kind: EnrolmentKind::Second, ..main.clone() })
}

/// Draws a programme of the same school other than the present one; `None` where there is none.
fn other_programme(draws: &mut Draws, now: &Enrolment, schools: &[School]) -> Option<&'static Programme> {
    let school = &schools[now.school];
    let open =
        |programme: &&Programme| !std::ptr::eq(*programme, now.programme) && programme.women != Women::Three;
    let programmes: Vec<_> = school.programmes.iter().filter(open).collect();
    let place = draws.place(programmes.iter().map(|programme| programme.weight));
    programmes.get(place).copied()
}

/// Draws a programme that takes in students from elsewhere: not the one with three women.
fn open_programme(draws: &mut Draws, school: &School) -> usize {
    let weight = |p: &Programme| if p.women == Women::Three { 0.0 } else { p.weight };
    draws.place(school.programmes.iter().map(weight))
}

impl Sex {
    /// The letter in a register (geslacht).
    pub(super) fn letter(self) -> &'static str {
        match self {
            Self::Male => "M",
            Self::Female => "V",
            Self::Unknown => "O",
        }
    }
}
