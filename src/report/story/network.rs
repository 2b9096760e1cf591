//! The schools of a network beside chance, and differences within the schools: from share files only.
//!
//! Nothing where the rows are not there, as in a report over one scan. Schools stand by name, and a school is set
//! against the others, never against a total that contains it.

use crate::disclosure::{Against, Key, Statistic};
use crate::model::{Language, Role};
use crate::report::{
    chart::{Axis, Chart, FunnelChart, Limit, School, Span},
    document::{Block as Piece, Table},
    format::{Number, Precision},
    wording::{Sentence, Slot, Slots, Template, sentence_start, word::Word},
};

use super::book::{Book, Draft, Weight};
use super::phrase::choose;
use super::reader::{Block, Cite, Reader};
use super::table::{notes, numbers, plain, table, words};

/// Schools that a funnel needs.
const FEWEST: usize = 3;

/// What the column on the same programmes says, in both languages.
const MIX: [&str; 2] = [
    "Dezelfde opleidingen: we nemen per opleiding het cijfer van de andere scholen. Elke opleiding telt zo zwaar als ze studenten van deze school heeft. Leeg: te weinig andere scholen tonen dezelfde opleidingen.",
    "The same programmes: of each programme we take the number of the other schools. Each counts by how many students of this school it has. Empty: too few other schools show the same programmes.",
];

/// One school on one measure.
struct Placed<'a> {
    label: String,
    own: Cite<'a>,
    inner: Cite<'a>,
    outer: Cite<'a>,
    from_others: Option<Cite<'a>>,
    drawn: Option<Cite<'a>>,
    /// What a school with the same programmes would have.
    expected: Option<Cite<'a>>,
}

/// Returns funnels, the table behind them, and the differences within the schools.
pub(super) fn pieces(reader: &Reader<'_>, book: &mut Book) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let scales = reader.edition.scales.iter().map(|note| note.measure.clone());
    let outcomes = reader.edition.outcomes.iter().map(|note| note.measure.clone());
    let retention = reader.measures("retention.").into_iter().map(str::to_owned);
    let mut measures: Vec<String> = scales.chain(outcomes).chain(retention).collect();
    measures.dedup();
    let mut is_first = true;
    for measure in &measures {
        let Some(block) = reader.latest(measure).cloned() else { continue };
        let placed = placed(reader, &block);
        if placed.len() < FEWEST {
            continue;
        }
        let made = beside_chance(reader, &block, &placed);
        let wants_figure = is_first || measure.starts_with("retention.dropout1");
        let figure = wants_figure.then(|| funnel(reader, book, &block, &placed, made.clone())).flatten();
        match figure {
            Some(figure) => pieces.push(figure),
            None => {
                let id = book.id(&format!("tabel-scholen-{measure}"));
                pieces.push(Piece::Table(Table { id, ..made }));
            }
        }
        is_first = false;
    }
    if let Some(made) = within_schools(reader, &measures) {
        let id = book.id(choose(reader.language, "tabel-binnen-scholen", "table-within-schools"));
        pieces.push(Piece::Table(Table { id, ..made }));
    }
    pieces
}

fn placed<'a>(reader: &Reader<'a>, block: &Block<'a>) -> Vec<Placed<'a>> {
    let by = [Role::Institution];
    let statistic = if block.measure.starts_with("scale.") { Statistic::Mean } else { Statistic::Share };
    let mut placed: Vec<Placed<'a>> = reader
        .groups(block, &by)
        .into_iter()
        .filter_map(|group| {
            let of = |statistic| reader.number(block, &by, group, statistic);
            let others =
                Key { against: Against::Others, ..reader.key(block, &by, group, Statistic::Difference) };
            let mixed = reader.rows(block).find(|cite| {
                let key = cite.key();
                key.statistic == Statistic::Expected && *key.by == by && key.group == *group
            });
            Some(Placed {
                label: reader.label(group, &by, block.source),
                own: of(statistic)?,
                inner: of(Statistic::Limit95)?,
                outer: of(Statistic::Limit998)?,
                from_others: reader.get(&others),
                drawn: of(Statistic::Shrunken),
                expected: mixed.filter(|cite| cite.value().is_some()),
            })
        })
        .filter(|school| school.own.value().is_some() && school.inner.value().is_some())
        .collect();
    placed.sort_by_key(|school| school.label.to_lowercase());
    placed
}

