//! The numbers of everybody by programme in a share file, from the report's own rows about each programme.
//!
//! With them the others can be worked out at a school's own mix. Of scales, outcomes and what became of starters, where
//! both the number of everybody and that of the programme are shown. Leaves out the working out (`own_mix`).

use std::collections::{BTreeMap, BTreeSet};

use crate::disclosure::{Against, Key, PublishedRow, Statistic, Status};
use crate::model::Role;

use super::file::{Block, Mix, MixPart, Place};
use super::make::{About, precision};

/// By what a share file tells the mix, and which of its levels people stated.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MixOf {
    /// The role.
    pub role: Role,
    /// The labels that count as a programme.
    pub stated: BTreeSet<String>,
}

/// What a mix is told of.
const MEASURES: [&str; 3] = ["scale.", "outcome.", "retention."];

/// The parts that were found so far, by the number of everybody that they belong to.
pub(super) type Parts = BTreeMap<Place, BTreeMap<String, MixPart>>;

/// Adds a row about one programme; returns whether it was one.
pub(super) fn add(parts: &mut Parts, row: &PublishedRow, about: &About) -> bool {
    let key = row.key();
    let Some(level) = level(key, about) else { return false };
    let (Status::Shown, Some(value), Some(n)) = (row.status(), row.value(), row.n()) else { return true };
    let place = Place {
        source: key.source.to_string(),
        period: key.period.to_string(),
        measure: key.measure.to_string(),
        by: String::new(),
        group: String::new(),
    };
    let own = precision(row, about);
    let part = parts.entry(place).or_default().entry(level.to_owned()).or_insert_with(|| MixPart {
        level: level.to_owned(),
        precision: own,
        n,
        share: None,
        mean: None,
        sd: None,
    });
    part.precision = part.precision.max(own);
    match key.statistic {
        Statistic::Share => (part.share, part.n) = (Some(value), n),
        Statistic::Mean => (part.mean, part.n) = (Some(value), n),
        _ => part.sd = Some(value),
    }
    true
}

/// Returns the programme that a row is about; `None` where it is about anything else.
fn level<'r>(key: &'r Key, about: &About) -> Option<&'r str> {
    let of = about.mix.as_ref()?;
    let is_number = matches!(key.statistic, Statistic::Share | Statistic::Mean | Statistic::Sd)
        && key.against == Against::Nothing
        && key.category.is_empty()
        && !key.period.contains("..")
        && MEASURES.iter().any(|kind| key.measure.starts_with(kind));
    let level = key.group.level(of.role).filter(|_| is_number && *key.by == [of.role])?;
    of.stated.contains(level).then_some(level)
}

/// Puts the parts with the numbers of everybody; a part without its number, or of a number that is not shown, is left out.
pub(super) fn settle(blocks: &mut BTreeMap<Place, Block>, parts: Parts, about: &About) {
    let Some(of) = &about.mix else { return };
    for (place, parts) in parts {
        let Some(block) = blocks.get_mut(&place) else { continue };
        let is_whole = |part: &MixPart| match (block.mean, block.share) {
            (Some(_), _) => part.mean.is_some() && part.sd.is_some(),
            (None, Some(_)) => part.share.is_some(),
            (None, None) => false,
        };
        let parts: Vec<MixPart> = parts.into_values().filter(is_whole).collect();
        if !parts.is_empty() {
            block.mix = Some(Mix { role: of.role.word().to_owned(), parts });
        }
    }
}
