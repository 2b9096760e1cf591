//! Coarser levels that a codebook declares (`[groups.origin]`), as a second reading of a column.
//!
//! Rows keep their own level: whether a report shows the coarser ones, `disclosure` decides for the whole run.
//! A level that belongs to no coarser one stays itself. Leaves out that choice.

use crate::codebook::{Codebook, Grouping, folded, nearest};
use crate::model::{Coarser, Column, Fault, FaultKind, Level, LevelKind, Severity, Source, SourceData, Text};

use super::select::groups_of;

/// Gives every column of `source` the coarser levels that the codebook declares for its role.
pub(super) fn coarsen(source: &mut Source, codebook: &Codebook) {
    let groups = match &mut source.data {
        SourceData::Survey(survey) => &mut survey.groups,
        SourceData::Register(register) => &mut register.groups,
        SourceData::Counts(counts) => &mut counts.groups,
    };
    for column in groups {
        if let Some(grouping) = codebook.groups.iter().find(|grouping| grouping.role == column.role) {
            column.coarser = Some(coarser(column, grouping));
        }
    }
}

fn coarser(column: &Column, grouping: &Grouping) -> Coarser {
    let mut levels: Vec<Level> = Vec::new();
    let mut of = Vec::with_capacity(column.levels.len());
    // The declared order first, then the levels that stay themselves.
    for coarse in &grouping.levels {
        levels.push(Level {
            raw: coarse.label.clone(),
            label: Text::same(coarse.label.clone()),
            kind: LevelKind::Stated,
        });
    }
    for level in &column.levels {
        let place = grouping.levels.iter().position(|coarse| holds(&coarse.of, level)).unwrap_or_else(|| {
            levels.push(level.clone());
            levels.len() - 1
        });
        of.push(u16::try_from(place).unwrap_or(crate::model::MISSING));
    }
    Coarser { levels, of }
}

fn holds(names: &[String], level: &Level) -> bool {
    let own = [&level.raw, &level.label.nl, &level.label.en].map(|name| folded(name));
    names.iter().any(|name| own.contains(&folded(name)))
}

/// Returns the faults of declared coarser levels that hold a level which is in no file, or whose role no file has.
pub(super) fn groups_of_nothing(codebook: &Codebook, sources: &[Source]) -> Vec<Fault> {
    let mut faults = Vec::new();
    for grouping in &codebook.groups {
        let columns: Vec<&Column> = sources
            .iter()
            .flat_map(|source| groups_of(&source.data))
            .filter(|column| column.role == grouping.role)
            .collect();
        let levels: Vec<&Level> = columns.iter().flat_map(|column| &column.levels).collect();
        for coarse in &grouping.levels {
            let lost: Vec<&String> = coarse
                .of
                .iter()
                .filter(|name| !levels.iter().any(|level| holds(std::slice::from_ref(name), level)))
                .collect();
            // A group that nobody chose this year is no mistake; a label that is nowhere often is.
            if lost.len() < coarse.of.len() || levels.is_empty() {
                continue;
            }
            let known: Vec<&str> = levels.iter().map(|level| level.label.nl.as_str()).collect();
            let near = lost.first().and_then(|name| nearest(name, known.iter().copied())).unwrap_or_default();
            faults.push(
                Fault::in_file(
                    Severity::Note,
                    FaultKind::Configuration,
                    codebook.name.clone(),
                    Text::new(
                        "deze groep bevat geen niveau dat in de bestanden staat",
                        "this group holds no level that is in the files",
                    ),
                    Text::new(
                        format!("schrijf de niveaus zoals het bestand of `labels`; bedoel je \u{201c}{near}\u{201d}?"),
                        format!("write levels as the file or `labels` does; did you mean \u{201c}{near}\u{201d}?"),
                    ),
                )
                .in_column(format!("groups.{}", grouping.role))
                .with_value(coarse.label.clone()),
            );
        }
    }
    faults
}
