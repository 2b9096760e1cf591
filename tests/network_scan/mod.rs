//! A scan of six invented schools and 650 students, one run over it, and the share files of its schools.

use std::fs;
use std::sync::LazyLock;

use meetellen::disclosure::Published;
use meetellen::ingest;
use meetellen::model::checksum::sha256;
use meetellen::pipeline::{self, Wishes, publish};
use meetellen::share::{ShareFile, Shared, read, write};
use tempfile::TempDir;

const SCAN: &str = r#"
[scan]
title = "Netwerkscan"
synthetic = true

[[source]]
name = "studenten"
kind = "survey"
file = "studenten.csv"
round = "2026"
codebook = "codebook.toml"

[privacy]
exact = EXACT

[report]
by = ["gender"]
per = "institution"
"#;

/// What its columns mean.
pub(crate) const CODEBOOK: &str = r#"
[columns.school]
role = "institution"
labels = { "90AA" = "Hogeschool A", "90AB" = "Hogeschool B", "90AC" = "Hogeschool C", "90AD" = "Hogeschool D", "90AE" = "Hogeschool E", "90AF" = "Hogeschool F" }

[columns.gender]
role = "gender"
labels = { "1" = "vrouw", "2" = "man", "3" = "non-binair", "4" = "wil ik niet zeggen" }
not_stated = ["4"]

[columns.stage]
role = "outcome"
success = ["ja"]

[scales.belonging]
items = ["SB01", "SB02", "SB03", "SB04"]
reversed = ["SB03"]
range = [1, 5]

[scales.self_efficacy]
items = ["SE01", "SE02", "SE03"]
range = [1, 5]
"#;

/// Women, men, non-binary and not stated of each invented school.
const SCHOOLS: [(&str, [usize; 4]); 6] = [
    ("90AA", [60, 90, 2, 3]),
    ("90AB", [45, 70, 0, 2]),
    ("90AC", [50, 55, 3, 0]),
    ("90AD", [14, 80, 0, 1]),
    ("90AE", [30, 48, 1, 0]),
    ("90AF", [33, 62, 0, 4]),
];

/// Writes a scan of 650 invented students; their answers follow from their place alone.
pub(crate) fn scan(exact: &str) -> TempDir {
    let folder = TempDir::new().unwrap();
    let mut codebook = CODEBOOK.to_owned();
    for item in ["SB01", "SB02", "SB03", "SB04", "SE01", "SE02", "SE03"] {
        codebook.push_str(&format!(
            "\n[columns.{item}]\nrole = \"item\"\n\
             labels = {{ \"1\" = \"oneens\", \"2\" = \"2\", \"3\" = \"3\", \"4\" = \"4\", \"5\" = \"eens\" }}\n"
        ));
    }
    let mut lines = "school;gender;stage;SB01;SB02;SB03;SB04;SE01;SE02;SE03\n".to_owned();
    let mut state: u64 = 7;
    let mut draw = |below: u64| {
        // A small generator of its own, so that the numbers stay the same for good.
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) % below
    };
    for (place, (school, sizes)) in SCHOOLS.iter().enumerate() {
        for (gender, size) in sizes.iter().enumerate() {
            for _ in 0..*size {
                let mood = draw(3);
                let mut answer = |reversed: bool| {
                    let value = (1 + mood + draw(3) + u64::from(place == 2 && draw(4) == 0)).min(5);
                    if draw(40) == 0 {
                        String::new()
                    } else {
                        (if reversed { 6 - value } else { value }).to_string()
                    }
                };
                let answers: Vec<String> =
                    [false, false, true, false, false, false, false].map(&mut answer).to_vec();
                let stage = if draw(10) < 4 + place as u64 / 2 { "ja" } else { "nee" };
                lines.push_str(&format!("{school};{};{stage};{}\n", gender + 1, answers.join(";")));
            }
        }
    }
    fs::write(folder.path().join("studenten.csv"), lines).unwrap();
    fs::write(folder.path().join("codebook.toml"), codebook).unwrap();
    fs::write(folder.path().join("scan.toml"), SCAN.replace("EXACT", exact)).unwrap();
    folder
}

/// One run over all rows, and the share files of its schools.
pub(crate) struct Ran {
    /// The numbers of the run.
    pub(crate) one: Published,
    /// The files.
    pub(crate) files: Vec<Shared>,
}

fn ran(exact: &str) -> Ran {
    let folder = scan(exact);
    let ingested = ingest::read(folder.path()).unwrap();
    let one = publish(&ingested, &Wishes::default()).unwrap().published;
    let files = pipeline::share(&ingested, &Wishes::default()).unwrap();
    Ran { one, files: files.iter().map(|file| shared(&format!("{}.json", file.school.code), file)).collect() }
}

/// Of made-up data in full.
pub(crate) static EXACT: LazyLock<Ran> = LazyLock::new(|| ran("true"));
/// The same, protected.
pub(crate) static PROTECTED: LazyLock<Ran> = LazyLock::new(|| ran("false"));

/// Writes and reads a file again, as it goes from school to network.
fn shared(name: &str, file: &ShareFile) -> Shared {
    let text = write(file);
    let read = read(name, text.as_bytes()).unwrap();
    Shared { name: name.to_owned(), sha256: sha256(text.as_bytes()), file: read }
}
