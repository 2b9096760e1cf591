//! Answers from 1 to 5, for tests that make their own questions.

use meetellen::model::{Answer, LevelKind, Text};

/// Returns five answers, each called by its value.
pub(crate) fn answers() -> Vec<Answer> {
    let answer = |value: u8| Answer {
        raw: value.to_string(),
        label: Text::same(value.to_string()),
        kind: LevelKind::Stated,
        value: Some(f64::from(value)),
    };
    (1..=5).map(answer).collect()
}
