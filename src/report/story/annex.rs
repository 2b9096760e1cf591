//! The annex: a complete table per measure and breakdown, all comparisons, and the tests declared beforehand.

use crate::disclosure::{Against, Statistic};
use crate::model::Role;
use crate::report::{
    document::{Block as Piece, Cell, Reach, Section, Table},
    wording::{measure, method, section::Section as Chapter, sentence_start, word::Word},
};

use super::book::Book;
use super::comparison::Comparison;
use super::follow_up;
use super::gaps;
use super::items::answer_text;
use super::methods;
use super::number::{Quantity, quantity};
use super::own_mix;
use super::phrase::choose;
use super::pooled;
use super::reader::{Block, Cite, Reader};
use super::representation;
use super::rounds;
use super::table::{notes, numbers, people_heading, plain, table, words};
use super::{crossed, declared, differences, questions, withheld};

/// Returns the annex.
pub(super) fn chapter(reader: &Reader<'_>, book: &mut Book) -> Option<Section> {
    let mut pieces = Vec::new();
    pieces.extend(tests(reader, book));
    let comparisons = differences::latest(reader);
    if !comparisons.is_empty() {
        let caption = choose(reader.language, "Alle vergelijkingen", "All comparisons").to_owned();
        let mut made = differences::lines(reader, &comparisons, caption.clone());
        made.id = book.id(&caption);
        pieces.push(Piece::Table(made));
    }
    let special = [
        declared::lines(reader),
        crossed::adjusted_table(reader),
        crossed::combinations_table(reader),
        crossed::pairs_table(reader),
        own_mix::full_table(reader),
        questions::differing_table(reader),
    ];
    let of_scales = reader.edition.scales.iter().filter_map(|note| questions::of_scale(reader, note));
    for made in special.into_iter().flatten().chain(of_scales) {
        pieces.push(Piece::Table(Table { id: book.id(&made.caption), ..made }));
    }
    let gaps: Vec<&Comparison<'_>> = comparisons.iter().collect();
    let caption = choose(
        reader.language,
        "Verschillen binnen dezelfde opleidingen",
        "Differences within the same programmes",
    );
    let mut made = gaps::lines(reader, &gaps, caption);
    if !made.rows.is_empty() {
        made.id = book.id(caption);
        pieces.push(Piece::Table(made));
    }
    pieces.extend(rounds::new_and_renamed(reader));
    pieces.extend(methods::lines(reader, book));
    pieces.extend(withheld::lines(reader, book));
    pieces.extend(representation::lines(reader, book));
    pieces.extend(pooled::lines(reader, book));
    pieces.extend(follow_up::together(reader, book));
    let mut measures: Vec<&str> = Vec::new();
    for prefix in
        ["response", "participation.", "retention.", "scale.", "outcome.", "choice.", "item.", "theme."]
    {
        measures.extend(in_order(reader, prefix));
    }
    // The years of a curve stand together in the chapter on retention.
    measures.retain(|name| !name.starts_with("retention.curve_"));
    pieces.extend(follow_up::definitions(reader, book));
    for name in measures {
        pieces.extend(of_measure(reader, book, name));
    }
    (!pieces.is_empty()).then(|| super::section(reader, book, Chapter::Annex, pieces))
}

/// Returns the measures with a prefix in the order of the codebook, else by name.
fn in_order<'a>(reader: &Reader<'a>, prefix: &str) -> Vec<&'a str> {
    let edition = reader.edition;
    let notes = edition
        .scales
        .iter()
        .map(|scale| &scale.measure)
        .chain(edition.items.iter().chain(&edition.outcomes).map(|item| &item.measure))
        .chain(edition.choices.iter().flat_map(|note| &note.options).map(|option| &option.item.measure));
    let order: Vec<&String> = notes.collect();
    let mut measures = reader.measures(prefix);
    measures.sort_by_key(|measure| order.iter().position(|known| *known == measure).unwrap_or(usize::MAX));
    measures
}

