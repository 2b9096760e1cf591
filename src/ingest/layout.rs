//! The layout of a file with fixed places, read from the description that its publisher gives with it.
//!
//! DUO describes 1cijferHO in a text: a table of fields with start and width, then the codes of each field. A
//! layout drifts every year, so it is data. Leaves out the rows (`fixed`) and lists of codes (`code_list`).
//! Source: "Bestandsbeschrijving 1cyferho", DUO.

use crate::codebook::folded;
use crate::model::{Fault, FaultKind, Severity, Text};

/// A field of a line: a name, where it starts and how many positions it has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Field {
    /// The name as the description writes it.
    pub(super) name: String,
    /// The position of its first character, from 0.
    pub(super) start: usize,
    /// The number of positions.
    pub(super) width: usize,
    /// The line of the description, from 1.
    pub(super) line: u64,
    /// The codes that the field can hold, with what each means; empty where the description lists none.
    pub(super) codes: Vec<Code>,
}

/// A code and what it means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Code {
    /// The code as the file writes it, without spaces.
    pub(super) code: String,
    /// What it means.
    pub(super) label: String,
}

/// The fields of a line, in their order.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Layout {
    /// The file that the description names above the table; empty where it names none.
    pub(super) title: String,
    /// The names of fields that the codes of this table belong to: "Ten behoeve van de decodering van".
    pub(super) decodes: Vec<String>,
    /// The fields.
    pub(super) fields: Vec<Field>,
}

impl Layout {
    /// Returns the number of positions of a line.
    pub(super) fn width(&self) -> usize {
        self.fields.iter().map(|field| field.start + field.width).max().unwrap_or(0)
    }
}

/// What the columns of a table of fields hold after the name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Columns {
    StartWidth,
    StartEnd,
}

/// Returns the tables of fields in a description, each with the codes that follow it.
///
/// A table starts with a heading such as `Startpositie  Aantal posities` and ends at the first line that is no field.
pub(super) fn layouts(text: &str) -> Vec<Layout> {
    let lines: Vec<&str> = text.lines().map(str::trim_end).collect();
    let mut found: Vec<Layout> = Vec::new();
    let mut at = 0;
    while at < lines.len() {
        let Some(columns) = table_heading(lines[at]) else {
            at += 1;
            continue;
        };
        let mut made = Layout { title: title_above(&lines[..at]), ..Layout::default() };
        at += 1;
        while at < lines.len() {
            let line = lines[at];
            match field(line, columns, at as u64 + 1) {
                Some(field) => made.fields.push(field),
                None if line.trim().is_empty() || is_rule(line) => {}
                None => break,
            }
            at += 1;
        }
        let rest = lines[at..].iter().position(|line| table_heading(line).is_some());
        let section = &lines[at..rest.map_or(lines.len(), |rest| at + rest)];
        made.decodes = decoded(section);
        add_codes(&mut made, section);
        if !made.fields.is_empty() {
            found.push(made);
        }
    }
    found
}

/// Returns what does not add up: fields that overlap, leave a gap, or have no width.
pub(super) fn check(layout: &Layout, file: &str) -> Vec<Fault> {
    let mut faults = Vec::new();
    let mut next = 0;
    for field in &layout.fields {
        if field.start != next {
            let (expected, start) = (next + 1, field.start + 1);
            let message = if field.start < next {
                Text::new(
                    format!("begint op positie {start}, binnen het veld ervoor, dat tot en met {next} loopt"),
                    format!("starts at position {start}, within the field before it, which runs to {next}"),
                )
            } else {
                Text::new(
                    format!(
                        "begint op positie {start}; het veld ervoor eindigt op {next}, dus {expected} ontbreekt"
                    ),
                    format!(
                        "starts at position {start}; the field before it ends at {next}, so {expected} is missing"
                    ),
                )
            };
            faults.push(
                Fault::in_file(
                    Severity::Refused,
                    FaultKind::Layout,
                    file,
                    message,
                    Text::new(
                        "verbeter de beschrijving: elk veld begint waar het vorige ophoudt",
                        "correct the description: each field starts where the one before it ends",
                    ),
                )
                .at_line(field.line)
                .in_column(field.name.clone()),
            );
        }
        next = field.start + field.width;
    }
    faults
}

/// Returns the fault of a description without a table of fields.
pub(super) fn no_table(file: &str) -> Fault {
    Fault::in_file(
        Severity::Refused,
        FaultKind::Layout,
        file,
        Text::new("geen tabel met velden in deze beschrijving", "no table of fields in this description"),
        Text::new(
            "er hoort een kop \u{201c}Startpositie  Aantal posities\u{201d} in, met een veld per regel eronder",
            "it needs a heading \u{201c}Startpositie  Aantal posities\u{201d} with a field per line below it",
        ),
    )
}

