//! What people met with: who had an experience at least once, and who had it more often, with the base.
//!
//! Companies and persons are not asked after, so they cannot be named. Leaves out every comparison: small numbers of sensitive
//! answers are shown as they may be, group by group.

use crate::disclosure::Statistic;
use crate::model::Role;
use crate::report::{
    chart::Mark,
    document::{Block as Piece, Cell, Table},
    edition::ItemNote,
    wording::word::Word,
};

use super::book::Book;
use super::phrase::choose;
use super::reader::{Block, Cite, Reader};
use super::table::{notes, numbers, people_heading, plain, table, words};

/// The place of the answer after "never" and "once".
const AFTER_ONCE: usize = 2;

/// Returns a table of the questions about how often something happened; nothing where there are none.
pub(super) fn pieces(reader: &Reader<'_>, book: &mut Book) -> Option<Piece> {
    let language = reader.language;
    let asked: Vec<Block<'_>> = reader
        .edition
        .items
        .iter()
        .filter_map(|item| reader.latest(&item.measure).cloned())
        .filter(|block| is_experience(reader, block))
        .collect();
    let first = asked.first()?;
    book.makes_room(1);
    let ever: Vec<Option<Cite<'_>>> =
        asked.iter().map(|block| reader.whole(block, Statistic::Ever)).collect();
    let mut columns = vec![
        words(Word::Question.text(language)),
        numbers(people_heading(ever.iter().flatten().copied(), language)),
        numbers(choose(language, "Minstens één keer", "At least once")),
        numbers(Word::Interval95.text(language)),
    ];
    columns.extend([choose(language, "Vrouwen", "Women"), choose(language, "Mannen", "Men")].map(numbers));
    let caption = choose(language, "Wat mensen meemaakten", "What people met with");
    let mut made: Table = table(format!("{caption}, {}", reader.period_name(first)), columns);
    let mut cites: Vec<Cite<'_>> = ever.iter().flatten().copied().collect();
    for (block, ever) in asked.iter().zip(ever) {
        let mut cells = vec![
            plain(reader.measure_title(block.measure)),
            ever.map_or_else(Cell::default, |cite| cite.people_cell(language)),
            ever.map_or_else(Cell::default, |cite| cite.cell(language)),
            ever.map_or_else(Cell::default, |cite| cite.interval_cell(language)),
        ];
        for mark in [Mark::First, Mark::Second] {
            let found = of_gender(reader, block, mark);
            cells.push(found.map_or_else(Cell::default, |cite| said(reader, cite)));
            cites.extend(found);
        }
        made.rows.push(cells);
    }
    made.notes = notes(reader, &cites);
    made.notes.push(
        choose(
            language,
            "Van wie de vraag beantwoordde. Ooit: minstens één keer. Vaker: meer dan één keer, waar antwoorden zijn samengenomen.",
            "Of those who answered the question. Ever: at least once. More: more than once, where answers are combined.",
        )
        .to_owned(),
    );
    made.id = book.id(choose(language, "tabel-ervaringen", "table-experiences"));
    Some(Piece::Table(made))
}

/// Returns whether a question is about how often something happened.
pub(super) fn is_experience(reader: &Reader<'_>, block: &Block<'_>) -> bool {
    reader.rows(block).any(|cite| cite.key().statistic == Statistic::Ever)
}

/// Returns whether the answers to a question begin with "never" or "no", so that their mean says little.
pub(super) fn asks_how_often(note: &ItemNote) -> bool {
    note.answers.first().is_some_and(|answer| answer.text.says_never())
}

/// Returns the share of women or men who had it at least once, else of those who had it most often.
fn of_gender<'a>(reader: &Reader<'a>, block: &Block<'a>, mark: Mark) -> Option<Cite<'a>> {
    let single = reader.single_breakdowns(block);
    let by = single.into_iter().find(|by| matches!(by, [Role::Gender | Role::Sex]))?;
    let group = reader.groups(block, by).into_iter().find(|group| reader.mark(group, by) == mark)?;
    if let Some(ever) = reader.number(block, by, group, Statistic::Ever) {
        return Some(ever);
    }
    let is_of_group = |cite: &Cite<'a>| {
        let key = cite.key();
        *key.by == *by && key.group == *group && key.statistic == Statistic::Share
    };
    let answers = &reader.item(block.measure)?.answers;
    let first =
        |cite: &Cite<'a>| super::items::answer_place(answers, &cite.key().category).map(|place| place.first);
    // The highest answers together are "more than once" only if they begin after "once".
    reader.rows(block).filter(is_of_group).max_by_key(first).filter(|cite| first(cite) == Some(AFTER_ONCE))
}

/// Returns a share with how often it is about.
fn said(reader: &Reader<'_>, cite: Cite<'_>) -> Cell {
    let cell = cite.cell(reader.language);
    if cite.value().is_none() {
        return cell;
    }
    let often = match cite.key().statistic {
        Statistic::Ever => choose(reader.language, "ooit", "ever"),
        _ => choose(reader.language, "vaker", "more"),
    };
    Cell { text: format!("{} ({often})", cell.text), ..cell }
}
