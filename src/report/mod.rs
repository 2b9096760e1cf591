//! To be written.

pub mod format;
pub mod wording;
