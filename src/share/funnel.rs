//! Each school beside chance: its own number, that of the others, the limits of chance, and a number with less chance.
//!
//! Schools stand by name; nothing here says which is higher than which. A school is never held against a total that
//! contains it: its difference is with the other schools. The limits are laid around all together, which is said.

use std::collections::BTreeMap;

use crate::disclosure::{Against, Behind, Joined, Key, Made, Precision, Statistic};
use crate::statistics::{
    Interval,
    beta_binomial::beta_binomial,
    difference::risk_difference,
    distribution::Z_95,
    funnel::{
        FunnelLevel, MeanTarget, UnitMean, mean_limits, mean_overdispersion, mean_target, share_limits,
        share_overdispersion, share_target, widened_share_limits,
    },
    means::{mean_interval, welch},
    pooling::{Effect, heterogeneity, shrunken},
    proportion::Tally,
};

use super::file::Place;
use super::merge::{Part, Shared, joined_moments, joined_share, moments_of, precision, share_of};
use super::network::{behind, institution_key, made, made_share, people as told, score_unit, share_unit};

/// Measures of which schools are set beside chance; of single questions there would be too many.
const MEASURES: [&str; 5] = ["scale.", "outcome.", "choice.", "retention.", "response"];

/// Returns the numbers of every school on every measure.
pub(super) fn rows(numbers: &BTreeMap<Place, Vec<Part<'_>>>, files: &[Shared]) -> Vec<Joined> {
    let mut rows = Vec::new();
    for (place, parts) in numbers.iter().filter(|(place, _)| place.by.is_empty()) {
        if !MEASURES.iter().any(|kind| place.measure.starts_with(kind)) {
            continue;
        }
        let schools = Schools { place, parts, files };
        if parts.iter().all(|part| part.block.mean.is_some()) {
            rows.extend(schools.means());
        } else if parts.iter().all(|part| part.block.share.is_some()) {
            rows.extend(schools.shares());
        }
        rows.extend(schools.kept_back());
    }
    rows
}

/// The schools that show a measure.
struct Schools<'a> {
    place: &'a Place,
    parts: &'a [Part<'a>],
    files: &'a [Shared],
}

