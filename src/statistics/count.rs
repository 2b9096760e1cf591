//! Counts of people as real numbers, in the one place where that conversion is allowed.

/// Returns the count as a real number.
#[expect(clippy::cast_precision_loss, reason = "counts of people stay far below 2^52")]
pub(crate) fn real(count: u64) -> f64 {
    count as f64
}

/// Returns the length of something as a real number.
#[expect(clippy::cast_precision_loss, reason = "lengths stay far below 2^52")]
pub(crate) fn real_len(length: usize) -> f64 {
    length as f64
}
