//! Published rows as printed numbers: with the unit of their measure, as precisely as they were published.
//!
//! Leaves out the digits themselves (`format`) and every sentence.

use crate::disclosure::{PublishedRow, Statistic, Status, Step};
use crate::model::Language;
use crate::report::{
    chart::{Reading, Span, State},
    document::{Cell, NumberForm, TypedNumber},
    format::{self, Number, Precision, Unit},
    wording::{method, word::Word},
};

use super::reader::Cite;

/// What a row is a number of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Quantity {
    People,
    Share,
    ShareDifference,
    Score,
    ScoreDifference,
    Pure,
    Probability,
}

/// Returns what a row is a number of.
pub(super) fn quantity(row: &PublishedRow) -> Quantity {
    let key = row.key();
    let is_score = key.measure.starts_with("scale.") || key.measure.starts_with("item.");
    match key.statistic {
        Statistic::N
        | Statistic::Count
        | Statistic::NMissing
        | Statistic::NEffective
        | Statistic::Needed
        | Statistic::PlanNeeded => Quantity::People,
        Statistic::Share
        | Statistic::Floor
        | Statistic::Ceiling
        | Statistic::Ever
        | Statistic::Nonresponse
        | Statistic::ISquared
        | Statistic::Range => Quantity::Share,
        Statistic::Limit95 | Statistic::Limit998 | Statistic::Shrunken => {
            if is_score {
                Quantity::Score
            } else {
                Quantity::Share
            }
        }
        Statistic::Mean
        | Statistic::Sd
        | Statistic::Median
        | Statistic::MeanAdjusted
        | Statistic::LargestBias => Quantity::Score,
        Statistic::Expected if is_score => Quantity::Score,
        Statistic::Expected => Quantity::Share,
        Statistic::Difference
        | Statistic::DifferenceMh
        | Statistic::DifferenceStandardised
        | Statistic::DifferenceAme
        | Statistic::DifferenceAdjusted
        | Statistic::Excess
        | Statistic::MinimumDetectable
        | Statistic::DifferencePaired
        | Statistic::DifferenceOverlap
        | Statistic::ChangeLow
        | Statistic::ChangeLowExpected
        | Statistic::DifferenceMix
        | Statistic::DifferenceRates
        | Statistic::DifferenceChange
        | Statistic::DifferenceWithin
        | Statistic::DifferenceTypical
        | Statistic::DifferencePredicted
        | Statistic::Slope => {
            if is_score {
                Quantity::ScoreDifference
            } else {
                Quantity::ShareDifference
            }
        }
        Statistic::P | Statistic::PAdjusted | Statistic::POverall | Statistic::PPaired | Statistic::Q => {
            Quantity::Probability
        }
        _ => Quantity::Pure,
    }
}

/// Returns how many decimals a number has as it was published, at most two.
fn decimals(value: f64, shift: f64) -> u8 {
    let shifted = value * shift;
    let is_whole = |scaled: f64| (scaled - scaled.round()).abs() < 1e-6;
    if is_whole(shifted) {
        0
    } else if is_whole(shifted * 10.0) {
        1
    } else {
        2
    }
}

impl<'a> Cite<'a> {
    /// Returns the precision of the value of the row.
    fn precision(self) -> Precision {
        let row = self.row;
        match quantity(row) {
            Quantity::People => Precision::WHOLE,
            Quantity::Share | Quantity::ShareDifference => {
                let published = [row.value(), row.lower(), row.upper()];
                let most = published.into_iter().flatten().map(|value| decimals(value, 100.0)).max();
                let by_rule = Precision::of_share(row.n().unwrap_or(0));
                let by_step = if row.step() == Step::Coarse { Precision::WHOLE } else { Precision::ONE };
                Precision::of_decimals(most.unwrap_or(0)).at_most(by_rule).at_most(by_step)
            }
            // A p of 0,003 would be 0,00 with two decimals.
            Quantity::Probability => Precision::of_decimals(3),
            Quantity::Score | Quantity::ScoreDifference | Quantity::Pure => {
                let is_tenths = row.value().is_some_and(|value| decimals(value, 1.0) <= 1);
                // A reliability has two decimals in every table, however few people there are.
                let is_coarse = row.step() == Step::Coarse && is_tenths && !self.is_reliability();
                if is_coarse { Precision::ONE } else { Precision::TWO }
            }
        }
    }

