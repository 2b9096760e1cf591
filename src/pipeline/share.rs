//! From a scan to share files, and from share files to the reports of a network.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use crate::disclosure::{Policy, Published, Scope, Unit, seal_joined};
use crate::ingest::Ingested;
use crate::measures::MIXES;
use crate::model::{Fault, House, Language, LevelKind, Role, Severity, SourceData, SourceKind, Text, Theme};
use crate::report::{
    self, Parts, ReportFile, Watch,
    edition::{
        AnswerNote, Earlier, Edition, InputNote, ItemNote, Provenance, RelevantNote, Rules, ScaleNote,
        SourceNote, UnitNames, VoicesNote, WeightingNote,
    },
    wording::method::statistic_name,
};
use crate::share::{
    About, Answer, Definition, Level, Minima, MixOf, Network, School, ShareFile, Shared, SharedSource,
    benchmarks, extras, make, network, unlike,
};

use super::edition::fault_note;
use super::{Computed, PipelineError, Summary, Wishes, compute};

/// Returns the share file of every school of a scan, or of the whole scan where it is one school.
///
/// # Errors
/// As for a report; [`PipelineError::NothingToShow`] where no school has anything to share.
pub fn share(ingested: &Ingested, wishes: &Wishes) -> Result<Vec<ShareFile>, PipelineError> {
    let per = wishes.per.or(ingested.scan.report.per).or_else(|| schools(ingested));
    let wishes = Wishes { per, ..wishes.clone() };
    let computed = compute(ingested, &wishes, &mut super::Stopwatch::start())?;
    let Computed { cube, plan, published, edition, .. } = &computed;
    let extras = extras(cube, plan);
    let units: Vec<&Scope> = edition.scopes.iter().filter(|scope| scope.unit().is_some()).collect();
    let scopes = if units.is_empty() { vec![&Scope::All] } else { units };
    let files: Vec<ShareFile> = scopes
        .into_iter()
        .map(|scope| make(published, scope, &about(ingested, edition, scope), &extras))
        .filter(|file| !file.blocks.is_empty())
        .collect();
    if files.is_empty() { Err(PipelineError::NothingToShow) } else { Ok(files) }
}

/// Returns the role of schools where a source has more than one school.
fn schools(ingested: &Ingested) -> Option<Role> {
    let groups = ingested.dataset.sources.iter().flat_map(|source| match &source.data {
        SourceData::Survey(survey) => &survey.groups,
        SourceData::Register(register) => &register.groups,
        SourceData::Counts(counts) => &counts.groups,
    });
    groups.into_iter().find(|column| column.role == Role::Institution).map(|column| column.role)
}

fn about(ingested: &Ingested, edition: &Edition, scope: &Scope) -> About {
    let language = edition.languages.first().copied().unwrap_or(Language::Dutch);
    let school = match scope.unit() {
        Some(unit) => School { code: unit.code.clone(), name: unit.label.to_string() },
        None => School { code: report::file_name(&edition.title), name: edition.title.clone() },
    };
    let level = |level: &crate::model::Level| Level {
        label: level.label.get(language).to_owned(),
        text: level.label.clone(),
        stated: level.kind == LevelKind::Stated,
    };
    let levels = edition.levels.iter().filter(|(role, _)| matches!(role, Role::Gender | Role::Sex));
    About {
        school,
        title: edition.title.clone(),
        synthetic: edition.provenance == Provenance::Synthetic,
        language: language.code().to_owned(),
        version: edition.version.clone(),
        minima: Minima {
            survey: edition.rules.survey_min,
            register: edition.rules.register_min,
            exact: edition.rules.is_exact,
        },
        inputs: edition.inputs.iter().map(|input| input.sha256.clone()).collect(),
        sources: edition.sources.iter().map(shared_source).collect(),
        definitions: definitions(edition, &successes(ingested, language)),
        levels: levels
            .map(|(role, levels)| (role.word().to_owned(), levels.iter().map(level).collect()))
            .collect(),
        mix: mix_of(edition, scope, language),
    }
}

/// Returns by what the scan groups programmes, the finest first; `None` where it groups by nothing like them.
fn mix_of(edition: &Edition, scope: &Scope, language: Language) -> Option<MixOf> {
    let unit = scope.unit().map(|unit| unit.role);
    let is_grouped = |role: &Role| edition.breakdowns.contains(&vec![*role]) && unit != Some(*role);
    let role = MIXES.into_iter().find(is_grouped)?;
    let stated = edition.levels.get(&role)?.iter().filter(|level| level.kind == LevelKind::Stated);
    Some(MixOf { role, stated: stated.map(|level| level.label.get(language).to_owned()).collect() })
}

