//! Women beside men, beside published figures, and through the years: what the numbers of participation mean.
//!
//! Leaves out the shares themselves (`participation`). A published figure is never shown without its year, its
//! definition and its source, and says so when it is older than three years beside the year of the scan.

use crate::disclosure::{Group, Statistic, Status};
use crate::model::{Language, Role};
use crate::report::{
    document::{Block as Piece, Table},
    edition::BenchmarkNote,
    format::{self, Number, Precision},
    wording::{Sentence, Slot, Slots, Template, method, sentence_start, word::Word},
};

use super::book::Book;
use super::gaps::benchmark;
use super::phrase::choose;
use super::reader::{Block, Cite, Reader};
use super::table::{notes, numbers, people_heading, plain, table, words};

/// A published figure older than this many years is marked.
const OLD: u64 = 3;

/// Measures of participation that no share says by itself.
const STATISTICS: [Statistic; 7] = [
    Statistic::Difference,
    Statistic::Slope,
    Statistic::Representation,
    Statistic::Parity,
    Statistic::Needed,
    Statistic::Duncan,
    Statistic::DuncanExpected,
];

/// Returns a share beside the published figures that the scan names: sentences, and the definitions of those figures.
pub(super) fn beside_figures<'a>(
    reader: &Reader<'a>,
    block: &Block<'a>,
    by: &[Role],
    group: &Group,
) -> Vec<Piece> {
    let mut pieces = Vec::new();
    for note in reader.edition.benchmarks.iter().filter(|note| note.measure == block.measure) {
        let found: Vec<Cite<'a>> = reader
            .rows(block)
            .filter(|cite| {
                let key = cite.key();
                *key.by == *by && key.group == *group && benchmark(&key.against) == Some(note.id.as_str())
            })
            .collect();
        let said = sentences(reader, block, by, note, &found);
        if said.is_empty() {
            continue;
        }
        pieces.push(Piece::Paragraph(said));
        let language = reader.language;
        pieces.push(Piece::Text(match language {
            Language::Dutch => format!(
                "Dat cijfer: {}. Bron: {}, overgenomen op {}.",
                note.definition.get(language),
                note.source,
                format::date(&note.retrieved, language)
            ),
            Language::English => format!(
                "That figure: {}. Source: {}, taken over on {}.",
                note.definition.get(language),
                note.source,
                format::date(&note.retrieved, language)
            ),
        }));
    }
    pieces
}

fn sentences<'a>(
    reader: &Reader<'a>,
    block: &Block<'a>,
    by: &[Role],
    note: &BenchmarkNote,
    found: &[Cite<'a>],
) -> Vec<Sentence> {
    let of = |statistic: Statistic| found.iter().copied().find(|cite| cite.key().statistic == statistic);
    let Some((year, value)) = block.period.parse().ok().and_then(|period| note.nearest_to(period)) else {
        return Vec::new();
    };
    let mut said = Vec::new();
    let own_precision = if (value * 100.0).fract().abs() < 1e-9 { Precision::WHOLE } else { Precision::ONE };
    let slots = Slots::new()
        .text(Slot::BenchmarkName, note.population.clone())
        .constant(Slot::Benchmark, Number::percent(value, own_precision))
        .period(Slot::BenchmarkPeriod, year.to_string())
        .text(Slot::Source, crate::model::Text::same(note.source.clone()));
    if let Some((cite, number)) = of(Statistic::Difference).and_then(|cite| Some((cite, cite.printed()?))) {
        let template = if number.is_zero() {
            Template::ParticipationBenchmarkEqual
        } else {
            Template::ParticipationBenchmark
        };
        said.extend(reader.say(template, &slots.clone().number(Slot::Difference, number, cite.id)));
    } else if let Some(cite) = of(Statistic::Difference).filter(|cite| cite.row.status() == Status::Bounded) {
        let bounds = cite.lower().zip(cite.upper());
        said.extend(bounds.and_then(|(lower, upper)| {
            let slots = slots.clone().number(Slot::Lower, lower, cite.id).number(Slot::Upper, upper, cite.id);
            reader.say(Template::ParticipationBenchmarkBound, &slots)
        }));
    }
    let people = found.first().map(|cite| reader.people(&cite.key().group, by, block.source));
    if let (Some(cite), Some(people)) = (of(Statistic::Representation), people.clone()) {
        said.extend(cite.printed().and_then(|number| {
            let slots =
                slots.clone().group(Slot::GroupA, people).number(Slot::Representation, number, cite.id);
            reader.say(Template::ParticipationRepresentation, &slots)
        }));
    }
    let needed = of(Statistic::Needed).filter(|cite| cite.value().is_some_and(|value| value > 0.0));
    if let (Some(cite), Some(people)) = (needed, people) {
        said.extend(cite.printed().and_then(|number| {
            let slots = slots.clone().group(Slot::GroupA, people).number(Slot::M, number, cite.id);
            reader.say(Template::ParticipationParity, &slots)
        }));
    }
    let age = block.period.parse::<u64>().ok().and_then(|period| period.checked_sub(u64::from(year)));
    if let (Some(age), false) = (age.filter(|age| *age > OLD), said.is_empty()) {
        let slots =
            Slots::new().constant(Slot::Years, Number::count(age)).period(Slot::Period, year.to_string());
        said.extend(reader.say(Template::BenchmarkOld, &slots));
    }
    said
}

