//! What each row tells of each cell: ranges, with the rounding that a table's own numbers give away.
//!
//! A table rounds all its numbers alike. It counts as rounded to fives only if every number of people in it is
//! a multiple of five and no mean or share in it is finer than such a table prints.

use std::collections::{BTreeMap, BTreeSet};

use super::cells::{Cell, Labels, is_people};
use super::folder::{Report, Row, State};
use super::system::Range;

/// The states after a year, which together are everybody.
pub(super) const STATES: [&str; 4] = ["reenrolled", "switch", "dropout", "diploma"];

/// What part a group is of those who stayed a year.
const AFTER_A_YEAR: &str = "participation.after1";

/// What is hidden or told of one answer in one cell.
#[derive(Debug, Clone, Default)]
pub(super) struct Answer {
    /// The share, where it is shown.
    pub(super) share: Option<Range>,
    /// The number of people, where it is shown.
    pub(super) count: Option<Range>,
    /// Whether the share is a band, as rare and nearly general answers are.
    pub(super) is_banded: bool,
    /// Whether some row of it is withheld.
    pub(super) is_withheld: bool,
}

/// The share that a cell is of a larger one.
#[derive(Debug, Clone)]
pub(super) struct Part {
    /// The larger cell.
    pub(super) whole: Cell,
    /// Its people, where they are printed beside the share.
    pub(super) whole_people: Option<Range>,
    /// The answer of which it is a share; `None` where it is one of all people.
    pub(super) answer: Option<String>,
    /// The share.
    pub(super) share: Range,
    /// The share as it is printed, where the people of the cell are printed as well.
    printed: Option<Ratio>,
}

/// The part of those who were asked that answered.
#[derive(Debug, Clone, Copy)]
struct Rate {
    share: Range,
    asked: Range,
    printed: Ratio,
}

/// A share as it is printed, of so many people as are printed.
#[derive(Debug, Clone, Copy)]
struct Ratio {
    value: f64,
    half_unit: f64,
    n: f64,
}

impl Ratio {
    fn of(row: &Row) -> Option<Self> {
        Some(Self { value: row.number()?, half_unit: half_unit(row.decimals().max(2)), n: row.n? })
    }

    /// Returns whether the share can be worked out from printed numbers, and so tells nothing more than they do.
    fn is_of_printed(self, count: Option<f64>) -> bool {
        count.is_some_and(|count| (count / self.n - self.value).abs() <= self.half_unit)
    }
}

/// All that is told of one cell about one variable.
#[derive(Debug, Clone, Default)]
pub(super) struct Told {
    /// The people in the denominator.
    pub(super) n: Option<Range>,
    /// The mean.
    pub(super) mean: Option<Range>,
    /// The people behind the mean.
    pub(super) n_of_mean: Option<Range>,
    /// Whether a row on the number of people, or every row, is withheld.
    pub(super) is_withheld: bool,
    /// Whether the mean is withheld.
    pub(super) is_mean_withheld: bool,
    /// The answers, by category.
    pub(super) answers: BTreeMap<String, Answer>,
    /// The shares that the cell is of larger ones.
    pub(super) parts: Vec<Part>,
    /// The number of people as it is printed.
    printed: Option<f64>,
    rates: Vec<Rate>,
    /// Whether a report lists its answers: a share file leaves out what it does not tell.
    pub(super) lists_all: bool,
    /// Derived numbers that are shown: differences, spreads, tests.
    pub(super) derived: BTreeSet<Derived>,
}

impl Told {
    /// Leaves out the shares of people that can be worked out from printed numbers, and uses the others.
    ///
    /// A whole may be told more precisely of itself, in `people`, than beside the share.
    fn settle(&mut self, people: &BTreeMap<Cell, f64>) {
        let printed = self.printed;
        for part in &mut self.parts {
            let itself = people.get(&part.whole);
            let is_of_printed = |share: Ratio| {
                let of_itself = itself.is_some_and(|n| Ratio { n: *n, ..share }.is_of_printed(printed));
                share.is_of_printed(printed) || of_itself
            };
            if part.printed.is_some_and(is_of_printed) {
                part.share = Range::new(0.0, 1.0);
            }
        }
        for rate in self.rates.drain(..).filter(|rate| !rate.printed.is_of_printed(printed)) {
            let Rate { share, asked, .. } = rate;
            merge(
                &mut self.n,
                Some(Range::new((share.lower * asked.lower).max(0.0), share.upper * asked.upper)),
            );
        }
    }
}

/// A number that was computed from others.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Derived {
    /// The answer that it is about; empty for means.
    pub(super) category: String,
    /// What it is: a difference, a spread.
    pub(super) statistic: String,
}

