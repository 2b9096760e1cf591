//! Published results to a report folder; so far numbers and words.

pub mod format;
pub mod wording;
