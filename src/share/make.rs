//! From a school's published numbers to its share file. Takes `Published` only, so nothing finer can come in.
//!
//! Leaves out combinations and every breakdown but the agreed one: gender where people describe themselves, sex where
//! a register does. Weighted numbers are left out, because weights of two schools cannot be added up.

use std::collections::{BTreeMap, BTreeSet};

use crate::disclosure::{
    Against, Group, Key, Precision, Published, PublishedRow, Scope, Statistic, Status, Step,
};
use crate::model::Role;

use super::event_table::{self, CurvePart};
use super::file::{
    Absent, Answered, Block, Definition, FORMAT, Level, Minima, Place, Products, RULES, SCHEMA, School,
    ShareFile, SharedSource, StratumCount,
};
use super::mix::{self, MixOf};

/// What a share file says beside its numbers.
#[derive(Debug, Clone, PartialEq)]
pub struct About {
    /// Whose numbers these are.
    pub school: School,
    /// The title of the scan.
    pub title: String,
    /// Whether the people are made up.
    pub synthetic: bool,
    /// The language of the labels of groups.
    pub language: String,
    /// The version of the program.
    pub version: String,
    /// The fewest people behind a number.
    pub minima: Minima,
    /// The hashes of the files that went in.
    pub inputs: Vec<String>,
    /// The sources.
    pub sources: Vec<SharedSource>,
    /// What each measure counts.
    pub definitions: Vec<Definition>,
    /// The levels of gender and sex.
    pub levels: BTreeMap<String, Vec<Level>>,
    /// By what the mix is told; `None` where the scan has nothing like programmes.
    pub mix: Option<MixOf>,
}

/// What may be shared in full, of data that are public or made up.
#[derive(Debug, Clone, PartialEq)]
pub struct Extra {
    /// The source.
    pub source: String,
    /// The round.
    pub period: String,
    /// The measure.
    pub measure: String,
    /// The people, the school included.
    pub group: Group,
    /// How many people have each score.
    pub scores: Vec<(f64, u64)>,
    /// The cross-products of its questions.
    pub products: Option<Products>,
    /// The people of each programme, of a share.
    pub strata: Vec<StratumCount>,
}

/// Makes the share file of one scope; its checksum is still empty.
#[must_use]
pub fn make(published: &Published, scope: &Scope, about: &About, extras: &[Extra]) -> ShareFile {
    let mut blocks: BTreeMap<Place, Block> = BTreeMap::new();
    let mut absent: BTreeSet<Absent> = BTreeSet::new();
    let mut left_out: BTreeSet<String> = BTreeSet::new();
    let mut parts = mix::Parts::new();
    for row in published.rows().iter().filter(|row| row.key().scope == *scope) {
        let key = row.key();
        if let Some(part) = CurvePart::of(key).filter(|_| is_of_agreed(key)) {
            let place = Place { measure: part.measure.clone(), ..place(key) };
            part.fill(blocks.entry(place.clone()).or_insert_with(|| empty(&place)), row, about);
            continue;
        }
        if is_mergeable(row) && mix::add(&mut parts, row, about) {
            continue;
        }
        if !is_shared_table(key) {
            left_out.extend(left_out_of(row));
            continue;
        }
        if !is_mergeable(row) {
            // How many answered stands beside every number.
            if key.statistic == Statistic::N {
                continue;
            }
            left_out.insert(key.statistic.word().to_owned());
            continue;
        }
        let place = place(key);
        match row.status() {
            Status::Shown => fill(blocks.entry(place.clone()).or_insert_with(|| empty(&place)), row, about),
            Status::Withheld | Status::Banded | Status::Bounded if key.category.is_empty() => {
                let Place { source, period, measure, by, group } = place;
                absent.insert(Absent { source, period, measure, by, group, reason: "privacy".to_owned() });
            }
            _ => {}
        }
    }
    for extra in extras {
        let key = blocks.values_mut().find(|block| {
            block.source == extra.source
                && block.period == extra.period
                && block.measure == extra.measure
                && is_of(block, extra, scope)
        });
        if let Some(block) = key {
            block.scores.clone_from(&extra.scores);
            block.products.clone_from(&extra.products);
            block.strata.clone_from(&extra.strata);
        }
    }
    // A count that is shown beside a withheld share is no withheld block.
    absent.retain(|absent| {
        let Absent { source, period, measure, by, group, .. } = absent.clone();
        !blocks.contains_key(&Place { source, period, measure, by, group })
    });
    blocks.values_mut().for_each(event_table::settle);
    mix::settle(&mut blocks, parts, about);
    blocks.retain(|_, block| has_numbers(block));
    let has_scores = blocks.values().any(|block| !block.scores.is_empty());
    if has_scores {
        ["median", "alpha", "omega"].iter().for_each(|word| {
            left_out.remove(*word);
        });
    }
    if blocks.values().any(|block| !block.strata.is_empty()) {
        left_out.remove("difference_mh");
    }
    let measures: BTreeSet<&str> = blocks.values().map(|block| block.measure.as_str()).collect();
    let definitions =
        about.definitions.iter().filter(|one| measures.contains(one.measure.as_str())).cloned().collect();
    ShareFile {
        checksum: String::new(),
        format: FORMAT.to_owned(),
        schema: SCHEMA,
        rules: RULES,
        version: about.version.clone(),
        school: about.school.clone(),
        scope: scope.to_string(),
        title: about.title.clone(),
        synthetic: about.synthetic,
        language: about.language.clone(),
        minima: about.minima,
        inputs: about.inputs.clone(),
        sources: about.sources.clone(),
        definitions,
        levels: about.levels.clone(),
        blocks: blocks.into_values().collect(),
        absent: absent.into_iter().collect(),
        not_mergeable: left_out.into_iter().collect(),
    }
}

