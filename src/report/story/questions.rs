//! How far the questions of a scale can be trusted: which runs against it, which works differently for two groups,
//! where everybody stands at an end. A table of every question for the annex.

use crate::disclosure::{Key, Statistic};
use crate::report::{
    document::{Cell, Reach, Table},
    edition::ScaleNote,
    wording::{Choice, Sentence, Slot, Slots, Template, method, sentence_start, word::Word},
};
use crate::statistics::dif::{Size, size};

use super::phrase::choose;
use super::reader::{Block, Cite, Reader};
use super::table::{notes, numbers, people_heading, plain, table, words};

/// From this share on, the ends of a scale hide differences (Terwee 2007).
const MANY_AT_END: f64 = 0.15;

/// The most questions that a chapter warns about by name.
const MOST_WARNINGS: usize = 2;

/// Returns what has to be known before the scores of a scale are compared.
pub(super) fn warnings(reader: &Reader<'_>, block: &Block<'_>) -> Vec<Sentence> {
    let mut sentences: Vec<Sentence> = reader
        .rows(block)
        .filter(|cite| cite.key().statistic == Statistic::ItemRest)
        .filter(|cite| cite.value().is_some_and(|value| value < 0.0))
        .filter_map(|cite| {
            let slots = question(reader, cite)?.number(Slot::ValueA, cite.printed()?, cite.id);
            reader.say(Template::ScaleAgainst, &slots)
        })
        .collect();
    sentences.extend(differing(reader, block).iter().take(MOST_WARNINGS).filter_map(|(cite, screen)| {
        let key = cite.key();
        let slots = question(reader, *cite)?
            .group(Slot::GroupA, reader.people(&key.group, &key.by, block.source))
            .group(Slot::GroupB, reader.people_against(&key.against, &key.by, block.source))
            .resting_on(cite.id)
            .resting_on(screen.id);
        reader.say(Template::ScaleWorksDifferently, &slots)
    }));
    for (statistic, choice) in [(Statistic::Floor, Choice::Lowest), (Statistic::Ceiling, Choice::Highest)] {
        let many = |cite: &Cite<'_>| cite.value().is_some_and(|share| share > MANY_AT_END);
        sentences.extend(reader.whole(block, statistic).filter(many).and_then(|cite| {
            let slots = Slots::new().number(Slot::Share, cite.printed()?, cite.id).choice(choice);
            reader.say(Template::ScaleEnds, &slots)
        }));
    }
    sentences
}

/// Returns the questions that work differently for two groups: size and corrected p-value.
fn differing<'a>(reader: &Reader<'a>, block: &Block<'a>) -> Vec<(Cite<'a>, Cite<'a>)> {
    let mut found: Vec<(Cite<'a>, Cite<'a>)> = screened(reader, block)
        .into_iter()
        .filter(|(cite, screen)| match (cite.value(), screen.value()) {
            (Some(standardised), Some(q)) => size(standardised, q) != Size::Negligible,
            _ => false,
        })
        .collect();
    let distance = |cite: &Cite<'_>| cite.value().map_or(0.0, f64::abs);
    found.sort_by(|a, b| distance(&b.0).total_cmp(&distance(&a.0)));
    found
}

fn screened<'a>(reader: &Reader<'a>, block: &Block<'a>) -> Vec<(Cite<'a>, Cite<'a>)> {
    reader
        .rows(block)
        .filter(|cite| cite.key().statistic == Statistic::DifSmd)
        .filter_map(|cite| Some((cite, reader.get(&Key { statistic: Statistic::Q, ..cite.key().clone() })?)))
        .collect()
}

/// Returns the question that a row of a scale is about.
fn question(reader: &Reader<'_>, cite: Cite<'_>) -> Option<Slots> {
    let note = reader.item(&format!("item.{}", cite.key().category))?;
    Some(Slots::new().text(Slot::Item, note.text.clone()))
}

