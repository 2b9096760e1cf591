//! Whether two features go together in a weighted sample: the chi-square test with the Rao-Scott correction.
//!
//! Second order, with an F distribution. Tests that treat weights as numbers of people are left out on purpose.

use crate::statistics::{
    NotEstimable,
    count::{real, real_len},
    design::Design,
    distribution,
    weighted::weighted_mean,
    weighted_frequency::WeightedFrequency,
};
use nalgebra::DMatrix;

/// The result of the Rao-Scott test.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct RaoScott {
    /// Pearson's chi-square of the weighted table, scaled to the number of rows.
    pub pearson: f64,
    /// Pearson's chi-square over the trace of the generalised design effects.
    pub f: f64,
    /// Degrees of freedom of the numerator, usually no whole number.
    pub numerator_df: f64,
    /// Degrees of freedom of the denominator.
    pub denominator_df: f64,
    /// The p-value of the F.
    pub p: f64,
}

/// Returns the second-order Rao-Scott test of the weighted table of two features, of which `None` is missing.
///
/// Levels that nobody has, with weight, are left out of the table first.
///
/// Source: Rao & Scott (1984), Annals of Statistics 12, 46-60.
/// Reference: `tests/reference/survey.R`, `svychisq(~row + column, design, statistic = "F")`.
///
/// # Errors
/// [`NotEstimable::AllMissing`] where no row has both features, [`NotEstimable::OneLevel`] where either has one
/// level, [`NotEstimable::ZeroVariance`] where the design leaves no variance or no degrees of freedom (a census).
pub fn rao_scott(
    design: &Design,
    row_levels: &[Option<usize>],
    column_levels: &[Option<usize>],
) -> Result<RaoScott, NotEstimable> {
    let used: Vec<bool> = (0..design.n())
        .map(|row| row_levels[row].is_some() && column_levels[row].is_some() && design.weights()[row] > 0.0)
        .collect();
    let (rows, n_rows) = renumber(row_levels, &used);
    let (columns, n_columns) = renumber(column_levels, &used);
    if n_rows == 0 {
        return Err(NotEstimable::AllMissing);
    }
    if n_rows < 2 || n_columns < 2 {
        return Err(NotEstimable::OneLevel);
    }
    let cell_of_row: Vec<Option<usize>> = rows
        .iter()
        .zip(&columns)
        .map(|(row, column)| Some(row.as_ref()? * n_columns + column.as_ref()?))
        .collect();
    let table = CellShares::of(design, &cell_of_row, n_rows * n_columns)?;
    let n = real_len(used.iter().filter(|&&used| used).count());
    test(&table, Shape { rows: n_rows, columns: n_columns }, n, design.degrees_of_freedom())
}

/// Returns the same test from sums per cell, row by row, of a sample with a weight per person and no strata or clusters.
///
/// `sample` is the number of people with a weight in the whole sample; the values of the cells are not looked at.
/// Equal to [`rao_scott`] on the rows, but for the degrees of freedom: those of the people in the table, as R's
/// `subset()` counts them.
///
/// Reference: `tests/reference/weighted_scan.R`, `svychisq(~row + column, subset(design, ...), statistic = "F")`.
///
/// # Errors
/// As for [`rao_scott`]; [`NotEstimable::NZero`] where the rows of the table differ in length.
pub fn rao_scott_of_cells(cells: &[Vec<WeightedFrequency>], sample: u64) -> Result<RaoScott, NotEstimable> {
    let width = cells.first().map_or(0, Vec::len);
    if cells.iter().any(|row| row.len() != width) {
        return Err(NotEstimable::NZero);
    }
    let rows: Vec<&Vec<WeightedFrequency>> =
        cells.iter().filter(|row| row.iter().any(|cell| cell.count > 0)).collect();
    let columns: Vec<usize> =
        (0..width).filter(|column| rows.iter().any(|row| row[*column].count > 0)).collect();
    if rows.is_empty() {
        return Err(NotEstimable::AllMissing);
    }
    if rows.len() < 2 || columns.len() < 2 {
        return Err(NotEstimable::OneLevel);
    }
    let flat: Vec<WeightedFrequency> =
        rows.iter().flat_map(|row| columns.iter().map(|column| row[*column])).collect();
    let n: u64 = flat.iter().map(|cell| cell.count).sum();
    if sample < 2 {
        return Err(NotEstimable::ZeroVariance);
    }
    let table = CellShares::of_sums(&flat, real(sample) / real(sample - 1));
    test(&table, Shape { rows: rows.len(), columns: columns.len() }, real(n), real(n - 1))
}

