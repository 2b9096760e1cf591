//! A proposed codebook from the headings and values of an export, with a reason per guess.
//!
//! Leaves out what cannot be seen: a reversed item is never guessed, and the bounds of a scale are said to be
//! those observed. Nothing here is sure; every report made with a guess says so.

use std::collections::BTreeMap;

use super::headings::{self, HeadingClass};
use super::instrument::{self, Instrument};
use super::meaning::{Codebook, ColumnMeaning, Label, Unpivot};
use super::questions::{self, Question};
use super::sample::ColumnSample;
use super::vocabulary::{GENDERS, NOT_APPLICABLE, NOT_STATED, UNKNOWN, Unseen, ordered};
use crate::model::{Role, Scale, SourceKind, Stage, Text};

/// A proposed codebook.
#[derive(Debug, Clone, PartialEq)]
pub struct Guess {
    /// The proposal: a column per heading, in the order of the file.
    pub codebook: Codebook,
    /// What the file seems to be a list of: a survey, a register or counts.
    pub kind: SourceKind,
    /// At which point of a study a table of counts seems to count.
    pub stage: Option<Stage>,
    /// The instrument whose codes were recognised.
    pub instrument: Option<String>,
    /// Why each column has its role, in the order of the file.
    pub reasons: Vec<Reason>,
}

/// Why a column has its role.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reason {
    /// The heading.
    pub heading: String,
    /// The reason, a fragment in lower case.
    pub text: Text,
}

/// One column with its proposed meaning.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Proposal {
    pub(super) meaning: ColumnMeaning,
    pub(super) reason: Text,
    /// Among columns of one role the lowest is kept.
    rank: usize,
}

/// Proposes what the columns mean.
///
/// Returns a column per sample, but for those that unpivoting takes; an empty codebook for no columns.
#[must_use]
pub fn guess(samples: &[ColumnSample]) -> Guess {
    let headings: Vec<String> = samples.iter().map(|sample| sample.heading.clone()).collect();
    let known = instrument::recognised(&headings);
    let unpivot = unpivoted(&headings);
    let kind = kind_of(samples, unpivot.is_some());
    let mut codebook = Codebook { name: "guess".to_owned(), unpivot, ..Codebook::default() };
    let left: Vec<&ColumnSample> =
        samples.iter().filter(|sample| !takes(codebook.unpivot.as_ref(), &sample.heading)).collect();
    let questions = if kind == SourceKind::Survey { questions::found(&left) } else { BTreeMap::new() };
    let mut proposals: Vec<Proposal> = left
        .iter()
        .enumerate()
        .map(|(index, sample)| proposal(sample, kind, known.as_ref(), questions.get(&index)))
        .collect();
    for (proposal, sample) in proposals.iter_mut().zip(&left) {
        add_missing_words(&mut proposal.meaning, sample);
    }
    drop_doubles(&mut proposals);
    codebook.scales = known.as_ref().map_or_else(Vec::new, |instrument| known_scales(instrument, &proposals));
    codebook.scales.extend(questions::scales(&left, &questions, &proposals));
    if let Some(instrument) = &known {
        codebook.groups.clone_from(&instrument.codebook.groups);
        let present = |role| proposals.iter().any(|proposal| proposal.meaning.role == role);
        codebook.groups.retain(|group| present(group.role));
    }
    let reasons = proposals
        .iter()
        .map(|proposal| Reason { heading: proposal.meaning.heading.clone(), text: proposal.reason.clone() })
        .collect();
    codebook.columns = proposals.into_iter().map(|proposal| proposal.meaning).collect();
    Guess {
        codebook,
        kind,
        stage: stage_of(&headings, kind),
        instrument: known.map(|known| known.name),
        reasons,
    }
}

