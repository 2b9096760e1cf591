//! The staff of the practice scan: people per role and gender, and the codebook.
//!
//! Planted: few women teach technology, more teach something else; management is too small to be shown per school.

use super::draws::{Draws, Purpose};
use super::register::SOURCE;
use super::scan_file::STAFF;
use super::schools::School;
use super::table::{Dialect, Table};
use super::{GeneratedFile, Options};

/// The columns, as every school can use them.
const TEMPLATE: &str = include_str!("../../surveys/instruments/staff-nl.toml");

/// Streams of other files are below this one.
const STREAM: usize = 3_000_000;

/// A role with the people that a school has in it, and the share of women.
struct Seat {
    role: &'static str,
    technical: &'static str,
    people: u32,
    women: f64,
}

const SEATS: [Seat; 4] = [
    Seat { role: "management", technical: "", people: 8, women: 0.38 },
    Seat { role: "docent", technical: "ja", people: 52, women: 0.19 },
    Seat { role: "docent", technical: "nee", people: 34, women: 0.47 },
    Seat { role: "ondersteuning", technical: "", people: 30, women: 0.57 },
];

/// Returns the staff of every school; without students there are none.
pub(super) fn file(options: &Options, schools: &[School]) -> GeneratedFile {
    let headings = ["round", "institution", "role", "technical", "gender", "count", "bron"];
    let mut table = Table::new(Dialect::Excel, headings);
    for school in schools.iter().filter(|_| options.students > 0) {
        let mut draws = Draws::new(options.seed, STREAM + school.place, 0, Purpose::Career);
        for seat in &SEATS {
            let women = (0..seat.people).filter(|_| draws.happens(seat.women)).count();
            let men = seat.people as usize - women;
            for (gender, people) in [("vrouw", women), ("man", men)] {
                let people = people.to_string();
                table.row(["2026", &school.code, seat.role, seat.technical, gender, &people, SOURCE]);
            }
        }
    }
    GeneratedFile { path: STAFF.to_owned(), bytes: table.into_bytes() }
}

/// Returns the codebook: the template, with the schools and words of this file.
pub(super) fn codebook(first_line: &str, institution: &str) -> String {
    let from = TEMPLATE.find("[columns.technical]").unwrap_or(0);
    let to = TEMPLATE.find("[columns.sex]").unwrap_or(TEMPLATE.len());
    let of = |text: &str| text.replace("[columns.instelling]", "[columns.institution]");
    format!(
        "{first_line}# De kolommen zijn die van surveys/instruments/staff-nl.toml.\n\n[columns.round]\nrole = \"year\"\n{}\n[columns.role]\nrole = \"role\"\nlabels = {{ \"management\" = {{ nl = \"management\", en = \"management\" }}, \"docent\" = {{ nl = \"docent\", en = \"teacher\" }}, \"ondersteuning\" = {{ nl = \"ondersteuning\", en = \"support\" }} }}\n\n[columns.count]\nrole = \"count\"\n\n[columns.bron]\nrole = \"open\"\n\n{}\n",
        of(institution),
        TEMPLATE[from..to].trim_end()
    )
}
