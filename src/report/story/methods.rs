//! How it was computed: the certainty words, the methods that rows name, the limits, and how to repeat a run.

use std::collections::BTreeSet;

use crate::disclosure::Statistic;
use crate::model::SourceKind;
use crate::report::{
    document::{Block as Piece, Cell, Definition, Section},
    format::Number,
    wording::{certainty, method, section::Section as Chapter, sentence_start, text, word::Word},
};

use super::book::Book;
use super::differences::limits;
use super::phrase::choose;
use super::reader::Reader;
use super::representativeness;
use super::table::{notes, numbers, plain, table, words};

/// Returns the chapter with the method notes.
pub(super) fn chapter(reader: &Reader<'_>, book: &mut Book) -> Section {
    let language = reader.language;
    let how = text::how_calculated(language);
    let mut pieces = vec![Piece::Text(how.body.to_owned())];
    let heading = choose(language, "De zekerheidswoorden", "The certainty words");
    pieces.push(Piece::Heading { id: book.id(heading), title: heading.to_owned() });
    pieces.push(Piece::Text(
        choose(
            language,
            "Het woord volgt uit de marge en uit een grens die vooraf is gekozen.",
            "The word follows from the margin and from a limit that was set in advance.",
        )
        .to_owned(),
    ));
    pieces.push(Piece::Definitions(certainties(reader, book)));
    pieces.push(Piece::Text(limits(reader)));
    if reader.all().any(|cite| cite.key().statistic == Statistic::PAdjusted) {
        pieces.push(Piece::Text(
            choose(
                language,
                "Alleen vergelijkingen die vooraf zijn gekozen, zijn getoetst, met de correctie van Holm. Die uitkomsten staan in de bijlage. Alle andere vergelijkingen zijn verkennend.",
                "Only comparisons chosen in advance were tested, with Holm's correction. Those results are in the annex. All other comparisons are exploratory.",
            )
            .to_owned(),
        ));
    }
    let has_survey =
        reader.blocks().iter().any(|block| reader.source_kind(block.source) == Some(SourceKind::Survey));
    if has_survey {
        pieces.push(Piece::Text(representativeness::in_methods(reader)));
    }
    pieces.push(Piece::Text(
        choose(
            language,
            "Dezelfde cijfers staan in results.csv en in de tabellen; bij elk cijfer staat de methode. De methoden en de betrouwbaarheid van de schalen staan in de bijlage. Versie, regels en invoer staan in manifest.json; wat er mis was met de invoer, staat in faults.csv.",
            "The same figures are in results.csv and in the tables; each figure names its method. The methods and the reliability of the scales are in the annex. Version, rules and input are in manifest.json; what was wrong with the input is in faults.csv.",
        )
        .to_owned(),
    ));
    super::section(reader, book, Chapter::Methods, pieces)
}

/// Returns what specialists look up, for the annex: how well scales hang together, and every method by its name.
pub(super) fn lines(reader: &Reader<'_>, book: &mut Book) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = reliability(reader, book).into_iter().collect();
    let used = used_methods(reader);
    if !used.is_empty() {
        let heading = choose(reader.language, "Hoe we rekenden", "How we calculated");
        pieces.push(Piece::Heading { id: book.id(heading), title: heading.to_owned() });
        pieces.push(Piece::Text(format!("{}.", used.join("; "))));
    }
    pieces
}

fn certainties(reader: &Reader<'_>, book: &mut Book) -> Vec<Definition> {
    certainty::ALL
        .iter()
        .map(|found| Definition {
            id: book.id(certainty::label(*found, reader.language)),
            term: certainty::label(*found, reader.language).to_owned(),
            text: certainty::meaning(*found, reader.language).to_owned(),
        })
        .collect()
}

/// Returns how well the questions of each scale hang together, in the last round.
fn reliability(reader: &Reader<'_>, book: &mut Book) -> Option<Piece> {
    let language = reader.language;
    let found: Vec<_> = reader
        .edition
        .scales
        .iter()
        .filter_map(|scale| {
            let block = reader.latest(&scale.measure)?;
            Some((scale, reader.whole(block, Statistic::Alpha)?))
        })
        .collect();
    if found.is_empty() {
        return None;
    }
    let mut made = table(
        choose(language, "Betrouwbaarheid van de schalen", "Reliability of the scales"),
        vec![
            words(Word::Scale.text(language)),
            numbers(choose(language, "Vragen", "Questions")),
            numbers(Word::N.text(language)),
            numbers(sentence_start(method::statistic_name("alpha").get(language), language)),
            numbers(Word::Interval95.text(language)),
            numbers(sentence_start(method::statistic_name("omega").get(language), language)),
        ],
    );
    for (scale, cite) in &found {
        let omega = reader
            .latest(&scale.measure)
            .and_then(|block| reader.whole(block, Statistic::Omega))
            .map_or_else(Cell::default, |cite| cite.cell(language));
        made.rows.push(vec![
            plain(reader.measure_title(&scale.measure)),
            plain(Number::count(scale.items.len() as u64).in_table(language)),
            cite.people_cell(language),
            cite.cell(language),
            cite.interval_cell(language),
            omega,
        ]);
    }
    made.notes = notes(reader, &found.iter().map(|(_, cite)| *cite).collect::<Vec<_>>());
    made.id = book.id(&format!("tabel-{}", choose(language, "betrouwbaarheid", "reliability")));
    Some(Piece::Table(made))
}

/// Returns every method that a row of this report names, in plain words.
fn used_methods(reader: &Reader<'_>) -> Vec<String> {
    let used: BTreeSet<&str> =
        reader.all().map(|cite| cite.row.method()).filter(|method| !method.is_empty()).collect();
    let name = |id: &str| method::method_name(id).get(reader.language).to_owned();
    let mut names: Vec<String> = used.into_iter().map(name).collect();
    if let Some(first) = names.first_mut() {
        *first = sentence_start(first, reader.language);
    }
    names
}
