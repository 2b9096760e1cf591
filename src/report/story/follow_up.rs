//! Further on who stays: curves over all cohorts, levels and forms as cohorts of their own, results of mbo, definitions.
//!
//! Leaves out the cohorts one by one (`retention`).

use crate::disclosure::{Group, Key, Statistic};
use crate::model::{Definition as Counted, Language, Name, Role, Text, definition};
use crate::report::{
    chart::{Axis, Chart, LinesChart, Mark, Series},
    document::{Block as Piece, Table},
    format::{Number, Precision, period},
    wording::{Noun, PutNumber, Sentence, Slot, measure, sentence_start, word::Word},
};

use super::book::{Book, Draft, Weight};
use super::groups_figure::{nothing, share_tick};
use super::phrase::{choose, lower_first};
use super::reader::{Block, Cite, Reader};
use super::retention;
use super::table::{notes, numbers, people_heading, plain, table, words};

/// What ends a study, in the order of the chart.
const ENDS: [(&str, Mark); 3] =
    [("diploma", Mark::First), ("switch", Mark::Second), ("dropout", Mark::Third)];

/// The most levels or forms in a table.
const MOST_COHORTS: usize = 12;

/// Returns what a measure counts, as a note under a figure or table.
pub(super) fn definition_note(reader: &Reader<'_>, name: &str) -> Option<String> {
    // The source in full stands in the table of definitions.
    let short = |text: &str| text.split(", ").next().unwrap_or(text).to_owned();
    definition(name).map(|mut found| {
        found.source = Text::new(short(&found.source.nl), short(&found.source.en));
        in_words(&found, name, reader.language)
    })
}

/// Returns numerator, denominator, domain, reference date and source in one paragraph.
pub(super) fn in_words(found: &Counted, name: &str, language: Language) -> String {
    let title = sentence_start(measure::name(name, None).get(language), language);
    let [numerator, denominator, domain, date, source] =
        [&found.numerator, &found.denominator, &found.domain, &found.reference_date, &found.source]
            .map(|text| text.get(language));
    match language {
        Language::Dutch => format!(
            "{title}. Teller: {} Noemer: {} Domein: {domain}. Peildatum: {date}. Bron van de definitie: {source}.",
            lower_first(numerator),
            lower_first(denominator)
        ),
        Language::English => format!(
            "{title}. Numerator: {} Denominator: {} Domain: {domain}. Reference date: {date}. Source of the definition: {source}.",
            lower_first(numerator),
            lower_first(denominator)
        ),
    }
}

/// Returns the definitions of every register measure in the report, as a table.
pub(super) fn definitions(reader: &Reader<'_>, book: &mut Book) -> Option<Piece> {
    let language = reader.language;
    let mut measures = reader.measures("participation.");
    measures.extend(reader.measures("retention."));
    let found: Vec<Counted> = measures.iter().filter_map(|name| definition(name)).collect();
    if found.is_empty() {
        return None;
    }
    let caption = choose(language, "Wat elk registercijfer telt", "What each register figure counts");
    let headings = match language {
        Language::Dutch => {
            ["Cijfer", "In results.csv", "Teller", "Noemer", "Domein", "Peildatum", "Bron van de definitie"]
        }
        Language::English => [
            "Figure",
            "In results.csv",
            "Numerator",
            "Denominator",
            "Domain",
            "Reference date",
            "Source of the definition",
        ],
    };
    let mut made = table(caption, headings.map(words).to_vec());
    for one in &found {
        let name = sentence_start(measure::name(&one.id, None).get(language), language);
        let texts = [&one.numerator, &one.denominator, &one.domain, &one.reference_date, &one.source];
        let mut cells = vec![plain(name), plain(one.id.clone())];
        cells.extend(texts.map(|text| plain(text.get(language))));
        made.rows.push(cells);
    }
    made.id = book.id(caption);
    Some(Piece::Table(made))
}

