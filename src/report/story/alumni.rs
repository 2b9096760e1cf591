//! After the diploma: in technology or not, at the level of the diploma, and still there after some years, by gender.
//!
//! National figures stand beside these and are never subtracted: they are of another question. Why people left are
//! the reasons that they ticked, which overlap. Leaves out what caused it.

use crate::disclosure::Statistic;
use crate::model::{Language, Role, SourceKind};
use crate::report::{
    document::{Block as Piece, Section, Table},
    format::{Number, Precision},
    wording::{
        PutNumber, Sentence, Slot, section::Section as Chapter, sentence_start, text::ChartKind, word::Word,
    },
};

use super::agreements::aspect;
use super::book::{Book, Draft, Weight};
use super::choices;
use super::comparison::Comparison;
use super::groups_figure::{Ends, GroupRow, GroupSection, Groups};
use super::phrase::choose;
use super::reader::{Block, Cite, Reader};
use super::table::{notes, numbers, people_heading, plain, table, words};

/// The most differences that the chapter tells in sentences.
const MOST_TOLD: usize = 3;

/// The most questions in the figure.
const MOST_DRAWN: usize = 3;

/// Questions of our form that stand in the table only: the body has room for work, level and the longest time.
const ASIDE: [&str; 5] = ["outcome.AL02", "outcome.AL05", "outcome.AL06A", "outcome.AL06B", "outcome.AL08"];

/// A question to alumni in its last round.
struct Asked<'a> {
    block: Block<'a>,
    /// Women and men, or the first groups that are compared.
    comparison: Option<Comparison<'a>>,
}

/// Returns the chapter on alumni; nothing where nobody asked them.
pub(super) fn chapter(reader: &Reader<'_>, book: &mut Book) -> Option<Section> {
    let asked = asked(reader);
    if asked.is_empty() {
        return None;
    }
    asked.iter().for_each(|one| book.touch(one.block.measure));
    let mut pieces = Vec::new();
    let told = told(reader, &asked);
    if !told.is_empty() {
        pieces.push(Piece::Paragraph(told));
    }
    pieces.extend(beside(reader, &asked).map(Piece::Text));
    match figure(reader, &asked).and_then(|draft| book.figure(reader, draft)) {
        Some(figure) => pieces.push(figure),
        None => {
            let made = numbers_of(reader, &asked);
            pieces.push(Piece::Table(Table { id: book.id("tabel-alumni"), ..made }));
        }
    }
    pieces.extend(choices::figures(reader, book, SourceKind::Alumni));
    Some(super::section(reader, book, Chapter::Alumni, pieces))
}

fn asked<'a>(reader: &Reader<'a>) -> Vec<Asked<'a>> {
    let of = |measure: &str| {
        let block = reader.latest(measure)?.clone();
        if reader.source_kind(block.source) != Some(SourceKind::Alumni) {
            return None;
        }
        let comparison = reader.comparisons(&block).into_iter().find(|found| is_by_gender(found.by));
        Some(Asked { block, comparison })
    };
    reader.edition.voices.outcomes.iter().filter_map(|note| of(&note.measure)).collect()
}

fn is_by_gender(by: &[Role]) -> bool {
    matches!(by, [Role::Gender | Role::Sex])
}

/// Returns the differences that are seen, the largest first; the first question with both values where none is.
fn told<'a>(reader: &Reader<'a>, asked: &[Asked<'a>]) -> Vec<Sentence> {
    let say = |found: &Comparison<'a>| {
        reader.values(found).into_iter().chain(reader.verdict(found)).collect::<Vec<Sentence>>()
    };
    let mut seen: Vec<&Comparison<'a>> =
        asked.iter().filter_map(|one| one.comparison.as_ref()).filter(|found| found.is_seen()).collect();
    seen.sort_by(|a, b| b.size().total_cmp(&a.size()));
    if seen.is_empty() {
        let compared = |one: &&Comparison<'a>| one.certainty.is_some();
        let first = asked.iter().filter_map(|one| one.comparison.as_ref()).find(compared);
        let of_everybody =
            || asked.iter().filter_map(|one| share_sentence(reader, one)).take(MOST_TOLD).collect();
        return first.map_or_else(of_everybody, say);
    }
    seen.into_iter().take(MOST_TOLD).flat_map(say).collect()
}

