//! What holds for every workbook: numbers are numbers, texts are texts, names are legal, bytes are fixed.

use std::io::Cursor;

use calamine::{Data, Reader, Xlsx};
use meetellen::model::Language;
use meetellen::report::sheet::workbook;

use crate::LANGUAGES;
use crate::fixture::{HOSTILE, document};

fn opened(language: Language) -> Xlsx<Cursor<Vec<u8>>> {
    Xlsx::new(Cursor::new(workbook(&document(language)).expect("a workbook of small tables")))
        .expect("our own workbook opens")
}

#[test]
fn every_table_has_a_sheet_and_the_first_sheet_names_them_all() {
    let mut book = opened(Language::Dutch);
    let names = book.sheet_names();
    assert_eq!(names[0], "Inhoud");
    assert_eq!(names[1], "Fig 1 figuur-1-fig-5");
    assert_eq!(names.last().unwrap(), "Definities");
    // Two tables of the annex stand under one heading and share a sheet.
    assert_eq!(names.len(), 1 + 15 + 1 + 1 + 1);
    let guide = book.worksheet_range("Inhoud").unwrap();
    for name in &names[1..] {
        assert!(guide.rows().any(|row| row[0] == Data::String(name.clone())), "{name}");
    }
}

#[test]
fn numbers_are_numbers_and_withheld_cells_are_not() {
    let mut book = opened(Language::Dutch);
    let sheet = book.worksheet_range("opleidingen").unwrap();
    let row = sheet.rows().find(|row| row[0].to_string().starts_with("Biologie en")).unwrap();
    assert_eq!(row[1..4], [Data::Float(145.0), Data::Float(0.125), Data::Float(-0.31)]);
    let row = sheet.rows().find(|row| row[0] == Data::String("Wil ik niet zeggen".to_owned())).unwrap();
    assert_eq!(row[1..4], [(); 3].map(|()| Data::String("·".to_owned())));
}

#[test]
fn labels_that_look_like_formulas_are_text_and_there_is_no_formula() {
    let mut book = opened(Language::Dutch);
    let sheet = book.worksheet_range("Alle groepen").unwrap();
    for label in HOSTILE {
        assert!(sheet.rows().any(|row| row[0] == Data::String(label.to_owned())), "{label}");
    }
    for name in book.sheet_names() {
        assert!(book.worksheet_formula(&name).unwrap().used_cells().next().is_none(), "{name}");
    }
}

#[test]
fn every_sheet_says_that_the_data_are_practice_data() {
    let mut book = opened(Language::English);
    let names = book.sheet_names();
    for name in &names[..names.len() - 1] {
        let sheet = book.worksheet_range(name).unwrap();
        assert!(sheet.rows().any(|row| row[0].to_string().starts_with("PRACTICE DATA")), "{name}");
    }
}

#[test]
fn the_same_document_gives_the_same_workbook() {
    for language in LANGUAGES {
        let first = workbook(&document(language)).unwrap();
        // Times within a zip count in steps of two seconds.
        std::thread::sleep(std::time::Duration::from_millis(2100));
        assert!(first == workbook(&document(language)).unwrap());
    }
}
