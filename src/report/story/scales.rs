//! Belonging, self-efficacy and the other scales: a mean per group, and the answers behind it.

use crate::disclosure::Statistic;
use crate::model::{Role, SourceKind};
use crate::report::{
    document::{Block as Piece, Section},
    format::{Number, Precision},
    wording::{
        self, Sentence, Slot, Slots, Template, measure, section::Section as Chapter, text::ChartKind,
        word::Word,
    },
};

use super::book::{Book, Draft, Weight};
use super::choices;
use super::comparison::Comparison;
use super::groups_figure::{Ends, GroupRow, GroupSection, Groups, MOST_ROWS};
use super::phrase::{choose, lower_first};
use super::reader::{Block, Cite, Reader};
use super::{crossed, experiences, items, questions, score_bands};

/// Below this alpha the questions of a scale are also worth a look one by one.
const WEAK_ALPHA: f64 = 0.7;

/// The scales with a chapter of their own.
pub(super) const BELONGING: &str = "scale.belonging";
pub(super) const SELF_EFFICACY: &str = "scale.self_efficacy";

/// Returns the chapter of one scale.
pub(super) fn chapter(
    reader: &Reader<'_>,
    book: &mut Book,
    chapter: Chapter,
    measure: &str,
) -> Option<Section> {
    let block = reader.latest(measure)?.clone();
    let mut blocks = of_scale(reader, book, &block);
    if blocks.is_empty() {
        return None;
    }
    if let Some(note) = reader.scale(measure) {
        let is_of_round =
            |item: &&str| reader.latest(item).is_some_and(|latest| latest.period == block.period);
        let list: Vec<&str> = note.items.iter().map(String::as_str).filter(is_of_round).collect();
        blocks.extend(items::figures(reader, book, &list, Some(note)));
    }
    Some(super::section(reader, book, chapter, blocks))
}

fn of_scale<'a>(reader: &Reader<'a>, book: &mut Book, block: &Block<'a>) -> Vec<Piece> {
    let Some(ends) = ends(reader, block.measure) else { return Vec::new() };
    let breakdowns: Vec<&[Role]> = demographic(reader, block);
    let groups = Groups::of(reader, block, Statistic::Mean, &breakdowns, ends, MOST_ROWS);
    if groups.cites().is_empty() {
        return Vec::new();
    }
    book.touch(block.measure);
    let comparisons = reader.comparisons(block);
    let main = main_comparison(&comparisons);
    let mut sentences = mean_sentences(reader, block);
    let mut words = sentences.clone();
    for comparison in comparisons.iter().filter(|c| c.by.len() == 1 && main.is_some_and(|m| m.by == c.by)) {
        words.extend(reader.values(comparison));
        words.extend(reader.verdict(comparison));
    }
    if let Some(main) = main {
        sentences.extend(reader.values(main));
        sentences.extend(reader.verdict(main));
        let within = crossed::adjusted(reader, main);
        words.extend(within.clone());
        sentences.extend(within);
    } else if let Some(left) = only_one_left(reader, block) {
        words.push(left.clone());
        sentences.push(left);
    }
    sentences.extend(crossed::combinations(reader, block));
    sentences.extend(alpha_sentence(reader, block));
    sentences.extend(questions::warnings(reader, block));
    let title = main
        .and_then(|main| reader.title(main))
        .or_else(|| mean_title(reader, block))
        .unwrap_or_else(|| hidden_title(reader, block.measure));
    let name = reader.measure_title(block.measure);
    let draft = Draft {
        weight: Weight::Main,
        name: format!("{name}-{}", choose(reader.language, "groepen", "groups")),
        link: lower_first(reader.measure_text(block.measure).get(reader.language)),
        title,
        subtitle: subtitle(reader, block),
        chart: groups.chart(reader),
        notes: groups.notes(reader),
        source: reader.source_line(block),
        words,
        table: groups.table(reader, format!("{name}, {}", reader.period_name(block))),
        shows: groups.shows(block.measure),
    };
    let mut blocks = Vec::new();
    if !sentences.is_empty() {
        blocks.push(Piece::Paragraph(sentences));
    }
    blocks.extend(book.figure(reader, draft));
    blocks
}

