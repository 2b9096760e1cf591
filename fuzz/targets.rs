//! What is fed to: delimited text and each kind of container. A new container is a line in the list.

use std::cell::Cell;
use std::io::{Cursor, Read as _, Write as _};
use std::path::PathBuf;

use flate2::Compression;
use flate2::write::GzEncoder;
use meetellen::ingest::{Kind, Reading, TableReader, examine};
use rand::RngExt;
use rand_chacha::ChaCha8Rng;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

use super::mutate::mutated;

/// A kind of file.
pub(crate) struct Target {
    /// Its name on the command line, and the extension of its files.
    pub(crate) name: &'static str,
    /// The number of inputs of a full run.
    pub(crate) full_count: u64,
    /// Undamaged files.
    pub(crate) samples: fn() -> Vec<Vec<u8>>,
    /// A damaged one.
    pub(crate) make: fn(&mut ChaCha8Rng, &[Vec<u8>]) -> Input,
    /// Reads it.
    pub(crate) read: fn(&Place, &Input, &mut ChaCha8Rng),
}

/// A damaged file.
pub(crate) struct Input {
    pub(crate) bytes: Vec<u8>,
    /// The bytes it holds when unpacked.
    pub(crate) unpacked: usize,
}

/// The kinds of files. Add a container here with samples of its own.
pub(crate) const TARGETS: [Target; 6] = [
    Target { name: "csv", full_count: 1_000_000, samples: texts, make: damaged, read: read_text },
    Target { name: "wide", full_count: 1_000, samples: Vec::new, make: wide, read: read_file },
    Target { name: "gz", full_count: 20_000, samples: texts, make: packed, read: read_file },
    Target { name: "xlsx", full_count: 20_000, samples: workbooks, make: reassembled, read: read_file },
    Target { name: "sav", full_count: 20_000, samples: spss_files, make: damaged, read: read_file },
    Target { name: "lss", full_count: 20_000, samples: structures, make: damaged, read: read_beside },
];

/// A folder for files of a run.
pub(crate) struct Place {
    folder: tempfile::TempDir,
    written: Cell<u64>,
}

impl Place {
    pub(crate) fn new() -> Self {
        Self { folder: tempfile::tempdir().unwrap(), written: Cell::new(0) }
    }

    fn write(&self, bytes: &[u8]) -> PathBuf {
        let path = self.folder.path().join("export");
        std::fs::write(&path, bytes).unwrap();
        self.written.set(self.written.get() + 1);
        path
    }

    /// Keeps a failing input where the run can be told about it.
    pub(crate) fn keep(&self, target: &Target, number: u64, bytes: &[u8]) {
        let path = std::env::temp_dir().join(format!("meetellen-fuzz-{number}.{}", target.name));
        std::fs::write(path, bytes).unwrap();
    }
}

fn damaged(draws: &mut ChaCha8Rng, samples: &[Vec<u8>]) -> Input {
    let bytes = mutated(draws, samples);
    Input { unpacked: bytes.len(), bytes }
}

