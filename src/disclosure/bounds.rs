//! What a reader can work out: bounds on every hidden quantity, from every line of the release at once.
//!
//! Bounds are passed along the lines until nothing changes. This finds every chain of subtractions; what
//! only the joint solution of several lines would give is left to the audit of written folders.

use crate::statistics::Interval;

use super::cells::{Printed, Quantity};
use super::ladder::Draft;
use super::policy::BAND_MIN;

/// Sweeps over the lines after which bounds are taken as they are.
const MOST_SWEEPS: usize = 12;

/// A line that tells too much about the people it does not show.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Weak {
    pub(super) line: usize,
}

/// Returns the lines that tell too much about a quantity.
pub(super) fn weak_lines(draft: &Draft<'_>, quantity: &Quantity) -> Vec<Weak> {
    let release = draft.release;
    let people = quantity.people(draft);
    let is_open: Vec<bool> =
        (0..release.groups.len()).map(|group| quantity.printed(draft, group) == Printed::Nothing).collect();
    if !is_open.iter().any(|open| *open) && !matches!(quantity, Quantity::Count { .. }) {
        return Vec::new();
    }
    let bounds = propagate(draft, quantity);
    let known = |group: usize, told: Interval| clip(told, quantity.unknown(people[group]));
    let is_small = |group: usize| people[group] > 0 && people[group] < draft.minimum;
    let is_told = |group: usize, told: Interval| {
        is_small(group) && !is_wide(quantity, known(group, told), people[group], draft.minimum)
    };
    let mut weak = Vec::new();
    for (index, line) in release.lines.iter().enumerate() {
        // What a small hidden group falls apart into is told only by a line that tells about the group.
        if is_open[line.parent] && is_small(line.parent) {
            continue;
        }
        let open: Vec<usize> = line.children.iter().copied().filter(|child| is_open[*child]).collect();
        let told = Told { draft, quantity, bounds: &bounds, line: index };
        let n: u64 = open.iter().map(|child| people[*child]).sum();
        let tells_the_rest = || {
            let rest = clip(told.about(&open), quantity.unknown(n));
            n > 0 && n < draft.minimum && !is_wide(quantity, rest, n, draft.minimum)
        };
        let tells_one = || open.len() > 1 && open.iter().any(|child| is_told(*child, told.about(&[*child])));
        let tells_a_cover = || {
            let is_broken = |child: &usize| {
                is_covered(draft, quantity, *child) && is_cover_broken(known(*child, told.about(&[*child])))
            };
            line.children.iter().any(is_broken)
        };
        if tells_the_rest() || tells_one() || tells_a_cover() {
            weak.push(Weak { line: index });
        }
    }
    if weak.is_empty() {
        weak.extend(narrowest_lines(draft, quantity, &bounds, &is_open, &is_told));
    }
    weak
}

/// Returns the narrowest line of each group that no single line tells about, but several together do.
fn narrowest_lines(
    draft: &Draft<'_>,
    quantity: &Quantity,
    bounds: &[Interval],
    is_open: &[bool],
    is_told: &impl Fn(usize, Interval) -> bool,
) -> Vec<Weak> {
    let release = draft.release;
    let mut weak = Vec::new();
    for group in (0..release.groups.len()).filter(|group| is_open[*group] && is_told(*group, bounds[*group]))
    {
        let as_child = release.lines_of[group].iter().filter(|line| release.lines[**line].parent != group);
        let width = |line: &usize| {
            let told = Told { draft, quantity, bounds, line: *line }.about(&[group]);
            told.upper - told.lower
        };
        let narrowest = as_child.min_by(|a, b| width(a).total_cmp(&width(b)));
        weak.extend(narrowest.map(|line| Weak { line: *line }));
    }
    weak
}

/// What one line tells, given what all others tell about its other members.
struct Told<'a> {
    draft: &'a Draft<'a>,
    quantity: &'a Quantity,
    bounds: &'a [Interval],
    line: usize,
}

impl Told<'_> {
    /// Returns bounds on what some children have together, by this line.
    fn about(&self, children: &[usize]) -> Interval {
        let line = &self.draft.release.lines[self.line];
        let others = line.children.iter().filter(|child| !children.contains(child));
        let rest = total(self.bounds, others);
        let whole = self.whole();
        minus(whole, rest)
    }

    /// Returns bounds on the parent that do not come from its children in this line.
    ///
    /// Bounds that flow up from a hidden child and down again would blame a line that tells nothing new.
    fn whole(&self) -> Interval {
        let release = self.draft.release;
        let parent = release.lines[self.line].parent;
        let mut whole = self.quantity.seen(self.draft, parent);
        for other in release.lines_of[parent].iter().filter(|other| **other != self.line) {
            let other = &release.lines[*other];
            whole = clip(
                whole,
                if other.parent == parent {
                    total(self.bounds, other.children.iter())
                } else {
                    let siblings = other.children.iter().filter(|child| **child != parent);
                    minus(self.bounds[other.parent], total(self.bounds, siblings))
                },
            );
        }
        whole
    }
}

