//! Groups under each other: a dot or bar per group, with everybody as the line across.

use crate::disclosure::{Statistic, Status};
use crate::model::Role;
use crate::report::{
    chart::{Axis, Chart, Frame, Heads, Mark, Reference, Row, RowsChart, Section, State},
    document::Table,
    format::{Number, Precision},
    wording::{measure, word::Word},
};

use super::reader::{Block, Cite, Reader};
use super::table::{notes, numbers, people_heading, plain, table, words};

/// The most rows of a figure that is read on a page.
pub(super) const MOST_ROWS: usize = 20;

/// One row of the figure.
#[derive(Debug, Clone)]
pub(super) struct GroupRow<'a> {
    pub(super) label: String,
    pub(super) mark: Mark,
    pub(super) cite: Cite<'a>,
}

/// Rows under a heading.
#[derive(Debug, Clone)]
pub(super) struct GroupSection<'a> {
    pub(super) heading: Option<String>,
    pub(super) rows: Vec<GroupRow<'a>>,
}

/// The axis of a figure.
#[derive(Debug, Clone, Copy)]
pub(super) enum Ends {
    /// The values of a scale; the axis shows the part that is needed.
    Score { lowest: f64, highest: f64 },
    /// Percentages of which the part that is needed is shown: for dots.
    Share,
    /// Percentages from 0: for bars.
    ShareFromZero,
}

/// What is drawn of groups.
#[derive(Debug, Clone)]
pub(super) struct Groups<'a> {
    pub(super) sections: Vec<GroupSection<'a>>,
    pub(super) reference: Option<Cite<'a>>,
    pub(super) ends: Ends,
    /// The heading of the values.
    pub(super) value: String,
}

impl<'a> Groups<'a> {
    /// Returns everybody and the groups of each breakdown that still fits in `most` rows, in the order of the scan.
    pub(super) fn of(
        reader: &Reader<'a>,
        block: &Block<'a>,
        statistic: Statistic,
        breakdowns: &[&'a [Role]],
        ends: Ends,
        most: usize,
    ) -> Self {
        let mut sections = Vec::new();
        let whole = reader.whole(block, statistic);
        if let Some(cite) = whole {
            let label = reader.label(&cite.key().group, &[], block.source);
            sections.push(GroupSection {
                heading: None,
                rows: vec![GroupRow { label, mark: Mark::Whole, cite }],
            });
        }
        let mut count = 1;
        for by in breakdowns {
            let rows: Vec<GroupRow<'a>> = reader
                .groups(block, by)
                .into_iter()
                .filter_map(|group| {
                    let cite = reader.number(block, by, group, statistic)?;
                    let label = reader.label(group, by, block.source);
                    Some(GroupRow { label, mark: reader.mark(group, by), cite })
                })
                .collect();
            // One group is everybody: it would say the same number twice.
            if rows.len() < 2 || count + rows.len() > most {
                continue;
            }
            count += rows.len();
            sections.push(GroupSection { heading: Some(measure::roles_name(by, reader.language)), rows });
        }
        let value = match statistic {
            Statistic::Mean => Word::Mean.text(reader.language),
            _ => Word::Share.text(reader.language),
        };
        let reference = whole.filter(|cite| cite.value().is_some());
        Self { sections, reference, ends, value: value.to_owned() }
    }

    /// Returns every row that is shown.
    pub(super) fn cites(&self) -> Vec<Cite<'a>> {
        self.sections.iter().flat_map(|section| section.rows.iter().map(|row| row.cite)).collect()
    }

    /// Returns the breakdowns that are drawn.
    pub(super) fn shows(&self, measure: &str) -> Vec<(String, Vec<Role>)> {
        let mut shown: Vec<(String, Vec<Role>)> =
            self.cites().iter().map(|cite| (measure.to_owned(), cite.key().by.to_vec())).collect();
        shown.dedup();
        shown
    }

    /// Returns what a reader must know: what is withheld, what is rounded, where the axis begins.
    pub(super) fn notes(&self, reader: &Reader<'a>) -> Vec<String> {
        let mut found = notes(reader, &self.cites());
        let axis = self.axis(reader);
        let is_cut = match self.ends {
            Ends::Score { lowest, highest } => axis.lower > lowest || axis.upper < highest,
            Ends::Share => axis.lower > 0.0,
            Ends::ShareFromZero => false,
        };
        if let (true, Ends::Score { lowest, highest }) = (is_cut, self.ends) {
            let [from, to] = [axis.lower, axis.upper].map(|end| score_tick(reader, end));
            let [low, high] =
                [lowest, highest].map(|end| Number::score(end, Precision::WHOLE).in_table(reader.language));
            found.push(match reader.language {
                crate::model::Language::Dutch => {
                    format!("De as loopt van {from} tot {to}; de schaal van {low} tot {high}.")
                }
                crate::model::Language::English => {
                    format!("The axis runs from {from} to {to}; the scale from {low} to {high}.")
                }
            });
        } else if is_cut {
            found.push(Word::AxisCut.text(reader.language).to_owned());
        }
        found
    }

