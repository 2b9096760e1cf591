//! A small scan whose programmes are called what a spreadsheet would calculate, and its report, made once.
//!
//! All schools, programmes and answers are invented.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use meetellen::ingest;
use meetellen::pipeline::{self, Wishes};
use tempfile::TempDir;

use crate::scan_head::scan_toml;

/// Names that a spreadsheet would take for formulas, one with each of their signs.
pub(crate) const PROGRAMMES: [&str; 4] =
    ["=HYPERLINK(\"x\") Bouw", "+Techniek & <Design>", "-Chemie; analyse", "@Media"];

const REPORT: &str =
    "by = [\"gender\", \"programme\"]\nprimary = [\"scale.belonging by gender\"]\ntexts = \"teksten\"";

const CODEBOOK: &str = r#"
[columns.ronde]
role = "round"
[columns.geslacht]
role = "gender"
labels = { "v" = "vrouw", "m" = "man", "x" = "non-binair" }
[columns.opleiding]
role = "programme"
[columns.B1]
role = "item"
text = { nl = "Ik hoor erbij", en = "I belong" }
labels = { "1" = "oneens", "2" = "neutraal", "3" = "eens" }
[columns.B2]
role = "item"
text = { nl = "Ik voel me thuis", en = "I feel at home" }
labels = { "1" = "oneens", "2" = "neutraal", "3" = "eens" }
[scales.belonging]
items = ["B1", "B2"]
range = [1, 3]
"#;

/// What a school wrote itself: emphasis, lists, links that are followed and one that is not.
const OWN_TEXT: &str = "# Wat wij deden\n\nWij spraken met **alle** teams. Zie [onze school](https://school.example) \
    of [klik](javascript:alert(1)).\n\n1. spreekuur\n2. maatje\n\n- punt\n\n<script>alert(1)</script>\n";

/// Writes the scan.
fn write(folder: &Path) {
    let mut answers = String::from("ronde;geslacht;opleiding;B1;B2\n");
    for person in 0..480_usize {
        let gender = if person % 80 == 7 { "x" } else { ["v", "m"][person % 2] };
        let programme = PROGRAMMES[person / 2 % 4].replace('"', "\"\"");
        let (one, other) = (1 + (person * 7 + person / 5) % 3, 1 + (person * 5 + person / 3) % 3);
        writeln!(answers, "2026;{gender};\"{programme}\";{one};{other}").unwrap();
    }
    fs::write(folder.join("studenten.csv"), answers).unwrap();
    fs::write(folder.join("scan.toml"), scan_toml("Verzonnen <scan> & meer", REPORT)).unwrap();
    fs::write(folder.join("codebook.toml"), CODEBOOK).unwrap();
    fs::create_dir_all(folder.join("teksten/alle")).unwrap();
    fs::write(folder.join("teksten/alle/samenvatting.md"), OWN_TEXT).unwrap();
}

/// Makes the report anew.
pub(crate) fn report() -> TempDir {
    let folder = TempDir::new().unwrap();
    write(folder.path());
    let ingested = ingest::read(folder.path()).unwrap_or_else(|faults| panic!("refused: {faults:?}"));
    pipeline::run(&ingested, &Wishes::default(), &folder.path().join("rapport")).unwrap();
    folder
}

/// Returns the folder of the report over everybody, made once.
pub(crate) fn folder() -> PathBuf {
    static REPORT: OnceLock<TempDir> = OnceLock::new();
    REPORT.get_or_init(report).path().join("rapport/alle")
}

/// Returns the bytes of a file of the report.
pub(crate) fn file(name: &str) -> Vec<u8> {
    let path = folder().join(name);
    fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}
