//! Gaps between like and like: how large a gap is within the same programmes, and whether it turns there.
//!
//! The crude gap always stands beside it. The body explains the first gap and each that turns; all of them are in the
//! annex. Leaves out which gaps are shown (`differences`).

use crate::disclosure::{Against, Key, Statistic};
use crate::model::{Language, Role};
use crate::report::{
    chart::{Axis, Chart, Heads, Mark, Reading, Reference, Row, RowsChart, Section, Span, State},
    document::{Block as Piece, Table},
    format::{Number, Precision},
    wording::{Sentence, Slot, Slots, Template, method, sentence_start, word::Word},
};

use super::book::{Book, Draft, Weight};
use super::comparison::Comparison;
use super::phrase::choose;
use super::reader::{Cite, Reader};
use super::table::{notes, numbers, people_heading, plain, table, words};

/// The adjusted gaps, in the order in which they are shown.
const ADJUSTED: [Statistic; 3] =
    [Statistic::DifferenceMh, Statistic::DifferenceStandardised, Statistic::DifferenceAme];

/// The parts that add up to the crude gap.
const PARTS: [Statistic; 2] = [Statistic::DifferenceMix, Statistic::DifferenceRates];

/// Returns what the body says about gaps within the same programmes: sentences, and one figure.
pub(super) fn pieces<'a>(
    reader: &Reader<'a>,
    book: &mut Book,
    comparisons: &[&Comparison<'a>],
) -> Vec<Piece> {
    let explained: Vec<&Comparison<'a>> = comparisons
        .iter()
        .copied()
        .filter(|comparison| matches!(comparison.by, [Role::Gender | Role::Sex]))
        .filter(|comparison| shown(reader, comparison, Statistic::DifferenceMh).is_some())
        .collect();
    let Some(first) = explained.first() else { return Vec::new() };
    let heading = title(reader, first);
    let mut pieces = vec![Piece::Heading { id: book.id(&heading), title: heading }];
    for (place, comparison) in explained.iter().enumerate() {
        let turns = || turn(reader, comparison, &strata(reader, comparison)).is_some();
        if place == 0 || turns() {
            pieces.push(Piece::Paragraph(sentences(reader, comparison)));
        }
    }
    pieces.extend(figure(reader, book, first));
    pieces
}

fn title(reader: &Reader<'_>, comparison: &Comparison<'_>) -> String {
    let strata = strata_name(reader, comparison);
    match reader.language {
        Language::Dutch => format!("Binnen dezelfde {strata}"),
        Language::English => format!("Within the same {strata}"),
    }
}

fn strata_name(reader: &Reader<'_>, comparison: &Comparison<'_>) -> &'static str {
    let role = strata(reader, comparison).first().copied().unwrap_or(Role::Programme);
    crate::report::wording::measure::level_name(role, reader.language).more
}

/// Returns what was held alike: the programme, or the smallest place that the source knows.
fn strata(reader: &Reader<'_>, comparison: &Comparison<'_>) -> Vec<Role> {
    let known = reader.edition.strata.get(comparison.block.source).copied();
    vec![known.unwrap_or(Role::Programme)]
}

fn shown<'a>(reader: &Reader<'a>, comparison: &Comparison<'a>, statistic: Statistic) -> Option<Cite<'a>> {
    let key = Key { statistic, ..comparison.difference.key().clone() };
    reader.get(&key).filter(|cite| cite.value().is_some())
}

/// Returns the crude gap, the gap within programmes, its two parts, and whether it turns.
pub(super) fn sentences<'a>(reader: &Reader<'a>, comparison: &Comparison<'a>) -> Vec<Sentence> {
    let mut found: Vec<Sentence> = reader.values(comparison).into_iter().collect();
    let crude = comparison.difference;
    let strata = strata(reader, comparison);
    let group = reader.people(comparison.group, comparison.by, comparison.block.source);
    let against = reader.people_against(comparison.against, comparison.by, comparison.block.source);
    if let Some(within) = shown(reader, comparison, Statistic::DifferenceMh) {
        let slots = || {
            Some(
                Slots::new()
                    .group(Slot::GroupA, group.clone())
                    .group(Slot::GroupB, against.clone())
                    .number(Slot::Difference, crude.printed()?, crude.id)
                    .number(Slot::Expected, within.printed()?, within.id)
                    .number(Slot::Lower, within.lower()?, within.id)
                    .number(Slot::Upper, within.upper()?, within.id)
                    .strata(strata.clone()),
            )
        };
        found.extend(slots().and_then(|slots| reader.say(Template::RetentionAdjusted, &slots)));
    }
    if let Some(alike) = shown(reader, comparison, Statistic::DifferenceStandardised) {
        let slots = || {
            Some(
                Slots::new()
                    .number(Slot::Expected, alike.printed()?, alike.id)
                    .number(Slot::Lower, alike.lower()?, alike.id)
                    .number(Slot::Upper, alike.upper()?, alike.id)
                    .strata(strata.clone()),
            )
        };
        found.extend(slots().and_then(|slots| reader.say(Template::RetentionAlike, &slots)));
    }
    found.extend(parts(reader, comparison, &strata));
    found.extend(turn(reader, comparison, &strata));
    found
}

