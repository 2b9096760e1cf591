//! Differences between groups: a line each, what was declared beforehand first, with how sure we are.

use crate::model::Role;
use crate::report::{
    document::{Block as Piece, Cell, Link, Section, Table},
    format::{Number, Precision},
    wording::{Slot, Slots, Template, certainty, section::Section as Chapter, word::Word},
};

use super::book::Book;
use super::comparison::Comparison;
use super::gaps;
use super::phrase::choose;
use super::reader::{Cite, Reader};
use super::table::{notes, numbers, plain, table, words};

/// The most lines in the body; all of them are in the annex.
const MOST_LINES: usize = 8;

/// The share of intervals that leave out 0 by chance alone.
const CHANCE: f64 = 0.05;

/// From how many on it is worth saying that they would stand out by chance.
const FEWEST_BY_CHANCE: f64 = 0.5;

/// Returns what groups are compared on: every scale and outcome, and the states that have a limit.
pub(super) fn measures<'a>(reader: &Reader<'a>) -> Vec<&'a str> {
    let answers = reader.edition.scales.iter().map(|scale| scale.measure.as_str());
    let outcomes = reader.edition.outcomes.iter().map(|outcome| outcome.measure.as_str());
    let is_main = |measure: &&str| {
        ["reenrolled1", "dropout1"].iter().any(|part| reader.retention(part) == **measure)
            || measure.starts_with("retention.completed")
            || reader.is_declared(measure)
    };
    answers.chain(outcomes).chain(reader.measures("retention.").into_iter().filter(is_main)).collect()
}

/// Returns the comparisons of the latest period of every scale, outcome and state.
pub(super) fn latest<'a>(reader: &Reader<'a>) -> Vec<Comparison<'a>> {
    let of_measure = |measure: &'a str| {
        if measure.starts_with("retention.") {
            return of_cohorts(reader, measure);
        }
        reader.latest(measure).map(|block| reader.comparisons(block)).unwrap_or_default()
    };
    let mut comparisons: Vec<Comparison<'a>> = measures(reader).into_iter().flat_map(of_measure).collect();
    comparisons.retain(|comparison| comparison.difference.value().is_some());
    comparisons
}

/// Returns the comparisons of the last cohort in which groups are compared, and of cohorts together where those are newer.
///
/// A group that cannot be shown by year is shown over three cohorts: an old single cohort would say less.
fn of_cohorts<'a>(reader: &Reader<'a>, measure: &str) -> Vec<Comparison<'a>> {
    let is_shown = |comparison: &Comparison<'a>| comparison.difference.value().is_some();
    let mut single =
        reader.latest_compared(measure).map(|block| reader.comparisons(block)).unwrap_or_default();
    let together = reader.pooled().filter(|block| block.measure == measure);
    let mut together: Vec<Comparison<'a>> = together
        .map(|block| reader.comparisons(block))
        .filter(|found| found.iter().any(is_shown))
        .last()
        .unwrap_or_default();
    single.retain(is_shown);
    together.retain(is_shown);
    single
        .retain(|one| together.iter().all(|other| other.by != one.by || last_year(other) <= last_year(one)));
    together.retain(|other| single.iter().all(|one| one.by != other.by));
    single.into_iter().chain(together).collect()
}

/// Returns the last starting year in a period: of `2022..2024` the year 2024.
fn last_year<'a>(comparison: &Comparison<'a>) -> &'a str {
    comparison.block.period.rsplit("..").next().unwrap_or_default()
}

/// Returns the chapter on differences between groups.
pub(super) fn chapter(reader: &Reader<'_>, book: &mut Book) -> Option<Section> {
    let all = latest(reader);
    if all.is_empty() {
        return None;
    }
    let mut shown: Vec<&Comparison<'_>> = all.iter().collect();
    // What was declared first, then what is seen; within each the order of the scan, so never a ranking.
    shown
        .sort_by_key(|comparison| (!comparison.is_primary, !comparison.is_seen(), !is_by_gender(comparison)));
    let count = shown.len();
    shown.truncate(MOST_LINES);
    let mut made = lines(
        reader,
        &shown.iter().copied().cloned().collect::<Vec<_>>(),
        Chapter::Differences.title(reader.language).to_owned(),
    );
    made.id = book.id(&format!("tabel-{}", Chapter::Differences.slug(reader.language)));
    book.set_differences(Link {
        id: made.id.clone(),
        text: Chapter::Differences.title(reader.language).to_owned(),
    });
    let is_of_length = |comparison: &&&Comparison<'_>| {
        comparison.block.measure.starts_with("retention.completed") && !is_by_gender(comparison)
    };
    if shown.iter().any(|comparison| is_of_length(&comparison)) {
        made.notes.push(
            choose(
                reader.language,
                "Opleidingen verschillen in niveau en duur. Een verschil in diploma's kan daarvan komen.",
                "Programmes differ in level and length. A gap in diplomas may come from that.",
            )
            .to_owned(),
        );
    }
    if count > shown.len() {
        made.notes.push(
            choose(
                reader.language,
                "De andere vergelijkingen staan in de bijlage.",
                "The other comparisons are in the annex.",
            )
            .to_owned(),
        );
    }
    let within = gaps::pieces(reader, book, &shown);
    let mut pieces = vec![Piece::Table(made)];
    pieces.push(Piece::Paragraph(many(reader, count).into_iter().collect()));
    pieces.push(Piece::Text(limits(reader)));
    pieces.extend(within);
    Some(super::section(reader, book, Chapter::Differences, pieces))
}

