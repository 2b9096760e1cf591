//! What a run publishes beside its numbers: titles, labels, questions, rules and provenance, in both languages.
//!
//! Nothing here is a result: a number that describes people comes from `Published` only.

use std::collections::BTreeMap;

use crate::disclosure::Scope;
use crate::model::{
    Base, Coarsening, Commitment, Date, Facility, House, Language, Level, Role, SourceKind, Text, Theme, Told,
};

/// Everything that the reports of one run share, beside the numbers.
#[derive(Debug, Clone, PartialEq)]
pub struct Edition {
    /// The title of the scan.
    pub title: String,
    /// The languages, the first of which gives the labels in `results.csv`.
    pub languages: Vec<Language>,
    /// Whether the data are made up.
    pub provenance: Provenance,
    /// What a reader must know before anything else, in both languages.
    pub notices: Vec<Text>,
    /// The scopes, everybody first.
    pub scopes: Vec<Scope>,
    /// How other schools are named in a school's report.
    pub names: UnitNames,
    /// The selection in words; `None` where everybody is in it.
    pub selection: Option<Text>,
    /// The breakdowns, in order; the first is the empty one.
    pub breakdowns: Vec<Vec<Role>>,
    /// The levels of each role, in the order of reports.
    pub levels: BTreeMap<Role, Vec<Level>>,
    /// The scales, in order.
    pub scales: Vec<ScaleNote>,
    /// The items, in order.
    pub items: Vec<ItemNote>,
    /// The outcomes, in order.
    pub outcomes: Vec<ItemNote>,
    /// What was asked in other sources than the survey of students: a quickscan, alumni.
    pub voices: VoicesNote,
    /// What is not the same in every round of a survey, by source and round.
    pub rounds: Vec<RoundNote>,
    /// The questions with several answers, in order.
    pub choices: Vec<ChoiceNote>,
    /// The sources, in order.
    pub sources: Vec<SourceNote>,
    /// What gaps are adjusted for, by source: the programme, or the smallest place that it knows.
    pub strata: BTreeMap<String, Role>,
    /// The published figures beside which shares are set.
    pub benchmarks: Vec<BenchmarkNote>,
    /// The comparisons that were declared beforehand.
    pub primary: Vec<PrimaryNote>,
    /// The norms of mbo results; empty where the scan gives none.
    pub norms: Vec<NormNote>,
    /// The smallest differences that matter.
    pub relevant: RelevantNote,
    /// What was agreed, in the order of the scan.
    pub agreements: Vec<Commitment>,
    /// What people told, by theme, in the order of the scan.
    pub told: Vec<Told>,
    /// What there is at school and at work places, in the order of the scan.
    pub facilities: Vec<Facility>,
    /// The aspect of VHTO that findings about a question belong to, by measure, where a codebook names one.
    pub aspects: BTreeMap<String, Theme>,
    /// The day that ages are counted to; `None` where the scan names none.
    pub date: Option<Date>,
    /// How answers were weighted.
    pub weighting: WeightingNote,
    /// The rules of disclosure control.
    pub rules: Rules,
    /// The school's own texts: scope name, section name, Markdown.
    pub own_texts: BTreeMap<(String, String), String>,
    /// The house style of the school.
    pub house: House,
    /// What was wrong with the input, without values.
    pub faults: Vec<FaultNote>,
    /// The files that were read.
    pub inputs: Vec<InputNote>,
    /// The guessed codebook of each source that has none of its own: the name of the source, and the TOML.
    pub guessed: BTreeMap<String, String>,
    /// The version of the program.
    pub version: String,
}

/// A question or scale that is not the same in a round as in the round before it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RoundNote {
    /// The measure in `results.csv`.
    pub measure: String,
    /// The question or scale as a reader sees it.
    pub text: Text,
    /// The round before.
    pub before: String,
    /// The first round in which it is as it is now.
    pub since: String,
    /// What is not the same.
    pub change: RoundChange,
}

/// What is not the same in a round as in the round before it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RoundChange {
    /// It was not asked before.
    New,
    /// It was asked no more.
    Dropped,
    /// Its column was called this before: the same question, which can be compared.
    Renamed {
        /// The name before.
        from: String,
        /// The name since.
        to: String,
    },
    /// A scale of other questions: the scores cannot be compared.
    OtherQuestions {
        /// Questions that were in it and are no more.
        gone: Vec<String>,
        /// Questions that were not in it before.
        new: Vec<String>,
    },
    /// Other answers: the means cannot be compared.
    OtherAnswers,
}

/// What was asked in other sources than the survey of students.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct VoicesNote {
    /// The scales, in order.
    pub scales: Vec<ScaleNote>,
    /// The items, in order.
    pub items: Vec<ItemNote>,
    /// The outcomes, in order.
    pub outcomes: Vec<ItemNote>,
}

/// How answers were weighted, over all rounds; nothing of it where nobody was weighted.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct WeightingNote {
    /// Whether a file holds weights.
    pub from_file: bool,
    /// The features whose numbers in the population the weights match.
    pub margins: Vec<Vec<Role>>,
    /// How many times the median weight a weight may be.
    pub trim: Option<f64>,
}

/// Whether the people in a scan exist.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Provenance {
    /// Real people.
    Real,
    /// Practice data: every page says so.
    Synthetic,
}

/// How other schools are named in a school's report.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum UnitNames {
    /// Not at all.
    Own,
    /// By name.
    All,
    /// By a code, the key of which stays outside the reports.
    Codes,
}

