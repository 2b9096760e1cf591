//! Rows of a table that are about the same thing: told by who reads the table, which knows what that does.
//!
//! Leaves out respondents who answered twice (`survey`), of whom one row counts.

use std::collections::BTreeMap;

use crate::model::{Fault, FaultKind, Role, Severity, Text};

use super::columns::{Mapped, with_role};
use super::table::Table;

/// Tells every row that has the values of an earlier one in all columns with these roles.
///
/// `message` is given the line of the first of them. A role without a column is the same everywhere.
pub(super) fn tell_twice(
    table: &Table,
    columns: &[Mapped<'_>],
    roles: &[Role],
    message: impl Fn(u64) -> Text,
    hint: &Text,
    faults: &mut Vec<Fault>,
) {
    let coded: Vec<_> =
        roles.iter().filter_map(|role| with_role(columns, *role).and_then(Mapped::coded)).collect();
    let mut first_of: BTreeMap<Vec<u32>, usize> = BTreeMap::new();
    for row in 0..table.rows {
        let key = coded.iter().map(|coded| coded.codes.at(row)).collect();
        let first = *first_of.entry(key).or_insert(row);
        if first == row {
            continue;
        }
        let (at, before) = (table.position(row), table.position(first).line);
        let fault =
            Fault::in_file(Severity::Note, FaultKind::DuplicateRow, at.file, message(before), hint.clone());
        faults.push(fault.at_line(at.line));
    }
}
