//! What a reader can work out: bounds on every hidden quantity, from every equation of the release at once.
//!
//! Two kinds of equations: a group is the sum of the groups it falls apart into, and the answers of a group
//! add up to its people and, times their values, to the sum behind its mean. Bounds are passed along all of
//! them until nothing changes, in whole people where people are counted; of counts, what lines tell together is
//! worked out as well (`elimination`). What only a linear program would give is left to the audit of written folders.

use crate::statistics::Interval;

use super::Layer;
use super::cells::{Block, Printed, Quantity};
use super::elimination::{Combination, eliminate};
use super::ladder::Draft;
use super::lines::{Line, Release};

/// Sweeps over the equations after which bounds are taken as they are.
const MOST_SWEEPS: usize = 12;

/// How many people are left open of an unknown about which lines may tell more together.
const WIDE: f64 = 2.0;

/// How many unknowns a sum of lines may hold; a longer one takes long to work with, and tells of one of them only together
/// with as many others.
const MOST_TERMS: usize = 100;

/// How many people rounded numbers leave open together, above which a sum of them tells nothing.
const MOST_SLACK: f64 = 40.0;

/// By how much a sum of answers has to narrow before the equations around it are used again.
pub(super) const SUM_HAIR: f64 = 0.01;

/// What a reader can know of the quantities of a block.
pub(super) struct Known<'a> {
    pub(super) draft: &'a Draft<'a>,
    /// Per quantity: the people it is about, per group.
    pub(super) people: Vec<Vec<u64>>,
    /// Per quantity: whether nothing is printed, per group.
    pub(super) is_open: Vec<Vec<bool>>,
    /// Per quantity and group.
    pub(super) bounds: Vec<Vec<Interval>>,
}

impl<'a> Known<'a> {
    /// Passes bounds along all equations of a block.
    pub(super) fn of(draft: &'a Draft<'a>, block: &Block) -> Self {
        let groups = 0..draft.release.groups.len();
        let people: Vec<Vec<u64>> = block.quantities.iter().map(|quantity| quantity.people(draft)).collect();
        let printed = |quantity: &Quantity| -> Vec<Printed> {
            groups.clone().map(|group| quantity.printed(draft, group)).collect()
        };
        let printed: Vec<Vec<Printed>> = block.quantities.iter().map(printed).collect();
        let bounds = block
            .quantities
            .iter()
            .enumerate()
            .map(|(place, quantity)| {
                groups
                    .clone()
                    .map(|group| printed[place][group].bounds(quantity.unknown(people[place][group])))
                    .collect()
            })
            .collect();
        let is_open = printed
            .iter()
            .map(|printed| printed.iter().map(|printed| *printed == Printed::Nothing).collect())
            .collect();
        let mut known = Self { draft, people, is_open, bounds };
        known.propagate(block);
        if draft.layer() == Layer::Counts && known.eliminate(block) {
            known.propagate(block);
        }
        known
    }

    /// Narrows bounds by what several lines tell together; says whether that changed anything.
    #[expect(clippy::cast_precision_loss, reason = "counts of people stay far below 2^52")]
    fn eliminate(&mut self, block: &Block) -> bool {
        let groups = self.draft.release.groups.len();
        let bounds: Vec<Interval> = self.bounds.iter().flatten().copied().collect();
        let width = |unknown: usize| bounds[unknown].upper - bounds[unknown].lower;
        let is_wide = |unknown: usize| width(unknown) >= WIDE;
        let slack = |(unknown, factor): &(usize, i64)| factor.unsigned_abs() as f64 * width(*unknown);
        let may_tell = |sum: &Combination| {
            let narrow = sum.terms.iter().filter(|(unknown, _)| !is_wide(*unknown));
            sum.terms.len() <= MOST_TERMS && narrow.map(slack).sum::<f64>() <= MOST_SLACK
        };
        let mut changed = false;
        for sum in eliminate(self.combinations(block), is_wide, may_tell) {
            let Some((unknown, factor)) = sum.terms.iter().find(|(unknown, _)| is_wide(*unknown)) else {
                continue;
            };
            let others = sum.terms.iter().filter(|(other, _)| *other != *unknown);
            let total = Interval::new(sum.total as f64, sum.total as f64);
            let rest = others
                .fold(total, |rest, (other, factor)| minus(rest, times(bounds[*other], *factor as f64)));
            let (place, group) = (unknown / groups, unknown % groups);
            let own = times(rest, 1.0 / *factor as f64);
            changed |= tighten(&block.quantities[place], &mut self.bounds[place][group], own);
        }
        changed
    }

