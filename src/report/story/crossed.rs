//! Two features at once: differences within the same programmes beside the crude ones, and combinations of features
//! beside what their separate gaps add up to. Tables for the annex, sentences for what is seen.

use std::str::FromStr;

use crate::disclosure::{Against, Key, Statistic};
use crate::model::{Name, Role};
use crate::report::{
    document::{Cell, Reach, Table},
    wording::{Sentence, Slot, Slots, Template, measure, method, sentence_start, word::Word},
};

use super::comparison::Comparison;
use super::phrase::choose;
use super::reader::{Block, Cite, Reader};
use super::table::{notes, numbers, plain, table, words};

/// The most combinations that a chapter names.
const MOST_NAMED: usize = 2;

fn strata(key: &Key) -> Option<Vec<Role>> {
    key.category.split('*').map(|word| Role::from_str(word).ok()).collect()
}

/// Returns the difference within the same programmes beside the crude one; empty where it was not made.
pub(super) fn adjusted(reader: &Reader<'_>, comparison: &Comparison<'_>) -> Option<Sentence> {
    let crude = comparison.difference;
    let within = reader.rows(&comparison.block).find(|cite| {
        let (key, own) = (cite.key(), crude.key());
        matches!(key.statistic, Statistic::DifferenceAdjusted | Statistic::DifferenceMh)
            && (&key.by, &key.group, &key.against) == (&own.by, &own.group, &own.against)
    })?;
    let slots = Slots::new()
        .group(Slot::GroupA, reader.people(comparison.group, comparison.by, comparison.block.source))
        .group(
            Slot::GroupB,
            reader.people_against(comparison.against, comparison.by, comparison.block.source),
        )
        .number(Slot::Difference, crude.printed()?, crude.id)
        .number(Slot::Expected, within.printed()?, within.id)
        .number(Slot::Lower, within.lower()?, within.id)
        .number(Slot::Upper, within.upper()?, within.id)
        .strata(strata(within.key())?);
    reader.say(Template::RetentionAdjusted, &slots)
}

/// Returns what is seen of combinations of features: those whose margin leaves out 0.
pub(super) fn combinations(reader: &Reader<'_>, block: &Block<'_>) -> Vec<Sentence> {
    let mut found: Vec<Cite<'_>> = excesses(reader, block)
        .into_iter()
        .filter(|cite| match (cite.row.lower(), cite.row.upper()) {
            (Some(lower), Some(upper)) => lower > 0.0 || upper < 0.0,
            _ => false,
        })
        .collect();
    found.truncate(MOST_NAMED);
    found.iter().filter_map(|cite| combination(reader, block, *cite)).flatten().collect()
}

fn excesses<'a>(reader: &Reader<'a>, block: &Block<'a>) -> Vec<Cite<'a>> {
    let mut found: Vec<Cite<'a>> =
        reader.rows(block).filter(|cite| cite.key().statistic == Statistic::Excess).collect();
    found.sort_by_key(|cite| reader.places(&cite.key().group, &cite.key().by));
    found
}

fn expected<'a>(reader: &Reader<'a>, excess: Cite<'a>) -> Option<Cite<'a>> {
    reader.get(&Key { statistic: Statistic::Expected, ..excess.key().clone() })
}

fn combination(reader: &Reader<'_>, block: &Block<'_>, excess: Cite<'_>) -> Option<[Sentence; 2]> {
    let key = excess.key();
    let mean = reader.number(block, &key.by, &key.group, Statistic::Mean)?;
    let expected = expected(reader, excess)?;
    let slots = Slots::new()
        .group(Slot::Combination, reader.people(&key.group, &key.by, block.source))
        .number(Slot::M, mean.printed()?, mean.id)
        .number(Slot::Expected, expected.printed()?, expected.id);
    let add = reader.say(Template::CombinationAdditive, &slots)?;
    let slots = Slots::new()
        .number(Slot::Difference, excess.printed()?, excess.id)
        .number(Slot::Lower, excess.lower()?, excess.id)
        .number(Slot::Upper, excess.upper()?, excess.id);
    Some([add, reader.say(Template::CombinationApart, &slots)?])
}

/// Returns every combination of the last round of every scale and outcome.
pub(super) fn combinations_table(reader: &Reader<'_>) -> Option<Table> {
    let language = reader.language;
    let name = |statistic: &str| sentence_start(method::statistic_name(statistic).get(language), language);
    let mut made = table(
        choose(language, "Combinaties van kenmerken", "Combinations of features"),
        vec![
            words(Word::Measure.text(language)),
            words(Word::Group.text(language)),
            words(choose(language, "Vergeleken met", "Compared with")),
            numbers(Word::N.text(language)),
            numbers(choose(language, "Gemeten", "Measured")),
            numbers(name("expected")),
            numbers(name("excess")),
            numbers(Word::Interval95.text(language)),
        ],
    );
    let mut cites = Vec::new();
    for block in latest(reader) {
        for excess in excesses(reader, &block) {
            let key = excess.key();
            let own = [Statistic::Mean, Statistic::Share]
                .iter()
                .find_map(|statistic| reader.number(&block, &key.by, &key.group, *statistic));
            let cell = |cite: Option<Cite<'_>>| cite.map_or_else(Cell::default, |cite| cite.cell(language));
            made.rows.push(vec![
                plain(reader.measure_title(block.measure)),
                plain(reader.label(&key.group, &key.by, block.source)),
                plain(against(reader, &block, key)),
                excess.people_cell(language),
                cell(own),
                cell(expected(reader, excess)),
                excess.cell(language),
                excess.interval_cell(language),
            ]);
            cites.push(excess);
        }
    }
    made.notes = notes(reader, &cites);
    made.notes.push(
        choose(
            language,
            "Verwacht: wat de combinatie zou hebben als de losse verschillen gewoon optelden. Bevat de marge 0, dan is niet te zeggen of de combinatie daarvan afwijkt.",
            "Expected: what the combination would have if the separate gaps simply added up. Where the margin holds 0, we cannot tell whether the combination differs from that.",
        )
        .to_owned(),
    );
    (!made.rows.is_empty()).then_some(made)
}

