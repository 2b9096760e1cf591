//! Laws of the page, the PDF and the workbook, held against a document with every kind of block, in both languages.
//!
//! With `MEETELLEN_PAGE_SAMPLES=DIR` the files are also written there, to look at and for `.ci/browser`.

#[path = "../chart_samples/mod.rs"]
#[expect(dead_code, reason = "a page takes some of the charts that the tests of their layout take all")]
mod chart_samples;
mod fixture;

mod laws;
mod sheet;
mod pdf;

use meetellen::model::Language;
use meetellen::report::page::{self, Beside};
use meetellen::report::wording::RowId;

const LANGUAGES: [Language; 2] = [Language::Dutch, Language::English];

fn page(language: Language) -> String {
    let beside = Beside { languages: LANGUAGES.to_vec(), has_workbook: true, first_row: RowId(10) };
    page::html(&fixture::document(language), &beside)
}

#[test]
fn samples_are_written_where_asked() {
    let Ok(folder) = std::env::var("MEETELLEN_PAGE_SAMPLES") else { return };
    std::fs::create_dir_all(&folder).unwrap();
    let folder = std::path::Path::new(&folder);
    for language in LANGUAGES {
        std::fs::write(folder.join(page::file_name(language)), page(language)).unwrap();
        let beside = Beside { languages: LANGUAGES.to_vec(), has_workbook: true, first_row: RowId(10) };
        let paper = meetellen::report::pdf::pdf(&fixture::document(language), &beside).unwrap();
        std::fs::write(folder.join(meetellen::report::pdf::file_name(language)), paper).unwrap();
        let workbook = meetellen::report::sheet::workbook(&fixture::document(language)).unwrap();
        std::fs::write(folder.join(meetellen::report::sheet::file_name(language)), workbook).unwrap();
    }
    assert!(folder.join("rapport.html").is_file());
}
