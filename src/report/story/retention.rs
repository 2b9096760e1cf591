//! Who stays: what became of each cohort, through the cohorts, open where a cohort is too young.

use crate::disclosure::{Group, Statistic};
use crate::model::{Language, Role, definition};
use crate::report::{
    chart::{
        Alignment, Chart, Heads, Part, Poles, Ramp, Section as RowSection, StackedChart, StackedRow, State,
    },
    document::{Block as Piece, Cell, Section, Table},
    format::Number,
    wording::{
        Noun, PutNumber, Sentence, Slot, Slots, Template, glossary, measure, section::Section as Chapter,
        sentence_start, text::ChartKind, word::Word,
    },
};

use super::book::{Book, Draft, Weight};
use super::cohort_figure::Lines;
use super::follow_up;
use super::phrase::{choose, lower_first};
use super::pooled;
use super::reader::{Block, Cite, Reader};
use super::representation;
use super::scales::main_comparison;
use super::table::{notes, numbers, people_heading, plain, table, words};

/// The four states after some years; together they are the whole cohort.
const STATES: [&str; 4] = ["reenrolled", "switch", "diploma", "dropout"];

/// What the states are called.
const STATE_WORDS: [Word; 4] = [Word::SameProgramme, Word::Switch, Word::Diploma, Word::Dropout];

/// How many cohorts the table of programmes goes back.
const LAST_COHORTS: usize = 2;

/// The most programmes in that table.
const MOST_PROGRAMMES: usize = 8;

/// Returns the chapter on retention.
pub(super) fn chapter(reader: &Reader<'_>, book: &mut Book) -> Option<Section> {
    let measures = reader.measures("retention.");
    if measures.is_empty() {
        return None;
    }
    let mut pieces = vec![definitions(reader)];
    let years = years(&measures, STATES[0]);
    let statuses: Vec<Sentence> = years.iter().filter_map(|years| status_sentence(reader, *years)).collect();
    if !statuses.is_empty() {
        pieces.push(Piece::Paragraph(statuses));
    }
    pieces.extend(years.first().and_then(|years| states_figure(reader, book, *years)));
    for measure in shown_measures(reader, &measures) {
        pieces.extend(lines(reader, book, measure));
    }
    pieces.extend(pooled::said(reader, book));
    pieces.extend(follow_up::curves(reader, book));
    pieces.extend(follow_up::own_cohorts(reader, book));
    pieces.extend(programmes(reader, book));
    pieces.extend(follow_up::mbo(reader, book));
    book.touch("retention.dropout1");
    Some(super::section(reader, book, Chapter::Retention, pieces))
}

/// Returns dropout and switch as this report means them, and how others count.
fn definitions(reader: &Reader<'_>) -> Piece {
    let language = reader.language;
    let entry = glossary::ENTRIES.iter().find(|entry| entry.en == "cohort");
    let mut paragraphs: Vec<String> = entry
        .map(|entry| {
            format!(
                "{}: {}",
                sentence_start(entry.term(language), language),
                lower_first(entry.meaning(language))
            )
        })
        .into_iter()
        .collect();
    let dropout = reader.retention("dropout1");
    match definition(&dropout).filter(|_| dropout.contains('@')) {
        Some(definition) => paragraphs.push(follow_up::in_words(&definition, &dropout, language)),
        None => {
            paragraphs.push(reader.fixed(Template::RetentionDropout));
            paragraphs.push(reader.fixed(Template::RetentionDropoutCbs));
            paragraphs.push(
                choose(
                    language,
                    "Die cijfers zijn dus niet te vergelijken.",
                    "So those figures cannot be compared.",
                )
                .to_owned(),
            );
        }
    }
    Piece::Aside {
        title: choose(language, "Uitval en switch", "Dropout and switch").to_owned(),
        paragraphs,
        list: Vec::new(),
    }
}

/// Returns after how many years a state is measured, from few to many.
fn years(measures: &[&str], state: &str) -> Vec<u64> {
    let prefix = format!("retention.{state}");
    let mut years: Vec<u64> = measures
        .iter()
        .filter_map(|measure| measure.strip_prefix(prefix.as_str())?.split('@').next())
        .filter_map(|years| years.parse().ok())
        .collect();
    years.sort_unstable();
    years.dedup();
    years
}

