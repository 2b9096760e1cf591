//! The interviews of the practice scan: how many people named each theme, and what they said.
//!
//! One quote may be printed, one points at somebody, one is not for publication: a report prints the first only.

use crate::model::THEME_HEADINGS;

use super::draws::{Draws, Purpose};
use super::scan_file::THEMES;
use super::schools::School;
use super::survey_files::REMARK;
use super::table::{Dialect, Table};
use super::{GeneratedFile, Options};

/// Streams of other files are below this one.
const STREAM: usize = 5_000_000;

/// A theme: its names, its aspect, how many women and men of a school may name it, and a quote with what may be done with it.
struct Told {
    nl: &'static str,
    en: &'static str,
    aspect: &'static str,
    women: u32,
    men: u32,
    quote: &'static str,
    publishable: &'static str,
}

const THEMES_TOLD: [Told; 6] = [
    Told {
        nl: "Goede sfeer in de klas",
        en: "Good atmosphere in class",
        aspect: "leeromgeving",
        women: 8,
        men: 11,
        quote: "In de pauze kan ik overal aanschuiven.",
        publishable: "ja",
    },
    Told {
        nl: "Opmerkingen en grappen",
        en: "Remarks and jokes",
        aspect: "leeromgeving",
        women: 7,
        men: 3,
        quote: "Niemand greep in. Toen ben ik er maar over opgehouden.",
        publishable: "ja",
    },
    Told {
        nl: "Minder technisch werk op stage",
        en: "Less technical work on placement",
        aspect: "werkomgeving",
        women: 5,
        men: 2,
        quote: "Bij Karel mocht ik alleen de telefoon doen.",
        publishable: "ja",
    },
    Told {
        nl: "Werkkleding past niet",
        en: "Work clothes do not fit",
        aspect: "werkomgeving",
        women: 5,
        men: 1,
        quote: "Mijn handschoenen waren altijd te groot.",
        publishable: "nee",
    },
    Told {
        nl: "Weinig rolmodellen",
        en: "Few role models",
        aspect: "maatschappelijke omgeving",
        women: 6,
        men: 4,
        quote: "",
        publishable: "",
    },
    Told {
        nl: "Hulp van docenten",
        en: "Help from teachers",
        aspect: "individuele studenten",
        women: 4,
        men: 6,
        quote: "",
        publishable: "",
    },
];

/// Returns a row per school, theme and gender; the quotes stand with the first school.
pub(super) fn file(options: &Options, schools: &[School]) -> GeneratedFile {
    let mut table = Table::new(Dialect::Excel, THEME_HEADINGS);
    for school in schools.iter().filter(|_| options.students > 0) {
        let mut draws = Draws::new(options.seed, STREAM + school.place, 0, Purpose::Career);
        for told in &THEMES_TOLD {
            for (gender, most) in [("vrouw", told.women), ("man", told.men)] {
                let people = (0..most + 4).filter(|_| draws.happens(0.7)).count().to_string();
                let is_quoted = school.place == 0 && gender == "vrouw";
                let (quote, publishable) = if is_quoted { (told.quote, told.publishable) } else { ("", "") };
                table.row([
                    "2026",
                    &school.code,
                    "interview",
                    told.nl,
                    told.en,
                    told.aspect,
                    gender,
                    &people,
                    quote,
                    publishable,
                    REMARK,
                ]);
            }
        }
    }
    GeneratedFile { path: THEMES.to_owned(), bytes: table.into_bytes() }
}
