//! Bytes to a Dataset: encodings, delimiters, sheets; then what the codebook says that columns mean.
//!
//! Only this layer reads files. Faults travel beside the value and are told all at once. Leaves out what
//! a column means (`codebook`), which files there are (`scan`), and every number made of rows.

mod tally;
mod decode;
mod cut;
mod dictionary;
mod enrolment_checks;
mod identify;
mod block;
mod parallel;
mod dialect;
mod table;
mod table_fault;
mod reader;
mod number;
mod file;
mod files;
mod workbook;
mod unpivot;
mod columns;
mod values;
mod answers;
mod survey;
mod register;
mod counts;
mod select;
mod preview;
mod scan_fault;
mod weigh;
mod weigh_fault;
mod folder;

pub use folder::{Ingested, InputFile, UsedCodebook, read};
pub use preview::preview;
pub use reader::TableReader;
pub use table::{Coded, Format, Kept, Kind, Outcome, Position, Reading, Table, TableColumn};
pub use weigh::Weighing;