/// Returns the measures that have a figure: what was declared, dropout after a year, and a diploma in time.
fn shown_measures<'a>(reader: &Reader<'a>, measures: &[&'a str]) -> Vec<&'a str> {
    let declared = measures.iter().copied().filter(|measure| reader.is_declared(measure));
    let name = reader.retention("dropout1");
    let dropout = measures.iter().copied().filter(move |measure| *measure == name);
    let completed = years(measures, "completed")
        .into_iter()
        .rev()
        .map(|years| reader.retention(&format!("completed{years}")))
        .find(|measure| {
            let observable = |block: &&&Block<'_>| {
                reader.whole(block, Statistic::Share).is_some_and(|cite| cite.value().is_some())
            };
            reader.series(measure).iter().filter(observable).count() > 1
        });
    let completed = measures.iter().copied().filter(move |measure| completed.as_deref() == Some(*measure));
    let mut shown: Vec<&str> = Vec::new();
    for measure in declared.chain(dropout).chain(completed) {
        if !shown.contains(&measure) {
            shown.push(measure);
        }
    }
    shown.truncate(4);
    shown
}

fn state_blocks<'a>(reader: &Reader<'a>, years: u64) -> Option<Vec<Block<'a>>> {
    let measure = reader.retention(&format!("reenrolled{years}"));
    let is_shown = |block: &&Block<'a>| {
        reader.whole(block, Statistic::Share).is_some_and(|cite| cite.value().is_some())
            && states_of(reader, block, years).is_some_and(|blocks| {
                blocks.iter().all(|block| {
                    reader.whole(block, Statistic::Share).is_some_and(|cite| !cite.is_withheld())
                })
            })
    };
    // A cohort of which every state is hidden would be a table of dots.
    let first = reader
        .series(&measure)
        .into_iter()
        .rev()
        .find(is_shown)
        .or_else(|| reader.latest_observable(&measure))?
        .clone();
    states_of(reader, &first, years)
}

/// Returns the four states of the cohort of a block.
fn states_of<'a>(reader: &Reader<'a>, first: &Block<'a>, years: u64) -> Option<Vec<Block<'a>>> {
    STATES
        .iter()
        .map(|state| {
            let measure = reader.retention(&format!("{state}{years}"));
            reader
                .blocks()
                .iter()
                .find(|block| {
                    block.measure == measure && block.period == first.period && block.source == first.source
                })
                .cloned()
        })
        .collect()
}

/// Returns what became of the last cohort that can be followed so long; nothing where a state is not shown.
fn status_sentence(reader: &Reader<'_>, years: u64) -> Option<Sentence> {
    let blocks = state_blocks(reader, years)?;
    let mut slots = Slots::new().constant(Slot::Years, Number::count(years));
    let mut people = None;
    for (block, slot) in blocks.iter().zip([Slot::ValueA, Slot::ValueB, Slot::ValueG, Slot::ValueO]) {
        let cite = reader.whole(block, Statistic::Share)?;
        slots = slots.number(slot, cite.printed()?, cite.id);
        people = Some((cite.people()?, cite.id));
    }
    let (n, id) = people?;
    let mut sentence = reader.say(Template::RetentionStatus, &slots.number(Slot::Total, n, id))?;
    let first = blocks.first()?;
    sentence.text = format!(
        "{}: {}",
        sentence_start(&reader.period_name(first), reader.language),
        lower_first(&sentence.text)
    );
    Some(sentence)
}

