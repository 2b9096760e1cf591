//! The chain from school to work: the share of women at each stage, and where it leaks.
//!
//! "Hier lekt het" is said only where the interval of a step lies wholly below 0. Leaves out causes, and says that
//! the stages are not the same people.

use crate::disclosure::{Against, Statistic};
use crate::model::{Language, Text};
use crate::report::{
    chart::{Axis, Chart, Heads, Mark, Reading, Row, RowsChart, Section, State},
    document::{Block as Piece, Table},
    format::{Number, Precision},
    wording::{Sentence, Slot, Slots, Template, sentence_start, word::Word},
};

use super::book::{Book, Draft, Weight};
use super::groups_figure::share_tick;
use super::phrase::choose;
use super::reader::{Cite, Reader};
use super::table::{notes, numbers, plain, table, words};

/// A stage as a reader sees it: its name, its share, and the row that holds it where there is one.
struct Stage<'a> {
    name: Text,
    share: Number,
    cite: Option<Cite<'a>>,
}

/// Returns the figure of the chain with its sentences; nothing with fewer than two stages.
pub(super) fn pieces<'a>(reader: &Reader<'a>, book: &mut Book) -> Vec<Piece> {
    let language = reader.language;
    let steps = in_order(reader);
    let mut stages: Vec<Stage<'a>> = Vec::new();
    let mut said: Vec<Sentence> = Vec::new();
    for (cite, from, to) in &steps {
        let (Some(from), Some(to)) = (stage(reader, *cite, from), stage(reader, *cite, to)) else { continue };
        said.extend(sentence(reader, *cite, &from, &to));
        if stages.is_empty() {
            stages.push(from);
        }
        stages.push(to);
    }
    if stages.len() < 3 {
        return Vec::new();
    }
    let title = choose(
        language,
        "De keten: het aandeel vrouwen van school tot werk",
        "The chain: the share of women from school to work",
    );
    let rows: Vec<Row> = stages
        .iter()
        .map(|stage| Row {
            label: sentence_start(stage.name.get(language), language),
            n: stage.cite.map_or_else(String::new, |cite| cite.people_in_chart(language)),
            mark: if stage.cite.is_some() { Mark::First } else { Mark::Other },
            state: stage.cite.map_or_else(
                || {
                    State::Shown(Reading::Point {
                        value: stage.share.value() * 100.0,
                        interval: None,
                        text: stage.share.in_table(language),
                    })
                },
                |cite| cite.state(language),
            ),
            benchmark: None,
        })
        .collect();
    let values: Vec<f64> = stages
        .iter()
        .flat_map(|stage| {
            let row = stage.cite.map(|cite| cite.row);
            [Some(stage.share.value()), row.and_then(|row| row.lower()), row.and_then(|row| row.upper())]
        })
        .flatten()
        .map(|value| value * 100.0)
        .chain([0.0])
        .collect();
    let axis = Axis::covering(values, 0.0, 100.0, |value| share_tick(reader, value));
    let heads = Heads {
        label: choose(language, "Stap", "Stage").to_owned(),
        n: Word::N.text(language).to_owned(),
        value: format!("{} ({})", Word::Share.text(language), Word::Interval95.text(language)).to_lowercase(),
    };
    let cites: Vec<Cite<'a>> = steps.iter().map(|(cite, ..)| *cite).collect();
    let mut found = notes(reader, &cites);
    found.push(
        choose(
            language,
            "De stappen gaan niet over dezelfde mensen of jaren. Een stap kan ook verschillen door de afbakening.",
            "The stages are not the same people or years. A step may also differ by its definition.",
        )
        .to_owned(),
    );
    let made = lines(reader, &steps, &cites);
    let draft = Draft {
        weight: Weight::Behind,
        name: choose(language, "keten", "chain").to_owned(),
        link: choose(language, "de keten", "the chain").to_owned(),
        title: title.to_owned(),
        subtitle: choose(
            language,
            "Eigen cijfers van het laatste jaar, en gepubliceerde cijfers.",
            "Own figures of the last year, and published figures.",
        )
        .to_owned(),
        chart: Box::new(move |frame| {
            Chart::Bars(RowsChart {
                frame,
                heads,
                sections: vec![Section { heading: None, rows }],
                axis,
                reference: None,
                benchmark_label: String::new(),
            })
        }),
        notes: found,
        source: choose(
            language,
            "Bron: eigen bestanden, en de publicaties die eronder staan.",
            "Source: own files, and the publications named below.",
        )
        .to_owned(),
        words: said.clone(),
        table: made,
        shows: Vec::new(),
    };
    let mut pieces = Vec::new();
    if let Some(figure) = book.figure(reader, draft) {
        pieces.push(Piece::Paragraph(said));
        pieces.push(figure);
    }
    pieces
}