/// Returns that one gender only can be shown; `None` where there is one, where none is shown, or where several are.
fn only_one_left(reader: &Reader<'_>, block: &Block<'_>) -> Option<Sentence> {
    let by = &[Role::Gender];
    let stated = reader.groups(block, by).into_iter().filter(|group| reader.is_stated(group, by));
    let rows: Vec<Cite<'_>> =
        stated.filter_map(|group| reader.number(block, by, group, Statistic::Mean)).collect();
    let shown: Vec<&Cite<'_>> = rows.iter().filter(|cite| cite.value().is_some()).collect();
    let [only] = shown.as_slice() else { return None };
    let slots = Slots::new()
        .group(Slot::GroupA, reader.people(&only.key().group, by, block.source))
        .resting_on(only.id);
    if rows.len() > 1 { reader.say(Template::GroupOne, &slots) } else { None }
}

/// Returns the breakdowns that a figure of people shows: programmes and places are in the annex, answers beside their scale.
pub(super) fn demographic<'a>(reader: &Reader<'a>, block: &Block<'a>) -> Vec<&'a [Role]> {
    let mut breakdowns = reader.single_breakdowns(block);
    breakdowns.retain(|by| {
        !matches!(
            by[0],
            Role::Programme
                | Role::Location
                | Role::Sector
                | Role::Domain
                | Role::Institution
                | Role::ScoreBand
        )
    });
    breakdowns
}

/// Returns the ends of a scale as the codebook declares them.
pub(super) fn ends(reader: &Reader<'_>, measure: &str) -> Option<Ends> {
    let note = reader.scale(measure)?;
    Some(Ends::Score { lowest: note.lowest, highest: note.highest })
}

/// Returns the comparison that a figure is about: declared beforehand, else by gender, else the first.
pub(super) fn main_comparison<'c, 'a>(comparisons: &'c [Comparison<'a>]) -> Option<&'c Comparison<'a>> {
    let has_label = |comparison: &&Comparison<'_>| comparison.certainty.is_some();
    let by_gender = |comparison: &&Comparison<'_>| matches!(comparison.by, [Role::Gender | Role::Sex]);
    let all = || comparisons.iter().filter(has_label);
    all().find(|comparison| comparison.is_primary).or_else(|| all().find(by_gender)).or_else(|| {
        all().filter(|comparison| comparison.by.len() == 1).find(|comparison| comparison.is_seen())
    })
}

/// Returns the mean of everybody, and what the middle of the scale is.
pub(super) fn mean_sentences(reader: &Reader<'_>, block: &Block<'_>) -> Vec<Sentence> {
    let (Some(note), Some(cite)) = (reader.scale(block.measure), reader.whole(block, Statistic::Mean)) else {
        return Vec::new();
    };
    let mut sentences = Vec::new();
    let end = |value: f64| Number::score(value, decimals(value));
    let slots = mean_slots(reader, cite).map(|slots| {
        slots.constant(Slot::Lowest, end(note.lowest)).constant(Slot::Highest, end(note.highest))
    });
    sentences.extend(slots.and_then(|slots| reader.say(Template::ScaleMean, &slots)));
    if !sentences.is_empty() {
        let middle = f64::midpoint(note.lowest, note.highest);
        let slots = Slots::new().constant(Slot::Middle, end(middle));
        sentences.extend(reader.say(Template::ScaleMiddle, &slots));
    } else if cite.is_withheld() {
        sentences.extend(reader.say(Template::Hidden, &Slots::new().resting_on(cite.id)));
    }
    sentences
}

