//! What changed since the round before, for everybody together and per group in a table.

use crate::disclosure::{Against, Key, Statistic};
use crate::model::Role;
use crate::report::{
    chart::{Axis, Change, Chart, Mark, SlopeChart, SlopeRow, State, Verdict},
    document::{Block as Piece, Section, Table},
    wording::{
        Certainty, Sentence, Slot, Slots, Template, certainty, section::Section as Chapter, sentence_start,
        word::Word,
    },
};

use super::book::{Book, Draft, Weight};
use super::comparison::Comparison;
use super::differences::sure;
use super::groups_figure::score_tick;
use super::phrase::choose;
use super::reader::{Block, Cite, Reader};
use super::rounds;
use super::table::{notes, numbers, plain, table, words};

/// Returns the changes of every scale since the round before, of everybody in the scope.
pub(super) fn of_everybody<'a>(reader: &Reader<'a>) -> Vec<Comparison<'a>> {
    let whole = reader.scope.group();
    blocks(reader)
        .iter()
        .flat_map(|block| reader.changes(block))
        .filter(|change| change.by.is_empty() && *change.group == whole)
        .collect()
}

fn blocks<'a>(reader: &Reader<'a>) -> Vec<Block<'a>> {
    let scales = reader.edition.scales.iter().map(|scale| &scale.measure);
    scales
        .chain(reader.edition.outcomes.iter().map(|outcome| &outcome.measure))
        .filter_map(|measure| reader.latest(measure).cloned())
        .collect()
}

/// Returns the chapter on changes; nothing after one round. Where nothing can be compared, it says why.
pub(super) fn chapter(reader: &Reader<'_>, book: &mut Book) -> Option<Section> {
    let changes = of_everybody(reader);
    let scores: Vec<&Comparison<'_>> =
        changes.iter().filter(|change| reader.scale(change.block.measure).is_some()).collect();
    let unlike = rounds::aside(reader);
    if changes.is_empty() {
        return unlike.map(|unlike| super::section(reader, book, Chapter::Changes, vec![unlike]));
    }
    let mut sentences: Vec<Sentence> = Vec::new();
    // What could have been seen is said of what was declared, else once: with these numbers it is much the same.
    let is_declared = |change: &Comparison<'_>| reader.is_declared(change.block.measure);
    let has_declared = changes.iter().any(is_declared);
    for (place, change) in changes.iter().enumerate() {
        sentences.extend(reader.values(change));
        sentences.extend(verdict(reader, change));
        if is_declared(change) || (!has_declared && place == 0) {
            sentences.extend(what_else(reader, change));
        }
        sentences.extend(of_the_same(reader, change));
    }
    let made = change_table(reader, &changes);
    let mut pieces = Vec::new();
    if scores.is_empty() {
        pieces.push(Piece::Paragraph(sentences));
        pieces.push(Piece::Table(Table { id: book.id("tabel-verandering"), ..made }));
    } else {
        pieces.extend(slope(reader, book, &scores, sentences, made));
    }
    let groups = by_group(reader);
    if !groups.is_empty() {
        let caption = choose(reader.language, "Verandering per groep", "Change by group");
        let made = Table { id: book.id(caption), ..group_table(reader, &groups, caption) };
        pieces.push(Piece::Table(made));
    }
    pieces.extend(unlike);
    Some(super::section(reader, book, Chapter::Changes, pieces))
}

/// Returns the label of a change; "cannot tell" is not said of a group but of the change itself.
fn verdict(reader: &Reader<'_>, change: &Comparison<'_>) -> Vec<Sentence> {
    match change.certainty {
        Some(Certainty::CannotTell) | None => Vec::new(),
        Some(_) => reader.verdict(change),
    }
}

/// Returns the change of the people who answered twice, and of those who began low beside what that alone gives.
fn of_the_same(reader: &Reader<'_>, change: &Comparison<'_>) -> Vec<Sentence> {
    let key = change.difference.key();
    let get = |statistic| reader.get(&Key { statistic, ..key.clone() });
    let panel = get(Statistic::DifferencePaired).and_then(|cite| {
        let slots = Slots::new()
            .number(Slot::N, cite.people()?, cite.id)
            .number(Slot::Difference, cite.printed()?, cite.id)
            .number(Slot::Lower, cite.lower()?, cite.id)
            .number(Slot::Upper, cite.upper()?, cite.id);
        reader.say(Template::ChangeOfSame, &slots)
    });
    let low =
        get(Statistic::ChangeLow).zip(get(Statistic::ChangeLowExpected)).and_then(|(cite, expected)| {
            let slots = Slots::new().number(Slot::M, cite.printed()?, cite.id).number(
                Slot::Expected,
                expected.printed()?,
                expected.id,
            );
            reader.say(Template::ChangeRegression, &slots)
        });
    panel.into_iter().chain(low).collect()
}

