//! The alumni of the practice scan: one round, and its codebook.
//!
//! Planted: women leave technology sooner, more so after five years; level and match are alike; women who
//! left name atmosphere and unequal treatment more often. Draws stand in streams of their
//! own, so the other files do not change with them.

use super::draws::{Draws, Purpose};
use super::register::SOURCE;
use super::scan_file::ALUMNI;
use super::schools::School;
use super::table::{Dialect, Table};
use super::{GeneratedFile, Options};

/// The questions, as every school can use them.
const INSTRUMENT: &str = include_str!("../../surveys/instruments/alumni-nl.toml");

/// Streams of other files are below this one.
const STREAM: usize = 2_000_000;

/// How many alumni of each school answer.
const PEOPLE: u32 = 330;

/// The round.
const ROUND: u16 = 2026;

/// How likely somebody is in technology after 1, 3 and 5 years, if they were there before.
const WOMEN_STAY: [f64; 3] = [0.86, 0.82, 0.78];
const MEN_STAY: [f64; 3] = [0.88, 0.94, 0.95];

/// How likely each reason is for who left technology: pay, hours, atmosphere, growth, no job, content, unequal treatment, other.
const WHY_WOMEN: [(&str, f64); 8] =
    [("A", 0.16), ("B", 0.22), ("C", 0.42), ("D", 0.30), ("E", 0.08), ("F", 0.20), ("G", 0.34), ("H", 0.10)];
const WHY_OTHERS: [(&str, f64); 8] =
    [("A", 0.26), ("B", 0.18), ("C", 0.20), ("D", 0.32), ("E", 0.10), ("F", 0.26), ("G", 0.06), ("H", 0.12)];

/// Returns the alumni of every school; without students nobody answers.
pub(super) fn file(options: &Options, schools: &[School]) -> GeneratedFile {
    let headings = [
        "ronde",
        "instelling",
        "AL01",
        "AL02",
        "AL03",
        "AL04",
        "AL05",
        "AL06A",
        "AL06B",
        "AL06C",
        "AL07",
        "AL08",
        "BG01",
        "bron",
    ];
    let mut table = Table::new(Dialect::Excel, headings);
    for school in schools.iter().filter(|_| options.students > 0) {
        for person in 0..PEOPLE {
            let mut draws = Draws::new(options.seed, STREAM + school.place, person, Purpose::Career);
            let mut fields = vec![ROUND.to_string(), school.code.clone()];
            fields.extend(answers(&mut draws));
            fields.push(SOURCE.to_owned());
            table.row(fields.iter().map(String::as_str));
        }
    }
    GeneratedFile { path: ALUMNI.to_owned(), bytes: table.into_bytes() }
}

/// Returns the answers of one person; every draw is made, so that one answer more changes no other.
fn answers(draws: &mut Draws) -> Vec<String> {
    let gender = draws.code(&[(1, 0.27), (2, 0.69), (3, 0.015), (9, 0.025)]);
    let years =
        u16::from(draws.code(&[(1, 1.0), (2, 1.0), (3, 1.0), (4, 1.0), (5, 1.5), (7, 2.0), (9, 1.5)]));
    let stay = if gender == 1 { WOMEN_STAY } else { MEN_STAY };
    let mut is_there = true;
    let still = [(1, stay[0]), (3, stay[1]), (5, stay[2])].map(|(after, share)| {
        let stays = draws.happens(share);
        if years >= after {
            is_there &= stays;
            if is_there { "1" } else { "0" }
        } else {
            "8"
        }
    });
    let work = draws.code(&[(1, 0.93), (2, 0.02), (3, 0.03), (4, 0.02)]);
    let partly = draws.happens(0.2);
    let elsewhere = draws.happens(0.1);
    let technical = match (is_there, partly, elsewhere) {
        (true, true, _) | (false, _, true) => "2",
        (true, false, _) => "1",
        (false, _, false) => "3",
    };
    let level = draws.code(&[(1, 0.19), (2, 0.60), (3, 0.18), (8, 0.03)]).to_string();
    let fit = draws.code(&[(1, 0.08), (2, 0.15), (3, 0.37), (4, 0.40)]).to_string();
    let again = draws.code(&[(1, 0.62), (2, 0.22), (3, 0.16)]).to_string();
    let reasons = reasons(draws, gender);
    let of_work = |value: &str| if work == 1 { value.to_owned() } else { String::new() };
    let mut fields = vec![(ROUND - years).to_string(), work.to_string()];
    fields.extend([technical, &level, &fit].map(of_work));
    fields.extend(still.map(str::to_owned));
    // Who is in technology is not asked why not.
    fields.push(if is_there { String::new() } else { reasons });
    fields.extend([again, gender.to_string()]);
    fields
}

/// Draws the ticked reasons, joined by commas; drawn for everybody, and empty where nothing was ticked.
fn reasons(draws: &mut Draws, gender: u8) -> String {
    let likely = if gender == 1 { WHY_WOMEN } else { WHY_OTHERS };
    let ticked: Vec<&str> =
        likely.into_iter().filter(|(_, share)| draws.happens(*share)).map(|(code, _)| code).collect();
    ticked.join(",")
}

/// Returns the codebook: that of the instrument, with the schools of this file.
pub(super) fn codebook(first_line: &str, institution: &str) -> String {
    let from = INSTRUMENT.find("[columns.AL01]").unwrap_or(0);
    let to = INSTRUMENT.find("[columns.BG06]").unwrap_or(INSTRUMENT.len());
    format!(
        "{first_line}# De vragen zijn die van surveys/instruments/alumni-nl.toml.\n\n[columns.ronde]\nrole = \"round\"\n{institution}\n[columns.bron]\nrole = \"open\"\n\n{}",
        // Fields of this file stand between semicolons, so ticks stand between commas.
        INSTRUMENT[from..to].trim_end().replace("separator = \";\" ", "separator = \",\" ") + "\n"
    )
}
