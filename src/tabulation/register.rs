//! The populations of a register: who comes in, is enrolled, graduates or leaves, and the cohorts.
//!
//! Leaves out who is a starter (`start`) and what became of starters (`cohort`).

use crate::model::{CohortRule, Domain, FollowUp, Register, Role, Variant};

use super::cohort::{Followed, StudentRows};
use super::enrolment::Enrolments;
use super::roll::{Observed, Roll, Rows, Weight};
use super::start::{Start, StartingYear, starting_year, starts};
use super::{Detail, Family, Population, curve, leavers, together};

/// What the populations of one register share.
pub(super) struct Registered<'a> {
    register: &'a Register,
    /// The population that all others are like, but for their period, family and roles.
    like: &'a Population,
    per: Option<Role>,
}

/// Gives every population of a register to `count`, in the order of reports.
pub(super) fn count_register(
    register: &Register,
    like: &Population,
    asked: &FollowUp,
    detail: Detail,
    per: Option<Role>,
    count: &mut impl FnMut(Roll<'_>),
) {
    let registered = Registered { register, like, per };
    let enrolments = Enrolments::new(register, asked);
    let Some((_, last_year)) = enrolments.years() else { return };
    let given = starting_year(&enrolments);
    let rules = rules(asked, given);
    let first = rules.first().copied().unwrap_or_default();

    let intake = starts(&enrolments, CohortRule::new(Variant::Own, first.domain), given);
    for (year, starters) in &intake.starters {
        count(registered.roll(year.to_string(), Family::Intake, rows(starters), Vec::new()));
    }
    for (year, late) in &intake.late {
        count(registered.roll(year.to_string(), Family::Late, late.clone(), Vec::new()));
    }
    for (year, rows) in enrolments.enrolled() {
        count(registered.roll(year.to_string(), Family::Enrolled, rows, Vec::new()));
    }
    let in_hbo = leavers::years_in_hbo(&enrolments);
    for (year, rows) in enrolments.graduated() {
        let progression = if in_hbo.is_empty() {
            None
        } else {
            leavers::observe_progression(&enrolments, &in_hbo, &rows, year)
        };
        count(registered.roll(year.to_string(), Family::Graduated, rows, progression.into_iter().collect()));
    }
    for (year, results) in leavers::results(&enrolments) {
        let rows = results.iter().map(|result| result.row).collect();
        count(registered.roll(year.to_string(), Family::Leavers, rows, leavers::observe(&results)));
    }
    let by_student = StudentRows::new(&enrolments, &register.student);
    for rule in &rules {
        let followed = Followed { enrolments: &enrolments, by_student: &by_student, rule: *rule, last_year };
        let cohorts = starts(&enrolments, *rule, given).starters;
        for (year, starters) in &cohorts {
            let observed = followed.observe(asked, detail, starters, *year);
            count(registered.roll(year.to_string(), Family::Cohort, rows(starters), observed));
        }
        let all: Vec<Start> =
            cohorts.range(..last_year).flat_map(|(_, starters)| starters.iter().copied()).collect();
        if detail == Detail::Together {
            for horizon in together::horizons(asked, &enrolments) {
                let Some(newest) = last_year.checked_sub(horizon.years()) else { continue };
                let followed_so_long: Vec<Start> =
                    cohorts.range(..=newest).flat_map(|(_, starters)| starters.iter().copied()).collect();
                let (Some(from), Some(to)) = (followed_so_long.first(), followed_so_long.last()) else {
                    continue;
                };
                let period = format!("{}..{}", from.year, to.year);
                let observed = horizon.observe(&followed, &followed_so_long);
                count(registered.roll(period, Family::FollowUp, rows(&followed_so_long), observed));
            }
        }
        // Without diplomas those who graduated would be drawn as gone.
        let ends = if enrolments.has_diplomas() { (all.first(), all.last()) } else { (None, None) };
        if let (Some(from), Some(to)) = ends {
            let period = format!("{}..{}", from.year, to.year);
            let observed = curve::observe(&followed, &all);
            count(registered.roll(period, Family::FollowUp, rows(&all), observed));
        }
    }
    let rule = CohortRule::default();
    let followed = Followed { enrolments: &enrolments, by_student: &by_student, rule, last_year };
    count_starters_result(&registered, &followed, given, count);
}

/// Returns the ways of making cohorts: those asked, else within what the starting year is about.
fn rules(asked: &FollowUp, given: StartingYear) -> Vec<CohortRule> {
    if !asked.rules.is_empty() {
        return asked.rules.clone();
    }
    vec![match given {
        StartingYear::OfProgramme => CohortRule::new(Variant::Own, Domain::Programme),
        StartingYear::Absent | StartingYear::OfSchool => CohortRule::default(),
    }]
}

fn count_starters_result(
    registered: &Registered<'_>,
    followed: &Followed<'_>,
    given: StartingYear,
    count: &mut impl FnMut(Roll<'_>),
) {
    let enrolments = followed.enrolments;
    let last = followed.last_year.saturating_sub(1);
    let first = last.saturating_sub(leavers::POOLED_YEARS - 1);
    let cohorts = starts(enrolments, followed.rule, given).starters;
    let of_mbo: Vec<Start> = cohorts
        .range(first..=last)
        .flat_map(|(_, starters)| starters.iter().copied())
        .filter(|start| enrolments.education(start.row).is_mbo())
        .collect();
    let mut years: Vec<u16> = of_mbo.iter().map(|start| start.year).collect();
    years.dedup();
    // The Inspectie wants two years filled, the last one among them.
    if years.len() < 2 || years.last() != Some(&last) {
        return;
    }
    let observed = leavers::observe_starters(&of_mbo, |start| followed.is_there_or_done(&start));
    count(registered.roll(format!("{}..{last}", years[0]), Family::FollowUp, rows(&of_mbo), observed));
}

fn rows(starts: &[Start]) -> Vec<u32> {
    starts.iter().map(|start| start.row).collect()
}

impl<'a> Registered<'a> {
    fn roll(&self, period: String, family: Family, rows: Vec<u32>, observed: Vec<Observed<'a>>) -> Roll<'a> {
        let is_broad =
            |role: &Role| matches!(role, Role::Sex | Role::Level | Role::Form) || Some(*role) == self.per;
        let roles = self.like.roles.iter().copied().filter(|role| match family {
            Family::FollowUp | Family::Leavers => is_broad(role),
            Family::Late => Some(*role) == self.per,
            _ => true,
        });
        Roll {
            population: Population {
                period,
                family,
                variables: observed.iter().map(|observed| observed.variable.clone()).collect(),
                roles: roles.collect(),
                ..self.like.clone()
            },
            rows: Rows::Some(rows),
            groups: &self.register.groups,
            observed,
            weight: Weight::Person,
        }
    }
}
