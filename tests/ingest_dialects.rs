//! Laws of reading: in whatever dialect a table is written, the same Dataset comes back.
//!
//! Leaves out real files (`ingest`) and faults (`ingest_faults`).

use meetellen::ingest::{Kind, Reading, TableReader, read};
use meetellen::model::{Dataset, Severity};
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
    footer: bool,
    trailing: bool,
    encoding: &'static str,
}

impl Dialect {
    /// The one that every reader reads.
    const PLAIN: Self = Self {
        delimiter: ',',
        ending: "\n",
        quote_all: true,
        last_ending: true,
        separator_line: false,
        title: false,
        footer: false,
        trailing: false,
        encoding: "utf-8",
    };
}

fn dialect() -> impl Strategy<Value = Dialect> {
    (
        prop::sample::select(vec![',', ';', '\t', '|']),
        prop::sample::select(vec!["\n", "\r\n", "\r", "\r\r\n"]),
        any::<[bool; 6]>(),
        prop::sample::select(vec![
            "utf-8",
            "utf-8 bom",
            "utf-16le",
            "utf-16be",
            "utf-16le unmarked",
            "utf-16be unmarked",
            "windows-1252",
        ]),
    )
        .prop_map(|(delimiter, ending, wishes, encoding)| {
            let [quote_all, last_ending, separator_line, title, footer, trailing] = wishes;
            Dialect {
                delimiter,
                ending,
                quote_all,
                last_ending,
                separator_line,
                title: title && !separator_line,
                footer,
                trailing,
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
    let headings = ["nummer", "geslacht", "opleiding", "Wat vind je ervan, en waarom?"];
    let numbers: Vec<String> = (0..rows.len()).map(|n| format!("r{n}")).collect();
    let rows: Vec<Vec<&str>> = rows
        .iter()
        .zip(&numbers)
        .map(|(row, number)| [&[number.as_str()], row.as_slice()].concat())
        .collect();
    laid_out(&headings, &rows, dialect)
}

fn laid_out(headings: &[&str], rows: &[Vec<&str>], dialect: &Dialect) -> Vec<u8> {
    let delimiter = dialect.delimiter.to_string();
    let trailing = if dialect.trailing { delimiter.as_str() } else { "" };
    let line = |fields: &[&str]| {
        let fields: Vec<String> = fields.iter().map(|value| field(value, dialect)).collect();
        format!("{}{trailing}", fields.join(&delimiter))
    };
    let mut lines = Vec::new();
    if dialect.separator_line {
        lines.push(format!("sep={delimiter}"));
    }
    if dialect.title {
        lines.push("Resultaten van de vragenlijst".to_owned());
        lines.push(String::new());
    }
    lines.push(line(headings));
    lines.extend(rows.iter().map(|row| line(row)));
    if dialect.footer {
        lines.push(delimiter.repeat(headings.len() - 1));
        lines.push(format!("Totaal{delimiter}{}", rows.len()));
        lines.push("Bron: een verzonnen school".to_owned());
    }
    let mut text = lines.join(dialect.ending);
    if dialect.last_ending {
        text.push_str(dialect.ending);
    }
    encoded(&text, dialect.encoding)
}

fn encoded(text: &str, encoding: &str) -> Vec<u8> {
    let mark = if encoding.ends_with("unmarked") { None } else { Some(0xFEFF) };
    let units = || mark.into_iter().chain(text.encode_utf16());
    match encoding.split(' ').next().expect("test file") {
        "utf-16le" => units().flat_map(u16::to_le_bytes).collect(),
        "utf-16be" => units().flat_map(u16::to_be_bytes).collect(),
        "windows-1252" => {
            let (bytes, _, lost) = encoding_rs::WINDOWS_1252.encode(text);
            assert!(!lost, "the sample holds a letter that windows-1252 lacks");
            bytes.into_owned()
        }
        _ if encoding == "utf-8 bom" => [b"\xEF\xBB\xBF".as_slice(), text.as_bytes()].concat(),
        _ => text.as_bytes().to_vec(),
    }
}

/// Answers of one to three pieces: every sign that means something in some dialect, amid words; no three make a phone number.
fn answer() -> impl Strategy<Value = String> {
    let pieces = vec![
        "ja",
        "vrouw",
        "één",
        "coördinatie",
        "€ 3,50",
        "5\" scherm",
        "\"",
        "\"\"",
        ";",
        ",",
        "|",
        "\t",
        "\n",
        "\r\n",
        "'",
        "=1+1",
        "-1",
        "1.234,5",
        "45%",
        "01",
        "sep=",
        "3-4",
    ];
    prop::collection::vec(prop::sample::select(pieces), 0..4).prop_map(|pieces| pieces.join(" "))
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
        prop_assert_eq!(dataset(&written(&rows, &Dialect::PLAIN)), dataset(&written(&rows, &dialect)));
    }

    #[test]
    fn what_was_written_is_what_is_read(
        rows in prop::collection::vec(prop::collection::vec(answer(), 4), 1..30),
        dialect in dialect(),
    ) {
        let headings = ["nummer", "geslacht", "opleiding", "toelichting", "slot"];
        let numbers: Vec<String> = (0..rows.len()).map(|n| format!("r{n}")).collect();
        let table: Vec<Vec<&str>> = rows
            .iter()
            .zip(&numbers)
            .map(|(row, number)| [number.as_str()].into_iter().chain(row.iter().map(String::as_str)).collect())
            .collect();
        let bytes = laid_out(&headings, &table, &dialect);
        let known = headings.map(str::to_owned).to_vec();
        let mut reader = TableReader::new();
        reader.text("antwoorden.csv", &bytes, &Reading { known, ..Reading::default() }, &|_, _| Kind::Values);
        let outcome = reader.finish();
        prop_assert!(outcome.faults.iter().all(|fault| fault.severity == Severity::Note), "{:?}", outcome.faults);
        prop_assert_eq!(outcome.table.rows, rows.len());
        for (number, row) in table.iter().enumerate() {
            let read: Vec<&str> =
                (0..headings.len()).map(|column| outcome.table.value(number, column).unwrap_or("")).collect();
            let written: Vec<&str> = row.iter().map(|value| value.trim()).collect();
            prop_assert_eq!(read, written);
        }
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
            // A value under no heading: the row is left out and told (`ingest_faults`).
            if record.iter().all(str::is_empty) || record.iter().skip(2).any(|field| !field.is_empty()) {
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
