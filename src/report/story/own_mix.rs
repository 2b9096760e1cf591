//! This school beside what a school with the same programmes would have: the other schools at one's own mix.
//!
//! Leaves out schools of which no other school shows a programme; that is said once.

use std::str::FromStr;

use crate::disclosure::{Against, Key, Statistic};
use crate::model::{Language, Role};
use crate::report::{
    document::{Block as Piece, Table},
    wording::{Sentence, Slot, Slots, Template, sentence_start, word::Word},
};

use super::comparison::Comparison;
use super::differences::sure;
use super::phrase::choose;
use super::reader::{Block, Cite, Reader};
use super::table::{notes, numbers, plain, table, words};

/// The most measures of which a sentence is said; the table in the annex has all.
const MOST_SAID: usize = 3;

/// One measure of this school beside what others would have at its mix.
struct Mixed<'a> {
    expected: Cite<'a>,
    difference: Comparison<'a>,
    mix: Role,
}

/// Returns what is said in the chapter on schools; one sentence where no other school has the same programmes, else nothing.
pub(super) fn said(reader: &Reader<'_>) -> Option<Piece> {
    let found = found(reader);
    if !found.is_empty() {
        return Some(Piece::Paragraph(sentences(reader, &found)));
    }
    let is_alone = blocks(reader)
        .iter()
        .flat_map(|block| reader.rows(block))
        .any(|cite| is_mixed(cite) && cite.row.reason() == "no_informative_stratum");
    let alone = choose(
        reader.language,
        "Geen andere school toont cijfers van dezelfde opleidingen. Hoe een school met dezelfde opleidingen zou uitkomen, is dus niet te zeggen.",
        "No other school shows figures of the same programmes. So we cannot tell how a school with the same programmes would come out.",
    );
    is_alone.then(|| Piece::Text(alone.to_owned()))
}

fn found<'a>(reader: &Reader<'a>) -> Vec<Mixed<'a>> {
    blocks(reader).iter().filter_map(|block| mixed(reader, block)).collect()
}

/// Returns the last round of every scale, and the last cohort that was followed long enough.
fn blocks<'a>(reader: &Reader<'a>) -> Vec<Block<'a>> {
    let scales = reader.edition.scales.iter().filter_map(|scale| reader.latest(&scale.measure));
    let outcomes = reader.edition.outcomes.iter().filter_map(|outcome| reader.latest(&outcome.measure));
    let retention = ["reenrolled1", "dropout1"].map(|part| reader.retention(part));
    let followed = retention.iter().filter_map(|measure| reader.latest_observable(measure));
    scales.chain(outcomes).chain(followed).cloned().collect()
}

fn is_mixed(cite: Cite<'_>) -> bool {
    let key = cite.key();
    key.statistic == Statistic::DifferenceStandardised && key.against == Against::Others
}

fn mixed<'a>(reader: &Reader<'a>, block: &Block<'a>) -> Option<Mixed<'a>> {
    let cite = reader.rows(block).find(|cite| is_mixed(*cite))?;
    let expected = reader.get(&Key { statistic: Statistic::Expected, ..cite.key().clone() })?;
    expected.value()?;
    cite.value()?;
    let mix = Role::from_str(&cite.key().category).ok()?;
    Some(Mixed { expected, difference: reader.comparison(block, cite), mix })
}

/// Returns what is said: measures of which the margin leaves out 0, or the first where none does.
fn sentences(reader: &Reader<'_>, found: &[Mixed<'_>]) -> Vec<Sentence> {
    let seen: Vec<&Mixed<'_>> =
        found.iter().filter(|mixed| mixed.difference.is_seen()).take(MOST_SAID).collect();
    let said = if seen.is_empty() { found.iter().take(1).collect() } else { seen };
    let mut sentences: Vec<Sentence> = said.iter().filter_map(|mixed| sentence(reader, mixed)).collect();
    sentences.extend(said.first().and_then(|mixed| of_how_many(reader, mixed)));
    sentences
}

fn sentence(reader: &Reader<'_>, mixed: &Mixed<'_>) -> Option<Sentence> {
    let (expected, cite) = (mixed.expected, mixed.difference.difference);
    let slots = Slots::new()
        .text(Slot::Measure, reader.measure_in(&mixed.difference.block))
        .strata(vec![mixed.mix])
        .text(Slot::School, reader.place())
        .number(Slot::Expected, expected.printed()?, expected.id)
        .number(Slot::Difference, cite.printed()?, cite.id)
        .number(Slot::Lower, cite.lower()?, cite.id)
        .number(Slot::Upper, cite.upper()?, cite.id);
    let template = if mixed.difference.is_seen() { Template::OwnMix } else { Template::OwnMixUnsure };
    reader.say(template, &slots)
}

/// Returns how many of the people are in programmes that other schools show; nothing where all are.
fn of_how_many(reader: &Reader<'_>, mixed: &Mixed<'_>) -> Option<Sentence> {
    let whole = mixed.difference.of?;
    if mixed.expected.row.n()? >= whole.row.n()? {
        return None;
    }
    let slots = Slots::new()
        .number(Slot::N, mixed.expected.people()?, mixed.expected.id)
        .number(Slot::Total, whole.people()?, whole.id)
        .strata(vec![mixed.mix]);
    reader.say(Template::OwnMixPart, &slots)
}

/// Returns all measures, for the annex; `None` where there is nothing to set beside each other.
pub(super) fn full_table(reader: &Reader<'_>) -> Option<Table> {
    let language = reader.language;
    let found = found(reader);
    if found.is_empty() {
        return None;
    }
    let school = reader.place().get(language).to_owned();
    let mut made = table(
        match language {
            Language::Dutch => format!("{school} naast een school met dezelfde opleidingen"),
            Language::English => format!("{school} beside a school with the same programmes"),
        },
        vec![
            words(Word::Measure.text(language)),
            numbers(Word::N.text(language)),
            numbers(choose(language, "School met dezelfde opleidingen", "School with the same programmes")),
            numbers(choose(language, "Verschil daarmee", "Difference from that")),
            numbers(Word::Interval95.text(language)),
            words(Word::HowSure.text(language)),
        ],
    );
    for mixed in &found {
        let difference = mixed.difference.difference;
        made.rows.push(vec![
            plain(sentence_start(reader.measure_in(&mixed.difference.block).get(language), language)),
            mixed.expected.people_cell(language),
            mixed.expected.cell(language),
            difference.cell(language),
            difference.interval_cell(language),
            sure(reader, &mixed.difference),
        ]);
    }
    let cites: Vec<Cite<'_>> =
        found.iter().flat_map(|mixed| [mixed.expected, mixed.difference.difference]).collect();
    made.notes = notes(reader, &cites);
    made.notes.push(
        choose(
            language,
            "De cijfers van de andere scholen per opleiding, opgeteld naar de verdeling over opleidingen van deze school. Alleen opleidingen die ook een andere school toont, tellen mee.",
            "The figures of the other schools per programme, added up by the spread over programmes of this school. Only programmes that another school shows too are in it.",
        )
        .to_owned(),
    );
    made.notes.extend(found.first().map(|mixed| reader.source_line(&mixed.difference.block)));
    Some(made)
}
