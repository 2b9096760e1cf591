//! What the cells of a table of counts say: a number of people, or a mark behind which a publisher hid it.
//!
//! A mark is read by the codebook (`hidden`), else by a rule that is known (`-1` and `<5`: 1 to 4 people), else
//! by what the table shows: where no number below 5 is seen, `*` hides 1 to 4. Each mark is told with its reading.
//! Leaves out how cells are added up.

use std::collections::BTreeMap;

use crate::codebook::Hidden;
use crate::model::{Fault, FaultKind, Severity, Text};

use super::number::{Interval, count};
use super::table::{Coded, Table};
use super::values::{Complaint, tell};

/// Marks that publishers write instead of a number. `-` is none of them: it may say that there is nobody.
const MARKS: [&str; 12] =
    ["*", "**", "***", "x", ".", "..", "#", "geheim", "afgeschermd", "onderdrukt", "suppressed", "hidden"];

/// The largest smallest number from which a rule is inferred; above it a table shows too few small numbers.
const SMALLEST: u32 = 20;

/// What one column of cells says.
#[derive(Debug)]
pub(super) struct Said {
    /// The people of each value; `None` for what is no number of people.
    of_value: Vec<Option<Interval>>,
    /// The people of an empty cell; `None` where it says that there is nobody.
    blank: Option<Interval>,
}

impl Said {
    /// Returns the people of a cell; `None` where there is nobody or no number.
    pub(super) fn people(&self, code: u32) -> Option<Interval> {
        if code == u32::MAX { self.blank } else { self.of_value.get(code as usize).copied().flatten() }
    }
}

/// How a mark was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Rule {
    Codebook,
    Known,
    Inferred,
}

/// A column of cells with its heading.
pub(super) type Cells<'a> = (&'a str, &'a Coded);

