//! What a scan asks for: its sources, privacy, breakdowns and weights, from `scan.toml`; and its mappings.
//!
//! Leaves out what columns mean (`codebook`) and every look at the file system: callers hand in texts.

mod export_format;
mod settings;
mod next_survey;
mod parse;
mod retention;
mod house_style;
mod breakdown;
mod mapping;
mod benchmark;

pub use benchmark::Benchmark;
pub use breakdown::{Breakdown, Primary};
pub use export_format::ExportFormat;
pub use house_style::{HouseStyle, StyleFile};
pub use mapping::{Mapping, Placement, Technique};
pub use settings::{
    Meaning, Names, NextSurvey, Norm, Privacy, Reference, Relevant, ReportSettings, RoleLevels, RoleValue,
    Scan, Select, SourceFile, Weights,
};
