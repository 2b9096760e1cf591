//! Differences between groups in a network: of everybody together, within the schools, and at a typical school.
//!
//! Three questions with three answers (METHODS.md, section 6). A school takes part in the last two where it shows both
//! groups. Of public or made-up data also within the same programmes, by Mantel and Haenszel.

use std::collections::BTreeMap;

use crate::disclosure::{Against, Behind, Joined, Key, Made, Statistic};
use crate::measures::gender_rank;
use crate::model::Name;
use crate::statistics::{
    Estimate, Interval, NotEstimable,
    difference::risk_difference,
    means::welch,
    pooling::{
        Effect, Pooled, fixed_effect, heterogeneity, knapp_hartung, prediction_interval, random_effects,
        share_difference_effect,
    },
    proportion::Tally,
    stratified::{self, Stratum},
};

use super::file::Place;
use super::merge::{Part, Shared, joined_moments, joined_share, moments_of, precision, share_of};
use super::network::{key, made, people as told, score_unit, share_unit};

/// With fewer schools than this, normal intervals of a typical school are too narrow.
const FEW: usize = 5;

/// Two groups of one breakdown, on one measure.
struct Pair<'a> {
    of: &'a Place,
    reference: &'a Place,
    first: &'a [Part<'a>],
    second: &'a [Part<'a>],
}

/// Returns the differences between every two stated groups, women minus men.
pub(super) fn rows(numbers: &BTreeMap<Place, Vec<Part<'_>>>, files: &[Shared]) -> Vec<Joined> {
    let mut rows = Vec::new();
    let mut groups: BTreeMap<Place, Vec<&Place>> = BTreeMap::new();
    for place in numbers.keys().filter(|place| !place.by.is_empty() && is_stated(place, files)) {
        groups.entry(Place { group: String::new(), ..place.clone() }).or_default().push(place);
    }
    for places in groups.values_mut() {
        places.sort_by_key(|place| (gender_rank(&place.group), order(place, files)));
        for (later, of) in places.iter().enumerate() {
            for reference in &places[..later] {
                let pair = Pair { of, reference, first: &numbers[*of], second: &numbers[*reference] };
                rows.extend(of_pair(&pair));
            }
        }
    }
    rows
}

fn is_stated(place: &Place, files: &[Shared]) -> bool {
    files.iter().any(|file| {
        let levels = file.file.levels.get(&place.by).into_iter().flatten();
        levels.filter(|level| level.label == place.group).any(|level| level.stated)
    })
}

fn order(place: &Place, files: &[Shared]) -> usize {
    let levels = files.iter().flat_map(|file| file.file.levels.get(&place.by).into_iter().flatten());
    levels.map(|level| &level.label).position(|label| *label == place.group).unwrap_or(usize::MAX)
}

