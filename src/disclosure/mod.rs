//! Disclosure control: what a run may show, decided from counts, and the gate through which it passes.
//!
//! `plan` decides which cells are withheld and how precisely each table is printed, for the whole run at
//! once. `seal` turns measured rows into [`Published`] ones, which nothing else can make. Rules and their
//! reasons: the policy, and `docs/privacy.md`.

mod account;
mod bounds;
mod cells;
mod choices;
mod contributors;
mod cover;
mod earlier;
mod elimination;
mod joint;
mod ladder;
mod lines;
mod merging;
mod planning;
mod policy;
mod pooling;
mod prune;
mod published;
mod rounding;
mod routes;
mod seal;
mod spread;
mod weak;

pub use crate::results::{Against, Key, Statistic, Step};
pub use crate::tabulation::{Group, MISSING_LABEL, Scope, Unit};
pub use account::Account;
pub use contributors::{Behind, Joined, Made, Precision, seal_joined};
pub use earlier::publication;
pub use merging::{Merged, coarser_groups};
pub use planning::{plan, plan_beside};
pub use policy::{Layer, Policy};
pub use published::{Published, PublishedRow, Status};
pub use seal::seal;