/// Returns a figure of what ended the study of starters, year by year, with who was still there.
pub(super) fn curves<'a>(reader: &Reader<'a>, book: &mut Book) -> Vec<Piece> {
    let language = reader.language;
    // Hardly anybody has a diploma in the first year, so years are those of who is still there.
    let name = reader.retention("curve_enrolled");
    let Some(block) = reader.blocks().iter().find(|block| block.measure == name).cloned() else {
        return Vec::new();
    };
    let years = years_of(reader, &block);
    let Some(last) = years.last().filter(|_| years.len() > 1).copied() else { return Vec::new() };
    let cite = |part: &str, year: u16| {
        let key = reader.key(&block, &[], &reader.scope.group(), Statistic::Share);
        let measure = reader.retention(&format!("curve_{part}"));
        reader.get(&Key { measure: measure.into(), category: year.to_string().into(), ..key })
    };
    let label = |part: &str| {
        sentence_start(measure::name(&format!("retention.curve_{part}"), None).get(language), language)
    };
    let cites: Vec<Cite<'a>> = ["enrolled", "diploma", "switch", "dropout"]
        .iter()
        .flat_map(|part| years.iter().filter_map(|year| cite(part, *year)).collect::<Vec<_>>())
        .collect();
    if !cites.iter().any(|cite| cite.value().is_some()) {
        return Vec::new();
    }
    let made = curve_table(reader, &years, &cite, &label, &cites);
    let ends: Vec<Cite<'a>> = ENDS.iter().filter_map(|(part, _)| cite(part, last)).collect();
    let said = said(reader, last, &ends);
    let series: Vec<Series> = ENDS
        .iter()
        .map(|(part, mark)| Series {
            label: label(part),
            mark: *mark,
            points: years
                .iter()
                .map(|year| cite(part, *year).map_or_else(|| nothing(reader), |cite| cite.state(language)))
                .collect(),
        })
        .collect();
    let values = cites.iter().flat_map(|cite| [cite.row.value(), cite.row.lower(), cite.row.upper()]);
    let axis =
        Axis::covering(values.flatten().map(|value| value * 100.0), 0.0, 100.0, |v| share_tick(reader, v));
    // "52% (5)" at the end of a line says nothing; "52% (5 jaar)" does.
    let periods: Vec<String> =
        years.iter().map(|years| Noun::Year.counted(Number::count(u64::from(*years)), language)).collect();
    let period_title = choose(language, "jaren na de start", "years after the start").to_owned();
    let draft = Draft {
        weight: Weight::Aside,
        name: choose(language, "wat-eindigde-de-studie", "what-ended-the-study").to_owned(),
        link: choose(
            language,
            "diploma, switch en uitval over de jaren",
            "diploma, switch and dropout over the years",
        )
        .to_owned(),
        title: said.as_ref().map_or_else(
            || {
                choose(
                    language,
                    "Diploma, switch en uitval over de jaren",
                    "Diploma, switch and dropout over the years",
                )
                .to_owned()
            },
            |sentence| sentence.text.trim_end_matches('.').to_owned(),
        ),
        subtitle: subtitle(reader, &block, last),
        chart: Box::new(move |frame| {
            Chart::Lines(LinesChart {
                frame,
                periods,
                period_title,
                axis,
                series,
                bands: Vec::new(),
                not_yet_detail: String::new(),
            })
        }),
        notes: made.notes.clone(),
        source: reader.source_line(&block),
        words: said.into_iter().collect(),
        table: made,
        shows: Vec::new(),
    };
    book.figure(reader, draft).into_iter().collect()
}

fn subtitle(reader: &Reader<'_>, block: &Block<'_>, last: u16) -> String {
    let cohorts = period(block.period, reader.language);
    match reader.language {
        Language::Dutch => format!(
            "Aandeel van de starters van {cohorts} samen, tot {last} jaar na de start. Wat het eerst gebeurde, telt; latere jaren komen van oudere cohorten."
        ),
        Language::English => format!(
            "Share of the starters of {cohorts} together, up to {} after the start. What happened first counts; later years come from older cohorts.",
            Noun::Year.counted(Number::count(u64::from(last)), Language::English)
        ),
    }
}

