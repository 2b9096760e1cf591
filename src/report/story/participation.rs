//! Who takes part: shares of starters, enrolled students and graduates, through the years and per programme.

use crate::disclosure::{Group, Statistic, Status};
use crate::model::{Language, Role};
use crate::report::{
    chart::Mark,
    document::{Block as Piece, Section},
    format::{self, Number},
    wording::{
        Sentence, Slot, Slots, Template, measure, section::Section as Chapter, sentence_start,
        text::ChartKind, word::Word,
    },
};

use super::book::{Book, Draft, Weight};
use super::chain;
use super::cohort_figure::Lines;
use super::groups_figure::{Ends, GroupRow, GroupSection, Groups};
use super::phrase::{choose, stage};
use super::reader::{Block, Cite, Reader, Stated};
use super::representation;
use super::scales::hidden_title;
use super::table::{notes, numbers, people_heading, plain, table, words};

/// The measures of participation, in the order of a study.
pub(super) const STAGES: [&str; 3] =
    ["participation.intake", "participation.enrolled", "participation.graduated"];

/// The most programmes in a table of the body; more are in the annex.
const MOST_PROGRAMMES: usize = 16;

/// Returns the chapter on participation.
pub(super) fn chapter(reader: &Reader<'_>, book: &mut Book) -> Option<Section> {
    let blocks: Vec<Block<'_>> =
        STAGES.iter().filter_map(|measure| reader.latest(measure).cloned()).collect();
    let first = blocks.first()?;
    let by = group_role(reader, first)?;
    book.touch(first.measure);
    let mut pieces = Vec::new();
    let named = main_group(reader, first, by);
    // Women of one stage and men of the next would read as a comparison.
    let sentences: Vec<Sentence> = blocks
        .iter()
        .filter_map(|block| {
            let group =
                main_group(reader, block, by).filter(|group| named.is_none_or(|named| named == *group))?;
            share_sentence(reader, block, by, group)
        })
        .collect();
    if !sentences.is_empty() {
        pieces.push(Piece::Paragraph(sentences));
    }
    for block in &blocks {
        if let Some(group) = named.filter(|_| block.measure != "participation.respondents") {
            pieces.extend(representation::beside_figures(reader, block, by, group));
        }
    }
    let through = named
        .and_then(|group| blocks.iter().find_map(|block| representation::trend(reader, block, by, group)));
    let told: Vec<Sentence> = through.into_iter().chain(representation::after_one_year(reader, by)).collect();
    if !told.is_empty() {
        pieces.push(Piece::Paragraph(told));
    }
    pieces.extend(shares(reader, book, &blocks, by));
    for measure in STAGES {
        if let Some(figure) = trend(reader, book, measure, by) {
            pieces.push(figure);
            // One trend stands in the body: the starters', else that of everybody enrolled.
            break;
        }
    }
    pieces.extend(chain::pieces(reader, book));
    let enrolled = reader.latest("participation.enrolled").unwrap_or(first).clone();
    pieces.extend(within(reader, book, &enrolled));
    pieces.extend(programmes(reader, book, &enrolled));
    Some(super::section(reader, book, Chapter::Participation, pieces))
}

/// Returns the share that the summary may name, with its sentence.
pub(super) fn main_share<'a>(reader: &Reader<'a>) -> Option<Stated<'a>> {
    STAGES.iter().find_map(|measure| {
        let block = reader.latest(measure)?.clone();
        let by = group_role(reader, &block)?;
        let group = main_group(reader, &block, by)?;
        let cite = reader.number(&block, by, group, Statistic::Share)?;
        Some(Stated { cite, sentence: share_sentence(reader, &block, by, group)? })
    })
}

/// Returns the breakdown that the chapter is about: sex, else gender, else the first.
fn group_role<'a>(reader: &Reader<'a>, block: &Block<'a>) -> Option<&'a [Role]> {
    let single = reader.single_breakdowns(block);
    let of = |role: Role| single.iter().copied().find(|by| by[0] == role);
    of(Role::Sex).or_else(|| of(Role::Gender)).or_else(|| single.first().copied())
}

