//! How a sample was drawn: weights, strata, clusters, finite population and calibration, and the variance that follows.
//!
//! One stage of sampling only: further stages within a cluster are taken as measured without error, which overstates
//! nothing as long as few clusters of the population are in the sample. Replicate weights are left out.

use crate::statistics::{NotEstimable, count::real_len};

/// Cycles of residuals after raking, as in R's `survey`: the residuals settle long before.
const RAKING_RESIDUAL_CYCLES: usize = 10;

/// A sampling fraction this close to 1 is a census.
const CENSUS: f64 = 1e-7;

/// How each row of a sample came in.
///
/// Rows keep their place: row 3 of the weights is row 3 of the values given later.
#[derive(Debug, Clone)]
pub struct Design {
    weights: Vec<f64>,
    stratum_of_row: Vec<usize>,
    unit_of_row: Vec<usize>,
    stratum_of_unit: Vec<usize>,
    n_strata: usize,
    populations: Option<Vec<f64>>,
    calibration: Vec<Calibration>,
}

/// A calibration that the variance has to take out of the scores.
#[derive(Debug, Clone)]
enum Calibration {
    /// Weights were scaled to known cell totals.
    PostStratified { cells: Vec<usize>, weights_before: Vec<f64>, weights_after: Vec<f64> },
    /// Weights were cycled to known margins; a row without a level is left alone.
    Raked { margins: Vec<Vec<Option<usize>>>, weights_after: Vec<f64> },
}

impl Design {
    /// Makes a simple random sample of `n` rows, each with weight 1.
    #[must_use]
    pub fn simple(n: usize) -> Self {
        Self::of(vec![1.0; n])
    }

    /// Makes a sample with a weight per row, drawn with replacement.
    ///
    /// # Errors
    /// [`NotEstimable::BadWeights`] where a weight is negative or not finite, or where all are zero;
    /// [`NotEstimable::NZero`] without rows.
    pub fn weighted(weights: &[f64]) -> Result<Self, NotEstimable> {
        check_weights(weights)?;
        Ok(Self::of(weights.to_vec()))
    }

    /// Returns the same sample drawn separately in each stratum; `strata` holds an index per row, counted from 0.
    ///
    /// Clusters set before are forgotten: set them after the strata.
    #[must_use]
    pub fn stratified(mut self, strata: &[usize]) -> Self {
        assert_eq!(strata.len(), self.weights.len(), "invariant: a stratum per row");
        self.n_strata = strata.iter().max().map_or(0, |last| last + 1);
        self.stratum_of_unit = strata.to_vec();
        self.stratum_of_row = strata.to_vec();
        self.unit_of_row = (0..strata.len()).collect();
        self
    }

    /// Returns the same sample drawn in clusters; a cluster is told by its number within its stratum.
    #[must_use]
    pub fn clustered(mut self, clusters: &[usize]) -> Self {
        assert_eq!(clusters.len(), self.weights.len(), "invariant: a cluster per row");
        let mut numbers = std::collections::BTreeMap::new();
        self.stratum_of_unit = Vec::new();
        self.unit_of_row = Vec::with_capacity(clusters.len());
        for (&stratum, &cluster) in self.stratum_of_row.iter().zip(clusters) {
            let next = numbers.len();
            let unit = *numbers.entry((stratum, cluster)).or_insert(next);
            if unit == next {
                self.stratum_of_unit.push(stratum);
            }
            self.unit_of_row.push(unit);
        }
        self
    }

    /// Returns the same sample drawn without replacement from `populations[h]` units (rows or clusters) of stratum `h`.
    ///
    /// # Errors
    /// [`NotEstimable::BadWeights`] where a stratum has fewer units in the population than in the sample.
    pub fn finite(mut self, populations: &[f64]) -> Result<Self, NotEstimable> {
        let drawn = self.units_per_stratum();
        let fits = drawn.len() == populations.len()
            && drawn.iter().zip(populations).all(|(&units, &population)| real_len(units) <= population);
        if !fits {
            return Err(NotEstimable::BadWeights);
        }
        self.populations = Some(populations.to_vec());
        Ok(self)
    }

