//! Reads one case of the shared reference answers, and keeps track of which quantities were compared.

use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// The expected quantities of one case, and those compared so far.
pub(crate) struct Case {
    folder: PathBuf,
    expected: BTreeMap<String, Value>,
    compared: BTreeSet<String>,
    wrong: Vec<String>,
}

impl Case {
    /// Returns the case, or `None` with a loud line where the reference answers are absent.
    pub(crate) fn open(name: &str) -> Option<Self> {
        let shared = std::env::var("MEETELLEN_SHARED")
            .map_or_else(|_| Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared"), PathBuf::from);
        let folder = shared.join("oracle/cases").join(name);
        let Ok(text) = std::fs::read_to_string(folder.join("expected.json")) else {
            eprintln!("SKIPPED: no reference answers in {}", folder.display());
            return None;
        };
        let file: Value = serde_json::from_str(&text).unwrap();
        let quantities = file["quantities"].as_array().unwrap();
        let expected = quantities.iter().map(|q| (q["id"].as_str().unwrap().to_owned(), q.clone())).collect();
        Some(Self { folder, expected, compared: BTreeSet::new(), wrong: Vec::new() })
    }

    /// Returns the rows of a table of the case, as header to field.
    pub(crate) fn rows(&self, file: &str) -> Vec<BTreeMap<String, String>> {
        csv::Reader::from_path(self.folder.join(file)).unwrap().deserialize().map(Result::unwrap).collect()
    }

    /// Compares one number; `None` stands for "not estimable".
    pub(crate) fn check(&mut self, id: &str, got: Option<f64>) {
        let Some(quantity) = self.expected.get(id) else {
            self.wrong.push(format!("{id}: not in the case"));
            return;
        };
        self.compared.insert(id.to_owned());
        let (value, tol) = (quantity["value"].as_f64(), quantity["tol"].as_f64().unwrap());
        // A p-value of 0 lies within any absolute tolerance, so that p-values are compared relatively as well.
        let p_value = id.contains(".p.") || id.ends_with(".p");
        let agrees = match (got, value) {
            (None, None) => true,
            (Some(got), Some(value)) => {
                let off = (got - value).abs();
                off <= tol * value.abs().max(1.0) && (!p_value || off <= tol.max(1e-6) * value.abs())
            }
            _ => false,
        };
        if !agrees {
            self.wrong.push(format!("{id}: got {got:?}, expected {value:?}"));
        }
    }

    /// Fails where a quantity differed, or where one was compared by nobody; `stretch` are prefixes left out.
    pub(crate) fn finish(self, stretch: &[&str]) {
        let left_out = |id: &str| stretch.iter().any(|prefix| id.starts_with(prefix));
        let advisory = |quantity: &Value| quantity["advisory"].as_bool().unwrap_or(false);
        let forgotten: Vec<_> = self
            .expected
            .iter()
            .filter(|(id, quantity)| !self.compared.contains(*id) && !left_out(id) && !advisory(quantity))
            .map(|(id, _)| id)
            .collect();
        assert!(self.wrong.is_empty(), "{} wrong:\n{}", self.wrong.len(), self.wrong.join("\n"));
        assert!(forgotten.is_empty(), "never compared: {forgotten:?}");
    }
}
