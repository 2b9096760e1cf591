//! The design of a regression: an intercept, numbers, factors and products, and its orthogonal decomposition.
//!
//! Leaves out missing values (complete cases come in) and formulas in text.

use super::NotEstimable;

/// The columns of a regression, an intercept first.
#[derive(Debug, Clone, PartialEq)]
pub struct Design {
    columns: Vec<Vec<f64>>,
    products: Vec<Product>,
}

/// A column that is the product of two others, so that it follows when one of them is set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Product {
    column: usize,
    left: usize,
    right: usize,
}

impl Design {
    /// Makes a design of an intercept only, column 0.
    #[must_use]
    pub fn intercept(n_rows: usize) -> Self {
        Self { columns: vec![vec![1.0; n_rows]], products: Vec::new() }
    }

    /// Adds a column of finite numbers, one per row.
    ///
    /// # Panics
    /// Another number of rows than the intercept has: a fault in the program.
    #[must_use]
    pub fn with_number(mut self, values: &[f64]) -> Self {
        assert_eq!(values.len(), self.n_rows(), "invariant: one number per row");
        self.columns.push(values.to_vec());
        self
    }

    /// Adds a column of 0 and 1 for every level of a factor but the first, which is the reference.
    ///
    /// # Panics
    /// Another number of rows than the intercept has: a fault in the program.
    #[must_use]
    pub fn with_factor(mut self, levels: &[usize], n_levels: usize) -> Self {
        assert_eq!(levels.len(), self.n_rows(), "invariant: one level per row");
        for level in 1..n_levels {
            self.columns.push(levels.iter().map(|of_row| f64::from(u8::from(*of_row == level))).collect());
        }
        self
    }

    /// Adds the product of two columns: their interaction.
    #[must_use]
    pub fn with_product(mut self, left: usize, right: usize) -> Self {
        let column = self.columns.len();
        self.columns.push(self.columns[left].iter().zip(&self.columns[right]).map(|(a, b)| a * b).collect());
        self.products.push(Product { column, left, right });
        self
    }

    /// Returns the number of columns, the intercept among them.
    #[must_use]
    pub fn n_columns(&self) -> usize {
        self.columns.len()
    }

    /// Returns the number of rows.
    #[must_use]
    pub fn n_rows(&self) -> usize {
        self.columns[0].len()
    }

    /// Returns a column; 0 is the intercept.
    #[must_use]
    pub fn column(&self, column: usize) -> &[f64] {
        &self.columns[column]
    }

    /// Returns a row as it would be with `column` set to `value`; products follow.
    pub(super) fn row_with(&self, row: usize, column: usize, value: f64) -> Vec<f64> {
        let mut values: Vec<f64> = self.columns.iter().map(|values| values[row]).collect();
        values[column] = value;
        for product in &self.products {
            values[product.column] = values[product.left] * values[product.right];
        }
        values
    }

    /// Returns the mean of each column, each row counted `weights` times.
    pub(super) fn column_means(&self, weights: impl Fn(usize) -> f64) -> Vec<f64> {
        let total: f64 = (0..self.n_rows()).map(&weights).sum();
        let mean = |values: &Vec<f64>| {
            values.iter().enumerate().map(|(row, value)| value * weights(row)).sum::<f64>() / total
        };
        self.columns.iter().map(mean).collect()
    }
}

/// An orthogonal decomposition of a weighted design, without the columns that others determine.
#[derive(Debug, Clone)]
pub(super) struct Decomposed {
    /// Which columns are kept, in their order.
    pub(super) kept: Vec<usize>,
    /// Per kept column its orthonormal direction over the rows.
    pub(super) directions: Vec<Vec<f64>>,
    /// Per column of the design its coordinates on the directions before and at it.
    coordinates: Vec<Vec<f64>>,
}

/// Returns the decomposition of the design with rows multiplied by `root_weights`.
///
/// A column counts as determined by those before it when less than `tolerance` of its length remains, as in R.
///
/// Source: Gram-Schmidt, done twice per column (Giraud et al. 2005, Numerische Mathematik 101, 87-100).
pub(super) fn decompose(design: &Design, root_weights: &[f64], tolerance: f64) -> Decomposed {
    let mut result = Decomposed { kept: Vec::new(), directions: Vec::new(), coordinates: Vec::new() };
    for (index, values) in design.columns.iter().enumerate() {
        let mut rest: Vec<f64> = values.iter().zip(root_weights).map(|(value, root)| value * root).collect();
        let length = norm(&rest);
        let mut coordinates = vec![0.0; result.directions.len()];
        for _ in 0..2 {
            for (coordinate, direction) in coordinates.iter_mut().zip(&result.directions) {
                let along = dot(&rest, direction);
                *coordinate += along;
                rest.iter_mut().zip(direction).for_each(|(value, unit)| *value -= along * unit);
            }
        }
        let left = norm(&rest);
        if length > 0.0 && left > tolerance * length {
            rest.iter_mut().for_each(|value| *value /= left);
            coordinates.push(left);
            result.kept.push(index);
            result.directions.push(rest);
        }
        result.coordinates.push(coordinates);
    }
    result
}

impl Decomposed {
    /// Returns the least-squares coefficients of a (weighted) outcome, one per kept column.
    pub(super) fn solve(&self, outcome: &[f64]) -> Vec<f64> {
        let projections: Vec<f64> = self.directions.iter().map(|direction| dot(outcome, direction)).collect();
        self.back_substitute(projections)
    }

