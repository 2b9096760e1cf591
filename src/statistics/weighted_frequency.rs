//! Weighted estimates from sums per answer: what the cube keeps of a weighted sample instead of its rows.
//!
//! For a sample with a weight per person and no strata or clusters, the linearised variance of a mean needs the
//! number, the weights and the squared weights of the people who gave each answer, and nothing else. These are sums,
//! so they merge in any order. Strata, clusters and finite populations need the rows: [`super::weighted`].

use std::cmp::Ordering;

use crate::statistics::{
    Interval, NotEstimable,
    count::real,
    distribution,
    weighted::{SurveyDifference, SurveyEstimate},
};

/// The people who gave one answer.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct WeightedFrequency {
    /// The answer, on the scale of the variable.
    pub value: f64,
    /// People, unweighted; each with a weight above 0.
    pub count: u64,
    /// The sum of their weights.
    pub weight: f64,
    /// The sum of their squared weights.
    pub squared: f64,
}

/// The order of answers: sums are then the same whatever order they came in.
fn in_order(a: &WeightedFrequency, b: &WeightedFrequency) -> Ordering {
    a.value.total_cmp(&b.value).then(a.weight.total_cmp(&b.weight))
}

/// Domains of one sample, each of which is set beside all others together.
#[derive(Debug, Clone, PartialEq)]
pub struct Domains {
    /// The answers of all domains in order, each with the place of its domain.
    cells: Vec<(usize, WeightedFrequency)>,
    sample: u64,
}

impl Domains {
    /// Makes domains that share nobody; `sample` is the number of people with a weight in the whole sample.
    #[must_use]
    pub fn of(domains: &[WeightedFrequencies], sample: u64) -> Self {
        let of_domain = |(place, domain): (usize, &WeightedFrequencies)| {
            domain.cells.iter().map(move |cell| (place, *cell)).collect::<Vec<_>>()
        };
        let mut cells: Vec<_> = domains.iter().enumerate().flat_map(of_domain).collect();
        cells.sort_by(|(_, a), (_, b)| in_order(a, b));
        Self { cells, sample }
    }

    /// Returns all domains but one together, as [`WeightedFrequencies::together`] gives them.
    ///
    /// # Panics
    /// The domains are larger than the sample: a fault of the program.
    #[must_use]
    pub fn but(&self, place: usize) -> WeightedFrequencies {
        let others = self.cells.iter().filter(|(domain, _)| *domain != place);
        let made =
            WeightedFrequencies { cells: others.map(|(_, cell)| *cell).collect(), sample: self.sample };
        assert!(made.n() <= self.sample, "invariant: domains are part of the sample");
        made
    }
}

/// The answers of a domain of a weighted sample, each with its people.
#[derive(Debug, Clone, PartialEq)]
pub struct WeightedFrequencies {
    cells: Vec<WeightedFrequency>,
    sample: u64,
}

impl WeightedFrequencies {
    /// Makes the answers of a domain; `sample` is the number of people with a weight in the whole sample.
    ///
    /// Values in any order; a count of 0 is nothing.
    ///
    /// # Panics
    /// A value or weight is not finite, or the domain is larger than the sample: faults of the program.
    #[must_use]
    pub fn new(cells: impl IntoIterator<Item = WeightedFrequency>, sample: u64) -> Self {
        let mut cells: Vec<WeightedFrequency> = cells.into_iter().filter(|cell| cell.count > 0).collect();
        let finite = |cell: &WeightedFrequency| {
            cell.value.is_finite() && cell.weight.is_finite() && cell.squared.is_finite()
        };
        assert!(cells.iter().all(finite), "invariant: answers and weights are finite");
        cells.sort_by(in_order);
        let made = Self { cells, sample };
        assert!(made.n() <= sample, "invariant: a domain is part of the sample");
        made
    }

    /// Returns the number of people with a weight in the whole sample.
    #[must_use]
    pub fn sample(&self) -> u64 {
        self.sample
    }

    /// Returns the people who gave exactly this answer, together.
    #[must_use]
    pub fn at(&self, value: f64) -> WeightedFrequency {
        let none = WeightedFrequency { value, count: 0, weight: 0.0, squared: 0.0 };
        let same = self.cells.iter().filter(|cell| cell.value.total_cmp(&value).is_eq());
        same.fold(none, |sum, cell| WeightedFrequency {
            value,
            count: sum.count + cell.count,
            weight: sum.weight + cell.weight,
            squared: sum.squared + cell.squared,
        })
    }

    /// Returns the number of people who answered, unweighted.
    #[must_use]
    pub fn n(&self) -> u64 {
        self.cells.iter().map(|cell| cell.count).sum()
    }