/// Returns how a share changed per year, where there are three years or more.
pub(super) fn trend<'a>(
    reader: &Reader<'a>,
    block: &Block<'a>,
    by: &[Role],
    group: &Group,
) -> Option<Sentence> {
    let slope = reader.rows(block).find(|cite| {
        let key = cite.key();
        key.statistic == Statistic::Slope && *key.by == *by && key.group == *group
    })?;
    let crate::disclosure::Against::Period(first) = &slope.key().against else { return None };
    let now = reader.number(block, by, group, Statistic::Share)?;
    let mut then = now.key().clone();
    then.period.clone_from(first);
    let then = reader.get(&then)?;
    let [lower, upper] = [slope.lower()?, slope.upper()?];
    let slots = Slots::new()
        .group(Slot::GroupA, reader.people(group, by, block.source))
        .number(Slot::ValueA, then.printed()?, then.id)
        .number(Slot::ValueB, now.printed()?, now.id)
        .period(Slot::FirstPeriod, first.clone())
        .period(Slot::LastPeriod, block.period)
        .number(Slot::Slope, slope.printed()?, slope.id)
        .number(Slot::Lower, lower, slope.id)
        .number(Slot::Upper, upper, slope.id)
        .resting_on(then.id);
    // "From 25 to 31%, a trend of 0 a year" would only puzzle: rounded, the slope says less than its margin.
    let may_be_none = lower.value() <= 0.0 && upper.value() >= 0.0;
    let template = match (may_be_none, then.printed() == now.printed()) {
        (true, true) => Template::ParticipationTrendNone,
        (true, false) => Template::ParticipationTrendUnsure,
        (false, _) => Template::ParticipationTrend,
    };
    reader.say(template, &slots)
}

/// Returns the share among those still there after one year beside the share at the start.
pub(super) fn after_one_year<'a>(reader: &Reader<'a>, by: &[Role]) -> Option<Sentence> {
    let block = reader.latest("participation.after1")?.clone();
    let after = reader.rows(&block).find(|cite| *cite.key().by == *by && cite.value().is_some())?;
    let mut start = after.key().clone();
    start.measure = "participation.intake".into();
    let start = reader.get(&start)?;
    let slots = Slots::new()
        .group(Slot::GroupA, reader.people(&after.key().group, by, block.source))
        .number(Slot::ValueA, start.printed()?, start.id)
        .number(Slot::ValueB, after.printed()?, after.id)
        .period(Slot::Period, block.period);
    reader.say(Template::ParticipationAfter, &slots)
}

/// Returns every such number of the last year of each measure, for the annex.
pub(super) fn lines<'a>(reader: &Reader<'a>, book: &mut Book) -> Option<Piece> {
    let language = reader.language;
    let mut cites: Vec<Cite<'a>> = Vec::new();
    let mut rows = Vec::new();
    for measure in super::participation::STAGES {
        let Some(block) = reader.latest(measure) else { continue };
        for statistic in STATISTICS {
            for cite in reader.rows(block).filter(|cite| cite.key().statistic == statistic) {
                let key = cite.key();
                let is_told = cite.value().is_some() || cite.row.status() == Status::Bounded;
                if key.by.len() != 1 || !is_told {
                    continue;
                }
                cites.push(cite);
                let beside = match benchmark(&key.against) {
                    Some(id) => reader
                        .edition
                        .benchmarks
                        .iter()
                        .find(|note| note.id == id)
                        .map_or_else(String::new, |note| note.population.get(language).to_owned()),
                    None => match &key.against {
                        crate::disclosure::Against::Period(first) => {
                            format!("{} {first}", choose(language, "vanaf", "since"))
                        }
                        _ => reader.people_against(&key.against, &key.by, block.source).plural(language),
                    },
                };
                rows.push(vec![
                    plain(sentence_start(reader.measure_in(block).get(language), language)),
                    plain(reader.label(&key.group, &key.by, block.source)),
                    plain(sentence_start(method::statistic_name(statistic.word()).get(language), language)),
                    plain(beside),
                    cite.cell(language),
                    cite.interval_cell(language),
                    cite.people_cell(language),
                ]);
            }
        }
    }
    if rows.is_empty() {
        return None;
    }
    let caption = choose(
        language,
        "Deelname naast anderen, naast andere cijfers en door de jaren",
        "Participation beside others, beside other figures and through the years",
    );
    let mut made: Table = table(
        caption,
        vec![
            words(Word::Measure.text(language)),
            words(Word::Group.text(language)),
            words(choose(language, "Maat", "Statistic")),
            words(choose(language, "Naast", "Beside")),
            numbers(choose(language, "Waarde", "Value")),
            numbers(Word::Interval95.text(language)),
            numbers(people_heading(cites.iter().copied(), language)),
        ],
    );
    made.rows = rows;
    made.notes = notes(reader, &cites);
    made.id = book.id(caption);
    Some(Piece::Table(made))
}
