//! The one place of this layer with threads: a roll is cut into parts, and each part is counted chunk by chunk.
//!
//! Counts are integers, so how a roll is cut changes nothing. Leaves out what is counted.

use std::ops::Range;

use rayon::prelude::*;

use crate::model::SomeRows;

use super::roll::Roll;

/// The rows of a chunk: what is worked out of them once stays in the cache while every set of roles uses it.
const CHUNK: usize = 1 << 14;

/// Returns what `count` makes of each part of the rows; a part per thread, or more where one would have over `most` rows.
pub(super) fn by_part<T: Send>(
    rows: usize,
    most: usize,
    count: impl Fn(Range<usize>) -> T + Sync + Send,
) -> Vec<T> {
    // Starting threads costs more than a small file.
    let threads = if is_one_chunk(rows) { 1 } else { rayon::current_num_threads().max(1) };
    let size = rows.div_ceil(threads).clamp(1, most);
    let parts: Vec<Range<usize>> =
        (0..rows).step_by(size).map(|start| start..(start + size).min(rows)).collect();
    match parts.as_slice() {
        [part] => vec![count(part.clone())],
        _ => parts.into_par_iter().map(count).collect(),
    }
}

/// Returns whether so many rows are a single chunk.
pub(super) fn is_one_chunk(rows: usize) -> bool {
    rows <= CHUNK
}

/// Calls `chunk` with the rows of each chunk of a part and the place of the first one on the roll.
pub(super) fn each_chunk(roll: &Roll<'_>, part: Range<usize>, mut chunk: impl FnMut(&SomeRows<'_>, usize)) {
    for first in part.clone().step_by(CHUNK) {
        chunk(&roll.rows.at(first..(first + CHUNK).min(part.end)), first);
    }
}
