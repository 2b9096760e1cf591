//! What was agreed and what came of it: how far each agreement is, and its target beside the number that it should move.
//!
//! The test rests on published rows only: the change between two rounds with its margin, or both numbers with theirs.
//! Leaves out whether an agreement itself made a difference, which no round can show.

use crate::disclosure::{Against, Group, Key, Statistic, Status};
use crate::model::{Aim, Commitment, Direction, Name, Progress, Target, Text, Theme};
use crate::report::{
    document::{Block as Piece, Cell, Section, Table},
    format::{Number, Precision},
    wording::{Slot, Slots, Template, section::Section as Chapter, sentence_start, word::Word},
};

use super::book::Book;
use super::phrase::choose;
use super::reader::{Block, Cite, Reader};
use super::table::{notes, plain, table, words};

/// What came of a target.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Outcome {
    /// The change is as large as agreed, and its margin leaves out 0.
    Reached,
    /// The change is smaller than agreed, and its margin leaves out 0.
    Moving,
    /// The margin holds 0.
    Unsure,
    /// The margin is so wide that a change of the agreed size would be within it.
    TooFew,
    /// The number moved the other way.
    Back,
    /// A gap became smaller because a group moved the other way.
    OneFell,
    /// The number is withheld.
    Hidden,
    /// The round of the test is not there yet.
    NotYet,
    /// There is no such number in one of the rounds.
    NotMeasured,
    /// The agreement names no number.
    NoTarget,
}

/// Returns the chapter on agreements; nothing where the scan has none.
pub(super) fn chapter(reader: &Reader<'_>, book: &mut Book) -> Option<Section> {
    let agreements = &reader.edition.agreements;
    if agreements.is_empty() {
        return None;
    }
    let tested: Vec<Tested<'_>> = agreements.iter().map(|one| tested(reader, one)).collect();
    for found in &tested {
        if let Some(target) = found.target {
            book.touch(&target.measure);
        }
    }
    let mut made = results(reader, agreements, &tested);
    made.id = book.id(choose(reader.language, "tabel-afspraken", "table-agreements"));
    Some(super::section(reader, book, Chapter::Agreements, vec![Piece::Table(made)]))
}

fn results(reader: &Reader<'_>, agreements: &[Commitment], tested: &[Tested<'_>]) -> Table {
    let language = reader.language;
    let mut made = table(
        caption(reader, agreements),
        vec![
            words(Word::Agreement.text(language)),
            words(Word::State.text(language)),
            words(Word::Goal.text(language)),
            words(choose(language, "Vooraf", "Before")),
            words(choose(language, "Bij toetsing", "At the test")),
            words(choose(language, "Uitkomst", "Outcome")),
        ],
    );
    for (agreement, found) in agreements.iter().zip(tested) {
        let cell = |cite: Option<Cite<'_>>| cite.map_or_else(|| plain(""), |cite| with_margin(cite, reader));
        made.rows.push(vec![
            plain(what(agreement, reader)),
            plain(state(agreement, reader)),
            plain(found.target.map_or_else(String::new, |target| goal(reader, target))),
            cell(found.before),
            cell(found.now),
            plain(found.outcome.text().get(language)),
        ]);
    }
    let cites: Vec<Cite<'_>> = tested.iter().flat_map(|found| [found.before, found.now]).flatten().collect();
    made.notes = notes(reader, &cites);
    made.notes.push(
        choose(
            language,
            "Gehaald of op weg: de marge van de verandering bevat 0 niet. Waar geen verandering is berekend, mogen de marges van beide metingen elkaar niet raken.",
            "Reached or on the way: the margin of the change leaves out 0. Where no change was computed, the margins of both rounds may not touch.",
        )
        .to_owned(),
    );
    made
}

/// Returns how many agreements are done, as the caption of the table.
fn caption(reader: &Reader<'_>, agreements: &[Commitment]) -> String {
    let count = |n: usize| Number::count(n as u64);
    let done = agreements.iter().filter(|one| matches!(one.progress, Progress::Done(_))).count();
    let slots = Slots::new().constant(Slot::M, count(done)).constant(Slot::OfM, count(agreements.len()));
    reader.say(Template::TitleDone, &slots).map_or_else(String::new, |sentence| sentence.text)
}

