//! The long table: a row per number, with who it is about, how it was computed, and how sure we are.
//!
//! Rows here hold exact values and never leave the program: `disclosure` seals them. Tables, charts and
//! sentences are views of sealed rows.

mod key;
mod plan;
mod row;
mod statistic;

pub use key::{Against, Key};
pub use plan::{Answers, Candour, Cover, Outer, Plan, SPREAD_MIN, Step, Table, Visibility};
pub use row::{Basis, Figure, Part, Rare, Results, Row, Sides, Unit};
pub use statistic::Statistic;
