//! How a delimited text is laid out: its delimiter, the titles above its headings, its headings.
//!
//! A delimiter is judged by how evenly it cuts the first records; `sep=;` on the first line decides.
//! Leaves out the encoding (`decode`) and rows after the data (`block`, `table`).

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::ops::ControlFlow;

use unicode_normalization::UnicodeNormalization;

use crate::model::{Fault, FaultKind, Severity, Text};

use super::cut::line_ends;
use super::exports;
use super::record::each_record;
use super::tally::{TOLD, more};

const CANDIDATES: [u8; 4] = [b',', b';', b'\t', b'|'];

/// The bytes at the head of a file that decide on its delimiter.
const SAMPLE: usize = 1 << 17;

/// How many records may stand above the headings.
const TITLES: usize = 20;

/// How many records are held from the headings on: a platform writes three at most that are no data.
const HELD: usize = 4;

/// The layout of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Layout {
    /// The byte between fields.
    pub(super) delimiter: u8,
    /// The headings, trimmed and in one form of Unicode; empty ones and doubles as they stand.
    pub(super) headings: Vec<String>,
    /// The headings and the records under them, some of which may be no data either, by their bytes in the text.
    pub(super) rows: Vec<Row>,
    /// The byte after a `sep=` line, where the first record stands.
    pub(super) from: usize,
    /// The line of the headings.
    pub(super) line: u64,
    /// The lines of titles above the headings.
    pub(super) titles: Vec<u64>,
}

/// A record of the sample.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Row {
    /// The byte at which it starts.
    pub(super) start: usize,
    /// Its fields.
    pub(super) fields: Vec<String>,
}

/// Returns the layout of `text`, or `None` where it holds no record.
///
/// `known` are the headings that the codebook expects: where they stand is where the headings are.
pub(super) fn layout(text: &str, given: Option<u8>, known: &[&str]) -> Option<Layout> {
    let told = separator_line(text);
    let from = told.as_ref().map_or(0, |(_, end)| *end);
    let sample = head(&text[from..]);
    let delimiter = given.or(told.map(|(delimiter, _)| delimiter)).unwrap_or_else(|| guess(sample, known));
    let rows = rows(sample, delimiter);
    let at = heading_row(&rows, known)?;
    let line = |row: &Row| 1 + line_ends(&text.as_bytes()[..from + row.start]);
    let held = rows[at..].iter().take(HELD).map(|row| Row { start: from + row.start, ..row.clone() });
    Some(Layout {
        delimiter,
        headings: rows[at].fields.iter().map(|field| tidy(field)).collect(),
        rows: held.collect(),
        from,
        line: line(&rows[at]),
        titles: rows[..at].iter().filter(|row| filled(row) > 0).map(line).collect(),
    })
}

impl Layout {
    /// Returns the byte of `text` at which the data start, where `under` records below the headings are none.
    pub(super) fn start(&self, text: &str, under: usize) -> usize {
        let Some(first) = self.rows.first() else { return text.len() };
        self.rows.get(1 + under).map_or_else(
            || first.start + end_of(&text[first.start..], self.delimiter, under),
            |row| row.start,
        )
    }
}

/// Returns `field` trimmed and in the composed form of Unicode, so that equal labels are equal bytes.
pub(super) fn tidy(field: &str) -> String {
    tidied(field).into_owned()
}

/// As [`tidy`], without a copy where nothing but the ends changes.
pub(super) fn tidied(field: &str) -> Cow<'_, str> {
    let trimmed = field.trim_matches(|letter: char| letter.is_whitespace() || letter == '\u{FEFF}');
    if trimmed.is_ascii() { Cow::Borrowed(trimmed) } else { trimmed.nfc().collect() }
}

/// Returns the name of a column without a heading, at a place from 0.
pub(super) fn unnamed(at: usize) -> String {
    format!("kolom {}", at + 1)
}

