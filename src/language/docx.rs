//! The words of a Word document: text, headers, footers and notes, and what its images are said to show.
//!
//! A Word document has no lines, so a line is a paragraph. Leaves out comments and deleted text of tracked changes.

use std::io::{Cursor, Read};

use roxmltree::{Document, Node, ParsingOptions};
use zip::ZipArchive;

use super::format::Unreadable;
use super::prose::Prose;

/// The most text that a part may unpack to: a qualification file of a thousand pages has some ten million bytes.
const MOST_BYTES: u64 = 256 << 20;

/// Returns the words of a Word document.
pub(super) fn prose(bytes: &[u8]) -> Result<Prose, Unreadable> {
    let damaged = |error: &dyn std::fmt::Display| Unreadable::Damaged(error.to_string());
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|error| damaged(&error))?;
    let mut prose = Prose::default();
    let mut descriptions = Vec::new();
    for name in parts(&archive) {
        let part = archive.by_name(&name).map_err(|error| damaged(&error))?;
        let mut text = String::new();
        let read = part.take(MOST_BYTES).read_to_string(&mut text).map_err(|error| damaged(&error))?;
        if read as u64 == MOST_BYTES {
            return Err(Unreadable::TooLarge);
        }
        let options = ParsingOptions { allow_dtd: false, ..ParsingOptions::default() };
        let document = Document::parse_with_options(&text, options).map_err(|error| damaged(&error))?;
        for paragraph in document.descendants().filter(is_paragraph) {
            write(paragraph, &mut prose.source, &mut descriptions);
            prose.source.push('\n');
        }
    }
    prose.plain = prose.source.clone();
    let mut at = 0;
    for line in prose.source.split_inclusive('\n') {
        prose.blocks.push(at..at + line.len());
        at += line.len();
    }
    for image in descriptions {
        match image.text {
            // What an image shows has no place in a line: it stands where the image does.
            Some(text) => {
                let start = prose.plain.len();
                prose.push_at(&text, image.at);
                prose.descriptions.push(start..prose.plain.len());
                prose.plain.push('\n');
            }
            None => prose.undescribed.push(image.at),
        }
    }
    Ok(prose)
}

/// An image: where it stands, and what it is said to show.
struct Image {
    at: usize,
    text: Option<String>,
}

/// The text parts of a document, in a fixed order: the text itself first, so that its paragraphs count from 1.
fn parts(archive: &ZipArchive<Cursor<&[u8]>>) -> Vec<String> {
    let mut names: Vec<String> = archive
        .file_names()
        .filter_map(Result::ok)
        .filter(|name| {
            let rest = name.strip_prefix("word/").unwrap_or("");
            let is_text =
                ["header", "footer", "footnotes", "endnotes"].iter().any(|start| rest.starts_with(start));
            is_text && rest.ends_with(".xml")
        })
        .map(|name| name.into_owned())
        .collect();
    names.sort();
    names.insert(0, "word/document.xml".to_owned());
    names
}

/// Writes the text of a paragraph; a paragraph within it, of a text box, is written in its own turn.
fn write(node: Node<'_, '_>, text: &mut String, images: &mut Vec<Image>) {
    for child in node.children().filter(Node::is_element) {
        match child.tag_name().name() {
            "t" => text.push_str(child.text().unwrap_or("")),
            "tab" | "br" | "cr" => text.push(' '),
            "noBreakHyphen" => text.push('-'),
            "softHyphen" => text.push('\u{ad}'),
            "p" | "del" | "moveFrom" | "Fallback" => {}
            "docPr" => {
                let description = child.attribute("descr").filter(|text| !text.trim().is_empty());
                images.push(Image { at: text.len(), text: description.map(str::to_owned) });
            }
            _ => write(child, text, images),
        }
    }
}

/// Returns whether a node is a paragraph that is read: of two drawings of one text box, Word repeats one as a fallback.
fn is_paragraph(node: &Node<'_, '_>) -> bool {
    node.is_element()
        && node.tag_name().name() == "p"
        && !node.ancestors().any(|above| above.tag_name().name() == "Fallback")
}
