//! Items: how many people gave each answer, as given and not reversed; a mean where answers have values.

use crate::model::Name;
use crate::results::{Answers, Cover, Figure, Key, Rare, Row, Statistic, Unit, Visibility};
use crate::statistics::proportion::Tally;
use crate::tabulation::{Group, VariableKind};

use super::slice::VariableOf;
use super::{Slice, change, comparison, description, panel};

/// An answer given by fewer people, or by all but fewer, is shown as a band (DISCLOSURE.md, section 2).
pub(super) const LEAST_SHOWN: u64 = 3;

/// Returns the rows of every item.
pub(super) fn rows(slice: &Slice<'_>) -> Vec<Row> {
    slice
        .variables()
        .filter(|variable| variable.described().kind == VariableKind::Item)
        .flat_map(|variable| {
            let mut rows: Vec<Row> =
                slice.groups.iter().flat_map(|group| of_group(slice, variable, group)).collect();
            if variable.described().range().is_some() {
                rows.extend(comparison::of_means(slice, variable));
                rows.extend(change::of_means(slice, variable));
                if !slice.is_weighted() {
                    rows.extend(panel::rows(slice, variable));
                }
            }
            rows
        })
        .collect()
}

fn of_group(slice: &Slice<'_>, variable: VariableOf<'_>, group: &Group) -> Vec<Row> {
    let described = variable.described();
    let visibility = slice.visibility(Some(variable.place), group);
    let mut rows = Vec::new();
    if slice.plan.has_distributions(slice.population, group) {
        rows.extend(distribution(slice, variable, group, visibility));
    }
    if described.range().is_some() {
        let key = slice.key(&described.measure, group, Statistic::Mean);
        rows.push(if visibility == Visibility::Withheld {
            slice.withheld(key, Unit::Score)
        } else {
            description::mean(slice, variable, group).row(slice, key, Unit::Score)
        });
    }
    if slice.by.is_empty() && visibility != Visibility::Withheld {
        rows.extend(of_everybody(slice, variable, group));
    }
    rows
}

/// Returns the spread of the answers of a whole scope, and how many people gave none.
fn of_everybody(slice: &Slice<'_>, variable: VariableOf<'_>, group: &Group) -> Vec<Row> {
    let described = variable.described();
    let key = |statistic| slice.key(&described.measure, group, statistic);
    let mut rows = Vec::new();
    if described.range().is_some() {
        rows.push(description::spread(slice, variable, group).row(slice, key(Statistic::Sd), Unit::Spread));
    }
    let people = slice.cell(group).people.most;
    let missing = people.saturating_sub(variable.answered(slice.cell(group)));
    #[expect(clippy::cast_precision_loss, reason = "counts of people stay far below 2^52")]
    let figure = Figure::Estimate { value: missing as f64, interval: None };
    rows.push(slice.row(key(Statistic::NMissing), figure, Unit::People, people, ""));
    rows
}

/// Returns the share and the count of each answer, of neighbours together where the plan says so.
fn distribution(
    slice: &Slice<'_>,
    variable: VariableOf<'_>,
    group: &Group,
    visibility: Visibility,
) -> Vec<Row> {
    let described = variable.described();
    let categories: Vec<usize> =
        (0..described.categories.len()).filter(|category| described.is_answer(*category)).collect();
    let counts = variable.counts(slice.cell(group));
    let n = variable.answered(slice.cell(group));
    let measure = Name::from(&described.measure);
    let mut rows = Vec::new();
    for answers in slice.plan.answers(slice.population, variable.place, group, &categories) {
        let successes = answers.0.iter().map(|answer| counts.get(*answer).map_or(0, |n| u64::from(*n))).sum();
        let cover = slice.plan.cover(slice.population, variable.place, group, &answers);
        let category = Name::from(label(slice, variable, &answers));
        let key = |statistic| Key { category: category.clone(), ..slice.key(&measure, group, statistic) };
        let (share_key, count_key) = (key(Statistic::Share), key(Statistic::Count));
        let is_shown = visibility == Visibility::Shown;
        rows.push(match cover {
            _ if !is_shown => slice.withheld(share_key, Unit::Share),
            None => description::share_of(slice, variable, group, |answer| answers.0.contains(&answer)).row(
                slice,
                share_key,
                Unit::Share,
            ),
            // A band is about people: three of them may carry a larger share of the weight.
            Some(Cover::Banded) if !slice.is_weighted() => {
                slice.row(share_key, Figure::Rare(Rare::of(Tally::of(successes, n))), Unit::Share, n, "")
            }
            Some(_) => slice.withheld(share_key, Unit::Share),
        });
        // A count of people beside a weighted share would be a second equation about the same answers.
        if !slice.is_weighted() {
            rows.push(if is_shown && cover.is_none() {
                slice.count_row(count_key, successes, n)
            } else {
                slice.withheld(count_key, Unit::People)
            });
        }
    }
    rows
}

fn label(slice: &Slice<'_>, variable: VariableOf<'_>, answers: &Answers) -> String {
    let categories = &variable.described().categories;
    let labels: Vec<&str> =
        answers.0.iter().map(|answer| categories[*answer].label.get(slice.cube.language)).collect();
    labels.join(" + ")
}
