//! The gate: measured rows become published ones, rounded as the plan says, or withheld.
//!
//! Fails closed: a row about fewer people than the minimum is withheld here even if the plan forgot it.

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

use crate::results::{Figure, Key, Part, Plan, Rare, Results, Row, SPREAD_MIN, Statistic, Step, Unit};
use crate::statistics::{Interval, NotEstimable};
use crate::tabulation::Cube;

use super::Policy;
use super::policy::POOLED_MIN;
use super::published::{Published, PublishedRow, Status};
use super::rounding::{band_width, down, outward, people_seen, to_unit, up};

/// Rounds and withholds as the plan says; nothing else makes [`Published`] numbers.
#[must_use]
pub fn seal(results: &Results, cube: &Cube, plan: &Plan, policy: &Policy) -> Published {
    let published = vec![None; results.rows.len()];
    let mut sealed = Sealed { rows: &results.rows, published, ..Sealed::default() };
    // Differences and rests are computed from what their sides show, so they come after them.
    let is_derived = |row: &&Row| row.sides.is_some() || matches!(row.figure, Figure::Rest { .. });
    let is_sum = |row: &&Row| matches!(row.figure, Figure::Sum { .. });
    let is_plain = |row: &&Row| !is_derived(row) && !is_sum(row);
    sealed.add(is_plain, |row, _| Gate { row, cube, plan, policy }.pass(&Sealed::default()));
    sealed.add(is_derived, |row, sealed| Gate { row, cube, plan, policy }.pass(sealed));
    // Sums are made of any of them, so they come last.
    sealed.add(is_sum, |row, sealed| Gate { row, cube, plan, policy }.pass(sealed));
    Published { rows: sealed.published.into_iter().flatten().collect() }
}

/// The rows that were sealed so far, each at the place of its row; those are sorted by their keys.
#[derive(Default)]
struct Sealed<'a> {
    rows: &'a [Row],
    published: Vec<Option<PublishedRow>>,
    /// What is told of the rows that many parts share, by where these stand in memory.
    shared: RefCell<HashMap<*const Key, Rc<[Option<Told>]>>>,
}

/// What a reader takes from a row: its number, and for how much it counts.
#[derive(Clone, Copy)]
struct Told {
    value: f64,
    mass: f64,
}

impl Sealed<'_> {
    /// Seals the rows that are `wanted`.
    fn add(&mut self, wanted: impl Fn(&&Row) -> bool, seal: impl Fn(&Row, &Self) -> PublishedRow) {
        for (place, row) in self.rows.iter().enumerate().filter(|(_, row)| wanted(row)) {
            self.published[place] = Some(seal(row, self));
        }
    }

    /// Returns what is shown of the row with this key; `None` where it is not sealed yet, or not there.
    fn get(&self, key: &Key) -> Option<&PublishedRow> {
        let place = self.rows.binary_search_by(|row| row.key.cmp(key)).ok()?;
        self.published[place].as_ref()
    }

    /// Returns what is told of each row of a table; of rows that parts share it is looked up once.
    fn told(&self, part: &Part, told: impl Fn(&Key) -> Option<Told>) -> Rc<[Option<Told>]> {
        let Some(keys) = part.shared() else { return part.keys().map(told).collect() };
        let mut shared = self.shared.borrow_mut();
        Rc::clone(shared.entry(keys.as_ptr()).or_insert_with(|| keys.iter().map(told).collect()))
    }
}

/// The unit of sums of published numbers.
const SUM_UNIT: f64 = 0.001;

/// One row on its way out.
struct Gate<'a> {
    row: &'a Row,
    cube: &'a Cube,
    plan: &'a Plan,
    policy: &'a Policy,
}

