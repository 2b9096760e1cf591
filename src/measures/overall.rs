//! All groups of a declared breakdown at once: whether they differ at all, and how much of the spread goes with them.
//!
//! Of three groups or more with enough people to test; with two, the test of the pair says it. Scales by their means,
//! single questions by ranks, shares by a table. Outside Holm's family: where all differ, some pair does, and the pairs
//! are in it. Leaves out weighted answers.

use crate::results::{Answers, Basis, Figure, Key, Row, Statistic, Unit, Visibility};
use crate::statistics::{
    NotEstimable,
    anova::{anova, welch_anova},
    exact::{independence_test, monte_carlo_p},
    frequency::Frequencies,
    kruskal_wallis::kruskal_wallis,
    moments::Moments,
    proportion::Tally,
    table::{Table, association},
};
use crate::tabulation::{Group, VariableKind};

use super::Slice;
use super::comparison::{LEAST_EXPECTED, N_INFER};
use super::slice::{VariableOf, point};

/// With two groups there is a pair, which is compared as such.
const LEAST_GROUPS: usize = 3;

/// Ranks of fewer people in a group would tell about single answers.
const LEAST_RANKED: u64 = 30;

/// With more tables than this they are drawn, not counted: a scan has many schools and years.
const MOST_COUNTED: f64 = 1e6;

/// With more people than this no tables are drawn: it would take long, and chi-squared is close as most cells are large.
const MOST_DRAWN: u64 = 20_000;

/// The seed of the tables drawn where there are too many to count.
const SEED: u64 = 20_261_122;

/// Returns the test of means or ranks of all groups of a declared comparison, with its size.
pub(super) fn of_means(slice: &Slice<'_>, variable: VariableOf<'_>, groups: &[&Group]) -> Vec<Row> {
    let answers = |group: &Group| variable.frequencies(slice.cell(group));
    let measure = &variable.described().measure;
    let Some(together) = Together::of(slice, measure, groups, |group| answers(group).n()) else {
        return Vec::new();
    };
    let answers: Vec<Frequencies> = together.groups.iter().map(|group| answers(group)).collect();
    if matches!(variable.described().kind, VariableKind::Scale { .. }) {
        return together.means(&answers);
    }
    let is_told = together.groups.iter().all(|group| tells_every_answer(slice, variable, group));
    if is_told && together.basis.smallest >= LEAST_RANKED { together.ranks(&answers) } else { Vec::new() }
}

/// Returns whether each answer of a group is shown: ranks are made of all of them, and would tell what a band hides.
fn tells_every_answer(slice: &Slice<'_>, variable: VariableOf<'_>, group: &Group) -> bool {
    let (plan, described) = (slice.plan, variable.described());
    slice.visibility(Some(variable.place), group) == Visibility::Shown
        && (0..described.categories.len()).filter(|answer| described.is_answer(*answer)).all(|answer| {
            plan.cover(slice.population, variable.place, group, &Answers(vec![answer])).is_none()
        })
}

/// Returns the test of shares of all groups of a declared comparison, with its size.
///
/// Chi-squared, or an exact test where an expected count is below 5: by counting all tables, else by drawing them, of
/// up to [`MOST_DRAWN`] people.
pub(super) fn of_shares(
    slice: &Slice<'_>,
    measure: &str,
    groups: &[&Group],
    tally: impl Fn(&Group) -> Tally,
) -> Vec<Row> {
    let Some(together) = Together::of(slice, measure, groups, |group| tally(group).n()) else {
        return Vec::new();
    };
    let counts: Vec<Vec<u64>> = together
        .groups
        .iter()
        .map(|group| tally(group))
        .map(|tally| vec![tally.successes, tally.failures])
        .collect();
    together.shares(Table::new(&counts))
}

/// Returns at most how many tables of two columns have the margins of this one.
#[expect(clippy::cast_precision_loss, reason = "counts of people stay far below 2^52")]
fn tables(table: &Table) -> f64 {
    let fewest = table.column_totals().iter().copied().min().unwrap_or(0);
    let mut totals = table.row_totals().to_vec();
    totals.sort_unstable();
    // The largest row is what the others leave.
    totals.pop();
    totals.iter().map(|total| (total.min(&fewest) + 1) as f64).product()
}