    /// Returns the lines of every count as sums of what is not known exactly.
    ///
    /// The number of an unknown is the place of its quantity, times the number of groups, plus its group.
    #[expect(clippy::cast_possible_truncation, reason = "counts of people stay far below 2^52")]
    fn combinations(&self, block: &Block) -> Vec<Combination> {
        let release = self.draft.release;
        let counts = block.quantities.iter().enumerate().filter(|(_, quantity)| quantity.is_whole());
        let mut sums = Vec::new();
        for (place, _) in counts {
            for Line { parent, children } in &release.lines {
                let members = children.iter().map(|child| (*child, -1)).chain([(*parent, 1)]);
                let (mut terms, mut total) = (Vec::with_capacity(children.len() + 1), 0);
                for (group, factor) in members {
                    let Interval { lower, upper } = self.bounds[place][group];
                    if lower < upper {
                        terms.push((place * release.groups.len() + group, factor));
                    } else {
                        total -= factor * lower as i64;
                    }
                }
                sums.push(Combination::of(terms, total));
            }
        }
        sums
    }

    fn propagate(&mut self, block: &Block) {
        let release = self.draft.release;
        let equations: Vec<Vec<Equation>> =
            (0..release.groups.len()).map(|group| block.equations(self.draft, group)).collect();
        let mut waiting = Waiting::everything(block, release);
        for _ in 0..MOST_SWEEPS {
            let mut changed = false;
            for (place, quantity) in block.quantities.iter().enumerate() {
                for line in 0..release.lines.len() {
                    if std::mem::take(&mut waiting.lines[place][line]) {
                        changed |= pass_line(release, quantity, line, &mut self.bounds[place], |group| {
                            waiting.mark(release, place, group);
                        });
                    }
                }
            }
            for (group, equations) in equations.iter().enumerate() {
                if std::mem::take(&mut waiting.groups[group]) {
                    for equation in equations {
                        changed |= pass_within(block, equation, &mut self.bounds, group, |place| {
                            waiting.mark(release, place, group);
                        });
                    }
                }
            }
            if !changed {
                return;
            }
        }
    }

    /// Returns bounds on what some children of a line have together, by this line and what all others tell.
    pub(super) fn told(
        &self,
        place: usize,
        quantity: &Quantity,
        line: usize,
        children: &[usize],
    ) -> Interval {
        let others = self.draft.release.lines[line].children.iter().filter(|child| !children.contains(child));
        minus(self.whole(place, quantity, line), total(&self.bounds[place], others))
    }

    /// Returns bounds on each child of a line by itself, in order, as [`Known::told`] gives them.
    pub(super) fn told_of_each(&self, place: usize, quantity: &Quantity, line: usize) -> Vec<Interval> {
        let children = &self.draft.release.lines[line].children;
        let whole = self.whole(place, quantity, line);
        // What those after a child have together, from the last one on: nothing is subtracted again, so bounds may be endless.
        let mut after = vec![Interval::new(0.0, 0.0); children.len()];
        for at in (1..children.len()).rev() {
            after[at - 1] = plus(after[at], self.bounds[place][children[at]]);
        }
        let mut before = Interval::new(0.0, 0.0);
        let of_child = |(child, after): (&usize, Interval)| {
            let told = minus(whole, plus(before, after));
            before = plus(before, self.bounds[place][*child]);
            told
        };
        children.iter().zip(after).map(of_child).collect()
    }

    /// Returns bounds on the parent of a line that do not come from its children in this line.
    ///
    /// Bounds that flow up from a hidden child and down again would blame a line that tells nothing new.
    fn whole(&self, place: usize, quantity: &Quantity, line: usize) -> Interval {
        let release = self.draft.release;
        let bounds = &self.bounds[place];
        let parent = release.lines[line].parent;
        let mut whole = quantity.seen(self.draft, parent);
        for other in release.lines_of[parent].iter().filter(|other| **other != line) {
            let other = &release.lines[*other];
            whole = clip(
                whole,
                if other.parent == parent {
                    total(bounds, other.children.iter())
                } else {
                    let siblings = other.children.iter().filter(|child| **child != parent);
                    minus(bounds[other.parent], total(bounds, siblings))
                },
            );
        }
        whole
    }
}

/// Quantities of one group that add up, each times a factor, to something known.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Equation {
    /// The place of the quantity in its block, and its factor.
    pub(super) terms: Vec<(usize, f64)>,
    /// Between which values the total lies.
    pub(super) total: Interval,
}