/// A table of a release: its scope and the roles that its groups differ in.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Table {
    /// The people of the table.
    pub(super) scope: Cell,
    /// The roles.
    pub(super) by: BTreeSet<String>,
}

/// One variable of one population, over all cells.
#[derive(Debug, Clone, Default)]
pub(super) struct Variable {
    /// What is told of each cell.
    pub(super) cells: BTreeMap<Cell, Told>,
    /// The tables that are there: a table lists all of its groups that have people.
    pub(super) tables: BTreeSet<Table>,
}

/// Whose numbers add up: a source, a period and a family of measures.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Population {
    /// The source.
    pub(super) source: String,
    /// The round, year or cohort.
    pub(super) period: String,
    /// `respondents`, `cohort`, or the stage of enrolment.
    pub(super) family: String,
}

impl Population {
    /// Returns whether the people answered questions: their number may be known, their answers may not.
    #[must_use]
    pub(super) fn has_answers(&self) -> bool {
        self.family.split(' ').next() == Some(RESPONDENTS)
    }
}

/// The family of people who answered.
pub(super) const RESPONDENTS: &str = "respondents";

/// The role of a scope that is the schools behind one number of a network.
pub(super) const NETWORK: &str = "network";

/// The family of people who named a theme: a table of its own per theme.
const TOLD: &str = "told";

/// Everything that reports tell about one population.
pub(super) type Variables = BTreeMap<String, Variable>;

/// Gathers what reports on the same people tell, per population and variable.
#[must_use]
pub(super) fn gather(reports: &[Report]) -> BTreeMap<Population, Variables> {
    let labels = Labels::of(reports);
    let roundings = roundings(reports);
    let mut told: BTreeMap<Population, Variables> = BTreeMap::new();
    for (place, row) in numbered(reports) {
        let named = Named::of(row);
        // A number of a network is of the schools that take part in it: no total of anything else.
        let of = if is_of_network(row) { format!(" of a {NETWORK}") } else { String::new() };
        let population = Population {
            source: row.source.clone(),
            period: row.period.clone(),
            family: format!("{}{of}", named.family),
        };
        let rounding = &roundings[&table_key(place, row, named.family)];
        let variable = told.entry(population).or_default().entry(named.variable.clone()).or_default();
        if row.measure != AFTER_A_YEAR {
            let by: BTreeSet<String> = super::cells::split(&row.by).into_iter().collect();
            variable.tables.insert(Table { scope: labels.scope(&row.scope), by });
        }
        let cell = labels.cell(row);
        let whole = super::cells::split(&row.by).last().map(|last| {
            let mut roles = cell.roles();
            roles.remove(last);
            cell.within(&roles)
        });
        add(variable.cells.entry(cell).or_default(), row, &named, rounding, whole);
    }
    for variable in told.values_mut().flat_map(BTreeMap::values_mut) {
        let people = variable.cells.iter().filter_map(|(cell, told)| Some((cell.clone(), told.printed?)));
        let people: BTreeMap<Cell, f64> = people.collect();
        variable.cells.values_mut().for_each(|told| told.settle(&people));
    }
    told
}

/// What a measure is about.
struct Named {
    family: &'static str,
    variable: String,
    category: Option<String>,
}

impl Named {
    fn of(row: &Row) -> Self {
        let measure = row.measure.as_str();
        let plain = |family, category: Option<&str>| Self {
            family,
            variable: measure.to_owned(),
            category: category.map(str::to_owned),
        };
        match measure.split_once('.') {
            Some(("participation", "intake")) => plain("intake", None),
            Some(("participation", "enrolled")) => plain("enrolled", None),
            Some(("participation", "graduated")) => plain("graduated", None),
            Some(("participation", "late")) => plain("late", None),
            Some(("participation", "staff")) => plain("staff", None),
            Some(("theme", _)) => plain(TOLD, None),
            Some(("participation", "frame")) => plain(RESPONDENTS, None),
            Some(("participation", "after1")) => {
                Self { variable: "retention.status1".to_owned(), ..plain("cohort", Some(STATES[0])) }
            }
            Some(("participation", _)) => {
                Self { variable: "response".to_owned(), ..plain(RESPONDENTS, None) }
            }
            Some(("outcome", _)) => plain(RESPONDENTS, Some("success")),
            // A curve tells every year of other people: those of whom so much time is known.
            Some(("retention", rest)) if rest.starts_with("curve_") => {
                Self { variable: format!("{measure}.{}", row.category), ..plain("cohort", None) }
            }
            // Results of mbo are about those who leave in a year, and progression about those who graduate in it.
            Some(("retention", "jaarresultaat" | "diplomaresultaat")) => plain("leavers", Some("success")),
            Some(("retention", "progression_hbo")) => plain("graduated", Some("success")),
            Some(("retention", rest)) => match state_after(rest) {
                Some((state, years)) => {
                    Self { variable: format!("retention.status{years}"), ..plain("cohort", Some(state)) }
                }
                None => plain("cohort", Some("success")),
            },
            _ => plain(RESPONDENTS, None),
        }
    }
}

