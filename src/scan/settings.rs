//! The types of `scan.toml`, with their defaults.
//!
//! Leaves out how the TOML is read (`parse`).

use super::{Breakdown, ExportFormat, HouseStyle, Primary};
use crate::model::{Date, Fault, FaultKind, FollowUp, Language, Role, Severity, SourceKind, Stage, Text};

/// Everything that `scan.toml` asks for.
#[derive(Debug, Clone, PartialEq)]
pub struct Scan {
    /// The file it came from, for faults.
    pub file: String,
    /// The title of the reports.
    pub title: String,
    /// A report in each, at least one.
    pub languages: Vec<Language>,
    /// Made-up practice data: said on every page.
    pub synthetic: bool,
    /// The day that ages and due dates are counted to, never today; `None` where the scan names none.
    pub date: Option<Date>,
    /// The files, in order.
    pub sources: Vec<SourceFile>,
    /// How small a published group may be.
    pub privacy: Privacy,
    /// What the reports hold.
    pub report: ReportSettings,
    /// How respondents are weighted.
    pub weights: Weights,
    /// How starters are followed.
    pub retention: FollowUp,
    /// The line of `[retention]`; 0 where there is none.
    pub retention_line: u64,
    /// Norms of mbo results, for a table beside them; empty where the scan gives none.
    pub norms: Vec<Norm>,
    /// What the next survey should be able to see; `None` without `[plan]`.
    pub plan: Option<NextSurvey>,
    /// The house style of the school.
    pub style: HouseStyle,
}

/// `[plan]`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct NextSurvey {
    /// The smallest difference of scores that matters, in standard deviations; that of `relevant` where none is given.
    pub score_sd: Option<f64>,
    /// The smallest difference of shares that matters, in percentage points; that of `relevant` where none is given.
    pub points: Option<f64>,
    /// The chance to see it; 0.8 unless declared.
    pub power: f64,
}

/// A norm that a result is set beside.
#[derive(Debug, Clone, PartialEq)]
pub struct Norm {
    /// The measure: `retention.jaarresultaat`.
    pub measure: String,
    /// The level, as the register writes it.
    pub level: String,
    /// The norm, in percent.
    pub percent: f64,
}

/// One `[[source]]`.
#[derive(Debug, Clone, PartialEq)]
pub struct SourceFile {
    /// The name in `results.csv`: the kind where none is given. The rounds of one survey share it.
    pub name: String,
    /// What it is a list of.
    pub kind: SourceKind,
    /// The files, relative to the scan folder; each may be a glob, `{institution}` in it names a role. Never empty.
    pub files: Vec<String>,
    /// The round of a survey; empty where there is none.
    pub round: String,
    /// At which point of a study people are counted; `None` where the scan does not say. Only counts have one.
    pub stage: Option<Stage>,
    /// Where the meaning of its columns stands.
    pub meaning: Meaning,
    /// Open data: its own suppression is kept and none is added.
    pub public: bool,
    /// The encoding, where a reader should not find it out.
    pub encoding: Option<String>,
    /// The sheet of a workbook; the first with rows where none is given.
    pub sheet: Option<String>,
    /// The delimiter, where a reader should not find it out.
    pub delimiter: Option<char>,
    /// The description of the file's layout, where its fields have fixed places.
    pub layout: Option<String>,
    /// What holds for every row: `values = { institution = "28DN" }`.
    pub values: Vec<RoleValue>,
    /// The tool that wrote the file, where a reader should not find it out.
    pub format: Option<ExportFormat>,
    /// The file that says what the columns of an export mean, relative to the scan folder; else one beside it.
    pub structure: Option<String>,
    /// The line of `scan.toml` where the source begins.
    pub line: u64,
}

/// A value that a role has in every row of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RoleValue {
    /// The role.
    pub role: Role,
    /// The value, as a cell would hold it.
    pub value: String,
}

/// Where the meaning of a source's columns stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Meaning {
    /// A codebook file, relative to the scan folder.
    Codebook(String),
    /// A built-in instrument: one of [`crate::codebook::instrument::NAMES`].
    Instrument(String),
    /// Guessed from the headings and values, and said to be.
    Guess,
}

/// `[privacy]`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Privacy {
    /// The fewest people behind a published answers figure; 10 unless declared.
    pub survey_min: u32,
    /// The fewest people behind a published register or counts figure; 5 unless declared.
    pub register_min: u32,
    /// Full precision in `results.csv`; see [`Scan::exact_fault`].
    pub exact: bool,
    /// The environment variable with the key that joins people between files.
    pub pseudonym_key_env: Option<String>,
    /// The file that keeps what was published, relative to the scan folder; `None`: nothing is kept.
    pub ledger: Option<String>,
    /// Why a minimum is below its default; printed in the report.
    pub reason: Option<String>,
    /// The line of `exact`, or of the table.
    pub line: u64,
}