    /// Returns the precision of the bounds: those of a mean of few people are coarser than the mean.
    fn bounds_precision(self) -> Precision {
        let precision = self.precision();
        let is_tenths =
            [self.row.lower(), self.row.upper()].into_iter().flatten().all(|bound| decimals(bound, 1.0) <= 1);
        match quantity(self.row) {
            Quantity::Score | Quantity::ScoreDifference | Quantity::Pure
                if is_tenths && !self.is_reliability() =>
            {
                precision.at_most(Precision::ONE)
            }
            _ => precision,
        }
    }

    fn is_reliability(self) -> bool {
        matches!(
            self.key().statistic,
            Statistic::Alpha
                | Statistic::Omega
                | Statistic::SpearmanBrown
                | Statistic::ItemRest
                | Statistic::AlphaIfDropped
                | Statistic::DifSmd
        )
    }

    fn number(self, value: f64, precision: Precision) -> Number {
        let unit = match quantity(self.row) {
            Quantity::People => Unit::Count,
            Quantity::Share => Unit::Percent,
            Quantity::ShareDifference => Unit::PercentagePoint,
            Quantity::ScoreDifference => Unit::Point,
            Quantity::Score | Quantity::Pure | Quantity::Probability => Unit::Score,
        };
        if unit == Unit::Count && self.row.step() == Step::Coarse {
            return about(value);
        }
        Number::new(value, unit, precision)
    }

    /// Returns the value as a number to print; `None` where there is none.
    pub(super) fn printed(self) -> Option<Number> {
        Some(self.number(self.value()?, self.precision()))
    }

    /// Returns the lower bound as a number to print.
    pub(super) fn lower(self) -> Option<Number> {
        Some(self.number(self.row.lower()?, self.bounds_precision()))
    }

    /// Returns the upper bound as a number to print.
    pub(super) fn upper(self) -> Option<Number> {
        Some(self.number(self.row.upper()?, self.bounds_precision()))
    }

    /// Returns the people behind the row: about so many where they were rounded.
    pub(super) fn people(self) -> Option<Number> {
        let n = self.row.n().filter(|_| !self.is_withheld())?;
        Some(if self.row.step() == Step::Coarse { Number::about(n) } else { Number::count(n) })
    }

    /// Returns the people behind the row as a chart has them, without "about": its note says so.
    pub(super) fn people_in_chart(self, language: Language) -> String {
        match self.row.n().filter(|_| !self.is_withheld()) {
            Some(n) => Number::count(n).in_table(language),
            None => Word::WithheldSymbol.text(language).to_owned(),
        }
    }

    /// Returns the interval as a table has it.
    pub(super) fn interval(self, language: Language) -> Option<String> {
        let (lower, upper) = (self.lower()?, self.upper()?);
        let is_signed = matches!(quantity(self.row), Quantity::ShareDifference | Quantity::ScoreDifference);
        if is_signed {
            let to = Word::To.text(language);
            return Some(format!(
                "{} {to} {}",
                lower.signed_in_table(language),
                upper.signed_in_table(language)
            ));
        }
        Some(format::interval_in_table(lower, upper, language))
    }

    /// Returns what stands in a chart for this row: `scale` turns shares into percentages.
    pub(super) fn state(self, language: Language) -> State<Reading> {
        let factor = if quantity(self.row) == Quantity::Share { 100.0 } else { 1.0 };
        let bounds = || Some(Span { lower: self.row.lower()? * factor, upper: self.row.upper()? * factor });
        match self.row.status() {
            Status::Shown => match self.value() {
                Some(value) => State::Shown(Reading::Point {
                    value: value * factor,
                    interval: bounds(),
                    text: self.value_and_interval(language),
                }),
                None => State::NotEstimable(Word::NotEstimable.text(language).to_owned()),
            },
            Status::Banded | Status::Bounded => match bounds() {
                Some(limits) => State::Shown(Reading::Limits { limits, text: self.limits(language) }),
                None => State::Withheld(Word::Withheld.text(language).to_owned()),
            },
            Status::Withheld => State::Withheld(Word::Withheld.text(language).to_owned()),
            Status::NotEstimable => State::NotEstimable(Word::NotEstimable.text(language).to_owned()),
            Status::NotYetObservable => {
                State::NotYetObservable(Word::NotYetObservable.text(language).to_owned())
            }
        }
    }