/// Returns what could have been seen where nothing can be told, and what a change is at one mix of programmes.
fn what_else(reader: &Reader<'_>, change: &Comparison<'_>) -> Option<Sentence> {
    let key = change.difference.key();
    if change.is_seen() {
        let one_mix = Key {
            statistic: Statistic::DifferenceStandardised,
            category: Role::Programme.word().into(),
            ..key.clone()
        };
        let cite = reader.get(&one_mix)?;
        let slots = Slots::new()
            .strata(vec![Role::Programme])
            .number(Slot::Difference, cite.printed()?, cite.id)
            .number(Slot::Lower, cite.lower()?, cite.id)
            .number(Slot::Upper, cite.upper()?, cite.id);
        return reader.say(Template::ChangeAtOneMix, &slots);
    }
    if change.certainty != Some(Certainty::CannotTell) {
        return None;
    }
    let cite = reader.get(&Key { statistic: Statistic::MinimumDetectable, ..key.clone() })?;
    reader.say(Template::ChangeSmallest, &Slots::new().number(Slot::Smallest, cite.printed()?, cite.id))
}

fn by_group<'a>(reader: &Reader<'a>) -> Vec<Comparison<'a>> {
    let is_main = |change: &Comparison<'a>| {
        reader
            .edition
            .primary
            .iter()
            .any(|primary| primary.measure == change.block.measure && primary.by == change.by)
    };
    blocks(reader).iter().flat_map(|block| reader.changes(block)).filter(is_main).collect()
}

fn change_text(reader: &Reader<'_>, change: &Comparison<'_>) -> String {
    let cite = change.difference;
    let value = cite.printed().map_or_else(String::new, |number| number.signed_in_table(reader.language));
    match cite.interval(reader.language) {
        Some(interval) => format!("{value} ({interval})"),
        None => value,
    }
}

