//! Who answers a round of the survey, and what.
//!
//! Behind the answers of a person lie normal draws, one per construct; an answer is such a draw and an own
//! one together, cut to the codes of the question. Planted effects move the draw. Leaves out files.

use std::collections::BTreeMap;

use super::Options;
use super::draws::{Draws, Purpose};
use super::experiences::{Experiences, experiences};
use super::questions::{Construct, Direction, NOT_APPLICABLE, NOT_STATED, QUESTIONS, Question};
use super::schools::{School, Sector};
use super::students::{Enrolment, Gender, Student};

/// A round of the survey.
#[derive(Debug, Clone, Copy)]
pub(super) struct Round {
    /// Its place among the rounds.
    pub(super) place: usize,
    /// The year in which it was held, in spring.
    pub(super) name: &'static str,
    /// Who is enrolled on 1 October of this year is asked.
    pub(super) enrolled_in: u16,
}

/// The rounds of the practice scan.
pub(super) const ROUNDS: [Round; 2] = [
    Round { place: 0, name: "2024", enrolled_in: 2023 },
    Round { place: 1, name: "2026", enrolled_in: 2025 },
];

impl Round {
    /// Returns whether placements and experiences were asked after: since the second round.
    fn asks_experiences(self) -> bool {
        self.place > 0
    }
}

/// One filled-in form.
#[derive(Debug)]
pub(super) struct Respondent<'s> {
    pub(super) student: &'s Student,
    pub(super) enrolment: &'s Enrolment,
    /// An answer per question; `None` where it was left open.
    pub(super) answers: Vec<Option<u8>>,
    /// The codes of `background::OF_PERSON`; `None` where left open.
    pub(super) person: [Option<u8>; 5],
    /// The codes of `experiences::EXPERIENCES`; the first round did not ask.
    pub(super) experiences: Experiences,
    /// The time that it took, in tenths of a minute.
    pub(super) tenths: u32,
    /// The order of coming in.
    moment: u64,
    company: Company,
}

/// Whether somebody fills in the form with a classmate, who then gives the same answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Company {
    Alone,
    Classmate,
}

/// The share of the variance of a scale score that is not noise: what an effect on the draw loses in the score.
const RELIABILITY: f64 = 0.8;

/// Returns the forms of one round, in the order in which they came in.
pub(super) fn answers<'s>(
    options: &Options,
    schools: &[School],
    students: &'s [Student],
    round: Round,
) -> Vec<Respondent<'s>> {
    let mut respondents: Vec<_> = students
        .iter()
        .filter_map(|student| {
            let enrolment = student.main_in(round.enrolled_in)?;
            let draws = |purpose| Draws::new(options.seed, student.school, student.number, purpose);
            let school = &schools[enrolment.school];
            let own = draws(Purpose::Round(round.place));
            let mut respondent = respondent(own, student, enrolment, school, round)?;
            if round.asks_experiences() {
                respondent.experiences = experiences(draws(Purpose::Experiences), &respondent);
            }
            Some(respondent)
        })
        .collect();
    fill_in_together(&mut respondents);
    respondents.sort_by(|a, b| (a.moment, &a.student.key).cmp(&(b.moment, &b.student.key)));
    respondents
}

fn respondent<'s>(
    mut draws: Draws,
    student: &'s Student,
    enrolment: &'s Enrolment,
    school: &School,
    round: Round,
) -> Option<Respondent<'s>> {
    let answers_at_all = draws.happens(match student.gender {
        Gender::Woman => 0.40,
        Gender::Man => 0.34,
        Gender::NonBinary => 0.37,
    });
    let is_planted = student.is_planted();
    if !answers_at_all && !is_planted {
        return None;
    }
    let moment = draws.bits();
    let stops_at = stops_at(&mut draws).filter(|_| !is_planted);
    let latent = Latent::draw(&mut draws, student.gender, school, round);
    let style = style(&mut draws).filter(|_| !is_planted);

    let mut answers: Vec<_> = QUESTIONS
        .iter()
        .map(|question| {
            let drawn = answer(&mut draws, question, &latent);
            match style {
                Some(always) if question.measures != Construct::Alone => Some(always),
                _ => drawn,
            }
        })
        .collect();
    let mut person = person(&mut draws, student, school.sector);
    if is_planted {
        person[0] = Some(1);
    }
    if let Some(stop) = stops_at {
        answers[stop..].fill(None);
        person = [None; 5];
    }

    let n_answered = u32::try_from(answers.iter().flatten().count()).expect("invariant: 25 questions");
    // Who opens the form and answers nothing is out after half a minute.
    let tenths = if n_answered == 0 { 5 } else { 20 + 2 * n_answered + u32::from(draws.code(&PACE)) };
    let company = if draws.happens(0.012) && !is_planted { Company::Classmate } else { Company::Alone };
    let experiences = [None; 5];
    Some(Respondent { student, enrolment, answers, person, experiences, tenths, moment, company })
}