fn proposal(
    sample: &ColumnSample,
    kind: SourceKind,
    known: Option<&Instrument>,
    question: Option<&Question>,
) -> Proposal {
    if let Some(proposal) = known.and_then(|instrument| from_instrument(sample, instrument)) {
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
    match headings::class(&sample.heading) {
        HeadingClass::Technical => {
            made(Role::Open, "techniek van het formulier, geen antwoord", "made by the form, not an answer")
        }
        HeadingClass::Gender => gender(sample, kind, &values),
        HeadingClass::Count if kind == SourceKind::Counts => {
            made(Role::Count, "de kop zegt een aantal mensen", "the heading says a number of people")
        }
        HeadingClass::Role(hit) => by_heading(sample, kind, hit, &values),
        HeadingClass::Sensitive => made(
            Role::Open,
            "een bijzonder persoonsgegeven: alleen lezen als het doel vaststaat",
            "special personal data: read it only if the purpose is settled",
        ),
        _ if kind == SourceKind::Survey && says_gender(&values) => {
            Proposal { rank: 100, ..gender(sample, kind, &values) }
        }
        _ => match question {
            Some(question) => {
                Proposal { meaning: question.meaning.clone(), reason: question.reason.clone(), rank: 0 }
            }
            None if kind == SourceKind::Survey => by_values(sample, &values),
            None => made(Role::Open, "niet herkend: wordt niet gelezen", "not recognised: is not read"),
        },
    }
}

fn made(sample: &ColumnSample, role: Role, reason: Text) -> Proposal {
    let mut meaning = ColumnMeaning::new(&sample.heading, role);
    meaning.text = sample.question.as_deref().filter(|text| !text.trim().is_empty()).map(Text::same);
    Proposal { meaning, reason, rank: 0 }
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

fn from_instrument(sample: &ColumnSample, instrument: &Instrument) -> Option<Proposal> {
    let known = instrument.codebook.column(&sample.heading, sample.question.as_deref())?;
    let mut meaning = known.clone();
    let code = known.heading.clone();
    meaning.heading.clone_from(&sample.heading);
    if matches!(meaning.role, Role::Item | Role::Outcome) && sample.heading != code {
        meaning.id = Some(code.clone());
    }
    meaning.line = 0;
    let name = &instrument.name;
    let reason = Text::new(format!("vraag {code} van {name}"), format!("question {code} of {name}"));
    Some(Proposal { meaning, reason, rank: 0 })
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

/// Gender in a survey, sex in a register: the two are never mapped on each other.
fn gender(sample: &ColumnSample, kind: SourceKind, values: &[&str]) -> Proposal {
    let (role, reason) = if kind == SourceKind::Survey {
        (
            Role::Gender,
            Text::new("mensen noemen het zelf, in een enquête", "people say it themselves, in a survey"),
        )
    } else {
        (
            Role::Sex,
            Text::new("een register kent het geregistreerde geslacht", "a register has the registered sex"),
        )
    };
    let mut proposal = made(sample, role, reason);
    let several =
        values.iter().any(|value| ticks(value).len() > 1 && ticks(value).iter().all(|tick| is_gender(tick)));
    let single: Vec<&str> =
        values.iter().flat_map(|value| if several { ticks(value) } else { vec![*value] }).collect();
    let answers = ordered(&distinct(&single), GENDERS, Unseen::LeftOut);
    if answers.labels.is_empty() {
        proposal.reason = Text::new(
            format!("{}; wat de codes betekenen staat er niet bij: vul `labels` in", proposal.reason.nl),
            format!("{}; what the codes mean is not there: fill in `labels`", proposal.reason.en),
        );
        return proposal;
    }
    proposal.meaning.separator = several.then(|| ";".to_owned());
    // What people wrote themselves stands among the stated genders, before "wil ik niet zeggen".
    let place = answers.labels.len() - answers.not_stated.len() - answers.not_applicable.len();
    let own =
        answers.unknown.iter().map(|raw| Label { raw: raw.clone(), text: Text::same(raw), also: Vec::new() });
    proposal.meaning.labels = answers.labels;
    proposal.meaning.labels.splice(place..place, own);
    proposal.meaning.not_stated = answers.not_stated;
    proposal.meaning.not_applicable = answers.not_applicable;
    proposal
}

/// Whether the values are genders in words, both most frequent ones among them, and little else.
fn says_gender(values: &[&str]) -> bool {
    let has = |place: usize| values.iter().any(|value| value.len() > 1 && GENDERS[place].is(value));
    let others = values.iter().filter(|value| !is_gender(value) && !NOT_STATED.is(value)).count();
    has(0) && has(1) && others <= 2
}

fn ticks(value: &str) -> Vec<&str> {
    value.split(';').map(str::trim).filter(|tick| !tick.is_empty()).collect()
}

fn distinct<'v>(values: &[&'v str]) -> Vec<&'v str> {
    let mut all: Vec<&str> = Vec::new();
    for value in values {
        if !all.contains(value) {
            all.push(value);
        }
    }
    all
}

fn is_gender(value: &str) -> bool {
    GENDERS.iter().any(|known| known.is(value))
}