fn slope<'a>(
    reader: &Reader<'a>,
    book: &mut Book,
    changes: &[&Comparison<'a>],
    words: Vec<Sentence>,
    made: Table,
) -> Option<Piece> {
    let language = reader.language;
    let first = *changes.first()?;
    let Against::Period(before) = first.against else { return None };
    let rows: Vec<SlopeRow> = changes
        .iter()
        .map(|change| {
            let state = |cite: Option<Cite<'a>>| {
                cite.map_or_else(
                    || State::Withheld(Word::Withheld.text(language).to_owned()),
                    |cite| match cite.state(language) {
                        State::Shown(crate::report::chart::Reading::Point { value, interval, .. }) => {
                            let text =
                                cite.printed().map_or_else(String::new, |number| number.in_table(language));
                            State::Shown(crate::report::chart::Reading::Point { value, interval, text })
                        }
                        other => other,
                    },
                )
            };
            SlopeRow {
                label: reader.measure_title(change.block.measure),
                mark: Mark::Whole,
                from: state(change.other),
                to: state(change.of),
                change: change.difference.value().map(|_| Change {
                    text: change_text(reader, change),
                    word: change.certainty.map_or("", |found| certainty::label(found, language)).to_owned(),
                    verdict: if change.is_seen() { Verdict::Clear } else { Verdict::Unclear },
                }),
            }
        })
        .collect();
    let note = reader.scale(first.block.measure)?;
    let values: Vec<f64> = changes
        .iter()
        .flat_map(|change| [change.of, change.other])
        .flatten()
        .flat_map(|cite| [cite.row.value(), cite.row.lower(), cite.row.upper()])
        .flatten()
        .collect();
    let axis = Axis::covering(values, note.lowest, note.highest, |value| score_tick(reader, value));
    let mut largest: Vec<&&Comparison<'a>> = changes.iter().filter(|change| change.is_seen()).collect();
    largest.sort_by(|a, b| b.size().total_cmp(&a.size()));
    let title = match largest.first() {
        Some(change) => {
            let label = change.certainty.map_or("", |found| certainty::label(found, language));
            // What is not known of the difference stands behind the round: a difference with 2024, size uncertain.
            let (what, unknown) = label.split_at(label.find(',').unwrap_or(label.len()));
            let name = reader.measure_title(change.block.measure);
            match language {
                crate::model::Language::Dutch => format!("{name}: {what} met {before}{unknown}"),
                crate::model::Language::English => format!("{name}: {what} with {before}{unknown}"),
            }
        }
        None => match language {
            crate::model::Language::Dutch => format!("Niet te zeggen of er iets veranderde sinds {before}"),
            crate::model::Language::English => format!("Cannot tell if anything changed since {before}"),
        },
    };
    let n = |block_cite: Option<Cite<'a>>| reader.n_text(block_cite.and_then(Cite::people));
    let (from, to) = (before.to_string(), first.block.period.to_owned());
    let cites: Vec<Cite<'a>> =
        changes.iter().flat_map(|change| [change.of, change.other]).flatten().collect();
    let mut found = notes(reader, &cites);
    found.push(
        choose(
            language,
            "Volle lijn: de marge van de verandering bevat 0 niet. Stippellijn: de marge bevat 0.",
            "Full line: the margin of the change does not hold 0. Dashed line: it holds 0.",
        )
        .to_owned(),
    );
    let draft = Draft {
        weight: Weight::Main,
        name: choose(language, "verandering", "change").to_owned(),
        link: choose(language, "verandering", "change").to_owned(),
        title,
        subtitle: format!(
            "{}, {before}: {}; {}: {}.",
            choose(language, "Gemiddelde per schaal, iedereen", "Mean by scale, everybody"),
            n(first.other),
            first.block.period,
            n(first.of)
        ),
        chart: Box::new(move |frame| Chart::Slope(SlopeChart { frame, from, to, axis, rows })),
        notes: found,
        source: reader.source_line(&first.block),
        words,
        table: made,
        shows: changes
            .iter()
            .map(|change| (format!("change:{}", change.block.measure), Vec::new()))
            .collect(),
    };
    book.figure(reader, draft)
}

fn change_table(reader: &Reader<'_>, changes: &[Comparison<'_>]) -> Table {
    let language = reader.language;
    let before = changes.first().map_or("", |change| match change.against {
        Against::Period(period) => period.as_str(),
        _ => "",
    });
    let now = changes.first().map_or("", |change| change.block.period);
    let mut made = table(
        choose(language, "Verandering sinds de vorige ronde", "Change since the round before"),
        vec![
            words(Word::Measure.text(language)),
            numbers(before),
            numbers(now),
            numbers(Word::Change.text(language)),
            numbers(Word::Interval95.text(language)),
            numbers(Word::N.text(language)),
            words(Word::HowSure.text(language)),
        ],
    );
    for change in changes {
        made.rows.push(cells(reader, change, reader.measure_title(change.block.measure)));
    }
    made.notes = notes(reader, &changes.iter().map(|change| change.difference).collect::<Vec<_>>());
    made
}

fn cells(reader: &Reader<'_>, change: &Comparison<'_>, label: String) -> Vec<crate::report::document::Cell> {
    let language = reader.language;
    let side = |cite: Option<Cite<'_>>| cite.map_or_else(|| plain(""), |cite| cite.cell(language));
    vec![
        plain(label),
        side(change.other),
        side(change.of),
        change.difference.cell(language),
        change.difference.interval_cell(language),
        change.difference.people_cell(language),
        sure(reader, change),
    ]
}

fn group_table(reader: &Reader<'_>, changes: &[Comparison<'_>], caption: &str) -> Table {
    let mut made =
        Table { caption: sentence_start(caption, reader.language), ..change_table(reader, changes) };
    made.rows = changes
        .iter()
        .map(|change| {
            let group = reader.label(change.group, change.by, change.block.source);
            cells(reader, change, format!("{}: {group}", reader.measure_title(change.block.measure)))
        })
        .collect();
    // A change is a difference of two rounds; who moved between groups is not known.
    debug_assert!(changes.iter().all(Comparison::is_change), "only changes stand here");
    made
}
