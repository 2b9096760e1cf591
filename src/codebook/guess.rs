//! A proposed codebook from the headings and values of an export, with a reason per guess.
//!
//! Leaves out what cannot be seen: a reversed item is never guessed, and the bounds of a scale are said to be
//! those observed. Nothing here is sure; what is most likely to be wrong says what to check.

use std::collections::{BTreeMap, HashSet};

use super::blocks::{self, Block};
use super::grouping;
use super::headings::{self, HeadingClass};
use super::instrument::{self, Instrument};
use super::kind::{kind_of, stage_of, takes, unpivoted};
use super::labelled;
use super::lookup::Lookup;
use super::meaning::{Codebook, ColumnMeaning, Label};
use super::questions::{self, Question};
use super::roles::{by_heading, gender, gender_block, parents, says_gender, says_role};
use super::vocabulary::{NOT_APPLICABLE, NOT_STATED};
use crate::model::{Role, Scale, SourceKind, Stage, Text};

pub use super::sample::ColumnSample;

/// A proposed codebook.
#[derive(Debug, Clone, PartialEq)]
pub struct Guess {
    /// The proposal: a column per heading, in the order of the file.
    pub codebook: Codebook,
    /// What the file seems to be a list of: a survey, a register or counts.
    pub kind: SourceKind,
    /// At which point of a study a table of counts seems to count.
    pub stage: Option<Stage>,
    /// The instrument whose questions were recognised.
    pub instrument: Option<String>,
    /// Why each column has its role, in the order of the file.
    pub reasons: Vec<Reason>,
    /// Questions side by side with the same answers, which may form a scale: for a person to say.
    pub suggested: Vec<Scale>,
    /// Items that run against their scale, where somebody looked at the answers.
    pub against: Vec<Against>,
}

/// Why a column has its role.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reason {
    /// The heading.
    pub heading: String,
    /// The reason, a fragment in lower case.
    pub text: Text,
    /// What to check first, where the guess may well be wrong; a fragment in lower case.
    pub check: Option<Text>,
}

/// An item whose answers run against those on the rest of its scale.
#[derive(Debug, Clone, PartialEq)]
pub struct Against {
    /// The scale.
    pub scale: String,
    /// The item.
    pub item: String,
    /// The correlation of the item with the sum of the others, -1 to 0.
    pub correlation: f64,
    /// How many people answered all items of the scale.
    pub people: u64,
}

/// One column with its proposed meaning.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Proposal {
    pub(super) meaning: ColumnMeaning,
    pub(super) reason: Text,
    pub(super) check: Option<Text>,
    /// Among columns of one role the lowest is kept.
    pub(super) rank: usize,
}

impl Proposal {
    /// Says what to check first.
    pub(super) fn unsure(mut self, nl: &str, en: &str) -> Self {
        self.check = Some(Text::new(nl, en));
        self
    }
}

/// Proposes what the columns mean.
///
/// Returns a column per sample, but for those that unpivoting takes; an empty codebook for no columns.
#[must_use]
pub fn guess(samples: &[ColumnSample]) -> Guess {
    let viewed = labelled::viewed(samples);
    let mut made = guessed(&viewed.iter().map(AsRef::as_ref).collect::<Vec<_>>());
    labelled::told(&mut made, samples);
    made
}

fn guessed(samples: &[&ColumnSample]) -> Guess {
    let headings: Vec<String> = samples.iter().map(|sample| sample.heading.clone()).collect();
    let instrument = instrument::recognised_in(samples);
    let known = instrument.as_ref().map(Known::new);
    let unpivot = unpivoted(&headings);
    let kind = kind_of(samples, unpivot.is_some());
    let mut codebook = Codebook { name: "guess".to_owned(), unpivot, ..Codebook::default() };
    let left: Vec<&ColumnSample> =
        samples.iter().copied().filter(|sample| !takes(codebook.unpivot.as_ref(), &sample.heading)).collect();
    let is_survey = kind == SourceKind::Survey;
    let questions = if is_survey { questions::found(&left) } else { BTreeMap::new() };
    let is_free =
        |index: usize| known.as_ref().is_none_or(|known| from_instrument(left[index], known).is_none());
    let blocks = if is_survey { blocks::found(&left, &is_free) } else { Vec::new() };
    let mut proposals: Vec<Proposal> = left
        .iter()
        .enumerate()
        .map(|(index, sample)| proposal(sample, kind, known.as_ref(), questions.get(&index)))
        .collect();
    for (proposal, sample) in proposals.iter_mut().zip(&left) {
        add_missing_words(&mut proposal.meaning, sample);
    }
    for block in blocks {
        if !gender_block(&block, &mut proposals, &left) {
            codebook.choices.push(as_choice(&block, &mut proposals, &left));
        }
    }
    drop_doubles(&mut proposals);
    codebook.scales =
        instrument.as_ref().map_or_else(Vec::new, |instrument| known_scales(instrument, &proposals));
    let grouped = grouping::scales(&left, &questions, &proposals);
    codebook.scales.extend(grouped.scales);
    if let Some(instrument) = &instrument {
        codebook.groups.clone_from(&instrument.codebook.groups);
        let present = |role| proposals.iter().any(|proposal| proposal.meaning.role == role);
        codebook.groups.retain(|group| present(group.role));
    }
    let reasons = proposals
        .iter_mut()
        .map(|proposal| Reason {
            heading: proposal.meaning.heading.clone(),
            text: std::mem::take(&mut proposal.reason),
            check: proposal.check.take(),
        })
        .collect();
    codebook.columns = proposals.into_iter().map(|proposal| proposal.meaning).collect();
    name_apart(&mut codebook.columns);
    Guess {
        codebook,
        kind,
        stage: stage_of(&headings, kind),
        instrument: instrument.map(|instrument| instrument.name),
        reasons,
        suggested: grouped.suggested,
        against: Vec::new(),
    }
}

