//! The numbers of a network of schools: everybody together, each group, and each school beside chance.
//!
//! Every number goes through the gate of `disclosure` afterwards. Leaves out differences (`gaps`) and limits (`funnel`).

use std::collections::{BTreeMap, BTreeSet};

use crate::disclosure::{Against, Behind, Group, Joined, Key, Made, Precision, Scope, Statistic};
use crate::model::{Name, Role};
use crate::results::Step;
use crate::statistics::{
    Estimate, NotEstimable, factor::one_factor, means::mean_interval, quantile::median, reliability::alpha,
};

use super::file::{Absent, Answered, Place};
use super::merge::{
    Part, Share, Shared, by_place, joined_moments, joined_products, joined_scores, joined_share, people_with,
    precision, real, share,
};
use super::{curves, funnel, gaps, own_mix};

/// The numbers of a network, before they are sealed, and what is not in them.
#[derive(Debug, Clone, PartialEq)]
pub struct Network {
    /// The numbers.
    pub rows: Vec<Joined>,
    /// How many schools withhold a number that others show, by number.
    pub withheld_by: BTreeMap<Place, Vec<String>>,
    /// Statistics of the schools' reports that do not add up.
    pub not_mergeable: BTreeSet<String>,
}

/// Puts the files together; they must be alike (`unlike`).
#[must_use]
pub fn network(files: &[Shared]) -> Network {
    let numbers = by_place(files);
    let mut rows = Vec::new();
    for (place, parts) in &numbers {
        rows.extend(together(place, parts));
    }
    rows.extend(participation(&numbers, files));
    rows.extend(curves::rows(&numbers));
    rows.extend(gaps::rows(&numbers, files));
    rows.extend(funnel::rows(&numbers, files));
    rows.extend(own_mix::rows(&numbers, files));
    let absent: Vec<(&str, &Absent)> = files
        .iter()
        .flat_map(|f| f.file.absent.iter().map(|absent| (f.file.school.name.as_str(), absent)))
        .collect();
    let mut withheld_by: BTreeMap<Place, Vec<String>> = BTreeMap::new();
    for (school, absent) in absent {
        let place = place_of(absent);
        if numbers.contains_key(&place) {
            withheld_by.entry(place).or_default().push(school.to_owned());
        }
    }
    let not_mergeable = files.iter().flat_map(|file| file.file.not_mergeable.iter().cloned()).collect();
    Network { rows, withheld_by, not_mergeable }
}

fn place_of(absent: &Absent) -> Place {
    Place {
        source: absent.source.clone(),
        period: absent.period.clone(),
        measure: absent.measure.clone(),
        by: absent.by.clone(),
        group: absent.group.clone(),
    }
}

/// Returns the key of a number of a network.
pub(super) fn key(place: &Place, statistic: Statistic) -> Key {
    let role: Option<Role> = place.by.parse().ok();
    let everybody = Group::everybody();
    Key {
        scope: Scope::All,
        source: Name::from(&place.source),
        period: Name::from(&place.period),
        measure: Name::from(&place.measure),
        by: role.into_iter().collect(),
        group: role.map_or(everybody.clone(), |role| everybody.and(role, place.group.as_str())),
        against: Against::Nothing,
        statistic,
        category: Name::default(),
    }
}

/// Returns the key of a number about one school of a network.
pub(super) fn institution_key(place: &Place, school: &str, statistic: Statistic) -> Key {
    Key {
        by: [Role::Institution].into(),
        group: Group::everybody().and(Role::Institution, school),
        ..key(place, statistic)
    }
}

