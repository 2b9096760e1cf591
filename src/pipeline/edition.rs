//! What the reports of a run share beside their numbers, gathered from the scan, the codebooks and the cube.

use std::collections::BTreeMap;

use crate::disclosure::Policy;
use crate::ingest::Ingested;
use crate::measures;
use crate::model::{
    Answer, Fault, Language, LevelKind, Role, Scale, Source, SourceData, SourceKind, Text, Theme,
};
use crate::report::edition::{
    AnswerNote, BenchmarkNote, ChoiceNote, Earlier, Edition, FaultNote, InputNote, ItemNote, NormNote,
    OptionNote, PrimaryNote, Provenance, RelevantNote, Rules, ScaleNote, SourceNote, UnitNames, VoicesNote,
    WeightingNote,
};
use crate::scan::{Benchmark, Names};
use crate::tabulation::{Cube, Design, Family, Strata};

use super::{register, rounds};

/// Gathers everything that the reports share.
pub(super) fn edition(
    ingested: &Ingested,
    cube: &Cube,
    design: &Design,
    languages: &[Language],
    policy: &Policy,
) -> Edition {
    let settings = &ingested.scan;
    let relevant = settings.report.relevant;
    Edition {
        title: settings.title.clone(),
        languages: languages.to_vec(),
        provenance: if settings.synthetic { Provenance::Synthetic } else { Provenance::Real },
        notices: notices(ingested, policy),
        scopes: cube.scopes.clone(),
        names: match settings.report.names {
            Names::Own => UnitNames::Own,
            Names::All => UnitNames::All,
            Names::Codes => UnitNames::Codes,
        },
        selection: ingested.selection.clone(),
        breakdowns: cube.breakdowns.clone(),
        levels: cube.levels.clone(),
        scales: scales(ingested, Asked::Students),
        items: items(ingested, design.language, Asked::Students),
        outcomes: outcomes(ingested, design.language, Asked::Students),
        voices: VoicesNote {
            scales: scales(ingested, Asked::Others),
            items: items(ingested, design.language, Asked::Others),
            outcomes: outcomes(ingested, design.language, Asked::Others),
        },
        rounds: rounds::notes(ingested, cube),
        choices: choices(ingested),
        sources: sources(ingested, cube),
        strata: strata(cube),
        benchmarks: ingested.benchmarks.iter().map(benchmark_note).collect(),
        primary: settings
            .report
            .primary
            .iter()
            .map(|primary| PrimaryNote { measure: primary.measure.clone(), by: primary.by.0.clone() })
            .collect(),
        norms: settings
            .norms
            .iter()
            .map(|norm| NormNote {
                measure: norm.measure.clone(),
                level: norm.level.clone(),
                share: norm.percent / 100.0,
            })
            .collect(),
        relevant: RelevantNote {
            score_sd: relevant.score_sd,
            item_points: relevant.item_points,
            retention_points: relevant.retention_points,
            participation_ratio: relevant.participation_ratio,
        },
        agreements: ingested.commitments.clone(),
        told: ingested.told.clone(),
        facilities: ingested.facilities.clone(),
        aspects: aspects(ingested),
        date: settings.date,
        weighting: weighting(ingested),
        rules: Rules {
            survey_min: policy.survey_min,
            register_min: policy.register_min,
            is_exact: policy.exact,
            reason: settings.privacy.reason.clone(),
            earlier: Earlier::default(),
            coarser: Vec::new(),
        },
        own_texts: ingested.texts.clone(),
        house: ingested.house.clone(),
        faults: ingested.faults.iter().map(fault_note).collect(),
        inputs: ingested
            .inputs
            .iter()
            .map(|input| InputNote { name: input.name.clone(), sha256: input.sha256.clone() })
            .collect(),
        guessed: ingested
            .codebooks
            .iter()
            .filter_map(|used| Some((used.source.clone(), used.guessed.clone()?)))
            .collect(),
        version: env!("CARGO_PKG_VERSION").to_owned(),
    }
}

/// Returns the aspect that a codebook names at a question, by its measure.
fn aspects(ingested: &Ingested) -> BTreeMap<String, Theme> {
    let columns = ingested.codebooks.iter().flat_map(|used| &used.codebook.columns);
    columns
        .filter_map(|column| {
            let kind = match column.role {
                Role::Item => "item",
                Role::Outcome => "outcome",
                _ => return None,
            };
            Some((format!("{kind}.{}", column.id()), column.theme?))
        })
        .collect()
}

