//! The summary of one page: three to five findings, how sure we are, and questions for the team.

use crate::disclosure::{Against, Key, Statistic};
use crate::model::{Language, Role};
use crate::report::{
    document::{Block as Piece, Finding, Section},
    format::Unit,
    wording::{
        Certainty, Noun, PutNumber, Sentence, Slot, list, section::Section as Chapter, text, word::Word,
    },
};

use super::agreements::aspect;
use super::book::Book;
use super::comparison::Comparison;
use super::phrase::{choose, lower_first};
use super::reader::{Reader, Stated};
use super::{changes, differences, participation, quickscan, response, retention, scales};

/// The most findings on one page.
const MOST: usize = 5;

/// Below this many, numbers of everybody fill the page.
const FEWEST: usize = 3;

/// The most questions on one page.
const MOST_QUESTIONS: usize = 4;

/// Returns the summary; it comes first and is written last, when figures have their numbers.
pub(super) fn chapter(reader: &Reader<'_>, book: &mut Book) -> Section {
    let language = reader.language;
    let mut found: Vec<Finding> =
        findings(reader).iter().filter_map(|found| finding(reader, book, found)).collect();
    let missing = FEWEST.saturating_sub(found.len());
    found.extend(plain_findings(reader, book).into_iter().take(missing));
    let mut pieces: Vec<Piece> = found.into_iter().map(Piece::Finding).collect();
    if pieces.is_empty() {
        pieces.push(Piece::Text(
            choose(
                language,
                "Er is geen vergelijking die in een samenvatting past. De hoofdstukken hierna laten zien wat er wel te zeggen is.",
                "There is no comparison that fits a summary. The chapters below show what can be said.",
            )
            .to_owned(),
        ));
    }
    pieces.push(how_sure(reader));
    let list: Vec<String> =
        book.topics().map(|topic| topic.question(language).to_owned()).take(MOST_QUESTIONS).collect();
    if !list.is_empty() {
        let title = text::questions_heading(language).to_owned();
        pieces.push(Piece::Aside { title, paragraphs: Vec::new(), list });
    }
    super::section(reader, book, Chapter::Summary, pieces)
}

/// Returns what was declared beforehand, then what stands out and what changed, the largest first.
fn findings<'a>(reader: &Reader<'a>) -> Vec<Comparison<'a>> {
    let all = differences::latest(reader);
    let mut chosen: Vec<Comparison<'a>> = Vec::new();
    for primary in &reader.edition.primary {
        // One line per declared comparison: the first pair, which is that of women and men.
        let pairs = || {
            all.iter().filter(|c| c.is_primary && c.block.measure == primary.measure && c.by == primary.by)
        };
        let first = pairs().find(|comparison| comparison.certainty.is_some());
        chosen.extend(first.cloned());
    }
    let mut clear = standing_out(reader);
    clear.extend(changes::of_everybody(reader).into_iter().filter(is_clear));
    clear.extend(quickscan::changes(reader).into_iter().filter(is_large));
    clear.sort_by(|a, b| b.size().total_cmp(&a.size()));
    for found in clear {
        // Several lines about one topic would push the others off the page.
        let is_new = chosen.iter().all(|known| {
            known.block.measure != found.block.measure
                || known.is_change() != found.is_change()
                || known.by != found.by
        });
        if is_new {
            chosen.push(found);
        }
    }
    if chosen.len() < FEWEST {
        let more = all.iter().filter(|comparison| {
            let is_by_gender = matches!(comparison.by, [Role::Gender | Role::Sex]);
            (comparison.is_seen() || is_by_gender && comparison.certainty.is_some())
                && is_telling(comparison)
                && !chosen.iter().any(|known| known.difference.id == comparison.difference.id)
        });
        let mut more: Vec<Comparison<'a>> = more.cloned().collect();
        more.sort_by(|a, b| (!a.is_seen()).cmp(&!b.is_seen()).then(b.size().total_cmp(&a.size())));
        chosen.extend(more.into_iter().take(FEWEST - chosen.len()));
    }
    chosen.truncate(MOST);
    chosen
}

