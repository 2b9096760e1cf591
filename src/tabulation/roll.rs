//! A roll: the people of one population as rows, ready to be counted.

use std::ops::Range;

use crate::model::{Answer, Choice, Codes, Column, Item, LevelKind, Outcome, Scale, SomeRows, Survey, Text};

use super::population::Category;
use super::score::{self, ScaleItem, Scored};
use super::weights::Grid;
use super::{Family, Population, Variable, VariableKind};

/// The codes of a variable.
pub(super) enum Values<'a> {
    /// A column of the dataset: a code per row of the file.
    Column(&'a Codes),
    /// Scores, worked out of the answers on a row of the file.
    Scored(Scored<'a>),
    /// Made for the purpose: a code per place on the roll.
    PerPlace(Vec<u16>),
}

impl Values<'_> {
    /// Returns the code of the person at `place` on the roll, whose row in the file is `row`.
    pub(super) fn at(&self, place: usize, row: usize) -> u16 {
        match self {
            Self::Column(codes) => codes[row],
            Self::Scored(scored) => scored.at(row),
            Self::PerPlace(codes) => codes[place],
        }
    }

    /// Calls `put` with each of `rows`, by its place among them, and what `of` makes of its code.
    ///
    /// The first of them is at place `first` on the roll.
    pub(super) fn each<T: Copy>(
        &self,
        rows: &SomeRows<'_>,
        first: usize,
        of: impl Fn(u16) -> T,
        mut put: impl FnMut(usize, T),
    ) {
        match self {
            Self::Column(all) => all.each(rows, of, put),
            Self::Scored(scored) => {
                scored.of(rows).enumerate().for_each(|(place, code)| put(place, of(code)));
            }
            Self::PerPlace(all) => {
                let codes = all[first..first + rows.len()].iter().enumerate();
                codes.for_each(|(place, code)| put(place, of(*code)));
            }
        }
    }
}

/// A variable with its value for each row.
pub(super) struct Observed<'a> {
    pub(super) variable: Variable,
    pub(super) codes: Values<'a>,
    /// The items, for a scale; empty for anything else.
    pub(super) scale_items: Vec<ScaleItem<'a>>,
}

/// How many people a row stands for.
pub(super) enum Weight<'a> {
    /// A row is a person.
    Person,
    /// A row is a person who counts with a weight; without one they only count as having taken part.
    Weighed(Grid<'a>),
    /// A row is a cell that holds between `least` and `most` people.
    Cell { least: &'a [u32], most: &'a [u32] },
}

/// Rows of the columns.
pub(super) enum Rows {
    /// All of so many.
    All(usize),
    /// These, in order.
    Some(Vec<u32>),
}

impl Rows {
    /// Returns the number of rows.
    pub(super) fn len(&self) -> usize {
        match self {
            Self::All(n) => *n,
            Self::Some(rows) => rows.len(),
        }
    }

    /// Returns the rows at these places.
    pub(super) fn at(&self, places: Range<usize>) -> SomeRows<'_> {
        match self {
            Self::All(_) => SomeRows::Run(places),
            Self::Some(rows) => SomeRows::These(&rows[places]),
        }
    }
}

/// The people of one population, a row each.
pub(super) struct Roll<'a> {
    pub(super) population: Population,
    /// Which rows of the columns are in it.
    pub(super) rows: Rows,
    pub(super) groups: &'a [Column],
    pub(super) observed: Vec<Observed<'a>>,
    pub(super) weight: Weight<'a>,
}

/// Returns the rows for which `selected` is true; an empty slice selects all of `n`.
#[expect(clippy::cast_possible_truncation, reason = "a file of four billion rows does not fit in memory")]
pub(super) fn selected_rows(selected: &[bool], n: usize) -> Vec<u32> {
    (0..n as u32).filter(|row| selected.get(*row as usize).copied().unwrap_or(true)).collect()
}

/// Returns the roll of a survey round: its scales, items and outcomes.
pub(super) fn of_survey<'a>(
    population: Population,
    survey: &'a Survey,
    scales: &[Scale],
    name: &str,
) -> Roll<'a> {
    let is_voices = population.family == Family::Voices;
    debug_assert!(is_voices || population.family == Family::Respondents, "a survey has respondents: {name}");
    // Of other sources the scales are shown; their questions one by one would fill a workbook.
    let is_told = |item: &&Item| !is_voices || !scales.iter().any(|scale| scale.items.contains(&item.id));
    let mut observed: Vec<Observed<'a>> =
        scales.iter().filter_map(|scale| score::observe(scale, &survey.items)).collect();
    observed.extend(survey.items.iter().filter(is_told).map(of_item));
    observed.extend(survey.outcomes.iter().map(of_outcome));
    observed.extend(of_choices(&survey.choices));
    Roll {
        population: Population {
            variables: observed.iter().map(|o| o.variable.clone()).collect(),
            ..population
        },
        rows: match survey.selected.as_slice() {
            [] => Rows::All(survey.rows),
            selected => Rows::Some(selected_rows(selected, survey.rows)),
        },
        groups: &survey.groups,
        observed,
        weight: Grid::of(&survey.weights).map_or(Weight::Person, Weight::Weighed),
    }
}

fn of_item(item: &Item) -> Observed<'_> {
    let variable = Variable {
        measure: format!("item.{}", item.id),
        text: item.text.clone(),
        kind: VariableKind::Item,
        categories: item.answers.iter().map(|answer| category(answer, false)).collect(),
        mature_in: None,
        offered: super::Offered::Everywhere,
    };
    Observed { variable, codes: Values::Column(&item.codes), scale_items: Vec::new() }
}

pub(super) fn of_outcome(outcome: &Outcome) -> Observed<'_> {
    let categories = outcome
        .answers
        .iter()
        .zip(&outcome.success)
        .map(|(answer, success)| category(answer, *success))
        .collect();
    let variable = Variable {
        measure: format!("outcome.{}", outcome.id),
        text: outcome.text.clone(),
        kind: VariableKind::Outcome,
        categories,
        mature_in: None,
        offered: super::Offered::Everywhere,
    };
    Observed { variable, codes: Values::Column(&outcome.codes), scale_items: Vec::new() }
}

/// Returns each option as a yes or no; the options of one question share its place.
fn of_choices(choices: &[Choice]) -> Vec<Observed<'_>> {
    let mut questions: Vec<&str> = Vec::new();
    choices
        .iter()
        .map(|choice| {
            let known = questions.iter().position(|question| *question == choice.question);
            let question = known.unwrap_or_else(|| {
                questions.push(&choice.question);
                questions.len() - 1
            });
            let answer =
                |label: Text, success| Category { label, value: None, kind: LevelKind::Stated, success };
            let variable = Variable {
                measure: choice.measure(),
                text: choice.text.clone(),
                kind: VariableKind::Choice { question, base: choice.base },
                categories: vec![
                    answer(Text::new("niet gekozen", "not chosen"), false),
                    answer(Text::new("gekozen", "chosen"), true),
                ],
                mature_in: None,
                offered: super::Offered::Everywhere,
            };
            Observed { variable, codes: Values::Column(&choice.codes), scale_items: Vec::new() }
        })
        .collect()
}

fn category(answer: &Answer, success: bool) -> Category {
    let value = if answer.kind == LevelKind::Stated { answer.value } else { None };
    Category { label: answer.label.clone(), value, kind: answer.kind, success }
}