/// Returns the tests of comparisons that were declared beforehand, after Holm.
fn tests(reader: &Reader<'_>, book: &mut Book) -> Option<Piece> {
    let language = reader.language;
    let found: Vec<Cite<'_>> =
        reader.all().filter(|cite| cite.key().statistic == Statistic::PAdjusted).collect();
    if found.is_empty() {
        return None;
    }
    let caption =
        choose(language, "Toetsen van wat vooraf is gekozen", "Tests of what was chosen in advance");
    let name = |statistic: &str| sentence_start(method::statistic_name(statistic).get(language), language);
    let mut made = table(
        caption,
        vec![
            words(Word::Measure.text(language)),
            words(choose(language, "Groepen", "Groups")),
            words(Word::Period.text(language)),
            numbers(Word::N.text(language)),
            numbers(name("p")),
            numbers(name("p_adjusted")),
            words(Word::Method.text(language)),
        ],
    );
    for adjusted in &found {
        let key = adjusted.key();
        let p = reader.get(&crate::disclosure::Key { statistic: Statistic::P, ..key.clone() });
        made.rows.push(vec![
            plain(reader.measure_title(&key.measure)),
            plain(reader.sides(&key.group, &key.against, &key.by, &key.source)),
            plain(key.period.clone()),
            adjusted.people_cell(language),
            p.map_or_else(|| plain(""), |p| p.cell(language)),
            adjusted.cell(language),
            plain(
                p.map_or_else(String::new, |p| method::method_name(p.row.method()).get(language).to_owned()),
            ),
        ]);
    }
    made.notes = notes(reader, &found);
    made.notes.push(
        choose(
            language,
            "De toets rekent met cijfers die niet zijn afgerond; de woorden in de hoofdstukken volgen uit de marge zoals die er staat. Die kan daardoor ruimer zijn.",
            "The test works on figures that are not rounded; the words in the chapters follow from the margin as it is printed, which may be wider.",
        )
        .to_owned(),
    );
    made.id = book.id(caption);
    Some(Piece::Table(made))
}

fn of_measure<'a>(reader: &Reader<'a>, book: &mut Book, name: &'a str) -> Vec<Piece> {
    let blocks: Vec<Block<'a>> =
        reader.blocks().iter().filter(|block| block.measure == name).cloned().collect();
    let mut sources: Vec<&str> = blocks.iter().map(|block| block.source).collect();
    sources.dedup();
    let mut tables = Vec::new();
    for source in sources {
        let mut of_source: Vec<Block<'a>> =
            blocks.iter().filter(|block| block.source == source).cloned().collect();
        if name.starts_with("item.") {
            // The answers of the last round; earlier rounds are in the results file.
            of_source.drain(..of_source.len().saturating_sub(1));
        }
        let mut breakdowns: Vec<&[Role]> = vec![&[]];
        for block in &of_source {
            for by in reader.breakdowns(block) {
                if !breakdowns.contains(&by) {
                    breakdowns.push(by);
                }
            }
        }
        for by in breakdowns {
            tables.extend(if name.starts_with("item.") {
                answers(reader, &of_source, by)
            } else {
                values(reader, &of_source, by)
            });
        }
    }
    if tables.is_empty() {
        return Vec::new();
    }
    let title = match reader.item(name).filter(|_| name.starts_with("item.")) {
        Some(_) => format!("{} ({})", reader.measure_title(name), name.trim_start_matches("item.")),
        None => reader.measure_title(name),
    };
    let mut pieces = vec![Piece::Heading { id: book.id(&format!("bijlage-{name}")), title }];
    for made in tables {
        pieces.push(Piece::Table(Table { id: book.id(&format!("bijlage-{name}-{}", made.id)), ..made }));
    }
    pieces
}

fn caption(reader: &Reader<'_>, block: &Block<'_>, by: &[Role]) -> String {
    let by = if by.is_empty() {
        Word::Everybody.text(reader.language).to_owned()
    } else {
        measure::roles_name(by, reader.language)
    };
    format!("{}, {} ({})", reader.measure_title(block.measure), by.to_lowercase(), block.source)
}

fn by_word(by: &[Role]) -> String {
    by.iter().map(|role| role.word()).collect::<Vec<_>>().join("-")
}

