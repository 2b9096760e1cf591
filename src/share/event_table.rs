//! The event table of a curve in a share file: of published rows only, so no finer than the curve in the report.
//!
//! Of data that are public or made up the printed shares are in full, and tell how many people each year ended for;
//! those numbers add up exactly. Else the file holds the shares as they are printed. Leaves out adding up (`curves`).

use std::collections::BTreeMap;

use crate::disclosure::{Key, Precision, PublishedRow, Status};
use crate::tabulation::CAUSES;

use super::file::{Block, CurveYear};
use super::make::{About, precision};
use super::merge::{real, whole};

/// Who is still there: the part of a curve that is no cause.
pub(super) const ENROLLED: &str = "enrolled";

/// One line of a curve: `retention.curve_diploma@cbs` is the part `diploma` of the table `retention.curve@cbs`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct CurvePart {
    /// `enrolled`, or the cause.
    pub(super) part: String,
    /// The measure of the table.
    pub(super) measure: String,
}

/// What the measures of a curve begin with.
const START: &str = "retention.curve";

impl CurvePart {
    /// Returns the part that a row is of; `None` where it is no part of a curve.
    pub(super) fn of(key: &Key) -> Option<Self> {
        let rest = key.measure.strip_prefix(START)?.strip_prefix('_')?;
        let (part, suffix) = rest.split_at(rest.find('@').unwrap_or(rest.len()));
        Some(Self { part: part.to_owned(), measure: format!("{START}{suffix}") })
    }

    /// Returns the measure of one line of a table.
    pub(super) fn measure_of(table: &str, part: &str) -> String {
        table.replacen(START, &format!("{START}_{part}"), 1)
    }

    /// Puts a row in its year; what is withheld is left out.
    pub(super) fn fill(&self, block: &mut Block, row: &PublishedRow, about: &About) {
        let (Ok(year), Some(n)) = (row.key().category.parse::<u16>(), row.n()) else { return };
        let place = block.curve.iter().position(|known| known.year == year).unwrap_or_else(|| {
            block.curve.push(CurveYear {
                year,
                n,
                events: BTreeMap::new(),
                shares: BTreeMap::new(),
                at_most: BTreeMap::new(),
            });
            block.curve.len() - 1
        });
        let told = &mut block.curve[place];
        match row.status() {
            Status::Shown => told.shares.extend(row.value().map(|share| (self.part.clone(), share))),
            Status::Banded => told.at_most.extend(row.upper().map(|most| (self.part.clone(), most))),
            _ => {}
        }
        block.precision = block.precision.max(precision(row, about));
    }
}

/// Puts the years in order, ends the table where a year is missing, and tells in people what is printed in full.
pub(super) fn settle(block: &mut Block) {
    block.curve.sort_by_key(|told| told.year);
    let is_next = |(place, told): (usize, &CurveYear)| {
        usize::from(told.year) == place + 1 && told.shares.contains_key(ENROLLED)
    };
    let whole_years = block.curve.iter().enumerate().take_while(|numbered| is_next(*numbered)).count();
    block.curve.truncate(whole_years);
    if let Some(first) = block.curve.first() {
        block.n = first.n;
    }
    if block.precision == Precision::Exact
        && let Some(events) = in_people(&block.curve)
    {
        for (told, events) in block.curve.iter_mut().zip(events) {
            told.shares.clear();
            told.events = events;
        }
    }
}

/// Returns how many people each year ended for, by cause; `None` where a share is not in full.
///
/// A curve in full goes up by S(k-1) d/n in year k, so d follows; it is a whole number but for binary noise.
fn in_people(curve: &[CurveYear]) -> Option<Vec<BTreeMap<String, u64>>> {
    let mut found = Vec::new();
    for (place, told) in curve.iter().enumerate() {
        let before = place.checked_sub(1).map(|earlier| &curve[earlier].shares);
        let share = |part: &str, of_nobody: f64| before.map_or(Some(of_nobody), |all| all.get(part).copied());
        let still_there = share(ENROLLED, 1.0)?;
        let mut events = BTreeMap::new();
        for cause in CAUSES {
            let more = told.shares.get(cause)? - share(cause, 0.0)?;
            events.insert(cause.to_owned(), whole(more * real(told.n) / still_there));
        }
        found.push(events);
    }
    Some(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn year(year: u16, n: u64, shares: [f64; 4]) -> CurveYear {
        let parts = [ENROLLED, CAUSES[0], CAUSES[1], CAUSES[2]];
        let shares = parts.iter().zip(shares).map(|(part, share)| ((*part).to_owned(), share)).collect();
        CurveYear { year, n, events: BTreeMap::new(), shares, at_most: BTreeMap::new() }
    }

    #[test]
    fn shares_in_full_tell_how_many_people_each_year_ended_for() {
        // 7 of 60 switch and 5 drop out; 40 are followed on, of whom 1 gets a diploma and 3 drop out.
        let still_there = 48.0 / 60.0;
        let curve = [
            year(1, 60, [still_there, 0.0, 7.0 / 60.0, 5.0 / 60.0]),
            year(
                2,
                40,
                [
                    still_there * 36.0 / 40.0,
                    still_there / 40.0,
                    7.0 / 60.0,
                    5.0 / 60.0 + still_there * 3.0 / 40.0,
                ],
            ),
        ];
        let people: Vec<Vec<u64>> =
            in_people(&curve).unwrap().into_iter().map(|events| events.into_values().collect()).collect();
        // In the order of the words: diploma, dropout, switch.
        assert_eq!(people, [vec![0, 5, 7], vec![1, 3, 0]]);
    }

    #[test]
    fn a_line_of_a_curve_knows_its_table_also_under_another_definition() {
        assert_eq!(CurvePart::measure_of("retention.curve@cbs", "diploma"), "retention.curve_diploma@cbs");
        assert_eq!(CurvePart::measure_of("retention.curve", ENROLLED), "retention.curve_enrolled");
    }
}