fn weighting(ingested: &Ingested) -> WeightingNote {
    let mut note = WeightingNote::default();
    for weighing in &ingested.weighing {
        note.from_file |= weighing.from_file;
        note.trim = note.trim.or(weighing.trim);
        for margin in &weighing.margins {
            if !note.margins.contains(margin) {
                note.margins.push(margin.clone());
            }
        }
    }
    note
}

/// Returns what a reader must know first: a guessed codebook, lowered minima.
fn notices(ingested: &Ingested, policy: &Policy) -> Vec<Text> {
    let mut notices = Vec::new();
    if ingested.codebooks.iter().any(|used| used.guessed.is_some()) {
        notices.push(Text::new(
            "Het codeboek is geraden. Controleer het eerst.",
            "The codebook is a guess. Check it first.",
        ));
        // Which item it is says nothing about people; how strongly it does is not disclosed.
        for found in measures::against(&ingested.dataset) {
            let item = &found.item;
            notices.push(Text::new(
                format!("Vraag {item} loopt tegen haar schaal in. Is zij omgekeerd gesteld? Zet haar dan bij `reversed`."),
                format!("Item {item} runs against its scale. Is it worded the other way round? Then add it to `reversed`."),
            ));
        }
    }
    notices.extend(ingested.dataset.sources.iter().filter_map(register::half_filled));
    notices.extend(ingested.dataset.sources.iter().filter_map(register::without_diplomas));
    let standard = Policy::default();
    if policy.survey_min < standard.survey_min || policy.register_min < standard.register_min {
        let reason = ingested.scan.privacy.reason.clone().unwrap_or_default();
        notices.push(Text::new(
            format!("De minimale groepsgrootte is verlaagd. Reden: {reason}"),
            format!("The minimum group size was lowered. Reason: {reason}"),
        ));
    }
    notices
}

/// Returns the role that names the strata of each source.
fn strata(cube: &Cube) -> BTreeMap<String, Role> {
    let mut strata = BTreeMap::new();
    for tabulated in &cube.populations {
        if let Some(role) = tabulated.strata.values().find_map(Strata::name) {
            strata.insert(tabulated.population.source.clone(), role);
        }
    }
    strata
}

fn benchmark_note(benchmark: &Benchmark) -> BenchmarkNote {
    BenchmarkNote {
        id: benchmark.id.clone(),
        measure: benchmark.measure.clone(),
        population: benchmark.population.clone(),
        definition: benchmark.definition.clone(),
        source: benchmark.source.clone(),
        retrieved: benchmark.retrieved.clone(),
        values: benchmark.values.clone(),
    }
}

/// Who was asked: the survey of students has chapters of its own, other sources have others.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Asked {
    Students,
    Others,
}

impl Asked {
    fn has(self, source: &Source) -> bool {
        let is_other = matches!(source.data, SourceData::Survey(_)) && source.kind != SourceKind::Survey;
        is_other == (self == Self::Others)
    }
}

fn scales(ingested: &Ingested, asked: Asked) -> Vec<ScaleNote> {
    let is_of_others = |scale: &Scale| {
        let has_items = |source: &Source| match &source.data {
            SourceData::Survey(survey) => survey.items.iter().any(|item| scale.items.contains(&item.id)),
            _ => false,
        };
        let mut holders = ingested.dataset.sources.iter().filter(|source| has_items(source)).peekable();
        holders.peek().is_some() && holders.all(|source| Asked::Others.has(source))
    };
    let measures = |ids: &[String]| ids.iter().map(|id| format!("item.{id}")).collect();
    ingested
        .dataset
        .scales
        .iter()
        .filter(|scale| is_of_others(scale) == (asked == Asked::Others))
        .map(|scale| ScaleNote {
            measure: format!("scale.{}", scale.id),
            text: scale.text.clone(),
            lowest: scale.lowest,
            highest: scale.highest,
            items: measures(&scale.items),
            reversed: measures(&scale.reversed),
            needed: Some(scale.missing_rule.needed(scale.items.len())),
            theme: scale.theme,
            is_banded: !scale.bands.is_empty(),
        })
        .collect()
}

fn answers(answers: &[Answer], success: &[bool], language: Language) -> Vec<AnswerNote> {
    answers
        .iter()
        .enumerate()
        .filter(|(_, answer)| answer.kind == LevelKind::Stated)
        .map(|(place, answer)| AnswerNote {
            category: answer.label.get(language).to_owned(),
            text: answer.label.clone(),
            value: answer.value,
            success: success.get(place).copied().unwrap_or(false),
        })
        .collect()
}