/// Returns the group that the title names: women where they can be shown, else the first group that can.
fn main_group<'a>(reader: &Reader<'a>, block: &Block<'a>, by: &[Role]) -> Option<&'a Group> {
    let is_shown = |group: &&'a Group| {
        reader.number(block, by, group, Statistic::Share).is_some_and(|cite| cite.value().is_some())
    };
    let mut groups = reader.groups(block, by);
    groups.retain(is_shown);
    groups.iter().copied().find(|group| reader.mark(group, by) == Mark::First).or(groups.first().copied())
}

fn share_slots(reader: &Reader<'_>, block: &Block<'_>, by: &[Role], group: &Group) -> Option<Slots> {
    let share = reader.number(block, by, group, Statistic::Share)?;
    let whole = reader.whole(block, Statistic::Count)?;
    let total = whole.printed().or_else(|| share.people())?;
    Some(
        Slots::new()
            .group(Slot::GroupA, reader.people(group, by, block.source))
            .number(Slot::ValueA, share.printed()?, share.id)
            .number(Slot::Total, total, if whole.value().is_some() { whole.id } else { share.id })
            .people(stage(block.measure)?)
            .period(Slot::Period, school_year(block.period)),
    )
}

fn share_sentence(reader: &Reader<'_>, block: &Block<'_>, by: &[Role], group: &Group) -> Option<Sentence> {
    reader.say(Template::ParticipationShare, &share_slots(reader, block, by, group)?)
}

fn school_year(period: &str) -> String {
    period.parse().map_or_else(|_| period.to_owned(), format::school_year)
}

fn shares<'a>(reader: &Reader<'a>, book: &mut Book, blocks: &[Block<'a>], by: &'a [Role]) -> Option<Piece> {
    let language = reader.language;
    let mut sections = Vec::new();
    let mut found: Vec<Sentence> = Vec::new();
    for block in blocks {
        let groups = reader.groups(block, by);
        let rows: Vec<GroupRow<'a>> = groups
            .iter()
            .filter_map(|group| {
                let cite = reader.number(block, by, group, Statistic::Share)?;
                let label = reader.label(group, by, block.source);
                Some(GroupRow { label, mark: reader.mark(group, by), cite })
            })
            .collect();
        for row in &rows {
            found.extend(share_sentence(reader, block, by, &row.cite.key().group));
            found.extend(bounds_sentence(reader, row.cite));
        }
        let heading = format!(
            "{}, {}",
            sentence_start(reader.measure_text(block.measure).get(language), language),
            school_year(block.period)
        );
        sections.push(GroupSection { heading: Some(heading), rows });
    }
    let value = Word::Share.text(language).to_owned();
    let groups = Groups { sections, reference: None, ends: Ends::ShareFromZero, value };
    if groups.is_empty() {
        return None;
    }
    let first = blocks.first()?;
    let title = blocks
        .iter()
        .find_map(|block| {
            let slots = share_slots(reader, block, by, main_group(reader, block, by)?)?;
            reader.say(Template::TitleShare, &slots).map(|sentence| sentence.text)
        })
        .unwrap_or_else(|| hidden_title(reader, first.measure));
    let draft = Draft {
        weight: Weight::Main,
        name: format!("{}-{}", Chapter::Participation.slug(language), by[0].word()),
        link: Chapter::Participation.title(language).to_lowercase(),
        title,
        subtitle: format!(
            "{}, {}. {}.",
            Word::Share.text(language),
            measure::role_name(by[0]).get(language).to_lowercase(),
            sentence_start(ChartKind::Bars.reading_guide(language), language)
        ),
        chart: groups.chart(reader),
        notes: groups.notes(reader),
        source: reader.source_line(first),
        words: found,
        table: groups.table(
            reader,
            format!(
                "{}, {}",
                Chapter::Participation.title(language),
                measure::role_name(by[0]).get(language).to_lowercase()
            ),
        ),
        shows: blocks.iter().map(|block| (block.measure.to_owned(), by.to_vec())).collect(),
    };
    book.figure(reader, draft)
}

