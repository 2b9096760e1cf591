//! What can be wrong with the data of a chart. Leaves out everything about drawing: that cannot fail.

use thiserror::Error;

/// Why a chart cannot be drawn honestly, or a picture not be made of it.
#[derive(Debug, Clone, PartialEq, Error)]
#[non_exhaustive]
pub enum ChartError {
    /// The id of a chart is the prefix of ids in a page, so it has to be one word.
    #[error("`{0}` cannot be the id of a chart: use letters, digits, `-` and `_`, and begin with a letter")]
    Id(String),
    /// There is nothing to draw.
    #[error("chart `{0}` has nothing to show")]
    Empty(String),
    /// A value or bound lies outside the axis: drawn, it would be pressed against the edge.
    #[error("`{label}`: {value} lies outside the axis from {lower} to {upper}")]
    OutsideAxis {
        /// The row or series.
        label: String,
        /// The value or bound.
        value: f64,
        /// Where the axis begins.
        lower: f64,
        /// Where the axis ends.
        upper: f64,
    },
    /// The axis has no length, or runs backwards.
    #[error("an axis from {lower} to {upper} has no length")]
    Axis {
        /// Where the axis begins.
        lower: f64,
        /// Where the axis ends.
        upper: f64,
    },
    /// The length of a bar is read as its value, so bars begin at 0.
    #[error("bars begin at 0, not at {0}")]
    BarsNotFromZero(f64),
    /// The shares of a stack do not add up to a whole.
    #[error("`{label}`: the shares add up to {sum}, not to 100")]
    NotWhole {
        /// The row.
        label: String,
        /// What the shares add up to.
        sum: f64,
    },
    /// A part of a stack names categories that do not exist, or in another order.
    #[error("`{0}`: its parts do not run through the categories in order")]
    Categories(String),
    /// A series has another number of points than the axis has periods.
    #[error("`{label}` has {points} points for {periods} periods")]
    Periods {
        /// The series.
        label: String,
        /// The number of its points.
        points: usize,
        /// The number of periods.
        periods: usize,
    },
    /// The SVG cannot be turned into a picture.
    #[error("no picture could be made of the chart: {0}")]
    Picture(String),
}
