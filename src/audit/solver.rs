//! The smallest and the largest value that each hidden quantity can have, all equations together.
//!
//! Linear programming on the neighbourhood of a quantity: equations farther away count with the bounds that
//! were passed along them. Leaving equations out can only widen an answer, never make it wrong.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use microlp::{
    ComparisonOp, Error, OptimizationDirection, Problem, SolutionStatus, SolveOptions, SolveOutcome, Variable,
};

use super::system::{Contradiction, HAIR, Number, Range, System, scaled};

/// Stands for "no bound": the solver asks for finite numbers.
const FAR: f64 = 1e8;

/// Whole unknowns up to which whole numbers are insisted on.
const MOST_WHOLE: usize = 60;

/// Branches that a search for whole numbers may take; beyond, the linear bound stands.
const MOST_BRANCHES: u64 = 200;

/// An attack: what is known, and how much effort goes into what follows from it.
#[derive(Debug, Clone)]
pub struct Attack {
    system: System,
    reach: usize,
    /// How many programs were solved.
    pub solved: usize,
}

impl Attack {
    /// Prepares an attack on `system`; `reach` is how many unknowns are solved for together.
    ///
    /// # Errors
    /// The equations contradict each other.
    pub fn new(mut system: System, reach: usize) -> Result<Self, Contradiction> {
        system.propagate()?;
        Ok(Self { system, reach, solved: 0 })
    }

    /// Prepares an attack on a system that may contradict itself: also returns how many equations were left out.
    #[must_use]
    pub fn settled(mut system: System, reach: usize) -> (Self, usize) {
        let left_out = system.settle();
        (Self { system, reach, solved: 0 }, left_out)
    }

    /// Returns what is known of an unknown before anything is solved.
    #[must_use]
    pub fn passed(&self, unknown: usize) -> Range {
        self.system.range(unknown)
    }

    /// Returns the smallest and the largest value that an unknown can have.
    pub fn range(&mut self, unknown: usize) -> Range {
        let own = self.system.range(unknown);
        if own.is_exact() {
            return own;
        }
        self.range_knowing(unknown, &[]).unwrap_or(own)
    }

    /// Returns the range of an unknown to someone who knows some others, or `None` where these cannot be so.
    pub fn range_knowing(&mut self, unknown: usize, facts: &[Fact]) -> Option<Range> {
        let own = self.system.range(unknown);
        let near = self.neighbourhood(unknown);
        let mut ends = [own.lower, own.upper];
        for (end, direction) in
            ends.iter_mut().zip([OptimizationDirection::Minimize, OptimizationDirection::Maximize])
        {
            match self.extreme(unknown, &near, facts, direction) {
                Extreme::Proven { value, .. } => *end = value,
                Extreme::Unknown => {}
                Extreme::Impossible => return None,
            }
        }
        let range = own.and(Range::new(ends[0], ends[1]));
        Some(match self.system.numbers[unknown] {
            Number::Whole => range.whole(),
            Number::Real => range,
        })
    }

    /// Returns the open unknowns nearest to `unknown`, itself first.
    fn neighbourhood(&self, unknown: usize) -> Vec<usize> {
        let mut near = vec![unknown];
        let mut seen: BTreeSet<usize> = near.iter().copied().collect();
        let mut waiting: VecDeque<usize> = near.iter().copied().collect();
        while let Some(next) = waiting.pop_front() {
            for equation in &self.system.equations_of[next] {
                for term in &self.system.equations[*equation].terms {
                    if near.len() >= self.reach {
                        return near;
                    }
                    if !self.system.range(term.unknown).is_exact() && seen.insert(term.unknown) {
                        near.push(term.unknown);
                        waiting.push_back(term.unknown);
                    }
                }
            }
        }
        near
    }

