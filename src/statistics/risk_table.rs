//! Who is still at risk at each time: the table that every survival statistic starts from.
//!
//! At equal times events come before censorings, so that the risk set at t is everybody with a time of at least t.
//! Late entry and times that are only known to lie in an interval are left out. Tables of sites merge exactly.

use std::cmp::Ordering;

/// How somebody's follow-up ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exit {
    /// Nothing had happened yet when the file ended.
    Censored,
    /// The event with this cause, counted from 0.
    Event(usize),
}

/// One person: how long, and what ended it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct FollowUp {
    /// Time since the start, in the unit of the caller.
    pub time: f64,
    /// What ended it.
    pub exit: Exit,
}

/// What happened at one time.
#[derive(Debug, Clone, PartialEq)]
pub struct RiskRow {
    /// The time.
    pub time: f64,
    /// People whose follow-up lasted at least until then.
    pub at_risk: u64,
    /// Events at this time, per cause.
    pub events: Vec<u64>,
    /// People whose follow-up ended at this time without an event.
    pub censored: u64,
}

impl RiskRow {
    /// Returns the events of all causes together.
    #[must_use]
    pub fn all_events(&self) -> u64 {
        self.events.iter().sum()
    }
}

/// The rows of all times at which somebody's follow-up ended, in order of time.
#[derive(Debug, Clone, PartialEq)]
pub struct RiskTable {
    n_causes: usize,
    rows: Vec<RiskRow>,
}

impl RiskTable {
    /// Makes the table of these people, in whatever order; `n_causes` is 1 without competing events.
    #[must_use]
    pub fn of(people: &[FollowUp], n_causes: usize) -> Self {
        let mut sorted = people.to_vec();
        sorted.sort_by(|a, b| a.time.total_cmp(&b.time));
        let mut rows: Vec<RiskRow> = Vec::new();
        for person in sorted {
            if rows.last().is_none_or(|row| row.time.total_cmp(&person.time) != Ordering::Equal) {
                rows.push(RiskRow { time: person.time, at_risk: 0, events: vec![0; n_causes], censored: 0 });
            }
            let row = rows.last_mut().expect("invariant: a row was pushed above");
            match person.exit {
                Exit::Censored => row.censored += 1,
                Exit::Event(cause) => row.events[cause] += 1,
            }
        }
        Self::counted(n_causes, rows)
    }

    /// Returns the table of two groups together, as if made of all their people at once.
    #[must_use]
    pub fn merge(&self, other: &Self) -> Self {
        assert_eq!(self.n_causes, other.n_causes, "invariant: the same causes");
        let mut rows = self.rows.clone();
        rows.extend(other.rows.iter().cloned());
        rows.sort_by(|a, b| a.time.total_cmp(&b.time));
        rows.dedup_by(|later, earlier| {
            let same = later.time.total_cmp(&earlier.time) == Ordering::Equal;
            if same {
                earlier.censored += later.censored;
                earlier.events.iter_mut().zip(&later.events).for_each(|(sum, more)| *sum += more);
            }
            same
        });
        Self::counted(self.n_causes, rows)
    }

    /// Returns the table with one cause as the event and the others as censorings, for cause-specific tests.
    ///
    /// One minus Kaplan-Meier of this table is no risk: it pretends that the other causes do not happen.
    #[must_use]
    pub fn cause_specific(&self, cause: usize) -> Self {
        let alone = |row: &RiskRow| RiskRow {
            time: row.time,
            at_risk: row.at_risk,
            events: vec![row.events[cause]],
            censored: row.censored + row.all_events() - row.events[cause],
        };
        Self { n_causes: 1, rows: self.rows.iter().map(alone).collect() }
    }

    /// Returns the rows, in order of time.
    #[must_use]
    pub fn rows(&self) -> &[RiskRow] {
        &self.rows
    }

    /// Returns the number of causes.
    #[must_use]
    pub fn n_causes(&self) -> usize {
        self.n_causes
    }

    /// Returns the number of people.
    #[must_use]
    pub fn n(&self) -> u64 {
        self.rows.first().map_or(0, |row| row.at_risk)
    }

    /// Returns the number of people whose follow-up lasted at least until `time`.
    #[must_use]
    pub fn at_risk(&self, time: f64) -> u64 {
        self.rows.iter().find(|row| row.time >= time).map_or(0, |row| row.at_risk)
    }

    /// Fills in the numbers at risk from the exits.
    /// Returns a table of rows that were counted elsewhere, such as at several sites, with the people at risk as given.
    ///
    /// Whoever has no event and is not at risk at the next time counts as censored. `None` where times do not rise,
    /// causes differ in number, or more people have an event than are at risk.
    #[must_use]
    pub fn from_rows(n_causes: usize, mut rows: Vec<RiskRow>) -> Option<Self> {
        let rises = rows.is_sorted_by(|a, b| a.time < b.time);
        let is_possible = |row: &RiskRow| row.events.len() == n_causes && row.all_events() <= row.at_risk;
        if !rises || !rows.iter().all(is_possible) {
            return None;
        }
        let mut next = 0;
        for row in rows.iter_mut().rev() {
            row.censored = (row.at_risk - row.all_events()).saturating_sub(next);
            next = row.at_risk;
        }
        Some(Self { n_causes, rows })
    }

    fn counted(n_causes: usize, mut rows: Vec<RiskRow>) -> Self {
        let mut at_risk = 0;
        for row in rows.iter_mut().rev() {
            at_risk += row.all_events() + row.censored;
            row.at_risk = at_risk;
        }
        Self { n_causes, rows }
    }
}
