//! Response: who answered, of the people whom the round could reach.

use crate::results::{Basis, Figure, Row, Statistic, Unit, Visibility};
use crate::statistics::proportion::{Tally, share};
use crate::tabulation::{Family, Group, Weights};

use super::Slice;
use super::slice::figure;

/// Returns the number of respondents in each group, and their share of the population where the scan tells it.
pub(super) fn rows(slice: &Slice<'_>) -> Vec<Row> {
    if slice.tabulated.population.family != Family::Respondents {
        return Vec::new();
    }
    slice
        .groups
        .iter()
        .flat_map(|group| {
            let [answered, silent] = rate(slice, group);
            [Some(respondents(slice, group)), answered, silent]
        })
        .flatten()
        .chain(weighting(slice))
        .collect()
}

fn respondents(slice: &Slice<'_>, group: &Group) -> Row {
    let key = slice.key("response", group, Statistic::N);
    let n = slice.cell(group).people.most;
    #[expect(clippy::cast_precision_loss, reason = "counts of people stay far below 2^52")]
    let figure = Figure::Estimate { value: n as f64, interval: None };
    match slice.visibility(None, group) {
        Visibility::Withheld => slice.withheld(key, Unit::People),
        _ => slice.row(key, figure, Unit::People, n, ""),
    }
}

/// Returns the shares of those asked who did and did not answer; nothing where the scan does not say who was asked.
///
/// In a table of round numbers they are shares of these: a share of the exact numbers would give them away.
fn rate(slice: &Slice<'_>, group: &Group) -> [Option<Row>; 2] {
    let n = slice.cell(group).people.most;
    let Some(asked) = slice.asked(group).filter(|asked| *asked >= n && *asked > 0) else {
        return [None, None];
    };
    let is_shown = slice.visibility(None, group) == Visibility::Shown;
    let printed = |n: u64| slice.plan.step(slice.population, group).people(n);
    let (answered, of) = (printed(n).min(printed(asked)), printed(asked));
    let row = |statistic, tally| {
        let key = slice.key("response", group, statistic);
        if !is_shown {
            return Some(slice.withheld(key, Unit::Share));
        }
        let row = slice.row(key, figure(share(tally)), Unit::Share, asked, "wilson");
        Some(Row { basis: Basis { n: asked, smallest: n }, ..row })
    };
    [
        row(Statistic::Share, Tally::of(answered, of)),
        row(Statistic::Nonresponse, Tally::of(of - answered, of)),
    ]
}

/// Returns what unequal weights cost over a whole scope; per group it would tell how the group was weighted.
fn weighting(slice: &Slice<'_>) -> Vec<Row> {
    let Some(sample) = slice.tabulated.sample.filter(|_| slice.by.is_empty()) else { return Vec::new() };
    let group = slice.scope.group();
    let nobody = Weights::default();
    let weights = slice.cell(&group).weights.as_deref().unwrap_or(&nobody);
    let n = weights.people;
    let [kish, effective] =
        [Statistic::Kish, Statistic::NEffective].map(|statistic| slice.key("response", &group, statistic));
    if slice.visibility(None, &group) != Visibility::Shown || n == 0 {
        return vec![slice.withheld(kish, Unit::Pure), slice.withheld(effective, Unit::People)];
    }
    let (sum, squares) = weights.whole.in_weights(sample);
    #[expect(clippy::cast_precision_loss, reason = "counts of people stay far below 2^52")]
    let people = n as f64;
    let estimate = |value| Figure::Estimate { value, interval: None };
    vec![
        slice.row(kish, estimate(people * squares / (sum * sum)), Unit::Pure, n, ""),
        slice.row(effective, estimate(sum * sum / squares), Unit::People, n, ""),
    ]
}
