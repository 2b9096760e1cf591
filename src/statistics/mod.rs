//! Pure statistics on counts and slices of plain numbers; knows no student, file or report.
//!
//! Each function names its source and the R call that it was checked against (`tests/reference/`).
//! What has no answer is a [`NotEstimable`] with its reason, never `NaN`, infinity or a stand-in zero.

mod estimate;
mod incomplete;
pub mod distribution;
pub mod noncentral;
pub mod proportion;
pub mod difference;
pub mod significance;
pub mod table;
pub mod exact;
pub mod stratified;
pub mod standardisation;
pub mod trend;
pub mod parity;
pub mod design;
pub mod regression;
pub mod logistic;
pub mod moments;
pub mod frequency;
pub mod quantile;
pub mod means;
pub mod rank;
pub mod superiority;
pub mod signed_rank;
pub mod kruskal_wallis;
pub mod monotone;
pub mod noncentral_f;
pub mod anova;
pub mod effect;
pub mod multiplicity;
pub mod pairwise;
pub mod cross_products;
pub mod reliability;
pub mod factor;
pub mod item;
pub mod dif;

pub use estimate::{Estimate, Fraction, Interval, NotEstimable};
