//! Who answered, and whom we did not hear: respondents beside everybody who is enrolled.

use crate::disclosure::{Statistic, Status, Step};
use crate::model::{Language, Role};
use crate::report::{
    document::{Block as Piece, Section},
    format::Number,
    wording::{
        self, Sentence, Slot, Slots, Template, measure, section::Section as Chapter, sentence_start,
        text::ChartKind, word::Word,
    },
};

use super::book::{Book, Draft, Weight};
use super::groups_figure::{Ends, Groups};
use super::phrase::{choose, lower_first};
use super::planning;
use super::reader::{Block, Cite, Reader};
use super::representativeness;
use super::scales::demographic;
use super::table::{notes, numbers, plain, table, words};

/// The roles that a survey and a register both know, by what tells most first.
const SHARED: [Role; 6] =
    [Role::Programme, Role::Level, Role::Form, Role::Domain, Role::Sector, Role::Location];
pub(super) const MOST_GROUPS: usize = 16;

/// The most rows of the figure: who answered matters, and what they answered more. All groups are in the annex.
const MOST_ROWS: usize = 12;

/// Returns the chapter on response; nothing where nobody was asked.
pub(super) fn chapter(reader: &Reader<'_>, book: &mut Book) -> Option<Section> {
    let block = reader.latest("response")?.clone();
    let sentences: Vec<Sentence> =
        respondents(reader, &block).into_iter().chain(unheard(reader, &block)).collect();
    let mut pieces = Vec::new();
    let earlier = earlier_rounds(reader);
    let shares = reader.latest("participation.respondents").cloned();
    if !sentences.is_empty() {
        pieces.push(Piece::Paragraph(sentences));
    }
    pieces.extend(earlier.map(Piece::Text));
    if let Some(shares) = &shares {
        pieces.extend(figure(reader, book, shares, &block));
        let by_group = representativeness::pieces(reader, book, &block);
        let is_known = !by_group.is_empty();
        pieces.extend(by_group);
        if !is_known {
            pieces.extend(beside_register(reader, book, shares));
        }
    }
    pieces.extend(representativeness::weighting(reader, &block));
    pieces.extend(planning::pieces(reader, book));
    Some(super::section(reader, book, Chapter::Response, pieces))
}

/// Returns how many people answered.
pub(super) fn respondents(reader: &Reader<'_>, block: &Block<'_>) -> Option<Sentence> {
    let cite = reader.whole(block, Statistic::N)?;
    let slots = Slots::new().number(Slot::N, cite.printed()?, cite.id);
    let mut sentence =
        rate(reader, block, &slots).or_else(|| reader.say(Template::ResponseWithoutFrame, &slots))?;
    let round = sentence_start(&reader.period_name(block), reader.language);
    sentence.text = format!("{round}: {}", lower_first(&sentence.text));
    Some(sentence)
}

/// Returns how many of those who were asked answered, where the scan says who was asked.
fn rate(reader: &Reader<'_>, block: &Block<'_>, answered: &Slots) -> Option<Sentence> {
    let share = reader.whole(block, Statistic::Share)?;
    let asked = share.row.n()?;
    let asked = match share.row.step() {
        Step::Fine => Number::count(asked),
        Step::Coarse => Number::about(asked),
    };
    let slots =
        answered.clone().number(Slot::Total, asked, share.id).number(Slot::Share, share.printed()?, share.id);
    reader.say(Template::ResponseRate, &slots)
}

/// Returns how many did not answer, where the scan says who was asked.
fn unheard(reader: &Reader<'_>, block: &Block<'_>) -> Option<Sentence> {
    let cite = reader.whole(block, Statistic::Nonresponse)?;
    reader.say(Template::ResponseUnheard, &Slots::new().number(Slot::Share, cite.printed()?, cite.id))
}

fn earlier_rounds(reader: &Reader<'_>) -> Option<String> {
    let series = reader.series("response");
    let earlier: Vec<String> = series
        .iter()
        .rev()
        .skip(1)
        .filter_map(|block| {
            let n = reader.whole(block, Statistic::N)?.printed()?;
            Some(format!("{} {}", reader.period_name(block), parenthesis(&n.bare(reader.language))))
        })
        .collect();
    (!earlier.is_empty()).then(|| {
        let list = wording::list(&earlier, reader.language);
        match reader.language {
            Language::Dutch => format!("Eerder ingevuld: {list}."),
            Language::English => format!("Answered before: {list}."),
        }
    })
}

fn parenthesis(n: &str) -> String {
    format!("(n\u{a0}=\u{a0}{n})")
}