/// Returns names for the columns: doubles get a number, empty headings their place.
///
/// What was changed goes to `faults`: repaired where the codebook expects the heading, else a note.
pub(super) fn name_columns(
    headings: &[String],
    known: &[&str],
    line: u64,
    file: &str,
    faults: &mut Vec<Fault>,
) -> Vec<String> {
    let mut names: Vec<String> = Vec::with_capacity(headings.len());
    // Every heading and every name: those of a file of thousands of columns are looked up, not searched.
    let known: HashSet<&str> = known.iter().copied().collect();
    let given: HashSet<&str> = headings.iter().map(String::as_str).collect();
    let mut numbered: HashSet<String> = HashSet::new();
    let mut times: HashMap<&str, usize> = HashMap::new();
    // A damaged heading line repeats one name a thousand times: the first are told, the others counted.
    let (mut told, mut rest) = (0, 0);
    for (at, heading) in headings.iter().enumerate() {
        if heading.is_empty() {
            let mut name = unnamed(at);
            while given.contains(name.as_str()) {
                name.push('*');
            }
            names.push(name);
            continue;
        }
        let times = times.entry(heading).or_default();
        *times += 1;
        if *times == 1 {
            names.push(heading.clone());
            continue;
        }
        let is_free = |name: &String| !given.contains(name.as_str()) && !numbered.contains(name);
        let name = (*times..).map(|n| format!("{heading} ({n})")).find(is_free);
        let name = name.expect("invariant: there are more numbers than headings");
        numbered.insert(name.clone());
        let severity = if known.contains(&heading.as_str()) { Severity::Repaired } else { Severity::Note };
        names.push(name.clone());
        if severity == Severity::Note && told == TOLD {
            rest += 1;
            continue;
        }
        told += usize::from(severity == Severity::Note);
        faults.push(
            Fault::in_file(
                severity,
                FaultKind::Heading,
                file,
                Text::new(
                    format!("kolomnaam komt vaker voor; deze heet nu \u{201c}{name}\u{201d}"),
                    format!("heading is there more than once; this one is now \u{201c}{name}\u{201d}"),
                ),
                Text::new("geef elke kolom een eigen naam", "give each column a name of its own"),
            )
            .at_line(line)
            .in_column(heading.clone()),
        );
    }
    if rest > 0 {
        let none = Text::default();
        let fault = Fault::in_file(Severity::Note, FaultKind::Heading, file, none.clone(), none);
        faults.push(more(fault, rest).at_line(line));
    }
    names
}

/// Returns the row of the headings: where most known headings stand, else the first that is filled for
/// at least half of the usual width, with more than a title in its first field.
///
/// Of headings on two rows the first.
pub(super) fn heading_row(rows: &[Row], known: &[&str]) -> Option<usize> {
    let plain = plain_heading_row(rows, known);
    exports::heading_row(rows, plain).or(plain)
}

fn plain_heading_row(rows: &[Row], known: &[&str]) -> Option<usize> {
    let head = &rows[..rows.len().min(TITLES)];
    let hits: Vec<usize> = head.iter().map(|row| hits(row, known)).collect();
    let most = hits.iter().copied().max().unwrap_or(0);
    if most > 0 && most * 2 >= known.len() {
        return hits.iter().position(|&n| n == most);
    }
    // What is empty on every row is no column of the table: a sheet is often wider than that.
    let filled_to = |row: &Row| row.fields.iter().rposition(|field| !field.trim().is_empty());
    let last = rows.iter().filter_map(filled_to).max().unwrap_or(0);
    let width = usual_width(rows).min(last + 1);
    head.iter()
        .position(|row| {
            let n_filled = filled(row);
            let title = n_filled == 1 && !row.fields[0].trim().is_empty();
            width == 1 && n_filled == 1 || n_filled * 2 >= width && !(width > 1 && title)
        })
        .or_else(|| head.iter().position(|row| filled(row) > 0))
}

