//! The measures: what the report says about each group, computed from counts and within the plan.
//!
//! One file per measure, named as in the report. A measure gets one `Slice` at a time, a population in a
//! scope by one breakdown, and gives its rows. Statistics themselves are in `statistics`. rayon stands in
//! this file: slices are measured in parallel and joined in order.

mod against;
mod adjusted;
mod benchmark;
mod chain;
mod change;
mod comparison;
mod curve;
mod description;
mod dif;
mod experience;
mod gap;
mod intersection;
mod item;
mod multiplicity;
mod outcome;
mod overall;
mod own_mix;
mod pairwise;
mod panel;
mod parity;
mod participation;
mod planning;
mod reliability;
mod representativeness;
mod response;
mod retention;
mod scale;
mod slice;
mod trend;
mod weighted;

use rayon::prelude::*;

use crate::model::Role;
use crate::results::{Against, Plan, Results, Row};
use crate::tabulation::Cube;

pub use against::{RunsAgainst, against};
pub use benchmark::Benchmark;
pub use comparison::{Comparisons, Primary, Reference, gender_rank};
pub use own_mix::MIXES;
pub use planning::Planning;
use slice::Slice;

/// Gives the rows of one measure for one slice.
type Measure = fn(&Slice<'_>) -> Vec<Row>;

/// All measures, in the order of the report.
const MEASURES: &[Measure] = &[
    response::rows,
    representativeness::rows,
    participation::rows,
    parity::rows,
    retention::rows,
    curve::rows,
    scale::rows,
    item::rows,
    outcome::rows,
    planning::rows,
];

/// Measures everything that the plan allows.
#[must_use]
pub fn measure(cube: &Cube, plan: &Plan, comparisons: &Comparisons) -> Results {
    let slices = slice::all(cube, plan, comparisons);
    let measured: Vec<Vec<Row>> = slices
        .par_iter()
        .map(|slice| {
            let mut rows: Vec<Row> = MEASURES.iter().flat_map(|rows| rows(slice)).collect();
            rows.extend(benchmark::rows(slice, &rows));
            rows.extend(experience::rows(slice, &rows));
            rows.retain(|row| !is_of_answers_only(row));
            rows
        })
        .collect();
    // Many schools have a million rows: there is no room for them twice.
    let mut rows = Vec::with_capacity(measured.iter().map(Vec::len).sum());
    measured.into_iter().for_each(|of_slice| rows.extend(of_slice));
    rows.extend(trend::rows(&rows, comparisons));
    rows.extend(chain::rows(cube, plan, comparisons));
    multiplicity::adjust(&mut rows);
    Results::sorted(rows)
}

/// Returns whether a row sets groups that are made of answers beside each other or beside a round before, or tells how
/// many of them answered.
///
/// Each such group stands with its own margin. Who answers one question high often answers others high too, and who
/// is in a group changes with what is asked: a gap would be read as the work of one on the other. What those who did
/// not respond would have answered, nobody knows.
fn is_of_answers_only(row: &Row) -> bool {
    let is_gap = row.key.against != Against::Nothing;
    let is_at_their_mix = row.key.category == Role::ScoreBand.word();
    is_at_their_mix || row.key.by.contains(&Role::ScoreBand) && (is_gap || row.key.measure == "response")
}
