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
    let mut weak = Vec::new();
    for (index, line) in release.lines.iter().enumerate() {
        let open: Vec<usize> = line.children.iter().copied().filter(|child| is_open[*child]).collect();
        let n: u64 = open.iter().map(|child| people[*child]).sum();
        if n > 0 && n < draft.minimum {
            let rest = remainder(&bounds, line.parent, &line.children, &open);
            if !is_wide(quantity, clip(rest, quantity.unknown(n)), n, draft.minimum) {
                weak.push(Weak { line: index });
                continue;
            }
        }
        let small = |child: &usize| people[*child] > 0 && people[*child] < draft.minimum;
        let told = |child: &usize| {
            !is_wide(
                quantity,
                clip(bounds[*child], quantity.unknown(people[*child])),
                people[*child],
                draft.minimum,
            )
        };
        if open.len() > 1
            && open.iter().any(|child| small(child) && told(child) && is_told_by(&bounds, line, *child))
        {
            weak.push(Weak { line: index });
            continue;
        }
        if line.children.iter().any(|child| is_cover_broken(draft, quantity, *child, &bounds)) {
            weak.push(Weak { line: index });
        }
    }
    weak
}

/// Returns bounds on the quantity for every group, after all lines have been used.
fn propagate(draft: &Draft<'_>, quantity: &Quantity) -> Vec<Interval> {
    let release = draft.release;
    let mut bounds: Vec<Interval> =
        (0..release.groups.len()).map(|group| quantity.seen(draft, group)).collect();
    for _ in 0..MOST_SWEEPS {
        let mut changed = false;
        for line in &release.lines {
            let total = line.children.iter().fold(Interval::new(0.0, 0.0), |sum, child| {
                Interval::new(sum.lower + bounds[*child].lower, sum.upper + bounds[*child].upper)
            });
            changed |= tighten(&mut bounds[line.parent], total);
            let parent = bounds[line.parent];
            for child in &line.children {
                let own = bounds[*child];
                let others = Interval::new(total.lower - own.lower, total.upper - own.upper);
                if others.upper.is_finite() || parent.upper.is_finite() {
                    let upper = parent.upper - others.lower;
                    let lower = if others.upper.is_nan() { own.lower } else { parent.lower - others.upper };
                    changed |= tighten(&mut bounds[*child], Interval::new(lower, upper));
                }
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

/// Returns bounds on what the open children of a line have together.
fn remainder(bounds: &[Interval], parent: usize, children: &[usize], open: &[usize]) -> Interval {
    let mut rest = bounds[parent];
    for child in children.iter().filter(|child| !open.contains(child)) {
        rest = Interval::new(rest.lower - bounds[*child].upper, rest.upper - bounds[*child].lower);
    }
    rest
}

/// Returns whether the bounds of one child are no wider than this line alone makes them.
fn is_told_by(bounds: &[Interval], line: &super::lines::Line, child: usize) -> bool {
    let own = remainder(bounds, line.parent, &line.children, &[child]);
    own.upper - own.lower <= bounds[child].upper - bounds[child].lower + 1e-6
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

/// Returns whether an answer that a shown group covers can be read back from the rest.
#[expect(clippy::cast_precision_loss, reason = "counts of people stay far below 2^52")]
fn is_cover_broken(draft: &Draft<'_>, quantity: &Quantity, group: usize, bounds: &[Interval]) -> bool {
    let Quantity::Count { variable, answers } = quantity else { return false };
    let n = draft.answered(*variable, group);
    let count = draft.count(*variable, answers, group);
    if n < draft.minimum || count.min(n - count) >= BAND_MIN || !draft.is_covered(*variable, group, answers) {
        return false;
    }
    let known = clip(bounds[group], quantity.unknown(n));
    known.upper - known.lower + 1e-6 < (BAND_MIN.min(n)) as f64 - 1.0
}