    /// Returns the same sample as if drawn with replacement: for tests, trends and comparisons of schools.
    #[must_use]
    pub fn infinite(mut self) -> Self {
        self.populations = None;
        self
    }

    /// Returns the same sample with other weights, taken as fixed: the conservative choice after raking.
    ///
    /// # Errors
    /// As for [`Design::weighted`].
    pub fn reweighted(mut self, weights: &[f64]) -> Result<Self, NotEstimable> {
        assert_eq!(weights.len(), self.weights.len(), "invariant: a weight per row");
        check_weights(weights)?;
        self.weights = weights.to_vec();
        self.calibration.clear();
        Ok(self)
    }

    /// Returns the weight of each row.
    #[must_use]
    pub fn weights(&self) -> &[f64] {
        &self.weights
    }

    /// Returns the number of rows.
    #[must_use]
    pub fn n(&self) -> usize {
        self.weights.len()
    }

    /// Returns the degrees of freedom: units of sampling minus strata, among the rows that carry weight.
    #[must_use]
    pub fn degrees_of_freedom(&self) -> f64 {
        self.degrees_of_freedom_of(|row| self.weights[row] > 0.0)
    }

    /// Returns the units minus the strata among the rows for which `holds` is true; 0 where nothing is left.
    #[must_use]
    pub fn degrees_of_freedom_of(&self, holds: impl Fn(usize) -> bool) -> f64 {
        let mut unit_seen = vec![false; self.stratum_of_unit.len()];
        let mut stratum_seen = vec![false; self.n_strata];
        for (row, &unit) in self.unit_of_row.iter().enumerate().filter(|&(row, _)| holds(row)) {
            unit_seen[unit] = true;
            stratum_seen[self.stratum_of_row[row]] = true;
        }
        let seen = |flags: &[bool]| real_len(flags.iter().filter(|&&flag| flag).count());
        (seen(&unit_seen) - seen(&stratum_seen)).max(0.0)
    }

    /// Returns how many strata hold a single unit, whose spread cannot be seen and is taken around the grand mean.
    #[must_use]
    pub fn lone_units(&self) -> usize {
        self.units_per_stratum().into_iter().filter(|&units| units == 1).count()
    }

    /// Returns whether every unit of the population is in the sample, so that there is no sampling margin.
    #[must_use]
    pub fn is_census(&self) -> bool {
        (0..self.n_strata).zip(self.units_per_stratum()).all(|(h, units)| self.unsampled(h, units) < CENSUS)
    }

    /// Returns the variance of the sum of `scores`, one per row and 0 outside the domain.
    ///
    /// sum over strata of (1 - f) n/(n-1) sum (u - mean u)^2, on the totals u of the units.
    ///
    /// Source: Binder (1983), International Statistical Review 51, 279-292.
    /// Reference: `tests/reference/survey.R`, `survey::svyrecvar`.
    #[must_use]
    pub fn variance(&self, scores: &[f64]) -> f64 {
        self.deviations(scores).iter().map(|deviation| deviation * deviation).sum()
    }

    /// Returns per unit the scaled deviation from the mean of its stratum; their squares add up to the variance,
    /// and the products of two sets of scores to their covariance.
    #[must_use]
    pub fn deviations(&self, scores: &[f64]) -> Vec<f64> {
        let residuals = self.residuals(scores);
        let mut totals = vec![0.0; self.stratum_of_unit.len()];
        for (&unit, residual) in self.unit_of_row.iter().zip(&residuals) {
            totals[unit] += residual;
        }
        let units = self.units_per_stratum();
        let mut means = vec![0.0; self.n_strata];
        for (&stratum, total) in self.stratum_of_unit.iter().zip(&totals) {
            means[stratum] += total / real_len(units[stratum]);
        }
        let scale = |h: usize| match units[h] {
            1 => self.unsampled(h, 1).sqrt(),
            n => (self.unsampled(h, n) * real_len(n) / real_len(n - 1)).sqrt(),
        };
        let deviation = |(total, &h): (&f64, &usize)| {
            // The spread of a lone unit cannot be seen: 0 is the grand mean of the scores of a mean or share.
            let centre = if units[h] == 1 { 0.0 } else { means[h] };
            (total - centre) * scale(h)
        };
        totals.iter().zip(&self.stratum_of_unit).map(deviation).collect()
    }

