//! The places in a template that a caller fills, and the typed values that fill them.

use std::collections::BTreeMap;

use crate::model::{Role, Stage, Text};
use crate::report::format::Number;

use super::group::Group;
use super::render::RowId;

/// A place in a template.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Slot {
    /// `{A}`: the group that is spoken of; `{A1}` is its singular.
    GroupA,
    /// `{B}`: the group it is compared with.
    GroupB,
    /// `{AB}`: the people in both of two groups.
    Combination,
    /// `{a}`: the value of the group, of the first period, or of the first share.
    ValueA,
    /// `{b}`: the value of the other group, of the last period, or of the second share.
    ValueB,
    /// `{o}`: the share that drops out or disagrees.
    ValueO,
    /// `{g}`: the share with a diploma.
    ValueG,
    /// `{l}`: the lower bound.
    Lower,
    /// `{u}`: the upper bound, with its unit.
    Upper,
    /// `{n}`: people counted. A sentence leaves it out where it is withheld.
    N,
    /// `{N}`: all people.
    Total,
    /// `{p}`: a share.
    Share,
    /// `{P}`: the share of a benchmark, or the share to be reached.
    Benchmark,
    /// `{m}`: a mean, or how many.
    M,
    /// `{M}`: of how many.
    OfM,
    /// `{X}`, `{x}`: the measure.
    Measure,
    /// `{J}`: the period.
    Period,
    /// `{J0}`: the first period.
    FirstPeriod,
    /// `{J1}`: the last period.
    LastPeriod,
    /// `{Jb}`: the period of the benchmark.
    BenchmarkPeriod,
    /// `{bm}`: what is compared with, as given: `alle hogescholen`.
    BenchmarkName,
    /// `{bron}`: the source of a benchmark, as given.
    Source,
    /// `{d}`: a difference, with its unit. `{hl}` follows from its sign.
    Difference,
    /// `{e}`: what is expected or left, with its unit.
    Expected,
    /// `{q}`: the smallest change that would be seen, with its unit.
    Smallest,
    /// `{s}`: a change per year, with its unit: read aloud, "0,5 per jaar" is no amount.
    Slope,
    /// `{ri}`: a representation index.
    Representation,
    /// `{rr}`: a risk ratio.
    RiskRatio,
    /// `{f}`: how many are found, or expected by chance.
    Found,
    /// `{K}`: how many schools.
    Schools,
    /// `{k}`: how many years.
    Years,
    /// `{c}`: the cohort.
    Cohort,
    /// `{Y}`: the first file that shows it.
    FirstFile,
    /// `{strata}`, `{stratum}`: what was held alike.
    Strata,
    /// `{mid}`: the middle of a scale.
    Middle,
    /// `{lo}`: the lowest value of a scale.
    Lowest,
    /// `{hi}`: the highest value of a scale.
    Highest,
    /// `{item}`: the text of a question.
    Item,
    /// `{antw}`: the text of an answer.
    Answer,
    /// `{plek}`: the place, as given.
    Place,
    /// `{wie}`: who is counted.
    People,
    /// `{School}`: a school, as given.
    School,
    /// `{lijst}`: labels that were combined.
    List,
    /// `{naam}`: the name of what they were combined to.
    Merged,
    /// `{bewijs}`: what shows that an agreement was kept.
    Evidence,
    /// `{reden}`: a reason; may be absent where a template says so.
    Reason,
    /// `{dat}`: the date something is due.
    Due,
    /// `{peil}`: the date of the scan, never today.
    ScanDate,
    /// `{hoogste/laagste}` and the like: which of the two.
    Choice,
}

/// What templates call the slots.
pub(super) const KEYS: [(&str, Slot); 52] = [
    ("A", Slot::GroupA),
    ("B", Slot::GroupB),
    ("AB", Slot::Combination),
    ("a", Slot::ValueA),
    ("b", Slot::ValueB),
    ("o", Slot::ValueO),
    ("g", Slot::ValueG),
    ("l", Slot::Lower),
    ("u", Slot::Upper),
    ("n", Slot::N),
    ("N", Slot::Total),
    ("p", Slot::Share),
    ("P", Slot::Benchmark),
    ("m", Slot::M),
    ("M", Slot::OfM),
    ("X", Slot::Measure),
    ("x", Slot::Measure),
    ("J", Slot::Period),
    ("J0", Slot::FirstPeriod),
    ("J1", Slot::LastPeriod),
    ("Jb", Slot::BenchmarkPeriod),
    ("bm", Slot::BenchmarkName),
    ("bron", Slot::Source),
    ("d", Slot::Difference),
    ("e", Slot::Expected),
    ("q", Slot::Smallest),
    ("s", Slot::Slope),
    ("ri", Slot::Representation),
    ("rr", Slot::RiskRatio),
    ("f", Slot::Found),
    ("K", Slot::Schools),
    ("k", Slot::Years),
    ("c", Slot::Cohort),
    ("Y", Slot::FirstFile),
    ("strata", Slot::Strata),
    ("stratum", Slot::Strata),
    ("mid", Slot::Middle),
    ("lo", Slot::Lowest),
    ("hi", Slot::Highest),
    ("item", Slot::Item),
    ("antw", Slot::Answer),
    ("plek", Slot::Place),
    ("wie", Slot::People),
    ("School", Slot::School),
    ("lijst", Slot::List),
    ("naam", Slot::Merged),
    ("bewijs", Slot::Evidence),
    ("reden", Slot::Reason),
    ("reason", Slot::Reason),
    ("dat", Slot::Due),
    ("peil", Slot::ScanDate),
    ("keuze", Slot::Choice),
];

