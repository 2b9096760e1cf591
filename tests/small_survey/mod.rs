//! A survey of two questions and 60 invented people, for tests of what becomes of a report.
//!
//! Leaves out the scan around it.

use std::fmt::Write as _;

/// What its columns mean.
pub(crate) const CODEBOOK: &str = r#"
[columns.gender]
role = "gender"
labels = { "1" = "vrouw", "2" = "man" }

[columns.SB01]
role = "item"
labels = { "1" = "oneens", "2" = "2", "3" = "3", "4" = "4", "5" = "eens" }

[columns.SB02]
role = "item"
labels = { "1" = "oneens", "2" = "2", "3" = "3", "4" = "4", "5" = "eens" }

[scales.belonging]
items = ["SB01", "SB02"]
range = [1, 5]
"#;

/// Returns its file, line by line; the headings come first.
pub(crate) fn lines() -> Vec<String> {
    let mut lines = vec!["gender;SB01;SB02".to_owned()];
    for person in 0..60 {
        let mut line = String::new();
        write!(line, "{};{};{}", 1 + person % 2, 1 + person % 5, 1 + person * 3 % 5).unwrap();
        lines.push(line);
    }
    lines
}