/// Returns the years of follow-up that the curve of everybody has.
fn years_of(reader: &Reader<'_>, block: &Block<'_>) -> Vec<u16> {
    let mut years: Vec<u16> = reader
        .rows(block)
        .filter(|cite| cite.key().by.is_empty() && !cite.is_withheld())
        .filter_map(|cite| cite.key().category.parse().ok())
        .collect();
    years.sort_unstable();
    years.dedup();
    years
}

fn curve_table<'a>(
    reader: &Reader<'a>,
    years: &[u16],
    cite: &dyn Fn(&str, u16) -> Option<Cite<'a>>,
    label: &dyn Fn(&str) -> String,
    cites: &[Cite<'a>],
) -> Table {
    let language = reader.language;
    let mut columns = vec![words(choose(language, "Jaren na de start", "Years after the start"))];
    columns.push(numbers(choose(language, "Nog te volgen (op vijftallen)", "Still followed (to fives)")));
    for part in ["enrolled", "diploma", "switch", "dropout"] {
        columns.push(numbers(label(part)));
        columns.push(numbers(Word::Interval95.text(language)));
    }
    let mut made = table(
        choose(
            language,
            "Wat eindigde de studie, per jaar na de start",
            "What ended the study, by year after the start",
        ),
        columns,
    );
    for year in years {
        let mut cells = vec![plain(year.to_string())];
        cells.push(cite("enrolled", *year).map_or_else(|| plain(""), |cite| cite.people_cell(language)));
        for part in ["enrolled", "diploma", "switch", "dropout"] {
            match cite(part, *year) {
                Some(cite) => cells.extend([cite.cell(language), cite.interval_cell(language)]),
                None => cells.extend([plain(""), plain("")]),
            }
        }
        made.rows.push(cells);
    }
    made.notes = notes(reader, cites);
    made.notes.push(
        choose(
            language,
            "Diploma, switch en uitval sluiten elkaar uit. De lijn stopt waar nog maar weinig starters te volgen zijn.",
            "Diploma, switch and dropout rule each other out. The line stops where few starters are still followed.",
        )
        .to_owned(),
    );
    made
}

fn said(reader: &Reader<'_>, last: u16, ends: &[Cite<'_>]) -> Option<Sentence> {
    let language = reader.language;
    let [diploma, switch, dropout] = ends else { return None };
    let shares = [diploma.printed()?, switch.printed()?, dropout.printed()?];
    let [a, b, c] = shares.map(|share| share.in_text(language));
    let text = match language {
        Language::Dutch => format!("Na {last} jaar: {a} diploma, {b} switch en {c} uitval."),
        Language::English => {
            let years = Noun::Year.counted(Number::count(u64::from(last)), language);
            format!("After {years}: {a} diploma, {b} switch and {c} dropout.")
        }
    };
    let slots = [Slot::ValueA, Slot::ValueB, Slot::ValueO];
    let numbers = slots
        .into_iter()
        .zip(shares)
        .zip(ends)
        .map(|((slot, number), cite)| PutNumber {
            slot,
            number,
            text: number.in_text(language),
            row: Some(cite.id),
        })
        .collect();
    Some(Sentence { text, numbers, rows: ends.iter().map(|cite| cite.id).collect() })
}

