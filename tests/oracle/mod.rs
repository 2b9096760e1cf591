//! Cases with answers from R that stand outside this repository: their rows, and the comparison.
//!
//! Leaves out what is computed; where the cases are absent a test says so and passes.

use meetellen::statistics::{Interval, NotEstimable};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

/// A case: a folder with input and answers.
pub(crate) struct Oracle {
    folder: PathBuf,
    quantities: Vec<Value>,
}

/// What the program answers, by the id of the quantity.
#[derive(Default)]
pub(crate) struct Answers {
    values: BTreeMap<String, Result<f64, NotEstimable>>,
}

impl Answers {
    /// Adds a number.
    pub(crate) fn put(&mut self, id: impl Into<String>, value: f64) {
        self.put_result(id, Ok(value));
    }

    /// Adds a number, or the reason that there is none.
    pub(crate) fn put_result(&mut self, id: impl Into<String>, value: Result<f64, NotEstimable>) {
        let id = id.into();
        assert!(self.values.insert(id.clone(), value).is_none(), "{id} is answered twice");
    }

    /// Adds `<id>.lower` and `<id>.upper`.
    pub(crate) fn put_interval(&mut self, id: impl Into<String>, interval: Result<Interval, NotEstimable>) {
        let id = id.into();
        self.put_result(format!("{id}.lower"), interval.map(|bounds| bounds.lower));
        self.put_result(format!("{id}.upper"), interval.map(|bounds| bounds.upper));
    }
}

impl Oracle {
    /// Opens a case, or says that it is not there.
    pub(crate) fn open(name: &str) -> Option<Self> {
        let shared = std::env::var("MEETELLEN_SHARED")
            .unwrap_or_else(|_| concat!(env!("CARGO_MANIFEST_DIR"), "/../shared").to_owned());
        let folder = PathBuf::from(shared).join("oracle/cases").join(name);
        let Ok(text) = std::fs::read_to_string(folder.join("expected.json")) else {
            eprintln!("SKIPPED: {} is not there", folder.display());
            return None;
        };
        let file: Value = serde_json::from_str(&text).expect("expected.json is JSON");
        let quantities = file["quantities"].as_array().expect("a list of quantities").clone();
        Some(Self { folder, quantities })
    }

    /// Returns the rows of a file of the case, by heading.
    pub(crate) fn rows(&self, file: &str) -> Vec<BTreeMap<String, String>> {
        let mut reader = csv::Reader::from_path(self.folder.join(file)).expect("the input of the case");
        reader.deserialize().map(|row| row.expect("a row")).collect()
    }

    /// Fails unless every quantity is answered within its tolerance, but for those that `elsewhere` names
    /// (an id, or its beginning followed by `*`) and those that are to read only. `looser` gives ids with a
    /// relative tolerance of their own, where the answer of R itself has few digits.
    pub(crate) fn compare(&self, answers: &Answers, elsewhere: &[&str], looser: &[(&str, f64)]) {
        let is_elsewhere = |id: &str| {
            elsewhere
                .iter()
                .any(|name| name.strip_suffix('*').map_or(id == *name, |start| id.starts_with(start)))
        };
        let mut faults = Vec::new();
        let mut known = BTreeSet::new();
        for quantity in &self.quantities {
            let id = quantity["id"].as_str().expect("an id");
            known.insert(id);
            match answers.values.get(id) {
                Some(answer) => {
                    let own = looser.iter().find(|(name, _)| *name == id).map(|(_, tolerance)| *tolerance);
                    faults.extend(fault(id, quantity, *answer, own));
                }
                None if is_elsewhere(id) || quantity["advisory"] == true => {}
                None => faults.push(format!("{id} is not answered")),
            }
        }
        let unknown = answers.values.keys().filter(|id| !known.contains(id.as_str()));
        faults.extend(unknown.map(|id| format!("{id} is not asked")));
        assert!(faults.is_empty(), "{}", faults.join("\n"));
    }
}

fn fault(id: &str, quantity: &Value, answer: Result<f64, NotEstimable>, own: Option<f64>) -> Option<String> {
    let tolerance = quantity["tol"].as_f64().unwrap_or(1e-8);
    match (&quantity["value"], answer) {
        (Value::Null, Err(why)) => {
            let reason = quantity["reason"].as_str().unwrap_or_default();
            (why.to_string() != reason).then(|| format!("{id}: {why} for {reason}"))
        }
        (Value::Number(expected), Ok(got)) => {
            let expected = expected.as_f64().expect("a number");
            let allowed = if let Some(own) = own {
                own * expected.abs()
            } else if is_p(id) {
                tolerance.max(1e-6) * expected.abs()
            } else {
                tolerance * expected.abs().max(1.0) + 1e-15
            };
            // Written this way round a NaN is a fault.
            let near = (got - expected).abs() <= allowed;
            (!near).then(|| format!("{id}: {got:e} for {expected:e}"))
        }
        (expected, got) => Some(format!("{id}: {got:?} for {expected}")),
    }
}

/// Returns whether a quantity is a p-value, which is compared relatively so that a printed 0 never passes.
fn is_p(id: &str) -> bool {
    id.split(['.', '_']).any(|part| part == "p") || id.contains("p_value") || id.contains("p.adj")
}
