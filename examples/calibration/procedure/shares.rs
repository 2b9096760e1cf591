//! Shares: one group, two groups, groups within programmes, years, and time to leaving.

use meetellen::statistics::Estimate;
use meetellen::statistics::difference::{risk_difference, risk_difference_score};
use meetellen::statistics::exact::fisher_test;
use meetellen::statistics::log_rank::{TimeWeights, log_rank};
use meetellen::statistics::logistic::logistic;
use meetellen::statistics::model_design::Design;
use meetellen::statistics::proportion::{Tally, clopper_pearson_interval, wilson_interval};
use meetellen::statistics::risk_table::{Exit, FollowUp, RiskTable};
use meetellen::statistics::stratified::{Stratum, risk_difference as within_strata};
use meetellen::statistics::survey_proportion::finite_wilson_interval;
use meetellen::statistics::survival::{KaplanMeier, SurvivalScale};
use meetellen::statistics::table::{Table, association};
use meetellen::statistics::trend::{Level, cochran_armitage};

use super::{Hit, Kind, Procedure, holds};
use crate::draw::Draw;

fn tally(n: u32, p: f64, draw: &mut Draw) -> Tally {
    Tally::of(draw.count(u64::from(n), p), u64::from(n))
}

/// A share between 5 and 95 %, another in every school.
fn some_share(draw: &mut Draw) -> f64 {
    0.05 + 0.9 * draw.share()
}

fn held(estimate: Estimate, truth: f64) -> Hit {
    estimate.interval.map(|interval| holds(interval, truth))
}

pub(crate) const WILSON: Procedure = Procedure {
    name: "Wilson, shares of 5 to 95 %",
    kind: Kind::Coverage,
    once: |n, draw| {
        let p = some_share(draw);
        Ok(holds(wilson_interval(tally(n, p, draw))?, p))
    },
};

pub(crate) const WILSON_RARE: Procedure = Procedure {
    name: "Wilson, a share of 8 %",
    kind: Kind::Coverage,
    once: |n, draw| Ok(holds(wilson_interval(tally(n, 0.08, draw))?, 0.08)),
};

pub(crate) const CLOPPER_PEARSON: Procedure = Procedure {
    name: "Clopper-Pearson, shares of 5 to 95 %",
    kind: Kind::Coverage,
    once: |n, draw| {
        let p = some_share(draw);
        Ok(holds(clopper_pearson_interval(tally(n, p, draw))?, p))
    },
};

pub(crate) const FINITE_WILSON: Procedure = Procedure {
    name: "Wilson for a known population, half answered",
    kind: Kind::Coverage,
    once: |n, draw| {
        let p = some_share(draw);
        let mut school: Vec<bool> = (0..2 * n).map(|_| draw.happens(p)).collect();
        let of = |students: &[bool]| {
            Tally::of(students.iter().filter(|yes| **yes).count() as u64, students.len() as u64)
        };
        let truth = of(&school).share()?.value();
        draw.sample(&mut school, n as usize);
        let interval = finite_wilson_interval(of(&school[..n as usize]), u64::from(2 * n))?;
        Ok(holds(interval, truth))
    },
};

fn two(n: u32, draw: &mut Draw) -> (Tally, Tally, f64) {
    let (p, q) = (some_share(draw), some_share(draw));
    (tally(n, p, draw), tally(n, q, draw), p - q)
}

pub(crate) const NEWCOMBE: Procedure = Procedure {
    name: "Newcombe, difference of two shares",
    kind: Kind::Coverage,
    once: |n, draw| {
        let (first, second, truth) = two(n, draw);
        held(risk_difference(first, second)?, truth)
    },
};

pub(crate) const MIETTINEN_NURMINEN: Procedure = Procedure {
    name: "Miettinen-Nurminen, difference of two shares",
    kind: Kind::Coverage,
    once: |n, draw| {
        let (first, second, truth) = two(n, draw);
        held(risk_difference_score(first, second)?, truth)
    },
};

pub(crate) const CHI_OR_FISHER: Procedure = Procedure {
    name: "chi-squared, or Fisher where an expected count is below 5",
    kind: Kind::FalsePositives,
    once: |n, draw| {
        let p = some_share(draw);
        let (first, second) = (tally(n, p, draw), tally(n, p, draw));
        let row = |tally: Tally| vec![tally.successes, tally.failures];
        let table = Table::new(&[row(first), row(second)])?;
        let p = if table.smallest_expected() < 5.0 {
            fisher_test(first, second)?.p
        } else {
            association(&table).test.p
        };
        Ok(p < 0.05)
    },
};

