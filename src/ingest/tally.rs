//! Many faults of one kind become the first twenty and a count of the rest.
//!
//! Leaves out what is a fault; the order of faults is the order in which they are added.

use std::collections::BTreeMap;

use crate::model::{Fault, FaultKind, Severity, Text};

/// How many faults of one kind and column are told one by one.
pub(super) const TOLD: usize = 20;

/// Faults of one file, by kind and column.
#[derive(Debug)]
pub(super) struct Tally {
    file: String,
    groups: BTreeMap<(Severity, FaultKind, Option<String>), Group>,
}

#[derive(Debug, Default)]
struct Group {
    told: Vec<Fault>,
    rest: u64,
}

impl Tally {
    /// Returns an empty tally for `file`.
    pub(super) fn new(file: &str) -> Self {
        Self { file: file.to_owned(), groups: BTreeMap::new() }
    }

    /// Adds one fault.
    pub(super) fn add(&mut self, fault: Fault) {
        let group = self.groups.entry((fault.severity, fault.kind, fault.column.clone())).or_default();
        if group.told.len() < TOLD {
            group.told.push(fault);
        } else {
            group.rest += 1;
        }
    }

    /// Returns whether another fault of this kind would be told, so that its text is worth making.
    pub(super) fn tells(&self, severity: Severity, kind: FaultKind, column: &str) -> bool {
        let key = (severity, kind, Some(column.to_owned()));
        self.groups.get(&key).is_none_or(|group| group.told.len() < TOLD)
    }

    /// Counts `n` further faults of a kind that is no longer told one by one.
    pub(super) fn count(&mut self, severity: Severity, kind: FaultKind, column: &str, n: u64) {
        self.groups.entry((severity, kind, Some(column.to_owned()))).or_default().rest += n;
    }

    /// Gives the faults away, each kind with a last one that counts what was not told.
    pub(super) fn finish(self, faults: &mut Vec<Fault>) {
        for ((severity, kind, column), group) in self.groups {
            faults.extend(group.told);
            if group.rest > 0 {
                let fault =
                    Fault::in_file(severity, kind, self.file.clone(), Text::default(), Text::default());
                let mut last = more(fault, group.rest);
                last.column = column;
                faults.push(last);
            }
        }
    }
}

/// Returns `fault` as one that stands for `n` further ones of its kind.
pub(super) fn more(fault: Fault, n: u64) -> Fault {
    Fault {
        message: Text::new(format!("en nog {n} van dezelfde soort"), format!("and {n} more of this kind")),
        hint: Text::new("zie de regels hierboven", "see the lines above"),
        ..fault
    }
    .times(n)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_twenty_are_told_and_the_rest_counted() {
        let mut tally = Tally::new("a.csv");
        for line in 1..=25 {
            tally.add(
                Fault::in_file(
                    Severity::Repaired,
                    FaultKind::OffScale,
                    "a.csv",
                    Text::same("te hoog"),
                    Text::same("-"),
                )
                .in_column("SB01")
                .at_line(line),
            );
        }
        let mut faults = Vec::new();
        tally.finish(&mut faults);
        assert_eq!(faults.len(), 21);
        assert_eq!(faults[19].line, Some(20));
        assert_eq!(faults[20].message.nl, "en nog 5 van dezelfde soort");
        assert_eq!(faults[20].column.as_deref(), Some("SB01"));
    }
}
