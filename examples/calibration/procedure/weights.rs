//! Weighted answers: a school of two programmes, of which one answers more often.
//!
//! 40 % of the students are in the first programme and 60 % of the answers: they count for 2/3, the others for 3/2.

use meetellen::statistics::rao_scott::rao_scott_of_cells;
use meetellen::statistics::survey_proportion::korn_graubard_interval;
use meetellen::statistics::weighted_frequency::{WeightedFrequencies, WeightedFrequency, difference};

use super::{Kind, Procedure, holds};
use crate::draw::Draw;
use crate::school::{Students, Truth};

const FIRST: Students = Students { shift: 0.7, spread: 1.0 };
const SECOND: Students = Students { shift: 0.1, spread: 1.2 };
const SHARE: f64 = 0.4;

fn truth() -> f64 {
    use std::sync::OnceLock;
    static KNOWN: OnceLock<[Truth; 2]> = OnceLock::new();
    let [first, second] = KNOWN.get_or_init(|| [FIRST.truth(), SECOND.truth()]);
    SHARE * first.mean + (1.0 - SHARE) * second.mean
}

fn person(value: f64, weight: f64) -> WeightedFrequency {
    WeightedFrequency { value, count: 1, weight, squared: weight * weight }
}

/// Draws `n` answers with their weights; `answer` gets whether the student is in the first programme.
fn answers(n: u32, draw: &mut Draw, answer: impl Fn(bool, &mut Draw) -> f64) -> Vec<WeightedFrequency> {
    let first = (f64::from(n) * 0.6).round();
    let weights = [SHARE / first, (1.0 - SHARE) / (f64::from(n) - first)];
    (0..n)
        .map(|place| {
            let is_first = f64::from(place) < first;
            let value = answer(is_first, draw);
            person(value, weights[usize::from(!is_first)])
        })
        .collect()
}

fn score(is_first: bool, draw: &mut Draw) -> f64 {
    if is_first { FIRST.score(draw) } else { SECOND.score(draw) }
}

pub(crate) const MEAN: Procedure = Procedure {
    name: "weighted mean (linearised t)",
    kind: Kind::Coverage,
    once: |n, draw| {
        let sample = WeightedFrequencies::new(answers(n, draw, score), u64::from(n));
        Ok(holds(sample.mean()?.interval()?, truth()))
    },
};

pub(crate) const SMALL_DOMAIN: Procedure = Procedure {
    name: "weighted mean of a group of n among twenty times as many",
    kind: Kind::Coverage,
    once: |n, draw| {
        // Those outside the group only count in the degrees of freedom.
        let group = WeightedFrequencies::new(answers(n, draw, score), u64::from(20 * n));
        Ok(holds(group.mean()?.interval()?, truth()))
    },
};

pub(crate) const KORN_GRAUBARD: Procedure = Procedure {
    name: "weighted share (Korn-Graubard)",
    kind: Kind::Coverage,
    once: |n, draw| {
        let (p, q) = (0.05 + 0.9 * draw.share(), 0.05 + 0.9 * draw.share());
        let yes =
            |is_first: bool, draw: &mut Draw| f64::from(u8::from(draw.happens(if is_first { p } else { q })));
        let share = WeightedFrequencies::new(answers(n, draw, yes), u64::from(n)).mean()?;
        Ok(holds(korn_graubard_interval(&share)?, SHARE * p + (1.0 - SHARE) * q))
    },
};

/// Splits answers at random in two halves of about `n`: gender has nothing to do with the answer.
fn halves(n: u32, draw: &mut Draw, answer: impl Fn(bool, &mut Draw) -> f64) -> [WeightedFrequencies; 2] {
    let mut all = answers(2 * n, draw, answer);
    draw.sample(&mut all, n as usize);
    let (one, two) = all.split_at(n as usize);
    [one, two].map(|half| WeightedFrequencies::new(half.iter().copied(), u64::from(2 * n)))
}

pub(crate) const DIFFERENCE: Procedure = Procedure {
    name: "weighted difference of two means (design-based t)",
    kind: Kind::FalsePositives,
    once: |n, draw| {
        let [one, two] = halves(n, draw, score);
        Ok(difference(&one, &two)?.p < 0.05)
    },
};

pub(crate) const RAO_SCOTT: Procedure = Procedure {
    name: "Rao-Scott, weighted shares of two groups",
    kind: Kind::FalsePositives,
    once: |n, draw| {
        let (p, q) = (0.1 + 0.8 * draw.share(), 0.1 + 0.8 * draw.share());
        let yes =
            |is_first: bool, draw: &mut Draw| f64::from(u8::from(draw.happens(if is_first { p } else { q })));
        let table = halves(n, draw, yes).map(|half| vec![half.at(1.0), half.at(0.0)]);
        Ok(rao_scott_of_cells(&table, u64::from(2 * n))?.p < 0.05)
    },
};
