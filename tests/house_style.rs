//! The house style of a school: its logo, colour and typeface in every page, and a clear fault where one cannot be used.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on should say where")]

mod small_survey;

use std::fs;

use meetellen::ingest;
use meetellen::model::Fault;
use meetellen::pipeline::{self, Wishes};
use meetellen::report::Parts;
use tempfile::TempDir;

const LOGO: &[u8] = b"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 9 9\"><circle r=\"4\"/></svg>";
const FONT: &[u8] = b"wOF2 and what else is in it";

/// Writes a scan with a house style, a logo and a typeface.
fn scan(style: &str) -> TempDir {
    let folder = TempDir::new().unwrap();
    let scan = format!(
        "[scan]\ntitle = \"Scan\"\n\n[[source]]\nname = \"studenten\"\nkind = \"survey\"\nfile = \"studenten.csv\"\n\
         round = \"2026\"\ncodebook = \"codebook.toml\"\n\n[report]\nby = [\"gender\"]\n\n{style}\n"
    );
    fs::write(folder.path().join("scan.toml"), scan).unwrap();
    fs::write(folder.path().join("codebook.toml"), small_survey::CODEBOOK).unwrap();
    fs::write(folder.path().join("studenten.csv"), small_survey::lines().join("\n")).unwrap();
    fs::write(folder.path().join("logo.svg"), LOGO).unwrap();
    fs::write(folder.path().join("letter.woff2"), FONT).unwrap();
    folder
}

/// Returns the page of a scan with a house style.
fn page(style: &str) -> String {
    let folder = scan(style);
    let ingested = ingest::read(folder.path()).unwrap_or_else(|faults| panic!("refused: {faults:?}"));
    let parts = Parts { pdf: false, xlsx: false, docx: false, figures: false, ..Parts::default() };
    let wishes = Wishes { parts, ..Wishes::default() };
    pipeline::run(&ingested, &wishes, &folder.path().join("rapport")).unwrap();
    fs::read_to_string(folder.path().join("rapport/alle/rapport.html")).unwrap()
}

fn faults(style: &str) -> Vec<Fault> {
    ingest::read(scan(style).path()).unwrap_err()
}

#[test]
fn logo_colour_and_typeface_are_in_the_page() {
    let page = page("[style]\nlogo = \"logo.svg\"\ncolour = \"#005A8C\"\nfont = \"letter.woff2\"");
    assert!(page.contains("<img class=\"logo\" src=\"data:image/svg+xml;base64,"), "no logo");
    assert!(page.contains(":root{--accent:#005a8c}"), "no colour");
    assert!(page.contains("src:url(data:font/woff2;base64,d09GMi"), "no typeface");
}

#[test]
fn without_a_house_style_a_page_is_as_it_was() {
    let page = page("");
    assert!(!page.contains("class=\"logo\"") && !page.contains("\"Huis\""));
}

#[test]
fn a_colour_that_cannot_be_read_is_refused_with_its_line() {
    for (colour, words) in [("#f0f0a0", "te licht"), ("blauw", "geen kleur")] {
        let faults = faults(&format!("[style]\ncolour = \"{colour}\""));
        assert_eq!(faults.len(), 1, "{faults:?}");
        assert!(faults[0].message.nl.contains(words), "{faults:?}");
        assert_eq!(faults[0].line, Some(15), "{faults:?}");
    }
}

#[test]
fn a_logo_that_is_no_picture_or_not_there_is_refused() {
    for (logo, words) in
        [("studenten.csv", "geen beeld"), ("weg.png", "niet gevonden"), ("letter.woff2", "geen beeld")]
    {
        let faults = faults(&format!("[style]\nlogo = \"{logo}\""));
        assert_eq!(faults.len(), 1, "{faults:?}");
        let fault = &faults[0];
        assert!(fault.message.nl.contains(words) && fault.hint.nl.contains("PNG"), "{faults:?}");
        let place = (fault.file.as_str(), fault.line, fault.column.as_deref(), fault.value.as_deref());
        assert_eq!(place, ("scan.toml", Some(15), Some("style.logo"), Some(logo)));
    }
}

#[test]
fn a_logo_of_more_than_a_megabyte_is_refused_and_of_just_that_it_is_not() {
    for (bytes, is_refused) in [(1_000_000, false), (1_000_001, true)] {
        let folder = scan("[style]\nlogo = \"groot.png\"");
        let mut logo = b"\x89PNG".to_vec();
        logo.resize(bytes, 0);
        fs::write(folder.path().join("groot.png"), logo).unwrap();
        let found = ingest::read(folder.path());
        assert_eq!(found.is_err(), is_refused, "{bytes}");
        if let Err(faults) = found {
            assert!(faults[0].message.nl.contains("groter dan 1 MB"), "{faults:?}");
        }
    }
}

#[test]
fn every_fault_of_a_house_style_is_told_at_once() {
    let faults = faults("[style]\nlogo = \"weg.png\"\nfont = \"logo.svg\"");
    let columns: Vec<_> = faults.iter().map(|fault| (fault.line, fault.column.as_deref())).collect();
    assert_eq!(columns, [(Some(15), Some("style.logo")), (Some(16), Some("style.font"))], "{faults:?}");
}

#[test]
fn an_unknown_key_is_refused() {
    let faults = faults("[style]\nkleur = \"#005a8c\"");
    assert_eq!((faults.len(), faults[0].line), (1, Some(15)), "{faults:?}");
    assert!(faults[0].to_string().contains("kleur"), "{faults:?}");
}
