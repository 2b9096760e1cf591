//! What became of starters: still here, switched, gone, or with a diploma.
//!
//! After `k` years each starter has exactly one status, so that the states add up to the whole cohort, and the
//! parts of a state to the state. A cohort too young for an outcome has none, and says from which year on it will.

use crate::model::{CohortRule, Domain, FollowUp, LevelKind, MISSING, Text, Variant, Within};

use super::education::Education;
use super::enrolment::Enrolments;
use super::population::{Category, Offered};
use super::roll::{Observed, Values};
use super::start::Start;
use super::{Detail, Variable, VariableKind};

/// The states after `k` years, in the order of the codes: the measure names of `results.csv`.
pub const STATUS: [&str; 4] = ["reenrolled", "switch", "dropout", "diploma"];

const REENROLLED: u16 = 0;
pub(super) const SWITCH: u16 = 1;
pub(super) const DROPOUT: u16 = 2;
pub(super) const DIPLOMA: u16 = 3;

/// The parts of a switch.
pub(super) const SWITCHED: [&str; 3] = ["switch_within", "switch_out", "progression"];
/// The parts of dropout, where the register gives reasons.
pub(super) const DROPPED: [&str; 2] = ["groenpluk", "dropout_other"];
/// The parts of those without a diploma in time.
pub(super) const UNFINISHED: [&str; 2] = ["enrolled", "left"];

/// A register with the rule by which its starters are followed.
pub(super) struct Followed<'a> {
    pub(super) enrolments: &'a Enrolments<'a>,
    pub(super) by_student: &'a StudentRows<'a>,
    pub(super) rule: CohortRule,
    pub(super) last_year: u16,
}

