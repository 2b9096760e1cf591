//! The files for an office, of a small scan from answers to folder, each read back by a reader that is not ours.
//!
//! With `MEETELLEN_OFFICE_SAMPLES=DIR` the folder is also kept there, to open in an office suite.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on should say where")]

#[path = "../report_folder/mod.rs"]
#[expect(dead_code, reason = "of the written folder these tests take the files only")]
mod report_folder;
#[path = "../scan_head/mod.rs"]
mod scan_head;
mod scan;

mod folder;
mod tables;
mod text;
mod workbook;
