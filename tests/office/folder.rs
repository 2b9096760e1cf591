//! The folder as a whole: what the manifest names, the size of slides, the same bytes again, and no other numbers.

use std::collections::BTreeSet;
use std::fs;
use std::io::Cursor;

use meetellen::audit::{Effort, audit};

use crate::report_folder::files;
use crate::scan;

#[test]
fn the_manifest_names_every_file_beside_it() {
    let manifest: serde_json::Value = serde_json::from_slice(&scan::file("manifest.json")).unwrap();
    let named: BTreeSet<String> = manifest["files"]
        .as_array()
        .unwrap()
        .iter()
        .map(|name| name.as_str().unwrap().to_owned())
        .collect();
    let mut there: BTreeSet<String> = files(&scan::folder()).into_keys().collect();
    there.remove("manifest.json");
    assert_eq!(named, there);
    for name in ["rapport.docx", "report.docx", "tabellen.csv", "tables.csv", "tabellen.xlsx", "results.csv"] {
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

#[test]
fn no_file_holds_a_number_that_is_not_published_and_one_that_does_is_found() {
    let report = scan::report();
    let folder = report.path().join("rapport/alle");
    let leaks = |folder: &std::path::Path| {
        let found = audit(&[folder.to_owned()], Effort::default()).unwrap();
        found.leaks.iter().map(|leak| format!("{}: {}", leak.file.display(), leak.context)).collect::<Vec<_>>()
    };
    assert_eq!(leaks(&folder), Vec::<String>::new());
    let path = folder.join("tabellen.csv");
    let text = fs::read_to_string(&path).unwrap() + "Blad;Tabel;98765,4\r\n";
    fs::write(&path, text).unwrap();
    let found = leaks(&folder);
    assert!(found.len() == 1 && found[0].contains("tabellen.csv"), "{found:?}");
}

#[test]
fn samples_are_written_where_asked() {
    let Ok(place) = std::env::var("MEETELLEN_OFFICE_SAMPLES") else { return };
    for (name, bytes) in files(&scan::folder()) {
        let path = std::path::Path::new(&place).join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }
}
