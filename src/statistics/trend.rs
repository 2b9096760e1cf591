//! The trend of a share over ordered levels.
//!
//! Leaves out trends adjusted for other variables (`regression`).

use super::NotEstimable;
use super::count::real;
use super::distribution::chi_squared_sf;
use super::proportion::Tally;

/// A level of an ordered variable with its people.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Level {
    /// The place of the level, such as a year; finite.
    pub score: f64,
    /// Who has the outcome there.
    pub tally: Tally,
}

/// A trend with its test.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Trend {
    /// The least-squares slope of the share per unit of the score.
    pub slope: f64,
    /// The signed root of the chi-squared statistic.
    pub z: f64,
    /// The statistic, on 1 degree of freedom.
    pub chi_squared: f64,
    /// The two-sided p-value.
    pub p: f64,
}

/// Returns the Cochran-Armitage test for trend; levels without people carry no weight.
///
/// # Errors
/// [`NotEstimable::NZero`] without people, [`NotEstimable::OneLevel`] when all stand at one score,
/// [`NotEstimable::NoVariation`] when nobody or everybody has the outcome.
///
/// Source: Armitage (1955), Biometrics 11, 375-386.
/// Reference: `tests/reference/trend.R`, `prop.trend.test` (which lacks the n/(n-1) of SAS too).
pub fn cochran_armitage(levels: &[Level]) -> Result<Trend, NotEstimable> {
    let successes: u64 = levels.iter().map(|level| level.tally.successes).sum();
    let people: u64 = levels.iter().map(|level| level.tally.n()).sum();
    let p = Tally::of(successes, people).share()?.value();
    let n = real(people);
    let sum = |term: &dyn Fn(&Level) -> f64| levels.iter().map(term).sum::<f64>();
    // Centred scores: years as they are would cancel away eight digits.
    let centre = sum(&|level| real(level.tally.n()) * level.score) / n;
    let spread = sum(&|level| real(level.tally.n()) * (level.score - centre).powi(2));
    if spread <= 0.0 {
        return Err(NotEstimable::OneLevel);
    }
    if successes == 0 || successes == people {
        return Err(NotEstimable::NoVariation);
    }
    let covariation =
        sum(&|level| (level.score - centre) * (real(level.tally.successes) - real(level.tally.n()) * p));
    let z = covariation / (p * (1.0 - p) * spread).sqrt();
    let chi_squared = z * z;
    Ok(Trend { slope: covariation / spread, z, chi_squared, p: chi_squared_sf(chi_squared, 1.0) })
}

#[cfg(test)]
mod tests {
    use super::super::table::{Table, association};
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn over_two_levels_the_trend_is_the_chi_squared(a in 1_u64..50, b in 1_u64..50, c in 1_u64..50, d in 1_u64..50) {
            let level = |score, successes, failures| Level { score, tally: Tally { successes, failures } };
            let trend = cochran_armitage(&[level(2019.0, a, b), level(2020.0, c, d)]).unwrap();
            let test = association(&Table::new(&[vec![a, b], vec![c, d]]).unwrap()).test;
            prop_assert!((trend.chi_squared - test.statistic).abs() < 1e-9 * (1.0 + test.statistic));
            let gap = real(c) / real(c + d) - real(a) / real(a + b);
            prop_assert!((trend.slope - gap).abs() < 1e-12);
        }
    }
}
