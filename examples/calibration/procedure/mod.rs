//! The intervals and tests, each on its own simulated schools.

mod groups;
mod rounds;
mod shares;
mod weights;

use std::fmt;

use meetellen::statistics::{Interval, NotEstimable};

use super::draw::Draw;

/// What a number of the table is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// How often a 95 % interval holds the truth.
    Coverage,
    /// How often a test at 5 % finds a difference that is not there.
    FalsePositives,
}

impl Kind {
    pub(crate) fn nominal(self) -> &'static str {
        match self {
            Self::Coverage => "95 %",
            Self::FalsePositives => "5 %",
        }
    }
}

/// What one school gave: whether the interval held the truth, or the test found something.
pub(crate) type Hit = Result<bool, NotEstimable>;

/// One interval or test on one kind of school.
pub(crate) struct Procedure {
    pub(crate) name: &'static str,
    pub(crate) kind: Kind,
    /// Draws a school with `n` answers per group and applies the procedure.
    pub(crate) once: fn(u32, &mut Draw) -> Hit,
}

/// Every interval and test of the table, in its order.
pub(crate) const ALL: &[&Procedure] = &[
    &shares::WILSON,
    &shares::WILSON_RARE,
    &shares::CLOPPER_PEARSON,
    &shares::FINITE_WILSON,
    &shares::NEWCOMBE,
    &shares::MIETTINEN_NURMINEN,
    &shares::CHI_OR_FISHER,
    &shares::MANTEL_HAENSZEL,
    &shares::MARGINAL,
    &shares::TREND,
    &shares::KAPLAN_MEIER,
    &shares::LOG_RANK,
    &groups::T,
    &groups::FINITE_T,
    &groups::WELCH,
    &groups::WELCH_TEST,
    &groups::HEDGES_G,
    &groups::SUPERIORITY,
    &groups::BRUNNER_MUNZEL,
    &groups::MANN_WHITNEY,
    &groups::WELCH_ANOVA,
    &groups::KRUSKAL_WALLIS,
    &groups::HOLM,
    &groups::FELDT,
    &rounds::PAIRED_T,
    &rounds::WILCOXON,
    &rounds::MC_NEMAR,
    &rounds::NEWCOMBE_PAIRED,
    &rounds::OVERLAPPING,
    &weights::MEAN,
    &weights::SMALL_DOMAIN,
    &weights::KORN_GRAUBARD,
    &weights::DIFFERENCE,
    &weights::RAO_SCOTT,
];

/// Returns whether an interval holds a value.
pub(crate) fn holds(interval: Interval, truth: f64) -> bool {
    interval.lower <= truth && truth <= interval.upper
}

/// What many schools gave.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Line {
    pub(crate) kind: Kind,
    pub(crate) hits: u64,
    /// Schools in which the procedure gave an answer.
    pub(crate) answered: u64,
    pub(crate) runs: u64,
}

impl Line {
    /// Applies a procedure to `runs` schools with `n` answers per group.
    pub(crate) fn simulate(procedure: &Procedure, n: u32, runs: u64, seed: u64) -> Self {
        // A stream per line and size: a line added to the table changes no other.
        let name = procedure.name.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3)
        });
        let mut draw = Draw::new(seed, name ^ u64::from(n));
        let (mut hits, mut answered) = (0, 0);
        for _ in 0..runs {
            if let Ok(hit) = (procedure.once)(n, &mut draw) {
                answered += 1;
                hits += u64::from(hit);
            }
        }
        Self { kind: procedure.kind, hits, answered, runs }
    }

    /// Returns the share of hits with its simulation error, or `None` where no school gave an answer.
    #[expect(clippy::cast_precision_loss, reason = "some thousands of schools")]
    pub(crate) fn rate(self) -> Option<(f64, f64)> {
        if self.answered == 0 {
            return None;
        }
        let n = self.answered as f64;
        let rate = self.hits as f64 / n;
        // At 0 or 100 % the error of a neighbouring rate, so that it is never 0.
        let near = rate.clamp(0.5 / n, 1.0 - 0.5 / n);
        Some((rate, (near * (1.0 - near) / n).sqrt()))
    }

    /// Returns whether the rate is on the wrong side of its nominal level by more than three simulation errors.
    pub(crate) fn is_off(self) -> bool {
        self.rate().is_some_and(|(rate, error)| match self.kind {
            Kind::Coverage => rate + 3.0 * error < 0.95,
            Kind::FalsePositives => rate - 3.0 * error > 0.05,
        })
    }
}

impl fmt::Display for Line {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Some((rate, error)) = self.rate() else { return f.write_str("—") };
        write!(f, "{:.1} ± {:.1}", rate * 100.0, error * 100.0)?;
        if self.is_off() {
            f.write_str(" **!**")?;
        }
        #[expect(clippy::cast_precision_loss, reason = "some thousands of schools")]
        let silent = (self.runs - self.answered) as f64 / self.runs as f64;
        if silent >= 0.0005 {
            write!(f, " ({:.1} % niet te berekenen / not estimable)", silent * 100.0)
        } else {
            Ok(())
        }
    }
}
