//! Curves of several schools: who is still studying and what ended it for the others, from their event tables.
//!
//! Numbers of people add up, so exact tables give the curve of one run over all rows. Of rounded curves each year is
//! turned back into the part of those followed whom it ended for, and weighed by how many those are; how far the
//! rounding can carry is laid around the interval. Leaves out how event tables are made (`event_table`).

use std::collections::BTreeMap;

use crate::disclosure::{Joined, Key, Made, Precision, Statistic};
use crate::statistics::{
    Estimate, Interval,
    competing::aalen_johansen,
    risk_table::{RiskRow, RiskTable},
    survival::{KaplanMeier, SurvivalScale},
};
use crate::tabulation::CAUSES;

use super::event_table::{CurvePart, ENROLLED};
use super::file::{CurveYear, Place};
use super::merge::{Part, precision, real, whole};
use super::network::{behind_of, key, people, share_unit};

/// With fewer schools than this nothing is told, so a curve that goes on with fewer ends.
const FEWEST_SCHOOLS: usize = 3;

/// Returns the curves of every group, a row per year and line.
pub(super) fn rows(numbers: &BTreeMap<Place, Vec<Part<'_>>>) -> Vec<Joined> {
    let mut rows = Vec::new();
    for (place, parts) in numbers {
        let parts: Vec<Part<'_>> =
            parts.iter().filter(|part| !part.block.curve.is_empty()).copied().collect();
        if !parts.is_empty() {
            rows.extend(curve(place, &parts));
        }
    }
    rows
}

fn curve(place: &Place, parts: &[Part<'_>]) -> Vec<Joined> {
    let precision = precision(parts);
    let years = years(parts);
    let lines = Lines::of(parts, &years);
    let Some(table) = RiskTable::from_rows(CAUSES.len(), years.iter().map(Year::row).collect()) else {
        return Vec::new();
    };
    let mut rows = Vec::new();
    for (place_of_year, year) in years.iter().enumerate() {
        let mut add = |part: &str, made: Made, method: &'static str| {
            let measure = CurvePart::measure_of(&place.measure, part);
            let row = Place { measure, ..place.clone() };
            rows.push(Joined {
                key: Key { category: year.year.to_string().into(), ..key(&row, Statistic::Share) },
                made,
                n: people(year.at_risk, precision),
                smallest: year.at_risk,
                behind: behind_of(year.followed.iter().map(|followed| followed.told.n)),
                precision,
                method,
            });
        };
        let time = f64::from(year.year);
        let unit = share_unit(precision, year.at_risk);
        let number = |part: usize, found: Estimate| {
            let interval = found.interval.ok();
            match precision {
                Precision::Exact => Made::Number { value: found.value, interval, unit },
                _ => lines.rounded(part, place_of_year, found.value, interval, unit),
            }
        };
        if let Ok(point) = KaplanMeier::of(&table).and_then(|curve| curve.at(time)) {
            let found = Estimate { value: point.survival, interval: point.interval(SurvivalScale::LogLog) };
            add(ENROLLED, number(0, found), "kaplan_meier");
        }
        let Ok(risks) = aalen_johansen(&table, time) else { continue };
        for (cause, (word, risk)) in CAUSES.iter().zip(&risks.causes).enumerate() {
            // A cause that every school tells as a limit only is kept back: their limits say as much.
            let is_told = year.followed.iter().any(|followed| !followed.told.at_most.contains_key(*word));
            let made = match is_told {
                true => number(cause + 1, Estimate { value: risk.risk, interval: risk.interval() }),
                false => Made::KeptBack,
            };
            add(word, made, "aalen_johansen");
        }
    }
    rows
}

/// One school in one year of a curve.
struct Followed<'a> {
    /// Which of the schools.
    school: usize,
    told: &'a CurveYear,
    /// People for whom the year ended their study, by cause; no whole numbers where shares are rounded.
    events: Vec<f64>,
    /// The part of those followed who are still there after the year.
    stayed: f64,
    /// The share still there before it.
    before: f64,
}

/// One year of the curve of all schools.
struct Year<'a> {
    year: u16,
    at_risk: u64,
    followed: Vec<Followed<'a>>,
}

impl Year<'_> {
    fn events(&self, cause: usize) -> f64 {
        self.followed.iter().map(|followed| followed.events[cause]).sum()
    }

    fn row(&self) -> RiskRow {
        RiskRow {
            time: f64::from(self.year),
            at_risk: self.at_risk,
            events: (0..CAUSES.len()).map(|cause| whole(self.events(cause))).collect(),
            censored: 0,
        }
    }
}

/// Returns the years that three schools tell, or the first one; a school whose curve has ended is followed no longer.
fn years<'a>(parts: &[Part<'a>]) -> Vec<Year<'a>> {
    let longest = parts.iter().map(|part| part.block.curve.len()).max().unwrap_or(0);
    let mut years = Vec::new();
    for place in 0..longest {
        let followed: Vec<Followed<'a>> =
            parts.iter().enumerate().filter_map(|(school, part)| follow(school, part, place)).collect();
        if place > 0 && followed.len() < FEWEST_SCHOOLS {
            break;
        }
        let at_risk = followed.iter().map(|followed| followed.told.n).sum();
        let year = followed.first().map_or(0, |followed| followed.told.year);
        years.push(Year { year, at_risk, followed });
    }
    years
}

