//! Published results as a folder that a school can read.

pub mod chart;