    /// Notes that the weights were scaled to known totals per cell.
    pub(crate) fn post_stratified_to(mut self, cells: &[usize], weights: Vec<f64>) -> Self {
        let weights_before = std::mem::replace(&mut self.weights, weights.clone());
        let cells = cells.to_vec();
        self.calibration.push(Calibration::PostStratified { cells, weights_before, weights_after: weights });
        self
    }

    /// Notes that the weights were cycled to known margins.
    pub(crate) fn raked_to(mut self, margins: Vec<Vec<Option<usize>>>, weights: Vec<f64>) -> Self {
        self.calibration.push(Calibration::Raked { margins, weights_after: weights.clone() });
        self.weights = weights;
        self
    }

    fn of(weights: Vec<f64>) -> Self {
        let n = weights.len();
        Self {
            weights,
            stratum_of_row: vec![0; n],
            unit_of_row: (0..n).collect(),
            stratum_of_unit: vec![0; n],
            n_strata: 1,
            populations: None,
            calibration: Vec::new(),
        }
    }

    fn units_per_stratum(&self) -> Vec<usize> {
        let mut units = vec![0; self.n_strata];
        for &stratum in &self.stratum_of_unit {
            units[stratum] += 1;
        }
        units
    }

    /// Returns the share of the stratum that was not drawn: 1 for a sample with replacement, 0 for a census.
    fn unsampled(&self, stratum: usize, units: usize) -> f64 {
        let share = |population: f64| if population > 0.0 { 1.0 - real_len(units) / population } else { 0.0 };
        self.populations.as_ref().map_or(1.0, |populations| share(populations[stratum]))
    }

    fn residuals(&self, scores: &[f64]) -> Vec<f64> {
        assert_eq!(scores.len(), self.weights.len(), "invariant: a score per row");
        let mut scores = scores.to_vec();
        for step in &self.calibration {
            match step {
                Calibration::PostStratified { cells, weights_before, weights_after } => {
                    let cell_of_row: Vec<_> = cells.iter().copied().map(Some).collect();
                    take_out_means(&mut scores, &cell_of_row, weights_after, |row| weights_before[row]);
                }
                Calibration::Raked { margins, weights_after } => {
                    for margin in (0..RAKING_RESIDUAL_CYCLES).flat_map(|_| margins) {
                        take_out_means(&mut scores, margin, weights_after, |_| 1.0);
                    }
                }
            }
        }
        scores
    }
}

/// Takes the mean of score / weight in its cell out of every score.
fn take_out_means(
    scores: &mut [f64],
    cell_of_row: &[Option<usize>],
    weights: &[f64],
    importance: impl Fn(usize) -> f64,
) {
    let n_cells = cell_of_row.iter().flatten().max().map_or(0, |last| last + 1);
    let (mut sums, mut sizes) = (vec![0.0; n_cells], vec![0.0; n_cells]);
    let in_cell = |row: usize| cell_of_row[row].filter(|_| weights[row] > 0.0);
    for row in 0..scores.len() {
        if let Some(cell) = in_cell(row) {
            sums[cell] += importance(row) * scores[row] / weights[row];
            sizes[cell] += importance(row);
        }
    }
    for row in 0..scores.len() {
        if let Some(cell) = in_cell(row) {
            scores[row] -= weights[row] * sums[cell] / sizes[cell];
        }
    }
}

pub(super) fn check_weights(weights: &[f64]) -> Result<(), NotEstimable> {
    if weights.is_empty() {
        return Err(NotEstimable::NZero);
    }
    let good = weights.iter().all(|weight| weight.is_finite() && *weight >= 0.0);
    if good && weights.iter().sum::<f64>() > 0.0 { Ok(()) } else { Err(NotEstimable::BadWeights) }
}
