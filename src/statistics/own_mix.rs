//! What others would have at one's own mix, and how one differs from that: weighted sums of means of separate groups.
//!
//! Indirect standardisation: the rates of the others, applied to one's own people. Both sides are taken as samples, so
//! the interval allows for the numbers of the others too. Leaves out which groups may be used.

use super::count::real;
use super::distribution::{Z_95, student_t_quantile};
use super::{Estimate, Interval, NotEstimable};

/// One group in a weighted sum.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Weighed {
    /// How much its mean counts; below 0 where it is taken off.
    pub weight: f64,
    /// Its mean or share.
    pub mean: f64,
    /// The variance of one person: with denominator n - 1 for scores, p (1 - p) for shares; 0 or more.
    pub variance: f64,
    /// Its people.
    pub n: u64,
    /// The variance that rounding adds to its mean: unit^2 / 12, 0 where it is not rounded.
    pub rounding: f64,
}

/// What the numbers of the groups are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Of {
    /// Shares: a normal interval.
    Shares,
    /// Mean scores: a t interval with the degrees of freedom of Satterthwaite.
    Scores,
}

/// Returns the sum of `weight` times mean over separate groups, with its 95 % interval.
///
/// The standard error is the root of the sum of `weight^2 (variance / n + rounding)`. No interval where a group of scores has one
/// person (`GroupNOne`) or where nothing varies (`NoVariation`).
///
/// # Errors
/// [`NotEstimable::NoInformativeStratum`] without groups, [`NotEstimable::NZero`] where a group has nobody,
/// [`NotEstimable::BadWeights`] for a weight that is not finite.
///
/// Source: Breslow & Day (1987), Statistical Methods in Cancer Research II, section 2.3, with the sampling of the standard
/// allowed for; Satterthwaite (1946). Reference: `tests/reference/twelve_schools.R`, written out.
pub fn weighed_sum(of: Of, groups: &[Weighed]) -> Result<Estimate, NotEstimable> {
    if groups.is_empty() {
        return Err(NotEstimable::NoInformativeStratum);
    }
    if groups.iter().any(|group| group.n == 0) {
        return Err(NotEstimable::NZero);
    }
    if groups.iter().any(|group| !group.weight.is_finite()) {
        return Err(NotEstimable::BadWeights);
    }
    let value = groups.iter().map(|group| group.weight * group.mean).sum::<f64>();
    let part = |group: &Weighed| group.weight * group.weight * group.variance / real(group.n);
    let sampled = groups.iter().map(part).sum::<f64>();
    let rounded = groups.iter().map(|group| group.weight * group.weight * group.rounding).sum::<f64>();
    let variance = sampled + rounded;
    let interval = match of {
        _ if sampled <= 0.0 => Err(NotEstimable::NoVariation),
        Of::Scores if groups.iter().any(|group| group.n == 1) => Err(NotEstimable::GroupNOne),
        Of::Shares => Ok(Z_95),
        Of::Scores => {
            let spread = groups.iter().map(|group| part(group).powi(2) / real(group.n - 1)).sum::<f64>();
            Ok(student_t_quantile(0.975, sampled * sampled / spread))
        }
    };
    let around = |reach: f64| {
        let margin = reach * variance.sqrt();
        Interval::new(value - margin, value + margin)
    };
    Ok(Estimate { value, interval: interval.map(around) })
}

#[cfg(test)]
mod tests {
    use super::super::means::welch;
    use super::super::moments::Moments;
    use super::*;
    use approx::assert_relative_eq;

    fn weighed(weight: f64, mean: f64, variance: f64, n: u64) -> Weighed {
        Weighed { weight, mean, variance, n, rounding: 0.0 }
    }

    #[test]
    fn rounding_makes_an_interval_wider_and_moves_no_value() {
        let exact = weighed(1.0, 0.4, 0.24, 60);
        let rounded = Weighed { rounding: 0.01 * 0.01 / 12.0, ..exact };
        let [exact, rounded] = [exact, rounded].map(|group| weighed_sum(Of::Shares, &[group]).unwrap());
        assert_relative_eq!(exact.value, rounded.value);
        let half = rounded.interval.unwrap().upper - 0.4;
        assert_relative_eq!(half, Z_95 * (0.24_f64 / 60.0 + 1e-4 / 12.0).sqrt(), max_relative = 1e-12);
    }

    #[test]
    fn one_group_less_another_is_the_difference_of_welch() {
        let (own, others) = (Moments::of(&[3.0, 4.0, 2.5, 5.0]), Moments::of(&[1.0, 2.0, 4.0]));
        let group = |weight: f64, scores: Moments| {
            weighed(weight, scores.mean().unwrap(), scores.variance().unwrap(), scores.n())
        };
        let found = weighed_sum(Of::Scores, &[group(1.0, own), group(-1.0, others)]).unwrap();
        let plain = welch(own, others).unwrap();
        assert_relative_eq!(found.value, plain.difference, max_relative = 1e-12);
        let (ours, theirs) = (found.interval.unwrap(), plain.test.unwrap().interval);
        assert_relative_eq!(ours.lower, theirs.lower, max_relative = 1e-12);
        assert_relative_eq!(ours.upper, theirs.upper, max_relative = 1e-12);
    }

    #[test]
    fn shares_have_a_normal_interval_as_r_writes_it_out() {
        // R 4.2.2: w <- c(.6,.4,-.6,-.4); p <- c(.8,.5,.7,.55); n <- c(60,40,200,90)
        // sum(w*p); sum(w*p) + c(-1,1)*qnorm(.975)*sqrt(sum(w^2*p*(1-p)/n))
        let groups = [(0.6, 0.8, 60), (0.4, 0.5, 40), (-0.6, 0.7, 200), (-0.4, 0.55, 90)]
            .map(|(weight, p, n)| weighed(weight, p, p * (1.0 - p), n));
        let found = weighed_sum(Of::Shares, &groups).unwrap();
        assert_relative_eq!(found.value, 0.04, max_relative = 1e-12);
        let interval = found.interval.unwrap();
        assert_relative_eq!(interval.lower, -0.063_303_303_935_006_26, max_relative = 1e-9);
        assert_relative_eq!(interval.upper, 0.143_303_303_935_006_23, max_relative = 1e-9);
    }

    #[test]
    fn what_has_no_answer_says_why() {
        assert_eq!(weighed_sum(Of::Shares, &[]), Err(NotEstimable::NoInformativeStratum));
        assert_eq!(weighed_sum(Of::Shares, &[weighed(1.0, 0.5, 0.25, 0)]), Err(NotEstimable::NZero));
        let infinite = [weighed(f64::INFINITY, 0.5, 0.25, 9)];
        assert_eq!(weighed_sum(Of::Shares, &infinite), Err(NotEstimable::BadWeights));
        let alike = weighed_sum(Of::Shares, &[weighed(1.0, 1.0, 0.0, 9)]).unwrap();
        assert_eq!(alike.interval, Err(NotEstimable::NoVariation));
        let lone = [weighed(1.0, 3.0, 0.5, 1), weighed(-1.0, 2.0, 0.5, 8)];
        assert_eq!(weighed_sum(Of::Scores, &lone).unwrap().interval, Err(NotEstimable::GroupNOne));
    }
}
