//! What a reader sees and hears of a PDF: its text along the structure, so that a cell is known from a heading.
//!
//! Text is read as copying gives it, by the table of each font (`ToUnicode`). Text outside of the structure, at head
//! and foot of a page, is numbering; text within a chart may be an axis.

mod letters;

use std::collections::BTreeMap;
use std::path::Path;

use lopdf::{Dictionary, Document, Object, ObjectId};

use super::super::folder::AuditError;
use super::super::visible::Piece;
use super::axis::are_ticks;
use super::known::Known;
use super::{Leak, in_piece, leak, unreadable};
use letters::{Stretch, stretches};

/// Returns the numbers in a PDF that no row holds.
pub(super) fn in_pages(file: &Path, known: &Known) -> Result<Vec<Leak>, AuditError> {
    let pdf = Document::load(file).map_err(|why| unreadable(file, &why))?;
    let paper = Paper::read(&pdf).map_err(|why| unreadable(file, &why))?;
    let found = paper.pieces().iter().flat_map(|piece| in_piece(piece, known)).collect::<Vec<_>>();
    Ok(found.into_iter().map(|(number, context)| leak(file, number, context)).collect())
}

/// A piece of marked content: its page, and its number on that page.
type Mark = (ObjectId, i64);

/// The text of a PDF, and the structure that it hangs on.
struct Paper<'a> {
    pdf: &'a Document,
    marked: BTreeMap<Mark, Vec<String>>,
    outside: Vec<String>,
}

impl<'a> Paper<'a> {
    fn read(pdf: &'a Document) -> Result<Self, lopdf::Error> {
        let mut paper = Self { pdf, marked: BTreeMap::new(), outside: Vec::new() };
        for page in pdf.get_pages().into_values() {
            for Stretch { mark, text, .. } in stretches(pdf, page)? {
                match mark {
                    Some(mark) => paper.marked.entry((page, mark)).or_default().push(text),
                    None => paper.outside.push(text),
                }
            }
        }
        Ok(paper)
    }

    /// Returns the text of every element, in reading order, and then what stands outside of the structure.
    fn pieces(&self) -> Vec<Piece> {
        let mut pieces = Vec::new();
        let root =
            self.pdf.catalog().ok().and_then(|catalog| self.dictionary(catalog.get(b"StructTreeRoot").ok()?));
        if let Some(root) = root {
            self.below(root, Zone::Text, &mut Vec::new(), &mut pieces);
        }
        pieces.extend(self.outside.iter().map(|text| piece("artifact", text.clone())));
        pieces
    }

    /// Gathers what stands below an element; words within a sentence go to the element around them.
    fn below(&self, element: &Dictionary, zone: Zone, around: &mut Vec<String>, pieces: &mut Vec<Piece>) {
        let kind = element.get(b"S").and_then(Object::as_name).unwrap_or_default();
        let zone = if kind == b"TOC" { Zone::Contents } else { zone };
        let mut own = Vec::new();
        let is_inline = INLINE.contains(&kind);
        let texts = if is_inline { around } else { &mut own };
        if let Ok(words) = element.get(b"Alt").and_then(lopdf::decode_text_string) {
            pieces.push(piece("p", words));
        }
        for child in self.children(element) {
            if let Some(mark) = self.mark(child, element) {
                texts.extend(self.marked.get(&mark).into_iter().flatten().cloned());
            } else if let Some(below) = self.dictionary(child).filter(|child| child.has(b"S")) {
                self.below(below, zone, texts, pieces);
            }
        }
        if !is_inline {
            pieces.extend(closed(kind, zone, &own));
        }
    }

    /// Returns the marked content that a child of an element is: on its own page, or on that of the element.
    fn mark(&self, child: &Object, element: &Dictionary) -> Option<Mark> {
        let page = |of: &Dictionary| of.get(b"Pg").and_then(Object::as_reference).ok();
        if let Ok(mark) = child.as_i64() {
            return Some((page(element)?, mark));
        }
        let content = self.dictionary(child)?;
        Some((page(content).or_else(|| page(element))?, content.get(b"MCID").ok()?.as_i64().ok()?))
    }

    fn children(&self, element: &'a Dictionary) -> Vec<&'a Object> {
        match element.get(b"K").ok().and_then(|object| self.pdf.dereference(object).ok()) {
            Some((_, Object::Array(children))) => children.iter().collect(),
            Some((_, child)) => vec![child],
            None => Vec::new(),
        }
    }

    fn dictionary(&self, object: &'a Object) -> Option<&'a Dictionary> {
        self.pdf.dereference(object).ok()?.1.as_dict().ok()
    }
}

/// Elements that only mark words within a sentence.
const INLINE: [&[u8]; 2] = [b"Span", b"Reference"];

/// Where an element stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Zone {
    /// Among what is read.
    Text,
    /// In the contents, which hold numbering only.
    Contents,
}

/// Returns the text of an element that is complete, in pieces.
fn closed(kind: &[u8], zone: Zone, texts: &[String]) -> Vec<Piece> {
    if kind == b"Figure" {
        return of_chart(texts);
    }
    // A line that ends in a space and the next one are one space apart.
    let text = texts.join(" ").split_whitespace().collect::<Vec<_>>().join(" ");
    let is_label = ["Figuur ", "Figure "]
        .iter()
        .any(|word| text.strip_prefix(word).is_some_and(|number| number.parse::<u32>().is_ok()));
    let element = match kind {
        _ if is_label => "label",
        _ if zone == Zone::Contents => "other",
        b"P" => "p",
        b"TD" => "td",
        b"LBody" => "dd",
        // Headings, links and marks of lists hold numbering.
        _ => "other",
    };
    vec![piece(element, text)]
}

/// Returns the texts of a chart but for the values at its axes.
fn of_chart(texts: &[String]) -> Vec<Piece> {
    let all: Vec<Piece> = texts.iter().map(|text| piece("text", text.clone())).collect();
    let is_tick = are_ticks(&all);
    all.into_iter().zip(is_tick).filter(|(_, is_tick)| !is_tick).map(|(piece, _)| piece).collect()
}

fn piece(element: &str, text: String) -> Piece {
    Piece { element: element.to_owned(), text, ..Piece::default() }
}
