//! Numbers that passed disclosure control: the only ones that a report can be given.
//!
//! The fields are private to this layer. A value that was not sealed cannot be drawn, written or put in a
//! sentence, because that does not compile:
//!
//! ```compile_fail,E0308
//! use meetellen::{report::{self, Parts, Watch, edition::Edition}, results::Results};
//! fn write(measured: &Results, edition: &Edition, out: &std::path::Path, watch: &Watch) {
//!     let _ = report::write(measured, edition, &Parts::default(), out, watch);
//! }
//! ```
//!
//! The same with sealed numbers does:
//!
//! ```
//! use meetellen::{disclosure::Published, report::{self, Parts, Watch, edition::Edition}};
//! fn write(sealed: &Published, edition: &Edition, out: &std::path::Path, watch: &Watch) {
//!     let _ = report::write(sealed, edition, &Parts::default(), out, watch);
//! }
//! ```

use crate::results::{Key, Step};

/// What a published row says about its number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Status {
    /// The number is there.
    Shown,
    /// Only limits are known: a publisher hid part of it.
    Bounded,
    /// A band: hardly anybody, or hardly anybody else.
    Banded,
    /// Kept back to protect people.
    Withheld,
    /// There is no such number.
    NotEstimable,
    /// Too early to tell.
    NotYetObservable,
}

impl Status {
    /// Returns the word in `results.csv`.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Shown => "shown",
            Self::Bounded => "bounded",
            Self::Banded => "banded",
            Self::Withheld => "withheld",
            Self::NotEstimable => "not_estimable",
            Self::NotYetObservable => "not_yet_observable",
        }
    }
}

/// A published row.
#[derive(Debug, Clone, PartialEq)]
pub struct PublishedRow {
    pub(super) key: Key,
    pub(super) status: Status,
    pub(super) value: Option<f64>,
    pub(super) lower: Option<f64>,
    pub(super) upper: Option<f64>,
    pub(super) n: Option<u64>,
    pub(super) step: Step,
    pub(super) method: &'static str,
    pub(super) reason: String,
}

impl PublishedRow {
    /// Returns which number it is.
    #[must_use]
    pub fn key(&self) -> &Key {
        &self.key
    }

    /// Returns what it says about its number.
    #[must_use]
    pub fn status(&self) -> Status {
        self.status
    }

    /// Returns the number as published; shares lie between 0 and 1.
    #[must_use]
    pub fn value(&self) -> Option<f64> {
        self.value
    }

    /// Returns the lower bound of its interval, band or limits.
    #[must_use]
    pub fn lower(&self) -> Option<f64> {
        self.lower
    }

    /// Returns the upper bound of its interval, band or limits.
    #[must_use]
    pub fn upper(&self) -> Option<f64> {
        self.upper
    }

    /// Returns the people in the denominator as published.
    #[must_use]
    pub fn n(&self) -> Option<u64> {
        self.n
    }

    /// Returns how precisely it is printed: coarse numbers of people are "about".
    #[must_use]
    pub fn step(&self) -> Step {
        self.step
    }

    /// Returns how its interval was computed.
    #[must_use]
    pub fn method(&self) -> &'static str {
        self.method
    }

    /// Returns why there is no number; empty where there is one.
    #[must_use]
    pub fn reason(&self) -> &str {
        &self.reason
    }
}

/// All numbers of a run that may leave the program, in the order of their keys.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Published {
    pub(super) rows: Vec<PublishedRow>,
}

impl Published {
    /// Returns the rows, in the order of their keys.
    #[must_use]
    pub fn rows(&self) -> &[PublishedRow] {
        &self.rows
    }
}