    fn axis(&self, reader: &Reader<'a>) -> Axis {
        let factor = if matches!(self.ends, Ends::Score { .. }) { 1.0 } else { 100.0 };
        let values: Vec<f64> = self
            .cites()
            .iter()
            .chain(&self.reference)
            .flat_map(|cite| [cite.row.value(), cite.row.lower(), cite.row.upper()])
            .flatten()
            .map(|value| value * factor)
            .collect();
        match self.ends {
            Ends::Score { lowest, highest } => {
                Axis::covering(values, lowest, highest, |value| score_tick(reader, value))
            }
            Ends::Share => Axis::covering(values, 0.0, 100.0, |value| share_tick(reader, value)),
            Ends::ShareFromZero => {
                Axis::covering(values.into_iter().chain([0.0]), 0.0, 100.0, |value| share_tick(reader, value))
            }
        }
    }

    /// Returns what makes the chart: bars where the axis begins at 0, else dots.
    pub(super) fn chart(&self, reader: &Reader<'a>) -> Box<dyn FnOnce(Frame) -> Chart> {
        let language = reader.language;
        let sections = self
            .sections
            .iter()
            .map(|section| Section {
                heading: section.heading.clone(),
                rows: section
                    .rows
                    .iter()
                    .map(|row| Row {
                        label: row.label.clone(),
                        n: row.cite.people_in_chart(language),
                        mark: row.mark,
                        state: row.cite.state(language),
                        benchmark: None,
                    })
                    .collect(),
            })
            .collect();
        let factor = if matches!(self.ends, Ends::Score { .. }) { 1.0 } else { 100.0 };
        let reference = self.reference.and_then(|cite| {
            let (value, number) = (cite.value()?, cite.printed()?);
            let name = super::phrase::choose(language, "iedereen", "everybody");
            Some(Reference { value: value * factor, label: format!("{name} {}", number.in_table(language)) })
        });
        let heads = Heads {
            label: Word::Group.text(language).to_owned(),
            n: Word::N.text(language).to_owned(),
            value: format!("{} ({})", self.value, Word::Interval95.text(language)).to_lowercase(),
        };
        let (axis, ends) = (self.axis(reader), self.ends);
        Box::new(move |frame| {
            let benchmark_label = String::new();
            let chart = RowsChart { frame, heads, sections, axis, reference, benchmark_label };
            match ends {
                Ends::ShareFromZero => Chart::Bars(chart),
                _ => Chart::Dots(chart),
            }
        })
    }

    /// Returns the rows as a table.
    pub(super) fn table(&self, reader: &Reader<'a>, caption: String) -> Table {
        let language = reader.language;
        let has_headings = self.sections.iter().filter(|section| section.heading.is_some()).count() > 1;
        let mut columns = vec![words(Word::Group.text(language))];
        if has_headings {
            columns.push(words(Word::Breakdown.text(language)));
        }
        columns.push(numbers(people_heading(self.cites(), language)));
        columns.push(numbers(self.value.clone()));
        columns.push(numbers(Word::Interval95.text(language)));
        let mut made = table(caption, columns);
        for section in &self.sections {
            for row in &section.rows {
                let mut cells = vec![plain(row.label.clone())];
                if has_headings {
                    cells.push(plain(section.heading.clone().unwrap_or_default()));
                }
                cells.push(row.cite.people_cell(language));
                cells.push(row.cite.cell(language));
                cells.push(row.cite.interval_cell(language));
                made.rows.push(cells);
            }
        }
        // The line of everybody is drawn too, so its number can be looked up as well.
        let is_row = |cite: &Cite<'_>| self.cites().iter().any(|row| row.id == cite.id);
        if let Some(cite) = self.reference.filter(|cite| cite.value().is_some() && !is_row(cite)) {
            let mut cells = vec![plain(super::phrase::choose(language, "iedereen", "everybody"))];
            if has_headings {
                cells.push(plain(""));
            }
            cells.extend([cite.people_cell(language), cite.cell(language), cite.interval_cell(language)]);
            made.rows.push(cells);
        }
        made
    }

    /// Returns whether no group has anything to draw.
    pub(super) fn is_empty(&self) -> bool {
        self.cites()
            .iter()
            .all(|cite| !matches!(cite.row.status(), Status::Shown | Status::Banded | Status::Bounded))
    }
}

/// Returns a tick of a score.
pub(super) fn score_tick(reader: &Reader<'_>, value: f64) -> String {
    Number::score(value, Precision::ONE).in_table(reader.language)
}

/// Returns a tick of a percentage, given times 100.
pub(super) fn share_tick(reader: &Reader<'_>, value: f64) -> String {
    let precision = if (value - value.round()).abs() < 1e-9 { Precision::WHOLE } else { Precision::ONE };
    Number::percent(value / 100.0, precision).in_table(reader.language)
}

/// Returns the words of a state that has nothing to draw.
pub(super) fn nothing<T>(reader: &Reader<'_>) -> State<T> {
    State::NotEstimable(Word::NotEstimable.text(reader.language).to_owned())
}
