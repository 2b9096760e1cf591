//! The Dataset: what `ingest` makes of files, and all that later layers see of them.
//!
//! A survey is a row per respondent, a register a row per student and year, a table of counts a row
//! per cell with the least and the most people it can hold. Names, addresses and open answers are not here.

use super::{Answer, Choice, Codes, Column, Text};

/// All sources of a scan, in the order of `scan.toml`.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Dataset {
    /// The sources; the rounds of one survey share a name and differ in round.
    pub sources: Vec<Source>,
    /// The scales of the codebooks, in order.
    pub scales: Vec<Scale>,
}

/// What a source is a list of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SourceKind {
    /// A row per respondent.
    Survey,
    /// A row per student and year.
    Register,
    /// A row per cell.
    Counts,
    /// Statements per policy area, by role.
    Quickscan,
    /// Staff and management by role.
    Staff,
    /// Coded interviews and open answers.
    Themes,
    /// Former students.
    Alumni,
    /// Facilities at school and at work places.
    Checklist,
    /// What was agreed, by whom, by when.
    Commitments,
}

/// At which point of a study a table of counts counts people.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Stage {
    /// First-years (instroom).
    Intake,
    /// Everybody enrolled on 1 October (ingeschrevenen).
    Enrolled,
    /// Diploma holders (gediplomeerden).
    Graduated,
}

/// One file or set of files with one meaning.
#[derive(Debug, Clone, PartialEq)]
pub struct Source {
    /// The name in `results.csv`.
    pub name: String,
    /// What it is a list of, as the scan says.
    pub kind: SourceKind,
    /// The round of a survey; empty where there is none.
    pub round: String,
    /// Open data: its publisher's suppression is kept and none is added.
    pub public: bool,
    /// Made-up practice data: said on every page.
    pub synthetic: bool,
    /// The rows.
    pub data: SourceData,
}

impl Source {
    /// Returns the columns that its people are grouped by.
    #[must_use]
    pub fn groups(&self) -> &[Column] {
        match &self.data {
            SourceData::Survey(survey) => &survey.groups,
            SourceData::Register(register) => &register.groups,
            SourceData::Counts(counts) => &counts.groups,
        }
    }

    /// Returns whether its people are students: the others have a breakdown, a selection and a chapter of their own.
    #[must_use]
    pub fn is_of_students(&self) -> bool {
        matches!(self.kind, SourceKind::Survey | SourceKind::Register | SourceKind::Counts)
    }
}

/// The rows of a source, by kind.
#[derive(Debug, Clone, PartialEq)]
pub enum SourceData {
    /// A row per respondent.
    Survey(Survey),
    /// A row per student and year.
    Register(Register),
    /// A row per cell.
    Counts(Counts),
}

/// Answers of respondents, a row each.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Survey {
    /// The number of respondents.
    pub rows: usize,
    /// The columns that people are grouped by.
    pub groups: Vec<Column>,
    /// The questions, in or out of scales.
    pub items: Vec<Item>,
    /// The columns of which some answers count as success.
    pub outcomes: Vec<Outcome>,
    /// The pseudonym of each row's person, the same in every round, 0 without a key; empty where rounds are not joined.
    pub people: Vec<u128>,
    /// The options of questions with several answers; those of one question stand together.
    pub choices: Vec<Choice>,
    /// A weight per row; empty where nobody is weighted.
    pub weights: Vec<f64>,
    /// The person of each row, a number without meaning outside this source; empty where the file has no such key.
    pub person: Vec<u32>,
    /// Whether a row is within `select`; empty where all are.
    pub selected: Vec<bool>,
}

/// A question and its answers.
#[derive(Debug, Clone, PartialEq)]
pub struct Item {
    /// The name in `results.csv`: `item.<id>`.
    pub id: String,
    /// What the file of this round calls it, where the codebook gives it several names; else its id.
    pub called: String,
    /// The question as a reader sees it.
    pub text: Text,
    /// The possible answers, in order.
    pub answers: Vec<Answer>,
    /// One code per row: an index into `answers`, or [`super::MISSING`].
    pub codes: Codes,
}

