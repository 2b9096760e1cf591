//! The statistics against the answers of R: a script, its answers and its test stand side by side here.
//!
//! Leaves out what has no R function; closed forms and laws are tested beside the code.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod case;
mod difference;
mod distribution;
mod noncentral;
mod parity;
mod proportion;
mod regression;
mod stratified;
mod table;
mod trend;