fn parts<'a>(reader: &Reader<'a>, comparison: &Comparison<'a>, strata: &[Role]) -> Option<Sentence> {
    let [mix, rates] = PARTS.map(|part| shown(reader, comparison, part));
    let (crude, mix, rates) = (comparison.difference, mix?, rates?);
    let slots = Slots::new()
        .number(Slot::Difference, crude.printed()?, crude.id)
        .number(Slot::M, mix.printed()?, mix.id)
        .number(Slot::Expected, rates.printed()?, rates.id)
        .strata(strata.to_vec());
    let signs = [crude, mix, rates].map(|cite| cite.value().unwrap_or(0.0).total_cmp(&0.0));
    let is_one_way = signs.iter().all(|sign| *sign == signs[0]);
    let template =
        if is_one_way { Template::RetentionDecomposition } else { Template::RetentionDecompositionApart };
    reader.say(template, &slots)
}

/// Which way an interval points; `None` where it holds 0.
fn direction(cite: Cite<'_>) -> Option<f64> {
    let (lower, upper) = (cite.row.lower()?, cite.row.upper()?);
    if lower > 0.0 {
        Some(1.0)
    } else if upper < 0.0 {
        Some(-1.0)
    } else {
        None
    }
}

/// Returns the sentence that the gap turns within programmes, or that it is no longer to be seen there.
fn turn<'a>(reader: &Reader<'a>, comparison: &Comparison<'a>, strata: &[Role]) -> Option<Sentence> {
    let crude = direction(comparison.difference)?;
    let adjusted: Vec<Cite<'a>> =
        ADJUSTED.into_iter().filter_map(|statistic| shown(reader, comparison, statistic)).collect();
    let opposite = adjusted.iter().find(|cite| direction(**cite) == Some(-crude)).copied();
    let same = adjusted.iter().any(|cite| direction(*cite) == Some(crude));
    let is_turned = adjusted.iter().all(|cite| cite.value().is_some_and(|value| value * crude < 0.0));
    if same || adjusted.is_empty() || opposite.is_none() && !is_turned {
        return None;
    }
    let of = reader.people(comparison.group, comparison.by, comparison.block.source);
    let against = reader.people_against(comparison.against, comparison.by, comparison.block.source);
    let (higher, lower) = if crude > 0.0 { (of, against) } else { (against, of) };
    let slots = Slots::new()
        .group(Slot::GroupA, higher)
        .group(Slot::GroupB, lower)
        .strata(strata.to_vec())
        .resting_on(comparison.difference.id)
        .resting_on(opposite.unwrap_or(adjusted[0]).id);
    let template = if opposite.is_some() { Template::RetentionSimpson } else { Template::RetentionGapGone };
    reader.say(template, &slots)
}

/// Returns the figure of the crude gap, the adjusted ones, and the two parts.
fn figure<'a>(reader: &Reader<'a>, book: &mut Book, comparison: &Comparison<'a>) -> Option<Piece> {
    let language = reader.language;
    let cites: Vec<Cite<'a>> = std::iter::once(comparison.difference)
        .chain(ADJUSTED.into_iter().filter_map(|statistic| shown(reader, comparison, statistic)))
        .collect();
    let parts: Vec<Cite<'a>> =
        PARTS.into_iter().filter_map(|statistic| shown(reader, comparison, statistic)).collect();
    let within = shown(reader, comparison, Statistic::DifferenceMh)?;
    let measure = sentence_start(reader.measure_text(comparison.block.measure).get(language), language);
    let [total, inside] =
        [comparison.difference.printed()?, within.printed()?].map(|number| number.signed_in_table(language));
    let strata = strata_name(reader, comparison);
    let title = match language {
        Language::Dutch => {
            format!("{measure}: {total} procentpunt in totaal, {inside} binnen dezelfde {strata}")
        }
        Language::English => {
            format!("{measure}: {total} percentage points overall, {inside} within the same {strata}")
        }
    };
    let sides = reader.sides(comparison.group, comparison.against, comparison.by, comparison.block.source);
    let row = |cite: &Cite<'a>, mark| Row {
        label: name(reader, cite.key().statistic),
        n: String::new(),
        mark,
        state: state(*cite, language),
        benchmark: None,
    };
    let mut sections = vec![Section {
        heading: None,
        rows: cites.iter().enumerate().map(|(i, cite)| row(cite, mark(i))).collect(),
    }];
    if !parts.is_empty() {
        let heading = choose(language, "Twee delen, samen het verschil", "Two parts, together the gap");
        sections.push(Section {
            heading: Some(heading.to_owned()),
            rows: parts.iter().map(|cite| row(cite, Mark::Other)).collect(),
        });
    }
    let values = cites.iter().chain(&parts).flat_map(|cite| {
        [cite.row.value(), cite.row.lower(), cite.row.upper()]
            .into_iter()
            .flatten()
            .map(|value| value * 100.0)
    });
    let values: Vec<f64> = values.chain([0.0]).collect();
    let axis = Axis::covering(values, -100.0, 100.0, |value| {
        Number::score(value, Precision::WHOLE).in_table(language)
    });
    let heads = Heads {
        label: choose(language, "Berekening", "Calculation").to_owned(),
        n: String::new(),
        value: choose(language, "procentpunt (95%-interval)", "percentage points (95% interval)").to_owned(),
    };
    let equal = choose(language, "gelijk", "equal").to_owned();
    let all: Vec<Cite<'a>> = cites.iter().chain(&parts).copied().collect();
    let draft = Draft {
        weight: Weight::Behind,
        name: format!("{}-{}", choose(language, "verschil-binnen", "gap-within"), comparison.block.measure),
        link: choose(language, "verschil binnen opleidingen", "gap within programmes").to_owned(),
        title,
        subtitle: format!("{sides}, {}.", reader.period_name(&comparison.block)),
        chart: Box::new(move |frame| {
            Chart::Dots(RowsChart {
                frame,
                heads,
                sections,
                axis,
                reference: Some(Reference { value: 0.0, label: equal }),
                benchmark_label: String::new(),
            })
        }),
        notes: notes(reader, &all),
        source: reader.source_line(&comparison.block),
        words: sentences(reader, comparison),
        table: lines(
            reader,
            &[comparison],
            choose(language, "Het verschil en zijn delen", "The gap and its parts"),
        ),
        shows: Vec::new(),
    };
    book.figure(reader, draft)
}