fn is_by_gender(comparison: &Comparison<'_>) -> bool {
    matches!(comparison.by, [Role::Gender | Role::Sex])
}

/// Returns how many comparisons there are, and how many would stand out by chance alone.
fn many(reader: &Reader<'_>, count: usize) -> Option<crate::report::wording::Sentence> {
    #[expect(clippy::cast_precision_loss, reason = "some hundreds of comparisons")]
    let expected = count as f64 * CHANCE;
    // Of a few comparisons, "about 0.1" stand out: that says nothing.
    if expected < FEWEST_BY_CHANCE {
        return None;
    }
    let precision = if expected < 10.0 { Precision::ONE } else { Precision::WHOLE };
    let slots = Slots::new()
        .constant(Slot::M, Number::count(count as u64))
        .constant(Slot::Found, Number::score(expected, precision));
    reader.say(Template::GroupMany, &slots)
}

/// Returns from which size on a difference matters, as the scan declares it.
pub(super) fn limits(reader: &Reader<'_>) -> String {
    let limits = reader.edition.relevant;
    let language = reader.language;
    let bare = |value: f64| {
        let precision = if (value - value.round()).abs() < 1e-9 {
            Precision::WHOLE
        } else if (value * 10.0 - (value * 10.0).round()).abs() < 1e-9 {
            Precision::ONE
        } else {
            Precision::TWO
        };
        Number::score(value, precision).bare(language)
    };
    let [score, item, retention, ratio] =
        [limits.score_sd, limits.item_points, limits.retention_points, limits.participation_ratio].map(bare);
    match language {
        crate::model::Language::Dutch => format!(
            "Een verschil telt als groot genoeg vanaf {score} standaarddeviatie (schalen), {item} procentpunt (losse vragen), {retention} procentpunt (uitval en diploma) of een factor {ratio} (deelname). Deze grenzen zijn vooraf gekozen."
        ),
        crate::model::Language::English => format!(
            "A gap counts as large enough from {score} standard deviations (scales), {item} percentage points (single questions), {retention} percentage points (dropout and diploma) or a factor {ratio} (participation). These limits were set in advance."
        ),
    }
}

/// Returns comparisons as a table: topic, groups, difference, interval, n, and how sure.
pub(super) fn lines(reader: &Reader<'_>, comparisons: &[Comparison<'_>], caption: String) -> Table {
    let language = reader.language;
    let mut made = table(
        caption,
        vec![
            words(Word::Measure.text(language)),
            words(choose(language, "Groepen", "Groups")),
            numbers(Word::Difference.text(language)),
            numbers(Word::Interval95.text(language)),
            numbers(Word::N.text(language)),
            words(Word::HowSure.text(language)),
        ],
    );
    let cites: Vec<Cite<'_>> = comparisons.iter().map(|comparison| comparison.difference).collect();
    for comparison in comparisons {
        let cite = comparison.difference;
        let mut sides =
            reader.sides(comparison.group, comparison.against, comparison.by, comparison.block.source);
        if comparison.is_primary {
            sides = format!("{sides} ({})", Word::ChosenInAdvance.text(language));
        }
        let mut value = cite.cell(language);
        if let Some(number) = cite.printed() {
            value.text = format!("{} {}", value.text, unit(reader, number));
        }
        made.rows.push(vec![
            plain(crate::report::wording::sentence_start(
                reader.measure_in(&comparison.block).get(language),
                language,
            )),
            plain(sides),
            value,
            cite.interval_cell(language),
            cite.people_cell(language),
            sure(reader, comparison),
        ]);
    }
    made.notes = notes(reader, &cites);
    made
}

fn unit(reader: &Reader<'_>, number: Number) -> &'static str {
    use crate::report::{format::Unit, wording::Noun};
    match number.unit() {
        Unit::PercentagePoint => Noun::PercentagePoint.form(number, reader.language),
        _ => Noun::Point.form(number, reader.language),
    }
}

/// Returns the certainty label as a cell.
pub(super) fn sure(reader: &Reader<'_>, comparison: &Comparison<'_>) -> Cell {
    let label = comparison.certainty.map_or("", |found| certainty::label(found, reader.language));
    Cell { text: label.to_owned(), row: Some(comparison.difference.id), ..Cell::default() }
}