/// A table with as many columns as one can have, and next to nothing in them: what takes most memory of a small file.
fn wide(draws: &mut ChaCha8Rng, _: &[Vec<u8>]) -> Input {
    let names: [fn(usize) -> String; 5] = [
        |_| String::new(),
        |_| "x".to_owned(),
        |at| at.to_string(),
        |at| format!("Vraag {at}"),
        |at| if at % 2 == 0 { String::new() } else { format!("Q{}_{}", at / 10, at % 10) },
    ];
    let cells: [fn(usize) -> &'static str; 4] =
        [|_| "", |_| "1", |at| ["1", "0", ""][at % 3], |at| ["eens", "oneens", "5"][at % 3]];
    let name = names[draws.random_range(0..names.len())];
    let width = [1_000, 4_096, 16_384, 16_385][draws.random_range(0..4_usize)];
    let mut text = (0..width).map(name).collect::<Vec<_>>().join(";");
    for _ in 0..draws.random_range(0..4_u32) {
        let cell = cells[draws.random_range(0..cells.len())];
        let filled = [1, 10, width][draws.random_range(0..3_usize)];
        text.push('\n');
        text.push_str(&(0..filled).map(cell).collect::<Vec<_>>().join(";"));
    }
    Input { unpacked: text.len(), bytes: text.into_bytes() }
}

/// Small tables in many layouts, and the heads of the practice data.
fn texts() -> Vec<Vec<u8>> {
    let plain = "token;geslacht;opleiding;SB01;SB02;weging;toelichting\na1;vrouw;Bouwkunde;4;5;0,85;\na2;man;\"Techniek; en \"\"meer\"\"\";3;2;1,20;\"twee\nregels\"\na3;wil ik niet zeggen;Zorg;5;;1.050,5;5\" scherm\n";
    let titled = "Instroom per opleiding;;;\n\njaar;opleiding;geslacht;aantal\n2023/2024;Bouw;man;1.204\n2023/2024;Bouw;vrouw;<5\n2024/2025;Bouw;man;-1\nTotaal;;;1.208\nBron: DUO\n";
    let qualtrics = "StartDate,Q1,Q2_1\nStart Date,Ik voel me thuis,\"Kruis aan, alles\"\n\"{\"\"ImportId\"\":\"\"startDate\"\"}\",\"{\"\"ImportId\"\":\"\"QID1\"\"}\",x\n2026-01-01,Eens,a\n2026-01-02,Oneens,\"b,c\"\n";
    let register = "student;jaar;start;diploma;instelling;opleiding;sexe\ns1;2020;2020;;28DN;34245;V\ns2;2020;2020;2024;28DN;34245;M\ns1;2021;2020;;28DN;34280;V\n";
    let mut texts: Vec<Vec<u8>> = [plain, titled, qualtrics, register]
        .iter()
        .flat_map(|text| {
            [
                (*text).to_owned(),
                text.replace('\n', "\r\n"),
                text.replace('\n', "\r"),
                format!("\u{FEFF}{text}"),
                format!("sep=;\n{text}"),
            ]
        })
        .map(String::into_bytes)
        .collect();
    texts.push(plain.chars().map(|letter| letter as u8).chain(*b"a4;co\xEBrdinator;\x80;1;1;1;\n").collect());
    texts.push(["x;".repeat(300).into_bytes(), b"\n".to_vec(), "1;".repeat(300).into_bytes()].concat());
    for name in
        ["oefen-studenten-2024.csv", "oefen-register.csv", "oefen-aantallen.csv", "oefen-populatie.csv"]
    {
        let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("surveys/demo").join(name);
        let mut head = Vec::new();
        std::fs::File::open(path).unwrap().take(3000).read_to_end(&mut head).unwrap();
        texts.push(head);
    }
    texts
}

/// Reads a text: in blocks of any size, and now and then as a whole file whose codebook is guessed.
fn read_text(place: &Place, input: &Input, draws: &mut ChaCha8Rng) {
    if draws.random_range(0..8_u32) == 0 {
        read_file(place, input, draws);
        return;
    }
    let known = if draws.random() { vec!["geslacht".to_owned(), "SB01".to_owned()] } else { Vec::new() };
    let block = [1, 7, 100, 1 << 20][draws.random_range(0..4_usize)];
    let mut reader = TableReader::new();
    reader.text(
        "export.csv",
        &input.bytes,
        &Reading { block, known, ..Reading::default() },
        &|heading, _| match heading.len() % 4 {
            0 => Kind::Keys,
            1 => Kind::Nothing,
            _ => Kind::Values,
        },
    );
    let outcome = reader.finish();
    assert!(outcome.table.rows <= input.bytes.len(), "more rows than bytes");
    for row in (0..outcome.table.rows).take(50) {
        assert!(outcome.table.position(row).line > 0, "a row without a line");
    }
}

/// Reads a file as the user's only one: everything up to the Dataset.
fn read_file(place: &Place, input: &Input, _: &mut ChaCha8Rng) {
    let path = place.write(&input.bytes);
    let examined = examine(&path, None, &|_| None);
    assert!(examined.faults.iter().all(|fault| !fault.message.nl.is_empty()), "a fault without a message");
}

/// The SPSS files of the tests: plain, packed and deflated, by three writers.
fn spss_files() -> Vec<Vec<u8>> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/exports/spss");
    let names = [
        "pyreadstat.sav",
        "pyreadstat-packed.sav",
        "pyreadstat.zsav",
        "pspp-1252.sav",
        "pspp-1252.zsav",
        "haven.zsav",
    ];
    names.iter().map(|name| std::fs::read(format!("{folder}/{name}")).unwrap()).collect()
}

