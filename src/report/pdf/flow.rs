//! Pages: which bricks come on which page.
//!
//! Bricks that stay together go to the next page together; where together they are higher than a page, they are
//! parted where it ends. A table that runs on has its head again. Leaves out what is on a brick.

use super::brick::{Brick, Seam, Start};

/// A brick in its place.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Placed {
    /// Which one.
    pub(super) what: What,
    /// How far its top is under the top of the text.
    pub(super) y: f32,
    /// How much lower it is than it was set.
    pub(super) squeeze: f32,
}

/// A brick or a head, by its place among those of the document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum What {
    /// A brick.
    Brick(usize),
    /// The head of a table, again: not read twice.
    Head(usize),
}

/// Returns the bricks of each page, from top to bottom. `room` is the height of a page.
pub(super) fn pages(bricks: &[Brick], heads: &[Brick], room: f32) -> Vec<Vec<Placed>> {
    let mut flow = Flow { bricks, heads, room, pages: vec![Vec::new()], y: 0.0 };
    let mut at = 0;
    while at < bricks.len() {
        let end = chain_end(bricks, at);
        let chain = &bricks[at..end];
        let give: f32 = chain.iter().map(|brick| brick.give).sum();
        let has_room = flow.excess(chain) <= give || !flow.fits_a_page(chain);
        if flow.is_begun() && (chain[0].start == Start::Page && flow.is_full_enough() || !has_room) {
            flow.turn();
        }
        let excess = flow.excess(chain);
        let part = if (0.0..=give).contains(&excess) && give > 0.0 { excess / give } else { 0.0 };
        for (step, brick) in chain.iter().enumerate() {
            flow.put(at + step, brick.give * part);
        }
        at = end;
    }
    flow.pages
}

fn chain_end(bricks: &[Brick], start: usize) -> usize {
    let closed = bricks[start..].iter().take_while(|brick| brick.after == Seam::Closed).count();
    (start + closed + 1).min(bricks.len())
}

struct Flow<'a> {
    bricks: &'a [Brick],
    heads: &'a [Brick],
    room: f32,
    pages: Vec<Vec<Placed>>,
    y: f32,
}

/// Half a pixel on no screen: sums of many heights differ by less.
const SLACK: f32 = 0.05;

/// The part of a page that is filled where a new part of the document begins on the next.
const FULL_ENOUGH: f32 = 0.4;

impl Flow<'_> {
    fn is_begun(&self) -> bool {
        self.pages.last().is_some_and(|page| !page.is_empty())
    }

    /// Returns whether the page at hand may end here without looking empty.
    fn is_full_enough(&self) -> bool {
        self.y > self.room * FULL_ENOUGH
    }

    /// Returns how much of a chain would stand under the page; nothing or less where it fits.
    fn excess(&self, chain: &[Brick]) -> f32 {
        let before = if self.is_begun() { chain[0].before } else { 0.0 };
        self.y + before + inner_height(chain) - self.room - SLACK
    }

    fn fits_a_page(&self, chain: &[Brick]) -> bool {
        let head = chain[0].head.map_or(0.0, |head| self.heads[head].height);
        head + inner_height(chain) <= self.room + SLACK
    }

    fn turn(&mut self) {
        self.pages.push(Vec::new());
        self.y = 0.0;
    }

    fn put(&mut self, place: usize, squeeze: f32) {
        let brick = &self.bricks[place];
        if self.is_begun() && self.y + brick.before + brick.height - squeeze > self.room + 2.0 * SLACK {
            self.turn();
        }
        if let (false, Some(head)) = (self.is_begun(), brick.head) {
            self.add(What::Head(head), self.heads[head].height, 0.0);
        }
        if self.is_begun() {
            self.y += brick.before;
        }
        self.add(What::Brick(place), brick.height, squeeze);
    }

    fn add(&mut self, what: What, height: f32, squeeze: f32) {
        if let Some(page) = self.pages.last_mut() {
            page.push(Placed { what, y: self.y, squeeze });
        }
        self.y += height - squeeze;
    }
}

/// Returns the height of bricks under each other, without the space above the first.
fn inner_height(chain: &[Brick]) -> f32 {
    let all: f32 = chain.iter().map(|brick| brick.before + brick.height).sum();
    all - chain.first().map_or(0.0, |brick| brick.before)
}

#[cfg(test)]
mod tests {
    use super::super::brick::keep;
    use super::*;

    fn bricks(heights: &[f32]) -> Vec<Brick> {
        heights.iter().map(|height| Brick::new(*height, Vec::new()).below(10.0)).collect()
    }

    fn whats(pages: &[Vec<Placed>]) -> Vec<Vec<What>> {
        pages.iter().map(|page| page.iter().map(|placed| placed.what).collect()).collect()
    }

    #[test]
    fn space_above_falls_away_at_the_top_of_a_page() {
        let pages = pages(&bricks(&[40.0, 50.0, 30.0]), &[], 100.0);
        let tops: Vec<Vec<f32>> =
            pages.iter().map(|page| page.iter().map(|placed| placed.y).collect()).collect();
        assert_eq!(tops, [vec![0.0, 50.0], vec![0.0]]);
    }

    #[test]
    fn what_stays_together_goes_to_the_next_page_together() {
        let mut all = bricks(&[40.0, 20.0, 50.0]);
        keep(&mut all[1..]);
        let pages = pages(&all, &[], 100.0);
        assert_eq!(whats(&pages), [vec![What::Brick(0)], vec![What::Brick(1), What::Brick(2)]]);
    }

    #[test]
    fn a_drawing_becomes_a_little_smaller_to_stay_on_its_page_and_no_smaller_than_it_may() {
        let mut all = bricks(&[40.0, 55.0]);
        all[1].give = 6.0;
        let page = pages(&all, &[], 100.0);
        assert_eq!(page.len(), 1);
        assert!((page[0][1].squeeze - 5.0).abs() < 0.2, "{page:?}");
        all[1].give = 4.0;
        assert_eq!(pages(&all, &[], 100.0).len(), 2);
    }

    #[test]
    fn what_is_higher_than_a_page_is_parted_where_the_page_ends() {
        let mut all = bricks(&[40.0; 5]);
        keep(&mut all);
        let pages = pages(&all, &[], 100.0);
        assert_eq!(pages.iter().map(Vec::len).collect::<Vec<_>>(), [2, 2, 1]);
    }

    #[test]
    fn a_table_that_runs_on_has_its_head_again_and_only_there() {
        let mut all = bricks(&[20.0; 6]);
        for brick in &mut all {
            brick.before = 0.0;
        }
        for row in &mut all[1..] {
            row.head = Some(0);
        }
        let heads = [all[0].clone()];
        let pages = pages(&all, &heads, 60.0);
        assert_eq!(
            whats(&pages),
            [
                vec![What::Brick(0), What::Brick(1), What::Brick(2)],
                vec![What::Head(0), What::Brick(3), What::Brick(4)],
                vec![What::Head(0), What::Brick(5)],
            ]
        );
    }

    #[test]
    fn a_part_begins_on_a_new_page_unless_the_page_would_look_empty() {
        let mut all = bricks(&[50.0, 20.0]);
        all[0].start = Start::Page;
        all[1].start = Start::Page;
        assert_eq!(whats(&pages(&all, &[], 100.0)), [vec![What::Brick(0)], vec![What::Brick(1)]]);
        all[0].height = 20.0;
        assert_eq!(pages(&all, &[], 100.0).len(), 1);
    }
}