/// Turns the columns of a block into the options of one question.
fn as_choice(
    block: &Block,
    proposals: &mut [Proposal],
    samples: &[&ColumnSample],
) -> super::choice::ChoiceMeaning {
    let mut ids = Vec::new();
    for (index, label) in block.columns.iter().zip(&block.labels) {
        let proposal = &mut proposals[*index];
        let missing = std::mem::take(&mut proposal.meaning.missing);
        proposal.meaning = ColumnMeaning::new(&samples[*index].heading, Role::Item);
        proposal.meaning.id = questions::id(&samples[*index].heading, *index);
        proposal.meaning.text = Some(Text::same(label));
        proposal.meaning.missing = missing;
        add_missing_words(&mut proposal.meaning, samples[*index]);
        let id = &block.id;
        proposal.reason = Text::new(
            format!("een optie van de meerkeuzevraag `{id}`, zie onderaan"),
            format!("an option of the question with several answers `{id}`, see below"),
        );
        proposal.check = None;
        ids.push(proposal.meaning.id().to_owned());
    }
    block.meaning(ids)
}

/// Headings that stand in a file twice get a name of their own: two questions with one name would be one measure.
fn name_apart(columns: &mut [ColumnMeaning]) {
    let mut taken: HashSet<String> = HashSet::new();
    let questions = columns.iter_mut().enumerate();
    for (at, own) in questions.filter(|(_, column)| matches!(column.role, Role::Item | Role::Outcome)) {
        if taken.contains(own.id()) {
            own.id = Some(format!("{}-{}", own.id(), at + 1));
        }
        taken.insert(own.id().to_owned());
    }
}

fn proposal(
    sample: &ColumnSample,
    kind: SourceKind,
    known: Option<&Known<'_>>,
    question: Option<&Question>,
) -> Proposal {
    if let Some(proposal) = known.and_then(|known| from_instrument(sample, known)) {
        return proposal;
    }
    let values = values(sample);
    let made = |role, nl: &str, en: &str| made(sample, role, Text::new(nl, en));
    if values.is_empty() {
        return made(Role::Open, "leeg: niemand vulde iets in", "empty: nobody filled in anything");
    }
    if let Some(proposal) = identifying(sample, &values) {
        return proposal;
    }
    let class = headings::class_of(&sample.heading, sample.question.as_deref());
    let is_survey = kind == SourceKind::Survey;
    match class {
        HeadingClass::Technical => {
            made(Role::Open, "techniek van het formulier, geen antwoord", "made by the form, not an answer")
        }
        // Likert answers below a heading that names a group: an opinion about it.
        HeadingClass::Gender | HeadingClass::Role(_) | HeadingClass::Parents
            if is_survey && question.is_some() =>
        {
            asked(question).unwrap_or_else(|| by_values(sample, &values))
        }
        HeadingClass::Gender => gender(sample, kind, &values),
        HeadingClass::Parents if is_survey => parents(sample, &values),
        HeadingClass::Count if kind == SourceKind::Counts => {
            made(Role::Count, "de kop zegt een aantal mensen", "the heading says a number of people")
        }
        HeadingClass::Role(hit) => by_heading(sample, kind, hit, &values),
        HeadingClass::Sensitive => made(
            Role::Open,
            "een bijzonder persoonsgegeven: alleen lezen als het doel vaststaat",
            "special personal data: read it only if the purpose is settled",
        ),
        _ if is_survey && says_gender(&values) => Proposal { rank: 100, ..gender(sample, kind, &values) },
        _ if is_survey => says_role(sample, &values)
            .or_else(|| asked(question.filter(|question| question.scale.is_some())))
            .or_else(|| joined(sample))
            .or_else(|| asked(question))
            .unwrap_or_else(|| by_values(sample, &values)),
        _ => made(Role::Open, "niet herkend: wordt niet gelezen", "not recognised: is not read"),
    }
}