/// Returns the state and the years of `reenrolled1`; `None` for the name of anything else.
fn state_after(name: &str) -> Option<(&'static str, &str)> {
    let found = STATES.iter().find_map(|state| Some((*state, name.strip_prefix(state)?)));
    found.filter(|(_, years)| !years.is_empty() && years.bytes().all(|byte| byte.is_ascii_digit()))
}

fn add(told: &mut Told, row: &Row, named: &Named, rounding: &Rounding, whole: Option<Cell>) {
    let is_withheld = row.status == State::Withheld;
    let people = row.n.map(|n| rounding.people(n, row.schools));
    if !row.against.is_empty() || !["n", "count", "share", "mean"].contains(&row.statistic.as_str()) {
        if row.status == State::Shown {
            let category = named.category.as_ref().unwrap_or(&row.category);
            told.derived.insert(Derived { category: category.clone(), statistic: row.statistic.clone() });
        }
        return;
    }
    let value = row.number();
    if row.measure == AFTER_A_YEAR {
        add_after_a_year(told, row, named, whole);
        return;
    }
    if is_curve(&row.measure) {
        told.is_withheld |= is_withheld;
        merge(&mut told.n, people);
        if row.status == State::Shown {
            told.derived.insert(Derived { category: String::new(), statistic: "curve".to_owned() });
        }
        return;
    }
    if row.measure == "response" && row.statistic == "share" {
        let rate = value.map(|rate| rounding.share(rate, row));
        let rate = rate.zip(people).zip(Ratio::of(row));
        told.rates.extend(rate.map(|((share, asked), printed)| Rate { share, asked, printed }));
        return;
    }
    if is_people(&row.measure) {
        if row.statistic == "share" {
            let share = value.map(|share| rounding.share(share, row));
            let share = share.or_else(|| row.bounds().map(|(lower, upper)| Range::new(lower, upper)));
            if let (Some(share), Some(whole), false) = (share, whole, row.status == State::Bounded) {
                told.parts.push(Part {
                    whole,
                    whole_people: people,
                    answer: None,
                    share,
                    printed: Ratio::of(row),
                });
            }
            return;
        }
        told.is_withheld |= is_withheld;
        let bounds = row.bounds().filter(|_| row.status == State::Bounded).map(|(l, u)| Range::new(l, u));
        merge(&mut told.n, value.map(|n| rounding.people(n, row.schools)).or(bounds));
        told.printed = told.printed.or(value);
        return;
    }
    if row.statistic == "mean" {
        told.is_mean_withheld |= is_withheld;
        merge(&mut told.mean, value.map(|mean| rounding.mean(mean, row)));
        merge(&mut told.n_of_mean, people);
        return;
    }
    told.is_withheld |= is_withheld && row.statistic == "share";
    merge(&mut told.n, people);
    if row.status == State::NotYetObservable {
        return;
    }
    let category = named.category.clone().unwrap_or_else(|| row.category.clone());
    if STATES.contains(&category.as_str()) {
        // Everybody is in one of the states, also in one that nothing is told of.
        STATES.iter().for_each(|state| {
            told.answers.entry((*state).to_owned()).or_default();
        });
    }
    told.lists_all |= row.is_said_to_be_round.is_none() && row.schools == 0;
    let answer = told.answers.entry(category).or_default();
    answer.is_withheld |= is_withheld;
    if row.statistic == "count" {
        merge(&mut answer.count, value.map(|count| rounding.people(count, row.schools)));
        return;
    }
    merge(&mut answer.share, value.map(|share| rounding.share(share, row)));
    if row.status == State::Banded {
        answer.is_banded = true;
        merge(&mut answer.share, row.bounds().map(|(lower, upper)| Range::new(lower, upper)));
    }
}

/// Adds the part that a group is of those who stayed: a share of an answer that others gave as well.
fn add_after_a_year(told: &mut Told, row: &Row, named: &Named, whole: Option<Cell>) {
    let half = half_unit(2.max(row.decimals()));
    let Some((share, whole)) = row.number().zip(whole) else { return };
    let share = Range::new((share - half).max(0.0), (share + half).min(1.0));
    let answer = named.category.clone();
    told.parts.push(Part { whole, whole_people: None, answer, share, printed: None });
}

fn merge(known: &mut Option<Range>, told: Option<Range>) {
    if let Some(told) = told {
        *known = Some(known.map_or(told, |known| known.and(told)));
    }
}