impl Gate<'_> {
    fn pass(&self, sides: &Sealed<'_>) -> PublishedRow {
        if !self.is_open() && self.is_too_small() {
            return self.withheld();
        }
        match &self.row.figure {
            Figure::Estimate { value, interval } => self.estimate(*value, *interval, sides),
            Figure::Bounds(bounds) => self.between(*bounds, Status::Bounded),
            Figure::Band(band) => self.between(*band, Status::Banded),
            Figure::Rare(rare) => self.between(self.band(*rare), Status::Banded),
            Figure::Sum { terms, constant, value, interval } => {
                self.sum(terms, *constant, (*value, *interval), sides)
            }
            Figure::Rest { shown, banded } => self.rest(shown, *banded, sides),
            Figure::NotEstimable(reason) => self.not_estimable(*reason),
            Figure::NotYetObservable { mature_in } => PublishedRow {
                status: Status::NotYetObservable,
                reason: format!("mature_in_{mature_in}"),
                ..self.blank()
            },
            Figure::Withheld => self.withheld(),
        }
    }

    /// Returns whether the row is shown in full: everything is public or synthetic, or its source is public.
    fn is_open(&self) -> bool {
        self.is_public() || self.policy.exact && !self.is_below_minimum()
    }

    fn is_public(&self) -> bool {
        self.row.populations.iter().all(|place| self.cube.populations[*place].population.public)
    }

    /// Returns the fewest people behind a number of the row's populations.
    fn minimum(&self) -> u64 {
        let populations = self.row.populations.iter().map(|place| &self.cube.populations[*place].population);
        let minima = populations.map(|population| self.policy.minimum_of(population));
        minima.max().unwrap_or(self.policy.survey_min)
    }

    fn is_below_minimum(&self) -> bool {
        let smallest = self.row.basis.smallest;
        let has_number = !matches!(
            self.row.figure,
            Figure::Bounds(_) | Figure::NotEstimable(_) | Figure::NotYetObservable { .. } | Figure::Withheld
        );
        has_number && smallest < self.minimum()
    }

    fn is_too_small(&self) -> bool {
        let rests_on_few = self.row.unit == Unit::Reliability && self.row.basis.smallest < SPREAD_MIN;
        let pools_few = self.row.unit == Unit::Pooled && self.row.basis.smallest < POOLED_MIN;
        self.is_below_minimum() || rests_on_few || pools_few
    }

    fn step(&self) -> Step {
        if self.is_open() {
            return Step::Fine;
        }
        if self.row.unit == Unit::Pooled {
            return Step::Coarse;
        }
        let groups = || std::iter::once(&self.row.key.group).chain(&self.row.rests_on);
        let of_groups = |place: &usize| groups().map(|group| self.plan.step(*place, group)).max();
        self.row.populations.iter().filter_map(of_groups).max().unwrap_or_default()
    }

    /// Returns the unit to which this row is rounded; `None` prints it as it is.
    fn unit(&self) -> Option<f64> {
        if self.is_open() {
            return None;
        }
        let step = self.step();
        Some(match self.row.unit {
            Unit::People => step.people_unit(),
            Unit::Share | Unit::Pooled => step.share_unit(self.row.basis.smallest),
            Unit::Score => step.score_unit(),
            Unit::Spread | Unit::Pure => step.spread_unit(self.row.basis.smallest),
            Unit::Reliability => Step::Fine.score_unit(),
            Unit::Probability => 0.001,
        })
    }

    /// Returns the unit of interval bounds: coarser than the value where few people gave it.
    fn bounds_unit(&self, unit: f64) -> f64 {
        let is_small = self.row.basis.smallest < SPREAD_MIN;
        match self.row.unit {
            Unit::Score if is_small => unit.max(Step::Coarse.score_unit()),
            _ => unit,
        }
    }

    fn estimate(&self, value: f64, interval: Option<Interval>, sides: &Sealed<'_>) -> PublishedRow {
        let Some(unit) = self.unit() else {
            return PublishedRow {
                value: Some(value),
                lower: interval.map(|interval| interval.lower),
                upper: interval.map(|interval| interval.upper),
                ..self.blank()
            };
        };
        let published = match self.difference(sides) {
            Some(Shown::Difference(difference)) => to_unit(difference, unit),
            Some(Shown::Nothing) => return self.withheld(),
            None => to_unit(value, unit),
        };
        let bounds_unit = self.bounds_unit(unit);
        let seen = interval.map(|interval| self.clip(outward(value, interval, published, bounds_unit)));
        PublishedRow {
            value: Some(published),
            lower: seen.map(|seen| seen.lower),
            upper: seen.map(|seen| seen.upper),
            ..self.blank()
        }
    }

    /// Keeps bounds of a share between 0 and 1.
    fn clip(&self, bounds: Interval) -> Interval {
        let is_share =
            matches!(self.row.key.statistic, Statistic::Share | Statistic::Floor | Statistic::Ceiling);
        if is_share || self.row.unit == Unit::Pooled && self.row.sides.is_none() {
            Interval::new(bounds.lower.max(0.0), bounds.upper.min(1.0))
        } else {
            bounds
        }
    }

    /// Returns the difference of the published sides, for a difference of means or shares.
    ///
    /// A difference of the exact values would tell more about them than they tell themselves.
    fn difference(&self, sides: &Sealed<'_>) -> Option<Shown> {
        if !matches!(self.row.unit, Unit::Share | Unit::Score) {
            return None;
        }
        let made_of = self.row.sides.as_ref()?;
        let sum = |side: &[Part]| side.iter().map(|part| self.mean(part, sides)).sum::<Option<f64>>();
        Some(match (sum(&made_of.plus), sum(&made_of.minus)) {
            (Some(plus), Some(minus)) => Shown::Difference(plus - minus),
            _ => Shown::Nothing,
        })
    }

    /// Returns the mean of rows as a reader computes it; `None` where one of them is not told.
    fn mean(&self, part: &Part, sides: &Sealed<'_>) -> Option<f64> {
        let told = |key: &Key| {
            let row = sides.get(key)?;
            Some(Told { value: row.value?, mass: self.mass(key, row.n?) })
        };
        let all = sides.told(part, told);
        let (mut total, mut people, mut last) = (0.0, 0.0, None);
        let mut rows = 0;
        for told in part.of_each(&all) {
            let Told { value, mass } = (*told)?;
            people += mass;
            total += value * mass;
            rows += 1;
            last = Some(value);
        }
        // A number by itself is itself, also where its people round to nobody.
        if rows == 1 { last } else { (people > 0.0).then_some(total / people) }
    }

    /// Returns for how much a side counts among others: its people, or their weights.
    #[expect(clippy::cast_precision_loss, reason = "counts of people stay far below 2^52")]
    fn mass(&self, key: &Key, n: u64) -> f64 {
        let tabulated = self.row.populations.last().map(|place| &self.cube.populations[*place]);
        let weights = tabulated.and_then(|tabulated| {
            let sample = tabulated.sample?;
            let variables = &tabulated.population.variables;
            let variable = variables.iter().position(|variable| variable.measure == key.measure)?;
            let mass = tabulated.mass(tabulated.cell(&key.group), variable)?;
            Some(mass.in_weights(sample).0)
        });
        weights.unwrap_or(n as f64)
    }

    fn between(&self, bounds: Interval, status: Status) -> PublishedRow {
        let blank = self.blank();
        // Where a publisher hid people, their number is not known either.
        let n = blank.n.filter(|_| status != Status::Bounded);
        let bounds = match self.unit() {
            Some(unit) if status == Status::Bounded => {
                self.clip(Interval::new(down(bounds.lower, unit), up(bounds.upper, unit)))
            }
            _ => bounds,
        };
        PublishedRow { status, lower: Some(bounds.lower), upper: Some(bounds.upper), n, ..blank }
    }

    /// Returns the band of a rare, or a nearly general, answer.
    fn band(&self, rare: Rare) -> Interval {
        match rare {
            Rare::Given => Interval::new(0.0, self.band_width()),
            Rare::NotGiven => Interval::new(to_unit(1.0 - self.band_width(), 0.01), 1.0),
        }
    }

    /// Returns how wide a band is: of the number of people as printed, or the band would tell it more precisely.
    #[expect(clippy::cast_precision_loss, reason = "counts of people stay far below 2^52")]
    fn band_width(&self) -> f64 {
        let n = self.row.basis.n as f64;
        if self.is_open() {
            return band_width(n);
        }
        // That a group which is shown has as many people as the minimum is known.
        band_width(people_seen(n, self.step()).lower.max(self.minimum() as f64))
    }

    fn rest(&self, shown: &[Key], banded: usize, sides: &Sealed<'_>) -> PublishedRow {
        let values: Option<Vec<f64>> = shown.iter().map(|key| sides.get(key)?.value).collect();
        let (Some(values), Some(unit)) = (values, self.unit()) else { return self.withheld() };
        let rest = 1.0 - values.iter().sum::<f64>();
        #[expect(clippy::cast_precision_loss, reason = "a handful of answers")]
        let (slack, band) = (unit / 2.0 * values.len() as f64, self.band_width() * banded as f64);
        let lower = down((rest - slack - band).max(0.0), unit);
        let upper = up((rest + slack).min(1.0), unit);
        // A band from nobody or to everybody says that the answer is rare, which this one need not be.
        if lower <= 0.0 || upper >= 1.0 {
            return self.withheld();
        }
        self.between(Interval::new(lower, upper), Status::Banded)
    }

    /// Returns a sum of published numbers; of a number that is not published there is no sum.
    ///
    /// It is rounded to thousandths only: it is made of rounded numbers and tells no more than they do.
    fn sum(
        &self,
        terms: &[(Key, f64)],
        constant: f64,
        exact: (f64, Option<Interval>),
        sides: &Sealed<'_>,
    ) -> PublishedRow {
        let (value, interval) = exact;
        if self.is_open() {
            return self.estimate(value, interval, sides);
        }
        let shown: Option<Vec<f64>> =
            terms.iter().map(|(key, weight)| Some(sides.get(key)?.value? * weight)).collect();
        let Some(shown) = shown else { return self.withheld() };
        let published = to_unit(shown.iter().sum::<f64>() + constant, SUM_UNIT);
        let seen = interval.map(|interval| outward(value, interval, published, SUM_UNIT));
        PublishedRow {
            value: Some(published),
            lower: seen.map(|seen| seen.lower),
            upper: seen.map(|seen| seen.upper),
            ..self.blank()
        }
    }

    fn not_estimable(&self, reason: NotEstimable) -> PublishedRow {
        let tells_everybodys_answer = matches!(
            reason,
            NotEstimable::ZeroVariance
                | NotEstimable::AllTied
                | NotEstimable::NoEvent
                | NotEstimable::NoVariation
                | NotEstimable::NoDiscordant
                | NotEstimable::ZeroCell
        );
        if tells_everybodys_answer && !self.is_public() && !self.policy.exact {
            return self.withheld();
        }
        PublishedRow { status: Status::NotEstimable, reason: reason.to_string(), ..self.blank() }
    }

    fn withheld(&self) -> PublishedRow {
        PublishedRow {
            status: Status::Withheld,
            n: None,
            method: "",
            reason: "privacy".to_owned(),
            ..self.blank()
        }
    }

    /// Returns the row without a number.
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        clippy::cast_precision_loss,
        reason = "counts of people stay far below 2^52"
    )]
    fn blank(&self) -> PublishedRow {
        let step = self.step();
        let unit = if self.is_open() { 1.0 } else { step.people_unit() };
        PublishedRow {
            key: self.row.key.clone(),
            status: Status::Shown,
            value: None,
            lower: None,
            upper: None,
            n: Some(to_unit(self.row.basis.n as f64, unit) as u64),
            step,
            method: self.row.method,
            reason: String::new(),
        }
    }
}

/// What a reader can compute from the sides of a difference.
enum Shown {
    Difference(f64),
    Nothing,
}
