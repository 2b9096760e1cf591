//! Everything a report says, in Dutch and English: templates, names of groups and measures, fixed texts.
//!
//! Sentences are made by rule from typed values: a caller hands over groups, numbers and names, never
//! pieces of a sentence. Leaves out which sentence is said when, and every number.

pub mod section;
pub mod certainty;
pub mod template;
pub mod text;
pub mod word;
pub mod glossary;
pub mod measure;
pub mod method;
mod group;
mod noun;
mod parse;
mod render;
mod slot;

pub use certainty::{Certainty, Margin};
pub use group::{Group, Missing};
pub use noun::{Noun, list, quoted, sentence_start};
pub use render::{PutNumber, RowId, Sentence, WordingError, render};
pub use slot::{Choice, Slot, Slots};
pub use template::Template;
