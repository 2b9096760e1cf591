//! The quantities a release prints of each group, as numbers that an attacker would solve for.

use crate::results::{Answers, Cover, Step, Visibility};
use crate::statistics::Interval;
use crate::tabulation::{Cell, Tabulated, VariableKind};

use super::bounds::{Equation, clip, whole_numbers};
use super::ladder::Draft;
use super::rounding::{count_seen, sum_seen};

/// One thing that is printed of each group and adds up over groups.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Quantity {
    /// The number of people itself.
    People,
    /// The sum of the answers on a variable, printed as a mean.
    Sum { variable: usize, lowest: f64, highest: f64 },
    /// How many people gave one of these answers, printed as a share.
    Count { variable: usize, answers: Answers },
    /// How many people are in one of two states: never printed itself, but left over by the others.
    ///
    /// Of four states, those with the first one are enough: two others are everybody else.
    Pair { variable: usize, states: [usize; 2] },
}

impl Quantity {
    pub(super) fn variable(&self) -> Option<usize> {
        match self {
            Self::People => None,
            Self::Sum { variable, .. } | Self::Count { variable, .. } | Self::Pair { variable, .. } => {
                Some(*variable)
            }
        }
    }

    /// Returns whether only whole numbers are possible.
    pub(super) fn is_whole(&self) -> bool {
        !matches!(self, Self::Sum { .. })
    }

    /// Returns the people whom the quantity is about, per group.
    pub(super) fn people(&self, draft: &Draft<'_>) -> Vec<u64> {
        (0..draft.release.groups.len())
            .map(|group| match self.variable() {
                None => draft.people(group),
                Some(variable) => draft.answered(variable, group),
            })
            .collect()
    }

    /// Returns between which values `n` people can lie if nothing is printed.
    #[expect(clippy::cast_precision_loss, reason = "counts of people stay far below 2^52")]
    pub(super) fn unknown(&self, n: u64) -> Interval {
        match self {
            Self::Sum { lowest, highest, .. } => Interval::new(lowest * n as f64, highest * n as f64),
            Self::Count { .. } | Self::Pair { .. } => Interval::new(0.0, n as f64),
            // How many people there are is what is not known.
            // Of a group without people there is no row.
            Self::People => Interval::new(1.0, f64::INFINITY),
        }
    }

    /// Returns between which values the quantity lies by what is printed of the group alone.
    pub(super) fn seen(&self, draft: &Draft<'_>, group: usize) -> Interval {
        let n = self.variable().map_or(0, |variable| draft.answered(variable, group));
        self.printed(draft, group).bounds(self.unknown(n))
    }

    /// Returns what is printed of a group about this quantity.
    pub(super) fn printed(&self, draft: &Draft<'_>, group: usize) -> Printed {
        let step = draft.step(group);
        let visibility = draft.visibility(self.variable(), group);
        match self {
            Self::People => match visibility {
                Visibility::Withheld => Printed::Nothing,
                _ => Printed::Within(draft.people_printed(group)),
            },
            Self::Sum { variable, .. } => {
                let n = draft.answered(*variable, group);
                if visibility == Visibility::Withheld || n == 0 {
                    return Printed::when_empty(n);
                }
                Printed::Within(narrowed(sum_seen(draft.sum(*variable, group), n, step), draft.evenness))
            }
            Self::Count { variable, answers } => {
                let n = draft.answered(*variable, group);
                if visibility != Visibility::Shown || n == 0 {
                    return Printed::when_empty(n);
                }
                if answers.0.len() > 1 && draft.shows_apart(*variable, group) {
                    return sum_printed(draft, *variable, answers, group);
                }
                // Shares over cohorts are always whole percents.
                let is_pooled = draft.tabulated.population.variables[*variable].kind == VariableKind::Pooled;
                let step = if is_pooled { Step::Coarse } else { step };
                count_printed(draft, *variable, answers, group, n, step)
            }
            Self::Pair { variable, states } => pair_printed(draft, *variable, states, group),
        }
    }
}

/// What is printed of a group.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Printed {
    /// Nothing.
    Nothing,
    /// A number, which leaves this much open.
    Within(Interval),
}

impl Printed {
    /// Returns the bounds on what is printed; `unknown` where nothing is.
    pub(super) fn bounds(self, unknown: Interval) -> Interval {
        match self {
            Self::Nothing => unknown,
            Self::Within(interval) => interval,
        }
    }

    fn when_empty(n: u64) -> Self {
        if n == 0 { Self::Within(Interval::new(0.0, 0.0)) } else { Self::Nothing }
    }
}