/// Returns the slots of a mean with its margin and n; the ends of the scale are still to be filled.
pub(super) fn mean_slots(reader: &Reader<'_>, cite: Cite<'_>) -> Option<Slots> {
    let key = cite.key();
    let mut slots = Slots::new().text(Slot::Measure, reader.measure_text(&key.measure)).number(
        Slot::M,
        cite.printed()?,
        cite.id,
    );
    if let (Some(lower), Some(upper)) = (cite.lower(), cite.upper()) {
        slots = slots.number(Slot::Lower, lower, cite.id).number(Slot::Upper, upper, cite.id);
    }
    if let Some(n) = cite.people() {
        slots = slots.number(Slot::N, n, cite.id);
    }
    Some(slots)
}

pub(super) fn decimals(value: f64) -> Precision {
    if (value - value.round()).abs() < 1e-9 { Precision::WHOLE } else { Precision::ONE }
}

fn alpha_sentence(reader: &Reader<'_>, block: &Block<'_>) -> Option<Sentence> {
    let cite = reader.whole(block, Statistic::Alpha)?;
    cite.value().filter(|alpha| *alpha < WEAK_ALPHA)?;
    reader.say(Template::ScaleAlpha, &Slots::new().number(Slot::ValueA, cite.printed()?, cite.id))
}

fn mean_title(reader: &Reader<'_>, block: &Block<'_>) -> Option<String> {
    let cite = reader.whole(block, Statistic::Mean)?;
    let slots = Slots::new()
        .text(Slot::Measure, reader.measure_text(block.measure))
        .group(Slot::GroupA, wording::Group::all())
        .number(Slot::M, cite.printed()?, cite.id);
    reader.say(Template::TitleMean, &slots).map(|sentence| sentence.text)
}

/// Returns the title of a figure in which nothing can be shown.
pub(super) fn hidden_title(reader: &Reader<'_>, measure: &str) -> String {
    let slots = Slots::new().text(Slot::Measure, reader.measure_text(measure));
    reader.say(Template::TitleHidden, &slots).map_or_else(String::new, |sentence| sentence.text)
}

/// Returns what is drawn: the scale, its questions, the round, n, and how to read it.
fn subtitle(reader: &Reader<'_>, block: &Block<'_>) -> String {
    let language = reader.language;
    let mut text = String::new();
    if let Some(note) = reader.scale(block.measure) {
        let [low, high] =
            [note.lowest, note.highest].map(|end| Number::score(end, decimals(end)).bare(language));
        let questions = wording::Noun::Question.counted(Number::count(note.items.len() as u64), language);
        text = match language {
            crate::model::Language::Dutch => {
                format!("Gemiddelde op een schaal van {low} tot {high} ({questions}), ")
            }
            crate::model::Language::English => {
                format!("Mean on a scale of {low} to {high} ({questions}), ")
            }
        };
    }
    let cite = reader.whole(block, Statistic::Mean);
    let n = reader.n_text(cite.and_then(Cite::people));
    let guide = wording::sentence_start(ChartKind::Dots.reading_guide(language), language);
    format!("{text}{}, {n}. {guide}.", reader.period_name(block))
}

