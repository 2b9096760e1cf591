//! Files that are hard to read whole: quotes that break, very long answers, thousands of columns.
//!
//! Leaves out dialects (`ingest_dialects`) and damage at random (`fuzz`). All answers are invented.

use std::fmt::Write as _;
use std::path::PathBuf;

use meetellen::ingest::{Examined, Kind, Outcome, Reading, TableReader, examine, look};
use meetellen::model::{Fault, FaultKind, Severity, SourceKind};
use tempfile::TempDir;

/// A folder with one file in it.
fn file(text: &str) -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().expect("test file");
    let path = folder.path().join("export.csv");
    std::fs::write(&path, text).expect("test file");
    (folder, path)
}

fn examined(text: &str) -> Examined {
    let (_folder, path) = file(text);
    examine(&path, None, &|_| None)
}

fn broken_quotes(faults: &[Fault]) -> Vec<Option<u64>> {
    faults.iter().filter(|fault| fault.kind == FaultKind::UnclosedQuote).map(|fault| fault.line).collect()
}

fn read(text: &str) -> Outcome {
    let mut reader = TableReader::new();
    reader.text("export.csv", text.as_bytes(), &Reading::default(), &|_, _| Kind::Values);
    reader.finish()
}

const HEADINGS: &str = "nummer;geslacht;toelichting;SB01;SB02\n";

/// Rows of which one in twenty holds a quoted answer with quotes, delimiters and a newline.
fn row(n: usize) -> String {
    let gender = ["vrouw", "man", "x"][n % 3];
    let open = if n.is_multiple_of(20) { "\"fijn; maar \"\"druk\"\",\nnaast 5\"\" buizen\"" } else { "" };
    format!("{n};{gender};{open};{};{}\n", 1 + n % 5, 1 + n % 4)
}

fn rows(range: std::ops::Range<usize>) -> String {
    range.map(row).collect()
}

#[test]
fn a_broken_quote_in_the_middle_is_told_at_its_line_and_swallows_nothing() {
    let (before, after) = (rows(0..60_000), rows(60_000..120_000));
    let text = format!("{HEADINGS}{before}x;vrouw;\"nooit gesloten;3;4\n{after}");
    let found = examined(&text);
    let line = 1 + HEADINGS.lines().count() + before.lines().count();
    assert_eq!(broken_quotes(&found.faults), [Some(line as u64)]);
    assert_eq!(found.inputs[0].rows, 120_000);
    assert!(found.faults.iter().all(|fault| fault.kind != FaultKind::RaggedRow), "{:?}", found.faults);
}

#[test]
fn a_quote_that_closes_thousands_of_lines_later_is_told_by_the_rows_it_swallowed() {
    let plain: String = (0..5_000).map(|n| format!("{n};man;goed;{};4\n", 1 + n % 5)).collect();
    let text = format!("{HEADINGS}1;vrouw;\"begin;3;4\n{plain}2;man;\"; en dan\";5;1\n3;x;\"ja\";1;1\n");
    let found = examined(&text);
    assert_eq!(broken_quotes(&found.faults), [Some(2)]);
    let fault = found.faults.iter().find(|fault| fault.kind == FaultKind::UnclosedQuote).expect("a fault");
    assert!(fault.message.nl.contains("5000 regels"), "{fault}");
    assert_eq!((fault.severity, found.inputs[0].rows), (Severity::Refused, 5_002));
}

#[test]
fn several_broken_quotes_are_told_at_once_and_a_broken_heading_as_well() {
    let text = format!("{HEADINGS}1;vrouw;\"a;3;4\n2;man;b;3;4\n3;man;\"c;3;4\n4;x;\"d\";3;4\n");
    assert_eq!(broken_quotes(&examined(&text).faults), [Some(2), Some(4)]);
    let text = "nummer;\"geslacht;SB01\n1;vrouw;3\n2;man;4\n";
    assert_eq!(broken_quotes(&examined(text).faults), [Some(1)]);
}