/// Returns what is seen where groups count unequally: a hidden group of much weight is told more sharply.
///
/// What a total leaves of a hidden group is as wide as the slack of the printed ones times their weight over its own:
/// never narrower, in people, than with this factor.
fn narrowed(seen: Interval, evenness: f64) -> Interval {
    let (centre, half) = (f64::midpoint(seen.lower, seen.upper), (seen.upper - seen.lower) / 2.0 * evenness);
    if evenness < 1.0 { Interval::new(centre - half, centre + half) } else { seen }
}

/// Returns what is printed of answers together where each is printed on its own.
fn sum_printed(draft: &Draft<'_>, variable: usize, answers: &Answers, group: usize) -> Printed {
    let single = |answer: &usize| Quantity::Count { variable, answers: Answers(vec![*answer]) };
    let mut sum = Interval::new(0.0, 0.0);
    for answer in &answers.0 {
        let Printed::Within(part) = single(answer).printed(draft, group) else { return Printed::Nothing };
        sum = Interval::new(sum.lower + part.lower, sum.upper + part.upper);
    }
    Printed::Within(sum)
}

#[expect(clippy::cast_precision_loss, reason = "counts of people stay far below 2^52")]
fn count_printed(
    draft: &Draft<'_>,
    variable: usize,
    answers: &Answers,
    group: usize,
    n: u64,
    step: Step,
) -> Printed {
    let Some(together) = draft.together(variable, group, answers) else { return Printed::Nothing };
    let count = draft.count(variable, &together, group);
    let seen = match draft.cover(variable, group, &together) {
        Some(Cover::Withheld) => return Printed::Nothing,
        Some(Cover::Banded) if count < n - count => Interval::new(0.0, (3.0_f64).min(n as f64)),
        Some(Cover::Banded) => Interval::new(n as f64 - (3.0_f64).min(n as f64), n as f64),
        None => whole_numbers(narrowed(count_seen(count, n, step), draft.evenness)),
    };
    if together.as_ref() == answers {
        Printed::Within(seen)
    } else {
        Printed::Within(Interval::new(0.0, seen.upper))
    }
}

/// Returns what is printed of two states together: both of them, or all others.
#[expect(clippy::cast_precision_loss, reason = "counts of people stay far below 2^52")]
fn pair_printed(draft: &Draft<'_>, variable: usize, states: &[usize; 2], group: usize) -> Printed {
    let printed = |category: &usize| {
        Quantity::Count { variable, answers: Answers(vec![*category]) }.printed(draft, group)
    };
    let total = |all: &mut dyn Iterator<Item = &usize>| {
        all.map(printed).try_fold(Interval::new(0.0, 0.0), |sum, part| match part {
            Printed::Nothing => None,
            Printed::Within(part) => Some(Interval::new(sum.lower + part.lower, sum.upper + part.upper)),
        })
    };
    let n = draft.answered(variable, group) as f64;
    let own = total(&mut states.iter());
    let others = total(&mut draft.categories(variable).iter().filter(|category| !states.contains(category)));
    let rest = others.map(|others| Interval::new(n - others.upper, n - others.lower));
    match (own, rest) {
        (Some(own), Some(rest)) => Printed::Within(clip(own, rest)),
        (Some(known), None) | (None, Some(known)) => Printed::Within(known),
        (None, None) => Printed::Nothing,
    }
}

/// Quantities that are solved for together: people, or all that is printed about one variable.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Block {
    pub(super) quantities: Vec<Quantity>,
    /// The variable, where its answers are counted one by one: they add up to the people who answered.
    distribution: Option<Distribution>,
}

/// The places of the counts of single answers in a block.
#[derive(Debug, Clone, PartialEq)]
struct Distribution {
    variable: usize,
    /// The place of each answer's count, its category and its value on the scale.
    answers: Vec<(usize, usize, Option<f64>)>,
    /// The place of the sum behind the mean.
    sum: Option<usize>,
    /// The place of each pair of states, and the places of its two.
    pairs: Vec<(usize, [usize; 2])>,
    /// The place of outer answers that some tables show together, and the places of each.
    outer: Vec<(usize, Vec<usize>)>,
}

impl Block {
    /// Returns how many people there are.
    pub(super) fn people() -> Self {
        Self { quantities: vec![Quantity::People], distribution: None }
    }