/// Returns what nobody chose in advance and what is yet clear, each pair of groups once, in its last period that shows it.
///
/// Among some hundred gaps a few are clear by chance. So a gap that is compared in several periods has to be seen in
/// two of them, the same way.
fn standing_out<'a>(reader: &Reader<'a>) -> Vec<Comparison<'a>> {
    let mut found: Vec<Comparison<'a>> = Vec::new();
    for measure in differences::measures(reader) {
        let periods = compared(reader, measure);
        for (place, last) in periods.iter().enumerate().rev() {
            let is_newest = !periods[place + 1..].iter().any(|other| is_same_pair(last, other));
            if !is_newest || last.is_primary || !is_telling(last) {
                continue;
            }
            let of_pair: Vec<&Comparison<'a>> =
                periods.iter().filter(|other| is_same_pair(last, other)).collect();
            let seen = of_pair.iter().rev().find(|comparison| comparison.is_seen());
            let Some(seen) = seen.filter(|comparison| is_clear(comparison)) else { continue };
            let alike = of_pair.iter().filter(|other| other.is_seen() && is_same_way(seen, other)).count();
            if alike > 1 || of_pair.len() == 1 {
                found.push((*seen).clone());
            }
        }
    }
    found
}

/// Returns every comparison of a measure of which something may be said, by period, early first.
fn compared<'a>(reader: &Reader<'a>, measure: &str) -> Vec<Comparison<'a>> {
    let blocks = reader.series(measure);
    let mut found: Vec<Comparison<'a>> = blocks.iter().flat_map(|block| reader.comparisons(block)).collect();
    found.retain(|comparison| comparison.certainty.is_some());
    found
}

fn is_same_pair(one: &Comparison<'_>, other: &Comparison<'_>) -> bool {
    one.by == other.by && one.group == other.group && one.against == other.against
}

fn is_same_way(one: &Comparison<'_>, other: &Comparison<'_>) -> bool {
    one.difference.value().zip(other.difference.value()).is_some_and(|(a, b)| a * b > 0.0)
}

/// Returns in which other periods a gap is seen the same way, and in which later ones it cannot be told.
fn repeated(reader: &Reader<'_>, found: &Comparison<'_>) -> Option<Sentence> {
    if found.is_primary || found.is_change() {
        return None;
    }
    let others = compared(reader, found.block.measure);
    let others = || {
        let is_other =
            |other: &&Comparison<'_>| is_same_pair(found, other) && other.block.period != found.block.period;
        others.iter().filter(is_other)
    };
    let alike: Vec<&Comparison<'_>> =
        others().filter(|other| other.is_seen() && is_same_way(found, other)).collect();
    let unsure: Vec<&Comparison<'_>> =
        others().filter(|other| other.block.period > found.block.period && !other.is_seen()).collect();
    let names = |of: &[&Comparison<'_>]| {
        let names: Vec<String> = of.iter().map(|other| reader.period_name(&other.block)).collect();
        list(&names, reader.language)
    };
    let text = match (alike.is_empty(), unsure.is_empty(), reader.language) {
        (true, ..) => return None,
        (_, true, Language::Dutch) => format!("Dat is ook te zien in {}.", names(&alike)),
        (_, true, Language::English) => format!("It is also seen in the {}.", names(&alike)),
        (_, false, Language::Dutch) => {
            format!("Dat is ook te zien in {}. Niet te zeggen is het in {}.", names(&alike), names(&unsure))
        }
        (_, false, Language::English) => {
            format!("It is also seen in the {}. We cannot tell in the {}.", names(&alike), names(&unsure))
        }
    };
    let rows = alike.iter().chain(&unsure).map(|other| other.difference.id).collect();
    Some(Sentence { text, numbers: Vec::new(), rows })
}

