//! The files of a house style: a logo and a typeface, known by their first bytes and not by their names.

use crate::model::{Embedded, Fault, FaultKind, House, Severity, Text};
use crate::scan::{Scan, StyleFile};

use super::files::Files;

/// What a file may be: how it begins, and what browsers call it.
type Kinds = &'static [(&'static [u8], &'static str)];

const PICTURES: Kinds = &[
    (b"\x89PNG", "image/png"),
    (b"\xFF\xD8\xFF", "image/jpeg"),
    (b"<svg", "image/svg+xml"),
    (b"<?xml", "image/svg+xml"),
];

const FONTS: Kinds = &[
    (b"wOF2", "font/woff2"),
    (b"wOFF", "font/woff"),
    (b"\x00\x01\x00\x00", "font/ttf"),
    (b"OTTO", "font/otf"),
];

/// The most bytes of a file: every page carries it, and is mailed.
const MOST: usize = 1_000_000;

/// Returns the house style that the scan names, with its files.
pub(super) fn house(files: &Files, scan: &Scan, faults: &mut Vec<Fault>) -> House {
    let mut embedded = |column: &str, named: &Option<StyleFile>, kinds: Kinds| {
        let named = named.as_ref()?;
        let message = match files.bytes(&named.name) {
            Ok(bytes) => match kinds.iter().find(|(begin, _)| bytes.starts_with(begin)) {
                Some((_, media)) if bytes.len() <= MOST => return Some(Embedded { media, bytes }),
                Some(_) => too_large(),
                None => unknown(),
            },
            Err(fault) => fault.message,
        };
        faults.push(unfit(scan, column, named, message));
        None
    };
    let style = &scan.style;
    House {
        logo: embedded("style.logo", &style.logo, PICTURES),
        colour: style.colour,
        font: embedded("style.font", &style.font, FONTS),
    }
}

fn too_large() -> Text {
    Text::new(
        "groter dan 1 MB: dan wordt elk rapport te zwaar",
        "larger than 1 MB: every report would be too heavy",
    )
}

fn unknown() -> Text {
    Text::new("geen beeld of lettertype dat een browser kent", "no picture or typeface that a browser knows")
}

fn unfit(scan: &Scan, column: &str, named: &StyleFile, message: Text) -> Fault {
    let hint = Text::new(
        "neem voor een logo PNG, JPEG of SVG, voor een lettertype WOFF2, WOFF, TTF of OTF",
        "use PNG, JPEG or SVG for a logo, WOFF2, WOFF, TTF or OTF for a typeface",
    );
    Fault::in_file(Severity::Refused, FaultKind::Unreadable, scan.file.clone(), message, hint)
        .at_line(named.line)
        .in_column(column)
        .with_value(named.name.clone())
}
