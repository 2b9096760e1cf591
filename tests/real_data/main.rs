//! Whole runs on data that others published, compared with figures that others published.
//!
//! The scans stand in `tests/scans`; the data do not belong to this project and are read where they are.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on should say where")]

mod belonging;
mod crosstabs;
mod masculinity;
mod enrolled;
mod gaps;
mod outcomes;
#[path = "../report_folder/mod.rs"]
mod report_folder;
mod scan;
mod school;
mod sources;
