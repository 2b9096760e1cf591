//! Lines over years or cohorts: a line per group, open where a cohort is too young.

use crate::disclosure::{Statistic, Status};
use crate::model::{Language, Role};
use crate::report::{
    chart::{Axis, Chart, Frame, LinesChart, Mark, Series},
    document::Table,
    wording::{Sentence, Slot, Slots, Template, word::Word},
};

use super::groups_figure::{nothing, share_tick};
use super::reader::{Block, Cite, Reader};
use super::table::{notes, numbers, plain, table, words};

/// The most groups in one figure of lines.
const MOST_GROUPS: usize = 6;

/// One group through the periods; `None` where the group is not there.
#[derive(Debug, Clone)]
pub(super) struct Line<'a> {
    pub(super) label: String,
    pub(super) mark: Mark,
    pub(super) points: Vec<Option<Cite<'a>>>,
}

/// A share of groups through the periods.
#[derive(Debug, Clone)]
pub(super) struct Lines<'a> {
    periods: Vec<String>,
    period_title: String,
    pub(super) lines: Vec<Line<'a>>,
}

impl<'a> Lines<'a> {
    /// Returns the shares of a measure by one breakdown, or of everybody where there is none.
    pub(super) fn of(
        reader: &Reader<'a>,
        blocks: &[&Block<'a>],
        by: &'a [Role],
        period_title: String,
    ) -> Self {
        let groups = reader.groups_of(blocks.iter().copied(), by);
        let source = blocks.first().map_or("", |block| block.source);
        let mut lines: Vec<Line<'a>> = groups
            .iter()
            .map(|group| Line {
                label: reader.label(group, by, source),
                mark: if by.is_empty() { Mark::Whole } else { reader.mark(group, by) },
                points: blocks
                    .iter()
                    .map(|block| reader.number(block, by, group, Statistic::Share))
                    .collect(),
            })
            .collect();
        lines.retain(|line| line.points.iter().any(Option::is_some));
        lines.truncate(MOST_GROUPS);
        let periods = blocks.iter().map(|block| block.period.to_owned()).collect();
        Self { periods, period_title, lines }
    }

    /// Returns every row that is drawn.
    pub(super) fn cites(&self) -> Vec<Cite<'a>> {
        self.lines.iter().flat_map(|line| line.points.iter().copied().flatten()).collect()
    }

    /// Returns whether there is a value in at least two periods: one point is no line.
    pub(super) fn is_a_line(&self) -> bool {
        self.lines.iter().any(|line| {
            let drawn = |cite: &&Cite<'a>| {
                matches!(cite.row.status(), Status::Shown | Status::Bounded | Status::Banded)
            };
            line.points.iter().flatten().filter(drawn).count() > 1
        })
    }

    /// Returns what a reader must know.
    pub(super) fn notes(&self, reader: &Reader<'a>) -> Vec<String> {
        let mut found = notes(reader, &self.cites());
        if self.axis(reader).lower > 0.0 {
            found.push(Word::AxisCut.text(reader.language).to_owned());
        }
        found
    }

    /// Returns the first cohort that is too young, as a sentence.
    pub(super) fn young(&self, reader: &Reader<'a>) -> Option<Sentence> {
        let cite = self.first_young()?;
        let year = self.young_file()?;
        let slots = Slots::new()
            .period(Slot::Cohort, cite.key().period.clone())
            .period(Slot::FirstFile, year)
            .resting_on(cite.id);
        reader.say(Template::RetentionYoung, &slots)
    }

    fn first_young(&self) -> Option<Cite<'a>> {
        (0..self.periods.len()).find_map(|place| self.young_in(place))
    }

    /// Returns a cohort that is too young, where no group of that period has a number.
    fn young_in(&self, place: usize) -> Option<Cite<'a>> {
        let points = || self.lines.iter().filter_map(|line| line.points[place]);
        let is_hidden = |cite: &Cite<'a>| cite.is_withheld() || cite.row.status() == Status::NotYetObservable;
        points()
            .find(|cite| cite.row.status() == Status::NotYetObservable)
            .filter(|_| points().all(|cite| is_hidden(&cite)))
    }

    fn young_file(&self) -> Option<&'a str> {
        self.first_young()?.row.reason().strip_prefix("mature_in_")
    }

    fn axis(&self, reader: &Reader<'a>) -> Axis {
        let values = self.cites().into_iter().flat_map(|cite| {
            [cite.row.value(), cite.row.lower(), cite.row.upper()].into_iter().flatten().map(|v| v * 100.0)
        });
        Axis::covering(values, 0.0, 100.0, |value| share_tick(reader, value))
    }

    /// Returns what makes the chart.
    pub(super) fn chart(&self, reader: &Reader<'a>) -> Box<dyn FnOnce(Frame) -> Chart> {
        let series = self
            .lines
            .iter()
            .map(|line| Series {
                label: line.label.clone(),
                mark: line.mark,
                points: line
                    .points
                    .iter()
                    .enumerate()
                    // Time hides the whole period; who is also withheld there is told by the table.
                    .map(|(place, point)| match self.young_in(place).or(*point) {
                        Some(cite) => cite.state(reader.language),
                        None => nothing(reader),
                    })
                    .collect(),
            })
            .collect();
        let not_yet_detail = self.young_file().map_or_else(String::new, |year| match reader.language {
            Language::Dutch => format!("vanaf het bestand van {year}"),
            Language::English => format!("from the {year} file"),
        });
        let (axis, periods) = (self.axis(reader), self.periods.clone());
        let period_title = self.period_title.clone();
        Box::new(move |frame| {
            Chart::Lines(LinesChart {
                frame,
                periods,
                period_title,
                axis,
                series,
                bands: Vec::new(),
                not_yet_detail,
            })
        })
    }

    /// Returns the lines as a table: a row per period, three columns per group.
    pub(super) fn table(&self, reader: &Reader<'a>, caption: String) -> Table {
        let language = reader.language;
        let mut columns = vec![words(self.period_title.clone())];
        for line in &self.lines {
            columns.push(numbers(format!("n {}", line.label.to_lowercase())));
            columns.push(numbers(line.label.clone()));
            columns.push(numbers(Word::Interval95.text(language)));
        }
        let mut made = table(caption, columns);
        for (place, period) in self.periods.iter().enumerate() {
            let mut cells = vec![plain(period.clone())];
            for line in &self.lines {
                match line.points[place] {
                    Some(cite) => {
                        cells.push(cite.people_cell(language));
                        cells.push(cite.cell(language));
                        cells.push(cite.interval_cell(language));
                    }
                    None => cells.extend([plain(""), plain(""), plain("")]),
                }
            }
            made.rows.push(cells);
        }
        made
    }
}