/// The equations with a member whose bounds changed since they were last used.
struct Waiting {
    /// Per quantity and line.
    lines: Vec<Vec<bool>>,
    groups: Vec<bool>,
}

impl Waiting {
    fn everything(block: &Block, release: &Release) -> Self {
        Self {
            lines: vec![vec![true; release.lines.len()]; block.quantities.len()],
            groups: vec![true; release.groups.len()],
        }
    }

    fn mark(&mut self, release: &Release, place: usize, group: usize) {
        for line in &release.lines_of[group] {
            self.lines[place][*line] = true;
        }
        self.groups[group] = true;
    }
}

fn pass_line(
    release: &Release,
    quantity: &Quantity,
    line: usize,
    bounds: &mut [Interval],
    mut mark: impl FnMut(usize),
) -> bool {
    let line = &release.lines[line];
    let mut changed = false;
    let parts = total(bounds, line.children.iter());
    if tighten(quantity, &mut bounds[line.parent], parts) {
        changed = true;
        mark(line.parent);
    }
    for child in &line.children {
        let siblings = if parts.upper.is_infinite() {
            total(bounds, line.children.iter().filter(|sibling| *sibling != child))
        } else {
            Interval::new(parts.lower - bounds[*child].lower, parts.upper - bounds[*child].upper)
        };
        let rest = minus(bounds[line.parent], siblings);
        if tighten(quantity, &mut bounds[*child], rest) {
            changed = true;
            mark(*child);
        }
    }
    changed
}

fn pass_within(
    block: &Block,
    equation: &Equation,
    bounds: &mut [Vec<Interval>],
    group: usize,
    mut mark: impl FnMut(usize),
) -> bool {
    let mut changed = false;
    for (place, factor) in &equation.terms {
        let others = equation.terms.iter().filter(|(other, _)| other != place);
        let rest = others.fold(Interval::new(0.0, 0.0), |sum, (other, factor)| {
            plus(sum, times(bounds[*other][group], *factor))
        });
        let own = times(minus(equation.total, rest), 1.0 / factor);
        if *factor != 0.0 && tighten(&block.quantities[*place], &mut bounds[*place][group], own) {
            changed = true;
            mark(*place);
        }
    }
    changed
}

fn total<'a>(bounds: &[Interval], groups: impl Iterator<Item = &'a usize>) -> Interval {
    groups.fold(Interval::new(0.0, 0.0), |sum, group| plus(sum, bounds[*group]))
}

fn plus(a: Interval, b: Interval) -> Interval {
    Interval::new(a.lower + b.lower, a.upper + b.upper)
}

pub(super) fn times(interval: Interval, factor: f64) -> Interval {
    if factor == 0.0 {
        return Interval::new(0.0, 0.0);
    }
    let (a, b) = (interval.lower * factor, interval.upper * factor);
    Interval::new(a.min(b), a.max(b))
}

/// Returns `whole` minus `part`; where both may be without limit, so is the difference.
fn minus(whole: Interval, part: Interval) -> Interval {
    let lower = if part.upper.is_infinite() { f64::NEG_INFINITY } else { whole.lower - part.upper };
    let upper = if whole.upper.is_infinite() { f64::INFINITY } else { whole.upper - part.lower };
    Interval::new(lower, upper)
}

/// Narrows `bounds` to what `other` allows; says whether that changed anything that matters.
fn tighten(quantity: &Quantity, bounds: &mut Interval, other: Interval) -> bool {
    let hair = if quantity.is_whole() { 1e-6 } else { SUM_HAIR };
    if other.lower <= bounds.lower + hair && other.upper >= bounds.upper - hair {
        return false;
    }
    let narrowed = clip(*bounds, if quantity.is_whole() { whole_numbers(other) } else { other });
    let changed = narrowed.lower > bounds.lower + hair || narrowed.upper < bounds.upper - hair;
    if changed {
        *bounds = narrowed;
    }
    changed
}

/// Returns the smallest and the largest whole number in an interval, a hair of rounding forgiven.
pub(super) fn whole_numbers(interval: Interval) -> Interval {
    let (lower, upper) = ((interval.lower - 1e-6).ceil(), (interval.upper + 1e-6).floor());
    Interval::new(lower.min(upper), upper.max(lower))
}

pub(super) fn clip(interval: Interval, within: Interval) -> Interval {
    let lower = interval.lower.max(within.lower);
    let upper = interval.upper.min(within.upper);
    // Rounded numbers that contradict each other by a hair leave a point, not an impossible interval.
    Interval::new(lower.min(upper), upper.max(lower))
}