/// Returns the label of the group that a combination is set beside: one of the two features is another.
fn against(reader: &Reader<'_>, block: &Block<'_>, key: &Key) -> String {
    let Against::Group(label) = &key.against else { return String::new() };
    let role = key.by.iter().copied().find(|role| matches!(role, Role::Gender | Role::Sex));
    let role = role.or(key.by.first().copied());
    role.map_or_else(String::new, |role| {
        let group = reader.scope.group().and(role, label.clone());
        reader.label(&group, &[role], block.source)
    })
}

fn latest<'a>(reader: &Reader<'a>) -> Vec<Block<'a>> {
    let scales = reader.edition.scales.iter().map(|scale| &scale.measure);
    scales
        .chain(reader.edition.outcomes.iter().map(|outcome| &outcome.measure))
        .filter_map(|measure| reader.latest(measure).cloned())
        .collect()
}

/// Returns crude and adjusted differences beside each other, in the last round.
pub(super) fn adjusted_table(reader: &Reader<'_>) -> Option<Table> {
    let language = reader.language;
    let mut made = table(
        choose(
            language,
            "Verschillen in totaal en bij gelijke verdeling",
            "Differences overall and with equal composition",
        ),
        vec![
            words(Word::Measure.text(language)),
            words(choose(language, "Groepen", "Groups")),
            words(choose(language, "Gelijk gehouden", "Held alike")),
            numbers(choose(language, "In totaal", "Overall")),
            numbers(Word::Interval95.text(language)),
            numbers(choose(language, "Bij gelijke verdeling", "With equal composition")),
            numbers(Word::Interval95.text(language)),
            numbers(Word::N.text(language)),
        ],
    );
    let mut cites = Vec::new();
    for block in latest(reader) {
        let within = reader.rows(&block).filter(|cite| {
            matches!(cite.key().statistic, Statistic::DifferenceAdjusted | Statistic::DifferenceMh)
        });
        for cite in within {
            let key = cite.key();
            let crude = Key { statistic: Statistic::Difference, category: Name::default(), ..key.clone() };
            let crude = reader.get(&crude);
            let held = strata(key).map_or_else(String::new, |roles| measure::roles_name(&roles, language));
            made.rows.push(vec![
                plain(reader.measure_title(block.measure)),
                plain(reader.sides(&key.group, &key.against, &key.by, block.source)),
                plain(held),
                crude.map_or_else(Cell::default, |cite| cite.cell(language)),
                crude.map_or_else(Cell::default, |cite| cite.interval_cell(language)),
                cite.cell(language),
                cite.interval_cell(language),
                cite.people_cell(language),
            ]);
            cites.push(cite);
        }
    }
    made.notes = notes(reader, &cites);
    made.notes.push(
        choose(
            language,
            "Bij gelijke verdeling: over de plekken waar beide groepen te tonen zijn, alsof daar van beide groepen evenveel studenten zitten. Het zegt wat er binnen een plek verschilt, niet hoe groot het verschil in totaal is.",
            "With equal composition: over the places where both groups can be shown, as if both groups had as many students there. It tells what differs within a place, not how large the gap is overall.",
        )
        .to_owned(),
    );
    (!made.rows.is_empty()).then_some(made)
}

/// Returns all pairs of groups of breakdowns of three groups or more, screened for their number.
pub(super) fn pairs_table(reader: &Reader<'_>) -> Option<Table> {
    let language = reader.language;
    let name = |statistic: &str| sentence_start(method::statistic_name(statistic).get(language), language);
    let mut made = table(
        choose(
            language,
            "Verschillen tussen alle paren van groepen",
            "Differences between all pairs of groups",
        ),
        vec![
            words(Word::Measure.text(language)),
            words(choose(language, "Groepen", "Groups")),
            numbers(Word::Difference.text(language)),
            numbers(Word::Interval95.text(language)),
            numbers(Word::N.text(language)),
            numbers(name("q")),
        ],
    );
    for block in latest(reader) {
        let screens = reader
            .rows(&block)
            .filter(|cite| cite.key().statistic == Statistic::Q && cite.key().category.is_empty());
        for screen in screens {
            let key = screen.key();
            let difference = reader.get(&Key { statistic: Statistic::Difference, ..key.clone() });
            made.rows.push(vec![
                plain(reader.measure_title(block.measure)),
                plain(reader.sides(&key.group, &key.against, &key.by, block.source)),
                difference.map_or_else(Cell::default, |cite| cite.cell(language)),
                difference.map_or_else(Cell::default, |cite| cite.interval_cell(language)),
                screen.people_cell(language),
                screen.cell(language),
            ]);
        }
    }
    made.notes.push(
        choose(
            language,
            "Verkennend: niet vooraf gekozen. De p is per tabel gecorrigeerd voor het aantal paren (Benjamini en Hochberg). Gebruik hem om te kiezen waar eerst te kijken, niet als bewijs.",
            "Exploratory: not chosen in advance. The p is corrected within its table for the number of pairs (Benjamini and Hochberg). Use it to choose where to look first, not as proof.",
        )
        .to_owned(),
    );
    made.reach = Reach::Workbook;
    (!made.rows.is_empty()).then_some(made)
}
