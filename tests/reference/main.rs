//! The statistics against the answers of R: a script, its answers and its test stand side by side here.
//!
//! Leaves out what has no R function; closed forms and laws are tested beside the code.

mod case;
mod distribution;
