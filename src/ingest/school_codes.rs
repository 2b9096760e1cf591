//! Codes instead of the names of schools, for `names = "codes"`; who is who stays with the person who runs the scan.
//!
//! Codes are in no order of name or result. File names in faults and the manifest are coded too. Leaves out where
//! the key is kept: `cli` writes it beside the reports, never in them.

use std::collections::BTreeMap;

use sha2::{Digest as _, Sha256};

use crate::model::{Column, Counts, Dataset, Fault, FaultKind, MISSING, Role, Severity, SourceData, Text};
use crate::scan::{Names, Scan};

use super::examine::InputFile;

/// A school and its code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SchoolCode {
    /// The code in the reports.
    pub code: String,
    /// The school as the file writes it.
    pub raw: String,
    /// Its name, where the codebook gives one; else as the file writes it.
    pub name: String,
}

/// Everything in which schools are named.
pub(super) struct Named<'a> {
    pub(super) dataset: &'a mut Dataset,
    pub(super) frame: &'a mut Option<Counts>,
    pub(super) inputs: &'a mut [InputFile],
    pub(super) faults: &'a mut Vec<Fault>,
    pub(super) texts: &'a mut BTreeMap<(String, String), String>,
}

/// Replaces schools by codes where the scan asks for it; returns the key, empty where it does not.
pub(super) fn replace(scan: &Scan, named: Named<'_>) -> Vec<SchoolCode> {
    match scan.report.names {
        Names::Own => return Vec::new(),
        Names::All => {
            named.faults.push(all_has_no_effect(scan));
            return Vec::new();
        }
        Names::Codes => {}
    }
    let mut columns: Vec<&mut Column> = named
        .dataset
        .sources
        .iter_mut()
        .flat_map(|source| match &mut source.data {
            SourceData::Survey(survey) => &mut survey.groups,
            SourceData::Register(register) => &mut register.groups,
            SourceData::Counts(counts) => &mut counts.groups,
        })
        .chain(named.frame.iter_mut().flat_map(|frame| &mut frame.groups))
        .filter(|column| column.role == Role::Institution)
        .collect();
    let schools: BTreeMap<String, String> = columns
        .iter()
        .flat_map(|column| &column.levels)
        .map(|level| (level.raw.clone(), level.label.nl.clone()))
        .collect();
    let mut order: Vec<&String> = schools.keys().collect();
    // The order of names would give a code away; that of a digest is the same at every run.
    order.sort_by_key(|raw| Sha256::digest(format!("{}\n{raw}", scan.title).as_bytes()).to_vec());
    let width = order.len().to_string().len().max(2);
    let keys: Vec<SchoolCode> = order
        .iter()
        .enumerate()
        .map(|(place, raw)| SchoolCode {
            code: format!("S{:0width$}", place + 1),
            raw: (*raw).clone(),
            name: schools[*raw].clone(),
        })
        .collect();
    columns.iter_mut().for_each(|column| code_column(column, &keys));
    let texts = std::mem::take(named.texts);
    *named.texts = texts
        .into_iter()
        .map(|((scope, section), text)| ((coded_name(&scope, &keys), section), text))
        .collect();
    named.inputs.iter_mut().for_each(|input| input.name = coded_name(&input.name, &keys));
    // A school called `1` is no number in a sentence.
    let in_words: Vec<SchoolCode> =
        keys.iter().filter(|key| key.raw.contains(char::is_alphabetic)).cloned().collect();
    for fault in named.faults.iter_mut() {
        fault.file = coded_name(&fault.file, &keys);
        let texts =
            [&mut fault.message, &mut fault.hint].into_iter().flat_map(|text| [&mut text.nl, &mut text.en]);
        for text in texts {
            *text = coded_name(text, &in_words);
        }
    }
    keys
}

/// Returns the code of a school that the file writes so; the school itself where there are no codes.
pub(super) fn code_of(institution: &str, keys: &[SchoolCode]) -> String {
    let known = keys.iter().find(|key| key.raw == institution || key.name == institution);
    known.map_or_else(|| institution.to_owned(), |key| key.code.clone())
}

/// Gives the levels of a column their codes, in the order of the codes.
fn code_column(column: &mut Column, keys: &[SchoolCode]) {
    let code_of = |raw: &str| keys.iter().position(|key| key.raw == raw);
    let mut order: Vec<usize> = (0..column.levels.len()).collect();
    order.sort_by_key(|&level| code_of(&column.levels[level].raw));
    let mut new_code = vec![MISSING; column.levels.len()];
    for (place, &level) in order.iter().enumerate() {
        new_code[level] = u16::try_from(place).unwrap_or(MISSING);
    }
    let renamed = |code: &u16| new_code.get(usize::from(*code)).copied().unwrap_or(MISSING);
    column.codes = column.codes.iter().map(renamed).collect();
    let levels = order.into_iter().map(|level| {
        let mut level = column.levels[level].clone();
        if let Some(key) = code_of(&level.raw).map(|place| &keys[place]) {
            level.raw.clone_from(&key.code);
            level.label = Text::same(key.code.clone());
        }
        level
    });
    column.levels = levels.collect();
    column.coarser = None;
}

/// A name of a file or folder with the code of each school that stands in it as a part of its own.
fn coded_name(name: &str, keys: &[SchoolCode]) -> String {
    let mut made = name.to_owned();
    for key in keys {
        for school in [&key.raw, &key.name] {
            let mut from = 0;
            while let Some(at) = made[from..].find(school.as_str()).filter(|_| !school.is_empty()) {
                let (at, end) = (from + at, from + at + school.len());
                let is_part = !made[..at].ends_with(char::is_alphanumeric)
                    && !made[end..].starts_with(char::is_alphanumeric);
                if is_part {
                    made.replace_range(at..end, &key.code);
                }
                from = if is_part { at + key.code.len() } else { end };
            }
        }
    }
    made
}

fn all_has_no_effect(scan: &Scan) -> Fault {
    Fault::in_file(
        Severity::Note,
        FaultKind::Configuration,
        scan.file.clone(),
        Text::new(
            "het verslag van een school vergelijkt haar met de andere samen en noemt die niet; `names = \"all\"` verandert daar niets aan",
            "the report of a school compares it with the others together and does not name them; `names = \"all\"` changes nothing",
        ),
        Text::new("haal de regel weg", "remove the line"),
    )
    .in_column("report.names")
}