fn asked(question: Option<&Question>) -> Option<Proposal> {
    let question = question?;
    Some(Proposal {
        meaning: question.meaning.clone(),
        reason: question.reason.clone(),
        check: question.check.clone(),
        rank: 0,
    })
}

/// A question whose ticks stand in one cell.
fn joined(sample: &ColumnSample) -> Option<Proposal> {
    let found = blocks::joined(sample)?;
    let n_options = found.options.len();
    let mut proposal = made(
        sample,
        Role::Item,
        Text::new(
            format!(
                "meer antwoorden in een cel, {n_options} opties; wie niets koos, telt niet mee in het totaal"
            ),
            format!("several answers in a cell, {n_options} options; who chose none is not in the total"),
        ),
    );
    let options = found.options.iter().map(|(option, _)| option);
    let (nons, stated): (Vec<&String>, Vec<&String>) = options.partition(|option| is_non_answer(option));
    let label = |raw: &String| Label { raw: raw.clone(), text: Text::same(raw), also: Vec::new() };
    proposal.meaning.labels = stated.into_iter().chain(nons.iter().copied()).map(label).collect();
    for raw in nons {
        if NOT_STATED.is(raw) {
            proposal.meaning.not_stated.push(raw.clone());
        } else {
            proposal.meaning.not_applicable.push(raw.clone());
        }
    }
    proposal.meaning.separator = Some(found.separator.to_owned());
    proposal.meaning.id = questions::id(&sample.heading, 0).map(|_| slug(&sample.heading));
    if found.rare > 0 {
        let rare = found.rare;
        proposal.check = Some(Text::new(
            format!(
                "weggelaten, want door minder dan 3 mensen gegeven: {rare} andere teksten (\u{201c}anders, namelijk\u{201d}?)"
            ),
            format!(
                "left out, as given by fewer than 3 people: {rare} other texts (\u{201c}other, namely\u{201d}?)"
            ),
        ));
    }
    Some(proposal)
}

fn is_non_answer(value: &str) -> bool {
    NOT_STATED.is(value) || NOT_APPLICABLE.is(value)
}

/// Returns the first words of a heading as a name.
fn slug(heading: &str) -> String {
    let words = headings::plain(heading);
    let words: Vec<String> = words
        .split_whitespace()
        .map(|word| word.chars().filter(|c| c.is_alphanumeric()).collect::<String>())
        .filter(|word| !word.is_empty())
        .take(4)
        .collect();
    if words.is_empty() { "vraag".to_owned() } else { words.join("_") }
}

pub(super) fn made(sample: &ColumnSample, role: Role, reason: Text) -> Proposal {
    let mut meaning = ColumnMeaning::new(&sample.heading, role);
    meaning.text = sample.question.as_deref().filter(|text| !text.trim().is_empty()).map(Text::same);
    Proposal { meaning, reason, check: None, rank: 0 }
}

/// Words that statistics programs write in an empty cell.
const EMPTY: [&str; 6] = ["NA", "NaN", "NULL", "#N/A", "#NULL!", "."];

/// Returns the distinct values that are answers: not empty, and no program's word for empty.
pub(super) fn values(sample: &ColumnSample) -> Vec<&str> {
    let all = sample.distinct.iter().map(|(value, _)| value.trim());
    all.filter(|value| !value.is_empty() && !EMPTY.contains(value)).collect()
}

fn add_missing_words(meaning: &mut ColumnMeaning, sample: &ColumnSample) {
    if matches!(meaning.role, Role::Open | Role::HiddenId) {
        return;
    }
    for (value, _) in &sample.distinct {
        let word = value.trim();
        if EMPTY.contains(&word) && !meaning.missing.iter().any(|known| known == word) {
            meaning.missing.push(word.to_owned());
        }
    }
}

/// The instrument that was recognised.
struct Known<'i> {
    name: &'i str,
    columns: Lookup<'i>,
}

impl<'i> Known<'i> {
    fn new(instrument: &'i Instrument) -> Self {
        Self { name: &instrument.name, columns: instrument.codebook.lookup() }
    }
}

fn from_instrument(sample: &ColumnSample, instrument: &Known<'_>) -> Option<Proposal> {
    let known = instrument.columns.column(&sample.heading, sample.question.as_deref())?;
    let mut meaning = known.clone();
    let code = known.heading.clone();
    meaning.heading.clone_from(&sample.heading);
    // The names by which the instrument knows its columns are not names of this file.
    meaning.aliases.clear();
    if matches!(meaning.role, Role::Item | Role::Outcome) && sample.heading != code {
        meaning.id = Some(code.clone());
    }
    meaning.line = 0;
    let name = instrument.name;
    let reason = Text::new(format!("vraag {code} van {name}"), format!("question {code} of {name}"));
    Some(Proposal { meaning, reason, check: None, rank: 0 })
}