impl Schools<'_> {
    fn key(&self, school: usize, statistic: Statistic) -> Key {
        institution_key(self.place, self.files[school].file.school.name.as_str(), statistic)
    }

    fn own(&self, part: &Part<'_>, statistic: Statistic, made: Made, method: &'static str) -> Joined {
        Joined {
            key: self.key(part.school, statistic),
            made,
            n: part.block.n,
            smallest: part.block.n,
            behind: Behind::School,
            precision: part.block.precision,
            method,
        }
    }

    /// Returns a number about a school that rests on all schools.
    fn beside(&self, part: &Part<'_>, statistic: Statistic, made: Made, method: &'static str) -> Joined {
        Joined {
            behind: behind(self.parts),
            precision: precision(self.parts),
            ..self.own(part, statistic, made, method)
        }
    }

    fn others(&self, school: usize) -> Vec<Part<'_>> {
        self.parts.iter().copied().filter(|part| part.school != school).collect()
    }

    /// Returns how a school differs from the other schools together, who must be three.
    fn beside_others(
        &self,
        part: &Part<'_>,
        found: Made,
        others: &[Part<'_>],
        method: &'static str,
    ) -> Joined {
        let own = self.own(part, Statistic::Difference, found, method);
        let people = |parts: &[Part<'_>]| parts.iter().map(|part| part.block.n).sum::<u64>();
        Joined {
            key: Key { against: Against::Others, ..own.key },
            n: told(part.block.n + people(others), precision(self.parts)),
            smallest: part.block.n.min(people(others)),
            behind: behind(others),
            precision: precision(self.parts),
            ..own
        }
    }

    fn means(&self) -> Vec<Joined> {
        let mut rows = Vec::new();
        let units: Option<Vec<UnitMean>> = self
            .parts
            .iter()
            .map(|part| Some(UnitMean { n: part.block.n, mean: part.block.mean?, sd: part.block.sd? }))
            .collect();
        let unit = score_unit(precision(self.parts));
        for part in self.parts {
            let Some(own) = moments_of(part.block) else { continue };
            rows.push(self.own(
                part,
                Statistic::Mean,
                made(mean_interval(own), score_unit(part.block.precision)),
                "t",
            ));
            let others = self.others(part.school);
            if let Some(all) = joined_moments(&others).filter(|_| !others.is_empty()) {
                let found = made(welch(own, all).map(|difference| difference.estimate()), unit);
                rows.push(self.beside_others(part, found, &others, "welch_t"));
            }
        }
        let Some(units) = units.filter(|units| units.len() > 1) else { return rows };
        rows.extend(self.mean_limits(&units, unit));
        let effects: Vec<Effect> = units
            .iter()
            .map(|own| Effect { estimate: own.mean, variance: own.sd * own.sd / super::merge::real(own.n) })
            .collect();
        let Ok(spread) = heterogeneity(&effects) else { return rows };
        let Ok(drawn) = shrunken(&effects, spread.tau_squared) else { return rows };
        for (part, drawn) in self.parts.iter().zip(drawn) {
            let reach = Z_95 * drawn.standard_error;
            let value = drawn.estimate;
            let interval = Some(Interval::new(value - reach, value + reach));
            rows.push(self.beside(
                part,
                Statistic::Shrunken,
                Made::Number { value, interval, unit },
                "empirical_bayes",
            ));
        }
        rows
    }

    fn mean_limits(&self, units: &[UnitMean], unit: f64) -> Vec<Joined> {
        let Ok(target) = mean_target(units) else { return Vec::new() };
        let spread = mean_overdispersion(units, target).ok().flatten();
        let method = if spread.is_some() { "overdispersed" } else { "provisional" };
        let tau_squared = spread.map_or(0.0, |spread| spread.tau_squared);
        let MeanTarget { mean, .. } = target;
        let mut rows = Vec::new();
        for part in self.parts {
            for (statistic, level) in LEVELS {
                let Ok(limits) = mean_limits(part.block.n, target, level, tau_squared) else { continue };
                let made = Made::Number { value: mean, interval: Some(limits), unit };
                rows.push(self.beside(part, statistic, made, method));
            }
        }
        rows
    }

    fn shares(&self) -> Vec<Joined> {
        let mut rows = Vec::new();
        let precision = precision(self.parts);
        let mut units: Vec<Tally> = Vec::new();
        for part in self.parts {
            let Some(own) = share_of(part.block) else { continue };
            units.push(own.tally());
            rows.push(self.own(part, Statistic::Share, made_share(own, part.block.precision), "wilson"));
            let others = self.others(part.school);
            if let Some(all) = joined_share(&others) {
                let found =
                    made(risk_difference(own.tally(), all.tally()), share_unit(precision, own.n.min(all.n)));
                rows.push(self.beside_others(part, found, &others, "newcombe"));
            }
        }
        if units.len() < 2 {
            return rows;
        }
        rows.extend(self.share_limits(&units, precision));
        if let Ok(model) = beta_binomial(&units) {
            for (part, own) in self.parts.iter().zip(&units) {
                let drawn = model.shrunken(*own);
                let made = Made::Number {
                    value: drawn.share.value(),
                    interval: Some(drawn.interval),
                    unit: share_unit(precision, own.n()),
                };
                rows.push(self.beside(part, Statistic::Shrunken, made, "beta_binomial"));
            }
        }
        rows
    }

    fn share_limits(&self, units: &[Tally], precision: Precision) -> Vec<Joined> {
        let Ok(target) = share_target(units) else { return Vec::new() };
        let spread = share_overdispersion(units, target).ok().flatten();
        let mut rows = Vec::new();
        for (part, own) in self.parts.iter().zip(units) {
            for (statistic, level) in LEVELS {
                let limits = match spread {
                    Some(spread) if spread.tau_squared > 0.0 => {
                        widened_share_limits(own.n(), target, level, spread.tau_squared)
                    }
                    _ => share_limits(own.n(), target, level),
                };
                let Ok(limits) = limits else { continue };
                let made = Made::Number {
                    value: target.value(),
                    interval: Some(limits),
                    unit: share_unit(precision, own.n()),
                };
                let method = if spread.is_some() { "overdispersed" } else { "provisional" };
                rows.push(self.beside(part, statistic, made, method));
            }
        }
        rows
    }

    /// Returns the schools that withhold the measure: they stay withheld.
    fn kept_back(&self) -> Vec<Joined> {
        let mut rows = Vec::new();
        let is_mean = self.parts.iter().any(|part| part.block.mean.is_some());
        for (school, file) in self.files.iter().enumerate() {
            let is_absent = file.file.absent.iter().any(|absent| {
                absent.by.is_empty()
                    && absent.measure == self.place.measure
                    && absent.period == self.place.period
                    && absent.source == self.place.source
            });
            if is_absent {
                let statistic = if is_mean { Statistic::Mean } else { Statistic::Share };
                rows.push(Joined {
                    key: self.key(school, statistic),
                    made: Made::KeptBack,
                    n: 0,
                    smallest: 0,
                    behind: Behind::School,
                    precision: Precision::Exact,
                    method: "",
                });
            }
        }
        rows
    }
}

const LEVELS: [(Statistic, FunnelLevel); 2] =
    [(Statistic::Limit95, FunnelLevel::P95), (Statistic::Limit998, FunnelLevel::P998)];
