//! Lines of which each field has its place, such as DUO's 1cijferHO (`.asc`), into the same table as text.
//!
//! The layout comes with the file (`layout`); a line of another length is left out and told. Codes get their
//! names in the codebook. Fields that nobody asked for, BSN and onderwijsnummer among them, are never kept.

use encoding_rs::WINDOWS_1252;

use crate::codebook::{Codebook, Label, folded};
use crate::model::{Fault, FaultKind, Role, Severity, Text};

use super::block::Builder;
use super::code_list::add_lists;
use super::columns::mapped;
use super::files::Files;
use super::layout::{Layout, check, layouts, no_table};
use super::reader::TableReader;
use super::table::{Format, Kind, Table};
use super::tally::Tally;
use super::values::{Complaint, is_administrative, tell};

/// Adds the lines of `bytes` to `reader`.
pub(super) fn read(
    reader: &mut TableReader,
    file: &str,
    bytes: &[u8],
    layout: &Layout,
    keep: &dyn Fn(&str, Option<&str>) -> Kind,
) -> Format {
    let headings: Vec<String> = layout.fields.iter().map(|field| field.name.clone()).collect();
    let is_utf_8 = std::str::from_utf8(bytes).is_ok();
    let encoding = if is_utf_8 { "utf-8" } else { "windows-1252" }.to_owned();
    let places = reader.places(&headings, &[], keep);
    let mut builder = Builder::new(&reader.keeps(&places));
    let mut lengths = Lengths::new(file, layout.width());
    let mut lines = Vec::new();
    let (mut fields, mut ends) = (String::new(), Vec::new());
    let mut n_lines = 0;
    for line in bytes.split(|byte| *byte == b'\n') {
        n_lines += 1;
        let line = line.strip_suffix(b"\r").unwrap_or(line);
        // A file of DOS may end in a byte 26.
        if line.is_empty() || line == [0x1A] {
            continue;
        }
        let line = if is_utf_8 {
            String::from_utf8_lossy(line)
        } else {
            WINDOWS_1252.decode_without_bom_handling(line).0
        };
        if !lengths.fits(&line, n_lines) {
            continue;
        }
        fields.clear();
        ends.clear();
        for field in &layout.fields {
            fields.push_str(part(&line, field.start, field.width).trim());
            ends.push(fields.len());
        }
        builder.push(fields.as_bytes(), &ends);
        lines.push(u32::try_from(n_lines - 1).unwrap_or(u32::MAX));
    }
    if let Some(refused) = lengths.finish(reader) {
        reader.tell(refused);
        return Format { encoding, ..Format::default() };
    }
    reader.block(file, 1, &headings, &builder.with_lines(n_lines, &lines), &places);
    Format { encoding, headings, ..Format::default() }
}

/// Returns the characters of a line from `start` on.
fn part(line: &str, start: usize, width: usize) -> &str {
    if line.is_ascii() {
        return line.get(start..start + width).unwrap_or_default();
    }
    let mut places = line.char_indices().map(|(at, _)| at).chain(std::iter::once(line.len())).skip(start);
    let from = places.next().unwrap_or(line.len());
    let to = places.nth(width.saturating_sub(1)).unwrap_or(line.len());
    &line[from..to]
}

/// Which lines have another length than the layout.
struct Lengths<'a> {
    file: &'a str,
    width: usize,
    right: u64,
    wrong: u64,
    /// The length of the first wrong line, while all wrong ones have it.
    same: Option<usize>,
    tally: Tally,
}

impl<'a> Lengths<'a> {
    fn new(file: &'a str, width: usize) -> Self {
        Self { file, width, right: 0, wrong: 0, same: None, tally: Tally::new(file) }
    }

    fn fits(&mut self, line: &str, number: u64) -> bool {
        let length = if line.is_ascii() { line.len() } else { line.chars().count() };
        // Spaces after the last field say nothing.
        if length == self.width || length > self.width && part(line, self.width, length).trim().is_empty() {
            self.right += 1;
            return true;
        }
        if self.wrong == 0 {
            self.same = Some(length);
        }
        self.same = self.same.filter(|same| *same == length);
        self.wrong += 1;
        let width = self.width;
        self.tally.add(
            self.fault(
                Severity::Repaired,
                Text::new(
                    format!("regel van {length} tekens waar de beschrijving er {width} heeft; weggelaten"),
                    format!("line of {length} characters where the description has {width}; left out"),
                ),
            )
            .at_line(number),
        );
        false
    }

