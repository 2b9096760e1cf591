//! Giving back what turned out not to be needed (DISCLOSURE.md, section 5, step 9).
//!
//! Rungs are taken for all weak lines at once, so that some of what is withheld protects nothing any more. It is
//! offered back, most wanted first, and stays shown where everything still holds. Leaves out precision, and single
//! questions of surveys, of which there are too many.

use std::cmp::Reverse;

use crate::results::{Answers, Cover, Visibility};

use super::Layer;
use super::bounds::Known;
use super::cells::{Block, Quantity};
use super::ladder::Draft;
use super::weak;

/// Withheld numbers of one variable above which nothing is offered back.
const MOST_OFFERED: usize = 150;

/// What a plan withholds of its groups, at one moment.
pub(super) struct Withheld {
    whole: Vec<Visibility>,
    own: Vec<Vec<Visibility>>,
    covers: Vec<Vec<Vec<(Answers, Cover)>>>,
}

impl Draft<'_> {
    /// Returns what is withheld now.
    pub(super) fn withheld(&self) -> Withheld {
        Withheld { whole: self.whole.clone(), own: self.own.clone(), covers: self.covers.clone() }
    }

    /// Shows groups again that were withheld since `before`, wherever their size tells nothing.
    pub(super) fn give_back_groups(&mut self, before: &Withheld) {
        let block = Block::people();
        let mut offered: Vec<usize> =
            (0..self.whole.len()).filter(|group| self.whole[*group] != before.whole[*group]).collect();
        self.most_wanted_first(&mut offered, |draft, group| draft.people(group));
        for group in offered {
            let hidden = std::mem::replace(&mut self.whole[group], before.whole[group]);
            if !self.holds(&block) {
                self.whole[group] = hidden;
            }
        }
    }

    fn most_wanted_first(&self, groups: &mut [usize], people: impl Fn(&Self, usize) -> u64) {
        groups.sort_by_key(|group| {
            let is_wanted = self.wanted.contains(&self.release.table(*group).roles);
            (!is_wanted, Reverse(people(self, *group)), *group)
        });
    }

    /// Shows again what was withheld since `first`, wherever that tells nothing.
    pub(super) fn give_back(&mut self, first: &Withheld, blocks: &[Block]) {
        if self.layer() != Layer::Counts {
            return;
        }
        for block in blocks {
            let Some(variable) = block.quantities.first().and_then(Quantity::variable) else {
                continue;
            };
            let mut offered: Vec<usize> = (0..self.release.groups.len())
                .filter(|group| self.is_changed(first, variable, *group))
                .collect();
            if offered.len() > MOST_OFFERED {
                continue;
            }
            self.most_wanted_first(&mut offered, |draft, group| draft.answered(variable, group));
            for group in offered {
                self.offer(first, block, variable, group);
            }
        }
    }

    fn is_changed(&self, first: &Withheld, variable: usize, group: usize) -> bool {
        self.own[variable][group] != first.own[variable][group]
            || self.covers[variable][group] != first.covers[variable][group]
    }

    /// Returns whether nothing of a block tells too much.
    fn holds(&self, block: &Block) -> bool {
        weak::find(&Known::of(self, block), block, self.care()).is_empty()
    }

    /// Shows a group as it was first shown, or as much of it as tells nothing.
    fn offer(&mut self, first: &Withheld, block: &Block, variable: usize, group: usize) {
        let own = self.own[variable][group];
        let covers = self.covers[variable][group].clone();
        for covers in [first.covers[variable][group].clone(), covers.clone()] {
            self.own[variable][group] = first.own[variable][group];
            self.covers[variable][group] = covers;
            if self.holds(block) {
                return;
            }
        }
        self.own[variable][group] = own;
        self.covers[variable][group] = covers;
    }
}
