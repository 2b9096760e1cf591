//! Which lines of a release tell too much (DISCLOSURE.md, section 6), and in whom.

use std::cell::OnceCell;

use crate::results::Visibility;
use crate::statistics::Interval;

use super::Layer;
use super::bounds::{Known, SUM_HAIR, clip, whole_numbers};
use super::cells::{Block, Quantity};
use super::joint::Joint;
use super::policy::BAND_MIN;

/// An answer of which a line leaves fewer people open than this is nearly told by it.
const NEARLY_TOLD: f64 = 3.0;

/// How many people more than needed stay open of a hidden group: the joint solution of all equations tells more than
/// bounds that are passed on.
const SPARE: u64 = 1;

/// What tells too much.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Weak {
    /// A line: a group and the groups it falls apart into.
    Line(usize),
    /// A group that shows so many of its answers that the ones it covers are what is left.
    Distribution(usize),
}

/// How much of the band of a rare answer has to stay open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Care {
    /// As much as makes it weak if it were told (DISCLOSURE.md, section 6).
    Usual,
    /// All of it, because bounds that are passed on are wider than the joint solution of all equations.
    Great,
}

/// Returns what tells too much, each with the place of the quantity that it tells about.
pub(super) fn find(known: &Known<'_>, block: &Block, care: Care) -> Vec<(usize, Weak)> {
    let looks = block.quantities.iter().enumerate();
    looks.flat_map(|(place, quantity)| Look { known, block, place, quantity, care }.weak()).collect()
}

/// Returns what several lines, or the answers of a group, tell together, also of quantities of which single lines tell too
/// much.
pub(super) fn find_together(known: &Known<'_>, block: &Block, care: Care) -> Vec<(usize, Weak)> {
    let looks = block.quantities.iter().enumerate();
    looks.flat_map(|(place, quantity)| Look { known, block, place, quantity, care }.weak_together()).collect()
}

/// Returns what only a solution of all equations at once tells of rare answers and small groups.
pub(super) fn find_jointly(known: &Known<'_>, block: &Block) -> Vec<(usize, Weak)> {
    let joint = Joint::of(known, block);
    // Solved together they tell all that there is to tell, so no more has to stay open than is asked for.
    let care = Care::Usual;
    let looks = block.quantities.iter().enumerate();
    looks
        .map(|(place, quantity)| Look { known, block, place, quantity, care })
        .filter(Look::can_be_weak)
        .flat_map(|look| look.weak_jointly(&joint))
        .collect()
}

/// One quantity, with what can be known of it.
struct Look<'a> {
    known: &'a Known<'a>,
    block: &'a Block,
    place: usize,
    quantity: &'a Quantity,
    care: Care,
}

