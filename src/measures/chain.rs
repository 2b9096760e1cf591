//! The chain from school to work: where the share of women changes, stage by stage.
//!
//! Shares cannot be added, log odds can: the steps from stage to stage add up exactly to the whole way. Stages are
//! the scan's own starters, enrolled students and graduates, and published figures that stand in the chain. Leaves
//! out whether the same people pass the stages: they do not, and the report says so.

use crate::model::{Name, Role};
use crate::results::{Against, Basis, Figure, Key, Plan, Row, Statistic, Unit, Visibility};
use crate::statistics::{Interval, distribution::Z_95};
use crate::tabulation::{Cube, Family, Group, Scope};

use super::Comparisons;
use super::comparison::is_woman;

/// Stages of published figures before the scan's own, in order.
const BEFORE: [&str; 4] = ["vmbo", "mbo", "hbo", "wo"];

/// Stages of published figures after the scan's own.
const AFTER: [&str; 1] = ["work"];

/// The scan's own stages, in order, with their measures.
const OWN: [(Family, &str); 3] = [
    (Family::Intake, "participation.intake"),
    (Family::Enrolled, "participation.enrolled"),
    (Family::Graduated, "participation.graduated"),
];

/// One stage: a share of women, and how well it is known.
#[derive(Debug, Clone, PartialEq)]
struct Stage {
    /// What the key says of it: a measure, or `benchmark:id`.
    name: Against,
    log_odds: f64,
    variance: f64,
    /// The population and the people, for a stage of the scan's own.
    own: Option<Own>,
}

#[derive(Debug, Clone, PartialEq)]
struct Own {
    population: usize,
    group: Group,
    n: u64,
    smallest: u64,
}

/// Returns the steps of the chain of every scope, and the whole way.
pub(super) fn rows(cube: &Cube, plan: &Plan, comparisons: &Comparisons) -> Vec<Row> {
    let by = [Role::Sex, Role::Gender].into_iter().find(|role| cube.breakdowns.contains(&vec![*role]));
    let Some(role) = by else { return Vec::new() };
    cube.scopes.iter().flat_map(|scope| of_scope(cube, plan, comparisons, scope, role)).collect()
}

fn of_scope(cube: &Cube, plan: &Plan, comparisons: &Comparisons, scope: &Scope, role: Role) -> Vec<Row> {
    let own: Vec<Stage> = OWN
        .iter()
        .filter_map(|(family, measure)| own_stage(cube, plan, scope, role, *family, measure))
        .collect();
    let year = own
        .iter()
        .filter_map(|stage| cube.populations[stage.own.as_ref()?.population].population.period.parse().ok())
        .max();
    let Some(year) = year else { return Vec::new() };
    let published = |names: &[&str]| -> Vec<Stage> {
        names
            .iter()
            .flat_map(|name| comparisons.benchmarks.iter().filter(move |known| known.stage == *name))
            .filter_map(|known| {
                let (_, share) = known.nearest_to(year).filter(|(_, share)| *share > 0.0 && *share < 1.0)?;
                let name = Against::Benchmark(Name::from(&known.id));
                Some(Stage { name, log_odds: logit(share), variance: 0.0, own: None })
            })
            .collect()
    };
    let stages: Vec<Stage> = [published(&BEFORE), own, published(&AFTER)].concat();
    if stages.len() < 2 {
        return Vec::new();
    }
    let Some(anchor) = stages.iter().rev().find_map(|stage| stage.own.clone()) else { return Vec::new() };
    let mut rows: Vec<Row> = Vec::new();
    for pair in stages.windows(2) {
        rows.extend(step(cube, scope, role, &anchor, &pair[0], &pair[1]));
    }
    rows.extend(whole_way(&rows, &stages));
    rows
}