/// A form of LimeSurvey in either edition, and a data dictionary of REDCap.
fn structures() -> Vec<Vec<u8>> {
    let row = |fields: &[(&str, &str)]| {
        let field = |(name, value): &(&str, &str)| format!("<{name}><![CDATA[{value}]]></{name}>");
        format!("<row>{}</row>", fields.iter().map(field).collect::<String>())
    };
    let form = |tables: &[(&str, String)]| {
        let table = |(name, rows): &(&str, String)| format!("<{name}><rows>{rows}</rows></{name}>");
        format!(
            "<?xml version=\"1.0\"?><document><LimeSurveyDocType>Survey</LimeSurveyDocType><languages>\
             <language>nl</language></languages>{}</document>",
            tables.iter().map(table).collect::<String>()
        )
    };
    let question = [("qid", "1"), ("type", "L"), ("title", "Q1"), ("question", "<p>Gender?</p>")];
    let ticks = [("qid", "2"), ("type", "M"), ("title", "Q2"), ("question", "Wat doe je?")];
    let part = [("qid", "3"), ("parent_qid", "2"), ("title", "1"), ("question", "Werk &amp; stage")];
    let answer = [("qid", "1"), ("aid", "9"), ("code", "A1"), ("answer", "vrouw"), ("sortorder", "1")];
    let text = [("qid", "1"), ("question", "Gender?"), ("language", "nl")];
    let old = form(&[
        ("answers", row(&answer)),
        ("questions", row(&question) + &row(&ticks)),
        ("subquestions", row(&part)),
    ]);
    let new = form(&[
        ("answers", row(&answer[..3])),
        ("answer_l10ns", row(&[("aid", "9"), ("answer", "vrouw"), ("language", "nl")])),
        ("questions", row(&question[..3]) + &row(&ticks[..3])),
        ("subquestions", row(&part[..3])),
        ("question_l10ns", row(&text)),
    ]);
    let dictionary = "\"Variable / Field Name\",\"Form Name\",\"Field Type\",\"Field Label\",\"Choices, Calculations, OR Slider Labels\"\n\
                      q1,f,radio,Gender?,\"1, vrouw | 2, man\"\nq2,f,checkbox,Wat doe je?,\"1, Werk | -9, Niets\"\n";
    vec![old.into_bytes(), new.into_bytes(), dictionary.as_bytes().to_vec()]
}

/// Reads an export with a damaged structure beside it.
fn read_beside(place: &Place, input: &Input, draws: &mut ChaCha8Rng) {
    let name = if input.bytes.starts_with(b"<") { "vorm.lss" } else { "woordenboek.csv" };
    for other in ["vorm.lss", "woordenboek.csv"] {
        let _ = std::fs::remove_file(place.folder.path().join(other));
    }
    std::fs::write(place.folder.path().join(name), &input.bytes).unwrap();
    let export = "id,submitdate,lastpage,Q1,Q2[1],q1,q2___1,q2____9,f_complete\n1,2026-01-01,3,A1,Y,1,1,0,2\n2,,1,A2,,2,0,1,0\n";
    let bytes = export.as_bytes().to_vec();
    read_file(place, &Input { unpacked: bytes.len(), bytes }, draws);
}

/// A damaged text in gzip, or gzip that is damaged itself.
fn packed(draws: &mut ChaCha8Rng, samples: &[Vec<u8>]) -> Input {
    let pack = |bytes: &[u8]| {
        let mut packer = GzEncoder::new(Vec::new(), Compression::fast());
        packer.write_all(bytes).unwrap();
        packer.finish().unwrap()
    };
    let text = mutated(draws, samples);
    let unpacked = text.len();
    let bytes = pack(&text);
    if draws.random_range(0..3_u32) > 0 {
        return Input { bytes, unpacked };
    }
    let bytes = mutated(draws, &[bytes]);
    Input { unpacked: unpacked.max(bytes.len()), bytes }
}

