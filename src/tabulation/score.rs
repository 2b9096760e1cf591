//! Scale scores as codes: the mean of the items answered, exact.
//!
//! A score is a sum over a number of answers. There are few such pairs, so a score is coded by its pair
//! and counted like any answer; mean, variance and ranks then come from integer counts, without rounding.

use crate::model::{Codes, Item, LevelKind, MISSING, Scale, SomeRows, Text};

use super::population::{Category, Offered};
use super::roll::{Observed, Values};
use super::{Variable, VariableKind};

/// Steps in which declared answers can lie; the first that fits all is taken.
const STEPS: [f64; 5] = [1.0, 0.5, 0.25, 0.1, 0.05];

/// The scores that a scale can have, and the code of each.
struct Scores {
    lowest: f64,
    step: f64,
    /// The number of steps from the lowest to the highest answer.
    span: usize,
    needed: usize,
    items: usize,
}

impl Scores {
    /// Returns the scores of `scale`, or `None` where its answers lie on no common grid.
    fn of(scale: &Scale, items: &[&Item]) -> Option<Self> {
        let values = || items.iter().flat_map(|item| item.answers.iter().filter_map(|answer| answer.value));
        let on_grid = |value: f64, step: f64| {
            let steps = (value - scale.lowest) / step;
            (steps - steps.round()).abs() < 1e-9
        };
        let step = *STEPS
            .iter()
            .find(|step| on_grid(scale.highest, **step) && values().all(|value| on_grid(value, **step)))?;
        let span = steps_between(scale.lowest, scale.highest, step);
        let needed = scale.missing_rule.needed(items.len()).max(1);
        let scores = Self { lowest: scale.lowest, step, span, needed, items: items.len() };
        (scores.len() < usize::from(MISSING)).then_some(scores)
    }

    fn len(&self) -> usize {
        self.start(self.items + 1)
    }

    /// Returns the code of the lowest score over `answered` items.
    fn start(&self, answered: usize) -> usize {
        (self.needed..answered).map(|a| a * self.span + 1).sum()
    }

    /// Returns the code of the lowest score by how many items were answered; `None` where those are too few.
    fn codes(&self) -> Vec<Option<u16>> {
        let code = |answered: usize| u16::try_from(self.start(answered)).ok();
        (0..=self.items).map(|answered| code(answered).filter(|_| answered >= self.needed)).collect()
    }

    #[expect(clippy::cast_precision_loss, reason = "a few hundred items at most")]
    fn categories(&self) -> Vec<Category> {
        (self.needed..=self.items)
            .flat_map(|answered| {
                (0..=answered * self.span).map(move |sum| {
                    let value = self.lowest + self.step * sum as f64 / answered as f64;
                    Category {
                        label: Text::default(),
                        value: Some(value),
                        kind: LevelKind::Stated,
                        success: false,
                    }
                })
            })
            .collect()
    }
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a few hundred steps at most")]
fn steps_between(lowest: f64, value: f64, step: f64) -> usize {
    ((value - lowest) / step).round().max(0.0) as usize
}

/// Returns the scores of every respondent on `scale`, or `None` where none of its items is in the survey
/// or its answers lie on no common grid.
pub(super) fn observe<'a>(scale: &Scale, items: &'a [Item]) -> Option<Observed<'a>> {
    let found: Vec<&Item> =
        scale.items.iter().filter_map(|id| items.iter().find(|item| item.id == *id)).collect();
    if found.is_empty() {
        return None;
    }
    let scores = Scores::of(scale, &found)?;
    let scale_items: Vec<ScaleItem<'a>> = found
        .iter()
        .map(|item| ScaleItem {
            codes: &item.codes,
            steps: StepTable::of(item, scale, &scores),
            span: scores.span,
        })
        .collect();
    let variable = Variable {
        measure: format!("scale.{}", scale.id),
        text: scale.text.clone(),
        kind: VariableKind::Scale {
            lowest: scale.lowest,
            highest: scale.highest,
            items: found.iter().map(|item| item.id.clone()).collect(),
            theme: scale.theme,
        },
        categories: scores.categories(),
        mature_in: None,
        offered: if scale.bands.is_empty() { Offered::Everywhere } else { Offered::NotByItself },
    };
    let scored = Scored { code_of: scores.codes(), items: scale_items.clone() };
    Some(Observed { variable, codes: Values::Scored(scored), scale_items })
}

/// The items of a scale with their answers in steps above the lowest, reversed where needed.
#[derive(Debug, Clone)]
pub(super) struct ScaleItem<'a> {
    pub(super) codes: &'a Codes,
    pub(super) steps: StepTable,
    /// The number of steps from the lowest to the highest answer.
    pub(super) span: usize,
}

/// The steps above the lowest of each answer to an item.
#[derive(Debug, Clone)]
pub(super) struct StepTable(Vec<u32>);

/// In a sum of steps: one answer. The steps themselves stand in the digits below, where all items together fit.
const ANSWERED: u32 = 1 << 16;

impl StepTable {
    #[expect(clippy::cast_possible_truncation, reason = "the number of scores was checked against u16")]
    fn of(item: &Item, scale: &Scale, scores: &Scores) -> Self {
        let reversed = scale.reversed.contains(&item.id);
        let step = |value: f64| {
            let value = if reversed { scale.lowest + scale.highest - value } else { value };
            ANSWERED + steps_between(scale.lowest, value, scores.step).min(scores.span) as u32
        };
        Self(item.answers.iter().map(|answer| answer.value.map_or(0, step)).collect())
    }

    /// Returns one answer and its steps as part of a sum; 0 for no answer on the scale.
    #[inline]
    fn part(&self, code: u16) -> u32 {
        self.0.get(usize::from(code)).copied().unwrap_or(0)
    }

    /// Returns the steps of an answer, or `None` where it is none on the scale.
    #[expect(clippy::cast_possible_truncation, reason = "the part below one answer")]
    pub(super) fn of_code(&self, code: u16) -> Option<u16> {
        let part = self.part(code);
        (part >= ANSWERED).then_some((part % ANSWERED) as u16)
    }
}

/// Scores that are worked out when they are needed: they would take as much room as a column.
#[derive(Debug, Clone)]
pub(super) struct Scored<'a> {
    items: Vec<ScaleItem<'a>>,
    /// The code of the lowest score by how many items were answered; `None` where those are too few.
    code_of: Vec<Option<u16>>,
}

impl Scored<'_> {
    /// Returns the code of the score on `row`.
    pub(super) fn at(&self, row: usize) -> u16 {
        self.code(self.items.iter().map(|item| item.steps.part(item.codes[row])).sum())
    }

    /// Returns the code of the score on each of `rows`.
    pub(super) fn of(&self, rows: &SomeRows<'_>) -> impl Iterator<Item = u16> {
        let mut sums = vec![0_u32; rows.len()];
        for item in &self.items {
            item.codes.each(rows, |code| item.steps.part(code), |place, part| sums[place] += part);
        }
        sums.into_iter().map(|sum| self.code(sum))
    }

    #[expect(clippy::cast_possible_truncation, reason = "the part below one answer")]
    #[inline]
    fn code(&self, sum: u32) -> u16 {
        let start = self.code_of.get((sum / ANSWERED) as usize).copied().flatten();
        start.map_or(MISSING, |start| start + (sum % ANSWERED) as u16)
    }
}
