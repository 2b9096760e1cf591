//! The wide table of who is enrolled, and the frame of whom each survey round could reach.
//!
//! Both are counted from the register's main enrolments, so that sums can be checked. Cohorts from before the
//! first year are in neither, as in the register.

use std::collections::BTreeMap;

use super::GeneratedFile;
use super::register::SOURCE;
use super::respondents::ROUNDS;
use super::scan_file::{COUNTS, FRAME};
use super::schools::{Programme, School};
use super::students::{LAST_YEAR, Sex, Student};
use super::table::{Dialect, Table};

/// The years in the headings: the first ones lack too many cohorts.
const YEARS: std::ops::RangeInclusive<u16> = 2021..=LAST_YEAR;

/// The sexes in the headings, as DUO names them.
const SEXES: [(Sex, &str); 3] = [(Sex::Male, "Man"), (Sex::Female, "Vrouw"), (Sex::Unknown, "Onbekend")];

/// Returns the table of enrolled students: a row per programme, a column per year and sex.
///
/// Counts from 1 to 4 are written `<5`; the footer sums the true counts, as publishers do.
pub(super) fn enrolled(schools: &[School], students: &[Student]) -> GeneratedFile {
    let cells: Vec<_> = YEARS.flat_map(|year| SEXES.map(|(sex, name)| (year, sex, name))).collect();
    let headings: Vec<_> = cells.iter().map(|(year, _, name)| format!("{year} {name}")).collect();
    let first = ["instelling", "opleiding", "niveau"];
    let mut table = Table::new(
        Dialect::Excel,
        first.into_iter().chain(headings.iter().map(String::as_str)).chain(["bron"]),
    );

    let counts = count(students);
    let count_of = |school: &School, programme: &Programme, year: u16, sex: Sex| {
        counts.get(&(school.place, programme.name, year, sex)).copied().unwrap_or(0)
    };
    let mut totals = vec![0_u32; cells.len()];
    for (school, programme) in programmes(schools) {
        let mut fields =
            vec![school.code.clone(), programme.name.to_owned(), programme.level.word().to_owned()];
        for ((year, sex, _), total) in cells.iter().zip(&mut totals) {
            let n = count_of(school, programme, *year, *sex);
            *total += n;
            fields.push(if (1..5).contains(&n) { "<5".to_owned() } else { n.to_string() });
        }
        fields.push(SOURCE.to_owned());
        table.row(fields.iter().map(String::as_str));
    }
    let totals: Vec<_> = totals.iter().map(u32::to_string).collect();
    table.row(["Totalen", "", ""].into_iter().chain(totals.iter().map(String::as_str)).chain([SOURCE]));
    GeneratedFile { path: COUNTS.to_owned(), bytes: table.into_bytes() }
}

/// Returns the frame: how many people each round could have reached, by school and programme.
///
/// Not by gender: a school knows the registered sex only, which is not what the survey asks.
pub(super) fn frame(schools: &[School], students: &[Student]) -> GeneratedFile {
    // The last column has no role in a frame; `open` is the word for a column that is dropped.
    let headings = ["round", "institution", "sector", "programme", "level", "count", "open"];
    let mut table = Table::new(Dialect::Excel, headings);
    let counts = count(students);
    for round in ROUNDS {
        for (school, programme) in programmes(schools) {
            let n: u32 = SEXES
                .iter()
                .filter_map(|(sex, _)| counts.get(&(school.place, programme.name, round.enrolled_in, *sex)))
                .sum();
            table.row([
                round.name,
                &school.code,
                school.sector.word(),
                programme.name,
                programme.level.word(),
                &n.to_string(),
                SOURCE,
            ]);
        }
    }
    GeneratedFile { path: FRAME.to_owned(), bytes: table.into_bytes() }
}

fn programmes(schools: &[School]) -> impl Iterator<Item = (&School, &'static Programme)> {
    schools.iter().flat_map(|school| school.programmes.iter().map(move |programme| (school, programme)))
}

/// Counts main enrolments by school, programme, year and sex.
fn count(students: &[Student]) -> BTreeMap<(usize, &'static str, u16, Sex), u32> {
    let mut counts = BTreeMap::new();
    for student in students {
        for year in super::students::FIRST_YEAR..=LAST_YEAR {
            if let Some(enrolment) = student.main_in(year) {
                *counts
                    .entry((enrolment.school, enrolment.programme.name, year, student.sex))
                    .or_insert(0) += 1;
            }
        }
    }
    counts
}