/// Workbooks with text, numbers, dates, empty rows and several sheets.
fn workbooks() -> Vec<Vec<u8>> {
    let mut workbook = rust_xlsxwriter::Workbook::new();
    workbook.add_worksheet().set_name("leeg").unwrap();
    let sheet = workbook.add_worksheet();
    sheet.write(0, 0, "Antwoorden van een verzonnen school").unwrap();
    for (column, heading) in ["token", "geslacht", "SB01", "datum", "SB02"].into_iter().enumerate() {
        sheet.write(2, column as u16, heading).unwrap();
    }
    let date = rust_xlsxwriter::ExcelDateTime::from_ymd(2026, 10, 20).unwrap();
    let as_date = rust_xlsxwriter::Format::new().set_num_format("d-mmm");
    for row in 0..12_u32 {
        sheet.write(3 + row, 0, format!("a{row}")).unwrap();
        sheet.write(3 + row, 1, ["man", "vrouw", "x"][row as usize % 3]).unwrap();
        sheet.write(3 + row, 2, f64::from(row % 5 + 1)).unwrap();
        sheet.write_with_format(3 + row, 3, &date, &as_date).unwrap();
        sheet.write(3 + row, 4, row % 2 == 0).unwrap();
    }
    sheet.write_formula(15, 2, "=SUM(C4:C15)").unwrap();
    let full = workbook.save_to_buffer().unwrap();
    let mut small = rust_xlsxwriter::Workbook::new();
    small.add_worksheet().write(0, 0, "x").unwrap();
    vec![full, small.save_to_buffer().unwrap()]
}

/// A workbook of which one part is damaged and packed again, or damaged as a whole.
fn reassembled(draws: &mut ChaCha8Rng, samples: &[Vec<u8>]) -> Input {
    let sample = &samples[draws.random_range(0..samples.len())];
    let mut archive = ZipArchive::new(Cursor::new(sample)).unwrap();
    let mut parts: Vec<(String, Vec<u8>)> = Vec::new();
    for at in 0..archive.len() {
        let mut part = archive.by_index(at).unwrap();
        let mut bytes = Vec::new();
        part.read_to_end(&mut bytes).unwrap();
        parts.push((part.name().unwrap().into_owned(), bytes));
    }
    let mut unpacked: usize = parts.iter().map(|(_, bytes)| bytes.len()).sum();
    if draws.random_range(0..4_u32) == 0 {
        let bytes = mutated(draws, std::slice::from_ref(sample));
        return Input { unpacked: unpacked.max(bytes.len()), bytes };
    }
    // Sheets, strings and styles are where a reader looks.
    let looked_at: Vec<usize> = (0..parts.len())
        .filter(|&at| {
            ["sheet", "Strings", "styles", "workbook"].iter().any(|word| parts[at].0.contains(word))
        })
        .collect();
    let hit = looked_at[draws.random_range(0..looked_at.len())];
    parts[hit].1 = if draws.random() {
        mutated(draws, &[parts[hit].1.clone()])
    } else {
        renumbered(draws, &parts[hit].1)
    };
    unpacked = unpacked.max(parts.iter().map(|(_, bytes)| bytes.len()).sum());
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    for (name, bytes) in parts {
        writer.start_file(name, options).unwrap();
        writer.write_all(&bytes).unwrap();
    }
    Input { bytes: writer.finish().unwrap().into_inner(), unpacked }
}

/// Numbers in the markup become others: places of cells, indices of strings and styles, counts.
fn renumbered(draws: &mut ChaCha8Rng, bytes: &[u8]) -> Vec<u8> {
    const NUMBERS: [&str; 8] =
        ["0", "1", "1048576", "1048577", "4294967295", "-1", "XFD1048576", "99999999999999999999"];
    let places: Vec<usize> = (1..bytes.len())
        .filter(|&at| bytes[at].is_ascii_digit() && !bytes[at - 1].is_ascii_digit())
        .collect();
    let mut made = bytes.to_vec();
    for _ in 0..draws.random_range(1..4_u32) {
        let Some(&at) = places.get(draws.random_range(0..places.len().max(1))) else { break };
        let end = (at..made.len()).find(|&end| !made[end].is_ascii_digit()).unwrap_or(made.len());
        if at < end {
            made.splice(at..end, NUMBERS[draws.random_range(0..NUMBERS.len())].bytes());
        }
    }
    made
}
