//! The quickscan: per policy area how things are now, where the school wants to be, and where roles see it differently.
//!
//! Scores hold the statements that every role was asked. Leaves out statements one by one, which stand in the annex.

use crate::disclosure::Statistic;
use crate::model::Role;
use crate::report::{
    chart::Mark,
    document::{Block as Piece, Section, Table},
    edition::ScaleNote,
    wording::{Sentence, section::Section as Chapter, sentence_start, text::ChartKind, word::Word},
};

use super::agreements::aspect;
use super::book::{Book, Draft, Weight};
use super::comparison::Comparison;
use super::groups_figure::{Ends, GroupRow, GroupSection, Groups};
use super::phrase::choose;
use super::reader::{Block, Cite, Reader};
use super::table::{notes, numbers, people_heading, plain, table, words};

/// How the scales of an area end.
const NOW: &str = "_now";

/// By which role people are grouped.
const BY: &[Role] = &[Role::RoleAtSchool];

/// An area with its three scales in the last round.
struct Area<'a> {
    note: &'a ScaleNote,
    now: Block<'a>,
    ambition: Option<Block<'a>>,
    distance: Option<Block<'a>>,
}

/// Returns the chapter on the quickscan; nothing where the scan has none.
pub(super) fn chapter(reader: &Reader<'_>, book: &mut Book) -> Option<Section> {
    let areas = areas(reader);
    if areas.is_empty() {
        return None;
    }
    let mut pieces: Vec<Piece> = Vec::new();
    let said: Vec<String> =
        [largest(reader, &areas), seen_differently(reader, &areas)].into_iter().flatten().collect();
    if !said.is_empty() {
        pieces.push(Piece::Text(said.join(" ")));
    }
    let changed: Vec<Sentence> = changes(reader)
        .iter()
        .filter(|change| change.is_seen())
        .flat_map(|change| reader.values(change).into_iter().chain(reader.verdict(change)))
        .collect();
    if !changed.is_empty() {
        pieces.push(Piece::Paragraph(changed));
    }
    match profile(reader, &areas).and_then(|draft| book.figure(reader, draft)) {
        Some(figure) => pieces.push(figure),
        None => {
            let made = numbers_of(reader, &areas);
            pieces.push(Piece::Table(Table { id: book.id("tabel-quickscan"), ..made }));
        }
    }
    Some(super::section(reader, book, Chapter::Quickscan, pieces))
}

/// Returns the change of each area since the round before, of everybody together; none after one round.
pub(super) fn changes<'a>(reader: &Reader<'a>) -> Vec<Comparison<'a>> {
    let whole = reader.scope.group();
    areas(reader)
        .iter()
        .flat_map(|area| reader.changes(&area.now))
        .filter(|change| change.by.is_empty() && *change.group == whole)
        .collect()
}

fn areas<'a>(reader: &Reader<'a>) -> Vec<Area<'a>> {
    let of = |note: &'a ScaleNote| {
        let area = note.measure.strip_suffix(NOW)?;
        let now = reader.latest(&note.measure)?.clone();
        let beside = |end: &str| reader.beside(&now, &format!("{area}{end}")).cloned();
        let (ambition, distance) = (beside("_ambition"), beside("_distance"));
        Some(Area { note, now, ambition, distance })
    };
    reader.edition.voices.scales.iter().filter_map(of).collect()
}

fn name(reader: &Reader<'_>, area: &Area<'_>) -> String {
    reader.measure_title(&area.note.measure)
}

/// Returns the area where ambition and now lie furthest apart, of everybody together.
fn furthest<'r, 'a>(reader: &Reader<'a>, areas: &'r [Area<'a>]) -> Option<&'r Area<'a>> {
    let distance = |area: &Area<'a>| {
        let cite = reader.whole(area.distance.as_ref()?, Statistic::Mean)?;
        // Only a distance of which the margin leaves out 0 is one.
        cite.value().filter(|_| cite.row.lower().is_some_and(|lower| lower > 0.0))
    };
    let apart = areas.iter().filter_map(|area| Some((distance(area)?, area)));
    apart.max_by(|a, b| a.0.total_cmp(&b.0)).map(|(_, area)| area)
}

fn largest(reader: &Reader<'_>, areas: &[Area<'_>]) -> Option<String> {
    let name = name(reader, furthest(reader, areas)?);
    Some(match reader.language {
        crate::model::Language::Dutch => {
            format!("Wens en werkelijkheid liggen het verst uit elkaar bij: {name}.")
        }
        crate::model::Language::English => format!("Ambition and practice lie furthest apart at: {name}."),
    })
}

/// Returns the two rows of an area: how it is now and in two years, of everybody.
fn now_and_then<'a>(reader: &Reader<'a>, area: &Area<'a>) -> Vec<GroupRow<'a>> {
    let row = |label: &str, mark, block: Option<&Block<'a>>| {
        let cite = reader.whole(block?, Statistic::Mean)?;
        Some(GroupRow { label: label.to_owned(), mark, cite })
    };
    let now = row(choose(reader.language, "Nu", "Now"), Mark::Whole, Some(&area.now));
    let label = choose(reader.language, "Over twee jaar", "In two years");
    now.into_iter().chain(row(label, Mark::Other, area.ambition.as_ref())).collect()
}