/// Whole scopes and the agreed breakdown, without a comparison.
fn is_of_agreed(key: &Key) -> bool {
    matches!(key.by[..], [] | [Role::Gender] | [Role::Sex]) && key.against == Against::Nothing
}

/// The same, of single periods.
fn is_shared_table(key: &Key) -> bool {
    is_of_agreed(key) && !key.period.contains("..")
}

/// Returns what a row that is no part of a shared table is called where a file names what it leaves out.
///
/// Differences of groups are made anew, and combinations are never shared: the page beside the file says so.
fn left_out_of(row: &PublishedRow) -> Option<String> {
    let key = row.key();
    if row.status() != Status::Shown || !matches!(key.by[..], [] | [Role::Gender | Role::Sex]) {
        return None;
    }
    if key.period.contains("..") {
        return Some("pooled_years".to_owned());
    }
    let is_made_anew = key.statistic == Statistic::Difference;
    let is_of_groups = !matches!(key.against, Against::Period(_) | Against::Benchmark(_));
    (is_of_groups && !is_made_anew).then(|| key.statistic.word().to_owned())
}

/// Sums and shares of people, means with their spread; nothing weighted.
fn is_mergeable(row: &PublishedRow) -> bool {
    let is_sum =
        matches!(row.key().statistic, Statistic::Count | Statistic::Share | Statistic::Mean | Statistic::Sd);
    is_sum && !["korn_graubard", "linearised_t"].contains(&row.method())
}

fn place(key: &Key) -> Place {
    let level = key.by.first().and_then(|role| key.group.level(*role)).unwrap_or_default();
    Place {
        source: key.source.to_string(),
        period: key.period.to_string(),
        measure: key.measure.to_string(),
        by: key.by_word(),
        group: level.to_owned(),
    }
}

fn is_of(block: &Block, extra: &Extra, scope: &Scope) -> bool {
    let role: Option<Role> = block.by.parse().ok();
    let group = role.map_or_else(|| scope.group(), |role| scope.group().and(role, block.group.as_str()));
    group == extra.group
}

fn empty(place: &Place) -> Block {
    Block {
        source: place.source.clone(),
        period: place.period.clone(),
        measure: place.measure.clone(),
        by: place.by.clone(),
        group: place.group.clone(),
        precision: Precision::Exact,
        n: 0,
        count: None,
        share: None,
        mean: None,
        sd: None,
        answers: BTreeMap::new(),
        scores: Vec::new(),
        products: None,
        strata: Vec::new(),
        curve: Vec::new(),
        mix: None,
    }
}

fn has_numbers(block: &Block) -> bool {
    let is_one = block.count.is_some() || block.share.is_some() || block.mean.is_some();
    is_one || !block.answers.is_empty() || !block.curve.is_empty()
}

/// Returns how precisely a row is printed.
pub(super) fn precision(row: &PublishedRow, about: &About) -> Precision {
    let source = &row.key().source;
    let is_public = about.sources.iter().any(|known| known.name == *source && known.public);
    match row.step() {
        _ if about.minima.exact || is_public => Precision::Exact,
        Step::Fine => Precision::Fine,
        Step::Coarse => Precision::Round,
    }
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a published number of people")]
fn fill(block: &mut Block, row: &PublishedRow, about: &About) {
    let (Some(value), Some(n)) = (row.value(), row.n()) else { return };
    block.precision = block.precision.max(precision(row, about));
    let key = row.key();
    if !key.category.is_empty() {
        let answered = block.answers.entry(key.category.to_string()).or_insert(Answered {
            count: None,
            share: f64::NAN,
            n,
        });
        match key.statistic {
            Statistic::Count => answered.count = Some(value as u64),
            _ => answered.share = value,
        }
        return;
    }
    match key.statistic {
        Statistic::Count if key.measure.starts_with("participation.") => {
            block.count = Some(value as u64);
            block.n = block.n.max(value as u64);
        }
        Statistic::Count => {}
        // The share of a group in all is made of the numbers of people again.
        Statistic::Share if key.measure.starts_with("participation.") => {}
        Statistic::Share => (block.share, block.n) = (Some(value), n),
        Statistic::Mean => (block.mean, block.n) = (Some(value), n),
        _ => block.sd = Some(value),
    }
}
