//! This school beside the other schools, or all schools by name: never in order of result.

use crate::disclosure::Statistic;
use crate::model::{Language, Role};
use crate::report::{
    chart::Mark,
    document::{Block as Piece, Section},
    wording::{Sentence, measure, section::Section as Chapter, sentence_start, word::Word},
};

use super::book::{Book, Draft, Weight};
use super::comparison::Comparison;
use super::differences::sure;
use super::groups_figure::{Ends, GroupRow, GroupSection, Groups};
use super::network;
use super::own_mix;
use super::phrase::choose;
use super::reader::{Block, Cite, Reader};
use super::scales;
use super::table::{notes, numbers, plain, table, words};

/// Returns the chapter on schools: one beside the others, or all of them.
pub(super) fn chapter(reader: &Reader<'_>, book: &mut Book) -> Option<Section> {
    let pieces =
        if reader.scope.unit().is_some() { beside_others(reader, book) } else { by_name(reader, book) };
    (!pieces.is_empty()).then(|| super::section(reader, book, Chapter::Schools, pieces))
}

fn scale_blocks<'a>(reader: &Reader<'a>) -> Vec<Block<'a>> {
    reader.edition.scales.iter().filter_map(|scale| reader.latest(&scale.measure).cloned()).collect()
}

/// Returns how the school of this report differs from the other schools together, per scale.
fn beside_others(reader: &Reader<'_>, book: &mut Book) -> Vec<Piece> {
    let language = reader.language;
    let found: Vec<Comparison<'_>> =
        scale_blocks(reader).iter().filter_map(|block| reader.beside_others(block)).collect();
    if found.is_empty() {
        return Vec::new();
    }
    let school = reader.place().get(language).to_owned();
    let mut made = table(
        match language {
            Language::Dutch => format!("{school} naast de andere scholen samen"),
            Language::English => format!("{school} beside the other schools together"),
        },
        vec![
            words(Word::Scale.text(language)),
            numbers(school.clone()),
            numbers(choose(language, "Verschil met de andere scholen", "Difference from the other schools")),
            numbers(Word::Interval95.text(language)),
            words(Word::HowSure.text(language)),
        ],
    );
    for comparison in &found {
        made.rows.push(vec![
            plain(reader.measure_title(comparison.block.measure)),
            comparison.of.map_or_else(|| plain(""), |cite| cite.cell(language)),
            comparison.difference.cell(language),
            comparison.difference.interval_cell(language),
            sure(reader, comparison),
        ]);
    }
    let cites: Vec<Cite<'_>> = found.iter().flat_map(|c| [Some(c.difference), c.of]).flatten().collect();
    made.notes = notes(reader, &cites);
    made.notes.extend(found.first().map(|comparison| reader.source_line(&comparison.block)));
    made.id = book.id(&format!("tabel-{}", Chapter::Schools.slug(language)));
    let by_word: Vec<String> = found
        .iter()
        .filter(|comparison| comparison.is_seen())
        .map(|comparison| reader.measure_text(comparison.block.measure).get(language).to_owned())
        .collect();
    let list = crate::report::wording::list(&by_word, language);
    let summary = match (by_word.is_empty(), language) {
        (true, Language::Dutch) => {
            format!(
                "Bij geen van de schalen is te zeggen dat {school} anders uitkomt dan de andere scholen samen."
            )
        }
        (true, Language::English) => {
            format!(
                "For none of the scales can we tell that {school} differs from the other schools together."
            )
        }
        (false, Language::Dutch) => {
            format!("{school} verschilt van de andere scholen samen op: {list}.")
        }
        (false, Language::English) => format!("{school} differs from the other schools together on: {list}."),
    };
    let mut pieces = vec![Piece::Text(summary), Piece::Table(made)];
    pieces.extend(own_mix::said(reader));
    pieces
}

/// Returns all schools, in the order of their names.
fn by_name(reader: &Reader<'_>, book: &mut Book) -> Vec<Piece> {
    let Some(unit) = reader.unit_role().filter(|role| *role == Role::Institution) else { return Vec::new() };
    let mut pieces = Vec::new();
    if let Some(block) = scale_blocks(reader).first()
        && let Some(ends) = scales::ends(reader, block.measure)
    {
        pieces.extend(figure(reader, book, block, unit, Statistic::Mean, ends));
    }
    if let Some(block) = reader.latest_observable(&reader.retention("dropout1")).cloned() {
        pieces.extend(figure(reader, book, &block, unit, Statistic::Share, Ends::Share));
    }
    pieces.extend(network::pieces(reader, book));
    pieces
}

fn figure<'a>(
    reader: &Reader<'a>,
    book: &mut Book,
    block: &Block<'a>,
    unit: Role,
    statistic: Statistic,
    ends: Ends,
) -> Option<Piece> {
    let language = reader.language;
    let by = reader.breakdowns(block).into_iter().find(|by| *by == [unit])?;
    let mut rows: Vec<GroupRow<'a>> = reader
        .groups(block, by)
        .into_iter()
        .filter_map(|group| {
            let cite = reader.number(block, by, group, statistic)?;
            Some(GroupRow { label: reader.label(group, by, block.source), mark: Mark::Whole, cite })
        })
        .collect();
    rows.sort_by(|a, b| a.label.cmp(&b.label));
    let reference = reader.whole(block, statistic).filter(|cite| cite.value().is_some());
    let value = match statistic {
        Statistic::Mean => Word::Mean,
        _ => Word::Share,
    };
    let groups = Groups {
        sections: vec![GroupSection { heading: None, rows }],
        reference,
        ends,
        value: value.text(language).to_owned(),
    };
    // One school has no other beside it.
    if groups.is_empty() || groups.cites().len() < 2 {
        return None;
    }
    let seen: Vec<Comparison<'a>> =
        reader.unit_comparisons(block).into_iter().filter(Comparison::is_seen).collect();
    let name = reader.measure_title(block.measure);
    let labels: Vec<String> = seen.iter().map(|c| reader.label(c.group, c.by, block.source)).collect();
    let list = crate::report::wording::list(&labels, language);
    let schools = measure::level_name(unit, language).more;
    let title = match (labels.is_empty(), language) {
        (true, Language::Dutch) => format!("{name}: niet te zeggen of {schools} verschillen"),
        (true, Language::English) => format!("{name}: cannot tell if {schools} differ"),
        (false, Language::Dutch) => format!("{name}: een verschil met de andere {schools} bij {list}"),
        (false, Language::English) => format!("{name}: a difference from the other {schools} at {list}"),
    };
    let words: Vec<Sentence> = seen.iter().filter_map(|comparison| reader.values(comparison)).collect();
    let mut found = groups.notes(reader);
    found.push(Word::SortedByName.text(language).to_owned());
    let draft = Draft {
        weight: if statistic == Statistic::Mean { Weight::Main } else { Weight::Behind },
        name: format!("{name}-{schools}"),
        link: format!("{} {schools}", reader.measure_text(block.measure).get(language)),
        title,
        subtitle: format!(
            "{}, {}, {}.",
            groups.value,
            reader.period_name(block),
            reader.n_text(reader.whole(block, statistic).and_then(Cite::people))
        ),
        chart: groups.chart(reader),
        notes: found,
        source: reader.source_line(block),
        words,
        table: groups.table(reader, sentence_start(&format!("{name}, {schools}"), language)),
        shows: vec![(block.measure.to_owned(), by.to_vec())],
    };
    book.figure(reader, draft)
}