fn table_heading(line: &str) -> Option<Columns> {
    let line = line.to_lowercase();
    let start = ["startpos", "beginpos", "start pos", "begin pos", "positie van", "start position"];
    if !start.iter().any(|word| line.contains(word)) {
        return None;
    }
    let width = ["aantal pos", "lengte", "breedte", "length", "width"];
    let end = ["eindpos", "einde", "positie tot", "end pos", "t/m"];
    if width.iter().any(|word| line.contains(word)) {
        Some(Columns::StartWidth)
    } else {
        end.iter().any(|word| line.contains(word)).then_some(Columns::StartEnd)
    }
}

/// Returns the field on a line: a name, then two numbers; what follows them is a remark.
///
/// A name may hold numbers (`Nationaliteit 1`) and may stand one space before its start.
fn field(line: &str, columns: Columns, number: u64) -> Option<Field> {
    let mut words: Vec<(usize, &str)> = Vec::new();
    let mut at = 0;
    for word in line.split(|c: char| c.is_whitespace() || c == ';' || c == '|') {
        if !word.is_empty() {
            words.push((at, word));
        }
        at += word.len() + line[at + word.len()..].chars().next().map_or(0, char::len_utf8);
    }
    let value = |word: &str| word.parse::<usize>().ok().filter(|number| *number < 100_000);
    let pair = words.windows(2).rposition(|pair| value(pair[0].1).is_some() && value(pair[1].1).is_some())?;
    let (start, second) = (value(words[pair].1)?, value(words[pair + 1].1)?);
    let name = line[..words[pair].0].trim_matches(|c: char| c.is_whitespace() || c == ';' || c == '|');
    let width = match columns {
        Columns::StartWidth => second,
        Columns::StartEnd => (second + 1).checked_sub(start)?,
    };
    // A sentence that ends in two numbers has words after them, or is no field at position 0.
    let remark = words.get(pair + 2).is_none_or(|(_, word)| word.starts_with(['(', '}', '*', '[']));
    (start > 0 && width > 0 && !name.is_empty() && remark).then(|| Field {
        name: name.to_owned(),
        start: start - 1,
        width,
        line: number,
        codes: Vec::new(),
    })
}

/// The last title above a table: the line over a rule of `=` or `-`.
fn title_above(lines: &[&str]) -> String {
    let rule = lines.iter().rposition(|line| is_rule(line));
    let above = rule.and_then(|at| at.checked_sub(1)).map(|at| lines[at].trim());
    above.unwrap_or_default().to_owned()
}

fn is_rule(line: &str) -> bool {
    let line = line.trim();
    line.len() > 2 && (line.bytes().all(|byte| byte == b'=') || line.bytes().all(|byte| byte == b'-'))
}

/// The names under "Ten behoeve van de decodering": one per line, with a `*`. Combined keys are left out.
fn decoded(lines: &[&str]) -> Vec<String> {
    let Some(from) = lines.iter().position(|line| line.to_lowercase().contains("decodering")) else {
        return Vec::new();
    };
    if lines[from].to_lowercase().contains("combinatie") {
        return Vec::new();
    }
    let listed = lines[from + 1..].iter().map(|line| line.trim());
    let listed = listed.take_while(|line| line.starts_with('*') || line.is_empty());
    listed
        .filter_map(|line| line.strip_prefix('*'))
        .map(str::trim)
        .filter(|name| !name.contains(" + "))
        .map(str::to_owned)
        .collect()
}

/// Adds the codes of each field from its own section: its name over a rule of `-`, then `1 = voltijd`.
fn add_codes(layout: &mut Layout, lines: &[&str]) {
    let mut at = 1;
    while at < lines.len() {
        if !(is_rule(lines[at]) && lines[at].trim().starts_with('-')) {
            at += 1;
            continue;
        }
        let title = plain(lines[at - 1]);
        let end = (at + 1..lines.len()).find(|&end| is_rule(lines[end])).map_or(lines.len(), |end| end - 1);
        let place = layout.fields.iter().position(|field| plain(&field.name) == title);
        if let Some(field) = place.map(|place| &mut layout.fields[place]) {
            field.codes = codes(&lines[at + 1..end], field.width);
        }
        at = end.max(at + 1);
    }
}

/// Names of fields and of their sections differ in points, hyphens and case: `opl. act.`, `Diplomajaar van de`.
fn plain(name: &str) -> String {
    let spaced: String = name.chars().map(|c| if c.is_alphanumeric() { c } else { ' ' }).collect();
    folded(&spaced)
}