/// Returns the four states of the last cohort, for everybody and by sex.
fn states_figure<'a>(reader: &Reader<'a>, book: &mut Book, years: u64) -> Option<Piece> {
    let language = reader.language;
    let blocks = state_blocks(reader, years)?;
    let first = blocks.first()?;
    let by = by_sex(reader, first);
    let mut rows: Vec<(String, Vec<Option<Cite<'a>>>)> = vec![(
        reader.label(&reader.scope.group(), &[], first.source),
        blocks.iter().map(|block| reader.whole(block, Statistic::Share)).collect(),
    )];
    for group in by.map(|by| reader.groups(first, by)).unwrap_or_default() {
        let by = by.unwrap_or_default();
        rows.push((
            reader.label(group, by, first.source),
            blocks.iter().map(|block| reader.number(block, by, group, Statistic::Share)).collect(),
        ));
    }
    let drawn: Vec<StackedRow> = rows
        .iter()
        .map(|(label, cites)| StackedRow {
            label: label.clone(),
            n: cites.iter().flatten().next().map_or_else(String::new, |cite| cite.people_in_chart(language)),
            state: whole_stack(reader, cites),
        })
        .collect();
    let categories = STATE_WORDS.map(|word| word.text(language).to_owned()).to_vec();
    let after = measure::name(&reader.retention(&format!("reenrolled{years}")), None);
    let caption = match language {
        Language::Dutch => format!("Na {years} jaar, {}", reader.period_name(first)),
        Language::English => format!(
            "After {}, {}",
            Noun::Year.counted(Number::count(years), language),
            reader.period_name(first)
        ),
    };
    let mut made = states_table(reader, caption, &rows);
    made.notes.extend(follow_up::definition_note(reader, &reader.retention(&format!("dropout{years}"))));
    if drawn.iter().all(|row| row.state.words().is_some()) {
        made.id = book.id(&format!("tabel-status-{years}"));
        return Some(Piece::Table(made));
    }
    let stays = reader.whole(first, Statistic::Share).and_then(|cite| {
        let slots = Slots::new()
            .number(Slot::ValueA, cite.printed()?, cite.id)
            .constant(Slot::Years, Number::count(years));
        reader.say(Template::TitleStays, &slots)
    });
    let heads = Heads {
        label: Word::Group.text(language).to_owned(),
        n: Word::N.text(language).to_owned(),
        value: String::new(),
    };
    let sections = vec![RowSection { heading: None, rows: drawn }];
    let draft = Draft {
        weight: Weight::Main,
        name: format!("status-{}", choose(language, "cohort", "cohort")),
        link: choose(language, "wat werd van het cohort", "what became of the cohort").to_owned(),
        title: stays
            .as_ref()
            .map_or_else(|| sentence_start(after.get(language), language), |title| title.text.clone()),
        subtitle: format!(
            "{}. {}.",
            sentence_start(&reader.period_name(first), language),
            sentence_start(ChartKind::Status.reading_guide(language), language)
        ),
        chart: Box::new(move |frame| {
            let (alignment, ramp, poles) = (Alignment::Left, Ramp::HighToLow, Poles::default());
            Chart::Stacked(StackedChart { frame, heads, categories, alignment, ramp, poles, sections })
        }),
        notes: made.notes.clone(),
        source: reader.source_line(first),
        words: status_sentence(reader, years).into_iter().collect(),
        table: made,
        shows: Vec::new(),
    };
    book.figure(reader, draft)
}

