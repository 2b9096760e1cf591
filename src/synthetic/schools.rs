//! The made-up schools, their programmes, and the effects that are planted in them.
//!
//! Names, codes and programmes do not exist; they look like those of technical education in the Netherlands.

/// A made-up school.
#[derive(Debug, Clone)]
pub(super) struct School {
    /// Its place among the schools, which is also its stream of draws.
    pub(super) place: usize,
    /// A code in the form of a BRIN, above the ones in use.
    pub(super) code: String,
    pub(super) name: String,
    pub(super) sector: Sector,
    /// Its share of the students, relative to other schools.
    pub(super) size: f64,
    pub(super) programmes: &'static [Programme],
    pub(super) effects: Effects,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sector {
    Hbo,
    Mbo,
}

impl Sector {
    pub(super) fn word(self) -> &'static str {
        match self {
            Self::Hbo => "hbo",
            Self::Mbo => "mbo",
        }
    }
}

/// What is planted at a school; zero where nothing is.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Effects {
    /// How much higher women's belonging is, in standard deviations of the score, per round.
    pub(super) belonging_of_women: [f64; 2],
    /// The same for self-efficacy, in both rounds.
    pub(super) self_efficacy_of_women: f64,
}

/// A programme of a school.
#[derive(Debug, PartialEq)]
pub(super) struct Programme {
    pub(super) name: &'static str,
    pub(super) level: Level,
    /// The years that the study takes.
    pub(super) years: u16,
    pub(super) women: Women,
    /// Its share of the intake, relative to the other programmes of the school.
    pub(super) weight: f64,
    /// The probability to leave education after the first year, between 0 and 1.
    pub(super) first_year_dropout: f64,
}

/// How many women start a programme.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Women {
    /// This share of the intake, between 0 and 1.
    Share(f64),
    /// Three in all, who are enrolled and answer in both rounds.
    Three,
}

/// The level of a programme, with the code of question `BG07`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Level {
    Mbo2 = 2,
    Mbo3 = 3,
    Mbo4 = 4,
    Bachelor = 6,
}

const DROPOUT: f64 = 0.14;

const fn programme(name: &'static str, level: Level, years: u16, women: f64, weight: f64) -> Programme {
    Programme { name, level, years, women: Women::Share(women), weight, first_year_dropout: DROPOUT }
}

const fn hbo(name: &'static str, women: f64, weight: f64) -> Programme {
    programme(name, Level::Bachelor, 4, women, weight)
}

static PROGRAMMES_A: [Programme; 5] = [
    hbo("Bouwkunde en Circulair Bouwen", 0.32, 0.24),
    hbo("Chemie en Materialen", 0.45, 0.20),
    hbo("Creatieve Technologieën", 0.48, 0.18),
    hbo("Software en Data", 0.11, 0.22),
    hbo("Werktuigbouw en Robotica", 0.07, 0.16),
];

static PROGRAMMES_B: [Programme; 4] = [
    hbo("Chemie en Materialen", 0.42, 0.28),
    hbo("Creatieve Technologieën", 0.46, 0.24),
    hbo("Software en Data", 0.10, 0.28),
    hbo("Technische Bedrijfskunde en Logistiek", 0.18, 0.20),
];

static PROGRAMMES_C: [Programme; 4] = [
    hbo("Bouwkunde en Circulair Bouwen", 0.34, 0.26),
    hbo("Chemie en Materialen", 0.46, 0.30),
    hbo("Civiele Techniek en Water", 0.16, 0.20),
    hbo("Creatieve Technologieën", 0.50, 0.24),
];

static PROGRAMMES_D: [Programme; 4] = [
    hbo("Civiele Techniek en Water", 0.17, 0.26),
    Programme { first_year_dropout: 2.0 * DROPOUT, ..hbo("Elektrotechniek en Energie", 0.06, 0.34) },
    Programme { women: Women::Three, ..hbo("Maritieme Systemen", 0.0, 0.12) },
    hbo("Software en Data", 0.09, 0.28),
];

static PROGRAMMES_E: [Programme; 4] = [
    programme("Laboratoriumtechniek", Level::Mbo4, 3, 0.50, 0.24),
    programme("Mechatronica en Onderhoud", Level::Mbo4, 4, 0.05, 0.26),
    programme("Mediatechniek en Vormgeving", Level::Mbo4, 3, 0.49, 0.24),
    programme("Softwareontwikkeling en Games", Level::Mbo4, 3, 0.09, 0.26),
];