impl Followed<'_> {
    /// Returns what became of the starters of one cohort.
    pub(super) fn observe<'o>(
        &self,
        asked: &FollowUp,
        detail: Detail,
        starts: &[Start],
        cohort: u16,
    ) -> Vec<Observed<'o>> {
        let mut observed = Vec::new();
        // After a year, and completion within some years: the rest of a cohort would be cells of a few people.
        for years in asked.years.iter().filter(|years| **years == 1 || detail == Detail::PerCohort) {
            self.observe_status(*years, detail, starts, cohort, &mut observed);
        }
        let known = if self.enrolments.has_diplomas() { asked.completion.as_slice() } else { &[] };
        let is_told = |within: &&Within| matches!(within, Within::Years(_)) || detail == Detail::PerCohort;
        for within in known.iter().filter(is_told) {
            self.observe_completion(*within, detail, starts, cohort, &mut observed);
        }
        observed
    }

    fn observe_status<'o>(
        &self,
        years: u16,
        detail: Detail,
        starts: &[Start],
        cohort: u16,
        observed: &mut Vec<Observed<'o>>,
    ) {
        let mature = cohort + years;
        let is_mature = self.last_year >= mature;
        let codes = code_all(starts, is_mature, |start| self.status_after(*start, years));
        let parent = self.measure("status", years);
        // After one year every breakdown shows it; later years would be cells of a few people.
        let offered = if years == 1 { Offered::Everywhere } else { Offered::Broadly };
        let split = |word: &str, state: u16, parts: &[&str], of: &dyn Fn(&Start) -> u16| {
            let codes = starts
                .iter()
                .zip(&codes)
                .map(|(start, code)| if *code == state { of(start) } else { MISSING })
                .collect();
            let kind = VariableKind::Split { parent: parent.clone(), state: usize::from(state) };
            self.observed(self.measure(word, years), kind, parts, Offered::Broadly, codes, mature)
        };
        let is_split = detail == Detail::PerCohort;
        let switched = (is_split && self.splits_switch())
            .then(|| split("switched", SWITCH, &SWITCHED, &|start| self.kind_of_switch(*start, years)));
        let dropped = (is_split && self.splits_dropout())
            .then(|| split("dropped", DROPOUT, &DROPPED, &|start| self.kind_of_dropout(start)));
        let kind = VariableKind::Status { years };
        observed.push(self.observed(parent.clone(), kind, &STATUS, offered, codes.clone(), mature));
        observed.extend(switched);
        observed.extend(dropped);
    }

    fn observe_completion<'o>(
        &self,
        within: Within,
        detail: Detail,
        starts: &[Start],
        cohort: u16,
        observed: &mut Vec<Observed<'o>>,
    ) {
        let years_of = |start: &Start| self.allowed(within, start);
        let Some(longest) = starts.iter().filter_map(&years_of).max() else { return };
        let mature = cohort + longest;
        let codes = code_all(starts, self.last_year >= mature, |start| match years_of(start) {
            Some(years) => u16::from(!self.has_diploma(start, years)),
            None => MISSING,
        });
        let parent = format!("retention.{}{}", within.measure(), self.rule.suffix());
        if let Within::Years(years) = within
            && detail == Detail::PerCohort
        {
            let of = |(start, code): (&Start, &u16)| match *code {
                1 => self.kind_of_unfinished(start, years),
                _ => MISSING,
            };
            let unfinished = starts.iter().zip(&codes).map(of).collect();
            let kind = VariableKind::Split { parent: parent.clone(), state: 1 };
            let measure = self.measure("unfinished", years);
            observed.push(self.observed(measure, kind, &UNFINISHED, Offered::Broadly, unfinished, mature));
        }
        let kind = VariableKind::Completion { years: longest };
        let words = ["completed", "not completed"];
        let mut made = self.observed(parent, kind, &words, Offered::Everywhere, codes, mature);
        made.variable.categories[0].success = true;
        if matches!(within, Within::Nominal { .. }) {
            made.variable.offered = Offered::Broadly;
        }
        observed.push(made);
    }

    /// Returns how many years a starter has for a diploma; `None` where that differs by programme.
    pub(super) fn allowed(&self, within: Within, start: &Start) -> Option<u16> {
        match within {
            Within::Years(years) => Some(years),
            Within::Nominal { more } => Some(self.enrolments.education(start.row).nominal()? + more),
        }
    }

    /// Returns whether a switch has parts that the file can tell apart.
    pub(super) fn splits_switch(&self) -> bool {
        self.rule.variant != Variant::Cbs && self.enrolments.has_ways_to_switch()
    }

    /// Returns whether the file tells why students left.
    pub(super) fn splits_dropout(&self) -> bool {
        self.enrolments.left_for_work(&[]).is_some()
    }

    /// Returns the part of those without a diploma: still studying, or gone.
    pub(super) fn kind_of_unfinished(&self, start: &Start, years: u16) -> u16 {
        u16::from(!self.later(start, years).any(|_| true))
    }

    /// Returns the part of dropout: only a reason in the register makes it leaving for work.
    pub(super) fn kind_of_dropout(&self, start: &Start) -> u16 {
        u16::from(self.enrolments.left_for_work(self.rows(start)) != Some(true))
    }

    pub(super) fn measure(&self, word: &str, years: u16) -> String {
        format!("retention.{word}{years}{}", self.rule.suffix())
    }

    fn observed<'o>(
        &self,
        measure: String,
        kind: VariableKind,
        words: &[&str],
        offered: Offered,
        codes: Vec<u16>,
        mature: u16,
    ) -> Observed<'o> {
        let variable = Variable {
            measure,
            text: Text::default(),
            kind,
            categories: words.iter().map(|word| category(word)).collect(),
            mature_in: (self.last_year < mature).then_some(mature),
            offered,
        };
        Observed { variable, codes: Values::PerPlace(codes), scale_items: Vec::new() }
    }

    fn rows(&self, start: &Start) -> &[u32] {
        self.by_student.of(start)
    }

    /// Returns the rows of a starter on 1 October `years` later, within what the definition sees.
    fn later<'s>(&'s self, start: &'s Start, years: u16) -> impl Iterator<Item = u32> + 's {
        let enrolments = self.enrolments;
        let sees = move |row: u32| !self.is_hbo() || !enrolments.education(row).is_mbo();
        self.rows(start).iter().copied().filter(move |row| {
            enrolments.year(*row) == start.year + years && enrolments.is_present(*row) && sees(*row)
        })
    }

    fn is_hbo(&self) -> bool {
        matches!(self.rule.domain, Domain::Hbo | Domain::HigherEducation)
    }

    /// Returns the state of a starter after some years: a diploma comes before all else.
    pub(super) fn status_after(&self, start: Start, years: u16) -> u16 {
        if self.has_diploma(&start, years) {
            return DIPLOMA;
        }
        let mut later = self.later(&start, years).peekable();
        if later.peek().is_none() {
            return DROPOUT;
        }
        let stays = |row: u32| self.is_same(start.row, row);
        if self.rule.variant == Variant::Cbs {
            let from_ad = self.enrolments.education(start.row) == Education::Ad;
            let goes_on = |row: u32| from_ad && self.enrolments.education(row) == Education::Bachelor;
            return if later.any(|row| stays(row) || goes_on(row)) { REENROLLED } else { DROPOUT };
        }
        if later.any(stays) { REENROLLED } else { SWITCH }
    }

    fn is_same(&self, a: u32, b: u32) -> bool {
        let place = |row: u32| (self.enrolments.institution(row), self.enrolments.programme(row));
        place(a) == place(b)
    }

    /// Returns the part of a switch: a step up goes before the school at which it is.
    pub(super) fn kind_of_switch(&self, start: Start, years: u16) -> u16 {
        let enrolments = self.enrolments;
        let (school, level) = (enrolments.institution(start.row), enrolments.education(start.row));
        if self.later(&start, years).any(|row| level.is_below(enrolments.education(row))) {
            2
        } else {
            u16::from(!self.later(&start, years).any(|row| enrolments.institution(row) == school))
        }
    }

    pub(super) fn has_diploma(&self, start: &Start, years: u16) -> bool {
        let enrolments = self.enrolments;
        let counts = |row: u32| {
            if self.is_hbo() {
                !enrolments.education(row).is_mbo()
            } else {
                enrolments.institution(row) == enrolments.institution(start.row)
            }
        };
        self.rows(start).iter().any(|row| {
            counts(*row)
                && enrolments
                    .diploma_year(*row)
                    .is_some_and(|year| (start.year..start.year + years).contains(&year))
        })
    }

    /// Returns whether a starter has a diploma or is still at the school after a year.
    pub(super) fn is_there_or_done(&self, start: &Start) -> Option<bool> {
        let school = self.enrolments.institution(start.row);
        let stays = self.later(start, 1).any(|row| self.enrolments.institution(row) == school);
        (self.last_year > start.year).then(|| stays || self.has_diploma(start, 1))
    }

    /// Returns whether a starter is in the file again after the year `gone`.
    pub(super) fn comes_back(&self, start: &Start, gone: u16) -> bool {
        (gone + 1..=self.last_year.saturating_sub(start.year))
            .any(|years| self.later(start, years).any(|_| true))
    }
}