/// Returns what was agreed, by whom, and about which aspect.
fn what(agreement: &Commitment, reader: &Reader<'_>) -> String {
    let language = reader.language;
    let owner = agreement.owner.get(language);
    let by = if owner.is_empty() { String::new() } else { format!("{owner}; ") };
    format!("{} ({by}{})", agreement.what.get(language), aspect(agreement.aspect).get(language))
}

/// Returns the name of an aspect of VHTO.
pub(super) fn aspect(theme: Theme) -> Text {
    match theme {
        Theme::Students => Text::new("individuele studenten", "individual students"),
        Theme::Learning => Text::new("leeromgeving", "learning environment"),
        Theme::Work => Text::new("werkomgeving", "work environment"),
        Theme::Society => Text::new("maatschappelijke omgeving", "society"),
    }
}

/// Returns how far an agreement is, with its age on the day of the scan.
fn state(agreement: &Commitment, reader: &Reader<'_>) -> String {
    let due = agreement.due.map(|due| Slots::new().date(Slot::Due, due.to_string()));
    let undated = |nl: &str, en: &str| choose(reader.language, nl, en).to_owned();
    let with_date = |template: Template, other: String| {
        due.as_ref().and_then(|slots| reader.say(template, slots)).map_or(other, |sentence| sentence.text)
    };
    let with_text = |template: Template, slot: Slot, text: &Text| {
        let slots = Slots::new().text(slot, text.clone());
        reader.say(template, &slots).map_or_else(String::new, |sentence| sentence.text)
    };
    let mut parts = vec![match &agreement.progress {
        Progress::New => with_date(Template::AgreementNew, undated("Nog niet begonnen.", "Not started.")),
        Progress::Busy => with_date(Template::AgreementBusy, undated("Loopt.", "Under way.")),
        Progress::Done(evidence) => with_text(Template::AgreementDone, Slot::Evidence, evidence),
        Progress::Stopped(reason) => with_text(Template::AgreementStopped, Slot::Reason, reason),
        Progress::NoNews => reader.fixed(Template::AgreementNoNews),
    }];
    let is_open = matches!(agreement.progress, Progress::New | Progress::Busy | Progress::NoNews);
    let late = reader.edition.date.filter(|day| is_open && agreement.due.is_some_and(|due| due < *day));
    if let Some(day) = late {
        let slots = Slots::new().date(Slot::ScanDate, day.to_string());
        parts.extend(reader.say(Template::AgreementLate, &slots).map(|sentence| sentence.text));
    }
    if let (Some(day), Some(agreed)) = (reader.edition.date, agreement.agreed) {
        let months = agreed.months_until(day);
        parts.push(match reader.language {
            crate::model::Language::Dutch if months < 1 => "De afspraak is nog geen maand oud.".to_owned(),
            crate::model::Language::Dutch if months == 1 => "De afspraak is 1 maand oud.".to_owned(),
            crate::model::Language::Dutch => format!("De afspraak is {months} maanden oud."),
            crate::model::Language::English if months < 1 => {
                "The agreement is less than a month old.".to_owned()
            }
            crate::model::Language::English if months == 1 => "The agreement is 1 month old.".to_owned(),
            crate::model::Language::English => format!("The agreement is {months} months old."),
        });
    }
    parts.join(" ")
}