/// Returns whether a summary may name a difference: one of people, or one that a programme can act on.
///
/// A programme of another level or length has other diplomas after five years: that says nothing about it.
fn is_telling(comparison: &Comparison<'_>) -> bool {
    match comparison.by {
        [Role::Programme | Role::Location | Role::Form | Role::Institution] => {
            let plain = comparison.block.measure.split('@').next();
            matches!(plain, Some("retention.dropout1" | "retention.reenrolled1"))
                || comparison.block.measure.starts_with("scale.")
        }
        [Role::Level | Role::Domain | Role::Sector] => false,
        by => by.len() == 1,
    }
}

fn is_clear(comparison: &Comparison<'_>) -> bool {
    comparison.certainty == Some(Certainty::Clear)
}

/// Returns whether a change is seen and may be large enough to matter.
fn is_large(comparison: &Comparison<'_>) -> bool {
    matches!(comparison.certainty, Some(Certainty::Clear | Certainty::SizeUncertain))
}

fn finding(reader: &Reader<'_>, book: &Book, found: &Comparison<'_>) -> Option<Finding> {
    let language = reader.language;
    let certainty = found.certainty?;
    let cite = found.difference;
    let number = cite.printed()?;
    let values = reader.values(found)?;
    let mut sentences = vec![values];
    sentences.extend(reader.verdict(found).into_iter().filter(|sentence| !is_label(sentence)));
    sentences.extend(tested(reader, found));
    sentences.extend(repeated(reader, found));
    let before = earlier(reader, found);
    if let Some(before) = &before {
        sentences.extend(reader.values(before));
        sentences.extend(reader.verdict(before).into_iter().filter(|sentence| !is_label(sentence)));
    }
    let unit = match number.unit() {
        Unit::PercentagePoint => Noun::PercentagePoint.form(number, language),
        _ => Noun::Point.form(number, language),
    };
    let sides = match found.against {
        Against::Period(before) => format!("{} − {before}", found.block.period),
        against => reader.sides(found.group, against, found.by, found.block.source),
    };
    let link = if found.is_change() {
        book.link(&format!("change:{}", found.block.measure), &[])
    } else {
        book.link(found.block.measure, found.by)
    };
    let mut rows: Vec<_> = sentences.iter().flat_map(|sentence| sentence.rows.iter().copied()).collect();
    rows.push(cite.id);
    rows.sort_unstable();
    rows.dedup();
    let mut label = crate::report::wording::certainty::label(certainty, language).to_owned();
    if found.is_primary {
        label = format!("{label} ({})", Word::ChosenInAdvance.text(language));
    }
    if let Some((before, seen)) = before.as_ref().and_then(|before| Some((before, before.certainty?))) {
        let seen = crate::report::wording::certainty::label(seen, language);
        label = format!("{label}; {}: {seen}", before.block.period);
    }
    if let Some(theme) = reader.aspect(found.block.measure) {
        label = format!("{label}; {}", aspect(theme).get(language));
    }
    Some(Finding {
        number: number.signed_in_table(language),
        unit: format!("{unit}, {sides}"),
        sentences,
        certainty: label,
        margin: found.margin(),
        figure: link,
        rows,
    })
}

/// The largest p after correction at which a test is said to find a difference.
const ALPHA: f64 = 0.05;

/// Returns what the test of a declared comparison found where the printed margin cannot tell.
///
/// The margin is printed wider than it is, so that nobody is recognisable; the test works on exact figures.
fn tested(reader: &Reader<'_>, found: &Comparison<'_>) -> Option<Sentence> {
    if !found.is_primary || found.certainty != Some(Certainty::CannotTell) {
        return None;
    }
    let key = Key { statistic: Statistic::PAdjusted, ..found.difference.key().clone() };
    let cite = reader.get(&key).filter(|cite| cite.value().is_some_and(|p| p < ALPHA))?;
    let number = cite.printed()?;
    let p = number.in_table(reader.language);
    let text = match reader.language {
        Language::Dutch => format!(
            "De marge is ruim afgerond. De toets rekent met niet-afgeronde cijfers en vindt wel een verschil (p na correctie: {p})."
        ),
        Language::English => format!(
            "The margin is rounded outward. The test works on unrounded figures and does find a difference (p after correction: {p})."
        ),
    };
    let put = PutNumber { slot: Slot::Share, number, text: p, row: Some(cite.id) };
    Some(Sentence { text, numbers: vec![put], rows: vec![cite.id] })
}