/// Returns the codes under "Mogelijke waarden"; none where the list is open (`> 0000 voor overige`, `01 t/m 12`).
fn codes(lines: &[&str], width: usize) -> Vec<Code> {
    let from = lines.iter().position(|line| {
        let line = line.trim().to_lowercase();
        line.starts_with("mogelijke waarden") || line.starts_with("possible values")
    });
    let Some(from) = from else { return Vec::new() };
    let mut found: Vec<Code> = Vec::new();
    for line in &lines[from + 1..] {
        let line = line.trim_end();
        let indented = line.starts_with(char::is_whitespace);
        let line = line.trim();
        if line.starts_with(['>', '<']) || line.contains(" t/m ") && !line.contains('=') {
            return Vec::new();
        }
        match line.split_once('=').map(|(code, label)| (code.trim(), label.trim())) {
            Some((code, label)) if !indented && code.chars().count() <= width && !label.is_empty() => {
                found.push(Code { code: code.to_owned(), label: label.to_owned() });
            }
            // `[leeg] of 0 = geen waarde`
            Some((code, label)) if code.starts_with("[leeg]") => {
                let other = code.trim_start_matches("[leeg]").trim().trim_start_matches("of").trim();
                if !other.is_empty() && other.chars().count() <= width {
                    found.push(Code { code: other.to_owned(), label: label.to_owned() });
                }
            }
            // A label runs on over indented lines.
            _ if indented && !line.is_empty() => {
                if let Some(last) = found.last_mut() {
                    last.label = format!("{} {line}", last.label);
                }
            }
            _ if line.is_empty() => {}
            _ => break,
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "\
Bestandsbeschrijving verzonnen.asc
==================================

Lay-out bestand
===============
                                        Startpositie  Aantal posities
Persoonsgebonden nummer                      1            5
Nationaliteit 1                              6            4
Hoogste vooropleiding oorspronkelijke code 10             5
Etniciteit                                  15            2 (*)
Geslacht                                    17            1

(*) Vanwege de AVG zijn deze velden 12 13 niet gevuld.

Veldbeschrijving
================

Geslacht
--------
Mogelijke waarden:
M = man
V = vrouw
O = onbekend, ook
    bij 1 = 2
[leeg] = geen waarde

Diplomajaar
-----------
Mogelijke waarden:
0000 = geen examen
> 0000 voor overige inschrijvingen
";

    #[test]
    fn a_description_gives_each_field_its_place() {
        let layouts = layouts(TEXT);
        assert_eq!(layouts.len(), 1);
        let places: Vec<_> =
            layouts[0].fields.iter().map(|field| (field.name.as_str(), field.start, field.width)).collect();
        assert_eq!(
            places,
            [
                ("Persoonsgebonden nummer", 0, 5),
                ("Nationaliteit 1", 5, 4),
                ("Hoogste vooropleiding oorspronkelijke code", 9, 5),
                ("Etniciteit", 14, 2),
                ("Geslacht", 16, 1),
            ]
        );
        assert_eq!(layouts[0].width(), 17);
        assert!(check(&layouts[0], "x").is_empty());
    }

    #[test]
    fn the_codes_of_a_field_stand_in_its_own_section() {
        let layouts = layouts(TEXT);
        let codes: Vec<_> =
            layouts[0].fields[4].codes.iter().map(|code| (code.code.as_str(), code.label.as_str())).collect();
        assert_eq!(codes, [("M", "man"), ("V", "vrouw"), ("O", "onbekend, ook bij 1 = 2")]);
    }

    #[test]
    fn fields_that_overlap_or_leave_a_gap_are_told_with_their_line() {
        let broken =
            TEXT.replace("10             5", "9             5").replace("17            1", "18            1");
        let faults = check(&layouts(&broken)[0], "b.txt");
        let told: Vec<_> = faults.iter().map(|fault| (fault.line, fault.column.as_deref())).collect();
        assert_eq!(
            told,
            [
                (Some(9), Some("Hoogste vooropleiding oorspronkelijke code")),
                (Some(10), Some("Etniciteit")),
                (Some(11), Some("Geslacht"))
            ]
        );
    }

    #[test]
    fn a_table_with_the_last_position_gives_the_same_fields() {
        let text = "Veld  Startpositie  Eindpositie\nA  1  5\nB  6  6\n";
        let places: Vec<_> = layouts(text)[0].fields.iter().map(|field| (field.start, field.width)).collect();
        assert_eq!(places, [(0, 5), (5, 1)]);
    }
}