    /// Returns the sum of the weights of the people who answered.
    #[must_use]
    pub fn weight_sum(&self) -> f64 {
        self.cells.iter().map(|cell| cell.weight).sum()
    }

    /// Returns (sum w)^2 / sum w^2 of the people who answered, at most [`Self::n`]; 0 for nobody.
    #[must_use]
    pub fn effective_n(&self) -> f64 {
        let squares = self.squares();
        if squares > 0.0 { self.weight_sum().powi(2) / squares } else { 0.0 }
    }

    /// Returns domains of one sample together; the same people must not be in two of them.
    ///
    /// All at once: putting one after the other in order takes the square of their number.
    #[must_use]
    pub fn together(domains: impl IntoIterator<Item = Self>, sample: u64) -> Self {
        Self::new(domains.into_iter().flat_map(|domain| domain.cells), sample)
    }

    /// Returns the same people with other values: 1 and 0 give a share.
    #[must_use]
    pub fn map(&self, change: impl Fn(f64) -> f64) -> Self {
        let changed = |cell: &WeightedFrequency| WeightedFrequency { value: change(cell.value), ..*cell };
        Self::new(self.cells.iter().map(changed), self.sample)
    }

    /// Returns the weighted mean with its linearised standard error; a share is the mean of 0 and 1.
    ///
    /// Denominator: the weights of the people who answered. Equal to [`super::weighted::weighted_mean`] on the rows.
    ///
    /// Source: Woodruff (1971), JASA 66, 411-414.
    /// Reference: `tests/reference/weighted_scan.R`, `svyby(~y, ~group, design, svymean)`.
    ///
    /// # Errors
    /// [`NotEstimable::NZero`] without a sample, [`NotEstimable::AllMissing`] where nobody answered.
    pub fn mean(&self) -> Result<SurveyEstimate, NotEstimable> {
        let Moments { mean, variance } = self.moments()?;
        let (n, weight_sum) = (self.n(), self.weight_sum());
        Ok(SurveyEstimate {
            value: mean,
            standard_error: variance.sqrt(),
            degrees_of_freedom: real(self.sample - 1),
            domain_degrees_of_freedom: real(n - 1),
            n,
            weight_sum,
            effective_n: self.effective_n(),
            design_effect: self.design_effect(mean, variance),
            lone_units: usize::from(self.sample == 1),
            census: false,
        })
    }

    /// Returns the weighted standard deviation: sqrt(sum w (y - m)^2 / sum w * n/(n-1)), n unweighted.
    ///
    /// Reference: `tests/reference/weighted_scan.R`, `sqrt(svyvar(~y, design))`.
    ///
    /// # Errors
    /// As for [`Self::mean`]; [`NotEstimable::NOne`] where one person answered.
    pub fn standard_deviation(&self) -> Result<f64, NotEstimable> {
        let mean = self.moments()?.mean;
        if self.n() < 2 {
            return Err(NotEstimable::NOne);
        }
        Ok(self.spread(mean).sqrt())
    }

    /// Returns sum w (y - m)^2 / sum w * n/(n-1), for n above 1.
    fn spread(&self, mean: f64) -> f64 {
        let squares: f64 = self.cells.iter().map(|cell| cell.weight * (cell.value - mean).powi(2)).sum();
        squares / self.weight_sum() * real(self.n()) / real(self.n() - 1)
    }

    fn squares(&self) -> f64 {
        self.cells.iter().map(|cell| cell.squared).sum()
    }

    fn moments(&self) -> Result<Moments, NotEstimable> {
        if self.sample == 0 {
            return Err(NotEstimable::NZero);
        }
        let Some(first) = self.cells.first() else { return Err(NotEstimable::AllMissing) };
        let weight_sum = self.weight_sum();
        if weight_sum <= 0.0 {
            return Err(NotEstimable::BadWeights);
        }
        // Deviations from the first value: a constant domain then has a spread of exactly zero.
        let shifted: f64 = self.cells.iter().map(|cell| cell.weight * (cell.value - first.value)).sum();
        let mean = first.value + shifted / weight_sum;
        let squares: f64 = self.cells.iter().map(|cell| cell.squared * (cell.value - mean).powi(2)).sum();
        let replaced = if self.sample > 1 { real(self.sample) / real(self.sample - 1) } else { 1.0 };
        Ok(Moments { mean, variance: squares / weight_sum.powi(2) * replaced })
    }

