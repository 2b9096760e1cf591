//! The quickscan of the practice scan: two rounds of statements per policy area, by role, and its codebook.
//!
//! Planted: policy improved clearly between the rounds, guidance somewhat, the rest not; management is the most content,
//! students the least. Draws stand in streams of their own, so the other files do not change with them.

use super::draws::{Draws, Purpose};
use super::register::SOURCE;
use super::scan_file::QUICKSCAN;
use super::schools::School;
use super::table::{Dialect, Table};
use super::{GeneratedFile, Options};

/// The statements and scales, as every school can use them.
const INSTRUMENT: &str = include_str!("../../surveys/instruments/quickscan-nl.toml");

/// Streams of schools are below this one.
const STREAM: usize = 1_000_000;

/// The rounds, as the scan calls them.
const ROUNDS: [&str; 2] = ["2024", "2026"];

/// A role at school: its code, how many fill in the form at each school, and how much more content they are.
struct Seat {
    code: &'static str,
    people: u32,
    content: f64,
}

const SEATS: [Seat; 4] = [
    Seat { code: "1", people: 3, content: 0.7 },
    Seat { code: "2", people: 12, content: 0.0 },
    Seat { code: "3", people: 15, content: -0.3 },
    Seat { code: "4", people: 8, content: 0.1 },
];

/// An area: how it is in each round, where people want to be, its statements, and those that students get.
struct Area {
    now: [f64; 2],
    ambition: f64,
    statements: [&'static str; 5],
    shared: &'static [usize],
}

const AREAS: [Area; 5] = [
    Area {
        now: [1.6, 2.4],
        ambition: 3.0,
        statements: ["QS11", "QS12", "QS13", "QS14", "QS15"],
        shared: &[2, 4],
    },
    Area {
        now: [2.0, 2.25],
        ambition: 3.0,
        statements: ["QS21", "QS22", "QS23", "QS24", "QS25"],
        shared: &[0, 1, 2, 4],
    },
    Area {
        now: [1.9, 1.9],
        ambition: 3.1,
        statements: ["QS31", "QS32", "QS33", "QS34", "QS35"],
        shared: &[2, 3, 4],
    },
    Area {
        now: [1.7, 1.7],
        ambition: 2.9,
        statements: ["QS41", "QS42", "QS43", "QS44", "QS45"],
        shared: &[0, 2, 3, 4],
    },
    Area {
        now: [1.2, 1.2],
        ambition: 3.2,
        statements: ["QS51", "QS52", "QS53", "QS54", "QS55"],
        shared: &[0, 3],
    },
];

/// Returns both rounds in one file; without students nobody fills in a form.
pub(super) fn file(options: &Options, schools: &[School]) -> GeneratedFile {
    let statements = || AREAS.iter().flat_map(|area| area.statements);
    let headings: Vec<String> =
        statements().flat_map(|code| [format!("{code}N"), format!("{code}A")]).collect();
    let first = ["ronde", "instelling", "QS00"];
    let all = first.into_iter().chain(headings.iter().map(String::as_str)).chain(["bron"]);
    let mut table = Table::new(Dialect::Excel, all);
    for (round, name) in ROUNDS.iter().enumerate() {
        for school in schools.iter().filter(|_| options.students > 0) {
            let mut number = 0;
            for seat in &SEATS {
                for _ in 0..seat.people {
                    let mut draws =
                        Draws::new(options.seed, STREAM + school.place, number, Purpose::Round(round));
                    number += 1;
                    let mut fields = vec![(*name).to_owned(), school.code.clone(), seat.code.to_owned()];
                    fields.extend(answers(&mut draws, seat, round));
                    fields.push(SOURCE.to_owned());
                    table.row(fields.iter().map(String::as_str));
                }
            }
        }
    }
    GeneratedFile { path: QUICKSCAN.to_owned(), bytes: table.into_bytes() }
}

/// Returns the answers of one person, now and in two years per statement.
fn answers(draws: &mut Draws, seat: &Seat, round: usize) -> Vec<String> {
    let own = 0.5 * draws.normal();
    let mut fields = Vec::new();
    for area in &AREAS {
        for place in 0..area.statements.len() {
            // Drawn whether asked or not, so that a role more or less changes nobody else.
            let now = area.now[round] + seat.content + own + 0.7 * draws.normal();
            let ambition = area.ambition + 0.4 * own + 0.6 * draws.normal();
            let is_unknown = draws.happens(0.04);
            let is_asked = seat.code != "3" || area.shared.contains(&place);
            for value in [now, ambition] {
                fields.push(match (is_asked, is_unknown) {
                    (false, _) => String::new(),
                    (true, true) => "8".to_owned(),
                    (true, false) => format!("{:.0}", value.clamp(0.0, 4.0)),
                });
            }
        }
    }
    fields
}

/// Returns the codebook: that of the instrument, with the columns of this file.
pub(super) fn codebook(first_line: &str, institution: &str) -> String {
    let body = INSTRUMENT.find("[answers.").map_or("", |start| &INSTRUMENT[start..]);
    format!(
        "{first_line}# De uitspraken en schalen zijn die van surveys/instruments/quickscan-nl.toml.\n\n[columns.ronde]\nrole = \"round\"\n{institution}\n[columns.bron]\nrole = \"open\"\n\n{body}"
    )
}
