//! What a reader sees of a workbook, of a text to edit and of the tables for Excel: numbers in them that no row holds.
//!
//! Of a text, every paragraph, header, footer and text alternative is read. Fields and links are left out, because
//! what they show are numbers of pages and of figures.

use std::fs::{self, File};
use std::io::Read as _;
use std::path::Path;

use calamine::{Data, Reader, Xlsx, open_workbook};
use csv::ReaderBuilder;
use roxmltree::{Document, Node};
use zip::ZipArchive;

use super::super::folder::AuditError;
use super::super::visible::Piece;
use super::known::Known;
use super::{Leak, in_piece, leak, unreadable};

/// Returns the numbers in a workbook that no row holds.
pub(super) fn in_sheets(file: &Path, known: &Known) -> Result<Vec<Leak>, AuditError> {
    let mut workbook: Xlsx<_> =
        open_workbook(file).map_err(|why: calamine::XlsxError| unreadable(file, &why))?;
    let mut found = Vec::new();
    for name in workbook.sheet_names() {
        let range = workbook.worksheet_range(&name).map_err(|why| unreadable(file, &why))?;
        for (row, column, cell) in range.used_cells() {
            let place = format!("{name}, row {}, column {}", row + 1, column + 1);
            match cell {
                Data::Float(number) if !known.holds_value(*number) => {
                    found.push(leak(file, number.to_string(), place));
                }
                Data::String(text) => {
                    let piece = Piece { element: "td".to_owned(), text: text.clone(), ..Piece::default() };
                    found.extend(
                        in_piece(&piece, known)
                            .into_iter()
                            .map(|(n, c)| leak(file, n, format!("{place}: {c}"))),
                    );
                }
                _ => {}
            }
        }
    }
    Ok(found)
}

/// Returns whether a file holds tables for Excel; the other CSV files are the published rows themselves.
pub(super) fn is_tables(file: &Path) -> bool {
    file.file_stem().is_some_and(|name| name == "tabellen" || name == "tables")
}

/// Returns the numbers in a text to edit that no row holds.
pub(super) fn in_text(file: &Path, known: &Known) -> Result<Vec<Leak>, AuditError> {
    let opened = File::open(file).map_err(|why| unreadable(file, &why))?;
    let mut package = ZipArchive::new(opened).map_err(|why| unreadable(file, &why))?;
    let names: Result<Vec<String>, _> =
        package.file_names().map(|name| name.map(std::borrow::Cow::into_owned)).collect();
    let names = names.map_err(|why| unreadable(file, &why))?;
    let mut found = Vec::new();
    for part in names.into_iter().filter(|name| name.ends_with(".xml")) {
        let mut xml = String::new();
        let mut stream = package.by_name(&part).map_err(|why| unreadable(file, &why))?;
        stream.read_to_string(&mut xml).map_err(|why| unreadable(file, &why))?;
        let tree = Document::parse(&xml).map_err(|why| unreadable(file, &why))?;
        for piece in pieces(tree.root_element()) {
            found.extend(in_piece(&piece, known).into_iter().map(|(n, c)| leak(file, n, c)));
        }
    }
    Ok(found)
}

/// Returns the text of each paragraph and each text alternative.
fn pieces(root: Node<'_, '_>) -> Vec<Piece> {
    let strict = |text: String| Piece { element: "p".to_owned(), text, ..Piece::default() };
    let mut pieces = Vec::new();
    for node in root.descendants() {
        if node.tag_name().name() == "p" {
            pieces.push(strict(words(node)));
        }
        let alternatives = ["descr", "title"].into_iter().filter_map(|name| node.attribute(name));
        pieces.extend(alternatives.map(|text| strict(text.to_owned())));
    }
    // The title of the package stands outside of paragraphs.
    let title = root.children().find(|node| node.tag_name().name() == "title").and_then(|node| node.text());
    pieces.extend(title.map(|text| strict(text.to_owned())));
    pieces
}

fn words(paragraph: Node<'_, '_>) -> String {
    let is_numbering = |node: &Node<'_, '_>| matches!(node.tag_name().name(), "fldSimple" | "hyperlink");
    paragraph
        .descendants()
        .filter(|node| node.tag_name().name() == "t" && !node.ancestors().any(|above| is_numbering(&above)))
        .filter_map(|node| node.text())
        .collect()
}

/// Returns the numbers in tables for Excel that no row holds; the first two columns name the table.
pub(super) fn in_tables(file: &Path, known: &Known) -> Result<Vec<Leak>, AuditError> {
    let bytes = fs::read(file).map_err(|why| unreadable(file, &why))?;
    let mut reader =
        ReaderBuilder::new().delimiter(b';').has_headers(false).flexible(true).from_reader(bytes.as_slice());
    let mut found = Vec::new();
    for record in reader.records() {
        let record = record.map_err(|why| unreadable(file, &why))?;
        let table = record.get(1).unwrap_or_default();
        for text in record.iter().skip(2) {
            let piece = Piece { element: "td".to_owned(), text: text.to_owned(), ..Piece::default() };
            found.extend(
                in_piece(&piece, known).into_iter().map(|(n, c)| leak(file, n, format!("{table}: {c}"))),
            );
        }
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paragraphs_and_alternatives_are_read_and_numbering_is_not() {
        let xml = "<w:d xmlns:w='w'><w:p><w:r><w:t>Figuur </w:t></w:r><w:fldSimple><w:r><w:t>7</w:t></w:r>\
                   </w:fldSimple><w:r><w:t>. 37 vrouwen</w:t></w:r><w:hyperlink><w:t>8</w:t></w:hyperlink></w:p>\
                   <docPr descr='41 mannen'/></w:d>";
        let tree = Document::parse(xml).unwrap();
        let texts: Vec<String> = pieces(tree.root_element()).into_iter().map(|piece| piece.text).collect();
        assert_eq!(texts, ["Figuur . 37 vrouwen", "41 mannen"]);
    }
}
