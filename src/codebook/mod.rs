//! What a column means: roles, labels, items, scales and coarser groups, from `codebook.toml`, an instrument or a guess.
//!
//! Leaves out reading data files (`ingest`) and what a scan asks for (`scan`).

mod configuration;
mod section;
mod meaning;
mod lookup;
mod parse;
mod counting;
mod column;
mod scale;
mod choice;
pub mod instrument;
mod forms;
mod headings;
mod vocabulary;
mod judgements;
mod ladders;
mod strength;
mod blocks;
mod roles;
mod kind;
mod grouping;
mod sample;
mod guess;
mod questions;
mod labelled;
mod merge;
mod proposal;

pub use choice::ChoiceMeaning;
pub(crate) use column::role_of;
pub(crate) use configuration::{Found, Place, Reading, Section, nearest, read};
pub use guess::{Against, ColumnSample, Guess, Reason, guess};
pub(crate) use headings::{fits, is_identifying};
pub use lookup::Lookup;
pub use meaning::{
    CoarserLevel, Codebook, ColumnMeaning, Grouping, Hidden, Keyword, Label, Order, Unpivot, code_in, folded,
};
pub use merge::merged;
pub use proposal::{to_toml, to_toml_in};