impl Enrolments<'_> {
    /// Returns whether a switch can be to another school or another level: else all are within the school.
    fn has_ways_to_switch(&self) -> bool {
        let Some(first) = self.students().next().and_then(|rows| rows.first().copied()) else { return false };
        let own = (self.institution(first), self.education(first));
        self.students().flatten().any(|row| (self.institution(*row), self.education(*row)) != own)
    }
}

fn code_all(starts: &[Start], is_mature: bool, code: impl Fn(&Start) -> u16) -> Vec<u16> {
    if is_mature { starts.iter().map(code).collect() } else { vec![MISSING; starts.len()] }
}

fn category(word: &str) -> Category {
    Category { label: Text::same(word), value: None, kind: LevelKind::Stated, success: false }
}

/// The rows of the student behind each start.
pub(super) struct StudentRows<'a> {
    rows: Vec<&'a [u32]>,
    student: &'a [u32],
}

impl<'a> StudentRows<'a> {
    pub(super) fn new(enrolments: &'a Enrolments<'_>, student: &'a [u32]) -> Self {
        let students = student.iter().max().map_or(0, |last| *last as usize + 1);
        let mut rows: Vec<&[u32]> = vec![&[]; students];
        for of_student in enrolments.students() {
            rows[student[of_student[0] as usize] as usize] = of_student;
        }
        Self { rows, student }
    }

    fn of(&self, start: &Start) -> &'a [u32] {
        self.rows[self.student[start.row as usize] as usize]
    }
}
