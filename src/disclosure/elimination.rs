//! What tables tell together in a circle: exact elimination (DISCLOSURE.md, section 5, step 6).
//!
//! Bounds that are passed from table to table stop at the first one with two unknowns. Subtracted from each other,
//! two such tables may leave one unknown. Arithmetic is in whole numbers.

/// A sum of unknowns, each times a whole number, that equals `total`.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Combination {
    /// Each unknown with its factor, in order; none is there twice, and no factor is zero.
    pub(super) terms: Vec<(usize, i64)>,
    /// What they add up to.
    pub(super) total: i64,
}

impl Combination {
    /// Returns the sum of these unknowns, in any order, each times its factor.
    pub(super) fn of(mut terms: Vec<(usize, i64)>, total: i64) -> Self {
        terms.sort_unstable();
        terms.dedup_by(|next, kept| {
            let is_same = next.0 == kept.0;
            kept.1 += if is_same { next.1 } else { 0 };
            is_same
        });
        terms.retain(|(_, factor)| *factor != 0);
        Self { terms, total }
    }

    /// Returns the factor of an unknown; `None` where it is not in the sum.
    fn factor(&self, unknown: usize) -> Option<i64> {
        let place = self.terms.binary_search_by_key(&unknown, |(own, _)| *own).ok()?;
        Some(self.terms[place].1)
    }

    /// Returns this combination without `unknown`, by subtracting another one; `None` where the numbers get too large.
    fn without(&self, unknown: usize, other: &Self) -> Option<Self> {
        let (own, theirs) = (self.factor(unknown)?, other.factor(unknown)?);
        let mut terms = Vec::with_capacity(self.terms.len() + other.terms.len());
        let (mut mine, mut beside) = (self.terms.iter().peekable(), other.terms.iter().peekable());
        while let Some(next) = [mine.peek(), beside.peek()].into_iter().flatten().map(|term| term.0).min() {
            let factor_in = |terms: &mut std::iter::Peekable<std::slice::Iter<'_, (usize, i64)>>| {
                terms.next_if(|term| term.0 == next).map_or(0, |term| term.1)
            };
            let (a, b) = (factor_in(&mut mine), factor_in(&mut beside));
            let factor = a.checked_mul(theirs)?.checked_sub(b.checked_mul(own)?)?;
            if factor != 0 {
                terms.push((next, factor));
            }
        }
        let total = self.total.checked_mul(theirs)?.checked_sub(other.total.checked_mul(own)?)?;
        let shared = terms.iter().fold(total.unsigned_abs(), |a, (_, b)| gcd(a, b.unsigned_abs()));
        let is_negative = terms.first().is_some_and(|(_, factor)| *factor < 0);
        let divisor = i64::try_from(shared.max(1)).ok()? * if is_negative { -1 } else { 1 };
        terms.iter_mut().for_each(|(_, factor)| *factor /= divisor);
        Some(Self { terms, total: total / divisor })
    }
}

/// Combinations that are each solved for an unknown of their own, which no other holds.
#[derive(Debug)]
struct Solved {
    /// By the unknown.
    rows: Vec<Option<Combination>>,
    /// Per unknown: the rows that hold it, and some that did.
    holders: Vec<Vec<usize>>,
}

impl Solved {
    fn with_room(unknowns: usize) -> Self {
        Self { rows: vec![None; unknowns], holders: vec![Vec::new(); unknowns] }
    }

    fn insert(&mut self, pivot: usize, row: Combination) {
        for (unknown, _) in row.terms.iter().filter(|(unknown, _)| *unknown != pivot) {
            self.holders[*unknown].push(pivot);
        }
        self.rows[pivot] = Some(row);
    }

    /// Takes out the rows that hold an unknown, each once and in order.
    fn take_holding(&mut self, unknown: usize) -> Vec<(usize, Combination)> {
        let mut pivots = std::mem::take(&mut self.holders[unknown]);
        pivots.sort_unstable();
        pivots.dedup();
        let holds = |row: &mut Combination| row.factor(unknown).is_some();
        pivots.into_iter().filter_map(|pivot| Some((pivot, self.rows[pivot].take_if(holds)?))).collect()
    }

    /// Returns a combination without the unknowns that others are solved for.
    fn reduced(&self, row: Combination) -> Option<Combination> {
        let solved: Vec<usize> =
            row.terms.iter().map(|term| term.0).filter(|unknown| self.rows[*unknown].is_some()).collect();
        // No solved row holds what another one is solved for, so none comes back.
        solved
            .into_iter()
            .try_fold(row, |row, pivot| self.rows[pivot].as_ref().and_then(|own| row.without(pivot, own)))
    }
}

/// Returns the combinations of `rows` in which a single unknown is left of those that are wide open.
///
/// A combination that cannot tell anything any more, because it rests on too many rounded numbers, is dropped.
pub(super) fn eliminate(
    rows: Vec<Combination>,
    is_wide: impl Fn(usize) -> bool,
    may_tell: impl Fn(&Combination) -> bool,
) -> Vec<Combination> {
    let unknowns = rows.iter().filter_map(|row| row.terms.last()).map(|(last, _)| last + 1).max();
    let mut solved = Solved::with_room(unknowns.unwrap_or(0));
    for row in rows {
        let Some(row) = solved.reduced(row).filter(&may_tell) else { continue };
        let Some((pivot, _)) = row.terms.iter().copied().find(|(unknown, _)| is_wide(*unknown)) else {
            continue;
        };
        for (at, other) in solved.take_holding(pivot) {
            if let Some(without) = other.without(pivot, &row).filter(&may_tell) {
                solved.insert(at, without);
            }
        }
        solved.insert(pivot, row);
    }
    let has_one = |row: &Combination| row.terms.iter().filter(|(unknown, _)| is_wide(*unknown)).count() == 1;
    solved.rows.into_iter().flatten().filter(has_one).collect()
}

fn gcd(a: u64, b: u64) -> u64 {
    if b == 0 { a } else { gcd(b, a % b) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn combination(terms: &[(usize, i64)], total: i64) -> Combination {
        Combination::of(terms.to_vec(), total)
    }

    #[test]
    fn four_tables_in_a_circle_tell_what_none_of_them_does() {
        // Rows and columns of a square of which each line hides two, and one line a third.
        let rows = [
            combination(&[(0, 1), (1, 1), (4, 1)], 20),
            combination(&[(1, 1), (2, 1)], 14),
            combination(&[(2, 1), (3, 1)], 11),
            combination(&[(3, 1), (0, 1)], 12),
        ];
        let found = eliminate(rows.to_vec(), |_| true, |_| true);
        assert_eq!(found, [combination(&[(4, 1)], 5)]);
    }

    #[test]
    fn what_is_narrow_stays_in_the_sum() {
        let rows = [combination(&[(0, 1), (1, 1), (2, -1)], 0), combination(&[(1, 1), (3, 1)], 9)];
        let found = eliminate(rows.to_vec(), |unknown| unknown < 2, |_| true);
        assert_eq!(found, [combination(&[(0, 1), (2, -1), (3, -1)], -9), combination(&[(1, 1), (3, 1)], 9)]);
    }

    #[test]
    fn numbers_too_large_tell_nothing() {
        let large = combination(&[(0, i64::MAX), (1, 1)], 1);
        let other = combination(&[(0, i64::MAX - 1), (2, 1)], 1);
        assert_eq!(eliminate(vec![large, other], |_| true, |_| true), []);
    }
}
