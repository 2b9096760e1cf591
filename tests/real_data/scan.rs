//! A scan of `tests/scans` beside the data it reads, in a folder of its own; and the report of it.

use std::fs;
use std::path::{Path, PathBuf};

use meetellen::ingest;
use meetellen::pipeline::{self, Wishes};
use tempfile::TempDir;

use crate::report_folder::{Row, assert_keys_differ, rows};

/// A scan folder that is there as long as this value is.
pub(crate) struct Scan {
    folder: TempDir,
}

/// A report that is there as long as this value is.
pub(crate) struct Report {
    scan: Scan,
}

impl Scan {
    /// Returns the scan called `name` with the data file of that name, or `None`, loudly, where the data are absent.
    pub(crate) fn of_data(name: &str, file: &str) -> Option<Self> {
        let folder = if name.starts_with("1cho") { "1cho-demo" } else { name };
        Self::of_files(name, folder, &[file])
    }

    /// Returns the scan called `name` with these files of a folder of data, or `None`, loudly, where they are absent.
    pub(crate) fn of_files(name: &str, data: &str, files: &[&str]) -> Option<Self> {
        let shared = std::env::var("MEETELLEN_SHARED")
            .map_or_else(|_| Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared"), PathBuf::from);
        let mut scan = Self::new();
        for file in files {
            let path = shared.join("data").join(data).join(file);
            let Ok(bytes) = fs::read(&path) else {
                eprintln!("SKIPPED: no data in {}", path.display());
                return None;
            };
            scan = scan.with(file, bytes);
        }
        let own = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/scans").join(name);
        for entry in fs::read_dir(own).unwrap() {
            let entry = entry.unwrap();
            fs::copy(entry.path(), scan.path().join(entry.file_name())).unwrap();
        }
        Some(scan)
    }

    /// Returns an empty scan folder.
    pub(crate) fn new() -> Self {
        let folder = TempDir::new().unwrap();
        fs::create_dir(folder.path().join("scan")).unwrap();
        Self { folder }
    }

    /// Adds a file.
    pub(crate) fn with(self, name: &str, bytes: impl AsRef<[u8]>) -> Self {
        fs::write(self.path().join(name), bytes).unwrap();
        self
    }

    /// Replaces a text of `scan.toml` that must be there.
    pub(crate) fn replacing(self, old: &str, new: &str) -> Self {
        let path = self.path().join("scan.toml");
        let text = fs::read_to_string(&path).unwrap();
        assert!(text.contains(old), "no `{old}` in the scan");
        fs::write(path, text.replace(old, new)).unwrap();
        self
    }

    /// Reads the scan.
    pub(crate) fn read(&self) -> ingest::Ingested {
        ingest::read(&self.path()).unwrap_or_else(|faults| panic!("refused: {faults:?}"))
    }

    pub(crate) fn report(self, wishes: &Wishes) -> Report {
        let ingested = ingest::read(&self.path()).unwrap_or_else(|faults| panic!("refused: {faults:?}"));
        let report = Report { scan: self };
        pipeline::run(&ingested, wishes, &report.path()).unwrap();
        report
    }

    fn path(&self) -> PathBuf {
        self.folder.path().join("scan")
    }
}

impl Report {
    pub(crate) fn path(&self) -> PathBuf {
        self.scan.folder.path().join("report")
    }

    /// Returns the published rows of a scope by the name of its folder; no two share a key.
    pub(crate) fn rows(&self, scope: &str) -> Vec<Row> {
        let rows = rows(&self.path().join(scope).join("results.csv"));
        assert_keys_differ(&rows);
        rows
    }
}