#[test]
fn an_answer_of_ten_megabytes_is_an_answer() {
    let mut long = String::with_capacity(10 << 20);
    while long.len() < 10 << 20 {
        long.push_str("een verhaal; met \"\"aanhaling\"\", regels\nen nog veel meer; tot het einde\n");
    }
    let text = format!("{HEADINGS}{}x;man;\"{long}\";2;3\n{}", rows(0..300), rows(300..600));
    let outcome = read(&text);
    assert!(outcome.faults.is_empty(), "{:?}", outcome.faults);
    assert_eq!(outcome.table.rows, 601);
    assert_eq!(outcome.table.value(300, 2).map(str::len), Some(long.trim_end().replace("\"\"", "\"").len()));
    assert_eq!(outcome.table.position(301).line, 1 + 300 + 15 + 1 + long.lines().count() as u64 + 1);
}

#[test]
fn three_thousand_columns_are_read_as_a_few_are() {
    let mut text: String = (0..3_000).fold(String::new(), |mut text, n| {
        write!(text, "Vraag {n};").expect("a string");
        text
    });
    for row in 0..40 {
        text.push('\n');
        (0..3_000).for_each(|n| write!(text, "{};", 1 + (n + row) % 5).expect("a string"));
    }
    let found = examined(&text);
    assert_eq!((found.inputs[0].rows, found.inputs[0].columns), (40, 3_001));
    assert!(found.faults.iter().all(|fault| fault.severity != Severity::Refused), "{:?}", found.faults);
}

#[test]
fn a_byte_that_cannot_be_decoded_is_told_with_line_and_column() {
    let mut bytes = b"\xEF\xBB\xBFnummer;plek;SB01\n1;\"caf\xC3\xA9\nhoek\";3\n2;M\xFCnster;4\n".to_vec();
    let mut reader = TableReader::new();
    reader.text("export.csv", &bytes, &Reading::default(), &|_, _| Kind::Values);
    let faults = reader.finish().faults;
    let place = |fault: &Fault| (fault.kind, fault.line, fault.column.clone());
    assert_eq!(place(&faults[0]), (FaultKind::Undecodable, Some(4), Some("plek".to_owned())));
    bytes.extend(std::iter::repeat_n(b"3;\xFF;1\n", 50).flatten());
    let mut reader = TableReader::new();
    reader.text("export.csv", &bytes, &Reading::default(), &|_, _| Kind::Values);
    let faults = reader.finish().faults;
    assert_eq!(faults.iter().map(|fault| fault.times).sum::<u64>(), 51);
    assert_eq!(faults.len(), 21);
}

#[test]
fn headings_on_two_rows_become_one_name_each_in_a_text_and_in_a_workbook() {
    let lines = [
        "Instroom techniek;;;;",
        "Opleiding;2024;;2025;",
        ";man;vrouw;man;vrouw",
        "Bouwkunde;30;10;28;12",
        "Zorg;8;40;9;44",
        "Totaal;38;50;37;56",
    ];
    let names = ["Opleiding", "2024 man", "2024 vrouw", "2025 man", "2025 vrouw"];
    let (folder, path) = file(&lines.join("\n"));
    let mut workbook = rust_xlsxwriter::Workbook::new();
    let sheet = workbook.add_worksheet();
    for (row, line) in lines.iter().enumerate() {
        for (column, cell) in line.split(';').enumerate().filter(|(_, cell)| !cell.is_empty()) {
            match cell.parse::<f64>() {
                Ok(number) if row > 2 => sheet.write(row as u32, column as u16, number),
                _ => sheet.write(row as u32, column as u16, cell),
            }
            .expect("a cell");
        }
    }
    let book = folder.path().join("export.xlsx");
    workbook.save(&book).expect("test file");
    for path in [path, book] {
        let look = look(&path).expect("a table");
        assert_eq!(look.columns.iter().map(|column| &column.heading).collect::<Vec<_>>(), names);
        let found = examine(&path, None, &|_| None);
        assert_eq!((found.inputs[0].rows, found.inputs[0].kind), (2, Some(SourceKind::Counts)));
        assert!(
            found.faults.iter().any(|fault| fault.message.nl.contains("2025 vrouw")),
            "{:?}",
            found.faults
        );
        assert!(found.faults.iter().all(|fault| fault.severity == Severity::Note), "{:?}", found.faults);
    }
}