/// Returns the target in words: `thuisgevoel, vrouwen: 0,2 punt hoger in 2026`.
fn goal(reader: &Reader<'_>, target: &Target) -> String {
    let language = reader.language;
    let is_score = target.aim != Aim::Share && is_score(&target.measure);
    let size = if is_score {
        let is_tenths = (target.size * 10.0 - (target.size * 10.0).round()).abs() < 1e-9;
        Number::points(target.size, if is_tenths { Precision::ONE } else { Precision::TWO })
    } else {
        let points = target.size * 100.0;
        let is_whole = (points - points.round()).abs() < 1e-9;
        Number::percentage_points(target.size, if is_whole { Precision::WHOLE } else { Precision::ONE })
    };
    let way = match target.direction {
        Some(Direction::Up) => choose(language, "hoger", "higher"),
        Some(Direction::Down) => choose(language, "lager", "lower"),
        None => choose(language, "kleiner", "smaller"),
    };
    let mut name = reader.measure_title(&target.measure);
    if !target.category.is_empty() {
        name = format!("{name}, '{}'", target.category);
    }
    let source = reader.blocks().iter().find(|block| is_of(block.measure, &target.measure));
    let source = source.map_or("", |block| block.source);
    if !target.by.is_empty() {
        let whom = group(reader, target, &target.group);
        let label = match &target.against {
            Some(against) if target.aim == Aim::Gap => {
                reader.sides(&whom, &Against::Group(Name::from(against)), &target.by, source)
            }
            _ => reader.label(&whom, &target.by, source).to_lowercase(),
        };
        name = format!("{name}, {label}");
    }
    format!("{}: {} {way} in {}", sentence_start(&name, language), size.in_text(language), target.period)
}

fn is_score(measure: &str) -> bool {
    measure.starts_with("scale.") || measure.starts_with("item.")
}

/// Returns whether a measure of `results.csv` is the one that a target names, whatever its definition.
fn is_of(measure: &str, wanted: &str) -> bool {
    measure.strip_prefix(wanted).is_some_and(|rest| rest.is_empty() || rest.starts_with('@'))
}

fn group(reader: &Reader<'_>, target: &Target, labels: &[String]) -> Group {
    target
        .by
        .iter()
        .zip(labels)
        .fold(reader.scope.group(), |group, (role, label)| group.and(*role, label.as_str()))
}

/// Returns a number with its margin as a cell, in words on a sheet too: alone it would be a number without one.
fn with_margin(cite: Cite<'_>, reader: &Reader<'_>) -> Cell {
    let cell = cite.cell(reader.language);
    match cite.interval(reader.language).filter(|_| cite.value().is_some()) {
        Some(interval) => Cell { text: format!("{} ({interval})", cell.text), number: None, ..cell },
        None => cell,
    }
}

/// A target with the rows that it was tested on.
struct Tested<'a> {
    target: Option<&'a Target>,
    before: Option<Cite<'a>>,
    now: Option<Cite<'a>>,
    outcome: Outcome,
}

fn tested<'a>(reader: &Reader<'a>, agreement: &'a Commitment) -> Tested<'a> {
    let Some(target) = &agreement.target else {
        return Tested { target: None, before: None, now: None, outcome: Outcome::NoTarget };
    };
    let row = |period: &str| number(reader, target, &target.group, period);
    let (before, now) = (row(&target.baseline), row(&target.period));
    let outcome = match (before, now) {
        (_, None) if is_to_come(reader, target) => Outcome::NotYet,
        (_, Some(now)) if now.row.status() == Status::NotYetObservable => Outcome::NotYet,
        (Some(one), _) | (_, Some(one)) if one.is_withheld() => Outcome::Hidden,
        (Some(before), Some(now)) => came_of(reader, target, before, now).unwrap_or(Outcome::NotMeasured),
        _ => Outcome::NotMeasured,
    };
    Tested { target: Some(target), before, now, outcome }
}

/// Returns what came of a target of which both numbers are there; `None` where one has no margin.
fn came_of(reader: &Reader<'_>, target: &Target, before: Cite<'_>, now: Cite<'_>) -> Option<Outcome> {
    let way = way(target, before.value()?);
    let moved = moved(reader, target, way, before, now)?;
    let outcome = moved.outcome(target.size);
    let counts = matches!(outcome, Outcome::Reached | Outcome::Moving);
    let fell = counts && target.aim == Aim::Gap && one_fell(reader, target, way);
    Some(if fell { Outcome::OneFell } else { outcome })
}

/// Returns where a number should go: a gap that should become smaller goes up from below 0, else down.
fn way(target: &Target, before: f64) -> Direction {
    let smaller = if before < 0.0 { Direction::Up } else { Direction::Down };
    target.direction.unwrap_or(smaller)
}

