//! SPSS files, `.sav` and `.zsav`: cases into the same table as delimited text, labels into a structure.
//!
//! A reader of our own: the one light crate for these files (`ambers` 0.4) replaces what it cannot decode, where
//! a byte must be told, and brings a data-frame library of some thirty crates along. Leaves out weights,
//! documents, variable sets and everything else that is no value, label or missing code.

mod bytes;
mod value;
mod mrsets;
mod extension;
mod dictionary;
mod cases;

use std::collections::BTreeSet;

use crate::model::{Fault, FaultKind, Severity, Text};

use super::block::{Builder, Keep};
use super::dialect::{name_columns, tidy};
use super::exports::{AnswerSet, Member, Proof, Structure, Ticked, spss};
use super::reader::TableReader;
use super::table::{Format, Kind, Reading};

use cases::{Cases, Next};
use dictionary::{Broken, Dictionary, ResponseSet, Variable, read as read_dictionary};

/// What the cells of a file may take in memory at least, in bytes; a larger file may take twenty times its size.
const ROOM: usize = 256 << 20;

/// Adds the cases of an SPSS file to `reader`.
pub(super) fn read(
    reader: &mut TableReader,
    file: &str,
    all: &[u8],
    reading: &Reading,
    keep: &dyn Fn(&str, Option<&str>) -> Kind,
) -> Format {
    let mut format = Format { encoding: "sav".to_owned(), ..Format::default() };
    let dictionary = match read_dictionary(all, reading.encoding.as_deref()) {
        Ok(dictionary) => dictionary,
        Err(broken) => {
            reader.tell(unreadable(file, &broken));
            return format;
        }
    };
    let known: Vec<&str> = reading.known.iter().map(String::as_str).collect();
    let names: Vec<String> = dictionary.variables.iter().map(|variable| tidy(&variable.name)).collect();
    let mut faults = Vec::new();
    let names = name_columns(&names, &known, 0, file, &mut faults);
    faults.into_iter().for_each(|fault| reader.tell(fault));
    let mut structure = structure(&dictionary, &names);
    let questions: Vec<String> = dictionary.variables.iter().map(|variable| tidy(&variable.label)).collect();
    reader.tell(spss(file, dictionary.compression == 2, dictionary.encoding.name(), &structure));
    let places =
        reader.places(&names, &questions, &|heading, question| structure.kind(heading, question, keep));
    let keeps = reader.keeps(&places);
    let (builder, n_cases) = match rows(file, all, reading, &dictionary, &keeps) {
        Ok(found) => found,
        Err(fault) => {
            reader.tell(*fault);
            return format;
        }
    };
    let Built { builder, missing } = builder;
    for (name, values) in names.iter().zip(missing) {
        let known = &mut structure.entry(name).missing;
        for value in values {
            if !known.contains(&value) {
                known.push(value);
            }
        }
    }
    structure.columns.retain(|column| {
        column.question.is_some() || !column.labels.is_empty() || !column.missing.is_empty()
    });
    reader.block(file, 1, &names, &builder.with_lines(n_cases, &[]), &places);
    format.headings = names;
    format.questions = questions;
    format.with(structure)
}

struct Built {
    builder: Builder,
    /// Values within the missing range, by variable.
    missing: Vec<BTreeSet<String>>,
}

fn rows(
    file: &str,
    all: &[u8],
    reading: &Reading,
    dictionary: &Dictionary,
    keeps: &[Keep],
) -> Result<(Built, u64), Box<Fault>> {
    let cut = || Box::new(unreadable(file, &Broken::Cut));
    let mut cases = Cases::new(all, dictionary).map_err(|_| cut())?;
    let mut built = Built { builder: Builder::new(keeps), missing: vec![BTreeSet::new(); keeps.len()] };
    let mut row = vec![[0_u8; 8]; dictionary.elements];
    let mut room = ROOM.max(all.len().saturating_mul(20));
    let limit = reading.limit.map_or(u64::MAX, |bytes| (bytes / (8 * row.len().max(1))) as u64 + 1);
    let wanted = dictionary.cases.unwrap_or(u64::MAX).min(limit);
    let (mut fields, mut ends, mut n) = (Vec::new(), Vec::new(), 0);
    let mut long = Vec::new();
    while n < wanted {
        match cases.read(&mut row) {
            Next::Case => {}
            Next::End if dictionary.cases.is_none_or(|all| n == all) => break,
            Next::End | Next::Cut => return Err(Box::new(cut_off(file, n))),
        }
        n += 1;
        fields.clear();
        ends.clear();
        for ((variable, keep), missing) in dictionary.variables.iter().zip(keeps).zip(&mut built.missing) {
            let before = fields.len();
            if variable.width == 0 {
                let number = bytes::number(row[variable.element], dictionary.big_endian);
                // The value of "no value" is the lowest there is, give or take a rounding.
                if number > dictionary.sysmis && number > -f64::MAX {
                    let text = value::text(number, variable.shape);
                    let range = variable.missing.range.filter(|_| *keep == Keep::Codes);
                    if range.is_some_and(|(lowest, highest)| (lowest..=highest).contains(&number)) {
                        missing.insert(text.clone());
                    }
                    fields.extend_from_slice(text.as_bytes());
                }
            } else {
                raw_text(&row, variable, &mut long);
                let Some(text) = value::decoded(&long, dictionary.encoding) else {
                    return Err(Box::new(undecodable(file, n, &variable.name, dictionary.encoding.name())));
                };
                fields.extend_from_slice(text.as_bytes());
            }
            ends.push(fields.len());
            if *keep != Keep::Nothing {
                room = room.saturating_sub(4 + if variable.width == 0 { 0 } else { fields.len() - before });
            }
        }
        if room == 0 {
            return Err(Box::new(too_large(file, n)));
        }
        built.builder.push(&fields, &ends);
    }
    Ok((built, n))
}

