//! Coarser groups that codebooks declare: which level of a role merges into which.
//!
//! The counts of a coarser group are sums of those of its levels, so nothing is counted anew. Leaves out whether
//! a report shows the coarser groups: `disclosure` decides that for the whole run.

use std::collections::BTreeMap;

use crate::model::{Dataset, Language, Role, SourceData};

/// Returns the coarser label of each label, by role; no role without a declared group.
///
/// A level that belongs to no coarser one has its own label. Where sources declare differently the first decides.
#[must_use]
pub fn coarser_labels(dataset: &Dataset, language: Language) -> BTreeMap<Role, BTreeMap<String, String>> {
    let mut found: BTreeMap<Role, BTreeMap<String, String>> = BTreeMap::new();
    for source in &dataset.sources {
        let groups = match &source.data {
            SourceData::Survey(survey) => &survey.groups,
            SourceData::Register(register) => &register.groups,
            SourceData::Counts(counts) => &counts.groups,
        };
        for column in groups {
            let Some(coarser) = &column.coarser else { continue };
            let labels = found.entry(column.role).or_default();
            for (level, &of) in column.levels.iter().zip(&coarser.of) {
                let Some(coarse) = coarser.levels.get(usize::from(of)) else { continue };
                labels
                    .entry(level.label.get(language).to_owned())
                    .or_insert_with(|| coarse.label.get(language).to_owned());
            }
        }
    }
    found
}
