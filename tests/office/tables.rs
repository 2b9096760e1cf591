//! The tables for Dutch Excel: mark, semicolons, decimal commas, and nothing that is calculated.

use calamine::Data;

use crate::scan;

fn records(name: &str) -> Vec<Vec<String>> {
    let bytes = scan::file(name);
    let text = bytes.strip_prefix(b"\xef\xbb\xbf").expect("a mark that says UTF-8");
    // Not flexible: a record of another length is an error.
    let mut reader = csv::ReaderBuilder::new().delimiter(b';').has_headers(false).from_reader(text);
    reader.records().map(|record| record.unwrap().iter().map(str::to_owned).collect()).collect()
}

/// Returns a field as Dutch Excel would read it, if that is a number.
fn number(field: &str) -> Option<f64> {
    let (digits, scale) = field.strip_suffix('%').map_or((field, 1.0), |digits| (digits, 0.01));
    let plain = !digits.contains('.') && digits.chars().any(|letter| letter.is_ascii_digit());
    plain.then(|| digits.replace(',', ".").parse::<f64>().ok().map(|value| value * scale)).flatten()
}

#[test]
fn every_field_that_begins_like_a_formula_is_a_number() {
    for name in ["tabellen.csv", "tables.csv"] {
        let mut negative = 0;
        for field in records(name).iter().flatten() {
            if field.trim_start().starts_with(['=', '+', '-', '@', '\t']) {
                assert!(number(field).is_some(), "{name}: {field}");
                negative += 1;
            }
        }
        assert!(negative > 0, "no negative number was tried");
    }
}

#[test]
fn names_like_formulas_stand_behind_an_apostrophe() {
    let records = records("tabellen.csv");
    for programme in scan::PROGRAMMES {
        let expected = format!("'{programme}");
        assert!(records.iter().any(|record| record[2] == expected), "{programme}");
        assert!(!records.iter().flatten().any(|field| field == programme), "{programme}");
    }
}

#[test]
fn numbers_have_commas_and_every_table_begins_with_its_headings() {
    let records = records("tabellen.csv");
    assert!(records[0][2].contains("OEFENGEGEVENS"), "{:?}", records[0]);
    let fields: Vec<&String> = records.iter().flatten().collect();
    assert!(fields.iter().any(|field| field.contains(',') && number(field).is_some()));
    assert!(fields.iter().any(|field| field.ends_with('%') && number(field).is_some()));
    // A point between digits would be thousands to Dutch Excel; only texts may hold one.
    assert!(fields.iter().all(|field| field.parse::<f64>().is_err() || !field.contains('.')));
    let heads = records.iter().filter(|record| record[3].starts_with('n')).count();
    assert!(heads >= 2, "{heads}");
}

#[test]
fn the_same_numbers_stand_in_the_workbook() {
    for (csv, xlsx) in [("tabellen.csv", "tabellen.xlsx"), ("tables.csv", "tables.xlsx")] {
        let mut ours: Vec<f64> =
            records(csv).iter().skip(1).flat_map(|record| &record[2..]).filter_map(|f| number(f)).collect();
        // A year or an answer called `3` is text in the workbook; Excel reads it from the CSV as a number.
        let theirs = crate::workbook::cells(xlsx).into_iter().filter_map(|cell| match cell {
            Data::Float(value) => Some(value),
            Data::String(text) => number(&text),
            _ => None,
        });
        let mut theirs: Vec<f64> = theirs.collect();
        ours.sort_by(f64::total_cmp);
        theirs.sort_by(f64::total_cmp);
        assert_eq!(ours.len(), theirs.len(), "{csv}");
        for (one, other) in ours.iter().zip(&theirs) {
            // Printed with its published decimals: at most four of a share.
            approx::assert_abs_diff_eq!(*one, *other, epsilon = 0.005 + 1e-9);
        }
    }
}
