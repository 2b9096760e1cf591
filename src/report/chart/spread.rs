//! Labels beside points: as near to their point as may be, never over each other.
//!
//! Leaves out drawing; it counts in px from the top.

/// A label that would like to stand around `middle`.
#[derive(Debug, Clone, Copy)]
pub(super) struct Block {
    pub(super) middle: f64,
    pub(super) height: f64,
}

/// Returns the middles of labels that do not overlap, as near as may be to where they would like to stand, and none
/// above `top`. Labels that touch move together, so each keeps its order and shares the way.
pub(super) fn push_apart(blocks: &[Block], top: f64) -> Vec<f64> {
    let mut order: Vec<usize> = (0..blocks.len()).collect();
    order.sort_by(|&a, &b| blocks[a].middle.total_cmp(&blocks[b].middle).then(a.cmp(&b)));
    // Each cluster: its top, its height and its members from top to bottom.
    let mut clusters: Vec<(f64, f64, Vec<usize>)> = Vec::new();
    for at in order {
        let mut members = vec![at];
        loop {
            let tall: f64 = members.iter().map(|&member| blocks[member].height).sum();
            let mut above = 0.0;
            let mut wished = 0.0;
            for &member in &members {
                wished += blocks[member].middle - above - blocks[member].height / 2.0;
                above += blocks[member].height;
            }
            #[expect(clippy::cast_precision_loss, reason = "a chart has few labels")]
            let start = (wished / members.len() as f64).max(top);
            match clusters.last() {
                Some((before, before_tall, _)) if before + before_tall > start => {
                    let (_, _, mut earlier) = clusters.pop().expect("invariant: it was just looked at");
                    earlier.append(&mut members);
                    members = earlier;
                }
                _ => {
                    clusters.push((start, tall, members));
                    break;
                }
            }
        }
    }
    let mut middles = vec![0.0; blocks.len()];
    for (start, _, members) in clusters {
        let mut y = start;
        for member in members {
            middles[member] = y + blocks[member].height / 2.0;
            y += blocks[member].height;
        }
    }
    middles
}

#[cfg(test)]
mod tests {
    use super::*;

    fn middles(wished: &[(f64, f64)], top: f64) -> Vec<f64> {
        let blocks: Vec<Block> = wished.iter().map(|&(middle, height)| Block { middle, height }).collect();
        push_apart(&blocks, top)
    }

    #[test]
    fn labels_that_do_not_touch_stay_where_they_are() {
        assert_eq!(middles(&[(50.0, 10.0), (10.0, 10.0)], 0.0), [50.0, 10.0]);
    }

    #[test]
    fn labels_that_touch_share_the_way_and_keep_their_order() {
        assert_eq!(middles(&[(20.0, 10.0), (20.0, 10.0)], 0.0), [15.0, 25.0]);
        let three = middles(&[(30.0, 20.0), (28.0, 20.0), (45.0, 10.0)], 0.0);
        assert!(three[1] + 20.0 <= three[0] + 1e-9 && three[0] + 15.0 <= three[2] + 1e-9, "{three:?}");
    }

    #[test]
    fn no_label_stands_above_the_top() {
        assert_eq!(middles(&[(0.0, 10.0), (1.0, 10.0)], 4.0), [9.0, 19.0]);
    }
}
