//! Exact tests of independence: Fisher for two by two, Freeman-Halton or Monte Carlo for more.
//!
//! Leaves out mid-p variants. A p-value counts the tables that are at most as likely as the observed one.

use super::count::real;
use super::distribution::Urn;
use super::proportion::Tally;
use super::table::Table;
use super::{Estimate, Interval, NotEstimable};
use rand::seq::SliceRandom;
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::SeedableRng;
use statrs::function::factorial::ln_factorial;

/// Two tables are taken as equally likely when they differ by less than this, relatively; R does the same.
const TIE: f64 = 1e-7;
/// More tables than this are sampled, not enumerated.
const MAX_TABLES: f64 = 2e7;
/// Tables drawn by the Monte Carlo test.
const N_DRAWS: u32 = 10_000;

/// Fisher's exact test of two groups.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct FisherTest {
    /// The two-sided p-value, 0 to 1.
    pub p: f64,
    /// The conditional maximum-likelihood odds ratio with its exact interval.
    ///
    /// A ratio of 0 is a value; one without bound is `zero_cell`. The upper bound may be infinite,
    /// which a report prints as "and more".
    pub odds_ratio: Result<Estimate, NotEstimable>,
}

/// Returns Fisher's exact test, first against reference.
///
/// # Errors
/// [`NotEstimable::NZero`] when a group is empty, [`NotEstimable::NoVariation`] when all have the same outcome.
///
/// Source: Fisher (1935), JRSS 98, 39-82; Cornfield (1956) for the interval.
/// Reference: `tests/reference/table.R`, `fisher.test`, whose odds ratio stops at five digits.
pub fn fisher_test(first: Tally, reference: Tally) -> Result<FisherTest, NotEstimable> {
    first.share()?;
    reference.share()?;
    let successes = first.successes + reference.successes;
    let failures = first.failures + reference.failures;
    if successes == 0 || failures == 0 {
        return Err(NotEstimable::NoVariation);
    }
    let urn = Urn { successes, failures, draws: first.n() };
    let observed = urn.pmf(first.successes) * (1.0 + TIE);
    let p = (urn.fewest()..=urn.most()).map(|k| urn.pmf(k)).filter(|chance| *chance <= observed).sum::<f64>();
    Ok(FisherTest { p: p.min(1.0), odds_ratio: conditional_odds_ratio(urn, first.successes) })
}

/// How the p-value of an independence test came about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ExactMethod {
    /// All tables with these margins were enumerated (Fisher-Freeman-Halton).
    Enumerated,
    /// Tables with these margins were drawn with a fixed seed.
    MonteCarlo {
        /// How many tables.
        n_draws: u32,
    },
}

/// An exact test of independence in a table of any size.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ExactTest {
    /// The p-value, above 0 and at most 1.
    pub p: f64,
    /// Whether it is exact or drawn.
    pub method: ExactMethod,
}

/// Returns the Fisher-Freeman-Halton test, by enumeration where the table is small enough, else by seeded draws.
///
/// Source: Freeman & Halton (1951), Biometrika 38, 141-149; draws: Patefield's model by shuffling,
/// p = (1 + as unlikely) / (1 + draws). Reference: `fisher.test`.
#[must_use]
pub fn independence_test(table: &Table, seed: u64) -> ExactTest {
    let enumeration = Enumeration::new(table);
    if enumeration.size() <= MAX_TABLES {
        ExactTest { p: enumeration.p(), method: ExactMethod::Enumerated }
    } else {
        ExactTest { p: monte_carlo_p(table, seed), method: ExactMethod::MonteCarlo { n_draws: N_DRAWS } }
    }
}

