//! From rows to counts: one pass over the columns says how many people of each group gave each answer.
//!
//! Everything that later layers compute, and everything that disclosure control weighs, starts from the
//! integer counts of a [`Cube`]: sums of integers are the same in any order and on any number of threads.
//! Leaves out statistics (`measures`) and what may be shown (`disclosure`).

mod cell;
mod cohort;
mod cube;
mod enrolment;
mod group;
mod panel;
mod population;
mod roll;
mod score;

pub use cell::{AnswersByTotal, Cell, CompleteCases};
pub use cohort::{COMPLETION_YEARS, STATUS};
pub use cube::{Cube, Design, Tabulated, tabulate};
pub use group::{Group, MISSING_LABEL, Scope, Unit};
pub use panel::{Panel, PanelCell, PanelVariable};
pub use population::{Category, Family, People, Population, Range, Variable, VariableKind};