/// Returns what became of starters after more than a year, all cohorts together that can be followed so long.
pub(super) fn together<'a>(reader: &Reader<'a>, book: &mut Book) -> Option<Piece> {
    let language = reader.language;
    let is_told = |name: &str| {
        ["reenrolled", "switch", "diploma", "dropout", "enrolled", "left", "returned"].contains(&name)
    };
    let order = |block: &Block<'a>| {
        let name = block.measure.trim_start_matches("retention.");
        let name = name.split('@').next().unwrap_or(name);
        let digits = name.trim_start_matches(|c: char| !c.is_ascii_digit());
        let base = name.strip_suffix(digits).unwrap_or(name);
        let place = ["reenrolled", "switch", "diploma", "enrolled", "dropout", "left"]
            .iter()
            .position(|one| *one == base);
        is_told(base).then(|| (digits.parse().unwrap_or(u16::MAX), place.unwrap_or(usize::MAX)))
    };
    let mut blocks: Vec<Block<'a>> = reader
        .pooled()
        .filter(|block| reader.series(block.measure).is_empty() && order(block).is_some())
        .filter(|block| reader.whole(block, Statistic::Share).is_some_and(|cite| !cite.is_withheld()))
        .cloned()
        .collect();
    blocks.sort_by_key(|block| order(block));
    let by: &[Role] = &[Role::Sex];
    let mut groups: Vec<&'a Group> = Vec::new();
    for block in &blocks {
        for group in reader.groups(block, by) {
            let is_shown =
                reader.number(block, by, group, Statistic::Share).is_some_and(|cite| !cite.is_withheld());
            if is_shown && reader.is_stated(group, by) && !groups.contains(&group) {
                groups.push(group);
            }
        }
    }
    let first = blocks.first()?;
    groups.sort_by_key(|group| reader.places(group, by));
    let caption = choose(
        language,
        "Na meer dan een jaar, alle cohorten samen",
        "After more than a year, all cohorts together",
    );
    let mut columns = vec![
        words(Word::Measure.text(language)),
        words(choose(language, "Cohorten", "Cohorts")),
        numbers(choose(language, "n (op vijftallen)", "n (to fives)")),
        numbers(sentence_start(Word::Everybody.text(language), language)),
    ];
    columns.extend(groups.iter().map(|group| numbers(reader.label(group, by, first.source))));
    let mut made = table(caption, columns);
    let mut cites: Vec<Cite<'a>> = Vec::new();
    for block in &blocks {
        let Some(whole) = reader.whole(block, Statistic::Share) else { continue };
        let mut cells = vec![
            plain(sentence_start(reader.measure_text(block.measure).get(language), language)),
            plain(period(block.period, language)),
            whole.people_cell(language),
            whole.cell(language),
        ];
        cites.push(whole);
        for group in &groups {
            let cite = reader.number(block, by, group, Statistic::Share);
            cites.extend(cite);
            cells.push(cite.map_or_else(|| plain(""), |cite| cite.cell(language)));
        }
        made.rows.push(cells);
    }
    made.notes = notes(reader, &cites);
    made.notes.push(
        choose(
            language,
            "Alleen cohorten die zo lang te volgen zijn. Per cohort zijn dit te kleine aantallen om te tonen.",
            "Only cohorts that can be followed so long. By cohort these are too few people to show.",
        )
        .to_owned(),
    );
    made.id = book.id(&format!("tabel-{}", choose(language, "cohorten-samen", "cohorts-together")));
    Some(Piece::Table(made))
}

