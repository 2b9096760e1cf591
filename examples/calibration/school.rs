//! Simulated students: answers on a scale of four questions from 1 to 5, and what is true of all such students.
//!
//! An answer is a cut of 0.8 times what the student feels plus 0.6 times chance; the truth follows by integrating over
//! what students feel, not by simulation.

use meetellen::statistics::distribution::normal_cdf;

use super::draw::Draw;

/// The questions of the scale.
pub(crate) const ITEMS: usize = 4;
const CUTS: [f64; 4] = [-1.5, -0.5, 0.5, 1.5];
const COMMON: f64 = 0.8;
const OWN: f64 = 0.6;

/// A group of students: where they stand and how far apart.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Students {
    /// The mean of what they feel; 0 is the middle of the scale.
    pub(crate) shift: f64,
    /// How far apart they are; 1 is usual.
    pub(crate) spread: f64,
}

/// What is true of all students of a kind.
pub(crate) struct Truth {
    /// The probability of each sum of the answers, from the lowest.
    pub(crate) sums: Vec<f64>,
    /// The mean score.
    pub(crate) mean: f64,
    /// The variance of the score.
    pub(crate) variance: f64,
    /// Cronbach's alpha.
    pub(crate) alpha: f64,
}

impl Students {
    /// Returns the answers of one student who feels `feeling` (a standard normal draw).
    pub(crate) fn answers(self, feeling: f64, draw: &mut Draw) -> [f64; ITEMS] {
        std::array::from_fn(|_| {
            let place = self.shift + self.spread * (COMMON * feeling + OWN * draw.normal());
            1.0 + CUTS.iter().filter(|cut| place > **cut).map(|_| 1.0).sum::<f64>()
        })
    }

    /// Returns the score of one student.
    pub(crate) fn score(self, draw: &mut Draw) -> f64 {
        let feeling = draw.normal();
        self.answers(feeling, draw).iter().sum::<f64>() / 4.0
    }

    /// Returns the scores of `n` students.
    pub(crate) fn scores(self, n: u32, draw: &mut Draw) -> Vec<f64> {
        (0..n).map(|_| self.score(draw)).collect()
    }

    /// Integrates over what students feel.
    pub(crate) fn truth(self) -> Truth {
        let mut sums = vec![0.0; ITEMS * 4 + 1];
        let (mut item_mean, mut item_square) = (0.0, 0.0);
        let (step, mut total) = (0.02, 0.0);
        for place in -400..=400 {
            let feeling = f64::from(place) * step;
            let density = (-feeling * feeling / 2.0).exp();
            total += density;
            let above = CUTS.map(|cut| {
                let centre = self.shift + self.spread * COMMON * feeling;
                normal_cdf((centre - cut) / (self.spread * OWN))
            });
            let item =
                [1.0 - above[0], above[0] - above[1], above[1] - above[2], above[2] - above[3], above[3]];
            let mut sum = vec![1.0];
            for _ in 0..ITEMS {
                let mut next = vec![0.0; sum.len() + 4];
                for (i, a) in sum.iter().enumerate() {
                    item.iter().enumerate().for_each(|(j, b)| next[i + j] += a * b);
                }
                sum = next;
            }
            sums.iter_mut().zip(&sum).for_each(|(all, one)| *all += density * one);
            for (steps, p) in (0_u32..).zip(item) {
                item_mean += density * p * f64::from(steps);
                item_square += density * p * f64::from(steps * steps);
            }
        }
        sums.iter_mut().for_each(|p| *p /= total);
        let item_variance = item_square / total - (item_mean / total).powi(2);
        let moment =
            |power: i32| (0_u32..).zip(&sums).map(|(sum, p)| p * f64::from(sum).powi(power)).sum::<f64>();
        let sum_variance = moment(2) - moment(1).powi(2);
        Truth {
            mean: 1.0 + moment(1) / 4.0,
            variance: sum_variance / 16.0,
            alpha: 4.0 / 3.0 * (1.0 - 4.0 * item_variance / sum_variance),
            sums,
        }
    }
}

/// Returns the chance that a student of the first kind scores higher than one of the second, ties half.
pub(crate) fn superiority(first: &Truth, second: &Truth) -> f64 {
    let mut chance = 0.0;
    for (i, a) in first.sums.iter().enumerate() {
        for (j, b) in second.sums.iter().enumerate() {
            chance += a
                * b
                * match i.cmp(&j) {
                    std::cmp::Ordering::Greater => 1.0,
                    std::cmp::Ordering::Equal => 0.5,
                    std::cmp::Ordering::Less => 0.0,
                };
        }
    }
    chance
}
