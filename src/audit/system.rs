//! What an attacker writes down: unknown quantities with bounds, and equations between them.
//!
//! Bounds are passed along the equations until nothing changes, which is fast on a whole country; solving
//! equations jointly is left to the solver.

/// The lowest and the highest value that a quantity can have.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Range {
    /// The lowest value; minus infinity where nothing is known.
    pub lower: f64,
    /// The highest value; infinity where nothing is known.
    pub upper: f64,
}

impl Range {
    /// Makes a range of its ends.
    #[must_use]
    pub fn new(lower: f64, upper: f64) -> Self {
        Self { lower, upper }
    }

    /// Makes the range of a value that is known.
    #[must_use]
    pub fn exactly(value: f64) -> Self {
        Self::new(value, value)
    }

    /// Returns how much is open: 0 for a value that is known.
    #[must_use]
    pub fn width(self) -> f64 {
        self.upper - self.lower
    }

    /// Returns what both ranges allow; empty (lower above upper) where they contradict each other.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        Self::new(self.lower.max(other.lower), self.upper.min(other.upper))
    }

    /// Returns the whole numbers in the range, a hair of binary noise forgiven.
    #[must_use]
    pub fn whole(self) -> Self {
        Self::new((self.lower - HAIR).ceil(), (self.upper + HAIR).floor())
    }

    /// Returns whether no value is left.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.lower > self.upper + HAIR
    }

    /// Returns whether one value is left.
    #[must_use]
    pub fn is_exact(self) -> bool {
        self.width() < HAIR
    }
}

/// What binary noise may amount to before it counts.
pub(super) const HAIR: f64 = 1e-6;

/// Whether a quantity is a number of people or can be any number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Number {
    /// Whole numbers.
    Whole,
    /// Any number.
    Real,
}

/// A quantity in an equation, by its place, with its factor.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Term {
    /// The place of the unknown.
    pub unknown: usize,
    /// What it is multiplied by.
    pub factor: f64,
}

/// A sum of unknowns, and the range in which it lies.
#[derive(Debug, Clone, PartialEq)]
pub struct Equation {
    /// The terms of the sum; no unknown twice.
    pub terms: Vec<Term>,
    /// The range of the sum.
    pub range: Range,
}

/// Unknown quantities and all that is known of them.
#[derive(Debug, Clone, Default)]
pub struct System {
    pub(super) ranges: Vec<Range>,
    pub(super) numbers: Vec<Number>,
    pub(super) equations: Vec<Equation>,
    pub(super) equations_of: Vec<Vec<usize>>,
}

/// The equations contradict each other: what was published cannot be true of any people.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Contradiction {
    /// The place of the equation at which it showed.
    pub equation: usize,
}

impl System {
    /// Adds an unknown, and returns its place.
    pub fn unknown(&mut self, number: Number, range: Range) -> usize {
        self.ranges.push(range);
        self.numbers.push(number);
        self.equations_of.push(Vec::new());
        self.ranges.len() - 1
    }

    /// Adds an equation: the sum of `terms` lies in `range`.
    pub fn equation(&mut self, terms: Vec<Term>, range: Range) {
        let place = self.equations.len();
        for term in &terms {
            self.equations_of[term.unknown].push(place);
        }
        self.equations.push(Equation { terms, range });
    }

    /// Adds the equation that `whole` is the sum of `parts`.
    pub fn sum(&mut self, whole: usize, parts: &[usize]) {
        let mut terms = vec![Term { unknown: whole, factor: -1.0 }];
        terms.extend(parts.iter().map(|part| Term { unknown: *part, factor: 1.0 }));
        self.equation(terms, Range::exactly(0.0));
    }

    /// Returns the range in which an unknown is known to lie.
    #[must_use]
    pub fn range(&self, unknown: usize) -> Range {
        self.ranges[unknown]
    }

    /// Narrows the range of an unknown.
    pub fn narrow(&mut self, unknown: usize, range: Range) {
        self.ranges[unknown] = self.ranges[unknown].and(range);
    }

    /// Leaves an equation out of account.
    pub fn forget(&mut self, equation: usize) {
        self.equations[equation].range = Range::new(f64::NEG_INFINITY, f64::INFINITY);
    }

    /// Passes bounds along the equations until nothing changes, or nothing that matters.
    ///
    /// # Errors
    /// The equations contradict each other.
    pub fn propagate(&mut self) -> Result<(), Contradiction> {
        let mut waiting: std::collections::VecDeque<usize> = (0..self.equations.len()).collect();
        let mut is_waiting = vec![true; self.equations.len()];
        // Rounded numbers can creep towards each other for ever; every equation gets a limited number of turns.
        let mut turns = vec![0_u32; self.equations.len()];
        while let Some(place) = waiting.pop_front() {
            is_waiting[place] = false;
            turns[place] += 1;
            if turns[place] > MOST_TURNS {
                continue;
            }
            for unknown in self.tighten(place)? {
                for other in &self.equations_of[unknown] {
                    if *other != place && !is_waiting[*other] {
                        is_waiting[*other] = true;
                        waiting.push_back(*other);
                    }
                }
            }
        }
        Ok(())
    }