/// Returns the seeded Monte Carlo p-value, whatever the size of the table.
#[must_use]
pub fn monte_carlo_p(table: &Table, seed: u64) -> f64 {
    let mut random = ChaCha8Rng::seed_from_u64(seed);
    let mut columns: Vec<usize> = expand(table.column_totals());
    let rows: Vec<usize> = expand(table.row_totals());
    let logs = log_factorials(table.total());
    let width = table.column_totals().len();
    let weight = |cells: &[usize]| -cells.iter().map(|cell| logs[*cell]).sum::<f64>();
    let mut cells = vec![0; width * table.row_totals().len()];
    for (row, given) in table.rows().iter().enumerate() {
        for (column, cell) in given.iter().enumerate() {
            cells[row * width + column] = usize::try_from(*cell).unwrap_or(usize::MAX);
        }
    }
    let observed = weight(&cells) + TIE;
    let mut as_unlikely = 0_u32;
    for _ in 0..N_DRAWS {
        columns.shuffle(&mut random);
        cells.fill(0);
        for (row, column) in rows.iter().zip(&columns) {
            cells[row * width + column] += 1;
        }
        as_unlikely += u32::from(weight(&cells) <= observed);
    }
    f64::from(1 + as_unlikely) / f64::from(1 + N_DRAWS)
}

/// Returns the odds ratio at which the observed count is the expected one, with its exact limits.
fn conditional_odds_ratio(urn: Urn, observed: u64) -> Result<Estimate, NotEstimable> {
    let (fewest, most) = (urn.fewest(), urn.most());
    let logs: Vec<f64> = (fewest..=most).map(|k| urn.pmf(k).max(f64::MIN_POSITIVE).ln()).collect();
    let at = |log_ratio: f64, term: &dyn Fn(u64) -> f64| {
        let tilted = |index: usize| logs[index] + log_ratio * real(index as u64);
        let largest = (0..logs.len()).map(tilted).fold(f64::NEG_INFINITY, f64::max);
        let (mut above, mut below) = (0.0, 0.0);
        for index in 0..logs.len() {
            let weight = (tilted(index) - largest).exp();
            above += weight * term(fewest + index as u64);
            below += weight;
        }
        above / below
    };
    let mean = |log_ratio: f64| at(log_ratio, &real) - real(observed);
    let at_least = |log_ratio: f64| at(log_ratio, &|k| f64::from(u8::from(k >= observed))) - 0.025;
    let at_most = |log_ratio: f64| 0.025 - at(log_ratio, &|k| f64::from(u8::from(k <= observed)));
    if observed == most {
        return Err(NotEstimable::ZeroCell);
    }
    let upper = rising_root(at_most).exp();
    let interval =
        Interval { lower: if observed == fewest { 0.0 } else { rising_root(at_least).exp() }, upper };
    let value = if observed == fewest { 0.0 } else { rising_root(mean).exp() };
    Ok(Estimate { value, interval: Ok(interval) })
}

/// Returns the root of a rising function of a log ratio, by halving -700..700.
fn rising_root(function: impl Fn(f64) -> f64) -> f64 {
    let (mut low, mut high) = (-700.0, 700.0);
    for _ in 0..80 {
        let middle = f64::midpoint(low, high);
        if function(middle) < 0.0 {
            low = middle;
        } else {
            high = middle;
        }
    }
    f64::midpoint(low, high)
}

fn expand(totals: &[u64]) -> Vec<usize> {
    totals
        .iter()
        .enumerate()
        .flat_map(|(level, total)| std::iter::repeat_n(level, usize::try_from(*total).unwrap_or(0)))
        .collect()
}

/// Returns ln k! for k = 0..=n.
fn log_factorials(n: u64) -> Vec<f64> {
    (0..=n).map(ln_factorial).collect()
}

/// All tables with the margins of one table, walked row by row; the largest row is what is left.
struct Enumeration {
    rows: Vec<u64>,
    columns: Vec<u64>,
    logs: Vec<f64>,
    constant: f64,
    observed: f64,
}

impl Enumeration {
    fn new(table: &Table) -> Self {
        let filled = |totals: &[u64]| -> Vec<u64> {
            let mut totals: Vec<u64> = totals.iter().copied().filter(|total| *total > 0).collect();
            totals.sort_unstable();
            totals
        };
        let (rows, columns) = (filled(table.row_totals()), filled(table.column_totals()));
        let logs = log_factorials(table.total());
        let log = |k: u64| logs[usize::try_from(k).unwrap_or(0)];
        let constant = rows.iter().chain(&columns).map(|total| log(*total)).sum::<f64>() - log(table.total());
        let cells: f64 = table.rows().iter().flatten().map(|cell| log(*cell)).sum();
        let observed = constant - cells + TIE;
        // Either side may be walked; the one with fewer ways is the faster.
        let (rows, columns) = if ways(&rows, columns.len()) <= ways(&columns, rows.len()) {
            (rows, columns)
        } else {
            (columns, rows)
        };
        Self { rows, columns, logs, constant, observed }
    }

