//! Sharing numbers without sharing people: a school's share file, and many of them put together.
//!
//! A share file holds published numbers only, in the form in which they can be added up: nothing in it is finer than
//! the report of the school. What cannot be added up is named in it and left out. Leaves out how files and reports
//! look (`report`) and where they are written (`pipeline`, `cli`).

mod file;
mod make;
mod event_table;
mod mix;
mod exact;
mod verify;
mod same_school;
mod alike;
mod merge;
mod gaps;
mod curves;
mod own_mix;
mod funnel;
mod network;
mod benchmark;

pub use alike::unlike;
pub use benchmark::benchmarks;
pub use exact::extras;
pub use file::{
    Absent, Answer, Answered, Block, CurveYear, Definition, FORMAT, Level, Minima, Mix, MixPart, Place,
    Products, RULES, SCHEMA, School, ShareFile, SharedSource, StratumCount,
};
pub use make::{About, Extra, make};
pub use merge::{Part, Shared, by_place};
pub use mix::MixOf;
pub use network::{Network, network};
pub use verify::{read, write};
