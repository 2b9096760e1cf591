//! Files of other programs that end up where a table should be: web pages, documents, pictures, archives.
//!
//! They are told by their first bytes and refused with the way to a table. Leaves out damaged tables, and files of
//! DUO (`exchange`).

use std::io::Cursor;

use zip::ZipArchive;

use crate::model::{Fault, FaultKind, Severity, Text};

/// Returns why the file cannot be read as a table, or `None` where it may be one.
///
/// `head` are the bytes at its start, all of them where it is no text, and `tail` those at its end.
pub(super) fn refused(name: &str, head: &[u8], tail: &[u8]) -> Option<Fault> {
    let (message, hint) = told(head, tail)?;
    Some(Fault::in_file(Severity::Refused, FaultKind::Unreadable, name, message, hint))
}

fn told(bytes: &[u8], tail: &[u8]) -> Option<(Text, Text)> {
    let as_table = || Text::new("exporteer de tabel als csv of xlsx", "export the table as csv or xlsx");
    if bytes.starts_with(b"PK\x03\x04") {
        return packed(bytes);
    }
    if bytes.starts_with(b"%PDF-") {
        return Some((Text::new("pdf, geen tabel", "PDF, not a table"), as_table()));
    }
    if PICTURES.iter().any(|start| bytes.starts_with(start)) {
        return Some((Text::new("afbeelding, geen tabel", "picture, not a table"), as_table()));
    }
    let text = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes).trim_ascii_start();
    let tail = tail.trim_ascii_end();
    let head = text[..text.len().min(16)].to_ascii_lowercase();
    if PAGES.iter().any(|start| head.starts_with(start)) {
        // Several systems call a web page `.xls`, so that Excel opens it.
        return Some((
            Text::new(
                "webpagina, geen tabel, hoe het bestand ook heet",
                "web page, not a table, whatever its name",
            ),
            Text::new("open het in Excel en bewaar het als xlsx", "open it in Excel and save it as xlsx"),
        ));
    }
    let is_json = (text.starts_with(b"[{") && tail.ends_with(b"]"))
        || (text.starts_with(b"{\"") && tail.ends_with(b"}"));
    is_json.then(|| (Text::new("JSON, geen tabel", "JSON, not a table"), as_table()))
}

/// How pictures start: JPEG, PNG, GIF.
const PICTURES: [&[u8]; 3] = [b"\xFF\xD8\xFF", b"\x89PNG\r\n", b"GIF8"];

/// How web pages start.
const PAGES: [&[u8]; 4] = [b"<!doctype html", b"<html", b"<table", b"<meta"];

/// What is told of an archive that is no workbook.
fn packed(bytes: &[u8]) -> Option<(Text, Text)> {
    let archive = ZipArchive::new(Cursor::new(bytes)).ok()?;
    let names: Vec<_> = archive.file_names().filter_map(Result::ok).collect();
    let holds = |start: &str| names.iter().any(|name| name.starts_with(start));
    // A workbook of Excel, or an open document.
    if holds("xl/") || holds("content.xml") || names.is_empty() {
        return None;
    }
    if holds("word/") || holds("ppt/") {
        return Some((
            Text::new("document of presentatie, geen tabel", "document or slides, not a table"),
            Text::new(
                "zet de tabel in een werkmap en bewaar die als xlsx",
                "put the table in a workbook and save that as xlsx",
            ),
        ));
    }
    let first = names.first()?;
    Some((
        Text::new(
            format!("zip-bestand met daarin onder meer \u{201c}{first}\u{201d}"),
            format!("zip file that holds \u{201c}{first}\u{201d} among others"),
        ),
        Text::new("pak het uit en lees het bestand erin", "unpack it and read the file inside"),
    ))
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use zip::ZipWriter;
    use zip::write::SimpleFileOptions;

    use super::*;

    fn archive(parts: &[&str]) -> Vec<u8> {
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        for part in parts {
            writer.start_file(*part, SimpleFileOptions::default()).unwrap();
            writer.write_all(b"x").unwrap();
        }
        writer.finish().unwrap().into_inner()
    }

    #[test]
    fn files_of_other_programs_are_refused_with_what_they_are() {
        for (bytes, word) in [
            (b"%PDF-1.7\n".to_vec(), "pdf"),
            (b"\xFF\xD8\xFF\xE0".to_vec(), "afbeelding"),
            (b"\xEF\xBB\xBF\r\n<HTML><table>".to_vec(), "webpagina"),
            (b"<!DOCTYPE html><html>".to_vec(), "webpagina"),
            (b"[{\"a\":1},\n{\"a\":2}]\n".to_vec(), "JSON"),
            (archive(&["word/document.xml"]), "document"),
            (archive(&["Antwoorden.csv"]), "Antwoorden.csv"),
        ] {
            let fault = refused("a.csv", &bytes, &bytes).unwrap();
            assert_eq!(fault.severity, Severity::Refused);
            assert!(fault.message.nl.contains(word), "{fault}");
        }
    }

    #[test]
    fn tables_and_workbooks_are_not_refused() {
        for bytes in [
            b"a;b\n1;2\n".to_vec(),
            b"{1};b\n1;2\n".to_vec(),
            b"<5;b\n1;2\n".to_vec(),
            archive(&["xl/workbook.xml"]),
            archive(&["mimetype", "content.xml"]),
            b"PK\x03\x04 damaged".to_vec(),
            Vec::new(),
        ] {
            assert_eq!(refused("a.csv", &bytes, &bytes), None);
        }
    }
}