/// Returns the steps from the first stage on, each with what it comes from and goes to.
fn in_order<'a>(reader: &Reader<'a>) -> Vec<(Cite<'a>, Against, Against)> {
    let mut open: Vec<(Cite<'a>, Against, Against)> = reader
        .all()
        .filter(|cite| cite.key().statistic == Statistic::LogOdds)
        .filter_map(|cite| {
            let to = cite.key().measure.strip_prefix("chain.")?;
            let is_own = ["intake", "enrolled", "graduated"].contains(&to);
            let to = if is_own {
                Against::Group(format!("participation.{to}").into())
            } else {
                Against::Benchmark(to.into())
            };
            Some((cite, cite.key().against.clone(), to))
        })
        .collect();
    let mut ordered: Vec<(Cite<'a>, Against, Against)> = Vec::new();
    let start = open.iter().position(|(_, from, _)| !open.iter().any(|(_, _, to)| to == from));
    let mut next = start.map(|place| open.remove(place));
    while let Some(step) = next {
        next = open.iter().position(|(_, from, _)| *from == step.2).map(|place| open.remove(place));
        ordered.push(step);
    }
    ordered
}

fn stage<'a>(reader: &Reader<'a>, step: Cite<'a>, name: &Against) -> Option<Stage<'a>> {
    match name {
        Against::Benchmark(id) => {
            let note = reader.edition.benchmarks.iter().find(|note| note.id == *id)?;
            let year = step.key().period.parse().ok()?;
            let (year, share) = note.nearest_to(year)?;
            let name = Text::new(
                format!("{}, {year}", note.population.nl),
                format!("{}, {year}", note.population.en),
            );
            Some(Stage { name, share: Number::percent(share, Precision::ONE), cite: None })
        }
        Against::Group(measure) => {
            let key = step.key();
            let cite = reader.all().filter(|cite| {
                let other = cite.key();
                other.measure == *measure
                    && other.statistic == Statistic::Share
                    && other.against == Against::Nothing
                    && other.by == key.by
                    && other.group == key.group
                    && !other.period.contains("..")
                    && cite.value().is_some()
            });
            let cite = cite.max_by_key(|cite| cite.key().period.clone())?;
            let of = |language| match (super::phrase::stage(measure), language) {
                (Some(crate::model::Stage::Intake), Language::Dutch) => "de eigen starters",
                (Some(crate::model::Stage::Graduated), Language::Dutch) => "de eigen afgestudeerden",
                (_, Language::Dutch) => "de eigen ingeschrevenen",
                (Some(crate::model::Stage::Intake), Language::English) => "our own starters",
                (Some(crate::model::Stage::Graduated), Language::English) => "our own graduates",
                (_, Language::English) => "our own enrolled students",
            };
            let period = &cite.key().period;
            let name = Text::new(
                format!("{}, {period}", of(Language::Dutch)),
                format!("{}, {period}", of(Language::English)),
            );
            Some(Stage { name, share: cite.printed()?, cite: Some(cite) })
        }
        _ => None,
    }
}

/// Returns what a step says: it leaks, it grows, or that cannot be told.
fn sentence<'a>(reader: &Reader<'a>, step: Cite<'a>, from: &Stage<'a>, to: &Stage<'a>) -> Option<Sentence> {
    let (Some(lower), Some(upper)) = (step.row.lower(), step.row.upper()) else { return None };
    let template = if upper < 0.0 {
        Template::ChainLeak
    } else if lower > 0.0 {
        Template::ChainGain
    } else {
        Template::ChainUnsure
    };
    let number = |slots: Slots, slot: Slot, stage: &Stage<'a>| match stage.cite {
        Some(cite) => slots.number(slot, stage.share, cite.id),
        None => slots.constant(slot, stage.share),
    };
    let key = step.key();
    let slots = Slots::new()
        .group(Slot::GroupA, reader.people(&key.group, &key.by, &key.source))
        .text(Slot::BenchmarkName, from.name.clone())
        .text(Slot::Place, to.name.clone())
        .resting_on(step.id);
    let slots = number(slots, Slot::ValueA, from);
    reader.say(template, &number(slots, Slot::ValueB, to))
}

fn lines<'a>(reader: &Reader<'a>, steps: &[(Cite<'a>, Against, Against)], cites: &[Cite<'a>]) -> Table {
    let language = reader.language;
    let mut made = table(
        choose(
            language,
            "Elke stap op de schaal van log-odds; samen de hele weg",
            "Each step in log odds; together the whole way",
        ),
        vec![
            words(choose(language, "Van", "From")),
            words(choose(language, "Naar", "To")),
            numbers(choose(language, "Verandering (log-odds)", "Change (log odds)")),
            numbers(Word::Interval95.text(language)),
        ],
    );
    let name = |cite: &Cite<'a>, of: &Against| {
        stage(reader, *cite, of)
            .map_or_else(String::new, |stage| sentence_start(stage.name.get(language), language))
    };
    for (cite, from, to) in steps {
        made.rows.push(vec![
            plain(name(cite, from)),
            plain(name(cite, to)),
            cite.cell(language),
            cite.interval_cell(language),
        ]);
    }
    let whole =
        reader.all().find(|cite| cite.key().statistic == Statistic::LogOdds && cite.key().measure == "chain");
    if let (Some(whole), Some((first, from, _)), Some((last, _, to))) = (whole, steps.first(), steps.last()) {
        made.rows.push(vec![
            plain(name(first, from)),
            plain(name(last, to)),
            whole.cell(language),
            whole.interval_cell(language),
        ]);
    }
    made.notes = notes(reader, cites);
    made
}
