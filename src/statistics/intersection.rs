//! Two features together: whether the combination differs from what the two separate gaps add up to.
//!
//! Means and shares, both on their own scale. Multilevel models over many combinations are left out.

use crate::statistics::{Fraction, Interval, NotEstimable, count::real, distribution, proportion::Tally};

/// The mean of one combination.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct CellMean {
    /// People.
    pub n: u64,
    /// Their mean.
    pub mean: f64,
    /// Their standard deviation, denominator n - 1.
    pub sd: f64,
}

/// The four combinations of two features.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct FourCells<T> {
    /// Neither feature: the reference.
    pub neither: T,
    /// The first feature only.
    pub first: T,
    /// The second feature only.
    pub second: T,
    /// Both.
    pub both: T,
}

/// The joint gap beside what the separate gaps add up to.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Intersection {
    /// Both minus neither.
    pub joint_gap: f64,
    /// (first - neither) + (second - neither).
    pub additive_gap: f64,
    /// The value of the combination if the gaps added up: neither + additive gap.
    pub expected: f64,
    /// Joint gap minus additive gap: m11 - m10 - m01 + m00.
    pub excess: f64,
    /// Standard error of the excess, of four cells and so usually large.
    pub standard_error: f64,
    /// The 95 % interval of the excess.
    pub interval: Interval,
}

/// Returns the joint gap of four means beside the additive one; the interval is Welch's for four groups.
///
/// Source: `VanderWeele` & Knol (2014), Epidemiologic Methods 3, 33-72.
/// Reference: `tests/reference/rounds.R`, `sqrt(sum(s^2/n))` with Satterthwaite's degrees of freedom.
///
/// # Errors
/// [`NotEstimable::NZero`] with an empty cell, [`NotEstimable::GroupNOne`] with one person in a cell,
/// [`NotEstimable::ZeroVariance`] where nobody within a cell differs.
pub fn intersection_of_means(cells: FourCells<CellMean>) -> Result<Intersection, NotEstimable> {
    let all = [cells.neither, cells.first, cells.second, cells.both];
    if all.iter().any(|cell| cell.n == 0) {
        return Err(NotEstimable::NZero);
    }
    if all.iter().any(|cell| cell.n == 1) {
        return Err(NotEstimable::GroupNOne);
    }
    let variances = all.map(|cell| cell.sd * cell.sd / real(cell.n));
    let variance: f64 = variances.iter().sum();
    if variance <= 0.0 {
        return Err(NotEstimable::ZeroVariance);
    }
    let spread: f64 = variances.iter().zip(&all).map(|(v, cell)| v * v / real(cell.n - 1)).sum();
    let critical = distribution::student_t_quantile(0.975, variance * variance / spread);
    Ok(compare(all.map(|cell| cell.mean), variance.sqrt(), critical))
}

/// Returns the joint gap of four shares beside the additive one, in points between -1 and 1; normal interval.
///
/// Reference: `tests/reference/rounds.R`, `sqrt(sum(p * (1 - p) / n))`.
///
/// # Errors
/// [`NotEstimable::NZero`] with an empty cell, [`NotEstimable::ZeroVariance`] where every share is 0 or 1.
pub fn intersection_of_shares(cells: FourCells<Tally>) -> Result<Intersection, NotEstimable> {
    let share = |cell: Tally| cell.share().map(Fraction::value);
    let shares = [share(cells.neither)?, share(cells.first)?, share(cells.second)?, share(cells.both)?];
    let sizes = [cells.neither, cells.first, cells.second, cells.both].map(Tally::n);
    let variance: f64 = shares.iter().zip(sizes).map(|(p, n)| p * (1.0 - p) / real(n)).sum();
    if variance <= 0.0 {
        return Err(NotEstimable::ZeroVariance);
    }
    Ok(compare(shares, variance.sqrt(), distribution::normal_quantile(0.975)))
}

fn compare([neither, first, second, both]: [f64; 4], standard_error: f64, critical: f64) -> Intersection {
    let joint_gap = both - neither;
    let additive_gap = (first - neither) + (second - neither);
    let excess = both - first - second + neither;
    let margin = critical * standard_error;
    Intersection {
        joint_gap,
        additive_gap,
        expected: neither + additive_gap,
        excess,
        standard_error,
        interval: Interval::new(excess - margin, excess + margin),
    }
}