static PROGRAMMES_F: [Programme; 4] = [
    programme("Bouw en Interieur", Level::Mbo3, 3, 0.14, 0.28),
    programme("ICT-beheer en Beveiliging", Level::Mbo4, 3, 0.07, 0.30),
    programme("Procestechniek", Level::Mbo2, 2, 0.08, 0.16),
    programme("Voertuigtechniek en Laden", Level::Mbo3, 3, 0.05, 0.26),
];

/// The rows of one named school: its name, size, programmes and effects.
type Profile = (&'static str, f64, &'static [Programme], Effects);

const NOTHING: Effects = Effects { belonging_of_women: [0.0, 0.0], self_efficacy_of_women: 0.0 };

const NAMED: [Profile; 6] = [
    (
        "Hogeschool Verzonnenstad",
        1.75,
        &PROGRAMMES_A,
        Effects { belonging_of_women: [-0.6, -0.4], self_efficacy_of_women: 0.0 },
    ),
    ("Hogeschool De Oefenhaven", 1.2, &PROGRAMMES_B, NOTHING),
    (
        "Hogeschool Denkbeeldig",
        1.4,
        &PROGRAMMES_C,
        Effects { belonging_of_women: [0.0, 0.0], self_efficacy_of_women: -0.45 },
    ),
    ("Hogeschool Proefpolder", 1.1, &PROGRAMMES_D, NOTHING),
    ("Fictië College", 1.0, &PROGRAMMES_E, NOTHING),
    ("Roc Schijnmeer", 0.7, &PROGRAMMES_F, NOTHING),
];

/// Returns the first `n` schools: six with a name and effects of their own, then plain ones.
pub(super) fn schools(n: u16) -> Vec<School> {
    (0..usize::from(n)).map(school).collect()
}

fn school(place: usize) -> School {
    // Two neighbours share a sector, since students change schools within a pair.
    let sector = if (place / 2) % 3 == 2 { Sector::Mbo } else { Sector::Hbo };
    let code = code(place);
    if let Some((name, size, programmes, effects)) = NAMED.get(place) {
        return School {
            place,
            code,
            name: (*name).to_owned(),
            sector,
            size: *size,
            programmes,
            effects: *effects,
        };
    }
    let (kind, programmes): (_, &'static [Programme]) = match sector {
        Sector::Hbo => ("Hogeschool", &PROGRAMMES_B),
        Sector::Mbo => ("College", &PROGRAMMES_E),
    };
    let name = format!("{kind} Oefening {}", place + 1);
    School { place, code, name, sector, size: 1.0, programmes, effects: NOTHING }
}

/// Returns `90AA`, `90AB`, … `90ZZ`, `91AA`, …
fn code(place: usize) -> String {
    let letter = |n: usize| char::from(b'A' + u8::try_from(n % 26).expect("invariant: below 26"));
    format!("{}{}{}", 90 + place / 676, letter(place / 26), letter(place))
}

impl School {
    /// Returns the place of the school to which students of this one change.
    pub(super) fn neighbour(&self) -> usize {
        self.place ^ 1
    }

    /// Returns the students that this school gets of `students`, such that all schools get them all.
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a share of a u32, rounded down"
    )]
    pub(super) fn students_of(&self, students: u32, schools: &[Self]) -> u32 {
        let total: f64 = schools.iter().map(|school| school.size).sum();
        let reach = |n: usize| {
            let before: f64 = schools[..n].iter().map(|school| school.size).sum();
            (f64::from(students) * before / total).round() as u32
        };
        reach(self.place + 1) - reach(self.place)
    }
}

impl Level {
    /// Returns the code of question `BG07`.
    pub(super) fn code(self) -> u8 {
        self as u8
    }

    pub(super) fn word(self) -> &'static str {
        match self {
            Self::Mbo2 => "mbo 2",
            Self::Mbo3 => "mbo 3",
            Self::Mbo4 => "mbo 4",
            Self::Bachelor => "bachelor",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_school_has_its_own_code_and_a_neighbour_of_its_sector() {
        let all = schools(6760);
        let codes: std::collections::BTreeSet<_> = all.iter().map(|school| &school.code).collect();
        assert_eq!(codes.len(), all.len());
        assert_eq!((all[0].code.as_str(), all[6759].code.as_str()), ("90AA", "99ZZ"));
        assert!(all.iter().all(|school| all[school.neighbour()].sector == school.sector));
    }

    #[test]
    fn the_schools_together_have_all_students() {
        let all = schools(7);
        for n in [0, 1, 6, 7_500, 1_000_001] {
            assert_eq!(all.iter().map(|school| school.students_of(n, &all)).sum::<u32>(), n);
        }
    }
}
