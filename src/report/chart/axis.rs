//! The axis of a chart: where it begins and ends, and its ticks with their words.
//!
//! Leaves out how numbers are written: the caller hands over a function that does.

use super::backend::Anchor;
use super::error::ChartError;
use super::sheet::{AXIS, Sheet, wide};

/// A place on an axis with its word.
#[derive(Debug, Clone, PartialEq)]
pub struct Tick {
    /// Where it stands, in the unit of the values.
    pub at: f64,
    /// What is written there.
    pub label: String,
}

/// An axis: the first and last value it can show, and its ticks.
#[derive(Debug, Clone, PartialEq)]
pub struct Axis {
    /// Where it begins.
    pub lower: f64,
    /// Where it ends.
    pub upper: f64,
    /// Its ticks, from low to high.
    pub ticks: Vec<Tick>,
}

impl Axis {
    /// Returns an axis from `lower` to `upper` with a tick every `step`, written by `format`.
    pub fn stepped(lower: f64, upper: f64, step: f64, format: impl Fn(f64) -> String) -> Self {
        let mut ticks = Vec::new();
        let mut count = 0.0;
        // Multiplying keeps 0.1 + 0.1 + 0.1 from drifting off the tick.
        while step > 0.0 && lower + count * step <= upper + step * 1e-6 {
            let at = lower + count * step;
            ticks.push(Tick { at, label: format(at) });
            count += 1.0;
        }
        Self { lower, upper, ticks }
    }

    /// Returns the smallest axis with round ends and three to six steps that shows all `values`.
    ///
    /// It never leaves `floor` to `ceiling` (say 1 to 5, or 0 to 100) unless a value does; no values give the whole
    /// of it.
    pub fn covering(
        values: impl IntoIterator<Item = f64>,
        floor: f64,
        ceiling: f64,
        format: impl Fn(f64) -> String,
    ) -> Self {
        let (low, high) = values
            .into_iter()
            .filter(|value| value.is_finite())
            .fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), value| (low.min(value), high.max(value)));
        let (low, high) = if low > high { (floor, ceiling) } else { (low, high) };
        let step = round_step((high - low).max((ceiling - floor) * 0.1) / 4.0);
        let mut lower = ((low + step * 1e-6) / step).floor() * step;
        let mut upper = ((high - step * 1e-6) / step).ceil() * step;
        if low >= floor {
            lower = lower.max(floor);
        }
        if high <= ceiling {
            upper = upper.min(ceiling);
        }
        if upper - lower < step {
            upper = lower + step;
        }
        Self::stepped(lower, upper, step, format)
    }

    /// Checks that the axis has a length.
    pub(super) fn check(&self) -> Result<(), ChartError> {
        if self.lower.is_finite() && self.upper.is_finite() && self.lower < self.upper {
            Ok(())
        } else {
            Err(ChartError::Axis { lower: self.lower, upper: self.upper })
        }
    }

    /// Checks that `values` of `label` lie on the axis.
    pub(super) fn check_holds(&self, label: &str, values: &[f64]) -> Result<(), ChartError> {
        let hair = (self.upper - self.lower) * 1e-9;
        match values.iter().find(|value| !(self.lower - hair..=self.upper + hair).contains(*value)) {
            None => Ok(()),
            Some(value) => Err(ChartError::OutsideAxis {
                label: label.to_owned(),
                value: *value,
                lower: self.lower,
                upper: self.upper,
            }),
        }
    }

    /// Returns the ticks to write when each may take up what `room` says: all, or every second, third and so on.
    pub(super) fn written(&self, fits: impl Fn(&[&Tick]) -> bool) -> Vec<&Tick> {
        (1..=self.ticks.len())
            .map(|every| self.ticks.iter().step_by(every).collect::<Vec<_>>())
            .find(|ticks| fits(ticks))
            .unwrap_or_default()
    }

    /// Writes the ticks at the height `baseline`, as many as stand free of each other and within the sheet.
    pub(super) fn write_below(&self, sheet: &Sheet<'_>, baseline: f64, place: impl Fn(f64) -> f64) {
        let ticks = self.written(|ticks| {
            ticks.windows(2).all(|pair| {
                let apart = place(pair[1].at) - place(pair[0].at);
                apart > wide(&pair[0].label, AXIS) / 2.0 + wide(&pair[1].label, AXIS) / 2.0 + 8.0
            })
        });
        for tick in ticks {
            let half = wide(&tick.label, AXIS) / 2.0;
            let x = place(tick.at).clamp(half, sheet.width - half);
            sheet.text(x, baseline, &tick.label, AXIS, Anchor::Middle);
        }
    }
}