/// Returns whether every period of the measure in this report is before that of the test.
fn is_to_come(reader: &Reader<'_>, target: &Target) -> bool {
    let mut periods = reader
        .blocks()
        .iter()
        .filter(|block| is_of(block.measure, &target.measure))
        .map(|block| block.period)
        .peekable();
    periods.peek().is_some() && periods.all(|period| period < target.period.as_str())
}

/// Returns the number of a group in a period that a target is about, of the first source that shows it.
fn number<'a>(reader: &Reader<'a>, target: &Target, labels: &[String], period: &str) -> Option<Cite<'a>> {
    let cites = blocks(reader, target, period).filter_map(|block| {
        let (statistic, against) = match target.aim {
            Aim::Mean => (Statistic::Mean, Against::Nothing),
            Aim::Share => (Statistic::Share, Against::Nothing),
            Aim::Gap => (Statistic::Difference, Against::Group(target.against.clone()?.into())),
        };
        let key = reader.key(block, &target.by, &group(reader, target, labels), statistic);
        reader.get(&Key { against, category: Name::from(&target.category), ..key })
    });
    let found: Vec<Cite<'a>> = cites.collect();
    found.iter().find(|cite| cite.value().is_some()).or(found.first()).copied()
}

fn blocks<'r, 'a>(
    reader: &'r Reader<'a>,
    target: &'r Target,
    period: &'r str,
) -> impl Iterator<Item = &'r Block<'a>> {
    reader
        .blocks()
        .iter()
        .filter(move |block| is_of(block.measure, &target.measure) && block.period == period)
}

/// How far a number moved in the direction that was agreed, and between which bounds.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Moved {
    by: f64,
    least: f64,
    most: f64,
}

impl Moved {
    fn new(change: f64, lower: f64, upper: f64, direction: Direction) -> Self {
        match direction {
            Direction::Up => Self { by: change, least: lower, most: upper },
            Direction::Down => Self { by: -change, least: -upper, most: -lower },
        }
    }

    /// Returns what came of a target of this size; a bound of 0 belongs to the margin.
    fn outcome(self, size: f64) -> Outcome {
        // Published numbers are decimals: a hair of binary noise decides nothing.
        let hair = 1e-9;
        if self.least > hair && self.by >= size - hair {
            Outcome::Reached
        } else if self.least > hair {
            Outcome::Moving
        } else if self.most < -hair {
            Outcome::Back
        } else if (self.most - self.least) / 2.0 > size + hair {
            Outcome::TooFew
        } else {
            Outcome::Unsure
        }
    }
}

/// Returns how far a number moved: by the published change where there is one, else by both margins.
fn moved(
    reader: &Reader<'_>,
    target: &Target,
    way: Direction,
    before: Cite<'_>,
    now: Cite<'_>,
) -> Option<Moved> {
    let key = Key {
        statistic: Statistic::Difference,
        against: Against::Period(Name::from(&target.baseline)),
        ..now.key().clone()
    };
    let change = reader.get(&key).filter(|_| target.aim != Aim::Gap);
    if let Some((value, lower, upper)) =
        change.and_then(|cite| Some((cite.value()?, cite.row.lower()?, cite.row.upper()?)))
    {
        return Some(Moved::new(value, lower, upper, way));
    }
    let value = now.value()? - before.value()?;
    let lower = now.row.lower()? - before.row.upper()?;
    let upper = now.row.upper()? - before.row.lower()?;
    Some(Moved::new(value, lower, upper, way))
}

/// Returns whether one of the two groups of a gap is seen to have moved against its own good: the group of the target
/// against the agreed direction, or the other group so that the gap closes.
fn one_fell(reader: &Reader<'_>, target: &Target, way: Direction) -> bool {
    let mut labels = vec![target.group.clone()];
    labels.extend(target.against.clone().map(|against| vec![against]));
    let statistic = if is_score(&target.measure) { Aim::Mean } else { Aim::Share };
    let own = Target { aim: statistic, against: None, ..target.clone() };
    labels.iter().any(|labels| {
        let row = |period: &str| number(reader, &own, labels, period);
        let found = row(&target.baseline).zip(row(&target.period));
        found
            .and_then(|(before, now)| moved(reader, &own, way, before, now))
            .is_some_and(|moved| moved.most < 0.0)
    })
}

