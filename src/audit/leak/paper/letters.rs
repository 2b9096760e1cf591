//! The letters of a page of a PDF: what copying would give, stretch by stretch.

use std::collections::BTreeMap;

use lopdf::{Dictionary, Document, Object, ObjectId};

/// Letters that are set together.
pub(super) struct Stretch {
    /// The number of the marked content that they are in; `None` outside of the structure.
    pub(super) mark: Option<i64>,
    /// The letters.
    pub(super) text: String,
}

/// What the codes of a font stand for.
type Table = BTreeMap<u16, String>;

/// Returns the text of a page, in the order in which it is set.
///
/// # Errors
/// The page or one of its fonts cannot be read.
pub(super) fn stretches(pdf: &Document, page: ObjectId) -> Result<Vec<Stretch>, lopdf::Error> {
    let mut tables: BTreeMap<Vec<u8>, Table> = BTreeMap::new();
    for (name, font) in pdf.get_page_fonts(page)? {
        tables.insert(name, table(pdf, font));
    }
    let mut found = Vec::new();
    let mut open: Vec<Option<i64>> = Vec::new();
    let (mut font, mut text) = (None, String::new());
    for operation in pdf.get_and_decode_page_content(page)?.operations {
        let operands = operation.operands.as_slice();
        match operation.operator.as_str() {
            "BDC" => open.push(mark(operands)),
            "BMC" => open.push(None),
            "EMC" => {
                open.pop();
            }
            "Tf" => font = operands.first().and_then(|name| tables.get(name.as_name().ok()?)),
            "Tj" | "'" | "\"" => operands.iter().for_each(|piece| copy(piece, font, &mut text)),
            "TJ" => {
                let pieces = operands.first().and_then(|pieces| pieces.as_array().ok());
                pieces.into_iter().flatten().for_each(|piece| copy(piece, font, &mut text));
            }
            "ET" => {
                let mark = open.iter().rev().find_map(|mark| *mark);
                found.push(Stretch { mark, text: std::mem::take(&mut text) });
            }
            _ => {}
        }
    }
    Ok(found)
}

/// Returns the number of marked content.
fn mark(operands: &[Object]) -> Option<i64> {
    operands.get(1)?.as_dict().ok()?.get(b"MCID").ok()?.as_i64().ok()
}

/// Adds the letters of codes of two bytes; a code without a letter becomes one that nobody takes for a digit.
fn copy(piece: &Object, font: Option<&Table>, text: &mut String) {
    let (Object::String(codes, _), Some(font)) = (piece, font) else { return };
    for code in codes.chunks_exact(2) {
        text.push_str(font.get(&u16::from_be_bytes([code[0], code[1]])).map_or("\u{fffd}", String::as_str));
    }
}

/// Returns what the codes of a font stand for, from the table that copying uses; empty where it has none.
fn table(pdf: &Document, font: &Dictionary) -> Table {
    let stream = font.get(b"ToUnicode").ok().and_then(|object| pdf.dereference(object).ok()?.1.as_stream().ok());
    let Some(stream) = stream else { return Table::new() };
    let bytes = stream.decompressed_content().unwrap_or_else(|_| stream.content.clone());
    singles(&String::from_utf8_lossy(&bytes))
}

/// Reads the single codes of a table, the only ones that our writer gives: `<0001> <0041>`.
fn singles(table: &str) -> Table {
    let mut found = Table::new();
    for part in table.split("beginbfchar").skip(1) {
        let part = part.split("endbfchar").next().unwrap_or_default();
        let codes: Vec<Vec<u16>> =
            part.split('<').skip(1).map(|digits| units(digits.split('>').next().unwrap_or_default())).collect();
        for pair in codes.chunks_exact(2) {
            if let [code, ..] = pair[0].as_slice() {
                found.insert(*code, String::from_utf16_lossy(&pair[1]));
            }
        }
    }
    found
}

/// Returns digits of base 16 as units of four digits each.
fn units(digits: &str) -> Vec<u16> {
    let digits: Vec<char> = digits.chars().collect();
    digits.chunks(4).filter_map(|four| u16::from_str_radix(&String::from_iter(four), 16).ok()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_stands_for_one_letter_or_for_several() {
        let found = singles("1 beginbfchar\n<0001> <0037>\n<0002> <00660069>\nendbfchar");
        assert_eq!(found[&1], "7");
        assert_eq!(found[&2], "fi");
    }
}