/// Returns a round step near `raw`: 1, 2 or 5 times a power of ten, from 25 on also 2.5 times one.
///
/// A smaller step of 2.5 or 0.25 would be written as another number: "3%" at 2.5.
fn round_step(raw: f64) -> f64 {
    let power = 10f64.powf(raw.log10().floor());
    let quarter = if power > 1.0 { 2.5 } else { 2.0 };
    let steps = [(1.0, 1.0), (2.0, 2.0), (2.5, quarter), (5.0, 5.0), (10.0, 10.0)];
    let found = steps.into_iter().find(|(most, _)| most * power >= raw * (1.0 - 1e-9));
    found.map_or(10.0, |(_, step)| step) * power
}

/// A line across a chart with its name: all students, a benchmark.
#[derive(Debug, Clone, PartialEq)]
pub struct Reference {
    /// Where it stands.
    pub value: f64,
    /// Its name with its value.
    pub label: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn labels(axis: &Axis) -> Vec<&str> {
        axis.ticks.iter().map(|tick| tick.label.as_str()).collect()
    }

    #[test]
    fn an_axis_covers_its_values_with_round_ticks() {
        let axis = Axis::covering([2.5, 3.93, 3.1], 1.0, 5.0, |value| format!("{value:.1}"));
        assert_eq!(labels(&axis), ["2.5", "3.0", "3.5", "4.0"]);
        let axis = Axis::covering([4.0, 71.0], 0.0, 100.0, |value| format!("{value:.0}"));
        assert_eq!(labels(&axis), ["0", "20", "40", "60", "80"]);
    }

    #[test]
    fn every_tick_is_written_as_the_number_it_stands_at() {
        for (reach, written) in [(10.0, 0), (9.1, 0), (25.0, 0), (100.0, 0), (1.0, 1), (0.97, 1), (1.3, 1)] {
            let axis = Axis::covering([0.0, reach], 0.0, 2.0 * reach, |value| format!("{value:.written$}"));
            for tick in &axis.ticks {
                let read: f64 = tick.label.parse().unwrap();
                assert!((read - tick.at).abs() < 1e-9, "{} stands at {}", tick.label, tick.at);
            }
            assert!((3..=7).contains(&axis.ticks.len()), "{:?}", labels(&axis));
        }
    }

    #[test]
    fn an_axis_without_values_or_with_one_value_still_has_a_length() {
        let none = Axis::covering([], 1.0, 5.0, |value| value.to_string());
        assert_eq!(labels(&none), ["1", "2", "3", "4", "5"]);
        assert!(none.check().is_ok());
        let one = Axis::covering([0.0], 0.0, 100.0, |value| value.to_string());
        assert!(one.check().is_ok() && one.check_holds("a", &[0.0]).is_ok());
    }

    #[test]
    fn a_value_off_the_axis_is_an_error() {
        let axis = Axis::stepped(0.0, 50.0, 10.0, |value| value.to_string());
        assert!(axis.check_holds("vrouwen", &[50.0, 0.0]).is_ok());
        assert!(axis.check_holds("vrouwen", &[50.1]).is_err());
        assert!(axis.check_holds("vrouwen", &[f64::NAN]).is_err());
    }
}
