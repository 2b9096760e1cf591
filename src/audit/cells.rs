//! Canonical cells: the same people are one cell, whatever table, scope or folder shows them.
//!
//! Knows the columns of `results.csv`, not yet what follows from them.

use std::collections::{BTreeMap, BTreeSet};

use super::folder::{Report, Row};

/// People, by what they have in common: role and level.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Default)]
pub(super) struct Cell(pub(super) BTreeMap<String, String>);

impl Cell {
    /// Returns the roles that the cell has a level of.
    #[must_use]
    pub(super) fn roles(&self) -> BTreeSet<String> {
        self.0.keys().cloned().collect()
    }

    /// Returns the cell with levels of `roles` only.
    #[must_use]
    pub(super) fn within(&self, roles: &BTreeSet<String>) -> Self {
        Self(
            self.0
                .iter()
                .filter(|(role, _)| roles.contains(*role))
                .map(|(r, l)| (r.clone(), l.clone()))
                .collect(),
        )
    }

    /// Returns a name for people: `gender=vrouw institution=School`, or `everybody`.
    #[must_use]
    pub(super) fn name(&self) -> String {
        if self.0.is_empty() {
            return "everybody".to_owned();
        }
        self.0.iter().map(|(role, level)| format!("{role}={level}")).collect::<Vec<_>>().join(" ")
    }
}

/// Labels of the scopes: `institution=28DN` is the school that its own report names.
#[derive(Debug, Clone, Default)]
pub(super) struct Labels(BTreeMap<String, String>);

impl Labels {
    /// Reads the labels off the rows in which a school's own report names the school.
    #[must_use]
    pub(super) fn of(reports: &[Report]) -> Self {
        let mut labels = BTreeMap::new();
        for row in reports.iter().flat_map(|report| &report.rows) {
            let Some((role, _)) = row.scope.split_once('=') else { continue };
            // Whoever takes part in another school's numbers stands in a table of its own.
            if row.by == role && is_people(&row.measure) {
                labels.entry(row.scope.clone()).or_insert_with(BTreeMap::new);
                *labels
                    .get_mut(&row.scope)
                    .expect("invariant: just made")
                    .entry(row.group.clone())
                    .or_insert(0) += 1;
            }
        }
        // A graduate can hold the diploma of another school; the school itself has most rows.
        let most = |counts: BTreeMap<String, u32>| {
            counts.into_iter().max_by_key(|(_, n)| *n).map(|(label, _)| label)
        };
        Self(labels.into_iter().filter_map(|(scope, counts)| Some((scope, most(counts)?))).collect())
    }

    /// Returns the people whom a row is about.
    #[must_use]
    pub(super) fn cell(&self, row: &Row) -> Cell {
        let mut levels = self.scope(&row.scope).0;
        for (role, level) in split(&row.by).into_iter().zip(split(&row.group)) {
            levels.insert(role, level);
        }
        Cell(levels)
    }

    /// Returns the people whom a scope is about.
    #[must_use]
    pub(super) fn scope(&self, scope: &str) -> Cell {
        let mut levels = BTreeMap::new();
        if let Some((role, code)) = scope.split_once('=') {
            let label = self.0.get(scope).cloned().unwrap_or_else(|| code.to_owned());
            levels.insert(role.to_owned(), label);
        }
        Cell(levels)
    }
}

/// Returns whether a measure counts people, not what they answered or did.
///
/// Of a curve only the people count: its shares are no parts of anything.
pub(super) fn is_people(measure: &str) -> bool {
    measure == "response"
        || ["participation.", "theme.", "retention.curve_"].iter().any(|kind| measure.starts_with(kind))
}

/// Splits a `by` or `group` at its stars; `\*` is a star in a label.
pub(super) fn split(joined: &str) -> Vec<String> {
    if joined.is_empty() {
        return Vec::new();
    }
    let mut parts = vec![String::new()];
    let mut letters = joined.chars().peekable();
    while let Some(letter) = letters.next() {
        let last = parts.last_mut().expect("invariant: there is a part");
        match letter {
            '\\' if letters.peek() == Some(&'*') => {
                last.push('*');
                letters.next();
            }
            '*' => parts.push(String::new()),
            _ => last.push(letter),
        }
    }
    parts
}