/// Returns what became of each level and each form of study after a year, as cohorts of their own.
pub(super) fn own_cohorts<'a>(reader: &Reader<'a>, book: &mut Book) -> Option<Piece> {
    let language = reader.language;
    let states = ["reenrolled1", "switch1", "diploma1", "dropout1"].map(|state| reader.retention(state));
    let block = reader.latest_observable(&states[0])?.clone();
    let mut rows: Vec<(String, Vec<Option<Cite<'a>>>)> = Vec::new();
    for by in [&[Role::Level][..], &[Role::Form][..]] {
        let Some(own) = reader.breakdowns(&block).into_iter().find(|known| *known == by) else { continue };
        for group in reader.groups(&block, own) {
            let cited = states.iter().map(|measure| {
                let key = reader.key(&block, own, group, Statistic::Share);
                reader.get(&Key { measure: Name::from(measure), ..key })
            });
            rows.push((reader.label(group, own, block.source), cited.collect()));
        }
    }
    let cites: Vec<Cite<'a>> = rows.iter().flat_map(|(_, cites)| cites.iter().copied().flatten()).collect();
    if rows.len() < 2 || rows.len() > MOST_COHORTS || !cites.iter().any(|cite| cite.value().is_some()) {
        return None;
    }
    let caption = match language {
        Language::Dutch => format!("Elk niveau en elke vorm na 1 jaar, {}", reader.period_name(&block)),
        Language::English => format!("Each level and form after 1 year, {}", reader.period_name(&block)),
    };
    let mut made = retention::states_table(reader, caption, &rows);
    made.notes.push(
        choose(
            language,
            "Wie van een Ad naar een bachelor ging, is geen uitval: dat telt als diploma of als switch.",
            "Going on from an Ad to a bachelor is no dropout: it counts as a diploma or as a switch.",
        )
        .to_owned(),
    );
    made.id = book.id(&format!("tabel-{}", choose(language, "niveaus-en-vormen", "levels-and-forms")));
    Some(Piece::Table(made))
}

/// Returns the results of mbo in the last year that shows them, with the norms of the scan beside them.
pub(super) fn mbo<'a>(reader: &Reader<'a>, book: &mut Book) -> Option<Piece> {
    let language = reader.language;
    let measures = ["retention.jaarresultaat", "retention.diplomaresultaat", "retention.startersresultaat"];
    let mut found: Vec<(String, Cite<'a>)> = Vec::new();
    for measure in measures {
        // The starters' result is of three years together.
        let of_years = || reader.pooled().find(|block| block.measure == measure);
        let Some(block) = reader.latest_observable(measure).or_else(of_years).cloned() else { continue };
        found.extend(reader.whole(&block, Statistic::Share).map(|cite| (String::new(), cite)));
        let Some(by) = reader.breakdowns(&block).into_iter().find(|by| *by == [Role::Level]) else {
            continue;
        };
        for group in reader.groups(&block, by) {
            let label = reader.label(group, by, block.source);
            found.extend(reader.number(&block, by, group, Statistic::Share).map(|cite| (label, cite)));
        }
    }
    let cites: Vec<Cite<'a>> = found.iter().map(|(_, cite)| *cite).collect();
    if !cites.iter().any(|cite| cite.value().is_some()) {
        return None;
    }
    let norm = |cite: Cite<'_>, label: &str| {
        let level = cite.key().group.level(Role::Level).unwrap_or_default();
        reader
            .edition
            .norms
            .iter()
            .find(|norm| {
                norm.measure == cite.key().measure
                    && !level.is_empty()
                    && (norm.level == level || norm.level == label || level.ends_with(norm.level.as_str()))
            })
            .map(|norm| Number::percent(norm.share, Precision::of_decimals(0)))
    };
    let has_norms = found.iter().any(|(label, cite)| norm(*cite, label).is_some());
    let mut columns = vec![
        words(Word::Measure.text(language)),
        words(measure::role_name(Role::Level).get(language)),
        words(Word::Period.text(language)),
        numbers(people_heading(cites.iter().copied(), language)),
        numbers(choose(language, "Resultaat", "Result")),
        numbers(Word::Interval95.text(language)),
    ];
    if has_norms {
        columns.push(numbers(choose(language, "Norm", "Norm")));
    }
    let mut made = table(choose(language, "Resultaten van het mbo", "Results of mbo"), columns);
    for (label, cite) in &found {
        let mut cells = vec![
            plain(reader.measure_title(&cite.key().measure)),
            plain(label.clone()),
            plain(period(&cite.key().period, language)),
            cite.people_cell(language),
            cite.cell(language),
            cite.interval_cell(language),
        ];
        if has_norms {
            cells.push(plain(norm(*cite, label).map_or_else(String::new, |norm| norm.in_table(language))));
        }
        made.rows.push(cells);
    }
    made.notes = notes(reader, &cites);
    made.id = book.id(&format!("tabel-{}", choose(language, "resultaten-mbo", "results-mbo")));
    Some(Piece::Table(made))
}
