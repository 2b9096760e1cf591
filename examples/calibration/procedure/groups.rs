//! Scale scores of one group and of several groups, and how reliable the scale is.

use meetellen::statistics::anova::welch_anova;
use meetellen::statistics::cross_products::CrossProducts;
use meetellen::statistics::effect::hedges_g;
use meetellen::statistics::frequency::Frequencies;
use meetellen::statistics::kruskal_wallis::kruskal_wallis;
use meetellen::statistics::means::{finite_mean_interval, mean_interval, welch};
use meetellen::statistics::moments::Moments;
use meetellen::statistics::multiplicity::{Correction, adjust};
use meetellen::statistics::rank::mann_whitney;
use meetellen::statistics::reliability::alpha;
use meetellen::statistics::superiority::superiority;

use super::{Hit, Kind, Procedure, holds};
use crate::draw::Draw;
use crate::school::{self, Students};

/// Students above the middle of the scale, as most are on belonging.
const HIGH: Students = Students { shift: 0.6, spread: 1.0 };
const MIDDLE: Students = Students { shift: 0.0, spread: 1.0 };
const SPREAD_OUT: Students = Students { shift: 0.0, spread: 1.6 };

fn moments(students: Students, n: u32, draw: &mut Draw) -> Moments {
    Moments::of(&students.scores(n, draw))
}

/// The true values are computed once: integrating over all students in every school would take a day.
fn truth(students: Students) -> &'static school::Truth {
    use std::sync::OnceLock;
    static KNOWN: [OnceLock<school::Truth>; 3] = [OnceLock::new(), OnceLock::new(), OnceLock::new()];
    let place = if students.shift > 0.0 {
        0
    } else if students.spread > 1.0 {
        1
    } else {
        2
    };
    KNOWN[place].get_or_init(|| students.truth())
}

pub(crate) const T: Procedure = Procedure {
    name: "t, mean of a scale",
    kind: Kind::Coverage,
    once: |n, draw| Ok(holds(mean_interval(moments(HIGH, n, draw))?.interval?, truth(HIGH).mean)),
};

pub(crate) const FINITE_T: Procedure = Procedure {
    name: "t for a known population, half answered",
    kind: Kind::Coverage,
    once: |n, draw| {
        let mut school = HIGH.scores(2 * n, draw);
        let mean = Moments::of(&school).mean()?;
        draw.sample(&mut school, n as usize);
        let answered = Moments::of(&school[..n as usize]);
        Ok(holds(finite_mean_interval(answered, u64::from(2 * n))?.interval?, mean))
    },
};

pub(crate) const WELCH: Procedure = Procedure {
    name: "Welch, difference of two means, unequal spread and size",
    kind: Kind::Coverage,
    once: |n, draw| {
        let (first, second) = (moments(HIGH, n, draw), moments(SPREAD_OUT, 2 * n, draw));
        Ok(holds(welch(first, second)?.test?.interval, truth(HIGH).mean - truth(SPREAD_OUT).mean))
    },
};

pub(crate) const WELCH_TEST: Procedure = Procedure {
    name: "Welch test, unequal spread and size",
    kind: Kind::FalsePositives,
    once: |n, draw| {
        let (first, second) = (moments(MIDDLE, n, draw), moments(SPREAD_OUT, 2 * n, draw));
        Ok(welch(first, second)?.test?.p < 0.05)
    },
};

pub(crate) const HEDGES_G: Procedure = Procedure {
    name: "Hedges g (noncentral t)",
    kind: Kind::Coverage,
    once: |n, draw| {
        let (first, second) = (moments(HIGH, n, draw), moments(MIDDLE, n, draw));
        let (of, reference) = (truth(HIGH), truth(MIDDLE));
        let size = (of.mean - reference.mean) / f64::midpoint(of.variance, reference.variance).sqrt();
        Ok(holds(hedges_g(first, second)?.interval, size))
    },
};

fn frequencies(students: Students, n: u32, draw: &mut Draw) -> Frequencies {
    Frequencies::of(&students.scores(n, draw))
}

pub(crate) const SUPERIORITY: Procedure = Procedure {
    name: "probability of superiority (Brunner-Munzel)",
    kind: Kind::Coverage,
    once: |n, draw| {
        let (first, second) = (frequencies(HIGH, n, draw), frequencies(SPREAD_OUT, n, draw));
        let interval = superiority(&first, &second)?.test?.interval;
        Ok(holds(interval, school::superiority(truth(HIGH), truth(SPREAD_OUT))))
    },
};

pub(crate) const BRUNNER_MUNZEL: Procedure = Procedure {
    name: "Brunner-Munzel test, unequal spread",
    kind: Kind::FalsePositives,
    once: |n, draw| {
        let (first, second) = (frequencies(MIDDLE, n, draw), frequencies(SPREAD_OUT, n, draw));
        Ok(superiority(&first, &second)?.test?.p < 0.05)
    },
};

pub(crate) const MANN_WHITNEY: Procedure = Procedure {
    name: "Mann-Whitney test, equal groups",
    kind: Kind::FalsePositives,
    once: |n, draw| {
        let (first, second) = (frequencies(HIGH, n, draw), frequencies(HIGH, n, draw));
        Ok(mann_whitney(&first, &second)?.p()? < 0.05)
    },
};

fn four(n: u32, draw: &mut Draw) -> Vec<Moments> {
    [MIDDLE, SPREAD_OUT, MIDDLE, SPREAD_OUT].iter().map(|kind| moments(*kind, n, draw)).collect()
}

pub(crate) const WELCH_ANOVA: Procedure = Procedure {
    name: "Welch ANOVA, four groups, unequal spread",
    kind: Kind::FalsePositives,
    once: |n, draw| Ok(welch_anova(&four(n, draw))?.p < 0.05),
};

pub(crate) const KRUSKAL_WALLIS: Procedure = Procedure {
    name: "Kruskal-Wallis, four equal groups",
    kind: Kind::FalsePositives,
    once: |n, draw| {
        let groups: Vec<Frequencies> = (0..4).map(|_| frequencies(HIGH, n, draw)).collect();
        Ok(kruskal_wallis(&groups.iter().collect::<Vec<_>>())?.p < 0.05)
    },
};

pub(crate) const HOLM: Procedure = Procedure {
    name: "Holm, any of three declared comparisons",
    kind: Kind::FalsePositives,
    once: |n, draw| {
        let mut p = Vec::new();
        for _ in 0..3 {
            let (first, second) = (moments(HIGH, n, draw), moments(HIGH, n, draw));
            p.push(welch(first, second)?.test.ok().map(|test| test.p));
        }
        Ok(adjust(&p, Correction::Holm).into_iter().flatten().any(|p| p < 0.05))
    },
};

pub(crate) const FELDT: Procedure =
    Procedure { name: "Feldt, alpha of four questions", kind: Kind::Coverage, once: feldt };

fn feldt(n: u32, draw: &mut Draw) -> Hit {
    let mut products = CrossProducts::with_items(school::ITEMS);
    for _ in 0..n {
        let feeling = draw.normal();
        products.add(&MIDDLE.answers(feeling, draw));
    }
    Ok(holds(alpha(&products)?.interval, truth(MIDDLE).alpha))
}