fn shared_source(source: &SourceNote) -> SharedSource {
    let kind = match source.kind {
        SourceKind::Register => "register",
        SourceKind::Counts => "counts",
        _ => "survey",
    };
    SharedSource {
        name: source.name.clone(),
        kind: kind.to_owned(),
        periods: source.periods.clone(),
        public: source.is_public,
    }
}

fn definitions(edition: &Edition, successes: &BTreeMap<String, Vec<String>>) -> Vec<Definition> {
    let ids = |measures: &[String]| -> Vec<String> {
        measures.iter().map(|measure| measure.trim_start_matches("item.").to_owned()).collect()
    };
    let scales = edition.scales.iter().map(|scale| Definition {
        measure: scale.measure.clone(),
        text: scale.text.clone(),
        lowest: Some(scale.lowest),
        highest: Some(scale.highest),
        items: ids(&scale.items),
        reversed: ids(&scale.reversed),
        needed: scale.needed,
        theme: theme(scale.theme).to_owned(),
        answers: Vec::new(),
        success: Vec::new(),
    });
    let questions = edition.items.iter().chain(&edition.outcomes).map(|item| Definition {
        measure: item.measure.clone(),
        text: item.text.clone(),
        lowest: None,
        highest: None,
        items: Vec::new(),
        reversed: Vec::new(),
        needed: None,
        theme: String::new(),
        answers: item
            .answers
            .iter()
            .map(|answer| Answer {
                category: answer.category.clone(),
                text: answer.text.clone(),
                value: answer.value,
            })
            .collect(),
        success: successes.get(&item.measure).cloned().unwrap_or_default(),
    });
    scales.chain(questions).collect()
}

/// Returns which answers count, by the measure of the share of people who gave them; those of the last round.
fn successes(ingested: &Ingested, language: Language) -> BTreeMap<String, Vec<String>> {
    let outcomes = ingested.dataset.sources.iter().flat_map(|source| match &source.data {
        SourceData::Survey(survey) => &survey.outcomes[..],
        SourceData::Counts(counts) => &counts.outcomes[..],
        SourceData::Register(_) => &[],
    });
    outcomes
        .map(|outcome| {
            let counting = outcome.answers.iter().zip(&outcome.success).filter(|(_, counts)| **counts);
            let labels = counting.map(|(answer, _)| answer.label.get(language).to_owned());
            (format!("outcome.{}", outcome.id), labels.collect())
        })
        .collect()
}

const THEMES: [(Theme, &str); 4] = [
    (Theme::Students, "individuele studenten"),
    (Theme::Learning, "leeromgeving"),
    (Theme::Work, "werkomgeving"),
    (Theme::Society, "maatschappij"),
];

fn theme(theme: Theme) -> &'static str {
    THEMES.iter().find(|(known, _)| *known == theme).map_or("", |(_, word)| word)
}

/// What share files are put together to.
#[derive(Debug, Clone)]
pub struct Pooled {
    /// The numbers, sealed.
    pub published: Published,
    /// Titles, labels and rules.
    pub edition: Edition,
    /// Who is in which number, and `benchmarks.toml`.
    pub beside: Vec<ReportFile>,
    /// What is worth knowing.
    pub faults: Vec<Fault>,
}

/// Puts share files together and writes nothing.
///
/// # Errors
/// The files are not alike, with every reason; or nothing of them can be shown together.
pub fn pool(files: &[Shared], wishes: &Wishes, title: &str) -> Result<Pooled, PipelineError> {
    let faults = unlike(files);
    if faults.iter().any(|fault| fault.severity == Severity::Refused) {
        return Err(PipelineError::Refused(faults));
    }
    let mut files = files.to_vec();
    // The order in which files are named on the command line changes nothing.
    files.sort_by(|a, b| {
        (&a.file.school.name, &a.file.school.code).cmp(&(&b.file.school.name, &b.file.school.code))
    });
    let minima = |of: fn(&Minima) -> u64| files.iter().map(|file| of(&file.file.minima)).max().unwrap_or(0);
    let policy = Policy {
        survey_min: minima(|minima| minima.survey),
        register_min: minima(|minima| minima.register),
        exact: files.iter().all(|file| file.file.minima.exact),
    };
    let made = network(&files);
    let published = seal_joined(&made.rows, &policy);
    if !published.rows().iter().any(|row| row.value().is_some()) {
        return Err(PipelineError::NothingToShow);
    }
    let edition = edition(&files, &made, &policy, wishes, title, &faults);
    let beside = vec![
        ReportFile::new("benchmarks.toml", benchmarks(&published, &files, title)),
        ReportFile::new("bijdragen.csv", contributions(&files, &made)),
    ];
    Ok(Pooled { published, edition, beside, faults })
}

