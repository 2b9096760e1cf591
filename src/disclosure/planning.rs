//! From counts to a plan for the whole run: primary cells, rare answers, then the ladder until nothing is weak.
//!
//! rayon stands in this file: populations hold different people, and are planned side by side; so are
//! blocks looked at.

use rayon::prelude::*;

use crate::model::{Ledger, Role};
use crate::results::{Candour, Plan};
use crate::tabulation::{Cube, VariableKind};

use super::bounds::Known;
use super::cells::Block;
use super::choices;
use super::cover;
use super::ladder::{Changed, Draft};
use super::lines::Release;
use super::policy::POOLED_MIN;
use super::pooling;
use super::prune::Withheld;
use super::spread;
use super::weak::{self, Weak};
use super::{Layer, Policy};

/// Rounds of tightening after which everything that is still weak is withheld.
const MOST_ROUNDS: usize = 200;

/// How many blocks are looked at ahead of those in which rungs are taken.
const MOST_AHEAD: usize = 8;

/// The share of small groups, in percent, above which a table of combinations loses its distributions.
const MOST_SMALL: usize = 15;

/// Decides what a run may show.
///
/// `per` is the role whose levels have a report each; `wanted` are the breakdowns of primary comparisons,
/// whose groups are withheld last. People in a group that is too small stay in every total.
#[must_use]
pub fn plan(cube: &Cube, policy: &Policy, per: Option<Role>, wanted: &[Vec<Role>]) -> Plan {
    plan_beside(cube, policy, per, wanted, &Ledger::default())
}

/// Decides what a run may show beside what was published before; else as [`plan`].
///
/// Groups that were told before and are not in the cube cannot be weighed: count by what was counted then as well.
#[must_use]
pub fn plan_beside(
    cube: &Cube,
    policy: &Policy,
    per: Option<Role>,
    wanted: &[Vec<Role>],
    earlier: &Ledger,
) -> Plan {
    let wanted: Vec<Vec<Role>> = wanted
        .iter()
        .map(|by| {
            let mut by = by.clone();
            by.sort_unstable();
            by
        })
        .collect();
    let candour = if policy.exact { Candour::Open } else { Candour::Protected };
    let empty = Plan { per, candour, least: policy.survey_min, ..Plan::default() };
    let releases: Vec<Release> = cube
        .populations
        .iter()
        .enumerate()
        .map(|(place, tabulated)| Release::of(tabulated, |group| empty.table(place, group)))
        .collect();
    let drafts: Vec<Draft<'_>> = cube
        .populations
        .iter()
        .zip(&releases)
        .enumerate()
        .map(|(place, (tabulated, release))| {
            let minimum = policy.minimum_of(&tabulated.population);
            Draft::new(cube, place, tabulated, release, minimum, &wanted)
        })
        .collect();
    let planned: Vec<Vec<Draft<'_>>> = bundles(drafts)
        .into_par_iter()
        .map(|bundle| of_the_same_people(bundle, policy, per, earlier))
        .collect();
    let mut drafts: Vec<Draft<'_>> = planned.into_iter().flatten().collect();
    drafts.sort_by_key(|draft| draft.population);
    let mut plan = empty;
    for draft in drafts {
        let population = &draft.tabulated.population;
        let is_open = population.public || policy.exact;
        plan.stratum_min.push(if is_open { 0 } else { draft.minimum });
        plan.curve_minima.push(policy.curve_min(population));
        if !population.public {
            spread::hide_spread(&draft, policy, &mut plan);
            draft.finish(&mut plan);
        }
    }
    pooling::decide(&mut plan, cube, policy, &wanted);
    plan
}