/// Returns the heading of the column in which each of `places`, ascending bytes of `text`, stands.
pub(super) fn columns_of(text: &[u8], layout: &Layout, places: &[usize]) -> Vec<Option<String>> {
    let mut found = vec![None; places.len()];
    let start = layout.rows.first().map_or(0, |row| row.start);
    let (mut next, mut record) = (places.partition_point(|&place| place < start), 0);
    let column = |record: usize, place: usize| {
        let mut column = 0;
        each_record(&text[start + record..place], layout.delimiter, |_, fields| {
            column = fields.len() - 1;
            ControlFlow::Continue(())
        });
        layout.headings.get(column).filter(|heading| !heading.is_empty()).cloned()
    };
    each_record(&text[start..], layout.delimiter, |record_start, _| {
        while next < places.len() && start + record_start > places[next] {
            found[next] = column(record, places[next]);
            next += 1;
        }
        record = record_start;
        if next < places.len() { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    });
    for (found, &place) in found.iter_mut().zip(places).skip(next) {
        *found = column(record, place);
    }
    found
}

fn hits(row: &Row, known: &[&str]) -> usize {
    if known.is_empty() {
        return 0;
    }
    let fields: HashSet<String> = row.fields.iter().map(|field| tidy(field)).collect();
    known.iter().filter(|heading| fields.contains(**heading)).count()
}

fn filled(row: &Row) -> usize {
    row.fields.iter().filter(|field| !field.trim().is_empty()).count()
}

/// `sep=;` as Excel writes and reads it, and the byte after its line.
fn separator_line(text: &str) -> Option<(u8, usize)> {
    let end = text.find(['\n', '\r'])?;
    let line = text[..end].trim_matches('"');
    let delimiter =
        line.get(..4).filter(|word| word.eq_ignore_ascii_case("sep=")).and(line.as_bytes().get(4))?;
    let rest = line.len() == 5 || line.as_bytes()[5..].iter().all(|byte| byte == delimiter);
    let after = end + text[end..].bytes().take_while(|byte| matches!(byte, b'\n' | b'\r')).count();
    rest.then_some((*delimiter, after))
}

/// The head of a text, cut at a line end where it is cut at all.
fn head(text: &str) -> &str {
    if text.len() <= SAMPLE {
        return text;
    }
    let end = (0..=SAMPLE).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0);
    text[..end].rfind(['\n', '\r']).map_or(&text[..end], |at| &text[..=at])
}

fn rows(sample: &str, delimiter: u8) -> Vec<Row> {
    let mut rows = Vec::new();
    each_record(sample.as_bytes(), delimiter, |start, record| {
        if rows.len() < 200 {
            let fields = record.fields().map(|field| String::from_utf8_lossy(field).into_owned()).collect();
            let blank = sample[start..].bytes().take_while(|byte| matches!(byte, b'\n' | b'\r')).count();
            rows.push(Row { start: start + blank, fields });
            ControlFlow::Continue(())
        } else {
            ControlFlow::Break(())
        }
    });
    rows
}

/// The byte after record `at`, for a sample that ends with it.
fn end_of(text: &str, delimiter: u8, at: usize) -> usize {
    let (mut n, mut end) = (0, text.len());
    each_record(text.as_bytes(), delimiter, |start, _| {
        n += 1;
        if n <= at + 1 {
            return ControlFlow::Continue(());
        }
        end = start;
        ControlFlow::Break(())
    });
    end
}

/// The most common number of fields; the larger of two that are as common.
fn usual_width(rows: &[Row]) -> usize {
    let mut counts = std::collections::BTreeMap::new();
    for row in rows {
        *counts.entry(row.fields.len()).or_insert(0_usize) += 1;
    }
    counts.into_iter().max_by_key(|&(width, n)| (n, width)).map_or(0, |(width, _)| width)
}

fn guess(sample: &str, known: &[&str]) -> u8 {
    let mut best: Option<(f64, u8)> = None;
    for delimiter in CANDIDATES {
        let score = score(sample, delimiter, known);
        if score > best.map_or(0.0, |(best, _)| best) {
            best = Some((score, delimiter));
        }
    }
    // One column: any delimiter will do that no value holds.
    let free = || CANDIDATES.into_iter().find(|byte| !sample.as_bytes().contains(byte));
    best.map(|(_, delimiter)| delimiter).or_else(free).unwrap_or(b',')
}

/// How well a delimiter cuts the sample: evenness times the width, less for titles and for quotes that
/// close in the middle of a field; 0 for one column.
fn score(sample: &str, delimiter: u8, known: &[&str]) -> f64 {
    let rows = rows(sample, delimiter);
    let width = usual_width(&rows);
    if width < 2 {
        return 0.0;
    }
    let even = rows.iter().filter(|row| row.fields.len() == width).count() as f64 / rows.len() as f64;
    let at = heading_row(&rows, known).unwrap_or(0);
    let titles = if at > 0 { 0.5 } else { 1.0 };
    let found = if known.is_empty() { 0.0 } else { hits(&rows[at], known) as f64 / known.len() as f64 };
    even * titles * (1.0 - broken_quotes(sample, delimiter)) * (1.0 + width as f64).ln() + 10.0 * found
}

