//! Cohorts of several years together, where single years cannot be shown.
//!
//! Leaves out which tables are pooled: that was decided before anything was measured.

use crate::disclosure::Statistic;
use crate::model::{Language, Role};
use crate::report::{
    document::{Block as Piece, Table},
    wording::{sentence_start, word::Word},
};

use super::book::Book;
use super::phrase::choose;
use super::reader::{Block, Cite, Reader};
use super::table::{notes, numbers, people_heading, plain, table, words};

/// What becomes of starters, by the names of their measures before the number of years.
const STATES: [&str; 5] = ["reenrolled", "switch", "dropout", "diploma", "completed"];

/// Returns a table of every pooled share by one role, and what can be said of the gaps in it.
pub(super) fn pieces<'a>(reader: &Reader<'a>, book: &mut Book) -> Vec<Piece> {
    let language = reader.language;
    // Curves, results of starters and what is told of all cohorts together only have a place of their own.
    let is_state = |measure: &str| {
        STATES.iter().any(|state| {
            let years = measure.strip_prefix("retention.").and_then(|kind| kind.strip_prefix(state));
            years.is_some_and(|years| years.bytes().all(|digit| digit.is_ascii_digit()))
        })
    };
    let is_of_years =
        |block: &&Block<'a>| is_state(block.measure) && !reader.series(block.measure).is_empty();
    let blocks: Vec<Block<'a>> = reader.pooled().filter(is_of_years).cloned().collect();
    let mut cites: Vec<Cite<'a>> = Vec::new();
    let mut rows = Vec::new();
    let mut said = Vec::new();
    for block in &blocks {
        for by in reader.single_breakdowns(block) {
            for group in reader.groups(block, by) {
                let share = reader.number(block, by, group, Statistic::Share);
                let Some(cite) = share.filter(|cite| cite.value().is_some()) else { continue };
                cites.push(cite);
                rows.push(vec![
                    plain(sentence_start(reader.measure_text(block.measure).get(language), language)),
                    plain(crate::report::format::period(block.period, language)),
                    plain(reader.label(group, by, block.source)),
                    cite.people_cell(language),
                    cite.cell(language),
                    cite.interval_cell(language),
                ]);
            }
        }
        let is_told = ["retention.reenrolled1", "retention.dropout1"].contains(&block.measure);
        for comparison in reader.comparisons(block).iter().filter(|_| is_told) {
            if matches!(comparison.by, [Role::Sex | Role::Gender]) && comparison.difference.value().is_some()
            {
                said.extend(reader.values(comparison));
                said.extend(reader.verdict(comparison));
            }
        }
    }
    if rows.is_empty() {
        return Vec::new();
    }
    let caption = choose(language, "Drie cohorten samen", "Three cohorts together");
    let mut made: Table = table(
        caption,
        vec![
            words(Word::Measure.text(language)),
            words(Word::Cohort.text(language)),
            words(Word::Group.text(language)),
            numbers(people_heading(cites.iter().copied(), language)),
            numbers(Word::Share.text(language)),
            numbers(Word::Interval95.text(language)),
        ],
    );
    made.rows = rows;
    made.notes = notes(reader, &cites);
    made.id = book.id(caption);
    let why = match language {
        Language::Dutch => {
            "Sommige groepen zijn per jaar niet te tonen. Van hen staan hier drie cohorten samen, en geen losse jaren."
        }
        Language::English => {
            "Some groups cannot be shown by year. For them three cohorts stand here together, and no single years."
        }
    };
    let mut pieces = vec![
        Piece::Heading { id: book.id(&format!("{caption}-kop")), title: caption.to_owned() },
        Piece::Text(why.to_owned()),
    ];
    if !said.is_empty() {
        pieces.push(Piece::Paragraph(said));
    }
    pieces.push(Piece::Table(made));
    pieces
}