impl Outcome {
    /// Returns the outcome in a sentence or two.
    fn text(self) -> Text {
        match self {
            Self::Reached => Text::new("Gehaald.", "Reached."),
            Self::Moving => {
                Text::new("Op weg, nog niet zo ver als afgesproken.", "On the way, not yet as far as agreed.")
            }
            Self::Unsure => Text::new(
                "Niet te zeggen: de verandering kan toeval zijn.",
                "Cannot tell: the change may be chance.",
            ),
            Self::TooFew => Text::new(
                "Met deze aantallen niet te zien. Neem rondes, opleidingen of scholen samen, of kies een grotere groep.",
                "Not to be seen with these numbers. Combine rounds, programmes or schools, or choose a larger group.",
            ),
            Self::Back => Text::new("Ging de andere kant op.", "Moved the other way."),
            Self::OneFell => Text::new(
                "Het verschil werd kleiner doordat een groep de andere kant op ging. Dat telt niet.",
                "The gap became smaller with a group moving the other way. That does not count.",
            ),
            Self::Hidden => Text::new(
                "Dit cijfer tonen we niet, ter bescherming van personen. Zo is het doel niet te toetsen.",
                "We do not show this figure, to protect people. So the target cannot be tested.",
            ),
            Self::NotYet => Text::new(
                "Nog niet te toetsen: deze ronde is er nog niet.",
                "Not to be tested yet: this round is to come.",
            ),
            Self::NotMeasured => Text::new(
                "Niet gemeten: dit cijfer ontbreekt in een van de rondes.",
                "Not measured: this figure is missing from one of the rounds.",
            ),
            Self::NoTarget => {
                Text::new("Geen meetbaar doel afgesproken.", "No target was agreed that can be measured.")
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn outcome(change: f64, lower: f64, upper: f64, direction: Direction, size: f64) -> Outcome {
        Moved::new(change, lower, upper, direction).outcome(size)
    }

    #[test]
    fn a_target_is_reached_when_the_change_is_as_large_and_its_margin_leaves_out_zero() {
        assert_eq!(outcome(0.2, 0.1, 0.3, Direction::Up, 0.2), Outcome::Reached);
        assert_eq!(outcome(-0.05, -0.08, -0.02, Direction::Down, 0.04), Outcome::Reached);
    }

    #[test]
    fn a_smaller_change_is_on_the_way_and_one_that_may_be_chance_cannot_be_told() {
        assert_eq!(outcome(0.1, 0.02, 0.18, Direction::Up, 0.2), Outcome::Moving);
        assert_eq!(outcome(0.2, 0.0, 0.4, Direction::Up, 0.2), Outcome::Unsure);
    }

    #[test]
    fn a_margin_wider_than_the_target_can_never_tell() {
        assert_eq!(outcome(0.2, -0.4, 0.8, Direction::Up, 0.2), Outcome::TooFew);
    }

    #[test]
    fn the_other_way_is_said() {
        assert_eq!(outcome(0.2, 0.1, 0.3, Direction::Down, 0.2), Outcome::Back);
    }

    #[test]
    fn a_gap_becomes_smaller_from_either_side() {
        let gap = |direction| Target {
            measure: "scale.belonging".to_owned(),
            by: Vec::new(),
            group: Vec::new(),
            against: Some("man".to_owned()),
            aim: Aim::Gap,
            category: String::new(),
            direction,
            size: 0.2,
            baseline: "2024".to_owned(),
            period: "2026".to_owned(),
        };
        assert_eq!(way(&gap(None), -0.5), Direction::Up);
        assert_eq!(way(&gap(None), 0.5), Direction::Down);
        assert_eq!(way(&gap(Some(Direction::Down)), -0.5), Direction::Down);
    }

    #[test]
    fn a_measure_is_found_under_every_definition_and_no_other() {
        assert!(
            is_of("retention.dropout1@cbs", "retention.dropout1")
                && is_of("scale.belonging", "scale.belonging")
        );
        assert!(!is_of("retention.dropout10", "retention.dropout1"));
    }
}