/// Puts the bytes of a text together; a very long one stands in parts of 255 bytes, each in 32 elements.
fn raw_text(row: &[[u8; 8]], variable: &Variable, into: &mut Vec<u8>) {
    into.clear();
    let mut element = variable.element;
    let mut left = variable.width;
    while left > 0 {
        let part = left.min(255);
        let Some(elements) = row.get(element..(element + part.div_ceil(8)).min(row.len())) else { return };
        let before = into.len();
        elements.iter().for_each(|eight| into.extend_from_slice(eight));
        into.truncate(before + part);
        element += 32;
        left -= part;
    }
}

fn structure(dictionary: &Dictionary, names: &[String]) -> Structure {
    let mut made = Structure::default();
    for (name, variable) in names.iter().zip(&dictionary.variables) {
        let column = made.entry(name);
        column.question = Some(tidy(&variable.label)).filter(|label| !label.is_empty());
        column.labels = variable.labels.iter().map(|(value, label)| (tidy(value), tidy(label))).collect();
        column.missing = variable.missing.values.iter().map(|value| tidy(value)).collect();
        if let Some((lowest, highest)) = variable.missing.range {
            // Labelled codes in the range are missing whether or not anybody has them.
            let within =
                |code: &&String| code.parse().is_ok_and(|code: f64| (lowest..=highest).contains(&code));
            let more: Vec<String> =
                column.labels.iter().map(|(code, _)| code).filter(within).cloned().collect();
            column.missing.extend(more);
        }
    }
    for set in &dictionary.sets {
        made.sets.push(answer_set(set, dictionary, names));
    }
    made.sets.retain(|set| set.members.len() > 1);
    made
}

fn answer_set(set: &ResponseSet, dictionary: &Dictionary, names: &[String]) -> AnswerSet {
    let member = |&place: &usize| {
        let (variable, heading) = (&dictionary.variables[place], &names[place]);
        let ticked = set.counted.as_ref().map_or(Ticked::Itself, |value| Ticked::By(vec![value.clone()]));
        let of_value = variable.labels.iter().find(|(value, _)| Some(value) == set.counted.as_ref());
        let text = match of_value.filter(|_| set.by_value) {
            Some((_, label)) => label,
            None if variable.label.is_empty() => heading,
            None => &variable.label,
        };
        Member { heading: heading.clone(), code: heading.clone(), text: tidy(text), ticked }
    };
    let plain = tidy(&set.name);
    AnswerSet {
        heading: if names.contains(&plain) { format!("${plain}") } else { plain },
        question: Some(tidy(&set.label)).filter(|label| !label.is_empty()),
        members: set.variables.iter().map(member).collect(),
        proof: Proof::Told,
    }
}

fn unreadable(file: &str, broken: &Broken) -> Fault {
    let message = match broken {
        Broken::Cut => Text::new("SPSS-bestand dat te vroeg ophoudt", "SPSS file that ends too early"),
        Broken::Record(at) => Text::new(
            format!("geen leesbaar SPSS-bestand: onbekend onderdeel bij byte {at}"),
            format!("not a readable SPSS file: unknown record at byte {at}"),
        ),
        Broken::Encoding(what) => Text::new(
            format!("SPSS-bestand met een {what} in een andere tekenset dan het zegt"),
            "SPSS file with a text in another encoding than it says".to_owned(),
        ),
    };
    let hint = match broken {
        Broken::Encoding(_) => Text::new(
            "noem de tekenset met `encoding` in scan.toml, of bewaar het opnieuw in SPSS",
            "name the encoding with `encoding` in scan.toml, or save it again in SPSS",
        ),
        _ => Text::new(
            "bewaar het opnieuw in SPSS, als sav, zsav of csv",
            "save it again in SPSS, as sav, zsav or csv",
        ),
    };
    Fault::in_file(Severity::Refused, FaultKind::Unreadable, file, message, hint)
}

fn cut_off(file: &str, after: u64) -> Fault {
    Fault::in_file(
        Severity::Refused,
        FaultKind::Unreadable,
        file,
        Text::new(
            format!("SPSS-bestand dat na {after} rijen ophoudt, terwijl er meer horen te zijn"),
            format!("SPSS file that ends after {after} rows, where there should be more"),
        ),
        Text::new("kopieer of bewaar het opnieuw", "copy or save it again"),
    )
}

fn too_large(file: &str, after: u64) -> Fault {
    Fault::in_file(
        Severity::Refused,
        FaultKind::Unreadable,
        file,
        Text::new(
            format!("SPSS-bestand dat uitgepakt meer dan twintig keer zo groot is; gestopt na {after} rijen"),
            format!("SPSS file that unpacks to more than twenty times its size; stopped after {after} rows"),
        ),
        Text::new(
            "bewaar het als sav zonder compressie, of als csv",
            "save it as sav without compression, or as csv",
        ),
    )
}

fn undecodable(file: &str, row: u64, column: &str, encoding: &str) -> Fault {
    Fault::in_file(
        Severity::Refused,
        FaultKind::Undecodable,
        file,
        Text::new(
            format!("teken dat {encoding} niet kent"),
            format!("character that {encoding} does not know"),
        ),
        Text::new(
            "noem de tekenset met `encoding` in scan.toml, of bewaar het opnieuw in SPSS",
            "name the encoding with `encoding` in scan.toml, or save it again in SPSS",
        ),
    )
    .at_line(row)
    .in_column(column)
}