/// What putting files together left behind.
#[derive(Debug, Clone)]
pub struct PooledSummary {
    /// How many numbers there are.
    pub summary: Summary,
    /// What is worth knowing.
    pub faults: Vec<Fault>,
}

/// Puts share files together and writes the reports of the network to `out`.
///
/// # Errors
/// As for [`pool`]; or the folder cannot be written.
pub fn pool_to(
    files: &[Shared],
    wishes: &Wishes,
    title: &str,
    out: &Path,
) -> Result<PooledSummary, PipelineError> {
    let Pooled { published, edition, beside, faults } = pool(files, wishes, title)?;
    let parts: Parts = wishes.parts;
    let watch = Watch::new(wishes.progress.unwrap_or(|_| {}), || Duration::ZERO);
    let reports = report::write_with(&published, &edition, &parts, &beside, out, &watch)?;
    let withheld =
        published.rows().iter().filter(|row| row.status() == crate::disclosure::Status::Withheld).count();
    let summary =
        Summary { reports, shown: published.rows().len() - withheld, withheld, ..Summary::default() };
    Ok(PooledSummary { summary, faults })
}

/// Returns who is in which number, and who is not, as CSV.
fn contributions(files: &[Shared], made: &Network) -> String {
    let mut csv = "source,period,measure,by,group,schools,withheld_by\n".to_owned();
    let field = |text: &str| {
        if text.contains([',', '"', '\n']) {
            format!("\"{}\"", text.replace('"', "\"\""))
        } else {
            text.to_owned()
        }
    };
    for (place, parts) in &crate::share::by_place(files) {
        let names: Vec<&str> =
            parts.iter().map(|part| files[part.school].file.school.name.as_str()).collect();
        let absent = made.withheld_by.get(place).map(|names| names.join("; ")).unwrap_or_default();
        let fields = [
            &place.source,
            &place.period,
            &place.measure,
            &place.by,
            &place.group,
            &names.join("; "),
            &absent,
        ];
        csv.push_str(&fields.map(|text| field(text)).join(","));
        csv.push('\n');
    }
    csv
}

fn edition(
    files: &[Shared],
    made: &Network,
    policy: &Policy,
    wishes: &Wishes,
    title: &str,
    faults: &[Fault],
) -> Edition {
    let first = files.first().map(|file| file.file.language.as_str());
    let language = if first == Some("en") { Language::English } else { Language::Dutch };
    let languages = wishes.languages.clone().unwrap_or_else(|| vec![language]);
    let scopes = std::iter::once(Scope::All)
        .chain(files.iter().map(|file| {
            let School { code, name } = file.file.school.clone();
            Scope::Unit(Arc::new(Unit { role: Role::Institution, code, label: name.into() }))
        }))
        .collect();
    let mut definitions: Vec<&Definition> = Vec::new();
    for definition in files.iter().flat_map(|file| &file.file.definitions) {
        if !definitions.iter().any(|known| known.measure == definition.measure) {
            definitions.push(definition);
        }
    }
    let notes = |kind: &str| -> Vec<ItemNote> {
        let of_kind = definitions.iter().filter(|definition| definition.measure.starts_with(kind));
        of_kind.map(|definition| item_note(definition)).collect()
    };
    let mut levels = levels(files);
    let breakdowns = std::iter::once(Vec::new())
        .chain(levels.keys().map(|role| vec![*role]))
        .chain([vec![Role::Institution]])
        .collect();
    let school = |file: &Shared| crate::model::Level {
        raw: file.file.school.code.clone(),
        label: Text::same(file.file.school.name.clone()),
        kind: LevelKind::Stated,
    };
    levels.insert(Role::Institution, files.iter().map(school).collect());
    Edition {
        title: title.to_owned(),
        languages,
        provenance: if files.iter().any(|file| file.file.synthetic) {
            Provenance::Synthetic
        } else {
            Provenance::Real
        },
        notices: notices(files, made),
        scopes,
        names: UnitNames::All,
        selection: None,
        breakdowns,
        levels,
        scales: definitions.iter().filter_map(|definition| scale_note(definition)).collect(),
        items: notes("item."),
        outcomes: notes("outcome."),
        voices: VoicesNote::default(),
        rounds: Vec::new(),
        agreements: Vec::new(),
        told: Vec::new(),
        facilities: Vec::new(),
        aspects: BTreeMap::new(),
        date: None,
        choices: Vec::new(),
        sources: sources(files),
        strata: BTreeMap::new(),
        benchmarks: Vec::new(),
        primary: Vec::new(),
        norms: Vec::new(),
        relevant: RelevantNote {
            score_sd: 0.2,
            item_points: 5.0,
            retention_points: 2.0,
            participation_ratio: 1.25,
        },
        weighting: WeightingNote::default(),
        rules: Rules {
            survey_min: policy.survey_min,
            register_min: policy.register_min,
            is_exact: policy.exact,
            reason: None,
            earlier: Earlier::default(),
            coarser: Vec::new(),
        },
        own_texts: BTreeMap::new(),
        house: House::default(),
        faults: faults.iter().map(fault_note).collect(),
        inputs: files
            .iter()
            .map(|file| InputNote { name: file.name.clone(), sha256: file.sha256.clone() })
            .collect(),
        guessed: BTreeMap::new(),
        version: env!("CARGO_PKG_VERSION").to_owned(),
    }
}

