//! What all tables tell together of one number: linear programs over the quantities around it (DISCLOSURE.md, section 6).
//!
//! Bounds that are passed on, and sums that leave one unknown, miss what only a solution of all equations at once tells.
//! Programs are solved for rare answers and small groups of counts; of answers, that is left to the audit.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use microlp::{
    ComparisonOp, OptimizationDirection, Problem, Solution, SolutionStatus, SolveOptions, SolveOutcome,
    Variable,
};

use crate::statistics::Interval;

use super::bounds::{Equation, Known, clip, times, whole_numbers};
use super::cells::{Block, Quantity};

/// How many unknowns are solved for together.
const MOST_UNKNOWNS: usize = 60;

/// Branches that a search for whole numbers may take; beyond, the linear bound stands.
const MOST_BRANCHES: u64 = 200;

/// Stands for "no bound": the solver asks for finite numbers.
const FAR: f64 = 1e8;

/// What is left open of a number may be this much off.
const HAIR: f64 = 1e-6;

/// A quantity of a group: the place of the quantity in its block, and the group.
type Unknown = (usize, usize);

/// The equations of a block, to be solved together.
pub(super) struct Joint<'a> {
    known: &'a Known<'a>,
    block: &'a Block,
    /// Per group: what its quantities add up to.
    within: Vec<Vec<Equation>>,
}

/// Which equation: a line of one quantity, or one within a group.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Which {
    Line { place: usize, line: usize },
    Within { group: usize, equation: usize },
}

impl<'a> Joint<'a> {
    pub(super) fn of(known: &'a Known<'a>, block: &'a Block) -> Self {
        // Pairs follow from single states, and would take the place of other unknowns.
        let is_pair = |place: usize| matches!(block.quantities[place], Quantity::Pair { .. });
        let of_group = |group: usize| {
            let equations = block.equations(known.draft, group).into_iter();
            equations.filter(|equation| !equation.terms.iter().any(|(place, _)| is_pair(*place))).collect()
        };
        let within = (0..known.draft.release.groups.len()).map(of_group).collect();
        Self { known, block, within }
    }

    /// Returns between which values a quantity of a group lies by all equations around it.
    pub(super) fn range(&self, place: usize, group: usize) -> Interval {
        let own = self.bounds((place, group));
        if own.upper - own.lower < HAIR {
            return own;
        }
        let near = self.near((place, group));
        let lower = self.extreme((place, group), &near, OptimizationDirection::Minimize);
        let upper = self.extreme((place, group), &near, OptimizationDirection::Maximize);
        let found = Interval::new(lower.unwrap_or(own.lower), upper.unwrap_or(own.upper));
        clip(own, if self.is_whole(place) { whole_numbers(found) } else { found })
    }

    fn bounds(&self, (place, group): Unknown) -> Interval {
        self.known.bounds[place][group]
    }

    fn is_whole(&self, place: usize) -> bool {
        self.block.quantities[place].is_whole()
    }

    /// Returns the open unknowns nearest to one, itself first.
    fn near(&self, unknown: Unknown) -> Vec<Unknown> {
        let mut near = vec![unknown];
        let mut seen = BTreeSet::from([unknown]);
        let mut waiting = VecDeque::from([unknown]);
        while let Some(next) = waiting.pop_front() {
            for which in self.around(next) {
                for (other, _) in self.terms(which) {
                    let bounds = self.bounds(other);
                    if bounds.upper - bounds.lower >= HAIR && seen.insert(other) {
                        near.push(other);
                        waiting.push_back(other);
                        if near.len() == MOST_UNKNOWNS {
                            return near;
                        }
                    }
                }
            }
        }
        near
    }

    /// Returns the equations that an unknown is in.
    fn around(&self, (place, group): Unknown) -> Vec<Which> {
        let lines = self.known.draft.release.lines_of[group].iter();
        let within = self.within[group].iter().enumerate();
        lines
            .map(|line| Which::Line { place, line: *line })
            .chain(
                within
                    .filter(|(_, equation)| equation.terms.iter().any(|(own, _)| *own == place))
                    .map(|(equation, _)| Which::Within { group, equation }),
            )
            .collect()
    }

