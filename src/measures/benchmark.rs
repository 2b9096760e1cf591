//! A share beside a published figure: the difference in points, the representation index, and what it would take.
//!
//! A published figure is taken as known without error. Leaves out whether its definition fits: the scan names it,
//! and the report prints its definition, year and source.

use crate::model::{Name, Role};
use crate::results::{Against, Figure, Row, Statistic, Unit, Visibility};
use crate::statistics::Interval;
use crate::tabulation::Family;

use super::Slice;
use super::comparison::{is_man, is_woman};
use super::participation::as_printed;

/// A series of published figures of one population by one definition.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Benchmark {
    /// The id by which the scan names it.
    pub id: String,
    /// The measure that it can stand beside.
    pub measure: String,
    /// Where it stands in the chain from school to work; empty where it does not.
    pub stage: String,
    /// The group, `vrouw` or `man` or another label; empty for everybody.
    pub group: String,
    /// Shares, 0 to 1, by starting year, or means of a scale by round; early first.
    pub values: Vec<(u16, f64)>,
}

impl Benchmark {
    /// Returns the figure of the year, else of the last year before it, else the first; `None` without any.
    #[must_use]
    pub fn nearest_to(&self, year: u16) -> Option<(u16, f64)> {
        let earlier = self.values.iter().rev().find(|(known, _)| *known <= year);
        earlier.or(self.values.first()).copied()
    }

    /// Returns whether a label names the group of this figure, in Dutch, English or as a code.
    fn is_about(&self, label: &str) -> bool {
        let group = self.group.to_lowercase();
        label.to_lowercase() == group
            || is_woman(label) && is_woman(&group)
            || is_man(label) && is_man(&group)
    }
}

/// Returns what the shares of a slice are beside the figures that the scan names.
pub(super) fn rows(slice: &Slice<'_>, shares: &[Row]) -> Vec<Row> {
    let Ok(year) = slice.tabulated.population.period.parse() else { return Vec::new() };
    let mut rows = Vec::new();
    for benchmark in &slice.comparisons.benchmarks {
        let Some((_, value)) = benchmark.nearest_to(year) else { continue };
        for share in shares.iter().filter(|share| is_of(slice, benchmark, share)) {
            rows.extend(beside(slice, benchmark, value, share));
        }
    }
    rows
}

fn is_of(slice: &Slice<'_>, benchmark: &Benchmark, share: &Row) -> bool {
    let key = &share.key;
    let is_scale = benchmark.measure.starts_with("scale.");
    let is_figure = key.statistic == if is_scale { Statistic::Mean } else { Statistic::Share }
        && key.against == Against::Nothing
        && key.category.is_empty()
        && key.measure == benchmark.measure;
    is_figure
        && match slice.by[..] {
            [] => benchmark.group.is_empty(),
            [role @ (Role::Sex | Role::Gender)] => {
                !benchmark.group.is_empty()
                    && key.group.level(role).is_some_and(|label| benchmark.is_about(label))
            }
            _ => false,
        }
}

fn beside(slice: &Slice<'_>, benchmark: &Benchmark, value: f64, share: &Row) -> Vec<Row> {
    let row = |statistic, figure, unit| {
        let mut key = share.key.clone();
        key.against = Against::Benchmark(Name::from(&benchmark.id));
        key.statistic = statistic;
        Row { key, figure, unit, sides: None, ..share.clone() }
    };
    let is_participation = share.key.measure.starts_with("participation.");
    let mut rows = Vec::new();
    match &share.figure {
        Figure::Estimate { value: own, interval } => {
            let combined = |weight: f64, constant: f64| Figure::Sum {
                terms: vec![(share.key.clone(), weight)],
                constant,
                value: own * weight + constant,
                interval: interval
                    .map(|i| Interval::new(i.lower * weight + constant, i.upper * weight + constant)),
            };
            rows.push(row(Statistic::Difference, combined(1.0, -value), share.unit));
            if is_participation && value > 0.0 {
                rows.push(row(Statistic::Representation, combined(1.0 / value, 0.0), Unit::Pure));
            }
        }
        Figure::Bounds(bounds) => {
            let shifted = Interval::new(bounds.lower - value, bounds.upper - value);
            rows.push(row(Statistic::Difference, Figure::Bounds(shifted), Unit::Share));
            if is_participation && value > 0.0 {
                let scaled = Interval::new(bounds.lower / value, bounds.upper / value);
                rows.push(row(Statistic::Representation, Figure::Bounds(scaled), Unit::Pure));
            }
        }
        _ => {}
    }
    if is_participation {
        let key = row(Statistic::Needed, Figure::Withheld, Unit::People).key;
        rows.extend(needed(slice, share, value).map(|figure| Row {
            key,
            figure,
            unit: Unit::People,
            method: "",
            ..share.clone()
        }));
    }
    rows
}

/// Returns how many more of a group it would take to be `target` of the same total; `None` where that is not shown.
///
/// Computed from the numbers as their table prints them, so that it tells no more than they do.
#[expect(clippy::cast_precision_loss, reason = "counts of people stay far below 2^52")]
pub(super) fn needed(slice: &Slice<'_>, share: &Row, target: f64) -> Option<Figure> {
    if slice.tabulated.population.family == Family::Respondents {
        return None;
    }
    let group = &share.key.group;
    let whole = group.without(*slice.by.last()?);
    let is_shown = |group| slice.visibility(None, group) == Visibility::Shown;
    if !is_shown(group) || !is_shown(&whole) {
        return None;
    }
    let own = as_printed(slice, group, slice.cell(group).people).exact()?;
    let all = as_printed(slice, &whole, slice.cell(&whole).people).exact()?;
    // A hair of binary noise does not make one student more.
    let wanted = (target * all as f64 - 1e-9).ceil();
    Some(Figure::Estimate { value: (wanted - own as f64).max(0.0), interval: None })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_figure_of_the_same_year_goes_before_an_earlier_one_and_a_later_one_is_the_last_resort() {
        let values = vec![(2019, 0.25), (2023, 0.27)];
        let benchmark = Benchmark { values, ..Benchmark::default() };
        assert_eq!(benchmark.nearest_to(2023), Some((2023, 0.27)));
        assert_eq!(benchmark.nearest_to(2022), Some((2019, 0.25)));
        assert_eq!(benchmark.nearest_to(2010), Some((2019, 0.25)));
        assert_eq!(Benchmark::default().nearest_to(2023), None);
    }
}
