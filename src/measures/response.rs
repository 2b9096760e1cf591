//! Response: who answered.

use crate::results::{Figure, Row, Statistic, Unit, Visibility};
use crate::tabulation::Family;

use super::Slice;

/// Returns the number of respondents in each group.
pub(super) fn rows(slice: &Slice<'_>) -> Vec<Row> {
    if slice.tabulated.population.family != Family::Respondents {
        return Vec::new();
    }
    let respondents = |group| {
        let key = slice.key("response", group, Statistic::N);
        let n = slice.cell(group).people.most;
        #[expect(clippy::cast_precision_loss, reason = "counts of people stay far below 2^52")]
        let figure = Figure::Estimate { value: n as f64, interval: None };
        match slice.visibility(None, group) {
            Visibility::Withheld => slice.withheld(key, Unit::People),
            _ => slice.row(key, figure, Unit::People, n, ""),
        }
    };
    slice.groups.iter().map(respondents).collect()
}