    fn terms(&self, which: Which) -> Vec<(Unknown, f64)> {
        match which {
            Which::Line { place, line } => {
                let line = &self.known.draft.release.lines[line];
                let children = line.children.iter().map(|child| ((place, *child), -1.0));
                std::iter::once(((place, line.parent), 1.0)).chain(children).collect()
            }
            Which::Within { group, equation } => {
                let terms = self.within[group][equation].terms.iter();
                terms.map(|(place, factor)| ((*place, group), *factor)).collect()
            }
        }
    }

    fn total(&self, which: Which) -> Interval {
        match which {
            Which::Line { .. } => Interval::new(0.0, 0.0),
            Which::Within { group, equation } => self.within[group][equation].total,
        }
    }

    /// Returns the smallest or the largest value of an unknown; `None` where the search gave no bound.
    fn extreme(&self, unknown: Unknown, near: &[Unknown], direction: OptimizationDirection) -> Option<f64> {
        let (value, is_whole) = self.solve(unknown, near, direction, false)?;
        if is_whole {
            return Some(value);
        }
        // People come whole; insisting on it leaves less open.
        let whole = self.solve(unknown, near, direction, true);
        Some(whole.map_or(value, |(value, _)| value))
    }

    /// Solves for an unknown beside those near it; others count with their bounds. Says whether people came out whole.
    fn solve(
        &self,
        unknown: Unknown,
        near: &[Unknown],
        direction: OptimizationDirection,
        insists: bool,
    ) -> Option<(f64, bool)> {
        let mut problem = Problem::new(direction);
        let variables: BTreeMap<Unknown, Variable> = near
            .iter()
            .map(|own| {
                let bounds = self.bounds(*own);
                let (lower, upper) = (bounds.lower.max(-FAR), bounds.upper.min(FAR));
                let cost = if *own == unknown { 1.0 } else { 0.0 };
                #[expect(clippy::cast_possible_truncation, reason = "bounds lie within 1e8")]
                let variable = if insists && self.is_whole(own.0) {
                    problem.add_integer_var(cost, (lower as i32, upper as i32))
                } else {
                    problem.add_var(cost, (lower, upper))
                };
                (*own, variable)
            })
            .collect();
        let equations: BTreeSet<Which> = near.iter().flat_map(|own| self.around(*own)).collect();
        for which in equations {
            let (mut total, mut terms) = (self.total(which), Vec::new());
            for (own, factor) in self.terms(which) {
                if let Some(variable) = variables.get(&own) {
                    terms.push((*variable, factor));
                } else {
                    let far = times(self.bounds(own), factor);
                    total = Interval::new(total.lower - far.upper, total.upper - far.lower);
                }
            }
            if total.lower > f64::NEG_INFINITY {
                problem.add_constraint(&terms[..], ComparisonOp::Ge, total.lower);
            }
            if total.upper < f64::INFINITY {
                problem.add_constraint(&terms[..], ComparisonOp::Le, total.upper);
            }
        }
        let mut options = SolveOptions::default();
        options.node_limit = Some(MOST_BRANCHES);
        match problem.solve_with(options) {
            Ok(SolveOutcome::Solution(solution)) if solution.status() == SolutionStatus::Optimal => {
                let is_bound = solution.objective().abs() < FAR * (1.0 - HAIR);
                is_bound.then(|| (solution.objective(), self.has_whole_people(&solution, &variables)))
            }
            _ => None,
        }
    }

    fn has_whole_people(&self, solution: &Solution, variables: &BTreeMap<Unknown, Variable>) -> bool {
        variables.iter().filter(|((place, _), _)| self.is_whole(*place)).all(|(_, variable)| {
            let people = solution[*variable];
            (people - people.round()).abs() < HAIR
        })
    }
}