/// A column of which some answers count as success.
#[derive(Debug, Clone, PartialEq)]
pub struct Outcome {
    /// The name in `results.csv`: `outcome.<id>`.
    pub id: String,
    /// The column as a reader sees it.
    pub text: Text,
    /// The possible answers.
    pub answers: Vec<Answer>,
    /// Which of the answers count as success.
    pub success: Vec<bool>,
    /// One code per row: an index into `answers`, or [`super::MISSING`].
    pub codes: Codes,
}

/// Where a theme lies: the four aspects of VHTO.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Theme {
    /// Individuele studenten.
    Students,
    /// Leeromgeving.
    Learning,
    /// Werkomgeving.
    Work,
    /// Maatschappelijke omgeving.
    Society,
}

/// How many items must be answered for a score.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum MissingRule {
    /// At least half of the items.
    Half,
    /// At least this share of the items, between 0 and 1.
    Proportion(f64),
    /// All items.
    Complete,
}

impl MissingRule {
    /// Returns how many of `k` items must be answered: `ceil(k/2)`, `ceil(qk)` or `k`.
    #[must_use]
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        clippy::cast_precision_loss,
        reason = "a share of a few hundred items at most"
    )]
    pub fn needed(self, k: usize) -> usize {
        match self {
            Self::Half => k.div_ceil(2),
            // 0.7 * 10 is 7.000000000000001 in binary: a hair below the product is meant.
            Self::Proportion(q) => ((q * k as f64) - 1e-9).ceil().max(0.0) as usize,
            Self::Complete => k,
        }
    }
}

/// A scale: items that together measure one thing.
#[derive(Debug, Clone, PartialEq)]
pub struct Scale {
    /// The name in `results.csv`: `scale.<id>`.
    pub id: String,
    /// The scale as a reader sees it.
    pub text: Text,
    /// The ids of its items.
    pub items: Vec<String>,
    /// The ids of the items that run against it.
    pub reversed: Vec<String>,
    /// The declared lowest answer.
    pub lowest: f64,
    /// The declared highest answer.
    pub highest: f64,
    /// How many items must be answered.
    pub missing_rule: MissingRule,
    /// The aspect that findings about it belong to.
    pub theme: Theme,
    /// The scores at which a next band of [`Role::ScoreBand`] begins, ascending; empty where it is not cut.
    pub bands: Vec<f64>,
}

/// Enrolments, a row per student, programme and year.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Register {
    /// The student of each row: a dense number without meaning outside this source.
    pub student: Vec<u32>,
    /// The year of each row, by its starting year.
    pub year: Vec<u16>,
    /// The columns that students are grouped by, programme and institution included.
    pub groups: Vec<Column>,
    /// The year of the first diploma of this enrolment; 0 without one.
    pub diploma_year: Vec<u16>,
    /// Whether the row is a main enrolment; empty where the file does not say (all are).
    pub main: Vec<bool>,
    /// Whether the row is an enrolment at all in its year; empty where the file does not say (all are).
    pub active: Vec<bool>,
    /// Whether the enrolment began after 1 October of its year; empty where the file does not say.
    pub late: Vec<bool>,
    /// The present programme of each row, where programmes were renumbered.
    pub equivalent: Option<Column>,
    /// Whether the student left for work (groenpluk); empty where the file gives no reason.
    pub left_for_work: Vec<bool>,
    /// The student's starting year as the file gives it; 0 where it does not; empty without such a column.
    pub cohort: Vec<u16>,
    /// Whether a row is within `select`; empty where all are.
    pub selected: Vec<bool>,
}

/// A table of counts, a row per cell.
#[derive(Debug, Clone, PartialEq)]
pub struct Counts {
    /// At which point of a study people were counted; of no account where they are not students.
    pub stage: Stage,
    /// The measure under which people are counted who named something: `theme.kleding-past-niet`; else `None`.
    pub named: Option<String>,
    /// The year of each row, by its starting year.
    pub year: Vec<u16>,
    /// The columns that people are grouped by.
    pub groups: Vec<Column>,
    /// The columns of which some answers count as success: admitted or not, for instance.
    pub outcomes: Vec<Outcome>,
    /// The fewest people the cell can hold.
    pub least: Vec<u32>,
    /// The most people the cell can hold; above `least` where the publisher hid the number.
    pub most: Vec<u32>,
    /// Whether a row is within `select`; empty where all are.
    pub selected: Vec<bool>,
}
