//! Putting the numbers of schools together: exactly where they are exact, else as precisely as they were printed.
//!
//! Sums, counts, moments (Chan, Golub and `LeVeque`), histograms and cross-products add up; medians, quantiles,
//! p-values and intervals do not, and are computed anew from what does (METHODS.md, section 6).

use std::collections::BTreeMap;

use crate::disclosure::Precision;
use crate::statistics::{
    Interval,
    cross_products::CrossProducts,
    frequency::{Frequencies, Frequency},
    moments::Moments,
    proportion::{Tally, wilson_interval, wilson_interval_effective},
};

use super::file::{Block, Place, ShareFile};
use super::network::share_unit;

/// A share file with its name.
#[derive(Debug, Clone, PartialEq)]
pub struct Shared {
    /// The name of the file.
    pub name: String,
    /// The hash of its bytes.
    pub sha256: String,
    /// What is in it.
    pub file: ShareFile,
}

/// One school's part of a number.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Part<'a> {
    /// Which file, by place.
    pub school: usize,
    /// The numbers.
    pub block: &'a Block,
}

/// Returns who has a part in each number.
#[must_use]
pub fn by_place(files: &[Shared]) -> BTreeMap<Place, Vec<Part<'_>>> {
    let mut all: BTreeMap<Place, Vec<Part<'_>>> = BTreeMap::new();
    for (school, file) in files.iter().enumerate() {
        for block in &file.file.blocks {
            all.entry(block.place()).or_default().push(Part { school, block });
        }
    }
    all
}

/// Returns the least precise of the parts.
pub(super) fn precision(parts: &[Part<'_>]) -> Precision {
    parts.iter().map(|part| part.block.precision).max().unwrap_or(Precision::Exact)
}

/// A share of one school or of several together.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Share {
    /// The share, 0 to 1.
    pub(super) value: f64,
    /// People.
    pub(super) n: u64,
    /// The interval by Wilson.
    pub(super) interval: Option<Interval>,
}

impl Share {
    /// Returns the people as whole numbers, the nearest to what was printed.
    pub(super) fn tally(self) -> Tally {
        Tally::of(whole(self.value * real(self.n)), self.n)
    }
}

/// Returns the share of a block; exact where its number of people is.
pub(super) fn share_of(block: &Block) -> Option<Share> {
    Some(share(block.share?, block.n, block.precision))
}

/// Makes a share with its interval.
pub(super) fn share(value: f64, n: u64, precision: Precision) -> Share {
    let tally = Tally::of(whole(value * real(n)), n);
    // In full, the nearest whole number of people is the number of people.
    if precision == Precision::Exact {
        let value = tally.share().map_or(value, |share| share.value());
        return Share { value, n, interval: wilson_interval(tally).ok() };
    }
    Share { value, n, interval: wilson_interval_effective(value, real(n)).ok() }
}

/// Returns how many people a printed share stands for: whole ones where the share tells them, else as near as it is.
pub(super) fn people_with(share: f64, n: u64, precision: Precision) -> f64 {
    let tells_whole_people = precision == Precision::Exact
        || precision == Precision::Fine && share_unit(precision, n) * real(n) <= 1.0;
    if tells_whole_people { real(whole(share * real(n))) } else { share * real(n) }
}

/// Returns the share of several schools together.
pub(super) fn joined_share(parts: &[Part<'_>]) -> Option<Share> {
    let with_share = || parts.iter().filter_map(|part| Some((part.block, part.block.share?)));
    let n: u64 = with_share().map(|(block, _)| block.n).sum();
    if n == 0 {
        return None;
    }
    let successes: f64 =
        with_share().map(|(block, share)| people_with(share, block.n, block.precision)).sum();
    Some(share((successes / real(n)).clamp(0.0, 1.0), n, precision(parts)))
}

/// Returns how many people there are, around what mean and how spread; `None` without a spread.
pub(super) fn moments_of(block: &Block) -> Option<Moments> {
    if !block.scores.is_empty() {
        return Some(scores_of(block).moments());
    }
    let (mean, sd) = (block.mean?, block.sd?);
    Some(Moments::from_parts(block.n, mean, sd * sd * real(block.n.saturating_sub(1))))
}

/// Returns the moments of several schools together; `None` where one has no spread.
pub(super) fn joined_moments(parts: &[Part<'_>]) -> Option<Moments> {
    // Counts of scores add up without any rounding; where all have them, the order of the files does not matter.
    if let Some(scores) = joined_scores(parts) {
        return Some(scores.moments());
    }
    parts
        .iter()
        .map(|part| moments_of(part.block))
        .try_fold(Moments::default(), |all, next| Some(all.merge(next?)))
}

fn scores_of(block: &Block) -> Frequencies {
    Frequencies::from_counts(
        block.scores.iter().map(|(value, count)| Frequency { value: *value, count: *count }),
    )
}

/// Returns how many people of several schools have each score; `None` where one does not tell.
pub(super) fn joined_scores(parts: &[Part<'_>]) -> Option<Frequencies> {
    if parts.is_empty() || parts.iter().any(|part| part.block.scores.is_empty()) {
        return None;
    }
    parts.iter().map(|part| scores_of(part.block)).reduce(|all, next| all.merge(&next))
}

/// Returns the cross-products of several schools together; `None` where one does not tell or has other questions.
pub(super) fn joined_products(parts: &[Part<'_>]) -> Option<CrossProducts> {
    let own = |part: &Part<'_>| {
        let products = part.block.products.as_ref()?;
        let reals = |whole: &[u64]| whole.iter().map(|number| real(*number)).collect();
        CrossProducts::from_parts(products.n, reals(&products.sums), reals(&products.products))
    };
    let mut all = CrossProducts::default();
    for part in parts {
        let next = own(part)?;
        if all.items() != 0 && next.items() != all.items() {
            return None;
        }
        all = all.merge(&next);
    }
    (all.n() > 0).then_some(all)
}

/// Returns a number of people as a real number.
#[expect(clippy::cast_precision_loss, reason = "counts of people stay far below 2^52")]
pub(super) fn real(n: u64) -> f64 {
    n as f64
}

/// Returns the nearest whole number of people, 0 at least.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a share of a number of people")]
pub(super) fn whole(people: f64) -> u64 {
    people.round().max(0.0) as u64
}
