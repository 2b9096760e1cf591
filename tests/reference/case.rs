//! Reads the answers that the R scripts of this folder wrote, and compares with a relative tolerance.
//!
//! Leaves out which function a case calls: the tests that include this module say so.

use serde_json::Value;

/// One call with the answer of R.
pub(crate) struct Case {
    /// The name of the call, as in the script.
    pub(crate) call: String,
    /// The arguments: a list of numbers or an object.
    pub(crate) args: Value,
    /// The answer: a number, an object of numbers, or null with a reason.
    pub(crate) value: Value,
    /// The relative tolerance.
    pub(crate) tolerance: f64,
    /// Why R has no answer, in the words of `NotEstimable`.
    pub(crate) reason: Option<String>,
}

impl Case {
    /// Returns argument `index` of a list.
    pub(crate) fn arg(&self, index: usize) -> f64 {
        number(&self.args[index])
    }

    /// Returns argument `index` of a list as a count.
    pub(crate) fn count(&self, index: usize) -> u64 {
        self.args[index]
            .as_u64()
            .unwrap_or_else(|| panic!("{}: argument {index} of {} is no count", self.call, self.args))
    }

    /// Returns the numbers of the argument `name`.
    pub(crate) fn numbers(&self, name: &str) -> Vec<f64> {
        list(&self.args[name]).iter().map(number).collect()
    }

    /// Returns the counts of the argument `name`.
    pub(crate) fn counts(&self, name: &str) -> Vec<u64> {
        list(&self.args[name]).iter().map(|count| count.as_u64().expect("a count")).collect()
    }

    /// Returns the rows of counts of the argument `name`.
    pub(crate) fn rows(&self, name: &str) -> Vec<Vec<u64>> {
        list(&self.args[name])
            .iter()
            .map(|row| list(row).iter().map(|count| count.as_u64().expect("a count")).collect())
            .collect()
    }

    /// Returns the expected number `field` of an answer that is an object.
    pub(crate) fn expected(&self, field: &str) -> f64 {
        assert!(!self.value[field].is_null(), "{} {}: the script has no {field}", self.call, self.args);
        number(&self.value[field])
    }

    /// Fails unless `got` is the expected number `field`, to the relative tolerance of the case.
    pub(crate) fn check_field(&self, field: &str, got: f64) {
        self.check_number(field, got, self.expected(field));
    }

    /// Fails unless `got` is the expected number, to the relative tolerance of the case.
    pub(crate) fn check(&self, got: f64) {
        self.check_number("", got, number(&self.value));
    }

    /// Returns what was got, or nothing when the case has a reason and `got` gives that same reason.
    pub(crate) fn answer<T, E: std::fmt::Display>(&self, got: Result<T, E>) -> Option<T> {
        match (&self.reason, got) {
            (None, Ok(answer)) => Some(answer),
            (Some(reason), Err(why)) => {
                assert_eq!(&why.to_string(), reason, "{} {}", self.call, self.args);
                None
            }
            (Some(reason), Ok(_)) => panic!("{} {}: an answer for {reason}", self.call, self.args),
            (None, Err(why)) => panic!("{} {}: {why}", self.call, self.args),
        }
    }

    fn check_number(&self, field: &str, got: f64, expected: f64) {
        let same_infinity = got.is_infinite() && got.total_cmp(&expected).is_eq();
        let near = same_infinity || (got - expected).abs() <= self.tolerance * expected.abs();
        assert!(near, "{} {field} {}: {got:e} for {expected:e}", self.call, self.args);
    }
}

/// Returns the cases of `tests/reference/<name>.json`.
pub(crate) fn cases(name: &str) -> Vec<Case> {
    let path = format!("{}/tests/reference/{name}.json", env!("CARGO_MANIFEST_DIR"));
    let text = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{path}: {error}"));
    let file: Value = serde_json::from_str(&text).unwrap_or_else(|error| panic!("{path}: {error}"));
    let cases: Vec<Case> = list(&file["cases"])
        .iter()
        .map(|case| Case {
            call: case["fn"].as_str().expect("the name of a call").to_owned(),
            args: case["args"].clone(),
            value: case["value"].clone(),
            tolerance: number(&case["tolerance"]),
            reason: case["reason"].as_str().map(str::to_owned),
        })
        .collect();
    assert!(cases.len() >= 4, "{path} holds {} cases", cases.len());
    cases
}

/// Returns a value as a list; R writes a vector of one as a bare number.
fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(std::slice::from_ref(value), Vec::as_slice)
}

fn number(value: &Value) -> f64 {
    match value.as_str() {
        Some("Inf") => f64::INFINITY,
        Some("-Inf") => f64::NEG_INFINITY,
        _ => value.as_f64().unwrap_or_else(|| panic!("{value} is no number")),
    }
}