/// The number of rows and columns of a table.
#[derive(Clone, Copy)]
struct Shape {
    rows: usize,
    columns: usize,
}

fn test(table: &CellShares, shape: Shape, n: f64, df: f64) -> Result<RaoScott, NotEstimable> {
    let delta = generalised_effects(table, shape.rows, shape.columns, n)?;
    let trace = delta.trace();
    let squares = (&delta * &delta).trace();
    if trace <= 0.0 || squares <= 0.0 || df < 1.0 {
        return Err(NotEstimable::ZeroVariance);
    }
    let pearson = pearson(&table.shares, shape.rows, shape.columns, n);
    let (f, numerator_df) = (pearson / trace, trace * trace / squares);
    let denominator_df = numerator_df * df;
    Ok(RaoScott {
        pearson,
        f,
        numerator_df,
        denominator_df,
        p: distribution::f_sf(f, numerator_df, denominator_df),
    })
}

/// The weighted share of each cell, with the covariances that the design gives them.
struct CellShares {
    shares: Vec<f64>,
    covariance: DMatrix<f64>,
}

impl CellShares {
    fn of(design: &Design, cell_of_row: &[Option<usize>], n_cells: usize) -> Result<Self, NotEstimable> {
        let mut shares = Vec::with_capacity(n_cells);
        let mut deviations = Vec::with_capacity(n_cells);
        for cell in 0..n_cells {
            let member = |level: &Option<usize>| level.map(|level| f64::from(u8::from(level == cell)));
            let values: Vec<Option<f64>> = cell_of_row.iter().map(member).collect();
            let estimate = weighted_mean(design, &values)?;
            let score = |(value, weight): (&Option<f64>, &f64)| {
                value.map_or(0.0, |value| weight * (value - estimate.value) / estimate.weight_sum)
            };
            let scores: Vec<f64> = values.iter().zip(design.weights()).map(score).collect();
            shares.push(estimate.value);
            deviations.push(design.deviations(&scores));
        }
        let product = |a: &[f64], b: &[f64]| a.iter().zip(b).map(|(a, b)| a * b).sum::<f64>();
        let covariance = DMatrix::from_fn(n_cells, n_cells, |i, j| product(&deviations[i], &deviations[j]));
        Ok(Self { shares, covariance })
    }

    /// Makes the shares of sums per cell; `replaced` is n/(n-1) of the whole sample.
    fn of_sums(cells: &[WeightedFrequency], replaced: f64) -> Self {
        let total: f64 = cells.iter().map(|cell| cell.weight).sum();
        let squares: f64 = cells.iter().map(|cell| cell.squared).sum();
        let shares: Vec<f64> = cells.iter().map(|cell| cell.weight / total).collect();
        let covariance = DMatrix::from_fn(cells.len(), cells.len(), |i, j| {
            let own = if i == j { cells[i].squared } else { 0.0 };
            let sum = own - shares[i] * cells[j].squared - shares[j] * cells[i].squared
                + shares[i] * shares[j] * squares;
            sum / total.powi(2) * replaced
        });
        Self { shares, covariance }
    }
}

/// Returns the matrix whose eigenvalues are the design effects of the interaction contrasts.
fn generalised_effects(
    table: &CellShares,
    rows: usize,
    columns: usize,
    n: f64,
) -> Result<DMatrix<f64>, NotEstimable> {
    // Contrasts that hold no main effect: deviations of row i from the mean row times the same for column j.
    let centred = |level: usize, wanted: usize, levels: usize| {
        f64::from(u8::from(level == wanted)) - 1.0 / real_len(levels)
    };
    let contrasts = DMatrix::from_fn(rows * columns, (rows - 1) * (columns - 1), |cell, contrast| {
        centred(cell / columns, contrast / (columns - 1), rows)
            * centred(cell % columns, contrast % (columns - 1), columns)
    });
    let scaled = DMatrix::from_fn(rows * columns, contrasts.ncols(), |cell, contrast| {
        if table.shares[cell] > 0.0 { contrasts[(cell, contrast)] / table.shares[cell] } else { 0.0 }
    });
    let simple = contrasts.transpose() * &scaled / n;
    let designed = scaled.transpose() * &table.covariance * &scaled;
    simple.lu().solve(&designed).ok_or(NotEstimable::ZeroVariance)
}

