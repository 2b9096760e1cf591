//! A scan with coarser groups in place of levels of which too many are small.
//!
//! Leaves out which groups those are (`disclosure`).

use crate::disclosure::Merged;
use crate::ingest::Ingested;
use crate::model::{Coarsening, Dataset, Language, Level};
use crate::scan::Reference;

/// Returns what was read as if the files held the coarser groups.
pub(super) fn coarsened(ingested: &Ingested, merged: &[Merged], language: Language) -> Ingested {
    let coarsenings: Vec<Coarsening> = merged.iter().map(|merged| merged.coarsening.clone()).collect();
    let dataset = Coarsening::of_dataset(&coarsenings, &ingested.dataset);
    let frame = ingested.frame.as_ref().map(|frame| Coarsening::of_counts(&coarsenings, frame));
    let mut rest = Ingested { dataset: Dataset::default(), frame: None, ..ingested.clone() };
    if let Reference::Level(level) = &mut rest.scan.report.reference {
        rename(level, &coarsenings, language);
    }
    Ingested { dataset, frame, ..rest }
}

/// Calls a level by the coarser group that it is in.
fn rename(level: &mut String, coarsenings: &[Coarsening], language: Language) {
    let mut groups = coarsenings.iter().flat_map(|own| &own.groups);
    let holds = |own: &Level| own.label.get(language) == level.as_str();
    if let Some(group) = groups.find(|group| group.of.iter().any(holds)) {
        *level = group.level.label.get(language).to_owned();
    }
}
