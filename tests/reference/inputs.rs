//! Reads the answers that `inputs.R` wrote and compares numbers with them.
//!
//! Leaves out which statistic belongs to which name: each test file says so.

use serde_json::Value;

/// One input with the answers that R gave.
pub(crate) struct Input {
    pub(crate) kind: String,
    pub(crate) lists: Vec<Vec<Option<f64>>>,
    answers: Vec<(String, Vec<Option<f64>>, f64)>,
}

impl Input {
    /// The lists of an input in which nothing is missing.
    pub(crate) fn numbers(&self) -> Vec<Vec<f64>> {
        self.lists.iter().map(|list| list.iter().map(|number| number.expect("a number")).collect()).collect()
    }

    /// Compares every answer with what `find` gives for its name; relative, and absolute for values near
    /// zero.
    pub(crate) fn check(&self, find: impl Fn(&str) -> Vec<Option<f64>>) -> usize {
        for (id, expected, tolerance) in &self.answers {
            let found = find(id);
            assert_eq!(found.len(), expected.len(), "{} {id}: how many", self.kind);
            for (found, expected) in found.iter().zip(expected) {
                let close = match (found, expected) {
                    (Some(found), Some(expected)) => close(id, *found, *expected, *tolerance),
                    (None, None) => true,
                    _ => false,
                };
                assert!(
                    close,
                    "{} {id}: found {found:?}, R gives {expected:?} for {:?}",
                    self.kind, self.lists
                );
            }
        }
        self.answers.len()
    }
}

/// P-values are compared relatively: an absolute tolerance would let any tiny one pass. Other answers are of
/// size one, so that near zero the tolerance is absolute.
fn close(id: &str, found: f64, expected: f64, tolerance: f64) -> bool {
    let is_p = id == "p" || id.ends_with(".p") || id.contains(".p_") || id.starts_with("adjust");
    let size = if is_p { expected.abs() } else { expected.abs().max(1.0) };
    (found - expected).abs() <= tolerance.max(f64::EPSILON) * size
}

/// Reads a file of answers.
pub(crate) fn read(json: &str) -> Vec<Input> {
    let file: Value = serde_json::from_str(json).expect("the answers are JSON");
    let numbers = |value: &Value| match value {
        Value::Array(list) => list.iter().map(Value::as_f64).collect(),
        one => vec![one.as_f64()],
    };
    let input = |one: &Value| Input {
        kind: one["kind"].as_str().expect("a kind").to_owned(),
        lists: one["input"].as_array().expect("lists").iter().map(numbers).collect(),
        answers: one["answers"]
            .as_object()
            .expect("answers")
            .iter()
            .map(|(id, answer)| (id.clone(), numbers(&answer[0]), answer[1].as_f64().expect("a tolerance")))
            .collect(),
    };
    file["inputs"].as_array().expect("inputs").iter().map(input).collect()
}