fn by_heading(sample: &ColumnSample, kind: SourceKind, hit: headings::Hit, values: &[&str]) -> Proposal {
    let role = match (hit.role, kind) {
        (Role::Person, SourceKind::Survey) => {
            let reason = Text::new(
                "een persoonsnummer; maak de rol `person` om bestanden te koppelen",
                "a personal number; make the role `person` to link files",
            );
            return made(sample, Role::HiddenId, reason);
        }
        // DUO's counts of graduates have no other year.
        (Role::DiplomaYear, SourceKind::Counts) => Role::Year,
        (Role::Weight, _) if !values.iter().all(|value| number(value).is_some()) => {
            return made(
                sample,
                Role::Open,
                Text::new("geen gewicht: geen getallen", "no weight: not numbers"),
            );
        }
        (role, _) => role,
    };
    let reason = Text::new(format!("de kop past bij `{role}`"), format!("the heading fits `{role}`"));
    let mut proposal = made(sample, role, reason);
    proposal.rank = hit.rank;
    if role == Role::Age && values.iter().all(|value| number(value).is_some()) {
        proposal.meaning.bands = vec![18, 21, 24, 30];
        proposal.reason = Text::new(
            format!("{}; de klassen zijn een voorstel", proposal.reason.nl),
            format!("{}; the bands are a proposal", proposal.reason.en),
        );
    } else if role.is_demographic() {
        // One letter is a code here, not "onbekend".
        let words = || values.iter().filter(|value| value.chars().count() > 1);
        let either = |value: &&&str| NOT_STATED.is(value) || UNKNOWN.is(value);
        proposal.meaning.not_stated = words().filter(either).map(ToString::to_string).collect();
        proposal.meaning.not_applicable =
            words().filter(|value| NOT_APPLICABLE.is(value)).map(ToString::to_string).collect();
    }
    proposal
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
            proposal.meaning.role == role && *other != index && (proposal.rank, *other) < (rank, index)
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

fn kind_of(samples: &[ColumnSample], unpivot: bool) -> SourceKind {
    let classes: Vec<HeadingClass> = samples.iter().map(|sample| headings::class(&sample.heading)).collect();
    let role = |wanted: &[Role]| {
        classes.iter().any(|class| matches!(class, HeadingClass::Role(hit) if wanted.contains(&hit.role)))
    };
    let year = role(&[Role::Year, Role::DiplomaYear, Role::Cohort]);
    if unpivot || (classes.contains(&HeadingClass::Count) && year && !role(&[Role::Person])) {
        SourceKind::Counts
    } else if role(&[Role::Person]) && year {
        SourceKind::Register
    } else {
        SourceKind::Survey
    }
}

fn stage_of(headings: &[String], kind: SourceKind) -> Option<Stage> {
    if kind != SourceKind::Counts {
        return None;
    }
    let all = headings.iter().map(|heading| headings::plain(heading)).collect::<Vec<_>>().join(" ");
    if all.contains("eerstejaars") || all.contains("instroom") {
        Some(Stage::Intake)
    } else if all.contains("gediplomeerd") || all.contains("afgestudeerd") {
        Some(Stage::Graduated)
    } else {
        Some(Stage::Enrolled)
    }
}

/// Years, or years with a sex, in at least two headings: a wide table of counts.
fn unpivoted(headings: &[String]) -> Option<Unpivot> {
    let forms =
        [("{year} {sex}", vec![Role::Year, Role::Sex]), ("{sex} {year}", vec![Role::Sex, Role::Year])];
    for separator in [" ", "_", "-"] {
        for (form, roles) in &forms {
            let form = form.replace(' ', separator);
            let unpivot =
                Unpivot { headings: form, roles: roles.clone(), columns: Vec::new(), hidden: Vec::new() };
            if headings.iter().filter(|heading| takes(Some(&unpivot), heading)).count() >= 2 {
                return Some(unpivot);
            }
        }
    }
    let years = Unpivot {
        headings: "{year}".to_owned(),
        roles: vec![Role::Year],
        columns: Vec::new(),
        hidden: Vec::new(),
    };
    (headings.iter().filter(|heading| takes(Some(&years), heading)).count() >= 2).then_some(years)
}

fn takes(unpivot: Option<&Unpivot>, heading: &str) -> bool {
    let Some(parts) = unpivot.and_then(|unpivot| unpivot.parts(heading)) else { return false };
    parts.iter().zip(unpivot.map_or(&[][..], |unpivot| &unpivot.roles)).all(|(part, role)| match role {
        Role::Year => part.len() == 4 && part.parse().is_ok_and(|year: u16| (1950..2100).contains(&year)),
        _ => is_gender(part) || UNKNOWN.is(part),
    })
}

pub(super) fn number(value: &str) -> Option<f64> {
    value.replace(',', ".").parse().ok().filter(|number: &f64| number.is_finite())
}