/// Returns a stage of the scan's own in its last year; `None` where women or the total are not shown.
#[expect(clippy::cast_precision_loss, reason = "counts of people stay far below 2^52")]
fn own_stage(
    cube: &Cube,
    plan: &Plan,
    scope: &Scope,
    role: Role,
    family: Family,
    measure: &str,
) -> Option<Stage> {
    let is_of = |place: &usize| {
        let population = &cube.populations[*place].population;
        population.family == family && population.pooled.is_empty() && population.roles.contains(&role)
    };
    let year = |place: &usize| cube.populations[*place].population.period.parse::<u16>().ok();
    let population = (0..cube.populations.len())
        .filter(is_of)
        .filter(|place| year(place).is_some())
        // The first source with the last year.
        .max_by_key(|place| (year(place), std::cmp::Reverse(*place)))?;
    let tabulated = &cube.populations[population];
    let whole = scope.group();
    let groups = cube.groups(tabulated, scope, &[role]);
    let women = groups.into_iter().find(|group| group.level(role).is_some_and(is_woman))?;
    let people = |group: &Group| {
        let is_shown = plan.visibility(population, None, group) == Visibility::Shown;
        let n = tabulated.cell(group).people.exact().filter(|_| is_shown)?;
        Some(plan.step(population, group).people(n))
    };
    let (x, n) = (people(&women)?, people(&whole)?);
    if x == 0 || x >= n {
        return None;
    }
    let others = n - x;
    Some(Stage {
        name: Against::Group(measure.into()),
        log_odds: (x as f64 / others as f64).ln(),
        variance: 1.0 / x as f64 + 1.0 / others as f64,
        own: Some(Own { population, group: women, n, smallest: x.min(others) }),
    })
}

fn logit(share: f64) -> f64 {
    (share / (1.0 - share)).ln()
}

/// Returns how much the log odds change from one stage to the next, with its normal interval.
fn step(cube: &Cube, scope: &Scope, role: Role, anchor: &Own, from: &Stage, to: &Stage) -> Option<Row> {
    let value = to.log_odds - from.log_odds;
    let half = Z_95 * (from.variance + to.variance).sqrt();
    let interval = (half > 0.0).then(|| Interval::new(value - half, value + half));
    let owners: Vec<&Own> = [&from.own, &to.own].into_iter().flatten().collect();
    let first = owners.first().copied().unwrap_or(anchor);
    let population = &cube.populations[to.own.as_ref().unwrap_or(first).population].population;
    let measure = format!("chain.{}", word(&to.name).trim_start_matches("participation."));
    let smallest = owners.iter().map(|own| own.smallest).min().unwrap_or(anchor.smallest);
    Some(Row {
        key: Key {
            scope: scope.clone(),
            source: Name::from(&population.source),
            period: Name::from(&population.period),
            measure: measure.into(),
            by: [role].into(),
            group: anchor.group.clone(),
            against: from.name.clone(),
            statistic: Statistic::LogOdds,
            category: Name::default(),
        },
        populations: if owners.is_empty() {
            vec![anchor.population]
        } else {
            owners.iter().map(|own| own.population).collect()
        },
        figure: Figure::Estimate { value, interval },
        unit: Unit::Pure,
        basis: Basis { n: owners.iter().map(|own| own.n).sum(), smallest },
        method: "normal",
        sides: None,
        rests_on: Vec::new(),
    })
}

fn word(name: &Against) -> String {
    match name {
        Against::Group(measure) => measure.to_string(),
        Against::Benchmark(id) => id.to_string(),
        _ => String::new(),
    }
}

/// Returns the whole way from the first stage to the last: the sum of the printed steps.
fn whole_way(steps: &[Row], stages: &[Stage]) -> Option<Row> {
    let (first, last) = (stages.first()?, stages.last()?);
    let total = steps.last().filter(|_| steps.len() > 1)?;
    let value = last.log_odds - first.log_odds;
    let half = Z_95 * (first.variance + last.variance).sqrt();
    let mut key = total.key.clone();
    key.measure = "chain".into();
    key.against = first.name.clone();
    Some(Row {
        key,
        populations: steps.iter().flat_map(|step| step.populations.clone()).collect(),
        figure: Figure::Sum {
            terms: steps.iter().map(|step| (step.key.clone(), 1.0)).collect(),
            constant: 0.0,
            value,
            interval: (half > 0.0).then(|| Interval::new(value - half, value + half)),
        },
        basis: Basis {
            n: total.basis.n,
            smallest: steps.iter().map(|step| step.basis.smallest).min().unwrap_or(0),
        },
        ..total.clone()
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn the_steps_of_the_chain_add_up_to_the_whole_way(shares in proptest::collection::vec(0.01_f64..0.99, 2..8)) {
            let steps: f64 = shares.windows(2).map(|pair| logit(pair[1]) - logit(pair[0])).sum();
            let whole = logit(shares[shares.len() - 1]) - logit(shares[0]);
            prop_assert!((steps - whole).abs() < 1e-12);
        }
    }
}
