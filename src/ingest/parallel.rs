//! The one place of this layer with threads: blocks are mapped in parallel and folded in order.
//!
//! Only a few blocks are in memory at a time, so a fold that keeps little needs little. Leaves out what is
//! made of a block.

use rayon::prelude::*;

/// How many blocks are under way for each thread.
const UNDER_WAY: usize = 2;

/// Maps every block on any thread and folds the outcomes in the order of the blocks.
///
/// While some blocks are mapped the next ones are fetched and the outcomes before them folded. What is folded does not
/// depend on the number of threads: it decides only how many blocks are under way.
pub(super) fn fold_blocks<B: Send, T: Send>(
    mut blocks: impl Iterator<Item = B> + Send,
    map: impl Fn(B) -> T + Sync,
    mut fold: impl FnMut(T) + Send,
) {
    let first: Vec<B> = blocks.by_ref().take(2).collect();
    if first.len() < 2 {
        // Starting threads costs more than a small file.
        first.into_iter().map(map).for_each(fold);
        return;
    }
    let at_once = UNDER_WAY * rayon::current_num_threads().max(1);
    let (mut unmapped, mut mapped) = (first, Vec::new());
    while !unmapped.is_empty() || !mapped.is_empty() {
        (unmapped, mapped) = rayon::join(
            || {
                mapped.into_iter().for_each(&mut fold);
                blocks.by_ref().take(at_once).collect()
            },
            || unmapped.into_par_iter().map(&map).collect(),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn outcomes_are_folded_in_the_order_of_the_blocks() {
        for n in [0, 1, 2, 3, 100] {
            let mut seen = Vec::new();
            fold_blocks(0..n, |block| block * 2, |outcome| seen.push(outcome));
            assert_eq!(seen, (0..n).map(|i| i * 2).collect::<Vec<_>>());
        }
    }
}