/// Returns what each column of cells says; every mark is told once, with how many cells of `rows` hold it.
pub(super) fn said(
    table: &Table,
    columns: &[Cells<'_>],
    rows: &[usize],
    declared: &[Hidden],
    faults: &mut Vec<Fault>,
) -> Vec<Said> {
    let smallest = smallest(columns, declared);
    let inferred = smallest.filter(|least| (3..=SMALLEST).contains(least)).map(|least| least - 1);
    let mut told = Told::default();
    let all = columns
        .iter()
        .map(|(heading, coded)| {
            let mut complaints = vec![None; coded.values.len()];
            let mut rules: Vec<Option<(Rule, Interval)>> = vec![None; coded.values.len()];
            let mut of_value = Vec::with_capacity(coded.values.len());
            for (code, value) in coded.values.iter().enumerate() {
                let (people, rule) = one(value, declared, inferred);
                rules[code] = rule.zip(people);
                if people.is_none() {
                    complaints[code] = Some(no_count(value));
                }
                of_value.push(people);
            }
            tell(table, heading, coded, &complaints, faults);
            let blank = declared.iter().find(|hidden| hidden.mark.is_empty()).map(interval);
            told.look(coded, rows, &rules, blank);
            Said { of_value, blank }
        })
        .collect();
    told.finish(table, faults);
    all
}

fn one(value: &str, declared: &[Hidden], inferred: Option<u32>) -> (Option<Interval>, Option<Rule>) {
    let value = value.trim();
    if let Some(hidden) = declared.iter().find(|hidden| hidden.mark.trim() == value) {
        return (Some(interval(hidden)), Some(Rule::Codebook));
    }
    if let Some(people) = count(value) {
        return (Some(people), (people.least < people.most || value == "-1").then_some(Rule::Known));
    }
    match inferred.filter(|_| is_mark(value)) {
        Some(most) => (Some(Interval { least: 1, most }), Some(Rule::Inferred)),
        None => (None, None),
    }
}

fn interval(hidden: &Hidden) -> Interval {
    Interval { least: hidden.least, most: hidden.most }
}

fn is_mark(value: &str) -> bool {
    let value = value.trim().to_lowercase();
    MARKS.contains(&value.as_str())
}

/// The smallest number of people above 0 that the table gives as it is.
fn smallest(columns: &[Cells<'_>], declared: &[Hidden]) -> Option<u32> {
    let values = columns.iter().flat_map(|(_, coded)| &coded.values);
    let plain = values.filter(|value| !declared.iter().any(|hidden| hidden.mark.trim() == value.trim()));
    plain
        .filter_map(|value| count(value))
        .filter(|people| people.least == people.most && people.least > 0)
        .map(|people| people.least)
        .min()
}

fn no_count(value: &str) -> Complaint {
    if is_mark(value) {
        return Complaint {
            severity: Severity::Refused,
            kind: FaultKind::HiddenCount,
            message: Text::new(
                "verborgen aantal: uit de andere getallen blijkt niet hoe groot het kan zijn",
                "hidden number: the other numbers do not tell how large it can be",
            ),
            hint: Text::new(
                format!("zet in het codeboek `hidden = {{ \"{value}\" = [1, 4] }}` bij de aantallen"),
                format!("put `hidden = {{ \"{value}\" = [1, 4] }}` at the counts in the codebook"),
            ),
        };
    }
    Complaint::repaired(
        FaultKind::NotANumber,
        Text::new("geen aantal mensen; de cel is weggelaten", "not a number of people; the cell is left out"),
        Text::new(
            "schrijf een geheel getal, -1 of <5, of noem het teken bij `hidden` in het codeboek",
            "write a whole number, -1 or <5, or name the mark at `hidden` in the codebook",
        ),
    )
}

/// The marks that were read, with how many cells hold each and the first row that does.
#[derive(Debug, Default)]
struct Told {
    marks: BTreeMap<String, Mark>,
    blanks: (u64, Option<usize>),
}

#[derive(Debug)]
struct Mark {
    rule: Rule,
    people: Interval,
    cells: u64,
    row: usize,
}

impl Told {
    fn look(
        &mut self,
        coded: &Coded,
        rows: &[usize],
        rules: &[Option<(Rule, Interval)>],
        blank: Option<Interval>,
    ) {
        for &row in rows {
            let code = coded.codes.at(row);
            let found = if code == u32::MAX {
                blank.map(|people| ("", Rule::Codebook, people))
            } else {
                let rule = rules.get(code as usize).copied().flatten();
                rule.map(|(rule, people)| (coded.values[code as usize].as_str(), rule, people))
            };
            match found {
                Some((mark, rule, people)) => match self.marks.get_mut(mark) {
                    Some(known) => known.cells += 1,
                    None => {
                        self.marks.insert(mark.to_owned(), Mark { rule, people, cells: 1, row });
                    }
                },
                None if code == u32::MAX => {
                    self.blanks.0 += 1;
                    self.blanks.1.get_or_insert(row);
                }
                None => {}
            }
        }
    }

    fn finish(self, table: &Table, faults: &mut Vec<Fault>) {
        for (value, mark) in self.marks {
            let (nl, en) = match mark.rule {
                Rule::Codebook => ("volgens het codeboek", "by the codebook"),
                Rule::Known => ("de vaste lezing van dit teken", "the fixed reading of this mark"),
                Rule::Inferred => (
                    "omdat geen zichtbaar getal kleiner is; noem het bij `hidden` in het codeboek als het anders is",
                    "because no number that is shown is smaller; name it at `hidden` in the codebook if it is otherwise",
                ),
            };
            let Interval { least, most } = mark.people;
            let severity = if mark.rule == Rule::Inferred { Severity::Repaired } else { Severity::Note };
            let at = table.position(mark.row);
            let n = mark.cells;
            faults.push(
                Fault::in_file(
                    severity,
                    FaultKind::HiddenCount,
                    at.file,
                    Text::new(
                        format!(
                            "verborgen aantal, gelezen als {least} tot en met {most} mensen; cellen: {n}"
                        ),
                        format!("hidden number, read as {least} to {most} people; cells: {n}"),
                    ),
                    Text::new(nl, en),
                )
                .at_line(at.line)
                .with_value(value),
            );
        }
        if let (n, Some(row)) = self.blanks {
            let at = table.position(row);
            faults.push(
                Fault::in_file(
                    Severity::Note,
                    FaultKind::HiddenCount,
                    at.file,
                    Text::new(
                        format!("lege cel, gelezen als niemand; cellen: {n}"),
                        format!("empty cell, read as nobody; cells: {n}"),
                    ),
                    Text::new(
                        "verbergt een lege cel een aantal, zet dan `hidden = { \"\" = [1, 4] }` in het codeboek",
                        "if an empty cell hides a number, put `hidden = { \"\" = [1, 4] }` in the codebook",
                    ),
                )
                .at_line(at.line),
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn coded(values: &[&str]) -> Coded {
        let mut coded = Coded::default();
        for value in values {
            if value.is_empty() {
                coded.codes.push(u32::MAX);
                continue;
            }
            coded.codes.push(coded.values.len() as u32);
            coded.values.push((*value).to_owned());
        }
        coded
    }

    fn read(values: &[&str], declared: &[Hidden]) -> (Vec<Option<(u32, u32)>>, Vec<Fault>) {
        let coded = coded(values);
        let rows: Vec<usize> = (0..values.len()).collect();
        let mut faults = Vec::new();
        let said = said(&Table::default(), &[("aantal", &coded)], &rows, declared, &mut faults);
        let people = |code: u32| said[0].people(code).map(|people| (people.least, people.most));
        (coded.codes.iter().map(people).collect(), faults)
    }

    #[test]
    fn a_star_hides_what_is_below_the_smallest_number_that_is_shown() {
        let (people, faults) = read(&["0", "5", "*", "120"], &[]);
        assert_eq!(people, [Some((0, 0)), Some((5, 5)), Some((1, 4)), Some((120, 120))]);
        assert_eq!((faults[0].severity, faults[0].kind), (Severity::Repaired, FaultKind::HiddenCount));
        assert_eq!(read(&["10", "x"], &[]).0[1], Some((1, 9)));
    }

    #[test]
    fn a_star_beside_a_one_is_refused_until_the_codebook_says_what_it_hides() {
        let (_, faults) = read(&["1", "*"], &[]);
        assert_eq!(faults[0].severity, Severity::Refused);
        let mark = Hidden { mark: "*".into(), least: 2, most: 9 };
        let (people, faults) = read(&["1", "*"], &[mark]);
        assert_eq!(people[1], Some((2, 9)));
        assert_eq!(faults[0].severity, Severity::Note);
    }

    #[test]
    fn an_empty_cell_is_nobody_unless_the_codebook_says_that_it_hides_a_number() {
        assert_eq!(read(&["7", ""], &[]).0[1], None);
        let mark = Hidden { mark: String::new(), least: 0, most: 4 };
        assert_eq!(read(&["7", ""], &[mark]).0[1], Some((0, 4)));
    }

    #[test]
    fn each_known_mark_is_told_with_its_reading() {
        let (people, faults) = read(&["12", "-1", "<5", "<10"], &[]);
        assert_eq!(people[1..], [Some((1, 4)), Some((1, 4)), Some((1, 9))]);
        let marks: Vec<_> = faults.iter().map(|fault| fault.value.as_deref().unwrap_or("")).collect();
        assert_eq!(marks, ["-1", "<10", "<5"]);
    }
}