/// Returns whether a school lies beyond limits, and beyond which.
fn beyond(own: Cite<'_>, limits: Cite<'_>) -> bool {
    match (own.value(), limits.row.lower(), limits.row.upper()) {
        (Some(value), Some(lower), Some(upper)) => value < lower || value > upper,
        _ => false,
    }
}

fn verdict(school: &Placed<'_>, language: Language) -> &'static str {
    if beyond(school.own, school.outer) {
        choose(language, "buiten de 99,8%-grens", "outside the 99.8% limit")
    } else if beyond(school.own, school.inner) {
        choose(language, "buiten de 95%-grens", "outside the 95% limit")
    } else {
        choose(language, "past bij gewoon toeval", "fits ordinary chance")
    }
}

fn beside_chance(reader: &Reader<'_>, block: &Block<'_>, placed: &[Placed<'_>]) -> Table {
    let language = reader.language;
    let name = reader.measure_title(block.measure);
    let has_mix = placed.iter().any(|school| school.expected.is_some());
    let mut made = table(
        match language {
            Language::Dutch => format!("{name}: scholen op naam, naast wat toeval geeft"),
            Language::English => format!("{name}: schools by name, beside what chance gives"),
        },
        vec![
            words(choose(language, "School", "School")),
            numbers(Word::N.text(language)),
            numbers(choose(language, "Cijfer", "Number")),
            numbers(Word::Interval95.text(language)),
            numbers(choose(language, "95%-grens van toeval", "95% limit of chance")),
            words(choose(language, "Plaats", "Place")),
            numbers(choose(language, "Verschil met de andere scholen", "Difference from the other schools")),
            numbers(choose(language, "Cijfer met minder toeval", "Number with less chance")),
        ],
    );
    if has_mix {
        let heading = choose(
            language,
            "Een school met dezelfde opleidingen zou hebben",
            "A school with the same programmes would have",
        );
        made.columns.push(numbers(heading));
    }
    let mut cites = Vec::new();
    for school in placed {
        cites.extend([Some(school.own), Some(school.inner), school.from_others].into_iter().flatten());
        let mut cells = vec![
            plain(school.label.clone()),
            school.own.people_cell(language),
            school.own.cell(language),
            school.own.interval_cell(language),
            school.inner.interval_cell(language),
            plain(verdict(school, language)),
            school.from_others.map_or_else(|| plain(""), |cite| cite.cell(language)),
            school.drawn.map_or_else(|| plain(""), |cite| cite.cell(language)),
        ];
        if has_mix {
            cites.extend(school.expected);
            cells.push(school.expected.map_or_else(|| plain(""), |cite| cite.cell(language)));
        }
        made.rows.push(cells);
    }
    made.notes = notes(reader, &cites);
    if has_mix {
        made.notes.push(choose(language, MIX[0], MIX[1]).to_owned());
    }
    if placed.iter().any(|school| school.inner.row.method() == "provisional") {
        made.notes.push(
            choose(
                language,
                "Voorlopige grenzen: met minder dan 10 scholen is niet te zeggen hoeveel scholen gewoonlijk verschillen.",
                "Provisional limits: with fewer than 10 schools we cannot tell how much schools usually differ.",
            )
            .to_owned(),
        );
    }
    made.notes.push(
        choose(
            language,
            "Dit is geen ranglijst. De grenzen liggen rond het cijfer van alle scholen samen.",
            "This is no ranking. The limits lie around the number of all schools together.",
        )
        .to_owned(),
    );
    made.notes.push(reader.source_line(block));
    made
}

fn funnel(
    reader: &Reader<'_>,
    book: &mut Book,
    block: &Block<'_>,
    placed: &[Placed<'_>],
    made: Table,
) -> Option<Piece> {
    let language = reader.language;
    let is_score = block.measure.starts_with("scale.");
    let factor = if is_score { 1.0 } else { 100.0 };
    let scale = reader.scale(block.measure);
    let [floor, ceiling] = match scale {
        Some(scale) => [scale.lowest, scale.highest],
        None => [0.0, 100.0],
    };
    let tick = move |value: f64| {
        if is_score {
            Number::score(value, Precision::ONE).in_table(language)
        } else {
            format!("{value:.0}%")
        }
    };
    // Numbers of people to the nearest five: a point in a drawing tells no more than a table.
    #[expect(clippy::cast_precision_loss, reason = "counts of people stay far below 2^52")]
    let size = |cite: Cite<'_>| (cite.row.n().unwrap_or(0) as f64 / 5.0).round() * 5.0;
    let largest = placed.iter().map(|school| size(school.own)).fold(0.0, f64::max);
    let mut limits: Vec<Limit> = placed
        .iter()
        .filter_map(|school| {
            let span = |cite: Cite<'_>| {
                Some(Span { lower: cite.row.lower()? * factor, upper: cite.row.upper()? * factor })
            };
            Some(Limit { size: size(school.inner), inner: span(school.inner)?, outer: span(school.outer)? })
        })
        .collect();
    limits.sort_by(|a, b| a.size.total_cmp(&b.size));
    limits.dedup_by(|a, b| a.size.total_cmp(&b.size).is_eq());
    let values = placed.iter().filter_map(|school| school.own.value()).map(|value| value * factor);
    let ends = limits.iter().flat_map(|limit| [limit.inner.lower, limit.inner.upper]);
    let centre = placed.first()?.inner;
    let others = placed
        .iter()
        .filter_map(|school| {
            Some(School {
                size: size(school.own),
                value: school.own.value()? * factor,
                label: school.label.clone(),
            })
        })
        .collect();
    let chart = FunnelParts {
        sizes: Axis::covering([0.0, largest], 0.0, largest.max(1.0), |value| format!("{value:.0}")),
        values: Axis::covering(values.chain(ends), floor, ceiling, tick),
        centre: centre.value()? * factor,
        centre_label: format!(
            "{} {}",
            choose(language, "alle scholen", "all schools"),
            centre.printed()?.in_table(language)
        ),
        limits,
        others,
    };
    let outside: Vec<&Placed<'_>> = placed.iter().filter(|school| beyond(school.own, school.inner)).collect();
    let name = reader.measure_title(block.measure);
    let title = match (outside.len(), language) {
        (0, Language::Dutch) => format!("{name}: alle {} scholen passen bij gewoon toeval", placed.len()),
        (0, Language::English) => format!("{name}: all {} schools fit ordinary chance", placed.len()),
        (1, Language::Dutch) => format!("{name}: 1 van de {} scholen ligt buiten de 95%-grens", placed.len()),
        (1, Language::English) => format!("{name}: 1 of {} schools lies outside the 95% limit", placed.len()),
        (f, Language::Dutch) => {
            format!("{name}: {f} van de {} scholen liggen buiten de 95%-grens", placed.len())
        }
        (f, Language::English) => {
            format!("{name}: {f} of {} schools lie outside the 95% limit", placed.len())
        }
    };
    let draft = Draft {
        weight: Weight::Main,
        name: format!("{name}-{}", choose(language, "trechter", "funnel")),
        link: format!(
            "{} {}",
            reader.measure_text(block.measure).get(language),
            choose(language, "scholen en toeval", "schools and chance")
        ),
        title,
        subtitle: format!(
            "{}, {}.",
            sentence_start(choose(language, "scholen op naam", "schools by name"), language),
            reader.period_name(block)
        ),
        chart: Box::new(move |frame| {
            Chart::Funnel(FunnelChart {
                frame,
                sizes: chart.sizes,
                size_title: choose(language, "aantal studenten (n)", "number of students (n)").to_owned(),
                values: chart.values,
                centre: chart.centre,
                centre_label: chart.centre_label,
                limits: chart.limits,
                inner_label: choose(language, "95%-grens", "95% limit").to_owned(),
                outer_label: choose(language, "99,8%-grens", "99.8% limit").to_owned(),
                others: chart.others,
                own: None,
            })
        }),
        notes: vec![
            choose(
                language,
                "Minder studenten, ruimere grens. Dit is geen ranglijst.",
                "Fewer students, wider limits. This is no ranking.",
            )
            .to_owned(),
        ],
        source: reader.source_line(block),
        words: outside.iter().filter_map(|school| said(reader, school, placed.len())).collect(),
        table: made,
        shows: vec![(block.measure.to_owned(), vec![Role::Institution])],
    };
    book.figure(reader, draft)
}

/// What the drawing needs, before it has a frame.
struct FunnelParts {
    sizes: Axis,
    values: Axis,
    centre: f64,
    centre_label: String,
    limits: Vec<Limit>,
    others: Vec<School>,
}

/// Returns what is said of a school outside the limits.
fn said(reader: &Reader<'_>, school: &Placed<'_>, schools: usize) -> Option<Sentence> {
    let name = crate::model::Text::same(sentence_start(&school.label, reader.language));
    let slots = Slots::new().text(Slot::School, name).resting_on(school.own.id);
    if beyond(school.own, school.outer) {
        return reader.say(Template::SchoolOutside998, &slots);
    }
    let by_chance = schools.div_ceil(20).max(1);
    let slots = slots
        .constant(Slot::Found, Number::count(by_chance as u64))
        .constant(Slot::Schools, Number::count(schools as u64));
    reader.say(Template::SchoolOutside95, &slots)
}

/// Returns the differences of women and men over all schools: three questions, three answers.
fn within_schools(reader: &Reader<'_>, measures: &[String]) -> Option<Table> {
    let language = reader.language;
    let mut made = table(
        choose(
            language,
            "Verschillen: van iedereen samen, binnen de scholen, en bij een doorsnee school",
            "Differences: of everybody together, within the schools, and at a typical school",
        ),
        vec![
            words(choose(language, "Onderwerp", "Subject")),
            words(Word::Group.text(language)),
            numbers(choose(language, "Iedereen samen", "Everybody together")),
            numbers(choose(language, "Binnen deze scholen", "Within these schools")),
            numbers(Word::Interval95.text(language)),
            numbers(choose(language, "Bij een doorsnee school", "At a typical school")),
            numbers(Word::Interval95.text(language)),
            numbers(choose(language, "Een volgende school ligt tussen", "A further school lies between")),
        ],
    );
    let mut cites = Vec::new();
    for measure in measures {
        let Some(block) = reader.latest(measure) else { continue };
        let gaps = reader.rows(block).filter(|cite| cite.key().statistic == Statistic::DifferenceWithin);
        for within in gaps.filter(|cite| cite.value().is_some()) {
            let key = within.key();
            let of = |statistic| reader.get(&Key { statistic, ..key.clone() });
            let cell = |cite: Option<Cite<'_>>| cite.map_or_else(|| plain(""), |cite| cite.cell(language));
            let range =
                |cite: Option<Cite<'_>>| cite.map_or_else(|| plain(""), |cite| cite.interval_cell(language));
            let typical = of(Statistic::DifferenceTypical);
            made.rows.push(vec![
                plain(reader.measure_title(measure)),
                plain(reader.sides(&key.group, &key.against, &key.by, block.source)),
                cell(of(Statistic::Difference)),
                within.cell(language),
                within.interval_cell(language),
                cell(typical),
                range(typical),
                range(of(Statistic::DifferencePredicted)),
            ]);
            cites.push(within);
        }
    }
    if made.rows.is_empty() {
        return None;
    }
    made.notes = notes(reader, &cites);
    made.notes.push(
        choose(
            language,
            "Een verschil van iedereen samen kan ook samenhangen met welke school wie kiest; binnen de scholen niet.",
            "A difference of everybody together may also go with who chooses which school; within the schools it does not.",
        )
        .to_owned(),
    );
    Some(made)
}