/// The groups that are tested together.
struct Together<'a, 's> {
    slice: &'a Slice<'s>,
    measure: &'a str,
    groups: Vec<&'a Group>,
    basis: Basis,
}

impl<'a, 's> Together<'a, 's> {
    /// Keeps the groups that are large enough; `None` where the comparison is not declared or two are left.
    fn of(
        slice: &'a Slice<'s>,
        measure: &'a str,
        groups: &[&'a Group],
        n: impl Fn(&Group) -> u64,
    ) -> Option<Self> {
        if !slice.comparisons.declare(measure, &slice.by) {
            return None;
        }
        let groups: Vec<&Group> = groups.iter().copied().filter(|group| n(group) >= N_INFER).collect();
        let sizes: Vec<u64> = groups.iter().map(|group| n(group)).collect();
        let smallest = sizes.iter().copied().min()?;
        let basis = Basis { n: sizes.iter().sum(), smallest };
        (groups.len() >= LEAST_GROUPS).then_some(Self { slice, measure, groups, basis })
    }

    fn means(&self, answers: &[Frequencies]) -> Vec<Row> {
        let moments: Vec<Moments> = answers.iter().map(Frequencies::moments).collect();
        // Where groups differ less than by chance the size is below 0, which is told as 0.
        let size = anova(&moments).map(|found| found.omega_squared().max(0.0));
        vec![
            self.test(welch_anova(&moments).map(|test| test.p), "welch_anova"),
            self.size(Statistic::OmegaSquared, size, "anova"),
        ]
    }

    fn ranks(&self, answers: &[Frequencies]) -> Vec<Row> {
        let found = kruskal_wallis(&answers.iter().collect::<Vec<_>>());
        vec![
            self.test(found.map(|found| found.p), "kruskal_wallis"),
            self.size(Statistic::EpsilonSquared, found.map(|found| found.epsilon_squared), "kruskal_wallis"),
        ]
    }

    fn shares(&self, table: Result<Table, NotEstimable>) -> Vec<Row> {
        let size =
            table.as_ref().map_err(|reason| *reason).map(|table| association(table).cramers_v_corrected);
        let size = self.size(Statistic::CramersV, size, "bergsma");
        let test = match table {
            Err(reason) => self.test(Err(reason), ""),
            Ok(table) if table.smallest_expected() < LEAST_EXPECTED && table.total() <= MOST_DRAWN => {
                if tables(&table) <= MOST_COUNTED {
                    self.test(Ok(independence_test(&table, SEED).p), "fisher_freeman_halton")
                } else {
                    self.test(Ok(monte_carlo_p(&table, SEED)), "monte_carlo")
                }
            }
            Ok(table) => self.test(Ok(association(&table).test.p), "chi_squared"),
        };
        vec![test, size]
    }

    fn test(&self, p: Result<f64, NotEstimable>, method: &'static str) -> Row {
        self.row(Statistic::POverall, point(p), Unit::Probability, method)
    }

    fn size(&self, statistic: Statistic, size: Result<f64, NotEstimable>, method: &'static str) -> Row {
        self.row(statistic, point(size), Unit::Pure, method)
    }

    /// Returns a row about everybody in the scope, with the breakdown as its category.
    fn row(&self, statistic: Statistic, figure: Figure, unit: Unit, method: &'static str) -> Row {
        let bare = self.slice.bare();
        let roles: Vec<&str> = self.slice.by.iter().map(|role| role.word()).collect();
        let key = Key {
            category: roles.join("*").into(),
            ..bare.key(self.measure, &self.slice.scope.group(), statistic)
        };
        Row {
            basis: self.basis,
            rests_on: self.groups.iter().map(|group| (*group).clone()).collect(),
            ..self.slice.row(key, figure, unit, self.basis.n, method)
        }
    }
}
