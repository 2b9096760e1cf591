//! The question sets that the program carries.

/// The names of the built-in instruments.
pub const NAMES: [&str; 1] = ["belonging-nl"];
