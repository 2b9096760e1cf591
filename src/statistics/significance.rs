//! A chi-squared statistic with its p-value, the shape in which several tests answer.
//!
//! Leaves out t and F tests, which carry an estimate.

use super::distribution::chi_squared_sf;

/// A chi-squared test.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ChiSquaredTest {
    /// The statistic, 0 or more.
    pub statistic: f64,
    /// Its degrees of freedom.
    pub df: f64,
    /// The probability of a statistic at least as large when nothing is going on; 0 to 1.
    pub p: f64,
}

impl ChiSquaredTest {
    /// Makes a test of a finite statistic and degrees of freedom above 0.
    #[must_use]
    pub fn new(statistic: f64, df: f64) -> Self {
        Self { statistic, df, p: chi_squared_sf(statistic, df) }
    }
}
