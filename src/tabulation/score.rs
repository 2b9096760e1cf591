//! Scale scores as codes: the mean of the items answered, exact.
//!
//! A score is a sum over a number of answers. There are few such pairs, so a score is coded by its pair
//! and counted like any answer; mean, variance and ranks then come from integer counts, without rounding.

use crate::model::{Item, LevelKind, MISSING, Scale, Text};

use super::population::Category;
use super::roll::{Codes, Observed};
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

    fn code(&self, sum: usize, answered: usize) -> usize {
        self.start(answered) + sum
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
pub(super) fn observe<'a>(scale: &Scale, items: &'a [Item], rows: usize) -> Option<Observed<'a>> {
    let found: Vec<&Item> =
        scale.items.iter().filter_map(|id| items.iter().find(|item| item.id == *id)).collect();
    if found.is_empty() {
        return None;
    }
    let scores = Scores::of(scale, &found)?;
    let steps: Vec<Vec<Option<usize>>> = found
        .iter()
        .map(|item| {
            let reversed = scale.reversed.contains(&item.id);
            item.answers
                .iter()
                .map(|answer| {
                    let value = answer.value?;
                    let value = if reversed { scale.lowest + scale.highest - value } else { value };
                    Some(steps_between(scale.lowest, value, scores.step))
                })
                .collect()
        })
        .collect();
    let codes = (0..rows).map(|row| score_row(&scores, &found, &steps, row)).collect();
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
        offered: super::Offered::Everywhere,
    };
    let scale_items = item_steps(&found, steps, scores.span);
    Some(Observed { variable, codes: Codes::Derived(codes), scale_items })
}

#[expect(clippy::cast_possible_truncation, reason = "the number of scores was checked against u16")]
fn score_row(scores: &Scores, items: &[&Item], steps: &[Vec<Option<usize>>], row: usize) -> u16 {
    let (mut sum, mut answered) = (0, 0);
    for (item, steps) in items.iter().zip(steps) {
        if let Some(Some(step)) = steps.get(usize::from(item.codes[row])) {
            sum += step;
            answered += 1;
        }
    }
    if answered < scores.needed { MISSING } else { scores.code(sum, answered) as u16 }
}

/// The items of a scale with their answers in steps above the lowest, reversed where needed.
pub(super) struct ScaleItem<'a> {
    pub(super) codes: &'a [u16],
    pub(super) steps: Vec<Option<usize>>,
    /// The number of steps from the lowest to the highest answer.
    pub(super) span: usize,
}

fn item_steps<'a>(items: &[&'a Item], steps: Vec<Vec<Option<usize>>>, span: usize) -> Vec<ScaleItem<'a>> {
    items.iter().zip(steps).map(|(item, steps)| ScaleItem { codes: &item.codes, steps, span }).collect()
}
