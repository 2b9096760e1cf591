//! The head of a scan of one made-up survey of students, in both languages, for tests that make a whole report of it.
//!
//! Leaves out the survey, its codebook, and what the report asks for.

/// Returns `scan.toml` with a title and the lines of `[report]`.
pub(crate) fn scan_toml(title: &str, report: &str) -> String {
    format!(
        r#"
[scan]
title = "{title}"
languages = ["nl", "en"]
synthetic = true

[[source]]
name = "studenten"
kind = "survey"
file = "studenten.csv"
codebook = "codebook.toml"

[report]
{report}
"#
    )
}
