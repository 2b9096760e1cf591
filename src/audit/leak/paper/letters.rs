//! The letters of a page of a PDF: what copying would give, stretch by stretch.

use std::collections::BTreeMap;

use lopdf::{Dictionary, Document, Object, ObjectId};

/// Letters that are set together.
pub(super) struct Stretch {
    /// The number of the marked content that they are in; `None` outside of the structure.
    pub(super) mark: Option<i64>,
    /// The letters.
    pub(super) text: String,
    /// Where the last of them, or all where they are set as one, begin.
    begin: Place,
}

/// A place on a page, and the size of the letters there.
#[derive(Debug, Clone, Copy, Default)]
struct Place {
    x: f64,
    y: f64,
    size: f64,
}

impl Place {
    /// Returns whether a single letter here is followed by what begins there: within a chart each stands by itself.
    fn is_before(self, next: Self) -> bool {
        let (right, down) = (next.x - self.x, next.y - self.y);
        down.abs() < 0.1 * self.size && right > 0.0 && right < 0.95 * self.size
    }
}

/// What the codes of a font stand for.
type Table = BTreeMap<u16, String>;

/// A transformation as PDF writes it, six numbers.
type Matrix = [f64; 6];

/// What changes nothing.
const SAME: Matrix = [1.0, 0.0, 0.0, 1.0, 0.0, 0.0];

/// Returns the transformation that does `first` and then `then`.
fn after(first: Matrix, then: Matrix) -> Matrix {
    let [a, b, c, d, e, f] = first;
    let [p, q, r, s, t, u] = then;
    [a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u]
}

/// Returns the text of a page, in the order in which it is set.
///
/// # Errors
/// The page or one of its fonts cannot be read.
pub(super) fn stretches(pdf: &Document, page: ObjectId) -> Result<Vec<Stretch>, lopdf::Error> {
    let mut tables: BTreeMap<Vec<u8>, Table> = BTreeMap::new();
    for (name, font) in pdf.get_page_fonts(page)? {
        tables.insert(name, table(pdf, font));
    }
    let mut pen = Pen { tables: &tables, font: None, size: 0.0, text: String::new(), set: SAME };
    let mut found: Vec<Stretch> = Vec::new();
    let mut open: Vec<Option<i64>> = Vec::new();
    let (mut paper, mut kept) = (SAME, Vec::new());
    for operation in pdf.get_and_decode_page_content(page)?.operations {
        let operands = operation.operands.as_slice();
        match operation.operator.as_str() {
            "BDC" => open.push(mark(operands)),
            "BMC" => open.push(None),
            "EMC" => drop(open.pop()),
            "q" => kept.push(paper),
            "Q" => paper = kept.pop().unwrap_or(SAME),
            "cm" => paper = after(matrix(operands), paper),
            "ET" => {
                let mark = open.iter().rev().find_map(|mark| *mark);
                add(
                    &mut found,
                    Stretch { mark, begin: pen.begin(paper), text: std::mem::take(&mut pen.text) },
                );
            }
            operator => pen.set(operator, operands),
        }
    }
    Ok(found)
}

/// Adds letters to those before them where they follow on them.
fn add(found: &mut Vec<Stretch>, next: Stretch) {
    match found.last_mut() {
        Some(last) if last.mark == next.mark && last.begin.is_before(next.begin) => {
            last.text.push_str(&next.text);
            last.begin = next.begin;
        }
        _ => found.push(next),
    }
}

/// What sets letters: a font at a size, in a place.
struct Pen<'a> {
    tables: &'a BTreeMap<Vec<u8>, Table>,
    font: Option<&'a Table>,
    size: f64,
    text: String,
    set: Matrix,
}

impl Pen<'_> {
    fn set(&mut self, operator: &str, operands: &[Object]) {
        match operator {
            "Tf" => {
                self.font = operands.first().and_then(|name| self.tables.get(name.as_name().ok()?));
                self.size = operands.get(1).map_or(0.0, number);
            }
            "Tm" => self.set = matrix(operands),
            "Tj" | "'" | "\"" => operands.iter().for_each(|piece| copy(piece, self.font, &mut self.text)),
            "TJ" => {
                let pieces = operands.first().and_then(|pieces| pieces.as_array().ok());
                pieces.into_iter().flatten().for_each(|piece| copy(piece, self.font, &mut self.text));
            }
            _ => {}
        }
    }

    fn begin(&self, paper: Matrix) -> Place {
        let [a, b, _, _, x, y] = after(self.set, paper);
        Place { x, y, size: self.size * a.hypot(b) }
    }
}

fn number(object: &Object) -> f64 {
    object.as_float().map_or(0.0, f64::from)
}

fn matrix(operands: &[Object]) -> Matrix {
    let mut found = SAME;
    for (place, operand) in found.iter_mut().zip(operands) {
        *place = number(operand);
    }
    found
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
    let stream =
        font.get(b"ToUnicode").ok().and_then(|object| pdf.dereference(object).ok()?.1.as_stream().ok());
    let Some(stream) = stream else { return Table::new() };
    let bytes = stream.decompressed_content().unwrap_or_else(|_| stream.content.clone());
    singles(&String::from_utf8_lossy(&bytes))
}

/// Reads the single codes of a table, the only ones that our writer gives: `<0001> <0041>`.
fn singles(table: &str) -> Table {
    let mut found = Table::new();
    for part in table.split("beginbfchar").skip(1) {
        let part = part.split("endbfchar").next().unwrap_or_default();
        let codes: Vec<Vec<u16>> = part
            .split('<')
            .skip(1)
            .map(|digits| units(digits.split('>').next().unwrap_or_default()))
            .collect();
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
    fn letters_that_follow_each_other_are_one_text_and_columns_are_not() {
        let letter = |x: f64, text: &str| Stretch {
            mark: Some(1),
            text: text.to_owned(),
            begin: Place { x, y: 20.0, size: 10.0 },
        };
        let mut found = Vec::new();
        for (x, text) in [(0.0, "6"), (5.0, "0"), (30.0, "6"), (35.0, "7"), (40.0, "%")] {
            add(&mut found, letter(x, text));
        }
        let texts: Vec<&str> = found.iter().map(|stretch| stretch.text.as_str()).collect();
        assert_eq!(texts, ["60", "67%"]);
    }

    #[test]
    fn a_code_stands_for_one_letter_or_for_several() {
        let found = singles("1 beginbfchar\n<0001> <0037>\n<0002> <00660069>\nendbfchar");
        assert_eq!(found[&1], "7");
        assert_eq!(found[&2], "fi");
    }
}