fn figure<'a>(
    reader: &Reader<'a>,
    book: &mut Book,
    shares: &Block<'a>,
    response: &Block<'a>,
) -> Option<Piece> {
    let language = reader.language;
    let breakdowns: Vec<&[Role]> = demographic(reader, shares);
    let mut groups =
        Groups::of(reader, shares, Statistic::Share, &breakdowns, Ends::ShareFromZero, MOST_ROWS);
    groups.reference = None;
    if groups.is_empty() {
        return None;
    }
    let first = breakdowns.first()?;
    let largest = reader
        .groups(shares, first)
        .into_iter()
        .filter_map(|group| reader.number(shares, first, group, Statistic::Share))
        .filter(|cite| cite.value().is_some())
        .max_by(|a, b| a.row.value().partial_cmp(&b.row.value()).unwrap_or(std::cmp::Ordering::Equal))?;
    let people =
        sentence_start(&reader.people(&largest.key().group, first, shares.source).plural(language), language);
    let share = largest.printed()?;
    let title = match language {
        Language::Dutch => format!("{people} vormen {} procent van de deelnemers", share.bare(language)),
        Language::English => format!("{people} are {}% of those who answered", share.bare(language)),
    };
    let n = reader.n_text(reader.whole(response, Statistic::N).and_then(Cite::printed));
    let draft = Draft {
        weight: Weight::Main,
        name: format!("{}-{}", Chapter::Response.slug(language), choose(language, "groepen", "groups")),
        link: choose(language, "wie meededen", "who took part").to_owned(),
        title,
        subtitle: format!(
            "{}, {}, {n}. {}.",
            choose(language, "Aandeel onder wie de vragenlijst invulde", "Share of those who answered"),
            reader.period_name(shares),
            sentence_start(ChartKind::Bars.reading_guide(language), language)
        ),
        chart: groups.chart(reader),
        notes: groups.notes(reader),
        source: reader.source_line(shares),
        words: Vec::new(),
        table: groups
            .table(reader, format!("{}, {}", Word::Response.text(language), reader.period_name(shares))),
        shows: Vec::new(),
    };
    book.figure(reader, draft)
}

/// Returns respondents beside everybody enrolled, by a feature that both sources know.
fn beside_register<'a>(reader: &Reader<'a>, book: &mut Book, shares: &Block<'a>) -> Vec<Piece> {
    let language = reader.language;
    let Some(enrolled) = reader.latest("participation.enrolled").cloned() else { return Vec::new() };
    let single = reader.single_breakdowns(shares);
    let in_both = |role: &Role| {
        let by = single.iter().copied().find(|by| by[0] == *role)?;
        let groups = reader.groups(shares, by);
        let known =
            groups.iter().filter(|group| reader.number(&enrolled, by, group, Statistic::Share).is_some());
        (known.count() > 1 && groups.len() <= MOST_GROUPS).then_some(by)
    };
    let Some(by) = SHARED.iter().find_map(in_both) else { return Vec::new() };
    let mut made = table(
        match language {
            Language::Dutch => format!(
                "Wie antwoordde, naast wie staat ingeschreven ({}, {})",
                reader.period_name(shares),
                reader.period_name(&enrolled)
            ),
            Language::English => format!(
                "Those who answered beside everybody enrolled ({}, {})",
                reader.period_name(shares),
                reader.period_name(&enrolled)
            ),
        },
        Vec::new(),
    );
    let (mut less, mut more, mut cites) = (Vec::new(), Vec::new(), Vec::new());
    for group in reader.groups(shares, by) {
        let answered = reader.number(shares, by, group, Statistic::Share);
        let all = reader.number(&enrolled, by, group, Statistic::Share);
        let label = reader.label(group, by, shares.source);
        if let (Some(answered), Some(all)) = (answered, all) {
            cites.extend([answered, all]);
            let bounds = (answered.row.lower(), answered.row.upper(), all.value());
            match bounds {
                (_, Some(upper), Some(all)) if upper < all && answered.row.status() == Status::Shown => {
                    less.push(label.clone());
                }
                (Some(lower), _, Some(all)) if lower > all && answered.row.status() == Status::Shown => {
                    more.push(label.clone());
                }
                _ => {}
            }
        }
        let cell = |cite: Option<Cite<'a>>| cite.map_or_else(|| plain(""), |cite| cite.cell(language));
        let interval = answered.map_or_else(|| plain(""), |cite| cite.interval_cell(language));
        made.rows.push(vec![plain(label), cell(answered), interval, cell(all)]);
    }
    made.columns = vec![
        words(measure::role_name(by[0]).get(language)),
        numbers(choose(language, "Aandeel van wie antwoordde", "Share of those who answered")),
        numbers(Word::Interval95.text(language)),
        numbers(choose(language, "Aandeel van wie staat ingeschreven", "Share of those enrolled")),
    ];
    made.notes = notes(reader, &cites);
    made.notes.push(reader.source_line(shares));
    made.id = book.id(&format!("tabel-{}", Chapter::Response.slug(language)));
    let mut pieces = Vec::new();
    let sentence = |nl: &str, en: &str, labels: &[String]| {
        let list = wording::list(labels, language);
        format!("{} {list}.", choose(language, nl, en))
    };
    if !less.is_empty() {
        pieces.push(Piece::Text(sentence(
            "Minder gehoord dan hun aandeel:",
            "Heard less than their share:",
            &less,
        )));
    }
    if !more.is_empty() {
        pieces.push(Piece::Text(sentence(
            "Meer gehoord dan hun aandeel:",
            "Heard more than their share:",
            &more,
        )));
    }
    pieces.push(Piece::Table(made));
    pieces
}