/// Gives who fills in the form with a classmate the answers of one: rows that look like duplicates and are not.
///
/// The classmate is of the same gender, so that no planted difference is watered down, and started earlier in
/// the list of the same school, so that later students change nothing.
fn fill_in_together(respondents: &mut [Respondent<'_>]) {
    let mut classmates = BTreeMap::new();
    for place in 0..respondents.len() {
        let (before, rest) = respondents.split_at_mut(place);
        let Some(now) = rest.first_mut() else { break };
        let Enrolment { school, programme, form, cohort, .. } = now.enrolment;
        let class = (now.student.school, school, programme.name, form, cohort, now.student.gender);
        let classmate = classmates.insert(class, place).map(|earlier| &before[earlier]);
        if let Some(classmate) = classmate.filter(|_| now.company == Company::Classmate) {
            now.answers.clone_from(&classmate.answers);
            now.person = classmate.person;
            now.experiences = classmate.experiences;
            now.tenths = classmate.tenths;
        }
    }
}

/// How much time people take beyond what a form needs, in tenths of a minute.
const PACE: [(u8, f64); 6] = [(0, 1.0), (7, 2.0), (15, 3.0), (28, 2.0), (45, 1.0), (90, 0.3)];

/// Draws the place of the question before which somebody breaks off.
fn stops_at(draws: &mut Draws) -> Option<usize> {
    let (breaks_off, at_once) = (draws.happens(0.05), draws.happens(0.5));
    let place = draws.place(QUESTIONS.iter().map(|_| 1.0));
    breaks_off.then_some(if at_once { 0 } else { place })
}

/// Draws the one answer that a hasty person gives to every statement.
fn style(draws: &mut Draws) -> Option<u8> {
    let is_hasty = draws.happens(0.008);
    let always = draws.code(&[(3, 0.6), (4, 0.4)]);
    is_hasty.then_some(always)
}

/// What lies behind the answers: a draw per construct.
struct Latent {
    belonging: f64,
    self_efficacy: f64,
    growth_mindset: f64,
    home_support: f64,
}

impl Latent {
    fn draw(draws: &mut Draws, gender: Gender, school: &School, round: Round) -> Self {
        let shared = draws.normal();
        let mut with = |correlation: f64| {
            correlation * shared + libm::sqrt(1.0 - correlation * correlation) * draws.normal()
        };
        let (belonging, self_efficacy) = (with(0.65), with(0.6));
        let (growth_mindset, home_support) = (with(0.4), with(0.5));

        let effect = |size: f64| if gender == Gender::Woman { size / libm::sqrt(RELIABILITY) } else { 0.0 };
        Self {
            belonging: belonging + effect(school.effects.belonging_of_women[round.place]),
            self_efficacy: self_efficacy + effect(school.effects.self_efficacy_of_women),
            growth_mindset,
            home_support,
        }
    }

    fn of(&self, construct: Construct) -> f64 {
        match construct {
            Construct::Belonging => self.belonging,
            Construct::SelfEfficacy => self.self_efficacy,
            Construct::GrowthMindset => self.growth_mindset,
            Construct::HomeSupport => self.home_support,
            Construct::Alone => 0.0,
        }
    }
}

fn answer(draws: &mut Draws, question: &Question, latent: &Latent) -> Option<u8> {
    let (is_open, does_not_apply, does_not_say) =
        (draws.happens(0.015), draws.happens(question.not_applicable), draws.happens(question.not_stated));
    let loading = question.measures.loading();
    let own = libm::sqrt(1.0 - loading * loading) * draws.normal();
    let height = loading * latent.of(question.measures) + own;
    if is_open {
        None
    } else if does_not_say {
        Some(NOT_STATED)
    } else if does_not_apply {
        Some(NOT_APPLICABLE)
    } else {
        Some(cut(question, height))
    }
}

/// Returns the code nearest to a standard height on the scale of a question.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to 1 to 5")]
fn cut(question: &Question, height: f64) -> u8 {
    let height = match question.direction {
        Direction::AsAsked => height,
        Direction::Reversed => -height,
    };
    let most = if question.answers.choices().len() == 4 { 4.0 } else { 5.0 };
    (question.mean + height).round().clamp(1.0, most) as u8
}

fn person(draws: &mut Draws, student: &Student, sector: Sector) -> [Option<u8>; 5] {
    let says_other = draws.happens(0.15);
    let gender = match student.gender {
        Gender::Woman => 1,
        Gender::Man => 2,
        Gender::NonBinary if says_other => 4,
        Gender::NonBinary => 3,
    };
    let origin = draws.code(&[(1, 0.72), (2, 0.05), (3, 0.12), (4, 0.04), (5, 0.06), (NOT_APPLICABLE, 0.01)]);
    let parent_studied = draws.code(match sector {
        Sector::Hbo => &[(1, 0.52), (2, 0.44), (NOT_APPLICABLE, 0.04)],
        Sector::Mbo => &[(1, 0.35), (2, 0.58), (NOT_APPLICABLE, 0.07)],
    });
    let support = draws.code(&[(1, 0.08), (2, 0.06), (3, 0.86)]);
    [
        stated(draws, gender, 0.02),
        stated(draws, origin, 0.05),
        stated(draws, parent_studied, 0.02),
        stated(draws, support, 0.04),
        stated(draws, student.prior_education, 0.01),
    ]
}

/// Draws whether somebody gives an answer, prefers not to say it, or skips the question.
fn stated(draws: &mut Draws, code: u8, not_stated: f64) -> Option<u8> {
    let (is_open, does_not_say) = (draws.happens(0.015), draws.happens(not_stated));
    if is_open { None } else { Some(if does_not_say { NOT_STATED } else { code }) }
}