/// A column that names people: by its heading, or by what it holds.
fn identifying(sample: &ColumnSample, values: &[&str]) -> Option<Proposal> {
    let reason = match headings::class(&sample.heading) {
        HeadingClass::Identifying => Text::new(
            "de kop noemt iets waaraan men iemand herkent",
            "the heading names what identifies people",
        ),
        HeadingClass::Moment => Text::new(
            "een moment van invullen: samen met een rooster wijst het iemand aan",
            "a moment of answering: with a timetable it points at a person",
        ),
        _ if most(values, |value| value.contains('@') && value.contains('.') && !value.contains(' ')) => {
            Text::new("de waarden zijn mailadressen", "the values are mail addresses")
        }
        _ if most(values, |value| value.parse::<std::net::IpAddr>().is_ok()) => {
            Text::new("de waarden zijn IP-adressen", "the values are IP addresses")
        }
        _ => return None,
    };
    Some(made(sample, Role::HiddenId, reason))
}

fn most(values: &[&str], holds: impl Fn(&str) -> bool) -> bool {
    values.iter().filter(|value| holds(value)).count() * 2 > values.len()
}

/// A survey column whose heading says nothing and whose values are no answers on a scale.
fn by_values(sample: &ColumnSample, values: &[&str]) -> Proposal {
    let rows: u64 = sample.distinct.iter().map(|(_, count)| *count).sum();
    let all_differ = sample.distinct.iter().all(|(value, count)| value.is_empty() || *count == 1);
    if all_differ && rows >= 20 && values.iter().all(|value| !value.contains([' ', ',', '.'])) {
        let reason = Text::new(
            "voor iedereen anders: een nummer of code",
            "different for everybody: a number or code",
        );
        return made(sample, Role::HiddenId, reason);
    }
    let blank = sample.distinct.iter().any(|(value, _)| value.trim().is_empty());
    let reason = if values.len() == 1 && blank {
        Text::new(
            "een keuze van meer: leeg is hier niet aangekruist en ook niet ingevuld; wordt niet gelezen",
            "one choice of several: empty is not ticked and also not answered; not read",
        )
    } else if values.iter().all(|value| number(value).is_some()) {
        Text::new(
            "getallen zonder bekende betekenis: wordt niet gelezen",
            "numbers without a known meaning: not read",
        )
    } else if sample.truncated || values.len() > 12 {
        Text::new("vrije tekst: wordt niet gelezen", "free text: not read")
    } else {
        Text::new("niet herkend: wordt niet gelezen", "not recognised: not read")
    };
    made(sample, Role::Open, reason)
}

/// Keeps of each role the column with the best heading; a second one would count everybody twice.
fn drop_doubles(proposals: &mut [Proposal]) {
    for index in 0..proposals.len() {
        let (role, rank) = (proposals[index].meaning.role, proposals[index].rank);
        if matches!(role, Role::Item | Role::Outcome | Role::HiddenId | Role::Open) {
            continue;
        }
        let better = proposals.iter().enumerate().find(|(other, proposal)| {
            !is_tick(proposal, &proposals[index])
                && proposal.meaning.role == role
                && *other != index
                && (proposal.rank, *other) < (rank, index)
        });
        if let Some(heading) = better.map(|(_, proposal)| proposal.meaning.heading.clone()) {
            let text = proposals[index].meaning.text.take();
            proposals[index].meaning = ColumnMeaning::new(&proposals[index].meaning.heading, Role::Open);
            proposals[index].meaning.text = text;
            proposals[index].reason = Text::new(
                format!("ook `{role}`, maar `{heading}` past beter"),
                format!("also `{role}`, but `{heading}` fits better"),
            );
        }
    }
}

/// Columns with a tick each are one group together.
fn is_tick(one: &Proposal, other: &Proposal) -> bool {
    one.meaning.several.is_some() && other.meaning.several.is_some()
}

/// The scales of an instrument, with the items that this export has: two at least.
fn known_scales(instrument: &Instrument, proposals: &[Proposal]) -> Vec<Scale> {
    let present = |id: &String| {
        proposals.iter().any(|proposal| proposal.meaning.role == Role::Item && proposal.meaning.id() == id)
    };
    let mut scales = instrument.codebook.scales.clone();
    for scale in &mut scales {
        scale.items.retain(present);
        scale.reversed.retain(present);
    }
    scales.retain(|scale| scale.items.len() >= 2);
    scales
}

pub(super) fn number(value: &str) -> Option<f64> {
    value.replace(',', ".").parse().ok().filter(|number: &f64| number.is_finite())
}
