//! Through the years: the slope of a share over cohorts with its test, and how much a gap changed.
//!
//! Made from the rows of single years, and sealed as sums of what those rows publish. Cohorts are other people, so
//! they are independent. Leaves out pooled years.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::model::{Name, Role};
use crate::results::{Against, Basis, Figure, Key, Part, Row, Statistic, Unit};
use crate::statistics::{
    Interval,
    distribution::Z_95,
    proportion::Tally,
    stratified::{Stratum, change_of_gap},
    trend::{Level, cochran_armitage},
};
use crate::tabulation::{Group, Scope};

use super::Comparisons;
use super::comparison::N_INFER;

/// A trend needs more cohorts than a difference.
const LEAST_YEARS: usize = 3;

/// One number through the years: everything in its key but the period.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Series {
    scope: Scope,
    source: Name,
    measure: Name,
    by: Arc<[Role]>,
    group: Group,
    against: Against,
}

/// Returns slopes of shares with three years or more, and changes of gaps between two years after each other.
pub(super) fn rows(rows: &[Row], comparisons: &Comparisons) -> Vec<Row> {
    let mut shares: BTreeMap<Series, BTreeMap<u16, &Row>> = BTreeMap::new();
    let mut gaps: BTreeMap<Series, BTreeMap<u16, &Row>> = BTreeMap::new();
    let mut by_key: BTreeMap<&Key, &Row> = BTreeMap::new();
    for row in rows {
        let key = &row.key;
        let Ok(year) = key.period.parse::<u16>() else { continue };
        let is_share = key.statistic == Statistic::Share && key.against == Against::Nothing;
        let is_gap = key.statistic == Statistic::Difference && matches!(key.against, Against::Group(_));
        let is_cohort = ["participation.", "retention."].iter().any(|kind| key.measure.starts_with(kind))
            && !key.measure.contains("respondents");
        let has_number = matches!(row.figure, Figure::Estimate { .. });
        if key.by.len() > 1
            || !key.category.is_empty()
            || !has_number
            || !is_cohort
            || row.unit != Unit::Share
        {
            continue;
        }
        let series = Series {
            scope: key.scope.clone(),
            source: key.source.clone(),
            measure: key.measure.clone(),
            by: key.by.clone(),
            group: key.group.clone(),
            against: key.against.clone(),
        };
        if is_share {
            by_key.insert(key, row);
            shares.entry(series).or_default().insert(year, row);
        } else if is_gap {
            gaps.entry(series).or_default().insert(year, row);
        }
    }
    let mut found: Vec<Row> = Vec::new();
    for years in shares.values().filter(|years| years.len() >= LEAST_YEARS) {
        found.extend(slope(years, comparisons));
    }
    for years in gaps.values() {
        let years: Vec<(&u16, &&Row)> = years.iter().collect();
        for pair in years.windows(2).filter(|pair| pair[1].0 - pair[0].0 == 1) {
            found.extend(change(pair[0].1, pair[1].1, &by_key));
        }
    }
    found
}

/// Returns who has it among the people of a share.
#[expect(
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "counts of people stay far below 2^52"
)]
fn tally(row: &Row) -> Option<Tally> {
    let Figure::Estimate { value, .. } = row.figure else { return None };
    Some(Tally::of((value * row.basis.n as f64).round().max(0.0) as u64, row.basis.n))
}

#[expect(clippy::cast_precision_loss, reason = "counts of people stay far below 2^52")]
fn slope(years: &BTreeMap<u16, &Row>, comparisons: &Comparisons) -> Vec<Row> {
    let levels: Option<Vec<Level>> =
        years.iter().map(|(year, row)| Some(Level { score: f64::from(*year), tally: tally(row)? })).collect();
    let (Some(levels), Some((first, _)), Some((_, last))) =
        (levels, years.first_key_value(), years.last_key_value())
    else {
        return Vec::new();
    };
    let Ok(trend) = cochran_armitage(&levels) else { return Vec::new() };
    let n: f64 = levels.iter().map(|level| level.tally.n() as f64).sum();
    let centre = levels.iter().map(|level| level.tally.n() as f64 * level.score).sum::<f64>() / n;
    let spread: f64 =
        levels.iter().map(|level| level.tally.n() as f64 * (level.score - centre).powi(2)).sum();
    let weight = |level: &Level| level.tally.n() as f64 * (level.score - centre) / spread;
    // The slope over its error is the statistic of the test.
    let error = if trend.z.abs() > 0.0 { (trend.slope / trend.z).abs() } else { 0.0 };
    let interval =
        (error > 0.0).then(|| Interval::new(trend.slope - Z_95 * error, trend.slope + Z_95 * error));
    let mut key = last.key.clone();
    key.against = Against::Period(first.to_string().into());
    key.statistic = Statistic::Slope;
    let smallest = levels.iter().map(|level| level.tally.n()).min().unwrap_or(0);
    let made = Row {
        key,
        populations: years.values().flat_map(|row| row.populations.clone()).collect(),
        figure: Figure::Sum {
            terms: years.values().zip(&levels).map(|(row, level)| (row.key.clone(), weight(level))).collect(),
            constant: 0.0,
            value: trend.slope,
            interval,
        },
        unit: Unit::Share,
        basis: Basis { n: levels.iter().map(|level| level.tally.n()).sum(), smallest },
        method: "cochran_armitage",
        sides: None,
        rests_on: Vec::new(),
    };
    let is_primary = comparisons.declare(&made.key.measure, &made.key.by);
    let test = (is_primary && smallest >= N_INFER).then(|| {
        let mut test = made.clone();
        test.key.statistic = Statistic::P;
        Row { figure: Figure::Estimate { value: trend.p, interval: None }, unit: Unit::Probability, ..test }
    });
    [Some(made), test].into_iter().flatten().collect()
}