pub(crate) const MANTEL_HAENSZEL: Procedure = Procedure {
    name: "Mantel-Haenszel difference over four programmes (Sato)",
    kind: Kind::Coverage,
    once: |n, draw| {
        // Programmes differ in size, in the share of the group and in the outcome; the difference is 10 points in each.
        let sizes = [0.1, 0.2, 0.3, 0.4];
        let strata: Vec<Stratum> = sizes
            .iter()
            .zip(sizes.iter().rev())
            .zip([0.2, 0.35, 0.5, 0.65])
            .map(|((of, reference), base)| {
                let people = |share: f64| (f64::from(n) * share).round() as u32;
                Stratum {
                    first: tally(people(*of), base + 0.1, draw),
                    reference: tally(people(*reference), base, draw),
                }
            })
            .collect();
        held(within_strata(&strata)?.estimate, 0.1)
    },
};

pub(crate) const MARGINAL: Procedure = Procedure {
    name: "difference by a logistic model over four programmes (AME)",
    kind: Kind::Coverage,
    once: |n, draw| {
        // As above, but half a point in log odds in each programme; the truth is the mean over these students.
        let sizes = [0.1, 0.2, 0.3, 0.4];
        let share = |log_odds: f64| 1.0 / (1.0 + (-log_odds).exp());
        let (mut tallies, mut group, mut programme) = (Vec::new(), Vec::new(), Vec::new());
        let (mut truth, mut people) = (0.0, 0.0);
        for (place, base) in [-1.4, -0.6, 0.0, 0.6].into_iter().enumerate() {
            for (side, size) in [sizes[3 - place], sizes[place]].into_iter().enumerate() {
                let n = (f64::from(n) * size).round() as u32;
                tallies.push(tally(n, share(base + if side == 1 { 0.5 } else { 0.0 }), draw));
                group.push(side);
                programme.push(place);
                truth += f64::from(n) * (share(base + 0.5) - share(base));
                people += f64::from(n);
            }
        }
        let design = Design::intercept(tallies.len()).with_factor(&group, 2).with_factor(&programme, 4);
        let effect = logistic(&design, &tallies)?.average_marginal_effect(&design, &tallies, 1)?;
        held(effect.difference, truth / people)
    },
};

pub(crate) const TREND: Procedure = Procedure {
    name: "Cochran-Armitage over four years",
    kind: Kind::FalsePositives,
    once: |n, draw| {
        let p = some_share(draw);
        let years: Vec<Level> =
            (0_u32..4).map(|year| Level { score: f64::from(year), tally: tally(n, p, draw) }).collect();
        Ok(cochran_armitage(&years)?.p < 0.05)
    },
};

/// Students who leave with a chance of one in five a year, seen for one to five years.
fn followed(n: u32, draw: &mut Draw) -> RiskTable {
    let people: Vec<FollowUp> = (0..n)
        .map(|_| {
            let last = 1.0 + (draw.share() * 5.0).floor();
            let mut time = 1.0;
            while !draw.happens(0.2) {
                time += 1.0;
            }
            if time <= last {
                FollowUp { time, exit: Exit::Event(0) }
            } else {
                FollowUp { time: last, exit: Exit::Censored }
            }
        })
        .collect();
    RiskTable::of(&people, 1)
}

pub(crate) const KAPLAN_MEIER: Procedure = Procedure {
    name: "Kaplan-Meier after three years (log-log)",
    kind: Kind::Coverage,
    once: |n, draw| {
        let point = KaplanMeier::of(&followed(n, draw))?.at(3.0)?;
        Ok(holds(point.interval(SurvivalScale::LogLog)?, 0.8_f64.powi(3)))
    },
};

pub(crate) const LOG_RANK: Procedure = Procedure {
    name: "log-rank, two groups",
    kind: Kind::FalsePositives,
    once: |n, draw| {
        let groups = vec![followed(n, draw), followed(n, draw)];
        Ok(log_rank(&[groups], TimeWeights::Equal)?.p < 0.05)
    },
};