/// Returns the share of everybody, where groups cannot be set side by side.
fn share_sentence(reader: &Reader<'_>, one: &Asked<'_>) -> Option<Sentence> {
    let language = reader.language;
    let cite = reader.whole(&one.block, Statistic::Share)?;
    let [share, lower, upper] = [cite.printed()?, cite.lower()?, cite.upper()?];
    let texts = [share.in_text(language), lower.bare(language), upper.in_text(language)];
    let name = reader.measure_title(one.block.measure);
    let [said, from, to] = &texts;
    let text = match language {
        Language::Dutch => format!("{name}: {said} van de alumni (marge {from} tot {to})."),
        Language::English => format!("{name}: {said} of the alumni (margin {from} to {to})."),
    };
    let slots = [Slot::Share, Slot::Lower, Slot::Upper].into_iter().zip([share, lower, upper]);
    let numbers = slots
        .zip(&texts)
        .map(|((slot, number), text)| PutNumber { slot, number, text: text.clone(), row: Some(cite.id) })
        .collect();
    Some(Sentence { text, numbers, rows: vec![cite.id] })
}

/// Returns the national figures that the scan names for these questions, each with its year and source.
fn beside(reader: &Reader<'_>, asked: &[Asked<'_>]) -> Option<String> {
    let language = reader.language;
    let figure = |one: &Asked<'_>| {
        let note = reader.edition.benchmarks.iter().find(|note| note.measure == one.block.measure)?;
        let (year, share) = note.nearest_to(one.block.period.parse().ok()?)?;
        let number = Number::percent(share, Precision::WHOLE).in_text(language);
        let source = &note.source;
        Some(format!(
            "{}: {number} ({year}, {source})",
            sentence_start(note.population.get(language), language)
        ))
    };
    let figures: Vec<String> = asked.iter().filter_map(figure).collect();
    (!figures.is_empty()).then(|| {
        let warning = choose(
            language,
            "Landelijk is anders gevraagd: leg deze cijfers ernaast, trek ze er niet van af.",
            "National figures rest on other questions: set them beside these, do not subtract them.",
        );
        format!("{}. {warning}", figures.join(". "))
    })
}

/// Returns the groups by gender of a question that are worth a row in a chart: those that are shown.
fn shown<'a>(reader: &Reader<'a>, one: &Asked<'a>) -> Vec<GroupRow<'a>> {
    rows(reader, one).into_iter().filter(|row| row.cite.value().is_some()).collect()
}

/// Returns everybody and each group by gender, withheld ones too.
fn rows<'a>(reader: &Reader<'a>, one: &Asked<'a>) -> Vec<GroupRow<'a>> {
    let block = &one.block;
    let single = reader.single_breakdowns(block);
    let by = single.into_iter().find(|by| is_by_gender(by));
    let groups = by.into_iter().flat_map(|by| {
        reader.groups(block, by).into_iter().filter_map(move |group| {
            let cite = reader.number(block, by, group, Statistic::Share)?;
            Some(GroupRow {
                label: reader.label(group, by, block.source),
                mark: reader.mark(group, by),
                cite,
            })
        })
    });
    let everybody = reader.whole(block, Statistic::Share).map(|cite| GroupRow {
        label: reader.label(&cite.key().group, &[], block.source),
        mark: crate::report::chart::Mark::Whole,
        cite,
    });
    everybody.into_iter().chain(groups).collect()
}

