//! The number that an agreement should move, as its row names it: everything that is wrong with it is told at once.
//!
//! Leaves out whether the scan measures it (`agreed`).

use crate::model::{Aim, Direction, Fault, Role, Severity, Target, Text};

use super::headed::Line;
use super::number::{decimal, year};

/// The words for percentage points, and those for steps of a scale.
const POINTS: [&str; 3] = ["points", "procentpunt", "punten"];
const SCORE: [&str; 2] = ["score", "schaal"];

/// Returns the number that an agreement should move; `None` where the row names none, or not fully, which is told.
pub(super) fn target(line: &Line<'_>, faults: &mut Vec<Fault>) -> Option<Target> {
    let measured = line.get("measure")?;
    let (measure, roles) = measured.split_once(" by ").unwrap_or((measured, ""));
    let measure = measure.trim();
    let mut told = Told { line, faults };
    let by = by(&mut told, roles);
    let group = by.as_ref().and_then(|by| group(&mut told, by.len()));
    let aim = aim(&mut told, measure);
    let against = against(&mut told, aim);
    let direction = direction(&mut told, aim);
    let size = size(&mut told, aim, measure);
    let [baseline, period] = ["baseline", "target"].map(|heading| period(&mut told, heading));
    let period = after(&mut told, baseline.as_deref(), period);
    Some(Target {
        measure: measure.to_owned(),
        by: by?,
        group: group?,
        against: against?,
        aim: aim?,
        category: line.get("category").unwrap_or_default().to_owned(),
        direction: direction?,
        size: size?,
        baseline: baseline?,
        period: period?,
    })
}

/// A row, and where its faults go.
struct Told<'t, 'f> {
    line: &'t Line<'t>,
    faults: &'f mut Vec<Fault>,
}

impl Told<'_, '_> {
    /// Tells that what stands under a heading makes the target one that cannot be measured.
    fn incomplete<T>(&mut self, heading: &str, nl: &str, en: &str) -> Option<T> {
        let message = Text::new(
            "dit doel is niet te meten: de afspraak staat zonder doel in het verslag",
            "this target cannot be measured: the agreement stands in the report without it",
        );
        self.faults.push(self.line.fault(Severity::Repaired, heading, message, Text::new(nl, en)));
        None
    }
}

fn by(told: &mut Told<'_, '_>, roles: &str) -> Option<Vec<Role>> {
    let words = roles.split('*').map(str::trim).filter(|word| !word.is_empty());
    let found: Option<Vec<Role>> = words.map(|word| word.parse().ok()).collect();
    found.or_else(|| {
        told.incomplete("measure", "schrijf `scale.belonging by gender`", "write `scale.belonging by gender`")
    })
}

fn group(told: &mut Told<'_, '_>, breakdowns: usize) -> Option<Vec<String>> {
    let named = told.line.get("group").map_or_else(Vec::new, |group| group.split('*').collect());
    if named.len() != breakdowns {
        return told.incomplete("group", "noem een groep per uitsplitsing", "name a group per breakdown");
    }
    Some(named.into_iter().map(|label| label.trim().to_owned()).collect())
}

fn aim(told: &mut Told<'_, '_>, measure: &str) -> Option<Aim> {
    match told.line.get("statistic") {
        Some("mean") => Some(Aim::Mean),
        Some("share") => Some(Aim::Share),
        Some("difference") => Some(Aim::Gap),
        None if measure.starts_with("scale.") => Some(Aim::Mean),
        None => Some(Aim::Share),
        Some(_) => told.incomplete(
            "statistic",
            "schrijf mean, share of difference",
            "write mean, share or difference",
        ),
    }
}

/// Returns the other group; `Some(None)` where none is needed.
fn against(told: &mut Told<'_, '_>, aim: Option<Aim>) -> Option<Option<String>> {
    let named = told.line.get("against").map(str::to_owned);
    if aim == Some(Aim::Gap) && named.is_none() {
        return told.incomplete("against", "noem de andere groep", "name the other group");
    }
    Some(named)
}

/// Returns where to; `Some(None)` for a gap, which is to become smaller.
fn direction(told: &mut Told<'_, '_>, aim: Option<Aim>) -> Option<Option<Direction>> {
    match told.line.get("direction") {
        Some("up") => Some(Some(Direction::Up)),
        Some("down") => Some(Some(Direction::Down)),
        None if aim == Some(Aim::Gap) => Some(None),
        _ => told.incomplete("direction", "schrijf up of down", "write up or down"),
    }
}

/// Returns how far: steps of a scale, or a fraction where it is about a share.
fn size(told: &mut Told<'_, '_>, aim: Option<Aim>, measure: &str) -> Option<f64> {
    let unit = told.line.get("unit").map(str::to_lowercase);
    let unit = unit.as_deref();
    let is_in_points = unit.is_some_and(|unit| POINTS.contains(&unit));
    let is_scored = aim == Some(Aim::Mean) || measure.starts_with("scale.");
    let is_share = aim == Some(Aim::Share) || !(is_scored || measure.starts_with("item."));
    if unit.is_some_and(|unit| !SCORE.contains(&unit)) && !is_in_points {
        return told.incomplete(
            "unit",
            "schrijf points voor procentpunten, score voor stappen van een schaal",
            "write points for percentage points, score for steps of a scale",
        );
    }
    if is_in_points && is_scored {
        return told.incomplete(
            "unit",
            "een gemiddelde gaat niet in procentpunten: schrijf score",
            "a mean does not move in percentage points: write score",
        );
    }
    let size = told.line.get("size").and_then(decimal).filter(|size| *size > 0.0);
    match size {
        Some(size) if is_in_points && size > 100.0 => told.incomplete(
            "size",
            "een aandeel gaat hoogstens 100 procentpunt omhoog of omlaag",
            "a share goes up or down by 100 percentage points at most",
        ),
        Some(size) if is_in_points => Some(size / 100.0),
        Some(_) if is_share => told.incomplete(
            "unit",
            "een aandeel gaat in procentpunten: schrijf points",
            "a share moves in percentage points: write points",
        ),
        Some(size) => Some(size),
        None => told.incomplete("size", "schrijf een getal boven 0", "write a number above 0"),
    }
}

fn period(told: &mut Told<'_, '_>, heading: &str) -> Option<String> {
    let named = told.line.get(heading).map(str::to_owned);
    named.or_else(|| {
        told.incomplete(
            heading,
            "noem de ronde vooraf en de ronde van toetsing",
            "name the round before and the round of the test",
        )
    })
}

/// Returns the round of the test, where it comes after the one before; round names that are no years need only differ.
fn after(told: &mut Told<'_, '_>, baseline: Option<&str>, period: Option<String>) -> Option<String> {
    let (Some(baseline), Some(named)) = (baseline, period.as_deref()) else { return period };
    let is_earlier = year(named).zip(year(baseline)).is_some_and(|(test, before)| test < before);
    if named == baseline || is_earlier {
        return told.incomplete(
            "target",
            "de ronde van toetsing komt na de ronde vooraf",
            "the round of the test comes after the round before",
        );
    }
    period
}