/// Returns a table of the four states, a row per group: what stands first in a row, and its states in order.
pub(super) fn states_table(
    reader: &Reader<'_>,
    caption: String,
    rows: &[(String, Vec<Option<Cite<'_>>>)],
) -> Table {
    let language = reader.language;
    let cites: Vec<Cite<'_>> = rows.iter().flat_map(|(_, cites)| cites.iter().copied().flatten()).collect();
    let mut columns =
        vec![words(Word::Group.text(language)), numbers(people_heading(cites.iter().copied(), language))];
    columns.extend(STATE_WORDS.map(|word| numbers(sentence_start(word.text(language), language))));
    let mut made = table(caption, columns);
    for (label, cites) in rows {
        let first = cites.iter().flatten().next();
        let mut cells = vec![plain(label.clone())];
        cells.push(first.map_or_else(|| plain(""), |cite| cite.people_cell(language)));
        cells.extend(cites.iter().map(|cite| cite.map_or_else(|| plain(""), |cite| cite.cell(language))));
        made.rows.push(cells);
    }
    made.notes = notes(reader, &cites);
    made
}

fn whole_stack(reader: &Reader<'_>, cites: &[Option<Cite<'_>>]) -> State<Vec<Part>> {
    let language = reader.language;
    let mut parts = Vec::new();
    for (place, cite) in cites.iter().enumerate() {
        let Some((share, number)) = cite.and_then(|cite| Some((cite.value()?, cite.printed()?))) else {
            let is_banded = cites.iter().flatten().any(|cite| !cite.is_withheld());
            return if is_banded {
                State::NotEstimable(Word::Banded.text(language).to_owned())
            } else {
                State::Withheld(Word::Withheld.text(language).to_owned())
            };
        };
        parts.push(Part {
            first: place,
            last: place,
            share: share * 100.0,
            text: number.in_table(language),
            short: number.bare(language),
        });
    }
    State::Shown(parts)
}

/// Returns dropout of each programme in the last cohorts; more programmes than fit are in the annex.
fn programmes<'a>(reader: &Reader<'a>, book: &mut Book) -> Option<Piece> {
    let language = reader.language;
    let by: &[Role] = &[Role::Programme];
    let blocks: Vec<&Block<'a>> = reader
        .series(&reader.retention("dropout1"))
        .into_iter()
        .rev()
        .filter(|block| {
            let shares = reader.groups(block, by).into_iter().filter_map(|group| {
                reader.number(block, by, group, Statistic::Share).filter(|cite| cite.value().is_some())
            });
            shares.count() > 1
        })
        .take(LAST_COHORTS)
        .collect();
    let first = *blocks.first()?;
    let groups = reader.groups(first, by);
    if groups.len() > MOST_PROGRAMMES {
        return None;
    }
    let cited = |group: &Group, block: &Block<'a>| reader.number(block, by, group, Statistic::Share);
    let cites: Vec<Cite<'a>> =
        groups.iter().flat_map(|group| blocks.iter().filter_map(|block| cited(group, block))).collect();
    let dropout = reader.retention("dropout1");
    let name = reader.measure_title(&dropout);
    let mut made = table(
        choose(language, "Uitval na 1 jaar per opleiding", "Dropout after 1 year by programme"),
        vec![words(measure::role_name(Role::Programme).get(language))],
    );
    for block in blocks.iter().rev() {
        let people = people_heading(cites.iter().copied(), language);
        made.columns.push(numbers(format!("{people}, {}", block.period)));
        made.columns.push(numbers(format!("{name}, {}", reader.period_name(block))));
        made.columns.push(numbers(Word::Interval95.text(language)));
    }
    for group in &groups {
        let mut cells = vec![plain(reader.label(group, by, first.source))];
        for block in blocks.iter().rev() {
            let cite = cited(group, block);
            cells.push(cite.map_or_else(Cell::default, |cite| cite.people_cell(language)));
            cells.push(cite.map_or_else(Cell::default, |cite| cite.cell(language)));
            cells.push(cite.map_or_else(Cell::default, |cite| cite.interval_cell(language)));
        }
        made.rows.push(cells);
    }
    made.notes = notes(reader, &cites);
    made.notes.extend(follow_up::definition_note(reader, &dropout));
    made.notes.push(reader.source_of_series(&blocks.iter().rev().copied().collect::<Vec<_>>()));
    made.id = book.id(&format!("tabel-{}", choose(language, "uitval-per-opleiding", "dropout-by-programme")));
    Some(Piece::Table(made))
}

/// Returns the breakdown by sex, else by gender.
fn by_sex<'a>(reader: &Reader<'a>, block: &Block<'a>) -> Option<&'a [Role]> {
    let single = reader.single_breakdowns(block);
    let of = |role: Role| single.iter().copied().find(|by| by[0] == role);
    of(Role::Sex).or_else(|| of(Role::Gender))
}