fn figure<'a>(reader: &Reader<'a>, asked: &[Asked<'a>]) -> Option<Draft> {
    let language = reader.language;
    let drawn = drawn(asked);
    let first = *drawn.first()?;
    let sections: Vec<GroupSection<'a>> = drawn
        .iter()
        .map(|one| {
            let heading = Some(reader.measure_title(one.block.measure));
            let rows = shown(reader, one);
            // Everybody is between the groups: three rows per question are too many to read. One group beside everybody
            // would look like the norm for those who are withheld.
            let (everybody, groups): (Vec<_>, Vec<_>) =
                rows.into_iter().partition(|row| row.cite.key().by.is_empty());
            GroupSection { heading, rows: if groups.len() > 1 { groups } else { everybody } }
        })
        .collect();
    let value = Word::Share.text(language).to_owned();
    let groups = Groups { sections, reference: None, ends: Ends::Share, value };
    if groups.is_empty() {
        return None;
    }
    let guide = sentence_start(ChartKind::Dots.reading_guide(language), language)
        .replace("gemiddelde", "aandeel")
        .replace("mean", "share");
    // The title says what the figure shows.
    let mut seen: Vec<&Comparison<'a>> = drawn.iter().filter_map(|one| one.comparison.as_ref()).collect();
    seen.sort_by(|a, b| {
        (b.is_seen(), b.size()).partial_cmp(&(a.is_seen(), a.size())).unwrap_or(std::cmp::Ordering::Equal)
    });
    let of_everybody = || {
        let number = reader.whole(&first.block, Statistic::Share)?.printed()?.in_table(language);
        Some(format!("{}: {number}", reader.measure_title(first.block.measure)))
    };
    let title = seen.first().and_then(|found| reader.title(found)).or_else(of_everybody);
    let n = reader.n_text(reader.whole(&first.block, Statistic::Share).and_then(Cite::people));
    let shown_by = asked.iter().map(|one| (one.block.measure.to_owned(), vec![Role::Gender])).collect();
    Some(Draft {
        weight: Weight::Main,
        name: choose(language, "alumni-werk", "alumni-work").to_owned(),
        link: "alumni".to_owned(),
        title: title.unwrap_or_else(|| Chapter::Alumni.title(language).to_owned()),
        subtitle: format!(
            "{}, {}, {n}. {guide}.",
            choose(language, "Aandeel van de alumni die antwoordden", "Share of the alumni who answered"),
            reader.period_name(&first.block)
        ),
        chart: groups.chart(reader),
        notes: groups.notes(reader),
        source: reader.source_line(&first.block),
        words: told(reader, asked),
        table: numbers_of(reader, asked),
        shows: shown_by,
    })
}

/// Returns the questions of the figure; the others stand in the table behind it.
fn drawn<'r, 'a>(asked: &'r [Asked<'a>]) -> Vec<&'r Asked<'a>> {
    let is_main = |one: &&Asked<'a>| !ASIDE.contains(&one.block.measure);
    asked.iter().filter(is_main).take(MOST_DRAWN).collect()
}

/// Returns the table behind the figure: every question by gender.
fn numbers_of<'a>(reader: &Reader<'a>, asked: &[Asked<'a>]) -> Table {
    let language = reader.language;
    let all: Vec<Cite<'a>> = asked.iter().flat_map(|one| rows(reader, one)).map(|row| row.cite).collect();
    let mut made = table(
        choose(language, "Na het diploma, naar gender", "After the diploma, by gender"),
        vec![
            words(Word::Question.text(language)),
            words(choose(language, "Aspect", "Aspect")),
            words(Word::Group.text(language)),
            numbers(people_heading(all.iter().copied(), language)),
            numbers(Word::Share.text(language)),
            numbers(Word::Interval95.text(language)),
        ],
    );
    for one in asked {
        let theme = reader.aspect(one.block.measure).map(|theme| aspect(theme).get(language).to_owned());
        let theme = theme.unwrap_or_default();
        for row in rows(reader, one) {
            made.rows.push(vec![
                plain(reader.measure_title(one.block.measure)),
                plain(theme.clone()),
                plain(row.label),
                row.cite.people_cell(language),
                row.cite.cell(language),
                row.cite.interval_cell(language),
            ]);
        }
    }
    made.notes = notes(reader, &all);
    made.notes.push(
        match language {
            Language::Dutch => {
                "Wie nog te kort geleden een diploma haalde, telt bij 'na 3 jaar' en 'na 5 jaar' niet mee."
            }
            Language::English => {
                "Those with too recent a diploma are not counted at 'after 3 years' and 'after 5 years'."
            }
        }
        .to_owned(),
    );
    made
}
