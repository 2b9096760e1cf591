//! A written report folder as tests read it: the rows of `results.csv`, and every file with its bytes.
//!
//! Leaves out what a test asks of them.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

/// The columns that together are the key of a row.
const KEY: [&str; 9] =
    ["scope", "source", "period", "measure", "by", "group", "against", "statistic", "category"];

/// One row of `results.csv`, by column.
pub(crate) struct Row(BTreeMap<String, String>);

impl Row {
    pub(crate) fn text(&self, column: &str) -> &str {
        self.0.get(column).unwrap_or_else(|| panic!("no column `{column}`"))
    }

    /// Returns a number, or `None` where the cell is empty.
    pub(crate) fn number(&self, column: &str) -> Option<f64> {
        let text = self.text(column);
        (!text.is_empty()).then(|| text.parse().unwrap_or_else(|_| panic!("`{text}` is no number")))
    }

    /// Returns the columns that name the row, joined.
    pub(crate) fn key(&self) -> String {
        KEY.map(|column| self.text(column)).join("|")
    }
}

/// Returns the rows of the `results.csv` at `path`.
pub(crate) fn rows(path: &Path) -> Vec<Row> {
    let mut reader =
        csv::Reader::from_path(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    reader.deserialize().map(|row| Row(row.unwrap())).collect()
}

/// Returns the one row for which every named column holds the given text.
pub(crate) fn only<'a>(rows: &'a [Row], wanted: &[(&str, &str)]) -> &'a Row {
    let found: Vec<&Row> =
        rows.iter().filter(|row| wanted.iter().all(|(column, text)| row.text(column) == *text)).collect();
    assert_eq!(found.len(), 1, "{} rows for {wanted:?}", found.len());
    found[0]
}

/// Fails where two rows have one key.
pub(crate) fn assert_keys_differ(rows: &[Row]) {
    let mut seen = BTreeSet::new();
    for row in rows {
        assert!(seen.insert(row.key()), "two rows are called {}", row.key());
    }
}

/// Returns every file below `folder` with its bytes, by its path within the folder.
pub(crate) fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut found = BTreeMap::new();
    let mut open = vec![folder.to_owned()];
    while let Some(next) = open.pop() {
        for entry in fs::read_dir(&next).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                open.push(path);
            } else {
                let name = path.strip_prefix(folder).unwrap().to_string_lossy().replace('\\', "/");
                found.insert(name, fs::read(&path).unwrap());
            }
        }
    }
    found
}
