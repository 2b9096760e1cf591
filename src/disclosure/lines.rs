//! The equations of a release: every table whose total is printed as well is a subtraction waiting.
//!
//! A line is a group and the groups it falls apart into. The same group is one unknown wherever it is
//! printed, so lines join tables, scopes and breakdowns: all women are also the sum of the women per school.

use std::collections::BTreeMap;

use crate::model::Role;
use crate::results::Table;
use crate::tabulation::{Group, Tabulated};

/// A group and its parts, by their places in [`Release::groups`].
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Line {
    pub(super) parent: usize,
    pub(super) children: Vec<usize>,
}

impl Line {
    /// Returns whether another line is about the same parts, or the same two names for one group.
    ///
    /// Where all of a school is of one level, the school is its programmes, and so the level is: one of these lines is enough.
    fn says_as_much_as(&self, other: &Self) -> bool {
        self.children == other.children
            || (*self.children == [other.parent] && *other.children == [self.parent])
    }

    /// Returns the parent and the children.
    pub(super) fn members(&self) -> impl Iterator<Item = usize> {
        std::iter::once(self.parent).chain(self.children.iter().copied())
    }
}

/// All groups of one population and the lines between them.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Release {
    pub(super) groups: Vec<Group>,
    /// The tables.
    pub(super) tables: Vec<Table>,
    /// The place of the table of each group.
    pub(super) table_of: Vec<usize>,
    pub(super) lines: Vec<Line>,
    /// The lines in which each group is the parent or a child.
    pub(super) lines_of: Vec<Vec<usize>>,
}

impl Release {
    /// Returns the table of a group.
    pub(super) fn table(&self, group: usize) -> &Table {
        &self.tables[self.table_of[group]]
    }

    pub(super) fn of(tabulated: &Tabulated, table: impl Fn(&Group) -> Table) -> Self {
        let groups: Vec<Group> = tabulated.cells.keys().cloned().collect();
        let place: BTreeMap<&Group, usize> = groups.iter().enumerate().map(|(i, group)| (group, i)).collect();
        let mut by_roles: BTreeMap<Vec<Role>, Vec<usize>> = BTreeMap::new();
        for (i, group) in groups.iter().enumerate() {
            by_roles.entry(group.roles()).or_default().push(i);
        }
        let mut lines = Vec::new();
        for (roles, members) in &by_roles {
            for parents in nearest_parents(roles, by_roles.keys()) {
                let mut parts: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
                for member in members {
                    if let Some(parent) = place.get(&groups[*member].within(&parents)) {
                        parts.entry(*parent).or_default().push(*member);
                    }
                }
                lines.extend(parts.into_iter().map(|(parent, children)| Line { parent, children }));
            }
        }
        for line in nested_lines(tabulated, &groups, &place, &by_roles) {
            if !lines.iter().any(|known: &Line| known.says_as_much_as(&line)) {
                lines.push(line);
            }
        }
        let mut lines_of = vec![Vec::new(); groups.len()];
        for (i, line) in lines.iter().enumerate() {
            lines_of[line.parent].push(i);
            for child in &line.children {
                lines_of[*child].push(i);
            }
        }
        let tables_of_groups: Vec<Table> = groups.iter().map(table).collect();
        let mut tables = tables_of_groups.clone();
        tables.sort();
        tables.dedup();
        let table_of = tables_of_groups
            .iter()
            .map(|table| tables.binary_search(table).expect("invariant: the table of a group is a table"))
            .collect();
        Self { groups, tables, table_of, lines, lines_of }
    }
}

/// Returns the lines of groups that lie wholly within others without a table of both: a domain is its programmes.
fn nested_lines(
    tabulated: &Tabulated,
    groups: &[Group],
    place: &BTreeMap<&Group, usize>,
    by_roles: &BTreeMap<Vec<Role>, Vec<usize>>,
) -> Vec<Line> {
    let mut lines = Vec::new();
    for [whole, part] in tabulated.nested.pairs() {
        let parts = tabulated.nested.parts(whole, part);
        let whole_of: BTreeMap<&str, &str> =
            parts.iter().flat_map(|(whole, parts)| parts.iter().map(|part| (*part, *whole))).collect();
        let has_part_only = |roles: &&Vec<Role>| roles.contains(&part) && !roles.contains(&whole);
        for roles in by_roles.keys().filter(has_part_only) {
            let mut found: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
            for child in &by_roles[roles] {
                let group = &groups[*child];
                let level = group.level(part).and_then(|level| whole_of.get(level));
                let parent = level.and_then(|level| place.get(&group.without(part).and(whole, *level)));
                if let Some(parent) = parent {
                    found.entry(*parent).or_default().push(*child);
                }
            }
            lines.extend(found.into_iter().map(|(parent, children)| Line { parent, children }));
        }
    }
    lines
}

/// Returns the largest sets of roles in the release that `roles` refines.
fn nearest_parents<'a>(roles: &[Role], sets: impl Iterator<Item = &'a Vec<Role>> + Clone) -> Vec<Vec<Role>> {
    let is_part = |a: &[Role], b: &[Role]| a.len() < b.len() && a.iter().all(|role| b.contains(role));
    let parts: Vec<&Vec<Role>> = sets.filter(|set| is_part(set, roles)).collect();
    parts
        .iter()
        .filter(|set| !parts.iter().any(|between| is_part(set, between)))
        .map(|set| (*set).clone())
        .collect()
}
