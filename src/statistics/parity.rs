//! Who is where: representation against a benchmark, parity of rates, and dissimilarity over units.
//!
//! Leaves out which benchmark is meaningful; that is the caller's choice and stands in the title.

use super::count::real;
use super::difference::{log_interval, risk_ratio, share_variance};
use super::distribution::Urn;
use super::proportion::{Tally, wilson_interval};
use super::{Estimate, Fraction, Interval, NotEstimable};

/// Returns the share in a unit over a benchmark that is known without error; 1 is even, 0 or more.
///
/// Report it with the difference in points: ratios explode where the benchmark is small.
///
/// # Errors
/// [`NotEstimable::NZero`] for an empty unit, [`NotEstimable::BenchmarkZero`] for a benchmark of 0.
///
/// Reference: `tests/reference/parity.R` (Wilson limits over the benchmark).
pub fn representation_index(unit: Tally, benchmark: Fraction) -> Result<Estimate, NotEstimable> {
    let share = unit.share()?.value();
    let wilson = wilson_interval(unit)?;
    let benchmark = benchmark.value();
    if benchmark <= 0.0 {
        return Err(NotEstimable::BenchmarkZero);
    }
    let interval = Interval { lower: wilson.lower / benchmark, upper: wilson.upper / benchmark };
    Ok(Estimate { value: share / benchmark, interval: Ok(interval) })
}

/// Returns the share in a unit minus a benchmark that is known without error, -1 to 1: the points beside the index.
///
/// # Errors
/// [`NotEstimable::NZero`] for an empty unit.
///
/// Reference: `tests/reference/parity.R` (Wilson limits minus the benchmark).
pub fn representation_difference(unit: Tally, benchmark: Fraction) -> Result<Estimate, NotEstimable> {
    let share = unit.share()?.value();
    let wilson = wilson_interval(unit)?;
    let benchmark = benchmark.value();
    let interval = Interval { lower: wilson.lower - benchmark, upper: wilson.upper - benchmark };
    Ok(Estimate { value: share - benchmark, interval: Ok(interval) })
}

/// Returns the representation index against a benchmark that was sampled from other people; 0 or more.
///
/// # Errors
/// As [`representation_index`].
///
/// Source: Katz et al. (1978), as the ratio of independent shares.
pub fn representation_index_sampled(unit: Tally, benchmark: Tally) -> Result<Estimate, NotEstimable> {
    unit.share()?;
    benchmark.share()?;
    if benchmark.successes == 0 {
        return Err(NotEstimable::BenchmarkZero);
    }
    risk_ratio(unit, benchmark)
}

/// Returns the representation index of a unit against the whole that it is part of; 0 or more.
///
/// `rest` is the whole without the unit. The interval is on the log scale with the covariance of part and whole;
/// none where the unit has no successes, or where nothing varies (`zero_cell`).
///
/// # Errors
/// [`NotEstimable::NZero`] for an empty unit, [`NotEstimable::BenchmarkZero`] when nobody has it in the whole.
///
/// Source: delta method. Reference: `tests/reference/parity.R`.
pub fn representation_index_part_whole(unit: Tally, rest: Tally) -> Result<Estimate, NotEstimable> {
    let share = unit.share()?.value();
    let whole_n = real(unit.n() + rest.n());
    let whole = real(unit.successes + rest.successes) / whole_n;
    if whole <= 0.0 {
        return Err(NotEstimable::BenchmarkZero);
    }
    let value = share / whole;
    if unit.successes == 0 {
        return Ok(Estimate { value, interval: Err(NotEstimable::ZeroCell) });
    }
    let unit_gradient = 1.0 / share - real(unit.n()) / whole_n / whole;
    let rest_gradient = real(rest.n()) / whole_n / whole;
    let rest_variance = if rest.n() == 0 { 0.0 } else { share_variance(rest)? };
    let variance = unit_gradient.powi(2) * share_variance(unit)? + rest_gradient.powi(2) * rest_variance;
    let interval =
        if variance > 0.0 { Ok(log_interval(value, variance.sqrt())) } else { Err(NotEstimable::ZeroCell) };
    Ok(Estimate { value, interval })
}

/// Returns the parity index, the rate of women over that of men (GPI); 0 or more, parity from 0.97 to 1.03.
///
/// # Errors
/// [`NotEstimable::NZero`] for an empty group, [`NotEstimable::ZeroCell`] when the rate of men is 0.
///
/// Source: UNESCO Institute for Statistics, gender parity index; interval as [`risk_ratio`].
pub fn parity_index(women: Tally, men: Tally) -> Result<Estimate, NotEstimable> {
    risk_ratio(women, men)
}

/// How many of two groups a unit, such as a programme, holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Unit {
    /// People of the first group.
    pub first: u64,
    /// People of the reference group.
    pub reference: u64,
}