/// Returns a table of the questions of a scale, in the last round.
pub(super) fn of_scale(reader: &Reader<'_>, note: &ScaleNote) -> Option<Table> {
    let language = reader.language;
    let block = reader.latest(&note.measure)?;
    let name = |statistic: &str| sentence_start(method::statistic_name(statistic).get(language), language);
    let mut cites: Vec<Cite<'_>> = Vec::new();
    let mut lines = Vec::new();
    for measure in &note.items {
        let Some(of_item) = reader.latest(measure).filter(|item| item.period == block.period) else {
            continue;
        };
        let found = [
            reader.whole(of_item, Statistic::NMissing),
            reader.whole(of_item, Statistic::Mean),
            reader.whole(of_item, Statistic::Sd),
            of_scale_item(reader, block, measure, Statistic::ItemRest),
            of_scale_item(reader, block, measure, Statistic::AlphaIfDropped),
        ];
        let mut text = reader.measure_title(measure);
        if note.reversed.contains(measure) {
            text.push_str(choose(language, " (omgekeerd)", " (reversed)"));
        }
        let mut cells = vec![plain(text)];
        cells.push(found[1].map_or_else(Cell::default, |cite| cite.people_cell(language)));
        cells.extend(found.iter().map(|cite| cite.map_or_else(Cell::default, |cite| cite.cell(language))));
        cites.extend(found.into_iter().flatten());
        lines.push(cells);
    }
    if lines.is_empty() {
        return None;
    }
    let mut made = table(
        format!(
            "{}: {}",
            reader.measure_title(&note.measure),
            choose(language, "de vragen", "the questions")
        ),
        vec![
            words(choose(language, "Vraag", "Question")),
            numbers(people_heading(cites.iter().copied(), language)),
            numbers(name("n_missing")),
            numbers(name("mean")),
            numbers(name("sd")),
            numbers(name("item_rest")),
            numbers(name("alpha_if_dropped")),
        ],
    );
    made.rows = lines;
    made.notes = notes(reader, &cites);
    made.notes.push(
        choose(
            language,
            "Gemiddelden zijn niet omgekeerd; samenhang en alfa wel. Hoeveel studenten de laagste of hoogste antwoorden gaven, staat bij elke vraag.",
            "Means are not reversed; correlation and alpha are. How many students gave the lowest or highest answers stands with each question.",
        )
        .to_owned(),
    );
    Some(made)
}

fn of_scale_item<'a>(
    reader: &Reader<'a>,
    block: &Block<'a>,
    measure: &str,
    statistic: Statistic,
) -> Option<Cite<'a>> {
    let id = measure.strip_prefix("item.")?;
    reader.answer(block, &[], &reader.scope.group(), statistic, id)
}

/// Returns every question that was looked at for working differently, in the last round.
pub(super) fn differing_table(reader: &Reader<'_>) -> Option<Table> {
    let language = reader.language;
    let name = |statistic: &str| sentence_start(method::statistic_name(statistic).get(language), language);
    let mut made = table(
        choose(
            language,
            "Werken vragen voor groepen hetzelfde? (DIF)",
            "Do questions work alike for groups? (DIF)",
        ),
        vec![
            words(Word::Scale.text(language)),
            words(choose(language, "Vraag", "Question")),
            words(choose(language, "Groepen", "Groups")),
            numbers(Word::N.text(language)),
            numbers(name("dif_smd")),
            numbers(name("q")),
        ],
    );
    for note in &reader.edition.scales {
        let Some(block) = reader.latest(&note.measure) else { continue };
        for (cite, screen) in screened(reader, block) {
            let key = cite.key();
            made.rows.push(vec![
                plain(reader.measure_title(&note.measure)),
                plain(reader.measure_title(&format!("item.{}", key.category))),
                plain(reader.sides(&key.group, &key.against, &key.by, block.source)),
                cite.people_cell(language),
                cite.cell(language),
                screen.cell(language),
            ]);
        }
    }
    made.notes.push(
        choose(
            language,
            "Het verschil in antwoord tussen studenten met dezelfde score, in standaarddeviaties. Boven 0,17 (matig) of 0,25 (groot), met p onder 0,05, meet de vraag in de ene groep iets anders. Alleen bij 100 studenten of meer per groep.",
            "The difference in answers between students with the same score, in standard deviations. Above 0.17 (moderate) or 0.25 (large), with p below 0.05, the question measures something else in one group. Only with 100 students or more per group.",
        )
        .to_owned(),
    );
    made.reach = Reach::Workbook;
    (!made.rows.is_empty()).then_some(made)
}
