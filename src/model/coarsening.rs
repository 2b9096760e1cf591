//! Coarser groups of one role in place of its levels, in every source of people alike.
//!
//! Leaves out when they are needed: `disclosure` decides that for the whole run.

use super::{Column, Counts, Dataset, Level, Role, SourceData};

/// The coarser groups that codebooks declare for a role.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Coarsening {
    /// The role.
    pub role: Role,
    /// The groups, in the order of the codebook; a level that is in none of them stays itself.
    pub groups: Vec<CoarseGroup>,
}

/// A coarser group and the levels that it takes the place of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CoarseGroup {
    /// The group.
    pub level: Level,
    /// The levels, in the order of reports.
    pub of: Vec<Level>,
}

impl Coarsening {
    /// Returns what the codebooks of a data set declare, by role; where sources declare differently the first decides.
    ///
    /// A group of one level that is called like it changes nothing, and is left out.
    #[must_use]
    pub fn declared(dataset: &Dataset) -> Vec<Self> {
        let mut found: Vec<Self> = Vec::new();
        for column in dataset.sources.iter().flat_map(|source| source.groups()) {
            let Some(coarser) = &column.coarser else { continue };
            let place = found.iter().position(|known| known.role == column.role).unwrap_or_else(|| {
                found.push(Self { role: column.role, groups: Vec::new() });
                found.len() - 1
            });
            for (level, of) in column.levels.iter().zip(&coarser.of) {
                if let Some(coarse) = coarser.levels.get(usize::from(*of)) {
                    found[place].add(coarse, level);
                }
            }
        }
        found.retain_mut(|coarsening| {
            coarsening.groups.retain(|group| group.of.iter().any(|level| level.label != group.level.label));
            !coarsening.groups.is_empty()
        });
        found.sort_by_key(|coarsening| coarsening.role);
        found
    }

    fn add(&mut self, coarse: &Level, level: &Level) {
        if self.group_of(level).is_some() {
            return;
        }
        match self.groups.iter_mut().find(|group| group.level.label == coarse.label) {
            Some(group) => group.of.push(level.clone()),
            None => self.groups.push(CoarseGroup { level: coarse.clone(), of: vec![level.clone()] }),
        }
    }

    /// Returns the group that a level belongs to; `None` where it stays itself.
    #[must_use]
    pub fn group_of(&self, level: &Level) -> Option<&CoarseGroup> {
        self.groups.iter().find(|group| group.of.iter().any(|own| own.label == level.label))
    }

    /// Returns the column with the coarser groups: those first, then the levels that stay themselves.
    #[must_use]
    pub fn of_column(&self, column: &Column) -> Column {
        let is_there =
            |group: &&CoarseGroup| column.levels.iter().any(|level| self.group_of(level) == Some(group));
        let mut levels: Vec<Level> =
            self.groups.iter().filter(is_there).map(|group| group.level.clone()).collect();
        let of: Vec<usize> = column
            .levels
            .iter()
            .map(|level| {
                let level = self.group_of(level).map_or(level, |group| &group.level);
                levels.iter().position(|known| known.label == level.label).unwrap_or_else(|| {
                    levels.push(level.clone());
                    levels.len() - 1
                })
            })
            .collect();
        let codes = column.codes.renamed(|code| {
            of.get(usize::from(code)).and_then(|place| u16::try_from(*place).ok()).unwrap_or(super::MISSING)
        });
        Column { role: column.role, levels, codes, coarser: None }
    }

    /// Returns the data with the coarser groups wherever people are protected; open data stay as published.
    #[must_use]
    pub fn of_dataset(coarsenings: &[Self], dataset: &Dataset) -> Dataset {
        let mut coarse = dataset.clone();
        for source in coarse.sources.iter_mut().filter(|source| !source.public) {
            let groups = match &mut source.data {
                SourceData::Survey(survey) => &mut survey.groups,
                SourceData::Register(register) => &mut register.groups,
                SourceData::Counts(counts) => &mut counts.groups,
            };
            Self::take_over(coarsenings, groups);
        }
        coarse
    }

    /// Returns the population that a survey could reach, with the coarser groups.
    #[must_use]
    pub fn of_counts(coarsenings: &[Self], counts: &Counts) -> Counts {
        let mut coarse = counts.clone();
        Self::take_over(coarsenings, &mut coarse.groups);
        coarse
    }

    fn take_over(coarsenings: &[Self], columns: &mut [Column]) {
        for column in columns {
            if let Some(coarsening) = coarsenings.iter().find(|own| own.role == column.role) {
                *column = coarsening.of_column(column);
            }
        }
    }
}