    /// Tells the wrong lines; returns the one fault that stands for them where most are wrong.
    fn finish(self, reader: &mut TableReader) -> Option<Fault> {
        if self.wrong > self.right {
            let width = self.width;
            let (nl, en) = match self.same {
                Some(length) => {
                    (format!("elke regel telt {length} tekens"), format!("each line has {length} characters"))
                }
                None => (
                    "de meeste regels hebben een andere lengte".to_owned(),
                    "most lines have another length".to_owned(),
                ),
            };
            let message = Text::new(
                format!("{nl}; de beschrijving heeft er {width}"),
                format!("{en}; the description has {width}"),
            );
            return Some(self.fault(Severity::Refused, message));
        }
        let mut faults = Vec::new();
        self.tally.finish(&mut faults);
        faults.into_iter().for_each(|fault| reader.tell(fault));
        None
    }

    fn fault(&self, severity: Severity, message: Text) -> Fault {
        Fault::in_file(
            severity,
            FaultKind::Layout,
            self.file,
            message,
            Text::new(
                "gebruik de beschrijving die DUO bij dit bestand leverde, en bewaar het bestand niet opnieuw",
                "use the description that DUO gave with this file, and do not save the file again",
            ),
        )
    }
}

/// Returns the layout in the description `name`, with the lists of codes beside it; or what is wrong with it.
pub(super) fn described(files: &Files, name: &str) -> Result<Layout, Vec<Fault>> {
    let text = files.published(name).map_err(|fault| vec![*fault])?;
    let mut found = layouts(&text);
    found.sort_by_key(|layout| std::cmp::Reverse(layout.fields.len()));
    let Some(mut layout) = found.into_iter().next() else { return Err(vec![no_table(name)]) };
    let faults = check(&layout, name);
    if !faults.is_empty() {
        return Err(faults);
    }
    let folder = name.rfind('/').map_or("", |at| &name[..=at]);
    for lists in files.names(&format!("{folder}*.txt")).iter().filter(|other| *other != name) {
        if let Ok(text) = files.published(lists) {
            add_lists(&mut layout, &text, &|list| files.published(&format!("{folder}{list}")).ok());
        }
    }
    Ok(layout)
}

/// Returns the description beside a single file of fixed places, with its name; or why there is none.
///
/// `None` where the file is no such file. Beside it is any `.txt` whose fields take up exactly a line.
pub(super) fn beside(
    files: &Files,
    file: &str,
    bytes: &[u8],
) -> Option<Result<(String, Layout), Vec<Fault>>> {
    let width = fixed_width(bytes);
    if width.is_none() && !file.to_lowercase().ends_with(".asc") {
        return None;
    }
    for name in files.names("*.txt") {
        let Ok(text) = files.published(&name) else { continue };
        let described_here = layouts(&text);
        for layout in &described_here {
            if layout.title == file && !layout.decodes.is_empty() {
                return Some(Err(vec![code_list(file, &name)]));
            }
        }
        // A description of lists of codes holds many small tables; a line is described by the largest.
        let largest = described_here.iter().max_by_key(|layout| layout.fields.len());
        if largest.is_some_and(|layout| layout.decodes.is_empty() && width == Some(layout.width())) {
            return Some(described(files, &name).map(|layout| (name, layout)));
        }
    }
    width.map(|width| Err(vec![undescribed(file, width)]))
}

/// Returns the number of characters of every line, where all have as many and none has a delimiter.
fn fixed_width(bytes: &[u8]) -> Option<usize> {
    let lines: Vec<&[u8]> = bytes
        .split(|byte| *byte == b'\n')
        .map(|line| line.strip_suffix(b"\r").unwrap_or(line))
        .filter(|line| !line.is_empty() && *line != [0x1A])
        .take(500)
        .collect();
    let length = |line: &[u8]| std::str::from_utf8(line).map_or(line.len(), |text| text.chars().count());
    // One line of another length is a fault of a line, not another kind of file.
    let mut lengths: Vec<usize> = lines.iter().map(|line| length(line)).collect();
    lengths.sort_unstable();
    let middle = *lengths.get(lengths.len() / 2)?;
    let same = lengths.iter().filter(|length| **length == middle).count();
    let delimited = lines.iter().filter(|line| memchr::memchr3(b';', b'\t', b'|', line).is_some()).count();
    let commas = lines.iter().filter(|line| memchr::memchr(b',', line).is_some()).count();
    let fits = lines.len() > 1 && middle >= 20 && same * 10 >= lines.len() * 9;
    (fits && delimited * 10 < lines.len() && commas * 2 < lines.len()).then_some(middle)
}

