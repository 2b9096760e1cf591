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

/// Returns what can be said of the last gaps of cohorts together; their table is in the annex.
pub(super) fn said(reader: &Reader<'_>, book: &mut Book) -> Vec<Piece> {
    let language = reader.language;
    if !blocks(reader).iter().any(|block| !shares(reader, block).is_empty()) {
        return Vec::new();
    }
    let why = match language {
        Language::Dutch => {
            "Sommige groepen zijn per jaar niet te tonen. Van hen tellen we drie cohorten samen, en geen losse jaren. De tabel staat in de bijlage."
        }
        Language::English => {
            "Some groups cannot be shown by year. For them three cohorts are taken together, and no single years. The table is in the annex."
        }
    };
    let mut pieces = vec![
        Piece::Heading {
            id: book.id(&format!("{}-kop", caption(language))),
            title: caption(language).to_owned(),
        },
        Piece::Text(why.to_owned()),
    ];
    for measure in ["retention.reenrolled1", "retention.dropout1"] {
        let last = blocks(reader).into_iter().rfind(|block| block.measure == measure);
        let comparisons = last.map(|block| reader.comparisons(&block)).unwrap_or_default();
        let by_gender = comparisons
            .iter()
            .filter(|comparison| matches!(comparison.by, [Role::Sex | Role::Gender]))
            .filter(|comparison| comparison.difference.value().is_some());
        for comparison in by_gender {
            let sentences = reader.values(comparison).into_iter().chain(reader.verdict(comparison));
            pieces.push(Piece::Paragraph(sentences.collect()));
        }
    }
    pieces
}

/// Returns every share of cohorts together by one role, for the annex.
pub(super) fn lines(reader: &Reader<'_>, book: &mut Book) -> Option<Piece> {
    let language = reader.language;
    let mut cites = Vec::new();
    let mut rows = Vec::new();
    for block in &blocks(reader) {
        for (label, cite) in shares(reader, block) {
            cites.push(cite);
            rows.push(vec![
                plain(sentence_start(reader.measure_text(block.measure).get(language), language)),
                plain(crate::report::format::period(block.period, language)),
                plain(label),
                cite.people_cell(language),
                cite.cell(language),
                cite.interval_cell(language),
            ]);
        }
    }
    if rows.is_empty() {
        return None;
    }
    let mut made: Table = table(
        caption(language),
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
    made.id = book.id(caption(language));
    Some(Piece::Table(made))
}

fn caption(language: Language) -> &'static str {
    choose(language, "Drie cohorten samen", "Three cohorts together")
}

/// Returns what became of starters of several years, in order.
///
/// Curves, results of starters and what is told of all cohorts together only have a place of their own.
fn blocks<'a>(reader: &Reader<'a>) -> Vec<Block<'a>> {
    let is_state = |measure: &str| {
        STATES.iter().any(|state| {
            let years = measure.strip_prefix("retention.").and_then(|kind| kind.strip_prefix(state));
            years.is_some_and(|years| years.bytes().all(|digit| digit.is_ascii_digit()))
        })
    };
    let is_of_years =
        |block: &&Block<'a>| is_state(block.measure) && !reader.series(block.measure).is_empty();
    reader.pooled().filter(is_of_years).cloned().collect()
}

/// Returns the shares of a block that are shown, each with the label of its group.
fn shares<'a>(reader: &Reader<'a>, block: &Block<'a>) -> Vec<(String, Cite<'a>)> {
    let mut found = Vec::new();
    for by in reader.single_breakdowns(block) {
        for group in reader.groups(block, by) {
            let share = reader.number(block, by, group, Statistic::Share);
            let shown = share.filter(|cite| cite.value().is_some());
            found.extend(shown.map(|cite| (reader.label(group, by, block.source), cite)));
        }
    }
    found
}
