//! Laws of reading: in whatever dialect a table is written, the same Dataset comes back.
//!
//! Leaves out real files (`ingest`) and faults (`ingest_faults`).

use std::fmt::Write as _;

use meetellen::ingest::{Kind, Reading, TableReader, read};
use meetellen::model::Dataset;
use proptest::prelude::*;

const WORDS: [&str; 16] = [
    "vrouw",
    "man",
    "één",
    "coördinatie",
    "België",
    "3",
    "4,5",
    "12.000",
    "5\" scherm",
    "a;b",
    "x,y, en z",
    "p|q",
    "tab\there",
    "regel\neen",
    "\"heel\" leuk",
    "",
];

const CODEBOOK: &str = r#"
[columns.nummer]
role = "respondent"
[columns.geslacht]
role = "gender"
[columns.opleiding]
role = "programme"
[columns."Wat vind je ervan, en waarom?"]
role = "item"
"#;

#[derive(Debug, Clone)]
struct Dialect {
    delimiter: char,
    ending: &'static str,
    quote_all: bool,
    last_ending: bool,
    separator_line: bool,
    title: bool,
    encoding: &'static str,
}

fn dialect() -> impl Strategy<Value = Dialect> {
    (
        prop::sample::select(vec![',', ';', '\t', '|']),
        prop::sample::select(vec!["\n", "\r\n", "\r", "\r\r\n"]),
        any::<bool>(),
        any::<bool>(),
        any::<bool>(),
        any::<bool>(),
        prop::sample::select(vec!["utf-8", "utf-8 bom", "utf-16le", "utf-16be", "windows-1252"]),
    )
        .prop_map(|(delimiter, ending, quote_all, last_ending, separator_line, title, encoding)| {
            Dialect {
                delimiter,
                ending,
                quote_all,
                last_ending,
                separator_line,
                title: title && !separator_line,
                encoding,
            }
        })
}

fn table() -> impl Strategy<Value = Vec<[&'static str; 3]>> {
    let word = || prop::sample::select(WORDS.to_vec());
    prop::collection::vec((word(), word(), word()).prop_map(|(a, b, c)| [a, b, c]), 1..40)
}

fn field(value: &str, dialect: &Dialect) -> String {
    let special = |letter: char| letter == dialect.delimiter || matches!(letter, '"' | '\n' | '\r');
    if dialect.quote_all || value.contains(special) {
        format!("\"{}\"", value.replace('"', "\"\""))
    } else {
        value.to_owned()
    }
}

fn written(rows: &[[&str; 3]], dialect: &Dialect) -> Vec<u8> {
    let mut lines = Vec::new();
    if dialect.separator_line {
        lines.push(format!("sep={}", dialect.delimiter));
    }
    if dialect.title {
        lines.push("Resultaten van de vragenlijst".to_owned());
        lines.push(String::new());
    }
    let delimiter = dialect.delimiter.to_string();
    let headings = ["nummer", "geslacht", "opleiding", "Wat vind je ervan, en waarom?"];
    lines.push(headings.map(|heading| field(heading, dialect)).join(&delimiter));
    for (n, row) in rows.iter().enumerate() {
        let mut line = field(&format!("r{n}"), dialect);
        for value in row {
            write!(line, "{delimiter}{}", field(value, dialect)).expect("test file");
        }
        lines.push(line);
    }
    let mut text = lines.join(dialect.ending);
    if dialect.last_ending {
        text.push_str(dialect.ending);
    }
    match dialect.encoding {
        "utf-8 bom" => [b"\xEF\xBB\xBF".as_slice(), text.as_bytes()].concat(),
        "utf-16le" => [0xFEFF].into_iter().chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect(),
        "utf-16be" => [0xFEFF].into_iter().chain(text.encode_utf16()).flat_map(u16::to_be_bytes).collect(),
        "windows-1252" => {
            text.chars().map(|letter| u8::try_from(u32::from(letter)).expect("test file")).collect()
        }
        _ => text.into_bytes(),
    }
}

