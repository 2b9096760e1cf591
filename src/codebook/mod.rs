//! What a column means: roles, labels, items, scales and coarser groups, from `codebook.toml`, an instrument or a guess.
//!
//! Leaves out reading data files (`ingest`) and what a scan asks for (`scan`).

mod configuration;
mod meaning;
mod parse;
pub mod instrument;

pub(crate) use configuration::{Found, Place, Reading, Section, read};
pub use meaning::{CoarserLevel, Codebook, ColumnMeaning, Grouping, Label, Unpivot, code_in, folded};
