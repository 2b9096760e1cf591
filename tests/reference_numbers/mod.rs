//! Reads a file of reference numbers that R wrote, and compares with a relative tolerance.

use serde_json::Value;

/// Invented input and R's answers, as in `tests/reference/<name>.json`.
pub(crate) struct Reference {
    /// The file.
    pub(crate) file: Value,
}

impl Reference {
    pub(crate) fn open(name: &str) -> Self {
        let path = format!("{}/tests/reference/{name}.json", env!("CARGO_MANIFEST_DIR"));
        let text = std::fs::read_to_string(path).unwrap();
        Self { file: serde_json::from_str(&text).unwrap() }
    }

    /// Returns R's answer, `None` where R has none.
    pub(crate) fn all(&self, id: &str) -> Vec<Option<f64>> {
        let answer = self.file["expected"][id].as_array().unwrap_or_else(|| panic!("no answer {id}"));
        answer.iter().map(Value::as_f64).collect()
    }

    pub(crate) fn input(&self, path: &str) -> Vec<f64> {
        let pointer = format!("/input/{path}");
        let column = self.file.pointer(&pointer).unwrap_or_else(|| panic!("no input {path}"));
        numbers(column)
    }

    /// Compares one number with R's answer of that id, relatively.
    #[track_caller]
    pub(crate) fn agrees_on(&self, id: &str, got: f64, tolerance: f64) {
        self.agrees(id, &[got], tolerance);
    }

    /// Compares a list with R's answer of that id, relatively.
    #[track_caller]
    pub(crate) fn agrees(&self, id: &str, got: &[f64], tolerance: f64) {
        let expected = self.all(id);
        assert_eq!(got.len(), expected.len(), "{id}");
        for (got, expected) in got.iter().zip(expected) {
            close(id, *got, expected.unwrap(), tolerance);
        }
    }
}

/// Returns an array as numbers, a missing one as `NaN`.
pub(crate) fn numbers(array: &Value) -> Vec<f64> {
    array.as_array().unwrap().iter().map(|value| value.as_f64().unwrap_or(f64::NAN)).collect()
}

/// Fails where two numbers differ by more than this share of the expected one; 0 must be met to 1e-14.
#[track_caller]
pub(crate) fn close(what: &str, got: f64, expected: f64, tolerance: f64) {
    let off = (got - expected).abs();
    assert!(off <= (tolerance * expected.abs()).max(1e-14), "{what}: got {got}, expected {expected}");
}