/// The share of closing quotes that are followed by something else than a delimiter or line end.
fn broken_quotes(sample: &str, delimiter: u8) -> f64 {
    let bytes = sample.as_bytes();
    let edge = |byte: &u8| *byte == delimiter || matches!(byte, b'\n' | b'\r');
    let (mut n_closed, mut n_broken) = (0_usize, 0_usize);
    let mut at = 0;
    while let Some(found) = memchr::memchr(b'"', &bytes[at..]) {
        let opened = at + found;
        at = opened + 1;
        if opened > 0 && !edge(&bytes[opened - 1]) {
            continue;
        }
        while let Some(found) = memchr::memchr(b'"', &bytes[at..]) {
            at += found + 1;
            match bytes.get(at) {
                Some(b'"') => at += 1,
                next => {
                    n_closed += 1;
                    n_broken += usize::from(next.is_some_and(|byte| !edge(byte)));
                    break;
                }
            }
        }
    }
    if n_closed == 0 { 0.0 } else { n_broken as f64 / n_closed as f64 }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn delimiter(text: &str) -> char {
        char::from(layout(text, None, &[]).unwrap().delimiter)
    }

    #[test]
    fn the_delimiter_that_cuts_evenly_wins() {
        assert_eq!(delimiter("a;b\n3,5;4,1\n2,0;1,5\n"), ';');
        assert_eq!(delimiter("a,b\n\"x;y;z\",1\n\"p;q;r\",2\n"), ',');
        assert_eq!(delimiter("a\tb\n1,5\t2\n"), '\t');
        assert_eq!(delimiter("a|b|c\n1|2|3\n"), '|');
        assert_eq!(delimiter("k,waarde\n1,a|b|c|d|e\n2,a|b|c|d|e\n3,a|b|c|d|e\n"), ',');
        assert_eq!(delimiter("\"a\";\"b, c\"\n\"1\";\"x, y\"\n\"2\";\"p, q\"\n"), ';');
    }

    #[test]
    fn a_separator_line_decides_and_is_no_data() {
        let layout = layout("sep=;\r\na;b\r\n1;2\r\n", None, &[]).unwrap();
        assert_eq!((layout.delimiter, layout.headings, layout.line), (b';', vec!["a".into(), "b".into()], 2));
    }

    #[test]
    fn titles_above_the_headings_are_not_headings() {
        let text = "Instroom per opleiding;;\n\nPeildatum 1 oktober;;\njaar;opleiding;aantal\n2023;x;5\n";
        let layout = layout(text, None, &[]).unwrap();
        assert_eq!(layout.headings, ["jaar", "opleiding", "aantal"]);
        assert_eq!((layout.line, &layout.titles), (4, &vec![1, 3]));
        assert_eq!(&text[layout.start(text, 0)..], "2023;x;5\n");
    }

    #[test]
    fn known_headings_say_where_the_headings_are() {
        let text = "x;y;z\nQ1;Q2;Q3\n1;2;3\n";
        assert_eq!(layout(text, None, &["Q1", "Q3"]).unwrap().line, 2);
        assert_eq!(layout(text, None, &["Q7", "Q8", "Q9"]).unwrap().line, 1);
    }

    #[test]
    fn headings_alone_are_a_table_without_rows() {
        let found = layout("a;b\n", None, &[]).unwrap();
        assert_eq!((found.headings.len(), found.start("a;b\n", 0)), (2, 4));
        assert_eq!(layout("", None, &[]), None);
    }

    #[test]
    fn doubles_get_a_number_and_empty_headings_their_place() {
        let mut faults = Vec::new();
        let headings = ["a", "", "a"].map(str::to_owned);
        assert_eq!(name_columns(&headings, &["a"], 1, "f", &mut faults), ["a", "kolom 2", "a (2)"]);
        assert_eq!((faults.len(), faults[0].severity), (1, Severity::Repaired));
    }
}