    fn extreme(
        &mut self,
        unknown: usize,
        near: &[usize],
        facts: &[Fact],
        direction: OptimizationDirection,
    ) -> Extreme {
        self.solved += 1;
        let linear = self.solve(unknown, near, facts, direction, Number::Real);
        let Extreme::Proven { is_whole: false, .. } = linear else { return linear };
        let n_whole = near.iter().filter(|near| self.system.numbers[**near] == Number::Whole).count();
        if n_whole > MOST_WHOLE {
            return linear;
        }
        match self.solve(unknown, near, facts, direction, Number::Whole) {
            Extreme::Unknown => linear,
            whole => whole,
        }
    }

    /// Returns what an unknown can be, given the facts.
    fn known(&self, unknown: usize, facts: &[Fact]) -> Range {
        let own = self.system.range(unknown);
        facts.iter().filter(|fact| fact.unknown == unknown).fold(own, |range, fact| range.and(fact.range))
    }

    fn solve(
        &self,
        unknown: usize,
        near: &[usize],
        facts: &[Fact],
        direction: OptimizationDirection,
        number: Number,
    ) -> Extreme {
        let mut problem = Problem::new(direction);
        let mut variables: BTreeMap<usize, Variable> = BTreeMap::new();
        for place in near {
            let range = self.known(*place, facts);
            if range.is_empty() {
                return Extreme::Impossible;
            }
            let cost = if *place == unknown { 1.0 } else { 0.0 };
            let (lower, upper) = (range.lower.max(-FAR), range.upper.min(FAR));
            let is_whole = number == Number::Whole && self.system.numbers[*place] == Number::Whole;
            #[expect(clippy::cast_possible_truncation, reason = "bounds lie within 1e8")]
            let variable = if is_whole {
                problem.add_integer_var(cost, (lower as i32, upper as i32))
            } else {
                problem.add_var(cost, (lower, upper))
            };
            variables.insert(*place, variable);
        }
        let equations: BTreeSet<usize> =
            near.iter().flat_map(|place| self.system.equations_of[*place].iter().copied()).collect();
        for place in equations {
            let equation = &self.system.equations[place];
            let (mut lower, mut upper) = (equation.range.lower, equation.range.upper);
            let mut terms = Vec::new();
            for term in &equation.terms {
                match variables.get(&term.unknown) {
                    Some(variable) => terms.push((*variable, term.factor)),
                    None => {
                        let far = scaled(term.factor, self.known(term.unknown, facts));
                        lower -= far.upper;
                        upper -= far.lower;
                    }
                }
            }
            if lower.is_finite() && upper.is_finite() && (upper - lower).abs() < 1e-9 {
                problem.add_constraint(&terms[..], ComparisonOp::Eq, lower);
                continue;
            }
            if lower.is_finite() {
                problem.add_constraint(&terms[..], ComparisonOp::Ge, lower);
            }
            if upper.is_finite() {
                problem.add_constraint(&terms[..], ComparisonOp::Le, upper);
            }
        }
        let mut options = SolveOptions::default();
        options.node_limit = Some(MOST_BRANCHES);
        match problem.solve_with(options) {
            // Only a proven optimum is a bound.
            Ok(SolveOutcome::Solution(solution)) if solution.status() == SolutionStatus::Optimal => {
                let value = solution.objective();
                let is_people = |place: &usize| self.system.numbers[*place] == Number::Whole;
                let is_whole = variables.iter().filter(|(place, _)| is_people(place)).all(|(_, variable)| {
                    let count = solution[*variable];
                    (count - count.round()).abs() < HAIR
                });
                let is_bound = value.abs() < FAR * (1.0 - HAIR);
                if is_bound { Extreme::Proven { value, is_whole } } else { Extreme::Unknown }
            }
            Err(Error::Infeasible) => Extreme::Impossible,
            _ => Extreme::Unknown,
        }
    }
}

/// What someone knows beside the release.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Fact {
    /// The place of the unknown.
    pub unknown: usize,
    /// The range in which they know it to lie.
    pub range: Range,
}

/// What the search for an end of a range found.
#[derive(Debug, Clone, Copy)]
enum Extreme {
    /// The end; whether people come out whole, so that insisting on it would change nothing.
    Proven { value: f64, is_whole: bool },
    /// The search was cut short, or there is no bound.
    Unknown,
    /// There are no such people.
    Impossible,
}
