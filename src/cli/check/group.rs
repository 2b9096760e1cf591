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
        let found = if is_rest(fault) { of_column.get(&column) } else { of_message.get(&message) };
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
        let hint = self.hints(language);
        if self.times == 1 || first.line.is_none() && first.value.is_none() {
            let line = first.to_place_and_message(language);
            return format!("{weight}: {line}\n{hint}");
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
        format!("{weight}: {file}{column}: {message} - {times} {often}\n    {told}{rest}\n{hint}")
    }

    /// What to do: one line, or a line for each advice that differs, with where it holds.
    fn hints(&self, language: Language) -> String {
        let mut hints: Vec<(&str, Vec<String>)> = Vec::new();
        for fault in self.faults.iter().filter(|fault| !is_rest(fault)) {
            let hint = fault.hint.get(language);
            let at = hints.iter().position(|(known, _)| *known == hint).unwrap_or_else(|| {
                hints.push((hint, Vec::new()));
                hints.len() - 1
            });
            hints[at].1.extend(place(fault, language));
        }
        if hints.len() < 2 {
            return format!(
                "    > {}",
                hints.first().map_or(self.faults[0].hint.get(language), |(hint, _)| hint)
            );
        }
        let more = hints.len().saturating_sub(NAMED);
        let mut lines: Vec<String> = hints
            .iter()
            .take(NAMED)
            .map(|(hint, places)| match places.as_slice() {
                [] => format!("    > {hint}"),
                places => format!("    > {}: {hint}", places[..places.len().min(NAMED)].join(", ")),
            })
            .collect();
        if more > 0 {
            lines.push(match language {
                Language::Dutch => {
                    format!("    > nog {} keer ander advies; met --json staat alles er", grouped(more as u64))
                }
                Language::English => {
                    format!("    > other advice {} times more; --json has all of it", grouped(more as u64))
                }
            });
        }
        lines.join("\n")
    }
}

/// Whether a fault stands for the rest of many, whatever it says.
fn is_rest(fault: &Fault) -> bool {
    fault.times > 1 && fault.line.is_none()
}

/// The line of a fault with its value: ``regel 12 `9` ``.
fn place(fault: &Fault, language: Language) -> Option<String> {
    let line = fault.line?;
    let word = if language == Language::Dutch { "regel" } else { "line" };
    let value = fault.value.as_ref().map_or_else(String::new, |value| format!(" `{value}`"));
    Some(format!("{word} {line}{value}"))
}

#[cfg(test)]
mod tests {
    use meetellen::model::Text;

    use super::*;

    fn fault(line: u64, value: &str, hint: &str) -> Fault {
        let message = Text::new("geen groep van een andere bron", "no group of another source");
        let hint = Text::new(hint, format!("{hint} (en)"));
        Fault::in_file(Severity::Note, FaultKind::UnknownLabel, "a.csv", message, hint)
            .at_line(line)
            .in_column("gender")
            .with_value(value)
    }

    #[test]
    fn faults_that_say_the_same_keep_each_advice_that_differs_with_its_lines() {
        let faults = [
            fault(3, "vrouwe", "schrijf vrouw"),
            fault(4, "men", "schrijf man"),
            fault(9, "vrouwe", "schrijf vrouw"),
        ];
        let made = groups(&faults);
        assert_eq!(made.len(), 1);
        let text = made[0].to_text(Language::Dutch);
        assert!(text.contains("3 keer"), "{text}");
        assert!(
            text.ends_with(
                "    > regel 3 `vrouwe`, regel 9 `vrouwe`: schrijf vrouw\n    > regel 4 `men`: schrijf man"
            ),
            "{text}"
        );
        let english = made[0].to_text(Language::English);
        assert!(english.ends_with("    > line 4 `men`: schrijf man (en)"), "{english}");
    }

    #[test]
    fn one_advice_is_told_once_and_of_many_the_first_five_with_how_many_more() {
        let alike = [fault(3, "x", "kijk na"), fault(4, "y", "kijk na")];
        assert!(groups(&alike)[0].to_text(Language::Dutch).ends_with("\n    > kijk na"));
        let rest = Fault { times: 4, line: None, value: None, ..fault(1, "", "de eerste staan hierboven") };
        let many: Vec<Fault> =
            (1..9).map(|line| fault(line, "x", &format!("advies {line}"))).chain([rest]).collect();
        let text = groups(&many)[0].to_text(Language::Dutch);
        assert!(text.contains("12 keer") && text.contains("    > regel 5 `x`: advies 5\n"), "{text}");
        assert!(text.ends_with("    > nog 3 keer ander advies; met --json staat alles er"), "{text}");
        assert!(!text.contains("hierboven"), "{text}");
    }
}
