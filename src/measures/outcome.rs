//! Outcomes: the share of a group with an answer that counts as success.

use crate::results::{Answers, Cover, Figure, Row, Statistic, Unit, Visibility};
use crate::statistics::proportion::share;
use crate::tabulation::{Group, VariableKind};

use super::item::band;
use super::slice::{VariableOf, figure};
use super::{Slice, adjusted, change, comparison, intersection, panel};

/// Returns the rows of every outcome.
pub(super) fn rows(slice: &Slice<'_>) -> Vec<Row> {
    slice
        .variables()
        .filter(|variable| variable.described().kind == VariableKind::Outcome)
        .flat_map(|variable| {
            let mut rows: Vec<Row> =
                slice.groups.iter().flat_map(|group| of_group(slice, variable, group)).collect();
            rows.extend(comparison::of_shares(slice, variable));
            rows.extend(adjusted::of_shares(slice, variable));
            rows.extend(intersection::of_shares(slice, variable));
            rows.extend(change::of_shares(slice, variable));
            rows.extend(panel::rows(slice, variable));
            rows
        })
        .collect()
}

/// Returns the share and the count of successes; also used for completion within some years.
pub(super) fn of_group(slice: &Slice<'_>, variable: VariableOf<'_>, group: &Group) -> Vec<Row> {
    let described = variable.described();
    let share_key = slice.key(&described.measure, group, Statistic::Share);
    let count_key = slice.key(&described.measure, group, Statistic::Count);
    if slice.visibility(Some(variable.place), group) != Visibility::Shown {
        return vec![slice.withheld(share_key, Unit::Share), slice.withheld(count_key, Unit::People)];
    }
    let tally = variable.tally(slice.cell(group));
    let n = tally.n();
    match slice.plan.cover(slice.population, variable.place, group, &success(variable)) {
        Some(Cover::Banded) => vec![
            slice.row(share_key, Figure::Band(band(tally)), Unit::Share, n, ""),
            slice.withheld(count_key, Unit::People),
        ],
        Some(Cover::Withheld) => {
            vec![slice.withheld(share_key, Unit::Share), slice.withheld(count_key, Unit::People)]
        }
        None => {
            vec![
                slice.row(share_key, figure(share(tally)), Unit::Share, n, "wilson"),
                slice.count_row(count_key, tally.successes, n),
            ]
        }
    }
}

/// Returns the answers that count as success, as the plan knows them.
pub(super) fn success(variable: VariableOf<'_>) -> Answers {
    let categories = &variable.described().categories;
    Answers((0..categories.len()).filter(|category| categories[*category].success).collect())
}