/// Puts together the populations that hold the same people: those who came in, and those who are followed.
fn bundles(drafts: Vec<Draft<'_>>) -> Vec<Vec<Draft<'_>>> {
    let mut bundles: Vec<Vec<Draft<'_>>> = Vec::new();
    for draft in drafts {
        let is_same = |bundle: &&mut Vec<Draft<'_>>| draft.is_about_the_people_of(&bundle[0]);
        match bundles.iter_mut().find(is_same) {
            Some(bundle) => bundle.push(draft),
            None => bundles.push(vec![draft]),
        }
    }
    bundles
}

/// Decides what a run shows of populations that hold the same people: they hide the same groups.
fn of_the_same_people<'a>(
    mut drafts: Vec<Draft<'a>>,
    policy: &Policy,
    per: Option<Role>,
    earlier: &Ledger,
) -> Vec<Draft<'a>> {
    for draft in &mut drafts {
        prepare(draft, policy, per, earlier);
    }
    let first: Vec<Withheld> = drafts.iter().map(Draft::withheld).collect();
    weigh(&mut drafts, policy);
    for (draft, first) in
        drafts.iter_mut().zip(&first).filter(|(draft, _)| !policy.exact && is_weighed_alone(draft))
    {
        let blocks = of_variables(draft);
        draft.give_back(first, &blocks);
    }
    for _ in 0..MOST_ROUNDS {
        let mut changed = Changed::No;
        for draft in drafts.iter_mut().filter(|draft| !policy.exact && is_weighed_alone(draft)) {
            changed = changed.or(close_jointly(draft));
        }
        if changed == Changed::No {
            break;
        }
        weigh(&mut drafts, policy);
    }
    drafts
}

