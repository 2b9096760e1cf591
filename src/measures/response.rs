//! Response: who answered, of the people whom the round could reach.

use crate::model::Role;
use crate::results::{Basis, Figure, Row, Statistic, Unit, Visibility};
use crate::statistics::proportion::{Tally, share};
use crate::tabulation::{Family, Group};

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
        .flat_map(|group| [Some(respondents(slice, group)), rate(slice, group)])
        .flatten()
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

/// Returns the response rate, or `None` where the scan does not say how many people could answer.
fn rate(slice: &Slice<'_>, group: &Group) -> Option<Row> {
    let population = &slice.tabulated.population;
    let frame = slice
        .cube
        .frames
        .iter()
        .find(|frame| [population.period.as_str(), ""].contains(&frame.population.period.as_str()))?;
    let knows = |role: &Role| frame.population.roles.contains(role);
    let asked = frame.cell(group).people.exact().filter(|_| group.roles().iter().all(knows))?;
    let n = slice.cell(group).people.most;
    if asked < n || asked == 0 {
        return None;
    }
    let key = slice.key("response", group, Statistic::Share);
    if slice.visibility(None, group) != Visibility::Shown {
        return Some(slice.withheld(key, Unit::Share));
    }
    let row = slice.row(key, figure(share(Tally::of(n, asked))), Unit::Share, asked, "wilson");
    Some(Row { basis: Basis { n: asked, smallest: n }, ..row })
}