fn dataset(bytes: &[u8]) -> Dataset {
    let folder = tempfile::tempdir().expect("test file");
    std::fs::write(folder.path().join("antwoorden.csv"), bytes).expect("test file");
    std::fs::write(folder.path().join("codebook.toml"), CODEBOOK).expect("test file");
    std::fs::write(
        folder.path().join("scan.toml"),
        "[[source]]\nkind = \"survey\"\nfile = \"antwoorden.csv\"\ncodebook = \"codebook.toml\"\n",
    )
    .expect("test file");
    read(folder.path())
        .unwrap_or_else(|faults| {
            panic!("{}", faults.iter().map(|fault| format!("{fault}\n")).collect::<String>())
        })
        .dataset
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_table_is_the_same_in_every_dialect(rows in table(), dialect in dialect()) {
        let plain = Dialect {
            delimiter: ',',
            ending: "\n",
            quote_all: true,
            last_ending: true,
            separator_line: false,
            title: false,
            encoding: "utf-8",
        };
        prop_assert_eq!(dataset(&written(&rows, &plain)), dataset(&written(&rows, &dialect)));
    }

    #[test]
    fn block_size_and_threads_change_nothing(
        rows in table(),
        dialect in dialect(),
        block in 1_usize..400,
        threads in 1_usize..4,
        damage in prop::option::of(0_usize..2000),
    ) {
        let mut bytes = written(&rows, &dialect);
        // A stray quote anywhere: what is read may be anything, but always the same.
        if let Some(at) = damage.filter(|&at| at < bytes.len() && dialect.encoding.starts_with("utf-8")) {
            let at = (at..bytes.len()).find(|&at| bytes[at] < 0x80).unwrap_or(0);
            bytes.insert(at, b'"');
        }
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        let outcome = |block: usize| {
            let mut reader = TableReader::new();
            let reading = Reading { block, ..Reading::default() };
            let keep = |heading: &str, _: Option<&str>| if heading == "nummer" { Kind::Keys } else { Kind::Values };
            reader.text("antwoorden.csv", &bytes, &reading, &keep);
            reader.finish()
        };
        let whole = outcome(1 << 30);
        let parts = pool.install(|| outcome(block));
        prop_assert_eq!(&whole.faults, &parts.faults);
        prop_assert_eq!(&whole.table.columns, &parts.table.columns);
        prop_assert_eq!(&whole.table.totals, &parts.table.totals);
        for row in 0..whole.table.rows {
            prop_assert_eq!(whole.table.position(row), parts.table.position(row));
        }
    }

    #[test]
    fn what_the_csv_crate_reads_is_what_is_read(text in "[ab;\"\n\r]{0,40}", block in 1_usize..20) {
        let text = format!("k;l\nx;y\n{text}\n");
        let mut reader = TableReader::new();
        let reading = Reading { block, delimiter: Some(b';'), known: vec!["k".into(), "l".into()], ..Reading::default() };
        reader.text("a.csv", text.as_bytes(), &reading, &|_, _| Kind::Values);
        let outcome = reader.finish();
        // An unclosed quote is refused, where the csv crate swallows the rest of the file.
        prop_assume!(outcome.faults.iter().all(|fault| fault.kind != meetellen::model::FaultKind::UnclosedQuote));
        let mut expected = Vec::new();
        let mut reference = csv::ReaderBuilder::new().delimiter(b';').flexible(true).from_reader(text.as_bytes());
        for record in reference.records() {
            let record = record.unwrap();
            if record.iter().all(str::is_empty) {
                continue;
            }
            expected.push([0, 1].map(|at| record.get(at).unwrap_or("").trim().to_owned()));
        }
        let read: Vec<[String; 2]> = (0..outcome.table.rows)
            .map(|row| [0, 1].map(|at| outcome.table.value(row, at).unwrap_or("").to_owned()))
            .collect();
        prop_assert_eq!(read, expected);
    }
}