/// Returns which schools are in it, and what could not be put together.
fn notices(files: &[Shared], made: &Network) -> Vec<Text> {
    let names: Vec<&str> = files.iter().map(|file| file.file.school.name.as_str()).collect();
    let names = names.join(", ");
    let mut notices = vec![Text::new(
        format!("Dit verslag is gemaakt van deelbestanden van {} scholen: {names}.", files.len()),
        format!("This report was made of share files of {} schools: {names}.", files.len()),
    )];
    if !made.not_mergeable.is_empty() {
        let words = |language| -> String {
            let names = made.not_mergeable.iter().map(|word| statistic_name(word).get(language).to_owned());
            names.collect::<Vec<_>>().join(", ")
        };
        notices.push(Text::new(
            format!("Niet op te tellen, en dus niet overgenomen: {}.", words(Language::Dutch)),
            format!("Cannot be added up, and so not taken over: {}.", words(Language::English)),
        ));
    }
    if !made.withheld_by.is_empty() {
        notices.push(Text::new(
            "Bij sommige cijfers ontbreekt een school die ze afschermt; bijdragen.csv zegt wie waarin meetelt.",
            "In some figures a school is missing that withholds them; bijdragen.csv says who is in which.",
        ));
    }
    notices
}

fn scale_note(definition: &Definition) -> Option<ScaleNote> {
    let measures = |ids: &[String]| ids.iter().map(|id| format!("item.{id}")).collect();
    Some(ScaleNote {
        measure: definition.measure.clone(),
        text: definition.text.clone(),
        lowest: definition.lowest?,
        highest: definition.highest?,
        items: measures(&definition.items),
        reversed: measures(&definition.reversed),
        needed: definition.needed,
        theme: THEMES
            .iter()
            .find(|(_, word)| *word == definition.theme)
            .map_or(Theme::Learning, |(theme, _)| *theme),
        // A share file does not say by which scale people were grouped; the labels of the groups do.
        is_banded: false,
    })
}

fn item_note(definition: &Definition) -> ItemNote {
    let note = |answer: &Answer| AnswerNote {
        category: answer.category.clone(),
        text: answer.text.clone(),
        value: answer.value,
        success: definition.success.contains(&answer.category),
    };
    ItemNote {
        measure: definition.measure.clone(),
        text: definition.text.clone(),
        answers: definition.answers.iter().map(note).collect(),
    }
}

fn levels(files: &[Shared]) -> BTreeMap<Role, Vec<crate::model::Level>> {
    let mut merged: BTreeMap<Role, Vec<crate::model::Level>> = BTreeMap::new();
    for (role, levels) in files.iter().flat_map(|file| &file.file.levels) {
        let Ok(role) = role.parse::<Role>() else { continue };
        let known = merged.entry(role).or_default();
        for level in levels {
            if !known.iter().any(|one| one.raw == level.label) {
                known.push(crate::model::Level {
                    raw: level.label.clone(),
                    label: level.text.clone(),
                    kind: if level.stated { LevelKind::Stated } else { LevelKind::NotStated },
                });
            }
        }
    }
    merged
}

fn sources(files: &[Shared]) -> Vec<SourceNote> {
    let mut merged: Vec<SourceNote> = Vec::new();
    for source in files.iter().flat_map(|file| &file.file.sources) {
        let kind = match source.kind.as_str() {
            "register" => SourceKind::Register,
            "counts" => SourceKind::Counts,
            _ => SourceKind::Survey,
        };
        match merged.iter_mut().find(|known| known.name == source.name && known.kind == kind) {
            Some(known) => {
                known.periods.extend(source.periods.iter().cloned());
                known.periods.sort();
                known.periods.dedup();
                known.is_public &= source.public;
            }
            None => merged.push(SourceNote {
                name: source.name.clone(),
                kind,
                periods: source.periods.clone(),
                is_public: source.public,
            }),
        }
    }
    merged
}