impl Look<'_> {
    fn weak(&self) -> Vec<(usize, Weak)> {
        if !self.can_be_weak() {
            return Vec::new();
        }
        let lines = (0..self.known.draft.release.lines.len()).filter(|line| self.tells(*line));
        let weak: Vec<(usize, Weak)> = lines.map(|line| (self.place, Weak::Line(line))).collect();
        if weak.is_empty() { self.weak_together() } else { weak }
    }

    fn weak_together(&self) -> Vec<(usize, Weak)> {
        if !self.can_be_weak() {
            return Vec::new();
        }
        let mut weak = self.narrowest_lines();
        weak.extend(self.broken_covers());
        weak.sort_unstable();
        weak.dedup();
        weak
    }

    fn weak_jointly(&self, joint: &Joint<'_>) -> Vec<(usize, Weak)> {
        let groups = 0..self.known.draft.release.groups.len();
        let is_told = |group: &usize| {
            let range = || joint.range(self.place, *group);
            self.is_cover_broken(*group, range) || (self.is_open(*group) && self.is_one_told(*group, range))
        };
        let cause = |group: usize| match self.quantity {
            Quantity::Count { .. } => self.cause(group),
            _ => self.narrowest_line(group).map(|(_, line)| (self.place, Weak::Line(line))),
        };
        groups.filter(is_told).filter_map(cause).collect()
    }

    fn can_be_weak(&self) -> bool {
        match self.quantity {
            // What two states have together is no secret, but sharpens what is known of each.
            Quantity::Pair { .. } => false,
            Quantity::Count { .. } => true,
            Quantity::People | Quantity::Sum { .. } => self.known.is_open[self.place].contains(&true),
        }
    }

    fn people(&self, group: usize) -> u64 {
        self.known.people[self.place][group]
    }

    fn is_open(&self, group: usize) -> bool {
        self.known.is_open[self.place][group]
    }

    /// Returns whether a group is nobody else's business: it has people, and fewer than the minimum.
    fn is_small(&self, group: usize) -> bool {
        self.people(group) > 0 && self.people(group) < self.known.draft.minimum
    }

    /// Returns whether a line tells too much about one of its children, or about the hidden ones together.
    fn tells(&self, index: usize) -> bool {
        let line = &self.known.draft.release.lines[index];
        // What a small hidden group falls apart into is told only by a line that tells about the group.
        if self.is_open(line.parent) && self.is_small(line.parent) {
            return false;
        }
        let open: Vec<usize> = line.children.iter().copied().filter(|child| self.is_open(*child)).collect();
        let each = OnceCell::new();
        let told =
            |at: usize| each.get_or_init(|| self.known.told_of_each(self.place, self.quantity, index))[at];
        let mut children = line.children.iter().copied().enumerate();
        self.is_rest_told(line.parent, &open, || self.known.told(self.place, self.quantity, index, &open))
            || (open.len() > 1
                && children
                    .clone()
                    .any(|(at, child)| self.is_open(child) && self.is_one_told(child, || told(at))))
            || children.any(|(at, child)| self.is_cover_broken(child, || told(at)))
    }

    /// Returns whether too much is known of hidden groups together.
    fn is_rest_told(&self, whole: usize, open: &[usize], told: impl FnOnce() -> Interval) -> bool {
        if let [only] = open {
            return self.is_one_told(*only, told);
        }
        let n: u64 = open.iter().map(|child| self.people(*child)).sum();
        if n == 0 || n >= self.known.draft.minimum {
            return false;
        }
        // How many people two groups have together may be known where one of them stated nothing.
        let may_be_known = matches!(self.quantity, Quantity::People)
            && open.iter().any(|child| !self.known.draft.is_stated(*child));
        let most = self.known.bounds[self.place][whole].upper;
        !may_be_known && !self.is_wide(clip(told(), self.quantity.unknown(n)), n, most)
    }

    /// Returns the most people of any group around a group whom a count can be about.
    ///
    /// An answer that hardly anybody gave is rare in every part as well: that is no news about a part.
    fn most_around(&self, group: usize) -> f64 {
        let release = self.known.draft.release;
        let wholes = release.lines_of[group].iter().map(|line| release.lines[*line].parent);
        let bounds = &self.known.bounds[self.place];
        wholes.filter(|whole| *whole != group).map(|whole| bounds[whole].upper).fold(f64::INFINITY, f64::min)
    }

    /// Returns whether too much is known of one hidden group.
    fn is_one_told(&self, group: usize, told: impl FnOnce() -> Interval) -> bool {
        let n = self.people(group);
        let is_secret = match self.quantity {
            Quantity::People => n > 0,
            _ => self.is_small(group),
        };
        is_secret && !self.is_wide(clip(told(), self.quantity.unknown(n)), n, self.most_around(group))
    }

    /// Returns the narrowest line of each hidden group that no single line tells about, but several together.
    fn narrowest_lines(&self) -> Vec<(usize, Weak)> {
        let bounds = &self.known.bounds[self.place];
        let is_told = |group: &usize| self.is_open(*group) && self.is_one_told(*group, || bounds[*group]);
        let lines = (0..bounds.len()).filter(is_told).filter_map(|group| self.narrowest_line(group));
        lines.map(|(_, line)| (self.place, Weak::Line(line))).collect()
    }

    /// Returns what tells the rare answers that several lines, or the other answers of a group, tell together.
    fn broken_covers(&self) -> Vec<(usize, Weak)> {
        let bounds = &self.known.bounds[self.place];
        let is_broken = |group: &usize| self.is_cover_broken(*group, || bounds[*group]);
        (0..bounds.len()).filter(is_broken).filter_map(|group| self.cause(group)).collect()
    }

    /// Returns what gives away a rare answer: the line that tells most of an answer which is withheld for its sake.
    fn cause(&self, group: usize) -> Option<(usize, Weak)> {
        let is_shown = self.known.draft.visibility(self.quantity.variable(), group) == Visibility::Shown;
        let quantities = self.block.quantities.iter().enumerate();
        let beside = quantities.filter(|(place, _)| self.known.is_open[*place][group]).filter_map(
            |(place, quantity)| {
                let (width, line) = Look { place, quantity, ..*self }.narrowest_line(group)?;
                Some((width, place, line))
            },
        );
        let told = beside.min_by(|a, b| a.0.total_cmp(&b.0));
        match told {
            Some((width, place, line)) if !is_shown || width < NEARLY_TOLD => Some((place, Weak::Line(line))),
            _ if is_shown => Some((self.place, Weak::Distribution(group))),
            _ => None,
        }
    }

    /// Returns the line that tells most about one of its children, and how much that leaves open.
    ///
    /// A line of which nothing is printed only passes on what others tell: then it is one of those around it.
    fn narrowest_line(&self, group: usize) -> Option<(f64, usize)> {
        let release = self.known.draft.release;
        let (mut near, mut seen) = (vec![group], vec![group]);
        let mut silent = None;
        while !near.is_empty() {
            let told = near.iter().flat_map(|member| {
                let as_child =
                    release.lines_of[*member].iter().filter(|line| release.lines[**line].parent != *member);
                as_child.map(|line| (self.width(*line, *member), *line))
            });
            let narrowest = told.min_by(|a, b| a.0.total_cmp(&b.0));
            let Some((width, line)) = narrowest else { break };
            let is_open = |member: usize| self.is_open(member);
            if !release.lines[line].members().all(is_open) {
                return Some((width, line));
            }
            silent = silent.or(narrowest);
            near = release.lines[line].members().filter(|member| !seen.contains(member)).collect();
            seen.extend(&near);
        }
        silent
    }

    /// Returns how much a line leaves open of one of its children.
    fn width(&self, line: usize, child: usize) -> f64 {
        let told = self.known.told(self.place, self.quantity, line, &[child]);
        told.upper - told.lower
    }

    /// Returns whether a rare answer that a shown group covers can be told more precisely than by its band.
    #[expect(clippy::cast_precision_loss, reason = "a small constant")]
    fn is_cover_broken(&self, group: usize, told: impl FnOnce() -> Interval) -> bool {
        let Quantity::Count { variable, answers } = self.quantity else { return false };
        let draft = self.known.draft;
        let n = draft.answered(*variable, group);
        let count = draft.count(*variable, answers, group);
        let is_covered = n >= draft.minimum
            && count.min(n - count) < BAND_MIN
            && draft.is_covered(*variable, group, answers);
        if !is_covered {
            return false;
        }
        let told = clip(told(), self.quantity.unknown(n));
        let least = if self.care == Care::Great { BAND_MIN } else { BAND_MIN - 1 };
        told.upper - told.lower + 1e-6 < least as f64
    }

    /// Returns whether what a reader knows of `n` people leaves enough open (DISCLOSURE.md, section 6).
    ///
    /// Of a count no more has to be open than `most`: as many people as the groups around it can have.
    #[expect(clippy::cast_precision_loss, reason = "counts of people stay far below 2^52")]
    fn is_wide(&self, known: Interval, n: u64, most: f64) -> bool {
        let minimum = self.known.draft.minimum;
        let whole = whole_numbers(known);
        let width = whole.upper - whole.lower;
        match self.quantity {
            Quantity::Sum { lowest, highest, .. } => {
                let range = highest - lowest;
                let width = known.upper - known.lower;
                let most = range * n as f64;
                // Bounds are passed on until they change by less than a hair, so a few hairs are kept clear.
                width >= most - 1e-6 || width / n as f64 >= (range / 2.0).max(2.0) + 3.0 * SUM_HAIR
            }
            Quantity::People => match self.known.draft.layer() {
                // Who is at a school may be known; a report does not say it of one small group.
                Layer::Answers => width >= 1.0,
                // Of a group that may be small, more has to be open than of one that cannot be.
                Layer::Counts if whole.lower < minimum as f64 => {
                    whole.upper >= (minimum + SPARE) as f64 && width >= (minimum.div_ceil(2) + SPARE) as f64
                }
                Layer::Counts => width >= 1.0,
            },
            Quantity::Count { .. } | Quantity::Pair { .. } => {
                let possible = most.min(n as f64);
                let least = |people: u64| possible.min(people as f64);
                whole.upper >= least(minimum) && width >= least(minimum.div_ceil(2))
            }
        }
    }
}