/// `[report]`.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ReportSettings {
    /// Which people count; `None`: all.
    pub select: Option<Select>,
    /// The breakdowns; `None`: every mapped demographic role, no intersections.
    pub by: Option<Vec<Breakdown>>,
    /// One report per value of this role, and one over all.
    pub per: Option<Role>,
    /// How other schools are called in a report.
    pub names: Names,
    /// The folder with the adviser's texts, relative to the scan folder.
    pub texts: Option<String>,
    /// What a group is compared with.
    pub reference: Reference,
    /// The published figures to set beside the own ones, by id; empty where none is named.
    pub benchmarks: Vec<String>,
    /// The comparisons declared beforehand; empty where none is.
    pub primary: Vec<Primary>,
    /// From which size a difference matters.
    pub relevant: Relevant,
}

/// Which people count.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Select {
    /// Those in programmes that this mapping places.
    Mapping(String),
    /// Those with one of the levels, for each role.
    Levels(Vec<RoleLevels>),
}

/// Levels of one role.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RoleLevels {
    /// The role.
    pub role: Role,
    /// Labels or raw values of its levels; never empty.
    pub levels: Vec<String>,
}

/// How other schools are called in the report of one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Names {
    /// Only the own name is printed.
    #[default]
    Own,
    /// All names are printed.
    All,
    /// Schools have codes; the key stays outside the report folders.
    Codes,
}

/// What a group is compared with.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Reference {
    /// The other shown, stated levels together.
    #[default]
    Others,
    /// A published figure from outside.
    Benchmark,
    /// This level.
    Level(String),
}

/// From which size a difference matters.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Relevant {
    /// Of scale scores, in standard deviations.
    pub score_sd: f64,
    /// Of shares of answers, in percentage points.
    pub item_points: f64,
    /// Of retention, in percentage points.
    pub retention_points: f64,
    /// Of participation, as a ratio above 1.
    pub participation_ratio: f64,
}

/// `[weights]`.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Weights {
    /// A table of the population: columns named for roles, and `count`.
    pub frame: Option<String>,
    /// The margins that are matched, a role or a cross of roles each; empty: no weights are made.
    pub rake: Vec<Breakdown>,
    /// How many times the median weight a weight may be; `None`: weights are not trimmed.
    pub trim: Option<f64>,
    /// The line of `rake`, or of the table.
    pub line: u64,
}

impl Default for Privacy {
    fn default() -> Self {
        Self {
            survey_min: 10,
            register_min: 5,
            exact: false,
            pseudonym_key_env: None,
            ledger: None,
            reason: None,
            line: 1,
        }
    }
}

impl Default for Relevant {
    fn default() -> Self {
        Self { score_sd: 0.2, item_points: 5.0, retention_points: 2.0, participation_ratio: 1.25 }
    }
}

impl Default for Scan {
    fn default() -> Self {
        Self {
            file: "scan.toml".to_owned(),
            title: "Scan".to_owned(),
            languages: vec![Language::Dutch],
            synthetic: false,
            date: None,
            sources: Vec::new(),
            privacy: Privacy::default(),
            report: ReportSettings::default(),
            weights: Weights::default(),
            retention: FollowUp::default(),
            retention_line: 0,
            norms: Vec::new(),
            plan: None,
            style: HouseStyle::default(),
        }
    }
}

impl Scan {
    /// Returns the fault of `exact = true` with a source that is neither public nor synthetic; `None` if all is well.
    #[must_use]
    pub fn exact_fault(&self) -> Option<Fault> {
        if !self.privacy.exact || self.synthetic {
            return None;
        }
        let closed = self.sources.iter().find(|source| !source.public)?;
        let name = &closed.name;
        let message = Text::new(
            format!("volle precisie mag alleen met open of oefengegevens; `{name}` is geen van beide"),
            format!("full precision is only for open or practice data; `{name}` is neither"),
        );
        let hint = Text::new(
            "zet `exact = false`, of `public = true` bij een bron die open data is",
            "set `exact = false`, or `public = true` at a source that is open data",
        );
        Some(
            Fault::in_file(Severity::Refused, FaultKind::Configuration, &self.file, message, hint)
                .at_line(self.privacy.line)
                .in_column("privacy.exact")
                .with_value("true"),
        )
    }
}
