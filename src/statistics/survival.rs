//! How many are still there: the Kaplan-Meier curve, its median, the mean time up to a limit, and differences.
//!
//! All causes of a table count as one event; for competing events see `competing.rs`. Regression models are left out.

use crate::statistics::{Interval, NotEstimable, count::real, distribution, risk_table::RiskTable};

/// Two survival probabilities this close to each other are equal: R's tolerance for the midpoint rule of the median.
const SAME: f64 = 1e-9;

/// The scale on which an interval of a survival probability is symmetric.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SurvivalScale {
    /// ln(-ln S), the default: stays within 0..=1.
    LogLog,
    /// ln S, R's own default.
    Log,
    /// S itself, clipped to 0..=1.
    Plain,
}

/// The curve just after one time.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct SurvivalPoint {
    /// The time.
    pub time: f64,
    /// People whose follow-up lasted at least until then.
    pub at_risk: u64,
    /// The share still there just after it, between 0 and 1.
    pub survival: f64,
    /// Greenwood's standard error of that share.
    pub standard_error: f64,
}

impl SurvivalPoint {
    /// Returns the 95 % interval on the given scale.
    ///
    /// Without an event so far the upper bound is 1 and the lower bound that of Clopper-Pearson for nobody out of
    /// those at risk.
    ///
    /// Source: Kalbfleisch & Prentice (2002), section 1.4; Borgan & Liestøl (1990), Scand. J. Stat. 17, 35-41.
    /// Reference: `tests/reference/survival.R`, `survfit(conf.type = "log-log")`.
    ///
    /// # Errors
    /// [`NotEstimable::NoVariation`] when nobody is left; [`NotEstimable::NZero`] without event or anybody at risk.
    pub fn interval(&self, scale: SurvivalScale) -> Result<Interval, NotEstimable> {
        let (s, z) = (self.survival, distribution::normal_quantile(0.975));
        if s <= 0.0 {
            return Err(NotEstimable::NoVariation);
        }
        if s >= 1.0 {
            if self.at_risk == 0 {
                return Err(NotEstimable::NZero);
            }
            return Ok(Interval::new((0.025_f64.ln() / real(self.at_risk)).exp(), 1.0));
        }
        let relative = self.standard_error / s;
        Ok(match scale {
            SurvivalScale::LogLog => {
                let bound = |sign: f64| (-((-s.ln()).ln() + sign * z * relative / s.ln()).exp()).exp();
                Interval::new(bound(-1.0), bound(1.0))
            }
            SurvivalScale::Log => {
                Interval::new(s * (-z * relative).exp(), (s * (z * relative).exp()).min(1.0))
            }
            SurvivalScale::Plain => {
                let margin = z * self.standard_error;
                Interval::new((s - margin).max(0.0), (s + margin).min(1.0))
            }
        })
    }
}

/// A time with its interval; a bound is `None` where the curve does not come that far.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct MedianTime {
    /// The time at which half are gone, `None` where that is not reached.
    pub time: Option<f64>,
    /// Where the lower band of the log-log interval comes to a half.
    pub lower: Option<f64>,
    /// Where the upper band comes to a half.
    pub upper: Option<f64>,
}

/// A number with its standard error.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct WithStandardError {
    /// The number, in the unit of the statistic.
    pub value: f64,
    /// Its standard error.
    pub standard_error: f64,
}

impl WithStandardError {
    /// Returns the 95 % normal interval.
    #[must_use]
    pub fn interval(&self) -> Interval {
        let margin = distribution::normal_quantile(0.975) * self.standard_error;
        Interval::new(self.value - margin, self.value + margin)
    }
}

/// The Kaplan-Meier curve.
#[derive(Debug, Clone, PartialEq)]
pub struct KaplanMeier {
    points: Vec<SurvivalPoint>,
    /// Greenwood's term d / (n (n - d)) of each point, infinite where the curve falls to 0.
    terms: Vec<f64>,
    n: u64,
}

impl KaplanMeier {
    /// Returns the curve of a table: S = prod (1 - d/n), with a point per time at which a follow-up ended.
    ///
    /// Source: Kaplan & Meier (1958), JASA 53, 457-481; Greenwood (1926).
    /// Reference: `tests/reference/survival.R`, `survfit(Surv(time, status) ~ 1)`.
    ///
    /// # Errors
    /// [`NotEstimable::NZero`] without people.
    pub fn of(table: &RiskTable) -> Result<Self, NotEstimable> {
        if table.n() == 0 {
            return Err(NotEstimable::NZero);
        }
        let (mut survival, mut greenwood) = (1.0, 0.0);
        let (mut points, mut terms) = (Vec::new(), Vec::new());
        for row in table.rows() {
            let (n, d) = (real(row.at_risk), real(row.all_events()));
            let term = if row.all_events() == 0 { 0.0 } else { d / (n * (n - d)) };
            survival *= (n - d) / n;
            greenwood += term;
            let standard_error = if survival > 0.0 { survival * greenwood.sqrt() } else { 0.0 };
            points.push(SurvivalPoint { time: row.time, at_risk: row.at_risk, survival, standard_error });
            terms.push(term);
        }
        Ok(Self { points, terms, n: table.n() })
    }

