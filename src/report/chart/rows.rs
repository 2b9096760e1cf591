//! What charts of rows show: a value or the reason why there is none, per row, under headings.
//!
//! Leaves out where the rows stand (`table`) and what stands in a lane (`dots`, `bars`, `stacked`). Order is the
//! caller's; nothing is sorted.

use super::axis::{Axis, Reference};
use super::backend::Fill;
use super::error::ChartError;
use super::frame::Frame;
use super::palette::Mark;
use super::table::{Cells, Entry, entries};

/// What a row, point or side has to show: a value, or the reason why there is none.
#[derive(Debug, Clone, PartialEq)]
pub enum State<T> {
    /// It may be shown.
    Shown(T),
    /// Withheld for privacy; the words stand on the hatching (afgeschermd).
    Withheld(String),
    /// There is nothing to calculate; the words say so.
    NotEstimable(String),
    /// Time has to pass first; the words say until when.
    NotYetObservable(String),
}

impl<T> State<T> {
    /// Returns the words that stand where a value would, or nothing when there is a value.
    #[must_use]
    pub fn words(&self) -> Option<&str> {
        match self {
            Self::Shown(_) => None,
            Self::Withheld(words) | Self::NotEstimable(words) | Self::NotYetObservable(words) => Some(words),
        }
    }

    pub(super) fn shown(&self) -> Option<&T> {
        if let Self::Shown(value) = self { Some(value) } else { None }
    }

    pub(super) fn hatch(&self) -> Fill {
        match self {
            Self::Withheld(_) => Fill::HatchWithheld,
            Self::NotYetObservable(_) => Fill::HatchNotYet,
            Self::Shown(_) | Self::NotEstimable(_) => Fill::Nothing,
        }
    }
}

/// The limits of a value, as published.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Span {
    /// The lower limit.
    pub lower: f64,
    /// The upper limit.
    pub upper: f64,
}

/// A published value and the words for it.
#[derive(Debug, Clone, PartialEq)]
pub enum Reading {
    /// A value, with its interval where there is one.
    Point {
        /// The value as published.
        value: f64,
        /// Its interval as published.
        interval: Option<Span>,
        /// Both in words: `3,70 (3,63–3,77)`.
        text: String,
    },
    /// Only limits are published: drawn as an open bracket without a marker.
    Limits {
        /// The limits as published.
        limits: Span,
        /// The limits in words.
        text: String,
    },
}

impl Reading {
    /// Returns the words.
    #[must_use]
    pub fn text(&self) -> &str {
        match self {
            Self::Point { text, .. } | Self::Limits { text, .. } => text,
        }
    }

    /// Returns every number that is drawn.
    #[must_use]
    pub fn numbers(&self) -> Vec<f64> {
        match self {
            Self::Point { value, interval, .. } => {
                let bounds = interval.iter().flat_map(|span| [span.lower, span.upper]);
                std::iter::once(*value).chain(bounds).collect()
            }
            Self::Limits { limits, .. } => vec![limits.lower, limits.upper],
        }
    }
}

/// The heads of the columns; an empty one is not drawn.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Heads {
    /// Above the labels: `Groep`.
    pub label: String,
    /// Above the numbers of people: `n`.
    pub n: String,
    /// Above the values: `gemiddelde (95%-interval)`.
    pub value: String,
}

/// Rows under a heading.
#[derive(Debug, Clone, PartialEq)]
pub struct Section<R> {
    /// The heading, or nothing.
    pub heading: Option<String>,
    /// The rows, in the order in which they are drawn.
    pub rows: Vec<R>,
}

/// A row of a chart of dots or bars.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// Who the row is about.
    pub label: String,
    /// The number of people in words; `·` where it is withheld.
    pub n: String,
    /// How the row is marked.
    pub mark: Mark,
    /// What it shows.
    pub state: State<Reading>,
    /// A value of the same group elsewhere, such as its share in a benchmark.
    pub benchmark: Option<f64>,
}

/// A chart of rows along one axis: dots with intervals, or bars from 0.
#[derive(Debug, Clone, PartialEq)]
pub struct RowsChart {
    /// What every chart has.
    pub frame: Frame,
    /// The heads of the columns.
    pub heads: Heads,
    /// The rows.
    pub sections: Vec<Section<Row>>,
    /// The axis.
    pub axis: Axis,
    /// A line across all rows.
    pub reference: Option<Reference>,
    /// What the benchmark of the rows is; drawn as a key where a row has one.
    pub benchmark_label: String,
}

impl RowsChart {
    /// Checks that there are rows and that all of them fit the axis.
    pub(super) fn check(&self) -> Result<(), ChartError> {
        self.axis.check()?;
        if self.sections.iter().all(|section| section.rows.is_empty()) {
            return Err(ChartError::Empty(self.frame.id.clone()));
        }
        for row in self.sections.iter().flat_map(|section| &section.rows) {
            let mut numbers = row.state.shown().map(Reading::numbers).unwrap_or_default();
            numbers.extend(row.benchmark);
            self.axis.check_holds(&row.label, &numbers)?;
        }
        self.reference.iter().try_for_each(|line| self.axis.check_holds(&line.label, &[line.value]))
    }

    pub(super) fn entries(&self) -> Vec<Entry<'_, Row>> {
        entries(&self.sections, |row| Cells {
            label: &row.label,
            n: &row.n,
            value: row.state.shown().map_or("", Reading::text),
            under: "",
            gap: row.state.words(),
        })
    }
}
