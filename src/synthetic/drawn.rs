//! What came out of the draws: figures counted plainly from the made-up people, for the README.
//!
//! Written for reading, not for speed, and apart from the measures of a report, which can be held against it.

use std::collections::BTreeMap;

use super::questions::{Construct, Direction, NOT_APPLICABLE, QUESTIONS};
use super::respondents::{ROUNDS, Respondent};
use super::schools::{School, Women};
use super::students::{LAST_YEAR, Sex, Student};

/// All figures of the README.
#[derive(Debug)]
pub(super) struct Drawn {
    pub(super) rounds: [RoundDrawn; 2],
    /// By the place of the school.
    pub(super) schools: Vec<SchoolDrawn>,
    /// By school and programme, in the order of the schools.
    pub(super) programmes: Vec<ProgrammeDrawn>,
    pub(super) women_reenrolled: Part,
    pub(super) men_reenrolled: Part,
}

/// What one round holds.
#[derive(Debug)]
pub(super) struct RoundDrawn {
    /// Forms of those asked.
    pub(super) response: Part,
    pub(super) non_binary: usize,
    pub(super) not_stated: usize,
    pub(super) gender_left_open: usize,
    pub(super) alpha_belonging: Option<f64>,
    pub(super) alpha_self_efficacy: Option<f64>,
}

/// What one school holds, per round.
#[derive(Debug)]
pub(super) struct SchoolDrawn {
    pub(super) belonging: [Gap; 2],
    pub(super) self_efficacy: [Gap; 2],
}

/// Women against men on a score.
#[derive(Debug)]
pub(super) struct Gap {
    pub(super) n_women: usize,
    pub(super) n_men: usize,
    /// Women minus men in pooled standard deviations; `None` for fewer than two of either.
    pub(super) size: Option<f64>,
}

/// One programme at one school.
#[derive(Debug)]
pub(super) struct ProgrammeDrawn {
    pub(super) school: usize,
    pub(super) name: &'static str,
    pub(super) planted_dropout: f64,
    pub(super) has_three_women: bool,
    /// Women of the people enrolled in the last year, by registered sex.
    pub(super) women: Part,
    /// Starters who were nowhere in the register a year later, without a diploma.
    pub(super) dropout: Part,
}

/// Some of all.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Part {
    pub(super) some: usize,
    pub(super) all: usize,
}

impl Part {
    fn add(&mut self, is_some: usize) {
        self.some += is_some;
        self.all += 1;
    }
}

