//! What the program knows about people, whatever file it came from: columns of codes, never names.
//!
//! Leaves out how a file is read (`ingest`), what a column is called in it (`codebook`), and every number.

pub mod checksum;
mod choice;
mod coarsening;
mod cohort_rule;
mod column;
mod commitment;
mod dataset;
mod definition;
mod facility;
mod fault;
mod house;
mod ledger;
mod name;
mod numbers;
mod role;
mod text;
mod told;

pub use choice::{Base, Choice};
pub use coarsening::{CoarseGroup, Coarsening};
pub use cohort_rule::{CohortRule, Domain, FollowUp, Variant, Within};
pub use column::{Answer, Coarser, Column, Level, LevelKind, MISSING};
pub use commitment::{AGREEMENT_HEADINGS, Aim, Commitment, Date, Direction, Progress, Target, days_in};
pub use dataset::{
    Counts, Dataset, Item, MissingRule, Outcome, Register, Scale, Source, SourceData, SourceKind, Stage,
    Survey, Theme,
};
pub use definition::{Definition, definition};
pub use facility::{Facility, Presence, Site};
pub use fault::{Fault, FaultKind, Severity};
pub use house::{Colour, Embedded, House, READABLE};
pub use ledger::{
    Disclosed, DisclosedCover, DisclosedGroup, FORMAT as LEDGER_FORMAT, Ledger, Publication,
    SCHEMA as LEDGER_SCHEMA,
};
pub use name::Name;
pub use numbers::{Codes, NO_NUMBER, Numbers, SomeRows};
pub use role::Role;
pub use text::{Language, Text};
pub use told::{Quote, THEME_HEADINGS, Told};
