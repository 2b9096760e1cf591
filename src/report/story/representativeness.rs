//! How far those who answered look like all who were asked, and whether answers were weighted for that.
//!
//! A gap in the response is said of the scan: which groups it did not reach, never what is wrong with a group.

use crate::disclosure::{Against, Group, Key, Statistic, Status};
use crate::model::{Language, Role};
use crate::report::{
    document::{Block as Piece, Table},
    format::{Number, Precision},
    wording::{
        self, PutNumber, Sentence, Slot, Slots, Template, measure, method, section::Section as Chapter,
        word::Word,
    },
};

use super::book::Book;
use super::phrase::{choose, lower_first};
use super::reader::{Block, Cite, Reader};
use super::response::MOST_GROUPS;
use super::table::{notes, numbers, plain, table, words};

/// One group, among all who were asked and among those who answered.
struct Line<'a> {
    group: &'a Group,
    rate: Cite<'a>,
    asked: Option<Cite<'a>>,
    answered: Option<Cite<'a>>,
    ratio: Option<Cite<'a>>,
}

/// Returns the response by the feature over which it is most uneven: sentences and a table.
///
/// Nothing where the scan does not say who was asked, or where the numbers may not be printed.
pub(super) fn pieces(reader: &Reader<'_>, book: &mut Book, block: &Block<'_>) -> Vec<Piece> {
    let evenness = |by: &&[Role]| {
        let cite = reader.answer(block, &[], &reader.scope.group(), Statistic::RIndicator, by[0].word())?;
        Some((cite.value()?, cite))
    };
    let known = reader.single_breakdowns(block).into_iter().filter_map(|by| Some((by, evenness(&by)?)));
    let few = known.filter(|(by, _)| reader.groups(block, by).len() <= MOST_GROUPS);
    let Some((by, (_, cite))) = few.min_by(|a, b| a.1.0.total_cmp(&b.1.0)) else { return Vec::new() };
    let lines = lines(reader, block, by);
    if lines.len() < 2 {
        return Vec::new();
    }
    let mut pieces = Vec::new();
    let sentences: Vec<Sentence> = uneven(reader, block, by, &lines).into_iter().collect();
    if !sentences.is_empty() {
        pieces.push(Piece::Paragraph(sentences));
    }
    pieces.extend(reached(reader, block, by, &lines).into_iter().map(Piece::Text));
    pieces.extend(evenness_text(reader, by, cite).map(|sentence| Piece::Paragraph(vec![sentence])));
    pieces.push(Piece::Table(printed(reader, book, block, by, &lines)));
    pieces
}

fn lines<'a>(reader: &Reader<'a>, block: &Block<'a>, by: &[Role]) -> Vec<Line<'a>> {
    let share_in = |measure: &str, group: &Group| {
        reader.number(reader.beside(block, measure)?, by, group, Statistic::Share)
    };
    reader
        .groups(block, by)
        .into_iter()
        .filter_map(|group| {
            let rate = reader.number(block, by, group, Statistic::Share)?;
            let ratio = Key {
                against: Against::Benchmark("frame".into()),
                ..reader.key(block, by, group, Statistic::Representation)
            };
            Some(Line {
                group,
                rate,
                asked: share_in("participation.frame", group),
                answered: share_in("participation.respondents", group),
                ratio: reader.get(&ratio),
            })
        })
        .collect()
}

