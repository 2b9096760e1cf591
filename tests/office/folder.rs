//! The folder as a whole: what the manifest names, the size of slides, the same bytes again, and no other numbers.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::{Cursor, Read, Write};
use std::path::Path;

use meetellen::audit::{Effort, audit};
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

use crate::report_folder::files;
use crate::scan;

#[test]
fn the_manifest_names_every_file_beside_it() {
    let manifest: serde_json::Value = serde_json::from_slice(&scan::file("manifest.json")).unwrap();
    let named: BTreeSet<String> =
        manifest["files"].as_array().unwrap().iter().map(|name| name.as_str().unwrap().to_owned()).collect();
    let mut there: BTreeSet<String> = files(&scan::folder()).into_keys().collect();
    there.remove("manifest.json");
    assert_eq!(named, there);
    for name in ["rapport.docx", "report.docx", "tabellen.csv", "tables.csv", "tabellen.xlsx", "results.csv"]
    {
        assert!(named.contains(name), "{name}");
    }
}

#[test]
fn every_figure_is_a_slide_of_1920_by_1080() {
    let slides: Vec<String> =
        files(&scan::folder()).into_keys().filter(|name| name.ends_with(".png")).collect();
    assert!(slides.iter().any(|name| name.starts_with("figuren/nl/")), "{slides:?}");
    for name in slides {
        let reader = png::Decoder::new(Cursor::new(scan::file(&name))).read_info().unwrap();
        assert_eq!(reader.info().size(), (1920, 1080), "{name}");
    }
}

#[test]
fn the_same_scan_gives_the_same_bytes() {
    let again = scan::report();
    // Times within a zip count in steps of two seconds.
    std::thread::sleep(std::time::Duration::from_millis(2100));
    let first = files(&scan::folder());
    for (name, bytes) in files(&again.path().join("rapport/alle")) {
        assert!(first[&name] == bytes, "{name} differs");
    }
}

/// Returns the numbers that no row holds, by the file that they stand in.
fn leaks(folder: &Path) -> BTreeMap<String, BTreeSet<String>> {
    let mut found: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for leak in audit(&[folder.to_owned()], Effort::default()).unwrap().leaks {
        let name = leak.file.file_name().unwrap().to_string_lossy().into_owned();
        found.entry(name).or_default().insert(leak.number);
    }
    found
}

#[test]
fn no_file_holds_other_numbers_than_the_rows_and_one_that_is_put_in_is_found() {
    let report = scan::report();
    let folder = report.path().join("rapport/alle");
    assert_eq!(leaks(&folder), BTreeMap::new());
    let path = folder.join("tabellen.csv");
    fs::write(&path, fs::read_to_string(&path).unwrap() + "Blad;Tabel;98765,4\r\n").unwrap();
    let path = folder.join("rapport.docx");
    fs::write(&path, with_text(&fs::read(&path).unwrap(), "Er zijn 87654 vrouwen.")).unwrap();
    let after = leaks(&folder);
    assert!(after["tabellen.csv"].contains("98765,4"), "{after:?}");
    assert!(after["rapport.docx"].contains("87654"), "{after:?}");
}

/// Returns the package with a paragraph more.
fn with_text(package: &[u8], text: &str) -> Vec<u8> {
    let mut old = ZipArchive::new(Cursor::new(package)).unwrap();
    let mut new = ZipWriter::new(Cursor::new(Vec::new()));
    for place in 0..old.len() {
        let mut part = old.by_index(place).unwrap();
        let name = part.name().unwrap().into_owned();
        let mut bytes = Vec::new();
        part.read_to_end(&mut bytes).unwrap();
        if name == "word/document.xml" {
            let xml = String::from_utf8(bytes).unwrap();
            let more = format!("<w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:body>");
            bytes = xml.replace("</w:body>", &more).into_bytes();
        }
        new.start_file(name, SimpleFileOptions::default()).unwrap();
        new.write_all(&bytes).unwrap();
    }
    new.finish().unwrap().into_inner()
}

#[test]
fn samples_are_written_where_asked() {
    let Ok(place) = std::env::var("MEETELLEN_OFFICE_SAMPLES") else { return };
    for (name, bytes) in files(&scan::folder()) {
        let path = Path::new(&place).join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }
}