fn bounds_sentence(reader: &Reader<'_>, cite: Cite<'_>) -> Option<Sentence> {
    if cite.row.status() != Status::Bounded {
        return None;
    }
    let slots =
        Slots::new().number(Slot::Lower, cite.lower()?, cite.id).number(Slot::Upper, cite.upper()?, cite.id);
    reader.say(Template::ParticipationBound, &slots)
}

fn trend<'a>(reader: &Reader<'a>, book: &mut Book, measure: &str, by: &'a [Role]) -> Option<Piece> {
    let language = reader.language;
    let blocks = reader.series(measure);
    let last = *blocks.last()?;
    let lines = Lines::of(reader, &blocks, by, sentence_start(Word::SchoolYear.text(language), language));
    if !lines.is_a_line() {
        return None;
    }
    // Women first where they can be shown, else the first group with two years to compare.
    let mut groups = reader.groups(last, by);
    groups.sort_by_key(|group| reader.mark(group, by) != Mark::First);
    let shown_years = |group: &&'a Group| {
        let years = blocks.iter().filter_map(|block| reader.number(block, by, group, Statistic::Share));
        years.filter(|cite| cite.value().is_some()).collect::<Vec<Cite<'a>>>()
    };
    let group = groups.iter().copied().find(|group| shown_years(group).len() > 1)?;
    let years = shown_years(&group);
    let (from, to) = (*years.first()?, years.last().copied());
    let title = to.and_then(|to| {
        let years: u64 =
            to.key().period.parse::<u64>().ok()?.checked_sub(from.key().period.parse::<u64>().ok()?)?;
        let slots = Slots::new()
            .group(Slot::GroupA, reader.people(group, by, last.source))
            .number(Slot::ValueA, from.printed()?, from.id)
            .number(Slot::ValueB, to.printed()?, to.id)
            .constant(Slot::Years, Number::count(years))
            .resting_on(from.id);
        let is_same = from.printed() == to.printed();
        reader.say(if is_same { Template::TitleTrendNone } else { Template::TitleTrend }, &slots)
    });
    let name = reader.measure_title(measure);
    let words: Vec<Sentence> = title.iter().cloned().map(full_stop).collect();
    let draft = Draft {
        weight: Weight::Behind,
        name: format!("{}-{}", name, choose(language, "door-de-jaren", "through-the-years")),
        link: choose(language, "deelname door de jaren", "participation through the years").to_owned(),
        title: title.map_or_else(|| name.clone(), |title| title.text),
        subtitle: format!(
            "{name}, {}. {}.",
            measure::role_name(by[0]).get(language).to_lowercase(),
            first_part(&sentence_start(ChartKind::Trend.reading_guide(language), language))
        ),
        chart: lines.chart(reader),
        notes: lines.notes(reader),
        source: reader.source_of_series(&blocks),
        words,
        table: lines.table(reader, name),
        shows: Vec::new(),
    };
    book.figure(reader, draft)
}

/// Returns a reading guide without its second half: nobody enrolled is too young to count.
fn first_part(guide: &str) -> String {
    guide.split(';').next().unwrap_or(guide).to_owned()
}

fn full_stop(mut sentence: Sentence) -> Sentence {
    sentence.text.push('.');
    sentence
}

