//! What the survey asks about a person: the questions `BG01` to `BG09`, their codes and labels.
//!
//! Leaves out how people answer them (`respondents`).

use super::questions::{Choice, DOES_NOT_KNOW, DOES_NOT_SAY, choice};
use crate::model::{Role, Text};

/// A question with answers of its own: about the person, the enrolment or what somebody met with.
#[derive(Debug)]
pub(super) struct ChoiceQuestion {
    pub(super) code: &'static str,
    pub(super) role: Role,
    /// The heading in the form of 2026, without code.
    pub(super) nl: &'static str,
    pub(super) en: &'static str,
    pub(super) choices: &'static [Choice],
}

pub(super) static GENDER: ChoiceQuestion = ChoiceQuestion {
    code: "BG01",
    role: Role::Gender,
    nl: "Wat is je gender?",
    en: "What is your gender?",
    choices: &[
        choice(1, "vrouw", "woman"),
        choice(2, "man", "man"),
        choice(3, "non-binair", "non-binary"),
        choice(4, "anders", "other"),
        DOES_NOT_SAY,
    ],
};

pub(super) static ORIGIN: ChoiceQuestion = ChoiceQuestion {
    code: "BG02",
    role: Role::Origin,
    nl: "Herkomst",
    en: "Origin",
    choices: &[
        choice(1, "ik en ouders in Nederland geboren", "I and parents born in the Netherlands"),
        choice(
            2,
            "ik in Nederland geboren, een ouder in Europa",
            "born in the Netherlands, a parent in Europe",
        ),
        choice(
            3,
            "ik in Nederland geboren, een ouder buiten Europa",
            "born in the Netherlands, a parent outside Europe",
        ),
        choice(4, "ik in Europa geboren", "born in Europe"),
        choice(5, "ik buiten Europa geboren", "born outside Europe"),
        DOES_NOT_KNOW,
        DOES_NOT_SAY,
    ],
};

pub(super) static FIRST_GENERATION: ChoiceQuestion = ChoiceQuestion {
    code: "BG03",
    role: Role::FirstGeneration,
    nl: "Heeft een ouder hbo of universiteit afgerond?",
    en: "Has a parent completed higher education?",
    choices: &[choice(1, "ja", "yes"), choice(2, "nee", "no"), DOES_NOT_KNOW, DOES_NOT_SAY],
};

pub(super) static SUPPORT_NEED: ChoiceQuestion = ChoiceQuestion {
    code: "BG04",
    role: Role::SupportNeed,
    nl: "Heb je extra ondersteuning nodig?",
    en: "Do you need extra support?",
    choices: &[
        choice(1, "ja, die krijg ik", "yes, I get it"),
        choice(2, "ja, niet genoeg", "yes, not enough"),
        choice(3, "nee", "no"),
        DOES_NOT_SAY,
    ],
};

pub(super) static PRIOR_EDUCATION: ChoiceQuestion = ChoiceQuestion {
    code: "BG05",
    role: Role::PriorEducation,
    nl: "Hoogste diploma hiervoor",
    en: "Highest diploma before",
    choices: &[
        choice(1, "vmbo bb/kb", "vmbo bb/kb"),
        choice(2, "vmbo gl/tl", "vmbo gl/tl"),
        choice(3, "havo", "havo"),
        choice(4, "vwo", "vwo"),
        choice(5, "mbo 1-3", "mbo 1-3"),
        choice(6, "mbo 4", "mbo 4"),
        choice(7, "anders", "other"),
        DOES_NOT_SAY,
    ],
};

pub(super) static LEVEL: ChoiceQuestion = ChoiceQuestion {
    code: "BG07",
    role: Role::Level,
    nl: "Niveau",
    en: "Level",
    choices: &[
        choice(2, "mbo 2", "mbo 2"),
        choice(3, "mbo 3", "mbo 3"),
        choice(4, "mbo 4", "mbo 4"),
        choice(6, "bachelor", "bachelor"),
    ],
};

pub(super) static FORM: ChoiceQuestion = ChoiceQuestion {
    code: "BG08",
    role: Role::Form,
    nl: "Vorm",
    en: "Form of study",
    choices: &[
        choice(1, "bol", "bol (school-based)"),
        choice(2, "bbl", "bbl (work-based)"),
        choice(4, "voltijd", "full-time"),
        choice(5, "deeltijd", "part-time"),
        choice(6, "duaal", "dual"),
    ],
};

pub(super) static YEAR_OF_STUDY: ChoiceQuestion = ChoiceQuestion {
    code: "BG09",
    role: Role::Year,
    nl: "Studiejaar",
    en: "Year of study",
    choices: &[
        choice(1, "jaar 1", "year 1"),
        choice(2, "jaar 2", "year 2"),
        choice(3, "jaar 3", "year 3"),
        choice(4, "jaar 4", "year 4"),
        choice(5, "jaar 5 of hoger", "year 5 or higher"),
    ],
};

/// What the form knows of the enrolment, before the questions.
pub(super) static OF_ENROLMENT: [&ChoiceQuestion; 3] = [&LEVEL, &FORM, &YEAR_OF_STUDY];

/// What is asked on the last page of the form.
pub(super) static OF_PERSON: [&ChoiceQuestion; 5] =
    [&GENDER, &ORIGIN, &FIRST_GENERATION, &SUPPORT_NEED, &PRIOR_EDUCATION];

impl ChoiceQuestion {
    /// Returns the question in both languages.
    pub(super) fn text(&self) -> Text {
        Text::new(self.nl, self.en)
    }

    /// Returns the Dutch label of a code; empty for a code that the question does not have.
    pub(super) fn label(&self, code: u8) -> &'static str {
        self.choices.iter().find(|choice| choice.code == code).map_or("", |choice| choice.nl)
    }

    /// Returns whether the question has an answer with this code.
    pub(super) fn has(&self, code: u8) -> bool {
        self.choices.iter().any(|choice| choice.code == code)
    }
}
