//! How well the questions of a scale hang together: alpha, omega, and what each question adds.
//!
//! Over the people who answered all questions. Of whole scopes, and alpha of gender too; everything here is
//! kept back where the plan does not tell the spread of a group.

use crate::model::Role;
use crate::results::{Figure, Key, Row, Statistic, Unit};
use crate::statistics::{
    Estimate, NotEstimable,
    cross_products::CrossProducts,
    factor::{Solution, one_factor},
    item::{ItemInScale, items_in_scale},
    reliability::{Alpha, alpha, spearman_brown},
};
use crate::tabulation::{CompleteCases, Group, VariableKind};

use super::Slice;
use super::slice::{VariableOf, figure, point};

/// Returns the rows on the reliability of a scale.
pub(super) fn rows(slice: &Slice<'_>, variable: VariableOf<'_>) -> Vec<Row> {
    match slice.by[..] {
        [] => slice.groups.iter().flat_map(|group| of_scope(slice, variable, group)).collect(),
        [Role::Gender | Role::Sex] if slice.own_unit().is_none() => {
            slice.groups.iter().map(|group| Scored::new(slice, variable, group).alpha()).collect()
        }
        _ => Vec::new(),
    }
}

fn of_scope(slice: &Slice<'_>, variable: VariableOf<'_>, group: &Group) -> Vec<Row> {
    let scored = Scored::new(slice, variable, group);
    let VariableKind::Scale { items, .. } = &variable.described().kind else { return Vec::new() };
    let mut rows = vec![scored.alpha()];
    if items.len() == 2 {
        let found = scored.of(spearman_brown);
        rows.push(scored.row(Statistic::SpearmanBrown, "", point(found), ""));
    }
    rows.push(scored.omega());
    let within = scored.of(items_in_scale);
    for (place, item) in items.iter().enumerate() {
        let of_item = |take: fn(&ItemInScale) -> Result<f64, NotEstimable>| {
            within.as_ref().map_err(|reason| *reason).and_then(|all| take(&all[place]))
        };
        rows.push(scored.row(Statistic::ItemRest, item, point(of_item(|item| item.item_rest)), ""));
        let without = point(of_item(|item| item.alpha_if_dropped));
        rows.push(scored.row(Statistic::AlphaIfDropped, item, without, ""));
    }
    rows
}

/// The complete cases of a scale in one group.
struct Scored<'a, 's> {
    slice: &'a Slice<'s>,
    variable: VariableOf<'a>,
    group: &'a Group,
    products: Option<CrossProducts>,
}

impl<'a, 's> Scored<'a, 's> {
    fn new(slice: &'a Slice<'s>, variable: VariableOf<'a>, group: &'a Group) -> Self {
        let complete = slice.tabulated.complete_cases(slice.cell(group), variable.place);
        Self { slice, variable, group, products: complete.and_then(cross_products) }
    }

    fn of<T>(
        &self,
        statistic: impl Fn(&CrossProducts) -> Result<T, NotEstimable>,
    ) -> Result<T, NotEstimable> {
        self.products.as_ref().ok_or(NotEstimable::AllMissing).and_then(statistic)
    }

    /// Returns whether the plan tells the spread of the group: what it does not tell is not worked out.
    fn is_told(&self) -> bool {
        self.slice.plan.tells_spread(self.slice.population, self.variable.place, self.group)
    }

    fn alpha(&self) -> Row {
        let estimate = |alpha: Alpha| Estimate { value: alpha.value, interval: Ok(alpha.interval) };
        self.row(Statistic::Alpha, "", figure(self.of(alpha).map(estimate)), "feldt")
    }

    fn omega(&self) -> Row {
        let fit = if self.is_told() { self.of(one_factor) } else { Err(NotEstimable::AllMissing) };
        let method = match &fit {
            Ok(fit) if fit.solution != Solution::Proper => "one_factor_limit",
            _ => "one_factor",
        };
        self.row(Statistic::Omega, "", point(fit.map(|fit| fit.omega)), method)
    }

    fn row(&self, statistic: Statistic, item: &str, figure: Figure, method: &'static str) -> Row {
        let slice = self.slice;
        let key = Key {
            category: item.into(),
            ..slice.key(&self.variable.described().measure, self.group, statistic)
        };
        if !self.is_told() {
            return slice.withheld(key, Unit::Reliability);
        }
        slice.row(key, figure, Unit::Reliability, self.products.as_ref().map_or(0, CrossProducts::n), method)
    }
}

#[expect(clippy::cast_precision_loss, reason = "sums over people stay far below 2^52")]
fn cross_products(cases: &CompleteCases) -> Option<CrossProducts> {
    let items = cases.sums.len();
    let sums = cases.sums.iter().map(|sum| *sum as f64).collect();
    // The cube keeps the whole square of products, statistics its upper triangle.
    let upper = (0..items).flat_map(|i| (i..items).map(move |j| cases.products[i * items + j] as f64));
    CrossProducts::from_parts(cases.n, sums, upper.collect())
}
