//! Experiences: who met with something at least once, where a question is about how often.
//!
//! A question is one of these if its lowest answer is "nooit" or "nee". The share is what the published share of that answer
//! leaves, so it tells nothing that is not told already; where that answer stands together with another, there is none.

use crate::model::Name;
use crate::results::{Candour, Figure, Key, Row, Statistic, Unit};
use crate::statistics::Interval;
use crate::tabulation::{Variable, VariableKind};

use super::Slice;

/// The step to which the margin is known before it is sealed: that of the share itself.
const STEP: f64 = 0.01;

/// Returns the share with any other answer than "nooit", beside the shares of single answers in `rows`.
pub(super) fn rows(slice: &Slice<'_>, rows: &[Row]) -> Vec<Row> {
    let never: Vec<(&str, &str)> = slice
        .variables()
        .filter_map(|variable| {
            let described = variable.described();
            Some((described.measure.as_str(), never(described)?.get(slice.cube.language)))
        })
        .collect();
    let is_never = |row: &&Row| {
        let key = &row.key;
        key.statistic == Statistic::Share && never.contains(&(key.measure.as_str(), key.category.as_str()))
    };
    rows.iter().filter(is_never).map(|row| at_least_once(slice, row)).collect()
}

/// Returns the lowest answer where it says that something did not happen, and others say that it did.
fn never(variable: &Variable) -> Option<&crate::model::Text> {
    let answers: Vec<usize> =
        (0..variable.categories.len()).filter(|category| variable.is_answer(*category)).collect();
    let lowest = &variable.categories[*answers.first()?].label;
    (variable.kind == VariableKind::Item && answers.len() > 1 && lowest.says_never()).then_some(lowest)
}

fn at_least_once(slice: &Slice<'_>, never: &Row) -> Row {
    let key = Key { statistic: Statistic::Ever, category: Name::default(), ..never.key.clone() };
    let Figure::Estimate { value, interval } = never.figure else { return slice.withheld(key, Unit::Share) };
    // In full precision the margin would tell more about the share than its own row does.
    let step = |value: f64, way: fn(f64) -> f64| match slice.plan.candour {
        Candour::Open => value,
        Candour::Protected => way(value / STEP) * STEP,
    };
    let figure = Figure::Sum {
        terms: vec![(never.key.clone(), -1.0)],
        constant: 1.0,
        value: 1.0 - step(value, f64::round),
        interval: interval.map(|interval| {
            Interval::new(1.0 - step(interval.upper, f64::ceil), 1.0 - step(interval.lower, f64::floor))
        }),
    };
    Row { key, figure, ..never.clone() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{LevelKind, Text};
    use crate::tabulation::{Category, Offered};

    fn variable(labels: &[&str]) -> Variable {
        let category = |label: &&str| Category {
            label: Text::same(*label),
            value: None,
            kind: LevelKind::Stated,
            success: false,
        };
        Variable {
            measure: "item.IN01".to_owned(),
            text: Text::same("Iemand maakte opmerkingen over wie ik ben"),
            kind: VariableKind::Item,
            categories: labels.iter().map(category).collect(),
            mature_in: None,
            offered: Offered::Everywhere,
        }
    }

    #[test]
    fn only_a_question_about_how_often_has_a_never() {
        assert!(never(&variable(&["nooit", "één keer", "vaker"])).is_some());
        assert!(never(&variable(&["Nee", "één keer"])).is_some());
        assert!(never(&variable(&["mee eens", "nooit"])).is_none());
        assert!(never(&variable(&["nooit"])).is_none());
    }
}
