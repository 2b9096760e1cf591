//! Which group to withhold when precision is not enough: the one without which nothing can be computed any more.
//!
//! Leaves out when that is needed (`weak`) and what is tried first (`ladder`).

use super::cells::Quantity;
use super::ladder::Draft;
use super::lines::Line;

impl Draft<'_> {
    /// Returns the group to hide so that other tables do not sharpen the total of a line.
    ///
    /// Rounded parts of the same total, table by table, tell it more precisely than it is printed itself.
    pub(super) fn loosens_the_total(&self, line: usize, quantity: &Quantity) -> Option<usize> {
        let parent = self.release.lines[line].parent;
        let sharpens = |index: &usize| {
            let other = &self.release.lines[*index];
            let roles = &self.release.table(other.children[0]).roles;
            let is_spare = !roles.is_empty() && !self.wanted.contains(roles);
            other.parent == parent
                && is_spare
                && other.children.len() > 1
                && other.children.iter().all(|child| self.is_printed(quantity, *child))
        };
        let other = self.release.lines_of[parent].iter().find(|index| **index != line && sharpens(index))?;
        self.smallest_printed(&self.release.lines[*other].children, quantity)
    }

    /// Returns the group to hide so that what `line` does not print cannot be had by other lines.
    pub(super) fn breaks_another_route(&self, line: usize, quantity: &Quantity) -> Option<usize> {
        let Line { parent, children } = &self.release.lines[line];
        let is_open = |group: &usize| !self.is_printed(quantity, *group);
        let open: Vec<usize> = children.iter().copied().filter(is_open).collect();
        // Where only one member is open, this line itself tells, and no other route matters.
        let behind = match (is_open(parent), open.len()) {
            (true, _) => vec![*parent],
            (false, 0 | 1) => Vec::new(),
            (false, _) => open,
        };
        let mut search = Search::new(self, quantity);
        for group in behind {
            if let Some(route) = search.from(group, line) {
                let Line { parent, children } = &self.release.lines[route];
                let victim = self.smallest_printed(children, quantity);
                return victim.or_else(|| self.is_printed(quantity, *parent).then_some(*parent));
            }
        }
        None
    }

    /// Returns the printed group with the fewest people; groups of a primary comparison come last.
    pub(super) fn smallest_printed(&self, groups: &[usize], quantity: &Quantity) -> Option<usize> {
        let people = |group: usize| match quantity.variable() {
            None => self.people(group),
            Some(variable) => self.answered(variable, group),
        };
        groups
            .iter()
            .copied()
            .filter(|group| people(*group) > 0 && self.is_printed(quantity, *group))
            .filter(|group| !self.is_frozen(quantity.variable(), *group))
            .min_by_key(|group| {
                let roles = &self.release.table(*group).roles;
                (self.wanted.contains(roles) || roles.is_empty(), people(*group), *group)
            })
    }
}

/// A search for lines from which a group that is not printed can be computed, by way of others if need be.
struct Search<'a> {
    draft: &'a Draft<'a>,
    quantity: &'a Quantity,
    /// Per group: whether it is printed, once that was asked.
    printed: Vec<Option<bool>>,
    /// Per group: whether this search came by.
    seen: Vec<bool>,
}

impl<'a> Search<'a> {
    fn new(draft: &'a Draft<'a>, quantity: &'a Quantity) -> Self {
        let groups = draft.release.groups.len();
        Self { draft, quantity, printed: vec![None; groups], seen: vec![false; groups] }
    }

    /// Returns the line at the start of a way to `group` that leaves out the line `avoid`.
    ///
    /// All members of that line but one are printed.
    fn from(&mut self, group: usize, avoid: usize) -> Option<usize> {
        self.seen.fill(false);
        self.seen[group] = true;
        self.route(group, avoid)
    }

    fn route(&mut self, group: usize, avoid: usize) -> Option<usize> {
        let release = self.draft.release;
        for index in release.lines_of[group].iter().copied().filter(|index| *index != avoid) {
            let Some(open) = self.unseen(&release.lines[index], group) else { continue };
            if open.is_empty() {
                return Some(index);
            }
            let mut start = None;
            let is_way = open.iter().all(|member| {
                let found = self.route(*member, index);
                start = start.or(found);
                found.is_some()
            });
            if is_way {
                return start;
            }
        }
        None
    }

    /// Returns the members of a line beside `group` that are not printed; `None` where the search came by one before.
    fn unseen(&mut self, line: &Line, group: usize) -> Option<Vec<usize>> {
        let mut open = Vec::new();
        let members = line.children.iter().copied().chain([line.parent]);
        for member in members.filter(|member| *member != group) {
            let (draft, quantity) = (self.draft, self.quantity);
            if !*self.printed[member].get_or_insert_with(|| draft.is_printed(quantity, member)) {
                if self.seen[member] {
                    return None;
                }
                open.push(member);
            }
        }
        open.iter().for_each(|member| self.seen[*member] = true);
        Some(open)
    }
}
