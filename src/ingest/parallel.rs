//! The one place of this layer with threads: blocks are mapped in parallel and folded in order.
//!
//! Only a few blocks are in memory at a time, so a fold that keeps little needs little. Leaves out what is
//! made of a block.

use rayon::prelude::*;

/// Maps every block on any thread and folds the outcomes in the order of the blocks.
///
/// What is folded does not depend on the number of threads: it decides only how many blocks are under way.
pub(super) fn fold_blocks<B: Sync, T: Send>(
    blocks: &[B],
    map: impl Fn(usize, &B) -> T + Sync,
    mut fold: impl FnMut(T),
) {
    if let [block] = blocks {
        // Starting threads costs more than a small file.
        fold(map(0, block));
        return;
    }
    let under_way = 4 * rayon::current_num_threads().max(1);
    for (batch, some) in blocks.chunks(under_way).enumerate() {
        let mapped: Vec<T> =
            some.par_iter().enumerate().map(|(i, block)| map(batch * under_way + i, block)).collect();
        mapped.into_iter().for_each(&mut fold);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn outcomes_are_folded_in_the_order_of_the_blocks() {
        let blocks: Vec<usize> = (0..100).collect();
        let mut seen = Vec::new();
        fold_blocks(&blocks, |i, block| (i, *block), |outcome| seen.push(outcome));
        assert_eq!(seen, (0..100).map(|i| (i, i)).collect::<Vec<_>>());
    }
}
