//! A register in a scan folder, and its published numbers.

use std::collections::BTreeMap;
use std::fs;

use meetellen::disclosure::{PublishedRow, Statistic};
use meetellen::ingest::{self, Ingested};
use meetellen::model::Fault;
use meetellen::pipeline::{self, Edited, PipelineError, Wishes};
use tempfile::TempDir;

/// A number that is published, by what it is: measure, period, group and category.
pub(crate) type Name = (String, String, String, String);

/// A register by itself, as open data.
pub(crate) const SCAN: &str = r#"
[[source]]
name = "register"
kind = "register"
file = "register.csv"
codebook = "codebook.toml"
public = true
[report]
by = ["sex"]
"#;

/// Returns the register `csv` as it is read with these settings.
pub(crate) fn read(csv: &[u8], codebook: &str, scan: &str) -> Result<Ingested, Vec<Fault>> {
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join("register.csv"), csv).unwrap();
    fs::write(folder.path().join("codebook.toml"), codebook).unwrap();
    fs::write(folder.path().join("scan.toml"), scan).unwrap();
    ingest::read(folder.path())
}

/// Returns the published numbers of a register.
pub(crate) fn publish(csv: &[u8], codebook: &str, scan: &str) -> Edited {
    publish_any(csv, codebook, scan).expect("something to show")
}

/// Returns the published numbers of a register, or `None` where it has nothing to show.
pub(crate) fn publish_any(csv: &[u8], codebook: &str, scan: &str) -> Option<Edited> {
    let ingested = read(csv, codebook, scan).unwrap_or_else(|faults| panic!("refused: {faults:?}"));
    match pipeline::publish(&ingested, &Wishes::default()) {
        Err(PipelineError::NothingToShow) => None,
        published => Some(published.unwrap()),
    }
}

/// Returns the rows of one statistic, for everybody and by sex.
pub(crate) fn by_name(edited: &Edited, statistic: Statistic) -> BTreeMap<Name, &PublishedRow> {
    edited
        .published
        .rows()
        .iter()
        .filter(|row| row.key().statistic == statistic && row.key().against.word().is_empty())
        .filter(|row| matches!(row.key().by_word().as_str(), "" | "sex"))
        .map(|row| {
            let key = row.key();
            let names = [&key.measure, &key.period, &key.category].map(ToString::to_string);
            let [measure, period, category] = names;
            let name = (measure, period, key.group_label(), category);
            (name, row)
        })
        .collect()
}
