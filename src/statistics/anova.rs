//! Comparing the means of several groups: one-way analysis of variance, Welch's version, and a test of equal
//! spread.
//!
//! Leaves out designs with more than one factor (a linear model does those) and which groups differ
//! ([`super::pairwise`]).

use super::count::real;
use super::distribution::f_sf;
use super::frequency::Frequencies;
use super::moments::Moments;
use super::noncentral_f::noncentral_f_noncentrality;
use super::quantile::median;
use super::regression::FTest;
use super::{Interval, NotEstimable};

/// One-way analysis of variance: how much of the spread lies between groups.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Anova {
    /// The sum of squares between groups.
    pub between: f64,
    /// The sum of squares within groups.
    pub within: f64,
    /// The test on the pooled variance.
    pub test: FTest,
}

impl Anova {
    /// Returns eta squared, the share of the sum of squares that lies between groups, 0 to 1.
    ///
    /// Reference: `tests/reference/groups.R`, `effectsize::eta_squared`.
    #[must_use]
    pub fn eta_squared(&self) -> f64 {
        self.between / (self.between + self.within)
    }

    /// Returns omega squared, eta squared less its bias; negative where groups differ less than by chance,
    /// and 0 where it is shown.
    ///
    /// Source: Hays (1963), Statistics for Psychologists.
    /// Reference: `tests/reference/groups.R`, `effectsize::omega_squared`, which clips at 0.
    #[must_use]
    pub fn omega_squared(&self) -> f64 {
        let error = self.error();
        (self.between - self.test.df1 * error) / (self.between + self.within + error)
    }

    /// Returns epsilon squared, the adjusted R squared; negative where groups differ less than by chance, and
    /// 0 where it is shown.
    ///
    /// Source: Kelley (1935), Proceedings of the National Academy of Sciences 21(9), 554-559.
    /// Reference: `tests/reference/groups.R`, `effectsize::epsilon_squared`, which clips at 0.
    #[must_use]
    pub fn epsilon_squared(&self) -> f64 {
        (self.between - self.test.df1 * self.error()) / (self.between + self.within)
    }

    /// Returns the 90 % interval of eta squared, whose lower limit is above 0 where the F test has p < .05.
    ///
    /// Source: Steiger (2004), Psychological Methods 9(2), 164-182: limits of the noncentrality of F.
    /// Reference: `tests/reference/groups.R`, `pf(ncp)` inverted by `uniroot`;
    /// `effectsize::eta_squared(ci = .90)` searches to fewer digits.
    #[must_use]
    pub fn eta_squared_interval(&self) -> Interval {
        let FTest { statistic, df1, df2, .. } = self.test;
        let limit = |p: f64| {
            let ncp = noncentral_f_noncentrality(statistic, df1, df2, p);
            ncp / (ncp + df2)
        };
        Interval::new(limit(0.95), limit(0.05))
    }

    fn error(&self) -> f64 {
        self.within / self.test.df2
    }
}

/// Tests whether the means of several groups are equal, on their pooled variance. Empty groups do not count.
///
/// Source: Fisher (1925), Statistical Methods for Research Workers.
/// Reference: `tests/reference/groups.R`, `anova(lm(y ~ group))`.
///
/// # Errors
/// `NZero` for nobody, `OneGroup` for one group with people, `GroupNOne` where no group has two,
/// `ZeroVariance` where all groups are constant.
pub fn anova(groups: &[Moments]) -> Result<Anova, NotEstimable> {
    let groups = with_people(groups)?;
    let all = groups.iter().fold(Moments::default(), |all, &group| all.merge(group));
    let (n, k) = (real(all.n()), real(groups.len() as u64));
    if n <= k {
        return Err(NotEstimable::GroupNOne);
    }
    let within: f64 = groups.iter().map(|group| group.squares()).sum();
    let grand = all.mean()?;
    let mut between = 0.0;
    for group in &groups {
        between += real(group.n()) * (group.mean()? - grand).powi(2);
    }
    if within <= (10.0 * f64::EPSILON * grand).powi(2) * n {
        return Err(NotEstimable::ZeroVariance);
    }
    let (df1, df2) = (k - 1.0, n - k);
    let statistic = (between / df1) / (within / df2);
    Ok(Anova { between, within, test: FTest { statistic, df1, df2, p: f_sf(statistic, df1, df2) } })
}