/// Returns the questions of all rounds, the wording of the last round that has each.
fn items(ingested: &Ingested, language: Language, asked: Asked) -> Vec<ItemNote> {
    newest(ingested, asked, |source| {
        let SourceData::Survey(survey) = &source.data else { return Vec::new() };
        survey
            .items
            .iter()
            .map(|item| ItemNote {
                measure: format!("item.{}", item.id),
                text: item.text.clone(),
                answers: answers(&item.answers, &[], language),
            })
            .collect()
    })
}

fn outcomes(ingested: &Ingested, language: Language, asked: Asked) -> Vec<ItemNote> {
    newest(ingested, asked, |source| {
        let outcomes = match &source.data {
            SourceData::Survey(survey) => &survey.outcomes,
            SourceData::Counts(counts) => &counts.outcomes,
            SourceData::Register(_) => return Vec::new(),
        };
        outcomes
            .iter()
            .map(|outcome| ItemNote {
                measure: format!("outcome.{}", outcome.id),
                text: outcome.text.clone(),
                answers: answers(&outcome.answers, &outcome.success, language),
            })
            .collect()
    })
}

/// Returns the questions with several answers, the wording of the last round that has each option.
fn choices(ingested: &Ingested) -> Vec<ChoiceNote> {
    let mut notes: Vec<(String, ChoiceNote)> = Vec::new();
    for source in &ingested.dataset.sources {
        let SourceData::Survey(survey) = &source.data else { continue };
        for choice in &survey.choices {
            let (question, option) = (&choice.question_text, &choice.text);
            let text =
                |question: &str, option: &str| format!("{}: {option}", question.trim_end_matches([':', ' ']));
            let item = ItemNote {
                measure: choice.measure(),
                text: Text::new(text(&question.nl, &option.nl), text(&question.en, &option.en)),
                answers: Vec::new(),
            };
            let option = OptionNote { label: option.clone(), item };
            let place = notes.iter().position(|(id, _)| *id == choice.question).unwrap_or_else(|| {
                let note = ChoiceNote { text: Text::default(), base: choice.base, options: Vec::new() };
                notes.push((choice.question.clone(), note));
                notes.len() - 1
            });
            let note = &mut notes[place].1;
            note.text.clone_from(question);
            note.base = choice.base;
            match note.options.iter_mut().find(|known| known.item.measure == option.item.measure) {
                Some(known) => *known = option,
                None => note.options.push(option),
            }
        }
    }
    notes.into_iter().map(|(_, note)| note).collect()
}

fn newest(ingested: &Ingested, asked: Asked, of: impl Fn(&Source) -> Vec<ItemNote>) -> Vec<ItemNote> {
    let mut order: Vec<String> = Vec::new();
    let mut notes: BTreeMap<String, ItemNote> = BTreeMap::new();
    for note in ingested.dataset.sources.iter().filter(|source| asked.has(source)).flat_map(of) {
        if !notes.contains_key(&note.measure) {
            order.push(note.measure.clone());
        }
        notes.insert(note.measure.clone(), note);
    }
    order.iter().filter_map(|measure| notes.remove(measure)).collect()
}

fn sources(ingested: &Ingested, cube: &Cube) -> Vec<SourceNote> {
    let mut notes: Vec<SourceNote> = Vec::new();
    for source in &ingested.dataset.sources {
        let kind = source.kind;
        if notes.iter().any(|note| note.name == source.name && note.kind == kind) {
            continue;
        }
        let mut periods: Vec<String> = Vec::new();
        for tabulated in &cube.populations {
            let population = &tabulated.population;
            // Years and cohorts together are no period of their own.
            let is_single = population.pooled.is_empty() && population.family != Family::FollowUp;
            if is_single && population.source == source.name && !periods.contains(&population.period) {
                periods.push(population.period.clone());
            }
        }
        notes.push(SourceNote { name: source.name.clone(), kind, periods, is_public: source.public });
    }
    notes
}

/// Returns what a report says of a fault: everything but its value.
pub(super) fn fault_note(fault: &Fault) -> FaultNote {
    FaultNote {
        file: fault.file.clone(),
        line: fault.line,
        column: fault.column.clone(),
        kind: fault.kind.word().to_owned(),
        severity: fault.severity.word().to_owned(),
        message: fault.message.clone(),
        hint: fault.hint.clone(),
    }
}
