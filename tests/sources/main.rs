//! Registers, tables of counts and several files at once, read as a school has them: what is kept, dropped and told.
//!
//! Leaves out files that others published (`real_data`). Everybody in here is invented.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on should say where")]

mod counts;
mod folder;
mod personal;
mod registers;
mod several;