    fn design_effect(&self, mean: f64, variance: f64) -> Result<f64, NotEstimable> {
        if self.n() < 2 {
            return Err(NotEstimable::NOne);
        }
        let simple = self.spread(mean) * (1.0 / real(self.n()) - 1.0 / self.weight_sum());
        // Weights that sum to no more than n describe no population, so that nothing is left to compare with.
        if simple > 0.0 { Ok(variance / simple) } else { Err(NotEstimable::NoVariation) }
    }
}

/// A weighted mean and its linearised variance.
struct Moments {
    mean: f64,
    variance: f64,
}

/// Returns the difference of the means of two domains of one sample, first minus second, with the design-based t test.
///
/// The domains hold different people, so that their covariance is 0.
///
/// Source: Lumley (2010), Complex Surveys, section 2.4.
/// Reference: `tests/reference/weighted_scan.R`, `svyttest(y ~ group, design)`.
///
/// # Errors
/// As for [`WeightedFrequencies::mean`] in either domain; [`NotEstimable::NOne`] without degrees of freedom;
/// [`NotEstimable::ZeroVariance`] where both domains are constant.
pub fn difference(
    first: &WeightedFrequencies,
    second: &WeightedFrequencies,
) -> Result<SurveyDifference, NotEstimable> {
    between(first, second, 2.0)
}

/// Returns the difference of the means of two samples, later minus earlier, as strata of one design.
///
/// Reference: `tests/reference/weighted_scan.R`, `svyttest(y ~ round, svydesign(strata = ~round))`.
///
/// # Errors
/// As for [`difference`].
pub fn change(
    later: &WeightedFrequencies,
    earlier: &WeightedFrequencies,
) -> Result<SurveyDifference, NotEstimable> {
    between(later, earlier, 3.0)
}

