//! The next survey: how many answers each group needs, in plain words. Nothing where the scan does not ask for it.

use std::collections::BTreeSet;

use crate::disclosure::{Against, Key, Statistic};
use crate::model::Language;
use crate::report::{
    document::{Block as Piece, Table},
    wording::word::Word,
};

use super::book::Book;
use super::phrase::{choose, other};
use super::reader::{Cite, Reader};
use super::table::{notes, numbers, plain, table, words};

/// Returns a heading, what it means, and the table.
pub(super) fn pieces(reader: &Reader<'_>, book: &mut Book) -> Vec<Piece> {
    let language = reader.language;
    let title = choose(
        language,
        "De volgende scan: hoeveel antwoorden zijn nodig?",
        "The next scan: how many answers are needed?",
    );
    let mut made = table(
        title,
        vec![
            words(choose(language, "Onderwerp", "Subject")),
            words(Word::Group.text(language)),
            words(choose(language, "Naast", "Beside")),
            numbers(choose(language, "Antwoorden nu", "Answers now")),
            numbers(choose(language, "Antwoorden nodig", "Answers needed")),
        ],
    );
    let mut cites: Vec<Cite<'_>> = Vec::new();
    let mut short: BTreeSet<String> = BTreeSet::new();
    let mut measures: Vec<&str> = reader.measures("scale.");
    measures.extend(reader.measures("outcome."));
    for measure in measures {
        let Some(block) = reader.latest(measure) else { continue };
        for needed in reader.rows(block).filter(|cite| cite.key().statistic == Statistic::PlanNeeded) {
            let (Some(value), key) = (needed.value(), needed.key()) else { continue };
            let Against::Group(label) = &key.against else { continue };
            made.rows.push(vec![
                plain(reader.measure_title(measure)),
                plain(reader.label(&key.group, &key.by, block.source)),
                plain(reader.label(&other(label, &key.by), &key.by, block.source)),
                needed.people_cell(language),
                needed.cell(language),
            ]);
            #[expect(clippy::cast_precision_loss, reason = "counts of people stay far below 2^52")]
            let is_short = (needed.row.n().unwrap_or(0) as f64) < value;
            if is_short {
                short.insert(measure.to_owned());
            }
            cites.push(needed);
        }
    }
    if cites.is_empty() {
        return Vec::new();
    }
    made.notes = notes(reader, &cites);
    made.notes.push(
        choose(
            language,
            "Gerekend met de verhouding tussen de groepen van nu. Bij aandelen is gerekend met 50 procent, waar het meeste nodig is.",
            "Computed with the ratio between the groups of now. Shares were computed at 50 percent, where most is needed.",
        )
        .to_owned(),
    );
    let mut text = vec![choose(
        language,
        "Met zoveel antwoorden is een verschil dat ertoe doet meestal te zien: in vier van de vijf scans, tenzij de scan anders kiest.",
        "With so many answers a difference that matters will mostly be seen: in four of five scans, unless the scan chose otherwise.",
    )
    .to_owned()];
    if !short.is_empty() {
        text.push(short_of(reader, &cites));
    }
    vec![
        Piece::Heading {
            id: book.id(choose(language, "volgende-scan", "next-scan")),
            title: title.to_owned(),
        },
        Piece::Text(text.join(" ")),
        Piece::Table(Table { id: book.id("tabel-volgende-scan"), ..made }),
    ]
}

/// Returns what to do where there are too few: ask more people, or put rounds or schools together.
fn short_of(reader: &Reader<'_>, cites: &[Cite<'_>]) -> String {
    let language = reader.language;
    let asked = reader.latest("response").and_then(|block| {
        let key = Key { ..reader.key(block, &[], &reader.scope.group(), Statistic::Share) };
        reader.get(&key)?.row.n()
    });
    #[expect(clippy::cast_precision_loss, reason = "counts of people stay far below 2^52")]
    let is_beyond = asked.is_some_and(|asked| {
        cites.iter().filter_map(|cite| cite.value()).any(|needed| needed > asked as f64)
    });
    match (is_beyond, language) {
        (true, Language::Dutch) => {
            "Dat zijn er meer dan er studenten zijn. Neem dan rondes, opleidingen of scholen samen."
                .to_owned()
        }
        (true, Language::English) => {
            "That is more than there are students. Then put rounds, programmes or schools together."
                .to_owned()
        }
        (false, Language::Dutch) => {
            "Nu zijn het er minder. Vraag meer studenten, of neem rondes of scholen samen.".to_owned()
        }
        (false, Language::English) => {
            "Now there are fewer. Ask more students, or put rounds or schools together.".to_owned()
        }
    }
}