fn of_pair(pair: &Pair<'_>) -> Vec<Joined> {
    let all: Vec<Part<'_>> = pair.first.iter().chain(pair.second).copied().collect();
    let precision = precision(&all);
    let people = |parts: &[Part<'_>]| parts.iter().map(|part| part.block.n).sum::<u64>();
    let (n_first, n_second) = (people(pair.first), people(pair.second));
    // Each side must be safe on its own; the smaller one decides.
    let behind = |parts: &[Part<'_>]| Behind::Schools(parts.iter().map(|part| part.block.n).collect());
    let row = |statistic, made, n, smallest, behind, method| Joined {
        key: Key { against: Against::Group(Name::from(&pair.reference.group)), ..key(pair.of, statistic) },
        made,
        n: told(n, precision),
        smallest,
        behind,
        precision,
        method,
    };
    let is_mean = all.iter().all(|part| part.block.mean.is_some());
    let is_share = all.iter().all(|part| part.block.share.is_some());
    let smaller = if n_first <= n_second { pair.first } else { pair.second };
    let (found, unit, method) = if is_mean {
        let (Some(of), Some(reference)) = (joined_moments(pair.first), joined_moments(pair.second)) else {
            return Vec::new();
        };
        (welch(of, reference).map(|difference| difference.estimate()), score_unit(precision), "welch_t")
    } else if is_share {
        let (Some(of), Some(reference)) = (joined_share(pair.first), joined_share(pair.second)) else {
            return Vec::new();
        };
        let exact = risk_difference(of.tally(), reference.tally());
        (exact, share_unit(precision, of.n.min(reference.n)), "newcombe")
    } else {
        return Vec::new();
    };
    let n = n_first + n_second;
    let mut rows = vec![row(
        Statistic::Difference,
        made(found, unit),
        n,
        n_first.min(n_second),
        behind(smaller),
        method,
    )];
    rows.extend(within_programmes(pair).map(|strata| {
        let side = |take: fn(&Stratum) -> Tally| strata.iter().map(|stratum| take(stratum).n()).sum::<u64>();
        let (first, second) = (side(|stratum| stratum.first), side(|stratum| stratum.reference));
        let found = made(stratified::risk_difference(&strata).map(|pooled| pooled.estimate), unit);
        row(Statistic::DifferenceMh, found, first + second, first.min(second), behind(smaller), "sato")
    }));
    let both: Vec<Both<'_>> = both(pair);
    let effects: Vec<Effect> = both.iter().filter_map(Both::effect).collect();
    if effects.len() < 2 || effects.len() < both.len() {
        return rows;
    }
    let smallest = both.iter().map(|both| both.first.n.min(both.second.n)).sum();
    let n = both.iter().map(|both| both.first.n + both.second.n).sum();
    let schools = Behind::Schools(both.iter().map(|both| both.first.n + both.second.n).collect());
    let mut push = |statistic, made: Made, method| {
        rows.push(row(statistic, made, n, smallest, schools.clone(), method));
    };
    push(Statistic::DifferenceWithin, pooled(fixed_effect(&effects), unit), "fixed_effect");
    let Ok(spread) = heterogeneity(&effects) else { return rows };
    let typical = random_effects(&effects, spread.tau_squared);
    if effects.len() < FEW {
        push(
            Statistic::DifferenceTypical,
            pooled(knapp_hartung(&effects, spread.tau_squared), unit),
            "knapp_hartung",
        );
    } else {
        push(Statistic::DifferenceTypical, pooled(typical, unit), "dersimonian_laird");
    }
    if let Ok(typical) = typical
        && let Ok(further) = prediction_interval(&typical, spread.tau_squared)
    {
        let value = typical.estimate;
        push(
            Statistic::DifferencePredicted,
            Made::Number { value, interval: Some(further), unit },
            "prediction",
        );
    }
    let i_squared = Made::Number { value: spread.i_squared.value(), interval: None, unit: 0.01 };
    push(Statistic::ISquared, i_squared, "cochran_q");
    rows
}

/// Returns both groups in each programme of each school; `None` where a file does not tell.
fn within_programmes(pair: &Pair<'_>) -> Option<Vec<Stratum>> {
    let mut strata: BTreeMap<(usize, &str), Stratum> = BTreeMap::new();
    let nobody = Stratum { first: Tally::default(), reference: Tally::default() };
    for (parts, side) in [(pair.first, Side::First), (pair.second, Side::Reference)] {
        for part in parts {
            if part.block.strata.is_empty() {
                return None;
            }
            for counted in &part.block.strata {
                let stratum = strata.entry((part.school, &counted.place)).or_insert(nobody);
                let tally = Tally::of(counted.count, counted.n);
                match side {
                    Side::First => stratum.first = tally,
                    Side::Reference => stratum.reference = tally,
                }
            }
        }
    }
    Some(strata.into_values().collect())
}

/// A side of a difference.
#[derive(Clone, Copy)]
enum Side {
    First,
    Reference,
}

fn pooled(found: Result<Pooled, NotEstimable>, unit: f64) -> Made {
    let interval = |found: &Pooled| Interval::new(found.interval.lower, found.interval.upper);
    made(found.map(|found| Estimate { value: found.estimate, interval: Ok(interval(&found)) }), unit)
}

/// Both groups at one school.
struct Both<'a> {
    first: &'a super::file::Block,
    second: &'a super::file::Block,
}

impl Both<'_> {
    /// Returns the difference at this school with its sampling variance.
    fn effect(&self) -> Option<Effect> {
        if self.first.mean.is_some() {
            let (of, reference) = (moments_of(self.first)?, moments_of(self.second)?);
            let variance = of.standard_error().ok()?.powi(2) + reference.standard_error().ok()?.powi(2);
            return Some(Effect { estimate: of.mean().ok()? - reference.mean().ok()?, variance });
        }
        share_difference_effect(share_of(self.first)?.tally(), share_of(self.second)?.tally()).ok()
    }
}

fn both<'a>(pair: &Pair<'a>) -> Vec<Both<'a>> {
    pair.first
        .iter()
        .filter_map(|first| {
            let second = pair.second.iter().find(|second| second.school == first.school)?;
            Some(Both { first: first.block, second: second.block })
        })
        .collect()
}