fn values<'a>(reader: &Reader<'a>, blocks: &[Block<'a>], by: &[Role]) -> Option<Table> {
    let language = reader.language;
    let first = blocks.first()?;
    let mut statistics: Vec<Statistic> = Vec::new();
    let mut cites: Vec<Cite<'a>> = Vec::new();
    for block in blocks {
        for cite in
            reader.rows(block).filter(|cite| *cite.key().by == *by && cite.key().against == Against::Nothing)
        {
            // Numbers per question or place stand in tables of their own.
            if !cite.key().category.is_empty() {
                continue;
            }
            if !statistics.contains(&cite.key().statistic) {
                statistics.push(cite.key().statistic);
            }
            cites.push(cite);
        }
    }
    if cites.is_empty() {
        return None;
    }
    statistics.sort_unstable();
    let has_interval = |statistic: Statistic| {
        cites.iter().any(|cite| {
            cite.key().statistic == statistic && cite.value().is_some() && cite.row.lower().is_some()
        })
    };
    let needs_n = !statistics.iter().all(|statistic| *statistic == Statistic::N);
    let mut columns = vec![words(Word::Group.text(language)), words(Word::Period.text(language))];
    if needs_n {
        columns.push(numbers(people_heading(cites.iter().copied(), language)));
    }
    for statistic in &statistics {
        let heading = method::statistic_name(statistic.word());
        columns.push(numbers(sentence_start(heading.get(language), language)));
        if has_interval(*statistic) {
            columns.push(numbers(Word::Interval95.text(language)));
        }
    }
    let mut made = table(caption(reader, first, by), columns);
    for group in reader.groups_of(blocks, by) {
        for block in blocks {
            let found: Vec<Option<Cite<'a>>> =
                statistics.iter().map(|statistic| reader.number(block, by, group, *statistic)).collect();
            let Some(any) = found.iter().flatten().next() else { continue };
            let mut cells = vec![plain(reader.label(group, by, block.source)), plain(block.period)];
            if needs_n {
                let main = found.iter().flatten().find(|cite| quantity(cite.row) != Quantity::People);
                cells.push(main.unwrap_or(any).people_cell(language));
            }
            for (statistic, cite) in statistics.iter().zip(&found) {
                cells.push(cite.map_or_else(Cell::default, |cite| cite.cell(language)));
                if has_interval(*statistic) {
                    cells.push(cite.map_or_else(Cell::default, |cite| cite.interval_cell(language)));
                }
            }
            made.rows.push(cells);
        }
    }
    made.notes = notes(reader, &cites);
    made.id = by_word(by);
    made.reach = if by.len() > 1 { Reach::Workbook } else { Reach::Everywhere };
    Some(made)
}

/// Returns the shares of all answers of a question, a row per group and answer.
fn answers<'a>(reader: &Reader<'a>, blocks: &[Block<'a>], by: &[Role]) -> Option<Table> {
    let language = reader.language;
    let block = blocks.last()?;
    // Crossed breakdowns of every single question are in the results file.
    if by.len() > 1 {
        return None;
    }
    let known = &reader.item(block.measure)?.answers;
    let cites: Vec<Cite<'a>> = reader
        .rows(block)
        .filter(|cite| *cite.key().by == *by && cite.key().against == Against::Nothing)
        .filter(|cite| matches!(cite.key().statistic, Statistic::Share | Statistic::Mean))
        .collect();
    let mut categories: Vec<&str> = Vec::new();
    for cite in cites.iter().filter(|cite| cite.key().statistic == Statistic::Share) {
        if !categories.contains(&cite.key().category.as_str()) {
            categories.push(&cite.key().category);
        }
    }
    if categories.is_empty() {
        return None;
    }
    categories.sort_by_key(|category| {
        super::items::answer_place(known, category).map(|place| (place.first, place.last))
    });
    let has_mean = cites.iter().any(|cite| cite.key().statistic == Statistic::Mean);
    let mut columns =
        vec![words(Word::Group.text(language)), numbers(people_heading(cites.iter().copied(), language))];
    columns.extend(categories.iter().map(|category| numbers(answer_text(reader, known, category))));
    if has_mean {
        columns.push(numbers(Word::Mean.text(language)));
        columns.push(numbers(Word::Interval95.text(language)));
    }
    let mut made = table(format!("{}, {}", caption(reader, block, by), reader.period_name(block)), columns);
    for group in reader.groups(block, by) {
        let shares: Vec<Option<Cite<'a>>> = categories
            .iter()
            .map(|category| reader.answer(block, by, group, Statistic::Share, category))
            .collect();
        let Some(any) = shares.iter().flatten().next() else { continue };
        let mut cells = vec![plain(reader.label(group, by, block.source)), any.people_cell(language)];
        cells.extend(shares.iter().map(|cite| cite.map_or_else(Cell::default, |cite| cite.cell(language))));
        if has_mean {
            let mean = reader.number(block, by, group, Statistic::Mean);
            cells.push(mean.map_or_else(Cell::default, |cite| cite.cell(language)));
            cells.push(mean.map_or_else(Cell::default, |cite| cite.interval_cell(language)));
        }
        made.rows.push(cells);
    }
    made.notes = notes(reader, &cites);
    made.id = by_word(by);
    // On the page a question is split as the chapters split it; every other split is in the workbook.
    let is_on_page = matches!(by, [] | [Role::Gender | Role::Sex]);
    made.reach = if is_on_page { Reach::Everywhere } else { Reach::Workbook };
    Some(made)
}
