//! Faults that say the same of one column, together: how often, and on which lines first.

use std::collections::HashMap;

use meetellen::model::{Fault, FaultKind, Language, Severity};

use crate::cli::faults::weight;

use crate::cli::grouped;

/// How many lines of a group are named.
const NAMED: usize = 5;

/// Faults that say the same of one column of one file.
pub(super) struct Group<'a> {
    /// Each fault that was told, in the order of the file.
    faults: Vec<&'a Fault>,
    /// How many there are, those not told included.
    times: u64,
}

/// Returns the groups of `faults`, most important first.
///
/// What is refused comes before what was repaired, and that before notes; then what stands in the way of
/// all else, then what occurs most.
pub(super) fn groups(faults: &[Fault]) -> Vec<Group<'_>> {
    let mut groups: Vec<Group<'_>> = Vec::new();
    // The last group of a column, and the last that says this of it: a file of thousands of columns has thousands of groups.
    let (mut of_column, mut of_message) = (HashMap::new(), HashMap::new());
    for fault in faults {
        let column = (fault.severity, fault.kind, &fault.file, &fault.column);
        let message = (column, &fault.message);
        // The last fault of many has no line and stands for the rest, whatever it says.
        let is_rest = fault.times > 1 && fault.line.is_none();
        let found = if is_rest { of_column.get(&column) } else { of_message.get(&message) };
        let at = found.copied().unwrap_or_else(|| {
            groups.push(Group { faults: Vec::new(), times: 0 });
            groups.len() - 1
        });
        groups[at].times += fault.times;
        groups[at].faults.push(fault);
        of_column.insert(column, at);
        of_message.entry(message).or_insert(at);
    }
    groups.sort_by_key(|group| {
        let first = group.faults[0];
        let before_all = match first.severity {
            Severity::Refused => Some(first.kind),
            // What changes numbers most stands first; a wrong heading or double row before single values.
            Severity::Repaired | Severity::Note => None::<FaultKind>,
        };
        (first.severity, before_all, std::cmp::Reverse(group.times))
    });
    groups
}

impl Group<'_> {
    /// Returns the group as it stands on a terminal: what is wrong, where, and what to do.
    pub(super) fn to_text(&self, language: Language) -> String {
        let first = self.faults[0];
        let weight = weight(first.severity, language);
        let hint = first.hint.get(language);
        if self.times == 1 || first.line.is_none() && first.value.is_none() {
            let line = first.to_place_and_message(language);
            return format!("{weight}: {line}\n    > {hint}");
        }
        let column = first.column.as_ref().map_or_else(String::new, |column| format!(" [{column}]"));
        let message = first.message.get(language);
        let times = grouped(self.times);
        let told: Vec<String> =
            self.faults.iter().filter_map(|fault| place(fault, language)).take(NAMED).collect();
        let rest = self.times.saturating_sub(told.len() as u64);
        let told = told.join(", ");
        let rest = match (rest, language) {
            (0, _) => String::new(),
            (rest, Language::Dutch) => format!(" en {} andere", grouped(rest)),
            (rest, Language::English) => format!(" and {} others", grouped(rest)),
        };
        let often = if language == Language::Dutch { "keer" } else { "times" };
        let file = &first.file;
        format!("{weight}: {file}{column}: {message} - {times} {often}\n    {told}{rest}\n    > {hint}")
    }
}

/// The line of a fault with its value: ``regel 12 `9` ``.
fn place(fault: &Fault, language: Language) -> Option<String> {
    let line = fault.line?;
    let word = if language == Language::Dutch { "regel" } else { "line" };
    let value = fault.value.as_ref().map_or_else(String::new, |value| format!(" `{value}`"));
    Some(format!("{word} {line}{value}"))
}