#[test]
fn of_a_file_without_rows_only_that_is_told() {
    for text in ["", "Geslacht;Ik voel me thuis\n"] {
        let found = examined(text);
        let kinds: Vec<FaultKind> = found.faults.iter().map(|fault| fault.kind).collect();
        assert_eq!(kinds, [FaultKind::Empty], "{text}");
    }
}

#[test]
fn a_file_of_another_program_is_refused_with_what_it_is_and_nothing_else() {
    let found = examined("<html><table><tr><td>Geslacht</td></tr></table></html>\n");
    assert_eq!(found.faults.len(), 1, "{:?}", found.faults);
    assert!(found.faults[0].message.nl.contains("webpagina"));
}

#[test]
fn columns_to_the_right_of_a_table_that_hold_nothing_are_not_guessed() {
    let (_folder, path) = file("Geslacht;;SB01;;;\nvrouw;x;4;;;\nman;y;5;;;\n");
    let look = look(&path).expect("a table");
    let headings: Vec<&str> = look.columns.iter().map(|column| column.heading.as_str()).collect();
    assert_eq!(headings, ["Geslacht", "kolom 2", "SB01"]);
}

#[test]
fn rows_far_shorter_than_thousands_of_headings_are_refused_before_they_fill_the_memory() {
    let headings: String = (0..5_000).map(|n| format!("Vraag {n};")).collect();
    let rows = "vrouw;4\n".repeat(2_000);
    let found = examined(&format!("{headings}\n{rows}"));
    let refused: Vec<&Fault> =
        found.faults.iter().filter(|fault| fault.severity == Severity::Refused).collect();
    assert_eq!(refused.len(), 1, "{refused:?}");
    assert!(refused[0].message.nl.contains("bijna alle regels") && refused[0].times > 1_000, "{refused:?}");
}

#[test]
fn the_sheet_that_is_named_is_read_else_the_first_with_rows_which_is_told() {
    let folder = tempfile::tempdir().expect("test file");
    let mut workbook = rust_xlsxwriter::Workbook::new();
    workbook.add_worksheet().set_name("leeg").expect("a sheet");
    for (name, answer) in [("toen", "man"), ("nu", "vrouw")] {
        let sheet = workbook.add_worksheet();
        sheet.set_name(name).expect("a sheet");
        sheet.write(0, 0, "geslacht").expect("a cell");
        sheet.write(1, 0, answer).expect("a cell");
    }
    workbook.save(folder.path().join("a.xlsx")).expect("test file");
    let codebook = "[columns.geslacht]\nrole = \"gender\"\n";
    std::fs::write(folder.path().join("codebook.toml"), codebook).expect("test file");
    let examined = |sheet: &str| {
        let source = "[[source]]\nkind = \"survey\"\nfile = \"a.xlsx\"\ncodebook = \"codebook.toml\"\n";
        std::fs::write(folder.path().join("scan.toml"), format!("{source}{sheet}")).expect("test file");
        examine(folder.path(), None, &|_| None).faults
    };
    let told = |faults: &[Fault], text: &str| faults.iter().any(|fault| fault.message.nl.contains(text));
    assert!(told(&examined(""), "werkblad \u{201c}toen\u{201d} gelezen"), "{:?}", examined(""));
    let named = examined("sheet = \"nu\"\n");
    assert!(!told(&named, "werkblad"), "{named:?}");
    let absent = examined("sheet = \"later\"\n");
    assert!(told(&absent, "dit werkblad is er niet"), "{absent:?}");
    let hint = &absent.iter().find(|fault| fault.severity == Severity::Refused).expect("a refusal").hint.nl;
    assert!(hint.contains("leeg, toen, nu"), "{hint}");
}
