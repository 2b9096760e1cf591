//! Cohorts and what became of them: compared with R, with figures that others published, and as laws.
//!
//! Leaves out what the report says about them (`story`).

#![expect(clippy::unwrap_used, reason = "a test that cannot go on should say where")]

mod against_r;
mod definitions;
mod demo_1cho;
mod laws;
mod maturity;
mod scan;
mod settings;
mod starting_year;