/// Tests whether the means of several groups are equal, without assuming equal variances: the default.
///
/// Empty groups do not count. A group of one has no variance: leave it out beforehand, and say so.
///
/// Source: Welch (1951), Biometrika 38(3/4), 330-336.
/// Reference: `tests/reference/groups.R`, `oneway.test(y ~ group)`.
///
/// # Errors
/// `NZero` for nobody, `OneGroup` for one group with people, `GroupNOne` where a group has one member,
/// `ZeroVariance` where a group is constant.
pub fn welch_anova(groups: &[Moments]) -> Result<FTest, NotEstimable> {
    let groups = with_people(groups)?;
    if groups.iter().any(|group| group.n() == 1) {
        return Err(NotEstimable::GroupNOne);
    }
    if groups.iter().any(|group| group.is_constant()) {
        return Err(NotEstimable::ZeroVariance);
    }
    let k = real(groups.len() as u64);
    let mut weighted = Vec::with_capacity(groups.len());
    for group in &groups {
        weighted.push((real(group.n()) / group.variance()?, group.mean()?));
    }
    let weights: f64 = weighted.iter().map(|(weight, _)| weight).sum();
    let mean = weighted.iter().map(|(weight, mean)| weight * mean).sum::<f64>() / weights;
    let between = weighted.iter().map(|(weight, of)| weight * (of - mean).powi(2)).sum::<f64>() / (k - 1.0);
    let spread: f64 = groups
        .iter()
        .zip(&weighted)
        .map(|(group, (weight, _))| (1.0 - weight / weights).powi(2) / real(group.n() - 1))
        .sum();
    let statistic = between / (1.0 + 2.0 * (k - 2.0) * spread / (k * k - 1.0));
    let (df1, df2) = (k - 1.0, (k * k - 1.0) / (3.0 * spread));
    Ok(FTest { statistic, df1, df2, p: f_sf(statistic, df1, df2) })
}

/// Tests whether several groups are equally spread, by the distances of answers from the median of their
/// group.
///
/// Only to describe: the choice of test for means does not hang on it.
///
/// Source: Brown & Forsythe (1974), Journal of the American Statistical Association 69, 364-367.
/// Reference: `tests/reference/groups.R`,
/// `oneway.test(abs(y - ave(y, group, FUN = median)) ~ group, var.equal = TRUE)`.
///
/// # Errors
/// As [`anova`].
pub fn brown_forsythe(groups: &[&Frequencies]) -> Result<FTest, NotEstimable> {
    let mut distances = Vec::with_capacity(groups.len());
    for group in groups.iter().filter(|group| group.n() > 0) {
        let centre = median(group)?;
        distances.push(group.map(|value| (value - centre).abs()).moments());
    }
    anova(&distances).map(|anova| anova.test)
}

fn with_people(groups: &[Moments]) -> Result<Vec<Moments>, NotEstimable> {
    let groups: Vec<Moments> = groups.iter().copied().filter(|group| group.n() > 0).collect();
    match groups.len() {
        0 => Err(NotEstimable::NZero),
        1 => Err(NotEstimable::OneGroup),
        _ => Ok(groups),
    }
}

#[cfg(test)]
mod tests {
    use super::super::means::{student, welch};
    use super::*;
    use approx::assert_relative_eq;

    fn groups(values: &[&[f64]]) -> Vec<Moments> {
        values.iter().map(|values| Moments::of(values)).collect()
    }

    #[test]
    fn an_analysis_needs_two_groups_with_people() {
        assert_eq!(anova(&[]), Err(NotEstimable::NZero));
        assert_eq!(anova(&groups(&[&[1.0, 2.0], &[]])), Err(NotEstimable::OneGroup));
        assert_eq!(welch_anova(&groups(&[&[1.0, 2.0], &[]])), Err(NotEstimable::OneGroup));
        assert_eq!(anova(&groups(&[&[1.0], &[2.0]])), Err(NotEstimable::GroupNOne));
    }

    #[test]
    fn groups_without_spread_have_no_test() {
        assert_eq!(anova(&groups(&[&[1.0, 1.0], &[2.0, 2.0]])), Err(NotEstimable::ZeroVariance));
        assert_eq!(welch_anova(&groups(&[&[1.0, 1.0], &[2.0, 3.0]])), Err(NotEstimable::ZeroVariance));
        assert_eq!(welch_anova(&groups(&[&[1.0], &[2.0, 3.0]])), Err(NotEstimable::GroupNOne));
        let same = Frequencies::of(&[1.0, 1.0]);
        assert_eq!(brown_forsythe(&[&same, &same]), Err(NotEstimable::ZeroVariance));
    }

    #[test]
    fn two_groups_give_the_squares_of_the_t_tests() {
        let pair = groups(&[&[1.0, 2.0, 4.0, 4.0], &[3.0, 5.0, 5.0, 6.0, 1.0]]);
        let t = welch(pair[0], pair[1]).unwrap().test.unwrap();
        let f = welch_anova(&pair).unwrap();
        assert_relative_eq!(f.statistic, t.t * t.t, max_relative = 1e-12);
        assert_relative_eq!(f.df2, t.df, max_relative = 1e-12);
        let t = student(pair[0], pair[1]).unwrap().test.unwrap();
        assert_relative_eq!(anova(&pair).unwrap().test.p, t.p, max_relative = 1e-11);
    }

    #[test]
    fn effect_sizes_without_bias_can_be_negative() {
        let alike = anova(&groups(&[&[1.0, 5.0, 3.0], &[2.0, 4.0, 3.0], &[3.0, 1.0, 5.0]])).unwrap();
        assert!(alike.eta_squared() < 1e-15 && alike.omega_squared() < 0.0 && alike.epsilon_squared() < 0.0);
        assert_eq!(alike.eta_squared_interval(), Interval::new(0.0, 0.0));
    }
}
