//! TOML read key by key: the line of every value, every fault at once, and a named neighbour for a wrong key.
//!
//! A key becomes known by being asked for, so no second list of keys can go stale. Leaves out what any key
//! means: `codebook`, `instrument` and `scan` say that.

use toml::de::{DeTable, DeValue};

use crate::model::{Fault, FaultKind, Severity, Text};

/// Where something stands: its line and its dotted key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Place {
    pub(crate) line: u64,
    pub(crate) key: String,
}

/// A value and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Found<T> {
    pub(crate) value: T,
    pub(crate) place: Place,
}

/// The faults so far, and the file they are about.
#[derive(Debug)]
pub(crate) struct Reading<'t> {
    file: &'t str,
    text: &'t str,
    /// Where each line ends, in bytes.
    line_ends: Vec<usize>,
    faults: Vec<Fault>,
}

/// A key with a value that nobody has interpreted yet.
#[derive(Debug, Clone)]
pub(crate) struct Entry<'t> {
    pub(crate) key: &'t str,
    pub(crate) place: Place,
    span: std::ops::Range<usize>,
    pub(super) value: &'t DeValue<'t>,
}

/// A table whose keys are asked for one by one; [`Section::finish`] reports the rest.
#[derive(Debug)]
pub(crate) struct Section<'t> {
    pub(crate) place: Place,
    pub(super) entries: Vec<Entry<'t>>,
    pub(super) known: Vec<&'static str>,
}

/// Reads `text` with `build`, and returns what it made or every fault, in the order of the lines.
///
/// After a fault of syntax the rest is not interpreted: half a table gives false faults.
pub(crate) fn read<T>(
    file: &str,
    text: &str,
    build: impl FnOnce(&mut Section<'_>, &mut Reading<'_>) -> T,
) -> Result<T, Vec<Fault>> {
    // Windows editors put a byte-order mark in front; TOML does not know it.
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let line_ends = text.match_indices('\n').map(|(at, _)| at).collect();
    let mut reading = Reading { file, text, line_ends, faults: Vec::new() };
    let (document, errors) = DeTable::parse_recoverable(text);
    if !errors.is_empty() {
        for error in &errors {
            let line = reading.line(error.span().map_or(0, |span| span.start));
            let (message, hint) = syntax(error.message());
            let fault = Fault::in_file(Severity::Refused, FaultKind::Configuration, file, message, hint);
            reading.faults.push(fault.at_line(line));
        }
        return Err(reading.faults);
    }
    let place = Place { line: 1, key: String::new() };
    let mut root = reading.section(place, document.get_ref());
    let made = build(&mut root, &mut reading);
    root.finish(&mut reading);
    if reading.faults.is_empty() {
        return Ok(made);
    }
    // Stable: faults of one line keep the order in which its keys were asked for.
    reading.faults.sort_by_key(|fault| fault.line);
    Err(reading.faults)
}

/// Returns the word of `known` that looks most like `word`, or `None` of an empty list.
pub(crate) fn nearest<'k>(word: &str, known: impl IntoIterator<Item = &'k str>) -> Option<&'k str> {
    let word = word.to_lowercase();
    let mut best: Option<(&str, f64)> = None;
    for candidate in known {
        let likeness = strsim::normalized_damerau_levenshtein(&word, &candidate.to_lowercase());
        if best.is_none_or(|(_, so_far)| likeness > so_far) {
            best = Some((candidate, likeness));
        }
    }
    best.map(|(candidate, _)| candidate)
}

impl<'t> Reading<'t> {
    /// Notes a fault at `place` that refuses the file.
    pub(crate) fn refuse(&mut self, place: &Place, value: Option<&str>, message: Text, hint: Text) {
        let mut fault = Fault::in_file(Severity::Refused, FaultKind::Configuration, self.file, message, hint)
            .at_line(place.line);
        if !place.key.is_empty() {
            fault = fault.in_column(place.key.clone());
        }
        if let Some(value) = value {
            fault = fault.with_value(value);
        }
        self.faults.push(fault);
    }

    /// Notes that `word` is none of `known`, and names the nearest.
    pub(crate) fn refuse_word(&mut self, place: &Place, word: &str, what: &Text, known: &[&str]) {
        let hint = match nearest(word, known.iter().copied()) {
            Some(near) => {
                let mut all = known.to_vec();
                all.dedup();
                let all = all.join(", ");
                Text::new(
                    format!("bedoel je `{near}`? mogelijk: {all}"),
                    format!("did you mean `{near}`? possible: {all}"),
                )
            }
            None => Text::new("er is er nog geen: voeg het toe", "there is none yet: add it"),
        };
        let message = Text::new(format!("{} is niet bekend", what.nl), format!("{} is not known", what.en));
        self.refuse(place, Some(word), message, hint);
    }

    pub(super) fn line(&self, offset: usize) -> u64 {
        1 + self.line_ends.partition_point(|end| *end < offset) as u64
    }

    pub(super) fn section<'v>(&self, place: Place, table: &'v DeTable<'v>) -> Section<'v> {
        let mut entries: Vec<Entry<'v>> = table
            .iter()
            .map(|(key, value)| Entry {
                key: key.get_ref().as_ref(),
                place: Place {
                    line: self.line(key.span().start),
                    key: joined(&place.key, key.get_ref().as_ref()),
                },
                span: value.span(),
                value: value.get_ref(),
            })
            .collect();
        // The map sorts by key; the order of the file is the order of reports.
        entries.sort_by_key(|entry| (entry.place.line, entry.span.start));
        Section { place, entries, known: Vec::new() }
    }