/// Takes rungs in populations of the same people until nothing tells too much, and all of them hide the same groups.
fn weigh(drafts: &mut [Draft<'_>], policy: &Policy) {
    loop {
        for draft in drafts.iter_mut().filter(|draft| !policy.exact && is_weighed_alone(draft)) {
            let before = draft.withheld();
            climb(draft, &[Block::people()]);
            draft.give_back_groups(&before);
            let blocks = of_variables(draft);
            climb(draft, &blocks);
            choices::hide_together(draft);
        }
        let mut changed = Changed::No;
        for draft in drafts.iter_mut() {
            changed = changed.or(draft.hide_additions());
        }
        for own in 1..drafts.len() {
            let (before, after) = drafts.split_at_mut(own);
            for other in before {
                changed = changed.or(other.follow(&after[0])).or(after[0].follow(other));
            }
        }
        // Every round withholds more, so there is a last one.
        if changed == Changed::No {
            return;
        }
    }
}

/// Takes a rung for everything that only a joint solution tells.
fn close_jointly(draft: &mut Draft<'_>) -> Changed {
    if draft.layer() != Layer::Counts {
        return Changed::No;
    }
    let blocks = of_variables(draft);
    let found: Vec<_> =
        blocks.par_iter().map(|block| weak::find_jointly(&Known::of(draft, block), block)).collect();
    let mut changed = Changed::No;
    for (block, found) in blocks.iter().zip(found) {
        changed = changed.or(tighten_or_withhold(draft, block, found));
    }
    changed
}

/// What of pooled years is shown is decided beside their single years.
fn is_weighed_alone(draft: &Draft<'_>) -> bool {
    !draft.tabulated.population.public && draft.tabulated.population.pooled.is_empty()
}

/// Takes the steps that look at one group at a time.
fn prepare(draft: &mut Draft<'_>, policy: &Policy, per: Option<Role>, earlier: &Ledger) {
    if draft.tabulated.population.public {
        return;
    }
    draft.hide_what_is_not_offered(per);
    if !policy.exact && draft.tabulated.population.pooled.is_empty() {
        draft.take_over(earlier, per);
    }
    hide_small(draft, policy);
    if policy.exact {
        return;
    }
    if is_weighed_alone(draft) {
        drop_fine_distributions(draft);
        cover::merge_rare_answers(draft);
    }
    cover::cover_rare_answers(draft);
    if is_weighed_alone(draft) {
        choices::cover_overlaps(draft);
    }
}

/// Withholds every group, and every variable of a group, with fewer people than the minimum.
///
/// Shares over cohorts need more people, as where they are sealed: the plan knows of every number that is missing.
fn hide_small(draft: &mut Draft<'_>, policy: &Policy) {
    for group in 0..draft.release.groups.len() {
        if draft.people(group) < draft.minimum {
            draft.withhold(None, group);
        }
        for (variable, described) in draft.tabulated.population.variables.iter().enumerate() {
            let least = if described.kind == VariableKind::Pooled && !policy.exact {
                draft.minimum.max(POOLED_MIN)
            } else {
                draft.minimum
            };
            let answered = draft.answered(variable, group);
            if answered > 0 && (answered < least || draft.is_dominated(variable, group)) {
                draft.withhold(Some(variable), group);
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

/// Takes rungs of the ladder until nothing tells too much, or nothing is left to withhold.
fn climb(draft: &mut Draft<'_>, blocks: &[Block]) {
    let mut open: Vec<bool> = vec![true; blocks.len()];
    for _ in 0..MOST_ROUNDS {
        let is_about_all = !open.contains(&false);
        sweep(draft, blocks, &mut open);
        if !open.contains(&true) {
            if is_about_all {
                return;
            }
            // Rungs taken for one quantity change what is printed of others: look at all once more.
            open.fill(true);
        }
    }
    for block in blocks {
        let found = weak_in(draft, block);
        withhold(draft, block, found);
    }
}

/// Takes rungs in each open block in turn, and leaves open those in which that changed anything.
///
/// Blocks are looked at ahead, side by side. What was found ahead holds until something changes, so the outcome is that
/// of one after the other.
fn sweep(draft: &mut Draft<'_>, blocks: &[Block], open: &mut [bool]) {
    let places: Vec<usize> = (0..blocks.len()).filter(|place| open[*place]).collect();
    let (mut left, mut ahead) = (places.as_slice(), 1);
    while !left.is_empty() {
        let next = &left[..ahead.min(left.len())];
        let found: Vec<_> = next.par_iter().map(|place| weak_in(draft, &blocks[*place])).collect();
        let mut n_done = 0;
        for (place, found) in next.iter().zip(found) {
            n_done += 1;
            open[*place] = take_rungs(draft, &blocks[*place], found) == Changed::Yes;
            if open[*place] {
                break;
            }
        }
        ahead = if next[..n_done].iter().any(|place| open[*place]) { 1 } else { MOST_AHEAD.min(ahead * 2) };
        left = &left[n_done..];
    }
}

/// Takes a rung for everything that tells too much in a block, or withholds it.
///
/// Nothing changes where all is withheld: an answer that hardly anybody gave is rare in every group, as everybody knows.
fn take_rungs(draft: &mut Draft<'_>, block: &Block, found: Vec<(usize, Weak)>) -> Changed {
    let is_weak = !found.is_empty();
    let changed = tighten_or_withhold(draft, block, found);
    if !is_weak || changed == Changed::Yes || draft.layer() == Layer::Answers {
        return changed;
    }
    // Lines of which nothing can be taken back any more must not hide what they tell together with others. Of answers there are so
    // many that a tenth of all means would go, for what the sizes of groups in round numbers leave open.
    let together = weak::find_together(&Known::of(draft, block), block, draft.care());
    tighten_or_withhold(draft, block, together)
}

fn tighten_or_withhold(draft: &mut Draft<'_>, block: &Block, found: Vec<(usize, Weak)>) -> Changed {
    let mut changed = Changed::No;
    for (quantity, weak) in &found {
        changed = changed.or(draft.tighten(*weak, &block.quantities[*quantity]));
    }
    if changed == Changed::No { withhold(draft, block, found) } else { changed }
}

/// Withholds all that tells too much, where no rung is left.
fn withhold(draft: &mut Draft<'_>, block: &Block, found: Vec<(usize, Weak)>) -> Changed {
    let mut changed = Changed::No;
    for (quantity, weak) in found {
        let release = draft.release;
        let groups = match weak {
            Weak::Line(line) => release.lines[line].members().collect(),
            Weak::Distribution(group) => vec![group],
        };
        for group in groups {
            changed = changed.or(draft.withhold(block.quantities[quantity].variable(), group));
        }
    }
    changed
}

/// Returns what tells too much, by the place of the quantity in the block.
fn weak_in(draft: &Draft<'_>, block: &Block) -> Vec<(usize, Weak)> {
    weak::find(&Known::of(draft, block), block, draft.care())
}

fn of_variables(draft: &Draft<'_>) -> Vec<Block> {
    let variables = 0..draft.tabulated.population.variables.len();
    variables.map(|variable| Block::of_variable(draft, variable)).collect()
}