fn total<'a>(bounds: &[Interval], groups: impl Iterator<Item = &'a usize>) -> Interval {
    groups.fold(Interval::new(0.0, 0.0), |sum, group| {
        Interval::new(sum.lower + bounds[*group].lower, sum.upper + bounds[*group].upper)
    })
}

/// Returns `whole` minus `part`; where both may be without limit, so is the difference.
fn minus(whole: Interval, part: Interval) -> Interval {
    let lower = if part.upper.is_infinite() { f64::NEG_INFINITY } else { whole.lower - part.upper };
    let upper = if whole.upper.is_infinite() { f64::INFINITY } else { whole.upper - part.lower };
    Interval::new(lower, upper)
}

/// Returns bounds on the quantity for every group, after all lines have been used.
fn propagate(draft: &Draft<'_>, quantity: &Quantity) -> Vec<Interval> {
    let release = draft.release;
    let mut bounds: Vec<Interval> =
        (0..release.groups.len()).map(|group| quantity.seen(draft, group)).collect();
    for _ in 0..MOST_SWEEPS {
        let mut changed = false;
        for line in &release.lines {
            let parts = total(&bounds, line.children.iter());
            changed |= tighten(&mut bounds[line.parent], parts);
            for child in &line.children {
                let siblings = line.children.iter().filter(|sibling| *sibling != child);
                let rest = minus(bounds[line.parent], total(&bounds, siblings));
                changed |= tighten(&mut bounds[*child], rest);
            }
        }
        if !changed {
            break;
        }
    }
    bounds
}

/// Narrows `bounds` to what `other` allows; says whether that changed anything that matters.
fn tighten(bounds: &mut Interval, other: Interval) -> bool {
    let narrowed = clip(*bounds, other);
    let changed = narrowed.lower > bounds.lower + 1e-6 || narrowed.upper < bounds.upper - 1e-6;
    if changed {
        *bounds = narrowed;
    }
    changed
}

fn clip(interval: Interval, within: Interval) -> Interval {
    let lower = interval.lower.max(within.lower);
    let upper = interval.upper.min(within.upper);
    // Rounded numbers that contradict each other by a hair leave a point, not an impossible interval.
    Interval::new(lower.min(upper), upper.max(lower))
}

/// Returns whether what a reader knows of `n` people leaves enough open (DISCLOSURE.md, section 6).
#[expect(clippy::cast_precision_loss, reason = "counts of people stay far below 2^52")]
fn is_wide(quantity: &Quantity, known: Interval, n: u64, minimum: u64) -> bool {
    let width = known.upper - known.lower + 1e-9;
    match quantity {
        Quantity::Sum { lowest, highest, .. } => {
            let range = highest - lowest;
            width / n as f64 >= (range / 2.0).max(2.0).min(range) - 1e-9
        }
        Quantity::People => {
            let whole = Interval::new((known.lower - 1e-6).ceil(), (known.upper + 1e-6).floor());
            whole.upper >= minimum as f64 && whole.upper - whole.lower >= minimum.div_ceil(2) as f64
        }
        Quantity::Count { .. } => {
            let whole = Interval::new((known.lower - 1e-6).ceil(), (known.upper + 1e-6).floor());
            whole.upper >= minimum.min(n) as f64
                && whole.upper - whole.lower >= minimum.div_ceil(2).min(n) as f64
        }
    }
}

/// Returns whether a shown group covers this answer because hardly anybody, or nearly everybody, gave it.
fn is_covered(draft: &Draft<'_>, quantity: &Quantity, group: usize) -> bool {
    let Quantity::Count { variable, answers } = quantity else { return false };
    let n = draft.answered(*variable, group);
    let count = draft.count(*variable, answers, group);
    n >= draft.minimum && count.min(n - count) < BAND_MIN && draft.is_covered(*variable, group, answers)
}

/// Returns whether bounds are narrower than the band that is printed instead of a rare answer.
#[expect(clippy::cast_precision_loss, reason = "a small constant")]
fn is_cover_broken(known: Interval) -> bool {
    known.upper - known.lower + 1e-6 < BAND_MIN as f64 - 1.0
}
