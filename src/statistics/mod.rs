//! Pure statistics on counts and slices of plain numbers; knows no student, file or report.
//!
//! Each function names its source and the R call that it was checked against (`tests/reference/`).
//! What has no answer is a [`NotEstimable`] with its reason, never `NaN`, infinity or a stand-in zero.

mod estimate;
mod incomplete;
pub mod distribution;
pub mod moments;
pub mod frequency;
pub mod quantile;
pub mod means;
pub mod effect;
pub mod pairwise;
pub mod rank;
pub mod superiority;
pub mod signed_rank;
pub mod kruskal_wallis;
pub mod monotone;
pub mod noncentral_f;
pub mod anova;
pub mod multiplicity;
pub mod cross_products;
mod count;
pub mod design;
pub mod weighted;
pub mod weighted_frequency;
pub mod survey_proportion;
pub mod calibration;
pub mod rao_scott;
pub mod survey_logistic;
pub mod nonresponse;
pub mod risk_table;
pub mod survival;
pub mod log_rank;
pub mod competing;
pub mod rounds;
pub mod planning;
pub mod pooling;
pub mod beta_binomial;
pub mod funnel;
pub mod intersection;
pub mod certainty;
pub mod noncentral;
pub mod proportion;
pub mod difference;
pub mod significance;
pub mod table;
pub mod exact;
pub mod stratified;
pub mod standardisation;
pub mod composition;
pub mod own_mix;
pub mod trend;
pub mod parity;
pub mod model_design;
pub mod regression;
pub mod additive;
pub mod logistic;
pub mod reliability;
pub mod factor;
pub mod item;
pub mod dif;

pub use estimate::{Estimate, Fraction, Interval, NotEstimable};