/// Returns the other scales in one figure per range, and the questions outside scales.
pub(super) fn further(reader: &Reader<'_>, book: &mut Book) -> Option<Section> {
    let others: Vec<Block<'_>> = reader
        .edition
        .scales
        .iter()
        .filter(|scale| ![BELONGING, SELF_EFFICACY].contains(&scale.measure.as_str()))
        .filter_map(|scale| reader.latest(&scale.measure).cloned())
        .collect();
    let mut blocks = Vec::new();
    let mut left: &[Block<'_>] = &others;
    while let Some(first) = left.first() {
        let range = |block: &Block<'_>| reader.scale(block.measure).map(|note| (note.lowest, note.highest));
        let count = left.iter().take_while(|block| range(block) == range(first)).count();
        blocks.extend(together(reader, book, &left[..count]));
        left = &left[count..];
    }
    let in_scales: Vec<&String> = reader.edition.scales.iter().flat_map(|scale| &scale.items).collect();
    let single: Vec<&str> = reader
        .edition
        .items
        .iter()
        .filter(|item| !in_scales.contains(&&item.measure))
        .map(|item| item.measure.as_str())
        .collect();
    blocks.extend(score_bands::piece(reader, book));
    blocks.extend(experiences::pieces(reader, book));
    blocks.extend(items::figures(reader, book, &single, None));
    blocks.extend(choices::figures(reader, book, SourceKind::Survey));
    blocks.extend(items::outcomes(reader, book));
    (!blocks.is_empty()).then(|| super::section(reader, book, Chapter::FurtherThemes, blocks))
}

fn together<'a>(reader: &Reader<'a>, book: &mut Book, scales: &[Block<'a>]) -> Vec<Piece> {
    let Some(first) = scales.first() else { return Vec::new() };
    let Some(ends) = ends(reader, first.measure) else { return Vec::new() };
    let mut sections = Vec::new();
    let mut words = Vec::new();
    let mut shows = Vec::new();
    let mut seen: Vec<Comparison<'a>> = Vec::new();
    for block in scales {
        book.touch(block.measure);
        let by: &[&[Role]] = &[&[Role::Gender]];
        let groups = Groups::of(reader, block, Statistic::Mean, by, ends, MOST_ROWS);
        let rows: Vec<GroupRow<'a>> =
            groups.sections.iter().flat_map(|section| section.rows.clone()).collect();
        shows.extend(groups.shows(block.measure));
        sections.push(GroupSection { heading: Some(reader.measure_title(block.measure)), rows });
        words.extend(mean_sentences(reader, block).into_iter().take(1));
        let comparisons = reader.comparisons(block);
        if let Some(main) = main_comparison(&comparisons) {
            words.extend(reader.values(main));
            words.extend(reader.verdict(main));
            seen.push(main.clone());
        }
    }
    let groups =
        Groups { sections, reference: None, ends, value: Word::Mean.text(reader.language).to_owned() };
    if groups.is_empty() {
        return Vec::new();
    }
    // The largest difference that was seen, or else the first that is drawn.
    let found = seen.iter().filter(|comparison| comparison.is_seen());
    let title = found
        .max_by(|a, b| a.size().total_cmp(&b.size()))
        .or(seen.first())
        .and_then(|comparison| reader.title(comparison))
        .or_else(|| mean_title(reader, first))
        .unwrap_or_else(|| hidden_title(reader, first.measure));
    let names: Vec<String> = scales.iter().map(|block| reader.measure_title(block.measure)).collect();
    let draft = Draft {
        weight: Weight::Main,
        name: choose(reader.language, "andere-schalen", "other-scales").to_owned(),
        link: choose(reader.language, "andere onderwerpen", "other topics").to_owned(),
        title,
        subtitle: subtitle_of_several(reader, first),
        chart: groups.chart(reader),
        notes: groups.notes(reader),
        source: reader.source_line(first),
        words: words.clone(),
        table: several_table(reader, &groups, &names),
        shows,
    };
    book.figure(reader, draft).into_iter().collect()
}

/// Returns the table of several scales: the scale stands in a column of its own.
fn several_table(
    reader: &Reader<'_>,
    groups: &Groups<'_>,
    names: &[String],
) -> crate::report::document::Table {
    let caption = wording::list(names, reader.language);
    let mut table = groups.table(reader, caption);
    if let Some(column) = table.columns.get_mut(1).filter(|_| names.len() > 1) {
        Word::Scale.text(reader.language).clone_into(&mut column.heading);
    }
    table
}

fn subtitle_of_several(reader: &Reader<'_>, block: &Block<'_>) -> String {
    let language = reader.language;
    let guide = wording::sentence_start(ChartKind::Dots.reading_guide(language), language);
    let what = match reader.scale(block.measure) {
        Some(note) => {
            let [low, high] =
                [note.lowest, note.highest].map(|end| Number::score(end, decimals(end)).bare(language));
            match language {
                crate::model::Language::Dutch => format!("Gemiddelden op een schaal van {low} tot {high}, "),
                crate::model::Language::English => format!("Means on a scale of {low} to {high}, "),
            }
        }
        None => String::new(),
    };
    let by = measure::role_name(Role::Gender);
    format!("{what}{}, {}. {guide}.", reader.period_name(block), by.get(language).to_lowercase())
}