/// Returns a measure through the cohorts, with what may be said about the last one.
fn lines<'a>(reader: &Reader<'a>, book: &mut Book, measure: &'a str) -> Vec<Piece> {
    let language = reader.language;
    let blocks = reader.series(measure);
    let Some(last) = reader.latest_compared(measure).cloned() else { return Vec::new() };
    let by = by_sex(reader, &last).unwrap_or_default();
    let lines = Lines::of(
        reader,
        &blocks,
        by,
        choose(language, "cohort (startjaar)", "cohort (starting year)").to_owned(),
    );
    if lines.lines.is_empty() || !lines.is_a_line() {
        return Vec::new();
    }
    let comparisons = reader.comparisons(&last);
    let main = main_comparison(&comparisons).filter(|main| main.by == by);
    let mut sentences = Vec::new();
    if let Some(main) = main {
        sentences.extend(reader.values(main));
        sentences.extend(reader.verdict(main));
    }
    let mut said = sentences.clone();
    said.extend(lines.young(reader));
    let name = reader.measure_title(measure);
    let n = by_n(reader, &last, by);
    let newest = reader.latest_observable(measure).and_then(|block| share_sentence(reader, block));
    let title = main
        .and_then(|main| reader.title(main))
        .or_else(|| newest.as_ref().map(|sentence| sentence.text.trim_end_matches('.').to_owned()))
        .unwrap_or_else(|| super::scales::hidden_title(reader, measure));
    if let Some(newest) = newest {
        sentences.insert(0, newest.clone());
        said.insert(0, newest);
    }
    let is_main = reader.is_declared(measure) || measure == reader.retention("dropout1");
    let draft = Draft {
        weight: if is_main { Weight::Main } else { Weight::Behind },
        name: format!("{name}-{}", choose(language, "per-cohort", "by-cohort")),
        link: name.to_lowercase(),
        title,
        subtitle: format!(
            "{}. {}: {n}. {}.",
            choose(language, "Aandeel van het cohort", "Share of the cohort"),
            sentence_start(&reader.period_name(&last), language),
            sentence_start(ChartKind::Trend.reading_guide(language), language)
        ),
        chart: lines.chart(reader),
        notes: lines.notes(reader).into_iter().chain(follow_up::definition_note(reader, measure)).collect(),
        source: reader.source_of_series(&blocks),
        words: said,
        table: lines.table(reader, name),
        shows: vec![(measure.to_owned(), by.to_vec())],
    };
    let mut pieces = beside_figures(reader, measure, &mut sentences);
    if !sentences.is_empty() {
        pieces.push(Piece::Paragraph(sentences));
    }
    pieces.extend(book.figure(reader, draft));
    pieces
}

/// Returns the newest share beside the published figures that the scan names; takes that share out of the sentences then.
fn beside_figures(reader: &Reader<'_>, measure: &str, sentences: &mut Vec<Sentence>) -> Vec<Piece> {
    let Some(newest) = reader.latest_observable(measure) else { return Vec::new() };
    let beside = representation::beside_figures(reader, newest, &[], &Group::everybody());
    if beside.is_empty() || sentences.is_empty() {
        return Vec::new();
    }
    let share = Piece::Paragraph(vec![sentences.remove(0)]);
    std::iter::once(share).chain(beside).collect()
}

/// Returns a share of everybody: `Uitval na 1 jaar (cohort 2023): 12,1 procent van 240 starters.`
pub(super) fn share_sentence(reader: &Reader<'_>, block: &Block<'_>) -> Option<Sentence> {
    let language = reader.language;
    let cite = reader.whole(block, Statistic::Share)?;
    let (share, people) = (cite.printed()?, cite.people()?);
    let name = sentence_start(reader.measure_in(block).get(language), language);
    let (share_text, people_text) = (share.in_text(language), people.bare(language));
    let text = match language {
        Language::Dutch => format!("{name}: {share_text} van {people_text} starters."),
        Language::English => format!("{name}: {share_text} of {people_text} starters."),
    };
    let put = |slot, number, text| PutNumber { slot, number, text, row: Some(cite.id) };
    let numbers = vec![put(Slot::Share, share, share_text), put(Slot::N, people, people_text)];
    Some(Sentence { text, numbers, rows: vec![cite.id] })
}

/// Returns the people of each group in a period: `n = 347 vrouwen en 1.066 mannen`.
fn by_n(reader: &Reader<'_>, block: &Block<'_>, by: &[Role]) -> String {
    let language = reader.language;
    let counted: Vec<String> = reader
        .groups(block, by)
        .into_iter()
        .filter_map(|group| {
            let n = reader.number(block, by, group, Statistic::Share)?.people()?;
            let people = if by.is_empty() {
                choose(language, "starters", "starters").to_owned()
            } else {
                reader.people(group, by, block.source).plural(language)
            };
            Some(format!("{} {people}", n.bare(language)))
        })
        .collect();
    let equals = match language {
        Language::Dutch | Language::English => "n = ",
    };
    format!("{equals}{}", crate::report::wording::list(&counted, language))
}
