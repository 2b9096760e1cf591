//! Weights that meet known totals: post-stratification, collapsing of cells, raking, and trimming of extremes.
//!
//! Weighting removes only the bias that goes together with the known totals; it says nothing of the rest.
//! Calibration to numeric totals and bounded calibration are left out.

use crate::statistics::{
    NotEstimable,
    count::{real, real_len},
    design::Design,
    quantile::median_of,
    weighted::{Kish, kish},
};
use thiserror::Error;

/// Raking stops when every total is met to this share of itself.
const MET: f64 = 1e-12;
/// After the last cycle a total that is met to this share of itself is good enough.
const NEARLY_MET: f64 = 1e-8;
/// The number of cycles after which raking gives up.
const CYCLES: usize = 1_000;
/// Margins whose totals differ by a larger share than this do not describe one population.
const SAME_TOTAL: f64 = 1e-6;
/// Trimming and raking in turn give up after this many passes.
const PASSES: usize = 50;
/// A cell with fewer respondents is merged with its neighbour.
const FEWEST_RESPONDENTS: u64 = 10;
/// A cell whose weights would be more than this many times the mean weight is merged with its neighbour.
const LARGEST_RATIO: f64 = 4.0;

/// Why weights cannot meet the totals. Margins and levels are indexes, for the caller to name.
#[derive(Debug, Clone, Copy, PartialEq, Error)]
#[non_exhaustive]
pub enum CalibrationFault {
    /// A level of the sample has no total.
    #[error("level {level} of margin {margin} is in the sample but not in the population")]
    LevelMissing {
        /// Index of the margin; 0 for post-stratification.
        margin: usize,
        /// Index of the level.
        level: usize,
    },
    /// A level of the population has nobody in the sample.
    #[error("level {level} of margin {margin} has nobody in the sample")]
    LevelEmpty {
        /// Index of the margin; 0 for post-stratification.
        margin: usize,
        /// Index of the level.
        level: usize,
    },
    /// A margin adds up to another total than the first one.
    #[error("margin {margin} adds up to {total}, the first one to {first}")]
    TotalsDiffer {
        /// Index of the margin.
        margin: usize,
        /// Its total.
        total: f64,
        /// The total of the first margin.
        first: f64,
    },
    /// Raking did not settle: some combination of levels that the totals ask for is not in the sample.
    #[error("raking did not settle: level {level} of margin {margin} stays {off} of its total away")]
    NotSettled {
        /// Index of the margin with the worst level.
        margin: usize,
        /// Index of the worst level.
        level: usize,
        /// |estimated - known| / known of that level.
        off: f64,
    },
    /// The weights to start from are no weights.
    #[error("{0}")]
    Weights(#[from] NotEstimable),
}

impl CalibrationFault {
    /// Returns the reason as it stands in the results; none where raking did not settle, which is an error.
    #[must_use]
    pub fn reason(&self) -> Option<NotEstimable> {
        match self {
            Self::LevelMissing { .. } => Some(NotEstimable::MarginLevelMissing),
            Self::LevelEmpty { .. } => Some(NotEstimable::MarginLevelEmpty),
            Self::TotalsDiffer { .. } => Some(NotEstimable::MarginTotalsDiffer),
            Self::NotSettled { .. } => None,
            Self::Weights(reason) => Some(*reason),
        }
    }
}

/// A known margin of the population.
#[derive(Debug, Clone, PartialEq)]
pub struct Margin {
    /// The level of each row, an index into the totals; `None` where it is not known.
    pub level_of_row: Vec<Option<usize>>,
    /// The number of people of each level in the population.
    pub totals: Vec<f64>,
}

/// Weights after trimming, and what became of them.
#[derive(Debug, Clone, PartialEq)]
pub struct Trimmed {
    /// The new weights, with the same sum.
    pub weights: Vec<f64>,
    /// The cap that was used.
    pub cap: f64,
    /// Rows that were above it.
    pub n_trimmed: usize,
    /// What unequal weights cost before.
    pub before: Kish,
    /// What they cost now.
    pub after: Kish,
}

/// Returns the design with the weights of each cell scaled to its known total; the variance then uses residuals.
///
/// Source: Holt & Smith (1979), JRSS A 142, 33-46.
/// Reference: `tests/reference/survey.R`, `survey::postStratify`.
///
/// # Errors
/// [`CalibrationFault::LevelMissing`] for a cell of the sample without total, [`CalibrationFault::LevelEmpty`] for
/// a cell of the population without respondents: collapse those first with [`collapse`].
pub fn post_stratify(
    design: &Design,
    cell_of_row: &[usize],
    totals: &[f64],
) -> Result<Design, CalibrationFault> {
    let levels: Vec<_> = cell_of_row.iter().copied().map(Some).collect();
    let sums = level_sums(&levels, design.weights(), totals.len());
    check_levels(0, &levels, design.weights(), totals)?;
    let scaled = |(weight, &cell): (&f64, &usize)| {
        if *weight > 0.0 { weight * totals[cell] / sums[cell] } else { 0.0 }
    };
    let weights = design.weights().iter().zip(cell_of_row).map(scaled).collect();
    Ok(design.clone().post_stratified_to(cell_of_row, weights))
}

/// Returns for each cell the cell that it becomes part of, after merging small ones with their declared neighbours.
///
/// A cell moves when it has people but fewer than 10 respondents, or when its people per respondent are more than 4
/// times the overall number. Cells are taken in order; a merged cell is judged again.
///
/// # Errors
/// [`CalibrationFault::LevelEmpty`] when a cell without respondents has no neighbour left to join. A small cell
/// with some respondents and no neighbour stays as it is.
pub fn collapse(
    respondents: &[u64],
    totals: &[f64],
    neighbour_of: &[Option<usize>],
) -> Result<Vec<usize>, CalibrationFault> {
    let mut home: Vec<usize> = (0..respondents.len()).collect();
    let (mut people, mut answered) = (totals.to_vec(), respondents.to_vec());
    let overall = totals.iter().sum::<f64>() / real(respondents.iter().sum::<u64>());
    for _ in 0..respondents.len() {
        for cell in 0..respondents.len() {
            let small = answered[cell] < FEWEST_RESPONDENTS
                || people[cell] / real(answered[cell]) > LARGEST_RATIO * overall;
            let gone = home[cell] != cell || (people[cell] <= 0.0 && answered[cell] == 0);
            if gone || !small {
                continue;
            }
            let target = neighbour_of[cell].map(|neighbour| home[neighbour]).filter(|&target| target != cell);
            if let Some(target) = target {
                people[target] += people[cell];
                answered[target] += answered[cell];
                home.iter_mut().filter(|place| **place == cell).for_each(|place| *place = target);
            }
        }
    }
    let empty = |&cell: &usize| home[cell] == cell && answered[cell] == 0 && people[cell] > 0.0;
    match (0..home.len()).find(empty) {
        Some(level) => Err(CalibrationFault::LevelEmpty { margin: 0, level }),
        None => Ok(home),
    }
}

/// Returns the design with weights raked to all margins; the variance then uses residuals.
///
/// The weights are first scaled to the total of the margins. Rows without a level in a margin are left alone by it:
/// the others are raked to the share of the total that they made up at the start. The interval with
/// [`Design::reweighted`] on the raked weights, which takes them as fixed, is the conservative default.
///
/// Source: Deming & Stephan (1940), Annals of Mathematical Statistics 11, 427-444.
/// Reference: `tests/reference/survey.R`, `survey::rake(control = list(epsilon = 1e-12))`.
///
/// # Errors
/// See [`CalibrationFault`]; the checks come before the first cycle.
pub fn rake(design: &Design, margins: &[Margin]) -> Result<Design, CalibrationFault> {
    let weights = raked_weights(design.weights(), margins)?;
    let levels = margins.iter().map(|margin| margin.level_of_row.clone()).collect();
    Ok(design.clone().raked_to(levels, weights))
}

/// Returns the raked weights alone; see [`rake`].
///
/// # Errors
/// See [`CalibrationFault`].
pub fn raked_weights(base: &[f64], margins: &[Margin]) -> Result<Vec<f64>, CalibrationFault> {
    Design::weighted(base)?;
    let Some(first) = margins.first() else { return Ok(base.to_vec()) };
    let population: f64 = first.totals.iter().sum();
    for (index, margin) in margins.iter().enumerate() {
        let total: f64 = margin.totals.iter().sum();
        if (total - population).abs() > SAME_TOTAL * population {
            return Err(CalibrationFault::TotalsDiffer { margin: index, total, first: population });
        }
        check_levels(index, &margin.level_of_row, base, &margin.totals)?;
    }
    let scale = population / base.iter().sum::<f64>();
    let mut weights: Vec<f64> = base.iter().map(|weight| weight * scale).collect();
    let targets: Vec<Vec<f64>> =
        margins.iter().map(|margin| targets_of(margin, &weights, population)).collect();
    let mut worst = worst_level(margins, &targets, &weights);
    for _ in 0..CYCLES {
        if worst.off < MET {
            break;
        }
        for (margin, target) in margins.iter().zip(&targets) {
            let sums = level_sums(&margin.level_of_row, &weights, target.len());
            for (weight, level) in weights.iter_mut().zip(&margin.level_of_row) {
                if let Some(level) = level.filter(|&level| sums[level] > 0.0) {
                    *weight *= target[level] / sums[level];
                }
            }
        }
        worst = worst_level(margins, &targets, &weights);
    }
    if worst.off < NEARLY_MET {
        Ok(weights)
    } else {
        Err(CalibrationFault::NotSettled { margin: worst.margin, level: worst.level, off: worst.off })
    }
}

/// Returns the weights with those above `cap` cut, and the excess shared equally over the others.
///
/// One pass: a weight just below the cap may end a little above it, as in R.
///
/// Reference: `tests/reference/survey.R`, `survey::trimWeights(strict = FALSE)`.
///
/// # Errors
/// [`NotEstimable::BadWeights`] where the weights are none, or where all of them are above the cap.
pub fn trim(weights: &[f64], cap: f64) -> Result<Trimmed, NotEstimable> {
    let before = kish(weights)?;
    let n_trimmed = weights.iter().filter(|&&weight| weight > cap).count();
    if n_trimmed == weights.len() {
        return Err(NotEstimable::BadWeights);
    }
    let excess: f64 = weights.iter().map(|weight| (weight - cap).max(0.0)).sum();
    let share = excess / real_len(weights.len() - n_trimmed);
    let trimmed: Vec<f64> =
        weights.iter().map(|&weight| if weight > cap { cap } else { weight + share }).collect();
    let after = kish(&trimmed)?;
    Ok(Trimmed { weights: trimmed, cap, n_trimmed, before, after })
}

/// Returns raked weights, trimmed at `times_median` medians of the raked weights and raked again, in turn until
/// none is above the cap by more than a millionth, for at most 50 passes.
///
/// The last step is a raking, so that the totals are met; where margins and cap cannot both hold, the margins win
/// and `after.largest` shows it. The usual `times_median` is 5.
///
/// # Errors
/// See [`CalibrationFault`].
pub fn trim_and_rake(
    base: &[f64],
    margins: &[Margin],
    times_median: f64,
) -> Result<Trimmed, CalibrationFault> {
    let raked = raked_weights(base, margins)?;
    let cap = times_median * median_of(&raked)?;
    let before = kish(&raked)?;
    let n_trimmed = raked.iter().filter(|&&weight| weight > cap).count();
    let mut weights = raked;
    for _ in 0..PASSES {
        if weights.iter().all(|&weight| weight <= cap * (1.0 + 1e-6)) {
            break;
        }
        weights = raked_weights(&trim(&weights, cap)?.weights, margins)?;
    }
    let after = kish(&weights)?;
    Ok(Trimmed { weights, cap, n_trimmed, before, after })
}

/// The level that is farthest from its total.
struct Worst {
    margin: usize,
    level: usize,
    off: f64,
}

fn worst_level(margins: &[Margin], targets: &[Vec<f64>], weights: &[f64]) -> Worst {
    let mut worst = Worst { margin: 0, level: 0, off: 0.0 };
    for (index, (margin, target)) in margins.iter().zip(targets).enumerate() {
        let sums = level_sums(&margin.level_of_row, weights, target.len());
        for (level, (sum, target)) in
            sums.iter().zip(target).enumerate().filter(|(_, (_, target))| **target > 0.0)
        {
            let off = (sum - target).abs() / target;
            if off > worst.off {
                worst = Worst { margin: index, level, off };
            }
        }
    }
    worst
}

fn targets_of(margin: &Margin, weights: &[f64], population: f64) -> Vec<f64> {
    let known = weights.iter().zip(&margin.level_of_row).filter(|(_, level)| level.is_some());
    let share = known.map(|(weight, _)| weight).sum::<f64>() / population;
    margin.totals.iter().map(|total| total * share).collect()
}

fn level_sums(levels: &[Option<usize>], weights: &[f64], n_levels: usize) -> Vec<f64> {
    let mut sums = vec![0.0; n_levels];
    for (level, weight) in levels.iter().zip(weights) {
        if let Some(sum) = level.and_then(|level| sums.get_mut(level)) {
            *sum += weight;
        }
    }
    sums
}

fn check_levels(
    margin: usize,
    levels: &[Option<usize>],
    weights: &[f64],
    totals: &[f64],
) -> Result<(), CalibrationFault> {
    assert_eq!(levels.len(), weights.len(), "invariant: a level per row");
    let present = levels.iter().zip(weights).filter(|(_, weight)| **weight > 0.0);
    let unknown = |level: usize| totals.get(level).is_none_or(|total| *total <= 0.0);
    if let Some(level) = present.filter_map(|(level, _)| *level).find(|&level| unknown(level)) {
        return Err(CalibrationFault::LevelMissing { margin, level });
    }
    let sums = level_sums(levels, weights, totals.len());
    match sums.iter().zip(totals).position(|(sum, total)| *total > 0.0 && *sum <= 0.0) {
        Some(level) => Err(CalibrationFault::LevelEmpty { margin, level }),
        None => Ok(()),
    }
}