/// How a table rounds.
#[derive(Debug, Clone, Default)]
struct Rounding {
    has_other_than_fives: bool,
    mean_decimals: usize,
    share_decimals: usize,
    small_share_decimals: usize,
}

/// With this many people, shares can have a decimal more.
const MANY: f64 = 100.0;

impl Rounding {
    fn see(&mut self, row: &Row) {
        let is_no_multiple = |n: f64| (n / 5.0).fract().abs() > 1e-9;
        if row.is_said_to_be_round == Some(false) || row.n.is_some_and(is_no_multiple) {
            self.has_other_than_fives = true;
        }
        let decimals = row.decimals();
        match row.statistic.as_str() {
            "count" | "n" if row.number().is_some_and(is_no_multiple) => self.has_other_than_fives = true,
            "mean" => self.mean_decimals = self.mean_decimals.max(decimals),
            "share" if row.n.is_some_and(|n| n < MANY) => {
                self.small_share_decimals = self.small_share_decimals.max(decimals);
            }
            "share" => self.share_decimals = self.share_decimals.max(decimals),
            _ => {}
        }
    }

    fn is_coarse(&self) -> bool {
        !self.has_other_than_fives && self.mean_decimals <= 1 && self.share_decimals <= 2
    }

    /// Returns the people that a printed number may stand for: a sum of rounded numbers is off by as much as all of them.
    fn people(&self, n: f64, schools: u32) -> Range {
        if !self.is_coarse() {
            return Range::exactly(n);
        }
        // A number of people is whole: "about 20" is 18 to 22.
        let most = 2.0 + 2.0 * f64::from(schools);
        Range::new((n - most).max(0.0), n + most)
    }

    fn mean(&self, mean: f64, row: &Row) -> Range {
        let least = if self.is_coarse() { 1 } else { 2 };
        let half = half_unit(self.mean_decimals.max(least).max(row.decimals())) * of_rounded(row);
        Range::new(mean - half, mean + half)
    }

    fn share(&self, share: f64, row: &Row) -> Range {
        let is_small = row.n.is_some_and(|n| n < MANY);
        let seen = if is_small { self.small_share_decimals } else { self.share_decimals };
        let least = if is_small || self.is_coarse() { 2 } else { 3 };
        let half = half_unit(seen.max(least).max(row.decimals())) * of_rounded(row);
        Range::new((share - half).max(0.0), (share + half).min(1.0))
    }
}

/// Returns how often the rounding counts: what is made of rounded numbers is rounded once more itself.
fn of_rounded(row: &Row) -> f64 {
    if row.schools > 0 { 2.0 } else { 1.0 }
}

/// Returns whether a measure is a curve, whose numbers are no parts of anything.
fn is_curve(measure: &str) -> bool {
    measure.starts_with("retention.curve_")
}

/// Returns half of the last printed decimal, a hair more so that binary noise contradicts nothing.
fn half_unit(decimals: usize) -> f64 {
    #[expect(clippy::cast_possible_truncation, clippy::cast_possible_wrap, reason = "a handful of decimals")]
    let unit = 10.0_f64.powi(-(decimals.min(12) as i32));
    unit / 2.0 + 1e-12
}

/// Returns the rows, each with the place of its report: every report rounds its own tables.
fn numbered(reports: &[Report]) -> impl Iterator<Item = (usize, &Row)> {
    reports.iter().enumerate().flat_map(|(place, report)| report.rows.iter().map(move |row| (place, row)))
}

fn is_of_network(row: &Row) -> bool {
    row.scope.strip_prefix(NETWORK).is_some_and(|rest| rest.starts_with('='))
}

type TableKey = (usize, Option<bool>, String, String, &'static str, String, String);

fn table_key(report: usize, row: &Row, family: &'static str) -> TableKey {
    let family = if is_curve(&row.measure) { "curve" } else { family };
    // Each theme is rounded by itself.
    let by = if family == TOLD { format!("{} {}", row.by, row.measure) } else { row.by.clone() };
    // A share file says of each number whether it is round.
    (report, row.is_said_to_be_round, row.source.clone(), row.period.clone(), family, row.scope.clone(), by)
}

fn roundings(reports: &[Report]) -> BTreeMap<TableKey, Rounding> {
    let mut roundings: BTreeMap<TableKey, Rounding> = BTreeMap::new();
    for (place, row) in numbered(reports) {
        let rounding = roundings.entry(table_key(place, row, Named::of(row).family)).or_default();
        // Differences mix two tables, or two periods; a share of women is of other people than its table.
        if row.against.is_empty() && row.measure != AFTER_A_YEAR {
            rounding.see(row);
        }
    }
    roundings
}