/// Returns the areas in which a role is seen to differ from the others.
fn seen_differently(reader: &Reader<'_>, areas: &[Area<'_>]) -> Option<String> {
    let differs = |area: &&Area<'_>| {
        reader.comparisons(&area.now).iter().any(|comparison| comparison.by == BY && comparison.is_seen())
    };
    let names: Vec<String> = areas.iter().filter(differs).map(|area| name(reader, area)).collect();
    let list = names.join("; ");
    Some(match (names.is_empty(), reader.language) {
        (true, crate::model::Language::Dutch) => {
            "Of rollen het verschillend zien, is niet te zeggen.".to_owned()
        }
        (true, crate::model::Language::English) => {
            "Whether roles see things differently, we cannot tell.".to_owned()
        }
        (false, crate::model::Language::Dutch) => format!("Rollen zien dit verschillend: {list}."),
        (false, crate::model::Language::English) => format!("Roles see this differently: {list}."),
    })
}

/// Returns the rows of a scale: everybody, and each role that is shown or withheld.
fn rows<'a>(reader: &Reader<'a>, block: &Block<'a>) -> Vec<GroupRow<'a>> {
    let whole = reader.whole(block, Statistic::Mean);
    let everybody = whole.map(|cite| GroupRow {
        label: choose(reader.language, "Iedereen", "Everybody").to_owned(),
        mark: Mark::Whole,
        cite,
    });
    let roles = reader.groups(block, BY).into_iter().filter_map(|group| {
        let cite = reader.number(block, BY, group, Statistic::Mean)?;
        Some(GroupRow { label: reader.label(group, BY, block.source), mark: Mark::Other, cite })
    });
    everybody.into_iter().chain(roles).collect()
}

fn profile<'a>(reader: &Reader<'a>, areas: &[Area<'a>]) -> Option<Draft> {
    let language = reader.language;
    let first = areas.first()?;
    let ends = Ends::Score { lowest: first.note.lowest, highest: first.note.highest };
    // The largest distance stands first, as the title says: a slide has no room for all.
    let mut far: Vec<&Area<'a>> = areas.iter().collect();
    let apart = |area: &Area<'a>| {
        let distance = area.distance.as_ref().and_then(|block| reader.whole(block, Statistic::Mean));
        distance.and_then(Cite::value).unwrap_or(f64::NEG_INFINITY)
    };
    far.sort_by(|a, b| apart(b).total_cmp(&apart(a)));
    let sections: Vec<GroupSection<'a>> = far
        .into_iter()
        .map(|area| GroupSection { heading: Some(name(reader, area)), rows: now_and_then(reader, area) })
        .collect();
    let value = Word::Mean.text(language).to_owned();
    let groups = Groups { sections, reference: None, ends, value };
    if groups.is_empty() {
        return None;
    }
    let guide = sentence_start(ChartKind::Dots.reading_guide(language), language);
    let what = choose(
        language,
        "Nu en over twee jaar, van 0 (niets) tot 4 (ook gemeten en verbeterd), iedereen",
        "Now and in two years, from 0 (nothing) to 4 (also measured and improved), everybody",
    );
    let shown = |area: &Area<'a>| {
        let measure = area.now.measure;
        [(measure.to_owned(), BY.to_vec()), (format!("change:{measure}"), Vec::new())]
    };
    let shows = areas.iter().flat_map(shown).collect();
    Some(Draft {
        weight: Weight::Main,
        name: choose(language, "quickscan-profiel", "quickscan-profile").to_owned(),
        link: "quickscan".to_owned(),
        title: largest(reader, areas).map_or_else(
            || {
                choose(language, "Quickscan: nu en over twee jaar", "Quickscan: now and in two years")
                    .to_owned()
            },
            |text| text.trim_end_matches('.').to_owned(),
        ),
        subtitle: format!("{what}, {}. {guide}.", reader.period_name(&first.now)),
        chart: groups.chart(reader),
        notes: groups.notes(reader),
        source: reader.source_line(&first.now),
        words: Vec::new(),
        table: numbers_of(reader, areas),
        shows,
    })
}

/// Returns the table behind the profile: now, in two years, and the distance of who answered both.
fn numbers_of<'a>(reader: &Reader<'a>, areas: &[Area<'a>]) -> Table {
    let language = reader.language;
    let all: Vec<Cite<'a>> =
        areas.iter().flat_map(|area| rows(reader, &area.now)).map(|row| row.cite).collect();
    let mut made = table(
        choose(language, "Nu, over twee jaar, en de afstand", "Now, in two years, and the distance"),
        vec![
            words(choose(language, "Gebied", "Area")),
            words(choose(language, "Rol", "Role")),
            numbers(people_heading(all.iter().copied(), language)),
            numbers(choose(language, "Nu", "Now")),
            numbers(Word::Interval95.text(language)),
            numbers(choose(language, "Over twee jaar", "In two years")),
            numbers(choose(language, "Afstand", "Distance")),
            numbers(Word::Interval95.text(language)),
        ],
    );
    for area in areas {
        let label = format!("{} ({})", name(reader, area), aspect(area.note.theme).get(language));
        for row in rows(reader, &area.now) {
            let key = row.cite.key();
            let number = |block| reader.number(block, &key.by, &key.group, Statistic::Mean);
            let ambition = area.ambition.as_ref().and_then(number);
            let distance = area.distance.as_ref().and_then(number);
            let cell = |cite: Option<Cite<'a>>| cite.map_or_else(|| plain(""), |cite| cite.cell(language));
            made.rows.push(vec![
                plain(label.clone()),
                plain(row.label.clone()),
                row.cite.people_cell(language),
                row.cite.cell(language),
                row.cite.interval_cell(language),
                cell(ambition),
                cell(distance),
                distance.map_or_else(|| plain(""), |cite| cite.interval_cell(language)),
            ]);
        }
    }
    made.notes = notes(reader, &all);
    made.notes.push(
        choose(
            language,
            "De score telt alleen uitspraken die iedereen kreeg, ook studenten. De afstand is van wie beide beantwoordde.",
            "The score counts only statements that everybody got, students too. The distance is of those who answered both.",
        )
        .to_owned(),
    );
    made
}