/// How unevenly two groups spread over units.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Dissimilarity {
    /// The share of either group that would have to move for an even spread, 0 to 1.
    pub value: f64,
    /// What chance alone gives in units of these sizes, 0 to 1: high where units are small.
    pub expected: f64,
}

/// Returns the dissimilarity of two groups over units, with its expectation under random allocation.
///
/// The expectation is exact: each unit's count is hypergeometric, so that no draws and no seed are needed.
///
/// # Errors
/// [`NotEstimable::NZero`] when one of the groups is empty.
///
/// Source: Duncan & Duncan (1955), American Sociological Review 20, 210-217;
/// Carrington & Troske (1997), Journal of Business & Economic Statistics 15, 402-409.
/// Reference: `tests/reference/parity.R`, with the mean of 100,000 draws as a second witness.
pub fn dissimilarity(units: &[Unit]) -> Result<Dissimilarity, NotEstimable> {
    let first: u64 = units.iter().map(|unit| unit.first).sum();
    let reference: u64 = units.iter().map(|unit| unit.reference).sum();
    if first == 0 || reference == 0 {
        return Err(NotEstimable::NZero);
    }
    let (first_n, reference_n) = (real(first), real(reference));
    let gap = |unit: &Unit| (real(unit.first) / first_n - real(unit.reference) / reference_n).abs();
    let value = 0.5 * units.iter().map(gap).sum::<f64>();
    let deviations: f64 = units
        .iter()
        .map(|unit| Urn { successes: first, failures: reference, draws: unit.first + unit.reference })
        .map(mean_absolute_deviation)
        .sum();
    // F_k/F - M_k/M is the deviation of F_k from its mean, times (F + M) / (F M).
    let expected = 0.5 * (1.0 / first_n + 1.0 / reference_n) * deviations;
    Ok(Dissimilarity { value, expected })
}

/// Returns the mean absolute deviation of the successes in a draw: twice the part above the mean.
fn mean_absolute_deviation(urn: Urn) -> f64 {
    let total = real(urn.successes + urn.failures);
    let mean = real(urn.draws) * real(urn.successes) / total;
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a mean of counts, floored")]
    let mut k = mean.floor() as u64 + 1;
    let mut probability = urn.pmf(k);
    let mut sum = 0.0;
    while k <= urn.most() && probability > 0.0 {
        let term = (real(k) - mean) * probability;
        sum += term;
        // The terms fall faster than geometrically once they fall.
        if term < sum * 1e-18 {
            break;
        }
        probability *= real(urn.successes - k) / real(k + 1) * real(urn.draws - k)
            / (real(urn.failures + k + 1) - real(urn.draws));
        k += 1;
    }
    2.0 * sum
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn any_units() -> impl Strategy<Value = Vec<Unit>> {
        proptest::collection::vec((0_u64..40, 0_u64..40), 1..12)
            .prop_map(|units| units.into_iter().map(|(first, reference)| Unit { first, reference }).collect())
    }

    proptest! {
        #[test]
        fn dissimilarity_stays_within_its_bounds_and_knows_no_first_group(units in any_units()) {
            let swapped: Vec<Unit> =
                units.iter().map(|unit| Unit { first: unit.reference, reference: unit.first }).collect();
            match (dissimilarity(&units), dissimilarity(&swapped)) {
                (Ok(one), Ok(other)) => {
                    prop_assert!((0.0..=1.0 + 1e-12).contains(&one.value) && (0.0..=1.0 + 1e-12).contains(&one.expected));
                    prop_assert!((one.value - other.value).abs() < 1e-12);
                    prop_assert!((one.expected - other.expected).abs() < 1e-10);
                }
                (one, other) => prop_assert_eq!(one, other),
            }
        }

        #[test]
        fn a_unit_that_is_the_whole_is_represented_evenly(successes in 1_u64..90, failures in 0_u64..90) {
            let whole = Tally { successes, failures };
            let index = representation_index_part_whole(whole, Tally::default()).unwrap();
            prop_assert!((index.value - 1.0).abs() < 1e-12);
        }
    }

    #[test]
    fn people_alone_in_their_units_are_expected_to_be_apart() {
        let units: Vec<Unit> =
            (0..10).map(|place| Unit { first: place % 2, reference: 1 - place % 2 }).collect();
        let spread = dissimilarity(&units).unwrap();
        assert!((spread.value - 1.0).abs() < 1e-12 && (spread.expected - 1.0).abs() < 1e-12);
    }

    #[test]
    fn a_sampled_benchmark_of_zero_is_no_benchmark() {
        let sampled = representation_index_sampled(Tally::of(3, 10), Tally::of(0, 40));
        assert_eq!(sampled, Err(NotEstimable::BenchmarkZero));
        assert_eq!(parity_index(Tally::of(3, 10), Tally::of(0, 40)), Err(NotEstimable::ZeroCell));
    }
}
