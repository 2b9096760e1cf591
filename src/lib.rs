//! meetellen: sense-of-belonging and genderscan data into report folders in which nobody is recognisable.
//!
//! ```text
//! bytes ─ ingest ─▶ Dataset ─ tabulation ─▶ Cube ──┬─ disclosure::plan ─▶ Plan
//!           ▲                                      │                        ▼
//!    scan, codebook                                └───────▶ measures(Cube, Plan) ─▶ Results
//!                                                              ▲                        │
//!                                                          statistics           disclosure::seal
//!                                                                                       ▼
//!                                              folder ◀─ report (wording, chart, page) ─ Published
//! ```
//!
//! `audit` reads written folders as a stranger would; it shares nothing with `disclosure`. `language` reads the
//! school's own texts, which hold no numbers about people.
//!
//! A layer names only layers to its left; `tests/tidy.rs` holds the table. The library knows no
//! terminal, clock or environment: those live in `cli`, a module of the program.

pub mod statistics;
pub mod model;
pub mod codebook;
pub mod scan;
pub mod ingest;
pub mod tabulation;
pub mod results;
pub mod measures;
pub mod disclosure;
pub mod share;
pub mod audit;
pub mod compare;
pub mod language;
pub mod report;
pub mod synthetic;
pub mod pipeline;