    /// Notes that the value of `entry` is of another kind than expected.
    pub(crate) fn refuse_type(&mut self, entry: &Entry<'_>, expected: &Text, example: &str) {
        let written: String = self.text.get(entry.span.clone()).unwrap_or("").chars().take(60).collect();
        let value = entry.value.as_str().map_or(written, str::to_owned);
        let key = entry.key;
        self.refuse(
            &entry.place,
            Some(&value),
            Text::new(format!("hier hoort {}", expected.nl), format!("expected {}", expected.en)),
            Text::new(format!("schrijf `{key} = {example}`"), format!("write `{key} = {example}`")),
        );
    }

    /// Returns the text of an entry; anything else is a fault.
    pub(crate) fn string(&mut self, entry: &Entry<'_>) -> Option<Found<String>> {
        match entry.value.as_str() {
            Some(text) => Some(Found { value: text.to_owned(), place: entry.place.clone() }),
            None => {
                self.refuse_type(entry, &Text::new("een tekst", "text"), "\"…\"");
                None
            }
        }
    }

    /// Returns the texts of a list, or the one text that stands in its place.
    ///
    /// A whole number stands for its digits: `missing = [99]` and `round = 2026` have one meaning only.
    pub(crate) fn strings(&mut self, entry: &Entry<'_>) -> Option<Found<Vec<String>>> {
        let texts: Option<Vec<String>> = match entry.value {
            DeValue::Array(array) => array.iter().map(|value| word_of(value.get_ref())).collect(),
            value => word_of(value).map(|text| vec![text]),
        };
        if texts.is_none() {
            self.refuse_type(entry, &Text::new("een lijst van teksten", "a list of texts"), "[\"…\"]");
        }
        texts.map(|value| Found { value, place: entry.place.clone() })
    }

    /// Returns the number of an entry, written with or without a decimal point.
    pub(crate) fn number(&mut self, entry: &Entry<'_>) -> Option<Found<f64>> {
        let number = number_of(entry.value);
        if number.is_none() {
            self.refuse_type(entry, &Text::new("een getal", "a number"), "1");
        }
        number.map(|value| Found { value, place: entry.place.clone() })
    }

    /// Returns the numbers of a list.
    pub(crate) fn numbers(&mut self, entry: &Entry<'_>) -> Option<Found<Vec<f64>>> {
        let numbers: Option<Vec<f64>> = match entry.value {
            DeValue::Array(array) => array.iter().map(|value| number_of(value.get_ref())).collect(),
            _ => None,
        };
        if numbers.is_none() {
            self.refuse_type(entry, &Text::new("een lijst van getallen", "a list of numbers"), "[1, 5]");
        }
        numbers.map(|value| Found { value, place: entry.place.clone() })
    }

    /// Returns the table of an entry.
    pub(crate) fn table<'v>(&mut self, entry: &Entry<'v>) -> Option<Section<'v>> {
        match entry.value {
            DeValue::Table(table) => Some(self.section(entry.place.clone(), table)),
            _ => {
                self.refuse_type(entry, &Text::new("een tabel", "a table"), "{ … }");
                None
            }
        }
    }

    /// Returns a text in two languages, from `"…"` or `{ nl = "…", en = "…" }`; one language serves for both.
    pub(crate) fn text(&mut self, entry: &Entry<'_>) -> Option<Text> {
        if let Some(text) = entry.value.as_str() {
            return Some(Text::same(text));
        }
        let DeValue::Table(table) = entry.value else {
            let expected = Text::new("een tekst, of een tekst per taal", "text, or text per language");
            self.refuse_type(entry, &expected, "{ nl = \"…\", en = \"…\" }");
            return None;
        };
        let mut section = self.section(entry.place.clone(), table);
        let text = section.languages(self);
        section.finish(self);
        text
    }
}

impl Entry<'_> {
    /// Returns the text, where the value is one.
    pub(crate) fn as_str(&self) -> Option<&str> {
        self.value.as_str()
    }

    /// Returns whether the value is a table.
    pub(crate) fn is_table(&self) -> bool {
        self.value.is_table()
    }
}

/// The two mistakes that people make most have words of their own.
fn syntax(message: &str) -> (Text, Text) {
    if message.starts_with("duplicate key") {
        let what = Text::new("deze sleutel staat er al", "this key is there already");
        return (what, Text::new("haal een van beide weg", "remove one of them"));
    }
    if message.starts_with("string values must be quoted") {
        let what = Text::new("tekst zonder aanhalingstekens", "text without quotes");
        return (what, Text::new("schrijf `sleutel = \"tekst\"`", "write `key = \"text\"`"));
    }
    let what = Text::new(format!("geen geldige TOML: {message}"), format!("not valid TOML: {message}"));
    (what, Text::new("een regel is `sleutel = waarde`", "a line is `key = value`"))
}

fn joined(path: &str, key: &str) -> String {
    if path.is_empty() { key.to_owned() } else { format!("{path}.{key}") }
}

fn number_of(value: &DeValue<'_>) -> Option<f64> {
    match value {
        DeValue::Integer(_) => whole_of(value).map(f64::from).or_else(|| signed_of(value)),
        DeValue::Float(float) => float.as_str().parse().ok().filter(|number: &f64| number.is_finite()),
        _ => None,
    }
}

fn word_of(value: &DeValue<'_>) -> Option<String> {
    match value {
        DeValue::String(text) => Some(text.to_string()),
        DeValue::Integer(integer) if integer.radix() == 10 => Some(integer.as_str().to_owned()),
        _ => None,
    }
}

pub(super) fn whole_of(value: &DeValue<'_>) -> Option<u32> {
    let integer = value.as_integer()?;
    u32::from_str_radix(integer.as_str(), integer.radix()).ok()
}

fn signed_of(value: &DeValue<'_>) -> Option<f64> {
    let integer = value.as_integer()?;
    i32::from_str_radix(integer.as_str(), integer.radix()).ok().map(f64::from)
}