fn pearson(shares: &[f64], rows: usize, columns: usize, n: f64) -> f64 {
    let row_share = |row: usize| shares[row * columns..(row + 1) * columns].iter().sum::<f64>();
    let column_share = |column: usize| (0..rows).map(|row| shares[row * columns + column]).sum::<f64>();
    let term = |(cell, share): (usize, &f64)| {
        let expected = row_share(cell / columns) * column_share(cell % columns);
        (share - expected).powi(2) / expected
    };
    n * shares.iter().enumerate().map(term).sum::<f64>()
}

/// Returns the levels numbered from 0 without gaps among the rows used, and how many there are.
fn renumber(levels: &[Option<usize>], used: &[bool]) -> (Vec<Option<usize>>, usize) {
    let kept = || levels.iter().zip(used).map(|(level, used)| level.filter(|_| *used));
    let mut seen: Vec<usize> = kept().flatten().collect();
    seen.sort_unstable();
    seen.dedup();
    let number = |level: Option<usize>| level.and_then(|level| seen.binary_search(&level).ok());
    (kept().map(number).collect(), seen.len())
}

#[cfg(test)]
mod tests {
    use super::*;
    use approx::assert_relative_eq;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn sums_per_cell_give_what_the_rows_give(
            people in prop::collection::vec((0..2_usize, 0..3_usize, 0.3..4.0_f64, 0..9_u8), 40..120),
        ) {
            let weights: Vec<f64> = people.iter().map(|person| person.2).collect();
            // One in nine did not answer the second question.
            let answered: Vec<Option<usize>> =
                people.iter().map(|person| (person.3 > 0).then_some(person.1)).collect();
            let groups: Vec<Option<usize>> = people.iter().map(|person| Some(person.0)).collect();
            let direct = rao_scott(&Design::weighted(&weights).unwrap(), &groups, &answered);
            let nobody = WeightedFrequency { value: 0.0, count: 0, weight: 0.0, squared: 0.0 };
            let mut cells = vec![vec![nobody; 3]; 2];
            for (person, answer) in people.iter().zip(&answered) {
                if let Some(answer) = answer {
                    let cell = &mut cells[person.0][*answer];
                    cell.count += 1;
                    cell.weight += person.2;
                    cell.squared += person.2 * person.2;
                }
            }
            prop_assume!(cells.iter().flatten().all(|cell| cell.count > 0));
            let summed = rao_scott_of_cells(&cells, people.len() as u64).unwrap();
            let direct = direct.unwrap();
            assert_relative_eq!(summed.f, direct.f, max_relative = 1e-7, epsilon = 1e-12);
            assert_relative_eq!(summed.numerator_df, direct.numerator_df, max_relative = 1e-7);
            let in_table: u64 = cells.iter().flatten().map(|cell| cell.count).sum();
            let degrees = (in_table - 1) as f64;
            assert_relative_eq!(summed.denominator_df, degrees * summed.numerator_df, max_relative = 1e-12);
        }
    }

    #[test]
    fn a_table_without_two_levels_has_no_test() {
        let cell =
            |count: u64| WeightedFrequency { value: 0.0, count, weight: count as f64, squared: count as f64 };
        assert_eq!(rao_scott_of_cells(&[], 5), Err(NotEstimable::AllMissing));
        assert_eq!(rao_scott_of_cells(&[vec![cell(3), cell(2)]], 5), Err(NotEstimable::OneLevel));
        assert_eq!(rao_scott_of_cells(&[vec![cell(3)], vec![cell(2)]], 5), Err(NotEstimable::OneLevel));
        let ragged = [vec![cell(3)], vec![cell(2), cell(1)]];
        assert_eq!(rao_scott_of_cells(&ragged, 6), Err(NotEstimable::NZero));
    }
}