/// Returns the same difference in the round before, where it was seen then and cannot be told now.
///
/// Two rounds that point the same way say more than the last one alone.
fn earlier<'a>(reader: &Reader<'a>, found: &Comparison<'a>) -> Option<Comparison<'a>> {
    if !found.is_primary || found.is_seen() || !found.block.measure.starts_with("scale.") {
        return None;
    }
    let series = reader.series(found.block.measure);
    let place = series.iter().position(|block| block.period == found.block.period)?;
    let before = series.get(place.checked_sub(1)?)?;
    let is_same = |other: &Comparison<'a>| {
        other.by == found.by && other.group == found.group && other.against == found.against
    };
    reader.comparisons(before).into_iter().find(|other| is_same(other) && other.is_seen())
}

/// Returns who takes part, who leaves and how people feel, for a school in which few groups can be compared.
fn plain_findings(reader: &Reader<'_>, book: &Book) -> Vec<Finding> {
    let language = reader.language;
    let participation = participation::main_share(reader);
    let dropout = reader.latest_observable(&reader.retention("dropout1")).and_then(|block| {
        let sentence = retention::share_sentence(reader, block)?;
        Some(Stated { cite: reader.whole(block, Statistic::Share)?, sentence })
    });
    let belonging = reader.latest(scales::BELONGING).and_then(|block| {
        let sentence = scales::mean_sentences(reader, block).into_iter().next()?;
        Some(Stated { cite: reader.whole(block, Statistic::Mean)?, sentence })
    });
    [participation, dropout, belonging]
        .into_iter()
        .flatten()
        .filter_map(|Stated { cite, sentence }| {
            let key = cite.key();
            let margin = Word::Margin.text(language).to_lowercase();
            let unit = if key.by.is_empty() {
                lower_first(reader.measure_text(&key.measure).get(language))
            } else {
                reader.people(&key.group, &key.by, &key.source).plural(language)
            };
            Some(Finding {
                number: cite.printed()?.in_table(language),
                unit: format!("{unit}, {}", key.period),
                certainty: format!("{margin} {}", cite.interval(language)?),
                margin: None,
                figure: book.any_link(&key.measure),
                rows: sentence.rows.clone(),
                sentences: vec![sentence],
            })
        })
        .collect()
}

/// Returns whether a sentence only repeats the label that stands beside a finding.
fn is_label(sentence: &Sentence) -> bool {
    sentence.numbers.is_empty()
}

fn how_sure(reader: &Reader<'_>) -> Piece {
    let language = reader.language;
    let mut paragraphs: Vec<String> = Vec::new();
    if let Some(block) = reader.latest("response") {
        paragraphs.extend(response::respondents(reader, block).map(|sentence| sentence.text));
    }
    paragraphs.push(
        choose(
            language,
            "Bij elk verschil staat een marge: waarden die goed bij de gegevens passen. De woorden over zekerheid volgen uit die marge, via een vaste regel.",
            "Each gap has a margin: values that fit the data well. The words on certainty follow from that margin, by a fixed rule.",
        )
        .to_owned(),
    );
    if reader.latest("response").is_some() {
        paragraphs.push(
            choose(
                language,
                "Van wie niet meedeed, weten we het niet.",
                "Of those who did not take part, we do not know.",
            )
            .to_owned(),
        );
    }
    if reader.all().any(|cite| cite.is_withheld() && cite.key().statistic != Statistic::Sd) {
        paragraphs.push(
            choose(
                language,
                "Sommige cijfers zijn afgeschermd, zodat niemand herkenbaar is.",
                "Some figures are withheld, so that nobody is recognisable.",
            )
            .to_owned(),
        );
    }
    Piece::Aside { title: Word::HowSureQuestion.text(language).to_owned(), paragraphs, list: Vec::new() }
}