/// Returns who is behind a number: the people of each school.
pub(super) fn behind(parts: &[Part<'_>]) -> Behind {
    behind_of(parts.iter().map(|part| part.block.n))
}

/// Returns the same, of how many people each school has in it.
pub(super) fn behind_of(people: impl Iterator<Item = u64>) -> Behind {
    Behind::Schools(people.collect())
}

fn step(precision: Precision) -> Step {
    if precision == Precision::Round { Step::Coarse } else { Step::Fine }
}

/// Returns the unit in which a mean is printed.
pub(super) fn score_unit(precision: Precision) -> f64 {
    step(precision).score_unit()
}

/// Returns the unit in which a share of `n` people is printed.
pub(super) fn share_unit(precision: Precision, n: u64) -> f64 {
    step(precision).share_unit(n)
}

/// Returns what an estimate says.
pub(super) fn made(estimate: Result<Estimate, NotEstimable>, unit: f64) -> Made {
    match estimate {
        Ok(estimate) => Made::Number { value: estimate.value, interval: estimate.interval.ok(), unit },
        Err(reason) => Made::NotEstimable(reason),
    }
}

/// Returns what a share says.
pub(super) fn made_share(share: Share, precision: Precision) -> Made {
    Made::Number { value: share.value, interval: share.interval, unit: share_unit(precision, share.n) }
}

fn point(value: f64, unit: f64) -> Made {
    Made::Number { value, interval: None, unit }
}

/// Returns a number of several schools: what it is, what it says and how it was computed, of `n` people, `smallest` of
/// whom are on its smallest side.
fn joined(
    place: &Place,
    parts: &[Part<'_>],
    (statistic, made, method): (Statistic, Made, &'static str),
    n: u64,
    smallest: u64,
) -> Joined {
    let precision = precision(parts);
    Joined {
        key: key(place, statistic),
        made,
        n: people(n, precision),
        smallest,
        behind: behind(parts),
        precision,
        method,
    }
}

/// Returns a number of people of several schools as it is told: a sum of rounded numbers is no more precise than they.
pub(super) fn people(n: u64, precision: Precision) -> u64 {
    step(precision).people(n)
}

/// Returns the numbers of one group on one measure, over the schools that show them.
fn together(place: &Place, parts: &[Part<'_>]) -> Vec<Joined> {
    let precision = precision(parts);
    let n: u64 = parts.iter().map(|part| part.block.n).sum();
    let row = |statistic, made, n, method| joined(place, parts, (statistic, made, method), n, n);
    let mut rows = Vec::new();
    if parts.iter().any(|part| part.block.share.is_some())
        && let Some(share) = joined_share(parts)
    {
        rows.push(row(Statistic::Share, made_share(share, precision), share.n, "wilson"));
        if precision != Precision::Round {
            #[expect(clippy::cast_precision_loss, reason = "counts of people stay far below 2^52")]
            let count = share.tally().successes as f64;
            rows.push(row(Statistic::Count, point(count, 1.0), share.n, ""));
        }
    }
    let with_mean: Vec<Part<'_>> = parts.iter().copied().filter(|part| part.block.mean.is_some()).collect();
    if !with_mean.is_empty() {
        let unit = score_unit(precision);
        match joined_moments(&with_mean) {
            Some(moments) => {
                rows.push(row(Statistic::Mean, made(mean_interval(moments), unit), n, "t"));
                if let Ok(sd) = moments.standard_deviation() {
                    rows.push(row(Statistic::Sd, point(sd, unit), n, ""));
                }
            }
            None => {
                let sum: f64 =
                    with_mean.iter().filter_map(|part| Some(part.block.mean? * real(part.block.n))).sum();
                rows.push(row(Statistic::Mean, point(sum / real(n), unit), n, ""));
            }
        }
    }
    if let Some(scores) = joined_scores(parts) {
        rows.extend(
            median(&scores).ok().map(|value| row(Statistic::Median, point(value, 0.01), scores.n(), "")),
        );
    }
    if let Some(products) = joined_products(parts) {
        let found =
            alpha(&products).map(|alpha| Estimate { value: alpha.value, interval: Ok(alpha.interval) });
        rows.push(row(Statistic::Alpha, made(found, 0.01), products.n(), "feldt"));
        if let Ok(fit) = one_factor(&products) {
            rows.push(row(Statistic::Omega, point(fit.omega, 0.01), products.n(), "one_factor"));
        }
    }
    rows.extend(answers(place, parts, precision));
    rows
}

/// Returns the distribution of answers, of the answers that every one of these schools shows.
fn answers(place: &Place, parts: &[Part<'_>], precision: Precision) -> Vec<Joined> {
    let shared = |category: &&String| parts.iter().all(|part| part.block.answers.contains_key(*category));
    let mut rows = Vec::new();
    for category in parts.iter().take(1).flat_map(|part| part.block.answers.keys()).filter(shared) {
        let given: Vec<_> = parts.iter().filter_map(|part| part.block.answers.get(category)).collect();
        let n: u64 = given.iter().map(|answered| answered.n).sum();
        let people = |part: &Part<'_>| {
            let Answered { count, share, n } = part.block.answers.get(category)?;
            Some(count.map_or_else(|| people_with(*share, *n, part.block.precision), real))
        };
        let successes: f64 = parts.iter().filter_map(people).sum();
        if n == 0 {
            continue;
        }
        let share = share(successes / real(n), n, precision);
        let row = |statistic, made, method| Joined {
            key: Key { category: Name::from(category), ..key(place, statistic) },
            made,
            n: self::people(n, precision),
            smallest: n,
            behind: Behind::Schools(given.iter().map(|answered| answered.n).collect()),
            precision,
            method,
        };
        rows.push(row(Statistic::Share, made_share(share, precision), "wilson"));
        if given.iter().all(|answered| answered.count.is_some()) {
            rows.push(row(Statistic::Count, point(successes, 1.0), ""));
        }
    }
    rows
}

/// Returns how many people there are in each group, and their share in all; nothing where a school withholds it.
fn participation(numbers: &BTreeMap<Place, Vec<Part<'_>>>, files: &[Shared]) -> Vec<Joined> {
    let mut rows = Vec::new();
    let counted = numbers.iter().filter(|(_, parts)| parts.iter().all(|part| part.block.count.is_some()));
    for (place, parts) in counted {
        let precision = precision(parts);
        let unit = if precision == Precision::Round { 5.0 } else { 1.0 };
        let count: u64 = parts.iter().filter_map(|part| part.block.count).sum();
        let row = |statistic, made, n, method| joined(place, parts, (statistic, made, method), n, count);
        rows.push(row(Statistic::Count, point(real(count), unit), count, ""));
        let whole = Place { by: String::new(), group: String::new(), ..place.clone() };
        let is_withheld =
            files.iter().any(|file| file.file.absent.iter().any(|absent| place_of(absent) == *place));
        let Some(all) = numbers.get(&whole).filter(|_| !place.by.is_empty() && !is_withheld) else {
            continue;
        };
        // A school that tells its women and not how many people it has is no part of the whole.
        if !parts.iter().all(|part| all.iter().any(|whole| whole.school == part.school)) {
            continue;
        }
        let n: u64 = all.iter().filter_map(|part| part.block.count).sum();
        let share = share((real(count) / real(n)).min(1.0), n, precision);
        rows.push(row(Statistic::Share, made_share(share, precision), n, "wilson"));
    }
    rows
}