    /// Returns the inverse of X'WX over the kept columns.
    pub(super) fn inverse_crossproduct(&self) -> Matrix {
        self.sandwich(&Matrix::identity(self.kept.len()))
    }

    /// Returns R^-1 M R^-T for a matrix M on the directions.
    pub(super) fn sandwich(&self, middle: &Matrix) -> Matrix {
        let size = self.kept.len();
        let mut inverse = Matrix::zero(size);
        for column in 0..size {
            let unit = (0..size).map(|row| f64::from(u8::from(row == column))).collect();
            let solved = self.back_substitute(unit);
            solved.iter().enumerate().for_each(|(row, value)| inverse.add(row, column, *value));
        }
        inverse.times(middle).times(&inverse.transposed())
    }

    /// Returns the weights on the kept columns of a combination of all columns.
    ///
    /// # Errors
    /// [`NotEstimable::OneLevel`] when the combination needs a column that the data cannot tell from others.
    pub(super) fn estimable(&self, combination: &[f64]) -> Result<Vec<f64>, NotEstimable> {
        let kept: Vec<f64> = self.kept.iter().map(|column| combination[*column]).collect();
        for (column, weight) in combination.iter().enumerate() {
            if self.kept.contains(&column) {
                continue;
            }
            let mut coordinates = self.coordinates[column].clone();
            coordinates.resize(self.kept.len(), 0.0);
            let implied = dot(&self.back_substitute(coordinates), &kept);
            if (implied - weight).abs() > 1e-8 * (1.0 + weight.abs()) {
                return Err(NotEstimable::OneLevel);
            }
        }
        Ok(kept)
    }

    fn back_substitute(&self, mut values: Vec<f64>) -> Vec<f64> {
        for index in (0..self.kept.len()).rev() {
            values[index] /= self.coordinates[self.kept[index]][index];
            let solved = values[index];
            for (above, value) in values.iter_mut().enumerate().take(index) {
                *value -= self.coordinates[self.kept[index]][above] * solved;
            }
        }
        values
    }
}

/// A square matrix.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Matrix {
    size: usize,
    cells: Vec<f64>,
}

impl Matrix {
    pub(super) fn zero(size: usize) -> Self {
        Self { size, cells: vec![0.0; size * size] }
    }

    pub(super) fn identity(size: usize) -> Self {
        let mut matrix = Self::zero(size);
        (0..size).for_each(|index| matrix.add(index, index, 1.0));
        matrix
    }

    pub(super) fn at(&self, row: usize, column: usize) -> f64 {
        self.cells[row * self.size + column]
    }

    pub(super) fn add(&mut self, row: usize, column: usize, value: f64) {
        self.cells[row * self.size + column] += value;
    }

    /// Adds `factor` times the outer product of a vector with itself.
    pub(super) fn add_outer(&mut self, vector: &[f64], factor: f64) {
        for (row, left) in vector.iter().enumerate() {
            for (column, right) in vector.iter().enumerate() {
                self.add(row, column, left * right * factor);
            }
        }
    }

    /// Returns v'Mv, the variance of a combination; a rounding below 0 is 0.
    pub(super) fn quadratic(&self, vector: &[f64]) -> f64 {
        let row = |index: usize| dot(&self.cells[index * self.size..(index + 1) * self.size], vector);
        (0..self.size).map(|index| vector[index] * row(index)).sum::<f64>().max(0.0)
    }

    pub(super) fn times(&self, right: &Self) -> Self {
        let mut result = Self::zero(self.size);
        for row in 0..self.size {
            for column in 0..self.size {
                let cell = (0..self.size).map(|k| self.at(row, k) * right.at(k, column)).sum();
                result.add(row, column, cell);
            }
        }
        result
    }

    fn transposed(&self) -> Self {
        let mut result = Self::zero(self.size);
        for row in 0..self.size {
            (0..self.size).for_each(|column| result.add(column, row, self.at(row, column)));
        }
        result
    }
}

pub(super) fn dot(left: &[f64], right: &[f64]) -> f64 {
    left.iter().zip(right).map(|(a, b)| a * b).sum()
}

fn norm(values: &[f64]) -> f64 {
    dot(values, values).sqrt()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_combination_without_a_determined_column_is_estimable_whatever_the_rounding() {
        let x = [0.1, 0.23, 0.71, 0.4, 0.57, 0.9];
        let [first, second] = [[0.3, 0.7], [0.11, 1.3]].map(|[a, b]| x.map(|value| a + b * value));
        let design = Design::intercept(6).with_number(&x).with_number(&first).with_number(&second);
        let decomposed = decompose(&design, &[1.0; 6], 1e-7);
        assert_eq!(decomposed.kept, [0, 1]);
        // Each combination asks for the value at an x, of which a determined column adds nothing or what it must.
        assert!(decomposed.estimable(&[0.7, -0.3, 0.0, -0.3]).is_err());
        let weights = |a: f64, b: f64| [b, -a, 0.0, 0.11 * b - 1.3 * a];
        assert!(decomposed.estimable(&weights(0.3, 0.7)).is_ok());
        let nothing = |a: f64, b: f64| [b, -a, 0.3 * b - 0.7 * a, 0.0];
        assert!(decomposed.estimable(&nothing(0.11, 1.3)).is_ok());
    }
}
