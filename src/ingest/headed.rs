//! Tables with fixed headings of our own, such as agreements and themes: read, checked for headings, and asked row by row.
//!
//! Leaves out what a row means.

use crate::model::{Fault, FaultKind, Severity, SourceKind, Text, Theme};
use crate::scan::SourceFile;

use super::examine::InputFile;
use super::files::Files;
use super::opened::opened;
use super::reader::TableReader;
use super::table::{Kind, Reading, Table};
use super::tabled::add;

/// The words for the aspects of VHTO.
const ASPECTS: [(&str, Theme); 6] = [
    ("individuele studenten", Theme::Students),
    ("leeromgeving", Theme::Learning),
    ("werkomgeving", Theme::Work),
    ("maatschappij", Theme::Society),
    ("maatschappelijke omgeving", Theme::Society),
    ("meisjes", Theme::Students),
];

/// Which headings a table has.
pub(super) struct Headings<'h> {
    /// What the table is a list of.
    pub(super) kind: SourceKind,
    /// Every heading that is read.
    pub(super) known: &'h [&'h str],
    /// Those that must be there.
    pub(super) needed: &'h [&'h str],
    /// What the table is called: `de afspraken`.
    pub(super) called: Text,
}

/// Reads the files of a source; `None` where a heading that must be there is not, which is told.
pub(super) fn headed(
    files: &Files,
    source: &SourceFile,
    headings: &Headings<'_>,
    inputs: &mut Vec<InputFile>,
    faults: &mut Vec<Fault>,
) -> Option<Table> {
    let reading = Reading {
        encoding: source.encoding.clone(),
        delimiter: source.delimiter.and_then(|delimiter| u8::try_from(delimiter).ok()),
        sheet: source.sheet.clone(),
        known: headings.known.iter().map(|heading| (*heading).to_owned()).collect(),
        ..Reading::default()
    };
    let mut reader = TableReader::new();
    let mut names = Vec::new();
    for (name, input) in opened(files, source, faults).files {
        let before = reader.rows();
        let format = add(&mut reader, &name, &input, &reading, &|_, _| Kind::Values);
        let rows = reader.rows() - before;
        inputs.push(InputFile::new(&name, headings.kind, input.sha256, rows, &format));
        names.push(name);
    }
    let outcome = reader.finish();
    faults.extend(outcome.faults);
    let table = outcome.table;
    let name = names.first().map_or("", String::as_str);
    let lacking: Vec<&&str> =
        headings.needed.iter().filter(|heading| table.place(heading).is_none()).collect();
    faults.extend(lacking.iter().map(|heading| missing(name, heading, headings)));
    if !lacking.is_empty() {
        return None;
    }
    for column in &table.columns {
        if !headings.known.contains(&column.heading.as_str()) {
            faults.push(unknown(name, &column.heading, headings));
        }
    }
    Some(table)
}

/// A row of the table.
pub(super) struct Line<'t> {
    pub(super) table: &'t Table,
    pub(super) row: usize,
}

impl<'t> Line<'t> {
    /// Returns the value under a heading; `None` where it is empty or there is no such heading.
    pub(super) fn get(&self, heading: &str) -> Option<&'t str> {
        let value = self.table.value(self.row, self.table.place(heading)?)?.trim();
        (!value.is_empty()).then_some(value)
    }

    /// Returns a text with its English form beside it, where there is one.
    pub(super) fn text(&self, heading: &str) -> Option<Text> {
        let nl = self.get(heading)?;
        Some(Text::new(nl, self.get(&format!("{heading}_en")).unwrap_or(nl)))
    }

    /// Returns a fault at the line of this row, with its value.
    pub(super) fn fault(&self, severity: Severity, heading: &str, message: Text, hint: Text) -> Fault {
        let at = self.table.position(self.row);
        let fault =
            Fault::in_file(severity, FaultKind::UnknownLabel, at.file, message, hint).at_line(at.line);
        let fault = fault.in_column(heading);
        match self.get(heading) {
            Some(value) => fault.with_value(value),
            None => fault,
        }
    }

    /// Returns the aspect of VHTO under the heading `aspect`; `None` where it names none of the four.
    pub(super) fn named_aspect(&self) -> Option<Theme> {
        let word = self.get("aspect")?.to_lowercase();
        ASPECTS.iter().find(|(known, _)| *known == word).map(|(_, aspect)| *aspect)
    }

    /// Returns the aspect of VHTO under the heading `aspect`; leeromgeving, told, where it names none of the four.
    pub(super) fn aspect(&self, faults: &mut Vec<Fault>) -> Theme {
        let aspect = self.named_aspect();
        if aspect.is_none() {
            faults.push(self.fault(
                Severity::Repaired,
                "aspect",
                Text::new(
                    "geen van de vier aspecten; gelezen als leeromgeving",
                    "none of the four aspects; read as leeromgeving",
                ),
                Text::new(
                    "schrijf individuele studenten, leeromgeving, werkomgeving of maatschappij",
                    "write individuele studenten, leeromgeving, werkomgeving or maatschappij",
                ),
            ));
        }
        aspect.unwrap_or(Theme::Learning)
    }
}

fn missing(file: &str, heading: &str, headings: &Headings<'_>) -> Fault {
    let called = &headings.called;
    let needed = headings.needed;
    let (last, first) = needed.split_last().unwrap_or((&"", &[]));
    Fault::in_file(
        Severity::Refused,
        FaultKind::MissingColumn,
        file,
        Text::new(
            format!("deze kolom ontbreekt in {}", called.nl),
            format!("this column is missing in {}", called.en),
        ),
        Text::new(
            format!("begin bij de kolommen {} en {last}", first.join(", ")),
            format!("begin with the columns {} and {last}", first.join(", ")),
        ),
    )
    .in_column(heading)
}

fn unknown(file: &str, heading: &str, headings: &Headings<'_>) -> Fault {
    let called = &headings.called;
    Fault::in_file(
        Severity::Note,
        FaultKind::Heading,
        file,
        Text::new(
            format!("deze kolom van {} wordt niet gelezen", called.nl),
            format!("this column of {} is not read", called.en),
        ),
        Text::new(
            "de namen van de kolommen staan in docs/genderscan.md",
            "the names of the columns are in docs/genderscan.md",
        ),
    )
    .in_column(heading)
}
