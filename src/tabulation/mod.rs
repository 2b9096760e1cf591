//! From rows to counts: one pass over the columns says how many people of each group gave each answer.
//!
//! Everything that later layers compute, and everything that disclosure control weighs, starts from the
//! integer counts of a [`Cube`]: sums of integers are the same in any order and on any number of threads.
//! Leaves out statistics (`measures`) and what may be shown (`disclosure`).

mod cell;
mod complete;
mod cohort;
mod count;
mod crossing;
mod crosstab;
mod cube;
mod curve;
mod education;
mod enrolment;
mod group;
mod grouped;
mod keying;
mod panel;
mod parallel;
mod leavers;
mod marks;
mod nested;
mod pooling;
mod population;
mod register;
mod roll;
mod score;
mod shared;
mod start;
mod strata;
mod sum;
mod tabulated;
mod together;
mod weights;

pub use cell::{Cell, WeightSum, Weights};
pub use cohort::STATUS;
pub use complete::{AnswersByTotal, CompleteCases};
pub use cube::{Cube, Design, Detail, tabulate};
pub use curve::{CAUSES, EVENTS};
pub use group::{Group, MISSING_LABEL, Scope, Unit};
pub use nested::Nested;
pub use panel::{Panel, PanelCell, PanelVariable};
pub use pooling::side_by_side;
pub use population::{Category, Family, Offered, People, Population, Range, Variable, VariableKind};
pub use strata::Strata;
pub use tabulated::{Sample, Tabulated};
