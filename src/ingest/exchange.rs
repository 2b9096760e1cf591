//! Files that are no tables of people to count: raw exchange files with BSN, descriptions, lists of codes.
//!
//! They are recognised by what they hold and refused with what to do instead. Leaves out damaged tables.
//! Source of the record codes: "Registratieoverzicht" and "Grondslag", documented at
//! github.com/cedanl/mbo-bekostiging-bestanden (docs/databestanden).

use crate::model::{Fault, FaultKind, Severity, Text};

use super::exports;
use super::layout::layouts;

/// The codes with which records of a Registratieoverzicht (RO), a Grondslag or a BRON message start.
const RECORDS: [&[u8]; 14] = [
    b"VLP", b"PER", b"ISG", b"ISP", b"ISE", b"BPV", b"DIP", b"AMO", b"GEO", b"KZD", b"SLR", b"BII", b"BID",
    b"VLR",
];

/// The lines that are looked at.
const LOOKED_AT: usize = 200;

/// Returns why the file cannot be read as a table, or `None` where it may be one.
pub(super) fn refused(name: &str, bytes: &[u8]) -> Option<Fault> {
    if is_exchange(bytes) {
        return Some(exchange(name));
    }
    if is_xml(bytes) {
        return Some(xml(name));
    }
    if exports::is_dictionary(bytes) {
        return Some(dictionary(name));
    }
    is_description(bytes).then(|| description(name))
}

/// Records by type: nearly every line starts with a known code and a separator, and there are several codes.
fn is_exchange(bytes: &[u8]) -> bool {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let (mut lines, mut seen) = (0, Vec::new());
    for line in
        bytes.split(|byte| matches!(byte, b'\n' | b'\r')).filter(|line| !line.is_empty()).take(LOOKED_AT)
    {
        lines += 1;
        let line = line.strip_prefix(b"\"").unwrap_or(line);
        let code = RECORDS.iter().position(|code| {
            line.strip_prefix(*code).is_some_and(|rest| {
                let rest = rest.strip_prefix(b"\"").unwrap_or(rest);
                matches!(rest.first(), Some(b'|' | b';' | b',' | b'\t'))
            })
        });
        seen.extend(code);
    }
    let n = seen.len();
    seen.sort_unstable();
    seen.dedup();
    seen.len() >= 2 && n * 10 >= lines * 9
}

fn is_xml(bytes: &[u8]) -> bool {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    bytes.trim_ascii_start().starts_with(b"<?xml")
}

/// A text with a table of fields and places.
fn is_description(bytes: &[u8]) -> bool {
    // The word stands in the first pages; a table of people does not hold it.
    let head = &bytes[..bytes.len().min(1 << 16)];
    let lower = head.to_ascii_lowercase();
    let says = memchr::memmem::find(&lower, b"startpositie").is_some()
        || memchr::memmem::find(&lower, b"beginpositie").is_some();
    says && !layouts(&String::from_utf8_lossy(head)).is_empty()
}

fn exchange(name: &str) -> Fault {
    Fault::in_file(
        Severity::Refused,
        FaultKind::Identifying,
        name,
        Text::new(
            "uitwisselingsbestand van DUO (RO, Grondslag of BRON) met burgerservicenummers; dat leest meetellen niet",
            "exchange file of DUO (RO, Grondslag or BRON) with citizen service numbers; meetellen does not read that",
        ),
        Text::new(
            "zet het eerst om naar een tabel met een rij per inschrijving, bijvoorbeeld met mbo-bekostiging-bestanden van CEDA: eigen studentnummer in plaats van BSN, school, opleiding, niveau, leerweg, geslacht, begin- en einddatum; beschrijf die kolommen in een codeboek (`until` voor de einddatum)",
            "convert it first to a table with a row per enrolment, for instance with mbo-bekostiging-bestanden by CEDA: the school's student number instead of BSN, school, programme, level, route, sex, start and end date; describe these columns in a codebook (`until` for the end date)",
        ),
    )
}

fn xml(name: &str) -> Fault {
    Fault::in_file(
        Severity::Refused,
        FaultKind::Unreadable,
        name,
        Text::new("XML-bestand, geen tabel", "XML file, not a table"),
        Text::new("exporteer het als csv of xlsx", "export it as csv or xlsx"),
    )
}

fn dictionary(name: &str) -> Fault {
    Fault::in_file(
        Severity::Refused,
        FaultKind::Layout,
        name,
        Text::new(
            "datawoordenboek van REDCap, zelf geen antwoorden",
            "data dictionary of REDCap, no answers itself",
        ),
        Text::new(
            "lees de export met antwoorden en laat dit bestand ernaast staan",
            "read the export with the answers and leave this file beside it",
        ),
    )
}

fn description(name: &str) -> Fault {
    Fault::in_file(
        Severity::Refused,
        FaultKind::Layout,
        name,
        Text::new(
            "beschrijving van een bestand, zelf geen gegevens",
            "description of a file, no data itself",
        ),
        Text::new(
            "lees het bestand dat het beschrijft, en noem dit bij `layout` in scan.toml of zet het ernaast",
            "read the file that it describes, and name this one at `layout` in scan.toml or put it beside it",
        ),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn exchange_files_are_refused_with_either_separator_and_their_numbers_are_not_told() {
        for separator in ["|", ";"] {
            let text = "VLP;27DV;2024-07-31;2026-03-24\nPER;111222333;;1987-11-23;V\nISG;111222333;;C3;2023-01-30\nISP;111222333;;C3\nSLR;1;1;1\n";
            let fault = refused("RO.csv", text.replace(';', separator).as_bytes()).expect("refused");
            assert_eq!((fault.severity, fault.kind), (Severity::Refused, FaultKind::Identifying));
            assert!(!fault.to_string().contains("111222333"));
        }
    }

    #[test]
    fn a_table_with_such_a_word_in_it_is_not() {
        for text in
            ["PER;naam\nPERSOON;1\nvan;2\n", "DIP;geslacht\nja;v\nnee;m\n", "Startpositie;naam\n1;a\n"]
        {
            assert_eq!(refused("a.csv", text.as_bytes()), None, "{text}");
        }
    }

    #[test]
    fn a_data_dictionary_is_told_from_the_answers_beside_it() {
        let rows = "Field Type,Field Label,Choices\nq1,f,text,Vraag,\n";
        for start in ["\u{FEFF}\"Variable / Field Name\",\"Form Name\",", "Variable / Field Name,Form Name,"]
        {
            let text = format!("{start}{rows}");
            assert_eq!(refused("a.csv", text.as_bytes()).map(|fault| fault.kind), Some(FaultKind::Layout));
        }
        assert_eq!(refused("a.csv", b"field_name;answer\nq1;2\n"), None);
    }

    #[test]
    fn a_description_is_told_from_data() {
        let text = b"Lay-out\n=====\n   Startpositie   Aantal posities\nJaar   1   4\nGeslacht   5   1\n";
        assert_eq!(refused("b.txt", text).map(|fault| fault.kind), Some(FaultKind::Layout));
    }
}
