//! The same students in two rounds, or partly the same.

use meetellen::statistics::frequency::Frequencies;
use meetellen::statistics::means::paired;
use meetellen::statistics::moments::Moments;
use meetellen::statistics::rounds::{
    McNemar, PairedCounts, Round, mcnemar, newcombe_paired, overlapping_means,
};
use meetellen::statistics::signed_rank::signed_rank;

use super::{Kind, Procedure, holds};
use crate::draw::Draw;
use crate::school::Students;

const STUDENTS: Students = Students { shift: 0.4, spread: 1.0 };

/// The scores of one student in two rounds; what the student feels changes a little, in no direction.
fn twice(draw: &mut Draw) -> (f64, f64) {
    let (first, change) = (draw.normal(), draw.normal());
    let second = 0.8 * first + 0.6 * change;
    let score = |feeling: f64, draw: &mut Draw| STUDENTS.answers(feeling, draw).iter().sum::<f64>() / 4.0;
    (score(first, draw), score(second, draw))
}

fn changes(n: u32, draw: &mut Draw) -> Vec<f64> {
    (0..n).map(|_| twice(draw)).map(|(earlier, later)| later - earlier).collect()
}

pub(crate) const PAIRED_T: Procedure = Procedure {
    name: "paired t, no change",
    kind: Kind::FalsePositives,
    once: |n, draw| Ok(paired(Moments::of(&changes(n, draw)))?.test?.p < 0.05),
};

pub(crate) const WILCOXON: Procedure = Procedure {
    name: "Wilcoxon signed rank, no change",
    kind: Kind::FalsePositives,
    once: |n, draw| Ok(signed_rank(&Frequencies::of(&changes(n, draw)))?.p < 0.05),
};

/// Yes with 40 % in the earlier and 50 % in the later round, together more often than by chance.
fn pairs(n: u32, later: f64, draw: &mut Draw) -> PairedCounts {
    let mut counts = PairedCounts { both: 0, later_only: 0, earlier_only: 0, neither: 0 };
    for _ in 0..n {
        // Half of the students answer both times from the same draw.
        let first = draw.share();
        let second = if draw.happens(0.5) { first } else { draw.share() };
        match (first < 0.4, second < later) {
            (true, true) => counts.both += 1,
            (false, true) => counts.later_only += 1,
            (true, false) => counts.earlier_only += 1,
            (false, false) => counts.neither += 1,
        }
    }
    counts
}

pub(crate) const MC_NEMAR: Procedure = Procedure {
    name: "McNemar (exact below 25 changes)",
    kind: Kind::FalsePositives,
    once: |n, draw| {
        let p = match mcnemar(pairs(n, 0.4, draw))? {
            McNemar::Exact { p } | McNemar::ChiSquare { p, .. } => p,
        };
        Ok(p < 0.05)
    },
};

pub(crate) const NEWCOMBE_PAIRED: Procedure = Procedure {
    name: "Newcombe for pairs, a change of 10 points",
    kind: Kind::Coverage,
    once: |n, draw| Ok(holds(newcombe_paired(pairs(n, 0.5, draw))?.interval, 0.1)),
};

pub(crate) const OVERLAPPING: Procedure = Procedure {
    name: "two rounds with half the same students",
    kind: Kind::Coverage,
    once: |n, draw| {
        let shared: Vec<(f64, f64)> = (0..n / 2).map(|_| twice(draw)).collect();
        let (mut earlier, mut later): (Vec<f64>, Vec<f64>) = shared.iter().copied().unzip();
        let correlation = correlation(&shared);
        earlier.extend((n / 2..n).map(|_| twice(draw).0));
        later.extend((n / 2..n).map(|_| twice(draw).1));
        let round = |scores: &[f64]| {
            let moments = Moments::of(scores);
            Ok(Round { n: moments.n(), mean: moments.mean()?, sd: moments.standard_deviation()? })
        };
        let found = overlapping_means(round(&earlier)?, round(&later)?, u64::from(n / 2), correlation)?;
        Ok(holds(found.interval, 0.0))
    },
};

/// Returns the correlation of the pairs; 0 where one side is constant.
fn correlation(pairs: &[(f64, f64)]) -> f64 {
    let side = |of: fn(&(f64, f64)) -> f64| Moments::of(&pairs.iter().map(of).collect::<Vec<_>>());
    let (first, second) = (side(|pair| pair.0), side(|pair| pair.1));
    let (Ok(one), Ok(two)) = (first.mean(), second.mean()) else { return 0.0 };
    let product: f64 = pairs.iter().map(|pair| (pair.0 - one) * (pair.1 - two)).sum();
    let size = (first.squares() * second.squares()).sqrt();
    if size > 0.0 { product / size } else { 0.0 }
}