fn mark(place: usize) -> Mark {
    if place == 0 { Mark::Whole } else { Mark::First }
}

fn name(reader: &Reader<'_>, statistic: Statistic) -> String {
    let language = reader.language;
    if statistic == Statistic::Difference {
        return choose(language, "Verschil in totaal", "Difference overall").to_owned();
    }
    sentence_start(method::statistic_name(statistic.word()).get(language), language)
}

/// Returns a difference of shares as a chart has it, in percentage points.
fn state(cite: Cite<'_>, language: Language) -> State<Reading> {
    match cite.value() {
        Some(value) => State::Shown(Reading::Point {
            value: value * 100.0,
            interval: cite
                .row
                .lower()
                .zip(cite.row.upper())
                .map(|(lower, upper)| Span { lower: lower * 100.0, upper: upper * 100.0 }),
            text: match (cite.printed(), cite.interval(language)) {
                (Some(value), Some(interval)) => format!("{} ({interval})", value.signed_in_table(language)),
                (Some(value), None) => value.signed_in_table(language),
                _ => String::new(),
            },
        }),
        None => State::Withheld(Word::Withheld.text(language).to_owned()),
    }
}

/// Returns every adjusted gap as a table: a line per way of calculating it.
pub(super) fn lines(reader: &Reader<'_>, comparisons: &[&Comparison<'_>], caption: &str) -> Table {
    let language = reader.language;
    let mut cites: Vec<Cite<'_>> = Vec::new();
    let mut rows = Vec::new();
    for comparison in comparisons {
        if shown(reader, comparison, Statistic::DifferenceMh).is_none() {
            continue;
        }
        let statistics = std::iter::once(Statistic::Difference).chain(ADJUSTED).chain(PARTS);
        for statistic in statistics {
            let Some(cite) = shown(reader, comparison, statistic) else { continue };
            cites.push(cite);
            rows.push(vec![
                plain(sentence_start(reader.measure_in(&comparison.block).get(language), language)),
                plain(reader.sides(
                    comparison.group,
                    comparison.against,
                    comparison.by,
                    comparison.block.source,
                )),
                plain(name(reader, statistic)),
                cite.cell(language),
                cite.interval_cell(language),
                cite.people_cell(language),
            ]);
        }
    }
    let mut made = table(
        caption,
        vec![
            words(Word::Measure.text(language)),
            words(choose(language, "Groepen", "Groups")),
            words(choose(language, "Berekening", "Calculation")),
            numbers(choose(language, "Verschil (procentpunt)", "Difference (percentage points)")),
            numbers(Word::Interval95.text(language)),
            numbers(people_heading(cites.iter().copied(), language)),
        ],
    );
    made.rows = rows;
    made.notes = notes(reader, &cites);
    if comparisons.iter().any(|comparison| !reader.is_public(comparison.block.source)) {
        made.notes.push(
            choose(
                language,
                "Kleine opleidingen zijn hierin samengenomen.",
                "Small programmes are taken together in this.",
            )
            .to_owned(),
        );
    }
    made
}

/// Returns whether a row belongs to a benchmark.
pub(super) fn benchmark(against: &Against) -> Option<&str> {
    if let Against::Benchmark(id) = against { Some(id) } else { None }
}