/// Returns the highest and the lowest response, where their intervals lie apart.
fn uneven(reader: &Reader<'_>, block: &Block<'_>, by: &[Role], lines: &[Line<'_>]) -> Option<Sentence> {
    let stated =
        || lines.iter().filter(|line| reader.is_stated(line.group, by) && line.rate.value().is_some());
    let rate = |line: &&Line<'_>| line.rate.value().unwrap_or_default();
    let highest = stated().max_by(|a, b| rate(a).total_cmp(&rate(b)))?;
    let lowest = stated().min_by(|a, b| rate(a).total_cmp(&rate(b)))?;
    if highest.rate.row.lower()? <= lowest.rate.row.upper()? {
        return None;
    }
    let slots = Slots::new()
        .group(Slot::GroupA, reader.people(highest.group, by, block.source))
        .group(Slot::GroupB, reader.people(lowest.group, by, block.source))
        .number(Slot::ValueA, highest.rate.printed()?, highest.rate.id)
        .number(Slot::ValueB, lowest.rate.printed()?, lowest.rate.id);
    reader.say(Template::ResponseUneven, &slots)
}

/// Returns which groups the scan reached less, and which more, than their share of all who were asked.
fn reached(reader: &Reader<'_>, block: &Block<'_>, by: &[Role], lines: &[Line<'_>]) -> Vec<String> {
    let language = reader.language;
    let of = |is_off: &dyn Fn(f64, f64) -> bool| -> Vec<String> {
        let is_told = |line: &&Line<'_>| {
            let bounds = line.ratio.filter(|cite| cite.row.status() == Status::Shown);
            let bounds = bounds.and_then(|cite| Some((cite.row.lower()?, cite.row.upper()?)));
            bounds.is_some_and(|(lower, upper)| is_off(lower, upper))
        };
        lines.iter().filter(is_told).map(|line| reader.label(line.group, by, block.source)).collect()
    };
    let less = of(&|_, upper| upper < 1.0);
    let more = of(&|lower, _| lower > 1.0);
    let mut said = Vec::new();
    for (labels, nl, en) in [
        (less, "De scan bereikte minder dan hun aandeel:", "The scan reached less than their share:"),
        (more, "De scan bereikte meer dan hun aandeel:", "The scan reached more than their share:"),
    ] {
        if !labels.is_empty() {
            said.push(format!("{} {}.", choose(language, nl, en), wording::list(&labels, language)));
        }
    }
    said
}

fn evenness_text(reader: &Reader<'_>, by: &[Role], cite: Cite<'_>) -> Option<Sentence> {
    let language = reader.language;
    let number = cite.printed()?;
    let value = number.bare(language);
    let role = measure::role_name(*by.first()?);
    let role = lower_first(role.get(language));
    let text = match language {
        Language::Dutch => format!(
            "De gelijkmatigheid van de respons over {role} is {value}. Bij 1 deed elke groep even vaak mee."
        ),
        Language::English => format!(
            "The evenness of the response over {role} is {value}. At 1 every group took part equally often."
        ),
    };
    let put = PutNumber { slot: Slot::Share, number, text: value, row: Some(cite.id) };
    Some(Sentence { text, numbers: vec![put], rows: vec![cite.id] })
}

fn printed(
    reader: &Reader<'_>,
    book: &mut Book,
    block: &Block<'_>,
    by: &[Role],
    lines: &[Line<'_>],
) -> Table {
    let language = reader.language;
    let caption = choose(language, "Respons per groep", "Response by group");
    let mut made = table(
        format!("{caption} ({})", reader.period_name(block)),
        vec![
            words(measure::role_name(by[0]).get(language)),
            numbers(choose(language, "Gevraagd", "Asked")),
            numbers(choose(language, "Deed mee", "Took part")),
            numbers(Word::Interval95.text(language)),
            numbers(choose(language, "Aandeel van wie gevraagd is", "Share of those asked")),
            numbers(choose(language, "Aandeel van wie antwoordde", "Share of those who answered")),
        ],
    );
    let mut cites = Vec::new();
    for line in lines {
        let cell = |cite: Option<Cite<'_>>| cite.map_or_else(|| plain(""), |cite| cite.cell(language));
        cites.push(line.rate);
        cites.extend(line.asked.into_iter().chain(line.answered));
        made.rows.push(vec![
            plain(reader.label(line.group, by, block.source)),
            line.rate.people_cell(language),
            line.rate.cell(language),
            line.rate.interval_cell(language),
            cell(line.asked),
            cell(line.answered),
        ]);
    }
    made.notes = notes(reader, &cites);
    made.notes.push(reader.source_line(block));
    made.id = book.id(&format!("tabel-{}", Chapter::Response.slug(language)));
    made
}

/// Returns whether a report holds weighted numbers.
fn is_weighted(reader: &Reader<'_>) -> bool {
    reader.all().any(|cite| method::is_weighted(cite.row.method()))
}

/// Returns what weighting was done, and what it does not do.
pub(super) fn weighting(reader: &Reader<'_>, block: &Block<'_>) -> Vec<Piece> {
    let language = reader.language;
    let silent = choose(
        language,
        "Wie niet meedeed, kan anders denken.",
        "Those who did not take part may think otherwise.",
    );
    if !is_weighted(reader) {
        let rest = choose(
            language,
            "De cijfers uit de vragenlijst zijn niet gewogen en zeggen alleen iets over wie antwoordde.",
            "Figures from the questionnaire are not weighted and hold for those who answered.",
        );
        return vec![Piece::Text(format!("{silent} {rest}"))];
    }
    let rest = choose(
        language,
        "De antwoorden zijn gewogen. Dat herstelt alleen scheefheid in bekende kenmerken.",
        "The answers are weighted. That only repairs imbalance in known features.",
    );
    let said = Piece::Text(format!("{silent} {rest}"));
    [said].into_iter().chain(cost(reader, block).map(|cost| Piece::Paragraph(vec![cost]))).collect()
}

/// Returns for how many equally weighted answers the weighted ones count.
fn cost(reader: &Reader<'_>, block: &Block<'_>) -> Option<Sentence> {
    let language = reader.language;
    let (effective, kish) =
        (reader.whole(block, Statistic::NEffective)?, reader.whole(block, Statistic::Kish)?);
    let put = |cite: Cite<'_>| {
        let number = cite.printed()?;
        Some(PutNumber { slot: Slot::Share, text: number.bare(language), number, row: Some(cite.id) })
    };
    let put = [put(effective)?, put(kish)?];
    let (answers, loss) = (&put[0].text, &put[1].text);
    let text = match language {
        Language::Dutch => format!(
            "Door het wegen zijn de cijfers zo zeker als van {answers} antwoorden die even zwaar tellen (verlies door wegen: {loss})."
        ),
        Language::English => format!(
            "Through weighting the figures are as certain as those of {answers} answers of equal weight (loss by weighting: {loss})."
        ),
    };
    Some(Sentence { text, numbers: put.to_vec(), rows: vec![effective.id, kish.id] })
}

/// Returns what the method notes say of the questionnaire and its weights.
pub(super) fn in_methods(reader: &Reader<'_>) -> String {
    let language = reader.language;
    let own = choose(
        language,
        "De vragenlijst vraagt wat studenten zelf vinden.",
        "The questionnaire asks what students think themselves.",
    );
    let rest = if !is_weighted(reader) {
        choose(language, "De antwoorden zijn niet gewogen.", "The answers are not weighted.").to_owned()
    } else {
        let margins = &reader.edition.weighting.margins;
        let names: Vec<String> = margins
            .iter()
            .map(|margin| {
                let roles: Vec<String> =
                    margin.iter().map(|role| lower_first(measure::role_name(*role).get(language))).collect();
                roles.join(" × ")
            })
            .collect();
        weights(reader, &names)
    };
    format!("{own} {rest}")
}

fn weights(reader: &Reader<'_>, margins: &[String]) -> String {
    let language = reader.language;
    let from_file = choose(
        language,
        "De gewichten staan in het bestand met antwoorden.",
        "The weights stand in the file of answers.",
    );
    let mut said = Vec::new();
    if reader.edition.weighting.from_file {
        said.push(from_file.to_owned());
    }
    if !margins.is_empty() {
        let list = wording::list(margins, language);
        said.push(match language {
            Language::Dutch => {
                format!("De antwoorden zijn zo gewogen dat ze passen bij de populatie naar {list}.")
            }
            Language::English => format!("The answers are weighted to match the population by {list}."),
        });
    }
    if let Some(times) = reader.edition.weighting.trim {
        let times =
            Number::score(times, Precision::of_decimals(u8::from(times.fract() > 0.0))).bare(language);
        said.push(match language {
            Language::Dutch => format!(
                "Geen gewicht is groter dan {times} keer het middelste, voor zover de populatie dat toelaat."
            ),
            Language::English => {
                format!("No weight is more than {times} times the median, as far as the population allows.")
            }
        });
    }
    said.push(
        choose(
            language,
            "Het aantal antwoorden (n) is niet gewogen. Betrouwbaarheid (alfa) is zonder gewichten berekend.",
            "The number of answers (n) is not weighted. Reliability (alpha) is computed without weights.",
        )
        .to_owned(),
    );
    said.join(" ")
}