    /// Returns value and interval as a chart has them: `3,70 (3,63 tot 3,77)`.
    pub(super) fn value_and_interval(self, language: Language) -> String {
        let Some(value) = self.printed() else { return String::new() };
        let value = value.in_table(language);
        match self.interval(language) {
            Some(interval) => format!("{value} ({})", interval.replace('%', "")),
            None => value,
        }
    }

    fn limits(self, language: Language) -> String {
        match (self.lower(), self.upper()) {
            (Some(lower), Some(upper)) if self.row.status() == Status::Banded => {
                format::band_in_table(lower, upper, language)
            }
            (Some(lower), Some(upper)) => format::interval_in_table(lower, upper, language),
            _ => Word::WithheldSymbol.text(language).to_owned(),
        }
    }

    /// Returns the row as a cell of a table.
    pub(super) fn cell(self, language: Language) -> Cell {
        let row = Some(self.id);
        match self.row.status() {
            Status::Shown => match self.printed() {
                Some(number) => Cell {
                    text: self.in_cell(number, language),
                    number: Some(self.typed(number)),
                    spoken: None,
                    row,
                },
                None => Cell { text: String::new(), row, ..Cell::default() },
            },
            Status::Banded | Status::Bounded => Cell { text: self.limits(language), row, ..Cell::default() },
            Status::Withheld => Cell { row, ..withheld(language) },
            Status::NotEstimable => {
                let words = Word::NotEstimable.text(language);
                let text = match method::reason(self.row.reason()) {
                    Some(reason) => format!("{words}: {}", reason.get(language)),
                    None => words.to_owned(),
                };
                Cell { text, row, ..Cell::default() }
            }
            Status::NotYetObservable => Cell {
                text: method::not_yet_observable(self.row.reason()).get(language).to_owned(),
                row,
                ..Cell::default()
            },
        }
    }

    fn typed(self, number: Number) -> TypedNumber {
        let decimals = self.precision().decimals();
        let form = match quantity(self.row) {
            Quantity::People => NumberForm::Whole,
            Quantity::Share | Quantity::ShareDifference => NumberForm::Percent(decimals),
            Quantity::Probability => NumberForm::Decimal(3),
            Quantity::Score | Quantity::ScoreDifference | Quantity::Pure => NumberForm::Decimal(decimals),
        };
        TypedNumber { value: number.value(), form }
    }

    fn in_cell(self, number: Number, language: Language) -> String {
        match quantity(self.row) {
            Quantity::Probability => format::p_value(number.value(), language),
            Quantity::ShareDifference | Quantity::ScoreDifference => number.signed_in_table(language),
            _ => number.in_table(language),
        }
    }

    /// Returns the interval of the row as a cell; empty where it has none.
    pub(super) fn interval_cell(self, language: Language) -> Cell {
        if self.is_withheld() {
            return withheld(language);
        }
        let has_value = self.row.status() == Status::Shown;
        let text = self.interval(language).filter(|_| has_value).unwrap_or_default();
        Cell { text, row: Some(self.id), ..Cell::default() }
    }

    /// Returns the people behind the row as a cell.
    pub(super) fn people_cell(self, language: Language) -> Cell {
        match self.people() {
            Some(number) => Cell {
                text: number.in_table(language),
                number: Some(TypedNumber { value: number.value(), form: NumberForm::Whole }),
                spoken: None,
                row: Some(self.id),
            },
            None => Cell { row: Some(self.id), ..withheld(language) },
        }
    }
}

/// Returns the cell of a number that is not shown.
pub(super) fn withheld(language: Language) -> Cell {
    Cell {
        text: Word::WithheldSymbol.text(language).to_owned(),
        spoken: Some(Word::WithheldAlt.text(language).to_owned()),
        ..Cell::default()
    }
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a published number of people is a whole number"
)]
fn about(value: f64) -> Number {
    Number::about(value as u64)
}
