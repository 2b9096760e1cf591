//! From counts to a plan for the whole run: primary cells, rare answers, then the ladder until nothing is weak.

use crate::model::{LevelKind, Role};
use crate::results::{Candour, Plan, Visibility};
use crate::tabulation::{Cube, MISSING_LABEL, Tabulated};

use super::bounds;
use super::cells::{self, Quantity};
use super::choices;
use super::cover;
use super::ladder::Draft;
use super::lines::Release;
use super::pooling;
use super::spread;
use super::{Layer, Policy};

/// Rounds of tightening after which everything that is still weak is withheld.
const MOST_ROUNDS: usize = 200;

/// The share of small groups, in percent, above which a table of combinations loses its distributions.
const MOST_SMALL: usize = 15;

/// Decides what a run may show.
///
/// `per` is the role whose levels have a report each; `wanted` are the breakdowns of primary comparisons,
/// whose groups are withheld last. People in a group that is too small stay in every total.
#[must_use]
pub fn plan(cube: &Cube, policy: &Policy, per: Option<Role>, wanted: &[Vec<Role>]) -> Plan {
    let wanted: Vec<Vec<Role>> = wanted
        .iter()
        .map(|by| {
            let mut by = by.clone();
            by.sort_unstable();
            by
        })
        .collect();
    let candour = if policy.exact { Candour::Open } else { Candour::Protected };
    let mut plan = Plan { per, candour, least: policy.survey_min, ..Plan::default() };
    for (population, tabulated) in cube.populations.iter().enumerate() {
        plan.curve_minima.push(policy.curve_min(&tabulated.population));
        let is_open = tabulated.population.public || policy.exact;
        let least = policy.minimum_of(&tabulated.population);
        plan.stratum_min.push(if is_open { 0 } else { least });
        if tabulated.population.public {
            continue;
        }
        let release = Release::of(tabulated, |group| plan.table(population, group));
        let minimum = policy.minimum_of(&tabulated.population);
        let mut draft = Draft::new(population, tabulated, &release, minimum, &wanted);
        draft.hide_what_is_not_offered(per);
        hide_small(&mut draft);
        if !policy.exact && !tabulated.population.pooled.is_empty() {
            // What of it is shown is decided beside its single years.
            cover::cover_rare_answers(&mut draft);
        } else if !policy.exact {
            drop_fine_distributions(&mut draft);
            cover::merge_rare_answers(&mut draft);
            cover::cover_rare_answers(&mut draft);
            choices::cover_overlaps(&mut draft);
            blur_single_levels(&mut draft, cube);
            climb(&mut draft);
            choices::hide_together(&mut draft);
        }
        spread::hide_spread(&draft, policy, &mut plan);
        draft.finish(&mut plan);
    }
    pooling::decide(&mut plan, cube, policy, &wanted);
    plan
}

/// Withholds every group, and every variable of a group, with fewer people than the minimum.
fn hide_small(draft: &mut Draft<'_>) {
    for group in 0..draft.release.groups.len() {
        if draft.people(group) < draft.minimum {
            draft.hide_group(group);
        }
        for variable in 0..draft.tabulated.population.variables.len() {
            let answered = draft.answered(variable, group);
            if answered > 0 && (answered < draft.minimum || draft.is_dominated(variable, group)) {
                draft.hide_variable(variable, group);
            }
        }
    }
}

/// Drops the distributions of answers from combinations of roles in which too many groups are small.
///
/// Protecting each answer of each small combination would withhold the distributions of whole groups.
fn drop_fine_distributions(draft: &mut Draft<'_>) {
    let release = draft.release;
    for table in (0..release.tables.len()).filter(|table| release.tables[*table].roles.len() > 1) {
        let in_table = || (0..release.groups.len()).filter(|group| release.table_of[*group] == table);
        let small = in_table().filter(|group| draft.people(*group) < draft.minimum).count();
        if small * 100 > in_table().count() * MOST_SMALL {
            draft.drop_distributions(table);
        }
    }
}

/// Prints a table in round numbers where the size of one hidden level could be computed.
///
/// A remainder of two levels or more, one of them without a stated group, may have a known size.
fn blur_single_levels(draft: &mut Draft<'_>, cube: &Cube) {
    let release = draft.release;
    for line in &release.lines {
        let hidden: Vec<usize> = line
            .children
            .iter()
            .copied()
            .filter(|child| draft.visibility(None, *child) == Visibility::Withheld)
            .collect();
        let is_stated = |group: usize| {
            let group = &release.groups[group];
            group.roles().iter().all(|role| {
                let label = group.level(*role).unwrap_or(MISSING_LABEL);
                cube.level_kind(*role, label) == Some(LevelKind::Stated)
            })
        };
        let small: u64 = hidden.iter().map(|child| draft.people(*child)).sum();
        let may_be_known = hidden.len() > 1 && hidden.iter().any(|child| !is_stated(*child));
        if !hidden.is_empty() && small < draft.minimum && !may_be_known {
            for child in &line.children {
                draft.coarsen(release.table_of[*child]);
            }
        }
    }
}

/// Takes rungs of the ladder until no line tells too much; withholds what is left after too many rounds.
fn climb(draft: &mut Draft<'_>) {
    let quantities = quantities(draft.tabulated, draft);
    let mut open: Vec<bool> = vec![true; quantities.len()];
    for _ in 0..MOST_ROUNDS {
        let mut is_weak = false;
        for (quantity, open) in quantities.iter().zip(&mut open) {
            if !*open {
                continue;
            }
            let weak = bounds::weak_lines(draft, quantity);
            *open = !weak.is_empty();
            is_weak |= *open;
            for weak in weak {
                draft.tighten(weak.line, quantity);
            }
        }
        if !is_weak {
            // Rungs taken for one quantity change what is printed of others: look at all once more.
            let settled = quantities.iter().all(|quantity| bounds::weak_lines(draft, quantity).is_empty());
            if settled {
                return;
            }
            open.fill(true);
        }
    }
    for quantity in &quantities {
        for weak in bounds::weak_lines(draft, quantity) {
            let release = draft.release;
            for child in &release.lines[weak.line].children {
                match quantity.variable() {
                    None => draft.hide_group(*child),
                    Some(variable) => draft.hide_variable(variable, *child),
                }
            }
        }
    }
}

fn quantities(tabulated: &Tabulated, draft: &Draft<'_>) -> Vec<Quantity> {
    let is_counts = Layer::of(&tabulated.population) == Layer::Counts;
    let people = is_counts.then_some(Quantity::People);
    let variables = 0..draft.tabulated.population.variables.len();
    people.into_iter().chain(variables.flat_map(|variable| cells::of_variable(tabulated, variable))).collect()
}
