//! The keys that belong to one role: `hidden`, `until`, `divide_by` and `order`.
//!
//! Leaves out which cells hold such a mark or day: only `ingest` sees files.

use super::configuration::{Place, Reading, Section};
use super::meaning::{ColumnMeaning, Hidden, Order};
use crate::model::{Role, Text};

/// The most people behind a mark of which a codebook says no more: DUO hides 1 to 4.
const FEW: u32 = 4;

/// Returns `hidden = { "*" = [1, 4], "" = [0, 4] }`, or the marks of a list, which hide 1 to 4 people each.
pub(super) fn hidden(section: &mut Section<'_>, reading: &mut Reading<'_>) -> Vec<Hidden> {
    let Some(entry) = section.take("hidden") else { return Vec::new() };
    let mut marks = Vec::new();
    if !entry.is_table() {
        let listed = reading.strings(&entry).map_or_else(Vec::new, |found| found.value);
        return listed.into_iter().map(|mark| Hidden { mark, least: 1, most: FEW }).collect();
    }
    let Some(mut table) = reading.table(&entry) else { return Vec::new() };
    for entry in table.take_all() {
        let Some(found) = reading.numbers(&entry) else { continue };
        let whole = |number: f64| number.fract().abs() < f64::EPSILON && (0.0..=1e9).contains(&number);
        match found.value.as_slice() {
            #[expect(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "checked: whole, to 1e9"
            )]
            &[least, most] if whole(least) && whole(most) && least <= most => {
                marks.push(Hidden { mark: entry.key.to_owned(), least: least as u32, most: most as u32 });
            }
            _ => reading.refuse(
                &found.place,
                None,
                Text::new(
                    "hier horen het kleinste en het grootste aantal mensen, in die volgorde",
                    "expected the fewest and the most people, in that order",
                ),
                Text::new("schrijf bijvoorbeeld `\"*\" = [1, 4]`", "write for instance `\"*\" = [1, 4]`"),
            ),
        }
    }
    marks
}

/// Returns `divide_by`; a number above 0.
pub(super) fn divisor(section: &mut Section<'_>, reading: &mut Reading<'_>) -> Option<f64> {
    let found = section.number(reading, "divide_by")?;
    if found.value > 0.0 {
        return Some(found.value);
    }
    reading.refuse(
        &found.place,
        Some(&found.value.to_string()),
        Text::new("moet groter zijn dan 0", "must be above 0"),
        Text::new("schrijf bijvoorbeeld `divide_by = 10`", "write for instance `divide_by = 10`"),
    );
    None
}

/// Notes a key that the role of its column has no use for: it would be silently without effect.
pub(super) fn check(column: &ColumnMeaning, at: impl Fn(&str) -> Place, reading: &mut Reading<'_>) {
    let keys = [
        ("until", column.until.is_some(), Role::Year),
        ("hidden", !column.hidden.is_empty(), Role::Count),
        ("divide_by", column.divide_by.is_some(), Role::Item),
        ("order", column.order == Order::None, Role::Item),
    ];
    for (key, is_there, role) in keys {
        if is_there && column.role != role {
            reading.refuse(
                &at(key),
                None,
                Text::new(
                    format!("`{key}` hoort bij `role = \"{role}\"`, niet bij `{}`", column.role),
                    format!("`{key}` belongs to `role = \"{role}\"`, not to `{}`", column.role),
                ),
                Text::new(
                    format!("maak de rol `{role}`, of haal `{key}` weg"),
                    format!("make the role `{role}`, or remove `{key}`"),
                ),
            );
        }
    }
}