impl Drawn {
    /// Counts all figures.
    pub(super) fn of(schools: &[School], students: &[Student], rounds: [&[Respondent<'_>]; 2]) -> Self {
        let (mut women_reenrolled, mut men_reenrolled) = (Part::default(), Part::default());
        let mut dropout: BTreeMap<(usize, &str), Part> = BTreeMap::new();
        let mut women: BTreeMap<(usize, &str), Part> = BTreeMap::new();
        for student in students {
            for year in super::students::FIRST_YEAR..LAST_YEAR {
                let Some(start) = student.main_in(year).filter(|start| start.cohort == year) else {
                    continue;
                };
                let next = student.main_in(year + 1);
                let stays = next.is_some_and(|e| e.school == start.school && e.programme == start.programme);
                match student.sex {
                    Sex::Female => women_reenrolled.add(stays.into()),
                    Sex::Male => men_reenrolled.add(stays.into()),
                    Sex::Unknown => {}
                }
                let is_gone = next.is_none() && start.diploma.is_none();
                dropout.entry((start.school, start.programme.name)).or_default().add(is_gone.into());
            }
            if let Some(last) = student.main_in(LAST_YEAR) {
                women
                    .entry((last.school, last.programme.name))
                    .or_default()
                    .add((student.sex == Sex::Female).into());
            }
        }
        let programmes = schools
            .iter()
            .flat_map(|school| school.programmes.iter().map(move |programme| (school.place, programme)))
            .map(|(school, programme)| ProgrammeDrawn {
                school,
                name: programme.name,
                planted_dropout: programme.first_year_dropout,
                has_three_women: programme.women == Women::Three,
                women: women.get(&(school, programme.name)).copied().unwrap_or_default(),
                dropout: dropout.get(&(school, programme.name)).copied().unwrap_or_default(),
            })
            .collect();
        let asked = ROUNDS.map(|r| students.iter().filter(|s| s.main_in(r.enrolled_in).is_some()).count());
        Self {
            rounds: [round(rounds[0], asked[0]), round(rounds[1], asked[1])],
            schools: schools.iter().map(|school| school_drawn(school.place, rounds)).collect(),
            programmes,
            women_reenrolled,
            men_reenrolled,
        }
    }
}

fn round(respondents: &[Respondent<'_>], asked: usize) -> RoundDrawn {
    let with_gender = |code| respondents.iter().filter(|r| r.person[0] == code).count();
    RoundDrawn {
        response: Part { some: respondents.len(), all: asked },
        non_binary: with_gender(Some(3)),
        not_stated: with_gender(Some(9)),
        gender_left_open: with_gender(None),
        alpha_belonging: alpha(respondents, Construct::Belonging),
        alpha_self_efficacy: alpha(respondents, Construct::SelfEfficacy),
    }
}

fn school_drawn(school: usize, rounds: [&[Respondent<'_>]; 2]) -> SchoolDrawn {
    let gaps = |construct| rounds.map(|respondents| gap(respondents, school, construct));
    SchoolDrawn { belonging: gaps(Construct::Belonging), self_efficacy: gaps(Construct::SelfEfficacy) }
}

fn gap(respondents: &[Respondent<'_>], school: usize, construct: Construct) -> Gap {
    let scores = |gender| -> Vec<f64> {
        respondents
            .iter()
            .filter(|r| r.enrolment.school == school && r.person[0] == Some(gender))
            .filter_map(|r| score(&values(r, construct)))
            .collect()
    };
    let (women, men) = (scores(1), scores(2));
    let size = spread(&women).zip(spread(&men)).map(|(spread_women, spread_men)| {
        let (n_women, n_men) = (count(&women), count(&men));
        let pooled = ((n_women - 1.0) * spread_women + (n_men - 1.0) * spread_men) / (n_women + n_men - 2.0);
        (mean(&women) - mean(&men)) / libm::sqrt(pooled)
    });
    Gap { n_women: women.len(), n_men: men.len(), size }
}

/// Returns the values of the items of a construct, high for much of it; `None` for 8, 9 and no answer.
fn values(respondent: &Respondent<'_>, construct: Construct) -> Vec<Option<f64>> {
    QUESTIONS
        .iter()
        .zip(&respondent.answers)
        .filter(|(question, _)| question.measures == construct)
        .map(|(question, answer)| {
            let value = answer.filter(|code| *code < NOT_APPLICABLE).map(f64::from)?;
            Some(if question.direction == Direction::Reversed { 6.0 - value } else { value })
        })
        .collect()
}

/// Returns the mean of the values, if at least half of them are there.
fn score(values: &[Option<f64>]) -> Option<f64> {
    let answered: Vec<_> = values.iter().flatten().copied().collect();
    (answered.len() >= values.len().div_ceil(2)).then(|| mean(&answered))
}

/// Returns Cronbach's alpha of the complete forms; `None` for fewer than two of them.
fn alpha(respondents: &[Respondent<'_>], construct: Construct) -> Option<f64> {
    let complete: Vec<Vec<f64>> =
        respondents.iter().filter_map(|r| values(r, construct).into_iter().collect()).collect();
    let sums: Vec<f64> = complete.iter().map(|values| values.iter().sum()).collect();
    let of_sum = spread(&sums)?;
    let n_items = complete.first()?.len();
    let of_items: f64 = (0..n_items)
        .filter_map(|item| spread(&complete.iter().map(|values| values[item]).collect::<Vec<_>>()))
        .sum();
    let k = count(&complete[0]);
    Some(k / (k - 1.0) * (1.0 - of_items / of_sum))
}

fn mean(values: &[f64]) -> f64 {
    values.iter().sum::<f64>() / count(values)
}

/// Returns the variance with `n - 1`; `None` for fewer than two values.
fn spread(values: &[f64]) -> Option<f64> {
    let centre = mean(values);
    let squares: f64 = values.iter().map(|value| (value - centre) * (value - centre)).sum();
    (values.len() > 1).then(|| squares / (count(values) - 1.0))
}

#[expect(clippy::cast_precision_loss, reason = "a number of people")]
fn count(values: &[f64]) -> f64 {
    values.len() as f64
}
