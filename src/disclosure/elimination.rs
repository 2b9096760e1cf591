//! What tables tell together in a circle: exact elimination (DISCLOSURE.md, section 5, step 6).
//!
//! Bounds that are passed from table to table stop at the first one with two unknowns. Subtracted from each other,
//! two such tables may leave one unknown. Arithmetic is in whole numbers.

use std::collections::BTreeMap;

/// A sum of unknowns, each times a whole number, that equals `total`.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Combination {
    /// The factor of each unknown; none is zero.
    pub(super) terms: BTreeMap<usize, i64>,
    /// What they add up to.
    pub(super) total: i64,
}

impl Combination {
    /// Adds an unknown, times a factor.
    pub(super) fn add(&mut self, unknown: usize, factor: i64) {
        let sum = self.terms.entry(unknown).or_default();
        *sum += factor;
        if *sum == 0 {
            self.terms.remove(&unknown);
        }
    }

    /// Returns this combination without `unknown`, by subtracting another one; `None` where the numbers get too large.
    fn without(&self, unknown: usize, other: &Self) -> Option<Self> {
        let (own, theirs) = (self.terms[&unknown], other.terms[&unknown]);
        let times = |number: i64, factor: i64| number.checked_mul(factor);
        let mut result = Self { terms: BTreeMap::new(), total: 0 };
        for (place, factor) in &self.terms {
            result.add(*place, times(*factor, theirs)?);
        }
        for (place, factor) in &other.terms {
            result.add(*place, times(*factor, own)?.checked_neg()?);
        }
        result.total = times(self.total, theirs)?.checked_sub(times(other.total, own)?)?;
        let shared = result.terms.values().fold(result.total.unsigned_abs(), |a, b| gcd(a, b.unsigned_abs()));
        let is_negative = result.terms.values().next().is_some_and(|factor| *factor < 0);
        let divisor = i64::try_from(shared.max(1)).ok()? * if is_negative { -1 } else { 1 };
        result.terms.values_mut().for_each(|factor| *factor /= divisor);
        result.total /= divisor;
        Some(result)
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
    let mut solved: BTreeMap<usize, Combination> = BTreeMap::new();
    for row in rows {
        let Some(row) = reduced(row, &solved).filter(&may_tell) else { continue };
        let Some(pivot) = row.terms.keys().copied().find(|unknown| is_wide(*unknown)) else { continue };
        let holding: Vec<usize> =
            solved.iter().filter(|(_, other)| other.terms.contains_key(&pivot)).map(|(at, _)| *at).collect();
        for at in holding {
            let without = solved[&at].without(pivot, &row).filter(&may_tell);
            match without {
                Some(without) => solved.insert(at, without),
                None => solved.remove(&at),
            };
        }
        solved.insert(pivot, row);
    }
    let has_one = |row: &Combination| row.terms.keys().filter(|unknown| is_wide(**unknown)).count() == 1;
    solved.into_values().filter(has_one).collect()
}

/// Returns a combination without the unknowns that others are solved for.
fn reduced(mut row: Combination, solved: &BTreeMap<usize, Combination>) -> Option<Combination> {
    while let Some(pivot) = row.terms.keys().copied().find(|unknown| solved.contains_key(unknown)) {
        row = row.without(pivot, &solved[&pivot])?;
    }
    Some(row)
}

fn gcd(a: u64, b: u64) -> u64 {
    if b == 0 { a } else { gcd(b, a % b) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn combination(terms: &[(usize, i64)], total: i64) -> Combination {
        let mut made = Combination { total, ..Combination::default() };
        terms.iter().for_each(|(unknown, factor)| made.add(*unknown, *factor));
        made
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