    /// Returns an upper bound on the number of tables.
    fn size(&self) -> f64 {
        ways(&self.rows, self.columns.len())
    }

    fn p(&self) -> f64 {
        let mut free = self.columns.clone();
        self.walk(0, 0, self.rows[0], self.constant, &mut free).min(1.0)
    }

    /// Returns the probability of the tables at most as likely as the observed, with the cells before
    /// (`row`, `column`) set: `left` is what the row still has to place, `free` what the columns can take.
    fn walk(&self, row: usize, column: usize, left: u64, log: f64, free: &mut Vec<u64>) -> f64 {
        let log_factorial = |k: u64| self.logs[usize::try_from(k).unwrap_or(0)];
        if row + 1 == self.rows.len() {
            let log = log - free.iter().map(|cell| log_factorial(*cell)).sum::<f64>();
            return if log <= self.observed { log.exp() } else { 0.0 };
        }
        if column + 1 == self.columns.len() {
            if left > free[column] {
                return 0.0;
            }
            free[column] -= left;
            let sum = self.walk(row + 1, 0, self.rows[row + 1], log - log_factorial(left), free);
            free[column] += left;
            return sum;
        }
        let mut sum = 0.0;
        for cell in 0..=left.min(free[column]) {
            free[column] -= cell;
            sum += self.walk(row, column + 1, left - cell, log - log_factorial(cell), free);
            free[column] += cell;
        }
        sum
    }
}

/// Returns how many ways there are to spread all rows but the last over `n_columns`, margins aside.
fn ways(rows: &[u64], n_columns: usize) -> f64 {
    let spread = |total: u64| (1..n_columns as u64).map(|k| real(total + k) / real(k)).product::<f64>();
    rows.iter().rev().skip(1).map(|total| spread(*total)).product()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn enumeration_is_fisher_on_two_by_two(a in 0_u64..15, b in 0_u64..15, c in 0_u64..15, d in 0_u64..15) {
            let (first, reference) = (Tally { successes: a, failures: b }, Tally { successes: c, failures: d });
            if let (Ok(fisher), Ok(table)) = (fisher_test(first, reference), Table::new(&[vec![a, b], vec![c, d]])) {
                let enumerated = independence_test(&table, 0);
                prop_assert_eq!(enumerated.method, ExactMethod::Enumerated);
                prop_assert!((enumerated.p - fisher.p).abs() < 1e-10);
            }
        }
    }

    #[test]
    fn draws_come_near_the_enumerated_p_and_repeat_with_the_seed() {
        let table = Table::new(&[vec![5, 2, 9], vec![1, 8, 4], vec![6, 3, 3]]).unwrap();
        let (exact, drawn) = (independence_test(&table, 0).p, monte_carlo_p(&table, 20));
        // Five standard errors of 10,000 draws.
        assert!((exact - drawn).abs() < 5.0 * (exact * (1.0 - exact) / 1e4).sqrt(), "{drawn} for {exact}");
        assert_eq!(drawn.to_bits(), monte_carlo_p(&table, 20).to_bits());
        assert_ne!(drawn.to_bits(), monte_carlo_p(&table, 21).to_bits());
    }

    #[test]
    fn a_table_too_large_to_enumerate_is_drawn() {
        let rows: Vec<Vec<u64>> =
            (0..6).map(|row| (0..6).map(|column| 10 + (row * column) % 7).collect()).collect();
        let test = independence_test(&Table::new(&rows).unwrap(), 1);
        assert_eq!(test.method, ExactMethod::MonteCarlo { n_draws: 10_000 });
        assert!(test.p > 0.0 && test.p <= 1.0);
    }

    #[test]
    fn an_odds_ratio_without_bound_is_a_zero_cell() {
        let test = fisher_test(Tally::of(5, 5), Tally::of(2, 6)).unwrap();
        assert_eq!(test.odds_ratio, Err(NotEstimable::ZeroCell));
    }
}
