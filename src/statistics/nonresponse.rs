//! What is known of those who did not answer: response by cell, how uneven it is, and how far the answers reach.
//!
//! Response propensities are shares per cell of the frame, or come from a model of the caller. What the frame does
//! not hold stays unknown: nothing here says that the answers are unbiased.

use crate::statistics::{Fraction, Interval, NotEstimable, count::real, proportion::Tally};

/// The people asked and the people who answered, in one cell of the frame.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ResponseCell {
    /// People in the frame.
    pub invited: u64,
    /// People who answered, at most those invited.
    pub answered: u64,
}

/// How uneven the response is over the cells of the frame.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Representativeness {
    /// The overall response rate.
    pub response_rate: Fraction,
    /// The standard deviation S of the response propensities over the people in the frame, denominator N - 1.
    pub propensity_sd: f64,
    /// 1 - 2 S: 1 where all are as likely to answer, towards 0 where response depends on the frame.
    pub r_indicator: f64,
    /// S over the mean propensity: no mean of a variable with standard deviation s is off by more than s times this,
    /// as far as the cells explain the response.
    pub coefficient_of_variation: Result<f64, NotEstimable>,
}

impl Representativeness {
    /// Returns the largest bias of a mean, in its own unit, for a variable with this standard deviation.
    ///
    /// # Errors
    /// [`NotEstimable::NZero`] where nobody answered.
    pub fn largest_bias(&self, standard_deviation: f64) -> Result<f64, NotEstimable> {
        self.coefficient_of_variation.map(|variation| variation * standard_deviation)
    }
}

/// One cell in the frame and among the respondents.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct FrameShare {
    /// Its share of the people in the frame.
    pub frame: Fraction,
    /// Its share of the people who answered.
    pub respondents: Fraction,
    /// Share among respondents minus share in the frame, between -1 and 1.
    pub difference: f64,
}

/// Returns how uneven the response is, with the share of each cell as propensity.
///
/// Source: Schouten, Cobben & Bethlehem (2009), Survey Methodology 35, 101-113.
/// Reference: `tests/reference/survey.R`, `1 - 2 * sd(rho)`.
///
/// # Errors
/// [`NotEstimable::NZero`] without a frame, [`NotEstimable::NOne`] with one person in it.
pub fn representativeness(cells: &[ResponseCell]) -> Result<Representativeness, NotEstimable> {
    let share = |cell: &ResponseCell| Fraction::of(cell.answered, cell.invited).map_or(0.0, Fraction::value);
    let propensities: Vec<f64> = cells.iter().map(share).collect();
    representativeness_of(cells, &propensities)
}

/// Returns how uneven the response is, with a propensity per cell from a model of the response.
///
/// # Errors
/// As for [`representativeness`].
pub fn representativeness_of(
    cells: &[ResponseCell],
    propensities: &[f64],
) -> Result<Representativeness, NotEstimable> {
    assert_eq!(cells.len(), propensities.len(), "invariant: a propensity per cell");
    let invited: u64 = cells.iter().map(|cell| cell.invited).sum();
    let answered: u64 = cells.iter().map(|cell| cell.answered).sum();
    let response_rate = Fraction::of(answered, invited)?;
    if invited == 1 {
        return Err(NotEstimable::NOne);
    }
    let weighted = || cells.iter().map(|cell| real(cell.invited)).zip(propensities);
    let mean = weighted().map(|(size, propensity)| size * propensity).sum::<f64>() / real(invited);
    let squares: f64 = weighted().map(|(size, propensity)| size * (propensity - mean).powi(2)).sum();
    let propensity_sd = (squares / real(invited - 1)).sqrt();
    let coefficient_of_variation =
        if mean > 0.0 { Ok(propensity_sd / mean) } else { Err(NotEstimable::NZero) };
    Ok(Representativeness {
        response_rate,
        propensity_sd,
        r_indicator: 1.0 - 2.0 * propensity_sd,
        coefficient_of_variation,
    })
}

/// Returns the share of each cell in the frame and among the respondents, in the order of the cells.
///
/// # Errors
/// [`NotEstimable::NZero`] without a frame or without respondents.
pub fn frame_shares(cells: &[ResponseCell]) -> Result<Vec<FrameShare>, NotEstimable> {
    let invited = cells.iter().map(|cell| cell.invited).sum();
    let answered = cells.iter().map(|cell| cell.answered).sum();
    let compare = |cell: &ResponseCell| {
        let (frame, respondents) =
            (Fraction::of(cell.invited, invited)?, Fraction::of(cell.answered, answered)?);
        Ok(FrameShare { frame, respondents, difference: respondents.value() - frame.value() })
    };
    cells.iter().map(compare).collect()
}

/// Returns what the share among all would be had all others said no, or yes: x/N to (x + N - n)/N.
///
/// # Errors
/// [`NotEstimable::NZero`] when nobody was asked; [`NotEstimable::BadWeights`] when fewer were asked than answered.
pub fn range_without_assumptions(tally: Tally, population: u64) -> Result<Interval, NotEstimable> {
    if population < tally.n() {
        return Err(NotEstimable::BadWeights);
    }
    let lower = Fraction::of(tally.successes, population)?;
    let upper = Fraction::of(population - tally.failures, population)?;
    Ok(Interval::new(lower.value(), upper.value()))
}