/// Gives the columns of a codebook the names of their codes, where it has none of its own.
///
/// A codebook for the `_enriched` form, which writes `actuele_instelling`, serves this form too.
pub(super) fn label(codebook: &mut Codebook, layout: &Layout) {
    for column in &mut codebook.columns {
        let names: Vec<String> =
            std::iter::once(&column.heading).chain(&column.aliases).map(|name| plain(name)).collect();
        let Some(field) = layout.fields.iter().find(|field| names.contains(&plain(&field.name))) else {
            continue;
        };
        if folded(&field.name) != folded(&column.heading) {
            column.aliases.push(field.name.clone());
        }
        let has_names =
            column.role.is_grouping() || matches!(column.role, Role::MainEnrolment | Role::Outcome);
        if !has_names
            || matches!(column.role, Role::Year | Role::Cohort)
            || !column.labels.is_empty()
            || !column.bands.is_empty()
        {
            continue;
        }
        for code in &field.codes {
            let is_unknown = folded(&code.label).starts_with("onbekend");
            if is_unknown && column.role.is_demographic() {
                column.not_stated.push(code.code.clone());
            }
            column.labels.push(Label {
                raw: code.code.clone(),
                text: Text::same(code.label.clone()),
                also: Vec::new(),
            });
        }
    }
}

/// Tells codes that neither the description nor its lists know, in columns where a new value is a new group.
pub(super) fn tell_unknown(table: &Table, codebook: &Codebook, layout: &Layout, faults: &mut Vec<Fault>) {
    for column in mapped(table, codebook) {
        let Some(coded) = column.coded().filter(|_| is_administrative(column.meaning.role)) else { continue };
        let Some(field) = layout.fields.iter().find(|field| field.name == column.heading) else { continue };
        if field.codes.is_empty() {
            continue;
        }
        let known = |value: &str| {
            column.meaning.is_missing(value) || field.codes.iter().any(|code| code.code == value)
        };
        let complaints: Vec<Option<Complaint>> =
            coded.values.iter().map(|value| (!known(value)).then(unknown_code)).collect();
        tell(table, column.heading, coded, &complaints, faults);
    }
}

fn unknown_code() -> Complaint {
    Complaint::repaired(
        FaultKind::UnknownLabel,
        Text::new(
            "code die de beschrijving en de codelijsten niet kennen; het verslag toont de code",
            "code that the description and the lists of codes do not know; the report shows the code",
        ),
        Text::new(
            "gebruik de codelijsten van hetzelfde jaar, of zet de code bij `labels`",
            "use the lists of codes of the same year, or add the code to `labels`",
        ),
    )
}

fn code_list(file: &str, description: &str) -> Fault {
    Fault::in_file(
        Severity::Refused,
        FaultKind::Layout,
        file,
        Text::new(
            format!("lijst van codes volgens {description}, zelf geen gegevens"),
            format!("list of codes by {description}, no data itself"),
        ),
        Text::new(
            "laat haar naast het bestand staan: de namen van codes komen er vanzelf uit",
            "leave it beside the file: the names of codes are taken from it",
        ),
    )
}

fn undescribed(file: &str, width: usize) -> Fault {
    Fault::in_file(
        Severity::Refused,
        FaultKind::Layout,
        file,
        Text::new(
            format!("regels van {width} tekens zonder scheidingsteken: elk veld heeft een vaste plaats"),
            format!("lines of {width} characters without a delimiter: each field has a fixed place"),
        ),
        Text::new(
            format!(
                "zet de bestandsbeschrijving van DUO ernaast (een .txt met velden van samen {width} posities), of noem haar bij `layout` in scan.toml"
            ),
            format!(
                "put the description by DUO beside it (a .txt with fields of {width} positions together), or name it at `layout` in scan.toml"
            ),
        ),
    )
}

/// Letters and digits only, without accents: `Hoogste vooropleiding vóór het HO` is `hoogste_vooropleiding_voor_het_ho`.
fn plain(name: &str) -> String {
    use unicode_normalization::UnicodeNormalization as _;
    name.nfd().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}