/// Returns the share of one group within each programme, domain or sector, where the scan asked for it.
fn within<'a>(reader: &Reader<'a>, book: &mut Book, block: &Block<'a>) -> Option<Piece> {
    let language = reader.language;
    let by = reader.breakdowns(block).into_iter().find(|by| {
        matches!(
            by,
            [
                Role::Programme | Role::Domain | Role::Sector | Role::Level | Role::Location,
                Role::Sex | Role::Gender
            ]
        )
    })?;
    let inner: &[Role] = by.get(1..)?;
    let groups = reader.groups(block, by);
    let is_main = |group: &&&Group| reader.mark(group, inner) == Mark::First;
    let rows: Vec<GroupRow<'a>> = groups
        .iter()
        .filter(is_main)
        .filter_map(|group| {
            let cite = reader.number(block, by, group, Statistic::Share)?;
            let label = reader.label(group, &by[..1], block.source);
            Some(GroupRow { label, mark: Mark::First, cite })
        })
        .take(MOST_PROGRAMMES)
        .collect();
    let shown: Vec<Cite<'a>> =
        rows.iter().map(|row| row.cite).filter(|cite| cite.value().is_some()).collect();
    let order = |a: &Cite<'a>, b: &Cite<'a>| a.row.value().partial_cmp(&b.row.value());
    let low = shown.iter().copied().min_by(|a, b| order(a, b).unwrap_or(std::cmp::Ordering::Equal))?;
    let high = shown.iter().copied().max_by(|a, b| order(a, b).unwrap_or(std::cmp::Ordering::Equal))?;
    let people = reader.people(&low.key().group, inner, block.source).plural(language);
    let [low, high] = [low.printed()?.in_table(language), high.printed()?.in_table(language)];
    let levels = measure::level_name(by[0], language);
    let title = match language {
        Language::Dutch => format!("Aandeel {people} per {}: van {low} tot {high}", levels.one),
        Language::English => format!("Share of {people} per {}: from {low} to {high}", levels.one),
    };
    let reference =
        reader.single_breakdowns(block).into_iter().find(|single| *single == inner).and_then(|single| {
            reader.number(block, single, main_group(reader, block, single)?, Statistic::Share)
        });
    let value = Word::Share.text(language).to_owned();
    let sections = vec![GroupSection { heading: None, rows }];
    let groups = Groups { sections, reference, ends: Ends::Share, value };
    let name = format!("{}-per-{}", Chapter::Participation.slug(language), levels.one);
    let draft = Draft {
        weight: Weight::Aside,
        link: format!("{} {}", Chapter::Participation.title(language).to_lowercase(), levels.more),
        name,
        subtitle: format!("{}, {}.", reader.measure_title(block.measure), reader.period_name(block)),
        chart: groups.chart(reader),
        notes: groups.notes(reader),
        source: reader.source_line(block),
        words: Vec::new(),
        table: groups.table(reader, title.clone()),
        title,
        shows: groups.shows(block.measure),
    };
    book.figure(reader, draft)
}

/// Returns how many students each programme has.
fn programmes<'a>(reader: &Reader<'a>, book: &mut Book, block: &Block<'a>) -> Option<Piece> {
    let language = reader.language;
    let by = reader.single_breakdowns(block).into_iter().find(|by| by[0] == Role::Programme)?;
    let groups = reader.groups(block, by);
    if groups.is_empty() || groups.len() > MOST_PROGRAMMES {
        return None;
    }
    let cites: Vec<Cite<'a>> = groups
        .iter()
        .flat_map(|group| {
            [Statistic::Count, Statistic::Share].map(|statistic| reader.number(block, by, group, statistic))
        })
        .flatten()
        .collect();
    let heading = match stage(block.measure) {
        Some(_) => sentence_start(reader.measure_text(block.measure).get(language), language),
        None => Word::Share.text(language).to_owned(),
    };
    let mut made = table(
        format!("{}, {}", measure::role_name(by[0]).get(language), reader.period_name(block)),
        vec![
            words(measure::role_name(by[0]).get(language)),
            numbers(match people_heading(cites.iter().copied(), language).as_str() {
                heading if heading == Word::N.text(language) => Word::Students.text(language).to_owned(),
                _ => format!("{} ({})", Word::Students.text(language), Word::Rounded.text(language)),
            }),
            numbers(heading),
            numbers(Word::Interval95.text(language)),
        ],
    );
    for group in groups {
        let cell = |statistic| reader.number(block, by, group, statistic);
        let share = cell(Statistic::Share);
        made.rows.push(vec![
            plain(reader.label(group, by, block.source)),
            cell(Statistic::Count).map_or_else(|| plain(""), |cite| cite.cell(language)),
            share.map_or_else(|| plain(""), |cite| cite.cell(language)),
            share.map_or_else(|| plain(""), |cite| cite.interval_cell(language)),
        ]);
    }
    made.notes = notes(reader, &cites);
    made.notes.push(reader.source_line(block));
    made.id = book.id(&format!("tabel-{}", by[0].word()));
    Some(Piece::Table(made))
}