/// Compares two means; `lost` is what the design and the model take from the degrees of freedom.
fn between(
    first: &WeightedFrequencies,
    second: &WeightedFrequencies,
    lost: f64,
) -> Result<SurveyDifference, NotEstimable> {
    let (one, two) = (first.moments()?, second.moments()?);
    let difference = one.mean - two.mean;
    let standard_error = (one.variance + two.variance).sqrt();
    let degrees_of_freedom = real(first.n() + second.n()) - lost;
    if degrees_of_freedom < 1.0 {
        return Err(NotEstimable::NOne);
    }
    if standard_error <= 0.0 {
        return Err(NotEstimable::ZeroVariance);
    }
    let t = difference / standard_error;
    let margin = distribution::student_t_quantile(0.975, degrees_of_freedom) * standard_error;
    Ok(SurveyDifference {
        difference,
        standard_error,
        t,
        degrees_of_freedom,
        p: distribution::student_t_p_two_sided(t, degrees_of_freedom),
        interval: Interval::new(difference - margin, difference + margin),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::statistics::{
        design::Design,
        weighted::{weighted_difference, weighted_mean},
    };
    use approx::assert_relative_eq;
    use proptest::prelude::*;

    fn person(value: f64, weight: f64) -> WeightedFrequency {
        WeightedFrequency { value, count: 1, weight, squared: weight * weight }
    }

    /// Rows of a sample: group 0 or 1, an answer 1 to 5, a weight.
    fn rows() -> impl Strategy<Value = Vec<(usize, i32, f64)>> {
        prop::collection::vec((0..2_usize, 1..6_i32, 0.2..5.0_f64), 4..60)
    }

    fn domain(rows: &[(usize, i32, f64)], group: usize) -> WeightedFrequencies {
        let of_group = rows.iter().filter(|row| row.0 == group);
        WeightedFrequencies::new(of_group.map(|row| person(f64::from(row.1), row.2)), rows.len() as u64)
    }

    fn of(values: &[f64], sample: u64) -> WeightedFrequencies {
        WeightedFrequencies::new(values.iter().map(|value| person(*value, 1.0)), sample)
    }

    #[test]
    fn other_values_give_another_mean_of_the_same_people() {
        let turned = of(&[1.0, 2.0, 5.0], 3).map(|value| 6.0 - value);
        assert_relative_eq!(turned.moments().unwrap().mean, 10.0 / 3.0, max_relative = 1e-12);
        assert_eq!(turned.n(), 3);
    }

    #[test]
    fn one_degree_of_freedom_is_enough_and_none_is_not() {
        // The design leaves n - 1, the model takes one more: three people of two groups leave one.
        let found = difference(&of(&[1.0, 2.0], 3), &of(&[5.0], 3)).unwrap();
        assert_relative_eq!(found.degrees_of_freedom, 1.0);
        assert_relative_eq!(found.difference, -3.5, max_relative = 1e-12);
        assert_eq!(difference(&of(&[1.0], 2), &of(&[5.0], 2)), Err(NotEstimable::NOne));
        let rows = weighted_difference(
            &Design::weighted(&[1.0; 3]).unwrap(),
            &[Some(1.0), Some(2.0), None],
            &[None, None, Some(5.0)],
        );
        let rows = rows.unwrap();
        assert_relative_eq!(rows.degrees_of_freedom, 1.0);
        assert_relative_eq!(rows.standard_error, found.standard_error, max_relative = 1e-12);
        let two = weighted_difference(
            &Design::weighted(&[1.0; 2]).unwrap(),
            &[Some(1.0), None],
            &[None, Some(5.0)],
        );
        assert_eq!(two, Err(NotEstimable::NOne));
    }

    proptest! {
        #[test]
        fn sums_per_answer_give_what_the_rows_give(rows in rows()) {
            let weights: Vec<f64> = rows.iter().map(|row| row.2).collect();
            let design = Design::weighted(&weights).unwrap();
            let values = |group: usize| -> Vec<Option<f64>> {
                rows.iter().map(|row| (row.0 == group).then_some(f64::from(row.1))).collect()
            };
            for group in 0..2 {
                let (summed, direct) = (domain(&rows, group).mean(), weighted_mean(&design, &values(group)));
                prop_assert_eq!(summed.is_ok(), direct.is_ok());
                if let (Ok(summed), Ok(direct)) = (summed, direct) {
                    assert_relative_eq!(summed.value, direct.value, max_relative = 1e-12);
                    assert_relative_eq!(summed.standard_error, direct.standard_error, max_relative = 1e-9, epsilon = 1e-13);
                    assert_relative_eq!(summed.effective_n, direct.effective_n, max_relative = 1e-12);
                    prop_assert_eq!(summed.n, direct.n);
                    prop_assert!((summed.degrees_of_freedom - direct.degrees_of_freedom).abs() < 1e-12);
                    prop_assert!((summed.domain_degrees_of_freedom - direct.domain_degrees_of_freedom).abs() < 1e-12);
                    if let (Ok(a), Ok(b)) = (summed.design_effect, direct.design_effect) {
                        assert_relative_eq!(a, b, max_relative = 1e-8, epsilon = 1e-12);
                    }
                }
            }
            let summed = difference(&domain(&rows, 0), &domain(&rows, 1));
            let direct = weighted_difference(&design, &values(0), &values(1));
            if let (Ok(summed), Ok(direct)) = (summed, direct) {
                assert_relative_eq!(summed.p, direct.p, max_relative = 1e-8);
                assert_relative_eq!(summed.interval.lower, direct.interval.lower, max_relative = 1e-9, epsilon = 1e-12);
            }
        }

        #[test]
        fn equal_weights_say_nothing(rows in rows(), factor in 0.5..7.0_f64) {
            let plain: Vec<_> = rows.iter().map(|row| (row.0, row.1, 1.0)).collect();
            let scaled: Vec<_> = rows.iter().map(|row| (row.0, row.1, factor)).collect();
            let (plain, scaled) = (domain(&plain, 0), domain(&scaled, 0));
            if let (Ok(plain), Ok(scaled)) = (plain.mean(), scaled.mean()) {
                assert_relative_eq!(plain.value, scaled.value, max_relative = 1e-12);
                assert_relative_eq!(plain.standard_error, scaled.standard_error, max_relative = 1e-10, epsilon = 1e-14);
                assert_relative_eq!(scaled.effective_n, scaled.n as f64, max_relative = 1e-12);
            }
        }
    }

    #[test]
    fn what_cannot_be_told_has_its_reason() {
        assert_eq!(WeightedFrequencies::new([], 0).mean(), Err(NotEstimable::NZero));
        assert_eq!(WeightedFrequencies::new([], 12).mean(), Err(NotEstimable::AllMissing));
        let one = WeightedFrequencies::new([person(3.0, 2.0)], 1);
        assert_eq!(one.standard_deviation(), Err(NotEstimable::NOne));
        assert_eq!(one.mean().unwrap().interval(), Err(NotEstimable::NOne));
        let same = WeightedFrequencies::new([person(3.0, 2.0), person(3.0, 0.5)], 4);
        assert_eq!(same.mean().unwrap().interval(), Err(NotEstimable::ZeroVariance));
        assert_eq!(difference(&same, &same).map(|d| d.p), Err(NotEstimable::ZeroVariance));
        assert_eq!(
            difference(&one, &WeightedFrequencies::new([], 1)).map(|d| d.p),
            Err(NotEstimable::AllMissing)
        );
    }
}