/// Which of two words a sentence takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Choice {
    /// The highest score.
    Highest,
    /// The lowest score.
    Lowest,
    /// At most.
    AtMost,
    /// At least.
    AtLeast,
}

/// What fills a slot.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Value {
    Group(Group),
    Number(Number, Option<RowId>),
    Period(String),
    Date(String),
    Text(Text),
    People(Stage),
    List(Vec<Text>),
    Strata(Vec<Role>),
    Choice(Choice),
}

/// The values for one sentence.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Slots {
    values: BTreeMap<Slot, Value>,
    rows: Vec<RowId>,
}

impl Slots {
    /// Makes an empty set.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Fills a slot with a published number and the row it stands in.
    #[must_use]
    pub fn number(self, slot: Slot, number: Number, row: RowId) -> Self {
        self.with(slot, Value::Number(number, Some(row)))
    }

    /// Fills a slot with a number that no row holds: the ends of a scale, a number of years.
    #[must_use]
    pub fn constant(self, slot: Slot, number: Number) -> Self {
        self.with(slot, Value::Number(number, None))
    }

    /// Fills a slot with a group.
    #[must_use]
    pub fn group(self, slot: Slot, group: Group) -> Self {
        self.with(slot, Value::Group(group))
    }

    /// Fills a slot with a period as `results.csv` writes it: `2024`, `2019..2023`.
    #[must_use]
    pub fn period(self, slot: Slot, period: impl Into<String>) -> Self {
        self.with(slot, Value::Period(period.into()))
    }

    /// Fills a slot with a date, `2026-02-01`.
    #[must_use]
    pub fn date(self, slot: Slot, date: impl Into<String>) -> Self {
        self.with(slot, Value::Date(date.into()))
    }

    /// Fills a slot with a name, label or measure as given, "het" included where a school is called so.
    #[must_use]
    pub fn text(self, slot: Slot, text: Text) -> Self {
        self.with(slot, Value::Text(text))
    }

    /// Fills `{wie}`: who is counted.
    #[must_use]
    pub fn people(self, stage: Stage) -> Self {
        self.with(Slot::People, Value::People(stage))
    }

    /// Fills `{lijst}`.
    #[must_use]
    pub fn list(self, labels: Vec<Text>) -> Self {
        self.with(Slot::List, Value::List(labels))
    }

    /// Fills `{strata}` and `{stratum}`.
    #[must_use]
    pub fn strata(self, roles: Vec<Role>) -> Self {
        self.with(Slot::Strata, Value::Strata(roles))
    }

    /// Fills the choice between two words.
    #[must_use]
    pub fn choice(self, choice: Choice) -> Self {
        self.with(Slot::Choice, Value::Choice(choice))
    }

    /// Names a row that the sentence rests on without printing a number of it.
    #[must_use]
    pub fn resting_on(mut self, row: RowId) -> Self {
        self.rows.push(row);
        self
    }

    /// Empties a slot.
    #[must_use]
    pub fn without(mut self, slot: Slot) -> Self {
        self.values.remove(&slot);
        self
    }

    pub(super) fn get(&self, slot: Slot) -> Option<&Value> {
        self.values.get(&slot)
    }

    /// Returns the number in a slot, if it holds one.
    pub(super) fn get_number(&self, slot: Slot) -> Option<Number> {
        match self.values.get(&slot) {
            Some(Value::Number(number, _)) => Some(*number),
            _ => None,
        }
    }

    pub(super) fn rows(&self) -> &[RowId] {
        &self.rows
    }

    fn with(mut self, slot: Slot, value: Value) -> Self {
        self.values.insert(slot, value);
        self
    }
}
