//! What is not the same in every round of a survey: questions that are new, gone, renamed or answered otherwise.
//!
//! What cannot be compared has no change in the report (`measures`); this says which it is, and since when. Leaves out
//! quickscans and alumni.

use crate::ingest::Ingested;
use crate::model::{Item, SourceData, SourceKind, Survey};
use crate::report::edition::{RoundChange, RoundNote};
use crate::tabulation::{Cube, Family, Population, Variable, VariableKind};

/// Returns what differs between each round and the one before it, in the order of rounds and of the codebook.
pub(super) fn notes(ingested: &Ingested, cube: &Cube) -> Vec<RoundNote> {
    let rounds: Vec<&Population> = cube
        .populations
        .iter()
        .map(|tabulated| &tabulated.population)
        .filter(|population| population.family == Family::Respondents && population.pooled.is_empty())
        .collect();
    let mut notes = Vec::new();
    for (place, now) in rounds.iter().enumerate() {
        let Some(before) = rounds[..place].iter().rev().find(|other| other.source == now.source) else {
            continue;
        };
        notes.extend(now.variables.iter().filter(|variable| is_told(variable)).filter_map(|variable| {
            let change = change(variable, before).or_else(|| renamed(ingested, variable, before, now))?;
            Some(note(variable, before, now, change))
        }));
        let is_gone = |variable: &&Variable| named(now, &variable.measure).is_none() && is_told(variable);
        let gone = before.variables.iter().filter(is_gone);
        notes.extend(gone.map(|variable| note(variable, before, now, RoundChange::Dropped)));
    }
    notes
}

fn is_told(variable: &Variable) -> bool {
    matches!(variable.kind, VariableKind::Scale { .. } | VariableKind::Item | VariableKind::Outcome)
}

fn named<'p>(population: &'p Population, measure: &str) -> Option<&'p Variable> {
    population.variables.iter().find(|variable| variable.measure == measure)
}

fn note(variable: &Variable, before: &Population, now: &Population, change: RoundChange) -> RoundNote {
    RoundNote {
        measure: variable.measure.clone(),
        text: variable.text.clone(),
        before: before.period.clone(),
        since: now.period.clone(),
        change,
    }
}

/// Returns why a variable cannot be compared with the round before; `None` where it can.
fn change(variable: &Variable, before: &Population) -> Option<RoundChange> {
    let Some(then) = named(before, &variable.measure) else { return Some(RoundChange::New) };
    if variable.is_alike(then) {
        return None;
    }
    match (&then.kind, &variable.kind) {
        (VariableKind::Scale { items: then, .. }, VariableKind::Scale { items: now, .. }) if then != now => {
            let without = |all: &[String], others: &[String]| -> Vec<String> {
                all.iter().filter(|item| !others.contains(item)).cloned().collect()
            };
            Some(RoundChange::OtherQuestions { gone: without(then, now), new: without(now, then) })
        }
        _ => Some(RoundChange::OtherAnswers),
    }
}

/// Returns the two names of a question that the files call otherwise, by the codebook.
fn renamed(
    ingested: &Ingested,
    variable: &Variable,
    before: &Population,
    now: &Population,
) -> Option<RoundChange> {
    let [from, to] = [before, now].map(|round| called(ingested, round, &variable.measure));
    let (from, to) = (from?, to?);
    (from != to).then(|| RoundChange::Renamed { from: from.to_owned(), to: to.to_owned() })
}

fn called<'i>(ingested: &'i Ingested, round: &Population, measure: &str) -> Option<&'i str> {
    let sources = ingested.dataset.sources.iter().filter(|source| {
        source.kind == SourceKind::Survey && source.name == round.source && source.round == round.period
    });
    let surveys = sources.filter_map(|source| match &source.data {
        SourceData::Survey(survey) => Some(survey),
        _ => None,
    });
    surveys
        .flat_map(|survey: &Survey| &survey.items)
        .find(|item| is_of(item, measure))
        .map(|item| &*item.called)
}

fn is_of(item: &Item, measure: &str) -> bool {
    measure.strip_prefix("item.") == Some(&item.id)
}