    /// Returns what is printed about a variable.
    pub(super) fn of_variable(draft: &Draft<'_>, variable: usize) -> Self {
        let described = &draft.tabulated.population.variables[variable];
        let mut quantities = Vec::new();
        if let Some(range) = described.range() {
            quantities.push(Quantity::Sum { variable, lowest: range.lowest, highest: range.highest });
        }
        let sum = (!quantities.is_empty()).then_some(0);
        let count = |answers| Quantity::Count { variable, answers: Answers(answers) };
        let categories = 0..described.categories.len();
        let distribution = match described.kind {
            // A curve is printed in round numbers only, and of many people.
            VariableKind::Scale { .. } | VariableKind::Curve { .. } => None,
            VariableKind::Pooled => {
                quantities.extend(categories.filter(|c| described.is_named(*c)).map(|c| count(vec![c])));
                None
            }
            VariableKind::Item | VariableKind::Status { .. } | VariableKind::Split { .. } => {
                let answers: Vec<usize> = categories.filter(|c| described.is_answer(*c)).collect();
                let first = quantities.len();
                quantities.extend(answers.iter().map(|category| count(vec![*category])));
                let places = answers.iter().enumerate();
                let value = |category: usize| described.categories[category].value;
                let states = answers.clone();
                let answers: Vec<(usize, usize, Option<f64>)> =
                    places.map(|(i, category)| (first + i, *category, value(*category))).collect();
                let mut outer = Vec::new();
                for together in draft.shown_together(variable) {
                    let is_part =
                        |(_, category, _): &&(usize, usize, Option<f64>)| together.0.contains(category);
                    outer
                        .push((quantities.len(), answers.iter().filter(is_part).map(|(i, ..)| *i).collect()));
                    quantities.push(count(together.0));
                }
                let mut pairs = Vec::new();
                if matches!(described.kind, VariableKind::Status { .. }) {
                    for other in 1..states.len() {
                        pairs.push((quantities.len(), [first, first + other]));
                        quantities.push(Quantity::Pair { variable, states: [states[0], states[other]] });
                    }
                }
                Some(Distribution { variable, answers, sum, pairs, outer })
            }
            VariableKind::Outcome | VariableKind::Choice { .. } | VariableKind::Completion { .. } => {
                quantities.push(count(categories.filter(|c| described.categories[*c].success).collect()));
                None
            }
        };
        Self { quantities, distribution }
    }

    /// Returns what the quantities of one group add up to.
    #[expect(clippy::cast_precision_loss, reason = "counts of people stay far below 2^52")]
    pub(super) fn equations(&self, draft: &Draft<'_>, group: usize) -> Vec<Equation> {
        let Some(Distribution { variable, answers, sum, pairs, outer }) = &self.distribution else {
            return Vec::new();
        };
        let n = draft.answered(*variable, group) as f64;
        let all = answers.iter().map(|(place, ..)| (*place, 1.0)).collect();
        let mut equations = vec![Equation { terms: all, total: Interval::new(n, n) }];
        let values: Option<Vec<(usize, f64)>> =
            answers.iter().map(|(place, _, value)| Some((*place, (*value)?))).collect();
        if let (Some(sum), Some(mut terms)) = (sum, values) {
            terms.push((*sum, -1.0));
            equations.push(Equation { terms, total: Interval::new(0.0, 0.0) });
        }
        for (pair, states) in pairs {
            let is_other = |place: &usize| !states.contains(place);
            let others = answers.iter().map(|(place, ..)| *place).filter(is_other);
            let mut terms: Vec<(usize, f64)> = others.map(|place| (place, 1.0)).collect();
            terms.push((*pair, 1.0));
            equations.push(Equation { terms, total: Interval::new(n, n) });
            let terms = vec![(states[0], 1.0), (states[1], 1.0), (*pair, -1.0)];
            equations.push(Equation { terms, total: Interval::new(0.0, 0.0) });
        }
        for (together, parts) in outer {
            let mut terms: Vec<(usize, f64)> = parts.iter().map(|part| (*part, 1.0)).collect();
            terms.push((*together, -1.0));
            equations.push(Equation { terms, total: Interval::new(0.0, 0.0) });
        }
        equations
    }
}

/// Returns the sum of the answers on a variable.
pub(super) fn sum(tabulated: &Tabulated, cell: &Cell, variable: usize) -> f64 {
    let categories = &tabulated.population.variables[variable].categories;
    tabulated
        .counts(cell, variable)
        .iter()
        .zip(categories)
        .filter_map(|(n, category)| Some(f64::from(*n) * category.value?))
        .sum()
}
