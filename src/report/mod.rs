//! From published numbers to a report folder. Takes `Published` only: a row that was not sealed has no way in.

pub mod data;
pub mod edition;
pub mod folder;
pub mod manifest;