    /// Passes bounds along as [`System::propagate`] does, and leaves out what contradicts the rest; returns how many
    /// equations that were.
    pub fn settle(&mut self) -> usize {
        let mut left_out = 0;
        // Two rows can contradict each other about the same number.
        for range in self.ranges.iter_mut().filter(|range| range.is_empty()) {
            left_out += 1;
            *range = Range::new(f64::NEG_INFINITY, f64::INFINITY);
        }
        for equation in self.equations.iter_mut().filter(|equation| equation.range.is_empty()) {
            left_out += 1;
            equation.range = Range::new(f64::NEG_INFINITY, f64::INFINITY);
        }
        let start = self.ranges.clone();
        while let Err(contradiction) = self.propagate() {
            left_out += 1;
            self.forget(contradiction.equation);
            // What followed from it is not known either.
            self.ranges.clone_from(&start);
        }
        left_out
    }

    /// Narrows every unknown of an equation to what the others leave; returns those that changed.
    fn tighten(&mut self, place: usize) -> Result<Vec<usize>, Contradiction> {
        let equation = &self.equations[place];
        let total = Total::of(equation, &self.ranges);
        if total.lower() > equation.range.upper + slack(equation.range.upper)
            || total.upper() < equation.range.lower - slack(equation.range.lower)
        {
            return Err(Contradiction { equation: place });
        }
        let mut changed = Vec::new();
        for term in &equation.terms {
            let own = self.ranges[term.unknown];
            let others = total.without(term.factor, own);
            let left = Range::new(equation.range.lower - others.upper, equation.range.upper - others.lower);
            let mut bound = if term.factor > 0.0 {
                Range::new(left.lower / term.factor, left.upper / term.factor)
            } else {
                Range::new(left.upper / term.factor, left.lower / term.factor)
            };
            if self.numbers[term.unknown] == Number::Whole {
                bound = bound.whole();
            }
            let narrowed = own.and(bound);
            if narrowed.lower > narrowed.upper + slack(narrowed.upper) {
                return Err(Contradiction { equation: place });
            }
            let gain = (narrowed.lower - own.lower).max(own.upper - narrowed.upper);
            let matters = HAIR.max(own.width() * 1e-3);
            if gain > HAIR && (gain > matters || own.width().is_infinite()) {
                // A hair of contradiction leaves a point.
                self.ranges[term.unknown] =
                    Range::new(narrowed.lower.min(narrowed.upper), narrowed.upper.max(narrowed.lower));
                changed.push(term.unknown);
            }
        }
        Ok(changed)
    }
}

/// Turns that one equation gets.
const MOST_TURNS: u32 = 60;

/// Returns how far a sum of this size may be off before it counts as a contradiction.
fn slack(size: f64) -> f64 {
    if size.is_finite() { 1e-6 * size.abs().max(1.0) } else { 0.0 }
}

/// The ends of a sum, infinities counted apart so that one term can be taken out again.
struct Total {
    lower: f64,
    upper: f64,
    unbounded_below: u32,
    unbounded_above: u32,
}

impl Total {
    fn of(equation: &Equation, ranges: &[Range]) -> Self {
        let mut total = Self { lower: 0.0, upper: 0.0, unbounded_below: 0, unbounded_above: 0 };
        for term in &equation.terms {
            let part = scaled(term.factor, ranges[term.unknown]);
            if part.lower.is_finite() {
                total.lower += part.lower
            } else {
                total.unbounded_below += 1
            }
            if part.upper.is_finite() { total.upper += part.upper } else { total.unbounded_above += 1 }
        }
        total
    }

    fn lower(&self) -> f64 {
        if self.unbounded_below > 0 { f64::NEG_INFINITY } else { self.lower }
    }

    fn upper(&self) -> f64 {
        if self.unbounded_above > 0 { f64::INFINITY } else { self.upper }
    }

    fn without(&self, factor: f64, range: Range) -> Range {
        let part = scaled(factor, range);
        let lower = match (part.lower.is_finite(), self.unbounded_below) {
            (true, 0) => self.lower - part.lower,
            (false, 1) => self.lower,
            _ => f64::NEG_INFINITY,
        };
        let upper = match (part.upper.is_finite(), self.unbounded_above) {
            (true, 0) => self.upper - part.upper,
            (false, 1) => self.upper,
            _ => f64::INFINITY,
        };
        Range::new(lower, upper)
    }
}

pub(super) fn scaled(factor: f64, range: Range) -> Range {
    if factor > 0.0 {
        Range::new(factor * range.lower, factor * range.upper)
    } else {
        Range::new(factor * range.upper, factor * range.lower)
    }
}