    /// Returns the points, in order of time.
    #[must_use]
    pub fn points(&self) -> &[SurvivalPoint] {
        &self.points
    }

    /// Returns the curve just after `time`, with the number at risk just before it.
    ///
    /// # Errors
    /// [`NotEstimable::NZero`] when nobody was followed that long and some were still there at the last time.
    pub fn at(&self, time: f64) -> Result<SurvivalPoint, NotEstimable> {
        let passed = self.points.partition_point(|point| point.time <= time);
        let at_risk = self.points.iter().find(|point| point.time >= time).map_or(0, |point| point.at_risk);
        let Some(last) = passed.checked_sub(1).map(|index| self.points[index]) else {
            return Ok(SurvivalPoint { time, at_risk: self.n, survival: 1.0, standard_error: 0.0 });
        };
        if at_risk == 0 && last.survival > 0.0 {
            return Err(NotEstimable::NZero);
        }
        Ok(SurvivalPoint { time, at_risk, ..last })
    }

    /// Returns the median time with the times at which the log-log bands come to a half.
    ///
    /// Where a curve is exactly a half between two times, their middle; where it stays so, the middle up to the end.
    ///
    /// Source: Brookmeyer & Crowley (1982), Biometrics 38, 29-41.
    /// Reference: `tests/reference/survival.R`, `quantile(survfit(conf.type = "log-log"), 0.5)`.
    #[must_use]
    pub fn median(&self) -> MedianTime {
        let band = |bound: fn(Interval) -> f64| {
            let height = |point: &SurvivalPoint| {
                // Before the first event R draws no band; once nobody is left it has none either.
                if point.survival >= 1.0 {
                    Some(1.0)
                } else {
                    point.interval(SurvivalScale::LogLog).ok().map(bound)
                }
            };
            self.points.iter().map_while(|point| Some((point.time, height(point)?))).collect::<Vec<_>>()
        };
        let curve: Vec<_> = self.points.iter().map(|point| (point.time, point.survival)).collect();
        MedianTime {
            time: halfway(&curve),
            lower: halfway(&band(|interval| interval.lower)),
            upper: halfway(&band(|interval| interval.upper)),
        }
    }

    /// Returns the mean time up to `limit`: the area under the curve, with its standard error.
    ///
    /// Beyond the last follow-up the curve is taken as flat, as in R; give a limit within it.
    ///
    /// Source: Klein & Moeschberger (2003), section 4.5.
    /// Reference: `tests/reference/survival.R`, `summary(survfit, rmean = limit)$table`.
    #[must_use]
    pub fn restricted_mean(&self, limit: f64) -> WithStandardError {
        let within = self.points.partition_point(|point| point.time <= limit);
        let until = |index: usize| if index + 1 < within { self.points[index + 1].time } else { limit };
        // From the right: the area after each point, which weighs its term of the variance.
        let (mut area, mut variance) = (0.0, 0.0);
        for index in (0..within).rev() {
            let point = self.points[index];
            area += point.survival * (until(index) - point.time);
            if area > 0.0 {
                variance += area * area * self.terms[index];
            }
        }
        let first = if within > 0 { self.points[0].time } else { limit };
        WithStandardError { value: first + area, standard_error: variance.sqrt() }
    }
}

/// Returns the difference of two curves at one time, first minus second, with the normal interval.
///
/// Reference: `tests/reference/survival.R`, `S1 - S0` and `sqrt(se1^2 + se0^2)` of two `survfit` curves.
///
/// # Errors
/// As for [`KaplanMeier::at`] for either curve.
pub fn survival_difference(
    first: &KaplanMeier,
    second: &KaplanMeier,
    time: f64,
) -> Result<WithStandardError, NotEstimable> {
    let (one, two) = (first.at(time)?, second.at(time)?);
    Ok(WithStandardError {
        value: one.survival - two.survival,
        standard_error: one.standard_error.hypot(two.standard_error),
    })
}

/// Returns the first time at which a falling step curve is at most a half.
fn halfway(curve: &[(f64, f64)]) -> Option<f64> {
    let reached = curve.iter().position(|(_, height)| *height <= 0.5 + SAME)?;
    let (time, height) = curve[reached];
    if (height - 0.5).abs() > SAME {
        return Some(time);
    }
    // A curve that stays at a half ends there: R takes its last time.
    let later = curve[reached..].iter().find(|(_, height)| *height < 0.5 - SAME).or(curve.last());
    later.map(|(next, _)| f64::midpoint(time, *next))
}

#[cfg(test)]
mod tests {
    use super::super::risk_table::{Exit, FollowUp};
    use super::*;

    #[test]
    fn a_point_between_two_times_is_at_the_time_that_was_asked() {
        let people = [1.0, 2.0, 5.0, 6.0].map(|time| FollowUp { time, exit: Exit::Event(0) });
        let point = KaplanMeier::of(&RiskTable::of(&people, 1)).unwrap().at(3.5).unwrap();
        assert_eq!((point.time, point.at_risk, point.survival), (3.5, 2, 0.5));
    }
}