/// A scale, for readers.
#[derive(Debug, Clone, PartialEq)]
pub struct ScaleNote {
    /// The measure in `results.csv`: `scale.belonging`.
    pub measure: String,
    /// The name.
    pub text: Text,
    /// The declared lowest score.
    pub lowest: f64,
    /// The declared highest score.
    pub highest: f64,
    /// The measures of its items.
    pub items: Vec<String>,
    /// The measures of its reversed items.
    pub reversed: Vec<String>,
    /// How many of its items must be answered for a score; `None` where that is not known.
    pub needed: Option<usize>,
    /// The aspect that findings belong to.
    pub theme: Theme,
    /// Whether people are grouped by its scores: [`Role::ScoreBand`].
    pub is_banded: bool,
}

/// A question or outcome, for readers.
#[derive(Debug, Clone, PartialEq)]
pub struct ItemNote {
    /// The measure in `results.csv`: `item.SB03`.
    pub measure: String,
    /// The question.
    pub text: Text,
    /// The answers in order, as `results.csv` and as readers see them.
    pub answers: Vec<AnswerNote>,
}

/// A question with several answers, for readers.
#[derive(Debug, Clone, PartialEq)]
pub struct ChoiceNote {
    /// The question.
    pub text: Text,
    /// Who is in the denominator.
    pub base: Base,
    /// The options, in order.
    pub options: Vec<OptionNote>,
}

/// An option of a question with several answers, for readers.
#[derive(Debug, Clone, PartialEq)]
pub struct OptionNote {
    /// The option.
    pub label: Text,
    /// The measure in `results.csv`, with the question and the option as its text.
    pub item: ItemNote,
}

/// An answer, for readers.
#[derive(Debug, Clone, PartialEq)]
pub struct AnswerNote {
    /// The `category` of `results.csv`.
    pub category: String,
    /// What a reader sees.
    pub text: Text,
    /// Its place on the scale, not reversed.
    pub value: Option<f64>,
    /// Whether it counts as success, of an outcome.
    pub success: bool,
}

/// A source, for readers.
#[derive(Debug, Clone, PartialEq)]
pub struct SourceNote {
    /// The name in `results.csv`.
    pub name: String,
    /// What it is a list of.
    pub kind: SourceKind,
    /// Its rounds or years, in order.
    pub periods: Vec<String>,
    /// Whether it is open data.
    pub is_public: bool,
}

/// A norm that the scan sets beside a result.
#[derive(Debug, Clone, PartialEq)]
pub struct NormNote {
    /// The measure.
    pub measure: String,
    /// The level, as the register writes it.
    pub level: String,
    /// The norm as a share, 0 to 1.
    pub share: f64,
}

/// A series of published figures, for readers.
#[derive(Debug, Clone, PartialEq)]
pub struct BenchmarkNote {
    /// The id in `results.csv`, behind `benchmark:`.
    pub id: String,
    /// The measure that it stands beside.
    pub measure: String,
    /// Whom it is about.
    pub population: Text,
    /// What it counts.
    pub definition: Text,
    /// Where it was published.
    pub source: String,
    /// The day on which it was taken over.
    pub retrieved: String,
    /// Shares, 0 to 1, by starting year; early first.
    pub values: Vec<(u16, f64)>,
}

impl BenchmarkNote {
    /// Returns the figure of the year, else of the last year before it, else the first; `None` without any.
    #[must_use]
    pub fn nearest_to(&self, year: u16) -> Option<(u16, f64)> {
        let earlier = self.values.iter().rev().find(|(known, _)| *known <= year);
        earlier.or(self.values.first()).copied()
    }
}

/// A comparison declared beforehand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PrimaryNote {
    /// The measure.
    pub measure: String,
    /// The breakdown.
    pub by: Vec<Role>,
}

/// The smallest differences that matter, as `scan.toml` declares them.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct RelevantNote {
    /// Scores, in standard deviations of everybody.
    pub score_sd: f64,
    /// Shares of items and outcomes, in percentage points.
    pub item_points: f64,
    /// Shares of retention, in percentage points.
    pub retention_points: f64,
    /// Ratios of participation.
    pub participation_ratio: f64,
}

/// The rules of disclosure control, for readers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rules {
    /// People behind a published answers figure.
    pub survey_min: u64,
    /// People behind a published register or counts figure.
    pub register_min: u64,
    /// Whether numbers are in full precision.
    pub is_exact: bool,
    /// Why a minimum was lowered, where it was.
    pub reason: Option<String>,
    /// Whether what was published before counts in protecting this.
    pub earlier: Earlier,
    /// The coarser groups that stand in place of levels of which too many are small.
    pub coarser: Vec<Coarsening>,
}

/// Whether what was published before counts in protecting a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Earlier {
    /// Nobody keeps what was published.
    #[default]
    Unknown,
    /// Nothing was published before.
    None,
    /// It counts.
    Weighed,
}

/// A fault of the input, without its value.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct FaultNote {
    /// The file, as the scan names it.
    pub file: String,
    /// The line, as a spreadsheet counts.
    pub line: Option<u64>,
    /// The heading of the column.
    pub column: Option<String>,
    /// The stable word for the kind of fault.
    pub kind: String,
    /// How much it weighs: `refused`, `repaired` or `note`.
    pub severity: String,
    /// What is wrong.
    pub message: Text,
    /// What to do.
    pub hint: Text,
}

/// A file that was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InputNote {
    /// The file, as the scan names it.
    pub name: String,
    /// The hash of its bytes.
    pub sha256: String,
}
