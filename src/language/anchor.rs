//! Where a piece of plain text stood in the file it came from.
//!
//! Between two anchors text and file run alike, byte by byte; only what markup changes needs an anchor.

/// One place in the plain text and the same place in the file, in bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Anchor {
    pub(super) plain: usize,
    pub(super) source: usize,
    /// For how many bytes the file runs alike; the rest stands where these end.
    pub(super) length: usize,
}

/// Returns where a byte of the plain text stood; 0 without anchors.
pub(super) fn source_of(anchors: &[Anchor], plain: usize) -> usize {
    let after = anchors.partition_point(|anchor| anchor.plain <= plain);
    match after.checked_sub(1).and_then(|at| anchors.get(at)) {
        Some(anchor) => anchor.source + (plain - anchor.plain).min(anchor.length),
        None => plain,
    }
}