/// Returns how much a gap between two groups changed from one cohort to the next.
fn change(earlier: &Row, later: &Row, shares: &BTreeMap<&Key, &Row>) -> Option<Row> {
    let stratum = |row: &Row| {
        let sides = row.sides.as_ref()?;
        let ([of_side], [against_side]) = (&sides.plus[..], &sides.minus[..]) else { return None };
        let of = |part: &Part| tally(shares.get(part.only()?)?);
        Some(Stratum { first: of(of_side)?, reference: of(against_side)? })
    };
    let change = change_of_gap(stratum(earlier)?, stratum(later)?).ok()?;
    let mut key = later.key.clone();
    key.statistic = Statistic::DifferenceChange;
    Some(Row {
        key,
        populations: earlier.populations.iter().chain(&later.populations).copied().collect(),
        figure: Figure::Sum {
            terms: vec![(later.key.clone(), 1.0), (earlier.key.clone(), -1.0)],
            constant: 0.0,
            value: change.value,
            interval: change.interval.ok(),
        },
        unit: Unit::Share,
        basis: Basis {
            n: earlier.basis.n + later.basis.n,
            smallest: earlier.basis.smallest.min(later.basis.smallest),
        },
        method: "normal",
        sides: None,
        rests_on: Vec::new(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::results::Sides;

    fn key(year: u16, sex: &str, statistic: Statistic) -> Key {
        Key {
            scope: Scope::default(),
            source: "register".into(),
            period: year.to_string().into(),
            measure: "retention.reenrolled1".into(),
            by: [Role::Sex].into(),
            group: Group::default().and(Role::Sex, sex),
            against: Against::Nothing,
            statistic,
            category: Name::default(),
        }
    }

    fn row(key: Key, value: f64, n: u64, sides: Option<Sides>) -> Row {
        Row {
            key,
            populations: vec![0],
            figure: Figure::Estimate { value, interval: None },
            unit: Unit::Share,
            basis: Basis::of(n),
            method: "newcombe",
            sides,
            rests_on: Vec::new(),
        }
    }

    /// A cohort of 40 women and 80 men of whom so many came back, with both shares and the gap.
    fn cohort(year: u16, women: u32, men: u32) -> Vec<Row> {
        let share = |sex, successes, n: u32| {
            row(key(year, sex, Statistic::Share), f64::from(successes) / f64::from(n), n.into(), None)
        };
        let (of, reference) = (share("vrouw", women, 40), share("man", men, 80));
        let gap = Key { against: Against::Group("man".into()), ..key(year, "vrouw", Statistic::Difference) };
        let value = f64::from(women) / 40.0 - f64::from(men) / 80.0;
        let sides = Sides::of(of.key.clone(), vec![reference.key.clone()]);
        vec![of, reference, row(gap, value, 120, Some(sides))]
    }

    fn changes(cohorts: &[Vec<Row>]) -> Vec<Row> {
        let mut found = rows(&cohorts.concat(), &Comparisons::default());
        found.retain(|row| row.key.statistic == Statistic::DifferenceChange);
        found
    }

    #[test]
    fn a_gap_changes_from_one_cohort_to_the_next_and_not_over_a_year_that_is_not_there() {
        let found = changes(&[cohort(2018, 30, 50), cohort(2019, 34, 48), cohort(2021, 20, 60)]);
        let [change] = &found[..] else { panic!("{found:#?}") };
        assert_eq!((change.key.period.as_str(), change.key.against.word().as_str()), ("2019", "man"));
        assert_eq!((change.basis.n, change.basis.smallest), (240, 120));
        let Figure::Sum { terms, value, interval, .. } = &change.figure else { panic!("a sum") };
        let of: Vec<(&str, f64)> = terms.iter().map(|(key, times)| (key.period.as_str(), *times)).collect();
        assert_eq!(of, [("2019", 1.0), ("2018", -1.0)]);
        // 0.85 - 0.6 less 0.75 - 0.625, and the four variances of R: sum(p * (1 - p) / n).
        assert!((value - 0.125).abs() < 1e-12, "{value}");
        let variance = 0.85 * 0.15 / 40.0 + 0.6 * 0.4 / 80.0 + 0.75 * 0.25 / 40.0 + 0.625 * 0.375 / 80.0;
        let half = Z_95 * f64::sqrt(variance);
        let interval = interval.unwrap();
        assert!(
            (interval.lower - (0.125 - half)).abs() < 1e-12
                && (interval.upper - (0.125 + half)).abs() < 1e-12
        );
        assert!(changes(&[cohort(2018, 30, 50), cohort(2020, 34, 48)]).is_empty());
    }

    #[test]
    fn a_gap_of_which_a_side_is_not_told_has_no_change() {
        let mut earlier = cohort(2018, 30, 50);
        earlier.remove(1);
        assert!(changes(&[earlier, cohort(2019, 34, 48)]).is_empty());
    }
}
