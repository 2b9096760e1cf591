//! What the second round asks for the first time: applying for a placement, being refused, and what somebody met with.
//!
//! Planted: women and those born or with a parent born outside Europe are refused more often; women may do less technical
//! work and are expected to be able to do less. Who met with nothing is not asked whether it was reported, as on the form.
//! Draws stand in a stream of their own, so the other answers do not change with them.

use super::background::ChoiceQuestion;
use super::draws::Draws;
use super::questions::{Choice, DOES_NOT_KNOW, DOES_NOT_SAY, NOT_APPLICABLE, NOT_STATED, QUESTIONS, choice};
use super::respondents::Respondent;
use crate::model::Role;

/// An answer per question of `EXPERIENCES`; `None` where not asked or left open.
pub(super) type Experiences = [Option<u8>; 5];

/// How often something happened: the code of `nooit`.
const NEVER: u8 = 1;

/// The questions, in the order of the form.
pub(super) static EXPERIENCES: [ChoiceQuestion; 5] = [
    ChoiceQuestion {
        code: "PL01",
        role: Role::Item,
        nl: "Hoe vaak solliciteerde je voor je laatste stage?",
        en: "How often did you apply for your latest placement?",
        choices: &[
            choice(0, "niet, school regelde het", "not, school arranged it"),
            choice(1, "1 keer", "once"),
            choice(2, "2-3 keer", "2-3 times"),
            choice(3, "4-9 keer", "4-9 times"),
            choice(4, "10 keer of vaker", "10 times or more"),
            DOES_NOT_SAY,
        ],
    },
    ChoiceQuestion {
        code: "PL02",
        role: Role::Item,
        nl: "Ben je volgens jou afgewezen om wie je bent?",
        en: "Do you think you were turned down because of who you are?",
        choices: &[
            choice(1, "nee", "no"),
            choice(2, "één keer", "once"),
            choice(3, "vaker", "more often"),
            DOES_NOT_KNOW,
            DOES_NOT_SAY,
        ],
    },
    ChoiceQuestion {
        code: "IN02",
        role: Role::Item,
        nl: "Ik mocht minder technisch werk doen dan anderen",
        en: "I was allowed to do less technical work than others",
        choices: HOW_OFTEN,
    },
    ChoiceQuestion {
        code: "IN03",
        role: Role::Item,
        nl: "Iemand dacht al vooraf dat ik iets niet kon",
        en: "Someone assumed beforehand that I could not do something",
        choices: HOW_OFTEN,
    },
    ChoiceQuestion {
        code: "IN06",
        role: Role::Item,
        nl: "Heb je gemeld wat je meemaakte?",
        en: "Did you report what happened to you?",
        choices: &[
            choice(1, "ja, op school", "yes, at school"),
            choice(2, "ja, bij het bedrijf", "yes, at the company"),
            choice(3, "allebei", "both"),
            choice(4, "nee", "no"),
            DOES_NOT_SAY,
        ],
    },
];

/// The questions of which the answers are steps of unequal size, or have no order.
pub(super) const WITHOUT_MEAN: [&str; 3] = ["PL01", "PL02", "IN06"];

const HOW_OFTEN: &[Choice] = &[
    choice(NEVER, "nooit", "never"),
    choice(2, "één keer", "once"),
    choice(3, "2-5 keer", "2-5 times"),
    choice(4, "6 keer of vaker", "6 times or more"),
    DOES_NOT_SAY,
];

/// How likely each experience is, at least once.
struct Likely {
    refused: f64,
    less_technical_work: f64,
    doubted: f64,
}

const WOMEN: Likely = Likely { refused: 0.20, less_technical_work: 0.36, doubted: 0.45 };
const OTHERS: Likely = Likely { refused: 0.08, less_technical_work: 0.14, doubted: 0.22 };
/// How much likelier a refusal is for who has a parent born outside Europe, or was born there.
const MORE_REFUSED: f64 = 0.16;

/// Draws the answers of somebody whose other answers are known; every draw is made, so that one answer more changes no other.
pub(super) fn experiences(mut draws: Draws, respondent: &Respondent<'_>) -> Experiences {
    let [gender, origin, ..] = respondent.person;
    let likely = if gender == Some(1) { &WOMEN } else { &OTHERS };
    let more = if matches!(origin, Some(3 | 5)) { MORE_REFUSED } else { 0.0 };
    let applied = draws.code(&[(0, 0.24), (1, 0.36), (2, 0.22), (3, 0.12), (4, 0.06)]);
    let refused = refused(&mut draws, likely.refused + more);
    let less = how_often(&mut draws, likely.less_technical_work);
    let doubted = how_often(&mut draws, likely.doubted);
    let reported = draws.code(&[(1, 0.13), (2, 0.05), (3, 0.02), (4, 0.76), (NOT_STATED, 0.04)]);

    let had_placement = given(respondent, "PL04").is_some_and(|code| code != NOT_APPLICABLE);
    let remarks = given(respondent, "IN01");
    let met_with = [remarks, Some(less), Some(doubted)];
    let is_asked = met_with.into_iter().flatten().any(|code| code > NEVER && code < NOT_APPLICABLE);
    [
        Some(applied).filter(|_| had_placement),
        Some(refused).filter(|_| had_placement),
        // Who skipped the first question of this page skipped the page.
        Some(less).filter(|_| remarks.is_some()),
        Some(doubted).filter(|_| remarks.is_some()),
        Some(reported).filter(|_| remarks.is_some() && is_asked),
    ]
}

fn given(respondent: &Respondent<'_>, code: &str) -> Option<u8> {
    let mut answers = QUESTIONS.iter().zip(&respondent.answers);
    answers.find(|(question, _)| question.code == code).and_then(|(_, answer)| *answer)
}

fn refused(draws: &mut Draws, ever: f64) -> u8 {
    let unknown = 0.05;
    draws.code(&[(1, 1.0 - ever - unknown), (2, 0.6 * ever), (3, 0.4 * ever), (NOT_APPLICABLE, unknown)])
}

fn how_often(draws: &mut Draws, ever: f64) -> u8 {
    draws.code(&[
        (NEVER, 0.97 - ever),
        (2, 0.45 * ever),
        (3, 0.4 * ever),
        (4, 0.15 * ever),
        (NOT_STATED, 0.03),
    ])
}
