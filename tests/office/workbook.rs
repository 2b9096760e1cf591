//! The workbook: numbers as numbers, names that look like formulas as text, headings that stay in sight.

use std::io::{Cursor, Read};

use calamine::{Data, Reader, Xlsx};
use zip::ZipArchive;

use crate::scan;

fn opened(name: &str) -> Xlsx<Cursor<Vec<u8>>> {
    Xlsx::new(Cursor::new(scan::file(name))).unwrap()
}

/// Returns every cell of the sheets but the first, which says what the workbook is, and the definitions.
pub(crate) fn cells(name: &str) -> Vec<Data> {
    let mut book = opened(name);
    let mut found = Vec::new();
    let sheets = book.sheet_names();
    for sheet in &sheets[1..sheets.len() - 1] {
        found.extend(book.worksheet_range(sheet).unwrap().used_cells().map(|(_, _, cell)| cell.clone()));
    }
    found
}

#[test]
fn names_that_look_like_formulas_are_text_and_nothing_is_calculated() {
    for name in ["tabellen.xlsx", "tables.xlsx"] {
        let mut book = opened(name);
        let mut texts = Vec::new();
        for sheet in book.sheet_names() {
            assert!(book.worksheet_formula(&sheet).unwrap().used_cells().next().is_none(), "{sheet}");
            for (_, _, cell) in book.worksheet_range(&sheet).unwrap().used_cells() {
                if let Data::String(text) = cell {
                    texts.push(text.clone());
                }
            }
        }
        for programme in scan::PROGRAMMES {
            assert!(texts.iter().any(|text| text == programme), "{name}: {programme}");
        }
        assert!(cells(name).iter().filter(|cell| matches!(cell, Data::Float(_))).count() > 50);
    }
}

#[test]
fn headings_stay_in_sight_and_numbers_have_formats_that_follow_the_machine() {
    let mut package = ZipArchive::new(Cursor::new(scan::file("tabellen.xlsx"))).unwrap();
    let mut part = |name: &str| {
        let mut text = String::new();
        package.by_name(name).unwrap().read_to_string(&mut text).unwrap();
        text
    };
    let sheets = opened("tabellen.xlsx").sheet_names().len();
    for sheet in 2..=sheets {
        let text = part(&format!("xl/worksheets/sheet{sheet}.xml"));
        assert!(text.contains("state=\"frozen\""), "sheet {sheet}");
    }
    let styles = part("xl/styles.xml");
    // A point in a format code is the decimal mark of the machine: a comma where Excel is Dutch.
    for code in ["#,##0", "0%", "0.0"] {
        assert!(styles.contains(&format!("formatCode=\"{code}\"")), "{code}: {styles}");
    }
}

#[test]
fn sheets_are_named_for_tables_and_never_for_a_group() {
    let names = opened("tabellen.xlsx").sheet_names();
    let groups = ["vrouw", "man ", "non-binair", "Bouw", "Techniek", "Chemie", "Media"];
    for name in &names {
        assert!(!groups.iter().any(|group| name.to_lowercase().contains(&group.to_lowercase())), "{name}");
        assert!(!name.to_lowercase().contains("afgeschermd") || name == "afgeschermd", "{name}");
    }
}