fn follow<'a>(school: usize, part: &Part<'a>, place: usize) -> Option<Followed<'a>> {
    let told = part.block.curve.get(place)?;
    let earlier = place.checked_sub(1).map(|place| &part.block.curve[place]);
    if !told.events.is_empty() {
        let events: Vec<f64> =
            CAUSES.iter().map(|cause| told.events.get(*cause).map_or(0.0, |people| real(*people))).collect();
        let stayed = 1.0 - events.iter().sum::<f64>() / real(told.n);
        return Some(Followed { school, told, events, stayed, before: 1.0 });
    }
    let before = earlier.map_or(1.0, |earlier| Line::Enrolled.of(earlier).value);
    let events = CAUSES.iter().map(|cause| {
        let so_far = earlier.map_or(0.0, |earlier| Line::Cause(cause).of(earlier).value);
        (Line::Cause(cause).of(told).value - so_far).max(0.0) * real(told.n) / before
    });
    let stayed = (Line::Enrolled.of(told).value / before).min(1.0);
    Some(Followed { school, told, events: events.collect(), stayed, before })
}

/// A line of a curve.
#[derive(Clone, Copy)]
enum Line<'w> {
    Enrolled,
    Cause(&'w str),
}

/// A share as it is told, and how far it may be off.
#[derive(Clone, Copy)]
struct Rounded {
    value: f64,
    half: f64,
}

/// Half a percent: shares of a curve are printed in whole ones.
const HALF_UNIT: f64 = 0.005;

impl Line<'_> {
    fn of(self, told: &CurveYear) -> Rounded {
        let word = match self {
            Self::Enrolled => ENROLLED,
            Self::Cause(cause) => cause,
        };
        match (told.shares.get(word), told.at_most.get(word)) {
            (Some(share), _) => Rounded { value: *share, half: HALF_UNIT },
            (None, Some(most)) => Rounded { value: most / 2.0, half: most / 2.0 },
            (None, None) => Rounded { value: 0.0, half: 0.0 },
        }
    }
}

/// What the schools' own lines tell of the line of all: it goes up by c times what theirs go up by, added up.
struct Lines<'a> {
    parts: &'a [Part<'a>],
    /// The line of all, per year: who is still there, then the causes.
    values: Vec<Vec<f64>>,
    /// Per school and year how much its line weighs, 0 where it is not followed.
    weights: Vec<Vec<f64>>,
    /// Per school and year how far that weight may be off, as a part of it.
    errors: Vec<Vec<f64>>,
}

impl<'a> Lines<'a> {
    fn of(parts: &'a [Part<'a>], years: &[Year<'_>]) -> Self {
        let mut weights = vec![vec![0.0; years.len()]; parts.len()];
        let mut errors = weights.clone();
        let mut values = Vec::new();
        let mut line = vec![0.0; CAUSES.len() + 1];
        line[0] = 1.0;
        for (place, year) in years.iter().enumerate() {
            let before = line[0];
            let all = real(year.at_risk);
            for followed in &year.followed {
                let own = real(followed.told.n) / all;
                weights[followed.school][place] = own * before / followed.before;
                if place > 0 {
                    errors[followed.school][place] = HALF_UNIT * (1.0 / followed.before + 1.0 / before);
                }
            }
            let stayed: f64 =
                year.followed.iter().map(|followed| followed.stayed * real(followed.told.n) / all).sum();
            line[0] = before * stayed;
            for cause in 0..CAUSES.len() {
                line[cause + 1] += before * year.events(cause) / all;
            }
            values.push(line.clone());
        }
        Self { parts, values, weights, errors }
    }

    /// Returns a point of a line of rounded shares: the interval of the nearest whole people, moved and widened.
    fn rounded(&self, line: usize, year: usize, near: f64, interval: Option<Interval>, unit: f64) -> Made {
        let value = self.values[year][line];
        let off = self.off(line, year);
        let interval = interval.map(|near_by| {
            let below = value - (near - near_by.lower) - off;
            let above = value + (near_by.upper - near) + off;
            Interval::new(below.max(0.0), above.min(1.0))
        });
        Made::Number { value, interval, unit }
    }

    /// Returns how far the rounding of the schools' shares can carry a point of the line of all.
    fn off(&self, line: usize, last: usize) -> f64 {
        let line = line.checked_sub(1).map_or(Line::Enrolled, |cause| Line::Cause(CAUSES[cause]));
        let mut off = 0.0;
        for ((part, weights), errors) in self.parts.iter().zip(&self.weights).zip(&self.errors) {
            let mut earlier = 0.0;
            for year in 0..=last {
                let Some(told) = part.block.curve.get(year).filter(|told| told.events.is_empty()) else {
                    break;
                };
                let Rounded { value, half } = line.of(told);
                let next = if year < last { weights[year + 1] } else { 0.0 };
                off += half * (weights[year] - next).abs();
                let before = if year == 0 { value } else { earlier };
                off += weights[year] * errors[year] * (value - before).abs();
                earlier = value;
            }
        }
        off
    }
}
