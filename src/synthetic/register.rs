//! The file of the register: a row per student, programme and year.
//!
//! Origin is not in it, nor are names: a register extract for a scan needs neither.

use super::GeneratedFile;
use super::background::{FORM, PRIOR_EDUCATION};
use super::scan_file::REGISTER;
use super::schools::School;
use super::students::{EnrolmentKind, Student};
use super::table::{Dialect, Table};

/// The headings, in the order of the fields.
pub(super) const HEADINGS: [&str; 12] = [
    "persoonssleutel",
    "inschrijvingsjaar",
    "instelling",
    "opleiding",
    "niveau",
    "vorm",
    "geslacht",
    "vooropleiding",
    "hoofdinschrijving",
    "eerste_jaar_instelling",
    "diplomajaar",
    "bron",
];

/// What the column `bron` says in every row.
pub(super) const SOURCE: &str = "synthetisch";

/// Returns the register of all students.
pub(super) fn file(schools: &[School], students: &[Student]) -> GeneratedFile {
    let mut table = Table::new(Dialect::Plain, HEADINGS);
    for student in students {
        for enrolment in &student.enrolments {
            let diploma = enrolment.diploma.map_or_else(String::new, |year| year.to_string());
            table.row([
                student.key.as_str(),
                &enrolment.year.to_string(),
                &schools[enrolment.school].code,
                enrolment.programme.name,
                enrolment.programme.level.word(),
                FORM.label(enrolment.form),
                student.sex.letter(),
                PRIOR_EDUCATION.label(student.prior_education),
                if enrolment.kind == EnrolmentKind::Main { "ja" } else { "nee" },
                &enrolment.cohort.to_string(),
                &diploma,
                SOURCE,
            ]);
        }
    }
    GeneratedFile { path: REGISTER.to_owned(), bytes: table.into_bytes() }
}
