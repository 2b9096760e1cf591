//! Whether groups leave at different rates: the log-rank test, stratified where the caller gives strata.
//!
//! Hypergeometric variance. Trend tests over ordered groups and regression are left out.

use crate::statistics::{
    NotEstimable,
    count::{real, real_len},
    distribution,
    risk_table::{RiskRow, RiskTable},
};
use nalgebra::{DMatrix, DVector};

/// How much each time counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TimeWeights {
    /// All times alike: the log-rank test.
    Equal,
    /// By the share still there just before it: the Peto-Peto test, for early differences.
    Survival,
}

/// The result of a log-rank test.
#[derive(Debug, Clone, PartialEq)]
pub struct LogRank {
    /// Chi-square.
    pub statistic: f64,
    /// Groups that could have had an event, minus 1.
    pub df: f64,
    /// The p-value.
    pub p: f64,
    /// Observed events per group, weighted by time for the Peto-Peto test.
    pub observed: Vec<f64>,
    /// Events per group as expected if all groups left alike.
    pub expected: Vec<f64>,
}

/// Returns the log-rank test over `strata`; each stratum holds one table per group, in one order of groups.
///
/// Without strata, give a single one. All causes of a table count as one event. A group without people in a stratum
/// has an empty table there.
///
/// Source: Mantel (1966), Cancer Chemotherapy Reports 50, 163-170; Peto & Peto (1972), JRSS A 135, 185-207.
/// Reference: `tests/reference/survival.R`, `survdiff(Surv(time, status) ~ group + strata(stratum))`.
///
/// # Errors
/// [`NotEstimable::OneGroup`] with fewer than two groups with people, [`NotEstimable::NoEvent`] without events,
/// [`NotEstimable::NoInformativeStratum`] where no event falls at a time with two groups at risk.
pub fn log_rank(strata: &[Vec<RiskTable>], weights: TimeWeights) -> Result<LogRank, NotEstimable> {
    let n_groups = strata.first().map_or(0, Vec::len);
    assert!(
        strata.iter().all(|groups| groups.len() == n_groups),
        "invariant: the same groups in every stratum"
    );
    let inhabited = (0..n_groups).filter(|&group| strata.iter().any(|groups| groups[group].n() > 0)).count();
    if inhabited < 2 {
        return Err(NotEstimable::OneGroup);
    }
    let mut sums = Sums {
        observed: vec![0.0; n_groups],
        expected: vec![0.0; n_groups],
        covariance: DMatrix::zeros(n_groups, n_groups),
    };
    for groups in strata {
        sums.add_stratum(groups, weights);
    }
    if sums.observed.iter().sum::<f64>() <= 0.0 {
        return Err(NotEstimable::NoEvent);
    }
    // One group follows from the others, so that it leaves the equations; so do groups that were never at risk.
    let mut kept: Vec<usize> = (0..n_groups).filter(|&group| sums.expected[group] > 0.0).collect();
    kept.pop();
    let excess =
        DVector::from_iterator(kept.len(), kept.iter().map(|&g| sums.observed[g] - sums.expected[g]));
    let covariance = DMatrix::from_fn(kept.len(), kept.len(), |i, j| sums.covariance[(kept[i], kept[j])]);
    let solved = covariance.cholesky().map(|factor| factor.solve(&excess));
    let solved = solved.filter(|_| !kept.is_empty()).ok_or(NotEstimable::NoInformativeStratum)?;
    let (statistic, df) = (excess.dot(&solved), real_len(kept.len()));
    let p = distribution::chi_squared_sf(statistic, df);
    Ok(LogRank { statistic, df, p, observed: sums.observed, expected: sums.expected })
}

struct Sums {
    observed: Vec<f64>,
    expected: Vec<f64>,
    covariance: DMatrix<f64>,
}

impl Sums {
    fn add_stratum(&mut self, groups: &[RiskTable], weights: TimeWeights) {
        let Some(all) = groups.iter().cloned().reduce(|sum, group| sum.merge(&group)) else { return };
        let mut survival = 1.0;
        for row in all.rows().iter().filter(|row| row.all_events() > 0) {
            let weight = match weights {
                TimeWeights::Equal => 1.0,
                TimeWeights::Survival => survival,
            };
            self.add_time(groups, row, weight);
            survival *= 1.0 - real(row.all_events()) / real(row.at_risk);
        }
    }

    fn add_time(&mut self, groups: &[RiskTable], row: &RiskRow, weight: f64) {
        let (n, d) = (real(row.at_risk), real(row.all_events()));
        let shares: Vec<f64> = groups.iter().map(|group| real(group.at_risk(row.time)) / n).collect();
        let spread = if row.at_risk > 1 { d * (n - d) / (n - 1.0) } else { 0.0 };
        for (g, group) in groups.iter().enumerate() {
            self.observed[g] += weight * real(events_at(group, row.time));
            self.expected[g] += weight * d * shares[g];
            for h in 0..groups.len() {
                let same = f64::from(u8::from(g == h));
                self.covariance[(g, h)] += weight * weight * spread * shares[g] * (same - shares[h]);
            }
        }
    }
}

fn events_at(table: &RiskTable, time: f64) -> u64 {
    let found = table.rows().binary_search_by(|row| row.time.total_cmp(&time));
    found.map_or(0, |index| table.rows()[index].all_events())
}
